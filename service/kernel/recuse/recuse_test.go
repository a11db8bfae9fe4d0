package recuse_test

import (
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/recuse"
	"yangguang/service/store/dbtest"
)

func TestWhatIsKeptFromSomebodyIsNotThere(t *testing.T) {
	db, at := dbtest.New(t), time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)
	c := model.Clue{Number: "线索〔2026〕0001", Source: model.ClueFromFinding, TitleSealed: []byte{1}, SummarySealed: []byte{1}, State: model.ClueRegistered, Version: 1, CreatedAt: at, UpdatedAt: at}
	if err := db.Create(&c).Error; err != nil {
		t.Fatal(err)
	}
	err := db.Transaction(func(tx *gorm.DB) error {
		if err := recuse.Put(tx, at, model.ObjectPetition, 7, 3, recuse.Relative); err != nil {
			return err
		}
		if err := recuse.Put(tx, at, model.ObjectPetition, 7, 3, recuse.Accused); err != nil { // the first reason stays
			return err
		}
		return recuse.Inherit(tx, at, model.ObjectPetition, 7, model.ObjectClue, c.ID)
	})
	if err != nil {
		t.Fatal(err)
	}
	for staff, want := range map[int64]int64{3: 0, 4: 1} {
		where, args := recuse.Hide("clues", model.ObjectClue, actor.Actor{Kind: actor.Staff, StaffID: staff})
		n, err := gorm.G[model.Clue](db).Where(where, args...).Count(t.Context(), "*")
		if err != nil || n != want {
			t.Errorf("staff %d counts %d, want %d: %v", staff, n, want, err)
		}
		hidden, err := recuse.Hidden(t.Context(), db, model.ObjectClue, c.ID, staff)
		if err != nil || hidden != (want == 0) {
			t.Errorf("staff %d hidden %v: %v", staff, hidden, err)
		}
	}
}
