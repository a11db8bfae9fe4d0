// Package sound checks a voice message by its content.
//
// It accepts what phones and WeChat record (AMR, MP3, M4A, Ogg, WebM), tells
// the type from the bytes and not from a name, and refuses what is too long
// where the length can be known. Nothing is decoded.
package sound

import (
	"bytes"
	"encoding/binary"
	"math"
	"time"

	"yangguang/service/kernel/fault"
)

// Limits of a voice message.
const (
	MaxBytes = 2 << 20
	MaxTime  = 60 * time.Second
	slack    = 2 * time.Second // recorders stop a moment late
)

// Voice is what a voice message is. Length is 0 where it cannot be known.
type Voice struct {
	Mime   string
	Length time.Duration
}

// Check tells type and length of a voice message. Its errors are fault.Invalid
// with words for the person who sent it.
func Check(b []byte) (Voice, error) {
	switch {
	case len(b) == 0:
		return Voice{}, fault.New(fault.Invalid, "这段录音是空的，请重新录一次")
	case len(b) > MaxBytes:
		return Voice{}, fault.New(fault.Invalid, "这段录音太大，请录短一点（60秒以内）")
	}
	v := identify(b)
	if v.Mime == "" {
		return Voice{}, fault.New(fault.Invalid, "这里只能放录音(AMR、MP3、M4A、OGG、WebM)，请用手机录音机重新录一段")
	}
	if v.Length > MaxTime+slack {
		return Voice{}, fault.New(fault.Invalid, "这段录音超过60秒，请录短一点，说不完的可以写在上面")
	}
	return v, nil
}

func identify(b []byte) Voice {
	switch {
	case bytes.HasPrefix(b, []byte("#!AMR-WB\n")):
		return Voice{"audio/amr-wb", amrLength(b[9:], amrWide)}
	case bytes.HasPrefix(b, []byte("#!AMR\n")):
		return Voice{"audio/amr", amrLength(b[6:], amrNarrow)}
	case bytes.HasPrefix(b, []byte("OggS\x00")):
		return ogg(b)
	case bytes.HasPrefix(b, []byte("\x1a\x45\xdf\xa3")):
		return webm(b)
	case len(b) >= 12 && string(b[4:8]) == "ftyp":
		return m4a(b)
	}
	return mp3(b)
}

// Frame sizes by mode, the header byte included: 3GPP TS 26.101 and 26.201.
// Each frame lasts 20 ms; 0 is a mode that does not exist.
var (
	amrNarrow = [16]int{13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1}
	amrWide   = [16]int{18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1}
)

func amrLength(b []byte, sizes [16]int) time.Duration {
	frames := 0
	for len(b) > 0 {
		n := sizes[b[0]>>3&15]
		if n == 0 || n > len(b) {
			break
		}
		frames++
		b = b[n:]
	}
	return time.Duration(frames) * 20 * time.Millisecond
}

// ogg accepts Opus and Vorbis; the last page's position is the length.
func ogg(b []byte) Voice {
	head := b[:min(len(b), 512)]
	rate := uint64(0)
	if bytes.Contains(head, []byte("OpusHead")) {
		rate = 48000
	} else if i := bytes.Index(head, []byte("\x01vorbis")); i >= 0 && i+16 <= len(head) {
		rate = uint64(binary.LittleEndian.Uint32(head[i+12:]))
	}
	if rate == 0 {
		return Voice{}
	}
	v := Voice{Mime: "audio/ogg"}
	if i := bytes.LastIndex(b, []byte("OggS")); i >= 0 && i+14 <= len(b) {
		if pos := binary.LittleEndian.Uint64(b[i+6:]); pos < rate*86400 {
			v.Length = time.Duration(pos) * time.Second / time.Duration(rate)
		}
	}
	return v
}

// webm accepts WebM with a sound track and no picture; the length is that of
// the segment's Duration element, which live recorders leave out.
func webm(b []byte) Voice {
	head := b[:min(len(b), 4096)]
	if !bytes.Contains(head, []byte("webm")) || bytes.Contains(head, []byte("V_VP")) || bytes.Contains(head, []byte("V_AV")) ||
		!bytes.Contains(head, []byte("A_OPUS")) && !bytes.Contains(head, []byte("A_VORBIS")) {
		return Voice{}
	}
	v := Voice{Mime: "audio/webm"}
	if i := bytes.Index(head, []byte("\x44\x89\x88")); i >= 0 && i+11 <= len(head) {
		// Milliseconds unless the file sets another scale, which recorders do not.
		if ms := math.Float64frombits(binary.BigEndian.Uint64(head[i+3:])); ms > 0 && ms < 86_400_000 {
			v.Length = time.Duration(ms) * time.Millisecond
		}
	}
	return v
}

// m4a accepts MP4 files of the brands that sound recorders write and without a
// picture track.
func m4a(b []byte) Voice {
	switch string(b[8:12]) {
	case "M4A ", "mp42", "isom", "iso2", "mp41", "3gp4", "3gp5", "3gp6":
	default:
		return Voice{}
	}
	if !bytes.Contains(b, []byte("soun")) || bytes.Contains(b, []byte("vide")) {
		return Voice{}
	}
	v := Voice{Mime: "audio/mp4"}
	i := bytes.Index(b, []byte("mvhd"))
	if i < 0 || i+24 > len(b) || b[i+4] != 0 {
		return v
	}
	if scale := binary.BigEndian.Uint32(b[i+16:]); scale > 0 {
		v.Length = time.Duration(binary.BigEndian.Uint32(b[i+20:])) * time.Second / time.Duration(scale)
	}
	return v
}
