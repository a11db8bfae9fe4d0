package rule

import (
	"strconv"
	"strings"

	"yangguang/service/comparison/dossier"
)

var q03 = Model{
	Key:   "Q03",
	Title: "饮水疑似不达标",
	Says:  "已脱贫或应有保障的户，登记的饮水没有达标。",
	Basis: []string{
		"农村饮水安全评价准则（T/CHES 18—2018）：水量每人每天不少于20升、水质、取水往返不超过20分钟、保证率不低于90%",
		"广西贫困户脱贫摘帽标准“八有一超”：有饮用水",
	},
	Registers:  []string{"households", "indicators"},
	Parameters: []Parameter{assuredSince},
	Traps: []Trap{
		{"before-exit", "脱贫以前的年份"},
		{"rechecked", "停水修复后复核达标：同一年以后一次核查为准"},
		{"just-listed", "监测户因饮水被识别的当年"},
	},
	Evidence:  []string{"水量、水质、取水时间、保证率四项核查记录", "水质检测报告", "取水点照片"},
	Questions: []string{"四项中哪一项没有达标？", "是季节性缺水还是长期缺水，停水超过一个月没有？", "有没有饮水工程覆盖，为什么没有通到户？"},
	Ask:       true,
	Bind: func(v Values) Check {
		since := v.Int(assuredSince.Key)
		return Check{Aided: func(s *dossier.Snapshot, i int32, report func(Hit)) {
			shortfalls(s, i, since, func(r *dossier.Indicator) bool { return !r.Water }, func(run []*dossier.Indicator) {
				named := make([]string, 0, len(run))
				for _, r := range run {
					named = append(named, strconv.Itoa(r.Year))
				}
				severity := Yellow
				if len(run) > 1 {
					severity = Orange
				}
				report(headHit(&s.Aided[i], run, severity, strings.Join(named, "、")+"年核查登记饮水未达标。"))
			})
		}}
	},
}
