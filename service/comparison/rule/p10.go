package rule

import (
	"fmt"
	"math"
	"strings"

	"yangguang/service/comparison/dossier"
)

var p10 = Model{
	Key:   "P10",
	Title: "重复立项",
	Says:  "同一个地方三年内批了两个同类项目，或者几份文件给一个项目的资金合起来超过它的投资。",
	Basis: []string{
		"财政违法行为处罚处分条例第六条、第九条：以虚报、重复申报等手段取得财政资金",
		"中央财政衔接推进乡村振兴补助资金管理办法：避免资金重复安排",
	},
	Registers: []string{"projects"},
	Also:      []string{"funds"},
	Parameters: []Parameter{
		{Key: "metres", Label: "视为同一地点的距离", Unit: "米", Sort: Number, Default: "200", Basis: "备案监督参数，县里核定"},
		{Key: "years", Label: "相隔", Unit: "年", Sort: Number, Default: "3", Basis: "一般道路、水利设施的使用年限以内"},
		{Key: "funds_pct", Label: "资金占投资上限", Unit: "%", Sort: Number, Default: "100", Basis: "各来源资金合计不超过投资"},
	},
	Traps: []Trap{
		{"far", "相距超过200米"},
		{"other-kind", "同一地点、不同类型"},
		{"long-ago", "相隔三年以上"},
		{"no-coordinates", "没有登记坐标"},
		{"same-money", "同一文号的资金县、镇、部门逐级到账，只算一次"},
		{"fully-funded", "资金合计恰好等于投资；按调整后的概算计"},
	},
	Evidence:  []string{"两个项目的批复和建设内容", "位置图、现场照片", "资金文件", "验收资料"},
	Questions: []string{"两个项目的建设内容、桩号、工程量有没有重叠？", "是分期、续建还是同一处？", "坐标是现场采集还是抄村委会的？", "多出来的资金用在哪里？"},
	Bind: func(v Values) Check {
		x := repetition{metres: float64(v.Int("metres")), months: v.Int("years") * 12, funds: int64(v.Int("funds_pct"))}
		return Check{County: x.county}
	},
}

// repetition looks for projects that were approved, or paid for, twice.
type repetition struct {
	metres float64
	months int
	funds  int64
}

func (x *repetition) county(s *dossier.Snapshot, report func(Hit)) {
	g := newGrid(s, x.metres)
	sources := map[int32][]int32{} // positions in Funds, by project
	for f := range s.Funds {
		if i := s.Funds[f].Project; i >= 0 {
			sources[i] = append(sources[i], int32(f)) //nolint:gosec // some thousands of funds
		}
	}
	for i := range s.Projects {
		x.project(s, int32(i), g, sources[int32(i)], report) //nolint:gosec // as above
	}
}

// project reports the later of two projects, and one that got too much.
func (x *repetition) project(s *dossier.Snapshot, i int32, g *grid, sources []int32, report func(Hit)) {
	p := &s.Projects[i]
	severity := Yellow
	span, amount := onDay(p.ApprovedOn), int64(0)
	var reasons []string
	var evidence []Evidence
	if q, d := x.earlier(s, p, g); q != nil {
		span.From = q.ApprovedOn
		amount = estimate(p)
		reasons = append(reasons, fmt.Sprintf("相距%d米处%s已批复一个同类项目，本项目%s批复", int(math.Round(d)), q.ApprovedOn.Chinese(), p.ApprovedOn.Chinese()))
		if p.Winner != "" && p.Winner == q.Winner {
			severity = Orange
			reasons = append(reasons, "两个项目由同一单位承建")
		}
		evidence = append(evidence, placeEvidence(q))
	}
	whole := max(p.PlannedFen, p.EstimateFen)
	got, documents, rows := received(s, sources)
	if documents > 1 && whole > 0 && got*100 > whole*x.funds {
		severity, amount = Orange, max(amount, got-whole)
		reasons = append(reasons, fmt.Sprintf("%d份文件安排的资金合计%s，超过投资%s", documents, yuan(got), yuan(whole)))
		evidence = append(evidence, rows...)
	}
	if len(reasons) == 0 {
		return
	}
	report(Hit{Subject: ProjectSubject(i), Item: dossier.None, Household: dossier.None, Period: span, AmountFen: amount, Severity: severity,
		Sentence: strings.Join(reasons, "；") + "。", Evidence: append([]Evidence{placeEvidence(p)}, evidence...)})
}

// earlier is the newest project of the same kind near p that was approved
// before it, or on the same day under a smaller number, nil when there is none.
func (x *repetition) earlier(s *dossier.Snapshot, p *dossier.Project, g *grid) (found *dossier.Project, far float64) {
	if !p.Located() || !given(p.ApprovedOn) {
		return nil, 0
	}
	g.around(p, func(j int32) {
		q := &s.Projects[j]
		if q == p || q.Kind != p.Kind || !given(q.ApprovedOn) || q.ApprovedOn > p.ApprovedOn || (q.ApprovedOn == p.ApprovedOn && q.No >= p.No) ||
			q.ApprovedOn.AddMonths(x.months) <= p.ApprovedOn {
			return
		}
		if d := p.Metres(q.Longitude, q.Latitude); d <= x.metres && (found == nil || q.ApprovedOn > found.ApprovedOn) {
			found, far = q, d
		}
	})
	return found, far
}

// received is what two or more documents gave a project, each counted once
// however many levels the money passed.
func received(s *dossier.Snapshot, sources []int32) (granted int64, documents int, evidence []Evidence) {
	for k, f := range sources {
		r := &s.Funds[f]
		most, first := r.AmountFen, true
		for n, o := range sources {
			if q := &s.Funds[o]; q.DocNo == r.DocNo {
				first = first && n >= k
				most = max(most, q.AmountFen)
			}
		}
		if first {
			documents++
			granted += most
		}
		evidence = append(evidence, Evidence{Kind: "funds", Src: r.Src, Fields: []Field{{"指标文号", r.DocNo}, {"资金名称", r.Name}, {"金额", yuan(r.AmountFen)}, {"到账层级", r.Level}}})
	}
	return granted, documents, evidence
}

func placeEvidence(p *dossier.Project) Evidence {
	at := ""
	if p.Located() {
		at = fmt.Sprintf("东经%.6f，北纬%.6f", p.Longitude, p.Latitude)
	}
	return projectEvidence(p, Field{"类型", p.Kind}, dayField("批复日期", p.ApprovedOn), Field{"坐标", at}, moneyField("计划总投资", p.PlannedFen), moneyField("概算", p.EstimateFen), Field{"中标单位代码", p.Winner})
}
