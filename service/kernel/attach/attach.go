// Package attach takes the files that come with a step: each is judged by its
// content, cleaned of what nobody meant to hand in, and sealed to disk before
// the transaction of the step, which ties it to its row. What was sent stays
// beside what is shown.
package attach

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/paper"
	"yangguang/service/kernel/picture"
	"yangguang/service/kernel/sound"
)

// The kinds of attachment; what is wrong with one is told under its kind.
const (
	Photo = "photo"
	Voice = "voice"
	Paper = "paper" // a PDF
)

const (
	variantOriginal = "original" // as sent; of a PDF without its metadata
	variantClean    = "clean"    // of a photo: re-encoded, without metadata
	variantThumb    = "thumb"
)

// Files keeps uploaded content sealed; rows are added inside the transaction
// of the deed.
type Files interface {
	Write(content []byte, f model.File) (model.File, error)
	Add(tx *gorm.DB, f *model.File) error
	Read(f model.File) ([]byte, error)
	Remove(f model.File) error
}

// Upload is a file as it came from a browser.
type Upload struct {
	Kind    string
	Content []byte
}

// Content is what an attachment holds.
type Content struct {
	Mime string
	Kind string
	Data []byte
}

// Stored is one upload on disk, in its variants, the original first.
type Stored struct {
	kind  string
	shown int // which variant is the one to show
	files []model.File
}

// Taker takes the files of one capability.
type Taker struct {
	files   Files
	purpose string
	most    map[string]int // how many of each kind one step may bring
	photos  *picture.Turns
}

// New makes a Taker. purpose names the capability in the table of files.
func New(files Files, purpose string, most map[string]int) *Taker {
	return &Taker{files, purpose, most, picture.NewTurns()}
}

// Take cleans uploads and seals them to disk. What is wrong with one is told
// under its kind; then nothing is kept.
func (t *Taker) Take(ctx context.Context, uploads []Upload, bad map[string]string) (out []Stored, err error) {
	t.count(uploads, bad)
	if len(bad) > 0 {
		return nil, nil
	}
	for _, u := range uploads {
		one, err := t.store(ctx, u)
		out = append(out, one)
		if fe, ok := errors.AsType[*fault.Error](err); ok && fe.Kind == fault.Invalid {
			bad[u.Kind] = fe.Public
			return nil, t.Drop(out)
		}
		if err != nil {
			return nil, errors.Join(err, t.Drop(out))
		}
	}
	return out, nil
}

// count says what there is too much of.
func (t *Taker) count(uploads []Upload, bad map[string]string) {
	n := map[string]int{}
	for _, u := range uploads {
		n[u.Kind]++
	}
	for kind, have := range n {
		if most := t.most[kind]; have > most {
			switch {
			case most == 0:
				bad[kind] = "这里不能放这种文件"
			case kind == Paper:
				bad[kind] = fmt.Sprintf("最多放%d个 PDF 文件", most)
			case kind == Voice:
				bad[kind] = "只能放一段录音"
			default:
				bad[kind] = fmt.Sprintf("最多放%d张照片", most)
			}
		}
	}
}

func (t *Taker) store(ctx context.Context, u Upload) (Stored, error) {
	out := Stored{kind: u.Kind}
	write := func(variant, mime string, content []byte) error {
		f, err := t.files.Write(content, model.File{Mime: mime, Purpose: t.purpose, Variant: variant})
		if err == nil {
			out.files = append(out.files, f)
		}
		return err
	}
	switch u.Kind {
	case Voice:
		v, err := sound.Check(u.Content)
		if err != nil {
			return out, err
		}
		return out, write(variantOriginal, v.Mime, u.Content)
	case Paper:
		clean, err := paper.Clean(u.Content)
		if err != nil {
			return out, err
		}
		return out, write(variantOriginal, paper.Mime, clean)
	}
	clean, err := t.photos.Make(ctx, u.Content)
	if err != nil {
		return out, err
	}
	out.shown = 1
	return out, errors.Join(write(variantOriginal, clean.Mime, u.Content), write(variantClean, "image/jpeg", clean.Full), write(variantThumb, "image/jpeg", clean.Thumb))
}

// Drop takes files off the disk whose deed did not happen.
func (t *Taker) Drop(list []Stored) error {
	var err error
	for _, one := range list {
		for _, f := range one.files {
			err = errors.Join(err, t.files.Remove(f))
		}
	}
	return err
}

// Tie adds stored files to the table of files inside tx, and calls row for
// each with the number of the file that is shown.
func (t *Taker) Tie(tx *gorm.DB, list []Stored, row func(file int64, kind string) error) error {
	for _, one := range list {
		ids := make([]int64, len(one.files))
		for i, f := range one.files {
			f.ID = 0
			if i > 0 {
				f.ParentID = ids[0]
			}
			if err := t.files.Add(tx, &f); err != nil {
				return err
			}
			ids[i] = f.ID
		}
		if err := row(ids[one.shown], one.kind); err != nil {
			return fmt.Errorf("%s file: %w", t.purpose, err)
		}
	}
	return nil
}

// Read gives what a file holds, or of a photo its thumbnail. A file that is
// gone is gorm.ErrRecordNotFound.
func (t *Taker) Read(ctx context.Context, db *gorm.DB, file int64, kind string, thumb bool) (Content, error) {
	f, err := gorm.G[model.File](db).Where("id = ? AND deleted_at IS NULL", file).Take(ctx)
	if err == nil && thumb && kind == Photo {
		f, err = gorm.G[model.File](db).Where("parent_id = ? AND variant = ? AND deleted_at IS NULL", f.ParentID, variantThumb).Take(ctx)
	}
	if err != nil {
		return Content{}, fmt.Errorf("%s file: %w", t.purpose, err)
	}
	b, err := t.files.Read(f)
	if err != nil {
		return Content{}, fmt.Errorf("%s file: %w", t.purpose, err)
	}
	return Content{f.Mime, kind, b}, nil
}
