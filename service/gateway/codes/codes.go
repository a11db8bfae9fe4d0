// Package codes keeps one-time codes in Redis.
//
// A code is kept as a digest, for a few minutes and a few tries; each step is
// one script, so that answers sent at once are still counted one by one. Losing
// Redis loses the codes and nothing else: people ask for another.
package codes

import (
	"context"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

// Store keeps codes under a prefix of its own.
type Store struct {
	redis  redis.UniversalClient
	prefix string
}

// New makes a store; prefix keeps its keys apart from others in the same Redis.
func New(r redis.UniversalClient, prefix string) *Store { return &Store{redis: r, prefix: prefix} }

// The keys of a script share a {tag}, so that a cluster keeps them together.
var put = redis.NewScript(`
if tonumber(ARGV[4]) > 0 and not redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[4]) then return 0 end
redis.call('SET', KEYS[2], ARGV[1], 'PX', ARGV[2])
redis.call('SET', KEYS[3], ARGV[3], 'PX', ARGV[2])
return 1`)

var take = redis.NewScript(`
local kept = redis.call('GET', KEYS[1])
if not kept then return 0 end
local left = redis.call('DECR', KEYS[2])
if kept == ARGV[1] and left >= 0 then redis.call('DEL', KEYS[1], KEYS[2]) return 1 end
if left <= 0 then redis.call('DEL', KEYS[1], KEYS[2]) end
return 0`)

func (s *Store) key(part, key string) string { return s.prefix + "{" + key + "}" + part }

// Put keeps digest under key for ttl and so many tries. It reports false, and
// keeps what was there, when something was put under key less than gap ago.
func (s *Store) Put(ctx context.Context, key string, digest []byte, ttl, gap time.Duration, tries int) (bool, error) {
	keys := []string{s.key("gap", key), s.key("code", key), s.key("left", key)}
	n, err := put.Run(ctx, s.redis, keys, digest, ttl.Milliseconds(), tries, gap.Milliseconds()).Int()
	if err != nil {
		return false, fmt.Errorf("keeping a code: %w", err)
	}
	return n == 1, nil
}

// Take reports whether digest is what was put under key. A right answer uses
// it up; so does the last wrong one.
func (s *Store) Take(ctx context.Context, key string, digest []byte) (bool, error) {
	n, err := take.Run(ctx, s.redis, []string{s.key("code", key), s.key("left", key)}, digest).Int()
	if err != nil {
		return false, fmt.Errorf("checking a code: %w", err)
	}
	return n == 1, nil
}
