package vault

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"testing/iotest"

	"yangguang/service/kernel/fault"
	"yangguang/service/store/dbtest"
)

func newVault(t *testing.T) *Vault {
	t.Helper()
	box := dbtest.Box(t)
	v, err := New(filepath.Join(t.TempDir(), "vault"), box)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func content(n int) []byte {
	b := make([]byte, n)
	r := rand.NewChaCha8([32]byte{1})
	_, _ = r.Read(b)
	return b
}

func readAll(v *Vault, name string) ([]byte, error) {
	r, err := v.Open(name)
	if err != nil {
		return nil, err
	}
	b, err := io.ReadAll(r)
	return b, errors.Join(err, r.Close())
}

func TestWhatGoesInComesOut(t *testing.T) {
	v := newVault(t)
	for _, n := range []int{0, 1, piece - 1, piece, piece + 1, 3*piece + 5} {
		want := content(n)
		name, _, size, err := v.Put(t.Context(), bytes.NewReader(want), 1<<30)
		if err != nil || size != int64(n) {
			t.Fatalf("%d bytes: %v", n, err)
		}
		got, err := readAll(v, name)
		if err != nil || !bytes.Equal(got, want) {
			t.Fatalf("%d bytes come back as %d, %v", n, len(got), err)
		}
	}
}

func TestDamageIsNoticed(t *testing.T) {
	v := newVault(t)
	name, _, _, err := v.Put(t.Context(), bytes.NewReader(content(2*piece+9)), 1<<30)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(v.path(name))
	if err != nil {
		t.Fatal(err)
	}
	first := 4 + piece + 32 // key id, nonce and tag
	flipped := bytes.Clone(whole)
	flipped[first/2] ^= 1
	for what, b := range map[string][]byte{
		"empty":               {},
		"cut inside a piece":  whole[:len(whole)-1],
		"last piece cut off":  whole[:2*first],
		"first piece dropped": whole[first:],
		"pieces exchanged":    append(append(bytes.Clone(whole[first:2*first]), whole[:first]...), whole[2*first:]...),
		"a bit flipped":       flipped,
		"something appended":  append(bytes.Clone(whole), 0),
	} {
		if err := os.WriteFile(v.path(name), b, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readAll(v, name); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := os.WriteFile(v.path("another"), whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := readAll(v, "another"); !errors.Is(err, ErrDamaged) {
		t.Errorf("under another name: %v", err)
	}
}

func TestTooLargeKeepsNothing(t *testing.T) {
	v := newVault(t)
	if _, _, _, err := v.Put(t.Context(), bytes.NewReader(content(100)), 99); !fault.Is(err, fault.TooLarge) {
		t.Fatal(err)
	}
	left, err := os.ReadDir(v.dir)
	if err != nil || len(left) != 0 {
		t.Errorf("%v %v", left, err)
	}
}

// TestHalfAFileIsNoFile: an upload that is cut off anywhere, also where a piece
// ends, is an error and leaves nothing.
func TestHalfAFileIsNoFile(t *testing.T) {
	v := newVault(t)
	for _, n := range []int{0, 100, piece, piece + 100} {
		for _, cut := range []error{io.ErrUnexpectedEOF, errors.New("line broken")} {
			_, _, _, err := v.Put(t.Context(), io.MultiReader(bytes.NewReader(content(n)), iotest.ErrReader(cut)), 1<<30)
			if !errors.Is(err, cut) {
				t.Errorf("%d bytes, then %v: %v", n, cut, err)
			}
		}
	}
	left, err := os.ReadDir(v.dir)
	if err != nil || len(left) != 0 {
		t.Errorf("%v %v", left, err)
	}
}
