package sheet

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"yangguang/service/importer/kind"
	"yangguang/service/kernel/fault"
)

// notesSheet explains the columns of a template; handed in again it is no data.
const notesSheet = "填写说明"

// textFormat is the number of Excel's own format @: what is typed stays text.
const textFormat = 49

// WriteTemplate writes the empty workbook of a kind: the header, whose columns
// of long numbers are text from the first row on, lists to choose from, and a
// sheet that explains every column.
func WriteTemplate(w io.Writer, k kind.Kind) (err error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // it has no file behind it
	name := k.Title
	if err := f.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	style, err := styles(f)
	if err != nil {
		return err
	}
	for i, c := range k.Columns {
		col, err := excelize.ColumnNumberToName(i + 1)
		if err != nil {
			return err
		}
		if err := templateColumn(f, name, col, c, style); err != nil {
			return err
		}
	}
	if err := f.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := writeNotes(f, k, style); err != nil {
		return err
	}
	_, err = f.WriteTo(w)
	return err
}

type styleSet struct{ required, optional, text int }

func styles(f *excelize.File) (s styleSet, err error) {
	bold := &excelize.Font{Bold: true}
	fill := func(color string) excelize.Fill {
		return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{color}}
	}
	if s.required, err = f.NewStyle(&excelize.Style{Font: bold, Fill: fill("F8D7DA")}); err != nil {
		return s, err
	}
	if s.optional, err = f.NewStyle(&excelize.Style{Font: bold, Fill: fill("E9ECEF")}); err != nil {
		return s, err
	}
	s.text, err = f.NewStyle(&excelize.Style{NumFmt: textFormat})
	return s, err
}

func templateColumn(f *excelize.File, sheet, col string, c kind.Column, style styleSet) error {
	// Days and months are text too: a spreadsheet would make 2024.10 of 2024.1.
	switch {
	case c.Digits(), c.Type == kind.Day, c.Type == kind.Month, c.Type == kind.PeriodFrom, c.Type == kind.PeriodTo:
		if err := f.SetColStyle(sheet, col, style.text); err != nil {
			return err
		}
	}
	if err := f.SetColWidth(sheet, col, col, columnWidth(c)); err != nil {
		return err
	}
	if err := f.SetCellStr(sheet, col+"1", c.Name); err != nil {
		return err
	}
	head := style.optional
	if c.Required {
		head = style.required
	}
	if err := f.SetCellStyle(sheet, col+"1", col+"1", head); err != nil {
		return err
	}
	if c.Type != kind.Enum {
		return nil
	}
	list := excelize.NewDataValidation(true)
	list.Sqref = col + "2:" + col + "1048576"
	if err := list.SetDropList(c.Values); err != nil {
		return err
	}
	list.SetError(excelize.DataValidationErrorStyleStop, c.Name, "请从列表中选择")
	return f.AddDataValidation(sheet, list)
}

func columnWidth(c kind.Column) float64 {
	switch c.Type {
	case kind.ID, kind.Account, kind.CreditCode:
		return 24
	case kind.Prose:
		return 40
	default:
		return 16
	}
}

func writeNotes(f *excelize.File, k kind.Kind, style styleSet) error {
	if _, err := f.NewSheet(notesSheet); err != nil {
		return err
	}
	rows := [][]any{{"列名", "是否必填", "怎么填", "也可以叫", "举例"}}
	for _, c := range k.Columns {
		must := "选填"
		switch {
		case c.Required && c.MayBeEmpty:
			must = "列必须有，可空"
		case c.Required:
			must = "必填"
		}
		rows = append(rows, []any{c.Name, must, c.Help(), strings.Join(c.Aliases, "、"), c.Sample()})
	}
	for _, line := range []string{
		"表头的列名不能改，列的先后随意；多出来的列会原样保留。",
		"身份证号、账号等长号码要按“文本”填，否则后几位会丢失。",
		"合计行、落款、说明不会当作数据。有错的行会连同原因一起退回，改好后可直接再次上传。",
	} {
		rows = append(rows, []any{line})
	}
	for i, r := range rows {
		if err := f.SetSheetRow(notesSheet, fmt.Sprintf("A%d", i+1), &r); err != nil {
			return err
		}
	}
	if err := f.SetColStyle(notesSheet, "E", style.text); err != nil {
		return err
	}
	return f.SetColWidth(notesSheet, "A", "E", 30)
}

// WriteErrors writes the rows that did not pass as a workbook that can be
// mended and handed in again: every column as it was, and at the end where the
// row stood and what is wrong. Everything is text, and nothing that a
// spreadsheet would take for a formula stays one.
func WriteErrors(w io.Writer, k kind.Kind, bad []Record) error {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // a stream may have a temporary file behind it
	if err := f.SetSheetName("Sheet1", k.Title); err != nil {
		return err
	}
	style, err := f.NewStyle(&excelize.Style{NumFmt: textFormat})
	if err != nil {
		return err
	}
	sw, err := f.NewStreamWriter(k.Title)
	if err != nil {
		return err
	}
	columns, extras := errorColumns(k, bad)
	header := slices.Concat(columns, extras, []string{placeColumn, errorColumn})
	if len(header) > MaxColumns {
		return fault.New(fault.Invalid, "列太多，写不成错误表")
	}
	if err := sw.SetColWidth(1, len(header), 18); err != nil {
		return err
	}
	if err := writeTextRow(sw, 1, style, header); err != nil {
		return err
	}
	for i, r := range bad {
		cells := make([]string, 0, len(header))
		for c := range columns {
			cells = append(cells, r.again(c))
		}
		for _, e := range extras {
			cells = append(cells, r.extra[e])
		}
		var why []string
		for _, e := range r.Errors {
			why = append(why, e.Column+":"+e.Message)
		}
		if err := writeTextRow(sw, i+2, style, append(cells, r.Place(), strings.Join(why, ";"))); err != nil {
			return err
		}
	}
	if err := sw.Flush(); err != nil {
		return err
	}
	_, err = f.WriteTo(w)
	return err
}

// errorColumns are the kind's columns and those the bad rows have besides.
func errorColumns(k kind.Kind, bad []Record) (columns, extras []string) {
	for _, c := range k.Columns {
		columns = append(columns, c.Name)
	}
	for _, r := range bad {
		for name := range r.extra {
			if !slices.Contains(extras, name) {
				extras = append(extras, name)
			}
		}
	}
	slices.Sort(extras)
	return columns, extras
}

func writeTextRow(sw *excelize.StreamWriter, row, style int, texts []string) error {
	cells := make([]any, len(texts))
	for i, t := range texts {
		cells[i] = excelize.Cell{StyleID: style, Value: Harmless(t)}
	}
	return sw.SetRow(fmt.Sprintf("A%d", row), cells)
}

var signedNumber = regexp.MustCompile(`^[-+]?[0-9][0-9,.]*$`)

// Harmless puts a quote before text that a spreadsheet would calculate; the
// quote is dropped when the text is read again. Every file for a spreadsheet,
// .csv included, must go through it.
func Harmless(s string) string {
	if s == "" || signedNumber.MatchString(s) {
		return s
	}
	switch s[0] {
	case '=', '+', '-', '@', '\t', '\r':
		return "'" + s
	}
	return s
}
