package wechat

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

const (
	lockFor   = 10 * time.Second // longer than a fetch may take: apiTimeout
	askEvery  = 40 * time.Millisecond
	safetyEnd = 5 * time.Minute // a value is not used in its last minutes
)

// shared is a value that all instances use and one of them fetches: the access
// token, the JS-SDK ticket.
type shared struct {
	redis redis.UniversalClient
	key   string
	fetch func(context.Context) (value string, lifetime time.Duration, err error)
}

// get reads the value, or fetches it if nobody else is fetching it already.
func (s *shared) get(ctx context.Context) (string, error) {
	mine := rand.Text()
	for {
		v, err := s.read(ctx)
		if v != "" || err != nil {
			return v, err
		}
		won, err := s.redis.SetNX(ctx, s.key+":lock", mine, lockFor).Result()
		if err != nil {
			return "", fmt.Errorf("lock: %w", err)
		}
		if won {
			return s.refresh(ctx, mine)
		}
		wait := time.NewTimer(askEvery)
		select {
		case <-ctx.Done():
			wait.Stop()
			return "", ctx.Err()
		case <-wait.C:
		}
	}
}

func (s *shared) read(ctx context.Context) (string, error) {
	v, err := s.redis.Get(ctx, s.key).Result()
	if errors.Is(err, redis.Nil) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("read shared value: %w", err)
	}
	return v, nil
}

// refresh fetches while holding the lock. It looks once more first: the
// holder before us may have stored a value between our look and our lock.
func (s *shared) refresh(ctx context.Context, mine string) (string, error) {
	defer func() {
		// The lock goes even if ctx is over; if this fails it ends by itself.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
		defer cancel()
		_ = deleteIf.Run(ctx, s.redis, []string{s.key + ":lock"}, mine).Err()
	}()
	if v, err := s.read(ctx); v != "" || err != nil {
		return v, err
	}
	v, life, err := s.fetch(ctx)
	if err != nil {
		return "", err
	}
	if v == "" {
		return "", errors.New("the platform answered without a value")
	}
	keep := life - safetyEnd
	if keep <= 0 {
		keep = life / 2
	}
	if keep >= time.Second {
		if err := s.redis.Set(ctx, s.key, v, keep).Err(); err != nil {
			return "", fmt.Errorf("store shared value: %w", err)
		}
	}
	return v, nil
}

// forget drops the value if it is still bad, so that of many who notice at
// once only the first makes a new one necessary.
func (s *shared) forget(ctx context.Context, bad string) error {
	if err := deleteIf.Run(ctx, s.redis, []string{s.key}, bad).Err(); err != nil {
		return fmt.Errorf("drop shared value: %w", err)
	}
	return nil
}

var deleteIf = redis.NewScript(`if redis.call("GET", KEYS[1]) == ARGV[1] then return redis.call("DEL", KEYS[1]) end return 0`)
