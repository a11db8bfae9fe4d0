package finding

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// LedgerKind is one of the ledgers 台账.
type LedgerKind string

// The ledgers.
const (
	Warnings       LedgerKind = "warnings"       // 预警台账
	Rectifications LedgerKind = "rectifications" // 整改台账
	Refunds        LedgerKind = "refunds"        // 退缴台账
)

// Title is the ledger's name.
func (k LedgerKind) Title() string {
	return text([]Choice{{string(Warnings), "预警台账"}, {string(Rectifications), "整改台账"}, {string(Refunds), "退缴台账"}}, string(k))
}

// LedgerFilter narrows a ledger. From and To are days of finding, closing or
// ordering, whichever the ledger is about; nil is open.
type LedgerFilter struct {
	Town     string
	From, To *period.Day
	Open     bool // only what is not done yet
}

// Cell is one value of a ledger. Money and counts are figures in a spreadsheet.
type Cell struct {
	Text   string
	Figure bool
}

// LedgerRow is one line, its cells in the order of the header.
type LedgerRow struct {
	ID    int64 // of the finding
	Cells []Cell
}

// Ledger is one page of a ledger.
type Ledger struct {
	page.Page[LedgerRow]
	Header []string
}

var headers = map[LedgerKind][]string{
	Warnings: {"序号", "疑点编号", "预警模型", "预警等级", "乡镇", "村", "对象", "身份证号", "补贴项目", "所属期间", "涉及金额（元）", "疑点说明", "发现日期",
		"核查单位", "下发日期", "反馈期限", "核查结果", "反馈日期", "当前状态", "办结方式", "办结日期"},
	Rectifications: {"序号", "疑点编号", "预警模型", "乡镇", "村", "对象", "身份证号", "补贴项目", "涉及金额（元）", "责任单位", "停发建议", "办结日期", "整改期限", "完成日期",
		"是否超期", "应退缴（元）", "已退缴（元）"},
	Refunds: {"序号", "疑点编号", "乡镇", "村", "退缴人", "补贴项目", "责令退缴（元）", "责令日期", "退缴期限", "已入账（元）", "入账日期", "凭证号", "已返还（元）", "上缴或返还给", "返还日期", "尚欠（元）"},
}

// query is the findings or refunds of a ledger within what the actor may see.
func (s *Service) query(ctx context.Context, by actor.Actor, k LedgerKind, f LedgerFilter) (*gorm.DB, error) {
	if headers[k] == nil || !by.Is(actor.RoleSupervision, actor.RoleHead) {
		return nil, notFound()
	}
	day, open := "findings.first_seen_at", "findings.status NOT IN ('closed', 'exempted')"
	q := s.DB.WithContext(ctx).Table("findings")
	switch k {
	case Warnings:
	case Rectifications:
		day, open = "findings.closed_at", "findings.rectified_at IS NULL"
		q = q.Where("findings.closed_as = ?", model.ClosedRectification)
	case Refunds:
		day, open = "refunds.ordered_at", "refunds.paid_fen < refunds.ordered_fen"
		q = s.DB.WithContext(ctx).Table("refunds").Joins("JOIN findings ON findings.id = refunds.finding_id")
	}
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return nil, err
	}
	q = q.Where(where, args...)
	if len(f.Town) == 12 {
		q = q.Where("findings.village_code LIKE ?", actor.DivisionPrefix(f.Town)+"%")
	}
	if f.From != nil {
		q = q.Where(day+" >= ?", f.From.Start(period.Shanghai).UTC())
	}
	if f.To != nil {
		q = q.Where(day+" <= ?", f.To.End(period.Shanghai).UTC())
	}
	if f.Open {
		q = q.Where(open)
	}
	return q.Session(&gorm.Session{}), nil
}

// Ledger shows one page of a ledger, the newest first.
func (s *Service) Ledger(ctx context.Context, by actor.Actor, k LedgerKind, f LedgerFilter, r page.Request) (Ledger, error) {
	q, err := s.query(ctx, by, k, f)
	if err != nil {
		return Ledger{}, err
	}
	var total int64
	if err := q.Count(&total).Error; err != nil {
		return Ledger{}, fmt.Errorf("ledger: %w", err)
	}
	rows, err := s.ledgerRows(ctx, q, k, r.Limit(), r.Offset())
	if err != nil {
		return Ledger{}, err
	}
	if k != Refunds && len(rows) > 0 {
		err = audit.RecordAlone(ctx, s.DB, by, s.clock(), "person.unseal", "ledger:"+string(k), map[string]any{"reason": "ledger, masked", "rows": len(rows)})
	}
	return Ledger{Page: page.Of(r, rows, int(total)), Header: headers[k]}, err
}

// refunded is a refund and its finding, as they are read together.
type refunded struct {
	refund  model.Refund
	finding model.Finding
}

func (s *Service) ledgerRows(ctx context.Context, q *gorm.DB, k LedgerKind, limit, offset int) ([]LedgerRow, error) {
	var list []refunded
	if k == Refunds {
		var rows []model.Refund
		if err := q.Select("refunds.*").Order("refunds.id DESC").Limit(limit).Offset(offset).Scan(&rows).Error; err != nil {
			return nil, fmt.Errorf("ledger: %w", err)
		}
		for _, r := range rows {
			list = append(list, refunded{refund: r})
		}
	} else {
		var rows []model.Finding
		if err := q.Select("findings.*").Order("findings.id DESC").Limit(limit).Offset(offset).Scan(&rows).Error; err != nil {
			return nil, fmt.Errorf("ledger: %w", err)
		}
		for _, f := range rows {
			list = append(list, refunded{finding: f})
		}
	}
	l, err := s.linesOf(ctx, k, list)
	if err != nil {
		return nil, err
	}
	out := make([]LedgerRow, 0, len(list))
	for i, one := range l.list {
		cells, err := l.cells(s, k, offset+i+1, one)
		if err != nil {
			return nil, err
		}
		out = append(out, LedgerRow{one.finding.ID, cells})
	}
	return out, nil
}

// lines are what the rows of a ledger refer to.
type lines struct {
	names
	list  []refunded
	ids   map[int64]string // masked resident IDs
	owed  map[int64][2]money.Fen
	tasks map[int64]string // bureaus of the livelihood tasks
	today period.Day
}

// unit is who has to answer for a finding: whom it was sent to, or whose
// livelihood task took it over.
func (l lines) unit(f model.Finding) string {
	if to := l.target(f); to != "" {
		return to
	}
	return l.tasks[f.TaskID]
}

func (s *Service) linesOf(ctx context.Context, k LedgerKind, list []refunded) (lines, error) {
	l := lines{list: list, ids: map[int64]string{}, owed: map[int64][2]money.Fen{}, tasks: map[int64]string{}, today: period.Here(s.clock())}
	if len(list) == 0 {
		return l, nil
	}
	ids := make([]int64, len(list))
	for i, one := range list {
		ids[i] = max(one.refund.FindingID, one.finding.ID)
	}
	found, err := gorm.G[model.Finding](s.DB).Where("id IN ?", ids).Find(ctx)
	if err != nil {
		return l, fmt.Errorf("ledger: %w", err)
	}
	byID := map[int64]model.Finding{}
	for _, f := range found {
		byID[f.ID] = f
	}
	for i := range list {
		list[i].finding = byID[ids[i]]
	}
	if l.names, err = s.lookUp(ctx, found); err != nil {
		return l, err
	}
	if k == Rectifications {
		var sums []struct {
			FindingID     int64
			Ordered, Paid int64
		}
		err := s.DB.WithContext(ctx).Table("refunds").Select("finding_id, SUM(ordered_fen) AS ordered, SUM(paid_fen) AS paid").Where("finding_id IN ?", ids).Group("finding_id").Scan(&sums).Error
		if err != nil {
			return l, fmt.Errorf("ledger: %w", err)
		}
		for _, r := range sums {
			l.owed[r.FindingID] = [2]money.Fen{money.Fen(r.Ordered), money.Fen(r.Paid)}
		}
	}
	if k == Refunds {
		return l, nil
	}
	if err := s.taskBureaus(ctx, found, l.tasks); err != nil {
		return l, err
	}
	return l, s.maskIDs(ctx, found, l.ids)
}

// taskBureaus says whose the livelihood tasks of the findings are.
func (s *Service) taskBureaus(ctx context.Context, found []model.Finding, into map[int64]string) error {
	var tasks []int64
	for _, f := range found {
		if f.TaskID != 0 {
			tasks = append(tasks, f.TaskID)
		}
	}
	if len(tasks) == 0 {
		return nil
	}
	rows, err := gorm.G[model.LivelihoodTask](s.DB).Select("id", "bureau").Where("id IN ?", tasks).Find(ctx)
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	for _, t := range rows {
		into[t.ID] = t.Bureau
	}
	return nil
}

func (s *Service) maskIDs(ctx context.Context, found []model.Finding, into map[int64]string) error {
	var people []int64
	for _, f := range found {
		people = append(people, f.PersonID)
	}
	rows, err := gorm.G[model.Person](s.DB).Select("id", "id_digest", "id_sealed").Where("id IN ?", people).Find(ctx)
	if err != nil {
		return fmt.Errorf("ledger: %w", err)
	}
	for _, p := range rows {
		v, err := s.Box.Open(p.IDSealed, seal.PlaceResidentID(p.IDDigest))
		if err != nil {
			return fmt.Errorf("ledger: %w", err)
		}
		into[p.ID] = idnumber.MaskID(v.Reveal())
	}
	return nil
}

func (l lines) cells(s *Service, k LedgerKind, n int, one refunded) ([]Cell, error) {
	f, r := one.finding, one.refund
	town, village := "", ""
	if len(f.VillageCode) == 12 {
		town = l.divisions[f.VillageCode[:9]+"000"]
		if f.VillageCode[9:] != "000" {
			village = l.divisions[f.VillageCode]
		}
	}
	w := func(t string) Cell { return Cell{Text: t} }
	fen := func(v int64) Cell { return Cell{money.Fen(v).Yuan(), true} }
	number, who, item := w(Number(f.ID)), w(subject(f, l.names)), w(l.items[f.ItemID])
	switch k {
	case Warnings:
		return []Cell{
			{strconv.Itoa(n), true}, number, w(f.Model + " " + f.Title), w(SeverityText(f.Severity)), w(town), w(village), who, w(l.ids[f.PersonID]), item, w(span(f)), fen(f.AmountFen),
			w(f.Sentence), w(here(&f.FirstSeenAt)), w(l.unit(f)), w(here(f.DispatchedAt)), w(here(f.DueAt)), w(VerdictText(f.FeedbackVerdict)), w(here(f.FeedbackAt)),
			w(StatusText(f.Status)), w(ClosedText(f.ClosedAs)), w(here(f.ClosedAt)),
		}, nil
	case Rectifications:
		stop, late := "", "否"
		if f.StopPayment {
			stop = "建议停发"
		}
		if f.RectifyDueAt != nil && (f.RectifiedAt == nil && period.Here(*f.RectifyDueAt) < l.today || f.RectifiedAt != nil && f.RectifiedAt.After(*f.RectifyDueAt)) {
			late = "是"
		}
		owed := l.owed[f.ID]
		return []Cell{
			{strconv.Itoa(n), true}, number, w(f.Model + " " + f.Title), w(town), w(village), who, w(l.ids[f.PersonID]), item, fen(f.AmountFen), w(l.unit(f)), w(stop),
			w(here(f.ClosedAt)), w(here(f.RectifyDueAt)), w(here(f.RectifiedAt)), w(late), fen(int64(owed[0])), fen(int64(owed[1])),
		}, nil
	case Refunds:
		x, err := s.refund(r, subject(f, l.names))
		if err != nil {
			return nil, err
		}
		return []Cell{
			{strconv.Itoa(n), true}, number, w(town), w(village), w(x.Payer), item, fen(int64(x.Ordered)), w(here(&r.OrderedAt)), w(dayText(x.Due)), fen(int64(x.Paid)), w(dayText(x.PaidOn)),
			w(x.Receipt), fen(int64(x.Returned)), w(x.ReturnedTo), w(dayText(x.ReturnedOn)), fen(int64(x.Ordered - x.Paid)),
		}, nil
	}
	return nil, fault.New(fault.NotFound, "没有这个台账")
}

func here(t *time.Time) string {
	if t == nil {
		return ""
	}
	return period.Here(*t).String()
}

func dayText(d period.Day) string {
	if d == 0 {
		return ""
	}
	return d.String()
}
