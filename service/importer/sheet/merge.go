package sheet

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"strconv"
	"strings"

	"yangguang/service/kernel/fault"
)

// Merge is a vertically merged cell: what stands in its first row stands for
// all of them. Rows count from 1, columns from 0.
type Merge struct{ Column, First, Last int }

// Merges lists the cells of a sheet that are merged over several rows. They
// stand behind the rows, so the sheet is gone through once more for them.
func (f *File) Merges(ctx context.Context, sheet Info) ([]Merge, error) {
	if f.book == nil {
		return nil, nil
	}
	r, err := f.book.part(sheet.part)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // only read from
	s := newScanner(r)
	if found, err := skipTo(ctx, s, "mergeCells"); !found || err != nil {
		return nil, err
	}
	var merges []Merge
	for {
		t, err := s.next()
		switch {
		case errors.Is(err, io.EOF), err == nil && t == tokenEnd && s.is("mergeCells"):
			return merges, nil
		case err != nil:
			return nil, asDamaged(err)
		case len(merges) >= 200_000:
			return nil, fault.New(fault.Invalid, "表格里合并的单元格太多，请取消合并再上传")
		case t == tokenStart && s.is("mergeCell"):
			if m, ok := parseMerge(s.attr("ref")); ok {
				merges = append(merges, m)
			}
		}
	}
}

// skipTo reads up to a start tag without taking apart what comes before,
// which is many times faster than reading its tokens.
func skipTo(ctx context.Context, s *scanner, name string) (bool, error) {
	for n := 0; ; n++ {
		if n%65536 == 0 {
			if err := ctx.Err(); err != nil {
				return false, err
			}
		}
		_, err := s.r.ReadSlice('<')
		switch {
		case errors.Is(err, io.EOF):
			return false, nil
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil:
			return false, asDamaged(err)
		}
		if head, _ := s.r.Peek(len(name) + 2); bytes.HasPrefix(head, []byte(name)) || bytes.HasPrefix(head, []byte("x:"+name)) {
			s.inTag = true
			return true, nil
		}
	}
}

func parseMerge(ref string) (Merge, bool) {
	from, to, ok := strings.Cut(ref, ":")
	col, valid := column(from)
	m := Merge{Column: col, First: rowOf(from), Last: rowOf(to)}
	return m, ok && valid && col < MaxColumns && m.First > 0 && m.Last > m.First
}

func rowOf(ref string) int {
	n, err := strconv.Atoi(strings.TrimLeft(ref, "ABCDEFGHIJKLMNOPQRSTUVWXYZ$"))
	if err != nil {
		return 0
	}
	return n
}
