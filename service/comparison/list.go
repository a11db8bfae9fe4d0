package comparison

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/transact"
)

// ListHit is why a row of a list that is to be paid wants looking at.
type ListHit struct {
	Model, Title string
	Severity     int
	Sentence     string
	AmountFen    int64
	Askable      bool
	Held         string // the register it rests on is missing or old
}

// ListCheck is what a list that is to be paid came to.
type ListCheck struct {
	Run  int64
	Rows map[int64][]ListHit // by prepayouts.id; rows with nothing are not in it
}

// CheckList compares a loaded batch of prepayouts with what is known of its
// payees and of what hangs on them. It makes no findings: nothing was paid yet.
// What the head has exempted does not speak against a row of that time.
func (s *Service) CheckList(ctx context.Context, batch int64) (ListCheck, error) {
	return s.CheckListTelling(ctx, batch, nil)
}

// CheckListTelling is CheckList for whoever wants to be told how far it is.
func (s *Service) CheckListTelling(ctx context.Context, batch int64, to func(Progress)) (ListCheck, error) {
	stage := func(name string) func(done, total int) {
		if to == nil {
			return nil
		}
		return func(done, total int) { to(Progress{name, done, total}) }
	}
	q := Request{Batch: batch, Scope: fmt.Sprintf("拟发放名单批次 %d", batch)}
	row := s.row(actor.Sys("comparison"), q)
	row.Kind = model.RunPrepayout
	c, err := s.choose(ctx, Choice{}, s.today())
	if err != nil {
		return ListCheck{}, fmt.Errorf("list check: %w", err)
	}
	start, read := s.o.Now(), s.at()
	row.ReadAt = &read
	l, err := snapshot.Load(ctx, s.o.DB, snapshot.Options{AsOf: s.today(), List: batch, Progress: stage("读取数据")})
	if err != nil {
		return ListCheck{}, fmt.Errorf("list check: %w", err)
	}
	row.LoadMillis, start = s.o.Now().Sub(start).Milliseconds(), s.o.Now()
	results, err := evaluate(ctx, l, c, stage("比对"))
	if err != nil {
		return ListCheck{}, fmt.Errorf("list check: %w", err)
	}
	row.CompareMillis = s.o.Now().Sub(start).Milliseconds()
	exempt, err := s.exemptions(ctx, c.bound)
	if err != nil {
		return ListCheck{}, fmt.Errorf("list check: %w", err)
	}
	periods := listed(l, batch)
	out := ListCheck{Rows: map[int64][]ListHit{}}
	for _, r := range results {
		b, free := c.bound[r.Model], exempt.of(l, c, r)
		hit := ListHit{b.Model.Key, b.Model.Title, int(r.Severity), r.Sentence, r.AmountFen, b.Model.Ask, r.Held}
		for _, row := range proposedRows(l, batch, r) {
			if n := l.Listed[row]; !coveredBy(periods[row], free) {
				out.Rows[n] = append(out.Rows[n], hit)
			}
		}
	}
	found := printsOf(l, c, results)
	if err := s.describe(&row, l, c, results, found); err != nil {
		return ListCheck{}, err
	}
	at := s.at()
	row.Status, row.FinishedAt = model.RunDone, &at
	err = transact.Do(ctx, s.o.DB, func(tx *gorm.DB) error {
		row.ID = 0
		if err := tx.Create(&row).Error; err != nil {
			return err
		}
		return found.keep(tx, row.ID)
	})
	if err != nil {
		return ListCheck{}, fmt.Errorf("list check: %w", err)
	}
	out.Run = row.ID
	return out, nil
}

// proposedRows are the rows of the list that a hit is about: those it shows as
// evidence, and those of its subject and item in its period, of which it shows
// only the first. They are given as positions in l.Listed.
func proposedRows(l *snapshot.Loaded, batch int64, r Result) []int32 {
	seen := map[int32]bool{}
	var rows []int32
	add := func(row int32) {
		if !seen[row] {
			seen[row] = true
			rows = append(rows, row)
		}
	}
	for _, e := range r.Evidence {
		if e.Kind == "prepayouts" && int64(e.Src.Batch) == batch { // and not a line of a list that was released before
			add(e.Src.Row)
		}
	}
	look := func(p *dossier.Payout) bool {
		if p.State&dossier.Proposed != 0 && p.Period.Overlaps(r.Period) && (r.Item == dossier.None || int32(p.Item) == r.Item) {
			add(p.Src.Row)
		}
		return true
	}
	switch {
	case r.Subject.Kind == rule.OfAccount:
		l.AccountRows(r.Subject.Index)(look)
	case r.Household != dossier.None:
		l.HouseholdPayouts(r.Household)(look)
	case r.Subject.Kind == rule.OfPerson && r.Item != dossier.None:
		for i := range l.PayoutsOf(r.Subject.Index) {
			look(&l.PayoutsOf(r.Subject.Index)[i])
		}
	}
	return rows
}
