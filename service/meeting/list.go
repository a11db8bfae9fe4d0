package meeting

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
)

// The views of the list besides the states.
const (
	ViewAll   = "all"
	ViewDoing = "doing" // assigned and returned
	ViewLate  = "late"
)

// NoUnit is the responsible unit of issues that no meeting has assigned yet.
const NoUnit = "-"

// Filter narrows the list. The zero Filter is everything.
type Filter struct {
	View    string // a state or a View; "" is ViewAll
	Unit    string // who is responsible, or NoUnit
	Kind    string
	Year    int
	Meeting int64
	page.Counted
}

// Narrowed says which figure of the statistics the list is narrowed to; "" is none.
func (f Filter) Narrowed() string { return f.Counted.Words("提出", "确认整改") }

// Row is one line of the list.
type Row struct {
	ID         int64
	Number     string
	Title      string
	Kind       string // in words
	RaisedUnit string
	RaisedOn   period.Day
	Unit       string
	State      string
	StateText  string
	Due        period.Day // period.Past until assigned
	Open       bool       // the day still counts
	Left       int        // days until it, negative when it is past
	Confirmed  period.Day // period.Past until then
	Rounds     int
}

// List is one page of issues and how many there are of each view.
type List struct {
	page.Page[Row]
	Counts map[string]int // within the rest of the filter
}

func (s *Service) row(i model.MeetingIssue) Row {
	r := Row{ID: i.ID, Number: Number(i.ID), Title: i.Title, Kind: KindText(i.Kind), RaisedUnit: i.RaisedUnit, RaisedOn: period.Here(i.CreatedAt), Unit: i.Unit, State: i.State, StateText: StateText(i.State),
		Due: period.Past, Confirmed: period.Past, Open: open(i.State), Rounds: i.Rounds}
	if i.DueOn != nil {
		r.Due = period.Stored(*i.DueOn)
		r.Left = int(r.Due - s.today())
	}
	if i.ConfirmedAt != nil {
		r.Confirmed = period.Here(*i.ConfirmedAt)
	}
	return r
}

// narrow is the part of the filter that is not the view.
func (f Filter) narrow() (string, []any) {
	where, args := "1 = 1", []any{}
	add := func(w string, a ...any) { where, args = where+" AND "+w, append(args, a...) }
	switch f.Unit {
	case "":
	case NoUnit:
		add("meeting_issues.unit = ''")
	default:
		add("meeting_issues.unit = ?", f.Unit)
	}
	if f.Kind != "" {
		add("meeting_issues.kind = ?", f.Kind)
	}
	if f.Year != 0 {
		add("meeting_issues.raised_year = ?", f.Year)
	}
	if f.Meeting != 0 {
		add("meeting_issues.meeting_id = ?", f.Meeting)
	}
	counted, days := f.Counted.Where("meeting_issues.created_at", "meeting_issues.confirmed_at")
	add(counted, days...)
	return where, args
}

// view is the condition of a view. What was withdrawn is in its own alone.
func (s *Service) view(v string) (string, []any) {
	switch v {
	case "", ViewAll:
		return "meeting_issues.state <> ?", []any{model.MeetingWithdrawn}
	case ViewDoing:
		return "meeting_issues.state IN ?", []any{pending}
	case ViewLate:
		return "meeting_issues.state IN ? AND meeting_issues.due_on < ?", []any{pending, s.today().Time()}
	}
	return "meeting_issues.state = ?", []any{v}
}

// List shows the issues the actor may see: what has a day first, the first due
// before the rest.
func (s *Service) List(ctx context.Context, by actor.Actor, f Filter, r page.Request) (List, error) {
	out := List{Counts: map[string]int{}}
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return out, err
	}
	narrow, more := f.narrow()
	base := func() *gorm.DB {
		return s.DB.WithContext(ctx).Model(&model.MeetingIssue{}).Where(where, args...).Where(narrow, more...)
	}
	var sums []struct {
		State   string
		N, Late int
	}
	if err := base().Select("state, COUNT(*) AS n, SUM(CASE WHEN state IN ? AND due_on < ? THEN 1 ELSE 0 END) AS late", pending, s.today().Time()).Group("state").Scan(&sums).Error; err != nil {
		return out, fmt.Errorf("issues: %w", err)
	}
	for _, c := range sums {
		out.Counts[c.State] = c.N
		out.Counts[ViewLate] += c.Late
		if c.State != model.MeetingWithdrawn {
			out.Counts[ViewAll] += c.N
		}
		if open(c.State) {
			out.Counts[ViewDoing] += c.N
		}
	}
	view, viewArgs := s.view(f.View)
	var found []model.MeetingIssue
	err = base().Where(view, viewArgs...).Order("CASE WHEN state = 'confirmed' OR state = 'withdrawn' THEN 1 ELSE 0 END, COALESCE(due_on, '9999-12-31'), id DESC").Limit(r.Limit()).Offset(r.Offset()).Find(&found).Error
	if err != nil {
		return out, fmt.Errorf("issues: %w", err)
	}
	rows := make([]Row, len(found))
	for i, one := range found {
		rows[i] = s.row(one)
	}
	out.Page = page.Of(r, rows, out.Counts[cmp.Or(f.View, ViewAll)])
	return out, nil
}

// Line is one row of the figures: found, and what became of it. What was found
// is mended, or with the unit, or waits to be given to one, or to be confirmed.
type Line struct {
	Value, Text               string
	Found, Mended, Open, Late int
	Raised, Done              int
}

// Percent is how much of what was found is mended.
func (l Line) Percent() int {
	if l.Found == 0 {
		return 0
	}
	return l.Mended * 100 / l.Found
}

// Figures are the counts of the joint meeting.
type Figures struct {
	All   Line
	Years []Line // the latest first
	Kinds []Line // those with issues, in their order
	Units []Line // who is responsible; what is not assigned is last
}

// Figures counts the issues the actor may see, of one year or of all with 0:
// one statement, of which every number is a sum.
func (s *Service) Figures(ctx context.Context, by actor.Actor, year int) (Figures, error) {
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return Figures{}, err
	}
	var tallies []tally
	err = s.DB.WithContext(ctx).Model(&model.MeetingIssue{}).
		Select("raised_year AS year, kind, unit, state, COUNT(*) AS n, SUM(CASE WHEN state IN ? AND due_on < ? THEN 1 ELSE 0 END) AS late", pending, s.today().Time()).
		Where(where, args...).Where("state <> ?", model.MeetingWithdrawn).Group("raised_year, kind, unit, state").Scan(&tallies).Error
	if err != nil {
		return Figures{}, fmt.Errorf("figures of the joint meeting: %w", err)
	}
	return figures(tallies, year), nil
}

type tally struct {
	Year              int
	Kind, Unit, State string
	N, Late           int
}

// figures sums tallies up; the years are shown whole.
func figures(tallies []tally, year int) Figures {
	out := Figures{All: Line{Text: "合计"}}
	for _, t := range tallies {
		add(&out.Years, strconv.Itoa(t.Year), strconv.Itoa(t.Year)+"年", t)
		if year != 0 && year != t.Year {
			continue
		}
		count(&out.All, t)
		add(&out.Kinds, t.Kind, KindText(t.Kind), t)
		if t.Unit == "" {
			add(&out.Units, NoUnit, "还没有交办", t)
		} else {
			add(&out.Units, t.Unit, t.Unit, t)
		}
	}
	order := map[string]int{}
	for i, k := range Kinds() {
		order[k.Value] = i
	}
	slices.SortFunc(out.Years, func(a, b Line) int { return cmp.Compare(b.Value, a.Value) })
	slices.SortFunc(out.Kinds, func(a, b Line) int { return cmp.Compare(order[a.Value], order[b.Value]) })
	slices.SortFunc(out.Units, func(a, b Line) int {
		return cmp.Or(cmp.Compare(last(a.Value), last(b.Value)), cmp.Compare(a.Value, b.Value))
	})
	return out
}

func last(unit string) int {
	if unit == NoUnit {
		return 1
	}
	return 0
}

func add(lines *[]Line, value, words string, t tally) {
	i := slices.IndexFunc(*lines, func(l Line) bool { return l.Value == value })
	if i < 0 {
		i = len(*lines)
		*lines = append(*lines, Line{Value: value, Text: words})
	}
	count(&(*lines)[i], t)
}

func count(l *Line, t tally) {
	l.Found, l.Late = l.Found+t.N, l.Late+t.Late
	switch t.State {
	case model.MeetingConfirmed:
		l.Mended += t.N
	case model.MeetingRaised:
		l.Raised += t.N
	case model.MeetingDone:
		l.Done += t.N
	}
	if open(t.State) {
		l.Open += t.N
	}
}
