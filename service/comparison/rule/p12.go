package rule

import (
	"fmt"
	"strings"

	"yangguang/service/comparison/dossier"
)

var p12 = Model{
	Key:   "P12",
	Title: "现场不实",
	Says:  "现场核查（用手机做的，或以前用纸和表格做、导入的）找不到项目、没有开工，量到的工程量、看到的进度少于备案的，或者现场不在备案的地点。",
	Basis: []string{
		"政府投资条例第二十七条、第三十四条：如实报送；虚报项目骗取资金的责任",
		"财政违法行为处罚处分条例第九条：虚列投资完成额",
	},
	Registers: []string{"projects"},
	Also:      []string{"field_checks"},
	Parameters: []Parameter{
		{Key: "short_pct", Label: "工程量短少", Unit: "%", Sort: Number, Default: "5", Basis: "丈量误差以内不算，县里核定"},
		{Key: "orange_pct", Label: "橙色预警：短少", Unit: "%", Sort: Number, Default: "20", Basis: "县里核定"},
		{Key: "metres", Label: "偏离备案地点", Unit: "米", Sort: Number, Default: "200", Basis: "与重复立项的同一地点一致"},
		{Key: "progress_points", Label: "看到的进度比报的低", Unit: "个百分点", Sort: Number, Default: "15", Basis: "目测误差以内不算，县里核定"},
		{Key: "progress_orange", Label: "橙色预警：进度低", Unit: "个百分点", Sort: Number, Default: "30", Basis: "县里核定"},
	},
	Traps: []Trap{
		{"within", "短少、偏离、进度都在误差以内"},
		{"more", "现场比备案多做"},
		{"rechecked", "整改后复查相符：以最近一次核查为准"},
		{"not-measured", "只拍了照片，没有丈量、没有定位"},
		{"imprecise", "手机定位的误差大，减去误差以后还在备案地点附近"},
		{"not-yet-begun", "没有开工，也没有报过开工和进度"},
		{"unchecked", "没有现场核查过的项目，不能说实不实"},
	},
	Evidence:  []string{"现场核查记录（时间、人员、照片及其坐标）", "备案工程量清单", "验收资料", "监理记录"},
	Questions: []string{"少做的部分有没有设计变更？", "丈量的口径与清单是否一致？", "验收是谁签的字？", "备案坐标是否填错？", "报进度的人去过现场没有？"},
	Bind: func(v Values) Check {
		x := onTheSpot{short: int64(v.Int("short_pct")), orange: int64(v.Int("orange_pct")), far: int32(v.Int("metres")), points: int32(v.Int("progress_points")) * 1000, many: int32(v.Int("progress_orange")) * 1000} //nolint:gosec // at most a million
		return Check{Project: x.project}
	},
}

// onTheSpot holds what was seen against what was filed.
type onTheSpot struct {
	short, orange int64 // per cent of the filed quantity
	far           int32 // metres
	points, many  int32 // thousandths of a per cent of progress
}

// untrue is what is wrong with a project: in words, by how much of its cost in
// thousandths of a per cent, and whether it is grave.
type untrue struct {
	reasons []string
	lost    int64
	grave   bool
}

func (s *untrue) add(lost int64, grave bool, format string, args ...any) {
	s.reasons = append(s.reasons, fmt.Sprintf(format, args...))
	s.lost, s.grave = max(s.lost, lost), s.grave || grave
}

func (x *onTheSpot) project(s *dossier.Snapshot, i int32, report func(Hit)) {
	c, ok := newestFieldCheck(s, i)
	if !ok {
		return
	}
	p := &s.Projects[i]
	var found untrue
	switch {
	case c.Missing:
		found.add(100_000, true, "到备案的地点没有找到这个项目")
	case c.NotBegun:
		x.notBegun(p, c, &found)
	default:
		x.measured(c, &found)
	}
	if c.DistanceMetres-c.AccuracyMetres > x.far && !c.Missing {
		found.add(0, false, "现场距备案坐标%d米", c.DistanceMetres)
	}
	if len(found.reasons) == 0 {
		return
	}
	cost, severity := price(p), Yellow
	if p.SettledFen > 0 {
		cost = p.SettledFen
	}
	if found.grave {
		severity = Orange
	}
	report(Hit{Subject: ProjectSubject(i), Item: dossier.None, Household: dossier.None, Period: onDay(c.On), AmountFen: cost * found.lost / 100_000, Severity: severity,
		Sentence: c.On.Chinese() + "现场核查，" + strings.Join(found.reasons, "，") + "。",
		Evidence: []Evidence{fieldCheckEvidence(c), projectEvidence(p, Field{"类型", p.Kind}, dayField("实际开工", p.RealStart), dayField("实际完工", p.RealEnd), dayField("验收日期", p.AcceptedOn), moneyField("合同价", p.ContractFen), moneyField("结算价", p.SettledFen))}})
}

// notBegun is false of a project only where somebody filed that it had begun.
func (x *onTheSpot) notBegun(p *dossier.Project, c *dossier.FieldCheck, found *untrue) {
	switch {
	case c.PercentFiled > 0:
		found.add(int64(c.PercentFiled), true, "没有开工，报的形象进度是%s", percent(int64(c.PercentFiled)))
	case given(p.RealStart) && p.RealStart <= c.On:
		found.add(0, true, "没有开工，登记的实际开工是%s", p.RealStart.Chinese())
	}
}

// measured holds quantity and progress against what was filed.
func (x *onTheSpot) measured(c *dossier.FieldCheck, found *untrue) {
	if missing := c.QuantityFiled - c.QuantityFound; c.QuantityFiled > 0 && c.QuantityFound >= 0 && missing*100 > c.QuantityFiled*x.short {
		lost := share(missing, c.QuantityFiled)
		found.add(lost, missing*100 > c.QuantityFiled*x.orange, "现场量得%s，备案%s，少%s", quantity(c.QuantityFound), quantity(c.QuantityFiled), percent(lost/100*100))
	}
	if behind := c.PercentFiled - c.PercentFound; c.PercentFound >= 0 && c.PercentFiled >= 0 && behind > x.points {
		found.add(int64(behind), behind > x.many, "看到的进度是%s，报的是%s", percent(int64(c.PercentFound)), percent(int64(c.PercentFiled)))
	}
}

// newestFieldCheck is the last time somebody looked at a project up to the run's day.
func newestFieldCheck(s *dossier.Snapshot, project int32) (*dossier.FieldCheck, bool) {
	var newest *dossier.FieldCheck
	for c := range s.FieldChecksOf(project) {
		if c.On <= s.AsOf && (newest == nil || c.On >= newest.On) {
			newest = c
		}
	}
	return newest, newest != nil
}

func fieldCheckEvidence(c *dossier.FieldCheck) Evidence {
	f := []Field{{"核查日期", c.On.Chinese()}}
	if c.Office != "" {
		f = append(f, Field{"核查单位", c.Office})
	}
	if c.Missing {
		f = append(f, Field{"看到的情况", "找不到"})
	}
	if c.NotBegun {
		f = append(f, Field{"看到的情况", "没有开工"})
	}
	if c.QuantityFiled > 0 && c.QuantityFound >= 0 {
		f = append(f, Field{"现场数量", quantity(c.QuantityFound)}, Field{"备案数量", quantity(c.QuantityFiled)})
	}
	if c.PercentFound >= 0 {
		f = append(f, Field{"看到的进度", percent(int64(c.PercentFound))})
	}
	if c.PercentFiled >= 0 {
		f = append(f, Field{"报的进度", percent(int64(c.PercentFiled))})
	}
	if c.DistanceMetres >= 0 {
		f = append(f, Field{"距备案坐标", fmt.Sprintf("%d米", c.DistanceMetres)})
	}
	if c.AccuracyMetres > 0 {
		f = append(f, Field{"定位误差", fmt.Sprintf("%d米", c.AccuracyMetres)})
	}
	return Evidence{Kind: "field_checks", Src: c.Src, Fields: f}
}

// quantity writes thousandths of a unit: 1.25.
func quantity(milli int64) string { return strings.TrimSuffix(percent(milli), "%") }
