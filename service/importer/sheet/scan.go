package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// scanner reads the XML inside a workbook token by token in bounded memory. It
// knows what spreadsheets write and no more: a document type, and with it any
// entity of its own, is refused, and so is a tag or text longer than maxToken.
type scanner struct {
	r       *bufio.Reader
	inTag   bool // the '<' of the next token is consumed
	pending bool // the end of a self-closing tag is still to be told

	name  []byte // local name of a start or end tag
	attrs []byte // of a start tag
	text  []byte // of a text token, entities undone
	buf   []byte
}

// maxToken holds the longest cell Excel allows with every character escaped.
const maxToken = 1 << 20

type token int

const (
	tokenStart token = iota
	tokenEnd
	tokenText
)

var errXML = errors.New("sheet: not the XML of a workbook")

func newScanner(r io.Reader) *scanner { return &scanner{r: bufio.NewReaderSize(r, 64<<10)} }

// next reads one token; io.EOF ends the document. name, attrs and text are
// valid until the next call.
func (s *scanner) next() (token, error) {
	if s.pending {
		s.pending = false
		return tokenEnd, nil
	}
	for {
		if !s.inTag {
			raw, err := s.until('<')
			if err != nil && (!errors.Is(err, io.EOF) || len(bytes.TrimSpace(raw)) > 0) {
				return 0, orXML(err)
			}
			if err != nil {
				return 0, io.EOF
			}
			s.inTag = true
			if raw = raw[:len(raw)-1]; len(raw) > 0 {
				s.text = unescape(s.text[:0], raw)
				return tokenText, nil
			}
		}
		s.inTag = false
		t, skip, err := s.tag()
		if err != nil {
			return 0, orXML(err)
		}
		if !skip {
			return t, nil
		}
	}
}

func orXML(err error) error {
	if errors.Is(err, io.EOF) {
		return errXML // the document ends inside a token
	}
	return err
}

// tag reads what follows a '<'; skip is set for what has no meaning here.
func (s *scanner) tag() (t token, skip bool, err error) {
	first, err := s.r.Peek(1)
	if err != nil {
		return 0, false, err
	}
	switch first[0] {
	case '?':
		return 0, true, s.discard("?>")
	case '!':
		if head, _ := s.r.Peek(3); string(head) == "!--" {
			return 0, true, s.discard("-->")
		}
		if head, _ := s.r.Peek(8); string(head) == "![CDATA[" {
			_, _ = s.r.Discard(8) // just peeked
			s.text = s.text[:0]
			for !bytes.HasSuffix(s.text, []byte("]]>")) {
				part, err := s.until('>')
				if err != nil {
					return 0, false, err
				}
				if s.text = append(s.text, part...); len(s.text) > maxToken {
					return 0, false, errXML
				}
			}
			s.text = s.text[:len(s.text)-3]
			return tokenText, false, nil
		}
		return 0, false, errXML
	}
	raw, err := s.until('>')
	if err != nil {
		return 0, false, err
	}
	if quote := quoted(0, raw); quote != 0 { // a '>' inside an attribute
		whole := bytes.Clone(raw)
		for quote != 0 {
			if raw, err = s.until('>'); err != nil {
				return 0, false, err
			}
			if whole = append(whole, raw...); len(whole) > maxToken {
				return 0, false, errXML
			}
			quote = quoted(quote, raw)
		}
		raw = whole
	}
	raw = raw[:len(raw)-1]
	if len(raw) > 0 && raw[0] == '/' {
		s.name = local(bytes.TrimSpace(raw[1:]))
		return tokenEnd, false, nil
	}
	if n := len(raw); n > 0 && raw[n-1] == '/' {
		s.pending, raw = true, raw[:n-1]
	}
	end := bytes.IndexAny(raw, " \t\r\n")
	if end < 0 {
		end = len(raw)
	}
	if end == 0 {
		return 0, false, errXML
	}
	s.name, s.attrs = local(raw[:end]), raw[end:]
	return tokenStart, false, nil
}

// until is ReadSlice for tokens up to maxToken.
func (s *scanner) until(delim byte) ([]byte, error) {
	part, err := s.r.ReadSlice(delim)
	if !errors.Is(err, bufio.ErrBufferFull) {
		return part, err
	}
	s.buf = append(s.buf[:0], part...)
	for {
		part, err = s.r.ReadSlice(delim)
		if s.buf = append(s.buf, part...); len(s.buf) > maxToken {
			return nil, errXML
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return s.buf, err
		}
	}
}

// discard skips to the end of a comment or an instruction.
func (s *scanner) discard(end string) error {
	matched := 0
	for matched < len(end) {
		b, err := s.r.ReadByte()
		switch {
		case err != nil:
			return err
		case b == end[matched]:
			matched++
		case b != '-' || matched != 2: // "--->" ends a comment too
			matched = 0
			if b == end[0] {
				matched = 1
			}
		}
	}
	return nil
}

// quoted is the quote that is open after b when quote was open before it; 0 is
// none.
func quoted(quote byte, b []byte) byte {
	for _, c := range b {
		switch {
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		case c == quote:
			quote = 0
		}
	}
	return quote
}

func local(name []byte) []byte {
	if i := bytes.IndexByte(name, ':'); i >= 0 {
		return name[i+1:]
	}
	return name
}

// attr is the value of a start tag's attribute, known by its local name.
func (s *scanner) attr(name string) string {
	rest := s.attrs
	for {
		eq := bytes.IndexByte(rest, '=')
		if eq < 0 {
			return ""
		}
		key := local(bytes.TrimSpace(rest[:eq]))
		rest = bytes.TrimLeft(rest[eq+1:], " \t\r\n")
		if len(rest) == 0 || (rest[0] != '"' && rest[0] != '\'') {
			return ""
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return ""
		}
		if string(key) == name {
			return string(unescape(nil, rest[1:1+end]))
		}
		rest = rest[end+2:]
	}
}

// is reports whether the tag has this local name.
func (s *scanner) is(name string) bool { return string(s.name) == name }

// unescape appends b to dst with the five entities and character references
// of XML undone; other references are kept as they stand.
func unescape(dst, b []byte) []byte {
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			return append(dst, b...)
		}
		dst = append(dst, b[:i]...)
		b = b[i:]
		end := bytes.IndexByte(b[:min(len(b), 12)], ';')
		r, ok := rune(0), false
		if end > 0 {
			r, ok = reference(string(b[1:end]))
		}
		if !ok {
			dst = append(dst, '&')
			b = b[1:]
			continue
		}
		dst = utf8.AppendRune(dst, r)
		b = b[end+1:]
	}
}

func reference(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return rune(n), err == nil //nolint:gosec // 21 bits
}
