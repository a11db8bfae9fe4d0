package statistics

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
)

// Service counts.
type Service struct {
	DB  *gorm.DB
	Now func() time.Time
}

func notFound() error { return fault.New(fault.NotFound, "没有找到这个页面") }

// scope is what a reader may see counted.
type scope struct {
	petitions, clues, cases bool
	by                      *actor.Actor // whose interests are left out; nil counts everything
}

// scopeOf follows table 6.5 of the domain guide: the ledgers are case
// management's and the heads', petitions also the petition office's.
func scopeOf(by actor.Actor) (scope, bool) {
	switch {
	case by.Is(actor.RoleCaseManagement, actor.RoleHead):
		return scope{true, true, true, &by}, true
	case by.Is(actor.RolePetition):
		return scope{petitions: true, by: &by}, true
	}
	return scope{}, false
}

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
	return s.count(ctx, sc, p)
}

// count reads a span in at most five statements, however many matters there are.
func (s *Service) count(ctx context.Context, sc scope, p Span) (Figures, error) {
	t := tally{}
	from, to := p.Days()
	start, end := from.Start(period.Shanghai).UTC(), to.Start(period.Shanghai).UTC()
	if sc.petitions {
		if err := s.petitions(ctx, sc, t, start, end); err != nil {
			return nil, err
		}
	}
	if sc.clues {
		if err := s.clues(ctx, sc, t, start, end); err != nil {
			return nil, err
		}
	}
	if sc.cases {
		if err := s.cases(ctx, sc, t, start, end, from, to); err != nil {
			return nil, err
		}
	}
	return t.figures(), nil
}

// petitions counts what was received in the span: every petition is one 件次,
// repeats among them.
func (s *Service) petitions(ctx context.Context, sc scope, t tally, start, end time.Time) error {
	var rows []struct {
		Category, Channel, Mode, Subject, Town string
		Repeated                               bool
		N                                      int64
	}
	hide, args := sc.hide("petitions", model.ObjectPetition)
	err := s.DB.WithContext(ctx).Model(&model.Petition{}).
		Select("category, channel, CASE WHEN mode = 'anonymous' THEN 'anonymous' ELSE 'real' END AS mode, subject, SUBSTR(village_code, 1, 9) AS town, repeat_of <> 0 AS repeated, COUNT(*) AS n").
		Where("received_at >= ? AND received_at < ?", start, end).Where(hide, args...).
		Group("category, channel, CASE WHEN mode = 'anonymous' THEN 'anonymous' ELSE 'real' END, subject, SUBSTR(village_code, 1, 9), repeat_of <> 0").Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("statistics of petitions: %w", err)
	}
	for _, r := range rows {
		t.add(GroupPetitions, "received", r.N)
		if r.Repeated {
			t.add(GroupPetitions, "repeat", r.N)
		} else {
			t.add(GroupPetitions, "first", r.N)
		}
		t.add(GroupPetitions, r.Mode, r.N)
		t.add(GroupCategory, r.Category, r.N)
		t.add(GroupChannel, r.Channel, r.N)
		t.add(GroupSubject, r.Subject, r.N)
		if len(r.Town) != lengthOfTownCode {
			r.Town = unknownTown
		}
		t.add(GroupTown, r.Town, r.N)
	}
	return nil
}

// clues counts what was registered in the span, and what was disposed of in it.
func (s *Service) clues(ctx context.Context, sc scope, t tally, start, end time.Time) error {
	hide, args := sc.hide("clues", model.ObjectClue)
	read := func(column, since, group string) error {
		var rows []struct {
			Value string
			N     int64
		}
		err := s.DB.WithContext(ctx).Model(&model.Clue{}).Select(column+" AS value, COUNT(*) AS n").
			Where(since+" >= ? AND "+since+" < ?", start, end).Where(hide, args...).Group(column).Scan(&rows).Error
		if err != nil {
			return fmt.Errorf("statistics of clues: %w", err)
		}
		for _, r := range rows {
			if group == GroupSource {
				t.add(GroupClues, "registered", r.N)
			} else {
				t.add(GroupClues, "disposed", r.N)
			}
			t.add(group, r.Value, r.N)
		}
		return nil
	}
	if err := read("source", "created_at", GroupSource); err != nil {
		return err
	}
	return read("opinion", "decided_at", GroupDisposal)
}

// cases counts what was filed in the span, and what was decided in it.
func (s *Service) cases(ctx context.Context, sc scope, t tally, start, end time.Time, from, to period.Day) error {
	hide, args := sc.hide("cases", model.ObjectCase)
	var filed int64
	if err := s.DB.WithContext(ctx).Model(&model.Case{}).Where("filed_at >= ? AND filed_at < ?", start, end).Where(hide, args...).Count(&filed).Error; err != nil {
		return fmt.Errorf("statistics of cases: %w", err)
	}
	t.add(GroupCases, "filed", filed)
	var rows []struct {
		Party, Admin, Other, PersonRank     string
		Form                                int
		N, Found, Ordered, Recovered, Given int64
	}
	err := s.DB.WithContext(ctx).Model(&model.Case{}).
		Select("outcome_party AS party, outcome_admin AS admin, outcome_other AS other, person_rank, form_of_four AS form, COUNT(*) AS n, "+
			"SUM(found_fen) AS found, SUM(ordered_fen) AS ordered, SUM(recovered_fen) AS recovered, SUM(returned_fen) AS given").
		Where("concluded_on >= ? AND concluded_on < ?", from.Time(), to.Time()).Where(hide, args...).
		Group("outcome_party, outcome_admin, outcome_other, person_rank, form_of_four").Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("statistics of cases: %w", err)
	}
	for _, r := range rows {
		t.add(GroupCases, "concluded", r.N)
		if r.Party != "" || r.Admin != "" {
			t.add(GroupCases, "punished", r.N)
			t.add(GroupRank, r.PersonRank, r.N)
		}
		for group, value := range map[string]string{GroupParty: r.Party, GroupAdmin: r.Admin, GroupOther: r.Other} {
			if value != "" {
				t.add(group, value, r.N)
			}
		}
		if r.Other == outcomeTransfer {
			t.add(GroupCases, "transferred", r.N)
		}
		if r.Form > 0 {
			t.add(GroupForm, strconv.Itoa(r.Form), r.N)
		}
		t.add(GroupMoney, "found", r.Found)
		t.add(GroupMoney, "ordered", r.Ordered)
		t.add(GroupMoney, "recovered", r.Recovered)
		t.add(GroupMoney, "returned", r.Given)
	}
	return nil
}
