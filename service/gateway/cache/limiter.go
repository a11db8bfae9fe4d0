package cache

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"github.com/redis/go-redis/v9"
)

// Limiter counts uses in Redis, for all processes together.
type Limiter struct{ rate *redis_rate.Limiter }

// NewLimiter makes a limiter.
func NewLimiter(client redis.UniversalClient) *Limiter {
	return &Limiter{rate: redis_rate.NewLimiter(client)}
}

// Allow counts one use of name by who and reports whether it is within n per
// window; wait is how long until the next is. Who is hashed: an address or
// account does not stand in Redis as it is.
func (l *Limiter) Allow(ctx context.Context, name, who string, n int, per time.Duration) (bool, time.Duration, error) {
	sum := sha256.Sum256([]byte(name + "\x00" + who))
	r, err := l.rate.Allow(ctx, "limit:"+name+":"+hex.EncodeToString(sum[:12]), redis_rate.Limit{Rate: n, Burst: n, Period: per})
	if err != nil {
		return false, 0, err
	}
	return r.Allowed > 0, r.RetryAfter, nil
}
