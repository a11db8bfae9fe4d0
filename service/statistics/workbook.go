package statistics

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/period"
)

// sheetName is the name of the workbook's one sheet.
const sheetName = "统计表"

// columns are the columns of the reporting form with their widths.
var columns = []struct {
	head  string
	width float64
}{{"项目", 21}, {"指标", 30}, {"单位", 7}, {"本期", 14}, {"占比", 9}, {"上期", 14}, {"上年同期", 14}}

const lastColumn = "G"

// Export writes a span's form as a workbook in the layout of the reporting form,
// after recording that it was taken.
func (s *Service) Export(ctx context.Context, by actor.Actor, p Span, version int, w io.Writer) error {
	f, err := s.Open(ctx, by, p, version)
	if err != nil {
		return err
	}
	if err := audit.RecordAlone(ctx, s.DB, by, s.Now(), "statistics.export", "statistics:"+p.String(), map[string]any{"version": f.Shown}); err != nil {
		return fmt.Errorf("statistics: %w", err)
	}
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // nothing is written behind it
	out := &form{book: book, by: by}
	if err := out.write(f, s.Organ, period.Here(s.Now())); err != nil {
		return fmt.Errorf("statistics: %w", err)
	}
	_, err = book.WriteTo(w)
	return err
}

// form writes the sheet from top to bottom. The first failure is kept.
type form struct {
	book                                                      *excelize.File
	by                                                        actor.Actor
	row                                                       int
	title, note, right, head, side, text, count, money, share int
	failed                                                    error
}

func (o *form) write(f Form, organ string, today period.Day) error {
	o.keep(o.book.SetSheetName("Sheet1", sheetName))
	o.styles()
	for i, c := range columns {
		name, err := excelize.ColumnNumberToName(i + 1)
		o.keep(err)
		o.keep(o.book.SetColWidth(sheetName, name, name, c.width))
	}
	from, to := f.Span.Days()
	o.line(32, o.title, organ+"信访举报和执纪执法情况统计表")
	o.line(18, o.note, "统计时段："+f.Span.Chinese()+"（"+from.String()+" 至 "+(to-1).String()+"）")
	o.line(18, o.note, "填报单位："+organ+"　　计量单位：件次、件、人、元")
	o.next(22)
	for i, c := range columns {
		o.cell(i, o.head, c.head)
	}
	first := o.row
	for _, s := range f.Sections {
		o.section(s)
	}
	o.signatures(f, today)
	o.page(first)
	return o.failed
}

func (o *form) keep(err error) { o.failed = errors.Join(o.failed, err) }

func (o *form) styles() {
	thin := []excelize.Border{{Type: "left", Color: "444444", Style: 1}, {Type: "right", Color: "444444", Style: 1}, {Type: "top", Color: "444444", Style: 1}, {Type: "bottom", Color: "444444", Style: 1}}
	at := func(h string) *excelize.Alignment {
		return &excelize.Alignment{Horizontal: h, Vertical: "center", WrapText: true}
	}
	font := func(size float64, bold bool) *excelize.Font {
		return &excelize.Font{Family: "宋体", Size: size, Bold: bold}
	}
	for _, d := range []struct {
		into  *int
		style excelize.Style
	}{
		{&o.title, excelize.Style{Font: font(16, true), Alignment: at("center")}},
		{&o.note, excelize.Style{Font: font(10, false), Alignment: at("left")}},
		{&o.head, excelize.Style{Font: font(11, true), Alignment: at("center"), Border: thin, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7ECF2"}}}},
		{&o.side, excelize.Style{Font: font(11, true), Alignment: at("center"), Border: thin}},
		{&o.text, excelize.Style{Font: font(11, false), Alignment: at("left"), Border: thin, NumFmt: 49}},
		{&o.right, excelize.Style{Font: font(11, false), Alignment: at("center"), Border: thin}},
		{&o.count, excelize.Style{Font: font(11, false), Alignment: at("right"), Border: thin, NumFmt: 3}}, // #,##0
		{&o.money, excelize.Style{Font: font(11, false), Alignment: at("right"), Border: thin, NumFmt: 4}}, // #,##0.00
		{&o.share, excelize.Style{Font: font(11, false), Alignment: at("right"), Border: thin, CustomNumFmt: new("0.0%")}},
	} {
		id, err := o.book.NewStyle(&d.style)
		o.keep(err)
		*d.into = id
	}
}

// next begins a row.
func (o *form) next(height float64) {
	o.row++
	o.keep(o.book.SetRowHeight(sheetName, o.row, height))
}

// line is a row of one cell.
func (o *form) line(height float64, style int, text string) {
	o.next(height)
	a, z := "A"+strconv.Itoa(o.row), lastColumn+strconv.Itoa(o.row)
	o.keep(o.book.MergeCell(sheetName, a, z))
	o.keep(o.book.SetCellStyle(sheetName, a, z, style))
	o.keep(o.book.SetCellValue(sheetName, a, clip.Cell(text)))
}

// cell writes into a column of the row; nil leaves it empty.
func (o *form) cell(column, style int, value any) {
	at, err := excelize.CoordinatesToCellName(column+1, o.row)
	o.keep(err)
	o.keep(o.book.SetCellStyle(sheetName, at, at, style))
	if text, ok := value.(string); ok {
		value = clip.Cell(text)
	}
	if value != nil {
		o.keep(o.book.SetCellValue(sheetName, at, value))
	}
}

// section writes the lines of a group beside its title.
func (o *form) section(s Section) {
	first := o.row + 1
	for _, r := range s.Rows {
		o.next(18)
		style, number := o.count, func(n int64) any { return n }
		if s.Group == GroupMoney {
			style, number = o.money, func(n int64) any { return float64(n) / 100 }
		}
		o.cell(0, o.side, s.Title)
		o.cell(1, o.text, r.Text)
		o.cell(2, o.right, s.Unit)
		o.cell(3, style, number(r.N))
		if s.Whole && s.Total > 0 {
			o.cell(4, o.share, float64(r.N)/float64(s.Total))
		} else {
			o.cell(4, o.right, "—")
		}
		o.cell(5, style, number(r.Before))
		o.cell(6, style, number(r.YearAgo))
	}
	if o.row > first {
		o.keep(o.book.MergeCell(sheetName, "A"+strconv.Itoa(first), "A"+strconv.Itoa(o.row)))
	}
}

// signatures is the foot of the form.
func (o *form) signatures(f Form, today period.Day) {
	who, day := o.by.Name, today
	state := "未报送，本表是 " + today.Chinese() + " 的数字。"
	if f.Submitted {
		who, day = f.By, period.Here(f.At)
		state = fmt.Sprintf("已报送（第 %d 版，共 %d 版）。报送摘要（SM3）：%s", f.Shown, f.Latest, f.Digest)
	}
	o.line(20, o.note, "填表人："+who+"　　　　审核人：　　　　　　　　单位负责人：　　　　　　　　填报日期："+day.Chinese())
	o.line(30, o.note, state)
	o.line(30, o.note, "上期、上年同期按导出时的数字列出。涉及本机关领导的、密封上报的信访件由受理机关统计，不在本表。")
}

// page sets the sheet up for A4 paper, with the head on every page.
func (o *form) page(head int) {
	paper, wide, tall := 9, 1, 0
	o.keep(o.book.SetPageLayout(sheetName, &excelize.PageLayoutOptions{Size: &paper, FitToWidth: &wide, FitToHeight: &tall}))
	fit := true
	o.keep(o.book.SetSheetProps(sheetName, &excelize.SheetPropsOptions{FitToPage: &fit}))
	o.keep(o.book.SetHeaderFooter(sheetName, &excelize.HeaderFooterOptions{OddFooter: "&C第 &P 页，共 &N 页"}))
	o.keep(o.book.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%s'!$%d:$%d", sheetName, head, head), Scope: sheetName}))
	o.keep(o.book.SetPanes(sheetName, &excelize.Panes{Freeze: true, YSplit: head, TopLeftCell: "A" + strconv.Itoa(head+1), ActivePane: "bottomLeft"}))
}
