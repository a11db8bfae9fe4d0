package notify

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/transact"
)

const (
	fanChunk  = 2000 // bindings looked at in one transaction
	sendChunk = 100  // messages sent for one promise
)

// userBase makes the WeChat user's number in a dedupe key one of fixed length,
// so that keys of one cause are in the order of the users and a range of keys
// is a range of the unique index. CONCAT and + are all it takes on both engines.
const userBase = 1_000_000_000_000

func dedupe(cause string, wechatUserID int64) string {
	return fmt.Sprintf("%s/%d", cause, userBase+wechatUserID)
}

type batchEvent struct {
	BatchID int64 `json:"batch_id"`
}

type bindingEvent struct {
	PersonID  int64 `json:"person_id"`
	BindingID int64 `json:"binding_id"`
}

// sendEvent names the messages whose key is above From and up to To.
type sendEvent struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// payoutsLoaded writes one message for each WeChat user whose person has a
// payment in the batch, however many payments. Who was bound after the batch
// appeared has seen it already, and old payments are no news. Relatives with a grant are not told: it is not
// their money. It may run again: what is written is not written twice.
func (s *Service) payoutsLoaded(ctx context.Context, e model.OutboxEvent) error {
	p, err := outbox.Decode[batchEvent](e)
	if err != nil {
		return err
	}
	days, err := s.number(ctx, "notify.payout_days", payoutDays)
	if err != nil {
		return fmt.Errorf("notices of a batch: %w", err)
	}
	since := (period.Here(s.now()) - period.Day(days)).Time()
	cause, after := fmt.Sprintf("payout/%d", p.BatchID), int64(0)
	for {
		upTo, err := s.boundary(ctx, after)
		if err != nil {
			return fmt.Errorf("notices of a batch: %w", err)
		}
		if upTo == 0 {
			return nil
		}
		err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
			if err := s.insert(tx, KindPayout, cause, p.BatchID, `bi.wechat_user_id > ? AND bi.wechat_user_id <= ?
 AND EXISTS (SELECT 1 FROM batches b WHERE b.id = ? AND b.status = ? AND bi.bound_at <= b.loaded_at)
 AND EXISTS (SELECT 1 FROM payouts p WHERE p.person_id = bi.person_id AND p.batch_id = ? AND p.result = '成功' AND p.paid_on >= ?)`,
				after, upTo, p.BatchID, model.BatchLoaded, p.BatchID, since); err != nil {
				return err
			}
			return s.promise(tx, dedupe(cause, after), dedupe(cause, upTo))
		})
		if err != nil {
			return fmt.Errorf("notices of a batch: %w", err)
		}
		after = upTo
	}
}

// boundary gives the user that ends the next chunk of bound users after one, 0 when there is none.
func (s *Service) boundary(ctx context.Context, after int64) (int64, error) {
	var upTo int64
	err := s.db.WithContext(ctx).Raw(`SELECT COALESCE(MAX(t.wechat_user_id), 0) FROM
 (SELECT wechat_user_id FROM bindings WHERE active_mark = 0 AND wechat_user_id > ? ORDER BY wechat_user_id LIMIT ?) AS t`,
		after, fanChunk).Scan(&upTo).Error
	return upTo, err
}

// bindingMade writes a message for every other WeChat account that was bound to
// the person before: its owner learns that somebody proved to be them.
func (s *Service) bindingMade(ctx context.Context, e model.OutboxEvent) error {
	p, err := outbox.Decode[bindingEvent](e)
	if err != nil {
		return err
	}
	cause := fmt.Sprintf("binding/%d", p.BindingID)
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		if err := s.insert(tx, KindBinding, cause, 0, `bi.person_id = ? AND bi.id < ?`, p.PersonID, p.BindingID); err != nil {
			return err
		}
		return s.promise(tx, dedupe(cause, 0), dedupe(cause, userBase))
	})
	if err != nil {
		return fmt.Errorf("notices of a binding: %w", err)
	}
	return nil
}

type askedEvent struct {
	HearingID int64   `json:"hearing_id"`
	People    []int64 `json:"people"`
	Owed      bool    `json:"owed"`
}

// told is the end of the second an event was written in, which is kept without
// its fraction: who was bound later finds the question or the money waiting on
// the pages, and a message about what came before the binding is no news.
func told(e model.OutboxEvent) time.Time { return e.CreatedAt.Add(time.Second) }

// asked writes a message for every WeChat account bound to the person asked, or
// to the head of the household, when the question was put.
func (s *Service) asked(ctx context.Context, e model.OutboxEvent) error {
	p, err := outbox.Decode[askedEvent](e)
	if err != nil {
		return err
	}
	cause, kind := fmt.Sprintf("hearing/%d", p.HearingID), KindQuestion
	if p.Owed {
		kind = KindOwed
	}
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		if err := s.insert(tx, kind, cause, 0, `bi.person_id IN ? AND bi.bound_at < ?`, p.People, told(e)); err != nil {
			return err
		}
		return s.promise(tx, dedupe(cause, 0), dedupe(cause, userBase))
	})
	if err != nil {
		return fmt.Errorf("notices of a question: %w", err)
	}
	return nil
}

type returnedEvent struct {
	ReturnID int64   `json:"return_id"`
	People   []int64 `json:"people"`
}

// returned writes a message for every WeChat account bound to the person whom
// money was given back to, or to the head of the household, when it was; or when
// it was found that this had been entered by mistake.
func (s *Service) returned(kind, cause string) outbox.Do {
	return func(ctx context.Context, e model.OutboxEvent) error {
		p, err := outbox.Decode[returnedEvent](e)
		if err != nil {
			return err
		}
		cause := fmt.Sprintf(cause, p.ReturnID)
		err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
			if err := s.insert(tx, kind, cause, 0, `bi.person_id IN ? AND bi.bound_at < ?`, p.People, told(e)); err != nil {
				return err
			}
			return s.promise(tx, dedupe(cause, 0), dedupe(cause, userBase))
		})
		if err != nil {
			return fmt.Errorf("notices of money given back: %w", err)
		}
		return nil
	}
}

// insert writes the messages of one cause for the live bindings that match.
func (s *Service) insert(tx *gorm.DB, kind, cause string, batchID int64, match string, args ...any) error {
	t := texts[kind]
	sql := `INSERT INTO notices (wechat_user_id, person_id, kind, dedupe, batch_id, text, link, status, attempts, last_error, created_at)
SELECT bi.wechat_user_id, bi.person_id, ?, CONCAT(?, ? + bi.wechat_user_id), ?, ?, ?, ?, 0, '', ? FROM bindings bi
WHERE bi.active_mark = 0 AND ` + match + `
 AND NOT EXISTS (SELECT 1 FROM notices n WHERE n.dedupe = CONCAT(?, ? + bi.wechat_user_id))`
	all := slices.Concat([]any{kind, cause + "/", int64(userBase), batchID, t.words, t.link, model.NoticePending, s.at()}, args, []any{cause + "/", int64(userBase)})
	return tx.Exec(sql, all...).Error
}

// promise cuts the messages above from and up to to into pieces and promises
// each to be sent.
func (s *Service) promise(tx *gorm.DB, from, to string) error {
	var keys []string
	err := tx.Model(&model.Notice{}).Where("dedupe > ? AND dedupe <= ? AND status = ?", from, to, model.NoticePending).
		Order("dedupe").Pluck("dedupe", &keys).Error
	if err != nil {
		return err
	}
	for piece := range slices.Chunk(keys, sendChunk) {
		last := piece[len(piece)-1]
		if err := outbox.Add(tx, TopicSend, last, s.at(), sendEvent{From: from, To: last}); err != nil {
			return err
		}
		from = last
	}
	return nil
}
