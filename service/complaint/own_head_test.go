package complaint_test

import (
	"testing"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
)

// TestWhatIsMergedIsKeptFromLeadersToo: of petitions about a leader that were
// merged, marking or sealing up the one keeps the others from every leader.
func TestWhatIsMergedIsKeptFromLeadersToo(t *testing.T) {
	for name, do := range map[string]func(b *sealBench, first, more complaint.Receipt){
		"marked after": func(b *sealBench, first, more complaint.Receipt) {
			b.must(officer, more.ID, b.into(first))
			b.ok(b.OwnHead(b.ctx, officer, first.ID, b.row(first.ID).Version, seal.NewSecret("反映本机关领导")))
		},
		"sealed up": func(b *sealBench, first, more complaint.Receipt) {
			b.must(officer, more.ID, b.into(first))
			b.ok(b.SealUp(b.ctx, officer, first.ID, b.order(first.ID)))
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newSealBench(t)
			first, more := b.submit(guest, b.draft("anonymous")), b.submit(guest, b.draft("anonymous"))
			b.must(officer, first.ID, claim)
			b.must(officer, more.ID, claim)
			do(b, first, more)
			for _, r := range []complaint.Receipt{first, more} {
				if _, err := b.Open(b.ctx, head, r.ID); !fault.Is(err, fault.NotFound) {
					t.Errorf("a leader opens %d: %v", r.ID, err)
				}
			}
			if q, err := b.Queue(b.ctx, head, complaint.Filter{State: "all"}, page.Request{}); err != nil || q.Total != 0 {
				t.Errorf("a leader lists %d, %v", q.Total, err)
			}
			if late := b.row(more.ID); !late.OwnHead && late.State != model.PetitionSealedUp || b.conflicts(more.ID) == 0 {
				t.Error("only the accounts there are now, or none, are kept out")
			}
		})
	}
}

// TestAMergedPetitionStaysHidden: what is kept from somebody is not named beside
// what it was merged into, also when that one is not kept from them any more.
func TestAMergedPetitionStaysHidden(t *testing.T) {
	b := newBench(t)
	first, more := b.submit(guest, b.draft("anonymous")), b.submit(guest, b.draft("anonymous"))
	b.must(officer, first.ID, claim)
	b.must(officer, more.ID, claim, b.into(first))
	b.ok(recuse.Put(b.db, b.now, model.ObjectPetition, more.ID, colleague.StaffID, recuse.Relative))
	for by, want := range map[*actor.Actor]int{&officer: 1, &colleague: 0} {
		d, err := b.Open(b.ctx, *by, first.ID)
		if err != nil || len(d.Company.Merged) != want {
			t.Errorf("%s reads of %d merged petitions, %v", by.Name, len(d.Company.Merged), err)
		}
	}
}
