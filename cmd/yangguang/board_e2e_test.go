//go:build e2e

package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"yangguang/cmd/yangguang/internal/browser"
)

// kioskView is a touch screen on a stand in a village office.
var kioskView = browser.View{Width: 1024, Height: 768, Scale: 1}

// resident finds what may be a whole resident ID.
var resident = regexp.MustCompile(`[1-9]\d{16}[\dXx]`)

// TestPeopleWithoutATelephone is everything that a village shows without one:
// the sheet on the wall and the letter on paper, the screen in the village office.
func TestPeopleWithoutATelephone(t *testing.T) {
	w, _ := demoWorld(t)
	w.shown = 134
	cadre := w.desk("cun", laptop)
	w.wall(cadre)
	w.letters(cadre)
	w.screen(cadre)
	w.searchLogs()
}

// wall prints the sheet of the cadre's village and of a village that a town chooses.
func (w *world) wall(cadre *browser.Page) {
	w.t.Helper()
	cadre.Open(w.url + "/office/board/sheet")
	var quarter string
	cadre.Eval(`document.querySelector('#f-span').options[1].text`, &quarter)
	cadre.Select("哪个季度", quarter)
	w.look(cadre, "")
	cadre.Follow("排好版，去打印")
	cadre.WaitText("村务公开")
	w.paper(cadre, "wall-sheet", ".a3", 1191, 842)
	if !cadre.Shows("投诉电话") || !cadre.Shows("四联村") {
		w.t.Error("the sheet has no village or nobody to call")
	}
}

// letters prints the letters to two households in which nobody has a telephone.
func (w *world) letters(cadre *browser.Page) {
	w.t.Helper()
	cadre.Open(w.url + "/office/board/letters")
	w.look(cadre, "letters-choose")
	cadre.Eval(`(() => { for (const b of [...document.querySelectorAll('input[name=household]')].slice(0, 2)) b.checked = true; return 0 })()`, new(int))
	cadre.Follow("排好版，去打印")
	cadre.WaitText("请写明为什么打印")
	cadre.Fill("为什么打印", "户里没有人有手机")
	cadre.Follow("排好版，去打印")
	cadre.WaitText("户主收")
	w.paper(cadre, "household-letter", ".a4", 595, 842)
}

// paper prints a page and holds it against what the screen shows: as many sheets
// as there are, of that size, none blank, nothing cut off, no resident ID.
func (w *world) paper(p *browser.Page, name, sheets string, width, height int) {
	w.t.Helper()
	var found struct {
		Sheets, Blank int
		Cut           []string
	}
	p.Eval(fmt.Sprintf(`(() => {
		const sheets = [...document.querySelectorAll(%q)];
		const cut = [...document.querySelectorAll('%s, .a3-paid, .a3-works, .a3-columns, .a3-column, .a4-ask, .a4-lines, .l-head b')].filter(e => e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2);
		return {Sheets: sheets.length, Blank: sheets.filter(s => s.innerText.trim().length < 40).length, Cut: cut.map(e => e.className + ': ' + e.scrollHeight + '>' + e.clientHeight + ' ' + e.scrollWidth + '>' + e.clientWidth)};
	})()`, sheets, sheets), &found)
	if found.Sheets == 0 || found.Blank > 0 || len(found.Cut) > 0 {
		w.t.Errorf("%s: %+v", name, found)
	}
	if id := resident.FindString(p.Text("main")); id != "" {
		w.t.Errorf("%s shows a whole resident ID", name)
	}
	p.Axe()
	var pdf []byte
	p.Do(chromedp.ActionFunc(func(ctx context.Context) (err error) {
		pdf, _, err = page.PrintToPDF().WithPreferCSSPageSize(true).WithPrintBackground(true).Do(ctx)
		return err
	}))
	if n := len(regexp.MustCompile(`/Type /Page\b[^s]`).FindAll(pdf, -1)); n != found.Sheets {
		w.t.Errorf("%s: %d pages in the PDF, %d sheets", name, n, found.Sheets)
	}
	for _, box := range regexp.MustCompile(`/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]`).FindAllSubmatch(pdf, -1) {
		var x, y float64
		_, _ = fmt.Sscan(string(box[1]), &x)
		_, _ = fmt.Sscan(string(box[2]), &y)
		if int(x+.5) < width-2 || int(x+.5) > width+2 || int(y+.5) < height-2 || int(y+.5) > height+2 {
			w.t.Errorf("%s: a page of %s by %s points", name, box[1], box[2])
		}
	}
	w.pictures(name, pdf)
}

// pictures photographs the first two pages of a PDF where somebody wants
// pictures and there is a program for it; the text that a reader of PDFs finds
// holds no resident ID either.
func (w *world) pictures(name string, pdf []byte) {
	w.t.Helper()
	file := w.writeFile(name+".pdf", pdf)
	if tool, err := exec.LookPath("pdftotext"); err == nil {
		text, err := exec.CommandContext(w.t.Context(), tool, file, "-").Output()
		if err != nil || resident.Match(text) || !bytes.Contains(text, []byte("12388")) {
			w.t.Errorf("%s: the text of the PDF: %v", name, err)
		}
	}
	dir := os.Getenv("YANGGUANG_SCREENS")
	tool, err := exec.LookPath("pdftoppm")
	if dir == "" || err != nil {
		return
	}
	if out, err := exec.CommandContext(w.t.Context(), tool, "-png", "-r", "60", "-l", "2", file, strings.TrimSuffix(file, ".pdf")).CombinedOutput(); err != nil {
		w.t.Fatalf("pdftoppm: %v %s", err, out)
	}
	made, err := filepath.Glob(strings.TrimSuffix(file, ".pdf") + "*.png")
	if err != nil {
		w.t.Fatal(err)
	}
	for _, m := range made {
		png, err := os.ReadFile(m)
		if err != nil {
			w.t.Fatal(err)
		}
		w.shown++
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d-%s.png", w.shown, name)), png, 0o644); err != nil {
			w.t.Fatal(err)
		}
	}
}

// screen makes a browser the village's screen; a person looks up their own money
// on it, and nothing of them is there when they are gone.
func (w *world) screen(cadre *browser.Page) {
	w.t.Helper()
	cadre.Open(w.url + "/office/kiosk")
	cadre.Fill("放在哪里", "村委会大厅")
	cadre.Follow("生成号码")
	code := cadre.Text("code.big")
	w.secret("a screen's one-time code", strings.ReplaceAll(code, " ", ""))
	v := w.people["disabled"]
	p := w.browser.Page(kioskView)
	p.Open(w.url + "/h5/kiosk")
	p.Fill("8 位号码", code)
	p.Follow("登记这台机器")
	p.WaitText("点一下要看的")
	w.look(p, "kiosk-start")
	p.Follow("css=a.tile.money")
	p.WaitText("读给我听") // the page's script is there
	p.Fill("身份证号码", v.ID)
	p.Press("Enter") // as a card reader does: on to the next field
	p.Fill("姓名", v.Name)
	p.Fill("一卡通的最后 4 位数", v.AccountTail)
	w.look(p, "")
	p.Follow("看我的钱")
	p.WaitText("一共到账")
	w.look(p, "kiosk-money")
	money := p.Text("main .amount")
	p.Follow("css=.tabs a:first-child")
	p.Follow("css=a.tile.money")
	if p.Text("main .amount") != money {
		w.t.Error("the person's minutes ended while they looked")
	}
	// Nobody touches the screen: what the timer does is done now.
	p.Eval(`(() => { document.querySelector('[data-done]').submit(); return 0 })()`, new(int))
	p.WaitText("点一下要看的")
	p.Back()
	p.WaitText("我用完了")
	if p.Shows(money) || p.Shows("您好") {
		w.t.Error("the back button shows the money of the person before")
	}
	p.Open(w.url + "/h5/kiosk/money?year=2025")
	p.WaitText("把身份证放到读卡器上")
	if p.Value("身份证号码") != "" || p.Value("姓名") != "" {
		w.t.Error("the form remembers the person before")
	}
}
