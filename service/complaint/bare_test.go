package complaint_test

import (
	"errors"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/kernel/fault"
)

// jammed is a disk that takes nothing away.
type jammed struct{ complaint.Files }

func (jammed) Remove(model.File) error { return errors.New("the disk does not answer") }

// TestAWaitingFileGoesInTheEnd: its row is gone and its bytes are not, as when
// the power goes between the two; Tidy takes them away later.
func TestAWaitingFileGoesInTheEnd(t *testing.T) {
	b := newSealBench(t)
	d := b.draft("named")
	d.Subject, d.Uploads = "", []complaint.Upload{{Kind: complaint.KindPhoto, Content: photo(t)}}
	if _, err := b.Submit(b.ctx, guest, d); !fault.Is(err, fault.Invalid) {
		t.Fatal(err)
	}
	files, err := gorm.G[model.File](b.db).Find(b.ctx)
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	b.now = b.now.Add(25 * time.Hour)
	deps := b.Deps
	deps.Files = jammed{b.Deps.Files}
	for range files {
		if _, err := complaint.New(deps).SweepHeld(b.ctx); err == nil {
			t.Error("nothing was said of the disk")
		}
	}
	left := func() (rows, notes int64) {
		t.Helper()
		rows, err := gorm.G[model.File](b.db).Count(b.ctx, "*")
		if err != nil {
			t.Fatal(err)
		}
		if notes, err = gorm.G[model.FileLeftover](b.db).Count(b.ctx, "*"); err != nil {
			t.Fatal(err)
		}
		return rows, notes
	}
	if rows, notes := left(); rows != 0 || notes != int64(len(files)) {
		t.Errorf("%d rows, %d notes of %d files", rows, notes, len(files))
	}
	if err := b.Tidy(b.ctx); err != nil {
		t.Fatal(err)
	}
	if _, notes := left(); notes != 0 {
		t.Errorf("%d notes are left", notes)
	}
	for _, f := range files {
		if _, err := b.Files.Read(f); err == nil {
			t.Errorf("%s is still on the disk", f.Path)
		}
	}
}
