package templates

// alikeSamples are a petition with what stands beside it, and two side by side.
func alikeSamples() []sample {
	crumbs := []Link{{"工作台", "/office/"}, {"信访件", "/office/petitions"}}
	frame := desk("信访〔2026〕00031")
	beside := desk("并排对照")
	beside.Crumbs = append(crumbs, Link{"信访〔2026〕00031", "/office/petitions/31"})
	merge := Deed{URL: "/office/petitions/31/triage", Action: "duplicate", Version: 2, Title: "并入信访〔2026〕00018", Button: "认定重复，并入", Primary: true,
		Hint:   "登记保存，和信访〔2026〕00018一起办理；那一件有了进展，会一并告诉这件的来信人。",
		Fields: []Field{{Name: "duplicate-duplicate", Label: "与哪一件重复（编号）", Type: "text", Value: "信访〔2026〕00018", Max: 32}, {Name: "duplicate-note", Label: "内部说明", Type: "textarea", Max: 500}}}
	known := Deed{URL: "/office/petitions/31/known", Action: "known", Version: 2, Title: "公开在办", Button: "公开在办", Hint: "村里已经知道有人反映、正在办理的，才能公开，例如已经公告。",
		Fields: []Field{{Name: "known-reason", Label: "理由", Hint: "例如：村务公开栏已公告", Type: "text", Max: 200}}}
	one := OfficePetitionData{
		Number: "信访〔2026〕00031", Subject: "修路、修水等工程有问题", State: Badge{Info, "筛查分流"}, Mode: Badge{Info, "实名（未核实）"},
		Body:  "六屯的水泥路去年十月才修好，现在到处开裂。\n厚度只有十公分。",
		Facts: []Fact{{"反映的问题", "修路、修水等工程有问题"}, {"发生地", "示范镇 · 示范村 · 六屯"}, {"渠道", "网络·微信平台"}},
		Alike: Alike{
			Rows: []AlikeRow{
				{"/office/petitions/31/beside/18", "信访〔2026〕00018", "修路、修水等工程有问题，示范镇 · 示范村，2026-02-20收到", "同一个来信人、说法相近、同一个村、具体地方相近、同一类问题、时间相近", Badge{Info, "已受理"}, 83, true},
				{"/office/petitions/31/beside/22", "信访〔2026〕00022", "其他，示范镇 · 示范村，2026-02-25收到，已并入信访〔2026〕00018", "有几处说法相近、同一个村、提到同样的数目", Badge{Plain, "重复件"}, 55, false},
			},
			Merged:  []MergedRow{{"/office/petitions/29", "信访〔2026〕00029", "来信，实名（未核实），进展要由您写信、打电话或当面告知"}, {"/office/petitions/30", "信访〔2026〕00030", "网络·微信平台，实名（已核实），同一人重复反映"}},
			Joined:  "另有7人反映同一件事。",
			Repeats: "来信人重复反映1次，已登记保存。", Known: "2026-03-01起公开在办：再来反映同一件事的人，会看到“类似的事已经有人反映，正在办理”。",
			KnownDeeds: []Deed{known},
		},
	}
	return []sample{
		of("office_petition_alike", OfficePetition, frame, one),
		of("office_petition_beside", OfficePetitionBeside, beside, OfficePetitionBesideData{
			Score: 83, Why: "说法相近、同一个村、具体地方相近、同一类问题、时间相近。", Same: true,
			Fields: []BesideField{{"反映的问题", "修路、修水等工程有问题", "修路、修水等工程有问题"}, {"发生地", "示范镇 · 示范村 · 六屯", "示范镇 · 示范村 · 六屯路口"}, {"被反映人", "", "村里管工程的人"}, {"收到", "2026-03-02 10:00", "2026-02-20 09:12"}},
			Sides: [2]BesideSide{
				{"/office/petitions/31", "信访〔2026〕00031", Badge{Info, "筛查分流"}, "六屯的水泥路去年十月才修好，现在到处开裂。\n厚度只有十公分。", nil},
				{"/office/petitions/18", "信访〔2026〕00018", Badge{Info, "已受理"}, "我们六屯那条新修的水泥路，几个月就裂缝了，量了厚度不够，水泥放得少，沙子多。", nil},
			},
			Merge: []Deed{merge},
		}),
	}
}
