package complaint

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

// paramSample is the county's share of closed petitions whose reporter is
// called back, in percent, and standardSample what holds until it sets one.
const (
	paramSample    = "petition.callback"
	standardSample = 10
)

// Call is a call-back of the random sample, as the office sees it.
type Call struct {
	PickedAt time.Time
	CalledAt *time.Time // nil while it waits
	By       string
	Reached  bool
	Rating   string
	Note     seal.Secret
}

// sampled draws whether a petition whose result is told now belongs to the
// sample. Whoever gave no name cannot be called.
func (s *Service) sampled(ctx context.Context, p model.Petition) (bool, error) {
	if p.Mode == model.ReporterAnonymous {
		return false, nil
	}
	percent, err := s.number(ctx, paramSample, standardSample)
	if err != nil {
		return false, err
	}
	if s.Draw != nil {
		return s.Draw(100) < percent, nil
	}
	n, err := rand.Int(rand.Reader, big.NewInt(100))
	if err != nil {
		return false, fmt.Errorf("sample: %w", err)
	}
	return int(n.Int64()) < percent, nil
}

// pick puts a petition into the sample inside tx, once.
func pick(tx *gorm.DB, id int64, at time.Time) error {
	c := model.PetitionCall{PetitionID: id, PickedAt: at}
	if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&c).Error; err != nil {
		return failed("sample", err)
	}
	return nil
}

// results are the steps that say what came of a petition, or tell it.
var results = []Action{ActClose, ActFeedback, ActForwardResult, ActAppealAsk, ActAppealDecide, ActExplain}

// callingBack plans the record of a call-back. Neither who had the petition nor
// whoever wrote, decided or told its result makes the call.
func callingBack(ctx context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	n, err := gorm.G[model.PetitionCall](s.DB).Where("petition_id = ? AND called_at IS NULL", p.ID).Count(ctx, "*")
	if err != nil {
		return failed("call back", err)
	}
	if n == 0 {
		return fault.New(fault.Conflict, "这件没有抽到回访，或者已经回访过了")
	}
	n, err = gorm.G[model.PetitionEvent](s.DB).Where("petition_id = ? AND staff_id = ? AND kind IN ?", p.ID, step.by.StaffID, results).Count(ctx, "*")
	if err != nil {
		return failed("call back", err)
	}
	if n > 0 || p.ClaimedBy == step.by.StaffID {
		return fault.New(fault.Forbidden, "回访要由没有经办这件的人来做")
	}
	if d.Reached != "yes" && d.Reached != "no" {
		bad["reached"] = "请选有没有联系上"
	}
	if d.Reached == "yes" && RatingText(d.Rating) == "" {
		bad["rating"] = "请选来信人的评价"
	}
	if d.Reached != "yes" {
		d.Rating = ""
	}
	needNote(bad, d.Note, "请写回访的情况")
	step.detail = map[string]any{"reached": d.Reached == "yes", "rating": d.Rating}
	step.inTx = func(tx *gorm.DB) error {
		r := tx.Model(&model.PetitionCall{}).Where("petition_id = ? AND called_at IS NULL", p.ID).Updates(map[string]any{
			"called_at": step.at, "called_by": step.by.StaffID, "reached": d.Reached == "yes", "rating": d.Rating,
			"note_sealed": s.Box.Seal(d.Note, placeOf("petition_calls.note", p.ID)),
		})
		if r.Error != nil {
			return failed("call back", r.Error)
		}
		if r.RowsAffected != 1 {
			return stale()
		}
		return nil
	}
	return nil
}

// call is the call-back of a petition; ok is false when it is not in the sample.
func (s *Service) call(ctx context.Context, petitionID int64) (c Call, ok bool, err error) {
	found, err := gorm.G[model.PetitionCall](s.DB).Where("petition_id = ?", petitionID).Limit(1).Find(ctx)
	if err != nil || len(found) == 0 {
		return c, false, err
	}
	f := found[0]
	names, err := namesOf(ctx, s.DB, []int64{f.CalledBy})
	if err != nil {
		return c, false, err
	}
	c = Call{PickedAt: f.PickedAt, CalledAt: f.CalledAt, By: names[f.CalledBy], Reached: f.Reached, Rating: RatingText(f.Rating)}
	if c.Note, err = s.Box.Open(f.NoteSealed, placeOf("petition_calls.note", petitionID)); err != nil {
		return c, false, failed("call back", err)
	}
	return c, true, nil
}
