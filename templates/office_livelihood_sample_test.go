package templates

// livelihoodDesk is the frame of these pages, as supervision sees it.
func livelihoodDesk(title string, crumbs ...Link) Frame {
	f := inspection(title, crumbs...)
	f.Menu = []MenuItem{{Text: "工作台", URL: "/office/", Icon: "home"}, {Text: "保障监督"}, {Text: "保障总览", URL: "/office/livelihood", Icon: "chart-bar", Active: true}, {Text: "保障任务", URL: "/office/livelihood/tasks", Icon: "clipboard-list"}}
	return f
}

func livelihoodSamples() []sample {
	n := func(text, url string) LivelihoodCell { return LivelihoodCell{Text: text, URL: url} }
	late := func(text, url string) LivelihoodCell { return LivelihoodCell{Text: text, URL: url, Late: true} }
	head := []string{"待办", "退回重办", "待复核", "待同意不办", "已达标", "不需办", "已撤销", "超期", "合计"}
	line := func(text string) LivelihoodLine {
		return LivelihoodLine{Text: text, Cells: []LivelihoodCell{n("12", "?view=open"), n("1", "?view=reopened"), n("6", "?view=remedied"), n("0", ""), n("28", "?view=met"), n("2", "?view=not_needed"), n("1", "?view=withdrawn"), late("3", "?view=late"), n("50", "?view=all")}}
	}
	sum := line("合计")
	sum.Sum = true
	overview := OfficeLivelihoodData{
		Total: n("150", "?view=all"), Late: late("9", "?view=late"), Percent: 59,
		Results: []LivelihoodResult{{"收入达到当年的线", "28", "户", "", "?kind=income&view=met"}, {"帮助就业", "41", "人", "名单上各户人数之和", "?kind=income&view=met"}, {"住上安全住房", "753", "户", "", "?kind=housing&view=met"}, {"饮水达标", "26", "户", "", "?kind=water&view=met"},
			{"孩子回到学校", "13", "人", "", "?kind=school&view=met"}, {"有了基本医疗保险", "84", "人", "", "?kind=insurance&view=met"}, {"错评纠正", "59", "户", "", "?kind=wrong_in&view=met"}, {"漏评漏保补上", "17", "户", "", "?kind=wrong_out&view=met"}},
		Bars: []StateBar{{"收入和就业", n("50", "?kind=income"), []StatePart{{0, 24, "open"}, {24, 2, "reopened"}, {26, 12, "remedied"}, {38, 56, "met"}, {94, 4, "not_needed"}, {98, 2, "withdrawn"}}},
			{"住房", n("25", "?kind=housing"), []StatePart{{0, 10, "open"}, {10, 8, "asking"}, {18, 32, "met"}}}, {"饮水", n("0", ""), nil}},
		Legend: []Badge{{"open", "待办"}, {"reopened", "退回重办"}, {"remedied", "待复核"}, {"asking", "待同意不办"}, {"met", "已达标"}, {"not_needed", "不需办"}, {"withdrawn", "已撤销"}},
		Tables: []LivelihoodTable{{"按类别和状态", "类别", head, []LivelihoodLine{line("收入和就业"), line("住房"), line("疑似漏评漏保"), sum}}, {"按乡镇", "乡镇", head, []LivelihoodLine{line("那林镇"), line("不知道哪个乡镇"), sum}},
			{"按部门", "部门", head, []LivelihoodLine{line("住房和城乡建设局"), line("人力资源和社会保障局"), sum}}},
	}
	rows := []LivelihoodRow{
		{URL: "/office/livelihood/tasks/1", Number: "BZ000001", Kind: "住房", Subject: "张样例", Place: "那林镇 · 示范村", Bureau: "住房和城乡建设局", Sentence: "2025年住房等级D级。", Due: "2026-04-30", State: Badge{Bad, "退回重办"}, Lamp: Lamp{Warning, "还有2个工作日"}},
		{URL: "/office/livelihood/tasks/2", Number: "BZ000002", Kind: "收入和就业", Subject: "李示范", Place: "那林镇 · 示范村", Bureau: "人力资源和社会保障局", Sentence: "2025年年人均纯收入7,900.00元，低于当年的8,700.00元。", Way: "帮助就业（就业2人）", State: Badge{Warning, "待复核"}},
		{URL: "/office/livelihood/tasks/3", Number: "BZ000003", Kind: "义务教育", Subject: "王样例", Place: "那林镇", Bureau: "教育局", Sentence: "9岁，2025—2026学年没有在籍的学籍记录。", Due: "2026-02-20", Warning: "依据的数据批次已撤回，等下一次比对", State: Badge{Info, "待办"}, Lamp: Lamp{Bad, "超期3个工作日"}},
	}
	list := OfficeLivelihoodTasksData{Tabs: []OfficeTab{{Text: "待办", URL: "?view=pending", Count: 12}, {Text: "等复核和同意", URL: "?view=check", Count: 8, Active: true}, {Text: "超期", URL: "?view=late", Count: 3, Late: true}, {Text: "已达标", URL: "?view=met", Count: 28}, {Text: "全部", URL: "?view=all", Count: 50}},
		View: "check", Kinds: []Option{{Value: "housing", Text: "住房"}}, Towns: []Option{{Value: "1", Text: "那林镇", Selected: true}}, ClearURL: "?view=check", Jobs: "2", Rows: rows, Pager: Pager{Page: 1, Pages: 2, Total: 58, Next: "?page=2"}}
	task := OfficeLivelihoodTaskData{Number: "BZ000001", Kind: "住房疑似不达标", Sentence: "2025年住房等级D级，2025年3月批准的危房改造没有验收。", State: Badge{Bad, "退回重办"}, Lamp: Lamp{Warning, "还有2个工作日"}, Next: "整改，报告结果，附上照片或文件。", Act: true,
		Warnings: []string{"依据的数据批次已撤回，等下一次比对。"}, Model: ModelBox{Key: "Q02", Title: "住房疑似不达标", Says: "登记的住房是C级、D级。", Basis: []string{"农村危险房屋鉴定技术导则"}, Traps: []string{"改造已经验收"}, Evidence: []string{"房屋安全鉴定报告"}},
		Facts:    []Fact{{"对象", "张样例"}, {"地点", "那林镇 · 示范村"}, {"户编号", "H0001"}, {"办理部门", "住房和城乡建设局"}, {"列入任务", "2026-03-02"}, {"办理期限", "2026-04-30"}},
		Evidence: []EvidenceRow{{Register: "两不愁三保障指标", Fields: []Fact{{"年度", "2025"}, {"住房等级", "D级"}, {"饮水达标", "是"}}, Source: "指标2025.xlsx 第12行"}},
		Outcome:  []Fact{{"整改方式", "改造重建"}, {"报告整改", "2026-03-20 10:00"}, {"复核", "2026-03-25 09:30"}, {"退回重办", "1次"}},
		Photos:   []OfficePhoto{{URL: "/assets/0/img/sun.svg", Thumb: "/assets/0/img/sun.svg", Alt: "整改照片1"}}, Papers: []Link{{"文件1（PDF）", "/office/livelihood/tasks/1/files/2"}}, Visits: []OfficePhoto{{URL: "/assets/0/img/sun.svg", Thumb: "/assets/0/img/sun.svg", Alt: "复核照片1"}},
		Deeds: []Deed{{URL: "/office/livelihood/tasks/1", Action: "remedy", Version: 4, Title: "报告整改", Button: "报告整改", Hint: "照片或者 PDF 证明至少要一个。", Primary: true, Open: true, Photos: 6, Papers: 3, Photo: "请放整改的照片，或者 PDF 证明",
			Radios: []Choice{{Name: "remedy-way", Label: "怎样整改的", Error: "请选怎样整改的", Options: []Option{{Value: "rebuild", Text: "改造重建"}, {Value: "repair", Text: "维修加固"}, {Value: "other", Text: "其他"}}}}, Fields: []Field{{Name: "remedy-note", Label: "什么时候、做了什么", Type: "textarea", Value: "3月修好了"}}},
			{URL: "/office/livelihood/tasks/1", Action: "ask", Version: 4, Title: "申请不办", Button: "提出申请", Hint: "由监督检查室同意。", Photos: 6, Papers: 3, Radios: []Choice{{Name: "ask-reason", Label: "为什么不用办", Options: []Option{{Value: "not_so", Text: "核实后没有这个问题"}}}}, Fields: []Field{{Name: "ask-note", Label: "怎样核实的", Type: "textarea"}}}},
		Timeline:   []TimelineItem{{At: "2026-03-25 09:30", What: "入户复核：没有达标", Who: "赵示范（镇纪委）", Note: "屋顶还漏。", Done: true}, {At: "2026-03-02 02:10", What: "比对发现，列入任务", Who: "系统", Note: "比对 12", Done: true}},
		Households: Link{"这一户多年的情况", "/office/households/H0001?task=BZ000001"}, Finding: Link{"疑点", "/office/findings/7"}}
	done := task
	done.State, done.Lamp, done.Next, done.Act, done.Warnings, done.Deeds, done.ReadOnly = Badge{Good, "已达标"}, Lamp{}, "", false, nil, nil, "这项任务现在没有需要您办的事。"
	home, tasks := Link{"保障监督", "/office/livelihood"}, Link{"保障任务", "/office/livelihood/tasks"}
	return []sample{
		of("office_livelihood", OfficeLivelihood, livelihoodDesk("保障监督"), overview),
		of("office_livelihood_none", OfficeLivelihood, livelihoodDesk("保障监督"), OfficeLivelihoodData{Scope: "水利局的任务", Empty: Empty{Text: "还没有保障任务", Advice: "每天夜里比对以后，收入、住房、饮水、上学、医保的疑点自动列入任务。"}}),
		of("office_livelihood_tasks", OfficeLivelihoodTasks, livelihoodDesk("保障任务", home), list),
		of("office_livelihood_task", OfficeLivelihoodTask, livelihoodDesk("BZ000001 住房", home, tasks), task),
		of("office_livelihood_task_done", OfficeLivelihoodTask, livelihoodDesk("BZ000001 住房", home, tasks), done),
		of("office_household_ask", OfficeHouseholdAsk, livelihoodDesk("户情 H0001", home), OfficeHouseholdAskData{No: "H0001", Action: "/office/households/H0001", Reason: "看", Errors: Errors{"reason": "请写明为什么要看这一户，4 到 100 个字"}}),
		of("office_household_visit", OfficeHouseholdVisit, livelihoodDesk("入户核查", home), OfficeHouseholdVisitData{Action: "/office/households/H0001/visit", Me: "赵示范", Items: []Option{{Value: "1", Text: "有两层以上砖混结构且精装修的住房"}, {Value: "6", Text: "全家外出务工三年以上", Selected: true}}, Answers: []Option{{Value: "no", Text: "没有这种情况"}, {Value: "yes", Text: "有这种情况"}, {Value: "unclear", Text: "说不清"}},
			Companion: "钱样例", Day: "2026-03-20", Note: "门锁着", Errors: Errors{"answer": "请选看到的情况", "photo": "请放一张入户的照片"}}),
		of("office_household", OfficeHousehold, livelihoodDesk("户情 H0001", home), householdSample(rows)),
	}
}

func householdSample(rows []LivelihoodRow) OfficeHouseholdData {
	d := OfficeHouseholdData{No: "H0001", Facts: []Fact{{"户编号", "H0001"}, {"地点", "那林镇 · 示范村"}, {"户类型", "脱贫户"}, {"识别", "2019-12-30"}, {"脱贫", "2020-11-30"}, {"致贫原因", "因病"}},
		Members:  [][]string{{"张样例", "户主", "1960-05-01", ""}, {"李示范", "配偶", "1963-02-11", "2024-08-02 去世"}, {"张小样", "孙子", "2015-04-09", ""}},
		Benefits: HouseholdBenefits{Years: []string{"2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"}, Rows: []HouseholdBenefit{{"农村低保", "2021年1月起", "15,360.00", []string{"", "", "2,400.00", "2,640.00", "2,880.00", "3,000.00", "3,240.00", "1,200.00"}}, {"高龄津贴", "", "360.00", []string{"", "", "", "", "", "", "180.00", "180.00"}}}},
		Events:   []HouseholdEvent{{"", "1960-05-01", "出生", "出生", "张样例"}, {"1", "2019-12-30", "识别", "识别为脱贫户", ""}, {"2", "2020-11-30", "识别", "脱贫", ""}, {"3", "2023-03-01", "户口", "户编号变动（分户或合户）", "张样例"}, {"4", "2024-08-02", "去世", "去世（民政）", "李示范"}, {"5", "2026-03-02", "任务", "列入任务：住房", "张样例"}},
		Parts:    []HouseholdParts{{"2024", []string{"7,900.00", "4,700.00", "1,900.00", "100.00", "1,200.00"}, []string{"达标", "达标", "未达标", "达标"}}, {"2025", []string{"8,300.00", "5,000.00", "", "", ""}, []string{"达标", "", "", ""}}},
		Schools:  HouseholdMembers{[]string{"2024", "2025", "2026"}, []HouseholdMember{{"张小样", []HouseholdCell{{"小学 示范小学", false, false}, {"没有学籍", true, false}, {"没有数据", false, true}}}}},
		Insured:  HouseholdMembers{[]string{"2025", "2026"}, []HouseholdMember{{"张样例", []HouseholdCell{{"已参保，居民", false, false}, {"没有参保", true, false}}}, {"张小样", []HouseholdCell{{"已参保，居民", false, false}, {"没有数据", false, true}}}}},
		Vetoes: []HouseholdVeto{{"1", "有两层以上砖混结构且精装修的住房", "入户核查", Badge{Info, "要入户核查"}, nil, nil}, {"2", "在城镇购买或自建住房、商铺、地皮（搬迁的除外）", "不动产登记", Badge{Plain, "没有登记"}, nil, nil},
			{"4", "有价值3万元以上、能用的农机、面包车、轿车", "机动车登记", Badge{Warning, "有登记，要核实"}, []HouseholdSaid{{"张样例：小型轿车，正常，估值42,000.00元，2018-06-01起", true}}, nil}, {"6", "全家外出务工三年以上，家中长期无人回来居住", "入户核查", Badge{Good, "没有这种情况"}, nil, []HouseholdSeen{{"2026-03-20", "赵示范、钱样例", "没有这种情况", "老人和孩子在家。", Link{"照片", "/office/households/H0001/visit/1/photo"}}}}},
		Visit: Link{"记一次入户核查", "/office/households/H0001/visit"},
		Tasks: rows[:1],
	}
	line := TimeLine{Title: "户编号 H0001，2019 年到 2026 年的情况", Desc: "图上的内容在下面的表格里都有。", Height: 360, Legend: []TimeKey{{"life", "在家庭里"}, {"listed", "在名册上"}, {"paid", "发放"}, {"income", "收入"}, {"under", "收入低于线"}, {"county", "当年的线"}, {"task", "任务"}},
		Lanes: []TimeLane{{36, 40, 10, "张样例（户主）"}, {70, 74, 10, "李示范（配偶）"}, {104, 108, 14, "农村低保"}, {142, 146, 20, "发生的事（编号见下表）"}, {186, 190, 72, "人均纯收入和当年的线（元）"}, {282, 286, 20, "住房等级"}, {326, 330, 20, "饮水"}},
		Bars:  []TimeBar{{0, 100, 40, 10, "life", "张样例（户主）"}, {0, 69.8, 74, 10, "life", "李示范（配偶），2024年8月2日去世"}, {25, 75, 108, 14, "listed", "农村低保在册"}, {25, 66, 112, 6, "paid", "农村低保发放"}},
		Marks: []TimeMark{{12.4, 156, 160, "listing", "1", "识别为脱贫户"}, {23.9, 156, 160, "listing", "2", "脱贫"}, {52, 156, 160, "move", "3", "户编号变动"}, {69.8, 156, 160, "death", "4", "去世"}, {89.6, 156, 160, "task", "5", "列入任务"}}}
	for i, y := range d.Benefits.Years {
		x := float64(i) * 12.5
		line.Grid, line.Years = append(line.Grid, x), append(line.Years, TimeWord{x + 6.25, 14, "", y})
		row := HouseholdYear{Year: y, Line: "8,700.00", Covered: "没有数据", Pupils: "1/1"}
		if i < 7 {
			high := 20 + 6*i
			line.Bars = append(line.Bars, TimeBar{x + 2.5, 7.5, 262 - high, high, "income", y + "年人均纯收入"}, TimeBar{x, 12.5, 222, 2, "county", y + "年当年的线"}, TimeBar{x + 0.6, 11.3, 286, 20, "soft", y + "年住房等级：A级"}, TimeBar{x + 0.6, 11.3, 330, 20, "hard", y + "年饮水：未达标"})
			line.Words = append(line.Words, TimeWord{x + 6.25, 300, "in", "A"}, TimeWord{x + 6.25, 344, "in", "✗"})
			row.Income, row.House, row.Water, row.School, row.Insured, row.Checked, row.Short, row.Dry = "7,900.00", "A级", "未达标", "达标", "达标", y+"-10-20", true, true
		}
		d.Years = append(d.Years, row)
	}
	d.Line = line
	return d
}
