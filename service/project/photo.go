package project

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/transact"
)

// What a picture is stored as.
const (
	purpose      = "project_photo"
	variantClean = "clean"
	mimeJPEG     = "image/jpeg"
)

// Bounds of pictures.
const (
	mostPhotos     = 60
	longestCaption = 60
)

// PhotoInput is a picture to be added.
type PhotoInput struct {
	Content []byte
	Caption string
	TakenOn *period.Day
}

// The fields of PhotoInput that messages refer to.
const (
	FieldPhoto   = "photo"
	FieldCaption = "caption"
	FieldTaken   = "taken_on"
)

// AddPhoto adds a picture to a project of the actor's bureau. Only the
// re-encoded picture is kept: what a phone writes into the file is not needed.
func (s *Service) AddPhoto(ctx context.Context, by actor.Actor, no string, in PhotoInput) error {
	if !by.Is(actor.RoleBureauOfficer) || by.Bureau == "" {
		return errForbidden
	}
	p, err := current(ctx, s.db, no)
	if err != nil {
		return err
	}
	if err := mine(by, p); err != nil {
		return err
	}
	jpeg, err := s.check(&in)
	if err != nil {
		return err
	}
	f, err := s.files.Write(jpeg, model.File{Mime: mimeJPEG, Purpose: purpose, Variant: variantClean})
	if err != nil {
		return fmt.Errorf("photo: %w", err)
	}
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error { return s.addPhoto(tx, by, no, in, f) })
	if err != nil {
		return errors.Join(fmt.Errorf("photo: %w", err), s.files.Remove(f))
	}
	return nil
}

func (s *Service) check(in *PhotoInput) ([]byte, error) {
	wrong := map[string]string{}
	in.Caption = strings.TrimSpace(in.Caption)
	if utf8.RuneCountInString(in.Caption) > longestCaption {
		wrong[FieldCaption] = fmt.Sprintf("说明最多%d个字", longestCaption)
	}
	if in.TakenOn != nil && *in.TakenOn > s.today() {
		wrong[FieldTaken] = "拍摄日期不能晚于今天"
	}
	if len(in.Content) == 0 {
		wrong[FieldPhoto] = "请选择一张照片"
		return nil, fault.Fields(wrong)
	}
	jpeg, err := s.clean(in.Content)
	switch {
	case fault.Is(err, fault.Invalid):
		wrong[FieldPhoto] = fault.Of(err).Public
	case err != nil:
		return nil, fmt.Errorf("photo: %w", err)
	}
	if len(wrong) > 0 {
		return nil, fault.Fields(wrong)
	}
	return jpeg, nil
}

func (s *Service) addPhoto(tx *gorm.DB, by actor.Actor, no string, in PhotoInput, f model.File) error {
	var n int64
	if err := tx.Model(&model.ProjectPhoto{}).Where("project_no = ?", no).Count(&n).Error; err != nil {
		return err
	}
	if n >= mostPhotos {
		return fault.Newf(fault.Conflict, "一个项目最多放%d张照片", mostPhotos)
	}
	if err := s.files.Add(tx, &f); err != nil {
		return err
	}
	row := model.ProjectPhoto{ProjectNo: no, FileID: f.ID, Caption: in.Caption, AddedBy: by.StaffID, AddedAt: s.instant()}
	if in.TakenOn != nil {
		t := in.TakenOn.Time()
		row.TakenOn = &t
	}
	if err := tx.Create(&row).Error; err != nil {
		return err
	}
	return audit.Record(tx, by, row.AddedAt, "project.photo_add", fmt.Sprintf("project_photo:%d", row.ID), map[string]any{"project": no})
}
