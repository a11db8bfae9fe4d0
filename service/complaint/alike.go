package complaint

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint/similar"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
)

// What a petition is compared with. The texts are sealed and stay so: they are
// opened in memory for the moment of the comparison, so their number is bounded.
const (
	alikeDays    = 180 // before and after
	alikeVillage = 300 // of the same village
	alikeTown    = 150 // of the same town and subject
	alikeOwn     = 50  // of the same reporter
	alikeShown   = 8
	alikeOwnLess = 15 // a repeat of the same reporter is suggested from a lower score on
)

// Suggestion is another petition that may be about the same matter.
type Suggestion struct {
	ID           int64
	Number       string
	Subject      string
	Place        string
	State        string
	StateText    string
	ReceivedAt   time.Time
	Score        int // 0 to 100
	Reasons      []string
	SameReporter bool   // both were sent by the same real-name reporter, whoever that is
	Into         string // number of the petition it is merged into
}

// comparable are the columns it takes to compare a petition.
var comparable = []string{
	"id", "number", "subject", "village_code", "place", "receipt_digest", "body_sealed", "accused_sealed", "about_kind", "about_sealed", "state", "received_at",
	"duplicate_of", "mode",
}

// alike finds the petitions most like one, for the office that decides whether
// they are the same.
func (s *Service) alike(ctx context.Context, by actor.Actor, p model.Petition) ([]Suggestion, error) {
	others, own, err := s.others(ctx, by, p)
	if err != nil || len(others) == 0 {
		return nil, err
	}
	likes, err := s.compare(p, others)
	if err != nil {
		return nil, err
	}
	var out []Suggestion
	var shown []model.Petition
	for i, l := range likes {
		o := others[i]
		if l.Score < similar.Suggest && (!own[o.ID] || l.Score < similar.Suggest-alikeOwnLess) {
			continue
		}
		if own[o.ID] {
			l.Reasons = append([]string{"同一个来信人"}, l.Reasons...)
		}
		shown = append(shown, o)
		out = append(out, Suggestion{
			ID: o.ID, Number: o.Number, Subject: SubjectText(o.Subject), State: o.State, StateText: StateText(o.State), ReceivedAt: o.ReceivedAt,
			Score: l.Score, Reasons: l.Reasons, SameReporter: own[o.ID],
		})
	}
	return s.nameSuggestions(ctx, by, shown, out)
}

// nameSuggestions adds places and the petitions they are merged into, and
// orders by score.
func (s *Service) nameSuggestions(ctx context.Context, by actor.Actor, found []model.Petition, out []Suggestion) ([]Suggestion, error) {
	places, err := placeNames(ctx, s.DB, villagesOf(found))
	if err != nil {
		return nil, err
	}
	var into []int64
	for _, p := range found {
		if p.DuplicateOf != 0 {
			into = append(into, p.DuplicateOf)
		}
	}
	numbers, err := s.numbersOf(ctx, by, into)
	if err != nil {
		return nil, err
	}
	for i, p := range found {
		out[i].Place, out[i].Into = places[p.VillageCode], numbers[p.DuplicateOf]
	}
	slices.SortStableFunc(out, func(a, b Suggestion) int { return b.Score - a.Score })
	return out[:min(len(out), alikeShown)], nil
}

// numbersOf gives the numbers of some petitions, without those kept from the actor.
func (s *Service) numbersOf(ctx context.Context, by actor.Actor, ids []int64) (map[int64]string, error) {
	out := map[int64]string{}
	if len(ids) == 0 {
		return out, nil
	}
	hide, args := recuse.Hide("petitions", model.ObjectPetition, by)
	found, err := gorm.G[model.Petition](s.DB).Select("id", "number").Where("id IN ?", ids).Where(hide, args...).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("petition numbers: %w", err)
	}
	for _, p := range found {
		out[p.ID] = p.Number
	}
	return out, nil
}

// others are the petitions that one is compared with, and which of them were
// sent by the same reporter. What is kept from the actor is not among them.
func (s *Service) others(ctx context.Context, by actor.Actor, p model.Petition) (found []model.Petition, own map[int64]bool, err error) {
	where, args, ok := sees(by)
	if !ok {
		return nil, nil, notFound()
	}
	base := func() gorm.ChainInterface[model.Petition] {
		return gorm.G[model.Petition](s.DB).Select(comparable[0], asAny(comparable[1:])...).Where(where, args...).
			Where("id <> ? AND state NOT IN ?", p.ID, []string{model.PetitionWithdrawn, model.PetitionSealedUp})
	}
	from, to := p.ReceivedAt.AddDate(0, 0, -alikeDays), p.ReceivedAt.AddDate(0, 0, alikeDays)
	inTown := "village_code >= ? AND village_code < ?"
	town := p.VillageCode[:min(9, len(p.VillageCode))]
	near, err := base().Where("village_code = ? AND received_at BETWEEN ? AND ?", p.VillageCode, from, to).
		Order("received_at DESC, id DESC").Limit(alikeVillage).Find(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("alike: %w", err)
	}
	around, err := base().Where(inTown, town, town+"~").Where("village_code <> ? AND subject = ? AND received_at BETWEEN ? AND ?", p.VillageCode, p.Subject, from, to).
		Order("received_at DESC, id DESC").Limit(alikeTown).Find(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("alike: %w", err)
	}
	mine, err := base().Where("id IN (SELECT o.petition_id FROM reporters o JOIN reporters m ON m.petition_id = ? AND "+sameReporter+")", p.ID).
		Order("received_at DESC, id DESC").Limit(alikeOwn).Find(ctx)
	if err != nil {
		return nil, nil, fmt.Errorf("alike: %w", err)
	}
	own = map[int64]bool{}
	for _, o := range mine {
		own[o.ID] = true
	}
	return unique(near, around, mine), own, nil
}

// sameReporter compares two rows of reporters, m and o, by their digests. A
// person decides; an account only where a person is not known. An anonymous
// petition has no such row and is never tied to anybody.
const sameReporter = `(m.person_digest = o.person_digest OR (m.person_digest IS NULL OR o.person_digest IS NULL) AND m.wechat_digest = o.wechat_digest)`

func asAny(list []string) []any {
	out := make([]any, 0, len(list))
	for _, s := range list {
		out = append(out, s)
	}
	return out
}

func unique(lists ...[]model.Petition) []model.Petition {
	seen := map[int64]bool{}
	var out []model.Petition
	for _, list := range lists {
		for _, p := range list {
			if !seen[p.ID] {
				seen[p.ID] = true
				out = append(out, p)
			}
		}
	}
	return out
}

// compare opens the texts and gives each one's likeness to p.
func (s *Service) compare(p model.Petition, others []model.Petition) ([]similar.Likeness, error) {
	all := make([]similar.Profile, 0, len(others)+1)
	for _, o := range append([]model.Petition{p}, others...) {
		m, err := s.matterOf(o)
		if err != nil {
			return nil, err
		}
		all = append(all, similar.Prepare(m))
	}
	c := similar.NewCorpus(all...)
	out := make([]similar.Likeness, 0, len(others))
	for _, o := range all[1:] {
		out = append(out, c.Compare(all[0], o))
	}
	return out, nil
}

// matterOf opens what is compared of a petition.
func (s *Service) matterOf(p model.Petition) (similar.Matter, error) {
	m := similar.Matter{Village: p.VillageCode, Subject: p.Subject, Place: seal.NewSecret(p.Place), AboutKind: p.AboutKind, At: p.ReceivedAt}
	for _, c := range []struct {
		to     *seal.Secret
		sealed []byte
		column string
	}{{&m.Body, p.BodySealed, "body"}, {&m.Accused, p.AccusedSealed, "accused"}, {&m.About, p.AboutSealed, "about"}} {
		v, err := s.Box.Open(c.sealed, place(c.column, p.ReceiptDigest))
		if err != nil {
			return m, fmt.Errorf("petition %s: %w", c.column, err)
		}
		*c.to = v
	}
	return m, nil
}

// Beside is two petitions side by side.
type Beside struct {
	This, Other  Detail
	Score        int
	Reasons      []string
	SameReporter bool
	CanMerge     bool
}

// Beside shows a petition next to one it may repeat, and records that both were read.
func (s *Service) Beside(ctx context.Context, by actor.Actor, id, other int64) (Beside, error) {
	if !by.Is(actor.RolePetition) || id == other {
		return Beside{}, notFound()
	}
	var b Beside
	var rows [2]model.Petition
	for i, n := range []int64{id, other} {
		p, err := s.visible(ctx, by, n)
		if err != nil {
			return b, err
		}
		if p.State == model.PetitionSealedUp {
			return b, notFound()
		}
		rows[i] = p
	}
	likes, err := s.compare(rows[0], rows[1:])
	if err != nil {
		return b, err
	}
	b.Score, b.Reasons = likes[0].Score, likes[0].Reasons
	b.CanMerge = allowed(rows[0].State, by.Role)[ActDuplicate] && rows[1].DuplicateOf != id && rows[1].State != model.PetitionWithdrawn
	if b.SameReporter, err = s.bySame(ctx, id, other); err != nil {
		return b, err
	}
	for i, to := range []*Detail{&b.This, &b.Other} {
		if *to, err = s.materials(ctx, rows[i]); err != nil {
			return b, err
		}
		if err := s.reading(ctx, by, "petition.read", rows[i].ID, map[string]any{"beside": rows[1-i].ID}); err != nil {
			return b, err
		}
	}
	return b, nil
}

// bySame reports whether two petitions were sent by the same real-name reporter.
func (s *Service) bySame(ctx context.Context, id, other int64) (bool, error) {
	var n int64
	err := s.DB.WithContext(ctx).Table("reporters AS o").Joins("JOIN reporters m ON m.petition_id = ? AND "+sameReporter, id).
		Where("o.petition_id = ?", other).Count(&n).Error
	if err != nil {
		return false, fmt.Errorf("reporters: %w", err)
	}
	return n > 0, nil
}
