package picture

import (
	"encoding/binary"
	"math"
	"strings"
	"time"

	"yangguang/service/kernel/period"
)

// Taken is what a photo says of when and where it was taken. It is what the
// telephone wrote, and proves nothing.
type Taken struct {
	At                  time.Time // zero when it does not say
	Longitude, Latitude float64
	Placed              bool // whether it says where
}

// The tags that are read, and no others.
const (
	tagExif, tagGPS               = 0x8769, 0x8825
	tagTime, tagOriginal          = 0x0132, 0x9003
	tagOffset                     = 0x9011
	tagLatitudeRef, tagLatitude   = 1, 2
	tagLongitudeRef, tagLongitude = 3, 4
)

// When reads time and place out of a photo as it came, before Make takes them
// away. It must only be called where both are kept on purpose.
func When(content []byte) Taken {
	mime, err := sniff(content)
	if err != nil {
		return Taken{}
	}
	var block []byte
	switch mime {
	case "image/jpeg":
		block = jpegExif(content)
	case "image/png":
		block = pngExif(content)
	case "image/webp":
		block = webpExif(content)
	}
	return readTaken(block)
}

func readTaken(block []byte) Taken {
	var out Taken
	t, first, ok := openTIFF(block)
	if !ok {
		return out
	}
	root := t.directory(first)
	exif, gps := t.directory(t.number(root[tagExif])), t.directory(t.number(root[tagGPS]))
	words := t.text(exif[tagOriginal])
	if words == "" {
		words = t.text(root[tagTime])
	}
	if at, err := time.ParseInLocation("2006:01:02 15:04:05", words, period.Shanghai); err == nil {
		out.At = at
		if zoned, err := time.Parse("2006:01:02 15:04:05-07:00", words+t.text(exif[tagOffset])); err == nil {
			out.At = zoned
		}
		out.At = out.At.UTC()
	}
	lat, okLat := t.degrees(gps[tagLatitude])
	lng, okLng := t.degrees(gps[tagLongitude])
	if !okLat || !okLng || lat > 90 || lng > 180 || lat == 0 && lng == 0 {
		return out
	}
	if t.text(gps[tagLatitudeRef]) == "S" {
		lat = -lat
	}
	if t.text(gps[tagLongitudeRef]) == "W" {
		lng = -lng
	}
	out.Latitude, out.Longitude, out.Placed = lat, lng, true
	return out
}

// tiff is a TIFF block of which nothing is believed.
type tiff struct {
	b     []byte
	order binary.ByteOrder
}

// item is one entry of a directory.
type item struct {
	kind  uint16
	count uint32
	value []byte // the four bytes that hold the value or where it is
}

func openTIFF(b []byte) (tiff, int64, bool) {
	if len(b) < 8 {
		return tiff{}, 0, false
	}
	t := tiff{b: b, order: binary.LittleEndian}
	if string(b[:2]) == "MM" {
		t.order = binary.BigEndian
	}
	return t, int64(t.order.Uint32(b[4:])), true
}

// directory reads the entries at an offset; none where there is none.
func (t tiff) directory(at int64) map[uint16]item {
	out := map[uint16]item{}
	if at <= 0 || at+2 > int64(len(t.b)) {
		return out
	}
	for i := range int64(t.order.Uint16(t.b[at:])) {
		e := at + 2 + i*12
		if e+12 > int64(len(t.b)) {
			return out
		}
		out[t.order.Uint16(t.b[e:])] = item{t.order.Uint16(t.b[e+2:]), t.order.Uint32(t.b[e+4:]), t.b[e+8 : e+12]}
	}
	return out
}

// number is a whole number of four bytes; 0 when it is something else.
func (t tiff) number(i item) int64 {
	if i.kind != 4 || i.count != 1 {
		return 0
	}
	return int64(t.order.Uint32(i.value))
}

// text is a short text; "" when it is something else.
func (t tiff) text(i item) string {
	if i.kind != 2 || i.count == 0 || i.count > 64 {
		return ""
	}
	b := i.value[:min(4, i.count)]
	if i.count > 4 {
		at := int64(t.order.Uint32(i.value))
		if at+int64(i.count) > int64(len(t.b)) {
			return ""
		}
		b = t.b[at : at+int64(i.count)]
	}
	return strings.TrimSpace(strings.TrimRight(string(b), "\x00"))
}

// degrees is three fractions, degrees, minutes and seconds.
func (t tiff) degrees(i item) (float64, bool) {
	at := int64(0)
	if len(i.value) == 4 {
		at = int64(t.order.Uint32(i.value))
	}
	if i.kind != 5 || i.count != 3 || at+24 > int64(len(t.b)) {
		return 0, false
	}
	sum, of := 0.0, 1.0
	for k := range int64(3) {
		over, under := t.order.Uint32(t.b[at+k*8:]), t.order.Uint32(t.b[at+k*8+4:])
		if under == 0 {
			return 0, false
		}
		sum += float64(over) / float64(under) / of
		of *= 60
	}
	return sum, !math.IsNaN(sum)
}
