package lease_test

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
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

// What a process held that was killed is free at once for another of the same
// machine, and for nobody else before its time.
func TestALeaseOfADeadProcessIsInherited(t *testing.T) {
	db, now := dbtest.New(t), time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	dead := exec.Command("true")
	if err := dead.Run(); err != nil {
		t.Fatal(err)
	}
	own, err := lease.Holder()
	if err != nil {
		t.Fatal(err)
	}
	machine, _, _ := strings.Cut(own, "/")
	killed, elsewhere := fmt.Sprintf("%s/%d/x", machine, dead.Process.Pid), fmt.Sprintf("another/%d/x", dead.Process.Pid)
	living := fmt.Sprintf("%s/%d/x", machine, os.Getppid())
	for holder, want := range map[string]bool{killed: true, elsewhere: false, living: false, "a": false} {
		name := "of " + holder
		if ok, err := lease.Take(t.Context(), db, name, holder, now, time.Minute); !ok || err != nil {
			t.Fatal(ok, err)
		}
		if ok, err := lease.Claim(t.Context(), db, name, own, now, time.Minute); ok != want || err != nil {
			t.Errorf("%s: %v %v, want %v", name, ok, err, want)
		}
	}
}
