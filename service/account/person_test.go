package account

import (
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
	"yangguang/service/store/dbtest/registers"
)

// TestWhoseAnAccountIs: an administrator who saw the card writes it down, of
// somebody whom no register knows by the card alone; nobody else's word will do.
func TestWhoseAnAccountIs(t *testing.T) {
	b := newBench(t)
	ctx, admin := t.Context(), actor.Actor{Kind: actor.Staff, StaffID: 99, Role: actor.RoleAdministrator}
	id := b.add("wang", actor.RoleBureauOfficer).ID
	row, err := gorm.G[model.Staff](b.db).Where("id = ?", id).Take(ctx)
	if err != nil {
		t.Fatal(err)
	}
	own, other := registers.Number("45092319800101001"), registers.Number("45092319820202002")
	identify := func(by actor.Actor, name, number string) error {
		return b.Identify(ctx, by, id, seal.NewSecret(name), seal.NewSecret(number))
	}
	owner := func(number string, known, same bool) {
		t.Helper()
		k, s, err := b.Owner(ctx, id, seal.NewSecret(number))
		if err != nil || k != known || s != same {
			t.Errorf("known %v, the same %v: %v", k, s, err)
		}
	}
	knows := func(person int64) error {
		return transact.Do(ctx, b.db, func(tx *gorm.DB) error { return b.Known(tx, admin, b.at(), id, person) })
	}
	owner(own, false, false)
	rows := registers.New(t, b.db, b.at())
	rows.People = b.box
	namesake := rows.Person(row.Name, other)
	if err := knows(namesake); !fault.Is(err, fault.Conflict) {
		t.Errorf("a namesake is taken for the owner: %v", err)
	}
	if err := identify(actor.Actor{Kind: actor.Staff, StaffID: 98, Role: actor.RoleBureauHead}, row.Name, own); !fault.Is(err, fault.NotFound) {
		t.Errorf("a head identifies: %v", err)
	}
	for field, try := range map[string][2]string{"name": {"别的名字", own}, "id": {"别的名字", other}} {
		if err := identify(admin, try[0], try[1]); fault.Of(err).Fields[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	if err := identify(admin, row.Name, own); err != nil {
		t.Fatal(err)
	}
	owner(own, true, true)
	owner(other, true, false)
	owner("", true, false)
	person := rows.Person(row.Name, own) // a register came
	if err := knows(person); err != nil {
		t.Fatal(err)
	}
	if err := knows(namesake); !fault.Is(err, fault.Conflict) {
		t.Errorf("another person afterwards: %v", err)
	}
	b.db.Exec("UPDATE staff SET id_digest = NULL WHERE id = ?", id) // as before digests were kept
	owner(own, true, true)
	owner(other, true, false)
}

// TestAnAccountIsWhomPeopleJudged: an ID that people have judged to be somebody's
// names that person, and not the number under which a file first brought it.
func TestAnAccountIsWhomPeopleJudged(t *testing.T) {
	b := newBench(t)
	admin := actor.Actor{Kind: actor.Staff, StaffID: 99, Role: actor.RoleAdministrator}
	one := b.add("wang", actor.RoleBureauOfficer)
	row, err := gorm.G[model.Staff](b.db).Where("id = ?", one.ID).Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	card := registers.Number("45092319800101001")
	rows := registers.New(t, b.db, b.at())
	rows.People = b.box
	former := rows.Person(row.Name, card) // as a bureau's file brought it, before
	person := rows.Person(row.Name, registers.Number("45092319800101002"))
	alias := model.PersonAlias{IDDigest: b.box.Index(seal.NewSecret(card), seal.PurposeResidentID), PersonID: person, FormerID: former, Basis: "核对了户口簿", MadeAt: b.at()}
	if err := b.db.Create(&alias).Error; err != nil {
		t.Fatal(err)
	}
	if err := b.Identify(t.Context(), admin, one.ID, seal.NewSecret(row.Name), seal.NewSecret(card)); err != nil {
		t.Fatal(err)
	}
	row, err = gorm.G[model.Staff](b.db).Where("id = ?", one.ID).Take(t.Context())
	if err != nil || row.PersonID != person {
		t.Errorf("the account is %d's, want %d: %v", row.PersonID, person, err)
	}
}
