package lookup_test

import (
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/lookup"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

type world struct {
	*lookup.Service
	*registers.Registers
	t    *testing.T
	db   *gorm.DB
	now  time.Time
	item int64
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: dbtest.New(t), now: time.Date(2026, 6, 1, 2, 0, 0, 0, time.UTC)}
	w.Registers = registers.New(t, w.db, w.now)
	w.item = w.Item("DB", "农村低保")
	w.Service = w.on(w.db)
	return w
}

func (w *world) on(db *gorm.DB) *lookup.Service {
	return lookup.New(lookup.Options{DB: db, People: w.People, Now: func() time.Time { return w.now }})
}

// bound makes a WeChat account that belongs to a person.
func (w *world) bound(person int64) actor.Actor {
	w.t.Helper()
	b := model.Binding{WechatUserID: 1000 + person, PersonID: person, Method: "account_tail", BoundAt: w.now}
	if err := w.db.Create(&b).Error; err != nil {
		w.t.Fatal(err)
	}
	return actor.Actor{Kind: actor.Villager, WechatUserID: b.WechatUserID, PersonID: person}
}

func (w *world) grant(holder, person int64, expires *time.Time) int64 {
	w.t.Helper()
	g := model.RelativeGrant{HolderID: holder, PersonID: person, Relation: "子女", GrantedKind: "code", GrantedAt: w.now, ExpiresOn: expires}
	if err := w.db.Create(&g).Error; err != nil {
		w.t.Fatal(err)
	}
	return g.ID
}

func wants(t *testing.T, err error, k fault.Kind) {
	t.Helper()
	if !fault.Is(err, k) {
		t.Fatalf("got %v, want a failure of kind %q", err, k)
	}
}

var (
	numberA = registers.Number("45092319800101001")
	numberB = registers.Number("45092319820202002")
	numberC = registers.Number("45092319900307009")
	minor   = registers.Number("45092320150307009")
)

func TestOwnPayoutsByYearAndItem(t *testing.T) {
	w := newWorld(t)
	a, b := w.Person("甲示例", numberA), w.Person("乙示例", numberB)
	other := w.Item("GL", "高龄津贴")
	w.AddPolicy(model.Policy{Title: "农村低保政策", ItemCode: "DB", Eligibility: "家里人均收入低于标准的农村家庭。详见正文", Category: "民政"})
	w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2024-12", PaidOn: "2025-01-10", Fen: 100})
	w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2026-01", Fen: 35000})
	w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2026-02", Fen: 35000})
	w.Pay(registers.Payout{Person: a, Item: other, Month: "2026-02", Fen: 8000, Tail: "9999"})
	w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2026-03", Fen: 35000, Result: "退票"})
	w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2026-04", Fen: 1, Batch: w.NewBatch(model.BatchLoading)})
	w.Pay(registers.Payout{Person: b, Item: w.item, Month: "2026-01", Fen: 777})
	by := w.bound(a)
	m, err := w.Payouts(t.Context(), by, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	if m.Year != 2026 || m.Amount != 78000 || m.Count != 3 || m.Returned != 35000 || len(m.Items) != 2 || m.Whose != lookup.Self {
		t.Errorf("%+v", m)
	}
	if len(m.Years) != 2 || m.Years[0] != (lookup.YearTotal{Year: 2026, Amount: 78000}) || m.Years[1] != (lookup.YearTotal{Year: 2025, Amount: 100}) {
		t.Errorf("years %+v", m.Years)
	}
	it := m.Items[0]
	if it.Name != "农村低保" || it.Amount != 70000 || it.Purpose != "家里人均收入低于标准的农村家庭" || it.PolicyID == 0 || len(it.Payouts) != 3 {
		t.Errorf("item %+v", it)
	}
	first := it.Payouts[0] // the latest
	if !first.Returned || first.Repaid || first.Start != period.Date(2026, 3, 1) || first.End != period.Date(2026, 3, 31) || first.PaidOn != period.Date(2026, 3, 10) || first.Tail != "0128" {
		t.Errorf("payout %+v", first)
	}
	m, err = w.Payouts(t.Context(), by, lookup.Self, 2025)
	if err != nil || m.Amount != 100 || len(m.Items) != 1 {
		t.Errorf("2025: %+v %v", m, err)
	}
	if m, err = w.Payouts(t.Context(), by, lookup.Self, 1999); err != nil || len(m.Items) != 0 || len(m.Years) != 2 {
		t.Errorf("1999: %+v %v", m, err)
	}
}

func TestAReturnedPaymentThatWasPaidAgain(t *testing.T) {
	w := newWorld(t)
	a := w.Person("甲示例", numberA)
	w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2026-01", Fen: 35000, Result: "退票"})
	again := w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2026-01", PaidOn: "2026-02-20", Fen: 35000})
	if err := w.db.Exec("UPDATE payouts SET repay_of = 'P2026-01', batch_no = 'P2026-02' WHERE id = ?", again).Error; err != nil {
		t.Fatal(err)
	}
	m, err := w.Payouts(t.Context(), w.bound(a), "", 0)
	if err != nil || m.Returned != 0 || m.Amount != 35000 || m.Count != 1 {
		t.Fatalf("%+v %v", m, err)
	}
	if p := m.Items[0].Payouts; !p[0].Repays || !p[1].Repaid {
		t.Errorf("%+v", p)
	}
}

func TestPayoutsNeedALiveBinding(t *testing.T) {
	w := newWorld(t)
	a, b := w.Person("甲示例", numberA), w.Person("乙示例", numberB)
	w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2026-01", Fen: 100})
	by := w.bound(a)
	stolen := actor.Actor{Kind: actor.Villager, WechatUserID: by.WechatUserID, PersonID: b}
	ended := w.bound(b)
	if err := w.db.Exec("UPDATE bindings SET active_mark = id WHERE person_id = ?", b).Error; err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		by   actor.Actor
		want fault.Kind
	}{
		"nobody":               {actor.Actor{}, fault.Unauthenticated},
		"guest":                {actor.Actor{Kind: actor.Guest}, fault.Unauthenticated},
		"not bound":            {actor.Actor{Kind: actor.Villager, WechatUserID: 5}, fault.Unauthenticated},
		"snapshot":             {actor.Actor{Kind: actor.Villager, Snapshot: true}, fault.Forbidden},
		"staff":                {actor.Actor{Kind: actor.Staff, Role: actor.RoleAdministrator, PersonID: a}, fault.Unauthenticated},
		"another's person":     {stolen, fault.Unauthenticated},
		"a binding that ended": {ended, fault.Unauthenticated},
	} {
		t.Run(name, func(t *testing.T) {
			for _, whose := range []string{lookup.Self, lookup.Household} {
				_, err := w.Payouts(t.Context(), c.by, whose, 0)
				wants(t, err, c.want)
			}
			_, err := w.PayoutForComplaint(t.Context(), c.by, "1")
			wants(t, err, c.want)
		})
	}
}

func TestHouseholdIsTheRegisters(t *testing.T) {
	w := newWorld(t)
	a, b, c := w.Person("甲示例", numberA), w.Person("乙示例", numberB), w.Person("丙示例", numberC)
	w.Resident(a, "H1", registers.Silian, "")
	w.Resident(b, "H1", registers.Silian, "")
	w.Resident(c, "H1", registers.LiSantan, "") // same number, another village
	for _, p := range []int64{a, b, c} {
		w.Pay(registers.Payout{Person: p, Item: w.item, Month: "2026-01", Fen: 100})
	}
	by := w.bound(a)
	m, err := w.Payouts(t.Context(), by, lookup.Household, 0)
	if err != nil || m.Amount != 200 || m.Items[0].Payouts[0].Who == "" {
		t.Fatalf("%+v %v", m, err)
	}
	if m, err = w.Payouts(t.Context(), w.bound(c), lookup.Household, 0); err != nil || m.Amount != 100 {
		t.Errorf("the other village's: %+v %v", m, err)
	}
	if err := w.db.Exec("UPDATE residents SET closed_by = 9 WHERE person_id = ?", b).Error; err != nil {
		t.Fatal(err)
	}
	if m, err = w.Payouts(t.Context(), by, lookup.Household, 0); err != nil || m.Amount != 100 {
		t.Errorf("after one moved out: %+v %v", m, err)
	}
	if err := w.db.Exec("UPDATE residents SET household_no = ''").Error; err != nil {
		t.Fatal(err)
	}
	if m, err = w.Payouts(t.Context(), by, lookup.Household, 0); err != nil || m.Amount != 100 {
		t.Errorf("without a household: %+v %v", m, err)
	}
}

func TestRelativesPayoutsNeedAGrant(t *testing.T) {
	w := newWorld(t)
	a, b, c := w.Person("甲示例", numberA), w.Person("乙示例", numberB), w.Person("丙示例", numberC)
	w.Pay(registers.Payout{Person: b, Item: w.item, Month: "2026-01", Fen: 100})
	by := w.bound(a)
	past := time.Date(2026, 5, 31, 0, 0, 0, 0, time.UTC)
	today := past.AddDate(0, 0, 1)
	own, expired, others := w.grant(a, b, &today), w.grant(a, c, &past), w.grant(c, b, nil)
	m, err := w.Payouts(t.Context(), by, lookup.RelativeOf(own), 0)
	if err != nil || m.Amount != 100 || m.Relative != "乙**" {
		t.Fatalf("%+v %v", m, err)
	}
	for name, whose := range map[string]string{
		"expired": lookup.RelativeOf(expired), "somebody else's": lookup.RelativeOf(others), "none": "r999", "no number": "r", "words": "r1 OR 1=1", "unknown": "everybody",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.Payouts(t.Context(), by, whose, 0)
			wants(t, err, fault.NotFound)
		})
	}
}

func TestPayoutForComplaintIsForItsOwner(t *testing.T) {
	w := newWorld(t)
	a, b, c := w.Person("甲示例", numberA), w.Person("乙示例", numberB), w.Person("丙示例", numberC)
	w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2026-01", Fen: 100})
	ownerA, relative, stranger := w.bound(a), w.bound(b), w.bound(c)
	w.grant(b, a, nil)
	m, err := w.Payouts(t.Context(), ownerA, "", 0)
	if err != nil {
		t.Fatal(err)
	}
	key := m.Items[0].Payouts[0].Key
	p, err := w.PayoutForComplaint(t.Context(), ownerA, key)
	if err != nil || p.Amount != 100 || p.Item != "农村低保" || p.Who != "" {
		t.Errorf("%+v %v", p, err)
	}
	if p, err = w.PayoutForComplaint(t.Context(), relative, key); err != nil || p.Who != "甲**" {
		t.Errorf("%+v %v", p, err)
	}
	for _, k := range []string{key, "", "zzzzzzzzzzzzzzzz", "-1", "' OR 1"} {
		_, err := w.PayoutForComplaint(t.Context(), stranger, k)
		wants(t, err, fault.NotFound)
	}
}

func TestStatementsOfThePayoutsPage(t *testing.T) {
	w := newWorld(t)
	a, b := w.Person("甲示例", numberA), w.Person("乙示例", numberB)
	w.Resident(a, "H1", registers.Silian, "")
	for _, m := range []string{"2026-01", "2026-02", "2026-03"} {
		w.Pay(registers.Payout{Person: a, Item: w.item, Month: m, Fen: 100})
		w.Pay(registers.Payout{Person: b, Item: w.item, Month: m, Fen: 100})
	}
	by := w.bound(a)
	whose := lookup.RelativeOf(w.grant(a, b, nil))
	for _, c := range []struct {
		whose string
		most  int
	}{{lookup.Self, 1}, {lookup.Household, 2}, {whose, 2}} {
		dbtest.AtMost(t, w.db, c.most+3, func(db *gorm.DB) { // three fill the memory of items, once a minute
			s := w.on(db)
			if _, err := s.Payouts(t.Context(), by, c.whose, 0); err != nil {
				t.Fatal(err)
			}
		})
	}
}

func TestLookUpsAreCounted(t *testing.T) {
	w := newWorld(t)
	w.Count(lookup.CountProjects, registers.Silian)
	w.Count(lookup.CountProjects, registers.Silian)
	broken := w.on(dbtest.Broken(t))
	broken.Count(lookup.CountProjects, "")
	if err := broken.Flush(t.Context()); err == nil {
		t.Error("counts were lost without a word")
	}
	for range 2 {
		if err := w.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	w.Count(lookup.CountProjects, registers.Silian)
	if err := w.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	rows, err := gorm.G[model.LookupDaily](w.db).Find(t.Context())
	if err != nil || len(rows) != 1 || rows[0].Count != 3 || rows[0].VillageCode != registers.Silian {
		t.Errorf("%+v %v", rows, err)
	}
}

func TestABrokenDatabaseIsAFailure(t *testing.T) {
	w := newWorld(t)
	s := w.on(dbtest.Broken(t))
	by := actor.Actor{Kind: actor.Villager, WechatUserID: 1, PersonID: 1}
	_, payouts := s.Payouts(t.Context(), by, "", 0)
	_, household := s.Payouts(t.Context(), by, lookup.Household, 0)
	_, divisions := s.Divisions(t.Context())
	_, list := s.VillageList(t.Context(), by, lookup.ListQuery{Village: registers.Silian})
	_, policies := s.Policies(t.Context(), lookup.PolicyQuery{})
	_, policy := s.Policy(t.Context(), 1)
	for name, err := range map[string]error{"payouts": payouts, "household": household, "divisions": divisions, "list": list, "policies": policies, "policy": policy} {
		if !fault.Is(err, fault.Internal) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
