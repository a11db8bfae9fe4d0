package fieldcheck

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/picture"
)

// MaxPhotos is how many photos come with one visit.
const MaxPhotos = 6

const (
	purpose         = "fieldcheck"
	variantOriginal = "original"
	variantClean    = "clean"
	variantThumb    = "thumb"
)

// Photo is a photo as it came, and when the telephone says it was made; zero
// when it does not.
type Photo struct {
	Content []byte
	Made    time.Time
}

// stored is one photo on disk with what it said of time and place.
type stored struct {
	row   model.FieldFile
	files []model.File // the original, what is shown, the thumbnail
}

// take reads what photos say, cleans them and seals them to disk. What is wrong
// is told by the field photo; then nothing is kept.
func (s *Service) take(ctx context.Context, photos []Photo, filed Point, bad map[string]string) (out []stored, err error) {
	if len(photos) > MaxPhotos {
		bad["photo"] = fmt.Sprintf("一次最多放%d张照片", MaxPhotos)
		return nil, nil
	}
	for i, p := range photos {
		one, err := s.store(ctx, p, filed)
		out = append(out, one)
		if fault.Is(err, fault.Invalid) {
			bad["photo"] = fmt.Sprintf("第%d张：%s", i+1, fault.Of(err).Public)
			return nil, s.drop(out)
		}
		if err != nil {
			return nil, errors.Join(err, s.drop(out))
		}
	}
	return out, nil
}

func (s *Service) store(ctx context.Context, p Photo, filed Point) (stored, error) {
	var out stored
	said := picture.When(p.Content) // before it is taken away
	if said.Placed {
		at := Point{said.Longitude, said.Latitude}
		out.row.Longitude, out.row.Latitude = at.Kept()
		out.row.DistanceM = metres(at, filed)
	}
	switch {
	case !said.At.IsZero():
		out.row.TakenAt, out.row.FromExif = &said.At, true
	case !p.Made.IsZero():
		made := p.Made.UTC().Truncate(time.Second)
		out.row.TakenAt = &made
	}
	clean, err := s.photos.Make(ctx, p.Content)
	if err != nil {
		return out, err
	}
	write := func(variant, mime string, content []byte) error {
		f, err := s.Files.Write(content, model.File{Mime: mime, Purpose: purpose, Variant: variant})
		if err == nil {
			out.files = append(out.files, f)
		}
		return err
	}
	return out, errors.Join(write(variantOriginal, clean.Mime, p.Content), write(variantClean, "image/jpeg", clean.Full), write(variantThumb, "image/jpeg", clean.Thumb))
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

// attach ties photos to a visit inside tx.
func (s *Service) attach(tx *gorm.DB, list []stored, v model.FieldVisit) error {
	for i, one := range list {
		row := one.row
		row.VisitID, row.CheckID, row.Seq, row.AddedAt = v.ID, v.CheckID, i+1, v.ArrivedAt
		for k, f := range one.files {
			f.ID, f.ParentID = 0, row.FileID
			if err := s.Files.Add(tx, &f); err != nil {
				return err
			}
			*[]*int64{&row.FileID, &row.ShownID, &row.ThumbID}[k] = f.ID
		}
		if err := tx.Create(&row).Error; err != nil {
			return fmt.Errorf("field file: %w", err)
		}
	}
	return nil
}

// Content is the content of a photo.
type Content struct {
	Mime string
	Data []byte
}

// The ways in which a photo is looked at.
const (
	ShowClean    = ""
	ShowThumb    = "thumb"
	ShowOriginal = "original" // with all that the telephone wrote into it; supervision only
)

// File reads a photo for whoever sees the check. Opening one is recorded; the
// thumbnails belong to the reading of the page.
func (s *Service) File(ctx context.Context, by actor.Actor, check, id int64, how string) (Content, error) {
	if _, err := s.visible(ctx, by, check); err != nil {
		return Content{}, err
	}
	if how == ShowOriginal && !by.Is(actor.RoleSupervision) {
		return Content{}, notFound()
	}
	a, err := gorm.G[model.FieldFile](s.DB).Where("id = ? AND task_id = ?", id, check).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Content{}, notFound()
	}
	if err != nil {
		return Content{}, fmt.Errorf("field file: %w", err)
	}
	of := map[string]int64{ShowClean: a.ShownID, ShowThumb: a.ThumbID, ShowOriginal: a.FileID}
	f, err := gorm.G[model.File](s.DB).Where("id = ? AND purpose = ? AND deleted_at IS NULL", of[how], purpose).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Content{}, notFound()
	}
	if err != nil {
		return Content{}, fmt.Errorf("field file: %w", err)
	}
	b, err := s.Files.Read(f)
	if err != nil {
		return Content{}, fmt.Errorf("field file: %w", err)
	}
	c := Content{f.Mime, b}
	if how == ShowThumb {
		return c, nil
	}
	return c, audit.RecordAlone(ctx, s.DB, by, s.clock(), "fieldcheck.file", object(check), map[string]any{"file": id, "original": how == ShowOriginal})
}
