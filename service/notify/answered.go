package notify

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/outbox"
)

// Askers knows who wishes to be told of the answer to a question about a project.
type Askers interface {
	// Asker also gives the number of the project that was asked about.
	Asker(ctx context.Context, questionID int64) (wechatUserID int64, project string, found bool, err error)
	// Forget drops what is kept of them, once there is nothing more to tell.
	Forget(ctx context.Context, questionID int64) error
}

type answeredEvent struct {
	QuestionID int64 `json:"question_id"`
}

// answered tells whoever asked that there is an answer, writes nothing down and
// has the one forgotten who was told: told, not willing to be told, or no longer
// in time.
func (s *Service) answered(ctx context.Context, e model.OutboxEvent) error {
	p, err := outbox.Decode[answeredEvent](e)
	if err != nil {
		return err
	}
	if s.askers == nil {
		return nil
	}
	if s.now().Sub(e.CreatedAt) > fresh {
		return s.askers.Forget(ctx, p.QuestionID)
	}
	user, project, found, err := s.askers.Asker(ctx, p.QuestionID)
	if err != nil || !found {
		return err
	}
	u, err := gorm.G[model.WechatUser](s.db).Select("openid_digest", "openid_sealed").Where("id = ?", user).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return s.askers.Forget(ctx, p.QuestionID)
	}
	if err != nil {
		return errors.New("notice of an answer: the account could not be read")
	}
	err = s.push(ctx, u.OpenidDigest, u.OpenidSealed, KindAnswered, texts[KindAnswered].link+"/"+url.PathEscape(project)+"#board", s.petitionKey(KindAnswered, e))
	if err == nil || refused(err) {
		return s.askers.Forget(ctx, p.QuestionID)
	}
	if misconfigured(err) {
		s.log.ErrorContext(ctx, "notices wait for the settings of the official account to be mended", "err", err)
	}
	return fmt.Errorf("notice of an answer: %w", err)
}
