//go:build e2e

package main

import (
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"yangguang/cmd/yangguang/internal/browser"
	"yangguang/service/kernel/qrcode"
)

// pages counts the pages of what a browser would print.
func (w *world) pages(p *browser.Page) int {
	w.t.Helper()
	var pdf []byte
	p.Do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = page.PrintToPDF().WithPreferCSSPageSize(true).WithPrintBackground(true).Do(ctx)
		return err
	}))
	return len(regexp.MustCompile(`/Type\s*/Page\b`).FindAll(pdf, -1))
}

// TestAVillagerScansAndAsks: the sheet at the site leads to the project's public
// page; a villager asks there, the owner answers, and everybody sees it.
func TestAVillagerScansAndAsks(t *testing.T) {
	const asked, answered = "活动室修好以后，晚上几点关门？", "每天开到晚上九点半，周末和过节开到十点。钥匙由值班的村干部管。"
	w, dir := demoWorld(t)
	w.shown = 124
	w.secret("the words of a question", asked)
	owner := w.desk("cun", laptop)
	owner.Open(w.url + "/office/filings")
	owner.Follow("四联村文化活动室维修")
	owner.Click("css=#public summary")
	owner.Click("css=#public .tick")
	owner.Follow("css=#public form button")
	owner.WaitText("请逐张看过再打勾")
	owner.Click("css=#public label:has([name=sure])")
	owner.Follow("css=#public form button")
	owner.WaitText("公开了1张")
	owner.Follow("打印公示牌（二维码）")
	w.look(owner, "site-sheet")
	if n := w.pages(owner); n != 1 {
		t.Errorf("the sheet prints on %d pages", n)
	}
	address, picture := owner.Text(".board-address"), ""
	owner.Eval(`document.querySelector('.board-scan img').src`, &picture)
	if want, err := qrcode.DataURL(address, 12); err != nil || picture != want || !strings.HasPrefix(address, w.url+"/h5/projects/") {
		t.Fatalf("the picture does not say %s: %v", address, err)
	}

	anywhere := telephone
	anywhere.UserAgent = "" // no WeChat
	villager := w.browser.Page(anywhere)
	villager.Open(address)
	villager.WaitText("已提问，还没有答复")
	w.look(villager, "site-project")
	villager.Click("对这个项目有疑问")
	villager.Follow("公开问业主单位")
	villager.Fill("您想问什么", asked+"打13800000000")
	villager.Follow("提交问题")
	villager.WaitText("里面有手机号码")
	villager.Fill("您想问什么", asked)
	w.look(villager, "site-ask")
	villager.Follow("提交问题")
	villager.WaitText("问题收到了")
	w.look(villager, "")
	villager.Follow("回到项目")
	if villager.Shows(asked) {
		t.Error("the question is shown before it has its answer")
	}

	owner.Open(w.url + "/office/")
	owner.WaitText("群众对项目的提问")
	owner.Open(w.url + "/office/questions")
	w.look(owner, "site-questions")
	owner.Follow("css=.tasks li:last-child a") // the last due
	w.deed(owner, "answer", "text", answered)
	owner.WaitText("已答复，群众马上看得到")
	w.look(owner, "site-question")

	villager.Open(address)
	villager.WaitText(asked)
	villager.WaitText(answered)
	w.look(villager, "")
	w.stop()
	w.searchLogs()
	w.searchFiles(dir, demoStateFile)
}
