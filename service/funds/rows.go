package funds

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// account is an Account with what the pages say of it.
type account struct {
	Account
	title   string
	bureau  string
	village string
	unknown bool         // the code is neither an item's nor a project's
	days    []period.Day // on which an item was paid, bounced payments too
	known   period.Day   // the last day the register of payments tells about
}

// loaded is the condition that a row of a register counts, over its alias.
func loaded(alias string) string {
	return "JOIN batches AS b ON b.id = " + alias + ".batch_id AND b.status = '" + model.BatchLoaded + "'"
}

// levels are the places by the register's words.
var levels = map[string]Place{"县": County, "部门": Bureau, "镇": Town}

// Strange is the bureau of money whose code is nobody's.
const Strange = "编码对不上的"

// mostCodes bounds what one document may be for on its own page.
const mostCodes = 5000

// accounts reads the money somebody sees, of some codes or with nil of all, by
// code, in seven statements however much it is.
func (s *Service) accounts(ctx context.Context, x scope, codes []string) ([]*account, error) {
	db := s.DB.WithContext(ctx)
	by, items := map[string]*account{}, map[int64]*account{}
	for _, read := range []func() error{
		func() error { return readItems(db, x, codes, by, items) },
		func() error { return readProjects(db, x, codes, by) },
		func() error { return readAllotments(db, x, codes, by) },
		func() error { return readFlows(db, codes, by) },
		func() error { return s.readPayouts(db, codes != nil, items) },
	} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	out := make([]*account, 0, len(by))
	for _, code := range slices.Sorted(maps.Keys(by)) {
		out = append(out, by[code])
	}
	return out, nil
}

// among narrows a statement to some codes.
func among(codes []string, column string) (string, []any) {
	if codes == nil {
		return "1 = 1", nil
	}
	return column + " IN ?", []any{codes}
}

func readItems(db *gorm.DB, x scope, codes []string, by map[string]*account, items map[int64]*account) error {
	var rows []model.Item
	where, args := among(codes, "code")
	if err := db.Raw("SELECT id, code, name, bureau FROM items WHERE "+where, args...).Scan(&rows).Error; err != nil {
		return fmt.Errorf("funds: items: %w", err)
	}
	for _, r := range rows {
		if x.item(r.Bureau) {
			a := &account{Account: Account{Code: r.Code}, title: r.Name, bureau: r.Bureau}
			by[r.Code], items[r.ID] = a, a
		}
	}
	return nil
}

func readProjects(db *gorm.DB, x scope, codes []string, by map[string]*account) error {
	var rows []model.Project
	where, args := x.projects()
	narrow, more := among(codes, "p.project_no")
	err := db.Raw("SELECT p.project_no, p.name, p.bureau, p.village_code FROM projects AS p "+loaded("p")+" WHERE p.closed_by = 0 AND "+where+" AND "+narrow+" ORDER BY p.id DESC", append(args, more...)...).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("funds: projects: %w", err)
	}
	for _, r := range rows {
		if by[r.ProjectNo] == nil {
			by[r.ProjectNo] = &account{Account: Account{Code: r.ProjectNo, OfProject: true}, title: r.Name, bureau: r.Bureau, village: r.VillageCode}
		}
	}
	return nil
}

func readAllotments(db *gorm.DB, x scope, codes []string, by map[string]*account) error {
	var rows []model.Fund
	where, args := among(codes, "f.item_code")
	err := db.Raw("SELECT f.doc_no, f.name, f.item_code, f.amount_fen, f.issued_on, f.arrived_on, f.arrived_at FROM funds AS f "+loaded("f")+" WHERE f.closed_by = 0 AND "+where+" ORDER BY f.id", args...).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("funds: documents: %w", err)
	}
	for _, r := range rows {
		a := by[r.ItemCode]
		if a == nil && x.all {
			a = &account{Account: Account{Code: r.ItemCode}, title: r.Name, bureau: Strange, unknown: true}
			by[r.ItemCode] = a
		}
		if a != nil {
			a.Allotments = append(a.Allotments, Allotment{Doc: r.DocNo, Name: r.Name, Amount: money.Fen(r.AmountFen), Issued: period.Stored(r.IssuedOn), Arrived: period.Stored(r.ArrivedOn), Level: levels[r.ArrivedAt]})
		}
	}
	return nil
}

func readFlows(db *gorm.DB, codes []string, by map[string]*account) error {
	var rows []struct {
		model.ProjectFund
		DocNo string // of the document that was filed with it
	}
	where, args := among(codes, "f.project_no")
	err := db.Raw("SELECT f.project_no, f.on_day, f.amount_fen, f.kind, f.payee_code, f.voucher, COALESCE((SELECT MAX(s.doc_no) FROM filing_steps AS s WHERE s.project_no = f.project_no AND s.batch_id = f.batch_id), '') AS doc_no FROM project_funds AS f "+loaded("f")+" WHERE f.closed_by = 0 AND "+where+" ORDER BY f.id", args...).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("funds: money of projects: %w", err)
	}
	for _, r := range rows {
		a := by[r.ProjectNo]
		switch {
		case a == nil || !a.OfProject: // of no project that is seen
		case r.Kind == "到账":
			a.Entries = append(a.Entries, Entry{Doc: r.DocNo, On: period.Stored(r.OnDay), Amount: money.Fen(r.AmountFen), Voucher: r.Voucher})
		default:
			a.Payments = append(a.Payments, Payment{On: period.Stored(r.OnDay), Amount: money.Fen(r.AmountFen), Voucher: r.Voucher, Payee: r.PayeeCode})
		}
	}
	return nil
}

// daySum is what was paid of one item on one day.
type daySum struct {
	ItemID            int64
	PaidOn            time.Time
	PaidFen           int64
	PaidRows, Bounced int
}

// readPayouts reads what was paid to households, by item and day; few says that
// only some items are asked for. Batches that are not summed up yet are read
// row by row.
func (s *Service) readPayouts(db *gorm.DB, few bool, items map[int64]*account) error {
	if len(items) == 0 {
		return nil
	}
	where, args := "1 = 1", []any(nil)
	if few {
		where, args = "d.item_id IN ?", []any{slices.Collect(maps.Keys(items))}
	}
	var rows []daySum
	err := db.Raw("SELECT d.item_id, d.paid_on, SUM(d.paid_fen) AS paid_fen, SUM(d.paid_rows) AS paid_rows, SUM(d.bounced_rows) AS bounced FROM payout_days AS d "+loaded("d")+" WHERE "+where+" GROUP BY d.item_id, d.paid_on UNION ALL "+
		"SELECT d.item_id, d.paid_on, "+daySums+" FROM payouts AS d "+loaded("d")+" WHERE "+where+" AND d.batch_id IN (SELECT x.id FROM batches AS x WHERE "+unsummed+") GROUP BY d.item_id, d.paid_on ORDER BY 1, 2", append(args, args...)...).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("funds: payments to households: %w", err)
	}
	known, err := s.knownUntil(db)
	if err != nil {
		return err
	}
	for _, a := range items {
		a.known = known
	}
	for _, r := range rows {
		a := items[r.ItemID]
		if a == nil {
			continue
		}
		on := period.Stored(r.PaidOn)
		a.days = append(a.days, on)
		if r.PaidFen != 0 {
			a.Payments = append(a.Payments, Payment{On: on, Amount: money.Fen(r.PaidFen), Rows: r.PaidRows})
		}
	}
	return nil
}

// knownUntil is the last day of which the payments to households tell: the day
// that the latest file describes, as the comparison takes it.
func (s *Service) knownUntil(db *gorm.DB) (period.Day, error) {
	var last struct{ File, Filed *time.Time }
	var rows []model.Batch
	err := db.Raw("SELECT b.as_of, b.origin FROM batches AS b WHERE b.kind = 'payouts' AND b.status = ? AND b.as_of = (SELECT MAX(x.as_of) FROM batches AS x WHERE x.kind = 'payouts' AND x.status = b.status AND x.origin = b.origin)", model.BatchLoaded).Scan(&rows).Error
	if err != nil {
		return 0, fmt.Errorf("funds: how far payments are known: %w", err)
	}
	for i := range rows {
		if rows[i].Origin == model.OriginFiled {
			last.Filed = &rows[i].AsOf
		} else {
			last.File = &rows[i].AsOf
		}
	}
	if last.File == nil {
		last.File = last.Filed
	}
	if last.File == nil {
		return s.today(), nil
	}
	return min(s.today(), period.Stored(*last.File)), nil
}
