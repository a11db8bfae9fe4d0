package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/importer/kind"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/clip"
)

// withFile reads the sealed original back for as long as do runs. The file is
// in clear only under a name that is gone before the first row is read.
func (s *Service) withFile(ctx context.Context, b model.Batch, do func(f *sheet.File) error) (err error) {
	stored, err := gorm.G[model.File](s.db).Where("id = ?", b.FileID).Take(ctx)
	if err != nil {
		return fmt.Errorf("import file: %w", err)
	}
	in, err := s.vault.Open(stored.Path)
	if err != nil {
		return fmt.Errorf("import file: %w", err)
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if err := os.MkdirAll(s.tmp, 0o700); err != nil {
		return fmt.Errorf("import file: %w", err)
	}
	plain, err := os.CreateTemp(s.tmp, "import-*")
	if err != nil {
		return fmt.Errorf("import file: %w", err)
	}
	defer func() { _ = os.Remove(plain.Name()) }() // usually gone already
	_, err = io.Copy(plain, in)
	if err := errors.Join(err, plain.Close()); err != nil {
		return fmt.Errorf("import file: %w", err)
	}
	f, err := sheet.Open(ctx, plain.Name(), b.FileName)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	if err := os.Remove(plain.Name()); err != nil {
		return fmt.Errorf("import file: %w", err)
	}
	return do(f)
}

// records calls each for every record of the batch's file, after opened with the
// file, and gives what was left out of it.
func (s *Service) records(ctx context.Context, b model.Batch, k kind.Kind, opened func(*sheet.File), each func(rec sheet.Record) error) (left leftOut, err error) {
	known, words := s.judged(k), namedIn(s.db, k)
	err = s.withFile(ctx, b, func(f *sheet.File) error {
		if opened != nil {
			opened(f)
		}
		r := sheet.NewReader(f, k, s.today())
		for rec, err := range r.Records(ctx) {
			if err != nil {
				return err
			}
			if rec, err = known.take(ctx, rec); err != nil {
				return err
			}
			if rec, err = words.take(ctx, rec); err != nil {
				return err
			}
			if err := each(rec); err != nil {
				return err
			}
		}
		left.notices = r.Notices()
		left.headers, left.columns = r.Unmatched()
		for _, info := range f.Sheets() {
			left.sheets = append(left.sheets, clip.Runes(info.Name, 64))
		}
		return nil
	})
	return left, err
}

// leftOut is what of a file nobody read.
type leftOut struct {
	notices []sheet.Notice
	headers []string // that stand for no column
	columns []string // that the file does not have
	sheets  []string // all of the file's
}

// staleAfter is when a file in clear cannot be in use any more: its name is
// taken away before its first row is read.
const staleAfter = 30 * time.Minute

// Tidy takes away what a process that was killed while it read a file back may
// have left in clear.
func (s *Service) Tidy() error {
	entries, err := os.ReadDir(s.tmp)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("import leftovers: %w", err)
	}
	var errs []error
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || s.now().Sub(info.ModTime()) < staleAfter {
			continue // gone meanwhile, or in use
		}
		errs = append(errs, os.Remove(filepath.Join(s.tmp, e.Name())))
	}
	return errors.Join(errs...)
}
