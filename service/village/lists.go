package village

import (
	"context"
	"fmt"
	"strings"
	"time"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// Resident is one line of the population register.
type Resident struct {
	ID        int64
	Name      string
	MaskedID  string
	Household string
	Relation  string
	Group     string
	PhoneTail string // last four digits; empty where no telephone is known
	Status    string
	Remarked  bool // somebody here said that the row is wrong, and no answer came yet
}

// ResidentFilter narrows the register of one village.
type ResidentFilter struct {
	Village string
	Q       string // part of a name, or the beginning of a household's number
	Group   string
	Page    page.Request
}

// Residents is one page of the register with the village's groups.
type Residents struct {
	page.Page[Resident]
	Groups []string
}

type residentRow struct {
	ID                                                      int64
	Name, HouseholdNo, Relation, GroupNo, PhoneTail, Status string
	IDDigest, IDSealed                                      []byte
}

// Residents reads a village's register, four statements and the audit entry.
func (s *Service) Residents(ctx context.Context, by actor.Actor, f ResidentFilter) (Residents, error) {
	if err := reads(by, f.Village); err != nil {
		return Residents{}, err
	}
	var out Residents
	all := query{from: "residents x", joins: []string{current, "JOIN people p ON p.id = x.person_id"}, where: "x.village_code = ? AND x.closed_by = 0", args: []any{f.Village}}
	if err := all.on(ctx, s.db).Distinct().Where("x.group_no <> ''").Order("x.group_no").Limit(most).Pluck("x.group_no", &out.Groups).Error; err != nil {
		return out, fmt.Errorf("residents: groups: %w", err)
	}
	if q := strings.TrimSpace(f.Q); q != "" {
		like := page.LikeEscape(q)
		all.and("(p.name LIKE ? ESCAPE '!' OR x.household_no LIKE ? ESCAPE '!')", "%"+like+"%", like+"%")
	}
	if f.Group != "" {
		all.and("x.group_no = ?", f.Group)
	}
	var total int64
	if err := all.on(ctx, s.db).Count(&total).Error; err != nil {
		return out, fmt.Errorf("residents: %w", err)
	}
	var rows []residentRow
	err := all.on(ctx, s.db).
		Select("x.id, p.name, x.household_no, x.relation, x.group_no, x.phone_tail, x.status, p.id_digest, p.id_sealed").
		Order("x.group_no, x.household_no, x.id").Limit(f.Page.Limit()).Offset(f.Page.Offset()).Find(&rows).Error
	if err != nil {
		return out, fmt.Errorf("residents: %w", err)
	}
	items, err := s.masked(ctx, by, f.Village, rows)
	out.Page = page.Of(f.Page, items, int(total))
	return out, err
}

// masked opens the resident IDs of one page to show their masks, and records
// that it did.
func (s *Service) masked(ctx context.Context, by actor.Actor, village string, rows []residentRow) ([]Resident, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	ids := make([]int64, len(rows))
	out := make([]Resident, len(rows))
	for i, r := range rows {
		number, err := s.box.Open(r.IDSealed, seal.PlaceResidentID(r.IDDigest))
		if err != nil {
			return nil, fmt.Errorf("residents: row %d: %w", r.ID, err)
		}
		ids[i] = r.ID
		out[i] = Resident{
			ID: r.ID, Name: r.Name, MaskedID: idnumber.MaskID(number.Reveal()), Household: r.HouseholdNo, Relation: r.Relation,
			Group: r.GroupNo, PhoneTail: r.PhoneTail, Status: r.Status,
		}
	}
	err := audit.RecordAlone(ctx, s.db, by, s.now(), "person.unseal", "village:"+village, map[string]any{"reason": "village list, masked", "rows": len(rows)})
	if err != nil {
		return nil, fmt.Errorf("residents: %w", err)
	}
	open, err := s.openRemarks(ctx, KindResident, village, ids)
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Remarked = open[out[i].ID]
	}
	return out, nil
}

// Payout is one payment to a person of the village.
type Payout struct {
	ID          int64
	Name        string
	ItemName    string
	Class       string
	PeriodStart period.Day
	PeriodEnd   period.Day
	PaidOn      period.Day
	Amount      money.Fen
	AccountTail string
	Result      string
	Again       bool // pays an earlier one again
	Remarked    bool
}

// Item is a subsidy to filter by.
type Item struct {
	ID   int64
	Name string
}

// PayoutFilter narrows the payments of one village.
type PayoutFilter struct {
	Village string
	ItemID  int64         // 0 is every item
	From    *period.Month // of the entitlement; nil is open
	To      *period.Month
	Q       string // part of a name
	Result  string // 成功, 退票; empty is both
	Page    page.Request
}

// Payouts is one page of payments, with the sum of what arrived in the whole list.
type Payouts struct {
	page.Page[Payout]
	Sum     money.Fen
	Choices []Item
}

type payoutRow struct {
	ID                                                          int64
	Name, ItemName, Class, AccountTail, Result, RepayOf, Bureau string
	PeriodStart, PeriodEnd, PaidOn                              time.Time
	AmountFen                                                   int64
}

// Payouts reads what was paid to a village's people, four statements.
func (s *Service) Payouts(ctx context.Context, by actor.Actor, f PayoutFilter) (Payouts, error) {
	if err := reads(by, f.Village); err != nil {
		return Payouts{}, err
	}
	var out Payouts
	if err := s.db.WithContext(ctx).Model(&model.Item{}).Select("id, name").Order("code").Limit(most).Find(&out.Choices).Error; err != nil {
		return out, fmt.Errorf("payouts: items: %w", err)
	}
	q := payoutQuery(f)
	var total struct{ N, Fen int64 }
	if err := q.on(ctx, s.db).Select("COUNT(*) AS n, COALESCE(SUM(CASE WHEN x.result = '成功' THEN x.amount_fen ELSE 0 END), 0) AS fen").Scan(&total).Error; err != nil {
		return out, fmt.Errorf("payouts: %w", err)
	}
	var rows []payoutRow
	err := q.on(ctx, s.db).
		Select("x.id, p.name, i.name AS item_name, x.class, x.account_tail, x.result, x.repay_of, x.period_start, x.period_end, x.paid_on, x.amount_fen").
		Order("x.period_start DESC, x.item_id, x.id").Limit(f.Page.Limit()).Offset(f.Page.Offset()).Find(&rows).Error
	if err != nil {
		return out, fmt.Errorf("payouts: %w", err)
	}
	ids := make([]int64, len(rows))
	items := make([]Payout, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
		items[i] = Payout{
			ID: r.ID, Name: r.Name, ItemName: r.ItemName, Class: r.Class, AccountTail: r.AccountTail, Result: r.Result, Again: r.RepayOf != "",
			PeriodStart: period.Stored(r.PeriodStart), PeriodEnd: period.Stored(r.PeriodEnd), PaidOn: period.Stored(r.PaidOn), Amount: money.Fen(r.AmountFen),
		}
	}
	open, err := s.openRemarks(ctx, KindPayout, f.Village, ids)
	for i := range items {
		items[i].Remarked = open[items[i].ID]
	}
	out.Page, out.Sum = page.Of(f.Page, items, int(total.N)), money.Fen(total.Fen)
	return out, err
}

func payoutQuery(f PayoutFilter) query {
	q := query{
		from: "payouts x", joins: []string{current, "JOIN people p ON p.id = x.person_id", "JOIN items i ON i.id = x.item_id"},
		where: "x.village_code = ?", args: []any{f.Village},
	}
	if f.ItemID != 0 {
		q.and("x.item_id = ?", f.ItemID)
	}
	if f.From != nil {
		q.and("x.period_start >= ?", f.From.First().Time())
	}
	if f.To != nil {
		q.and("x.period_start <= ?", f.To.Last().Time())
	}
	if name := strings.TrimSpace(f.Q); name != "" {
		q.and("p.name LIKE ? ESCAPE '!'", "%"+page.LikeEscape(name)+"%")
	}
	if f.Result != "" {
		q.and("x.result = ?", f.Result)
	}
	return q
}

// Project is one project of the village.
type Project struct {
	ID        int64
	No        string
	Name      string
	Kind      string
	Bureau    string
	Planned   money.Fen
	PlanStart period.Day
	PlanEnd   period.Day
	RealStart *period.Day
	RealEnd   *period.Day
	Remarked  bool
}

// ProjectFilter narrows the projects of one village.
type ProjectFilter struct {
	Village string
	Q       string // part of a name or a number
	Page    page.Request
}

// Projects reads a village's projects, three statements.
func (s *Service) Projects(ctx context.Context, by actor.Actor, f ProjectFilter) (page.Page[Project], error) {
	if err := reads(by, f.Village); err != nil {
		return page.Page[Project]{}, err
	}
	q := query{from: "projects x", joins: []string{current}, where: "x.village_code = ? AND x.closed_by = 0", args: []any{f.Village}}
	if text := strings.TrimSpace(f.Q); text != "" {
		like := "%" + page.LikeEscape(text) + "%"
		q.and("(x.name LIKE ? ESCAPE '!' OR x.project_no LIKE ? ESCAPE '!')", like, like)
	}
	var total int64
	if err := q.on(ctx, s.db).Count(&total).Error; err != nil {
		return page.Page[Project]{}, fmt.Errorf("projects: %w", err)
	}
	var rows []model.Project
	err := q.on(ctx, s.db).Select("x.id, x.project_no, x.name, x.kind, x.bureau, x.planned_fen, x.plan_start, x.plan_end, x.real_start, x.real_end").
		Order("x.plan_start DESC, x.id").Limit(f.Page.Limit()).Offset(f.Page.Offset()).Find(&rows).Error
	if err != nil {
		return page.Page[Project]{}, fmt.Errorf("projects: %w", err)
	}
	ids := make([]int64, len(rows))
	items := make([]Project, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
		items[i] = Project{
			ID: r.ID, No: r.ProjectNo, Name: r.Name, Kind: r.Kind, Bureau: r.Bureau, Planned: money.Fen(r.PlannedFen),
			PlanStart: period.Stored(r.PlanStart), PlanEnd: period.Stored(r.PlanEnd), RealStart: period.StoredOrNil(r.RealStart), RealEnd: period.StoredOrNil(r.RealEnd),
		}
	}
	open, err := s.openRemarks(ctx, KindProject, f.Village, ids)
	for i := range items {
		items[i].Remarked = open[items[i].ID]
	}
	return page.Of(f.Page, items, int(total)), err
}
