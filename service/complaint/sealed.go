package complaint

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/transact"
)

// Handover is a petition that was sealed up, as the petition office sees it.
type Handover struct {
	ID           int64
	Number       string
	ReceivedAt   time.Time
	SealedAt     time.Time
	Office       string // whom the parcel is for; "" once it was handed over
	Size         int64
	Digest       string // of the parcel, to be read out when it is handed over; "" afterwards
	DownloadedAt *time.Time
	HandedAt     *time.Time
	ReportedAt   *time.Time
	Clock        timer.Clock // zero once it was reported
}

// Handovers lists what was sealed up, what is not reported yet first.
func (s *Service) Handovers(ctx context.Context, by actor.Actor, r page.Request) (page.Page[Handover], error) {
	if !by.Is(actor.RolePetition) {
		return page.Page[Handover]{}, notFound()
	}
	b, err := s.Clocks(ctx)
	if err != nil {
		return page.Page[Handover]{}, fmt.Errorf("handovers: %w", err)
	}
	where, args := notKept(by)
	total, err := gorm.G[model.SealedHandover](s.DB).Where(where, args...).Count(ctx, "*")
	if err != nil {
		return page.Page[Handover]{}, fmt.Errorf("handovers: %w", err)
	}
	found, err := gorm.G[model.SealedHandover](s.DB).Where(where, args...).Order("CASE WHEN reported_at IS NULL THEN 0 ELSE 1 END, id DESC").Limit(r.Limit()).Offset(r.Offset()).Find(ctx)
	if err != nil {
		return page.Page[Handover]{}, fmt.Errorf("handovers: %w", err)
	}
	var ids []int64
	for _, h := range found {
		ids = append(ids, h.PetitionID)
	}
	clocks, err := timer.Running(ctx, s.DB, b, model.ObjectPetition, ids, s.clock())
	if err != nil {
		return page.Page[Handover]{}, err
	}
	rows := make([]Handover, 0, len(found))
	for _, h := range found {
		one, err := s.handover(ctx, h, clocks[h.PetitionID])
		if err != nil {
			return page.Page[Handover]{}, err
		}
		rows = append(rows, one)
	}
	return page.Of(r, rows, int(total)), nil
}

// notKept leaves out what belongs to a petition that is kept from the actor, as a
// condition on tables with a petition_id.
func notKept(by actor.Actor) (where string, args []any) {
	return "petition_id NOT IN (SELECT object_id FROM conflicts WHERE object = ? AND staff_id = ?)", []any{model.ObjectPetition, by.StaffID}
}

// refusedOutside writes down that somebody reached for a row of a table with a
// petition_id that is not there for them, whether it is kept from them or never
// was, and gives the answer to both.
func (s *Service) refusedOutside(ctx context.Context, by actor.Actor, table, what string, id int64, answer error) error {
	where, args := notKept(by)
	var n int64
	if err := s.DB.WithContext(ctx).Table(table).Where("id = ?", id).Where("NOT ("+where+")", args...).Count(&n).Error; err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if err := audit.RecordAlone(ctx, s.DB, by, s.clock(), what+".refused", fmt.Sprintf("%s:%d", what, id), map[string]any{"kept": n > 0}); err != nil {
		return err
	}
	return answer
}

func (s *Service) handover(ctx context.Context, h model.SealedHandover, clocks []timer.Clock) (Handover, error) {
	p, err := gorm.G[model.Petition](s.DB).Select("number", "received_at").Where("id = ?", h.PetitionID).Take(ctx)
	if err != nil {
		return Handover{}, fmt.Errorf("handovers: %w", err)
	}
	out := Handover{
		ID: h.ID, Number: p.Number, ReceivedAt: p.ReceivedAt, SealedAt: h.SealedAt, Size: h.Size, Digest: strings.ToUpper(hex.EncodeToString(h.Digest)),
		DownloadedAt: h.DownloadedAt, HandedAt: h.HandedAt, ReportedAt: h.ReportedAt,
	}
	for _, c := range clocks {
		if c.Kind == timer.ReportUp {
			out.Clock = c
		}
	}
	if h.KeyID != 0 {
		if out.Office, err = s.Recipients.Office(ctx, h.KeyID); err != nil {
			return out, err
		}
	}
	return out, nil
}

// sealedRow finds one for the petition office.
func (s *Service) sealedRow(ctx context.Context, by actor.Actor, id int64) (model.SealedHandover, error) {
	if !by.Is(actor.RolePetition) {
		return model.SealedHandover{}, notFound()
	}
	where, args := notKept(by)
	h, err := gorm.G[model.SealedHandover](s.DB).Where("id = ?", id).Where(where, args...).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return h, s.refusedOutside(ctx, by, model.SealedHandover{}.TableName(), "handover", id, notFound())
	}
	if err != nil {
		return h, fmt.Errorf("handover: %w", err)
	}
	return h, nil
}

// Parcel opens the file that is to be handed over, under a name for saving it.
// Every time is recorded.
func (s *Service) Parcel(ctx context.Context, by actor.Actor, id int64) (content io.ReadCloser, size int64, name string, err error) {
	h, err := s.sealedRow(ctx, by, id)
	if err != nil {
		return nil, 0, "", err
	}
	if h.Path == "" {
		return nil, 0, "", fault.New(fault.Conflict, "这件已经移交，密封文件已经删除")
	}
	content, err = s.Parcels.Open(h.Path)
	if err != nil {
		return nil, 0, "", fmt.Errorf("handover: %w", err)
	}
	at := s.clock()
	err = s.note(ctx, by, h, at, "petition.parcel", "path <> ''", map[string]any{"downloaded_at": at})
	if err != nil {
		return nil, 0, "", errors.Join(err, content.Close())
	}
	return content, h.Size, fmt.Sprintf("handover-%d.ygp", h.ID), nil
}

// note writes one more time into a handover, with its audit entry.
func (s *Service) note(ctx context.Context, by actor.Actor, h model.SealedHandover, at time.Time, action, unless string, set map[string]any, more ...func(tx *gorm.DB) error) error {
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		r := tx.Model(&model.SealedHandover{}).Where("id = ?", h.ID).Where(unless).Updates(set)
		if r.Error != nil {
			return fmt.Errorf("handover: %w", r.Error)
		}
		if r.RowsAffected != 1 {
			return fault.New(fault.Conflict, "这件刚刚被别人办过，请刷新页面")
		}
		for _, do := range more {
			if err := do(tx); err != nil {
				return err
			}
		}
		return audit.Record(tx, by, at, action, object(h.PetitionID), nil)
	})
}

// Handed records that the parcel is in its recipient's hands, and deletes it.
func (s *Service) Handed(ctx context.Context, by actor.Actor, id int64) error {
	h, err := s.sealedRow(ctx, by, id)
	if err != nil {
		return err
	}
	switch {
	case h.HandedAt != nil:
		return fault.New(fault.Conflict, "这件已经登记移交，请刷新页面")
	case h.DownloadedAt == nil:
		return fault.New(fault.Conflict, "还没有下载密封文件。请先下载，交给接收单位，再登记移交")
	}
	at := s.clock()
	set := map[string]any{"handed_at": at, "path": "", "key_id": 0, "digest": nil, "size": 0}
	err = s.note(ctx, by, h, at, "petition.handed", "handed_at IS NULL", set, func(tx *gorm.DB) error {
		for _, left := range []model.FileLeftover{{Store: storeHandover, Path: h.Path}, {Store: storeJournal}} {
			if err := tx.Create(&left).Error; err != nil {
				return fmt.Errorf("handover: %w", err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return s.Tidy(ctx)
}

// ReportedUp records that the matter was reported up; its clock stops.
func (s *Service) ReportedUp(ctx context.Context, by actor.Actor, id int64) error {
	h, err := s.sealedRow(ctx, by, id)
	if err != nil {
		return err
	}
	switch {
	case h.ReportedAt != nil:
		return fault.New(fault.Conflict, "这件已经登记上报，请刷新页面")
	case h.HandedAt == nil:
		return fault.New(fault.Conflict, "密封文件还没有登记移交，请先登记移交")
	}
	at := s.clock()
	return s.note(ctx, by, h, at, "petition.reported_up", "reported_at IS NULL", map[string]any{"reported_at": at}, func(tx *gorm.DB) error {
		return timer.Stop(tx, timer.Ref{Object: model.ObjectPetition, ID: h.PetitionID}, at, timer.ReportUp)
	})
}
