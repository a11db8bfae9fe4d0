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
	proposeNote  = "反映具体，可查性强，建议立案"
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

// handle takes the clue to a case and the case to its outcome.
func (w *world) handle() {
	w.t.Helper()
	case1 := w.desk("anguan", browser.Desktop)
	w.firstClue(case1)
	w.look(case1, "clue-assign")
	w.deed(case1, "assign", "unit", "第一监督检查室", "note", "请依规办理")
	supervisor := w.desk("jiandu", browser.Desktop)
	w.firstClue(supervisor)
	w.deed(supervisor, "propose", "opinion", "file_case", "note", proposeNote)
	supervisor.WaitText("待审批")
	w.look(supervisor, "clue-proposed")
	head := w.desk("lingdao", browser.Desktop)
	head.Open(w.url + "/office/")
	w.look(head, "")
	w.firstClue(head)
	w.look(head, "clue-decide")
	w.deed(head, "approve", "note", decideNote)
	w.firstClue(supervisor)
	today := time.Now().In(period.Shanghai).Format(time.DateOnly)
	w.deed(supervisor, "open", "filed_on", today)
	w.look(supervisor, "case")
	w.deed(supervisor, "conclude", "party", "警告", "form", "1", "found", "1,600.00", "recovered", "1600", "returned", "1600",
		"concluded_on", today, "words", resultWords, "note", concludeNote)
	supervisor.WaitText("已结案")
	w.look(supervisor, "case-concluded")
	supervisor.Open(w.url + "/office/cases")
	supervisor.WaitText("1,600.00")
	w.look(supervisor, "cases")
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
	w.handle()

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
