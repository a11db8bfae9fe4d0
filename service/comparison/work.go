package comparison

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/lease"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/transact"
)

// The outbox topics of the importer that this service waits for.
const (
	TopicLoaded    = "import.loaded"    // {"batch":id,"kind":…}
	TopicWithdrawn = "import.withdrawn" // the same
)

// TopicVisited says that supervision accepted what was found at a project, or
// took that back.
const TopicVisited = "fieldcheck.accepted"

// TopicDone says that the findings of a run are visible.
const TopicDone = "comparison.done"

// DoneEvent is the payload of TopicDone.
type DoneEvent struct {
	Run  int64 `json:"run"`
	Full bool  `json:"full"` // it saw everything: what it did not find is gone
}

// BatchEvent is the payload of the importer's topics.
type BatchEvent struct {
	Batch int64  `json:"batch"`
	Kind  string `json:"kind"`
}

// quiet is how long no batch must have been loaded before a run that an import
// caused begins: a county hands in twenty files one after the other.
const quiet = 10 * time.Minute

// Handlers are the promises this service performs for the worker. Each only
// notes what is to be done; Work does it.
func (s *Service) Handlers() map[string]outbox.Do {
	return map[string]outbox.Do{
		TopicLoaded: func(ctx context.Context, e model.OutboxEvent) error {
			v, err := outbox.Decode[BatchEvent](e)
			if err != nil {
				return err
			}
			return s.Loaded(ctx, v)
		},
		TopicWithdrawn: func(ctx context.Context, e model.OutboxEvent) error {
			v, err := outbox.Decode[BatchEvent](e)
			if err != nil {
				return err
			}
			return s.Withdrawn(ctx, v)
		},
		TopicVisited: func(ctx context.Context, _ model.OutboxEvent) error {
			_, err := s.enqueue(ctx, byFieldcheck, Request{})
			return err
		},
	}
}

// personTables are the tables whose rows name the people that a batch touches,
// with the columns that do.
var personTables = map[string]struct {
	table   string
	columns []string
}{
	"residents": {"residents", []string{"person_id"}}, "payouts": {"payouts", []string{"person_id"}}, "rosters": {"rosters", []string{"person_id"}},
	"officials": {"officials", []string{"person_id"}}, "relatives": {"official_relatives", []string{"official_id", "relative_id"}}, "deaths": {"deaths", []string{"person_id"}},
	"inmates": {"inmates", []string{"person_id"}}, "vehicles": {"vehicles", []string{"person_id"}}, "company_roles": {"company_roles", []string{"person_id"}},
	"properties": {"properties", []string{"person_id"}}, "employment": {"employment", []string{"person_id"}}, "pensions": {"pensions", []string{"person_id"}},
	"disabilities": {"disabilities", []string{"person_id"}}, "enrolments": {"enrolments", []string{"person_id"}}, "assessments": {"assessments", []string{"person_id"}}, "parcels": {"parcels", []string{"person_id"}},
	"households": {"aided_households", []string{"person_id"}}, "insurance": {"insurance", []string{"person_id"}},
}

// wholeKinds are the files that concern no particular people: after them
// everything is compared.
var wholeKinds = []string{"subsidies", "companies", "indicators", "funds", "projects", "project_funds", "project_progress", "bids", fieldChecks}

// Loaded notes what a loaded batch makes necessary: a run over its people, or
// where there are too many a full one.
func (s *Service) Loaded(ctx context.Context, e BatchEvent) error {
	t, ok := personTables[e.Kind]
	if !ok {
		if slices.Contains(wholeKinds, e.Kind) {
			done, err := s.covered(ctx, e.Batch)
			if err != nil || done {
				return err
			}
			by, err := s.cause(ctx, e.Batch)
			if err != nil {
				return err
			}
			_, err = s.enqueue(ctx, by, Request{})
			return err
		}
		return nil
	}
	if done, err := s.covered(ctx, e.Batch); err != nil || done {
		return err
	}
	most, err := s.number(ctx, TouchedMost, 20000)
	if err != nil {
		return err
	}
	people, err := s.peopleOf(ctx, t.table, t.columns, e.Batch, most+1)
	if err != nil {
		return err
	}
	q := Request{Batch: e.Batch, People: people, Scope: fmt.Sprintf("导入批次 %d", e.Batch)}
	if len(people) > most {
		q = Request{}
	} else if len(people) == 0 {
		return nil
	}
	_, err = s.enqueue(ctx, byImport, q)
	return err
}

// Who asks for a run that nobody asked for. After files it waits until no more
// come; somebody who has filled in a row, or accepted what was found at a project,
// is waiting to see what it says, but a county that is filling in rows all day is
// not compared without a pause.
var (
	byImport     = actor.Sys("import")
	byFiling     = actor.Sys("filing")
	byFieldcheck = actor.Sys("fieldcheck")
)

// singly are those who ask with every single row.
var singly = []string{byFiling.ID(), byFieldcheck.ID()}

// cause tells which of the two a batch is.
func (s *Service) cause(ctx context.Context, batch int64) (actor.Actor, error) {
	b, err := gorm.G[model.Batch](s.o.DB).Select("id", "origin").Where("id = ?", batch).Take(ctx)
	if err != nil {
		return actor.Actor{}, fmt.Errorf("batch %d: %w", batch, err)
	}
	if b.Origin == model.OriginFiled {
		return byFiling, nil
	}
	return byImport, nil
}

// covered reports whether a full run has read the batch already.
func (s *Service) covered(ctx context.Context, batch int64) (bool, error) {
	n, err := gorm.G[model.ComparisonRun](s.o.DB).
		Where("kind = ? AND status = ? AND started_at > (SELECT loaded_at FROM batches WHERE id = ?)", model.RunFull, model.RunDone, batch).Count(ctx, "*")
	if err != nil {
		return false, fmt.Errorf("runs after batch %d: %w", batch, err)
	}
	return n > 0, nil
}

func (s *Service) number(ctx context.Context, name string, standard int) (int, error) {
	values, err := s.o.Values(ctx, s.today())
	if err != nil {
		return 0, fmt.Errorf("parameters: %w", err)
	}
	if n, err := strconv.Atoi(values[name]); err == nil {
		return n, nil
	}
	return standard, nil
}

// endedBy are the rows that a batch ended as a full list which lacks them.
const endedBy = "id IN (SELECT row_id FROM register_endings WHERE batch_id = ?)"

// peopleOf lists the people whom a batch names or whose rows it ends, at most
// some.
func (s *Service) peopleOf(ctx context.Context, table string, columns []string, batch int64, most int) ([]int64, error) {
	set := map[int64]bool{}
	for _, c := range columns {
		var ids []int64
		if err := s.o.DB.WithContext(ctx).Table(table).Distinct(c).Where("batch_id = ?", batch).Limit(most).Scan(&ids).Error; err != nil {
			return nil, fmt.Errorf("people of batch %d: %w", batch, err)
		}
		for _, id := range ids {
			set[id] = true
		}
		var ended []int64
		if err := s.o.DB.WithContext(ctx).Table(table).Distinct(c).Where(endedBy, batch).Limit(most).Scan(&ended).Error; err != nil {
			return nil, fmt.Errorf("people whom batch %d ends: %w", batch, err)
		}
		for _, id := range ended {
			set[id] = true
		}
	}
	out := make([]int64, 0, len(set))
	for id := range set {
		out = append(out, id)
	}
	slices.Sort(out)
	return out, nil
}

// Withdrawn marks the findings that rest on a batch that was taken back. They
// stay, and a run that still finds them takes the mark away.
func (s *Service) Withdrawn(ctx context.Context, e BatchEvent) error {
	at := s.at()
	err := transact.Do(ctx, s.o.DB, func(tx *gorm.DB) error {
		var rows []model.Finding
		if err := tx.Select("id", "status").Where("withdrawn_mark = 0 AND id IN (SELECT finding_id FROM finding_evidence WHERE batch_id = ?)", e.Batch).Find(&rows).Error; err != nil {
			return err
		}
		events := make([]model.FindingEvent, len(rows))
		ids := make([]int64, len(rows))
		for i, f := range rows {
			ids[i] = f.ID
			events[i] = model.FindingEvent{FindingID: f.ID, At: at, Kind: "withdrawn", FromStatus: f.Status, ToStatus: f.Status, Note: fmt.Sprintf("依据的导入批次 %d 已撤回", e.Batch)}
		}
		for part := range slices.Chunk(ids, 5*chunk) {
			if err := tx.Model(&model.Finding{}).Where("id IN ?", part).Updates(map[string]any{"withdrawn_mark": e.Batch, "withdrawn_at": at}).Error; err != nil {
				return err
			}
		}
		if len(events) == 0 {
			return nil
		}
		if err := tx.CreateInBatches(&events, chunk).Error; err != nil {
			return err
		}
		return audit.Record(tx, actor.Sys("comparison"), at, "findings.withdrawn", fmt.Sprintf("batch:%d", e.Batch), map[string]any{"findings": len(ids)})
	})
	if err != nil {
		return fmt.Errorf("findings of withdrawn batch %d: %w", e.Batch, err)
	}
	// What was replaced by the batch holds again, which may make other findings.
	_, err = s.enqueue(ctx, byImport, Request{})
	return err
}

// Work takes waiting runs, and where nights says so starts the nightly one,
// until ctx ends.
func (s *Service) Work(ctx context.Context, every time.Duration, nights bool) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		s.kept.expire(s.o.Now())
		err := s.Once(ctx)
		if nights {
			err = errors.Join(err, s.nightly(ctx))
		}
		if err != nil && ctx.Err() == nil {
			s.o.Log.ErrorContext(ctx, "comparison", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Once does what is due now: at most one run.
func (s *Service) Once(ctx context.Context) error {
	if err := s.sweep(ctx); err != nil {
		return err
	}
	row, err := s.due(ctx)
	if err != nil || row == nil {
		return err
	}
	err = s.alone(ctx, func(ctx context.Context, holder string) error {
		start := s.at()
		r := s.o.DB.WithContext(ctx).Model(&model.ComparisonRun{}).Where("id = ? AND status = ?", row.ID, model.RunWaiting).
			Updates(map[string]any{"status": model.RunRunning, "started_at": start, "waiting_key": nil})
		if r.Error != nil || r.RowsAffected == 0 {
			return r.Error // another process took it
		}
		row.Status, row.StartedAt = model.RunRunning, start
		if row.Kind == model.RunRepeat {
			_, err := s.again(ctx, holder, row, nil)
			return err
		}
		q := Request{AsOf: period.Stored(row.AsOf), Batch: row.BatchID, Scope: row.Scope}
		if row.Kind == model.RunTouched {
			var err error
			if q.People, err = s.touched(ctx, row.BatchID); err != nil {
				return err
			}
		}
		_, err := s.perform(ctx, holder, row, q)
		return err
	})
	if fault.Is(err, fault.Unavailable) {
		return nil // the run under way is done first
	}
	return err
}

// touched lists the people of a batch, whatever its kind.
func (s *Service) touched(ctx context.Context, batch int64) ([]int64, error) {
	b, err := gorm.G[model.Batch](s.o.DB).Select("id", "kind").Where("id = ?", batch).Take(ctx)
	if err != nil {
		return nil, fmt.Errorf("batch %d: %w", batch, err)
	}
	t := personTables[b.Kind]
	most, err := s.number(ctx, TouchedMost, 20000)
	if err != nil {
		return nil, err
	}
	people, err := s.peopleOf(ctx, t.table, t.columns, batch, most)
	if people == nil {
		people = []int64{} // nobody, and not everybody
	}
	return people, err
}

// due gives the oldest waiting run whose time has come, a full run that somebody
// asked for before all others. One that an import asked for waits until no more
// batches come, one that a filing asked for until the last such run is some minutes
// past: what was filed meanwhile is compared by the next.
func (s *Service) due(ctx context.Context) (*model.ComparisonRun, error) {
	rows, err := gorm.G[model.ComparisonRun](s.o.DB).Where("status = ?", model.RunWaiting).Order("id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("waiting runs: %w", err)
	}
	if rows, err = s.uncovered(ctx, rows); err != nil {
		return nil, err
	}
	if rows, err = s.paused(ctx, rows); err != nil {
		return nil, err
	}
	for i := range rows { // somebody waits for it, and it does what the others would
		if rows[i].Kind == model.RunFull && rows[i].StartedBy != byImport.ID() {
			return &rows[i], nil
		}
	}
	for i := range rows {
		r := &rows[i]
		if r.Kind != model.RunFull {
			return r, nil
		}
		recent, err := gorm.G[model.Batch](s.o.DB).Where("loaded_at > ? AND origin = ?", s.at().Add(-quiet), model.OriginFile).Count(ctx, "*")
		if err != nil {
			return nil, fmt.Errorf("recent batches: %w", err)
		}
		if recent == 0 {
			return r, nil
		}
	}
	return nil, nil
}

// paused leaves out the runs of those who ask singly while the last such run is
// not long enough past.
func (s *Service) paused(ctx context.Context, rows []model.ComparisonRun) ([]model.ComparisonRun, error) {
	single := func(r model.ComparisonRun) bool {
		return r.Kind == model.RunFull && slices.Contains(singly, r.StartedBy)
	}
	if !slices.ContainsFunc(rows, single) {
		return rows, nil
	}
	minutes, err := s.number(ctx, FilingGap, 10)
	if err != nil {
		return nil, err
	}
	recent, err := gorm.G[model.ComparisonRun](s.o.DB).Where("started_by IN ? AND status <> ? AND COALESCE(finished_at, started_at) > ?", singly, model.RunWaiting, s.at().Add(-time.Duration(minutes)*time.Minute)).Count(ctx, "*")
	if err != nil {
		return nil, fmt.Errorf("recent runs: %w", err)
	}
	if recent == 0 {
		return rows, nil
	}
	return slices.DeleteFunc(rows, single), nil
}

// uncovered drops the runs that imports asked for and that a full run, begun
// after them, has made needless: there is nothing left that they could find.
func (s *Service) uncovered(ctx context.Context, rows []model.ComparisonRun) ([]model.ComparisonRun, error) {
	kept := rows[:0]
	for _, r := range rows {
		var done bool
		var err error
		switch {
		case r.Kind == model.RunTouched:
			done, err = s.covered(ctx, r.BatchID)
		case r.StartedBy == byImport.ID(), slices.Contains(singly, r.StartedBy):
			var n int64
			n, err = gorm.G[model.ComparisonRun](s.o.DB).Where("kind = ? AND status = ? AND started_at > ?", model.RunFull, model.RunDone, r.StartedAt).Count(ctx, "*")
			done = n > 0
		}
		if err != nil {
			return nil, fmt.Errorf("runs after run %d: %w", r.ID, err)
		}
		if !done {
			kept = append(kept, r)
			continue
		}
		if _, err := gorm.G[model.ComparisonRun](s.o.DB).Where("id = ? AND status = ?", r.ID, model.RunWaiting).Delete(ctx); err != nil {
			return nil, fmt.Errorf("run %d: %w", r.ID, err)
		}
	}
	return kept, nil
}

// late is until how many hours after its hour a nightly run that did not begin
// (the machine was off) is still made.
const late = 6 * time.Hour

// nightly enters the full run of the night once a day.
func (s *Service) nightly(ctx context.Context) error {
	hour, err := s.number(ctx, RunHour, 2)
	if err != nil {
		return err
	}
	now := s.o.Now()
	begin := period.Here(now).Start(period.Shanghai).Add(time.Duration(hour) * time.Hour)
	if now.Before(begin) || now.After(begin.Add(late)) {
		return nil
	}
	by := actor.Sys("nightly")
	there, err := gorm.G[model.ComparisonRun](s.o.DB).Where("started_by = ? AND started_at >= ?", by.ID(), begin.UTC()).Count(ctx, "*")
	if err != nil || there > 0 {
		return err
	}
	paid, err := gorm.G[model.Batch](s.o.DB).Where("kind = 'payouts' AND status = ?", model.BatchLoaded).Count(ctx, "*")
	if err != nil || paid == 0 {
		return err
	}
	ok, err := lease.Take(ctx, s.o.DB, "comparison/nightly/"+period.Here(now).String(), by.ID()+strconv.FormatInt(now.UnixNano(), 36), now, 24*time.Hour)
	if err != nil || !ok {
		return err // another process enters it
	}
	if _, err := s.enqueue(ctx, by, Request{}); err != nil {
		return errors.Join(errors.New("nightly run"), err)
	}
	return nil
}
