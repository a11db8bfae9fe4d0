package complaint_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/emmansun/gmsm/sm2"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/gateway/parcels"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/keypair"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/parcel"
	"yangguang/service/kernel/proof"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// higher is the one office that sealed matters go to in these tests.
type higher struct{ pem string }

func (h higher) Recipients(context.Context) ([]complaint.Recipient, error) {
	return []complaint.Recipient{{ID: 9, Office: "市纪委监委", PublicKey: h.pem}}, nil
}

func (h higher) Office(context.Context, int64) (string, error) { return "市纪委监委", nil }

// sealBench is a bench that signs receipts and seals up.
type sealBench struct {
	*bench
	key     *sm2.PrivateKey
	parcels *parcels.Store
	signer  *proof.Signer
}

func newSealBench(t *testing.T) *sealBench {
	t.Helper()
	return sealing(t, newBench(t), t.TempDir(), nil)
}

// sealing adds to a bench what sealing takes; a nil key is a fresh one.
func sealing(t *testing.T, b *bench, dir string, key *sm2.PrivateKey) *sealBench {
	t.Helper()
	var err error
	if key == nil {
		if key, err = keypair.Generate(); err != nil {
			t.Fatal(err)
		}
	}
	out := &sealBench{bench: b, key: key}
	if out.parcels, err = parcels.New(dir); err != nil {
		t.Fatal(err)
	}
	if out.signer, err = proof.NewSigner(keypair.GenerateSetting(1)); err != nil {
		t.Fatal(err)
	}
	pem, err := keypair.PublicPEM(&key.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	d := b.Deps
	d.Signer, d.Parcels, d.Recipients = out.signer, out.parcels, higher{pem}
	b.Service = complaint.New(d)
	return out
}

func (b *sealBench) order(id int64) complaint.SealOrder {
	return complaint.SealOrder{Version: b.row(id).Version, Reason: complaint.SealOwnHead, Recipient: 9, Sure: true}
}

// told is everything anybody wrote in the petition below.
var told = []string{"领导收了工程老板的钱", "某领导本人", "水库工地旁边", "丙演示", "13900002222", "还有一张收条", "请补充是哪一年", "核对过电话"}

// fullMatter is a real-name petition with everything a petition can have.
func (b *sealBench) fullMatter(t *testing.T) complaint.Receipt {
	t.Helper()
	d := b.draft("named")
	d.Subject, d.Place, d.Who, d.Body = "other", told[2], seal.NewSecret(told[1]), seal.NewSecret(told[0])
	d.Name, d.Phone = seal.NewSecret(told[3]), seal.NewSecret(told[4])
	d.Uploads = []complaint.Upload{{Kind: complaint.KindPhoto, Content: photo(t)}}
	r := b.submit(unbound, d)
	b.must(officer, r.ID, claim)
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActNeedInfo, Text: told[6]})
	a := complaint.Addition{Token: d.Token + "-added", Text: seal.NewSecret(told[5]), Uploads: []complaint.Upload{{Kind: complaint.KindPhoto, Content: photo(t)}}}
	if err := b.Add(b.ctx, guest, b.slip(r), &a); err != nil {
		t.Fatal(err)
	}
	if _, err := b.identity(officer, colleague, r.ID); err != nil {
		t.Fatal(err)
	}
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActVerify, How: "telephone", On: "2026-03-02", Note: seal.NewSecret(told[7])})
	return r
}

// traces are the bytes that a petition has in database and files: whatever is
// found of them afterwards was left behind.
func (b *sealBench) traces(t *testing.T, id int64) [][]byte {
	t.Helper()
	var out [][]byte
	for _, s := range told {
		out = append(out, []byte(s))
	}
	add := func(row any) {
		v := reflect.Indirect(reflect.ValueOf(row))
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if blob, ok := v.Field(i).Interface().([]byte); ok && len(blob) > 15 && name != "ReceiptDigest" {
				out = append(out, blob)
			}
		}
	}
	p := b.row(id)
	add(p)
	for _, e := range []any{&[]model.Reporter{}, &[]model.PetitionEvent{}, &[]model.PetitionMessage{}, &[]model.ReceiptProof{}} {
		if err := b.db.Where("petition_id = ?", id).Find(e).Error; err != nil {
			t.Fatal(err)
		}
		list := reflect.ValueOf(e).Elem()
		for i := range list.Len() {
			add(list.Index(i).Addr().Interface())
		}
	}
	var stored []model.File
	if err := b.db.Find(&stored).Error; err != nil {
		t.Fatal(err)
	}
	for _, f := range stored {
		out = append(out, []byte(f.Path), f.Digest)
	}
	if len(out) < 20 {
		t.Fatalf("only %d traces", len(out))
	}
	return out
}

// rows is every value of every table, one after the other.
func rows(t *testing.T, db *gorm.DB) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, e := range model.All() {
		var found []map[string]any
		if err := db.Model(e).Find(&found).Error; err != nil {
			t.Fatal(err)
		}
		for _, row := range found {
			for _, v := range row {
				switch v := v.(type) {
				case []byte:
					b.Write(v)
				case string:
					b.WriteString(v)
				default:
					fmt.Fprint(&b, v)
				}
				b.WriteByte('\n')
			}
		}
	}
	return b.Bytes()
}

// lies is every file below a folder, names and contents.
func lies(t *testing.T, dir string) (names []string, content []byte) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		c, err := os.ReadFile(path)
		names, content = append(names, path), append(content, c...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names, content
}

func TestWhatIsSealedUpIsGone(t *testing.T) {
	b := newSealBench(t)
	other := b.submit(guest, b.draft("anonymous"))
	r := b.fullMatter(t)
	slip := b.slip(r)
	before := b.row(r.ID)
	traces := b.traces(t, r.ID)
	if names, _ := lies(t, b.dir); len(names) != 6 {
		t.Fatalf("%d files", len(names))
	}
	if err := b.SealUp(b.ctx, officer, r.ID, b.order(r.ID)); err != nil {
		t.Fatal(err, fault.Of(err).Fields)
	}
	left := rows(t, b.db)
	for _, trace := range traces {
		if bytes.Contains(left, trace) {
			t.Errorf("still in the database: %.40q", trace)
		}
	}
	names, _ := lies(t, b.dir)
	if len(names) != 0 {
		t.Errorf("files left: %v", names)
	}
	after := b.row(r.ID)
	want := model.Petition{
		ID: before.ID, Number: before.Number, ReceiptDigest: before.ReceiptDigest, State: model.PetitionSealedUp, Version: before.Version + 1,
		ReceivedAt: before.ReceivedAt, UpdatedAt: b.now, Mode: model.ReporterAnonymous, SubmitKey: after.SubmitKey,
	}
	after.BodySealed, after.ReceiptSealed = nil, nil // empty
	if !reflect.DeepEqual(after, want) {
		t.Errorf("left is more than number and time:\n%+v\n%+v", after, want)
	}
	if b.row(other.ID).Subject != "housing" || b.row(other.ID).State != model.PetitionReceived {
		t.Error("another petition was touched")
	}
	for topic := range b.topics() {
		t.Errorf("a promise is left: %s", topic)
	}
	checkParcel(t, b, traces)
	g, err := b.Progress(b.ctx, guest, slip)
	if err != nil || g.State != complaint.CoarseHandedUp || !g.Body.Empty() || g.CanAdd || g.CanRate || g.CanRecall || len(g.Files)+len(g.Talk) != 0 {
		t.Errorf("the reporter sees %+v, %v", g, err)
	}
	if again, err := b.ReceiptOf(b.ctx, slip); err != nil || again.Number != r.Number || again.Proof != "" {
		t.Errorf("%+v %v", again, err)
	}
	if _, err := b.Open(b.ctx, officer, r.ID); err != nil {
		t.Errorf("the office opens what is left: %v", err)
	}
	if _, err := audit.Verify(b.ctx, b.db); err != nil {
		t.Error(err)
	}
}

// checkParcel checks that the one parcel there is holds the whole matter.
func checkParcel(t *testing.T, b *sealBench, traces [][]byte) {
	t.Helper()
	files := unpacked(t, b, traces)
	for _, s := range told {
		if !bytes.Contains(files["信访件.txt"], []byte(s)) {
			t.Errorf("the text lacks %q:\n%s", s, files["信访件.txt"])
		}
	}
	if len(files) != 3 || !bytes.Equal(files["附件/01.jpg"], photo(t)) {
		t.Errorf("%d files in the parcel", len(files))
	}
}

// unpacked opens the one parcel there is, as its recipient does, and gives its
// files by their names.
func unpacked(t *testing.T, b *sealBench, traces [][]byte) map[string][]byte {
	t.Helper()
	names, err := b.parcels.Names(time.Now().Add(time.Hour))
	if err != nil || len(names) != 1 {
		t.Fatalf("parcels %v, %v", names, err)
	}
	f, err := b.parcels.Open(names[0])
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := io.ReadAll(f)
	if err := f.Close(); err != nil {
		t.Error(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, trace := range traces {
		if bytes.Contains(sealed, trace) {
			t.Errorf("the parcel shows %.40q", trace)
		}
	}
	plain, err := parcel.Open(bytes.NewReader(sealed), b.key)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(plain), int64(len(plain)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, e := range z.File {
		in, err := e.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[e.Name], err = io.ReadAll(in); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func TestSealedUpUntilReported(t *testing.T) {
	b := newSealBench(t)
	r := b.fullMatter(t)
	if err := b.SealUp(b.ctx, officer, r.ID, b.order(r.ID)); err != nil {
		t.Fatal(err)
	}
	list := func() complaint.Handover {
		t.Helper()
		l, err := b.Handovers(b.ctx, officer, page.Request{})
		if err != nil || len(l.Items) != 1 {
			t.Fatalf("%d, %v", len(l.Items), err)
		}
		return l.Items[0]
	}
	h := list()
	// 2026-03-02 is a Monday: 5 working days end on the 9th.
	if h.Office != "市纪委监委" || len(h.Digest) != 64 || h.Clock.At.UTC().Format(time.DateTime) != "2026-03-09 15:59:59" {
		t.Errorf("%+v", h)
	}
	for _, by := range []actor.Actor{head, supervisor, manager, townInspector, guest} {
		if _, err := b.Handovers(b.ctx, by, page.Request{}); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s lists: %v", by.Role, err)
		}
		if _, _, _, err := b.Parcel(b.ctx, by, h.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s downloads: %v", by.Role, err)
		}
	}
	if err := b.Handed(b.ctx, officer, h.ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("handed over before it was downloaded: %v", err)
	}
	if err := b.ReportedUp(b.ctx, officer, h.ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("reported before it was handed over: %v", err)
	}
	content, size, _, err := b.Parcel(b.ctx, officer, h.ID)
	if err != nil || size == 0 {
		t.Fatal(err)
	}
	if err := content.Close(); err != nil {
		t.Error(err)
	}
	if err := b.Handed(b.ctx, officer, h.ID); err != nil {
		t.Fatal(err)
	}
	if names, err := b.parcels.Names(time.Now().Add(time.Hour)); err != nil || len(names) != 0 {
		t.Errorf("after it was handed over: %v %v", names, err)
	}
	if _, _, _, err := b.Parcel(b.ctx, officer, h.ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("downloaded again: %v", err)
	}
	if h := list(); h.Office != "" || h.Digest != "" || h.Clock.Kind != timer.ReportUp {
		t.Errorf("%+v", h)
	}
	if err := b.ReportedUp(b.ctx, officer, h.ID); err != nil {
		t.Fatal(err)
	}
	if h := list(); h.ReportedAt == nil || h.Clock.Kind != "" {
		t.Errorf("%+v", h)
	}
	if err := b.ReportedUp(b.ctx, officer, h.ID); !fault.Is(err, fault.Conflict) {
		t.Errorf("reported twice: %v", err)
	}
}

func TestSealingIsRefused(t *testing.T) {
	b := newSealBench(t)
	r := b.fullMatter(t)
	for name, change := range map[string]func(*complaint.SealOrder){
		"no reason": func(o *complaint.SealOrder) { o.Reason = "" }, "no recipient": func(o *complaint.SealOrder) { o.Recipient = 1 },
		"not sure": func(o *complaint.SealOrder) { o.Sure = false },
	} {
		o := b.order(r.ID)
		change(&o)
		if err := b.SealUp(b.ctx, officer, r.ID, o); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	o := b.order(r.ID)
	o.Version--
	if err := b.SealUp(b.ctx, officer, r.ID, o); !fault.Is(err, fault.Conflict) {
		t.Errorf("stale: %v", err)
	}
	for _, by := range []actor.Actor{head, supervisor, townInspector} {
		if err := b.SealUp(b.ctx, by, r.ID, b.order(r.ID)); err == nil {
			t.Errorf("%s seals up", by.Role)
		}
	}
	b.must(officer, r.ID, accept, clue)
	if err := b.SealUp(b.ctx, officer, r.ID, b.order(r.ID)); !fault.Is(err, fault.Conflict) {
		t.Errorf("after it became a clue: %v", err)
	}
	if names, err := b.parcels.Names(time.Now().Add(time.Hour)); err != nil || len(names) != 0 {
		t.Errorf("refused, and a parcel lies there: %v %v", names, err)
	}
	if names, _ := lies(t, b.dir); len(names) != 6 {
		t.Errorf("%d files", len(names))
	}
}

// TestLeadersNeverSeeWhatIsAboutThem: from the first second, and whoever becomes
// a leader later.
func TestLeadersNeverSeeWhatIsAboutThem(t *testing.T) {
	b := newSealBench(t)
	second := actor.Actor{Kind: actor.Staff, StaffID: 40, Role: actor.RoleHead, Name: "后来的领导"}
	unseen := func(id int64) {
		t.Helper()
		for _, by := range []actor.Actor{head, second} {
			if _, err := b.Open(b.ctx, by, id); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s opens it: %v", by.Name, err)
			}
			q, err := b.Queue(b.ctx, by, complaint.Filter{State: "all"}, page.Request{})
			if err != nil || q.Total != 1 || q.Items[0].ID == id {
				t.Errorf("%s lists it: %d, %v", by.Name, q.Total, err)
			}
		}
	}
	b.submit(guest, b.draft("anonymous"))
	d := b.draft("anonymous")
	d.Subject = complaint.SubjectOwnHead
	chosen := b.submit(guest, d)
	unseen(chosen.ID)
	if n := b.conflicts(chosen.ID); n != 1 {
		t.Errorf("%d leaders kept out by account", n)
	}
	if due := b.due(chosen.ID, timer.ReportUp); due != "2026-03-09 15:59:59" {
		t.Errorf("T2u %s", due)
	}
	if err := b.SealUp(b.ctx, officer, chosen.ID, b.order(chosen.ID)); err != nil {
		t.Fatal(err)
	}
	unseen(chosen.ID)

	d = b.draft("anonymous")
	d.Subject = "other"
	marked := b.submit(guest, d)
	if err := b.OwnHead(b.ctx, officer, marked.ID, b.row(marked.ID).Version, seal.NewSecret("反映本机关领导")); err != nil {
		t.Fatal(err)
	}
	unseen(marked.ID)
	if b.conflicts(marked.ID) != 1 || b.due(marked.ID, timer.ReportUp) == "" {
		t.Error("no account is kept out, or no clock runs")
	}
	if err := b.OwnHead(b.ctx, head, marked.ID, 1, seal.NewSecret("我自己")); !fault.Is(err, fault.NotFound) {
		t.Errorf("a leader marks it: %v", err)
	}
}

func (b *sealBench) conflicts(id int64) int64 {
	b.t.Helper()
	n, err := gorm.G[model.Conflict](b.db).Where("object = ? AND object_id = ?", model.ObjectPetition, id).Count(b.ctx, "*")
	if err != nil {
		b.t.Fatal(err)
	}
	return n
}

func (b *sealBench) due(id int64, k timer.Kind) string {
	b.t.Helper()
	found, err := gorm.G[model.Timer](b.db).Where("object = ? AND object_id = ? AND kind = ? AND running = 1", model.ObjectPetition, id, k).Find(b.ctx)
	if err != nil || len(found) != 1 {
		return ""
	}
	return found[0].DueAt.UTC().Format(time.DateTime)
}

func TestReceiptsAreSigned(t *testing.T) {
	b := newSealBench(t)
	for _, named := range []string{"named", "anonymous"} {
		d := b.draft(named)
		r := b.submit(guest, d)
		got, err := proof.Parse(r.Proof)
		if err != nil {
			t.Fatal(err)
		}
		if err := got.Verify(b.signer.Public()...); err != nil {
			t.Error(err)
		}
		if !got.At.Equal(b.now) || got.Screen.String() != "2026-03-09" || (named == "named") != (got.Answer.String() == "2026-03-23") {
			t.Errorf("%s: %+v", named, got)
		}
		digits := strings.ReplaceAll(r.Number, " ", "")
		if strings.Contains(got.Block(), digits) || strings.Contains(r.Proof, hex.EncodeToString([]byte(digits))) {
			t.Error("the receipt shows the number")
		}
		again, err := b.ReceiptOf(b.ctx, b.slip(r))
		if err != nil || again.Proof != r.Proof {
			t.Errorf("another receipt: %v", err)
		}
		filed, err := b.Filed(b.ctx, b.slip(r))
		if err != nil {
			t.Fatal(err)
		}
		n, c, err := got.Matches(seal.NewSecret(digits), filed)
		if err != nil || !n || !c {
			t.Errorf("%s: number %v, content %v, %v", named, n, c, err)
		}
	}
}
