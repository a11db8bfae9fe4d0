package sheet

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"

	"yangguang/service/kernel/fault"
)

// workbook is what the rows of an .xlsx file need: the texts the sheets share,
// which styles show dates, and where the calendar starts.
type workbook struct {
	parts    map[string]*zip.File
	read     int64 // bytes of sheets whose rows were read
	counting bool  // the part that is scanned is one of these
	date1904 bool
	dates    []bool // by cell style
	strings  texts
}

// texts holds many strings in one piece of memory: a million small strings
// would cost as much again in headers.
type texts struct {
	bytes []byte
	ends  []uint32
}

func (t *texts) add(b []byte) {
	t.bytes = append(t.bytes, b...)
	t.ends = append(t.ends, uint32(len(t.bytes))) //nolint:gosec // bounded by maxStrings
}

func (t *texts) at(i int) (string, bool) {
	if i < 0 || i >= len(t.ends) {
		return "", false
	}
	start := uint32(0)
	if i > 0 {
		start = t.ends[i-1]
	}
	return string(t.bytes[start:t.ends[i]]), true
}

func openWorkbook(ctx context.Context, r io.ReaderAt, size int64) (*workbook, []Info, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, nil, damaged(err)
	}
	if len(z.File) > 20_000 {
		return nil, nil, damaged(errors.New("sheet: too many parts"))
	}
	w := &workbook{parts: make(map[string]*zip.File, len(z.File))}
	for _, f := range z.File {
		w.parts[strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))] = f
	}
	main := w.mainPart(ctx)
	if _, ok := w.parts[strings.ToLower(main)]; !ok {
		return nil, nil, refuseZip(z)
	}
	sheets, err := w.readBook(ctx, main)
	if err != nil {
		return nil, nil, err
	}
	return w, sheets, nil
}

// mainPart is the part that lists the sheets.
func (w *workbook) mainPart(ctx context.Context) string {
	rels, err := w.relations(ctx, "_rels/.rels", "")
	if err == nil {
		for _, r := range rels {
			if strings.HasSuffix(r.kind, "/officeDocument") && strings.HasPrefix(r.target, "xl/") {
				return r.target
			}
		}
	}
	return "xl/workbook.xml"
}

type relation struct{ id, kind, target string }

func (w *workbook) relations(ctx context.Context, part, base string) ([]relation, error) {
	var out []relation
	err := w.scan(ctx, part, func(s *scanner, t token) error {
		if t != tokenStart || !s.is("Relationship") {
			return nil
		}
		target := strings.ReplaceAll(s.attr("Target"), `\`, "/")
		if strings.HasPrefix(target, "/") {
			target = strings.TrimPrefix(path.Clean(target), "/")
		} else {
			target = path.Join(base, target)
		}
		out = append(out, relation{s.attr("Id"), s.attr("Type"), target})
		return nil
	})
	return out, err
}

func (w *workbook) readBook(ctx context.Context, main string) ([]Info, error) {
	var sheets []Info
	err := w.scan(ctx, main, func(s *scanner, t token) error {
		switch {
		case t != tokenStart:
		case s.is("workbookPr"):
			w.date1904 = isTrue(s.attr("date1904"))
		case s.is("sheet"):
			sheets = append(sheets, Info{Name: s.attr("name"), Hidden: strings.HasSuffix(strings.ToLower(s.attr("state")), "hidden"), part: s.attr("id")})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(sheets) > MaxSheets {
		return nil, fault.Newf(fault.Invalid, "表格里有%d个工作表，最多%d个，请拆成几个文件", len(sheets), MaxSheets)
	}
	dir := path.Dir(main)
	rels, err := w.relations(ctx, path.Join(dir, "_rels", path.Base(main)+".rels"), dir)
	if err != nil {
		return nil, err
	}
	kept := sheets[:0]
	for _, sheet := range sheets {
		for _, r := range rels {
			if r.id == sheet.part && strings.HasSuffix(r.kind, "/worksheet") {
				sheet.part = r.target
				kept = append(kept, sheet)
				break
			}
		}
	}
	if len(kept) == 0 {
		return nil, damaged(errors.New("sheet: no worksheet"))
	}
	for _, r := range rels {
		switch {
		case strings.HasSuffix(r.kind, "/sharedStrings"):
			err = w.readStrings(ctx, r.target)
		case strings.HasSuffix(r.kind, "/styles"):
			err = w.readStyles(ctx, r.target)
		}
		if err != nil {
			return nil, err
		}
	}
	return kept, nil
}

var errTooManyTexts = fault.New(fault.TooLarge, "表格里的文字太多，系统装不下。请拆成几个文件，或另存为 .csv 再上传")

func (w *workbook) readStrings(ctx context.Context, part string) error {
	var current []byte
	var inText bool
	phonetic := 0
	return w.scan(ctx, part, func(s *scanner, t token) error {
		switch {
		case t == tokenText && inText && phonetic == 0:
			if current = append(current, s.text...); len(current) > maxCell {
				return damaged(errors.New("sheet: a text is too long"))
			}
		case t == tokenStart && s.is("t"):
			inText = true
		case t == tokenEnd && s.is("t"):
			inText = false
		case t == tokenStart && s.is("rPh"):
			phonetic++
		case t == tokenEnd && s.is("rPh"):
			phonetic--
		case t == tokenStart && s.is("si"):
			current = current[:0]
		case t == tokenEnd && s.is("si"):
			if len(w.strings.bytes)+len(current)+4*len(w.strings.ends) > maxStrings {
				return errTooManyTexts
			}
			w.strings.add(current)
		}
		return nil
	})
}

func (w *workbook) readStyles(ctx context.Context, part string) error {
	custom := map[string]bool{}
	inCells := false
	return w.scan(ctx, part, func(s *scanner, t token) error {
		switch {
		case t == tokenStart && s.is("numFmt"):
			custom[s.attr("numFmtId")] = dateFormat(s.attr("formatCode"))
		case s.is("cellXfs") && t != tokenText:
			inCells = t == tokenStart
		case t == tokenStart && inCells && s.is("xf"):
			if len(w.dates) > 100_000 {
				return damaged(errors.New("sheet: too many styles"))
			}
			id := s.attr("numFmtId")
			date, known := custom[id]
			w.dates = append(w.dates, date || !known && builtinDate(id))
		}
		return nil
	})
}

// builtinDate knows the formats that have a number only, the Chinese ones
// included. Pure times of day (18–21, 45–47) are no dates.
func builtinDate(id string) bool {
	n, err := strconv.Atoi(id)
	return err == nil && (n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 31 || n == 36 || n >= 50 && n <= 54 || n == 57 || n == 58)
}

// dateFormat reports whether a format code shows a date: a y or d outside
// quotes, brackets and escapes.
func dateFormat(code string) bool {
	var quote, bracket, escaped bool
	for _, r := range code {
		switch {
		case escaped:
			escaped = false
		case r == '\\' || r == '_' || r == '*':
			escaped = true
		case r == '"':
			quote = !quote
		case quote:
		case r == '[':
			bracket = true
		case r == ']':
			bracket = false
		case bracket:
		case r == ';':
			return false // the format of negative numbers says nothing more
		case strings.ContainsRune("yYdDeE", r):
			return r != 'E' && r != 'e' || strings.ContainsAny(code, "年月日")
		}
	}
	return false
}

func isTrue(s string) bool { return s == "1" || s == "true" || s == "on" }

// scan gives every token of a part to each.
func (w *workbook) scan(ctx context.Context, part string, each func(*scanner, token) error) error {
	r, err := w.part(part)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // only read from
	s := newScanner(r)
	if w.counting {
		s = newScanner(counted{r, &w.read})
	}
	for n := 0; ; n++ {
		if n%4096 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		t, err := s.next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return asDamaged(err)
		}
		if err := each(s, t); err != nil {
			return err
		}
	}
}

func asDamaged(err error) error {
	if fault.Is(err, fault.Internal) {
		return damaged(err)
	}
	return err
}

// part opens a part of the workbook, bounded.
func (w *workbook) part(name string) (io.ReadCloser, error) {
	f, ok := w.parts[strings.ToLower(name)]
	if !ok {
		return nil, damaged(errors.New("sheet: a part is missing"))
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(err)
	}
	if f.UncompressedSize64 > 64<<20 && f.UncompressedSize64/max(f.CompressedSize64, 1) > 500 {
		return nil, errBomb // no table is that uniform; a lying header meets limitReader
	}
	return readCloser{&limitReader{r: r, left: maxUnzipped}, r}, nil
}

var errBomb = fault.New(fault.TooLarge, "表格解压后太大，系统不读。请拆成几个文件再上传")

// counted adds up what is read.
type counted struct {
	io.Reader
	n *int64
}

// Read reads and counts.
func (c counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	*c.n += int64(n)
	return n, err
}

type readCloser struct {
	io.Reader
	io.Closer
}

// limitReader fails where io.LimitReader would quietly end.
type limitReader struct {
	r    io.Reader
	left int64
}

func (l *limitReader) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errBomb
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	return n, err
}
