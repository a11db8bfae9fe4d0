package sheet

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"strconv"
	"strings"
	"unicode/utf8"

	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

var errTooManyRows = fault.Newf(fault.TooLarge, "文件超过%d行，请拆成几个文件上传", MaxRows)

// rowReader gathers the cells of one row after the other from a worksheet.
type rowReader struct {
	book  *workbook
	row   Row
	rows  int
	col   int // of the current cell, from 0
	kind  string
	style int

	value, inline []byte
	inValue, inT  bool
	formula       bool
	result        bool // the cell has a value, be it empty
	phonetic      int
}

func (w *workbook) rows(ctx context.Context, sheet Info) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		r := &rowReader{book: w}
		w.counting = true
		defer func() { w.counting = false }()
		err := w.scan(ctx, sheet.part, func(s *scanner, t token) error {
			full, err := r.take(s, t)
			if err != nil {
				return err
			}
			if full {
				if r.rows++; r.rows > MaxRows {
					return errTooManyRows
				}
				if !yield(r.row, nil) {
					return errStop
				}
			}
			return nil
		})
		if err != nil && !errors.Is(err, errStop) {
			yield(Row{}, err)
		}
	}
}

// errStop ends a scan whose reader has had enough.
var errStop = errors.New("sheet: enough")

// take looks at one token; full is set when it ends a row that is not blank.
func (r *rowReader) take(s *scanner, t token) (full bool, err error) {
	switch t {
	case tokenText:
		switch {
		case r.inValue:
			r.value = append(r.value, s.text...)
		case r.inT && r.phonetic == 0:
			r.inline = append(r.inline, s.text...)
		}
		if len(r.value) > maxCell || len(r.inline) > maxCell {
			return false, damaged(errors.New("sheet: a cell is too long"))
		}
	case tokenStart:
		return false, r.start(s)
	case tokenEnd:
		switch string(s.name) {
		case "v":
			r.inValue = false
		case "t":
			r.inT = false
		case "rPh":
			r.phonetic--
		case "c":
			return false, r.cell()
		case "row":
			return len(r.row.Cells) > 0, nil
		case "sheetData":
			return false, nil
		}
	}
	return false, nil
}

func (r *rowReader) start(s *scanner) error {
	switch string(s.name) {
	case "row":
		r.row.Cells = r.row.Cells[:0]
		r.col = -1
		r.row.Number++
		if n, err := strconv.Atoi(s.attr("r")); err == nil {
			if n < 1 || n > 1<<20 {
				return damaged(errors.New("sheet: row number out of range"))
			}
			r.row.Number = n
		}
	case "c":
		r.col++
		if ref := s.attr("r"); ref != "" {
			col, ok := column(ref)
			if !ok {
				return damaged(errors.New("sheet: cell reference"))
			}
			r.col = col
		}
		r.kind, r.formula, r.result = s.attr("t"), false, false
		r.style, _ = strconv.Atoi(s.attr("s")) // without a style it is 0
		r.value, r.inline = r.value[:0], r.inline[:0]
	case "v":
		r.inValue, r.result = true, true
	case "t":
		r.inT = true
	case "f":
		r.formula = true
	case "rPh":
		r.phonetic++
	}
	return nil
}

// column reads the letters of a reference: A is 0, XFD 16383.
func column(ref string) (int, bool) {
	n, i := 0, 0
	for ; i < len(ref) && i < 4; i++ {
		c := ref[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		n = n*26 + int(c-'A') + 1
	}
	return n - 1, i > 0 && i < 4 && n <= 16384
}

// cell puts the cell that just ended into the row.
func (r *rowReader) cell() error {
	c, err := r.read()
	if err != nil || c.Kind == Blank {
		return err
	}
	if r.col >= MaxColumns {
		return fault.Newf(fault.Invalid, "第%d行在第%d列还有内容，最多%d列。请删去多余的列再上传", r.row.Number, r.col+1, MaxColumns)
	}
	for len(r.row.Cells) <= r.col {
		r.row.Cells = append(r.row.Cells, Cell{})
	}
	r.row.Cells[r.col] = c
	return nil
}

func (r *rowReader) read() (Cell, error) {
	if r.formula && !r.result {
		return Cell{"", Broken}, nil
	}
	v := bytes.TrimSpace(r.value)
	switch r.kind {
	case "s":
		if len(v) == 0 {
			return Cell{}, nil
		}
		i, err := strconv.Atoi(string(v))
		text, ok := r.book.strings.at(i)
		if err != nil || !ok {
			return Cell{}, damaged(errors.New("sheet: shared text out of range"))
		}
		return textCell(text), nil
	case "inlineStr":
		return textCell(string(r.inline)), nil
	case "str", "d":
		return textCell(string(r.value)), nil
	case "b":
		if len(v) == 0 {
			return Cell{}, nil
		}
		return Cell{strings.ToUpper(strconv.FormatBool(isTrue(string(v)))), Bool}, nil
	case "e":
		return Cell{string(v), Broken}, nil
	}
	if len(v) == 0 {
		return Cell{}, nil
	}
	return r.number(string(v)), nil
}

// number reads a numeric cell: as a date when its style shows one, else with
// the fifteen digits a spreadsheet shows. 4.35 is stored as 4.3499999999999996.
func (r *rowReader) number(raw string) Cell {
	date := r.style >= 0 && r.style < len(r.book.dates) && r.book.dates[r.style]
	if !date && len(raw) <= 15 && strings.Trim(raw, "0123456789") == "" {
		return Cell{raw, Number}
	}
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return textCell(raw)
	}
	if date {
		if day, err := period.FromSerial(v, r.book.date1904); err == nil {
			return Cell{day.String(), Date}
		}
	}
	if shown, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64); err == nil {
		v = shown
	}
	return Cell{strconv.FormatFloat(v, 'f', -1, 64), Number}
}

func textCell(s string) Cell {
	s = unescapeControl(s)
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\ufffd")
	}
	if strings.TrimSpace(s) == "" {
		return Cell{}
	}
	return Cell{s, Text}
}

// unescapeControl undoes the _x000D_ that spreadsheets write for characters
// XML cannot hold.
func unescapeControl(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || len(s) < i+7 {
			return b.String() + s
		}
		n, err := strconv.ParseUint(s[i+2:i+6], 16, 16)
		if err != nil || s[i+6] != '_' {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteRune(rune(n)) //nolint:gosec // 16 bits
		s = s[i+7:]
	}
}
