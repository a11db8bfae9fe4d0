package cache

import (
	"context"
	"errors"
	"time"

	"github.com/redis/go-redis/v9"
)

// Sessions keeps scs sessions in Redis. Losing Redis signs people out and loses
// nothing else.
type Sessions struct {
	client redis.UniversalClient
	prefix string
	limit  time.Duration
}

// NewSessions makes a session store under a key prefix such as "session:".
func NewSessions(client redis.UniversalClient, prefix string) *Sessions {
	return &Sessions{client: client, prefix: prefix, limit: 2 * time.Second}
}

// FindCtx gives a session's bytes.
func (s *Sessions) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	ctx, cancel := context.WithTimeout(ctx, s.limit)
	defer cancel()
	b, err := s.client.Get(ctx, s.prefix+token).Bytes()
	if errors.Is(err, redis.Nil) {
		return nil, false, nil
	}
	return b, err == nil, err
}

// CommitCtx stores a session until expiry.
func (s *Sessions) CommitCtx(ctx context.Context, token string, b []byte, expiry time.Time) error {
	ctx, cancel := context.WithTimeout(ctx, s.limit)
	defer cancel()
	ttl := time.Until(expiry)
	if ttl <= 0 {
		return s.client.Del(ctx, s.prefix+token).Err()
	}
	return s.client.Set(ctx, s.prefix+token, b, ttl).Err()
}

// DeleteCtx ends a session.
func (s *Sessions) DeleteCtx(ctx context.Context, token string) error {
	ctx, cancel := context.WithTimeout(ctx, s.limit)
	defer cancel()
	return s.client.Del(ctx, s.prefix+token).Err()
}

// errNoContext refuses the methods of scs.Store that carry no deadline; scs
// prefers the others when they exist.
var errNoContext = errors.New("cache: sessions are used with a context only")

// Find is not used.
func (s *Sessions) Find(string) ([]byte, bool, error) { return nil, false, errNoContext }

// Commit is not used.
func (s *Sessions) Commit(string, []byte, time.Time) error { return errNoContext }

// Delete is not used.
func (s *Sessions) Delete(string) error { return errNoContext }
