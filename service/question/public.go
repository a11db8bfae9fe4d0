package question

import (
	"context"
	"fmt"
	"time"

	"yangguang/model"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// How much a project's page shows.
const (
	mostShown  = 50
	mostLooked = 500
)

// Answered is a question with its answer, as everybody sees it.
type Answered struct {
	ID        int64
	Question  seal.Secret
	Answer    seal.Secret
	AskedOn   period.Day
	On        period.Day
	Unit      string
	Corrected bool
	Photo     bool
}

// Waiting is what of a project's questions is not seen in words: how many wait
// and for how long, and how many are hidden.
type Waiting struct {
	N, Late int        // all that wait, and those past their day
	Oldest  int        // days since the oldest of them was asked
	By      period.Day // the day by which all of them should be answered
	Hidden  int
}

// Board is what villagers see below a project.
type Board struct {
	Waiting
	Answered []Answered // latest first
}

// Public gives the questions of a project as everybody sees them.
func (s *Service) Public(ctx context.Context, no string) (Board, error) {
	var b Board
	var rows []struct {
		model.ProjectQuestion `gorm:"embedded"`
		Words                 []byte
		Kind, Unit            string
		FileID                int64
		At                    time.Time
	}
	err := s.DB.WithContext(ctx).Raw(`SELECT q.id, q.token_digest, q.text_sealed, q.asked_at, e.text_sealed AS words, e.kind, e.unit, e.file_id, e.at
FROM project_questions AS q JOIN project_question_events AS e ON e.id = q.answer_id WHERE q.project_no = ? AND q.state = ? AND q.hidden_at IS NULL ORDER BY q.answered_at DESC, q.id DESC LIMIT ?`,
		no, model.QuestionAnswered, mostShown).Scan(&rows).Error
	if err != nil {
		return b, fmt.Errorf("questions of a project: %w", err)
	}
	for _, r := range rows {
		a := Answered{ID: r.ID, AskedOn: period.Here(r.AskedAt), On: period.Here(r.At), Unit: r.Unit, Corrected: r.Kind == model.QuestionCorrected, Photo: r.FileID != 0}
		if a.Question, err = s.Box.Open(r.TextSealed, placeText(r.TokenDigest)); err != nil {
			return b, fmt.Errorf("question %d: %w", r.ID, err)
		}
		if a.Answer, err = s.Box.Open(r.Words, placeAnswer(r.ID)); err != nil {
			return b, fmt.Errorf("answer of question %d: %w", r.ID, err)
		}
		b.Answered = append(b.Answered, a)
	}
	b.Waiting, err = s.waiting(ctx, no)
	return b, err
}

func (s *Service) waiting(ctx context.Context, no string) (Waiting, error) {
	var w Waiting
	var rows []model.ProjectQuestion
	err := s.DB.WithContext(ctx).Raw("SELECT q.asked_at, q.due_at, q.hidden_at FROM project_questions AS q WHERE q.project_no = ? AND (q.state = ? OR q.hidden_at IS NOT NULL) ORDER BY q.asked_at, q.id LIMIT ?",
		no, model.QuestionOpen, mostLooked).Scan(&rows).Error
	if err != nil {
		return w, fmt.Errorf("questions of a project: %w", err)
	}
	now, today := s.clock(), s.today()
	for _, r := range rows {
		if r.HiddenAt != nil {
			w.Hidden++
			continue
		}
		if w.N == 0 {
			w.Oldest = int(today - period.Here(r.AskedAt))
		}
		w.N++
		w.By = max(w.By, period.Here(r.DueAt))
		if r.DueAt.Before(now) {
			w.Late++
		}
	}
	return w, nil
}

// PublicPhoto gives the picture of the answer that everybody sees.
func (s *Service) PublicPhoto(ctx context.Context, no string, id int64) ([]byte, error) {
	return s.picture(ctx, "q.project_no = ? AND q.hidden_at IS NULL AND e.id = q.answer_id AND q.id = ?", no, id)
}
