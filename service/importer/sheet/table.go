package sheet

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"

	"yangguang/service/importer/kind"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// Notice tells what was left out and why, so that nothing vanishes unseen.
type Notice struct {
	Sheet   string
	Row     int // 0 for the whole sheet
	Message string
}

const maxNotices = 500

// Reader reads the tables of one kind in a file.
type Reader struct {
	file    *File
	kind    kind.Kind
	today   period.Day
	notices []Notice
	more    int
	unknown []string // names in headers that stand for no column
	like    string   // what sheets without the header look like; "" nothing known
	met     []bool   // by column of the kind: some sheet has it
}

// NewReader reads tables of kind k from f. today bounds birthdays.
func NewReader(f *File, k kind.Kind, today period.Day) *Reader {
	return &Reader{file: f, kind: k, today: today}
}

// Notices lists what was left out; it is complete after Records ended.
func (r *Reader) Notices() []Notice {
	if r.more > 0 {
		return append(slices.Clone(r.notices), Notice{Message: fmt.Sprintf("另有%d处没有列出", r.more)})
	}
	return r.notices
}

// Unmatched lists the names in the file's headers that nobody knows and the
// columns that no sheet has; perhaps they belong together. It is complete after
// Records ended.
func (r *Reader) Unmatched() (headers, columns []string) {
	for i, c := range r.kind.Columns {
		if i < len(r.met) && !r.met[i] {
			columns = append(columns, c.Name)
		}
	}
	return r.unknown, columns
}

// plainNames stand in many tables and in no register: nobody is asked about them.
var plainNames = []string{"序号", "备注", "说明"}

// meet notes what a header has and what in it is not known.
func (r *Reader) meet(l layout) {
	if r.met == nil {
		r.met = make([]bool, len(r.kind.Columns))
	}
	for i, col := range l.where {
		r.met[i] = r.met[i] || col >= 0
	}
	for _, name := range l.extra {
		if name != "" && !slices.Contains(plainNames, name) && len([]rune(name)) <= maxHeader && len(r.unknown) < maxUnknown && !slices.Contains(r.unknown, name) {
			r.unknown = append(r.unknown, name)
		}
	}
}

func (r *Reader) notice(sheet string, row int, message string) {
	if len(r.notices) >= maxNotices {
		r.more++
		return
	}
	r.notices = append(r.notices, Notice{sheet, row, message})
}

// Records reads every row of every visible sheet that has the kind's header.
// Rows with mistakes come with their Errors; an error ends the reading and
// means that the file as a whole cannot be taken.
func (r *Reader) Records(ctx context.Context) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		r.notices, r.more, r.unknown, r.met, r.like = nil, 0, nil, nil, ""
		found := false
		for place, info := range r.file.Sheets() {
			if info.Hidden {
				r.notice(info.Name, 0, "这个工作表是隐藏的，没有读。要读就请取消隐藏")
				continue
			}
			t := &table{Reader: r, sheet: info.Name, place: place}
			ok, err := t.read(ctx, info, yield)
			if err != nil {
				yield(Record{}, err)
				return
			}
			if !ok {
				return
			}
			found = found || t.layout != nil
		}
		if !found {
			yield(Record{}, fault.Newf(fault.Invalid, "没有找到“%s”的表头。表头要有这些列：%s。请下载模板对照%s",
				r.kind.Title, strings.Join(r.kind.Required(), "、"), r.like))
		}
	}
}

// table reads one sheet.
type table struct {
	*Reader
	sheet   string
	place   int   // of the sheet in the file
	before  []Row // rows until the header is found
	titles  []Row
	layout  *layout
	waiting []Merge // merged cells still to come, by first row
	active  []fill
	names   map[string]bool // header cells as they were written
	lastRow int             // of the header, vertically merged cells included
	tail    bool            // a signature or note was seen: the table is over
	stray   map[int]stray   // by column of the sheet, what stands in those without a header
	one     [1]Record       // what records gives of a row that is one record
}

// fill is a merged cell of a column that may be filled down.
type fill struct {
	Merge
	cell Cell
}

// read gives the records of a sheet to yield; ok is false when yield has had
// enough.
func (t *table) read(ctx context.Context, info Info, yield func(Record, error) bool) (ok bool, err error) {
	merges, err := t.file.Merges(ctx, info)
	if err != nil {
		return false, err
	}
	for row, err := range t.file.Rows(ctx, info) {
		if err != nil {
			return false, err
		}
		if t.layout == nil {
			if err := t.seek(row, merges); err != nil {
				return false, err
			}
			if t.layout == nil && len(t.before) >= headerWithin {
				break
			}
			continue
		}
		recs, err := t.records(row)
		if err != nil {
			return false, err
		}
		for _, rec := range recs {
			if !yield(rec, nil) {
				return false, nil
			}
		}
	}
	if t.layout == nil && len(t.before) > 0 && info.Name != notesSheet {
		if err := nearHeader(t.kind, t.sheet, t.before); err != nil {
			return false, err
		}
		t.notice(t.sheet, 0, "这个工作表里没有找到表头，没有读")
		t.like = cmp.Or(t.like, likely(t.kind, 1, t.before))
	}
	t.tellStrays()
	return true, nil
}

// seek takes one more row in search of the header.
func (t *table) seek(row Row, merges []Merge) error {
	row.Cells = slices.Clone(row.Cells)
	t.before = append(t.before, row)
	l, ok := findHeader(t.kind, t.before)
	if !ok {
		return nil
	}
	t.lastRow = row.Number
	for _, m := range merges {
		if m.First <= row.Number && m.Last > t.lastRow && m.Last <= row.Number+3 {
			t.lastRow = m.Last
		}
	}
	t.titles = t.before[:len(t.before)-len(l.rows)]
	if err := t.use(l); err != nil {
		return err
	}
	for _, m := range merges {
		if m.First > t.lastRow {
			t.waiting = append(t.waiting, m)
		}
	}
	slices.SortFunc(t.waiting, func(a, b Merge) int { return a.First - b.First })
	return nil
}

func (t *table) use(l layout) error {
	if err := l.check(t.kind, t.sheet, t.titles); err != nil {
		return err
	}
	t.unnamed(&l)
	t.layout = &l
	t.meet(l)
	if t.names == nil {
		t.names = map[string]bool{}
	}
	for _, c := range t.kind.Columns {
		t.names[c.Name] = true
	}
	for _, r := range l.rows {
		for col, c := range r.Cells {
			if l.columns[col] >= 0 {
				t.names[c.Text] = true
			}
		}
	}
	return nil
}

// records reads a row below the header: one record, one for each member of a
// household, or none when the row is no data.
func (t *table) records(row Row) ([]Record, error) {
	if again, err := t.headerAgain(row); again || err != nil {
		return nil, err
	}
	if why := t.noData(row); why != "" {
		t.notice(t.sheet, row.Number, why)
		return nil, nil
	}
	t.fillDown(&row)
	strays := t.strays(row)
	if len(t.layout.members) > 0 {
		var recs []Record
		for n, where := range t.layout.households(t.kind, row) {
			if rec, ok := t.record(row, where); ok {
				recs = append(recs, rec.with(strays).inHousehold(n))
			}
		}
		if why := t.onlyElsewhere(row); len(recs) == 0 && why != "" {
			t.notice(t.sheet, row.Number, why)
		}
		numbersOfOthers(t.kind, recs)
		return recs, nil
	}
	rec, ok := t.record(row, t.layout.where)
	if !ok {
		if why := t.onlyElsewhere(row); why != "" { // more than its running number
			t.notice(t.sheet, row.Number, why)
		}
		return nil, nil
	}
	t.one[0] = rec.with(strays)
	return t.one[:], nil
}

// record reads the columns of the kind from where they stand; ok is false when
// all of them are empty.
func (t *table) record(row Row, where []int) (rec Record, ok bool) {
	rec = Record{Sheet: t.sheet, place: t.place, Row: row.Number, kind: &t.kind, layout: t.layout, values: make([]string, len(t.kind.Columns)), given: make([]string, len(t.kind.Columns))}
	filled := false
	for i, col := range where {
		filled = t.value(&rec, row, i, col) || filled
	}
	if !filled {
		return Record{}, false
	}
	rec.order()
	for col, name := range t.layout.extra {
		if name != "" && col < len(row.Cells) && row.Cells[col].Kind != Blank {
			if rec.extra == nil {
				rec.extra = map[string]string{}
			}
			rec.extra[name] = kind.Clean(row.Cells[col].Text)
		}
	}
	return rec, true
}

// value reads column i of the kind, which stands in column col of the sheet,
// into rec; it reports whether the cell holds anything.
func (t *table) value(rec *Record, row Row, i, col int) bool {
	column := t.kind.Columns[i]
	var cell Cell
	if col >= 0 && col < len(row.Cells) {
		cell = row.Cells[col]
	}
	rec.given[i] = cell.Text
	if cell.Kind == Broken {
		rec.fail(column, cell.Text, &kind.Problem{Rule: kind.RuleCell, Message: "“" + column.Name + "”的公式没有算出结果，请改成实际的值"})
		return true
	}
	in := kind.Value{Text: cell.Text, Number: cell.Kind == Number, Untyped: cell.Kind == Plain, Today: t.today}
	if col >= 0 {
		in.Wan, in.Area = t.layout.wan[col], t.layout.area[col]
	}
	out, problem := column.Parse(in)
	if problem != nil {
		rec.fail(column, cell.Text, problem)
	}
	rec.values[i] = out
	return cell.Kind != Blank
}

func (r *Record) fail(c kind.Column, value string, p *kind.Problem) {
	r.Errors = append(r.Errors, RowError{r.Sheet, r.Row, c.Name, seal.NewSecret(value), p.Rule, p.Message})
}

// headerAgain knows the rest of a header and a header that is repeated, as
// printed tables do on each page; a repeated one may change the order.
func (t *table) headerAgain(row Row) (bool, error) {
	rest := row.Number <= t.lastRow
	if !rest && !t.namesIn(row) {
		return false, nil
	}
	row.Cells = slices.Clone(row.Cells)
	if rest {
		return true, t.use(readHeader(t.kind, append(slices.Clone(t.layout.rows), row)))
	}
	if l := readHeader(t.kind, []Row{row}); len(l.missing) == 0 {
		return true, t.use(l)
	}
	if last := t.layout.rows[len(t.layout.rows)-1]; row.Number == last.Number+1 { // what stands below 成员1
		if l := readHeader(t.kind, append(slices.Clone(t.layout.rows), row)); len(l.missing) == 0 && l.memberCells() > t.layout.memberCells() {
			return true, t.use(l)
		}
	}
	return true, nil
}

// namesIn reports whether most cells of a row are names of columns.
func (t *table) namesIn(row Row) bool {
	cells, names := 0, 0
	for _, c := range row.Cells {
		switch {
		case c.Kind == Blank:
		case !c.isText():
			return false
		default:
			cells++
			if t.names[c.Text] || mayName(c.Text) && t.names[kind.Header(c.Text)] {
				names++
			} else if cells > names+3 {
				return false
			}
		}
	}
	return names >= 2 && names*2 >= cells
}

// mayName reports whether a text can be a header at all: none begins with a
// digit or is long. It spares most cells of a large file a closer look.
func mayName(text string) bool {
	return text != "" && len(text) <= 120 && (text[0] < '0' || text[0] > '9')
}

// fillDown gives a row the values of the merged cells it lies in. fills are in
// order of their first row; those the rows have passed are dropped.
func (t *table) fillDown(row *Row) {
	for len(t.waiting) > 0 && t.waiting[0].First <= row.Number {
		t.active = append(t.active, fill{Merge: t.waiting[0]})
		t.waiting = t.waiting[1:]
	}
	t.active = slices.DeleteFunc(t.active, func(f fill) bool { return f.Last < row.Number })
	for i := range t.active {
		f := &t.active[i]
		column := -1
		if f.Column < len(t.layout.columns) {
			column = t.layout.columns[f.Column]
		}
		if column < 0 || !t.kind.Columns[column].FillDown {
			continue
		}
		for len(row.Cells) <= f.Column {
			row.Cells = append(row.Cells, Cell{})
		}
		if row.Number == f.First {
			f.cell = row.Cells[f.Column]
		} else if row.Cells[f.Column].Kind == Blank {
			row.Cells[f.Column] = f.cell
		}
	}
}

var (
	totals    = regexp.MustCompile(`^.{0,12}(合计|小计|总计|共计|累计)(\(.*\))?[::]?$`)
	signature = regexp.MustCompile(`^(制表|填表|填报|审核|复核|审批|经办|单位负责|负责|主管|分管|领导|签字|签章|盖章|联系|报送|日期|打印)[^0-9]{0,8}[::]`)
	note      = regexp.MustCompile(`^(备注|注|说明|附注|填表说明|填报说明|注意|温馨提示)[0-9]*[::、.]`)
)

// noData says why a row below the header is no data, "" when it is. Only a row
// that lacks required values is suspected.
func (t *table) noData(row Row) string {
	filled, required := 0, 0
	for i, c := range t.kind.Columns {
		if !c.Required || c.MayBeEmpty {
			continue
		}
		required++
		if col := t.layout.where[i]; col >= 0 && col < len(row.Cells) && row.Cells[col].Kind != Blank {
			filled++
		}
	}
	if filled == required {
		return ""
	}
	cells, signed, first := 0, 0, ""
	for _, c := range row.Cells {
		if c.Kind == Blank {
			continue
		}
		text := strings.ReplaceAll(kind.Clean(c.Text), " ", "")
		if c.isText() && totals.MatchString(text) {
			return "合计行，没有读"
		}
		if cells++; cells == 1 {
			first = text
		}
		if signature.MatchString(text) {
			signed++
		}
	}
	switch {
	case filled*2 > required && signed < cells:
		return ""
	case signature.MatchString(first), note.MatchString(first):
		t.tail = true
		return "落款或说明，没有读"
	case t.tail && cells == 1:
		return "落款或说明，没有读"
	}
	return ""
}
