package templates

import "html/template"

// pixel stands for the picture of a pairing.
const pixel = template.URL("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==")

// asRole is the frame of an office page for a role, with its own side bar.
func asRole(title, role string, menu ...MenuItem) Frame {
	return Frame{
		Title: title, Demo: true, Path: "/office/", Name: "王示范", Role: role, Crumbs: []Link{{"工作台", "/office/"}},
		Menu: append([]MenuItem{{Text: "工作台", URL: "/office/", Icon: "home"}}, menu...),
	}
}

func adminFrame(title string) Frame {
	return asRole(title, "系统管理员", MenuItem{Text: "系统"}, MenuItem{Text: "账号", URL: "/office/staff", Icon: "users", Active: true},
		MenuItem{Text: "参数", URL: "/office/parameters", Icon: "settings"}, MenuItem{Text: "工作日历", URL: "/office/holidays", Icon: "calendar"})
}

func cadreFrame(title string) Frame {
	return asRole(title, "村干部", MenuItem{Text: "本村核对"}, MenuItem{Text: "户籍人口", URL: "/office/village/residents", Icon: "users"},
		MenuItem{Text: "发放记录", URL: "/office/village/payouts", Icon: "cash", Active: true}, MenuItem{Text: "项目", URL: "/office/village/projects", Icon: "building-community"},
		MenuItem{Text: "我的核对意见", URL: "/office/village/remarks", Icon: "message-report"}, MenuItem{Text: "委托代查", URL: "/office/village/relatives", Icon: "user"})
}

func accountSamples() []sample {
	plain := func(title string) Frame { return Frame{Title: title, Demo: true, Path: "/office/login"} }
	active := StaffRow{ID: "3", Login: "li.shifan", Name: "李示范", Role: "信访室", LastSeen: "2026-11-22 09:12", Created: "2026-03-02 10:00", State: Badge{Good, "使用中"}, Paired: true}
	cadre := StaffRow{ID: "5", Login: "silian.cunwei", Name: "黄样例", Role: "村干部", Unit: "四联村委会", Created: "2026-03-02 10:00", State: Badge{Bad, "已锁定"}, MustChange: true, Failures: 6, LockedUntil: "2026-11-22 10:30"}
	waiting := StaffRow{ID: "8", Login: "zhao.shifan", Name: "赵示范", Role: "监督检查室", Created: "2026-11-21 16:20", State: Badge{Warning, "等待启用"}}
	roles := []Option{{Value: "village_cadre", Text: "村干部"}, {Value: "petition", Text: "信访室", Selected: true}}
	return []sample{
		of("office_signin", OfficeSignIn, plain("登录"), OfficeSignInData{Organ: "博白县纪委监委（演示）"}),
		of("office_signin_refused", OfficeSignIn, plain("登录"), OfficeSignInData{Organ: "博白县纪委监委（演示）", Login: "li.shifan", Error: "登录名或密码不对，或者账号暂时不能登录。连续输错 5 次会锁定 15 分钟；忘记密码请联系系统管理员"}),
		of("office_pair", OfficePair, plain("绑定动态口令"), OfficePairData{QR: pixel, Secret: "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP"}),
		of("office_code", OfficeCode, plain("动态口令"), OfficeCodeData{Error: "动态口令不对或已经用过，请等手机上出现新的 6 位数字再填。"}),
		of("office_password", OfficePassword, plain("更换密码"), OfficePasswordData{Login: "li.shifan", Forced: true, Errors: Errors{"new": "密码至少 10 个字符", "again": "两次填的新密码不一样"}}),
		of("office_account", OfficeAccount, adminFrame("我的账号"), OfficeAccountData{Name: "王示范", Login: "wang.shifan", Role: "系统管理员", Unit: "450923000000"}),
		of("office_today", OfficeToday, asRole("今日工作", "信访室"), OfficeTodayData{
			Day: "2026年11月22日 星期日", Tasks: 19, Late: 2,
			First: []TaskRow{
				{Title: "办理：信访件 信访〔2026〕00012 · 低保", URL: "/office/petitions/12", Note: "超期2天", Late: true}, {Title: "认领：信访件 信访〔2026〕00019 · 危房改造", URL: "/office/petitions/19", Note: "今天到期"},
				{Title: "复核答复：信访件 信访〔2026〕00007", URL: "/office/petitions/requests#r-7-petition.answer"},
			},
			Cards: []TodayCard{
				{"待认领的信访件", "/office/petitions", "inbox", 7, "件", "", false}, {"我在办的信访件", "/office/petitions", "clipboard-list", 12, "件", "其中 2 件超期", false},
				{"群众有新的补充", "/office/petitions", "message-circle", 0, "件", "", true},
			},
			Links: []TodayLink{{"登记来信来访来电", "/office/petitions/new", "edit", "不是从微信来的信访件"}, {"信访件", "/office/petitions", "inbox", "按状态、期限、类别查找"}},
		}),
		of("office_today_quiet", OfficeToday, asRole("今日工作", "审理室"), OfficeTodayData{Day: "2026年11月22日 星期日"}),
		of("office_staff", OfficeStaff, adminFrame("账号"), OfficeStaffData{Roles: roles, Rows: []StaffRow{active, cadre, waiting}, Pager: Pager{Page: 1, Pages: 3, Total: 121, Next: "?page=2"}}),
		of("office_staff_none", OfficeStaff, adminFrame("账号"), OfficeStaffData{Q: "没有", Roles: roles, Empty: Empty{"没有符合条件的账号", "换个条件，或者看全部。", Link{"看全部", "/office/staff"}}}),
		of("office_staff_form", OfficeStaffForm, adminFrame("新建账号"), OfficeStaffFormData{Login: "X", Name: "演示新人", Roles: roles, Errors: Errors{"login": "登录名用 3 到 32 个小写字母、数字、点或横线，以字母开头", "role": "请选择角色"}}),
		of("office_staff_one", OfficeStaffOne, adminFrame("李示范"), OfficeStaffOneData{StaffRow: active, Guarded: true, CanDisable: true}),
		of("office_issued", OfficeIssued, adminFrame("交给本人的密码"), OfficeIssuedData{Login: "zhao.shifan", Password: "abcde-fghjk-mnpqr-stu23", New: true, Waits: true}),
		of("office_locks", OfficeLocks, asRole("账号安全", "安全管理员", MenuItem{Text: "系统"}, MenuItem{Text: "账号安全", URL: "/office/locks", Icon: "shield-lock", Active: true}),
			OfficeLocksData{Waiting: []StaffRow{waiting}, Locked: []StaffRow{cadre}, Q: "li", Found: []StaffRow{active}, Pager: Pager{Page: 1, Pages: 1, Total: 1}}),
	}
}

func settingSamples() []sample {
	row := ParameterRow{Name: "T1", Label: "实名首次举报：接收后告知受理情况", Value: "15 个工作日", Since: "2026-03-10", Basis: "检规", Planned: "2027-01-01 起 12 个工作日", State: Badge{Good, "已确认"}}
	def := ParameterRow{Name: "bind.devices", Label: "一个人最多绑定的微信数", Value: "3 人", Since: "平台默认", Basis: "平台默认，待县里确认", State: Badge{Warning, "待确认"}}
	return []sample{
		of("office_parameters", OfficeParameters, adminFrame("参数"), OfficeParametersData{Years: "2007—2026", Groups: []ParameterGroup{{Title: "办理时限", Open: true, Rows: []ParameterRow{row, def}}, {Title: "模型 S01 死亡人员继续领取", Changed: 1, Rows: []ParameterRow{def}}}}),
		of("office_parameter", OfficeParameter, adminFrame(row.Label), OfficeParameterData{
			ParameterRow: row, Range: "1 到 60 个工作日", Default: "15 个工作日", Editable: true, Form: ParameterForm{Value: "三天"}, Errors: Errors{"value": "请填整数，例如 15"},
			History: []ParameterValue{{"12 个工作日", "2027-01-01", "县纪委会议纪要〔2026〕9 号", "演示甲 2026-11-20", "2026-11-20 16:02"}, {"15 个工作日", "2026-03-10", "检规", "待确认", "2026-03-09 09:00"}},
		}),
		of("office_holidays", OfficeHolidays, adminFrame("工作日历"), OfficeHolidaysData{Years: "2007—2026", Editable: true, Kinds: []Option{{Value: "off", Text: "放假"}, {Value: "work", Text: "调休上班"}},
			Rows: []HolidayRow{{"2026-05-06", "星期三", "防汛放假", Badge{Good, "放假"}}}, Errors: Errors{"note": "请写明是什么日子"}}),
		of("office_audit", OfficeAudit, asRole("审计记录", "审计员", MenuItem{Text: "系统"}, MenuItem{Text: "审计", URL: "/office/audit", Icon: "list-check", Active: true}), OfficeAuditData{
			Actor: "li.shifan", Rows: []AuditRow{
				{"1024", "2026-11-22 09:12", "staff:3", "李示范", "signin", "登录", "staff:3", "账号 3", ""},
				{"1023", "2026-11-22 09:11", "guest", "", "signin.failed", "登录失败", "staff:3", "账号 3", `{"failures":1,"locked":false}`},
				{"1022", "2026-11-21 16:20", "staff:1", "王示范", "staff.add", "新建账号", "staff:8", "账号 8", `{"role":"supervision","waits":true}`},
			}, Pager: Pager{Page: 1, Pages: 21, Total: 1024, Next: "?page=2"}, Errors: Errors{"reason": "请写明导出的原因，4 到 100 个字"},
		}),
	}
}

func villageSamples() []sample {
	ask := "/office/village/remarks/new?row=1"
	open := RemarkRow{URL: "/office/remarks/4", Summary: "发放记录 · 农村低保 · 2025年12月", Village: "四联村委会", Bureau: "县民政局", At: "2026-11-10 15:20", State: Badge{Warning, "待答复"}, Lamp: Lamp{Warning, "2026-11-24 前"}}
	late, kept := open, open
	late.Lamp, late.Summary = Lamp{Bad, "超期 3 天"}, "户籍人口"
	kept.State, kept.Lamp, kept.Summary = Badge{Info, "核对无误"}, Lamp{}, "项目 · 演示屯级道路硬化"
	facts := []Fact{{"姓名", "演示甲"}, {"补贴项目", "农村低保"}, {"所属期", "2025年12月"}, {"金额", "300.00"}, {"账号尾号", "0128"}}
	outcomes := []Option{{Value: "corrected", Text: "确实不对，部门更正", Note: "更正后的数据重新报来，名单随之更新"}, {Value: "kept", Text: "核对无误，不改", Note: "请写明依据"}}
	bureau := asRole("村级核对意见", "行业部门", MenuItem{Text: "数据"}, MenuItem{Text: "数据导入", URL: "/office/imports", Icon: "file-import"}, MenuItem{Text: "村级核对意见", URL: "/office/remarks", Icon: "message-report", Active: true})
	return []sample{
		of("office_residents", OfficeResidents, cadreFrame("户籍人口"), OfficeResidentsData{
			Village: "江宁镇 四联村委会", Groups: []Option{{Value: "1组", Text: "1组"}}, Rows: []ResidentRow{
				{"演示甲", "450923********0011", "H00123", "户主", "1组", "1234", "正常", ask}, {"示例乙", "450923********0028", "H00123", "配偶", "1组", "", "正常", ""},
			}, Pager: Pager{Page: 2, Pages: 40, Total: 1980, Prev: "?page=1", Next: "?page=3"},
		}),
		of("office_payouts", OfficePayouts, cadreFrame("发放记录"), OfficePayoutsData{
			Villages: []Option{{Value: "450923108210", Text: "四联村委会", Selected: true}, {Value: "450923108211", Text: "李村村委会"}}, Village: "江宁镇 四联村委会",
			Items: []Option{{Value: "1", Text: "农村低保"}}, Results: []Option{{Value: "成功", Text: "成功"}, {Value: "退票", Text: "退票"}}, Sum: "1,234,560.00", From: "2025-01",
			Rows: []VillagePayoutRow{
				{"演示甲", "农村低保", "A 类", "2025-12", "300.00", "2026-01-10", "0128", Badge{Good, "成功"}, ask},
				{"示例乙", "公益林补偿", "", "2025-01 至 2025-12", "1,250.00", "2025-11-08", "0455", Badge{Bad, "退票"}, ""},
			}, Pager: Pager{Page: 1, Pages: 70, Total: 3471, Next: "?page=2"}, Errors: Errors{"to": "请选择年月，例如 2025-03"},
		}),
		of("office_projects", OfficeProjects, cadreFrame("本村项目"), OfficeProjectsData{Village: "江宁镇 四联村委会", Rows: []VillageProjectRow{
			{"BB-2025-017", "四联村演示屯道路硬化工程", "道路", "县交通局", "480,000.00", "2025-03-01 至 2025-09-30", "2025-03-20 开工", Badge{Info, "在建"}, ask},
		}, Pager: Pager{Page: 1, Pages: 1, Total: 1}}),
		of("office_remark_form", OfficeRemarkForm, cadreFrame("这行不对"), OfficeRemarkFormData{Kind: "payout", Row: "1", Village: "450923108210", Bureau: "县民政局", Facts: facts, Text: "错", Back: "/office/village/payouts", Errors: Errors{"text": "请写清楚哪里不对、应该是什么，至少 5 个字"}}),
		of("office_remarks", OfficeRemarks, bureau, OfficeRemarksData{Bureau: true, Statuses: []Option{{Value: "open", Text: "待答复"}}, Rows: []RemarkRow{late, open, kept}, Pager: Pager{Page: 1, Pages: 1, Total: 3}}),
		of("office_remarks_none", OfficeRemarks, cadreFrame("我的核对意见"), OfficeRemarksData{Empty: Empty{Text: "没有核对意见", Advice: "在户籍人口、发放记录、项目里看到不对的一行，点“这行不对”。"}}),
		of("office_remark", OfficeRemark, bureau, OfficeRemarkData{RemarkRow: open, By: "黄样例", Text: "12 月应为三百五十元，有存折为证。", Facts: facts, Form: true, Outcomes: outcomes, Errors: Errors{"outcome": "请选择核对结果"}}),
		of("office_remark_answered", OfficeRemark, bureau, OfficeRemarkData{RemarkRow: kept, By: "黄样例", Text: "完工日期不对。", Answer: "以验收报告为准，不改。", Answerer: "王示范", Answered: "2026-11-20 10:00"}),
		of("office_relatives", OfficeRelatives, cadreFrame("委托代查"), OfficeRelativesData{
			Rows: []GrantRow{{"3", "演示甲", "示例乙", "子女", "2026-03-02", "2027-03-01"}}, Relations: []Option{{Value: "子女", Text: "子女"}}, Errors: Errors{"expires_on": "截止日期应在今天以后"},
		}),
	}
}
