package snapshot_test

import (
	"testing"

	"yangguang/model"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/store/dbtest/registers"
)

// TestRowsFollowWhomTheyWereJudgedToBe: an ID with a wrong digit was loaded as a
// person of its own; once people say who it is, what it has is that person's,
// in its place among the payouts.
func TestRowsFollowWhomTheyWereJudgedToBe(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	wrong, worse := c.r.Person("测甲", registers.Number("45092319600101101")), c.r.Person("测甲", registers.Number("45092319600101201"))
	c.r.Resident(wrong, "H9", registers.LiSantan, "")
	c.r.Pay(registers.Payout{Person: wrong, Item: c.allowance, Month: "2023-12", Fen: 35000})
	c.r.Pay(registers.Payout{Person: worse, Item: c.allowance, Month: "2024-03", Fen: 35000})
	create(t, c.db, model.Vehicle{ID: 77, PersonID: wrong, VehicleType: "小型轿车", RegisteredOn: on("2022-01-01"), BatchID: c.r.Batch, RowNo: 77})
	before := load(t, c, snapshot.Options{})
	equal(t, "payouts of one's own", len(before.PayoutsOf(person(t, before, c.head))), 3)
	create(t, c.db, model.PersonAlias{IDDigest: []byte("wrong-------------------------32"), PersonID: c.head, FormerID: wrong, MadeAt: on("2026-06-01")},
		model.PersonAlias{IDDigest: []byte("worse-------------------------32"), PersonID: wrong, FormerID: worse, MadeAt: on("2026-06-02")})
	for name, o := range map[string]snapshot.Options{"everybody": {}, "the person": {People: []int64{c.head}}, "a row's former number": {People: []int64{worse}}} {
		l := load(t, c, o)
		head := person(t, l, c.head)
		rows := l.PayoutsOf(head)
		var months []string
		for _, r := range rows {
			months = append(months, r.Period.From.String())
		}
		if len(rows) != 5 || months[0] != "2023-12-01" || months[3] != "2024-03-01" || rows[4].Item == rows[0].Item {
			t.Errorf("%s: %v", name, months)
		}
		equal(t, name+": rows left behind", len(l.PayoutsOf(person(t, l, wrong)))+len(l.PayoutsOf(person(t, l, worse))), 0)
		equal(t, name+": vehicles", len(collect(l.VehiclesOf(head))), 1)
		equal(t, name+": where registered", l.Villages[l.People[head].Village].Code, registers.Silian)
		if !l.InCore(head) {
			t.Errorf("%s: is not what was asked for", name)
		}
	}
}
