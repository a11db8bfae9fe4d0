package recuse_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/recuse"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// TestJudgedIDsAreOfTheCircle: an official whose own ID and whose brother's were
// copied wrongly once is kept from the affairs of both, and of the brother's
// household, by whatever number their rows came.
func TestJudgedIDsAreOfTheCircle(t *testing.T) {
	at := time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)
	db := dbtest.New(t)
	r := registers.New(t, db, at)
	person := func(n int) int64 { return r.Person("某人", registers.Number(fmt.Sprintf("450923198001010%02d", n))) }
	own, ownWrong, brother, brotherWrong, wife, stranger := person(1), person(2), person(3), person(4), person(5), person(6)
	for i, a := range []model.PersonAlias{{PersonID: own, FormerID: ownWrong}, {PersonID: brother, FormerID: brotherWrong}} {
		a.IDDigest, a.Basis, a.MadeAt = []byte(fmt.Sprintf("%032d", i)), "核对了户口簿", at
		if err := db.Create(&a).Error; err != nil {
			t.Fatal(err)
		}
	}
	r.Relative(ownWrong, brotherWrong)
	r.Resident(brother, "H1", registers.Silian, "")
	r.Resident(wife, "H1", registers.Silian, "")
	r.Resident(stranger, "H2", registers.Silian, "")
	staff := model.Staff{Login: "a", Name: "某人", Role: string(actor.RoleBureauOfficer), PersonID: own, SessionEpoch: 1, CreatedAt: at}
	if err := db.Create(&staff).Error; err != nil {
		t.Fatal(err)
	}
	got, err := recuse.Circle(t.Context(), db, actor.Actor{Kind: actor.Staff, StaffID: staff.ID, Name: staff.Name})
	if want := []int64{own, ownWrong, brother, brotherWrong, wife}; err != nil || !slices.Equal(got, want) {
		t.Errorf("the circle is %v, want %v: %v", got, want, err)
	}
}

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
