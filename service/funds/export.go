package funds

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// exportMost bounds one workbook.
const exportMost = 50_000

// Header is the head of the table as a workbook.
var Header = []string{"序号", "指标文号", "资金名称", "用于", "项目编码", "主管部门", "到账层级", "下达日期", "到账日期", "来（元）", "去（元）", "闲置（元）", "闲置起", "闲置天数", "到首次付出（天）", "滞留预警"}

// Export writes the table as a workbook, with its sum below, after recording that
// it was taken and why. Keys of its errors: reason.
func (s *Service) Export(ctx context.Context, by actor.Actor, q Query, reason string, w io.Writer) error {
	x, err := scopeOf(by)
	if err != nil {
		return err
	}
	why, err := audit.Reason(reason, 100, "请写明导出的原因")
	if err != nil {
		return err
	}
	all, err := s.collect(ctx, x, q)
	if err != nil {
		return err
	}
	lines := slices.DeleteFunc(all.lines, func(l Line) bool { return !slices.Contains(l.views(), q.View) })
	if len(lines) > exportMost {
		return fault.Fields(map[string]string{"reason": fmt.Sprintf("一次最多导出%d行，请缩小范围", exportMost)})
	}
	if err := audit.RecordAlone(ctx, s.DB, by, s.clock(), "funds.export", "funds", map[string]any{"rows": len(lines), "reason": why}); err != nil {
		return fmt.Errorf("funds: export: %w", err)
	}
	below := ""
	if s.Reach != nil {
		if below, err = s.Reach(ctx); err != nil {
			return fmt.Errorf("funds: export: %w", err)
		}
	}
	if err := workbook(lines, below, w); err != nil {
		return fmt.Errorf("funds: export: %w", err)
	}
	return nil
}

func workbook(lines []Line, below string, w io.Writer) error {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // a stream may have a temporary file behind it
	const sheet = "资金流向"
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	fen, err := book.NewStyle(&excelize.Style{NumFmt: 4}) // #,##0.00
	if err != nil {
		return err
	}
	out, err := book.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := out.SetColWidth(1, len(Header), 16); err != nil {
		return err
	}
	var total Sums
	table := [][]any{cells(Header)}
	for i, l := range lines {
		total.Add(l.Sums)
		table = append(table, l.row(i+1, fen))
	}
	sum := make([]any, len(Header))
	sum[1], sum[9], sum[10], sum[11] = "合计", amount(total.Came, fen), amount(total.Went, fen), amount(total.Idle, fen)
	table = append(table, sum)
	if below != "" { // a table ends where a row is empty
		table = append(table, nil, cells([]string{below}))
	}
	for i, row := range table {
		if err := out.SetRow("A"+strconv.Itoa(i+1), row); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	_, err = book.WriteTo(w)
	return err
}

func cells(texts []string) []any {
	out := make([]any, len(texts))
	for i, t := range texts {
		out[i] = clip.Cell(t)
	}
	return out
}

// amount is a cell of money: whole yuan and 分 are exact in it up to 90 trillion.
func amount(f money.Fen, style int) excelize.Cell {
	return excelize.Cell{StyleID: style, Value: float64(f) / 100}
}

// Colours are the words of a colour.
var Colours = [...]string{"", "黄", "橙", "红"}

func (l *Line) row(n, style int) []any {
	var levels []string
	for _, p := range l.Levels {
		levels = append(levels, p.Words())
	}
	wait, days, since := "", "", ""
	if l.Wait.Known {
		wait = strconv.Itoa(l.Wait.Days)
	}
	if l.Since != period.Past {
		days, since = strconv.Itoa(l.Days), l.Since.String()
	}
	doc := l.Doc
	if doc == "" {
		doc = Unsourced.Words()
	}
	row := cells([]string{"", doc, l.Name, l.Title, l.Code, l.Bureau, strings.Join(levels, "、"), l.Issued.String(), l.Arrived.String(), "", "", "", since, days, wait, Colours[l.Wait.Colour]})
	row[0], row[9], row[10], row[11] = n, amount(l.Came, style), amount(l.Went, style), amount(l.Idle, style)
	return row
}
