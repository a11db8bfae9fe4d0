package cache

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"sync"
	"time"
)

// Forgetful counts uses in the memory of this process only, for what must
// leave no trace of who came: neither Redis nor a disk ever sees it, the key of
// its digests dies with the process, and what has run out is swept away. With
// several processes each counts by itself.
type Forgetful struct {
	now func() time.Time
	key [32]byte

	mu    sync.Mutex
	next  map[[16]byte]time.Time // when the allowance is whole again
	sweep time.Time
}

// NewForgetful makes a counter.
func NewForgetful(now func() time.Time) *Forgetful {
	f := &Forgetful{now: now, next: map[[16]byte]time.Time{}}
	_, _ = rand.Read(f.key[:]) // never fails: crypto/rand aborts the process instead
	return f
}

// Allow counts one use of name by who and reports whether it is within n per
// window; wait is how long until the next is.
func (f *Forgetful) Allow(_ context.Context, name, who string, n int, per time.Duration) (bool, time.Duration, error) {
	if n < 1 {
		return false, per, nil
	}
	mac := hmac.New(sha256.New, f.key[:])
	mac.Write([]byte(name + "\x00" + who))
	k := [16]byte(mac.Sum(nil))
	now, each := f.now(), per/time.Duration(n)

	f.mu.Lock()
	defer f.mu.Unlock()
	f.forget(now)
	full := f.next[k]
	if full.Before(now) {
		full = now
	}
	full = full.Add(each)
	if over := full.Sub(now) - per; over > 0 {
		return false, over, nil
	}
	f.next[k] = full
	return true, 0, nil
}

// forget drops, once a minute, whoever has their whole allowance again.
func (f *Forgetful) forget(now time.Time) {
	if now.Before(f.sweep) {
		return
	}
	f.sweep = now.Add(time.Minute)
	for k, full := range f.next {
		if !full.After(now) {
			delete(f.next, k)
		}
	}
}
