package finding_test

import (
	"strings"
	"testing"

	"yangguang/model"
	"yangguang/service/finding"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/store/dbtest/registers"
)

// TestAHouseholdIsToldWhatItIsOwed: no day ends, nothing stops, and the village
// has no part in it.
func TestAHouseholdIsToldWhatItIsOwed(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	id := b.rows.Finding(registers.Finding{Person: b.person, Item: b.item, Model: "S30", Title: "应发未发", Household: "R1", Aloof: true, Owed: model.OwedPayment})
	sent, err := b.Dispatch(ctx, inspector, []finding.Pick{{ID: id, Version: 1}}, finding.Order{Target: model.DispatchVillage})
	if err != nil || sent.Done != 0 || !strings.Contains(sent.Refused[0], "不下发到村") {
		t.Errorf("%+v %v", sent, err)
	}
	b.send(id, model.DispatchBureau)
	b.ok(b.db.Model(&model.Finding{}).Where("id = ?", id).Updates(map[string]any{"dispatched_kind": model.DispatchVillage, "dispatched_division": registers.Silian}).Error)
	if _, err := b.One(ctx, cadre, id); !fault.Is(err, fault.NotFound) {
		t.Errorf("the village sees it: %v", err)
	}
	b.ok(b.db.Model(&model.Finding{}).Where("id = ?", id).Updates(map[string]any{"dispatched_kind": model.DispatchBureau, "dispatched_bureau": "县民政局"}).Error)
	b.ok(b.Ask(ctx, inspector, id, finding.Question{Version: 2, PersonID: b.wife, Text: words("登记显示您可能还有一笔补贴没有发，请说说有没有收到。")}))
	wife := actor.Actor{Kind: actor.Villager, WechatUserID: b.rows.Bound(b.wife), PersonID: b.wife}
	own, err := b.OwnQuestions(ctx, wife)
	if err != nil || len(own) != 1 || own[0].Owed != finding.OwedPayment || !own[0].Due.IsZero() || own[0].Choices[0].Text != "没有收到" {
		t.Fatalf("%+v %v", own, err)
	}
	d, err := b.One(ctx, inspector, id)
	b.ok(err)
	if h := d.Hearings[0]; d.Owed != finding.OwedPayment || h.Past || !h.CanDecide {
		t.Errorf("%+v", h)
	}
	hearing := d.Hearings[0].ID
	b.refused(b.DecideHearing(ctx, inspector, id, d.Version, hearing, model.HearingStop, words("停了算了")), fault.Invalid, "decision")
	b.ok(b.Reply(ctx, wife, hearing, finding.Reply{Answer: model.HearingObjected})) // 已经收到了 needs no reason
	d, err = b.One(ctx, inspector, id)
	b.ok(err)
	b.ok(b.DecideHearing(ctx, inspector, id, d.Version, hearing, model.HearingPay, words("清单里没有")))
	if own, err := b.OwnQuestion(ctx, wife, hearing); err != nil || own.Answer != "已经收到了" || !strings.Contains(own.Decision, "主管部门办理") {
		t.Errorf("%+v %v", own, err)
	}
	b.answer(id, officer, model.VerdictTrue)
	b.refused(b.Review(ctx, inspector, id, finding.Review{Version: b.row(id).Version, Action: finding.ActClose, Note: words("补发"), Verdict: "true",
		As: model.ClosedRectification, Rectify: "2026-04-30", Stop: true}), fault.Invalid, "stop")
	b.ok(b.Review(ctx, inspector, id, finding.Review{Version: b.row(id).Version, Action: finding.ActClose, Note: words("补发"), Verdict: "true",
		As: model.ClosedRectification, Rectify: "2026-04-30"}))
}

// TestSilenceAboutWhatIsOwedDecidesNothing: an inspector decides by the registers
// when nobody answers, on any day.
func TestSilenceAboutWhatIsOwedDecidesNothing(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	id := b.rows.Finding(registers.Finding{Person: b.person, Model: "Q07", Title: "疑似漏评、漏保", Owed: model.OwedBenefit})
	b.send(id, model.DispatchVillage)
	b.ok(b.Ask(ctx, inspector, id, finding.Question{Version: 2, PersonID: b.person, Text: words("登记显示您家可能还有一项补贴没有办，想办请说一声。")}))
	d, err := b.One(ctx, inspector, id)
	b.ok(err)
	b.ok(b.DecideHearing(ctx, inspector, id, d.Version, d.Hearings[0].ID, model.HearingNone, words("已在外县享受")))
	d, err = b.One(ctx, inspector, id)
	b.ok(err)
	if h := d.Hearings[0]; h.Decision != "核对过，不用办理" || !strings.HasPrefix(h.Reason.Reveal(), "依据：登记资料，本户没有答复。") {
		t.Errorf("%+v %s", h, h.Reason.Reveal())
	}
}
