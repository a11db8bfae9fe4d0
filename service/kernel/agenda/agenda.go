// Package agenda is the form in which a capability says what waits for a
// person: how much of it, for the cards of the office's first page, and one by
// one, for the list of everything that somebody has to do.
//
// What a key means on screen and where it leads is decided by the pages, in
// one table.
package agenda

import (
	"cmp"
	"slices"

	"yangguang/service/kernel/period"
)

// Count is how many matters of one sort wait for the person who asked.
type Count struct {
	Key     string // such as "remarks.open"
	N       int
	Overdue int // how many of them are past their day; 0 where there is no day
}

// Task is one matter that waits for the person who asked. Its title says what
// to do about what, and names nobody.
type Task struct {
	Key   string     // such as "findings.mine"
	Title string     // such as "核查 YD20261100012 财政供养人员领取农村低保"
	URL   string     // of the page where it is done
	Due   period.Day // the last day, inclusive; period.Past where there is none
	Since period.Day // since when it waits
}

// MaxTasks is how many tasks of one sort a capability gives at most, the most
// urgent first.
const MaxTasks = 100

// Urgent puts tasks in their order: the first due first, those without a day
// last, and of equals the one that waits longest.
func Urgent(tasks []Task) {
	slices.SortStableFunc(tasks, func(a, b Task) int {
		return cmp.Or(cmp.Compare(end(a.Due), end(b.Due)), cmp.Compare(a.Since, b.Since))
	})
}

// end is a day to sort by: no day comes after every day.
func end(d period.Day) period.Day {
	if d == period.Past {
		return period.Future
	}
	return d
}
