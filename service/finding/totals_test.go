package finding_test

import (
	"testing"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest/workbench"
)

// TestTotals counts a month of findings, not for everybody, and not what concerns
// whoever counts.
func TestTotals(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	from, to := period.Date(2026, 3, 1), period.Date(2026, 4, 1)
	done := b.fresh()
	b.fresh()
	day := from.Time()
	b.ok(b.db.Create(&model.Refund{FindingID: done, OrderedFen: 200, OrderedAt: b.now, PaidFen: 100, PaidOn: &day, Version: 1, UpdatedAt: b.now}).Error)
	for _, q := range []string{
		"UPDATE findings SET first_seen_at = '2026-03-01 00:00:00', village_code = '450923108210'",
		"UPDATE findings SET closed_as = '" + model.ClosedRectification + "', closed_at = '2026-03-02 00:00:00', rectified_at = '2026-03-02 00:00:00' WHERE id = (SELECT finding_id FROM refunds)",
	} {
		b.ok(b.db.Exec(q).Error)
	}
	manager := workbench.Staff(7, actor.RoleCaseManagement, "", "")
	got, err := b.Totals(ctx, manager, from, to)
	b.ok(err)
	if got.Found != 2 || got.Towns["450923108"] != 2 || got.ToRectify != 1 || got.Rectified != 1 || got.Refunds != 1 || got.RefundedFen != 100 {
		t.Errorf("%+v", got)
	}
	if got, err = b.Totals(ctx, manager, to, to+30); err != nil || got.Found+got.ToRectify+got.Refunds != 0 {
		t.Errorf("another month: %+v %v", got, err)
	}
	kin := model.Staff{Login: "kin", Name: "己", Role: string(actor.RoleHead), PersonID: b.person, TOTPSealed: []byte{1}, SessionEpoch: 1, CreatedAt: b.now}
	b.ok(b.db.Create(&kin).Error)
	if got, err = b.Totals(ctx, workbench.Staff(kin.ID, actor.RoleHead, "", ""), from, to); err != nil || got.Found+got.ToRectify+got.Refunds != 0 {
		t.Errorf("about themselves: %+v %v", got, err)
	}
	for _, by := range []actor.Actor{inspector, officer, workbench.Staff(8, actor.RolePetition, "", "")} {
		if _, err := b.Totals(ctx, by, from, to); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", by.Role, err)
		}
	}
}
