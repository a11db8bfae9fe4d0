package rule

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestNthIsThatOfTheSorted compares the selection with sorting, many equal
// numbers among them.
func TestNthIsThatOfTheSorted(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 7)) //nolint:gosec // the same numbers each time
	for range 2000 {
		all := make([]int64, 1+r.IntN(60))
		for i := range all {
			all[i] = int64(r.IntN(1 + r.IntN(40)))
		}
		sorted := slices.Sorted(slices.Values(all))
		for range 3 { // of what an earlier question has moved about
			k := r.IntN(len(all))
			if got := nth(all, k); got != sorted[k] {
				t.Fatalf("%d of %v: %d, want %d", k, sorted, got, sorted[k])
			}
		}
	}
}
