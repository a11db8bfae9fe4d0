package statistics

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/recuse"
)

// Service counts.
type Service struct {
	DB     *gorm.DB
	Now    func() time.Time
	Organ  string // that submits the form
	Words  Words
	Doubts Doubts // nil: there are none
}

func notFound() error { return fault.New(fault.NotFound, "没有找到这个页面") }

// scope is what a reader may see counted.
type scope struct {
	petitions, clues, cases bool
	ownHeads                bool         // also petitions about the commission's own heads, and sealed up ones
	by                      *actor.Actor // whose interests are left out; nil counts everything
}

// scopeOf follows table 6.5 of the domain guide: the ledgers are case
// management's and the heads', petitions also the petition office's.
func scopeOf(by actor.Actor) (scope, bool) {
	switch {
	case by.Is(actor.RoleCaseManagement, actor.RoleHead):
		return scope{petitions: true, clues: true, cases: true, by: &by}, true
	case by.Is(actor.RolePetition):
		return scope{petitions: true, ownHeads: true, by: &by}, true
	}
	return scope{}, false
}

// everything is what a submitted form counts.
func everything() scope { return scope{petitions: true, clues: true, cases: true} }

// hide is the condition that leaves out what is kept from the reader.
func (s scope) hide(table, object string) (string, []any) {
	if s.by == nil {
		return "1 = 1", nil
	}
	return recuse.Hide(table, object, *s.by)
}

// Figures are a span's figures as they are now, for a reader.
func (s *Service) Figures(ctx context.Context, by actor.Actor, p Span) (Figures, error) {
	sc, ok := scopeOf(by)
	if !ok {
		return nil, notFound()
	}
	all, err := s.count(ctx, sc, row{p})
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// tallies is one tally for each span of a row.
type tallies []tally

// count reads a row of spans in at most five statements, however many matters
// and spans there are.
func (s *Service) count(ctx context.Context, sc scope, r row) ([]Figures, error) {
	t := make(tallies, len(r))
	for i := range t {
		t[i] = tally{}
	}
	for _, part := range []struct {
		wanted bool
		read   func(context.Context, scope, row, tallies) error
	}{{sc.petitions, s.petitions}, {sc.clues, s.registered}, {sc.clues, s.disposed}, {sc.cases, s.filed}, {sc.cases, s.concluded}} {
		if !part.wanted {
			continue
		}
		if err := part.read(ctx, sc, r, t); err != nil {
			return nil, err
		}
	}
	out := make([]Figures, len(t))
	for i := range t {
		out[i] = t[i].figures()
	}
	return out, nil
}

// petitions counts what was received: every petition is one 件次, repeats among
// them.
func (s *Service) petitions(ctx context.Context, sc scope, r row, t tallies) error {
	var rows []struct {
		Bucket                                  int
		Category, Channel, Named, Subject, Town string
		Again                                   bool
		N                                       int64
	}
	hide, args := sc.hide("petitions", model.ObjectPetition)
	start, end := r.times()
	bucket, bounds := r.bucket("received_at", false)
	q := s.DB.WithContext(ctx).Model(&model.Petition{}).
		Select(bucket+" AS bucket, category, channel, CASE WHEN mode = 'anonymous' THEN 'anonymous' ELSE 'real' END AS named, subject, SUBSTR(village_code, 1, 9) AS town, repeat_of <> 0 AS again, COUNT(*) AS n", bounds...).
		Where("received_at >= ? AND received_at < ?", start, end).Where(hide, args...)
	if !sc.ownHeads {
		q = q.Where(recuse.NotForHeads, false)
	}
	if err := q.Group("bucket, category, channel, named, subject, town, again").Scan(&rows).Error; err != nil {
		return fmt.Errorf("statistics of petitions: %w", err)
	}
	for _, l := range rows {
		one := t[l.Bucket]
		one.add(GroupPetitions, "received", l.N)
		if l.Again {
			one.add(GroupPetitions, "repeat", l.N)
		} else {
			one.add(GroupPetitions, "first", l.N)
		}
		one.add(GroupPetitions, l.Named, l.N)
		one.add(GroupCategory, l.Category, l.N)
		one.add(GroupChannel, l.Channel, l.N)
		one.add(GroupSubject, l.Subject, l.N)
		if len(l.Town) != lengthOfTownCode {
			l.Town = unknownTown
		}
		one.add(GroupTown, l.Town, l.N)
	}
	return nil
}

// undecided are the states of clues whose opinion is not, or not any more, decided.
var undecided = []string{model.ClueProposed, model.ClueReturned, model.ClueAssigned}

// registered counts the clues that were registered.
func (s *Service) registered(ctx context.Context, sc scope, r row, t tallies) error {
	return s.clues(ctx, sc, r, "source", "created_at", nil, func(bucket int, source string, n int64) {
		t[bucket].add(GroupClues, "registered", n)
		t[bucket].add(GroupSource, source, n)
	})
}

// disposed counts the clues on whose way of disposal was decided; 立案 comes of
// 初步核实.
func (s *Service) disposed(ctx context.Context, sc scope, r row, t tallies) error {
	return s.clues(ctx, sc, r, "opinion", "decided_at", undecided, func(bucket int, way string, n int64) {
		if way == model.OpinionFile {
			way = model.OpinionVerify
		}
		t[bucket].add(GroupClues, "disposed", n)
		t[bucket].add(GroupDisposal, way, n)
	})
}

func (s *Service) clues(ctx context.Context, sc scope, r row, column, since string, without []string, add func(bucket int, value string, n int64)) error {
	var rows []struct {
		Bucket int
		Value  string
		N      int64
	}
	hide, args := sc.hide("clues", model.ObjectClue)
	start, end := r.times()
	bucket, bounds := r.bucket(since, false)
	q := s.DB.WithContext(ctx).Model(&model.Clue{}).Select(bucket+" AS bucket, "+column+" AS value, COUNT(*) AS n", bounds...).
		Where(since+" >= ? AND "+since+" < ?", start, end).Where(hide, args...)
	if len(without) > 0 {
		q = q.Where("state NOT IN ?", without)
	}
	if err := q.Group("bucket, value").Scan(&rows).Error; err != nil {
		return fmt.Errorf("statistics of clues: %w", err)
	}
	for _, l := range rows {
		add(l.Bucket, l.Value, l.N)
	}
	return nil
}

// seen is the condition of the cases a reader may see: those of clues they may
// see.
func (s scope) seen() (string, []any) {
	if s.by == nil {
		return "1 = 1", nil
	}
	hide, args := s.hide("cases", model.ObjectCase)
	clues, more := s.hide("clues", model.ObjectClue)
	return "EXISTS (SELECT 1 FROM clues WHERE clues.id = cases.clue_id AND " + clues + ") AND " + hide, slices.Concat(more, args)
}

// filed counts the cases that were opened.
func (s *Service) filed(ctx context.Context, sc scope, r row, t tallies) error {
	var rows []struct {
		Bucket int
		N      int64
	}
	hide, args := sc.seen()
	start, end := r.times()
	bucket, bounds := r.bucket("filed_at", false)
	err := s.DB.WithContext(ctx).Model(&model.Case{}).Select(bucket+" AS bucket, COUNT(*) AS n", bounds...).
		Where("filed_at >= ? AND filed_at < ?", start, end).Where(hide, args...).Group("bucket").Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("statistics of cases: %w", err)
	}
	for _, l := range rows {
		t[l.Bucket].add(GroupCases, "filed", l.N)
	}
	return nil
}

// concluded counts what the cases that were decided led to.
func (s *Service) concluded(ctx context.Context, sc scope, r row, t tallies) error {
	var rows []decided
	hide, args := sc.seen()
	from, _ := r[0].Days()
	_, to := r[len(r)-1].Days()
	bucket, bounds := r.bucket("concluded_on", true)
	err := s.DB.WithContext(ctx).Model(&model.Case{}).
		Select(bucket+" AS bucket, outcome_party AS party, outcome_admin AS admin, outcome_other AS other, person_rank, form_of_four AS form, COUNT(*) AS n, "+
			"SUM(found_fen) AS found, SUM(ordered_fen) AS ordered, SUM(recovered_fen) AS recovered, SUM(returned_fen) AS given", bounds...).
		Where("concluded_on >= ? AND concluded_on < ?", from.Time(), to.Time()).Where(hide, args...).
		Group("bucket, outcome_party, outcome_admin, outcome_other, person_rank, form_of_four").Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("statistics of cases: %w", err)
	}
	for _, l := range rows {
		l.into(t[l.Bucket])
	}
	return nil
}

// decided is cases that were decided alike.
type decided struct {
	Bucket                              int
	Party, Admin, Other, PersonRank     string
	Form                                int
	N, Found, Ordered, Recovered, Given int64
}

func (l decided) into(t tally) {
	t.add(GroupCases, "concluded", l.N)
	if l.Party != "" || l.Admin != "" {
		t.add(GroupCases, "punished", l.N)
		t.add(GroupRank, l.PersonRank, l.N)
	}
	for group, value := range map[string]string{GroupParty: l.Party, GroupAdmin: l.Admin, GroupOther: l.Other} {
		if value != "" {
			t.add(group, value, l.N)
		}
	}
	if l.Other == outcomeTransfer {
		t.add(GroupCases, "transferred", l.N)
	}
	if l.Form > 0 {
		t.add(GroupForm, strconv.Itoa(l.Form), l.N)
	}
	t.add(GroupMoney, "found", l.Found)
	t.add(GroupMoney, "ordered", l.Ordered)
	t.add(GroupMoney, "recovered", l.Recovered)
	t.add(GroupMoney, "returned", l.Given)
}
