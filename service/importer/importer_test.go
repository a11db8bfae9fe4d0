package importer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/gateway/vault"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest"
)

var (
	cli     = actor.Sys("cli")
	officer = actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleBureauOfficer, Bureau: "民政局", Name: "甲"}
	other   = actor.Actor{Kind: actor.Staff, StaffID: 2, Role: actor.RoleBureauOfficer, Bureau: "林业局", Name: "乙"}
	monday  = time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)
)

// Files of a very small county.
const (
	fileDivisions = "代码,名称,级别,上级代码\n450923000000,博白县,county,\n450923108000,江宁镇,town,450923000000\n450923108210,四联村,village,450923108000\n"
	fileSubsidies = "项目编码,项目名称,主管部门,对象,档次,标准,单位,频次,收入认定,生效日期,失效日期,文号\nMZ01,农村低保,民政局,户,A,350,人月,月,计入,2025-01-01,,演示\n"
	fileResidents = "身份证号,姓名,户编号,与户主关系,村代码,组,手机号\n450923199003070011,陈演一,H1,户主,450923108210,1组,19900001234\n45092319900307002X,陈样二,H1,配偶,450923108210,1组,\n"
	payoutHead    = "批次号,项目编码,所属期起,所属期止,身份证号,姓名,数量,档次,金额,账号,账户名,发放日期,发放结果,备注\n"
	filePayouts   = payoutHead + "P1,MZ01,2025-01,2025-01,450923199003070011,陈演一,2,A,700,6222021234567890128,陈演一,2025-01-10,成功,补贴到户\n"
	filePolicies  = "标题,项目编码,类别,发文机关,生效日期,享受条件,标准,申请材料,办理地点\n农村低保政策,MZ01,救助,县民政局,2025-01-01,收入低,每月350元,身份证,村委会\n"
	fileProjects  = "项目编号,名称,类型,村代码,主管部门,业主单位,批复日期,计划总投资,采购类型,招标方式,计划开工,计划完工,中标单位名称\nX1,四联村道路,道路,450923108210,交通局,江宁镇政府,2025-01-05,1200000,施工,公开,2025-03-01,2025-09-30,演示路桥公司\n"
	fileProgress  = "项目编号,日期,形象进度\nX1,2025-04-01,12.5\n"
)

func newService(t testing.TB) (*Service, *gorm.DB) {
	t.Helper()
	db := dbtest.New(t)
	box := dbtest.Box(t)
	dir := t.TempDir()
	v, err := vault.New(filepath.Join(dir, "vault"), box)
	if err != nil {
		t.Fatal(err)
	}
	return New(db, box, v, slog.New(slog.DiscardHandler), func() time.Time { return monday }, filepath.Join(dir, "tmp")), db
}

func upload(kind, text string) Upload {
	return Upload{Kind: kind, Name: kind + ".csv", File: strings.NewReader(text)}
}

func mustRun(t testing.TB, s *Service, kind, text string) Batch {
	t.Helper()
	b, err := s.Run(t.Context(), cli, upload(kind, text), false, nil)
	if err != nil || !b.Loaded() {
		m, merr := s.Mistakes(t.Context(), cli, b.ID, page.Request{})
		t.Fatalf("%s: %v %s %v %v %v", kind, err, b.Status, b.Message, m.Items, merr)
	}
	return b
}

func mustCounty(t *testing.T, s *Service) {
	t.Helper()
	mustRun(t, s, "divisions", fileDivisions)
	mustRun(t, s, "subsidies", fileSubsidies)
	mustRun(t, s, "residents", fileResidents)
}

func count(t testing.TB, db *gorm.DB, sql string, args ...any) int64 {
	t.Helper()
	var n int64
	if err := db.Raw(sql, args...).Scan(&n).Error; err != nil {
		t.Fatal(err)
	}
	return n
}

func TestEveryKindLoads(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	mustRun(t, s, "policies", filePolicies)
	mustRun(t, s, "projects", fileProjects)
	mustRun(t, s, "project_progress", fileProgress)
	b := mustRun(t, s, "payouts", filePayouts)
	if b.Amount != 70000 || b.RowsGood != 1 || b.AsOf != period.Date(2026, 3, 2) {
		t.Errorf("%+v", b)
	}
	p, err := gorm.G[model.Payout](db).Take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if p.AmountFen != 70000 || p.QuantityMilli != 2000 || p.AccountTail != "0128" || p.VillageCode != "450923108210" || p.NameGiven != "" ||
		period.Stored(p.PeriodStart) != period.Date(2025, 1, 1) || period.Stored(p.PeriodEnd) != period.Date(2025, 1, 31) {
		t.Errorf("%+v", p)
	}
	if account, err := s.box.Open(p.AccountSealed, seal.PlaceAccount("payouts", p.ID)); err != nil || account.Reveal() != "6222021234567890128" {
		t.Errorf("account: %v", err)
	}
	person, err := gorm.G[model.Person](db).Where("id = ?", p.PersonID).Take(t.Context())
	if err != nil || person.Name != "陈演一" || person.IDGrade != "A" || person.Sex == "" || person.BirthOn == nil {
		t.Errorf("%+v %v", person, err)
	}
	if project, err := gorm.G[model.Project](db).Take(t.Context()); err != nil || project.WinnerName != "演示路桥公司" || project.PlannedFen != 120000000 {
		t.Errorf("%+v %v", project, err)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM row_extras"); n != 2 {
		t.Errorf("%d rows with unknown columns kept, want 2", n)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM outbox_events WHERE topic = ? AND done_at IS NULL", TopicPayoutsLoaded); n != 1 {
		t.Errorf("%d promises to tell about payouts", n)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM outbox_events WHERE topic IN ('import.check', 'import.load') AND done_at IS NULL"); n != 0 {
		t.Errorf("%d steps left to do", n)
	}
	if _, err := audit.Verify(t.Context(), db); err != nil {
		t.Error(err)
	}
}

func TestTheSameFileIsRefusedAsTheBatchItIs(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	b := mustRun(t, s, "payouts", filePayouts)
	again, err := s.Run(t.Context(), cli, upload("payouts", filePayouts), false, nil)
	if !fault.Is(err, fault.Conflict) || !strings.Contains(fault.Of(err).Public, fmt.Sprintf("批次 %d", b.ID)) || again.ID != b.ID {
		t.Errorf("%+v %v", again, err)
	}
	if err := s.Withdraw(t.Context(), cli, b.ID, "重复发放,撤回"); err != nil {
		t.Fatal(err)
	}
	mustRun(t, s, "payouts", filePayouts)
	if n := count(t, db, "SELECT COUNT(*) FROM payouts p JOIN batches b ON b.id = p.batch_id AND b.status = 'loaded'"); n != 1 {
		t.Errorf("%d visible payouts", n)
	}
}

// What rows lacked may have been loaded since: the same file is judged anew.
func TestRowsThatDidNotPassAreCheckedAgain(t *testing.T) {
	s, db := newService(t)
	mustRun(t, s, "divisions", fileDivisions)
	mustRun(t, s, "residents", fileResidents)
	for _, allowBad := range []bool{false, true} {
		b, err := s.Run(t.Context(), cli, upload("payouts", filePayouts), allowBad, nil)
		if b.Loaded() || err == nil == allowBad { // not one row is good
			t.Fatalf("without the catalogue: %+v %v", b, err)
		}
	}
	mustRun(t, s, "subsidies", fileSubsidies)
	b, err := s.Run(t.Context(), cli, upload("payouts", filePayouts), false, nil)
	if err != nil || !b.Loaded() || b.RowsBad != 0 {
		t.Errorf("with the catalogue: %+v %v", b, err)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM import_errors"); n != 0 {
		t.Errorf("%d mistakes are left", n)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM outbox_events WHERE topic = 'import.check' AND done_at IS NULL"); n != 0 {
		t.Errorf("%d steps left to do", n)
	}
}

func TestWrongRowsGoBackAndTheRestWaits(t *testing.T) {
	s, _ := newService(t)
	mustCounty(t, s)
	text := filePayouts +
		"P1,ZZ99,2025-01,2025-01,45092319900307002X,陈样二,1,A,350,6222021234567890128,陈样二,2025-01-10,成功,\n" +
		"P1,MZ01,2025-01,2025-01,450923199003070012,陈演三,1,A,三百五,6222021234567890128,陈演三,2025-01-10,成功,\n"
	b, err := s.Run(t.Context(), officer, Upload{Kind: "payouts", Name: `C:\桌面\发放.csv`, File: strings.NewReader(text)}, false, nil)
	if err != nil || !b.Waiting() || b.RowsGood != 1 || b.RowsBad != 2 || b.FileName != "发放.csv" {
		t.Fatalf("%+v %v", b, err)
	}
	m, err := s.Mistakes(t.Context(), officer, b.ID, page.Request{})
	if err != nil || m.Total != 3 {
		t.Fatalf("%+v %v", m, err)
	}
	for _, e := range m.Items {
		if strings.Contains(e.Value+e.Message, "450923199003070012") {
			t.Errorf("the list shows an ID: %+v", e)
		}
	}
	var out bytes.Buffer
	if err := s.WriteErrors(t.Context(), officer, b.ID, &out); err != nil || out.Len() == 0 {
		t.Fatal(err)
	}
	if _, err := s.Batch(t.Context(), other, b.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("another bureau sees it: %v", err)
	}
	if err := s.Confirm(t.Context(), officer, b.ID, 0); err != nil {
		t.Fatal(err)
	}
	w := outbox.NewWorker(s.db, s.log, s.now, s.Handlers())
	if _, err := w.Once(t.Context()); err != nil {
		t.Fatal(err)
	}
	if b, err = s.Batch(t.Context(), officer, b.ID); err != nil || !b.Loaded() {
		t.Errorf("%+v %v", b, err)
	}
}

func TestWhoMayImport(t *testing.T) {
	s, _ := newService(t)
	for _, role := range actor.Roles {
		_, err := s.Upload(t.Context(), actor.Actor{Kind: actor.Staff, StaffID: 9, Role: role}, upload("divisions", fileDivisions+string(role)))
		may := role == actor.RoleBureauOfficer || role == actor.RoleAdministrator
		if (err == nil) != may {
			t.Errorf("%s: %v", role, err)
		}
	}
	if _, err := s.Upload(t.Context(), actor.Actor{Kind: actor.Villager, PersonID: 1}, upload("divisions", fileDivisions)); err == nil {
		t.Error("a villager imported")
	}
}

func TestAnInterruptedLoadShowsNothingAndStartsAgain(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	var text strings.Builder
	text.WriteString(payoutHead)
	for i := range 2*group + 1 {
		fmt.Fprintf(&text, "P1,MZ01,2025-01,2025-01,450923199003070011,陈演一,%d,A,700,6222021234567890128,陈演一,2025-01-10,成功,\n", i)
	}
	ctx, cancel := context.WithCancel(t.Context())
	chunks := 0
	s.slow = func() {
		if chunks++; chunks == 1 {
			cancel()
		}
	}
	if _, err := s.Run(ctx, cli, upload("payouts", text.String()), false, nil); !errors.Is(err, context.Canceled) {
		t.Fatalf("the load was not interrupted: %v", err)
	}
	const visible = "SELECT COUNT(*) FROM payouts p JOIN batches b ON b.id = p.batch_id AND b.status = 'loaded'"
	if n := count(t, db, visible); n != 0 {
		t.Fatalf("%d rows of an interrupted load are visible", n)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM payouts"); n == 0 {
		t.Fatal("nothing was written yet: the test proves nothing")
	}
	s.slow = func() {}
	b := mustRun(t, s, "payouts", text.String())
	if n := count(t, db, visible); n != 2*group+1 || b.RowsGood != 2*group+1 {
		t.Errorf("%d rows after the second attempt", n)
	}
}

func TestRotatingTheIndexKeyMakesNobodyTwice(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	oldSeal, oldIndex := seal.GenerateKey(1, 16), seal.GenerateKey(1, 32)
	box := func(sealKeys, indexKeys string) *seal.Box {
		t.Helper()
		k, err := seal.ParseKeys(sealKeys, 16)
		if err != nil {
			t.Fatal(err)
		}
		i, err := seal.ParseKeys(indexKeys, 32)
		if err != nil {
			t.Fatal(err)
		}
		b, err := seal.NewBox(k, i)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	const one = "身份证号,姓名,户编号,村代码\n452527196508121218,梁样三,H9,450923108210\n"
	s.box = box(oldSeal, oldIndex)
	mustRun(t, s, "residents", one)
	s.box = box(seal.GenerateKey(2, 16)+","+oldSeal, seal.GenerateKey(2, 32)+","+oldIndex)
	mustRun(t, s, "residents", one+"\n")
	if n := count(t, db, "SELECT COUNT(*) FROM people WHERE name = '梁样三'"); n != 1 {
		t.Errorf("%d rows for one person", n)
	}
}

func TestLeftoversInClearGo(t *testing.T) {
	s, _ := newService(t)
	if err := s.Tidy(); err != nil {
		t.Fatalf("without a folder: %v", err)
	}
	if err := os.MkdirAll(s.tmp, 0o700); err != nil {
		t.Fatal(err)
	}
	left, busy := filepath.Join(s.tmp, "import-1"), filepath.Join(s.tmp, "import-2")
	for name, age := range map[string]time.Duration{left: staleAfter, busy: staleAfter - time.Minute} {
		if err := os.WriteFile(name, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(name, monday, monday.Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Tidy(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); !os.IsNotExist(err) {
		t.Errorf("what was left is still there: %v", err)
	}
	if _, err := os.Stat(busy); err != nil {
		t.Errorf("what may be in use is gone: %v", err)
	}
}

func TestRegistersKeepWhatWasTrue(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	run := func(group, name string, asOf period.Day) Batch {
		t.Helper()
		b, err := s.Run(t.Context(), cli, Upload{Kind: "residents", Name: "r.csv", AsOf: asOf, File: strings.NewReader(
			"身份证号,姓名,户编号,村代码,组\n450923199003070011," + name + ",H1,450923108210," + group + "\n")}, false, nil)
		if err != nil || !b.Loaded() {
			t.Fatal(b, err)
		}
		return b
	}
	current := func() string {
		t.Helper()
		rows, err := gorm.G[model.Resident](db).Where("closed_by = 0 AND batch_id IN (SELECT id FROM batches WHERE status = 'loaded') AND person_id = (SELECT id FROM people WHERE name LIKE '陈演%')").Find(t.Context())
		if err != nil || len(rows) != 1 || rows[0].ValidTo != nil {
			t.Fatalf("%+v %v", rows, err)
		}
		return rows[0].GroupNo
	}
	second := run("2组", "陈演一", period.Date(2026, 3, 3))
	third := run("3组", "陈演新", period.Date(2026, 3, 4))
	if g := current(); g != "3组" {
		t.Errorf("current: %s", g)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM residents WHERE valid_to IS NOT NULL"); n != 2 {
		t.Errorf("%d closed rows", n)
	}
	// Withdrawing the middle one leaves the newest current …
	if err := s.Withdraw(t.Context(), cli, second.ID, "上报有误"); err != nil {
		t.Fatal(err)
	}
	if g := current(); g != "3组" {
		t.Errorf("after withdrawing the middle: %s", g)
	}
	// … and withdrawing that one brings the first back, not the withdrawn one.
	if err := s.Withdraw(t.Context(), cli, third.ID, "上报有误"); err != nil {
		t.Fatal(err)
	}
	if g := current(); g != "1组" {
		t.Errorf("after withdrawing the last: %s", g)
	}
}

func TestFilesThatCannotBeRead(t *testing.T) {
	s, _ := newService(t)
	for name, text := range map[string]string{
		"empty":       "",
		"no header":   "a,b,c\n1,2,3\n",
		"half header": "代码,名称\n1,2\n",
		"not a table": "\x00\x01\x02\x03 something",
		"old xls":     "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("x", 600),
	} {
		b, err := s.Run(t.Context(), cli, upload("divisions", text), false, nil)
		refused := err == nil && b.Status == model.BatchRefused && b.Message != ""
		if !refused && !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %+v %v", name, b, err)
		}
	}
	if _, err := s.Run(t.Context(), cli, upload("nonsense", "x"), false, nil); !fault.Is(err, fault.Invalid) {
		t.Errorf("unknown kind: %v", err)
	}
}

func TestAListOfBatchesTakesThreeStatements(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	dbtest.AtMost(t, db, 3, func(db *gorm.DB) {
		q := *s
		q.db = db
		p, err := q.Batches(t.Context(), cli, "", "", page.Request{})
		if err != nil || p.Total != 3 {
			t.Errorf("%+v %v", p, err)
		}
	})
}
