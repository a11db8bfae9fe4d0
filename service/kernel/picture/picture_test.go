package picture

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"yangguang/service/kernel/fault"
)

// corner is white with a red square in its upper left corner.
func corner(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.White)
			if x < w/4 && y < h/4 {
				img.Set(x, y, color.RGBA{255, 0, 0, 255})
			}
		}
	}
	return img
}

func jpegOf(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withExif puts an Exif segment with an orientation and a telling text into a JPEG.
func withExif(b []byte, orientation uint16, order binary.AppendByteOrder, mark string) []byte {
	tiff := []byte(mark + "\x00\x00\x00\x00\x00\x00")
	tiff = tiff[:2]
	tiff = order.AppendUint16(tiff, 42)
	tiff = order.AppendUint32(tiff, 8)
	tiff = order.AppendUint16(tiff, 1)
	tiff = order.AppendUint16(tiff, 0x0112)
	tiff = order.AppendUint16(tiff, 3)
	tiff = order.AppendUint32(tiff, 1)
	tiff = order.AppendUint16(tiff, orientation)
	tiff = append(tiff, 0, 0, 0, 0, 0, 0)
	body := append([]byte("Exif\x00\x00"), append(tiff, "GPS 22.27,109.98 HUAWEI"...)...)
	seg := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(body)+2))
	return append(append(append([]byte{}, b[:2]...), append(seg, body...)...), b[2:]...)
}

func isRed(c color.Color) bool {
	r, g, b, _ := c.RGBA()
	return r > 0xa000 && g < 0x6000 && b < 0x6000
}

func TestOrientationIsAppliedAndMetadataGone(t *testing.T) {
	// Where the red corner stands afterwards: right?, bottom?
	want := map[uint16][2]bool{1: {false, false}, 2: {true, false}, 3: {true, true}, 4: {false, true}, 5: {false, false}, 6: {true, false}, 7: {true, true}, 8: {false, true}}
	for o, w := range want {
		var order binary.AppendByteOrder = binary.LittleEndian
		mark := "II"
		if o%2 == 0 {
			order, mark = binary.BigEndian, "MM"
		}
		in := withExif(jpegOf(t, corner(400, 200)), o, order, mark)
		got, err := Make(in)
		if err != nil {
			t.Fatalf("orientation %d: %v", o, err)
		}
		for _, out := range [][]byte{got.Full, got.Thumb} {
			if bytes.Contains(out, []byte("GPS")) || bytes.Contains(out, []byte("Exif")) {
				t.Errorf("orientation %d: metadata is still there", o)
			}
		}
		img, err := jpeg.Decode(bytes.NewReader(got.Full))
		if err != nil {
			t.Fatal(err)
		}
		b := img.Bounds()
		if turned := o >= 5; turned != (b.Dx() == 200) {
			t.Errorf("orientation %d: %v", o, b)
		}
		x, y := 10, 10
		if w[0] {
			x = b.Dx() - 10
		}
		if w[1] {
			y = b.Dy() - 10
		}
		if !isRed(img.At(x, y)) {
			t.Errorf("orientation %d: the corner is not at %d,%d", o, x, y)
		}
	}
}

func TestSizesAndFormats(t *testing.T) {
	got, err := Make(pngOf(t, corner(3000, 1000)))
	if err != nil {
		t.Fatal(err)
	}
	if got.Mime != "image/png" || got.Width != 1600 || got.Height != 533 {
		t.Errorf("%s %d×%d", got.Mime, got.Width, got.Height)
	}
	thumb, err := jpeg.DecodeConfig(bytes.NewReader(got.Thumb))
	if err != nil || thumb.Width != ThumbSide {
		t.Errorf("thumb %v %v", thumb, err)
	}
	if got, err := Make(pngOf(t, image.NewNRGBA(image.Rect(0, 0, 10, 5000)))); err != nil || got.Height != 1600 || got.Width < 1 {
		t.Errorf("a strip: %v %d×%d", err, got.Width, got.Height)
	}
}

// bomb is a PNG that says it is enormous.
func bomb(t *testing.T) []byte {
	b := pngOf(t, corner(8, 8))
	binary.BigEndian.PutUint32(b[16:], 100_000)
	binary.BigEndian.PutUint32(b[20:], 100_000)
	binary.BigEndian.PutUint32(b[29:], crc32.ChecksumIEEE(b[12:29]))
	return b
}

func TestRefusals(t *testing.T) {
	photo := jpegOf(t, corner(64, 64))
	for name, c := range map[string]struct {
		in   []byte
		says string
	}{
		"empty":                    {nil, "空的"},
		"text":                     {[]byte("hello world, this is no picture"), "只能放照片"},
		"gif":                      {[]byte("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "只能放照片"},
		"svg":                      {[]byte(`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`), "只能放照片"},
		"bmp":                      {[]byte("BM\x00\x00\x00\x00\x00\x00"), "只能放照片"},
		"heic":                     {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"), "JPEG"},
		"avif":                     {[]byte("\x00\x00\x00\x18ftypavif\x00\x00\x00\x00mif1"), "JPEG"},
		"jpeg and html":            {append(bytes.Clone(photo), "<HTML><body>"...), "夹带"},
		"jpeg and php":             {append(bytes.Clone(photo), "<?php system('id');"...), "夹带"},
		"jpeg and zip":             {append(bytes.Clone(photo), "PK\x05\x06\x00\x00"...), "夹带"},
		"jpeg with script comment": {append(append([]byte("\xff\xd8\xff\xfe\x00\x0b<script>"), 0), photo[2:]...), "夹带"},
		"half a jpeg":              {photo[:200], "打不开"},
		"jpeg head, then noise":    {append([]byte("\xff\xd8\xff\xe0"), bytes.Repeat([]byte{7}, 500)...), "打不开"},
		"riff without webp data":   {[]byte("RIFF\x10\x00\x00\x00WEBPVP8 \x00\x00\x00\x00"), "打不开"},
		"a decompression bomb":     {bomb(t), "尺寸太大"},
		"too many bytes":           {make([]byte, MaxBytes+1), "12MB"},
	} {
		_, err := Make(c.in)
		if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// A film behind the photo, as phones append it, is fine.
	if _, err := Make(append(bytes.Clone(photo), "\x00\x00\x00\x18ftypmp42 a moving picture"...)); err != nil {
		t.Errorf("motion photo: %v", err)
	}
}

func FuzzMake(f *testing.F) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, corner(16, 16), nil); err != nil {
		f.Fatal(err)
	}
	f.Add(withExif(b.Bytes(), 6, binary.BigEndian, "MM"))
	f.Add([]byte("RIFF\x10\x00\x00\x00WEBPEXIF\xff\xff\xff\xff"))
	f.Add([]byte("\x89PNG\r\n\x1a\n\xff\xff\xff\xffeXIf"))
	f.Fuzz(func(t *testing.T, in []byte) {
		for _, mime := range []string{"image/jpeg", "image/png", "image/webp"} {
			orientation(in, mime)
		}
		if len(in) < 4096 {
			_, _ = Make(in)
		}
	})
}

// A file of 300 KB must not take gigabytes.
func TestSmallFilesThatUnfold(t *testing.T) {
	deep := image.NewNRGBA64(image.Rect(0, 0, 5500, 5000)) // 27.5 million pixels of 8 bytes
	var b bytes.Buffer
	if err := png.Encode(&b, deep); err != nil {
		t.Fatal(err)
	}
	if _, err := Make(b.Bytes()); !fault.Is(err, fault.Invalid) {
		t.Errorf("16 bits a channel, %d bytes: %v", b.Len(), err)
	}
	sof := func(marker byte, w, h int) []byte {
		return []byte{
			0xff, 0xd8, 0xff, marker, 0, 17, 8, byte(h >> 8), byte(h), byte(w >> 8), byte(w), 3,
			1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xff, 0xd9,
		}
	}
	for name, c := range map[string]struct {
		content []byte
		want    bool
	}{
		"as cameras write it": {sof(0xc0, 6000, 5000), true},
		"progressive":         {sof(0xc2, 6000, 5000), false},
		"hidden behind waste": {append([]byte{0xff, 0xd8, 0}, sof(0xc0, 6000, 5000)[2:]...), false},
		"nothing":             {[]byte{0xff, 0xd8}, false},
	} {
		if got := baseline(c.content); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	if n := perPixel(color.YCbCrModel, sof(0xc2, 6000, 5000), "image/jpeg"); 6000*5000*n <= maxMemory {
		t.Errorf("30 million progressive pixels pass at %d bytes each", n)
	}
}
