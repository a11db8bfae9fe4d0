package recusal

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"yangguang/model"
)

// About reports whether a clue is about one of some people of the registers: as
// whom its finding is about or who stands beside it, as whom its petition or its
// own text accuses or mentions, or because one of their names stands in a text.
// Whoever asks has to see the clue; nothing else of it passes here.
func (s *Service) About(ctx context.Context, clueID int64, people []int64, names []string) (bool, error) {
	c, err := gorm.G[model.Clue](s.DB).Select("id", "source", "petition_id").Where("id = ?", clueID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("clue: %w", err)
	}
	village, title, summary, err := s.Clues.Texts(ctx, s.DB, c.ID)
	if err != nil {
		return false, err
	}
	texts := []text{readText(title.Reveal()), readText(summary.Reveal())}
	var in []int64
	switch {
	case c.Finding() != 0:
		accused, beside, err := behind(ctx, s.DB, c.Finding())
		if err != nil {
			return false, err
		}
		in = append(accused, beside...)
	case c.Petition() != 0:
		village, offices, accused, body, err := s.Petitions.Texts(ctx, s.DB, c.Petition())
		if err != nil {
			return false, err
		}
		known, _, err := s.subjects(ctx, s.DB, c.Petition())
		if err != nil {
			return false, err
		}
		r, err := s.read(ctx, s.DB, village, offices, accused, body, known)
		if err != nil {
			return false, err
		}
		in, texts = r.people(), append(texts, readText(accused.Reveal()), readText(body.Reveal()))
	default:
		r, err := s.read(ctx, s.DB, village, nil, title, summary, nil)
		if err != nil {
			return false, err
		}
		in = r.people()
	}
	if slices.ContainsFunc(people, func(id int64) bool { return slices.Contains(in, id) }) {
		return true, nil
	}
	return slices.ContainsFunc(names, func(name string) bool {
		return slices.ContainsFunc(texts, func(t text) bool { return t.holds(name) })
	}), nil
}

// people are those whom a reading accuses or mentions.
func (r reading) people() []int64 {
	var out []int64
	for _, p := range append(slices.Clone(r.concern.Accused), r.concern.Mentioned...) {
		out = append(out, p.ID)
	}
	return out
}
