package statistics

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/transact"
)

// Form is a span as a reader sees it.
type Form struct {
	Span        Span
	Figures     Figures // as they were submitted; as they are now when nothing was
	Submitted   bool
	By          string
	At          time.Time
	Digest      string // of what was submitted
	Corrections []Correction
	CanSubmit   bool
}

// Open shows a span: the submitted form with what changed since, or the figures
// as they are.
func (s *Service) Open(ctx context.Context, by actor.Actor, p Span) (Form, error) {
	now, err := s.Figures(ctx, by, p)
	if err != nil {
		return Form{}, err
	}
	f := Form{Span: p, Figures: now, CanSubmit: by.Is(actor.RoleCaseManagement, actor.RoleHead) && p.Over(s.Now())}
	r, found, err := s.report(ctx, p)
	if err != nil || !found {
		return f, err
	}
	f.Submitted, f.By, f.At, f.Digest, f.CanSubmit = true, r.SubmittedName, r.SubmittedAt, hex.EncodeToString(r.Digest), false
	if by.Is(actor.RolePetition) { // sees a part only
		return f, nil
	}
	interested, err := s.interested(ctx, by)
	if err != nil || interested {
		return f, err
	}
	var then Figures
	if err := json.Unmarshal([]byte(r.Figures), &then); err != nil {
		return f, fmt.Errorf("statistics %s: %w", p, err)
	}
	f.Figures, f.Corrections = then, Corrections(then, now)
	return f, nil
}

// interested reports whether any matter is kept from somebody.
func (s *Service) interested(ctx context.Context, by actor.Actor) (bool, error) {
	n, err := gorm.G[model.Conflict](s.DB).Where("staff_id = ?", by.StaffID).Count(ctx, "*")
	if err != nil {
		return false, fmt.Errorf("statistics: %w", err)
	}
	return n > 0, nil
}

func (s *Service) report(ctx context.Context, p Span) (model.StatisticsReport, bool, error) {
	found, err := gorm.G[model.StatisticsReport](s.DB).Where("span = ?", p.String()).Limit(1).Find(ctx)
	if err != nil || len(found) == 0 {
		return model.StatisticsReport{}, false, err
	}
	return found[0], true, nil
}

// Submit freezes a span that is over: the figures of everything there is, with
// their digest. It is done once; what changes later is shown as a correction.
func (s *Service) Submit(ctx context.Context, by actor.Actor, p Span) error {
	if !by.Is(actor.RoleCaseManagement, actor.RoleHead) {
		return notFound()
	}
	if !p.Over(s.Now()) {
		return fault.New(fault.Conflict, "这个时段还没有过完，过完以后才能报送")
	}
	all, err := s.count(ctx, scope{petitions: true, clues: true, cases: true}, p)
	if err != nil {
		return err
	}
	text, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("statistics: %w", err)
	}
	digest := sm3.Sum(text)
	r := model.StatisticsReport{
		Span: p.String(), Figures: string(text), Digest: digest[:], SubmittedBy: by.StaffID, SubmittedName: by.Name, SubmittedAt: s.Now().UTC().Truncate(time.Second),
	}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		row := r // a transaction may run again
		if err := tx.Create(&row).Error; err != nil {
			return fmt.Errorf("statistics: %w", err)
		}
		return audit.Record(tx, by, r.SubmittedAt, "statistics.submit", "statistics:"+r.Span, map[string]any{"digest": hex.EncodeToString(r.Digest)})
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.New(fault.Conflict, "这个时段已经报送过了，改动在页面上显示为更正")
	}
	return err
}
