package complaint

import (
	"strings"
	"testing"

	"yangguang/service/kernel/period"
)

// TestTheStepsAhead: each is named with its own day, and what is over has none.
func TestTheStepsAhead(t *testing.T) {
	t.Parallel()
	looked, told := period.Date(2026, 12, 3), period.Date(2026, 12, 17)
	for name, c := range map[string]struct {
		state Coarse
		due   promise
		want  string
	}{
		"just come, under a name": {CoarseReceived, promise{looked, true, told, false}, "工作人员看您写的 最晚2026年12月3日看完。|告诉您受不受理 最晚2026年12月17日告诉您。|受理的，开始办理 |办完，告诉您结果 "},
		"just come, without one":  {CoarseReceived, promise{looked, true, 0, true}, "工作人员看您写的 最晚2026年12月3日看完。|告诉您受不受理 看完就写在页面上，凭查询码看。|受理的，开始办理 |办完，告诉您结果 "},
		"looked at":               {CoarseReceived, promise{looked, false, told, false}, "告诉您受不受理 最晚2026年12月17日告诉您。|受理的，开始办理 |办完，告诉您结果 "},
		"joined to another":       {CoarseReceived, promise{looked, false, 0, false}, "告诉您受不受理 看完就写在这件事的页面上。|受理的，开始办理 |办完，告诉您结果 "},
		"taken up":                {CoarseAccepted, promise{looked, false, told, false}, "开始办理 |办完，告诉您结果 "},
		"under way":               {CoarseInProgress, promise{looked, false, 0, true}, "办完，告诉您结果 "},
		"done":                    {CoarseDone, promise{looked, false, 0, true}, ""},
		"withdrawn":               {CoarseWithdrawn, promise{looked, true, told, false}, ""},
	} {
		var got []string
		for _, s := range ahead(c.state, c.due) {
			got = append(got, s.What+" "+s.Note)
		}
		if words := strings.Join(got, "|"); words != c.want {
			t.Errorf("%s: %s", name, words)
		}
	}
}
