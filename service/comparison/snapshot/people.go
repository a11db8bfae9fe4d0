package snapshot

import (
	"slices"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

func (l *loader) readPeople() error {
	var id number
	var name, sex text
	birth := day{none: period.Past}
	var all []int64
	err := l.within("SELECT id, name, "+l.date("birth_on")+", sex FROM people WHERE %s ORDER BY id", "id", func() {
		all = append(all, int64(id))
		l.s.People = append(l.s.People, dossier.Person{
			ID: int64(id), Birth: birth.on, Village: dossier.None, Hukou: dossier.None, Name: l.texts.of(&name), Female: sex.is("女")})
	}, &id, &name, &birth, &sex)
	l.people = newIDs(all)
	l.follow()
	if err != nil {
		return err
	}
	return l.rename()
}

// statuses are the states of the population register as dossiers write them.
var statuses = map[string]byte{"正常": 'N', "": 'N', "迁出": 'O', "注销": 'C'}

func (l *loader) readResidents() error {
	var person, batch number
	var no, village, status text
	l.hukou = map[string]int32{}
	return l.within("SELECT person_id, household_no, village_code, status, batch_id FROM residents WHERE "+l.current("residents")+" AND %s", "person_id", func() {
		p := l.people.of(person)
		if p == dossier.None || !l.alive(batch) {
			return
		}
		r := &l.s.People[p]
		if r.Status != 0 && !l.own(person) {
			return // the person's own entry holds
		}
		r.Village, r.Status = l.village(&village), statuses[l.words.word(&status)]
		r.Hukou = l.household(&no)
	}, &person, &no, &village, &status, &batch)
}

// household numbers a household of the population register.
func (l *loader) household(no *text) int32 {
	if no.empty() {
		return dossier.None
	}
	key := no.String()
	h, ok := l.hukou[key]
	if !ok {
		h = int32(len(l.hukou)) //nolint:gosec // fewer than 2³¹ households
		l.hukou[key] = h
	}
	return h
}

// readResidences reads where the heads of aided households were registered
// before: of everybody it would be the whole register once for each extract.
func (l *loader) readResidences() error {
	var person, batch, row number
	var no, village text
	if l.past != nil {
		return l.readFormerHomes()
	}
	from, to := day{none: period.Past}, day{none: period.Future}
	return l.within("SELECT person_id, household_no, village_code, batch_id, row_no, "+l.dates("valid_from", "valid_to")+
		" FROM residents WHERE closed_by <> 0 AND person_id IN (SELECT person_id FROM aided_households WHERE "+l.current("aided_households")+") AND %s ORDER BY id", "person_id", func() {
		if p := l.people.of(person); p != dossier.None && l.alive(batch) {
			l.s.Residences = append(l.s.Residences, dossier.Residence{Person: p, Hukou: l.household(&no), Village: l.village(&village),
				Span: period.Interval{From: from.on, To: to.on}, Src: ref(batch, row)})
		}
	}, &person, &no, &village, &batch, &row, &from, &to)
}

// readScope widens the people asked for by those their dossiers lean on.
func (l *loader) readScope() error {
	if l.o.People == nil && l.o.List == 0 {
		return nil
	}
	set := map[int64]bool{}
	for _, id := range l.o.People {
		set[id] = true
	}
	var shared [][]byte
	if l.o.List != 0 {
		var person number
		var digest text
		if err := l.with("SELECT person_id, account_digest FROM prepayouts WHERE batch_id = ?", []any{l.o.List}, func() {
			set[int64(person)] = true
			shared = append(shared, slices.Clone(digest.b))
		}, &person, &digest); err != nil {
			return err
		}
	}
	l.join(set)
	core := sorted(set)
	if l.o.List == 0 { // a member's death changes the household's findings
		members, err := l.fellows("rosters", core)
		if err != nil {
			return err
		}
		core = members
	}
	l.asked = map[int64]bool{}
	for _, id := range core {
		l.asked[id] = true
	}
	return l.widen(core, shared)
}

// fellows adds to people those who have a household number with them in a table.
func (l *loader) fellows(table string, people []int64) ([]int64, error) {
	set, nos := map[int64]bool{}, map[string]bool{}
	for _, id := range people {
		set[id] = true
	}
	var no text
	var person, batch number
	if err := l.among("SELECT DISTINCT household_no, batch_id FROM "+table+" WHERE "+l.current(table)+" AND %s", "person_id", people, func() {
		if !no.empty() && l.alive(batch) {
			nos[no.String()] = true
		}
	}, &no, &batch); err != nil {
		return nil, err
	}
	err := named(l, "SELECT DISTINCT person_id, batch_id FROM "+table+" WHERE "+l.current(table)+" AND %s", "household_no", sorted(nos), func() {
		if l.alive(batch) {
			set[int64(person)] = true
		}
	}, &person, &batch)
	return sorted(set), err
}

func (l *loader) widen(core []int64, shared [][]byte) error {
	set := map[int64]bool{}
	for _, table := range []string{"rosters", "residents"} {
		more, err := l.fellows(table, core)
		if err != nil {
			return err
		}
		for _, id := range more {
			set[id] = true
		}
	}
	var a, b, batch number
	add := func() {
		if l.alive(batch) {
			set[int64(a)], set[int64(b)] = true, true
		}
	}
	near := sorted(set)
	for _, column := range []string{"official_id", "relative_id"} {
		if err := l.among("SELECT official_id, relative_id, batch_id FROM official_relatives WHERE "+l.current("official_relatives")+" AND %s", column, near, add, &a, &b, &batch); err != nil {
			return err
		}
	}
	var digest text
	if err := l.among("SELECT DISTINCT account_digest, batch_id FROM payouts WHERE %s", "person_id", core, func() {
		if l.alive(batch) {
			shared = append(shared, slices.Clone(digest.b))
		}
	}, &digest, &batch); err != nil {
		return err
	}
	if err := named(l, "SELECT DISTINCT person_id, batch_id FROM payouts WHERE %s", "account_digest", shared, func() {
		if l.alive(batch) {
			set[int64(a)] = true
		}
	}, &a, &batch); err != nil {
		return err
	}
	l.join(set)
	l.scope = append([]int64{}, sorted(set)...) // never nil, which would be everybody
	l.rows = 0
	return nil
}

// core marks the people that were asked for.
func (l *loader) core() []bool {
	if l.asked == nil {
		return nil
	}
	out := make([]bool, len(l.s.People))
	for i := range l.s.People {
		out[i] = l.asked[l.s.People[i].ID]
	}
	return out
}
