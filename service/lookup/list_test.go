package lookup_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/lookup"
	"yangguang/service/store/dbtest/registers"
)

func (w *world) list(page int) (lookup.List, error) {
	return w.VillageList(w.t.Context(), actor.Actor{Kind: actor.Guest}, lookup.ListQuery{Village: registers.Silian, Item: "DB", Period: "20260301-20260331", Page: page})
}

func TestVillageListShowsWhatTheWallShows(t *testing.T) {
	w := newWorld(t)
	kid, a, b, c := w.Person("小示例", minor), w.Person("甲示例", numberA), w.Person("乙示例", numberB), w.Person("乙示例", numberC)
	w.Resident(a, "H1", registers.Silian, "")
	for _, p := range []int64{kid, a, b, c} {
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
