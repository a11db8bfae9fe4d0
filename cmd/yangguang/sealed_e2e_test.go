//go:build e2e

package main

import (
	"encoding/base64"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"yangguang/cmd/yangguang/internal/browser"
	"yangguang/config"
	"yangguang/model"
	"yangguang/service/store/dbtest"
)

// What is said of a leader. The words must be found nowhere once the matter was
// handed over.
const (
	leaderWords   = "县里的领导收了水库工程老板的钱，装在茶叶盒里送的"
	leaderAdded   = "送钱那天是赶圩日，在县城的茶庄门口"
	leaderAccused = "钱某某副书记"
	leaderPlace   = "水库大坝西头"
	leaderName    = "钟密封"
	leaderPhone   = "19900000777"
)

// insideWorld is the demonstration on a Redis that can be looked into, behind a
// proxy that says where people are.
func insideWorld(t *testing.T) (*world, *leak, string) {
	t.Helper()
	address := dbtest.RedisURL(t)
	w, dir := demoWorld(t, "YANGGUANG_REDIS_URL="+address, "YANGGUANG_TRUSTED_PROXIES=127.0.0.1")
	w.silent = true
	base, err := dataConfig(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	base.Organ, base.Redis = demoOrgan, config.NewText(address)
	cfg, err := config.Load(nil, nil, base)
	if err != nil {
		t.Fatal(err)
	}
	in, err := openInfra(t.Context(), cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.close() }) // read only
	if err := in.openRedis(t.Context()); err != nil {
		t.Fatal(err)
	}
	return w, &leak{t: t, p: &program{infra: in}, log: w.log, dir: cfg.FilesDir, busy: true}, dir
}

// person is somebody on a telephone of their own, at an address of their own.
func (w *world) person(agent, address string) *browser.Page {
	w.t.Helper()
	view := telephone
	view.UserAgent = agent
	p := w.browser.Page(view, browser.Allow(wechatSignIn))
	p.Do(network.SetExtraHTTPHeaders(network.Headers{"X-Forwarded-For": address}))
	return p
}

// nothingOf fails the test if what is looked for is found in what is new.
func (l *leak) nothingOf(what string) {
	l.t.Helper()
	now := l.look()
	if found := l.found(now); len(found) > 0 {
		l.t.Errorf("%d traces of %s:\n%s", len(found), what, strings.Join(found[:min(len(found), 30)], "\n"))
	}
	var redis, rows int
	for where := range now {
		switch {
		case strings.HasPrefix(where, "redis value"):
			redis++
		case strings.HasPrefix(where, "row of petition"):
			rows++
		}
	}
	if redis == 0 || rows < 50 {
		l.t.Errorf("%d values of Redis and %d of petitions were looked at", redis, rows)
	}
}

// rowsOf is what a list of the office shows, row by row.
func (w *world) rowsOf(p *browser.Page, path string) []string {
	w.t.Helper()
	p.Open(w.url + path)
	var rows []string
	p.Eval(`[...document.querySelectorAll('main table tbody tr, main .tabs a')].map(r => r.innerText)`, &rows)
	return rows
}

// linked is the whole of a file that a page links to.
func (w *world) linked(p *browser.Page, link string) []byte {
	w.t.Helper()
	var text string
	p.Do(chromedp.Evaluate(fmt.Sprintf(`fetch(document.querySelector(%q).href).then(r => r.arrayBuffer()).then(b => btoa(String.fromCharCode(...new Uint8Array(b))))`, link), &text,
		func(e *runtime.EvaluateParams) *runtime.EvaluateParams { return e.WithAwaitPromise(true) }))
	content, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		w.t.Fatal(err)
	}
	return content
}

// accuse sends a complaint about a leader, under a name and with a photo.
func (w *world) accuse(p *browser.Page) (receipt string) {
	w.t.Helper()
	for _, words := range []string{leaderWords, leaderAdded, leaderAccused, leaderPlace, leaderName, leaderPhone} {
		w.secret("words about a leader", words)
	}
	p.Open(w.url + "/h5/complaints/new")
	p.Click("县纪委监委领导的问题")
	p.Fill("事情经过", leaderWords)
	p.Fill("具体地方", leaderPlace)
	p.Fill("说的是谁", leaderAccused)
	w.inVillage(p)
	p.Upload("css=.photo-in input", w.photo())
	p.Click("留名字（实名）")
	p.Fill("您的姓名", leaderName)
	p.Fill("电话", leaderPhone)
	p.Follow(`css=form[data-draft] button.weui-btn_primary`)
	p.WaitText("收到了")
	return w.receipt(p)
}

// TestAboutALeader is 检规§15: a complaint about the commission's own head is
// kept from every leader, sealed to the key of the higher office, and gone: from
// queue, search, counts and calendar, from database, Redis, files and log.
// Whoever has the private key reads it, its reporter that it was passed on.
func TestAboutALeader(t *testing.T) {
	w, l, dir := insideWorld(t)
	petitions, head := w.desk("xinfang", browser.Desktop), w.desk("lingdao", browser.Desktop)
	queue, calendar := "/office/petitions?state=all&sort=new", "/office/deadlines?view=month"
	ours, theirs, due := w.rowsOf(petitions, "/office/petitions"), w.rowsOf(head, queue), w.rowsOf(head, calendar)
	l.before = l.look()

	receipt := w.accuse(w.person(otherAgent, otherIP))
	w.open(petitions, leaderWords)
	address := petitions.URL()
	matter := l.newest()
	w.deed(petitions, "claim")
	reporter := w.person(otherAgent, otherIP)
	w.trackOn(reporter, receipt)
	reporter.Fill("再补充几句", leaderAdded)
	reporter.Follow("发出去")
	reporter.WaitText(leaderAdded)
	unseen := func(when string) {
		t.Helper()
		if now := w.rowsOf(head, queue); !slices.Equal(now, theirs) {
			t.Errorf("%s the leader's queue is %v, was %v", when, now, theirs)
		}
		if now := w.rowsOf(head, calendar); !slices.Equal(now, due) {
			t.Errorf("%s the leader's calendar is %v, was %v", when, now, due)
		}
		if rows := w.rowsOf(head, "/office/petitions?state=all&number="+matter.Number); strings.Contains(fmt.Sprint(rows), matter.Number) {
			t.Errorf("%s a leader finds it: %v", when, rows)
		}
		head.Open(address)
		head.WaitText("没有找到")
	}
	unseen("before it was sealed up")
	l.traces = append(words(leaderWords, leaderAdded, leaderAccused, leaderPlace, leaderName, leaderPhone), l.blobs(matter.ID)...)
	if len(l.found(l.look())) == 0 {
		t.Error("what is to go cannot be found even before")
	}

	var office int64
	if err := l.p.db.Model(&model.HandoverKey{}).Limit(1).Pluck("id", &office).Error; err != nil {
		t.Fatal(err)
	}
	petitions.Open(address)
	petitions.WaitText(leaderAdded)
	w.deed(petitions, "seal_up", "reason", "own_head", "recipient", fmt.Sprint(office), "sure", "1")
	petitions.WaitText("已密封")
	w.look(petitions, "handovers")
	parcel := w.writeFile("handover.ygp", w.linked(petitions, "a[href^='/office/handovers/'][href$='/parcel']"))
	w.readsParcel(dir, parcel)
	if now := w.rowsOf(petitions, "/office/petitions"); !slices.Equal(now, ours) {
		t.Errorf("the queue is %v, was %v", now, ours)
	}
	for _, path := range []string{"/office/petitions?number=" + matter.Number, queue, calendar, "/office/"} {
		petitions.Open(w.url + path)
		for _, words := range []string{"县纪委监委领导的问题", leaderPlace, leaderName} {
			if petitions.Shows(words) {
				t.Errorf("%s tells %q", path, words)
			}
		}
	}
	unseen("sealed up,")
	w.handsOver(petitions, matter.Number)
	w.trackOn(reporter, receipt)
	reporter.WaitText("已按规定转交")
	for _, words := range []string{leaderWords, leaderAdded, leaderAccused} {
		if reporter.Shows(words) {
			t.Errorf("the reporter still reads %q", words)
		}
	}
	l.nothingOf("what was sealed up")
	for _, tr := range l.traces {
		w.secret("what was sealed up", string(tr.bytes))
	}
	w.stop()
	w.searchLogs()
	w.searchFiles(dir, demoStateFile)
}

// newest is the petition that came last.
func (l *leak) newest() model.Petition {
	l.t.Helper()
	var p model.Petition
	if err := l.p.db.WithContext(l.t.Context()).Order("id DESC").First(&p).Error; err != nil {
		l.t.Fatal(err)
	}
	return p
}

// readsParcel opens a parcel as the office does that it was sealed to.
func (w *world) readsParcel(dir, parcel string) {
	w.t.Helper()
	out := filepath.Join(w.t.TempDir(), "opened")
	said, err := command(w.t, "", nil, "handover", "open", "--key", filepath.Join(dir, handoverPrivate), "--out", out, parcel)
	if err != nil {
		w.t.Fatal(said, err)
	}
	text, err := os.ReadFile(filepath.Join(out, "信访件.txt"))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, words := range []string{leaderWords, leaderAdded, leaderAccused, leaderPlace, leaderName, leaderPhone} {
		if !strings.Contains(string(text), words) {
			w.t.Errorf("the parcel lacks %q:\n%s", words, text)
		}
	}
	if photo, err := os.ReadFile(filepath.Join(out, "附件", "01.jpg")); err != nil || len(photo) < 1000 {
		w.t.Errorf("the photo in the parcel has %d bytes: %v", len(photo), err)
	}
}

// handsOver writes down that a parcel is where it belongs, and that it was
// reported up.
func (w *world) handsOver(p *browser.Page, number string) {
	w.t.Helper()
	row := func(form string) string {
		p.Open(w.url + "/office/handovers")
		var action string
		p.Eval(fmt.Sprintf(`(() => { const r = [...document.querySelectorAll('tbody tr')].find(r => r.innerText.includes(%q)); const f = r && r.querySelector('form[action$="/%s"]'); return f ? f.getAttribute('action') : '' })()`, number, form), &action)
		if action == "" {
			w.t.Fatalf("no form for %s", form)
		}
		return fmt.Sprintf(`css=form[action=%q] button`, action)
	}
	p.Follow(row("handed"))
	p.WaitText("已登记移交")
	p.Follow(row("reported"))
	p.WaitText("已登记上报")
}
