package rule

import (
	"strconv"

	"yangguang/model"
	"yangguang/service/comparison/dossier"
)

var q07 = Model{
	Key:   "Q07",
	Title: "疑似漏评、漏保",
	Says:  "重度残疾人没有收入来源，或者刚认定的户住房是D级，却不在任何名册上。",
	Basis: []string{
		"社会救助暂行办法第五条、第九条：应救尽救，及时发现困难群众",
		"农村低保：低保边缘家庭中的重度残疾人可以单人纳入（民发〔2021〕57号）",
	},
	Registers: []string{"disabilities", "rosters", "households"},
	Leans:     []string{"residents"},
	Also:      []string{"indicators", "employment", "officials", "pensions", "companies", "company_roles", "deaths", "inmates", "payouts"},
	Parameters: []Parameter{
		{Key: "grade", Label: "重度残疾的等级", Unit: "级", Sort: Number, Default: "2", Basis: "一级、二级为重度"},
		{Key: "payout_months", Label: "近期领过救助补贴", Unit: "个月", Sort: Number, Default: "12", Basis: "领过的不算漏"},
		assuredSince,
	},
	Traps: []Trap{
		{"on-roster", "本人或同户已在低保、特困等名册上"},
		{"aided", "本户已是脱贫户、监测户"},
		{"has-income", "本人或同户有工作、退休金、经营"},
		{"paid", "近期领过救助或残疾补贴"},
		{"invalid", "残疾证已注销、过期，或等级较轻"},
		{"gone", "已去世、已迁出、服刑"},
		{"helped", "D级住房的户已在危改、低保名册上，或已改造验收"},
		{"shortfall", "应当已有安全住房的户，D级住房由Q02一处提示，不重复派给两个部门"},
	},
	Evidence:  []string{"残疾人证", "入户核查表", "家庭经济状况核对报告", "房屋鉴定"},
	Questions: []string{"由谁照料、靠什么生活？", "有没有申请过救助，结果如何？", "医疗自付大约多少？", "是否主动告知过政策？"},
	Ask:       true,
	Owed:      model.OwedBenefit,
	Needs:     dossier.HasDisability,
	Bind: func(v Values) Check {
		x := missed{grade: int8(v.Int("grade")), months: v.Int("payout_months"), since: v.Int(assuredSince.Key)} //nolint:gosec // 1–4
		return Check{Person: x.person, Aided: x.aided}
	},
}

// missed looks for people whom no roster knows.
type missed struct {
	grade  int8
	months int
	since  int
}

func (x *missed) person(s *dossier.Snapshot, p dossier.P, report func(Hit)) {
	var card *dossier.Disability
	for r := range s.DisabilitiesOf(p) {
		if r.Grade >= 1 && r.Grade <= x.grade && r.Span.Contains(s.AsOf) && !lapsed(r.Status) {
			card = r
			break
		}
	}
	if card == nil || s.People[p].Status != 'N' || listed(s, p) || income(s, p) || x.helped(s, p) {
		return
	}
	if d, dead := s.DiedOn(p); dead && d.On <= s.AsOf {
		return
	}
	for r := range s.InmatesOf(p) {
		if r.Span.Contains(s.AsOf) {
			return
		}
	}
	for q := range s.Registered(s.People[p].Hukou) {
		if q != p && (income(s, q) || s.People[q].Has&dossier.HasAided != 0 || rosteredOn(s, q, s.AsOf, dossier.Category.Hardship)) {
			return
		}
	}
	report(Hit{Subject: Person(p), Item: dossier.None, Household: dossier.None, Period: onDay(card.Span.From), Severity: Yellow,
		Leans:    []string{"employment", "officials", "pensions", "companies", "company_roles", "deaths", "inmates", "payouts"},
		Sentence: "持有" + card.Category + "残疾" + strconv.Itoa(int(card.Grade)) + "级证，本人和同户登记的人都没有工作、退休金或经营，也不在任何名册上。",
		Evidence: []Evidence{{Kind: "disabilities", Src: card.Src, Who: Of(card.Person), Fields: []Field{{"类别", card.Category}, {"等级", strconv.Itoa(int(card.Grade)) + "级"}, {"发证日期", card.Span.From.Chinese()}}}}})
}

// lapsed reports a certificate that no longer holds.
func lapsed(status string) bool {
	return containsAny(status, []string{"注销", "失效", "过期", "冻结", "作废"})
}

// listed reports somebody whom a roster or the register of aided households has.
func listed(s *dossier.Snapshot, p dossier.P) bool {
	return s.People[p].Has&dossier.HasAided != 0 || rosteredOn(s, p, s.AsOf, func(dossier.Category) bool { return true })
}

// income reports somebody with work, a pension of an employer or a business.
func income(s *dossier.Snapshot, p dossier.P) bool {
	if s.People[p].Has&(dossier.HasEmployment|dossier.HasOfficial|dossier.HasPension|dossier.HasRole) == 0 {
		return false
	}
	for r := range s.EmploymentOf(p) {
		if r.Span.Contains(s.AsOf) {
			return true
		}
	}
	for r := range s.OfficialsOf(p) {
		if r.Span.Contains(s.AsOf) {
			return true
		}
	}
	for r := range s.PensionsOf(p) {
		if r.Span.Contains(s.AsOf) && r.Scheme != "居民" {
			return true
		}
	}
	for r := range s.RolesOf(p) {
		if r.Span.Contains(s.AsOf) && (r.Company < 0 || s.Companies[r.Company].Span.Contains(s.AsOf)) {
			return true
		}
	}
	return false
}

// helped reports somebody who drew relief of late, whatever the rosters say.
func (x *missed) helped(s *dossier.Snapshot, p dossier.P) bool {
	since := s.AsOf.AddMonths(-x.months)
	rows := s.PayoutsOf(p)
	for i := range rows {
		switch c := s.CategoryOf(rows[i].Item); {
		case !rows[i].Counts() || rows[i].Period.To <= since:
		case c.Hardship(), c == dossier.Temporary, c == dossier.DisabledLiving, c == dossier.DisabledCare, c == dossier.Orphan:
			return true
		}
	}
	return false
}

// aided looks at households that are not owed the whole standard yet. Of those
// that are, an unsafe house is a shortfall: Q02 tells of it, and says whether a
// roster has them, so that one house is one matter of one bureau.
func (x *missed) aided(s *dossier.Snapshot, i int32, report func(Hit)) {
	rows := yearsOf(s, i)
	if len(rows) == 0 {
		return
	}
	a, last := &s.Aided[i], rows[len(rows)-1]
	if last.House != 'D' || last.Rebuilt == "是" || assured(a, last.Year, x.since) || onHelpRoster(s, a) {
		return
	}
	report(headHit(a, []*dossier.Indicator{last}, Yellow, strconv.Itoa(last.Year)+"年核查住房等级D级，"+onNoRoster+"。"))
}

// onNoRoster says that nobody has taken a household's house up.
const onNoRoster = "全家不在危房改造、低保、特困名册上"

// onHelpRoster reports a household of which somebody is on the roster of 低保 or
// 特困 today, or ever was on one of rebuilding.
func onHelpRoster(s *dossier.Snapshot, a *dossier.Aided) bool {
	for _, p := range s.AidedMembers(a) {
		if rosteredOn(s, p, s.AsOf, dossier.Category.Hardship) {
			return true
		}
		for r := range s.RostersOf(p) {
			if s.CategoryOf(r.Item).Rebuilding() {
				return true
			}
		}
	}
	return false
}
