package templates

// deskOf is the frame of a page of clues and cases.
func deskOf(title string, crumbs ...Link) Frame {
	f := desk(title)
	f.Role, f.Crumbs, f.Flash = "监督检查室", append([]Link{{"工作台", "/office/"}}, crumbs...), Flash{}
	f.Menu = []MenuItem{{Text: "工作台", URL: "/office/", Icon: "home"}, {Text: "线索和案件"}, {Text: "问题线索", URL: "/office/clues", Icon: "flag", Active: true}, {Text: "案件", URL: "/office/cases", Icon: "gavel"}}
	return f
}

func sampleTrail() []TimelineItem {
	return []TimelineItem{
		{At: "2026-03-20 09:12", What: "成立核查组，开始核实", Who: "演示监督员（监督检查室）", Note: "2026年3月20日", Done: true},
		{At: "2026-03-18 16:02", What: "批准初步核实方案", Who: "演示委领导（委领导）", Note: "同意。", Done: true},
		{At: "2026-03-09 08:40", What: "登记线索", Who: "演示信访员（信访室）", Done: true},
	}
}

func sampleApprovals() []ApprovalRow {
	return []ApprovalRow{
		{What: "报批：报核查报告", Asked: "演示监督员 2026-04-02 10:00", State: Badge{Warning, "等审批"}},
		{What: "报批：提出处置意见", Asked: "演示监督员 2026-03-12 10:00", Decided: "演示委领导 2026-03-13 09:00", Words: "同意。", State: Badge{Good, "同意"}},
		{What: "报批：申请退回案管室", Asked: "演示监督员 2026-03-11 10:00", Decided: "演示委领导 2026-03-11 15:00", Words: "由你室继续办理。", State: Badge{Bad, "不同意"}},
	}
}

func sampleTeam() []TeamRow {
	return []TeamRow{{Name: "演示监督员（组长）", Signed: "已签名 2026-04-01 17:20"}, {Name: "演示监督员乙"}}
}

func sampleTowns() []Town {
	return []Town{{"江宁镇", []Option{{Value: "450923108000", Text: "江宁镇（村不详）"}, {Value: "450923108210", Text: "四联村", Selected: true}}}, {"那林镇", []Option{{Value: "450923122201", Text: "那林村"}}}}
}

func sampleClue() OfficeClueData {
	deed := func(action, title, button string, fields ...Field) Deed {
		return Deed{URL: "/office/clues/7", Action: action, Version: 9, Title: title, Button: button, Primary: true, Fields: fields}
	}
	draft := deed("verify_draft", "写核查报告", "交核查组签名", Field{Name: "verify_draft-note", Label: "结论", Type: "textarea"})
	draft.Open, draft.Hint = true, "只写结论和建议，核查措施的内容不进本系统。"
	draft.Radios = []Choice{{Name: "verify_draft-opinion", Label: "处理建议", Options: []Option{{Value: "file", Text: "立案", Selected: true}, {Value: "end", Text: "予以了结"}, {Value: "hold", Text: "暂存待查"}}}}
	team := deed("verify_team", "调整核查组", "调整", Field{Name: "verify_team-note", Label: "原因", Type: "textarea", Error: "请写明为什么换人"})
	team.Primary, team.Ticks = false, []Choice{{Name: "verify_team-team", Label: "核查组成员", Hint: "至少两个人，第一个是组长", Error: "至少选2个人", Options: []Option{{Value: "3", Text: "演示监督员，第一监督检查室", Selected: true}, {Value: "4", Text: "演示监督员乙"}}}}
	team.Open = true
	return OfficeClueData{
		Number: "线索〔2026〕0007", Title: "四联村惠农补贴被截留问题", State: Badge{Info, "初步核实中"}, Marks: []Badge{{Warning, "交办件"}, {Bad, "疑似诬告，报市级"}},
		Clocks:  []DueRow{{"初步核实", "2026-05-19", Lamp{Good, "还有32个工作日"}}, {"季度反馈", "2026-03-31", Lamp{Bad, "超期2个工作日"}}},
		Facts:   []Fact{{"来源", "信访举报"}, {"发生地", "江宁镇 · 四联村"}, {"登记", "2026-03-09 08:40"}, {"承办部门", "第一监督检查室"}},
		Summary: "六户三年的耕地地力保护补贴没有拿到，镇上的公示有名字。",
		Parts: []DocPart{
			{Title: "澄清", State: Badge{Info, "已批准，等澄清"}, Facts: []Fact{{"范围", "在村里公开"}, {"澄清日期", ""}}, Texts: []TextPart{{"澄清的内容", "经核实，反映李示范截留补贴的问题不存在。"}}},
			{Title: "初步核实", Facts: []Fact{{"开始", "2026-03-20"}, {"建议", "立案"}, {"被核查人", "下一级党委主要负责人"}, {"党委书记批准", "2026-03-17，批〔2026〕4号"}},
				Texts: []TextPart{{"方案", "核对发放记录，走访有关农户，两人一组。"}, {"核查报告", "六户三年的补贴由他人代领未转交。"}}, Team: sampleTeam()},
			{Title: "处置意见：初步核实", Facts: []Fact{{"提出", "2026-03-12 10:00"}, {"集体研究", "2026-03-11"}}, Texts: []TextPart{{"理由", "线索具体，建议初步核实。"}, {"研究记录", "室务会四人，意见一致。"}}},
		},
		Petition: "/office/petitions/3", Notice: "/office/clues/7/notice", Case: Link{"案〔2026〕0002", "/office/cases/2"},
		Evidence: []PaperRow{{"证1", "2023年至2025年发放明细复印件", "2026-03-21"}, {"", "存折复印件六份", ""}}, Approvals: sampleApprovals(), Timeline: sampleTrail(),
		Deeds: []Deed{draft, deed("verify_sign", "在核查报告上签名", "签名")},
		More:  []Deed{deed("evidence", "登记证据材料", "登记", Field{Name: "evidence-title", Label: "材料名称", Type: "text"}), team},
	}
}

func sampleCase() OfficeCaseData {
	var stages []StageRow
	for i, s := range []string{"立案呈批", "立案", "审查调查", "移送审理", "受理", "审理", "处分审批", "宣布送达", "执行", "归档"} {
		row := StageRow{Text: s, Done: i < 8, Now: i == 8}
		if i < 9 {
			row.At = "2026-04-0" + string(rune('1'+i))
		}
		stages = append(stages, row)
	}
	return OfficeCaseData{
		Number: "案〔2026〕0002", Title: "四联村惠农补贴被截留问题", State: Badge{Good, "执行中"}, Stages: stages, Clocks: []DueRow{{"监察复审", "2026-05-08", Lamp{Warning, "还有3个工作日"}}},
		Facts:    []Fact{{"发生地", "江宁镇 · 四联村"}, {"承办部门", "第一监督检查室"}, {"立案", "2026-04-02"}, {"线索", "线索〔2026〕0007"}},
		Outcome:  []Fact{{"决定日期", "2026-04-08"}, {"党纪处分", "严重警告"}, {"政务处分", ""}, {"其他处理", "责令检查"}, {"人员类别", "村干部"}, {"审批权限", "县级"}, {"四种形态", "第二种"}},
		Money:    []MoneyRow{{"查实", "18,640.00", 100, Info}, {"责令上缴", "18,640.00", 100, Info}, {"已上缴", "12,000.00", 64, Warning}, {"已退还群众", "6,100.00", 32, Good}, {"群众已确认", "3,240.00", 17, Good}},
		Returns:  []ReturnRow{{"宁示范", "江宁镇 · 四联村", "3,240.00", "2026-04-10", "", Badge{Good, "收到了"}, false}, {"陈示范", "江宁镇 · 四联村", "2,000.00", "2026-04-10", "只收到一千八", Badge{Bad, "数不对"}, false}, {"李示范", "江宁镇 · 四联村", "860.00", "2026-04-10", "", Badge{Plain, "还没有确认"}, false}, {"李示范", "江宁镇 · 四联村", "8,600.00", "2026-04-09", "作废原因：多打了一个零", Badge{Plain, "已作废"}, true}},
		Owing:    "已经上缴的钱还有5,900.00元没有退还群众。归档时写的原因：两户外出务工，联系不上，钱在专户上。",
		GiveBack: "/office/cases/2/return", Words: "您反映的补贴没有发到手的问题属实，有关人员已经受到处理。", Note: "集体审议，意见一致。", Team: sampleTeam(), Clue: Link{"线索〔2026〕0007", "/office/clues/7"},
		Approvals: sampleApprovals(), Timeline: sampleTrail(),
		Deeds: []Deed{{URL: "/office/cases/2", Action: "execute", Version: 9, Title: "登记执行", Button: "登记", Primary: true, Open: true, Hint: "工资、职务、退赃的执行情况，可以分几次登记。",
			Fields: []Field{{Name: "execute-on", Label: "执行的日期", Type: "date"}, {Name: "execute-note", Label: "执行了什么", Type: "textarea"}}}},
		More: []Deed{{URL: "/office/cases/2", Action: "paid", Version: 9, Title: "登记上缴", Button: "登记", Fields: []Field{{Name: "paid-amount", Label: "金额（元）", Type: "text", Mode: "decimal"}}}},
	}
}

func caseworkSamples() []sample {
	clueList, caseList := Link{"问题线索", "/office/clues"}, Link{"案件", "/office/cases"}
	sources := []Option{{Value: "petition", Text: "信访举报"}, {Value: "organ", Text: "其他机关移送", Selected: true}}
	ledger := OfficeCluesData{
		Tabs:   []OfficeTab{{Text: "全部", URL: "/office/clues", Count: 24, Active: true}, {Text: "超期", URL: "/office/clues?overdue=1", Count: 2, Late: true}, {Text: "待分办", URL: "/office/clues?state=registered", Count: 3}},
		Ways:   []OfficeTab{{Text: "谈话函询", URL: "/office/clues?way=talk", Count: 4}, {Text: "初步核实", URL: "/office/clues?way=verify", Count: 12, Active: true}, {Text: "暂存待查", URL: "/office/clues?way=hold", Count: 1}, {Text: "予以了结", URL: "/office/clues?way=end", Count: 3}},
		States: []Option{{Value: "registered", Text: "待分办"}}, Sources: sources, Units: []Option{{Value: "第一监督检查室", Text: "第一监督检查室"}}, Register: "/office/clues/new",
		Rows: []ClueRow{
			{URL: "/office/clues/7", Number: "线索〔2026〕0007", Title: "四联村惠农补贴被截留问题", Place: "江宁镇 · 四联村", Source: "信访举报", Unit: "第一监督检查室", Opinion: "初步核实", At: "2026-03-09", Days: "12天前",
				State: Badge{Info, "初步核实中"}, Clock: "初步核实", Lamp: Lamp{Good, "还有32个工作日"}, Next: "核实", Act: true},
			{URL: "/office/clues/6", Number: "线索〔2026〕0006", Title: "六田村灌溉水渠工程验收不实问题", Source: "领导批办、上级交办 · 交办件", At: "2026-02-09", Days: "40天前", State: Badge{Warning, "待分办"}, Clock: "交办件办结", Lamp: Lamp{Bad, "超期2个工作日"}, Next: "查看"},
		},
	}
	register := OfficeCasesData{Tabs: ledger.Tabs, Narrowed: Narrowed{Text: "2026-01-01 至 2026-03-31 作出决定，党纪处分：警告", ClearURL: "/office/cases"}, Found: "31,240.00", Ordered: "31,240.00", Recovered: "18,640.00", Returned: "6,100.00", Rows: []CaseRow{
		{URL: "/office/cases/2", Number: "案〔2026〕0002", FiledOn: "2026-04-02", ConcludedOn: "2026-04-08", Outcome: "党纪严重警告;责令检查", Form: "第二种", Found: "18,640.00", Recovered: "12,000.00", Returned: "6,100.00", State: Badge{Good, "执行中"}, Next: "执行", Act: true},
		{URL: "/office/cases/1", Number: "呈批〔2026〕0001", State: Badge{Warning, "立案呈批"}, Lamp: Lamp{Warning, "今天到期"}, Next: "查看"},
	}}
	entry := OfficeClueNewData{Token: "t", Sources: sources, Places: sampleTowns(), Title: "短", Errors: Errors{"ref": "请写移送机关或批办领导，以及文号", "title": "请写标题（4到60个字）", "village": "请选发生的地方", "summary": "请写反映的主要问题（10到2000个字）"}}
	back := OfficeCaseReturnData{Action: "/office/cases/2/return", Version: 9, Left: "5,900.00", Places: sampleTowns(), Village: "450923108210", Name: "宁示", Searched: true}
	none := back
	back.People = []Option{{Value: "3", Text: "宁示范", Note: "四队，户编号450923108210012，户主", Selected: true}, {Value: "4", Text: "宁示例", Note: "四队，户编号450923108210015，子"}}
	back.Amount, back.Errors = "很多", Errors{"giveback-amount": "请填写金额（元），例如12000.50", "giveback-on": "请填写退还的日期，例如2026-03-05，不能在今天之后"}
	own := ReturnData{Action: "/h5/returns/3", Name: "宁示范", Amount: "3,240.00", At: "2026年4月10日", CanAnswer: true, Hotline: "0775-12388"}
	refused, received := own, own
	refused.Answered, refused.AnsweredAt, refused.Errors = "没收到", "2026年4月11日 20:11", Errors{"words": "请写实际收到多少"}
	received.CanAnswer, received.Received, received.Answered, received.AnsweredAt = false, true, "收到了", "2026年4月12日 08:00"
	void := own
	void.CanAnswer, void.Void = false, true
	return []sample{
		of("return_void", Return, phone("退还给我家的钱", TabMe), void),
		of("office_clues", OfficeClues, deskOf("问题线索"), ledger), of("office_clues_none", OfficeClues, deskOf("问题线索"), OfficeCluesData{Tabs: ledger.Tabs[:1], Ways: ledger.Ways, Empty: Empty{Text: "这里没有线索", Advice: "其他来源的由案管室登记。"}}),
		of("office_clue", OfficeClue, deskOf("线索〔2026〕0007", clueList), sampleClue()), of("office_clue_new", OfficeClueNew, deskOf("登记线索", clueList), entry),
		of("office_clue_notice", OfficeClueNotice, deskOf("澄清通知", clueList), OfficeClueNoticeData{Scope: "在村里公开", Words: "经核实，反映李示范同志截留补贴的问题不存在，特此澄清。", Organ: "博白县纪委监委", At: "2026年4月12日"}),
		of("office_cases", OfficeCases, deskOf("案件"), register), of("office_case", OfficeCase, deskOf("案〔2026〕0002", caseList), sampleCase()),
		of("office_case_return", OfficeCaseReturn, deskOf("登记退还给哪一户", caseList), back), of("office_case_return_none", OfficeCaseReturn, deskOf("登记退还给哪一户", caseList), none),
		of("returns", Returns, phone("退还给我家的钱", TabMe), ReturnsData{Rows: []OwnReturnRow{{"/h5/returns/3", "宁示范", "3,240.00", "2026年4月10日", Badge{Warning, "等您确认"}}, {"/h5/returns/2", "宁示范", "600.00", "2026年3月10日", Badge{Good, "收到了"}}}}),
		of("returns_none", Returns, phone("退还给我家的钱", TabMe), ReturnsData{}), of("return", Return, phone("退还给我家的钱", TabMe), own),
		of("return_refused", Return, phone("退还给我家的钱", TabMe), refused), of("return_received", Return, phone("退还给我家的钱", TabMe), received),
	}
}
