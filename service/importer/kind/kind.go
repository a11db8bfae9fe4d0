// Package kind is the one table of what bureaus hand over.
//
// Each Kind names its columns, what they are called elsewhere and what may
// stand in them. The template a bureau downloads, the way its header is found
// and the check of every value all come from this table, so they cannot
// disagree.
package kind

import "slices"

// Type is what may stand in a column.
type Type int

// The types of columns.
const (
	Text       Type = iota
	Prose           // text to be read: keeps its line breaks and punctuation
	ID              // resident ID number
	Name            // name of a person
	Money           // yuan with two decimals; 万元 where the header says so
	Day             // a date
	Month           // a month, or a date in it
	PeriodFrom      // a date, or a month for its first day
	PeriodTo        // a date, or a month for its last day
	Year            // four digits
	Int             // whole number from 0
	Decimal         // number from 0 with at most six decimals
	Percent         // number from 0 to 100
	Coordinate      // degrees
	Enum            // one of Column.Values
	Code            // a number or code whose letters and zeros all count
	Division        // 12-digit division code
	CreditCode      // unified social credit code
	Account         // bank account
	Phone           // mobile number
)

// Column is one column of a kind.
type Column struct {
	Name       string
	Type       Type
	Required   bool     // the column must be there, and no row may leave it empty
	MayBeEmpty bool     // with Required: the column must be there, a row may leave it empty
	Aliases    []string // other headers bureaus use for it
	Values     []string // Enum: what may stand here
	End        bool     // an end that may be open: 至今 and 长期 count as empty
	After      string   // the column whose date this one may not precede
	FillDown   bool     // a vertically merged cell stands for all its rows
	Called     []string // headers under which it stands in words: a village or an item by its name, a period whole; read where no other header names the column
	Vague      Vague    // Day: what a month without a day stands for
	Area       string   // the unit it is kept in when it is an area: Mu or SquareMetre; another that the header or the cell says is converted
	Note       string   // what the template says about it
	Example    string
}

// Kind is one sort of file.
type Kind struct {
	Key     string // divisions, residents, …: the KIND of the command line
	Title   string // 户籍人口
	Columns []Column
	Members Members
	Inside  bool // no bureau hands it in: it says something of what bureaus do
}

// Vague is what a month without a day stands for in a column of days.
type Vague uint8

// What a month may stand for. NoDay refuses it: where money moved or somebody
// died, the day counts.
const (
	NoDay Vague = iota
	FirstDay
	LastDay
)

// Members is the other layout of a kind: one row per household, with columns
// for each of its members, such as 成员1姓名 and 成员1身份证号. The zero value
// is a kind that has no such layout.
type Members struct {
	Columns []string // stand once for each member; the first is the name
	OnHead  []string // belong to the household and are read with its head only
	Role    string   // the column that says what a member is to the head
	Head    string   // what the head is in it
}

// Kinds lists all kinds in the order in which a county loads them.
func Kinds() []Kind { return slices.Clone(kinds) }

// Lookup finds a kind by its key.
func Lookup(key string) (Kind, bool) {
	for _, k := range kinds {
		if k.Key == key {
			return k, true
		}
	}
	return Kind{}, false
}

// Column finds a column by its name.
func (k Kind) Column(name string) (Column, bool) {
	for _, c := range k.Columns {
		if c.Name == name {
			return c, true
		}
	}
	return Column{}, false
}

// Required lists the names of the columns that must be there.
func (k Kind) Required() []string {
	var names []string
	for _, c := range k.Columns {
		if c.Required {
			names = append(names, c.Name)
		}
	}
	return names
}

// Digits reports whether a column holds long numbers that a spreadsheet must
// keep as text: as a number they lose all digits after the fifteenth.
func (c Column) Digits() bool {
	switch c.Type {
	case ID, Account, CreditCode, Code, Division, Phone:
		return true
	default:
		return false
	}
}
