package wechat

import (
	"context"
	"time"

	"github.com/redis/go-redis/v9"
)

const cacheTimeout = time.Second

// sdkCache is the SDK's cache over our Redis client. The SDK asserts that what
// it gets is a string, and treats an untyped nil as a miss.
type sdkCache struct{ redis redis.UniversalClient }

func bounded() (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.Background(), cacheTimeout)
}

// Get reads a value, nil if there is none.
func (c sdkCache) Get(key string) any {
	ctx, cancel := bounded()
	defer cancel()
	return c.GetContext(ctx, key)
}

// Set writes a value. A lifetime that is over already writes nothing.
func (c sdkCache) Set(key string, val any, life time.Duration) error {
	ctx, cancel := bounded()
	defer cancel()
	return c.SetContext(ctx, key, val, life)
}

// IsExist reports whether there is a value.
func (c sdkCache) IsExist(key string) bool { return c.Get(key) != nil }

// Delete removes a value.
func (c sdkCache) Delete(key string) error {
	ctx, cancel := bounded()
	defer cancel()
	return c.DeleteContext(ctx, key)
}

// GetContext is Get with a context.
func (c sdkCache) GetContext(ctx context.Context, key string) any {
	v, err := c.redis.Get(ctx, key).Result()
	if err != nil {
		return nil
	}
	return v
}

// SetContext is Set with a context.
func (c sdkCache) SetContext(ctx context.Context, key string, val any, life time.Duration) error {
	if life <= 0 {
		return nil
	}
	return c.redis.Set(ctx, key, val, life).Err()
}

// IsExistContext is IsExist with a context.
func (c sdkCache) IsExistContext(ctx context.Context, key string) bool {
	return c.GetContext(ctx, key) != nil
}

// DeleteContext is Delete with a context.
func (c sdkCache) DeleteContext(ctx context.Context, key string) error {
	return c.redis.Del(ctx, key).Err()
}
