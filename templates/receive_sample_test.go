package templates

// receiveDesk is the frame of these pages, as supervision sees it.
func receiveDesk(title string, crumbs ...Link) Frame {
	f := inspection(title, crumbs...)
	f.Menu = []MenuItem{{Text: "工作台", URL: "/office/", Icon: "home"}, {Text: "保障监督"}, {Text: "收款回访", URL: "/office/answers", Icon: "chart-bar", Active: true}, {Text: "收款查询", URL: "/office/inquiries", Icon: "clipboard-list"}}
	return f
}

func receiveSamples() []sample {
	home, list := Link{"收款回访", "/office/answers"}, Link{"收款查询", "/office/inquiries"}
	n := func(text, url string) LivelihoodCell { return LivelihoodCell{Text: text, URL: url} }
	legend := []Badge{{"met", "收到了"}, {"reopened", "没收到"}, {"remedied", "数不对"}, {"not_needed", "没回音"}, {"withdrawn", "还在等"}}
	bar := []StatePart{{0, 60, "met"}, {60, 12, "reopened"}, {72, 4, "remedied"}, {76, 14, "not_needed"}, {90, 10, "withdrawn"}}
	line := func(text, homes string, crosses bool) AnswerLine {
		missing := LivelihoodCell{Text: "9", URL: "/office/answers/list?said=missing", Late: crosses}
		return AnswerLine{Text: text, Bar: bar, Homes: homes, Crosses: crosses, Cells: []LivelihoodCell{n("120", "?said=received"), missing, n("3", "?said=wrong"), n("0", ""), n("12", "?said=waiting"), n("144", "?said=")}}
	}
	counts := OfficeAnswersData{Tabs: []OfficeTab{{Text: "按村", URL: "?by=village"}, {Text: "按项目", URL: "?by=item"}, {Text: "按经办人", URL: "?by=handler", Active: true}, {Text: "按银行", URL: "?by=bank"}},
		Spans: []Chip{{"最近90天发的", "?days=90", true}, {"最近180天发的", "?days=180", false}, {"最近365天发的", "?days=365", false}}, First: "经办人", Legend: legend, Whole: bar, Least: 5, Wrong: 10, Share: 10, SilentFor: 15, Inquiries: list,
		Figures: []AnswerFigure{{"收到了", "60%", Good, n("1200", "?said=received")}, {"没收到", "12%", Bad, n("240", "?said=missing")}, {"数不对", "4%", Warning, n("80", "?said=wrong")}, {"没回音", "14%", Plain, n("280", "?said=silent")}, {"还在等", "10%", Plain, n("200", "?said=waiting")}},
		Rows:    []AnswerLine{line("张样例", "2/60", false), line("李示范", "9/12", true), line("名册没有写经办人", "0/41", false)}, More: true}
	behind := OfficeAnswersListData{Of: "李示范", Said: "没收到", Pager: Pager{Page: 1, Pages: 2, Total: 24, Next: "?page=2"}, Rows: []AnswerRow{
		{Subject: "王**", Place: "那林镇 · 示范村", Item: "农村低保", Period: "2026年2月", PaidOn: "2026-03-10", Amount: "690.00", Bank: "农村信用社", Handler: "李示范", Said: Badge{Bad, "没收到"}, At: "2026-03-12 09:20", Inquiry: Link{"已入账", "/office/inquiries/7"}},
		{Subject: "赵**", Place: "那林镇 · 示范村", Item: "高龄津贴", Period: "2026年2月", PaidOn: "2026-03-10", Amount: "50.00", Bank: "其他银行", Said: Badge{Plain, "没回音"}}}}
	rows := []LivelihoodRow{
		{URL: "/office/inquiries/7", Number: "CX000007", Kind: "没收到", Subject: "王样例", Place: "那林镇 · 示范村", Bureau: "民政局", Sentence: "农村低保 2026年2月 690.00元，2026年3月10日发。", Due: "2026-03-20", Warning: "第2次查", State: Badge{Warning, "等部门答复"}, Lamp: Lamp{Bad, "超期1个工作日"}},
		{URL: "/office/inquiries/8", Number: "CX000008", Kind: "数不对", Subject: "赵示范", Place: "那林镇", Sentence: "耕地地力保护补贴 2026年 234.50元，2026年3月10日发。", State: Badge{Info, "少发了"}}}
	asked := OfficeInquiryData{Says: "群众说没收到", State: Badge{Warning, "等部门答复"}, Lamp: Lamp{Good, "还有3个工作日"}, Open: true, Ought: "700.00", Paid: "690.00", Came: "345.00", Standard: "350.00元/人月", Quantity: "2", On: "2026年3月11日",
		Facts:  []Fact{{"领款人", "王样例"}, {"地点", "那林镇 · 示范村"}, {"补贴项目", "农村低保"}, {"所属期", "2026年2月"}, {"档次", "A"}, {"发放日期", "2026年3月10日"}, {"批次号", "P2026-02"}, {"账号尾号", "0011"}, {"发放部门", "民政局"}, {"答复期限", "2026-03-20"}},
		Proofs: []Link{{"2026-03-12 10:00 的证明", "/office/inquiries/7/files/3"}},
		Deeds: []Deed{{URL: "/office/inquiries/7", Action: "answer", Version: 2, Title: "答复群众", Button: "答复", Hint: "答复会原样给这一户看，请写群众听得懂的话。", Primary: true, Open: true, Photos: 1, Papers: 1, Photo: "说已入账，要放银行的回单或者流水（照片或者 PDF）",
			Radios: []Choice{{Name: "answer-outcome", Label: "银行怎么说", Options: []Option{{Value: "credited", Text: "已入账", Selected: true}, {Value: "returned", Text: "被银行退回"}, {Value: "bad_account", Text: "账号有误"}, {Value: "pending", Text: "银行还没处理"}}}},
			Fields: []Field{{Name: "answer-on", Label: "入账日期", Type: "date", Error: "请填入账的日期", Hint: "只有“已入账”要填"}, {Name: "answer-note", Label: "写给群众看的说明", Type: "textarea"}}}},
		Timeline: []TimelineItem{{At: "2026-03-12 10:00", What: "部门答复：银行还没处理", Who: "演示经办（部门经办）", Note: "再等两天。", Done: true}, {At: "2026-03-11 08:10", What: "群众说没有收到或者数不对，请部门查", Who: "本户", Done: true}}}
	told := asked
	told.State, told.Lamp, told.Open, told.Deeds, told.Came, told.Ought, told.Standard = Badge{Good, "已经收到"}, Lamp{}, false, nil, "", "", ""
	return []sample{
		of("office_answers", OfficeAnswers, receiveDesk("收款回访"), counts),
		of("office_answers_none", OfficeAnswers, receiveDesk("收款回访"), OfficeAnswersData{Scope: "民政局的任务", Tabs: counts.Tabs, Spans: counts.Spans, Inquiries: list, Empty: Empty{Text: "还没有问过谁", Advice: "发放数据导入以后，绑定的群众收到提醒，这里就有数。"}}),
		of("office_answers_list", OfficeAnswersList, receiveDesk("没收到", home), behind),
		of("office_inquiries", OfficeInquiries, receiveDesk("收款查询", home), OfficeInquiriesData{Tabs: []OfficeTab{{Text: "等答复", URL: "?view=open", Count: 2, Active: true}, {Text: "超期", URL: "?view=late", Count: 1, Late: true}, {Text: "已答复", URL: "?view=answered"}, {Text: "全部", URL: "?view=all", Count: 2}},
			Kinds: []Chip{{"全部", "?view=open", true}, {"没收到", "?kind=missing", false}, {"数不对", "?kind=wrong", false}}, Rows: rows, Pager: Pager{Page: 1, Pages: 1, Total: 2}}),
		of("office_inquiry", OfficeInquiry, receiveDesk("CX000007 没收到", home, list), asked),
		of("office_inquiry_done", OfficeInquiry, receiveDesk("CX000007 没收到", home, list), told),
	}
}

// confirmSamples are the villagers' side.
func confirmSamples() []sample {
	row := func(id, item, amount string) ConfirmRow {
		return ConfirmRow{ID: "p-" + id, Action: "/h5/payouts/confirm/" + id, Item: item, Period: "2026年2月", PaidOn: "2026年3月10日", Amount: amount, Tail: "0011", ReportURL: "/h5/complaint?about=payout&p=" + id}
	}
	ask, wrong, waits, again, done := row("a1", "农村低保", "690.00"), row("a2", "高龄津贴", "50.00"), row("a3", "耕地地力保护补贴", "234.50"), row("a4", "农村低保", "690.00"), row("a5", "公益林补偿", "16.00")
	ask.Ask = true
	wrong.Ask, wrong.Who, wrong.Came, wrong.Errors = true, "张**", "很多", Errors{"came": "请写实际收到多少元，例如 230 或者 230.50；记不清可以不写"}
	waits.Change, waits.Said, waits.SaidAt, waits.SaidCame = true, Badge{Bad, "数不对"}, "2026年3月11日 08:10", "200.00"
	waits.Bank = BankSays{Bureau: "农业农村局", Due: "2026年3月18日", Late: true, Again: true}
	again.Again, again.Said, again.SaidAt = true, Badge{Bad, "没收到"}, "2026年3月11日 08:10"
	again.Bank = BankSays{Bureau: "民政局", Says: "银行说这笔钱已经存进您的账户。", Next: "请带身份证、存折或银行卡去打一下流水，看看钱在不在。看了以后点下面的按钮告诉我们。", Note: "存进尾号0011的账户。", On: "2026年3月11日", At: "2026年3月13日 10:02"}
	done.Said, done.SaidAt, done.Bank = Badge{Good, "收到了"}, "2026年3月15日 18:30", BankSays{Bureau: "林业局", Says: "这笔钱没有存进去，银行退回来了。", At: "2026年3月13日 10:02", Closed: true}
	nobody := row("a7", "重度残疾人护理补贴", "80.00")
	nobody.Change, nobody.Said, nobody.SaidAt, nobody.Bank = true, Badge{Bad, "没收到"}, "2026年3月11日 08:10", BankSays{Bureau: "残疾人联合会", Nobody: true}
	last := again
	last.ID, last.Again, last.Only = "p-a6", false, true
	questions := []Choice{{Name: "age", Label: "多大年纪？", Options: []Option{{Value: "40", Text: "18到59岁"}, {Value: "80", Text: "80岁以上", Selected: true}}}, {Name: "disability", Label: "有残疾证吗？", Hint: "看残疾证上写的几级", Options: []Option{{Value: "0", Text: "没有残疾证"}, {Value: "2", Text: "二级"}}}}
	offers := []EntitledOffer{{"高龄津贴：满80岁的老人", "/h5/policies/8", "年满80岁。", "每月50元", "身份证、户口簿、存折", "村委会或者镇便民服务大厅", "0775-0000000"}, {Title: "临时救助：家里突然遇到难处", URL: "/h5/policies/5"}}
	return []sample{
		of("confirm", Confirms, phone("钱收到没有", TabMoney), ConfirmsData{Rows: []ConfirmRow{ask, wrong, waits, nobody, again, last, done}, MoneyURL: "/h5/payouts", Hotline: "0775-12388"}),
		of("confirm_none", Confirms, phone("钱收到没有", TabMoney), ConfirmsData{MoneyURL: "/h5/payouts"}),
		of("entitled_ask", Entitled, phone("我能享受什么", TabHome), EntitledData{Action: "/h5/entitled", Ask: true, Questions: questions, Hotline: "0775-12388"}),
		of("entitled_answered", Entitled, phone("我能享受什么", TabHome), EntitledData{Action: "/h5/entitled", Answered: true, Questions: questions, Offers: offers}),
		of("entitled_own", Entitled, phone("我能享受什么", TabHome), EntitledData{Action: "/h5/entitled", Own: true, Bound: true, MoneyURL: "/h5/payouts", Offers: offers, Gets: []EntitledGet{{"农村低保", "2021年4月", "690.00", "2026年3月10日"}, {Name: "高龄津贴", Last: "150.00", LastOn: "2026年3月10日"}}}),
		of("entitled_nothing", Entitled, phone("我能享受什么", TabHome), EntitledData{Action: "/h5/entitled", Own: true, Bound: true}),
	}
}
