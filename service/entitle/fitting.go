package entitle

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"yangguang/service/kernel/period"
)

// fitting leaves out of the offers what somebody draws already, what the
// household draws as one, what may not be drawn beside it, and what is for the
// people of the town when they live in a village, or the other way round.
func (s *Service) fitting(ctx context.Context, person int64, gets []Get, offers []Offer) ([]Offer, error) {
	var places []string
	err := s.o.DB.WithContext(ctx).Raw("SELECT d.name FROM residents r JOIN divisions d ON d.code = r.village_code WHERE r.person_id = ? AND "+loaded("r")+" ORDER BY r.id DESC LIMIT 1", person).Scan(&places).Error
	if err != nil {
		return nil, fmt.Errorf("place: %w", err)
	}
	home, err := s.paid(ctx, `i.target IN ('户', '地块') AND p.person_id IN (SELECT z.person_id FROM residents me JOIN residents z ON z.household_no = me.household_no AND z.village_code = me.village_code
 WHERE me.person_id = ? AND me.household_no <> '' AND `+loaded("me")+" AND "+loaded("z")+")", person)
	if err != nil {
		return nil, err
	}
	drawn := map[string]string{} // names by code
	for _, g := range gets {
		drawn[g.Code] = g.Name
	}
	for _, p := range home {
		if p.current(period.Here(s.o.Now())) {
			drawn[p.Code] = p.Name
		}
	}
	apart := func(string, string) bool { return false }
	if s.o.Apart != nil {
		if apart, err = s.o.Apart(ctx); err != nil {
			return nil, err
		}
	}
	town := settlement(strings.Join(places, ""), gets)
	return slices.DeleteFunc(offers, func(o Offer) bool {
		name := o.Item
		if name == "" {
			name = o.Title
		}
		if _, ok := drawn[o.ItemCode]; ok && o.ItemCode != "" {
			return true
		}
		for _, d := range drawn {
			if apart(d, name) {
				return true
			}
		}
		of := settlementOf(name)
		return of != "" && town != "" && of != town
	}), nil
}

// settlement tells town from country by what somebody draws, else by the name of
// the place where they are registered; "" is not known.
func settlement(place string, gets []Get) string {
	for _, g := range gets {
		if of := settlementOf(g.Name); of != "" {
			return of
		}
	}
	switch {
	case strings.Contains(place, "社区") || strings.Contains(place, "居委") || strings.Contains(place, "居民委"):
		return "城市"
	case strings.Contains(place, "村"):
		return "农村"
	}
	return ""
}

// settlementOf is for whom an item is by its name; "" is for all.
func settlementOf(name string) string {
	switch {
	case strings.Contains(name, "城乡"):
		return ""
	case strings.Contains(name, "城市") || strings.Contains(name, "城镇"):
		return "城市"
	case strings.HasPrefix(name, "农村"):
		return "农村"
	}
	return ""
}
