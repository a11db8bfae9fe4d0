package lookup_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/fault"
	"yangguang/service/lookup"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

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
