package complaint_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
)

var (
	civil      = actor.Actor{Kind: actor.Staff, StaffID: 71, Role: actor.RoleBureauOfficer, Name: "民政甲", Bureau: "民政局"}
	civilAgain = actor.Actor{Kind: actor.Staff, StaffID: 72, Role: actor.RoleBureauOfficer, Name: "民政乙", Bureau: "民政局"}
	houses     = actor.Actor{Kind: actor.Staff, StaffID: 73, Role: actor.RoleBureauOfficer, Name: "住建甲", Bureau: "住建局"}
)

// forwarded is a petition whose chosen words lie at the bureau.
func forwarded(t *testing.T, b *sealBench, named string, share bool) (complaint.Receipt, complaint.Referral) {
	t.Helper()
	for _, a := range []actor.Actor{civil, civilAgain, houses} {
		st := model.Staff{ID: a.StaffID, Login: a.Name, Name: a.Name, Role: string(a.Role), Bureau: a.Bureau, CreatedAt: b.now}
		if err := b.db.Create(&st).Error; err != nil {
			t.Fatal(err)
		}
	}
	d := b.draft(named)
	d.Share = share
	r := b.submit(guest, d)
	b.must(officer, r.ID, claim)
	b.must(officer, r.ID, complaint.Decision{
		Action: complaint.ActForward, Category: "out_of_scope", Unit: "民政局", Refer: seal.NewSecret("有群众问四联村的低保评议什么时候公示"), Share: share,
	})
	list, err := b.Referrals(b.ctx, civil, page.Request{})
	if err != nil || list.Total != 1 {
		t.Fatalf("%d at the bureau, %v", list.Total, err)
	}
	return r, list.Items[0]
}

func (b *sealBench) refer(by actor.Actor, id int64, deed, words string) error {
	b.t.Helper()
	r, err := gorm.G[model.Referral](b.db).Where("id = ?", id).Take(b.ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.Refer(b.ctx, by, id, complaint.ReferralStep{Version: r.Version, Deed: deed, Words: seal.NewSecret(words)})
}

func TestABureauSeesWhatWasChosenForIt(t *testing.T) {
	b := newSealBench(t)
	r, sent := forwarded(t, b, "named", false)
	if !sent.Who.Empty() {
		t.Error("the bureau learns who wrote, who did not agree")
	}
	one, err := b.Referral(b.ctx, civilAgain, sent.ID)
	if err != nil || one.Text.Reveal() != "有群众问四联村的低保评议什么时候公示" || one.Number != "转办〔2026〕00001" {
		t.Fatalf("%+v %v", one, err)
	}
	p := b.row(r.ID)
	v := reflect.ValueOf(one)
	for i := range v.NumField() {
		if s, ok := v.Field(i).Interface().(string); ok && s == p.Number {
			t.Error("the bureau learns the petition's number")
		}
		if s, ok := v.Field(i).Interface().(seal.Secret); ok && (strings.Contains(s.Reveal(), "危房") || strings.Contains(s.Reveal(), "乙演示")) {
			t.Errorf("the bureau reads what was reported: %s", s.Reveal())
		}
	}
	for _, by := range []actor.Actor{houses, head, supervisor, townInspector, guest, villager} {
		if _, err := b.Referral(b.ctx, by, sent.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s of %s reads it: %v", by.Role, by.Bureau, err)
		}
	}
	if l, err := b.Referrals(b.ctx, houses, page.Request{}); err != nil || l.Total != 0 {
		t.Errorf("another bureau lists %d, %v", l.Total, err)
	}
	if _, err := b.Open(b.ctx, civil, r.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("the bureau opens the petition: %v", err)
	}
	if err := recuse.Put(b.db, b.now, model.ObjectPetition, r.ID, civilAgain.StaffID, recuse.Relative); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Referral(b.ctx, civilAgain, sent.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("whoever is kept from it reads it: %v", err)
	}
	if l, err := b.Referrals(b.ctx, civilAgain, page.Request{}); err != nil || l.Total != 0 {
		t.Errorf("whoever is kept from it lists %d, %v", l.Total, err)
	}
	b.refusals("referral", sent.ID, 1)
}

func TestWhoWroteGoesAlongOnlyByConsent(t *testing.T) {
	b := newSealBench(t)
	_, sent := forwarded(t, b, "named", true)
	if sent.Who.Reveal() != "乙演示 0775-8331234" {
		t.Errorf("%q", sent.Who.Reveal())
	}
	d := b.draft("named")
	r := b.submit(guest, d)
	b.must(officer, r.ID, claim)
	err := b.decide(officer, r.ID, complaint.Decision{
		Action: complaint.ActForward, Category: "out_of_scope", Unit: "民政局", Refer: seal.NewSecret("问低保什么时候公示"), Share: true,
	})
	if fault.Of(err).Fields["share"] == "" {
		t.Errorf("shared without consent: %v", err)
	}
	err = b.decide(officer, r.ID, complaint.Decision{Action: complaint.ActForward, Category: "out_of_scope", Unit: "水利局", Refer: seal.NewSecret("问低保什么时候公示")})
	if fault.Of(err).Fields["unit"] == "" {
		t.Errorf("sent to a bureau that is not here: %v", err)
	}
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActForward, Category: "out_of_scope", Unit: "水利局"}) // on paper
}

func TestAResultComesBack(t *testing.T) {
	b := newSealBench(t)
	r, sent := forwarded(t, b, "anonymous", false)
	if err := b.refer(civil, sent.ID, complaint.ReferralExtend, "需要入户"); !fault.Is(err, fault.Conflict) {
		t.Errorf("extended before it was taken: %v", err)
	}
	if err := b.refer(civil, sent.ID, complaint.ReferralTake, ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("taken without a word: %v", err)
	}
	if err := b.refer(houses, sent.ID, complaint.ReferralTake, "我们办"); !fault.Is(err, fault.NotFound) {
		t.Errorf("another bureau takes it: %v", err)
	}
	for _, step := range []struct{ deed, words string }{
		{complaint.ReferralTake, "我们办"}, {complaint.ReferralExtend, "需要入户核实，本局负责人已批准"}, {complaint.ReferralAnswer, "低保评议结果已于三月五日在村务栏公示"},
	} {
		b.now = b.now.Add(time.Hour)
		if err := b.refer(civil, sent.ID, step.deed, step.words); err != nil {
			t.Fatalf("%s: %v %v", step.deed, err, fault.Of(err).Fields)
		}
		if err := b.refer(civil, sent.ID, step.deed, step.words); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s twice: %v", step.deed, err)
		}
	}
	got, ok, err := b.ReferralOf(b.ctx, officer, r.ID)
	if err != nil || !ok || got.State != model.ReferralAnswered || got.Answer.Reveal() != "低保评议结果已于三月五日在村务栏公示" {
		t.Fatalf("%+v %v", got, err)
	}
	if _, ok, err := b.ReferralOf(b.ctx, head, r.ID); ok || err != nil {
		t.Errorf("a leader reads what the bureau was told: %v", err)
	}
	counts, err := complaint.Outside{Service: b.Service}.Today(b.ctx, officer)
	if err != nil || counts[0].Key != "referrals.results" || counts[0].N != 1 {
		t.Errorf("%+v %v", counts, err)
	}
	tasks, err := complaint.Outside{Service: b.Service}.Work(b.ctx, officer)
	b.listed(counts, tasks, err)
	if err := recuse.Put(b.db, b.now, model.ObjectPetition, r.ID, colleague.StaffID, recuse.Relative); err != nil {
		t.Fatal(err)
	}
	counts, err = complaint.Outside{Service: b.Service}.Today(b.ctx, colleague)
	if err != nil || counts[0].N != 0 {
		t.Errorf("who has an interest in it counts its result: %+v %v", counts, err)
	}
	if _, ok, err := b.ReferralOf(b.ctx, colleague, r.ID); ok || err != nil {
		t.Errorf("who has an interest in it reads its result: %v", err)
	}
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActForwardResult, Text: "民政局答复：评议结果三月五日已经公示。"})
	g, err := b.Progress(b.ctx, guest, b.slip(r))
	if err != nil {
		t.Fatal(err)
	}
	told := ""
	for _, s := range g.Steps {
		told += s.Text
	}
	if !strings.Contains(told, "三月五日已经公示") || strings.Contains(told, "需要入户") {
		t.Errorf("the reporter reads %q", told)
	}
	if got, _, err := b.ReferralOf(b.ctx, officer, r.ID); err != nil || got.State != model.ReferralPassed {
		t.Errorf("%s %v", got.State, err)
	}
}
