// Package parcel wraps what is handed over so that only its recipient opens it.
//
// A parcel begins with a line of JSON in clear: for whose public key it is, by
// fingerprint, and the file's own SM4 key, encrypted to that key with SM2. Then
// come pieces of SM4-GCM. Each is bound to the head, to its place and to being
// the last one or not, so that no piece can be changed, dropped or exchanged
// without Open noticing. The key that opens it never was on the machine that
// made it.
package parcel

import (
	"bufio"
	"bytes"
	"crypto/cipher"
	"crypto/ecdsa"
	"crypto/rand"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/emmansun/gmsm/sm2"
	"github.com/emmansun/gmsm/sm4"

	"yangguang/service/kernel/keypair"
)

// format names the layout in the head.
const format = "yangguang-parcel-1"

// piece is how much is sealed at a time.
const piece = 1 << 20

// ErrDamaged says that a parcel was cut or changed.
var ErrDamaged = errors.New("parcel: it is damaged or was changed")

// ErrNotForYou says that a parcel was sealed to another key.
var ErrNotForYou = errors.New("parcel: it was sealed to another key")

// head is the first line of a parcel.
type head struct {
	Format string `json:"format"`
	For    string `json:"for"` // fingerprint of the recipient's public key
	Key    []byte `json:"key"` // the file's SM4 key, encrypted with SM2
}

// Writer seals what is written to it. Close ends the parcel; without it the
// parcel does not open.
type Writer struct {
	out   io.Writer
	aead  cipher.AEAD
	bound []byte // the head, which every piece is bound to
	buf   []byte
	n     uint64
}

// NewWriter begins a parcel for whoever holds the private half of a key.
func NewWriter(out io.Writer, to *ecdsa.PublicKey) (*Writer, error) {
	key := make([]byte, 16)
	_, _ = rand.Read(key) // never fails: crypto/rand aborts the process instead
	mark, err := keypair.MarkOf(to)
	if err != nil {
		return nil, err
	}
	wrapped, err := sm2.EncryptASN1(rand.Reader, to, key)
	if err != nil {
		return nil, fmt.Errorf("parcel: %w", err)
	}
	line, err := json.Marshal(head{format, mark.String(), wrapped})
	if err != nil {
		return nil, fmt.Errorf("parcel: %w", err)
	}
	aead, err := aeadOf(key)
	if err != nil {
		return nil, err
	}
	if _, err := out.Write(append(line, '\n')); err != nil {
		return nil, fmt.Errorf("parcel: %w", err)
	}
	return &Writer{out: out, aead: aead, bound: line, buf: make([]byte, 0, piece)}, nil
}

func aeadOf(key []byte) (cipher.AEAD, error) {
	block, err := sm4.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("parcel: %w", err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, fmt.Errorf("parcel: %w", err)
	}
	return aead, nil
}

// Write takes more of the content.
func (w *Writer) Write(p []byte) (int, error) {
	total := len(p)
	for len(p) > 0 {
		if len(w.buf) == piece {
			if err := w.flush(false); err != nil {
				return 0, err
			}
		}
		k := min(len(p), piece-len(w.buf))
		w.buf = append(w.buf, p[:k]...)
		p = p[k:]
	}
	return total, nil
}

// Close writes the last piece.
func (w *Writer) Close() error { return w.flush(true) }

func (w *Writer) flush(last bool) error {
	sealed := w.aead.Seal(nil, nonce(w.n), w.buf, bound(w.bound, last))
	w.n, w.buf = w.n+1, w.buf[:0]
	if _, err := w.out.Write(sealed); err != nil {
		return fmt.Errorf("parcel: %w", err)
	}
	return nil
}

// nonce counts the pieces: the key is this file's alone.
func nonce(n uint64) []byte { return binary.BigEndian.AppendUint64(make([]byte, 4, 12), n) }

func bound(head []byte, last bool) []byte {
	mark := byte(0)
	if last {
		mark = 1
	}
	return append(bytes.Clone(head), mark)
}

// For reads for whose key a parcel is.
func For(in io.Reader) (mark string, err error) {
	h, _, err := readHead(bufio.NewReader(io.LimitReader(in, 4096)))
	return h.For, err
}

func readHead(in *bufio.Reader) (head, []byte, error) {
	var h head
	line, err := in.ReadSlice('\n')
	if err != nil {
		return h, nil, ErrDamaged
	}
	line = bytes.Clone(line[:len(line)-1])
	if json.Unmarshal(line, &h) != nil || h.Format != format {
		return h, nil, ErrDamaged
	}
	return h, line, nil
}

// Open gives the content of a parcel, whole or not at all.
func Open(in io.Reader, key *sm2.PrivateKey) ([]byte, error) {
	r := bufio.NewReaderSize(in, piece+64)
	h, line, err := readHead(r)
	if err != nil {
		return nil, err
	}
	mark, err := keypair.MarkOf(&key.PublicKey)
	if err != nil {
		return nil, err
	}
	if mark.String() != h.For {
		return nil, ErrNotForYou
	}
	inner, err := key.Decrypt(rand.Reader, h.Key, nil)
	if err != nil || len(inner) != 16 {
		return nil, ErrDamaged
	}
	aead, err := aeadOf(inner)
	if err != nil {
		return nil, err
	}
	var out []byte
	buf := make([]byte, piece+aead.Overhead())
	for n := uint64(0); ; n++ {
		k, err := io.ReadFull(r, buf)
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, ErrDamaged
		}
		_, more := r.Peek(1)
		last := more != nil
		if out, err = aead.Open(out, nonce(n), buf[:k], bound(line, last)); err != nil {
			return nil, ErrDamaged
		}
		if last {
			return out, nil
		}
	}
}
