package templates

func taskSamples() []sample {
	frame := asRole("我的任务", "行业部门", MenuItem{Text: "我的任务", URL: "/office/tasks", Icon: "list-check", Active: true})
	row := func(title, sort, note string, also ...string) TaskRow {
		return TaskRow{Title: title, URL: "/office/findings/12", Sort: sort, Also: also, Since: "2026-11-12", Note: note}
	}
	return []sample{
		of("office_tasks", OfficeTasks, frame, OfficeTasksData{
			Tabs: []OfficeTab{{Text: "全部", URL: "/office/tasks", Count: 7, Active: true}, {Text: "待核查的疑点", URL: "/office/tasks?sort=findings.mine", Count: 4}, {Text: "待整改的保障任务", URL: "/office/tasks?sort=livelihood.mine", Count: 3}},
			Groups: []TaskGroup{
				{Title: "已超期", Late: true, Days: []TaskDay{{Text: "11月19日 星期四", Note: "超期3天", Rows: []TaskRow{row("核查疑点 YD000012：财政供养人员领取农村低保", "待核查的疑点", "超期3天", "快到期和超期的期限")}}}},
				{Title: "本周到期", Days: []TaskDay{
					{Text: "11月22日 星期日", Note: "今天到期", Rows: []TaskRow{row("整改 BZ000031：住房", "待整改的保障任务", "今天到期"), row("答复：转来的事项 转办〔2026〕00003", "转来的事项", "今天到期")}},
				}},
				{Title: "以后到期", Days: []TaskDay{{Text: "12月4日 星期五", Note: "还有12天", Rows: []TaskRow{row("填报竣工验收：四联村文化活动中心屋面防水和院坝硬化以及配套排水沟修缮工程（二期）", "该填报没有填报的项目", "还有12天")}}}},
				{Title: "没有期限", Days: []TaskDay{{Rows: []TaskRow{row("答复拟发放名单第12号：拦截3行，需核实5行", "待答复的拟发放名单", "")}}}},
			},
			Cut: "每一类最多列出最急的100件，办完一些，后面的就出来了。", Pager: Pager{Page: 1, Pages: 2, Total: 57, Next: "?page=2"},
		}),
		of("office_burden", OfficeBurden, asRole("填报负担", "委领导", MenuItem{Text: "系统"}, MenuItem{Text: "填报负担", URL: "/office/burden", Icon: "clock", Active: true}), OfficeBurdenData{
			Month: "2026年11月", Before: "/office/burden?m=2026-10", All: BurdenLine{Text: "合计", Count: 412, Fields: 1630, Minutes: 1284},
			Twice: []AskedTwice{{"公职人员本人的身份证号", []string{"我的家属申报（本人身份证号）", "主动退缴（声明人身份证号）"}, "只填一次：账号登记过本人以后，另外两张表不再问。"}},
			Tables: []BurdenTable{
				{Title: "各岗位", First: "岗位", Rows: []BurdenLine{{"村干部", 61, 190, 142, "2.4"}, {"行业部门", 203, 980, 761, "3.8"}, {"信访室", 148, 460, 381, "2.6"}}},
				{Title: "最花时间的十张表", First: "表", Rows: []BurdenLine{{"疑点 · 反馈", 88, 410, 360, "4.1"}, {"信访件", 70, 210, 133, ""}}},
			},
			Months: []StateBar{{Text: "2026-10", Total: LivelihoodCell{Text: "960分", URL: "/office/burden?m=2026-10"}, Parts: []StatePart{{0, 74.8, "open"}}}, {Text: "2026-11", Total: LivelihoodCell{Text: "1284分", URL: "/office/burden?m=2026-11"}, Parts: []StatePart{{0, 100, "open"}}}},
		}),
		of("office_tasks_none", OfficeTasks, frame, OfficeTasksData{Empty: Empty{Text: "现在没有要您办的事", Advice: "有新的事，会出现在这里和工作台上。"}}),
	}
}
