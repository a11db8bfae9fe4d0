package stages

import "testing"

// TestWhatCountsAsFiled: each stage by its own trace and by no other.
func TestWhatCountsAsFiled(t *testing.T) {
	t.Parallel()
	all := []string{Approval, Allocation, Procurement, Contract, Start, Progress, Acceptance, Settlement, Handover}
	for _, c := range []struct {
		name string
		t    Traces
		want []string // beside the approval
	}{
		{"approved", Traces{}, nil},
		{"money arrived", Traces{Arrived: true}, []string{Allocation}},
		{"bids were opened", Traces{Bid: true}, []string{Procurement}},
		{"a winning price without a day", Traces{Won: true}, []string{Procurement}},
		{"a reason does not stand for a tender", Traces{Excused: true, Signed: true}, []string{Contract}},
		{"let directly, with its reason", Traces{Direct: true, Excused: true}, []string{Procurement}},
		{"let directly, bids are nothing", Traces{Direct: true, Bid: true, Won: true}, nil},
		{"let directly, signed", Traces{Direct: true, Signed: true}, []string{Procurement, Contract}},
		{"let directly, begun", Traces{Direct: true, Begun: true}, []string{Procurement, Start}},
		{"reported", Traces{Reported: true}, []string{Progress}},
		{"accepted and settled", Traces{Accepted: true, Settled: true}, []string{Acceptance, Settlement}},
		{"handed over", Traces{Handed: true}, []string{Handover}},
	} {
		want := map[string]bool{Approval: true}
		for _, s := range c.want {
			want[s] = true
		}
		for _, s := range all {
			if got := c.t.Filed(s); got != want[s] {
				t.Errorf("%s: %s %v", c.name, s, got)
			}
		}
		if c.t.Filed("变更") || c.t.Filed("") {
			t.Errorf("%s: what leaves no trace is filed", c.name)
		}
	}
	if !Direct(MethodDirect) || !Direct(MethodNone) || Direct("公开") || Direct("") {
		t.Error("who is let without a tender")
	}
}
