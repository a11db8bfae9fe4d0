//go:build e2e

package main

import (
	"testing"
	"time"

	"yangguang/cmd/yangguang/internal/browser"
	"yangguang/cmd/yangguang/internal/sample"
	"yangguang/service/filing"
	"yangguang/service/kernel/period"
)

// filer fills in the form of a stage and sends it.
func filer(pdf, photo string) func(p *browser.Page, stage filing.Stage, fields [][2]string, papers ...string) {
	return func(p *browser.Page, stage filing.Stage, fields [][2]string, papers ...string) {
		for _, f := range fields {
			p.Fill("#f-"+string(stage)+"-"+f[0], f[1])
		}
		for _, kind := range papers {
			with := pdf
			if kind == filing.PaperSite || kind == filing.PaperBoard {
				with = photo
			}
			p.Upload("#f-"+string(stage)+"-"+filing.FieldPaper(kind), with)
		}
		p.Follow(`css=form.filing-form:has(#f-` + string(stage) + `-` + fields[0][0] + `) button`)
	}
}

// TestAnOwnerFilesAProject is a bureau's officer who files a project from its
// approval to its hand-over, one report of progress from a telephone; whoever
// inspects sees it with its documents.
func TestAnOwnerFilesAProject(t *testing.T) {
	w, dir := demoWorld(t)
	w.shown = 170
	today := period.Here(time.Now())
	day := func(ago int) string { return (today - period.Day(ago)).String() }
	pdf, photo := w.writeFile("扫描.pdf", demoPDF("browser test")), w.photo()
	owner := w.desk("jiaotong", laptop)

	file := filer(pdf, photo)

	owner.Open(w.url + "/office/filings")
	owner.Follow("登记新项目")
	owner.Select("采购类型", "施工")
	owner.Select("招标方式", "竞争性谈判")
	owner.Select("建设地点", siLian)
	file(owner, filing.Approval, [][2]string{
		{filing.FieldName, "四联村机耕桥"}, {filing.FieldKind, "桥梁"}, {filing.FieldApproval, "博发改〔演示〕90号"}, {filing.FieldApproved, day(120)},
		{filing.FieldPlanned, "520000"}, {filing.FieldFiscal, "520000"}, {filing.FieldPlanStart, day(80)}, {filing.FieldPlanEnd, day(10)},
	})
	owner.WaitText("请放“批复文件”") // nothing typed is lost
	w.look(owner, "filing-refused")
	owner.Upload("#f-approval-"+filing.FieldPaper(filing.PaperApproval), pdf)
	owner.Follow("css=form.filing-form button")
	owner.WaitText("接着报资金下达")
	here := owner.URL()
	if owner.Has("field", "#f-contract-day") {
		t.Error("a contract may be filed before the money")
	}
	file(owner, filing.Allocation, [][2]string{{filing.FieldDay, day(110)}, {filing.FieldAmount, "300000"}, {filing.FieldDocNo, "博财农〔演示〕90号"}}, filing.PaperFund)
	file(owner, filing.Procurement, [][2]string{{filing.FieldNotice, day(90)}, {filing.FieldDay, day(95)}, {filing.FieldWin, "500000"}, {filing.FieldWinner, "演示路桥公司"}, {filing.FieldWinnerCode, sample.CreditCode(1)}}, filing.PaperAward)
	owner.WaitText("不能早于公告日期")
	file(owner, filing.Procurement, [][2]string{{filing.FieldNotice, day(105)}}, filing.PaperAward)
	file(owner, filing.Contract, [][2]string{{filing.FieldDay, day(90)}, {filing.FieldAmount, "500000"}}, filing.PaperContract)
	file(owner, filing.Start, [][2]string{{filing.FieldDay, day(79)}}, filing.PaperStart)
	owner.WaitText("已报“开工”")
	w.look(owner, "filing-building")

	phone := w.desk("jiaotong", browser.Phone)
	phone.Open(here + "#stage-progress")
	file(phone, filing.Progress, [][2]string{{filing.FieldPercent, "60"}, {filing.FieldDay, day(40)}, {filing.FieldNote, "桥墩做好了"}, {filing.FieldPaid, "200000"}}, filing.PaperSite)
	phone.WaitText("已报“进度”")
	w.look(phone, "filing-phone")

	owner.Open(here)
	owner.WaitText("形象进度才报到60%")
	owner.Click("css=#stage-change details.deed > summary")
	file(owner, filing.Change, [][2]string{{filing.FieldDay, day(30)}, {filing.FieldDocNo, "博发改〔演示〕92号"}, {filing.FieldAmount, "-5000"}, {filing.FieldPlanEnd, day(5)}, {filing.FieldNote, "桥台基础遇到岩石，减少换填，工期顺延"}}, filing.PaperChange)
	owner.WaitText("已报“变更”")
	owner.WaitText("至" + (today - 5).Chinese()) // the plan that holds from now on
	file(owner, filing.Progress, [][2]string{{filing.FieldPercent, "100"}, {filing.FieldDay, day(20)}}, filing.PaperSite)
	file(owner, filing.Acceptance, [][2]string{{filing.FieldEnd, day(20)}, {filing.FieldDay, day(15)}}, filing.PaperAcceptance)
	file(owner, filing.Settlement, [][2]string{{filing.FieldDay, day(8)}, {filing.FieldAmount, "495000"}}, filing.PaperAudit)
	file(owner, filing.Handover, [][2]string{{filing.FieldDay, day(2)}, {filing.FieldNote, "移交四联村委会，公示在村务公开栏"}}, filing.PaperHandover, filing.PaperBoard)
	owner.WaitText("已经移交公示")

	inspector := w.desk("jiandu", browser.Desktop)
	inspector.Open(here)
	inspector.WaitText("全部报完")
	inspector.WaitText("这里只看")
	w.look(inspector, "filing-done")
	inspector.Follow("公示照片")
	inspector.WaitText("图片里印着您的账号（jiandu）")
	w.look(inspector, "filing-picture")
	w.stop()
	w.searchLogs()
	w.searchFiles(dir, demoStateFile)
}

// TestAWarningRisesAndFalls is a project that should have been put to tender: the
// warning comes with its filing, stays while its owner has only answered, and
// falls with an inspector's review. Then the way of the money is looked at.
func TestAWarningRisesAndFalls(t *testing.T) {
	w, dir := demoWorld(t)
	w.shown = 119
	today := period.Here(time.Now())
	day := func(ago int) string { return (today - period.Day(ago)).String() }
	owner, inspector := w.desk("jiaotong", laptop), w.desk("jiandu", browser.Desktop)
	const answered, agreed = "抢险工程，有县政府专题会议纪要和应急抢险认定书，材料见照片", "认定书、会议纪要原件看过，属于抢险救灾，可以不招标"
	for _, words := range []string{answered, agreed} {
		w.secret("words about a finding", words)
	}

	owner.Open(w.url + "/office/filings/new")
	owner.Select("采购类型", "施工")
	owner.Select("招标方式", "竞争性谈判")
	owner.Select("建设地点", siLian)
	filer(w.writeFile("批复.pdf", demoPDF("browser test")), "")(owner, filing.Approval, [][2]string{
		{filing.FieldName, "四联村河堤加固工程"}, {filing.FieldKind, "水利"}, {filing.FieldApproval, "博发改〔演示〕91号"}, {filing.FieldApproved, day(30)},
		{filing.FieldPlanned, "5200000"}, {filing.FieldFiscal, "5200000"}, {filing.FieldPlanStart, day(-20)}, {filing.FieldPlanEnd, day(-200)},
	}, filing.PaperApproval)
	owner.WaitText("接着报资金下达")
	here := owner.URL()

	wait(t, "the warning to rise", func() bool { inspector.Open(here); return inspector.Shows("P01 应招标未招标") })
	inspector.Follow("看这条疑点")
	finding := inspector.URL()
	w.deed(inspector, "dispatch", "target", "bureau", "bureau", "交通运输局")
	inspector.WaitText("核查中")

	owner.Open(here)
	owner.WaitText("等本单位核查反馈")
	w.look(owner, "filing-warned")
	owner.Follow("去反馈")
	w.deed(owner, "feedback", "verdict", "allowed", "text", answered)
	owner.WaitText("请放证明")
	owner.Upload("#f-feedback-photo", w.photo())
	w.deed(owner, "feedback", "verdict", "allowed", "text", answered)
	owner.WaitText(answered)
	owner.Open(here)
	owner.WaitText("P01 应招标未招标") // an answer alone takes no colour away

	inspector.Open(finding)
	inspector.WaitText(answered)
	w.deed(inspector, "close", "verdict", "allowed", "as", "data_correction", "note", agreed)
	inspector.WaitText("已办：办结")
	for _, p := range []*browser.Page{owner, inspector} {
		p.Open(here)
		p.WaitText("预警")
		if p.Shows("P01 应招标未招标") {
			t.Error("the warning stays after the review")
		}
	}
	w.followMoney(inspector)
	w.stop()
	w.searchLogs()
	w.searchFiles(dir, demoStateFile)
}

// followMoney looks at the pages of public money, on a desk and on a telephone.
func (w *world) followMoney(desk *browser.Page) {
	w.t.Helper()
	desk.Open(w.url + "/office/funds")
	desk.WaitText("来")
	w.look(desk, "funds")
	desk.Follow("css=.fund-table th a")
	desk.WaitText("每一笔")
	w.look(desk, "funds-document")
	desk.Open(w.url + "/office/funds/links/YS0001")
	desk.WaitText("同一个联系电话")
	w.look(desk, "funds-links")
	phone := w.desk("jiaotong", telephone)
	phone.Open(w.url + "/office/funds?sort=projects")
	phone.Follow("css=.fund-table .what a")
	phone.WaitText("每一笔")
	w.look(phone, "funds-project-phone")
}
