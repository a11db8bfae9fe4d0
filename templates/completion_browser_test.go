//go:build e2e

package templates

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// TestACompletedConditionIsWrittenWithTheKeyboard types the beginning of a word
// into a model's condition and takes what is offered.
func TestACompletedConditionIsWrittenWithTheKeyboard(t *testing.T) {
	url := serveSamples(t, newSet(t))
	ctx, cancel := context.WithTimeout(browser(t), 30*time.Second)
	defer cancel()
	const area = "#f-expression"
	empty := chromedp.Evaluate(`document.querySelector("#f-expression").value = ""`, nil)
	// A key whose text the browser makes itself, as a keyboard's is: what the page prevents is not typed.
	enter := input.DispatchKeyEvent(input.KeyDown).WithKey("Enter").WithCode("Enter").WithWindowsVirtualKeyCode(13).WithText("\r")
	var offered, active, after, closed, clicked string
	err := chromedp.Run(ctx, on(url, "office_own_form"), empty,
		chromedp.SendKeys(area, "年", chromedp.ByQuery), chromedp.WaitVisible(".completions li"), chromedp.Text(".completions", &offered),
		chromedp.AttributeValue(area, "aria-activedescendant", &active, nil), enter, chromedp.SendKeys(area, " > 3 and 领", chromedp.ByQuery),
		chromedp.WaitVisible(".completions li"), chromedp.SendKeys(area, kb.Tab+"农村低保", chromedp.ByQuery), chromedp.Value(area, &after),
		empty, chromedp.SendKeys(area, "性", chromedp.ByQuery), chromedp.WaitVisible(".completions li"), chromedp.SendKeys(area, kb.Escape, chromedp.ByQuery),
		chromedp.WaitNotVisible(".completions"), chromedp.Value(area, &closed), empty,
		chromedp.Click(`//ul[@id="words"]//button[text()="已去世"]`), chromedp.Value(area, &clicked),
	)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(offered, "年龄") || active != "f-expression-list0" || after != `年龄 > 3 and 领取("农村低保")` || closed != "性" || clicked != "已去世" {
		t.Errorf("offered %q, active %q, written %q, after Escape %q, clicked %q", offered, active, after, closed, clicked)
	}
}
