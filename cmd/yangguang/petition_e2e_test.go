//go:build e2e

package main

import (
	"testing"

	"yangguang/cmd/yangguang/internal/browser"
)

// TestAResultIsContested follows an anonymous complaint by its receipt past its
// result: not content, looked at again, not content still, which turns it red;
// then an objection. On the way the desks of what waits there.
func TestAResultIsContested(t *testing.T) {
	w, _ := demoWorld(t)
	receipt := w.unnamed()
	petitions := w.desk("xinfang", browser.Desktop)
	w.open(petitions, unnamedWords)
	w.deed(petitions, "claim")
	w.look(petitions, "petition-triage")
	w.deed(petitions, "accept")
	w.deed(petitions, "close", "text", resultWords)
	w.secret("the words of a result", resultWords)

	villager := w.track(receipt)
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
	w.secret("words of an explanation", addedWords)
	villager = w.track(receipt)
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
	petitions.Open(w.url + "/office/petitions?state=closed")
	petitions.Follow("css=table.queue tbody a")
	petitions.WaitText("登记已反馈结果")
	w.look(petitions, "petition-to-tell")
}
