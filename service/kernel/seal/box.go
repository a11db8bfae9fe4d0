// Package seal keeps personal data unreadable in the database.
//
// A Box encrypts with SM4-GCM under its newest key and opens with any of its
// keys, and makes keyed digests (HMAC-SM3) that find an equal value again
// without showing it. Index keys are separate from sealing keys: whoever holds
// an index key can guess resident IDs by trying them all, so neither belongs
// in the database or in its backups.
package seal

import (
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"strings"
	"sync"

	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/sm4"
)

// ErrOpen says that a sealed value was changed, belongs to another place, or
// was sealed with a key that is not here.
var ErrOpen = errors.New("seal: value does not open")

// Key is one secret key with the number it is known by. It never prints.
type Key struct {
	ID    uint32
	bytes []byte
}

// ParseKeys reads "id:base64[,id:base64…]", newest first. size is the length
// each key must have: 16 for SM4, 32 for an index key. Errors never contain
// key material.
func ParseKeys(s string, size int) ([]Key, error) {
	var keys []Key
	seen := map[uint32]bool{}
	for part := range strings.SplitSeq(s, ",") {
		id, b64, ok := strings.Cut(strings.TrimSpace(part), ":")
		if !ok {
			return nil, errors.New("must be ID:BASE64, several separated by commas, newest first")
		}
		var n uint32
		if _, err := fmt.Sscanf(id, "%d", &n); err != nil || n == 0 {
			return nil, errors.New("a key's id must be a number from 1")
		}
		if seen[n] {
			return nil, fmt.Errorf("key id %d occurs twice", n)
		}
		seen[n] = true
		b, err := base64.StdEncoding.DecodeString(b64)
		if err != nil || len(b) != size {
			return nil, fmt.Errorf("key %d must be %d bytes in base64", n, size)
		}
		keys = append(keys, Key{ID: n, bytes: b})
	}
	return keys, nil
}

// GenerateKey makes a fresh key in the form that ParseKeys reads.
func GenerateKey(id uint32, size int) string {
	b := make([]byte, size)
	_, _ = rand.Read(b) // never fails: crypto/rand aborts the process instead
	return fmt.Sprintf("%d:%s", id, base64.StdEncoding.EncodeToString(b))
}

// String hides the key.
func (k Key) String() string { return fmt.Sprintf("key %d", k.ID) }

// GoString hides the key from %#v.
func (k Key) GoString() string { return k.String() }

// Box seals, opens and indexes. It is safe for use by several goroutines.
type Box struct {
	sealID  uint32
	aeads   map[uint32]cipher.AEAD
	indexes []*indexKey // newest first
}

type indexKey struct{ pool sync.Pool }

// NewBox makes a Box; keys are newest first and neither list may be empty.
func NewBox(sealKeys, indexKeys []Key) (*Box, error) {
	if len(sealKeys) == 0 || len(indexKeys) == 0 {
		return nil, errors.New("seal: a box needs at least one sealing key and one index key")
	}
	b := &Box{sealID: sealKeys[0].ID, aeads: make(map[uint32]cipher.AEAD, len(sealKeys))}
	for _, k := range sealKeys {
		block, err := sm4.NewCipher(k.bytes)
		if err != nil {
			return nil, fmt.Errorf("seal: %s: %w", k, err)
		}
		aead, err := cipher.NewGCM(block)
		if err != nil {
			return nil, fmt.Errorf("seal: %s: %w", k, err)
		}
		b.aeads[k.ID] = aead
	}
	for _, k := range indexKeys {
		key := k.bytes
		b.indexes = append(b.indexes, &indexKey{pool: sync.Pool{New: func() any { return hmac.New(sm3.New, key) }}})
	}
	return b, nil
}

// Seal encrypts v. where names the table, column and row it is stored at and
// is bound to the ciphertext: a value copied elsewhere will not open. An empty
// Secret seals to nil, so that "nothing" stays visibly nothing.
// Layout: key id (4, big endian) · nonce (12) · ciphertext and tag.
func (b *Box) Seal(v Secret, where string) []byte {
	if v.s == "" {
		return nil
	}
	return b.SealBytes([]byte(v.s), where)
}

// SealBytes is Seal for bytes that are not text, such as a photo.
func (b *Box) SealBytes(plain []byte, where string) []byte {
	aead := b.aeads[b.sealID]
	out := make([]byte, 4+aead.NonceSize(), 4+aead.NonceSize()+len(plain)+aead.Overhead())
	binary.BigEndian.PutUint32(out, b.sealID)
	nonce := out[4:]
	_, _ = rand.Read(nonce) // never fails: crypto/rand aborts the process instead
	return aead.Seal(out, nonce, plain, []byte(where))
}

// Open decrypts what Seal made for the same place. nil opens to the empty Secret.
func (b *Box) Open(sealed []byte, where string) (Secret, error) {
	if len(sealed) == 0 {
		return Secret{}, nil
	}
	p, err := b.OpenBytes(sealed, where)
	return Secret{string(p)}, err
}

// OpenBytes is Open for bytes that are not text.
func (b *Box) OpenBytes(sealed []byte, where string) ([]byte, error) {
	if len(sealed) < 4 {
		return nil, ErrOpen
	}
	aead, ok := b.aeads[binary.BigEndian.Uint32(sealed)]
	if !ok || len(sealed) < 4+aead.NonceSize() {
		return nil, ErrOpen
	}
	p, err := aead.Open(nil, sealed[4:4+aead.NonceSize()], sealed[4+aead.NonceSize():], []byte(where))
	if err != nil {
		return nil, ErrOpen
	}
	return p, nil
}

// Index is the keyed digest of v under the newest index key: 32 bytes. purpose
// separates kinds of values ("resident_id", "account", "openid"), so that equal
// texts of different kinds do not match. The empty Secret has no index.
func (b *Box) Index(v Secret, purpose string) []byte {
	if v.s == "" {
		return nil
	}
	return b.indexes[0].digest(v, purpose)
}

// Indexes gives the digests under every live index key, newest first: search
// with all of them and a key rotation does not lose anybody.
func (b *Box) Indexes(v Secret, purpose string) [][]byte {
	if v.s == "" {
		return nil
	}
	out := make([][]byte, len(b.indexes))
	for i, k := range b.indexes {
		out[i] = k.digest(v, purpose)
	}
	return out
}

func (k *indexKey) digest(v Secret, purpose string) []byte {
	h := k.pool.Get().(hash.Hash)
	defer k.pool.Put(h)
	h.Reset()
	h.Write([]byte(purpose))
	h.Write([]byte{0})
	h.Write([]byte(v.s))
	return h.Sum(nil)
}
