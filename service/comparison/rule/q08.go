package rule

import (
	"fmt"
	"strings"

	"yangguang/service/comparison/dossier"
)

// Parameters of what looks like an empty or split household, shared with Q06.
var (
	emptyWindow     = Parameter{Key: "empty.window_months", Label: "同一户口簿上两户识别相隔", Unit: "个月", Sort: Number, Default: "12", Basis: "识别前12个月内分户"}
	emptyCollective = Parameter{Key: "empty.collective", Label: "视为集体户的人数", Unit: "人", Sort: Number, Default: "15", Basis: "集体户、敬老院不是一家人"}
)

var q08 = Model{
	Key:   "Q08",
	Title: "疑似空挂户、拆户分户",
	Says:  "户主在识别前一年内刚刚迁户或分户，或者户口已不在登记的村；或者同一本户口簿上的人被分成两户识别。",
	Basis: []string{
		"广西精准识别“八个一票否决”第8项（回忆，未核实）：户口迁入但不居住的空挂户，为成为贫困户而拆户",
		"户籍数据没有迁移和分户的日期，只能从先后两次数据的不同推出，须逐户核实",
	},
	Registers:  []string{"households", "residents"},
	Leans:      []string{"rosters"},
	Parameters: []Parameter{emptyWindow, emptyCollective},
	Traps: []Trap{
		{"exited", "已脱贫以后才迁走的，不能说识别时空挂"},
		{"relocated", "易地搬迁后户口随迁"},
		{"not-registered", "户籍数据里没有这个人，不能说在别处"},
		{"town-level", "帮扶户只登记到镇"},
		{"years-apart", "同一户口簿上的两户识别相隔较久，先后成家"},
		{"moved-long-ago", "迁户、分户在识别一年以前，或在识别以后"},
		{"same-home", "先后两次数据里户编号、村都没有变"},
		{"renumbered", "户编号整户更换：原户编号下已经没有人"},
		{"destitute", "五保、特困老人单独列户"},
		{"collective", "集体户、敬老院"},
		{"same-head", "同一户登记了两行"},
	},
	Evidence:  []string{"户口簿及分户、迁移记录", "用水、用电记录", "入户核查照片", "识别时的家庭成员登记表"},
	Questions: []string{"现在实际住在哪里，谁一起吃住？", "分户是哪一年、什么原因？", "迁入迁出是什么时候？", "两户的房屋、灶台、收入是否分开？"},
	Bind: func(v Values) Check {
		x := newEmptyHukou(v)
		return Check{Aided: func(s *dossier.Snapshot, i int32, report func(Hit)) {
			reasons, rows := x.look(s, i)
			if len(reasons) == 0 {
				return
			}
			a := &s.Aided[i]
			report(Hit{Subject: Person(a.Head), Item: dossier.None, Household: dossier.None, Period: onDay(a.Identified), Severity: Yellow,
				Sentence: strings.Join(reasons, "；") + "。", Evidence: append([]Evidence{aidedEvidence(a)}, rows...)})
		}}
	},
}

// emptyHukou looks for households that are one only on paper.
type emptyHukou struct{ window, collective int }

func newEmptyHukou(v Values) emptyHukou {
	return emptyHukou{v.Int(emptyWindow.Key), v.Int(emptyCollective.Key)}
}

// look says why a household looks empty or split, and shows the other
// household where there is one.
func (x *emptyHukou) look(s *dossier.Snapshot, i int32) (reasons []string, rows []Evidence) {
	a := &s.Aided[i]
	head := &s.People[a.Head]
	if !given(a.Identified) || keptApart(a) {
		return nil, nil
	}
	if a.Exited > s.AsOf && !relocated(s, a.Head) {
		switch {
		case head.Status == 'O':
			reasons = append(reasons, "仍在册，户主的户籍状态是迁出")
			rows = append(rows, aidedEvidence(a))
		case head.Status == 'N' && elsewhere(s, head.Village, a.Village):
			reasons = append(reasons, "仍在册，户主的户口登记在"+s.Villages[head.Village].Name+"，不在识别登记的"+s.Villages[a.Village].Name)
			rows = append(rows, aidedEvidence(a))
		}
	}
	if r := x.before(s, a); r != nil {
		reasons = append(reasons, fmt.Sprintf("户主%s还登记在另一户，%s的户籍数据里已改在现在的户，%s识别", r.Span.From.Chinese(), r.Span.To.Chinese(), a.Identified.Chinese()))
		rows = append(rows, Evidence{Kind: "residents", Src: r.Src, Who: Of(r.Person), Fields: []Field{{"原登记数据日期", r.Span.From.Chinese()}, {"变动后数据日期", r.Span.To.Chinese()}}})
	}
	if other := x.other(s, a); other != nil {
		reasons = append(reasons, fmt.Sprintf("与%s识别的另一户登记在同一本户口簿上，本户%s识别", other.Identified.Chinese(), a.Identified.Chinese()))
		rows = append(rows, aidedEvidence(other))
	}
	return reasons, rows
}

// before is where a household's head was still registered within the window
// before identification and no longer was by then: another household, or
// another village. A number under which nobody is left was only replaced.
func (x *emptyHukou) before(s *dossier.Snapshot, a *dossier.Aided) *dossier.Residence {
	now := &s.People[a.Head]
	var last *dossier.Residence
	for r := range s.ResidencesOf(a.Head) {
		if r.Hukou == now.Hukou && !elsewhere(s, r.Village, now.Village) || r.Hukou < 0 || now.Hukou < 0 {
			continue
		}
		if r.Span.From >= a.Identified.AddMonths(-x.window) && r.Span.To <= a.Identified && (elsewhere(s, r.Village, now.Village) || inhabited(s, r.Hukou)) {
			last = r
		}
	}
	if last != nil && relocated(s, a.Head) {
		return nil
	}
	return last
}

// inhabited reports a household of the population register with anybody in it.
func inhabited(s *dossier.Snapshot, hukou int32) bool {
	for range s.Registered(hukou) {
		return true
	}
	return false
}

// relocated reports somebody whom a relocation roster moved.
func relocated(s *dossier.Snapshot, p dossier.P) bool {
	for r := range s.RostersOf(p) {
		if s.CategoryOf(r.Item) == dossier.Relocation || s.CategoryOf(r.Item) == dossier.Reservoir {
			return true
		}
	}
	return false
}

// elsewhere reports two different villages; a town or the county names none.
func elsewhere(s *dossier.Snapshot, a, b int32) bool {
	if a < 0 || b < 0 || a == b {
		return false
	}
	x, y := s.Villages[a].Code, s.Villages[b].Code
	return len(x) == 12 && len(y) == 12 && x != y && !strings.HasSuffix(x, "000") && !strings.HasSuffix(y, "000")
}

// other is an aided household whose head is registered together with a's and
// that was listed first, within the window; of two listed on one day the
// smaller number counts as first.
func (x *emptyHukou) other(s *dossier.Snapshot, a *dossier.Aided) *dossier.Aided {
	hukou := s.People[a.Head].Hukou
	if hukou < 0 || s.People[a.Head].Status != 'N' {
		return nil
	}
	count := 0
	var found *dossier.Aided
	for p := range s.Registered(hukou) {
		count++
		if p == a.Head || s.People[p].Has&dossier.HasAided == 0 || s.People[p].Status != 'N' {
			continue
		}
		for o := range s.AidedOf(p) {
			first := o.Identified < a.Identified || (o.Identified == a.Identified && o.No < a.No)
			if found == nil && first && o.No != a.No && !keptApart(o) && given(o.Identified) && a.Identified <= o.Identified.AddMonths(x.window) {
				found = o
			}
		}
	}
	if count >= x.collective {
		return nil
	}
	return found
}
