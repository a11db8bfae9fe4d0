package question

import (
	"context"
	"fmt"
	"time"

	"yangguang/model"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// Placed is an answered question with the number of its project.
type Placed struct {
	ProjectNo string
	Question  seal.Secret
	Answer    seal.Secret
	On        period.Day
	Unit      string
}

// Latest gives the latest answers to questions about some projects, at most so
// many, as everybody sees them.
func (s *Service) Latest(ctx context.Context, projects []string, most int) ([]Placed, error) {
	if len(projects) == 0 {
		return nil, nil
	}
	var rows []struct {
		ID                             int64
		ProjectNo, Unit                string
		TokenDigest, TextSealed, Words []byte
		At                             time.Time
	}
	err := s.DB.WithContext(ctx).Raw(`SELECT q.id, q.project_no, q.token_digest, q.text_sealed, e.text_sealed AS words, e.unit, e.at
FROM project_questions AS q JOIN project_question_events AS e ON e.id = q.answer_id WHERE q.project_no IN ? AND q.state = ? AND q.hidden_at IS NULL ORDER BY q.answered_at DESC, q.id DESC LIMIT ?`,
		projects, model.QuestionAnswered, most).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("questions of a village: %w", err)
	}
	out := make([]Placed, 0, len(rows))
	for _, r := range rows {
		p := Placed{ProjectNo: r.ProjectNo, On: period.Here(r.At), Unit: r.Unit}
		if p.Question, err = s.Box.Open(r.TextSealed, placeText(r.TokenDigest)); err != nil {
			return nil, fmt.Errorf("question %d: %w", r.ID, err)
		}
		if p.Answer, err = s.Box.Open(r.Words, placeAnswer(r.ID)); err != nil {
			return nil, fmt.Errorf("answer of question %d: %w", r.ID, err)
		}
		out = append(out, p)
	}
	return out, nil
}
