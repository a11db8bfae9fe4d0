package dbtest

import (
	"testing"

	"yangguang/service/kernel/seal"
)

// Box gives a box with keys of its own: what it seals no other box opens.
func Box(t testing.TB) *seal.Box {
	t.Helper()
	keys := func(size int) []seal.Key {
		k, err := seal.ParseKeys(seal.GenerateKey(1, size), size)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	box, err := seal.NewBox(keys(16), keys(32))
	if err != nil {
		t.Fatal(err)
	}
	return box
}
