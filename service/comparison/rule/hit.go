package rule

import (
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// Severity is how urgently a hit wants looking at (domain guide §2.6).
type Severity int8

// The severities: 蓝 data quality, 黄 one-off or needs a field check, 橙 clear
// conflict of eligibility, 红 looks like a matter of discipline.
const (
	Blue Severity = iota
	Yellow
	Orange
	Red
)

// String is the colour in one character.
func (s Severity) String() string { return [...]string{"蓝", "黄", "橙", "红"}[s] }

// SeverityOf reads a colour.
func SeverityOf(text string) (Severity, bool) {
	for s := Blue; s <= Red; s++ {
		if s.String() == text {
			return s, true
		}
	}
	return 0, false
}

// SubjectKind is the sort of thing a hit is about.
type SubjectKind int8

// The sorts of subjects.
const (
	OfPerson  SubjectKind = iota // Subject.Index in Snapshot.People
	OfAccount                    // an account number
	OfFund                       // in Snapshot.Funds: a 指标文号
	OfProject                    // in Snapshot.Projects
	OfVillage                    // in Snapshot.Villages
	OfBank                       // in Snapshot.Banks
)

// Subject is whom or what a hit is about; the conventions of the data contract
// ("Who is the subject") say which for each model.
type Subject struct {
	Kind  SubjectKind
	Index int32
}

// Person makes the subject of a person.
func Person(p dossier.P) Subject { return Subject{OfPerson, p} }

// Account makes the subject of an account number.
func Account(a int32) Subject { return Subject{OfAccount, a} }

// FundSubject makes the subject of a fund.
func FundSubject(f int32) Subject { return Subject{OfFund, f} }

// ProjectSubject makes the subject of a project.
func ProjectSubject(p int32) Subject { return Subject{OfProject, p} }

// VillageSubject makes the subject of a village.
func VillageSubject(v int32) Subject { return Subject{OfVillage, v} }

// BankSubject makes the subject of a bank.
func BankSubject(b int32) Subject { return Subject{OfBank, b} }

// Hit is one match: one model, one subject, one item, one unbroken stretch of
// periods. It is a question to be looked into and proves nothing.
type Hit struct {
	Subject   Subject
	Item      int32           // in Snapshot.Items, dossier.None when about no item
	Household int32           // in Snapshot.Households, dossier.None when about no roster household
	Period    period.Interval // the stretch it spans; for projects the days in question
	AmountFen int64           // the money in question, 分; 0 where there is none
	Severity  Severity
	// Weak asks for company: the engine drops the hit unless another model has a
	// hit that is not weak on the same person or household (the Y cells of the
	// exclusion matrix). RedWith lifts it to Red in such company.
	Weak, RedWith bool
	// Unasked keeps what a model may ask a household from whom this hit is about:
	// the subject is who handled the money, and not the household.
	Unasked bool
	// Sentence says what was matched in one plain sentence: no name, no number of
	// a person, no judgement.
	Sentence string
	Evidence []Evidence
	// Leans are the KINDs that this hit would not stand without and shows no record
	// of, besides those of its model: where one is missing or stale it is held back.
	Leans []string
	// Show makes the evidence of a model that may have very many hits, when somebody
	// wants to see it; nil: Evidence has it.
	Show func() []Evidence
}

// Fill makes the evidence that was put off, each record once.
func (h *Hit) Fill() {
	if h.Show != nil {
		h.Evidence, h.Show = h.Show(), nil
	}
	h.Evidence = distinct(h.Evidence)
}

// lean names registers that the hit would not stand without, each once.
func (h *Hit) lean(kinds ...string) {
	for _, k := range kinds {
		if !slices.Contains(h.Leans, k) {
			h.Leans = append(slices.Clip(h.Leans), k)
		}
	}
}

// Join takes over what another hit of the same thing shows and leans on.
func (h *Hit) Join(o Hit) {
	if h.Show != nil || o.Show != nil {
		h.Show = bothShow(*h, o)
	} else {
		h.Evidence = slices.Concat(h.Evidence, o.Evidence)
	}
	h.lean(o.Leans...)
}

// bothShow puts off the evidence of two hits.
func bothShow(a, b Hit) func() []Evidence {
	return func() []Evidence {
		a.Fill()
		b.Fill()
		return slices.Concat(a.Evidence, b.Evidence)
	}
}

// distinct drops the records that are listed already: whoever has two cars
// stands on the roster once.
func distinct(in []Evidence) []Evidence {
	type record struct {
		kind string
		src  dossier.Ref
		who  Who
	}
	first := make(map[record]int, len(in))
	out := in[:0:0]
	for _, e := range in {
		key := record{e.Kind, e.Src, e.Who}
		at, known := first[key]
		if known && slices.Equal(out[at].Fields, e.Fields) {
			out[at].Rest, out[at].RestFen = out[at].Rest+e.Rest, out[at].RestFen+e.RestFen
			continue
		}
		if !known {
			first[key] = len(out)
		}
		out = append(out, e)
	}
	return out
}

// Evidence is one matched record with the fields that made the match.
type Evidence struct {
	Kind   string // KIND
	Src    dossier.Ref
	Who    Who // whose record it is; pages look the name up
	Fields []Field
	// Rest counts the payments of the same sort that are not listed, and RestFen is
	// what they sum up to.
	Rest    int
	RestFen int64
}

// Who is the person a record is about: one more than the number in
// Snapshot.People, so that the zero value is nobody.
type Who int32

// Of is the person p.
func Of(p dossier.P) Who { return Who(p + 1) }

// Person gives the person, false when there is none.
func (w Who) Person() (dossier.P, bool) { return dossier.P(w) - 1, w > 0 }

// Field is a column and its value as a person reads it. It never holds a
// resident ID, an account number or a telephone.
type Field struct{ Name, Value string }
