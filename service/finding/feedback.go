package finding

import (
	"context"
	"errors"
	"slices"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Feedback is what a check showed. Keys of its errors: verdict, reason, text,
// photo, paper.
type Feedback struct {
	Version int
	Verdict string
	Reason  string // with 不属实
	Text    seal.Secret
	Uploads []Upload
}

// Answer takes the feedback of whom the finding was sent to.
func (s *Service) Answer(ctx context.Context, by actor.Actor, id int64, a Feedback) error {
	f, err := s.at(ctx, by, id, a.Version, ActFeedback)
	if err != nil {
		return err
	}
	a.Text = trimmed(a.Text)
	bad := map[string]string{}
	checkVerdict(bad, a.Verdict, &a.Reason)
	needNote(bad, "text", a.Text, "请写明核查的经过和结果")
	if NeedsProof(f.Model) && !proven(a.Uploads) {
		bad[KindPhoto] = "请放证明：现场照片，或者批复、纪要、凭证的 PDF"
	}
	if err := invalid(bad); err != nil {
		return err
	}
	due, err := s.due(ctx, ParamReview, daysReview)
	if err != nil {
		return err
	}
	files, err := s.attached.Take(ctx, a.Uploads, bad)
	if err != nil {
		return err
	}
	if err := invalid(bad); err != nil {
		return err
	}
	at := s.clock()
	d := deed{by: by, at: at, act: ActFeedback, note: a.Text, set: map[string]any{
		"feedback_verdict": a.Verdict, "feedback_reason": a.Reason, "feedback_sealed": s.Box.Seal(a.Text, place(columnFeedback, f.ID)),
		"feedback_by": by.StaffID, "feedback_at": at, "review_due_at": due.At().UTC(), "review_due_provisional": due.Provisional,
	}, detail: map[string]any{"verdict": a.Verdict, "reason": a.Reason, "files": len(files)}}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		event, err := s.advance(tx, f, d)
		if err != nil {
			return err
		}
		return s.attach(tx, files, model.FindingFile{FindingID: f.ID, EventID: event, AddedBy: by.StaffID, AddedAt: at})
	})
	if err != nil {
		return errors.Join(err, s.attached.Drop(files))
	}
	return nil
}

// NeedsProof reports whether an answer to a model's finding has to bring a photo
// or a PDF: the warnings about projects, public money and bids P01 to P12, whose
// colour falls by an answer that is proven.
func NeedsProof(model string) bool {
	return len(model) == 3 && model[0] == 'P'
}

func proven(uploads []Upload) bool {
	return slices.ContainsFunc(uploads, func(u Upload) bool { return u.Kind == KindPhoto || u.Kind == KindPaper })
}

// checkVerdict checks a verdict and clears a reason that does not belong to it.
func checkVerdict(bad map[string]string, verdict string, reason *string) {
	switch {
	case VerdictText(verdict) == "":
		bad["verdict"] = "请选核查结果"
	case verdict != model.VerdictFalse:
		*reason = ""
	case ReasonText(*reason) == "":
		bad["reason"] = "不属实的请选原因"
	}
}
