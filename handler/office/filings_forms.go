package office

import (
	"yangguang/service/filing"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// stageForms are the forms of a stage for whoever files: what is to be filed,
// and documents to be handed in later.
func stageForms(o filing.Detail, s filing.Section, tree *lookup.Tree, r refused) []templates.FilingForm {
	var out []templates.FilingForm
	tried := r.stage == s.Stage && r.bad != nil
	if s.Form {
		typed, bad := s.Typed, templates.Errors(nil)
		if tried && !r.only {
			typed, bad = r.typed, r.bad
		}
		f := formOf(s.Stage, s.Fields, s.Papers, typed, bad, tree)
		f.URL, f.Version, f.Title, f.Button, f.Hint = filingURL(o.No)+"/"+string(s.Stage), o.Version, "报“"+s.Title+"”", "提交", s.Asks
		f.Open = s.Stage == o.Next && len(o.NextLacks) == 0 || bad != nil
		if s.Gate.State == filing.Unknown {
			f.Title = "补记“" + s.Title + "”"
		} else if s.Gate.More {
			f.Title = map[bool]string{true: "再报一次进度", false: "再报一次变更"}[s.Stage == filing.Progress]
		}
		if s.Gate.State == filing.Lacking && !s.Gate.More {
			f.Title, f.Open = "补“"+s.Title+"”", f.Open || s.Stage == o.Next
		}
		out = append(out, f)
	}
	if s.Lacks && len(s.Papers) > 0 {
		bad := templates.Errors(nil)
		if tried && r.only {
			bad = r.bad
		}
		f := formOf(s.Stage, nil, s.Papers, nil, bad, tree)
		f.URL, f.Version, f.Title, f.Button, f.Only = filingURL(o.No)+"/"+string(s.Stage), o.Version, "补交材料", "补交", true
		f.Open = bad != nil || s.Stage == o.Next && len(o.NextLacks) > 0 && !s.Form
		for i := range f.Uploads {
			f.Uploads[i].Must, f.Uploads[i].Name = false, "more-"+f.Uploads[i].Name
		}
		out = append(out, f)
	}
	return out
}

// formOf lays out fields and documents; every name begins with the stage, since
// a page holds several forms.
func formOf(s filing.Stage, fields []filing.Field, papers []filing.Paper, typed map[string]string, bad templates.Errors, tree *lookup.Tree) templates.FilingForm {
	f := templates.FilingForm{}
	if len(bad) > 0 {
		f.Errors = templates.Errors{"": bad[""]}
		if bad[""] == "" {
			f.Errors[""] = "请看标红的地方，改好再交。填的都还在，文件要重新选。"
		}
	}
	for _, x := range fields {
		f.Fields = append(f.Fields, fieldOf(s, x, typed[x.Name], bad[x.Name], tree))
	}
	for _, p := range papers {
		u := templates.FilingUpload{Name: string(s) + "-" + filing.FieldPaper(p.Kind), Label: p.Label, Must: p.Must, Error: bad[filing.FieldPaper(p.Kind)], Accept: "application/pdf,image/jpeg,image/png",
			Hint: "PDF、JPEG或PNG，一个文件不超过12MB"}
		if p.Photo {
			u.Accept, u.Hint = "image/*", "JPEG或PNG，手机可以直接拍。照片里的拍摄地点不会显示"
		}
		f.Uploads = append(f.Uploads, u)
	}
	return f
}

func fieldOf(s filing.Stage, x filing.Field, value, wrong string, tree *lookup.Tree) templates.FilingField {
	name := string(s) + "-" + x.Name
	switch x.Sort {
	case filing.Choice:
		c := templates.Choice{Name: name, Label: x.Label, Hint: x.Hint, Error: wrong, Blank: "请选择"}
		for _, v := range x.Choices {
			c.Options = append(c.Options, templates.Option{Value: v, Text: v, Selected: v == value})
		}
		return templates.FilingField{Choice: c}
	case filing.Village:
		out := templates.FilingField{Field: templates.Field{Label: x.Label}, Choice: templates.Choice{Name: name, Label: x.Label, Error: wrong}}
		for _, town := range tree.Towns() {
			t := templates.Town{Name: town.Name}
			for _, v := range tree.Villages(town.Code) {
				t.Villages = append(t.Villages, templates.Option{Value: v.Code, Text: v.Name, Selected: v.Code == value})
			}
			out.Towns = append(out.Towns, t)
		}
		return out
	case filing.Text, filing.Prose, filing.Day, filing.Money, filing.Signed, filing.Percent, filing.Decimal:
	}
	f := templates.Field{Name: name, Label: x.Label, Hint: x.Hint, Error: wrong, Value: value, Type: "text", Required: x.Must}
	switch x.Sort {
	case filing.Prose:
		f.Type = "textarea"
	case filing.Day:
		f.Type = "date"
	case filing.Money, filing.Percent, filing.Decimal:
		f.Mode = "decimal"
	case filing.Text, filing.Signed, filing.Choice, filing.Village:
	}
	return templates.FilingField{Field: f}
}
