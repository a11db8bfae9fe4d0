package complaint

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/paper"
	"yangguang/service/kernel/sound"
	"yangguang/service/kernel/transact"
)

// Kinds of attachment.
const (
	KindPhoto = "photo"
	KindVoice = "voice"
	KindPaper = "paper" // a PDF, with an answer of the office
)

// Purposes and variants of stored files.
const (
	purposeHeld     = "petition_held"   // received with a form that is not accepted yet
	purposeParked   = "petition_answer" // with an answer that waits for a second person
	purposePetition = "petition"
	variantOriginal = "original" // as sent, for inspectors; never of what came without a name
	variantClean    = "clean"    // re-encoded, without metadata
	variantThumb    = "thumb"
)

// holdTime is how long files of a refused form wait for it to come again.
const holdTime = 24 * time.Hour

// Upload is a file as it came from a browser.
type Upload struct {
	Kind    string // one of the kinds above
	Content []byte
}

// Held is a file that was received and waits for its form.
type Held struct{ Ref, Kind string }

// heldFile is what a reference means; it is sealed, so nobody can make one up.
type heldFile struct {
	ID    int64     `json:"i"` // row of the clean picture, or of the voice message
	Kind  string    `json:"k"`
	Until time.Time `json:"u"`
	Bare  bool      `json:"b,omitempty"` // nothing but picture or sound was kept
}

func (s *Service) refOf(h heldFile) string {
	b, err := json.Marshal(h)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(s.Box.SealBytes(b, "held"))
}

// heldOf reads references and leaves out what is old, invented or doubled.
func (s *Service) heldOf(refs []string) []heldFile {
	var out []heldFile
	seen := map[int64]bool{}
	for _, ref := range refs[:min(len(refs), 2*MaxPhotos)] {
		var h heldFile
		b, err := base64.RawURLEncoding.DecodeString(ref)
		if err != nil {
			continue
		}
		plain, err := s.Box.OpenBytes(b, "held")
		if err != nil || json.Unmarshal(plain, &h) != nil || seen[h.ID] || s.clock().After(h.Until) {
			continue
		}
		seen[h.ID] = true
		out = append(out, h)
	}
	return out
}

// HeldFiles tells what the references of a refused form stand for.
func (s *Service) HeldFiles(refs []string) []Held {
	var out []Held
	for _, h := range s.heldOf(refs) {
		out = append(out, Held{s.refOf(h), h.Kind})
	}
	return out
}

// hold takes uploads in: each is checked, cleaned, sealed and stored, and its
// reference joins refs. bare keeps no original. What is wrong with a file is
// told by field.
func (s *Service) hold(ctx context.Context, uploads []Upload, refs []string, bare bool, bad map[string]string) ([]string, error) {
	held := s.heldOf(refs)
	refs = refs[:0:0]
	count := map[string]int{}
	for _, h := range held {
		if bare && !h.Bare {
			var err error
			if h, err = s.strip(ctx, h); err != nil {
				return refs, err
			}
		}
		count[h.Kind]++
		refs = append(refs, s.refOf(h))
	}
	for _, u := range uploads {
		if over := full(u.Kind, count); over != "" {
			bad[u.Kind] = over
			continue
		}
		h, err := s.take(ctx, u, bare)
		if fe, ok := errors.AsType[*fault.Error](err); ok && fe.Kind == fault.Invalid {
			bad[u.Kind] = fe.Public
			continue
		}
		if err != nil {
			return refs, err
		}
		count[u.Kind]++
		refs = append(refs, s.refOf(h))
	}
	return refs, nil
}

func full(kind string, count map[string]int) string {
	switch {
	case kind == KindPhoto && count[kind] >= MaxPhotos:
		return fmt.Sprintf("最多放%d张照片，多出来的没有收", MaxPhotos)
	case kind == KindPaper && count[kind] >= MaxPapers:
		return fmt.Sprintf("最多放%d个PDF文件，多出来的没有收", MaxPapers)
	case kind == KindVoice && count[kind] >= 1:
		return "只能放一段录音，多出来的没有收"
	}
	return ""
}

// take stores one upload under the purpose of files that wait.
func (s *Service) take(ctx context.Context, u Upload, bare bool) (heldFile, error) {
	h := heldFile{Kind: u.Kind, Until: s.clock().Add(holdTime), Bare: bare}
	switch u.Kind {
	case KindVoice:
		v, err := sound.Check(u.Content)
		if err != nil {
			return h, err
		}
		if bare {
			h.ID, err = s.bareVoice(ctx, v.Mime, u.Content)
			return h, err
		}
		rows, err := s.store(ctx, []content{{variantOriginal, v.Mime, u.Content}})
		if err == nil {
			h.ID = rows[0].ID
		}
		return h, err
	case KindPaper:
		clean, err := paper.Clean(u.Content)
		if err != nil {
			return h, err
		}
		rows, err := s.store(ctx, []content{{variantClean, paper.Mime, clean}})
		if err == nil {
			h.ID = rows[0].ID
		}
		return h, err
	}
	clean, err := s.photos.Make(ctx, u.Content)
	if err != nil {
		return h, err
	}
	variants := []content{{variantClean, "image/jpeg", clean.Full}, {variantThumb, "image/jpeg", clean.Thumb}}
	if !bare {
		variants = append([]content{{variantOriginal, clean.Mime, u.Content}}, variants...)
	}
	rows, err := s.store(ctx, variants)
	if err == nil {
		h.ID = rows[len(rows)-2].ID
	}
	return h, err
}

// content is one variant of a file.
type content struct {
	variant, mime string
	bytes         []byte
}

// store writes the variants of one file, the original first, and their rows.
func (s *Service) store(ctx context.Context, variants []content) (rows []model.File, err error) {
	defer func() {
		if err != nil {
			for _, f := range rows {
				err = errors.Join(err, s.Files.Remove(f))
			}
		}
	}()
	for _, v := range variants {
		f, err := s.Files.Write(v.bytes, model.File{Mime: v.mime, Purpose: purposeHeld, Variant: v.variant})
		if err != nil {
			return rows, err
		}
		rows = append(rows, f)
	}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		for i := range rows {
			rows[i].ID = 0 // a transaction may run again
			if i > 0 {
				rows[i].ParentID = rows[0].ID
			}
			if err := s.Files.Add(tx, &rows[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return rows, err
}

// attach ties held files to a petition, one of its messages or its result, as
// to says, inside tx. A file that another form already took is refused.
func attach(tx *gorm.DB, to model.PetitionFile, held []heldFile) error {
	for _, h := range held {
		var f model.File
		if err := tx.Where("id = ? AND purpose = ? AND deleted_at IS NULL", h.ID, purposeHeld).Take(&f).Error; err != nil {
			if errors.Is(err, gorm.ErrRecordNotFound) {
				return fault.Fields(map[string]string{h.Kind: "先前选的文件放得太久，已经清除，请重新选一次"})
			}
			return fmt.Errorf("attach: %w", err)
		}
		family := familyOf(f)
		r := tx.Model(&model.File{}).Where("(id = ? OR parent_id = ?) AND purpose = ?", family, family, purposeHeld).Update("purpose", purposePetition)
		if r.Error != nil {
			return fmt.Errorf("attach: %w", r.Error)
		}
		if r.RowsAffected == 0 {
			return errors.New("attach: the file was taken meanwhile")
		}
		row := to
		row.FileID, row.Kind = h.ID, h.Kind
		if err := tx.Create(&row).Error; err != nil {
			return fmt.Errorf("attach: %w", err)
		}
	}
	return nil
}

// familyOf is the row that the variants of a file hang on.
func familyOf(f model.File) int64 {
	if f.ParentID != 0 {
		return f.ParentID
	}
	return f.ID
}

// SweepHeld removes files whose form never came, and says how many.
func (s *Service) SweepHeld(ctx context.Context) (int, error) {
	old, err := gorm.G[model.File](s.DB).Where("purpose = ? AND created_at < ?", purposeHeld, s.clock().Add(-holdTime)).Limit(500).Find(ctx)
	if err != nil {
		return 0, fmt.Errorf("sweep held files: %w", err)
	}
	n := 0
	for _, f := range old {
		waited, err := s.drop(ctx, f, nil)
		if err != nil {
			return n, fmt.Errorf("sweep held files: %w", err)
		}
		if waited { // else its form came after all
			n++
		}
	}
	return n, nil
}
