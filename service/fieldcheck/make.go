package fieldcheck

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/transact"
	"yangguang/service/kernel/workday"
)

// send makes the tasks of a plan inside tx. A project that got a check meanwhile
// is left out; its row says so by having none.
func send(tx *gorm.DB, p model.SamplingPlan, due workday.Due, at time.Time) (made int, err error) {
	var rows []model.SamplingRow
	if err := tx.Where("plan_id = ?", p.ID).Order("place").Find(&rows).Error; err != nil {
		return 0, fmt.Errorf("sampling rows: %w", err)
	}
	var taken []string
	if err := transact.Locked(tx).Model(&model.FieldCheck{}).Where("state IN ?", append([]string{model.FieldArrived}, waits...)).Pluck("project_no", &taken).Error; err != nil {
		return 0, fmt.Errorf("field checks: %w", err)
	}
	busyNow := map[string]bool{}
	for _, no := range taken {
		busyNow[no] = true
	}
	for _, r := range rows { // at most mostDrawn
		if busyNow[r.ProjectNo] {
			continue
		}
		c := model.FieldCheck{ProjectNo: r.ProjectNo, PlanID: p.ID, Model: usualModel, Why: told(r.Reasons, r.ByChance), VillageCode: r.VillageCode, MadeBy: p.MadeBy, MadeByName: p.MadeByName}
		if err := create(tx, &c, due, at); err != nil {
			return 0, err
		}
		if err := tx.Model(&model.SamplingRow{}).Where("id = ?", r.ID).Update("task_id", c.ID).Error; err != nil {
			return 0, fmt.Errorf("sampling row: %w", err)
		}
		made++
	}
	return made, nil
}

func create(tx *gorm.DB, c *model.FieldCheck, due workday.Due, at time.Time) error {
	no := c.ProjectNo
	c.OpenNo, c.TownCode, c.State, c.DueAt, c.DueProvisional = &no, townOf(c.VillageCode), model.FieldOpen, due.At().UTC(), due.Provisional
	c.MadeAt, c.UpdatedAt, c.Version = at, at, 1
	err := tx.Create(c).Error
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return busy()
	}
	if err != nil {
		return fmt.Errorf("field check: %w", err)
	}
	return nil
}

// Order is a single check that somebody asks for. Keys of its errors: project,
// why, due.
type Order struct {
	ProjectNo string
	Finding   int64 // 0 none
	Why       string
	Due       string // a day; "" the usual number of working days
}

// Draft is what the form of a single check is filled with.
type Draft struct {
	Filed
	Finding  int64
	Number   string // of the finding
	Model    string
	Sentence string
	Waiting  int64 // the check of this project that is not done yet; 0 none
}

// Draft finds the project that a single check is to be asked for, by its number
// or by a finding about it.
func (s *Service) Draft(ctx context.Context, by actor.Actor, no string, finding int64) (Draft, error) {
	if !by.Is(actor.RoleSupervision) {
		return Draft{}, notFound()
	}
	d := Draft{Finding: finding, Model: usualModel}
	if finding != 0 {
		seen, err := s.seesFinding(ctx, by, finding)
		if err != nil {
			return Draft{}, err
		}
		if !seen {
			return Draft{}, noFinding()
		}
		f, err := gorm.G[model.Finding](s.DB).Select("id", "model", "sentence", "subject_no").Where("id = ? AND subject_kind = ?", finding, model.SubjectProject).Take(ctx)
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return Draft{}, noFinding()
		}
		if err != nil {
			return d, fmt.Errorf("finding: %w", err)
		}
		no, d.Number, d.Model, d.Sentence = f.SubjectNo, fmt.Sprintf("YD%06d", f.ID), f.Model, f.Sentence
	}
	if no == "" {
		return d, nil
	}
	found, err := filed(s.DB.WithContext(ctx), []string{no})
	if err != nil {
		return d, err
	}
	if found[no] == nil {
		return d, fault.Fields(map[string]string{"project": "没有这个编号的项目，请核对"})
	}
	own, err := recuse.InterestOf(ctx, s.DB, by)
	if err != nil {
		return d, err
	}
	if own.Owns(no) {
		return d, fault.Fields(map[string]string{"project": "这个项目有您本人或者亲属的企业参加，请由同事派人去看"})
	}
	d.Filed = *found[no]
	var open []int64
	err = s.DB.WithContext(ctx).Model(&model.FieldCheck{}).Where("project_no = ? AND state IN ?", no, append([]string{model.FieldArrived}, waits...)).Limit(1).Pluck("id", &open).Error
	if err != nil {
		return d, fmt.Errorf("field checks: %w", err)
	}
	if len(open) > 0 {
		d.Waiting = open[0]
	}
	return d, nil
}

// seesFinding reports whether somebody may see a finding; one that is hidden
// from them is as one that does not exist.
func (s *Service) seesFinding(ctx context.Context, by actor.Actor, id int64) (bool, error) {
	if s.Named == nil {
		return false, nil
	}
	_, err := s.Named(ctx, by, id)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("finding: %w", err)
	}
	return true, nil
}

func noFinding() error {
	return fault.New(fault.NotFound, "没有找到这条疑点，或者它不是项目的疑点")
}

// Make asks for a single check.
func (s *Service) Make(ctx context.Context, by actor.Actor, o Order) (int64, error) {
	bad := map[string]string{}
	o.ProjectNo, o.Why = strings.TrimSpace(o.ProjectNo), needWords(bad, "why", o.Why, 4, "请写明要去看什么，4个字以上")
	if o.ProjectNo == "" && o.Finding == 0 {
		bad["project"] = "请填项目编号"
	}
	due, err := s.due(ctx, o.Due, bad)
	if err != nil {
		return 0, err
	}
	if err := invalid(bad); err != nil {
		return 0, err
	}
	d, err := s.Draft(ctx, by, o.ProjectNo, o.Finding)
	if err != nil {
		return 0, err
	}
	if d.Waiting != 0 {
		return 0, busy()
	}
	at := s.clock()
	c := model.FieldCheck{ProjectNo: d.No, FindingID: o.Finding, Model: d.Model, Why: o.Why, VillageCode: d.Village, MadeBy: by.StaffID, MadeByName: by.Name}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		row := c
		if err := create(tx, &row, due, at); err != nil {
			return err
		}
		c.ID = row.ID
		return audit.Record(tx, by, at, "fieldcheck.make", object(row.ID), map[string]any{"project": d.No, "finding": o.Finding})
	})
	return c.ID, err
}

// due is the day that was typed, or the usual number of working days from now.
func (s *Service) due(ctx context.Context, typed string, bad map[string]string) (workday.Due, error) {
	if v := strings.TrimSpace(typed); v != "" {
		day, err := period.ParseDay(v)
		switch {
		case err != nil:
			bad["due"] = err.Error()
		case day < s.today() || day > s.today()+365:
			bad["due"] = "期限要在今天到一年以内"
		}
		return workday.Due{Day: day}, nil
	}
	n, err := s.Number(ctx, ParamDays, StandardDays)
	if err != nil {
		return workday.Due{}, fmt.Errorf("parameter %s: %w", ParamDays, err)
	}
	cal, err := s.Calendar(ctx)
	if err != nil {
		return workday.Due{}, fmt.Errorf("calendar: %w", err)
	}
	return cal.Add(s.today(), n), nil
}

// CallOff ends a check that nobody has to go to any more. Visits that come all
// the same are kept. Keys of its errors: note.
func (s *Service) CallOff(ctx context.Context, by actor.Actor, id int64, version int, why string) error {
	if !by.Is(actor.RoleSupervision) {
		return notFound()
	}
	bad := map[string]string{}
	why = needWords(bad, "note", why, 2, "请写明撤销的原因")
	if err := invalid(bad); err != nil {
		return err
	}
	c, err := s.visible(ctx, by, id)
	if err != nil {
		return err
	}
	if c.Version != version || !waiting(c.State) {
		return stale()
	}
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if err := move(tx, c, at, map[string]any{"state": model.FieldClosed, "open_no": nil, "closed_at": at, "closed_why": why}); err != nil {
			return err
		}
		return audit.Record(tx, by, at, "fieldcheck.call_off", object(id), nil)
	})
}
