//go:build e2e

package main

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/fetch"
	"github.com/chromedp/chromedp"

	"yangguang/cmd/yangguang/internal/browser"
	"yangguang/cmd/yangguang/internal/simulator"
	"yangguang/config"
	"yangguang/service/store/dbtest"
)

// wechatSignIn is where a browser goes to say who it is.
const wechatSignIn = "https://open.weixin.qq.com/"

// instead sends a page that goes to WeChat to sign in to the pretended platform.
func (w *world) instead(p *browser.Page) {
	w.t.Helper()
	p.Do(chromedp.ActionFunc(func(ctx context.Context) error {
		chromedp.ListenTarget(ctx, func(event any) {
			e, ok := event.(*fetch.EventRequestPaused)
			if !ok {
				return
			}
			to := w.platform + strings.TrimPrefix(e.Request.URL, strings.TrimSuffix(wechatSignIn, "/"))
			go func() {
				answer := fetch.FulfillRequest(e.RequestID, http.StatusFound).WithResponseHeaders([]*fetch.HeaderEntry{{Name: "Location", Value: to}})
				if err := answer.Do(ctx); err != nil && ctx.Err() == nil {
					w.t.Errorf("standing in for WeChat: %v", err)
				}
			}()
		})
		return fetch.Enable().WithPatterns([]*fetch.RequestPattern{{URLPattern: wechatSignIn + "*"}}).Do(ctx)
	}))
}

// serveWorld is serve on the test's own database and Redis, with the sample
// county in them and a platform of its own beside it.
func serveWorld(t testing.TB) (w *world, file string) {
	t.Helper()
	var platform *simulator.Platform
	sim := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) { platform.ServeHTTP(rw, r) }))
	t.Cleanup(sim.Close)
	const appID, secret, token, key = "wxe2e0123456789abc", "e2e-app-secret-of-nobody", "e2etokenofnobody", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
	file = serveFile(t, dbtest.RedisURL(t), func(cfg map[string]any) {
		cfg["wechat"] = map[string]any{"app_id": appID, "app_secret": secret, "token": token, "aes_key": key, "api_base": sim.URL, "templates": demoTemplates}
	})
	public := "http://" + listenOf(t, file)
	var err error
	platform, err = simulator.New(simulator.Options{
		AppID: appID, AppSecret: secret, Token: token, AESKey: key, Mode: simulator.Safe, Target: public + "/wechat", PublicURL: public,
		People: demoPeople(time.Now()), RetryAfter: 5 * time.Second, Now: time.Now, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		t.Fatal(err)
	}
	state := loadCounty(t, file)
	w = newWorld(t, startServe(t, file), sim.URL, state)
	w.serving, w.silent = true, true
	for _, s := range []string{secret, token, key} {
		w.secret("a setting of the account", s)
	}
	return w, file
}

// loadCounty brings the sample county into a database that serve is to use.
func loadCounty(t testing.TB, file string) demoState {
	t.Helper()
	cfg := configOf(t, file)
	log := slog.New(slog.DiscardHandler)
	in, err := openInfra(t.Context(), cfg, log)
	if err != nil {
		t.Fatal(err)
	}
	p, err := in.joinReady(t.Context(), surroundings{})
	if err != nil {
		t.Fatal(err)
	}
	d := &demo{program: p, dir: t.TempDir()}
	if err := d.load(t.Context(), console{out: newHeard(), err: newHeard()}); err != nil {
		t.Fatal(err)
	}
	if err := p.close(); err != nil {
		t.Fatal(err)
	}
	return d.state
}

func configOf(t testing.TB, file string) *config.Config {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	cfg, err := config.Load(text, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return cfg
}

// TestTheWholePathOnServers is the whole path once more, on the database and the
// Redis that the environment names: those of a real county.
func TestTheWholePathOnServers(t *testing.T) {
	w, file := serveWorld(t)
	w.act("follow", "disabled", "")
	w.wholePath()
	w.stop()
	w.searchLogs()
	cfg := configOf(t, file)
	w.searchFiles(cfg.FilesDir)
	w.searchRows(cfg)
}

// searchRows looks for every secret in every row of the database.
func (w *world) searchRows(cfg *config.Config) {
	w.t.Helper()
	in, err := openInfra(w.t.Context(), cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = in.close() }() // read only
	tables, err := in.db.Migrator().GetTables()
	if err != nil || len(tables) < 20 {
		w.t.Fatalf("%d tables: %v", len(tables), err)
	}
	for _, table := range tables {
		rows, err := in.db.WithContext(w.t.Context()).Table(table).Rows()
		if err != nil {
			w.t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			w.t.Fatal(err)
		}
		var all strings.Builder
		for rows.Next() {
			values, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				w.t.Fatal(err)
			}
			for _, v := range values {
				if b, ok := v.([]byte); ok {
					v = string(b)
				}
				fmt.Fprintln(&all, v)
			}
		}
		if err := rows.Err(); err != nil {
			w.t.Fatal(err)
		}
		w.search("table "+table, []byte(all.String()))
	}
}
