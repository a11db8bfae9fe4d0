package recusal_test

import (
	"slices"
	"testing"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/recuse"
	"yangguang/service/recusal"
	"yangguang/service/store/dbtest/registers"
)

// TestWhatNobodyIsLeftToHandle: a matter is missed when the last account that it
// takes is kept out, and only then.
func TestWhatNobodyIsLeftToHandle(t *testing.T) {
	b := newBench(t)
	r := b.submit("", "路修得不好，请来看一看。")
	lost := func(want ...actor.Role) {
		t.Helper()
		found, err := recusal.FindUnattended(t.Context(), b.db)
		if err != nil {
			t.Fatal(err)
		}
		var got []actor.Role
		for _, f := range found {
			got = append(got, f.Lacks.Role)
		}
		if !slices.Equal(got, want) {
			t.Errorf("missed by %v, want %v", got, want)
		}
	}
	keep := func(name string) {
		t.Helper()
		if err := recuse.Put(b.db, b.now, model.ObjectPetition, r.ID, b.staff[name].StaffID, recuse.Relative); err != nil {
			t.Fatal(err)
		}
	}
	set := func(column string, v any) {
		t.Helper()
		if err := b.db.Model(&model.Petition{}).Where("id = ?", r.ID).Update(column, v).Error; err != nil {
			t.Fatal(err)
		}
	}
	lost()
	keep("信访甲")
	lost()
	keep("信访乙")
	lost(actor.RolePetition)
	third := b.account("信访丙", actor.RolePetition, "", "")
	lost()
	if err := b.db.Model(&model.Staff{}).Where("id = ?", third.StaffID).Update("disabled_at", b.now).Error; err != nil {
		t.Fatal(err)
	}
	lost(actor.RolePetition)
	if err := b.db.Model(&model.Staff{}).Where("id = ?", third.StaffID).Update("disabled_at", nil).Error; err != nil {
		t.Fatal(err)
	}
	set("state", model.PetitionTransferredDown)
	set("assigned_division", registers.Jiangning)
	lost()
	keep("镇纪委甲")
	lost(actor.RoleTownInspector)
	set("assigned_division", "450923109000") // a town without accounts works on paper
	lost()
	keep("信访丙")
	lost(actor.RolePetition)
	set("state", model.PetitionArchived)
	lost()

	c := model.Clue{Number: "线索〔2026〕0001", Source: model.ClueFromProject, TitleSealed: []byte{1}, SummarySealed: []byte{1}, State: model.ClueRegistered, Unit: "", Version: 1, CreatedAt: b.now, UpdatedAt: b.now}
	if err := b.db.Create(&c).Error; err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"领导甲", "领导乙"} {
		lost()
		if err := recuse.Put(b.db, b.now, model.ObjectClue, c.ID, b.staff[name].StaffID, recuse.Declared); err != nil {
			t.Fatal(err)
		}
		b.account("案管甲", actor.RoleCaseManagement, "", "")
	}
	lost(actor.RoleHead)
}
