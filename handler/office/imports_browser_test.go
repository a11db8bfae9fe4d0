//go:build e2e

package office_test

import (
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// TestProgressShowsItself uploads with a real browser, with scripts and
// without, and waits for the page to show the result without being touched.
func TestProgressShowsItself(t *testing.T) {
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-background-networking", true), chromedp.Env("LC_ALL=C.UTF-8"))
	alloc, cancelAlloc := chromedp.NewExecAllocator(t.Context(), opts...)
	defer cancelAlloc()
	for name, plain := range map[string]bool{"with scripts": false, "without": true} {
		t.Run(name, func(t *testing.T) {
			o := newImportOffice(t)
			srv := httptest.NewServer(o.handler)
			defer srv.Close()
			file := filepath.Join(t.TempDir(), "区划.csv")
			if err := os.WriteFile(file, []byte(divisionFile), 0o600); err != nil {
				t.Fatal(err)
			}
			tab, cancel := chromedp.NewContext(alloc)
			defer cancel()
			ctx, stop := context.WithTimeout(tab, 40*time.Second)
			defer stop()
			var waiting, deed, at string
			err := chromedp.Run(ctx,
				emulation.SetScriptExecutionDisabled(plain),
				chromedp.Navigate(srv.URL+"/office/sign/3"),
				chromedp.Navigate(srv.URL+"/office/imports/new"),
				chromedp.Click(`input[value=divisions]`),
				chromedp.SetUploadFiles(`#f-file`, []string{file}),
				chromedp.Click(`main form button[type=submit]`),
				chromedp.WaitVisible(`progress.work`),
				chromedp.Text(`#batch`, &waiting),
			)
			if err != nil || !strings.Contains(waiting, "正在核对") {
				t.Fatalf("%v: %q", err, waiting)
			}
			o.work()
			err = chromedp.Run(ctx,
				chromedp.WaitVisible(`form[action$="/confirm"] button`),
				chromedp.Text(`form[action$="/confirm"] button`, &deed),
				chromedp.Click(`form[action$="/confirm"] button`),
				chromedp.WaitVisible(`progress.work`),
			)
			if err != nil || strings.TrimSpace(deed) != "导入 3 行" {
				t.Fatalf("%v: %q", err, deed)
			}
			o.work()
			if err = chromedp.Run(ctx, chromedp.WaitVisible(`.state.good`), chromedp.Location(&at)); err != nil || !strings.HasSuffix(at, "/office/imports/1") {
				t.Fatalf("%v: %s", err, at)
			}
		})
	}
}
