package importer

import (
	"fmt"
	"strconv"

	"yangguang/model"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// whose is the person a row of most registers is about.
var whose = idColumn{colID, colName}

var officialsKind = registerKind[model.Official]{
	register: register{table: "officials", key: []string{"person_id", "unit", "from_on"}},
	people:   []idColumn{whose}, refs: []reference{villageRef},
	key: []string{colID, "单位", "开始日期"}, twice: "同一个人在同一单位、同一开始日期有两行，请只留一行",
	full: ends{from: "from_on", to: "to_on", within: "category", words: "名单里出现的人员类别里", beside: "unit", label: "单位"},
	row: func(e entry) model.Official {
		return model.Official{
			ID: e.id, PersonID: e.people[0].id, NameGiven: e.given(0, colName), Unit: e.text("单位", 100), Post: e.text("职务", 100), Category: e.Get("人员类别"),
			FromOn: mustDay(e.Record, "开始日期"), ToOn: day(e.Record, "终止日期"), VillageCode: e.Get(colVillage), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var relativesKind = registerKind[model.OfficialRelative]{
	register: register{table: "official_relatives", key: []string{"official_id", "relative_id"}},
	people:   []idColumn{{"公职人员身份证号", ""}, {"家属身份证号", "家属姓名"}},
	key:      []string{"公职人员身份证号", "家属身份证号"}, twice: "同一个公职人员的同一个家属有两行，请只留一行",
	refuse: func(rec sheet.Record, _ period.Day) []sheet.RowError {
		if rec.Get("公职人员身份证号") != rec.Get("家属身份证号") {
			return nil
		}
		return []sheet.RowError{rowError(rec, "家属身份证号", ruleSelf, "家属身份证号和公职人员身份证号一样，请核对是谁的")}
	},
	row: func(e entry) model.OfficialRelative {
		return model.OfficialRelative{
			ID: e.id, OfficialID: e.people[0].id, RelativeID: e.people[1].id, NameGiven: e.given(1, "家属姓名"), Relation: e.text("关系", 32),
			DeclaredOn: day(e.Record, "申报日期"), Recorded: e.yes("近亲属备案"), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var deathsKind = registerKind[model.Death]{
	register: register{table: "deaths", key: []string{"person_id", "source"}},
	people:   []idColumn{whose},
	key:      []string{colID, "来源"}, twice: "同一个人在同一来源里有两行，请只留一行",
	refuse: func(rec sheet.Record, today period.Day) []sheet.RowError {
		if died, _ := rec.Day("死亡日期"); died > today {
			return []sheet.RowError{rowError(rec, "死亡日期", ruleFuture, "死亡日期还没有到，请核对")}
		} else if who, err := idnumber.ParseResident(rec.Get(colID), today); err == nil && died < who.Birth {
			return []sheet.RowError{rowError(rec, "死亡日期", ruleOrder, "死亡日期早于身份证号里的出生日期，请核对日期，以及身份证号是不是本人的")}
		}
		return nil
	},
	row: func(e entry) model.Death {
		return model.Death{
			ID: e.id, PersonID: e.people[0].id, NameGiven: e.given(0, colName), DiedOn: mustDay(e.Record, "死亡日期"), DeregisteredOn: day(e.Record, "注销日期"),
			Source: e.Get("来源"), Revoked: e.yes("撤销"), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var inmatesKind = registerKind[model.Inmate]{
	register: register{table: "inmates", key: []string{"person_id", "in_on"}},
	people:   []idColumn{whose},
	key:      []string{colID, "入所日期"}, twice: "同一个人同一入所日期有两行，请只留一行",
	full: ends{from: "in_on", to: "out_on", within: "category", words: "名单里出现的类别里", beside: "category", label: "类别"},
	row: func(e entry) model.Inmate {
		return model.Inmate{
			ID: e.id, PersonID: e.people[0].id, NameGiven: e.given(0, colName), Category: e.text("类别", 64),
			InOn: mustDay(e.Record, "入所日期"), OutOn: day(e.Record, "出所日期"), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var vehiclesKind = registerKind[model.Vehicle]{
	register: register{table: "vehicles", key: []string{"person_id", "plate"}},
	people:   []idColumn{{colID, "所有人"}},
	key:      []string{colID, "号牌号码"}, twice: "同一个人的同一号牌有两行，请只留一行",
	full: ends{from: "registered_on", to: "transferred_on", words: whole, beside: "plate", label: "号牌号码"},
	row: func(e entry) model.Vehicle {
		return model.Vehicle{
			ID: e.id, PersonID: e.people[0].id, NameGiven: e.given(0, "所有人"), Plate: e.text("号牌号码", 20), VehicleType: e.text("车辆类型", 64),
			UsageKind: e.text("使用性质", 64), RegisteredOn: mustDay(e.Record, "初次登记日期"), TransferredOn: day(e.Record, "转出日期"),
			State: e.text("状态", 32), ValueFen: fen(e.Record, "估值"), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var propertiesKind = registerKind[model.Property]{
	register: register{table: "properties", key: []string{"person_id", "unit_no"}},
	people:   []idColumn{{colID, "权利人"}},
	key:      []string{colID, "不动产单元号"}, twice: "同一个人的同一不动产单元号有两行，请只留一行",
	full: ends{from: "registered_on", to: "cancelled_on", words: whole, beside: "unit_no", label: "不动产单元号"},
	row: func(e entry) model.Property {
		return model.Property{
			ID: e.id, PersonID: e.people[0].id, NameGiven: e.given(0, "权利人"), UnitNo: e.Get("不动产单元号"), Location: e.text("坐落", 250), Purpose: e.Get("用途"),
			AreaMilli: milli(e.Get("面积")), Share: e.text("份额", 64), RegisteredOn: mustDay(e.Record, "登记日期"), CancelledOn: day(e.Record, "注销日期"),
			Acquisition: e.text("取得方式", 64), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var employmentKind = registerKind[model.Employment]{
	register: register{table: "employment", key: []string{"person_id", "employer", "from_on"}},
	people:   []idColumn{whose},
	key:      []string{colID, "参保单位", "开始年月"}, twice: "同一个人在同一单位、同一开始年月有两行，请只留一行",
	full: ends{from: "from_on", to: "to_on", monthly: true, words: whole, beside: "employer", label: "参保单位"},
	row: func(e entry) model.Employment {
		return model.Employment{
			ID: e.id, PersonID: e.people[0].id, NameGiven: e.given(0, colName), Employer: e.text("参保单位", 100),
			FromOn: firstDay(e.Record, "开始年月"), ToOn: lastDay(e.Record, "终止年月"), BaseFen: fen(e.Record, "缴费基数"), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var pensionsKind = registerKind[model.Pension]{
	register: register{table: "pensions", key: []string{"person_id", "scheme", "place", "from_on"}},
	people:   []idColumn{whose},
	key:      []string{colID, "险种", "统筹地", "开始年月"}, twice: "同一个人同一险种、统筹地和开始年月有两行，请只留一行",
	full: ends{from: "from_on", to: "to_on", monthly: true, within: "scheme", words: "名单里出现的险种里", beside: "scheme", label: "险种"},
	row: func(e entry) model.Pension {
		return model.Pension{
			ID: e.id, PersonID: e.people[0].id, NameGiven: e.given(0, colName), Scheme: e.Get("险种"), Place: e.text("统筹地", 100),
			FromOn: firstDay(e.Record, "开始年月"), ToOn: lastDay(e.Record, "终止年月"), MonthlyFen: fen(e.Record, "月待遇"), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var disabilitiesKind = registerKind[model.Disability]{
	register: register{table: "disabilities", key: []string{"person_id", "issued_on"}},
	people:   []idColumn{whose},
	key:      []string{colID, "发证日期"}, twice: "同一个人同一发证日期有两行，请只留一行",
	full: ends{from: "issued_on", to: "expires_on", words: whole, beside: "category", label: "类别"},
	row: func(e entry) model.Disability {
		cert := e.Get("残疾证号")
		level, err := strconv.Atoi(e.Get("等级"))
		if err != nil { // the list allows digits only
			level = 0
		}
		return model.Disability{
			ID: e.id, PersonID: e.people[0].id, NameGiven: e.given(0, colName), CertSealed: e.box.Seal(seal.NewSecret(cert), certPlace(e.id)), CertTail: tail(cert),
			Category: e.text("类别", 64), Level: level, IssuedOn: mustDay(e.Record, "发证日期"), ExpiresOn: day(e.Record, "有效期止"),
			State: e.text("状态", 32), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

// certPlace is where a disability certificate's number is sealed to.
func certPlace(id int64) string { return fmt.Sprintf("disabilities.cert/%d", id) }

var enrolmentsKind = registerKind[model.Enrolment]{
	register: register{table: "enrolments", key: []string{"person_id", "school", "from_on"}},
	people:   []idColumn{whose},
	key:      []string{colID, "学校", "开始年月"}, twice: "同一个学生在同一学校、同一开始年月有两行，请只留一行",
	full: ends{from: "from_on", to: "to_on", monthly: true, within: "stage", words: "名单里出现的学段里", beside: "school", label: "学校"},
	row: func(e entry) model.Enrolment {
		return model.Enrolment{
			ID: e.id, PersonID: e.people[0].id, NameGiven: e.given(0, colName), School: e.text("学校", 100), Stage: e.Get("学段"), FullTime: e.Get("全日制"),
			State: e.text("状态", 32), FromOn: firstDay(e.Record, "开始年月"), ToOn: lastDay(e.Record, "终止年月"), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var assessmentsKind = registerKind[model.Assessment]{
	register: register{table: "assessments", key: []string{"person_id", "concluded_on", "matter"}},
	people:   []idColumn{whose},
	key:      []string{colID, "核对日期", "核对事项"}, twice: "同一个人同一核对日期、同一核对事项有两行，请只留一行",
	refuse: func(rec sheet.Record, today period.Day) []sheet.RowError {
		if checked, _ := rec.Day("核对日期"); checked > today {
			return []sheet.RowError{rowError(rec, "核对日期", ruleFuture, "核对日期还没有到，请核对")}
		}
		return nil
	},
	row: func(e entry) model.Assessment {
		return model.Assessment{
			ID: e.id, PersonID: e.people[0].id, NameGiven: e.given(0, colName), Conclusion: e.Get("结论"), ConcludedOn: mustDay(e.Record, "核对日期"),
			Matter: e.text("核对事项", 100), Explanation: e.Get("说明"), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var insuranceKind = registerKind[model.Insurance]{
	register: register{table: "insurance", key: []string{"person_id", "year", "scheme"}},
	people:   []idColumn{whose},
	key:      []string{colID, "年度", "险种"}, twice: "同一个人同一年度、同一险种有两行，请只留一行",
	row: func(e entry) model.Insurance {
		return model.Insurance{
			ID: e.id, PersonID: e.people[0].id, NameGiven: e.given(0, colName), Scheme: e.text("险种", 64), Year: number(e.Record, "年度"),
			Aided: e.yes("资助参保"), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}
