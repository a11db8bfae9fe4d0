package identity_test

import (
	"testing"
	"time"

	"yangguang/service/identity"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest/registers"
)

func TestRelativeByCode(t *testing.T) {
	w := newWorld(t)
	a, b := w.bound(t, "o-1", "甲示例", numberA, "0128"), w.bound(t, "o-2", "乙示例", numberB, "0455")
	old, err := w.IssueRelativeCode(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	code, err := w.IssueRelativeCode(t.Context(), a)
	if err != nil || len(code.Code.Reveal()) != 8 {
		t.Fatal(err)
	}
	add := func(by actor.Actor, code seal.Secret, relation string) error {
		_, err := w.AddRelative(t.Context(), by, code, relation)
		return err
	}
	wants(t, add(b, old.Code, "子女"), fault.Invalid) // a newer code ends it
	wants(t, add(b, seal.NewSecret("1234"), "子女"), fault.Invalid)
	wants(t, add(b, code.Code, "邻居"), fault.Invalid)
	wants(t, add(a, code.Code, "子女"), fault.Conflict) // oneself
	name, err := w.AddRelative(t.Context(), b, code.Code, "子女")
	if err != nil || name != "甲示例" {
		t.Fatalf("%q %v", name, err)
	}
	wants(t, add(b, code.Code, "子女"), fault.Invalid) // once only
	late, err := w.IssueRelativeCode(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	w.now = w.now.Add(11 * time.Minute)
	wants(t, add(a, late.Code, "父母"), fault.Invalid)
	mine, err := w.Relatives(t.Context(), b)
	if err != nil || len(mine) != 1 || !mine[0].ISee || mine[0].Name != "甲示例" {
		t.Fatalf("%+v %v", mine, err)
	}
	theirs, err := w.Relatives(t.Context(), a)
	if err != nil || len(theirs) != 1 || theirs[0].ISee || theirs[0].Name != "乙示例" {
		t.Fatalf("%+v %v", theirs, err)
	}
	again, err := w.IssueRelativeCode(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	wants(t, add(b, again.Code, "子女"), fault.Conflict) // there already
	if err := w.RevokeRelative(t.Context(), a, mine[0].GrantID); err != nil {
		t.Fatal(err)
	}
	wants(t, w.RevokeRelative(t.Context(), b, mine[0].GrantID), fault.NotFound)
	if mine, err = w.Relatives(t.Context(), b); err != nil || len(mine) != 0 {
		t.Errorf("%+v %v", mine, err)
	}
}

func TestRelativeCodeCannotBeGuessedByTrying(t *testing.T) {
	w := newWorld(t)
	by := w.bound(t, "o-2", "乙示例", numberB, "0455")
	var err error
	for range 6 {
		_, err = w.AddRelative(t.Context(), by, seal.NewSecret("12345678"), "子女")
	}
	wants(t, err, fault.TooMany)
}

func TestRelativeByTheVillageOffice(t *testing.T) {
	w := newWorld(t)
	cadre := actor.Actor{Kind: actor.Staff, StaffID: 3, Role: actor.RoleVillageCadre, Division: registers.Silian}
	elsewhere := cadre
	elsewhere.Division = registers.LiSantan
	good := identity.OfficeRelative{
		PersonName: seal.NewSecret("甲示例"), PersonID: seal.NewSecret(numberA), HolderName: seal.NewSecret("乙示例"), HolderID: seal.NewSecret(numberB),
		Relation: "子女", Consent: seal.NewSecret("同意书2026年6月1日签，存村委会档案柜"), ExpiresOn: period.Date(2026, 12, 31),
	}
	change := func(f func(*identity.OfficeRelative)) identity.OfficeRelative { in := good; f(&in); return in }
	for name, c := range map[string]struct {
		by    actor.Actor
		in    identity.OfficeRelative
		kind  fault.Kind
		field string
	}{
		"a villager":      {actor.Actor{Kind: actor.Villager, WechatUserID: 1}, good, fault.Forbidden, ""},
		"an inspector":    {actor.Actor{Kind: actor.Staff, Role: actor.RolePetition}, good, fault.Forbidden, ""},
		"another village": {elsewhere, good, fault.Invalid, identity.FieldPersonID},
		"no consent":      {cadre, change(func(in *identity.OfficeRelative) { in.Consent = seal.NewSecret(" 有 ") }), fault.Invalid, identity.FieldConsent},
		"no end":          {cadre, change(func(in *identity.OfficeRelative) { in.ExpiresOn = period.Date(2036, 1, 1) }), fault.Invalid, identity.FieldExpires},
		"past end":        {cadre, change(func(in *identity.OfficeRelative) { in.ExpiresOn = period.Date(2026, 5, 1) }), fault.Invalid, identity.FieldExpires},
		"wrong name":      {cadre, change(func(in *identity.OfficeRelative) { in.HolderName = seal.NewSecret("丙示例") }), fault.Invalid, identity.FieldHolderID},
		"same person": {cadre, change(func(in *identity.OfficeRelative) {
			in.HolderName, in.HolderID = in.PersonName, in.PersonID
		}), fault.Invalid, identity.FieldHolderID},
	} {
		t.Run(name, func(t *testing.T) {
			err := w.AddOfficeRelative(t.Context(), c.by, c.in)
			wants(t, err, c.kind)
			if c.field != "" && fault.Of(err).Fields[c.field] == "" {
				t.Errorf("no message at %s: %v", c.field, fault.Of(err).Fields)
			}
		})
	}
	if err := w.AddOfficeRelative(t.Context(), cadre, good); err != nil {
		t.Fatal(err)
	}
	wants(t, w.AddOfficeRelative(t.Context(), cadre, good), fault.Conflict)
	grants, err := w.OfficeRelatives(t.Context(), cadre)
	if err != nil || len(grants) != 1 || grants[0].PersonName != "甲示例" {
		t.Fatalf("%+v %v", grants, err)
	}
	if other, err := w.OfficeRelatives(t.Context(), elsewhere); err != nil || len(other) != 0 {
		t.Errorf("%+v %v", other, err)
	}
	wants(t, w.RevokeOfficeRelative(t.Context(), elsewhere, grants[0].GrantID), fault.NotFound)
	b := w.bound(t, "o-2", "乙示例", numberB, "0455")
	if mine, err := w.Relatives(t.Context(), b); err != nil || len(mine) != 1 {
		t.Errorf("%+v %v", mine, err)
	}
	w.now = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
	if mine, err := w.Relatives(t.Context(), b); err != nil || len(mine) != 0 {
		t.Errorf("it outlives its end: %+v %v", mine, err)
	}
	in := good
	in.ExpiresOn = period.Date(2027, 6, 1)
	if err := w.AddOfficeRelative(t.Context(), cadre, in); err != nil {
		t.Errorf("renewing what ran out: %v", err)
	}
	if grants, err = w.OfficeRelatives(t.Context(), cadre); err != nil || len(grants) != 1 {
		t.Fatalf("%+v %v", grants, err)
	}
	if err := w.RevokeOfficeRelative(t.Context(), cadre, grants[0].GrantID); err != nil {
		t.Error(err)
	}
}
