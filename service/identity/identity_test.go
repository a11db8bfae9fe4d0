package identity_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/gateway/codes"
	"yangguang/service/identity"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// Invented people of the test county.
var (
	numberA = registers.Number("45092319800101001")
	numberB = registers.Number("45092319820202002")
	numberC = registers.Number("45092319900307009") // in no register
	phoneA  = "13800000001"
)

// outbox holds the text messages that were sent.
type texts struct{ sent []string }

func (x *texts) Text(_ context.Context, phone, words seal.Secret) error {
	x.sent = append(x.sent, phone.Reveal()+" "+words.Reveal())
	return nil
}

type world struct {
	*identity.Service
	db    *gorm.DB
	now   time.Time
	texts *texts
	a, b  int64
	log   *bytes.Buffer
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{db: dbtest.New(t), now: time.Date(2026, 6, 1, 2, 0, 0, 0, time.UTC), texts: &texts{}, log: &bytes.Buffer{}}
	r := registers.New(t, w.db, w.now)
	w.a, w.b = r.Person("甲示例", numberA), r.Person("乙示例", numberB)
	r.Resident(w.a, "H1", registers.Silian, phoneA)
	r.Resident(w.b, "H1", registers.Silian, "")
	item := r.Item("DB", "农村低保")
	r.Pay(registers.Payout{Person: w.a, Item: item, Month: "2026-01", Fen: 35000, Tail: "0128"})
	r.Pay(registers.Payout{Person: w.a, Item: item, Month: "2026-02", Fen: 35000, Tail: "9999", Result: "退票"})
	r.Pay(registers.Payout{Person: w.a, Item: item, Month: "2026-03", Fen: 35000, Tail: "7777", Batch: r.NewBatch(model.BatchWithdrawn)})
	r.Pay(registers.Payout{Person: w.b, Item: item, Month: "2026-01", Fen: 35000, Tail: "0455"})
	w.Service = w.service(t, w.db, r.People)
	return w
}

func (w *world) service(t *testing.T, db *gorm.DB, box *seal.Box) *identity.Service {
	t.Helper()
	return identity.New(identity.Options{
		DB: db, People: box, Codes: codes.New(dbtest.Redis(t), "t:"), Texter: w.texts, Now: func() time.Time { return w.now },
		Log: slog.New(slog.NewTextHandler(w.log, nil)),
	})
}

func (w *world) user(t *testing.T, openid string) actor.Actor {
	t.Helper()
	by, err := w.SignIn(t.Context(), seal.NewSecret(openid), false)
	if err != nil {
		t.Fatal(err)
	}
	return by
}

func input(name, number, tail string) identity.BindInput {
	return identity.BindInput{Name: seal.NewSecret(name), ID: seal.NewSecret(number), Method: identity.MethodAccount, Fact: seal.NewSecret(tail)}
}

func (w *world) bound(t *testing.T, openid, name, number, tail string) actor.Actor {
	t.Helper()
	by, err := w.Bind(t.Context(), w.user(t, openid), input(name, number, tail))
	if err != nil {
		t.Fatalf("binding %s: %v", openid, err)
	}
	return by
}

func wants(t *testing.T, err error, k fault.Kind) {
	t.Helper()
	if !fault.Is(err, k) {
		t.Fatalf("got %v, want a failure of kind %q", err, k)
	}
}

func TestSignInKnowsAnAccountAgain(t *testing.T) {
	w := newWorld(t)
	first, again, other := w.user(t, "o-1"), w.user(t, "o-1"), w.user(t, "o-2")
	if first != again || first.WechatUserID == 0 || first == other {
		t.Errorf("first %v, again %v, other %v", first, again, other)
	}
	snap, err := w.SignIn(t.Context(), seal.NewSecret("o-virtual"), true)
	if err != nil || !snap.Snapshot || snap.WechatUserID != 0 {
		t.Errorf("snapshot: %+v %v", snap, err)
	}
	if n := count(t, w.db, "wechat_users", "1 = 1"); n != 2 {
		t.Errorf("%d accounts kept, want 2: a virtual openid is not one", n)
	}
}

func TestFollowAndUnfollow(t *testing.T) {
	w := newWorld(t)
	by := w.bound(t, "o-1", "甲示例", numberA, "0128")
	for _, c := range []struct {
		do   func(context.Context, seal.Secret) (actor.Actor, error)
		want int64
	}{{w.Follow, 1}, {w.Unfollow, 0}, {w.Follow, 1}} {
		got, err := c.do(t.Context(), seal.NewSecret("o-1"))
		if err != nil || got != by {
			t.Fatalf("%+v %v", got, err)
		}
		if n := count(t, w.db, "wechat_users", "subscribed = 1"); n != c.want {
			t.Errorf("%d subscribed, want %d", n, c.want)
		}
	}
}

func TestBindChecksTheFormBeforeAnything(t *testing.T) {
	w := newWorld(t)
	by := w.user(t, "o-1")
	for _, c := range []struct {
		name, field string
		in          identity.BindInput
	}{
		{"empty name", "name", input(" ", numberA, "0128")},
		{"name of digits", "name", input("甲123", numberA, "0128")},
		{"name of markup", "name", input("<b>甲", numberA, "0128")},
		{"name too long", "name", input(strings.Repeat("甲", 31), numberA, "0128")},
		{"empty ID", "id", input("甲示例", "", "0128")},
		{"ID with a wrong digit", "id", input("甲示例", "450923199003070012", "0128")},
		{"ID too short", "id", input("甲示例", "45092319", "0128")},
		{"no tail", "fact", input("甲示例", numberA, "")},
		{"whole account", "fact", input("甲示例", numberA, "6222021234567890128")},
		{"injection", "fact", input("甲示例", numberA, "' OR")},
		{"unknown method", "method", identity.BindInput{Name: seal.NewSecret("甲示例"), ID: seal.NewSecret(numberA), Method: "face", Fact: seal.NewSecret("0128")}},
		{"short code", "fact", identity.BindInput{Name: seal.NewSecret("甲示例"), ID: seal.NewSecret(numberA), Method: identity.MethodSMS, Fact: seal.NewSecret("123")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := w.Bind(t.Context(), by, c.in)
			wants(t, err, fault.Invalid)
			if fault.Of(err).Fields[c.field] == "" {
				t.Errorf("no message at %s: %v", c.field, fault.Of(err).Fields)
			}
		})
	}
	if n := count(t, w.db, "bind_attempts", "1 = 1"); n != 0 {
		t.Errorf("%d attempts counted: a slip of the pen is none", n)
	}
}

func TestBindTellsNobodyWhatWasWrong(t *testing.T) {
	said := map[string]bool{}
	statements := map[int]bool{}
	for _, c := range []struct {
		name string
		in   identity.BindInput
	}{
		{"wrong name", input("丙示例", numberA, "0128")},
		{"nobody with this ID", input("甲示例", numberC, "0128")},
		{"wrong tail", input("甲示例", numberA, "0000")},
		{"another's tail", input("甲示例", numberA, "0455")},
		{"tail of a payment that came back", input("甲示例", numberA, "9999")},
		{"tail of a withdrawn batch", input("甲示例", numberA, "7777")},
		{"everything wrong", input("丙示例", numberC, "0000")},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			by := w.user(t, "o-1")
			warm := w.user(t, "o-9") // first use makes the audit chain's head
			if _, err := w.Bind(t.Context(), warm, input("丁示例", numberB, "0000")); !fault.Is(err, fault.Invalid) {
				t.Fatal(err)
			}
			n := 0
			r := &counting{TB: t}
			dbtest.AtMost(r, w.db, 0, func(db *gorm.DB) {
				_, err := w.service(t, db, registers.Box(t)).Bind(t.Context(), by, c.in)
				wants(t, err, fault.Invalid)
				said[fault.Of(err).Error()] = true
			})
			n = r.n
			statements[n] = true
		})
	}
	if len(said) != 1 || len(statements) != 1 {
		t.Errorf("answers %v, statements %v: want one of each", said, statements)
	}
}

func TestBindOnceEach(t *testing.T) {
	w := newWorld(t)
	by := w.bound(t, "o-1", " 甲 示例 ", numberA, "0128")
	if by.PersonID != w.a {
		t.Errorf("bound to %d, want %d", by.PersonID, w.a)
	}
	if again := w.user(t, "o-1"); again != by {
		t.Errorf("signed in as %+v, want %+v", again, by)
	}
	_, err := w.Bind(t.Context(), by, input("乙示例", numberB, "0455"))
	wants(t, err, fault.Conflict)
	w.bound(t, "o-2", "甲示例", numberA, "0128")
	third := w.bound(t, "o-3", "甲示例", numberA, "0128")
	_, err = w.Bind(t.Context(), w.user(t, "o-4"), input("甲示例", numberA, "0128"))
	wants(t, err, fault.Conflict)
	if n := count(t, w.db, "bind_attempts", "failures > 0"); n != 0 {
		t.Errorf("%d subjects have failures after right answers", n)
	}
	if n := count(t, w.db, "outbox_events", "topic = 'binding.made'"); n != 3 {
		t.Errorf("%d promises to tell earlier devices, want 3", n)
	}
	p, err := w.Profile(t.Context(), third)
	if err != nil || len(p.Devices) != 3 || !p.Devices[2].This || p.MaskedName != "甲**" || p.PhoneTail != "0001" || p.VillageCode != registers.Silian {
		t.Errorf("profile %+v, %v", p, err)
	}
}

func TestOnlyARealAccountBinds(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		by   actor.Actor
		want fault.Kind
	}{
		"guest":    {actor.Actor{Kind: actor.Guest}, fault.Unauthenticated},
		"nobody":   {actor.Actor{}, fault.Unauthenticated},
		"snapshot": {actor.Actor{Kind: actor.Villager, Snapshot: true}, fault.Forbidden},
		"staff":    {actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleAdministrator}, fault.Unauthenticated},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.Bind(t.Context(), c.by, input("甲示例", numberA, "0128"))
			wants(t, err, c.want)
		})
	}
}

func TestUnbind(t *testing.T) {
	w := newWorld(t)
	first, second := w.bound(t, "o-1", "甲示例", numberA, "0128"), w.bound(t, "o-2", "甲示例", numberA, "0128")
	stranger := w.bound(t, "o-3", "乙示例", numberB, "0455")
	p, err := w.Profile(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	wants(t, w.Unbind(t.Context(), stranger, p.Devices[0].BindingID), fault.NotFound)
	if err := w.Unbind(t.Context(), first, p.Devices[1].BindingID); err != nil {
		t.Fatal(err)
	}
	if g, err := w.Greeting(t.Context(), first); err != nil || g.MaskedName != "甲**" || g.VillageCode != registers.Silian {
		t.Errorf("%+v %v", g, err)
	}
	_, err = w.Greeting(t.Context(), second)
	wants(t, err, fault.Unauthenticated)
	// The session of the lost phone still says that it is bound.
	_, err = w.Profile(t.Context(), second)
	wants(t, err, fault.Unauthenticated)
	if err := w.Unbind(t.Context(), first, 0); err != nil {
		t.Fatal(err)
	}
	wants(t, w.Unbind(t.Context(), first, 0), fault.Unauthenticated)
	if by := w.bound(t, "o-1", "乙示例", numberB, "0455"); by.PersonID != w.b {
		t.Errorf("bound to %d after unbinding", by.PersonID)
	}
}

var sixDigits = regexp.MustCompile(`\b?(\d{6}),`)

func TestBindByTextMessage(t *testing.T) {
	w := newWorld(t)
	by := w.user(t, "o-1")
	send := func(by actor.Actor, name, number string) error {
		err := w.SendCode(t.Context(), by, seal.NewSecret(name), seal.NewSecret(number))
		w.SendWaiting(t.Context())
		return err
	}
	if err := send(by, "甲示例", numberA); err != nil {
		t.Fatal(err)
	}
	if len(w.texts.sent) != 1 || !strings.HasPrefix(w.texts.sent[0], phoneA) {
		t.Fatalf("sent %d messages", len(w.texts.sent))
	}
	wants(t, send(by, "甲示例", numberA), fault.TooMany)               // within the minute
	wants(t, send(w.user(t, "o-2"), "甲示例", numberA), fault.TooMany) // nor by another account
	if err := send(w.user(t, "o-3"), "甲示例", numberC); err != nil {  // nobody: the same answer
		t.Fatal(err)
	}
	if err := send(w.user(t, "o-5"), "乙示例", numberB); err != nil { // no telephone registered
		t.Fatal(err)
	}
	if len(w.texts.sent) != 1 {
		t.Errorf("%d messages, want the first only", len(w.texts.sent))
	}
	code := sixDigits.FindStringSubmatch(w.texts.sent[0])[1]
	bind := func(by actor.Actor, name, number, code string) error {
		in := input(name, number, code)
		in.Method = identity.MethodSMS
		_, err := w.Bind(t.Context(), by, in)
		return err
	}
	wants(t, bind(w.user(t, "o-4"), "甲示例", numberA, code), fault.Invalid) // overheard
	wants(t, bind(by, "甲示例", numberA, "000000"), fault.Invalid)
	if err := bind(by, "甲示例", numberA, code); err != nil {
		t.Fatal(err)
	}
	if err := w.Unbind(t.Context(), w.user(t, "o-1"), 0); err != nil {
		t.Fatal(err)
	}
	wants(t, bind(by, "甲示例", numberA, code), fault.Invalid) // used up
	for _, s := range []string{phoneA, numberA, code, "甲示例"} {
		if strings.Contains(w.log.String(), s) {
			t.Errorf("the log holds personal data: %s", w.log)
		}
	}
}

func TestEveryStepIsAudited(t *testing.T) {
	w := newWorld(t)
	a, b := w.bound(t, "o-1", "甲示例", numberA, "0128"), w.bound(t, "o-2", "乙示例", numberB, "0455")
	_, err := w.Bind(t.Context(), w.user(t, "o-3"), input("甲示例", numberC, "0128"))
	wants(t, err, fault.Invalid)
	code, err := w.IssueRelativeCode(t.Context(), a)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.AddRelative(t.Context(), b, code.Code, "子女"); err != nil {
		t.Fatal(err)
	}
	mine, err := w.Relatives(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(w.RevokeRelative(t.Context(), b, mine[0].GrantID), w.Unbind(t.Context(), a, 0)); err != nil {
		t.Fatal(err)
	}
	entries, err := gorm.G[model.AuditEntry](w.db).Order("seq").Find(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Action)
		for _, s := range []string{numberA, numberB, numberC, "示例", code.Code.Reveal()} {
			if strings.Contains(e.Detail+e.Object, s) {
				t.Errorf("entry %d holds personal data: %s %s", e.Seq, e.Object, e.Detail)
			}
		}
	}
	want := "identity.bind identity.bind identity.bind_failed identity.relative_code identity.relative_add identity.relative_revoke identity.unbind"
	if strings.Join(got, " ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, " "), want)
	}
	if _, err := audit.Verify(t.Context(), w.db); err != nil {
		t.Error(err)
	}
}

func TestABrokenDatabaseIsAFailure(t *testing.T) {
	w := newWorld(t)
	s := w.service(t, dbtest.Broken(t), registers.Box(t))
	by := actor.Actor{Kind: actor.Villager, WechatUserID: 1, PersonID: 1}
	_, signIn := s.SignIn(t.Context(), seal.NewSecret("o-1"), false)
	_, bind := s.Bind(t.Context(), by, input("甲示例", numberA, "0128"))
	_, profile := s.Profile(t.Context(), by)
	_, relatives := s.Relatives(t.Context(), by)
	for name, err := range map[string]error{"sign in": signIn, "bind": bind, "profile": profile, "relatives": relatives, "unbind": s.Unbind(t.Context(), by, 0)} {
		if !fault.Is(err, fault.Internal) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), numberA) {
			t.Errorf("%s: the error holds the resident ID", name)
		}
	}
}

func count(t *testing.T, db *gorm.DB, table, where string) int64 {
	t.Helper()
	var n int64
	if err := db.Table(table).Where(where).Count(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

func TestContact(t *testing.T) {
	w := newWorld(t)
	name, phone, err := w.Contact(t.Context(), w.a)
	if err != nil || name.Reveal() != "甲示例" || phone.Reveal() != phoneA {
		t.Errorf("%q %q %v", name.Reveal(), phone.Reveal(), err)
	}
	if _, phone, err = w.Contact(t.Context(), w.b); err != nil || !phone.Empty() {
		t.Errorf("%q %v", phone.Reveal(), err)
	}
}
