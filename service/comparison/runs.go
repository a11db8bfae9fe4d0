package comparison

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
)

// Run is a run as the office sees it.
type Run struct {
	ID                     int64
	Kind, Status           string
	Scope                  string
	Batch                  int64
	AsOf                   period.Day
	Models                 []RunModel
	ParameterHash          string
	DataDigest             []byte
	People, Payouts, Hits  int
	Created, Updated, Gone int
	Load, Compare, Apply   time.Duration
	PeakBytes              int64
	Message                string
	Progress               Progress
	StartedBy              string
	StartedAt              time.Time
	FinishedAt             *time.Time
	ResultDigest           []byte // nil of runs of old
	Program, Rules         string // the build and the version of the rules; "" of runs of old
	RepeatOf               int64  // the run that it makes again; 0 else
	Outcome                string // of a repeat: same, differs or cannot
}

// RunModel is what a run says of one model.
type RunModel struct {
	Key, Title, Version, Held string // of runs of old the title is ""
	Lacks                     string // what it could not look at
	Hits                      int
	Fen                       int64
	Difference                // of a run that was made again
}

// KindLabel is the kind in words.
func (r Run) KindLabel() string {
	switch r.Kind {
	case model.RunFull:
		return "全量比对"
	case model.RunPartial:
		return "部分模型比对"
	case model.RunTouched:
		return "导入后比对"
	case model.RunPrepayout:
		return "拟发名单核对"
	case model.RunRepeat:
		return "重算核对"
	}
	return r.Kind
}

// StatusLabel is the status in words.
func (r Run) StatusLabel() string {
	switch r.Status {
	case model.RunWaiting:
		return "等待中"
	case model.RunRunning:
		return "进行中"
	case model.RunDone:
		return "已完成"
	case model.RunFailed:
		return "没有完成"
	case model.RunStopped:
		return "已中断"
	}
	return r.Status
}

// OutcomeLabel is what a run that was made again came to, in words.
func (r Run) OutcomeLabel() string {
	switch r.Outcome {
	case model.OutcomeSame:
		return "结果一致"
	case model.OutcomeDiffers:
		return "结果不一致"
	case model.OutcomeCannot:
		return "不能按当时重算"
	}
	return r.Outcome
}

// Busy reports whether the run waits or is under way.
func (r Run) Busy() bool { return r.Status == model.RunWaiting || r.Status == model.RunRunning }

func runOf(row model.ComparisonRun) (Run, error) {
	counts := map[string]modelCount{}
	if err := json.Unmarshal(row.Models, &counts); err != nil {
		return Run{}, fmt.Errorf("models of run %d: %w", row.ID, err)
	}
	r := Run{
		ID: row.ID, Kind: row.Kind, Status: row.Status, Scope: row.Scope, Batch: row.BatchID, AsOf: period.Stored(row.AsOf), ParameterHash: row.ParameterHash, DataDigest: row.BatchesDigest,
		People: row.People, Payouts: row.Payouts, Hits: row.Hits, Created: row.Created, Updated: row.Updated, Gone: row.Gone,
		Load: time.Duration(row.LoadMillis) * time.Millisecond, Compare: time.Duration(row.CompareMillis) * time.Millisecond, Apply: time.Duration(row.ApplyMillis) * time.Millisecond,
		PeakBytes: row.PeakBytes, Message: row.Message, Progress: Progress{row.Stage, row.StageDone, row.StageTotal}, StartedBy: row.StartedBy, StartedAt: row.StartedAt, FinishedAt: row.FinishedAt,
		ResultDigest: row.ResultDigest, Program: row.Program, Rules: row.Rules, RepeatOf: row.RepeatOf, Outcome: row.Outcome,
	}
	place := func(key string) int { // as on the page of models; the county's own come last
		if i := slices.IndexFunc(rule.Models(), func(m rule.Model) bool { return m.Key == key }); i >= 0 {
			return i
		}
		return 1 << 10
	}
	for _, key := range slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b)) }) {
		c := counts[key]
		m := RunModel{Key: key, Title: c.Title, Version: c.Version, Held: c.Held, Lacks: c.Lacks, Hits: c.Hits, Fen: c.Fen}
		if c.Difference != nil {
			m.Difference = *c.Difference
		}
		r.Models = append(r.Models, m)
	}
	return r, nil
}

// Runs lists the runs, newest first.
func (s *Service) Runs(ctx context.Context, by actor.Actor, q page.Request) (page.Page[Run], error) {
	if !mayRun(by) {
		return page.Page[Run]{}, fault.New(fault.NotFound, "没有这个页面")
	}
	total, err := gorm.G[model.ComparisonRun](s.o.DB).Count(ctx, "*")
	if err != nil {
		return page.Page[Run]{}, fmt.Errorf("runs: %w", err)
	}
	rows, err := gorm.G[model.ComparisonRun](s.o.DB).Omit("batches", "parameters", "inputs").Order("id DESC").Limit(q.Limit()).Offset(q.Offset()).Find(ctx)
	if err != nil {
		return page.Page[Run]{}, fmt.Errorf("runs: %w", err)
	}
	runs := make([]Run, len(rows))
	for i, row := range rows {
		if runs[i], err = runOf(row); err != nil {
			return page.Page[Run]{}, err
		}
	}
	return page.Of(q, runs, int(total)), nil
}

// Run gives one run; while it is under way its Progress says how far it is.
func (s *Service) Run(ctx context.Context, by actor.Actor, id int64) (Run, error) {
	if !mayRun(by) {
		return Run{}, fault.New(fault.NotFound, "没有这个页面")
	}
	row, err := gorm.G[model.ComparisonRun](s.o.DB).Omit("batches", "parameters", "inputs").Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Run{}, fault.New(fault.NotFound, "没有这次比对")
	}
	if err != nil {
		return Run{}, fmt.Errorf("run: %w", err)
	}
	return runOf(row)
}

// Held lists the models that the last full run could say nothing of, or whose
// findings it held back, with why.
func (s *Service) Held(ctx context.Context, by actor.Actor) ([]RunModel, error) {
	if !mayRun(by) {
		return nil, fault.New(fault.NotFound, "没有这个页面")
	}
	rows, err := gorm.G[model.ComparisonRun](s.o.DB).Omit("batches", "parameters", "inputs").Where("kind = ? AND status = ?", model.RunFull, model.RunDone).Order("id DESC").Limit(1).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("last run: %w", err)
	}
	var out []RunModel
	for _, row := range rows {
		r, err := runOf(row)
		if err != nil {
			return nil, err
		}
		for _, m := range r.Models {
			if m.Held != "" {
				out = append(out, m)
			}
		}
	}
	return out, nil
}

// Progress gives how far a run is.
func (s *Service) Progress(ctx context.Context, by actor.Actor, id int64) (Progress, error) {
	r, err := s.Run(ctx, by, id)
	return r.Progress, err
}

// StartFull asks for a full run, which a worker takes at once, and gives its
// number. One that waits already is that run.
func (s *Service) StartFull(ctx context.Context, by actor.Actor) (int64, error) {
	if !mayRun(by) {
		return 0, fault.New(fault.NotFound, "没有这个页面")
	}
	return s.enqueue(ctx, by, Request{})
}

// enqueue enters a run for a worker to take. Of the same there is never more
// than one waiting, however often and by whom at once it is asked for: the
// database sees to it. One that waits is asked for anew, so that no run that
// began in between is taken for it.
func (s *Service) enqueue(ctx context.Context, by actor.Actor, q Request) (int64, error) {
	return s.wait(ctx, s.row(by, q), waitingKey(by.ID(), q.Batch, q.People != nil))
}

// wait enters a row for a worker to take, or gives the one with its key that
// waits already.
func (s *Service) wait(ctx context.Context, row model.ComparisonRun, key string) (int64, error) {
	row.Status, row.WaitingKey = model.RunWaiting, &key
	for {
		row.ID = 0
		err := s.o.DB.WithContext(ctx).Create(&row).Error
		if err == nil {
			return row.ID, nil
		}
		if !errors.Is(err, gorm.ErrDuplicatedKey) {
			return 0, fmt.Errorf("runs: %w", err)
		}
		there, err := gorm.G[model.ComparisonRun](s.o.DB).Select("id").Where("waiting_key = ?", key).Find(ctx)
		if err != nil {
			return 0, fmt.Errorf("runs: %w", err)
		}
		if len(there) == 0 { // a worker has just taken it
			continue
		}
		r := s.o.DB.WithContext(ctx).Model(&model.ComparisonRun{}).Where("id = ? AND waiting_key = ?", there[0].ID, key).Update("started_at", row.StartedAt)
		if r.Error != nil {
			return 0, fmt.Errorf("runs: %w", r.Error)
		}
		asked, err := gorm.G[model.ComparisonRun](s.o.DB).Where("id = ? AND waiting_key = ?", there[0].ID, key).Count(ctx, "*")
		if err != nil {
			return 0, fmt.Errorf("runs: %w", err)
		}
		if asked > 0 { // MySQL counts no row that already said so
			return there[0].ID, nil
		}
	}
}

// waitingKey says what a waiting run is: a batch's, or everything, for people,
// for the night or after imports.
func waitingKey(by string, batch int64, touched bool) string {
	switch {
	case touched:
		return fmt.Sprintf("batch/%d", batch)
	case strings.HasPrefix(by, "staff:"):
		return "full/staff"
	}
	return "full/" + by
}
