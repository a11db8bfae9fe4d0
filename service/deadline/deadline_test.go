package deadline_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/deadline"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
	"yangguang/service/store/dbtest"
)

var (
	handler = actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleSupervision, Name: "甲"}
	other   = actor.Actor{Kind: actor.Staff, StaffID: 2, Role: actor.RoleSupervision, Name: "乙"}
	head    = actor.Actor{Kind: actor.Staff, StaffID: 3, Role: actor.RoleHead, Name: "丙"}
	head2   = actor.Actor{Kind: actor.Staff, StaffID: 4, Role: actor.RoleHead, Name: "丁"}
	cadre   = actor.Actor{Kind: actor.Staff, StaffID: 5, Role: actor.RoleVillageCadre, Name: "戊"}
)

// matters is a sort of matter that supervision handles, with petitions behind
// some of them; it stands on the table of clues.
type matters struct {
	box      *seal.Box
	extended *[]timer.Extended
	behind   int64
}

func (m matters) Seen(by actor.Actor) (string, []any, bool) {
	if !by.Is(actor.RoleSupervision, actor.RoleHead) {
		return "", nil, false
	}
	hide, args := recuse.Hide("clues", model.ObjectClue, by)
	return "SELECT id FROM clues WHERE " + hide, args, true
}

func (m matters) Titles(_ context.Context, _ timer.Book, ids []int64, _ time.Time) (map[int64]timer.Matter, error) {
	out := map[int64]timer.Matter{}
	for _, id := range ids {
		out[id] = timer.Matter{Number: fmt.Sprintf("线索%d", id), What: "某村", StaffID: handler.StaffID}
	}
	return out, nil
}

func (m matters) Desk(*gorm.DB, int64, timer.Kind) (timer.Desk, error) {
	return timer.Desk{Role: actor.RoleSupervision, StaffID: handler.StaffID}, nil
}

func (m matters) Ask(tx *gorm.DB, by actor.Actor, at time.Time, r approval.Request) (model.Approval, error) {
	return approval.Ask(tx, m.box, by, at, r)
}

func (m matters) Decide(tx *gorm.DB, by actor.Actor, at time.Time, id int64, agree bool, words seal.Secret) (model.Approval, []byte, error) {
	return approval.Decide(tx, m.box, by, at, id, agree, words)
}

func (m matters) Requests(by actor.Actor, found []model.Approval) ([]approval.View, error) {
	return approval.Open(m.box, by, found)
}

func (m matters) Extended(_ *gorm.DB, _ actor.Actor, _ time.Time, e timer.Extended) (int64, error) {
	*m.extended = append(*m.extended, e)
	return m.behind, nil
}

type bench struct {
	t    *testing.T
	db   *gorm.DB
	book timer.Book
	now  time.Time
	told []timer.Extended // written on the clue, then on the petition behind it
	*deadline.Service
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, db: dbtest.New(t), now: period.Date(2026, 3, 2).Start(period.Shanghai).Add(9 * time.Hour)}
	b.book = countyBook(t, b.db)
	b.Service = b.service()
	for id := int64(1); id <= 3; id++ {
		c := model.Clue{ID: id, Number: fmt.Sprint("线索", id), Source: model.ClueFromFinding, PetitionID: id, TitleSealed: []byte{1}, SummarySealed: []byte{1}, State: model.ClueAssigned, Version: 1, CreatedAt: b.now, UpdatedAt: b.now}
		if err := b.db.Create(&c).Error; err != nil {
			t.Fatal(err)
		}
	}
	return b
}

// service makes one more process on the same database.
func (b *bench) service() *deadline.Service {
	box := dbtest.Box(b.t)
	clue := matters{box: box, extended: &b.told, behind: 70}
	petition := matters{box: box, extended: &b.told}
	return deadline.New(deadline.Deps{
		DB: b.db, Matters: map[string]deadline.Matters{model.ObjectClue: clue, model.ObjectPetition: petition},
		Book:   func(context.Context) (timer.Book, error) { return b.book, nil },
		Number: func(_ context.Context, _ string, standard int) (int, error) { return standard, nil },
		Now:    func() time.Time { return b.now },
	})
}

func (b *bench) start(id int64, k timer.Kind, from period.Day) model.Timer {
	b.t.Helper()
	ref := timer.Ref{Object: model.ObjectClue, ID: id}
	if err := b.db.Transaction(func(tx *gorm.DB) error { return timer.Start(tx, b.book, ref, k, from, b.now) }); err != nil {
		b.t.Fatal(err)
	}
	return b.clock(id, k)
}

func (b *bench) clock(id int64, k timer.Kind) model.Timer {
	b.t.Helper()
	row, err := gorm.G[model.Timer](b.db).Where("object_id = ? AND kind = ? AND running = 1", id, k).Take(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	return row
}

func (b *bench) on(d period.Day) { b.now = d.Start(period.Shanghai).Add(9 * time.Hour) }

func (b *bench) reminders() string {
	b.t.Helper()
	found, err := gorm.G[model.Reminder](b.db).Order("id").Find(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	var out []string
	for _, r := range found {
		out = append(out, fmt.Sprintf("%s %s→%s/%d", r.Kind, r.Sort, r.ToRole, r.ToStaff))
	}
	return strings.Join(out, ", ")
}

func (b *bench) once(want int) {
	b.t.Helper()
	if n, err := b.Once(b.t.Context()); err != nil || n != want {
		b.t.Fatalf("%d reminders, want %d: %v", n, want, err)
	}
}

// TestRemindedOnceBeforeAndOnceAfter walks a clock over its end: the handler is
// reminded three working days before, the escalation of §6.4 when it is late,
// each once, and again only after the end has moved.
func TestRemindedOnceBeforeAndOnceAfter(t *testing.T) {
	b := newBench(t)
	b.start(1, timer.Screen, period.Date(2026, 3, 2))  // ends 2026-03-09
	b.start(2, timer.Opinion, period.Date(2026, 2, 9)) // ends the same day, 03-09
	b.once(0)
	b.on(period.Date(2026, 3, 3))
	b.once(0)
	b.on(period.Date(2026, 3, 4))
	b.once(2)
	b.once(0)
	b.on(period.Date(2026, 3, 9))
	b.once(0)
	b.on(period.Date(2026, 3, 10))
	b.once(2)
	b.once(0)
	want := "T0 warn→supervision/1, T4 warn→supervision/1, T0 overdue→head/0, T4 overdue→case_management/0"
	if got := b.reminders(); got != want {
		t.Errorf("reminders:\n%s, want\n%s", got, want)
	}
	// One that was late before anybody looked: the handler and the heads hear of it together.
	b.start(3, timer.Trial, period.Date(2026, 1, 5))
	b.once(2)
	notices, err := b.Notices(t.Context(), handler)
	if err != nil || len(notices) != 3 || notices[0].Matter.Number != "线索3" {
		t.Errorf("the handler's: %+v, %v", notices, err)
	}
	if err := b.PutAway(t.Context(), other, notices[0].ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("put away by whom it was not put to: %v", err)
	}
	if err := b.PutAway(t.Context(), handler, notices[0].ID); err != nil {
		t.Error(err)
	}
	if err := b.db.Transaction(func(tx *gorm.DB) error { return timer.Stop(tx, timer.Ref{Object: model.ObjectClue, ID: 2}, b.now) }); err != nil {
		t.Fatal(err)
	}
	if notices, err = b.Notices(t.Context(), handler); err != nil || len(notices) != 1 || notices[0].Matter.Number != "线索1" {
		t.Errorf("after one was put away and one is done: %+v, %v", notices, err)
	}
	counts, err := b.Today(t.Context(), head)
	if err != nil || len(counts) != 3 || counts[0].N != 2 || counts[0].Overdue != 2 || counts[1].N != 2 {
		t.Errorf("the head's day: %+v, %v", counts, err)
	}
	tasks, err := b.Work(t.Context(), head)
	if err != nil || len(tasks) != counts[0].N+counts[1].N+counts[2].N || tasks[0].URL == "" || tasks[0].Title == "" {
		t.Errorf("the head's list: %+v, %v", tasks, err)
	}
	if counts, err := b.Today(t.Context(), cadre); err != nil || counts != nil {
		t.Errorf("a village cadre's day: %+v, %v", counts, err)
	}
}

// TestTwoWorkersRemindOnce lets several processes at the same clocks, and stops
// one in the middle of a reminder: nothing is lost and nothing is said twice.
func TestTwoWorkersRemindOnce(t *testing.T) {
	b := newBench(t)
	for id := int64(1); id <= 3; id++ {
		for _, k := range timer.Kinds() {
			b.start(id, k, period.Date(2025, 6, 3))
		}
	}
	killed, kill := context.WithCancel(t.Context())
	kill()
	if _, err := b.Once(killed); err == nil {
		t.Error("a process that was stopped says that it is done")
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	total := 0
	for range 4 {
		s := b.service()
		wg.Go(func() {
			n, err := s.Once(t.Context())
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			total += n
			mu.Unlock()
		})
	}
	wg.Wait()
	want := 2 * 3 * len(timer.Kinds())
	n, err := gorm.G[model.Reminder](b.db).Count(t.Context(), "*")
	if err != nil || int(n) != want || total != want {
		t.Errorf("%d reminders, %d said to be written, want %d: %v", n, total, want, err)
	}
	left, err := gorm.G[model.Timer](b.db).Where("warned_at IS NULL OR overdue_at IS NULL").Count(t.Context(), "*")
	if err != nil || left != 0 {
		t.Errorf("%d clocks were missed: %v", left, err)
	}
}

func wish(reason string) deadline.Wish { return deadline.Wish{Reason: seal.NewSecret(reason)} }

func (b *bench) waiting() deadline.Request {
	b.t.Helper()
	found, err := b.Requests(b.t.Context(), head)
	if err != nil || len(found) != 1 {
		b.t.Fatalf("%d requests: %v", len(found), err)
	}
	return found[0]
}

func (b *bench) agree(id int64) {
	b.t.Helper()
	if err := b.Decide(b.t.Context(), head, id, true, seal.NewSecret("同意")); err != nil {
		b.t.Fatal(err)
	}
}

// TestMoreTimeIsAskedAgreedAndTold goes the way of an extension.
func TestMoreTimeIsAskedAgreedAndTold(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	c := b.start(1, timer.Verification, period.Date(2026, 3, 2)) // 60 days: 2026-05-06, after the holiday
	if got := period.Here(c.DueAt); got != period.Date(2026, 5, 6) {
		t.Fatal(got)
	}
	if err := b.Ask(ctx, cadre, c.ID, wish("还要调取银行流水")); !fault.Is(err, fault.NotFound) {
		t.Errorf("asked by who sees nothing: %v", err)
	}
	if err := b.Ask(ctx, head, c.ID, wish("还要调取银行流水")); !fault.Is(err, fault.Forbidden) {
		t.Errorf("asked by who does not handle it: %v", err)
	}
	if err := b.Ask(ctx, handler, c.ID, wish("忙")); !fault.Is(err, fault.Invalid) {
		t.Errorf("asked without a reason: %v", err)
	}
	if err := b.Ask(ctx, handler, c.ID, wish("还要调取银行流水")); err != nil {
		t.Fatal(err)
	}
	if err := b.Ask(ctx, handler, c.ID, wish("还要调取银行流水")); !fault.Is(err, fault.Conflict) {
		t.Errorf("asked twice: %v", err)
	}
	e, err := b.MayAsk(ctx, handler, c.ID)
	if err != nil || !e.Waiting || e.More != 30 || e.Superior {
		t.Errorf("the form: %+v, %v", e, err)
	}
	r := b.waiting()
	if r.Reason.Reveal() != "还要调取银行流水" || r.Nth != 1 || r.Due != period.Date(2026, 5, 6) || r.Until != period.Date(2026, 6, 5) || !r.MayDecide {
		t.Errorf("the request: %+v", r)
	}
	if err := b.Decide(ctx, handler, r.ID, true, seal.Secret{}); !fault.Is(err, fault.NotFound) {
		t.Errorf("decided by the handler: %v", err)
	}
	if err := b.Decide(ctx, head, r.ID, false, seal.Secret{}); !fault.Is(err, fault.Invalid) {
		t.Errorf("refused without a word: %v", err)
	}
	b.agree(r.ID)
	c = b.clock(1, timer.Verification)
	if period.Here(c.DueAt) != r.Until || c.Extensions != 1 {
		t.Errorf("extended: %+v", c)
	}
	if len(b.told) != 2 || b.told[0].ID != 1 || b.told[1].ID != 70 || b.told[1].Note != "" || !strings.Contains(b.told[1].Public, "2026年6月5日") || !strings.Contains(b.told[0].Note, "初步核实") || !b.told[1].Behind {
		t.Errorf("told: %+v", b.told)
	}
	if err := b.Decide(ctx, head2, r.ID, true, seal.Secret{}); !fault.Is(err, fault.Conflict) {
		t.Errorf("decided twice: %v", err)
	}
	// A refusal moves nothing; the third extension makes the matter red.
	for i := 2; i <= 3; i++ {
		if err := b.Ask(ctx, handler, c.ID, wish("还要再核实")); err != nil {
			t.Fatal(err)
		}
		if err := b.Decide(ctx, head, b.waiting().ID, false, seal.NewSecret("抓紧办")); err != nil {
			t.Fatal(err)
		}
		if err := b.Ask(ctx, handler, c.ID, wish("还要再核实")); err != nil {
			t.Fatal(err)
		}
		b.agree(b.waiting().ID)
	}
	past, err := timer.Pasts(ctx, b.db, model.ObjectClue, []int64{1}, b.now)
	if err != nil || past[1].Extensions != 3 {
		t.Fatalf("%+v, %v", past, err)
	}
	if got := b.book.Colour(timer.Facts{Received: period.Date(2026, 3, 2), Dispatched: true, Extensions: past[1].Extensions}, b.now); got != timer.ColourRed {
		t.Errorf("three extensions are %q", got)
	}
}

// TestThreeAndThreeAndN: a matter that was handed down gets three months from
// its own head, and more only by the superior's document.
func TestThreeAndThreeAndN(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	c := b.start(1, timer.Assigned, period.Date(2026, 3, 2))
	if err := b.Ask(ctx, handler, c.ID, wish("涉及三个村，没有核完")); err != nil {
		t.Fatal(err)
	}
	b.agree(b.waiting().ID)
	if c = b.clock(1, timer.Assigned); period.Here(c.DueAt) != period.Date(2026, 9, 2) {
		t.Errorf("3+3: %s", period.Here(c.DueAt))
	}
	if err := b.Ask(ctx, handler, c.ID, wish("涉及三个村，没有核完")); !fault.Is(err, fault.Invalid) {
		t.Errorf("without the superior's document: %v", err)
	}
	w := wish("涉及三个村，没有核完")
	w.Document, w.More = "桂纪函〔2026〕12号", 2
	if err := b.Ask(ctx, handler, c.ID, w); err != nil {
		t.Fatal(err)
	}
	b.agree(b.waiting().ID)
	if c = b.clock(1, timer.Assigned); period.Here(c.DueAt) != period.Date(2026, 11, 2) || c.Extensions != 2 {
		t.Errorf("3+3+2: %s", period.Here(c.DueAt))
	}
}

// TestWhatCannotBeExtended: the law gives no more time to tell a reporter, and
// only once to another organ.
func TestWhatCannotBeExtended(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	for _, k := range []timer.Kind{timer.Screen, timer.TellAccepted, timer.TellResult, timer.ReportUp, timer.Transfer, timer.Review, timer.Recheck, timer.PartyReview, timer.Quarter, timer.OutsideTell, timer.HoldReview} {
		c := b.start(1, k, period.Date(2026, 3, 2))
		if _, err := b.MayAsk(ctx, handler, c.ID); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v", k, err)
		}
		if deadline.Extendable(k, 0) {
			t.Errorf("%s is offered", k)
		}
	}
	c := b.start(2, timer.OutsideDone, period.Date(2026, 3, 2))
	if err := b.Ask(ctx, handler, c.ID, wish("部门还在核实")); err != nil {
		t.Fatal(err)
	}
	b.agree(b.waiting().ID)
	if err := b.Ask(ctx, handler, c.ID, wish("部门还在核实")); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second time: %v", err)
	}
	// What is finished meanwhile is not extended, and the request is refused.
	c = b.start(3, timer.Trial, period.Date(2026, 3, 2))
	if err := b.Ask(ctx, handler, c.ID, wish("案情复杂")); err != nil {
		t.Fatal(err)
	}
	if err := b.db.Transaction(func(tx *gorm.DB) error { return timer.Stop(tx, timer.Ref{Object: model.ObjectClue, ID: 3}, b.now) }); err != nil {
		t.Fatal(err)
	}
	r := b.waiting()
	if r.Due != 0 {
		t.Errorf("still runs: %+v", r)
	}
	if err := b.Decide(ctx, head, r.ID, true, seal.Secret{}); !fault.Is(err, fault.Conflict) {
		t.Errorf("agreed to what is done: %v", err)
	}
	if err := b.Decide(ctx, head, r.ID, false, seal.NewSecret("已经办完")); err != nil {
		t.Error(err)
	}
}

// TestALateClockThatIsExtendedStaysRed: more time does not make undone what was late.
func TestALateClockThatIsExtendedStaysRed(t *testing.T) {
	b := newBench(t)
	c := b.start(1, timer.Opinion, period.Date(2026, 1, 5))
	b.once(2)
	if err := b.Ask(t.Context(), handler, c.ID, wish("承办人生病")); err != nil {
		t.Fatal(err)
	}
	b.agree(b.waiting().ID)
	past, err := timer.Pasts(t.Context(), b.db, model.ObjectClue, []int64{1}, b.now)
	if err != nil || !past[1].Late {
		t.Errorf("%+v, %v", past, err)
	}
	if got := b.Stand(t); got != timer.LampSoon && got != timer.LampOK {
		t.Errorf("its own lamp: %q", got)
	}
}

// Stand is the lamp of the one clock of clue 1.
func (b *bench) Stand(t *testing.T) timer.Lamp {
	t.Helper()
	return b.book.Stand(b.clock(1, timer.Opinion), b.now).Lamp
}

func TestListByUrgencyAndByMonth(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	b.on(period.Date(2026, 3, 4))                        // a Wednesday
	b.start(1, timer.Screen, period.Date(2026, 2, 24))   // 03-02: late, over the day that is worked
	b.start(2, timer.Screen, period.Date(2026, 2, 25))   // 03-03: late
	b.start(3, timer.Screen, period.Date(2026, 2, 26))   // 03-04: today
	b.start(1, timer.Transfer, period.Date(2026, 2, 27)) // 03-05: this week
	b.start(2, timer.Transfer, period.Date(2026, 3, 2))  // 03-09: later
	list, err := b.List(ctx, handler, deadline.Filter{}, page.Request{Number: 1, Size: 50})
	if err != nil {
		t.Fatal(err)
	}
	var whens []deadline.When
	for _, r := range list.Items {
		whens = append(whens, r.When)
	}
	if want := "[overdue overdue today week later]"; fmt.Sprint(whens) != want || list.Total != 5 {
		t.Errorf("%v, %d: want %s", whens, list.Total, want)
	}
	if c := list.Counts; c[deadline.Overdue] != 2 || c[deadline.Today] != 1 || c[deadline.ThisWeek] != 1 || c[deadline.Later] != 1 {
		t.Errorf("counts: %v", c)
	}
	for _, w := range deadline.Whens() {
		some, err := b.List(ctx, head, deadline.Filter{When: w}, page.Request{Number: 1, Size: 50})
		if err != nil || some.Total != list.Counts[w] || len(some.Items) != some.Total {
			t.Errorf("%s: %d of %d: %v", w, len(some.Items), some.Total, err)
		}
	}
	one, err := b.List(ctx, handler, deadline.Filter{Day: period.Date(2026, 3, 9)}, page.Request{Number: 1, Size: 50})
	if err != nil || one.Total != 1 || len(one.Items) != 1 || one.Items[0].ID != 2 {
		t.Errorf("one day: %+v, %v", one, err)
	}
	days, err := b.Month(ctx, handler, period.MonthOf(2026, 3))
	if err != nil || len(days) != 31 {
		t.Fatalf("%d days, %v", len(days), err)
	}
	n := map[int]int{}
	for i, d := range days {
		if d.N > 0 {
			n[i+1] = d.N
		}
	}
	if fmt.Sprint(n) != "map[2:1 3:1 4:1 5:1 9:1]" || !days[0].Off || days[1].Off {
		t.Errorf("the month: %v", n)
	}
	// What is kept from somebody is not in any list, count or calendar.
	if err := b.db.Transaction(func(tx *gorm.DB) error {
		return recuse.Put(tx, b.now, model.ObjectClue, 2, other.StaffID, recuse.Relative)
	}); err != nil {
		t.Fatal(err)
	}
	kept, err := b.List(ctx, other, deadline.Filter{}, page.Request{Number: 1, Size: 50})
	if err != nil || kept.Total != 3 || kept.Counts[deadline.Overdue] != 1 {
		t.Errorf("kept from: %+v, %v", kept.Counts, err)
	}
	if days, err = b.Month(ctx, other, period.MonthOf(2026, 3)); err != nil || days[8].N != 0 {
		t.Errorf("kept from: %+v, %v", days[8], err)
	}
	c := b.clock(2, timer.Transfer)
	if _, err := b.MayAsk(ctx, other, c.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("kept from: %v", err)
	}
	if _, err := b.List(ctx, cadre, deadline.Filter{}, page.Request{}); !fault.Is(err, fault.NotFound) {
		t.Errorf("a village cadre: %v", err)
	}
}

// TestListAsksLittle: a page of clocks costs the same however many there are.
func TestListAsksLittle(t *testing.T) {
	b := newBench(t)
	for _, k := range timer.Kinds() {
		b.start(1, k, period.Date(2026, 2, 24))
	}
	dbtest.AtMost(t, b.db, 2, func(db *gorm.DB) {
		b.DB = db
		if _, err := b.List(t.Context(), handler, deadline.Filter{}, page.Request{Number: 1, Size: 50}); err != nil {
			t.Error(err)
		}
	})
	dbtest.AtMost(t, b.db, 1, func(db *gorm.DB) {
		b.DB = db
		if _, err := b.Month(t.Context(), handler, period.MonthOf(2026, 3)); err != nil {
			t.Error(err)
		}
	})
}

func TestAnUrgeIsPutUpOnce(t *testing.T) {
	b := newBench(t)
	if err := b.db.Transaction(func(tx *gorm.DB) error {
		for range 2 {
			if err := (deadline.Board{}).Urged(tx, b.now, 1, timer.Desk{Role: actor.RoleSupervision}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for _, who := range []actor.Actor{handler, other} {
		if got, err := b.Notices(t.Context(), who); err != nil || len(got) != 1 || got[0].Sort != model.ReminderUrge {
			t.Errorf("%+v, %v", got, err)
		}
	}
	if got, err := b.Notices(t.Context(), head); err != nil || len(got) != 0 {
		t.Errorf("the head: %+v, %v", got, err)
	}
}
