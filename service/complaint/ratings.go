package complaint

import (
	"context"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// ratingBad is 不满意.
const ratingBad = "bad"

// mayRate reports whether a reporter is asked how they find the result: once,
// and once more after a second look.
func mayRate(p model.Petition) bool {
	return p.Rating == "" || p.Rating == ratingBad && p.Rating2 == ""
}

// Rate writes down how satisfied the reporter is. The first 不满意 has the
// matter looked at again; after that they are asked a second and last time.
func (s *Service) Rate(ctx context.Context, by actor.Actor, h Handle, rating string, words seal.Secret) error {
	p, err := s.own(ctx, s.DB, by, h)
	if err != nil {
		return err
	}
	if RatingText(rating) == "" {
		return fault.Fields(map[string]string{"grade": "请选满意、基本满意或不满意"})
	}
	if utf8.RuneCountInString(words.Reveal()) > 500 {
		return fault.Fields(map[string]string{"words": "这里请不要超过500个字"})
	}
	lead, err := s.leading(ctx, p)
	if err != nil {
		return err
	}
	// Sent twice, or a change of mind: the first stands.
	if !mayRate(p) || p.Rating != "" && lead.State == model.PetitionObjection {
		return nil
	}
	if err := ready(p, lead, ActRate); err != nil {
		return err
	}
	at := s.clock()
	d := deed{by: guest, role: RoleReporter, at: at, act: ActRate, public: "您评价了办理结果：" + RatingText(rating) + "。", set: map[string]any{
		"rating": rating, "rated_at": at, "rating_note_sealed": s.Box.Seal(words, place("rating", p.ReceiptDigest)),
	}}
	second := p.Rating != ""
	if lead.ID != p.ID && !second && rating == ratingBad {
		d.public += "我们再看一遍。"
	}
	if second {
		d.public = "您再次评价了办理结果：" + RatingText(rating) + "。"
		d.set = map[string]any{"rating2": rating, "rated2_at": at, "rating2_note_sealed": s.Box.Seal(words, place("rating2", p.ReceiptDigest))}
	}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		rated, err := move(tx, s.Box, p, d)
		if err != nil || rating != ratingBad || second {
			return err
		}
		return s.lookAgain(tx, p, rated, lead, words, at)
	})
}

// lookAgain has a matter looked at a second time because the reporter of p is
// not satisfied: p itself, as their rating left it, or the one it is merged into.
func (s *Service) lookAgain(tx *gorm.DB, p, rated, lead model.Petition, words seal.Secret, at time.Time) error {
	o := model.Objection{PetitionID: p.ID, At: at, Kind: kindDissatisfied, Side: sideReporter, FromState: rated.State}
	o.SubmitKey = s.Box.Index(seal.NewSecret("dissatisfied/"+object(p.ID)), purposeSubmit)
	again := deed{by: guest, role: RoleReporter, at: at, act: ActSecondLook, public: "您不满意，我们再看一遍。"}
	if lead.ID != p.ID {
		o.PetitionID, o.ThroughID, o.FromState, rated = lead.ID, p.ID, lead.State, lead
		again.public, again.others, again.through, again.apart = wordsLookedAt, wordsLookedAt, true, p.ID
	}
	o.TextSealed = s.sealObjection(rated, words)
	if err := tx.Create(&o).Error; err != nil {
		return failed("objection", err)
	}
	return advance(tx, s.Box, rated, again)
}
