package receive

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/paper"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Reply is what the bureau says the bank says. Keys of its errors: outcome, on,
// note, photo, paper.
type Reply struct {
	Version int
	Outcome string // one of Outcomes
	On      string // the day the bank credited it
	Note    seal.Secret
	Uploads []attach.Upload
}

// Answer keeps a bureau's answer. While the bank has not done anything the clock
// runs on; that the money is there needs the day and a proof.
func (s *Service) Answer(ctx context.Context, by actor.Actor, id int64, r Reply) error {
	q, err := s.visible(ctx, by, id)
	if err != nil {
		return err
	}
	switch {
	case !by.Is(actor.RoleBureauOfficer):
		return fault.New(fault.Forbidden, "由发放部门的经办人答复")
	case q.Version != r.Version || !may(by, q):
		return stale()
	}
	r.Note = trimmed(r.Note)
	on, err := s.check(q, r)
	if err != nil {
		return err
	}
	proof, err := s.store(ctx, r.Uploads)
	if err != nil {
		return err
	}
	at := s.clock()
	set := map[string]any{"outcome": r.Outcome, "outcome_on": nil, "answered_by": by.StaffID, "answered_at": at, "said_after": "", "version": q.Version + 1, "updated_at": at}
	if on != nil {
		set["outcome_on"] = on.Time()
	}
	if r.Outcome != model.OutcomePending {
		set["state"] = model.InquiryAnswered
	}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		done := tx.Model(&model.BankInquiry{}).Where("id = ? AND version = ? AND state = ?", q.ID, q.Version, model.InquiryOpen).Updates(set)
		if done.Error != nil {
			return fmt.Errorf("inquiry: %w", done.Error)
		}
		if done.RowsAffected != 1 {
			return stale()
		}
		e := model.InquiryEvent{InquiryID: q.ID, At: at, Kind: stepAnswered, Outcome: r.Outcome, StaffID: by.StaffID, StaffName: by.Name, StaffRole: string(by.Role)}
		if proof != nil {
			f := proof.file
			f.ID = 0
			if err := s.Files.Add(tx, &f); err != nil {
				return err
			}
			e.FileID, e.FileKind = f.ID, proof.kind
		}
		if err := s.event(tx, e, r.Note); err != nil {
			return err
		}
		return audit.Record(tx, by, at, "inquiry.answer", object(q.ID), map[string]any{"outcome": r.Outcome, "proof": proof != nil})
	})
	if err != nil && proof != nil {
		return errors.Join(err, s.Files.Remove(proof.file))
	}
	return err
}

func (s *Service) check(q model.BankInquiry, r Reply) (*period.Day, error) {
	bad := map[string]string{}
	if text(Outcomes(q.Kind), r.Outcome) == "" {
		bad["outcome"] = "请选银行怎么说"
	}
	var on *period.Day
	if r.Outcome == model.OutcomeCredited {
		day, err := period.ParseDay(strings.TrimSpace(r.On))
		switch {
		case err != nil:
			bad["on"] = "请填入账的日期"
		case day > s.today():
			bad["on"] = "入账的日期不能在今天以后"
		default:
			on = &day
		}
		if len(r.Uploads) == 0 {
			bad[attach.Photo] = "说已入账，要放银行的回单或者流水（照片或者 PDF）"
		}
	}
	n := utf8.RuneCountInString(r.Note.Reveal())
	switch {
	case n > maxNote:
		bad["note"] = fmt.Sprintf("请不要超过%d个字", maxNote)
	case n < 4 && q.Kind == model.SaidWrong && r.Outcome != model.OutcomePending:
		bad["note"] = "请写明这笔钱是怎么算的，4个字以上"
	}
	if len(r.Uploads) > 1 {
		bad[r.Uploads[1].Kind] = "放一个文件就够了"
	}
	if len(bad) > 0 {
		return nil, fault.Fields(bad)
	}
	return on, nil
}

// stored is a proof on disk.
type stored struct {
	kind string
	file model.File
}

// store cleans a proof and seals it to disk; nil without one.
func (s *Service) store(ctx context.Context, uploads []attach.Upload) (*stored, error) {
	if len(uploads) == 0 {
		return nil, nil //nolint:nilnil // there is none
	}
	u := uploads[0]
	content, mime, err := s.clean(ctx, u)
	if fe, ok := errors.AsType[*fault.Error](err); ok && fe.Kind == fault.Invalid {
		return nil, fault.Fields(map[string]string{u.Kind: fe.Public})
	}
	if err != nil {
		return nil, err
	}
	f, err := s.Files.Write(content, model.File{Mime: mime, Purpose: "inquiry", Variant: "clean"})
	if err != nil {
		return nil, fmt.Errorf("proof: %w", err)
	}
	return &stored{u.Kind, f}, nil
}

func (s *Service) clean(ctx context.Context, u attach.Upload) ([]byte, string, error) {
	if u.Kind == attach.Paper {
		b, err := paper.Clean(u.Content)
		return b, paper.Mime, err
	}
	p, err := s.photos.Make(ctx, u.Content)
	return p.Full, "image/jpeg", err
}

// Proof reads the proof of one answer for whoever sees the inquiry. The look is recorded.
func (s *Service) Proof(ctx context.Context, by actor.Actor, id, event int64) (attach.Content, error) {
	q, err := s.visible(ctx, by, id)
	if err != nil {
		return attach.Content{}, err
	}
	e, err := gorm.G[model.InquiryEvent](s.DB).Where("id = ? AND inquiry_id = ? AND file_id <> 0", event, q.ID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return attach.Content{}, notFound()
	}
	if err != nil {
		return attach.Content{}, fmt.Errorf("proof: %w", err)
	}
	f, err := gorm.G[model.File](s.DB).Where("id = ? AND deleted_at IS NULL", e.FileID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return attach.Content{}, notFound()
	}
	if err != nil {
		return attach.Content{}, fmt.Errorf("proof: %w", err)
	}
	b, err := s.Files.Read(f)
	if err != nil {
		return attach.Content{}, fmt.Errorf("proof: %w", err)
	}
	return attach.Content{Mime: f.Mime, Kind: e.FileKind, Data: b}, audit.RecordAlone(ctx, s.DB, by, s.clock(), "inquiry.proof", object(q.ID), map[string]any{"event": event})
}
