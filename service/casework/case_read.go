package casework

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// CaseRow is one line of the register of cases.
type CaseRow struct {
	ID                                  int64
	Number                              string
	ClueID                              int64
	State                               string
	StateText                           string
	FiledOn                             period.Day // 0 until it was opened
	ConcludedOn                         period.Day // 0 until decided
	Party, Admin, Other                 string     // in words
	Form                                int
	Found, Ordered, Recovered, Returned money.Fen
	Words                               string
	Clock                               *timer.Clock // the one that ends first; nil when none runs
	Next                                string       // the obvious next action of this actor, in words
	Act                                 bool         // there is one
}

func caseRow(k model.Case) CaseRow {
	row := CaseRow{
		ID: k.ID, Number: k.Number, ClueID: k.ClueID, State: k.State, StateText: CaseStateText(k.State), Next: "查看",
		Party: text(PartyOutcomes(), k.OutcomeParty), Admin: text(AdminOutcomes(), k.OutcomeAdmin), Other: text(OtherOutcomes(), k.OutcomeOther),
		Form: k.FormOfFour, Found: money.Fen(k.FoundFen), Ordered: money.Fen(k.OrderedFen), Recovered: money.Fen(k.RecoveredFen), Returned: money.Fen(k.ReturnedFen),
		Words: k.ResultPublic, ConcludedOn: stored(k.ConcludedOn),
	}
	if k.OutcomeOther == outcomeCancelled {
		row.Other = "撤销案件"
	}
	if k.FiledAt != nil {
		row.FiledOn = period.Stored(k.FiledOn)
	}
	return row
}

// Cases is one page of the register and its sums.
type Cases struct {
	page.Page[CaseRow]
	Counts                              map[string]int // by state, whatever the filter
	Found, Ordered, Recovered, Returned money.Fen      // of what the list is narrowed to
	Late                                int
}

// Cases lists the cases whose clues the actor may see, the newest first.
func (s *Service) Cases(ctx context.Context, by actor.Actor, f Filter, r page.Request) (Cases, error) {
	where, args, ok := seesCases(by)
	if !ok {
		return Cases{}, noCase()
	}
	out := Cases{Counts: map[string]int{}}
	var sums []struct {
		State   string
		N, Late int
	}
	err := s.DB.WithContext(ctx).Model(&model.Case{}).
		Select("cases.state, COUNT(*) AS n, SUM(CASE WHEN "+lateCase+" THEN 1 ELSE 0 END) AS late", s.clock()).
		Where(where, args...).Group("cases.state").Scan(&sums).Error
	if err != nil {
		return out, fmt.Errorf("case counts: %w", err)
	}
	for _, c := range sums {
		out.Counts[c.State], out.Late = c.N, out.Late+c.Late
	}
	q := func() *gorm.DB {
		return f.cases(s.DB.WithContext(ctx).Model(&model.Case{}).Where(where, args...), by, s.clock())
	}
	var total struct{ N, Found, Ordered, Recovered, Given int64 }
	err = q().Select("COUNT(*) AS n, COALESCE(SUM(cases.found_fen), 0) AS found, COALESCE(SUM(cases.ordered_fen), 0) AS ordered, " +
		"COALESCE(SUM(cases.recovered_fen), 0) AS recovered, COALESCE(SUM(cases.returned_fen), 0) AS given").Scan(&total).Error
	if err != nil {
		return out, fmt.Errorf("case sums: %w", err)
	}
	out.Found, out.Ordered, out.Recovered, out.Returned = money.Fen(total.Found), money.Fen(total.Ordered), money.Fen(total.Recovered), money.Fen(total.Given)
	var found []model.Case
	if err := q().Order("cases.id DESC").Limit(r.Limit()).Offset(r.Offset()).Find(&found).Error; err != nil {
		return out, fmt.Errorf("cases: %w", err)
	}
	rows, err := s.caseRows(ctx, by, found)
	out.Page = page.Of(r, rows, int(total.N))
	return out, err
}

func (f Filter) cases(q *gorm.DB, by actor.Actor, now time.Time) *gorm.DB {
	if f.State != "" {
		q = q.Where("cases.state = ?", f.State)
	}
	if f.Unit != "" {
		q = q.Where("EXISTS (SELECT 1 FROM clues u WHERE u.id = cases.clue_id AND u.unit = ?)", f.Unit)
	}
	if f.Overdue {
		q = q.Where(lateCase, now)
	}
	if f.Waiting {
		q = q.Where(askCase, string(by.Role))
	}
	if f.Source != "" {
		q = q.Where("EXISTS (SELECT 1 FROM clues o WHERE o.id = cases.clue_id AND o.source = ?)", f.Source)
	}
	return f.Counted.cases(q)
}

func (s *Service) caseRows(ctx context.Context, by actor.Actor, found []model.Case) ([]CaseRow, error) {
	ids := make([]int64, len(found))
	for i, k := range found {
		ids[i] = k.ID
	}
	book, err := s.Clocks(ctx)
	if err != nil {
		return nil, fmt.Errorf("cases: %w", err)
	}
	running, err := timer.Running(ctx, s.DB, book, objectCase, ids, s.clock())
	if err != nil {
		return nil, err
	}
	rows := make([]CaseRow, 0, len(found))
	for _, k := range found {
		row := caseRow(k)
		if c := running[k.ID]; len(c) > 0 {
			row.Clock = &c[0]
		}
		if n, ok := dueStages[k.State]; ok && by.Is(n.role) {
			row.Next, row.Act = n.words, true
		}
		rows = append(rows, row)
	}
	return rows, nil
}

var dueStages = map[string]dueStep{
	model.CaseProposed: {actor.RoleHead, "审批"}, model.CaseFiled: {actor.RoleSupervision, "开始审查调查"}, model.CaseInvestigating: {actor.RoleSupervision, "移送审理"},
	model.CaseToTrial: {actor.RoleTrial, "受理"}, model.CaseTrialAccepted: {actor.RoleTrial, "成立审理组"}, model.CaseSupplement: {actor.RoleSupervision, "补证"},
	model.CaseTrial: {actor.RoleTrial, "审理"}, model.CaseSanction: {actor.RoleHead, "审批"}, model.CaseAnnounced: {actor.RoleSupervision, "宣布送达"},
	model.CaseExecuting: {actor.RoleSupervision, "执行"}, model.CaseAppealed: {actor.RoleTrial, "复查"},
}

// Case is one case with its clue's title and its timeline.
type Case struct {
	CaseRow
	Version     int
	ClueNumber  string
	ClueTitle   seal.Secret
	ClueOpen    bool // the actor may read the clue, too
	Place       string
	Village     string // its code
	Unit        string
	Rank, Level string // in words
	Complex     bool
	Appeal      string // in words
	Note        seal.Secret
	Clocks      []timer.Clock
	Team        []Member
	Returns     []Return
	Confirmed   money.Fen   // of Returned, what households say they received
	Owing       string      // of an archived case: what is to be paid in or given back still
	OwingWhy    seal.Secret // and why it was archived all the same
	Stages      []Stage
	Approvals   []approval.View
	Candidates  []Candidate
	Events      []Event
	Can         map[Action]bool
}

// Return is money given back to a household, as the office sees it.
type Return struct {
	ID         int64
	Name       string
	Place      string
	Amount     money.Fen
	On         period.Day
	Void       bool        // it was a mistake and counts no more
	Why        seal.Secret // it was
	Answer     string      // a value of Answers; "" none yet
	AnswerText string
	Words      seal.Secret
	AnsweredAt *time.Time
}

// Stage is one of the ten steps of a case.
type Stage struct {
	Text      string
	On        period.Day // 0 when it was not reached
	Done, Now bool
}

// Case shows one case and records that it was read.
func (s *Service) Case(ctx context.Context, by actor.Actor, id int64) (Case, error) {
	k, c, err := s.visibleCase(ctx, by, id)
	if err != nil {
		return Case{}, err
	}
	m, err := s.caseMatter(ctx, k, c)
	if err != nil {
		return Case{}, err
	}
	rows, err := s.caseRows(ctx, by, []model.Case{k})
	if err != nil {
		return Case{}, err
	}
	names, err := places(ctx, s.DB, []model.Clue{c})
	if err != nil {
		return Case{}, err
	}
	out := Case{
		CaseRow: rows[0], Version: k.Version, ClueNumber: c.Number, ClueOpen: !by.Is(actor.RoleTrial), Place: names[c.VillageCode], Village: c.VillageCode, Unit: c.Unit,
		Rank: text(Ranks(), k.PersonRank), Level: text(Levels(), k.SanctionLevel), Complex: k.Complex, Appeal: text(AppealKinds(), k.AppealKind),
		Team: members(m.team), Can: m.can(by),
	}
	if err := s.open(&out.ClueTitle, c.TitleSealed, c.Number, "title"); err != nil {
		return out, err
	}
	if out.Note, err = s.Box.Open(k.ResultNoteSealed, place("cases.result", k.Number)); err != nil {
		return out, fmt.Errorf("case: %w", err)
	}
	if err := s.caseParts(ctx, by, k, &out); err != nil {
		return out, err
	}
	return out, s.reading(ctx, by, "case.read", fmt.Sprintf("case:%d", id))
}

func (s *Service) caseParts(ctx context.Context, by actor.Actor, k model.Case, out *Case) error {
	book, err := s.Clocks(ctx)
	if err != nil {
		return fmt.Errorf("case: %w", err)
	}
	running, err := timer.Running(ctx, s.DB, book, objectCase, []int64{k.ID}, s.clock())
	if err != nil {
		return err
	}
	out.Clocks = running[k.ID]
	if out.Events, err = s.events(ctx, objectCase, k.ID); err != nil {
		return err
	}
	if k.State == model.CaseArchived {
		out.Owing = owing(k)
		for _, e := range out.Events { // the last time counts
			if e.Kind == ActArchive {
				out.OwingWhy = e.Note
			}
		}
	}
	if out.Stages, err = s.stages(ctx, k); err != nil {
		return err
	}
	if out.Approvals, err = approval.Of(ctx, s.DB, s.Box, by, objectCase, k.ID); err != nil {
		return err
	}
	if out.Can[ActTrialStart] {
		if out.Candidates, err = s.candidates(ctx, actor.RoleTrial, objectCase, k.ID, k.ClueID); err != nil {
			return err
		}
	}
	return s.returns(ctx, k, out)
}

// line is K1–K10: the step that leads into each stage, and the states of it.
var line = []struct {
	text   string
	begins []Action
	states []string
}{
	{"立案呈批", []Action{ActOpenCase, ActFileAsk}, []string{model.CaseProposed}},
	{"立案", []Action{ActFileApprove}, []string{model.CaseFiled}},
	{"审查调查", []Action{ActInvestigate}, []string{model.CaseInvestigating}},
	{"移送审理", []Action{ActToTrial}, []string{model.CaseToTrial}},
	{"受理", []Action{ActTrialAccept, ActSupplement}, []string{model.CaseTrialAccepted, model.CaseSupplement}},
	{"审理", []Action{ActTrialStart}, []string{model.CaseTrial, model.CaseAppealed}},
	{"处分审批", []Action{ActSanctionAsk}, []string{model.CaseSanction}},
	{"宣布送达", []Action{ActSanctionApprove}, []string{model.CaseAnnounced}},
	{"执行", []Action{ActAnnounce}, []string{model.CaseExecuting}},
	{"归档", []Action{ActArchive}, []string{model.CaseArchived}},
}

// stages is the line of K1–K10 with the day each was reached.
func (s *Service) stages(ctx context.Context, k model.Case) ([]Stage, error) {
	found, err := gorm.G[model.CaseworkEvent](s.DB).Where("object = ? AND object_id = ?", objectCase, k.ID).Order("id").Limit(500).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("case stages: %w", err)
	}
	now := slices.IndexFunc(line, func(l struct {
		text   string
		begins []Action
		states []string
	}) bool {
		return slices.Contains(l.states, k.State)
	})
	out := make([]Stage, len(line))
	for i, l := range line {
		out[i] = Stage{Text: l.text, Now: i == now}
		for _, e := range found {
			if slices.Contains(l.begins, Action(e.Kind)) {
				out[i].On = period.Here(e.At)
				if e.OnDay != nil {
					out[i].On = period.Stored(*e.OnDay)
				}
			}
		}
		out[i].Done = i < now || out[i].On != 0 && now < 0 || k.State == model.CaseArchived
	}
	if k.State == model.CaseSupplement {
		out[4].Text = "退回补证"
	}
	return out, nil
}

func (s *Service) returns(ctx context.Context, k model.Case, out *Case) error {
	found, err := gorm.G[model.CaseReturn](s.DB).Where("case_id = ?", k.ID).Order("id").Limit(500).Find(ctx)
	if err != nil {
		return fmt.Errorf("returns: %w", err)
	}
	villages := make([]model.Clue, len(found))
	for i, r := range found {
		villages[i].VillageCode = r.VillageCode
	}
	names, err := places(ctx, s.DB, villages)
	if err != nil {
		return err
	}
	for _, r := range found {
		one := Return{
			ID: r.ID, Void: r.VoidedAt != nil, Name: r.NameGiven, Place: names[r.VillageCode], Amount: money.Fen(r.AmountFen), On: period.Stored(r.ReturnedOn), Answer: r.Answer,
			AnswerText: text(Answers(), r.Answer), AnsweredAt: r.AnsweredAt,
		}
		if one.Words, err = s.Box.Open(r.AnswerSealed, placeID("case_returns.answer", r.ID)); err != nil {
			return fmt.Errorf("return: %w", err)
		}
		if one.Why, err = s.Box.Open(r.VoidReasonSealed, placeID("case_returns.void", r.ID)); err != nil {
			return fmt.Errorf("return: %w", err)
		}
		if r.Answer == AnswerReceived && !one.Void {
			out.Confirmed += one.Amount
		}
		out.Returns = append(out.Returns, one)
	}
	if !slices.ContainsFunc(out.Returns, func(r Return) bool { return !r.Void }) {
		delete(out.Can, ActVoidAsk)
	}
	return nil
}
