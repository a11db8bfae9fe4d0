package files

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/emmansun/gmsm/sm3"

	"yangguang/model"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest"
)

func testStore(t *testing.T) *Store {
	t.Helper()
	box := dbtest.Box(t)
	st, err := New(filepath.Join(t.TempDir(), "files"), box, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return st
}

func TestNothingLiesInClear(t *testing.T) {
	s := testStore(t)
	secret := []byte("这是一张照片里的内容 450923199003070011")
	f, err := s.Write(secret, model.File{Mime: "image/jpeg", Purpose: "petition", Variant: "original"})
	if err != nil {
		t.Fatal(err)
	}
	if plain := sm3.Sum(secret); bytes.Equal(f.Digest, plain[:]) {
		t.Error("the row's digest tells whoever has the photo that it was sent in")
	}
	n := 0
	err = filepath.WalkDir(s.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		n++
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if bytes.Contains(b, []byte("4509231990")) {
			t.Errorf("%s holds the content in clear", path)
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm() != 0o600 {
			t.Errorf("mode %v", info.Mode())
		}
		return err
	})
	if err != nil || n != 1 {
		t.Fatalf("%d files, %v", n, err)
	}
	got, err := s.Read(f)
	if err != nil || !bytes.Equal(got, secret) {
		t.Fatalf("read: %v", err)
	}
	if err := s.Remove(f); err != nil {
		t.Fatal(err)
	}
	if err := s.Remove(f); err != nil {
		t.Errorf("removing twice: %v", err)
	}
	if _, err := s.Read(f); err == nil {
		t.Error("it is still there")
	}
}

func TestDamageAndExchangeAreFound(t *testing.T) {
	s := testStore(t)
	one, err := s.Write([]byte("one"), model.File{})
	if err != nil {
		t.Fatal(err)
	}
	two, err := s.Write([]byte("two"), model.File{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(filepath.Join(s.dir, two.Path))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.dir, one.Path), b, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Read(one); !errors.Is(err, seal.ErrOpen) {
		t.Errorf("one file passed off as another: %v", err)
	}
	two.Digest = one.Digest
	if _, err := s.Read(two); !errors.Is(err, ErrDamaged) {
		t.Errorf("another digest: %v", err)
	}
	for _, path := range []string{"../secrets", "/etc/passwd", ""} {
		if _, err := s.Read(model.File{Path: path}); !errors.Is(err, ErrDamaged) {
			t.Errorf("path %q: %v", path, err)
		}
		if err := s.Remove(model.File{Path: path}); !errors.Is(err, ErrDamaged) {
			t.Errorf("remove %q: %v", path, err)
		}
	}
}
