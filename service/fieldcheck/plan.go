package fieldcheck

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/transact"
)

// candidates weighs nothing yet: it reads every project with what the plan looks
// at.
func (s *Service) candidates(ctx context.Context) ([]Candidate, error) {
	db := s.DB.WithContext(ctx)
	all, err := filed(db, nil)
	if err != nil {
		return nil, err
	}
	by := make(map[string]*Candidate, len(all))
	for no, f := range all {
		by[no] = &Candidate{No: no, Name: f.Name, Village: f.Village, Money: f.Money, PlanStart: f.PlanStart, PlanEnd: f.PlanEnd, Started: f.Started, Accepted: f.Accepted, Percent: f.Percent()}
	}
	for _, read := range []func(*gorm.DB, map[string]*Candidate) error{readFindings, readVisited, readWaiting} {
		if err := read(db, by); err != nil {
			return nil, fmt.Errorf("sampling plan: %w", err)
		}
	}
	if s.Asked != nil {
		asked, err := s.Asked(ctx)
		if err != nil {
			return nil, fmt.Errorf("sampling plan: questions: %w", err)
		}
		for no, n := range asked {
			if c := by[no]; c != nil {
				c.Asked = n
			}
		}
	}
	out := make([]Candidate, 0, len(by))
	for _, c := range by {
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Candidate) int { return strings.Compare(a.No, b.No) })
	return out, nil
}

func readFindings(db *gorm.DB, by map[string]*Candidate) error {
	var rows []struct {
		SubjectNo   string
		Severity, N int
	}
	err := db.Raw("SELECT subject_no, severity, COUNT(*) AS n FROM findings WHERE subject_kind = ? AND withdrawn_mark = 0 AND held_reason = '' AND status NOT IN ? GROUP BY subject_no, severity",
		model.SubjectProject, []string{model.FindingClosed, model.FindingExempted}).Scan(&rows).Error
	for _, r := range rows {
		if c := by[r.SubjectNo]; c != nil && r.Severity >= 0 && r.Severity < len(c.Findings) {
			c.Findings[r.Severity] = r.N
		}
	}
	return err
}

func readVisited(db *gorm.DB, by map[string]*Candidate) error {
	for _, sql := range []string{
		"SELECT project_no, on_day FROM field_visits WHERE state = '" + model.VisitAccepted + "'",
		"SELECT r.project_no, r.on_day FROM field_results r JOIN batches b ON b.id = r.batch_id AND b.status = '" + model.BatchLoaded + "' WHERE r.closed_by = 0",
	} {
		var rows []model.FieldVisit
		if err := db.Raw(sql).Scan(&rows).Error; err != nil {
			return err
		}
		for _, r := range rows {
			on := period.Stored(r.OnDay)
			if c := by[r.ProjectNo]; c != nil && (c.Visited == nil || on > *c.Visited) {
				c.Visited = &on
			}
		}
	}
	return nil
}

func readWaiting(db *gorm.DB, by map[string]*Candidate) error {
	var nos []string
	err := db.Raw("SELECT project_no FROM field_checks WHERE state IN ?", append([]string{model.FieldArrived}, waits...)).Scan(&nos).Error
	for _, no := range nos {
		if c := by[no]; c != nil {
			c.Waiting = true
		}
	}
	return err
}

// PlanForm is what a new plan is drawn by, as typed. Keys of its errors: top,
// share, days, seed.
type PlanForm struct {
	Top, Share, Days string
	Seed             string // "" draws one
	Note             string
}

// UsualPlan is the form as the county's numbers fill it.
func (s *Service) UsualPlan(ctx context.Context) (PlanForm, error) {
	var f PlanForm
	for _, n := range []struct {
		name     string
		standard int
		into     *string
	}{{ParamTop, StandardTop, &f.Top}, {ParamRandom, StandardRandom, &f.Share}, {ParamDays, StandardDays, &f.Days}} {
		v, err := s.Number(ctx, n.name, n.standard)
		if err != nil {
			return f, fmt.Errorf("parameter %s: %w", n.name, err)
		}
		*n.into = strconv.Itoa(v)
	}
	return f, nil
}

// mostDrawn bounds what one plan sends out.
const mostDrawn = 200

func (f PlanForm) read(bad map[string]string) (p model.SamplingPlan) {
	number := func(field, v string, least, most int) int {
		n, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil || n < least || n > most {
			bad[field] = fmt.Sprintf("请填%d到%d的整数", least, most)
		}
		return n
	}
	p.Top, p.RandomShare, p.Days = number("top", f.Top, 1, mostDrawn), number("share", f.Share, 0, 100), number("days", f.Days, 1, 120)
	if v := strings.TrimSpace(f.Seed); v != "" {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n < 1 {
			bad["seed"] = "请填正整数，或者空着由系统产生"
		}
		p.Seed = n
	}
	p.Note = clip.Runes(strings.TrimSpace(f.Note), maxWords)
	return p
}

// Propose draws a plan, which a head has to agree to before anybody goes.
func (s *Service) Propose(ctx context.Context, by actor.Actor, f PlanForm) (int64, error) {
	if !by.Is(actor.RoleSupervision) {
		return 0, notFound()
	}
	bad := map[string]string{}
	p := f.read(bad)
	if err := invalid(bad); err != nil {
		return 0, err
	}
	if p.Seed == 0 {
		p.Seed = s.Seed()
	}
	all, err := s.candidates(ctx)
	if err != nil {
		return 0, err
	}
	if err := s.disinterested(ctx, by, all); err != nil {
		return 0, err
	}
	drawn, weighed := Draw(all, s.today(), p.Top, p.RandomShare, p.Seed)
	if len(drawn) == 0 {
		return 0, fault.Fields(map[string]string{"top": "现在没有可以抽的项目：都没有开工，或者已经有核查在办"})
	}
	at := s.clock()
	p.Candidates, p.State, p.MadeBy, p.MadeByName, p.MadeAt, p.Version = weighed, model.SamplingProposed, by.StaffID, by.Name, at, 1
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		row := p
		if err := tx.Create(&row).Error; err != nil {
			return fmt.Errorf("sampling plan: %w", err)
		}
		rows := make([]model.SamplingRow, len(drawn))
		for i, d := range drawn {
			rows[i] = model.SamplingRow{PlanID: row.ID, Rank: i + 1, ProjectNo: d.No, ProjectName: clip.Runes(d.Name, 200), VillageCode: d.Village, Score: d.Points, Reasons: strings.Join(d.Reasons, "\n"), ByChance: d.ByChance}
		}
		if err := tx.CreateInBatches(&rows, 100).Error; err != nil {
			return fmt.Errorf("sampling rows: %w", err)
		}
		p.ID = row.ID
		return audit.Record(tx, by, at, "sampling.propose", planObject(row.ID), map[string]any{"seed": p.Seed, "top": p.Top, "share": p.RandomShare, "drawn": len(drawn), "candidates": weighed})
	})
	return p.ID, err
}

// disinterested refuses to let somebody draw a plan from projects of which one
// is of their own companies or their kin's: they choose the numbers and may choose
// the seed, and so whether it is drawn.
func (s *Service) disinterested(ctx context.Context, by actor.Actor, all []Candidate) error {
	own, err := recuse.InterestOf(ctx, s.DB, by)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(c Candidate) bool { return own.Owns(c.No) && c.eligible(s.today()) }) {
		return fault.Fields(map[string]string{"top": "可以抽的项目里，有您本人或者亲属的企业参加的，请由同事来抽"})
	}
	return nil
}

// Decide lets a head agree to a plan, which makes the towns' tasks, or not. Keys
// of its errors: note.
func (s *Service) Decide(ctx context.Context, by actor.Actor, id int64, version int, agree bool, note string) error {
	if !by.Is(actor.RoleHead) {
		return notFound()
	}
	bad := map[string]string{}
	least := 0
	if !agree {
		least = 2
	}
	note = needWords(bad, "note", note, least, "请写明不同意的原因")
	if err := invalid(bad); err != nil {
		return err
	}
	cal, err := s.Calendar(ctx)
	if err != nil {
		return fmt.Errorf("calendar: %w", err)
	}
	own, err := recuse.InterestOf(ctx, s.DB, by)
	if err != nil {
		return err
	}
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if err := foreign(tx, own, id); err != nil {
			return err
		}
		p, err := gorm.G[model.SamplingPlan](tx).Where("id = ?", id).Take(ctx)
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return notFound()
		}
		if err != nil {
			return fmt.Errorf("sampling plan: %w", err)
		}
		if p.State != model.SamplingProposed || p.Version != version {
			return stale()
		}
		if p.MadeBy == by.StaffID { // who drew it may sit elsewhere by now
			return fault.New(fault.Forbidden, "自己抽的计划要由另一位委领导决定")
		}
		to, made := model.SamplingDropped, 0
		if agree {
			to = model.SamplingAgreed
			if made, err = send(tx, p, cal.Add(s.today(), p.Days), at); err != nil {
				return err
			}
		}
		r := tx.Model(&model.SamplingPlan{}).Where("id = ? AND version = ?", id, version).Updates(map[string]any{
			"state": to, "decided_by": by.StaffID, "decided_by_name": by.Name, "decided_at": at, "decided_note": note, "version": version + 1})
		if r.Error != nil {
			return fmt.Errorf("sampling plan: %w", r.Error)
		}
		if r.RowsAffected != 1 {
			return stale()
		}
		return audit.Record(tx, by, at, "sampling."+to, planObject(id), map[string]any{"checks": made})
	})
}

// foreign refuses whoever has a project of their own in a plan.
func foreign(tx *gorm.DB, own recuse.Interest, plan int64) error {
	if len(own.Projects) == 0 {
		return nil
	}
	var n int64
	if err := tx.Model(&model.SamplingRow{}).Where("plan_id = ? AND project_no IN ?", plan, own.Projects).Count(&n).Error; err != nil {
		return fmt.Errorf("sampling rows: %w", err)
	}
	if n > 0 {
		return fault.New(fault.Forbidden, "计划里有您本人或者亲属的企业参加的项目，请由另一位委领导决定")
	}
	return nil
}

// PlanRow is a plan in the list.
type PlanRow struct {
	ID                      int64
	Version                 int
	Number, State           string
	Top, Share, Days        int
	Seed                    int64
	Candidates              int
	MadeBy, Note            string
	MadeAt                  time.Time
	DecidedBy, DecidedNote  string
	DecidedAt               *time.Time
	Drawn, Visited, Settled int
	MayDecide               bool
}

// PlanItem is one project of a plan.
type PlanItem struct {
	Rank, Points      int
	No, Name, Village string
	Reasons           []string
	ByChance          bool
	Check             int64  // 0 while there is none
	State             string // of the check
}

// PlanDetail is a plan with its projects.
type PlanDetail struct {
	PlanRow
	Items []PlanItem
	Kept  int // projects of the reader's own companies, which others see and decide
}

func mayPlan(by actor.Actor) bool { return by.Is(actor.RoleSupervision, actor.RoleHead) }

// Plans lists the plans, the latest first.
func (s *Service) Plans(ctx context.Context, by actor.Actor) ([]PlanRow, error) {
	if !mayPlan(by) {
		return nil, notFound()
	}
	var plans []model.SamplingPlan
	if err := s.DB.WithContext(ctx).Order("id DESC").Limit(100).Find(&plans).Error; err != nil {
		return nil, fmt.Errorf("sampling plans: %w", err)
	}
	own, err := recuse.InterestOf(ctx, s.DB, by)
	if err != nil {
		return nil, err
	}
	not, args := own.Foreign("r.project_no")
	out := make([]PlanRow, len(plans))
	for i, p := range plans {
		out[i] = planRow(by, p)
	}
	var sums []struct {
		PlanID                  int64
		Drawn, Visited, Settled int
	}
	err = s.DB.WithContext(ctx).Raw("SELECT r.plan_id, COUNT(*) AS drawn, SUM(CASE WHEN c.state IN ? THEN 1 ELSE 0 END) AS visited, SUM(CASE WHEN c.state = ? THEN 1 ELSE 0 END) AS settled FROM sampling_rows r LEFT JOIN field_checks c ON c.id = r.task_id AND r.task_id > 0 WHERE "+not+" GROUP BY r.plan_id",
		append([]any{[]string{model.FieldArrived, model.FieldAccepted}, model.FieldAccepted}, args...)...).Scan(&sums).Error
	if err != nil {
		return nil, fmt.Errorf("sampling plans: %w", err)
	}
	for _, n := range sums {
		if i := slices.IndexFunc(out, func(p PlanRow) bool { return p.ID == n.PlanID }); i >= 0 {
			out[i].Drawn, out[i].Visited, out[i].Settled = n.Drawn, n.Visited, n.Settled
		}
	}
	return out, nil
}

func planRow(by actor.Actor, p model.SamplingPlan) PlanRow {
	return PlanRow{
		ID: p.ID, Version: p.Version, Number: PlanNumber(p.ID), State: p.State, Top: p.Top, Share: p.RandomShare, Days: p.Days, Seed: p.Seed, Candidates: p.Candidates, MadeBy: p.MadeByName, Note: p.Note, MadeAt: p.MadeAt,
		DecidedBy: p.DecidedByName, DecidedNote: p.DecidedNote, DecidedAt: p.DecidedAt, MayDecide: p.State == model.SamplingProposed && by.Is(actor.RoleHead) && p.MadeBy != by.StaffID,
	}
}

// Plan shows one plan with the reasons for each of its projects.
func (s *Service) Plan(ctx context.Context, by actor.Actor, id int64) (PlanDetail, error) {
	if !mayPlan(by) {
		return PlanDetail{}, notFound()
	}
	p, err := gorm.G[model.SamplingPlan](s.DB).Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return PlanDetail{}, notFound()
	}
	if err != nil {
		return PlanDetail{}, fmt.Errorf("sampling plan: %w", err)
	}
	own, err := recuse.InterestOf(ctx, s.DB, by)
	if err != nil {
		return PlanDetail{}, err
	}
	out := PlanDetail{PlanRow: planRow(by, p)}
	var rows []struct {
		model.SamplingRow `gorm:"embedded"`
		State             string
	}
	err = s.DB.WithContext(ctx).Raw("SELECT r.*, COALESCE(c.state, '') AS state FROM sampling_rows r LEFT JOIN field_checks c ON c.id = r.task_id AND r.task_id > 0 WHERE r.plan_id = ? ORDER BY r.place", id).Scan(&rows).Error
	if err != nil {
		return out, fmt.Errorf("sampling rows: %w", err)
	}
	for _, r := range rows {
		if own.Owns(r.ProjectNo) { // a colleague's business
			out.Kept, out.MayDecide = out.Kept+1, false
			continue
		}
		out.Items = append(out.Items, PlanItem{Rank: r.Rank, Points: r.Score, No: r.ProjectNo, Name: r.ProjectName, Village: r.VillageCode, Reasons: strings.Split(r.Reasons, "\n"), ByChance: r.ByChance, Check: r.CheckID, State: r.State})
		out.Drawn++
		if r.State == model.FieldArrived || r.State == model.FieldAccepted {
			out.Visited++
		}
		if r.State == model.FieldAccepted {
			out.Settled++
		}
	}
	return out, nil
}
