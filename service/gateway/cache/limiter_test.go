package cache_test

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"
	"time"

	"yangguang/service/gateway/cache"
	"yangguang/service/store/dbtest"
)

func TestALimitTellsNobodysAddress(t *testing.T) {
	const address = "203.0.113.7"
	client := dbtest.Redis(t)
	l := cache.NewLimiter(client, dbtest.Box(t))
	for i := range 3 {
		ok, wait, err := l.Allow(t.Context(), "complaint", address, 2, time.Hour)
		if err != nil || ok != (i < 2) || (wait > 0) != (i == 2) {
			t.Fatalf("use %d: %v %v %v", i, ok, wait, err)
		}
	}
	keys, err := client.Keys(t.Context(), "*").Result()
	if err != nil || len(keys) != 1 {
		t.Fatalf("%v %v", keys, err)
	}
	guess := sha256.Sum256([]byte("complaint\x00" + address)) // what anybody can compute for every address there is
	if strings.Contains(keys[0], address) || strings.Contains(keys[0], hex.EncodeToString(guess[:12])) {
		t.Errorf("%s names the address", keys[0])
	}
}
