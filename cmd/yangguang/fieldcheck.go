package main

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"time"

	"yangguang/model"
	"yangguang/service/fieldcheck"
	"yangguang/service/gateway/files"
)

// fieldcheckService makes the field checks of projects. Their photos lie in a
// folder of their own, under the key of people.
func (p *program) fieldcheckService(now func() time.Time) (*fieldcheck.Service, error) {
	photos, err := files.New(filepath.Join(p.cfg.FilesDir, "fieldchecks"), p.people, now)
	if err != nil {
		return nil, err
	}
	return fieldcheck.New(fieldcheck.Deps{DB: p.db, Files: photos, Calendar: p.parameters.Calendar, Number: p.parameters.Number, Asked: p.openQuestions, Named: p.findings.Named, Seed: seed, Now: now}), nil
}

// openQuestions counts by project what villagers asked and nobody answered.
func (p *program) openQuestions(ctx context.Context) (map[string]int, error) {
	var rows []struct {
		ProjectNo string
		N         int
	}
	err := p.db.WithContext(ctx).Model(&model.ProjectQuestion{}).Select("project_no, COUNT(*) AS n").Where("state = ? AND hidden_at IS NULL", model.QuestionOpen).Group("project_no").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("open questions: %w", err)
	}
	out := map[string]int{}
	for _, r := range rows {
		out[r.ProjectNo] = r.N
	}
	return out, nil
}

// seed draws the number from which a plan is drawn: short enough to be read out.
func seed() int64 {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand aborts the process instead
	return int64(binary.BigEndian.Uint32(b[:])%999_999) + 1
}
