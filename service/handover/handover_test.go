package handover_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/handover"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/keypair"
	"yangguang/service/store/dbtest"
)

var (
	guard   = actor.Actor{Kind: actor.Staff, StaffID: 11, Role: actor.RoleSecurityAdmin, Name: "安全员甲"}
	auditor = actor.Actor{Kind: actor.Staff, StaffID: 12, Role: actor.RoleAuditor, Name: "审计员甲"}
)

// bench is the service on a database with its two accounts, at a moment that
// the test moves.
type bench struct {
	*handover.Service
	t   *testing.T
	ctx context.Context
	db  *gorm.DB
	now time.Time
}

func newBench(t *testing.T) *bench {
	t.Helper()
	// 01:30 of the next day where the county is.
	b := &bench{t: t, ctx: t.Context(), db: dbtest.New(t), now: time.Date(2026, 3, 1, 17, 30, 0, 0, time.UTC)}
	b.Service = handover.New(b.db, func() time.Time { return b.now })
	for _, who := range []actor.Actor{guard, auditor} {
		b.ok(b.db.Create(&model.Staff{ID: who.StaffID, Login: who.Name, Name: who.Name, Role: string(who.Role), CreatedAt: b.now}).Error)
	}
	return b
}

func (b *bench) ok(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err, fault.Of(err).Fields)
	}
}

// pair is a fresh key as an office sends it, and the private half.
func pair(t *testing.T) (public, mark, private string) {
	t.Helper()
	key, err := keypair.Generate()
	if err != nil {
		t.Fatal(err)
	}
	public, err = keypair.PublicPEM(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	m, err := keypair.MarkOf(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := keypair.PrivatePEM(key)
	if err != nil {
		t.Fatal(err)
	}
	return public, m.String(), string(secret)
}

// draft is a key that passes.
func draft(t *testing.T, office string) handover.Draft {
	t.Helper()
	public, mark, _ := pair(t)
	return handover.Draft{Office: office, PublicKey: public, Fingerprint: mark, ValidFrom: "2026-03-02"}
}

func TestAKeyIsEnteredOnceItsFingerprintWasHeard(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	good := draft(t, "市纪委监委")
	_, otherMark, private := pair(t)
	for name, c := range map[string]struct {
		change func(d *handover.Draft)
		wrong  string
	}{
		"no office":                {func(d *handover.Draft) { d.Office = " 市 " }, "office"},
		"too long an office":       {func(d *handover.Draft) { d.Office = strings.Repeat("市", 61) }, "office"},
		"no day":                   {func(d *handover.Draft) { d.ValidFrom = "" }, "from"},
		"no such day":              {func(d *handover.Draft) { d.ValidFrom = "2026-02-30" }, "from"},
		"no key":                   {func(d *handover.Draft) { d.PublicKey = "市纪委监委的公钥" }, "key"},
		"a private key":            {func(d *handover.Draft) { d.PublicKey = private }, "key"},
		"no fingerprint":           {func(d *handover.Draft) { d.Fingerprint = "" }, "fingerprint"},
		"another key's":            {func(d *handover.Draft) { d.Fingerprint = otherMark }, "fingerprint"},
		"a fingerprint cut short":  {func(d *handover.Draft) { d.Fingerprint = d.Fingerprint[:14] }, "fingerprint"},
		"a fingerprint and a word": {func(d *handover.Draft) { d.Fingerprint += "好" }, "fingerprint"},
	} {
		d := good
		c.change(&d)
		err := b.Add(b.ctx, guard, d)
		if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[c.wrong] == "" || len(fault.Of(err).Fields) != 1 {
			t.Errorf("%s: %v %v", name, err, fault.Of(err).Fields)
		}
		if strings.Contains(fmt.Sprint(err, fault.Of(err).Fields), "PRIVATE") {
			t.Errorf("%s: the refusal repeats a private key", name)
		}
	}
	if all, err := b.List(b.ctx, guard); err != nil || len(all) != 0 {
		t.Errorf("refused, and %d keys are there: %v", len(all), err)
	}
	// As it is heard by telephone: in small letters, with other gaps.
	heard := good
	heard.Fingerprint = " " + strings.ToLower(strings.ReplaceAll(good.Fingerprint, " ", "-")) + " "
	b.ok(b.Add(b.ctx, guard, heard))
	if err := b.Add(b.ctx, guard, good); fault.Of(err).Fields["key"] == "" {
		t.Errorf("the same key twice: %v", err)
	}
	all, err := b.List(b.ctx, auditor)
	if err != nil || len(all) != 1 {
		t.Fatalf("%d keys, %v", len(all), err)
	}
	k := all[0]
	if k.Office != "市纪委监委" || k.Fingerprint != good.Fingerprint || k.ValidFrom.String() != "2026-03-02" || k.Added != guard.Name || !k.AddedAt.Equal(b.now) || k.RetiredAt != nil {
		t.Errorf("%+v", k)
	}
	entry, err := gorm.G[model.AuditEntry](b.db).Where("action = ?", "handover.key.add").Take(b.ctx)
	if err != nil || entry.Object != fmt.Sprint("handover_key:", k.ID) || !strings.Contains(entry.Detail, good.Fingerprint) {
		t.Errorf("%+v %v", entry, err)
	}
}

// TestWhoKeepsTheKeys: the security administrator enters and retires, the
// auditor looks, to everybody else there are none.
func TestWhoKeepsTheKeys(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.ok(b.Add(b.ctx, guard, draft(t, "市纪委监委")))
	all, err := b.List(b.ctx, guard)
	b.ok(err)
	people := []actor.Actor{{Kind: actor.Guest}, {Kind: actor.Villager, PersonID: 1}, auditor}
	for _, role := range actor.Roles {
		if role != actor.RoleSecurityAdmin && role != actor.RoleAuditor {
			people = append(people, actor.Actor{Kind: actor.Staff, StaffID: 20, Role: role})
		}
	}
	another := draft(t, "自治区纪委监委")
	for _, by := range people {
		if _, err := b.List(b.ctx, by); !fault.Is(err, fault.NotFound) && by.Role != actor.RoleAuditor {
			t.Errorf("%s %s lists: %v", by.Kind, by.Role, err)
		}
		if err := b.Add(b.ctx, by, another); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s %s enters: %v", by.Kind, by.Role, err)
		}
		if err := b.Retire(b.ctx, by, all[0].ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s %s retires: %v", by.Kind, by.Role, err)
		}
	}
}

// TestRecipientsOfADay: a key counts from its day on, as days are counted here,
// until it is retired; the name behind it stays readable.
func TestRecipientsOfADay(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, k := range []struct{ office, from string }{{"市纪委监委", "2026-03-02"}, {"县纪委书记", "2026-03-03"}, {"市纪委监委", "2026-03-01"}} {
		d := draft(t, k.office)
		d.ValidFrom = k.from
		b.ok(b.Add(b.ctx, guard, d))
	}
	keys, err := b.List(b.ctx, guard) // newest first
	b.ok(err)
	offices := func() string {
		t.Helper()
		all, err := b.Recipients(b.ctx)
		b.ok(err)
		var out []string
		for _, r := range all {
			if _, err := keypair.ParsePublic(r.PublicKey); err != nil || r.Fingerprint == "" {
				t.Errorf("%+v: %v", r, err)
			}
			out = append(out, fmt.Sprint(r.Office, r.ID-keys[2].ID))
		}
		return strings.Join(out, " ")
	}
	for _, c := range []struct {
		what string
		do   func()
		want string
	}{
		{"today", func() {}, "市纪委监委2 市纪委监委0"},
		{"before midnight here", func() { b.now = b.now.Add(22 * time.Hour) }, "市纪委监委2 市纪委监委0"},
		{"tomorrow", func() { b.now = b.now.Add(time.Hour) }, "县纪委书记1 市纪委监委2 市纪委监委0"},
		{"one retired", func() { b.ok(b.Retire(b.ctx, guard, keys[0].ID)) }, "县纪委书记1 市纪委监委0"},
	} {
		c.do()
		if got := offices(); got != c.want {
			t.Errorf("%s: %s, want %s", c.what, got, c.want)
		}
	}
	for name, id := range map[string]int64{"retired already": keys[0].ID, "no key": keys[0].ID + 7} {
		if err := b.Retire(b.ctx, guard, id); !fault.Is(err, fault.Conflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for id, want := range map[int64]string{keys[0].ID: "市纪委监委", keys[1].ID: "县纪委书记", keys[0].ID + 7: "", 0: ""} {
		if got, err := b.Office(b.ctx, id); err != nil || got != want {
			t.Errorf("%d is %q, %v", id, got, err)
		}
	}
	all, err := b.List(b.ctx, auditor)
	if err != nil || len(all) != 3 || all[0].RetiredAt == nil || !all[0].RetiredAt.Equal(b.now) || all[1].RetiredAt != nil {
		t.Errorf("%+v %v", all, err)
	}
	if n, err := audit.Verify(b.ctx, b.db); err != nil || n != 4 {
		t.Errorf("%d entries in the chain, %v", n, err)
	}
}

func TestAFailureIsNotAnEmptyList(t *testing.T) {
	t.Parallel()
	s := handover.New(dbtest.Broken(t), time.Now)
	if _, err := s.List(t.Context(), guard); err == nil {
		t.Error("a broken list is an empty one")
	}
	if _, err := s.Recipients(t.Context()); err == nil {
		t.Error("broken recipients are none")
	}
	if _, err := s.Office(t.Context(), 1); err == nil {
		t.Error("a broken office has no name")
	}
	if err := s.Add(t.Context(), guard, draft(t, "市纪委监委")); err == nil || fault.Is(err, fault.Invalid) {
		t.Errorf("a broken database blames who enters: %v", err)
	}
	if err := s.Retire(t.Context(), guard, 1); err == nil || fault.Is(err, fault.Conflict) {
		t.Errorf("a broken database blames who retires: %v", err)
	}
}
