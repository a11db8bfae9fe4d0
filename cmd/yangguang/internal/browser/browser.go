//go:build e2e

// Package browser drives Debian's Chromium for the tests of whole journeys.
//
// It promises that a page which throws, breaks its own content security policy,
// lacks a file it asks for or reaches for another host fails the test, and that
// nothing waits for a duration: every step waits for what it needs.
//
// A what names an element as people see it: the words on a button or link, the
// words of a field's label. It is a CSS selector if it begins with # . [ or
// "css=". Frames of the same origin are searched, too.
package browser

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// patience is how long a step may wait before it fails; a race-detecting
// server on a busy machine is slow.
const patience = 30 * time.Second

// View is a screen and what the browser calls itself.
type View struct {
	Width, Height int64
	Scale         float64
	Mobile        bool
	UserAgent     string // empty: Chromium's own
}

// WeChat's browser on a telephone calls itself so.
const microMessenger = "Mozilla/5.0 (Linux; Android 10; V2001A Build/QP1A.190711.020; wv) AppleWebKit/537.36 (KHTML, like Gecko) " +
	"Version/4.0 Chrome/107.0.5304.141 Mobile Safari/537.36 XWEB/5169 MMWEBSDK/20230701 MMWEBID/4892 " +
	"MicroMessenger/8.0.40.2420(0x28002837) WeChat/arm64 Weixin NetType/4G Language/zh_CN ABI/arm64"

// The views of the tests: an old telephone, a tablet and an office's screen.
var (
	Phone   = View{Width: 360, Height: 640, Scale: 2, Mobile: true, UserAgent: microMessenger}
	Tablet  = View{Width: 820, Height: 1180, Scale: 1}
	Desktop = View{Width: 1440, Height: 900, Scale: 1}
)

// Option changes how a page is opened.
type Option func(*Page)

// WithoutScript switches the page's JavaScript off.
func WithoutScript() Option { return func(p *Page) { p.noScript = true } }

// Allow lets one kind of trouble pass: each that contains the text.
func Allow(trouble string) Option {
	return func(p *Page) { p.allowed = append(p.allowed, trouble) }
}

// Browser is one Chromium; each of its pages is a person of their own, with
// their own cookies.
type Browser struct {
	t   testing.TB
	ctx context.Context
}

// Page is one tab. Its methods fail the test when they cannot do what they say.
type Page struct {
	t        testing.TB
	ctx      context.Context
	noScript bool
	allowed  []string
	dir      string

	mu       sync.Mutex
	troubles []string
	loading  map[cdp.FrameID]bool
	arrivals int // documents that frames of this page went to
}

// Start opens a Chromium with one page.
func Start(t testing.TB, view View, options ...Option) *Page {
	t.Helper()
	return New(t).Page(view, options...)
}

// New starts a Chromium that ends with the test.
func New(t testing.TB) *Browser {
	t.Helper()
	flags := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(executable(t)),
		chromedp.UserDataDir(t.TempDir()),
		chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck,
		chromedp.Headless,
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-default-apps", true),
		chromedp.Flag("disable-extensions", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		chromedp.Flag("hide-scrollbars", true),
		chromedp.Flag("force-color-profile", "srgb"),
		chromedp.Flag("lang", "zh-CN"),
		chromedp.Env("LANGUAGE=zh_CN", "LC_ALL=C.UTF-8"), // dates, file fields and Chinese file names as people here have them
		chromedp.WSURLReadTimeout(patience),
	}
	if os.Geteuid() == 0 {
		flags = append(flags, chromedp.NoSandbox)
	}
	allocator, endAllocator := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, end := chromedp.NewContext(allocator, chromedp.WithErrorf(t.Logf), chromedp.WithLogf(func(string, ...any) {}))
	t.Cleanup(func() {
		// Ends the process and waits for it, so that its profile can be removed.
		_ = chromedp.Cancel(ctx)
		end()
		endAllocator()
	})
	if err := chromedp.Run(ctx); err != nil {
		t.Fatalf("starting Chromium: %v", err)
	}
	return &Browser{t: t, ctx: ctx}
}

func executable(t testing.TB) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatal("there is no Chromium here: apt-get install chromium")
	return ""
}

// Page opens an empty page for one person.
func (b *Browser) Page(view View, options ...Option) *Page {
	b.t.Helper()
	ctx, end := chromedp.NewContext(b.ctx, chromedp.WithTargetID(b.tab()))
	p := &Page{t: b.t, ctx: ctx, loading: map[cdp.FrameID]bool{}, dir: os.Getenv("YANGGUANG_SCREENS")}
	for _, o := range options {
		o(p)
	}
	if p.dir == "" {
		p.dir = b.t.TempDir()
	}
	chromedp.ListenTarget(ctx, p.listen)
	setUp := []chromedp.Action{
		audits.Enable(),
		network.Enable(),
		runtime.Enable(),
		emulation.SetDeviceMetricsOverride(view.Width, view.Height, view.Scale, view.Mobile),
		emulation.SetTimezoneOverride("Asia/Shanghai"),
		emulation.SetScriptExecutionDisabled(p.noScript),
	}
	if view.UserAgent != "" {
		setUp = append(setUp, emulation.SetUserAgentOverride(view.UserAgent).WithAcceptLanguage("zh-CN,zh"))
	}
	if view.Mobile {
		setUp = append(setUp, emulation.SetTouchEmulationEnabled(true))
	}
	if err := chromedp.Run(ctx, setUp...); err != nil {
		b.t.Fatalf("opening a page: %v", err)
	}
	b.t.Cleanup(func() {
		p.settle()
		for _, trouble := range p.Troubles() {
			p.t.Errorf("the page is in trouble: %s", trouble)
		}
		end()
	})
	return p
}

// tab opens a window with cookies of its own. chromedp's own way asks for a
// tab in a window that such a person does not have yet.
func (b *Browser) tab() target.ID {
	b.t.Helper()
	ctx := cdp.WithExecutor(b.ctx, chromedp.FromContext(b.ctx).Browser)
	person, err := target.CreateBrowserContext().WithDisposeOnDetach(true).Do(ctx)
	if err != nil {
		b.t.Fatalf("opening a page: %v", err)
	}
	id, err := target.CreateTarget("about:blank").WithBrowserContextID(person).WithNewWindow(true).Do(ctx)
	if err != nil {
		b.t.Fatalf("opening a page: %v", err)
	}
	return id
}

// listen hears what the page does; it must not run actions of its own.
func (p *Page) listen(event any) {
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		p.trouble("uncaught: " + e.ExceptionDetails.Error())
	case *audits.EventIssueAdded:
		if d := e.Issue.Details.ContentSecurityPolicyIssueDetails; d != nil {
			where := ""
			if l := d.SourceCodeLocation; l != nil {
				where = fmt.Sprintf(" at %s:%d", l.URL, l.LineNumber)
			}
			p.trouble(fmt.Sprintf("content security policy: %s forbids %q%s", d.ViolatedDirective, d.BlockedURL, where))
		}
	case *network.EventRequestWillBeSent:
		if u, err := url.Parse(e.Request.URL); err == nil && strings.HasPrefix(u.Scheme, "http") && !loopback(u.Hostname()) {
			p.trouble("reaches for another host: " + e.Request.URL)
		}
	case *network.EventResponseReceived:
		// What a person asked for may well be refused; a picture or a script
		// of the page's own may not be missing.
		if e.Response.Status >= 400 && e.Type != network.ResourceTypeDocument && e.Type != network.ResourceTypeXHR && e.Type != network.ResourceTypeFetch && !strings.HasSuffix(e.Response.URL, "/favicon.ico") {
			p.trouble(fmt.Sprintf("%d for %s", e.Response.Status, e.Response.URL))
		}
	case *page.EventFrameStartedLoading:
		p.mark(func() { p.loading[e.FrameID] = true })
	case *page.EventFrameStoppedLoading:
		p.mark(func() { delete(p.loading, e.FrameID) })
	case *page.EventFrameDetached:
		p.mark(func() { delete(p.loading, e.FrameID) })
	case *page.EventFrameNavigated:
		p.mark(func() { p.arrivals++ })
	case *page.EventJavascriptDialogOpening:
		p.trouble("a dialogue of the browser's own: " + e.Message)
		go func() { _ = chromedp.Run(p.ctx, page.HandleJavaScriptDialog(false)) }()
	}
}

func loopback(host string) bool {
	return host == "127.0.0.1" || host == "localhost" || host == "::1"
}

func (p *Page) mark(change func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change()
}

func (p *Page) trouble(text string) {
	for _, a := range p.allowed {
		if strings.Contains(text, a) {
			return
		}
	}
	p.mark(func() { p.troubles = append(p.troubles, text) })
}

// Troubles gives what went wrong on the page so far; the test fails at its end
// if there is any.
func (p *Page) Troubles() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]string(nil), p.troubles...)
}

// Open goes to an address and waits until the page is there.
func (p *Page) Open(address string) {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	if err := chromedp.Run(ctx, chromedp.Navigate(address)); err != nil {
		p.fail("opening %s: %v", address, err)
	}
	p.settle()
}

// Back goes back as the browser's own button does.
func (p *Page) Back() {
	p.t.Helper()
	p.mu.Lock()
	before := p.arrivals
	p.mu.Unlock()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	// chromedp's own NavigateBack waits for a response, which a page kept in
	// memory does not have.
	err := chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		now, entries, err := page.GetNavigationHistory().Do(ctx)
		if err != nil {
			return err
		}
		if now == 0 {
			return errors.New("there is nothing to go back to")
		}
		return page.NavigateToHistoryEntry(entries[now-1].ID).Do(ctx)
	}))
	if err != nil {
		p.fail("going back: %v", err)
	}
	p.until("the page before", func() (bool, error) {
		p.mu.Lock()
		defer p.mu.Unlock()
		return p.arrivals > before && len(p.loading) == 0, nil
	})
	p.settle()
}

// Screenshot photographs the whole page into YANGGUANG_SCREENS, or a folder
// that goes with the test, as name.png; it gives the file's name.
func (p *Page) Screenshot(name string) string {
	p.t.Helper()
	p.settle()
	var png []byte
	if err := chromedp.Run(p.ctx, chromedp.FullScreenshot(&png, 100)); err != nil {
		p.fail("photographing %s: %v", name, err)
	}
	file := filepath.Join(p.dir, name+".png")
	if err := os.MkdirAll(p.dir, 0o755); err != nil {
		p.fail("photographing %s: %v", name, err)
	}
	if err := os.WriteFile(file, png, 0o644); err != nil {
		p.fail("photographing %s: %v", name, err)
	}
	return file
}

// fail ends the test with what the page shows.
func (p *Page) fail(format string, args ...any) {
	p.t.Helper()
	var text, address string
	_ = p.evaluate("document.body ? document.body.innerText : ''", &text)
	_ = p.evaluate("location.href", &address)
	if len([]rune(text)) > 1500 {
		text = string([]rune(text)[:1500]) + " …"
	}
	for _, trouble := range p.Troubles() {
		text += "\n! " + trouble
	}
	p.t.Fatalf("%s\nThe page %s shows:\n%s", fmt.Sprintf(format, args...), address, text)
}
