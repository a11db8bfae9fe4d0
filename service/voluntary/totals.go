package voluntary

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// Sum is money that was confirmed and whose it was. One person who gave back
// twice is one person.
type Sum struct {
	Persons, Returns int
	Fen              money.Fen
}

// Total is one line of the figures: a year, or a kind of unit within it. Persons
// of the parts may be the same ones; returns and money add up.
type Total struct {
	Text                 string
	All, Inside, Outside Sum
}

// Year is the figures of one year by the day of payment.
type Year struct {
	Year  int
	Sum   Total
	Kinds []Total
}

// mostCounted bounds what a table of figures reads.
const mostCounted = 100_000

// Totals counts what was confirmed, by year and kind of unit, for case management
// and heads. Like the list it leaves out what is about the reader's own circle.
func (s *Service) Totals(ctx context.Context, by actor.Actor) ([]Year, error) {
	if !desk(by) {
		return nil, notFound()
	}
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return nil, err
	}
	var found []model.VoluntaryReturn
	err = s.DB.WithContext(ctx).Table("voluntary_returns AS v").Select("v.id, v.period_id, v.who_digest, v.unit_kind, v.paid_fen, v.paid_on").Where("v.state = ?", model.VoluntaryConfirmed).Where(where, args...).Limit(mostCounted).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("voluntary totals: %w", err)
	}
	return tally(found), nil
}

// counter of one line: who is in it already.
type line struct {
	Total
	who [3]map[string]bool
}

func (l *line) add(v model.VoluntaryReturn) {
	part := 2
	if v.PeriodID != 0 {
		part = 1
	}
	for i, sum := range []*Sum{&l.All, &l.Inside, &l.Outside} {
		if i != 0 && i != part {
			continue
		}
		if l.who[i] == nil {
			l.who[i] = map[string]bool{}
		}
		l.who[i][string(v.WhoDigest)] = true
		sum.Persons, sum.Returns, sum.Fen = len(l.who[i]), sum.Returns+1, sum.Fen+money.Fen(v.PaidFen)
	}
}

// tally counts confirmed declarations, the latest year first. It is pure.
func tally(found []model.VoluntaryReturn) []Year {
	type key struct {
		year int
		kind string
	}
	lines := map[key]*line{}
	at := func(k key) *line {
		if lines[k] == nil {
			lines[k] = &line{}
		}
		return lines[k]
	}
	years := map[int]bool{}
	for _, v := range found {
		if v.PaidOn == nil {
			continue
		}
		y := period.Stored(*v.PaidOn).Year()
		years[y] = true
		at(key{y, ""}).add(v)
		at(key{y, v.UnitKind}).add(v)
	}
	var out []Year
	for y := range years {
		one := Year{Year: y, Sum: at(key{y, ""}).Total}
		for _, k := range UnitKinds() {
			if l := lines[key{y, k.Value}]; l != nil {
				l.Text = k.Text
				one.Kinds = append(one.Kinds, l.Total)
			}
		}
		out = append(out, one)
	}
	slices.SortFunc(out, func(a, b Year) int { return cmp.Compare(b.Year, a.Year) })
	return out
}

// exportMost bounds one workbook.
const exportMost = 20_000

var exportHead = []string{"序号", "编号", "收据号", "声明人", "单位类别", "单位", "为谁退", "领取人", "项目", "所属期间", "声明日期", "声明金额（元）", "缴款日期", "缴款金额（元）", "凭证号", "期限内外", "状态"}

// Export writes the ledger 主动退缴台账 as a workbook, after recording that it was
// taken and why. Keys of its errors: reason.
func (s *Service) Export(ctx context.Context, by actor.Actor, f Filter, reason string, w io.Writer) error {
	if !desk(by) {
		return notFound()
	}
	why, err := audit.Reason(reason, 100, "请写明导出的原因")
	if err != nil {
		return err
	}
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return err
	}
	q := s.DB.WithContext(ctx).Table("voluntary_returns AS v").Select("v.*").Where(where, args...)
	if f.Year != 0 {
		q = q.Where("v.declared_on >= ? AND v.declared_on <= ?", period.Date(f.Year, 1, 1).Time(), period.Date(f.Year, 12, 31).Time())
	}
	var found []model.VoluntaryReturn
	if err := q.Session(&gorm.Session{}).Order("v.id").Limit(exportMost + 1).Scan(&found).Error; err != nil {
		return fmt.Errorf("voluntary export: %w", err)
	}
	if len(found) > exportMost {
		return fault.Fields(map[string]string{"reason": fmt.Sprintf("一次最多导出 %d 行，请用年份缩小范围", exportMost)})
	}
	if err := audit.RecordAlone(ctx, s.DB, by, s.clock(), "voluntary.export", "voluntary", map[string]any{"rows": len(found), "reason": why}); err != nil {
		return err
	}
	book := excelize.NewFile()
	defer func() { _ = book.Close() }() // a stream may have a temporary file behind it
	const name = "主动退缴台账"
	if err := book.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	stream, err := book.NewStreamWriter(name)
	if err != nil {
		return err
	}
	if err := s.write(by, stream, found); err != nil {
		return fmt.Errorf("voluntary export: %w", err)
	}
	if err := stream.Flush(); err != nil {
		return fmt.Errorf("voluntary export: %w", err)
	}
	_, err = book.WriteTo(w)
	return err
}

func (s *Service) write(by actor.Actor, stream *excelize.StreamWriter, found []model.VoluntaryReturn) error {
	if err := stream.SetColWidth(1, len(exportHead), 16); err != nil {
		return err
	}
	head := make([]any, len(exportHead))
	for i, h := range exportHead {
		head[i] = h
	}
	if err := stream.SetRow("A1", head); err != nil {
		return err
	}
	for i, v := range found {
		r, err := s.row(by, v)
		if err != nil {
			return err
		}
		inside := map[bool]string{true: "期限内", false: "期限外"}[r.Inside]
		line := []any{i + 1}
		for _, text := range []string{r.Number, r.ReceiptNo, r.Name.Reveal(), r.UnitKind, r.Unit, r.Whom, r.WhomName.Reveal(), r.Item, r.Span.Chinese(), r.DeclaredOn.String()} {
			line = append(line, clip.Cell(text))
		}
		line = append(line, yuan(r.Amount), r.PaidOn.String(), yuan(r.Paid), clip.Cell(r.Voucher), inside, r.StateText)
		if err := stream.SetRow("A"+strconv.Itoa(i+2), line); err != nil {
			return err
		}
	}
	return nil
}

// yuan is money as a number of the workbook.
func yuan(f money.Fen) float64 { return float64(f) / 100 }
