package casework

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// ClueRow is one line of the ledger.
type ClueRow struct {
	ID          int64
	Number      string
	Source      string
	Title       seal.Secret
	Place       string
	State       string
	StateText   string
	Unit        string
	Opinion     string // in words
	Due         *time.Time
	Provisional bool
	Left        int // days until Due, negative when it is past
	CreatedAt   time.Time
	Days        int
	Next        string // the obvious next action of this actor, in words
}

// Clues is one page of the ledger and how much lies in each state.
type Clues struct {
	page.Page[ClueRow]
	Counts map[string]int
}

// Clues lists the ledger within what the actor may see: what is open before what is
// closed, the newest first. state may be empty for all.
func (s *Service) Clues(ctx context.Context, by actor.Actor, state string, r page.Request) (Clues, error) {
	where, args, ok := sees(by)
	if !ok {
		return Clues{}, notFound()
	}
	out := Clues{Counts: map[string]int{}}
	var counts []struct {
		State string
		N     int
	}
	if err := s.db.WithContext(ctx).Model(&model.Clue{}).Select("state, COUNT(*) AS n").Where(where, args...).Group("state").Scan(&counts).Error; err != nil {
		return out, fmt.Errorf("clue counts: %w", err)
	}
	total := 0
	for _, c := range counts {
		out.Counts[c.State] = c.N
		if state == "" || state == c.State {
			total += c.N
		}
	}
	if state != "" {
		where, args = where+" AND state = ?", append(args, state)
	}
	found, err := gorm.G[model.Clue](s.db).Where(where, args...).Order("CASE WHEN state = 'closed' THEN 1 ELSE 0 END, id DESC").Limit(r.Limit()).Offset(r.Offset()).Find(ctx)
	if err != nil {
		return out, fmt.Errorf("clues: %w", err)
	}
	names, err := places(ctx, s.db, found)
	if err != nil {
		return out, err
	}
	rows := make([]ClueRow, 0, len(found))
	for _, c := range found {
		row, err := s.row(by, c, names)
		if err != nil {
			return out, err
		}
		rows = append(rows, row)
	}
	out.Page = page.Of(r, rows, total)
	return out, nil
}

func (s *Service) row(by actor.Actor, c model.Clue, names map[string]string) (ClueRow, error) {
	title, err := s.box.Open(c.TitleSealed, place("clues.title", c.Number))
	if err != nil {
		return ClueRow{}, fmt.Errorf("clue: %w", err)
	}
	row := ClueRow{
		ID: c.ID, Number: c.Number, Source: text(Sources(), c.Source), Title: title, Place: names[c.VillageCode], State: c.State,
		StateText: ClueStateText(c.State), Unit: c.Unit, Opinion: OpinionText(c.Opinion), CreatedAt: c.CreatedAt,
		Days: int(period.Here(s.clock()) - period.Here(c.CreatedAt)), Next: "查看",
	}
	if c.State == model.ClueAssigned || c.State == model.ClueReturned { // T4 runs
		row.Due, row.Provisional = c.OpinionDue, c.OpinionProvisional
		if c.OpinionDue != nil {
			row.Left = int(period.Here(*c.OpinionDue) - period.Here(s.clock()))
		}
	}
	can := allowed(c, by.Role)
	for _, n := range []struct {
		act  Action
		text string
	}{{ActOpenCase, "立案"}, {ActApprove, "审批"}, {ActEnd, "审批"}, {ActPropose, "提意见"}, {ActConclude, "办理"}} {
		if can[n.act] {
			row.Next = n.text
			break
		}
	}
	if c.State == model.ClueRegistered && can[ActAssign] {
		row.Next = "分办"
	}
	return row, nil
}

// places gives "town · village" for the clues' villages.
func places(ctx context.Context, db *gorm.DB, found []model.Clue) (map[string]string, error) {
	var codes []string
	for _, c := range found {
		if len(c.VillageCode) == 12 {
			codes = append(codes, c.VillageCode, c.VillageCode[:9]+"000")
		}
	}
	out := map[string]string{}
	if len(codes) == 0 {
		return out, nil
	}
	divisions, err := gorm.G[model.Division](db).Select("code", "name").Where("code IN ?", codes).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("clue places: %w", err)
	}
	plain := map[string]string{}
	for _, d := range divisions {
		plain[d.Code] = d.Name
	}
	for _, c := range found {
		if len(c.VillageCode) != 12 {
			continue
		}
		out[c.VillageCode] = plain[c.VillageCode]
		if town := c.VillageCode[:9] + "000"; town != c.VillageCode {
			out[c.VillageCode] = plain[town] + " · " + plain[c.VillageCode]
		}
	}
	return out, nil
}

// Clue is one clue with its timeline.
type Clue struct {
	ClueRow
	Version      int
	PetitionID   int64 // 0 when it came from elsewhere
	FindingID    int64 // 0 when it came from elsewhere
	Summary      seal.Secret
	OpinionValue string
	OpinionNote  seal.Secret
	ProposedAt   *time.Time
	Decision     seal.Secret
	DecidedAt    *time.Time
	Events       []Event
	Can          map[Action]bool
	Case         *Case // nil until one was opened
}

// Event is one line of a timeline.
type Event struct {
	At   time.Time
	What string
	Who  string
	Note seal.Secret
}

// Clue shows one clue and records that it was read.
func (s *Service) Clue(ctx context.Context, by actor.Actor, id int64) (Clue, error) {
	c, err := visible(ctx, s.db, by, id)
	if err != nil {
		return Clue{}, err
	}
	names, err := places(ctx, s.db, []model.Clue{c})
	if err != nil {
		return Clue{}, err
	}
	out := Clue{Version: c.Version, PetitionID: c.Petition(), FindingID: c.Finding(), OpinionValue: c.Opinion, ProposedAt: c.ProposedAt, DecidedAt: c.DecidedAt, Can: allowed(c, by.Role)}
	if out.ClueRow, err = s.row(by, c, names); err != nil {
		return out, err
	}
	for _, o := range []struct {
		to     *seal.Secret
		sealed []byte
		column string
	}{{&out.Summary, c.SummarySealed, "summary"}, {&out.OpinionNote, c.OpinionNoteSealed, "opinion"}, {&out.Decision, c.DecisionNoteSealed, "decision"}} {
		if *o.to, err = s.box.Open(o.sealed, place("clues."+o.column, c.Number)); err != nil {
			return out, fmt.Errorf("clue %s: %w", o.column, err)
		}
	}
	if out.Events, err = s.events(ctx, objectClue, c.ID); err != nil {
		return out, err
	}
	cases, err := gorm.G[model.Case](s.db).Where("clue_id = ?", c.ID).Limit(1).Find(ctx)
	if err != nil {
		return out, fmt.Errorf("case of clue: %w", err)
	}
	if len(cases) == 1 {
		k := caseRow(cases[0])
		out.Case = &Case{CaseRow: k, Version: cases[0].Version}
	}
	return out, s.reading(ctx, by, "clue.read", fmt.Sprintf("clue:%d", id))
}

func (s *Service) reading(ctx context.Context, by actor.Actor, action, object string) error {
	return audit.RecordAlone(ctx, s.db, by, s.clock(), action, object, nil)
}

func (s *Service) events(ctx context.Context, object string, id int64) ([]Event, error) {
	found, err := gorm.G[model.CaseworkEvent](s.db).Where("object = ? AND object_id = ?", object, id).Order("id").Limit(500).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("casework events: %w", err)
	}
	var out []Event
	for _, e := range found {
		note, err := s.box.Open(e.NoteSealed, placeEvent(object, id))
		if err != nil {
			return nil, fmt.Errorf("casework events: %w", err)
		}
		out = append(out, Event{e.At, ActionText(e.Kind), e.StaffName + "(" + actor.Role(e.StaffRole).Label() + ")", note})
	}
	return out, nil
}

// CaseRow is one line of the register of cases.
type CaseRow struct {
	ID                         int64
	Number                     string
	ClueID                     int64
	State                      string
	StateText                  string
	FiledOn                    period.Day
	ConcludedOn                period.Day // 0 until concluded
	Party, Admin, Other        string     // in words
	Form                       int
	Found, Recovered, Returned money.Fen
	Words                      string
}

func caseRow(k model.Case) CaseRow {
	row := CaseRow{
		ID: k.ID, Number: k.Number, ClueID: k.ClueID, State: k.State, StateText: CaseStateText(k.State), FiledOn: period.Stored(k.FiledOn),
		Party: text(PartyOutcomes(), k.OutcomeParty), Admin: text(AdminOutcomes(), k.OutcomeAdmin), Other: text(OtherOutcomes(), k.OutcomeOther),
		Form: k.FormOfFour, Found: money.Fen(k.FoundFen), Recovered: money.Fen(k.RecoveredFen), Returned: money.Fen(k.ReturnedFen), Words: k.ResultPublic,
	}
	if k.ConcludedOn != nil {
		row.ConcludedOn = period.Stored(*k.ConcludedOn)
	}
	return row
}

// Case is one case with its clue's title and its timeline.
type Case struct {
	CaseRow
	Version    int
	ClueNumber string
	ClueTitle  seal.Secret
	Place      string
	Unit       string
	Note       seal.Secret
	Events     []Event
	CanFinish  bool
}

// Cases is one page of the register and its sums.
type Cases struct {
	page.Page[CaseRow]
	Counts           map[string]int
	Found, Recovered money.Fen // of all the actor may see
}

// Cases lists the cases whose clues the actor may see, the newest first.
func (s *Service) Cases(ctx context.Context, by actor.Actor, state string, r page.Request) (Cases, error) {
	where, args, ok := sees(by)
	if !ok {
		return Cases{}, notFound()
	}
	out := Cases{Counts: map[string]int{}}
	where = "clue_id IN (SELECT id FROM clues WHERE " + where + ")"
	var sums []struct {
		State            string
		N                int
		Found, Recovered int64
	}
	err := s.db.WithContext(ctx).Model(&model.Case{}).
		Select("state, COUNT(*) AS n, SUM(found_fen) AS found, SUM(recovered_fen) AS recovered").Where(where, args...).Group("state").Scan(&sums).Error
	if err != nil {
		return out, fmt.Errorf("case sums: %w", err)
	}
	total := 0
	for _, c := range sums {
		out.Counts[c.State] = c.N
		out.Found, out.Recovered = out.Found+money.Fen(c.Found), out.Recovered+money.Fen(c.Recovered)
		if state == "" || state == c.State {
			total += c.N
		}
	}
	if state != "" {
		where, args = where+" AND state = ?", append(args, state)
	}
	found, err := gorm.G[model.Case](s.db).Where(where, args...).Order("id DESC").Limit(r.Limit()).Offset(r.Offset()).Find(ctx)
	if err != nil {
		return out, fmt.Errorf("cases: %w", err)
	}
	rows := make([]CaseRow, 0, len(found))
	for _, k := range found {
		rows = append(rows, caseRow(k))
	}
	out.Page = page.Of(r, rows, total)
	return out, nil
}

// Case shows one case and records that it was read.
func (s *Service) Case(ctx context.Context, by actor.Actor, id int64) (Case, error) {
	k, c, err := s.caseOf(ctx, by, id)
	if err != nil {
		return Case{}, err
	}
	names, err := places(ctx, s.db, []model.Clue{c})
	if err != nil {
		return Case{}, err
	}
	out := Case{CaseRow: caseRow(k), Version: k.Version, ClueNumber: c.Number, Place: names[c.VillageCode], Unit: c.Unit, CanFinish: allowed(c, by.Role)[ActConclude]}
	if out.ClueTitle, err = s.box.Open(c.TitleSealed, place("clues.title", c.Number)); err != nil {
		return out, fmt.Errorf("case: %w", err)
	}
	if out.Note, err = s.box.Open(k.ResultNoteSealed, place("cases.result", k.Number)); err != nil {
		return out, fmt.Errorf("case: %w", err)
	}
	if out.Events, err = s.events(ctx, objectCase, id); err != nil {
		return out, err
	}
	return out, s.reading(ctx, by, "case.read", fmt.Sprintf("case:%d", id))
}
