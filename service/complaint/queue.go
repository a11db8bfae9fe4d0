package complaint

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
)

// Filter narrows the queue. The zero Filter is everything still open.
type Filter struct {
	State    string     // a state, "open" or empty for what is still open, "all"
	Category string     // or NoCategory
	Town     string     // 12-digit code of a town, or UnknownTown
	Mode     string     // "real" or "anonymous"
	Mine     bool       // on my desk
	Due      string     // "soon" or "overdue"
	Asked    bool       // a request on it waits for the actor's word
	Call     bool       // of the sample, and nobody called yet
	Replied  bool       // the reporter said something that nobody has acted on yet
	OlderBy  int        // received at least so many days ago
	Number   string     // part of the number
	Sort     string     // one of Sorts; empty is the first
	From, To period.Day // received on these days; 0 is open
	Channel  string     // a channel, or ChannelOnline
	Subject  string
	Repeat   string // "first" or "repeat"
}

// Sorts lists the orders of the queue. The first puts what waits for this
// office before what waits elsewhere, and real-name before anonymous (检规§25).
func Sorts() []Choice {
	return []Choice{{"", "待办在前、实名优先"}, {"due", "期限最近"}, {"new", "最新收到"}, {"old", "最早收到"}}
}

// order is the filter's order as SQL, from the list above and nothing typed.
func (f Filter) order() string {
	const waits = "CASE WHEN state IN ('received','screening','need_info','accepted','returned','rejected','forwarded','suggestion','appeal','objection','closed')" +
		" OR state = 'linked_clue' AND " + resultDue + " THEN 0 ELSE 1 END"
	switch f.Sort {
	case "due":
		return earliest + ", id"
	case "new":
		return "received_at DESC, id DESC"
	case "old":
		return "received_at, id"
	}
	return waits + ", CASE WHEN mode = 'anonymous' THEN 1 ELSE 0 END, received_at, id"
}

// watch is the present and what it takes to tell how clocks stand in it.
type watch struct {
	now  time.Time
	book timer.Book
}

// watch reads calendar and limits once for a page.
func (s *Service) watch(ctx context.Context) (watch, error) {
	b, err := s.Clocks(ctx)
	if err != nil {
		return watch{}, fmt.Errorf("complaint clocks: %w", err)
	}
	return watch{s.clock(), b}, nil
}

// clocksOf reads the running clocks of some petitions, the earliest end first,
// in one statement.
func (s *Service) clocksOf(ctx context.Context, w watch, ids ...int64) (map[int64][]timer.Clock, error) {
	return timer.Running(ctx, s.DB, w.book, model.ObjectPetition, ids, w.now)
}

// replied is what a reporter said after the office's last step, as a condition.
const replied = `EXISTS (SELECT 1 FROM petition_messages m WHERE m.petition_id = petitions.id AND m.from_side = 'reporter'
 AND NOT EXISTS (SELECT 1 FROM petition_events e WHERE e.petition_id = petitions.id AND e.staff_id <> 0 AND e.at >= m.at))`

// toCall is what belongs to the sample and waits for its call, as a condition.
const toCall = "EXISTS (SELECT 1 FROM petition_calls c WHERE c.petition_id = petitions.id AND c.called_at IS NULL)"

// closedStates are what the open queue leaves out.
var closedStates = []string{
	model.PetitionNotified, model.PetitionDuplicate, model.PetitionSealedUp, model.PetitionAnswered, model.PetitionFeedback, model.PetitionArchived,
	model.PetitionWithdrawn,
}

// IsOpen reports whether a petition in this state still waits for somebody.
func IsOpen(state string) bool { return !slices.Contains(closedStates, state) }

func townOf(code string) string { return code[:9] + "000" }

// QueueRow is one petition in the queue: nothing that is sealed.
type QueueRow struct {
	ID         int64
	Number     string
	Subject    string
	Place      string
	Channel    string
	Mode       string
	State      string
	StateText  string
	Category   string
	ReceivedAt time.Time
	Days       int         // whole days since it came
	Clock      timer.Clock // the one that ends first; the zero Clock when none runs
	Handler    string
	Mine       bool
	Photos     int
	Voice      bool
	Red        bool // the second look satisfied nobody either
	Colour     timer.Colour
	Urged      int    // how often the reporter urged
	Next       string // the obvious next action of this actor, in words
}

// Queue is one page of the queue and how much lies in each state.
type Queue struct {
	page.Page[QueueRow]
	Counts  map[string]int // by state, of all the actor may see
	Overdue int
	ToTell  int // merged ones whose reporter a person has still to tell; the open queue has them, too
}

// Queue lists petitions in the filter's order.
func (s *Service) Queue(ctx context.Context, by actor.Actor, f Filter, r page.Request) (Queue, error) {
	where, args, ok := sees(by)
	if !ok {
		return Queue{}, notFound()
	}
	q := Queue{Counts: map[string]int{}}
	w, err := s.watch(ctx)
	if err != nil {
		return q, err
	}
	if err := s.count(ctx, &q, where, args, w.now); err != nil {
		return q, err
	}
	narrow, more := f.where(by, w)
	where, args = where+narrow, append(args, more...)
	total, err := gorm.G[model.Petition](s.DB).Where(where, args...).Count(ctx, "*")
	if err != nil {
		return q, fmt.Errorf("queue: %w", err)
	}
	found, err := gorm.G[model.Petition](s.DB).
		Select("id", "number", "subject", "village_code", "channel", "mode", "state", "category", "received_at", "claimed_by", "assigned_to",
			"rating", "rating2", "photo_count", "has_voice").
		Where(where, args...).Order(f.order()).
		Limit(r.Limit()).Offset(r.Offset()).Find(ctx)
	if err != nil {
		return q, fmt.Errorf("queue: %w", err)
	}
	rows, err := s.queueRows(ctx, by, found, w)
	q.Page = page.Of(r, rows, int(total))
	return q, err
}

// count fills the tabs of the queue: one statement by state, one for what is late.
func (s *Service) count(ctx context.Context, q *Queue, where string, args []any, now time.Time) error {
	var counts []struct {
		State     string
		N, ToTell int
	}
	err := s.DB.WithContext(ctx).Model(&model.Petition{}).
		Select("state, COUNT(*) AS n, SUM(CASE WHEN state = ? AND "+toTell+" THEN 1 ELSE 0 END) AS to_tell", model.PetitionDuplicate).Where(where, args...).Group("state").Scan(&counts).Error
	if err != nil {
		return fmt.Errorf("queue counts: %w", err)
	}
	for _, c := range counts {
		q.Counts[c.State] = c.N
		q.ToTell += c.ToTell
	}
	late, err := gorm.G[model.Petition](s.DB).Where(where, args...).Where(dueBefore, now).Count(ctx, "*")
	if err != nil {
		return fmt.Errorf("queue counts: %w", err)
	}
	q.Overdue = int(late)
	return nil
}

// where is the filter as a condition to append.
func (f Filter) where(by actor.Actor, w watch) (string, []any) {
	var b strings.Builder
	var args []any
	and := func(cond string, a ...any) {
		b.WriteString(" AND " + cond)
		args = append(args, a...)
	}
	switch f.State {
	case "all":
	case "", "open":
		and("(state NOT IN ? OR state = ? AND "+toTell+")", closedStates, model.PetitionDuplicate)
	default:
		and("state = ?", f.State)
	}
	f.counted(and)
	switch f.Mode {
	case "real":
		and("mode <> 'anonymous'")
	case "anonymous":
		and("mode = 'anonymous'")
	}
	if f.Replied {
		and(replied)
	}
	if f.Asked {
		and(requested, string(by.Role), by.StaffID)
	}
	if f.Call {
		and(toCall)
	}
	if f.Mine {
		and("claimed_by = ?", by.StaffID)
	}
	switch f.Due {
	case "overdue":
		and(dueBefore, w.now)
	case "soon":
		and(dueBefore, w.book.Soon(w.now))
	}
	if f.OlderBy > 0 {
		and("received_at <= ?", w.now.AddDate(0, 0, -f.OlderBy))
	}
	if n := strings.TrimSpace(f.Number); n != "" {
		and("number LIKE ? ESCAPE '!'", "%"+page.LikeEscape(n)+"%")
	}
	return b.String(), args
}

func (s *Service) queueRows(ctx context.Context, by actor.Actor, found []model.Petition, w watch) ([]QueueRow, error) {
	places, err := placeNames(ctx, s.DB, villagesOf(found))
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, p := range found {
		if p.ClaimedBy != 0 {
			ids = append(ids, p.ClaimedBy)
		}
	}
	names, err := namesOf(ctx, s.DB, ids)
	if err != nil {
		return nil, err
	}
	clocks, err := s.clocksOf(ctx, w, idsOf(found)...)
	if err != nil {
		return nil, err
	}
	stand, err := standings(ctx, s.DB, w.book, found, w.now)
	if err != nil {
		return nil, err
	}
	rows := make([]QueueRow, 0, len(found))
	for _, p := range found {
		var first timer.Clock
		if running := clocks[p.ID]; len(running) > 0 {
			first = running[0]
		}
		rows = append(rows, QueueRow{
			ID: p.ID, Number: p.Number, Subject: SubjectText(p.Subject), Place: places[p.VillageCode], Channel: ChannelText(p.Channel), Mode: p.Mode,
			State: p.State, StateText: StateText(p.State), Category: CategoryText(p.Category), ReceivedAt: p.ReceivedAt,
			Days: int(period.Here(w.now) - period.Here(p.ReceivedAt)), Clock: first, Handler: names[p.ClaimedBy],
			Mine: p.ClaimedBy != 0 && p.ClaimedBy == by.StaffID, Photos: p.PhotoCount, Voice: p.HasVoice, Next: nextAction(p, first, by), Red: p.Rating2 == ratingBad,
			Colour: stand[p.ID].colour, Urged: stand[p.ID].urged,
		})
	}
	return rows, nil
}
