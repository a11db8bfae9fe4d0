package office

import (
	"strconv"

	"yangguang/service/lookup"
	"yangguang/service/recusal"
	"yangguang/templates"
)

// recusalForms builds the forms of the page. The names of a form's fields begin
// with its action, because several forms stand on one page.
type recusalForms struct {
	base  string
	form  string // the one that was refused
	wrong templates.Errors
}

func (b recusalForms) deed(form, path, title, button string) templates.Deed {
	d := templates.Deed{URL: b.base + path, Action: form, Title: title, Button: button}
	if b.form == form {
		d.Open = true
		if m := b.wrong[""]; m != "" {
			d.Errors = templates.Errors{"": m}
		}
	}
	return d
}

func (b recusalForms) wrongIn(form, field string) string {
	if b.form != form {
		return ""
	}
	return b.wrong[field]
}

func (b recusalForms) line(form, field, label, hint string, limit int) templates.Field {
	return templates.Field{Name: form + "-" + field, Label: label, Hint: hint, Type: "text", Error: b.wrongIn(form, field), Max: limit}
}

// kindText is a subject's kind in words.
func kindText(s recusal.Subject) string {
	switch s.Kind {
	case "person":
		return "人"
	case "unit":
		return "单位"
	case "village":
		return "村委会或镇"
	}
	return "同名，不是"
}

func (b recusalForms) page(o recusal.Overview) templates.OfficeRecusalData {
	d := templates.OfficeRecusalData{Base: b.base, Number: o.Number}
	for _, s := range o.Subjects {
		id := strconv.FormatInt(s.ID, 10)
		row := templates.RecusalSubject{Kind: kindText(s), Label: s.Label.Reveal(), Found: s.Found}
		if o.CanName && s.Kind != "namesake" {
			form := b.deed("strike"+id, "/subjects/"+id+"/strike", "不是被反映人", "去掉")
			form.Fields = []templates.Field{b.line("strike"+id, "reason", "为什么不是", "例如：同名，正文里说的是另一个人", 300)}
			row.Strike = []templates.Deed{form}
		}
		d.Subjects = append(d.Subjects, row)
	}
	for _, k := range o.Kept {
		row := templates.RecusalKept{Name: k.Name, Role: k.Role.Label(), Reason: k.Reason}
		if k.CanLift {
			id := "lift" + strconv.FormatInt(k.StaffID, 10)
			form := b.deed(id, "/lift", "只是同名", "取消回避")
			form.Fields = []templates.Field{b.line(id, "reason", "怎样核对的", "本人或亲属被反映的不能取消", 300)}
			row.Lift = []templates.Deed{form}
		}
		d.Kept = append(d.Kept, row)
	}
	for _, r := range o.Requests {
		row := templates.RecusalRequest{At: clock(r.AskedAt), Words: r.Reason.Reveal(), Answer: r.Words.Reveal(), State: templates.Badge{Tone: templates.Warning, Text: "待决定"}}
		switch r.State {
		case "agreed":
			row.State = templates.Badge{Tone: templates.Good, Text: "已同意 · " + r.DecidedBy}
		case "refused":
			row.State = templates.Badge{Text: "未同意 · " + r.DecidedBy}
		case "withdrawn":
			row.State = templates.Badge{Text: "已作废"}
		}
		d.Requests = append(d.Requests, row)
	}
	return d
}

// naming are the forms with which the petition office names a unit or a village.
func (b recusalForms) naming(d *templates.OfficeRecusalData, tree *lookup.Tree) {
	d.CanName = true
	unit := b.deed("unit", "/subjects", "单位", "登记单位")
	unit.Fields = []templates.Field{{Name: "unit", Label: "单位名称", Hint: "例如：民政局", Type: "text", Error: b.wrongIn("unit", "unit"), Max: 60}}
	village := b.deed("village", "/subjects", "村委会或镇", "登记村镇")
	var places []templates.Option
	for _, t := range tree.Towns() {
		places = append(places, templates.Option{Value: t.Code, Text: t.Name})
		for _, v := range tree.Villages(t.Code) {
			places = append(places, templates.Option{Value: v.Code, Text: t.Name + " · " + v.Name})
		}
	}
	village.Selects = []templates.Choice{{Name: "village", Label: "村或镇", Blank: "请选", Options: places, Error: b.wrongIn("village", "village")}}
	d.Naming = []templates.Deed{unit, village}
	d.PersonError = b.wrongIn("person", "person")
}

// ruling are the head's forms: answers to requests, and keeping somebody out.
func (b recusalForms) ruling(d *templates.OfficeRecusalData, o recusal.Overview, colleagues []recusal.Colleague) {
	people := options(colleagues, "", func(c recusal.Colleague) (string, string) {
		text := c.Name + "（" + c.Role.Label()
		if c.Unit != "" {
			text += " " + c.Unit
		}
		return strconv.FormatInt(c.ID, 10), text + "）"
	})
	for i, r := range o.Requests {
		if !r.MayDecide {
			continue
		}
		id := strconv.FormatInt(r.ID, 10)
		name := "rule" + id
		form := b.deed(name, "/rule/"+id, "决定", "决定")
		form.Primary = true
		form.Radios = []templates.Choice{{Name: name + "-agree", Label: "是否同意", Options: []templates.Option{{Value: "yes", Text: "同意回避", Selected: true}, {Value: "no", Text: "不需要回避"}}}}
		form.Selects = []templates.Choice{{Name: name + "-keep", Label: "由谁回避", Blank: "同意的请选", Options: people, Error: b.wrongIn(name, "keep")}}
		form.Fields = []templates.Field{b.line(name, "words", "告诉来信人的话", "不写工作人员的姓名", 300)}
		d.Requests[i].Decide = []templates.Deed{form}
	}
	keep := b.deed("keep", "/keep", "决定回避", "决定")
	keep.Selects = []templates.Choice{{Name: "keep-staff", Label: "由谁回避", Blank: "请选", Options: people, Error: b.wrongIn("keep", "keep")}}
	keep.Fields = []templates.Field{b.line("keep", "reason", "理由", "", 300)}
	d.Keep = []templates.Deed{keep}
}
