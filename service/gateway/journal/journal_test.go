package journal

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	"github.com/redis/go-redis/v9"

	"yangguang/service/kernel/chat"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest"
)

type bench struct {
	*Journal
	redis *redis.Client
	clock *atomic.Int64 // seconds since 1970
	log   *bytes.Buffer
}

// open makes a journal of its own on miniredis, or on YANGGUANG_TEST_REDIS.
func open(t *testing.T) bench {
	t.Helper()
	var o *redis.Options
	if url := os.Getenv("YANGGUANG_TEST_REDIS"); url != "" {
		var err error
		if o, err = redis.ParseURL(url); err != nil {
			t.Fatal(err)
		}
	} else {
		o = &redis.Options{Addr: miniredis.RunT(t).Addr()}
	}
	rdb := redis.NewClient(o)
	t.Cleanup(func() { _ = rdb.Close() })
	box := dbtest.Box(t)
	clock := &atomic.Int64{}
	clock.Store(1767225600)
	log := &bytes.Buffer{}
	now := func() time.Time { return time.Unix(clock.Load(), 0).UTC() }
	app := "wx" + rand.Text()
	return bench{New(rdb, box, app, now, slog.New(slog.NewTextHandler(log, nil))), rdb, clock, log}
}

func event(id string) chat.Event {
	return chat.Event{
		ID: id, Kind: chat.MediaReceived, OpenID: seal.NewSecret("oVillager-0001-secret-openid"), At: time.Unix(1767225599, 0).UTC(),
		Media: chat.Voice, MediaID: "m-1", Format: "amr", Heard: seal.NewSecret("我要反映"), Consents: []chat.Consent{{Template: "t", Accepted: true}},
		Place: &chat.Place{Latitude: 22.27, Longitude: 109.97, Label: seal.NewSecret("四联村")},
	}
}

func TestAnEffectArrivesWholeAndOnce(t *testing.T) {
	j := open(t)
	ctx := t.Context()
	for range 3 {
		if err := j.Put(ctx, event("a")); err != nil {
			t.Fatal(err)
		}
	}
	var got []chat.Event
	n, err := j.Once(ctx, func(_ context.Context, e chat.Event) error { got = append(got, e); return nil })
	if err != nil || n != 1 || len(got) != 1 {
		t.Fatalf("%d effects, %v", n, err)
	}
	e, want := got[0], event("a")
	if e.OpenID.Reveal() != want.OpenID.Reveal() || e.Heard.Reveal() != want.Heard.Reveal() || !e.At.Equal(want.At) ||
		e.MediaID != "m-1" || e.Place == nil || e.Place.Label.Reveal() != "四联村" || len(e.Consents) != 1 {
		t.Errorf("came back changed: %+v", e)
	}
	if err := j.Put(ctx, event("a")); err != nil {
		t.Fatal(err)
	}
	if n, _ := j.Once(ctx, func(context.Context, chat.Event) error { return nil }); n != 0 {
		t.Error("a repeated delivery had a second effect")
	}
}

func TestNothingPersonalInRedis(t *testing.T) {
	j := open(t)
	ctx := t.Context()
	if err := j.Put(ctx, event("a")); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Issue(ctx, seal.NewSecret("YG-RECEIPT-0001")); err != nil {
		t.Fatal(err)
	}
	if _, err := j.Keep(ctx, "k", chat.Reply{Text: "四联村的工程"}); err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	keys, err := j.redis.Keys(ctx, j.prefix+"*").Result()
	if err != nil || len(keys) < 4 {
		t.Fatal(keys, err)
	}
	for _, k := range keys {
		text, _ := j.redis.Get(ctx, k).Result() // each key is one of the three
		hash, _ := j.redis.HGetAll(ctx, k).Result()
		sorted, _ := j.redis.ZRange(ctx, k, 0, -1).Result()
		fmt.Fprintln(&all, k, text, hash, sorted)
	}
	for _, personal := range []string{"oVillager", "反映", "四联村", "RECEIPT"} {
		if strings.Contains(all.String(), personal) {
			t.Errorf("%q lies open in Redis", personal)
		}
	}
}

func TestAFailedEffectComesBackAndIsNeverLost(t *testing.T) {
	j := open(t)
	ctx := t.Context()
	if err := j.Put(ctx, event("a")); err != nil {
		t.Fatal(err)
	}
	calls := 0
	fail := func(context.Context, chat.Event) error { calls++; return errors.New("database away") }
	for range 2 {
		if n, err := j.Once(ctx, fail); n != 0 || err != nil {
			t.Fatal(n, err)
		}
	}
	if calls != 1 {
		t.Fatalf("tried %d times without waiting", calls)
	}
	for range 40 {
		j.clock.Add(3601)
		if _, err := j.Once(ctx, fail); err != nil {
			t.Fatal(err)
		}
	}
	waiting, _ := j.Waiting(ctx)
	aside, _ := j.Aside(ctx)
	if calls != maxTries || waiting != 0 || aside != 1 {
		t.Errorf("%d tries, %d waiting, %d aside", calls, waiting, aside)
	}
	if strings.Contains(j.log.String(), "oVillager") {
		t.Error("the log shows an openid")
	}
}

func TestADeadWorkersEffectComesBack(t *testing.T) {
	j := open(t)
	ctx := t.Context()
	if err := j.Put(ctx, event("a")); err != nil {
		t.Fatal(err)
	}
	if id, _, _, err := j.take(ctx); id != "a" || err != nil {
		t.Fatal(id, err)
	}
	n, err := j.Once(ctx, func(context.Context, chat.Event) error { return nil })
	if n != 0 || err != nil {
		t.Fatalf("two workers at one effect: %d, %v", n, err)
	}
	j.clock.Add(int64(holdFor.Seconds()) + 1)
	if n, err = j.Once(ctx, func(context.Context, chat.Event) error { return nil }); n != 1 || err != nil {
		t.Errorf("lost: %d, %v", n, err)
	}
}

func TestManyWorkersOneEffectEach(t *testing.T) {
	j := open(t)
	ctx := t.Context()
	const effects = 60
	for i := range effects {
		if err := j.Put(ctx, event(strings.Repeat("x", i+1))); err != nil {
			t.Fatal(err)
		}
	}
	var mu sync.Mutex
	seen := map[string]int{}
	var wg sync.WaitGroup
	for range 6 {
		wg.Go(func() {
			_, err := j.Once(ctx, func(_ context.Context, e chat.Event) error {
				mu.Lock()
				defer mu.Unlock()
				seen[e.ID]++
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if len(seen) != effects {
		t.Errorf("%d of %d", len(seen), effects)
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%d characters: %d times", len(id), n)
		}
	}
}

func TestWhatWasTamperedWithIsPutAside(t *testing.T) {
	j := open(t)
	ctx := t.Context()
	for _, id := range []string{"a", "b"} {
		if err := j.Put(ctx, event(id)); err != nil {
			t.Fatal(err)
		}
	}
	body, err := j.redis.HGet(ctx, j.key("body"), "a").Result()
	if err != nil {
		t.Fatal(err)
	}
	if err := j.redis.HSet(ctx, j.key("body"), "b", body).Err(); err != nil {
		t.Fatal(err)
	}
	n, err := j.Once(ctx, func(context.Context, chat.Event) error { return nil })
	aside, _ := j.Aside(ctx)
	if n != 1 || err != nil || aside != 1 {
		t.Errorf("%d done, %d aside, %v", n, aside, err)
	}
}

func TestConsumeEndsWithItsContext(t *testing.T) {
	j := open(t)
	ctx, stop := context.WithCancel(t.Context())
	if err := j.Put(ctx, event("a")); err != nil {
		t.Fatal(err)
	}
	err := j.Consume(ctx, func(ctx context.Context, _ chat.Event) error {
		stop()
		return ctx.Err() // the effect in hand is not cut off
	})
	if waiting, _ := j.Waiting(t.Context()); err != nil || waiting != 0 {
		t.Errorf("%d waiting, %v", waiting, err)
	}
}

func TestTheFirstAnswerStays(t *testing.T) {
	j := open(t)
	ctx := t.Context()
	if _, ok, err := j.Kept(ctx, "k"); ok || err != nil {
		t.Fatal(ok, err)
	}
	for _, text := range []string{"first", "second"} {
		r, err := j.Keep(ctx, "k", chat.Reply{Text: text, Articles: []chat.Article{{Title: "t", URL: "u"}}})
		if err != nil || r.Text != "first" {
			t.Errorf("%q, %v", r.Text, err)
		}
	}
	if r, ok, err := j.Kept(ctx, "k"); !ok || err != nil || r.Text != "first" || len(r.Articles) != 1 {
		t.Errorf("%+v %v %v", r, ok, err)
	}
	if a, _ := j.Fresh(ctx, "n"); !a {
		t.Error("a new nonce was refused")
	}
	if a, _ := j.Fresh(ctx, "n"); a {
		t.Error("a used nonce was accepted")
	}
}

func TestATicketIsGoodOnce(t *testing.T) {
	j := open(t)
	ctx := t.Context()
	ticket, err := j.Issue(ctx, seal.NewSecret("YG-1"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := j.Redeem(ctx, ticket)
	if err != nil || r.Reveal() != "YG-1" {
		t.Fatal(err)
	}
	for _, bad := range []string{ticket, "", "x", strings.Repeat("A", 26), "../../etc"} {
		if _, err := j.Redeem(ctx, bad); !fault.Is(err, fault.NotFound) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}
