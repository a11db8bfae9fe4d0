package importer

import (
	"context"
	"maps"
	"strings"
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/transact"
)

// projectRow is the project of fileProjects as somebody fills it in.
var projectRow = map[string]string{
	"项目编号": "X1", "名称": "四联村道路", "类型": "道路", "村代码": "450923108210", "主管部门": "交通局", "业主单位": "江宁镇政府", "批复日期": "2025-01-05", "计划总投资": "1200000", "采购类型": "施工",
	"招标方式": "公开", "计划开工": "2025-03-01", "计划完工": "2025-09-30", "中标单位名称": "演示路桥公司", "合同日期": "2025-02-20", "合同价": "1,180,000.50",
}

func enter(t *testing.T, s *Service, db *gorm.DB, kind, filing string, values map[string]string) (int64, error) {
	t.Helper()
	var id int64
	err := transact.Do(t.Context(), db, func(tx *gorm.DB) (err error) {
		id, err = s.Enter(tx, officer, Entry{Kind: kind, Title: "填报 X1 合同", Filing: filing, Bureau: "交通局", Values: values})
		return err
	})
	return id, err
}

func TestARowFilledInOnLineIsABatch(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	first := mustRun(t, s, "projects", fileProjects)
	before := count(t, db, "SELECT COUNT(*) FROM outbox_events")
	id, err := enter(t, s, db, "projects", "filing/X1/1/0", projectRow)
	if err != nil {
		t.Fatal(err)
	}
	var rows []model.Project
	if err := db.Order("id").Find(&rows).Error; err != nil || len(rows) != 2 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	if rows[0].ClosedBy != id || rows[1].ClosedBy != 0 || rows[1].ID != id<<24|1 || rows[1].ContractFen != 118000050 || rows[1].WinnerName != "演示路桥公司" {
		t.Errorf("%+v\n%+v", rows[0], rows[1])
	}
	b, err := s.Batch(t.Context(), cli, id)
	if err != nil || !b.Loaded() || b.Rows != 1 || b.Bureau != "交通局" || b.Amount != 120000000 {
		t.Errorf("%+v %v", b, err)
	}
	var topics []string
	if err := db.Raw("SELECT topic FROM outbox_events WHERE dedupe = ? ORDER BY topic", id).Scan(&topics).Error; err != nil || strings.Join(topics, " ") != TopicImported+" "+TopicLook {
		t.Errorf("promised %v %v", topics, err)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM outbox_events") - before; n != 2 {
		t.Errorf("%d promises", n)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM row_extras WHERE batch_id = ?", id); n != 1 {
		t.Errorf("%d rows of other columns", n)
	}
	if _, err := enter(t, s, db, "projects", "filing/X1/1/0", projectRow); !fault.Is(err, fault.Conflict) {
		t.Errorf("the same filing twice: %v", err)
	}
	if _, err := enter(t, s, db, "projects", "filing/X1/2/0", projectRow); err != nil { // another step that leaves the row as it is
		t.Errorf("the same row at another step: %v", err)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM projects WHERE closed_by = 0"); n != 1 {
		t.Errorf("%d current rows", n)
	}
	if _, err := audit.Verify(t.Context(), db); err != nil {
		t.Error(err)
	}
	if first.ID == id {
		t.Error("no batch of its own")
	}
}

func TestAWithdrawnFilingBringsTheFormerRowBack(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	mustRun(t, s, "projects", fileProjects)
	id, err := enter(t, s, db, "projects", "filing/X1/1/0", projectRow)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Withdraw(t.Context(), cli, id, "填错了项目"); err != nil {
		t.Fatal(err)
	}
	var current []model.Project
	err = db.Raw("SELECT p.* FROM projects p JOIN batches b ON b.id = p.batch_id AND b.status = 'loaded' WHERE p.closed_by = 0").Scan(&current).Error
	if err != nil || len(current) != 1 || current[0].ContractFen != 0 {
		t.Errorf("%+v %v", current, err)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM outbox_events WHERE topic = ?", TopicWithdrawn); n != 1 {
		t.Errorf("%d promises", n)
	}
	if _, err := enter(t, s, db, "projects", "filing/X1/1/0", projectRow); err != nil { // after a withdrawal it may come again
		t.Error(err)
	}
}

func TestEnterRefusesWhatAFileWouldNotPassWith(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	mustRun(t, s, "projects", fileProjects)
	for name, c := range map[string]struct {
		kind, column, value string
	}{
		"no day":             {"projects", "批复日期", "昨天"},
		"empty":              {"projects", "名称", ""},
		"a village unknown":  {"projects", "村代码", "450923108999"},
		"ends before start":  {"projects", "计划完工", "2024-01-01"},
		"not of the list":    {"projects", "招标方式", "抽签"},
		"no such project":    {"project_progress", "项目编号", "X9"},
		"more than the work": {"project_progress", "形象进度", "101"},
	} {
		values := maps.Clone(projectRow)
		if c.kind == "project_progress" {
			values = map[string]string{"项目编号": "X1", "日期": "2025-05-01", "形象进度": "20"}
		}
		values[c.column] = c.value
		_, err := enter(t, s, db, c.kind, "filing/X1/1/0", values)
		if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[c.column] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := enter(t, s, db, "nothing", "filing/X1/1/0", nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("an unknown kind: %v", err)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM batches WHERE origin <> ''"); n != 0 {
		t.Errorf("%d batches were left", n)
	}
}

// TestAFilingDoesNotMakeARegisterFresh: one row says nothing of the others.
func TestAFilingDoesNotMakeARegisterFresh(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	old := upload("projects", fileProjects)
	old.AsOf = s.today() - 200
	if _, err := s.Run(t.Context(), cli, old, false, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := enter(t, s, db, "projects", "filing/X1/1/0", projectRow); err != nil {
		t.Fatal(err)
	}
	if err := db.Exec("UPDATE batches SET bureau = '交通局' WHERE kind = 'projects'").Error; err != nil {
		t.Fatal(err)
	}
	table, err := NewCoverage(db, func(context.Context, string) (int, map[string]int, error) { return 93, nil, nil }, s.now).Table(t.Context(), actor.Actor{Kind: actor.Staff, Role: actor.RoleAdministrator})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range table {
		if c.Kind == "projects" && (c.AsOf != old.AsOf || c.Batches != 2) {
			t.Errorf("%+v", c)
		}
	}
}

func TestDeclaredRelativesAreNotWithdrawnHere(t *testing.T) {
	s, db := newService(t)
	b := model.Batch{Kind: "relatives", Origin: model.OriginFiled, FileName: "填报", FileDigest: make([]byte, 32), Status: model.BatchLoaded, CreatedAt: s.at(), AsOf: s.at(), LoadedAt: new(s.at())}
	if err := db.Create(&b).Error; err != nil {
		t.Fatal(err)
	}
	if err := s.Withdraw(t.Context(), cli, b.ID, "重复登记了"); !fault.Is(err, fault.Conflict) || !strings.Contains(fault.Of(err).Public, "我的家属申报") {
		t.Errorf("%v", err)
	}
}
