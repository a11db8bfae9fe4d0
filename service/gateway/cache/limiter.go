package cache

import (
	"context"
	"encoding/hex"
	"time"

	"github.com/go-redis/redis_rate/v10"
	"github.com/redis/go-redis/v9"

	"yangguang/service/kernel/seal"
)

// limitPurpose separates the digests of addresses from all others.
const limitPurpose = "limit"

// Limiter counts uses in Redis, for all processes together.
type Limiter struct {
	rate *redis_rate.Limiter
	box  *seal.Box
}

// NewLimiter makes a limiter. Whom it counts stands in Redis under a digest
// keyed by box: a plain one of a network address is found by trying them all,
// and would tell who sent an anonymous complaint this hour.
func NewLimiter(client redis.UniversalClient, box *seal.Box) *Limiter {
	return &Limiter{rate: redis_rate.NewLimiter(client), box: box}
}

// Allow counts one use of name by who and reports whether it is within n per
// window; wait is how long until the next is.
func (l *Limiter) Allow(ctx context.Context, name, who string, n int, per time.Duration) (bool, time.Duration, error) {
	sum := l.box.Index(seal.NewSecret(name+"\x00"+who), limitPurpose)
	r, err := l.rate.Allow(ctx, "limit:"+name+":"+hex.EncodeToString(sum[:12]), redis_rate.Limit{Rate: n, Burst: n, Period: per})
	if err != nil {
		return false, 0, err
	}
	return r.Allowed > 0, r.RetryAfter, nil
}
