package finding

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
)

// exportMost bounds one workbook, and exportChunk what is read at a time.
const (
	exportMost  = 50_000
	exportChunk = 1000
)

// textFormat is the number of Excel's own format @: what is written stays text.
const textFormat = 49

// Export writes a ledger as a workbook, its columns in the order the bureaus'
// own forms have, after recording that it was taken and why. Keys of its
// errors: reason.
func (s *Service) Export(ctx context.Context, by actor.Actor, k LedgerKind, f LedgerFilter, reason string, w io.Writer) error {
	q, err := s.query(ctx, by, k, f)
	if err != nil {
		return err
	}
	why, err := audit.Reason(reason, 100, "请写明导出的原因")
	if err != nil {
		return err
	}
	var total int64
	if err := q.Count(&total).Error; err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if total > exportMost {
		return fault.Fields(map[string]string{"reason": fmt.Sprintf("一次最多导出 %d 行，请用日期或乡镇缩小范围", exportMost)})
	}
	if err := audit.RecordAlone(ctx, s.DB, by, s.clock(), "ledger.export", "ledger:"+string(k), map[string]any{"rows": total, "reason": why}); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // a stream may have a temporary file behind it
	if err := book.SetSheetName("Sheet1", k.Title()); err != nil {
		return err
	}
	out, err := newSheet(book, k)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	for offset := 0; offset < int(total); offset += exportChunk {
		rows, err := s.ledgerRows(ctx, q, k, exportChunk, offset)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := out.add(r.Cells); err != nil {
				return fmt.Errorf("export: %w", err)
			}
		}
		if len(rows) < exportChunk {
			break
		}
	}
	if s.Reach != nil {
		text, err := s.Reach(ctx)
		if err == nil {
			out.row++ // a table ends where a row is empty
			err = out.add([]Cell{{Text: text}})
		}
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	if err := out.stream.Flush(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	_, err = book.WriteTo(w)
	return err
}

// sheetWriter writes one row after the other.
type sheetWriter struct {
	stream      *excelize.StreamWriter
	text, money int
	row         int
}

func newSheet(book *excelize.File, k LedgerKind) (*sheetWriter, error) {
	out := &sheetWriter{}
	head, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, err
	}
	if out.text, err = book.NewStyle(&excelize.Style{NumFmt: textFormat}); err != nil {
		return nil, err
	}
	if out.money, err = book.NewStyle(&excelize.Style{NumFmt: 4}); err != nil { // #,##0.00
		return nil, err
	}
	if out.stream, err = book.NewStreamWriter(k.Title()); err != nil {
		return nil, err
	}
	if err := out.stream.SetColWidth(1, len(headers[k]), 16); err != nil {
		return nil, err
	}
	if err := out.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	cells := make([]any, len(headers[k]))
	for i, h := range headers[k] {
		cells[i] = excelize.Cell{StyleID: head, Value: h}
	}
	out.row = 1
	return out, out.stream.SetRow("A1", cells)
}

func (w *sheetWriter) add(cells []Cell) error {
	w.row++
	line := make([]any, len(cells))
	for i, c := range cells {
		line[i] = excelize.Cell{StyleID: w.text, Value: clip.Cell(c.Text)}
		if n, err := strconv.ParseFloat(c.Text, 64); c.Figure && err == nil {
			line[i] = excelize.Cell{StyleID: w.money, Value: n}
			if i == 0 {
				line[i] = excelize.Cell{Value: n}
			}
		}
	}
	return w.stream.SetRow("A"+strconv.Itoa(w.row), line)
}
