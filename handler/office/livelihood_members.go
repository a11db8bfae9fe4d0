package office

import (
	"strconv"
	"strings"

	"yangguang/service/kernel/money"
	"yangguang/service/livelihood"
	"yangguang/templates"
)

// noRegister is said of a year of which a register says nothing.
const noRegister = "没有数据"

func coveredText(y livelihood.Year) string {
	if !y.InsuranceKnown {
		return noRegister
	}
	return ratio(y.Covered, y.Members)
}

func pupilsText(y livelihood.Year) string {
	if !y.SchoolKnown {
		return noRegister
	}
	return ratio(y.Enrolled, y.Pupils)
}

// partRows are the years whose check tells the parts of the income or the values
// of the water.
func partRows(o livelihood.Household) []templates.HouseholdParts {
	var out []templates.HouseholdParts
	told := func(f *money.Fen) string {
		if f == nil {
			return ""
		}
		return f.String()
	}
	for _, y := range o.Years {
		if !y.Parts.Known() && !y.Values.Known() {
			continue
		}
		v := y.Values
		out = append(out, templates.HouseholdParts{
			Year:   strconv.Itoa(y.Year),
			Income: []string{y.Income.String(), told(y.Parts.Wages), told(y.Parts.Business), told(y.Parts.Property), told(y.Parts.Transfer)},
			Water:  []string{valueText(v.Quantity), valueText(v.Quality), valueText(v.Access), valueText(v.Supply)},
		})
	}
	return out
}

func valueText(v string) string {
	if v == "" {
		return ""
	}
	return metText(v == "是")
}

// memberRows is a table of members by years: of no year before the first in which
// a cell says something, and of no member without such a cell.
func memberRows(o livelihood.Household, cell func(y livelihood.Year, m livelihood.MemberYear) templates.HouseholdCell) templates.HouseholdMembers {
	var out templates.HouseholdMembers
	first := len(o.Years)
	for _, p := range o.Members {
		row, any := templates.HouseholdMember{Name: p.Name}, false
		for i, y := range o.Years {
			var c templates.HouseholdCell
			if m := p.Years[y.Year]; m != nil {
				c = cell(y, *m)
			}
			if c.Text != "" && !c.Quiet {
				first = min(first, i)
			}
			any = any || c.Text != ""
			row.Cells = append(row.Cells, c)
		}
		if any {
			out.Rows = append(out.Rows, row)
		}
	}
	if first == len(o.Years) {
		return templates.HouseholdMembers{}
	}
	for i := range out.Rows {
		out.Rows[i].Cells = out.Rows[i].Cells[first:]
	}
	for _, y := range o.Years[first:] {
		out.Years = append(out.Years, strconv.Itoa(y.Year))
	}
	return out
}

// schoolRows says where each child of 6 to 15 went to school.
func schoolRows(o livelihood.Household) templates.HouseholdMembers {
	return memberRows(o, func(y livelihood.Year, m livelihood.MemberYear) templates.HouseholdCell {
		switch {
		case !m.Pupil:
			return templates.HouseholdCell{}
		case m.School != "":
			return templates.HouseholdCell{Text: m.School}
		case !y.SchoolKnown:
			return templates.HouseholdCell{Text: noRegister, Quiet: true}
		}
		return templates.HouseholdCell{Text: "没有学籍", Short: true}
	})
}

// insuredRows says how each member was insured.
func insuredRows(o livelihood.Household) templates.HouseholdMembers {
	return memberRows(o, func(y livelihood.Year, m livelihood.MemberYear) templates.HouseholdCell {
		switch {
		case m.Insured != "":
			return templates.HouseholdCell{Text: "已参保，" + m.Insured}
		case !m.Here:
			return templates.HouseholdCell{}
		case !y.InsuranceKnown:
			return templates.HouseholdCell{Text: noRegister, Quiet: true}
		}
		return templates.HouseholdCell{Text: "没有参保", Short: true}
	})
}

// benefitRows is what was paid of each item, for the years in which anything was.
func benefitRows(o livelihood.Household) templates.HouseholdBenefits {
	var out templates.HouseholdBenefits
	column := map[int]int{}
	for y := o.From; y <= o.To; y++ {
		for _, b := range o.Benefits {
			for _, p := range b.Paid {
				if p.Year == y && p.Fen != 0 {
					column[y] = -1
				}
			}
		}
		if column[y] != 0 {
			column[y] = len(out.Years)
			out.Years = append(out.Years, strconv.Itoa(y))
		} else {
			delete(column, y)
		}
	}
	for _, b := range o.Benefits {
		row := templates.HouseholdBenefit{Item: b.Item, Cells: make([]string, len(out.Years))}
		var spans []string
		for _, s := range b.Spans {
			spans = append(spans, s.Chinese())
		}
		row.Spans = strings.Join(spans, "；")
		var total money.Fen
		for _, p := range b.Paid {
			total += p.Fen
			if i, ok := column[p.Year]; ok {
				row.Cells[i] = p.Fen.String()
			}
		}
		row.Total = total.String()
		out.Rows = append(out.Rows, row)
	}
	return out
}
