package simulator

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

const (
	tokenLife = 7200 * time.Second
	codeLife  = 5 * time.Minute
)

// tokens are the two access tokens an account has at a time.
type tokens struct {
	stable, plain token
}

type token struct {
	value string
	until time.Time
}

// grant is who a code stands for.
type grant struct {
	openid string
	until  time.Time
}

// routes mounts the platform's endpoints and the phone.
func (p *Platform) routes() *http.ServeMux {
	m := http.NewServeMux()
	for path, fn := range map[string]func(r *http.Request) any{
		"POST /cgi-bin/stable_token":              p.stableToken,
		"GET /cgi-bin/token":                      p.plainToken,
		"GET /cgi-bin/ticket/getticket":           p.getTicket,
		"GET /sns/oauth2/access_token":            p.oauthToken,
		"POST /cgi-bin/menu/create":               p.createMenu,
		"GET /cgi-bin/menu/get":                   p.getMenu,
		"POST /cgi-bin/message/subscribe/bizsend": p.sendNotice,
		"POST /cgi-bin/message/template/send":     p.sendNotice,
		"GET /cgi-bin/user/info":                  p.userInfo,
	} {
		method, path, _ := strings.Cut(path, " ")
		m.HandleFunc(method+" "+p.o.Prefix+path, p.endpoint(path, func(w http.ResponseWriter, r *http.Request) {
			writeJSON(w, fn(r))
		}))
	}
	m.HandleFunc("GET "+p.o.Prefix+"/cgi-bin/media/get", p.endpoint("/cgi-bin/media/get", p.getMedia))
	m.HandleFunc("GET "+p.o.Prefix+"/connect/oauth2/authorize", p.authorize)
	p.phoneRoutes(m)
	return m
}

// endpoint counts a call and lets what should go wrong go wrong.
func (p *Platform) endpoint(path string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.faults.calls[path]++
		f := p.faults
		code := f.errcodes[path]
		p.mu.Unlock()
		if f.delay > 0 {
			wait := time.NewTimer(f.delay)
			defer wait.Stop()
			select {
			case <-r.Context().Done():
				return
			case <-wait.C:
			}
		}
		switch {
		case f.outage:
			http.Error(w, "bad gateway", http.StatusBadGateway)
		case code != 0:
			writeJSON(w, failure(code, "made to fail"))
		default:
			next(w, r)
		}
	}
}

type fields map[string]any

func failure(code int, msg string) fields { return fields{"errcode": code, "errmsg": msg} }

func writeJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(v) // the program hung up: nobody to tell
}

// secretRight reports whether the caller knows the account's secret.
func (p *Platform) secretRight(appID, secret string) any {
	switch {
	case appID != p.o.AppID:
		return failure(40013, "invalid appid")
	case secret != p.o.AppSecret:
		return failure(40125, "invalid appsecret")
	}
	return nil
}

func (p *Platform) stableToken(r *http.Request) any {
	var q struct {
		AppID, Secret string
		Force         bool `json:"force_refresh"`
	}
	if err := json.NewDecoder(io.LimitReader(r.Body, 1<<16)).Decode(&q); err != nil {
		return failure(47001, "data format error")
	}
	if bad := p.secretRight(q.AppID, q.Secret); bad != nil {
		return bad
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.issue(&p.tokens.stable, q.Force)
}

func (p *Platform) plainToken(r *http.Request) any {
	if bad := p.secretRight(r.FormValue("appid"), r.FormValue("secret")); bad != nil {
		return bad
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.issue(&p.tokens.plain, true)
}

// issue answers with t, fresh if it is over or must be. The caller holds mu.
func (p *Platform) issue(t *token, fresh bool) any {
	now := p.o.Now()
	if fresh || !now.Before(t.until) {
		*t = token{"TOKEN_" + rand.Text() + rand.Text(), now.Add(tokenLife)}
	}
	return fields{"access_token": t.value, "expires_in": int(t.until.Sub(now).Seconds())}
}

// authorized looks at the access token in the address. nil is fine.
func (p *Platform) authorized(r *http.Request) any {
	p.mu.Lock()
	defer p.mu.Unlock()
	got := r.URL.Query().Get("access_token")
	for _, t := range []token{p.tokens.stable, p.tokens.plain} {
		if got != "" && got == t.value {
			if p.o.Now().Before(t.until) {
				return nil
			}
			return failure(42001, "access_token expired")
		}
	}
	return failure(40001, "invalid credential, access_token is invalid or not latest")
}

func (p *Platform) getTicket(r *http.Request) any {
	if bad := p.authorized(r); bad != nil {
		return bad
	}
	return fields{"errcode": 0, "errmsg": "ok", "ticket": "TICKET_" + p.o.AppID, "expires_in": 7200}
}

func (p *Platform) oauthToken(r *http.Request) any {
	q := r.URL.Query()
	for _, name := range []string{"appid", "secret", "code", "grant_type"} {
		if len(q[name]) != 1 {
			return failure(41008, "missing or doubled parameter")
		}
	}
	if bad := p.secretRight(q.Get("appid"), q.Get("secret")); bad != nil {
		return bad
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	g, ok := p.codes[q.Get("code")]
	delete(p.codes, q.Get("code"))
	ph := p.people[g.openid]
	if !ok || ph == nil || p.o.Now().After(g.until) {
		return failure(40029, "invalid code")
	}
	out := fields{"access_token": "OAUTH_" + rand.Text(), "expires_in": 7200, "refresh_token": rand.Text(), "openid": g.openid, "scope": "snsapi_base"}
	if ph.Snapshot {
		out["is_snapshotuser"] = 1
	}
	return out
}

// Code is what WeChat would send this person's browser back with.
func (p *Platform) Code(openid string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	code := rand.Text() + rand.Text()[:6]
	p.codes[code] = grant{openid, p.o.Now().Add(codeLife)}
	return code
}

// authorize is the page that sends the browser back as the chosen villager.
func (p *Platform) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	back, err := url.Parse(q.Get("redirect_uri"))
	p.mu.Lock()
	public, who := p.o.PublicURL, p.current
	p.mu.Unlock()
	if q.Get("appid") != p.o.AppID || q.Get("response_type") != "code" || q.Get("scope") != "snsapi_base" || err != nil || back.Scheme+"://"+back.Host != public {
		http.Error(w, "10003: redirect_uri 域名与后台配置不一致", http.StatusForbidden)
		return
	}
	v := back.Query()
	v.Set("code", p.Code(who))
	v.Set("state", q.Get("state"))
	back.RawQuery = v.Encode()
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, back.String(), http.StatusFound)
}

func (p *Platform) createMenu(r *http.Request) any {
	if bad := p.authorized(r); bad != nil {
		return bad
	}
	var m struct {
		Button []MenuButton `json:"button"`
	}
	if err := json.NewDecoder(io.LimitReader(r.Body, 1<<16)).Decode(&m); err != nil {
		return failure(47001, "data format error")
	}
	if len(m.Button) == 0 || len(m.Button) > 3 {
		return failure(40016, "invalid button size")
	}
	for _, b := range m.Button {
		if len(b.SubButton) > 5 {
			return failure(40023, "invalid sub button size")
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.menu = m.Button
	return failure(0, "ok")
}

func (p *Platform) getMenu(r *http.Request) any {
	if bad := p.authorized(r); bad != nil {
		return bad
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return fields{"menu": fields{"button": p.menu}}
}

func (p *Platform) userInfo(r *http.Request) any {
	if bad := p.authorized(r); bad != nil {
		return bad
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	ph := p.people[r.URL.Query().Get("openid")]
	if ph == nil {
		return failure(40003, "invalid openid")
	}
	subscribed := 0
	if ph.followed {
		subscribed = 1
	}
	return fields{"subscribe": subscribed, "openid": ph.OpenID, "language": "zh_CN"}
}

func (p *Platform) sendNotice(r *http.Request) any {
	if bad := p.authorized(r); bad != nil {
		return bad
	}
	var n struct {
		ToUser, Page, URL string
		Template          string                       `json:"template_id"`
		ClientMsgID       string                       `json:"client_msg_id"`
		Data              map[string]map[string]string `json:"data"`
	}
	if err := json.NewDecoder(io.LimitReader(r.Body, 1<<16)).Decode(&n); err != nil {
		return failure(47001, "data format error")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	ph := p.people[n.ToUser]
	switch {
	case ph == nil:
		return failure(40003, "invalid openid")
	case n.Template == "":
		return failure(40037, "invalid template_id")
	case !ph.followed:
		return failure(43004, "require subscribe")
	case ph.refuses:
		return failure(43101, "user refuse to accept the msg")
	case n.ClientMsgID != "" && p.sent[n.ClientMsgID]:
		return failure(0, "ok")
	}
	p.sent[n.ClientMsgID] = true
	b := Bubble{From: "notice", Kind: "text", Title: p.o.Templates[n.Template], URL: n.Page + n.URL}
	if b.Title == "" {
		b.Title = "服务通知"
	}
	for _, k := range slices.Sorted(maps.Keys(n.Data)) {
		b.Fields = append(b.Fields, n.Data[k]["value"])
	}
	p.show(ph, b)
	return failure(0, "ok")
}

func (p *Platform) getMedia(w http.ResponseWriter, r *http.Request) {
	if bad := p.authorized(r); bad != nil {
		writeJSON(w, bad)
		return
	}
	p.mu.Lock()
	f, ok := p.media[r.URL.Query().Get("media_id")]
	p.mu.Unlock()
	if !ok {
		writeJSON(w, failure(40007, "invalid media_id"))
		return
	}
	w.Header().Set("Content-Type", f.kind)
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", r.URL.Query().Get("media_id")))
	_, _ = w.Write(f.data) // the program hung up: nobody to tell
}
