package official_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// between is the cipher in a body.
func between(body string) string {
	_, rest, ok := strings.Cut(body, "<Encrypt><![CDATA[")
	sealed, _, _ := strings.Cut(rest, "]]>")
	if !ok {
		return ""
	}
	return sealed
}

func flip(s string, at int) string {
	c := byte('A')
	if s[at] == c {
		c = 'B'
	}
	return s[:at] + string(c) + s[at+1:]
}

// platform answers as WeChat's API does.
func platform(t *testing.T) string {
	snapshot := ""
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		body := `{"errcode":40029,"errmsg":"invalid code"}`
		switch {
		case r.URL.Path == "/cgi-bin/stable_token":
			body = `{"access_token":"TOKEN_SECRET","expires_in":7200}`
		case r.URL.Path == "/cgi-bin/ticket/getticket":
			body = `{"errcode":0,"ticket":"TICKET_SECRET","expires_in":7200}`
		case r.URL.Query().Get("code") == "snapshot":
			snapshot = `,"is_snapshotuser":1`
			fallthrough
		case r.URL.Query().Get("code") == "good":
			body = `{"access_token":"A_SECRET","openid":"` + openid + `"` + snapshot + `}`
		case r.URL.Query().Get("code") == "outage":
			w.WriteHeader(http.StatusBadGateway)
		}
		_, _ = w.Write([]byte(body))
	}))
	t.Cleanup(srv.Close)
	return srv.URL
}

// begin goes to the login and returns the state and its cookie.
func begin(t *testing.T, w *world, next string) (state string, cookie *http.Cookie) {
	t.Helper()
	rec := get(w, "/wechat/login?next="+url.QueryEscape(next))
	to, err := url.Parse(rec.Header().Get("Location"))
	if rec.Code != http.StatusFound || err != nil || to.Path != "/connect/oauth2/authorize" {
		t.Fatal(rec.Code, to, err)
	}
	q := to.Query()
	if q.Get("scope") != "snsapi_base" || q.Get("redirect_uri") != public+"/wechat/callback" || q.Get("appid") != w.appID {
		t.Fatal(q)
	}
	cookies := rec.Result().Cookies()
	if len(cookies) != 1 || !cookies[0].HttpOnly || !cookies[0].Secure || cookies[0].SameSite != http.SameSiteLaxMode {
		t.Fatal(cookies)
	}
	return q.Get("state"), cookies[0]
}

func TestSignInByOpenID(t *testing.T) {
	for code, snapshot := range map[string]bool{"good": false, "snapshot": true} {
		w := newWorld(t, setup{apiBase: platform(t)})
		state, cookie := begin(t, w, "/h5/payouts?year=2025")
		rec := get(w, "/wechat/callback?code="+code+"&state="+state, cookie)
		if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != "/h5/payouts?year=2025" {
			t.Fatal(rec.Code, rec.Header())
		}
		if len(w.signed) != 1 || w.signed[0] != snapshot {
			t.Errorf("signed in %v", w.signed)
		}
		w.clean()
	}
}

func TestSignInRefused(t *testing.T) {
	for name, c := range map[string]struct {
		target func(state string) string
		cookie bool
		status int
	}{
		"no cookie":       {func(s string) string { return "code=good&state=" + s }, false, 401},
		"another state":   {func(string) string { return "code=good&state=AAAAAAAAAAAAAAAAAAAAAAAAAA" }, true, 401},
		"no state":        {func(string) string { return "code=good" }, true, 401},
		"no code":         {func(s string) string { return "state=" + s }, true, 401},
		"smuggled code":   {func(s string) string { return "code=x%26appid%3Devil&state=" + s }, true, 401},
		"endless code":    {func(s string) string { return "code=" + strings.Repeat("x", 129) + "&state=" + s }, true, 401},
		"code used":       {func(s string) string { return "code=used&state=" + s }, true, 401},
		"platform outage": {func(s string) string { return "code=outage&state=" + s }, true, 503},
	} {
		w := newWorld(t, setup{apiBase: platform(t)})
		state, cookie := begin(t, w, "/h5/")
		cookies := []*http.Cookie{}
		if c.cookie {
			cookies = append(cookies, cookie)
		}
		rec := get(w, "/wechat/callback?"+c.target(state), cookies...)
		if rec.Code != c.status || len(w.signed) != 0 {
			t.Errorf("%s: %d, signed in %v", name, rec.Code, w.signed)
		}
		w.clean()
	}
}

func TestNextStaysHere(t *testing.T) {
	w := newWorld(t, setup{apiBase: platform(t)})
	for next, want := range map[string]string{
		"/h5/complaint?item=1":            "/h5/complaint?item=1",
		"":                                "/h5/",
		"https://evil.example":            "/h5/",
		"//evil.example/h5/":              "/h5/",
		"/\\evil.example":                 "/h5/",
		"/h5/../office/":                  "/h5/",
		"/h5/%2e%2e/office/":              "/h5/",
		"/office/":                        "/h5/",
		"/h5/\r\nSet-Cookie: a":           "/h5/",
		"javascript:alert(1)":             "/h5/",
		"/h5/" + strings.Repeat("x", 600): "/h5/",
	} {
		state, cookie := begin(t, w, next)
		rec := get(w, "/wechat/callback?code=good&state="+state, cookie)
		if got := rec.Header().Get("Location"); got != want {
			t.Errorf("%q leads to %q", next, got)
		}
	}
}

func TestJSSDK(t *testing.T) {
	w := newWorld(t, setup{apiBase: platform(t)})
	rec := get(w, "/wechat/jssdk?url="+url.QueryEscape(public+"/h5/complaint?a=1#top"))
	if rec.Code != 200 || !strings.Contains(rec.Body.String(), `"appId":"`+w.appID+`"`) || !strings.Contains(rec.Body.String(), `"nonceStr":"`) {
		t.Fatal(rec.Code, rec.Body)
	}
	if strings.Contains(rec.Body.String(), "SECRET") {
		t.Error("the ticket shows")
	}
	for _, bad := range []string{"", "https://evil.example/", public + ".evil.example/", "https://u@sunshine.example.org/", "http://sunshine.example.org/", "javascript:alert(1)", "%zz"} {
		if rec := get(w, "/wechat/jssdk?url="+url.QueryEscape(bad)); rec.Code != 422 {
			t.Errorf("%q: %d", bad, rec.Code)
		}
	}
	w.clean()
}

func TestVerificationFile(t *testing.T) {
	w := newWorld(t, setup{})
	if rec := get(w, "/MP_verify_abc123XYZ.txt"); rec.Code != 200 || rec.Body.String() != "abc123XYZ" {
		t.Error(rec.Code, rec.Body)
	}
	if rec := get(w, "/MP_verify_other.txt"); rec.Code != 404 {
		t.Error(rec.Code)
	}
}
