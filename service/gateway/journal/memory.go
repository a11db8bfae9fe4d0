package journal

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"time"

	"github.com/redis/go-redis/v9"

	"yangguang/service/kernel/chat"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

const ticketFor = 30 * time.Minute

// Fresh reports whether mark is seen for the first time in ten minutes.
func (j *Journal) Fresh(ctx context.Context, mark string) (bool, error) {
	ok, err := j.redis.SetNX(ctx, j.key("nonce:"+mark), "1", rememberFor).Result()
	if err != nil {
		return false, fmt.Errorf("journal nonce: %w", err)
	}
	return ok, nil
}

// Kept is the answer that was given to the message with this key.
func (j *Journal) Kept(ctx context.Context, key string) (chat.Reply, bool, error) {
	sealed, err := j.redis.Get(ctx, j.key("answer:"+key)).Bytes()
	if errors.Is(err, redis.Nil) {
		return chat.Reply{}, false, nil
	}
	if err != nil {
		return chat.Reply{}, false, fmt.Errorf("journal answer: %w", err)
	}
	r, err := j.openReply(key, sealed)
	return r, err == nil, err
}

// KEYS: answer. ARGV: sealed, seconds. The first answer stays.
var keep = redis.NewScript(`
if redis.call("SET", KEYS[1], ARGV[1], "NX", "EX", ARGV[2]) then return ARGV[1] end
return redis.call("GET", KEYS[1])`)

// Keep remembers r as the answer to the message with this key, unless there
// is one already. It returns the answer that counts.
func (j *Journal) Keep(ctx context.Context, key string, r chat.Reply) (chat.Reply, error) {
	plain, err := json.Marshal(r)
	if err != nil {
		return chat.Reply{}, fmt.Errorf("journal keep: %w", err)
	}
	mine := j.box.SealBytes(plain, "wechat.answer/"+key)
	sealed, err := keep.Run(ctx, j.redis, []string{j.key("answer:" + key)}, mine, int(rememberFor.Seconds())).Text()
	if err != nil {
		return chat.Reply{}, fmt.Errorf("journal keep: %w", err)
	}
	return j.openReply(key, []byte(sealed))
}

func (j *Journal) openReply(key string, sealed []byte) (chat.Reply, error) {
	plain, err := j.box.OpenBytes(sealed, "wechat.answer/"+key)
	if err != nil {
		return chat.Reply{}, err
	}
	var r chat.Reply
	if err := json.Unmarshal(plain, &r); err != nil {
		return chat.Reply{}, errors.New("journal: an answer that cannot be read")
	}
	return r, nil
}

var ticketForm = regexp.MustCompile(`^[A-Z2-7]{26}$`)

// Issue makes a ticket that stands for a receipt for half an hour, because a
// receipt must not be part of an address.
func (j *Journal) Issue(ctx context.Context, receipt seal.Secret) (ticket string, err error) {
	ticket = rand.Text()
	sealed := j.box.Seal(receipt, "wechat.ticket/"+ticket)
	if err := j.redis.Set(ctx, j.key("ticket:"+ticket), sealed, ticketFor).Err(); err != nil {
		return "", fmt.Errorf("journal ticket: %w", err)
	}
	return ticket, nil
}

// Redeem gives the receipt that a ticket stands for, once.
func (j *Journal) Redeem(ctx context.Context, ticket string) (seal.Secret, error) {
	gone := fault.New(fault.NotFound, "这个链接已经过期，请填写查询码来查")
	if !ticketForm.MatchString(ticket) {
		return seal.Secret{}, gone
	}
	sealed, err := j.redis.GetDel(ctx, j.key("ticket:"+ticket)).Bytes()
	if errors.Is(err, redis.Nil) {
		return seal.Secret{}, gone
	}
	if err != nil {
		return seal.Secret{}, fmt.Errorf("journal ticket: %w", err)
	}
	return j.box.Open(sealed, "wechat.ticket/"+ticket)
}
