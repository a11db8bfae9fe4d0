package casework

import (
	"strconv"
	"strings"

	"gorm.io/gorm"

	"yangguang/service/kernel/period"
)

// What the days of a Counted are about.
const (
	ByRegistered = "registered" // clues
	ByDecided    = "decided"    // clues: the way of disposal was approved
	ByFiled      = "filed"      // cases
	ByConcluded  = "concluded"  // cases
)

// Counted narrows a list to what one figure of the statistics counts. The zero
// Counted narrows nothing.
type Counted struct {
	By                        string     // one of the above; without it the days mean nothing
	From, To                  period.Day // 0 is open
	Party, Admin, Other, Rank string     // of a case's outcome
	Form                      string     // 1 to 4
	Punished                  bool
}

// days narrows to the days of a column of times.
func (c Counted) days(q *gorm.DB, column string) *gorm.DB {
	if c.From != 0 {
		q = q.Where(column+" >= ?", c.From.Start(period.Shanghai).UTC())
	}
	if c.To != 0 {
		q = q.Where(column+" < ?", (c.To + 1).Start(period.Shanghai).UTC())
	}
	return q.Where(column + " IS NOT NULL")
}

func (c Counted) clues(q *gorm.DB) *gorm.DB {
	switch c.By {
	case ByRegistered:
		return c.days(q, "clues.created_at")
	case ByDecided:
		return c.days(q, "clues.decided_at").Where("clues.state NOT IN ?", undecided)
	}
	return q
}

func (c Counted) cases(q *gorm.DB) *gorm.DB {
	switch c.By {
	case ByFiled:
		q = c.days(q, "cases.filed_at")
	case ByConcluded:
		q = q.Where("cases.concluded_on IS NOT NULL")
		if c.From != 0 {
			q = q.Where("cases.concluded_on >= ?", c.From.Time())
		}
		if c.To != 0 {
			q = q.Where("cases.concluded_on < ?", (c.To + 1).Time())
		}
	}
	for _, w := range []struct{ column, value string }{{"outcome_party", c.Party}, {"outcome_admin", c.Admin}, {"outcome_other", c.Other}, {"person_rank", c.Rank}} {
		if w.value != "" {
			q = q.Where("cases."+w.column+" = ?", w.value)
		}
	}
	if n, err := strconv.Atoi(c.Form); err == nil {
		q = q.Where("cases.form_of_four = ?", n)
	}
	if c.Punished {
		q = q.Where("(cases.outcome_party <> '' OR cases.outcome_admin <> '')")
	}
	return q
}

// Words is what the list is narrowed to; "" is nothing.
func (c Counted) Words() string {
	var parts []string
	verb := text([]Choice{{ByRegistered, "登记"}, {ByDecided, "批准处置意见"}, {ByFiled, "立案"}, {ByConcluded, "作出决定"}}, c.By)
	switch {
	case verb == "":
	case c.From != 0 && c.To != 0:
		parts = append(parts, c.From.String()+" 至 "+c.To.String()+" "+verb)
	case c.From != 0:
		parts = append(parts, c.From.String()+" 起"+verb)
	case c.To != 0:
		parts = append(parts, c.To.String()+" 及以前"+verb)
	default:
		parts = append(parts, "已经"+verb)
	}
	for _, p := range []struct{ before, text string }{
		{"党纪处分：", text(PartyOutcomes(), c.Party)}, {"政务处分：", text(AdminOutcomes(), c.Admin)}, {"", text(OtherOutcomes(), c.Other)},
		{"职级：", text(Ranks(), c.Rank)}, {"", text(Forms(), c.Form)},
	} {
		if p.text != "" {
			parts = append(parts, p.before+p.text)
		}
	}
	if c.Punished && c.Party == "" && c.Admin == "" {
		parts = append(parts, "给予党纪政务处分")
	}
	return strings.Join(parts, "，")
}

// CaseWords is what the list of cases is narrowed to and has no form for; "" is
// nothing.
func (f Filter) CaseWords() string {
	words, source := f.Counted.Words(), text(Sources(), f.Source)
	switch {
	case source == "":
		return words
	case words == "":
		return "线索来源：" + source
	}
	return words + "，线索来源：" + source
}
