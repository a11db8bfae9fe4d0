package rule

import (
	"slices"
	"testing"

	"yangguang/service/kernel/fault"
)

// TestPairsThatNobodyMeantAreRefused: a pair that is misspelt would be silently
// no pair at all.
func TestPairsThatNobodyMeantAreRefused(t *testing.T) {
	t.Parallel()
	i := slices.IndexFunc(s11.Parameters, func(p Parameter) bool { return p.Sort == Pairs })
	if i < 0 {
		t.Fatal("S11 has no pairs")
	}
	pairs := s11.Parameters[i]
	for text, ok := range map[string]bool{
		pairs.Default: true,
		"农村低保+特困供养":   true,
		" 农村低保 + 特困供养 、城市低保+特困供养": true,
		"":          true, // none at all is a decision
		"农村低宝+特困供养": false,
		"农村低保+特困":   false,
		"农村低保":      false,
		"农村低保+":     false,
		"农村低保+农村低保": false,
		"农村低保＋特困供养": false, // another plus sign
		"农村低保+特困供养、孤儿+低保": false,
	} {
		err := pairs.Check(text)
		if ok != (err == nil) || err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", text, err)
		}
	}
}
