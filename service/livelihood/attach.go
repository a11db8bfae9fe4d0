package livelihood

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

// Kinds of attachment.
const (
	KindPhoto = attach.Photo
	KindPaper = attach.Paper // a PDF
)

// How many files one step may bring.
const (
	MaxPhotos = 6
	MaxPapers = 3
)

// Upload is a file as it came from a browser.
type Upload = attach.Upload

// Content is the content of an attachment.
type Content = attach.Content

// attach ties stored files to a step of a task inside tx.
func (s *Service) attach(tx *gorm.DB, list []attach.Stored, row model.LivelihoodFile) error {
	return s.attached.Tie(tx, list, func(file int64, kind string) error {
		lf := row
		lf.FileID, lf.Kind = file, kind
		return tx.Create(&lf).Error
	})
}

// File reads an attachment for whoever sees the task. Opening one is recorded;
// the thumbnails belong to the reading of the page.
func (s *Service) File(ctx context.Context, by actor.Actor, task, id int64, thumb bool) (Content, error) {
	t, err := s.visible(ctx, by, task)
	if err != nil {
		return Content{}, err
	}
	a, err := gorm.G[model.LivelihoodFile](s.DB).Where("id = ? AND task_id = ?", id, t.ID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Content{}, notFound()
	}
	if err != nil {
		return Content{}, fmt.Errorf("livelihood file: %w", err)
	}
	thumb = thumb && a.Kind == KindPhoto
	c, err := s.attached.Read(ctx, s.DB, a.FileID, a.Kind, thumb)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Content{}, notFound()
	}
	if err != nil || thumb {
		return c, err
	}
	return c, audit.RecordAlone(ctx, s.DB, by, s.clock(), "livelihood.file", object(t.ID), map[string]any{"file": id})
}
