package notify

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/seal"
)

// indexNotice is the purpose of the keyed digest that stands for a message to a
// reporter.
const indexNotice = "petition_notice"

type petitionEvent struct {
	PetitionID int64 `json:"petition_id"`
	EventID    int64 `json:"event_id"`
}

// petition sends a message about a petition to its reporter and writes nothing
// down, neither who was told nor that anybody was. A reporter who takes no
// messages, or cannot be told, is not an error. Errors, which the outbox keeps
// beside the petition's number, are the sender's and name nobody.
func (s *Service) petition(kind string) outbox.Do {
	return func(ctx context.Context, e model.OutboxEvent) error {
		p, err := outbox.Decode[petitionEvent](e)
		if err != nil {
			return err
		}
		if s.now().Sub(e.CreatedAt) > fresh {
			return nil
		}
		user, found, err := s.reporters.Recipient(ctx, p.PetitionID)
		if err != nil || !found {
			return err
		}
		u, err := gorm.G[model.WechatUser](s.db).Select("openid_digest", "openid_sealed").Where("id = ?", user).Take(ctx)
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return nil
		}
		if err != nil {
			return errors.New("notice about a petition: the reporter's account could not be read")
		}
		err = s.push(ctx, u.OpenidDigest, u.OpenidSealed, kind, texts[kind].link, s.petitionKey(kind, e))
		if err == nil || refused(err) {
			return nil
		}
		if misconfigured(err) {
			s.log.ErrorContext(ctx, "notices wait for the settings of the official account to be mended", "err", err)
		}
		return fmt.Errorf("notice about a petition: %w", err)
	}
}

// petitionKey is the same for every attempt at one message and means nothing to
// whoever sees it at the platform or in Redis: it cannot be computed from the
// numbers of petitions without the key.
func (s *Service) petitionKey(kind string, e model.OutboxEvent) string {
	return fmt.Sprintf("%x", s.people.Index(seal.NewSecret(fmt.Sprintf("%s/%d", kind, e.ID)), indexNotice)[:16])
}
