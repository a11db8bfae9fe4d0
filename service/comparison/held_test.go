package comparison_test

import (
	"strings"
	"testing"

	"yangguang/model"
	"yangguang/service/comparison"
	"yangguang/service/comparison/rule"
	"yangguang/service/store/dbtest/registers"
)

// TestAModelWithoutItsRegisterIsOneNote: without a register of land everybody
// who is paid for land would be a finding that is held back.
func TestAModelWithoutItsRegisterIsOneNote(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	land := c.r.Item("NY", "耕地地力保护补贴")
	c.r.Pay(registers.Payout{Person: c.dead, Item: land, Month: "2023-01", Fen: 9000})
	for _, m := range rule.Models() {
		if m.Key != "S17" {
			c.values["model."+m.Key+".enabled"] = "否"
		}
	}
	c.batch("rosters", "2024-07-01")
	c.batch("residents", "2024-07-01")
	compare := func() {
		t.Helper()
		if _, err := c.s.Compare(t.Context(), cli, comparison.Request{}); err != nil {
			t.Fatal(err)
		}
	}
	compare()
	if n := len(c.findings()); n != 0 {
		t.Errorf("%d findings of land that nobody has handed in", n)
	}
	held, err := c.s.Held(t.Context(), cli)
	if err != nil || len(held) != 1 || held[0].Key != "S17" || !strings.Contains(held[0].Held, "没有承包地和林地数据") {
		t.Errorf("%+v %v", held, err)
	}
	parcels := c.batch("parcels", "2024-07-01")
	other := c.r.Person("测丁", registers.Number("45092319800101001"))
	c.create(&model.Parcel{ID: parcels<<24 | 1, HouseholdNo: "N1", PersonID: other, ParcelNo: "L1", Category: "承包地", AreaMilli: 1000, BatchID: parcels, RowNo: 1})
	compare()
	if f := c.one(); f.Model != "S17" || f.HeldReason != "" {
		t.Errorf("%+v", f)
	}
	if held, err := c.s.Held(t.Context(), cli); err != nil || len(held) != 0 {
		t.Errorf("%+v %v", held, err)
	}
}
