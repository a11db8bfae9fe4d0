package filing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// work is a project with all that its gates look at.
type work struct {
	model.Project
	Facts
}

// columns are what is read of a project; a row that replaces it brings them all.
const columns = `p.id, p.project_no, p.name, p.kind, p.village_code, p.bureau, p.owner_unit, p.approval_no, p.approved_on, p.estimate_fen, p.planned_fen, p.fiscal_fen,
p.procurement, p.bid_method, p.notice_on, p.bid_on, p.control_fen, p.winner_code, p.winner_name, p.win_fen, p.contract_fen, p.contract_on, p.plan_start, p.plan_end,
p.real_start, p.real_end, p.accepted_on, p.settled_fen, p.longitude, p.latitude, p.batch_id`

// live is the condition that a step counts: what it filed was not withdrawn.
const live = "(s.batch_id = 0 OR EXISTS (SELECT 1 FROM batches b WHERE b.id = s.batch_id AND b.status = '" + model.BatchLoaded + "'))"

// works reads the projects that a condition over p names, in five statements
// however many there are. no is the number of the one that is wanted, "" for all.
func (s *Service) works(ctx context.Context, db *gorm.DB, no, where string, args []any) ([]*work, error) {
	must, err := s.Tender(ctx)
	if err != nil {
		return nil, fmt.Errorf("filing: what must be put to tender: %w", err)
	}
	db = db.WithContext(ctx)
	if no != "" {
		where, args = where+" AND p.project_no = ?", append(args, no)
	}
	var rows []model.Project
	err = db.Raw("SELECT "+columns+" FROM projects AS p JOIN batches AS b ON b.id = p.batch_id AND b.status = 'loaded' WHERE p.closed_by = 0 AND "+where+" ORDER BY p.approved_on DESC, p.id DESC", args...).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("filing: projects: %w", err)
	}
	all, by := make([]*work, 0, len(rows)), make(map[string]*work, len(rows))
	for _, p := range rows {
		if by[p.ProjectNo] != nil {
			continue
		}
		w := &work{Project: p, Facts: factsOf(p)}
		w.MustTender = must(p)
		all, by[p.ProjectNo] = append(all, w), w
	}
	if len(all) == 0 {
		return nil, nil
	}
	for _, read := range []func(*gorm.DB, string, map[string]*work) error{readMoney, readReports, readSteps, readPapers} {
		if err := read(db, no, by); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// one reads a project that somebody sees.
func (s *Service) one(ctx context.Context, db *gorm.DB, by actor.Actor, no string) (*work, error) {
	where, args, err := s.scope(ctx, by)
	if err != nil {
		return nil, err
	}
	if no == "" {
		return nil, errAbsent()
	}
	found, err := s.works(ctx, db, no, where, args)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errAbsent()
	}
	return found[0], nil
}

func factsOf(p model.Project) Facts {
	return Facts{
		Approved: period.Stored(p.ApprovedOn), PlanStart: period.Stored(p.PlanStart), PlanEnd: period.Stored(p.PlanEnd), ApprovalNo: p.ApprovalNo, Method: p.BidMethod,
		Planned: money.Fen(p.PlannedFen), Win: money.Fen(p.WinFen), ContractSum: money.Fen(p.ContractFen), Settled: money.Fen(p.SettledFen),
		Notice: period.StoredOrNil(p.NoticeOn), Bid: period.StoredOrNil(p.BidOn), ContractOn: period.StoredOrNil(p.ContractOn), RealStart: period.StoredOrNil(p.RealStart),
		RealEnd: period.StoredOrNil(p.RealEnd), Accepted: period.StoredOrNil(p.AcceptedOn), Have: map[Stage]map[string]int{}, Here: map[Stage]bool{},
	}
}

// only narrows a statement over project_no to one project.
func only(no, column string) (string, []any) {
	if no == "" {
		return "1 = 1", nil
	}
	return column + " = ?", []any{no}
}

func readMoney(db *gorm.DB, no string, by map[string]*work) error {
	var rows []struct {
		ProjectNo, Kind, First string
		Sum                    int64
	}
	where, args := only(no, "f.project_no")
	err := db.Raw("SELECT f.project_no, f.kind, MIN(f.on_day) AS first, SUM(f.amount_fen) AS sum FROM project_funds AS f JOIN batches AS b ON b.id = f.batch_id AND b.status = 'loaded' WHERE f.closed_by = 0 AND "+
		where+" GROUP BY f.project_no, f.kind", args...).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("filing: money: %w", err)
	}
	for _, r := range rows {
		w := by[r.ProjectNo]
		switch {
		case w == nil:
		case r.Kind == "拨付":
			w.Paid = money.Fen(r.Sum)
		default:
			w.Arrived = money.Fen(r.Sum)
			// The engines give the day of an aggregate in their own ways; all begin with it.
			if day, err := period.ParseDay(r.First[:min(10, len(r.First))]); err == nil {
				w.ArrivedOn = &day
			}
		}
	}
	return nil
}

func readReports(db *gorm.DB, no string, by map[string]*work) error {
	var rows []struct {
		ProjectNo    string
		OnDay        time.Time
		PercentMilli int
		N            int
	}
	inner, args := only(no, "x.project_no")
	err := db.Raw(`SELECT g.project_no, g.on_day, MAX(g.percent_milli) AS percent_milli, m.n FROM project_progress AS g JOIN batches AS b ON b.id = g.batch_id AND b.status = 'loaded'
JOIN (SELECT x.project_no, MAX(x.on_day) AS d, COUNT(*) AS n FROM project_progress AS x JOIN batches AS y ON y.id = x.batch_id AND y.status = 'loaded' WHERE `+inner+`
GROUP BY x.project_no) AS m ON m.project_no = g.project_no AND m.d = g.on_day GROUP BY g.project_no, g.on_day, m.n`, args...).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("filing: progress: %w", err)
	}
	for _, r := range rows {
		if w := by[r.ProjectNo]; w != nil {
			day := period.Stored(r.OnDay)
			w.Reported, w.Reports, w.Percent = &day, r.N, min(max(r.PercentMilli/1000, 0), 100)
		}
	}
	return nil
}

// readSteps reads what was filed here, and what no register has a column for.
func readSteps(db *gorm.DB, no string, by map[string]*work) error {
	var rows []model.FilingStep
	where, args := only(no, "s.project_no")
	err := db.Raw("SELECT s.project_no, s.stage, s.on_day, s.skipped, s.scale_milli, s.scale_unit FROM filing_steps AS s WHERE "+where+" AND "+live+" AND (s.batch_id <> 0 OR s.on_day IS NOT NULL OR s.skipped <> '' OR s.scale_milli > 0) ORDER BY s.id",
		args...).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("filing: steps: %w", err)
	}
	for _, r := range rows {
		w := by[r.ProjectNo]
		if w == nil {
			continue
		}
		if r.ScaleMilli > 0 {
			w.ScaleMilli, w.ScaleUnit = r.ScaleMilli, r.ScaleUnit
		}
		w.Here[Stage(r.Stage)] = true
		switch Stage(r.Stage) {
		case Change:
			if r.OnDay != nil {
				w.Changes++
			}
		case Settlement:
			w.SettledOn = cmp.Or(period.StoredOrNil(r.OnDay), w.SettledOn)
		case Handover:
			w.HandedOver = cmp.Or(period.StoredOrNil(r.OnDay), w.HandedOver)
		case Procurement:
			w.Skipped = cmp.Or(r.Skipped, w.Skipped)
		case Approval, Allocation, Contract, Start, Progress, Acceptance:
		}
	}
	return nil
}

func readPapers(db *gorm.DB, no string, by map[string]*work) error {
	var rows []struct {
		ProjectNo, Stage, Kind string
		N                      int
	}
	where, args := only(no, "f.project_no")
	err := db.Raw("SELECT f.project_no, f.stage, f.kind, COUNT(*) AS n FROM filing_files AS f JOIN filing_steps AS s ON s.id = f.step_id WHERE "+where+" AND "+live+" GROUP BY f.project_no, f.stage, f.kind", args...).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("filing: documents: %w", err)
	}
	for _, r := range rows {
		w := by[r.ProjectNo]
		if w == nil {
			continue
		}
		if w.Have[Stage(r.Stage)] == nil {
			w.Have[Stage(r.Stage)] = map[string]int{}
		}
		w.Have[Stage(r.Stage)][r.Kind] = r.N
	}
	return nil
}

// version is how many steps were filed of a project.
func version(ctx context.Context, db *gorm.DB, no string) (int, error) {
	f, err := gorm.G[model.Filing](db).Where("project_no = ?", no).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("filing: %w", err)
	}
	return f.Version, nil
}
