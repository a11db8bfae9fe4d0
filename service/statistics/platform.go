package statistics

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
)

// Doubts knows the figures of findings, within what a reader may see of them.
type Doubts interface {
	// Doubts counts the findings of the days from from to the one before to.
	Doubts(ctx context.Context, by actor.Actor, from, to period.Day) (Doubted, error)
}

// Doubted is findings in figures. Towns are keyed by the code's first nine digits.
type Doubted struct {
	Found       int64 // first seen in the span
	Towns       map[string]int64
	ToRectify   int64 // closed in the span, to be put right
	Rectified   int64 // of these, put right by now
	Refunds     int64 // refunds paid in the span
	RefundedFen int64
}

// Platform is what the platform itself did in a span. It is shown as it is now
// and is no part of the submitted form.
type Platform struct {
	Whole         bool // more than the petition office's part
	Doubted       Doubted
	Towns         []Row // findings by town, none of them zero
	Clues         int64 // registered from findings
	CaseFindings  int64 // cases filed from findings
	Online        int64 // complaints by WeChat and H5
	CaseOnline    int64 // cases filed from these
	Lookups       int64 // villagers who looked at their own payouts
	PaymentRows   int64 // payments handed in
	PaymentFen    int64
	ProjectsKnown int64 // projects handed in
	Deeds         Deeds
}

func (s *Service) platform(ctx context.Context, by actor.Actor, sc scope, p Span, now Figures, w Words) (Platform, error) {
	out := Platform{Whole: sc.clues, Online: now.Get(GroupChannel, model.ChannelWechat) + now.Get(GroupChannel, model.ChannelH5), Clues: now.Get(GroupSource, model.ClueFromFinding)}
	from, to := p.Days()
	err := s.DB.WithContext(ctx).Model(&model.LookupDaily{}).Select("COALESCE(SUM(count), 0)").
		Where("what = 'payouts' AND on_day >= ? AND on_day < ?", from.Time(), to.Time()).Scan(&out.Lookups).Error
	if err != nil {
		return out, fmt.Errorf("statistics of look-ups: %w", err)
	}
	if !out.Whole {
		return out, nil
	}
	start, end := from.Start(period.Shanghai).UTC(), to.Start(period.Shanghai).UTC()
	if err := s.origins(ctx, sc, &out, start, end); err != nil {
		return out, err
	}
	if err := s.handedIn(ctx, &out, start, end); err != nil {
		return out, err
	}
	if out.Deeds, err = s.deeds(ctx, by, start, end); err != nil {
		return out, err
	}
	if s.Doubts == nil {
		return out, nil
	}
	if out.Doubted, err = s.Doubts.Doubts(ctx, by, from, to); err != nil {
		return out, err
	}
	for _, c := range w.of(GroupTown, compared{now: townFigures(out.Doubted.Towns)}) {
		if n := out.Doubted.Towns[c.Value]; n > 0 {
			out.Towns = append(out.Towns, Row{Key: c.Value, Text: c.Text, N: n, Now: n})
		}
	}
	return out, nil
}

func townFigures(towns map[string]int64) Figures {
	t := tally{}
	for code, n := range towns {
		t.add(GroupTown, code, n)
	}
	return t.figures()
}

// origins counts the cases that grew out of findings, and out of complaints sent
// in on-line.
func (s *Service) origins(ctx context.Context, sc scope, out *Platform, start, end time.Time) error {
	var rows []struct {
		Source string
		Online bool
		N      int64
	}
	seen, args := sc.seen()
	clues, clueArgs := sc.hide("clues", model.ObjectClue)
	petitions, petitionArgs := sc.hide("petitions", model.ObjectPetition)
	err := s.DB.WithContext(ctx).Table("cases").
		Select("clues.source AS source, petitions.id IS NOT NULL AS online, COUNT(*) AS n").
		Joins("JOIN clues ON clues.id = cases.clue_id AND "+clues, clueArgs...).
		Joins("LEFT JOIN petitions ON clues.source = 'petition' AND petitions.id = clues.petition_id AND petitions.channel IN ('wechat', 'h5') AND "+petitions, petitionArgs...).
		Where("cases.filed_at >= ? AND cases.filed_at < ?", start, end).Where(seen, args...).Group("source, online").Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("statistics of cases: %w", err)
	}
	for _, l := range rows {
		if l.Source == model.ClueFromFinding {
			out.CaseFindings += l.N
		}
		if l.Online {
			out.CaseOnline += l.N
		}
	}
	return nil
}

// handedIn counts the payments and projects that came under supervision.
func (s *Service) handedIn(ctx context.Context, out *Platform, start, end time.Time) error {
	var rows []struct {
		Kind      string
		N, Amount int64
	}
	err := s.DB.WithContext(ctx).Model(&model.Batch{}).Select("kind, SUM(rows_good) AS n, SUM(amount_fen) AS amount").
		Where("status = ? AND kind IN ? AND loaded_at >= ? AND loaded_at < ?", model.BatchLoaded, []string{"payouts", "projects"}, start, end).Group("kind").Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("statistics of batches: %w", err)
	}
	for _, l := range rows {
		if l.Kind == "payouts" {
			out.PaymentRows, out.PaymentFen = l.N, l.Amount
		} else {
			out.ProjectsKnown = l.N
		}
	}
	return nil
}

// interested reports whether any matter is kept from somebody whom the submitted
// figures would tell of it. A head reads petitions as they are now in any case, so
// that a petition about a head changes nothing of what a head reads.
func (s *Service) interested(ctx context.Context, by actor.Actor) (bool, error) {
	q := gorm.G[model.Conflict](s.DB).Where("staff_id = ?", by.StaffID)
	if by.Is(actor.RoleHead) {
		q = q.Where("object <> ?", model.ObjectPetition)
	}
	n, err := q.Count(ctx, "*")
	if err != nil {
		return false, fmt.Errorf("statistics: %w", err)
	}
	return n > 0, nil
}
