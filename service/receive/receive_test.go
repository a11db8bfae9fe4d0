package receive_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/lookup"
	"yangguang/service/parameter"
	"yangguang/service/receive"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
	"yangguang/service/store/dbtest/workbench"
)

const civil = "县民政局"

var (
	inspector = workbench.Staff(1, actor.RoleSupervision, "", "")
	officer   = workbench.Staff(3, actor.RoleBureauOfficer, civil, "")
	elsewhere = workbench.Staff(4, actor.RoleBureauOfficer, "县水利局", "")
	town      = workbench.Staff(5, actor.RoleTownInspector, "", registers.Jiangning)
	other     = workbench.Staff(6, actor.RoleTownInspector, "", registers.Santan)
	village   = workbench.Staff(7, actor.RoleVillageCadre, "", registers.Silian)
)

// bench is a household of two, a neighbour, and who handles the item's roster.
type bench struct {
	*receive.Service
	t                             *testing.T
	db                            *gorm.DB
	rows                          *registers.Registers
	now                           time.Time
	item                          int64
	man, wife, neighbour, handler int64
	he, she, next                 actor.Actor
	paid                          int64 // to the man
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, db: dbtest.New(t), now: time.Date(2026, 3, 20, 2, 0, 0, 0, time.UTC)}
	b.rows = registers.New(t, b.db, b.now)
	b.use(b.db)
	b.man, b.wife = b.person("甲示例", 1), b.person("乙示例", 2)
	b.neighbour, b.handler = b.person("丙示例", 3), b.person("周经办", 4)
	for i, p := range []int64{b.man, b.wife, b.neighbour, b.handler} {
		b.rows.Resident(p, []string{"H1", "H1", "H2", "H3"}[i], registers.Silian, "")
	}
	b.item = b.rows.Item("DB", "农村低保")
	b.ok(b.db.Create(&model.Subsidy{ID: 1, ItemID: b.item, ItemCode: "DB", Name: "农村低保", Class: "A", StandardFen: 35000, Unit: "人月", Frequency: "月", EffectiveFrom: b.now.AddDate(-3, 0, 0), BatchID: b.rows.Batch, RowNo: 1}).Error)
	b.rows.Rostered(b.item, "D1", b.wife, b.man)
	b.ok(b.db.Model(&model.Roster{}).Where("person_id = ?", b.wife).Update("handler_id", b.handler).Error) // on the head's row alone
	b.he, b.she, b.next = b.villager(b.man), b.villager(b.wife), b.villager(b.neighbour)
	b.paid = b.pay(b.man, "2026-02", "2026-03-10")
	return b
}

func (b *bench) person(name string, n int) int64 {
	return b.rows.Person(name, registers.Number(fmt.Sprintf("45092319700101%03d", n)))
}

func (b *bench) villager(person int64) actor.Actor {
	return actor.Actor{Kind: actor.Villager, WechatUserID: b.rows.Bound(person), PersonID: person}
}

func (b *bench) pay(person int64, month, on string) int64 {
	return b.rows.Pay(registers.Payout{Person: person, Item: b.item, Month: month, PaidOn: on, Fen: 30000, Tail: "0128"})
}

// use builds the service on a database.
func (b *bench) use(db *gorm.DB) {
	b.t.Helper()
	clock := func() time.Time { return b.now }
	extra := []parameter.Extra{{Definition: parameter.Definition{Name: "S30.no_answers", Default: "2"}}, {Definition: parameter.Definition{Name: "S30.wrong_answers", Default: "10"}}, {Definition: parameter.Definition{Name: "S30.no_share", Default: "10"}},
		{Definition: parameter.Definition{Name: "S30.silent_answers", Default: "1"}}, {Definition: parameter.Definition{Name: "S30.silent_share", Default: "33"}}}
	for _, d := range receive.Definitions() {
		extra = append(extra, parameter.Extra{Definition: parameter.Definition{Name: d.Name, Default: d.Default}, Clean: d.Clean})
	}
	settings := parameter.New(db, clock, extra...)
	proof, err := files.New(b.t.TempDir(), b.rows.People, clock)
	b.ok(err)
	b.Service = receive.New(receive.Deps{DB: db, Box: b.rows.People, Files: proof, Homes: lookup.New(lookup.Options{DB: db, People: b.rows.People, Now: clock}), Calendar: settings.Calendar, Number: settings.Number, Text: settings.Text, Now: clock})
}

func (b *bench) ok(err error) {
	b.t.Helper()
	workbench.OK(b.t, err)
}

func (b *bench) refused(err error, k fault.Kind, field string) {
	b.t.Helper()
	workbench.Refused(b.t, err, k, field)
}

// own is a villager's payment by its day.
func (b *bench) own(by actor.Actor, n int) receive.Own {
	b.t.Helper()
	all, err := b.Recent(b.t.Context(), by)
	b.ok(err)
	if len(all) <= n {
		b.t.Fatalf("%d payments, want more than %d", len(all), n)
	}
	return all[n]
}

func (b *bench) say(by actor.Actor, answer, came string) error {
	return b.Say(b.t.Context(), by, b.own(b.he, 0).Key, receive.Word{Answer: answer, Came: came})
}

// ask is the payment's row, and inquiry its inquiry.
func (b *bench) ask() model.PayoutAsk {
	b.t.Helper()
	a, err := gorm.G[model.PayoutAsk](b.db).Where("payout_id = ?", b.paid).Take(b.t.Context())
	b.ok(err)
	return a
}

func (b *bench) inquiry() model.BankInquiry {
	b.t.Helper()
	all, err := gorm.G[model.BankInquiry](b.db).Where("payout_id = ?", b.paid).Find(b.t.Context())
	b.ok(err)
	if len(all) != 1 {
		b.t.Fatalf("%d inquiries, want one", len(all))
	}
	return all[0]
}

// is checks what is said of the payment, and where its inquiry stands.
func (b *bench) is(said, state string, rounds int) {
	b.t.Helper()
	a, q := b.ask(), b.inquiry()
	if a.Said != said || q.State != state || q.Rounds != rounds {
		b.t.Errorf("said %q, inquiry %q of round %d; want %q %q %d", a.Said, q.State, q.Rounds, said, state, rounds)
	}
}

func photo(t testing.TB) []attach.Upload {
	t.Helper()
	return []attach.Upload{{Kind: attach.Photo, Content: workbench.Photo(t)}}
}

func (b *bench) answer(by actor.Actor, r receive.Reply) error {
	q := b.inquiry()
	if r.Version == 0 {
		r.Version = q.Version
	}
	return b.Answer(b.t.Context(), by, q.ID, r)
}

// TestAHouseholdAsksTheBank walks one payment from 没收到 to the money.
func TestAHouseholdAsksTheBank(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	if p := b.own(b.she, 0); p.Who != "甲**" || p.Answer != "" || p.Amount != 30000 {
		t.Errorf("the wife sees %+v", p)
	}
	for _, c := range []struct {
		by     actor.Actor
		answer string
		kind   fault.Kind
		field  string
	}{{b.next, receive.Missing, fault.NotFound, ""}, {actor.Actor{Kind: actor.Guest}, receive.Missing, fault.Unauthenticated, ""}, {officer, receive.Missing, fault.Unauthenticated, ""}, {b.he, "", fault.Invalid, "answer"}} {
		b.refused(b.Say(ctx, c.by, b.own(b.he, 0).Key, receive.Word{Answer: c.answer}), c.kind, c.field)
	}
	for _, came := range []string{"很多", "-5", "99999999999"} {
		b.refused(b.say(b.he, receive.Wrong, came), fault.Invalid, "came")
	}
	for _, key := range []string{"", "x", "zzzzzzzzzzzzzz", "-1"} {
		b.refused(b.Say(ctx, b.he, key, receive.Word{Answer: receive.Received}), fault.NotFound, "")
	}

	b.ok(b.say(b.she, receive.Missing, ""))
	b.is(receive.Missing, receive.StateOpen, 1)
	staff := model.Staff{Login: "civil", Name: officer.Name, Role: string(officer.Role), Bureau: civil, CreatedAt: b.now}
	for _, answers := range []bool{false, true} { // with an account there is somebody to answer
		if p := b.own(b.she, 0).Inquiry; p == nil || p.Nobody == answers {
			t.Errorf("somebody answers: %v, shown %+v", answers, p)
		}
		if !answers {
			b.ok(b.db.Create(&staff).Error)
		}
	}
	b.ok(b.say(b.he, receive.Missing, "")) // the same household: one inquiry
	version := b.inquiry().Version
	b.ok(b.say(b.he, receive.Missing, "")) // the same word again
	if q := b.inquiry(); q.Version != version || q.Bureau != civil || q.HandlerID != b.handler || q.DueAt.Before(b.now) {
		t.Errorf("%+v", q)
	}
	if a := b.ask(); a.Bank != "工商银行" || a.HandlerID != b.handler || a.Home != registers.Silian+"/H1" || a.ToldAt != nil {
		t.Errorf("%+v", a)
	}
	// A roster that comes later, or without the name, tells who handled it all the same.
	var roster model.Roster
	b.ok(b.db.Where("person_id = ? AND handler_id = ?", b.wife, b.handler).Take(&roster).Error)
	for _, hand := range []int64{0, b.handler} {
		b.ok(b.db.Model(&roster).UpdateColumn("handler_id", hand).Error)
		b.ok(b.Again(ctx, "rosters", roster.BatchID))
		if a, q := b.ask(), b.inquiry(); a.HandlerID != hand || q.HandlerID != hand {
			t.Errorf("handled by %d: %+v %+v", hand, a, q)
		}
	}
	b.ok(b.say(b.he, receive.Received, "")) // the payee's own word holds
	b.is(receive.Received, receive.StateClosed, 1)
	b.ok(b.say(b.he, receive.Wrong, "230.5"))
	b.is(receive.Wrong, receive.StateOpen, 2)
	d, err := b.One(ctx, officer, b.inquiry().ID)
	b.ok(err)
	if d.Came != 23050 || d.Ought != 35000 || d.Standard != "350.00元/人月" || d.Subject != "甲示例" || !d.May {
		t.Errorf("%+v", d)
	}
	// Where the roster says what the household was granted, that is what ought to come, not the full standard.
	granted := roster
	granted.ID, granted.PersonID, granted.ApprovedFen, granted.FromOn = roster.ID+1000, b.inquiry().PayeeID, 23000, roster.FromOn
	b.ok(b.db.Create(&granted).Error)
	if d, err = b.One(ctx, officer, b.inquiry().ID); err != nil || d.Ought != 23000 || d.Standard != "名册核定230.00元" || d.Quantity != "1" {
		t.Errorf("granted: %+v %v", d, err)
	}
	b.ok(b.db.Delete(&granted).Error)
	b.ok(b.say(b.he, receive.Missing, ""))
	b.is(receive.Missing, receive.StateOpen, 2)

	for _, by := range []actor.Actor{elsewhere, other, village} {
		_, err := b.One(ctx, by, b.inquiry().ID)
		b.refused(err, fault.NotFound, "")
	}
	seen, err := b.One(ctx, town, b.inquiry().ID)
	b.ok(err)
	if seen.May || seen.Subject != "甲**" {
		t.Errorf("the town sees %+v", seen)
	}
	b.refused(b.answer(inspector, receive.Reply{Outcome: model.OutcomePending}), fault.Forbidden, "")
	credited := receive.Reply{Outcome: model.OutcomeCredited, On: "2026-03-11", Note: seal.NewSecret("3月11日入账，尾号0128。")}
	b.refused(b.answer(officer, receive.Reply{}), fault.Invalid, "outcome")
	b.refused(b.answer(officer, credited), fault.Invalid, "photo")
	b.refused(b.answer(officer, receive.Reply{Outcome: model.OutcomeCredited, On: "2026-03-21", Uploads: photo(t)}), fault.Invalid, "on")
	b.refused(b.answer(officer, receive.Reply{Outcome: model.OutcomeShort}), fault.Invalid, "outcome") // of another kind
	b.ok(b.answer(officer, receive.Reply{Outcome: model.OutcomePending}))
	b.is(receive.Missing, receive.StateOpen, 2) // the clock runs on
	credited.Uploads = photo(t)
	b.refused(b.answer(officer, receive.Reply{Version: 1, Outcome: credited.Outcome, On: credited.On, Uploads: credited.Uploads}), fault.Conflict, "")
	b.ok(b.answer(officer, credited))
	b.is(receive.Missing, receive.StateAnswered, 2)

	if n, err := b.Answered(ctx, b.he); n != 1 || err != nil {
		t.Errorf("the bank's answer waits for the household: %d %v", n, err)
	}
	p := b.own(b.he, 0)
	if p.Change || p.Inquiry == nil || p.Inquiry.On == nil || !strings.Contains(p.Inquiry.Says, "已经存进") || p.Inquiry.Next == "" || p.Inquiry.Note.Reveal() == "" {
		t.Errorf("the household reads %+v", p.Inquiry)
	}
	b.ok(b.say(b.he, receive.Missing, "")) // 还是没收到
	b.is(receive.Missing, receive.StateOpen, 3)
	b.ok(b.answer(officer, credited))
	b.refused(b.say(b.he, receive.Missing, ""), fault.Conflict, "") // asked often enough
	b.ok(b.say(b.he, receive.Received, ""))
	b.is(receive.Received, receive.StateClosed, 3)

	d, err = b.One(ctx, inspector, b.inquiry().ID)
	b.ok(err)
	var proof int64
	for _, s := range d.Steps {
		proof = max(proof, s.File)
	}
	f, err := b.Proof(ctx, inspector, b.inquiry().ID, proof)
	if err != nil || f.Mime != "image/jpeg" || len(f.Data) == 0 {
		t.Errorf("proof %s of %d bytes: %v", f.Mime, len(f.Data), err)
	}
	_, err = b.Proof(ctx, other, b.inquiry().ID, proof)
	b.refused(err, fault.NotFound, "")
	if _, err := audit.Verify(ctx, b.db); err != nil {
		t.Error(err)
	}
}

// TestOnlyLatePaymentsAreAsked leaves out old, returned and withdrawn payments.
func TestOnlyLatePaymentsAreAsked(t *testing.T) {
	b := newBench(t)
	b.pay(b.man, "2025-12", "2026-01-10") // 69 days ago
	b.rows.Pay(registers.Payout{Person: b.man, Item: b.item, Month: "2026-01", PaidOn: "2026-03-10", Fen: 1, Result: "退票"})
	b.rows.Pay(registers.Payout{Person: b.man, Item: b.item, Month: "2026-03", PaidOn: "2026-03-11", Fen: 1, Batch: b.rows.NewBatch(model.BatchWithdrawn)})
	all, err := b.Recent(t.Context(), b.he)
	b.ok(err)
	if len(all) != 1 || all[0].Amount != 30000 {
		t.Errorf("%+v", all)
	}
	dbtest.AtMost(t, b.db, 6, func(db *gorm.DB) {
		b.use(db)
		_, err := b.Recent(t.Context(), b.he)
		b.ok(err)
	})
}

// TestWhatIsSaidIsCounted counts told payments by everything, each figure with
// the list behind it.
func TestWhatIsSaidIsCounted(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	b.pay(b.neighbour, "2026-02", "2026-03-10")
	quiet, late := b.person("丁示例", 5), b.person("戊示例", 6)
	b.pay(quiet, "2026-02", "2026-03-10")
	b.pay(late, "2026-02", "2026-03-10")
	b.rows.Resident(quiet, "H5", registers.LiSantan, "")
	tell := func(people ...int64) {
		for _, p := range people {
			b.rows.Bound(p)
			b.ok(b.db.Create(&model.Notice{WechatUserID: p, PersonID: p, Kind: "payout", Dedupe: fmt.Sprintf("payout/%d/%d", b.rows.Batch, 1_000_000_000_000+p), BatchID: b.rows.Batch, Status: model.NoticeSent, CreatedAt: b.now}).Error)
		}
		b.ok(b.Told(ctx, b.rows.Batch))
		b.ok(b.Told(ctx, b.rows.Batch)) // it may run again
	}
	tell(b.man, b.neighbour, quiet)
	b.now = b.now.AddDate(0, 0, 16)
	tell(late)
	if n, err := b.Unanswered(ctx, b.he); n != 1 || err != nil {
		t.Errorf("%d wait for the man: %v", n, err)
	}
	for _, who := range []actor.Actor{b.he, b.next} {
		b.ok(b.Say(ctx, who, b.own(who, 0).Key, receive.Word{Answer: receive.Missing}))
	}
	want := map[string]int{receive.Missing: 2, receive.Silent: 1, receive.Waiting: 1}
	for _, g := range receive.Groupings() {
		scope := receive.Scope{By: g.Value}
		c, err := b.Counts(ctx, inspector, scope)
		b.ok(err)
		for _, f := range receive.Figures() {
			if c.All.Figures[f.Value] != want[f.Value] {
				t.Errorf("%s: %s %d, want %d", g.Value, f.Value, c.All.Figures[f.Value], want[f.Value])
			}
		}
		sum := 0
		for _, l := range c.Lines {
			if l.Text == "" {
				t.Errorf("%s: %q has no name", g.Value, l.Key)
			}
			for said, n := range l.Figures {
				list, err := b.Listed(ctx, inspector, receive.Behind{Scope: scope, Key: l.Key, Said: said}, page.Request{}.Clamp())
				b.ok(err)
				if list.Total != n || len(list.Items) != n {
					t.Errorf("%s %s %s: %d listed, %d counted", g.Value, l.Key, said, list.Total, n)
				}
				sum += n
			}
		}
		if sum != 4 {
			t.Errorf("%s: the lines add up to %d", g.Value, sum)
		}
	}
	c, err := b.Counts(ctx, inspector, receive.Scope{By: receive.ByItem})
	b.ok(err)
	if len(c.Lines) != 1 || c.Lines[0].Homes != 2 || c.Lines[0].Spoke != 2 || !c.Lines[0].Crosses || !c.Lines[0].Quiet { // one household of three says nothing
		t.Errorf("%+v", c.Lines)
	}
	for _, x := range []struct {
		by   actor.Actor
		want int
	}{{officer, 4}, {elsewhere, 0}, {town, 3}, {other, 1}} {
		c, err := b.Counts(ctx, x.by, receive.Scope{})
		b.ok(err)
		if c.All.Total != x.want {
			t.Errorf("%s counts %d, want %d", x.by.Role, c.All.Total, x.want)
		}
	}
	_, err = b.Counts(ctx, village, receive.Scope{})
	b.refused(err, fault.NotFound, "")
	_, err = b.Counts(ctx, inspector, receive.Scope{By: "amount"})
	b.refused(err, fault.NotFound, "")

	// Who handled a payment sees neither it nor what was said of it.
	self := workbench.Staff(9, actor.RoleBureauOfficer, civil, "")
	b.ok(b.db.Create(&model.Staff{ID: 9, Login: "zhou", Name: self.Name, Role: string(self.Role), Bureau: civil, PersonID: b.handler, TOTPSealed: []byte{1}, CreatedAt: b.now}).Error)
	mine, err := b.Counts(ctx, self, receive.Scope{})
	b.ok(err)
	list, err := b.List(ctx, self, receive.Filter{View: receive.ViewAll}, page.Request{}.Clamp())
	b.ok(err)
	if mine.All.Total != 3 || list.Total != 1 {
		t.Errorf("the handler counts %d, reads %d", mine.All.Total, list.Total)
	}
	work, err := b.Work(ctx, officer)
	today, err2 := b.Today(ctx, officer)
	if err != nil || err2 != nil || len(work) != 2 || today[0].N != 2 {
		t.Errorf("%+v %+v %v %v", work, today, err, err2)
	}
	dbtest.AtMost(t, b.db, 10, func(db *gorm.DB) {
		b.use(db)
		_, err := b.Counts(ctx, inspector, receive.Scope{By: receive.ByHandler})
		b.ok(err)
	})
	dbtest.AtMost(t, b.db, 14, func(db *gorm.DB) {
		b.use(db)
		_, err := b.List(ctx, inspector, receive.Filter{}, page.Request{}.Clamp())
		b.ok(err)
	})
}
