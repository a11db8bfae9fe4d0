package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"

	"golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/basicfont"
	"golang.org/x/image/math/fixed"
)

// Stamp draws words all over a picture that Make made, so that a photograph of
// the screen still says who looked at it. The face that is at hand knows ASCII
// only: give it an account and a time, not a name.
func Stamp(jpeg []byte, words string) ([]byte, error) {
	img, _, err := image.Decode(bytes.NewReader(jpeg))
	if err != nil {
		return nil, fmt.Errorf("picture stamp: %w", err)
	}
	b := img.Bounds()
	out := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	draw.Draw(out, out.Bounds(), img, b.Min, draw.Src)
	face := basicfont.Face7x13
	size := image.Pt(7*len(words)+2, face.Height+2)
	// Dark letters on a light shadow are read on any ground.
	line := image.NewRGBA(image.Rectangle{Max: size})
	for _, layer := range []struct {
		at  fixed.Point26_6
		ink color.Color
	}{{fixed.P(1, face.Ascent+1), color.NRGBA{255, 255, 255, 190}}, {fixed.P(0, face.Ascent), color.NRGBA{40, 40, 40, 150}}} {
		d := font.Drawer{Dst: line, Src: image.NewUniform(layer.ink), Face: face, Dot: layer.at}
		d.DrawString(words)
	}
	// Twice the width of the words has to fit, the smallest picture included.
	scale := max(1, b.Dx()*2/5/size.X)
	w, h := size.X*scale, size.Y*scale
	for y, row := h, 0; y < b.Dy(); y, row = y+5*h, row+1 {
		for x := -(row % 2) * w * 2 / 3; x < b.Dx(); x += w + w/3 {
			draw.NearestNeighbor.Scale(out, image.Rect(x, y, x+w, y+h), line, line.Bounds(), draw.Over, nil)
		}
	}
	return encode(out, 82)
}
