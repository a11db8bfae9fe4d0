// Package statistics counts what the commission reports every month and quarter
// (domain guide §6.6): petitions, clues, cases, outcomes and money. It reads and
// never writes any of them; what it writes is the form that was submitted.
//
// A reader's figures leave out what is kept from that reader, and equal what
// the lists show them. A submitted form counts everything: the program computes
// it, not the eyes of whoever submits it. Only petitions about the commission's
// own heads, and those sealed up for a higher organ, are left to that organ's
// form, for heads sign this one.
//
// A total must not betray by a difference that there is something a reader may
// not see. So whoever has an interest in any matter is shown figures as they are
// without those matters, also of a span that was submitted, and no corrections;
// a head is always shown petitions as they are, because one that turns out to be
// about them leaves their list; and a digest is taken over a salt, or the digests
// of all likely figures could be tried.
package statistics

import (
	"cmp"
	"slices"
	"strings"
)

// The groups of figures. What their keys mean is for the page to say.
const (
	GroupPetitions   = "petitions"   // received, and: first, repeat, real, anonymous
	GroupCategory    = "category"    // petitions by category, "" before triage
	GroupChannel     = "channel"     // petitions by channel
	GroupSubject     = "subject"     // petitions by subject
	GroupTown        = "town"        // petitions by code of the town
	GroupClues       = "clues"       // registered, and: disposed
	GroupSource      = "source"      // clues by source
	GroupDisposal    = "disposal"    // clues by the four ways of disposal
	GroupCases       = "cases"       // filed, and: concluded, punished, transferred
	GroupParty       = "party"       // party punishments
	GroupAdmin       = "admin"       // 政务处分
	GroupOther       = "other"       // organisational measures and the rest
	GroupRank        = "rank"        // people punished, by rank
	GroupForm        = "form"        // 四种形态, 1 to 4
	GroupMoney       = "money"       // in 分: found, ordered, recovered, returned
	outcomeTransfer  = "prosecution" // 移送检察机关
	anonymous        = "anonymous"
	unknownTown      = "unknown"
	lengthOfTownCode = 9
)

// Line is one figure.
type Line struct {
	Group string `json:"g"`
	Key   string `json:"k"`
	N     int64  `json:"n"`
}

// Figures are lines in one order: by group and key.
type Figures []Line

// Get is one figure, 0 when there is none.
func (f Figures) Get(group, key string) int64 {
	for _, l := range f {
		if l.Group == group && l.Key == key {
			return l.N
		}
	}
	return 0
}

// Of are the figures of a group.
func (f Figures) Of(group string) Figures {
	var out Figures
	for _, l := range f {
		if l.Group == group {
			out = append(out, l)
		}
	}
	return out
}

// Correction is a figure that is not what was submitted any more.
type Correction struct {
	Group, Key string
	Was, Now   int64
}

// Corrections are the figures that differ from what was submitted, in the order of the form.
func Corrections(submitted, now Figures) []Correction {
	var out []Correction
	for _, l := range submitted {
		if n := now.Get(l.Group, l.Key); n != l.N {
			out = append(out, Correction{l.Group, l.Key, l.N, n})
		}
	}
	for _, l := range now {
		if l.N != 0 && !slices.ContainsFunc(submitted, func(s Line) bool { return s.Group == l.Group && s.Key == l.Key }) {
			out = append(out, Correction{l.Group, l.Key, 0, l.N})
		}
	}
	slices.SortFunc(out, func(a, b Correction) int {
		return cmp.Or(cmp.Compare(placeOf(a.Group, a.Key), placeOf(b.Group, b.Key)), strings.Compare(a.Key, b.Key))
	})
	return out
}

// tally adds up figures.
type tally map[[2]string]int64

func (t tally) add(group, key string, n int64) { t[[2]string{group, key}] += n }

func (t tally) figures() Figures {
	out := make(Figures, 0, len(t))
	for k, n := range t {
		out = append(out, Line{k[0], k[1], n})
	}
	slices.SortFunc(out, func(a, b Line) int { return strings.Compare(a.Group+"\x00"+a.Key, b.Group+"\x00"+b.Key) })
	return out
}
