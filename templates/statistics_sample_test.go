package templates

// statisticsSamples are the page of the figures that are reported: submitted and
// corrected, still to be submitted, of the petition office, and with nothing.
func statisticsSamples() []sample {
	frame := desk("统计报表")
	frame.Role, frame.Crumbs, frame.Flash = "案管室", []Link{{"工作台", "/office/"}}, Flash{}
	frame.Menu = []MenuItem{{Text: "工作台", URL: "/office/", Icon: "home"}, {Text: "线索和案件"}, {Text: "问题线索", URL: "/office/clues", Icon: "flag"}, {Text: "案件", URL: "/office/cases", Icon: "gavel"}, {Text: "统计报表", URL: "/office/statistics", Icon: "chart-bar", Active: true}}
	const petitions, clues, cases = "/office/petitions?state=all", "/office/clues?by=registered", "/office/cases?by=filed"
	row := func(text, value, share, before, ago, url string, percent int) StatRow {
		return StatRow{Text: text, Value: value, Share: share, Before: before, YearAgo: ago, URL: url, Percent: percent}
	}
	chart := Chart{Title: "一年来的变化", Width: 640, Height: 230,
		Grid: []ChartMark{{X: 44, Y: 198, Text: "0"}, {X: 44, Y: 151, Text: "30"}, {X: 44, Y: 105, Text: "60"}, {X: 44, Y: 58, Text: "90"}, {X: 44, Y: 12, Text: "120"}},
	}
	for i, name := range []string{"25年1季", "25年2季", "25年3季", "25年4季", "26年1季"} {
		chart.Ticks = append(chart.Ticks, ChartMark{X: 44 + i*141, Y: 220, Text: name})
		chart.Rows = append(chart.Rows, ChartRow{name, []string{"118", "31", "7"}})
	}
	for _, l := range []ChartLine{{Name: "信访举报", Tone: "info", Points: "44,60 185,48 326,70 467,40 608,30"}, {Name: "问题线索", Tone: "warning", Points: "44,160 185,150 326,148 467,155 608,140"}, {Name: "立案", Tone: "bad", Points: "44,190 185,188 326,186 467,190 608,182"}} {
		l.Dots = nil
		chart.Lines = append(chart.Lines, l)
	}
	d := OfficeStatisticsData{
		Tabs:  []OfficeTab{{Text: "按月", URL: "/office/statistics"}, {Text: "按季度", URL: "/office/statistics?by=quarter", Active: true}},
		Spans: []Option{{Value: "2026Q2", Text: "2026年第二季度"}, {Value: "2026Q1", Text: "2026年第一季度", Selected: true}, {Value: "2025Q4", Text: "2025年第四季度"}},
		Span:  "2026年第一季度", Days: "2026年1月1日至2026年3月31日。", Before: "/office/statistics?span=2025Q4", After: "/office/statistics?span=2026Q2",
		State: Badge{Warning, "未报送"}, Excel: "/office/statistics/form.xlsx?span=2026Q1", Trend: chart,
		Figures: []StatFigure{
			{"接收信访举报", "118", "件次", petitions, "上期 104 ↑13%", "上年同期 97 ↑22%"}, {"新登记线索", "31", "件", clues, "上期 28 ↑11%", "上年同期 25 ↑24%"}, {"处置线索", "29", "件", clues, "上期 30 ↓3%", "上年同期 22 ↑32%"},
			{"立案", "7", "件", cases, "上期 5 ↑40%", "上年同期 6 ↑17%"}, {"处分", "6", "人", cases, "上期 6", "上年同期 4 ↑50%"}, {"移送检察机关", "0", "人", "", "上期 1 ↓100%", "上年同期 0"}, {"追缴、挽回", "186,400.00", "元", cases, "上期 93,000.00 ↑100%", "上年同期 12,000.50 ↑1453%"},
		},
		Blocks: []StatBlock{
			{ID: "petitions", Title: "接收信访举报", Unit: "件次", Rows: []StatRow{row("接收信访举报", "118", "", "104", "97", petitions, 100), row("其中：初次举报", "101", "", "96", "90", petitions, 86), row("其中：重复举报", "17", "", "8", "7", petitions, 14), row("其中：实名举报", "64", "", "60", "51", petitions, 54), row("其中：匿名举报", "54", "", "44", "46", petitions, 46)}},
			{ID: "category", Title: "信访举报：业务类别", Unit: "件次", Shares: true, Rows: []StatRow{row("检举控告", "66", "55.9%", "60", "55", petitions, 100), row("申诉", "2", "1.7%", "1", "0", petitions, 3), row("批评建议", "9", "7.6%", "11", "8", petitions, 14), row("业务范围外", "35", "29.7%", "28", "30", petitions, 53), row("无实质内容", "4", "3.4%", "4", "4", petitions, 6), row("尚未分流", "2", "1.7%", "0", "0", petitions, 3)}},
			{ID: "subject", Title: "信访举报：反映的问题", Unit: "件次", Shares: true, Rows: []StatRow{row("补贴的钱没发、少发了", "40", "33.9%", "33", "30", petitions, 100), row("有人冒领、代领、扣了补贴", "28", "23.7%", "30", "21", petitions, 70), row("打官司、欠工钱、看病报销等别的事", "50", "42.4%", "41", "46", petitions, 100)}},
			{ID: "form", Title: "四种形态", Unit: "人", Shares: true, Stack: []StatPart{{"0.00", "66.67", "one"}, {"66.67", "22.22", "two"}, {"88.89", "5.55", "three"}, {"94.44", "5.56", "four"}},
				Rows: []StatRow{row("第一种：批评教育、谈话函询", "12", "66.7%", "10", "8", cases, 100), row("第二种：轻处分、组织调整", "4", "22.2%", "3", "3", cases, 33), row("第三种：重处分、重大职务调整", "1", "5.6%", "0", "0", cases, 8), row("第四种：严重违纪涉嫌违法", "1", "5.6%", "1", "0", cases, 8)}},
			{ID: "money", Plain: true, Title: "涉案金额", Unit: "元", Rows: []StatRow{row("查实金额", "286,400.00", "", "93,000.00", "12,000.50", cases, 100), row("责令上缴、退赔", "200,000.00", "", "93,000.00", "12,000.50", cases, 70), row("已追缴、挽回", "186,400.00", "", "93,000.00", "12,000.50", cases, 65), row("已退还群众", "60,100.00", "", "0.00", "0.00", cases, 21)}},
		},
		Platform: []StatBlock{
			{ID: "compare", Plain: true, Title: "大数据比对", Unit: "数量", Alone: true, Rows: []StatRow{{Text: "新发现疑点（个）", Value: "1,204"}, {Text: "转出问题线索（件）", Value: "11", URL: clues}, {Text: "整改率", Value: "83.3%"}}},
			{ID: "doubts", Title: "疑点：乡镇", Unit: "个", Alone: true, Rows: []StatRow{{Text: "江宁镇", Value: "310", Percent: 100}, {Text: "那林镇", Value: "40", Percent: 13}}},
			{ID: "use", Plain: true, Title: "群众使用", Unit: "数量", Alone: true, Rows: []StatRow{{Text: "实名查询（次）", Value: "20,411"}, {Text: "网上举报（件次）", Value: "70"}}},
			{ID: "deeds", Plain: true, Title: "查实和整改", Unit: "数量", Alone: true, Rows: []StatRow{{Text: "认可的现场核查（次）", Value: "14", URL: "/office/fieldchecks?by=done&from=2026-01-01&to=2026-03-31&view=accepted"}, {Text: "已达标的保障任务（项）", Value: "31", URL: "/office/livelihood/tasks?by=done&from=2026-01-01&to=2026-03-31&view=met"}, {Text: "发放前拦下（笔）", Value: "6", URL: "/office/prepayments?by=done&from=2026-01-01&state=released&to=2026-03-31"}, {Text: "发放前拦下（元）", Value: "2,340.00", URL: "/office/prepayments?by=done&from=2026-01-01&state=released&to=2026-03-31"}, {Text: "联席会议确认整改（件）", Value: "0"}}},
		},
		Submit: StatSubmit{URL: "/office/statistics/submit", Span: "2026Q1", Version: "0", Title: "报送2026年第一季度的统计表", Button: "确认报送", Hint: "请先下载 Excel 核对、报领导审核。报送以后这一期的数字固定下来，不能撤回。", Open: true},
	}
	done := d
	done.State, done.Facts = Badge{Good, "已报送"}, []Fact{{"报送人", "演示案管员，2026-04-02 10:00"}, {"版本", "第 2 版，共 2 版"}, {"报送摘要", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"}}
	done.Changes = []StatChange{{"信访举报：业务类别 · 检举控告", "66", "67"}, {"信访举报：业务类别 · 尚未分流", "2", "1"}}
	done.Versions = []StatVersion{
		{Text: "第 2 版", At: "2026-04-08 09:30", By: "演示案管员", Reason: "更正类别、来源、地点等登记", Digest: "681edf34d206965e86b3e94f536e424666c7f0f462eeedd9d1f2d46bdc10e4e2", Changes: []StatChange{{"四种形态 · 第二种：轻处分、组织调整", "3", "4"}}},
		{Text: "第 1 版", At: "2026-04-02 10:00", By: "演示案管员", Digest: "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0", URL: "/office/statistics?span=2026Q1&v=1"},
	}
	done.Submit = StatSubmit{URL: "/office/statistics/correct", Span: "2026Q1", Version: "2", Title: "更正2026年第一季度的统计表", Button: "按现在的数字更正", Hint: "按现在的数字报送新的一版，原来的一版保留。", Open: true, Errors: Errors{"reason": "请选更正的原因"},
		Reasons: Choice{Name: "reason", Label: "更正的原因", Blank: "请选择", Error: "请选更正的原因", Options: []Option{{Value: "late", Text: "补录漏登的件"}, {Value: "sorted", Text: "更正类别、来源、地点等登记"}}}}
	empty := OfficeStatisticsData{Tabs: d.Tabs, Spans: d.Spans, Span: "2025年第一季度", Days: "2025年1月1日至2025年3月31日。", Before: d.Before, After: d.After, State: d.State, Excel: d.Excel,
		Empty: Empty{Text: "这个时段没有登记信访件、线索和案件", Advice: "请换一个时段看看；如果应当有，请先到信访件、问题线索里补录。", Action: Link{"看上一期", d.Before}}}
	return []sample{
		of("office_statistics", OfficeStatistics, frame, d),
		of("office_statistics_submitted", OfficeStatistics, frame, done),
		of("office_statistics_empty", OfficeStatistics, frame, empty),
	}
}
