package finding_test

import (
	"slices"
	"testing"

	"yangguang/model"
	"yangguang/service/finding"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/store/dbtest/registers"
	"yangguang/service/store/dbtest/workbench"
)

// owned says whose the records of a finding are.
func (b *bench) owned(id int64, people ...int64) {
	b.t.Helper()
	for i, p := range people {
		b.ok(b.db.Model(&model.FindingEvidence{}).Where("finding_id = ? AND seq = ?", id, i+1).Update("person_id", p).Error)
	}
}

// TestRecordsSayWhose: an account's records name their people, a person's own
// are not named again, a village reads of the household only; nothing of it is
// kept with the finding, and whose kin is named does not see it.
func TestRecordsSayWhose(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	other := b.rows.Person("丙示例", registers.Number("45092319700101003"))
	account := b.rows.Finding(registers.Finding{Kind: model.SubjectAccount, No: "8854", Model: "S25", Item: b.item, Cadre: true})
	own, mixed := b.fresh(), b.fresh()
	b.owned(account, other, b.wife)
	b.owned(own, b.person, b.person)
	b.owned(mixed, b.person, other)
	names := func(by actor.Actor, id int64) []string {
		d, err := b.One(ctx, by, id)
		b.ok(err)
		var out []string
		for _, e := range d.Evidence {
			out = append(out, e.Person)
		}
		return out
	}
	for id, want := range map[int64][]string{account: {"丙示例", "乙示例"}, own: {"", ""}, mixed: {"甲示例", "丙示例"}} {
		if got := names(inspector, id); !slices.Equal(got, want) {
			t.Errorf("%d: %v, want %v", id, got, want)
		}
	}
	b.send(mixed, model.DispatchVillage)
	if got := names(cadre, mixed); !slices.Equal(got, []string{"甲示例", ""}) {
		t.Errorf("the village reads %v", got)
	}
	kin := workbench.Staff(7, actor.RoleSupervision, "第一监督检查室", "")
	b.ok(b.db.Create(&model.Staff{ID: 7, Login: "kin", Name: kin.Name, Role: string(kin.Role), PersonID: other, PersonAt: &b.now, CreatedAt: b.now}).Error)
	if _, err := b.One(ctx, kin, account); !fault.Is(err, fault.NotFound) {
		t.Errorf("whoever is named sees it: %v", err)
	}
	if l, err := b.List(ctx, kin, finding.Filter{View: finding.ViewAll}, page.Request{}); err != nil || l.Total != 1 {
		t.Errorf("lists %d %v", l.Total, err)
	}
}

// TestWhatIsNotListedIsCounted: the page says how many records there are besides
// those that it has.
func TestWhatIsNotListedIsCounted(t *testing.T) {
	b := newBench(t)
	id := b.fresh()
	b.ok(b.db.Model(&model.Finding{}).Where("id = ?", id).Updates(map[string]any{"evidence_count": 31, "evidence_rest_fen": 24650_00}).Error)
	if d, err := b.One(t.Context(), inspector, id); err != nil || d.More != 29 || d.MoreFen != 24650_00 {
		t.Errorf("%d %s %v", d.More, d.MoreFen, err)
	}
}

// TestItemOfTwoBureaus: it goes to the first that has an account, which sees it,
// and where none has, that is said.
func TestItemOfTwoBureaus(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	both := "县残疾人联合会、县民政局"
	first := b.rows.Finding(registers.Finding{Person: b.person, Item: b.item, Bureau: both})
	send := func(id int64) finding.Sent {
		sent, err := b.Dispatch(ctx, inspector, []finding.Pick{{ID: id, Version: b.row(id).Version}}, finding.Order{Target: model.DispatchBureau})
		if err != nil || sent.Done != 1 {
			t.Fatalf("%+v %v", sent, err)
		}
		return sent
	}
	if s := send(first); len(s.Nobody) != 1 || b.row(first).DispatchedBureau != "县残疾人联合会" {
		t.Errorf("%+v %s", s, b.row(first).DispatchedBureau)
	}
	b.ok(b.db.Create(&model.Staff{ID: officer.StaffID, Login: "officer", Name: officer.Name, Role: string(officer.Role), Bureau: officer.Bureau, CreatedAt: b.now}).Error)
	second := b.rows.Finding(registers.Finding{Person: b.person, Item: b.item, Bureau: both})
	if s := send(second); len(s.Nobody) != 0 || b.row(second).DispatchedBureau != officer.Bureau {
		t.Errorf("%+v %s", s, b.row(second).DispatchedBureau)
	}
	if l, err := b.List(ctx, officer, finding.Filter{}, page.Request{}); err != nil || l.Total != 1 {
		t.Errorf("the officer lists %d %v", l.Total, err)
	}
	if l, err := b.List(ctx, inspector, finding.Filter{View: finding.ViewAll, Bureau: "县民政局"}, page.Request{}); err != nil || l.Total != 2 {
		t.Errorf("filtered %d %v", l.Total, err)
	}
	b.ok(b.db.Model(&model.Item{}).Where("id = ?", b.item).Update("bureau", both).Error)
	if names, err := b.Bureaus(ctx); err != nil || !slices.Equal(names, []string{"县残疾人联合会", "县民政局"}) && !slices.Equal(names, []string{"县民政局", "县残疾人联合会"}) {
		t.Errorf("%v %v", names, err)
	}
}

// TestJudgedWithoutAnAnswerIsChecked: what a livelihood task put right was judged
// without an answer to a dispatch.
func TestJudgedWithoutAnAnswerIsChecked(t *testing.T) {
	b := newBench(t)
	b.ok(b.db.Model(&model.Finding{}).Where("id = ?", b.fresh()).Updates(map[string]any{"final_verdict": model.VerdictTrue, "status": model.FindingClosed}).Error)
	if all, err := b.Scores(t.Context(), inspector); err != nil || all["S01"].Checked != 1 || all["S01"].Judged != 1 {
		t.Errorf("%+v %v", all["S01"], err)
	}
}
