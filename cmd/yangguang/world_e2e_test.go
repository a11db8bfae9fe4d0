//go:build e2e

package main

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/pquerna/otp/totp"

	"yangguang/cmd/yangguang/internal/browser"
	"yangguang/cmd/yangguang/internal/sample"
	"yangguang/model"
	"yangguang/service/store"
)

// world is a county with everybody in it: the program, the pretended platform,
// the villagers, the office's accounts. What must stay secret is noted as it
// comes up; the logs are searched for it at the end.
type world struct {
	t testing.TB
	*running
	platform string // the pretended platform's address
	browser  *browser.Browser
	accounts map[string]demoAccount
	step     map[string]int64 // of each account, the time step whose code was last used
	people   map[string]sample.Villager
	secrets  map[string]string // text → what it is
	known    map[string]bool   // those that the database may hold in clear: names, the office's words to villagers
	shown    int               // pictures taken of the film strip
	silent   bool              // takes none
	serving  bool              // serve, whose sign-in goes to WeChat's own address
	kase     string            // address of the case that the clue became
}

// firstStart is what the demonstration's first start left in its folder and
// said: the sample county is brought in once, and each test has a copy.
var firstStart struct {
	once sync.Once
	dir  string
	log  string
}

func TestMain(m *testing.M) {
	m.Run() // what it gives becomes the exit status
	if err := os.RemoveAll(firstStart.dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
}

// demoFolder is a demonstration's folder after its first start, the test's own.
func demoFolder(t testing.TB) string {
	t.Helper()
	firstStart.once.Do(func() {
		dir, err := os.MkdirTemp("", "yangguang-demo-")
		if err != nil {
			t.Fatal(err)
		}
		firstStart.dir = dir
		r := startDemo(t, dir)
		settled(t, dir)
		r.stop()
		firstStart.log = r.log.String()
	})
	dir := filepath.Join(t.TempDir(), "demo")
	if err := os.CopyFS(dir, os.DirFS(firstStart.dir)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// settled waits until what the first start promised is done, the first
// comparison above all: otherwise every copy would do it again.
func settled(t testing.TB, dir string) {
	t.Helper()
	db, err := store.Open(t.Context(), store.Options{Driver: store.SQLite, DSN: filepath.Join(dir, dataDatabase)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := store.Close(db); err != nil {
			t.Error(err)
		}
	}()
	wait(t, "the first start to settle", func() bool {
		var now struct{ Promised, Running, Done int64 }
		err := db.WithContext(t.Context()).Raw("SELECT (SELECT COUNT(*) FROM outbox_events WHERE done_at IS NULL AND not_before <= ?) AS promised, (SELECT COUNT(*) FROM comparison_runs WHERE status = ?) AS running, (SELECT COUNT(*) FROM comparison_runs WHERE status = ?) AS done",
			time.Now().UTC(), model.RunRunning, model.RunDone).Scan(&now).Error
		if err != nil {
			t.Fatal(err)
		}
		return now.Promised == 0 && now.Running == 0 && now.Done > 1 // all of it, and the list that is to be paid
	})
}

// demoWorld is the demonstration, as its command starts it.
func demoWorld(t testing.TB, environ ...string) (w *world, dir string) {
	t.Helper()
	dir = demoFolder(t)
	r := startDemo(t, dir, environ...)
	state, err := readDemoState(dir)
	if err != nil {
		t.Fatal(err)
	}
	return newWorld(t, r, r.url+simulatorPath, state), dir
}

func newWorld(t testing.TB, r *running, platform string, state demoState) *world {
	t.Helper()
	w := &world{
		t: t, running: r, platform: platform, browser: browser.New(t), accounts: map[string]demoAccount{}, step: map[string]int64{},
		people: map[string]sample.Villager{}, secrets: map[string]string{}, known: map[string]bool{},
	}
	for _, a := range state.Accounts {
		w.accounts[a.Login] = a
		w.secret("a one-time secret", a.Secret)
	}
	for _, v := range sample.Villagers(state.AsOf) {
		w.people[v.Key] = v
		w.unlogged("a villager's name", v.Name)
		w.secret("a resident ID", v.ID)
		w.secret("a telephone number", v.Phone)
		w.secret("an openid", "demo-openid-"+v.Key)
	}
	return w
}

// secret notes what no log may tell.
func (w *world) secret(what, text string) {
	if text != "" {
		w.secrets[text] = what
	}
}

// telephone is an old one's screen, at one point for a pixel: the film strip is
// kept with the project, and is to stay small.
var telephone = func() browser.View {
	v := browser.Phone
	v.Scale = 1
	return v
}()

// tallest is how much of a page a picture shows.
const tallest = 1500

// unlogged notes what no log may tell, though the database holds it in clear.
func (w *world) unlogged(what, text string) {
	w.secret(what, text)
	w.known[text] = true
}

// shoot photographs a page for the film strip: 01-follow, 02-menu, …
func (w *world) shoot(p *browser.Page, name string) {
	w.t.Helper()
	if !w.silent {
		w.shown++
	}
	w.picture(p, fmt.Sprintf("%02d-%s", w.shown, name))
}

// picture photographs a page on a screen as tall as the page, so that a bar at
// the bottom is at the bottom, when somebody wants pictures.
func (w *world) picture(p *browser.Page, name string) {
	w.t.Helper()
	dir := os.Getenv("YANGGUANG_SCREENS")
	if w.silent || dir == "" {
		return
	}
	var png []byte
	w.tall(p, tallest, func() { p.Do(chromedp.CaptureScreenshot(&png)) })
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		w.t.Fatal(err)
	}
}

// tall does something on a screen as tall as the page.
func (w *world) tall(p *browser.Page, limit int64, do func()) {
	w.t.Helper()
	var screen struct{ Width, Height, Page int64 }
	p.Eval(`({Width: innerWidth, Height: innerHeight, Page: document.documentElement.scrollHeight})`, &screen)
	if screen.Page <= screen.Height {
		do() // a change of screen would scroll the pretended telephone back
		return
	}
	mobile := screen.Width < browser.Tablet.Width
	p.Do(emulation.SetDeviceMetricsOverride(screen.Width, max(screen.Height, min(limit, screen.Page)), 1, mobile))
	do()
	p.Do(emulation.SetDeviceMetricsOverride(screen.Width, screen.Height, 1, mobile))
}

// look checks a page that is seen for the first time and photographs it if it
// is given a name. The whole page is on the screen at once: what the bar at the
// bottom covers can be scrolled to, and is no barrier.
func (w *world) look(p *browser.Page, name string) {
	w.t.Helper()
	w.tall(p, 20000, func() { p.Axe() })
	var wide bool
	if p.Eval(`document.documentElement.scrollWidth > innerWidth + 1`, &wide); wide {
		w.t.Errorf("%s: the page scrolls sideways", p.URL())
	}
	if name != "" {
		w.shoot(p, name)
	}
}

// choose makes the pretended telephone this villager's.
func (w *world) choose(key string) {
	w.t.Helper()
	w.act("choose", key, "")
}

// act does on the pretended telephone what a thumb would.
func (w *world) act(what, key, value string) {
	w.t.Helper()
	var form bytes.Buffer
	form.WriteString("--x\r\n")
	for _, f := range [][2]string{{"do", what}, {"person", "demo-openid-" + key}, {"value", value}} {
		fmt.Fprintf(&form, "Content-Disposition: form-data; name=%q\r\n\r\n%s\r\n--x", f[0], f[1])
		if f[0] == "value" {
			form.WriteString("--")
		}
		form.WriteString("\r\n")
	}
	res, err := plain.Post(w.platform+"/act", "multipart/form-data; boundary=x", &form)
	if err != nil {
		w.t.Fatal(err)
	}
	_ = res.Body.Close() // empty
	if res.StatusCode != http.StatusNoContent {
		w.t.Fatalf("%s as %s: %d", what, key, res.StatusCode)
	}
}

// bubble is one thing on the pretended telephone's screen.
type bubble struct {
	Seq                   int64
	From, Kind, Text, URL string
	Title                 string
	Fields                []string
}

// bubbles is what is on a villager's screen.
func (w *world) bubbles(key string) []bubble {
	w.t.Helper()
	w.act("choose", key, "")
	code, body := getPage(w.t, w.platform+"/state?after=0")
	var s struct{ Bubbles []bubble }
	if err := json.Unmarshal([]byte(body), &s); err != nil || code != http.StatusOK {
		w.t.Fatalf("the telephone: %d %v", code, err)
	}
	return s.Bubbles
}

// notices are the messages that the account sent a villager of its own accord.
func (w *world) notices(key string) []bubble {
	w.t.Helper()
	var out []bubble
	for _, b := range w.bubbles(key) {
		if b.From == "notice" {
			out = append(out, b)
		}
	}
	return out
}

// await asks again and again until a condition holds.
func (w *world) await(what string, holds func() bool) {
	w.t.Helper()
	wait(w.t, what, holds)
}

func wait(t testing.TB, what string, holds func() bool) {
	t.Helper()
	late := time.After(patience)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for !holds() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// code is a one-time code that this account has not used yet. The code of the
// next half minute is good, too.
func (w *world) code(login string) string {
	w.t.Helper()
	const every = 30
	w.await("a fresh one-time code", func() bool { return w.step[login] <= time.Now().Unix()/every })
	step := max(time.Now().Unix()/every, w.step[login])
	w.step[login] = step + 1
	code, err := totp.GenerateCode(w.accounts[login].Secret, time.Unix(step*every, 0))
	if err != nil {
		w.t.Fatal(err)
	}
	return code
}

// desk is a member of staff at a screen, signed in with password and code.
func (w *world) desk(login string, view browser.View) *browser.Page {
	w.t.Helper()
	p := w.browser.Page(view)
	w.signIn(p, login)
	return p
}

func (w *world) signIn(p *browser.Page, login string) {
	w.t.Helper()
	p.Open(w.url + "/office/")
	p.Fill("登录名", login)
	p.Fill("密码", w.accounts[login].Password)
	p.Follow("登录")
	p.Fill("6 位数字", w.code(login))
	p.Follow("继续")
	p.WaitText("退出")
}

// deed fills in one of the forms on a page of petitions, clues and cases, and
// sends it. Fields are named as in the form, without the action before them.
func (w *world) deed(p *browser.Page, action string, fields ...string) {
	w.t.Helper()
	form := fmt.Sprintf(`form:has(> input[name="action"][value="%s"])`, action)
	var folded bool
	p.Eval(fmt.Sprintf(`(() => { const f = document.querySelector(%q); const d = f && f.closest('details'); return !!d && !d.open })()`, form), &folded)
	if folded {
		p.Click(fmt.Sprintf(`css=details:has(input[name="action"][value="%s"]) > summary`, action))
	}
	for i := 0; i+1 < len(fields); i += 2 {
		id := "#f-" + action + "-" + fields[i]
		var kind string
		p.Eval(fmt.Sprintf(`(document.querySelector(%q) || {tagName: ''}).tagName`, id), &kind)
		switch kind {
		case "SELECT":
			p.Select(id, fields[i+1])
		case "":
			p.Click(fmt.Sprintf(`css=%s label:has(input[name="%s-%s"][value="%s"])`, form, action, fields[i], fields[i+1]))
		default:
			p.Fill(id, fields[i+1])
		}
	}
	p.Follow("css=" + form + " button[type=submit]")
	// Words for a reporter are looked at before they go; whoever means them says so.
	var doubted bool
	confirm := fmt.Sprintf(`input[name="%s-confirmed"]`, action)
	p.Eval(fmt.Sprintf(`!!document.querySelector(%q)`, form+" "+confirm), &doubted)
	if doubted {
		p.Click("css=" + form + " label:has(" + confirm + ")")
		p.Follow("css=" + form + " button[type=submit]")
	}
}

// writeFile keeps a file for the browser to upload.
func (w *world) writeFile(name string, content []byte) string {
	w.t.Helper()
	file := filepath.Join(w.t.TempDir(), name)
	if err := os.WriteFile(file, content, 0o600); err != nil {
		w.t.Fatal(err)
	}
	return file
}

// photo is a JPEG as a telephone makes it: with the place in its metadata.
func (w *world) photo() string {
	w.t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 1200, 900))
	for y := range 900 {
		for x := range 1200 {
			c := color.RGBA{150, 190, 220, 255}
			switch {
			case y > 500 && (x-600)*(x-600)/9+(y-700)*(y-700) < 9000:
				c = color.RGBA{70, 60, 50, 255}
			case y > 450:
				c = color.RGBA{140, uint8(130 + (x+y)%12), 110, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		w.t.Fatal(err)
	}
	return w.writeFile("IMG_0001.jpg", withPlace(b.Bytes()))
}

// placeMark stands in the metadata of every photo here.
const placeMark = "GPS-22.2726N-109.9755E"

func withPlace(file []byte) []byte {
	// One directory with one entry, ImageDescription, and its text behind it.
	tiff := []byte("MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x0e\x00\x02")
	tiff = binary.BigEndian.AppendUint32(tiff, uint32(len(placeMark)+1))
	tiff = binary.BigEndian.AppendUint32(tiff, 26)
	tiff = append(tiff, 0, 0, 0, 0)
	tiff = append(append(tiff, placeMark...), 0)
	body := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{}, file[:2]...)
	out = append(out, 0xff, 0xe1)
	out = binary.BigEndian.AppendUint16(out, uint16(len(body)+2))
	return append(append(out, body...), file[2:]...)
}

// searchLogs looks for every secret in what the program printed. The accounts
// of the demonstration are printed for its visitor, on purpose.
func (w *world) searchLogs() {
	w.t.Helper()
	logs := firstStart.log + w.log.String()
	if !strings.Contains(logs, "level=DEBUG") {
		w.t.Error("the log is not at its most talkative")
	}
	for text, what := range w.secrets {
		for _, form := range []string{text, url.QueryEscape(text), strings.ReplaceAll(text, " ", "")} {
			if strings.Contains(logs, form) {
				w.t.Errorf("the log tells %s: %.300s", what, grepLines(logs, form))
			}
			if strings.Contains(w.out.String(), form) {
				w.t.Errorf("the program prints %s", what)
			}
		}
	}
	for _, a := range w.accounts {
		if strings.Contains(logs, a.Password) {
			w.t.Error("the log tells a password")
		}
	}
	for _, line := range strings.Split(logs, "\n") {
		if strings.Contains(line, "level=ERROR") || strings.Contains(line, "level=WARN") && !strings.Contains(line, "embedded Redis") && !strings.Contains(line, "slow query") {
			w.t.Errorf("the log complains: %s", line)
		}
	}
}

// searchFiles looks for every secret in the bytes of a data folder; what the
// demonstration keeps for its visitor is left out.
func (w *world) searchFiles(dir string, except ...string) {
	w.t.Helper()
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		for _, e := range except {
			if filepath.Base(path) == e {
				return nil
			}
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		w.search(filepath.Base(path), content)
		return nil
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) search(where string, content []byte) {
	w.t.Helper()
	for text, what := range w.secrets {
		if !w.known[text] && bytes.Contains(content, []byte(text)) {
			w.t.Errorf("%s holds %s in clear: %.12s…", where, what, text)
		}
	}
	if bytes.Contains(content, []byte(placeMark)) {
		w.t.Errorf("%s holds a photo that is not sealed", where)
	}
}
