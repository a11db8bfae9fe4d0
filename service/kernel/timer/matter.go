package timer

import (
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
)

// Matter is what a page about clocks says of a matter: nothing that is sealed.
type Matter struct {
	Number  string
	What    string // what it is about, without anybody's name
	State   string // in the trade's words
	Unit    string // who handles it, in words; "" while nobody does
	Colour  Colour
	Urged   int             // how often the reporter urged
	StaffID int64           // on whose desk it is; 0 is nobody's
	Desk    func(Kind) Desk // where the work lies that a clock of it waits for; nil is nowhere
}

// Desk is where a matter lies: with one person, or with all of a role who may
// see it.
type Desk struct {
	Role    actor.Role
	StaffID int64 // 0 is the whole desk
}

// Extended is what the timeline of a matter says of a clock that got more time.
type Extended struct {
	ID       int64 // of the matter
	Approval int64
	Kind     Kind
	Until    period.Day
	Public   string // what the reporter reads
	Note     string // for the office
	Behind   bool   // the clock is of what became of the matter
}
