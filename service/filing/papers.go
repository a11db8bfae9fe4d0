package filing

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/emmansun/gmsm/sm3"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/paper"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/picture"
)

// MaxPapers is how many documents may come with one step.
const MaxPapers = 9

const (
	purpose         = "filing"
	variantOriginal = "original" // as handed in
	variantClean    = "clean"    // of a picture: re-encoded, without metadata
)

// Upload is a document as it came from a browser.
type Upload struct {
	Kind    string // a Paper's
	Name    string // as the file was called
	Content []byte
}

// stored is one document on disk.
type stored struct {
	row   model.FilingFile
	files []model.File // the original, then what is shown of it
}

// FieldPaper is the field of a form that brings a sort of document.
func FieldPaper(kind string) string { return "paper-" + kind }

// take checks documents by their content and seals them to disk. What is wrong
// with one is told by the field of its sort; then nothing is kept.
func (s *Service) take(ctx context.Context, sorts []Paper, uploads []Upload, bad map[string]string) (out []stored, err error) {
	if len(uploads) > MaxPapers {
		bad[""] = fmt.Sprintf("一次最多放%d个文件", MaxPapers)
		return nil, nil
	}
	for _, u := range uploads {
		i := slices.IndexFunc(sorts, func(p Paper) bool { return p.Kind == u.Kind })
		if i < 0 {
			continue
		}
		one, err := s.store(ctx, sorts[i], u)
		out = append(out, one)
		if fault.Is(err, fault.Invalid) {
			bad[FieldPaper(u.Kind)] = fault.Of(err).Public
			return nil, s.drop(out)
		}
		if err != nil {
			return nil, errors.Join(err, s.drop(out))
		}
	}
	return out, nil
}

func (s *Service) store(ctx context.Context, sort Paper, u Upload) (stored, error) {
	digest := sm3.Sum(u.Content)
	out := stored{row: model.FilingFile{Kind: sort.Kind, Name: nameOf(u.Name), Size: int64(len(u.Content)), SM3: digest[:]}}
	if paper.IsPDF(u.Content) && !sort.Photo {
		out.row.Mime = paper.Mime
		if err := paper.Safe(u.Content); err != nil {
			return out, err
		}
		return out, s.write(&out, variantOriginal, paper.Mime, u.Content)
	}
	clean, err := s.photos.Make(ctx, u.Content)
	if fault.Is(err, fault.Invalid) && !sort.Photo && !strings.HasPrefix(mimeHint(u.Content), "image") {
		return out, fault.New(fault.Invalid, "这里只能放PDF或者照片（JPEG、PNG），请把文件另存为PDF再选")
	}
	if err != nil {
		return out, err
	}
	if clean.Mime != "image/jpeg" && clean.Mime != "image/png" {
		return out, fault.New(fault.Invalid, "照片只收JPEG和PNG，请另存一次再选")
	}
	out.row.Mime = clean.Mime
	return out, errors.Join(s.write(&out, variantOriginal, clean.Mime, u.Content), s.write(&out, variantClean, "image/jpeg", clean.Full))
}

// mimeHint tells roughly whether content is a picture, for the words of a refusal.
func mimeHint(b []byte) string {
	for _, head := range []string{"\xff\xd8\xff", "\x89PNG", "RIFF"} {
		if strings.HasPrefix(string(b[:min(8, len(b))]), head) {
			return "image"
		}
	}
	if len(b) > 12 && string(b[4:8]) == "ftyp" {
		return "image"
	}
	return ""
}

func (s *Service) write(out *stored, variant, mime string, content []byte) error {
	f, err := s.Files.Write(content, model.File{Mime: mime, Purpose: purpose, Variant: variant})
	if err == nil {
		out.files = append(out.files, f)
	}
	return err
}

// nameOf keeps the last part of a file's name, without control characters.
func nameOf(name string) string {
	name = filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, name)
	r := []rune(name)
	return string(r[max(0, len(r)-100):])
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

// attach ties documents to a step inside tx.
func (s *Service) attach(tx *gorm.DB, list []stored, step model.FilingStep) error {
	for _, one := range list {
		row := one.row
		row.ProjectNo, row.StepID, row.Stage, row.AddedBy, row.AddedAt = step.ProjectNo, step.ID, step.Stage, step.StaffID, step.At
		for i, f := range one.files {
			f.ID, f.ParentID = 0, row.FileID
			if err := s.Files.Add(tx, &f); err != nil {
				return err
			}
			if i == 0 {
				row.FileID = f.ID
			} else {
				row.ShownID = f.ID
			}
		}
		if err := tx.Create(&row).Error; err != nil {
			return fmt.Errorf("filing document: %w", err)
		}
	}
	return nil
}

// Document is a document as it is looked at.
type Document struct {
	ID             int64
	Stage          Stage
	Label, Name    string
	Mime           string // of Content
	PDF            bool
	Marked         bool // Content itself says to whom and when it was shown
	SM3            []byte
	Content        []byte
	Viewer, Viewed string // whom and when the page says it was shown to
	Account        string
}

// What is recorded of a document: that it was opened inside its page, or that it
// was taken away as it is.
const (
	opened = "filing.file"
	taken  = "filing.download"
)

// Document opens a document for whoever sees its project, inside the page that
// says who looks. Opening is recorded before anything is shown. A picture carries
// the viewer's account and the time in its pixels, and is the one without place
// and device; of a PDF the copy that is shown carries them on every page, and
// what was handed in stays as its digest proves. One that cannot be written on
// comes as it is.
func (s *Service) Document(ctx context.Context, by actor.Actor, no string, id int64) (Document, error) {
	return s.document(ctx, by, no, id, opened)
}

// Download gives a document to be kept as a file. Every one is recorded as what
// it is: a PDF leaves without a mark.
func (s *Service) Download(ctx context.Context, by actor.Actor, no string, id int64) (Document, error) {
	return s.document(ctx, by, no, id, taken)
}

// About is a document without its content, for the page around it.
func (s *Service) About(ctx context.Context, by actor.Actor, no string, id int64) (Document, error) {
	return s.document(ctx, by, no, id, "")
}

func (s *Service) document(ctx context.Context, by actor.Actor, no string, id int64, as string) (Document, error) {
	if _, err := s.one(ctx, s.DB, by, no); err != nil {
		return Document{}, err
	}
	row, err := gorm.G[model.FilingFile](s.DB).Where("id = ? AND project_no = ?", id, no).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Document{}, fault.New(fault.NotFound, "没有找到这个文件")
	}
	if err != nil {
		return Document{}, fmt.Errorf("filing document: %w", err)
	}
	account, err := s.account(ctx, by)
	if err != nil {
		return Document{}, err
	}
	now := s.clock().In(period.Shanghai)
	d := Document{ID: row.ID, Stage: Stage(row.Stage), Label: labelOf(Stage(row.Stage), row.Kind), Name: row.Name, Mime: row.Mime, PDF: row.Mime == paper.Mime, SM3: row.SM3,
		Viewer: by.Name, Account: account, Viewed: now.Format("2006-01-02 15:04")}
	if as == "" && !d.PDF {
		d.Marked = true
		return d, nil
	}
	if d.Content, d.Marked, err = s.shown(ctx, row, as, account+" "+now.Format("2006-01-02 15:04")); err != nil {
		return Document{}, err
	}
	if !d.PDF {
		d.Mime = "image/jpeg"
	}
	if as == "" { // whether it can be written on
		d.Content = nil
		return d, nil
	}
	return d, audit.RecordAlone(ctx, s.DB, by, s.clock(), as, object(no), map[string]any{"file": id, "stage": row.Stage})
}

// shown is the content of a document as somebody may look at it, and whether it
// says so itself.
func (s *Service) shown(ctx context.Context, row model.FilingFile, as, words string) ([]byte, bool, error) {
	id := row.FileID
	if row.ShownID != 0 {
		id = row.ShownID
	}
	f, err := gorm.G[model.File](s.DB).Where("id = ? AND purpose = ? AND deleted_at IS NULL", id, purpose).Take(ctx)
	if err != nil {
		return nil, false, fmt.Errorf("filing document: %w", err)
	}
	content, err := s.Files.Read(f)
	if err != nil {
		return nil, false, fmt.Errorf("filing document: %w", err)
	}
	switch {
	case row.ShownID != 0:
		content, err = picture.Stamp(content, words)
		return content, true, err
	case as == taken:
		return content, false, nil
	}
	marked, err := paper.Stamp(ctx, content, words)
	if ctx.Err() != nil {
		return nil, false, ctx.Err()
	}
	if err != nil { // it is shown as it is, and the page says so
		return content, false, nil
	}
	return marked, true, nil
}

// account is the name by which somebody signs in: unlike a person's name it can
// be drawn, and it is one person's alone.
func (s *Service) account(ctx context.Context, by actor.Actor) (string, error) {
	found, err := gorm.G[model.Staff](s.DB).Select("login").Where("id = ?", by.StaffID).Limit(1).Find(ctx)
	if err != nil {
		return "", fmt.Errorf("account: %w", err)
	}
	if len(found) == 0 {
		return by.ID(), nil
	}
	return found[0].Login, nil
}

// labelOf is a sort of document on screen.
func labelOf(s Stage, kind string) string {
	if i := s.place(); i >= 0 {
		for _, p := range Definitions[i].Papers {
			if p.Kind == kind {
				return p.Label
			}
		}
	}
	return "附件"
}
