package rule

import (
	"strconv"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// given reports whether a day of a project is known.
func given(d period.Day) bool { return d != period.Future && d != period.Past }

// onDay is the stretch of one day, empty when the day is not known.
func onDay(d period.Day) period.Interval {
	if !given(d) {
		return period.Interval{}
	}
	return period.Interval{From: d, To: d + 1}
}

// estimate is what a project was expected to cost when it was decided how to
// award it: 控制价, else 概算, else 计划总投资.
func estimate(p *dossier.Project) int64 {
	switch {
	case p.ControlFen > 0:
		return p.ControlFen
	case p.EstimateFen > 0:
		return p.EstimateFen
	}
	return p.PlannedFen
}

// price is what a project was awarded for: 合同价, else 中标价; 0 when neither is known.
func price(p *dossier.Project) int64 {
	if p.ContractFen > 0 {
		return p.ContractFen
	}
	return p.WinFen
}

// awardedOn is the day a project was awarded, as near as its dates tell.
func awardedOn(p *dossier.Project) period.Day {
	for _, d := range [...]period.Day{p.BidOn, p.ContractOn, p.NoticeOn, p.RealStart} {
		if given(d) {
			return d
		}
	}
	return p.ApprovedOn
}

// tendered reports a project that was put to tender: 公开, or 邀请 with an
// approval to cite.
func tendered(p *dossier.Project) bool {
	return p.BidMethod == "公开" || (p.BidMethod == "邀请" && p.ApprovalNo != "")
}

// newestProgress is the newest report of a project up to the run's day.
func newestProgress(s *dossier.Snapshot, project int32) (*dossier.Progress, bool) {
	var newest *dossier.Progress
	for r := range s.ProgressOf(project) {
		if r.On <= s.AsOf && (newest == nil || r.On >= newest.On) {
			newest = r
		}
	}
	return newest, newest != nil
}

// projectEvidence is what a project's row shows; fields without a value are left out.
func projectEvidence(p *dossier.Project, fields ...Field) Evidence {
	out := []Field{{"项目编号", p.No}, {"项目名称", p.Name}}
	for _, f := range fields {
		if f.Value != "" {
			out = append(out, f)
		}
	}
	return Evidence{Kind: "projects", Src: p.Src, Fields: out}
}

func progressEvidence(r *dossier.Progress) Evidence {
	return Evidence{Kind: "project_progress", Src: r.Src, Fields: []Field{{"日期", r.On.Chinese()}, {"形象进度", percent(int64(r.PercentMilli))}}}
}

func projectFundEvidence(r *dossier.ProjectFund) Evidence {
	return Evidence{Kind: "project_funds", Src: r.Src, Fields: []Field{{"日期", r.On.Chinese()}, {"类型", r.Kind}, {"金额", yuan(r.AmountFen)}}}
}

// dayField is a day as a field, left out by projectEvidence when not known.
func dayField(name string, d period.Day) Field { return Field{name, d.Chinese()} }

// moneyField is a sum as a field, left out by projectEvidence when there is none.
func moneyField(name string, fen int64) Field {
	if fen == 0 {
		return Field{name, ""}
	}
	return Field{name, yuan(fen)}
}

// percent writes thousandths of a percent: 42.5%.
func percent(milli int64) string {
	return strconv.FormatFloat(float64(milli)/1000, 'f', -1, 64) + "%"
}

// share is part of whole in thousandths of a percent, 0 when there is no whole.
func share(part, whole int64) int64 {
	if whole <= 0 {
		return 0
	}
	return part * 100_000 / whole
}

// roleIn shows a person's role and the company it is in.
func roleIn(s *dossier.Snapshot, r *dossier.Role) []Evidence {
	out := []Evidence{roleEvidence(r)}
	if r.Company >= 0 {
		out = append(out, companyEvidence(&s.Companies[r.Company]))
	}
	return out
}
