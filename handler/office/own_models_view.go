package office

import (
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/service/comparison/custom"
	"yangguang/service/comparison/rule"
	"yangguang/service/importer"
	"yangguang/templates"
)

// ownStates is how each state of a model is shown.
var ownStates = map[string]templates.Badge{
	"draft": {Tone: templates.Info, Text: "草稿"}, "submitted": {Tone: templates.Warning, Text: "待批准"}, "returned": {Tone: templates.Bad, Text: "已退回"},
	"approved": {Tone: templates.Good, Text: "在用"}, "retired": {Text: "已停用"},
}

func ownRow(e custom.Entry) templates.OwnModelRow {
	return templates.OwnModelRow{
		URL: ownURL(e.ID), Key: e.Key, Version: strconv.Itoa(e.Version), Title: e.Title, Author: e.Author, Updated: clock(e.UpdatedAt),
		Severity: severityBadge(int(e.Severity)), State: ownStates[e.State],
	}
}

func ownView(e custom.Entry) templates.OfficeOwnModelData {
	d := templates.OfficeOwnModelData{
		URL: ownURL(e.ID), Says: e.Says, Expression: e.Expression, State: ownStates[e.State], Note: e.Note, Version: e.RowVersion,
		Submit: e.MaySubmit, Decide: e.MayDecide, Retire: e.MayRetire, Revise: e.MayRevise, Questions: e.Questions,
	}
	if e.MayEdit {
		d.Edit = ownURL(e.ID) + "/edit"
	}
	registers := make([]string, len(e.Registers))
	for i, k := range e.Registers {
		registers[i] = importer.Title(k)
	}
	d.Facts = []templates.Fact{
		{Label: "版本", Value: strconv.Itoa(e.Version)}, {Label: "依据", Value: e.Basis}, {Label: "分级", Value: e.Severity.String()}, {Label: "领这些补贴的人", Value: orText(strings.Join(e.Items, "、"), "不限")},
		{Label: "这些登记簿里的人", Value: orText(strings.Join(registers, "、"), "不限")}, {Label: "谁写的", Value: e.Author + " " + clock(e.UpdatedAt)},
	}
	if e.DecidedAt != nil {
		d.Facts = append(d.Facts, templates.Fact{Label: "谁批准或退回", Value: e.Approver + " " + maybeClock(e.DecidedAt)})
	}
	return d
}

func orText(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func ownForm(e custom.Entry, items []string) templates.OfficeOwnModelFormData {
	d := templates.OfficeOwnModelFormData{
		Version: e.RowVersion, Title: e.Title, Says: e.Says, Basis: e.Basis, Expression: e.Expression, Questions: strings.Join(e.Questions, "\n"),
		Items: ticked(items, e.Items, func(v string) string { return v }), Registers: ticked(custom.Registers(), e.Registers, importer.Title),
	}
	d.Severities = options([]rule.Severity{rule.Blue, rule.Yellow, rule.Orange, rule.Red}, strconv.Itoa(int(e.Severity)), func(s rule.Severity) (string, string) {
		return strconv.Itoa(int(s)), s.String()
	})
	for _, f := range custom.Fields() {
		d.Words = append(d.Words, templates.Word{Name: f.Name, Sort: f.Type, Text: f.Text})
	}
	return d
}

// ticked makes the choices of a list of which several may be chosen. What was
// chosen and is no longer there stays, so that somebody can take it away.
func ticked(all, chosen []string, text func(string) string) []templates.Option {
	list := slices.Clone(all)
	for _, v := range chosen {
		if !slices.Contains(list, v) {
			list = append(list, v)
		}
	}
	out := make([]templates.Option, len(list))
	for i, v := range list {
		out[i] = templates.Option{Value: v, Text: text(v), Selected: slices.Contains(chosen, v)}
	}
	return out
}

// typedModel reads the form.
func typedModel(c *gin.Context) custom.Entry {
	version, _ := strconv.Atoi(c.PostForm("version")) // what is no number is no version
	severity, _ := strconv.Atoi(c.PostForm("severity"))
	e := custom.Entry{RowVersion: version, Definition: custom.Definition{
		Title: strings.TrimSpace(c.PostForm("title")), Says: strings.TrimSpace(c.PostForm("says")), Basis: strings.TrimSpace(c.PostForm("basis")), Expression: c.PostForm("expression"),
		Items: c.PostFormArray("items"), Registers: c.PostFormArray("registers"), Severity: rule.Severity(min(max(severity, 0), int(rule.Red))), //nolint:gosec // 0–3
	}}
	for line := range strings.Lines(c.PostForm("questions")) {
		if line = strings.TrimSpace(line); line != "" {
			e.Questions = append(e.Questions, line)
		}
	}
	return e
}
