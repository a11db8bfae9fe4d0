package voluntary

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/audit"
)

// How many files one step may bring.
const (
	MaxPhotos = 3
	MaxPapers = 2
)

// attach ties stored files to a step of a declaration inside tx.
func (s *Service) attach(tx *gorm.DB, list []attach.Stored, row model.VoluntaryFile) error {
	return s.attached.Tie(tx, list, func(file int64, kind string) error {
		vf := row
		vf.FileID, vf.Kind = file, kind
		return tx.Create(&vf).Error
	})
}

// File reads an attachment for whoever sees the declaration. Opening one is recorded;
// the thumbnails belong to the reading of the page.
func (s *Service) File(ctx context.Context, by actor.Actor, of, id int64, thumb bool) (attach.Content, error) {
	t, err := s.one(ctx, by, of)
	if err != nil {
		return attach.Content{}, err
	}
	a, err := gorm.G[model.VoluntaryFile](s.DB).Where("id = ? AND return_id = ?", id, t.ID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return attach.Content{}, notFound()
	}
	if err != nil {
		return attach.Content{}, fmt.Errorf("voluntary file: %w", err)
	}
	thumb = thumb && a.Kind == attach.Photo
	c, err := s.attached.Read(ctx, s.DB, a.FileID, a.Kind, thumb)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return c, notFound()
	}
	if err != nil || thumb {
		return c, err
	}
	return c, audit.RecordAlone(ctx, s.DB, by, s.clock(), "voluntary.file", object(t.ID), map[string]any{"file": id})
}
