package casework_test

import (
	"errors"
	"strings"
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/casework"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
)

func TestWholeWay(t *testing.T) {
	b := newBench(t)
	clueID, caseID := b.announced()
	c := b.row(clueID)
	if c.Number != "线索〔2026〕0001" || c.State != model.ClueClosed || c.ClosedAs != model.ClosedCase || c.ClosedAt == nil {
		t.Errorf("%+v", c)
	}
	b.runs(model.ObjectClue, clueID)
	b.runs(model.ObjectCase, caseID)
	k, err := b.Case(b.ctx, supervisor, caseID)
	if err != nil || k.Number != "案〔2026〕0001" || k.FiledOn.String() != "2026-03-31" || k.Place != "双旺镇 · 四联村" || len(k.Stages) != 10 || !k.Stages[8].Now || !k.Stages[0].Done {
		t.Fatalf("%+v %v", k, err)
	}
	b.doCase(supervisor, caseID, casework.ActPaid)
	if err := b.tryCase(supervisor, caseID, casework.ActArchive); !fault.Is(err, fault.Conflict) {
		t.Errorf("archived before it was executed: %v", err)
	}
	b.doCase(supervisor, caseID, casework.ActExecute)
	b.doCase(supervisor, caseID, casework.ActArchive)
	list, err := b.Cases(b.ctx, head, casework.Filter{}, page.Request{})
	if err != nil || list.Total != 1 || list.Found != 130050 || list.Recovered != 130050 || list.Items[0].Party != "警告" || list.Items[0].Form != 2 || list.Counts[model.CaseArchived] != 1 {
		t.Errorf("%+v %v", list, err)
	}
	if len(b.told.words) != 1 || b.told.words[0] != "有关责任人已受到处分。" || b.told.due[0] != "2026-04-22" {
		t.Errorf("told %v by %v", b.told.words, b.told.due)
	}
	d, err := b.Clue(b.ctx, supervisor, clueID)
	if err != nil || d.Case == nil || d.Summary.Reveal() != "有人反映名字被冒用" || d.Check == nil || len(d.Check.Team) != 2 || d.Check.Team[1].SignedAt == nil || len(d.Approvals) != 4 {
		t.Errorf("%+v %v", d, err)
	}
	events, err := gorm.G[model.CaseworkEvent](b.db).Where("object = 'clue' AND kind = 'assign_approve'").Find(b.ctx)
	if err != nil || len(events) != 1 || events[0].ApprovalID == 0 || events[0].FromState != "assign_proposed" || events[0].ToState != "assign_approved" || events[0].StaffName != head.Name {
		t.Errorf("the event of an approval: %+v %v", events, err)
	}
	if n, err := audit.Verify(b.ctx, b.db); err != nil {
		t.Errorf("after %d entries: %v", n, err)
	}
}

func TestClocksOfAClue(t *testing.T) {
	b := newBench(t)
	id := b.assigned()
	// One month after 31 March is 30 April, a working day; the quarter ends today.
	if got := b.running(model.ObjectClue, id); got["T4"] != "2026-04-30" || got["T12"] != "2026-03-31" || len(got) != 2 {
		t.Errorf("after acceptance: %v", got)
	}
	b.do(supervisor, id, casework.ActQuarter)
	if got := b.running(model.ObjectClue, id); got["T12"] != "2026-06-30" {
		t.Errorf("the next quarter: %v", got)
	}
	if len(b.told.notes) != 1 {
		t.Errorf("the petition office heard %d words", len(b.told.notes))
	}
	b.do(supervisor, id, casework.ActPropose, opinion(model.OpinionTalk))
	b.runs(model.ObjectClue, id, "T4", "T12") // a lamp goes out when the thing is done
	b.do(head, id, casework.ActReturn)
	b.do(supervisor, id, casework.ActPropose, opinion(model.OpinionTalk))
	b.do(head, id, casework.ActApprove)
	b.runs(model.ObjectClue, id, "T12")
	b.do(supervisor, id, casework.ActTalkPlan, func(s *casework.Step) { s.Kind = "letter" })
	b.do(head, id, casework.ActTalkApprove)
	if err := b.try(supervisor, id, casework.ActTalkHeld); !fault.Is(err, fault.Conflict) {
		t.Errorf("a talk where a letter was approved: %v", err)
	}
	b.do(supervisor, id, casework.ActTalkSend)
	b.runs(model.ObjectClue, id, "T5", "T12")
	if err := b.try(supervisor, id, casework.ActTalkReply); fault.Of(err).Fields["flag"] == "" {
		t.Errorf("a reply without the signature: %v", err)
	}
	b.do(supervisor, id, casework.ActTalkReply, func(s *casework.Step) { s.Flag = true })
	b.runs(model.ObjectClue, id, "T6", "T12")
	b.do(supervisor, id, casework.ActTalkReport, opinion("verify"))
	b.do(head, id, casework.ActTalkVerify)
	b.runs(model.ObjectClue, id, "T12")
	b.do(supervisor, id, casework.ActVerifyPlan)
	b.do(head, id, casework.ActVerifyApprove)
	b.do(supervisor, id, casework.ActVerifyStart)
	b.runs(model.ObjectClue, id, "T7", "T12")
	b.do(supervisor, id, casework.ActVerifyDraft, opinion("hold"))
	b.do(supervisor, id, casework.ActVerifySign)
	b.do(partner, id, casework.ActVerifySign)
	b.do(supervisor, id, casework.ActVerifyReport)
	b.do(head, id, casework.ActVerifyHold)
	b.runs(model.ObjectClue, id, "hold", "T12")
	b.do(manager, id, casework.ActReopen)
	b.runs(model.ObjectClue, id, "T4", "T12")
	b.do(supervisor, id, casework.ActPropose, opinion(model.OpinionEnd))
	b.do(head, id, casework.ActEnd)
	b.runs(model.ObjectClue, id)
	if len(b.told.words) != 1 {
		t.Errorf("told %v", b.told.words)
	}
}

func TestTalksEnd(t *testing.T) {
	for report, way := range map[string]struct {
		act   casework.Action
		state string
		as    string
	}{
		"clear": {casework.ActTalkClear, model.ClueClosed, model.ClosedCleared}, "measure": {casework.ActTalkMeasure, model.ClueClosed, model.ClosedMeasure},
		"again": {casework.ActTalkAgain, model.ClueApproved, ""}, "verify": {casework.ActTalkVerify, model.ClueApproved, ""},
	} {
		b := newBench(t)
		id := b.approved(model.OpinionTalk)
		b.do(supervisor, id, casework.ActTalkPlan, func(s *casework.Step) { s.Kind = "talk" })
		b.do(head, id, casework.ActTalkRefuse)
		b.do(supervisor, id, casework.ActTalkPlan, func(s *casework.Step) { s.Kind = "talk" })
		b.do(head, id, casework.ActTalkApprove)
		b.do(supervisor, id, casework.ActTalkHeld)
		b.do(supervisor, id, casework.ActTalkReport, opinion(report), func(s *casework.Step) { s.Measure = "admonition" })
		b.do(head, id, casework.ActTalkReturn)
		b.do(supervisor, id, casework.ActTalkReport, opinion(report), func(s *casework.Step) { s.Measure = "admonition" })
		for _, a := range []casework.Action{casework.ActTalkClear, casework.ActTalkMeasure, casework.ActTalkAgain, casework.ActTalkVerify} {
			if err := b.try(head, id, a); a != way.act && !fault.Is(err, fault.Conflict) {
				t.Errorf("%s: %s: %v", report, a, err)
			} else if a == way.act && err != nil {
				t.Errorf("%s: %s: %v", report, a, err)
			}
		}
		if c := b.row(id); c.State != way.state || c.ClosedAs != way.as {
			t.Errorf("%s: %s %s", report, c.State, c.ClosedAs)
		}
	}
}

func TestVerificationsEnd(t *testing.T) {
	for report, way := range map[string]struct {
		act   casework.Action
		state string
		as    string
	}{
		"file": {casework.ActVerifyFile, model.ClueApproved, ""}, "end": {casework.ActVerifyEnd, model.ClueClosed, model.ClosedEnded},
		"remind": {casework.ActVerifyTalk, model.ClueClosed, model.ClosedReminded}, "hold": {casework.ActVerifyHold, model.ClueHeld, ""},
		"party": {casework.ActVerifyParty, model.ClueClosed, model.ClosedParty},
	} {
		b := newBench(t)
		id := b.reported(report)
		b.do(head, id, way.act)
		if c := b.row(id); c.State != way.state || c.ClosedAs != way.as {
			t.Errorf("%s: %s %s", report, c.State, c.ClosedAs)
		}
	}
}

func TestATeamOfTwoSignsWithoutInterest(t *testing.T) {
	b := newBench(t)
	id := b.approved(model.OpinionVerify)
	b.do(supervisor, id, casework.ActVerifyPlan, func(s *casework.Step) { s.Flag = true })
	if err := b.try(head, id, casework.ActVerifyApprove); !fault.Is(err, fault.Conflict) {
		t.Errorf("without the party secretary: %v", err)
	}
	b.do(supervisor, id, casework.ActSecretary)
	b.do(head, id, casework.ActVerifyApprove)
	err := b.db.Transaction(func(tx *gorm.DB) error {
		return recuse.Put(tx, b.now, model.ObjectClue, id, other.StaffID, recuse.Relative)
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, team := range map[string][]int64{
		"one": {supervisor.StaffID}, "the same twice": {supervisor.StaffID, supervisor.StaffID}, "a relative": {supervisor.StaffID, other.StaffID}, "of another role": {supervisor.StaffID, judge.StaffID},
	} {
		if err := b.try(supervisor, id, casework.ActVerifyStart, func(s *casework.Step) { s.Team = team }); fault.Of(err).Fields["team"] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	b.do(supervisor, id, casework.ActVerifyStart)
	if err := b.try(supervisor, id, casework.ActVerifySign); !fault.Is(err, fault.Conflict) {
		t.Errorf("signed before it was written: %v", err)
	}
	b.do(supervisor, id, casework.ActVerifyDraft, opinion("end"))
	b.do(supervisor, id, casework.ActVerifySign)
	if err := b.try(supervisor, id, casework.ActVerifyReport); !fault.Is(err, fault.Conflict) || !strings.Contains(fault.Of(err).Public, "签名") {
		t.Errorf("reported with one signature: %v", err)
	}
	b.do(partner, id, casework.ActVerifySign)
	b.do(supervisor, id, casework.ActVerifyDraft, opinion("file")) // written anew: signatures begin anew
	if err := b.try(supervisor, id, casework.ActVerifyReport); !fault.Is(err, fault.Conflict) {
		t.Errorf("reported with old signatures: %v", err)
	}
}

func TestReturnedAndEnded(t *testing.T) {
	b := newBench(t)
	id := b.assigned()
	b.do(supervisor, id, casework.ActPropose, opinion(model.OpinionEnd))
	if err := b.try(head, id, casework.ActReturn, func(s *casework.Step) { s.Note = seal.Secret{} }); !fault.Is(err, fault.Invalid) {
		t.Errorf("returned without a reason: %v", err)
	}
	if err := b.try(head, id, casework.ActApprove); !fault.Is(err, fault.Conflict) {
		t.Errorf("approved as another way: %v", err)
	}
	b.do(head, id, casework.ActReturn)
	if got := b.row(id); got.State != model.ClueReturned || len(b.told.words) != 0 {
		t.Errorf("%s %v", got.State, b.told.words)
	}
	b.do(supervisor, id, casework.ActPropose, opinion(model.OpinionEnd))
	b.do(head, id, casework.ActEnd)
	if got := b.row(id); got.State != model.ClueClosed || len(b.told.words) != 1 {
		t.Errorf("%s %v", got.State, b.told.words)
	}
}

func TestAClueChangesHandsWithApproval(t *testing.T) {
	b := newBench(t)
	id := b.assigned()
	b.do(supervisor, id, casework.ActReturnAsk)
	if err := b.try(supervisor, id, casework.ActReturnAsk); !fault.Is(err, fault.Conflict) {
		t.Errorf("asked twice: %v", err)
	}
	b.do(head, id, casework.ActReturnRefuse)
	if err := b.try(head, id, casework.ActReturnAgree); !fault.Is(err, fault.Conflict) {
		t.Errorf("agreed to what was refused: %v", err)
	}
	b.do(manager, id, casework.ActReassignAsk, func(s *casework.Step) { s.Unit = "第二监督检查室" })
	b.do(supervisor, id, casework.ActReturnAsk)
	b.do(head, id, casework.ActReassignAgree)
	b.runs(model.ObjectClue, id)
	if c := b.row(id); c.Unit != "第二监督检查室" || c.State != model.ClueAssignApproved {
		t.Errorf("%s %s", c.Unit, c.State)
	}
	if _, err := b.Clue(b.ctx, supervisor, id); !fault.Is(err, fault.NotFound) {
		t.Errorf("the office before still reads it: %v", err)
	}
	b.do(other, id, casework.ActTake)
	if err := b.try(head, id, casework.ActReturnAgree); !fault.Is(err, fault.Conflict) {
		t.Errorf("a request of the office before: %v", err)
	}
	b.do(other, id, casework.ActReturnAsk)
	b.do(head, id, casework.ActReturnAgree)
	if c := b.row(id); c.Unit != "" || c.State != model.ClueRegistered {
		t.Errorf("%s %s", c.Unit, c.State)
	}
}

// TestAnOfficeOfTheInterestedIsNotChosen: a clue that is kept from everybody of
// an office cannot be given to it.
func TestAnOfficeOfTheInterestedIsNotChosen(t *testing.T) {
	b := newBench(t)
	id := b.clue()
	b.create(&model.Conflict{Object: model.ObjectClue, ObjectID: id, StaffID: other.StaffID, Reason: "relative", At: b.now})
	give := func(unit string) func(*casework.Step) { return func(s *casework.Step) { s.Unit = unit } }
	if err := b.try(manager, id, casework.ActAssignPropose, give(other.Bureau)); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields["unit"] == "" {
		t.Errorf("given to the office of who has an interest: %v", err)
	}
	b.do(manager, id, casework.ActAssignPropose, give(supervisor.Bureau))
}

// TestWhoSeesClues: every role but three sees none, an office its own, and
// nobody what they have an interest in.
func TestWhoSeesClues(t *testing.T) {
	b := newBench(t)
	waiting := b.clue()
	id, caseID := b.filed()
	kin := staff(20, actor.RoleHead, "")
	err := b.db.Transaction(func(tx *gorm.DB) error {
		return recuse.Put(tx, b.now, model.ObjectClue, id, kin.StaffID, recuse.Relative)
	})
	if err != nil {
		t.Fatal(err)
	}
	type sight struct {
		by   actor.Actor
		ids  []int64
		list bool
	}
	who := map[string]sight{
		"case management": {manager, []int64{waiting, id}, true}, "head": {head, []int64{waiting, id}, true}, "kin of the accused": {kin, []int64{waiting}, true},
		"its office": {supervisor, []int64{id}, true}, "another office": {other, nil, true},
		"guest": {actor.Actor{Kind: actor.Guest}, nil, false}, "villager": {actor.Actor{Kind: actor.Villager, PersonID: 1}, nil, false},
	}
	for _, role := range actor.Roles {
		switch role {
		case actor.RoleCaseManagement, actor.RoleHead, actor.RoleSupervision:
		default:
			who[string(role)] = sight{staff(30, role, ""), nil, false}
		}
	}
	for name, c := range who {
		l, err := b.Clues(b.ctx, c.by, casework.Filter{}, page.Request{})
		if c.list && (err != nil || l.Total != len(c.ids) || len(l.Items) != len(c.ids)) || !c.list && !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: ledger of %d, %v", name, l.Total, err)
		}
		sum := 0
		for _, n := range l.Counts {
			sum += n
		}
		if sum != len(c.ids) {
			t.Errorf("%s counts %d", name, sum)
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
			if err := b.try(c.by, clue, casework.ActAssignPropose); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s assigns: %v", name, err)
			}
		}
		_, err = b.Case(b.ctx, c.by, caseID)
		want := false
		for _, ok := range c.ids {
			want = want || ok == id
		}
		if want && err != nil || !want && !fault.Is(err, fault.NotFound) {
			t.Errorf("%s reads the case: %v", name, err)
		}
	}
}

func TestTrialSeesWhatWentToTrial(t *testing.T) {
	b := newBench(t)
	_, before := b.filed()
	_, k := b.inTrial()
	list, err := b.Cases(b.ctx, judge, casework.Filter{}, page.Request{})
	if err != nil || list.Total != 1 || list.Items[0].ID != k {
		t.Errorf("%+v %v", list, err)
	}
	if _, err := b.Case(b.ctx, judge, before); !fault.Is(err, fault.NotFound) {
		t.Errorf("a case that is not there yet: %v", err)
	}
	one, err := b.Case(b.ctx, judge, k)
	if err != nil || one.ClueOpen {
		t.Errorf("%+v %v", one.ClueOpen, err)
	}
	b.doCase(judge, k, casework.ActSupplement)
	b.runs(model.ObjectCase, k)
	if _, err := b.Case(b.ctx, judge, k); err != nil {
		t.Errorf("sent back for more: %v", err)
	}
	b.doCase(supervisor, k, casework.ActToTrial)
	b.doCase(judge, k, casework.ActTrialAccept)
	b.runs(model.ObjectCase, k, "T9")
}

func TestEachStepHasItsRole(t *testing.T) {
	b := newBench(t)
	id := b.clue()
	for name, err := range map[string]error{
		"the head assigns":             b.try(head, id, casework.ActAssignPropose),
		"case management proposes":     b.try(manager, id, casework.ActPropose, opinion(model.OpinionVerify)),
		"case management decides":      b.try(manager, id, casework.ActAssignApprove),
		"the petition office proposes": b.try(officer, id, casework.ActPropose, opinion(model.OpinionVerify)),
		"on an old page":               b.try(manager, id, casework.ActAssignPropose, func(s *casework.Step) { s.Version = 0 }),
		"to no office":                 b.try(manager, id, casework.ActAssignPropose, func(s *casework.Step) { s.Unit = " " }),
		"a case by hand":               b.try(supervisor, id, casework.ActConclude),
	} {
		if err == nil || fault.Is(err, fault.Internal) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := b.row(id); got.Version != 1 {
		t.Errorf("it moved to %s", got.State)
	}
	id = b.assigned()
	b.do(supervisor, id, casework.ActPropose, opinion(model.OpinionVerify))
	if err := b.try(supervisor, id, casework.ActApprove); !fault.Is(err, fault.Forbidden) {
		t.Errorf("approved by who proposed: %v", err)
	}
}

func TestSanctionRefuses(t *testing.T) {
	b := newBench(t)
	_, k := b.inTrial()
	for field, change := range map[string]func(*casework.CaseStep){
		"party":   func(o *casework.CaseStep) { o.Party = "" },
		"admin":   func(o *casework.CaseStep) { o.Admin = "beheading" },
		"other":   func(o *casework.CaseStep) { o.Other = "none" },
		"form":    func(o *casework.CaseStep) { o.Form = "5" },
		"rank":    func(o *casework.CaseStep) { o.Rank = "" },
		"level":   func(o *casework.CaseStep) { o.Party = "expulsion" },
		"found":   func(o *casework.CaseStep) { o.Found = "一万多" },
		"ordered": func(o *casework.CaseStep) { o.Ordered = "-1" },
		"words":   func(o *casework.CaseStep) { o.Words = "好" },
	} {
		if err := b.tryCase(judge, k, casework.ActSanctionAsk, change); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[field] == "" {
			t.Errorf("%s: %v %v", field, err, fault.Of(err).Fields)
		}
	}
}

func TestNothingIsHalfConcluded(t *testing.T) {
	b := newBench(t)
	clueID, k := b.inTrial()
	b.doCase(judge, k, casework.ActSanctionAsk)
	b.doCase(head, k, casework.ActSanctionApprove)
	b.told.fail = errors.New("the petition cannot be told")
	if err := b.tryCase(judge, k, casework.ActAnnounce); !errors.Is(err, b.told.fail) {
		t.Errorf("%v", err)
	}
	if b.row(clueID).State != model.ClueFiled || b.kase(k).State != model.CaseAnnounced {
		t.Error("the clue closed although nobody could be told")
	}
}

func TestOnePetitionOneClue(t *testing.T) {
	b := newBench(t)
	b.clue()
	err := b.db.Transaction(func(tx *gorm.DB) error {
		if err := recuse.Put(tx, b.now, model.ObjectPetition, b.n+1, manager.StaffID, recuse.Accused); err != nil {
			return err
		}
		_, err := b.ledger.Register(tx, officer, b.now, b.n, silian, seal.NewSecret("又一条"), seal.NewSecret("同一件"))
		return err
	})
	if !fault.Is(err, fault.Conflict) {
		t.Errorf("%v", err)
	}
	err = b.db.Transaction(func(tx *gorm.DB) error {
		return recuse.Put(tx, b.now, model.ObjectPetition, b.n+1, manager.StaffID, recuse.Accused)
	})
	if err != nil {
		t.Fatal(err)
	}
	b.clue()
	l, err := b.Clues(b.ctx, head, casework.Filter{State: model.ClueRegistered}, page.Request{})
	if err != nil || l.Total != 2 || l.Items[0].Number != "线索〔2026〕0002" {
		t.Errorf("the number of the refused one is lost: %+v %v", l.Items, err)
	}
	if l, err := b.Clues(b.ctx, manager, casework.Filter{}, page.Request{}); err != nil || l.Total != 1 {
		t.Errorf("the accused counts %d: %v", l.Total, err)
	}
}
