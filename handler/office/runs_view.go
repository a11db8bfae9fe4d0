package office

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"yangguang/service/comparison"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/money"
	"yangguang/templates"
)

// runPage shows a run; links says whether who reads may open the models.
func runPage(r comparison.Run, links bool) templates.OfficeRunData {
	d := templates.OfficeRunData{URL: runURL(r.ID), State: templates.Badge{Tone: runTones[r.Status], Text: r.StatusLabel()}, Message: r.Message}
	d.Facts = []templates.Fact{{Label: "种类", Value: r.KindLabel()}, {Label: "截至日期", Value: r.AsOf.String()}, {Label: "范围", Value: scopeText(r)}, {Label: "开始", Value: clock(r.StartedAt) + "（" + starterText(r.StartedBy) + "）"}}
	if r.Busy() {
		d.Working = runWork(r)
		return d
	}
	d.Facts = append(d.Facts, templates.Fact{Label: "结束", Value: maybeClock(r.FinishedAt)})
	if r.Status != runDone {
		return d
	}
	d.Facts = append(d.Facts, templates.Fact{Label: "用时", Value: tookText(r.Whole()) + "（读取 " + tookText(r.Load) + "，比对 " + tookText(r.Compare) + "，保存 " + tookText(r.Apply) + "）"})
	d.Facts = append(d.Facts, versionFacts(r)...)
	if r.RepeatOf != 0 {
		return repeatPage(d, r)
	}
	if links {
		d.Repeat = d.URL + "/repeat"
	}
	d.Figures = []templates.Figure{
		{Label: "比对的人", Value: grouped(r.People), Note: grouped(r.Payouts) + " 笔发放", Tone: templates.Info}, {Label: "命中", Value: grouped(r.Hits), Note: "次"},
		{Label: "新的疑点", Value: grouped(r.Created), Note: "条", Tone: templates.Warning}, {Label: "仍然存在", Value: grouped(r.Updated), Note: "条"}, {Label: "不再存在", Value: grouped(r.Gone), Note: "条", Tone: templates.Good},
	}
	d.Models = runModels(r, links)
	return d
}

// versionFacts say by which a run can be told from another: whatever is the
// same in two runs has the same number.
func versionFacts(r comparison.Run) []templates.Fact {
	facts := []templates.Fact{{Label: "参数版本", Value: r.ParameterHash}, {Label: "数据指纹", Value: fmt.Sprintf("%x", r.DataDigest)}}
	if r.Rules != "" {
		facts = append(facts, templates.Fact{Label: "规则版本", Value: r.Rules + "（规则的程序有任何改动都会变）"})
	}
	if r.Program != "" {
		facts = append(facts, templates.Fact{Label: "程序版本", Value: r.Program})
	}
	if len(r.ResultDigest) > 0 {
		facts = append(facts, templates.Fact{Label: "结果指纹", Value: fmt.Sprintf("%x", r.ResultDigest)})
	}
	return facts
}

func runModels(r comparison.Run, links bool) []templates.RunModelRow {
	rows := make([]templates.RunModelRow, 0, len(r.Models))
	for _, m := range r.Models {
		row := templates.RunModelRow{Text: modelText(m), Version: m.Version, Hits: grouped(m.Hits), Amount: money.Fen(m.Fen).String(), Held: cmp.Or(m.Held, m.Lacks)}
		switch _, ok := rule.Lookup(m.Key); {
		case links && ok:
			row.URL = modelURL(m.Key)
		case links:
			row.URL = ownCrumb.URL // which lists its versions, also those that are retired
		}
		rows = append(rows, row)
	}
	return rows
}

func modelText(m comparison.RunModel) string {
	if known, ok := rule.Lookup(m.Key); ok {
		return m.Key + " " + known.Title
	}
	return strings.TrimSpace(m.Key + " " + m.Title)
}

// repeatPage shows what a run came to that was made again.
func repeatPage(d templates.OfficeRunData, r comparison.Run) templates.OfficeRunData {
	d.State, d.Message, d.Note = outcomeBadge(r), "", r.Message
	d.Figures = []templates.Figure{{Label: "比对的人", Value: grouped(r.People), Note: grouped(r.Payouts) + " 笔发放", Tone: templates.Info}, {Label: "命中", Value: grouped(r.Hits), Note: "次"}}
	d.Of = templates.Link{Text: "看第 " + strconv.FormatInt(r.RepeatOf, 10) + " 次比对", URL: runURL(r.RepeatOf)}
	for _, m := range r.Models {
		if text := m.Difference.Text(); text != "" {
			d.Differences = append(d.Differences, templates.RunDifferenceRow{Model: modelText(m), Text: text, Examples: strings.Join(m.Examples, "　")})
		}
	}
	return d
}

var outcomeTones = map[string]templates.Tone{"same": templates.Good, "differs": templates.Bad, "cannot": templates.Warning}

func outcomeBadge(r comparison.Run) templates.Badge {
	if r.Outcome == "" {
		return templates.Badge{Tone: runTones[r.Status], Text: r.StatusLabel()}
	}
	return templates.Badge{Tone: outcomeTones[r.Outcome], Text: r.OutcomeLabel()}
}

func repeatRows(repeats []comparison.Run) []templates.RunRepeatRow {
	out := make([]templates.RunRepeatRow, len(repeats))
	for i, r := range repeats {
		out[i] = templates.RunRepeatRow{URL: runURL(r.ID), At: clock(r.StartedAt), By: starterText(r.StartedBy), State: outcomeBadge(r)}
	}
	return out
}
