package custom

import (
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// Field is a word that an expression may use, for the page that helps writing one.
type Field struct {
	Name, Type, Text string // 年龄, 整数, 截至日的周岁
}

// env is what an expression sees of one person on the run's day. Money is in
// 元, areas in 亩 or m²; sums and counts of payouts look at the twelve months
// that end with the day.
type env struct {
	Age          int     `expr:"年龄"`
	Sex          string  `expr:"性别"`
	Village      string  `expr:"村代码"`
	Town         string  `expr:"镇代码"`
	Registered   string  `expr:"户籍状态"`
	Dead         bool    `expr:"已去世"`
	DeadDays     int     `expr:"去世天数"`
	OnPayroll    bool    `expr:"财政供养"`
	VillageCadre bool    `expr:"村干部"`
	OfficialKin  bool    `expr:"公职人员家属"`
	InCustody    bool    `expr:"服刑强戒"`
	Vehicles     int     `expr:"车辆数"`
	VehicleYuan  float64 `expr:"车辆估值"`
	Companies    int     `expr:"企业数"`
	Houses       int     `expr:"住房数"`
	Shops        int     `expr:"商业用房数"`
	HouseArea    float64 `expr:"住房面积"`
	Insured      int     `expr:"社保月数"`
	Base         float64 `expr:"缴费基数"`
	Pension      string  `expr:"养老险种"`
	Grade        int     `expr:"残疾等级"`
	Enrolled     bool    `expr:"在学"`
	Level        string  `expr:"学段"`
	Land         float64 `expr:"承包地"`
	Items        int     `expr:"补贴种类"`
	Total        float64 `expr:"补贴总额"`
	Accounts     int     `expr:"账户数"`

	Received func(item string) float64 `expr:"领取"`
	Times    func(item string) int     `expr:"次数"`
	Listed   func(item string) bool    `expr:"在册"`
}

// filler sets one field of an env; only those that an expression names are run.
type filler struct {
	Field
	fill func(e *env, s *dossier.Snapshot, p dossier.P)
}

const (
	whole = "整数"
	yuans = "数（元）"
	truth = "是或否"
	words = "文字"
	areas = "数"
)

// fillers lists every field in the order of the page.
var fillers = []filler{
	{Field{"年龄", whole, "截至日的周岁，不知道出生日期的为 0"}, func(e *env, s *dossier.Snapshot, p dossier.P) { e.Age, _ = s.AgeOn(p, s.AsOf) }},
	{Field{"性别", words, "男或女"}, func(e *env, s *dossier.Snapshot, p dossier.P) { e.Sex = sex(s.People[p].Female) }},
	{Field{"村代码", words, "户籍所在村的 12 位代码"}, func(e *env, s *dossier.Snapshot, p dossier.P) { e.Village = villageOf(s, p) }},
	{Field{"镇代码", words, "户籍所在镇的 9 位代码"}, func(e *env, s *dossier.Snapshot, p dossier.P) { e.Town = s.TownOf(s.People[p].Village) }},
	{Field{"户籍状态", words, "正常、迁出、注销或空（不在户籍里）"}, func(e *env, s *dossier.Snapshot, p dossier.P) { e.Registered = status(s.People[p].Status) }},
	{Field{"已去世", truth, "截至日以前有未撤销的死亡登记"}, func(e *env, s *dossier.Snapshot, p dossier.P) { _, e.Dead = deadOn(s, p) }},
	{Field{"去世天数", whole, "去世到截至日的天数，在世的为 0"}, func(e *env, s *dossier.Snapshot, p dossier.P) {
		e.DeadDays = 0
		if d, ok := deadOn(s, p); ok {
			e.DeadDays = int(s.AsOf - d.On)
		}
	}},
	{Field{"财政供养", truth, "截至日在职（公务员、参公、事业、国企）"}, func(e *env, s *dossier.Snapshot, p dossier.P) {
		e.OnPayroll = official(s, p, "公务员", "参公", "事业", "国企")
	}},
	{Field{"村干部", truth, "截至日在任"}, func(e *env, s *dossier.Snapshot, p dossier.P) { e.VillageCadre = official(s, p, "村干部") }},
	{Field{"公职人员家属", truth, "有公职人员申报为家属"}, func(e *env, s *dossier.Snapshot, p dossier.P) {
		e.OfficialKin = s.People[p].Has&dossier.HasOfficialKin != 0
	}},
	{Field{"服刑强戒", truth, "截至日在押"}, func(e *env, s *dossier.Snapshot, p dossier.P) {
		e.InCustody = false
		for r := range s.InmatesOf(p) {
			e.InCustody = e.InCustody || r.Span.Contains(s.AsOf)
		}
	}},
	{Field{"车辆数", whole, "截至日名下的机动车"}, func(e *env, s *dossier.Snapshot, p dossier.P) { e.Vehicles, _ = vehicles(s, p) }},
	{Field{"车辆估值", yuans, "截至日名下机动车估值之和"}, func(e *env, s *dossier.Snapshot, p dossier.P) { _, e.VehicleYuan = vehicles(s, p) }},
	{Field{"企业数", whole, "截至日担任法定代表人、股东、经营者的存续企业"}, func(e *env, s *dossier.Snapshot, p dossier.P) { e.Companies = companies(s, p) }},
	{Field{"住房数", whole, "截至日名下的住宅（宅基地不算）"}, func(e *env, s *dossier.Snapshot, p dossier.P) { e.Houses, _ = buildings(s, p, "住宅") }},
	{Field{"商业用房数", whole, "截至日名下的商业用房"}, func(e *env, s *dossier.Snapshot, p dossier.P) { e.Shops, _ = buildings(s, p, "商业") }},
	{Field{"住房面积", areas, "截至日名下住宅面积之和，平方米"}, func(e *env, s *dossier.Snapshot, p dossier.P) { _, e.HouseArea = buildings(s, p, "住宅") }},
	{Field{"社保月数", whole, "近 12 个月单位缴社保的月数"}, func(e *env, s *dossier.Snapshot, p dossier.P) { e.Insured, _ = insured(s, p) }},
	{Field{"缴费基数", yuans, "近 12 个月里最高的社保缴费基数"}, func(e *env, s *dossier.Snapshot, p dossier.P) { _, e.Base = insured(s, p) }},
	{Field{"养老险种", words, "截至日领取的养老待遇：职工、机关、居民或空"}, func(e *env, s *dossier.Snapshot, p dossier.P) {
		e.Pension = ""
		for r := range s.PensionsOf(p) {
			if r.Span.Contains(s.AsOf) {
				e.Pension = r.Scheme
			}
		}
	}},
	{Field{"残疾等级", whole, "截至日有效残疾证的等级 1 至 4，没有的为 0"}, func(e *env, s *dossier.Snapshot, p dossier.P) {
		e.Grade = 0
		for r := range s.DisabilitiesOf(p) {
			if r.Span.Contains(s.AsOf) {
				e.Grade = int(r.Grade)
			}
		}
	}},
	{Field{"在学", truth, "截至日有学籍"}, func(e *env, s *dossier.Snapshot, p dossier.P) { e.Enrolled, _ = school(s, p) }},
	{Field{"学段", words, "截至日的学段，没有学籍的为空"}, func(e *env, s *dossier.Snapshot, p dossier.P) { _, e.Level = school(s, p) }},
	{Field{"承包地", areas, "名下承包地面积之和，亩"}, func(e *env, s *dossier.Snapshot, p dossier.P) {
		e.Land = 0
		for r := range s.ParcelsOf(p) {
			if r.Kind == "承包地" {
				e.Land += float64(r.AreaMilli) / 1000
			}
		}
	}},
	{Field{"补贴种类", whole, "近 12 个月领到的补贴有几种"}, func(e *env, s *dossier.Snapshot, p dossier.P) { e.Items = kindsOf(s, p) }},
	{Field{"补贴总额", yuans, "近 12 个月领到的补贴合计"}, func(e *env, s *dossier.Snapshot, p dossier.P) {
		fen := int64(0)
		for r := range recent(s, p) {
			fen += r.AmountFen
		}
		e.Total = float64(fen) / 100
	}},
	{Field{"账户数", whole, "近 12 个月领补贴用过几个账户"}, func(e *env, s *dossier.Snapshot, p dossier.P) { e.Accounts = accountsOf(s, p) }},
}

// sources are the registers that each word comes from: a finding rests on them
// whether or not somebody ticked them. Age and sex are in the number of the ID.
var sources = map[string][]string{
	"村代码": {"residents"}, "镇代码": {"residents"}, "户籍状态": {"residents"}, "已去世": {"deaths"}, "去世天数": {"deaths"}, "财政供养": {"officials"}, "村干部": {"officials"},
	"公职人员家属": {"relatives"}, "服刑强戒": {"inmates"}, "车辆数": {"vehicles"}, "车辆估值": {"vehicles"}, "企业数": {"company_roles", "companies"}, "住房数": {"properties"},
	"商业用房数": {"properties"}, "住房面积": {"properties"}, "社保月数": {"employment"}, "缴费基数": {"employment"}, "养老险种": {"pensions"}, "残疾等级": {"disabilities"},
	"在学": {"enrolments"}, "学段": {"enrolments"}, "承包地": {"parcels"}, "补贴种类": {"payouts"}, "补贴总额": {"payouts"}, "账户数": {"payouts"},
	"领取": {"payouts"}, "次数": {"payouts"}, "在册": {"rosters"},
}

// functions are the words that take an item's name.
var functions = []Field{
	{"领取(\"项目\")", yuans, "近 12 个月领到的这一种补贴，项目写名称或类别，例如 领取(\"农村低保\")"},
	{"次数(\"项目\")", whole, "近 12 个月领到这一种补贴的笔数"},
	{"在册(\"项目\")", truth, "截至日在这一种补贴的名册上"},
}

// Fields lists every word an expression may use.
func Fields() []Field {
	out := make([]Field, 0, len(fillers)+len(functions))
	for _, f := range fillers {
		out = append(out, f.Field)
	}
	return append(out, functions...)
}

// year is the twelve months that end with the run's day.
func year(s *dossier.Snapshot) period.Interval {
	return period.Interval{From: s.AsOf.AddMonths(-12) + 1, To: s.AsOf + 1}
}

// recent walks a person's payouts of the last twelve months, by entitlement.
func recent(s *dossier.Snapshot, p dossier.P) func(func(*dossier.Payout) bool) {
	return func(yield func(*dossier.Payout) bool) {
		span, rows := year(s), s.PayoutsOf(p)
		for i := range rows {
			if r := &rows[i]; r.Counts() && span.Contains(r.Period.From) && !yield(r) {
				return
			}
		}
	}
}

func sex(female bool) string {
	if female {
		return "女"
	}
	return "男"
}

func status(b byte) string {
	switch b {
	case 'N':
		return "正常"
	case 'O':
		return "迁出"
	case 'C':
		return "注销"
	}
	return ""
}

func villageOf(s *dossier.Snapshot, p dossier.P) string {
	if v := s.People[p].Village; v >= 0 {
		return s.Villages[v].Code
	}
	return ""
}

func deadOn(s *dossier.Snapshot, p dossier.P) (*dossier.Death, bool) {
	d, ok := s.DiedOn(p)
	return d, ok && d.On <= s.AsOf
}
