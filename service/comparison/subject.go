package comparison

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"

	"github.com/emmansun/gmsm/sm3"

	"yangguang/model"
	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/kernel/period"
)

// subject is whom or what a finding is about, in the words of the database.
type subject struct {
	kind    string
	person  int64
	no      string
	account uint64 // first eight bytes of the account's digest
	item    int64
}

// id tells subjects apart, item included.
func (s subject) id() string {
	id := s.no
	switch s.kind {
	case model.SubjectPerson:
		id = strconv.FormatInt(s.person, 10)
	case model.SubjectAccount:
		id = strconv.FormatUint(s.account, 16)
	}
	return s.kind + "/" + id + "/" + strconv.FormatInt(s.item, 10)
}

func subjectOf(l *snapshot.Loaded, r Result) subject {
	var s subject
	if r.Item != dossier.None {
		s.item = l.Items[r.Item].ID
	}
	switch r.Subject.Kind {
	case rule.OfPerson:
		s.kind, s.person = model.SubjectPerson, l.People[r.Subject.Index].ID
	case rule.OfAccount:
		s.kind, s.account = model.SubjectAccount, l.AccountKeys[r.Subject.Index]
	case rule.OfFund:
		s.kind, s.no = model.SubjectFund, l.Funds[r.Subject.Index].DocNo
	case rule.OfProject:
		s.kind, s.no = model.SubjectProject, l.Projects[r.Subject.Index].No
	case rule.OfVillage:
		s.kind, s.no = model.SubjectVillage, l.Villages[r.Subject.Index].Code
	case rule.OfBank:
		s.kind, s.no = model.SubjectBank, l.Banks[r.Subject.Index]
	}
	return s
}

// subjectIn is the subject of a finding that is there.
func subjectIn(f *model.Finding) subject {
	s := subject{kind: f.SubjectKind, person: f.PersonID, no: f.SubjectNo, item: f.ItemID}
	if f.SubjectKind == model.SubjectAccount {
		s.no, s.account = "", digestKey(f.SubjectDigest)
	}
	return s
}

func digestKey(digest []byte) uint64 {
	if len(digest) < 8 {
		return 0
	}
	return binary.BigEndian.Uint64(digest)
}

// fingerprint names a finding for good: what it is about and where its period
// began when it was found. n tells apart those that began on one day.
func fingerprint(modelKey string, s subject, from period.Day, n int) []byte {
	sum := sm3.Sum([]byte(fmt.Sprintf("%s\n%s\n%s\n%d", modelKey, s.id(), from, n)))
	return sum[:]
}

// Fingerprint is a finding's fingerprint as files write it.
func Fingerprint(f []byte) string { return hex.EncodeToString(f) }

// place is the village and the bureau a result concerns.
func place(l *snapshot.Loaded, r Result) (village, bureau string) {
	code := func(v int32) string {
		if v == dossier.None {
			return ""
		}
		return l.Villages[v].Code
	}
	if r.Item != dossier.None {
		bureau = l.Items[r.Item].Bureau
	}
	switch r.Subject.Kind {
	case rule.OfPerson:
		p := r.Subject.Index
		if village = code(l.People[p].Village); village == "" {
			rows := l.PayoutsOf(p)
			for i := len(rows) - 1; i >= 0 && village == ""; i-- {
				village = code(rows[i].Village)
			}
		}
	case rule.OfProject:
		p := &l.Projects[r.Subject.Index]
		village, bureau = code(p.Village), p.Bureau
	case rule.OfFund:
		if f := &l.Funds[r.Subject.Index]; f.Item != dossier.None {
			bureau = l.Items[f.Item].Bureau
		} else if f.Project != dossier.None {
			bureau = l.Projects[f.Project].Bureau
		}
	case rule.OfVillage:
		village = code(r.Subject.Index)
	case rule.OfAccount:
		if r.Item == dossier.None { // several items: whoever paid first
			bureau = firstPayer(l, r)
		}
	}
	return village, bureau
}

// firstPayer is the bureau of the first payment to an account in a hit's period.
func firstPayer(l *snapshot.Loaded, r Result) string {
	var first *dossier.Payout
	for p := range l.AccountRows(r.Subject.Index) {
		if p.Counts() && p.Period.Overlaps(r.Period) && l.Items[p.Item].Bureau != "" && (first == nil || p.Period.From < first.Period.From) {
			first = p
		}
	}
	if first == nil {
		return ""
	}
	return l.Items[first.Item].Bureau
}

// bounds are a period's ends as the table keeps them: both inclusive, no end
// while it is open.
func bounds(i period.Interval) (from, to period.Day) {
	from, to = max(i.From, longAgo), i.To
	if to != period.Future {
		to = max(to-1, from)
	}
	return from, to
}

// longAgo stands for a period without a beginning.
var longAgo = period.Date(1900, 1, 1)

// solid gives a period at least a day.
func solid(i period.Interval) period.Interval {
	i.From = max(i.From, longAgo)
	if i.Empty() {
		i.To = i.From + 1
	}
	return i
}

// share is the part of a hit's money and evidence that belongs to a piece of
// its period: in proportion to what was paid in it.
func share(l *snapshot.Loaded, r Result, part period.Interval) (int64, []rule.Evidence) {
	var within, all int64
	outside, inside := map[dossier.Ref]bool{}, map[dossier.Ref]int64{}
	count := func(p *dossier.Payout) bool {
		if r.Item == dossier.None || int32(p.Item) != r.Item || !p.Period.Overlaps(r.Period) {
			return true
		}
		all += p.AmountFen
		if p.Period.Overlaps(part) {
			within, inside[p.Src] = within+p.AmountFen, p.AmountFen
		} else {
			outside[p.Src] = true
		}
		return true
	}
	switch {
	case r.Household != dossier.None:
		for p := range l.HouseholdPayouts(r.Household) {
			count(p)
		}
	case r.Subject.Kind == rule.OfPerson:
		rows := l.PayoutsOf(r.Subject.Index)
		for i := range rows {
			count(&rows[i])
		}
	}
	if all == 0 {
		return r.AmountFen, r.Evidence
	}
	evidence := slices.DeleteFunc(slices.Clone(r.Evidence), func(e rule.Evidence) bool { return outside[e.Src] && (e.Kind == "payouts" || e.Kind == "prepayouts") })
	return r.AmountFen * within / all, leaveOut(r.Evidence, evidence, inside)
}

// leaveOut counts the payments of a piece that are not among its records, where
// those of the whole were cut short.
func leaveOut(whole, part []rule.Evidence, inside map[dossier.Ref]int64) []rule.Evidence {
	if !slices.ContainsFunc(whole, func(e rule.Evidence) bool { return e.Rest > 0 }) || len(part) == 0 {
		return part
	}
	for i := range part {
		part[i].Rest, part[i].RestFen = 0, 0
		delete(inside, part[i].Src)
	}
	last := &part[len(part)-1]
	for _, fen := range inside {
		last.Rest, last.RestFen = last.Rest+1, last.RestFen+fen
	}
	return part
}
