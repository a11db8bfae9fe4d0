package statistics

import (
	"context"
	"time"

	"yangguang/service/kernel/actor"
)

// Form is a span as a reader sees it.
type Form struct {
	Span        Span
	Figures     Figures // as they were submitted; as they are now when nothing was
	Submitted   bool
	By          string
	At          time.Time
	Digest      string // of the version that is shown
	Shown       int    // the number of that version
	Latest      int    // the number of the last one
	Versions    []Version
	Corrections []Correction // what is different now from the last version
	CanSubmit   bool
	CanCorrect  bool
	Over        bool // the span has passed
	Words       Words
	Sections    []Section
	Trend       []Point // the last is the span itself
	Platform    Platform
}

// Empty reports whether nothing at all was counted, now or before.
func (f Form) Empty() bool {
	for _, s := range f.Sections {
		for _, r := range s.Rows {
			if r.N != 0 || r.Now != 0 || r.Before != 0 || r.YearAgo != 0 {
				return false
			}
		}
	}
	p := f.Platform
	return p.Doubted.Found == 0 && p.Lookups == 0 && p.PaymentRows == 0 && p.Deeds == Deeds{}
}

// Open shows a span: the submitted form with what changed since, or the figures
// as they are, and beside it the span before and the same one a year ago.
// version is the version to show; 0 is the last.
func (s *Service) Open(ctx context.Context, by actor.Actor, p Span, version int) (Form, error) {
	sc, ok := scopeOf(by)
	if !ok {
		return Form{}, notFound()
	}
	r := p.row()
	all, err := s.count(ctx, sc, r)
	if err != nil {
		return Form{}, err
	}
	now := all[len(all)-1]
	f := Form{Span: p, Figures: now, Trend: points(r, all), Over: p.Over(s.Now())}
	f.CanSubmit = f.Over && by.Is(actor.RoleCaseManagement, actor.RoleHead)
	if err := s.frozen(ctx, by, &f, version); err != nil {
		return f, err
	}
	if f.Words, err = s.withTowns(ctx); err != nil {
		return f, err
	}
	f.Sections = f.Words.build(sc, compared{shown: f.Figures, now: now, before: all[len(all)-2], yearAgo: all[0]})
	f.Platform, err = s.platform(ctx, by, sc, p, now, f.Words)
	return f, err
}
