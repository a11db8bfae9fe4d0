//go:build e2e

package main

import (
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"yangguang/config"
	"yangguang/handler/office"
	"yangguang/handler/web"
	"yangguang/model"
	"yangguang/service/account"
	"yangguang/service/comparison"
	"yangguang/service/comparison/custom"
	"yangguang/service/kernel/actor"
)

// visitor is one member of staff with real cookies and no browser.
type visitor struct {
	t      *testing.T
	base   string
	client *http.Client
}

func newVisitor(t *testing.T, base string) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &visitor{t, base, &http.Client{Jar: jar, CheckRedirect: plain.CheckRedirect, Timeout: patience, Transport: plain.Transport}}
}

// do gives the status of a request; a form is sent with POST.
func (v *visitor) do(method, path string, form url.Values) int {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), method, v.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		v.t.Fatal(err)
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := v.client.Do(req)
	if err != nil {
		v.t.Fatal(err)
	}
	_ = res.Body.Close() // the status says it all
	return res.StatusCode
}

// officeDemo is the demonstration with its program at hand, and with an account
// for every role.
func officeDemo(t *testing.T) (*demo, string, []demoAccount) {
	t.Helper()
	dir := demoFolder(t)
	base, err := dataConfig(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	base.Organ = demoOrgan
	base.Wechat = config.Wechat{AppID: demoAppID, AppSecret: config.NewText(demoSecret), Token: config.NewText(config.DemoToken), AESKey: config.NewText(demoAESKey)}
	cfg, err := config.Load(nil, nil, base)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	io := console{out: newHeard(), err: newHeard()}
	d, err := openDemo(t.Context(), io, cfg, dir, l.Addr().String(), openInfra)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.close(); err != nil {
			t.Error(err)
		}
	})
	if err := d.load(t.Context(), io); err != nil {
		t.Fatal(err)
	}
	accounts := d.state.Accounts
	for _, role := range actor.Roles {
		if slices.ContainsFunc(demoStaff, func(s account.Draft) bool { return s.Role == role }) {
			continue
		}
		login := "e2e." + strings.ReplaceAll(string(role), "_", "")
		secret, err := d.firstSignIn(t.Context(), account.Draft{Login: login, Name: "演示某某", Role: role})
		if err != nil {
			t.Fatal(err)
		}
		accounts = append(accounts, demoAccount{Login: login, Password: demoPassword, About: role.Label(), Secret: secret})
	}
	srv := &httptest.Server{Listener: l, Config: &http.Server{Handler: d.mux(), ReadHeaderTimeout: time.Minute}}
	srv.Start()
	t.Cleanup(srv.Close)
	return d, srv.URL, accounts
}

// ids are what stands for :id in an address: what there is in the table.
func ids(t *testing.T, d *demo, path string) []string {
	t.Helper()
	table := map[string]string{
		"/office/petitions": "petitions", "/office/clues": "clues", "/office/cases": "cases", "/office/findings": "findings", "/office/staff": "staff", "/office/locks": "staff",
		"/office/imports": "batches", "/office/remarks": "remarks", "/office/village/remarks": "remarks", "/office/village/relatives": "relative_grants",
		"/office/deadlines": "timers", "/office/handovers": "sealed_handovers", "/office/referrals": "referrals", "/office/handover-keys": "handover_keys", "/office/doors": "doors",
		"/office/livelihood/tasks": "livelihood_tasks", "/office/questions": "project_questions", "/office/inquiries": "bank_inquiries", "/office/fieldchecks/plan": "sampling_plans", "/office/fieldchecks": "field_checks", "/office/kinship/of": "kinship_entries", "/office/voluntary/returns": "voluntary_returns", "/office/meetings/issues": "meeting_issues", "/office/meetings/held": "meetings",
	}
	for prefix, name := range table {
		if strings.HasPrefix(path, prefix+"/:id") {
			var found []string
			q := d.db.WithContext(t.Context()).Table(name).Order("id DESC").Limit(8)
			if name == "timers" { // those that somebody may ask more time for
				q = q.Where("running = 1 AND kind IN ('T4', 'T7', 'T9')")
			}
			if err := q.Pluck("id", &found).Error; err != nil {
				t.Fatal(err)
			}
			return append(found, "999999999", "0", "x")
		}
	}
	return []string{"1"}
}

// addresses are an address's forms with something for each of its parameters.
func addresses(t *testing.T, d *demo, path string) []string {
	t.Helper()
	var out []string
	for _, id := range ids(t, d, path) {
		p := strings.ReplaceAll(path, ":id", id)
		if strings.Contains(p, "/files/:file") {
			var file string
			if err := d.db.WithContext(t.Context()).Table("petition_files").Where("petition_id = ?", id).Limit(1).Pluck("id", &file).Error; err != nil {
				t.Fatal(err)
			}
			p = strings.ReplaceAll(p, ":file", cmpOr(file, "1"))
		}
		if strings.Contains(p, "/wordings/") {
			p = strings.ReplaceAll(p, ":name", "accept.usual")
		}
		if strings.Contains(p, ":other") {
			var other string
			if err := d.db.WithContext(t.Context()).Table("petitions").Where("id <> ?", id).Limit(1).Pluck("id", &other).Error; err != nil {
				t.Fatal(err)
			}
			p = strings.ReplaceAll(p, ":other", other)
		}
		if strings.HasPrefix(p, "/office/households/") {
			var no string
			if err := d.db.WithContext(t.Context()).Table("livelihood_tasks").Where("household_no <> ''").Limit(1).Pluck("household_no", &no).Error; err != nil {
				t.Fatal(err)
			}
			p = strings.ReplaceAll(p, ":no", no)
		}
		if strings.HasPrefix(p, "/office/filings/of/") && strings.Contains(p, "/papers/") {
			var paper model.FilingFile
			if err := d.db.WithContext(t.Context()).Limit(1).Find(&paper).Error; err != nil {
				t.Fatal(err)
			}
			p = strings.NewReplacer(":no", paper.ProjectNo, ":file", strconv.FormatInt(paper.ID, 10)).Replace(p)
		}
		if p == "/office/funds/of" {
			var doc string
			if err := d.db.WithContext(t.Context()).Table("funds").Limit(1).Pluck("doc_no", &doc).Error; err != nil {
				t.Fatal(err)
			}
			p += "?" + url.Values{"doc": {doc}}.Encode()
		}
		if strings.HasPrefix(p, "/office/meetings/") {
			var file string
			if err := d.db.WithContext(t.Context()).Table("meeting_files").Where("issue_id = ?", id).Limit(1).Pluck("id", &file).Error; err != nil {
				t.Fatal(err)
			}
			p = strings.ReplaceAll(p, ":file", cmpOr(file, "1"))
		}
		p = strings.NewReplacer(":file", "payouts.xlsx", ":name", "T1", ":no", "YS0001", ":stage", "start", ":key", "S01", ":hearing", "1", ":event", "1", ":refund", "1", ":request", "1").Replace(p)
		out = append(out, p)
	}
	return out
}

func cmpOr(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// furnish makes what the sample county has only after its first minutes: the
// findings of a comparison, the answer to the list that is to be paid, and a
// model of the county's own.
func furnish(t *testing.T, d *demo) {
	t.Helper()
	var list, staff int64
	if err := d.db.WithContext(t.Context()).Table("batches").Where("kind = 'prepayouts' AND status = 'loaded'").Limit(1).Pluck("id", &list).Error; err != nil {
		t.Fatal(err)
	}
	if err := d.lists.Compare(t.Context(), list); err != nil {
		t.Fatal(err)
	}
	if _, err := d.comparison.Compare(t.Context(), actor.Sys("test"), comparison.Request{}); err != nil {
		t.Fatal(err)
	}
	if _, err := d.worker.Once(t.Context()); err != nil { // the tasks follow the run
		t.Fatal(err)
	}
	if err := d.db.WithContext(t.Context()).Table("staff").Where("role = ?", actor.RoleSupervision).Limit(1).Pluck("id", &staff).Error; err != nil {
		t.Fatal(err)
	}
	by := actor.Actor{Kind: actor.Staff, StaffID: staff, Role: actor.RoleSupervision, Name: "演示监督员"}
	_, err := custom.New(d.db, d.log, d.now).Write(t.Context(), by, 0, 0, custom.Definition{Title: "高龄未领", Says: "年满八十，没有领高龄津贴", Basis: "试写", Expression: "年龄 >= 80"})
	if err != nil {
		t.Fatal(err)
	}
}

// TestEveryRoleAtEveryDoor walks the program's real routes with real sessions:
// who is not named at a door finds none, and who is never finds it broken.
func TestEveryRoleAtEveryDoor(t *testing.T) {
	d, base, accounts := officeDemo(t)
	roleOf := map[string]actor.Role{}
	for _, s := range demoStaff {
		roleOf[s.Login] = s.Role
	}
	visitors := map[actor.Role]*visitor{"": newVisitor(t, base)}
	for _, a := range accounts {
		role, ok := roleOf[a.Login]
		if !ok {
			role = actor.RoleTrial
		}
		v := newVisitor(t, base)
		if got := v.do(http.MethodPost, "/office/login", url.Values{"login": {a.Login}, "password": {a.Password}}); got != http.StatusSeeOther {
			t.Fatalf("%s: signing in: %d", a.Login, got)
		}
		code, err := totp.GenerateCode(a.Secret, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if got := v.do(http.MethodPost, "/office/totp", url.Values{"code": {code}}); got != http.StatusSeeOther {
			t.Fatalf("%s: one-time code: %d", a.Login, got)
		}
		if got := v.do(http.MethodGet, "/office/", nil); got != http.StatusOK {
			t.Fatalf("%s: first page: %d", a.Login, got)
		}
		visitors[role] = v
	}
	if len(visitors) != len(actor.Roles)+1 {
		t.Fatalf("%d of %d roles are signed in", len(visitors)-1, len(actor.Roles))
	}
	furnish(t, d)
	everybodyIsListed(t, d, visitors)
	doors := 0
	for _, group := range d.officeRoutes(office.NewAccess()) {
		for _, rt := range group {
			if len(rt.Roles) == 0 {
				continue // signing in and out
			}
			doors++
			walk(t, d, visitors, rt)
		}
	}
	t.Logf("%d doors, %d visitors", doors, len(visitors))
}

// harmless reports whether an empty form may be sent to a door at the end of
// which nobody is locked out.
func harmless(path string) bool {
	return !strings.HasPrefix(path, "/office/staff") && !strings.HasPrefix(path, "/office/locks") && path != "/office/logout-everywhere"
}

func walk(t *testing.T, d *demo, visitors map[actor.Role]*visitor, rt web.Route) {
	t.Helper()
	opened := false
	paths := addresses(t, d, rt.Path)
	for role, v := range visitors {
		switch {
		case role == "":
			want := http.StatusUnauthorized
			if rt.Method == http.MethodGet {
				want = http.StatusSeeOther
			}
			if got := v.do(rt.Method, paths[0], nil); got != want {
				t.Errorf("%s %s without an account: %d, want %d", rt.Method, rt.Path, got, want)
			}
		case !slices.Contains(rt.Roles, role):
			if got := v.do(rt.Method, paths[0], nil); got != http.StatusNotFound {
				t.Errorf("%s %s as %s: %d, want 404", rt.Method, rt.Path, role, got)
			}
		case rt.Method == http.MethodGet || harmless(rt.Path):
			for _, path := range paths {
				got := v.do(rt.Method, path, nil)
				opened = opened || got == http.StatusOK
				if got >= http.StatusInternalServerError {
					t.Errorf("%s %s as %s: %d", rt.Method, path, role, got)
				}
			}
		}
	}
	// The sample has no answer with a picture, no remark, no photo of a complaint or of a finding, no row that was refused, nobody looked up for, nobody who may see a reporter just
	// now, and nobody cleared of an accusation.
	lacking := []string{"/office/remarks/:id", "/office/village/remarks/:id", "/office/village/remarks/new", "/office/petitions/:id/files/:file", "/office/petitions/:id/requests/:request/files/:file", "/office/imports/:id/errors.xlsx",
		"/office/findings/:id/files/:file", "/office/livelihood/tasks/:id/files/:file", "/office/inquiries/:id/files/:file", "/office/petitions/:id/identity", "/office/clues/:id/notice", "/office/questions/:id/photos/:event", "/office/counter/:id/form", "/office/fieldchecks/:id/files/:file", "/office/households/:no/visit/:id/photo"}
	if rt.Method == http.MethodGet && !opened && !slices.Contains(lacking, rt.Path) {
		t.Errorf("GET %s opens for nobody: %v", rt.Path, paths)
	}
}
