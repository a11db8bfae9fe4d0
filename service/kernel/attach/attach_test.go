package attach

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
)

// disk is files in memory.
type disk struct {
	there int
	fail  int // the write that fails
}

func (d *disk) Write(_ []byte, f model.File) (model.File, error) {
	if d.there++; d.there == d.fail {
		d.there--
		return f, errors.New("disk full")
	}
	return f, nil
}

func (d *disk) Add(*gorm.DB, *model.File) error { return nil }

func (d *disk) Read(model.File) ([]byte, error) { return nil, nil }

func (d *disk) Remove(model.File) error { d.there--; return nil }

func photo(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 40, 30)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestNothingStaysOfARefusedStep: what is wrong is told under its kind, and no
// file is left on the disk.
func TestNothingStaysOfARefusedStep(t *testing.T) {
	good, most := photo(t), map[string]int{Photo: 2, Voice: 1}
	for name, c := range map[string]struct {
		uploads []Upload
		fail    int
		bad     string
		err     bool
		stay    int
	}{
		"photos":                {uploads: []Upload{{Photo, good}, {Photo, good}}, stay: 6},
		"too many":              {uploads: []Upload{{Photo, good}, {Photo, good}, {Photo, good}}, bad: Photo},
		"a kind nobody asked":   {uploads: []Upload{{Paper, []byte("%PDF-1.7")}}, bad: Paper},
		"no photo at all":       {uploads: []Upload{{Photo, good}, {Photo, []byte("text")}}, bad: Photo},
		"no sound":              {uploads: []Upload{{Voice, []byte("text")}}, bad: Voice},
		"a disk that is full":   {uploads: []Upload{{Photo, good}, {Photo, good}}, fail: 5, err: true},
		"nothing came with it ": {},
	} {
		d, bad := &disk{fail: c.fail}, map[string]string{}
		got, err := New(d, "test", most).Take(t.Context(), c.uploads, bad)
		if (err != nil) != c.err || (bad[c.bad] == "") != (c.bad == "") || d.there != c.stay || len(got)*3 != c.stay {
			t.Errorf("%s: %d stored, %d on the disk, %v %v", name, len(got), d.there, bad, err)
		}
	}
}
