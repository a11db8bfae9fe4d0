package lease_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"yangguang/service/kernel/lease"
	"yangguang/service/store/dbtest"
)

func TestOneHolderAtATime(t *testing.T) {
	db, now := dbtest.New(t), time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	var won atomic.Int32
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			ok, err := lease.Take(t.Context(), db, "nightly", string(rune('a'+i)), now, time.Minute)
			if err != nil {
				t.Error(err)
			}
			if ok {
				won.Add(1)
			}
		})
	}
	wg.Wait()
	if won.Load() != 1 {
		t.Errorf("%d holders", won.Load())
	}
}

func TestALeaseEndsAndIsGivenBack(t *testing.T) {
	db, now := dbtest.New(t), time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	take := func(holder string, at time.Time, want bool) {
		t.Helper()
		if ok, err := lease.Take(t.Context(), db, "nightly", holder, at, time.Minute); ok != want || err != nil {
			t.Fatalf("%s: %v %v", holder, ok, err)
		}
	}
	take("a", now, true)
	take("b", now.Add(59*time.Second), false)
	take("a", now.Add(59*time.Second), true)
	take("b", now.Add(2*time.Minute), true)
	if err := lease.Release(t.Context(), db, "nightly", "b"); err != nil {
		t.Fatal(err)
	}
	take("c", now.Add(2*time.Minute), true)
}
