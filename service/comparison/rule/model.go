// Package rule holds the comparison models: what does not fit, and why.
//
// A model is a pure function of a snapshot (package dossier) and parameters.
// It never says that anybody did wrong: it reports a Hit, which people look
// into. Each stands in a file of its own with its basis, the traps it avoids and
// the evidence an inspector needs, and has a file of cases (folder cases): at
// least one hit, and a near miss for every trap; a test runs them all.
package rule

import (
	"slices"

	"yangguang/service/comparison/dossier"
)

// Model is one comparison.
type Model struct {
	Key   string // S01
	Title string // 死亡人员继续领取
	// Says is what a hit means in one plain sentence, for somebody who has never
	// seen the model: the general statement, where Hit.Sentence is the particular one.
	Says string
	// Basis lists the rules it rests on, each with its article.
	Basis []string
	// Source is the expression of a model that the county wrote itself; "" for
	// those of the program.
	Source string
	// Default reports whether it is one of the first release's: those that the
	// domain's sources suggest, which are measured against the same as SQL.
	Default bool
	// Registers are the KINDs it cannot do without, besides payouts for an
	// S-model: where one is missing or stale its findings are held back.
	Registers []string
	// Leans are the KINDs besides that every hit of it leans on without showing a
	// record of them: they tell who is innocent, or who belongs together. Where one
	// is missing or stale its findings are held back too.
	Leans []string
	// Also are the other KINDs it reads. A hit that goes by one shows a record of it
	// or names it in Hit.Leans; where one is missing, what it would show is not found.
	Also       []string
	Parameters []Parameter
	// Traps are the innocent ways to look like a hit, each with its case.
	Traps []Trap
	// Evidence is what an inspector needs to see before judging.
	Evidence []string
	// Questions stand on the verification sheet 核查表.
	Questions []string
	// Ask reports whether the household may be asked before the money stops, or
	// told of what it is owed: true for eligibility, never for what concerns cadres.
	Ask bool
	// Aloof keeps a finding from the village that it is about, although the
	// household may be asked: it may be the doing of whoever pays or hands out there.
	Aloof bool
	// Owed is set for the reverse models, which find what a household has not been
	// paid: a model.Owed constant. Such a finding stops no money.
	Owed string
	// Needs are the flags a person must have for Check.Person to be asked.
	Needs dossier.Flag
	// Bind makes the check for given parameters.
	Bind func(v Values) Check
}

// Trap is an innocent case that a naive comparison would report.
type Trap struct {
	Key  string // as the cases name it: late-registration
	Text string // 死亡登记晚于死亡日期
}

// Check is a model with its parameters. Each function that is set is called
// for every subject of its sort, possibly from several goroutines at once: it
// must not change anything but what it reports.
type Check struct {
	Person    func(s *dossier.Snapshot, p dossier.P, report func(Hit))
	Household func(s *dossier.Snapshot, household int32, report func(Hit)) // in Snapshot.Households
	Account   func(s *dossier.Snapshot, account int32, report func(Hit))
	Aided     func(s *dossier.Snapshot, aided int32, report func(Hit)) // in Snapshot.Aided
	Project   func(s *dossier.Snapshot, project int32, report func(Hit))
	Fund      func(s *dossier.Snapshot, fund int32, report func(Hit))
	// County is called once, for what only the whole shows.
	County func(s *dossier.Snapshot, report func(Hit))
}

// Models lists every model in the order of its key.
func Models() []Model { return slices.Clone(models) }

// Lookup finds a model by its key.
func Lookup(key string) (Model, bool) {
	for _, m := range models {
		if m.Key == key {
			return m, true
		}
	}
	return Model{}, false
}

// models has one list a group of files, so that a new model touches one list.
var models = slices.Concat(recipientModels, paymentModels, projectModels, livelihoodModels, releaseModels)
