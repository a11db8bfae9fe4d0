//go:build e2e

package main

import (
	"fmt"
	"testing"
	"time"

	"yangguang/cmd/yangguang/internal/browser"
	"yangguang/service/kernel/period"
)

// mended reads 发现N整改M from the page of figures, of all issues or of one unit.
func (w *world) mended(p *browser.Page, row string) (found, done int) {
	w.t.Helper()
	var cells []int
	p.Eval(fmt.Sprintf(`[...document.querySelectorAll('table.counts')[0].querySelectorAll('tbody tr')].filter(r => r.querySelector('th').textContent.trim() === %q).flatMap(r => [...r.querySelectorAll('td')].slice(0, 2).map(c => +c.textContent))`, row), &cells)
	if len(cells) != 2 {
		w.t.Fatalf("%s: the figures of %q are %v", p.URL(), row, cells)
	}
	return cells[0], cells[1]
}

// TestAnIssueOfTheJointMeeting is a bureau that raises an issue on its
// telephone; the commission gives it to another with a day; that bureau mends
// it and shows a photo; the commission confirms, and the figures count it.
func TestAnIssueOfTheJointMeeting(t *testing.T) {
	w, dir := demoWorld(t)
	w.shown = 146
	const title, figures = "便民桥桥头没有限重牌", "/office/meetings/figures"

	manager := w.desk("anguan", laptop)
	manager.Open(w.url + figures)
	found, done := w.mended(manager, "合计")
	hisFound, hisDone := w.mended(manager, "交通运输局")

	raiser := w.desk("minzheng", telephone)
	raiser.Open(w.url + "/office/meetings")
	raiser.WaitText("民政局提出的，和交给民政局办的")
	w.look(raiser, "")
	raiser.Follow("提出问题")
	raiser.Fill("是什么问题", title)
	raiser.Select("类别", "项目建设")
	raiser.Fill("事实", "四联村便民桥通车两个月，桥头没有限重牌，重车照样过，附近8户担心桥面。")
	w.look(raiser, "meeting-raise")
	raiser.Follow("css=form.card button[type=submit]")
	raiser.WaitText("已提出，等会议交办")
	issue := raiser.URL()

	manager.Open(issue)
	manager.WaitText("上会以后交办")
	w.look(manager, "meeting-assign")
	var held string
	manager.Eval(`[...document.querySelector('#f-assign-meeting').options].map(o => o.value).filter(Boolean)[0]`, &held)
	w.deed(manager, "assign", "meeting", held, "unit", "交通运输局", "due", (period.Here(time.Now()) + 20).String())
	manager.WaitText("等交通运输局整改")
	manager.Open(w.url + figures)
	if n, m := w.mended(manager, "合计"); n != found+1 || m != done {
		t.Errorf("raised: found %d, mended %d of %d, %d", n, m, found, done)
	}

	doer := w.desk("jiaotong", telephone)
	doer.Open(issue)
	doer.WaitText("整改，报告结果")
	w.deed(doer, "report", "note", "限重10吨的牌子立好了，桥两头都有。")
	doer.WaitText("请放整改的照片") // without proof nothing is done
	doer.Fill("#f-report-note", "限重10吨的牌子立好了，桥两头都有。")
	doer.Upload("#f-report-photo", w.photo())
	doer.Follow("css=form:has(> input[value=report]) button[type=submit]")
	doer.WaitText("等纪委监委确认")
	w.look(doer, "meeting-reported")

	manager.Open(issue)
	manager.WaitText("整改的证明")
	w.deed(manager, "confirm", "note", "看过照片，桥两头都有牌子，同意确认。")
	manager.WaitText("已办：确认整改")
	w.look(manager, "meeting-confirmed")

	manager.Open(w.url + figures)
	w.look(manager, "meeting-figures")
	if n, m := w.mended(manager, "合计"); n != found+1 || m != done+1 {
		t.Errorf("confirmed: found %d, mended %d of %d, %d", n, m, found, done)
	}
	if n, m := w.mended(manager, "交通运输局"); n != hisFound+1 || m != hisDone+1 {
		t.Errorf("its unit: found %d, mended %d of %d, %d", n, m, hisFound, hisDone)
	}
	manager.Follow("css=.figures .good a") // the figure is the list of as many
	var rows int
	if manager.Eval(`document.querySelectorAll('ul.tasks > li').length`, &rows); rows != done+1 {
		t.Errorf("%d issues are listed as mended, want %d", rows, done+1)
	}
	manager.WaitText(title)
	raiser.Open(issue)
	raiser.WaitText("确认整改") // whoever raised it sees how it ended
	w.look(raiser, "")
	w.stop()
	w.searchLogs()
	w.searchFiles(dir, demoStateFile)
}
