package rule

import (
	"slices"
	"testing"
)

// TestWhatAFreshCountyRuns holds the grounds against the models: the first
// release are the 24 that are measured against SQL, and whatever is listed is there.
func TestWhatAFreshCountyRuns(t *testing.T) {
	t.Parallel()
	n := map[Ground]int{}
	var known []string
	for _, m := range Models() {
		known = append(known, m.Key)
		g := m.Ground()
		n[g]++
		if (g == FirstRelease || g == FromReleases) != m.Default {
			t.Errorf("%s: %s, but Default is %v", m.Key, g, m.Default)
		}
		if m.Fresh() != (g != OnRequest) {
			t.Errorf("%s", m.Key)
		}
	}
	for g, want := range map[Ground]int{FirstRelease: 24, EveryNightProject: 9, EveryNightHousing: 8, FromReceipts: 1, FromReleases: 1, OnRequest: 9} {
		if n[g] != want {
			t.Errorf("%s: %d models, want %d", g, n[g], want)
		}
	}
	for _, g := range grounds {
		for _, key := range g.keys {
			if !slices.Contains(known, key) {
				t.Errorf("%s: there is no model %s", g.ground, key)
			}
		}
	}
	own := Model{Key: "Z01", Source: "年龄 >= 60", Default: true}
	if own.Ground() != OwnModel || !own.Fresh() {
		t.Errorf("own: %s", own.Ground())
	}
}
