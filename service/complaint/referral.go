package complaint

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/series"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/transact"
)

// Referral is what a bureau sees of a matter out of the commission's scope: the
// words that were chosen for it, under a number of its own. Nothing leads from
// it to the petition.
type Referral struct {
	ID         int64
	Version    int
	Number     string
	Bureau     string
	State      string
	SentAt     time.Time
	Text       seal.Secret
	Who        seal.Secret // name and telephone; empty unless the reporter agreed
	Taken      seal.Secret // the bureau's words on taking or returning it
	TakenAt    *time.Time
	Answer     seal.Secret
	AnsweredAt *time.Time
	Extension  seal.Secret // the reason; empty while there is none
	Clocks     []timer.Clock
	Can        map[string]bool // the Referral deeds of this reader
}

// The deeds of a bureau.
const (
	ReferralTake   = "take"   // handles it, and says so within fifteen days
	ReferralReturn = "return" // not its own either
	ReferralExtend = "extend" // thirty more days, once, with the bureau's own approval
	ReferralAnswer = "answer" // the result
)

// extraDays is by how much a bureau may extend once (信访工作条例§34).
const extraDays = 30

// The states of a petition in which its referral is the bureau's to act on.
var outsideStates = []string{model.PetitionForwarded, model.PetitionNotified}

// ReferralStateText is a referral's state in words.
func ReferralStateText(state string) string {
	return map[string]string{
		model.ReferralSent: "待部门接收", model.ReferralTaken: "部门办理中", model.ReferralReturned: "部门退回", model.ReferralAnswered: "已有结果",
		model.ReferralPassed: "已转告来信人",
	}[state]
}

// Bureaus lists the bureaus that matters can be forwarded to here: those whose
// officers have accounts.
func (s *Service) Bureaus(ctx context.Context) ([]string, error) {
	var names []string
	err := s.DB.WithContext(ctx).Model(&model.Staff{}).Where("role = ? AND disabled_at IS NULL AND bureau <> ''", string(actor.RoleBureauOfficer)).
		Distinct().Order("bureau").Limit(200).Pluck("bureau", &names).Error
	if err != nil {
		return nil, fmt.Errorf("bureaus: %w", err)
	}
	return names, nil
}

// refer adds to a forwarding what the bureau is told of it. Without words for
// the bureau it stays a letter on paper. Who wrote it goes along only if they
// agreed on the form.
func (s *Service) refer(ctx context.Context, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	d.Refer = trimmed(d.Refer)
	if d.Refer.Empty() {
		if d.Share {
			bad["refer"] = "请写发给部门的内容"
		}
		return nil
	}
	if n := utf8.RuneCountInString(d.Refer.Reveal()); n < MinBody || n > MaxBody {
		bad["refer"] = fmt.Sprintf("发给部门的内容请写%d到%d个字", MinBody, MaxBody)
	}
	names, err := s.Bureaus(ctx)
	if err != nil {
		return err
	}
	if !slices.Contains(names, d.Unit) {
		bad["unit"] = "这个部门在本平台没有账号，不能在线转办。请选有账号的部门，或者不填发给部门的内容，走纸质函"
	}
	var who seal.Secret
	if d.Share {
		if who, err = s.agreed(ctx, p.ID); err != nil {
			return err
		}
		if who.Empty() {
			bad["share"] = "来信人没有同意告知身份，不能转出姓名电话"
		}
		step.public += "按您填表时的同意，您的姓名和电话一并告诉了" + d.Unit + "。"
	}
	unit, text := d.Unit, d.Refer
	step.inTx = func(tx *gorm.DB) error { return addReferral(tx, s.Box, p.ID, *step, unit, text, who) }
	return nil
}

// shares reports whether the reporter of a petition agreed that a bureau may be
// told who they are; it is asked for where a petition can be forwarded.
func (s *Service) shares(ctx context.Context, by actor.Actor, p model.Petition) (bool, error) {
	if p.Mode == model.ReporterAnonymous || !allowed(p.State, by.Role)[ActForward] {
		return false, nil
	}
	n, err := gorm.G[model.Reporter](s.DB).Where("petition_id = ? AND share_agreed = ?", p.ID, true).Count(ctx, "*")
	if err != nil {
		return false, fmt.Errorf("reporter: %w", err)
	}
	return n > 0, nil
}

// agreed is name and telephone of a reporter who agreed that a bureau may have
// them; empty for everybody else.
func (s *Service) agreed(ctx context.Context, petitionID int64) (seal.Secret, error) {
	found, err := gorm.G[model.Reporter](s.DB).Where("petition_id = ? AND share_agreed = ?", petitionID, true).Limit(1).Find(ctx)
	if err != nil || len(found) == 0 {
		return seal.Secret{}, err
	}
	who, err := s.openReporter(found[0])
	return seal.NewSecret(strings.TrimSpace(who.Name.Reveal() + " " + who.Phone.Reveal())), err
}

func addReferral(tx *gorm.DB, box *seal.Box, petitionID int64, step deed, bureau string, text, who seal.Secret) error {
	year := fmt.Sprint(period.Here(step.at).Year())
	no, err := series.Next(tx, "referral/"+year)
	if err != nil {
		return err
	}
	number := fmt.Sprintf("转办〔%s〕%05d", year, no)
	r := model.Referral{
		Number: number, PetitionID: petitionID, Bureau: bureau, State: model.ReferralSent, SentBy: step.by.StaffID, SentAt: step.at, Version: 1,
		TextSealed: box.Seal(text, placeReferral("text", number)), WhoSealed: box.Seal(who, placeReferral("who", number)),
	}
	if err := tx.Create(&r).Error; err != nil {
		return fmt.Errorf("referral: %w", err)
	}
	return nil
}

func placeReferral(column, number string) string { return "referrals." + column + "/" + number }

// passOn marks the result of a referral as told, with the step that tells it.
func passOn(p model.Petition, step *deed) {
	step.inTx = func(tx *gorm.DB) error {
		err := tx.Model(&model.Referral{}).Where("petition_id = ? AND state <> ?", p.ID, model.ReferralReturned).
			Updates(map[string]any{"state": model.ReferralPassed, "passed_at": step.at}).Error
		if err != nil {
			return fmt.Errorf("referral: %w", err)
		}
		return nil
	}
}

// forwardResult plans that the reporter is told what the bureau made of it, in
// words that the petition office has read.
func forwardResult(ctx context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) (err error) {
	if p.AssignedTo != assignedBureau {
		return fault.New(fault.Conflict, "这件没有转给部门，没有部门的结果可以转告")
	}
	need(bad, "text", d.Text, "请写转告来信人的结果，先核对有没有别人的信息")
	step.public = d.Text
	step.set["closed_at"], step.set["outcome_note_sealed"] = step.at, s.Box.Seal(seal.NewSecret(d.Text), place("outcome", p.ReceiptDigest))
	passOn(p, step)
	step.sample, err = s.sampled(ctx, p)
	return err
}

// ofBureau is what a bureau's officer may see, as a condition on referrals.
func ofBureau(by actor.Actor) (string, []any, bool) {
	if !by.Is(actor.RoleBureauOfficer) || by.Bureau == "" {
		return "", nil, false
	}
	where, args := notKept(by)
	return "bureau = ? AND " + where, append([]any{by.Bureau}, args...), true
}

// Referrals lists what was sent to the actor's bureau, what waits first.
func (s *Service) Referrals(ctx context.Context, by actor.Actor, r page.Request) (page.Page[Referral], error) {
	where, args, ok := ofBureau(by)
	if !ok {
		return page.Page[Referral]{}, noReferral()
	}
	total, err := gorm.G[model.Referral](s.DB).Where(where, args...).Count(ctx, "*")
	if err != nil {
		return page.Page[Referral]{}, fmt.Errorf("referrals: %w", err)
	}
	found, err := gorm.G[model.Referral](s.DB).Where(where, args...).
		Order("CASE WHEN state IN ('sent','taken') THEN 0 ELSE 1 END, sent_at DESC, id DESC").Limit(r.Limit()).Offset(r.Offset()).Find(ctx)
	if err != nil {
		return page.Page[Referral]{}, fmt.Errorf("referrals: %w", err)
	}
	rows, err := s.referrals(ctx, found)
	return page.Of(r, rows, int(total)), err
}

func noReferral() error { return fault.New(fault.NotFound, "没有找到这件转办事项") }

// referrals opens some referrals, with their clocks.
func (s *Service) referrals(ctx context.Context, found []model.Referral) ([]Referral, error) {
	b, err := s.Clocks(ctx)
	if err != nil {
		return nil, fmt.Errorf("referrals: %w", err)
	}
	var ids []int64
	for _, r := range found {
		ids = append(ids, r.PetitionID)
	}
	clocks, err := timer.Running(ctx, s.DB, b, model.ObjectPetition, ids, s.clock())
	if err != nil {
		return nil, err
	}
	out := make([]Referral, 0, len(found))
	for _, r := range found {
		one, err := s.referral(r)
		if err != nil {
			return nil, err
		}
		if slices.Contains([]string{model.ReferralSent, model.ReferralTaken}, r.State) {
			for _, c := range clocks[r.PetitionID] {
				if c.Kind == timer.OutsideTell || c.Kind == timer.OutsideDone {
					one.Clocks = append(one.Clocks, c)
				}
			}
		}
		out = append(out, one)
	}
	return out, nil
}

func (s *Service) referral(r model.Referral) (Referral, error) {
	out := Referral{
		ID: r.ID, Version: r.Version, Number: r.Number, Bureau: r.Bureau, State: r.State, SentAt: r.SentAt, TakenAt: r.TakenAt, AnsweredAt: r.AnsweredAt,
		Can: map[string]bool{},
	}
	for _, c := range []struct {
		to     *seal.Secret
		sealed []byte
		column string
	}{
		{&out.Text, r.TextSealed, "text"}, {&out.Who, r.WhoSealed, "who"}, {&out.Taken, r.TakenSealed, "taken"}, {&out.Answer, r.AnswerSealed, "answer"},
		{&out.Extension, r.ExtensionSealed, "extension"},
	} {
		v, err := s.Box.Open(c.sealed, placeReferral(c.column, r.Number))
		if err != nil {
			return out, fmt.Errorf("referral: %w", err)
		}
		*c.to = v
	}
	return out, nil
}

// bureauRow finds one referral within what the actor may see, and its petition.
func (s *Service) bureauRow(ctx context.Context, by actor.Actor, id int64) (model.Referral, model.Petition, error) {
	where, args, ok := ofBureau(by)
	if !ok {
		return model.Referral{}, model.Petition{}, noReferral()
	}
	r, err := gorm.G[model.Referral](s.DB).Where("id = ?", id).Where(where, args...).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return r, model.Petition{}, s.refusedOutside(ctx, by, model.Referral{}.TableName(), "referral", id, noReferral())
	}
	if err != nil {
		return r, model.Petition{}, fmt.Errorf("referral: %w", err)
	}
	p, err := gorm.G[model.Petition](s.DB).Where("id = ?", r.PetitionID).Take(ctx)
	if err != nil {
		return r, p, fmt.Errorf("referral: %w", err)
	}
	return r, p, nil
}

// Referral shows one to an officer of its bureau and records that it was read.
func (s *Service) Referral(ctx context.Context, by actor.Actor, id int64) (Referral, error) {
	r, p, err := s.bureauRow(ctx, by, id)
	if err != nil {
		return Referral{}, err
	}
	all, err := s.referrals(ctx, []model.Referral{r})
	if err != nil {
		return Referral{}, err
	}
	one := all[0]
	if slices.Contains(outsideStates, p.State) {
		one.Can[ReferralTake] = r.State == model.ReferralSent
		one.Can[ReferralReturn] = r.State == model.ReferralSent
		one.Can[ReferralAnswer] = r.State == model.ReferralSent || r.State == model.ReferralTaken
		one.Can[ReferralExtend] = r.State == model.ReferralTaken && r.ExtendedAt == nil
	}
	return one, audit.RecordAlone(ctx, s.DB, by, s.clock(), "referral.read", referralObject(r.ID), nil)
}

func referralObject(id int64) string { return fmt.Sprintf("referral:%d", id) }

// ReferralStep is what a bureau does. The key of its error is the deed.
type ReferralStep struct {
	Version int
	Deed    string
	Words   seal.Secret
}

// Refer takes a step of a bureau on what was sent to it.
func (s *Service) Refer(ctx context.Context, by actor.Actor, id int64, d ReferralStep) error {
	r, p, err := s.bureauRow(ctx, by, id)
	if err != nil {
		return err
	}
	d.Words = trimmed(d.Words)
	set, err := s.referralStep(r, p, d)
	if err != nil {
		return err
	}
	b, err := s.Clocks(ctx)
	if err != nil {
		return fmt.Errorf("referral: %w", err)
	}
	at := s.clock()
	for _, who := range []string{"taken", "answered", "extended"} {
		if _, ok := set[who+"_at"]; ok {
			set[who+"_at"] = at
		}
		if _, ok := set[who+"_by"]; ok {
			set[who+"_by"] = by.StaffID
		}
	}
	set["version"] = r.Version + 1
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		u := tx.Model(&model.Referral{}).Where("id = ? AND version = ?", r.ID, r.Version).Updates(set)
		if u.Error != nil {
			return fmt.Errorf("referral: %w", u.Error)
		}
		if u.RowsAffected != 1 {
			return fault.New(fault.Conflict, "这件事刚刚被别人改过，请刷新页面再办")
		}
		if err := referralClocks(tx, b, p.ID, d.Deed, at); err != nil {
			return err
		}
		if err := lapse(tx, s.Box, p, at); err != nil {
			return err
		}
		if err := audit.Record(tx, by, at, "referral."+d.Deed, referralObject(r.ID), nil); err != nil {
			return err
		}
		return record(tx, s.Box, p, p.State, deed{by: by, role: RoleReporter, at: at, act: Action("referral_" + d.Deed), note: d.Words})
	})
}

// referralStep checks a step and gives the columns it sets; times and hands are
// filled in by the caller.
func (s *Service) referralStep(r model.Referral, p model.Petition, d ReferralStep) (map[string]any, error) {
	n := utf8.RuneCountInString(d.Words.Reveal())
	sealed := func(column string) []byte { return s.Box.Seal(d.Words, placeReferral(column, r.Number)) }
	open := r.State == model.ReferralSent || r.State == model.ReferralTaken
	var set map[string]any
	least, ok := 2, open
	switch d.Deed {
	case ReferralTake:
		ok, set = r.State == model.ReferralSent, map[string]any{"state": model.ReferralTaken, "taken_at": nil, "taken_by": nil, "taken_sealed": sealed("taken")}
	case ReferralReturn:
		ok, set = r.State == model.ReferralSent, map[string]any{"state": model.ReferralReturned, "taken_at": nil, "taken_by": nil, "taken_sealed": sealed("taken")}
	case ReferralExtend:
		ok, set = r.State == model.ReferralTaken && r.ExtendedAt == nil, map[string]any{"extended_at": nil, "extension_sealed": sealed("extension")}
	case ReferralAnswer:
		least, set = MinBody, map[string]any{"state": model.ReferralAnswered, "answered_at": nil, "answered_by": nil, "answer_sealed": sealed("answer")}
	default:
		return nil, fault.New(fault.Invalid, "请选要办的事")
	}
	switch {
	case !ok, !slices.Contains(outsideStates, p.State):
		return nil, fault.New(fault.Conflict, "这件事现在不能这样办，可能已经收回或者办完，请刷新页面")
	case r.Version != d.Version:
		return nil, fault.New(fault.Conflict, "这件事刚刚被别人改过，请刷新页面再办")
	case n < least || n > maxPublic:
		return nil, fault.Fields(map[string]string{d.Deed: fmt.Sprintf("请写%d到%d个字", least, maxPublic)})
	}
	return set, nil
}

// referralClocks moves the two clocks of T13.
func referralClocks(tx *gorm.DB, b timer.Book, petitionID int64, step string, at time.Time) error {
	ref := timer.Ref{Object: model.ObjectPetition, ID: petitionID}
	switch step {
	case ReferralTake:
		return timer.Stop(tx, ref, at, timer.OutsideTell)
	case ReferralAnswer, ReferralReturn:
		return timer.Stop(tx, ref, at, timer.OutsideTell, timer.OutsideDone)
	case ReferralExtend:
		_, err := timer.Extend(tx, b, ref, timer.OutsideDone, extraDays)
		return err
	}
	return nil
}

// ReferralOf is what became of a petition at the bureau, for the petition
// office; the last one, when there were several.
func (s *Service) ReferralOf(ctx context.Context, by actor.Actor, petitionID int64) (Referral, bool, error) {
	if !by.Is(actor.RolePetition) {
		return Referral{}, false, nil
	}
	where, args := notKept(by)
	found, err := gorm.G[model.Referral](s.DB).Where("petition_id = ?", petitionID).Where(where, args...).Order("id DESC").Limit(1).Find(ctx)
	if err != nil || len(found) == 0 {
		return Referral{}, false, err
	}
	all, err := s.referrals(ctx, found)
	if err != nil {
		return Referral{}, false, err
	}
	return all[0], true, nil
}
