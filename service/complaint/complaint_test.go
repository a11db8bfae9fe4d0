package complaint_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
)

func TestSubmitTwiceIsOne(t *testing.T) {
	b := newBench(t)
	d := b.draft("named")
	d.Uploads = []complaint.Upload{{Kind: complaint.KindPhoto, Content: photo(t)}}
	first := b.submit(guest, d)
	again := b.draft("named")
	again.Token = d.Token
	second := b.submit(guest, again)
	if !reflect.DeepEqual(first, second) || len(first.Number) != 19 {
		t.Errorf("%+v and %+v", first, second)
	}
	if n, err := gorm.G[model.Petition](b.db).Count(b.ctx, "*"); n != 1 || err != nil {
		t.Errorf("%d petitions, %v", n, err)
	}
	p := b.row(first.ID)
	if p.Number != "信访〔2026〕00001" || p.PhotoCount != 1 || p.Mode != model.ReporterRealClaimed {
		t.Errorf("%s %d %s", p.Number, p.PhotoCount, p.Mode)
	}
	// 2026-03-02 is a Monday: 5 working days end on the 9th, 15 on the 23rd.
	b.clocks(p.ID, "T0 2026-03-09", "T1 2026-03-23")
}

func TestSubmitAtOnceIsOne(t *testing.T) {
	b := newBench(t)
	type result struct {
		r   complaint.Receipt
		err error
	}
	const n = 6
	done := make(chan result, n)
	for range n {
		d := b.draft("anonymous")
		d.Token = "the same"
		go func() {
			r, err := b.Submit(b.ctx, guest, d)
			done <- result{r, err}
		}()
	}
	numbers := map[string]bool{}
	for range n {
		r := <-done
		if r.err != nil {
			t.Error(r.err)
		}
		numbers[r.r.Number] = true
	}
	if len(numbers) != 1 {
		t.Errorf("%d receipts", len(numbers))
	}
}

// TestAnonymousLeavesNobody looks at every row of every table: nothing of the
// villager who sent it may be there.
func TestAnonymousLeavesNobody(t *testing.T) {
	b := newBench(t)
	d := b.draft("anonymous")
	d.AboutKind, d.About = "payout", seal.NewSecret("我的耕地补贴")
	r := b.submit(villager, d)
	p := b.row(r.ID)
	if p.AboutKind != "" || p.AboutSealed != nil || p.Channel != model.ChannelH5 {
		t.Errorf("about %q, channel %s", p.AboutKind, p.Channel)
	}
	b.clocks(r.ID, "T0 2026-03-09") // nobody to be told
	if n, err := gorm.G[model.Reporter](b.db).Count(b.ctx, "*"); n != 0 || err != nil {
		t.Errorf("%d reporters, %v", n, err)
	}
	entries, err := gorm.G[model.AuditEntry](b.db).Find(b.ctx)
	if err != nil || len(entries) == 0 {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Actor != "guest" {
			t.Errorf("the chain says %q did %s", e.Actor, e.Action)
		}
	}
	if topics := b.topics(); len(topics) != 0 {
		t.Errorf("promises: %v", topics)
	}
	if own, err := b.Own(b.ctx, villager, page.Request{}); err != nil || own.Total != 0 {
		t.Errorf("own list: %d %v", own.Total, err)
	}
	b.must(officer, r.ID, claim, accept)
	if topics := b.topics(); len(topics) != 0 {
		t.Errorf("an anonymous reporter is to be told: %v", topics)
	}
	if _, found, err := b.Recipient(b.ctx, r.ID); found || err != nil {
		t.Errorf("a recipient: %v", err)
	}
}

// TestWhoCannotWriteSpeaks: a voice message stands in for the words.
func TestWhoCannotWriteSpeaks(t *testing.T) {
	b := newBench(t)
	frame := append([]byte{0x3c}, make([]byte, 31)...) // AMR mode 7: 20 ms
	amr := append([]byte("#!AMR\n"), bytes.Repeat(frame, 100)...)
	for _, words := range []string{"", "听录音"} {
		d := b.draft("anonymous")
		d.Token = "spoken " + words
		d.Body = seal.NewSecret(words)
		d.Uploads = []complaint.Upload{{Kind: complaint.KindVoice, Content: amr}}
		r, err := b.Submit(b.ctx, guest, d)
		if err != nil {
			t.Fatalf("%q: %v", words, err)
		}
		g, err := b.Progress(b.ctx, guest, b.slip(r))
		if err != nil || g.Body.Empty() || words != "" && g.Body.Reveal() != words {
			t.Errorf("%q: %q %v", words, g.Body.Reveal(), err)
		}
	}
	d := b.draft("anonymous")
	d.Body, d.Subject = seal.Secret{}, ""
	d.Uploads = []complaint.Upload{{Kind: complaint.KindVoice, Content: amr}}
	if _, err := b.Submit(b.ctx, guest, d); fault.Of(err).Fields["body"] != "" || fault.Of(err).Fields["about"] == "" || !d.Body.Empty() || len(d.Held) != 1 {
		t.Errorf("refused for something else: %v, %d files kept", fault.Of(err).Fields, len(d.Held))
	}
}

// TestRealNameIsNotInTheChain: who complained stands in the reporters table and
// nowhere else.
func TestRealNameIsNotInTheChain(t *testing.T) {
	b := newBench(t)
	d := b.draft("named")
	d.Name, d.Phone = seal.Secret{}, seal.Secret{} // bound: what is registered counts
	r := b.submit(villager, d)
	entries, err := gorm.G[model.AuditEntry](b.db).Find(b.ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Actor != "guest" || strings.Contains(e.Detail, "7") {
			t.Errorf("the chain says %q: %s", e.Actor, e.Detail)
		}
	}
	b.must(officer, r.ID, claim)
	who, err := b.identity(officer, colleague, r.ID)
	if err != nil || who.Name.Reveal() != "甲演示" || who.Phone.Reveal() != "13800001111" {
		t.Errorf("%s %s %v", who.Name.Reveal(), who.Phone.Reveal(), err)
	}
	if to, found, err := b.Recipient(b.ctx, r.ID); to != 31 || !found || err != nil {
		t.Errorf("recipient %d %v", to, err)
	}
}

func TestNothingTypedLiesInClear(t *testing.T) {
	b := newBench(t)
	d := b.draft("named")
	d.Uploads = []complaint.Upload{{Kind: complaint.KindPhoto, Content: photo(t)}}
	r := b.submit(guest, d)
	var dump strings.Builder
	for _, e := range model.All() {
		var rows []map[string]any
		if err := b.db.Model(e).Find(&rows).Error; err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			for _, v := range row {
				if raw, ok := v.([]byte); ok {
					dump.Write(raw)
				} else {
					fmt.Fprint(&dump, v, "\n")
				}
			}
		}
	}
	for _, secret := range []string{"危房改造的钱报了", "乙演示", "8331234", "村里的管事人", strings.ReplaceAll(r.Number, " ", "")} {
		if strings.Contains(dump.String(), secret) {
			t.Errorf("the database holds %q in clear", secret)
		}
	}
	err := filepath.WalkDir(b.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if bytes.HasPrefix(content, []byte("\xff\xd8")) || bytes.Contains(content, []byte("JFIF")) {
			t.Errorf("%s is a picture in clear", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestSubmitRefuses(t *testing.T) {
	b := newBench(t)
	for name, c := range map[string]struct {
		change func(*complaint.Draft)
		field  string
	}{
		"no subject":          {func(d *complaint.Draft) { d.Subject = "" }, "about"},
		"an invented subject": {func(d *complaint.Draft) { d.Subject = "' OR 1=1" }, "about"},
		"a short body":        {func(d *complaint.Draft) { d.Body = seal.NewSecret("   不公平   ") }, "body"},
		"a novel":             {func(d *complaint.Draft) { d.Body = seal.NewSecret(strings.Repeat("很", 5001)) }, "body"},
		"an unknown village":  {func(d *complaint.Draft) { d.Village = "999999999999" }, "village"},
		"no village":          {func(d *complaint.Draft) { d.Village = "" }, "village"},
		"a short code":        {func(d *complaint.Draft) { d.Village = "45%" }, "village"},
		"neither nor":         {func(d *complaint.Draft) { d.Named = "" }, "named"},
		"named without name":  {func(d *complaint.Draft) { d.Name = seal.Secret{} }, "name"},
		"named without phone": {func(d *complaint.Draft) { d.Phone = seal.NewSecret("没有") }, "phone"},
		"a long place":        {func(d *complaint.Draft) { d.Place = strings.Repeat("村", 201) }, "place"},
		"a picture that is not": {func(d *complaint.Draft) {
			d.Uploads = []complaint.Upload{{Kind: complaint.KindPhoto, Content: []byte("<svg onload=alert(1)>")}}
		}, "photo"},
		"a voice that is not": {func(d *complaint.Draft) {
			d.Uploads = []complaint.Upload{{Kind: complaint.KindVoice, Content: []byte("MZ\x90 program")}}
		}, "voice"},
	} {
		d := b.draft("named")
		c.change(d)
		_, err := b.Submit(b.ctx, guest, d)
		if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[c.field] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := b.Submit(b.ctx, actor.Actor{Kind: actor.Villager, Snapshot: true}, b.draft("anonymous")); !fault.Is(err, fault.Forbidden) {
		t.Errorf("a snapshot user: %v", err)
	}
	if _, err := b.Submit(b.ctx, officer, b.draft("anonymous")); !fault.Is(err, fault.Forbidden) {
		t.Errorf("staff: %v", err)
	}
	if _, err := b.Submit(b.ctx, actor.Actor{}, b.draft("anonymous")); !fault.Is(err, fault.Forbidden) {
		t.Errorf("nobody: %v", err)
	}
	if n, err := gorm.G[model.Petition](b.db).Count(b.ctx, "*"); n != 0 || err != nil {
		t.Errorf("%d petitions, %v", n, err)
	}
}

// TestFilesSurviveARefusedForm: what was received with a refused form need not
// be chosen again.
func TestFilesSurviveARefusedForm(t *testing.T) {
	b := newBench(t)
	d := b.draft("anonymous")
	d.Subject = ""
	for range 7 {
		d.Uploads = append(d.Uploads, complaint.Upload{Kind: complaint.KindPhoto, Content: photo(t)})
	}
	_, err := b.Submit(b.ctx, guest, d)
	if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields["photo"] == "" {
		t.Fatalf("the seventh photo: %v", err)
	}
	if held := b.HeldFiles(d.Held); len(held) != 6 || held[0].Kind != complaint.KindPhoto {
		t.Fatalf("held: %v", held)
	}
	if held := b.HeldFiles(append([]string{"invented", ""}, d.Held[0], d.Held[0])); len(held) != 1 {
		t.Errorf("invented and doubled references: %v", held)
	}
	b.now = b.now.Add(time.Hour)
	if n, err := b.SweepHeld(b.ctx); n != 0 || err != nil {
		t.Errorf("swept too early: %d %v", n, err)
	}
	again := b.draft("anonymous")
	again.Held = d.Held[:2]
	r := b.submit(guest, again)
	if p := b.row(r.ID); p.PhotoCount != 2 {
		t.Errorf("%d photos", p.PhotoCount)
	}
	// The same references cannot be used for somebody else's complaint.
	thief := b.draft("anonymous")
	thief.Held = d.Held[:1]
	if _, err := b.Submit(b.ctx, guest, thief); !fault.Is(err, fault.Invalid) {
		t.Errorf("a file used twice: %v", err)
	}
	b.now = b.now.Add(25 * time.Hour)
	if n, err := b.SweepHeld(b.ctx); n != 8 || err != nil { // four photos, two variants each
		t.Errorf("swept %d, %v", n, err)
	}
	g, err := b.Progress(b.ctx, guest, b.slip(r))
	if err != nil || len(g.Files) != 2 {
		t.Fatalf("%d files, %v", len(g.Files), err)
	}
	c, err := b.OwnFile(b.ctx, guest, b.slip(r), g.Files[0].ID, true)
	if err != nil || !bytes.HasPrefix(c.Data, []byte("\xff\xd8")) {
		t.Errorf("thumbnail: %v", err)
	}
}

func TestUnknownReceiptsGetOneAnswer(t *testing.T) {
	b := newBench(t)
	r := b.submit(guest, b.draft("anonymous"))
	_, want := b.Track(b.ctx, "1234 5678 9012 3456")
	for name, typed := range map[string]string{
		"short": "1234", "letters": "abcd efgh ijkl mnop", "empty": "", "one digit off": flip(r.Number), "injection": "' OR ''='", "a long one": strings.Repeat("1", 10000),
	} {
		if _, err := b.Track(b.ctx, typed); fmt.Sprint(err) != fmt.Sprint(want) || !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, typed := range map[string]string{
		"as shown": r.Number, "without spaces": strings.ReplaceAll(r.Number, " ", ""), "with hyphens": strings.ReplaceAll(r.Number, " ", "-"),
		"full width": strings.NewReplacer("0", "0", "1", "1", "2", "2", "3", "3", "4", "4", "5", "5", "6", "6", "7", "7", "8", "8", "9", "9").Replace(r.Number),
	} {
		if _, err := b.Track(b.ctx, typed); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	h := b.slip(r)
	for name, bad := range map[string]complaint.Handle{
		"nothing": {}, "invented": {Slip: "AAAA"}, "changed": {Slip: h.Slip[:len(h.Slip)-2] + "zz"}, "by number": {ID: r.ID},
	} {
		if _, err := b.Progress(b.ctx, guest, bad); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", name, err)
		}
	}
	b.now = b.now.Add(3 * time.Hour)
	if _, err := b.Progress(b.ctx, guest, h); !fault.Is(err, fault.NotFound) {
		t.Errorf("an old slip: %v", err)
	}
}

func flip(number string) string {
	last := number[len(number)-1]
	return number[:len(number)-1] + string('0'+(last-'0'+1)%10)
}

func TestOwnPetitionsAreOnesOwn(t *testing.T) {
	b := newBench(t)
	mine := b.submit(villager, b.draft("named"))
	theirs := b.submit(unbound, b.draft("named"))
	own, err := b.Own(b.ctx, villager, page.Request{})
	if err != nil || own.Total != 1 || own.Items[0].ID != mine.ID || own.Items[0].Place != "双旺镇 · 四联村" {
		t.Fatalf("%+v %v", own, err)
	}
	if _, err := b.Progress(b.ctx, villager, complaint.Handle{ID: theirs.ID}); !fault.Is(err, fault.NotFound) {
		t.Errorf("somebody else's: %v", err)
	}
	// Another person on the same telephone does not see what the first one sent.
	heir := actor.Actor{Kind: actor.Villager, WechatUserID: villager.WechatUserID, PersonID: 8}
	if _, err := b.Progress(b.ctx, heir, complaint.Handle{ID: mine.ID}); !fault.Is(err, fault.NotFound) {
		t.Errorf("the next owner of the telephone: %v", err)
	}
	if g, err := b.Progress(b.ctx, unbound, complaint.Handle{ID: theirs.ID}); err != nil || g.Anonymous {
		t.Errorf("unbound, real name: %v", err)
	}
}

func TestTalkAddWithdrawRate(t *testing.T) {
	b := newBench(t)
	r := b.submit(villager, b.draft("named"))
	h := complaint.Handle{ID: r.ID}
	b.must(officer, r.ID, claim, complaint.Decision{Action: complaint.ActNeedInfo, Text: "请问是哪一年的事？"})
	if err := b.Withdraw(b.ctx, unbound, h, seal.Secret{}); !fault.Is(err, fault.NotFound) {
		t.Errorf("somebody else withdraws: %v", err)
	}
	a := &complaint.Addition{Token: "add-1", Text: seal.NewSecret("是2024年的事"), Uploads: []complaint.Upload{{Kind: complaint.KindPhoto, Content: photo(t)}}}
	for range 2 { // pressed twice
		if err := b.Add(b.ctx, villager, h, a); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Add(b.ctx, villager, h, &complaint.Addition{Token: "add-2"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("nothing added: %v", err)
	}
	g, err := b.Progress(b.ctx, villager, h)
	if err != nil || len(g.Talk) != 2 || !g.Talk[1].Mine || len(g.Talk[1].Files) != 1 || g.Talk[0].Staff != "" {
		t.Fatalf("%+v %v", g.Talk, err)
	}
	if b.row(r.ID).State != model.PetitionScreening {
		t.Error("the answer did not bring it back to the desk")
	}
	if err := b.Rate(b.ctx, villager, h, "good", seal.Secret{}); !fault.Is(err, fault.Conflict) {
		t.Errorf("rated before the end: %v", err)
	}
	b.must(officer, r.ID, accept)
	if err := b.Withdraw(b.ctx, villager, h, seal.Secret{}); !fault.Is(err, fault.Conflict) {
		t.Errorf("withdrawn after acceptance: %v", err)
	}
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActClose, Text: "经核实，钱已经补发到您的账户。"})
	if err := b.Rate(b.ctx, villager, h, "excellent", seal.Secret{}); !fault.Is(err, fault.Invalid) {
		t.Errorf("an invented rating: %v", err)
	}
	for _, grade := range []string{"good", "bad"} { // the first stands
		if err := b.Rate(b.ctx, villager, h, grade, seal.NewSecret("谢谢")); err != nil {
			t.Fatal(err)
		}
	}
	if g, err = b.Progress(b.ctx, villager, h); err != nil || g.Rating != "满意" || g.State != complaint.CoarseDone || g.CanRate {
		t.Errorf("%s %s %v", g.Rating, g.State, err)
	}
	second := b.submit(villager, b.draft("named"))
	if err := b.Withdraw(b.ctx, villager, complaint.Handle{ID: second.ID}, seal.NewSecret("弄错了")); err != nil {
		t.Fatal(err)
	}
	if err := b.Add(b.ctx, villager, complaint.Handle{ID: second.ID}, &complaint.Addition{Token: "late", Text: seal.NewSecret("还有")}); !fault.Is(err, fault.Conflict) {
		t.Errorf("added after withdrawal: %v", err)
	}
	if n, err := audit.Verify(b.ctx, b.db); err != nil {
		t.Errorf("after %d entries: %v", n, err)
	}
}

func TestAPhoneThatWasUnboundElsewhereIsNobodyAnyMore(t *testing.T) {
	b := newBench(t)
	r := b.submit(villager, b.draft("named"))
	delete(b.people.bound, villager.WechatUserID) // the session still says person 7
	if own, err := b.Own(b.ctx, villager, page.Request{}); err != nil || own.Total != 0 {
		t.Errorf("it lists %d complaints: %v", own.Total, err)
	}
	if _, err := b.Progress(b.ctx, villager, complaint.Handle{ID: r.ID}); !fault.Is(err, fault.NotFound) {
		t.Errorf("it reads a complaint: %v", err)
	}
	if err := b.Withdraw(b.ctx, villager, complaint.Handle{ID: r.ID}, seal.Secret{}); !fault.Is(err, fault.NotFound) {
		t.Errorf("it withdraws a complaint: %v", err)
	}
	d := b.draft("named")
	d.Name, d.Phone = seal.Secret{}, seal.Secret{}
	if _, err := b.Submit(b.ctx, villager, d); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields["name"] == "" {
		t.Errorf("it complains in the name of its former owner: %v", err)
	}
}

// TestSoManyADay: one person's real-name complaints are limited by what they
// really submitted; anonymous ones are nobody's and are not counted.
func TestSoManyADay(t *testing.T) {
	b := newBench(t)
	b.Number = func(context.Context, string, int) (int, error) { return 2, nil }
	one, other := actor.Actor{Kind: actor.Villager, WechatUserID: 71}, actor.Actor{Kind: actor.Villager, WechatUserID: 72}
	for range 3 {
		b.submit(one, b.draft("anonymous"))
	}
	for range 2 {
		b.submit(one, b.draft("named"))
	}
	if _, err := b.Submit(b.ctx, one, b.draft("named")); !fault.Is(err, fault.Invalid) {
		t.Errorf("the third in a day: %v", err)
	}
	b.submit(other, b.draft("named"))
	b.submit(one, b.draft("anonymous"))
	b.now = b.now.Add(25 * time.Hour)
	b.submit(one, b.draft("named"))
}
