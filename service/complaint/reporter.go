package complaint

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Addition is what a reporter adds later. The keys of its errors are text,
// photo and voice.
type Addition struct {
	Token   string
	Text    seal.Secret
	Uploads []Upload
	Held    []string
}

// guest stands for every reporter in the audit chain: it must not say who
// complained, whether by name or not.
var guest = actor.Actor{Kind: actor.Guest}

// Add puts words or files of the reporter into the talk. The same form sent
// twice is added once.
func (s *Service) Add(ctx context.Context, by actor.Actor, h Handle, a *Addition) error {
	p, err := s.own(ctx, s.DB, by, h)
	if err != nil {
		return err
	}
	if a.Token == "" {
		return fault.New(fault.Invalid, "页面放得太久了，请再点一次提交")
	}
	if done, err := s.said(ctx, a.Token); err != nil || done {
		return err
	}
	a.Text = seal.NewSecret(strings.TrimSpace(a.Text.Reveal()))
	bad := map[string]string{}
	held, err := s.hold(ctx, a.Uploads, a.Held, p.Mode == model.ReporterAnonymous, bad)
	if err != nil {
		return err
	}
	a.Uploads, a.Held = nil, held
	if a.Text.Empty() && len(held) == 0 && len(bad) == 0 {
		bad["text"] = "请写几句话，或者选一张照片"
	}
	if utf8.RuneCountInString(a.Text.Reveal()) > MaxBody {
		bad["text"] = fmt.Sprintf("写得太长了，请不要超过%d个字", MaxBody)
	}
	if err := invalid(bad); err != nil {
		return err
	}
	d := deed{by: guest, role: RoleReporter, at: s.clock(), act: ActAdd, public: "您补充了情况。"}
	return s.say(ctx, p, d, a.Token, sideReporter, a.Text, s.heldOf(held))
}

// said reports whether the message of this form is there already.
func (s *Service) said(ctx context.Context, token string) (bool, error) {
	n, err := gorm.G[model.PetitionMessage](s.DB).Where("submit_key IN ?", s.Box.Indexes(seal.NewSecret(token), purposeSubmit)).Count(ctx, "*")
	if err != nil {
		return false, fmt.Errorf("message: %w", err)
	}
	return n > 0, nil
}

// say takes a step that says something: state, message, files and event.
func (s *Service) say(ctx context.Context, p model.Petition, d deed, token, side string, body seal.Secret, held []heldFile) error {
	err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if err := addMessage(tx, s.Box, p.ID, d, token, side, body, held); err != nil {
			return err
		}
		return advance(tx, s.Box, p, d)
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return nil // the other submission of the same form was faster
	}
	return err
}

func addMessage(tx *gorm.DB, box *seal.Box, petitionID int64, d deed, token, side string, body seal.Secret, held []heldFile) error {
	key := box.Index(seal.NewSecret(token), purposeSubmit)
	if body.Empty() {
		body = seal.NewSecret("（只有照片或录音）")
	}
	m := model.PetitionMessage{
		PetitionID: petitionID, At: d.at, FromSide: side, StaffID: d.by.StaffID, SubmitKey: key, BodySealed: box.Seal(body, placeMessage(key)),
	}
	if err := tx.Create(&m).Error; err != nil {
		return fmt.Errorf("message: %w", err)
	}
	return attach(tx, model.PetitionFile{PetitionID: petitionID, MessageID: m.ID}, held)
}

// Withdraw takes a petition back, as long as nobody has decided about it.
func (s *Service) Withdraw(ctx context.Context, by actor.Actor, h Handle, reason seal.Secret) error {
	p, err := s.own(ctx, s.DB, by, h)
	if err != nil {
		return err
	}
	if p.State == model.PetitionWithdrawn { // sent twice
		return nil
	}
	at := s.clock()
	d := deed{by: guest, role: RoleReporter, at: at, act: ActWithdraw, public: "您撤回了这件投诉。", note: clipSecret(reason, 500), set: map[string]any{"withdrawn_at": at}}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return advance(tx, s.Box, p, d) })
}

// Recipient is the WeChat user to tell about a petition, for whoever sends
// notices; found is false when nobody can be told.
func (s *Service) Recipient(ctx context.Context, petitionID int64) (wechatUserID int64, found bool, err error) {
	rows, err := gorm.G[model.Reporter](s.DB).Select("wechat_sealed").Where("petition_id = ?", petitionID).Limit(1).Find(ctx)
	if err != nil || len(rows) == 0 || len(rows[0].WechatSealed) == 0 {
		return 0, false, err
	}
	v, err := s.Box.Open(rows[0].WechatSealed, placeOf("reporters.wechat", petitionID))
	if err != nil {
		return 0, false, fmt.Errorf("recipient: %w", err)
	}
	if _, err := fmt.Sscan(v.Reveal(), &wechatUserID); err != nil {
		return 0, false, errors.New("recipient: not a number")
	}
	return wechatUserID, true, nil
}
