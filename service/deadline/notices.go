package deadline

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
)

// Notice is a reminder to the person who reads it.
type Notice struct {
	ID     int64
	Sort   string
	Object string
	Matter timer.Matter
	RefID  int64 // of the matter
	Kind   timer.Kind
	At     time.Time
}

// most is how many notices and requests a page shows.
const most = 50

// toMe is the condition on reminders that are put to an actor, wait, and are
// about something that still waits.
func (s *Service) toMe(by actor.Actor) (where string, args []any, ok bool) {
	where, args, ok = s.seen(by)
	if !ok {
		return "", nil, false
	}
	where = "to_role = ? AND to_staff IN ? AND seen_at IS NULL AND (timer_id = 0 OR EXISTS (SELECT 1 FROM timers WHERE timers.id = timer_id AND timers.running = 1)) AND " + where
	return where, append([]any{by.Role, []int64{0, by.StaffID}}, args...), true
}

// Notices lists what an actor is reminded of, the latest first.
func (s *Service) Notices(ctx context.Context, by actor.Actor) ([]Notice, error) {
	where, args, ok := s.toMe(by)
	if !ok {
		return nil, notFound()
	}
	b, err := s.Book(ctx)
	if err != nil {
		return nil, err
	}
	found, err := gorm.G[model.Reminder](s.DB).Where(where, args...).Order("id DESC").Limit(most).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("reminders: %w", err)
	}
	refs := make([]timer.Ref, len(found))
	for i, r := range found {
		refs[i] = timer.Ref{Object: r.Object, ID: r.ObjectID}
	}
	titles, err := s.titles(ctx, b, refs, s.clock())
	if err != nil {
		return nil, err
	}
	out := make([]Notice, len(found))
	for i, r := range found {
		out[i] = Notice{ID: r.ID, Sort: r.Sort, Object: r.Object, Matter: titles[refs[i]], RefID: r.ObjectID, Kind: timer.Kind(r.Kind), At: r.At}
	}
	return out, nil
}

// PutAway takes a notice off the list of whoever it is put to.
func (s *Service) PutAway(ctx context.Context, by actor.Actor, id int64) error {
	where, args, ok := s.toMe(by)
	if !ok {
		return notFound()
	}
	r := s.DB.WithContext(ctx).Model(&model.Reminder{}).Where("id = ?", id).Where(where, args...).Updates(map[string]any{"seen_at": s.clock(), "seen_by": by.StaffID})
	if r.Error != nil {
		return fmt.Errorf("reminder: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return fault.New(fault.NotFound, "没有找到这条提醒，可能已经有人看过")
	}
	return nil
}

// Request is a request for more time as a head decides on it.
type Request struct {
	approval.View
	Matter   timer.Matter
	Kind     timer.Kind
	More     int
	Unit     timer.Unit
	Document string
	Nth      int        // the how-manieth extension it would be
	Due      period.Day // when the clock ends now; 0 when it runs no more
	Until    period.Day // when it would end
}

// Requests lists the requests for more time that wait, of what an actor may
// see: a head decides on them, others see how theirs stand.
func (s *Service) Requests(ctx context.Context, by actor.Actor) ([]Request, error) {
	where, args, ok := s.seen(by)
	if !ok {
		return nil, notFound()
	}
	b, err := s.Book(ctx)
	if err != nil {
		return nil, err
	}
	found, err := gorm.G[model.Approval](s.DB).Where("waiting = 1 AND kind IN ?", extendKinds()).Where(where, args...).Order("id").Limit(most).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("approvals: %w", err)
	}
	var out []Request
	var clocks []int64
	for _, object := range objects {
		m, there := s.Matters[object]
		if !there {
			continue
		}
		var some []model.Approval
		for _, a := range found {
			if a.Object == object {
				some = append(some, a)
			}
		}
		views, err := m.Requests(by, some)
		if err != nil {
			return nil, err
		}
		for _, v := range views {
			var w wanted
			if err := json.Unmarshal(v.Details, &w); err != nil {
				return nil, fmt.Errorf("approval: %w", err)
			}
			out = append(out, Request{View: v, Kind: timer.Kind(w.Kind), More: w.More, Document: w.Document, Nth: w.Extensions + 1})
			clocks = append(clocks, w.Timer)
		}
	}
	return s.completed(ctx, b, out, clocks)
}

// completed adds to requests their clocks, where they run, and their matters.
func (s *Service) completed(ctx context.Context, b timer.Book, out []Request, clocks []int64) ([]Request, error) {
	if len(out) == 0 {
		return nil, nil
	}
	found, err := gorm.G[model.Timer](s.DB).Where("id IN ?", clocks).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("clocks: %w", err)
	}
	byID := map[int64]model.Timer{}
	for _, t := range found {
		byID[t.ID] = t
	}
	refs := make([]timer.Ref, len(out))
	for i, r := range out {
		refs[i] = timer.Ref{Object: r.Object, ID: r.ObjectID}
	}
	titles, err := s.titles(ctx, b, refs, s.clock())
	if err != nil {
		return nil, err
	}
	for i := range out {
		t := byID[clocks[i]]
		out[i].Matter, out[i].Unit = titles[refs[i]], timer.Unit(t.Unit)
		if t.Running != nil && t.Extensions == out[i].Nth-1 {
			out[i].Due, out[i].Until = period.Here(t.DueAt), timer.End(t, b.Calendar, out[i].More).Day
		}
	}
	return out, nil
}

// UnitText is the unit of a clock in words.
func UnitText(u timer.Unit) string {
	switch u {
	case timer.WorkDays:
		return "个工作日"
	case timer.Days:
		return "天"
	case timer.Months:
		return "个月"
	case timer.Quarters:
		return "个季度"
	}
	return ""
}
