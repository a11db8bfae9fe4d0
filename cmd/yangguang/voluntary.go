package main

import (
	"context"
	"path/filepath"
	"time"

	"yangguang/service/gateway/files"
	"yangguang/service/kernel/period"
	"yangguang/service/voluntary"
)

// voluntaryService makes what officials give back of their own accord. Proofs of
// payment lie in a folder of their own, under the key of people.
func (p *program) voluntaryService(now func() time.Time) (*voluntary.Service, error) {
	proof, err := files.New(filepath.Join(p.cfg.FilesDir, "voluntary"), p.people, now)
	if err != nil {
		return nil, err
	}
	return voluntary.New(voluntary.Deps{DB: p.db, Box: p.people, Files: proof, Owner: p.accounts.Owner, Number: p.parameters.Number, Now: now}), nil
}

// volunteered tells in sentences what was given back of the money of a finding.
func (p *program) volunteered(ctx context.Context, person, item int64, span period.Interval) ([]string, error) {
	if p.voluntary == nil {
		return nil, nil
	}
	notes, err := p.voluntary.Notes(ctx, person, item, span)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(notes))
	for i, n := range notes {
		out[i] = n.Number + "，" + n.State
		if n.Paid > 0 {
			out[i] += "，" + n.PaidOn.Chinese() + "缴款" + n.Paid.String() + "元"
		}
		out[i] += "。是不是这条疑点的钱，核查以后再认定。"
	}
	return out, nil
}
