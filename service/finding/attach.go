package finding

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/picture"
	"yangguang/service/kernel/sound"
)

// Kinds of attachment.
const (
	KindPhoto = "photo"
	KindVoice = "voice"
)

// MaxPhotos is how many photos one answer may have.
const MaxPhotos = 6

const (
	purpose         = "finding"
	variantOriginal = "original" // as sent
	variantClean    = "clean"    // re-encoded, without metadata
	variantThumb    = "thumb"
)

// Upload is a file as it came from a browser.
type Upload struct {
	Kind    string // KindPhoto or KindVoice
	Content []byte
}

// stored is one upload on disk, in its variants, the original first.
type stored struct {
	kind  string
	shown int // which variant is the one to show
	files []model.File
}

// Content is the content of an attachment.
type Content struct {
	Mime string
	Kind string
	Data []byte
}

// take cleans uploads and seals them to disk. What is wrong with one is told
// by its kind; then nothing is kept.
func (s *Service) take(ctx context.Context, uploads []Upload, bad map[string]string) (out []stored, err error) {
	photos, voices := 0, 0
	for _, u := range uploads {
		if u.Kind == KindPhoto {
			photos++
		} else {
			voices++
		}
	}
	if photos > MaxPhotos {
		bad[KindPhoto] = fmt.Sprintf("最多放%d张照片", MaxPhotos)
	}
	if voices > 1 {
		bad[KindVoice] = "只能放一段录音"
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
	if u.Kind == KindVoice {
		v, err := sound.Check(u.Content)
		if err != nil {
			return out, err
		}
		return out, write(variantOriginal, v.Mime, u.Content)
	}
	clean, err := s.clean(ctx, u.Content)
	if err != nil {
		return out, err
	}
	out.shown = 1
	return out, errors.Join(write(variantOriginal, clean.Mime, u.Content), write(variantClean, "image/jpeg", clean.Full), write(variantThumb, "image/jpeg", clean.Thumb))
}

// clean makes a photo safe to show when it is its turn.
func (s *Service) clean(ctx context.Context, photo []byte) (picture.Clean, error) {
	select {
	case s.decoding <- struct{}{}:
	case <-ctx.Done():
		return picture.Clean{}, ctx.Err()
	}
	defer func() { <-s.decoding }()
	return picture.Make(photo)
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

// attach ties stored files to a step of a finding inside tx.
func (s *Service) attach(tx *gorm.DB, list []stored, ff model.FindingFile) error {
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
		row := ff
		row.FileID, row.Kind = ids[one.shown], one.kind
		if err := tx.Create(&row).Error; err != nil {
			return fmt.Errorf("finding file: %w", err)
		}
	}
	return nil
}

// files lists the attachments. What a household sent to be heard is for the
// commission and the bureau, not for its own village.
func (s *Service) files(ctx context.Context, by actor.Actor, f model.Finding, out *Detail) error {
	q := gorm.G[model.FindingFile](s.DB).Where("finding_id = ?", f.ID)
	if !hears(by) {
		q = q.Where("hearing_id = 0")
	}
	found, err := q.Order("id").Limit(200).Find(ctx)
	if err != nil {
		return fmt.Errorf("finding files: %w", err)
	}
	for _, a := range found {
		out.Files = append(out.Files, Attachment{ID: a.ID, Kind: a.Kind, Hearing: a.HearingID})
	}
	return nil
}

// File reads an attachment for whoever sees the finding. Opening one is
// recorded; the thumbnails belong to the reading of the page.
func (s *Service) File(ctx context.Context, by actor.Actor, findingID, id int64, thumb bool) (Content, error) {
	f, err := s.visible(ctx, by, findingID)
	if err != nil {
		return Content{}, err
	}
	q := gorm.G[model.FindingFile](s.DB).Where("id = ? AND finding_id = ?", id, f.ID)
	if !hears(by) {
		q = q.Where("hearing_id = 0")
	}
	a, err := q.Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Content{}, notFound()
	}
	if err != nil {
		return Content{}, fmt.Errorf("finding file: %w", err)
	}
	c, err := s.content(ctx, a, thumb)
	if err != nil || thumb && a.Kind == KindPhoto {
		return c, err
	}
	return c, audit.RecordAlone(ctx, s.DB, by, s.clock(), "finding.file", object(findingID), map[string]any{"file": id})
}

func (s *Service) content(ctx context.Context, a model.FindingFile, thumb bool) (Content, error) {
	f, err := gorm.G[model.File](s.DB).Where("id = ? AND deleted_at IS NULL", a.FileID).Take(ctx)
	if err == nil && thumb && a.Kind == KindPhoto {
		f, err = gorm.G[model.File](s.DB).Where("parent_id = ? AND variant = ? AND deleted_at IS NULL", f.ParentID, variantThumb).Take(ctx)
	}
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Content{}, notFound()
	}
	if err != nil {
		return Content{}, fmt.Errorf("finding file: %w", err)
	}
	b, err := s.Files.Read(f)
	if err != nil {
		return Content{}, fmt.Errorf("finding file: %w", err)
	}
	return Content{f.Mime, a.Kind, b}, nil
}
