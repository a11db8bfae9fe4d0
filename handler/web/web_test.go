package web

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/gin-gonic/gin"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/templates"
)

type staffTable map[int64]actor.Actor

func (s staffTable) SessionActor(_ context.Context, id, epoch int64) (actor.Actor, error) {
	a, ok := s[id]
	if !ok || epoch != 1 {
		return actor.Actor{}, fault.New(fault.Unauthenticated, "请先登录")
	}
	return a, nil
}

type site struct {
	*Front
	handler http.Handler
	log     *bytes.Buffer

	officeRouter gin.IRouter
}

func newSite(t *testing.T) site {
	t.Helper()
	set, err := templates.NewSet()
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	f := &Front{Set: set, Log: slog.New(slog.NewTextHandler(&log, nil)), failures: func() string { return "abcd1234" },
		Staff: staffTable{7: {Kind: actor.Staff, StaffID: 7, Role: actor.RolePetition, Name: "甲"}}}
	f.Citizen, f.Office = NewSessions(memstore.NewWithCleanupInterval(0), false)
	r, err := f.NewRouter(time.Now, nil)
	if err != nil {
		t.Fatal(err)
	}
	h5 := r.Group("/h5", f.LoadCitizen())
	h5.GET("/fail/:what", f.Serve(func(c *gin.Context) error {
		switch c.Param("what") {
		case "missing":
			return fault.New(fault.NotFound, "没有找到这个回执编号")
		case "panic":
			_ = []int{}[len(c.Request.URL.Path)]
		}
		return errors.New("cause with secret 450923199003070011 inside") //nolint:err113 // what a careless cause looks like
	}))
	h5.POST("/body", f.ServeBody(10, func(c *gin.Context) error {
		if err := c.Request.ParseForm(); err != nil {
			return err
		}
		return Redirect(c, "/h5/")
	}))
	office := r.Group("/", f.LoadStaff())
	f.Mount(office, []Route{
		{Method: "GET", Path: "/office/sign/:epoch", Action: func(c *gin.Context) error {
			epoch := int64(len(c.Param("epoch")))
			return errors.Join(f.SignInStaff(c.Request.Context(), 7, epoch), Redirect(c, "/office/queue"))
		}},
		{Method: "GET", Path: "/office/queue", Roles: []actor.Role{actor.RolePetition}, Action: func(c *gin.Context) error { c.String(200, "%s", Actor(c).Name); return nil }},
		{Method: "GET", Path: "/office/staff", Roles: []actor.Role{actor.RoleAdministrator}, Action: func(c *gin.Context) error { c.String(200, "admin"); return nil }},
	})
	return site{f, f.Protect(r), &log, office}
}

func (s site) do(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

func TestFailuresBecomePages(t *testing.T) {
	s := newSite(t)
	for path, want := range map[string]struct {
		code int
		text string
	}{
		"/h5/fail/missing":  {404, "没有找到这个回执编号"},
		"/h5/fail/internal": {500, "系统出了点问题"},
		"/h5/fail/panic":    {500, "系统出了点问题"},
		"/h5/nowhere":       {404, "没有找到这个页面"},
	} {
		w := s.do(httptest.NewRequest("GET", path, nil))
		if w.Code != want.code || !strings.Contains(w.Body.String(), want.text) || !strings.Contains(w.Body.String(), "abcd1234") {
			t.Errorf("%s: %d %s", path, w.Code, w.Body.String())
		}
		if strings.Contains(w.Body.String(), "450923199003070011") {
			t.Errorf("%s: the page shows the cause", path)
		}
	}
	if !strings.Contains(s.log.String(), "/h5/fail/:what") || strings.Contains(s.log.String(), "/h5/fail/missing") {
		t.Errorf("the log must hold the route and not the path:\n%s", s.log)
	}
}

func TestBodyLimit(t *testing.T) {
	s := newSite(t)
	r := httptest.NewRequest("POST", "/h5/body", strings.NewReader("words="+strings.Repeat("x", 100)))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	if w := s.do(r); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("%d", w.Code)
	}
}

func TestCrossOriginFormsAreRefused(t *testing.T) {
	s := newSite(t)
	for name, h := range map[string]http.Header{
		"cross site":  {"Sec-Fetch-Site": {"cross-site"}},
		"evil origin": {"Origin": {"https://evil.example"}},
		"null origin": {"Origin": {"null"}},
	} {
		r := httptest.NewRequest("POST", "/h5/body", strings.NewReader("a=b"))
		r.Header = h
		if w := s.do(r); w.Code != http.StatusForbidden {
			t.Errorf("%s: %d", name, w.Code)
		}
	}
	r := httptest.NewRequest("POST", "/h5/body", strings.NewReader("a=b"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	if w := s.do(r); w.Code != http.StatusSeeOther {
		t.Errorf("own form: %d", w.Code)
	}
}

func TestOfficeRoutesAskForTheRole(t *testing.T) {
	s := newSite(t)
	if w := s.do(httptest.NewRequest("GET", "/office/queue?x=1", nil)); w.Code != 303 || w.Header().Get("Location") != "/office/login?next="+url.QueryEscape("/office/queue?x=1") {
		t.Errorf("nobody: %d %s", w.Code, w.Header().Get("Location"))
	}
	for epoch, want := range map[string]int{"1": 200, "22": 303} {
		in := s.do(httptest.NewRequest("GET", "/office/sign/"+epoch, nil))
		r := httptest.NewRequest("GET", "/office/queue", nil)
		r.AddCookie(in.Result().Cookies()[0])
		if w := s.do(r); w.Code != want {
			t.Errorf("epoch %s: %d", epoch, w.Code)
		}
		r = httptest.NewRequest("GET", "/office/staff", nil)
		r.AddCookie(in.Result().Cookies()[0])
		if w := s.do(r); epoch == "1" && w.Code != 404 {
			t.Errorf("another role's page: %d", w.Code)
		}
	}
}

func TestLocalPath(t *testing.T) {
	for in, want := range map[string]string{
		"/h5/payouts?year=2024": "/h5/payouts?year=2024",
		"https://evil.example":  "/h5/", "//evil.example": "/h5/", "/\\evil.example": "/h5/", "": "/h5/", "javascript:alert(1)": "/h5/", "/\t/evil.example": "/h5/",
	} {
		if got := LocalPath(in, "/h5/"); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

// TestAFormThatOutlivedItsSessionLosesNoWord: nobody is signed in any more when
// a long form is sent; what was typed comes back, ready to be sent once more.
func TestAFormThatOutlivedItsSessionLosesNoWord(t *testing.T) {
	s := newSite(t)
	s.Mount(s.officeRouter, []Route{{Method: "POST", Path: "/office/queue", Roles: []actor.Role{actor.RolePetition}, Action: func(c *gin.Context) error { c.String(200, "taken"); return nil }}})
	send := func(form url.Values) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "/office/queue", strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		s.handler.ServeHTTP(w, r)
		return w
	}
	w := send(url.Values{"close-text": {"第一行\n<b>第二行</b>"}, "version": {"3"}})
	for _, want := range []string{`action="/office/queue"`, "第一行\n&lt;b&gt;第二行", `name="version"`, "重新提交", "/office/login"} {
		if w.Code != http.StatusUnauthorized || !strings.Contains(w.Body.String(), want) {
			t.Fatalf("%d without %q:\n%s", w.Code, want, w.Body)
		}
	}
	if strings.Contains(w.Body.String(), "公众号") {
		t.Error("the office is sent to the villagers' menu")
	}
	if strings.Contains(s.log.String(), "第一行") {
		t.Error("the log tells what was typed")
	}
	w = send(url.Values{"password": {"hunter2-hunter2"}, "note": {"x"}})
	if strings.Contains(w.Body.String(), "hunter2") || strings.Contains(w.Body.String(), "重新提交") {
		t.Errorf("a password is handed back:\n%s", w.Body)
	}
}

func TestOneConnectionIsOneKey(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"203.0.113.7": "203.0.113.7", "::ffff:203.0.113.7": "::ffff:203.0.113.7", "2001:db8:1:2:aaaa::1": "2001:db8:1:2::/64", "2001:db8:1:2:bbbb::2": "2001:db8:1:2::/64",
		"2001:db8:1:3::1": "2001:db8:1:3::/64", "": "",
	} {
		if got := clientKey(address); got != want {
			t.Errorf("%q is %q, want %q", address, got, want)
		}
	}
}
