package snapshot

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"time"

	"yangguang/model"
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// Then is an earlier moment: which batches were loaded, and when it was. Rows of
// a batch that was replaced or withdrawn since are still there; Successions say
// which of them held.
type Then struct {
	Batches     []int64 // batches.id of all that were loaded
	At          time.Time
	Successions []Succession
}

// Succession says how the rows of a register replace one another: a row of a
// later batch closes those of the same key.
type Succession struct {
	Kind, Table string
	Key         []string // columns
}

// ErrGone says that a batch of the earlier moment is not there any more.
var ErrGone = errors.New("a batch is not there any more")

// past is what the loader knows of an earlier moment.
type past struct {
	Then
	kind      map[int64]string
	order     map[int64]int      // of a batch among those that were ever loaded, by when
	rest      map[string][]int64 // by kind, those that were not loaded then
	since     map[string][]int64 // by kind, those of then that were withdrawn since
	published map[int64]bool     // those that had been loaded by then, withdrawn or not
}

// everLoaded is the condition that a batch is or was loaded; of those that were
// withdrawn some were only checked, and have no rows.
const everLoaded = "status IN ('" + model.BatchLoaded + "', '" + model.BatchWithdrawn + "')"

// readPast reads which batches were loaded at an earlier moment.
func (l *loader) readPast() error {
	t := &past{Then: *l.o.Then, kind: map[int64]string{}, order: map[int64]int{}, rest: map[string][]int64{}, since: map[string][]int64{}, published: map[int64]bool{}}
	loaded := map[int64]bool{}
	for _, id := range t.Batches {
		loaded[id] = true
	}
	var id, before number
	var kind, status text
	err := l.with("SELECT id, kind, status, CASE WHEN loaded_at <= ? THEN 1 ELSE 0 END FROM batches WHERE "+everLoaded+" ORDER BY loaded_at, id", []any{t.At}, func() {
		b, k := int64(id), kind.String()
		t.kind[b], t.order[b] = k, len(t.order)
		t.published[b] = loaded[b] || before != 0 && status.is(model.BatchWithdrawn)
		switch {
		case !loaded[b]:
			t.rest[k] = append(t.rest[k], b)
		case status.is(model.BatchWithdrawn):
			t.since[k] = append(t.since[k], b)
		}
	}, &id, &kind, &status, &before)
	if err != nil {
		return err
	}
	for _, b := range t.Batches {
		if _, ok := t.order[b]; !ok {
			return fmt.Errorf("%w: %d", ErrGone, b)
		}
	}
	l.past = t
	return nil
}

// current is the condition that a row of a register holds: nothing has replaced
// it, or at an earlier moment, nothing that was loaded then.
//
// A row that was closed then by a batch which was withdrawn since does not say
// so any more: whether such a batch has a row of its key is looked up.
func (l *loader) current(table string) string {
	if l.past == nil {
		return "closed_by = 0"
	}
	i := slices.IndexFunc(l.past.Successions, func(s Succession) bool { return s.Table == table })
	if i < 0 {
		return "1 = 0" // never: every table that is asked for is listed, and a test sees to it
	}
	s := l.past.Successions[i]
	var b strings.Builder
	b.WriteString("(" + table + ".closed_by = 0")
	if rest := l.past.rest[s.Kind]; len(rest) > 0 {
		b.WriteString(" OR " + table + ".closed_by IN (" + list(rest) + ")")
	}
	b.WriteString(")")
	for _, gone := range l.past.since[s.Kind] {
		same := make([]string, len(s.Key))
		for k, column := range s.Key {
			same[k] = "later." + column + " = " + table + "." + column
		}
		fmt.Fprintf(&b, " AND NOT (%s.batch_id NOT IN (%s) AND EXISTS (SELECT 1 FROM %s AS later WHERE later.batch_id + 0 = %d AND %s))",
			table, list(l.past.from(gone, s.Kind)), table, gone, strings.Join(same, " AND "))
	}
	return b.String()
}

// span writes both ends of a register's rows. A full list ends rows that are not
// in it: at an earlier moment, those lists count that were loaded then.
func (l *loader) span(table, from, to string) string {
	if l.past == nil {
		return l.dates(from, to)
	}
	i := slices.IndexFunc(l.past.Successions, func(s Succession) bool { return s.Table == table })
	then := []int64{0}
	for _, b := range l.past.Batches {
		if i >= 0 && l.past.kind[b] == l.past.Successions[i].Kind {
			then = append(then, b)
		}
	}
	of := " FROM register_endings AS e WHERE e.row_id = " + table + ".id"
	return l.date(from) + ", " + l.date("(CASE WHEN EXISTS (SELECT 1"+of+") THEN COALESCE((SELECT MIN(e.ended_on)"+of+" AND e.batch_id IN ("+list(then)+")), (SELECT MAX(e.former)"+of+")) ELSE "+table+"."+to+" END)")
}

// from lists a batch and those of its kind that were loaded after it and by then.
func (t *past) from(batch int64, kind string) []int64 {
	out := []int64{batch}
	for _, b := range t.Batches {
		if t.kind[b] == kind && t.order[b] > t.order[batch] {
			out = append(out, b)
		}
	}
	return out
}

func list(ids []int64) string {
	words := make([]string, len(ids))
	for i, id := range ids {
		words[i] = strconv.FormatInt(id, 10)
	}
	return strings.Join(words, ",")
}

// rename gives the people the names that they had.
func (l *loader) rename() error {
	if l.past == nil {
		return nil
	}
	var person, batch number
	var name text
	return l.each("SELECT person_id, name, batch_id FROM person_renames ORDER BY id DESC", func() { // the earliest comes last, and holds
		if p := l.people.of(person); p != dossier.None && !l.past.published[int64(batch)] && l.own(person) {
			l.s.People[p].Name = l.texts.of(&name)
		}
	}, &person, &name, &batch)
}

// renameItems gives the items what the last catalogue of then says of them.
func (l *loader) renameItems() error {
	if l.past == nil {
		return nil
	}
	type said struct{ name, bureau, target, frequency string }
	latest := map[int32]int{}
	words := map[int32]said{}
	var item, batch number
	var name, bureau, target, frequency text
	err := l.each("SELECT item_id, name, bureau, target, frequency, batch_id FROM subsidies ORDER BY id", func() {
		i := l.items.of(item)
		if i == dossier.None || !l.past.published[int64(batch)] {
			return
		}
		if n, ok := latest[i]; ok && l.past.order[int64(batch)] < n {
			return
		}
		latest[i] = l.past.order[int64(batch)]
		words[i] = said{name.String(), bureau.String(), target.String(), frequency.String()}
	}, &item, &name, &bureau, &target, &frequency, &batch)
	for i, w := range words {
		it := &l.s.Items[i]
		it.Name, it.Bureau, it.Target, it.Frequency, it.Category = w.name, w.bureau, w.target, w.frequency, dossier.CategoryOf(w.name)
	}
	return err
}

// readFormerHomes is readResidences for an earlier moment: a row was closed by
// the next of its person that was loaded by then.
func (l *loader) readFormerHomes() error {
	type home struct {
		id, batch int64
		order     int
		it        dossier.Residence
	}
	rows := map[int64][]home{}
	var id, person, batch, row number
	var no, village text
	from := day{none: period.Past}
	err := l.within("SELECT id, person_id, household_no, village_code, batch_id, row_no, "+l.date("valid_from")+
		" FROM residents WHERE person_id IN (SELECT person_id FROM aided_households WHERE "+l.current("aided_households")+") AND %s ORDER BY id", "person_id", func() {
		if p := l.people.of(person); p != dossier.None && l.alive(batch) {
			rows[int64(person)] = append(rows[int64(person)], home{int64(id), int64(batch), l.past.order[int64(batch)],
				dossier.Residence{Person: p, Hukou: l.household(&no), Village: l.village(&village), Span: period.Since(from.on), Src: ref(batch, row)}})
		}
	}, &id, &person, &no, &village, &batch, &row, &from)
	if err != nil {
		return err
	}
	var former []home
	for _, list := range rows {
		slices.SortFunc(list, func(a, b home) int { return cmp.Compare(a.order, b.order) })
		for i := range list {
			next := slices.IndexFunc(list, func(h home) bool { return h.order > list[i].order })
			if next < 0 {
				continue // the one that held
			}
			list[i].it.Span.To = l.asOf[list[next].batch]
			former = append(former, list[i])
		}
	}
	slices.SortFunc(former, func(a, b home) int { return cmp.Compare(a.id, b.id) })
	for _, h := range former {
		l.s.Residences = append(l.s.Residences, h.it)
	}
	return nil
}

// releasedThen lists the batches of the lists that had been released.
func (l *loader) releasedThen() (string, error) {
	released := []int64{0}
	var batch number
	err := l.with("SELECT batch_id FROM prepayment_lists WHERE state = '"+model.PrepaymentReleased+"' AND decided_at <= ? ORDER BY batch_id", []any{l.past.At},
		func() { released = append(released, int64(batch)) }, &batch)
	return list(released), err
}

// acceptedThen is the condition that what was found at a project counted at an
// earlier moment, as far as the rows still say: it was accepted by then, and
// what has taken its place was accepted later.
const acceptedThen = "reviewed_at <= ? AND (state = '" + model.VisitAccepted + "' OR state = '" + model.VisitAside + "' AND EXISTS (SELECT 1 FROM field_visits AS later" +
	" WHERE later.task_id = field_visits.task_id AND later.state = '" + model.VisitAccepted + "' AND later.reviewed_at > ?))"

// inputs has a digest of what a snapshot read that may change in place: whoever
// reads an earlier moment sees by it whether that is still as it was. It does
// not depend on the order of rows.
func (l *loader) inputs() map[string]string {
	sums := map[string]uint64{InputNames: 0, InputAliases: 0, InputItems: 0, InputAnswers: 0, InputVisits: 0, InputReleased: 0}
	h := fnv.New64a()
	add := func(source string, format string, args ...any) {
		h.Reset()
		fmt.Fprintf(h, format, args...)
		sums[source] += h.Sum64()
	}
	for i := range l.s.People {
		if p := &l.s.People[i]; p.Has != 0 {
			h.Reset()
			_, _ = h.Write(binary.BigEndian.AppendUint64(nil, uint64(p.ID))) //nolint:gosec // its bits
			_, _ = h.Write([]byte(l.s.Text(p.Name)))
			sums[InputNames] += h.Sum64()
		}
	}
	for former, person := range l.aliases {
		add(InputAliases, "%d %d", former, person)
	}
	for i := range l.s.Items {
		it := &l.s.Items[i]
		if len(it.Standards) > 0 {
			add(InputItems, "%s\n%s\n%s\n%s\n%s", it.Code, it.Name, it.Bureau, it.Target, it.Frequency)
		}
	}
	for i := range l.s.Answers {
		a := &l.s.Answers[i]
		add(InputAnswers, "%d %d %d %d", a.Src.Batch, a.Src.Row, a.Said, a.On)
	}
	for i := range l.s.FieldChecks {
		c := l.s.FieldChecks[i]
		c.Project = 0 // its place may be another
		add(InputVisits, "%v", c)
	}
	for i := range l.s.Released {
		r := &l.s.Released[i]
		add(InputReleased, "%d %d %d", r.Src.Batch, r.Src.Row, r.AmountFen)
	}
	out := make(map[string]string, len(sums))
	for source, sum := range sums {
		out[source] = fmt.Sprintf("%016x", sum)
	}
	return out
}

// The sources that may change in place.
const (
	InputNames    = "names"    // of people, as the population register writes them
	InputAliases  = "aliases"  // which resident IDs were judged to be whose
	InputItems    = "items"    // names and bureaus of the items
	InputAnswers  = "answers"  // what households say of their payments
	InputVisits   = "visits"   // what was found at projects and accepted
	InputReleased = "released" // lists that were released
)
