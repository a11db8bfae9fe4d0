package rule

import (
	"fmt"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/stages"
)

var p11 = Model{
	Key:   "P11",
	Title: "备案缺项、逾期、日期颠倒",
	Says:  "项目已经走到后一步，前一步却一直没有登记，或者过了备案的期限很久还没有备案；或者日期的先后不合常理。",
	Basis: []string{
		"政府投资条例第二十七条：如实报送项目开工建设、建设进度、竣工的基本信息",
		"招标投标法第二十四条、第四十六条：开标、签订合同的先后和期限",
	},
	Registers: []string{"projects"},
	Also:      []string{"project_funds"},
	Parameters: []Parameter{
		{Key: "missing_days", Label: "后一步到了或者备案期限过了以后，仍未登记", Unit: "天", Sort: Number, Default: "30", Basis: "备案监督参数，县里核定"},
	},
	Traps: []Trap{
		{"complete", "各步齐全、先后正常，同一天也正常"},
		{"not-yet-due", "后一步刚到，还在补登记的限期内"},
		{"stage-in-time", "业主按步备案的，看备案的期限：期限没过或者刚过"},
		{"direct", "直接发包等不招标的项目没有公告、开标"},
		{"not-collected", "全县都没有登记这一项，不能说哪个项目缺"},
		{"under-way", "还没有走到后一步"},
	},
	Evidence:  []string{"各步原始文件及日期", "备案登记记录"},
	Questions: []string{"是没有办，还是办了没有登记？", "日期颠倒是录入错误还是先做后补？", "是否需要补备案？"},
	Bind: func(v Values) Check {
		x := filing{missing: period.Day(v.Int("missing_days"))} //nolint:gosec // at most a million
		return Check{County: x.county}
	},
}

// step is one step of a project that is filed with its day.
type step struct {
	name   string
	tender bool // only where there is a tender
	on     func(*dossier.Project) period.Day
}

// steps are a project's steps in their order.
var steps = [...]step{
	{"公告", true, func(p *dossier.Project) period.Day { return p.NoticeOn }},
	{"开标", true, func(p *dossier.Project) period.Day { return p.BidOn }},
	{"合同", false, func(p *dossier.Project) period.Day { return p.ContractOn }},
	{"开工", false, func(p *dossier.Project) period.Day { return p.RealStart }},
	{"完工", false, func(p *dossier.Project) period.Day { return p.RealEnd }},
	{"验收", false, func(p *dossier.Project) period.Day { return p.AcceptedOn }},
}

// filedSince reports whether a stage counts as filed by now: it may have been
// filed between the two looks. What it goes by is the rule of whoever keeps the
// stages; the reports of progress are late however many there are.
func filedSince(s *dossier.Snapshot, i int32, title string) bool {
	p := &s.Projects[i]
	arrived := false
	for f := range s.FundsOf(i) {
		arrived = arrived || f.Kind != "拨付"
	}
	return stages.Traces{
		Direct: stages.Direct(p.BidMethod), Arrived: arrived, Bid: given(p.BidOn), Won: p.WinFen > 0, Signed: given(p.ContractOn), Begun: given(p.RealStart),
		Accepted: given(p.AcceptedOn), Settled: p.SettledFen > 0,
	}.Filed(title)
}

// reversals are pairs of steps, by position, whose second cannot come first.
// A start before the contract is left out: urgent works begin early.
var reversals = [...][2]int{{0, 1}, {1, 2}, {3, 4}, {4, 5}}

// filing looks for steps that are missing or out of order.
type filing struct{ missing period.Day }

func (x *filing) county(s *dossier.Snapshot, report func(Hit)) {
	var collected [len(steps)]bool
	for i := range s.Projects {
		for k := range steps {
			collected[k] = collected[k] || given(steps[k].on(&s.Projects[i]))
		}
	}
	for i := range s.Projects {
		x.project(s, int32(i), &collected, report) //nolint:gosec // some thousands of projects
	}
}

func (x *filing) project(s *dossier.Snapshot, i int32, collected *[len(steps)]bool, report func(Hit)) {
	p := &s.Projects[i]
	severity, from, to := Yellow, period.Future, period.Past
	var reasons, leans []string
	for _, late := range p.Late { // whoever keeps the stages knows their days
		if s.AsOf-late.Due > x.missing && !filedSince(s, i, late.Title) {
			from, to = min(from, late.Due), max(to, late.Due)
			if late.Title == stages.Allocation {
				leans = []string{"project_funds"}
			}
			reasons = append(reasons, fmt.Sprintf("“%s”应在%s以前备案，至今没有备案", late.Title, late.Due.Chinese()))
		}
	}
	for k, st := range steps {
		if p.Staged || given(st.on(p)) || !collected[k] || (st.tender && p.BidMethod != "公开" && p.BidMethod != "邀请") {
			continue
		}
		for _, later := range steps[k+1:] {
			if on := later.on(p); given(on) {
				if s.AsOf-on > x.missing {
					from, to = min(from, on), max(to, on)
					reasons = append(reasons, fmt.Sprintf("%s%s，至今没有登记%s日期", on.Chinese(), later.name, st.name))
				}
				break
			}
		}
	}
	for _, r := range reversals {
		a, b := &steps[r[0]], &steps[r[1]]
		if first, second := a.on(p), b.on(p); given(first) && given(second) && second < first {
			severity, from, to = Orange, min(from, second), max(to, first)
			reasons = append(reasons, fmt.Sprintf("%s日期%s早于%s日期%s", b.name, second.Chinese(), a.name, first.Chinese()))
		}
	}
	switch {
	case len(reasons) == 0:
		return
	case len(reasons) > 1: // what the other reasons say stands without the register of the money
		leans = nil
	}
	fields := []Field{{"招标方式", p.BidMethod}, dayField("批复日期", p.ApprovedOn)}
	for _, st := range steps {
		fields = append(fields, dayField(st.name+"日期", st.on(p)))
	}
	report(Hit{Subject: ProjectSubject(i), Item: dossier.None, Household: dossier.None, Period: period.Through(from, to), Severity: severity, Leans: leans,
		Sentence: strings.Join(reasons, "；") + "。", Evidence: []Evidence{projectEvidence(p, fields...)}})
}
