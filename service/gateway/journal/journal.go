// Package journal keeps in Redis what a conversation in the official account
// leaves behind: effects that wait for the worker, answers already given,
// nonces already used, tickets that stand for a receipt.
//
// Everything personal is sealed before it reaches Redis. An effect that was
// put is acted on at least once, by one worker at a time, and is only gone
// when the action succeeded; put twice it is still one. Everything but effects
// ends by itself.
package journal

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"

	"yangguang/service/kernel/chat"
	"yangguang/service/kernel/seal"
)

const (
	rememberFor = 10 * time.Minute // as long as the platform may send a message again
	holdFor     = 2 * time.Minute  // an effect comes back if its worker dies
	actWithin   = 90 * time.Second // less than holdFor: never two workers at one effect
	maxTries    = 12
	pollEvery   = 500 * time.Millisecond
)

// Journal is one account's. It is safe for use by several processes.
type Journal struct {
	redis  redis.UniversalClient
	box    *seal.Box
	prefix string
	now    func() time.Time
	log    *slog.Logger
}

// New makes the journal of the account appID.
func New(rdb redis.UniversalClient, box *seal.Box, appID string, now func() time.Time, log *slog.Logger) *Journal {
	// The braces keep all keys of an account on one node of a cluster.
	return &Journal{redis: rdb, box: box, prefix: "{wechat:" + appID + "}:", now: now, log: log}
}

func (j *Journal) key(name string) string { return j.prefix + name }

// record is an Event as it lies in Redis, sealed as a whole.
type record struct {
	Kind                chat.EventKind
	OpenID              string
	At                  int64
	Key                 string         `json:",omitempty"`
	Media               chat.MediaKind `json:",omitempty"`
	MediaID             string         `json:",omitempty"`
	Format              string         `json:",omitempty"`
	Heard               string         `json:",omitempty"`
	Placed              bool           `json:",omitempty"`
	Latitude, Longitude float64        `json:",omitempty"`
	Label               string         `json:",omitempty"`
	Consents            []chat.Consent `json:",omitempty"`
}

func (j *Journal) seal(e chat.Event) ([]byte, error) {
	r := record{
		Kind: e.Kind, OpenID: e.OpenID.Reveal(), At: e.At.Unix(), Key: e.Key, Media: e.Media, MediaID: e.MediaID,
		Format: e.Format, Heard: e.Heard.Reveal(), Consents: e.Consents,
	}
	if e.Place != nil {
		r.Placed, r.Latitude, r.Longitude, r.Label = true, e.Place.Latitude, e.Place.Longitude, e.Place.Label.Reveal()
	}
	plain, err := json.Marshal(r)
	if err != nil {
		return nil, fmt.Errorf("journal: an event that cannot be written: %w", err)
	}
	return j.box.SealBytes(plain, "wechat.inbox/"+e.ID), nil
}

func (j *Journal) open(id string, sealed []byte) (chat.Event, error) {
	plain, err := j.box.OpenBytes(sealed, "wechat.inbox/"+id)
	if err != nil {
		return chat.Event{}, err
	}
	var r record
	if err := json.Unmarshal(plain, &r); err != nil {
		return chat.Event{}, errors.New("journal: an event that cannot be read")
	}
	e := chat.Event{
		ID: id, Kind: r.Kind, OpenID: seal.NewSecret(r.OpenID), At: time.Unix(r.At, 0).UTC(), Key: r.Key, Media: r.Media,
		MediaID: r.MediaID, Format: r.Format, Heard: seal.NewSecret(r.Heard), Consents: r.Consents,
	}
	if r.Placed {
		e.Place = &chat.Place{Latitude: r.Latitude, Longitude: r.Longitude, Label: seal.NewSecret(r.Label)}
	}
	return e, nil
}

// KEYS: due (sorted by when), body, tries, seen. ARGV: id, now, body, seconds.
var put = redis.NewScript(`
if redis.call("HEXISTS", KEYS[2], ARGV[1]) == 1 then return 0 end
if not redis.call("SET", KEYS[4], "1", "NX", "EX", ARGV[4]) then return 0 end
redis.call("HSET", KEYS[2], ARGV[1], ARGV[3])
redis.call("ZADD", KEYS[1], ARGV[2], ARGV[1])
return 1`)

// Put writes an effect down. The same ID again, within ten minutes or as long
// as it waits, changes nothing.
func (j *Journal) Put(ctx context.Context, e chat.Event) error {
	sealed, err := j.seal(e)
	if err != nil {
		return err
	}
	keys := []string{j.key("due"), j.key("body"), j.key("tries"), j.key("seen:" + e.ID)}
	if err := put.Run(ctx, j.redis, keys, e.ID, j.now().UnixMilli(), sealed, int(rememberFor.Seconds())).Err(); err != nil {
		return fmt.Errorf("journal put: %w", err)
	}
	return nil
}

// KEYS: due, body, tries. ARGV: now, when it comes back if nobody reports.
var take = redis.NewScript(`
local ids = redis.call("ZRANGEBYSCORE", KEYS[1], "-inf", ARGV[1], "LIMIT", 0, 1)
if #ids == 0 then return false end
redis.call("ZADD", KEYS[1], ARGV[2], ids[1])
local tries = redis.call("HINCRBY", KEYS[3], ids[1], 1)
return {ids[1], redis.call("HGET", KEYS[2], ids[1]) or "", tostring(tries)}`)

// Act performs an effect. It must tolerate being called twice for one event.
type Act func(ctx context.Context, e chat.Event) error

// Once performs what is due now and reports how many effects succeeded. One
// that fails comes back later; after twelve attempts it is put aside, kept,
// and counted by Aside. The error is about Redis only.
func (j *Journal) Once(ctx context.Context, act Act) (done int, err error) {
	for ctx.Err() == nil {
		id, sealed, tries, err := j.take(ctx)
		if err != nil || id == "" {
			return done, err
		}
		e, err := j.open(id, sealed)
		if err != nil {
			j.log.ErrorContext(ctx, "effect cannot be read, put aside", "effect", id, "err", err)
			if err := j.aside(ctx, id); err != nil {
				return done, err
			}
			continue
		}
		if j.act(ctx, act, e) {
			done++
			err = j.finish(ctx, id)
		} else {
			err = j.postpone(ctx, e, tries)
		}
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

// Consume performs effects as they come, until ctx is over. The effect in
// hand is finished first.
func (j *Journal) Consume(ctx context.Context, act Act) error {
	tick := time.NewTicker(pollEvery)
	defer tick.Stop()
	for {
		if _, err := j.Once(ctx, act); err != nil && ctx.Err() == nil {
			j.log.ErrorContext(ctx, "effects cannot be fetched", "err", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (j *Journal) take(ctx context.Context) (id string, sealed []byte, tries int, err error) {
	now := j.now()
	keys := []string{j.key("due"), j.key("body"), j.key("tries")}
	res, err := take.Run(ctx, j.redis, keys, now.UnixMilli(), now.Add(holdFor).UnixMilli()).StringSlice()
	if errors.Is(err, redis.Nil) || errors.Is(err, context.Canceled) {
		return "", nil, 0, nil
	}
	if err != nil || len(res) != 3 {
		return "", nil, 0, fmt.Errorf("journal take: %w", err)
	}
	tries, err = strconv.Atoi(res[2])
	return res[0], []byte(res[1]), tries, err
}

// act gives one effect its time. A stop of the program does not cut it off.
func (j *Journal) act(ctx context.Context, act Act, e chat.Event) bool {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), actWithin)
	defer cancel()
	err := act(ctx, e)
	if err != nil {
		j.log.WarnContext(ctx, "effect failed", "effect", e.ID, "kind", string(e.Kind), "err", err)
	}
	return err == nil
}

func (j *Journal) finish(ctx context.Context, id string) error {
	_, err := j.redis.TxPipelined(context.WithoutCancel(ctx), func(p redis.Pipeliner) error {
		p.ZRem(ctx, j.key("due"), id)
		p.HDel(ctx, j.key("body"), id)
		p.HDel(ctx, j.key("tries"), id)
		return nil
	})
	if err != nil {
		return fmt.Errorf("journal finish: %w", err)
	}
	return nil
}

func (j *Journal) postpone(ctx context.Context, e chat.Event, tries int) error {
	if tries >= maxTries {
		j.log.ErrorContext(ctx, "effect put aside after many attempts", "effect", e.ID, "kind", string(e.Kind))
		return j.aside(ctx, e.ID)
	}
	due := j.now().Add(backoff(tries)).UnixMilli()
	if err := j.redis.ZAdd(context.WithoutCancel(ctx), j.key("due"), redis.Z{Score: float64(due), Member: e.ID}).Err(); err != nil {
		return fmt.Errorf("journal postpone: %w", err)
	}
	return nil
}

// backoff is 5 s, 10 s, 20 s … at most an hour.
func backoff(tries int) time.Duration {
	return min(5*time.Second<<min(tries-1, 20), time.Hour)
}

// aside keeps an effect that nobody can perform, for a person to look at.
func (j *Journal) aside(ctx context.Context, id string) error {
	_, err := j.redis.TxPipelined(context.WithoutCancel(ctx), func(p redis.Pipeliner) error {
		p.ZRem(ctx, j.key("due"), id)
		p.SAdd(ctx, j.key("aside"), id)
		return nil
	})
	if err != nil {
		return fmt.Errorf("journal aside: %w", err)
	}
	return nil
}

// Waiting counts the effects that are to be performed.
func (j *Journal) Waiting(ctx context.Context) (int64, error) {
	return j.redis.ZCard(ctx, j.key("due")).Result()
}

// Aside counts the effects that were given up.
func (j *Journal) Aside(ctx context.Context) (int64, error) {
	return j.redis.SCard(ctx, j.key("aside")).Result()
}
