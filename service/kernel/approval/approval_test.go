package approval_test

import (
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest"
)

func TestWhatOneAsksAnotherDecides(t *testing.T) {
	db, box := dbtest.New(t), dbtest.Box(t)
	at := time.Date(2026, 3, 2, 4, 0, 0, 0, time.UTC)
	clerk := actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RolePetition, Name: "甲"}
	head := actor.Actor{Kind: actor.Staff, StaffID: 2, Role: actor.RoleHead, Name: "乙"}
	r := approval.Request{Object: model.ObjectPetition, ID: 7, Kind: "petition.return", To: actor.RoleHead, Reason: seal.NewSecret("交错了部门"), Details: []byte(`{"a":1}`)}
	ask := func() (model.Approval, error) {
		var a model.Approval
		err := db.Transaction(func(tx *gorm.DB) (err error) {
			a, err = approval.Ask(tx, box, clerk, at, r)
			return err
		})
		return a, err
	}
	decide := func(by actor.Actor, id int64, agree bool, words string) ([]byte, error) {
		var details []byte
		err := db.Transaction(func(tx *gorm.DB) (err error) {
			_, details, err = approval.Decide(tx, box, by, at, id, agree, seal.NewSecret(words))
			return err
		})
		return details, err
	}
	a, err := ask()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ask(); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second request of the kind: %v", err)
	}
	if _, err := decide(clerk, a.ID, true, ""); !fault.Is(err, fault.NotFound) {
		t.Errorf("decided by whom it was not put to: %v", err)
	}
	asker := head
	asker.StaffID = clerk.StaffID
	if _, err := decide(asker, a.ID, true, ""); !fault.Is(err, fault.Forbidden) {
		t.Errorf("decided by who asked: %v", err)
	}
	if _, err := decide(head, a.ID, false, ""); !fault.Is(err, fault.Invalid) {
		t.Errorf("refused without a word: %v", err)
	}
	if details, err := decide(head, a.ID, true, "同意"); err != nil || string(details) != `{"a":1}` {
		t.Errorf("agreed: %s, %v", details, err)
	}
	if _, err := decide(head, a.ID, false, "不行"); !fault.Is(err, fault.Conflict) {
		t.Errorf("decided twice: %v", err)
	}
	if _, err := ask(); err != nil {
		t.Errorf("asked again afterwards: %v", err)
	}
	views, err := approval.Of(t.Context(), db, box, head, model.ObjectPetition, 7)
	if err != nil || len(views) != 2 || !views[0].MayDecide || views[1].Words.Reveal() != "同意" || views[1].Reason.Reveal() != "交错了部门" {
		t.Errorf("listed: %+v, %v", views, err)
	}
}
