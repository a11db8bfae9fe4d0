package office

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/comparison"
	"yangguang/service/comparison/custom"
	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/parameter"
	"yangguang/service/store/dbtest/registers"
)

// compare makes the comparison and the county's own models.
func (s *site) compare(settings *parameter.Service, now func() time.Time) *comparison.Service {
	s.t.Helper()
	s.own = custom.New(s.db, slog.New(slog.DiscardHandler), now)
	var successions []comparison.Succession
	for _, r := range importer.Successions() {
		successions = append(successions, comparison.Succession(r))
	}
	s.comparison = comparison.New(comparison.Options{DB: s.db, People: s.rows.People, Values: settings.Values, Own: s.own.Models, OwnVersions: s.own.Versions, Successions: successions, Program: "a65c198e0d4f", Now: now,
		Set: func(context.Context, actor.Actor, string, string, string) error { return nil }})
	return s.comparison
}

// settingsOf makes the county's numbers, those of the comparison included.
func settingsOf(s *site, now func() time.Time) *parameter.Service {
	var extra []parameter.Extra
	for _, d := range comparison.Definitions() {
		extra = append(extra, parameter.Extra{Definition: parameter.Definition{Name: d.Name, Group: d.Group, Label: d.Label, Default: d.Default, Unit: parameter.Unit(d.Unit), Basis: d.Basis}, Hint: d.Hint, Clean: d.Clean})
	}
	return parameter.New(s.db, now, extra...)
}

// paidAfterDeath adds somebody who died in March 2025 and is paid until June.
func (s *site) paidAfterDeath() {
	s.t.Helper()
	item, p := s.rows.Item("GL", "高龄津贴"), s.rows.Person("甲示例", registers.Number("45092319400101001"))
	s.rows.Resident(p, "H1", registers.Silian, "")
	for _, month := range []string{"2025-01", "2025-02", "2025-03", "2025-04", "2025-05", "2025-06"} {
		s.rows.Pay(registers.Payout{Person: p, Item: item, Month: month, Fen: 5000})
	}
	loaded, died := s.time, time.Date(2025, 3, 20, 0, 0, 0, 0, time.UTC)
	b := model.Batch{Kind: "deaths", FileName: "死亡.xlsx", FileDigest: make([]byte, 32), Status: model.BatchLoaded, AsOf: time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC), RowsGood: 1, CreatedAt: s.time, LoadedAt: &loaded}
	if err := s.db.Create(&b).Error; err != nil {
		s.t.Fatal(err)
	}
	if err := s.db.Create(&model.Death{ID: b.ID<<24 | 1, PersonID: p, DiedOn: died, Source: "公安", BatchID: b.ID, RowNo: 1}).Error; err != nil {
		s.t.Fatal(err)
	}
}

func TestARunIsAskedForAndRead(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.paidAfterDeath()
	inspector, admin, auditor := s.enter(actor.RoleSupervision), s.enter(actor.RoleAdministrator), s.enter(actor.RoleAuditor)
	inspector.sees(inspector.get("/office/runs"), http.StatusOK, "还没有比对过", "现在全面比对")
	inspector.leads(inspector.post("/office/runs"), "/office/runs/1")
	inspector.sees(inspector.get("/office/runs/1"), http.StatusOK, "等待中", `hx-trigger="every 2s"`, `http-equiv="refresh"`)
	inspector.sees(inspector.get("/office/runs"), http.StatusOK, "全量比对", `hx-trigger="every 2s"`)
	if err := s.comparison.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	page := inspector.get("/office/runs/1")
	inspector.sees(page, http.StatusOK, "已完成", "S01 死亡人员继续领取", "参数版本", "死亡.xlsx", "2026-02-01", "新的疑点")
	if strings.Contains(page.body, "every 2s") {
		t.Error("a run that is over is looked at again and again")
	}
	inspector.sees(inspector.get("/office/runs/9"), http.StatusNotFound)
	inspector.sees(page, http.StatusOK, "规则版本", "a65c198e0d4f", "结果指纹", `action="/office/runs/1/repeat"`)
	inspector.leads(inspector.post("/office/runs/1/repeat"), "/office/runs/2")
	if err := s.comparison.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	inspector.sees(inspector.get("/office/runs/2"), http.StatusOK, "结果一致", "重算第 1 次", `href="/office/runs/1"`)
	inspector.sees(inspector.get("/office/runs/1"), http.StatusOK, "结果一致", `href="/office/runs/2"`)
	inspector.sees(inspector.get("/office/runs"), http.StatusOK, "重算核对")
	inspector.sees(inspector.post("/office/runs/2/repeat"), http.StatusConflict, "请重算第 1 次")
	admin.sees(admin.post("/office/runs/1/repeat"), http.StatusNotFound)
	admin.sees(admin.get("/office/runs"), http.StatusOK, "已完成")
	if strings.Contains(admin.get("/office/runs").body, "现在全面比对") {
		t.Error("the administrator is offered a run")
	}
	if strings.Contains(admin.get("/office/runs/1").body, "/office/models/") {
		t.Error("the administrator is led to pages that are closed")
	}
	admin.sees(admin.post("/office/runs"), http.StatusNotFound)
	auditor.sees(auditor.get("/office/runs"), http.StatusNotFound)
}

func TestAModelIsTriedWithOtherValues(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.paidAfterDeath()
	inspector := s.enter(actor.RoleSupervision)
	const at = "/office/models/S01"
	inspector.sees(inspector.get("/office/models"), http.StatusOK, at)
	inspector.sees(inspector.get(at), http.StatusOK, "换个参数试算", `name="S01.grace_months"`, "死亡人口", " 2026-02-01</span>", "用来检验它的例子", "管理员")
	inspector.sees(inspector.post(at+"/whatif", "S01.grace_months", "默认:0"), http.StatusOK, "试算结果（没有保存）", "甲某", "150.00", "会新出现")
	inspector.sees(inspector.post(at+"/whatif", "S01.grace_months", "默认:12"), http.StatusOK, "试算结果（没有保存）", `value="默认:12"`)
	inspector.sees(inspector.post(at+"/whatif", "S01.grace_months", "一个<月"), http.StatusUnprocessableEntity, "请写成“默认:0、农村低保:1”", `value="一个&lt;月"`)
	inspector.sees(inspector.get("/office/models/S17"), http.StatusOK, `value="5%"`, "写成百分数，带上百分号")
	inspector.sees(inspector.post("/office/models/S17/whatif", "S17.tolerance", "0.05"), http.StatusUnprocessableEntity, "请写成 0% 到 100% 的百分数")
	inspector.sees(inspector.post("/office/models/S99/whatif"), http.StatusNotFound)
	if strings.Contains(inspector.post(at+"/whatif", "S01.grace_months", "默认:0").body, "甲示例") {
		t.Error("a sample is not masked")
	}
	if n := len(s.findingRows()); n != 0 {
		t.Errorf("trying kept %d findings", n)
	}
}

func (s *site) findingRows() []model.Finding {
	s.t.Helper()
	var rows []model.Finding
	if err := s.db.Find(&rows).Error; err != nil {
		s.t.Fatal(err)
	}
	return rows
}

func TestAModelIsWrittenByOneAndApprovedByAnother(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.paidAfterDeath()
	author, head, auditor := s.enter(actor.RoleSupervision), s.enter(actor.RoleHead), s.enter(actor.RoleAuditor)
	const own = "/office/models/own"
	author.sees(author.get(own), http.StatusOK, "还没有自建模型", "写一个模型")
	author.sees(author.get(own+"/new"), http.StatusOK, "条件里能用的词", `data-word="年龄"`, "高龄津贴", "机动车")
	typed := []string{"title", "领高龄津贴的人已去世", "says", "人已经去世，还在领高龄津贴", "basis", "县里的通知", "severity", "2", "items", "高龄津贴", "expression", "已去世"}
	author.sees(author.post(own, append(typed, "deed", "check")...), http.StatusOK, "条件没有问题", "甲某", "150.00")
	wrong := author.post(own, "title", "年纪<大", "expression", "年纪 > 3", "items", "高龄津贴", "questions", "本人在不在", "deed", "save")
	author.sees(wrong, http.StatusUnprocessableEntity, "没有“年纪”这个字段", "请写依据", "年纪&lt;大", "年纪 &gt; 3", "本人在不在", `value="高龄津贴" checked`)
	author.leads(author.post(own, append(typed, "deed", "save")...), own+"/1")
	author.sees(author.get(own+"/1"), http.StatusOK, "草稿", "送审", "修改草稿")
	author.sees(author.get(own+"/1/edit"), http.StatusOK, "已去世", `value="1"`)
	author.leads(author.post(own+"/1", append(typed, "deed", "save", "version", "1")...), own+"/1")
	author.leads(author.post(own+"/1/submit", "version", "2"), own+"/1")
	author.sees(author.post(own+"/1/decide", "version", "3", "approve", "1"), http.StatusForbidden)
	head.sees(head.get(own+"/1"), http.StatusOK, "待批准", "批准，参加比对")
	head.sees(head.post(own+"/1/preview"), http.StatusOK, "试算结果", "甲某")
	head.sees(head.post(own+"/1/decide", "version", "3", "approve", "", "note", "改"), http.StatusUnprocessableEntity, "请写明退回的原因", `value="改"`)
	head.leads(head.post(own+"/1/decide", "version", "3", "approve", "1"), own+"/1")
	auditor.sees(auditor.get(own), http.StatusOK, "Z01 领高龄津贴的人已去世", "在用")
	auditor.sees(auditor.get(own+"/1"), http.StatusOK, "已去世")
	auditor.sees(auditor.post(own+"/1/preview"), http.StatusNotFound)
	head.sees(head.get("/office/models"), http.StatusOK, "Z01 领高龄津贴的人已去世")
	head.sees(head.get("/office/models/Z01"), http.StatusOK, "人已经去世，还在领高龄津贴", "这个模型没有参数")
	head.sees(head.post("/office/models/Z01/whatif"), http.StatusOK, "试算结果（没有保存）", "甲某")
	author.leads(author.post(own+"/1/revise"), own+"/2/edit")
	head.sees(head.post(own+"/1/retire", "version", "4", "note", "停"), http.StatusUnprocessableEntity, "请写明停用的原因", `value="停"`)
	head.leads(head.post(own+"/1/retire", "version", "4", "note", "政策改了"), own+"/1")
	head.sees(head.get(own+"/1"), http.StatusOK, "已停用", "政策改了")
	head.sees(head.get("/office/models/Z01"), http.StatusNotFound)
	s.rows.Finding(registers.Finding{Model: "Z01"})
	head.sees(head.get("/office/models"), http.StatusOK, "/office/models/Z01")
	head.sees(head.get("/office/models/Z01"), http.StatusOK, "没有启用")
	head.sees(head.get(own+"/9"), http.StatusNotFound)
}

func TestTheMatrixLeadsToItsParameters(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	inspector, admin, auditor := s.enter(actor.RoleSupervision), s.enter(actor.RoleAdministrator), s.enter(actor.RoleAuditor)
	const cell = "/office/parameters/matrix."
	page := inspector.get("/office/matrix")
	inspector.sees(page, http.StatusOK, "农村低保", "财政供养在职", "冲突", "需核实", "相容", "请管理员")
	if strings.Contains(page.body, cell) {
		t.Error("an inspector is led to a page that is closed")
	}
	admin.sees(admin.get("/office/matrix"), http.StatusOK, cell, "农村低保与有车：")
	auditor.sees(auditor.get("/office/matrix"), http.StatusOK, cell)
	const one = cell + "农村低保.有车"
	admin.sees(admin.get(one), http.StatusOK, "R、Y 或 -")
	admin.sees(admin.post(one, "value", "甲", "from", "2026-03-02", "basis", "会议纪要"), http.StatusUnprocessableEntity, "请填 R、Y 或 -", `value="甲"`)
	admin.sees(admin.post(one, "value", "y", "from", "2026-03-02", "basis", "会议纪要"), http.StatusSeeOther)
	admin.sees(admin.get("/office/matrix"), http.StatusOK, "农村低保与有车：需核实", "县里改过")
	admin.sees(admin.get("/office/parameters"), http.StatusOK, "<h2>互斥矩阵</h2>", "县里设过 1 项")
	const share = "/office/parameters/S17.tolerance"
	admin.sees(admin.get(share), http.StatusOK, "<dd>5%</dd>", "0% 到 100% 的百分数，带上百分号，例如 5%")
	admin.sees(admin.post(share, "value", "0.08", "from", "2026-03-02", "basis", "会议纪要"), http.StatusUnprocessableEntity, "请写成 0% 到 100% 的百分数", `value="0.08"`)
	admin.sees(admin.post(share, "value", "8%", "from", "2026-03-02", "basis", "会议纪要"), http.StatusSeeOther)
	admin.sees(admin.get(share), http.StatusOK, "<b>8%</b>")
	found := admin.get("/office/parameters?q=s01")
	admin.sees(found, http.StatusOK, "模型 S01")
	if strings.Contains(found.body, "模型 S02") {
		t.Error("the search finds everything")
	}
	admin.sees(admin.get("/office/parameters?q=没有这种"), http.StatusOK, "没有找到这样的参数")
	if n := strings.Count(admin.get("/office/parameters").body, "<h2>疑点分级</h2>"); n != 1 {
		t.Errorf("one heading stands %d times", n)
	}
}

// TestComparisonPagesOnABrokenDatabase: never as an empty list.
func TestComparisonPagesOnABrokenDatabase(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	inspector := s.enter(actor.RoleSupervision)
	for _, table := range []string{"comparison_runs", "custom_models", "batches", "items"} {
		if err := s.db.Exec("DROP TABLE " + table).Error; err != nil {
			t.Fatal(err)
		}
	}
	for _, path := range []string{"/office/runs", "/office/runs/1", "/office/models/S01", "/office/models/own", "/office/models/own/1", "/office/models/own/new"} {
		inspector.sees(inspector.get(path), http.StatusInternalServerError, "没有办成")
	}
	inspector.sees(inspector.post("/office/runs"), http.StatusInternalServerError)
	inspector.sees(inspector.post("/office/models/S01/whatif", "S01.grace_months", "0"), http.StatusInternalServerError)
}
