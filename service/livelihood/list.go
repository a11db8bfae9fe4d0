package livelihood

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/naming"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/workday"
)

// The views of the list besides the states.
const (
	ViewWaiting = "pending" // open and reopened
	ViewCheck   = "check"   // remedied, and those asked to be struck off
	ViewLate    = "late"
	ViewAll     = "all"
)

// Unknown is the town of tasks of which nobody knows the town.
const Unknown = "-"

// Filter narrows the list. The zero View is what waits for the reader.
type Filter struct {
	View   string // a state or a View
	Kind   string
	Town   string // 12-digit code, or Unknown
	Bureau string
	Name   string // how the person's name begins
	page.Counted
}

// Narrowed says which figure of the statistics the list is narrowed to; "" is none.
func (f Filter) Narrowed() string { return f.Counted.Words("列入，没有撤销", "达标") }

// Row is one line of the list.
type Row struct {
	ID          int64
	Version     int
	Number      string
	Kind        string
	KindText    string
	Subject     string
	Place       string
	Household   string
	Bureau      string
	State       string
	StateText   string
	Severity    int
	Sentence    string
	Way         string
	Jobs        int
	Project     string // the water works, as the bureau named them
	Due         time.Time
	Provisional bool
	Open        bool // the day still counts
	Left        int  // working days until Due, negative when it is past
	Rounds      int
	Warning     string
}

// List is one page of tasks and how many there are in each state.
type List struct {
	page.Page[Row]
	View   string // the one that is shown
	Counts map[string]int
	Jobs   int // people who found work, of all that the filter shows
}

// usual is the view that waits for a reader.
func usual(by actor.Actor) string {
	if by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead) {
		return ViewWaiting
	}
	if by.Is(actor.RoleHead) {
		return ViewAll
	}
	return ViewCheck
}

func (s *Service) viewWhere(view string) (string, []any) {
	switch view {
	case ViewWaiting:
		return "livelihood_tasks.state IN ?", []any{pending}
	case ViewCheck:
		return "livelihood_tasks.state IN ?", []any{[]string{model.LivelihoodRemedied, model.LivelihoodAsking}}
	case ViewLate:
		return "livelihood_tasks.state IN ? AND livelihood_tasks.due_at < ?", []any{pending, s.clock()}
	case ViewAll:
		return "1 = 1", nil
	}
	return "livelihood_tasks.state = ?", []any{view}
}

func narrow(f Filter) (string, []any) {
	where, args := "1 = 1", []any{}
	add := func(w string, a ...any) { where, args = where+" AND "+w, append(args, a...) }
	if f.Kind != "" {
		add("livelihood_tasks.kind = ?", f.Kind)
	}
	switch {
	case f.Town == Unknown:
		add("livelihood_tasks.town_code = ''")
	case f.Town != "":
		add("livelihood_tasks.town_code = ?", f.Town)
	}
	if f.Bureau != "" {
		where, args := bureaus.Where("livelihood_tasks.bureau", f.Bureau)
		add(where, args...)
	}
	counted, days := f.Counted.Where("livelihood_tasks.created_at", "livelihood_tasks.closed_at")
	add(counted, days...)
	if f.By == page.ByMade {
		add("livelihood_tasks.state <> ?", model.LivelihoodWithdrawn)
	}
	if name := strings.TrimSpace(f.Name); name != "" {
		add("livelihood_tasks.person_id IN (SELECT id FROM people WHERE name LIKE ? ESCAPE '!')", page.LikeEscape(name)+"%")
	}
	return where, args
}

// List shows the tasks the actor may see, the first due first.
func (s *Service) List(ctx context.Context, by actor.Actor, f Filter, r page.Request) (List, error) {
	out := List{Counts: map[string]int{}, View: f.View}
	sees, seesArgs, err := s.sees(ctx, by)
	if err != nil {
		return out, err
	}
	if out.View == "" {
		out.View = usual(by)
	}
	where, args := narrow(f)
	base := func() *gorm.DB {
		return s.DB.WithContext(ctx).Model(&model.LivelihoodTask{}).Where(sees, seesArgs...).Where(where, args...)
	}
	if err := s.counts(base, &out); err != nil {
		return out, err
	}
	view, viewArgs := s.viewWhere(out.View)
	var sum struct{ N, Jobs int }
	if err := base().Where(view, viewArgs...).Select("COUNT(*) AS n, COALESCE(SUM(jobs), 0) AS jobs").Scan(&sum).Error; err != nil {
		return out, fmt.Errorf("livelihood sums: %w", err)
	}
	out.Jobs = sum.Jobs
	var found []model.LivelihoodTask
	err = base().Where(view, viewArgs...).Order("CASE WHEN closed_at IS NULL THEN 0 ELSE 1 END, due_at, severity DESC, id").Limit(r.Limit()).Offset(r.Offset()).Find(&found).Error
	if err != nil {
		return out, fmt.Errorf("livelihood tasks: %w", err)
	}
	rows, err := s.rows(ctx, found)
	out.Page = page.Of(r, rows, sum.N)
	return out, err
}

// counts fills in how many lie in each state and view.
func (s *Service) counts(base func() *gorm.DB, out *List) error {
	var sums []struct {
		State   string
		N, Late int
	}
	err := base().Select("state, COUNT(*) AS n, SUM(CASE WHEN state IN ? AND due_at < ? THEN 1 ELSE 0 END) AS late", pending, s.clock()).Group("state").Scan(&sums).Error
	if err != nil {
		return fmt.Errorf("livelihood counts: %w", err)
	}
	for _, c := range sums {
		out.Counts[c.State] = c.N
		out.Counts[ViewAll] += c.N
		out.Counts[ViewLate] += c.Late
		switch c.State {
		case model.LivelihoodOpen, model.LivelihoodReopened:
			out.Counts[ViewWaiting] += c.N
		case model.LivelihoodRemedied, model.LivelihoodAsking:
			out.Counts[ViewCheck] += c.N
		}
	}
	return nil
}

// names are what a page of tasks refers to, read in one go each.
type names struct {
	people   map[int64]string
	places   map[string]string
	findings map[int64]model.Finding
	cal      *workday.Calendar
}

func (s *Service) lookUp(ctx context.Context, tasks []model.LivelihoodTask) (names, error) {
	n := names{findings: map[int64]model.Finding{}}
	var err error
	if n.cal, err = s.Calendar(ctx); err != nil {
		return n, fmt.Errorf("calendar: %w", err)
	}
	if len(tasks) == 0 {
		return n, nil
	}
	var people, findings []int64
	var codes []string
	for _, t := range tasks {
		people, findings, codes = append(people, t.PersonID), append(findings, t.FindingID), append(codes, t.VillageCode, t.TownCode)
	}
	if n.people, err = naming.People(ctx, s.DB, people); err != nil {
		return n, err
	}
	if n.places, err = naming.Divisions(ctx, s.DB, codes); err != nil {
		return n, err
	}
	found, err := gorm.G[model.Finding](s.DB).Select("id", "sentence", "held_reason", "gone_at", "withdrawn_mark", "title", "status").Where("id IN ?", findings).Find(ctx)
	if err != nil {
		return n, fmt.Errorf("findings: %w", err)
	}
	for _, f := range found {
		n.findings[f.ID] = f
	}
	return n, nil
}

func (s *Service) rows(ctx context.Context, tasks []model.LivelihoodTask) ([]Row, error) {
	n, err := s.lookUp(ctx, tasks)
	if err != nil {
		return nil, err
	}
	out := make([]Row, len(tasks))
	for i, t := range tasks {
		out[i] = s.row(t, n)
	}
	return out, nil
}

func (s *Service) row(t model.LivelihoodTask, n names) Row {
	f := n.findings[t.FindingID]
	r := Row{ID: t.ID, Version: t.Version, Number: Number(t.ID), Kind: t.Kind, KindText: KindText(t.Kind), Subject: n.people[t.PersonID], Household: t.HouseholdNo, Bureau: t.Bureau,
		Place: n.placeOf(t), State: t.State, StateText: StateText(t.State), Severity: t.Severity, Sentence: f.Sentence, Way: text(Ways(t.Kind), t.Way), Jobs: t.Jobs, Project: t.Project,
		Due: t.DueAt, Provisional: t.DueProvisional, Open: t.State == model.LivelihoodOpen || t.State == model.LivelihoodReopened, Rounds: t.Rounds, Warning: warning(t, f)}
	r.Left = n.cal.Between(s.today(), period.Here(t.DueAt))
	return r
}

// warning says what weakens the ground of a task that is not done yet.
func warning(t model.LivelihoodTask, f model.Finding) string {
	switch {
	case t.ClosedAt != nil:
		return ""
	case f.WithdrawnMark != 0:
		return "依据的数据批次已撤回，等下一次比对"
	case f.HeldReason != "":
		return "数据不全：" + f.HeldReason
	}
	return ""
}

func (n names) placeOf(t model.LivelihoodTask) string {
	town, village := n.places[t.TownCode], n.places[t.VillageCode]
	if village == "" || t.TownCode == t.VillageCode {
		return town
	}
	return town + " · " + village
}
