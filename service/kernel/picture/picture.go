// Package picture turns a photo from a phone into one that is safe to show.
//
// The result is a fresh JPEG made from the pixels alone: place, time, device
// and whatever else the file carried are gone, and it stands upright. Size and
// pixel count are checked before anything is decoded. What is not plainly a
// JPEG, PNG or WebP is refused with words that say what to do.
package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // decodes PNG

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp" // decodes WebP

	"yangguang/service/kernel/fault"
)

// Limits of what is accepted and made.
const (
	MaxBytes  = 12 << 20 // of the file as sent
	MaxPixels = 40_000_000
	maxMemory = 200 << 20 // of the decoded pixels, and what decoding them needs
	Side      = 1600      // longer side of the clean picture
	ThumbSide = 320       // longer side of the thumbnail
)

// Clean is what a photo becomes.
type Clean struct {
	Mime          string // of the original: image/jpeg, image/png or image/webp
	Full, Thumb   []byte // JPEG
	Width, Height int    // of Full
}

// Make checks and re-encodes one photo. Its errors are fault.Invalid with
// words for the person who sent it.
func Make(content []byte) (Clean, error) {
	mime, err := sniff(content)
	if err != nil {
		return Clean{}, err
	}
	cfg, format, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil || "image/"+format != mime {
		return Clean{}, fault.Wrap(fault.Invalid, "这张照片打不开，可能没有传完整，请重新选一次", err)
	}
	if cfg.Width < 1 || cfg.Height < 1 || cfg.Width > MaxPixels/cfg.Height || cfg.Width*cfg.Height*perPixel(cfg.ColorModel, content, mime) > maxMemory {
		return Clean{}, fault.New(fault.Invalid, "这张照片的尺寸太大，请把相机的照片大小调小一些再拍，或者发截图")
	}
	img, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return Clean{}, fault.Wrap(fault.Invalid, "这张照片打不开，可能没有传完整，请重新选一次", err)
	}
	upright := orient(shrink(img, Side), orientation(content, mime))
	full, err := encode(upright, 82)
	if err != nil {
		return Clean{}, err
	}
	thumb, err := encode(shrink(upright, ThumbSide), 75)
	if err != nil {
		return Clean{}, err
	}
	b := upright.Bounds()
	return Clean{Mime: mime, Full: full, Thumb: thumb, Width: b.Dx(), Height: b.Dy()}, nil
}

// perPixel is how many bytes decoding takes for each pixel, at worst. A file of
// a few kilobytes may unfold into all of them.
func perPixel(m color.Model, content []byte, mime string) int {
	switch {
	case mime == "image/jpeg" && !baseline(content):
		return 15 // all coefficients of three components, and the picture
	case m == color.NRGBA64Model || m == color.RGBA64Model:
		return 8
	}
	return 4
}

// baseline reports whether a JPEG is plainly one that is decoded row by row,
// as cameras write them.
func baseline(b []byte) bool {
	for i := 2; i+4 <= len(b) && b[i] == 0xff; {
		marker, size := b[i+1], int(binary.BigEndian.Uint16(b[i+2:]))
		switch {
		case marker == 0xc0 || marker == 0xc1:
			return true
		case marker == 0xc2 || marker == 0xda || size < 2:
			return false
		}
		i += 2 + size
	}
	return false
}

func encode(img image.Image, quality int) ([]byte, error) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: quality}); err != nil {
		return nil, fmt.Errorf("picture encode: %w", err)
	}
	return b.Bytes(), nil
}

// shrink scales down so that the longer side is at most side, on white where
// the picture is transparent.
func shrink(img image.Image, side int) *image.RGBA {
	b := img.Bounds()
	w, h := b.Dx(), b.Dy()
	if w > side || h > side {
		if w >= h {
			w, h = side, max(1, h*side/w)
		} else {
			w, h = max(1, w*side/h), side
		}
	}
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(out, out.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.BiLinear.Scale(out, out.Bounds(), img, b, draw.Over, nil)
	return out
}

// orient turns the picture as the EXIF orientation 1–8 says.
func orient(img *image.RGBA, o int) *image.RGBA {
	if o < 2 || o > 8 {
		return img
	}
	w, h := img.Bounds().Dx(), img.Bounds().Dy()
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	if o >= 5 {
		out = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			dx, dy := turned(o, x, y, w, h)
			copy(out.Pix[out.PixOffset(dx, dy):][:4], img.Pix[img.PixOffset(x, y):][:4])
		}
	}
	return out
}

// turned says where the pixel at x, y of a w×h picture belongs.
func turned(o, x, y, w, h int) (int, int) {
	switch o {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	}
	return x, y
}
