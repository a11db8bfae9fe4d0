package templates

import "fmt"

// boardSamples is the village's page and what is printed for people without a telephone.
func boardSamples() []sample {
	villages := []OptionGroup{{"那林镇", []Option{{Value: "1", Text: "示范村", Selected: true}, {Value: "2", Text: "样板村"}}}, {"双凤镇", []Option{{Value: "3", Text: "样例村"}}}}
	spans := []Option{{Value: "2026Q4", Text: "2026年第四季度"}, {Value: "2026Q3", Text: "2026年第三季度", Selected: true}}
	rows := []HouseholdLetterRow{{"H0001", "一组", "张样例", 4, 0, 12, "3,960.00", true}, {"H0002", "十二组", "李示范", 2, 1, 0, "0.00", false}}
	letters := OfficeBoardLettersData{Village: "那林镇示范村", Code: "1", Villages: villages, Groups: []Option{{Value: "一组", Text: "一组"}}, Spans: spans, Span: "2026Q3", Rows: rows, Most: 50, Pager: Pager{Page: 1, Pages: 3, Total: 120, Next: "?page=2"}}
	refused := letters
	refused.Villages, refused.Errors, refused.Reason = nil, Errors{"household": "请勾选要打印的户", "reason": "请写明为什么打印，4 到 100 个字"}, "看"
	none := letters
	none.Rows, none.Pager, none.Empty = nil, Pager{}, Empty{Text: "没有符合条件的户", Advice: "每一户都有人绑定了手机。", Action: Link{"看全部的户", "?every=1"}}
	return append(kioskSamples(), []sample{
		of("village_board", VillageBoard, phone("村务公开", TabHome), villageBoard()),
		of("village_board_none", VillageBoard, phone("村务公开", TabHome), VillageBoardData{Village: "那林镇样板村", Since: "2025年11月26日", OtherURL: "/h5/villages?for=board", AskURL: "/h5/complaint?village=1"}),
		of("office_board_sheet", OfficeBoardSheet, desk("公开栏打印"), OfficeBoardSheetData{Villages: villages, Spans: spans}),
		of("office_board_sheet_own", OfficeBoardSheet, desk("公开栏打印"), OfficeBoardSheetData{Village: "那林镇示范村", Code: "1", Spans: spans, Items: []Option{{Value: "DB", Text: "农村低保"}}, Errors: Errors{"span": "请选择一个季度"}}),
		of("office_board_letters", OfficeBoardLetters, desk("入户信打印"), letters),
		of("office_board_letters_refused", OfficeBoardLetters, desk("入户信打印"), refused),
		of("office_board_letters_none", OfficeBoardLetters, desk("入户信打印"), none),
		of("office_board_sheet_print", BoardSheet, desk("那林镇示范村公开栏 2026年第三季度"), wallSheet()),
		of("office_board_letters_print", BoardLetters, desk("那林镇示范村入户信 2026年"), householdLetters()),
	}...)
}

// kioskSamples is the pages of a screen in a village office, and the one on which it is entered.
func kioskSamples() []sample {
	at := func(title string, tab Tab) Frame {
		f := phone(title, tab)
		f.Kiosk, f.Idle = true, 60
		return f
	}
	years := []YearBar{{"2026年", "3,960.00", 82, "/h5/kiosk/money?year=2026", true}, {"2025年", "4,811.50", 100, "/h5/kiosk/money?year=2025", false}}
	money := PayoutsData{Years: years, Year: "2026年", Total: "3,960.00", Count: 12, Failed: "350.00", Hotline: "0775-12388",
		Items: []PayoutItem{{"农村低保", "家里收入低，国家每月补的生活费。", "3,960.00", []PayoutRow{{Period: "2026年10月", PaidOn: "2026年10月25日", Amount: "350.00", Tail: "0011", Result: Badge{Good, "已到账"}}, {Period: "2026年9月", PaidOn: "2026年9月25日", Amount: "350.00", Tail: "0011", Result: Badge{Bad, "被银行退回"}, Reason: "银行没能打进您的账户。请带存折到村委会核对账号。"}}, Link{}}}}
	villages := []OptionGroup{{"那林镇", []Option{{Value: "1", Text: "示范村"}}}, {"双凤镇", []Option{{Value: "3", Text: "样例村"}}}}
	rows := []KioskRow{{"2", "那林镇示范村", "村委会大厅", "2026-11-26", Badge{Good, "在用"}, true}, {"1", "那林镇示范村", "卫生室", "2026-10-08", Badge{"", "已停用"}, false}}
	return []sample{
		of("kiosk_start", KioskStart, at("村务自助查询", TabHome), KioskStartData{Village: "那林镇示范村", Code: "1", Hotline: "0775-12388"}),
		of("kiosk_enrol", KioskEnrol, phone("登记自助机", TabHome), KioskEnrolData{Code: "123", Errors: Errors{"code": "这个号码不对或者已经过期。"}}),
		of("kiosk_signin", KioskSignIn, at("看自己的钱", TabMoney), KioskSignInData{}),
		of("kiosk_signin_refused", KioskSignIn, at("看自己的钱", TabMoney), KioskSignInData{Name: "张样例", Errors: Errors{"id": "身份证号码不对，请对着身份证再看一遍", "tail": "请填最后4位数字"}}),
		of("kiosk_signin_locked", KioskSignIn, at("看自己的钱", TabMoney), KioskSignInData{Locked: "今天输错的次数太多了。请在明天零点以后再试"}),
		of("kiosk_money", KioskMoney, at("我的钱", TabMoney), KioskMoneyData{MaskedName: "张**", PayoutsData: money}),
		of("kiosk_money_none", KioskMoney, at("我的钱", TabMoney), KioskMoneyData{MaskedName: "张**"}),
		of("office_counter", OfficeCounter, desk("窗口代查"), OfficeCounterData{Form: true, Years: []Option{{Value: "2026", Text: "2026年"}}, Name: "张样例", ID: "45092319", Reason: "本人要求", Errors: Errors{"id": "身份证号码不对", "photo": "请拍下本人签字的同意书，或者填本人给的代查码"}, Sent: "如果姓名和身份证号与本村登记的一致，代查码会在一分钟内发到本人登记的手机上", Rows: []CounterRow{{"/office/counter/1/form", "2026-10-08 09:30", "李**", "王示范", "本人不会用手机", "签字的同意书"}, {"", "2026-10-08 10:12", "陈**", "王示范", "本人要求", "短信代查码"}}}),
		of("office_counter_none", OfficeCounter, desk("窗口代查"), OfficeCounterData{}),
		of("office_counter_slip", CounterSlip, desk("代查结果"), CounterSlipData{Place: "那林镇示范村", Name: "李**", At: "2026年10月8日", Staff: "王示范", Year: "2026年", Amount: "350.00", Organ: "博白县纪委监委信访室", Hotline: "0775-12388", BackURL: "/office/counter", Rows: []SlipRow{{"农村低保", "2026-09", "2026年9月25日", "0011", "350.00", ""}, {"农村低保", "2026-08", "2026年8月25日", "0011", "350.00", " 被银行退回"}}}),
		of("office_kiosk", OfficeKiosk, desk("自助机"), OfficeKioskData{Villages: villages, Rows: rows, Digits: "1234 5678", Until: "15:40", Address: "https://example.test/h5/kiosk"}),
		of("office_kiosk_refused", OfficeKiosk, desk("自助机"), OfficeKioskData{Village: "那林镇示范村", Code: "1", Errors: Errors{"place": "请写明机器放在哪里"}}),
	}
}

func villageBoard() VillageBoardData {
	list := "/h5/villages/1/list"
	return VillageBoardData{
		Village: "那林镇示范村", Since: "2025年11月26日", Sum: "412,345.67", Count: 468, ListURL: list, ProjectsURL: "/h5/projects?village=1", OtherURL: "/h5/villages?for=board", AskURL: "/h5/complaint?village=1", Hotline: "0775-12388",
		Items: []BoardItem{
			{"耕地地力保护补贴", "201,234.56", 132, 100, []BoardPeriod{{"2026年", "201,234.56", 132, 132, 100, list}}},
			{"农村低保", "151,111.11", 216, 75, []BoardPeriod{{"2026年9月", "51,111.11", 36, 36, 100, list}, {"2026年8月", "50,000.00", 35, 35, 98, list}, {"2026年7月", "50,000.00", 35, 36, 98, list}}},
			{"困难残疾人生活补贴和重度残疾人护理补贴", "60,000.00", 120, 30, []BoardPeriod{{"2026年第3季度", "60,000.00", 40, 120, 100, list}}},
		},
		Money:    []MoneySource{{From: "计划投资", Amount: "2,090,000.00", Percent: 100}, {From: "已经到账", Amount: "1,400,000.00", Percent: 67}, {From: "已经付出去", Amount: "700,000.00", Percent: 33}},
		Projects: []BoardProject{{"示范村村口到七组道路硬化", "/h5/projects/3", Badge{Warning, "正在施工，晚了"}, 65, "860,000.00", "600,000.00", "300,000.00", 50}, {"示范村人饮工程", "/h5/projects/4", Badge{Good, "已验收，已结清"}, 100, "1,230,000.00", "", "", 0}},
		MoreURL:  "/h5/projects?village=1",
		Answers:  []VillageAnswer{{Link{"示范村村口到七组道路硬化", "/h5/projects/3"}, "七组那一段什么时候铺？", "等雨停，计划 12 月中旬铺完。", "2026年11月20日"}},
	}
}

func wallSheet() BoardSheetData {
	d := BoardSheetData{
		County: "博白县", Place: "那林镇示范村", Span: "2026年第三季度", Amount: "412,345.67", Count: 468, Organ: "博白县纪委监委信访室", Hotline: "0775-12388", Address: "https://example.test/h5/villages/1",
		Planned: "2,090,000.00", Came: "1,400,000.00", Paid: "700,000.00", BackURL: "/office/board/sheet",
		QR: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
	}
	head := func(n int) PaperHead { return PaperHead{d.Place, d.Span, "2026年11月26日", n, 2} }
	var column []SheetLine
	column = append(column, SheetLine{Title: "农村低保", Note: "2026-09、2026-08、2026-07，合计 151,111.11 元"})
	for i := range 30 {
		column = append(column, SheetLine{Group: "十二组", Name: fmt.Sprintf("张样例%d", i), Count: 3, Amount: "1,050.00"})
	}
	column = append(column, SheetLine{Group: "十二组", Name: "王示范", Tell: "450923********0011", Double: true, Count: 3, Amount: "1,050.00"}, SheetLine{Group: "一组", Name: "李**", Count: 1, Amount: "350.00"})
	said := []SheetLine{{Title: "大家问的", Note: "对本村项目的公开提问和业主单位的答复，最近的在前"}, {Said: true, Words: "示范村村口到七组道路硬化", Strong: true}, {Said: true, Words: "问：修路的钱是村里出的，还是上面拨的？一共多少？路灯算不算在里"}, {Said: true, Words: "面？"}, {Said: true, Words: "答：一共86万元，全部是财政资金，已经到账。路灯不在这个项目里。"}, {Said: true, Words: "示范村委会 2026年9月10日"}, {Said: true}}
	d.Pages = []BoardSheetPage{
		{PaperHead: head(1), Summary: true, First: true, Items: []SheetItem{{"农村低保", "2026-09、2026-08、2026-07", "151,111.11", 36, 108, 100}, {"困难残疾人生活补贴和重度残疾人护理补贴", "2026-07 至 2026-09", "60,000.00", 40, 120, 40}},
			Projects: []SheetProject{{"示范村村口到七组道路硬化", "2026年3月到2026年10月", Badge{Text: "施工，晚了"}, 65, "860,000.00", "600,000.00", "300,000.00"}}},
		{PaperHead: head(2), Columns: [][]SheetLine{column, {{Title: "农村低保", Again: true, Note: "2026-09"}, {Group: "一组", Name: "赵样例", Count: 3, Amount: "1,050.00"}}, said}},
	}
	return d
}

func householdLetters() BoardLettersData {
	line := func(who, period, amount, note string) HouseholdLetterLine {
		return HouseholdLetterLine{Who: who, For: period, PaidOn: "2026年9月25日", Tail: "0011", Amount: amount, Note: note}
	}
	return BoardLettersData{
		Place: "那林镇示范村", Span: "2026年", Printed: "2026年11月26日", Organ: "博白县纪委监委信访室", Hotline: "0775-12388", Hall: "那林镇政府的便民服务大厅", BackURL: "/office/board/letters",
		Letters: []HouseholdLetter{
			{No: "H0001", Group: "一组", Head: "张样例", Amount: "3,960.00", Count: 12, Returned: "350.00", Looked: []string{"2026年10月9日，有人在自助机上查过张样例的钱。", "2026年10月8日，村委会代张样例查过一次。"}, Ask: []Fact{{"农村低保", "民政局 0775-0000001"}, {"高龄津贴", "民政局"}},
				Pages: []HouseholdLetterPage{{First: true, Last: true, Page: 1, Pages: 1, Lines: []HouseholdLetterLine{{Title: "农村低保", Sum: "3,150.00"}, line("张样例", "2026-09", "1,050.00", ""), line("张样例", "2026-08", "350.00", "退回"), {Title: "高龄津贴", Sum: "810.00"}, line("王样例", "2026-07 至 2026-09", "810.00", "补发")}}}},
			{No: "H0002", Group: "十二组", Head: "李示范", Amount: "0.00", Pages: []HouseholdLetterPage{{First: true, Last: true, Page: 1, Pages: 1}}},
		},
	}
}
