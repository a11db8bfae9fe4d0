package meeting

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

// Event is one line of an issue's history.
type Event struct {
	At   time.Time
	What string
	Who  string
	Note seal.Secret
}

// Attachment is a stored file of an issue.
type Attachment struct {
	ID   int64
	Kind string
}

// Detail is one issue with all that is known of it.
type Detail struct {
	Row
	Version      int
	Facts        seal.Secret
	Origin       string // in words
	FindingID    int64
	FindingTitle string // "" for whoever may not see it
	Source       string
	Meeting      Held // the zero Held until assigned
	Files        []Attachment
	Events       []Event
	Can          map[Action]bool
}

// One shows one issue and records that it was read.
func (s *Service) One(ctx context.Context, by actor.Actor, id int64) (Detail, error) {
	i, err := s.visible(ctx, by, id)
	if err != nil {
		return Detail{}, err
	}
	out := Detail{Row: s.row(i), Version: i.Version, Origin: text(Origins(), i.Origin), FindingID: i.FindingID, Source: i.Source, Can: allowed(i, by)}
	if out.Facts, err = s.Box.Open(i.FactsSealed, place(columnFacts, i.ID)); err != nil {
		return out, fmt.Errorf("meeting issue: %w", err)
	}
	if i.FindingID != 0 {
		out.FindingTitle, err = s.Findings.Named(ctx, by, i.FindingID)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return out, err
		}
	}
	if i.MeetingID != 0 {
		held, err := gorm.G[model.Meeting](s.DB).Where("id = ?", i.MeetingID).Limit(1).Find(ctx)
		if err != nil {
			return out, fmt.Errorf("meeting: %w", err)
		}
		for _, m := range held {
			out.Meeting = heldOf(m)
		}
	}
	if err := s.history(ctx, i, &out); err != nil {
		return out, err
	}
	return out, audit.RecordAlone(ctx, s.DB, by, s.clock(), "meeting.read", object(id), nil)
}

// history fills in the steps and the files.
func (s *Service) history(ctx context.Context, i model.MeetingIssue, out *Detail) error {
	events, err := gorm.G[model.MeetingEvent](s.DB).Where("issue_id = ?", i.ID).Order("id").Limit(200).Find(ctx)
	if err != nil {
		return fmt.Errorf("meeting events: %w", err)
	}
	for _, e := range events {
		note, err := s.Box.Open(e.NoteSealed, place(columnEvent, i.ID))
		if err != nil {
			return fmt.Errorf("meeting event: %w", err)
		}
		out.Events = append(out.Events, Event{At: e.At, What: ActionText(e.Kind), Who: e.StaffName + "（" + e.StaffUnit + "）", Note: note})
	}
	files, err := gorm.G[model.MeetingFile](s.DB).Where("issue_id = ?", i.ID).Order("id").Limit(200).Find(ctx)
	if err != nil {
		return fmt.Errorf("meeting files: %w", err)
	}
	for _, f := range files {
		out.Files = append(out.Files, Attachment{f.ID, f.Kind})
	}
	return nil
}
