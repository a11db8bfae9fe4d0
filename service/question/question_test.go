package question_test

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/workday"
	"yangguang/service/question"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
	"yangguang/service/store/dbtest/workbench"
)

// owners lets a bureau see its projects and supervision all.
type owners struct{}

func (owners) Scope(_ context.Context, by actor.Actor) (string, []any, error) {
	switch {
	case by.Is(actor.RoleSupervision):
		return "1 = 1", nil, nil
	case by.Is(actor.RoleBureauOfficer):
		return "p.bureau = ?", []any{by.Bureau}, nil
	}
	return "", nil, fault.New(fault.NotFound, "没有")
}

func (owners) Owns(by actor.Actor) bool { return by.Is(actor.RoleBureauOfficer) }

var (
	roads   = actor.Actor{Kind: actor.Staff, StaffID: 4, Role: actor.RoleBureauOfficer, Bureau: "县交通运输局", Name: "李演示"}
	water   = actor.Actor{Kind: actor.Staff, StaffID: 5, Role: actor.RoleBureauOfficer, Bureau: "水利局", Name: "王演示"}
	inspect = actor.Actor{Kind: actor.Staff, StaffID: 9, Role: actor.RoleSupervision, Name: "监演示"}
	admin   = actor.Actor{Kind: actor.Staff, StaffID: 11, Role: actor.RoleAdministrator, Name: "管演示"}
	guest   = actor.Actor{Kind: actor.Guest}
)

type world struct {
	*question.Service
	t   *testing.T
	db  *gorm.DB
	now time.Time
	jpg []byte
	n   int

	rows *registers.Registers
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: dbtest.New(t), now: time.Date(2026, 6, 1, 2, 0, 0, 0, time.UTC)}
	now := func() time.Time { return w.now }
	regs := registers.New(t, w.db, w.now)
	w.rows = regs
	regs.AddProject(model.Project{
		ProjectNo: "P1", Name: "四联村道路硬化", Kind: "道路", VillageCode: registers.Silian, Bureau: "县交通运输局", OwnerUnit: "江宁镇政府", ApprovedOn: w.now, PlanStart: w.now, PlanEnd: w.now, Procurement: "施工", BidMethod: "公开",
	})
	store, err := files.New(t.TempDir(), regs.People, now)
	if err != nil {
		t.Fatal(err)
	}
	cal, err := workday.New(nil, 2026)
	if err != nil {
		t.Fatal(err)
	}
	w.Service = question.New(question.Deps{
		DB: w.db, Box: regs.People, Files: store, Owners: owners{}, Now: now,
		Due: func(_ context.Context, _ string, start period.Day) (workday.Due, error) {
			return cal.Add(start, 10), nil
		},
		Calendar: func(context.Context) (*workday.Calendar, error) { return cal, nil },
	})
	w.jpg = workbench.Photo(t)
	return w
}

// ask puts a question with a form of its own and gives its number.
func (w *world) ask(by actor.Actor, text string, tell bool) int64 {
	w.t.Helper()
	w.n++
	if err := w.Ask(w.t.Context(), by, question.Draft{No: "P1", Token: "form" + strconv.Itoa(w.n), Text: seal.NewSecret(text), Tell: tell}); err != nil {
		w.t.Fatalf("%v %v", err, fault.Of(err).Fields)
	}
	var id int64
	if err := w.db.Raw("SELECT MAX(id) FROM project_questions").Scan(&id).Error; err != nil {
		w.t.Fatal(err)
	}
	return id
}

func (w *world) one(id int64) question.Detail {
	w.t.Helper()
	d, err := w.One(w.t.Context(), inspect, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return d
}

func (w *world) board() question.Board {
	w.t.Helper()
	b, err := w.Public(w.t.Context(), "P1")
	if err != nil {
		w.t.Fatal(err)
	}
	return b
}

func TestWhatMayBeAsked(t *testing.T) {
	w := newWorld(t)
	for name, c := range map[string]struct {
		draft question.Draft
		by    actor.Actor
		kind  fault.Kind
		field string
	}{
		"too short":         {question.Draft{No: "P1", Token: "a", Text: seal.NewSecret(" 何时\r\n ")}, guest, fault.Invalid, question.FieldText},
		"too long":          {question.Draft{No: "P1", Token: "a", Text: seal.NewSecret(strings.Repeat("问", 301))}, guest, fault.Invalid, question.FieldText},
		"a mobile":          {question.Draft{No: "P1", Token: "a", Text: seal.NewSecret("什么时候修好，打我电话 138 0000 0000")}, guest, fault.Invalid, question.FieldText},
		"a fixed line":      {question.Draft{No: "P1", Token: "a", Text: seal.NewSecret("什么时候修好，打0775-8300001")}, guest, fault.Invalid, question.FieldText},
		"a resident ID":     {question.Draft{No: "P1", Token: "a", Text: seal.NewSecret("４５０９２３１９６００１０１００１X 是谁")}, guest, fault.Invalid, question.FieldText},
		"an account":        {question.Draft{No: "P1", Token: "a", Text: seal.NewSecret("钱打到 6228480000000000000 没有")}, guest, fault.Invalid, question.FieldText},
		"a report":          {question.Draft{No: "P1", Token: "a", Text: seal.NewSecret("我要举报，施工队送礼拿的工程")}, guest, fault.Invalid, question.FieldSure},
		"no project":        {question.Draft{No: "P9", Token: "a", Text: seal.NewSecret("路什么时候修好")}, guest, fault.NotFound, ""},
		"no form":           {question.Draft{No: "P1", Text: seal.NewSecret("路什么时候修好")}, guest, fault.Invalid, ""},
		"a member of staff": {question.Draft{No: "P1", Token: "a", Text: seal.NewSecret("路什么时候修好")}, inspect, fault.Forbidden, ""},
	} {
		err := w.Ask(t.Context(), c.by, c.draft)
		if !fault.Is(err, c.kind) || c.field != "" && fault.Of(err).Fields[c.field] == "" {
			t.Errorf("%s: %v %v", name, err, fault.Of(err).Fields)
		}
	}
	if err := w.Ask(t.Context(), guest, question.Draft{No: "P1", Token: "b", Text: seal.NewSecret("是谁家亲戚中的标？2025年3月的公告在哪里看"), Sure: true}); err != nil {
		t.Errorf("said to be no report: %v", err)
	}
	for range 2 { // the same form, sent twice
		if err := w.Ask(t.Context(), guest, question.Draft{No: "P1", Token: "c", Text: seal.NewSecret("路什么时候修好")}); err != nil {
			t.Error(err)
		}
	}
	var n int64
	if err := w.db.Raw("SELECT COUNT(*) FROM project_questions").Scan(&n).Error; err != nil || n != 2 {
		t.Errorf("%d questions, %v", n, err)
	}
}

func TestAQuestionIsAnsweredInPublic(t *testing.T) {
	w := newWorld(t)
	id := w.ask(guest, "路什么时候修好？", false)
	b := w.board()
	if len(b.Answered) != 0 || b.N != 1 || b.Late != 0 || b.By != period.Date(2026, 6, 15) {
		t.Fatalf("waiting: %+v", b)
	}
	w.now = w.now.AddDate(0, 0, 20)
	if b = w.board(); b.Late != 1 || b.Oldest != 20 {
		t.Errorf("overdue: %+v", b)
	}
	answer := func(by actor.Actor, version int, text string, photo []byte) error {
		return w.Answer(t.Context(), by, id, question.Reply{Version: version, Text: seal.NewSecret(text), Photo: photo})
	}
	for name, c := range map[string]struct {
		err  error
		kind fault.Kind
	}{
		"another bureau":    {answer(water, 1, "年底以前修好。", nil), fault.NotFound},
		"supervision":       {answer(inspect, 1, "年底以前修好。", nil), fault.Forbidden},
		"an administrator":  {answer(admin, 1, "年底以前修好。", nil), fault.NotFound},
		"on an old version": {answer(roads, 0, "年底以前修好。", nil), fault.Conflict},
		"nothing said":      {answer(roads, 1, "在修", nil), fault.Invalid},
		"a mobile in it":    {answer(roads, 1, "年底以前修好，找13800000000", nil), fault.Invalid},
		"no photo":          {answer(roads, 1, "年底以前修好，请放心。", []byte("x")), fault.Invalid},
	} {
		if !fault.Is(c.err, c.kind) {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	if err := answer(roads, 1, "年底以前修好，问0775-8300001。", w.jpg); err != nil {
		t.Fatal(err, fault.Of(err).Fields)
	}
	if b = w.board(); b.N != 0 || len(b.Answered) != 1 || b.Answered[0].Question.Reveal() != "路什么时候修好？" || b.Answered[0].Unit != "县交通运输局" || !b.Answered[0].Photo || b.Answered[0].Corrected {
		t.Fatalf("answered: %+v", b)
	}
	if jpg, err := w.PublicPhoto(t.Context(), "P1", id); err != nil || !bytes.HasPrefix(jpg, []byte("\xff\xd8")) {
		t.Error("photo", err)
	}
	if _, err := w.PublicPhoto(t.Context(), "P2", id); !fault.Is(err, fault.NotFound) {
		t.Error("a photo under another project", err)
	}
	if err := answer(roads, 2, "更正：明年三月修好。", nil); err != nil {
		t.Fatal(err)
	}
	if b = w.board(); b.Answered[0].Answer.Reveal() != "更正：明年三月修好。" || !b.Answered[0].Corrected || b.Answered[0].Photo {
		t.Errorf("corrected: %+v", b)
	}
	d := w.one(id)
	if len(d.Events) != 3 || !d.Events[0].Holds || d.Events[1].Text.Reveal() != "年底以前修好，问0775-8300001。" || d.Events[1].Holds {
		t.Errorf("history: %+v", d.Events)
	}
	if _, err := w.Photo(t.Context(), roads, id, d.Events[1].ID); err != nil {
		t.Error("the photo of the old answer is gone from the office", err)
	}
	if _, err := w.Photo(t.Context(), water, id, d.Events[1].ID); !fault.Is(err, fault.NotFound) {
		t.Error("another bureau sees it", err)
	}
	if _, err := audit.Verify(t.Context(), w.db); err != nil {
		t.Error(err)
	}
}

func TestOnlySupervisionHides(t *testing.T) {
	w := newWorld(t)
	id := w.ask(actor.Actor{Kind: actor.Villager, WechatUserID: 77, PersonID: 8}, "那个谁谁为什么天天骂人？", true)
	for name, c := range map[string]struct {
		err  error
		kind fault.Kind
	}{
		"the owner":     {w.Hide(t.Context(), roads, id, 1, question.ReasonAbuse), fault.Forbidden},
		"for no reason": {w.Hide(t.Context(), inspect, id, 1, "inconvenient"), fault.Invalid},
		"an old page":   {w.Hide(t.Context(), inspect, id, 9, question.ReasonAbuse), fault.Conflict},
		"shown already": {w.Show(t.Context(), inspect, id, 1), fault.Conflict},
	} {
		if !fault.Is(c.err, c.kind) {
			t.Errorf("%s: %v", name, c.err)
		}
	}
	if err := w.Hide(t.Context(), inspect, id, 1, question.ReasonReport); err != nil {
		t.Fatal(err)
	}
	if b := w.board(); b.N != 0 || b.Hidden != 1 {
		t.Errorf("hidden: %+v", b)
	}
	if _, _, found, err := w.Asker(t.Context(), id); found || err != nil {
		t.Error("whoever asked is still kept", err)
	}
	if d := w.one(id); !d.Report || !d.CanShow || d.CanHide || d.CanAnswer {
		t.Errorf("%+v", d)
	}
	if err := w.Answer(t.Context(), roads, id, question.Reply{Version: 2, Text: seal.NewSecret("没有这样的事情。")}); !fault.Is(err, fault.Conflict) {
		t.Error("a hidden one is answered", err)
	}
	w.now = w.now.AddDate(0, 1, 0)
	if err := w.Show(t.Context(), inspect, id, 2); err != nil {
		t.Fatal(err)
	}
	if b := w.board(); b.N != 1 || b.Late != 0 || b.Hidden != 0 {
		t.Errorf("shown again, with time to answer: %+v", b)
	}
}

func TestWhoIsToldIsForgotten(t *testing.T) {
	w := newWorld(t)
	bound := actor.Actor{Kind: actor.Villager, WechatUserID: 77, PersonID: 8}
	for name, c := range map[string]struct {
		by    actor.Actor
		tell  bool
		found bool
	}{
		"bound and willing": {bound, true, true}, "bound": {bound, false, false}, "a guest": {guest, true, false},
		"not bound": {actor.Actor{Kind: actor.Villager, WechatUserID: 77}, true, false}, "a snapshot": {actor.Actor{Kind: actor.Villager, WechatUserID: 77, PersonID: 8, Snapshot: true}, true, false},
	} {
		id := w.ask(c.by, "路什么时候修好？", c.tell)
		user, project, found, err := w.Asker(t.Context(), id)
		if err != nil || found != c.found || found && (user != 77 || project != "P1") {
			t.Errorf("%s: %d %q %v %v", name, user, project, found, err)
		}
		if err := w.Answer(t.Context(), roads, id, question.Reply{Version: 1, Text: seal.NewSecret("年底以前修好，请放心。")}); err != nil {
			t.Fatal(err)
		}
		var promised int64
		if err := w.db.Raw("SELECT COUNT(*) FROM outbox_events WHERE topic = ? AND dedupe = ?", question.TopicAnswered, fmt.Sprintf("question:%d", id)).Scan(&promised).Error; err != nil || (promised == 1) != c.found {
			t.Errorf("%s: %d messages promised, %v", name, promised, err)
		}
		if err := w.Forget(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if _, _, found, err := w.Asker(t.Context(), id); found || err != nil {
			t.Errorf("%s is still kept, %v", name, err)
		}
	}
	var chain []string
	if err := w.db.Raw("SELECT actor FROM audit_entries WHERE action = 'question.asked'").Scan(&chain).Error; err != nil || len(chain) != 5 {
		t.Fatal(chain, err)
	}
	for _, who := range chain {
		if who != "guest" {
			t.Errorf("the chain knows %s", who)
		}
	}
}

func TestWhoSeesWhat(t *testing.T) {
	w := newWorld(t)
	first := w.ask(guest, "路什么时候修好？", false)
	w.now = w.now.AddDate(0, 0, 20)
	second := w.ask(guest, "路面有多厚？", false)
	for name, c := range map[string]struct {
		by    actor.Actor
		query question.Query
		want  int
	}{
		"its bureau": {roads, question.Query{}, 2}, "overdue": {roads, question.Query{View: question.ViewLate}, 1}, "answered": {roads, question.Query{View: question.ViewAnswered}, 0},
		"a strange view": {roads, question.Query{View: "x"}, 2}, "another bureau": {water, question.Query{}, 0}, "supervision": {inspect, question.Query{Words: "硬化"}, 2}, "other words": {inspect, question.Query{Words: "桥"}, 0},
		"its town": {inspect, question.Query{Town: registers.Jiangning}, 2}, "another town": {inspect, question.Query{Town: "450923999000"}, 0}, "its project": {inspect, question.Query{Project: "P1"}, 2}, "another project": {inspect, question.Query{Project: "P2"}, 0},
	} {
		c.query.Request = page.Request{Number: 1, Size: 50}
		l, err := w.List(t.Context(), c.by, c.query)
		if err != nil || l.Total != c.want || len(l.Items) != c.want {
			t.Errorf("%s: %d of %d, want %d, %v", name, len(l.Items), l.Total, c.want, err)
		}
	}
	dbtest.AtMost(t, w.db, 4, func(db *gorm.DB) {
		d := w.Deps
		d.DB = db
		l, err := question.New(d).List(t.Context(), roads, question.Query{Request: page.Request{Number: 1}})
		if err != nil || l.Items[0].ID != first || l.Items[1].ID != second {
			t.Errorf("the first due comes first: %+v %v", l.Items, err)
		}
	})
	if _, err := w.List(t.Context(), admin, question.Query{}); !fault.Is(err, fault.NotFound) {
		t.Error("an administrator", err)
	}
	if _, err := w.One(t.Context(), water, first); !fault.Is(err, fault.NotFound) {
		t.Error("another bureau's", err)
	}
	for name, c := range map[string]struct {
		by          actor.Actor
		key         string
		n, late, do int
	}{
		"owner": {roads, question.TaskMine, 2, 1, 2}, "supervision": {inspect, question.TaskLate, 1, 1, 0}, "administrator": {admin, "", 0, 0, 0},
	} {
		counts, err := w.Today(t.Context(), c.by)
		if err != nil || (c.key == "") != (len(counts) == 0) || c.key != "" && (counts[0].Key != c.key || counts[0].N != c.n || counts[0].Overdue != c.late) {
			t.Errorf("%s: %+v %v", name, counts, err)
		}
		work, err := w.Work(t.Context(), c.by)
		if err != nil || len(work) != c.do || c.do > 0 && (!strings.Contains(work[0].Title, "四联村道路硬化") || work[0].Due != period.Date(2026, 6, 15)) {
			t.Errorf("%s: %+v %v", name, work, err)
		}
	}
}

func TestABrokenDatabaseIsAFailure(t *testing.T) {
	w := newWorld(t)
	d := w.Deps
	d.DB = dbtest.Broken(t)
	s := question.New(d)
	_, public := s.Public(t.Context(), "P1")
	_, list := s.List(t.Context(), roads, question.Query{})
	_, today := s.Today(t.Context(), roads)
	_, work := s.Work(t.Context(), roads)
	_, _, _, asker := s.Asker(t.Context(), 1)
	_, about := s.About(t.Context(), "P1")
	for i, err := range []error{public, list, today, work, asker, about, s.Forget(t.Context(), 1), s.Answer(t.Context(), roads, 1, question.Reply{})} {
		if !fault.Is(err, fault.Internal) {
			t.Errorf("%d: %v", i, err)
		}
	}
}

// TestNobodyHidesWhatIsAskedAboutTheirOwn: a question about a project that a
// company near to the inspector bid for is hidden and shown by a colleague.
func TestNobodyHidesWhatIsAskedAboutTheirOwn(t *testing.T) {
	w := newWorld(t)
	rows := w.rows
	me, brother := rows.Person("监演示", registers.Number("45092319700101001")), rows.Person("兄演示", registers.Number("45092319650101003"))
	rows.Relative(me, brother)
	batch := rows.NewBatch(model.BatchLoaded)
	colleague := inspect
	colleague.StaffID = 10
	for _, row := range []any{
		&model.Staff{ID: inspect.StaffID, Login: "jian", Name: inspect.Name, Role: string(inspect.Role), SessionEpoch: 1, PersonID: me, CreatedAt: w.now},
		&model.Staff{ID: colleague.StaffID, Login: "jian2", Name: "另演示", Role: string(inspect.Role), SessionEpoch: 1, CreatedAt: w.now},
		&model.CompanyRole{ID: batch<<24 | 1, Code: "91", PersonID: brother, Role: "股东", BatchID: batch}, &model.Bid{ID: batch<<24 | 2, ProjectNo: "P1", BidderCode: "91", BidFen: 1, BatchID: batch},
	} {
		if err := w.db.Create(row).Error; err != nil {
			t.Fatal(err)
		}
	}
	colleague.Name = "另演示"
	id := w.ask(guest, "这条路什么时候修好？", false)
	if err := w.Hide(t.Context(), inspect, id, 1, question.ReasonAbuse); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the inspector hides it: %v", err)
	}
	if err := w.Hide(t.Context(), colleague, id, 1, question.ReasonAbuse); err != nil {
		t.Error(err)
	}
	if err := w.Show(t.Context(), inspect, id, 2); !fault.Is(err, fault.Forbidden) {
		t.Errorf("the inspector shows it: %v", err)
	}
}
