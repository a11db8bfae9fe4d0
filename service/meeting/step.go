package meeting

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Deed is a step with what its form says. Keys of its errors: note, unit, due,
// meeting, photo, paper.
type Deed struct {
	Version int
	Action  Action
	Note    seal.Secret
	Unit    string // of ActAssign
	Due     string // of ActAssign and ActReturn
	Meeting int64  // of ActAssign
	Uploads []attach.Upload
}

// deed is a step that was checked.
type deed struct {
	by     actor.Actor
	at     time.Time
	act    Action
	note   seal.Secret
	set    map[string]any
	detail map[string]any // for the audit chain; nothing personal
}

// Do takes a step on an issue.
func (s *Service) Do(ctx context.Context, by actor.Actor, id int64, d Deed) error {
	i, err := s.visible(ctx, by, id)
	if err != nil {
		return err
	}
	if i.Version != d.Version {
		return stale()
	}
	to, err := next(i, d.Action, by)
	if err != nil {
		return err
	}
	w, err := s.checked(ctx, by, i, d)
	if err != nil {
		return err
	}
	bad := map[string]string{}
	files, err := s.attached.Take(ctx, d.Uploads, bad)
	if err != nil {
		return err
	}
	if err := invalid(bad); err != nil {
		return err
	}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return s.advance(tx, i, to, w, files) })
	if err != nil {
		return errors.Join(err, s.attached.Drop(files))
	}
	return nil
}

// advance takes a checked step inside tx.
func (s *Service) advance(tx *gorm.DB, i model.MeetingIssue, to string, w deed, files []attach.Stored) error {
	set := map[string]any{"state": to, "version": i.Version + 1, "updated_at": w.at}
	for k, v := range w.set {
		set[k] = v
	}
	r := tx.Model(&model.MeetingIssue{}).Where("id = ? AND version = ?", i.ID, i.Version).Updates(set)
	if r.Error != nil {
		return fmt.Errorf("meeting %s: %w", w.act, r.Error)
	}
	if r.RowsAffected != 1 {
		return stale()
	}
	event, err := s.write(tx, i, w, to)
	if err != nil {
		return err
	}
	return s.attached.Tie(tx, files, func(file int64, kind string) error {
		return tx.Create(&model.MeetingFile{IssueID: i.ID, EventID: event, FileID: file, Kind: kind, AddedBy: w.by.StaffID, AddedAt: w.at}).Error
	})
}

// checked is a step with what it sets, or what is wrong with it.
func (s *Service) checked(ctx context.Context, by actor.Actor, i model.MeetingIssue, d Deed) (deed, error) {
	w := deed{by: by, at: s.clock(), act: d.Action, note: trimmed(d.Note), set: map[string]any{}, detail: map[string]any{}}
	bad := map[string]string{}
	switch d.Action {
	case ActAssign:
		if err := s.assign(ctx, d, &w, bad); err != nil {
			return w, err
		}
	case ActReport:
		needText(bad, "note", w.note, 4, "请写明怎样整改的、什么时候改完的，4个字以上")
		if len(d.Uploads) == 0 {
			bad[attach.Photo] = "请放整改的照片，或者 PDF 证明"
		}
		w.set["done_at"], w.detail["files"] = w.at, len(d.Uploads)
	case ActConfirm:
		needText(bad, "note", w.note, 2, "请写明看了什么证明、同意确认")
		w.set["confirmed_at"] = w.at
	case ActReturn:
		needText(bad, "note", w.note, 4, "请写明还差什么，4个字以上")
		s.due(d.Due, &w, bad)
		w.set["done_at"], w.set["rounds"] = nil, i.Rounds+1
	case ActWithdraw:
		needText(bad, "note", w.note, 2, "请写明撤回的原因")
	default:
		return w, fault.New(fault.Invalid, "请选要办的事")
	}
	if d.Action != ActReport && len(d.Uploads) > 0 {
		bad[attach.Photo] = "这一步不用放文件"
	}
	return w, invalid(bad)
}

// assign checks whom a meeting gives an issue to.
func (s *Service) assign(ctx context.Context, d Deed, w *deed, bad map[string]string) error {
	known, err := s.isUnit(ctx, d.Unit)
	if err != nil {
		return err
	}
	if !known {
		bad["unit"] = "请选责任单位；没有账号的单位请先让管理员建账号"
	}
	n, err := gorm.G[model.Meeting](s.DB).Where("id = ?", d.Meeting).Count(ctx, "*")
	if err != nil {
		return fmt.Errorf("meeting: %w", err)
	}
	if n == 0 {
		bad["meeting"] = "请选是哪次会议定的；还没有登记会议的，先登记"
	}
	s.due(d.Due, w, bad)
	w.set["unit"], w.set["meeting_id"], w.set["assigned_at"] = d.Unit, d.Meeting, w.at
	w.detail["unit"] = d.Unit
	return nil
}

// longest is how far ahead a day may be set.
const longest = 365

// due checks the day by which something is to be done.
func (s *Service) due(typed string, w *deed, bad map[string]string) {
	day, err := period.ParseDay(typed)
	switch {
	case err != nil:
		bad["due"] = "请选办理期限"
	case day < s.today():
		bad["due"] = "期限不能早于今天"
	case day > s.today()+longest:
		bad["due"] = "期限最长一年"
	}
	w.set["due_on"] = day.Time()
}

// File reads an attachment for whoever sees the issue. Opening one is recorded;
// the thumbnails belong to the reading of the page.
func (s *Service) File(ctx context.Context, by actor.Actor, issue, id int64, thumb bool) (attach.Content, error) {
	i, err := s.visible(ctx, by, issue)
	if err != nil {
		return attach.Content{}, err
	}
	f, err := gorm.G[model.MeetingFile](s.DB).Where("id = ? AND issue_id = ?", id, i.ID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return attach.Content{}, notFound()
	}
	if err != nil {
		return attach.Content{}, fmt.Errorf("meeting file: %w", err)
	}
	thumb = thumb && f.Kind == attach.Photo
	c, err := s.attached.Read(ctx, s.DB, f.FileID, f.Kind, thumb)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return c, notFound()
	}
	if err != nil || thumb {
		return c, err
	}
	return c, audit.RecordAlone(ctx, s.DB, by, s.clock(), "meeting.file", object(i.ID), map[string]any{"file": id})
}
