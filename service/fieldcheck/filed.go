package fieldcheck

import (
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/measure"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// Filed is what is filed of a project, as whoever goes there has to know it.
type Filed struct {
	No, Name, Kind, Village string
	Bureau, Owner, Builder  string
	Money                   money.Fen // the public money in it; what is planned where that is not said
	PlanStart, PlanEnd      period.Day
	Started, Ended          *period.Day
	Accepted                *period.Day
	At                      Point
	PercentMilli            *int // of the last report
	ReportedOn              *period.Day
	ScaleMilli              int64 // thousandths of the unit; 0 when it was not filed
	ScaleUnit               string
}

// Percent is the last reported progress; -1 when nothing was reported.
func (f Filed) Percent() int {
	if f.PercentMilli == nil {
		return -1
	}
	return *f.PercentMilli / 1000
}

// Scale is the filed size in words; "" when it was not filed.
func (f Filed) Scale() string {
	if f.ScaleMilli <= 0 {
		return ""
	}
	return measure.Text(f.ScaleMilli, f.ScaleUnit)
}

// which narrows a statement to some projects; nil is all of them.
func which(column string, nos []string) (string, []any) {
	if nos == nil {
		return "1 = 1", nil
	}
	return column + " IN ?", []any{nos}
}

// filed reads what is filed of some projects, of all with nil, in three
// statements.
func filed(db *gorm.DB, nos []string) (map[string]*Filed, error) {
	out := map[string]*Filed{}
	if nos != nil && len(nos) == 0 {
		return out, nil
	}
	var rows []model.Project
	where, args := which("p.project_no", nos)
	err := db.Raw("SELECT p.project_no, p.name, p.kind, p.village_code, p.bureau, p.owner_unit, p.winner_name, p.fiscal_fen, p.planned_fen, p.plan_start, p.plan_end, p.real_start, p.real_end, p.accepted_on, p.longitude, p.latitude"+
		" FROM projects AS p JOIN batches AS b ON b.id = p.batch_id AND b.status = 'loaded' WHERE p.closed_by = 0 AND "+where+" ORDER BY p.id", args...).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("field checks: projects: %w", err)
	}
	for _, p := range rows {
		f := &Filed{
			No: p.ProjectNo, Name: p.Name, Kind: p.Kind, Village: p.VillageCode, Bureau: p.Bureau, Owner: p.OwnerUnit, Builder: p.WinnerName, Money: money.Fen(p.FiscalFen), At: PointOf(p.Longitude, p.Latitude),
			PlanStart: period.Stored(p.PlanStart), PlanEnd: period.Stored(p.PlanEnd), Started: period.StoredOrNil(p.RealStart), Ended: period.StoredOrNil(p.RealEnd), Accepted: period.StoredOrNil(p.AcceptedOn),
		}
		if f.Money == 0 {
			f.Money = money.Fen(p.PlannedFen)
		}
		out[p.ProjectNo] = f
	}
	if err := readPercent(db, nos, out); err != nil {
		return nil, err
	}
	return out, readScale(db, nos, out)
}

func readPercent(db *gorm.DB, nos []string, out map[string]*Filed) error {
	var rows []struct {
		ProjectNo    string
		OnDay        time.Time
		PercentMilli int
	}
	where, args := which("x.project_no", nos)
	err := db.Raw(`SELECT g.project_no, g.on_day, MAX(g.percent_milli) AS percent_milli FROM project_progress AS g JOIN batches AS b ON b.id = g.batch_id AND b.status = 'loaded'
JOIN (SELECT x.project_no, MAX(x.on_day) AS d FROM project_progress AS x JOIN batches AS y ON y.id = x.batch_id AND y.status = 'loaded' WHERE `+where+` GROUP BY x.project_no) AS m
ON m.project_no = g.project_no AND m.d = g.on_day GROUP BY g.project_no, g.on_day`, args...).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("field checks: progress: %w", err)
	}
	for _, r := range rows {
		if f := out[r.ProjectNo]; f != nil {
			on, percent := period.Stored(r.OnDay), min(max(r.PercentMilli, 0), 100_000)
			f.ReportedOn, f.PercentMilli = &on, &percent
		}
	}
	return nil
}

// readScale reads 建设规模, which no register has a column for: the last that an
// owner filed and that was not withdrawn.
func readScale(db *gorm.DB, nos []string, out map[string]*Filed) error {
	var rows []model.FilingStep
	where, args := which("s.project_no", nos)
	err := db.Raw("SELECT s.project_no, s.scale_milli, s.scale_unit FROM filing_steps AS s LEFT JOIN batches AS b ON b.id = s.batch_id WHERE s.scale_milli > 0 AND (s.batch_id = 0 OR b.status = 'loaded') AND "+where+" ORDER BY s.id", args...).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("field checks: sizes: %w", err)
	}
	for _, r := range rows {
		if f := out[r.ProjectNo]; f != nil {
			f.ScaleMilli, f.ScaleUnit = r.ScaleMilli, r.ScaleUnit
		}
	}
	return nil
}
