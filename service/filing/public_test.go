package filing_test

import (
	"bytes"
	"testing"

	"yangguang/service/kernel/fault"
)

// TestAnOwnerMakesPhotosPublic: villagers see exactly the photos of the site
// that the owner ticked, and none whose step was withdrawn.
func TestAnOwnerMakesPhotosPublic(t *testing.T) {
	w := newWorld(t)
	no := w.begin(roads, approval(nil))
	for _, s := range w.way()[:7] {
		if err := w.step(roads, no, s.stage, s.typed, s.papers...); err != nil {
			t.Fatalf("%s: %v %v", s.stage, err, fault.Of(err).Fields)
		}
	}
	d, err := w.One(t.Context(), roads, no)
	if err != nil || len(d.Pictures) != 2 || d.Pictures[0].Public {
		t.Fatalf("%+v %v", d.Pictures, err)
	}
	first, second := d.Pictures[0].ID, d.Pictures[1].ID
	publish := func(version int, sure bool, ids ...int64) error {
		return w.Publish(t.Context(), roads, no, version, ids, sure)
	}
	for name, c := range map[string]struct {
		err  error
		kind fault.Kind
	}{
		"supervision":    {w.Publish(t.Context(), inspect, no, d.Version, []int64{first}, true), fault.Forbidden},
		"another bureau": {w.Publish(t.Context(), water, no, d.Version, []int64{first}, true), fault.NotFound},
		"not looked at":  {publish(d.Version, false, first), fault.Invalid},
		"an old page":    {publish(d.Version-1, true, first), fault.Conflict},
	} {
		if !fault.Is(c.err, c.kind) {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	sees := func(want ...int64) {
		t.Helper()
		list, err := w.Published(t.Context(), no)
		if err != nil || len(list) != len(want) {
			t.Fatalf("villagers see %+v, want %v, %v", list, want, err)
		}
		for i, p := range list {
			if p.ID != want[i] {
				t.Errorf("villagers see %+v, want %v", list, want)
			}
		}
	}
	sees()
	if err := publish(d.Version, true, first, 999); err != nil { // what is no photo of the site is nothing
		t.Fatal(err)
	}
	sees(first)
	b, err := w.PublishedPhoto(t.Context(), no, first)
	if err != nil || !bytes.HasPrefix(b, []byte("\xff\xd8")) || bytes.Equal(b, w.jpg) {
		t.Error("the photo is not made anew", err)
	}
	for _, c := range []struct {
		no string
		id int64
	}{{no, second}, {"X", first}} {
		if _, err := w.PublishedPhoto(t.Context(), c.no, c.id); !fault.Is(err, fault.NotFound) {
			t.Errorf("%+v: %v", c, err)
		}
	}
	if err := publish(d.Version+1, true, second); err != nil {
		t.Fatal(err)
	}
	sees(second)
	if err := publish(d.Version+2, false); err != nil { // to take back needs no word
		t.Fatal(err)
	}
	sees()
	var n int64
	if err := w.db.Raw("SELECT COUNT(*) FROM audit_entries WHERE action = 'filing.publish'").Scan(&n).Error; err != nil || n != 3 {
		t.Errorf("%d entries, %v", n, err)
	}
	if err := publish(d.Version+3, true, first, second); err != nil {
		t.Fatal(err)
	}
	if err := w.db.Exec("UPDATE batches SET status = 'withdrawn' WHERE id = (SELECT batch_id FROM filing_steps WHERE id = (SELECT step_id FROM filing_files WHERE id = ?))", first).Error; err != nil {
		t.Fatal(err)
	}
	sees(second)
}
