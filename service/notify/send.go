package notify

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/seal"
)

const (
	// sendTime bounds one promise: the worker's claim on it lasts two minutes.
	sendTime = 45 * time.Second
	// outageAfter is how many failures in a row mean that WeChat is away: the
	// rest of the piece waits instead of running into it one by one.
	outageAfter = 3
	// fresh is how long a message is worth pushing. The gateway remembers what
	// it sent for the same time, so an older one could also go out twice.
	fresh = 7 * 24 * time.Hour
)

// due is a message with what it takes to send it.
type due struct {
	ID           int64
	Kind         string
	Link         string
	Dedupe       string
	CreatedAt    time.Time
	OpenidDigest []byte
	OpenidSealed []byte
	Wanted       bool // the binding still holds and the batch is still there
}

// send sends the messages of one promise that are still waiting. It fails, and
// so is called again later, as long as one of them could not be sent.
func (s *Service) send(ctx context.Context, e model.OutboxEvent) error {
	p, err := outbox.Decode[sendEvent](e)
	if err != nil {
		return err
	}
	waiting, err := s.waiting(ctx, p)
	if err != nil {
		return fmt.Errorf("notices: %w", err)
	}
	out, failure := s.deliver(ctx, waiting)
	if err := s.settle(ctx, out); err != nil {
		return err
	}
	if failure != nil {
		if misconfigured(failure) {
			s.log.ErrorContext(ctx, "notices wait for the settings of the official account to be mended", "err", failure)
		}
		return fmt.Errorf("notices: %d of %d wait: %w", len(out.failed)+out.left, len(waiting), failure)
	}
	if out.left > 0 {
		return fmt.Errorf("notices: WeChat is slow, %d of %d wait", out.left, len(waiting))
	}
	return nil
}

// waiting lists what is to be sent; what failed least often comes first, so
// that one message that always fails does not hold up the others.
func (s *Service) waiting(ctx context.Context, p sendEvent) ([]due, error) {
	var rows []due
	err := s.db.WithContext(ctx).Raw(`SELECT n.id, n.kind, n.link, n.dedupe, n.created_at, u.openid_digest, u.openid_sealed,
 EXISTS (SELECT 1 FROM bindings bi WHERE bi.wechat_user_id = n.wechat_user_id AND bi.active_mark = 0 AND bi.person_id = n.person_id)
 AND (n.batch_id = 0 OR EXISTS (SELECT 1 FROM batches b WHERE b.id = n.batch_id AND b.status = ?)) AS wanted
FROM notices n JOIN wechat_users u ON u.id = n.wechat_user_id
WHERE n.dedupe > ? AND n.dedupe <= ? AND n.status = ? ORDER BY n.attempts, n.dedupe LIMIT ?`,
		model.BatchLoaded, p.From, p.To, model.NoticePending, 2*sendChunk).Scan(&rows).Error
	return rows, err
}

// outcome is what became of messages, by number.
type outcome struct {
	sent, silent, failed []int64
	left                 int // not tried
	why                  string
}

// deliver tries each message once. It gives the last failure worth another attempt.
func (s *Service) deliver(ctx context.Context, waiting []due) (outcome, error) {
	var out outcome
	var failure error
	start, inARow := s.now(), 0
	for i, n := range waiting {
		if ctx.Err() != nil || inARow >= outageAfter || s.now().Sub(start) > sendTime {
			out.left = len(waiting) - i
			break
		}
		if !n.Wanted || s.now().Sub(n.CreatedAt) > fresh {
			out.silent = append(out.silent, n.ID)
			continue
		}
		err := s.push(ctx, n.OpenidDigest, n.OpenidSealed, n.Kind, n.Link, n.Dedupe)
		switch {
		case err == nil:
			out.sent, inARow = append(out.sent, n.ID), 0
		case refused(err):
			out.silent, inARow = append(out.silent, n.ID), 0
		default:
			failure = err
			out.failed, out.why, inARow = append(out.failed, n.ID), clip.Bytes(err.Error(), 180), inARow+1
		}
	}
	if failure == nil && ctx.Err() != nil && out.left > 0 {
		failure = ctx.Err()
	}
	return out, failure
}

// push opens the openid and sends; the openid goes nowhere else.
func (s *Service) push(ctx context.Context, digest, sealed []byte, kind, link, key string) error {
	openid, err := s.people.Open(sealed, seal.PlaceOpenid(digest))
	if err != nil {
		return fmt.Errorf("openid: %w", err)
	}
	return s.sender.Send(ctx, openid, kind, link, key)
}

// settle records what became of the messages. It is not stopped by a shutdown:
// what was sent should be known to be sent.
func (s *Service) settle(ctx context.Context, out outcome) error {
	at := s.at()
	for _, group := range []struct {
		ids []int64
		set map[string]any
	}{
		{out.sent, map[string]any{"status": model.NoticeSent, "sent_at": at, "last_error": ""}},
		{out.silent, map[string]any{"status": model.NoticeReadOnly, "last_error": ""}},
		{out.failed, map[string]any{"last_error": out.why}},
	} {
		if len(group.ids) == 0 {
			continue
		}
		q := s.db.WithContext(context.WithoutCancel(ctx)).Model(&model.Notice{}).Where("id IN ? AND status = ?", group.ids, model.NoticePending)
		group.set["attempts"] = gorm.Expr("attempts + 1")
		if err := q.Updates(group.set).Error; err != nil {
			return fmt.Errorf("notices: %w", err)
		}
	}
	return nil
}
