package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"testing"
)

func TestStampIsAllOverThePicture(t *testing.T) {
	for _, size := range []image.Point{{1600, 1200}, {300, 400}, {40, 30}} {
		plain := image.NewGray(image.Rectangle{Max: size})
		for i := range plain.Pix {
			plain.Pix[i] = 128
		}
		var b bytes.Buffer
		if err := jpeg.Encode(&b, plain, nil); err != nil {
			t.Fatal(err)
		}
		out, err := Stamp(b.Bytes(), "jiaotong 2026-03-02 09:30")
		if err != nil {
			t.Fatal(err)
		}
		img, _, err := image.Decode(bytes.NewReader(out))
		if err != nil || img.Bounds().Size() != size {
			t.Fatalf("%v %v", img.Bounds(), err)
		}
		if size.X < 300 {
			continue
		}
		// Every quarter carries some of it.
		for q := range 4 {
			x0, y0, marked := q%2*size.X/2, q/2*size.Y/2, 0
			for y := y0; y < y0+size.Y/2; y++ {
				for x := x0; x < x0+size.X/2; x++ {
					if g, _ := color.GrayModel.Convert(img.At(x, y)).(color.Gray); g.Y < 110 || g.Y > 150 {
						marked++
					}
				}
			}
			if marked < 50 {
				t.Errorf("%v: quarter %d has %d marked pixels", size, q, marked)
			}
		}
	}
	if _, err := Stamp([]byte("no picture"), "x"); err == nil {
		t.Error("what is no picture was stamped")
	}
}
