//go:build e2e

package main

import (
	"context"
	"regexp"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"yangguang/cmd/yangguang/internal/browser"
	"yangguang/service/kernel/idnumber"
)

// TestOfficialsDeclareAndGiveBack is an officer whose declaration of relatives
// was sent back, who mends it, and sees who looked; and a cadre's money that two
// people find right, with a receipt on A5.
func TestOfficialsDeclareAndGiveBack(t *testing.T) {
	w, dir := demoWorld(t)
	w.shown = 151
	number := "45092319580101116" + string(idnumber.CheckDigit("45092319580101116"))
	w.secret("a relative's ID", number)

	officer := w.desk("jiaotong", browser.Phone)
	officer.Open(w.url + "/office/kinship")
	officer.WaitText("单位退回")
	w.deed(officer, "add", "relation", "母亲", "name", "演示家属丁", "id", number[:17]+"?", "work", "")
	officer.WaitText("最后一位是数字或X，请核对")
	officer.Open(w.url + "/office/kinship")
	w.deed(officer, "add", "relation", "母亲", "name", "演示家属丁", "id", number, "work", "")
	officer.WaitText("演示家属丁")
	w.look(officer, "kinship-phone")
	w.deed(officer, "declare")
	officer.WaitText("等单位确认")

	manager := w.desk("anguan", laptop)
	manager.Open(w.url + "/office/kinship/confirm")
	manager.WaitText("各单位申报情况")
	w.look(manager, "kinship-units")
	manager.Follow("核对 演示交通员")
	manager.Follow("打开")
	manager.WaitText(number) // whoever confirms compares it
	w.look(manager, "")
	w.deed(manager, "confirm")
	manager.WaitText("已办：确认")

	inspector := w.desk("jiandu", laptop)
	inspector.Open(w.url + "/office/kinship/search")
	inspector.Fill("公职人员的姓名或者身份证号", "演示交通员")
	inspector.Fill("为什么要查", "核查农村低保的疑点")
	inspector.Follow("查找")
	inspector.Follow("演示交通员")
	inspector.Fill("为什么要看", "核查农村低保的疑点")
	inspector.Follow("打开")
	inspector.WaitText("演示家属丁")
	w.look(inspector, "")
	officer.Open(w.url + "/office/kinship")
	officer.WaitText("监督检查室")
	officer.WaitText("核查农村低保的疑点")
	w.look(officer, "kinship-looked")

	manager.Open(w.url + "/office/voluntary")
	manager.WaitText("正在期限内")
	w.look(manager, "voluntary")
	manager.Open(w.url + "/office/voluntary?view=paid")
	manager.Follow("css=table a")
	w.deed(manager, "check")
	manager.WaitText("待第二人确认")
	here := manager.URL()
	head := w.desk("lingdao", laptop)
	head.Open(here)
	w.deed(head, "confirm")
	head.WaitText("已确认")
	cadre := w.desk("cun", laptop)
	cadre.Open(here + "/receipt")
	cadre.WaitText("壹仟陆佰元整")
	w.look(cadre, "voluntary-receipt")
	paper := regexp.MustCompile(`/MediaBox ?\[ ?0 0 (595|594)[\d.]* (420|419)[\d.]* ?\]`)
	cadre.Do(chromedp.ActionFunc(func(ctx context.Context) error {
		pdf, _, err := page.PrintToPDF().WithPreferCSSPageSize(true).Do(ctx)
		if n := len(paper.FindAll(pdf, -1)); err == nil && n != 1 {
			t.Errorf("the receipt is on %d sheets of A5", n)
		}
		return err
	}))
	w.stop()
	w.searchLogs()
	w.searchFiles(dir, demoStateFile)
}
