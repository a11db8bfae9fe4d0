package templates

// fieldDesk is the frame of these pages, as a town's inspector sees it.
func fieldDesk(title string, crumbs ...Link) Frame {
	f := importDesk(title, crumbs...)
	f.Path, f.Name, f.Role = "/office/fieldchecks", "赵示范", "镇纪委"
	f.Menu = []MenuItem{{Text: "工作台", URL: "/office/", Icon: "home"}, {Text: "项目"}, {Text: "现场核查", URL: "/office/fieldchecks", Icon: "map-pin", Active: true}, {Text: "现场核查（手机）", URL: "/office/field/", Icon: "phone"}}
	return f
}

func fieldSamples() []sample {
	home, plans := Link{"现场核查", "/office/fieldchecks"}, Link{"抽查计划", "/office/fieldchecks/plan"}
	verdicts := func(chosen string) []Option {
		all := []Option{{Value: "same", Text: "与备案一致"}, {Value: "differs", Text: "不一致"}, {Value: "missing", Text: "找不到"}, {Value: "notbegun", Text: "没有开工"}}
		for i := range all {
			all[i].Selected = all[i].Value == chosen
		}
		return all
	}
	facts := []Fact{{"编号", "YS0003"}, {"类型", "道路"}, {"地点", "江宁镇 四联村"}, {"业主", "江宁镇人民政府"}, {"施工", "玉林演示路桥工程有限公司"}, {"资金", "120.0万"}, {"建设规模", "2.3公里"}, {"报的进度", "80%（截至2026年10月1日）"}, {"计划工期", "2026年3月1日至2026年8月31日"}}
	questions := []string{"少做的部分有没有设计变更？", "丈量的口径与清单是否一致？"}
	form := FieldForm{Check: "12", UUID: "00000000-0000-4000-8000-000000000001", Staff: "3", Verdicts: verdicts(""), Filed: "报的是80%（截至2026年10月1日）", Scale: "备案的是2.3公里", Unit: "公里", Photos: 6}
	task := FieldErrand{ID: "12", Number: "XC000012", Project: "江宁镇四联村屯级道路硬化工程", Place: "江宁镇 四联村", State: Badge{Info, "待核查"}, Lamp: Lamp{Warning, "还有2个工作日"}, Why: []string{"没有办完的疑点：橙1条，20分", "资金100万元以上（120.0万），15分"}, Facts: facts, Latitude: "22.272600", Longitude: "109.975500", Questions: questions, Form: form}
	second := task
	second.ID, second.Number, second.Project, second.State, second.Lamp, second.Latitude, second.Form.Check, second.Form.UUID = "13", "XC000013", "亚山镇农村饮水安全巩固提升工程", Badge{Bad, "退回重查"}, Lamp{Bad, "超期3个工作日"}, "", "13", "00000000-0000-4000-8000-000000000002"
	refused := task
	refused.Form.Open, refused.Form.Percent, refused.Form.Quantity, refused.Form.Note, refused.Form.Verdicts = true, "140", "很多", "短", verdicts("differs")
	refused.Form.Errors = Errors{"percent": "请填0到100的整数", "quantity": "请填数字，最多三位小数", "note": "请写明看到了什么，4个字以上", "photo": "请至少放一张现场照片"}
	list := OfficeFieldchecksData{View: "waiting", Tabs: []OfficeTab{{Text: "等人去", URL: "?view=waiting", Count: 2, Active: true}, {Text: "超期", URL: "?view=late", Count: 1, Late: true}, {Text: "待审核", URL: "?view=review", Count: 1}, {Text: "已认可", URL: "?view=accepted", Count: 9}, {Text: "全部", URL: "?view=all", Count: 12}},
		Towns: []Option{{Value: "1", Text: "江宁镇", Selected: true}}, ClearURL: "?view=waiting", Deeds: []Link{{"手机上填", "/office/field/"}, plans, {"派一项", "/office/fieldchecks/new"}}, Pager: Pager{Page: 1, Pages: 1, Total: 2},
		Rows: []FieldRow{{URL: "/office/fieldchecks/12", Number: "XC000012", Project: task.Project, No: "YS0003", Place: task.Place, Due: "2026-04-02", State: Badge{Info, "待核查"}, Lamp: Lamp{Warning, "还有2个工作日"}},
			{URL: "/office/fieldchecks/11", Number: "XC000011", Project: "博白镇太阳能路灯安装项目", No: "YS0011", Place: "博白镇 新仲村", Visits: "核查2次，1次没有审核", State: Badge{Good, "已认可"}}}}
	deed := func(action, title string, open bool, wrong string) Deed {
		return Deed{URL: "/office/fieldchecks/12", Action: action, Version: 2, Title: title, Button: title, Primary: open, Open: open, Fields: []Field{{Name: action + "-note", Label: "说明", Type: "textarea", Error: wrong}}}
	}
	visits := []FieldVisit{
		{ID: "1", Who: "1．赵示范（镇纪委）", Verdict: Badge{Warning, "不一致"}, State: Badge{Warning, "待审核"}, Note: "只铺到村口，后面没有路。", Compared: []FieldCompared{{"进度", "40%", "80%", true}, {"数量", "1.5公里", "2.3公里", true}, {"距备案的地点", "223米", "200米以内", true}},
			Facts: []Fact{{"填写", "2026-03-02 09:30"}, {"送到", "2026-03-02 12:10（没有网，存在手机里后来送的）"}, {"填写的位置", "东经109.975500，北纬22.274600，误差约12米"}}, Photos: []OfficePhoto{{URL: "/assets/0/img/sun.svg", Thumb: "/assets/0/img/sun.svg", Original: "/assets/0/img/sun.svg?v=original", Alt: "第1张现场照片"}},
			PhotoNotes: []string{"拍摄时间2026-03-02 09:28（照片里写的），拍摄地点距备案坐标230米"}, Deeds: []Deed{deed("accept1", "认可", true, ""), deed("return1", "退回重查", false, "请写明原因"), deed("aside1", "只作参考", false, "")}},
		{ID: "2", Who: "2．钱样例（镇纪委）", Verdict: Badge{Good, "与备案一致"}, State: Badge{Warning, "待审核"}, Second: "到的时候这项核查已经有人去过或者办完了，所以另外留着，没有改动前一次。", Warnings: []string{"手机的时间比到达的时间还晚，手机的钟不准。"}, Compared: []FieldCompared{{"进度", "80%", "80%", false}}, Facts: []Fact{{"填写", "2026-03-03 10:00"}, {"送到", "2026-03-02 15:00"}, {"填写的位置", "手机没有给"}},
			Review: "2026-03-03 09:00 孙演示：只作参考，照片看不清"},
	}
	one := OfficeFieldcheckData{Number: "XC000012", Project: task.Project, State: Badge{Warning, "待审核"}, Next: Link{Text: "审核下面的核查：认可，或者退回重查。"}, Conflict: "有2次核查等审核，都列在下面。看清楚以后认可一次，别的只作参考。", Why: task.Why, Facts: facts, Questions: questions, Visits: visits, Links: []Link{{"项目备案", "/office/filings/of/YS0003"}, {"抽查计划 CY0001", "/office/fieldchecks/plan/1"}},
		Map: FieldMap{Title: "核查的位置和备案的地点", Desc: "第1次核查的人距备案的地点223米；第1次核查的第1张照片距备案的地点230米。", Ring: 113.04, RingText: "虚线以内：200米", Dots: []FieldDot{{174, 30.8, "photo", "1", "第1次核查的第1张照片"}, {160, 34, "visit", "1", "第1次核查的人"}}, BarWidth: 56.52, BarText: "100米"}}
	open := OfficeFieldcheckData{Number: "XC000013", Project: second.Project, State: Badge{Info, "待核查"}, Lamp: Lamp{Bad, "超期3个工作日"}, Next: Link{"到现场核查，用手机填", "/office/field/#check-13"}, Why: []string{"去看水池做了没有"}, Facts: facts, Empty: "还没有人去过。", MayCallOff: true, CallOff: deed("call_off", "撤销", false, "请写明撤销的原因")}
	plan := OfficeFieldPlanData{State: Badge{Warning, "待同意"}, Waits: "看看抽了哪些、为什么，同意或者不同意。", Note: "第一季度抽查", Facts: []Fact{{"抽取", "2026-03-02 09:30 孙演示"}, {"项目", "从48个里抽2个"}, {"其中随机", "20%"}, {"种子", "4711"}, {"给各镇", "10个工作日"}}, Points: []string{"没有办完的疑点：红30分、橙20分、黄10分、蓝3分一条，合计不超过60分。"},
		Items: []FieldPlanItem{{Rank: "1", Points: "45", Project: task.Project, No: "YS0003", Place: task.Place, Reasons: task.Why, Check: Link{"XC000012", "/office/fieldchecks/12"}, State: Badge{Info, "待核查"}}, {Rank: "2", Points: "10", Project: second.Project, No: "YS0009", Place: "亚山镇 民富村", Chance: true, Reasons: []string{"随机抽取", "没有现场核查过，10分"}}},
		Deeds: []Deed{deed("agree", "同意", true, ""), deed("refuse", "不同意", false, "请写明不同意的原因")}}
	return []sample{
		of("office_field", OfficeField, fieldDesk("现场核查（手机）", home), OfficeFieldData{Staff: "3", Name: "赵示范", Tasks: []FieldErrand{task, second}, More: Link{"还有4项没有列在这里，先去期限近的", "/office/fieldchecks"}}),
		of("office_field_refused", OfficeField, fieldDesk("现场核查（手机）", home), OfficeFieldData{Staff: "3", Name: "赵示范", Tasks: []FieldErrand{refused}, Refused: true}),
		of("office_field_none", OfficeField, fieldDesk("现场核查（手机）", home), OfficeFieldData{Staff: "3", Name: "赵示范", Empty: Empty{Text: "没有要去的现场", Advice: "派来的现场核查会列在这里。", Action: Link{"看核查过的", "/office/fieldchecks?view=all"}}}),
		of("office_fieldchecks", OfficeFieldchecks, fieldDesk("现场核查"), list),
		of("office_fieldchecks_none", OfficeFieldchecks, fieldDesk("现场核查"), OfficeFieldchecksData{Tabs: list.Tabs, Narrowed: Narrowed{Text: "2026-01-01 至 2026-03-31 认可", Kept: []Option{{Value: "done", Text: "by"}, {Value: "2026-01-01", Text: "from"}, {Value: "2026-03-31", Text: "to"}}, ClearURL: "/office/fieldchecks?view=accepted"}, Empty: Empty{Text: "这里没有现场核查"}}),
		of("office_fieldcheck", OfficeFieldcheck, fieldDesk("XC000012 "+task.Project, home), one),
		of("office_fieldcheck_open", OfficeFieldcheck, fieldDesk("XC000013 "+second.Project, home), open),
		of("office_fieldcheck_new", OfficeFieldcheckNew, fieldDesk("派现场核查", home), OfficeFieldcheckNewData{Project: "YS0003", Finding: "12", Facts: facts, Says: "计划2026年1月1日开工，至今没有登记开工。", Why: "去看", Usual: "空着就按平常的期限", Waiting: Link{"XC000012", "/office/fieldchecks/12"}, Errors: Errors{"why": "请写明要去看什么，4个字以上"}}),
		of("office_fieldcheck_new_blank", OfficeFieldcheckNew, fieldDesk("派现场核查", home), OfficeFieldcheckNewData{Usual: "空着就按平常的期限"}),
		of("office_fieldplans", OfficeFieldPlans, fieldDesk("抽查计划", home), OfficeFieldPlansData{MayDraw: true, Top: "20", Share: "120", Days: "10", Errors: Errors{"share": "请填0到100的整数"}, Rows: []FieldPlanRow{{URL: "/office/fieldchecks/plan/1", Number: "CY0001", Made: "2026-03-02 09:30 孙演示", Drawn: "从48个项目里抽10个", Done: "去过4个，认可3个", State: Badge{Good, "已下达"}}}}),
		of("office_fieldplans_none", OfficeFieldPlans, fieldDesk("抽查计划", home), OfficeFieldPlansData{}),
		of("office_fieldplan", OfficeFieldPlan, fieldDesk("抽查计划 CY0001", home, plans), plan),
	}
}
