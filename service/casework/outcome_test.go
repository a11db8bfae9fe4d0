package casework_test

import (
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/casework"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest"
)

// TestPowersOfTheTown walks the whole matrix of the rule book.
func TestPowersOfTheTown(t *testing.T) {
	party := map[string]casework.Level{
		"": casework.LevelTownCommission, "warning": casework.LevelTownCommission, "serious_warning": casework.LevelTownCommission,
		"removal": casework.LevelTownParty, "probation": casework.LevelTownParty, "expulsion": casework.LevelCounty,
	}
	for p, simple := range party {
		for _, rank := range casework.Ranks() {
			for _, complicated := range []bool{false, true} {
				for _, admin := range append([]casework.Choice{{}}, casework.AdminOutcomes()...) {
					for _, o := range append([]casework.Choice{{}}, casework.OtherOutcomes()...) {
						want := simple
						if complicated || admin.Value != "" || o.Value == "prosecution" || rank.Value == casework.RankTownship {
							want = casework.LevelCounty
						}
						s := casework.Sanction{Party: p, Admin: admin.Value, Other: o.Value, Rank: rank.Value, Complex: complicated}
						if got := casework.Power(s); got != want {
							t.Errorf("%+v: %s, want %s", s, got, want)
						}
					}
				}
			}
		}
	}
	for _, c := range []struct {
		have, need casework.Level
		want       bool
	}{
		{casework.LevelTownCommission, casework.LevelTownParty, false}, {casework.LevelTownParty, casework.LevelTownCommission, true},
		{casework.LevelCounty, casework.LevelTownParty, true}, {"", casework.LevelTownCommission, false}, {casework.LevelTownParty, casework.LevelCounty, false},
	} {
		if got := c.have.Covers(c.need); got != c.want {
			t.Errorf("%s covers %s: %v", c.have, c.need, got)
		}
	}
}

// lives makes somebody of the village with a binding, and gives the actor.
func (b *bench) lives(person int64, name, household, relation string) actor.Actor {
	b.t.Helper()
	day := period.Here(b.now).Time()
	if person == 1 {
		b.create(&model.Batch{ID: 1, Kind: "residents", Status: model.BatchLoaded, FileDigest: []byte{1}, AsOf: day, CreatedAt: b.now})
	}
	b.create(&model.Person{ID: person, IDDigest: []byte{byte(person)}, IDSealed: []byte{1}, IDGrade: "A", Name: name, CreatedAt: b.now})
	b.create(&model.Resident{ID: person, PersonID: person, HouseholdNo: household, Relation: relation, VillageCode: silian, BatchID: 1, ValidFrom: day})
	b.create(&model.Binding{WechatUserID: person, PersonID: person, BoundAt: b.now})
	return actor.Actor{Kind: actor.Villager, WechatUserID: person, PersonID: person}
}

func TestMoneyGoesBackAndIsConfirmed(t *testing.T) {
	b := newBench(t)
	_, k := b.announced()
	owner, wife := b.lives(1, "甲示例", "H1", "户主"), b.lives(2, "乙示例", "H1", "配偶")
	stranger := b.lives(3, "丙示例", "H2", "户主")
	give := func(person int64, amount string) error {
		return b.tryCase(supervisor, k, casework.ActGiveBack, func(s *casework.CaseStep) { s.Village, s.Person, s.Amount = silian, person, amount })
	}
	if err := give(2, "300"); fault.Of(err).Fields["amount"] == "" {
		t.Errorf("given back before it was paid in: %v", err)
	}
	b.doCase(supervisor, k, casework.ActPaid)
	if err := give(99, "300"); fault.Of(err).Fields["person"] == "" {
		t.Errorf("to nobody of the village: %v", err)
	}
	for person, amount := range map[int64]string{2: "1000.50", 3: "300"} {
		if err := give(person, amount); err != nil {
			t.Fatal(err, fault.Of(err).Fields)
		}
	}
	if err := give(3, "0.01"); fault.Of(err).Fields["amount"] == "" {
		t.Errorf("more than was paid in: %v", err)
	}
	promises, err := gorm.G[model.OutboxEvent](b.db).Where("topic = ?", casework.TopicReturned).Order("id").Find(b.ctx)
	if err != nil || len(promises) != 2 {
		t.Fatalf("%+v %v", promises, err)
	}
	found, err := b.Residents(b.ctx, supervisor, k, silian, "乙示")
	if err != nil || len(found) != 1 || found[0].Household != "H1" || found[0].Relation != "配偶" {
		t.Errorf("%+v %v", found, err)
	}
	if _, err := b.Residents(b.ctx, other, k, silian, "乙示"); !fault.Is(err, fault.NotFound) {
		t.Errorf("another office looks people up: %v", err)
	}
	own, err := b.OwnReturns(b.ctx, owner) // the head of her household
	if err != nil || len(own) != 1 || own[0].Amount != 100050 {
		t.Fatalf("%+v %v", own, err)
	}
	id := own[0].ID
	if err := b.Confirm(b.ctx, stranger, id, casework.AnswerReceived, seal.Secret{}); !fault.Is(err, fault.NotFound) {
		t.Errorf("confirmed by a stranger: %v", err)
	}
	if _, err := b.OwnReturns(b.ctx, actor.Actor{Kind: actor.Villager, WechatUserID: 9, PersonID: 2}); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("without a binding: %v", err)
	}
	if err := b.Confirm(b.ctx, wife, id, casework.AnswerWrong, seal.Secret{}); fault.Of(err).Fields["words"] == "" {
		t.Errorf("another sum without the sum: %v", err)
	}
	if err := b.Confirm(b.ctx, wife, id, casework.AnswerWrong, seal.NewSecret("只有900元")); err != nil {
		t.Fatal(err)
	}
	today, err := b.Today(b.ctx, supervisor)
	if err != nil || len(today) != 5 || today[4].Key != "cases.disputed" || today[4].N != 1 {
		t.Errorf("%+v %v", today, err)
	}
	one, err := b.Case(b.ctx, supervisor, k)
	if err != nil || one.Confirmed != 0 || one.Returned != 130050 || one.Returns[0].Answer == "" && one.Returns[1].Answer == "" {
		t.Errorf("%+v %v", one.Returns, err)
	}
	if err := b.Confirm(b.ctx, wife, id, casework.AnswerReceived, seal.Secret{}); err != nil { // the rest came
		t.Fatal(err)
	}
	if err := b.Confirm(b.ctx, wife, id, casework.AnswerMissing, seal.Secret{}); !fault.Is(err, fault.Conflict) {
		t.Errorf("taken back: %v", err)
	}
	if one, err := b.Case(b.ctx, supervisor, k); err != nil || one.Confirmed != 100050 {
		t.Errorf("%v %v", one.Confirmed, err)
	}
}

func TestANameIsCleared(t *testing.T) {
	b := newBench(t)
	id := b.assigned()
	b.do(supervisor, id, casework.ActPropose, opinion(model.OpinionEnd))
	b.do(head, id, casework.ActEnd)
	ask := func(s *casework.Step) {
		s.Scope, s.Told = "village", seal.NewSecret("经核实，钱是按名单发的，您说的情况是误会。")
	}
	if err := b.try(supervisor, id, casework.ActClarifyAsk); fault.Of(err).Fields["scope"] == "" || fault.Of(err).Fields["told"] == "" {
		t.Errorf("%v", err)
	}
	if err := b.try(supervisor, id, casework.ActClarifyDone); !fault.Is(err, fault.Conflict) {
		t.Errorf("given before it was approved: %v", err)
	}
	b.do(supervisor, id, casework.ActClarifyAsk, ask)
	b.do(head, id, casework.ActClarifyRefuse)
	b.do(supervisor, id, casework.ActClarifyAsk, ask)
	b.do(head, id, casework.ActClarifyAgree)
	b.do(supervisor, id, casework.ActClarifyDone)
	if n := len(b.told.words); n != 2 || b.told.words[1] != "经核实，钱是按名单发的，您说的情况是误会。" {
		t.Errorf("the reporter hears %q", b.told.words)
	}
	c, err := b.Clue(b.ctx, head, id)
	if err != nil || c.Clear == nil || c.Clear.Scope != "在村里公开" || c.Clear.DoneOn.String() != "2026-03-31" {
		t.Errorf("%+v %v", c.Clear, err)
	}
}

// TestSlanderIsOnlySuspected: the county marks and reports; it finds nothing.
func TestSlanderIsOnlySuspected(t *testing.T) {
	b := newBench(t)
	id := b.assigned()
	before := b.running(model.ObjectClue, id)
	b.do(supervisor, id, casework.ActSlanderAsk)
	b.do(head, id, casework.ActSlanderRefuse)
	b.do(supervisor, id, casework.ActSlanderAsk)
	b.do(head, id, casework.ActSlanderAgree)
	if err := b.try(supervisor, id, casework.ActSlanderAsk); !fault.Is(err, fault.Conflict) {
		t.Errorf("marked twice: %v", err)
	}
	c, err := b.Clue(b.ctx, supervisor, id)
	if err != nil || !c.Slander || c.State != model.ClueAssigned {
		t.Errorf("%v %s %v", c.Slander, c.State, err)
	}
	if after := b.running(model.ObjectClue, id); len(after) != len(before) {
		t.Errorf("clocks %v, before %v", after, before)
	}
}

func TestAnAppealIsLookedAtByOthers(t *testing.T) {
	b := newBench(t)
	_, k := b.announced()
	b.doCase(manager, k, casework.ActAppeal)
	if got := b.running(model.ObjectCase, k); got["T10"] != "2026-04-30" || len(got) != 1 {
		t.Errorf("%v", got)
	}
	if err := b.tryCase(judge, k, casework.ActAppealPropose); !fault.Is(err, fault.Conflict) {
		t.Errorf("by who tried it: %v", err)
	}
	b.doCase(reviewer, k, casework.ActAppealPropose)
	b.doCase(head, k, casework.ActAppealReturn)
	b.doCase(reviewer, k, casework.ActAppealPropose)
	b.doCase(head, k, casework.ActAppealChange)
	b.runs(model.ObjectCase, k, "T9")
	b.doCase(judge, k, casework.ActSanctionAsk, func(s *casework.CaseStep) { s.Party, s.Other = "", "criticism" })
	b.doCase(head, k, casework.ActSanctionApprove)
	b.doCase(judge, k, casework.ActAnnounce)
	if len(b.told.words) != 2 {
		t.Errorf("told %v", b.told.words)
	}
	b.doCase(manager, k, casework.ActAppeal, func(s *casework.CaseStep) { s.Kind = "T11.party" })
	b.doCase(reviewer, k, casework.ActAppealPropose)
	b.doCase(head, k, casework.ActAppealUphold)
	b.runs(model.ObjectCase, k)
}

func TestCasesEndEarly(t *testing.T) {
	b := newBench(t)
	clueID, k := b.filed()
	b.doCase(supervisor, k, casework.ActCancelAsk)
	b.doCase(head, k, casework.ActCancelRefuse)
	b.doCase(supervisor, k, casework.ActInvestigate)
	b.doCase(supervisor, k, casework.ActCancelAsk)
	b.doCase(head, k, casework.ActCancel)
	if b.kase(k).State != model.CaseCancelled || b.row(clueID).State != model.ClueClosed || len(b.told.words) != 1 {
		t.Errorf("%s %s %v", b.kase(k).State, b.row(clueID).State, b.told.words)
	}
	if err := b.tryCase(supervisor, k, casework.ActOpenCase); !fault.Is(err, fault.Conflict) {
		t.Errorf("a cancelled case comes back by hand: %v", err)
	}
	clueID, k = b.inTrial()
	b.doCase(judge, k, casework.ActTransferAsk)
	if err := b.tryCase(judge, k, casework.ActSanctionAsk); !fault.Is(err, fault.Conflict) {
		t.Errorf("two papers before the head: %v", err)
	}
	b.doCase(head, k, casework.ActTransfer)
	if b.kase(k).State != model.CaseTransferred || b.row(clueID).State != model.ClueClosed {
		t.Errorf("%s %s", b.kase(k).State, b.row(clueID).State)
	}
	b.doCase(supervisor, k, casework.ActArchive)
	b.runs(model.ObjectCase, k)
}

// TestACaseThatIsNotOpened goes back to the office, which may put it before
// the head again later, under the same case.
func TestACaseThatIsNotOpened(t *testing.T) {
	b := newBench(t)
	id := b.reported("file")
	b.do(head, id, casework.ActVerifyFile)
	b.do(supervisor, id, casework.ActOpenCase)
	k, err := gorm.G[model.Case](b.db).Where("clue_id = ?", id).Take(b.ctx)
	if err != nil || k.Number != "呈批〔2026〕0001" || k.FiledAt != nil {
		t.Fatalf("%+v %v", k, err)
	}
	if err := b.tryCase(supervisor, k.ID, casework.ActDrop); !fault.Is(err, fault.Conflict) {
		t.Errorf("dropped while it waits: %v", err)
	}
	b.doCase(head, k.ID, casework.ActFileRefuse)
	b.doCase(supervisor, k.ID, casework.ActFileAsk)
	b.doCase(head, k.ID, casework.ActFileRefuse)
	b.doCase(supervisor, k.ID, casework.ActDrop)
	if c := b.row(id); c.State != model.ClueReturned || b.kase(k.ID).State != model.CaseCancelled {
		t.Errorf("%s", c.State)
	}
	b.runs(model.ObjectClue, id, "T4", "T12")
	b.do(supervisor, id, casework.ActPropose, opinion(model.OpinionVerify))
	b.do(head, id, casework.ActApprove)
	b.do(supervisor, id, casework.ActVerifyPlan)
	b.do(head, id, casework.ActVerifyApprove)
	b.do(supervisor, id, casework.ActVerifyStart)
	b.do(supervisor, id, casework.ActVerifyDraft, opinion("file"))
	b.do(supervisor, id, casework.ActVerifySign)
	b.do(partner, id, casework.ActVerifySign)
	b.do(supervisor, id, casework.ActVerifyReport)
	b.do(head, id, casework.ActVerifyFile)
	b.do(supervisor, id, casework.ActOpenCase)
	b.doCase(head, k.ID, casework.ActFileApprove)
	if got := b.kase(k.ID); got.Number != "案〔2026〕0001" || got.FiledAt == nil || got.State != model.CaseFiled {
		t.Errorf("%+v", got)
	}
}

func TestClueEnteredDirectly(t *testing.T) {
	b := newBench(t)
	e := casework.Entry{Token: "one", Source: model.ClueFromOrgan, Ref: seal.NewSecret("县公安局 移〔2026〕3号"), Superior: true, Village: silian,
		Title: seal.NewSecret("四联村水渠工程问题"), Summary: seal.NewSecret("移送的材料反映工程款去向不清")}
	id, err := b.Enter(b.ctx, manager, e)
	if err != nil {
		t.Fatal(err, fault.Of(err).Fields)
	}
	if again, err := b.Enter(b.ctx, manager, e); err != nil || again != id {
		t.Errorf("the same form twice: %d %v", again, err)
	}
	b.runs(model.ObjectClue, id, "T8")
	c, err := b.Clue(b.ctx, manager, id)
	if err != nil || c.Source != "其他机关移送" || c.Ref.Reveal() == "" || c.PetitionID != 0 || !c.Superior {
		t.Errorf("%+v %v", c, err)
	}
	if _, err := b.Enter(b.ctx, head, e); !fault.Is(err, fault.Forbidden) {
		t.Errorf("by the head: %v", err)
	}
	for field, change := range map[string]func(*casework.Entry){
		"source": func(e *casework.Entry) { e.Source = "petition" }, "ref": func(e *casework.Entry) { e.Ref = seal.Secret{} },
		"village": func(e *casework.Entry) { e.Village = "1" }, "title": func(e *casework.Entry) { e.Title = seal.NewSecret("短") },
		"summary": func(e *casework.Entry) { e.Summary = seal.NewSecret("短") },
	} {
		bad := e
		change(&bad)
		if _, err := b.Enter(b.ctx, manager, bad); fault.Of(err).Fields[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
}

func TestTheLedgerIsNarrowed(t *testing.T) {
	b := newBench(t)
	b.clue()
	late := b.assigned()
	b.approved(model.OpinionVerify)
	b.now = b.now.Add(60 * 24 * time.Hour)
	for name, c := range map[string]struct {
		f    casework.Filter
		want int
	}{
		"all": {casework.Filter{}, 3}, "late": {casework.Filter{Overdue: true}, 2}, "unit": {casework.Filter{Unit: firstUnit}, 2}, "source": {casework.Filter{Source: model.ClueFromLeader}, 0},
		"state": {casework.Filter{State: model.ClueAssigned}, 1}, "way": {casework.Filter{Opinion: model.OpinionVerify}, 1}, "waiting": {casework.Filter{Waiting: true}, 0},
	} {
		l, err := b.Clues(b.ctx, head, c.f, page.Request{})
		if err != nil || l.Total != c.want || len(l.Items) != c.want || l.Ways[model.OpinionVerify] != 1 || l.Late != 2 {
			t.Errorf("%s: %d %+v %d %v", name, l.Total, l.Ways, l.Late, err)
		}
	}
	b.do(supervisor, late, casework.ActPropose, opinion(model.OpinionHold))
	if l, err := b.Clues(b.ctx, head, casework.Filter{Waiting: true}, page.Request{}); err != nil || l.Total != 1 || l.Items[0].Next != "审批" {
		t.Errorf("%+v %v", l, err)
	}
	counts, err := b.Today(b.ctx, head)
	if err != nil || len(counts) != 2 || counts[0].N != 1 || counts[0].Overdue != 1 {
		t.Errorf("%+v %v", counts, err)
	}
}

// TestListsAreBounded: a longer ledger takes no more statements.
func TestListsAreBounded(t *testing.T) {
	b := newBench(t)
	for range 5 {
		b.announced()
	}
	dbtest.AtMost(t, b.db, 6, func(db *gorm.DB) {
		s := casework.New(casework.Deps{DB: db, Box: b.Box, Petitions: b.told, Clocks: b.Clocks, Now: b.Now})
		if l, err := s.Clues(b.ctx, head, casework.Filter{Overdue: true}, page.Request{}); err != nil {
			t.Errorf("%+v %v", l, err)
		}
	})
	dbtest.AtMost(t, b.db, 4, func(db *gorm.DB) {
		s := casework.New(casework.Deps{DB: db, Box: b.Box, Petitions: b.told, Clocks: b.Clocks, Now: b.Now})
		if _, err := s.Work(b.ctx, head); err != nil {
			t.Error(err)
		}
	})
	dbtest.AtMost(t, b.db, 4, func(db *gorm.DB) {
		s := casework.New(casework.Deps{DB: db, Box: b.Box, Petitions: b.told, Clocks: b.Clocks, Now: b.Now})
		if l, err := s.Cases(b.ctx, head, casework.Filter{}, page.Request{}); err != nil || l.Total != 5 {
			t.Errorf("%+v %v", l, err)
		}
	})
}
