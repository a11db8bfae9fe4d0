package casework_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/casework"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/workday"
	"yangguang/service/store/dbtest"
)

var (
	officer    = staff(1, actor.RolePetition, "")
	manager    = staff(2, actor.RoleCaseManagement, "")
	supervisor = staff(3, actor.RoleSupervision, "第一监督检查室")
	other      = staff(4, actor.RoleSupervision, "第二监督检查室")
	head       = staff(5, actor.RoleHead, "")
)

func staff(id int64, role actor.Role, bureau string) actor.Actor {
	return actor.Actor{Kind: actor.Staff, StaffID: id, Role: role, Name: role.Label() + "甲", Bureau: bureau}
}

// told is what the petition office would hear.
type told struct {
	words []string
	due   []string
	fail  error
}

func (p *told) CaseResult(_ context.Context, _ *gorm.DB, _ actor.Actor, _ time.Time, _ int64, words string, due workday.Due) error {
	if p.fail != nil {
		return p.fail
	}
	p.words, p.due = append(p.words, words), append(p.due, due.Day.String())
	return nil
}

type bench struct {
	*casework.Service
	t      *testing.T
	ctx    context.Context
	db     *gorm.DB
	ledger *casework.Ledger
	told   *told
	now    time.Time
	n      int64
}

func newBench(t *testing.T) *bench {
	t.Helper()
	box := dbtest.Box(t)
	cal, err := workday.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	db := dbtest.New(t)
	b := &bench{t: t, ctx: t.Context(), db: db, told: &told{}, now: time.Date(2026, 3, 31, 2, 0, 0, 0, time.UTC), ledger: casework.NewLedger(db, box)}
	calendar := func(context.Context) (*workday.Calendar, error) { return cal, nil }
	b.Service = casework.New(db, box, b.told, calendar, func() time.Time { return b.now })
	for _, d := range []model.Division{{Code: "450923101000", Name: "双旺镇", Level: "town"}, {Code: "450923101201", Name: "四联村", Level: "village"}} {
		if err := db.Create(&d).Error; err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// clue registers one more and returns its row.
func (b *bench) clue() int64 {
	b.t.Helper()
	b.n++
	err := b.db.Transaction(func(tx *gorm.DB) error {
		_, err := b.ledger.Register(tx, officer, b.now, b.n, "450923101201", seal.NewSecret("危房改造资金"), seal.NewSecret("有人反映名字被冒用"))
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	c, err := gorm.G[model.Clue](b.db).Where("petition_id = ?", b.n).Take(b.ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	return c.ID
}

func (b *bench) row(id int64) model.Clue {
	b.t.Helper()
	c, err := gorm.G[model.Clue](b.db).Where("id = ?", id).Take(b.ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	return c
}

func (b *bench) assign(id int64) {
	b.t.Helper()
	if err := b.Assign(b.ctx, manager, id, b.row(id).Version, "第一监督检查室", seal.Secret{}); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) propose(id int64, opinion string) {
	b.t.Helper()
	if err := b.Propose(b.ctx, supervisor, id, b.row(id).Version, opinion, seal.NewSecret("理由写在这里")); err != nil {
		b.t.Fatal(err)
	}
}

func (b *bench) filed() (clueID, caseID int64) {
	b.t.Helper()
	id := b.clue()
	b.assign(id)
	b.propose(id, model.OpinionFile)
	if err := b.Decide(b.ctx, head, id, b.row(id).Version, true, seal.Secret{}); err != nil {
		b.t.Fatal(err)
	}
	caseID, err := b.OpenCase(b.ctx, supervisor, id, b.row(id).Version, "2026-03-31")
	if err != nil {
		b.t.Fatal(err)
	}
	return id, caseID
}

var outcome = casework.Outcome{
	Version: 1, Party: "warning", Form: "2", Found: "1,300.50", Recovered: "1300.5", Words: "有关责任人已受到处分。", ConcludedOn: "2026-03-31",
}

func TestWholeWay(t *testing.T) {
	b := newBench(t)
	clueID, caseID := b.filed()
	c := b.row(clueID)
	// One month after 31 March is 30 April, a working day.
	if c.Number != "线索〔2026〕0001" || c.State != model.ClueFiled || c.OpinionDue.UTC().Format(time.DateTime) != "2026-04-30 15:59:59" {
		t.Errorf("%s %s T4 %v", c.Number, c.State, c.OpinionDue)
	}
	k, err := b.Case(b.ctx, supervisor, caseID)
	if err != nil || k.Number != "案〔2026〕0001" || k.FiledOn.String() != "2026-03-31" || !k.CanFinish || k.Place != "双旺镇 · 四联村" {
		t.Fatalf("%+v %v", k, err)
	}
	if err := b.Conclude(b.ctx, supervisor, caseID, outcome); err != nil {
		t.Fatal(err, fault.Of(err).Fields)
	}
	if err := b.Conclude(b.ctx, supervisor, caseID, outcome); !fault.Is(err, fault.Conflict) {
		t.Errorf("concluded twice: %v", err)
	}
	cases, err := b.Cases(b.ctx, head, "", page.Request{})
	if err != nil || cases.Total != 1 || cases.Found != 130050 || cases.Recovered != 130050 || cases.Items[0].Party != "警告" || cases.Items[0].Form != 2 {
		t.Errorf("%+v %v", cases, err)
	}
	if got := b.row(clueID); got.State != model.ClueClosed {
		t.Errorf("clue %s", got.State)
	}
	if len(b.told.words) != 1 || b.told.words[0] != outcome.Words || b.told.due[0] != "2026-04-22" {
		t.Errorf("told %v by %v", b.told.words, b.told.due)
	}
	d, err := b.Clue(b.ctx, supervisor, clueID)
	if err != nil || len(d.Events) != 6 || d.Case == nil || d.Summary.Reveal() != "有人反映名字被冒用" {
		t.Errorf("%d events %v", len(d.Events), err)
	}
	if n, err := audit.Verify(b.ctx, b.db); err != nil {
		t.Errorf("after %d entries: %v", n, err)
	}
}

func TestReturnedAndEnded(t *testing.T) {
	b := newBench(t)
	id := b.clue()
	b.assign(id)
	b.propose(id, model.OpinionEnd)
	if err := b.Decide(b.ctx, head, id, b.row(id).Version, false, seal.Secret{}); !fault.Is(err, fault.Invalid) {
		t.Errorf("returned without a reason: %v", err)
	}
	if err := b.Decide(b.ctx, head, id, b.row(id).Version, false, seal.NewSecret("请再核实金额")); err != nil {
		t.Fatal(err)
	}
	if got := b.row(id); got.State != model.ClueReturned || len(b.told.words) != 0 {
		t.Errorf("%s %v", got.State, b.told.words)
	}
	b.propose(id, model.OpinionEnd)
	if err := b.Decide(b.ctx, head, id, b.row(id).Version, true, seal.Secret{}); err != nil {
		t.Fatal(err)
	}
	if got := b.row(id); got.State != model.ClueClosed || len(b.told.words) != 1 {
		t.Errorf("%s %v", got.State, b.told.words)
	}
}

func TestWhatWasApprovedIsDone(t *testing.T) {
	b := newBench(t)
	id := b.clue()
	b.assign(id)
	b.propose(id, model.OpinionVerify)
	if err := b.Decide(b.ctx, head, id, b.row(id).Version, true, seal.Secret{}); err != nil {
		t.Fatal(err)
	}
	if _, err := b.OpenCase(b.ctx, supervisor, id, b.row(id).Version, "2026-03-31"); !fault.Is(err, fault.Conflict) {
		t.Errorf("a case without approval of one: %v", err)
	}
	b.propose(id, model.OpinionFile) // after the verification
	if err := b.Decide(b.ctx, head, id, b.row(id).Version, true, seal.Secret{}); err != nil {
		t.Fatal(err)
	}
	if err := b.Propose(b.ctx, supervisor, id, b.row(id).Version, model.OpinionHold, seal.NewSecret("改主意了")); !fault.Is(err, fault.Conflict) {
		t.Errorf("another opinion after approval of a case: %v", err)
	}
}

// TestWhoSeesClues: every role but three sees none, and an office its own.
func TestWhoSeesClues(t *testing.T) {
	b := newBench(t)
	waiting := b.clue()
	id, caseID := b.filed()
	who := map[string]struct {
		by   actor.Actor
		ids  []int64
		list bool
	}{
		"case management": {manager, []int64{waiting, id}, true}, "head": {head, []int64{waiting, id}, true},
		"its office": {supervisor, []int64{id}, true}, "another office": {other, nil, true},
		"guest": {actor.Actor{Kind: actor.Guest}, nil, false}, "villager": {actor.Actor{Kind: actor.Villager, PersonID: 1}, nil, false},
	}
	for _, role := range actor.Roles {
		switch role {
		case actor.RoleCaseManagement, actor.RoleHead, actor.RoleSupervision:
		default:
			who[string(role)] = struct {
				by   actor.Actor
				ids  []int64
				list bool
			}{staff(9, role, ""), nil, false}
		}
	}
	for name, c := range who {
		l, err := b.Clues(b.ctx, c.by, "", page.Request{})
		if c.list && (err != nil || l.Total != len(c.ids) || len(l.Items) != len(c.ids)) || !c.list && !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: ledger of %d, %v", name, l.Total, err)
		}
		for _, clue := range []int64{waiting, id} {
			want := false
			for _, ok := range c.ids {
				want = want || ok == clue
			}
			_, err := b.Clue(b.ctx, c.by, clue)
			if want && err != nil || !want && !fault.Is(err, fault.NotFound) {
				t.Errorf("%s reads clue %d: %v", name, clue, err)
			}
			if want {
				continue
			}
			if err := b.Assign(b.ctx, c.by, clue, 1, "第一监督检查室", seal.Secret{}); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s assigns: %v", name, err)
			}
		}
		_, err = b.Case(b.ctx, c.by, caseID)
		if want := len(c.ids) > 0; want && err != nil || !want && !fault.Is(err, fault.NotFound) {
			t.Errorf("%s reads the case: %v", name, err)
		}
	}
}

func TestEachStepHasItsRole(t *testing.T) {
	b := newBench(t)
	id := b.clue()
	for name, err := range map[string]error{
		"the head assigns":             b.Assign(b.ctx, head, id, 1, "第一监督检查室", seal.Secret{}),
		"case management proposes":     b.Propose(b.ctx, manager, id, 1, model.OpinionFile, seal.NewSecret("理由")),
		"case management decides":      b.Decide(b.ctx, manager, id, 1, true, seal.Secret{}),
		"the petition office proposes": b.Propose(b.ctx, officer, id, 1, model.OpinionFile, seal.NewSecret("理由")),
		"on an old page":               b.Assign(b.ctx, manager, id, 0, "第一监督检查室", seal.Secret{}),
		"to no office":                 b.Assign(b.ctx, manager, id, 1, " ", seal.Secret{}),
	} {
		if err == nil || fault.Is(err, fault.Internal) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := b.row(id); got.Version != 1 {
		t.Errorf("it moved to %s", got.State)
	}
	b.assign(id)
	b.propose(id, model.OpinionFile)
	if err := b.Decide(b.ctx, supervisor, id, b.row(id).Version, true, seal.Secret{}); !fault.Is(err, fault.Forbidden) {
		t.Errorf("approved by who proposed: %v", err)
	}
}

func TestConcludeRefuses(t *testing.T) {
	b := newBench(t)
	clueID, caseID := b.filed()
	for field, change := range map[string]func(*casework.Outcome){
		"party":        func(o *casework.Outcome) { o.Party = "" },
		"admin":        func(o *casework.Outcome) { o.Admin = "beheading" },
		"other":        func(o *casework.Outcome) { o.Other = "cancelled" },
		"form":         func(o *casework.Outcome) { o.Form = "5" },
		"found":        func(o *casework.Outcome) { o.Found = "一万多" },
		"recovered":    func(o *casework.Outcome) { o.Recovered = "-1" },
		"returned":     func(o *casework.Outcome) { o.Returned = "1.999" },
		"words":        func(o *casework.Outcome) { o.Words = "好" },
		"concluded_on": func(o *casework.Outcome) { o.ConcludedOn = "2026-04-01" },
	} {
		o := outcome
		change(&o)
		if err := b.Conclude(b.ctx, supervisor, caseID, o); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	o := outcome
	o.ConcludedOn = "2026-03-30"
	if err := b.Conclude(b.ctx, supervisor, caseID, o); !strings.Contains(fault.Of(err).Fields["concluded_on"], "立案之前") {
		t.Errorf("before it was opened: %v", err)
	}
	b.told.fail = errors.New("the petition cannot be told")
	if err := b.Conclude(b.ctx, supervisor, caseID, outcome); !errors.Is(err, b.told.fail) {
		t.Errorf("%v", err)
	}
	if got := b.row(clueID); got.State != model.ClueFiled {
		t.Error("the clue closed although nobody could be told")
	}
}

func TestOnePetitionOneClue(t *testing.T) {
	b := newBench(t)
	b.clue()
	err := b.db.Transaction(func(tx *gorm.DB) error {
		_, err := b.ledger.Register(tx, officer, b.now, b.n, "450923101201", seal.NewSecret("又一条"), seal.NewSecret("同一件"))
		return err
	})
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("%v", err)
	}
	b.clue()
	l, err := b.Clues(b.ctx, manager, model.ClueRegistered, page.Request{})
	if err != nil || l.Total != 2 || l.Items[0].Number != "线索〔2026〕0002" {
		t.Errorf("the number of the refused one is lost: %+v %v", l.Items, err)
	}
}
