package prepayment

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// KeepReason is why a bureau pays a row all the same.
type KeepReason struct{ Code, Text string }

// KeepReasons lists the reasons there are.
func KeepReasons() []KeepReason {
	return []KeepReason{
		{"verified", "已核实，符合条件"},
		{"policy", "政策允许"},
		{"data", "登记簿数据有误"},
	}
}

// KeepText is a reason in words.
func KeepText(code string) string {
	for _, r := range KeepReasons() {
		if r.Code == code {
			return r.Text
		}
	}
	return ""
}

// Answer is what a bureau says of one row, or of several with the same words.
type Answer struct {
	Rows   []int64 // numbers of PrepaymentRow; of those that pass, prepayouts.id
	Answer string  // model.AnswerKeep or model.AnswerWithdraw
	Reason string  // a KeepReason's code
	Doc    string  // 依据文号, where a stopped row is kept
	Note   seal.Secret
	// Passing says that the rows are of those that nothing speaks against: they may
	// be taken out too, or put back.
	Passing bool
}

const maxNote = 500

// Answer records what the bureau says of rows. Keeping a stopped row needs a
// document and a note, keeping one that wants checking a reason.
func (s *Service) Answer(ctx context.Context, by actor.Actor, listID int64, a Answer) error {
	l, err := s.mine(ctx, by, listID, model.PrepaymentChecked)
	if err != nil {
		return err
	}
	if len(a.Rows) == 0 || len(a.Rows) > chunk {
		return fault.Fields(map[string]string{"rows": fmt.Sprintf("请先勾选要答复的行，一次最多 %d 行", chunk)})
	}
	if a.Passing {
		return s.answerPassing(ctx, by, l, a)
	}
	where, args, err := s.foreign(ctx, by, l.BatchID, "prepayment_rows", "payout_id")
	if err != nil {
		return fmt.Errorf("prepayment answer: %w", err)
	}
	rows, err := gorm.G[model.PrepaymentRow](s.db).Where("list_id = ? AND id IN ?", l.ID, a.Rows).Where(where, args...).Find(ctx)
	if err != nil {
		return fmt.Errorf("prepayment answer: %w", err)
	}
	if len(rows) != len(a.Rows) {
		return errAbsent
	}
	if err := a.check(count(rows, model.VerdictStop) > 0); err != nil {
		return err
	}
	at := s.at()
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		if err := touch(tx, l, at, map[string]any{}); err != nil {
			return err
		}
		for _, r := range rows { // at most chunk, each sealed to its own place
			set := map[string]any{"answer": a.Answer, "answer_reason": a.Reason, "answer_doc": clip.Runes(a.Doc, 120), "note_sealed": nil, "answered_by": by.StaffID, "answered_name": by.Name, "answered_at": at}
			if !a.Note.Empty() {
				set["note_sealed"] = s.box.Seal(a.Note, notePlace(r.ID))
			}
			if err := tx.Model(&model.PrepaymentRow{}).Where("id = ?", r.ID).Updates(set).Error; err != nil {
				return err
			}
		}
		return audit.Record(tx, by, at, "prepayment.answer", object(l.ID), map[string]any{"answer": a.Answer, "rows": len(rows)})
	})
	if err != nil {
		return fmt.Errorf("prepayment answer: %w", err)
	}
	return nil
}

// check says what is missing from an answer.
func (a *Answer) check(stopped bool) error {
	a.Doc = strings.TrimSpace(a.Doc)
	wrong := map[string]string{}
	note := len([]rune(strings.TrimSpace(a.Note.Reveal())))
	if note > maxNote {
		wrong["note"] = fmt.Sprintf("请不要超过 %d 个字", maxNote)
	}
	switch a.Answer {
	case model.AnswerWithdraw:
		a.Reason = ""
	case model.AnswerKeep:
		if KeepText(a.Reason) == "" {
			wrong["reason"] = "请选为什么照发"
		}
		if stopped && len([]rune(a.Doc)) < 4 {
			wrong["doc"] = "拦截的行要照发，请写依据的文件名或文号"
		}
		if stopped && note < 4 {
			wrong["note"] = "拦截的行要照发，请写明核实的情况（至少 4 个字）"
		}
	default:
		wrong["answer"] = "请选照发或者撤下"
	}
	if len(wrong) > 0 {
		return fault.Fields(wrong)
	}
	return nil
}

// Submit puts a fully answered list before the bureau's head.
func (s *Service) Submit(ctx context.Context, by actor.Actor, listID int64) error {
	l, err := s.mine(ctx, by, listID, model.PrepaymentChecked)
	if err != nil {
		return err
	}
	open, err := gorm.G[model.PrepaymentRow](s.db).Where("list_id = ? AND answer = ''", l.ID).Count(ctx, "id")
	if err != nil {
		return fmt.Errorf("prepayment submit: %w", err)
	}
	if open > 0 {
		return fault.Newf(fault.Invalid, "还有 %d 行没有答复，请逐行选照发或者撤下", open)
	}
	at := s.at()
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		if err := touch(tx, l, at, map[string]any{"state": model.PrepaymentSubmitted, "submitted_by": by.StaffID, "submitted_name": by.Name, "submitted_at": at, "decide_note": ""}); err != nil {
			return err
		}
		return audit.Record(tx, by, at, "prepayment.submit", object(l.ID), nil)
	})
	if err != nil {
		return fmt.Errorf("prepayment submit: %w", err)
	}
	return nil
}

// mine finds a list of the officer's own bureau in a state.
func (s *Service) mine(ctx context.Context, by actor.Actor, id int64, state string) (model.PrepaymentList, error) {
	if !by.Is(actor.RoleBureauOfficer) {
		return model.PrepaymentList{}, errAbsent
	}
	l, err := s.find(ctx, by, id)
	if err == nil && l.State != state {
		err = fault.New(fault.Conflict, "这份名单的状态变了，请刷新页面再看")
	}
	return l, err
}
