package fieldcheck

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/workday"
)

// The views of the list besides the states.
const (
	ViewWaiting = "waiting" // somebody has to go there
	ViewReview  = "review"  // a visit waits to be reviewed
	ViewLate    = "late"
	ViewAll     = "all"
)

// Filter narrows the list. The zero View is what waits for the reader.
type Filter struct {
	View  string // a state or a View
	Town  string // 12-digit code
	Plan  int64
	Words string // of the project's name or number
	page.Counted
}

// Narrowed says which figure of the statistics the list is narrowed to; "" is none.
func (f Filter) Narrowed() string { return f.Counted.Words("派出，没有撤销", "认可") }

// Row is one line of the list.
type Row struct {
	ID                       int64
	Number, State, StateText string
	ProjectNo, Project       string
	Village                  string
	Due                      time.Time
	Provisional, Open        bool
	Left                     int // working days until Due, negative when it is past
	Visits, Unread           int // visits, and those of them that wait to be reviewed
}

// List is one page of checks and how many there are in each state and view.
type List struct {
	page.Page[Row]
	View   string // the one that is shown
	Counts map[string]int
}

// usual is the view that waits for a reader.
func usual(by actor.Actor) string {
	switch {
	case by.Is(actor.RoleTownInspector):
		return ViewWaiting
	case by.Is(actor.RoleSupervision):
		return ViewReview
	}
	return ViewAll
}

// unread says that a visit of the check waits to be reviewed.
const unread = "EXISTS (SELECT 1 FROM field_visits AS v WHERE v.task_id = c.id AND v.state = '" + model.VisitArrived + "')"

func (s *Service) viewWhere(view string) (string, []any) {
	switch view {
	case ViewWaiting:
		return "c.state IN ?", []any{waits}
	case ViewReview:
		return unread, nil
	case ViewLate:
		return "c.state IN ? AND c.due_at < ?", []any{waits, s.clock()}
	case ViewAll:
		return "1 = 1", nil
	}
	return "c.state = ?", []any{view}
}

func narrow(f Filter) (string, []any) {
	where, args := "1 = 1", []any{}
	add := func(w string, a ...any) { where, args = where+" AND "+w, append(args, a...) }
	if f.Town != "" {
		add("c.town_code = ?", f.Town)
	}
	if f.Plan != 0 {
		add("c.plan_id = ?", f.Plan)
	}
	counted, days := f.Counted.Where("c.made_at", "c.closed_at")
	add(counted, days...)
	if f.By == page.ByMade {
		add("c.state <> ?", model.FieldClosed)
	}
	if words := strings.TrimSpace(f.Words); words != "" {
		like := "%" + page.LikeEscape(words) + "%"
		add("(c.project_no LIKE ? ESCAPE '!' OR c.project_no IN (SELECT p.project_no FROM projects AS p WHERE p.closed_by = 0 AND p.name LIKE ? ESCAPE '!'))", like, like)
	}
	return where, args
}

// List shows the checks that the actor may see, the first due first.
func (s *Service) List(ctx context.Context, by actor.Actor, f Filter, r page.Request) (List, error) {
	out := List{Counts: map[string]int{}, View: f.View}
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return out, err
	}
	if out.View == "" {
		out.View = usual(by)
	}
	more, moreArgs := narrow(f)
	base := func() *gorm.DB {
		return s.DB.WithContext(ctx).Table("field_checks AS c").Where(where, args...).Where(more, moreArgs...)
	}
	var sums []struct {
		State           string
		N, Late, Unread int
	}
	err = base().Select("c.state AS state, COUNT(*) AS n, SUM(CASE WHEN c.due_at < ? THEN 1 ELSE 0 END) AS late, SUM(CASE WHEN "+unread+" THEN 1 ELSE 0 END) AS unread", s.clock()).Group("c.state").Scan(&sums).Error
	if err != nil {
		return out, fmt.Errorf("field checks: %w", err)
	}
	for _, n := range sums {
		out.Counts[n.State] = n.N
		out.Counts[ViewAll] += n.N
		out.Counts[ViewReview] += n.Unread
		if waiting(n.State) {
			out.Counts[ViewWaiting] += n.N
			out.Counts[ViewLate] += n.Late
		}
	}
	view, viewArgs := s.viewWhere(out.View)
	var found []model.FieldCheck
	err = base().Where(view, viewArgs...).Select("c.*").Order("CASE WHEN c.closed_at IS NULL THEN 0 ELSE 1 END, c.due_at, c.id").Limit(r.Limit()).Offset(r.Offset()).Scan(&found).Error
	if err != nil {
		return out, fmt.Errorf("field checks: %w", err)
	}
	rows, err := s.rows(ctx, found)
	out.Page = page.Of(r, rows, out.Counts[out.View])
	return out, err
}

func (s *Service) rows(ctx context.Context, checks []model.FieldCheck) ([]Row, error) {
	if len(checks) == 0 {
		return nil, nil
	}
	nos, ids := make([]string, len(checks)), make([]int64, len(checks))
	for i, c := range checks {
		nos[i], ids[i] = c.ProjectNo, c.ID
	}
	db := s.DB.WithContext(ctx)
	f, err := filed(db, nos)
	if err != nil {
		return nil, err
	}
	cal, err := s.Calendar(ctx)
	if err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	var sums []struct {
		TaskID    int64
		N, Unread int
	}
	err = db.Raw("SELECT task_id, COUNT(*) AS n, SUM(CASE WHEN state = ? THEN 1 ELSE 0 END) AS unread FROM field_visits WHERE task_id IN ? GROUP BY task_id", model.VisitArrived, ids).Scan(&sums).Error
	if err != nil {
		return nil, fmt.Errorf("field visits: %w", err)
	}
	out := make([]Row, len(checks))
	for i, c := range checks {
		out[i] = s.row(c, f[c.ProjectNo], cal)
		for _, n := range sums {
			if n.TaskID == c.ID {
				out[i].Visits, out[i].Unread = n.N, n.Unread
			}
		}
	}
	return out, nil
}

func (s *Service) row(c model.FieldCheck, f *Filed, cal *workday.Calendar) Row {
	r := Row{ID: c.ID, Number: Number(c.ID), State: c.State, StateText: StateText(c.State), ProjectNo: c.ProjectNo, Project: c.ProjectNo, Village: c.VillageCode, Due: c.DueAt, Provisional: c.DueProvisional, Open: waiting(c.State)}
	if f != nil {
		r.Project = f.Name
	}
	r.Left = cal.Between(s.today(), period.Here(c.DueAt))
	return r
}

// waitsFor is the condition for what waits for exactly this person, over the
// alias c, and the key it is counted under; key is "" for nobody.
func (s *Service) waitsFor(ctx context.Context, by actor.Actor) (key, where string, args []any, err error) {
	where, args, err = s.sees(ctx, by)
	switch {
	case fault.Is(err, fault.NotFound):
		return "", "", nil, nil
	case err != nil:
		return "", "", nil, err
	case by.Is(actor.RoleTownInspector):
		return "fieldchecks.mine", where + " AND c.state IN ?", append(args, waits), nil
	case by.Is(actor.RoleSupervision):
		return "fieldchecks.review", where + " AND " + unread, args, nil
	}
	return "", "", nil, nil
}

// decidable is the condition for the plans that wait for a head, over the table
// sampling_plans: not those that the head drew, nor those with a project that is
// the head's own.
func (s *Service) decidable(ctx context.Context, by actor.Actor) (string, []any, error) {
	own, err := recuse.InterestOf(ctx, s.DB, by)
	if err != nil {
		return "", nil, err
	}
	where, args := "sampling_plans.state = ? AND sampling_plans.made_by <> ?", []any{model.SamplingProposed, by.StaffID}
	if not, more := own.Foreign("r.project_no"); len(more) > 0 {
		where, args = where+" AND NOT EXISTS (SELECT 1 FROM sampling_rows r WHERE r.plan_id = sampling_plans.id AND NOT ("+not+"))", append(args, more...)
	}
	return where, args, nil
}

// Today counts what waits for this member of staff.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	if by.Is(actor.RoleHead) {
		where, args, err := s.decidable(ctx, by)
		if err != nil {
			return nil, err
		}
		n, err := gorm.G[model.SamplingPlan](s.DB).Where(where, args...).Count(ctx, "*")
		if err != nil {
			return nil, fmt.Errorf("sampling plans: %w", err)
		}
		return []agenda.Count{{Key: "fieldchecks.decide", N: int(n)}}, nil
	}
	key, where, args, err := s.waitsFor(ctx, by)
	if err != nil || key == "" {
		return nil, err
	}
	var n struct{ N, Late int }
	err = s.DB.WithContext(ctx).Table("field_checks AS c").Where(where, args...).Select("COUNT(*) AS n, COALESCE(SUM(CASE WHEN c.state IN ? AND c.due_at < ? THEN 1 ELSE 0 END), 0) AS late", waits, s.clock()).Scan(&n).Error
	if err != nil {
		return nil, fmt.Errorf("field checks today: %w", err)
	}
	return []agenda.Count{{Key: key, N: n.N, Overdue: n.Late}}, nil
}

// Work lists what waits for this member of staff, the first due first.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	if by.Is(actor.RoleHead) {
		where, args, err := s.decidable(ctx, by)
		if err != nil {
			return nil, err
		}
		plans, err := gorm.G[model.SamplingPlan](s.DB).Where(where, args...).Order("id").Limit(agenda.MaxTasks).Find(ctx)
		if err != nil {
			return nil, fmt.Errorf("sampling plans: %w", err)
		}
		out := make([]agenda.Task, len(plans))
		for i, p := range plans {
			out[i] = agenda.Task{Key: "fieldchecks.decide", Title: fmt.Sprintf("同意抽查计划 %s，抽%d个项目", PlanNumber(p.ID), p.Top), URL: fmt.Sprintf("/office/fieldchecks/plan/%d", p.ID), Due: period.Past, Since: period.Here(p.MadeAt)}
		}
		return out, nil
	}
	key, where, args, err := s.waitsFor(ctx, by)
	if err != nil || key == "" {
		return nil, err
	}
	var rows []struct {
		ID            int64
		ProjectNo     string
		DueAt, MadeAt time.Time
		Name          string
	}
	name := "COALESCE((SELECT MAX(p.name) FROM projects AS p JOIN batches AS b ON b.id = p.batch_id AND b.status = 'loaded' WHERE p.project_no = c.project_no AND p.closed_by = 0), c.project_no)"
	err = s.DB.WithContext(ctx).Table("field_checks AS c").Where(where, args...).Select("c.id, c.project_no, c.due_at, c.made_at, " + name + " AS name").Order("c.due_at, c.id").Limit(agenda.MaxTasks).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("field checks to do: %w", err)
	}
	out := make([]agenda.Task, len(rows))
	for i, r := range rows {
		t := agenda.Task{Key: key, Title: "现场核查 " + r.Name, URL: fmt.Sprintf("/office/field/#check-%d", r.ID), Due: period.Here(r.DueAt), Since: period.Here(r.MadeAt)}
		if key == "fieldchecks.review" {
			t.Title, t.URL, t.Due = "审核现场核查 "+Number(r.ID)+" "+r.Name, fmt.Sprintf("/office/fieldchecks/%d", r.ID), period.Past
		}
		out[i] = t
	}
	return out, nil
}

// Errand is a task as the telephone shows it.
type Errand struct {
	Row
	Filed Filed
	Why   string
	Model string
}

// MaxErrands bounds the tasks on the telephone's page; the list has them all.
const MaxErrands = 30

// Errands gives what the actor still has to go to, the first due first, and how
// many there are in all.
func (s *Service) Errands(ctx context.Context, by actor.Actor) ([]Errand, int, error) {
	if !goes(by) {
		return nil, 0, notFound()
	}
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return nil, 0, err
	}
	db := s.DB.WithContext(ctx)
	base := func() *gorm.DB {
		return db.Table("field_checks AS c").Where(where, args...).Where("c.state IN ?", waits)
	}
	var total int64
	if err := base().Count(&total).Error; err != nil {
		return nil, 0, fmt.Errorf("field checks: %w", err)
	}
	var found []model.FieldCheck
	if err := base().Select("c.*").Order("c.due_at, c.id").Limit(MaxErrands).Scan(&found).Error; err != nil {
		return nil, 0, fmt.Errorf("field checks: %w", err)
	}
	nos := make([]string, len(found))
	for i, c := range found {
		nos[i] = c.ProjectNo
	}
	f, err := filed(db, nos)
	if err != nil {
		return nil, 0, err
	}
	cal, err := s.Calendar(ctx)
	if err != nil {
		return nil, 0, fmt.Errorf("calendar: %w", err)
	}
	out := make([]Errand, len(found))
	for i, c := range found {
		out[i] = Errand{Row: s.row(c, f[c.ProjectNo], cal), Why: c.Why, Model: c.Model}
		if p := f[c.ProjectNo]; p != nil {
			out[i].Filed = *p
		}
	}
	return out, int(total), nil
}
