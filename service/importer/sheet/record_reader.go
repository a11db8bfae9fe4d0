package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"yangguang/service/kernel/fault"
)

// maxRecord bounds one record: without it a quote that is never closed would
// gather the rest of the file in memory.
const maxRecord = 4 << 20

// recordReader reads delimited text as bureaus' programs write it. A quote
// inside a field that does not begin with one is an ordinary sign, as in
// ="450923…"; a quoted field must end where it says. The usual reader is either
// too strict for the first or, made lazy, swallows rows between stray quotes.
type recordReader struct {
	r     *bufio.Reader
	comma byte
	line  int // lines read so far
	buf   []byte
	out   []byte
	ends  []int
	texts []string
}

// read gives the next record that is not an empty line and the line it starts
// on. The fields are reused for the next record.
func (r *recordReader) read() (line int, fields []string, err error) {
	for {
		r.buf = r.buf[:0]
		if err := r.more(); err != nil {
			return 0, nil, err
		}
		if len(bytes.TrimRight(r.buf, "\r\n")) > 0 {
			break
		}
	}
	line = r.line
	r.out, r.ends = r.out[:0], r.ends[:0]
	for pos, last := 0, false; !last; {
		if pos, last, err = r.field(pos); err != nil {
			return 0, nil, err
		}
		r.ends = append(r.ends, len(r.out))
	}
	whole, start := string(r.out), 0
	r.texts = r.texts[:0]
	for _, end := range r.ends {
		r.texts = append(r.texts, whole[start:end])
		start = end
	}
	return line, r.texts, nil
}

// field reads the field at pos into out; next is where the one after begins.
func (r *recordReader) field(pos int) (next int, last bool, err error) {
	if pos >= len(r.buf) || r.buf[pos] != '"' {
		rest := r.buf[pos:]
		if end := bytes.IndexByte(rest, r.comma); end >= 0 {
			r.out = append(r.out, rest[:end]...)
			return pos + end + 1, false, nil
		}
		r.out = append(r.out, bytes.TrimRight(rest, "\r\n")...)
		return 0, true, nil
	}
	start := r.line
	for pos++; ; {
		end := bytes.IndexByte(r.buf[pos:], '"')
		if end < 0 {
			r.out = append(r.out, r.buf[pos:]...)
			pos = len(r.buf)
			if err := r.more(); errors.Is(err, io.EOF) {
				return 0, false, badQuote(start)
			} else if err != nil {
				return 0, false, err
			}
			continue
		}
		r.out = append(r.out, r.buf[pos:pos+end]...)
		pos += end + 1
		rest := r.buf[pos:]
		switch {
		case len(rest) > 0 && rest[0] == '"':
			r.out = append(r.out, '"')
			pos++
		case len(rest) > 0 && rest[0] == r.comma:
			return pos + 1, false, nil
		case len(bytes.TrimRight(rest, "\r\n")) == 0:
			return 0, true, nil
		default:
			return 0, false, badQuote(start)
		}
	}
}

// more appends one line to buf.
func (r *recordReader) more() error {
	before := len(r.buf)
	for {
		part, err := r.r.ReadSlice('\n')
		r.buf = append(r.buf, part...)
		switch {
		case len(r.buf) > maxRecord:
			return fault.Newf(fault.Invalid, "这个 .csv 文件第%d行太长，可能有一处引号不成对。请检查后再上传，或另存为 .xlsx", r.line+1)
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && len(r.buf) > before, err == nil:
			r.line++
			return nil
		}
		return err
	}
}

func badQuote(line int) error {
	return fault.Newf(fault.Invalid, "这个 .csv 文件第%d行附近有引号不成对，系统读不了。请改正后再上传，或另存为 .xlsx", line)
}
