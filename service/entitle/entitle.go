package entitle

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/service/kernel/period"
)

// Options are what the service needs.
type Options struct {
	DB   *gorm.DB
	Text func(ctx context.Context, name string, on period.Day) (string, error) // the county's parameters; see Definitions
	// Apart gives, by the names of two items, whether nobody may draw both.
	Apart func(ctx context.Context) (func(a, b string) bool, error)
	Now   func() time.Time
}

// Service says what somebody may ask for.
type Service struct{ o Options }

// New makes the service.
func New(o Options) *Service { return &Service{o} }

// Definition is a parameter of this package, for the registry of parameters.
type Definition struct {
	Name, Group, Label, Unit, Default, Basis, Hint string
	// Clean checks a value and gives it as it is kept.
	Clean func(text string) (string, error)
}

func paramOf(key string) string { return "entitle." + key }

// Definitions lists the parameters: for whom each policy may be.
func Definitions() []Definition {
	var out []Definition
	for _, r := range Rules {
		out = append(out, Definition{paramOf(r.Key), "我能享受什么", r.Label + "：什么样的人可能可以申请", "", r.When, "按政策的享受条件简化，只作提示，待县里确认", "例如 " + r.When, func(v string) (string, error) {
			v = strings.TrimSpace(v)
			if _, err := parse(v); err != nil {
				return "", err
			}
			return v, nil
		}})
	}
	return out
}

// Offer is a policy that somebody may ask for.
type Offer struct {
	PolicyID                     int64
	ItemCode, Item               string // the item's name; "" where the policy has none
	Title, Eligibility, Standard string
	Materials, Place, Phone      string
}

// mostPolicies bounds the policies that are looked through.
const mostPolicies = 500

// policiesInForce reads the policies that hold on a day, given twice.
const policiesInForce = `SELECT p.id AS policy_id, p.item_code, COALESCE(i.name, '') AS item, p.title, p.eligibility, p.standard, p.materials, p.place, p.phone
FROM policies p JOIN batches b ON b.id = p.batch_id AND b.status = 'loaded' LEFT JOIN items i ON i.code = p.item_code
WHERE p.closed_by = 0 AND p.effective_from <= ? AND (p.effective_to IS NULL OR p.effective_to >= ?) ORDER BY p.id LIMIT ?`

// Offers lists the policies that somebody may ask for, in the order of the
// rules: one statement. Nothing is kept of the facts.
func (s *Service) Offers(ctx context.Context, f Facts) ([]Offer, error) {
	today := period.Here(s.o.Now())
	var all []Offer
	if err := s.o.DB.WithContext(ctx).Raw(policiesInForce, today.Time(), today.Time(), mostPolicies).Scan(&all).Error; err != nil {
		return nil, fmt.Errorf("policies: %w", err)
	}
	var out []Offer
	for _, r := range Rules {
		text, err := s.o.Text(ctx, paramOf(r.Key), today)
		if err != nil {
			return nil, fmt.Errorf("parameter: %w", err)
		}
		when, err := parse(text)
		if err != nil || !when.Holds(f) {
			continue // what cannot be read promises nothing
		}
		out = append(out, named(all, r, out)...)
	}
	return out, nil
}

// named are the policies whose title a rule names and that are not listed yet.
func named(all []Offer, r Rule, listed []Offer) []Offer {
	var out []Offer
	for _, o := range all {
		there := func(x Offer) bool { return x.PolicyID == o.PolicyID }
		if slices.ContainsFunc(r.Words, func(w string) bool { return strings.Contains(o.Title, w) }) && !slices.ContainsFunc(listed, there) {
			out = append(out, o)
		}
	}
	return out
}
