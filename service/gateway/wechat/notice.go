package wechat

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/silenceper/wechat/v2/officialaccount/message"

	"yangguang/service/kernel/seal"
)

const sentFor = 7 * 24 * time.Hour

// SendNotice sends one notice. templateKey is a key of Options.Templates, data
// the template's fields, page where a tap leads to. dedupeKey is the same for
// every attempt at the same notice: one that went out does not go out again.
// The error is an *Error and says whether to try again.
func (c *Client) SendNotice(ctx context.Context, openid seal.Secret, templateKey string, data map[string]string, page, dedupeKey string) error {
	t, ok := c.templates[templateKey]
	if !ok || t.ID == "" {
		return &Error{Op: "notice", Class: BadConfig, text: "no template is configured for " + templateKey}
	}
	if openid.Empty() || dedupeKey == "" {
		return &Error{Op: "notice", Class: BadInput, text: "a notice needs a receiver and a key"}
	}
	sum := sha256.Sum256([]byte(dedupeKey + "\x00" + openid.Reveal()))
	id := hex.EncodeToString(sum[:16])
	mark := "wechat:sent:" + id
	if err := c.redis.Get(ctx, mark).Err(); err == nil {
		return nil
	} else if !errors.Is(err, redis.Nil) {
		return classify("notice", fmt.Errorf("look for an earlier attempt: %w", err))
	}
	var err error
	switch t.Kind {
	case SubscriptionTemplate:
		err = c.post(ctx, "notice", "/cgi-bin/message/subscribe/bizsend", subscription(openid, t.ID, data, page))
	case ClassicTemplate:
		err = c.post(ctx, "notice", "/cgi-bin/message/template/send", classic(openid, t.ID, data, page, id))
	default:
		return &Error{Op: "notice", Class: BadConfig, text: "unknown kind of template"}
	}
	if err != nil {
		return err
	}
	// Sent is sent: a lost mark costs at worst a second copy, an error would ask for one.
	if err := c.redis.Set(ctx, mark, "1", sentFor).Err(); err != nil {
		c.log.WarnContext(ctx, "notice sent but not marked", "err", err)
	}
	return nil
}

func subscription(openid seal.Secret, id string, data map[string]string, page string) *message.SubscribeMessage {
	m := &message.SubscribeMessage{ToUser: openid.Reveal(), TemplateID: id, Page: page, Data: map[string]*message.SubscribeDataItem{}}
	for k, v := range data {
		m.Data[k] = &message.SubscribeDataItem{Value: v}
	}
	return m
}

func classic(openid seal.Secret, id string, data map[string]string, page, dedupe string) *message.TemplateMessage {
	m := &message.TemplateMessage{ToUser: openid.Reveal(), TemplateID: id, URL: page, ClientMsgID: dedupe, Data: map[string]*message.TemplateDataItem{}}
	for k, v := range data {
		m.Data[k] = &message.TemplateDataItem{Value: v}
	}
	return m
}
