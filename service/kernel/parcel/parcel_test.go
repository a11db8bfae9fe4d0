package parcel_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"testing"

	"yangguang/service/kernel/keypair"
	"yangguang/service/kernel/parcel"
)

func TestOnlyTheRecipientOpens(t *testing.T) {
	key, err := keypair.Generate()
	if err != nil {
		t.Fatal(err)
	}
	other, err := keypair.Generate()
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{0, 1, 1<<20 - 1, 1 << 20, 1<<20 + 1, 3<<20 + 5} {
		content := make([]byte, size)
		_, _ = rand.Read(content)
		var b bytes.Buffer
		w, err := parcel.NewWriter(&b, &key.PublicKey)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(content); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if got, err := parcel.Open(bytes.NewReader(b.Bytes()), key); err != nil || !bytes.Equal(got, content) {
			t.Fatalf("%d bytes: %v", size, err)
		}
		if _, err := parcel.Open(bytes.NewReader(b.Bytes()), other); !errors.Is(err, parcel.ErrNotForYou) {
			t.Errorf("%d bytes, another's key: %v", size, err)
		}
		for name, broken := range map[string][]byte{
			"cut": b.Bytes()[:b.Len()-1], "longer": append(bytes.Clone(b.Bytes()), 0), "changed": flipped(b.Bytes(), b.Len()-3), "empty": nil,
			"head changed": flipped(b.Bytes(), 100),
		} {
			if _, err := parcel.Open(bytes.NewReader(broken), key); err == nil {
				t.Errorf("%d bytes, %s: opens", size, name)
			}
		}
		mark, err := keypair.MarkOf(&key.PublicKey)
		if got, gerr := parcel.For(bytes.NewReader(b.Bytes())); err != nil || gerr != nil || got != mark.String() {
			t.Errorf("for %q, %v %v", got, err, gerr)
		}
	}
}

func flipped(b []byte, at int) []byte {
	c := bytes.Clone(b)
	c[at] ^= 1
	return c
}

func TestAPieceCannotBeDropped(t *testing.T) {
	key, err := keypair.Generate()
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w, err := parcel.NewWriter(&b, &key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(make([]byte, 3<<20)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	head := bytes.IndexByte(b.Bytes(), '\n') + 1
	const sealed = 1<<20 + 16
	without := append(bytes.Clone(b.Bytes()[:head+sealed]), b.Bytes()[head+2*sealed:]...)
	if _, err := parcel.Open(bytes.NewReader(without), key); !errors.Is(err, parcel.ErrDamaged) {
		t.Errorf("a piece was dropped: %v", err)
	}
	if _, err := parcel.Open(bytes.NewReader(b.Bytes()[:head+sealed]), key); !errors.Is(err, parcel.ErrDamaged) {
		t.Errorf("the end was cut off: %v", err)
	}
}

func TestAPrivateKeyIsNotTakenForAPublicOne(t *testing.T) {
	key, err := keypair.Generate()
	if err != nil {
		t.Fatal(err)
	}
	text, err := keypair.PrivatePEM(key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := keypair.ParsePublic(string(text)); err == nil {
		t.Error("taken")
	}
	back, err := keypair.ParsePrivate(text)
	if err != nil || !back.Equal(key) {
		t.Errorf("%v", err)
	}
}
