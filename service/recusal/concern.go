package recusal

import (
	"strings"
	"unicode/utf8"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/recuse"
)

// Account is an account of the office, as far as interests go.
type Account struct {
	ID       int64
	Name     string
	Role     actor.Role
	Division string
	Bureau   string
	PersonID int64 // 0 until an administrator found out who it is
}

// Person is somebody of the registers.
type Person struct {
	ID       int64
	Name     string
	Official bool     // paid by the treasury
	Units    []string // where they work now
	Offices  []string // 12-digit codes of the villages they work for
	Lives    []string // 12-digit codes of the villages they are registered in
}

// Concern is whom and what a matter is about.
type Concern struct {
	Accused   []Person // named, or found where the accused stand
	Mentioned []Person // found in the text only: themselves and their kin are kept out, not their colleagues
	Kin       []Person // registered relatives and households of all of them
	Units     []string
	Offices   []string // 12-digit codes of village and town offices
	Names     []string // names of staff that stand in the text
	Cleared   []int64  // accounts that are namesakes, as somebody found out
	Heads     bool     // it is about a leader of the commission: kept from every one of them
}

// Towns are the names of the county's towns by their 12-digit codes.
type Towns map[string]string

// Conflicts says from whom a matter is kept and why; the closest reason counts.
func Conflicts(c Concern, accounts []Account, towns Towns) map[int64]string {
	kept := map[int64]string{}
	for _, a := range accounts {
		if reason := c.conflict(a, towns); reason != "" {
			kept[a.ID] = reason
		}
	}
	return kept
}

func (c Concern) conflict(a Account, towns Towns) string {
	switch {
	case c.Heads && a.Role == actor.RoleHead:
		return recuse.Accused
	case isOne(a, c.Accused), isOne(a, c.Mentioned), !has(c.Cleared, a.ID) && hasName(c.Names, a.Name):
		return recuse.Accused
	case isOne(a, c.Kin):
		return recuse.Relative
	}
	units, offices := c.Units, c.Offices
	for _, p := range c.Accused {
		units, offices = append(units[:len(units):len(units)], p.Units...), append(offices[:len(offices):len(offices)], p.Offices...)
	}
	for _, u := range units {
		if sameUnit(a, u) {
			return recuse.SameUnit
		}
		if sameTown(a, u, towns) {
			return recuse.SameVillage
		}
	}
	for _, code := range offices {
		if sameOffice(a, code) {
			return recuse.SameVillage
		}
	}
	return ""
}

// isOne reports whether an account belongs to one of the people. Without a
// known person the name decides, of whoever is on the treasury's lists or lives
// where the account works.
func isOne(a Account, people []Person) bool {
	for _, p := range people {
		if a.PersonID != 0 {
			if a.PersonID == p.ID {
				return true
			}
			continue
		}
		if idnumber.SameName(a.Name, p.Name) && (p.Official || livesAt(p, a.Division)) {
			return true
		}
	}
	return false
}

func livesAt(p Person, division string) bool {
	if division == "" {
		return false
	}
	for _, code := range p.Lives {
		if strings.HasPrefix(code, actor.DivisionPrefix(division)) {
			return true
		}
	}
	return false
}

func has(list []int64, id int64) bool {
	for _, v := range list {
		if v == id {
			return true
		}
	}
	return false
}

func hasName(list []string, name string) bool {
	for _, v := range list {
		if idnumber.SameName(v, name) {
			return true
		}
	}
	return false
}

// minUnit is the shortest name of a unit that may be part of another's.
const minUnit = 3

// sameUnit reports whether an account works in a unit. Registers write a unit
// with and without its county, and its sections below it: 博白县民政局, 民政局,
// 民政局低保中心 are one. Within the commission the unit is the office, and only
// supervision has several: were the whole commission left out, nobody would be
// left to handle what concerns one of it.
func sameUnit(a Account, unit string) bool {
	bureau, unit := strings.TrimSpace(a.Bureau), strings.TrimSpace(unit)
	if utf8.RuneCountInString(bureau) < minUnit || utf8.RuneCountInString(unit) < minUnit {
		return bureau != "" && bureau == unit
	}
	return strings.Contains(unit, bureau) || strings.Contains(bureau, unit)
}

// sameTown reports whether a unit is the office of the town that an account
// works for: its name begins with, or holds, the town's.
func sameTown(a Account, unit string, towns Towns) bool {
	if a.Role != actor.RoleTownInspector && a.Role != actor.RoleVillageCadre || len(a.Division) != 12 {
		return false
	}
	name := towns[a.Division[:9]+"000"]
	return utf8.RuneCountInString(name) > 1 && strings.Contains(unit, name) && (a.Role == actor.RoleTownInspector || a.Division[9:] == "000")
}

// sameOffice reports whether an account works in the office of a village or town.
func sameOffice(a Account, code string) bool {
	return len(code) == 12 && a.Division == code && (a.Role == actor.RoleTownInspector || a.Role == actor.RoleVillageCadre)
}
