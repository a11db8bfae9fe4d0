package sheet

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"yangguang/service/importer/kind"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/sheetrow"
)

// RowError says what is wrong with one value of one row.
type RowError struct {
	Sheet   string
	Row     int
	Column  string
	Value   seal.Secret // as it was handed in
	Rule    string      // one of the rules of package kind
	Message string      // for the bureau; does not contain the value
}

// Record is one row of a table, checked against its kind. With Errors it must
// not be loaded. Its values are personal data: they are reached by name only
// and do not print.
type Record struct {
	Sheet  string
	Row    int
	Errors []RowError

	kind   *kind.Kind
	values []string // in the kind's order, in the form the program keeps
	given  []string // as handed in
	extra  map[string]string
	layout *layout
	place  int      // of the sheet in the file, from 0
	meant  []string // columns whose value somebody has said
}

// Number is the row's number across the sheets of its file; package sheetrow
// finds sheet and row again.
func (r Record) Number() int { return sheetrow.Of(r.place, r.Row) }

// Place is where the record stands: "江宁镇"第5行.
func (r Record) Place() string {
	if r.Sheet == "" {
		return fmt.Sprintf("第%d行", r.Row)
	}
	return fmt.Sprintf("“%s”第%d行", r.Sheet, r.Row)
}

// String is the place and nothing of the content.
func (r Record) String() string { return r.Place() }

// GoString hides the content from %#v.
func (r Record) GoString() string { return r.Place() }

// Get is the value of a column in the form the program keeps: IDs with 18
// characters, days as 2024-05-01, money as 1300.50. It is "" when the cell is
// empty, the value does not pass, or the file has no such column.
func (r Record) Get(column string) string { return at(r.values, r.index(column)) }

// Given is the value as it was handed in.
func (r Record) Given(column string) string { return at(r.given, r.index(column)) }

// again is the value as it can be handed in once more: amounts in yuan, since
// the unit of the header is lost, and what cannot be trusted with a mark before
// it that does not pass until it is mended.
func (r Record) again(i int) string {
	text := at(r.given, i)
	if text == "" {
		return ""
	}
	for _, e := range r.Errors {
		if e.Column == r.kind.Columns[i].Name && (e.Rule == kind.RuleDigits || e.Rule == kind.RuleAmbiguous) {
			return "?" + text
		}
	}
	if !r.wan(i) {
		return r.measured(i, text)
	}
	return inYuan(r.kind.Columns[i], text)
}

// measured puts the header's unit of area behind a value that has none of its
// own, when it is not the one that column i is kept in.
func (r Record) measured(i int, text string) string {
	own := r.kind.Columns[i].Area
	if own == "" || r.layout == nil || r.layout.where[i] < 0 {
		return text
	}
	if unit := r.layout.area[r.layout.where[i]]; unit != "" && unit != own && kind.Bare(text) {
		return text + unit
	}
	return text
}

// wan reports whether column i held amounts in 万元.
func (r Record) wan(i int) bool {
	return r.layout != nil && r.layout.where[i] >= 0 && r.layout.wan[r.layout.where[i]] && r.kind.Columns[i].Type == kind.Money
}

// inYuan is an amount given in 万元 as yuan, or with its unit when it does not
// read as one.
func inYuan(c kind.Column, text string) string {
	if yuan, p := c.Parse(kind.Value{Text: text, Wan: true}); p == nil && yuan != "" {
		return yuan
	}
	return text + wanSuffix
}

// Money is the amount in a Money column; ok is false when there is none.
func (r Record) Money(column string) (amount money.Fen, ok bool) {
	amount, err := money.Parse(r.Get(column))
	return amount, err == nil
}

// Day is the day in a Day, PeriodFrom or PeriodTo column; ok is false when
// there is none.
func (r Record) Day(column string) (day period.Day, ok bool) {
	day, err := period.ParseDay(r.Get(column))
	return day, err == nil
}

// Month is the month in a Month column; ok is false when there is none.
func (r Record) Month(column string) (month period.Month, ok bool) {
	month, err := period.ParseMonth(r.Get(column))
	return month, err == nil
}

// Upgraded reports whether a resident ID came with 15 digits: what is matched
// by it is marked 身份证升位.
func (r Record) Upgraded(column string) bool {
	return len(r.Get(column)) == 18 && len(kind.Clean(r.Given(column))) == 15
}

// Mean puts what somebody has said is meant in the place of a value that does
// not pass.
func (r *Record) Mean(column, value string) {
	i := r.index(column)
	if i < 0 {
		return
	}
	r.values[i], r.meant = value, append(r.meant, column)
	r.Errors = slices.DeleteFunc(r.Errors, func(e RowError) bool { return e.Column == column })
}

// Put puts in the place of a value that passes the form in which the program
// keeps it.
func (r *Record) Put(column, value string) {
	if i := r.index(column); i >= 0 {
		r.values[i] = value
	}
}

// Meant reports whether the value of a column is not the file's own.
func (r Record) Meant(column string) bool { return slices.Contains(r.meant, column) }

// Extra are the columns the kind does not know, by their header.
func (r Record) Extra() map[string]string { return maps.Clone(r.extra) }

// with adds to the columns the kind does not know.
func (r Record) with(more map[string]string) Record {
	if len(more) > 0 {
		all := maps.Clone(more)
		maps.Copy(all, r.extra)
		r.extra = all
	}
	return r
}

// wanSuffix stands behind the name of a column whose header said 万元, so that
// an amount that is kept does not lose its unit.
const wanSuffix = "(万元)"

// JSON is the row as it was handed in, unknown columns included, for keeping
// beside what was loaded. A column in 万元 says so in its name, an area in
// another unit than the registers' in its value.
func (r Record) JSON() seal.Secret {
	all := maps.Clone(r.extra)
	if all == nil {
		all = map[string]string{}
	}
	for i, c := range r.kind.Columns {
		if v := at(r.given, i); v != "" && r.wan(i) {
			all[c.Name+wanSuffix] = v
		} else if v != "" {
			all[c.Name] = r.measured(i, v)
		}
	}
	b, err := json.Marshal(all)
	if err != nil { // strings always marshal
		return seal.Secret{}
	}
	return seal.NewSecret(string(b))
}

func (r Record) index(column string) int {
	if r.kind != nil {
		for i, c := range r.kind.Columns {
			if c.Name == column {
				return i
			}
		}
	}
	return -1
}

func at(s []string, i int) string {
	if i < 0 || i >= len(s) {
		return ""
	}
	return s[i]
}
