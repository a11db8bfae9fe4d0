package casework

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/naming"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// Filter is what a list is narrowed to; empty fields narrow nothing.
type Filter struct {
	State   string
	Source  string // clues only
	Unit    string
	Opinion string // clues only: one of the four ways, as it was approved
	Overdue bool
	Waiting bool // what waits for the actor's word
	Counted Counted
}

// ClueRow is one line of the ledger.
type ClueRow struct {
	ID        int64
	Number    string
	Source    string // in words
	Superior  bool
	Title     seal.Secret
	Place     string
	State     string
	StateText string
	Unit      string
	Opinion   string       // in words
	Clock     *timer.Clock // the one that ends first; nil when none runs
	Colour    timer.Colour
	CreatedAt time.Time
	Days      int
	Next      string // the obvious next action of this actor, in words
	Act       bool   // there is one
}

// Clues is one page of the ledger, and how much lies in each state and way.
type Clues struct {
	page.Page[ClueRow]
	Counts map[string]int // by state, whatever the filter
	Ways   map[string]int // by approved opinion, whatever the filter
	Late   int
}

// Clues lists the ledger within what the actor may see: what is open before
// what is closed, the newest first.
func (s *Service) Clues(ctx context.Context, by actor.Actor, f Filter, r page.Request) (Clues, error) {
	where, args, ok := sees(by)
	if !ok {
		return Clues{}, notFound()
	}
	out := Clues{Counts: map[string]int{}, Ways: map[string]int{}}
	if err := s.clueCounts(ctx, &out, where, args); err != nil {
		return out, err
	}
	late, err := gorm.G[model.Clue](s.DB).Where(where, args...).Where(lateClue, s.clock()).Count(ctx, "*")
	if err != nil {
		return out, fmt.Errorf("late clues: %w", err)
	}
	out.Late = int(late)
	q := func() *gorm.DB {
		return f.clues(s.DB.WithContext(ctx).Model(&model.Clue{}).Where(where, args...), by, s.clock())
	}
	var total int64
	if err := q().Count(&total).Error; err != nil {
		return out, fmt.Errorf("clues: %w", err)
	}
	var found []model.Clue
	if err := q().Order("CASE WHEN clues.state = 'closed' THEN 1 ELSE 0 END, clues.id DESC").Limit(r.Limit()).Offset(r.Offset()).Find(&found).Error; err != nil {
		return out, fmt.Errorf("clues: %w", err)
	}
	rows, err := s.rows(ctx, by, found)
	out.Page = page.Of(r, rows, int(total))
	return out, err
}

func (s *Service) clueCounts(ctx context.Context, out *Clues, where string, args []any) error {
	var counts []struct {
		State, Opinion string
		N              int
	}
	err := s.DB.WithContext(ctx).Model(&model.Clue{}).Select("clues.state, clues.opinion, COUNT(*) AS n").Where(where, args...).Group("clues.state, clues.opinion").Scan(&counts).Error
	if err != nil {
		return fmt.Errorf("clue counts: %w", err)
	}
	for _, c := range counts {
		out.Counts[c.State] += c.N
		if way := wayOf(c.State, c.Opinion); way != "" {
			out.Ways[way] += c.N
		}
	}
	return nil
}

// wayOf is which of the four ways was approved for a clue: 立案 comes of 初步核实.
func wayOf(state, opinion string) string {
	switch {
	case opinion == "" || state == model.ClueProposed || state == model.ClueReturned || state == model.ClueAssigned:
		return ""
	case opinion == model.OpinionFile:
		return model.OpinionVerify
	}
	return opinion
}

func (f Filter) clues(q *gorm.DB, by actor.Actor, now time.Time) *gorm.DB {
	if f.State != "" {
		q = q.Where("clues.state = ?", f.State)
	}
	if f.Source != "" {
		q = q.Where("clues.source = ?", f.Source)
	}
	if f.Unit != "" {
		q = q.Where("clues.unit = ?", f.Unit)
	}
	if f.Opinion != "" {
		of := []string{f.Opinion}
		if f.Opinion == model.OpinionVerify {
			of = append(of, model.OpinionFile)
		}
		q = q.Where("clues.opinion IN ? AND clues.state NOT IN ?", of, []string{model.ClueProposed, model.ClueReturned, model.ClueAssigned})
	}
	if f.Overdue {
		q = q.Where(lateClue, now)
	}
	if f.Waiting {
		q = q.Where(askClue, string(by.Role))
	}
	return f.Counted.clues(q)
}

func (s *Service) rows(ctx context.Context, by actor.Actor, found []model.Clue) ([]ClueRow, error) {
	names, err := places(ctx, s.DB, found)
	if err != nil {
		return nil, err
	}
	ids := make([]int64, len(found))
	for i, c := range found {
		ids[i] = c.ID
	}
	book, err := s.Clocks(ctx)
	if err != nil {
		return nil, fmt.Errorf("clues: %w", err)
	}
	running, err := timer.Running(ctx, s.DB, book, objectClue, ids, s.clock())
	if err != nil {
		return nil, err
	}
	colours, err := Colours(ctx, s.DB, book, found, s.clock())
	if err != nil {
		return nil, err
	}
	rows := make([]ClueRow, 0, len(found))
	for _, c := range found {
		row, err := s.row(by, c, names, running[c.ID])
		if err != nil {
			return nil, err
		}
		row.Colour = colours[c.ID]
		rows = append(rows, row)
	}
	return rows, nil
}

func (s *Service) row(by actor.Actor, c model.Clue, names map[string]string, running []timer.Clock) (ClueRow, error) {
	title, err := s.Box.Open(c.TitleSealed, place("clues.title", c.Number))
	if err != nil {
		return ClueRow{}, fmt.Errorf("clue: %w", err)
	}
	row := ClueRow{
		ID: c.ID, Number: c.Number, Source: text(Sources(), c.Source), Superior: c.Superior, Title: title, Place: names[c.VillageCode], State: c.State,
		StateText: ClueStateText(c.State), Unit: c.Unit, Opinion: OpinionText(c.Opinion), CreatedAt: c.CreatedAt,
		Days: int(period.Here(s.clock()) - period.Here(c.CreatedAt)), Next: "查看",
	}
	if c.State == model.ClueClosed {
		row.StateText = text(ClosedAs(), c.ClosedAs)
		if row.StateText == "" {
			row.StateText = ClueStateText(c.State)
		}
	}
	if len(running) > 0 {
		row.Clock = &running[0]
	}
	if n, ok := dueSteps[c.State]; ok && by.Is(n.role) {
		row.Next, row.Act = n.words, true
	}
	return row, nil
}

// dueStep is whose turn it is in a state, and what they do.
type dueStep struct {
	role  actor.Role
	words string
}

var dueSteps = map[string]dueStep{
	model.ClueRegistered: {actor.RoleCaseManagement, "分办"}, model.ClueAssignProposed: {actor.RoleHead, "审批"}, model.ClueAssignApproved: {actor.RoleSupervision, "签收"},
	model.ClueAssigned: {actor.RoleSupervision, "提意见"}, model.ClueReturned: {actor.RoleSupervision, "提意见"}, model.ClueProposed: {actor.RoleHead, "审批"},
	model.ClueApproved: {actor.RoleSupervision, "办理"}, model.ClueTalkPlan: {actor.RoleHead, "审批"}, model.ClueTalkApproved: {actor.RoleSupervision, "谈话函询"},
	model.ClueTalkSent: {actor.RoleSupervision, "登记答复"}, model.ClueTalkReplied: {actor.RoleSupervision, "写报告"}, model.ClueTalkReported: {actor.RoleHead, "审批"},
	model.ClueVerifyPlan: {actor.RoleHead, "审批"}, model.ClueVerifyApproved: {actor.RoleSupervision, "成立核查组"}, model.ClueVerifyRunning: {actor.RoleSupervision, "核实"},
	model.ClueVerifyReported: {actor.RoleHead, "审批"}, model.ClueHeld: {actor.RoleSupervision, "重新研究"},
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
	plain, err := naming.Divisions(ctx, db, codes)
	if err != nil {
		return nil, err
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

// Event is one line of a timeline.
type Event struct {
	Kind      Action
	At        time.Time
	What      string
	Who       string
	On        period.Day // 0 is the day of At
	Reference string
	Note      seal.Secret
}

func (s *Service) events(ctx context.Context, object string, id int64) ([]Event, error) {
	found, err := gorm.G[model.CaseworkEvent](s.DB).Where("object = ? AND object_id = ?", object, id).Order("id").Limit(500).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("casework events: %w", err)
	}
	var out []Event
	for _, e := range found {
		note, err := s.Box.Open(e.NoteSealed, placeEvent(object, id))
		if err != nil {
			return nil, fmt.Errorf("casework events: %w", err)
		}
		one := Event{Kind: Action(e.Kind), At: e.At, What: ActionText(e.Kind), Who: "系统", Reference: e.Reference, Note: note}
		if e.StaffID != 0 {
			one.Who = e.StaffName + "(" + actor.Role(e.StaffRole).Label() + ")"
		}
		if e.OnDay != nil {
			one.On = period.Stored(*e.OnDay)
		}
		out = append(out, one)
	}
	return out, nil
}

func (s *Service) reading(ctx context.Context, by actor.Actor, action, object string) error {
	return audit.RecordAlone(ctx, s.DB, by, s.clock(), action, object, nil)
}
