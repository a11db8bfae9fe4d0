//go:build e2e

package main

import (
	"strings"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"yangguang/cmd/yangguang/internal/browser"
)

// tabTo goes on with the Tab key until what is called so has the focus.
func (w *world) tabTo(p *browser.Page, what string) {
	w.t.Helper()
	const most = 300
	var name string
	for range most {
		p.Do(chromedp.KeyEvent(kb.Tab))
		p.Eval(`(e => (e.getAttribute('aria-label') || e.labels && e.labels[0] && e.labels[0].innerText || e.innerText || '').trim())(document.activeElement)`, &name)
		if strings.HasPrefix(name, what) {
			return
		}
	}
	w.t.Fatalf("the Tab key does not reach %q at %s, but %q", what, p.URL(), name)
}

// extendByKeys asks for more time from the list of deadlines, and grants it, with
// nothing but the keyboard.
func (w *world) extendByKeys(handler, head *browser.Page) {
	w.t.Helper()
	const why = "还有两户外出务工，要等他们回来核对"
	handler.Open(w.url + "/office/deadlines")
	w.tabTo(handler, "申请延期")
	handler.Press("Enter")
	handler.WaitText("提交申请")
	w.tabTo(handler, "为什么要延期")
	handler.Do(input.InsertText(why))
	w.secret("why more time is asked for", why)
	w.tabTo(handler, "提交申请")
	handler.Press("Enter")
	handler.WaitText("延期申请已经提交")
	head.Open(w.url + "/office/extensions")
	head.WaitText(why)
	w.tabTo(head, "同意延期")
	head.Press("Enter")
	head.WaitGone(why)
	var left int
	if head.Eval(`document.querySelectorAll('form[action^="/office/extensions/"]').length`, &left); left != 0 {
		w.t.Errorf("%d requests are still open", left)
	}
}
