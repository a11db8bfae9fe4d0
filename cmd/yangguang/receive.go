package main

import (
	"path/filepath"
	"time"

	"yangguang/service/entitle"
	"yangguang/service/gateway/files"
	"yangguang/service/parameter"
	"yangguang/service/receive"
)

// receiving makes what asks households whether money came. The bank's proof lies
// in a folder of its own, under the key of people.
func (p *program) receiving(now func() time.Time) (*receive.Service, error) {
	proof, err := files.New(filepath.Join(p.cfg.FilesDir, "inquiries"), p.people, now)
	if err != nil {
		return nil, err
	}
	return receive.New(receive.Deps{
		DB: p.db, Box: p.people, Files: proof, Homes: p.lookup, Calendar: p.parameters.Calendar, Number: p.parameters.Number, Text: p.parameters.Text, Now: now,
	}), nil
}

// receiveParameters are the numbers and lists of 收款回访, and the conditions of
// 我能享受什么.
func receiveParameters() []parameter.Extra {
	var out []parameter.Extra
	for _, d := range receive.Definitions() {
		out = append(out, parameter.Extra{Definition: parameter.Definition{Name: d.Name, Group: d.Group, Label: d.Label, Default: d.Default, Unit: parameter.Unit(d.Unit), Basis: d.Basis}, Hint: d.Hint, Clean: d.Clean})
	}
	for _, d := range entitle.Definitions() {
		out = append(out, parameter.Extra{Definition: parameter.Definition{Name: d.Name, Group: d.Group, Label: d.Label, Default: d.Default, Unit: parameter.Unit(d.Unit), Basis: d.Basis}, Hint: d.Hint, Clean: d.Clean})
	}
	return out
}
