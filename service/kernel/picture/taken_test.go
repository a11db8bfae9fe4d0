package picture

import (
	"encoding/binary"
	"math"
	"testing"
	"time"
)

// telling is the block of a photo that says when and where it was taken.
func telling(order binary.AppendByteOrder, mark, offset string, south bool) []byte {
	b := order.AppendUint32(order.AppendUint16([]byte(mark), 42), 8)
	entry := func(tag, kind uint16, count uint32, value ...byte) {
		b = append(order.AppendUint32(order.AppendUint16(order.AppendUint16(b, tag), kind), count), value...)
	}
	number := func(n uint32) []byte { return order.AppendUint32(nil, n) }
	// The directories lie at 8, 38 and 68, what they point to behind them.
	b = order.AppendUint16(b, 2)
	entry(tagExif, 4, 1, number(38)...)
	entry(tagGPS, 4, 1, number(68)...)
	b = append(b, number(0)...)
	b = order.AppendUint16(b, 2)
	entry(tagOriginal, 2, 20, number(122)...)
	entry(tagOffset, 2, 7, number(142)...)
	b = append(b, number(0)...)
	b = order.AppendUint16(b, 4)
	ref := byte('N')
	if south {
		ref = 'S'
	}
	entry(tagLatitudeRef, 2, 2, ref, 0, 0, 0)
	entry(tagLatitude, 5, 3, number(150)...)
	entry(tagLongitudeRef, 2, 2, 'E', 0, 0, 0)
	entry(tagLongitude, 5, 3, number(174)...)
	b = append(b, number(0)...)
	b = append(b, "2026:03:02 09:30:15\x00"...)
	b = append(b, (offset + "\x00\x00\x00\x00\x00\x00\x00\x00")[:8]...)
	for _, n := range []uint32{22, 1, 16, 1, 2136, 100, 109, 1, 58, 1, 3180, 100} {
		b = order.AppendUint32(b, n)
	}
	return b
}

func TestAPhotoSaysWhenAndWhere(t *testing.T) {
	for name, c := range map[string]struct {
		block []byte
		at    time.Time
		lat   float64
	}{
		"as a telephone here writes it": {telling(binary.BigEndian, "MM", "", false), time.Date(2026, 3, 2, 1, 30, 15, 0, time.UTC), 22.2726},
		"with its own zone":             {telling(binary.LittleEndian, "II", "+00:00", true), time.Date(2026, 3, 2, 9, 30, 15, 0, time.UTC), -22.2726},
	} {
		got := readTaken(c.block)
		if !got.At.Equal(c.at) || !got.Placed || math.Abs(got.Latitude-c.lat) > 1e-6 || math.Abs(got.Longitude-109.9755) > 1e-6 {
			t.Errorf("%s: %+v", name, got)
		}
	}
	if got := When(jpegOf(t, corner(8, 8))); got != (Taken{}) {
		t.Errorf("a photo that says nothing: %+v", got)
	}
	// Whatever is cut off or wrong, nothing is read beyond the end.
	whole := telling(binary.BigEndian, "MM", "+08:00", false)
	for n := range whole {
		readTaken(whole[:n])
		bent := append([]byte{}, whole...)
		bent[n] = 0xff
		readTaken(bent)
	}
}
