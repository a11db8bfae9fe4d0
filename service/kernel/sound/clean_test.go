package sound

import (
	"bytes"
	"encoding/binary"
	"testing"
)

// box makes a box of an MP4 file.
func box(kind string, body ...[]byte) []byte {
	all := bytes.Join(body, nil)
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(len(all)+8)), kind...), all...)
}

// told is what a recorder might write into a file.
var told = []byte("HUAWEI-P40 22.27N 109.97E")

func m4aTold() []byte {
	mvhd := append(make([]byte, 4), 0x65, 0x01, 0x02, 0x03, 0x65, 0x01, 0x02, 0x03)
	mvhd = binary.BigEndian.AppendUint32(mvhd, 1000)
	mvhd = append(binary.BigEndian.AppendUint32(mvhd, 9000), make([]byte, 80)...)
	hdlr := append(append(make([]byte, 8), "soun"...), append(make([]byte, 12), told...)...)
	moov := box("moov", box("mvhd", mvhd), box("udta", box("\xa9xyz", told)), box("trak", box("mdia", box("hdlr", hdlr))), box("meta", told))
	return append(append(box("ftyp", []byte("M4A \x00\x00\x00\x00")), moov...), box("mdat", []byte("sound"))...)
}

func oggTold() []byte {
	page := func(kind byte, body []byte) []byte {
		p := append([]byte("OggS\x00"), kind)
		p = append(p, make([]byte, 20)...)
		p = append(p, 1, byte(len(body)))
		p = append(p, body...)
		binary.LittleEndian.PutUint32(p[22:], oggSum(p))
		return p
	}
	tags := append([]byte("OpusTags"), binary.LittleEndian.AppendUint32(nil, uint32(len(told)))...)
	tags = append(append(tags, told...), 1, 0, 0, 0)
	tags = append(binary.LittleEndian.AppendUint32(tags, uint32(len(told))), told...)
	return bytes.Join([][]byte{page(2, append([]byte("OpusHead\x01\x01"), make([]byte, 9)...)), page(0, tags), page(4, []byte("sound"))}, nil)
}

func webmTold() []byte {
	b := append([]byte("\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm"), "\x86\x86A_OPUS"...)
	for _, id := range webmTelling {
		b = append(append(append(b, id...), 0x80|byte(len(told))), told...)
	}
	return append(b, "sound"...)
}

func TestCleanLeavesTheSoundOnly(t *testing.T) {
	for name, in := range map[string][]byte{
		"amr":  append(amr(3), told...),
		"mp3":  append(append([]byte("ID3\x03\x00\x00\x00\x00\x00\x19"), told...), append(mp3Of(2)[15:], append([]byte("TAG"), told...)...)...),
		"m4a":  m4aTold(),
		"ogg":  oggTold(),
		"webm": webmTold(),
	} {
		before, err := Check(in)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		out := Clean(in)
		if bytes.Contains(out, told[:6]) || bytes.Contains(out, []byte("109.97")) || bytes.Contains(out, []byte{0x65, 0x01, 0x02, 0x03}) {
			t.Errorf("%s still tells: %q", name, out)
		}
		after, err := Check(out)
		if err != nil || after != before {
			t.Errorf("%s: %v became %v, %v", name, before, after, err)
		}
		if again := Clean(out); !bytes.Equal(again, out) {
			t.Errorf("%s: cleaning twice changes it", name)
		}
		if bytes.Contains(in, []byte("sound")) && !bytes.Contains(out, []byte("sound")) {
			t.Errorf("%s: the sound is gone", name)
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, b := range [][]byte{amr(1), mp3Of(1), oggTold(), m4aTold(), webmTold()} {
		f.Add(b)
	}
	f.Fuzz(func(_ *testing.T, in []byte) { Clean(in) })
}
