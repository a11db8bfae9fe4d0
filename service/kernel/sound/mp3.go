package sound

import "time"

// Bit rates in kbit/s of layer III, by the index in the frame header.
var (
	mpeg1Rates = [16]int{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0}
	mpeg2Rates = [16]int{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0}
	mpeg1Hertz = [4]int{44100, 48000, 32000, 0}
)

// mp3 walks the frames. A single frame could be chance, three in a row are not.
func mp3(b []byte) Voice {
	b = skipID3(b)
	frames, length := 0, time.Duration(0)
	for len(b) >= 4 {
		size, last, ok := mp3Frame(b)
		if !ok || size > len(b) {
			break
		}
		frames++
		length += last
		b = b[size:]
	}
	if frames < 3 {
		return Voice{}
	}
	return Voice{"audio/mpeg", length}
}

// skipID3 drops the tag that many recorders put first.
func skipID3(b []byte) []byte {
	if len(b) < 10 || string(b[:3]) != "ID3" {
		return b
	}
	n := 10 + (int(b[6]&0x7f)<<21 | int(b[7]&0x7f)<<14 | int(b[8]&0x7f)<<7 | int(b[9]&0x7f))
	return b[min(n, len(b)):]
}

// mp3Frame reads one header of layer III: the frame's size and how long it lasts.
func mp3Frame(b []byte) (size int, length time.Duration, ok bool) {
	if b[0] != 0xff || b[1]&0xe6 != 0xe2 {
		return 0, 0, false
	}
	hertz := mpeg1Hertz[b[2]>>2&3]
	rates, samples := mpeg2Rates, 576
	switch b[1] >> 3 & 3 {
	case 0: // MPEG 2.5
		hertz /= 4
	case 2: // MPEG 2
		hertz /= 2
	case 3: // MPEG 1
		rates, samples = mpeg1Rates, 1152
	default:
		return 0, 0, false
	}
	rate := rates[b[2]>>4]
	if rate == 0 || hertz == 0 {
		return 0, 0, false
	}
	size = samples/8*rate*1000/hertz + int(b[2]>>1&1)
	return size, time.Duration(samples) * time.Second / time.Duration(hertz), true
}
