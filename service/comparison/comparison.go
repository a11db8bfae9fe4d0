// Package comparison runs the models over everything that is known and keeps
// what they find.
//
// A run loads a snapshot, asks every model about every subject in one pass,
// joins what belongs together and writes the findings in one transaction: a
// process killed at any moment leaves the findings as they were or as they
// will be, never between. What people judged is respected: a judged period is
// never raised again, a new one is. Nothing here says that anybody did wrong.
package comparison

import (
	"context"
	"log/slog"
	"time"

	"gorm.io/gorm"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// Succession says how the rows of a register replace one another.
type Succession = snapshot.Succession

// Options are what the service stands on.
type Options struct {
	DB     *gorm.DB
	People *seal.Box // opens resident IDs and accounts for the export
	// Values gives every parameter that is set or declared, as of a day.
	Values func(ctx context.Context, on period.Day) (map[string]string, error)
	// Set changes a parameter from today on; Pause and Enable use it.
	Set func(ctx context.Context, by actor.Actor, name, value, basis string) error
	// Stages gives the projects that their owners file stage by stage, by number,
	// each with the stages that are past their day; nil is none.
	Stages func(ctx context.Context) (map[string][]dossier.LateStage, error)
	// Own gives the models the county wrote itself; nil is none.
	Own func(ctx context.Context) ([]rule.Model, error)
	// OwnVersions gives every version of these that was ever in use; nil is none.
	OwnVersions func(ctx context.Context) ([]rule.Model, error)
	// Successions say how rows of registers replace one another; they are needed
	// to make an earlier run again.
	Successions []Succession
	Program     string // the build, for the record of a run
	Now         func() time.Time
	Log         *slog.Logger
}

// Service runs comparisons. It is safe for several goroutines.
type Service struct {
	o    Options
	kept keeper
	ask  askers
}

// New makes the service.
func New(o Options) *Service {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{o: o, ask: askers{busy: map[int64]bool{}, turn: make(chan struct{}, 1)}}
}

// stages asks which projects are filed stage by stage, before the rest is read: a
// stage that is filed meanwhile has a day in the snapshot and counts by it.
func (s *Service) stages(ctx context.Context) (map[string][]dossier.LateStage, error) {
	if s.o.Stages == nil {
		return nil, nil
	}
	return s.o.Stages(ctx)
}

func (s *Service) at() time.Time { return s.o.Now().UTC().Truncate(time.Second) }

func (s *Service) today() period.Day { return period.Here(s.o.Now()) }

// Progress is how far a run is.
type Progress struct {
	Stage string // 读取数据, 比对, 保存结果
	Done  int
	Total int
}
