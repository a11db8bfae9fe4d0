package web

import (
	"bytes"
	"mime/multipart"
	"testing"
)

// TestPartsAreCountedHoweverTheyArrive cuts a form with files into pieces of
// every length: what is counted is the same.
func TestPartsAreCountedHoweverTheyArrive(t *testing.T) {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	field := func(name, value string) {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	field("version", "3")
	field("report-note", "改完了\r\n--看得见\r\n\r\n--"+w.Boundary()[:5])
	field("report-empty", "")
	for range 2 {
		f, err := w.CreateFormFile("photo", "a.jpg")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(bytes.Repeat([]byte("\r\n\r\n-"), 3000)); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.CreateFormFile("paper", ""); err != nil { // none was chosen
		t.Fatal(err)
	}
	field("action", "report")
	field("last", "x")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	for size := 1; size < 300; size += 7 {
		p := &partCounter{delimiter: []byte("--" + w.Boundary())}
		for rest := b.Bytes(); len(rest) > 0; rest = rest[min(size, len(rest)):] {
			if _, err := p.Write(rest[:min(size, len(rest))]); err != nil {
				t.Fatal(err)
			}
		}
		if p.n != 4 {
			t.Errorf("pieces of %d: %d fields, want 4", size, p.n)
		}
	}
	if n := filled(map[string][]string{"version": {"3"}, "note": {"写了"}, "empty": {""}, "units": {"甲局", "乙局"}}); n != 3 {
		t.Errorf("%d fields, want 3", n)
	}
}
