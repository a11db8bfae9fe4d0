package office

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/service/casework"
	"yangguang/service/gateway/files"
	"yangguang/service/importer"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/seal"
	"yangguang/service/kinship"
	"yangguang/service/store/dbtest/registers"
	"yangguang/service/voluntary"
)

// relativesOf enters what is declared, as the program does.
type relativesOf struct{ *importer.Service }

func (r relativesOf) Enter(tx *gorm.DB, by actor.Actor, row kinship.Row) (int64, error) {
	return r.Service.Enter(tx, by, importer.Entry{Kind: "relatives", Title: row.Title, Filing: row.Filing, Values: row.Values})
}

// aboutNobody is the ledger of clues, none of which is about an official.
type aboutNobody struct{ *casework.Service }

func (aboutNobody) About(context.Context, int64, []int64, []string) (bool, error) { return false, nil }

// identified is what an administrator writes down of the accounts of a role.
func (s *site) identified(role actor.Role, number string) {
	s.t.Helper()
	set := s.db.Exec("UPDATE staff SET id_digest = ? WHERE role = ?", s.rows.People.Index(seal.NewSecret(number), seal.PurposeResidentID), string(role))
	if set.Error != nil {
		s.t.Fatal(set.Error)
	}
}

// officialsSite adds the pages of declared relatives and of money given back.
func officialsSite(t *testing.T) *site {
	t.Helper()
	kin, give := &Kinship{}, &Voluntary{organ: "演示县纪委监委"}
	s := newSite(t, append(kin.Routes(), give.Routes()...)...)
	clock := func() time.Time { return s.time }
	number := func(_ context.Context, _ string, standard int) (int, error) { return standard, nil }
	proof, err := files.New(t.TempDir(), s.rows.People, clock)
	if err != nil {
		t.Fatal(err)
	}
	imports := importer.New(s.db, s.rows.People, nil, slog.New(slog.NewTextHandler(io.Discard, nil)), clock, t.TempDir())
	kin.front, give.front = s.front, s.front
	kin.kin = kinship.New(kinship.Deps{DB: s.db, Box: s.rows.People, Registers: relativesOf{imports}, Accounts: s.accounts, Matters: aboutNobody{s.casework}, Number: number, Now: clock})
	give.givers = voluntary.New(voluntary.Deps{DB: s.db, Box: s.rows.People, Files: proof, Owner: s.accounts.Owner, Number: number, Now: clock})
	return s
}

// TestRelativesOnTheirPages: refused forms keep what was typed, no number stands
// in an address, and a look by another is listed for the official.
func TestRelativesOnTheirPages(t *testing.T) {
	t.Parallel()
	s := officialsSite(t)
	officer, head, inspector := s.enter(actor.RoleBureauOfficer), s.enter(actor.RoleBureauHead), s.enter(actor.RoleSupervision)
	own, wife := registers.Number("45092319800101001"), registers.Number("45092319820202002")
	const one = "/office/kinship/of/1"
	officer.sees(officer.get("/office/kinship"), http.StatusOK, "开始申报", "县民政局")
	officer.sees(officer.post("/office/kinship", "begin-id", own[:17]), http.StatusUnprocessableEntity, own[:17], "身份证号应为18位")
	officer.sees(officer.post("/office/kinship", "begin-id", own), http.StatusUnprocessableEntity, "系统管理员还没有照身份证核实", own)
	s.identified(actor.RoleBureauOfficer, own)
	officer.leads(officer.post("/office/kinship", "begin-id", own), "/office/kinship")
	officer.sees(officer.post(one, "action", "add", "version", "1", "add-name", "丙示例", "add-id", wife), http.StatusUnprocessableEntity, "请选是本人的什么人", "丙示例", wife)
	officer.leads(officer.post(one, "action", "add", "version", "1", "add-name", "丙示例", "add-id", wife, "add-relation", "配偶"), one)
	officer.leads(officer.post(one, "action", "declare", "version", "2"), one)
	page := officer.get("/office/kinship")
	officer.sees(page, http.StatusOK, "等单位确认", "丙示例", "正在办理的查询可能晚些时候显示")
	if strings.Contains(page.body, wife) || page.header.Get("Cache-Control") != "no-store" {
		t.Error("the page shows a whole number, or may be kept")
	}
	inspector.sees(inspector.get(one), http.StatusOK, "为什么要看")
	inspector.sees(inspector.post(one+"/open", "reason", "看"), http.StatusUnprocessableEntity, "申报人会看到")
	inspector.sees(inspector.post(one+"/open", "reason", "核查疑点", "matter", "线索〔2026〕9999"), http.StatusUnprocessableEntity, "没有找到正在办的这一件")
	head.sees(head.get("/office/kinship/confirm"), http.StatusOK, "等我确认的", "各单位申报情况")
	head.sees(head.get(one), http.StatusOK, kinship.ConfirmReason)
	head.sees(head.post(one+"/open", "reason", kinship.ConfirmReason), http.StatusOK, wife, "退回修改")
	head.leads(head.post(one, "action", "confirm", "version", "3"), "/office/kinship/confirm")
	inspector.sees(inspector.post("/office/kinship/search", "q", own, "reason", "核查低保疑点"), http.StatusOK, one, "已确认")
	officer.sees(officer.get("/office/kinship"), http.StatusOK, "没有变化", "行业部门负责人", kinship.ConfirmReason)
	stranger := s.enter(actor.RoleTrial)
	stranger.sees(stranger.get(one), http.StatusNotFound)
}

// TestMoneyGivenBackOnItsPages: the form, the payment with its proof, the second
// person, the receipt.
func TestMoneyGivenBackOnItsPages(t *testing.T) {
	t.Parallel()
	s := officialsSite(t)
	cadre, manager, head := s.enter(actor.RoleVillageCadre), s.enter(actor.RoleCaseManagement), s.enter(actor.RoleHead)
	const one = "/office/voluntary/returns/1"
	manager.leads(manager.post("/office/voluntary/periods", "action", "save0", "version", "0", "save0-title", "限期主动退缴通告", "save0-doc", "演纪发1号", "save0-notice", "请在期限内主动退缴违规领取的补贴。", "save0-promise", "按规定处理。", "save0-from", "2026-03-01", "save0-to", "2026-03-31"), "/office/voluntary/periods")
	manager.leads(manager.post("/office/voluntary/periods", "action", "ask1", "version", "1", "ask1-reason", "县里定的期限"), "/office/voluntary/periods")
	head.leads(head.post("/office/voluntary/periods", "action", "agree1", "version", "2"), "/office/voluntary/periods")
	cadre.sees(cadre.get("/office/voluntary"), http.StatusOK, "正在期限内", "您没有声明过退缴")
	number := registers.Number("45092319800101001")
	draft := []string{"id", number, "whom", "self", "item_text", "集体分红", "from", "2025-01-01", "to", "2025-06-30", "reason", "任职以后没有停领"}
	cadre.sees(cadre.post("/office/voluntary/new", draft...), http.StatusUnprocessableEntity, "请写金额", "集体分红")
	cadre.sees(cadre.post("/office/voluntary/new", append(draft, "amount", "1600")...), http.StatusUnprocessableEntity, "系统管理员还没有照身份证核实")
	s.identified(actor.RoleVillageCadre, number)
	cadre.leads(cadre.post("/office/voluntary/new", append(draft, "amount", "1600")...), one)
	cadre.sees(cadre.get(one), http.StatusOK, "登记缴款", "450923********"+number[14:], "期限内")
	cadre.sees(cadre.send(one, nil, "action", "pay", "version", "1", "pay-voucher", "PZ1", "pay-amount", "1600", "pay-on", "2026-03-02"), http.StatusUnprocessableEntity, "请放缴款凭证的照片")
	cadre.leads(cadre.send(one, jpegPhoto(t), "action", "pay", "version", "1", "pay-voucher", "PZ1", "pay-amount", "1600", "pay-on", "2026-03-02"), one)
	manager.leads(manager.post(one, "action", "check", "version", "2"), one)
	head.leads(head.post(one, "action", "confirm", "version", "3"), one)
	cadre.sees(cadre.get(one+"/receipt"), http.StatusOK, "壹仟陆佰元整", "退缴收〔2026〕0001")
	if f := cadre.get(one + "/files/1"); f.code != http.StatusOK || f.header.Get("Cache-Control") != "no-store" {
		t.Errorf("the proof: %d %v", f.code, f.header)
	}
	manager.sees(manager.get("/office/voluntary"), http.StatusOK, "2026年主动退缴", "1 人", "1,600.00")
	manager.sees(manager.post("/office/voluntary/export", "reason", "看"), http.StatusUnprocessableEntity, "请写明导出的原因")
	if f := manager.post("/office/voluntary/export", "reason", "季度汇总用"); f.code != http.StatusOK || !strings.HasPrefix(f.body, "PK") {
		t.Errorf("the ledger: %d", f.code)
	}
	head.sees(head.post(one, "action", "void", "version", "4", "void-note", "凭证登记错了"), http.StatusForbidden)
	manager.sees(manager.get(one), http.StatusOK, "不再计入退缴人数和金额")
	manager.leads(manager.post(one, "action", "void", "version", "4", "void-note", "凭证登记错了"), one)
	cadre.sees(cadre.get(one), http.StatusOK, "已作废", "凭证登记错了", "已知悉")
	cadre.sees(cadre.get(one+"/receipt"), http.StatusNotFound, "这份收据已经作废")
	cadre.leads(cadre.post(one, "action", "told", "version", "5"), one)
	stranger := s.enter(actor.RoleSupervision)
	stranger.sees(stranger.get(one), http.StatusNotFound)
}
