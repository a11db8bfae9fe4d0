package templates

import (
	"bytes"
	"testing"
)

// A villager's phone may be old and the signal weak: what a page needs before
// it is there must stay below 60 KB, packed.
func TestFirstViewIsLight(t *testing.T) {
	const most = 60 << 10
	s := newSet(t)
	for _, x := range citizenSamples() {
		page, err := x.render(s)
		if err != nil {
			t.Fatal(err)
		}
		if n := onTheWire(t, s, page); n > most {
			t.Errorf("%s weighs %d bytes, at most %d", x.name, n, most)
		} else {
			t.Logf("%s: %d", x.name, n)
		}
	}
}

func TestEverySampleIsWhole(t *testing.T) {
	s := newSet(t)
	for _, x := range samples() {
		page, err := x.render(s)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, bad := range []string{"<no value>", "ZgotmplZ", "%!"} {
			if bytes.Contains(page, []byte(bad)) {
				t.Errorf("%s contains %s", x.name, bad)
			}
		}
	}
}
