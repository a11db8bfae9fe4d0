package templates

func meetingSamples() []sample {
	frame := func(title string) Frame {
		return asRole(title, "案管室", MenuItem{Text: "联席会议"}, MenuItem{Text: "问题和整改", URL: "/office/meetings", Icon: "users", Active: true}, MenuItem{Text: "历次会议", URL: "/office/meetings/held", Icon: "calendar"})
	}
	figures := []MeetingFigure{{Text: "发现问题", Value: "281", URL: "/office/meetings?view=all"}, {Text: "已整改", Value: "203", Note: "72%", URL: "/office/meetings?view=confirmed", Good: true},
		{Text: "整改中", Value: "61", URL: "/office/meetings?view=doing"}, {Text: "超期", Value: "9", URL: "/office/meetings?view=late", Late: true}}
	years, kinds := []Option{{Value: "2026", Text: "2026年", Selected: true}, {Value: "2025", Text: "2025年"}}, []Option{{Value: "subsidy", Text: "惠民补贴资金"}, {Value: "project", Text: "项目建设"}}
	units := []Option{{Value: "民政局", Text: "民政局"}, {Value: "交通运输局", Text: "交通运输局"}, {Value: "-", Text: "还没有交办"}}
	rows := []MeetingRow{
		{URL: "/office/meetings/issues/3", Number: "LX000003", Title: "三滩镇村道养护资金连续两个季度没有拨到村", Kind: "项目建设", Raised: "交通运输局 2026-09-20", Unit: "财政局", Due: "2026-11-15", State: Badge{Info, "整改中"}, Lamp: Lamp{Bad, "超期7天"}},
		{URL: "/office/meetings/issues/2", Number: "LX000002", Title: "死亡人员信息晚一个月才到民政局", Kind: "数据和系统", Raised: "民政局 2026-09-02", Unit: "公安局", Due: "2026-12-10", State: Badge{Warning, "待确认"}},
		{URL: "/office/meetings/issues/1", Number: "LX000001", Title: "四联村的光伏收益没有公示", Kind: "集体资金资产资源", Raised: "纪委监委 2026-07-12", Unit: "农业农村局", Due: "2026-09-30", State: Badge{Good, "已整改"}},
	}
	cell := func(text, view string) LivelihoodCell {
		return LivelihoodCell{Text: text, URL: "/office/meetings?view=" + view}
	}
	table := LivelihoodTable{Title: "按责任单位", First: "责任单位", Head: []string{"发现", "整改", "整改中", "超期", "整改率"}, Rows: []LivelihoodLine{
		{Text: "农业农村局", Cells: []LivelihoodCell{cell("120", "all"), cell("98", "confirmed"), cell("20", "doing"), {Text: "0", Late: true}, {Text: "81%"}}},
		{Text: "还没有交办", Cells: []LivelihoodCell{cell("17", "all"), {Text: "0"}, {Text: "0"}, {Text: "0", Late: true}, {Text: "0%"}}},
		{Text: "合计", Sum: true, Cells: []LivelihoodCell{cell("281", "all"), cell("203", "confirmed"), cell("61", "doing"), {Text: "9", URL: "/office/meetings?view=late", Late: true}, {Text: "72%"}}},
	}}
	form := func(open bool, wrong Errors) *HeldForm {
		return &HeldForm{URL: "/office/meetings/held", On: "2026-11-20", Title: "2026年第四季度联席会议", Errors: wrong, Open: open,
			Units: Choice{Name: "units", Label: "参会单位", Error: wrong["units"], Options: []Option{{Value: "民政局", Text: "民政局", Selected: true}, {Value: "交通运输局", Text: "交通运输局"}, {Value: "纪委监委", Text: "纪委监委"}}}}
	}
	facts := []Fact{{"日期", "2026年9月28日"}, {"地点", "县纪委三楼会议室"}, {"参会单位", "纪委监委、民政局、公安局、财政局、农业农村局、交通运输局"}}
	report := Deed{URL: "/office/meetings/issues/3", Action: "report", Version: 2, Title: "报告整改", Button: "报告整改", Hint: "照片或者 PDF 证明至少要一个。", Primary: true, Open: true, Photos: 6, Papers: 3,
		Photo: "请放整改的照片，或者 PDF 证明", Fields: []Field{{Name: "report-note", Label: "怎样整改的、什么时候改完的", Type: "textarea"}}}
	return []sample{
		of("office_meetings", OfficeMeetings, frame("联席会议"), OfficeMeetingsData{
			Figures: figures, New: Link{"提出问题", "/office/meetings/issues/new"}, Years: years, Kinds: kinds, Units: units, ClearURL: "/office/meetings", Rows: rows, Pager: Pager{Page: 1, Pages: 6, Total: 281, Next: "?page=2"},
			Tabs:   []OfficeTab{{Text: "全部", URL: "/office/meetings", Count: 281, Active: true}, {Text: "待上会", URL: "/office/meetings?view=raised", Count: 17}, {Text: "超期", URL: "/office/meetings?view=late", Count: 9, Late: true}, {Text: "发现和整改", URL: "/office/meetings/figures"}, {Text: "历次会议", URL: "/office/meetings/held"}},
			Errors: Errors{"reason": "请写明导出的原因，4 到 100 个字"},
		}),
		of("office_meetings_none", OfficeMeetings, frame("联席会议"), OfficeMeetingsData{Scope: "民政局提出的，和交给民政局办的", Narrowed: Narrowed{Text: "2026-01-01 至 2026-03-31 确认整改", Kept: []Option{{Value: "done", Text: "by"}, {Value: "2026-01-01", Text: "from"}, {Value: "2026-03-31", Text: "to"}}, ClearURL: "/office/meetings?view=confirmed"}, Empty: Empty{Text: "这里没有问题"}}),
		of("office_meeting_figures", OfficeMeetingFigures, frame("发现和整改"), OfficeMeetingFiguresData{Figures: figures, Years: years, Tables: []LivelihoodTable{table}}),
		of("office_meeting_new", OfficeMeetingNew, frame("提出问题"), OfficeMeetingNewData{Title: "短", Kinds: kinds, Origins: []Option{{Value: "own", Text: "工作中发现", Selected: true}, {Value: "finding", Text: "比对疑点"}}, Errors: Errors{"title": "请用4到60个字写明是什么问题，不写人名", "kind": "请选问题的类别"}}),
		of("office_meeting_issue", OfficeMeetingIssue, frame("LX000003"), OfficeMeetingIssueData{
			Title: rows[0].Title, State: rows[0].State, Lamp: rows[0].Lamp, Next: "整改，报告结果，附上照片或文件。", Act: true, Facts: "第二、三季度村道养护资金共86,400元，已经到县，还没有拨到村。\n涉及三滩镇四个村。",
			Basics:  []Fact{{"编号", "LX000003"}, {"类别", "项目建设"}, {"提出单位", "交通运输局"}, {"责任单位", "财政局"}, {"办理期限", "2026年11月15日"}},
			Finding: Link{"疑点 YD000123 资金在县滞留", "/office/findings/123"}, Meeting: Link{"2026年第三季度联席会议（2026-09-28）", "/office/meetings/held/1"}, Papers: []Link{{"文件1（PDF）", "/office/meetings/issues/3/files/1"}}, Deeds: []Deed{report},
			Timeline: []TimelineItem{{At: "2026-09-28 16:20", What: "交办", Who: "王示范（纪委监委）", Note: "十月底前拨完。", Done: true}, {At: "2026-09-20 09:10", What: "提出", Who: "李示范（交通运输局）", Done: true}},
		}),
		of("office_meetings_held", OfficeMeetingsHeld, frame("历次会议"), OfficeMeetingsHeldData{Form: form(true, Errors{"units": "请选参会单位"}), Rows: []HeldRow{{"/office/meetings/held/1", "2026年第三季度联席会议", "2026年9月28日", "县纪委三楼会议室", 6, 12, 9}}, Pager: Pager{Page: 1, Pages: 1, Total: 1}}),
		of("office_meeting", OfficeMeeting, frame("2026年第三季度联席会议"), OfficeMeetingData{Facts: facts, Said: "各单位按期限整改，整改完附证明。", Rows: rows, Form: form(false, nil), Sheet: "/office/meetings/held/1/sheet"}),
		of("office_meeting_sheet", OfficeMeetingSheet, frame("会议纪要"), OfficeMeetingSheetData{Organ: "博白县纪委监委（演示）", Title: "2026年第三季度联席会议", Facts: facts, Said: "各单位按期限整改，整改完附证明。", Back: "/office/meetings/held/1",
			Rows: []SheetIssue{{"LX000003", rows[0].Title, "交通运输局", "财政局", "2026-11-15", "整改中"}, {"LX000002", rows[1].Title, "民政局", "公安局", "2026-12-10", "待确认"}}}),
	}
}
