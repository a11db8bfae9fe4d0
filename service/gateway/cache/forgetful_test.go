package cache

import (
	"testing"
	"time"
)

func TestForgetful(t *testing.T) {
	now := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	f := NewForgetful(func() time.Time { return now })
	allow := func(who string) bool {
		t.Helper()
		ok, wait, err := f.Allow(t.Context(), "add", who, 3, time.Hour)
		if err != nil || ok != (wait == 0) {
			t.Fatalf("%v %v %v", ok, wait, err)
		}
		return ok
	}
	for i := range 5 {
		if got := allow("a"); got != (i < 3) {
			t.Errorf("use %d: %v", i, got)
		}
	}
	if !allow("b") {
		t.Error("another is counted with the first")
	}
	now = now.Add(20 * time.Minute)
	if !allow("a") || allow("a") {
		t.Error("a third of the hour is a third of the allowance")
	}
	now = now.Add(2 * time.Hour)
	if !allow("c") || len(f.next) != 1 {
		t.Errorf("%d remembered who have their whole allowance again", len(f.next)-1)
	}
	if ok, _, _ := f.Allow(t.Context(), "add", "a", 0, time.Hour); ok {
		t.Error("none allowed is none")
	}
}
