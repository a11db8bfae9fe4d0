package sheet

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"yangguang/service/importer/kind"
)

// stray is what stands in a column without a header.
type stray struct {
	rows  int // that have something in it
	first int // the first of them
}

// unnamed lists the columns under the header that have no name in it, and names
// those that have one in a row above, as a cell merged downwards does.
func (t *table) unnamed(l *layout) {
	l.unnamed = nil
	for c := len(l.columns); c < t.widest(); c++ {
		l.columns, l.extra, l.wan, l.area = append(l.columns, -1), append(l.extra, ""), append(l.wan, false), append(l.area, "")
	}
	for c := range l.columns {
		if l.columns[c] >= 0 || l.extra[c] != "" || kind.Clean(lowest(l.rows, c)) != "" {
			continue
		}
		if name := l.extraName(t.above(c)); name != "" {
			l.extra[c] = name
			continue
		}
		l.unnamed = append(l.unnamed, c)
	}
}

// nearTitles are the two rows above the header.
func (t *table) nearTitles() []Row { return t.titles[max(0, len(t.titles)-2):] }

// widest is how wide those are.
func (t *table) widest() int {
	width := 0
	for _, row := range t.nearTitles() {
		width = max(width, len(row.Cells))
	}
	return width
}

// above is the text over column c in the two rows above the header; "" where
// those are titles, which stand alone.
func (t *table) above(c int) string {
	for _, row := range slices.Backward(t.nearTitles()) {
		cells := 0
		for _, cell := range row.Cells {
			if cell.Kind != Blank {
				cells++
			}
		}
		if cells > 2 && c < len(row.Cells) && row.Cells[c].isText() {
			return row.Cells[c].Text
		}
	}
	return ""
}

// strays gives what a row holds in columns without a header, by a name for each;
// nil for nearly every row.
func (t *table) strays(row Row) map[string]string {
	if len(t.layout.unnamed) == 0 && len(row.Cells) <= len(t.layout.columns) {
		return nil
	}
	var found map[string]string
	take := func(c int) {
		if c >= len(row.Cells) || row.Cells[c].Kind == Blank || kind.Clean(row.Cells[c].Text) == "" {
			return
		}
		if t.stray == nil {
			t.stray = map[int]stray{}
		}
		s := t.stray[c]
		if s.rows++; s.first == 0 {
			s.first = row.Number
		}
		t.stray[c] = s
		if found == nil {
			found = map[string]string{}
		}
		found[t.columnName(c)+"(没有表头)"] = kind.Clean(row.Cells[c].Text)
	}
	for _, c := range t.layout.unnamed {
		take(c)
	}
	for c := len(t.layout.columns); c < len(row.Cells); c++ {
		take(c)
	}
	return found
}

// columnName is how the bureau finds a column: by its letters in a workbook.
func (t *table) columnName(c int) string {
	if letters, err := excelize.ColumnNumberToName(c + 1); err == nil && t.sheet != "" {
		return letters + "列"
	}
	return fmt.Sprintf("第%d列", c+1)
}

// maxStray bounds the columns without a header that are named one by one.
const maxStray = 20

// tellStrays says what columns without a header held.
func (t *table) tellStrays() {
	columns := slices.Sorted(maps.Keys(t.stray))
	for i, c := range columns {
		if i == maxStray {
			t.notice(t.sheet, 0, fmt.Sprintf("另有%d列没有表头，却填了内容", len(columns)-i))
			return
		}
		s := t.stray[c]
		t.notice(t.sheet, 0, fmt.Sprintf("%s没有表头，却有%d行填了内容，第一处在第%d行。这些内容和行一起保存，不参加比对；要用，请给这一列写上表头再上传", t.columnName(c), s.rows, s.first))
	}
}

// onlyElsewhere says of a row without anything in the kind's columns that
// something else stands in it; "" where that is a running number or nothing.
func (t *table) onlyElsewhere(row Row) string {
	for _, c := range row.Cells {
		text := kind.Clean(c.Text)
		if c.Kind != Blank && strings.Trim(text, "0123456789. ") != "" {
			return "要用的列都空着，只在别的列里有内容，没有读"
		}
	}
	return ""
}
