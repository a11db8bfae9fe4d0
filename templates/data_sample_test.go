package templates

// dataSamples are the pages on the data as a whole.
func dataSamples() []sample {
	under := Link{"数据导入", "/office/imports"}
	coverage := importDesk("数据覆盖")
	table := OfficeCoverageData{Facts: []Fact{{"有数据的种类", "4 / 28"}, {"过期未更新", "1 项"}, {"已导入", "1,263,400 行"}, {"退回", "1,042 行"}}, Rows: []CoverageRow{
		{Title: "户籍人口", Bureau: "公安局", AsOf: "2026-02-28", State: Lamp{Good, "按期"}, Cadence: "每 31 天更新", Agree: "/office/parameters/coverage.residents.bureaus", Rows: "1,204,118", Refused: "912", IDs: Share{99, "99%", false}, Known: Share{100, "100%", false}},
		{Title: "一卡通发放明细", Bureau: "财政局", AsOf: "2026-02-20", State: Lamp{Good, "按期"}, Cadence: "每 31 天更新", Rows: "56,200", Refused: "118", IDs: Share{99, "99%", false}, Known: Share{97, "97%", false}},
		{Title: "死亡人口", Bureau: "公安局", AsOf: "2025-11-30", State: Lamp{Bad, "超期 61 天"}, Cadence: "每 31 天更新", Rows: "2,011", IDs: Share{100, "100%", false}, Known: Share{83, "83%", true}},
		{Title: "死亡人口", Same: true, Bureau: "卫生健康局", AsOf: "2026-02-28", State: Lamp{Good, "按期"}, Cadence: "约定每 92 天更新", Rows: "1,071", Refused: "12", IDs: Share{88, "88%", true}, Known: Share{91, "91%", false}},
		{Title: "服刑和强制隔离戒毒人员", State: Lamp{Warning, "没有导入"}, Cadence: "每 31 天更新"},
	}}
	choices := []Option{{Value: "same", Text: "是同一人"}, {Value: "different", Text: "不是同一人"}, {Value: "undecided", Text: "暂时定不了"}}
	open := MatchPair{Number: "12", URL: "/office/matching/12", Grade: Badge{Info, "级别 C"}, Reason: "姓名一样，身份证号只有一位不同", Source: "民政局 享受对象名册：2026年3月农村低保名册.xlsx 第 118 行",
		Given: MatchPerson{"陈演一", "450923********0211", "男", "1990-03-07", ""}, Known: MatchPerson{"陈演一", "450923********0011", "男", "1990-03-07", "四联村委会 户 H1"}, Open: true, Choices: choices}
	wrong := open
	wrong.Number, wrong.URL, wrong.Errors = "13", "/office/matching/13", Errors{"basis": "请写明依据（至少4个字），例如：核对了户口簿原件", "verdict": "请选择是不是同一个人"}
	judged := open
	judged.Number, judged.Open, judged.State, judged.Judged = "11", false, Badge{Good, "是同一人"}, "2026-03-02 10:05 王示范 认定：是同一人"
	back := open
	back.Number, back.URL, back.Grade, back.Reason = "14", "/office/matching/14", Badge{Info, "级别 D"}, "这一行没有填证号，没有导入；姓名、村和出生日期一样"
	back.Given, back.Next = MatchPerson{"陈演一", "没有填", "", "1990-03-07", ""}, "认定是同一人以后，请民政局到“数据导入”第 18 批下载错误表，原样再上传一次（证号不用改）：这一行会导入，记在户籍里的这个人名下。在那以前，这一行不作数，也不会出疑点。"
	pool := OfficeMatchingData{Verdicts: []Option{{Value: "open", Text: "待认定", Selected: true}, {Value: "all", Text: "全部"}}, Pairs: []MatchPair{open, wrong, back, judged}, Pager: Pager{Page: 1, Pages: 2, Total: 23, Next: "?page=2"}}
	columns := []Option{{Value: "死亡日期", Text: "死亡日期", Selected: true}, {Value: "来源", Text: "来源"}}
	return []sample{
		of("office_coverage", OfficeCoverage, coverage, table),
		of("office_coverage_empty", OfficeCoverage, coverage, OfficeCoverageData{Empty: Empty{Text: "本部门还没有导入过数据", Advice: "在“数据导入”里上传文件。"}}),
		of("office_matching", OfficeMatching, importDesk("人工比对"), pool),
		of("office_matching_empty", OfficeMatching, importDesk("人工比对"), OfficeMatchingData{Verdicts: pool.Verdicts, Empty: Empty{Text: "没有要认定的人"}}),
		of("office_import_headers", OfficeImport, importDesk("死亡.xlsx", under), OfficeImportData{URL: "/office/imports/18", State: Badge{Bad, "读不了"}, Facts: []Fact{{"数据种类", "死亡人口"}},
			Refused: "表头（第2行）缺少这些列：死亡日期、来源。请补上，或下载“死亡人口”模板对照", Errors: Errors{"": "请至少为一个表头选择它对应的列"},
			Headers: []Choice{{Name: "h0", Label: "表头“走的那天”", Options: columns, Blank: "不用这一列"}, {Name: "h1", Label: "表头“哪里来的”", Options: columns, Blank: "不用这一列"}}}),
	}
}
