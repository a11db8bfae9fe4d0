package main

import (
	"crypto/rand"
	"encoding/binary"
	"path/filepath"
	"time"

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
	return fieldcheck.New(fieldcheck.Deps{DB: p.db, Files: photos, Calendar: p.parameters.Calendar, Number: p.parameters.Number, Seed: seed, Now: now}), nil
}

// seed draws the number from which a plan is drawn: short enough to be read out.
func seed() int64 {
	var b [4]byte
	_, _ = rand.Read(b[:]) // never fails: crypto/rand aborts the process instead
	return int64(binary.BigEndian.Uint32(b[:])%999_999) + 1
}
