//go:build e2e

package browser_test

import (
	"fmt"
	"html"
	"image/png"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"yangguang/cmd/yangguang/internal/browser"
)

const head = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>试验</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main>`

// site is a small site with the traps of a large one.
func site(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	write := func(path, body string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Security-Policy", "default-src 'self'; script-src 'self'; style-src 'self'")
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, head+body)
		})
	}
	write("/{$}", `<h1>办事</h1>
		<form method="post" action="/sent" enctype="multipart/form-data">
		<p><label for="n">姓名 *</label> <input id="n" name="name" value="旧"></p>
		<p><label for="d">日期</label> <input id="d" type="date" name="day"></p>
		<p><label for="v">村</label> <select id="v" name="village"><option value="">请选择</option><option value="1">四联村</option></select></p>
		<p><label for="w">说明</label> <textarea id="w" name="words"></textarea></p>
		<p><label><input type="checkbox" name="agree" value="yes"> 我同意</label></p>
		<p><label for="f">照片</label> <input id="f" type="file" name="photo"></p>
		<button>提交</button></form>
		<p id="out"></p><p><a href="/frame">手机</a> <a href="/other">别处</a></p><script src="/late.js"></script>`)
	mux.HandleFunc("/late.js", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/javascript")
		io.WriteString(w, `setTimeout(() => { document.getElementById('out').textContent = '脚本 已运行'; }, 200);`)
	})
	mux.HandleFunc("POST /sent", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "seen", Value: "yes", Path: "/"})
		name := "no file"
		if _, h, err := r.FormFile("photo"); err == nil {
			name = h.Filename
		}
		fmt.Fprintf(w, "%s<p>收到：%s</p>", head, html.EscapeString(strings.Join([]string{
			r.FormValue("name"), r.FormValue("day"), r.FormValue("village"), r.FormValue("words"), r.FormValue("agree"), name}, "|")))
	})
	mux.HandleFunc("/other", func(w http.ResponseWriter, r *http.Request) {
		_, err := r.Cookie("seen")
		fmt.Fprintf(w, "%s<p>来过：%v</p><p>%s</p>", head, err == nil, html.EscapeString(r.UserAgent()))
	})
	write("/frame", `<h1>手机</h1><iframe src="/" title="页面" width="340" height="600"></iframe>`)
	write("/throws", `<h1>坏</h1><script src="/throws.js"></script>`)
	mux.HandleFunc("/throws.js", func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, `nothing.here();`) })
	write("/inline", `<h1>坏</h1><script>1</script>`)
	write("/styled", `<h1 style="color: red">坏</h1>`)
	write("/lacking", `<h1>坏</h1><img src="/none.png" alt="无">`)
	write("/faint", `<h1>坏</h1><img src="/late.js"><input>`)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestAFormIsFilledInAsAPersonDoes(t *testing.T) {
	base := site(t)
	photo := filepath.Join(t.TempDir(), "照片.png")
	if err := os.WriteFile(photo, []byte("\x89PNG\r\n\x1a\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	b := browser.New(t)
	for name, options := range map[string][]browser.Option{"with script": nil, "without script": {browser.WithoutScript()}} {
		p := b.Page(browser.Phone, options...)
		p.Open(base)
		p.Fill("姓名", "测试甲")
		p.Fill("日期", "2026-03-01")
		p.Select("村", "四联村")
		p.Fill("说明", "第一行\n第二行")
		p.Click("我同意")
		p.Upload("照片", photo)
		if options == nil {
			p.WaitText("脚本已运行")
		} else if p.Shows("脚本已运行") {
			t.Errorf("%s: a script ran", name)
		}
		file := p.Screenshot(strings.ReplaceAll(name, " ", "-"))
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.DecodeConfig(f)
		f.Close()
		if err != nil || picture.Width != 720 {
			t.Errorf("%s: the screenshot is %d wide, %v", name, picture.Width, err)
		}
		p.Follow("提交")
		p.WaitText("收到：测试甲|2026-03-01|1|第一行 第二行|yes|照片.png")
		p.Open(base + "/other")
		p.WaitText("来过：true")
		p.WaitText("MicroMessenger")
	}
	stranger := b.Page(browser.Desktop)
	stranger.Open(base)
	stranger.Click("别处")
	if !strings.HasSuffix(stranger.URL(), "/other") || !stranger.Shows("来过：false") {
		t.Errorf("another page has the first one's cookies, or did not follow the link: %s", stranger.URL())
	}
	stranger.Back()
	stranger.WaitText("办事")
}

func TestAFrameIsPartOfThePage(t *testing.T) {
	p := browser.Start(t, browser.Desktop)
	p.Open(site(t) + "/frame")
	p.Fill("姓名", "框中人")
	p.Follow("提交")
	p.WaitText("收到：框中人")
}

// recorder is a test that only remembers what it was told.
type recorder struct {
	testing.TB
	cleanup []func()
	said    strings.Builder
}

func (r *recorder) Errorf(format string, args ...any) { fmt.Fprintf(&r.said, format+"\n", args...) }
func (r *recorder) Cleanup(f func())                  { r.cleanup = append(r.cleanup, f) }
func (r *recorder) end() {
	for i := len(r.cleanup) - 1; i >= 0; i-- {
		r.cleanup[i]()
	}
}

func TestAPageInTroubleFailsTheTest(t *testing.T) {
	base := site(t)
	for path, want := range map[string]string{
		"/throws":  "nothing is not defined",
		"/inline":  "script-src",
		"/styled":  "style-src",
		"/lacking": "404 for",
	} {
		r := &recorder{TB: t}
		p := browser.Start(r, browser.Desktop)
		p.Open(base + path)
		r.end()
		if !strings.Contains(r.said.String(), want) {
			t.Errorf("%s: want %q, got %q", path, want, r.said.String())
		}
	}
}

func TestAxe(t *testing.T) {
	base := site(t)
	good := browser.Start(t, browser.Phone)
	good.Open(base)
	good.Axe()

	r := &recorder{TB: t}
	bad := browser.Start(r, browser.Desktop, browser.Allow("/late.js"))
	bad.Open(base + "/faint")
	bad.Axe()
	r.end()
	for _, want := range []string{"image-alt", "axe: label"} {
		if !strings.Contains(r.said.String(), want) {
			t.Errorf("want %q in %q", want, r.said.String())
		}
	}
}
