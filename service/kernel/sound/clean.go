package sound

import (
	"bytes"
	"encoding/binary"
)

// Clean gives a voice message without what the recorder wrote beside the
// sound: titles, places, times, the names of devices and programs. The sound
// itself is not touched. content is one that Check accepted.
func Clean(content []byte) []byte {
	b := bytes.Clone(content)
	switch {
	case bytes.HasPrefix(b, []byte("#!AMR-WB\n")):
		return amrOnly(b, 9, amrWide)
	case bytes.HasPrefix(b, []byte("#!AMR\n")):
		return amrOnly(b, 6, amrNarrow)
	case bytes.HasPrefix(b, []byte("OggS\x00")):
		return oggPlain(b)
	case bytes.HasPrefix(b, []byte("\x1a\x45\xdf\xa3")):
		webmPlain(b)
		return b
	case len(b) >= 12 && string(b[4:8]) == "ftyp":
		boxesPlain(b, 0)
		return b
	}
	return mp3Only(b)
}

// amrOnly keeps the frames and drops what hangs behind them.
func amrOnly(b []byte, head int, sizes [16]int) []byte {
	end := head
	for end < len(b) {
		n := sizes[b[end]>>3&15]
		if n == 0 || end+n > len(b) {
			break
		}
		end += n
	}
	return b[:end]
}

// mp3Only keeps the frames: tags stand before and behind them.
func mp3Only(b []byte) []byte {
	b = skipID3(b)
	end := 0
	for len(b)-end >= 4 {
		size, _, ok := mp3Frame(b[end:])
		if !ok || end+size > len(b) {
			break
		}
		end += size
	}
	return b[:end]
}

// blank overwrites text with blanks.
func blank(b []byte) {
	for i := range b {
		b[i] = ' '
	}
}

// oggPlain blanks the page that holds the comments, and gives the page its sum again.
func oggPlain(b []byte) []byte {
	for at := 0; at+27 <= len(b) && string(b[at:at+4]) == "OggS"; {
		segments := int(b[at+26])
		start := at + 27 + segments
		if start > len(b) {
			break
		}
		end := start
		for _, n := range b[at+27 : start] {
			end += int(n)
		}
		if end > len(b) {
			break
		}
		body := b[start:end]
		if plainComments(body) {
			binary.LittleEndian.PutUint32(b[at+22:], 0)
			binary.LittleEndian.PutUint32(b[at+22:], oggSum(b[at:end]))
		}
		at = end
	}
	return b
}

// plainComments blanks the vendor and the comments of a comment header, whose
// lengths stay, and reports whether body was one.
func plainComments(body []byte) bool {
	at := 0
	switch {
	case bytes.HasPrefix(body, []byte("OpusTags")):
		at = 8
	case bytes.HasPrefix(body, []byte("\x03vorbis")):
		at = 7
	default:
		return false
	}
	text := func() bool {
		if at+4 > len(body) {
			return false
		}
		n := int(binary.LittleEndian.Uint32(body[at:]))
		at += 4
		if n < 0 || at+n > len(body) {
			blank(body[at:]) // it goes on in the next page
			return false
		}
		blank(body[at : at+n])
		at += n
		return true
	}
	if !text() || at+4 > len(body) {
		return true
	}
	count := binary.LittleEndian.Uint32(body[at:])
	at += 4
	for range min(count, 1000) {
		if !text() {
			break
		}
	}
	return true
}

// oggSum is the check sum of an Ogg page, whose own field is zero.
func oggSum(page []byte) uint32 {
	var sum uint32
	for _, c := range page {
		sum ^= uint32(c) << 24
		for range 8 {
			if sum&0x80000000 != 0 {
				sum = sum<<1 ^ 0x04c11db7
			} else {
				sum <<= 1
			}
		}
	}
	return sum
}

// The elements of WebM that name a program, a title, a time or a person.
var webmTelling = [][]byte{
	{0x4d, 0x80}, {0x57, 0x41}, {0x7b, 0xa9}, {0x44, 0x61}, {0x73, 0xa4}, {0x53, 0x6e}, {0x12, 0x54, 0xc3, 0x67},
}

// webmPlain blanks those elements where they stand: before the first cluster,
// for within the sound the same bytes mean nothing; tags may also stand at the end.
func webmPlain(b []byte) {
	head := len(b)
	if i := bytes.Index(b, []byte{0x1f, 0x43, 0xb6, 0x75}); i >= 0 {
		head = i
	}
	for _, id := range webmTelling {
		end := head
		if len(id) == 4 {
			end = len(b)
		}
		for from := 0; from < end; {
			i := bytes.Index(b[from:end], id)
			if i < 0 {
				break
			}
			at := from + i + len(id)
			from = at
			n, width := vint(b[at:])
			if width == 0 || n > 64<<10 || at+width+n > len(b) {
				continue
			}
			fill := byte(' ')
			if len(id) == 2 && id[0] == 0x44 || len(id) == 4 || id[0] == 0x73 {
				fill = 0 // numbers and bytes
			}
			if len(id) == 4 {
				voided(b[at-len(id) : at+width+n])
				continue
			}
			for j := at + width; j < at+width+n; j++ {
				b[j] = fill
			}
		}
	}
}

// voided makes one element of unused room out of a whole element.
func voided(b []byte) {
	if len(b) < 10 {
		clear(b)
		return
	}
	clear(b)
	b[0], b[1] = 0xec, 0x01 // Void, with a length of eight bytes
	binary.BigEndian.PutUint64(b[1:], 1<<56|uint64(len(b)-9))
}

// vint reads a length of EBML.
func vint(b []byte) (n, width int) {
	if len(b) == 0 || b[0] == 0 {
		return 0, 0
	}
	width = 1
	for mask := byte(0x80); b[0]&mask == 0; mask >>= 1 {
		width++
	}
	if width > len(b) || width > 4 {
		return 0, 0
	}
	n = int(b[0]) & (0x7f >> (width - 1))
	for _, c := range b[1:width] {
		n = n<<8 | int(c)
	}
	return n, width
}

// boxesPlain walks the boxes of an MP4 file, makes free room of those that hold
// metadata and takes the times out of the headers.
func boxesPlain(b []byte, depth int) {
	for len(b) >= 8 {
		size, head := int(binary.BigEndian.Uint32(b)), 8
		switch {
		case size == 0:
			size = len(b)
		case size == 1 && len(b) >= 16:
			big := binary.BigEndian.Uint64(b[8:])
			if big > uint64(len(b)) {
				return
			}
			size, head = int(big), 16 //nolint:gosec // not above the length of b
		}
		if size < head || size > len(b) {
			return
		}
		body := b[head:size]
		switch kind := string(b[4:8]); kind {
		case "udta", "meta", "uuid", "free", "skip", "\xa9too":
			copy(b[4:], "free")
			clear(body)
		case "mvhd", "tkhd", "mdhd":
			if len(body) >= 12 && body[0] == 0 {
				clear(body[4:12])
			} else if len(body) >= 20 {
				clear(body[4:20])
			}
		case "hdlr":
			if len(body) > 24 {
				clear(body[24:]) // the name of the program that wrote the track
			}
		case "moov", "trak", "mdia", "minf", "edts":
			if depth < 8 {
				boxesPlain(body, depth+1)
			}
		}
		b = b[size:]
	}
}
