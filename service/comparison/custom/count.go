package custom

import (
	"slices"

	"yangguang/service/comparison/dossier"
)

func official(s *dossier.Snapshot, p dossier.P, kinds ...string) bool {
	for r := range s.OfficialsOf(p) {
		if r.Span.Contains(s.AsOf) && slices.Contains(kinds, r.Kind) {
			return true
		}
	}
	return false
}

func vehicles(s *dossier.Snapshot, p dossier.P) (n int, yuan float64) {
	for r := range s.VehiclesOf(p) {
		if r.Span.Contains(s.AsOf) {
			n++
			yuan += float64(max(r.ValueFen, 0)) / 100
		}
	}
	return n, yuan
}

// companies counts companies that live and in which the person is more than
// an employee; a company in several roles is one.
func companies(s *dossier.Snapshot, p dossier.P) int {
	var seen [8]int32
	n := 0
	for r := range s.RolesOf(p) {
		if r.Company < 0 || r.Kind == "高管" || !r.Span.Contains(s.AsOf) || !s.Companies[r.Company].Span.Contains(s.AsOf) {
			continue
		}
		if k := min(n, len(seen)); !slices.Contains(seen[:k], r.Company) {
			if n < len(seen) {
				seen[n] = r.Company
			}
			n++
		}
	}
	return n
}

func buildings(s *dossier.Snapshot, p dossier.P, use string) (n int, area float64) {
	for r := range s.PropertiesOf(p) {
		if r.Use == use && r.Span.Contains(s.AsOf) {
			n++
			area += float64(r.AreaMilli) / 1000
		}
	}
	return n, area
}

// insured gives the months of social insurance in the last twelve, a month paid
// by two employers counted once, and the highest base.
func insured(s *dossier.Snapshot, p dossier.P) (months int, base float64) {
	span, paid := year(s), uint32(0)
	first := span.From.Month()
	for r := range s.EmploymentOf(p) {
		both := r.Span.Intersect(span)
		if both.Empty() {
			continue
		}
		base = max(base, float64(r.BaseFen)/100)
		for m := both.From.Month(); m <= both.Last().Month(); m++ {
			paid |= 1 << uint(m-first) //nolint:gosec // at most thirteen months
		}
	}
	for ; paid != 0; paid &= paid - 1 {
		months++
	}
	return min(months, 12), base
}

func school(s *dossier.Snapshot, p dossier.P) (enrolled bool, level string) {
	for r := range s.EnrolmentsOf(p) {
		if r.Span.Contains(s.AsOf) {
			return true, r.Level
		}
	}
	return false, ""
}

// kindsOf counts the items received in the last twelve months: payouts of an
// item lie together.
func kindsOf(s *dossier.Snapshot, p dossier.P) int {
	n, last := 0, -1
	for r := range recent(s, p) {
		if int(r.Item) != last {
			n, last = n+1, int(r.Item)
		}
	}
	return n
}

func accountsOf(s *dossier.Snapshot, p dossier.P) int {
	var seen [16]int32
	n := 0
	for r := range recent(s, p) {
		if n < len(seen) && !slices.Contains(seen[:n], r.Account) {
			seen[n] = r.Account
			n++
		}
	}
	return n
}
