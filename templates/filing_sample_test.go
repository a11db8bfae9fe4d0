package templates

// filingDesk is the frame of these pages, as an owner sees it.
func filingDesk(title string, crumbs ...Link) Frame {
	f := importDesk(title, crumbs...)
	f.Path = "/office/filings"
	f.Menu = []MenuItem{{Text: "工作台", URL: "/office/", Icon: "home"}, {Text: "项目"}, {Text: "项目备案", URL: "/office/filings", Icon: "building-community", Active: true}}
	return f
}

func filingBar(classes ...string) []FilingMark {
	signs := map[string][2]string{"done": {"已报", "✓"}, "lacking": {"缺材料", "!"}, "skipped": {"不用报", "–"}, "open": {"轮到报", "●"}, "shut": {"没轮到", ""}, "late": {"轮到报，逾期", "!"}}
	var out []FilingMark
	for i, title := range []string{"立项", "资金", "招标", "合同", "开工", "进度", "验收", "结算", "移交"} {
		class := "shut"
		if i < len(classes) {
			class = classes[i]
		}
		out = append(out, FilingMark{title, signs[class][0], class, signs[class][1]})
	}
	return out
}

func filingSamples() []sample {
	under := Link{"项目备案", "/office/filings"}
	url := "/office/filings/of/YS0003"
	list := OfficeFilingsData{
		New:    Link{"登记新项目", "/office/filings/new"},
		Tabs:   []OfficeTab{{"全部", "?view=", 48, true, false}, {"等我填报", "?view=mine", 31, false, false}, {"逾期", "?view=late", 7, false, true}, {"缺材料", "?view=lacking", 12, false, false}, {"有预警", "?view=warned", 2, false, false}, {"报完的", "?view=done", 3, false, false}},
		Stages: []Option{{Value: "contract", Text: "合同"}, {Value: "start", Text: "开工"}}, Towns: []Option{{Value: "1", Text: "江宁镇"}}, Bureaus: []Option{{Value: "交通运输局", Text: "交通运输局"}},
		Pager: Pager{Page: 1, Pages: 1, Total: 3},
		Rows: []FilingCard{
			{url, "江宁镇四联村屯级道路硬化工程", "YS0003", "江宁镇 四联村", "江宁镇人民政府", "1,286,000.00", filingBar("done", "done", "skipped", "done", "late"), Lamp{Bad, "开工逾期23天"}, Badge{Orange, "橙色预警1条"}, "", "报“开工”", url + "#stage-start"},
			{url, "亚山镇农村饮水安全巩固提升工程", "YS0009", "亚山镇 民富村", "亚山镇人民政府", "860,000.00", filingBar("done", "lacking", "shut"), Lamp{Good, "没有逾期"}, Badge{}, "缺1样材料", "补“资金下达”的资金下达文件", url + "#stage-allocation"},
			{url, "博白镇太阳能路灯安装项目", "YS0011", "博白镇 新仲村", "博白镇人民政府", "310,000.00", filingBar("done", "done", "done", "done", "done", "done", "done", "done", "done"), Lamp{Good, "全部报完"}, Badge{}, "", "", ""},
		},
	}
	day := func(name, label, value, wrong string) FilingField {
		return FilingField{Field: Field{Name: "start-" + name, Label: label, Type: "date", Value: value, Error: wrong, Required: true}}
	}
	start := FilingForm{
		URL: url + "/start", Version: 5, Title: "报“开工”", Hint: "登记实际开工的日期。", Button: "提交", Open: true,
		Fields:  []FilingField{day("day", "实际开工日期", "", ""), {Field: Field{Name: "start-note", Label: "说明", Hint: "早于合同日期开工的，写明原因", Type: "textarea"}}},
		Uploads: []FilingUpload{{"start-paper-start", "开工令或开工报告", "PDF、JPEG或PNG，一个文件不超过12MB", "", "application/pdf,image/jpeg,image/png", true}, {"start-paper-site", "现场照片", "JPEG或PNG，手机可以直接拍。照片里的拍摄地点不会显示", "", "image/*", false}},
	}
	docs := []FilingDoc{{url + "/papers/3", "合同", "四联村道路施工合同（盖章扫描）.pdf", "842KB", "9f3a1c77e20b4d51…"}}
	more := FilingForm{URL: url + "/contract", Version: 5, Title: "补交材料", Button: "补交", Only: true, Uploads: []FilingUpload{{"more-contract-paper-contract", "合同", "PDF、JPEG或PNG，一个文件不超过12MB", "", "application/pdf,image/jpeg,image/png", false}}}
	one := OfficeFilingData{
		Bar: filingBar("done", "done", "skipped", "done", "late"), Lamp: Lamp{Bad, "开工逾期23天"}, Next: "报“开工”", NextURL: "#stage-start",
		Facts:   []Fact{{"项目编号", "YS0003"}, {"类型", "道路"}, {"地点", "江宁镇 四联村"}, {"业主单位", "江宁镇人民政府"}, {"主管部门", "交通运输局"}, {"批复文号", "博发改〔2026〕12号"}, {"招标方式", "直接发包"}, {"施工（供货）", "玉林演示路桥工程有限公司"}, {"计划工期", "2026年3月1日至2026年8月31日"}},
		Money:   Link{"看资金流向", "/office/funds/projects/YS0003"},
		Figures: []Figure{{"计划总投资", "128.6万", "财政资金 120.0万", Info}, {"已到账", "60.0万", "计划的46%", Plain}, {"合同价", "121.0万", "", Plain}, {"已付款", "0.0", "合同价的0%，形象进度0%", Plain}},
		Warnings: []FilingWarning{{
			Number: "YD000012", Title: "P03 推进缓慢", Sentence: "计划2026年1月1日开工，至今78天没有登记开工。", Severity: Badge{Orange, "橙"}, State: Badge{"", "核查中"}, Stage: Link{"进度", "#stage-progress"},
			Figures: []Fact{{"计划开工", "2026-01-01"}, {"实际开工", ""}, {"合同价", "1,210,000.00"}}, Source: "项目库.xlsx 第12行", Rules: []string{"政府投资条例第二十四条：按照批准的建设工期建设"}, Proof: []string{"施工日志", "延期批准文件"},
			Waits: "等本单位核查反馈，附上证明。反馈以后由监督检查室复核，复核通过颜色才会消除。", Answer: Link{"去反馈", "/office/findings/12"},
		}},
		Stages: []FilingStage{
			{ID: "stage-approval", Title: "立项", Class: "done", State: Badge{Good, "已报"}, Older: "历史项目，可补：批复文件", Facts: []Fact{{"批复文号", "博发改〔2026〕12号"}, {"批复日期", "2026年1月8日"}}},
			{ID: "stage-allocation", Title: "资金下达", Class: "lacking", State: Badge{Warning, "缺材料"}, Lamp: Lamp{Warning, "晚了12天"}, Facts: []Fact{{"第一笔到账", "2026年3月20日"}, {"已到账", "600,000.00元"}}, Gaps: "还缺：资金下达文件"},
			{ID: "stage-procurement", Title: "招标采购", Class: "skipped", State: Badge{Plain, "不用报"}, Steps: []FilingStep{{What: "填报", Who: "李演示（行业部门）", At: "2026-02-02 10:05", Facts: []Fact{{"不招标", "直接发包"}}, Note: "估算低于限额，经班子会研究决定直接发包。"}}},
			{ID: "stage-contract", Title: "合同", Class: "done", State: Badge{Good, "已报"}, Facts: []Fact{{"合同日期", "2026年2月20日"}, {"合同价", "1,210,000.00元"}},
				Steps: []FilingStep{{What: "填报", Who: "李演示（行业部门）", At: "2026-02-21 09:30", Docs: docs}, {What: "填报", Who: "李演示（行业部门）", At: "2026-02-20 16:30", Facts: []Fact{{"金额", "12,100,000.00元"}}, Note: "多写了一个零。", Withdrawn: true}}, Forms: []FilingForm{more}},
			{ID: "stage-start", Title: "开工", Class: "late", State: Badge{Info, "轮到报"}, Lamp: Lamp{Bad, "逾期23天"}, Due: "2026年3月1日前", Forms: []FilingForm{start}},
			{ID: "stage-progress", Title: "进度", Class: "shut", State: Badge{Plain, "没轮到"}, Why: "要先报“开工”。", Warnings: []string{"预警：推进缓慢"}},
			{ID: "stage-handover", Title: "移交公示", Class: "shut", State: Badge{Plain, "没轮到"}, Why: "要先报“结算”。"},
		},
	}
	one.Public = FilingPublic{Says: "3张现场照片，公开了1张。", Looks: []Link{{"2026年5月1日 进度，已公开", url + "/papers/7"}, {"2026年4月2日 进度", url + "/papers/6"}, {"2026年3月2日 开工", url + "/papers/5"}},
		Links: []Link{{"群众看到的页面", "/h5/projects/YS0003"}, {"打印公示牌（二维码）", url + "/sheet"}, {"群众的提问", "/office/questions?project=YS0003"}},
		Deeds: []Deed{{URL: url + "/public", Action: "publish", Version: 5, Title: "公开这些照片", Button: "保存", Hint: "打勾的公开，去掉勾的不再公开。公开的照片里没有拍摄地点和手机型号。",
			Ticks: []Choice{{Name: "public", Label: "公开这些照片", Options: []Option{{Value: "7", Text: "2026年5月1日 进度（IMG_7.jpg）", Selected: true}, {Value: "6", Text: "2026年4月2日 进度（IMG_6.jpg）"}, {Value: "5", Text: "2026年3月2日 开工（IMG_5.jpg）"}}}}, Check: Check{Name: "sure", Label: "已经逐张看过：照片里没有认得出的人脸、车牌和证件"}}}}
	wrong := one
	wrong.Public.Deeds = []Deed{one.Public.Deeds[0]}
	wrong.Public.Deeds[0].Open, wrong.Public.Deeds[0].Check.Error = true, "请逐张看过再打勾：照片里没有认得出的人脸、车牌和证件"
	wrong.Stages = append([]FilingStage{}, one.Stages...)
	bad := start
	bad.Errors = Errors{"": "请看标红的地方，改好再交。填的都还在，文件要重新选。"}
	bad.Fields = []FilingField{day("day", "实际开工日期", "2026-02-01", ""), {Field: Field{Name: "start-note", Label: "说明", Hint: "早于合同日期开工的，写明原因", Type: "textarea", Error: "开工日期早于合同日期（2026年2月20日），请写明原因"}}}
	bad.Uploads = []FilingUpload{start.Uploads[0], start.Uploads[1]}
	bad.Uploads[0].Error = "这个PDF加了密码或者限制，别人打不开，请去掉密码再选"
	wrong.Stages[4].Forms = []FilingForm{bad}
	read := one
	read.Links = []Link{{"现场核查", "/office/fieldchecks?view=all&q=YS0003"}, {"派现场核查", "/office/fieldchecks/new?project=YS0003"}}
	read.Warnings, read.Calm, read.NextURL, read.Next, read.ReadOnly = nil, "没有要办的预警。", "", "等业主单位报“开工”。", "由业主单位或者主管部门填报，这里只看。"
	read.Stages, read.Public = one.Stages[:3], FilingPublic{Says: "还没有现场照片。报开工、进度、验收时放的现场照片，可以在这里公开。", Links: one.Public.Links}
	text := func(name, label, hint string, must bool) FilingField {
		return FilingField{Field: Field{Name: "approval-" + name, Label: label, Hint: hint, Type: "text", Required: must}}
	}
	fresh := OfficeFilingNewData{FilingForm{URL: "/office/filings/new", Button: "登记立项",
		Fields: []FilingField{text("no", "项目编号", "没有就空着，系统编一个", false), text("name", "项目名称", "", true),
			{Field: Field{Label: "建设地点"}, Choice: Choice{Name: "approval-village", Label: "建设地点", Error: "请填写“建设地点”"}, Towns: []Town{{"江宁镇", []Option{{Value: "1", Text: "四联村委会"}}}}},
			{Field: Field{Label: "业主单位"}, Fixed: "四联村委会"},
			{Choice: Choice{Name: "approval-method", Label: "招标方式", Hint: "“无”是群众自建，不签合同", Blank: "请选择", Options: []Option{{Value: "公开", Text: "公开"}, {Value: "直接发包", Text: "直接发包"}}}}},
		Uploads: []FilingUpload{{"approval-paper-approval", "批复文件", "PDF、JPEG或PNG，一个文件不超过12MB", "", "application/pdf,image/jpeg,image/png", true}},
		Errors:  Errors{"": "请看标红的地方，改好再交。填的都还在，文件要重新选。"}}}
	paper := OfficeFilingPaperData{Content: "/assets/0/img/sun.svg", Name: "合同.pdf", Mark: "李演示 jiaotong 2026-03-02 09:30", Back: Link{"回到项目", url + "#stage-contract"},
		Says: "图片里印着您的账号（jiaotong）和打开的时间，每次打开都有记录。请不要外传。", Facts: []Fact{{"环节", "合同"}, {"文件", "合同.pdf"}, {"SM3摘要", "9f3a1c77e20b4d519f3a1c77e20b4d519f3a1c77e20b4d519f3a1c77e20b4d51"}, {"打开的人", "李演示（jiaotong）2026-03-02 09:30"}}}
	pdf := paper
	pdf.PDF, pdf.Save, pdf.Says = true, "/office/filings/of/YS0003/papers/5/content", "水印盖在这一页上，PDF原件里没有水印：改了原件，摘要就对不上了。下载的是没有水印的原件，每次打开、每次下载都记下是谁、什么时候、哪一个文件。请不要外传。"
	return []sample{
		of("office_filings", OfficeFilings, filingDesk("项目备案"), list),
		of("office_filings_none", OfficeFilings, filingDesk("项目备案"), OfficeFilingsData{Tabs: list.Tabs[:1], Empty: Empty{Text: "还没有项目", Advice: "导入项目库，或者由业主单位登记立项以后，这里一步一步看得到。", Action: list.New}}),
		of("office_filing", OfficeFiling, filingDesk("江宁镇四联村屯级道路硬化工程", under), one),
		of("office_filing_wrong", OfficeFiling, filingDesk("江宁镇四联村屯级道路硬化工程", under), wrong),
		of("office_filing_read", OfficeFiling, filingDesk("江宁镇四联村屯级道路硬化工程", under), read),
		of("office_filing_new", OfficeFilingNew, filingDesk("登记新项目", under), fresh),
		of("office_filing_paper", OfficeFilingPaper, filingDesk("合同", under, Link{"YS0003", url}), paper),
		of("office_filing_pdf", OfficeFilingPaper, filingDesk("合同", under, Link{"YS0003", url}), pdf),
	}
}
