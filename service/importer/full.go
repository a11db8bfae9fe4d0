package importer

import (
	"context"
	"fmt"
	"hash/fnv"
	"reflect"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/schema"

	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/naming"
	"yangguang/service/kernel/period"
)

// ends says of a register with periods how a row ends that a full list does not
// have. The zero value is a register that knows no full lists.
type ends struct {
	from, to string // columns of the period
	monthly  bool   // by the month, both ends inclusive
	within   string // a full list speaks only of rows that share a value of its own here; "" of all
	words    string // the same on screen
	beside   string // column that tells a person's rows apart on screen
	label    string // what that is
}

// day is the end of a row that a list of some day does not have: in force until
// the day before, by the month until the end of that day's month.
func (e ends) day(asOf period.Day) period.Day {
	if e.monthly {
		return (asOf - 1).Month().Last()
	}
	return asOf
}

// FullTerms say what a full list of a kind does.
type FullTerms struct {
	Scope   string // whom it speaks of, in words
	Beside  string // what the preview shows beside a name
	Monthly bool   // rows end with a month
}

// FullList says what a full list of a kind does; ok is false for kinds that have
// no end to set.
func FullList(kindKey string) (terms FullTerms, ok bool) {
	e, ok := fullLists[kindKey]
	return FullTerms{e.words, e.label, e.monthly}, ok
}

// whole is the word for a register whose full list speaks of everybody in it.
const whole = "这种数据里"

// fullLists are the kinds that may come as full lists.
var fullLists = map[string]ends{
	"rosters": rostersKind.full, "officials": officialsKind.full, "inmates": inmatesKind.full, "vehicles": vehiclesKind.full, "properties": propertiesKind.full,
	"company_roles": companyRolesKind.full, "employment": employmentKind.full, "pensions": pensionsKind.full, "disabilities": disabilitiesKind.full, "enrolments": enrolmentsKind.full,
}

// lack is a row in force that a full list does not have.
type lack struct {
	id, person int64
	given      string // name in its file, where that is not the person's
	from, to   *time.Time
	beside     string
	ended      bool // another full list has ended it as early already
}

// lacking is what a full list ends.
type lacking struct {
	rows    []lack
	n       int // of them, not ended already
	inForce int // rows in force that the list speaks of
	spared  int // in force and not in the list, but named like a row that was given back
}

// tally is what a full list says while it is read.
type tally struct {
	keys    map[uint64]bool // of its rows
	within  map[any]bool    // values of the column that bounds what it speaks of
	names   map[string]bool // in rows that were given back
	unnamed int             // rows that were given back without a name: nobody can tell whom they would keep in force
	fields  []*schema.Field // of the key
	bound   *schema.Field   // nil where it speaks of all
	beside  *schema.Field
	to      *schema.Field
	from    *schema.Field
	person  *schema.Field
	given   *schema.Field
	id      *schema.Field
}

func newTally[T any](db *gorm.DB, k registerKind[T]) (*tally, error) {
	stmt := &gorm.Statement{DB: db}
	if err := stmt.Parse(new(T)); err != nil {
		return nil, fmt.Errorf("full list: %w", err)
	}
	f := stmt.Schema.FieldsByDBName
	t := &tally{keys: map[uint64]bool{}, within: map[any]bool{}, names: map[string]bool{}, bound: f[k.full.within], beside: f[k.full.beside],
		from: f[k.full.from], to: f[k.full.to], person: f["person_id"], given: f["name_given"], id: f["id"]}
	for _, column := range k.register.key {
		t.fields = append(t.fields, f[column])
	}
	return t, nil
}

// columns are those that are read of rows in force.
func (t *tally) columns() []string {
	names := []string{t.id.DBName, t.person.DBName, t.given.DBName, t.from.DBName, t.to.DBName, t.beside.DBName}
	for _, f := range t.fields {
		names = append(names, f.DBName)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// key is a row's key in short. Two rows with one are as good as impossible, and
// would keep one of them in force.
func (t *tally) key(ctx context.Context, row reflect.Value) uint64 {
	h := fnv.New64a()
	for _, f := range t.fields {
		v, _ := f.ValueOf(ctx, row)
		if at, ok := v.(time.Time); ok {
			v = period.Stored(at)
		} else if at, ok := v.(*time.Time); ok {
			v = period.StoredOrNil(at)
		}
		_, _ = fmt.Fprint(h, v, "\x00") // a hash does not fail
	}
	return h.Sum64()
}

// note counts rows of the list itself.
func note[T any](ctx context.Context, t *tally, rows []T) {
	for i := range rows {
		v := reflect.ValueOf(&rows[i]).Elem()
		t.keys[t.key(ctx, v)] = true
		if t.bound != nil {
			of, _ := t.bound.ValueOf(ctx, v)
			t.within[of] = true
		}
	}
}

// refused counts a row that was given back: whoever is named like it stays in
// force, for the list may well have them.
func (t *tally) refused(rec sheet.Record, column string) {
	if name := idnumber.NormName(rec.Get(column)); name != "" {
		t.names[name] = true
	} else {
		t.unnamed++
	}
}

// lacking finds the rows in force that the list does not have, in the order of
// their numbers. A bureau's list speaks of what it handed in itself, and of what
// was loaded for it; a row that was said at a later day is in force then.
func (l *registers[T]) lacking(ctx context.Context, db *gorm.DB) (lacking, error) {
	t, e := l.tally, l.kind.full
	var out lacking
	until := e.day(period.Stored(l.batch.AsOf)).Time()
	q := db.WithContext(ctx).Model(new(T)).Select(t.columns()).Where("closed_by = 0 AND batch_id <> ?", l.batch.ID).
		Where("("+e.to+" IS NULL OR "+e.to+" > ? OR id IN (SELECT row_id FROM register_endings))", until).Where("("+e.from+" IS NULL OR "+e.from+" < ?)", until)
	if l.batch.Bureau == "" {
		q = q.Where("batch_id IN (SELECT id FROM batches WHERE status = 'loaded' AND as_of <= ?)", l.batch.AsOf)
	} else {
		q = q.Where("batch_id IN (SELECT id FROM batches WHERE status = 'loaded' AND as_of <= ? AND bureau IN ?)", l.batch.AsOf, []string{l.batch.Bureau, ""})
	}
	if t.bound != nil {
		of := make([]any, 0, len(t.within))
		for v := range t.within {
			of = append(of, v)
		}
		q = q.Where(e.within+" IN ?", of)
	}
	rows, err := q.Order("id").Rows()
	if err != nil {
		return out, fmt.Errorf("rows in force: %w", err)
	}
	defer func() { _ = rows.Close() }() // Err says what there is to say
	for rows.Next() {
		var row T
		if err := db.ScanRows(rows, &row); err != nil {
			return out, fmt.Errorf("rows in force: %w", err)
		}
		out.meet(ctx, t, reflect.ValueOf(&row).Elem(), until)
	}
	if err := rows.Err(); err != nil {
		return out, fmt.Errorf("rows in force: %w", err)
	}
	if err := rows.Close(); err != nil {
		return out, fmt.Errorf("rows in force: %w", err)
	}
	return out, out.spare(ctx, db, t)
}

// meet looks at one row in force.
func (o *lacking) meet(ctx context.Context, t *tally, row reflect.Value, until time.Time) {
	found := lack{}
	get := func(f *schema.Field) any { v, _ := f.ValueOf(ctx, row); return v }
	found.to, _ = get(t.to).(*time.Time)
	found.ended = found.to != nil && !found.to.After(until)
	if !found.ended {
		o.inForce++
	}
	if t.keys[t.key(ctx, row)] {
		return
	}
	found.id, _ = get(t.id).(int64)
	found.person, _ = get(t.person).(int64)
	found.given, _ = get(t.given).(string)
	found.beside = fmt.Sprint(get(t.beside))
	switch from := get(t.from).(type) {
	case time.Time:
		found.from = &from
	case *time.Time:
		found.from = from
	}
	if !found.ended {
		o.n++
	}
	o.rows = append(o.rows, found)
}

// spare leaves those in force who are named like a row that was given back.
func (o *lacking) spare(ctx context.Context, db *gorm.DB, t *tally) error {
	if len(t.names) == 0 {
		return nil
	}
	names := map[int64]string{}
	for part := range slices.Chunk(o.rows, chunk) {
		some, err := naming.People(ctx, db, peopleOf(part))
		if err != nil {
			return err
		}
		for id, name := range some {
			names[id] = name
		}
	}
	o.rows = slices.DeleteFunc(o.rows, func(r lack) bool {
		same := t.names[idnumber.NormName(names[r.person])] || r.given != "" && t.names[idnumber.NormName(r.given)]
		if same && !r.ended {
			o.spared++
			o.n--
		}
		return same
	})
	return nil
}

func peopleOf(rows []lack) []int64 {
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.person
	}
	return ids
}

// shown are the first rows that the list ends, as the preview shows them.
func (o lacking) shown(ctx context.Context, db *gorm.DB) ([][]string, error) {
	var some []lack
	for _, r := range o.rows {
		if !r.ended && len(some) < previewRows {
			some = append(some, r)
		}
	}
	names, err := naming.People(ctx, db, peopleOf(some))
	if err != nil {
		return nil, err
	}
	out := make([][]string, len(some))
	for i, r := range some {
		from := ""
		if r.from != nil {
			from = period.Stored(*r.from).String()
		}
		name := r.given
		if name == "" {
			name = names[r.person]
		}
		out[i] = []string{name, clip.Runes(r.beside, 60), from}
	}
	return out, nil
}
