package main

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/store/dbtest/registers"
)

// TestEveryRouteHasALineInTheAccessTable: whoever adds an address says what of a
// matter passes there.
func TestEveryRouteHasALineInTheAccessTable(t *testing.T) {
	routes, lines := newAccess(t).routes(), accessLines(t)
	for r := range routes {
		if _, ok := lines[r]; !ok {
			t.Errorf("%s has no line in access_table_test.go", r)
		}
	}
	for r := range lines {
		if _, ok := routes[r]; !ok {
			t.Errorf("%s has a line in access_table_test.go and is no route", r)
		}
	}
}

// absent is a number that no matter has.
const absent = 999_000_099

// of is the number of a matter that an address is about; 0 says that the matter
// is not to be had at such an address.
func (m hidden) of(path string) int64 {
	for prefix, id := range map[string]int64{
		"/office/petitions/:id": m.petition, "/h5/complaints/:id": m.petition, "/office/clues/:id": m.clue, "/office/cases/:id": m.kase,
		"/office/deadlines/:id": m.timer, "/office/referrals/:id": m.referral, "/office/handovers/:id": m.handover,
	} {
		if strings.HasPrefix(path, prefix) {
			return id
		}
	}
	return 1
}

// numbers puts a matter's numbers into an address, in two forms: those of the
// matter and those of one that never was.
func (m hidden) numbers(path string) (there, never string) {
	rest := strings.NewReplacer(":file", strconv.FormatInt(m.file, 10), ":code", registers.Silian, ":no", "XM1", ":stage", "start", ":key", "S01", ":name", "T1",
		":hearing", "1", ":refund", "1", ":subject", "1", ":approval", "1", ":other", "1", ":request", "1")
	put := func(id int64) string { return rest.Replace(strings.Replace(path, ":id", strconv.FormatInt(id, 10), 1)) }
	return put(m.of(path)), put(absent)
}

// shows are the pages of lists and of everything else without a matter's number
// that somebody may open, by their address.
func (a *access) shows(cookie *http.Cookie, role actor.Role, m hidden) map[string]shown {
	a.t.Helper()
	out := map[string]shown{}
	for route, line := range a.lines {
		method, path, _ := strings.Cut(route, " ")
		if method != http.MethodGet || line.sort != "lists" && line.sort != "elsewhere" || !a.opens(route, role) {
			continue
		}
		address, _ := m.numbers(path)
		for _, q := range append([]string{""}, line.tries...) {
			if q != "" {
				q = "?" + strings.ReplaceAll(q, "{number}", url.QueryEscape(m.number))
			}
			out[address+q] = a.do(cookie, method, address+q, nil)
		}
	}
	return out
}

// opens reports whether a role gets through the door of a route; the empty role
// is a villager's.
func (a *access) opens(route string, role actor.Role) bool {
	if role == "" {
		return strings.Contains(route, " /h5/")
	}
	return slices.Contains(a.table[route], role)
}

// TestAHiddenMatterIsNotThere walks every list, count, search, file and form of
// the program as everybody who has an interest in a matter: the accused, their
// relatives, colleagues of the same unit, people of the same village and town
// office, in every role. What they are shown is the same to the byte whether the
// matter exists or not, and its address is that of one that never was.
func TestAHiddenMatterIsNotThere(t *testing.T) {
	a := newAccess(t)
	a.lines, a.table = accessLines(t), a.routes()
	a.grown(a.submit("那个管事的", "别的地方的事情，和他们没有关系。")) // so that no list is empty
	other := a.submit("另一个管事的", "再别的地方的事情，也和他们没有关系。")
	a.ok(a.db.Exec("UPDATE petitions SET state = 'screening' WHERE id = ?", other.petition).Error)
	key := a.recipient()
	next := a.foresee()

	kept := slices.DeleteFunc(slices.Clone(a.insiders), func(i insider) bool { return i.interest == none })
	before := map[string]map[string]shown{}
	for _, i := range kept {
		before[i.String()] = a.shows(i.cookie, i.Role, next)
	}
	villager, guest := a.shows(a.villager, "", next), a.shows(nil, "", next)

	m := a.submit("民政局韦国强", "他拿了我家危房改造的钱。")
	clerk := a.one(actor.RolePetition, none)
	for kind, key := range map[string]string{model.SubjectIsVillage: registers.Silian, model.SubjectIsUnit: "博白县江宁镇人民政府"} {
		a.ok(a.recusals.Name(t.Context(), clerk.Actor, m.petition, kind, key))
	}
	m = a.grown(m)
	a.same("foreseen numbers", fmt.Sprint(next), fmt.Sprint(m))
	out := a.leavings(key)
	for _, i := range kept {
		a.unchanged(i.String(), before[i.String()], a.shows(i.cookie, i.Role, m))
		a.addresses(i.String(), i.cookie, i.Role, m)
		if has, ok := out[i.Role]; ok {
			a.addresses(i.String(), i.cookie, i.Role, has)
		}
	}
	a.found(out)
	a.unchanged("the accused as a villager", villager, a.shows(a.villager, "", m))
	a.unchanged("a guest", guest, a.shows(nil, "", m))
	a.addresses("the accused as a villager", a.villager, "", m)
	a.addresses("a guest", nil, "", m)
	a.beside(other, m)
	a.untouched(m)
	a.listed(t, a.everybody(), func(by actor.Actor, url string) int { return a.do(a.signedIn(by), http.MethodGet, url, nil).status })
	a.chain(m)
	a.openToOthers(m)
}

// leavings are hidden matters that left the petition office, by the role at whose
// desk they are now: with a town, with a bureau, sealed up.
func (a *access) leavings(key int64) map[actor.Role]hidden {
	a.t.Helper()
	const who = "民政局韦国强"
	forwarded := a.forwarded(a.submit(who, "公益林的补偿没有发，他说不归他管。"))
	a.answered(a.forwarded(a.submit(who, "退耕还林的补偿也没有发。")))
	return map[actor.Role]hidden{
		actor.RoleTownInspector: a.transferred(a.submit(who, "他把救灾的大米发给了自己家。")),
		actor.RoleBureauOfficer: forwarded,
		actor.RolePetition:      a.sealedUp(a.submit(who, "他和上面的领导一起收了钱。"), key),
	}
}

// found: whoever has no interest in what left the petition office finds it on
// their desk, in the list and at its address.
func (a *access) found(out map[actor.Role]hidden) {
	a.t.Helper()
	for role, list := range map[actor.Role]string{actor.RoleTownInspector: "/office/petitions?state=all", actor.RoleBureauOfficer: "/office/referrals", actor.RolePetition: "/office/handovers"} {
		m, who := out[role], a.one(role, none)
		path, says := "/office/petitions/:id", m.number
		switch role {
		case actor.RoleBureauOfficer:
			path, says = "/office/referrals/:id", fmt.Sprint("/office/referrals/", m.referral)
		case actor.RolePetition:
			path = "/office/handovers/:id/parcel"
		default:
		}
		if p := a.do(who.cookie, http.MethodGet, list, nil); p.status != http.StatusOK || !strings.Contains(p.body, says) {
			a.t.Errorf("%s does not find %s at %s: %d", who, says, list, p.status)
		}
		address, _ := m.numbers(path)
		if p := a.do(who.cookie, http.MethodGet, address, nil); p.status != http.StatusOK {
			a.t.Errorf("%s at %s: %d", who, address, p.status)
		}
		for _, interest := range []string{relative, accused} {
			for _, search := range []string{list, "/office/petitions?state=all&number=" + url.QueryEscape(m.number), "/office/deadlines"} {
				if p := a.do(a.one(role, interest).cookie, http.MethodGet, search, nil); strings.Contains(p.body, address+`"`) || strings.Contains(p.body, ">"+m.number+"<") {
					a.t.Errorf("%s/%s finds %s at %s", role, interest, m.number, search)
				}
			}
		}
	}
}

// foresee is the numbers that the next matter will have.
func (a *access) foresee() hidden {
	a.t.Helper()
	last := func(table string) (id int64) {
		a.t.Helper()
		a.ok(a.db.WithContext(a.t.Context()).Raw("SELECT COALESCE(MAX(id), 0) FROM " + table).Scan(&id).Error)
		return id + 1
	}
	m := hidden{petition: last("petitions"), file: last("petition_files"), clue: last("clues"), kase: last("cases"), timer: last("timers")}
	m.number = fmt.Sprintf("信访〔2026〕%05d", m.petition)
	return m
}

func (a *access) same(what, got, want string) {
	a.t.Helper()
	if got != want {
		a.t.Errorf("%s: %s and %s", what, got, want)
	}
}

// unchanged compares what somebody was shown before there was a matter with what
// they are shown now.
func (a *access) unchanged(who string, before, after map[string]shown) {
	a.t.Helper()
	for address, was := range before {
		if is := after[address]; is != was {
			a.t.Errorf("%s sees a difference at %s: %s", who, address, difference(was, is))
		}
	}
	if len(before) < 3 || len(before) != len(after) {
		a.t.Errorf("%s was shown %d pages and then %d", who, len(before), len(after))
	}
}

// difference is where two pages part.
func difference(was, is shown) string {
	if was.status != is.status || was.location != is.location {
		return fmt.Sprintf("%d %s, now %d %s", was.status, was.location, is.status, is.location)
	}
	i := 0
	for i < len(was.body) && i < len(is.body) && was.body[i] == is.body[i] {
		i++
	}
	cut := func(s string) string { return s[max(0, i-60):min(len(s), i+120)] }
	return fmt.Sprintf("%q, now %q", cut(was.body), cut(is.body))
}

// addresses opens every address of a matter, and sends every form to it: the
// answers are those of a number that no matter has.
func (a *access) addresses(who string, cookie *http.Cookie, role actor.Role, m hidden) {
	a.t.Helper()
	for route, line := range a.lines {
		if line.sort != "matter" || !a.opens(route, role) {
			continue
		}
		method, path, _ := strings.Cut(route, " ")
		if m.of(path) == 0 {
			continue
		}
		tries := line.tries
		if method == http.MethodGet {
			tries = []string{""}
		}
		if len(tries) == 0 {
			a.t.Errorf("%s is tried with no form", route)
		}
		there, never := m.numbers(path)
		for _, f := range tries {
			form, err := url.ParseQuery(f)
			a.ok(err)
			if method == http.MethodGet {
				form = nil
			}
			got, want := a.do(cookie, method, there, form), a.do(cookie, method, never, form)
			got, want = nameless(got, there), nameless(want, never)
			if got != want || got.status < 300 {
				a.t.Errorf("%s tells %s of %s from one that never was: %s", who, method, there, difference(want, got))
			}
		}
	}
}

// beside: a clerk who handles another petition does not find the hidden one by
// its number, neither as what that one repeats nor to lay it beside.
func (a *access) beside(other, m hidden) {
	a.t.Helper()
	base := fmt.Sprint("/office/petitions/", other.petition)
	for _, interest := range []string{relative, accused} {
		who := a.one(actor.RolePetition, interest)
		const unknown = "信访〔2026〕99999"
		ask := func(number string) shown {
			p := a.do(who.cookie, http.MethodPost, base+"/triage", url.Values{"action": {"duplicate"}, "version": {"1"}, "duplicate-duplicate": {number}})
			p.body = strings.ReplaceAll(p.body, number, "#")
			return p
		}
		if got, want := ask(m.number), ask(unknown); got != want || got.status != http.StatusUnprocessableEntity {
			a.t.Errorf("%s finds the hidden number: %d %s", who, got.status, difference(want, got))
		}
		got, want := a.do(who.cookie, http.MethodGet, fmt.Sprint(base, "/beside/", m.petition), nil), a.do(who.cookie, http.MethodGet, fmt.Sprint(base, "/beside/", absent), nil)
		if got != want {
			a.t.Errorf("%s lays the hidden one beside: %s", who, difference(want, got))
		}
	}
}

// nameless is an answer without the address it was asked at.
func nameless(p shown, address string) shown {
	for part := address; len(part) > len("/office/cases/"); part = part[:strings.LastIndexByte(part, '/')] {
		p.location = strings.ReplaceAll(p.location, part, "#")
		p.body = strings.ReplaceAll(strings.ReplaceAll(p.body, part, "#"), strings.ToLower(url.QueryEscape(part)), "#")
	}
	return p
}

// untouched: nothing that was sent to the hidden matter changed it.
func (a *access) untouched(m hidden) {
	a.t.Helper()
	var now struct {
		State   string
		Claimed int64
		Talk    int
		Clue    string
		Kase    string
		Asked   int
	}
	a.ok(a.db.WithContext(a.t.Context()).Raw(`SELECT state, claimed_by AS claimed, (SELECT COUNT(*) FROM petition_messages WHERE petition_id = petitions.id) AS talk,
 (SELECT state FROM clues WHERE id = ?) AS clue, (SELECT state FROM cases WHERE id = ?) AS kase, (SELECT COUNT(*) FROM approvals) AS asked FROM petitions WHERE id = ?`, m.clue, m.kase, m.petition).Scan(&now).Error)
	a.same("the matter", fmt.Sprint(now), "{linked_clue 0 0 filed filed 0}")
}

// chain: every attempt is in the audit chain, the chain holds, and it does not
// name the matter to an auditor from whom it is hidden.
func (a *access) chain(m hidden) {
	a.t.Helper()
	for _, object := range []string{fmt.Sprint("petition:", m.petition), fmt.Sprint("clue:", m.clue), fmt.Sprint("case:", m.kase)} {
		var n int64
		kind, _, _ := strings.Cut(object, ":")
		a.ok(a.db.WithContext(a.t.Context()).Raw("SELECT COUNT(*) FROM audit_entries WHERE object = ? AND action = ? AND detail LIKE '%\"kept\":true%'", object, kind+".refused").Scan(&n).Error)
		if n == 0 {
			a.t.Errorf("no refused attempt at %s is in the chain", object)
		}
		for _, address := range []string{"/office/audit", "/office/audit?object=" + object, "/office/audit?action=" + kind} {
			for _, interest := range []string{relative, accused} {
				never := kind + ":" + strconv.Itoa(absent+1) // the page says again what was asked for; nobody asked for this one
				who := a.one(actor.RoleAuditor, interest).cookie
				p, q := a.do(who, http.MethodGet, address, nil), a.do(who, http.MethodGet, strings.ReplaceAll(address, object, never), nil)
				if p.status != http.StatusOK || strings.Count(p.body, object) != strings.Count(q.body, never) {
					a.t.Errorf("an auditor who is %s reads of %s at %s: %d", interest, object, address, p.status)
				}
			}
		}
		form := url.Values{"reason": {"季度审计留存"}}
		if p := a.do(a.one(actor.RoleAuditor, relative).cookie, http.MethodPost, "/office/audit/export", form); p.status != http.StatusOK || strings.Contains(p.body, object+",") {
			a.t.Errorf("an auditor who is a relative takes %s away: %d", object, p.status)
		}
		if p := a.do(a.one(actor.RoleAuditor, none).cookie, http.MethodPost, "/office/audit/export", form); !strings.Contains(p.body, object+",") {
			a.t.Errorf("an auditor without an interest does not find %s", object)
		}
	}
	if v, err := a.trail.Verify(a.t.Context(), actor.Sys("test")); err != nil || !v.Whole {
		a.t.Errorf("the chain: %+v %v", v, err)
	}
}

// openToOthers is who may see what of a matter without an interest in it (domain
// guide §6.5): the roles named open its address, all others do not.
func (a *access) openToOthers(m hidden) {
	a.t.Helper()
	see := map[string][]actor.Role{
		"/office/petitions/:id":             {actor.RolePetition, actor.RoleHead, actor.RoleSupervision},
		"/office/petitions/:id/files/:file": {actor.RolePetition, actor.RoleHead, actor.RoleSupervision},
		"/office/petitions/:id/recusal":     {actor.RolePetition, actor.RoleHead},
		"/office/clues/:id":                 {actor.RoleCaseManagement, actor.RoleSupervision, actor.RoleHead},
		"/office/cases/:id":                 {actor.RoleCaseManagement, actor.RoleSupervision, actor.RoleHead},
	}
	for path, roles := range see {
		address, _ := m.numbers(path)
		for _, i := range a.insiders {
			if i.interest != none {
				continue
			}
			p := a.do(i.cookie, http.MethodGet, address, nil)
			if (p.status == http.StatusOK) != slices.Contains(roles, i.Role) {
				a.t.Errorf("%s as %s: %d", address, i, p.status)
			}
		}
	}
	for address, role := range map[string]actor.Role{"/office/petitions?state=all": actor.RolePetition, "/office/petitions?state=linked_clue": actor.RoleHead} {
		if p := a.do(a.one(role, none).cookie, http.MethodGet, address, nil); !strings.Contains(p.body, m.number) {
			a.t.Errorf("%s does not find the matter at %s", role, address)
		}
	}
}
