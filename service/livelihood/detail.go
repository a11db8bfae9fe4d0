package livelihood

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/sheetrow"
)

// Event is one line of a task's history.
type Event struct {
	At   time.Time
	What string
	Who  string
	Note seal.Secret
}

// Attachment is a stored file of a task.
type Attachment struct {
	ID    int64
	Kind  string
	Visit bool // of a visit, not of the remedy
}

// Evidence is one matched record of the finding.
type Evidence struct {
	Kind      string // KIND of the data set contract
	Fields    [][2]string
	File      string
	Sheet     string // "" where the file has one
	Row       int
	AsOf      period.Day // the day up to which the register goes; 0 where it is not known
	Withdrawn bool
}

// Detail is one task with all that is known of it.
type Detail struct {
	Row
	FindingID  int64
	Model      string
	Title      string
	WayValue   string
	Reason     string // in words
	AskedAt    *time.Time
	RemediedAt *time.Time
	MetBy      string // in words
	CheckedAt  *time.Time
	ClosedAt   *time.Time
	CreatedAt  time.Time
	Evidence   []Evidence
	Events     []Event
	Files      []Attachment
	Can        map[Action]bool
}

// One shows one task and records that it was read.
func (s *Service) One(ctx context.Context, by actor.Actor, id int64) (Detail, error) {
	t, err := s.visible(ctx, by, id)
	if err != nil {
		return Detail{}, err
	}
	n, err := s.lookUp(ctx, []model.LivelihoodTask{t})
	if err != nil {
		return Detail{}, err
	}
	out := Detail{Row: s.row(t, n), FindingID: t.FindingID, Model: t.Model, Title: n.findings[t.FindingID].Title, WayValue: t.Way, Reason: ReasonText(t.Reason), AskedAt: t.AskedAt, RemediedAt: t.RemediedAt,
		MetBy: checkText(t.MetBy), CheckedAt: t.VerifiedAt, ClosedAt: t.ClosedAt, CreatedAt: t.CreatedAt, Can: allowed(t.State, by.Role)}
	for _, part := range []func(context.Context, model.LivelihoodTask, *Detail) error{s.evidence, s.events} {
		if err := part(ctx, t, &out); err != nil {
			return Detail{}, err
		}
	}
	return out, audit.RecordAlone(ctx, s.DB, by, s.clock(), "livelihood.read", object(id), nil)
}

func (s *Service) evidence(ctx context.Context, t model.LivelihoodTask, out *Detail) error {
	var rows []struct {
		Kind             string
		RowNo            int
		Fields           []byte
		FileName, Status string
		Sheets           []byte
		AsOf             *time.Time
	}
	err := s.DB.WithContext(ctx).Table("finding_evidence e").Select("e.kind, e.row_no, e.fields, COALESCE(b.file_name, '') AS file_name, COALESCE(b.status, '') AS status, b.as_of, b.sheets").
		Joins("LEFT JOIN batches b ON b.id = e.batch_id").Where("e.finding_id = ?", t.FindingID).Order("e.seq").Limit(60).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	for _, r := range rows {
		e := Evidence{Kind: r.Kind, File: r.FileName, Withdrawn: r.Status == model.BatchWithdrawn}
		e.Sheet, e.Row = sheetrow.Find(r.Sheets, r.RowNo)
		if r.AsOf != nil {
			e.AsOf = period.Stored(*r.AsOf)
		}
		if err := json.Unmarshal(r.Fields, &e.Fields); err != nil {
			return fmt.Errorf("evidence of finding %d: %w", t.FindingID, err)
		}
		out.Evidence = append(out.Evidence, e)
	}
	return nil
}

// events are the history and the files, which belong to its steps.
func (s *Service) events(ctx context.Context, t model.LivelihoodTask, out *Detail) error {
	found, err := gorm.G[model.LivelihoodEvent](s.DB).Where("task_id = ?", t.ID).Order("id").Limit(500).Find(ctx)
	if err != nil {
		return fmt.Errorf("livelihood events: %w", err)
	}
	visits := map[int64]bool{}
	for _, e := range found {
		one := Event{At: e.At, What: ActionText(e.Kind), Who: e.StaffName + "（" + actor.Role(e.StaffRole).Label() + "）", Note: seal.NewSecret(e.Note)}
		if e.StaffID == 0 {
			one.Who = "系统"
		}
		visits[e.ID] = e.Kind == string(ActMet) || e.Kind == string(ActUnmet)
		if len(e.NoteSealed) > 0 {
			if one.Note, err = s.Box.Open(e.NoteSealed, place(columnEvent, t.ID)); err != nil {
				return fmt.Errorf("livelihood event: %w", err)
			}
		}
		out.Events = append(out.Events, one)
	}
	files, err := gorm.G[model.LivelihoodFile](s.DB).Where("task_id = ?", t.ID).Order("id").Limit(200).Find(ctx)
	if err != nil {
		return fmt.Errorf("livelihood files: %w", err)
	}
	for _, f := range files {
		out.Files = append(out.Files, Attachment{ID: f.ID, Kind: f.Kind, Visit: visits[f.EventID]})
	}
	return nil
}
