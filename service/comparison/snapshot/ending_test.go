package snapshot_test

import (
	"slices"
	"testing"

	"yangguang/model"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/kernel/period"
)

// TestRowsThatAFullListEndedAreReadAsTheyWereThen: a full list moves the end of a
// row; a moment before it was loaded sees the row as its own file had it, and a
// moment before it was taken back as the list had it.
func TestRowsThatAFullListEndedAreReadAsTheyWereThen(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	if err := c.db.Where("1 = 1").Delete(&model.Official{}).Error; err != nil {
		t.Fatal(err)
	}
	kind := func(batch int64) int64 {
		t.Helper()
		if err := c.db.Model(&model.Batch{}).Where("id = ?", batch).Updates(map[string]any{"kind": "officials", "loaded_at": on("2026-05-01")}).Error; err != nil {
			t.Fatal(err)
		}
		return batch
	}
	first, full, older := kind(c.r.NewBatch(model.BatchLoaded)), kind(c.r.NewBatch(model.BatchLoaded)), kind(c.r.NewBatch(model.BatchWithdrawn))
	create(t, c.db, model.Official{ID: 501, PersonID: c.head, Unit: "教育局", Category: "事业", FromOn: on("2020-01-01"), ToOn: maybe("2026-03-01"), BatchID: first, RowNo: 2})
	create(t, c.db, model.Official{ID: 502, PersonID: c.head, Unit: "林业局", Category: "事业", FromOn: on("2020-01-01"), ToOn: maybe("2026-03-01"), BatchID: first, RowNo: 3})
	create(t, c.db, model.RegisterEnding{RowID: 501, BatchID: full, EndedOn: on("2026-03-01")}, model.RegisterEnding{RowID: 501, BatchID: older, EndedOn: on("2026-02-01")},
		model.RegisterEnding{RowID: 502, BatchID: full, EndedOn: on("2026-03-01"), Former: maybe("2026-12-31")})
	for name, x := range map[string]struct {
		then *snapshot.Then
		want []period.Day
	}{
		"now":                         {nil, []period.Day{day("2026-03-01"), day("2026-03-01")}},
		"before the list":             {then(first), []period.Day{period.Future, day("2026-12-31")}},
		"with it":                     {then(first, full), []period.Day{day("2026-03-01"), day("2026-03-01")}},
		"with one taken back since":   {then(first, older), []period.Day{day("2026-02-01"), day("2026-12-31")}},
		"with both, the earlier ends": {then(first, full, older), []period.Day{day("2026-02-01"), day("2026-03-01")}},
	} {
		l := load(t, c, snapshot.Options{Then: x.then})
		var got []period.Day
		for o := range l.OfficialsOf(person(t, l, c.head)) {
			got = append(got, o.Span.To)
		}
		if !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", name, got, x.want)
		}
	}
}

func then(batches ...int64) *snapshot.Then {
	return &snapshot.Then{Batches: batches, At: on("2026-06-15"), Successions: []snapshot.Succession{{Kind: "officials", Table: "officials", Key: []string{"person_id", "unit", "from_on"}}}}
}
