package livelihood

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/transact"
)

// TopicDone is the outbox topic of the comparison that this service waits for:
// the findings of a run are visible.
const TopicDone = "comparison.done"

// DoneEvent is its payload.
type DoneEvent struct {
	Run int64 `json:"run"`
}

// chunk is how many tasks one transaction makes or moves.
const chunk = 200

// Handlers are the promises this service performs for the worker.
func (s *Service) Handlers() map[string]outbox.Do {
	return map[string]outbox.Do{TopicDone: func(ctx context.Context, e model.OutboxEvent) error {
		v, err := outbox.Decode[DoneEvent](e)
		if err != nil {
			return err
		}
		return s.Follow(ctx, v.Run)
	}}
}

// Follow brings the tasks to what a run found: fresh findings become tasks, and
// what the registers do not show any more is met or withdrawn. Doing it twice
// changes nothing.
func (s *Service) Follow(ctx context.Context, run int64) error {
	for _, step := range []func(context.Context, int64) (int, error){s.make, s.ended, s.back} {
		for {
			n, err := step(ctx, run)
			if err != nil {
				return err
			}
			if n < chunk {
				break
			}
		}
	}
	return nil
}

// sys is who acts when a run does.
func sys() actor.Actor { return actor.Sys("livelihood") }

// fresh is a finding that asks for something to be put right and that nobody
// works on.
const fresh = "findings.status = 'generated' AND findings.held_reason = '' AND findings.gone_at IS NULL AND findings.withdrawn_mark = 0"

// make turns fresh findings into tasks, at most a chunk of them, and gives how many.
func (s *Service) make(ctx context.Context, run int64) (int, error) {
	orders, err := s.orders(ctx)
	if err != nil {
		return 0, err
	}
	keys, byModel := models()
	at, n := s.clock(), 0
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		var found []model.Finding
		err := tx.Select("id", "fingerprint", "model", "person_id", "household_no", "village_code", "severity").
			Where("model IN ? AND task_id = 0 AND "+fresh, keys).Order("id").Limit(chunk).Find(&found).Error
		if n = len(found); err != nil || n == 0 {
			return err
		}
		homes, err := households(tx, found)
		if err != nil {
			return err
		}
		tasks, ids, prints := make([]model.LivelihoodTask, n), make([]int64, n), make([][]byte, n)
		for i, f := range found {
			k := byModel[f.Model]
			t := model.LivelihoodTask{Fingerprint: f.Fingerprint, FindingID: f.ID, Model: f.Model, Kind: k.value, PersonID: f.PersonID, HouseholdNo: homes[f.ID], VillageCode: f.VillageCode,
				Bureau: orders[k.value].bureau, Severity: f.Severity, State: model.LivelihoodOpen, DueAt: orders[k.value].due.At().UTC(), DueProvisional: orders[k.value].due.Provisional,
				RunID: run, Version: 1, CreatedAt: at, UpdatedAt: at}
			if len(f.VillageCode) == 12 {
				t.TownCode = f.VillageCode[:9] + "000"
			}
			tasks[i], ids[i], prints[i] = t, f.ID, f.Fingerprint
		}
		if err := tx.Create(&tasks).Error; err != nil {
			return err
		}
		// Not every database numbers the rows of one statement without gaps.
		var made []model.LivelihoodTask
		if err := tx.Select("id", "state", "version").Where("fingerprint IN ?", prints).Find(&made).Error; err != nil {
			return err
		}
		if err := record(tx, at, made, actMade, model.LivelihoodOpen, run, ""); err != nil {
			return err
		}
		return s.Findings.Taken(tx, sys(), at, ids)
	})
	if err != nil {
		return 0, fmt.Errorf("tasks of run %d: %w", run, err)
	}
	return n, nil
}

// record writes the event of each of some tasks and one entry of the audit chain.
func record(tx *gorm.DB, at time.Time, tasks []model.LivelihoodTask, act Action, to string, run int64, why string) error {
	note := fmt.Sprintf("比对 %d", run)
	if why != "" {
		note += "：" + why
	}
	events := make([]model.LivelihoodEvent, len(tasks))
	for i, t := range tasks {
		from := t.State
		if act == actMade {
			from = ""
		}
		events[i] = model.LivelihoodEvent{TaskID: t.ID, At: at, Kind: string(act), FromState: from, ToState: to, Note: note}
	}
	if err := tx.CreateInBatches(&events, chunk).Error; err != nil {
		return fmt.Errorf("livelihood events: %w", err)
	}
	return audit.Record(tx, sys(), at, "livelihood."+string(act), fmt.Sprintf("run:%d", run), map[string]any{"tasks": len(tasks)})
}

// households gives the number of the household that each finding is about: the
// register of aided households by its head, else a roster's, else the
// population register's.
func households(tx *gorm.DB, found []model.Finding) (map[int64]string, error) {
	people := make([]int64, len(found))
	for i, f := range found {
		people[i] = f.PersonID
	}
	var rows []struct {
		PersonID    int64
		HouseholdNo string
		Rank        int
	}
	loaded := " AND x.closed_by = 0 AND x.household_no <> '' AND EXISTS (SELECT 1 FROM batches b WHERE b.id = x.batch_id AND b.status = 'loaded')"
	err := tx.Raw("SELECT x.person_id, x.household_no, 1 AS `rank` FROM aided_households x WHERE x.person_id IN ?"+loaded+
		" UNION ALL SELECT x.person_id, h.household_no, 2 FROM residents x JOIN residents r ON r.household_no = x.household_no AND r.closed_by = 0 JOIN aided_households h ON h.person_id = r.person_id AND h.closed_by = 0 WHERE x.person_id IN ?"+loaded+
		" UNION ALL SELECT x.person_id, x.household_no, 3 FROM rosters x WHERE x.person_id IN ?"+loaded+
		" UNION ALL SELECT x.person_id, x.household_no, 4 FROM residents x WHERE x.person_id IN ?"+loaded, people, people, people, people).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("households: %w", err)
	}
	type best struct {
		no   string
		rank int
	}
	of := map[int64]best{}
	for _, r := range rows {
		if b, ok := of[r.PersonID]; !ok || r.Rank < b.rank || r.Rank == b.rank && r.HouseholdNo < b.no {
			of[r.PersonID] = best{r.HouseholdNo, r.Rank}
		}
	}
	out := map[int64]string{}
	for _, f := range found {
		out[f.ID] = f.HouseholdNo
		if out[f.ID] == "" {
			out[f.ID] = of[f.PersonID].no
		}
	}
	return out, nil
}

// moved is a task with what its finding says now.
type moved struct {
	model.LivelihoodTask
	FindingStatus  string
	ClosedAs       string
	WithdrawnMark  int64
	FindingRun     int64
	FindingVersion string
	Gone           bool
}

// ended closes the tasks whose finding is gone, or was judged to be none.
func (s *Service) ended(ctx context.Context, run int64) (int, error) {
	return s.move(ctx, run, "t.state IN ? AND (f.status = 'generated' AND f.gone_at IS NOT NULL OR f.status = 'exempted' OR f.status = 'closed' AND f.closed_as = 'data_correction')",
		func(tx *gorm.DB, m moved, r *rules) (Action, string, error) {
			switch {
			case !m.Gone:
				return actJudged, "疑点已豁免或按数据纠错办结", nil
			case m.WithdrawnMark != 0:
				return actWithdrawn, fmt.Sprintf("依据的导入批次 %d 已撤回，撤回后不再成立", m.WithdrawnMark), nil
			}
			changed, err := r.changed(tx, m)
			if err != nil || changed {
				return actWithdrawn, "模型或参数改了，按新的规则不再成立", err
			}
			return actGone, "登记数据更新后不再有这个问题", nil
		}, waiting)
}

// back opens the tasks again whose finding is there again although the registers
// had let it go.
func (s *Service) back(ctx context.Context, run int64) (int, error) {
	return s.move(ctx, run, "(t.state = 'withdrawn' OR t.state = 'met' AND t.met_by = 'register') AND f.status = 'generated' AND f.gone_at IS NULL AND f.withdrawn_mark = 0",
		func(*gorm.DB, moved, *rules) (Action, string, error) {
			return actBack, "登记数据又显示有这个问题", nil
		})
}

// move takes a step on at most a chunk of tasks, and gives how many.
func (s *Service) move(ctx context.Context, run int64, where string, which func(*gorm.DB, moved, *rules) (Action, string, error), args ...any) (int, error) {
	orders, err := s.orders(ctx)
	if err != nil {
		return 0, err
	}
	at, n := s.clock(), 0
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		var found []moved
		err := tx.Table("livelihood_tasks t").Joins("JOIN findings f ON f.id = t.finding_id").
			Select("t.*, f.status AS finding_status, f.closed_as, f.withdrawn_mark, f.last_run_id AS finding_run, f.model_version AS finding_version, f.gone_at IS NOT NULL AS gone").
			Where(where, args...).Order("t.id").Limit(chunk).Scan(&found).Error
		if n = len(found); err != nil || n == 0 {
			return err
		}
		type step struct {
			act Action
			why string
		}
		groups, r := map[step][]model.LivelihoodTask{}, &rules{run: run}
		for _, m := range found {
			act, why, err := which(tx, m, r)
			if err != nil {
				return err
			}
			groups[step{act, why}] = append(groups[step{act, why}], m.LivelihoodTask)
		}
		for _, g := range slices.SortedFunc(maps.Keys(groups), func(a, b step) int { return strings.Compare(string(a.act)+a.why, string(b.act)+b.why) }) {
			if err := s.moveAll(tx, at, run, orders, groups[g], g.act, g.why); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("tasks after run %d: %w", run, err)
	}
	return n, nil
}

// moveAll takes one step on some tasks.
func (s *Service) moveAll(tx *gorm.DB, at time.Time, run int64, orders map[string]order, tasks []model.LivelihoodTask, act Action, why string) error {
	to := map[Action]string{actGone: model.LivelihoodMet, actWithdrawn: model.LivelihoodWithdrawn, actJudged: model.LivelihoodNotNeeded, actBack: model.LivelihoodReopened}[act]
	set := map[string]any{"state": to, "run_id": run, "version": gorm.Expr("version + 1"), "updated_at": at, "closed_at": at}
	switch act {
	case actGone:
		set["met_by"], set["visited_by"], set["verified_at"] = model.LivelihoodByRegister, 0, at
	case actJudged:
		set["reason"] = reasonJudged
	case actBack:
		set["met_by"], set["verified_at"], set["closed_at"], set["rounds"], set["reason"] = "", nil, nil, gorm.Expr("rounds + 1"), ""
	}
	byKind := map[string][]int64{}
	for _, t := range tasks {
		key := ""
		if act == actBack { // the day starts anew, by the kind's own number
			key = t.Kind
		}
		byKind[key] = append(byKind[key], t.ID)
	}
	for _, key := range slices.Sorted(maps.Keys(byKind)) { // at most one a kind
		if key != "" {
			set["due_at"], set["due_provisional"] = orders[key].due.At().UTC(), orders[key].due.Provisional
		}
		done := tx.Model(&model.LivelihoodTask{}).Where("id IN ?", byKind[key]).Updates(set)
		if done.Error != nil {
			return fmt.Errorf("livelihood %s: %w", act, done.Error)
		}
	}
	return record(tx, at, tasks, act, to, run, why)
}

// rules tells whether a finding went because its model was changed. It reads
// each run once.
type rules struct {
	run  int64
	runs map[int64]ruled
}

// ruled is what a run went by.
type ruled struct {
	versions map[string]string // by model
	values   map[string]string // parameters
}

// shared are the parameters that several Q models read.
var shared = []string{"assured.", "empty."}

// changed reports whether the run that a finding was last seen in and the run
// that let it go went by different rules for its model.
func (r *rules) changed(tx *gorm.DB, m moved) (bool, error) {
	before, err := r.of(tx, m.FindingRun)
	if err != nil {
		return false, err
	}
	now, err := r.of(tx, r.run)
	if err != nil {
		return false, err
	}
	if v, ok := now.versions[m.Model]; ok && v != m.FindingVersion {
		return true, nil
	}
	prefixes := append([]string{m.Model + "."}, shared...)
	for name, v := range now.values {
		if was, ok := before.values[name]; ok && was != v && slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) }) {
			return true, nil
		}
	}
	return false, nil
}

func (r *rules) of(tx *gorm.DB, id int64) (ruled, error) {
	if known, ok := r.runs[id]; ok {
		return known, nil
	}
	var rows []model.ComparisonRun
	if err := tx.Select("id", "models", "parameters").Where("id = ?", id).Limit(1).Find(&rows).Error; err != nil {
		return ruled{}, fmt.Errorf("run %d: %w", id, err)
	}
	out := ruled{versions: map[string]string{}, values: map[string]string{}}
	if len(rows) == 1 {
		var versions map[string]struct {
			Version string `json:"version"`
		}
		if err := json.Unmarshal(rows[0].Models, &versions); err != nil {
			return ruled{}, fmt.Errorf("models of run %d: %w", id, err)
		}
		if err := json.Unmarshal(rows[0].Parameters, &out.values); err != nil {
			return ruled{}, fmt.Errorf("parameters of run %d: %w", id, err)
		}
		for k, v := range versions {
			out.versions[k] = v.Version
		}
	}
	if r.runs == nil {
		r.runs = map[int64]ruled{}
	}
	r.runs[id] = out
	return out, nil
}
