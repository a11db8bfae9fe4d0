package office

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/finding"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/livelihood"
	"yangguang/service/parameter"
	"yangguang/service/store/dbtest/registers"
)

// tasksSite adds the livelihood pages with one task of each of two kinds.
func tasksSite(t *testing.T) (*site, *Livelihood) {
	t.Helper()
	lh := &Livelihood{}
	s := newSite(t, lh.Routes()...)
	now := func() time.Time { return s.time }
	extra := []parameter.Extra{{Definition: parameter.Definition{Name: livelihood.ParamLines, Default: "2024:8100、2025:8700"}}}
	for _, d := range livelihood.Definitions() {
		extra = append(extra, parameter.Extra{Definition: parameter.Definition{Name: d.Name, Default: strings.ReplaceAll(d.Default, "住房和城乡建设局", bureau)}, Clean: d.Clean})
	}
	settings := parameter.New(s.db, now, extra...)
	proof, err := files.New(t.TempDir(), s.rows.People, now)
	if err != nil {
		t.Fatal(err)
	}
	service := livelihood.New(livelihood.Deps{DB: s.db, Box: s.rows.People, Files: proof, Findings: finding.NewTasks(s.rows.People), Calendar: settings.Calendar, Text: settings.Text, Now: now})
	lh.front, lh.tasks, lh.divisions = s.front, service, s.lookup
	p := s.rows.Person("甲示例", registers.Number("45092319600101001"))
	s.rows.Resident(p, "H1", registers.Silian, "")
	item := s.rows.Item("DB01", "农村低保")
	s.rows.Pay(registers.Payout{Person: p, Item: item, Month: "2025-03", Fen: 23000})
	batch := s.rows.NewBatch(model.BatchLoaded)
	for _, row := range []any{
		&model.AidedHousehold{ID: batch<<24 | 1, HouseholdNo: "T1", PersonID: p, VillageCode: registers.Silian, Category: "脱贫户", IdentifiedOn: time.Date(2015, 12, 31, 0, 0, 0, 0, time.UTC), Cause: "因病", BatchID: batch, RowNo: 1},
		&model.Indicator{ID: batch<<24 | 2, HouseholdNo: "T1", Year: 2025, IncomeFen: 790000, HousingGrade: "D", WaterMet: true, SchoolingMet: true, BatchID: batch, RowNo: 2},
	} {
		if err := s.db.Create(row).Error; err != nil {
			t.Fatal(err)
		}
	}
	s.rows.Finding(registers.Finding{Person: p, Model: "Q02", Title: "住房疑似不达标"})
	s.rows.Finding(registers.Finding{Person: p, Model: "Q03", Title: "饮水疑似不达标"})
	if err := service.Follow(t.Context(), 1); err != nil {
		t.Fatal(err)
	}
	return s, lh
}

// TestALivelihoodTaskOnItsPages: the bureau remedies with proof, the town goes
// there, and a household opens for a reason.
func TestALivelihoodTaskOnItsPages(t *testing.T) {
	t.Parallel()
	s, _ := tasksSite(t)
	officer, town, inspector := s.enter(actor.RoleBureauOfficer), s.enter(actor.RoleTownInspector), s.enter(actor.RoleSupervision)
	const one = "/office/livelihood/tasks/1"
	officer.sees(officer.get("/office/livelihood"), http.StatusOK, bureau+"的任务", "住上安全住房", "?bureau=")
	officer.sees(officer.get("/office/livelihood/tasks"), http.StatusOK, "BZ000001", "甲示例", "待办", "还有")
	officer.sees(officer.get("/office/livelihood/tasks/2"), http.StatusNotFound)
	officer.sees(officer.get(one), http.StatusOK, "报告整改", "申请不办", "这一户多年的情况", "test.xlsx 第2行")
	officer.sees(officer.send(one, nil, "action", "remedy", "version", "1", "remedy-note", "三月修好了"), http.StatusUnprocessableEntity, "请选怎样整改的", "请放整改的照片", "三月修好了")
	officer.leads(officer.send(one, jpegPhoto(t), "action", "remedy", "version", "1", "remedy-way", "rebuild", "remedy-note", "三月修好了"), one)
	officer.sees(officer.get(one), http.StatusOK, "已办：报告整改", "改造重建", "没有需要您办的事")
	town.sees(town.get("/office/livelihood/tasks"), http.StatusOK, "BZ000001", "待复核")
	town.leads(town.send(one, jpegPhoto(t), "action", "visit_met", "version", "2", "visit_met-note", "去看过，住得好"), one)
	inspector.sees(inspector.get("/office/livelihood"), http.StatusOK, "共 <a href=\"/office/livelihood/tasks?view=all\">2</a> 项，已达标 50%")
	inspector.sees(inspector.get("/office/livelihood/tasks?kind=housing&view=met"), http.StatusOK, "BZ000001", "共 1 条")
	inspector.sees(inspector.get("/office/findings?view=task"), http.StatusOK, "YD000002", "保障任务")
	inspector.sees(inspector.get("/office/findings/2"), http.StatusOK, "由保障任务办理", "BZ000002")
	for i, want := range []string{"image/jpeg", "image/jpeg"} {
		if f := town.get(fmt.Sprintf("%s/files/%d", one, i+1)); f.code != http.StatusOK || f.header.Get("Content-Type") != want || f.header.Get("Cache-Control") != "no-store" {
			t.Errorf("file %d: %d %v", i+1, f.code, f.header)
		}
	}
	officer.sees(officer.get("/office/households/T1?task=BZ000001"), http.StatusOK, "为什么要看", "办理保障任务BZ000001")
	officer.sees(officer.post("/office/households/T1", "reason", "看"), http.StatusUnprocessableEntity, "请写明为什么要看这一户")
	officer.sees(officer.post("/office/households/T1", "reason", "办理保障任务"), http.StatusOK, "多年情况", "<svg class=\"timeline\"", "7,900.00", "8,700.00", "农村低保", "230.00", "要入户核查", "BZ000001", "列入任务：住房")
	officer.sees(officer.get("/office/households/nobody"), http.StatusNotFound)
	if strings.Contains(s.log.String(), "甲示例") {
		t.Error("the log holds a name")
	}
}
