package templates

import "fmt"

// inspection is the frame of an office page, as supervision sees it.
func inspection(title string, crumbs ...Link) Frame {
	f := desk(title)
	f.Role, f.Flash, f.Crumbs = "监督检查室", Flash{}, append([]Link{{"工作台", "/office/"}}, crumbs...)
	f.Menu = []MenuItem{{Text: "工作台", URL: "/office/", Icon: "home"}, {Text: "大数据比对"}, {Text: "疑点", URL: "/office/findings", Icon: "alert-triangle", Active: true},
		{Text: "模型成绩", URL: "/office/models", Icon: "chart-bar"}, {Text: "台账", URL: "/office/ledgers/warnings", Icon: "book"}}
	return f
}

func sampleBox() ModelBox {
	return ModelBox{Key: "S01", Title: "死亡人员继续领取", Says: "人已经去世，去世以后的月份还在发补贴。", Basis: []string{"社会保险经办条例第二十五条：死亡后家属应在20个工作日内报告，经办机构停发"},
		Traps: []string{"注销户口晚于死亡：以死亡日期为准", "死亡以前月份的补发", "低保户其他成员继续享受：看人数，不看户主"}, Evidence: []string{"死亡医学证明或火化证明", "发放记录", "银行流水（谁取的钱）"}}
}

func sampleEvidence() []EvidenceRow {
	rows := []EvidenceRow{{Register: "死亡", Fields: []Fact{{"死亡日期", "2025年3月20日"}, {"来源", "民政"}, {"注销日期", "2025年6月2日"}}, Source: "2025年死亡人员.xlsx 第128行", AsOf: "2025年7月1日"}}
	for i := range 4 {
		rows = append(rows, EvidenceRow{Register: "发放", Fields: []Fact{{"所属期", fmt.Sprintf("2025年%d月", i+4)}, {"金额", "230.00"}, {"发放日期", fmt.Sprintf("2025年%d月10日", i+5)}, {"账号尾号", "0011"}},
			Source: fmt.Sprintf("农村低保发放2025%02d.xlsx 第%d行", i+4, 300+i), Withdrawn: i == 3})
	}
	return rows
}

func sampleFacts() []Fact {
	return []Fact{{"对象", "张样例"}, {"身份证号", "450923********0011"}, {"地点", "那林镇 · 示范村"}, {"补贴项目", "农村低保"}, {"主管部门", "县民政局"}, {"所属期间", "2025年4月 至 2025年7月"}, {"涉及金额", "920.00元"},
		{"首次发现", "2026-03-02"}, {"最近比对", "2026-03-09"}, {"核查单位", ""}, {"下发", ""}}
}

func findingSamples() []sample {
	verdicts := []Option{{Value: "true", Text: "属实"}, {Value: "false", Text: "不属实", Selected: true}, {Value: "allowed", Text: "政策允许"}, {Value: "data_error", Text: "数据错误"}}
	list := OfficeFindingsData{
		Tabs: []OfficeTab{{Text: "待下发", URL: "?view=generated", Count: 38, Active: true}, {Text: "核查中", URL: "?view=dispatched", Count: 112}, {Text: "待复核", URL: "?view=answered", Count: 9}, {Text: "超期", URL: "?view=late", Count: 3, Late: true},
			{Text: "暂缓", URL: "?view=held", Count: 14}, {Text: "全部", URL: "?view=all", Count: 840}},
		Severities: []Bar{{"红", "4", 18, "red", "?severity=3", false}, {"橙", "22", 100, "orange", "?severity=2", true}, {"黄", "10", 45, "yellow", "?severity=1", false}, {"蓝", "2", 9, "blue", "?severity=0", false}},
		Sum:        "186,320.00", View: "generated", Full: true, Models: []Option{{Value: "S01", Text: "S01 死亡人员继续领取"}}, Colours: []Option{{Value: "3", Text: "红"}}, Towns: []Option{{Value: "1", Text: "那林镇"}}, Bureaus: []Option{{Value: "县民政局", Text: "县民政局"}},
		ClearURL: "/office/findings", PickAll: "?pick=all", Target: Choice{Name: "target", Label: "下发给", Options: []Option{{Value: "bureau", Text: "主管部门", Selected: true}, {Value: "town", Text: "所在乡镇"}, {Value: "village", Text: "所在村"}}},
		Bureau: Choice{Name: "bureau", Label: "部门", Hint: "不选就下发给补贴项目自己的主管部门", Blank: "项目的主管部门", Options: []Option{{Value: "县民政局", Text: "县民政局"}}},
		Note:   Field{Name: "note", Label: "核查要求", Hint: "可以不填", Type: "textarea"}, Pager: Pager{Page: 1, Pages: 2, Total: 38, Next: "?page=2"},
	}
	for i, s := range []Badge{{Red, "红"}, {Orange, "橙"}, {Yellow, "黄"}, {Blue, "蓝"}} {
		list.Rows = append(list.Rows, FindingRow{URL: "/office/findings/1", Number: fmt.Sprintf("YD%06d", i+1), Model: "S01", Title: "死亡人员继续领取", Subject: "张样例", Place: "那林镇 · 示范村", Item: "农村低保", Period: "2025年4月 至 2025年7月", Amount: "920.00",
			Pick: fmt.Sprintf("%d:1", i+1), Picked: i == 0, Severity: s, State: Badge{Warning, "待下发"}, What: "下发", Due: "2026-03-05", Lamp: Lamp{Warning, "还有2个工作日"}, Next: "查看"})
	}
	refused := list
	refused.Errors, refused.Refused = Errors{"": "请先勾选要下发的疑点"}, []string{"YD000002：这条疑点刚刚被别人办过，请刷新页面再办"}
	feedback := Deed{URL: "/office/findings/1/feedback", Action: "feedback", Version: 2, Title: "反馈核查结果", Button: "提交反馈", Primary: true, Open: true, Hint: "照片或者 PDF 证明至少要一个。", Photos: 6, Papers: 3, Photo: "这个文件不是照片",
		Radios: []Choice{{Name: "feedback-verdict", Label: "核查结果", Options: verdicts}}, Selects: []Choice{{Name: "feedback-reason", Label: "不属实的原因", Blank: "只在不属实时选", Error: "不属实的请选原因", Options: []Option{{Value: "ended", Text: "已转让、注销或停止"}}}},
		Fields: []Field{{Name: "feedback-text", Label: "核查经过和结果", Hint: "什么时候、谁去看的、看到什么", Type: "textarea", Value: "3月6日入户，家属说……"}}}
	one := OfficeFindingData{
		Number: "YD000001", Sentence: "登记的死亡日期是2025年3月20日，之后仍发放了农村低保4期，共920.00元。", Severity: Badge{Orange, "橙"}, State: Badge{Info, "核查中"}, Lamp: Lamp{Good, "还有12个工作日"}, Next: "核查这条疑点，反馈结果。",
		Warnings: []string{"依据的数据批次已撤回，请按现在的情况判断。"}, Facts: sampleFacts(), AsOf: Reach{Rows: []Fact{{"死亡人口", "2026-02-01"}, {"一卡通发放明细", "2026-02-28"}}}, Evidence: sampleEvidence(), More: "还有2条记录没有列出。",
		Household: []Fact{{"户主", "张样例"}, {"配偶", "李示范"}}, Model: sampleBox(), Note: "请核实谁取的钱。", Deeds: []Deed{feedback}, Sheet: "/office/findings/1/sheet",
		Related:  []FindingLink{{"/office/findings/9", "低保家庭有机动车", "2024年1月起 已办结"}},
		Timeline: []TimelineItem{{At: "2026-03-03 09:12", What: "下发核查", Who: "王示范（监督检查室）", Note: "请核实谁取的钱。", Done: true}, {At: "2026-03-02 02:00", What: "比对发现", Who: "系统", Done: true}},
	}
	note := func(key, label string) []Field {
		return []Field{{Name: key + "-note", Label: label, Type: "textarea"}}
	}
	closed := one
	closed.State, closed.Lamp, closed.Warnings, closed.Next = Badge{Plain, "督促整改"}, Lamp{Warning, "还有3个工作日"}, nil, "盯住整改，完成后登记。"
	closed.Feedback, closed.FeedbackBy = "3月6日入户，家属承认没有报告。", []Fact{{"核查单位", "县民政局"}, {"核查结果", "属实"}, {"反馈", "2026-03-06 16:20"}}
	closed.Photos = []OfficePhoto{{URL: "/assets/0/img/sun.svg", Thumb: "/assets/0/img/sun.svg", Alt: "照片1"}}
	closed.Papers = []Link{{"文件1（PDF）", "/office/findings/1/files/2"}}
	closed.Outcome, closed.Opinion = []Fact{{"办结方式", "督促整改"}, {"复核结论", "属实"}, {"停发", "建议停发"}, {"整改期限", "2026-04-30"}}, "停发并追回。"
	closed.Clue = Link{"线索〔2026〕0003", "/office/clues/3"}
	closed.ID = []Fact{{"身份证号", "450923199001010011"}}
	closed.Unseal = []Deed{{URL: "/office/findings/1/unseal", Action: "unseal", Title: "看完整身份证号", Button: "查看", Hint: "查看会记入审计。", Fields: []Field{{Name: "unseal-reason", Label: "为什么要看", Type: "text"}}}}
	closed.Deeds = []Deed{{URL: "/office/findings/1/rectified", Action: "rectified", Title: "登记整改完成", Button: "整改完成", Primary: true, Open: true, Fields: note("rectified", "整改的情况")}}
	closed.Hearings = []HearingBox{
		{Person: "李示范", Question: "比对发现：老人去世以后低保还在发。\n如果不对，请说说实际情况。", AskedAt: "2026-03-07 09:00", Due: "2026-03-23", Answer: Badge{Warning, "这不对"}, Text: "钱是他哥哥的，同名。", AnsweredAt: "2026-03-09 20:11 微信",
			Photos: closed.Photos, Voices: []string{"/assets/0/v.mp3"}, Decision: "建议停发", Reason: "依据：本户2026年3月9日的答复（这不对）。户籍资料显示是本人。"},
		{Person: "李示范", Question: "比对发现：老人去世以后低保还在发。", AskedAt: "2026-03-24 09:00", Due: "2026-04-08", Lamp: Lamp{Bad, "到期没有答复"},
			Deeds: []Deed{{URL: "/office/findings/1/hearings/2/decide", Action: "hearing_decide2", Title: "作出决定", Button: "决定", Primary: true, Open: true, Radios: []Choice{{Name: "hearing_decide2-decision", Label: "决定", Options: []Option{{Value: "stop", Text: "建议停发"}, {Value: "go_on", Text: "继续发放"}}}}, Fields: note("hearing_decide2", "怎样看待本户的说法")}}},
	}
	closed.Refunds = []RefundBox{{Late: true, Facts: []Fact{{"退缴人", "张样例"}, {"责令退缴", "920.00元，2026-03-10"}, {"期限", "2026年3月20日"}, {"已入账", "400.00元"}},
		Deeds: []Deed{{URL: "/office/findings/1/refunds/1/pay", Action: "refund_paid1", Title: "登记入账", Button: "入账", Primary: true, Fields: []Field{{Name: "refund_paid1-amount", Label: "金额（元）", Type: "text", Mode: "decimal", Value: "520.00"}}}}}}
	sheet := OfficeFindingSheetData{Organ: "演示县纪委监委", Number: "YD000001", Facts: append([]Fact{{"模型", "S01 死亡人员继续领取"}}, sampleFacts()[:7]...), Sentence: one.Sentence, Evidence: sampleEvidence(), AsOf: one.AsOf, Members: one.Household,
		Questions: []string{"本人是否确已去世？以哪一份证明为准？", "去世后发放的钱由谁领取、用在哪里？", "村里什么时候上报、业务部门什么时候停发？", "多发的钱是否已经追回？"}, Materials: sampleBox().Evidence, Back: "/office/findings/1"}
	score := OfficeModelData{Box: sampleBox(), State: Badge{Bad, "暂停"}, Why: "已判20条只有0条属实，准确率低于5%，暂停运行，等待复核", List: "/office/findings?model=S01&view=all",
		Facts:   []Fact{{"疑点", "86条"}, {"已核查", "40条"}, {"已判定", "20条"}, {"属实", "0条"}, {"准确率", "0%"}, {"追回", "0.00元"}},
		Refuted: []Bar{{Text: "已转让、注销或停止", Count: "12", Percent: 60}, {Text: "政策允许", Count: "8", Percent: 40}}, Trend: []Bar{{Text: "2025年第4季度", Count: "20%（2/10）", Percent: 20}, {Text: "2026年第1季度", Count: "0%（0/20）"}},
		Reviews: []TimelineItem{{At: "2026-01-05 10:00", What: "恢复运行", Who: "赵示范", Note: "调整了注册资本的参数\n当时已判定25条，属实1条。", Done: true}},
		Review: []Deed{{URL: "/office/models/S01/review", Action: "review", Title: "复核这个模型", Button: "确定", Primary: true, Errors: Errors{"": "请写明理由"}, Radios: []Choice{{Name: "decision", Label: "决定", Error: "请选恢复运行还是停用", Options: []Option{{Value: "resume", Text: "恢复运行"}, {Value: "stop", Text: "停用"}}}},
			Fields: []Field{{Name: "reason", Label: "理由", Type: "textarea", Error: "请写明理由"}}}}}
	models := OfficeModelsData{Rows: []ModelRow{
		{URL: "/office/models/S01", Key: "S01", Title: "死亡人员继续领取", Hits: "86", Checked: "40", Judged: "38", Confirmed: "19", Clues: "4", Cases: "1", Recovered: "38,210.00", Precision: Bar{Count: "50%", Percent: 50}, State: Badge{Good, "可以运行"}},
		{URL: "/office/models/S07", Key: "S07", Title: "低保家庭有市场主体", Hits: "210", Checked: "32", Judged: "30", Confirmed: "1", Clues: "0", Cases: "0", Recovered: "0.00", Precision: Bar{Count: "3%", Percent: 3, Tone: "low"}, State: Badge{Bad, "暂停"}},
		{URL: "/office/models/S30", Key: "S30", Title: "应发未发", Hits: "0", Checked: "0", Judged: "0", Confirmed: "0", Clues: "0", Cases: "0", Recovered: "0.00", Precision: Bar{Count: "—"}, State: Badge{Good, "可以运行"}},
	}}
	ledger := OfficeLedgerData{Tabs: []OfficeTab{{Text: "预警台账", URL: "/office/ledgers/warnings"}, {Text: "整改台账", URL: "/office/ledgers/rectifications"}, {Text: "退缴台账", URL: "/office/ledgers/refunds", Active: true}}, Towns: []Option{{Value: "1", Text: "那林镇", Selected: true}},
		From: "2026-01-01", Open: true, OpenText: "只看没有退清的", Header: []string{"序号", "疑点编号", "乡镇", "村", "退缴人", "补贴项目", "责令退缴（元）", "责令日期", "退缴期限", "已入账（元）", "尚欠（元）"}, Pager: Pager{Page: 1, Pages: 1, Total: 1},
		Rows:   []LedgerLine{{URL: "/office/findings/1", Cells: []LedgerCell{{"1", true, false}, {"YD000001", false, true}, {"那林镇", false, false}, {"示范村", false, false}, {"张样例", false, false}, {"农村低保", false, false}, {"920.00", true, false}, {"2026-03-10", false, false}, {"2026-03-20", false, false}, {"400.00", true, false}, {"520.00", true, false}}}},
		Export: "/office/ledgers/refunds/export", Errors: Errors{"reason": "请写明导出的原因，4 到 100 个字", "to": "请选择日期"}}
	findings := Link{"疑点", "/office/findings"}
	return []sample{
		of("office_findings", OfficeFindings, inspection("疑点"), list), of("office_findings_refused", OfficeFindings, inspection("疑点"), refused),
		of("office_findings_none", OfficeFindings, inspection("疑点"), OfficeFindingsData{Tabs: list.Tabs[:1], Held: []string{"S17 耕地地力保护补贴面积超过承包面积：没有承包地和林地数据"}, Empty: Empty{Text: "这里没有疑点"}}),
		of("office_finding", OfficeFinding, inspection("YD000001", findings), one), of("office_finding_closed", OfficeFinding, inspection("YD000001", findings), closed),
		of("office_finding_sheet", OfficeFindingSheet, inspection("核查表", findings, Link{"YD000001", "/office/findings/1"}), sheet),
		of("office_models", OfficeModels, inspection("模型成绩"), models), of("office_model", OfficeModel, inspection("S01 死亡人员继续领取", Link{"模型成绩", "/office/models"}), score),
		of("office_ledger", OfficeLedger, inspection("退缴台账"), ledger), of("office_ledger_none", OfficeLedger, inspection("预警台账"), OfficeLedgerData{OpenText: "只看没有办结的", Empty: Empty{Text: "台账里没有这样的记录"}}),
	}
}

func questionSamples() []sample {
	answers := []Option{{Value: "objected", Text: "不对", Note: "在下面说说实际情况"}, {Value: "agreed", Text: "对，没有意见"}}
	open := QuestionData{Action: "/h5/questions/1", Lines: []string{"比对发现：登记的死亡日期是2025年3月20日，之后仍发放了农村低保4期。", "如果不对，请说说实际情况。"}, At: "2026年3月7日", Due: "2026年3月23日", CanAnswer: true, Answers: answers, Hotline: "0775-12388"}
	refused := open
	refused.Late, refused.Text, refused.FilesLost, refused.Errors = true, "不对", true, Errors{"answer": "请选一个", "text": "请写哪里不对，至少5个字；不会写就放一段录音", "photo": "第 1 张不是照片", "voice": "只能放一段录音"}
	done := open
	done.CanAnswer, done.Answered, done.Said, done.AnsweredAt, done.Decision = false, "这不对", "钱是他哥哥的，同名。", "2026年3月9日 20:11", "看过您的情况以后，决定照常发放。"
	owed := QuestionData{Action: "/h5/questions/3", Owed: "登记显示您可能还有一笔补贴没有发", Lines: []string{"在名册上，2025年11月至2026年1月的农村低保连续3期没有发放记录。", "请说说有没有收到。"}, At: "2026年2月1日", CanAnswer: true,
		Answers: []Option{{Value: "agreed", Text: "没有收到"}, {Value: "objected", Text: "已经收到了"}}, Hotline: "0775-12388"}
	return []sample{
		of("question_owed", Question, phone("请您核对", TabMe), owed), of("questions", Questions, phone("请您核对", TabMe), QuestionsData{Rows: []QuestionRow{{"/h5/questions/1", "有一件事请您核对", "2026年3月7日", "请在 2026年3月23日 前答复", Badge{Warning, "等您答复"}}, {"/h5/questions/3", "登记显示您可能还有一笔补贴没有发", "2026年2月1日", "", Badge{Info, "想听您说一声"}}, {"/h5/questions/2", "有一件事请您核对", "2025年9月1日", "", Badge{Good, "已答复"}}}}),
		of("questions_none", Questions, phone("请您核对", TabMe), QuestionsData{}),
		of("question", Question, phone("请您核对", TabMe), open), of("question_refused", Question, phone("请您核对", TabMe), refused), of("question_done", Question, phone("请您核对", TabMe), done),
	}
}
