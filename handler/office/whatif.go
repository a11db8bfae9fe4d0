package office

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"yangguang/service/comparison"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/money"
	"yangguang/templates"
)

// townsShown is how many towns an answer draws a bar for.
const townsShown = 10

// answerOf puts the answer to a what-if question on a page.
func answerOf(a comparison.Answer) templates.WhatIfAnswer {
	d := templates.WhatIfAnswer{On: true, Held: a.Held, Samples: sampleRows(a.Samples), Enter: sampleRows(a.Enter), Leave: sampleRows(a.Leave)}
	d.Figures = []templates.Figure{
		{Label: "命中", Value: grouped(a.Count), Note: "条", Tone: templates.Info}, {Label: "涉及金额", Value: money.Fen(a.Fen).Short()},
		{Label: "会新出现", Value: grouped(a.Entered), Note: "和现有疑点比", Tone: templates.Warning}, {Label: "会不再出现", Value: grouped(a.Left), Note: "和现有疑点比", Tone: templates.Good},
	}
	rest := 0
	for i, t := range a.Towns {
		if i >= townsShown {
			rest += t.Count
			continue
		}
		d.Towns = append(d.Towns, templates.Bar{Text: t.Name, Percent: t.Count * 100 / max(1, a.Towns[0].Count), Count: grouped(t.Count) + " 条，" + money.Fen(t.Fen).Short()})
	}
	if rest > 0 {
		d.More = fmt.Sprintf("还有 %d 个乡镇，共 %s 条。", len(a.Towns)-townsShown, grouped(rest))
	}
	return d
}

func sampleRows(all []comparison.Sample) []templates.WhatIfSample {
	out := make([]templates.WhatIfSample, len(all))
	for i, s := range all {
		out[i] = templates.WhatIfSample{Subject: s.Subject, Village: s.Village, Item: s.Item, Period: s.Period.Chinese(), Amount: money.Fen(s.Fen).String(), Sentence: s.Sentence, Severity: severityBadge(int(s.Severity))}
	}
	return out
}

// whatIfForm has a field for each parameter, with what was typed or else what holds.
func whatIfForm(d comparison.ModelDetail, typed map[string]string, wrong templates.Errors) templates.WhatIf {
	w := templates.WhatIf{URL: modelURL(d.Key) + "/whatif", Errors: wrong, Advice: "试算不保存。要长期改，请管理员在“参数”页面查找“" + d.Key + "”后修改；只有管理员能改，改动有生效日期和依据。"}
	for _, v := range d.Values {
		f := templates.Field{Name: v.Name, Label: v.Label, Type: "text", Value: v.Value, Error: wrong[v.Name], Hint: nowAndStandard(v.Value, v.Default, v.Unit)}
		if v.Unit == shareUnit {
			f.Hint += "；填小数，0.05 就是 5%"
		}
		if v.Sort == rule.Number {
			f.Mode = "numeric"
		}
		if text, ok := typed[v.Name]; ok {
			f.Value = text
		}
		w.Fields = append(w.Fields, f)
	}
	return w
}

// nowAndStandard says what holds, and what the program's standard is where that is
// something else. The field has the value itself.
func nowAndStandard(value, standard, unit string) string {
	switch {
	case value != standard:
		return "现在是 " + measured(value, unit) + "，平台默认 " + measured(standard, unit)
	case utf8.RuneCountInString(value) > 12:
		return "现在用的是平台默认"
	}
	return "现在是 " + measured(value, unit) + "，就是平台默认"
}

// shareUnit is the unit of a part of one, which people read in per cent.
const shareUnit = "比例"

// measured is a value with its unit as people read it.
func measured(value, unit string) string {
	if part, err := strconv.ParseFloat(value, 64); err == nil && unit == shareUnit {
		return strconv.FormatFloat(math.Round(part*1e6)/1e4, 'f', -1, 64) + "%"
	}
	return strings.TrimSpace(value + " " + unit)
}

// neededReach is how far the data go of the registers that a model needs.
func neededReach(d comparison.ModelDetail) (out templates.Reach) {
	for _, r := range d.Needed {
		f := templates.Fact{Label: r.Title, Value: "没有导入"}
		if r.AsOf != 0 {
			f.Value = r.AsOf.String()
		}
		out.Rows = append(out.Rows, f)
	}
	return out
}

// neededFacts are what else identifies a model.
func neededFacts(d comparison.ModelDetail) []templates.Fact {
	return []templates.Fact{{Label: "模型版本", Value: d.Version}, {Label: "参数", Value: strconv.Itoa(len(d.Values)) + " 项"}}
}
