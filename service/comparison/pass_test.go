package comparison

import (
	"reflect"
	"testing"

	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/rule"
)

// What the pass shares out is what one goroutine finds, in the same order each
// time, and parts make up the whole whatever their size.
func TestPassSharesOutTheWhole(t *testing.T) {
	s := synthetic(5000)
	for i := range s.Payouts { // something to find: shared accounts, amounts that do not fit
		if i%50 == 0 {
			s.Payouts[i].AmountFen += 5000
		}
		s.Payouts[i].Account = s.Payouts[i].Person / 4
	}
	s.Finish()
	c, err := bind(rule.Models(), map[string]string{"S25.distinct_ids": "2"})
	if err != nil {
		t.Fatal(err)
	}
	var alone []Result
	rule.People(s, c.bound, 0, dossier.P(len(s.People)), func(m int, h rule.Hit) { alone = append(alone, Result{Model: m, Hit: h}) })
	for i, b := range c.bound {
		var whole, parts []rule.Hit
		rule.Others(s, b, func(h rule.Hit) { whole = append(whole, h) })
		for _, part := range rule.Parts(s, b, 7) {
			part(func(h rule.Hit) { parts = append(parts, h) })
		}
		if b.Check.County == nil && !reflect.DeepEqual(whole, parts) {
			t.Errorf("%s: %d hits in parts, %d of the whole", b.Model.Key, len(parts), len(whole))
		}
		for _, h := range whole {
			alone = append(alone, Result{Model: i, Hit: h})
		}
	}
	want := combine(s, alone)
	if len(want) < 50 {
		t.Fatalf("only %d hits", len(want))
	}
	for range 3 {
		found, err := pass(t.Context(), s, c.bound, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := combine(s, found); !reflect.DeepEqual(got, want) {
			t.Errorf("%d hits, want %d", len(got), len(want))
		}
	}
}
