package comparison

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/emmansun/gmsm/sm3"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/transact"
)

// Repeat makes an earlier run again, with the data, the day, the models and the
// parameters of that time, and says whether it finds the same. It makes no
// findings; what it comes to is a run of its own.
func (s *Service) Repeat(ctx context.Context, by actor.Actor, id int64, progress func(Progress)) (Run, error) {
	if _, err := s.repeatable(ctx, by, id); err != nil {
		return Run{}, err
	}
	var done Run
	err := s.alone(ctx, func(ctx context.Context, holder string) error {
		row := s.repeatRow(by, id)
		row.Status = model.RunRunning
		if err := s.o.DB.WithContext(ctx).Create(&row).Error; err != nil {
			return fmt.Errorf("comparison: %w", err)
		}
		var err error
		done, err = s.again(ctx, holder, &row, progress)
		return err
	})
	return done, err
}

// StartRepeat asks for a run to be made again, which a worker does, and gives
// the number of what it will come to. One that waits already is that.
func (s *Service) StartRepeat(ctx context.Context, by actor.Actor, id int64) (int64, error) {
	if _, err := s.repeatable(ctx, by, id); err != nil {
		return 0, err
	}
	return s.wait(ctx, s.repeatRow(by, id), "repeat/"+strconv.FormatInt(id, 10))
}

// RepeatsOf lists how an earlier run came out when it was made again, the
// newest first.
func (s *Service) RepeatsOf(ctx context.Context, by actor.Actor, id int64) ([]Run, error) {
	if !mayRun(by) {
		return nil, fault.New(fault.NotFound, "没有这个页面")
	}
	rows, err := gorm.G[model.ComparisonRun](s.o.DB).Omit("batches", "parameters", "inputs").Where("repeat_of = ?", id).Order("id DESC").Limit(5).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("runs: %w", err)
	}
	out := make([]Run, len(rows))
	for i, row := range rows {
		if out[i], err = runOf(row); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Service) repeatRow(by actor.Actor, id int64) model.ComparisonRun {
	row := s.row(by, Request{})
	row.Kind, row.RepeatOf = model.RunRepeat, id
	return row
}

// repeatable gives a run that may be made again: one that was done.
func (s *Service) repeatable(ctx context.Context, by actor.Actor, id int64) (model.ComparisonRun, error) {
	if !mayRun(by) {
		return model.ComparisonRun{}, fault.New(fault.NotFound, "没有这个页面")
	}
	row, err := gorm.G[model.ComparisonRun](s.o.DB).Where("id = ?", id).Take(ctx)
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound):
		return row, fault.New(fault.NotFound, "没有这次比对")
	case err != nil:
		return row, fmt.Errorf("run: %w", err)
	case row.Kind == model.RunRepeat:
		return row, fault.New(fault.Conflict, fmt.Sprintf("第 %d 次本身就是重算，请重算第 %d 次", id, row.RepeatOf))
	case row.Status != model.RunDone:
		return row, fault.New(fault.Conflict, "这次比对没有完成，没有结果可以核对")
	}
	return row, nil
}

// again makes the run of a row of RunRepeat. A failure is written into the row.
func (s *Service) again(ctx context.Context, holder string, row *model.ComparisonRun, progress func(Progress)) (Run, error) {
	return s.ended(ctx, row, func() error {
		then, err := gorm.G[model.ComparisonRun](s.o.DB).Where("id = ?", row.RepeatOf).Take(ctx)
		if err != nil {
			return err
		}
		r := &repeat{s: s, row: row, then: then, t: s.teller(ctx, row.ID, holder, progress)}
		if err := r.make(ctx); err != nil {
			return err
		}
		if err := r.t.last(); err != nil {
			return err
		}
		row.Message = clip.Runes(strings.Join(r.said, "；"), 255)
		return transact.Do(ctx, s.o.DB, func(tx *gorm.DB) error { return s.finish(tx, row) })
	})
}

// repeat is one run being made again.
type repeat struct {
	s    *Service
	row  *model.ComparisonRun // what it comes to
	then model.ComparisonRun  // what is made again
	t    *teller
	kept prints // of then
	said []string
}

// cannot notes why the run cannot be made again as it was.
func (r *repeat) cannot(format string, args ...any) {
	r.row.Outcome = model.OutcomeCannot
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

// differs notes that the record of the run does not fit.
func (r *repeat) differs(format string, args ...any) {
	r.row.Outcome = model.OutcomeDiffers
	r.said = append(r.said, fmt.Sprintf(format, args...))
}

func (r *repeat) make(ctx context.Context) error {
	row, then := r.row, &r.then
	row.AsOf, row.Scope, row.BatchID, row.Program, row.Rules = then.AsOf, then.Scope, then.BatchID, clip.Runes(r.s.o.Program, 120), Rules()
	if len(then.ResultDigest) == 0 || then.ReadAt == nil {
		r.cannot("这次比对是旧版程序做的，没有留下结果指纹，不能核对")
		return nil
	}
	if then.Rules != Rules() {
		r.said = append(r.said, fmt.Sprintf("规则版本不同：当时 %s，现在 %s，结果不同可能是程序改动引起的", then.Rules, Rules()))
	}
	if err := r.whole(ctx); err != nil {
		return err
	}
	c, ok, err := r.choose(ctx)
	if err != nil || !ok {
		return err
	}
	o, ok, err := r.options(ctx)
	if err != nil || !ok {
		return err
	}
	o.Silence = rule.Silence(c.values)
	start := r.s.o.Now()
	l, err := snapshot.Load(ctx, r.s.o.DB, o)
	if errors.Is(err, snapshot.ErrGone) {
		r.cannot("当时读取的一批数据已经不在库里")
		return nil
	}
	if err != nil {
		return err
	}
	row.LoadMillis, start = r.s.o.Now().Sub(start).Milliseconds(), r.s.o.Now()
	results, err := evaluate(ctx, l, c, r.t.stage("比对"))
	if err != nil {
		return err
	}
	row.CompareMillis = r.s.o.Now().Sub(start).Milliseconds()
	found := printsOf(l, c, results)
	if err := r.s.describe(row, l, c, results, found); err != nil {
		return err
	}
	return r.judge(found)
}

// whole looks whether the record of the run fits itself: what was altered by
// hand afterwards does not.
func (r *repeat) whole(ctx context.Context) error {
	rows, err := gorm.G[model.RunPrints](r.s.o.DB).Where("run_id = ?", r.then.ID).Find(ctx)
	if err != nil {
		return fmt.Errorf("prints of run %d: %w", r.then.ID, err)
	}
	r.kept = prints{}
	for _, p := range rows {
		r.kept[p.Model] = p.Prints
	}
	if !bytes.Equal(r.kept.digest(), r.then.ResultDigest) {
		r.differs("留存的结果和它的指纹对不上，这次比对的记录被改动过")
	}
	if sum := sm3.Sum(r.then.Batches); !bytes.Equal(sum[:], r.then.BatchesDigest) {
		r.differs("留存的数据清单和它的指纹对不上，这次比对的记录被改动过")
	}
	return nil
}

// choose binds the models of the run, in the versions of that time, to the
// parameters of that time.
func (r *repeat) choose(ctx context.Context) (chosen, bool, error) {
	counts := map[string]modelCount{}
	values := map[string]string{}
	if err := errors.Join(json.Unmarshal(r.then.Models, &counts), json.Unmarshal(r.then.Parameters, &values)); err != nil {
		return chosen{}, false, fmt.Errorf("run %d: %w", r.then.ID, err)
	}
	var own []rule.Model
	if r.s.o.OwnVersions != nil {
		var err error
		if own, err = r.s.o.OwnVersions(ctx); err != nil {
			return chosen{}, false, fmt.Errorf("own models: %w", err)
		}
	}
	var picked []rule.Model
	for _, key := range slices.Sorted(maps.Keys(counts)) {
		version := counts[key].Version
		m, ok := rule.Lookup(key)
		if !ok {
			i := slices.IndexFunc(own, func(m rule.Model) bool { return m.Key == key && Version(m) == version })
			if i < 0 {
				r.cannot("模型 %s 当时的那一版（%s）已经没有了", key, version)
				continue
			}
			m = own[i]
		} else if now := Version(m); now != version {
			r.said = append(r.said, fmt.Sprintf("模型 %s 的定义改过（当时 %s，现在 %s）", key, version, now))
		}
		picked = append(picked, m)
	}
	if r.row.Outcome == model.OutcomeCannot {
		return chosen{}, false, nil
	}
	c, err := bind(picked, values)
	if err != nil {
		r.cannot("当时的参数，现在的程序已经不接受：%s", fault.Of(err).Public)
		return chosen{}, false, nil
	}
	if c.hash != r.then.ParameterHash {
		r.differs("留存的参数和它的版本对不上：记录被改动过，或者模型增减过参数")
	}
	return c, true, nil
}

// options say what the run read.
func (r *repeat) options(ctx context.Context) (snapshot.Options, bool, error) {
	var read [][2]string
	if err := json.Unmarshal(r.then.Batches, &read); err != nil {
		return snapshot.Options{}, false, fmt.Errorf("batches of run %d: %w", r.then.ID, err)
	}
	then := &snapshot.Then{At: *r.then.ReadAt, Successions: r.s.o.Successions}
	for _, b := range read {
		id, err := strconv.ParseInt(b[0], 10, 64)
		if err != nil {
			return snapshot.Options{}, false, fmt.Errorf("batches of run %d: %w", r.then.ID, err)
		}
		then.Batches = append(then.Batches, id)
	}
	stages, err := r.stages()
	if err != nil {
		return snapshot.Options{}, false, err
	}
	o := snapshot.Options{AsOf: period.Stored(r.then.AsOf), Then: then, Stages: stages, Progress: r.t.stage("读取数据")}
	switch r.then.Kind {
	case model.RunPrepayout:
		o.List = r.then.BatchID
	case model.RunTouched:
		b, err := gorm.G[model.Batch](r.s.o.DB).Select("id", "kind").Where("id = ?", r.then.BatchID).Take(ctx)
		if errors.Is(err, gorm.ErrRecordNotFound) {
			r.cannot("引起这次比对的一批数据已经不在库里")
			return o, false, nil
		}
		if err != nil {
			return o, false, fmt.Errorf("batch %d: %w", r.then.BatchID, err)
		}
		t := personTables[b.Kind]
		if o.People, err = r.s.peopleOf(ctx, t.table, t.columns, b.ID, -1); err != nil {
			return o, false, err
		}
	}
	return o, true, nil
}

// inputStages is the place in the inputs of a run of the stages that it was
// given, which are kept as they were.
const inputStages = "stages"

// inputsOf writes what a run read that may change in place: digests, and the
// stages themselves.
func inputsOf(l *snapshot.Loaded) ([]byte, error) {
	inputs := maps.Clone(l.Inputs)
	if len(l.Stages) > 0 {
		text, err := json.Marshal(l.Stages) // keys in order
		if err != nil {
			return nil, err
		}
		inputs[inputStages] = string(text)
	}
	return json.Marshal(inputs)
}

// stages gives the stages that the run was given.
func (r *repeat) stages() (map[string][]dossier.LateStage, error) {
	var inputs map[string]string
	if err := json.Unmarshal(r.then.Inputs, &inputs); err != nil {
		return nil, fmt.Errorf("inputs of run %d: %w", r.then.ID, err)
	}
	var out map[string][]dossier.LateStage
	if text, ok := inputs[inputStages]; ok {
		if err := json.Unmarshal([]byte(text), &out); err != nil {
			return nil, fmt.Errorf("stages of run %d: %w", r.then.ID, err)
		}
	}
	return out, nil
}

// inputTitles are the sources that may change in place, for people.
var inputTitles = map[string]string{
	snapshot.InputNames: "人员姓名", snapshot.InputAliases: "身份证号归属的认定", snapshot.InputItems: "补贴项目的名称和部门", snapshot.InputAnswers: "住户对发放的答复",
	snapshot.InputVisits: "项目实地核查的认可", snapshot.InputReleased: "已放行的名单",
}

// judge compares what was found with what had been found.
func (r *repeat) judge(found prints) error {
	var inputs, were map[string]string
	counts := map[string]*modelCount{}
	if err := errors.Join(json.Unmarshal(r.row.Inputs, &inputs), json.Unmarshal(r.then.Inputs, &were), json.Unmarshal(r.row.Models, &counts)); err != nil {
		return fmt.Errorf("run %d: %w", r.then.ID, err)
	}
	if !bytes.Equal(r.row.Batches, r.then.Batches) {
		r.differs("有一批数据的文件指纹和当时不同")
	}
	var lost []string
	for _, source := range slices.Sorted(maps.Keys(were)) {
		if inputs[source] != were[source] {
			lost = append(lost, inputTitles[source])
		}
	}
	same := bytes.Equal(r.row.ResultDigest, r.then.ResultDigest)
	if len(lost) > 0 {
		r.said = append(r.said, strings.Join(lost, "、")+"在这次比对以后改过，当时的没有留下")
	}
	switch {
	case r.row.Outcome != "": // the record itself does not fit
	case same:
		r.row.Outcome = model.OutcomeSame
	case len(lost) > 0:
		r.row.Outcome = model.OutcomeCannot
	default:
		r.row.Outcome = model.OutcomeDiffers
	}
	for key := range union(r.kept, found) {
		d := differ(r.kept[key], found[key])
		if d.None() {
			continue
		}
		if counts[key] == nil {
			counts[key] = &modelCount{}
		}
		counts[key].Difference = &d
	}
	var err error
	r.row.Models, err = json.Marshal(counts)
	return err
}

func union(a, b prints) prints {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}
