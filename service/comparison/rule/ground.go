package rule

import "slices"

// Ground is why a county that has decided nothing runs a model, in its words.
type Ground string

// The grounds there are.
const (
	FirstRelease      Ground = "首批24个"
	EveryNightProject Ground = "备案监督每夜"
	EveryNightHousing Ground = "保障监督每夜"
	FromReceipts      Ground = "发放回执"
	FromReleases      Ground = "发放与放行比对"
	OwnModel          Ground = "县里自建，批准后运行"
	OnRequest         Ground = "可启用" // it does not run until somebody switches it on
)

// grounds lists the models that run in a fresh county, each with the first
// ground that holds: the first release are those that the domain's sources
// suggest; what is filed about projects and what households lack is looked
// through every night; what villagers say of their payments, and what was let
// through before it was paid, is read as soon as there is any. Each waits for
// the registers it needs.
var grounds = []struct {
	ground Ground
	keys   []string
}{
	{FirstRelease, []string{"S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S10", "S11", "S12", "S13", "S14", "S15", "S17", "S19", "S21", "S22", "S24", "S25", "S28", "P01", "P03", "P06"}},
	{EveryNightProject, []string{"P01", "P02", "P03", "P04", "P05", "P06", "P07", "P08", "P09", "P10", "P11", "P12"}},
	{EveryNightHousing, []string{"Q01", "Q02", "Q03", "Q04", "Q05", "Q06", "Q07", "Q08"}},
	{FromReceipts, []string{"S30"}},
	{FromReleases, []string{"L01"}},
}

// Ground says why a county that has decided nothing runs the model.
func (m *Model) Ground() Ground {
	if m.Source != "" {
		return OwnModel
	}
	for _, g := range grounds {
		if slices.Contains(g.keys, m.Key) {
			return g.ground
		}
	}
	return OnRequest
}

// Fresh reports whether a county that has decided nothing runs the model.
func (m *Model) Fresh() bool { return m.Ground() != OnRequest }
