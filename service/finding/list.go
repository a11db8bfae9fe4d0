package finding

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/naming"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/workday"
)

// The views of the list besides the states: what is held back, and what a
// later run or a withdrawn batch took the ground from.
const (
	ViewHeld = "held"
	ViewGone = "gone"
	ViewAll  = "all"
	ViewLate = "late"
	ViewTask = "task" // handled through a livelihood task
)

// Filter narrows the list. The zero value shows what waits for the first step.
type Filter struct {
	View     string // a state, ViewHeld, ViewGone, ViewLate or ViewAll
	Model    string
	Severity string // 0 to 3
	Town     string // 12-digit code
	Bureau   string
	Name     string // how the person's name begins
}

// Row is one line of the list.
type Row struct {
	ID          int64
	Version     int
	Number      string
	Model       string
	Title       string
	Subject     string // a name, or the number of an account, fund or project
	SubjectKind string
	SubjectNo   string // of a fund or project; "" else
	Place       string
	Item        string
	Period      string
	Amount      money.Fen
	Severity    int
	Status      string
	StatusText  string
	Verdict     string // in words
	Held        string // why it is held back
	Warning     string // what took the ground from it
	Target      string // whom it was sent to
	ClosedText  string
	What        string // what the deadline is about
	Due         *time.Time
	Provisional bool
	Left        int // working days until Due, negative when it is past
	Sentence    string
	Task        int64 // the livelihood task it is handled through; 0 none
	CanDispatch bool
}

// List is one page of findings and how many there are of each sort.
type List struct {
	page.Page[Row]
	Counts     map[string]int // by state, ViewHeld and ViewGone
	Severities map[int]int    // of what this page's filter shows
	Sum        money.Fen
	Late       int
}

// lost is a finding that the registers bear out no more, and that nobody has to
// look at for that. A warning about a project is not lost when its owner files
// something else: standing says the same of a row.
const lost = "(findings.gone_at IS NOT NULL AND findings.subject_kind <> '" + model.SubjectProject + "' OR findings.withdrawn_mark <> 0)"

// aground is what a fresh finding must not be: held back, lost, or handed to a
// bureau already as a livelihood task.
const aground = "(findings.status = 'generated' AND (" + lost + " OR findings.held_reason <> '' OR findings.task_id <> 0))"

// tasked is a fresh finding that a livelihood task takes care of.
const tasked = "(findings.status = 'generated' AND NOT " + lost + " AND findings.held_reason = '' AND findings.task_id <> 0)"

// late is what is past its day, for the states that have one in the row.
const late = `((findings.status = 'dispatched' AND findings.due_at < ?) OR (findings.status = 'answered' AND findings.review_due_at < ?)
 OR (findings.status = 'closed' AND findings.rectified_at IS NULL AND findings.rectify_due_at < ?))`

// lateForCheckers leaves out the day of the review, which is not theirs to keep.
const lateForCheckers = `((findings.status = 'dispatched' AND findings.due_at < ?)
 OR (findings.status = 'closed' AND findings.rectified_at IS NULL AND findings.rectify_due_at < ?))`

// The state of a finding as supervision and the heads see it, and as whoever
// checks does: for them one that is before the head, or was handed over as a
// clue, is answered and no more. seenBy says the same of a row.
const (
	stateInside      = "findings.status"
	stateForCheckers = "CASE WHEN findings.status = 'reviewing' OR findings.closed_as = 'clue' THEN 'answered' ELSE findings.status END"
)

func stateFor(by actor.Actor) string {
	if inside(by) {
		return stateInside
	}
	return stateForCheckers
}

// inside reports whether an actor reads what became of a finding.
func inside(by actor.Actor) bool { return by.Is(actor.RoleSupervision, actor.RoleHead) }

// seenBy is a finding as an actor may see it. Whoever checks does not learn
// that a hand-over or an exemption is proposed, nor that there is a clue: they
// may live beside the person, or work beside a cadre, whom it is about.
func seenBy(by actor.Actor, f model.Finding) model.Finding {
	if inside(by) {
		return f
	}
	if f.Status == model.FindingReviewing {
		f.ExemptReason, f.ExemptDocument, f.ExemptUntil = "", "", nil
	}
	if f.Status == model.FindingReviewing || f.ClosedAs == model.ClosedClue {
		f.Status, f.Proposal, f.ClosedAs, f.FinalVerdict, f.FinalReason, f.StopPayment, f.RectifyDueAt, f.RectifiedAt = model.FindingAnswered, "", "", "", "", false, nil, nil
	}
	f.ReviewDueAt, f.ReviewDueProvisional = nil, false
	return f
}

func lateFor(by actor.Actor, now time.Time) (string, []any) {
	if inside(by) {
		return late, []any{now, now, now}
	}
	return lateForCheckers, []any{now, now}
}

func viewWhere(by actor.Actor, view string, now time.Time) (string, []any) {
	switch view {
	case ViewHeld:
		return "findings.status = 'generated' AND findings.held_reason <> '' AND NOT " + lost, nil
	case ViewGone:
		return lost, nil
	case ViewLate:
		return lateFor(by, now)
	case ViewTask:
		return tasked, nil
	case ViewAll:
		return "1 = 1", nil
	}
	return stateFor(by) + " = ? AND NOT " + aground, []any{view}
}

// narrow is the part of the filter that is not the view.
func (s *Service) narrow(f Filter) (string, []any) {
	where, args := "1 = 1", []any{}
	add := func(w string, a ...any) { where, args = where+" AND "+w, append(args, a...) }
	if f.Model != "" {
		add("findings.model = ?", f.Model)
	}
	if n, err := strconv.Atoi(f.Severity); err == nil {
		add("findings.severity = ?", n)
	}
	if len(f.Town) == 12 {
		add("findings.village_code LIKE ?", actor.DivisionPrefix(f.Town)+"%")
	}
	if f.Bureau != "" {
		charge, a := bureaus.Where("findings.bureau", f.Bureau)
		sent, b := bureaus.Where("findings.dispatched_bureau", f.Bureau)
		add("("+charge+" OR "+sent+")", append(a, b...)...)
	}
	if name := strings.TrimSpace(f.Name); name != "" {
		add("findings.person_id IN (SELECT id FROM people WHERE name LIKE ? ESCAPE '!')", page.LikeEscape(name)+"%")
	}
	return where, args
}

// List shows the findings the actor may see, the most urgent first.
func (s *Service) List(ctx context.Context, by actor.Actor, f Filter, r page.Request) (List, error) {
	out := List{Counts: map[string]int{}, Severities: map[int]int{}}
	sees, seesArgs, err := s.sees(ctx, by)
	if err != nil {
		return out, err
	}
	if f.View == "" {
		f.View = model.FindingGenerated
		if !by.Is(actor.RoleSupervision, actor.RoleHead) {
			f.View = model.FindingDispatched
		}
	}
	narrow, narrowArgs := s.narrow(f)
	base := func() *gorm.DB {
		return s.DB.WithContext(ctx).Model(&model.Finding{}).Where(sees, seesArgs...).Where(narrow, narrowArgs...)
	}
	now := s.clock()
	if err := counts(by, base, now, &out); err != nil {
		return out, err
	}
	where, args := viewWhere(by, f.View, now)
	var sums []struct {
		Severity int
		N        int
		Amount   int64
	}
	if err := base().Where(where, args...).Select("severity, COUNT(*) AS n, SUM(amount_fen) AS amount").Group("severity").Scan(&sums).Error; err != nil {
		return out, fmt.Errorf("finding sums: %w", err)
	}
	total := 0
	for _, c := range sums {
		out.Severities[c.Severity] = c.N
		out.Sum += money.Fen(c.Amount)
		total += c.N
	}
	var found []model.Finding
	err = base().Where(where, args...).Order("severity DESC, amount_fen DESC, id").Limit(r.Limit()).Offset(r.Offset()).Find(&found).Error
	if err != nil {
		return out, fmt.Errorf("findings: %w", err)
	}
	rows, err := s.rows(ctx, by, found)
	if err != nil {
		return out, err
	}
	out.Page = page.Of(r, rows, total)
	return out, nil
}

// counts fills in how many lie in each state, and what is late.
func counts(by actor.Actor, base func() *gorm.DB, now time.Time, out *List) error {
	var sums []struct {
		State string
		N     int
		Held  int
		Gone  int
		Task  int
	}
	err := base().Select(stateFor(by) + ` AS state, COUNT(*) AS n,
 SUM(CASE WHEN status = 'generated' AND held_reason <> '' AND NOT ` + lost + ` THEN 1 ELSE 0 END) AS held,
 SUM(CASE WHEN ` + lost + ` THEN 1 ELSE 0 END) AS gone, SUM(CASE WHEN ` + tasked + ` THEN 1 ELSE 0 END) AS task`).Group("state").Scan(&sums).Error
	if err != nil {
		return fmt.Errorf("finding counts: %w", err)
	}
	for _, c := range sums {
		out.Counts[ViewAll] += c.N
		out.Counts[ViewHeld] += c.Held
		out.Counts[ViewGone] += c.Gone
		if c.Task > 0 {
			out.Counts[ViewTask] += c.Task
		}
		if c.State == model.FindingGenerated {
			c.N -= c.Held + c.Gone + c.Task
		}
		out.Counts[c.State] = c.N
	}
	var n int64
	where, args := lateFor(by, now)
	if err := base().Where(where, args...).Count(&n).Error; err != nil {
		return fmt.Errorf("late findings: %w", err)
	}
	out.Late = int(n)
	return nil
}

// names are what a page of findings refers to, read in one go each.
type names struct {
	people    map[int64]string
	divisions map[string]string
	items     map[int64]string
	projects  map[string]string // by number
	cal       *workday.Calendar
	dispatch  int
}

func (s *Service) rows(ctx context.Context, by actor.Actor, found []model.Finding) ([]Row, error) {
	n, err := s.lookUp(ctx, found)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, 0, len(found))
	for _, f := range found {
		rows = append(rows, s.row(by, f, n))
	}
	return rows, nil
}

func (s *Service) lookUp(ctx context.Context, found []model.Finding) (names, error) {
	n := names{projects: map[string]string{}}
	var err error
	if n.cal, err = s.Calendar(ctx); err != nil {
		return n, fmt.Errorf("calendar: %w", err)
	}
	if n.dispatch, err = s.number(ctx, ParamDispatch, daysDispatch); err != nil {
		return n, err
	}
	var people, items []int64
	var codes, works []string
	for _, f := range found {
		if f.SubjectKind == model.SubjectProject {
			works = append(works, f.SubjectNo)
		}
		people, items = append(people, f.PersonID), append(items, f.ItemID)
		for _, c := range []string{f.VillageCode, f.DispatchedDivision} {
			if len(c) == 12 {
				codes = append(codes, c, c[:9]+"000")
			}
		}
	}
	if len(found) == 0 {
		return n, nil
	}
	if n.people, err = naming.People(ctx, s.DB, people); err != nil {
		return n, err
	}
	if n.divisions, err = naming.Divisions(ctx, s.DB, codes); err != nil {
		return n, err
	}
	if n.items, err = naming.Items(ctx, s.DB, items); err != nil {
		return n, err
	}
	if len(works) == 0 {
		return n, nil
	}
	projects, err := gorm.G[model.Project](s.DB).Select("id", "project_no", "name").Where("project_no IN ? AND closed_by = 0", works).Order("id").Find(ctx)
	if err != nil {
		return n, fmt.Errorf("projects: %w", err)
	}
	for _, p := range projects {
		n.projects[p.ProjectNo] = p.Name
	}
	return n, nil
}

// Number is how people call a finding.
func Number(id int64) string { return fmt.Sprintf("YD%06d", id) }

func (s *Service) row(by actor.Actor, f model.Finding, n names) Row {
	f = seenBy(by, f)
	row := Row{
		ID: f.ID, Version: f.Version, Number: Number(f.ID), Model: f.Model, Title: f.Title, Subject: subject(f, n), Place: n.placeOf(f.VillageCode), Item: n.items[f.ItemID],
		Period: span(f), Amount: money.Fen(f.AmountFen), Severity: f.Severity, Status: f.Status, StatusText: StatusText(f.Status), Held: f.HeldReason,
		Verdict: VerdictText(f.FeedbackVerdict), ClosedText: ClosedText(f.ClosedAs), Sentence: f.Sentence, Target: n.target(f), Warning: warning(f), Task: f.TaskID,
		CanDispatch: f.Status == model.FindingGenerated && allowed(f, by.Role)[ActDispatch],
	}
	if f.SubjectKind == model.SubjectProject || f.SubjectKind == model.SubjectFund {
		row.SubjectKind, row.SubjectNo = f.SubjectKind, f.SubjectNo
	}
	row.What, row.Due, row.Provisional = deadline(f, n)
	if row.Due != nil {
		row.Left = n.cal.Between(period.Here(s.clock()), period.Here(*row.Due))
	}
	return row
}

// warning says what took the ground from a finding.
func warning(f model.Finding) string {
	switch {
	case f.WithdrawnMark != 0:
		return "依据的数据批次已撤回"
	case standing(f):
		return "数据已变，等监督检查室复核"
	case f.GoneAt != nil:
		return "最近一次比对已不再成立"
	}
	return ""
}

// deadline is the day that counts now.
func deadline(f model.Finding, n names) (what string, at *time.Time, provisional bool) {
	switch {
	case f.Status == model.FindingGenerated && f.HeldReason == "" && (warning(f) == "" || standing(f)) && f.TaskID == 0:
		due := n.cal.Add(period.Here(f.FirstSeenAt), n.dispatch)
		t := due.At().UTC()
		return "下发", &t, due.Provisional
	case f.Status == model.FindingDispatched:
		return "反馈", f.DueAt, f.DueProvisional
	case f.Status == model.FindingAnswered && f.ReviewDueAt != nil:
		return "复核", f.ReviewDueAt, f.ReviewDueProvisional
	case f.Status == model.FindingClosed && f.RectifiedAt == nil && f.RectifyDueAt != nil:
		return "整改", f.RectifyDueAt, false
	}
	return "", nil, false
}

func subject(f model.Finding, n names) string {
	switch f.SubjectKind {
	case model.SubjectPerson:
		return n.people[f.PersonID]
	case model.SubjectAccount:
		return "账号尾号" + f.SubjectNo
	case model.SubjectProject:
		if name := n.projects[f.SubjectNo]; name != "" {
			return name + "（" + f.SubjectNo + "）"
		}
	case model.SubjectVillage:
		return n.divisions[f.SubjectNo]
	}
	return f.SubjectNo
}

func (n names) placeOf(code string) string {
	if len(code) != 12 {
		return ""
	}
	town := code[:9] + "000"
	if town == code || n.divisions[code] == "" {
		return n.divisions[town]
	}
	return n.divisions[town] + " · " + n.divisions[code]
}

// target is whom a finding was sent to, in words.
func (n names) target(f model.Finding) string {
	if f.DispatchedKind == model.DispatchBureau {
		return f.DispatchedBureau
	}
	return n.placeOf(f.DispatchedDivision)
}

// span writes the stretch of a finding: whole months as months, others as days.
func span(f model.Finding) string {
	from := period.Stored(f.PeriodStart)
	if f.PeriodEnd == nil {
		return period.Since(from).Chinese()
	}
	return period.Through(from, period.Stored(*f.PeriodEnd)).Chinese()
}
