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
	"yangguang/service/kernel/workday"
)

// Filter narrows the queue. The zero Filter is everything still open.
type Filter struct {
	State    string // a state, "open" or empty for what is still open, "all"
	Category string
	Town     string // 12-digit code of a town
	Mode     string // "real" or "anonymous"
	Mine     bool   // on my desk
	Due      string // "soon" or "overdue"
	Replied  bool   // the reporter said something that nobody has acted on yet
	OlderBy  int    // received at least so many days ago
	Number   string // part of the number
	Sort     string // one of Sorts; empty is the first
}

// Sorts lists the orders of the queue. The first puts what waits for this
// office before what waits elsewhere, and real-name before anonymous (检规§25).
func Sorts() []Choice {
	return []Choice{{"", "待办在前、实名优先"}, {"due", "期限最近"}, {"new", "最新收到"}, {"old", "最早收到"}}
}

// order is the filter's order as SQL, from the list above and nothing typed.
func (f Filter) order() string {
	const waits = "CASE WHEN state IN ('received','screening','need_info','accepted') OR state = 'linked_clue' AND feedback_due IS NOT NULL THEN 0 ELSE 1 END"
	switch f.Sort {
	case "due":
		return "CASE WHEN state IN ('received','screening','need_info') THEN screen_due ELSE COALESCE(feedback_due, '9999-12-31') END, id"
	case "new":
		return "received_at DESC, id DESC"
	case "old":
		return "received_at, id"
	}
	return waits + ", CASE WHEN mode = 'anonymous' THEN 1 ELSE 0 END, received_at, id"
}

// paramWarn is the county's number of working days before its end at which a
// deadline turns yellow, and standardWarn what holds until it sets one (domain
// guide §6.4).
const (
	paramWarn    = "deadline.warn"
	standardWarn = 3
)

// watch is the present and what it takes to tell how deadlines stand in it.
type watch struct {
	now  time.Time
	soon time.Time // what ends by then is yellow
	cal  *workday.Calendar
}

// watch reads calendar and parameter once for a page.
func (s *Service) watch(ctx context.Context) (watch, error) {
	w := watch{now: s.clock()}
	var err error
	if w.cal, err = s.Calendar(ctx); err != nil {
		return w, fmt.Errorf("complaint calendar: %w", err)
	}
	days, err := s.number(ctx, paramWarn, standardWarn)
	if err != nil {
		return w, err
	}
	w.soon = w.cal.Add(period.Here(w.now), days).At()
	return w, nil
}

// left counts working days until at; what is past counts backwards.
func (w watch) left(at time.Time) int {
	if w.now.After(at) {
		return -max(1, w.cal.Between(period.Here(at), period.Here(w.now)))
	}
	return w.cal.Between(period.Here(w.now), period.Here(at))
}

// Lamp is how a deadline stands.
type Lamp string

// The lamps. None is dark: nothing is due.
const (
	LampNone    Lamp = ""
	LampOK      Lamp = "ok"
	LampSoon    Lamp = "soon"
	LampOverdue Lamp = "overdue"
)

// Deadline is the next thing due on a petition.
type Deadline struct {
	What        string // 筛查, 告知受理, 反馈结果
	At          time.Time
	Provisional bool
	Lamp        Lamp
	Left        int // working days until it ends, negative when it has
}

// deadline is the earliest open deadline; the zero Deadline when nothing is due.
func deadline(p model.Petition, w watch) Deadline {
	var first Deadline
	for _, d := range dues(p, w) {
		if first.At.IsZero() || d.At.Before(first.At) {
			first = d
		}
	}
	return first
}

// dues are the open deadlines: screening until decided, telling a real-name
// reporter until told, feedback once there is a result.
func dues(p model.Petition, w watch) []Deadline {
	var out []Deadline
	add := func(what string, at *time.Time, provisional bool) {
		if at != nil {
			out = append(out, Deadline{what, *at, provisional, w.lamp(*at), w.left(*at)})
		}
	}
	switch p.State {
	case model.PetitionReceived, model.PetitionScreening, model.PetitionNeedInfo:
		add("筛查", &p.ScreenDue, p.ScreenProvisional)
		if p.AnsweredAt == nil {
			add("告知受理", p.AcceptDue, p.AcceptProvisional)
		}
	case model.PetitionAccepted, model.PetitionTransferredDown, model.PetitionForwarded, model.PetitionLinkedClue:
		add("反馈结果", p.FeedbackDue, p.FeedbackProvisional)
	}
	return out
}

func (w watch) lamp(at time.Time) Lamp {
	switch {
	case w.now.After(at):
		return LampOverdue
	case !at.After(w.soon):
		return LampSoon
	}
	return LampOK
}

// dueBefore is deadline as a condition of SQL; it takes the time three times.
const dueBefore = `(state IN ('received','screening','need_info') AND (screen_due <= ? OR (accept_due IS NOT NULL AND answered_at IS NULL AND accept_due <= ?))
 OR state IN ('accepted','transferred_town','forwarded','linked_clue') AND feedback_due IS NOT NULL AND feedback_due <= ?)`

// replied is what a reporter said after the office's last step, as a condition.
const replied = `EXISTS (SELECT 1 FROM petition_messages m WHERE m.petition_id = petitions.id AND m.from_side = 'reporter'
 AND NOT EXISTS (SELECT 1 FROM petition_events e WHERE e.petition_id = petitions.id AND e.staff_id <> 0 AND e.at >= m.at))`

// closedStates are what the open queue leaves out.
var closedStates = []string{
	model.PetitionNotified, model.PetitionDuplicate, model.PetitionSealedUp, model.PetitionAnswered, model.PetitionFeedback, model.PetitionArchived,
	model.PetitionWithdrawn,
}

// IsOpen reports whether a petition in this state still waits for somebody.
func IsOpen(state string) bool { return !slices.Contains(closedStates, state) }

// sees is the part of all petitions an actor may see, as a condition; ok is
// false for whoever may see none.
func sees(by actor.Actor) (where string, args []any, ok bool) {
	switch {
	case by.Is(actor.RolePetition, actor.RoleHead):
		return "1 = 1", nil, true
	case by.Is(actor.RoleTownInspector) && len(by.Division) == 12:
		// Never what is about the town's own officials, even if it was sent there.
		return "assigned_to = 'town' AND assigned_division = ? AND subject <> ?", []any{townOf(by.Division), SubjectTownOfficial}, true
	}
	return "", nil, false
}

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
	Days       int // whole days since it came
	Deadline   Deadline
	Handler    string
	Mine       bool
	Photos     int
	Voice      bool
	Next       string // the obvious next action of this actor, in words
}

// Queue is one page of the queue and how much lies in each state.
type Queue struct {
	page.Page[QueueRow]
	Counts  map[string]int // by state, of all the actor may see
	Overdue int
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
		Select("id", "number", "subject", "village_code", "channel", "mode", "state", "category", "received_at", "screen_due", "screen_provisional",
			"accept_due", "accept_provisional", "feedback_due", "feedback_provisional", "answered_at", "claimed_by", "photo_count", "has_voice").
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
		State string
		N     int
	}
	err := s.DB.WithContext(ctx).Model(&model.Petition{}).Select("state, COUNT(*) AS n").Where(where, args...).Group("state").Scan(&counts).Error
	if err != nil {
		return fmt.Errorf("queue counts: %w", err)
	}
	for _, c := range counts {
		q.Counts[c.State] = c.N
	}
	late, err := gorm.G[model.Petition](s.DB).Where(where, args...).Where(dueBefore, now, now, now).Count(ctx, "*")
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
		and("state NOT IN ?", closedStates)
	default:
		and("state = ?", f.State)
	}
	if f.Category != "" {
		and("category = ?", f.Category)
	}
	if len(f.Town) == 12 {
		and("village_code LIKE ?", f.Town[:9]+"%")
	}
	switch f.Mode {
	case "real":
		and("mode <> 'anonymous'")
	case "anonymous":
		and("mode = 'anonymous'")
	}
	if f.Replied {
		and(replied)
	}
	if f.Mine {
		and("claimed_by = ?", by.StaffID)
	}
	switch f.Due {
	case "overdue":
		and(dueBefore, w.now, w.now, w.now)
	case "soon":
		soon := w.soon.UTC()
		and(dueBefore, soon, soon, soon)
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
	rows := make([]QueueRow, 0, len(found))
	for _, p := range found {
		rows = append(rows, QueueRow{
			ID: p.ID, Number: p.Number, Subject: SubjectText(p.Subject), Place: places[p.VillageCode], Channel: ChannelText(p.Channel), Mode: p.Mode,
			State: p.State, StateText: StateText(p.State), Category: CategoryText(p.Category), ReceivedAt: p.ReceivedAt,
			Days: int(period.Here(w.now) - period.Here(p.ReceivedAt)), Deadline: deadline(p, w), Handler: names[p.ClaimedBy],
			Mine: p.ClaimedBy != 0 && p.ClaimedBy == by.StaffID, Photos: p.PhotoCount, Voice: p.HasVoice, Next: nextAction(p, by),
		})
	}
	return rows, nil
}

// nextAction is what this actor would most likely do now.
func nextAction(p model.Petition, by actor.Actor) string {
	can := allowed(p.State, by.Role)
	switch {
	case p.State == model.PetitionReceived && can[ActClaim]:
		return "认领"
	case p.State == model.PetitionScreening && can[ActAccept]:
		return "分流"
	case p.State == model.PetitionNeedInfo && can[ActAccept]:
		return "等补充"
	case p.State == model.PetitionAccepted && can[ActClue]:
		return "办理"
	case p.State == model.PetitionLinkedClue && p.FeedbackDue != nil && can[ActClose]:
		return "反馈结果"
	case p.State == model.PetitionTransferredDown && by.Is(actor.RoleTownInspector):
		return "办理"
	}
	return "查看"
}
