package finding_test

import (
	"testing"

	"yangguang/model"
	"yangguang/service/finding"
	"yangguang/service/kernel/seal"
)

// TestMoneyOrderedBackTellsNoBureauOfAClue: refunds are ordered of closed findings
// only, so a finding that a bureau sees as not closed shows it none.
func TestMoneyOrderedBackTellsNoBureauOfAClue(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	clue, plain := b.fresh(), b.fresh()
	for _, id := range []int64{clue, plain} {
		b.send(id, model.DispatchBureau)
		b.answer(id, officer, model.VerdictTrue)
	}
	b.ok(b.Review(ctx, inspector, clue, finding.Review{Version: b.row(clue).Version, Action: finding.ActProposeClue, Title: words("某村低保资金问题"), Note: words("请立案")}))
	b.ok(b.Decide(ctx, head, clue, b.row(clue).Version, finding.ActApproveClue, seal.Secret{}))
	b.ok(b.Review(ctx, inspector, plain, finding.Review{Version: b.row(plain).Version, Action: finding.ActClose, Note: words("追回"), Verdict: "true", As: model.ClosedRectification, Rectify: "2026-04-30"}))
	for _, id := range []int64{clue, plain} {
		b.ok(b.OrderRefund(ctx, inspector, id, finding.RefundOrder{Version: b.row(id).Version, Amount: "690.00", Due: "2026-03-31"}))
	}
	if d, err := b.One(ctx, inspector, clue); err != nil || len(d.Refunds) != 1 {
		t.Errorf("the inspector: %d %v", len(d.Refunds), err)
	}
	d, err := b.One(ctx, officer, clue)
	b.ok(err)
	if len(d.Refunds) != 0 {
		t.Errorf("the bureau sees a refund of what it takes to be waiting for review")
	}
	for _, e := range d.Events {
		if e.What == finding.ActionText(string(finding.ActRefund)) {
			t.Errorf("the bureau reads of it: %+v", e)
		}
	}
	if d, err := b.One(ctx, officer, plain); err != nil || len(d.Refunds) != 1 {
		t.Errorf("of a closed finding: %d %v", len(d.Refunds), err)
	}
}
