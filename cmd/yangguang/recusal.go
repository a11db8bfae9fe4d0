package main

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/casework"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/seal"
	"yangguang/service/recusal"
)

// newRecusals makes the service that keeps matters from those who have an
// interest in them. Whether somebody sees a matter it asks of the matter's owner,
// once there is one.
func (p *program) newRecusals(now func() time.Time) *recusal.Service {
	return recusal.New(recusal.Deps{
		DB: p.db, Box: p.petition, Petitions: complaint.Matters{Box: p.petition}, Clues: casework.NewLedger(p.db, p.people), Now: now,
		Sees: func(ctx context.Context, by actor.Actor, object string, id int64) error {
			if object == model.ObjectPetition {
				return p.complaints.Sees(ctx, by, id)
			}
			return p.casework.Sees(ctx, by, object, id)
		},
	})
}

// findingClues registers a finding's clue and keeps it from whom it concerns.
type findingClues struct {
	*casework.Ledger
	recusals *recusal.Service
}

// RegisterFinding is the ledger's, with nobody seeing their own clue.
func (c findingClues) RegisterFinding(tx *gorm.DB, by actor.Actor, at time.Time, findingID int64, village string, title, summary seal.Secret) (int64, string, error) {
	id, number, err := c.Ledger.RegisterFinding(tx, by, at, findingID, village, title, summary)
	if err != nil {
		return id, number, err
	}
	return id, number, c.recusals.ClueOfFinding(tx.Statement.Context, tx, at, findingID, id)
}

// together joins the promises of several capabilities. A topic that two of them
// wait for is performed by both, the first first; each tolerates being asked twice.
func together(all ...map[string]outbox.Do) map[string]outbox.Do {
	do := map[string]outbox.Do{}
	for _, handlers := range all {
		for topic, h := range handlers {
			first, there := do[topic]
			if !there {
				do[topic] = h
				continue
			}
			do[topic] = func(ctx context.Context, e model.OutboxEvent) error { return errors.Join(first(ctx, e), h(ctx, e)) }
		}
	}
	return do
}
