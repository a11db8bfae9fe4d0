package importer

import (
	"yangguang/model"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/seal"
)

var rostersKind = registerKind[model.Roster]{
	register: register{table: "rosters", key: []string{"item_id", "household_no", "person_id", "from_on"}},
	people:   []idColumn{whose, {"经办人身份证号", ""}}, refs: []reference{itemRef},
	key: []string{colID, colItem, colHousehold, "开始年月"}, twice: "同一个身份证号在同一项目、同一户、同一开始年月有两行，请只留一行；姓名不同的，请核对身份证号是谁的",
	amount: "核定金额",
	full:   ends{from: "from_on", to: "to_on", monthly: true, within: "item_id", words: "名单里出现的项目里", beside: "household_no", label: "户编号"},
	row: func(e entry) model.Roster {
		account := seal.NewSecret(e.Get(colAccount))
		return model.Roster{
			ID: e.id, ItemID: e.numbers[0], HouseholdNo: e.Get(colHousehold), PersonID: e.people[0].id, NameGiven: e.given(0, colName), Relation: e.text("与户主关系", 32),
			Class: e.text("档次", 32), ApprovedFen: fen(e.Record, "核定金额"), FromOn: firstDay(e.Record, "开始年月"), ToOn: lastDay(e.Record, "终止年月"),
			ApprovedOn: day(e.Record, "批准日期"), HandlerID: e.people[1].id, AccountDigest: e.box.Index(account, seal.PurposeAccount),
			AccountSealed: e.box.Seal(account, seal.PlaceAccount("rosters", e.id)), AccountTail: idnumber.AccountTail(account.Reveal()),
			BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var parcelsKind = registerKind[model.Parcel]{
	// One bureau's land and another's forest may be the same parcel: what a model
	// looks for, and no reason to replace a row.
	register: register{table: "parcels", key: []string{"household_no", "parcel_no", "category"}},
	people:   []idColumn{{colID, ""}},
	key:      []string{colHousehold, "地块号", "类别"}, twice: "同一户的同一地块号、同一类别有两行，请只留一行",
	row: func(e entry) model.Parcel {
		return model.Parcel{
			ID: e.id, HouseholdNo: e.Get(colHousehold), PersonID: e.people[0].id, ParcelNo: e.Get("地块号"), Category: e.Get("类别"),
			AreaMilli: milli(e.Get("面积")), Basis: e.text("依据", 250), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var householdsKind = registerKind[model.AidedHousehold]{
	register: register{table: "aided_households", key: []string{"household_no"}},
	people:   []idColumn{{"户主身份证号", "户主姓名"}}, refs: []reference{villageRef},
	key: []string{colHousehold}, twice: "这个户编号在文件里出现了两次，请只留一行",
	row: func(e entry) model.AidedHousehold {
		return model.AidedHousehold{
			ID: e.id, HouseholdNo: e.Get(colHousehold), PersonID: e.people[0].id, NameGiven: e.given(0, "户主姓名"), VillageCode: e.Get(colVillage),
			Category: e.text("户类型", 64), IdentifiedOn: mustDay(e.Record, "识别日期"), LiftedOn: day(e.Record, "脱贫日期"), Cause: e.text("致贫原因", 100),
			BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var indicatorsKind = registerKind[model.Indicator]{
	register: register{table: "indicators", key: []string{"household_no", "year"}},
	key:      []string{colHousehold, "年度"}, twice: "同一户同一年度有两行，请只留一行",
	row: func(e entry) model.Indicator {
		return model.Indicator{
			ID: e.id, HouseholdNo: e.Get(colHousehold), Year: number(e.Record, "年度"), IncomeFen: fen(e.Record, "人均纯收入"), HousingGrade: e.Get("住房等级"),
			RebuildAccepted: e.Get("危改验收"), WaterMet: e.yes("饮水达标"), SchoolingMet: e.yes("义务教育达标"), InsuranceMet: e.yes("医保覆盖"),
			IncomeWagesFen: fenIf(e.Record, "工资性收入"), IncomeBusinessFen: fenIf(e.Record, "经营净收入"), IncomePropertyFen: fenIf(e.Record, "财产净收入"), IncomeTransferFen: fenIf(e.Record, "转移净收入"),
			WaterQuantity: e.Get("水量"), WaterQuality: e.Get("水质"), WaterAccess: e.Get("用水方便程度"), WaterSupply: e.Get("供水保证率"),
			VerifiedOn: day(e.Record, "核查日期"), Verifier: e.text("核查人", 64), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}
