package rule

import (
	"fmt"
	"strings"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

var p03 = Model{
	Key:   "P03",
	Title: "项目推进缓慢",
	Says:  "项目没有按计划开工、完工，或者形象进度落后于计划，或者很久没有报进度。",
	Basis: []string{
		"政府投资条例第二十四条：按批准的建设工期组织建设",
		"政府投资条例第二十七条：如实报送开工、进度、竣工信息",
	},
	Default:   true,
	Registers: []string{"projects"},
	Also:      []string{"project_progress"},
	Parameters: []Parameter{
		{Key: "start_delay_days", Label: "计划开工后未开工", Unit: "天", Sort: Number, Default: "60", Basis: "备案监督参数，县里核定"},
		{Key: "gap_pt", Label: "进度落后", Unit: "个百分点", Sort: Number, Default: "20", Basis: "与计划开工至计划完工之间的直线相比，县里核定"},
		{Key: "silent_days", Label: "没有报进度", Unit: "天", Sort: Number, Default: "30", Basis: "备案监督按月报送，县里核定"},
	},
	Traps: []Trap{
		{"finished", "已经完工或验收的项目，晚了也不再是推进缓慢"},
		{"extended", "延期已经批准，按新的计划完工日期看"},
		{"full-progress", "进度已报100%，只是还没有登记完工日期"},
		{"within-limits", "恰好在限期、限度以内"},
		{"not-due", "还没有到计划开工的日子"},
		{"report-day", "进度按报告当天的计划比，不按今天的计划比"},
		{"no-reports", "全县都没有交进度表，不能说哪个项目没有报"},
	},
	Evidence:  []string{"施工日志", "延期批准文件", "现场照片", "监理月报"},
	Questions: []string{"没有按计划推进的原因是什么：雨季、征地、资金还是施工单位？", "有没有批准的延期？", "现在打算什么时候开工、完工，谁负责？"},
	Bind: func(v Values) Check {
		x := pace{start: period.Day(v.Int("start_delay_days")), gap: int64(v.Int("gap_pt")) * 1000, silent: period.Day(v.Int("silent_days"))} //nolint:gosec // at most a million
		return Check{Project: x.check}
	},
}

// pace compares a project with its plan.
type pace struct {
	start, silent period.Day
	gap           int64 // thousandths of a percent
}

func (x *pace) check(s *dossier.Snapshot, i int32, report func(Hit)) {
	p := &s.Projects[i]
	last, reported := newestProgress(s, i)
	if p.RealEnd <= s.AsOf || p.AcceptedOn <= s.AsOf || (reported && last.PercentMilli >= 100_000) || p.PlanStart > s.AsOf {
		return
	}
	started := p.RealStart <= s.AsOf || (reported && last.PercentMilli > 0)
	var reasons []string
	severity := Yellow
	if !started && s.AsOf > p.PlanStart+x.start {
		reasons = append(reasons, fmt.Sprintf("计划%s开工，至今没有开工记录", p.PlanStart.Chinese()))
	}
	if given(p.PlanEnd) && s.AsOf > p.PlanEnd {
		severity = Orange
		reasons = append(reasons, fmt.Sprintf("计划%s完工，至今没有完工记录", p.PlanEnd.Chinese()))
	}
	if reported {
		if due := planned(p, last.On); due-int64(last.PercentMilli) > x.gap {
			reasons = append(reasons, fmt.Sprintf("%s报形象进度%s，按计划应为%s", last.On.Chinese(), percent(int64(last.PercentMilli)), percent(due/1000*1000)))
		}
	}
	if from := lastWord(p, last); len(s.Progress) > 0 && started && given(from) && s.AsOf-from > x.silent {
		reasons = append(reasons, fmt.Sprintf("%s以后没有再报进度", from.Chinese()))
	}
	if len(reasons) == 0 {
		return
	}
	if len(reasons) > 1 {
		severity = Orange
	}
	evidence := []Evidence{projectEvidence(p, dayField("计划开工", p.PlanStart), dayField("计划完工", p.PlanEnd), dayField("实际开工", p.RealStart), moneyField("计划总投资", p.PlannedFen))}
	if reported {
		evidence = append(evidence, progressEvidence(last))
	}
	var leans []string
	if !p.Staged { // who files stage by stage says in the stages what was begun and finished
		leans = []string{"project_progress"}
	}
	report(Hit{Leans: leans, Subject: ProjectSubject(i), Item: dossier.None, Household: dossier.None, Period: planOf(p),
		Severity: severity, Sentence: strings.Join(reasons, "；") + "。", Evidence: evidence})
}

// planOf is the stretch that was planned, whatever day it is looked at: what was
// judged once does not come back the next day, an extension does.
func planOf(p *dossier.Project) period.Interval {
	if !given(p.PlanEnd) {
		return period.Since(p.PlanStart)
	}
	return period.Through(p.PlanStart, max(p.PlanStart, p.PlanEnd))
}

// planned is how far a project should be on a day: a straight line from the
// planned start to the planned end, in thousandths of a percent.
func planned(p *dossier.Project, on period.Day) int64 {
	if !given(p.PlanStart) || !given(p.PlanEnd) || p.PlanEnd < p.PlanStart || on < p.PlanStart {
		return 0
	}
	if on >= p.PlanEnd {
		return 100_000
	}
	return int64(on-p.PlanStart) * 100_000 / int64(p.PlanEnd-p.PlanStart)
}

// lastWord is the day a running project was last heard of: its newest report,
// else its start.
func lastWord(p *dossier.Project, last *dossier.Progress) period.Day {
	switch {
	case last == nil:
		return p.RealStart
	case given(p.RealStart):
		return max(p.RealStart, last.On)
	}
	return last.On
}
