package templates

import "fmt"

// sampleAnswer is what a model would find.
func sampleAnswer() WhatIfAnswer {
	a := WhatIfAnswer{On: true, Held: "死亡人口数据截至2026年1月1日，已过期", More: "还有 12 个乡镇，共 41 条。",
		Figures: []Figure{{"命中", "143", "条", Info}, {"涉及金额", "12.8万元", "", Plain}, {"会新出现", "31", "和现有疑点比", Warning}, {"会不再出现", "2", "和现有疑点比", Good}}}
	for i, town := range []string{"那林镇", "双凤镇", "三滩镇", "博白镇", "沙河镇"} {
		a.Towns = append(a.Towns, Bar{Text: town, Percent: 100 - 18*i, Count: fmt.Sprintf("%d 条，%d.2万元", 40-7*i, 5-i)})
	}
	for i, name := range []string{"张某", "李某", "王某"} {
		a.Samples = append(a.Samples, WhatIfSample{name, "示范村", "农村低保", "2025年4月 至 2025年7月", fmt.Sprintf("%d20.00", 9-i), "登记的死亡日期是2025年3月20日，之后仍发放了农村低保4期，共920.00元。", Badge{"orange", "橙"}})
	}
	a.Enter, a.Leave = a.Samples[1:], a.Samples[:2]
	return a
}

func comparisonSamples() []sample {
	runsLink, ownLink := Link{"比对记录", "/office/runs"}, Link{"自建模型", "/office/models/own"}
	list := OfficeRunsData{URL: "/office/runs", MayStart: true, Busy: true, Pager: Pager{Page: 1, Pages: 3, Total: 120, Next: "?page=2"}, Rows: []RunRow{
		{URL: "/office/runs/4", Kind: "全量比对", AsOf: "2026-07-02", Scope: "全部", Started: "2026-07-02 09:12", By: "人工", State: Badge{Info, "进行中"}, Work: ImportWork{"比对", 41, 100}},
		{URL: "/office/runs/3", Kind: "导入后比对", AsOf: "2026-07-01", Scope: "第 12 批数据涉及的人", Started: "2026-07-01 15:40", By: "自动", Took: "2.4 秒", Hits: "31", Created: "4", Updated: "27", Gone: "0", State: Badge{Good, "已完成"}},
		{URL: "/office/runs/2", Kind: "全量比对", AsOf: "2026-07-01", Scope: "全部", Started: "2026-07-01 02:00", By: "自动", State: Badge{Bad, "没有完成"}},
		{URL: "/office/runs/1", Kind: "全量比对", AsOf: "2026-06-30", Scope: "全部", Started: "2026-06-30 02:00", By: "自动", Took: "1 分 12 秒", Hits: "2,310", Created: "120", Updated: "2,190", Gone: "14", State: Badge{Good, "已完成"}},
	}}
	facts := []Fact{{"种类", "全量比对"}, {"截至日期", "2026-06-30"}, {"范围", "全部"}, {"开始", "2026-06-30 02:00（自动）"}}
	done := OfficeRunData{URL: "/office/runs/1", State: Badge{Good, "已完成"}, BatchCount: "312",
		Facts: append(facts[:4:4], Fact{"用时", "1 分 12 秒（读取 48.0 秒，比对 1.2 秒，保存 22.8 秒）"}, Fact{"参数版本", "9f21c4d0a77b3e15"}, Fact{"数据指纹", "5d1c2b7a9e0f4c3b8a7d6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b"},
			Fact{"规则版本", "7c21b09f4e5d6a38（规则的程序有任何改动都会变）"}, Fact{"程序版本", "a65c198e0d4f，2026-06-20"}, Fact{"结果指纹", "1b2c3d4e5f60718293a4b5c6d7e8f9000f9e8d7c6b5a49382716051423324150"}),
		Repeat: "/office/runs/1/repeat", Repeats: []RunRepeatRow{{"/office/runs/6", "2026-07-02 09:12", "人工", Badge{Good, "结果一致"}}, {"/office/runs/5", "2026-07-01 16:40", "人工", Badge{Warning, "不能按当时重算"}}},
		Figures: []Figure{{"比对的人", "1,861,204", "10,204,110 笔发放", Info}, {"命中", "2,310", "次", Plain}, {"新的疑点", "120", "条", Warning}, {"仍然存在", "2,190", "条", Plain}, {"不再存在", "14", "条", Good}},
		Models:  []RunModelRow{{"/office/models/S01", "S01 死亡人员继续领取", "5d1c2b7a9e0f4c3b", "86", "38,210.00", "死亡人口数据截至2026年1月1日，已过期"}, {"/office/models/S06", "S06 低保家庭有机动车", "0e9f8a7b6c5d4e3f", "210", "812,400.00", ""}, {"/office/models/own", "Z01", "aa9f8a7b6c5d4e3f", "3", "0.00", ""}},
		Batches: []RunBatchRow{{"12", "死亡人口", "2026年死亡人员.xlsx", "2026-01-01", "1,204", false}, {"11", "一卡通发放明细", "2026年6月农村低保发放.xlsx", "2026-06-20", "24,310", true}}}
	again := OfficeRunData{URL: "/office/runs/7", State: Badge{Bad, "结果不一致"}, Note: "规则版本不同：当时 7c21b09f4e5d6a38，现在 03b1c9aa4410de52，结果不同可能是程序改动引起的", Of: Link{"看第 1 次比对", "/office/runs/1"},
		Facts: append(facts[:2:2], Fact{"范围", "重算第 1 次"}, facts[3]), Figures: []Figure{{"比对的人", "1,861,204", "10,204,110 笔发放", Info}, {"命中", "2,311", "次", Plain}},
		Differences: []RunDifferenceRow{{"S01 死亡人员继续领取", "多 2 条，少 1 条", "1f0a9c3b5d7e2a46　8a7d6e5f4a3b2c1d　c4d0a77b3e159f21"}}}
	busy := OfficeRunData{URL: "/office/runs/4", State: Badge{Info, "进行中"}, Working: ImportWork{"比对", 41, 100}, Facts: facts}
	failed := OfficeRunData{URL: "/office/runs/2", State: Badge{Bad, "没有完成"}, Message: "没有启用任何模型，请先在参数页面启用", Facts: facts}
	matrix := OfficeMatrixData{Editable: true, Statuses: []string{"财政供养在职", "退休财供", "村干部", "死亡", "服刑强戒", "有车", "有企业", "有商品房商铺"}}
	for i, b := range []string{"农村低保", "城市低保", "特困供养", "临时救助", "高龄津贴"} {
		row := MatrixRow{Benefit: b}
		for j, s := range matrix.Statuses {
			state := []Badge{{Bad, "冲突"}, {Warning, "需核实"}, {Plain, "相容"}}[(i*j+i)%3]
			row.Cells = append(row.Cells, MatrixCell{State: state, URL: "/office/parameters/matrix." + b + "." + s, About: b + "与" + s, Changed: i == 1 && j == 2})
		}
		for j, r := range matrix.Rows {
			row.Pairs = append(row.Pairs, MatrixCell{State: []Badge{{Bad, "冲突"}, {Plain, "相容"}}[(i+j)%2], URL: "/office/parameters/matrix." + r.Benefit + "+" + b, About: b + "与" + r.Benefit, Changed: i == 2 && j == 1})
		}
		if i < 4 {
			matrix.Benefits = append(matrix.Benefits, b)
		}
		matrix.Rows = append(matrix.Rows, row)
	}
	read := matrix
	read.Editable, read.Rows = false, nil
	for _, r := range matrix.Rows {
		plain := MatrixRow{Benefit: r.Benefit}
		for _, c := range r.Cells {
			plain.Cells = append(plain.Cells, MatrixCell{State: c.State})
		}
		for _, c := range r.Pairs {
			plain.Pairs = append(plain.Pairs, MatrixCell{State: c.State})
		}
		read.Rows = append(read.Rows, plain)
	}
	return append([]sample{
		of("office_runs", OfficeRuns, inspection("比对记录"), list),
		of("office_runs_empty", OfficeRuns, inspection("比对记录"), OfficeRunsData{URL: "/office/runs", Empty: Empty{"还没有比对过", "数据导入以后会自动比对涉及的人，每天夜里比对全部。", Link{}}}),
		of("office_run", OfficeRun, inspection("第 1 次比对", runsLink), done),
		of("office_run_repeat", OfficeRun, inspection("第 7 次比对", runsLink), again),
		of("office_run_busy", OfficeRun, inspection("第 4 次比对", runsLink), busy),
		of("office_run_failed", OfficeRun, inspection("第 2 次比对", runsLink), failed),
		of("office_matrix", OfficeMatrix, inspection("互斥矩阵"), matrix),
		of("office_matrix_read", OfficeMatrix, inspection("互斥矩阵"), read),
	}, ownModelSamples(ownLink)...)
}

// tried is a what-if form, answered or refused.
func tried(wrong Errors) WhatIf {
	w := WhatIf{URL: "/office/models/S01/whatif", Errors: wrong, Advice: "试算不保存。要长期改，请管理员在“参数”页面查找“S01”后修改；只有管理员能改，改动有生效日期和依据。",
		Fields: []Field{{Name: "S01.grace_months", Label: "死亡后的宽限", Type: "text", Mode: "numeric", Value: "0", Hint: "现在是 1 个月，平台默认 1 个月"}, {Name: "severity.red_yuan", Label: "红色预警金额", Type: "text", Value: "10000", Hint: "现在是 10000 元，平台默认 10000 元"}}}
	if wrong != nil {
		w.Fields[0].Value, w.Fields[0].Error = "一个", wrong["S01.grace_months"]
		return w
	}
	w.Answer = sampleAnswer()
	return w
}

func ownModelSamples(under Link) []sample {
	list := OfficeOwnModelsData{New: Link{"写一个模型", "/office/models/own/new"}, Rows: []OwnModelRow{
		{"/office/models/own/2", "Z02", "1", "年满八十没有领高龄津贴", "王示范", "2026-07-02 09:12", Badge{"yellow", "黄"}, Badge{Warning, "待批准"}},
		{"/office/models/own/1", "Z01", "2", "低保家庭近一年缴社保满六个月", "李示范", "2026-06-12 16:02", Badge{"orange", "橙"}, Badge{Good, "在用"}},
	}}
	form := OfficeOwnModelFormData{URL: "/office/models/own", Title: "年满八十没有领高龄津贴", Says: "年满八十，没有领高龄津贴", Basis: "县里的通知", Expression: "年龄 >= 80 and 领取(\"高龄津贴\") == 0", Questions: "本人申请过没有？",
		Severities: []Option{{Value: "0", Text: "蓝"}, {Value: "1", Text: "黄", Selected: true}, {Value: "2", Text: "橙"}, {Value: "3", Text: "红"}},
		Items:      []Option{{Value: "农村低保", Text: "农村低保"}, {Value: "高龄津贴", Text: "高龄津贴"}, {Value: "耕地地力保护补贴", Text: "耕地地力保护补贴"}, {Value: "残疾人两项补贴", Text: "残疾人两项补贴"}},
		Registers:  []Option{{Value: "deaths", Text: "死亡人口"}, {Value: "vehicles", Text: "机动车", Selected: true}, {Value: "company_roles", Text: "市场主体人员"}},
		Words:      []Word{{"年龄", "整数", "截至日的周岁"}, {"性别", "文字", "男或女"}, {"已去世", "是或否", "截至日已登记死亡"}, {"车辆估值", "数（元）", "名下车辆估值之和"}, {"领取(\"项目\")", "数（元）", "近 12 个月领到的这一种补贴，项目写名称或类别"}}}
	wrong := form
	wrong.Expression, wrong.Title, wrong.Errors = "年纪 >= 80", "", Errors{"title": "请写名称，2 至 40 个字", "expression": "第 1 个字附近：没有“年纪”这个字段，请从字段表里选"}
	checked := form
	checked.Answer = sampleAnswer()
	one := OfficeOwnModelData{URL: "/office/models/own/2", Says: form.Says, Expression: form.Expression, State: Badge{Warning, "待批准"}, Version: 2, Decide: true, Preview: true, Questions: []string{"本人申请过没有？"},
		Facts: []Fact{{"版本", "1"}, {"依据", "县里的通知"}, {"分级", "黄"}, {"领这些补贴的人", "不限"}, {"谁写的", "王示范 2026-07-02 09:12"}}}
	refused := one
	refused.Opinion, refused.Errors, refused.Answer = "改", Errors{"note": "请写明退回的原因（至少 4 个字）"}, sampleAnswer()
	used := one
	used.State, used.Decide, used.Revise, used.Retire = Badge{Good, "在用"}, false, true, true
	broken := one
	broken.Errors = Errors{"": "没有这个补贴项目：高龄津贴"}
	draft := one
	draft.State, draft.Note, draft.Decide, draft.Edit, draft.Submit = Badge{Bad, "已退回"}, "年龄请改成八十五", false, "/office/models/own/2/edit", true
	model := OfficeModelData{Box: sampleBox(), State: Badge{Good, "可以运行"}, List: "/office/findings?model=S01&view=all", Ground: "首批24个", Facts: []Fact{{"疑点", "86条"}, {"准确率", "50%"}},
		AsOf: Reach{Rows: []Fact{{"一卡通发放明细", "2026-06-20"}, {"死亡人口", "没有导入"}}}, Needed: []Fact{{"模型版本", "5d1c2b7a9e0f4c3b"}}, Cases: "case 死后四期\n  person 甲 born 1940-01-01\n  died 2025-03-20\nhit 甲", WhatIf: tried(nil)}
	typed := model
	typed.WhatIf = tried(Errors{"S01.grace_months": "死亡后的宽限请填整数，例如 1"})
	title, crumb := "Z02 年满八十没有领高龄津贴", under
	return []sample{
		of("office_model_whatif", OfficeModel, inspection("S01 死亡人员继续领取", Link{"模型成绩", "/office/models"}), model),
		of("office_model_whatif_wrong", OfficeModel, inspection("S01 死亡人员继续领取", Link{"模型成绩", "/office/models"}), typed),
		of("office_own_models", OfficeOwnModels, inspection("自建模型"), list),
		of("office_own_models_empty", OfficeOwnModels, inspection("自建模型"), OfficeOwnModelsData{Empty: Empty{"还没有自建模型", "平台自带的模型在“模型成绩”里。", Link{}}}),
		of("office_own_form", OfficeOwnModelForm, inspection("写一个模型", crumb), form),
		of("office_own_form_wrong", OfficeOwnModelForm, inspection("写一个模型", crumb), wrong),
		of("office_own_form_checked", OfficeOwnModelForm, inspection("修改草稿", crumb), checked),
		of("office_own_model", OfficeOwnModel, inspection(title, crumb), one),
		of("office_own_model_wrong", OfficeOwnModel, inspection(title, crumb), refused),
		of("office_own_model_broken", OfficeOwnModel, inspection(title, crumb), broken),
		of("office_own_model_used", OfficeOwnModel, inspection(title, crumb), used),
		of("office_own_model_draft", OfficeOwnModel, inspection(title, crumb), draft),
	}
}
