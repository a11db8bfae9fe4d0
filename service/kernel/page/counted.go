package page

import "yangguang/service/kernel/period"

// What the days of a Counted are about.
const (
	ByMade = "made" // when it began
	ByDone = "done" // when it ended well
)

// Counted narrows a list to what one figure of the statistics counts: to what
// began, or ended well, in some days. The zero Counted narrows nothing.
type Counted struct {
	By       string     // one of the above; without it the days mean nothing
	From, To period.Day // both are counted
}

// Where is the condition; made and done are the columns of times of the table,
// or "" where it has none.
func (c Counted) Where(made, done string) (where string, args []any) {
	column := map[string]string{ByMade: made, ByDone: done}[c.By]
	if column == "" {
		return "1 = 1", nil
	}
	return column + " >= ? AND " + column + " < ?", []any{c.From.Start(period.Shanghai).UTC(), (c.To + 1).Start(period.Shanghai).UTC()}
}

// Words say what a list is narrowed to; made and done are what became of the
// rows. "" is nothing.
func (c Counted) Words(made, done string) string {
	words := map[string]string{ByMade: made, ByDone: done}[c.By]
	if words == "" {
		return ""
	}
	return c.From.String() + " 至 " + c.To.String() + " " + words
}
