package importer

import (
	"yangguang/model"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/seal"
)

// colCompany is the column of a company's code.
const colCompany = "统一社会信用代码"

// phonePurpose is the index purpose of bidders' telephone numbers.
const phonePurpose = "bid_phone"

var companiesKind = registerKind[model.Company]{
	register: register{table: "companies", key: []string{"code"}},
	key:      []string{colCompany}, twice: "这个统一社会信用代码在文件里出现了两次，请只留一行",
	row: func(e entry) model.Company {
		return model.Company{
			ID: e.id, Code: e.Get(colCompany), Name: e.text("名称", 200), Kind: e.text("类型", 64), State: e.text("登记状态", 32),
			FoundedOn: mustDay(e.Record, "成立日期"), DissolvedOn: day(e.Record, "注销日期"), CapitalFen: fen(e.Record, "注册资本"), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var companyRolesKind = registerKind[model.CompanyRole]{
	register: register{table: "company_roles", key: []string{"code", "person_id", "role"}},
	people:   []idColumn{whose},
	key:      []string{colCompany, colID, "角色"}, twice: "同一个人在同一市场主体的同一角色有两行，请只留一行",
	full: ends{from: "from_on", to: "to_on", words: whole, beside: "code", label: "统一社会信用代码"},
	row: func(e entry) model.CompanyRole {
		return model.CompanyRole{
			ID: e.id, Code: e.Get(colCompany), PersonID: e.people[0].id, NameGiven: e.given(0, colName), Role: e.Get("角色"),
			ShareMilli: int(milli(e.Get("持股比例"))), FromOn: day(e.Record, "开始日期"), ToOn: day(e.Record, "终止日期"), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var fundsKind = registerKind[model.Fund]{
	register: register{table: "funds", key: []string{"doc_no", "item_code", "arrived_on"}},
	refs:     []reference{fundRef},
	key:      []string{"指标文号", colItem, "到账日期"}, twice: "同一指标文号、项目编码和到账日期有两行，请合成一行",
	amount: "金额",
	row: func(e entry) model.Fund {
		return model.Fund{
			ID: e.id, DocNo: e.text("指标文号", 100), Name: e.text("资金名称", 200), ItemCode: e.Get(colItem), AmountFen: fen(e.Record, "金额"),
			IssuedOn: mustDay(e.Record, "下达日期"), ArrivedOn: mustDay(e.Record, "到账日期"), ArrivedAt: e.Get("到账层级"), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var projectFundsKind = registerKind[model.ProjectFund]{
	register: register{table: "project_funds", key: []string{"project_no", "on_day", "kind", "amount_fen", "voucher"}},
	refs:     []reference{projectRef},
	key:      []string{colProject, "日期", "类型", "金额", "凭证号"}, twice: "同一项目同一天有两笔一样的资金；真是两笔的，请填写凭证号区分，否则请只留一行",
	amount: "金额",
	row: func(e entry) model.ProjectFund {
		return model.ProjectFund{
			ID: e.id, ProjectNo: e.Get(colProject), OnDay: mustDay(e.Record, "日期"), AmountFen: fen(e.Record, "金额"), Kind: e.Get("类型"),
			PayeeCode: e.Get("收款单位代码"), Voucher: e.Get("凭证号"), BatchID: e.batch, RowNo: e.Number(),
		}
	},
}

var bidsKind = registerKind[model.Bid]{
	register: register{table: "bids", key: []string{"project_no", "bidder_code"}},
	refs:     []reference{projectRef},
	key:      []string{colProject, "投标单位代码"}, twice: "同一项目的同一投标单位有两行，请只留一行",
	amount: "报价",
	row: func(e entry) model.Bid {
		// A telephone may be a landline: digits alone are compared.
		phone, deposit := seal.NewSecret(digits(e.Get("联系电话"))), seal.NewSecret(e.Get("保证金账号"))
		return model.Bid{
			ID: e.id, ProjectNo: e.Get(colProject), BidderCode: e.Get("投标单位代码"), BidFen: fen(e.Record, "报价"), ScoreMilli: milli(e.Get("得分")),
			Place: number(e.Record, "名次"), PhoneDigest: e.box.Index(phone, phonePurpose), PhoneTail: tail(phone.Reveal()),
			DepositDigest: e.box.Index(deposit, seal.PurposeAccount), DepositTail: idnumber.AccountTail(deposit.Reveal()), Rejected: e.yes("是否否决"),
			BatchID: e.batch, RowNo: e.Number(),
		}
	},
}
