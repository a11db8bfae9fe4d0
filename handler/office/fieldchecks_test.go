package office

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/fieldcheck"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/parameter"
	"yangguang/service/store/dbtest/registers"
)

// fieldSite adds the pages of field checks and two projects.
func fieldSite(t *testing.T) *site {
	t.Helper()
	h := &Fieldchecks{}
	s := newSite(t, h.Routes()...)
	now := func() time.Time { return s.time }
	settings := parameter.New(s.db, now)
	photos, err := files.New(t.TempDir(), s.rows.People, now)
	if err != nil {
		t.Fatal(err)
	}
	h.front, h.places = s.front, s.lookup
	h.checks = fieldcheck.New(fieldcheck.Deps{DB: s.db, Files: photos, Calendar: settings.Calendar, Number: settings.Number, Seed: func() int64 { return 7 }, Now: now})
	started := s.time.AddDate(0, 0, -90).UTC().Truncate(24 * time.Hour)
	for _, no := range []string{"X1", "X2"} {
		s.rows.AddProject(model.Project{ProjectNo: no, Name: "示范道路" + no, Kind: "道路", VillageCode: registers.Silian, Bureau: "交通运输局", OwnerUnit: "镇人民政府", ApprovedOn: started, PlannedFen: 120_000_000, Procurement: "施工", BidMethod: "公开",
			PlanStart: started, PlanEnd: started.AddDate(0, 6, 0), RealStart: &started, Longitude: "109.975500", Latitude: "22.272600"})
	}
	return s
}

// TestFieldChecksOnTheirPages: supervision plans, a head agrees, the town goes
// there with or without a script, and supervision accepts.
func TestFieldChecksOnTheirPages(t *testing.T) {
	t.Parallel()
	s := fieldSite(t)
	inspector, head, town := s.enter(actor.RoleSupervision), s.enter(actor.RoleHead), s.enter(actor.RoleTownInspector)
	const home, plan, phone, visits = "/office/fieldchecks", "/office/fieldchecks/plan", "/office/field/", "/office/field/visits"
	inspector.sees(inspector.get(plan), http.StatusOK, "抽一批", "还没有抽过", `value="20"`)
	inspector.sees(inspector.post(plan, "top", "x", "share", "20", "days", "10"), http.StatusUnprocessableEntity, "请填1到200的整数")
	inspector.leads(inspector.post(plan, "top", "1", "share", "0", "days", "10", "note", "第一季度"), plan+"/1")
	inspector.sees(inspector.get(plan+"/1"), http.StatusOK, "待同意", "没有现场核查过", "等委领导同意", "第一季度")
	head.sees(head.get(plan+"/1"), http.StatusOK, "同意，派给各镇")
	head.leads(head.post(plan+"/1", "action", "agree", "version", "1", "agree-note", "同意"), plan+"/1")
	inspector.sees(inspector.get(home+"/new?project=X1"), http.StatusOK, "不用再派", "XC000001")
	inspector.sees(inspector.get(home+"/new?project=nobody"), http.StatusUnprocessableEntity, "没有这个编号的项目")
	inspector.sees(inspector.post(home+"/new", "project", "X2", "why", "看"), http.StatusUnprocessableEntity, "请写明要去看什么", "示范道路X2")
	inspector.leads(inspector.post(home+"/new", "project", "X2", "why", "去看路面宽度"), home+"/2")

	town.sees(town.get(home), http.StatusOK, "XC000001", "XC000002", "手机上填", "等人去")
	town.sees(town.get(phone), http.StatusOK, "示范道路X1", `href="geo:22.272600,109.975500`, `data-worker="/office/field/worker.js"`, "去看路面宽度", "少做的部分有没有设计变更？")
	if w := town.get("/office/field/worker.js"); w.code != http.StatusOK || !strings.HasPrefix(w.header.Get("Content-Type"), "text/javascript") || w.header.Get("Cache-Control") != "no-cache" || !strings.Contains(w.body, "respondWith") {
		t.Errorf("worker: %d %v", w.code, w.header)
	}
	me := s.id(actor.RoleTownInspector)
	form := func(uuid string) []string {
		return []string{"check", "2", "staff", me, "uuid", uuid, "verdict", "differs", "percent", "40", "unit", "公里", "note", "路面只有三米宽", "longitude", "109.9755", "latitude", "22.2756", "accuracy", "9"}
	}
	const first, second = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
	town.sees(town.send(visits, nil, form(first)...), http.StatusUnprocessableEntity, "请至少放一张现场照片", "路面只有三米宽")
	town.leads(town.send(visits, jpegPhoto(t), form(first)...), phone)
	town.sees(town.get(phone), http.StatusOK, "已交。等监督检查室审核。")
	town.leads(town.send(visits, jpegPhoto(t), form(first)...), phone) // the button of the browser, pressed again
	town.sees(town.get(phone), http.StatusOK, "只算一次")

	// The script is answered in JSON, whatever comes of it.
	for _, c := range []struct {
		uuid, staff string
		photo       bool
		code        int
		says        string
	}{{first, me, true, http.StatusOK, `{"kept":"again"}`}, {second, me, false, http.StatusUnprocessableEntity, "请至少放一张现场照片"}, {second, "999", true, http.StatusForbidden, "由本人登录"}, {second, me, true, http.StatusOK, `{"kept":"second"}`}} {
		pairs, photo := form(c.uuid), jpegPhoto(t)
		pairs[3] = c.staff
		if !c.photo {
			photo = nil
		}
		town.header = http.Header{queued: {"queue"}}
		got := town.send(visits, photo, pairs...)
		town.header = nil
		if got.code != c.code || !strings.Contains(got.body, c.says) || !strings.HasPrefix(got.header.Get("Content-Type"), "application/json") {
			t.Errorf("%+v: %d %s", c, got.code, got.body)
		}
	}

	inspector.sees(inspector.get(home+"?view=review"), http.StatusOK, "XC000002", "核查2次")
	page := inspector.get(home + "/2")
	inspector.sees(page, http.StatusOK, "有2次核查等审核", "另外留着", "334米", "误差约9米", "照片没有写拍摄时间", "<svg class=\"where\"", "认可", "退回重查")
	version := versionField.FindStringSubmatch(page.body)[1]
	inspector.sees(inspector.post(home+"/2", "action", "return1", "version", version), http.StatusUnprocessableEntity, "请写明原因")
	inspector.leads(inspector.post(home+"/2", "action", "accept1", "version", version), home+"/2")
	inspector.sees(inspector.get(home+"/2"), http.StatusOK, "已认可", "没有改动已经认可的")
	town.sees(town.get(home+"/2"), http.StatusOK, "等监督检查室审核")
	for path, code := range map[string]int{home + "/2/files/1?v=thumb": http.StatusOK, home + "/2/files/1": http.StatusOK, home + "/2/files/1?v=original": http.StatusNotFound, home + "/2/files/9": http.StatusNotFound, home + "/9": http.StatusNotFound} {
		if f := town.get(path); f.code != code {
			t.Errorf("%s: %d, want %d", path, f.code, code)
		}
	}
	inspector.leads(inspector.post(home+"/1", "action", "call_off", "version", "1", "call_off-note", "已经移交"), home+"/1")
	inspector.sees(inspector.get(home+"/1"), http.StatusOK, "已撤销：已经移交")
	town.sees(town.get(phone), http.StatusOK, "没有要去的现场")
}
