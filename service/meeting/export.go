package meeting

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
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
)

// exportMost bounds one workbook.
const exportMost = 5000

// textFormat is the number of Excel's own format @: what is written stays text.
const textFormat = 49

// Columns are the headings of the workbook.
var Columns = []string{"编号", "问题", "类别", "提出单位", "提出日期", "责任单位", "办理期限", "状态", "退回次数", "确认整改日期"}

// Export writes the issues of a filter as a workbook, after recording that it
// was taken and why. Keys of its errors: reason.
func (s *Service) Export(ctx context.Context, by actor.Actor, f Filter, reason string, w io.Writer) error {
	why, err := audit.Reason(reason, 100, "请写明导出的原因")
	if err != nil {
		return err
	}
	var rows []Row
	for n := 1; ; n++ {
		list, err := s.List(ctx, by, f, page.Request{Number: n, Size: page.MaxSize})
		if err != nil {
			return err
		}
		if list.Total > exportMost {
			return fault.Fields(map[string]string{"reason": fmt.Sprintf("一次最多导出%d行，请用年份或单位缩小范围", exportMost)})
		}
		rows = append(rows, list.Items...)
		if len(list.Items) < page.MaxSize {
			break
		}
	}
	if err := audit.RecordAlone(ctx, s.DB, by, s.clock(), "meeting.export", "meetings", map[string]any{"rows": len(rows), "reason": why}); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return workbook(rows, w)
}

func workbook(rows []Row, w io.Writer) error {
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // nothing is left on the disk
	const sheet = "联席会议问题"
	if err := book.SetSheetName("Sheet1", sheet); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	head, err := book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	plain, err := book.NewStyle(&excelize.Style{NumFmt: textFormat})
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	out, err := book.NewStreamWriter(sheet)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := out.SetColWidth(1, len(Columns), 16); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	line := func(n, style int, cells []string) error {
		values := make([]any, len(cells))
		for i, c := range cells {
			values[i] = excelize.Cell{StyleID: style, Value: clip.Cell(c)}
		}
		return out.SetRow("A"+strconv.Itoa(n), values)
	}
	if err := line(1, head, Columns); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	for i, r := range rows {
		if err := line(i+2, plain, []string{r.Number, r.Title, r.Kind, r.RaisedUnit, day(r.RaisedOn), r.Unit, day(r.Due), r.StateText, strconv.Itoa(r.Rounds), day(r.Confirmed)}); err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	_, err = book.WriteTo(w)
	return err
}

func day(d period.Day) string {
	if d == period.Past {
		return ""
	}
	return d.String()
}
