// Package proof makes receipts that prove themselves.
//
// A receipt says when something was filed, by when it has to be looked at and
// answered, and what was filed, as a digest. The county signs it with SM2, so
// that anybody who has the public key can check it without asking anybody.
//
// The 16-digit number that is the reporter's only handle is not in it, nor
// anything that was written: both are there as digests under a key that is
// slow to compute from the number. Who finds a receipt learns nothing; who
// holds the number too can show what was filed.
package proof

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/hmac"
	"crypto/pbkdf2"
	"crypto/rand"
	"encoding/asn1"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"math/big"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm3"

	"yangguang/service/kernel/keypair"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// Receipt is what is signed.
type Receipt struct {
	At      time.Time  // when it was filed, to the second
	Screen  period.Day // by when it is looked at
	Answer  period.Day // by when the reporter is told whether it is accepted; 0 is nothing promised
	salt    [16]byte
	number  [16]byte
	content [32]byte
	key     keypair.Mark
	sig     [64]byte
}

// The first byte of a token says how the rest is laid out.
const (
	version   = 1
	signedLen = 1 + 8 + 4 + 4 + 16 + 16 + 32 + 8
	tokenLen  = signedLen + 64
	prefix    = "YGR1."
)

// rounds make a guess at the number cost as much as some ten thousand digests.
const rounds = 10_000

// ErrNoReceipt says that a text holds no receipt.
var ErrNoReceipt = errors.New("proof: no receipt in this text")

// ErrForged says that a receipt was changed, or signed by somebody else.
var ErrForged = errors.New("proof: the signature does not hold")

// ErrAltered says that the words around a receipt are not its own.
var ErrAltered = errors.New("proof: the words are not those of the signature")

// Signer signs receipts with the newest of its keys.
type Signer struct{ keys []*sm2.PrivateKey }

// NewSigner reads the keys of the setting, newest first.
func NewSigner(setting string) (*Signer, error) {
	keys, err := keypair.ParseSetting(setting)
	if err != nil {
		return nil, err
	}
	return &Signer{keys}, nil
}

// Public lists the public keys, newest first.
func (s *Signer) Public() []*ecdsa.PublicKey {
	out := make([]*ecdsa.PublicKey, len(s.keys))
	for i, k := range s.keys {
		out[i] = &k.PublicKey
	}
	return out
}

// PublicPEM is the file of public keys that is given to whoever wants to check.
func (s *Signer) PublicPEM() (string, error) {
	var b strings.Builder
	for _, k := range s.Public() {
		text, err := keypair.PublicPEM(k)
		if err != nil {
			return "", err
		}
		b.WriteString(text)
	}
	return b.String(), nil
}

// Issue signs a receipt for what was filed under a number. content is what
// Content made.
func (s *Signer) Issue(number, content seal.Secret, at time.Time, screen, answer period.Day) (Receipt, error) {
	r := Receipt{At: at.UTC().Truncate(time.Second), Screen: screen, Answer: answer}
	_, _ = rand.Read(r.salt[:]) // never fails: crypto/rand aborts the process instead
	var err error
	if r.number, r.content, err = r.digests(number, content); err != nil {
		return r, err
	}
	key := s.keys[0]
	if r.key, err = keypair.MarkOf(&key.PublicKey); err != nil {
		return r, err
	}
	der, err := key.SignWithSM2(rand.Reader, nil, r.signed())
	if err != nil {
		return r, fmt.Errorf("proof: %w", err)
	}
	var sig struct{ R, S *big.Int }
	if _, err := asn1.Unmarshal(der, &sig); err != nil {
		return r, fmt.Errorf("proof: %w", err)
	}
	sig.R.FillBytes(r.sig[:32])
	sig.S.FillBytes(r.sig[32:])
	return r, nil
}

// digests are the keyed digests of the number and of what was filed under it.
func (r Receipt) digests(number, content seal.Secret) (n [16]byte, c [32]byte, err error) {
	key, err := pbkdf2.Key(func() hash.Hash { return sm3.New() }, number.Reveal(), r.salt[:], rounds, 32)
	if err != nil {
		return n, c, fmt.Errorf("proof: %w", err)
	}
	sum := func(purpose, text string) []byte {
		h := hmac.New(sm3.New, key)
		h.Write([]byte(purpose))
		h.Write([]byte{0})
		h.Write([]byte(text))
		return h.Sum(nil)
	}
	copy(n[:], sum("number", number.Reveal()))
	copy(c[:], sum("content", content.Reveal()))
	return n, c, nil
}

// signed is the part that the signature covers.
func (r Receipt) signed() []byte {
	b := make([]byte, 0, tokenLen)
	b = append(b, version)
	b = binary.BigEndian.AppendUint64(b, uint64(r.At.Unix()))
	b = binary.BigEndian.AppendUint32(b, uint32(r.Screen))
	b = binary.BigEndian.AppendUint32(b, uint32(r.Answer))
	b = append(b, r.salt[:]...)
	b = append(b, r.number[:]...)
	b = append(b, r.content[:]...)
	return append(b, r.key[:]...)
}

// Token is the receipt in one line, short enough for a QR picture.
func (r Receipt) Token() string {
	return prefix + base64.RawURLEncoding.EncodeToString(append(r.signed(), r.sig[:]...))
}

// Key is the fingerprint of the key that signed, or is said to have.
func (r Receipt) Key() keypair.Mark { return r.key }

// Verify checks the signature with whichever of the keys signed.
func (r Receipt) Verify(keys ...*ecdsa.PublicKey) error {
	for _, k := range keys {
		m, err := keypair.MarkOf(k)
		if err != nil {
			return err
		}
		if m != r.key {
			continue
		}
		der, err := asn1.Marshal(struct{ R, S *big.Int }{new(big.Int).SetBytes(r.sig[:32]), new(big.Int).SetBytes(r.sig[32:])})
		if err == nil && sm2.VerifyASN1WithSM2(k, nil, r.signed(), der) {
			return nil
		}
	}
	return ErrForged
}

// Matches reports whether this is the receipt of a number, and whether what was
// filed under it is content.
func (r Receipt) Matches(number, content seal.Secret) (ofNumber, ofContent bool, err error) {
	n, c, err := r.digests(number, content)
	return hmac.Equal(n[:], r.number[:]), hmac.Equal(c[:], r.content[:]), err
}

// parseToken reads what Token wrote.
func parseToken(text string) (Receipt, error) {
	var r Receipt
	b, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(b) != tokenLen || b[0] != version {
		return r, ErrNoReceipt
	}
	in := bytes.NewReader(b[1:])
	var head struct {
		At             int64
		Screen, Answer int32
		Salt, Number   [16]byte
		Content        [32]byte
		Key            [8]byte
		Sig            [64]byte
	}
	if err := binary.Read(in, binary.BigEndian, &head); err != nil {
		return r, ErrNoReceipt
	}
	return Receipt{
		At: time.Unix(head.At, 0).UTC(), Screen: period.Day(head.Screen), Answer: period.Day(head.Answer),
		salt: head.Salt, number: head.Number, content: head.Content, key: head.Key, sig: head.Sig,
	}, nil
}
