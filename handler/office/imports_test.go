package office_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"
	"github.com/gin-gonic/gin"
	"github.com/xuri/excelize/v2"

	"yangguang/handler/office"
	"yangguang/handler/web"
	"yangguang/model"
	"yangguang/service/gateway/vault"
	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/matching"
	"yangguang/service/parameter"
	"yangguang/service/store/dbtest"
	"yangguang/templates"
)

const (
	goodID       = "450923199003070011"
	wrongID      = "450923199003070012"
	divisionFile = "代码,名称,级别,上级代码\n450923000000,博白县,county,\n450923108000,江宁镇,town,450923000000\n450923108210,四联村,village,450923108000\n"
	residentFile = "身份证号,姓名,户编号,与户主关系,村代码,组,手机号\n" + goodID + ",陈演一,H1,户主,450923108210,1组,19900001234\n"
	mixedFile    = residentFile + wrongID + ",陈样二,H1,配偶,450923108210,1组,\n"
)

// desks are who may come to the tests' office.
var desks = map[int64]actor.Actor{
	1: {Kind: actor.Staff, StaffID: 1, Role: actor.RoleBureauOfficer, Bureau: "民政局", Name: "演示甲"},
	2: {Kind: actor.Staff, StaffID: 2, Role: actor.RoleBureauOfficer, Bureau: "林业局", Name: "演示乙"},
	3: {Kind: actor.Staff, StaffID: 3, Role: actor.RoleAdministrator, Name: "演示丙"},
	4: {Kind: actor.Staff, StaffID: 4, Role: actor.RolePetition, Name: "演示丁"},
	5: {Kind: actor.Staff, StaffID: 5, Role: actor.RoleVillageCadre, Name: "演示戊"},
	6: {Kind: actor.Staff, StaffID: 6, Role: actor.RoleSupervision, Name: "演示己"},
}

type doors struct{}

func (doors) SessionActor(_ context.Context, id, _ int64) (actor.Actor, error) {
	if a, ok := desks[id]; ok {
		return a, nil
	}
	return actor.Actor{}, fault.New(fault.Unauthenticated, "请先登录")
}

// importOffice is the import pages in front of the real importer.
type importOffice struct {
	t       *testing.T
	handler http.Handler
	worker  *outbox.Worker
	clock   time.Time
	log     dbtest.Log
	cookies map[int64][]*http.Cookie
}

func newImportOffice(t *testing.T) *importOffice {
	t.Helper()
	o := &importOffice{t: t, clock: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC), cookies: map[int64][]*http.Cookie{}}
	box := dbtest.Box(t)
	dir := t.TempDir()
	v, err1 := vault.New(filepath.Join(dir, "vault"), box)
	set, err2 := templates.NewSet()
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	db, now := dbtest.New(t), func() time.Time { return o.clock }
	log := slog.New(slog.NewTextHandler(&o.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	imports := importer.New(db, box, v, log, now, filepath.Join(dir, "tmp"))
	pool := matching.New(db, box, importer.Title, func(context.Context, int64, int) ([]matching.Refusal, error) { return nil, nil }, now)
	promises := imports.Handlers()
	maps.Copy(promises, pool.Handlers())
	o.worker = outbox.NewWorker(db, log, now, promises)
	if err := db.Create(&model.Staff{ID: 6, Login: "ji", Name: "演示己", Role: string(actor.RoleSupervision), CreatedAt: o.clock}).Error; err != nil {
		t.Fatal(err)
	}
	front := &web.Front{Set: set, Log: log, Staff: doors{}, Demo: true}
	front.Citizen, front.Office = web.NewSessions(memstore.NewWithCleanupInterval(0), false)
	r, err := front.NewRouter(now, nil)
	if err != nil {
		t.Fatal(err)
	}
	group := r.Group("/", front.LoadStaff())
	front.Mount(group, office.NewCoverage(front, importer.NewCoverage(db, parameter.New(db, now).Cadence, now)).Routes())
	front.Mount(group, office.NewMatching(front, pool).Routes())
	front.Mount(group, append(office.NewImports(front, imports, now).Routes(), web.Route{Method: http.MethodGet, Path: "/office/sign/:id", Action: func(c *gin.Context) error {
		var id int64
		if _, err := fmt.Sscan(c.Param("id"), &id); err != nil {
			return err
		}
		return errors.Join(front.SignInStaff(c.Request.Context(), id, 1), web.Redirect(c, "/office/"))
	}}))
	o.handler = front.Protect(r)
	for id := range desks {
		o.cookies[id] = o.serve(httptest.NewRequest(http.MethodGet, fmt.Sprintf("/office/sign/%d", id), nil)).Result().Cookies() //nolint:bodyclose // a recorder's
	}
	return o
}

func (o *importOffice) serve(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	o.handler.ServeHTTP(w, r)
	return w
}

func (o *importOffice) as(who int64, r *http.Request) *httptest.ResponseRecorder {
	for _, c := range o.cookies[who] {
		r.AddCookie(c)
	}
	return o.serve(r)
}

func (o *importOffice) get(who int64, path string) (int, string) {
	w := o.as(who, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

func (o *importOffice) post(who int64, path, body string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return o.as(who, r)
}

// form writes an upload as a browser does; a part without name is left out.
func form(kind, asOf, name, text string) (body *bytes.Buffer, contentType string) {
	body = &bytes.Buffer{}
	m := multipart.NewWriter(body)
	_ = m.WriteField("kind", kind) // into memory: cannot fail
	_ = m.WriteField("as_of", asOf)
	part, _ := m.CreateFormFile("file", name)
	_, _ = io.WriteString(part, text)
	_ = m.Close()
	return body, m.FormDataContentType()
}

func (o *importOffice) upload(who int64, kind, asOf, name, text string) *httptest.ResponseRecorder {
	body, contentType := form(kind, asOf, name, text)
	r := httptest.NewRequest(http.MethodPost, "/office/imports/new", body)
	r.Header.Set("Content-Type", contentType)
	return o.as(who, r)
}

// handIn uploads and lets the worker do what it can; it gives the batch's address.
func (o *importOffice) handIn(who int64, kind, text string) string {
	o.t.Helper()
	w := o.upload(who, kind, "", kind+".csv", text)
	if w.Code != http.StatusSeeOther {
		o.t.Fatalf("%s: %d %s", kind, w.Code, w.Body)
	}
	o.work()
	return w.Header().Get("Location")
}

func (o *importOffice) work() {
	o.t.Helper()
	if _, err := o.worker.Once(o.t.Context()); err != nil {
		o.t.Fatal(err)
	}
}

func (o *importOffice) shows(who int64, path string, want ...string) string {
	o.t.Helper()
	code, body := o.get(who, path)
	if code != http.StatusOK {
		o.t.Fatalf("%s: %d %s", path, code, body)
	}
	for _, w := range want {
		if !strings.Contains(body, w) {
			o.t.Errorf("%s does not show %q", path, w)
		}
	}
	return body
}

func TestAFileGoesAllTheWayAndBack(t *testing.T) {
	o := newImportOffice(t)
	o.shows(1, "/office/imports", "还没有上传过文件")
	divisions := o.handIn(3, "divisions", divisionFile)
	o.post(3, divisions+"/confirm", "")
	o.work()

	w := o.upload(1, "residents", "2026-02-28", `C:\表\户籍.csv`, mixedFile)
	at := w.Header().Get("Location")
	o.shows(1, at, "正在核对", `hx-trigger="every 2s"`, `http-equiv="refresh"`, "2026年2月28日")
	o.work()
	body := o.shows(1, at, "导入 1 行，退回 1 行", "下载错误表", "陈演一", "户籍.csv", "今天上传", "以前的情况留作历史")
	for _, secret := range []string{goodID, wrongID, "19900001234", "hx-trigger", "http-equiv"} {
		if strings.Contains(body, secret) {
			t.Errorf("the page shows %s", secret)
		}
	}
	if w := o.post(1, at+"/confirm", ""); w.Code != http.StatusSeeOther || w.Header().Get("Location") != at {
		t.Fatalf("confirm: %d", w.Code)
	}
	o.shows(1, at, "正在导入", "已经开始导入", `max="1"`)
	o.work()
	o.shows(1, at, "已导入", "撤回这一批")
	o.post(1, at+"/confirm", "") // sent twice
	o.shows(1, at, "现在不能导入")

	if w := o.post(1, at+"/withdraw", "reason=x"); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "至少4个字") || !strings.Contains(w.Body.String(), " open") {
		t.Errorf("withdraw without a reason: %d", w.Code)
	}
	if w := o.post(1, at+"/withdraw", "reason=名单拿错了"); w.Code != http.StatusSeeOther {
		t.Errorf("withdraw: %d", w.Code)
	}
	o.shows(1, at, "已撤回", "名单拿错了", "2026-03-02 10:00")
	o.shows(1, "/office/imports?status=withdrawn", "户籍.csv")
	o.shows(1, "/office/imports?kind=projects", "没有符合条件的文件")
	o.clock = o.clock.AddDate(0, 0, 5)
	if strings.Contains(o.log.String(), goodID) || strings.Contains(o.log.String(), "陈演一") {
		t.Error("the log holds a person")
	}
}

func TestWaitingTooLongIsSeen(t *testing.T) {
	o := newImportOffice(t)
	o.handIn(3, "divisions", divisionFile)
	for days, want := range map[int]string{0: "今天上传", 2: "等了 2 天", 9: "等了 9 天"} {
		o.clock = time.Date(2026, 3, 2+days, 2, 0, 0, 0, time.UTC)
		o.shows(3, "/office/imports", want)
	}
}

func TestErrorsComeBackAsAWorkbook(t *testing.T) {
	o := newImportOffice(t)
	o.post(3, o.handIn(3, "divisions", divisionFile)+"/confirm", "")
	o.work()
	at := o.handIn(1, "residents", mixedFile)
	w := o.as(1, httptest.NewRequest(http.MethodGet, at+"/errors.xlsx", nil))
	if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-store" || !strings.Contains(w.Header().Get("Content-Disposition"), "attachment") {
		t.Fatalf("%d %v", w.Code, w.Header())
	}
	book, err := excelize.OpenReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows(book.GetSheetList()[0])
	if err != nil || !strings.Contains(fmt.Sprint(rows), "陈样二") || strings.Contains(fmt.Sprint(rows), "陈演一") {
		t.Errorf("%v %v", rows, err)
	}
	clean := o.handIn(1, "residents", residentFile)
	if code, body := o.get(1, clean+"/errors.xlsx"); code != http.StatusNotFound || strings.HasPrefix(body, "PK") {
		t.Errorf("a workbook of no errors: %d", code)
	}
}

func TestTemplates(t *testing.T) {
	o := newImportOffice(t)
	if one := o.shows(1, "/office/imports/new?kind=payouts", `value="payouts" checked`, "换一种数据"); strings.Contains(one, `value="bids"`) {
		t.Error("whoever comes for one kind is shown others")
	}
	form := o.shows(1, "/office/imports/new", "数据种类")
	if _, body := o.get(1, "/office/imports/new"); strings.Contains(body, "field_checks") {
		t.Error("a bureau is offered to say what was found at its own projects")
	}
	if code, _ := o.get(1, "/office/imports/templates/field_checks.xlsx"); code != http.StatusNotFound {
		t.Errorf("a bureau's template of what was found: %d", code)
	}
	for _, k := range importer.KindsOf(desks[1]) {
		path := "/office/imports/templates/" + k.Key + ".xlsx"
		if !strings.Contains(form, path) {
			t.Errorf("no link to %s", path)
		}
		code, body := o.get(1, path)
		if _, err := excelize.OpenReader(strings.NewReader(body)); code != http.StatusOK || err != nil {
			t.Errorf("%s: %d %v", path, code, err)
		}
	}
	for _, path := range []string{"nothing.xlsx", "payouts", "payouts.csv", "..%2Fpayouts.xlsx"} {
		if code, _ := o.get(1, "/office/imports/templates/"+path); code != http.StatusNotFound {
			t.Errorf("%s: %d", path, code)
		}
	}
}

func TestUploadsThatAreRefused(t *testing.T) {
	o := newImportOffice(t)
	for name, c := range map[string]struct {
		kind, asOf, file, text, want string
	}{
		"no kind":         {"", "", "a.csv", residentFile, "请选择这是哪一种数据"},
		"unknown kind":    {"secrets", "", "a.csv", residentFile, "不认识这种数据"},
		"no file":         {"residents", "", "", "", "请选择要上传的文件"},
		"empty file":      {"residents", "", "a.csv", "", "是空的"},
		"no day":          {"residents", "昨天", "a.csv", residentFile, "日期不对"},
		"a day of no use": {"residents", "2026-02-30", "a.csv", residentFile, "日期不对"},
	} {
		w := o.upload(1, c.kind, c.asOf, c.file, c.text)
		if w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), c.want) || !strings.Contains(w.Body.String(), `type="file"`) {
			t.Errorf("%s: %d, want %q", name, w.Code, c.want)
		}
	}
	if w := o.post(1, "/office/imports/new", "kind=residents"); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("not multipart: %d", w.Code)
	}
	o.shows(1, "/office/imports", "还没有上传过文件")
}

func TestTheSameFileAgainLeadsToItsBatch(t *testing.T) {
	o := newImportOffice(t)
	at := o.handIn(3, "divisions", divisionFile)
	if w := o.upload(3, "divisions", "", "again.csv", divisionFile); w.Header().Get("Location") != at {
		t.Errorf("unfinished: %d %s", w.Code, w.Header().Get("Location"))
	}
	o.post(3, at+"/confirm", "")
	o.work()
	w := o.upload(3, "divisions", "", "again.csv", divisionFile)
	if w.Code != http.StatusConflict || !strings.Contains(w.Body.String(), "不用再导") || !strings.Contains(w.Body.String(), `href="`+at+`"`) {
		t.Errorf("loaded: %d", w.Code)
	}
}

// TestAnUploadThatBreaksOffIsNotHalfAFile: the bytes that came would be a valid file.
func TestAnUploadThatBreaksOffIsNotHalfAFile(t *testing.T) {
	o := newImportOffice(t)
	body, contentType := form("divisions", "", "d.csv", divisionFile+strings.Repeat("450923108211,示范村,village,450923108000\n", 100))
	r := httptest.NewRequest(http.MethodPost, "/office/imports/new", bytes.NewReader(body.Bytes()[:body.Len()-2000]))
	r.Header.Set("Content-Type", contentType)
	if w := o.as(3, r); w.Code != http.StatusUnprocessableEntity || !strings.Contains(w.Body.String(), "没有传完整") {
		t.Errorf("%d", w.Code)
	}
	o.shows(3, "/office/imports", "还没有上传过文件")
}

func TestAFileThatCannotBeReadSaysWhy(t *testing.T) {
	o := newImportOffice(t)
	at := o.handIn(1, "residents", "这不是表格")
	o.shows(1, at, "这个文件读不了", "重新上传", "放弃这一批")
}

func TestWhoMayImport(t *testing.T) {
	o := newImportOffice(t)
	mine := o.handIn(1, "residents", residentFile)
	paths := []string{"/office/imports", "/office/imports/new", "/office/imports/templates/payouts.xlsx", mine, mine + "/errors.xlsx"}
	for _, who := range []int64{4, 5} {
		for _, path := range paths {
			if code, _ := o.get(who, path); code != http.StatusNotFound {
				t.Errorf("%s gets %s: %d", desks[who].Role, path, code)
			}
		}
		if w := o.upload(who, "residents", "", "a.csv", residentFile); w.Code != http.StatusNotFound {
			t.Errorf("%s uploads: %d", desks[who].Role, w.Code)
		}
	}
	for path, method := range map[string]string{mine: http.MethodGet, mine + "/errors.xlsx": http.MethodGet, mine + "/confirm": http.MethodPost, mine + "/withdraw": http.MethodPost, "/office/imports/0": http.MethodGet, "/office/imports/x": http.MethodGet} {
		if w := o.as(2, httptest.NewRequest(method, path, nil)); w.Code != http.StatusNotFound {
			t.Errorf("another bureau: %s %s: %d", method, path, w.Code)
		}
	}
	o.shows(2, "/office/imports", "还没有上传过文件")
	o.shows(3, mine, "户籍") // the administrator
	if code, body := o.get(0, "/office/imports"); code != http.StatusSeeOther {
		t.Errorf("nobody: %d %s", code, body)
	}
	r := httptest.NewRequest(http.MethodPost, mine+"/withdraw", strings.NewReader("reason=别的网站来的"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if w := o.as(1, r); w.Code != http.StatusForbidden {
		t.Errorf("from another site: %d", w.Code)
	}
}
