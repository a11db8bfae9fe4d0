package main

import (
	"net/url"
	"strings"

	"yangguang/config"
	"yangguang/service/gateway/wechat"
	"yangguang/service/kernel/seal"
)

// wechat makes the client of the configured account.
func (in *infra) wechat() (*wechat.Client, error) { return in.wechatAt("") }

// wechatAt is wechat with another address for browsers to sign in at, which
// only the demonstration's pretend platform needs.
func (in *infra) wechatAt(authorizeBase string) (*wechat.Client, error) {
	w := in.cfg.Wechat
	templates := make(map[string]wechat.Template, len(w.Templates))
	for key, id := range w.Templates {
		templates[key] = wechat.Template{ID: id, Kind: wechat.SubscriptionTemplate}
	}
	return wechat.New(wechat.Options{
		AppID: w.AppID, AppSecret: secret(w.AppSecret), Token: secret(w.Token), AESKey: secret(w.AESKey),
		APIBase: w.APIBase, AuthorizeBase: authorizeBase, Templates: templates, Redis: in.redis, Clock: in.now, Log: in.log,
	})
}

func secret(t config.Text) seal.Secret { return seal.NewSecret(t.Reveal()) }

// menuButtons turns the configured menu into the platform's, with whole addresses.
func menuButtons(items []config.MenuItem, public *url.URL) []wechat.Button {
	out := make([]wechat.Button, 0, len(items))
	for _, it := range items {
		b := wechat.Button{Name: it.Name, Key: it.Key, Sub: menuButtons(it.Sub, public)}
		if it.Path != "" {
			b.URL = strings.TrimSuffix(public.String(), "/") + it.Path
		}
		out = append(out, b)
	}
	return out
}
