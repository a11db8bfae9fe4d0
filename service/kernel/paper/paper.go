// Package paper checks a PDF that the office sends to a reporter, and takes out
// of it who wrote it.
//
// A PDF is told by its content and not by its name. One that would do something
// when it is opened is refused, and so is one that is locked, for nobody can
// then see what it holds. Author, program and title are overwritten where they
// stand; where they stand compressed and cannot be overwritten, the file is
// refused with words that say what to do.
package paper

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"regexp"

	"yangguang/service/kernel/fault"
)

// Mime is the type of what Clean gives.
const Mime = "application/pdf"

// Limits of a PDF.
const (
	MaxBytes    = 12 << 20
	maxInflated = 64 << 20 // of all its streams together
)

var (
	// acting are the names of what a PDF does by itself when it is opened, and of
	// files inside it. A name ends where none of its characters follows.
	acting = regexp.MustCompile(`/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|OpenAction|AA|XFA|SubmitForm|ImportData|GoToR|GoToE|URI|URL|Rendition|Movie)[^A-Za-z0-9]`)
	// opening is the page that a PDF shows first, which office programs write into
	// every file. A list of that kind is a place in the file and does nothing.
	opening = regexp.MustCompile(`/OpenAction\s*\[`)
	// telling are the entries that name people and programs, with their values.
	telling = regexp.MustCompile(`/(Author|Creator|Producer|Title|Subject|Keywords|Company|Manager|SourceModified|CreationDate|ModDate)\s*(\((?:\\.|[^\\()]|\((?:\\.|[^\\()])*\))*\)|<[0-9A-Fa-f\s]*>)`)
	// pointing are the same entries, with the value somewhere else.
	pointing = regexp.MustCompile(`/(Author|Creator|Producer|Company|Manager)\s+\d+\s+\d+\s+R`)
	packet   = regexp.MustCompile(`(?s)<\?xpacket begin.*?<\?xpacket end[^>]*\?>|<x:xmpmeta.*?</x:xmpmeta>`)
	streams  = regexp.MustCompile(`stream\r?\n`)
	// spelt is a character of a name written by its number: /J#61vaScript is /JavaScript.
	spelt = regexp.MustCompile(`#[0-9A-Fa-f]{2}`)
	// odd is how a stream may be packed that is not looked into here, and wrapped
	// says it somewhere else. Objects are packed so by nobody who means well.
	odd     = regexp.MustCompile(`/(Predictor|ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL|Crypt)[^A-Za-z0-9]|/Filter\s+\d+\s+\d+\s+R|/DecodeParms\s+\d+\s+\d+\s+R`)
	objects = []byte("/ObjStm")
)

// maxDictionary is how far before a stream its dictionary is looked for.
const maxDictionary = 4 << 10

// plainly gives b with the characters of names as they are read.
func plainly(b []byte) []byte {
	return spelt.ReplaceAllFunc(b, func(m []byte) []byte {
		var c [1]byte
		if _, err := hex.Decode(c[:], m[1:]); err != nil {
			return m
		}
		return c[:]
	})
}

// Clean checks a PDF and gives it without the names of people and programs.
// Its errors are fault.Invalid with words for whoever sends it.
func Clean(content []byte) ([]byte, error) {
	switch {
	case len(content) == 0:
		return nil, fault.New(fault.Invalid, "这个文件是空的，请重新选一次")
	case len(content) > MaxBytes:
		return nil, fault.New(fault.Invalid, "这个PDF超过12MB，请分成几个，或者把扫描的清晰度调低")
	case !bytes.HasPrefix(content, []byte("%PDF-1.")) && !bytes.HasPrefix(content, []byte("%PDF-2.")):
		return nil, fault.New(fault.Invalid, "这里只能放PDF文件（或者照片），请把文件另存为PDF再选")
	case !bytes.Contains(content[max(0, len(content)-1024):], []byte("%%EOF")):
		return nil, fault.New(fault.Invalid, "这个PDF不完整，请重新导出一次")
	case bytes.Contains(plainly(content), []byte("/Encrypt")):
		return nil, fault.New(fault.Invalid, "这个PDF加了密码或者限制，来信人打不开，请去掉密码再选")
	}
	clean := bytes.Clone(content)
	cover(clean)
	read := plainly(clean)
	if acts(read) {
		return nil, activePDF()
	}
	if pointing.Match(read) || telling.Match(read) && named(read) {
		return nil, tellingPDF()
	}
	return clean, hidden(clean)
}

// acts reports whether a part of a PDF would do something by itself.
func acts(b []byte) bool {
	return acting.Match(opening.ReplaceAllLiteral(b, []byte("[")))
}

func activePDF() error {
	return fault.New(fault.Invalid, "这个PDF里有链接、脚本或者附件，不能发给来信人。请用“打印成PDF”重新生成")
}

func tellingPDF() error {
	return fault.New(fault.Invalid, "这个PDF里写着制作人的名字，去不掉。请用“打印成PDF”重新生成，或者拍成照片")
}

// cover overwrites what names people and programs, without moving anything.
func cover(b []byte) {
	for _, m := range telling.FindAllSubmatchIndex(b, -1) {
		value := b[m[4]:m[5]]
		inner := value[1 : len(value)-1]
		fill := byte(' ')
		if value[0] == '<' {
			fill = '0'
		}
		for i := range inner {
			inner[i] = fill
		}
	}
	for _, m := range packet.FindAllIndex(b, -1) {
		for i := m[0]; i < m[1]; i++ {
			b[i] = ' '
		}
	}
}

// hidden looks into the compressed streams.
func hidden(b []byte) error {
	left := int64(maxInflated)
	for _, m := range streams.FindAllIndex(b, -1) {
		if d := dictionary(b, m[0]); bytes.Contains(d, objects) && odd.Match(d) {
			return activePDF()
		}
		r, err := zlib.NewReader(bytes.NewReader(b[m[1]:]))
		if err != nil {
			continue // of another kind: a picture, or text that was looked at already
		}
		plain, err := io.ReadAll(io.LimitReader(r, left+1))
		if err != nil && len(plain) == 0 {
			continue
		}
		if left -= int64(len(plain)); left < 0 {
			return fault.New(fault.Invalid, "这个PDF解开以后太大，请分成几个")
		}
		switch plain := plainly(plain); {
		case acts(plain):
			return activePDF()
		case telling.Match(plain) && named(plain), packet.Match(plain):
			return tellingPDF()
		}
	}
	return nil
}

// dictionary is what stands between the beginning of an object and its stream at end.
func dictionary(b []byte, end int) []byte {
	before := b[max(0, end-maxDictionary):end]
	if i := bytes.LastIndex(before, []byte(" obj")); i >= 0 {
		before = before[i:]
	}
	return plainly(before)
}

// named reports whether one of the telling entries of a stream holds more than
// a date.
func named(plain []byte) bool {
	for _, m := range telling.FindAllSubmatch(plain, -1) {
		switch string(m[1]) {
		case "CreationDate", "ModDate":
			continue
		}
		if len(bytes.Trim(m[2], " ()<>0")) > 0 {
			return true
		}
	}
	return false
}
