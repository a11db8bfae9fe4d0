package dbtest

import (
	"context"
	"net/url"
	"os"
	"strconv"
	"testing"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
)

// Redis gives an empty Redis that is the test's own. On a real server that is
// one of its numbered databases: start it with many (--databases 1000), for
// numbers are dealt in turn to all test processes and come round again.
func Redis(t testing.TB) redis.UniversalClient {
	t.Helper()
	client, _ := openRedis(t)
	return client
}

// RedisURL is Redis for tests that start the whole program: it gives the address.
func RedisURL(t testing.TB) string {
	t.Helper()
	_, address := openRedis(t)
	return address
}

func openRedis(t testing.TB) (redis.UniversalClient, string) {
	t.Helper()
	var o *redis.Options
	if address := os.Getenv(EnvRedis); address != "" {
		var err error
		if o, err = redis.ParseURL(address); err != nil {
			t.Fatalf("%s cannot be read", EnvRedis)
		}
		o.DB = nextDatabase(t, o)
	} else {
		o = &redis.Options{Addr: miniredis.RunT(t).Addr()}
	}
	client := redis.NewClient(o)
	if err := client.FlushDB(t.Context()).Err(); err != nil {
		t.Fatalf("emptying the test Redis: %v", err)
	}
	t.Cleanup(func() {
		// The test's context is over by now.
		if err := client.FlushDB(context.Background()).Err(); err != nil && os.Getenv(EnvRedis) != "" {
			t.Errorf("emptying the test Redis: %v", err)
		}
		client.Close()
	})
	return client, urlOf(o)
}

func urlOf(o *redis.Options) string {
	u := url.URL{Scheme: "redis", Host: o.Addr, RawQuery: url.Values{"db": {strconv.Itoa(o.DB)}}.Encode()}
	if o.Network == "unix" {
		u.Scheme, u.Host, u.Path = "unix", "", o.Addr
	}
	if o.Password != "" {
		u.User = url.UserPassword(o.Username, o.Password)
	}
	return u.String()
}

// nextDatabase deals the numbers from 1 on; database 0 keeps the counter.
func nextDatabase(t testing.TB, o *redis.Options) int {
	t.Helper()
	admin := redis.NewClient(o)
	defer admin.Close()
	configured, err := admin.ConfigGet(t.Context(), "databases").Result()
	if err != nil {
		t.Fatalf("asking the test Redis for its databases: %v", err)
	}
	databases, err := strconv.Atoi(configured["databases"])
	if err != nil || databases < 100 {
		t.Fatalf("the test Redis has %q databases: start it with --databases 1000", configured["databases"])
	}
	n, err := admin.Incr(t.Context(), "yangguang:dbtest").Result()
	if err != nil {
		t.Fatalf("asking the test Redis for a database: %v", err)
	}
	return 1 + int((n-1)%int64(databases-1))
}
