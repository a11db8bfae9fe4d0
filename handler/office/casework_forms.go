package office

import (
	"github.com/gin-gonic/gin"

	"yangguang/service/casework"
	"yangguang/templates"
)

// caseForms builds the forms on the page of a clue or a case. A refused one
// comes back with what it said.
type caseForms struct {
	c       *gin.Context
	base    string
	version int
	tried   casework.Action
	wrong   templates.Errors
}

func (f caseForms) deed(a casework.Action, path, title, button, hint string) templates.Deed {
	d := templates.Deed{URL: f.base + path, Action: string(a), Version: f.version, Title: title, Button: button, Hint: hint, Primary: true, Open: f.tried == "" || f.tried == a}
	if m := f.wrong[""]; m != "" && f.tried == a {
		d.Errors = templates.Errors{"": m}
	}
	return d
}

func (f caseForms) said(a casework.Action, name string) (value, wrong string) {
	if f.tried != a {
		return "", ""
	}
	return f.c.PostForm(string(a) + "-" + name), f.wrong[name]
}

func (f caseForms) field(a casework.Action, kind, name, label, hint string, limit int) templates.Field {
	v, wrong := f.said(a, name)
	out := templates.Field{Name: string(a) + "-" + name, Label: label, Hint: hint, Type: kind, Value: v, Error: wrong, Max: limit}
	if kind == "money" {
		out.Type, out.Mode = "text", "decimal"
	}
	return out
}

func (f caseForms) choice(a casework.Action, name, label, blank string, list []casework.Choice) templates.Choice {
	v, wrong := f.said(a, name)
	return templates.Choice{
		Name: string(a) + "-" + name, Label: label, Blank: blank, Error: wrong,
		Options: options(list, v, func(o casework.Choice) (string, string) { return o.Value, o.Text }),
	}
}

// ofClue is the forms of what the reader may do with a clue.
func (f caseForms) ofClue(l casework.Clue, units []string) []templates.Deed {
	var out []templates.Deed
	if l.Can[casework.ActAssign] {
		d := f.deed(casework.ActAssign, "/assign", "分办", "分办", "承办部门一个月内提出处置意见。分办前核对回避关系。")
		v, wrong := f.said(casework.ActAssign, "unit")
		if v == "" {
			v = l.Unit
		}
		d.Selects = []templates.Choice{{Name: "assign-unit", Label: "承办部门", Blank: "请选", Error: wrong, Options: options(units, v, func(u string) (string, string) { return u, u })}}
		d.Fields = []templates.Field{f.field(casework.ActAssign, "textarea", "note", "分办意见", "", 500)}
		d.Open = d.Open && l.Unit == ""
		out = append(out, d)
	}
	if l.Can[casework.ActOpenCase] {
		d := f.deed(casework.ActOpenCase, "/case", "立案", "立案", "立案意见已获批准。案号自动编排，立案后不能撤回。")
		d.Fields = []templates.Field{f.field(casework.ActOpenCase, "date", "filed_on", "立案日期", "", 0)}
		out = append(out, d)
	}
	if l.Can[casework.ActPropose] {
		d := f.deed(casework.ActPropose, "/propose", "提出处置意见", "报领导审批", "")
		d.Radios = []templates.Choice{f.choice(casework.ActPropose, "opinion", "意见", "", casework.Opinions())}
		d.Fields = []templates.Field{f.field(casework.ActPropose, "textarea", "note", "理由", "", 2000)}
		d.Open = d.Open && l.State != "approved"
		out = append(out, d)
	}
	for _, a := range []casework.Action{casework.ActApprove, casework.ActEnd} {
		if l.Can[a] {
			d := f.deed(a, "/decide", "批准："+l.Opinion, "批准", "批准后不能撤回。")
			d.Fields = []templates.Field{f.field(a, "textarea", "note", "批示", "可以不填", 500)}
			out = append(out, d)
		}
	}
	if l.Can[casework.ActReturn] {
		d := f.deed(casework.ActReturn, "/decide", "退回", "退回", "")
		d.Primary, d.Open = false, f.tried == casework.ActReturn
		d.Fields = []templates.Field{f.field(casework.ActReturn, "textarea", "note", "退回的原因", "", 500)}
		out = append(out, d)
	}
	return out
}

// conclude is the form for the outcome of a case.
func (f caseForms) conclude() templates.Deed {
	a := casework.ActConclude
	d := f.deed(a, "/conclude", "登记结果", "结案", "结案后不能再改，请核对金额、日期和处分。")
	d.Selects = []templates.Choice{
		f.choice(a, "party", "党纪处分", "没有", casework.PartyOutcomes()), f.choice(a, "admin", "政务处分", "没有", casework.AdminOutcomes()),
		f.choice(a, "other", "其他处理", "没有", casework.OtherOutcomes()), f.choice(a, "form", "四种形态", "请选", casework.Forms()),
	}
	d.Fields = []templates.Field{
		f.field(a, "money", "found", "查实金额(元)", "没有的留空", 20), f.field(a, "money", "recovered", "追缴金额(元)", "没有的留空", 20),
		f.field(a, "money", "returned", "退还群众(元)", "没有的留空", 20), f.field(a, "date", "concluded_on", "决定日期", "", 0),
		f.field(a, "textarea", "words", "告知来信人的话", "来信人能看到。不写姓名和案情细节", 500), f.field(a, "textarea", "note", "内部说明", "", 2000),
	}
	return d
}
