// Package deadline watches over the clocks of all matters: who is reminded of
// them and when, who may have more time, and what a day's list of them is.
//
// The clocks themselves are kernel/timer's; petitions, clues and cases start
// and stop them. What a matter is called, who may see it and who handles it is
// asked of the capability that it belongs to (Matters); no rule about that is
// repeated here.
package deadline

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// Matters is the capability that one sort of matter belongs to.
type Matters interface {
	// Seen selects the ids of what an actor may see, as a statement to stand
	// after IN; ok is false for whoever may see none.
	Seen(by actor.Actor) (query string, args []any, ok bool)
	// Titles describes matters that somebody was found to see.
	Titles(ctx context.Context, b timer.Book, ids []int64, now time.Time) (map[int64]timer.Matter, error)
	// Desk says, inside tx, where the work lies that a clock waits for.
	Desk(tx *gorm.DB, id int64, k timer.Kind) (timer.Desk, error)
	// Ask and Decide write a request and the word on it inside tx, sealed with
	// the matters' own key; Requests opens some.
	Ask(tx *gorm.DB, by actor.Actor, at time.Time, r approval.Request) (model.Approval, error)
	Decide(tx *gorm.DB, by actor.Actor, at time.Time, id int64, agree bool, words seal.Secret) (model.Approval, []byte, error)
	Requests(by actor.Actor, found []model.Approval) ([]approval.View, error)
	// Extended writes inside tx that a clock got more time, with what the
	// reporter reads of it, and gives the petition behind the matter: 0 when
	// there is none, or when its reporter was told by this call.
	Extended(tx *gorm.DB, by actor.Actor, at time.Time, e Extended) (petitionID int64, err error)
}

// Extended is what is written down about a clock that got more time.
type Extended = timer.Extended

// Deps is what the service is made of. Matters is by the model's Object names.
type Deps struct {
	DB      *gorm.DB
	Matters map[string]Matters
	Book    func(ctx context.Context) (timer.Book, error)
	Number  func(ctx context.Context, name string, standard int) (int, error)
	Now     func() time.Time
	Failed  func(ctx context.Context, err error) // what to do with a failure of the background work
}

// Service watches over the clocks.
type Service struct {
	Deps
	recomputed atomic.Int64 // the day on which this process last put the clocks where the calendar wants them
}

// New makes the service.
func New(d Deps) *Service { return &Service{Deps: d} }

// objects is the order in which matters are asked.
var objects = []string{model.ObjectPetition, model.ObjectClue, model.ObjectCase}

// clock is the present as it is stored.
func (s *Service) clock() time.Time { return s.Now().UTC().Truncate(time.Second) }

func notFound() error {
	return fault.New(fault.NotFound, "没有找到这个办理期限，可能已经办完")
}

// seen is the condition on a table with columns object and object_id that
// leaves what an actor may see; ok is false for whoever may see nothing.
func (s *Service) seen(by actor.Actor) (where string, args []any, ok bool) {
	var parts []string
	for _, object := range objects {
		m, there := s.Matters[object]
		if !there {
			continue
		}
		query, more, may := m.Seen(by)
		if !may {
			continue
		}
		parts = append(parts, "(object = ? AND object_id IN ("+query+"))")
		args = append(append(args, object), more...)
	}
	if len(parts) == 0 {
		return "", nil, false
	}
	return "(" + strings.Join(parts, " OR ") + ")", args, true
}

// visible finds a running clock among what the actor may see.
func (s *Service) visible(ctx context.Context, by actor.Actor, timerID int64) (model.Timer, error) {
	where, args, ok := s.seen(by)
	if !ok {
		return model.Timer{}, notFound()
	}
	found, err := gorm.G[model.Timer](s.DB).Where("id = ? AND running = 1", timerID).Where(where, args...).Limit(1).Find(ctx)
	if err != nil {
		return model.Timer{}, fmt.Errorf("clock: %w", err)
	}
	if len(found) == 0 {
		return model.Timer{}, notFound()
	}
	return found[0], nil
}

// titles describes the matters of some clocks, by object and id.
func (s *Service) titles(ctx context.Context, b timer.Book, refs []timer.Ref, now time.Time) (map[timer.Ref]timer.Matter, error) {
	ids := map[string][]int64{}
	met := map[timer.Ref]bool{}
	for _, r := range refs {
		if !met[r] {
			met[r] = true
			ids[r.Object] = append(ids[r.Object], r.ID)
		}
	}
	out := make(map[timer.Ref]timer.Matter, len(refs))
	for object, some := range ids {
		m, there := s.Matters[object]
		if !there {
			continue
		}
		found, err := m.Titles(ctx, b, some, now)
		if err != nil {
			return nil, err
		}
		for id, t := range found {
			out[timer.Ref{Object: object, ID: id}] = t
		}
	}
	return out, nil
}
