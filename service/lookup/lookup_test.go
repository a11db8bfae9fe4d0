package lookup_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
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

func (w *world) list(page int) (lookup.List, error) {
	return w.VillageList(w.t.Context(), actor.Actor{Kind: actor.Guest}, lookup.ListQuery{Village: registers.Silian, Item: "DB", Period: "20260301-20260331", Page: page})
}

func TestVillageListShowsWhatTheWallShows(t *testing.T) {
	w := newWorld(t)
	a, b, c, kid := w.Person("甲示例", numberA), w.Person("乙示例", numberB), w.Person("乙示例", numberC), w.Person("小示例", minor)
	w.Resident(a, "H1", registers.Silian, "")
	for _, p := range []int64{a, b, c, kid} {
		w.Pay(registers.Payout{Person: p, Item: w.item, Month: "2026-03", Fen: 23000})
	}
	w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2026-03", Fen: 5, Result: "退票"})
	w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2026-03", Fen: 5, Village: registers.LiSantan})
	w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2026-03", Fen: 5, Batch: w.NewBatch(model.BatchWithdrawn)})
	items, err := w.ListItems(t.Context(), registers.Silian)
	if err != nil || len(items) != 1 || len(items[0].Periods) != 1 || items[0].Periods[0].Key != "20260301-20260331" {
		t.Fatalf("%+v %v", items, err)
	}
	l, err := w.list(1)
	if err != nil {
		t.Fatal(err)
	}
	want := []lookup.ListRow{
		{Group: "3组", Name: "甲示例", Amount: 23000},
		{Name: "乙示例", ID: "450923********" + numberB[14:], Amount: 23000},
		{Name: "乙示例", ID: "450923********" + numberC[14:], Amount: 23000},
		{Name: "小**", Amount: 23000},
	}
	if len(l.Rows.Items) != len(want) {
		t.Fatalf("%+v", l.Rows)
	}
	for i, r := range l.Rows.Items {
		if r != want[i] {
			t.Errorf("row %d: %+v, want %+v", i, r, want[i])
		}
	}
	if l.Total != 4 || l.Amount != 92000 || l.Village.Short != "四联村" || l.Town.Name != "江宁镇" || l.Expires != period.Date(2027, 3, 10) {
		t.Errorf("%+v", l)
	}
	if _, err := w.list(1); err != nil {
		t.Fatal(err)
	}
	entries, err := gorm.G[model.AuditEntry](w.db).Where("action = ?", "person.unseal").Find(t.Context())
	if err != nil || len(entries) != 1 || !strings.Contains(entries[0].Detail, "公示名单同名区分") || strings.Contains(entries[0].Detail, numberB) {
		t.Errorf("%d entries for two views: %+v %v", len(entries), entries, err)
	}
	if _, err := audit.Verify(t.Context(), w.db); err != nil {
		t.Error(err)
	}
}

func TestVillageListIsCutAndEnds(t *testing.T) {
	w := newWorld(t)
	w.Service = lookup.New(lookup.Options{DB: w.db, People: w.People, Now: func() time.Time { return w.now },
		Number: func(_ context.Context, name string, standard int) (int, error) {
			if name == lookup.ParamListPages {
				return 2, nil
			}
			return standard, nil
		}})
	for i := range 45 {
		p := w.Person("示例"+string(rune('一'+i)), registers.Number("450923198001010"+string(rune('0'+i/10))+string(rune('0'+i%10))))
		w.Pay(registers.Payout{Person: p, Item: w.item, Month: "2026-03", Fen: 100})
	}
	for page, want := range map[int]int{1: 20, 2: 20} {
		l, err := w.list(page)
		if err != nil || len(l.Rows.Items) != want || !l.Cut || l.Rows.Pages() != 2 || l.Total != 45 {
			t.Errorf("page %d: %d rows of %d, %v", page, len(l.Rows.Items), l.Total, err)
		}
	}
	_, err := w.list(3)
	wants(t, err, fault.NotFound)
	w.now = time.Date(2027, 3, 12, 2, 0, 0, 0, time.UTC)
	_, err = w.list(1)
	wants(t, err, fault.NotFound)
	if items, err := w.ListItems(t.Context(), registers.Silian); err != nil || len(items) != 0 {
		t.Errorf("%+v %v", items, err)
	}
}

func TestVillageListRefuses(t *testing.T) {
	w := newWorld(t)
	for name, q := range map[string]lookup.ListQuery{
		"a town":         {Village: registers.Jiangning, Item: "DB", Period: "20260301-20260331"},
		"no village":     {Item: "DB", Period: "20260301-20260331"},
		"injection":      {Village: "' OR 1=1 --", Item: "DB", Period: "20260301-20260331"},
		"unknown item":   {Village: registers.Silian, Item: "%", Period: "20260301-20260331"},
		"no period":      {Village: registers.Silian, Item: "DB"},
		"hostile period": {Village: registers.Silian, Item: "DB", Period: "2026-01-01' --"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.VillageList(t.Context(), actor.Actor{Kind: actor.Guest}, q)
			wants(t, err, fault.NotFound)
		})
	}
}

func TestProtected(t *testing.T) {
	day := func(y int, m time.Month, d int) *time.Time {
		v := time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
		return &v
	}
	on := period.Date(2026, 6, 1)
	for name, c := range map[string]struct {
		item  string
		birth *time.Time
		want  bool
	}{
		"an adult on 低保":        {"农村低保", day(1980, 1, 1), false},
		"the 18th birthday":     {"农村低保", day(2008, 6, 1), false},
		"the day before":        {"农村低保", day(2008, 6, 2), true},
		"age unknown":           {"农村低保", nil, true},
		"an orphan grown up":    {"孤儿基本生活费", day(1980, 1, 1), true},
		"disability":            {"重度残疾人护理补贴", day(1980, 1, 1), true},
		"hardship":              {"临时救助", day(1980, 1, 1), true},
		"family planning":       {"计划生育家庭奖励扶助", day(1980, 1, 1), true},
		"land, a matter of all": {"耕地地力保护补贴", day(1980, 1, 1), false},
	} {
		if got := lookup.Protected(c.item, c.birth, on); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestPolicies(t *testing.T) {
	w := newWorld(t)
	yesterday := w.now.AddDate(0, 0, -1)
	low := w.AddPolicy(model.Policy{Title: "农村最低生活保障", ItemCode: "DB", Category: "社会救助", Eligibility: "人均收入低于标准", Phone: "12345"})
	w.AddPolicy(model.Policy{Title: "农村危房改造补助", Category: "住房", Body: "100%按实际_面积"})
	old := w.AddPolicy(model.Policy{Title: "旧的低保办法", ItemCode: "DB", Category: "社会救助", EffectiveTo: &yesterday})
	w.AddPolicy(model.Policy{Title: "将来的办法", EffectiveFrom: w.now.AddDate(0, 1, 0)})
	for name, c := range map[string]struct {
		q    lookup.PolicyQuery
		want []string
	}{
		"all in force":       {lookup.PolicyQuery{}, []string{"农村危房改造补助", "农村最低生活保障"}},
		"a villager's word":  {lookup.PolicyQuery{Words: "低保"}, []string{"农村最低生活保障"}},
		"another":            {lookup.PolicyQuery{Words: "修房"}, []string{"农村危房改造补助"}},
		"a whole question":   {lookup.PolicyQuery{Words: "我想修房子有没有钱"}, []string{"农村危房改造补助"}},
		"two words":          {lookup.PolicyQuery{Words: "农村，危房"}, []string{"农村危房改造补助"}},
		"one of two missing": {lookup.PolicyQuery{Words: "危房 低保"}, nil},
		"the item's name":    {lookup.PolicyQuery{Words: "农村低保"}, []string{"农村最低生活保障"}},
		"by item":            {lookup.PolicyQuery{Item: "DB"}, []string{"农村最低生活保障"}},
		"by category":        {lookup.PolicyQuery{Category: "住房"}, []string{"农村危房改造补助"}},
		"a percent sign":     {lookup.PolicyQuery{Words: "%"}, []string{"农村危房改造补助"}},
		"an underscore":      {lookup.PolicyQuery{Words: "_"}, []string{"农村危房改造补助"}},
		"the escape itself":  {lookup.PolicyQuery{Words: "!"}, nil},
		"injection":          {lookup.PolicyQuery{Words: "' OR '1'='1"}, nil},
		"very long":          {lookup.PolicyQuery{Words: strings.Repeat("低保 ", 500)}, []string{"农村最低生活保障"}},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := w.Policies(t.Context(), c.q)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, card := range p.Items {
				got = append(got, card.Title)
			}
			if !sameSet(got, c.want) || p.Total != len(c.want) {
				t.Errorf("%d: %v, want %v", p.Total, got, c.want)
			}
		})
	}
	p, err := w.Policy(t.Context(), low)
	if err != nil || p.Item != "农村低保" || p.Phone != "12345" || p.To != nil {
		t.Errorf("%+v %v", p, err)
	}
	if p, err = w.Policy(t.Context(), old); err != nil || p.To == nil {
		t.Errorf("%+v %v", p, err)
	}
	_, err = w.Policy(t.Context(), 42)
	wants(t, err, fault.NotFound)
	if c, err := w.Categories(t.Context()); err != nil || strings.Join(c, " ") != "住房 社会救助" {
		t.Errorf("%v %v", c, err)
	}
}

func sameSet(a, b []string) bool {
	in := map[string]bool{}
	for _, s := range a {
		in[s] = true
	}
	for _, s := range b {
		if !in[s] {
			return false
		}
	}
	return len(a) == len(b)
}

func TestDivisions(t *testing.T) {
	w := newWorld(t)
	tree, err := w.Divisions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(tree.Towns()) != 2 || len(tree.Villages(registers.Jiangning)) != 2 || tree.County().Name != "博白县" || tree.FullName(registers.Silian) != "江宁镇四联村" {
		t.Errorf("%+v", tree)
	}
	for name, want := range map[string][]string{
		"四联村委会":     {registers.Silian},
		"四联村":       {registers.Silian},
		" 四 联 ":     {registers.Silian},
		"江宁镇四联村":    {registers.Silian},
		"江宁四联":      {registers.Silian},
		"博白县江宁镇四联村": {registers.Silian},
		"李村":        {registers.LiJiangnig, registers.LiSantan},
		"李村村委会":     {registers.LiJiangnig, registers.LiSantan},
		"三滩镇李村":     {registers.LiSantan},
		"江宁镇":       {registers.Jiangning},
		"江宁":        {registers.Jiangning},
		"博白县":       nil,
		"":          nil,
		"村":         nil,
		"没有这个村":     nil,
	} {
		var got []string
		for _, d := range tree.Find(name) {
			got = append(got, d.Code)
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("Find(%q) = %v, want %v", name, got, want)
		}
	}
	if got := tree.Search("联", 5); len(got) != 1 || got[0].Code != registers.Silian {
		t.Errorf("Search: %v", got)
	}
	for name, want := range map[string]string{"四联村委会": "四联村", "李村村委会": "李村", "城东社区居委会": "城东社区", "城西居委会": "城西社区", "江宁镇": "江宁镇", "城南社区居民委员会": "城南社区"} {
		if got := lookup.ShortName(name); got != want {
			t.Errorf("ShortName(%s) = %s, want %s", name, got, want)
		}
	}
}

func TestDivisionsAreKeptAndReloaded(t *testing.T) {
	w := newWorld(t)
	dbtest.AtMost(t, w.db, 2, func(db *gorm.DB) {
		s := w.on(db)
		towns := func(want int) {
			t.Helper()
			tree, err := s.Divisions(t.Context())
			if err != nil || len(tree.Towns()) != want {
				t.Errorf("%d towns, want %d: %v", len(tree.Towns()), want, err)
			}
		}
		towns(2)
		if err := w.db.Exec("UPDATE divisions SET valid_to = ? WHERE code = ?", w.now.AddDate(0, 0, -1), registers.Santan).Error; err != nil {
			t.Fatal(err)
		}
		towns(2)
		w.now = w.now.Add(6 * time.Minute)
		towns(1)
	})
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if _, err := w.Divisions(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
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

// TestTheWallShowsWhatTheListShows: names and tellings on the sheet are those
// of the public list on the telephone.
func TestTheWallShowsWhatTheListShows(t *testing.T) {
	w := newWorld(t)
	other := w.Item("CJ", "残疾人护理补贴")
	a, b, c, kid := w.Person("甲示例", numberA), w.Person("乙示例", numberB), w.Person("乙示例", numberC), w.Person("小示例", minor)
	w.Resident(a, "H1", registers.Silian, "")
	for _, p := range []int64{a, b, c, kid} {
		w.Pay(registers.Payout{Person: p, Item: w.item, Month: "2026-03", Fen: 23000})
	}
	w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2026-02", Fen: 100})
	w.Pay(registers.Payout{Person: a, Item: other, Month: "2026-02", Fen: 200})
	w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2026-03", Fen: 5, Result: "退票"})
	w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2026-03", Fen: 5, Village: registers.LiSantan})
	w.Pay(registers.Payout{Person: a, Item: w.item, Month: "2026-04", Fen: 5}) // another quarter
	by := actor.Actor{Kind: actor.Staff, StaffID: 7, Role: actor.RoleVillageCadre}
	items, err := w.Wall(t.Context(), by, registers.Silian, "", period.Date(2026, 1, 1), period.Date(2026, 3, 31))
	if err != nil || len(items) != 2 {
		t.Fatalf("%+v %v", items, err)
	}
	if r := items[0].Rows; len(r) != 1 || r[0].Name != "甲**" || items[0].Amount != 200 {
		t.Errorf("a protected item: %+v", r)
	}
	l, err := w.list(1)
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]lookup.ListRow{}
	for _, r := range l.Rows.Items {
		listed[r.Name+r.ID] = r
	}
	wall := items[1]
	if len(wall.Rows) != 4 || wall.Count != 5 || wall.Amount != 92100 || len(wall.Periods) != 2 {
		t.Errorf("%+v", wall)
	}
	for _, r := range wall.Rows {
		is, ok := listed[r.Name+r.ID]
		if r.Name == "甲示例" {
			r.Amount -= 100
		}
		if !ok || is.Group != r.Group || is.Amount != r.Amount {
			t.Errorf("%+v is not in the public list", r)
		}
	}
	for _, it := range items {
		for i, r := range it.Rows {
			if strings.Contains(r.Name, "*") && r.Group != "" {
				t.Errorf("%s: %q of group %q can be told from another list", it.Name, r.Name, r.Group)
			}
			if i > 0 && strings.Contains(it.Rows[i-1].Name, "*") && !strings.Contains(r.Name, "*") {
				t.Errorf("%s: the place of %q tells the group", it.Name, it.Rows[i-1].Name)
			}
		}
	}
	one, err := w.Wall(t.Context(), by, registers.Silian, "CJ", period.Date(2026, 1, 1), period.Date(2026, 3, 31))
	if err != nil || len(one) != 1 || one[0].Code != "CJ" {
		t.Errorf("%+v %v", one, err)
	}
}
