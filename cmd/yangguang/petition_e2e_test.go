//go:build e2e

package main

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"yangguang/cmd/yangguang/internal/browser"
)

// sender is who complains without a name: known to WeChat, bound by real name,
// and to be found nowhere afterwards.
func (w *world) sender(l *leak) *browser.Page {
	w.t.Helper()
	p := w.person(leakAgent, leakIP)
	w.enter(p, "relieved")
	w.bind(p, "relieved")
	p.Open(w.url + "/h5/me")
	session := ""
	p.Do(chromedp.ActionFunc(func(ctx context.Context) error {
		cookies, err := network.GetCookies().Do(ctx)
		for _, c := range cookies {
			if c.Name == "yg_c" {
				session = c.Value
			}
		}
		return err
	}))
	if session == "" {
		w.t.Fatal("no session")
	}
	// Digests of the rest are looked for where no browser is.
	l.traces = append(tracesOf(l.t, l.p, map[string]string{"openid": "demo-openid-relieved"}), words(session, leakIP, otherIP, leakAgent, otherAgent, "LeakPhone-Q7", "LeakBrowser-Z3")...)
	l.before = l.look()
	return p
}

// talk goes on through the receipt: a photo from the reporter, photo and paper
// from the office.
func (w *world) talk(petitions *browser.Page, receipt string) {
	w.t.Helper()
	reporter := w.person(otherAgent, otherIP)
	w.trackOn(reporter, receipt)
	reporter.Fill("再补充几句", laterWords)
	w.secret("added words", laterWords)
	reporter.Upload("css=.photo-in input", w.photo())
	reporter.Follow("发出去")
	reporter.WaitText(laterWords)
	pictures := func(p *browser.Page, side string) (n int) {
		p.Eval(fmt.Sprintf(`[...document.querySelectorAll('ol.talk li.%s img')].filter(i => i.complete && i.naturalWidth > 0).length`, side), &n)
		return n
	}
	if n := pictures(reporter, "mine"); n != 1 {
		w.t.Errorf("the reporter sees %d pictures of theirs", n)
	}
	w.open(petitions, unnamedWords)
	petitions.WaitText(laterWords)
	if n := pictures(petitions, "theirs"); n != 1 {
		w.t.Errorf("the office sees %d pictures", n)
	}
	petitions.Upload("#f-answer-photo", w.photo())
	petitions.Upload("#f-answer-paper", w.writeFile("answer.pdf", []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n3 0 obj<</Author("+
		"author-of-a-paper)>>endobj\ntrailer<</Root 1 0 R/Info 3 0 R>>\n%%EOF\n")))
	w.secret("the author of a paper", "author-of-a-paper")
	w.deed(petitions, "answer", "text", answerWords)
	w.secret("the words of an answer", answerWords)
	petitions.WaitText(answerWords)
	w.look(petitions, "petition-talk")
	w.trackOn(reporter, receipt)
	reporter.WaitText(answerWords)
	if n := pictures(reporter, "theirs"); n != 1 {
		w.t.Errorf("the reporter sees %d pictures of the office's", n)
	}
	if got := w.download(reporter, "ol.talk li.theirs a[download]"); got != "%P" {
		w.t.Errorf("the paper begins with %q", got)
	}
	w.look(reporter, "progress-talk")
}

// TestAResultIsContested follows an anonymous complaint by its receipt: the talk
// about it, and past its result: not content, looked at again, not content still,
// which turns it red; then an objection. On the way the desks of what waits
// there. At the end nothing is left of who sent it.
func TestAResultIsContested(t *testing.T) {
	w, l, dir := insideWorld(t)
	receipt := w.unnamedFrom(w.sender(l))
	petitions := w.desk("xinfang", browser.Desktop)
	w.open(petitions, unnamedWords)
	w.deed(petitions, "claim")
	w.look(petitions, "petition-triage")
	w.deed(petitions, "accept")
	w.talk(petitions, receipt)
	w.deed(petitions, "close", "text", resultWords)
	w.unlogged("the words of a result", resultWords)

	villager := w.person(otherAgent, otherIP)
	w.trackOn(villager, receipt)
	villager.WaitText(resultWords)
	w.look(villager, "result")
	villager.Click("不满意")
	villager.Follow("交评价")
	villager.WaitText("我们再看一遍")
	w.look(villager, "second-look")
	w.open(petitions, unnamedWords)
	petitions.WaitText("等待复核")
	w.look(petitions, "petition-objection")
	w.deed(petitions, "explain", "text", addedWords)
	w.unlogged("words of an explanation", addedWords)
	w.trackOn(villager, receipt)
	villager.WaitText("这次您满意吗")
	w.look(villager, "second-evaluation")
	villager.Click("不满意")
	villager.Follow("交评价")
	villager.WaitText("再看一遍以后")
	villager.Click("我不同意这个结果")
	villager.Fill("哪里不同意，为什么", answerWords)
	w.secret("words of an objection", answerWords)
	w.look(villager, "objection")
	villager.Follow("提出不同意见")
	villager.WaitText("办理中")
	w.open(petitions, unnamedWords)
	petitions.WaitText("复核后仍不满意")
	petitions.WaitText(answerWords)
	w.look(petitions, "petition-red")
	w.deed(petitions, "reopen", "note", "再查一次")
	petitions.WaitText("已受理")

	head := w.desk("lingdao", browser.Desktop)
	w.look(head, "head-today")
	head.Open(w.url + "/office/petitions?state=all&asked=1")
	w.look(head, "head-requests")
	head.Follow("css=table.queue tbody a")
	head.WaitText("等待审批")
	w.look(head, "petition-request")
	supervision := w.desk("jiandu", laptop)
	supervision.Open(w.url + "/office/petitions")
	supervision.Follow("css=table.queue tbody a")
	supervision.WaitText("转问题线索")
	w.look(supervision, "petition-handed")
	w.extendByKeys(supervision, head)
	petitions.Open(w.url + "/office/petitions?state=closed")
	petitions.Follow("css=table.queue tbody a")
	petitions.WaitText("登记已反馈结果")
	w.look(petitions, "petition-to-tell")
	l.nothingOf("an anonymous reporter")
	w.stop()
	w.searchLogs()
	w.searchFiles(dir, demoStateFile)
}
