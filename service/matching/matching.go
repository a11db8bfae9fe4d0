// Package matching finds persons that may be one: somebody whom a bureau's file
// names and the population register does not know, and somebody of almost the
// same resident ID, or of the same name, village and birthday, whom it knows.
//
// A row that was given back for its resident ID is looked at in the same way. It
// stays refused; once it is judged, the importer takes the same row when it is
// handed in again.
//
// Such a pair is a question for a human and rests on nothing but likeness; no
// finding is made of it. What the human says is remembered: once two IDs are
// judged to be one person, later rows of either are that person's. Names alone
// never make a pair.
package matching

import (
	"context"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// TopicLook is the promise that the importer makes when a batch is loaded.
const TopicLook = "matching.look"

// Grades of domain guide §2.2 that need a human.
const (
	GradeC = "C" // same name, same town, ID with one digit or two neighbours wrong
	GradeD = "D" // same name, village and birthday
)

// Verdicts on a pair. Undecided may be judged again, the others are final.
const (
	Open      = ""
	Same      = "same"
	Different = "different"
	Undecided = "undecided"
)

// Refusal is what a row that was given back for nothing but its resident ID says
// of whom it is about.
type Refusal struct {
	RowNo         int
	Number        seal.Secret // as the file has it; empty where it has none
	Key           seal.Secret // what the importer knows the same row by when it comes again
	Name, Village string
	Birth         *period.Day
}

// Refusals lists such rows of a batch, at most some.
type Refusals func(ctx context.Context, batch int64, most int) ([]Refusal, error)

// Service looks for pairs and keeps what was judged. Make it with New.
type Service struct {
	db      *gorm.DB
	box     *seal.Box
	now     func() time.Time
	title   func(kind string) string
	refused Refusals
}

// New makes the service. title gives a kind's name on screen.
func New(db *gorm.DB, box *seal.Box, title func(kind string) string, refused Refusals, now func() time.Time) *Service {
	return &Service{db: db, box: box, title: title, refused: refused, now: now}
}

func (s *Service) at() time.Time { return s.now().UTC().Truncate(time.Second) }

// Handlers are the promises that this package keeps for the worker.
func (s *Service) Handlers() map[string]outbox.Do {
	return map[string]outbox.Do{TopicLook: func(ctx context.Context, e model.OutboxEvent) error {
		b, err := outbox.Decode[struct {
			BatchID int64 `json:"batch_id"`
		}](e)
		if err != nil {
			return err
		}
		return s.Look(ctx, b.BatchID)
	}}
}

// mayJudge says who sees the pool: pairs show names of people in the registers.
func mayJudge(by actor.Actor) error {
	if by.Is(actor.RoleAdministrator, actor.RoleSupervision) {
		return nil
	}
	return fault.New(fault.NotFound, "没有找到这个页面")
}
