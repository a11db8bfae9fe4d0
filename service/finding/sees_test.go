package finding_test

import (
	"bytes"
	"testing"

	"yangguang/model"
	"yangguang/service/finding"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/store/dbtest/registers"
	"yangguang/service/store/dbtest/workbench"
)

// TestWhoSeesWhat: every role but five sees none, a bureau, a town and a
// village what was sent to them.
func TestWhoSeesWhat(t *testing.T) {
	b := newBench(t)
	toBureau, toTown, toVillage, fresh := b.fresh(), b.fresh(), b.fresh(), b.fresh()
	b.send(toBureau, model.DispatchBureau)
	b.send(toTown, model.DispatchTown)
	b.send(toVillage, model.DispatchVillage)
	all := []int64{toBureau, toTown, toVillage, fresh}
	sees := map[string][]int64{"inspector": all, "head": all, "officer": {toBureau}, "town": {toTown, toVillage}, "cadre": {toVillage}}
	who := map[string]actor.Actor{"inspector": inspector, "head": head, "officer": officer, "elsewhere": elsewhere, "town": town, "cadre": cadre,
		"other village": workbench.Staff(9, actor.RoleVillageCadre, "", registers.LiJiangnig), "no bureau": workbench.Staff(9, actor.RoleBureauOfficer, "", ""), "nobody": {}, "villager": {Kind: actor.Villager, PersonID: b.person}}
	for _, r := range []actor.Role{actor.RolePetition, actor.RoleCaseManagement, actor.RoleTrial, actor.RoleAdministrator, actor.RoleSecurityAdmin, actor.RoleAuditor} {
		who[string(r)] = workbench.Staff(20, r, "", "")
	}
	for name, by := range who {
		may := map[int64]bool{}
		for _, id := range sees[name] {
			may[id] = true
		}
		for _, id := range all {
			if _, err := b.One(t.Context(), by, id); (err == nil) != may[id] || err != nil && !fault.Is(err, fault.NotFound) {
				t.Errorf("%s and %d: %v", name, id, err)
			}
		}
		if _, err := b.Scores(t.Context(), by); (err == nil) != (by.Is(actor.RoleSupervision, actor.RoleHead)) {
			t.Errorf("scores for %s: %v", name, err)
		}
	}
}

// TestNobodyChecksTheirOwn: an officer sees nothing about themselves, their
// relatives or their household.
func TestNobodyChecksTheirOwn(t *testing.T) {
	b := newBench(t)
	me := b.rows.Person(cadre.Name, registers.Number("45092319700101003"))
	brother := b.rows.Person("丙示例", registers.Number("45092319720101003"))
	inLaw := b.rows.Person("丁示例", registers.Number("45092319730101003"))
	child := b.rows.Person("戊示例", registers.Number("45092319990101003"))
	b.rows.Resident(me, "H9", registers.Silian, "")
	b.rows.Resident(child, "H9", registers.Silian, "")
	b.rows.Official(me, "四联村委会")
	b.rows.Relative(me, brother)
	b.rows.Rostered(b.item, "R9", inLaw, brother)
	for name, p := range map[string]int64{"self": me, "relative": brother, "relative's household": inLaw, "own household": child} {
		id := b.rows.Finding(registers.Finding{Person: p, Item: b.item})
		b.send(id, model.DispatchVillage)
		if _, err := b.One(t.Context(), cadre, id); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := b.One(t.Context(), town, id); err != nil {
			t.Errorf("%s hidden from the town: %v", name, err)
		}
	}
	other := b.fresh()
	b.send(other, model.DispatchVillage)
	list, err := b.List(t.Context(), cadre, finding.Filter{}, page.Request{})
	if err != nil || list.Total != 1 || list.Items[0].ID != other {
		t.Errorf("%+v %v", list, err)
	}
}

// TestAVillageDoesNotHear: what a household says may be about its cadres.
func TestAVillageDoesNotHear(t *testing.T) {
	b := newBench(t)
	ctx, id := t.Context(), b.fresh()
	b.send(id, model.DispatchVillage)
	b.ok(b.Ask(ctx, inspector, id, finding.Question{Version: 2, PersonID: b.wife, Text: words("查到您家的低保在老人去世以后还在发，请说说情况。")}))
	b.ok(b.WriteDown(ctx, inspector, id, 3, 1, finding.Reply{Answer: model.HearingObjected, Text: words("钱是村干部取走的")}))
	for name, c := range map[string]struct {
		by             actor.Actor
		hearings, more int
	}{"cadre": {cadre, 0, 2}, "town": {town, 0, 2}, "inspector": {inspector, 1, 4}} {
		d, err := b.One(ctx, c.by, id)
		if err != nil || len(d.Hearings) != c.hearings || len(d.Events) != c.more {
			t.Errorf("%s: %d hearings, %d events, %v", name, len(d.Hearings), len(d.Events), err)
		}
	}
}

// TestNobodyLooksAtTheirOwn: whatever the role, what concerns a member of staff
// and their kin is not there: findings about them, about the accounts their money
// went to, and about projects that a company of theirs bid for.
func TestNobodyLooksAtTheirOwn(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	brother := b.rows.Person("丙示例", registers.Number("45092319600101003"))
	b.rows.Relative(brother, b.person)
	account := bytes.Repeat([]byte{7}, 32)
	b.ok(b.db.Exec("UPDATE rosters SET account_digest = ? WHERE person_id = ?", account, b.wife).Error)
	b.ok(b.db.Create(&model.CompanyRole{ID: 1, Code: "91450923MA5K000001", PersonID: b.person, Role: "股东", BatchID: b.rows.Batch}).Error)
	b.ok(b.db.Create(&model.Bid{ID: 1, ProjectNo: "XM1", BidderCode: "91450923MA5K000001", BatchID: b.rows.Batch}).Error)
	own := []int64{
		b.fresh(), b.rows.Finding(registers.Finding{Person: b.wife, Item: b.item}), b.rows.Finding(registers.Finding{Kind: model.SubjectAccount, No: "0128", Model: "S27"}),
		b.rows.Finding(registers.Finding{Kind: model.SubjectProject, No: "XM1", Model: "P01"}),
	}
	b.ok(b.db.Exec("UPDATE findings SET subject_digest = ? WHERE id = ?", account, own[2]).Error)
	foreign := b.rows.Finding(registers.Finding{Kind: model.SubjectProject, No: "XM2", Model: "P01"})
	all := finding.Filter{View: finding.ViewAll}
	if l, err := b.List(ctx, inspector, all, page.Request{}); err != nil || l.Total != 5 {
		t.Fatalf("before anybody knows who the inspector is: %d %v", l.Total, err)
	}
	b.ok(b.db.Create(&model.Staff{ID: inspector.StaffID, Login: "jiandu", Name: inspector.Name, Role: string(inspector.Role), SessionEpoch: 1, PersonID: brother, CreatedAt: b.now}).Error)
	l, err := b.List(ctx, inspector, all, page.Request{})
	b.ok(err)
	if l.Total != 1 || l.Counts[finding.ViewAll] != 1 || l.Items[0].ID != foreign {
		t.Errorf("the inspector finds %+v", l.Items)
	}
	for _, id := range own {
		_, err := b.One(ctx, inspector, id)
		b.refused(err, fault.NotFound, "")
		if _, err := b.One(ctx, head, id); err != nil {
			t.Errorf("the head: %v", err)
		}
	}
	if g, err := b.Ledger(ctx, inspector, finding.Warnings, finding.LedgerFilter{}, page.Request{}); err != nil || g.Total != 1 {
		t.Errorf("the ledger has %d: %v", g.Total, err)
	}
}
