package templates

import "fmt"

// clockDesk is the frame of the pages about clocks.
func clockDesk(title string, crumbs ...Link) Frame {
	f := importDesk(title, crumbs...)
	f.Path, f.Role, f.Name = "/office/deadlines", "监督检查室", "王示范"
	f.Menu = []MenuItem{{Text: "工作台", URL: "/office/", Icon: "home"}, {Text: "期限"}, {Text: "办理期限", URL: "/office/deadlines", Icon: "clock", Active: true}, {Text: "延期申请", URL: "/office/extensions", Icon: "calendar"}}
	return f
}

func deadlineSamples() []sample {
	tabs := []OfficeTab{{"按到期先后", "/office/deadlines", 6, true, false}, {"已超期", "?when=overdue", 2, false, true}, {"今天到期", "?when=today", 1, false, false}, {"本周到期", "?when=week", 1, false, false}, {"以后到期", "?when=later", 2, false, false}, {"月历", "?view=month", 0, false, false}, {"延期申请", "/office/extensions", 0, false, false}}
	red, yellow, blue := Badge{"red", "红：要督办"}, Badge{"yellow", "黄：未办结"}, Badge{"blue", "蓝：未分派"}
	list := OfficeDeadlinesData{Tabs: tabs, Pager: Pager{Page: 1, Pages: 1, Total: 6},
		Notices: []DeadlineNotice{
			{"3", "初步核实已超期", "2026-03-10 08:00", Link{"线索〔2026〕0007", "/office/clues/7"}, "问题线索 · 江宁镇 · 四联村", Bad},
			{"2", "来信人催办", "2026-03-09 16:20", Link{"信访〔2026〕0012", "/office/petitions/12"}, "危房改造、建房补助 · 三滩镇 · 大旺村", Info},
			{"1", "提出处置意见快到期", "2026-03-09 08:00", Link{"线索〔2026〕0009", "/office/clues/9"}, "问题线索 · 双凤镇", Warning},
		},
		Groups: []DeadlineGroup{
			{"已超期", true, []DeadlineRow{
				{Link{"线索〔2026〕0007", "/office/clues/7"}, "问题线索 · 江宁镇 · 四联村", "核实中", "第一监督检查室", "初步核实", "2026-03-09", Lamp{Bad, "超期1个工作日"}, red, "已延期3次", "", true, "/office/deadlines/31/extend"},
				{Link{"信访〔2026〕0012", "/office/petitions/12"}, "危房改造、建房补助 · 三滩镇 · 大旺村", "筛查分流", "李演示", "筛查分流", "2026-03-09", Lamp{Bad, "超期1个工作日"}, red, "", "来信人催了2次", false, ""},
			}},
			{"今天到期", false, []DeadlineRow{{Link{"信访〔2026〕0015", "/office/petitions/15"}, "补贴的钱没发、少发了 · 博白镇", "待认领", "", "筛查分流", "2026-03-10", Lamp{Warning, "今天到期"}, blue, "", "", false, ""}}},
			{"以后到期", false, []DeadlineRow{{Link{"线索〔2026〕0009", "/office/clues/9"}, "问题线索 · 双凤镇", "待提意见", "第一监督检查室", "提出处置意见", "2027-01-11（暂定）", Lamp{Good, "还有14个工作日"}, yellow, "已延期1次", "", false, "/office/deadlines/32/extend"}}},
		}}
	month := OfficeDeadlinesData{Tabs: tabs, Calendar: &DeadlineMonth{Title: "2026年2月", Prev: "?view=month&m=2026-01", Next: "?view=month&m=2026-03"}}
	week := make([]DeadlineDay, 6, 7)
	for d := 1; d <= 28; d++ {
		one := DeadlineDay{Text: fmt.Sprint(d), Off: d == 1 || d == 7 || d == 8 || d >= 15 && d <= 23, Today: d == 11}
		if d >= 15 && d <= 23 {
			one.Holiday = "春节"
		}
		if d%5 == 0 && !one.Off {
			one.Count, one.URL, one.Label, one.Late = d, fmt.Sprintf("?day=2026-02-%02d", d), fmt.Sprintf("2026年2月%d日，%d件到期", d, d), d < 11
		}
		if week = append(week, one); len(week) == 7 {
			month.Calendar.Weeks, week = append(month.Calendar.Weeks, week), nil
		}
	}
	if len(week) > 0 {
		month.Calendar.Weeks = append(month.Calendar.Weeks, append(week, make([]DeadlineDay, 7-len(week))...))
	}
	under := Link{"办理期限", "/office/deadlines"}
	form := OfficeExtendData{URL: "/office/deadlines/31/extend", Lamp: Lamp{Warning, "还有2个工作日"}, Hint: "可以申请延长30天，延长以后2026年5月6日到期。",
		Facts:  []Fact{{"编号", "线索〔2026〕0007"}, {"事项", "问题线索 · 江宁镇 · 四联村"}, {"要办的", "初步核实"}, {"现在到期", "2026-04-06"}},
		Reason: Field{Name: "reason", Label: "为什么要延期", Type: "textarea", Hint: "写明还差什么、打算怎么办，4到500个字", Required: true}}
	superior := form
	superior.Superior, superior.Hint = true, "已经按规定延长过。再延长要由交办的上级机关同意，请写文件的文号和同意延长的时间。"
	superior.Errors = Errors{"document": "再延长要凭上级机关的文件，请写文号", "more": "请按上级机关的文件写延长多少，1 到 24", "reason": "请写明理由（4到500个字）"}
	superior.Document = Field{Name: "document", Label: "上级机关文件的文号", Type: "text", Error: superior.Errors["document"], Required: true}
	superior.More = Field{Name: "more", Label: "文件同意延长多少个月", Type: "text", Mode: "numeric", Error: superior.Errors["more"], Max: 2, Required: true}
	superior.Reason.Error = superior.Errors["reason"]
	waits := form
	waits.Waiting = true
	asked := OfficeExtensionsData{Tabs: []OfficeTab{{"按到期先后", "/office/deadlines", 0, false, false}, {"月历", "/office/deadlines?view=month", 0, false, false}, {"延期申请", "/office/extensions", 2, true, false}},
		Rows: []ExtensionRow{
			{URL: "/office/extensions/5", Matter: Link{"线索〔2026〕0007", "/office/clues/7"}, What: "问题线索 · 江宁镇 · 四联村", Reason: "还要向银行调取两个账户的流水，预计三月底前完成。",
				Facts: []Fact{{"要办的", "初步核实"}, {"申请", "第1次延期，30天"}, {"申请人", "王示范 2026-03-09 10:12"}, {"到期", "2026年4月6日 → 2026年5月6日"}},
				Words: Field{Name: "words-5", Label: "审批意见", Type: "text", Hint: "不同意要写原因", Error: "不同意请写明原因"}},
			{URL: "/office/extensions/6", Matter: Link{"案件〔2026〕0002", "/office/cases/2"}, What: "案件 · 双凤镇", Gone: true, Reason: "案情复杂，涉及三个村。",
				Facts: []Fact{{"要办的", "审理"}, {"申请", "第1次延期，1个月"}, {"申请人", "赵演示 2026-03-02 09:00"}},
				Words: Field{Name: "words-6", Label: "审批意见", Type: "text", Hint: "不同意要写原因"}},
		}}
	return []sample{
		of("office_deadlines", OfficeDeadlines, clockDesk("办理期限"), list),
		of("office_deadlines_month", OfficeDeadlines, clockDesk("办理期限"), month),
		of("office_deadlines_empty", OfficeDeadlines, clockDesk("办理期限"), OfficeDeadlinesData{Tabs: tabs, Day: "2026年3月5日", Empty: Empty{"这里没有办理期限", "您能看到的信访件、线索和案件，现在没有这样的期限。", Link{}}}),
		of("office_extend", OfficeExtend, clockDesk("申请延期", under), form),
		of("office_extend_superior", OfficeExtend, clockDesk("申请延期", under), superior),
		of("office_extend_waits", OfficeExtend, clockDesk("申请延期", under), waits),
		of("office_extensions", OfficeExtensions, clockDesk("延期申请", under), asked),
		of("office_extensions_empty", OfficeExtensions, clockDesk("延期申请", under), OfficeExtensionsData{Tabs: asked.Tabs, Empty: Empty{"没有等待审批的延期申请", "", Link{"看办理期限", "/office/deadlines"}}}),
	}
}
