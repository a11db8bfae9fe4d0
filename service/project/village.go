package project

import (
	"context"
	"fmt"
)

// InVillage gives the projects of one village, the latest approved first, at
// most so many, and whether there are more. It is public.
func (s *Service) InVillage(ctx context.Context, village string, most int) (cards []Card, more bool, err error) {
	slack, err := s.slack(ctx)
	if err != nil {
		return nil, false, err
	}
	today := s.today()
	var rows []listed
	err = s.db.WithContext(ctx).Raw("SELECT "+columns+", "+reported+", "+pictures+from+"WHERE p.closed_by = 0 AND p.village_code = ? ORDER BY p.approved_on DESC, p.id LIMIT ?",
		today.Time(), village, most+1).Scan(&rows).Error
	if err != nil {
		return nil, false, fmt.Errorf("projects of a village: %w", err)
	}
	for i, r := range rows {
		if i == most {
			return cards, true, nil
		}
		cards = append(cards, r.card(today, slack))
	}
	return cards, false, nil
}
