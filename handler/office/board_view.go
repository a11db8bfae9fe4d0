package office

import (
	"html/template"
	"strings"

	"yangguang/service/board"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/project"
	"yangguang/templates"
)

// sheetData is the sheet as it is printed.
func sheetData(s board.Sheet) templates.BoardSheetData {
	d := templates.BoardSheetData{
		County: s.Place.County, Place: s.Place.Full(), Span: s.Quarter.Chinese(), Amount: s.Amount.String(), Count: s.Count, QR: template.URL(s.QR), Address: s.Address, //nolint:gosec // a picture our own service drew
		Planned: s.Money.Planned.String(), Came: s.Money.Came.String(), Paid: s.Money.Paid.String(), More: s.More,
	}
	var most money.Fen
	for _, p := range s.Pages {
		for _, it := range p.Items {
			most = max(most, it.Amount)
		}
	}
	for i, p := range s.Pages {
		page := templates.BoardSheetPage{
			PaperHead: templates.PaperHead{Place: d.Place, Span: d.Span, Printed: s.Printed.Chinese(), Page: i + 1, Pages: len(s.Pages)},
			Summary:   len(p.Columns) == 0, First: i == 0,
		}
		for _, it := range p.Items {
			page.Items = append(page.Items, sheetItem(it, most))
		}
		for _, w := range p.Projects {
			page.Projects = append(page.Projects, sheetProject(w))
		}
		for _, column := range p.Columns {
			page.Columns = append(page.Columns, sheetColumn(column))
		}
		d.Pages = append(d.Pages, page)
	}
	return d
}

func sheetItem(it board.List, most money.Fen) templates.SheetItem {
	out := templates.SheetItem{Name: it.Name, For: periodsText(it.For), Amount: it.Amount.String(), People: it.Persons, Count: it.Count}
	if most > 0 {
		out.Percent = int(it.Amount * 100 / most)
	}
	return out
}

// mostNamed is how many entitlement periods are named; more are counted.
const mostNamed = 3

// periodsText names what payments were for, the latest first.
func periodsText(all []period.Interval) string {
	var words []string
	for i, d := range all {
		if i == mostNamed {
			return strings.Join(words, "、") + "等"
		}
		words = append(words, d.Dashed())
	}
	return strings.Join(words, "、")
}

func sheetProject(p board.Project) templates.SheetProject {
	out := templates.SheetProject{
		Name: p.Name, Dates: p.PlanStart.Month().Chinese() + "到" + p.PlanEnd.Month().Chinese(), Stage: templates.Badge{Text: project.Stage(p.Stage).Label()}, Percent: p.Percent,
		Planned: p.Planned.String(), Came: recorded(p.Came), Paid: recorded(p.Paid),
	}
	if p.Late && !p.Done {
		out.Stage.Text += "，晚了"
	}
	return out
}

// recorded is an amount of a project's money; none is no record, as the page on
// the telephone says.
func recorded(f money.Fen) string {
	if f == 0 {
		return "还没有记录"
	}
	return f.String() + " 元"
}

func sheetColumn(lines []board.Line) []templates.SheetLine {
	out := make([]templates.SheetLine, 0, len(lines))
	for _, l := range lines {
		row := templates.SheetLine{Double: l.Double, Group: l.Group, Name: l.Name, Tell: l.Tell, Count: l.Count, Amount: l.Amount.String()}
		switch {
		case l.Asked:
			row = templates.SheetLine{Title: "大家问的", Again: l.Again, Note: "对本村项目的公开提问和业主单位的答复，最近的在前"}
		case l.Said:
			row = templates.SheetLine{Said: true, Words: l.Words.Reveal(), Strong: l.Strong}
		case l.List != nil:
			row = templates.SheetLine{Title: l.List.Name, Again: l.Again, Note: periodsText(l.List.For) + "，合计 " + l.List.Amount.String() + " 元"}
		}
		out = append(out, row)
	}
	return out
}

// letterData is the letters as they are printed.
func letterData(l board.Letters) templates.BoardLettersData {
	d := templates.BoardLettersData{Place: l.Place.Full(), Span: l.Span.Chinese(), Printed: l.Printed.Chinese(), QR: template.URL(l.QR), Address: l.Address} //nolint:gosec // a picture our own service drew
	for _, one := range l.Letters {
		out := templates.HouseholdLetter{No: one.No, Group: one.Group, Head: one.Head, Amount: one.Amount.String(), Count: one.Count, Ask: whomToAsk(one.Items)}
		if one.Returned > 0 {
			out.Returned = one.Returned.String()
		}
		for _, l := range one.Looked {
			out.Looked = append(out.Looked, lookedText(l))
		}
		for i, p := range one.Pages {
			page := templates.HouseholdLetterPage{First: p.First, Last: p.Last, Page: i + 1, Pages: len(one.Pages)}
			for _, line := range p.Lines {
				page.Lines = append(page.Lines, letterLine(line))
			}
			out.Pages = append(out.Pages, page)
		}
		d.Letters = append(d.Letters, out)
	}
	return d
}

func lookedText(l board.Looked) string {
	if l.Kiosk {
		return l.On.Chinese() + "，有人在自助机上查过" + l.Who + "的钱。"
	}
	return l.On.Chinese() + "，村委会代" + l.Who + "查过一次。"
}

// mostAsked is how many items a letter says whom to ask about.
const mostAsked = 3

func whomToAsk(items []board.PaidItem) []templates.Fact {
	var out []templates.Fact
	for _, it := range items {
		if it.Bureau != "" && len(out) < mostAsked {
			out = append(out, templates.Fact{Label: it.Name, Value: strings.TrimSpace(it.Bureau + " " + it.Phone)})
		}
	}
	return out
}

func letterLine(l board.LetterLine) templates.HouseholdLetterLine {
	if l.Item != nil {
		out := templates.HouseholdLetterLine{Title: l.Item.Name, Again: l.Continued}
		if !l.Continued {
			out.Sum = l.Item.Amount.String()
		}
		return out
	}
	out := templates.HouseholdLetterLine{Who: l.Who, For: l.Days.Dashed(), PaidOn: l.PaidOn.Chinese(), Tail: l.Tail, Amount: l.Amount.String()}
	switch {
	case l.Returned:
		out.Note = "退回"
	case l.Again:
		out.Note = "补发"
	}
	return out
}
