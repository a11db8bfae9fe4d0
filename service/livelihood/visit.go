package livelihood

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

const columnVeto = "livelihood_vetoes.note_sealed"

// answers are what a visit may say to an item of the list.
var answers = []Choice{{"no", "没有这种情况"}, {"yes", "有这种情况"}, {"unclear", "说不清"}}

// Answers lists what a visit may say to an item of the list.
func Answers() []Choice { return answers }

// AnswerText is such an answer on screen.
func AnswerText(v string) string { return text(answers, v) }

// VisitItems lists the items of the list that only a visit tells.
func VisitItems() []Choice {
	var out []Choice
	for _, v := range vetoList {
		if v.source == byVisit {
			out = append(out, Choice{v.no, v.text})
		}
	}
	return out
}

// Look is what two people saw in a household of one item of the list. Keys of
// its errors: item, answer, companion, day, note, photo.
type Look struct {
	Item, Answer, Companion, Day string
	Note                         seal.Secret
	Photo                        []byte
}

// Visited is such a look as the household's page shows it.
type Visited struct {
	ID             int64
	On             period.Day
	Answer         string
	Who, Companion string
	Note           seal.Secret
	Photo          bool
}

// MayLook reports, as an error or none, whether the actor may write down a visit
// to a household.
func (s *Service) MayLook(ctx context.Context, by actor.Actor, no string) error {
	if !by.Is(visitors...) {
		return noHousehold()
	}
	return s.MayOpen(ctx, by, no)
}

func (l *Look) check(by actor.Actor, today period.Day) (day period.Day, bad map[string]string) {
	bad = map[string]string{}
	if text(VisitItems(), l.Item) == "" {
		bad["item"] = "请选是哪一项"
	}
	if AnswerText(l.Answer) == "" {
		bad["answer"] = "请选看到的情况"
	}
	l.Companion = strings.TrimSpace(l.Companion)
	if n := utf8.RuneCountInString(l.Companion); n < 2 || n > 20 || l.Companion == by.Name {
		bad["companion"] = "入户要两个人，请填同去的人的姓名"
	}
	day, err := period.ParseDay(l.Day)
	switch {
	case err != nil:
		bad["day"] = err.Error()
	case day > today:
		bad["day"] = "日期不能晚于今天"
	}
	l.Note = trimmed(l.Note)
	needNote(bad, l.Note, 4, "请写明看到什么，4个字以上")
	if len(l.Photo) == 0 {
		bad[KindPhoto] = "请放一张入户的照片"
	}
	return day, bad
}

// Look writes down what two people saw.
func (s *Service) Look(ctx context.Context, by actor.Actor, no string, l Look) error {
	if err := s.MayLook(ctx, by, no); err != nil {
		return err
	}
	day, bad := l.check(by, s.today())
	if err := invalid(bad); err != nil {
		return err
	}
	files, err := s.attached.Take(ctx, []Upload{{Kind: KindPhoto, Content: l.Photo}}, bad)
	if err != nil {
		return err
	}
	if err := invalid(bad); err != nil {
		return err
	}
	at := s.clock()
	row := model.LivelihoodVeto{HouseholdNo: no, Item: l.Item, Answer: l.Answer, OnDay: day.Time(), StaffID: by.StaffID, StaffName: by.Name, StaffRole: string(by.Role), Companion: l.Companion, At: at}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return s.look(tx, by, row, l.Note, files) })
	if err != nil {
		return errors.Join(err, s.attached.Drop(files))
	}
	return nil
}

// look is Look inside its transaction.
func (s *Service) look(tx *gorm.DB, by actor.Actor, row model.LivelihoodVeto, note seal.Secret, photo []attach.Stored) error {
	err := s.attached.Tie(tx, photo, func(file int64, _ string) error { row.FileID = file; return nil })
	if err != nil {
		return err
	}
	if err := tx.Create(&row).Error; err != nil {
		return fmt.Errorf("household visit: %w", err)
	}
	if err := tx.Model(&row).Update("note_sealed", s.Box.Seal(note, place(columnVeto, row.ID))).Error; err != nil {
		return fmt.Errorf("household visit: %w", err)
	}
	return audit.Record(tx, by, row.At, "household.visit", "household", map[string]any{"household": row.HouseholdNo, "item": row.Item, "visit": row.ID})
}

// visits puts what people saw beside the items of the list, the latest first.
func (s *Service) visits(ctx context.Context, h *home) error {
	var rows []model.LivelihoodVeto
	if err := s.DB.WithContext(ctx).Where("household_no = ?", h.No).Order("on_day DESC, id DESC").Limit(60).Find(&rows).Error; err != nil {
		return err
	}
	for _, r := range rows {
		i := slices.IndexFunc(h.Vetoes, func(v Veto) bool { return v.No == r.Item })
		if i < 0 {
			continue
		}
		note, err := s.Box.Open(r.NoteSealed, place(columnVeto, r.ID))
		if err != nil {
			return err
		}
		h.Vetoes[i].Seen = append(h.Vetoes[i].Seen, Visited{ID: r.ID, On: period.Stored(r.OnDay), Answer: r.Answer, Who: r.StaffName, Companion: r.Companion, Note: note, Photo: r.FileID != 0})
	}
	return nil
}

// LookPhoto reads the photo of a visit for whoever may open the household.
// Opening it is recorded.
func (s *Service) LookPhoto(ctx context.Context, by actor.Actor, no string, id int64) (Content, error) {
	if err := s.MayOpen(ctx, by, no); err != nil {
		return Content{}, err
	}
	row, err := gorm.G[model.LivelihoodVeto](s.DB).Where("id = ? AND household_no = ? AND file_id > 0", id, no).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Content{}, notFound()
	}
	if err != nil {
		return Content{}, fmt.Errorf("household visit: %w", err)
	}
	f, err := gorm.G[model.File](s.DB).Where("id = ? AND deleted_at IS NULL", row.FileID).Take(ctx)
	if err != nil {
		return Content{}, fmt.Errorf("household visit: %w", err)
	}
	b, err := s.Files.Read(f)
	if err != nil {
		return Content{}, fmt.Errorf("household visit: %w", err)
	}
	return Content{Mime: f.Mime, Kind: KindPhoto, Data: b}, audit.RecordAlone(ctx, s.DB, by, s.clock(), "household.visit_photo", "household", map[string]any{"household": no, "visit": id})
}
