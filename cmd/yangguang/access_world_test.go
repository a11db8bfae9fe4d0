package main

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"gorm.io/gorm"

	"yangguang/config"
	"yangguang/handler/office"
	"yangguang/model"
	"yangguang/service/casework"
	"yangguang/service/complaint"
	"yangguang/service/handover"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/keypair"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
	"yangguang/service/store/dbtest/workbench"
)

// The interests an account can have in the hidden matters.
const (
	none      = "none"
	accused   = "accused"
	relative  = "relative"
	colleague = "colleague" // of the same unit
	neighbour = "neighbour" // of the same village or town office
)

// insider is an account with its interest and a browser that is signed in.
type insider struct {
	actor.Actor
	interest string
	cookie   *http.Cookie
}

func (i insider) String() string { return string(i.Role) + "/" + i.interest }

// access is the whole program around a county with matters that are kept from
// somebody. Its clock stands still, so that a page that was not touched is the
// same page.
type access struct {
	*program
	t        *testing.T
	rows     *registers.Registers
	at       time.Time
	insiders []insider
	villager *http.Cookie // of the accused, bound by real name
	boss     int64        // the accused
	n        int
	lines    map[string]accessLine
	table    map[string][]actor.Role
}

// boxKeys are the keys of the registers' box.
const sealKey, indexKey = "1:MDEyMzQ1Njc4OWFiY2RlZg==", "1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="

func newAccess(t *testing.T) *access {
	t.Helper()
	o := dbtest.Options(t)
	cfg := &config.Config{Organ: "演示县纪委监委", FilesDir: t.TempDir(), Redis: config.NewText(dbtest.RedisURL(t)),
		Database: config.Database{Driver: string(o.Driver), DSN: config.NewText(o.DSN)},
		Keys:     config.Keys{PeopleSeal: config.NewText(sealKey), PeopleIndex: config.NewText(indexKey), PetitionSeal: config.NewText(sealKey), PetitionIndex: config.NewText(indexKey)}}
	in, err := openInfra(t.Context(), cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	a := &access{t: t, at: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)}
	in.now = func() time.Time { return a.at }
	t.Cleanup(func() {
		if err := in.close(); err != nil {
			t.Error(err)
		}
	})
	if a.program, err = in.joinReady(t.Context(), surroundings{}); err != nil {
		t.Fatal(err)
	}
	a.rows = registers.New(t, in.db, a.at)
	a.populate()
	return a
}

func (a *access) ok(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
}

// populate makes the accused, an official of the welfare bureau, with a brother
// and a wife, and an account of every role for every interest it can have.
func (a *access) populate() {
	a.t.Helper()
	a.boss = a.rows.Person("韦国强", registers.Number("45092319700101001"))
	a.rows.Official(a.boss, "博白县民政局")
	a.rows.Resident(a.boss, "H1", registers.Silian, "13800001111")
	brother := a.rows.Person("韦国富", registers.Number("45092319720101002"))
	a.rows.Relative(a.boss, brother)
	add := func(role actor.Role, interest string, person int64, division, bureau string) {
		a.n++
		row := model.Staff{Login: fmt.Sprintf("s%02d", a.n), Name: fmt.Sprintf("%s%02d号", role.Label(), a.n), Role: string(role), Division: division, Bureau: bureau,
			PersonID: person, TOTPConfirmed: true, TOTPSealed: []byte{1}, SessionEpoch: 1, CreatedAt: a.at, LastSeenAt: &a.at}
		a.ok(a.db.Create(&row).Error)
		by := actor.Actor{Kind: actor.Staff, StaffID: row.ID, Role: role, Name: row.Name, Division: division, Bureau: bureau}
		a.insiders = append(a.insiders, insider{by, interest, a.session(a.front.Office.LoadAndSave, func(r *http.Request) error { return a.front.SignInStaff(r.Context(), row.ID, 1) })})
	}
	for _, role := range actor.Roles {
		division, bureau := "", ""
		switch role {
		case actor.RoleVillageCadre:
			division = registers.LiJiangnig
			add(role, neighbour, 0, registers.Silian, "")
		case actor.RoleTownInspector:
			division = registers.Santan
			add(role, neighbour, 0, registers.Jiangning, "")
		case actor.RoleBureauOfficer, actor.RoleBureauHead:
			bureau = "林业局"
			add(role, colleague, 0, "", "民政局")
		case actor.RoleSupervision:
			bureau = "第一监督检查室"
		case actor.RolePetition, actor.RoleCaseManagement, actor.RoleTrial, actor.RoleHead, actor.RoleAdministrator, actor.RoleSecurityAdmin, actor.RoleAuditor:
		}
		add(role, none, 0, division, bureau)
		add(role, relative, brother, division, bureau)
		add(role, accused, a.boss, division, bureau)
	}
	user := a.rows.Bound(a.boss)
	a.villager = a.session(a.front.Citizen.LoadAndSave, func(r *http.Request) error { return a.front.SignInCitizen(r.Context(), user, a.boss, false) })
}

// session gives the cookie of somebody who signed in.
func (a *access) session(load func(http.Handler) http.Handler, signIn func(*http.Request) error) *http.Cookie {
	a.t.Helper()
	w := httptest.NewRecorder()
	load(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { a.ok(signIn(r)) })).ServeHTTP(w, httptest.NewRequestWithContext(a.t.Context(), http.MethodGet, "/office/", nil))
	found := w.Result().Cookies()
	if len(found) != 1 {
		a.t.Fatalf("%d cookies", len(found))
	}
	return found[0]
}

// hidden is the numbers by which a petition and what grew out of it are known.
type hidden struct {
	petition, file, clue, kase, timer int64
	referral, handover                int64 // 0: it was not forwarded, not sealed up
	number                            string
}

// submit writes a petition with a photo, by whoever has no name.
func (a *access) submit(who, body string) hidden {
	a.t.Helper()
	a.n++
	r, err := a.complaints.Submit(a.t.Context(), actor.Actor{Kind: actor.Guest}, &complaint.Draft{
		Token: fmt.Sprintf("token-%d", a.n), Named: "named", Name: seal.NewSecret("示例群众"), Phone: seal.NewSecret("13900001111"), Subject: "housing", Village: registers.Silian,
		Who: seal.NewSecret(who), Body: seal.NewSecret(body), Uploads: []complaint.Upload{{Kind: complaint.KindPhoto, Content: aPhoto(a.t)}},
	})
	a.ok(err)
	p, err := gorm.G[model.Petition](a.db).Where("id = ?", r.ID).Take(a.t.Context())
	a.ok(err)
	f, err := gorm.G[model.PetitionFile](a.db).Where("petition_id = ?", r.ID).Take(a.t.Context())
	a.ok(err)
	c, err := gorm.G[model.Timer](a.db).Where("object = ? AND object_id = ?", model.ObjectPetition, r.ID).Order("id").First(a.t.Context())
	a.ok(err)
	return hidden{petition: r.ID, file: f.ID, timer: c.ID, number: p.Number}
}

func aPhoto(t testing.TB) []byte {
	t.Helper()
	return workbench.Photo(t)
}

// grown gives a petition a clue and a case that the first supervision office
// works on.
func (a *access) grown(m hidden) hidden {
	a.t.Helper()
	ctx := a.t.Context()
	clerk := a.one(actor.RolePetition, none)
	a.ok(transact.Do(ctx, a.db, func(tx *gorm.DB) error {
		if _, err := casework.NewLedger(a.db, a.program.people).Register(tx, clerk.Actor, a.at, m.petition, registers.Silian, seal.NewSecret("线索题目"), seal.NewSecret("线索摘要")); err != nil {
			return err
		}
		c, err := gorm.G[model.Clue](tx).Where("source = ? AND petition_id = ?", model.ClueFromPetition, m.petition).Take(ctx)
		if err != nil {
			return err
		}
		m.clue = c.ID
		k := model.Case{Number: fmt.Sprintf("案〔2026〕9%03d", m.petition), ClueID: c.ID, State: model.CaseFiled, FiledOn: a.at, Version: 1, FoundFen: 100, CreatedAt: a.at, UpdatedAt: a.at}
		if err := tx.Create(&k).Error; err != nil {
			return err
		}
		m.kase = k.ID
		for _, q := range []string{"UPDATE clues SET state = 'filed', unit = '第一监督检查室' WHERE id = ?", "UPDATE petitions SET state = 'linked_clue' WHERE id = (SELECT petition_id FROM clues WHERE id = ?)"} {
			if err := tx.Exec(q, c.ID).Error; err != nil {
				return err
			}
		}
		return recuse.Inherit(tx, a.at, model.ObjectClue, c.ID, model.ObjectCase, k.ID)
	}))
	return m
}

// decided has the petition office take steps on a petition.
func (a *access) decided(m hidden, steps ...complaint.Decision) {
	a.t.Helper()
	clerk := a.one(actor.RolePetition, none)
	for i, d := range steps {
		p, err := a.complaints.Open(a.t.Context(), clerk.Actor, m.petition)
		a.ok(err)
		d.Version, d.Token = p.Version, fmt.Sprintf("step-%d-%d", m.petition, i)
		if err := a.complaints.Decide(a.t.Context(), clerk.Actor, m.petition, d); err != nil {
			a.t.Fatal(d.Action, err, fault.Of(err).Fields)
		}
	}
}

// transferred is a petition that the inspectors of the second town handle.
func (a *access) transferred(m hidden) hidden {
	a.t.Helper()
	a.decided(m, complaint.Decision{Action: complaint.ActClaim}, complaint.Decision{Action: complaint.ActTransfer, Category: "accusation", Town: registers.Santan, Clear: true})
	return m
}

// forwarded is a petition of which the forestry bureau was told something.
func (a *access) forwarded(m hidden) hidden {
	a.t.Helper()
	a.decided(m, complaint.Decision{Action: complaint.ActClaim}, complaint.Decision{
		Action: complaint.ActForward, Category: "out_of_scope", Unit: "林业局", Refer: seal.NewSecret("有群众问公益林补偿什么时候发，请答复。"),
	})
	r, err := gorm.G[model.Referral](a.db).Where("petition_id = ?", m.petition).Take(a.t.Context())
	a.ok(err)
	m.referral = r.ID
	return m
}

// answered has the bureau answer what it was told.
func (a *access) answered(m hidden) {
	a.t.Helper()
	by := a.one(actor.RoleBureauOfficer, none).Actor
	r, err := a.complaints.Referral(a.t.Context(), by, m.referral)
	a.ok(err)
	a.ok(a.complaints.Refer(a.t.Context(), by, r.ID, complaint.ReferralStep{Version: r.Version, Deed: complaint.ReferralAnswer, Words: seal.NewSecret("公益林补偿十二月发到一卡通。")}))
}

// recipient registers the key of the office that sealed matters go to.
func (a *access) recipient() int64 {
	a.t.Helper()
	key, err := keypair.Generate()
	a.ok(err)
	public, err := keypair.PublicPEM(&key.PublicKey)
	a.ok(err)
	mark, err := keypair.MarkOf(&key.PublicKey)
	a.ok(err)
	a.ok(a.offices.Add(a.t.Context(), a.one(actor.RoleSecurityAdmin, none).Actor, handover.Draft{Office: "演示市纪委监委", PublicKey: public, Fingerprint: mark.String(), ValidFrom: "2026-03-01"}))
	all, err := a.offices.Recipients(a.t.Context())
	a.ok(err)
	return all[0].ID
}

// sealedUp is a petition of which number and time are left.
func (a *access) sealedUp(m hidden, to int64) hidden {
	a.t.Helper()
	by := a.one(actor.RolePetition, none).Actor
	a.ok(a.complaints.SealUp(a.t.Context(), by, m.petition, complaint.SealOrder{Version: 1, Reason: complaint.SealOwnHead, Recipient: to, Sure: true}))
	h, err := gorm.G[model.SealedHandover](a.db).Where("petition_id = ?", m.petition).Take(a.t.Context())
	a.ok(err)
	m.handover = h.ID
	return m
}

// one is the account of a role with an interest.
func (a *access) one(role actor.Role, interest string) insider {
	a.t.Helper()
	i := slices.IndexFunc(a.insiders, func(i insider) bool { return i.Role == role && i.interest == interest })
	if i < 0 {
		a.t.Fatalf("no %s with %s", role, interest)
	}
	return a.insiders[i]
}

// shown is an answer, without what is drawn anew each time.
type shown struct {
	status         int
	location, kind string
	body           string
}

// drawn is what differs between two answers that say the same: request numbers
// and the tokens of forms.
var drawn = regexp.MustCompile(`<code>[a-z2-7]{8}</code>|<b class="code">[a-z2-7]{8}</b>| · [a-z2-7]{8} · |name="token" value="[^"]*"`)

func (a *access) do(cookie *http.Cookie, method, address string, form url.Values) shown {
	a.t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	req := httptest.NewRequestWithContext(a.t.Context(), method, address, body)
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if cookie != nil {
		req.AddCookie(cookie)
	}
	w := httptest.NewRecorder()
	a.handler.ServeHTTP(w, req)
	return shown{w.Code, w.Header().Get("Location"), w.Header().Get("Content-Type"), drawn.ReplaceAllString(w.Body.String(), "")}
}

// routes is every address of the program, as "GET /office/petitions", with the
// roles that may open it; villagers' pages have none.
func (a *access) routes() map[string][]actor.Role {
	out := map[string][]actor.Role{}
	for _, group := range a.officeRoutes(office.NewAccess()) {
		for _, r := range group {
			out[r.Method+" "+r.Path] = r.Roles
		}
	}
	citizens := gin.New()
	a.mountCitizen(citizens)
	for _, r := range citizens.Routes() {
		out[r.Method+" "+r.Path] = nil
	}
	return out
}

// everybody is all accounts as actors.
func (a *access) everybody() []actor.Actor {
	out := make([]actor.Actor, len(a.insiders))
	for i, in := range a.insiders {
		out[i] = in.Actor
	}
	return out
}

// signedIn is the cookie of an account.
func (a *access) signedIn(by actor.Actor) *http.Cookie {
	i := slices.IndexFunc(a.insiders, func(in insider) bool { return in.StaffID == by.StaffID })
	return a.insiders[i].cookie
}
