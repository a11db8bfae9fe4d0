//go:build e2e

package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"yangguang/cmd/yangguang/internal/browser"
	"yangguang/service/kernel/period"
)

// Money in the outcome of the case. The words of the county's own notes are the
// office's and must be in no log either.
const (
	clueSummary  = "群众反映发放名册与到账不一致"
	proposeNote  = "反映具体，可查性强，建议初步核实"
	decideNote   = "同意，依规依纪办理"
	concludeNote = "经办人已退缴并作检查"
	openReason   = "电话核实署名"
)

// open finds the complaint with these words in the queue.
func (w *world) open(p *browser.Page, words string) {
	w.t.Helper()
	p.Open(w.url + "/office/petitions?sort=new")
	var rows []string
	p.Eval(`[...document.querySelectorAll('table.queue tbody td:first-child a')].map(a => a.href)`, &rows)
	for _, address := range rows {
		p.Open(address)
		if p.Shows(words) {
			return
		}
	}
	w.t.Fatalf("none of %d complaints has the words looked for", len(rows))
}

// triage is the petition office's part until the clue.
func (w *world) triage(p *browser.Page) {
	w.t.Helper()
	p.Open(w.url + "/office/")
	w.look(p, "office-today")
	p.Open(w.url + "/office/petitions")
	w.look(p, "office-queue")
	w.picture(p, "office-queue")
	w.open(p, complaintWords)
	w.look(p, "petition")
	w.deed(p, "claim")
	w.deed(p, "identity", "reason", openReason)
	p.WaitText("正等信访室另一人同意")
	second := w.desk("xinfang2", browser.Desktop)
	second.Open(w.url + "/office/petitions/requests")
	second.WaitText(openReason)
	w.look(second, "identity-agree")
	second.Follow("css=button[name=agree][value='1']")
	w.open(p, complaintWords)
	p.Follow("css=a[href$='/identity']")
	p.WaitText(w.people["disabled"].Name)
	w.look(p, "petition-identity")
	w.open(p, complaintWords)
	w.deed(p, "accept", "category", "accusation")
	w.deed(p, "answer", "text", answerWords)
	p.WaitText(answerWords)
	w.look(p, "petition-answered")
	w.deed(p, "clue", "title", clueWords, "summary", clueSummary)
	p.WaitText("线索")
	w.look(p, "petition-clue")
}

// handle takes the clue to a case, the case to its outcome and the money back
// to the household. It gives the page of whoever handled it.
func (w *world) handle() *browser.Page {
	w.t.Helper()
	today := time.Now().In(period.Shanghai).Format(time.DateOnly)
	manager, supervisor, head := w.desk("anguan", browser.Desktop), w.desk("jiandu", browser.Desktop), w.desk("lingdao", browser.Desktop)
	w.firstClue(manager)
	w.look(manager, "clue-assign")
	w.deed(manager, "assign_propose", "unit", "第一监督检查室", "note", "请依规办理")
	head.Open(w.url + "/office/")
	w.look(head, "")
	w.onClue(head, "assign_approve")
	w.onClue(supervisor, "take")
	w.deed(supervisor, "propose", "opinion", "verify", "note", proposeNote, "studied_on", today, "study", "室务会研究，意见一致")
	supervisor.WaitText("意见待审批")
	w.look(supervisor, "clue-proposed")
	w.firstClue(head)
	w.look(head, "clue-decide")
	w.deed(head, "approve", "note", decideNote)
	w.onClue(supervisor, "verify_plan", "note", "两人一组，核对名册和到账")
	w.onClue(head, "verify_approve")
	w.firstClue(supervisor)
	w.tick(supervisor, "verify_start-team")
	w.deed(supervisor, "verify_start", "on", today)
	w.look(supervisor, "clue-verifying")
	w.deed(supervisor, "verify_draft", "opinion", "file", "note", "反映的问题属实，建议立案")
	w.onClue(supervisor, "verify_sign")
	w.onClue(w.desk("jiandu2", browser.Desktop), "verify_sign")
	w.onClue(supervisor, "verify_report")
	w.onClue(head, "verify_file")
	w.onClue(supervisor, "open", "note", "呈请立案")
	w.tryCase(supervisor, head, today)
	w.giveBack(supervisor, today)
	return supervisor
}

// onClue opens the clue and takes a step on it.
func (w *world) onClue(p *browser.Page, action string, fields ...string) {
	w.t.Helper()
	w.firstClue(p)
	w.deed(p, action, fields...)
}

// tick ticks every box of a list.
func (w *world) tick(p *browser.Page, name string) {
	w.t.Helper()
	var n int
	p.Eval(fmt.Sprintf(`(() => { const all = document.querySelectorAll('input[name="%s"]'); all.forEach(i => { i.checked = true }); return all.length })()`, name), &n)
	if n < 2 {
		w.t.Fatalf("%d boxes of %s", n, name)
	}
}

// tryCase takes the case of the clue through K2–K8.
func (w *world) tryCase(supervisor, head *browser.Page, today string) {
	w.t.Helper()
	w.firstClue(head)
	head.Follow("css=a.btn[href^='/office/cases/']")
	w.look(head, "")
	address := head.URL()
	w.deed(head, "file_approve")
	supervisor.Open(address)
	w.deed(supervisor, "investigate", "on", today)
	w.deed(supervisor, "to_trial", "on", today, "reference", "移审〔演示〕9号")
	w.look(supervisor, "case")
	judge := w.desk("shenli", browser.Desktop)
	judge.Open(address)
	w.deed(judge, "trial_accept")
	w.tick(judge, "trial_start-team")
	w.deed(judge, "trial_start")
	w.deed(judge, "sanction_ask", "party", "警告", "form", "1", "rank", "village", "level", "town_commission", "found", "1,600.00", "ordered", "1600",
		"words", resultWords, "note", concludeNote)
	w.look(judge, "case-sanction")
	head.Open(address)
	w.deed(head, "sanction_approve", "note", decideNote)
	judge.Open(address)
	w.deed(judge, "announce", "on", today, "reference", "处〔演示〕9号")
	w.kase = address
}

// giveBack pays the money in and registers what goes back to the villager.
func (w *world) giveBack(supervisor *browser.Page, today string) {
	w.t.Helper()
	supervisor.Open(w.kase)
	w.deed(supervisor, "paid", "amount", "1600", "on", today)
	supervisor.Follow("登记退还给哪一户")
	supervisor.Select("#f-village", "450923108210")
	supervisor.Fill("姓名", w.people["disabled"].Name)
	supervisor.Follow("查找")
	if supervisor.Shows("还没有提交成功") {
		w.t.Error("a household that was looked for is called a mistake")
	}
	w.look(supervisor, "case-return")
	supervisor.Click(`css=label.radio:has(input[name="giveback-person"])`)
	supervisor.Fill("#f-giveback-amount", "1600")
	supervisor.Fill("#f-giveback-on", today)
	supervisor.Follow("登记退还")
	supervisor.WaitText("还没有确认")
	w.look(supervisor, "case-concluded")
	supervisor.Open(w.url + "/office/cases")
	supervisor.WaitText("1,600.00")
	w.look(supervisor, "cases")
}

// confirm is the villager's tap, and what the office sees of it.
func (w *world) confirm(villager, supervisor *browser.Page) {
	w.t.Helper()
	villager.Open(w.url + "/h5/returns")
	w.look(villager, "returns")
	villager.Follow("css=ul.cards a")
	w.look(villager, "return")
	villager.Follow("收到了")
	villager.WaitText("您说过")
	supervisor.Open(w.kase)
	supervisor.WaitText("收到了")
	w.look(supervisor, "case-confirmed")
}

func (w *world) firstClue(p *browser.Page) {
	w.t.Helper()
	p.Open(w.url + "/office/clues")
	w.look(p, "")
	var address string
	p.Eval(fmt.Sprintf(`[...document.querySelectorAll('table.queue tbody tr')].find(r => r.innerText.includes(%q)).querySelector('a').href`, clueWords), &address)
	p.Open(address)
	p.WaitText(clueWords)
}

// TestTheWholePath is the outcome the project exists for: from a payment a
// villager does not understand to the answer on the villager's telephone.
func TestTheWholePath(t *testing.T) {
	w, dir := demoWorld(t)
	w.follow("disabled")
	w.wholePath()
	w.phone("disabled", "phone-messages")
	w.stop()
	w.searchLogs()
	w.searchFiles(dir, demoStateFile)
}

// wholePath goes from a payment to the answer and from a nameless complaint to
// the town.
func (w *world) wholePath() {
	t := w.t
	t.Helper()
	w.unlogged("words of the office", resultWords)
	for _, words := range []string{answerWords, clueWords, clueSummary, proposeNote, decideNote, concludeNote} {
		w.secret("words of the office", words)
	}
	villager := w.browser.Page(telephone, browser.Allow(wechatSignIn))
	w.enter(villager, "disabled")
	w.look(villager, "home")
	w.bind(villager, "disabled")
	w.browse(villager, "disabled")
	receipt := w.complain(villager, complaintWords)
	villager.Open(w.url + "/h5/complaints")
	w.look(villager, "my-complaints")
	villager.Follow("css=ul.cards a")
	mine := villager.URL()
	w.look(villager, "complaint")
	unnamed := w.unnamed()

	petitions := w.desk("xinfang", browser.Desktop)
	w.triage(petitions)
	w.await("a message on the telephone", func() bool { return len(w.notices("disabled")) > 0 })
	villager.Open(mine)
	villager.WaitText(answerWords)
	villager.Fill("再补充几句", addedWords)
	w.secret("added words", addedWords)
	villager.Follow("发出去")
	villager.WaitText(addedWords)
	w.look(villager, "complaint-talk")
	w.confirm(villager, w.handle())

	w.open(petitions, complaintWords)
	petitions.WaitText(addedWords)
	w.deed(petitions, "close", "text", resultWords)
	w.look(petitions, "petition-closed")
	villager.Open(mine)
	villager.WaitText(resultWords)
	w.look(villager, "complaint-closed")
	villager.Click("满意")
	villager.Follow("交评价")
	villager.WaitText("您的评价")
	w.look(villager, "evaluated")
	villager.Open(w.url + "/h5/messages")
	w.look(villager, "messages")
	w.track(receipt).WaitText(resultWords)

	// Nothing personal in what WeChat carries, and nothing of the case on the
	// villager's page.
	for _, n := range w.notices("disabled") {
		for text, what := range w.secrets {
			if strings.Contains(fmt.Sprint(n), text) {
				t.Errorf("a message tells %s: %v", what, n)
			}
		}
	}
	villager.Open(mine)
	for _, inside := range []string{clueWords, proposeNote, decideNote, concludeNote, "立案", "第一监督检查室"} {
		if villager.Shows(inside) {
			t.Errorf("the villager reads %q", inside)
		}
	}

	// The other complaint has no name, and another ending.
	w.open(petitions, unnamedWords)
	petitions.WaitText("匿名")
	w.look(petitions, "petition-unnamed")
	w.deed(petitions, "claim")
	w.deed(petitions, "transfer", "clear", "1")
	w.look(petitions, "petition-transferred")
	town := w.desk("zhen", browser.Desktop)
	w.open(town, unnamedWords)
	w.look(town, "")
	w.track(unnamed)
}

// phone photographs the pretended telephone.
func (w *world) phone(key, name string) {
	w.t.Helper()
	w.choose(key)
	p := w.browser.Page(telephone)
	p.Open(w.platform + "/")
	p.WaitText("查看详情")
	var at [3]float64
	p.Eval(`(() => { const c = document.querySelector('#chat'); return [c.scrollTop, c.scrollHeight, c.clientHeight] })()`, &at)
	if at[0]+at[2] < at[1]-2 {
		w.t.Errorf("the newest message is out of sight: %v", at)
	}
	w.shoot(p, name)
}
