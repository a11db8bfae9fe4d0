package finding

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
	KindVoice = attach.Voice
	KindPaper = attach.Paper
)

// What one answer may have.
const (
	MaxPhotos = 6
	MaxPapers = 3
)

// Upload is a file as it came from a browser.
type Upload = attach.Upload

// Content is the content of an attachment.
type Content = attach.Content

// attach ties stored files to a step of a finding inside tx.
func (s *Service) attach(tx *gorm.DB, list []attach.Stored, ff model.FindingFile) error {
	return s.attached.Tie(tx, list, func(file int64, kind string) error {
		row := ff
		row.FileID, row.Kind = file, kind
		return tx.Create(&row).Error
	})
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
	c, err := s.attached.Read(ctx, s.DB, a.FileID, a.Kind, thumb)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Content{}, notFound()
	}
	if err != nil || thumb && a.Kind == KindPhoto {
		return c, err
	}
	return c, audit.RecordAlone(ctx, s.DB, by, s.clock(), "finding.file", object(findingID), map[string]any{"file": id})
}
