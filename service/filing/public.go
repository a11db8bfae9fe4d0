package filing

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/transact"
)

// mostPublic is how many photos of a project villagers see.
const mostPublic = 60

// Picture is a photo of a site that came with a step.
type Picture struct {
	ID     int64
	Stage  Stage
	Name   string // as the file was called: for the office alone
	On     *period.Day
	Note   string
	Public bool
}

// pictures reads the photos of a project's site whose steps count, the latest
// first. They show the work; a photo of a notice or of a paper is none of them.
func pictures(ctx context.Context, db *gorm.DB, no, where string) ([]Picture, error) {
	var rows []struct {
		ID          int64
		Stage, Name string
		OnDay       *time.Time
		AddedAt     time.Time
		Note        string
		PublicAt    *time.Time
	}
	err := db.WithContext(ctx).Raw("SELECT f.id, f.stage, f.name, s.on_day, f.added_at, s.note, f.public_at FROM filing_files AS f JOIN filing_steps AS s ON s.id = f.step_id WHERE f.project_no = ? AND f.kind = ? AND f.shown_id <> 0 AND "+
		live+where+" ORDER BY COALESCE(s.on_day, f.added_at) DESC, f.id DESC LIMIT ?", no, PaperSite, mostPublic).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("filing photos: %w", err)
	}
	out := make([]Picture, len(rows))
	for i, r := range rows {
		day := period.Here(r.AddedAt)
		out[i] = Picture{ID: r.ID, Stage: Stage(r.Stage), Name: r.Name, On: period.StoredOrNil(r.OnDay), Note: r.Note, Public: r.PublicAt != nil}
		if out[i].On == nil {
			out[i].On = &day
		}
	}
	return out, nil
}

// sitePictures are the photos of the site that came with what counts of a stage.
func sitePictures(sec Section) []Picture {
	var out []Picture
	for _, f := range sec.Filed {
		day := period.Here(f.At)
		if f.On != nil {
			day = *f.On
		}
		for _, x := range f.Documents {
			if x.Site && !f.Withdrawn {
				out = append(out, Picture{ID: x.ID, Stage: sec.Stage, Name: x.Name, On: &day, Note: f.Note, Public: x.Public})
			}
		}
	}
	return out
}

// FieldSure is the box that says that every photo was looked at.
const FieldSure = "sure"

// Publish makes exactly these photos of a project's site public. Whoever owns
// the project says that they looked at each and that nobody can be recognised.
func (s *Service) Publish(ctx context.Context, by actor.Actor, no string, version int, ids []int64, sure bool) error {
	if _, err := s.one(ctx, s.DB, by, no); err != nil {
		return err
	}
	list, err := pictures(ctx, s.DB, no, "")
	if err != nil {
		return err
	}
	if !owns(by) {
		return fault.New(fault.Forbidden, "由业主单位或者主管部门公开照片")
	}
	if len(ids) > 0 && !sure {
		return fault.Fields(map[string]string{FieldSure: "请逐张看过再打勾：照片里没有认得出的人脸、车牌和证件"})
	}
	var show, hide []int64
	for _, p := range list {
		switch want := slices.Contains(ids, p.ID); {
		case want && !p.Public:
			show = append(show, p.ID)
		case !want && p.Public:
			hide = append(hide, p.ID)
		}
	}
	if len(show)+len(hide) == 0 {
		return nil
	}
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if err := bump(tx, no, version, at); err != nil {
			return err
		}
		for _, step := range []struct {
			ids []int64
			set map[string]any
		}{{show, map[string]any{"public_at": at, "public_by": by.StaffID}}, {hide, map[string]any{"public_at": nil, "public_by": by.StaffID}}} {
			if len(step.ids) == 0 {
				continue
			}
			if err := tx.Model(&model.FilingFile{}).Where("project_no = ? AND id IN ?", no, step.ids).Updates(step.set).Error; err != nil {
				return fmt.Errorf("filing photos: %w", err)
			}
		}
		return audit.Record(tx, by, at, "filing.publish", object(no), map[string]any{"shown": show, "hidden": hide})
	})
}

// Published gives the photos that villagers see of a project.
func (s *Service) Published(ctx context.Context, no string) ([]Picture, error) {
	return pictures(ctx, s.DB, no, " AND f.public_at IS NOT NULL")
}

// PublishedPhoto gives the content of a photo that villagers see: the one that
// was made anew when it came, without place and device.
func (s *Service) PublishedPhoto(ctx context.Context, no string, id int64) ([]byte, error) {
	var found []model.File
	err := s.DB.WithContext(ctx).Raw("SELECT x.id, x.digest, x.size, x.mime, x.path FROM filing_files AS f JOIN filing_steps AS s ON s.id = f.step_id JOIN files AS x ON x.id = f.shown_id WHERE f.project_no = ? AND f.id = ? AND f.kind = ? AND f.public_at IS NOT NULL AND x.variant = ? AND x.deleted_at IS NULL AND "+
		live, no, id, PaperSite, variantClean).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("filing photo: %w", err)
	}
	if len(found) != 1 {
		return nil, fault.New(fault.NotFound, "没有找到这张照片")
	}
	content, err := s.Files.Read(found[0])
	if err != nil {
		return nil, fmt.Errorf("filing photo: %w", err)
	}
	return content, nil
}
