package notify

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
)

// Message is one entry of a villager's message list.
type Message struct {
	ID     int64
	At     time.Time
	Kind   string
	Text   string
	Link   string // a path of this site
	Unread bool
}

// Messages gives a page of the villager's own messages, newest first, and marks
// those on it as read. Whether WeChat delivered them does not matter. What was
// written for an earlier binding of the same WeChat account belongs to somebody
// else, and messages of a batch that was taken back are gone. Nobody bound has none.
func (s *Service) Messages(ctx context.Context, by actor.Actor, r page.Request) (page.Page[Message], error) {
	if !bound(by) {
		return page.Of[Message](r, nil, 0), nil
	}
	var total int64
	if err := s.own(ctx, by).Count(&total).Error; err != nil {
		return page.Page[Message]{}, fmt.Errorf("messages: %w", err)
	}
	var rows []model.Notice
	err := s.own(ctx, by).Select("id", "kind", "text", "link", "created_at", "read_at").
		Order("created_at DESC, id DESC").Limit(r.Limit()).Offset(r.Offset()).Find(&rows).Error
	if err != nil {
		return page.Page[Message]{}, fmt.Errorf("messages: %w", err)
	}
	list, unread := make([]Message, len(rows)), []int64{}
	for i, n := range rows {
		list[i] = Message{ID: n.ID, At: n.CreatedAt, Kind: n.Kind, Text: n.Text, Link: n.Link, Unread: n.ReadAt == nil}
		if n.ReadAt == nil {
			unread = append(unread, n.ID)
		}
	}
	if err := s.read(ctx, unread); err != nil {
		return page.Page[Message]{}, err
	}
	return page.Of(r, list, int(total)), nil
}

// Unread counts the villager's messages not looked at yet.
func (s *Service) Unread(ctx context.Context, by actor.Actor) (int, error) {
	if !bound(by) {
		return 0, nil
	}
	var n int64
	if err := s.own(ctx, by).Where("read_at IS NULL").Count(&n).Error; err != nil {
		return 0, fmt.Errorf("messages: %w", err)
	}
	return int(n), nil
}

func (s *Service) read(ctx context.Context, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	// Two pages opened at once: the first to come is the time it was read.
	if err := s.db.WithContext(ctx).Model(&model.Notice{}).Where("id IN ? AND read_at IS NULL", ids).Update("read_at", s.at()).Error; err != nil {
		return fmt.Errorf("messages: %w", err)
	}
	return nil
}

func bound(by actor.Actor) bool {
	return by.Kind == actor.Villager && by.WechatUserID != 0 && by.PersonID != 0 && !by.Snapshot
}

// own is the messages of a bound villager.
func (s *Service) own(ctx context.Context, by actor.Actor) *gorm.DB {
	return s.db.WithContext(ctx).Model(&model.Notice{}).
		Where("wechat_user_id = ? AND person_id = ?", by.WechatUserID, by.PersonID).
		Where("(batch_id = 0 OR EXISTS (SELECT 1 FROM batches b WHERE b.id = notices.batch_id AND b.status = ?))", model.BatchLoaded)
}
