package rule

import (
	"cmp"
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// oneOff is the frequency of items that are paid once: 一次.
const oneOff = "一次"

// member is somebody who counts for a benefit, and when.
type member struct {
	person dossier.P
	span   period.Interval
}

// benefit is what one person, or one roster household, draws of one item.
type benefit struct {
	item      uint16
	household int32 // in Snapshot.Households; None when on no roster
	personal  bool  // the person's own, whoever else is in the household
	members   []member
	rows      []*dossier.Payout // by period
}

// always is the time in which a person is themselves.
var always = period.Interval{From: period.Past, To: period.Future}

// gather fills in the rows: a household's, or the person's own.
func (b *benefit) gather(s *dossier.Snapshot) {
	if b.rows != nil {
		return
	}
	if !b.personal {
		b.rows = householdRows(s, b.household)
		return
	}
	own := s.PayoutsOf(b.members[0].person)
	for i := range own {
		if own[i].Item == b.item {
			b.rows = append(b.rows, &own[i])
		}
	}
}

// householdRows lists what a roster household was paid of its item, whoever of
// it was the payee, by period. Somebody who has been in two households drew for
// the one they were in.
func householdRows(s *dossier.Snapshot, h int32) []*dossier.Payout {
	var out []*dossier.Payout
	for r := range s.HouseholdPayouts(h) {
		if householdOn(s, r.Person, r.Item, r.Period.From) == h {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b *dossier.Payout) int {
		return cmp.Or(cmp.Compare(a.Period.From, b.Period.From), cmp.Compare(a.Src.Batch, b.Src.Batch), cmp.Compare(a.Src.Row, b.Src.Row))
	})
	return out
}

// householdOn is the roster household of a person for an item on a day; where
// the rosters name none for the day, the first they name.
func householdOn(s *dossier.Snapshot, p dossier.P, item uint16, on period.Day) int32 {
	first := dossier.None
	for r := range s.RostersOf(p) {
		if r.Item != item {
			continue
		}
		if r.Span.Contains(on) {
			return r.Household
		}
		if first == dossier.None {
			first = r.Household
		}
	}
	return first
}

// rosterHousehold is the household of a person on the roster of an item, None
// when there is none.
func rosterHousehold(s *dossier.Snapshot, p dossier.P, item uint16) int32 {
	for r := range s.RostersOf(p) {
		if r.Item == item {
			return r.Household
		}
	}
	return dossier.None
}

// entry is a person's row in a household's roster: the one that holds on the
// day, else the first.
func entry(s *dossier.Snapshot, h int32, p dossier.P, on period.Day) *dossier.Roster {
	var first *dossier.Roster
	if h == dossier.None {
		return nil
	}
	for m := range s.MembersOf(h) {
		if m.Person != p {
			continue
		}
		if m.Span.Contains(on) {
			return m
		}
		if first == nil {
			first = m
		}
	}
	return first
}

// decidedOn is the day a one-off payout was decided: the last 批准日期 on the
// household's roster that is not after it, else the only one there is, else
// the first day of the payout's period.
func (b *benefit) decidedOn(s *dossier.Snapshot, r *dossier.Payout) period.Day {
	if b.household == dossier.None {
		return r.Period.From
	}
	best, first := period.Past, period.Past
	paid := paidDay(r)
	for m := range s.MembersOf(b.household) {
		if m.ApprovedOn == period.Past || (b.personal && m.Person != r.Person) {
			continue
		}
		if first == period.Past || m.ApprovedOn < first {
			first = m.ApprovedOn
		}
		if m.ApprovedOn <= paid && m.ApprovedOn > best {
			best = m.ApprovedOn
		}
	}
	switch {
	case best != period.Past:
		return best
	case first != period.Past:
		return first
	}
	return r.Period.From
}

// paidDay is when a payout was paid, or the first day of what it is for while
// it is only proposed.
func paidDay(r *dossier.Payout) period.Day {
	if r.PaidOn == period.Future {
		return r.Period.From
	}
	return r.PaidOn
}

// wholeSum says of payments to a household of several people that the money in
// question is all of it: what is due back may be the share of one, which depends
// on how the household's money was reckoned and which no register tells.
func wholeSum(s *dossier.Snapshot, rows []*dossier.Payout) string {
	for _, r := range rows {
		if h := householdOn(s, r.Person, r.Item, r.Period.From); h != dossier.None && s.Items[r.Item].Household() && (r.Quantity > 1000 || membersOn(s, h, r.Period.From) > 1) {
			return "金额按全户的发放额计，应退的可能只是其中一部分。"
		}
	}
	return ""
}

// membersOn counts the people on a household's roster on a day, the dead and
// those away included.
func membersOn(s *dossier.Snapshot, h int32, on period.Day) (n int32) {
	for m := range s.MembersOf(h) {
		if m.Span.Contains(on) {
			n++
		}
	}
	return n
}

// months is how many months one period of an item has.
func months(item *dossier.Item) int {
	switch item.Frequency {
	case "季":
		return 3
	case "半年", "学期":
		return 6
	case "年":
		return 12
	}
	return 1
}

// lasting says from when to when, as people read it.
func lasting(i period.Interval) string {
	from := i.From.Chinese()
	if i.Open() {
		return from + "至今"
	}
	return from + "至" + i.Last().Chinese()
}

// rosterEvidence is what a place on a roster shows.
func rosterEvidence(s *dossier.Snapshot, r *dossier.Roster) Evidence {
	f := []Field{{"补贴项目", s.Items[r.Item].Name}, {"享受起止", lasting(r.Span)}}
	if r.Relation != "" {
		f = append(f, Field{"与户主关系", r.Relation})
	}
	if c := s.Class(r.Class); c != "" {
		f = append(f, Field{"档次", c})
	}
	if r.ApprovedOn != period.Past {
		f = append(f, Field{"批准日期", r.ApprovedOn.Chinese()})
	}
	return Evidence{Kind: "rosters", Src: r.Src, Who: Of(r.Person), Fields: f}
}
