package identity_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/identity"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest/registers"
)

// consented is what a cadre learns from a code.
func (w *world) consented(t *testing.T, by actor.Actor, name, number, code string) (int64, string, error) {
	t.Helper()
	return w.Consented(t.Context(), by, seal.NewSecret(name), seal.NewSecret(number), seal.NewSecret(code))
}

// TestACodeIsAConsent: the code of the registered telephone and that of one's own
// page are each good once, for the office of one's own village.
func TestACodeIsAConsent(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	cadre := actor.Actor{Kind: actor.Staff, StaffID: 7, Role: actor.RoleVillageCadre, Division: registers.Silian}
	elsewhere := actor.Actor{Kind: actor.Staff, StaffID: 8, Role: actor.RoleVillageCadre, Division: registers.LiSantan}
	name, number := seal.NewSecret("甲示例"), seal.NewSecret(numberA)
	ask := func(by actor.Actor, name, number string) {
		t.Helper()
		w.now = w.now.Add(2 * time.Minute)
		if err := w.SendConsent(ctx, by, seal.NewSecret(name), seal.NewSecret(number)); err != nil {
			t.Fatal(err)
		}
		w.SendWaiting(ctx)
	}
	ask(cadre, "甲示例", numberA)
	wants(t, w.SendConsent(ctx, cadre, name, number), fault.TooMany) // not twice in a minute
	if len(w.texts.sent) != 1 || !strings.HasPrefix(w.texts.sent[0], phoneA+" ") || !strings.Contains(w.texts.sent[0], "村委会要代您查一次") {
		t.Fatalf("%q", w.texts.sent)
	}
	text := regexp.MustCompile(`代查码(\d{6})告诉`).FindStringSubmatch(w.texts.sent[0])[1]
	ask(elsewhere, "乙示例", numberB) // of another village: the same answer, and nothing is sent
	ask(cadre, "丙示例", numberC)
	if len(w.texts.sent) != 1 {
		t.Errorf("%d texts, for people who are none here", len(w.texts.sent))
	}
	page, until, err := w.IssueConsent(ctx, w.bound(t, "o-1", "甲示例", numberA, "0128"))
	if err != nil || until.Sub(w.now) != 10*time.Minute {
		t.Fatalf("%v %v", until, err)
	}
	wrong := "000000"
	if wrong == text || wrong == page.Reveal() {
		wrong = "000001"
	}
	for what, c := range map[string]struct {
		by                 actor.Actor
		name, number, code string
		want               fault.Kind
	}{
		"a code that is none":       {cadre, "甲示例", numberA, "12345", fault.Invalid},
		"a wrong code":              {cadre, "甲示例", numberA, wrong, fault.Invalid},
		"another's name":            {cadre, "乙示例", numberA, text, fault.Invalid},
		"another village":           {elsewhere, "甲示例", numberA, page.Reveal(), fault.Invalid},
		"another person":            {cadre, "乙示例", numberB, text, fault.Invalid},
		"nobody who has a village":  {actor.Actor{Kind: actor.Staff, StaffID: 9, Role: actor.RoleSupervision}, "甲示例", numberA, text, fault.Forbidden},
		"a villager for themselves": {actor.Actor{Kind: actor.Villager, PersonID: w.a}, "甲示例", numberA, text, fault.Forbidden},
	} {
		if id, how, err := w.consented(t, c.by, c.name, c.number, c.code); !fault.Is(err, c.want) || id != 0 || how != "" {
			t.Errorf("%s: %d %q %v", what, id, how, err)
		}
	}
	for code, want := range map[string]string{text: identity.ConsentText, page.Reveal(): identity.ConsentPage} {
		if id, how, err := w.consented(t, cadre, "甲示例", numberA, code); err != nil || id != w.a || how != want {
			t.Errorf("%s: %d %q %v", want, id, how, err)
		}
		_, _, err := w.consented(t, cadre, "甲示例", numberA, code) // used up
		wants(t, err, fault.Invalid)
	}
	var n int64
	w.db.Model(&model.AuditEntry{}).Where("action IN ?", []string{"identity.consent_asked", "identity.consent_code"}).Count(&n)
	if n != 4 {
		t.Errorf("%d entries of the chain", n)
	}
	for _, secret := range []string{text, page.Reveal(), phoneA, numberA} {
		if strings.Contains(w.log.String(), secret) {
			t.Errorf("the log tells %s", secret)
		}
	}
}

// TestCodesAreNotGuessed: who is wrong too often is closed out for the day, even
// with the right code.
func TestCodesAreNotGuessed(t *testing.T) {
	w := newWorld(t)
	cadre := actor.Actor{Kind: actor.Staff, StaffID: 7, Role: actor.RoleVillageCadre, Division: registers.Silian}
	by := w.bound(t, "o-1", "甲示例", numberA, "0128")
	closed := 0
	for range 40 {
		if _, _, err := w.consented(t, cadre, "甲示例", numberA, "000000"); fault.Is(err, fault.TooMany) {
			closed++
		}
	}
	if closed < 20 {
		t.Errorf("%d guesses of 40 were refused", closed)
	}
	code, _, err := w.IssueConsent(t.Context(), by)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = w.consented(t, cadre, "甲示例", numberA, code.Reveal())
	wants(t, err, fault.TooMany)
}
