package main

import (
	"context"
	"crypto/rand"
	"time"

	"yangguang/service/burden"
)

// newBurden makes what counts the forms. The number under which it knows
// browsers is drawn anew each time and kept nowhere.
func (p *program) newBurden() (*burden.Service, error) {
	salt := make([]byte, 32)
	if _, err := rand.Read(salt); err != nil {
		return nil, err
	}
	return burden.New(burden.Deps{DB: p.db, Number: p.parameters.Number, Salt: salt, Now: p.now}), nil
}

// countForms writes the counts of forms down until ctx ends.
func (p *program) countForms(ctx context.Context) {
	p.burden.Run(ctx, time.Minute, func(err error) { p.log.ErrorContext(ctx, "counts of forms", "err", err) })
}
