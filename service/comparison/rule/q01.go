package rule

import (
	"strconv"
	"strings"

	"yangguang/service/comparison/dossier"
)

// The years for which a line may be set.
const firstLine, lastLine = 2010, 2049

var q01 = Model{
	Key:   "Q01",
	Title: "年人均纯收入疑似不达标",
	Says:  "已脱贫或应有保障的户，登记的人均纯收入低于当年的线。",
	Basis: []string{
		"2011—2020年农村扶贫标准",
		"关于建立防止返贫监测和帮扶机制的指导意见（国开发〔2020〕6号）；监测范围由省、县每年确定",
		"广西贫困户脱贫摘帽标准“八有一超”：收入超过标准",
	},
	Registers: []string{"households", "indicators"},
	Parameters: []Parameter{
		{Key: "lines", Label: "各年的收入线（人均纯收入）", Unit: "元", Sort: PerName,
			Default: "2010:2300、2011:2536、2012:2625、2013:2736、2014:2800、2015:2855、2016:2952、2017:2952、2018:2995、2019:3218、2020:4000、2021:6000、2022:7000、2023:7500、2024:8100、2025:8700",
			Basis:   "2010—2020年为国家扶贫标准（2017、2018年未经核实，2020年约数）；2021年起为广西防返贫监测线，没有查到文件，未经核实，须由县里按文件改正；没有写的年份不看", Words: lineYears()},
		assuredSince,
	},
	Traps: []Trap{
		{"at-line", "恰好等于当年的线"},
		{"before-exit", "脱贫以前的年份收入低，正是识别的原因"},
		{"just-listed", "监测户被识别的当年"},
		{"no-line", "没有设线的年份"},
		{"rechecked", "同一年核查过两次，以后一次为准"},
	},
	Evidence:  []string{"户主签字的收入核算表", "工资、务工证明", "补贴发放记录", "入户核查照片"},
	Questions: []string{"收入按哪个周期核算？有无漏算务工收入？", "有没有一次性赔偿、经营亏损等特殊情况？", "除收入外有没有住房、饮水、医疗、教育或突发困难？", "是否已纳入监测、采取帮扶？"},
	Ask:       true,
	Bind: func(v Values) Check {
		var lines [lastLine - firstLine + 1]int64
		for k := range lines {
			lines[k] = int64(v.For("lines", strconv.Itoa(firstLine+k))) * 100
		}
		line := func(year int) int64 {
			if year < firstLine || year > lastLine {
				return 0
			}
			return lines[year-firstLine]
		}
		since := v.Int(assuredSince.Key)
		return Check{Aided: func(s *dossier.Snapshot, i int32, report func(Hit)) {
			shortfalls(s, i, since, func(r *dossier.Indicator) bool { return line(r.Year) > 0 && r.IncomeFen < line(r.Year) }, func(run []*dossier.Indicator) {
				severity := Yellow
				parts := make([]string, 0, len(run))
				for _, r := range run {
					if unsafe(r) || !r.Water || !r.School || !r.Medical {
						severity = Orange
					}
					parts = append(parts, strconv.Itoa(r.Year)+"年人均纯收入"+yuan(r.IncomeFen)+"，低于当年的"+yuan(line(r.Year)))
				}
				sentence := strings.Join(parts, "；")
				if severity == Orange {
					sentence += "，同年还有住房、饮水、教育或医保未达标"
				}
				report(headHit(&s.Aided[i], run, severity, sentence+"。"))
			})
		}}
	},
}
