package recusal_test

import (
	"testing"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
)

// TestNothingLetsAHeadIn: what is about a leader of the commission stays kept from
// every leader, whatever is struck or found out later, and from accounts that
// come later, with the clue that grew out of it and the reporter's requests.
func TestNothingLetsAHeadIn(t *testing.T) {
	b := newBench(t)
	b.official("何德旺", "水利局")
	r := b.submit("水利局何德旺", "县里的领导和何德旺一起包工程，请上级查一查。")
	clerk := b.staff["信访甲"]
	b.ok(b.complaints.OwnHead(t.Context(), clerk, r.ID, 1, seal.NewSecret("反映本机关领导")))
	clue := model.Clue{Number: "线索1", Source: model.ClueFromPetition, PetitionID: r.ID, State: model.ClueRegistered, TitleSealed: []byte{1}, SummarySealed: []byte{1}, Version: 1, CreatedAt: b.now, UpdatedAt: b.now}
	b.ok(b.db.Create(&clue).Error)
	heads := map[string]string{"领导甲": recuse.Accused, "领导乙": recuse.Accused}

	o, err := b.Open(t.Context(), clerk, r.ID)
	b.ok(err)
	if len(o.Subjects) != 1 {
		t.Fatalf("subjects: %+v", o.Subjects)
	}
	b.ok(b.Strike(t.Context(), clerk, r.ID, o.Subjects[0].ID, seal.NewSecret("只是同名")))
	b.want("after a subject was struck", r.ID, heads)
	b.ok(b.Again(t.Context(), recuse.Lift(b.staff["领导甲"].StaffID)))
	b.want("after the account's owner was found out", r.ID, heads)

	late := b.account("领导丙", actor.RoleHead, "", "")
	slip := complaint.Handle{Slip: b.complaints.Slip(r.Number)}
	b.ok(b.complaints.AskRecusal(t.Context(), actor.Actor{Kind: actor.Guest}, slip, seal.NewSecret("请信访甲回避，他们是同学")))
	for _, name := range []string{"领导甲", "领导丙"} {
		n, err := b.Today(t.Context(), b.staff[name])
		b.ok(err)
		list, err := b.List(t.Context(), b.staff[name])
		b.ok(err)
		if n[0].N != 0 || len(list) != 0 {
			t.Errorf("%s reads that %d requests wait: %v", name, n[0].N, list)
		}
	}
	b.ok(b.Again(t.Context(), recuse.LiftNobody))
	heads[late.Name] = recuse.Accused
	b.want("after an account came", r.ID, heads)
	if got := b.kept(model.ObjectClue, clue.ID); len(got) != len(heads) {
		t.Errorf("the clue is kept from %v", got)
	}
}
