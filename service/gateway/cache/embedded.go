package cache

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

// tick is how exactly keys expire. Advancing the clock walks all keys under
// the lock, 5 ms for 10,000 of them: a second is often enough.
const tick = time.Second

// Embedded starts a Redis inside this process and connects to it. It listens
// on loopback under a password of its own, keeps nothing over a restart and
// never quite forgets a key's name (84 bytes each): for a demonstration or one
// small office. Close ends it.
func Embedded(ctx context.Context, log *slog.Logger) (redis.UniversalClient, func() error, error) {
	server := miniredis.NewMiniRedis()
	password := rand.Text()
	server.RequireAuth(password)
	if err := server.StartAddr("127.0.0.1:0"); err != nil {
		return nil, nil, fmt.Errorf("starting the embedded Redis: %w", err)
	}
	client := redis.NewClient(&redis.Options{
		Addr:                     server.Addr(),
		Password:                 password,
		MaintNotificationsConfig: quiet(),
	})
	if err := client.Ping(ctx).Err(); err != nil {
		client.Close()
		server.Close()
		return nil, nil, fmt.Errorf("the embedded Redis does not answer: %w", err)
	}
	log.Warn("using the embedded Redis: sign-ins do not outlive this process; set YANGGUANG_REDIS_URL in earnest")

	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() { drive(server, done) })
	var once sync.Once
	stop := func() error {
		var err error
		once.Do(func() {
			close(done)
			wg.Wait()
			err = client.Close()
			server.Close()
		})
		return err
	}
	return client, stop, nil
}

// drive moves the server's clock: by itself it stands still.
func drive(server *miniredis.Miniredis, done <-chan struct{}) {
	ticker := time.NewTicker(tick)
	defer ticker.Stop()
	var last time.Time
	for {
		select {
		case <-done:
			return
		case at := <-ticker.C:
			elapsed := tick
			if !last.IsZero() {
				elapsed = at.Sub(last) // a machine that slept missed ticks
			}
			last = at
			server.FastForward(elapsed)
		}
	}
}
