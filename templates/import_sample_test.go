package templates

import "fmt"

// importDesk is the frame of the import pages, as a bureau's officer sees it.
func importDesk(title string, crumbs ...Link) Frame {
	return Frame{
		Title: title, Demo: true, Path: "/office/imports", Name: "李演示", Role: "行业部门", Crumbs: append([]Link{{"工作台", "/office/"}}, crumbs...),
		Menu: []MenuItem{{Text: "工作台", URL: "/office/", Icon: "home"}, {Text: "数据"},
			{Text: "数据导入", URL: "/office/imports", Icon: "file-import", Active: true}, {Text: "村级核对意见", URL: "/office/remarks", Icon: "message-report"}},
	}
}

func importSamples() []sample {
	list := importDesk("数据导入")
	under := Link{"数据导入", "/office/imports"}
	kinds := []Option{{Value: "residents", Text: "户籍人口"}, {Value: "payouts", Text: "发放明细"}}
	history := OfficeImportsData{Kinds: kinds, Statuses: []Option{{Value: "checked", Text: "待确认"}}, Pager: Pager{Page: 1, Pages: 3, Total: 128, Next: "?page=2"}}
	for i, r := range []ImportRow{
		{FileName: "2026年3月农村低保发放明细（含补发）_终稿2.xlsx", Title: "发放明细", Rows: "12,480", Bad: "37", Amount: "4,362,100.00", State: Badge{Warning, "待确认"}, Lamp: Lamp{Bad, "等了 5 天"}},
		{FileName: "孤儿基本生活费202602.csv", Title: "发放明细", Rows: "86", Amount: "81,700.00", State: Badge{Good, "已导入"}},
		{FileName: "户籍.xlsx", Title: "户籍人口", State: Badge{Info, "正在核对"}},
		{FileName: "新建文件夹.rar", Title: "发放明细", State: Badge{Bad, "读不了"}},
		{FileName: "低保2月_旧.xlsx", Title: "发放明细", Rows: "12,391", Bad: "2", Amount: "4,331,900.00", State: Badge{Plain, "已撤回"}},
	} {
		r.URL, r.Bureau, r.AsOf, r.By, r.At = fmt.Sprintf("/office/imports/%d", 20-i), "民政局", "2026-03-01", "李演示", "2026-03-02 10:05"
		history.Rows = append(history.Rows, r)
	}
	form := OfficeImportFormData{Largest: "512 MB", Kinds: []ImportKind{
		{"divisions", "行政区划", "县、乡镇、村的代码和名称。要最先导入，其他数据都用到村代码", "/office/imports/templates/divisions.xlsx", false},
		{"residents", "户籍人口", "全县户籍人口：姓名、身份证号、户编号、村组。村民实名绑定以它为准", "/office/imports/templates/residents.xlsx", false},
		{"payouts", "发放明细", "一卡通发放明细：每人每笔一行。导入后村民能查到自己的，绑定了微信的会收到提醒", "/office/imports/templates/payouts.xlsx", true}}}
	wrong := form
	wrong.Errors = Errors{"kind": "请选择这是哪一种数据", "file": "请选择要上传的文件", "as_of": "日期不对，请写成 2026-03-02 这样"}
	known := form
	known.Errors, known.Again = Errors{"": "这个文件已经在 2026年3月2日 导入过（批次 12），不用再导。"}, Link{"去看那一批", "/office/imports/12"}
	facts := []Fact{{"数据种类", "发放明细"}, {"数据截至", "2026年3月1日"}, {"上传", "2026-03-02 10:05 李演示"}, {"部门", "民政局"}, {"行数", "12,480 行，通过 12,443 行，退回 37 行"}, {"金额合计", "4,362,100.00 元（只算通过的行）"}}
	checked := OfficeImportData{URL: "/office/imports/20", State: Badge{Warning, "待确认"}, Lamp: Lamp{Good, "今天上传"}, Facts: facts, Bad: "37", ErrorsURL: "/office/imports/20/errors.xlsx",
		Confirm:  ImportConfirm{Deed: "导入 12,443 行，退回 37 行", Effects: []string{"金额合计 4,362,100.00 元，请和本部门的账核对。", "村民马上能查到自己的发放记录。", "绑定了微信、这次有钱到账的村民，每人收到一条提醒（不写姓名和金额）。"}},
		Withdraw: ImportWithdraw{Deed: "放弃这一批", Opening: "不导入这一批…", Effect: "放弃以后不会有任何数据生效；同一个文件以后还可以再上传。"},
		LeftOut:  []string{"“3月”第1行：标题，没有当作数据", "“3月”第12482行：合计行，没有当作数据"},
		Columns:  []string{"批次号", "项目编码", "所属期起", "所属期止", "身份证号", "姓名", "数量", "档次", "金额", "账号", "账户名", "发放日期", "发放结果"},
		Pager:    Pager{Page: 1, Pages: 2, Total: 37, Next: "?page=2"}}
	for range 5 {
		checked.Preview = append(checked.Preview, []string{"DB202603", "MZ01", "2026-03", "2026-03", "450923********0011", "陈演一", "2", "A", "700.00", "****0128", "陈演一", "2026-03-10", "成功"})
	}
	for i, m := range []ImportMistake{{Column: "身份证号", Value: "450923********0012", Message: "身份证号的最后一位和前面对不上，请对照身份证"},
		{Column: "金额", Value: "七百", Message: "金额要写成数字，如 700 或 700.00"}, {Column: "姓名", Message: "姓名不能空着"}} {
		m.Place = fmt.Sprintf("3月 第 %d 行", 17+40*i)
		checked.Mistakes = append(checked.Mistakes, m)
	}
	full := OfficeImportData{URL: "/office/imports/22", State: Badge{Warning, "待确认"}, Lamp: Lamp{Good, "今天上传"}, Errors: Errors{"ends": "填的和要停的条数不一样。请核对：这份名单会停 312 条；确实要停，请填 312"},
		Facts: append(append([]Fact{}, facts[:4]...), Fact{"全量名单", "是。在册 1,204 条，没有列入 312 条"}), Columns: checked.Columns[4:6], Preview: [][]string{{"450923********0011", "陈演一"}},
		Confirm: ImportConfirm{Deed: "导入 905 行，停 312 条", Anew: "确认以后又导入了别的数据：要停的从 300 条变成 312 条，所以没有导入。请看过以后再确认。",
			Effects: []string{"这是全量名单：名单里出现的人员类别里在册的 1,204 条里，有 312 条没有列入，从2026年3月1日起视为已停。撤回这一批，它们就恢复。", "另有 2 条没有列入，因为退回的行里有同名的人，先不停。", "只用于监督比对，村民看不到。"},
			Full: ImportEnds{Number: 312, Given: "300", Beside: "单位", Rows: [][]string{{"陈演一", "博白县江宁镇中心小学", "2019-09-01"}, {"梁样三", "四联村村民委员会", "2021-01-01"}}, More: "还有 310 条没有列出来。",
				Many: "要停的超过在册的两成（1,204 条里的 312 条）。名单是不是只有一个乡镇、一个项目的，或者拿错了月份？确实要停，请填写要停的条数。"}},
		Withdraw: checked.Withdraw}
	form.FullOf = "享受对象名册、财政供养人员、服刑人员、机动车、不动产、市场主体人员、社保缴费、养老待遇、残疾人证、学籍"
	wrong.Full, wrong.FullOf = true, form.FullOf
	wrong.Errors["full"] = "发放明细没有起止日期，不能按全量名单导入，请不要勾选"
	working := OfficeImportData{URL: "/office/imports/21", State: Badge{Info, "正在导入"}, Facts: facts, Working: ImportWork{"正在导入，12,443 行里已完成 8,000 行……", 8000, 12443}}
	done := checked
	done.State, done.Lamp, done.Confirm, done.Errors = Badge{Good, "已导入"}, Lamp{}, ImportConfirm{}, Errors{"reason": "请写明撤回的原因（至少4个字）"}
	done.Withdraw = ImportWithdraw{Deed: "撤回这一批", Opening: "撤回这一批…", Effect: "整批一起撤回：村民和各部门不再看到这 12,443 行，被它替换的记录恢复。已经发出的提醒收不回来。", Reason: "错"}
	return []sample{
		of("office_import_list", OfficeImports, list, history),
		of("office_import_list_empty", OfficeImports, list, OfficeImportsData{Kinds: kinds, Empty: Empty{"还没有上传过文件", "先下载模板，按模板整理好数据再上传。", Link{"上传文件", "/office/imports/new"}}}),
		of("office_import_form", OfficeImportForm, importDesk("上传文件", under), form),
		of("office_import_form_wrong", OfficeImportForm, importDesk("上传文件", under), wrong),
		of("office_import_form_known", OfficeImportForm, importDesk("上传文件", under), known),
		of("office_import_checked", OfficeImport, importDesk("2026年3月农村低保发放明细（含补发）_终稿2.xlsx", under), checked),
		of("office_import_full", OfficeImport, importDesk("全县财政供养人员.xlsx", under), full),
		of("office_import_working", OfficeImport, importDesk("户籍.xlsx", under), working),
		of("office_import_done", OfficeImport, importDesk("户籍.xlsx", under), done),
		of("office_import_refused", OfficeImport, importDesk("新建文件夹.rar", under), OfficeImportData{URL: "/office/imports/17", State: Badge{Bad, "读不了"}, Facts: facts[:4],
			Refused:  "文件里没有找到表头。请用模板整理，第一行写列名。",
			Withdraw: ImportWithdraw{Deed: "放弃这一批", Opening: "放弃这一批…", Effect: "放弃以后，同一个文件可以再上传一次。"}}),
		of("office_import_withdrawn", OfficeImport, importDesk("户籍.xlsx", under), OfficeImportData{URL: "/office/imports/16", State: Badge{Plain, "已撤回"}, Facts: facts, Withdrawn: "2026-03-02 10:30 由 李演示 撤回。原因：名单拿错了"}),
	}
}
