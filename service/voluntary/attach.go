package voluntary

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/paper"
	"yangguang/service/kernel/picture"
)

// Kinds of attachment.
const (
	KindPhoto = "photo"
	KindPaper = "paper" // a PDF
)

// How many files one step may bring.
const (
	MaxPhotos = 3
	MaxPapers = 2
)

const (
	purpose         = "voluntary"
	variantOriginal = "original"
	variantClean    = "clean"
	variantThumb    = "thumb"
)

// Upload is a file as it came from a browser.
type Upload struct {
	Kind    string // KindPhoto or KindPaper
	Content []byte
}

// stored is one upload on disk, in its variants; shown is the one to show.
type stored struct {
	kind  string
	shown int
	files []model.File
}

// Content is the content of an attachment.
type Content struct {
	Mime string
	Kind string
	Data []byte
}

// take cleans uploads and seals them to disk. What is wrong is told by the
// kind; then nothing is kept.
func (s *Service) take(ctx context.Context, uploads []Upload, bad map[string]string) (out []stored, err error) {
	n := map[string]int{}
	for _, u := range uploads {
		n[u.Kind]++
	}
	if n[KindPhoto] > MaxPhotos {
		bad[KindPhoto] = fmt.Sprintf("最多放%d张照片", MaxPhotos)
	}
	if n[KindPaper] > MaxPapers {
		bad[KindPaper] = fmt.Sprintf("最多放%d个 PDF 文件", MaxPapers)
	}
	if len(bad) > 0 {
		return nil, nil
	}
	for _, u := range uploads {
		one, err := s.store(ctx, u)
		out = append(out, one)
		if fe, ok := errors.AsType[*fault.Error](err); ok && fe.Kind == fault.Invalid {
			bad[u.Kind] = fe.Public
			return nil, s.drop(out)
		}
		if err != nil {
			return nil, errors.Join(err, s.drop(out))
		}
	}
	return out, nil
}

func (s *Service) store(ctx context.Context, u Upload) (stored, error) {
	out := stored{kind: u.Kind}
	write := func(variant, mime string, content []byte) error {
		f, err := s.Files.Write(content, model.File{Mime: mime, Purpose: purpose, Variant: variant})
		if err == nil {
			out.files = append(out.files, f)
		}
		return err
	}
	if u.Kind == KindPaper {
		clean, err := paper.Clean(u.Content)
		if err != nil {
			return out, err
		}
		return out, write(variantOriginal, paper.Mime, clean)
	}
	select {
	case s.decoding <- struct{}{}:
	case <-ctx.Done():
		return out, ctx.Err()
	}
	clean, err := picture.Make(u.Content)
	<-s.decoding
	if err != nil {
		return out, err
	}
	out.shown = 1
	return out, errors.Join(write(variantOriginal, clean.Mime, u.Content), write(variantClean, "image/jpeg", clean.Full), write(variantThumb, "image/jpeg", clean.Thumb))
}

// drop takes files off the disk whose deed did not happen.
func (s *Service) drop(list []stored) error {
	var err error
	for _, one := range list {
		for _, f := range one.files {
			err = errors.Join(err, s.Files.Remove(f))
		}
	}
	return err
}

// attach ties stored files to a step of a declaration inside tx.
func (s *Service) attach(tx *gorm.DB, list []stored, row model.VoluntaryFile) error {
	for _, one := range list {
		ids := make([]int64, len(one.files))
		for i, f := range one.files {
			f.ID = 0
			if i > 0 {
				f.ParentID = ids[0]
			}
			if err := s.Files.Add(tx, &f); err != nil {
				return err
			}
			ids[i] = f.ID
		}
		lf := row
		lf.FileID, lf.Kind = ids[one.shown], one.kind
		if err := tx.Create(&lf).Error; err != nil {
			return fmt.Errorf("voluntary file: %w", err)
		}
	}
	return nil
}

// File reads an attachment for whoever sees the declaration. Opening one is recorded;
// the thumbnails belong to the reading of the page.
func (s *Service) File(ctx context.Context, by actor.Actor, of, id int64, thumb bool) (Content, error) {
	t, err := s.one(ctx, by, of)
	if err != nil {
		return Content{}, err
	}
	a, err := gorm.G[model.VoluntaryFile](s.DB).Where("id = ? AND return_id = ?", id, t.ID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Content{}, notFound()
	}
	if err != nil {
		return Content{}, fmt.Errorf("voluntary file: %w", err)
	}
	thumb = thumb && a.Kind == KindPhoto
	f, err := gorm.G[model.File](s.DB).Where("id = ? AND deleted_at IS NULL", a.FileID).Take(ctx)
	if err == nil && thumb {
		f, err = gorm.G[model.File](s.DB).Where("parent_id = ? AND variant = ? AND deleted_at IS NULL", f.ParentID, variantThumb).Take(ctx)
	}
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Content{}, notFound()
	}
	if err != nil {
		return Content{}, fmt.Errorf("voluntary file: %w", err)
	}
	b, err := s.Files.Read(f)
	if err != nil {
		return Content{}, fmt.Errorf("voluntary file: %w", err)
	}
	c := Content{f.Mime, a.Kind, b}
	if thumb {
		return c, nil
	}
	return c, audit.RecordAlone(ctx, s.DB, by, s.clock(), "voluntary.file", object(t.ID), map[string]any{"file": id})
}
