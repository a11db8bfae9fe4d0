package lookup

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/period"
)

// catalog is what is known of every item, at most a minute old: it saves the
// payouts page two joins.
type catalog struct {
	items map[string]known // by code
}

type known struct {
	name     string
	purpose  string
	policyID int64
}

func (s *Service) items(ctx context.Context) (*catalog, error) {
	return s.catalog.or(struct{}{}, func() (*catalog, error) { return loadCatalog(ctx, s.db, s.today()) })
}

func loadCatalog(ctx context.Context, db *gorm.DB, today period.Day) (*catalog, error) {
	items, err := gorm.G[model.Item](db).Select("code", "name", "bureau").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("items: %w", err)
	}
	c := &catalog{items: make(map[string]known, len(items))}
	for _, it := range items {
		k := known{name: it.Name}
		if it.Bureau != "" {
			k.purpose = it.Bureau + "发放"
		}
		c.items[it.Code] = k
	}
	var policies []struct {
		ID                    int64
		ItemCode, Eligibility string
	}
	err = db.WithContext(ctx).Raw(`SELECT p.id, p.item_code, p.eligibility FROM policies AS p JOIN batches AS b ON b.id = p.batch_id AND b.status = 'loaded'
WHERE p.item_code <> '' AND `+inForce+` ORDER BY p.effective_from, p.id`, today.Time(), today.Time()).Scan(&policies).Error
	if err != nil {
		return nil, fmt.Errorf("policies of items: %w", err)
	}
	for _, p := range policies { // the latest of an item stays
		k := c.items[p.ItemCode]
		k.policyID = p.ID
		if text := firstSentence(p.Eligibility); text != "" {
			k.purpose = text
		}
		c.items[p.ItemCode] = k
	}
	return c, nil
}

// inForce bounds policies to what holds on a day, given twice.
const inForce = "p.closed_by = 0 AND p.effective_from <= ? AND (p.effective_to IS NULL OR p.effective_to >= ?)"

const longestPurpose = 60

// firstSentence is enough of a policy to say what the money is for.
func firstSentence(s string) string {
	s = strings.TrimSpace(s)
	if i := strings.IndexAny(s, "\u3002\uff1b;\n"); i >= 0 {
		s = s[:i]
	}
	return clip.Words(s, longestPurpose)
}
