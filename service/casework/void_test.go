package casework_test

import (
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/casework"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
)

// TestAWrongReturnIsVoided: two people take an entry out of the sums; it stays
// to be seen, and the household learns that it was an error.
func TestAWrongReturnIsVoided(t *testing.T) {
	b := newBench(t)
	_, k := b.announced()
	home := b.lives(1, "宁示范", "H1", "户主")
	b.doCase(supervisor, k, casework.ActPaid)
	give := func(amount string) {
		t.Helper()
		b.doCase(supervisor, k, casework.ActGiveBack, func(s *casework.CaseStep) { s.Village, s.Person, s.Amount = silian, 1, amount })
	}
	give("900.00")
	give("90.00")
	wrong := one[model.CaseReturn](b, "amount_fen = ?", 90000).ID
	entry := func(id int64) func(*casework.CaseStep) {
		return func(s *casework.CaseStep) { s.Return, s.Note = id, seal.NewSecret("多打了一个零") }
	}
	if err := b.tryCase(supervisor, k, casework.ActVoidAsk, entry(99)); fault.Of(err).Fields["return"] == "" {
		t.Errorf("an entry that is not there: %v", err)
	}
	b.doCase(supervisor, k, casework.ActVoidAsk, entry(wrong))
	if err := b.tryCase(supervisor, k, casework.ActVoidAsk, entry(wrong)); !fault.Is(err, fault.Conflict) {
		t.Errorf("asked twice: %v", err)
	}
	if err := b.tryCase(supervisor, k, casework.ActVoid); !fault.Is(err, fault.Forbidden) {
		t.Errorf("agreed by who asked: %v", err)
	}
	b.doCase(head, k, casework.ActVoidRefuse)
	if got := b.kase(k).ReturnedFen; got != 99000 {
		t.Errorf("refused, and %d left", got)
	}
	b.ok(b.Confirm(b.ctx, home, wrong, casework.AnswerReceived, seal.Secret{})) // whatever they said, it counts no more
	b.doCase(supervisor, k, casework.ActVoidAsk, entry(wrong))
	b.doCase(head, k, casework.ActVoid)
	if got := b.kase(k).ReturnedFen; got != 9000 {
		t.Errorf("%d fen are left", got)
	}
	c, err := b.Case(b.ctx, head, k)
	if err != nil || len(c.Returns) != 2 || c.Confirmed != 0 || c.Returned != 9000 {
		t.Fatalf("%+v %v", c.Returns, err)
	}
	if r := c.Returns[0]; !r.Void || r.Why.Reveal() != "多打了一个零" || c.Returns[1].Void {
		t.Errorf("%+v", c.Returns)
	}
	if l, err := b.Cases(b.ctx, head, casework.Filter{}, page.Request{}); err != nil || l.Returned != 9000 {
		t.Errorf("the register sums %d: %v", l.Returned, err)
	}
	own, err := b.OwnReturns(b.ctx, home)
	if err != nil || len(own) != 2 || !own[1].Void || own[0].Void {
		t.Errorf("%+v %v", own, err)
	}
	if n, err := b.ToConfirm(b.ctx, home); err != nil || n != 1 {
		t.Errorf("%d to confirm: %v", n, err)
	}
	if err := b.Confirm(b.ctx, home, wrong, casework.AnswerMissing, seal.Secret{}); !fault.Is(err, fault.Conflict) {
		t.Errorf("confirmed what is void: %v", err)
	}
	if err := b.tryCase(supervisor, k, casework.ActVoidAsk, entry(wrong)); fault.Of(err).Fields["return"] == "" {
		t.Errorf("voided twice: %v", err)
	}
	e, err := gorm.G[model.OutboxEvent](b.db).Where("topic = ?", casework.TopicVoided).Take(b.ctx)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := outbox.Decode[casework.Returned](e); err != nil || p.ReturnID != wrong || len(p.People) != 1 || strings.Contains(string(e.Payload), "宁") {
		t.Errorf("%+v %v", p, err)
	}
	give("900.00") // what it should have been can be entered
}

// TestWhoSaidThatItCameIsTold: whoever tapped for the household is told that the
// entry was an error, and finds it on their page, though another is the head by
// now.
func TestWhoSaidThatItCameIsTold(t *testing.T) {
	b := newBench(t)
	_, k := b.announced()
	b.lives(1, "宁示范", "H1", "子")
	father := b.lives(2, "宁示例", "H1", "户主")
	stranger := b.lives(3, "陈示例", "H2", "户主")
	b.doCase(supervisor, k, casework.ActPaid)
	b.doCase(supervisor, k, casework.ActGiveBack, func(s *casework.CaseStep) { s.Village, s.Person, s.Amount = silian, 1, "900.00" })
	wrong := one[model.CaseReturn](b, "amount_fen = ?", 90000).ID
	b.ok(b.Confirm(b.ctx, father, wrong, casework.AnswerReceived, seal.Secret{}))
	b.ok(b.db.Exec("UPDATE residents SET household_no = 'H3' WHERE person_id = 2").Error)
	b.doCase(supervisor, k, casework.ActVoidAsk, func(s *casework.CaseStep) { s.Return, s.Note = wrong, seal.NewSecret("多打了一个零") })
	b.doCase(head, k, casework.ActVoid)
	e, err := gorm.G[model.OutboxEvent](b.db).Where("topic = ?", casework.TopicVoided).Take(b.ctx)
	b.ok(err)
	if p, err := outbox.Decode[casework.Returned](e); err != nil || !slices.Equal(p.People, []int64{1, 2}) {
		t.Errorf("%+v %v", p, err)
	}
	for who, want := range map[*actor.Actor]int{&father: 1, &stranger: 0} {
		own, err := b.OwnReturns(b.ctx, *who)
		if err != nil || len(own) != want || want == 1 && (!own[0].Void || own[0].Answer != casework.AnswerReceived) {
			t.Errorf("%d: %+v %v", who.PersonID, own, err)
		}
	}
}

// TestWhatIsOwingWhenACaseIsArchived: the reason is asked for and shown, and what
// is given back later, or was entered wrongly, can still be entered.
func TestWhatIsOwingWhenACaseIsArchived(t *testing.T) {
	b := newBench(t)
	_, k := b.announced()
	b.lives(1, "宁示范", "H1", "户主")
	b.doCase(supervisor, k, casework.ActExecute)
	archive := func(note string) error {
		return b.tryCase(supervisor, k, casework.ActArchive, func(s *casework.CaseStep) { s.Note = seal.NewSecret(note) })
	}
	give := func(amount string) {
		t.Helper()
		b.doCase(supervisor, k, casework.ActGiveBack, func(s *casework.CaseStep) { s.Village, s.Person, s.Amount = silian, 1, amount })
	}
	if err := archive(""); !strings.Contains(fault.Of(err).Fields["note"], "没有缴") {
		t.Errorf("not paid in: %v %v", err, fault.Of(err).Fields)
	}
	b.doCase(supervisor, k, casework.ActPaid)
	give("300.50")
	if err := archive(""); !strings.Contains(fault.Of(err).Fields["note"], "1,000.00元没有退还") {
		t.Errorf("not given back: %v %v", err, fault.Of(err).Fields)
	}
	b.ok(archive("两户外出，联系不上"))
	c, err := b.Case(b.ctx, head, k)
	if err != nil || !strings.Contains(c.Owing, "1,000.00元") || c.OwingWhy.Reveal() != "两户外出，联系不上" {
		t.Errorf("%q %q %v", c.Owing, c.OwingWhy.Reveal(), err)
	}
	give("1000.00")
	if c, err = b.Case(b.ctx, head, k); err != nil || c.Owing != "" || c.Returned != 130050 {
		t.Errorf("%q %d %v", c.Owing, c.Returned, err)
	}
}

// TestACleanedNameStandsOnTheVillagesPage: the approved words, for so many days,
// and nothing when it was taken back or meant for fewer people.
func TestACleanedNameStandsOnTheVillagesPage(t *testing.T) {
	b := newBench(t)
	const words = "村里说的危房改造资金，经核实是按名单发的。"
	clear := func(scope string) int64 {
		t.Helper()
		id := b.assigned()
		b.do(supervisor, id, casework.ActPropose, opinion(model.OpinionEnd))
		b.do(head, id, casework.ActEnd)
		b.do(supervisor, id, casework.ActClarifyAsk, func(s *casework.Step) {
			s.Scope, s.Told, s.Note = scope, seal.NewSecret("经核实，您说的情况是误会。"), seal.NewSecret(words)
		})
		return id
	}
	count := func(village string, want int) []casework.Cleared {
		t.Helper()
		found, err := b.Cleared(b.ctx, village)
		if err != nil || len(found) != want {
			t.Fatalf("%d notices in %s, want %d: %v", len(found), village, want, err)
		}
		return found
	}
	id, quiet := clear("village"), clear("unit")
	b.do(head, id, casework.ActClarifyAgree)
	count(silian, 0) // approved, not given yet
	for _, one := range []int64{id, quiet} {
		if one == quiet {
			b.do(head, one, casework.ActClarifyAgree)
		}
		b.do(supervisor, one, casework.ActClarifyDone)
	}
	if n := count(silian, 1)[0]; n.Words.Reveal() != words || n.On.String() != "2026-03-31" || n.Until.String() != "2026-04-29" {
		t.Errorf("%+v", n)
	}
	count("450923101202", 0)
	count("450923101000", 0)
	day := b.now
	b.now = day.AddDate(0, 0, 29)
	count(silian, 1)
	b.now = day.AddDate(0, 0, 30)
	count(silian, 0)
	b.now = day
	b.do(supervisor, id, casework.ActClarifyBack)
	count(silian, 0)
	if c, err := b.Clue(b.ctx, head, id); err != nil || c.Clear.Agreed || c.Clear.State != "已撤回" || c.Can[casework.ActClarifyBack] {
		t.Errorf("%+v %v", c.Clear, err)
	}
	if err := b.db.Model(&model.Clue{}).Where("id = ?", id).Update("village_code", "450923101000").Error; err != nil {
		t.Fatal(err)
	}
	err := b.try(supervisor, id, casework.ActClarifyAsk, func(s *casework.Step) {
		s.Scope, s.Told = "village", seal.NewSecret("经核实，您说的情况是误会。")
	})
	if fault.Of(err).Fields["scope"] == "" {
		t.Errorf("in no village: %v", err)
	}
}
