package templates

func talkSamples() []sample {
	ask := Deed{
		URL: "/office/petitions/7/messages", Action: "answer", Version: 3, Token: "t", Title: "答复", Button: "发给来信人", Hint: "来信人能看到，不显示您的姓名。", Photos: 6, Papers: 3,
		Fields:  []Field{{Name: "answer-text", Label: "给来信人留言", Type: "textarea", Value: "名单是王示例填的，我们会尽快核对。", Max: 500, Error: "发出以前请看下面的提醒：改好，或者确认无误再发"}},
		Offers:  []Link{{"答复：收到补充", "/office/petitions/7?words=answer.received#deed-answer"}, {"答复：办到哪一步", "/office/petitions/7?words=answer.progress#deed-answer"}},
		Doubts:  []string{"里面有人名“王示例”，来信里没有提到。不要写别人的名字", "写了“尽快”，没有写到哪一天。请写清楚日期，或者几个工作日之内"},
		Confirm: Check{Name: "answer-confirmed", Label: "这几处我都核对过了，就这样发", Value: "a1b2"}, Kept: []Kept{{"ref", "照片"}}, Paper: "这里只能放PDF文件（或者照片），请把文件另存为PDF再选",
	}
	petition := OfficePetitionData{
		Number: "信访〔2026〕00007", Subject: "危房改造、建房补助", State: Badge{Info, "已受理"}, Mode: Badge{Info, "实名（未核实）"}, Body: "危房改造的钱报了我家的名字，可是房子没有修过。",
		Facts: []Fact{{Label: "发生地", Value: "那林镇 · 示范村"}}, Answer: []Deed{ask},
		Talk:    []OfficeTalk{{Office: true, Who: "王示范", At: "2026-11-24 09:10", Text: "名单在附件里。", Papers: []Link{{"附件1（PDF）", "/office/petitions/7/files/9"}}}},
		Outcome: "您说的补助已经补发，名单在附件里。", ResultPhotos: []OfficePhoto{{URL: "/assets/0/img/sun.svg", Thumb: "/assets/0/img/sun.svg", Alt: "照片1"}}, ResultPapers: []Link{{"附件1（PDF）", "/office/petitions/7/files/12"}},
		Identity: []Deed{{URL: "/office/petitions/7/identity", Action: "identity", Version: 3, Title: "申请查看身份", Button: "提出申请", Fields: []Field{{Name: "identity-reason", Label: "查看的理由", Type: "text"}}}},
		Openings: []string{"2026-11-23 10:05 王示范：电话核实署名（李样板同意）"}, Waiting: "有人申请查看来信人身份，正等另一人同意。", See: Link{"查看身份（10:35前）", "/office/petitions/7/identity"},
	}
	identity := OfficeIdentityData{
		Number: "信访〔2026〕00007", Until: "10:35", AgreedBy: "李样板", BackURL: "/office/petitions/7", Mark: "王示范 3 2026-11-24 10:05", Marks: make([]struct{}, 24),
		Facts: []Fact{{Label: "姓名", Value: "张样例"}, {Label: "电话", Value: "13800000000"}, {Label: "地址", Value: "那林镇示范村七组"}, {Label: "身份证号"}, {Label: "实名", Value: "未核实"}},
		Verify: []Deed{{URL: "/office/petitions/7/verify", Action: "verify", Version: 3, Title: "核实实名", Button: "登记核实结果", Hint: "电话或者当面问过本人、确实是本人署名的，才登记。",
			Selects: []Choice{{Name: "verify-how", Label: "怎样核实的", Options: []Option{{Value: "telephone", Text: "电话"}, {Value: "meeting", Text: "当面"}}, Blank: "请选"}},
			Fields:  []Field{{Name: "verify-on", Label: "哪天核实的", Type: "date", Value: "2026-11-24"}, {Name: "verify-note", Label: "核实情况", Type: "text", Max: 500}}}},
	}
	requests := OfficeRequestsData{Rows: []RequestRow{
		{URL: "/office/petitions/requests/4", Petition: "7", PetitionURL: "/office/petitions/7", Which: "petition.identity", Number: "信访〔2026〕00007", Subject: "危房改造、建房补助", Mode: Badge{Info, "实名（未核实）"},
			Kind: "查看来信人身份", AskedBy: "王示范", AskedAt: "2026-11-24 09:40", Reason: "电话核实署名"},
		{URL: "/office/petitions/requests/5", Petition: "8", PetitionURL: "/office/petitions/8", Which: "petition.answer", Number: "信访〔2026〕00008", Subject: "修路、修水等工程有问题", Mode: Badge{Text: "匿名"},
			Kind: "复核答复：办结", AskedBy: "王示范", AskedAt: "2026-11-24 09:50", Text: "您说的水池盖子，施工队11月20日已经换好。\n请去看看好不好用。", Reason: "附2个文件", Files: []Link{{"看附件1", "/office/petitions/8/requests/5/files/1"}, {"看附件2", "/office/petitions/8/requests/5/files/2"}}, Errors: Errors{"words": "不同意请写明原因"}},
		{URL: "/office/petitions/requests/6", Petition: "9", PetitionURL: "/office/petitions/9", Which: "petition.answer", Number: "信访〔2026〕00009", Subject: "其他", Mode: Badge{Text: "匿名"},
			Kind: "复核答复：办结", AskedBy: "王示范", AskedAt: "2026-11-24 09:55", Text: "您反映的事查清了。", Moved: true},
	}}
	versions := []WordingRow{{Title: "受理：属于我们管的事", Body: "您{收到日期}反映的“{反映的事}”，我们受理了。", URL: "/office/wordings/of/accept.usual", Version: "第1版（李样板，2026-11-20）"}, {Title: "受理：旧的", Body: "旧的说法。", URL: "/office/wordings/of/accept.old", Version: "平台默认", Withdrawn: true}}
	wording := OfficeWordingData{
		Name: "accept.usual", Version: 1, Actions: []Option{{Value: "accept", Text: "受理", Selected: true}}, Title: "受理：属于我们管的事", Body: "您{不知道}反映的事，我们受理了。", Editable: true,
		Blanks: []Fact{{Label: "{收到日期}", Value: "收到来信的日期"}}, Versions: versions, Errors: Errors{"body": "不认识“{不知道}”。系统会填的写在下面；要人填的请用〔〕括起来"},
	}
	return []sample{
		of("office_petition_talk", OfficePetition, desk("信访〔2026〕00007"), petition),
		of("office_identity", OfficeIdentity, desk("来信人身份"), identity),
		of("office_requests", OfficeRequests, desk("等我同意的"), requests),
		of("office_requests_none", OfficeRequests, desk("等我同意的"), OfficeRequestsData{}),
		of("office_wordings", OfficeWordings, desk("常用答复"), OfficeWordingsData{NewURL: "/office/wordings/new", Groups: []WordingGroup{{"受理", versions}}}),
		of("office_wording", OfficeWording, desk("受理：属于我们管的事"), wording),
		of("office_petition_slip", OfficePetitionSlip, desk("已登记"), OfficePetitionSlipData{Receipt: "1234 5678 9012 3456", At: "2026-11-24", Subject: "其他", URL: "/office/petitions/7"}),
		of("neutral_slip", NeutralSlip, Frame{Title: "查询码"}, NeutralSlipData{Receipt: "1234 5678 9012 3456", At: "2026年11月24日", BackURL: "/h5/complaints/done"}),
	}
}
