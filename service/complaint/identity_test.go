package complaint_test

import (
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

// request is the one that waits on a petition.
func (b *bench) waiting(id int64) int64 {
	b.t.Helper()
	a, err := gorm.G[model.Approval](b.db).Where("object_id = ? AND waiting = 1", id).Take(b.ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	return a.ID
}

// identity asks, has a second agree, and looks.
func (b *bench) identity(asker, second actor.Actor, id int64) (complaint.Opened, error) {
	b.t.Helper()
	if err := b.AskIdentity(b.ctx, asker, id, seal.NewSecret("电话核实署名")); err != nil {
		return complaint.Opened{}, err
	}
	if err := b.DecideIdentity(b.ctx, second, id, b.waiting(id), true, seal.NewSecret("同意")); err != nil {
		return complaint.Opened{}, err
	}
	return b.SeeIdentity(b.ctx, asker, id)
}

func (b *bench) today(by actor.Actor, key string) int {
	b.t.Helper()
	counts, err := b.Today(b.ctx, by)
	if err != nil {
		b.t.Fatal(err)
	}
	tasks, err := b.Work(b.ctx, by)
	b.listed(counts, tasks, err)
	for _, c := range counts {
		if c.Key == key {
			return c.N
		}
	}
	return -1
}

// listed compares what is listed with what is counted.
func (b *bench) listed(counts []agenda.Count, tasks []agenda.Task, err error) {
	b.t.Helper()
	n := map[string]int{}
	for _, t := range tasks {
		n[t.Key]++
	}
	for _, c := range counts {
		if err != nil || n[c.Key] != c.N {
			b.t.Errorf("%s: %d are listed and %d counted, %v", c.Key, n[c.Key], c.N, err)
		}
	}
}

func TestIdentityTakesTwo(t *testing.T) {
	b := newBench(t)
	third := actor.Actor{Kind: actor.Staff, StaffID: 17, Role: actor.RolePetition, Name: "信访丙"}
	if err := b.db.Create(&model.Staff{ID: 17, Login: "third", Name: third.Name, Role: string(third.Role), CreatedAt: b.now}).Error; err != nil {
		t.Fatal(err)
	}
	r := b.submit(villager, b.draft("named"))
	b.must(officer, r.ID, claim)
	version := b.row(r.ID).Version
	if _, err := b.SeeIdentity(b.ctx, officer, r.ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("without consent: %v", err)
	}
	if err := b.AskIdentity(b.ctx, officer, r.ID, seal.NewSecret(" 看 ")); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields["reason"] == "" {
		t.Errorf("without a reason: %v", err)
	}
	if err := b.AskIdentity(b.ctx, officer, r.ID, seal.NewSecret("电话核实署名")); err != nil {
		t.Fatal(err)
	}
	if err := b.AskIdentity(b.ctx, colleague, r.ID, seal.NewSecret("我也要核实")); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second request: %v", err)
	}
	for _, c := range []struct {
		by   actor.Actor
		want int
	}{{officer, 0}, {colleague, 1}, {third, 1}, {head, 0}} {
		if n := b.today(c.by, "identity.open"); n != c.want {
			t.Errorf("%s: %d requests wait, want %d", c.by.Name, n, c.want)
		}
		if list, err := b.Requests(b.ctx, c.by); err != nil || len(list) != c.want {
			t.Errorf("%s: %d requests listed, want %d, %v", c.by.Name, len(list), c.want, err)
		}
	}
	request := b.waiting(r.ID)
	for name, c := range map[string]struct {
		by   actor.Actor
		kind fault.Kind
	}{
		"who asked": {officer, fault.Forbidden}, "the head, while there is a second": {head, fault.Conflict},
		"the town": {townInspector, fault.NotFound}, "case management": {manager, fault.NotFound}, "a guest": {guest, fault.NotFound},
	} {
		if err := b.DecideIdentity(b.ctx, c.by, r.ID, request, true, seal.NewSecret("同意")); !fault.Is(err, c.kind) {
			t.Errorf("%s agrees: %v", name, err)
		}
	}
	if err := b.DecideIdentity(b.ctx, colleague, r.ID, request, false, seal.Secret{}); !fault.Is(err, fault.Invalid) {
		t.Errorf("refused without a word: %v", err)
	}
	if err := b.DecideIdentity(b.ctx, colleague, r.ID, request, true, seal.NewSecret("同意")); err != nil {
		t.Fatal(err)
	}
	if b.topics()[complaint.TopicIdentity] != 0 {
		t.Error("told before anybody looked")
	}
	for _, other := range []actor.Actor{colleague, third, head, townInspector, guest} {
		if _, err := b.SeeIdentity(b.ctx, other, r.ID); err == nil {
			t.Errorf("%s sees what another asked for", other.Name)
		}
	}
	for range 3 {
		who, err := b.SeeIdentity(b.ctx, officer, r.ID)
		if err != nil || who.Name.Reveal() != "甲演示" || who.Until.Sub(b.now) != 30*time.Minute || who.AgreedBy != colleague.Name || !who.MayVerify {
			t.Fatalf("%+v %v", who, err)
		}
	}
	if b.row(r.ID).Version != version {
		t.Error("looking made colleagues' pages stale")
	}
	d, err := b.Open(b.ctx, colleague, r.ID)
	if err != nil || len(d.Openings) != 3 || d.Openings[0].By != officer.Name || d.Openings[0].Reason != "电话核实署名" || d.Openings[0].AgreedBy != colleague.Name {
		t.Errorf("openings: %+v %v", d.Openings, err)
	}
	if n, err := gorm.G[model.AuditEntry](b.db).Where("action = 'petition.identity'").Count(b.ctx, "*"); n != 3 || err != nil {
		t.Errorf("%d looks in the chain, %v", n, err)
	}
	if b.topics()[complaint.TopicIdentity] != 1 {
		t.Errorf("promises: %v", b.topics())
	}
	g, err := b.Progress(b.ctx, villager, complaint.Handle{ID: r.ID})
	if err != nil || !strings.Contains(g.Steps[len(g.Steps)-1].Text, "查看了您的身份") {
		t.Errorf("the reporter was not told: %+v %v", g.Steps, err)
	}
	if err := b.AskIdentity(b.ctx, officer, r.ID, seal.NewSecret("再看一次")); !fault.Is(err, fault.Conflict) {
		t.Errorf("asked while it lasts: %v", err)
	}
	b.now = b.now.Add(30 * time.Minute)
	if _, err := b.SeeIdentity(b.ctx, officer, r.ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("after its time: %v", err)
	}
	if _, err := audit.Verify(b.ctx, b.db); err != nil {
		t.Error(err)
	}
}

func TestIdentityRefusedOrTakenBack(t *testing.T) {
	b := newBench(t)
	r := b.submit(guest, b.draft("named"))
	b.must(officer, r.ID, claim)
	ask := func() {
		t.Helper()
		if err := b.AskIdentity(b.ctx, officer, r.ID, seal.NewSecret("电话核实署名")); err != nil {
			t.Fatal(err)
		}
	}
	ask()
	if err := b.DecideIdentity(b.ctx, colleague, r.ID, b.waiting(r.ID), false, seal.NewSecret("先在对话里问")); err != nil {
		t.Fatal(err)
	}
	if _, err := b.SeeIdentity(b.ctx, officer, r.ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("refused: %v", err)
	}
	ask()
	if err := b.TakeBackIdentity(b.ctx, colleague, r.ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("taken back by another: %v", err)
	}
	d, err := b.Open(b.ctx, officer, r.ID)
	if err != nil || !d.Openness.Waiting || !d.Openness.Mine || d.Openness.MayAsk {
		t.Errorf("%+v %v", d.Openness, err)
	}
	if err := b.TakeBackIdentity(b.ctx, officer, r.ID); err != nil {
		t.Error(err)
	}
	ask()
	nobody := b.submit(guest, b.draft("anonymous"))
	b.must(officer, nobody.ID, claim)
	if err := b.AskIdentity(b.ctx, officer, nobody.ID, seal.NewSecret("想看看是谁写的")); !fault.Is(err, fault.Conflict) {
		t.Errorf("an anonymous one: %v", err)
	}
	// A request belongs to its petition.
	if err := b.DecideIdentity(b.ctx, colleague, nobody.ID, b.waiting(r.ID), true, seal.NewSecret("同意")); !fault.Is(err, fault.NotFound) {
		t.Errorf("agreed to at another petition's address: %v", err)
	}
	if err := b.DecideIdentity(b.ctx, officer, nobody.ID, b.waiting(r.ID), true, seal.NewSecret("同意")); !fault.Is(err, fault.NotFound) {
		t.Errorf("another petition's address tells of a request: %v", err)
	}
}

func TestTheHeadAgreesWhereThereIsNoSecond(t *testing.T) {
	b := newBench(t)
	r := b.submit(guest, b.draft("named"))
	b.must(officer, r.ID, claim)
	if err := b.db.Model(&model.Staff{}).Where("id = ?", colleague.StaffID).Update("disabled_at", b.now).Error; err != nil {
		t.Fatal(err)
	}
	if who, err := b.identity(officer, head, r.ID); err != nil || who.AgreedBy != head.Name {
		t.Errorf("%+v %v", who.AgreedBy, err)
	}
	// Kept from the matter, a colleague is no second person either.
	other := b.submit(guest, b.draft("named"))
	b.must(officer, other.ID, claim)
	if err := b.db.Model(&model.Staff{}).Where("id = ?", colleague.StaffID).Update("disabled_at", nil).Error; err != nil {
		t.Fatal(err)
	}
	if err := b.db.Create(&model.Conflict{Object: model.ObjectPetition, ObjectID: other.ID, StaffID: colleague.StaffID, Reason: "relative", At: b.now}).Error; err != nil {
		t.Fatal(err)
	}
	if err := b.AskIdentity(b.ctx, officer, other.ID, seal.NewSecret("电话核实署名")); err != nil {
		t.Fatal(err)
	}
	if n := b.today(head, "identity.open"); n != 1 {
		t.Errorf("%d wait for the head", n)
	}
	if n := b.today(colleague, "identity.open"); n != 0 {
		t.Errorf("%d wait for whom it is kept from", n)
	}
	var counts []agenda.Count
	if counts, _ = b.Today(b.ctx, head); len(counts) != 3 || counts[0].N != 0 {
		t.Errorf("%+v", counts)
	}
}

func TestVerification(t *testing.T) {
	b := newBench(t)
	r := b.submit(guest, b.draft("named"))
	b.must(officer, r.ID, claim)
	verify := complaint.Decision{Action: complaint.ActVerify, How: "telephone", On: "2026-03-02", Note: seal.NewSecret("姓名、事由一致")}
	if err := b.decide(officer, r.ID, verify); !fault.Is(err, fault.Conflict) {
		t.Errorf("verified unseen: %v", err)
	}
	if _, err := b.identity(officer, colleague, r.ID); err != nil {
		t.Fatal(err)
	}
	if err := b.decide(colleague, r.ID, verify); !fault.Is(err, fault.Conflict) {
		t.Errorf("verified by who has not seen the name: %v", err)
	}
	for field, change := range map[string]func(*complaint.Decision){
		"how": func(d *complaint.Decision) { d.How = "letter" },
		"on":  func(d *complaint.Decision) { d.On = "2026-03-03" },
	} {
		d := verify
		change(&d)
		if err := b.decide(officer, r.ID, d); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	b.must(officer, r.ID, verify)
	row, err := gorm.G[model.Reporter](b.db).Where("petition_id = ?", r.ID).Take(b.ctx)
	if err != nil || row.VerifyHow != "telephone" || row.VerifiedBy != officer.StaffID || row.VerifiedOn.Format(time.DateOnly) != "2026-03-02" {
		t.Errorf("%+v %v", row, err)
	}
	if b.row(r.ID).Mode != model.ReporterRealVerified {
		t.Error("not verified")
	}
	if who, err := b.SeeIdentity(b.ctx, officer, r.ID); err != nil || who.VerifyHow != "电话" || who.MayVerify {
		t.Errorf("%+v %v", who.VerifyHow, err)
	}
	if err := b.decide(officer, r.ID, verify); !fault.Is(err, fault.Conflict) {
		t.Errorf("verified twice: %v", err)
	}
}
