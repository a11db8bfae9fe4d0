package rule

import (
	"fmt"
	"strings"

	"yangguang/service/comparison/dossier"
)

var p12 = Model{
	Key:   "P12",
	Title: "现场不实",
	Says:  "现场核查量到的工程量少于备案的工程量，或者现场不在备案的地点。",
	Basis: []string{
		"政府投资条例第二十七条、第三十四条：如实报送；虚报项目骗取资金的责任",
		"财政违法行为处罚处分条例第九条：虚列投资完成额",
	},
	Registers: []string{"projects"},
	Parameters: []Parameter{
		{Key: "short_pct", Label: "工程量短少", Unit: "%", Sort: Number, Default: "5", Basis: "丈量误差以内不算，县里核定"},
		{Key: "orange_pct", Label: "橙色预警：短少", Unit: "%", Sort: Number, Default: "20", Basis: "县里核定"},
		{Key: "metres", Label: "偏离备案地点", Unit: "米", Sort: Number, Default: "200", Basis: "与重复立项的同一地点一致"},
	},
	Traps: []Trap{
		{"within", "短少、偏离都在误差以内"},
		{"more", "现场比备案多做"},
		{"rechecked", "整改后复查相符：以最近一次核查为准"},
		{"not-measured", "只拍了照片，没有丈量、没有定位"},
		{"unchecked", "没有现场核查过的项目，不能说实不实"},
	},
	Evidence:  []string{"现场核查记录（时间、人员、照片及其坐标）", "备案工程量清单", "验收资料", "监理记录"},
	Questions: []string{"少做的部分有没有设计变更？", "丈量的口径与清单是否一致？", "验收是谁签的字？", "备案坐标是否填错？"},
	Bind: func(v Values) Check {
		short, orange, far := int64(v.Int("short_pct")), int64(v.Int("orange_pct")), int32(v.Int("metres")) //nolint:gosec // at most a million
		return Check{Project: func(s *dossier.Snapshot, i int32, report func(Hit)) {
			c, ok := newestFieldCheck(s, i)
			if !ok {
				return
			}
			p := &s.Projects[i]
			severity := Yellow
			var reasons []string
			missing := c.QuantityFiled - c.QuantityFound
			if c.QuantityFiled <= 0 || c.QuantityFound < 0 {
				missing = 0
			}
			lost := share(missing, c.QuantityFiled)
			if missing*100 > c.QuantityFiled*short {
				reasons = append(reasons, fmt.Sprintf("现场量得%s，备案%s，少%s", quantity(c.QuantityFound), quantity(c.QuantityFiled), percent(lost/100*100)))
				if missing*100 > c.QuantityFiled*orange {
					severity = Orange
				}
			} else {
				lost = 0
			}
			if c.DistanceMetres > far {
				reasons = append(reasons, fmt.Sprintf("现场距备案坐标%d米", c.DistanceMetres))
			}
			if len(reasons) == 0 {
				return
			}
			cost := price(p)
			if p.SettledFen > 0 {
				cost = p.SettledFen
			}
			report(Hit{Subject: ProjectSubject(i), Item: dossier.None, Household: dossier.None, Period: onDay(c.On), AmountFen: cost * lost / 100_000, Severity: severity,
				Sentence: c.On.Chinese() + "现场核查，" + strings.Join(reasons, "，") + "。",
				Evidence: []Evidence{fieldCheckEvidence(c), projectEvidence(p, Field{"类型", p.Kind}, dayField("实际完工", p.RealEnd), dayField("验收日期", p.AcceptedOn), moneyField("合同价", p.ContractFen), moneyField("结算价", p.SettledFen))}})
		}}
	},
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
	if c.QuantityFiled > 0 && c.QuantityFound >= 0 {
		f = append(f, Field{"现场数量", quantity(c.QuantityFound)}, Field{"备案数量", quantity(c.QuantityFiled)})
	}
	if c.DistanceMetres >= 0 {
		f = append(f, Field{"距备案坐标", fmt.Sprintf("%d米", c.DistanceMetres)})
	}
	return Evidence{Kind: "field_checks", Src: c.Src, Fields: f}
}

// quantity writes thousandths of a unit: 1.25.
func quantity(milli int64) string { return strings.TrimSuffix(percent(milli), "%") }
