package cache

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"
	"go.uber.org/goleak"

	"yangguang/service/store/dbtest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestOpenReachesARedis(t *testing.T) {
	client, err := Open(t.Context(), dbtest.RedisURL(t))
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	if err := client.Set(t.Context(), "k", "v", time.Minute).Err(); err != nil {
		t.Error(err)
	}
}

func TestOpenChoosesTheClient(t *testing.T) {
	for address, check := range map[string]func(redis.UniversalClient) bool{
		"redis://u:p@h:1/3": func(c redis.UniversalClient) bool {
			o := c.(*redis.Client).Options()
			return o.Addr == "h:1" && o.DB == 3 && o.Username == "u" && o.Password == "p" && o.TLSConfig == nil
		},
		"rediss://h:1": func(c redis.UniversalClient) bool { return c.(*redis.Client).Options().TLSConfig != nil },
		"unix:///run/x.sock?db=2": func(c redis.UniversalClient) bool {
			o := c.(*redis.Client).Options()
			return o.Network == "unix" && o.Addr == "/run/x.sock" && o.DB == 2
		},
		"redis+sentinel://:p@h:1/2?master_name=m&addr=g:2": func(c redis.UniversalClient) bool {
			o := c.(*redis.Client).Options()
			return o.Addr == "FailoverClient" && o.DB == 2 && o.Password == "p"
		},
		"rediss+cluster://:p@h:1?addr=g:2": func(c redis.UniversalClient) bool {
			o := c.(*redis.ClusterClient).Options()
			return len(o.Addrs) == 2 && o.TLSConfig != nil
		},
	} {
		t.Run(address, func(t *testing.T) {
			c, err := dial(address)
			if err != nil {
				t.Fatal(err)
			}
			defer c.Close()
			if !check(c) {
				t.Errorf("wrong client for %s", address)
			}
		})
	}
}

func TestOpenRefusesWithoutShowingThePassword(t *testing.T) {
	secret := "pa55%20w:ord"
	for name, address := range map[string]string{
		"empty":            "",
		"no scheme":        "127.0.0.1:6379",
		"other scheme":     "http://:" + secret + "@h:1",
		"other mode":       "redis+ring://:" + secret + "@h:1",
		"control byte":     "redis://:" + secret + "@h\x7f:1",
		"no number":        "redis://:" + secret + "@h:1/x",
		"unknown option":   "redis://:" + secret + "@h:1?colour=" + secret,
		"no master":        "redis+sentinel://:" + secret + "@h:1",
		"nobody there":     "redis://:" + secret + "@127.0.0.1:1?max_retries=-1",
		"bad port":         "redis://:" + secret + "@h:port",
		"bad cluster":      "redis+cluster://:" + secret + "@h:1?addr=",
		"sentinel is away": "redis+sentinel://:" + secret + "@127.0.0.1:1?master_name=m&max_retries=-1",
	} {
		t.Run(name, func(t *testing.T) {
			c, err := Open(t.Context(), address)
			if err == nil {
				c.Close()
				t.Fatal("opened")
			}
			if strings.Contains(err.Error(), "pa55") {
				t.Errorf("the error shows the password: %v", err)
			}
		})
	}
}

func TestOpenStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, dbtest.RedisURL(t)); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestEmbeddedAsksForItsPasswordAndEnds(t *testing.T) {
	ctx := t.Context()
	var log strings.Builder
	client, stop, err := Embedded(ctx, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	if err := client.Set(ctx, "k", "v", 0).Err(); err != nil {
		t.Error(err)
	}
	stranger := redis.NewClient(&redis.Options{Addr: client.(*redis.Client).Options().Addr})
	defer stranger.Close()
	if err := stranger.Get(ctx, "k").Err(); err == nil || !strings.Contains(err.Error(), "NOAUTH") {
		t.Errorf("a stranger gets %v", err)
	}
	if !strings.Contains(log.String(), "level=WARN") {
		t.Errorf("no warning: %s", &log)
	}
	for range 2 {
		if err := stop(); err != nil {
			t.Error(err)
		}
	}
	if err := client.Get(ctx, "k").Err(); err == nil {
		t.Error("answers after its end")
	}
}

func TestEmbeddedClockRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := miniredis.NewMiniRedis()
		server.Set("k", "v")
		server.SetTTL("k", 90*time.Second)
		done := make(chan struct{})
		go drive(server, done)
		<-time.After(89 * time.Second)
		synctest.Wait()
		if !server.Exists("k") {
			t.Error("gone too early")
		}
		<-time.After(3 * time.Second)
		synctest.Wait()
		if server.Exists("k") {
			t.Error("still there after its time")
		}
		close(done)
	})
}
