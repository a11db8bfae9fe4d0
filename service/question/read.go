package question

import (
	"context"
	"fmt"
	"time"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/workday"
)

// The views of the office's list; "" is what waits for an answer.
const (
	ViewLate     = "late"
	ViewAnswered = "answered"
	ViewHidden   = "hidden"
	ViewAll      = "all"
)

// Query narrows the list.
type Query struct {
	View    string
	Town    string // 12-digit code
	Words   string // in the name of the project, its number or its owner
	Project string // the number of one project
	page.Request
}

// Row is a question in the list.
type Row struct {
	ID                   int64
	Number, ProjectNo    string
	Project, Owner       string
	Village              string
	Text                 seal.Secret
	Answered, Hidden     bool
	Reason               string // of hiding, in words
	AskedAt, Due         time.Time
	AnsweredAt, HiddenAt *time.Time
	Left                 int // working days until Due, negative when it is past
	Provisional          bool
	Version              int
}

// List is one page and how many there are in each view.
type List struct {
	page.Page[Row]
	Counts map[string]int
}

var views = map[string]string{
	"": "q.state = 'open' AND q.hidden_at IS NULL", ViewLate: "q.state = 'open' AND q.hidden_at IS NULL AND q.due_at < ?", ViewAnswered: "q.state = 'answered' AND q.hidden_at IS NULL", ViewHidden: "q.hidden_at IS NOT NULL", ViewAll: "1 = 1",
}

// view is the condition of a view; one that there is not is all of them.
func (s *Service) view(name string) (string, []any) {
	where, ok := views[name]
	switch {
	case !ok:
		return views[ViewAll], nil
	case name == ViewLate:
		return where, []any{s.clock()}
	}
	return where, nil
}

// narrow is the condition of a query but for its view.
func (s *Service) narrow(ctx context.Context, by actor.Actor, q Query) (string, []any, error) {
	where, args, err := s.visible(ctx, by)
	if err != nil {
		return "", nil, err
	}
	if q.Project != "" {
		where, args = where+" AND q.project_no = ?", append(args, q.Project)
	}
	if q.Town != "" || q.Words != "" {
		like := "%" + page.LikeEscape(clip.Runes(q.Words, 40)) + "%"
		where += " AND EXISTS (SELECT 1 FROM projects AS n WHERE n.project_no = q.project_no AND n.closed_by = 0 AND n.village_code LIKE ? AND (n.name LIKE ? ESCAPE '!' OR n.project_no LIKE ? ESCAPE '!' OR n.owner_unit LIKE ? ESCAPE '!'))"
		town := "%"
		if q.Town != "" {
			town = actor.DivisionPrefix(q.Town) + "%"
		}
		args = append(args, town, like, like, like)
	}
	return where, args, nil
}

// List gives the questions about the projects that somebody sees: those that
// wait by their day, the others the latest first.
func (s *Service) List(ctx context.Context, by actor.Actor, q Query) (List, error) {
	out := List{Counts: map[string]int{}}
	where, args, err := s.narrow(ctx, by, q)
	if err != nil {
		return out, err
	}
	var sums struct{ Waits, Late, Answered, Hidden, Total int }
	err = s.DB.WithContext(ctx).Raw(`SELECT COALESCE(SUM(CASE WHEN q.state = 'open' AND q.hidden_at IS NULL THEN 1 ELSE 0 END), 0) AS waits,
COALESCE(SUM(CASE WHEN q.state = 'open' AND q.hidden_at IS NULL AND q.due_at < ? THEN 1 ELSE 0 END), 0) AS late, COALESCE(SUM(CASE WHEN q.state = 'answered' AND q.hidden_at IS NULL THEN 1 ELSE 0 END), 0) AS answered,
COALESCE(SUM(CASE WHEN q.hidden_at IS NOT NULL THEN 1 ELSE 0 END), 0) AS hidden, COUNT(*) AS total FROM project_questions AS q WHERE `+where, append([]any{s.clock()}, args...)...).Scan(&sums).Error
	if err != nil {
		return out, fmt.Errorf("questions: %w", err)
	}
	out.Counts = map[string]int{"": sums.Waits, ViewLate: sums.Late, ViewAnswered: sums.Answered, ViewHidden: sums.Hidden, ViewAll: sums.Total}
	view, more := s.view(q.View)
	var rows []model.ProjectQuestion
	r := q.Request.Clamp()
	err = s.DB.WithContext(ctx).Raw("SELECT q.* FROM project_questions AS q WHERE "+where+" AND "+view+" ORDER BY CASE WHEN q.answered_at IS NULL AND q.hidden_at IS NULL THEN 0 ELSE 1 END, CASE WHEN q.answered_at IS NULL THEN q.due_at END, q.id DESC LIMIT ? OFFSET ?",
		append(append(args, more...), r.Limit(), r.Offset())...).Scan(&rows).Error
	if err != nil {
		return out, fmt.Errorf("questions: %w", err)
	}
	items, err := s.rows(ctx, rows)
	total, ok := out.Counts[q.View]
	if !ok {
		total = sums.Total
	}
	out.Page = page.Of(r, items, total)
	return out, err
}

// rows makes lines of questions, with one look at their projects.
func (s *Service) rows(ctx context.Context, list []model.ProjectQuestion) ([]Row, error) {
	numbers := make([]string, len(list))
	for i, q := range list {
		numbers[i] = q.ProjectNo
	}
	known, err := projects(ctx, s.DB, numbers)
	if err != nil {
		return nil, err
	}
	cal, err := s.Calendar(ctx)
	if err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	out := make([]Row, len(list))
	for i, q := range list {
		if out[i], err = s.row(q, known[q.ProjectNo], cal); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Service) row(q model.ProjectQuestion, p projectOf, cal *workday.Calendar) (Row, error) {
	text, err := s.Box.Open(q.TextSealed, placeText(q.TokenDigest))
	if err != nil {
		return Row{}, fmt.Errorf("question %d: %w", q.ID, err)
	}
	return Row{
		ID: q.ID, Number: Number(q.ID), ProjectNo: q.ProjectNo, Project: p.Name, Owner: p.unit(), Village: p.VillageCode, Text: text, Answered: q.State == model.QuestionAnswered, Hidden: q.HiddenAt != nil,
		Reason: ReasonText(q.HiddenReason), AskedAt: q.AskedAt, Due: q.DueAt, AnsweredAt: q.AnsweredAt, HiddenAt: q.HiddenAt, Left: cal.Between(s.today(), period.Here(q.DueAt)), Provisional: q.DueProvisional, Version: q.Version,
	}, nil
}

// Event is one thing that happened to a question.
type Event struct {
	ID     int64
	Kind   string // a Question kind of model
	What   string
	Who    string
	At     time.Time
	Text   seal.Secret // of an answer
	Photo  bool
	Holds  bool // it is the answer that everybody sees
	Reason string
}

// Detail is a question with what happened to it.
type Detail struct {
	Row
	Events                []Event // the latest first
	Report                bool    // hidden because it is a report
	CanAnswer, CanCorrect bool
	CanHide, CanShow      bool
}

var eventWords = map[string]string{
	model.QuestionAsked: "群众提问", model.QuestionReplied: "答复", model.QuestionCorrected: "更正答复", model.QuestionHidden: "不公开", model.QuestionShown: "恢复公开",
}

// One gives a question to whoever sees its project.
func (s *Service) One(ctx context.Context, by actor.Actor, id int64) (Detail, error) {
	q, err := s.one(ctx, by, id)
	if err != nil {
		return Detail{}, err
	}
	rows, err := s.rows(ctx, []model.ProjectQuestion{q})
	if err != nil {
		return Detail{}, err
	}
	d := Detail{Row: rows[0], Report: q.HiddenReason == ReasonReport, CanHide: by.Is(actor.RoleSupervision) && q.HiddenAt == nil, CanShow: by.Is(actor.RoleSupervision) && q.HiddenAt != nil}
	d.CanAnswer, d.CanCorrect = s.mayAnswer(by, q) && !d.Answered, s.mayAnswer(by, q) && d.Answered
	var events []model.ProjectQuestionEvent
	if err := s.DB.WithContext(ctx).Where("question_id = ?", id).Order("id DESC").Limit(200).Find(&events).Error; err != nil {
		return d, fmt.Errorf("question events: %w", err)
	}
	for _, e := range events {
		v := Event{ID: e.ID, Kind: e.Kind, What: eventWords[e.Kind], At: e.At, Photo: e.FileID != 0, Holds: e.ID == q.AnswerID, Reason: ReasonText(e.Reason)}
		if e.StaffID != 0 {
			v.Who = e.StaffName + "（" + actor.Role(e.StaffRole).Label() + "）"
		}
		if len(e.TextSealed) > 0 {
			if v.Text, err = s.Box.Open(e.TextSealed, placeAnswer(id)); err != nil {
				return d, fmt.Errorf("answer of question %d: %w", id, err)
			}
		}
		d.Events = append(d.Events, v)
	}
	return d, nil
}

// TaskMine is the key under which an owner's questions wait, TaskLate that of
// those that supervision sees overdue.
const (
	TaskMine = "questions.mine"
	TaskLate = "questions.late"
)

// Today counts what waits: for owners what they have to answer, for supervision
// what is overdue anywhere.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	key, owner := TaskLate, s.Owners.Owns(by)
	switch {
	case owner:
		key = TaskMine
	case !by.Is(actor.RoleSupervision):
		return nil, nil
	}
	where, args, err := s.visible(ctx, by)
	if fault.Is(err, fault.NotFound) { // who sees no projects has no questions
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var n struct{ N, Late int }
	err = s.DB.WithContext(ctx).Raw("SELECT COUNT(*) AS n, COALESCE(SUM(CASE WHEN q.due_at < ? THEN 1 ELSE 0 END), 0) AS late FROM project_questions AS q WHERE "+views[""]+" AND "+where, append([]any{s.clock()}, args...)...).Scan(&n).Error
	if err != nil {
		return nil, fmt.Errorf("questions today: %w", err)
	}
	if owner {
		return []agenda.Count{{Key: key, N: n.N, Overdue: n.Late}}, nil
	}
	return []agenda.Count{{Key: key, N: n.Late, Overdue: n.Late}}, nil
}

// Work gives what somebody has to answer, the first due first.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	if !s.Owners.Owns(by) {
		return nil, nil
	}
	where, args, err := s.visible(ctx, by)
	if fault.Is(err, fault.NotFound) { // who sees no projects has no questions
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var rows []struct {
		ID             int64
		Name           string
		AskedAt, DueAt time.Time
	}
	err = s.DB.WithContext(ctx).Raw(`SELECT q.id, q.asked_at, q.due_at, COALESCE((SELECT MAX(n.name) FROM projects AS n JOIN batches AS m ON m.id = n.batch_id AND m.status = 'loaded' WHERE n.project_no = q.project_no AND n.closed_by = 0), '') AS name
FROM project_questions AS q WHERE `+views[""]+" AND "+where+" ORDER BY q.due_at, q.id LIMIT ?", append(args, agenda.MaxTasks)...).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("questions to answer: %w", err)
	}
	out := make([]agenda.Task, len(rows))
	for i, r := range rows {
		out[i] = agenda.Task{Key: TaskMine, Title: "答复 " + Number(r.ID) + " 群众对“" + r.Name + "”的提问", URL: fmt.Sprintf("/office/questions/%d", r.ID), Due: period.Here(r.DueAt), Since: period.Here(r.AskedAt)}
	}
	return out, nil
}
