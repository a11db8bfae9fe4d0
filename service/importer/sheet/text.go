package sheet

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"yangguang/service/kernel/fault"
)

// textFile is a .csv file, or a text with tabs as Excel saves "Unicode text".
type textFile struct {
	f        *os.File
	encoding encoding
	comma    byte
}

type encoding int

const (
	utf8Plain encoding = iota
	utf8BOM
	utf16Either
	gb18030
)

// openText finds the encoding by reading the whole file: bytes that are not
// UTF-8 may come late, after thousands of rows of digits.
func openText(ctx context.Context, f *os.File) (*textFile, error) {
	t := &textFile{f: f, comma: ','}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	r := bufio.NewReaderSize(f, 1<<16)
	head, _ := r.Peek(3) // a shorter file has no mark
	switch {
	case bytes.Equal(head, []byte("\xef\xbb\xbf")):
		t.encoding = utf8BOM
	case bytes.HasPrefix(head, []byte("\xff\xfe")), bytes.HasPrefix(head, []byte("\xfe\xff")):
		t.encoding = utf16Either
	default:
		ok, err := validUTF8(ctx, r)
		if err != nil {
			return nil, err
		}
		if !ok {
			t.encoding = gb18030
		}
	}
	return t, t.findComma()
}

func validUTF8(ctx context.Context, r io.Reader) (bool, error) {
	buf := make([]byte, 1<<20)
	kept := 0
	for {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		n, err := r.Read(buf[kept:])
		b := buf[:kept+n]
		for len(b) >= utf8.UTFMax || (err != nil && len(b) > 0) {
			if b[0] < utf8.RuneSelf {
				b = b[1:]
				continue
			}
			ru, size := utf8.DecodeRune(b)
			if ru == utf8.RuneError && size <= 1 {
				return false, nil
			}
			b = b[size:]
		}
		kept = copy(buf, b)
		switch {
		case errors.Is(err, io.EOF):
			return true, nil
		case err != nil:
			return false, err
		}
	}
}

// findComma takes what separates most in the first lines.
func (t *textFile) findComma() error {
	r, err := t.decoded()
	if err != nil {
		return err
	}
	head := make([]byte, 16<<10)
	n, err := io.ReadFull(r, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return err
	}
	best := bytes.Count(head[:n], []byte{','})
	for _, c := range []byte{'\t', ';', '|'} {
		if got := bytes.Count(head[:n], []byte{c}); got > best {
			best, t.comma = got, c
		}
	}
	return nil
}

// decoded is the file from its start as UTF-8 without a mark.
func (t *textFile) decoded() (io.Reader, error) {
	if _, err := t.f.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	switch t.encoding {
	case utf8BOM:
		_, err := t.f.Seek(3, io.SeekStart)
		return t.f, err
	case utf16Either:
		return transform.NewReader(t.f, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()), nil
	case gb18030:
		return transform.NewReader(t.f, simplifiedchinese.GB18030.NewDecoder()), nil
	case utf8Plain:
	}
	return t.f, nil
}

// at is how far the file is read, and its size.
func (t *textFile) at() (done, total int64) {
	st, err := t.f.Stat()
	if err != nil {
		return 0, 0
	}
	done, err = t.f.Seek(0, io.SeekCurrent)
	if err != nil {
		return 0, 0
	}
	return done, st.Size()
}

func (t *textFile) rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		src, err := t.decoded()
		if err != nil {
			yield(Row{}, err)
			return
		}
		if err := eachRecord(ctx, src, t.comma, func(r Row) bool { return yield(r, nil) }); err != nil {
			yield(Row{}, err)
		}
	}
}

// eachRecord reads records from UTF-8 text until yield has had enough.
func eachRecord(ctx context.Context, src io.Reader, comma byte, yield func(Row) bool) error {
	r := &recordReader{r: bufio.NewReaderSize(src, 64<<10), comma: comma}
	var row Row
	for n := 0; ; n++ {
		if n%1024 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		line, fields, err := r.read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		case n >= MaxRows:
			return errTooManyRows
		}
		row.Number, row.Cells = line, row.Cells[:0]
		for i, field := range fields {
			c := textField(field)
			if c.Kind == Blank {
				continue
			}
			if i >= MaxColumns {
				return fault.Newf(fault.Invalid, "第%d行在第%d列还有内容，最多%d列。请删去多余的列再上传", line, i+1, MaxColumns)
			}
			for len(row.Cells) <= i {
				row.Cells = append(row.Cells, Cell{})
			}
			row.Cells[i] = c
		}
		if len(row.Cells) > 0 && !yield(row) {
			return nil
		}
	}
}

func textField(s string) Cell {
	// ="450923…" is how careful exporters keep a number a text.
	k := Plain
	if cut, ok := strings.CutPrefix(s, `="`); ok && strings.HasSuffix(cut, `"`) {
		s, k = strings.TrimSuffix(cut, `"`), Text
	}
	s = strings.ReplaceAll(s, "\x00", "")
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	switch {
	case strings.TrimSpace(s) == "":
		return Cell{}
	case brokenText(s):
		return Cell{s, Broken}
	}
	return Cell{s, k}
}

func brokenText(s string) bool {
	switch strings.TrimSpace(s) {
	case "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!":
		return true
	}
	return false
}
