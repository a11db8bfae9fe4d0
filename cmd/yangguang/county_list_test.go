package main

import (
	"slices"
	"testing"

	"gorm.io/gorm"

	"yangguang/cmd/yangguang/internal/county"
	"yangguang/model"
	"yangguang/service/comparison"
	"yangguang/service/kernel/seal"
)

// measureList checks the county's list that is to be paid, loaded before, the
// way it is checked before the money leaves: every row that was planted has its
// reason, and no other row has one that nothing in the truth explains.
func measureList(t *testing.T, in *infra, facts []county.Fact) {
	t.Helper()
	b, err := gorm.G[model.Batch](in.db).Where("kind = 'prepayouts' AND status = 'loaded'").Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	checked, err := in.newComparison(in.newParameters()).CheckList(t.Context(), b.ID)
	if err != nil {
		t.Fatal(err)
	}
	payees := listedPayees(t, in, b.ID)
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
	row      int64 // prepayouts.id
	id, item string
}

func listedPayees(t *testing.T, in *infra, batch int64) []listedPayee {
	t.Helper()
	var rows []struct {
		ID                 int64
		IDSealed, IDDigest []byte
		Code               string
	}
	err := in.db.Raw("SELECT p.id, e.id_sealed, e.id_digest, i.code FROM prepayouts AS p JOIN people AS e ON e.id = p.person_id JOIN items AS i ON i.id = p.item_id WHERE p.batch_id = ?", batch).Scan(&rows).Error
	if err != nil {
		t.Fatal(err)
	}
	payees := make([]listedPayee, len(rows))
	for i, r := range rows {
		id, err := in.people.Open(r.IDSealed, seal.PlaceResidentID(r.IDDigest))
		if err != nil {
			t.Fatal(err)
		}
		payees[i] = listedPayee{r.ID, id.Reveal(), r.Code}
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
