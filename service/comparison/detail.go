package comparison

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

// RegisterDate is a register a model needs, with the latest day its data reach.
type RegisterDate struct {
	Kind, Title string
	AsOf        period.Day // 0 is no data
}

// ModelDetail is one model with all that is to be read about it.
type ModelDetail struct {
	ModelState
	Needed []RegisterDate
	Cases  string // as they are written; "" for a model of the county's own
}

// Model gives one model as it stands today.
func (s *Service) Model(ctx context.Context, by actor.Actor, key string) (ModelDetail, error) {
	all, err := s.Models(ctx, by, 0)
	if err != nil {
		return ModelDetail{}, err
	}
	i := slices.IndexFunc(all, func(m ModelState) bool { return m.Key == key })
	if i < 0 {
		return ModelDetail{}, fault.New(fault.NotFound, "没有找到这个模型")
	}
	d := ModelDetail{ModelState: all[i]}
	if d.Needed, err = s.reach(ctx, slices.Concat(registersOf(d.Model), d.Model.Leans, d.Model.Also)); err != nil {
		return ModelDetail{}, err
	}
	if text, err := rule.CaseText(key); err == nil {
		d.Cases = text
	}
	return d, nil
}

// reach says up to which day the data of each kind go.
func (s *Service) reach(ctx context.Context, kinds []string) ([]RegisterDate, error) {
	out := make([]RegisterDate, len(kinds))
	for i, k := range kinds {
		out[i] = RegisterDate{Kind: k, Title: titleOf(k)}
	}
	if len(kinds) == 0 {
		return out, nil
	}
	rows, err := gorm.G[model.Batch](s.o.DB).Select("kind", "as_of").Where("status = ? AND kind IN ?", model.BatchLoaded, kinds).
		Where("as_of = (SELECT MAX(b.as_of) FROM batches b WHERE b.kind = batches.kind AND b.status = batches.status)").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("registers: %w", err)
	}
	for _, r := range rows {
		for i := range out {
			if out[i].Kind == r.Kind {
				out[i].AsOf = period.Stored(r.AsOf)
			}
		}
	}
	return out, nil
}

// RunBatch is a batch that a run read.
type RunBatch struct {
	ID              int64
	Title, FileName string
	AsOf            period.Day
	Rows            int
	Withdrawn       bool
}

// RunBatches lists what a run read, newest first, at most the given number, and
// how many there are.
func (s *Service) RunBatches(ctx context.Context, by actor.Actor, id int64, most int) ([]RunBatch, int, error) {
	if !mayRun(by) {
		return nil, 0, fault.New(fault.NotFound, "没有这个页面")
	}
	row, err := gorm.G[model.ComparisonRun](s.o.DB).Select("id", "batches").Where("id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, 0, fault.New(fault.NotFound, "没有这次比对")
	}
	if err != nil {
		return nil, 0, fmt.Errorf("run: %w", err)
	}
	var read [][2]string
	if err := json.Unmarshal(row.Batches, &read); err != nil {
		return nil, 0, fmt.Errorf("batches of run %d: %w", id, err)
	}
	var ids []int64
	for i := len(read) - 1; i >= 0 && len(ids) < most; i-- {
		n, err := strconv.ParseInt(read[i][0], 10, 64)
		if err != nil {
			return nil, 0, fmt.Errorf("batches of run %d: %w", id, err)
		}
		ids = append(ids, n)
	}
	rows, err := gorm.G[model.Batch](s.o.DB).Select("id", "kind", "file_name", "as_of", "rows_good", "status").Where("id IN ?", ids).Order("id DESC").Find(ctx)
	if err != nil {
		return nil, 0, fmt.Errorf("batches: %w", err)
	}
	out := make([]RunBatch, len(rows))
	for i, b := range rows {
		out[i] = RunBatch{b.ID, titleOf(b.Kind), b.FileName, period.Stored(b.AsOf), b.RowsGood, b.Status == model.BatchWithdrawn}
	}
	return out, len(read), nil
}

// Whole is how long a run took from being taken to its end.
func (r Run) Whole() time.Duration { return r.Load + r.Compare + r.Apply }

// Exclusion is a benefit's row of the matrix, a cell for each status.
type Exclusion struct {
	Benefit string
	Cells   []ExclusionCell
	Pairs   []ExclusionCell // with each of the benefits before it
}

// ExclusionCell is what the matrix says of a benefit and a status, or of two
// benefits.
type ExclusionCell struct {
	With    string // the status, or the other benefit
	Verdict rule.Verdict
	Name    string // of its parameter
	Changed bool   // differs from the platform's own
}

// Apart gives, by the names of two items, whether the county lets nobody draw
// both today.
func (s *Service) Apart(ctx context.Context) (func(a, b string) bool, error) {
	values, err := s.o.Values(ctx, s.today())
	if err != nil {
		return nil, fmt.Errorf("parameters: %w", err)
	}
	m := matrixOf(values)
	return func(a, b string) bool {
		return m.Between(dossier.CategoryOf(a), dossier.CategoryOf(b)) == rule.Conflict
	}, nil
}

// Exclusions gives the matrix that holds today.
func (s *Service) Exclusions(ctx context.Context, by actor.Actor) ([]Exclusion, error) {
	if by.Kind != actor.System && !by.Is(actor.RoleSupervision, actor.RoleHead, actor.RoleAdministrator, actor.RoleAuditor) {
		return nil, fault.New(fault.NotFound, "没有这个页面")
	}
	values, err := s.o.Values(ctx, s.today())
	if err != nil {
		return nil, fmt.Errorf("parameters: %w", err)
	}
	m, standard := matrixOf(values), rule.DefaultMatrix()
	out := make([]Exclusion, 0, len(dossier.Categories()))
	for i, c := range dossier.Categories() {
		e := Exclusion{Benefit: c.String()}
		for _, b := range dossier.Categories()[:i] {
			v := m.Between(c, b)
			e.Pairs = append(e.Pairs, ExclusionCell{b.String(), v, pairName(c, b), v != standard.Between(c, b)})
		}
		for _, st := range rule.Statuses() {
			v := m.At(c, st)
			e.Cells = append(e.Cells, ExclusionCell{st.String(), v, matrixName(c, st), v != standard.At(c, st)})
		}
		out = append(out, e)
	}
	return out, nil
}
