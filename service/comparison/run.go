package comparison

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"

	"github.com/emmansun/gmsm/sm3"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison/rule"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/transact"
)

// Request is a run to be made.
type Request struct {
	Choice
	AsOf period.Day // 0 is today
	// People limits it to persons and what hangs on them; nil is everybody.
	People []int64
	Batch  int64  // the batch that caused it
	Scope  string // words for the scope
	// Progress is told how far it is; nil is nobody.
	Progress func(Progress)
}

// Compare makes a run at once and gives it when its findings are visible.
func (s *Service) Compare(ctx context.Context, by actor.Actor, q Request) (Run, error) {
	if !mayRun(by) {
		return Run{}, fault.New(fault.NotFound, "没有这个页面")
	}
	var done Run
	err := s.alone(ctx, func(ctx context.Context, holder string) error {
		row, err := s.begin(ctx, by, q)
		if err != nil {
			return err
		}
		done, err = s.perform(ctx, holder, row, q)
		return err
	})
	return done, err
}

// begin enters a run that starts now.
func (s *Service) begin(ctx context.Context, by actor.Actor, q Request) (*model.ComparisonRun, error) {
	row := s.row(by, q)
	row.Status = model.RunRunning
	if err := s.o.DB.WithContext(ctx).Create(&row).Error; err != nil {
		return nil, fmt.Errorf("comparison: %w", err)
	}
	return &row, nil
}

func (s *Service) row(by actor.Actor, q Request) model.ComparisonRun {
	if q.AsOf == 0 {
		q.AsOf = s.today()
	}
	row := model.ComparisonRun{Kind: model.RunFull, AsOf: q.AsOf.Time(), Scope: q.Scope, BatchID: q.Batch, StartedBy: by.ID(), StartedAt: s.at(),
		Batches: []byte("[]"), BatchesDigest: make([]byte, 32), Models: []byte("{}"), Parameters: []byte("{}")}
	if q.People != nil {
		row.Kind = model.RunTouched
	} else if len(q.Models) > 0 {
		row.Kind = model.RunPartial // no batch is compared by it
	}
	return row
}

// perform makes the run of a row.
func (s *Service) perform(ctx context.Context, holder string, row *model.ComparisonRun, q Request) (Run, error) {
	return s.ended(ctx, row, func() error { return s.compare(ctx, holder, row, q) })
}

// ended does what a row is about. A failure is written into the row.
func (s *Service) ended(ctx context.Context, row *model.ComparisonRun, deed func() error) (Run, error) {
	if err := deed(); err != nil {
		message := "比对没有完成，请再试一次；如果还不行，请把编号告诉技术人员"
		if f := fault.Of(err); f.Kind != fault.Internal {
			message = f.Public
		}
		if ctx.Err() != nil {
			return Run{}, errors.Join(fmt.Errorf("comparison run %d: %w", row.ID, err), s.cut(context.WithoutCancel(ctx), row.ID))
		}
		set := map[string]any{"status": model.RunFailed, "message": clip.Runes(message, 255), "finished_at": s.at(), "stage": ""}
		ferr := s.o.DB.WithContext(context.WithoutCancel(ctx)).Model(&model.ComparisonRun{}).Where("id = ? AND status = ?", row.ID, model.RunRunning).Updates(set).Error
		return Run{}, errors.Join(fmt.Errorf("comparison run %d: %w", row.ID, err), ferr)
	}
	return runOf(*row)
}

// compare loads, compares and applies.
func (s *Service) compare(ctx context.Context, holder string, row *model.ComparisonRun, q Request) error {
	asOf := period.Stored(row.AsOf)
	c, err := s.choose(ctx, q.Choice, asOf)
	if err != nil {
		return err
	}
	t := s.teller(ctx, row.ID, holder, q.Progress)
	start, at := s.o.Now(), s.at()
	row.ReadAt = &at
	o := snapshot.Options{AsOf: asOf, People: q.People, Silence: rule.Silence(c.values), Progress: t.stage("读取数据")}
	if q.People == nil { // a part of the people has no projects
		if o.Stages, err = s.stages(ctx); err != nil {
			return err
		}
	}
	l, err := snapshot.Load(ctx, s.o.DB, o)
	if err != nil {
		return err
	}
	row.LoadMillis, start = s.o.Now().Sub(start).Milliseconds(), s.o.Now()
	results, err := evaluate(ctx, l, c, t.stage("比对"))
	if err != nil {
		return err
	}
	row.CompareMillis, start = s.o.Now().Sub(start).Milliseconds(), s.o.Now()
	found := printsOf(l, c, results)
	if err := s.describe(row, l, c, results, found); err != nil {
		return err
	}
	t.stage("保存结果")(0, len(results))
	if err := t.last(); err != nil {
		return err
	}
	return transact.Do(ctx, s.o.DB, func(tx *gorm.DB) error {
		row.Created, row.Updated, row.Gone = 0, 0, 0
		a := &applier{ctx: ctx, tx: tx, l: l, c: c, run: row, at: s.at(), complete: q.People == nil}
		if err := a.apply(results); err != nil {
			return err
		}
		if err := found.keep(tx, row.ID); err != nil {
			return err
		}
		row.ApplyMillis = s.o.Now().Sub(start).Milliseconds()
		return s.finish(tx, row)
	})
}

// finish makes the run visible in the transaction of its findings.
func (s *Service) finish(tx *gorm.DB, row *model.ComparisonRun) error {
	at := s.at()
	done := tx.Model(&model.ComparisonRun{}).Where("id = ? AND status = ?", row.ID, model.RunRunning).Updates(map[string]any{
		"status": model.RunDone, "finished_at": at, "batches": row.Batches, "batches_digest": row.BatchesDigest, "models": row.Models, "parameters": row.Parameters,
		"parameter_hash": row.ParameterHash, "people": row.People, "payouts": row.Payouts, "hits": row.Hits, "created": row.Created, "updated": row.Updated, "gone": row.Gone,
		"load_millis": row.LoadMillis, "compare_millis": row.CompareMillis, "apply_millis": row.ApplyMillis, "peak_bytes": row.PeakBytes, "message": row.Message, "stage": "",
		"as_of": row.AsOf, "scope": row.Scope, "batch_id": row.BatchID, "read_at": row.ReadAt, "inputs": row.Inputs, "result_digest": row.ResultDigest, "program": row.Program, "rules": row.Rules, "outcome": row.Outcome,
	})
	if done.Error != nil {
		return fmt.Errorf("run: %w", done.Error)
	}
	if done.RowsAffected != 1 {
		return fault.New(fault.Conflict, "这次比对已经被别的比对接替，没有保存结果")
	}
	row.Status, row.FinishedAt = model.RunDone, &at
	if row.Kind == model.RunRepeat { // nothing has changed
		return audit.Record(tx, actor.Sys("comparison"), at, "comparison.repeat", fmt.Sprintf("run:%d", row.RepeatOf), map[string]any{"by": row.StartedBy, "outcome": row.Outcome, "run": row.ID})
	}
	if err := outbox.Add(tx, TopicDone, fmt.Sprint(row.ID), at, DoneEvent{row.ID, row.Kind == model.RunFull}); err != nil {
		return err
	}
	return audit.Record(tx, actor.Sys("comparison"), at, "comparison.run", fmt.Sprintf("run:%d", row.ID),
		map[string]any{"kind": row.Kind, "by": row.StartedBy, "found": row.Created, "parameters": row.ParameterHash, "rules": row.Rules, "results": hex.EncodeToString(row.ResultDigest)})
}

// evaluate asks the models and combines what they say.
func evaluate(ctx context.Context, l *snapshot.Loaded, c chosen, tell func(done, total int)) ([]Result, error) {
	found, err := pass(ctx, l.Snapshot, answerable(l.Snapshot, c.bound, l.Core != nil), tell)
	if err != nil {
		return nil, err
	}
	found = combine(l.Snapshot, found)
	if l.Core != nil {
		found = ours(l, found)
	}
	held := make([]string, len(c.bound))
	for i, b := range c.bound {
		held[i] = heldReason(l.Snapshot, b.Model, c.values)
	}
	fill(found)
	lacking := lackingKinds(l.Snapshot, c.values)
	for i := range found {
		m := found[i].Model
		found[i].Held = quoted(held[m], c.bound[m].Model, &found[i].Hit, lacking)
	}
	return found, nil
}

// ours keeps the hits on subjects that the scope holds completely: the people
// asked for, and accounts that they are paid to.
func ours(l *snapshot.Loaded, found []Result) []Result {
	kept := found[:0:0]
	for _, r := range found {
		switch r.Subject.Kind {
		case rule.OfPerson:
			if !l.InCore(r.Subject.Index) {
				continue
			}
		case rule.OfAccount:
			core := false
			for p := range l.AccountRows(r.Subject.Index) {
				core = core || l.InCore(p.Person)
			}
			if !core {
				continue
			}
		case rule.OfFund, rule.OfProject, rule.OfVillage, rule.OfBank:
			continue
		}
		kept = append(kept, r)
	}
	return kept
}

// modelCount is what a run says of one model.
type modelCount struct {
	Title   string `json:"title,omitempty"`
	Version string `json:"version"`
	Held    string `json:"held,omitempty"`
	Lacks   string `json:"lacks,omitempty"`
	Hits    int    `json:"hits"`
	Fen     int64  `json:"fen"`
	*Difference
}

// describe writes into the row what the run rested on and found.
func (s *Service) describe(row *model.ComparisonRun, l *snapshot.Loaded, c chosen, results []Result, found prints) error {
	batches := make([][2]string, len(l.Batches))
	for i, b := range l.Batches {
		batches[i] = [2]string{fmt.Sprint(b.ID), hex.EncodeToString(b.Digest)}
	}
	counts := make(map[string]*modelCount, len(c.bound))
	for i, b := range c.bound {
		counts[b.Model.Key] = &modelCount{Title: b.Model.Title, Version: c.versions[i], Held: heldReason(l.Snapshot, b.Model, c.values), Lacks: lackNote(l.Snapshot, b.Model)}
	}
	for _, r := range results {
		m := counts[c.bound[r.Model].Model.Key]
		m.Hits++
		m.Fen += r.AmountFen
	}
	var errs [4]error
	row.Batches, errs[0] = json.Marshal(batches)
	row.Models, errs[1] = json.Marshal(counts)
	row.Parameters, errs[2] = json.Marshal(c.values)
	row.Inputs, errs[3] = inputsOf(l)
	row.ResultDigest, row.Program, row.Rules = found.digest(), clip.Runes(s.o.Program, 120), Rules()
	sum := sm3.Sum(row.Batches)
	row.BatchesDigest, row.ParameterHash = sum[:], c.hash
	row.People, row.Payouts, row.Hits = len(l.People), len(l.Payouts), len(results)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	row.PeakBytes = int64(m.Sys) //nolint:gosec // bytes of memory
	return errors.Join(errs[:]...)
}

// mayRun reports whether somebody may start and see runs.
func mayRun(by actor.Actor) bool {
	return by.Kind == actor.System || by.Is(actor.RoleSupervision, actor.RoleHead, actor.RoleCaseManagement, actor.RoleAdministrator)
}
