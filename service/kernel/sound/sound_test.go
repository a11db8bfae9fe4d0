package sound

import (
	"bytes"
	"encoding/binary"
	"math"
	"strings"
	"testing"
	"time"

	"yangguang/service/kernel/fault"
)

func amr(seconds int) []byte {
	frame := append([]byte{0x3c}, make([]byte, 31)...) // mode 7: 32 bytes, 20 ms
	return append([]byte("#!AMR\n"), bytes.Repeat(frame, seconds*50)...)
}

func mp3Of(seconds int) []byte {
	frame := append([]byte{0xff, 0xf3, 0x44, 0x00}, make([]byte, 92)...) // MPEG 2, 32 kbit/s, 24 kHz: 96 bytes, 24 ms
	return append([]byte("ID3\x03\x00\x00\x00\x00\x00\x05title"), bytes.Repeat(frame, seconds*1000/24)...)
}

func oggOf(seconds uint64) []byte {
	b := append([]byte("OggS\x00\x02"), make([]byte, 22)...)
	b = append(b, "OpusHead\x01\x01"...)
	b = append(b, make([]byte, 300)...)
	b = append(b, "OggS\x00\x04"...)
	return append(binary.LittleEndian.AppendUint64(b, seconds*48000), make([]byte, 20)...)
}

func m4aOf(seconds uint32, handler string) []byte {
	b := append([]byte("\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00M4A mp42"), "\x00\x00\x00\x6cmoov\x00\x00\x00\x6cmvhd\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"...)
	b = binary.BigEndian.AppendUint32(b, 1000)
	b = binary.BigEndian.AppendUint32(b, seconds*1000)
	return append(b, "hdlr\x00\x00"+handler...)
}

func webmOf(seconds float64, codec string) []byte {
	b := append([]byte("\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm"), "\x44\x89\x88"...)
	b = binary.BigEndian.AppendUint64(b, math.Float64bits(seconds*1000))
	return append(b, "\x86\x86"+codec...)
}

func TestTypesAndLengths(t *testing.T) {
	for name, c := range map[string]struct {
		in   []byte
		mime string
		want time.Duration
	}{
		"amr":            {amr(12), "audio/amr", 12 * time.Second},
		"amr wide":       {append([]byte("#!AMR-WB\n"), bytes.Repeat(append([]byte{0x44}, make([]byte, 60)...), 50)...), "audio/amr-wb", time.Second},
		"mp3":            {mp3Of(24), "audio/mpeg", 24 * time.Second},
		"ogg opus":       {oggOf(33), "audio/ogg", 33 * time.Second},
		"m4a":            {m4aOf(20, "soun"), "audio/mp4", 20 * time.Second},
		"webm":           {webmOf(8, "A_OPUS"), "audio/webm", 8 * time.Second},
		"webm live":      {webmOf(0, "A_OPUS"), "audio/webm", 0},
		"a little late":  {amr(61), "audio/amr", 61 * time.Second},
		"amr, cut short": {amr(5)[:6+32*100+7], "audio/amr", 2 * time.Second},
	} {
		v, err := Check(c.in)
		if err != nil || v.Mime != c.mime || (v.Length-c.want).Abs() > 50*time.Millisecond {
			t.Errorf("%s: %v %v", name, v, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		in   []byte
		says string
	}{
		"empty":         {nil, "空的"},
		"text":          {[]byte("this is not a sound at all"), "只能放录音"},
		"html":          {[]byte("<html><script>alert(1)</script>"), "只能放录音"},
		"too large":     {make([]byte, MaxBytes+1), "太大"},
		"too long":      {amr(90), "60秒"},
		"long ogg":      {oggOf(600), "60秒"},
		"a film":        {m4aOf(10, "vide soun"), "只能放录音"},
		"a webm film":   {webmOf(5, "A_OPUS V_VP8"), "只能放录音"},
		"two frames":    {mp3Of(24)[:20+96*2], "只能放录音"},
		"jpeg":          {[]byte("\xff\xd8\xff\xe0 not sound"), "只能放录音"},
		"wav":           {[]byte("RIFF\x00\x00\x00\x00WAVEfmt "), "只能放录音"},
		"ogg with film": {append([]byte("OggS\x00"), "theora"...), "只能放录音"},
	} {
		_, err := Check(c.in)
		if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, c.says) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzCheck(f *testing.F) {
	f.Add(amr(1))
	f.Add(mp3Of(1))
	f.Add(oggOf(1))
	f.Add(m4aOf(1, "soun"))
	f.Add(webmOf(1, "A_OPUS"))
	f.Fuzz(func(_ *testing.T, in []byte) { _, _ = Check(in) })
}
