// Package parcels keeps files that are made here to be handed over, each under
// a random name, until they were.
//
// What lies here is ciphertext that nobody on this machine can open. A file has
// its name only when it is complete and on the platter; what a process that was
// killed left half done has a name that Names gives too, so that it can be
// taken away.
package parcels

import (
	"bufio"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/emmansun/gmsm/sm3"
)

// Store is one folder. It is safe for use by several goroutines and processes.
type Store struct{ dir string }

// New opens the folder, making it when it is missing.
func New(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("parcels: %w", err)
	}
	return &Store{dir}, nil
}

// Put keeps what write writes and gives its name, length and SM3 digest. When
// write fails nothing is kept.
func (s *Store) Put(write func(w io.Writer) error) (name string, size int64, digest []byte, err error) {
	temp, err := os.CreateTemp(s.dir, ".part-*") // mode 0600
	if err != nil {
		return "", 0, nil, fmt.Errorf("parcels: %w", err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, temp.Close(), os.Remove(temp.Name()))
		}
	}()
	sum := sm3.New()
	out := bufio.NewWriterSize(io.MultiWriter(temp, sum), 1<<16)
	if err := write(out); err != nil {
		return "", 0, nil, err
	}
	if err := errors.Join(out.Flush(), temp.Sync()); err != nil {
		return "", 0, nil, fmt.Errorf("parcels: %w", err)
	}
	info, err := temp.Stat()
	if err != nil {
		return "", 0, nil, fmt.Errorf("parcels: %w", err)
	}
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails: crypto/rand aborts the process instead
	name = hex.EncodeToString(b)
	if err := os.Rename(temp.Name(), filepath.Join(s.dir, name)); err != nil {
		return "", 0, nil, fmt.Errorf("parcels: %w", err)
	}
	if err := errors.Join(temp.Close(), s.settle()); err != nil {
		return "", 0, nil, errors.Join(fmt.Errorf("parcels: %w", err), s.Remove(name))
	}
	return name, info.Size(), sum.Sum(nil), nil
}

// settle makes names, new or gone, survive a power cut.
func (s *Store) settle() error {
	d, err := os.Open(s.dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Open reads a file.
func (s *Store) Open(name string) (io.ReadCloser, error) {
	if !filepath.IsLocal(name) || filepath.Base(name) != name {
		return nil, fs.ErrNotExist
	}
	f, err := os.Open(filepath.Join(s.dir, name))
	if err != nil {
		return nil, fmt.Errorf("parcels: %w", err)
	}
	return f, nil
}

// Remove takes a file away; one that is gone already is fine.
func (s *Store) Remove(name string) error {
	if !filepath.IsLocal(name) || filepath.Base(name) != name {
		return fs.ErrNotExist
	}
	if err := os.Remove(filepath.Join(s.dir, name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("parcels: %w", err)
	}
	return s.settle()
}

// Names gives what lies here since before a moment, half-done files included.
func (s *Store) Names(before time.Time) ([]string, error) {
	all, err := os.ReadDir(s.dir)
	if err != nil {
		return nil, fmt.Errorf("parcels: %w", err)
	}
	var out []string
	for _, e := range all {
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("parcels: %w", err)
		}
		if info.ModTime().Before(before) {
			out = append(out, e.Name())
		}
	}
	return out, nil
}
