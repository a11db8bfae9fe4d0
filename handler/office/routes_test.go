package office

import (
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
)

// groups is every group of office pages, by its type. Their services are left
// out: only the tables are looked at. A group that is missing here fails
// TestEveryGroupIsWalked.
func groups(front *web.Front) map[string]interface{ Routes() []web.Route } {
	return map[string]interface{ Routes() []web.Route }{
		"SignIn": NewSignIn(front, nil, ""), "Home": &Home{}, "Tasks": NewTasks(front, nil), "Staff": NewStaff(front, nil), "Locks": NewLocks(front, nil),
		"Parameters": NewParameters(front, nil), "Audit": NewAudit(front, nil), "Village": NewVillage(front, nil),
		"Remarks": NewRemarks(front, nil), "Relatives": NewRelatives(front, nil), "Imports": NewImports(front, nil, nil),
		"Petitions": NewPetitions(front, nil, nil, nil, nil), "Deadlines": NewDeadlines(front, nil, nil), "Casework": NewCasework(front, nil, nil, nil, ""), "Prepayments": NewPrepayments(front, nil),
		"Coverage": NewCoverage(front, nil), "Wordings": NewWordings(front, nil), "Matching": NewMatching(front, nil),
		"Findings": NewFindings(front, nil, nil, nil, ""), "Models": NewModels(front, nil, nil), "OwnModels": NewOwnModels(front, nil, nil), "Runs": NewRuns(front, nil), "Matrix": NewMatrix(front, nil), "Ledgers": NewLedgers(front, nil, nil, nil), "Recusals": NewRecusals(front, nil, nil),
		"Filings": NewFilings(front, nil, nil), "ProjectQuestions": NewProjectQuestions(front, nil, nil), "Funds": NewFunds(front, nil, nil, nil, nil), "Livelihood": NewLivelihood(front, nil, nil), "Inquiries": NewInquiries(front, nil), "Fieldchecks": NewFieldchecks(front, nil, nil), "Burden": NewBurden(front, nil, nil), "Meetings": NewMeetings(front, nil, "", nil),
		"Kinship": NewKinship(front, nil), "Voluntary": NewVoluntary(front, nil, ""),
		"Statistics": NewStatistics(front, nil, nil, nil),
		"Outside":    NewOutside(front, nil, nil), "Doors": NewDoors(front, nil), "Board": NewBoard(front, nil, nil, "", ""), "Kiosks": NewKiosks(front, nil, nil, ""), "Counter": NewCounter(front, nil, nil, "", "", nil),
	}
}

// TestEveryGroupIsWalked reads this package's source: every type with a method
// Routes has to be in groups.
func TestEveryGroupIsWalked(t *testing.T) {
	t.Parallel()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	known, found := groups(nil), 0
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range syntax.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || fn.Name.Name != "Routes" {
				continue
			}
			found++
			if name := receiver(fn); known[name] == nil {
				t.Errorf("%s: %s has Routes and is not in groups of routes_test.go", f.Name(), name)
			}
		}
	}
	if found != len(known) {
		t.Errorf("%d groups in the source, %d in the test", found, len(known))
	}
}

func receiver(fn *ast.FuncDecl) string {
	kind := fn.Recv.List[0].Type
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	if id, ok := kind.(*ast.Ident); ok {
		return id.Name
	}
	return ""
}

// reached is the status of an action that somebody was let through to, and
// walk is put before every address, so that the actions here do not hide the
// real ones that sign people in.
const (
	reached = http.StatusTeapot
	walk    = "/office/walk"
)

// TestEveryRoleOnEveryRoute signs every role in for good and walks the whole
// table: a route lets through who it names and nobody else. The actions are
// replaced: what is tested is the door and not the room.
func TestEveryRoleOnEveryRoute(t *testing.T) {
	t.Parallel()
	var doors []web.Route
	for _, rt := range everyRoute() {
		rt.Path, rt.Action = walk+rt.Path, func(c *gin.Context) error { c.Status(reached); return nil }
		doors = append(doors, rt)
	}
	s := newSite(t, doors...)
	browsers := map[actor.Role]*browser{"": s.browser()}
	for _, role := range actor.Roles {
		browsers[role] = s.enter(role)
	}
	for _, rt := range doors {
		for role, b := range browsers {
			want := http.StatusNotFound
			switch {
			case len(rt.Roles) == 0 || slices.Contains(rt.Roles, role):
				want = reached
			case role == "" && rt.Method == http.MethodGet:
				want = http.StatusSeeOther
			case role == "":
				want = http.StatusUnauthorized
			}
			if got := b.do(rt.Method, concrete(rt.Path), nil); got.code != want {
				t.Errorf("%s %s as %q: %d, want %d", rt.Method, rt.Path, role, got.code, want)
			}
		}
	}
}

func everyRoute() []web.Route {
	var all []web.Route
	for _, g := range groups(nil) {
		all = append(all, g.Routes()...)
	}
	return all
}

func concrete(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		if strings.HasPrefix(p, ":") {
			parts[i] = "1"
		}
	}
	return strings.Join(parts, "/")
}

// TestWhoNeverSeesWhat is the part of the table that must not change by
// mistake: it does not come from the table.
func TestWhoNeverSeesWhat(t *testing.T) {
	t.Parallel()
	casework := []string{"/office/petitions", "/office/clues", "/office/cases", "/office/statistics"}
	desk := []string{"/office/models", "/office/ledgers", "/office/findings/dispatch"}
	findings := append([]string{"/office/findings", "/office/checks"}, desk...)
	never := map[actor.Role][]string{
		actor.RoleSupervision:   {"/office/statistics"},
		actor.RoleVillageCadre:  append([]string{"/office/staff", "/office/audit", "/office/locks", "/office/imports", "/office/remarks"}, append(desk, casework...)...),
		actor.RoleBureauOfficer: append([]string{"/office/staff", "/office/audit", "/office/locks", "/office/village"}, append(desk, casework...)...),
		actor.RoleTownInspector: {"/office/statistics", "/office/staff", "/office/audit", "/office/locks", "/office/village", "/office/imports", "/office/models", "/office/ledgers"},
		actor.RoleAdministrator: append([]string{"/office/audit", "/office/locks", "/office/village"}, append(findings, casework...)...),
		actor.RoleSecurityAdmin: append([]string{"/office/staff", "/office/audit", "/office/parameters", "/office/village", "/office/imports"}, append(findings, casework...)...),
		actor.RoleAuditor:       append([]string{"/office/staff", "/office/locks", "/office/village", "/office/imports"}, append(findings, casework...)...),
		actor.RolePetition:      findings,
		actor.RoleTrial:         append([]string{"/office/statistics", "/office/petitions", "/office/village", "/office/staff", "/office/audit"}, findings...),
	}
	open := []string{"/office/login", "/office/totp", "/office/password", "/office/logout"}
	for _, rt := range everyRoute() {
		if !strings.HasPrefix(rt.Path, "/office/") {
			t.Errorf("%s is outside the office and would have no session", rt.Path)
		}
		if len(rt.Roles) == 0 && !slices.Contains(open, rt.Path) {
			t.Errorf("%s %s is open to everybody", rt.Method, rt.Path)
		}
		for _, role := range rt.Roles {
			if !role.Valid() {
				t.Errorf("%s names a role %q that there is not", rt.Path, role)
			}
			if role == actor.RoleAuditor && rt.Method == http.MethodGet && strings.HasPrefix(rt.Path, ownCrumb.URL) {
				continue // what the county wrote is audited; it holds nobody's data
			}
			for _, forbidden := range never[role] {
				if rt.Path == forbidden || strings.HasPrefix(rt.Path, forbidden+"/") {
					t.Errorf("%s must never open %s %s", role, rt.Method, rt.Path)
				}
			}
		}
	}
}

// TestMenuLeadsNowhereClosed checks that the side bar, the cards and the
// shortcuts name addresses that somebody may open, or that are still to come.
func TestMenuLeadsNowhereClosed(t *testing.T) {
	t.Parallel()
	access := NewAccess()
	for _, g := range groups(nil) {
		access.Add(g.Routes())
	}
	for _, role := range actor.Roles {
		by := actor.Actor{Kind: actor.Staff, Role: role}
		menu := access.Menu(by, "/office/")
		if len(menu) == 0 || !menu[0].Active {
			t.Errorf("%s: %v", role, menu)
		}
		for i, m := range menu {
			if m.URL == "" && (i+1 == len(menu) || menu[i+1].URL == "") {
				t.Errorf("%s: nothing below the heading %s", role, m.Text)
			}
		}
	}
	if access.May(actor.Actor{Kind: actor.Guest}, "/office/") || access.May(actor.Actor{}, "/office/") {
		t.Error("nobody may open the first page")
	}
	cadre := actor.Actor{Kind: actor.Staff, Role: actor.RoleVillageCadre}
	for _, m := range access.Menu(cadre, "/office/village/remarks/new") {
		if m.Active != (m.URL == "/office/village/remarks") {
			t.Errorf("%s is lit: %v", m.URL, m.Active)
		}
	}
}

// TestTheChainSpeaksTheOfficesLanguage: an auditor reads what was done in words.
func TestTheChainSpeaksTheOfficesLanguage(t *testing.T) {
	for action, want := range map[string]string{
		"signin": "登录", "petition.read": "查看信访件", "petition.claim": "信访件：认领", "petition.receive": "信访件：收到", "clue.assign": "线索：分办",
		"case.archive": "案件：归档", "petition.nothing": "", "unknown": "",
	} {
		if got := deedText(action); got != want {
			t.Errorf("%s: %q, want %q", action, got, want)
		}
	}
	if objectText("petition:12") != "信访件 12" || objectText("strange:1") != "" || doerText("guest", "") != "群众" || doerText("system:cli", "") != "系统" {
		t.Error("objects and doers")
	}
}

// TestEveryFormIsNamed: the page of what the program asks of people calls every
// form by where it is found, and not 其他.
func TestEveryFormIsNamed(t *testing.T) {
	t.Parallel()
	for _, rt := range everyRoute() {
		if rt.Method == http.MethodPost && len(rt.Roles) > 0 && formText(rt.Method+" "+rt.Path) == "其他" {
			t.Errorf("%s has no name", rt.Path)
		}
	}
}
