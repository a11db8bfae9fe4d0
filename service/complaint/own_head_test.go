package complaint_test

import (
	"testing"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/recuse"
)

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
