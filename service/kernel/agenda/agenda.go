// Package agenda is the form in which a capability says how much work waits.
//
// The office's first page shows one card for each Count; what a key means on
// screen and where it leads is decided there, in one table.
package agenda

// Count is how many matters of one sort wait for the person who asked.
type Count struct {
	Key     string // such as "remarks.open"
	N       int
	Overdue int // how many of them are past their day; 0 where there is no day
}
