package recusal_test

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/account"
	"yangguang/service/casework"
	"yangguang/service/complaint"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
	"yangguang/service/parameter"
	"yangguang/service/recusal"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// bench is a petition office with its registers, and a handful of staff.
type bench struct {
	*recusal.Service
	t          *testing.T
	db         *gorm.DB
	rows       *registers.Registers
	box        *seal.Box
	complaints *complaint.Service
	now        time.Time
	n          int
	staff      map[string]actor.Actor
}

func newBench(t *testing.T) *bench {
	t.Helper()
	db := dbtest.New(t)
	b := &bench{t: t, db: db, now: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC), box: dbtest.Box(t), staff: map[string]actor.Actor{}}
	b.rows = registers.New(t, db, b.now)
	clock := func() time.Time { return b.now }
	store, err := files.New(t.TempDir(), b.box, clock)
	if err != nil {
		t.Fatal(err)
	}
	ledger := casework.NewLedger(db, b.rows.People)
	b.Service = recusal.New(recusal.Deps{
		DB: db, Box: b.box, Petitions: complaint.Matters{Box: b.box}, Clues: ledger, Now: clock,
		Sees: func(ctx context.Context, by actor.Actor, _ string, id int64) error {
			return b.complaints.Sees(ctx, by, id)
		},
	})
	b.complaints = complaint.New(complaint.Deps{
		DB: db, Box: b.box, Files: store, Clues: ledger, Recusal: b.Service, Now: clock,
		Clocks: parameter.New(db, clock).Clocks,
	})
	b.account("信访甲", actor.RolePetition, "", "")
	b.account("信访乙", actor.RolePetition, "", "")
	b.account("领导甲", actor.RoleHead, "", "")
	b.account("领导乙", actor.RoleHead, "", "")
	b.account("镇纪委甲", actor.RoleTownInspector, registers.Jiangning, "")
	b.account("民政甲", actor.RoleBureauOfficer, "", "民政局")
	return b
}

func (b *bench) account(name string, role actor.Role, division, bureau string) actor.Actor {
	b.t.Helper()
	b.n++
	row := model.Staff{Login: fmt.Sprintf("s%d", b.n), Name: name, Role: string(role), Division: division, Bureau: bureau, SessionEpoch: 1, CreatedAt: b.now}
	if err := b.db.Create(&row).Error; err != nil {
		b.t.Fatal(err)
	}
	b.staff[name] = actor.Actor{Kind: actor.Staff, StaffID: row.ID, Role: role, Name: name, Division: division, Bureau: bureau}
	return b.staff[name]
}

// official is a person whom the treasury pays.
func (b *bench) official(name, unit string) int64 {
	b.t.Helper()
	b.n++
	p := b.rows.Person(name, registers.Number(fmt.Sprintf("450923198001%02d%03d", 1+b.n%28, b.n)))
	b.rows.Official(p, unit)
	return p
}

func (b *bench) submit(accused, body string) complaint.Receipt {
	b.t.Helper()
	b.n++
	r, err := b.complaints.Submit(b.t.Context(), actor.Actor{Kind: actor.Guest}, &complaint.Draft{
		Token: fmt.Sprintf("token-%d", b.n), Named: "anonymous", Subject: "housing", Village: registers.Silian, Who: seal.NewSecret(accused), Body: seal.NewSecret(body),
	})
	if err != nil {
		b.t.Fatalf("submit: %v %v", err, fault.Of(err).Fields)
	}
	return r
}

// kept is from whom a matter is kept, by name.
func (b *bench) kept(object string, id int64) map[string]string {
	b.t.Helper()
	found, err := gorm.G[model.Conflict](b.db).Where("object = ? AND object_id = ?", object, id).Find(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	out := map[string]string{}
	for _, c := range found {
		for name, s := range b.staff {
			if s.StaffID == c.StaffID {
				out[name] = c.Reason
			}
		}
	}
	return out
}

func (b *bench) want(what string, petition int64, want map[string]string) {
	b.t.Helper()
	if got := b.kept(model.ObjectPetition, petition); !maps.Equal(got, want) {
		b.t.Errorf("%s: kept from %v, want %v", what, got, want)
	}
}

func (b *bench) ok(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatalf("%v %v", err, fault.Of(err).Fields)
	}
}

// TestBeforeAnybodyOpensTheQueue: names in what was written keep the petition
// from whom they concern in the transaction that writes it.
func TestBeforeAnybodyOpensTheQueue(t *testing.T) {
	b := newBench(t)
	boss := b.official("韦国强", "博白县民政局")
	b.rows.Relative(boss, b.official("信访乙", "博白县纪委监委"))
	b.official("梁小明", "博白县林业局")

	b.want("nobody is named", b.submit("村里的管事人", "危房改造的钱报了我家的名字。").ID, nil)
	b.want("named as the accused", b.submit("民政局韦国强", "他拿了危房改造的钱。").ID,
		map[string]string{"民政甲": recuse.SameUnit, "信访乙": recuse.Relative})
	b.want("named in the text with the unit", b.submit("", "民政局的韦 国 强拿了危房改造的钱。").ID, map[string]string{"信访乙": recuse.Relative})
	b.want("a name of the text far from here", b.submit("", "听韦国强说过这件事情。").ID, nil)
	b.want("a member of staff by name", b.submit("", "信访甲收了人家的东西，领导乙也知道。").ID, map[string]string{"信访甲": recuse.Accused, "领导乙": recuse.Accused})
	if n, err := gorm.G[model.PetitionSubject](b.db).Count(t.Context(), "*"); err != nil || n != 1 {
		t.Errorf("%d subjects: %v", n, err)
	}
}

// TestTheDatabaseAloneDoesNotTell: neither the accused's name nor number stands
// in the row, and the same person in two petitions has one digest.
func TestTheDatabaseAloneDoesNotTell(t *testing.T) {
	b := newBench(t)
	b.official("韦国强", "博白县民政局")
	b.submit("韦国强", "他拿了危房改造的钱。")
	b.submit("韦国强", "他又拿了危房改造的钱。")
	rows, err := gorm.G[model.PetitionSubject](b.db).Find(t.Context())
	b.ok(err)
	if len(rows) != 2 || !bytes.Equal(rows[0].SubjectDigest, rows[1].SubjectDigest) || bytes.Contains(rows[0].Sealed, []byte("韦")) || bytes.Contains(rows[0].Sealed, []byte("label")) {
		t.Errorf("%+v", rows)
	}
}

func TestThePetitionOfficeNamesTheAccused(t *testing.T) {
	b := newBench(t)
	ctx, clerk, head := t.Context(), b.staff["信访甲"], b.staff["领导甲"]
	boss := b.official("韦国强", "博白县民政局")
	b.rows.Relative(b.official("信访乙", "博白县纪委监委"), boss)
	id := b.submit("那个管事的", "危房改造的钱报了我家的名字。").ID

	found, err := b.Search(ctx, clerk, id, "韦国强")
	b.ok(err)
	if len(found) != 1 || found[0].PersonID != boss || found[0].About != "博白县民政局" {
		t.Fatalf("%+v", found)
	}
	if _, err := b.Search(ctx, head, id, "韦国强"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a head searches: %v", err)
	}
	b.ok(b.Name(ctx, clerk, id, model.SubjectIsPerson, fmt.Sprint(boss)))
	b.want("named", id, map[string]string{"民政甲": recuse.SameUnit, "信访乙": recuse.Relative})
	b.ok(b.Name(ctx, clerk, id, model.SubjectIsVillage, registers.Jiangning))
	b.want("the town", id, map[string]string{"民政甲": recuse.SameUnit, "信访乙": recuse.Relative, "镇纪委甲": recuse.SameVillage})

	o, err := b.Open(ctx, clerk, id)
	b.ok(err)
	if len(o.Subjects) != 2 || o.Subjects[0].Label.Reveal() != "韦国强（博白县民政局）" || len(o.Kept) != 3 || !o.CanName || o.CanRule {
		t.Fatalf("%+v", o)
	}
	b.ok(b.Strike(ctx, clerk, id, o.Subjects[0].ID, seal.NewSecret("说的是另一个人")))
	b.want("taken back", id, map[string]string{"镇纪委甲": recuse.SameVillage})
	for kind, key := range map[string]string{"person": "999999", "unit": "局", "village": "123", "": "", "namesake": "1"} {
		if err := b.Name(ctx, clerk, id, kind, key); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s %s: %v", kind, key, err)
		}
	}
}

// TestTheRegistersOnlyAdd: what changes in them keeps more people out; letting
// somebody in takes a person's deed.
func TestTheRegistersOnlyAdd(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	id := b.submit("韦国强", "他拿了危房改造的钱。").ID
	b.want("unknown", id, nil)
	boss := b.official("韦国强", "博白县民政局")
	brother := b.official("信访乙", "博白县纪委监委")
	b.rows.Relative(boss, brother)
	b.ok(b.Again(ctx, recuse.LiftNobody))
	want := map[string]string{"民政甲": recuse.SameUnit, "信访乙": recuse.Relative}
	b.want("the officials came", id, want)
	b.account("信访丙", actor.RolePetition, "", "")
	b.ok(b.db.Exec("UPDATE staff SET person_id = ? WHERE name = '信访丙'", brother).Error)
	b.ok(b.Again(ctx, recuse.LiftNobody))
	want["信访丙"] = recuse.Relative
	b.want("an account came", id, want)

	b.ok(b.db.Exec("UPDATE batches SET status = 'withdrawn'").Error)
	b.ok(b.Again(ctx, recuse.LiftNobody))
	b.want("a register that is gone lets nobody in", id, want)
	b.ok(b.db.Exec("UPDATE batches SET status = 'loaded'").Error)

	someone := b.official("信访乙", "博白县财政局")
	b.ok(b.db.Exec("UPDATE staff SET person_id = ? WHERE name = '信访乙'", someone).Error)
	b.ok(b.Again(ctx, recuse.Lift(b.staff["信访乙"].StaffID)))
	delete(want, "信访乙")
	b.want("somebody else of that name, as an administrator found out", id, want)
}

// TestWhatGrewOutOfIt: clue and case of a petition are kept from the same staff,
// and the clue of a finding from the kin of whom it is about.
func TestWhatGrewOutOfIt(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	id := b.submit("那个管事的", "危房改造的钱报了我家的名字。").ID
	c := model.Clue{Number: "线索〔2026〕9001", Source: model.ClueFromPetition, PetitionID: id, TitleSealed: []byte{1}, SummarySealed: []byte{1}, State: model.ClueRegistered, Version: 1, CreatedAt: b.now, UpdatedAt: b.now}
	b.ok(b.db.Create(&c).Error)
	k := model.Case{Number: "案〔2026〕0001", ClueID: c.ID, State: model.CaseFiled, FiledOn: b.now, Version: 1, CreatedAt: b.now, UpdatedAt: b.now}
	b.ok(b.db.Create(&k).Error)
	b.ok(b.Name(ctx, b.staff["信访甲"], id, model.SubjectIsUnit, "县民政局"))
	for object, of := range map[string]int64{model.ObjectPetition: id, model.ObjectClue: c.ID, model.ObjectCase: k.ID} {
		if got := b.kept(object, of); !maps.Equal(got, map[string]string{"民政甲": recuse.SameUnit}) {
			t.Errorf("%s: %v", object, got)
		}
	}

	boss := b.official("韦国强", "博白县林业局")
	b.rows.Relative(b.official("信访乙", "博白县纪委监委"), boss)
	f := b.rows.Finding(registers.Finding{Model: "S01", Person: boss})
	ledger := casework.NewLedger(b.db, b.rows.People)
	var clue int64
	b.ok(transact.Do(ctx, b.db, func(tx *gorm.DB) (err error) {
		clue, _, err = ledger.RegisterFinding(tx, b.staff["领导甲"], b.now, f, registers.Silian, seal.NewSecret("题目"), seal.NewSecret("摘要"))
		if err != nil {
			return err
		}
		return b.ClueOfFinding(ctx, tx, b.now, f, clue)
	}))
	if got := b.kept(model.ObjectClue, clue); !maps.Equal(got, map[string]string{"信访乙": recuse.Relative}) {
		t.Errorf("clue of a finding: %v", got)
	}
}

// TestTheReporterAsks: the request goes to a head whom it does not name, and the
// reporter reads the answer.
// TestAClueFromElsewhereIsKeptAtOnce: what case management registers itself is
// kept from those whom its text concerns before anybody opens the ledger.
func TestAClueFromElsewhereIsKeptAtOnce(t *testing.T) {
	b := newBench(t)
	accused := b.official("韦四联", "江宁镇四联村民委员会")
	b.account("韦四联", actor.RoleSupervision, "", "第一监督检查室")
	manager := b.account("案管甲", actor.RoleCaseManagement, "", "")
	clock := func() time.Time { return b.now }
	ledger := casework.New(casework.Deps{DB: b.db, Box: b.rows.People, Recusal: b.Service, Clocks: parameter.New(b.db, clock).Clocks, Now: clock})
	id, err := ledger.Enter(t.Context(), manager, casework.Entry{
		Token: "one", Source: "organ", Ref: seal.NewSecret("巡察移交〔2026〕1号"), Village: registers.Silian,
		Title: seal.NewSecret("四联村补贴发放问题"), Summary: seal.NewSecret("反映村干部韦四联截留补贴"),
	})
	b.ok(err)
	if kept := b.kept(model.ObjectClue, id); kept["韦四联"] == "" {
		t.Errorf("official %d is named and the account still sees it: %v", accused, kept)
	}
}

func TestTheReporterAsks(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	r := b.submit("那个管事的", "危房改造的钱报了我家的名字。")
	slip, err := b.complaints.Track(ctx, r.Number)
	b.ok(err)
	h, guest := complaint.Handle{Slip: slip}, actor.Actor{Kind: actor.Guest}
	if err := b.complaints.AskRecusal(ctx, guest, h, seal.NewSecret(" 他 ")); fault.Of(err).Fields["recuse"] == "" {
		t.Errorf("too short: %v", err)
	}
	b.ok(b.complaints.AskRecusal(ctx, guest, h, seal.NewSecret("信访甲和领导乙是他家亲戚")))
	if err := b.complaints.AskRecusal(ctx, guest, h, seal.NewSecret("还有别的人")); fault.Of(err).Fields["recuse"] == "" {
		t.Errorf("twice: %v", err)
	}
	b.want("the head who is named does not decide", r.ID, map[string]string{"领导乙": recuse.Requested})
	for name, n := range map[string]int{"领导甲": 1, "领导乙": 0} {
		list, err := b.List(ctx, b.staff[name])
		b.ok(err)
		today, err := b.Today(ctx, b.staff[name])
		b.ok(err)
		if len(list) != n || today[0].N != n {
			t.Errorf("%s: %v %v", name, list, today)
		}
	}
	o, err := b.Open(ctx, b.staff["领导甲"], r.ID)
	b.ok(err)
	if len(o.Requests) != 1 || !o.Requests[0].MayDecide || o.Requests[0].Reason.Reveal() != "信访甲和领导乙是他家亲戚" {
		t.Fatalf("%+v", o.Requests)
	}
	b.ok(b.Rule(ctx, b.staff["领导甲"], r.ID, o.Requests[0].ID, recusal.Ruling{Agree: true, Keep: b.staff["信访甲"].StaffID}))
	b.want("granted", r.ID, map[string]string{"领导乙": recuse.Requested, "信访甲": recuse.Requested})
	p, err := b.complaints.Progress(ctx, guest, h)
	b.ok(err)
	if last := p.Steps[len(p.Steps)-1].Text; last != "您要求有人回避，已经同意，换人办理。" {
		t.Errorf("the reporter reads %q of %+v", last, p.Steps)
	}
	b.ok(b.Again(ctx, recuse.LiftAll))
	b.want("no register takes it back", r.ID, map[string]string{"领导乙": recuse.Requested, "信访甲": recuse.Requested})
}

func TestANameIsNotAlwaysThePerson(t *testing.T) {
	b := newBench(t)
	ctx, head := t.Context(), b.staff["领导甲"]
	id := b.submit("", "听邻居信访甲说过这件事情。").ID
	b.want("by name", id, map[string]string{"信访甲": recuse.Accused})
	if err := b.Lift(ctx, b.staff["信访乙"], id, b.staff["信访甲"].StaffID, seal.NewSecret("是村里的邻居")); !fault.Is(err, fault.NotFound) {
		t.Errorf("a clerk lifts: %v", err)
	}
	b.ok(b.Lift(ctx, head, id, b.staff["信访甲"].StaffID, seal.NewSecret("是村里的邻居")))
	b.want("a namesake", id, nil)
	b.ok(b.Again(ctx, recuse.LiftNobody))
	b.want("and stays one", id, nil)
}

// TestIShouldKeepOut: whoever says so does not see it any more, whatever the
// registers say, and it is off their desk.
func TestIShouldKeepOut(t *testing.T) {
	b := newBench(t)
	ctx, clerk := t.Context(), b.staff["信访甲"]
	id := b.submit("那个管事的", "危房改造的钱报了我家的名字。").ID
	b.ok(b.complaints.Claim(ctx, clerk, id, 1))
	if err := b.Declare(ctx, clerk, model.ObjectPetition, id, seal.NewSecret("")); fault.Of(err).Fields["reason"] == "" {
		t.Errorf("without a reason: %v", err)
	}
	b.ok(b.Declare(ctx, clerk, model.ObjectPetition, id, seal.NewSecret("他是我表哥")))
	b.want("declared", id, map[string]string{"信访甲": recuse.Declared})
	p, err := gorm.G[model.Petition](b.db).Where("id = ?", id).Take(ctx)
	b.ok(err)
	if p.ClaimedBy != 0 {
		t.Error("it lies on the desk still")
	}
	if hidden, err := recuse.Hidden(ctx, b.db, model.ObjectPetition, id, clerk.StaffID); err != nil || !hidden {
		t.Errorf("hidden %v: %v", hidden, err)
	}
	if n, err := audit.Verify(ctx, b.db); err != nil || n == 0 {
		t.Errorf("the chain: %d %v", n, err)
	}
}

// TestAnAccountTellsThatItChanged: making an account and finding out who its
// owner is both promise that matters are kept anew.
func TestAnAccountTellsThatItChanged(t *testing.T) {
	if recusal.TopicStaff != account.TopicChanged {
		t.Error("two names for one topic")
	}
}
