package rule

import (
	"slices"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var p08 = Model{
	Key:   "P08",
	Title: "中标单位与公职人员及其家属关联",
	Says:  "中标单位的负责人、股东或高管，在中标时是公职人员、村干部，或者是公职人员申报的家属。",
	Basis: []string{
		"公务员法第五十九条第十六项：不得违反有关规定从事或者参与营利性活动",
		"中国共产党纪律处分条例（2023年）关于违规经商办企业、亲属经商的规定",
		"招标投标法实施条例第三十四条：与招标人有利害关系可能影响公正的，不得参加投标",
	},
	Registers: []string{"projects", "company_roles", "officials"},
	Also:      []string{"companies", "relatives"},
	Parameters: []Parameter{
		{Key: "min_share_pct", Label: "股东的持股比例下限", Unit: "%", Sort: Number, Default: "5", Basis: "与S07一致；没有登记比例的也看"},
		{Key: "kinds", Label: "算作公职人员的类别", Sort: List, Default: "公务员、参公、事业、国企、村干部", Basis: "退休、遗属、聘用不算", Words: officialKinds},
	},
	Traps: []Trap{
		{"sold-share", "中标以前已经退股、不再任职"},
		{"left-office", "中标时已经不是公职人员"},
		{"later", "中标以后才入股或入职"},
		{"small-share", "持股比例很小"},
		{"seconded", "国企人员在本企业任职"},
		{"not-official", "退休、遗属、聘用人员"},
		{"other-name", "身份证号相同、姓名不同"},
	},
	Evidence:  []string{"股权变更档案", "公职人员任职文件", "回避申报", "项目审批、监管人员名单"},
	Questions: []string{"有关人员是否参与项目的立项、招标、监管或付款？", "是否申报、是否回避？", "股份是什么时候取得、什么时候转让的，有没有代持？", "家属经商是否在规定允许的范围内？"},
	Bind: func(v Values) Check {
		x := ties{share: int32(v.Int("min_share_pct") * 1000), kinds: v.List("kinds")} //nolint:gosec // percent
		return Check{Project: x.check}
	},
}

// ties looks for officials behind a winner.
type ties struct {
	share int32
	kinds []string
}

func (x *ties) check(s *dossier.Snapshot, i int32, report func(Hit)) {
	p := &s.Projects[i]
	if p.WinnerCompany < 0 {
		return
	}
	on := awardedOn(p)
	severity := Yellow
	var found []tie
	var evidence []Evidence
	add := func(e Evidence) {
		if !slices.ContainsFunc(evidence, func(x Evidence) bool { return x.Kind == e.Kind && x.Src == e.Src }) {
			evidence = append(evidence, e)
		}
	}
	tell := func(r *dossier.Role, o *dossier.Official, kin *dossier.Relative) {
		who := "是" + o.Unit + "的" + called(o.Kind)
		if kin != nil {
			who += "申报的" + kin.Relation
		}
		if why := near(s, p, o); why != "" {
			severity, who = Red, who+"（"+why+"）"
		}
		found = noted(found, r, who)
		for _, e := range roleIn(s, r) {
			add(e)
		}
		add(showOfficial(o))
		if kin != nil {
			add(Evidence{Kind: "relatives", Src: kin.Src, Who: Of(kin.Relative), Fields: []Field{{"关系", kin.Relation}}})
		}
	}
	for r := range s.RolesIn(p.WinnerCompany) {
		has := s.People[r.Person].Has
		if has&(dossier.HasOfficial|dossier.HasOfficialKin) == 0 || !r.Span.Contains(on) || (r.Kind == "股东" && r.ShareMilli >= 0 && r.ShareMilli < x.share) {
			continue
		}
		if o := x.serving(s, r.Person, p.WinnerCompany, on); o != nil {
			tell(r, o, nil)
		}
		for kin := range s.DeclaredBy(r.Person) {
			if o := x.serving(s, kin.Official, p.WinnerCompany, on); o != nil {
				tell(r, o, kin)
			}
		}
	}
	if len(found) == 0 {
		return
	}
	var reasons []string
	for _, t := range found {
		reasons = append(reasons, strings.Join(t.roles, "、")+strings.Join(t.who, "，也"))
	}
	evidence = append([]Evidence{projectEvidence(p, Field{"业主单位", p.Owner}, Field{"主管部门", p.Bureau}, Field{"中标单位代码", p.Winner}, Field{"中标单位", s.Companies[p.WinnerCompany].Name},
		dayField("开标日期", p.BidOn), dayField("合同日期", p.ContractOn), moneyField("中标金额", price(p)))}, evidence...)
	report(Hit{Subject: ProjectSubject(i), Item: dossier.None, Household: dossier.None, Period: onDay(on), AmountFen: price(p), Severity: severity,
		Sentence: on.Chinese() + "中标时，中标单位的" + strings.Join(reasons, "；") + "。", Evidence: evidence})
}

// tie is one person in a company who is an official or a relative of some: what
// they are in it, and what they are.
type tie struct {
	person     dossier.P
	roles, who []string
}

// noted adds a role and what its person is; a person who is several things in
// the company is one tie.
func noted(ties []tie, r *dossier.Role, who string) []tie {
	i := slices.IndexFunc(ties, func(t tie) bool { return t.person == r.Person })
	if i < 0 {
		i, ties = len(ties), append(ties, tie{person: r.Person})
	}
	t := &ties[i]
	if !slices.Contains(t.roles, r.Kind) {
		t.roles = append(t.roles, r.Kind)
	}
	if !slices.Contains(t.who, who) {
		t.who = append(t.who, who)
	}
	return ties
}

// serving is a person's public post on a day, nil when there is none. A post in
// the company itself is how a state company works.
func (x *ties) serving(s *dossier.Snapshot, p dossier.P, company int32, on period.Day) *dossier.Official {
	for o := range s.OfficialsOf(p) {
		if o.Span.Contains(on) && slices.Contains(x.kinds, o.Kind) && o.Unit != s.Companies[company].Name {
			return o
		}
	}
	return nil
}

// near says how an official's post touches a project, "" when it does not.
func near(s *dossier.Snapshot, p *dossier.Project, o *dossier.Official) string {
	switch {
	case sameUnit(o.Unit, p.Owner):
		return "在业主单位任职"
	case sameUnit(o.Unit, p.Bureau):
		return "在主管部门任职"
	case o.Village >= 0 && p.Village >= 0 && s.TownOf(o.Village) == s.TownOf(p.Village):
		return "在项目所在乡镇任职"
	}
	return ""
}

// sameUnit reports one unit, or an office inside the other.
func sameUnit(a, b string) bool {
	return a != "" && b != "" && (strings.Contains(a, b) || strings.Contains(b, a))
}
