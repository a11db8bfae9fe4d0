package comparison_test

import (
	"testing"

	"yangguang/model"
)

// TestAnExemptionHoldsForAListToBePaid: until its last day nobody has to answer
// every month for a row that the head has exempted.
func TestAnExemptionHoldsForAListToBePaid(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	c.compare()
	if err := c.db.Model(&model.Finding{}).Where("1 = 1").Updates(map[string]any{"status": model.FindingExempted, "exempt_until": on("2024-08-31")}).Error; err != nil {
		t.Fatal(err)
	}
	list := c.batch("prepayouts", "2024-08-01")
	for i, month := range []string{"2024-08", "2024-09"} {
		from := on(month + "-01")
		c.create(&model.Prepayout{PersonID: c.dead, ItemID: c.item, PeriodStart: from, ID: list<<24 | int64(i+1), PeriodEnd: from.AddDate(0, 1, -1), BatchNo: "N1", QuantityMilli: 1000, AmountFen: 5000,
			AccountDigest: make([]byte, 32), AccountSealed: []byte{}, AccountName: "测甲", BatchID: list, RowNo: i + 2})
	}
	checked, err := c.s.CheckList(t.Context(), list)
	if err != nil || len(checked.Rows) != 1 || len(checked.Rows[list<<24|2]) == 0 {
		t.Errorf("%+v %v", checked.Rows, err)
	}
}
