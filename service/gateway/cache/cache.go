// Package cache reaches Redis: sessions, rate limits, shared tokens, locks.
//
// Losing what is in it may sign people out and never loses data.
package cache

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/maintnotifications"
)

const dialTimeout = 3 * time.Second

// Open connects to the Redis at the address and makes sure that it answers:
//
//	redis://user:password@host:6379/0       one server; rediss:// with TLS
//	unix:///run/redis/redis.sock?db=0       one server on this machine
//	redis+sentinel://user:password@host:26379/0?master_name=m&addr=host2:26379
//	redis+cluster://user:password@host:6379?addr=host2:6379
//
// The last two have rediss+… forms as well. Sentinels and servers that differ
// in their passwords take the servers' as ?username=…&password=…. No error
// shows a password.
func Open(ctx context.Context, address string) (redis.UniversalClient, error) {
	client, err := dial(address)
	if err != nil {
		return nil, err
	}
	if err := client.Ping(ctx).Err(); err != nil {
		return nil, errors.Join(fmt.Errorf("redis does not answer: %w", err), client.Close())
	}
	return client, nil
}

func dial(address string) (redis.UniversalClient, error) {
	// Parsed here first: the library's errors quote the address whole.
	u, err := url.Parse(address)
	if err != nil {
		return nil, errors.New("the Redis address cannot be read: want redis://user:password@host:6379/0")
	}
	base, kind, _ := strings.Cut(u.Scheme, "+")
	if base != "redis" && base != "rediss" && address != "" && u.Scheme != "unix" {
		return nil, fmt.Errorf("the Redis address has an unknown scheme %q: want redis, rediss, unix, redis+sentinel or redis+cluster", u.Scheme)
	}
	plain := base + strings.TrimPrefix(address, u.Scheme)
	switch kind {
	case "":
		o, err := redis.ParseURL(plain)
		if err != nil {
			return nil, hidden(u, err)
		}
		o.DialTimeout = dialTimeout
		o.MaintNotificationsConfig = quiet()
		return redis.NewClient(o), nil
	case "sentinel":
		o, err := redis.ParseFailoverURL(plain)
		if err != nil {
			return nil, hidden(u, err)
		}
		if o.MasterName == "" {
			return nil, errors.New("the Redis address lacks master_name: want redis+sentinel://host:26379/0?master_name=m")
		}
		if o.Username == "" && o.Password == "" {
			o.Username, o.Password = o.SentinelUsername, o.SentinelPassword
		}
		o.DialTimeout = dialTimeout
		return redis.NewFailoverClient(o), nil
	case "cluster":
		o, err := redis.ParseClusterURL(plain)
		if err != nil {
			return nil, hidden(u, err)
		}
		o.DialTimeout = dialTimeout
		o.MaintNotificationsConfig = quiet()
		return redis.NewClusterClient(o), nil
	}
	return nil, fmt.Errorf("the Redis address has an unknown scheme %q: want redis, rediss, unix, redis+sentinel or redis+cluster", u.Scheme)
}

// The library prints what it also returns: of each lost connection, and of a
// fail-over. That is for who asks for it.
func init() { redis.SetLogger(debugLog{}) }

type debugLog struct{}

// Printf passes on a remark of the library's.
func (debugLog) Printf(ctx context.Context, format string, v ...any) {
	slog.DebugContext(ctx, "redis", "message", fmt.Sprintf(format, v...))
}

// quiet asks for none of the notices that only Redis' own cloud sends.
func quiet() *maintnotifications.Config {
	return &maintnotifications.Config{Mode: maintnotifications.ModeDisabled}
}

// hidden tells what is wrong with an address without its password.
func hidden(u *url.URL, err error) error {
	text := err.Error()
	secrets := u.Query()["password"]
	if password, ok := u.User.Password(); ok {
		secrets = append(secrets, password)
	}
	for _, secret := range secrets {
		if secret != "" {
			text = strings.ReplaceAll(text, secret, "…")
			text = strings.ReplaceAll(text, url.QueryEscape(secret), "…")
		}
	}
	return errors.New("the Redis address cannot be used: " + text)
}
