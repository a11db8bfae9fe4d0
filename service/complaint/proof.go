package complaint

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/proof"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// prove signs the receipt of a petition on its way in; "" when the county does
// not sign.
func (s *Service) prove(n arrival, number string, book timer.Book) (string, error) {
	if s.Signer == nil {
		return "", nil
	}
	from := period.Here(n.received)
	due := func(k timer.Kind) period.Day { return book.Limits[k].Due(book.Calendar, from).Day }
	var answer period.Day
	if n.reporter != nil {
		answer = due(timer.TellAccepted)
	}
	content := seal.NewSecret(proof.Content(n.Subject, n.Village, n.Place, n.When, n.Who.Reveal(), n.Body.Reveal()))
	r, err := s.Signer.Issue(seal.NewSecret(number), content, n.received, due(timer.Screen), answer)
	if err != nil {
		return "", fmt.Errorf("receipt: %w", err)
	}
	return r.Token(), nil
}

func keepProof(tx *gorm.DB, petitionID int64, token string) error {
	if token == "" {
		return nil
	}
	if err := tx.Create(&model.ReceiptProof{PetitionID: petitionID, Token: token}).Error; err != nil {
		return fmt.Errorf("receipt: %w", err)
	}
	return nil
}

// proven adds the signature that was given when the petition came in.
func (s *Service) proven(ctx context.Context, r Receipt) (Receipt, error) {
	found, err := gorm.G[model.ReceiptProof](s.DB).Where("petition_id = ?", r.ID).Limit(1).Find(ctx)
	if err != nil {
		return r, fmt.Errorf("receipt: %w", err)
	}
	if len(found) == 1 {
		r.Proof = found[0].Token
	}
	return r, nil
}

// Filed is what a reporter filed, as the text whose digest their receipt holds.
// Whoever has it, the number and the receipt can show what was filed, and when.
func (s *Service) Filed(ctx context.Context, h Handle) (seal.Secret, error) {
	p, err := s.own(ctx, s.DB, actor.Actor{Kind: actor.Guest}, h)
	if err != nil {
		return seal.Secret{}, err
	}
	if p.State == model.PetitionSealedUp {
		return seal.Secret{}, fault.New(fault.Conflict, "内容已经密封转交，这里没有了")
	}
	t, err := s.openTexts(p)
	if err != nil {
		return seal.Secret{}, err
	}
	return seal.NewSecret(proof.Content(p.Subject, p.VillageCode, p.Place, p.Happened, t.accused.Reveal(), t.body.Reveal())), nil
}
