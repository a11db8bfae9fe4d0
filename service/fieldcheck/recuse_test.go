package fieldcheck_test

import (
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/fieldcheck"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/store/dbtest/registers"
)

// owner gives an account whose brother's company bid for a project.
func (b *bench) owner(by actor.Actor, company, project string) {
	b.t.Helper()
	me, brother := b.rows.Person(by.Name, registers.Number("4509231970010"+company+"1")), b.rows.Person("乙"+company, registers.Number("4509231972020"+company+"2"))
	b.rows.Relative(me, brother)
	b.ok(b.db.Create(&model.Staff{ID: by.StaffID, Login: "o" + company, Name: by.Name, Role: string(by.Role), Division: by.Division, SessionEpoch: 1, PersonID: me, CreatedAt: b.now}).Error)
	batch := b.rows.NewBatch(model.BatchLoaded)
	b.ok(b.db.Create(&model.CompanyRole{ID: batch<<24 | 1, Code: company, PersonID: brother, Role: "股东", BatchID: batch}).Error)
	b.ok(b.db.Create(&model.Bid{ID: batch<<24 | 2, ProjectNo: project, BidderCode: company, BidFen: 1, Place: 2, BatchID: batch}).Error)
}

// TestNobodyChecksProjectsOfTheirOwn: a project that a company near to somebody
// bid for is not planned, made, visited or reviewed by them, nor shown to them;
// colleagues do all of it.
func TestNobodyChecksProjectsOfTheirOwn(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	id := b.make("X1")
	if _, err := b.Arrive(ctx, town, b.visit(id, 1, town)); err != nil {
		t.Fatal(err)
	}
	visit := b.one(id).Visits[0].ID
	b.owner(kin, "110", "X1")
	b.owner(colleague, "220", "X1")
	b.owner(staff(9, actor.RoleHead, ""), "330", "X2")
	for name, try := range map[string]func() error{
		"open":     func() error { _, err := b.One(ctx, kin, id); return err },
		"review":   func() error { return b.Review(ctx, kin, id, 2, visit, fieldcheck.ActAccept, "") },
		"call off": func() error { return b.CallOff(ctx, kin, id, 2, "不用去了") },
		"visit":    func() error { _, err := b.Arrive(ctx, colleague, b.visit(id, 2, colleague)); return err },
		"photo":    func() error { _, err := b.File(ctx, kin, id, 1, fieldcheck.ShowClean); return err },
	} {
		if err := try(); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, by := range []actor.Actor{kin, colleague} {
		list, err := b.List(ctx, by, fieldcheck.Filter{View: fieldcheck.ViewAll}, page.Request{})
		b.ok(err)
		work, err := b.Work(ctx, by)
		b.ok(err)
		today, err := b.Today(ctx, by)
		b.ok(err)
		_, errands, err := b.Errands(ctx, by)
		b.ok(err)
		if list.Total != 0 || len(work) != 0 || today[0].N != 0 || errands != 0 {
			t.Errorf("%s sees %+v %v %v %d", by.Name, list.Items, work, today, errands)
		}
	}
	_, err := b.Make(ctx, kin, fieldcheck.Order{ProjectNo: "X1", Why: "去看做到哪里了"})
	b.refused(err, fault.Invalid, "请由同事派人")
	b.ok(b.Review(ctx, inspector, id, 2, visit, fieldcheck.ActAccept, ""))
	form := fieldcheck.PlanForm{Top: "3", Share: "0", Days: "10", Seed: "1"}
	_, err = b.Propose(ctx, kin, form)
	b.refused(err, fault.Invalid, "请由同事来抽")
	plan, err := b.Propose(ctx, inspector, form)
	b.ok(err)
	theirs := staff(9, actor.RoleHead, "")
	b.refused(b.Decide(ctx, theirs, plan, 1, true, ""), fault.Forbidden, "另一位委领导")
	for by, want := range map[actor.Actor]int{inspector: 3, kin: 2, theirs: 2, head: 3} {
		p, err := b.Plan(ctx, by, plan)
		b.ok(err)
		if len(p.Items) != want || p.Drawn != want || p.Kept != 3-want || p.MayDecide != (by == head) {
			t.Errorf("%s: %d items, %+v", by.Name, len(p.Items), p.PlanRow)
		}
		rows, err := b.Plans(ctx, by)
		b.ok(err)
		if rows[0].Drawn != want {
			t.Errorf("%s: %+v", by.Name, rows)
		}
	}
	for by, want := range map[actor.Actor]int{head: 1, theirs: 0} {
		if today, err := b.Today(ctx, by); err != nil || today[0].N != want {
			t.Errorf("%s: %+v %v", by.Name, today, err)
		}
		if work, err := b.Work(ctx, by); err != nil || len(work) != want {
			t.Errorf("%s: %+v %v", by.Name, work, err)
		}
	}
	b.ok(b.Decide(ctx, head, plan, 1, true, ""))
	if n, err := gorm.G[model.FieldCheck](b.db).Where("plan_id = ?", plan).Count(ctx, "*"); err != nil || n != 3 {
		t.Errorf("%d checks: %v", n, err)
	}
}
