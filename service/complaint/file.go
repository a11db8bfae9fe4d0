package complaint

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// Content is the content of an attachment.
type Content struct {
	Mime string
	Kind string
	Data []byte
}

// View is which variant of a photo is wanted.
type View string

// The views. The original still holds what the phone wrote into it, such as
// place and time; it is for those who handle the petition.
const (
	ViewClean    View = "clean"
	ViewThumb    View = "thumb"
	ViewOriginal View = "original"
)

// File reads an attachment for the office. Reading one is recorded, as its
// address can be opened without the petition's page; the thumbnails on that page
// belong to the reading of it.
func (s *Service) File(ctx context.Context, by actor.Actor, petitionID, id int64, v View) (Content, error) {
	p, _, err := s.readable(ctx, by, petitionID)
	if err != nil {
		return Content{}, err
	}
	c, err := s.content(ctx, p.ID, id, v)
	if err != nil || c.Kind == KindPhoto && v == ViewThumb {
		return c, err
	}
	action := "petition.file"
	if v == ViewOriginal {
		action = "petition.original"
	}
	if err := s.reading(ctx, by, action, petitionID, map[string]any{"file": id}); err != nil {
		return Content{}, err
	}
	return c, nil
}

// OwnFile reads an attachment for whoever sent it; never the original, for the
// slip may be read by somebody else.
func (s *Service) OwnFile(ctx context.Context, by actor.Actor, h Handle, id int64, thumb bool) (Content, error) {
	p, err := s.own(ctx, s.DB, by, h)
	if err != nil {
		return Content{}, err
	}
	v := ViewClean
	if thumb {
		v = ViewThumb
	}
	return s.content(ctx, p.ID, id, v)
}

func (s *Service) content(ctx context.Context, petitionID, id int64, v View) (Content, error) {
	pf, err := gorm.G[model.PetitionFile](s.DB).Where("id = ? AND petition_id = ?", id, petitionID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Content{}, notFound()
	}
	if err != nil {
		return Content{}, fmt.Errorf("attachment: %w", err)
	}
	f, err := gorm.G[model.File](s.DB).Where("id = ? AND deleted_at IS NULL", pf.FileID).Take(ctx)
	if err == nil && pf.Kind == KindPhoto {
		switch v {
		case ViewOriginal:
			if f.ParentID == 0 {
				return Content{}, fault.New(fault.NotFound, "这张照片没有留原件：匿名来信和答复里的照片，只留去掉拍摄信息的一份")
			}
			f, err = gorm.G[model.File](s.DB).Where("id = ? AND deleted_at IS NULL", f.ParentID).Take(ctx)
		case ViewThumb:
			f, err = gorm.G[model.File](s.DB).Where("parent_id = ? AND variant = ? AND deleted_at IS NULL", familyOf(f), variantThumb).Take(ctx)
		case ViewClean:
		}
	}
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Content{}, notFound()
	}
	if err != nil {
		return Content{}, fmt.Errorf("attachment: %w", err)
	}
	b, err := s.Files.Read(f)
	if err != nil {
		return Content{}, fmt.Errorf("attachment: %w", err)
	}
	return Content{f.Mime, pf.Kind, b}, nil
}
