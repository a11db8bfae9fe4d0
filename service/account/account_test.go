package account

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest"
)

const goodPassword = "Correct-Horse-42"

var (
	cli      = actor.Sys("cli")
	admin    = actor.Actor{Kind: actor.Staff, StaffID: 9001, Role: actor.RoleAdministrator}
	security = actor.Actor{Kind: actor.Staff, StaffID: 9002, Role: actor.RoleSecurityAdmin}
)

type numbers map[string]int

func (n numbers) Current(_ context.Context, name string) (int, error) { return n[name], nil }

// gate is the limiter of a test: it lets left attempts through.
type gate struct{ left atomic.Int64 }

func (g *gate) Allow(context.Context, string, string, int, time.Duration) (bool, time.Duration, error) {
	return g.left.Add(-1) >= 0, 90 * time.Second, nil
}

type bench struct {
	*Service
	db   *gorm.DB
	t    *testing.T
	time time.Time
	gate *gate
}

func newBench(t *testing.T) *bench {
	t.Helper()
	box := dbtest.Box(t)
	b := &bench{db: dbtest.New(t), t: t, time: time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC), gate: &gate{}}
	b.gate.left.Store(1000)
	var err error
	b.Service, err = New(Options{
		DB: b.db, People: box, Limiter: b.gate, Now: func() time.Time { return b.time }, Issuer: "演示县纪委监委",
		Parameters: numbers{"signin.failures": 5, "signin.lock_minutes": 15, "signin.lock_max_hours": 24, "signin.per_address": 30},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *bench) add(login string, role actor.Role) Issued {
	b.t.Helper()
	d := Draft{Login: login, Name: "演示员", Role: role, Password: seal.NewSecret(goodPassword)}
	if role == actor.RoleBureauOfficer {
		d.Bureau = "民政局"
	}
	one, err := b.Add(b.t.Context(), cli, d)
	if err != nil {
		b.t.Fatal(err)
	}
	return one
}

func (b *bench) signIn(login, password string) (Session, error) {
	b.t.Helper()
	return b.SignIn(b.t.Context(), Credentials{Login: login, Password: seal.NewSecret(password), Address: "192.0.2.1"})
}

func (b *bench) code(p Pairing) string {
	b.t.Helper()
	code, err := totp.GenerateCode(strings.ReplaceAll(p.Secret.Reveal(), " ", ""), b.time)
	if err != nil {
		b.t.Fatal(err)
	}
	return code
}

// complete signs an account in as far as it goes and changes its password once.
func (b *bench) complete(login string) (Session, Pairing) {
	b.t.Helper()
	ctx := b.t.Context()
	in, err := b.signIn(login, goodPassword)
	if err != nil {
		b.t.Fatal(err)
	}
	p, err := b.BeginPairing(ctx, in)
	if err != nil {
		b.t.Fatal(err)
	}
	if in, err = b.GiveCode(ctx, in, b.code(p)); err != nil {
		b.t.Fatal(err)
	}
	own := seal.NewSecret(goodPassword + "!")
	if in, err = b.ChangePassword(ctx, in, NewPassword{Current: seal.NewSecret(goodPassword), New: own, Again: own}); err != nil {
		b.t.Fatal(err)
	}
	return in, p
}

func (b *bench) next(in Session) Step {
	b.t.Helper()
	st, err := b.Check(b.t.Context(), in)
	if err != nil {
		b.t.Fatal(err)
	}
	return st.Next
}

func TestFirstSignIn(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	b.add("zhang.demo", actor.RolePetition)
	in, err := b.signIn(" Zhang.Demo ", goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	if b.next(in) != StepSetUp {
		t.Error("an app has to be paired first")
	}
	if _, err := b.SessionActor(ctx, in.StaffID, in.Epoch); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("half a sign-in is nobody: %v", err)
	}
	first, err := b.BeginPairing(ctx, in)
	if err != nil || !strings.HasPrefix(first.QR.Reveal(), "data:image/png;base64,") {
		t.Fatal(err)
	}
	if again, err := b.BeginPairing(ctx, in); err != nil || again.Secret != first.Secret {
		t.Errorf("reloading must not change the secret: %v", err)
	}
	if in, err = b.GiveCode(ctx, in, b.code(first)[:3]+" "+b.code(first)[3:]); err != nil {
		t.Fatal(err)
	}
	if b.next(in) != StepPassword {
		t.Error("an own password has to be chosen")
	}
	if _, err := b.BeginPairing(ctx, in); !fault.Is(err, fault.Conflict) {
		t.Errorf("a paired secret is not shown again: %v", err)
	}
	old := in
	own := seal.NewSecret("另起一个够长的密码才行呢")
	if in, err = b.ChangePassword(ctx, in, NewPassword{Current: seal.NewSecret(goodPassword), New: own, Again: own}); err != nil {
		t.Fatal(err)
	}
	who, err := b.SessionActor(ctx, in.StaffID, in.Epoch)
	if err != nil || who.Role != actor.RolePetition || b.next(in) != StepDone {
		t.Errorf("%+v %v", who, err)
	}
	if _, err := b.Check(ctx, old); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("a new password ends other sessions: %v", err)
	}
	if _, err := audit.Verify(ctx, b.db); err != nil {
		t.Error(err)
	}
}

func TestSignInGivesOneAnswer(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.add("wang.demo", actor.RoleHead)
	disabled := b.add("off.demo", actor.RoleHead)
	if err := b.Disable(t.Context(), cli, disabled.ID); err != nil {
		t.Fatal(err)
	}
	answers := map[string]bool{}
	for name, v := range map[string][2]string{
		"wrong password": {"wang.demo", "not-the-password"}, "unknown login": {"nobody.demo", goodPassword}, "empty": {"", ""},
		"disabled": {"off.demo", goodPassword}, "pattern": {"%", goodPassword}, "quote": {"' OR 1=1 --", goodPassword},
		"too long": {"wang.demo", strings.Repeat("x", 1<<16)},
	} {
		_, err := b.signIn(v[0], v[1])
		if !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		answers[fault.Of(err).Public] = true
	}
	if len(answers) != 1 {
		t.Errorf("the answers differ: %v", answers)
	}
}

func TestLock(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	one := b.add("li.demo", actor.RoleHead)
	for range 5 {
		if _, err := b.signIn("li.demo", "wrong-wrong-wrong"); err == nil {
			t.Fatal("let in")
		}
	}
	if _, err := b.signIn("li.demo", goodPassword); err == nil {
		t.Error("locked: even the right password is refused")
	}
	if w, err := b.Watch(t.Context(), security); err != nil || len(w.Locked) != 1 || w.Locked[0].State != StateLocked {
		t.Errorf("%+v %v", w, err)
	}
	b.time = b.time.Add(15 * time.Minute)
	if _, err := b.signIn("li.demo", "wrong-wrong-wrong"); err == nil {
		t.Fatal("let in")
	}
	b.time = b.time.Add(29 * time.Minute)
	if _, err := b.signIn("li.demo", goodPassword); err == nil {
		t.Error("the second lock is twice as long")
	}
	b.time = b.time.Add(time.Minute)
	if _, err := b.signIn("li.demo", goodPassword); err != nil {
		t.Errorf("the lock is over: %v", err)
	}
	if err := b.Unlock(t.Context(), admin, one.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("unlocking is the security administrator's: %v", err)
	}
	if err := b.Unlock(t.Context(), security, one.ID); err != nil {
		t.Error(err)
	}
}

func TestLockFor(t *testing.T) {
	t.Parallel()
	l := limits{failures: 5, lockMinutes: 15, lockMaxHours: 24}
	for n, want := range map[int]time.Duration{0: 0, 4: 0, 5: 15 * time.Minute, 6: 30 * time.Minute, 8: 2 * time.Hour, 60: 24 * time.Hour, 1 << 30: 24 * time.Hour} {
		if got := lockFor(n, l); got != want {
			t.Errorf("%d failures: %s, want %s", n, got, want)
		}
	}
}

func TestGuessingInParallelGainsNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	one := b.add("sun.demo", actor.RoleHead)
	var group sync.WaitGroup
	for range 12 {
		group.Go(func() { _, _ = b.signIn("sun.demo", "wrong-wrong-wrong") })
	}
	group.Wait()
	row, err := gorm.G[model.Staff](b.db).Where("id = ?", one.ID).Take(t.Context())
	if err != nil || row.Failures != 5 || row.LockedUntil == nil {
		t.Errorf("%d failures counted, locked until %v, %v", row.Failures, row.LockedUntil, err)
	}
}

func TestTooManyFromOneAddress(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.gate.left.Store(0)
	_, err := b.signIn("anyone", goodPassword)
	if !fault.Is(err, fault.TooMany) || !strings.Contains(fault.Of(err).Public, "2 分钟") {
		t.Error(err)
	}
}

func TestCodeWorksOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	b.add("zhao.demo", actor.RoleSupervision)
	_, p := b.complete("zhao.demo")
	enter := func() Session {
		t.Helper()
		in, err := b.signIn("zhao.demo", goodPassword+"!")
		if err != nil {
			t.Fatal(err)
		}
		return in
	}
	if _, err := b.GiveCode(ctx, enter(), b.code(p)); !fault.Is(err, fault.Invalid) {
		t.Errorf("the code that paired the app is used up: %v", err)
	}
	b.time = b.time.Add(30 * time.Second)
	if _, err := b.GiveCode(ctx, enter(), b.code(p)); err != nil {
		t.Fatal(err)
	}
	if _, err := b.GiveCode(ctx, enter(), b.code(p)); err == nil {
		t.Error("the same code again")
	}
	stale := b.code(p)
	b.time = b.time.Add(2 * time.Minute)
	for name, code := range map[string]string{"stale": stale, "empty": "", "letters": "abcdef", "seven": "1234567", "huge": strings.Repeat("1", 1000)} {
		in := enter()
		if _, err := b.GiveCode(ctx, in, code); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
		b.time = b.time.Add(48 * time.Hour) // out of every lock
	}
}

// A thief with the password alone must run into the lock: signing in again
// must not give the codes a new count.
func TestGuessedCodesLock(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.add("qian.demo", actor.RoleHead)
	_, p := b.complete("qian.demo")
	b.time = b.time.Add(time.Minute)
	tries := 0
	for ; tries < 50; tries++ {
		in, err := b.signIn("qian.demo", goodPassword+"!")
		if err != nil {
			break
		}
		wrong := "000000"
		if b.code(p) == wrong {
			wrong = "111111"
		}
		_, _ = b.GiveCode(t.Context(), in, wrong)
	}
	if tries != 5 {
		t.Errorf("%d guesses before the lock", tries)
	}
}

func TestSessionsEndAtOnce(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(b *bench, who actor.Actor) error{
		"disabled":   func(b *bench, who actor.Actor) error { return b.Disable(t.Context(), cli, who.StaffID) },
		"everywhere": func(b *bench, who actor.Actor) error { return b.SignOutEverywhere(t.Context(), who) },
		"ended":      func(b *bench, who actor.Actor) error { return b.EndSessions(t.Context(), security, who.StaffID) },
		"new password": func(b *bench, who actor.Actor) error {
			_, err := b.Passwd(t.Context(), cli, who.StaffID, seal.Secret{})
			return err
		},
		"totp reset": func(b *bench, who actor.Actor) error {
			_, err := b.ResetTOTP(t.Context(), cli, who.StaffID)
			return err
		},
	} {
		b := newBench(t)
		b.add("zhou.demo", actor.RoleBureauOfficer)
		in, _ := b.complete("zhou.demo")
		who, err := b.SessionActor(t.Context(), in.StaffID, in.Epoch)
		if err != nil {
			t.Fatal(err)
		}
		if err := end(b, who); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := b.SessionActor(t.Context(), in.StaffID, in.Epoch); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%s: the session holds on: %v", name, err)
		}
	}
}

func TestAnAdministratorCannotMakeItselfAnInspector(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	one, err := b.Add(ctx, admin, Draft{Login: "shadow", Name: "演示员", Role: actor.RolePetition, Password: seal.NewSecret(goodPassword)})
	if err != nil || !one.Waits {
		t.Fatalf("%+v %v", one, err)
	}
	if _, err := b.signIn("shadow", goodPassword); err == nil {
		t.Error("a waiting account signed in")
	}
	if err := b.Enable(ctx, admin, one.ID); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the administrator enabled it alone: %v", err)
	}
	if w, err := b.Watch(ctx, security); err != nil || len(w.Waiting) != 1 {
		t.Errorf("%+v %v", w, err)
	}
	if err := b.Enable(ctx, security, one.ID); err != nil {
		t.Fatal(err)
	}
	in, _ := b.complete("shadow")
	for name, get := range map[string]func() (bool, error){
		"password": func() (bool, error) { i, err := b.Passwd(ctx, admin, one.ID, seal.Secret{}); return i.Waits, err },
		"code":     func() (bool, error) { return b.ResetTOTP(ctx, admin, one.ID) },
	} {
		if waits, err := get(); err != nil || !waits {
			t.Errorf("%s: a key the administrator reset opens at once: %v", name, err)
		}
	}
	if _, err := b.Check(ctx, in); !fault.Is(err, fault.Unauthenticated) {
		t.Error(err)
	}
	if err := b.Disable(ctx, security, one.ID); err != nil {
		t.Errorf("refusing a waiting account: %v", err)
	}
	if got, err := b.One(ctx, security, one.ID); err != nil || got.State != StateDisabled {
		t.Errorf("%+v %v", got, err)
	}
	if err := b.Disable(ctx, actor.Actor{Kind: actor.Staff, StaffID: one.ID, Role: actor.RoleSecurityAdmin}, one.ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("an own account: %v", err)
	}
}

func TestDraftsThatAreRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	if err := b.db.Create([]model.Division{
		{Code: "450923101000", Name: "演示镇", Level: "town", ParentCode: "450923000000"},
		{Code: "450923101201", Name: "演示村", Level: "village", ParentCode: "450923101000"},
	}).Error; err != nil {
		t.Fatal(err)
	}
	b.add("taken", actor.RoleHead)
	good := Draft{Login: "new.cadre", Name: "演示员", Role: actor.RoleVillageCadre, Division: "450923101201"}
	for name, v := range map[string]struct {
		field string
		bend  func(*Draft)
	}{
		"taken login":            {"login", func(d *Draft) { d.Login = "TAKEN" }},
		"login with space":       {"login", func(d *Draft) { d.Login = "a b c" }},
		"login in Chinese":       {"login", func(d *Draft) { d.Login = "张三" }},
		"no name":                {"name", func(d *Draft) { d.Name = " " }},
		"invented role":          {"role", func(d *Draft) { d.Role = "root" }},
		"cadre of nowhere":       {"division", func(d *Draft) { d.Division = "" }},
		"unknown division":       {"division", func(d *Draft) { d.Division = "999999999999" }},
		"inspector of a village": {"division", func(d *Draft) { d.Role = actor.RoleTownInspector }},
		"officer of no bureau":   {"bureau", func(d *Draft) { d.Role, d.Division = actor.RoleBureauOfficer, "" }},
		"weak password":          {"password", func(d *Draft) { d.Password = seal.NewSecret("123456") }},
	} {
		d := good
		v.bend(&d)
		if _, err := b.Add(t.Context(), cli, d); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[v.field] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	one, err := b.Add(t.Context(), admin, good)
	if err != nil || one.Waits || len(one.Password.Reveal()) != 23 {
		t.Errorf("%+v %v", one, err)
	}
	list, err := b.List(t.Context(), admin, Filter{Q: "CADRE", Page: page.Request{}})
	if err != nil || list.Total != 1 || list.Items[0].Unit != "演示村" {
		t.Errorf("%+v %v", list, err)
	}
	for _, role := range actor.Roles {
		by := actor.Actor{Kind: actor.Staff, StaffID: 1, Role: role}
		_, err := b.List(t.Context(), by, Filter{})
		may := role == actor.RoleAdministrator || role == actor.RoleSecurityAdmin
		if may != (err == nil) {
			t.Errorf("%s lists accounts: %v", role, err)
		}
		if _, err := b.Add(t.Context(), by, good); role != actor.RoleAdministrator && !fault.Is(err, fault.NotFound) {
			t.Errorf("%s adds an account: %v", role, err)
		}
	}
}

func TestCheckPassword(t *testing.T) {
	t.Parallel()
	for password, fine := range map[string]bool{
		"correct horse battery": true, "Correct-42x": true, "我们村的桥修好了真好走呀": true,
		"": false, "short": false, "onlylower12": false, "123456789012": false, "Admin@123456!": false, "aaaaaaaaaaaaaaa": false,
		"my.login-is-inside": false, "with\x00control-char": false, "\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8\xf7\xf6\xf5\xf4": false,
	} {
		if got := CheckPassword("login", seal.NewSecret(password)); (got == "") != fine {
			t.Errorf("%q: %q", password, got)
		}
	}
	if got := CheckPassword("", seal.NewSecret(strings.Repeat("长", maxPassword+1))); got == "" {
		t.Error("too long")
	}
	for range 20 {
		if p := initialPassword(); CheckPassword("someone", p) != "" {
			t.Errorf("an issued password breaks the rules: %s", CheckPassword("someone", p))
		}
	}
}

func TestNothingSecretIsPrinted(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	one := b.add("wu.demo", actor.RoleHead)
	if text := fmt.Sprintf("%v %+v %#v", one, one, one); strings.Contains(text, goodPassword) {
		t.Error(text)
	}
	rows, err := gorm.G[model.AuditEntry](b.db).Find(t.Context())
	if err != nil || len(rows) != 1 || strings.Contains(rows[0].Detail, goodPassword) {
		t.Errorf("%v %v", rows, err)
	}
}
