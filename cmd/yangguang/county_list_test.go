package main

import (
	"slices"
	"testing"

	"gorm.io/gorm"

	"yangguang/cmd/yangguang/internal/county"
	"yangguang/model"
	"yangguang/service/comparison"
	"yangguang/service/importer/kind"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/period"
)

// measureList checks the county's list that is to be paid, loaded before, the
// way it is checked before the money leaves: every row that was planted has its
// reason, and no other row has one that nothing in the truth explains.
func measureList(t *testing.T, in *infra, path string, facts []county.Fact) {
	t.Helper()
	b, err := gorm.G[model.Batch](in.db).Where("kind = 'prepayouts' AND status = 'loaded'").Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	checked, err := in.newComparison(in.newParameters()).CheckList(t.Context(), b.ID)
	if err != nil {
		t.Fatal(err)
	}
	payees := listedPayees(t, path, period.Here(in.now()))
	names := func(c *county.Fact, payee string) bool {
		return c.SubjectID == payee || slices.Contains(c.SubjectAny, payee)
	}
	planted, innocents := 0, 0
	for i := range facts {
		c := &facts[i]
		switch {
		case c.In == "prepayouts":
			planted++
			if !slices.ContainsFunc(payees, func(p listedPayee) bool {
				return names(c, p.id) && p.item == c.ItemCode && slices.Contains(modelsOf(checked.Rows[p.row]), c.Model)
			}) {
				t.Errorf("missed before payment: %s %s (%s) %s", c.Model, c.SubjectID, c.Trap, c.Note)
			}
		case c.Role == "innocent" && slices.ContainsFunc(payees, func(p listedPayee) bool { return names(c, p.id) }):
			innocents++
		}
	}
	for _, p := range payees {
		for _, h := range checked.Rows[p.row] {
			if !slices.ContainsFunc(facts, func(c county.Fact) bool { return c.Role != "innocent" && c.Model == h.Model && names(&c, p.id) }) {
				t.Errorf("false alarm before payment, row %d %s: %s %s", p.row, p.id, h.Model, h.Sentence)
			}
		}
	}
	if planted == 0 || innocents == 0 {
		t.Errorf("the list has %d planted rows and %d innocent ones", planted, innocents)
	}
	t.Logf("before payment: %d rows, %d planted, %d innocents, %d rows with reasons", len(payees), planted, innocents, len(checked.Rows))
}

// listedPayee is a row of a list that is to be paid.
type listedPayee struct {
	row      int
	id, item string
}

func listedPayees(t *testing.T, path string, today period.Day) []listedPayee {
	t.Helper()
	k, ok := kind.Lookup("prepayouts")
	if !ok {
		t.Fatal("no kind prepayouts")
	}
	file, err := sheet.Open(t.Context(), path, path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var payees []listedPayee
	for rec, err := range sheet.NewReader(file, k, today).Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		payees = append(payees, listedPayee{rec.Row, rec.Get("身份证号"), rec.Get("项目编码")})
	}
	return payees
}

func modelsOf(hits []comparison.ListHit) []string {
	var keys []string
	for _, h := range hits {
		keys = append(keys, h.Model)
	}
	return keys
}
