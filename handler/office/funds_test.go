package office

import (
	"context"
	"net/http"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/funds"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest/registers"
)

// TestMoneyOnItsPages: who sees which money, its drawing, its legs, the workbook,
// and who stands behind the bidders.
func TestMoneyOnItsPages(t *testing.T) {
	t.Parallel()
	h := &Funds{access: NewAccess()}
	h.access.Add(h.Routes())
	s := newSite(t, h.Routes()...)
	lag := func(a, u period.Day) (int, int) {
		if u-a > 90 {
			return int(u - a), 2
		}
		return int(u - a), 0
	}
	h.front, h.places, h.today = s.front, s.lookup, func() string { return "2026-03-02" }
	h.ways = funds.New(funds.Deps{DB: s.db, Now: func() time.Time { return s.time }, Lags: func(context.Context) (funds.Lags, error) { return funds.Lags{Subsidy: lag, Project: lag}, nil }})
	batch := s.rows.NewBatch(model.BatchLoaded)
	day := func(m time.Month, d int) time.Time { return time.Date(2025, m, d, 0, 0, 0, 0, time.UTC) }
	bid := day(8, 1)
	for i, no := range []string{"X1", "X2"} {
		s.rows.AddProject(model.Project{ProjectNo: no, Name: "项目" + no, Kind: "道路", VillageCode: []string{registers.Silian, registers.LiSantan}[i], Bureau: []string{bureau, "水利局"}[i], OwnerUnit: "江宁镇人民政府", ApprovedOn: day(7, 1), PlanStart: day(9, 1), PlanEnd: day(12, 1), BidOn: &bid, WinnerCode: "C1", WinnerName: "演示公司", WinFen: 100_00})
	}
	for _, row := range []any{
		&model.Fund{ID: batch<<24 | 1, DocNo: "财农/1号", Name: "道路资金", ItemCode: "X1", AmountFen: 900_00, IssuedOn: day(9, 1), ArrivedOn: day(9, 10), ArrivedAt: "部门", BatchID: batch},
		&model.Fund{ID: batch<<24 | 2, DocNo: "财农/2号", Name: "水利资金", ItemCode: "X2", AmountFen: 100_00, IssuedOn: day(9, 1), ArrivedOn: day(9, 10), ArrivedAt: "镇", BatchID: batch},
		&model.ProjectFund{ID: batch<<24 | 3, ProjectNo: "X1", OnDay: day(9, 20), AmountFen: 900_00, Kind: "到账", Voucher: "P1", BatchID: batch},
		&model.ProjectFund{ID: batch<<24 | 4, ProjectNo: "X1", OnDay: day(12, 30), AmountFen: 400_00, Kind: "拨付", PayeeCode: "C1", Voucher: "P2", BatchID: batch},
		&model.Company{ID: batch<<24 | 5, Code: "C1", Name: "演示公司", FoundedOn: day(1, 1), BatchID: batch},
		&model.Bid{ID: batch<<24 | 6, ProjectNo: "X1", BidderCode: "C1", BidFen: 100_00, Place: 1, BatchID: batch},
	} {
		if err := s.db.Create(row).Error; err != nil {
			t.Fatal(err)
		}
	}
	inspector, officer, town := s.enter(actor.RoleSupervision), s.enter(actor.RoleBureauOfficer), s.enter(actor.RoleTownInspector)
	inspector.sees(inspector.get("/office/funds"), http.StatusOK, "来 <b>1,000.00</b> 元 = 去 <b>400.00</b> 元 + 闲置 <b>600.00</b> 元", "<svg class=\"flow wide\"", "财农/2号", "进项目101天后", "橙色", "全县惠民补贴")
	officer.sees(officer.get("/office/funds"), http.StatusOK, "来 <b>900.00</b> 元", "本部门主管的补贴")
	town.sees(town.get("/office/funds?view=idle"), http.StatusOK, "本镇工程项目", "财农/1号")
	inspector.sees(inspector.get("/office/funds?q=没有的"), http.StatusOK, "没有这样的资金")
	const doc = "/office/funds/of?code=X1&doc=%E8%B4%A2%E5%86%9C%2F1%E5%8F%B7"
	inspector.sees(inspector.get(doc), http.StatusOK, "指标文件", "下达后9天", "演示公司", "P2", "101天", "橙色", "闲置在项目账户")
	officer.sees(officer.get("/office/funds/of?doc=%E8%B4%A2%E5%86%9C%2F2%E5%8F%B7"), http.StatusNotFound)
	inspector.sees(inspector.get("/office/funds/projects/X1"), http.StatusOK, "项目X1", "看这个项目的备案", "看投标单位的关联图")
	officer.sees(officer.get("/office/funds/projects/X1"), http.StatusOK, "看这个项目的备案")
	inspector.sees(inspector.get("/office/funds/links/X1"), http.StatusOK, "演示公司", "投标第1名，报价100元、中标100元", "项目X2", "<svg class=\"links\"")
	officer.sees(officer.get("/office/funds/links/X1"), http.StatusNotFound)
	inspector.sees(inspector.post("/office/funds/export", "reason", ""), http.StatusUnprocessableEntity, "请写明导出的原因")
	if f := inspector.post("/office/funds/export", "reason", "季度分析", "view", "idle"); f.code != http.StatusOK || f.header.Get("Content-Type") != "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" {
		t.Errorf("workbook: %d %v", f.code, f.header)
	}
}
