package paper

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// sheets is a whole PDF with so many pages.
func sheets(pages int) []byte {
	var kids strings.Builder
	objects := []string{"<</Type/Catalog/Pages 2 0 R>>", ""}
	for i := range pages {
		text := fmt.Sprintf("BT 60 700 Td (sheet %d) Tj ET", i+1)
		fmt.Fprintf(&kids, "%d 0 R ", len(objects)+1)
		objects = append(objects, fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents %d 0 R/Resources<<>>>>", len(objects)+2),
			fmt.Sprintf("<</Length %d>>stream\n%s\nendstream", len(text), text))
	}
	objects[1] = fmt.Sprintf("<</Type/Pages/Kids[%s]/Count %d>>", kids.String(), pages)
	var b, table strings.Builder
	b.WriteString("%PDF-1.4\n")
	for i, o := range objects {
		fmt.Fprintf(&table, "%010d 00000 n \n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table.String(), len(objects)+1, start)
	return []byte(b.String())
}

// unpacked is a PDF with what its packed streams hold behind it.
func unpacked(t *testing.T, b []byte) string {
	t.Helper()
	all := string(b)
	for _, m := range streams.FindAllIndex(b, -1) {
		r, err := zlib.NewReader(bytes.NewReader(b[m[1]:]))
		if err != nil {
			continue
		}
		plain, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all += "\n" + string(plain)
	}
	return all
}

func TestStampIsOnEveryPage(t *testing.T) {
	const words = "jiaotong 2026-03-02 09:30"
	in := sheets(3)
	kept := bytes.Clone(in)
	out, err := Stamp(t.Context(), in, words)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(in, kept) {
		t.Error("what was handed in is changed")
	}
	if err := Safe(out); err != nil {
		t.Errorf("the copy would not be let in: %v", err)
	}
	all := unpacked(t, out)
	if n := strings.Count(all, "/Subtype /Watermark"); n != 3 {
		t.Errorf("%d pages are marked, want 3", n)
	}
	for _, want := range []string{words, "sheet 1", "sheet 3"} {
		if !strings.Contains(all, want) {
			t.Errorf("no %q in the copy:\n%.2000q", want, all)
		}
	}
}

// TestStampSaysWhatItCannotDo: what is broken or locked is an error and nothing
// worse, and nobody waits who has gone.
func TestStampSaysWhatItCannotDo(t *testing.T) {
	whole := sheets(1)
	for name, in := range map[string][]byte{
		"nothing":        nil,
		"no page":        []byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"),
		"cut off":        whole[:len(whole)/2],
		"locked":         bytes.Replace(whole, []byte("/Root 1 0 R"), []byte("/Root 1 0 R/Encrypt 4 0 R"), 1),
		"its own parent": bytes.Replace(whole, []byte("/Kids[3 0 R ]"), []byte("/Kids[2 0 R ]"), 1),
		"no photograph":  []byte("\xff\xd8\xff\xe0"),
	} {
		if out, err := Stamp(t.Context(), in, "x"); err == nil || out != nil {
			t.Errorf("%s: %d bytes, %v", name, len(out), err)
		}
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	stamping <- struct{}{}
	_, err := Stamp(gone, whole, "x")
	<-stamping
	if !errors.Is(err, context.Canceled) {
		t.Errorf("whoever has gone: %v", err)
	}
}
