package fieldcheck

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/transact"
)

// Review takes a step on a visit. Keys of its errors: note.
func (s *Service) Review(ctx context.Context, by actor.Actor, check int64, version int, visit int64, a Action, note string) error {
	c, err := s.visible(ctx, by, check)
	if err != nil {
		return err
	}
	v, err := gorm.G[model.FieldVisit](s.DB).Where("id = ? AND task_id = ?", visit, check).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return notFound()
	}
	if err != nil {
		return fmt.Errorf("field visit: %w", err)
	}
	if c.Version != version {
		return stale()
	}
	st, err := next(c.State, v.State, a, by.Role, v.StaffID == by.StaffID)
	if err != nil {
		return err
	}
	bad := map[string]string{}
	least := 0
	if a != ActAccept {
		least = 2
	}
	note = needWords(bad, "note", note, least, "请写明原因")
	if err := invalid(bad); err != nil {
		return err
	}
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return s.review(tx, by, at, c, v, a, st, note) })
}

// review is Review inside its transaction.
func (s *Service) review(tx *gorm.DB, by actor.Actor, at time.Time, c model.FieldCheck, v model.FieldVisit, a Action, st step, note string) error {
	set := map[string]any{}
	switch st.check {
	case model.FieldAccepted:
		set["state"], set["open_no"], set["closed_at"], set["closed_why"], set["visit_id"] = st.check, nil, at, "", v.ID
	case model.FieldReturned:
		set["state"], set["open_no"], set["closed_at"], set["visit_id"] = st.check, c.ProjectNo, nil, 0
	}
	if err := move(tx, c, at, set); err != nil {
		return err
	}
	r := tx.Model(&model.FieldVisit{}).Where("id = ? AND state = ?", v.ID, v.State).Updates(map[string]any{
		"state": st.visit, "reviewed_by": by.StaffID, "reviewed_by_name": by.Name, "reviewed_at": at, "review_note": note})
	if r.Error != nil {
		return fmt.Errorf("field visit: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return stale()
	}
	if a == ActAccept || v.State == model.VisitAccepted { // what counts is another one now
		if a == ActAccept && c.VisitID != 0 && c.VisitID != v.ID {
			err := tx.Model(&model.FieldVisit{}).Where("id = ? AND state = ?", c.VisitID, model.VisitAccepted).Update("state", model.VisitAside).Error
			if err != nil {
				return fmt.Errorf("field visit: %w", err)
			}
		}
		dedupe := strconv.FormatInt(v.ID, 10) + "/" + strconv.Itoa(c.Version)
		if err := outbox.Add(tx, TopicAccepted, dedupe, at, AcceptedEvent{v.ID}); err != nil {
			return err
		}
	}
	return audit.Record(tx, by, at, "fieldcheck."+string(a), object(c.ID), map[string]any{"visit": v.ID})
}

// Picture is a photo of a visit with what it says of itself.
type Picture struct {
	ID       int64
	TakenAt  *time.Time
	FromExif bool
	At       Point
	Distance *int
}

// Seen is a visit as it is reviewed.
type Seen struct {
	ID                     int64
	Who                    string
	Role                   actor.Role
	Verdict, State         string
	Percent                *int
	Found                  *int64 // thousandths
	Unit                   string
	Note                   string
	At, FiledAt            Point
	Accuracy, Distance     *int
	FiledPercent           *int
	FiledScale             *int64
	FiledUnit              string
	Captured, Arrived      time.Time
	Queued, Second         bool
	ClockWrong             bool // the telephone's clock was ahead
	ReviewedBy, ReviewNote string
	ReviewedAt             *time.Time
	Photos                 []Picture
	Can                    []Action
	Own                    bool // whoever asked wrote it down, so that another has to accept it
}

// Detail is one check with all its visits.
type Detail struct {
	Row
	Version  int
	Filed    Filed
	Why      string
	Plan     int64
	Finding  int64 // 0 none, or none that whoever asked may see
	Model    string
	MadeBy   string
	MadeAt   time.Time
	ClosedAt *time.Time
	Closed   string // why it was called off
	Visits   []Seen // in the order of arrival
	CallOff  bool   // whoever asked may call it off
	Go       bool   // whoever asked may go there
	Far      int    // metres from which on P12 calls it another place
}

// One shows a check.
func (s *Service) One(ctx context.Context, by actor.Actor, id int64) (Detail, error) {
	c, err := s.visible(ctx, by, id)
	if err != nil {
		return Detail{}, err
	}
	db := s.DB.WithContext(ctx)
	f, err := filed(db, []string{c.ProjectNo})
	if err != nil {
		return Detail{}, err
	}
	cal, err := s.Calendar(ctx)
	if err != nil {
		return Detail{}, fmt.Errorf("calendar: %w", err)
	}
	out := Detail{Row: s.row(c, f[c.ProjectNo], cal), Version: c.Version, Why: c.Why, Plan: c.PlanID, Finding: c.FindingID, Model: c.Model, MadeBy: c.MadeByName, MadeAt: c.MadeAt, ClosedAt: c.ClosedAt, Closed: c.ClosedWhy,
		CallOff: by.Is(actor.RoleSupervision) && waiting(c.State), Go: goes(by) && waiting(c.State)}
	if out.Finding != 0 { // led to only who may see it
		seen, err := s.seesFinding(ctx, by, out.Finding)
		if err != nil {
			return out, err
		}
		if !seen {
			out.Finding = 0
		}
	}
	if p := f[c.ProjectNo]; p != nil {
		out.Filed = *p
	}
	if out.Far, err = s.Number(ctx, "P12.metres", 200); err != nil {
		return out, fmt.Errorf("parameter P12.metres: %w", err)
	}
	var visits []model.FieldVisit
	if err := db.Where("task_id = ?", id).Order("id").Limit(100).Find(&visits).Error; err != nil {
		return out, fmt.Errorf("field visits: %w", err)
	}
	var files []model.FieldFile
	if err := db.Where("task_id = ?", id).Order("visit_id, seq").Limit(600).Find(&files).Error; err != nil {
		return out, fmt.Errorf("field files: %w", err)
	}
	photos := map[int64][]Picture{}
	for _, p := range files {
		photos[p.VisitID] = append(photos[p.VisitID], Picture{p.ID, p.TakenAt, p.FromExif, PointOf(p.Longitude, p.Latitude), p.DistanceM})
	}
	for _, v := range visits {
		own := v.StaffID == by.StaffID
		out.Visits = append(out.Visits, Seen{
			ID: v.ID, Who: v.StaffName, Role: actor.Role(v.StaffRole), Verdict: v.Verdict, State: v.State, Percent: v.PercentFound, Found: v.FoundMilli, Unit: v.Unit, Note: v.Note,
			At: PointOf(v.Longitude, v.Latitude), FiledAt: PointOf(v.FiledLongitude, v.FiledLatitude), Accuracy: v.AccuracyM, Distance: v.DistanceM, FiledPercent: v.FiledPercent, FiledScale: v.FiledMilli, FiledUnit: v.FiledUnit,
			Captured: v.CapturedAt, Arrived: v.ArrivedAt, Queued: v.Queued, Second: v.Second, ClockWrong: v.CapturedAt.After(v.ArrivedAt.Add(soon)), ReviewedBy: v.ReviewedByName, ReviewNote: v.ReviewNote, ReviewedAt: v.ReviewedAt,
			Photos: photos[v.ID], Can: allowed(c.State, v.State, by.Role, own), Own: own && v.State == model.VisitArrived && by.Is(actor.RoleSupervision),
		})
	}
	return out, nil
}
