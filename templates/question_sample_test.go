package templates

// questionDesk is the frame of these pages, as an owner sees it.
func questionDesk(title string, crumbs ...Link) Frame {
	f := filingDesk(title, crumbs...)
	f.Path = "/office/questions"
	f.Menu = []MenuItem{{Text: "工作台", URL: "/office/", Icon: "home"}, {Text: "项目"}, {Text: "项目备案", URL: "/office/filings", Icon: "building-community"}, {Text: "项目提问", URL: "/office/questions", Icon: "message-circle", Active: true}}
	return f
}

func projectQuestionSamples() []sample {
	under, url := Link{"项目提问", "/office/questions"}, "/office/questions/3"
	tabs := []OfficeTab{{"等答复", "?view=", 3, true, false}, {"超期", "?view=late", 1, false, true}, {"已答复", "?view=answered", 12, false, false}, {"不公开", "?view=hidden", 1, false, false}, {"全部", "?view=all", 16, false, false}}
	row := ProjectQuestionRow{url, "TW000003", "四联村文化活动室维修", "江宁镇 四联村", "四联村委会", "为什么不招标就定了施工队？", "2026-03-01", "2026-03-15", Badge{Info, "等答复"}, Lamp{Bad, "超期2个工作日"}}
	second := row
	second.Number, second.Text, second.Lamp = "TW000004", "旧的桌椅板凳还要不要？能不能给老人用？活动室修好以后谁来管钥匙，每天几点开门，收不收钱，能不能在里面办红白喜事？", Lamp{Good, "还有6个工作日"}
	list := OfficeProjectQuestionsData{Tabs: tabs, Towns: []Option{{Value: "1", Text: "江宁镇"}}, Rows: []ProjectQuestionRow{row, second}, Pager: Pager{Page: 1, Pages: 1, Total: 2}}

	facts := []Fact{{"项目", "四联村文化活动室维修"}, {"编号", "BA202600002"}, {"地点", "江宁镇 四联村"}, {"业主单位", "四联村委会"}}
	links := []Link{{"看项目备案", "/office/filings/of/BA202600002"}, {"群众看到的页面", "/h5/projects/BA202600002#board"}}
	form := Deed{URL: url, Action: "answer", Version: 1, Title: "答复", Button: "答复", Primary: true, Open: true, Photos: 1, Hint: "答复马上公开，群众都看得到。不要写人名、手机号。用平常话，写清楚时间、数字和怎么办。",
		Fields: []Field{{Name: "answer-text", Label: "答复", Type: "textarea"}}}
	open := OfficeProjectQuestionData{State: Badge{Info, "等答复"}, Lamp: Lamp{Bad, "超期2个工作日"}, Next: "2026-03-15以前答复。到期没有答复，项目的公开页面上会写明。", Act: true, Text: "为什么不招标就定了施工队？", AskedAt: "2026-03-01", Facts: facts, Links: links,
		Deeds: []Deed{form}, Timeline: []TimelineItem{{At: "2026-03-01", What: "群众提问", Done: true}}}
	wrong := open
	bad := form
	bad.Fields, bad.Photo = []Field{{Name: "answer-text", Label: "答复", Type: "textarea", Value: "找13800000000", Error: "里面有手机号码。答复会公开，请去掉"}}, "这张照片打不开，可能没有传完整，请重新选一次"
	wrong.Deeds = []Deed{bad}
	done := open
	done.State, done.Lamp, done.Next, done.Act = Badge{Good, "已答复"}, Lamp{}, "", false
	done.Answer, done.Photos = ProjectAnswer{Text: "估算18万元，低于限额；村民代表会议通过，直接发包。\n会议记录贴在村务公开栏。", Who: "演示村干部（村干部）", At: "2026-03-10 09:30"}, []OfficePhoto{{URL: "/assets/0/img/sun.svg", Thumb: "/assets/0/img/sun.svg", Alt: "答复的照片"}}
	done.Older = []ProjectAnswer{{Text: "按规定办的。", Who: "演示村干部（村干部）", At: "2026-03-08 16:00"}}
	done.Timeline = []TimelineItem{{At: "2026-03-10 09:30", What: "更正答复", Who: "演示村干部（村干部）", Done: true}, {At: "2026-03-08 16:00", What: "答复", Who: "演示村干部（村干部）", Done: true}, {At: "2026-03-01", What: "群众提问", Done: true}}
	done.Deeds = []Deed{{URL: url, Action: "hide", Version: 3, Title: "不公开这个提问", Button: "不公开", Open: true, Hint: "只能因为下面的原因。提问不会删除，项目页面上会写明有几个问题没有公开。",
		Radios: []Choice{{Name: "hide-reason", Label: "原因", Options: []Option{{Value: "person", Text: "写了人名或者别人的私事"}, {Value: "abuse", Text: "骂人，或者和项目没有关系"}, {Value: "report", Text: "是举报，要按信访件办"}}}}}}
	hidden := open
	hidden.State, hidden.Lamp, hidden.Next, hidden.Act, hidden.Report = Badge{Plain, "不公开"}, Lamp{}, "", false, true
	hidden.Facts = append(facts[:4:4], Fact{"不公开的原因", "是举报，要按信访件办"})
	hidden.Deeds = []Deed{{URL: url, Action: "show", Version: 2, Title: "恢复公开", Button: "恢复公开", Hint: "还没有答复的，答复期限从今天重新算。"}}
	read := done
	read.Deeds, read.ReadOnly = nil, "由业主单位或者主管部门答复，这里只看。"

	sheet := OfficeFilingSheetData{Back: "/office/filings/of/YS0003", Name: "江宁镇四联村屯级道路硬化工程", Phone: "12388", Organ: "博白县纪委监委", Printed: "2026年3月17日打印", Address: "https://jd.example.gov.cn/h5/projects/YS0003", QR: pixel,
		Facts: []Fact{{"项目编号", "YS0003"}, {"做什么", "道路"}, {"在哪里", "江宁镇 四联村"}, {"计划总投资", "1,286,000.00元"}, {"其中财政资金", "1,200,000.00元"}, {"合同价", "1,210,000.00元"}, {"业主单位", "江宁镇人民政府"}, {"主管部门", "交通运输局"}, {"施工（供货）", "玉林演示路桥工程有限公司"}, {"计划工期", "2026年3月1日至2026年8月31日"}}}
	plain := sheet
	plain.QR, plain.Address = "", ""
	return []sample{
		of("office_questions", OfficeProjectQuestions, questionDesk("项目提问"), list),
		of("office_questions_none", OfficeProjectQuestions, questionDesk("项目提问"), OfficeProjectQuestionsData{Tabs: tabs[:1], Empty: Empty{Text: "没有等答复的提问", Advice: "群众扫工地上的二维码，就能对项目提问。"}}),
		of("office_question", OfficeProjectQuestion, questionDesk("TW000003", under), open),
		of("office_question_wrong", OfficeProjectQuestion, questionDesk("TW000003", under), wrong),
		of("office_question_done", OfficeProjectQuestion, questionDesk("TW000003", under), done),
		of("office_question_hidden", OfficeProjectQuestion, questionDesk("TW000003", under), hidden),
		of("office_question_read", OfficeProjectQuestion, questionDesk("TW000003", under), read),
		of("office_filing_sheet", OfficeFilingSheet, filingDesk("项目公示牌", Link{"项目备案", "/office/filings"}, Link{sheet.Name, sheet.Back}), sheet),
		of("office_filing_sheet_plain", OfficeFilingSheet, filingDesk("项目公示牌", Link{"项目备案", "/office/filings"}, Link{sheet.Name, sheet.Back}), plain),
	}
}
