package funds_test

import (
	"bytes"
	"context"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/funds"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

const civil, roads = "民政局", "交通运输局"

func staff(role actor.Role, bureau, division string) actor.Actor {
	return actor.Actor{Kind: actor.Staff, StaffID: 7, Role: role, Name: "测试甲", Bureau: bureau, Division: division}
}

var (
	inspector = staff(actor.RoleSupervision, "", "")
	officer   = staff(actor.RoleBureauOfficer, civil, "")
	builder   = staff(actor.RoleBureauHead, roads, "")
	town      = staff(actor.RoleTownInspector, "", registers.Jiangning)
	elsewhere = staff(actor.RoleTownInspector, "", registers.Santan)
)

// bench is a county with the money of one item and two projects.
type bench struct {
	item int64
	*funds.Service
	t    *testing.T
	db   *gorm.DB
	regs *registers.Registers
	row  int64
}

func day(s string) time.Time {
	d, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}
	}
	return d
}

func newBench(t *testing.T) *bench {
	t.Helper()
	now := time.Date(2026, 6, 30, 4, 0, 0, 0, time.UTC)
	b := &bench{t: t, db: dbtest.New(t)}
	b.regs = registers.New(t, b.db, now)
	over := func(days int) funds.Lag {
		return func(a, u period.Day) (int, int) {
			n := int(u - a)
			if n > days {
				return n, 1
			}
			return n, 0
		}
	}
	b.Service = funds.New(funds.Deps{DB: b.db, Now: func() time.Time { return now }, Lags: func(context.Context) (funds.Lags, error) {
		return funds.Lags{Subsidy: over(30), Project: over(90)}, nil
	}})
	item := b.regs.Item("MZ02", "农村低保")
	b.item = item
	b.ok(b.db.Model(&model.Item{}).Where("id = ?", item).Update("bureau", civil).Error)
	who := b.regs.Person("甲示例", registers.Number("45092319600101001"))
	for _, p := range []registers.Payout{
		{Month: "2026-03", Fen: 40_00, PaidOn: "2026-03-20"}, {Month: "2026-04", Fen: 50_00, PaidOn: "2026-04-20"}, {Month: "2026-04", Fen: 7_00, PaidOn: "2026-04-20", Result: "退票"}, {Month: "2026-05", Fen: 25_00, PaidOn: "2026-05-20"},
	} {
		p.Person, p.Item = who, item
		b.regs.Pay(p)
	}
	b.fund("财社1号", "MZ02", 80_00, "2026-03-01", "2026-03-10", "县")
	b.fund("财社1号", "MZ02", 80_00, "2026-03-01", "2026-03-15", "部门")
	b.fund("财社2号", "MZ02", 60_00, "2026-05-01", "2026-05-10", "县")
	b.project("X1", registers.Silian, roads, "C-1")
	b.project("X2", registers.LiSantan, roads, "")
	b.fund("财农1号", "X1", 500_00, "2026-01-01", "2026-01-05", "部门")
	b.fund("财农1号", "X2", 300_00, "2026-01-01", "2026-01-05", "镇")
	b.flow("X1", "2026-01-10", 600_00, "到账", "", "P1")
	b.flow("X1", "2026-05-10", 450_00, "拨付", "C-1", "P2")
	return b
}

func (b *bench) ok(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatalf("%v %v", err, fault.Of(err).Fields)
	}
}

func (b *bench) id() int64 { b.row++; return b.regs.Batch<<24 | (1<<20 + b.row) }

func (b *bench) fund(doc, code string, fen int64, issued, arrived, level string) {
	b.t.Helper()
	b.ok(b.db.Create(&model.Fund{ID: b.id(), DocNo: doc, Name: doc + "资金", ItemCode: code, AmountFen: fen, IssuedOn: day(issued), ArrivedOn: day(arrived), ArrivedAt: level, BatchID: b.regs.Batch}).Error)
}

func (b *bench) flow(no, on string, fen int64, kind, payee, voucher string) {
	b.t.Helper()
	b.ok(b.db.Create(&model.ProjectFund{ID: b.id(), ProjectNo: no, OnDay: day(on), AmountFen: fen, Kind: kind, PayeeCode: payee, Voucher: voucher, BatchID: b.regs.Batch}).Error)
}

func (b *bench) project(no, village, bureau, winner string) {
	bid := day("2025-12-01")
	b.regs.AddProject(model.Project{ProjectNo: no, Name: "项目" + no, Kind: "道路", VillageCode: village, Bureau: bureau, OwnerUnit: "江宁镇人民政府", ApprovedOn: day("2025-11-01"), PlanStart: day("2026-01-01"), PlanEnd: day("2026-12-31"), BidOn: &bid, WinnerCode: winner, WinFen: 450_00})
}

func (b *bench) overview(by actor.Actor, q funds.Query) funds.Overview {
	b.t.Helper()
	o, err := b.Overview(b.t.Context(), by, q)
	b.ok(err)
	return o
}

// TestMoneyThatWasNotUsedIsNotCalledPaid: a payment that used an earlier
// document's money does not end the waiting of a later one; a payment that came
// back as a whole does.
func TestMoneyThatWasNotUsedIsNotCalledPaid(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.fund("财社3号", "MZ02", 90_00, "2026-05-01", "2026-05-12", "县")
	line := func() funds.Line {
		t.Helper()
		o := b.overview(inspector, funds.Query{Words: "财社3号"})
		if len(o.Lines.Items) != 1 {
			t.Fatalf("%+v", o.Lines)
		}
		return o.Lines.Items[0]
	}
	l := line()
	if l.Went != 0 || l.Wait.Paid || l.Wait.Days != l.Days || l.Wait.Colour != 1 {
		t.Errorf("nothing of it was paid: %+v", l)
	}
	if o := b.overview(inspector, funds.Query{View: funds.ViewLate, Words: "财社3号"}); o.Lines.Total != 1 {
		t.Errorf("%d documents are late", o.Lines.Total)
	}
	b.regs.Pay(registers.Payout{Person: b.regs.Person("乙示例", registers.Number("45092319600101002")), Item: b.item, Month: "2026-05", Fen: 30_00, PaidOn: "2026-05-30", Result: "退票"})
	if l = line(); !l.Wait.Paid || l.Wait.Days != 18 || l.Wait.Colour != 0 {
		t.Errorf("what came back had gone out: %+v", l)
	}
}

func TestOverview(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, c := range []struct {
		name             string
		by               actor.Actor
		q                funds.Query
		came, went, idle money.Fen
		docs             int
	}{
		// Payments of 115, of which the 10 of April that no document covered; 140 by documents. Projects: 500 and 300 by documents, 100 beyond.
		{"the county", inspector, funds.Query{}, 150_00 + 900_00, 115_00 + 450_00, 35_00 + 450_00, 4},
		{"subsidies", inspector, funds.Query{Sort: funds.OfItems}, 150_00, 115_00, 35_00, 2},
		{"one bureau's", officer, funds.Query{}, 150_00, 115_00, 35_00, 2},
		{"another's", builder, funds.Query{}, 900_00, 450_00, 450_00, 2},
		{"a town's", town, funds.Query{}, 600_00, 450_00, 150_00, 1},
		{"another town's", elsewhere, funds.Query{}, 300_00, 0, 300_00, 1},
		{"words", inspector, funds.Query{Words: "财社1号"}, 80_00, 80_00, 0, 1},
		{"bureau", inspector, funds.Query{Bureau: roads}, 900_00, 450_00, 450_00, 2},
	} {
		o := b.overview(c.by, c.q)
		if want := (funds.Sums{Came: c.came, Went: c.went, Idle: c.idle}); o.Total != want || o.Counts[""] != c.docs {
			t.Errorf("%s: %+v, %d documents; want %+v, %d", c.name, o.Total, o.Counts[""], want, c.docs)
		}
		var drawn money.Fen
		for _, e := range o.Edges {
			if e.Column == 0 {
				drawn += e.Amount
			}
		}
		if drawn != o.Total.Came {
			t.Errorf("%s: %d drawn of %d", c.name, drawn, o.Total.Came)
		}
	}
	o := b.overview(inspector, funds.Query{Request: page.Request{Number: 1, Size: 2}})
	if first := o.Lines.Items[0]; first.Doc != "财农1号" || first.Code != "X2" || first.Days != 176 || o.Lines.Total != 4 || len(o.Lines.Items) != 2 {
		t.Errorf("oldest idle first: %+v of %d", first, o.Lines.Total)
	}
	late := b.overview(inspector, funds.Query{View: funds.ViewLate})
	if late.Lines.Total != 1 || late.Lines.Items[0].Code != "X1" || late.Lines.Items[0].Wait != (funds.Wait{Known: true, Paid: true, Days: 120, Colour: 1}) {
		t.Errorf("late: %+v", late.Lines.Items)
	}
	for _, by := range []actor.Actor{staff(actor.RolePetition, "", ""), staff(actor.RoleBureauOfficer, "", ""), staff(actor.RoleVillageCadre, "", registers.Silian)} {
		if _, err := b.Overview(t.Context(), by, funds.Query{}); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", by.Role, err)
		}
	}
	before := b.overview(inspector, funds.Query{})
	b.ok(b.SumUp(t.Context()))
	b.ok(b.SumUp(t.Context()))
	if n, err := gorm.G[model.PayoutDay](b.db).Count(t.Context(), "*"); err != nil || n != 3 {
		t.Errorf("%d sums, %v", n, err)
	}
	if after := b.overview(inspector, funds.Query{}); after.Total != before.Total || after.Lines.Items[0].Wait != before.Lines.Items[0].Wait {
		t.Errorf("summed up: %+v, before %+v", after.Total, before.Total)
	}
	b.ok(b.db.Exec("UPDATE batches SET status = 'withdrawn' WHERE id = ?", b.regs.Batch).Error)
	if o := b.overview(inspector, funds.Query{}); !o.Empty {
		t.Errorf("withdrawn: %+v", o.Total)
	}
}

func TestWay(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	w, err := b.Document(t.Context(), inspector, "财社1号", "MZ02")
	b.ok(err)
	if w.Sums != (funds.Sums{Came: 80_00, Went: 80_00}) || len(w.Steps) != 4 || len(w.Rests) != 0 {
		t.Errorf("a subsidy's document: %+v", w)
	}
	w, err = b.Document(t.Context(), inspector, "财农1号", "")
	b.ok(err)
	if w.Sums != (funds.Sums{Came: 800_00, Went: 450_00, Idle: 350_00}) || len(w.Lines) != 2 {
		t.Errorf("a document of two projects: %+v", w.Sums)
	}
	w, err = b.Document(t.Context(), town, "财农1号", "")
	b.ok(err)
	if w.Sums != (funds.Sums{Came: 500_00, Went: 450_00, Idle: 50_00}) || w.Title != "项目X1" {
		t.Errorf("a town sees its part: %+v %s", w.Sums, w.Title)
	}
	w, err = b.Project(t.Context(), inspector, "X1")
	b.ok(err)
	if w.Sums != (funds.Sums{Came: 600_00, Went: 450_00, Idle: 150_00}) || len(w.Lines) != 2 || w.Rests[0].Days != 171 {
		t.Errorf("a project: %+v %+v", w.Sums, w.Rests)
	}
	for _, c := range []struct {
		by  actor.Actor
		doc string
	}{{elsewhere, "财社1号"}, {officer, "财农1号"}, {inspector, "财社9号"}, {inspector, ""}} {
		if _, err := b.Document(t.Context(), c.by, c.doc, ""); !fault.Is(err, fault.NotFound) {
			t.Errorf("%q: %v", c.doc, err)
		}
	}
	if _, err := b.Project(t.Context(), elsewhere, "X1"); !fault.Is(err, fault.NotFound) {
		t.Errorf("another town's project: %v", err)
	}
}

func TestFewStatements(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.ok(b.SumUp(t.Context()))
	for name, c := range map[string]struct {
		most int
		do   func(s *funds.Service) error
	}{
		"overview": {6, func(s *funds.Service) error { _, err := s.Overview(t.Context(), inspector, funds.Query{}); return err }},
		"document": {8, func(s *funds.Service) error {
			_, err := s.Document(t.Context(), inspector, "财农1号", "")
			return err
		}},
		"project": {7, func(s *funds.Service) error { _, err := s.Project(t.Context(), inspector, "X1"); return err }},
	} {
		dbtest.AtMost(t, b.db, c.most, func(db *gorm.DB) {
			s := *b.Service
			s.DB = db
			if err := c.do(&s); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		})
	}
}

func TestExportAddsUp(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.Reach = func(context.Context) (string, error) {
		return "数据截至：资金指标与到位2026年2月1日", nil
	}
	var out bytes.Buffer
	for _, why := range []string{"无", "核对13800000000"} {
		if err := b.Export(t.Context(), inspector, funds.Query{}, why, &out); fault.Of(err).Fields["reason"] == "" {
			t.Errorf("%s: %v", why, err)
		}
	}
	b.ok(b.Export(t.Context(), inspector, funds.Query{}, "季度分析", &out))
	book, err := excelize.OpenReader(&out)
	b.ok(err)
	rows, err := book.GetRows("资金流向", excelize.Options{RawCellValue: true})
	b.ok(err)
	if n := len(rows); len(rows[n-2]) != 0 || rows[n-1][0] != "数据截至：资金指标与到位2026年2月1日" {
		t.Errorf("below the table: %v", rows[n-2:])
	}
	rows = rows[:len(rows)-2]
	o := b.overview(inspector, funds.Query{})
	var came float64
	for _, r := range rows[1 : len(rows)-1] {
		f, err := strconv.ParseFloat(r[9], 64)
		b.ok(err)
		came += f
	}
	if last := rows[len(rows)-1]; last[9] != strconv.FormatFloat(came, 'f', -1, 64) || money.Fen(came*100+0.5) != o.Shown.Came || len(rows) != 6 {
		t.Errorf("%v; %f, shown %d", last, came, o.Shown.Came)
	}
	if n, err := gorm.G[model.AuditEntry](b.db).Where("action = 'funds.export'").Count(t.Context(), "*"); err != nil || n != 1 {
		t.Errorf("%d entries, %v", n, err)
	}
}
