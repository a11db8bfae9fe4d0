// Package keypair reads and writes SM2 keys as PEM, and names public keys by
// their fingerprint.
//
// A public key is PKIX, a private key PKCS#8, as every tool for the national
// algorithms writes them. The fingerprint is the first eight bytes of the SM3
// digest of the public key's DER form: short enough to be read out by telephone.
package keypair

import (
	"crypto/ecdsa"
	"crypto/rand"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"fmt"
	"strings"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm3"
	"github.com/emmansun/gmsm/smx509"
)

// The types of PEM blocks.
const (
	publicBlock  = "PUBLIC KEY"
	privateBlock = "PRIVATE KEY"
)

// Mark is the fingerprint of a public key.
type Mark [8]byte

// String writes the fingerprint in groups of four.
func (m Mark) String() string {
	s := strings.ToUpper(hex.EncodeToString(m[:]))
	return s[:4] + " " + s[4:8] + " " + s[8:12] + " " + s[12:]
}

// Generate makes a fresh private key.
func Generate() (*sm2.PrivateKey, error) {
	k, err := sm2.GenerateKey(rand.Reader)
	if err != nil {
		return nil, fmt.Errorf("keypair: %w", err)
	}
	return k, nil
}

// MarkOf is the fingerprint of a public key.
func MarkOf(pub *ecdsa.PublicKey) (Mark, error) {
	var m Mark
	der, err := smx509.MarshalPKIXPublicKey(pub)
	if err != nil {
		return m, fmt.Errorf("keypair: %w", err)
	}
	sum := sm3.Sum(der)
	copy(m[:], sum[:])
	return m, nil
}

// PublicPEM writes a public key.
func PublicPEM(pub *ecdsa.PublicKey) (string, error) {
	der, err := smx509.MarshalPKIXPublicKey(pub)
	if err != nil {
		return "", fmt.Errorf("keypair: %w", err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: publicBlock, Bytes: der})), nil
}

// PrivatePEM writes a private key. What it gives is a secret.
func PrivatePEM(k *sm2.PrivateKey) ([]byte, error) {
	der, err := smx509.MarshalPKCS8PrivateKey(k)
	if err != nil {
		return nil, fmt.Errorf("keypair: %w", err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: privateBlock, Bytes: der}), nil
}

// ErrNoKey says that a text holds no SM2 key of the kind that was asked for.
var ErrNoKey = errors.New("keypair: no SM2 key in this text")

// ParsePublic reads the first public key of a text. A private key in its place
// is refused: it must not travel.
func ParsePublic(text string) (*ecdsa.PublicKey, error) {
	all, err := ParsePublics(text)
	if err != nil {
		return nil, err
	}
	return all[0], nil
}

// ParsePublics reads every public key of a text, in its order; at least one.
func ParsePublics(text string) ([]*ecdsa.PublicKey, error) {
	var out []*ecdsa.PublicKey
	rest := []byte(text)
	for {
		var b *pem.Block
		if b, rest = pem.Decode(rest); b == nil {
			break
		}
		if b.Type != publicBlock {
			return nil, ErrNoKey
		}
		k, err := smx509.ParsePKIXPublicKey(b.Bytes)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoKey, err)
		}
		pub, ok := k.(*ecdsa.PublicKey)
		if !ok || !sm2.IsSM2PublicKey(pub) {
			return nil, ErrNoKey
		}
		out = append(out, pub)
	}
	if len(out) == 0 {
		return nil, ErrNoKey
	}
	return out, nil
}

// ParsePrivate reads a private key. Its errors never hold key material.
func ParsePrivate(text []byte) (*sm2.PrivateKey, error) {
	b, _ := pem.Decode(text)
	if b == nil || b.Type != privateBlock {
		return nil, ErrNoKey
	}
	k, err := smx509.ParsePKCS8PrivateKey(b.Bytes)
	if err != nil {
		return nil, ErrNoKey
	}
	priv, ok := k.(*sm2.PrivateKey)
	if !ok {
		return nil, ErrNoKey
	}
	return priv, nil
}

// GenerateSetting makes a private key in the form of a setting, "id:base64".
func GenerateSetting(id uint32) string {
	d := make([]byte, 32)
	for {
		_, _ = rand.Read(d) // never fails: crypto/rand aborts the process instead
		if _, err := sm2.NewPrivateKey(d); err == nil {
			return fmt.Sprintf("%d:%s", id, base64.StdEncoding.EncodeToString(d))
		}
	}
}

// ParseSetting reads "id:base64[,id:base64…]", newest first. Its errors never
// hold key material.
func ParseSetting(s string) ([]*sm2.PrivateKey, error) {
	var out []*sm2.PrivateKey
	for part := range strings.SplitSeq(s, ",") {
		_, text, ok := strings.Cut(strings.TrimSpace(part), ":")
		if !ok {
			return nil, errors.New("must be ID:BASE64, several separated by commas, newest first")
		}
		d, err := base64.StdEncoding.DecodeString(text)
		if err != nil || len(d) != 32 {
			return nil, errors.New("a signing key must be 32 bytes in base64")
		}
		k, err := sm2.NewPrivateKey(d)
		if err != nil {
			return nil, errors.New("a signing key must be a private key of SM2")
		}
		out = append(out, k)
	}
	return out, nil
}
