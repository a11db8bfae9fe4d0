package complaint_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
	"yangguang/service/store/dbtest"
)

// The road of one village, told by several people.
var roadTold = []string{
	"六屯的水泥路去年十月才修好，现在到处开裂，厚度只有十公分，沙子放得多，根本是偷工减料。",
	"我们六屯那条新修的水泥路，几个月就裂缝了，量了厚度不够，水泥放得少，沙子多。",
	"六屯新修的硬化路开裂了，水泥放得少，厚度只有十公分，是豆腐渣。",
	"去年修的六屯水泥路质量差，路面都裂开，厚度不够十公分，偷工减料。",
	"六屯的路修得太薄，水泥放得少沙子多，不到一年到处是裂缝。",
	"六屯水泥路才用几个月就开裂，厚度不够，请来量一量。",
}

// road is the n-th telling of the road.
func (b *bench) road(named string, n int) *complaint.Draft {
	d := b.draft(named)
	d.Subject, d.Place, d.Who, d.Body, d.Ask = "project", "六屯", seal.Secret{}, seal.NewSecret(roadTold[n%len(roadTold)]), true
	return d
}

// bound makes a villager who is bound by real name.
func (b *bench) bound(n int64) actor.Actor {
	b.people.bound[100+n], b.people.known[200+n] = 200+n, [2]string{"丙演示", "13800002222"}
	return actor.Actor{Kind: actor.Villager, WechatUserID: 100 + n, PersonID: 200 + n}
}

// handled receives a petition about the road and accepts it.
func (b *bench) handled(by actor.Actor, d *complaint.Draft) complaint.Receipt {
	r := b.submit(by, d)
	b.must(officer, r.ID, claim, accept)
	return r
}

func (b *bench) known(id int64) {
	b.t.Helper()
	if err := b.MarkKnown(b.ctx, officer, id, b.row(id).Version, true, seal.NewSecret("村务公开栏已经公告")); err != nil {
		b.t.Fatal(err)
	}
}

// asked submits and reports whether the person was asked.
func (b *bench) asked(by actor.Actor, d *complaint.Draft) (ref string, asked bool) {
	b.t.Helper()
	_, err := b.Submit(b.ctx, by, d)
	if a, ok := errors.AsType[*complaint.Asked](err); ok {
		return a.Ref, true
	}
	if err != nil {
		b.t.Fatalf("%v %v", err, fault.Of(err).Fields)
	}
	return "", false
}

// TestNobodyIsAskedAboutWhatIsSecret is the part of the threat model on the
// question before sending: whatever somebody types, there is no answer about a
// matter that is not known to everybody already.
func TestNobodyIsAskedAboutWhatIsSecret(t *testing.T) {
	b := newBench(t)
	quiet := b.handled(guest, b.road("named", 0))
	if _, asked := b.asked(guest, b.road("anonymous", 0)); asked {
		t.Error("asked about one that a single person reported, with the very same words")
	}
	for n := range 4 { // four people, and any number of anonymous ones
		r := b.submit(b.bound(int64(n)), b.road("named", n))
		b.must(officer, r.ID, claim, complaint.Decision{Action: complaint.ActDuplicate, Duplicate: b.row(quiet.ID).Number})
	}
	for n := range 6 {
		d := b.road("anonymous", n)
		d.Ask = false
		r := b.submit(guest, d)
		b.must(officer, r.ID, claim, complaint.Decision{Action: complaint.ActDuplicate, Duplicate: b.row(quiet.ID).Number})
	}
	if _, asked := b.asked(guest, b.road("anonymous", 2)); asked {
		t.Error("asked about what four people reported")
	}
	r := b.submit(b.bound(4), b.road("named", 4))
	b.must(officer, r.ID, claim, complaint.Decision{Action: complaint.ActDuplicate, Duplicate: b.row(quiet.ID).Number})
	if _, asked := b.asked(guest, b.road("anonymous", 2)); !asked {
		t.Error("not asked about what five people reported")
	}
	for name, change := range map[string]func(d *complaint.Draft){
		"too often":       func(d *complaint.Draft) { d.Ask = false },
		"another subject": func(d *complaint.Draft) { d.Subject = "collective" },
		"another village": func(d *complaint.Draft) { d.Village = townCode },
		"other words": func(d *complaint.Draft) {
			d.Body, d.Place = seal.NewSecret("修路的时候占了我家两分田，没有补偿。"), ""
		},
		"the subject and nothing else": func(d *complaint.Draft) {
			d.Body, d.Place = seal.NewSecret("我们村的工程有问题，请你们来查一查。"), ""
		},
		"sent apart": func(d *complaint.Draft) { d.Answer = complaint.AnswerApart },
	} {
		d := b.road("anonymous", 2)
		change(d)
		if _, asked := b.asked(guest, d); asked {
			t.Errorf("%s: asked", name)
		}
	}
	// Closed, it is no longer being handled.
	b.must(officer, quiet.ID, complaint.Decision{Action: complaint.ActClose, Text: "已经返工。"})
	if _, asked := b.asked(guest, b.road("anonymous", 2)); asked {
		t.Error("asked about what is closed")
	}
}

func TestWhatIsAboutSomebodysDoingsIsNeverKnown(t *testing.T) {
	b := newBench(t)
	for _, s := range complaint.Subjects() {
		d := b.road("named", 0)
		d.Subject, d.Ask = s.Value, false
		r := b.submit(guest, d)
		b.must(officer, r.ID, claim)
		if err := b.MarkKnown(b.ctx, officer, r.ID, b.row(r.ID).Version, true, seal.NewSecret("村里都知道了")); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: known while it is sorted: %v", s.Value, err)
		}
		b.must(officer, r.ID, accept)
		err := b.MarkKnown(b.ctx, officer, r.ID, b.row(r.ID).Version, true, seal.NewSecret("村里都知道了"))
		if complaint.PublicSubject(s.Value) && err != nil || !complaint.PublicSubject(s.Value) && !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v", s.Value, err)
		}
		d = b.road("anonymous", 0)
		d.Subject = s.Value
		if _, asked := b.asked(guest, d); asked != complaint.PublicSubject(s.Value) {
			t.Errorf("%s: asked %v", s.Value, asked)
		}
	}
	for _, s := range []string{"subsidy_taken", "extortion", "village_cadre", complaint.SubjectTownOfficial, "other"} {
		if complaint.PublicSubject(s) {
			t.Errorf("%s is about somebody's doings", s)
		}
	}
	for _, by := range []actor.Actor{townInspector, supervisor, head, guest, villager} {
		if err := b.MarkKnown(b.ctx, by, 1, 1, true, seal.NewSecret("村里都知道了")); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s %s: %v", by.Kind, by.Role, err)
		}
	}
}

// TestMeToo walks a join: its own receipt, nothing on the first, and the news of
// the first for whoever joined.
func TestMeToo(t *testing.T) {
	b := newBench(t)
	first := b.handled(villager, b.road("named", 0))
	b.known(first.ID)
	before, events := b.row(first.ID), b.eventsOf(first.ID)
	var receipts []complaint.Receipt
	for n := range 2 {
		by, d := b.bound(int64(n)), b.road([]string{"named", "anonymous"}[n], n+1)
		ref, asked := b.asked(by, d)
		if !asked {
			t.Fatal("not asked")
		}
		d.Answer, d.Same = complaint.AnswerJoin, ref
		r := b.submit(by, d)
		p := b.row(r.ID)
		if p.State != model.PetitionDuplicate || p.DuplicateOf != first.ID || !p.Joined || p.RepeatOf != 0 || p.AnsweredAt == nil {
			t.Errorf("%+v", p)
		}
		again := b.submit(by, d) // sent twice is one
		if !reflect.DeepEqual(again, r) || r.Number == first.Number {
			t.Errorf("%v and %v", again, r)
		}
		receipts = append(receipts, r)
	}
	if after := b.row(first.ID); after.Version != before.Version || !after.UpdatedAt.Equal(before.UpdatedAt) || b.eventsOf(first.ID) != events {
		t.Error("the first shows that somebody joined")
	}
	told := b.topics()[complaint.TopicProgress]
	b.must(officer, first.ID, clue, complaint.Decision{Action: complaint.ActClose, Text: "您家门口那段已经返工。", Others: "六屯的路已经责令返工。"})
	if got := b.topics()[complaint.TopicProgress] - told; got < 4 { // the clue and the result, for the first and for the one who left a name
		t.Errorf("%d notices", got)
	}
	for _, r := range receipts {
		g, err := b.Progress(b.ctx, guest, b.slip(r))
		if err != nil {
			t.Fatal(err)
		}
		said := fmt.Sprint(g.Steps, g.Meaning)
		if g.State != complaint.CoarseDone || !strings.Contains(said, "责令返工") || strings.Contains(said, "您家门口") || !strings.Contains(said, "进一步核查") {
			t.Errorf("%s %s", g.State, said)
		}
		if strings.Contains(fmt.Sprint(g), b.row(first.ID).Number) {
			t.Error("the joiner sees the number of the first")
		}
	}
	var kept int64
	b.db.Model(&model.Reporter{}).Where("petition_id = ?", receipts[1].ID).Count(&kept)
	if kept != 0 {
		t.Error("an anonymous join knows its reporter")
	}
}

func (b *bench) eventsOf(id int64) int64 {
	n, err := gorm.G[model.PetitionEvent](b.db).Where("petition_id = ?", id).Count(b.ctx, "*")
	if err != nil {
		b.t.Fatal(err)
	}
	return n
}

// TestAReferenceIsOfOneForm holds forged answers to the question: they lose
// nothing and reveal nothing.
func TestAReferenceIsOfOneForm(t *testing.T) {
	b := newBench(t)
	first := b.handled(guest, b.road("named", 0))
	b.known(first.ID)
	d := b.road("anonymous", 1)
	ref, _ := b.asked(guest, d)
	other, _ := b.asked(guest, b.road("anonymous", 2))
	if len(ref) != len(other) || ref == other {
		t.Errorf("references of %d and %d characters", len(ref), len(other))
	}
	for name, same := range map[string]string{"empty": "", "invented": "AAAA", "no base64": "!!", "of another form": other} {
		d := b.road("anonymous", 1)
		d.Answer, d.Same = complaint.AnswerJoin, same
		if p := b.row(b.submit(guest, d).ID); p.State != model.PetitionReceived || p.DuplicateOf != 0 || p.Joined {
			t.Errorf("%s: %s", name, p.State)
		}
	}
	b.must(officer, first.ID, complaint.Decision{Action: complaint.ActClose, Text: "已经返工。"})
	d.Answer, d.Same = complaint.AnswerJoin, ref
	if p := b.row(b.submit(guest, d).ID); p.State != model.PetitionReceived {
		t.Errorf("joined what is closed: %s", p.State)
	}
}

// TestWhatIsWithdrawnMeanwhileIsNotJoined: between the question and the filing.
func TestWhatIsWithdrawnMeanwhileIsNotJoined(t *testing.T) {
	b := newBench(t)
	first := b.handled(guest, b.road("named", 0))
	b.known(first.ID)
	d := b.road("anonymous", 1)
	d.Same, _ = b.asked(guest, d)
	d.Answer = complaint.AnswerJoin
	deps, clocks := b.Deps, b.Deps.Clocks
	deps.Clocks = func(ctx context.Context) (timer.Book, error) { // asked for after the reference was read, before anything is written
		if err := b.db.Model(&model.Petition{}).Where("id = ?", first.ID).Update("state", model.PetitionWithdrawn).Error; err != nil {
			t.Error(err)
		}
		return clocks(ctx)
	}
	b.Service = complaint.New(deps)
	if p := b.row(b.submit(guest, d).ID); p.State != model.PetitionReceived || p.DuplicateOf != 0 || p.Joined {
		t.Errorf("%s along with %d", p.State, p.DuplicateOf)
	}
}

// TestHowManyJoined is shown from five on, to no town, and never by a side door.
func TestHowManyJoined(t *testing.T) {
	b := newBench(t)
	first := b.submit(guest, b.road("named", 0))
	b.must(officer, first.ID, claim, complaint.Decision{Action: complaint.ActTransfer, Category: "accusation", Town: townCode, Clear: true})
	b.known(first.ID)
	for n := range 5 {
		for name, by := range map[string]actor.Actor{"office": officer, "head": head, "town": townInspector} {
			d, err := b.Open(b.ctx, by, first.ID)
			if err != nil || d.Company.Joined != 0 || len(d.Company.Merged) != 0 {
				t.Errorf("%s sees %+v of %d: %v", name, d.Company, n, err)
			}
		}
		d := b.road("anonymous", []int{1, 2, 3, 5, 1}[n])
		var asked bool
		if d.Same, asked = b.asked(guest, d); !asked {
			t.Fatalf("%d is not asked", n)
		}
		d.Answer = complaint.AnswerJoin
		b.submit(guest, d)
	}
	for name, c := range map[string]struct {
		by   actor.Actor
		want int
	}{"office": {officer, 5}, "head": {head, 5}, "town": {townInspector, 0}} {
		d, err := b.Open(b.ctx, c.by, first.ID)
		if err != nil || d.Company.Joined != c.want {
			t.Errorf("%s sees %d, want %d: %v", name, d.Company.Joined, c.want, err)
		}
	}
}

// TestRepeatsAreKeptAndNotToldAgain holds 检规§14 and §26 for the petitions of
// one reporter, and the undoing of a slip.
func TestRepeatsAreKeptAndNotToldAgain(t *testing.T) {
	b := newBench(t)
	first := b.handled(villager, b.road("named", 0))
	again := b.submit(villager, b.road("named", 1))
	stranger := b.submit(b.bound(1), b.road("named", 2))
	nameless := b.submit(guest, b.road("anonymous", 1))
	told := b.topics()[complaint.TopicProgress]
	merge := complaint.Decision{Action: complaint.ActDuplicate, Duplicate: b.row(first.ID).Number}
	for _, r := range []complaint.Receipt{again, stranger, nameless} {
		b.must(officer, r.ID, claim, merge)
	}
	if got := b.topics()[complaint.TopicProgress] - told; got != 1 {
		t.Errorf("%d were told, want the stranger only", got)
	}
	if p := b.row(again.ID); p.RepeatOf != first.ID || p.DuplicateOf != first.ID {
		t.Errorf("repeat of %d", p.RepeatOf)
	}
	if b.row(stranger.ID).RepeatOf != 0 || b.row(nameless.ID).RepeatOf != 0 {
		t.Error("one of somebody else, or of nobody, is a repeat")
	}
	d, err := b.Open(b.ctx, officer, first.ID)
	if err != nil || d.Company.Repeats != 1 || len(d.Company.Merged) != 3 {
		t.Errorf("%+v %v", d.Company, err)
	}
	for range 2 { // once, however often it runs
		if _, err := b.NoteRepeats(b.ctx); err != nil {
			t.Fatal(err)
		}
	}
	d, err = b.Open(b.ctx, officer, first.ID)
	if err != nil {
		t.Fatal(err)
	}
	notes := 0
	for _, e := range d.Events {
		if e.Kind == complaint.ActRepeats {
			notes++
			if e.Public != "" || !strings.Contains(e.Note.Reveal(), "1次") {
				t.Errorf("%q %q", e.Public, e.Note.Reveal())
			}
		}
	}
	if notes != 1 {
		t.Errorf("%d notes", notes)
	}
	// A second repeat of the stranger hangs on the first, and is theirs.
	more := b.submit(b.bound(1), b.road("named", 3))
	b.must(officer, more.ID, claim, complaint.Decision{Action: complaint.ActDuplicate, Duplicate: b.row(stranger.ID).Number})
	if p := b.row(more.ID); p.DuplicateOf != first.ID || p.RepeatOf != stranger.ID {
		t.Errorf("merged into %d, repeat of %d", p.DuplicateOf, p.RepeatOf)
	}
	b.must(officer, again.ID, complaint.Decision{Action: complaint.ActReopen, Note: seal.NewSecret("不是同一件事")})
	if p := b.row(again.ID); p.State != model.PetitionScreening || p.DuplicateOf != 0 || p.RepeatOf != 0 {
		t.Errorf("undone: %s %d %d", p.State, p.DuplicateOf, p.RepeatOf)
	}
}

func TestMergingRefuses(t *testing.T) {
	b := newBench(t)
	first, second, third := b.submit(guest, b.road("named", 0)), b.submit(guest, b.road("named", 1)), b.submit(guest, b.road("named", 2))
	for _, r := range []complaint.Receipt{first, second, third} {
		b.must(officer, r.ID, claim)
	}
	into := func(r complaint.Receipt) complaint.Decision {
		return complaint.Decision{Action: complaint.ActDuplicate, Duplicate: b.row(r.ID).Number}
	}
	b.must(officer, second.ID, into(first))
	b.must(officer, third.ID, into(second)) // goes where the second went
	if p := b.row(third.ID); p.DuplicateOf != first.ID {
		t.Errorf("merged into %d", p.DuplicateOf)
	}
	if err := b.decide(officer, first.ID, into(second)); fault.Of(err).Fields["duplicate"] == "" {
		t.Errorf("in a circle: %v", err)
	}
	if err := b.decide(officer, first.ID, into(first)); fault.Of(err).Fields["duplicate"] == "" {
		t.Errorf("into itself: %v", err)
	}
	// What is kept from somebody has no number for them.
	hidden, open := b.submit(guest, b.road("named", 0)), b.submit(guest, b.road("named", 1))
	b.must(officer, open.ID, claim)
	if err := recuse.Put(b.db, b.now, model.ObjectPetition, hidden.ID, officer.StaffID, recuse.Relative); err != nil {
		t.Fatal(err)
	}
	err := b.decide(officer, open.ID, into(hidden))
	unknown := b.decide(officer, open.ID, complaint.Decision{Action: complaint.ActDuplicate, Duplicate: "信访〔2026〕99999"})
	if got, want := fault.Of(err).Fields["duplicate"], fault.Of(unknown).Fields["duplicate"]; got == "" || got != want {
		t.Errorf("%q for a hidden one, %q for one that is not there", got, want)
	}
	d, err := b.Open(b.ctx, officer, open.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range d.Alike {
		if a.ID == hidden.ID {
			t.Error("a hidden petition is suggested")
		}
	}
	if _, err := b.Beside(b.ctx, officer, open.ID, hidden.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("a hidden petition beside: %v", err)
	}
	// Merged, the two are one matter: whoever is kept from one is kept from both.
	b.must(colleague, hidden.ID, claim)
	b.must(colleague, hidden.ID, into(open))
	if kept, err := recuse.Hidden(b.ctx, b.db, model.ObjectPetition, open.ID, officer.StaffID); !kept || err != nil {
		t.Errorf("kept %v, %v", kept, err)
	}
}

// TestTwoHandsMergeEachOther has two officers merge two petitions into one
// another at once: one of them is told so.
func TestTwoHandsMergeEachOther(t *testing.T) {
	b := newBench(t)
	for range 5 {
		a, c := b.submit(guest, b.road("named", 0)), b.submit(guest, b.road("named", 1))
		b.must(officer, a.ID, claim)
		b.must(colleague, c.ID, claim)
		da := complaint.Decision{Version: b.row(a.ID).Version, Action: complaint.ActDuplicate, Duplicate: b.row(c.ID).Number}
		dc := complaint.Decision{Version: b.row(c.ID).Version, Action: complaint.ActDuplicate, Duplicate: b.row(a.ID).Number}
		var errs [2]error
		var all sync.WaitGroup
		all.Go(func() { errs[0] = b.Decide(b.ctx, officer, a.ID, da) })
		all.Go(func() { errs[1] = b.Decide(b.ctx, colleague, c.ID, dc) })
		all.Wait()
		pa, pc := b.row(a.ID), b.row(c.ID)
		if pa.DuplicateOf != 0 && pc.DuplicateOf != 0 || pa.DuplicateOf == 0 && pc.DuplicateOf == 0 {
			t.Errorf("%d and %d: %v", pa.DuplicateOf, pc.DuplicateOf, errs)
		}
	}
}

func TestSuggestionsAndSideBySide(t *testing.T) {
	b := newBench(t)
	first := b.handled(villager, b.road("named", 0))
	b.submit(guest, b.draft("named")) // something else of the village
	r := b.submit(villager, b.road("named", 1))
	b.must(officer, r.ID, claim)
	var d complaint.Detail
	dbtest.AtMost(t, b.db, 26, func(db *gorm.DB) {
		s := *b.Service
		s.DB = db
		var err error
		if d, err = s.Open(b.ctx, officer, r.ID); err != nil {
			t.Fatal(err)
		}
	})
	if len(d.Alike) != 1 || d.Alike[0].ID != first.ID || !d.Alike[0].SameReporter || d.Alike[0].Reasons[0] != "同一个来信人" {
		t.Fatalf("%+v", d.Alike)
	}
	side, err := b.Beside(b.ctx, officer, r.ID, first.ID)
	if err != nil || !side.CanMerge || !side.SameReporter || side.Other.Body.Reveal() != roadTold[0] || len(side.Reasons) == 0 {
		t.Errorf("%+v %v", side, err)
	}
	for _, by := range []actor.Actor{head, townInspector, supervisor, guest, villager, {}} {
		if _, err := b.Beside(b.ctx, by, r.ID, first.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", by.Role, err)
		}
		if d, err := b.Open(b.ctx, by, r.ID); err == nil && len(d.Alike) != 0 {
			t.Errorf("%s is shown suggestions", by.Role)
		}
	}
	var looks int64
	b.db.Model(&model.AuditEntry{}).Where("action = ? AND object = ?", "petition.read", fmt.Sprintf("petition:%d", first.ID)).Count(&looks)
	if looks == 0 {
		t.Error("a look at the other petition is not recorded")
	}
}
