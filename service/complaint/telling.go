package complaint

import (
	"context"
	"slices"
	"strings"

	"yangguang/model"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// Ways lists how a person tells a reporter something, or hears of them.
func Ways() []Choice {
	return []Choice{{model.ChannelLetter, "书面"}, {model.ChannelCall, "电话"}, {model.ChannelVisit, "当面"}}
}

// notifying plans the record that a person told the reporter what was decided
// about taking it up.
func notifying(_ context.Context, _ *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	if readsPage(p) {
		return fault.New(fault.Conflict, "来信人在查询页面能看到，不用另外登记告知")
	}
	spoken(d, step, bad)
	step.set["answered_at"] = step.at
	return nil
}

// feedingBack plans the record that a person told the reporter the result, and
// what they said to it (检规§27).
func feedingBack(ctx context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) (err error) {
	spoken(d, step, bad)
	needNote(bad, d.Note, "请写反馈的情况和来信人的意见")
	step.sample, err = s.sampled(ctx, p)
	return err
}

// spoken puts how somebody was told in front of the note.
func spoken(d *Decision, step *deed, bad map[string]string) {
	needHow(bad, d)
	step.note = seal.NewSecret(strings.TrimRight(text(Ways(), d.How)+"告知。"+strings.TrimSpace(d.Note.Reveal()), " "))
	step.detail = map[string]any{"how": d.How}
}

// archiving plans the end. What a bureau still owes an answer to stays.
func archiving(ctx context.Context, s *Service, p model.Petition, _ *Decision, _ *deed, _ map[string]string) error {
	w, err := s.watch(ctx)
	if err != nil {
		return err
	}
	clocks, err := s.clocksOf(ctx, w, p.ID)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(clocks[p.ID], func(c timer.Clock) bool { return slices.Contains(outside, c.Kind) }) {
		return fault.New(fault.Conflict, "转出去的部门还没有办结，等登记了部门的办理结果再归档")
	}
	return nil
}

// receiving plans the record that whoever it was transferred to has it.
func receiving(ctx context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	w, err := s.watch(ctx)
	if err != nil {
		return err
	}
	clocks, err := s.clocksOf(ctx, w, p.ID)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(clocks[p.ID], func(c timer.Clock) bool { return c.Kind == timer.Transfer }) {
		return fault.New(fault.Conflict, "这件已经登记过承接了")
	}
	if p.AssignedTo == assignedOrgan {
		needNote(bad, d.Note, "请写对方是谁、哪天、怎样承接的")
	}
	step.detail = map[string]any{"by": p.AssignedTo}
	return nil
}

// transferOther plans the hand-over to another commission or organ.
func transferOther(_ context.Context, _ *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	needCategory(p, d, bad)
	unitOf(d, bad, "请填写转给哪个机关")
	tell(step, p, d, UsualWords(ActTransferOther))
	assign(step, assignedOrgan, d.Unit)
	return nil
}

// suggesting plans that a petition is a suggestion 批评建议.
func suggesting(_ context.Context, _ *Service, p model.Petition, d *Decision, step *deed, _ map[string]string) error {
	step.set["category"] = categorySuggestion
	tell(step, p, d, UsualWords(ActSuggestion))
	return nil
}

func answeringSuggestion(_ context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	need(bad, "text", d.Text, "请写答复")
	step.public = d.Text
	step.set["closed_at"], step.set["outcome_note_sealed"] = step.at, s.Box.Seal(seal.NewSecret(d.Text), place("outcome", p.ReceiptDigest))
	if !readsPage(p) {
		spoken(d, step, bad)
	}
	return nil
}
