package main

import (
	"path/filepath"
	"time"

	"yangguang/service/gateway/files"
	"yangguang/service/meeting"
)

// meetingService makes the joint meeting. Its proof lies in a folder of its
// own, under the key of people.
func (p *program) meetingService(now func() time.Time) (*meeting.Service, error) {
	proof, err := files.New(filepath.Join(p.cfg.FilesDir, "meetings"), p.people, now)
	if err != nil {
		return nil, err
	}
	return meeting.New(meeting.Deps{DB: p.db, Box: p.people, Files: proof, Findings: p.findings, Now: now}), nil
}
