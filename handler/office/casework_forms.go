package office

import (
	"slices"
	"strconv"

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
	units   []string
	unit    string // the office that has it now
	people  []casework.Candidate
	returns []casework.Return // of a case
}

// stepForm is the form of one step. A quiet one stands among what else may be
// done.
type stepForm struct {
	act                 casework.Action
	title, button, hint string
	quiet               bool
	parts               []formPart
}

// formPart is one input: a field by its type, or select, radios, check, unit, team, return.
type formPart struct {
	kind, name, label, hint string
	list                    []casework.Choice
	limit                   int
}

func note(label string, limit int) formPart {
	return formPart{kind: "textarea", name: "note", label: label, limit: limit}
}

func on(label string) formPart { return formPart{kind: "date", name: "on", label: label} }

func reference(label string) formPart {
	return formPart{kind: "text", name: "reference", label: label, limit: 64}
}

// build makes the forms of what may be done, those that are due and the rest.
// A form that was refused is open, otherwise the first that is due.
func (f caseForms) build(all []stepForm, can map[casework.Action]bool) (due, more []templates.Deed) {
	for _, s := range all {
		if !can[s.act] {
			continue
		}
		d := f.deed(s)
		if s.quiet {
			d.Primary, d.Open = false, f.tried == s.act
			more = append(more, d)
			continue
		}
		d.Open = f.tried == s.act || f.tried == "" && len(due) == 0
		due = append(due, d)
	}
	return due, more
}

func (f caseForms) deed(s stepForm) templates.Deed {
	d := templates.Deed{URL: f.base, Action: string(s.act), Version: f.version, Title: s.title, Button: s.button, Hint: s.hint, Primary: true}
	if m := f.wrong[""]; m != "" && f.tried == s.act {
		d.Errors = templates.Errors{"": m}
	}
	for _, p := range s.parts {
		name := string(s.act) + "-" + p.name
		value, wrong := f.said(s.act, p.name)
		switch p.kind {
		case "select", "radios":
			one := templates.Choice{Name: name, Label: p.label, Hint: p.hint, Blank: "请选", Error: wrong, Options: choicesOf(p.list, value)}
			if p.kind == "radios" {
				d.Radios = append(d.Radios, one)
				continue
			}
			d.Selects = append(d.Selects, one)
		case "unit":
			if value == "" {
				value = f.unit
			}
			d.Selects = append(d.Selects, templates.Choice{Name: name, Label: p.label, Blank: "请选", Error: wrong, Options: options(f.units, value, func(u string) (string, string) { return u, u })})
		case "return":
			d.Selects = append(d.Selects, templates.Choice{Name: name, Label: p.label, Hint: p.hint, Blank: "请选", Error: wrong, Options: f.given(value)})
		case "team":
			d.Ticks = append(d.Ticks, templates.Choice{Name: name, Label: p.label, Hint: p.hint, Error: wrong, Options: f.candidates(name)})
		case "check":
			d.Check = templates.Check{Name: name, Label: p.label, Error: wrong, On: value == "1"}
		case "money":
			d.Fields = append(d.Fields, templates.Field{Name: name, Label: p.label, Hint: p.hint, Type: "text", Mode: "decimal", Value: value, Error: wrong, Max: 20})
		default:
			d.Fields = append(d.Fields, templates.Field{Name: name, Label: p.label, Hint: p.hint, Type: p.kind, Value: value, Error: wrong, Max: p.limit})
		}
	}
	return d
}

// given is the money given back to households that counts.
func (f caseForms) given(chosen string) []templates.Option {
	var out []templates.Option
	for _, r := range f.returns {
		if value := strconv.FormatInt(r.ID, 10); !r.Void {
			out = append(out, templates.Option{Value: value, Text: r.Name + " " + r.Amount.String() + "元 " + r.On.String(), Selected: value == chosen})
		}
	}
	return out
}

func (f caseForms) candidates(name string) []templates.Option {
	ticked := f.c.PostFormArray(name)
	var out []templates.Option
	for _, p := range f.people {
		value := strconv.FormatInt(p.ID, 10)
		out = append(out, templates.Option{Value: value, Text: joinWords(p.Name, p.Unit), Selected: slices.Contains(ticked, value)})
	}
	return out
}

func (f caseForms) said(a casework.Action, name string) (value, wrong string) {
	if f.tried != a {
		return "", ""
	}
	return f.c.PostForm(string(a) + "-" + name), f.wrong[name]
}
