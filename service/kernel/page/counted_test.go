package page

import (
	"testing"
	"time"

	"yangguang/service/kernel/period"
)

func TestAFigureNarrowsAList(t *testing.T) {
	t.Parallel()
	c := Counted{By: ByMade, From: period.Date(2026, 1, 1), To: period.Date(2026, 3, 31)}
	where, args := c.Where("made_at", "")
	if where != "made_at >= ? AND made_at < ?" || len(args) != 2 || args[0] != time.Date(2025, 12, 31, 16, 0, 0, 0, time.UTC) || args[1] != time.Date(2026, 3, 31, 16, 0, 0, 0, time.UTC) {
		t.Errorf("%s %v", where, args)
	}
	if w := c.Words("派出", ""); w != "2026-01-01 至 2026-03-31 派出" {
		t.Error(w)
	}
	for _, none := range []Counted{{}, {By: "1 = 1; DROP"}, {By: ByDone}} {
		if where, args := none.Where("made_at", ""); where != "1 = 1" || args != nil || none.Words("派出", "") != "" {
			t.Errorf("%+v narrows: %s", none, where)
		}
	}
}
