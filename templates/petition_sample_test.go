package templates

import "fmt"

// petitionSamples are the queue and one petition: as the petition office sees
// it while an objection waits, as the head sees it with a request to decide,
// and as a supervision office sees what was handed over to it.
func petitionSamples() []sample {
	queue := OfficePetitionsData{
		Tabs:       []OfficeTab{{Text: "未办结", URL: "/office/petitions", Count: 12, Active: true}, {Text: "超期", URL: "?due=overdue", Count: 1, Late: true}, {Text: "全部", URL: "?state=all", Count: 31}},
		Categories: []Option{{Value: "accusation", Text: "检举控告"}}, Modes: []Option{{Value: "real", Text: "实名"}}, Dues: []Option{{Value: "overdue", Text: "已超期"}},
		Ages: []Option{{Value: "7", Text: "7天以上"}}, Sorts: []Option{{Text: "待办在前、实名优先"}}, Towns: []Option{{Value: "1", Text: "那林镇"}}, ShowMine: true, EntryURL: "/office/petitions/new",
		Narrowed: Narrowed{Text: "2026-01-01 至 2026-03-31 收到，来信", Kept: []Option{{Value: "letter", Text: "channel"}}, ClearURL: "/office/petitions"},
		Pager:    Pager{Page: 1, Pages: 1, Total: 4},
	}
	for i, s := range []Badge{{Warning, "异议复核"}, {Info, "已交办"}, {Warning, "待反馈"}, {Good, "已办结"}} {
		row := PetitionRow{
			URL: "/office/petitions/1", Number: fmt.Sprintf("信访〔2026〕%05d", i+1), Subject: "低保、五保、救助评得不公", Place: "那林镇 · 示范村", Channel: "来信", Category: "检举控告", Mode: Badge{Good, "实名（已核实）"},
			State: s, At: "2026-11-02", Days: "23天前", What: "反馈结果", Due: "2026-11-24", Lamp: Lamp{Bad, "超期1个工作日"}, Handler: "王示范", Mine: i == 0, Files: "2图", Next: "复核", Act: i == 0,
		}
		if i == 3 {
			row.Red = Badge{Bad, "复核后仍不满意"}
		}
		queue.Rows = append(queue.Rows, row)
	}
	radios := func(name, label string, options ...Option) []Choice {
		return []Choice{{Name: name, Label: label, Options: options}}
	}
	area := func(name, label string) []Field {
		return []Field{{Name: name, Label: label, Type: "textarea", Max: 500}}
	}
	yes := []Option{{Value: "yes", Text: "同意"}, {Value: "no", Text: "不同意"}}
	one := OfficePetitionData{
		Number: "信访〔2026〕00001", Subject: "低保、五保、救助评得不公", State: Badge{Warning, "异议复核"}, Mode: Badge{Good, "实名（已核实）"}, Body: "评低保没有开会。\n也没有张榜。", Outcome: "经核查，评议程序符合规定。",
		Rating: "不满意。没有人来问过我", Rating2: "", Facts: []Fact{{"反映的问题", "低保、五保、救助评得不公"}, {"发生地", "那林镇 · 示范村"}, {"渠道", "来信"}, {"收到", "2026-11-02 09:10"}, {"业务类别", "检举控告"}, {"承办人", "王示范"}},
		Dues:       []DueRow{{"筛查分流", "2026-11-09", Lamp{Good, "还有3个工作日"}}, {"告知受理", "2026-11-23", Lamp{Warning, "还有2个工作日"}}, {"反馈结果", "2026-11-24（暂定）", Lamp{Bad, "超期1个工作日（暂定）"}}},
		Objections: []ObjectionRow{{"来信人评价不满意，再看一遍", "2026-11-20 08:30", "没有人来问过我", "", ""}, {"登记来信人的异议", "2026-11-12 15:00", "来信说数目不对。", "已解释说明，王示范 2026-11-13 10:00", "账目和存折都核对过了。"}},
		Deeds: []Deed{
			{URL: "/office/petitions/1/objection", Action: "explain", Version: 7, Title: "解释说明，维持原结果", Button: "解释并反馈", Primary: true, Open: true, Hint: "没有新的证据的，向来信人解释说明。", Fields: area("explain-text", "给来信人的解释")},
			{URL: "/office/petitions/1/reopen", Action: "reopen", Version: 7, Title: "重新办理", Button: "重新办理", Radios: radios("reopen-again", "从哪一步重新办理", Option{Value: "accepted", Text: "已受理，重新办理", Selected: true}, Option{Value: "screening", Text: "重新筛查分流"}), Fields: area("reopen-note", "重新办理的原因")},
			{URL: "/office/petitions/1/callback", Action: "call_back", Version: 7, Title: "回访", Button: "登记回访", Open: true, Radios: radios("call_back-reached", "联系上了吗", yes...), Fields: area("call_back-note", "回访的情况")},
		},
		Call: []Fact{{"抽到", "2026-11-12"}, {"回访", "等没有经办的人回访"}}, Anonymous: false,
		Timeline: []TimelineItem{{At: "2026-11-20 08:30", What: "不满意，再次复核", Who: "来信人", Done: true}, {At: "2026-11-12 09:00", What: "反馈结果", Who: "王示范（信访室）", Note: "电话告知。本人没有意见", Done: true}},
	}
	decide := one
	decide.State, decide.Red, decide.Rating2, decide.Objections, decide.Call, decide.Deeds = Badge{Info, "已交办"}, Badge{Bad, "复核后仍不满意"}, "不满意", nil, nil, nil
	decide.Requests = []RequestBox{
		{What: "申请退回信访室", Asked: "李示范 2026-11-21 09:00", Reason: "没有实质内容，建议退回", State: Badge{Warning, "等待审批"}, Deeds: []Deed{{URL: "/office/petitions/1/requests/3", Action: "rule-3", Version: 7, Button: "提交审批", Primary: true,
			Radios: radios("rule-3-agree", "审批意见", yes...), Fields: []Field{{Name: "rule-3-words", Label: "批示", Hint: "不同意的要写明原因", Type: "textarea", Error: "不同意请写明原因"}}}}},
		{What: "申请退回信访室", Asked: "李示范 2026-11-18 09:00", Reason: "不归本室", State: Badge{Bad, "不同意"}, Decided: "赵示范 2026-11-18 16:00", Words: "属于你室职责"},
	}
	handed := one
	handed.State, handed.Materials, handed.Objections, handed.Call, handed.Rating, handed.Outcome, handed.Timeline = Badge{Info, "已交办"}, true, nil, nil, "", "", nil
	handed.Requests = []RequestBox{{What: "申请退回信访室", Asked: "李示范 2026-11-21 09:00", Reason: "没有实质内容，建议退回", State: Badge{Warning, "等待审批"}}}
	handed.Deeds = []Deed{{URL: "/office/petitions/1/clue", Action: "clue", Version: 7, Title: "转问题线索", Button: "转线索", Primary: true, Fields: area("clue-title", "线索标题")}}
	return []sample{
		of("office_petitions", OfficePetitions, desk("信访件"), queue),
		of("office_petition", OfficePetition, desk("信访〔2026〕00001"), one),
		of("office_petition_decide", OfficePetition, desk("信访〔2026〕00001"), decide),
		of("office_petition_handed", OfficePetition, inspection("信访〔2026〕00001"), handed),
	}
}
