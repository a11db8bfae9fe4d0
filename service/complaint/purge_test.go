package complaint_test

import (
	"bytes"
	"context"
	"os"
	"reflect"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/store"
	"yangguang/service/store/dbtest"
)

// TestEverythingThatHangsOnAPetitionIsPurged makes a row in every table that
// can belong to a petition, whoever added it, and purges the petition.
func TestEverythingThatHangsOnAPetitionIsPurged(t *testing.T) {
	b := newSealBench(t)
	r := b.submit(guest, b.draft("anonymous"))
	kept := map[string]bool{"sealed_handovers": true, "clues": true, "timers": true}
	for _, e := range model.All() {
		v := reflect.New(reflect.TypeOf(e))
		table := e.(interface{ TableName() string }).TableName()
		petition, object := v.Elem().FieldByName("PetitionID"), v.Elem().FieldByName("ObjectID")
		if kept[table] || !petition.IsValid() && !object.IsValid() || table == "audit_entries" {
			continue
		}
		count := func() (n int64) {
			q := b.db.Table(table)
			if petition.IsValid() {
				q = q.Where("petition_id = ?", r.ID)
			} else if v.Elem().FieldByName("Object").IsValid() {
				q = q.Where("object = ? AND object_id = ?", model.ObjectPetition, r.ID)
			} else {
				return 0
			}
			if err := q.Count(&n).Error; err != nil {
				t.Fatal(err)
			}
			return n
		}
		if count() > 0 {
			continue
		}
		if petition.IsValid() {
			petition.SetInt(r.ID)
		} else if o := v.Elem().FieldByName("Object"); o.IsValid() {
			object.SetInt(r.ID)
			o.SetString(model.ObjectPetition)
		} else {
			continue
		}
		fill(v.Elem())
		if err := b.db.Create(v.Interface()).Error; err != nil {
			t.Fatalf("%s: %v", table, err)
		}
		if count() == 0 {
			t.Fatalf("%s: nothing was made", table)
		}
		t.Cleanup(func() {
			if n := count(); n != 0 {
				t.Errorf("%s: %d rows are left", table, n)
			}
		})
	}
	if err := complaint.Purge(b.db, b.row(r.ID), b.now, nil); err != nil {
		t.Fatal(err)
	}
}

// fill gives what is never NULL a value.
func fill(v reflect.Value) {
	for i := range v.NumField() {
		switch f := v.Field(i); f.Interface().(type) {
		case []byte:
			f.SetBytes(bytes.Repeat([]byte{7}, 32))
		case time.Time:
			f.Set(reflect.ValueOf(time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)))
		}
	}
}

// The raw file of SQLite, its journal included, holds nothing of what went.
func TestNothingIsLeftInTheDatabaseFile(t *testing.T) {
	o := dbtest.Options(t)
	if o.Driver != "sqlite" {
		return // what a server keeps of deleted rows is in docs/threat-model.md
	}
	db := dbtest.Open(t, o)
	b := sealing(t, newBenchOn(t, db), t.TempDir(), nil)
	d := b.Deps
	d.Scrub = func(ctx context.Context) error { return store.Scrub(ctx, db) }
	b.Service = complaint.New(d)
	bare := b.submit(guest, b.draft("anonymous")) // without any file
	row := b.row(bare.ID)
	full := b.fullMatter(t)
	for id, traces := range map[int64][][]byte{bare.ID: {row.BodySealed, row.AccusedSealed, row.ReceiptSealed}, full.ID: b.traces(t, full.ID)} {
		if err := b.SealUp(b.ctx, officer, id, b.order(id)); err != nil {
			t.Fatal(err)
		}
		for _, end := range []string{"", "-wal"} {
			raw, err := os.ReadFile(o.DSN + end)
			if err != nil {
				t.Fatal(err)
			}
			for _, trace := range traces {
				if bytes.Contains(raw, trace) {
					t.Errorf("county.db%s still holds %.40x", end, trace)
				}
			}
		}
	}
}
