//go:build e2e

package templates

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var shots = flag.String("shots", "", "folder to put a picture of every page into")

// policy is what the web layer sends with every page.
const policy = "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; frame-ancestors 'self'; form-action 'self'"

// serveSamples serves every sample at /<name> as the program would.
func serveSamples(t *testing.T, s *Set) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle("/assets/", s.Assets)
	for _, x := range samples() {
		page, err := x.render(s)
		if err != nil {
			t.Fatal(err)
		}
		mux.HandleFunc("/"+x.name, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Security-Policy", policy)
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			body := string(page)
			if r.URL.Query().Get("large") != "" {
				body = strings.Replace(body, `<html lang="zh-CN"`, `<html lang="zh-CN" class="large"`, 1)
			}
			_, _ = w.Write([]byte(body))
		})
	}
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	return srv.URL
}

// browser starts one Chromium for the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-background-networking", true), chromedp.Env("LC_ALL=C.UTF-8"))
	alloc, cancelAlloc := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(cancelAlloc)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	// The browser lives as long as the context of its first run.
	if err := chromedp.Run(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// complaints collects what the browser complains of: refused styles and
// scripts, missing files, errors in our scripts.
type complaints struct {
	mu   sync.Mutex
	said []string
}

func (c *complaints) listen(ctx context.Context) {
	chromedp.ListenTarget(ctx, func(ev any) {
		c.mu.Lock()
		defer c.mu.Unlock()
		switch ev := ev.(type) {
		case *log.EventEntryAdded:
			c.said = append(c.said, ev.Entry.Text+" "+ev.Entry.URL)
		case *runtime.EventExceptionThrown:
			c.said = append(c.said, ev.ExceptionDetails.Error())
		}
	})
}

func (c *complaints) take() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	said := c.said
	c.said = nil
	return said
}

// Only violations are told in full, which is most of what axe does otherwise.
const runAxe = `axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v => v.id + ': ' + v.help + '\n  ' + v.nodes.map(n => n.html + ' ' + (n.any.concat(n.all, n.none)[0] || {}).message).join('\n  ')))`

// wider tells what is broader than the window: a villager must never have to
// push the page sideways.
const wider = `Array.from(document.querySelectorAll('body *')).filter(e => e.getBoundingClientRect().right > innerWidth + 1 && getComputedStyle(e).position !== 'absolute' && !e.closest('[data-wide], .table-responsive')).map(e => e.outerHTML.slice(0, 120))`

// TestPagesAreAccessibleAndQuiet opens every sample in a real browser, in the
// ordinary and the large type: axe finds nothing, nothing is broader than the
// phone, and the security policy refuses nothing.
func TestPagesAreAccessibleAndQuiet(t *testing.T) {
	axe, err := os.ReadFile("testdata/axe-core/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	s := newSet(t)
	url := serveSamples(t, s)
	ctx := browser(t)
	var heard complaints
	heard.listen(ctx)
	for _, x := range samples() {
		opened := ""
		for _, size := range sizesOf(x.name) {
			t.Run(x.name+size.suffix, func(t *testing.T) {
				ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
				defer cancel()
				steps := chromedp.Tasks{chromedp.EmulateViewport(size.width, size.height)}
				if address := url + "/" + x.name + size.query; address != opened { // else the window of the open page changes its size
					opened = address
					steps = append(steps, chromedp.Navigate(address), chromedp.Evaluate(string(axe), nil))
				}
				var found, broad []string
				var shot []byte
				err := chromedp.Run(ctx, append(steps,
					chromedp.Evaluate(runAxe, &found, func(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }),
					chromedp.Evaluate(wider, &broad),
				))
				if err != nil {
					opened = ""
					t.Fatal(err)
				}
				for _, f := range found {
					t.Errorf("axe: %s", f)
				}
				for _, b := range broad {
					t.Errorf("broader than the window: %s", b)
				}
				for _, line := range heard.take() {
					if !strings.Contains(line, "favicon") && !strings.Contains(line, "/assets/0/") {
						t.Errorf("browser: %s", line)
					}
				}
				if *shots == "" {
					return
				}
				if err := chromedp.Run(ctx, chromedp.FullScreenshot(&shot, 100)); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(*shots, fmt.Sprintf("%s%s.png", x.name, size.suffix)), shot, 0o600); err != nil {
					t.Fatal(err)
				}
			})
		}
	}
}

type windowSize struct {
	suffix, query string
	width, height int64
}

// sizesOf is a small phone in both types for villagers, a desk and a tablet for the office.
func sizesOf(name string) []windowSize {
	if strings.HasPrefix(name, "office_import") {
		return []windowSize{{"", "", 1280, 800}, {"_wide", "", 1440, 900}, {"_phone", "", 360, 640}}
	}
	if strings.HasPrefix(name, "office_finding") {
		return []windowSize{{"", "", 1024, 800}, {"_wide", "", 1440, 900}, {"_phone", "", 360, 640}}
	}
	if strings.HasPrefix(name, "office_") {
		return []windowSize{{"", "", 1280, 800}, {"_wide", "", 1440, 900}, {"_tablet", "", 800, 1100}, {"_phone", "", 360, 640}}
	}
	return []windowSize{{"", "", 360, 640}, {"_large", "?large=1", 360, 640}}
}

// on opens a sample as a villager's phone would.
func on(url, name string) chromedp.Tasks {
	return chromedp.Tasks{chromedp.EmulateViewport(360, 640), chromedp.Navigate(url + "/" + name), chromedp.WaitReady("main")}
}

// TestDraftStaysOnThePhone types a complaint, leaves, and comes back to the
// same words; it is gone once the receipt has been shown.
func TestDraftStaysOnThePhone(t *testing.T) {
	ctx := browser(t)
	url := serveSamples(t, newSet(t))
	var body, village, after string
	var chosen bool
	err := chromedp.Run(ctx,
		on(url, "complaint_form"),
		chromedp.SendKeys("#f-body", "路修了一半就停了"),
		chromedp.Click(`input[name=about][value=project]`),
		chromedp.SetValue("#f-town", "双凤镇"),
		chromedp.Evaluate(`document.querySelector('#f-town').dispatchEvent(new Event('change', {bubbles: true}))`, nil),
		chromedp.SetValue("#f-village", "4"),
		chromedp.Evaluate(`document.querySelector('#f-village').dispatchEvent(new Event('change', {bubbles: true}))`, nil),
		on(url, "home_new"), on(url, "complaint_form"),
		chromedp.Value("#f-body", &body),
		chromedp.Value("#f-village", &village),
		chromedp.Evaluate(`document.querySelector('input[name=about][value=project]').checked`, &chosen),
	)
	if err != nil {
		t.Fatal(err)
	}
	if body != "路修了一半就停了" || village != "4" || !chosen {
		t.Errorf("came back to %q, village %q, about chosen: %v", body, village, chosen)
	}
	err = chromedp.Run(ctx,
		chromedp.Evaluate(`var f = document.querySelector('form[data-draft]'); f.addEventListener('submit', e => e.preventDefault()); f.requestSubmit()`, nil),
		on(url, "complaint_done"), on(url, "complaint_form"),
		chromedp.Value("#f-body", &after),
	)
	if err != nil {
		t.Fatal(err)
	}
	if after != "" {
		t.Errorf("after the receipt the draft is still %q", after)
	}
}

// TestRefusedWordsWinOverTheDraft: what the server sends back is newer.
func TestRefusedWordsWinOverTheDraft(t *testing.T) {
	ctx := browser(t)
	url := serveSamples(t, newSet(t))
	var body string
	err := chromedp.Run(ctx,
		on(url, "complaint_form_refused"),
		chromedp.SendKeys("#f-body", "旧的"),
		on(url, "complaint_form_refused"),
		chromedp.Value("#f-body", &body),
	)
	if err != nil {
		t.Fatal(err)
	}
	if body != "钱<少>了" {
		t.Errorf("the refused form shows %q", body)
	}
}

// TestSecondSubmissionIsHeldBack counts what leaves the phone when a hurried
// finger taps three times.
func TestSecondSubmissionIsHeldBack(t *testing.T) {
	ctx := browser(t)
	url := serveSamples(t, newSet(t))
	var left int
	err := chromedp.Run(ctx,
		on(url, "complaint_form"),
		chromedp.Evaluate(`(function () {
			var left = 0, form = document.querySelector('form[data-once]');
			form.parentNode.addEventListener('submit', function (e) { if (!e.defaultPrevented) { left++; } e.preventDefault(); });
			form.requestSubmit(); form.requestSubmit(); form.requestSubmit();
			return left;
		})()`, &left),
	)
	if err != nil {
		t.Fatal(err)
	}
	if left != 1 {
		t.Errorf("%d submissions left the phone, want 1", left)
	}
}

// TestFormsWorkWithoutScript opens the long form with scripts switched off:
// every part of it is there to be used, and the recorder is not.
func TestFormsWorkWithoutScript(t *testing.T) {
	ctx := browser(t)
	url := serveSamples(t, newSet(t))
	var shot []byte
	if err := chromedp.Run(ctx, emulation.SetScriptExecutionDisabled(true), on(url, "complaint_form")); err != nil {
		t.Fatal(err)
	}
	for selector, want := range map[string]bool{
		"#f-village optgroup": true, "input[name=photo]": true, "#f-voice": true, "input[name=named]": true,
		"button[type=submit]": true, "#f-town": false, "[data-record]:not([hidden])": false,
	} {
		var nodes []*cdp.Node
		if err := chromedp.Run(ctx, chromedp.Nodes(selector, &nodes, chromedp.AtLeast(0), chromedp.ByQueryAll)); err != nil {
			t.Fatal(err)
		}
		if (len(nodes) > 0) != want {
			t.Errorf("%s: found %d", selector, len(nodes))
		}
	}
	if *shots == "" {
		return
	}
	if err := chromedp.Run(ctx, chromedp.FullScreenshot(&shot, 100)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(*shots, "complaint_form_no_script.png"), shot, 0o600); err != nil {
		t.Fatal(err)
	}
}
