package codes_test

import (
	"testing"
	"time"

	"yangguang/service/gateway/codes"
	"yangguang/service/store/dbtest"
)

func TestACodeWorksOnce(t *testing.T) {
	s := codes.New(dbtest.Redis(t), "t:")
	put := func(digest string, gap time.Duration, want bool) {
		t.Helper()
		if ok, err := s.Put(t.Context(), "k", []byte(digest), time.Minute, gap, 3); err != nil || ok != want {
			t.Fatalf("put %s: %v %v", digest, ok, err)
		}
	}
	take := func(digest string, want bool) {
		t.Helper()
		if ok, err := s.Take(t.Context(), "k", []byte(digest)); err != nil || ok != want {
			t.Fatalf("take %s: %v %v", digest, ok, err)
		}
	}
	take("never put", false)
	put("a", time.Minute, true)
	put("b", time.Minute, false) // too soon: a stays
	take("b", false)
	take("a", true)
	take("a", false)
	put("c", 0, true)
	take("x", false)
	take("x", false)
	take("x", false)
	take("c", false) // its tries are used up
	put("d", 0, true)
	take("x", false)
	take("x", false)
	take("d", true) // the third and last try
}
