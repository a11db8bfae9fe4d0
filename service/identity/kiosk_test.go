package identity_test

import (
	"testing"

	"yangguang/model"
	"yangguang/service/identity"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest/registers"
)

// TestRecogniseAtAScreen: a person proves who they are at a screen, nothing is
// bound, what is wrong is not told, and failures close the number there.
func TestRecogniseAtAScreen(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	by, err := w.Recognise(ctx, 1, input("甲示例", numberA, "0128"))
	if err != nil || by.PersonID != w.a || by.WechatUserID != 0 || by.Kind != actor.Villager {
		t.Fatalf("%+v %v", by, err)
	}
	if n := count(t, w.db, "bindings", "1 = 1"); n != 0 {
		t.Errorf("%d bindings", n)
	}
	// Such an actor has no account: what is made for telephones refuses it.
	_, err = w.Profile(ctx, by)
	wants(t, err, fault.Unauthenticated)
	wants(t, w.SendCode(ctx, by, seal.NewSecret("甲示例"), seal.NewSecret(numberA)), fault.Unauthenticated)
	words := map[string]bool{}
	for _, in := range []identity.BindInput{input("乙示例", numberA, "0128"), input("甲示例", numberB, "0128"), input("甲示例", numberC, "0128"), input("甲示例", numberA, "7777")} {
		_, err := w.Recognise(ctx, 2, in)
		wants(t, err, fault.Invalid)
		words[fault.Of(err).Public[:30]] = true
	}
	if len(words) != 1 {
		t.Errorf("the answer tells what was wrong: %v", words)
	}
	for range 5 {
		_, err = w.Recognise(ctx, 3, input("乙示例", numberB, "0000"))
	}
	wants(t, err, fault.TooMany)
	_, err = w.Recognise(ctx, 3, input("乙示例", numberB, "0455"))
	wants(t, err, fault.TooMany)
	// The next in the queue is not kept out, nor is the person elsewhere.
	if _, err = w.Recognise(ctx, 3, input("甲示例", numberA, "0128")); err != nil {
		t.Error(err)
	}
	if _, err = w.Recognise(ctx, 4, input("乙示例", numberB, "0455")); err != nil {
		t.Error(err)
	}
	if n := count(t, w.db, "audit_entries", "action = 'identity.kiosk'"); n != 3 {
		t.Errorf("%d recognised in the chain", n)
	}
	// The person is told of each, also when they bind later.
	if looks, told := count(t, w.db, "kiosk_looks", "1 = 1"), count(t, w.db, "outbox_events", "topic = 'identity.kiosk'"); looks != 3 || told != 3 {
		t.Errorf("%d looks, %d promises", looks, told)
	}
	cadre := actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleVillageCadre}
	if err := w.db.Create(&model.KioskDevice{ID: 3, VillageCode: registers.Silian, Place: "村委会大厅", CodeExpiresAt: w.now, AddedAt: w.now}).Error; err != nil {
		t.Fatal(err)
	}
	mine := w.bound(t, "o-1", "甲示例", numberA, "0128")
	other := mine
	other.WechatUserID += 7
	for name, c := range map[string]struct {
		by   actor.Actor
		want int
	}{"the person": {mine, 2}, "another account": {other, 0}, "at the screen": {by, 0}, "a cadre": {cadre, 0}, "a guest": {actor.Actor{Kind: actor.Guest}, 0}} {
		got, err := w.KioskLooks(ctx, c.by)
		if err != nil || len(got) != c.want {
			t.Errorf("%s: %+v %v", name, got, err)
		}
		if c.want == 2 && (got[0].Place != "村委会大厅" || got[0].Village != registers.Silian || got[0].At.IsZero()) {
			t.Errorf("%+v", got[0])
		}
	}
}

func TestAtTheCounter(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	cadre := actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleVillageCadre, Division: registers.Silian}
	name, number := seal.NewSecret("甲示例"), seal.NewSecret(numberA)
	if id, err := w.AtCounter(ctx, cadre, name, number); err != nil || id != w.a {
		t.Errorf("%d %v", id, err)
	}
	other := cadre
	other.Division = registers.LiSantan
	for who, c := range map[string]struct {
		by   actor.Actor
		name string
		want fault.Kind
	}{
		"another village": {other, "甲示例", fault.Invalid},
		"another name":    {cadre, "乙示例", fault.Invalid},
		"no cadre":        {actor.Actor{Kind: actor.Staff, StaffID: 2, Role: actor.RoleTownInspector, Division: registers.Jiangning}, "甲示例", fault.Forbidden},
		"no place":        {actor.Actor{Kind: actor.Staff, StaffID: 2, Role: actor.RoleVillageCadre}, "甲示例", fault.Forbidden},
	} {
		t.Run(who, func(t *testing.T) {
			_, err := w.AtCounter(ctx, c.by, seal.NewSecret(c.name), number)
			wants(t, err, c.want)
		})
	}
}
