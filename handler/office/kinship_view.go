package office

import (
	"fmt"

	"yangguang/service/kinship"
	"yangguang/templates"
)

func kinshipBadge(state, text string) templates.Badge {
	tone := map[string]templates.Tone{"open": templates.Info, "declared": templates.Warning, "confirmed": templates.Good, "returned": templates.Bad}[state]
	return templates.Badge{Tone: tone, Text: text}
}

func kinshipRows(list []kinship.Entry) []templates.KinshipRow {
	out := make([]templates.KinshipRow, len(list))
	for i, e := range list {
		out[i] = templates.KinshipRow{URL: kinshipURL(e.ID), Name: e.Name, Post: e.Post, Unit: e.Unit, At: maybeClock(e.DeclaredAt), State: kinshipBadge(e.State, e.StateText)}
	}
	return out
}

func kinshipCount(n kinship.Count) templates.KinshipCount {
	return templates.KinshipCount{Code: n.Code, Unit: n.Unit, Missing: n.Missing, Waiting: n.Waiting, Returned: n.Returned, Confirmed: n.Confirmed, Total: n.Total, Renew: n.Renew}
}

// kinshipData is an entry as its page shows it.
func kinshipData(e kinship.Entry, f kinshipForms) templates.OfficeKinshipData {
	d := templates.OfficeKinshipData{
		Mine: e.Mine, State: kinshipBadge(e.State, e.StateText), Next: kinshipNext(e), Looked: e.Mine,
		Facts: []templates.Fact{{Label: "姓名", Value: e.Name}, {Label: "单位", Value: e.Unit}},
	}
	if e.ID == 0 {
		d.Begin = []templates.Deed{f.begin()}
		return d
	}
	add := func(label, value string) {
		if value != "" {
			d.Facts = append(d.Facts, templates.Fact{Label: label, Value: value})
		}
	}
	add("职务", e.Post)
	add("身份证号", e.Number.Reveal())
	add("编号", kinship.Code(e.ID))
	add("最近交单位", maybeClock(e.DeclaredAt))
	add("单位确认", maybeClock(e.ConfirmedAt))
	add("最近说没有变化", e.KeptOn.String())
	if e.State == "returned" {
		d.Returned = e.Returned.Reveal()
	}
	if e.Alone {
		d.Alone = "申报的是：没有要申报的亲属。"
	}
	for _, r := range e.Relatives {
		d.Lines = append(d.Lines, kinshipLine(e, r, f))
	}
	d.Keep, d.Deeds = f.keep(e), f.deeds(e)
	for _, o := range e.Openings {
		d.Looks = append(d.Looks, templates.KinshipLook{At: clock(o.At), Who: o.Who, Reason: o.Reason.Reveal()})
	}
	return d
}

func kinshipLine(e kinship.Entry, r kinship.Relative, f kinshipForms) templates.KinshipLine {
	tone := map[string]templates.Tone{"draft": templates.Info, "current": templates.Good, "ending": templates.Warning}[r.State]
	out := templates.KinshipLine{Name: r.Name.Reveal(), Relation: r.Relation, State: templates.Badge{Tone: tone, Text: r.StateText}, Facts: []templates.Fact{{Label: "身份证号", Value: r.Number.Reveal()}, {Label: "工作单位", Value: r.Work.Reveal()}}}
	if r.Corrects {
		out.State.Text = "更正，还没有确认"
	}
	recorded := "没有"
	if r.Recorded {
		recorded = "已做"
	}
	out.Facts = append(out.Facts, templates.Fact{Label: "近亲属备案", Value: recorded}, templates.Fact{Label: "申报日期", Value: r.DeclaredOn.String()})
	tap := func(a kinship.Action, button string) {
		if e.Can[a] {
			out.Tap = append(out.Tap, templates.Deed{URL: f.base, Action: fmt.Sprintf("%s%d", a, r.ID), Version: f.version, Button: button})
		}
	}
	switch r.State {
	case "draft", "ending":
		tap(kinship.ActUndo, "撤销")
	case "current":
		tap(kinship.ActEnd, "填错了，去掉")
		if e.Can[kinship.ActChange] {
			out.Change = []templates.Deed{f.relative(fmt.Sprintf("%s%d", kinship.ActChange, r.ID), "更正", r)}
		}
	}
	return out
}

// kinshipNext says what is to be done now.
func kinshipNext(e kinship.Entry) string {
	switch {
	case e.Can[kinship.ActConfirm]:
		return "对照人事档案核对，确认或者退回。"
	case e.Can[kinship.ActDeclare] && e.ConfirmedAt != nil:
		return "改好以后交单位确认。确认以前，原来确认过的仍然算数。"
	case e.Can[kinship.ActDeclare]:
		return "把亲属一位一位加上，加全了交单位确认。"
	case e.State == "declared":
		return "等单位确认。"
	case e.Mine && e.State == "confirmed":
		return "有变化随时改。没有变化，" + e.RenewBy.String() + "以前说一声。"
	}
	return ""
}

// kinshipForms builds the forms on the page of an entry.
type kinshipForms struct{ findingForms }

func (f kinshipForms) number(key, hint string) templates.Field {
	return f.field(key, "text", "id", "本人身份证号", hint, "")
}

func (f kinshipForms) begin() templates.Deed {
	d := f.deed("begin", "", "开始申报", "开始申报", "")
	d.Fields = []templates.Field{f.number("begin", "18 位，对照身份证填写。要先请系统管理员照身份证核实过本人。加密保存").Must()}
	return d
}

// other begins an entry for somebody without an account.
func (f kinshipForms) other() templates.Deed {
	d := f.deed("begin", "", "代没有账号的人填", "开始填", "本单位没有账号的公职人员，由您照他交来的表填，单位确认。")
	d.Fields = []templates.Field{f.field("begin", "text", "name", "姓名", "", "").Must(), f.field("begin", "text", "post", "职务", "", "").Must(), f.field("begin", "text", "id", "身份证号", "18 位", "").Must()}
	return d
}

// relative is the form of one relative; r is the one that is corrected.
func (f kinshipForms) relative(key, title string, r kinship.Relative) templates.Deed {
	d := f.deed(key, "", title, title, "")
	d.Primary = key == string(kinship.ActAdd)
	relation, wrong := f.said(key, "relation", r.Relation)
	d.Selects = []templates.Choice{{Name: key + "-relation", Label: "是本人的", Blank: "请选择", Error: wrong, Options: options(kinship.Relations, relation, func(v string) (string, string) { return v, v })}}
	d.Fields = []templates.Field{
		f.field(key, "text", "name", "姓名", "", r.Name.Reveal()), f.field(key, "text", "id", "身份证号", "18 位，对照户口簿填写", ""), f.field(key, "text", "work", "工作单位", "可以不填", r.Work.Reveal()),
	}
	recorded, _ := f.said(key, "recorded", map[bool]string{true: "1"}[r.Recorded])
	d.Check = templates.Check{Name: key + "-recorded", Label: "已做近亲属备案（亲属申请补贴时，本人向单位报备过）", On: recorded != ""}
	return d
}

func (f kinshipForms) keep(e kinship.Entry) []templates.Deed {
	if !e.Can[kinship.ActKeep] {
		return nil
	}
	return []templates.Deed{{URL: f.base, Action: string(kinship.ActKeep), Version: f.version, Button: "没有变化", Hint: "家里的情况和确认过的一样，点一下就行。"}}
}

// deeds are the forms of what this reader may do besides.
func (f kinshipForms) deeds(e kinship.Entry) []templates.Deed {
	var out []templates.Deed
	add := func(a kinship.Action, build func(key string) templates.Deed) {
		if e.Can[a] {
			d := build(string(a))
			d.Primary = len(out) == 0
			out = append(out, d)
		}
	}
	add(kinship.ActConfirm, func(key string) templates.Deed {
		d := f.deed(key, "", "确认", "确认", "确认以后进公职人员家属名册，比对和回避都会用到。")
		d.Open = true
		return d
	})
	add(kinship.ActReturn, func(key string) templates.Deed {
		d := f.deed(key, "", "退回修改", "退回", "")
		d.Fields = []templates.Field{f.field(key, "textarea", "note", "哪里要改", "", "")}
		return d
	})
	add(kinship.ActAdd, func(key string) templates.Deed {
		d := f.relative(key, "加一位亲属", kinship.Relative{})
		d.Open = f.tried == key || f.tried == "" && len(e.Relatives) == 0 && !e.Alone
		return d
	})
	add(kinship.ActDeclare, func(key string) templates.Deed {
		d := f.deed(key, "", "交单位确认", "交单位确认", "我说的都是实情，没有漏报。")
		if len(e.Relatives) == 0 {
			alone, wrong := f.said(key, "alone", "")
			d.Check = templates.Check{Name: key + "-alone", Label: "没有要申报的亲属", On: alone != "", Error: wrong}
		}
		d.Open = f.tried == key || f.tried == "" && len(e.Relatives) > 0
		return d
	})
	add(kinship.ActRecall, func(key string) templates.Deed { return f.deed(key, "", "收回来改", "收回", "") })
	add(kinship.ActNumber, func(key string) templates.Deed {
		d := f.deed(key, "", "改本人身份证号", "保存", "")
		d.Fields = []templates.Field{f.number(key, "单位确认以后不能再改")}
		return d
	})
	return out
}
