package importer

import (
	"yangguang/model"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/measure"
	"yangguang/service/kernel/period"
)

// verdicts are the words of a file for what was found at a project.
var verdicts = map[string]string{"与备案一致": model.FieldSame, "不一致": model.FieldDiffers, "找不到": model.FieldMissing, "没有开工": model.FieldNotBegun}

var fieldChecksKind = registerKind[model.FieldResult]{
	register: register{table: "field_results", key: []string{"project_no", "on_day", "office"}},
	refs:     []reference{projectRef},
	key:      []string{colProject, "核查日期", "核查单位"}, twice: "同一项目同一天、同一单位的核查有两行，请合成一行",
	refuse: refuseFieldCheck,
	row: func(e entry) model.FieldResult {
		return model.FieldResult{
			ID: e.id, ProjectNo: e.Get(colProject), OnDay: mustDay(e.Record, "核查日期"), Verdict: verdicts[e.Get("看到的情况")],
			FoundMilli: milliOrNil[int64](e, "实测数量"), FiledMilli: milliOrNil[int64](e, "备案数量"), Unit: e.text("计量单位", measure.LongestUnit),
			PercentFoundMilli: milliOrNil[int](e, "看到的进度"), FiledPercent: milliOrNil[int](e, "填报进度"), Longitude: e.Get("现场经度"), Latitude: e.Get("现场纬度"),
			AccuracyM: metresOrNil(e, "定位误差"), Office: e.text("核查单位", 100), Inspectors: e.text("核查人", 100), Note: e.text("说明", 500), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

// refuseFieldCheck refuses results that say nothing, and sizes of nothing.
func refuseFieldCheck(rec sheet.Record, today period.Day) []sheet.RowError {
	found, filed := rec.Get("实测数量"), rec.Get("备案数量")
	on, _ := rec.Day("核查日期")
	switch {
	case on > today:
		return []sheet.RowError{rowError(rec, "核查日期", ruleFuture, "核查日期还没有到，请核对")}
	case (found != "" || filed != "") && rec.Get("计量单位") == "":
		return []sheet.RowError{rowError(rec, "计量单位", ruleLacking, "填了数量，还要填计量单位，例如：公里、座")}
	case (rec.Get("现场经度") == "") != (rec.Get("现场纬度") == ""):
		return []sheet.RowError{rowError(rec, "现场经度", ruleLacking, "经度和纬度要一起填，或者一起空着")}
	case rec.Get("看到的情况") == "不一致" && found == "" && rec.Get("看到的进度") == "" && rec.Get("现场经度") == "" && rec.Get("说明") == "":
		return []sheet.RowError{rowError(rec, "说明", ruleLacking, "不一致的，请填实测数量、看到的进度，或者在说明里写明哪里不一致")}
	}
	return nil
}

// milliOrNil is a decimal column in thousandths; nil when it is empty.
func milliOrNil[T int | int64](e entry, column string) *T {
	if e.Get(column) == "" {
		return nil
	}
	n := T(milli(e.Get(column)))
	return &n
}

// metresOrNil is a decimal column in whole metres, rounded up; nil when it is empty.
func metresOrNil(e entry, column string) *int {
	n := milliOrNil[int](e, column)
	if n != nil {
		*n = (min(*n, 1_000_000_000) + 999) / 1000
	}
	return n
}
