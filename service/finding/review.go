package finding

import (
	"context"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Review is what supervision decides about a finding. Keys of its errors:
// note, verdict, reason, as, stop, rectify, title, why, document, until.
type Review struct {
	Version int
	Action  Action
	Note    seal.Secret
	Verdict string // the reviewer's own, with ActClose
	Reason  string
	As      string // with ActClose
	Stop    bool   // 停发建议
	Rectify string // the last day for 整改
	Title   seal.Secret
	Why     string // of an exemption
	Paper   string // the document it rests on
	Until   string // its last day; empty: only the finding's own period
}

// Review takes a step of supervision after a check, or the proposal that makes
// one needless.
func (s *Service) Review(ctx context.Context, by actor.Actor, id int64, r Review) error {
	plan, ok := plans[r.Action]
	if !ok {
		return fault.New(fault.Invalid, "请选要办的事")
	}
	f, err := s.at(ctx, by, id, r.Version, r.Action)
	if err != nil {
		return err
	}
	r.Note = trimmed(r.Note)
	at := s.clock()
	bad := map[string]string{}
	needNote(bad, "note", r.Note, "请写明意见")
	d := deed{by: by, at: at, act: r.Action, note: r.Note, detail: map[string]any{}, set: map[string]any{
		"review_note_sealed": s.Box.Seal(r.Note, place(columnReview, f.ID)), "reviewed_by": by.StaffID, "reviewed_at": at,
	}}
	if err := plan(ctx, s, f, &r, &d, bad); err != nil {
		return err
	}
	if err := invalid(bad); err != nil {
		return err
	}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if _, err := s.advance(tx, f, d); err != nil {
			return err
		}
		return judged(tx, f, d)
	})
}

// planner checks what one action needs, and says what it writes.
type planner func(ctx context.Context, s *Service, f model.Finding, r *Review, d *deed, bad map[string]string) error

var plans = map[Action]planner{
	ActReturn: func(ctx context.Context, s *Service, _ model.Finding, _ *Review, d *deed, _ map[string]string) error {
		due, err := s.due(ctx, ParamFeedback, daysFeedback)
		d.set["due_at"], d.set["due_provisional"] = due.At().UTC(), due.Provisional
		return err
	},
	ActClose: planClose,
	ActProposeClue: func(_ context.Context, s *Service, f model.Finding, r *Review, d *deed, bad map[string]string) error {
		r.Title = trimmed(r.Title)
		if n := utf8.RuneCountInString(r.Title.Reveal()); n < 4 || n > 60 || strings.ContainsAny(r.Title.Reveal(), "\r\n") {
			bad["title"] = "请写线索的标题，4到60个字，例如“某村低保资金问题”"
		}
		d.set["proposal"], d.set["proposed_by"] = model.ProposalClue, d.by.StaffID
		d.set["proposal_sealed"] = s.Box.Seal(seal.NewSecret(r.Title.Reveal()+"\n"+r.Note.Reveal()), place(columnProposal, f.ID))
		return nil
	},
	ActProposeExempt: func(_ context.Context, s *Service, f model.Finding, r *Review, d *deed, bad map[string]string) error {
		r.Why, r.Paper = strings.TrimSpace(r.Why), strings.TrimSpace(r.Paper)
		if n := utf8.RuneCountInString(r.Why); n < 4 || n > 200 {
			bad["why"] = "请写豁免的理由，4到200个字，不写姓名"
		}
		if n := utf8.RuneCountInString(r.Paper); n < 4 || n > 200 {
			bad["document"] = "请写依据的文件和文号"
		}
		d.set["proposal"], d.set["proposed_by"], d.set["proposal_sealed"] = model.ProposalExempt, d.by.StaffID, s.Box.Seal(r.Note, place(columnProposal, f.ID))
		d.set["exempt_reason"], d.set["exempt_document"], d.set["exempt_until"] = r.Why, r.Paper, nil
		if strings.TrimSpace(r.Until) == "" {
			return nil
		}
		day, err := period.ParseDay(r.Until)
		if today := period.Here(s.clock()); err != nil || day < today || day > today.AddMonths(60) {
			bad["until"] = "请填写豁免到哪一天，不早于今天、不超过五年；只豁免这一段期间的留空"
			return nil
		}
		d.set["exempt_until"] = day.Time()
		return nil
	},
}

func planClose(ctx context.Context, s *Service, f model.Finding, r *Review, d *deed, bad map[string]string) error {
	checkVerdict(bad, r.Verdict, &r.Reason)
	switch {
	case text(Closings(), r.As) == "":
		bad["as"] = "请选办结方式"
	case r.As == model.ClosedDataCorrection && r.Verdict == model.VerdictTrue:
		bad["as"] = "属实的疑点要督促整改，或者报批移交线索"
	case r.As == model.ClosedRectification && r.Verdict != model.VerdictTrue:
		bad["as"] = "不属实、政策允许、数据错误的，办结为数据纠错"
	}
	if r.Stop && r.As != model.ClosedRectification {
		bad["stop"] = "只有督促整改才能建议停发"
	}
	d.set["rectify_due_at"] = nil
	if r.As == model.ClosedRectification {
		day, err := period.ParseDay(r.Rectify)
		if today := period.Here(d.at); err != nil || day < today || day > today+366 {
			bad["rectify"] = "请填写整改期限，例如2026-06-30，一年以内"
		} else {
			d.set["rectify_due_at"] = day.End(period.Shanghai).UTC()
		}
	}
	if r.Stop && f.Owed != "" {
		bad["stop"] = "这条疑点说的是没有发到的钱，没有什么要停发"
	} else if r.Stop && f.Askable {
		heard, err := s.decidedToStop(ctx, f.ID)
		if err != nil {
			return err
		}
		if !heard {
			bad["stop"] = "停发之前要先征询本户，并在答复或到期之后作出停发的决定"
		}
	}
	d.set["closed_as"], d.set["closed_by"], d.set["closed_at"], d.set["stop_payment"] = r.As, d.by.StaffID, d.at, r.Stop
	judge(d, r.Verdict, r.Reason)
	d.detail["as"], d.detail["verdict"] = r.As, r.Verdict
	return nil
}

// judge writes the final verdict, which the scorecard counts.
func judge(d *deed, verdict, reason string) {
	d.set["final_verdict"], d.set["final_reason"], d.set["judged_quarter"] = verdict, reason, quarter(period.Here(d.at))
}

// Decide is the head's word on a proposal, and on what is closed or exempt. An
// approved hand-over registers the clue in the same transaction.
func (s *Service) Decide(ctx context.Context, by actor.Actor, id int64, version int, act Action, note seal.Secret) error {
	f, err := s.at(ctx, by, id, version, act)
	if err != nil {
		return err
	}
	if !by.Is(actor.RoleHead) {
		return fault.New(fault.Forbidden, "您的岗位不能办这一步")
	}
	note = trimmed(note)
	bad := map[string]string{}
	if act != ActApproveClue && act != ActApproveExempt {
		needNote(bad, "note", note, "请写明原因")
	} else if utf8.RuneCountInString(note.Reveal()) > maxNote {
		bad["note"] = "批示太长了"
	}
	if err := invalid(bad); err != nil {
		return err
	}
	at := s.clock()
	d := deed{by: by, at: at, act: act, note: note, set: map[string]any{}, detail: map[string]any{"proposal": f.Proposal}}
	if err := s.decision(ctx, f, &d); err != nil {
		return err
	}
	var proposal seal.Secret
	if err := s.open(&proposal, f.ProposalSealed, columnProposal, f.ID); err != nil {
		return err
	}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if act == ActApproveClue {
			clue, number, err := s.handOver(tx, by, at, f, proposal)
			if err != nil {
				return err
			}
			d.set["clue_id"], d.set["clue_number"], d.detail["clue"] = clue, number, number
		}
		if _, err := s.advance(tx, f, d); err != nil {
			return err
		}
		return judged(tx, f, d)
	})
}

// decision says what each word of the head writes.
func (s *Service) decision(ctx context.Context, f model.Finding, d *deed) error {
	verdict := f.FeedbackVerdict
	switch d.act {
	case ActApproveClue:
		d.set["closed_as"], d.set["closed_by"], d.set["closed_at"] = model.ClosedClue, d.by.StaffID, d.at
		judge(d, model.VerdictTrue, "")
	case ActApproveExempt:
		if verdict == "" || verdict == model.VerdictTrue {
			verdict = model.VerdictAllowed
		}
		d.set["exempt_by"], d.set["exempt_at"] = d.by.StaffID, d.at
		judge(d, verdict, f.FeedbackReason)
	case ActRefuse, ActRefuseFresh:
		d.set["proposal"], d.set["proposal_sealed"] = "", nil
		clearExemption(d)
	case ActLift, ActReopen:
		due, err := s.due(ctx, ParamReview, daysReview)
		if err != nil {
			return err
		}
		d.set["review_due_at"], d.set["review_due_provisional"] = due.At().UTC(), due.Provisional
		d.set["proposal"], d.set["proposal_sealed"], d.set["closed_as"], d.set["closed_by"], d.set["closed_at"] = "", nil, "", 0, nil
		d.set["rectify_due_at"], d.set["rectified_at"], d.set["stop_payment"] = nil, nil, false
		d.set["final_verdict"], d.set["final_reason"], d.set["judged_quarter"] = "", "", ""
		clearExemption(d)
	default:
		return fault.New(fault.Invalid, "请选要办的事")
	}
	return nil
}

func clearExemption(d *deed) {
	d.set["exempt_reason"], d.set["exempt_document"], d.set["exempt_until"], d.set["exempt_by"], d.set["exempt_at"] = "", "", nil, 0, nil
}

func (s *Service) handOver(tx *gorm.DB, by actor.Actor, at time.Time, f model.Finding, proposal seal.Secret) (int64, string, error) {
	title, why, _ := strings.Cut(proposal.Reveal(), "\n")
	summary := Number(f.ID) + " " + f.Title + "\n" + f.Sentence
	if why != "" {
		summary += "\n移交意见：" + why
	}
	return s.Clues.RegisterFinding(tx, by, at, f.ID, f.VillageCode, seal.NewSecret(title), seal.NewSecret(summary))
}

// Rectified records that a rectification was done.
func (s *Service) Rectified(ctx context.Context, by actor.Actor, id int64, version int, note seal.Secret) error {
	f, err := s.at(ctx, by, id, version, ActRectified)
	if err != nil {
		return err
	}
	bad := map[string]string{}
	needNote(bad, "note", note, "请写明整改的情况")
	if err := invalid(bad); err != nil {
		return err
	}
	at := s.clock()
	d := deed{by: by, at: at, act: ActRectified, note: trimmed(note), set: map[string]any{"rectified_at": at}}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		_, err := s.advance(tx, f, d)
		return err
	})
}
