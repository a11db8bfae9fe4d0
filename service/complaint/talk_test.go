package complaint_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

// wroteIn is what a telephone wrote into a photo.
const wroteIn = "HUAWEI-P40-SN0815"

// tellingPhoto is a JPEG with a comment and an EXIF block that names its maker.
func tellingPhoto(t testing.TB) []byte {
	t.Helper()
	plain := photo(t)
	exif := append([]byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08"), wroteIn...)
	return slices.Concat(plain[:2], []byte{0xff, 0xe1, 0, byte(len(exif) + 2)}, exif, plain[2:])
}

func tellingVoice() []byte {
	frame := append([]byte{0x3c}, make([]byte, 31)...)
	return append(append([]byte("#!AMR\n"), bytes.Repeat(frame, 100)...), wroteIn...)
}

func pdf(author string) []byte {
	return []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n3 0 obj<</Author(" + author + ")>>endobj\ntrailer<</Root 1 0 R/Info 3 0 R>>\n%%EOF\n")
}

// with gives the service with other parts.
func (b *bench) with(change func(*complaint.Deps)) *complaint.Service {
	d := b.Deps
	change(&d)
	return complaint.New(d)
}

// telling reads every stored file and says which tell.
func (b *bench) telling() (files, telling int) {
	b.t.Helper()
	rows, err := gorm.G[model.File](b.db).Find(b.ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	for _, f := range rows {
		content, err := b.Files.Read(f)
		if err != nil {
			b.t.Fatal(err)
		}
		if bytes.Contains(content, []byte(wroteIn)) {
			telling++
		}
	}
	return len(rows), telling
}

func TestOriginalsAreKeptOfNamesOnly(t *testing.T) {
	both := func(t *testing.T) []complaint.Upload {
		return []complaint.Upload{{Kind: complaint.KindPhoto, Content: tellingPhoto(t)}, {Kind: complaint.KindVoice, Content: tellingVoice()}}
	}
	for name, c := range map[string]struct {
		first, then string // how the form was sent, refused, and sent again
		want        int
	}{
		"under a name": {"named", "named", 2}, "without one": {"anonymous", "anonymous", 0}, "not chosen yet": {"", "anonymous", 0}, "changed their mind": {"named", "anonymous", 0},
	} {
		b := newBench(t)
		d := b.draft(c.first)
		d.Subject, d.Uploads = "", both(t)
		if _, err := b.Submit(b.ctx, guest, d); !fault.Is(err, fault.Invalid) || len(d.Held) != 2 {
			t.Fatalf("%s: %v, %d held", name, err, len(d.Held))
		}
		again := b.draft(c.then)
		again.Held = d.Held
		r := b.submit(guest, again)
		if err := b.Add(b.ctx, guest, b.slip(r), &complaint.Addition{Token: "add", Text: seal.NewSecret("再补一张"), Uploads: both(t)[:1]}); err != nil {
			t.Fatal(err)
		}
		if c.want == 2 {
			c.want++ // the addition's
		}
		if n, telling := b.telling(); telling != c.want {
			t.Errorf("%s: %d of %d files tell, want %d", name, telling, n, c.want)
		}
		g, err := b.Progress(b.ctx, guest, b.slip(r))
		if err != nil || len(g.Files) != 2 {
			t.Fatalf("%s: %+v %v", name, g.Files, err)
		}
		for _, f := range g.Files {
			for _, thumb := range []bool{false, true} {
				if _, err := b.OwnFile(b.ctx, guest, b.slip(r), f.ID, thumb); err != nil {
					t.Errorf("%s: its sender cannot open a %s: %v", name, f.Kind, err)
				}
			}
			_, err := b.File(b.ctx, officer, r.ID, f.ID, complaint.ViewOriginal)
			if f.Kind == complaint.KindPhoto && (err == nil) != f.Original {
				t.Errorf("%s: original %v: %v", name, f.Original, err)
			}
		}
	}
}

func TestFilesWithAnAnswer(t *testing.T) {
	b := newBench(t)
	r := b.submit(guest, b.draft("anonymous"))
	b.must(officer, r.ID, claim)
	answer := complaint.Decision{Action: complaint.ActAnswer, Text: "名单在附件里，请核对。", Uploads: []complaint.Upload{
		{Kind: complaint.KindPhoto, Content: tellingPhoto(t)}, {Kind: complaint.KindPaper, Content: pdf(wroteIn)},
	}}
	b.must(officer, r.ID, answer)
	if n, telling := b.telling(); n != 3 || telling != 0 {
		t.Errorf("%d of %d files tell", telling, n)
	}
	g, err := b.Progress(b.ctx, guest, b.slip(r))
	if err != nil || len(g.Talk) != 1 || len(g.Talk[0].Files) != 2 {
		t.Fatalf("%+v %v", g.Talk, err)
	}
	for _, f := range g.Talk[0].Files {
		c, err := b.OwnFile(b.ctx, guest, b.slip(r), f.ID, false)
		if err != nil || c.Kind == complaint.KindPaper && !bytes.HasPrefix(c.Data, []byte("%PDF")) {
			t.Errorf("%s: %v", f.Kind, err)
		}
	}
	other := b.submit(guest, b.draft("anonymous"))
	if _, err := b.OwnFile(b.ctx, guest, b.slip(other), g.Talk[0].Files[0].ID, false); !fault.Is(err, fault.NotFound) {
		t.Errorf("another receipt opens it: %v", err)
	}
	for name, u := range map[string]complaint.Upload{
		"a page as a PDF": {Kind: complaint.KindPaper, Content: []byte("<html>")}, "a PDF as a photo": {Kind: complaint.KindPhoto, Content: pdf("")},
		"a PDF with a script": {Kind: complaint.KindPaper, Content: pdf(")/OpenAction(")},
	} {
		answer.Uploads = []complaint.Upload{u}
		if err := b.decide(officer, r.ID, answer); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[u.Kind] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnAnswerIsMendedOrConfirmed(t *testing.T) {
	b := newBench(t)
	p := model.Person{IDDigest: []byte("1"), IDSealed: []byte("1"), Name: "示王五", CreatedAt: b.now}
	if err := b.db.Create(&p).Error; err != nil {
		t.Fatal(err)
	}
	if err := b.db.Create(&model.Resident{ID: 1, PersonID: p.ID, VillageCode: villageCode, ValidFrom: b.now}).Error; err != nil {
		t.Fatal(err)
	}
	r := b.submit(guest, b.draft("named"))
	b.must(officer, r.ID, claim)
	d := complaint.Decision{Action: complaint.ActAnswer, Typed: true, Text: "名单是示王五填的，信访乙也看过，电话13800001234。"}
	err := b.decide(officer, r.ID, d)
	u, ok := errors.AsType[*complaint.Unsure](err)
	if !ok || !fault.Is(err, fault.Invalid) || len(u.Remarks) != 3 {
		t.Fatalf("%v", err)
	}
	said := ""
	for _, m := range u.Remarks {
		said += m.Text
	}
	if !strings.Contains(said, "示王五") || !strings.Contains(said, "信访乙") || !strings.Contains(said, "电话号码") {
		t.Error(said)
	}
	d.Confirmed, d.Text = u.Mark, d.Text+"还有别的。"
	if err := b.decide(officer, r.ID, d); !fault.Is(err, fault.Invalid) {
		t.Errorf("confirmed for other words: %v", err)
	}
	d.Text = strings.TrimSuffix(d.Text, "还有别的。")
	b.must(officer, r.ID, d)
	if n, err := gorm.G[model.AuditEntry](b.db).Where("action = 'petition.answer' AND detail LIKE '%confirmed%phone%name%'").Count(b.ctx, "*"); n != 1 || err != nil {
		t.Errorf("the chain does not say what was confirmed: %d %v", n, err)
	}
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActAnswer, Typed: true, Text: "您说的危房改造名单，我们正在核对，3月20日以前告诉您。"})
}

func TestASecondPersonReadsResults(t *testing.T) {
	b := newBench(t)
	s := b.with(func(d *complaint.Deps) {
		d.Number = func(_ context.Context, name string, standard int) (int, error) {
			if name == "answer.second_eyes" {
				return 1, nil
			}
			return standard, nil
		}
	})
	r := b.submit(guest, b.draft("anonymous"))
	b.must(officer, r.ID, claim, accept)
	result := complaint.Decision{Action: complaint.ActClose, Text: "您说的危房改造的钱已经退回，请核对存折。"}
	send := func() {
		t.Helper()
		result.Version = b.row(r.ID).Version
		if err := s.Decide(b.ctx, officer, r.ID, result); err != nil {
			t.Fatal(err)
		}
	}
	read := func() string {
		t.Helper()
		g, err := b.Progress(b.ctx, guest, b.slip(r))
		if err != nil {
			t.Fatal(err)
		}
		out := string(g.State)
		for _, step := range g.Steps {
			out += step.Text
		}
		return out
	}
	send()
	if strings.Contains(read(), "退回") || b.row(r.ID).State != model.PetitionAccepted {
		t.Error("the reporter reads it before the second person has")
	}
	if n := b.today(colleague, "answer.check"); n != 1 {
		t.Errorf("%d wait for the second", n)
	}
	list, err := s.Requests(b.ctx, colleague)
	if err != nil || len(list) != 1 || list[0].Proposal.Text != result.Text || list[0].Proposal.Moved {
		t.Errorf("%+v %v", list, err)
	}
	for _, by := range []actor.Actor{officer, head, townInspector} {
		if err := s.DecideAnswer(b.ctx, by, r.ID, b.waiting(r.ID), true, seal.Secret{}); err == nil {
			t.Errorf("%s lets it go", by.Name)
		}
	}
	if err := s.DecideAnswer(b.ctx, colleague, r.ID, b.waiting(r.ID), false, seal.NewSecret("没有写哪一天退")); err != nil {
		t.Fatal(err)
	}
	send()
	if err := b.Add(b.ctx, guest, b.slip(r), &complaint.Addition{Token: "late", Text: seal.NewSecret("又想起一件事")}); err != nil {
		t.Fatal(err)
	}
	if err := s.DecideAnswer(b.ctx, colleague, r.ID, b.waiting(r.ID), true, seal.Secret{}); !fault.Is(err, fault.Conflict) {
		t.Errorf("agreed to though the matter moved: %v", err)
	}
	if err := s.DecideAnswer(b.ctx, colleague, r.ID, b.waiting(r.ID), false, seal.NewSecret("来信人有补充")); err != nil {
		t.Fatal(err)
	}
	send()
	if err := s.DecideAnswer(b.ctx, colleague, r.ID, b.waiting(r.ID), true, seal.NewSecret("可以")); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(read(), result.Text) || !strings.Contains(read(), string(complaint.CoarseDone)) {
		t.Errorf("the reporter reads %s", read())
	}
	e, err := gorm.G[model.PetitionEvent](b.db).Where("kind = 'close'").Take(b.ctx)
	if err != nil || e.StaffID != officer.StaffID || e.ApprovalID == 0 {
		t.Errorf("%+v %v", e, err)
	}
}

func TestWordings(t *testing.T) {
	b := newBench(t)
	admin := actor.Actor{Kind: actor.Staff, StaffID: 8, Role: actor.RoleAdministrator, Name: "管理甲"}
	all, err := b.Wordings(b.ctx, officer)
	if err != nil || len(all) < 15 {
		t.Fatalf("%d %v", len(all), err)
	}
	change := complaint.WordingChange{Name: "accept.usual", Action: "accept", Title: "受理", Body: "您{收到日期}反映的{反映的事}，我们受理了。{十五个工作日后}以前告诉您。"}
	if err := b.ChangeWording(b.ctx, officer, change); !fault.Is(err, fault.NotFound) {
		t.Errorf("changed by who may not: %v", err)
	}
	for field, spoil := range map[string]func(*complaint.WordingChange){
		"action": func(w *complaint.WordingChange) { w.Action = "claim" }, "title": func(w *complaint.WordingChange) { w.Title = "" },
		"body": func(w *complaint.WordingChange) { w.Body = "您反映的事{不知道}我们受理了" },
	} {
		w := change
		spoil(&w)
		if err := b.ChangeWording(b.ctx, head, w); fault.Of(err).Fields[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	if err := b.ChangeWording(b.ctx, head, change); err != nil {
		t.Fatal(err)
	}
	if err := b.ChangeWording(b.ctx, admin, change); !fault.Is(err, fault.Conflict) {
		t.Errorf("changed on an old page: %v", err)
	}
	own := complaint.WordingChange{Token: base64.RawURLEncoding.EncodeToString([]byte("some token here")), Action: "accept", Title: "自己加的", Body: "我们自己写的一条常用答复。"}
	if err := b.ChangeWording(b.ctx, admin, own); err != nil {
		t.Fatal(err)
	}
	r := b.submit(guest, b.draft("named"))
	b.must(officer, r.ID, claim)
	d, err := b.Open(b.ctx, officer, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	var titles []string
	for _, o := range d.Offers[complaint.ActAccept] {
		titles = append(titles, o.Title)
	}
	if first := d.Offers[complaint.ActAccept][0].Body; first != "您2026年3月2日反映的危房改造、建房补助，我们受理了。2026年3月23日以前告诉您。" || !slices.Contains(titles, "自己加的") {
		t.Errorf("%s %v", first, titles)
	}
	change.Version, change.Withdrawn = 1, true
	if err := b.ChangeWording(b.ctx, head, change); err != nil {
		t.Fatal(err)
	}
	if d, err = b.Open(b.ctx, officer, r.ID); err != nil || strings.Contains(d.Offers[complaint.ActAccept][0].Body, "我们受理了") {
		t.Errorf("withdrawn and still offered: %v", err)
	}
	if v, err := b.WordingVersions(b.ctx, head, "accept.usual"); err != nil || len(v) != 3 || v[2].Version != 0 || v[1].By != head.Name {
		t.Errorf("%+v %v", v, err)
	}
}

// TestSealingUpTakesWhatWaitedForASecondPerson: the files of an answer that waits
// hang on nothing but the request.
func TestSealingUpTakesWhatWaitedForASecondPerson(t *testing.T) {
	b := newSealBench(t)
	d := b.Deps
	d.Number = func(_ context.Context, name string, standard int) (int, error) {
		if name == "answer.second_eyes" {
			return 1, nil
		}
		return standard, nil
	}
	b.Service = complaint.New(d)
	r := b.submit(guest, b.draft("anonymous"))
	b.must(officer, r.ID, claim, accept)
	before, _ := b.telling()
	err := b.Decide(b.ctx, officer, r.ID, complaint.Decision{
		Version: b.row(r.ID).Version, Action: complaint.ActClose, Text: "您说的危房改造的钱已经退回，请核对存折。",
		Uploads: []complaint.Upload{{Kind: complaint.KindPhoto, Content: tellingPhoto(t)}},
	})
	if waiting, _ := b.telling(); err != nil || waiting <= before {
		t.Fatalf("%d files, then %d, %v", before, waiting, err)
	}
	if err := b.SealUp(b.ctx, officer, r.ID, b.order(r.ID)); err != nil {
		t.Fatal(err)
	}
	if left, _ := b.telling(); left != 0 {
		t.Errorf("%d files are left", left)
	}
}

// TestWhoeverBecomesAHeadHearsOfNoRequestAboutAHead: neither counted nor listed.
func TestWhoeverBecomesAHeadHearsOfNoRequestAboutAHead(t *testing.T) {
	b := newBench(t)
	r := b.submit(guest, b.draft("named"))
	b.must(officer, r.ID, claim)
	if err := b.db.Model(&model.Petition{}).Where("id = ?", r.ID).Update("own_head", true).Error; err != nil {
		t.Fatal(err)
	}
	if err := b.AskIdentity(b.ctx, officer, r.ID, seal.NewSecret("电话核实署名")); err != nil {
		t.Fatal(err)
	}
	if err := b.db.Model(&model.Approval{}).Where("object_id = ?", r.ID).Update("to_role", string(actor.RoleHead)).Error; err != nil {
		t.Fatal(err)
	}
	list, err := b.Requests(b.ctx, head)
	if n := b.today(head, "identity.open"); err != nil || len(list) != 0 || n != 0 {
		t.Errorf("%d listed, %d counted, %v", len(list), n, err)
	}
}
