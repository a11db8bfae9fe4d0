package office

import (
	"math/rand/v2"
	"testing"

	"yangguang/service/funds"
	"yangguang/service/kernel/money"
)

// TestFlowsLieWithinTheirRoom lays random money out: no bar lies outside or on
// another of its column, no name on another.
func TestFlowsLieWithinTheirRoom(t *testing.T) {
	t.Parallel()
	names := []string{"甲", "乙局", "一个名字很长很长很长很长的部门", "丁", "戊", "己"}
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1)) //nolint:gosec // a test
		var edges []funds.Edge
		for range 1 + r.IntN(14) {
			c := r.IntN(2)
			edges = append(edges, funds.Edge{From: names[r.IntN(6)], To: names[r.IntN(6)], Column: c, Into: c + 1 + r.IntN(2-c), Amount: money.Fen(r.IntN(9_000_000) - 1000), Idle: r.IntN(3) == 0})
		}
		for _, c := range flowOf("f", "", "", edges).Charts {
			type at struct{ x, y int }
			seen := map[at]bool{}
			for _, n := range c.Nodes {
				if n.X < 0 || n.X+n.Width > c.Width || n.Y < 0 || n.Y+n.Height > c.Height+1 || n.TextY < 8 || n.TextY+14 > c.Height {
					t.Fatalf("seed %d: %+v lies outside %d×%d", seed, n, c.Width, c.Height)
				}
				for y := n.TextY - 12; y < n.TextY+14; y++ {
					if seen[at{n.X, y}] {
						t.Fatalf("seed %d: %+v lies on another name", seed, n)
					}
					seen[at{n.X, y}] = true
				}
			}
		}
	}
	if f := flowOf("f", "", "", []funds.Edge{{From: "甲", To: "乙", Into: 1, Amount: -5}}); len(f.Charts) != 0 {
		t.Error("red money is drawn")
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"交通运输局": "交通运输局", "水库移民工作机构": "水库移民…", "ABC公司": "ABC公司", "": ""} {
		if got := fit(in, 5); got != want {
			t.Errorf("fit(%s) = %s, want %s", in, got, want)
		}
	}
}
