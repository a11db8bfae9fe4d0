package templates

// officials is the frame of these pages, as a bureau's officer sees it.
func officials(title, role string, crumbs ...Link) Frame {
	f := desk(title)
	f.Role, f.Flash, f.Crumbs = role, Flash{}, append([]Link{{"工作台", "/office/"}}, crumbs...)
	f.Menu = []MenuItem{{Text: "工作台", URL: "/office/", Icon: "home"}, {Text: "公职人员"}, {Text: "我的家属申报", URL: "/office/kinship", Icon: "users", Active: true}, {Text: "主动退缴", URL: "/office/voluntary", Icon: "cash"}}
	return f
}

func officialSamples() []sample { return append(kinshipSamples(), voluntarySamples()...) }

func kinshipSamples() []sample {
	const base = "/office/kinship/of/7"
	facts := []Fact{{"姓名", "王示范"}, {"单位", "民政局"}, {"身份证号", "450923********0011"}, {"编号", "JS000007"}, {"最近交单位", "2026-03-01 10:00"}, {"单位确认", "2026-03-02 09:00"}, {"最近说没有变化", "2026-03-01"}}
	relation := func(key, wrong string) []Choice {
		return []Choice{{Name: key + "-relation", Label: "是本人的", Blank: "请选择", Error: wrong, Options: []Option{{Value: "配偶", Text: "配偶"}, {Value: "母亲", Text: "母亲"}}}}
	}
	fields := func(key string, wrong Errors) []Field {
		return []Field{{Name: key + "-name", Label: "姓名", Type: "text"}, {Name: key + "-id", Label: "身份证号", Hint: "18 位，对照户口簿填写", Type: "text", Error: wrong["id"]}, {Name: key + "-work", Label: "工作单位", Hint: "可以不填", Type: "text"}}
	}
	recorded := func(key string) Check {
		return Check{Name: key + "-recorded", Label: "已做近亲属备案（亲属申请补贴时，本人向单位报备过）"}
	}
	mine := OfficeKinshipData{Mine: true, Looked: true, State: Badge{Good, "已确认"}, Next: "有变化随时改。没有变化，2027-03-01以前说一声。", Facts: facts,
		Keep: []Deed{{URL: base, Action: "keep", Version: 5, Button: "没有变化", Hint: "家里的情况和确认过的一样，点一下就行。"}},
		Lines: []KinshipLine{
			{Name: "李样例", Relation: "配偶", State: Badge{Good, "已确认"}, Facts: []Fact{{"身份证号", "450923********0022"}, {"工作单位", "县中学"}, {"近亲属备案", "没有"}, {"申报日期", "2026-03-01"}}, Tap: []Deed{{URL: base, Action: "end3", Version: 5, Button: "填错了，去掉"}},
				Change: []Deed{{URL: base, Action: "change3", Version: 5, Title: "更正", Button: "更正", Selects: relation("change3", ""), Fields: fields("change3", nil), Check: recorded("change3")}}},
			{Name: "张样例", Relation: "母亲", State: Badge{Info, "还没有确认"}, Facts: []Fact{{"身份证号", "450923********0044"}, {"工作单位", ""}, {"近亲属备案", "已做"}, {"申报日期", ""}}, Tap: []Deed{{URL: base, Action: "undo4", Version: 5, Button: "撤销"}}}},
		Deeds: []Deed{{URL: base, Action: "add", Version: 5, Title: "加一位亲属", Button: "加一位亲属", Primary: true, Open: true, Selects: relation("add", "请选是本人的什么人"), Fields: fields("add", Errors{"id": "身份证号最后一位对不上，请核对"}), Check: recorded("add")}},
		Looks: []KinshipLook{{"2026-03-05 15:20", "纪委监委机关 监督检查室", "核查农村低保的疑点"}, {"2026-03-02 08:58", "民政局 行业部门负责人", "核对申报，确认或者退回"}}}
	begin := OfficeKinshipData{Mine: true, Facts: facts[:2], Looked: true, Begin: []Deed{{URL: "/office/kinship", Action: "begin", Title: "开始申报", Button: "开始申报", Primary: true, Fields: []Field{{Name: "begin-id", Label: "本人身份证号", Hint: "18 位，对照身份证填写。加密保存", Type: "text", Required: true}}}}}
	returned := mine
	returned.State, returned.Next, returned.Returned, returned.Keep, returned.Looks = Badge{Bad, "退回修改"}, "把亲属一位一位加上，加全了交单位确认。", "少了母亲。", nil, nil
	returned.Deeds = append(returned.Deeds, Deed{URL: base, Action: "declare", Version: 5, Title: "交单位确认", Button: "交单位确认", Hint: "我说的都是实情，没有漏报。", Open: true})
	confirm := OfficeKinshipData{State: Badge{Warning, "等单位确认"}, Next: "对照人事档案核对，确认或者退回。", Facts: facts[:5], Lines: []KinshipLine{{Name: "李样例", Relation: "配偶", State: Badge{Info, "还没有确认"}, Facts: []Fact{{"身份证号", "450923198202020022"}, {"工作单位", "县中学"}, {"近亲属备案", "没有"}, {"申报日期", "2026-03-01"}}}},
		Deeds: []Deed{{URL: base, Action: "confirm", Version: 5, Title: "确认", Button: "确认", Hint: "确认以后进公职人员家属名册，比对和回避都会用到。", Primary: true, Open: true}, {URL: base, Action: "return", Version: 5, Title: "退回修改", Button: "退回", Fields: []Field{{Name: "return-note", Label: "哪里要改", Type: "textarea"}}}}}
	rows := []KinshipRow{{URL: base, Name: "王示范", Unit: "民政局", At: "2026-03-01 10:00", State: Badge{Warning, "等单位确认"}}, {URL: "/office/kinship/of/8", Name: "韦示范", Post: "副局长", Unit: "民政局", At: "2026-03-01 11:00", State: Badge{Good, "已确认"}}}
	unit := OfficeKinshipUnitData{Confirm: true, Waiting: rows[:1], Clerk: true, Others: rows[1:], Sum: KinshipCount{Missing: 5, Waiting: 2, Returned: 1, Confirmed: 31, Total: 39, Renew: 3},
		Begin:  []Deed{{URL: "/office/kinship/confirm", Action: "begin", Title: "代没有账号的人填", Button: "开始填", Hint: "本单位没有账号的公职人员，由您照他交来的表填，单位确认。", Primary: true, Fields: []Field{{Name: "begin-name", Label: "姓名", Type: "text", Required: true}, {Name: "begin-post", Label: "职务", Type: "text", Required: true}, {Name: "begin-id", Label: "身份证号", Type: "text", Required: true}}}},
		Counts: []KinshipCount{{"", "纪委监委机关", 2, 1, 0, 12, 15, 0}, {"450923108000", "那林镇", 3, 0, 1, 8, 12, 3}, {"", "民政局", 0, 1, 0, 11, 12, 0}}}
	ask := OfficeKinshipAskData{Facts: []Fact{{"姓名", "王示范"}, {"单位", "民政局"}, {"职务", ""}}, State: Badge{Good, "已确认"}, Action: base + "/open", Reason: "看", Asks: true, Days: "可以不填。填了，这次查看过些天才在申报人的页面上显示", Errors: Errors{"reason": "请写明为什么要看，4 到 100 个字。申报人会看到"}}
	return []sample{
		of("office_kinship", OfficeKinship, officials("我的家属申报", "行业部门"), mine),
		of("office_kinship_begin", OfficeKinship, officials("我的家属申报", "行业部门"), begin),
		of("office_kinship_returned", OfficeKinship, officials("我的家属申报", "行业部门"), returned),
		of("office_kinship_confirm", OfficeKinship, officials("王示范的家属申报", "行业部门负责人", Link{"家属申报确认", "/office/kinship/confirm"}), confirm),
		of("office_kinship_unit", OfficeKinshipUnit, officials("家属申报确认", "案管室"), unit),
		of("office_kinship_unit_none", OfficeKinshipUnit, officials("家属申报确认", "委领导"), OfficeKinshipUnitData{Confirm: true}),
		of("office_kinship_ask", OfficeKinshipAsk, officials("王示范的家属申报", "监督检查室", Link{"家属申报确认", "/office/kinship/confirm"}), ask),
		of("office_kinship_search", OfficeKinshipSearch, officials("查公职人员家属", "监督检查室"), OfficeKinshipSearchData{Q: "王示", Reason: "核查农村低保的疑点", Searched: true, Rows: rows}),
		of("office_kinship_search_none", OfficeKinshipSearch, officials("查公职人员家属", "监督检查室"), OfficeKinshipSearchData{Q: "王", Reason: "核", Errors: Errors{"q": "请写公职人员的姓名（至少两个字），或者18位身份证号"}}),
	}
}

func voluntarySamples() []sample {
	home := Link{"主动退缴", "/office/voluntary"}
	notice := VoluntaryNotice{Title: "关于限期主动退缴违规领取惠民补贴的通告", DocNo: "演纪发〔2026〕1号", Days: "2026年3月1日至2026年4月30日", Notice: "公职人员、村（社区）干部本人及近亲属不符合条件领取惠民补贴的，应当在期限内向所在单位或者县纪委监委说明并退缴。", Promise: "期限内如实说明并全部退缴的，按照有关规定可以从轻、减轻处理。（县里定的话）", State: Badge{Good, "正在期限内"}, AgreedAt: "2026-02-25"}
	row := VoluntaryRow{URL: "/office/voluntary/returns/3", Number: "退缴〔2026〕0003", Name: "韦示范", Unit: "四联村委会", Whom: "配偶 李样例", Item: "农村低保", Span: "2025年1月至6月", Amount: "1,600.00", On: "2026-03-05", Period: "期限内", State: Badge{Warning, "待核对"}}
	done := row
	done.Number, done.Paid, done.State = "退缴〔2026〕0002", "3,880.00", Badge{Good, "已确认"}
	line := func(text string, persons, returns int, yuan string) VoluntaryTotal {
		return VoluntaryTotal{Text: text, Persons: persons, Returns: returns, InsidePersons: persons - 1, OutsidePersons: 1, Yuan: yuan, InsideYuan: "380,000.00", OutsideYuan: "18,800.00"}
	}
	list := OfficeVoluntaryData{Desk: true, Notice: []VoluntaryNotice{notice}, Links: []Link{{"声明退缴", "/office/voluntary/new"}, {"窗口登记（没有账号的人）", "/office/voluntary/counter"}, {"退缴期限", "/office/voluntary/periods"}},
		Figures: []Figure{{Label: "2026年主动退缴", Value: "103 人", Note: "121 笔，已确认"}, {Label: "退缴金额", Value: "398,800.00 元", Tone: Good}, {Label: "期限内", Value: "380,000.00 元", Note: "98 人"}, {Label: "期限外", Value: "18,800.00 元", Note: "6 人"}},
		Years:   []VoluntaryYear{{"2026年按单位类别", []VoluntaryTotal{line("县直部门", 41, 47, "158,000.00"), line("村（社区）", 62, 74, "240,800.00")}, line("", 103, 121, "398,800.00")}},
		Tabs:    []OfficeTab{{Text: "全部", URL: "?view=", Active: true}, {Text: "等我办的", URL: "?view=pending"}}, Rows: []VoluntaryRow{row, done}, Year: "2026", Reason: "季", Errors: Errors{"reason": "请写明导出的原因，4 到 100 个字"}}
	own := OfficeVoluntaryData{Links: []Link{{"声明退缴", "/office/voluntary/new"}, {"退缴期限", "/office/voluntary/periods"}}, Empty: Empty{Text: "您没有声明过退缴"}}
	form := OfficeVoluntaryNewData{Counter: true, Notice: []VoluntaryNotice{notice}, Switch: Link{"声明本人的", "/office/voluntary/new"}, Kinds: []Option{{Value: "town", Text: "乡镇"}}, Whom: []Option{{Value: "self", Text: "本人", Selected: true}, {Value: "spouse", Text: "配偶"}}, Items: []Option{{Value: "1", Text: "农村低保"}},
		F: map[string]string{"name": "韦示范", "amount": "一千六"}, Errors: Errors{"amount": "请写金额，单位元，例如 1600.00", "unit_kind": "请选单位的类别"}}
	plain := OfficeVoluntaryNewData{NeedsNumber: true, Whom: form.Whom, Items: form.Items, F: map[string]string{}}
	one := OfficeVoluntaryOneData{Number: row.Number, State: row.State, Next: "对照凭证核对金额和日期。", Act: true, Reason: "任职以后没有停领，家里也没有说。",
		Facts: []Fact{{"声明人", "韦示范"}, {"单位", "四联村委会（村（社区））"}, {"为谁退", "配偶 李样例"}, {"亲属身份证号", "450923********0022"}, {"什么钱", "农村低保"}, {"所属期间", "2025年1月至6月"}, {"声明金额", "1600.00元"}, {"声明日期", "2026年3月5日"}, {"期限", "期限内 关于限期主动退缴的通告（演纪发〔2026〕1号）"}},
		Paid:  []Fact{{"缴款金额", "1600.00元"}, {"缴款日期", "2026年3月6日"}, {"凭证号", "PZ20260306-1"}}, Photos: []OfficePhoto{{URL: "/assets/0/img/sun.svg", Thumb: "/assets/0/img/sun.svg", Alt: "凭证照片1"}}, Papers: []Link{{"凭证1（PDF）", "/office/voluntary/returns/3/files/2"}},
		Deeds:    []Deed{{URL: row.URL, Action: "check", Version: 2, Title: "核对无误", Button: "核对无误", Primary: true, Open: true, Fields: []Field{{Name: "check-note", Label: "要说明的", Type: "textarea"}}}, {URL: row.URL, Action: "back", Version: 2, Title: "退回", Button: "退回", Hint: "声明人看得到。", Fields: []Field{{Name: "back-note", Label: "退回的原因", Type: "textarea"}}}},
		Timeline: []TimelineItem{{At: "2026-03-06 10:00", What: "登记缴款", Who: "韦示范（村干部）", Done: true}, {At: "2026-03-05 09:00", What: "声明退缴", Who: "韦示范（村干部）", Done: true}}}
	pay := one
	pay.State, pay.Next, pay.Paid, pay.Photos, pay.Papers = Badge{Info, "待缴款"}, "缴入指定账户，登记凭证。", nil, nil, nil
	pay.Deeds = []Deed{{URL: row.URL, Action: "pay", Version: 1, Title: "登记缴款", Button: "登记缴款", Hint: "钱缴入指定账户以后，在这里登记凭证。照片或者 PDF 至少要一个。", Primary: true, Open: true, Photos: 3, Papers: 2, Photo: "请放缴款凭证的照片，或者 PDF", Fields: []Field{{Name: "pay-voucher", Label: "凭证号", Type: "text"}, {Name: "pay-amount", Label: "缴款金额（元）", Type: "text", Mode: "decimal", Value: "1600.00"}, {Name: "pay-on", Label: "缴款日期", Hint: "算不算期限内，看这一天", Type: "date"}, {Name: "pay-note", Label: "要说明的", Type: "textarea"}}}}
	confirmed := one
	confirmed.State, confirmed.Next, confirmed.Act, confirmed.Deeds, confirmed.Receipt, confirmed.ReadOnly = Badge{Good, "已确认"}, "", false, nil, row.URL+"/receipt", "这份声明现在没有需要您办的事。"
	draft := notice
	draft.State, draft.AgreedAt, draft.Said = Badge{Warning, "待批准"}, "", []string{"2026-02-24 16:00 李示范报批：县里定的期限"}
	draft.Deeds = []Deed{{URL: "/office/voluntary/periods", Action: "agree1", Version: 2, Title: "同意", Button: "同意", Hint: "同意以后公布给所有账号。", Primary: true, Fields: []Field{{Name: "agree1-words", Label: "批示（可以不填）", Type: "textarea"}}}}
	write := []Deed{{URL: "/office/voluntary/periods", Action: "save0", Title: "起草新的期限", Button: "保存", Primary: true, Fields: []Field{{Name: "save0-title", Label: "名称", Type: "text"}, {Name: "save0-from", Label: "从", Type: "date"}}}}
	return []sample{
		of("office_voluntary", OfficeVoluntary, officials("主动退缴", "案管室"), list),
		of("office_voluntary_own", OfficeVoluntary, officials("主动退缴", "村干部"), own),
		of("office_voluntary_counter", OfficeVoluntaryNew, officials("窗口登记退缴", "案管室", home), form),
		of("office_voluntary_new", OfficeVoluntaryNew, officials("声明退缴", "村干部", home), plain),
		of("office_voluntary_one", OfficeVoluntaryOne, officials(row.Number, "案管室", home), one),
		of("office_voluntary_pay", OfficeVoluntaryOne, officials(row.Number, "村干部", home), pay),
		of("office_voluntary_confirmed", OfficeVoluntaryOne, officials(row.Number, "村干部", home), confirmed),
		of("office_voluntary_periods", OfficeVoluntaryPeriods, officials("退缴期限", "委领导", home), OfficeVoluntaryPeriodsData{Periods: []VoluntaryNotice{draft, notice}, New: write}),
		of("office_voluntary_periods_none", OfficeVoluntaryPeriods, officials("退缴期限", "村干部", home), OfficeVoluntaryPeriodsData{Empty: Empty{Text: "还没有公布过退缴期限"}}),
		of("office_voluntary_receipt", OfficeVoluntaryReceipt, Frame{Title: "主动退缴收据"}, OfficeVoluntaryReceiptData{Organ: "演示县纪委监委", Receipt: "退缴收〔2026〕0002", Number: row.Number, Name: "韦示范", Unit: "四联村委会", Whom: "配偶 李样例", Item: "农村低保", Span: "2025年1月至6月", Yuan: "1,600.00", Words: "壹仟陆佰元整", PaidOn: "2026年3月6日", Voucher: "PZ20260306-1", On: "2026-03-08", BackURL: row.URL}),
	}
}
