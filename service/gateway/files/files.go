// Package files keeps uploaded files sealed on disk.
//
// What lies on the disk is ciphertext from the first byte on: no temporary
// file ever holds the content in clear. A file appears under its final, random
// name only when it is complete and on the platter. The row in the database
// says what it is; the digest in that row proves that it is still the same. The
// digest is keyed: a plain one would tell whoever has a photo that it was sent in.
package files

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/seal"
)

// ErrDamaged says that a file is not what its row says it was.
var ErrDamaged = errors.New("files: the content is not what was stored")

// digestPurpose separates the digests of files from all others.
const digestPurpose = "file"

// Store is one folder of sealed files under one box. It is safe for use by
// several goroutines and several processes.
type Store struct {
	dir string
	box *seal.Box
	now func() time.Time
}

// New opens the folder, making it when it is missing.
func New(dir string, box *seal.Box, now func() time.Time) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("files: %w", err)
	}
	return &Store{dir: dir, box: box, now: now}, nil
}

// Write seals content to disk and gives the row that describes it, to be added
// in the transaction of the deed. f brings mime, purpose, variant and parent.
// When that transaction fails, call Remove.
func (s *Store) Write(content []byte, f model.File) (model.File, error) {
	name := make([]byte, 16)
	_, _ = rand.Read(name) // never fails: crypto/rand aborts the process instead
	n := hex.EncodeToString(name)
	f.Path = n[:2] + "/" + n
	f.Digest, f.Size = s.box.Index(seal.NewSecret(string(content)), digestPurpose), int64(len(content))
	f.CreatedAt = s.now().UTC().Truncate(time.Second)
	if err := s.put(f.Path, s.box.SealBytes(content, place(f.Path))); err != nil {
		return f, fmt.Errorf("files write: %w", err)
	}
	return f, nil
}

// Add writes the row inside tx and fills in its number.
func (*Store) Add(tx *gorm.DB, f *model.File) error {
	if err := tx.Create(f).Error; err != nil {
		return fmt.Errorf("files row: %w", err)
	}
	return nil
}

// Read opens the content of a row.
func (s *Store) Read(f model.File) ([]byte, error) {
	if !filepath.IsLocal(f.Path) {
		return nil, ErrDamaged
	}
	sealed, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(f.Path)))
	if err != nil {
		return nil, fmt.Errorf("files read: %w", err)
	}
	content, err := s.box.OpenBytes(sealed, place(f.Path))
	if err != nil {
		return nil, fmt.Errorf("files read: %w", err)
	}
	same := func(digest []byte) bool { return bytes.Equal(digest, f.Digest) }
	if !slices.ContainsFunc(s.box.Indexes(seal.NewSecret(string(content)), digestPurpose), same) {
		return nil, ErrDamaged
	}
	return content, nil
}

// Remove takes a file off the disk; one that is gone already is fine.
func (s *Store) Remove(f model.File) error {
	if !filepath.IsLocal(f.Path) {
		return ErrDamaged
	}
	err := os.Remove(filepath.Join(s.dir, filepath.FromSlash(f.Path)))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("files remove: %w", err)
	}
	return nil
}

// place binds the ciphertext to its name, so that one file cannot be passed
// off as another.
func place(path string) string { return "files.content/" + path }

// put writes beside the final name, forces the bytes out, and renames: a
// reader sees the whole file or none.
func (s *Store) put(path string, sealed []byte) (err error) {
	final := filepath.Join(s.dir, filepath.FromSlash(path))
	dir := filepath.Dir(final)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(dir, ".part-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(temp.Name())
		}
	}()
	if _, err := temp.Write(sealed); err != nil {
		return errors.Join(err, temp.Close())
	}
	if err := temp.Sync(); err != nil {
		return errors.Join(err, temp.Close())
	}
	if err := temp.Close(); err != nil {
		return err
	}
	if err := os.Rename(temp.Name(), final); err != nil {
		return err
	}
	return syncDir(dir)
}

// syncDir makes the new name itself survive a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
