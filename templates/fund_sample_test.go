package templates

import "fmt"

// fundDesk is the frame of these pages, as an inspector sees it.
func fundDesk(title string, crumbs ...Link) Frame {
	f := importDesk(title, crumbs...)
	f.Path = "/office/funds"
	f.Menu = []MenuItem{{Text: "工作台", URL: "/office/", Icon: "home"}, {Text: "项目"}, {Text: "项目备案", URL: "/office/filings", Icon: "building-community"}, {Text: "资金流向", URL: "/office/funds", Icon: "cash", Active: true}}
	return f
}

// fundFlow draws three columns of two bars each.
func fundFlow() Flow {
	chart := func(class string, wide, step int) FlowChart {
		c := FlowChart{Class: class, Width: wide, Height: 330}
		for i, n := range []struct{ text, sum, tone string }{{"惠民补贴指标", "820万元", "info"}, {"没有对上指标文件", "96.3万元", "plain"}, {"民政局", "705.1万元", "info"}, {"农业农村局", "211.2万元", "info"}, {"发到户", "748万元", "good"}, {"闲置在部门", "168.3万元", "bad"}} {
			x, y, h := i/2*step, i%2*220, 180-i%2*100
			c.Nodes = append(c.Nodes, FlowNode{x, y + 10, 12, h, n.tone, x + 16, y + 10 + h/2, n.text, n.sum})
		}
		for i := range 2 {
			for k, tone := range []string{"good", "bad"} {
				x, y := i*step+12, 10+k*220
				c.Links = append(c.Links, FlowLink{fmt.Sprintf("M%d %dL%d %dL%d %dL%d %dZ", x, y, x+step-12, y, x+step-12, y+70, x, y+70), tone})
			}
		}
		return c
	}
	return Flow{"flow", "钱从哪里来、到哪里去", "从左到右是来源、部门、去向。来9,163,000.00元，去7,480,000.00元，闲置1,683,000.00元。每一笔在下面的表里。", []FlowChart{chart("wide", 960, 398), chart("narrow", 360, 128)}}
}

func fundSamples() []sample {
	under := Link{"资金流向", "/office/funds"}
	rules := []string{"来：指标文件下达并到账的钱，加上没有对上指标文件的钱。", "先到的先用，按日期对。"}
	total := FundSum{"9,163,000.00", "7,480,000.00", "1,683,000.00"}
	rows := []FundRow{
		{Link{"博财农〔2025〕12号", "/office/funds/of?doc=1&code=YS0003"}, "四联村屯级道路硬化工程资金", "交通运输局", Link{"江宁镇四联村屯级道路硬化工程", "/office/funds/projects/YS0003"}, "2025-11-20", "部门", "600,000.00", "0.00", "600,000.00", "128天", "2025-11-20", "128天没有付", Badge{Yellow, "黄色"}},
		{Link{"博财社〔2026〕11号", "/office/funds/of?doc=2&code=MZ02"}, "2026年农村低保资金", "民政局", Link{Text: "农村低保"}, "2026-01-05", "县财政、部门", "5,200,000.00", "4,480,000.00", "720,000.00", "88天", "2026-01-05", "到账8天后", Badge{}},
		{Link{Text: "没有对上指标文件"}, "", "民政局", Link{Text: "城市低保"}, "", "", "963,000.00", "963,000.00", "0.00", "", "", "", Badge{}},
	}
	list := OfficeFundsData{
		Scope: "全县惠民补贴和工程项目的钱：哪份文件下达、到了哪里、付给谁、还剩多少没有动。", Rules: rules, Total: total, Flow: fundFlow(), Shown: FundSum{"6,763,000.00", "5,443,000.00", "1,320,000.00"},
		Figures: []Figure{{"来", "916.3万元", "其中没有对上指标文件 96.3万元", Info}, {"去", "748万元", "补贴发放数据截至2026年3月28日", Good}, {"闲置", "168.3万元", "14份指标有没有用完的钱", Bad}, {"滞留预警", "1份", "到账以后很久才付或者没有付", Warning}},
		Tabs:    []OfficeTab{{"全部指标文件", "?view=", 36, true, false}, {"有闲置", "?view=idle", 14, false, false}, {"滞留预警", "?view=late", 1, false, true}, {"没有对上指标文件", "?view=unsourced", 9, false, false}},
		Sorts:   []Option{{Value: "items", Text: "惠民补贴"}, {Value: "projects", Text: "工程项目"}}, Bureaus: []Option{{Value: "民政局", Text: "民政局"}, {Value: "交通运输局", Text: "交通运输局"}},
		Rows: rows, Pager: Pager{Page: 1, Pages: 1, Total: 3}, Export: "/office/funds/export", Kept: []Option{{Text: "sort", Value: "items"}}, Errors: Errors{"reason": "请写明导出的原因，4 到 100 个字"},
	}
	way := OfficeFundsWayData{
		Facts:   []Fact{{"指标文号", "博财社〔2026〕11号"}, {"资金名称", "2026年农村低保资金"}, {"用于", "农村低保"}, {"主管部门", "民政局"}},
		Figures: []Figure{{"来", "520万元", "", Info}, {"去", "448万元", "", Good}, {"闲置", "72万元", "", Bad}}, Total: FundSum{"5,200,000.00", "4,480,000.00", "720,000.00"}, Flow: fundFlow(), Rules: rules,
		Notes: []string{"补贴的发放数据截至2026年3月28日，之后发的还不知道。发到户的按天合计，不列姓名。"},
		Steps: []FundStep{
			{"2026-01-05", "指标文件", "县财政", "", "5,200,000.00", "博财社〔2026〕11号", "下达后8天", Badge{}}, {"2026-01-12", "县财政", "部门", "", "5,200,000.00", "", "7天", Badge{}},
			{"2026-01-20", "部门", "农户", "", "1,493,000.00", "当天一卡通2,311笔", "8天", Badge{}}, {"2026-03-25", "部门", "农户", "", "2,987,000.00", "当天一卡通2,309笔", "72天", Badge{Orange, "橙色"}},
		},
		More: "还有3笔没有列出：来0.00元，去0.00元。", Rests: []FundRest{{"博财社〔2026〕11号", "部门", "农村低保", "720,000.00", "2026-01-12", "75天", Badge{}}}, Lines: rows[:2],
		Links: []Link{{"看这个项目的备案", "/office/filings/of/YS0003"}, {"看投标单位的关联图", "/office/funds/links/YS0003"}},
	}
	links := OfficeFundLinksData{
		Scope: "谁在投标单位任职、入股，几家单位之间有没有同一个人、同一个电话、同一个保证金账户。图上只是登记的事实，不说明谁违规。", Says: "从左到右是公职人员、人员和共用的联系方式、投标单位、项目。共4条关系，逐条写在下面的表里。", Width: 1100, Height: 172,
		Facts: []Fact{{"项目编号", "YS0003"}, {"项目名称", "江宁镇四联村屯级道路硬化工程"}}, Back: []Link{{"看这个项目的备案", "/office/filings/of/YS0003"}},
		Columns: []FlowNode{{Text: "公职人员", TextX: 85, TextY: 16}, {Text: "人员和共用的联系方式", TextX: 395, TextY: 16}, {Text: "投标单位", TextX: 705, TextY: 16}, {Text: "项目", TextX: 1015, TextY: 16}},
		Boxes: []LinkBox{
			{2, 64, 166, 60, []LinkWords{{10, 87, "江演坤"}}, LinkWords{10, 105, "博白县样例中学 教师"}, "marked"},
			{312, 64, 166, 60, []LinkWords{{320, 99, "庞演甲"}}, LinkWords{}, "marked"},
			{622, 28, 166, 60, []LinkWords{{630, 43, "玉林演示路桥工程有限"}, {630, 60, "公司"}}, LinkWords{630, 78, "2008年1月10日成立"}, ""},
			{622, 100, 166, 60, []LinkWords{{630, 115, "博白样例建筑工程有限"}, {630, 132, "公司"}}, LinkWords{630, 150, "2009年2月10日成立"}, ""},
			{932, 64, 166, 60, []LinkWords{{940, 79, "江宁镇四联村屯级道路硬"}, {940, 96, "化工程"}}, LinkWords{940, 114, "江宁镇人民政府"}, "main"},
		},
		Curves: []LinkCurve{{"M168 94C240 94 240 94 312 94", "strong", []LinkWords{{240, 98, "申报的兄弟"}}}, {"M478 94C550 94 550 58 622 58", "strong", []LinkWords{{550, 80, "法定代表人"}}}, {"M788 58C860 58 860 94 932 94", "strong", []LinkWords{{860, 80, "投标第1名、中标121万元"}}}, {"M788 130C860 130 860 94 932 94", "", []LinkWords{{860, 116, "投标第2名"}}}},
		Ties:   []LinkTie{{"江演坤", "博白县样例中学 教师", "申报的兄弟", "庞演甲", "", true}, {"庞演甲", "", "法定代表人", "玉林演示路桥工程有限公司", "", true}, {"玉林演示路桥工程有限公司", "", "投标第1名、中标121万元", "江宁镇四联村屯级道路硬化工程", "江宁镇人民政府", true}, {"博白样例建筑工程有限公司", "", "投标第2名", "江宁镇四联村屯级道路硬化工程", "江宁镇人民政府", false}},
		Notes:  []string{"市场主体登记里没有地址，所以比不出同一地址。您看过这张图已经记入审计。"},
	}
	return []sample{
		of("office_funds", OfficeFunds, fundDesk("资金流向"), list),
		of("office_funds_none", OfficeFunds, fundDesk("资金流向"), OfficeFundsData{Scope: list.Scope, Empty: Empty{Text: "还没有资金数据", Advice: "导入资金指标与到位、项目资金拨付、一卡通发放明细以后，这里看得到每一笔钱的去向。"}}),
		of("office_funds_way", OfficeFundsWay, fundDesk("博财社〔2026〕11号", under), way),
		of("office_funds_links", OfficeFundLinks, fundDesk("关联图", under, Link{"YS0003", "/office/funds/projects/YS0003"}), links),
		of("office_funds_links_none", OfficeFundLinks, fundDesk("关联图", under), OfficeFundLinksData{Scope: links.Scope, Facts: links.Facts, Empty: Empty{Text: "没有登记投标单位和中标单位", Advice: "导入投标登记或者由业主填报中标单位以后，这里画得出关系。"}}),
	}
}
