package livelihood

import (
	"cmp"
	"context"
	"slices"
	"time"

	"yangguang/model"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
)

// veto is one item of the list 一票否决 of 2015. Its words are recalled and not
// confirmed; registers say what is known of it, none where somebody has to go.
type veto struct {
	no, text  string
	source    string // in words, or 入户核查
	registers []register
}

// register is a kind of data that tells something of an item.
type register struct {
	kind, name string
	read       string // the statement: who, what, from, to; "" where findings tell it
}

// byVisit is the source of what no register tells.
const byVisit = "入户核查"

// vetoList is the list (厅发〔2015〕28号): 2, 3, 4, 5 and 8 by the registers, 1, 6
// and 7 by a visit.
var vetoList = []veto{
	{"1", "有两层以上砖混结构且精装修的住房，或者两层纯木结构住房且人均面积50平方米以上", byVisit, nil},
	{"2", "在城镇购买或自建住房、商铺、地皮（搬迁的除外）", "不动产登记", []register{{"properties", "不动产",
		"SELECT person_id, purpose AS a, location AS b, acquisition AS c, registered_on AS from_on, cancelled_on AS to_on, 0 AS fen FROM properties WHERE person_id IN ? AND " + recuse.Loaded("properties")}}},
	{"3", "家庭成员经营公司或其他经济实体", "市场主体登记", []register{{"company_roles", "市场主体人员",
		"SELECT r.person_id, r.role AS a, c.name AS b, c.state AS c, r.from_on, r.to_on, 0 AS fen, c.founded_on, c.dissolved_on FROM company_roles r JOIN companies c ON c.code = r.code AND " + recuse.Loaded("c") + " WHERE r.person_id IN ? AND " + recuse.Loaded("r")}}},
	{"4", "有价值3万元以上、能用的农机、面包车、轿车、货车、船舶等", "机动车登记", []register{{"vehicles", "机动车",
		"SELECT person_id, vehicle_type AS a, '' AS b, state AS c, registered_on AS from_on, transferred_on AS to_on, value_fen AS fen FROM vehicles WHERE person_id IN ? AND " + recuse.Loaded("vehicles")}}},
	{"5", "家庭成员在国家机关、事业单位有正式编制（含离退休），或者在国有企业、大型民企稳定就业", "财政供养人员、社保缴费", []register{{"officials", "财政供养人员",
		"SELECT person_id, category AS a, unit AS b, post AS c, from_on, to_on, 0 AS fen FROM officials WHERE person_id IN ? AND " + recuse.Loaded("officials")}, {"employment", "社保缴费",
		"SELECT person_id, '参保单位' AS a, employer AS b, '' AS c, from_on, to_on, 0 AS fen FROM employment WHERE person_id IN ? AND " + recuse.Loaded("employment")}}},
	{"6", "全家外出务工三年以上，家中长期无人回来居住", byVisit, nil},
	{"7", "有劳动能力和生产资料又不愿劳动，或者因吸毒、赌博、懒惰致贫", byVisit, nil},
	{"8", "户口迁入但不居住的空挂户，或者为成为贫困户拆户、分户", "户籍人口，比对模型Q08", []register{{"residents", "户籍人口", ""}}},
}

// Veto is an item of the list with what is known of it.
type Veto struct {
	No, Text, Source string
	Visit            bool     // only a visit tells
	Missing          []string // registers that were never imported: their silence says nothing
	Bare             bool     // all of them are missing
	Says             []Said
	Seen             []Visited // what people saw who went there, the latest first
}

// Said is one record of a register.
type Said struct {
	Who, What string
	Span      period.Interval
	Then      bool // it held on the day of identification
}

// vetoes reads what the registers say to each item of the list.
func (s *Service) vetoes(ctx context.Context, h *home) error {
	var kinds []string
	if err := s.DB.WithContext(ctx).Raw("SELECT DISTINCT kind FROM batches WHERE status = ? AND kind IN ?", model.BatchLoaded, vetoKinds()).Scan(&kinds).Error; err != nil {
		return err
	}
	for _, v := range vetoList { // eight items, five statements in all
		out := Veto{No: v.no, Text: v.text, Source: v.source, Visit: v.source == byVisit}
		for _, r := range v.registers {
			if !slices.Contains(kinds, r.kind) {
				out.Missing = append(out.Missing, r.name)
			}
			if r.read == "" {
				continue
			}
			says, err := s.says(ctx, h, r.read)
			if err != nil {
				return err
			}
			out.Says = append(out.Says, says...)
		}
		out.Bare = len(out.Missing) > 0 && len(out.Missing) == len(v.registers)
		h.Vetoes = append(h.Vetoes, out)
	}
	var rows []model.Finding
	err := s.DB.WithContext(ctx).Select("id", "person_id", "sentence", "period_start").Where("model = 'Q08' AND person_id IN ? AND gone_at IS NULL AND withdrawn_mark = 0", h.ids).Order("id").Limit(20).Find(&rows).Error
	if err != nil {
		return err
	}
	i := slices.IndexFunc(h.Vetoes, func(v Veto) bool { return v.No == "8" })
	for _, f := range rows {
		h.Vetoes[i].Says = append(h.Vetoes[i].Says, Said{Who: h.name(f.PersonID), What: f.Sentence, Span: period.Since(period.Stored(f.PeriodStart)), Then: true})
	}
	return nil
}

// vetoKinds are the kinds of data that the list rests on.
func vetoKinds() []string {
	var out []string
	for _, v := range vetoList {
		for _, r := range v.registers {
			out = append(out, r.kind)
		}
	}
	return out
}

func (s *Service) says(ctx context.Context, h *home, statement string) ([]Said, error) {
	var rows []struct {
		PersonID     int64
		A, B, C      string
		FromOn, ToOn *time.Time
		Fen          int64
		FoundedOn    *time.Time // of a company, where the role has no day
		DissolvedOn  *time.Time
	}
	if err := s.DB.WithContext(ctx).Raw(statement+" ORDER BY 1, 5 LIMIT 50", h.ids).Scan(&rows).Error; err != nil {
		return nil, err
	}
	out := make([]Said, len(rows))
	for i, r := range rows {
		one := Said{Who: h.name(r.PersonID), What: r.A, Span: period.Interval{From: period.Past, To: period.Future}}
		for _, more := range []string{r.B, r.C} {
			if more != "" {
				one.What += "，" + more
			}
		}
		if r.Fen > 0 {
			one.What += "，估值" + money.Fen(r.Fen).String() + "元"
		}
		if on := cmp.Or(r.FromOn, r.FoundedOn); on != nil {
			one.Span.From = period.Stored(*on)
		}
		if on := cmp.Or(r.ToOn, r.DissolvedOn); on != nil {
			one.Span.To = period.Stored(*on)
		}
		one.Then = h.Identified != period.Past && one.Span.Contains(h.Identified)
		out[i] = one
	}
	return out, nil
}
