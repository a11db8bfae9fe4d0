package main

import (
	"context"
	"time"

	"gorm.io/gorm"

	"yangguang/service/casework"
	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/kinship"
	"yangguang/service/recusal"
)

// kinshipService makes what officials declare of their relatives.
func (p *program) kinshipService(now func() time.Time) *kinship.Service {
	return kinship.New(kinship.Deps{DB: p.db, Box: p.people, Registers: relativeRows{p.imports}, Accounts: p.accounts, Matters: lookMatters{p.casework, p.recusals}, Number: p.parameters.Number, Now: now})
}

// lookMatters tells a look at relatives of the clue that it is for.
type lookMatters struct {
	*casework.Service
	recusals *recusal.Service
}

// About asks who is in the clue.
func (m lookMatters) About(ctx context.Context, clueID int64, people []int64, names []string) (bool, error) {
	return m.recusals.About(ctx, clueID, people, names)
}

// relativeRows takes what is declared into the register of relatives.
type relativeRows struct{ imports *importer.Service }

// Enter makes a loaded batch of one row. It is no bureau's, so that no officer
// takes it back on the page of imports.
func (r relativeRows) Enter(tx *gorm.DB, by actor.Actor, row kinship.Row) (int64, error) {
	return r.imports.Enter(tx, by, importer.Entry{Kind: "relatives", Title: row.Title, Filing: row.Filing, Bureau: "公职人员家属申报", Values: row.Values})
}

// Revoke takes the batch back.
func (r relativeRows) Revoke(tx *gorm.DB, by actor.Actor, batch int64, reason string) error {
	return r.imports.Revoke(tx, by, batch, reason)
}
