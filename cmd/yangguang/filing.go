package main

import (
	"context"
	"path/filepath"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/filing"
	"yangguang/service/finding"
	"yangguang/service/gateway/files"
	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/sheetrow"
	"yangguang/service/parameter"
)

// filingService makes what owners file of their projects. Its documents lie in
// a folder of their own, under the key of people.
func (p *program) filingService(now func() time.Time) (*filing.Service, error) {
	papers, err := files.New(filepath.Join(p.cfg.FilesDir, "filings"), p.people, now)
	if err != nil {
		return nil, err
	}
	return filing.New(filing.Deps{
		DB: p.db, Files: papers, Registers: filedRows{p.imports}, Warnings: projectWarnings{p.findings}, Tender: tenderBy(p.parameters, now), Number: p.parameters.Number, Now: now,
	}), nil
}

// filedRows takes what is filed into the registers.
type filedRows struct{ imports *importer.Service }

// Enter makes a loaded batch of one row.
func (f filedRows) Enter(tx *gorm.DB, by actor.Actor, r filing.Row) (int64, error) {
	return f.imports.Enter(tx, by, importer.Entry{Kind: r.Kind, Title: r.Title, Filing: r.Filing, Bureau: r.Bureau, Values: r.Values})
}

// lateStages tells the comparison which stages of the projects that are filed
// here are past their day, by the county's numbers.
func (in *infra) lateStages(numbers *parameter.Service) func(context.Context) (map[string][]dossier.LateStage, error) {
	s := filing.New(filing.Deps{DB: in.db, Tender: tenderBy(numbers, in.now), Number: numbers.Number, Now: in.now})
	return func(ctx context.Context) (map[string][]dossier.LateStage, error) {
		late, err := s.Lateness(ctx)
		if err != nil {
			return nil, err
		}
		out := make(map[string][]dossier.LateStage, len(late))
		for no, stages := range late {
			out[no] = nil
			for _, x := range stages {
				out[no] = append(out[no], dossier.LateStage{Title: x.Title, Due: x.Due})
			}
		}
		return out, nil
	}
}

// tenderBy judges by the numbers of P01 what has to be put to tender.
func tenderBy(numbers *parameter.Service, now func() time.Time) func(context.Context) (func(model.Project) bool, error) {
	return func(ctx context.Context) (func(model.Project) bool, error) {
		texts, err := numbers.Values(ctx, period.Here(now()))
		if err != nil {
			return nil, err
		}
		must, err := rule.MustTender(texts)
		if err != nil {
			return nil, err
		}
		return func(p model.Project) bool {
			return must(dossier.Project{
				Name: p.Name, Kind: p.Kind, Procurement: p.Procurement, EstimateFen: p.EstimateFen, PlannedFen: p.PlannedFen, FiscalFen: p.FiscalFen, ControlFen: p.ControlFen,
			})
		}, nil
	}
}

// projectWarnings are the findings about projects.
type projectWarnings struct{ findings *finding.Service }

// OfProjects gives the open findings that somebody may see.
func (w projectWarnings) OfProjects(ctx context.Context, by actor.Actor, no string) ([]filing.Warning, error) {
	found, err := w.findings.Works(ctx, by, no)
	if err != nil {
		return nil, err
	}
	out := make([]filing.Warning, len(found))
	for i, f := range found {
		x := filing.Warning{
			ID: f.ID, ProjectNo: f.ProjectNo, Number: f.Number, Model: f.Model, Title: f.Title, Sentence: f.Sentence, Severity: f.Severity, Status: f.StatusText, Target: f.Target, Due: f.Due,
			Held: f.Held, Dispatched: f.Status == model.FindingDispatched, Answered: f.Status == model.FindingAnswered, MayAnswer: f.MayAnswer, Inside: f.Inside,
			Mending: f.Status == model.FindingClosed, Standing: f.Standing,
		}
		for _, e := range f.Evidence {
			x.Figures = append(x.Figures, e.Fields...)
			if x.Source == "" {
				x.Source = sheetrow.Place(e.File, e.Sheet, e.Row)
				if e.File == "" {
					x.Source = "现场核查"
				}
			}
		}
		out[i] = x
	}
	return out, nil
}
