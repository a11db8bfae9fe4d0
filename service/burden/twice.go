package burden

// Twice is a piece of data that more than one form asks for, by its meaning:
// what two forms call 姓名 may be two people's.
type Twice struct {
	Text  string
	Forms []Asked // two or more
	Why   string  // why it is asked again, or what would do away with it
}

// Asked is a field of a form. Source is where the form is written, by which a
// test finds a field that was added or is gone.
type Asked struct{ Form, Field, Source string }

// AskedTwice lists what more than one form asks for. A field that stands in two
// forms and neither here nor among the words of an act is a failing test
// (handler/office): whoever adds it says why.
func AskedTwice() []Twice {
	return []Twice{
		{"公职人员本人的身份证号", []Asked{{"我的家属申报", "本人身份证号", "kinship_view.go"}, {"主动退缴", "声明人身份证号", "voluntary_new.html"}, {"账号登记本人", "身份证号", "staff_one.html"}}, "只填一次：账号登记过本人以后，另外两张表不再问。"},
		{"公职人员的姓名", []Asked{{"新建账号", "姓名", "staff_form.html"}, {"账号登记本人", "姓名", "staff_one.html"}}, "登记本人时要对照身份证再写一次，以免登记成别人。"},
		{"公职人员亲属的姓名和身份证号", []Asked{{"我的家属申报", "姓名", "kinship_view.go"}, {"我的家属申报", "身份证号", "kinship_view.go"}, {"主动退缴", "领钱的亲属姓名", "voluntary_new.html"}, {"主动退缴", "领钱的亲属身份证号", "voluntary_new.html"}}, "为亲属退缴的才填第二次，只用来核对是谁领的。"},
		{"村民的姓名和身份证号", []Asked{{"窗口代查", "姓名", "counter.html"}, {"窗口代查", "身份证号", "counter.html"}, {"委托亲属查询", "姓名", "relatives.html"}, {"委托亲属查询", "身份证号", "relatives.html"}}, "每次来的是不同的人，要对照身份证。"},
		{"工程做到百分之几", []Asked{{"项目备案进度", "形象进度（%）", "form.go"}, {"现场核查", "做到百分之几", "field_form.html"}}, "一个是业主报的，一个是核查的人看到的，就是要对照。"},
		{"缴款凭证号", []Asked{{"疑点退缴", "缴款凭证号", "finding_forms.go"}, {"主动退缴", "凭证号", "voluntary_view.go"}}, "一笔钱只登记在一处：主动退缴里有的，疑点上看得到，不用再填。"},
		{"问题发生在哪里", []Asked{{"登记信访件", "问题发生地", "petition_entry.html"}, {"登记线索", "问题发生地", "clue_new.html"}}, "信访件转成线索时自动带过去，直接来的线索才填。"},
	}
}
