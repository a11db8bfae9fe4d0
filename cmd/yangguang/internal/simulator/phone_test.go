//go:build e2e

package simulator

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"yangguang/service/gateway/wechat"
)

// browse opens a Chromium of its own and fails on any error of the page's script.
func browse(t *testing.T, width, height int64) context.Context {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.WindowSize(int(width), int(height)))
	alloc, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, stop2 := chromedp.NewContext(alloc)
	t.Cleanup(stop2)
	ctx, stop3 := context.WithTimeout(ctx, 40*time.Second)
	t.Cleanup(stop3)
	var mu sync.Mutex
	chromedp.ListenTarget(ctx, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		if e, ok := ev.(*runtime.EventExceptionThrown); ok {
			t.Errorf("script: %s", e.ExceptionDetails.Error())
		}
	})
	if err := chromedp.Run(ctx, chromedp.EmulateViewport(width, height)); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// shot keeps a picture of the page in YANGGUANG_SHOTS, if that is set.
func shot(t *testing.T, name string) chromedp.Action {
	return chromedp.ActionFunc(func(ctx context.Context) error {
		dir := os.Getenv("YANGGUANG_SHOTS")
		if dir == "" {
			return nil
		}
		var b []byte
		if err := chromedp.CaptureScreenshot(&b).Do(ctx); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(dir, strings.ReplaceAll(t.Name(), "/", "-")+"-"+name+".png"), b, 0o600)
	})
}

func (w *town) withMenu() {
	w.t.Helper()
	if err := w.client.CreateMenu(w.t.Context(), []wechat.Button{
		{Name: "查一查", Sub: []wechat.Button{{Name: "我的补贴", URL: w.url + "/h5/payouts"}, {Name: "村里的项目", Key: "项目"}}},
		{Name: "我要反映", URL: w.url + "/h5/complaint"},
		{Name: "帮助", Key: "帮助"},
	}); err != nil {
		w.t.Fatal(err)
	}
}

func TestPhoneInABrowser(t *testing.T) {
	for name, size := range map[string][2]int64{"desktop": {1280, 900}, "small": {360, 640}} {
		t.Run(name, func(t *testing.T) {
			w := newTown(t, Safe)
			w.withMenu()
			ctx := browse(t, size[0], size[1])
			var wide bool
			var page string
			err := chromedp.Run(ctx,
				chromedp.Navigate(w.url+"/simulator/"),
				chromedp.WaitVisible(`//nav[@id="menu"]/button[text()="帮助"]`),
				chromedp.Click("#follow"),
				chromedp.WaitVisible(`//div[@class="b account"][contains(., "欢迎您")]`),
				chromedp.Click(`//nav[@id="menu"]/button[text()="帮助"]`),
				chromedp.WaitVisible(`//div[@class="b account"][2]`),
				chromedp.Click("#swap"),
				chromedp.SendKeys("#words", "低保\r"),
				chromedp.WaitVisible(`//div[@class="b account"]/a[contains(., "低保")]`),
				chromedp.Click("#more"),
				chromedp.WaitVisible("#sample"),
				shot(t, "sheet"),
				chromedp.Click("#sample"),
				chromedp.WaitVisible(".b.me img"),
				chromedp.Click("#more"),
				chromedp.SendKeys("#spoken", "我的钱\r"),
				chromedp.WaitVisible(`//div[@class="b account"]/a[contains(., "看我的补贴")]`),
				chromedp.ActionFunc(func(context.Context) error { w.platform.PushSMS("13800000001", "验证码 246810,十分钟内有效"); return nil }),
				chromedp.WaitVisible("#sms"),
				shot(t, "chat"),
				chromedp.Click("#sms-close"),
				chromedp.Click(`//div[@class="b account"]/a[contains(., "看我的补贴")]`),
				chromedp.WaitVisible("#web"),
				chromedp.Poll(`document.getElementById("frame").contentDocument?.body?.textContent.includes("/payouts")`, nil),
				chromedp.Evaluate(`document.getElementById("frame").contentDocument.body.textContent`, &page),
				shot(t, "web"),
				chromedp.Click("#back"),
				chromedp.Click("#who"),
				chromedp.WaitVisible(`#picker[open]`),
				shot(t, "picker"),
				chromedp.Click(`//ul[@id="picker-people"]//button[contains(., "乙")]`),
				chromedp.WaitVisible(`//span[@id="who-name"][text()="乙"]`),
				chromedp.Evaluate(`document.documentElement.scrollWidth > innerWidth`, &wide),
			)
			if err != nil {
				t.Fatal(err)
			}
			if wide || !strings.Contains(page, "/payouts") {
				t.Errorf("scrolls sideways: %v, page %q", wide, page)
			}
			w.mu.Lock()
			defer w.mu.Unlock()
			if _, ok := w.signedIn[first]; !ok {
				t.Error("the page was opened without signing in")
			}
		})
	}
}
