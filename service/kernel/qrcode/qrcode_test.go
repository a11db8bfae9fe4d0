package qrcode

import (
	"bytes"
	"encoding/base64"
	"image/png"
	"strings"
	"testing"

	"rsc.io/qr"
)

func TestDataURL(t *testing.T) {
	const text = "https://jd.example.gov.cn/h5/projects/YS0001"
	got, err := DataURL(text, 3)
	if err != nil {
		t.Fatal(err)
	}
	b, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(got, "data:image/png;base64,"))
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		t.Fatal(err)
	}
	if want := 3 * (code.Size + 8); img.Bounds().Dx() != want { // four dots of white on each side
		t.Errorf("%d pixels wide, want %d", img.Bounds().Dx(), want)
	}
	for y := range code.Size {
		for x := range code.Size {
			if r, _, _, _ := img.At(3*(x+4)+1, 3*(y+4)+1).RGBA(); (r == 0) != code.Black(x, y) {
				t.Fatalf("dot %d, %d", x, y)
			}
		}
	}
	if _, err := DataURL(strings.Repeat("x", 5000), 3); err == nil {
		t.Error("a text too long for any picture is drawn")
	}
}
