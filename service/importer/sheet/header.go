package sheet

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"yangguang/service/importer/kind"
	"yangguang/service/kernel/fault"
)

// headerWithin is how many rows, titles included, a header may need to appear.
const headerWithin = 30

// The columns that WriteErrors adds; handed in again they are no data.
const (
	placeColumn = "原表位置"
	errorColumn = "错误说明"
)

// layout says which column of a sheet holds which column of the kind.
type layout struct {
	columns []int    // by column of the sheet: index into kind.Columns, -1 unknown
	extra   []string // by column of the sheet: name of an unknown column, "" none
	wan     []bool   // by column of the sheet
	area    []string // by column of the sheet: the unit of area its name says
	where   []int    // by column of the kind: column of the sheet, -1 none
	unnamed []int    // columns of the sheet without any name
	members []member // of a file with one row per household; empty in any other
	rows    []Row    // of the header
	known   int
	missing []string
	doubled string
}

// readHeader matches one to three rows with the kind. Where a column has names
// in several rows, the lowest that is known counts.
func readHeader(k kind.Kind, rows []Row) layout {
	width := 0
	for _, r := range rows {
		width = max(width, len(r.Cells))
	}
	l := layout{columns: make([]int, width), extra: make([]string, width), wan: make([]bool, width), area: make([]string, width), where: make([]int, len(k.Columns)), rows: rows}
	for i := range l.where {
		l.where[i] = -1
	}
	exacts := make([]bool, len(k.Columns))
	members, _ := memberCells(k, rows, width)
	for c := range width {
		l.columns[c] = -1
		if cell, ok := members[c]; ok {
			l.addMember(k, c, cell)
			continue
		}
		name, column, exact := headerCell(k, rows, c)
		l.wan[c], l.area[c] = kind.Unit(name) == "万元", kind.AreaUnit(name)
		if column < 0 {
			l.extra[c] = l.extraName(name)
			continue
		}
		old := l.where[column]
		switch {
		case old < 0:
			l.known++
		case exact && !exacts[column]: // the own name beats an alias
			l.columns[old] = -1
			l.extra[old] = l.extraName(k.Columns[column].Name + "(另一列)")
			l.doubled = ""
		case !exact && exacts[column]:
			l.extra[c] = l.extraName(name)
			continue
		default:
			l.doubled = k.Columns[column].Name
			continue
		}
		l.columns[c], l.where[column], exacts[column] = column, c, exact
	}
	l.called(k)
	for i, c := range k.Columns {
		if c.Required && l.where[i] < 0 {
			l.missing = append(l.missing, c.Name)
		}
	}
	return l
}

// called gives a required column that no header names the first under which it
// stands in words: 村 for 村代码, 补贴期间 for both ends of a period.
func (l *layout) called(k kind.Kind) {
	names := slices.Clone(l.extra)
	for i, column := range k.Columns {
		if !column.Required || l.where[i] >= 0 || len(column.Called) == 0 {
			continue
		}
		c := slices.IndexFunc(names, func(name string) bool { return name != "" && slices.Contains(column.Called, kind.Header(name)) })
		if c < 0 {
			continue
		}
		if l.columns[c] < 0 {
			l.columns[c], l.extra[c] = i, ""
		}
		l.where[i] = c
		l.known++
	}
}

func headerCell(k kind.Kind, rows []Row, c int) (name string, column int, exact bool) {
	for _, r := range slices.Backward(rows) {
		if c >= len(r.Cells) || r.Cells[c].Kind == Blank {
			continue
		}
		text := r.Cells[c].Text
		if i, exact, ok := k.Match(text); ok && r.Cells[c].isText() {
			return text, i, exact
		}
		if name == "" {
			name = text
		}
	}
	return name, -1, false
}

func (l *layout) extraName(name string) string {
	name = strings.ReplaceAll(kind.Clean(name), " ", "")
	if name == "" || name == placeColumn || name == errorColumn {
		return ""
	}
	unique := name
	for n := 2; slices.Contains(l.extra, unique); n++ {
		unique = fmt.Sprintf("%s(%d)", name, n)
	}
	return unique
}

// findHeader looks whether the last of rows ends a header.
func findHeader(k kind.Kind, rows []Row) (layout, bool) {
	for height := 1; height <= min(3, len(rows)); height++ {
		if l := readHeader(k, rows[len(rows)-height:]); len(l.missing) == 0 {
			return l, true
		}
	}
	return layout{}, false
}

// unitWan is how a title line says its unit; the word alone may belong to the
// name of a project.
var unitWan = regexp.MustCompile(`单位[::]?万元|\(万元\)`)

// check refuses a header that can be understood in two ways.
func (l *layout) check(k kind.Kind, sheet string, titles []Row) error {
	if l.doubled != "" {
		return fault.Newf(fault.Invalid, "%s表头里有两列都可以当作“%s”，请只留一列，或把另一列改名", ofSheet(sheet), l.doubled)
	}
	for _, title := range titles {
		for _, c := range title.Cells {
			if !unitWan.MatchString(strings.ReplaceAll(kind.Clean(c.Text), " ", "")) {
				continue
			}
			for col, i := range l.columns {
				if i >= 0 && k.Columns[i].Type == kind.Money && !l.wan[col] && !l.yuan(col) {
					return fault.Newf(fault.Invalid, "%s表头上方写着单位是万元，而“%s”一列没有写单位。请把表头写成“%[2]s(万元)”或“%[2]s(元)”", ofSheet(sheet), k.Columns[i].Name)
				}
			}
		}
	}
	return nil
}

func (l *layout) yuan(col int) bool {
	for _, r := range l.rows {
		if col < len(r.Cells) && kind.Unit(r.Cells[col].Text) == "元" {
			return true
		}
	}
	return false
}

func ofSheet(sheet string) string {
	if sheet == "" {
		return ""
	}
	return "工作表“" + sheet + "”的"
}

// nearHeader says what is missing in a header that was meant to be one; nil
// when the sheet has nothing like it.
func nearHeader(k kind.Kind, sheet string, rows []Row) error {
	var best layout
	for i := range rows {
		for height := 1; height <= min(3, i+1); height++ {
			if l := readHeader(k, rows[i+1-height:i+1]); l.known > best.known {
				best = l
			}
		}
	}
	if best.known < 2 {
		return nil
	}
	h := &HeaderError{Missing: best.missing, refusal: fault.Newf(fault.Invalid, "%s表头(第%d行)缺少这些列：%s。请补上，或下载“%s”模板对照%s",
		ofSheet(sheet), best.rows[len(best.rows)-1].Number, strings.Join(best.missing, "、"), k.Title, likely(k, best.known, rows))}
	for _, name := range best.extra {
		if name != "" && len([]rune(name)) <= maxHeader && len(h.Unknown) < maxUnknown {
			h.Unknown = append(h.Unknown, name)
		}
	}
	return h
}

// What is asked about a header that was not understood.
const (
	maxHeader  = 60 // characters of one name
	maxUnknown = 60 // names
)

// HeaderError refuses a file whose header lacks required columns. Perhaps it
// has them under names that nobody has told yet.
type HeaderError struct {
	Unknown []string // names in the header that stand for no column
	Missing []string // required columns
	refusal error
}

// Error says what is missing.
func (e *HeaderError) Error() string { return e.refusal.Error() }

// Unwrap gives the refusal in words for the bureau.
func (e *HeaderError) Unwrap() error { return e.refusal }

// likely says which other kind a sheet looks like that has all its columns, and
// more of them than of kind k; "" when there is none.
func likely(k kind.Kind, known int, rows []Row) string {
	title := ""
	for _, other := range kind.Kinds() {
		if other.Key == k.Key {
			continue
		}
		for i := range rows {
			if l, ok := findHeader(other, rows[:i+1]); ok && l.known > known {
				title, known = other.Title, l.known
			}
		}
	}
	if title == "" {
		return ""
	}
	return "。这个表头像是“" + title + "”的，数据种类是不是选错了？选错了请放弃这一批，选对种类再上传"
}
