package casework

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// Clue is one clue with its timeline.
type Clue struct {
	ClueRow
	Version      int
	PetitionID   int64 // 0 when it came from elsewhere
	FindingID    int64 // 0 when it came from elsewhere
	Ref          seal.Secret
	Summary      seal.Secret
	OpinionValue string
	OpinionNote  seal.Secret
	ProposedAt   *time.Time
	StudiedOn    period.Day
	Study        seal.Secret
	Decision     seal.Secret
	DecidedAt    *time.Time
	ClosedAs     string
	Slander      bool // 疑似诬告，报市级
	Clocks       []timer.Clock
	Talk         *Talk
	Check        *Check
	Evidence     []Evidence
	Clear        *Clear
	Approvals    []approval.View
	Candidates   []Candidate // who may be in the team, where one is to be chosen
	Events       []Event
	Can          map[Action]bool
	Case         *CaseRow // nil until one was proposed
}

// Talk is the latest round of 谈话函询.
type Talk struct {
	Kind, Opinion, Measure string // in words
	Plan, Report           seal.Secret
	LetterNo               string
	SentOn, RepliedOn      period.Day
	Commented              bool
	Rounds                 int
}

// Check is the latest 初步核实.
type Check struct {
	Plan, Report           seal.Secret
	Opinion                string // in words
	LeadsParty             bool
	SecretaryOn, StartedOn period.Day
	SecretaryNo            string
	Team                   []Member
	Drafted                bool
}

// Member is somebody in a team.
type Member struct {
	Name     string
	Leads    bool
	SignedAt *time.Time
}

// Evidence is one line of the list of evidence.
type Evidence struct {
	Number string
	Title  seal.Secret
	On     period.Day
}

// Clear is the latest notice that clears a name.
type Clear struct {
	Scope, State string // in words
	Words, Told  seal.Secret
	DoneOn       period.Day
	Agreed       bool // it may be printed
}

// Clue shows one clue and records that it was read.
func (s *Service) Clue(ctx context.Context, by actor.Actor, id int64) (Clue, error) {
	c, err := s.visible(ctx, by, id)
	if err != nil {
		return Clue{}, err
	}
	book, err := s.Clocks(ctx)
	if err != nil {
		return Clue{}, fmt.Errorf("clue: %w", err)
	}
	m, err := s.matter(ctx, c, book)
	if err != nil {
		return Clue{}, err
	}
	names, err := places(ctx, s.DB, []model.Clue{c})
	if err != nil {
		return Clue{}, err
	}
	out := Clue{
		Version: c.Version, PetitionID: c.Petition(), FindingID: c.Finding(), OpinionValue: c.Opinion, ProposedAt: c.ProposedAt, DecidedAt: c.DecidedAt,
		ClosedAs: c.ClosedAs, Slander: c.Slander == slanderReported, Clocks: m.clocks, Can: m.can(by), StudiedOn: stored(c.StudiedOn),
	}
	if out.ClueRow, err = s.row(by, c, names, m.clocks); err != nil {
		return out, err
	}
	if err := errors.Join(
		s.open(&out.Ref, c.SourceRefSealed, c.Number, "source_ref"), s.open(&out.Summary, c.SummarySealed, c.Number, "summary"),
		s.open(&out.OpinionNote, c.OpinionNoteSealed, c.Number, "opinion"), s.open(&out.Study, c.StudySealed, c.Number, "study"),
		s.open(&out.Decision, c.DecisionNoteSealed, c.Number, "decision"),
	); err != nil {
		return out, err
	}
	if err := s.ways(ctx, m, &out); err != nil {
		return out, err
	}
	if err := s.papers(ctx, by, m, &out); err != nil {
		return out, err
	}
	return out, s.reading(ctx, by, "clue.read", fmt.Sprintf("clue:%d", id))
}

func stored(t *time.Time) period.Day {
	if t == nil {
		return 0
	}
	return period.Stored(*t)
}

func (s *Service) open(to *seal.Secret, sealed []byte, number, column string) error {
	v, err := s.Box.Open(sealed, place("clues."+column, number))
	if err != nil {
		return fmt.Errorf("clue %s: %w", column, err)
	}
	*to = v
	return nil
}

// ways fills in what was done on the way that was approved.
func (s *Service) ways(ctx context.Context, m matter, out *Clue) error {
	number := m.clue.Number
	if t := m.talk; t.ID != 0 {
		out.Talk = &Talk{
			Kind: text(TalkKinds(), t.Kind), Opinion: text(TalkOpinions(), t.Opinion), Measure: text(Measures(), t.Measure), LetterNo: t.LetterNo,
			SentOn: stored(t.SentOn), RepliedOn: stored(t.RepliedOn), Commented: t.Commented,
		}
		n, err := gorm.G[model.ClueTalk](s.DB).Where("clue_id = ?", m.clue.ID).Count(ctx, "*")
		if err != nil {
			return fmt.Errorf("talks: %w", err)
		}
		out.Talk.Rounds = int(n)
		if err := errors.Join(s.open(&out.Talk.Plan, t.PlanSealed, number, "talk_plan"), s.open(&out.Talk.Report, t.ReportSealed, number, "talk_report")); err != nil {
			return err
		}
	}
	if k := m.check; k.ID != 0 {
		out.Check = &Check{
			Opinion: text(VerifyOpinions(), k.Opinion), LeadsParty: k.LeadsParty, SecretaryOn: stored(k.SecretaryOn), SecretaryNo: k.SecretaryNo,
			StartedOn: stored(k.StartedOn), Drafted: k.DraftedAt != nil, Team: members(m.team),
		}
		if err := errors.Join(s.open(&out.Check.Plan, k.PlanSealed, number, "check_plan"), s.open(&out.Check.Report, k.ReportSealed, number, "check_report")); err != nil {
			return err
		}
	}
	if n := m.clear; n.ID != 0 {
		states := []Choice{{clearAsked, "等审批"}, {clearAgreed, "已批准，等澄清"}, {clearRefused, "没有批准"}, {clearDone, "已澄清"}, {clearBack, "已撤回"}}
		out.Clear = &Clear{Scope: text(Scopes(), n.Scope), State: text(states, n.State), DoneOn: stored(n.DoneOn), Agreed: n.State == clearAgreed || n.State == clearDone}
		return errors.Join(s.open(&out.Clear.Words, n.WordsSealed, number, "clear"), s.open(&out.Clear.Told, n.ToldSealed, number, "clear_told"))
	}
	return nil
}

func members(team []model.TeamMember) []Member {
	out := make([]Member, len(team))
	for i, t := range team {
		out[i] = Member{t.Name, t.Leads, t.SignedAt}
	}
	return out
}

// papers fills in the list of evidence, the approvals, the timeline, the case.
func (s *Service) papers(ctx context.Context, by actor.Actor, m matter, out *Clue) error {
	c := m.clue
	list, err := gorm.G[model.ClueEvidence](s.DB).Where("clue_id = ?", c.ID).Order("id").Limit(200).Find(ctx)
	if err != nil {
		return fmt.Errorf("evidence: %w", err)
	}
	for _, e := range list {
		one := Evidence{Number: e.Number, On: stored(e.DatedOn)}
		if err := s.open(&one.Title, e.TitleSealed, c.Number, "evidence"); err != nil {
			return err
		}
		out.Evidence = append(out.Evidence, one)
	}
	if out.Approvals, err = approval.Of(ctx, s.DB, s.Box, by, objectClue, c.ID); err != nil {
		return err
	}
	if out.Events, err = s.events(ctx, objectClue, c.ID); err != nil {
		return err
	}
	if out.Can[ActVerifyStart] || out.Can[ActVerifyTeam] {
		if out.Candidates, err = s.candidates(ctx, actor.RoleSupervision, objectClue, c.ID, c.ID); err != nil {
			return err
		}
	}
	found, err := gorm.G[model.Case](s.DB).Where("clue_id = ?", c.ID).Limit(1).Find(ctx)
	if err != nil {
		return fmt.Errorf("case of clue: %w", err)
	}
	if len(found) == 1 {
		row := caseRow(found[0])
		out.Case = &row
	}
	return nil
}
