//go:build e2e

package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"path/filepath"
	"sync"
	"testing"

	cdpbrowser "github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
	"gorm.io/gorm"

	"yangguang/cmd/yangguang/internal/browser"
	"yangguang/model"
	"yangguang/service/store"
)

// line is the network between a telephone and the program: it can be cut for
// everything, service workers included, and it can lose answers on their way.
type line struct {
	t        testing.TB
	to, addr string
	mu       sync.Mutex
	listener net.Listener
	open     map[net.Conn]bool
	deaf     bool // what is sent arrives, the answers do not
}

func newLine(t testing.TB, server string) *line {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	l := &line{t: t, to: u.Host, addr: "127.0.0.1:0", open: map[net.Conn]bool{}}
	l.join(false)
	t.Cleanup(l.cut)
	return l
}

// join lets the telephone reach the program again.
func (l *line) join(deaf bool) {
	l.t.Helper()
	listener, err := net.Listen("tcp", l.addr)
	if err != nil {
		l.t.Fatal(err)
	}
	l.mu.Lock()
	l.listener, l.addr, l.deaf = listener, listener.Addr().String(), deaf
	l.mu.Unlock()
	go func() {
		for {
			in, err := listener.Accept()
			if err != nil {
				return
			}
			go l.carry(in)
		}
	}()
}

func (l *line) carry(in net.Conn) {
	out, err := net.Dial("tcp", l.to)
	if err != nil {
		_ = in.Close()
		return
	}
	l.mu.Lock()
	l.open[in], l.open[out] = true, true
	deaf := l.deaf
	l.mu.Unlock()
	go func() { _, _ = io.Copy(out, in) }()
	if deaf {
		_, _ = out.Read(make([]byte, 1)) // the program has answered
	} else {
		_, _ = io.Copy(in, out)
	}
	_, _ = in.Close(), out.Close()
}

// cut ends every connection and takes no new ones.
func (l *line) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	_ = l.listener.Close()
	for c := range l.open {
		_ = c.Close()
	}
	l.open = map[net.Conn]bool{}
}

// online tells the browser that it has a network, or has none.
func online(p *browser.Page, is bool) {
	p.Do(network.OverrideNetworkState(!is, 0, -1, -1))
}

// standing puts the telephone at a place.
func standing(p *browser.Page, origin string, latitude, longitude float64) {
	p.Do(emulation.SetGeolocationOverride().WithLatitude(latitude).WithLongitude(longitude).WithAccuracy(12), chromedp.ActionFunc(func(ctx context.Context) error {
		info, err := target.GetTargetInfo().Do(ctx)
		if err != nil {
			return err
		}
		whole := cdp.WithExecutor(ctx, chromedp.FromContext(ctx).Browser)
		return cdpbrowser.SetPermission(&cdpbrowser.PermissionDescriptor{Name: "geolocation"}, cdpbrowser.PermissionSettingGranted).WithOrigin(origin).WithBrowserContextID(info.BrowserContextID).Do(whole)
	}))
}

// visits are the visits of a check that the program has.
func visits(t testing.TB, db *gorm.DB, check string) []model.FieldVisit {
	t.Helper()
	var found []model.FieldVisit
	if err := db.WithContext(t.Context()).Where("task_id = ?", check).Order("id").Find(&found).Error; err != nil {
		t.Fatal(err)
	}
	return found
}

// TestAFieldCheckWithoutANetwork is a town's inspector who opens the tasks where
// there is a network, fills one in where there is none, and comes back: it
// arrives, once however often it is sent. A colleague who was there, too, is
// kept beside.
func TestAFieldCheckWithoutANetwork(t *testing.T) {
	w, dir := demoWorld(t)
	w.shown = 141
	db, err := store.Open(t.Context(), store.Options{Driver: store.SQLite, DSN: filepath.Join(dir, dataDatabase)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close(db) })
	straight, photo := w.url, w.photo()
	l := newLine(t, w.url)
	w.url = "http://" + l.addr

	town := w.desk("zhen", browser.Phone)
	standing(town, w.url, 22.2746, 109.9755)
	town.Open(w.url + "/office/field/")
	w.await("the page to be kept", func() bool {
		var kept bool
		town.Eval(`document.getElementById('field').dataset.kept === '1'`, &kept)
		return kept
	})
	w.look(town, "field-tasks")
	var id string
	town.Eval(`document.querySelector('.errand').id.replace('check-', '')`, &id)
	fill := func(p *browser.Page, percent, note string) {
		t.Helper()
		card := "#check-" + id
		p.Click("css=" + card + " > summary")
		p.Click("css=" + card + " label:has(input[value=differs])")
		p.Fill("#fc-"+id+"-percent", percent)
		p.Fill("#fc-"+id+"-note", note)
		p.Upload("#fc-"+id+"-photo", photo)
		p.WaitText("不要第1张")
	}
	send := func(p *browser.Page) { p.Click("css=#check-" + id + " form > button") }

	// A colleague has the page open at the same time.
	w.url = straight
	colleague := w.desk("jiandu", browser.Phone)
	colleague.Open(straight + "/office/field/")
	w.url = "http://" + l.addr

	l.cut()
	online(town, false)
	town.Open(w.url + "/office/field/") // out of what the telephone kept
	town.WaitText("没有网")
	fill(town, "40", "只做到村口，后面还是泥路。")
	town.WaitText("已取到位置")
	send(town)
	town.WaitText("还没有送出的核查")
	w.look(town, "field-waiting")
	if got := visits(t, db, id); len(got) != 0 {
		t.Fatalf("%d visits came through a cut line", len(got))
	}

	// Back in the network, which loses the answer: it is here, and the telephone
	// does not know.
	l.join(true)
	online(town, true)
	w.await("the visit to arrive", func() bool { return len(visits(t, db, id)) == 1 })
	town.WaitText("已存在手机里")
	l.cut()
	l.join(false)
	town.Click("现在送")
	town.WaitText("以前送过一次，只算一次")
	got := visits(t, db, id)
	if len(got) != 1 || !got[0].Queued || got[0].Second || got[0].Latitude != "22.274600" || got[0].AccuracyM == nil || *got[0].AccuracyM != 12 || *got[0].PercentFound != 40 || !got[0].CapturedAt.Before(got[0].ArrivedAt.Add(1)) {
		t.Fatalf("%+v", got)
	}

	fill(colleague, "45", "路面做到村口，路肩没有做。")
	colleague.WaitText("没有取到位置")
	send(colleague)
	colleague.WaitText("这一次也留着")
	if got := visits(t, db, id); len(got) != 2 || !got[1].Second {
		t.Fatalf("%+v", got)
	}

	w.url = straight
	inspector := w.desk("jiandu2", laptop)
	inspector.Open(straight + "/office/fieldchecks?view=review")
	w.look(inspector, "field-list")
	inspector.Open(straight + "/office/fieldchecks/" + id)
	inspector.WaitText("有2次核查等审核")
	w.look(inspector, "field-review")
	inspector.Follow(fmt.Sprintf(`css=form:has(> input[name="action"][value="accept%d"]) button[type=submit]`, got[0].ID))
	inspector.WaitText("已认可")
	inspector.Open(straight + "/office/fieldchecks/plan/1")
	w.look(inspector, "field-plan")

	// Signing out leaves no page on the telephone.
	town.Open("http://" + l.addr + "/office/field/")
	town.Follow("退出")
	town.Eval(`caches.has('field').then(function (has) { window.stillKept = has; })`, nil)
	w.await("the kept page to be gone", func() bool {
		var gone bool
		town.Eval(`window.stillKept === false`, &gone)
		return gone
	})
	w.stop()
	w.searchLogs()
	w.searchFiles(dir, demoStateFile)
}
