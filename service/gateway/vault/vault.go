// Package vault keeps large files sealed on disk as a stream: neither writing
// nor reading needs the whole file in memory, and what lies on the disk is
// ciphertext from the first byte on.
//
// A file is a row of pieces. Each piece is bound to the file's name, its place
// in the row and to being the last one or not, so that pieces cannot be
// exchanged, dropped or cut off without Open noticing.
package vault

import (
	"bufio"
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/emmansun/gmsm/sm3"

	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

// piece is how much is sealed at a time.
const piece = 1 << 20

// ErrDamaged says that a file was cut, changed or moved.
var ErrDamaged = errors.New("vault: file is damaged")

// Vault is one folder of sealed files under one box.
type Vault struct {
	dir string
	box *seal.Box
}

// New opens the folder, making it when it is missing.
func New(dir string, box *seal.Box) (*Vault, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	return &Vault{dir, box}, nil
}

// Put seals r to disk and gives its random name, the SM3 digest of the content
// and its length in bytes. The file has its name only when it is complete and on
// the platter. More than limit bytes is fault.TooLarge, and nothing is kept.
func (v *Vault) Put(ctx context.Context, r io.Reader, limit int64) (name string, digest []byte, size int64, err error) {
	name = strings.ToLower(rand.Text())
	f, err := os.OpenFile(filepath.Join(v.dir, name+".part"), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", nil, 0, fmt.Errorf("vault: %w", err)
	}
	defer func() {
		if err != nil {
			_ = f.Close() // the first failure is the one to tell
			_ = os.Remove(f.Name())
		}
	}()
	sum, src := sm3.New(), &source{r: r}
	in := bufio.NewReaderSize(io.TeeReader(io.LimitReader(src, limit+1), sum), piece)
	buf := make([]byte, piece)
	for n := 0; ; n++ {
		if err := ctx.Err(); err != nil {
			return "", nil, 0, err
		}
		k, rerr := io.ReadFull(in, buf)
		size += int64(k)
		if size > limit {
			return "", nil, 0, fault.Newf(fault.TooLarge, "文件超过 %d MB，请拆成几个文件再上传", limit>>20)
		}
		_, perr := in.Peek(1)
		if src.err != nil {
			return "", nil, 0, fmt.Errorf("vault: %w", src.err)
		}
		last := rerr != nil || perr != nil
		sealed := v.box.SealBytes(buf[:k], place(name, n, last))
		var head [4]byte
		binary.BigEndian.PutUint32(head[:], uint32(len(sealed))) //nolint:gosec // a piece and its tag
		if _, err := f.Write(append(head[:], sealed...)); err != nil {
			return "", nil, 0, fmt.Errorf("vault: %w", err)
		}
		if last {
			break
		}
	}
	if err := errors.Join(f.Sync(), f.Close()); err != nil {
		return "", nil, 0, fmt.Errorf("vault: %w", err)
	}
	if err := os.Rename(f.Name(), v.path(name)); err != nil {
		return "", nil, 0, fmt.Errorf("vault: %w", err)
	}
	return name, sum.Sum(nil), size, syncDir(v.dir)
}

// source remembers why reading stopped, if it was not the end: an upload that
// is cut off gives io.ErrUnexpectedEOF, which io.ReadFull also gives for a file
// that merely ends, and half a file must not pass for a whole one.
type source struct {
	r   io.Reader
	err error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && err != io.EOF { //nolint:errorlint // only the plain end is one
		s.err = err
	}
	return n, err
}

// Open reads a file piece by piece.
func (v *Vault) Open(name string) (io.ReadCloser, error) {
	f, err := os.Open(v.path(name))
	if err != nil {
		return nil, fmt.Errorf("vault: %w", err)
	}
	return &reader{v: v, name: name, f: f, in: bufio.NewReaderSize(f, piece+64)}, nil
}

// Remove takes a file off the disk; one that is gone already is fine.
func (v *Vault) Remove(name string) error {
	if err := os.Remove(v.path(name)); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("vault: %w", err)
	}
	return nil
}

func (v *Vault) path(name string) string { return filepath.Join(v.dir, filepath.Base(name)) }

func place(name string, n int, last bool) string {
	return fmt.Sprintf("vault/%s/%d/%t", name, n, last)
}

type reader struct {
	v    *Vault
	name string
	f    *os.File
	in   *bufio.Reader
	n    int
	rest []byte
	done bool
}

func (r *reader) Read(p []byte) (int, error) {
	for len(r.rest) == 0 {
		if r.done {
			return 0, io.EOF
		}
		if err := r.next(); err != nil {
			return 0, err
		}
	}
	k := copy(p, r.rest)
	r.rest = r.rest[k:]
	return k, nil
}

func (r *reader) next() error {
	var head [4]byte
	if _, err := io.ReadFull(r.in, head[:]); err != nil {
		return ErrDamaged
	}
	size := binary.BigEndian.Uint32(head[:])
	if size > piece+256 {
		return ErrDamaged
	}
	sealed := make([]byte, size)
	if _, err := io.ReadFull(r.in, sealed); err != nil {
		return ErrDamaged
	}
	_, err := r.in.Peek(1)
	r.done = err != nil
	plain, err := r.v.box.OpenBytes(sealed, place(r.name, r.n, r.done))
	if err != nil {
		return ErrDamaged
	}
	r.n++
	r.rest = plain
	return nil
}

// Close ends the reading.
func (r *reader) Close() error { return r.f.Close() }

// syncDir makes a new name survive a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("vault: %w", err)
	}
	if err := errors.Join(d.Sync(), d.Close()); err != nil {
		return fmt.Errorf("vault: %w", err)
	}
	return nil
}
