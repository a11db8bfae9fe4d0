// Package agenda is the form in which a capability says what waits for a
// person: how much of it, for the cards of the office's first page, and one by
// one, for the list of everything that somebody has to do.
//
// What a key means on screen and where it leads is decided by the pages, in
// one table.
package agenda

import "yangguang/service/kernel/period"

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
