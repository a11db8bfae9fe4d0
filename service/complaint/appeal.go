package complaint

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"

	"yangguang/model"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// The kinds of an appeal 申诉. Each has a clock of its own.
const (
	appealReview  = "review"  // 监察复审
	appealRecheck = "recheck" // 监察复核
	appealParty   = "party"   // 党纪申诉复查
)

var appealClocks = map[string]timer.Kind{appealReview: timer.Review, appealRecheck: timer.Recheck, appealParty: timer.PartyReview}

// AppealKinds lists the kinds of an appeal.
func AppealKinds() []Choice {
	return []Choice{{appealReview, "对监察决定不服，申请复审"}, {appealRecheck, "对复审决定不服，申请复核"}, {appealParty, "党员对党纪处分不服的申诉"}}
}

// AppealOutcomes lists what may become of an appeal.
func AppealOutcomes() []Choice {
	return []Choice{{"upheld", "维持原决定"}, {"changed", "变更原决定"}, {"revoked", "撤销原决定"}, {"redo", "责令原单位重新办理"}}
}

// appealing plans that a petition is an appeal; the clock of its kind starts.
func appealing(_ context.Context, _ *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	clock, ok := appealClocks[d.Kind]
	if !ok {
		bad["kind"] = "请选是哪一种申诉"
		return nil
	}
	step.start = []timer.Kind{clock}
	step.set["category"], step.set["appeal_kind"] = categoryAppeal, d.Kind
	step.detail = map[string]any{"kind": d.Kind}
	tell(step, p, d, UsualWords(ActAppeal))
	return nil
}

// appealDecision is what waits for the head's agreement.
type appealDecision struct {
	Outcome string `json:"outcome"`
	Text    string `json:"text"`
}

// maxAppealText is how long the words of a decision on an appeal may be: the
// head reads them in the request.
const maxAppealText = 400

// askingAppeal plans that a decision on an appeal is put before the head.
func askingAppeal(_ context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	outcome := text(AppealOutcomes(), d.Outcome)
	need(bad, "outcome", outcome, "请选处理意见")
	need(bad, "text", d.Text, "请写给申诉人的答复")
	if utf8.RuneCountInString(d.Text) > maxAppealText {
		bad["text"] = "给申诉人的答复请不要超过400个字"
	}
	if !d.Clear {
		bad["clear"] = "请先核对：复查、复审、复核的人员不能是原来办案的人员"
	}
	details, err := json.Marshal(appealDecision{d.Outcome, d.Text})
	if err != nil {
		return failed("appeal", err)
	}
	step.inTx = ask(s.Box, p.ID, step, ApprovalAppeal, seal.NewSecret(outcome+"。答复申诉人："+d.Text), details)
	return nil
}

// appealDecided is the step once the head agrees to a decision on an appeal.
func appealDecided(_ context.Context, s *Service, p model.Petition, details []byte, step *deed) error {
	var v appealDecision
	if err := json.Unmarshal(details, &v); err != nil {
		return errors.New("appeal: the decision is not readable")
	}
	step.act, step.public, step.detail = ActAppealDecide, v.Text, map[string]any{"outcome": v.Outcome}
	step.note = seal.NewSecret(strings.TrimSpace(text(AppealOutcomes(), v.Outcome) + "。" + step.note.Reveal()))
	step.set["closed_at"], step.set["outcome_note_sealed"] = step.at, s.Box.Seal(seal.NewSecret(v.Text), place("outcome", p.ReceiptDigest))
	return nil
}

// AppealText is the kind of an appeal in words.
func AppealText(v string) string { return text(AppealKinds(), v) }
