package templates

// recusalSamples are the pages about who is accused and who keeps out, as the
// petition office and a head see them.
func recusalSamples() []sample {
	base := "/office/petitions/12/recusal"
	line := func(name, label, hint string) []Field {
		return []Field{{Name: name, Label: label, Hint: hint, Type: "text", Max: 300}}
	}
	office := OfficeRecusalData{
		Base: base, Number: "信访〔2026〕00012", CanName: true, Q: "韦演示", Searched: true,
		Subjects: []RecusalSubject{
			{Kind: "人", Label: "韦演示（演示县民政局）", Found: true, Strike: []Deed{{URL: base + "/subjects/1/strike", Action: "strike1", Title: "不是被反映人", Button: "去掉", Fields: line("strike1-reason", "为什么不是", "例如：同名，正文里说的是另一个人")}}},
			{Kind: "村委会或镇", Label: "四联村委会"},
		},
		Candidates: []RecusalCandidate{{"7", "韦演示", "演示县民政局 副局长"}, {"9", "韦演示", "户籍在四联村委会"}},
		Naming:     []Deed{{URL: base + "/subjects", Action: "unit", Title: "单位", Button: "登记单位", Fields: line("unit", "单位名称", "例如：民政局")}},
		Kept:       []RecusalKept{{Name: "李示范", Role: "信访室", Reason: "被反映人的亲属"}},
	}
	head := office
	head.CanName, head.Q, head.Searched, head.Candidates, head.Naming = false, "", false, nil, nil
	head.Requests = []RecusalRequest{{At: "2026-03-02 10:00", Words: "镇里的书记是他家亲戚，不要让他办。", State: Badge{Warning, "待决定"},
		Decide: []Deed{{URL: base + "/rule/3", Action: "rule3", Title: "决定", Button: "决定", Primary: true, Fields: line("rule3-words", "告诉来信人的话", "不写工作人员的姓名")}}}}
	head.Keep = []Deed{{URL: base + "/keep", Action: "keep", Title: "决定回避", Button: "决定", Fields: line("keep-reason", "理由", "")}}
	return []sample{
		of("office_recusal", OfficeRecusal, desk("被反映人和回避"), office),
		of("office_recusal_head", OfficeRecusal, desk("被反映人和回避"), head),
		of("office_recusals", OfficeRecusals, desk("回避申请"), OfficeRecusalsData{Rows: []RecusalRow{{"/office/petitions/12/recusal", "信访〔2026〕00012", "2026-03-02 10:00"}}}),
	}
}
