package office

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
	"gorm.io/gorm"

	"yangguang/handler/web"
	"yangguang/model"
	"yangguang/service/account"
	"yangguang/service/casework"
	"yangguang/service/comparison"
	"yangguang/service/comparison/custom"
	"yangguang/service/complaint"
	"yangguang/service/desk"
	"yangguang/service/finding"
	"yangguang/service/gateway/cache"
	"yangguang/service/identity"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/seal"
	"yangguang/service/lookup"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
	"yangguang/service/trail"
	"yangguang/service/village"
	"yangguang/templates"
)

// pages is every page, parsed once for all tests of the package.
var pages = sync.OnceValues(templates.NewSet)

const (
	password = "Correct-Horse-42"
	bureau   = "县民政局"
)

// site is the office on a real database, a real Redis and a real clock that a
// test moves.
type site struct {
	t        *testing.T
	db       *gorm.DB
	rows     *registers.Registers
	accounts *account.Service
	server   *httptest.Server
	front    *web.Front
	log      *dbtest.Log
	time     time.Time

	complaints *complaint.Service
	casework   *casework.Service
	findings   *finding.Service
	lookup     *lookup.Service
	comparison *comparison.Service
	own        *custom.Service
	receipt    string // of the last complaint
	accountsOf map[actor.Role]int
}

// newSite serves the pages of this package, and more.
func newSite(t *testing.T, more ...web.Route) *site {
	t.Helper()
	s := &site{t: t, db: dbtest.New(t), log: &dbtest.Log{}, time: time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC), accountsOf: map[actor.Role]int{}}
	now := func() time.Time { return s.time }
	s.rows = registers.New(t, s.db, s.time)
	redis := dbtest.Redis(t)
	settings := settingsOf(s, now)
	var err error
	s.accounts, err = account.New(account.Options{DB: s.db, People: s.rows.People, Parameters: settings, Limiter: cache.NewLimiter(redis, s.rows.People), Now: now, Issuer: "演示"})
	if err != nil {
		t.Fatal(err)
	}
	lists := village.New(s.db, s.rows.People, settings, now)
	set, err := pages()
	if err != nil {
		t.Fatal(err)
	}
	front := &web.Front{Set: set, Log: slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug})), Staff: s.accounts, Demo: true}
	front.Citizen, front.Office = web.NewSessions(cache.NewSessions(redis, "s:"), false)
	s.front = front
	access := NewAccess()
	front.Menu = access.Menu
	people := identity.New(identity.Options{DB: s.db, People: s.rows.People, Number: settings.Number, Now: now})
	router, err := front.NewRouter(now, nil)
	if err != nil {
		t.Fatal(err)
	}
	mounted := router.Group("/", front.LoadStaff())
	for _, g := range []interface{ Routes() []web.Route }{
		NewSignIn(front, s.accounts, "演示县纪委监委"), NewHome(front, access, now, desk.New(now, s.accounts, lists, settings, s.findingService(settings, now))), NewStaff(front, s.accounts),
		NewLocks(front, s.accounts), NewParameters(front, settings), NewAudit(front, trail.New(s.db, now)), NewVillage(front, lists),
		NewRemarks(front, lists), NewRelatives(front, people),
		s.petitionPages(front, settings, now), NewWordings(front, s.complaints), NewCasework(front, s.casework, settings, s.lookup, "演示县纪委监委"),
		NewFindings(front, s.findings, s.compare(settings, now), s.lookup, "演示县纪委监委"), NewModels(front, s.findings, s.comparison), NewRuns(front, s.comparison), NewMatrix(front, s.comparison), NewOwnModels(front, s.own, s.comparison), NewLedgers(front, s.findings, s.lookup, now),
	} {
		access.Add(g.Routes())
		front.Mount(mounted, g.Routes())
	}
	front.Mount(mounted, more)
	s.server = httptest.NewServer(front.Protect(router))
	t.Cleanup(s.server.Close)
	return s
}

// add makes an account for a role, with the place that the role needs.
func (s *site) add(role actor.Role) account.Issued {
	s.t.Helper()
	d := account.Draft{Login: "demo." + strings.ReplaceAll(string(role), "_", ""), Name: "演示" + role.Label(), Role: role, Password: seal.NewSecret(password)}
	if n := s.accountsOf[role]; n > 0 { // a second person in the same role
		d.Login, d.Name = fmt.Sprintf("%s%d", d.Login, n+1), fmt.Sprintf("%s%d", d.Name, n+1)
	}
	s.accountsOf[role]++
	switch role {
	case actor.RoleVillageCadre:
		d.Division = registers.Silian
	case actor.RoleTownInspector:
		d.Division = registers.Jiangning
	case actor.RoleBureauOfficer, actor.RoleBureauHead:
		d.Bureau = bureau
	}
	one, err := s.accounts.Add(s.t.Context(), actor.Sys("cli"), d)
	if err != nil {
		s.t.Fatal(err)
	}
	return one
}

// browser is one person's browser. It follows no redirects: tests look at them.
type browser struct {
	*site
	http   *http.Client
	secret string
	header http.Header // sent with forms that bring files
}

func (s *site) browser() *browser {
	s.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		s.t.Fatal(err)
	}
	return &browser{site: s, http: &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// answer is what came back.
type answer struct {
	code     int
	location string
	body     string
	header   http.Header
}

func (b *browser) do(method, path string, form url.Values) answer {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), method, b.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := b.http.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header.Get("Location"), string(body), res.Header}
}

func (b *browser) get(path string) answer { b.t.Helper(); return b.do(http.MethodGet, path, nil) }

// post sends a form of name, value, name, value.
func (b *browser) post(path string, pairs ...string) answer {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return b.do(http.MethodPost, path, form)
}

// sees checks a page's status and that it holds every text.
func (b *browser) sees(a answer, code int, texts ...string) {
	b.t.Helper()
	if a.code != code {
		b.t.Fatalf("%d, want %d; leads to %q\n%.600s", a.code, code, a.location, a.body)
	}
	for _, text := range texts {
		if !strings.Contains(a.body, text) {
			b.t.Errorf("%q is missing in\n%s", text, a.body)
		}
	}
}

// leads checks that a form led on to a page.
func (b *browser) leads(a answer, path string) {
	b.t.Helper()
	if a.code != http.StatusSeeOther || a.location != path {
		b.t.Fatalf("%d to %q, want 303 to %q\n%.600s", a.code, a.location, path, a.body)
	}
}

// code is what the authenticator app shows now. Each call moves the clock on,
// because a code works once.
func (b *browser) code() string {
	b.t.Helper()
	b.time = b.time.Add(30 * time.Second)
	code, err := totp.GenerateCode(b.secret, b.time)
	if err != nil {
		b.t.Fatal(err)
	}
	return code
}

// secretOf reads the pairing secret from the account's row, as the app would
// from the picture.
func (s *site) secretOf(id int64) string {
	s.t.Helper()
	row, err := gorm.G[model.Staff](s.db).Where("id = ?", id).Take(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	v, err := s.rows.People.Open(row.TOTPSealed, fmt.Sprintf("staff.totp_sealed/%d", id))
	if err != nil {
		s.t.Fatal(err)
	}
	return v.Reveal()
}

// enter makes an account for a role and goes the whole way in.
func (s *site) enter(role actor.Role) *browser {
	s.t.Helper()
	one, b := s.add(role), s.browser()
	b.leads(b.post("/office/login", "login", one.Login, "password", password), "/office/totp")
	b.sees(b.get("/office/totp"), http.StatusOK, "data:image/png;base64,")
	b.secret = s.secretOf(one.ID)
	b.leads(b.post("/office/totp", "code", b.code()), "/office/password")
	b.leads(b.post("/office/password", "current", password, "new", password+"!", "again", password+"!"), "/office/")
	return b
}
