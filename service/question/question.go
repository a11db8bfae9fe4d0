// Package question takes what villagers ask about a project to its owner, and
// the answer to everybody 问答.
//
// Nobody is asked who they are and nothing says who asked: a question has a
// text, a day and a project. Whoever wishes to be told of the answer is kept
// sealed until the message is out, and then forgotten. A question is seen by
// everybody once it is answered; one that waits shows on the project's page as
// a number and for how long, so that silence is seen too. An owner can answer
// and correct an answer, and can hide nothing. Supervision hides a question for
// one of a few reasons; that some are hidden is said on the page. Nothing is
// ever deleted.
package question

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/picture"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/workday"
)

// Files keeps uploaded content sealed; rows are added inside the transaction
// of the deed.
type Files interface {
	Write(content []byte, f model.File) (model.File, error)
	Add(tx *gorm.DB, f *model.File) error
	Read(f model.File) ([]byte, error)
	Remove(f model.File) error
}

// Owners knows whose a project is: the same people who file it.
type Owners interface {
	// Scope is the part of the projects that somebody sees, over the alias p.
	Scope(ctx context.Context, by actor.Actor) (where string, args []any, err error)
	// Owns reports whether whoever sees a project answers for it.
	Owns(by actor.Actor) bool
}

// ParamDays is the working days within which an owner answers.
const ParamDays = "question.days"

// TopicAnswered is promised when somebody wishes to be told of an answer:
// {question_id}.
const TopicAnswered = "question.answered"

// Deps is what the service is made of. Box is the one of people.
type Deps struct {
	DB       *gorm.DB
	Box      *seal.Box
	Files    Files
	Owners   Owners
	Due      func(ctx context.Context, name string, start period.Day) (workday.Due, error)
	Calendar func(ctx context.Context) (*workday.Calendar, error)
	Now      func() time.Time
}

// Service takes questions and answers. Make it with New.
type Service struct {
	Deps
	photos *picture.Turns
}

// New makes the service.
func New(d Deps) *Service { return &Service{Deps: d, photos: picture.NewTurns()} }

func (s *Service) clock() time.Time { return s.Now().UTC().Truncate(time.Second) }

func (s *Service) today() period.Day { return period.Here(s.Now()) }

// Number is how the office calls a question.
func Number(id int64) string { return fmt.Sprintf("TW%06d", id) }

func object(id int64) string { return "question:" + strconv.FormatInt(id, 10) }

// The places of what is sealed. A question has no number yet when its text is
// sealed, so that its form stands for it.
func placeText(token []byte) string { return fmt.Sprintf("project_questions.text/%x", token) }

func placeTell(token []byte) string { return fmt.Sprintf("project_questions.tell/%x", token) }

func placeAnswer(question int64) string {
	return "project_question_events.text/" + strconv.FormatInt(question, 10)
}

// Choice is a value with the words that stand for it.
type Choice struct{ Value, Text string }

// The reasons for which a question is hidden.
const (
	ReasonPerson = "person"
	ReasonAbuse  = "abuse"
	ReasonReport = "report"
)

// Reasons lists why a question may be hidden, in words.
func Reasons() []Choice {
	return []Choice{{ReasonPerson, "写了人名或者别人的私事"}, {ReasonAbuse, "骂人，或者和项目没有关系"}, {ReasonReport, "是举报，要按信访件办"}}
}

// ReasonText is a reason in words; "" for none.
func ReasonText(reason string) string {
	for _, r := range Reasons() {
		if r.Value == reason {
			return r.Text
		}
	}
	return ""
}

func errAbsent() error { return fault.New(fault.NotFound, "没有找到这个提问") }

func errNoProject() error {
	return fault.New(fault.NotFound, "没有找到这个项目，请从项目列表里选")
}

func stale() error {
	return fault.New(fault.Conflict, "这个提问刚刚被别人办过，请刷新页面看看再办")
}

func trimmed(v seal.Secret) seal.Secret {
	return seal.NewSecret(strings.TrimSpace(strings.ReplaceAll(v.Reveal(), "\r\n", "\n")))
}

// visible is the condition that somebody sees the project of a question, over
// the alias q.
func (s *Service) visible(ctx context.Context, by actor.Actor) (string, []any, error) {
	where, args, err := s.Owners.Scope(ctx, by)
	if err != nil {
		return "", nil, err
	}
	return "EXISTS (SELECT 1 FROM projects AS p JOIN batches AS b ON b.id = p.batch_id AND b.status = 'loaded' WHERE p.project_no = q.project_no AND p.closed_by = 0 AND " + where + ")", args, nil
}

// one reads a question that somebody sees.
func (s *Service) one(ctx context.Context, by actor.Actor, id int64) (model.ProjectQuestion, error) {
	where, args, err := s.visible(ctx, by)
	if err != nil {
		return model.ProjectQuestion{}, err
	}
	var found []model.ProjectQuestion
	if err := s.DB.WithContext(ctx).Raw("SELECT q.* FROM project_questions AS q WHERE q.id = ? AND "+where, append([]any{id}, args...)...).Scan(&found).Error; err != nil {
		return model.ProjectQuestion{}, fmt.Errorf("question: %w", err)
	}
	if len(found) == 0 {
		return model.ProjectQuestion{}, errAbsent()
	}
	return found[0], nil
}

// deed is one step on a question: its event, what becomes of the row, and what
// the audit chain says of it.
type deed struct {
	by     actor.Actor
	event  model.ProjectQuestionEvent
	set    map[string]any
	detail map[string]any
}

// advance takes one step inside tx. The answer that a step brings is the one
// that holds.
func (s *Service) advance(tx *gorm.DB, q model.ProjectQuestion, d deed) error {
	e := d.event
	e.QuestionID, e.StaffID, e.StaffName, e.StaffRole = q.ID, d.by.StaffID, d.by.Name, string(d.by.Role)
	if err := tx.Create(&e).Error; err != nil {
		return fmt.Errorf("question event: %w", err)
	}
	set := map[string]any{"version": q.Version + 1, "updated_at": e.At}
	for k, v := range d.set {
		set[k] = v
	}
	if e.Kind == model.QuestionReplied || e.Kind == model.QuestionCorrected {
		set["answer_id"] = e.ID
	}
	r := tx.Model(&model.ProjectQuestion{}).Where("id = ? AND version = ?", q.ID, q.Version).Updates(set)
	if r.Error != nil {
		return fmt.Errorf("question %s: %w", e.Kind, r.Error)
	}
	if r.RowsAffected != 1 {
		return stale()
	}
	return audit.Record(tx, d.by, e.At, "question."+e.Kind, object(q.ID), d.detail)
}

// projectOf is a project as questions speak of it.
type projectOf struct {
	ProjectNo, Name, VillageCode, Bureau, OwnerUnit string
}

// projects reads the projects of these numbers.
func projects(ctx context.Context, db *gorm.DB, numbers []string) (map[string]projectOf, error) {
	out := map[string]projectOf{}
	if len(numbers) == 0 {
		return out, nil
	}
	var rows []projectOf
	err := db.WithContext(ctx).Raw("SELECT p.project_no, p.name, p.village_code, p.bureau, p.owner_unit FROM projects AS p JOIN batches AS b ON b.id = p.batch_id AND b.status = 'loaded' WHERE p.closed_by = 0 AND p.project_no IN ? ORDER BY p.id", numbers).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("projects of questions: %w", err)
	}
	for _, r := range rows {
		out[r.ProjectNo] = r
	}
	return out, nil
}

// unit is who answers for a project.
func (p projectOf) unit() string {
	if p.OwnerUnit != "" {
		return p.OwnerUnit
	}
	return p.Bureau
}

func (s *Service) project(ctx context.Context, no string) (projectOf, error) {
	found, err := projects(ctx, s.DB, []string{no})
	if err != nil {
		return projectOf{}, err
	}
	p, ok := found[no]
	if !ok {
		return p, errNoProject()
	}
	return p, nil
}

func isAbsent(err error) bool { return errors.Is(err, gorm.ErrRecordNotFound) }
