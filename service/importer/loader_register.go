package importer

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// registerKind is what sets the registers apart: whom a row names, what must be
// known before, what may be in a file once, and the row itself.
type registerKind[T any] struct {
	register register
	people   []idColumn  // whom a row names; the first is whom it is about
	refs     []reference // what a row refers to
	key      []string    // columns whose values together occur once in a file
	twice    string      // the message when they occur again
	amount   string      // the money column that the batch sums; "" none
	full     ends        // how a row ends that a full list does not have
	refuse   func(rec sheet.Record, today period.Day) []sheet.RowError
	row      func(e entry) T
}

// reference is a column that names something another kind has brought.
type reference struct {
	column, message string
	numbers         func(ctx context.Context, db *gorm.DB) (map[string]int64, error) // by what stands in the column
}

// entry is one row on its way into a register.
type entry struct {
	sheet.Record
	id      int64
	batch   int64
	people  []known // by registerKind.people; the zero known where the cell is empty
	numbers []int64 // by registerKind.refs
	box     *seal.Box
}

// text is a column's value, cut to what its table holds.
func (e entry) text(column string, most int) string { return clip.Runes(e.Get(column), most) }

// yes reports whether a column says 是.
func (e entry) yes(column string) bool { return e.Get(column) == "是" }

// given is the name that the file gives person i, where it is not the person's.
func (e entry) given(i int, column string) string {
	if name := e.Get(column); !sameName(name, e.people[i].name) {
		return name
	}
	return ""
}

// registers loads any register.
type registers[T any] struct {
	plain
	kind   registerKind[T]
	known  []map[string]int64 // by kind.refs
	people *people
	tally  *tally // of a full list; nil of any other
}

func newRegister[T any](k registerKind[T]) func(ctx context.Context, s *Service, b model.Batch) (loader, error) {
	return func(ctx context.Context, s *Service, b model.Batch) (loader, error) {
		l := &registers[T]{plain: plain{s: s, batch: b}, kind: k, people: newPeople(s, b.ID)}
		for _, ref := range k.refs {
			numbers, err := ref.numbers(ctx, s.db)
			if err != nil {
				return nil, err
			}
			l.known = append(l.known, numbers)
		}
		if b.FullList {
			var err error
			if l.tally, err = newTally(s.db, k); err != nil {
				return nil, err
			}
		}
		return l, nil
	}
}

func (l *registers[T]) tables() []string { return []string{l.kind.register.table} }

func (l *registers[T]) amount(rec sheet.Record) int64 {
	if l.kind.amount == "" {
		return 0
	}
	return fen(rec, l.kind.amount)
}

func (l *registers[T]) check(rec sheet.Record) []sheet.RowError {
	for i, ref := range l.kind.refs {
		if v := rec.Get(ref.column); v != "" && l.known[i][v] == 0 {
			return []sheet.RowError{rowError(rec, ref.column, ruleUnknown, ref.message)}
		}
	}
	if l.kind.refuse != nil {
		if errs := l.kind.refuse(rec, l.s.today()); errs != nil {
			return errs
		}
	}
	values := make([]string, len(l.kind.key))
	for i, column := range l.kind.key {
		values[i] = rec.Get(column)
	}
	return l.once(rec, l.kind.key[0], strings.Join(values, "\x00"), l.kind.twice)
}

func (l *registers[T]) write(ctx context.Context, recs []sheet.Record, first int) error {
	persons := make([][]known, len(l.kind.people))
	for i, column := range l.kind.people {
		var err error
		if persons[i], err = l.people.resolve(ctx, recs, column); err != nil {
			return err
		}
	}
	rows := l.rows(recs, persons, first)
	if l.tally != nil {
		note(ctx, l.tally, rows)
	}
	return insert(ctx, l.s, rows)
}

// rows makes the rows of records whose persons are known.
func (l *registers[T]) rows(recs []sheet.Record, persons [][]known, first int) []T {
	rows := make([]T, len(recs))
	for n, rec := range recs {
		e := entry{Record: rec, id: rowID(l.batch.ID, first+n), batch: l.batch.ID, box: l.s.box}
		for i := range persons {
			e.people = append(e.people, persons[i][n])
		}
		for i, ref := range l.kind.refs {
			e.numbers = append(e.numbers, l.known[i][rec.Get(ref.column)])
		}
		rows[n] = l.kind.row(e)
	}
	return rows
}

func (l *registers[T]) publish(tx *gorm.DB) error {
	if l.tally != nil {
		if err := l.end(tx); err != nil { // before the rows in force are replaced by those of the list
			return err
		}
	}
	return l.kind.register.supersede(tx, l.batch)
}

func (l *registers[T]) retract(tx *gorm.DB) error {
	if err := l.kind.register.reopen(tx, l.batch); err != nil || l.tally == nil {
		return err
	}
	return l.revive(tx)
}
