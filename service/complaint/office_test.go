package complaint_test

import (
	"errors"
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
	"yangguang/service/kernel/timer"
	"yangguang/service/store/dbtest"
)

// TestWhoSeesPetitions walks table 6.5 of the domain guide.
func TestWhoSeesPetitions(t *testing.T) {
	b := newBench(t)
	plain := b.submit(guest, b.draft("named"))
	toTown := b.submit(guest, b.draft("named"))
	b.must(officer, toTown.ID, claim, complaint.Decision{Action: complaint.ActTransfer, Category: "accusation", Town: townCode, Clear: true})
	// One that is about the town's own officials, sent there by some mistake.
	aboutTown := b.submit(guest, b.draft("named"))
	if err := b.db.Model(&model.Petition{}).Where("id = ?", aboutTown.ID).Updates(map[string]any{
		"subject": complaint.SubjectTownOfficial, "state": model.PetitionTransferredDown, "assigned_to": "town", "assigned_division": townCode,
	}).Error; err != nil {
		t.Fatal(err)
	}
	elsewhere := townInspector
	elsewhere.Division = otherTown
	nowhere := townInspector
	nowhere.Division = ""
	all := []int64{plain.ID, toTown.ID, aboutTown.ID}
	sees := map[string]struct {
		by   actor.Actor
		ids  []int64
		list bool
	}{
		"petition office": {officer, all, true},
		"head":            {head, all, true},
		"town":            {townInspector, []int64{toTown.ID}, true},
		"another town":    {elsewhere, nil, true},
		"supervision":     {supervisor, nil, true}, // nothing was handed over to it
		"no town at all":  {nowhere, nil, false},
		"guest":           {guest, nil, false},
		"villager":        {villager, nil, false},
		"nobody":          {actor.Actor{}, nil, false},
	}
	for _, role := range actor.Roles {
		switch role {
		case actor.RolePetition, actor.RoleHead, actor.RoleTownInspector, actor.RoleSupervision:
		default:
			sees[string(role)] = struct {
				by   actor.Actor
				ids  []int64
				list bool
			}{actor.Actor{Kind: actor.Staff, StaffID: 9, Role: role, Division: townCode}, nil, false}
		}
	}
	for name, c := range sees {
		q, err := b.Queue(b.ctx, c.by, complaint.Filter{State: "all"}, page.Request{})
		if c.list && (err != nil || len(q.Items) != len(c.ids)) || !c.list && !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: queue of %d, %v", name, len(q.Items), err)
		}
		for _, id := range all {
			want := false
			for _, ok := range c.ids {
				want = want || ok == id
			}
			_, err := b.Open(b.ctx, c.by, id)
			if want && err != nil || !want && !fault.Is(err, fault.NotFound) {
				t.Errorf("%s opens %d: %v", name, id, err)
			}
			if err := b.decide(c.by, id, claim); !want && !fault.Is(err, fault.NotFound) {
				t.Errorf("%s decides on %d: %v", name, id, err)
			}
			if _, err := b.SeeIdentity(b.ctx, c.by, id); c.by.Role != actor.RolePetition && !fault.Is(err, fault.NotFound) {
				t.Errorf("%s sees who sent %d: %v", name, id, err)
			}
			if err := b.AskIdentity(b.ctx, c.by, id, seal.NewSecret("我想看一看")); c.by.Role != actor.RolePetition && !fault.Is(err, fault.NotFound) {
				t.Errorf("%s asks who sent %d: %v", name, id, err)
			}
		}
	}
}

func TestTriage(t *testing.T) {
	b := newBench(t)
	for name, c := range map[string]struct {
		decision complaint.Decision
		field    string // "" when it is fine
		state    string
		coarse   complaint.Coarse
	}{
		"accept":                {accept, "", model.PetitionAccepted, complaint.CoarseAccepted},
		"accept, no category":   {complaint.Decision{Action: complaint.ActAccept}, "category", "", ""},
		"accept, bad category":  {complaint.Decision{Action: complaint.ActAccept, Category: "x"}, "category", "", ""},
		"reject":                {complaint.Decision{Action: complaint.ActReject, Category: "out_of_scope", Text: "这是法院管的事，请到法院起诉。"}, "", model.PetitionNotified, complaint.CoarseNotOurs},
		"reject without reason": {complaint.Decision{Action: complaint.ActReject, Category: "out_of_scope"}, "text", "", ""},
		"duplicate":             {complaint.Decision{Action: complaint.ActDuplicate, Duplicate: "信访〔2026〕00001"}, "", model.PetitionDuplicate, complaint.CoarseReceived},
		"duplicate of nothing":  {complaint.Decision{Action: complaint.ActDuplicate, Duplicate: "信访〔2026〕99999"}, "duplicate", "", ""},
		"town":                  {complaint.Decision{Action: complaint.ActTransfer, Category: "accusation", Town: townCode, Clear: true}, "", model.PetitionTransferredDown, complaint.CoarseInProgress},
		"town, unchecked":       {complaint.Decision{Action: complaint.ActTransfer, Category: "accusation", Town: townCode}, "clear", "", ""},
		"a village is no town":  {complaint.Decision{Action: complaint.ActTransfer, Category: "accusation", Town: villageCode, Clear: true}, "town", "", ""},
		"bureau":                {complaint.Decision{Action: complaint.ActForward, Category: "out_of_scope", Unit: "民政局"}, "", model.PetitionNotified, complaint.CoarseNotOurs},
		"bureau without name":   {complaint.Decision{Action: complaint.ActForward, Category: "out_of_scope"}, "unit", "", ""},
		"asking nothing":        {complaint.Decision{Action: complaint.ActNeedInfo}, "text", "", ""},
		"too long an answer":    {complaint.Decision{Action: complaint.ActAnswer, Text: strings.Repeat("好", 501)}, "text", "", ""},
	} {
		b.submit(guest, b.draft("anonymous")) // one to repeat
		r := b.submit(guest, b.draft("named"))
		b.must(officer, r.ID, claim)
		before := b.row(r.ID)
		err := b.decide(officer, r.ID, c.decision)
		if c.field != "" {
			if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[c.field] == "" {
				t.Errorf("%s: %v", name, err)
			}
			if after := b.row(r.ID); after.Version != before.Version {
				t.Errorf("%s: it moved", name)
			}
			continue
		}
		if err != nil || b.row(r.ID).State != c.state {
			t.Errorf("%s: %s %v", name, b.row(r.ID).State, err)
			continue
		}
		g, err := b.Progress(b.ctx, guest, b.slip(r))
		if err != nil || g.State != c.coarse {
			t.Errorf("%s: the reporter sees %s, %v", name, g.State, err)
		}
		for _, s := range g.Steps {
			if strings.Contains(s.Text, officer.Name) || strings.Contains(s.Text, "00001") {
				t.Errorf("%s: the reporter reads %q", name, s.Text)
			}
		}
		if b.row(r.ID).AnsweredAt == nil {
			t.Errorf("%s: T1 still runs", name)
		}
	}
	mine := b.draft("anonymous")
	mine.Subject = complaint.SubjectTownOfficial
	r := b.submit(guest, mine)
	b.must(officer, r.ID, claim)
	if err := b.decide(officer, r.ID, complaint.Decision{Action: complaint.ActTransfer, Category: "accusation", Town: townCode, Clear: true}); !fault.Is(err, fault.Conflict) {
		t.Errorf("about town officials, sent to the town: %v", err)
	}
}

func TestTwoAtOneDesk(t *testing.T) {
	b := newBench(t)
	r := b.submit(guest, b.draft("anonymous"))
	seen := b.row(r.ID).Version
	if err := b.Claim(b.ctx, officer, r.ID, seen); err != nil {
		t.Fatal(err)
	}
	if err := b.Claim(b.ctx, colleague, r.ID, seen); !fault.Is(err, fault.Conflict) {
		t.Errorf("claimed on an old page: %v", err)
	}
	if got := b.row(r.ID).ClaimedBy; got != officer.StaffID {
		t.Errorf("claimed by %d", got)
	}
	d := accept
	d.Version = seen
	if err := b.Decide(b.ctx, colleague, r.ID, d); !fault.Is(err, fault.Conflict) {
		t.Errorf("decided on an old page: %v", err)
	}
}

func TestQueueFilters(t *testing.T) {
	b := newBench(t)
	anonymous := b.submit(guest, b.draft("anonymous"))
	b.now = b.now.Add(time.Hour)
	named := b.submit(guest, b.draft("named"))
	done := b.submit(guest, b.draft("anonymous"))
	b.must(officer, done.ID, claim, complaint.Decision{Action: complaint.ActReject, Category: "no_substance", Text: "没有写明具体的事。"})
	b.must(officer, named.ID, claim)
	ids := func(f complaint.Filter) []int64 {
		t.Helper()
		q, err := b.Queue(b.ctx, officer, f, page.Request{})
		if err != nil {
			t.Fatal(err)
		}
		var out []int64
		for _, r := range q.Items {
			out = append(out, r.ID)
		}
		if len(out) != q.Total {
			t.Errorf("%+v: total %d of %d", f, q.Total, len(out))
		}
		return out
	}
	for name, c := range map[string]struct {
		f    complaint.Filter
		want []int64
	}{
		"open, real name first": {complaint.Filter{}, []int64{named.ID, anonymous.ID}},
		"all":                   {complaint.Filter{State: "all"}, []int64{named.ID, anonymous.ID, done.ID}},
		"one state":             {complaint.Filter{State: model.PetitionNotified}, []int64{done.ID}},
		"category":              {complaint.Filter{State: "all", Category: "no_substance"}, []int64{done.ID}},
		"town":                  {complaint.Filter{Town: townCode}, []int64{named.ID, anonymous.ID}},
		"another town":          {complaint.Filter{Town: otherTown}, nil},
		"mine":                  {complaint.Filter{Mine: true}, []int64{named.ID}},
		"real name":             {complaint.Filter{Mode: "real"}, []int64{named.ID}},
		"anonymous":             {complaint.Filter{Mode: "anonymous"}, []int64{anonymous.ID}},
		"number":                {complaint.Filter{State: "all", Number: "00002"}, []int64{named.ID}},
		"a wild card":           {complaint.Filter{State: "all", Number: "%"}, nil},
		"injection":             {complaint.Filter{State: "x' OR '1'='1"}, nil},
		"old":                   {complaint.Filter{OlderBy: 3}, nil},
		"overdue":               {complaint.Filter{Due: "overdue"}, nil},
	} {
		if got := ids(c.f); !equal(got, c.want) {
			t.Errorf("%s: %v", name, got)
		}
	}
	b.now = time.Date(2026, 3, 8, 2, 0, 0, 0, time.UTC)
	if got := ids(complaint.Filter{Due: "soon"}); len(got) != 2 {
		t.Errorf("soon: %v", got)
	}
	b.now = time.Date(2026, 3, 10, 2, 0, 0, 0, time.UTC)
	if got := ids(complaint.Filter{Due: "overdue"}); len(got) != 2 {
		t.Errorf("overdue: %v", got)
	}
	if got := ids(complaint.Filter{OlderBy: 7}); len(got) != 2 {
		t.Errorf("old: %v", got)
	}
	q, err := b.Queue(b.ctx, officer, complaint.Filter{}, page.Request{})
	if err != nil || q.Items[0].Clock.Lamp != timer.LampOverdue || q.Items[0].Next != "分流" || q.Items[1].Next != "认领" || q.Overdue != 2 {
		t.Errorf("%+v %v", q, err)
	}
}

func equal(a, b []int64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

func TestQueueIsBounded(t *testing.T) {
	b := newBench(t)
	for range 30 {
		r := b.submit(guest, b.draft("named"))
		b.must(officer, r.ID, claim)
	}
	dbtest.AtMost(t, b.db, 9, func(db *gorm.DB) {
		d := b.Deps
		d.DB = db
		if _, err := complaint.New(d).Queue(b.ctx, officer, complaint.Filter{}, page.Request{Size: 30}); err != nil {
			t.Error(err)
		}
	})
}

func TestEntry(t *testing.T) {
	b := newBench(t)
	e := &complaint.Entry{Draft: *b.draft("named"), Channel: model.ChannelLetter, ReceivedOn: "2026-02-27", Address: seal.NewSecret("四联村二组")}
	e.Phone = seal.Secret{}
	r, err := b.Enter(b.ctx, officer, e)
	if err != nil {
		t.Fatal(err, fault.Of(err).Fields)
	}
	p := b.row(r.ID)
	if p.Channel != model.ChannelLetter || p.ReceivedAt.UTC().Format(time.DateTime) != "2026-02-26 16:00:00" {
		t.Errorf("%s %s", p.Channel, p.ReceivedAt)
	}
	for field, change := range map[string]func(*complaint.Entry){
		"channel":  func(e *complaint.Entry) { e.Channel = "wechat" },
		"received": func(e *complaint.Entry) { e.ReceivedOn = "2026-03-03" },
		"phone":    func(e *complaint.Entry) { e.Phone, e.Address = seal.Secret{}, seal.Secret{} },
		"name":     func(e *complaint.Entry) { e.Name = seal.Secret{} },
	} {
		e := &complaint.Entry{Draft: *b.draft("named"), Channel: model.ChannelCall, ReceivedOn: "2026-03-02"}
		change(e)
		if _, err := b.Enter(b.ctx, officer, e); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	for _, by := range []actor.Actor{guest, villager, townInspector, supervisor, head} {
		if _, err := b.Enter(b.ctx, by, e); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s enters: %v", by.Role, err)
		}
	}
}

// TestThroughClueAndCase follows one matter to its end.
func TestThroughClueAndCase(t *testing.T) {
	b := newBench(t)
	r := b.submit(villager, b.draft("named"))
	b.must(officer, r.ID, claim, accept)
	if _, err := b.Open(b.ctx, supervisor, r.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("supervision reads a petition without a clue: %v", err)
	}
	b.must(officer, r.ID, clue)
	var c model.Clue
	b.ok(b.db.Where("petition_id = ? AND source = ?", r.ID, model.ClueFromPetition).Take(&c).Error)
	if c.Number != "线索〔2026〕0001" || c.State != model.ClueRegistered {
		t.Fatalf("%s %s", c.Number, c.State)
	}
	if _, err := b.Open(b.ctx, supervisor, r.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("supervision reads before it is assigned: %v", err)
	}
	b.ok(b.db.Model(&c).Updates(map[string]any{"state": model.ClueAssigned, "unit": supervisor.Bureau}).Error)
	d, err := b.Open(b.ctx, supervisor, r.ID)
	if err != nil || !d.MaterialsOnly || d.Body.Empty() || len(d.Talk)+len(d.Events)+len(d.Can) != 0 {
		t.Errorf("supervision sees %+v %v", d, err)
	}
	other := supervisor
	other.Bureau = "第二监督检查室"
	if _, err := b.Open(b.ctx, other, r.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("another office reads it: %v", err)
	}
	before := b.topics()[complaint.TopicProgress]
	book, err := b.Clocks(b.ctx)
	b.ok(err)
	b.ok(b.db.Transaction(func(tx *gorm.DB) error {
		return complaint.Results{Box: b.Box}.CaseResult(b.ctx, tx, supervisor, b.now, r.ID, "有关责任人已受到处分，多领的钱已经退回。", book)
	}))
	if got := b.topics()[complaint.TopicProgress]; got != before+1 {
		t.Errorf("the reporter is told %d times", got-before)
	}
	g, err := b.Progress(b.ctx, villager, complaint.Handle{ID: r.ID})
	if err != nil || g.State != complaint.CoarseInProgress || !strings.Contains(g.Steps[len(g.Steps)-1].Text, "已受到处分") {
		t.Errorf("%+v %v", g, err)
	}
	b.clocks(r.ID, "T2 2026-03-23")
	q, err := b.Queue(b.ctx, officer, complaint.Filter{}, page.Request{})
	if err != nil || q.Items[0].Next != "反馈结果" || q.Items[0].Clock.Kind != timer.TellResult {
		t.Errorf("%+v %v", q.Items, err)
	}
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActClose, Text: "有关责任人已受到处分，多领的钱已经退回。"})
	b.clocks(r.ID)
	if got := b.row(r.ID).State; got != model.PetitionFeedback {
		t.Errorf("closed and read on the page: %s", got)
	}
	if n, err := audit.Verify(b.ctx, b.db); err != nil {
		t.Errorf("after %d entries: %v", n, err)
	}
}

var errClues = errors.New("no clue can be written")

type brokenClues struct{ complaint.Clues }

func (brokenClues) Register(*gorm.DB, actor.Actor, time.Time, int64, string, seal.Secret, seal.Secret) (string, error) {
	return "", errClues
}

func TestClueIsAllOrNothing(t *testing.T) {
	b := newBench(t)
	r := b.submit(guest, b.draft("anonymous"))
	b.must(officer, r.ID, claim, accept)
	if err := b.decide(officer, r.ID, complaint.Decision{Action: complaint.ActClue}); !fault.Is(err, fault.Invalid) {
		t.Errorf("without a title: %v", err)
	}
	good, before := b.Service, b.row(r.ID)
	d := b.Deps
	d.Clues = brokenClues{}
	b.Service = complaint.New(d)
	if err := b.decide(officer, r.ID, clue); !errors.Is(err, errClues) {
		t.Errorf("%v", err)
	}
	if after := b.row(r.ID); after.State != before.State || after.Version != before.Version {
		t.Error("the petition moved although there is no clue")
	}
	b.Service = good
	b.must(officer, r.ID, clue)
	if err := b.decide(officer, r.ID, clue); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second clue: %v", err)
	}
}

func TestBrokenDatabaseIsAFailure(t *testing.T) {
	b := newBench(t)
	d := b.Deps
	d.DB = dbtest.Broken(t)
	s := complaint.New(d)
	if _, err := s.Queue(b.ctx, officer, complaint.Filter{}, page.Request{}); !fault.Is(err, fault.Internal) || err == nil {
		t.Errorf("queue: %v", err)
	}
	if _, err := s.Own(b.ctx, villager, page.Request{}); err == nil {
		t.Error("own: an empty list")
	}
	if _, err := s.Track(b.ctx, "1234567890123456"); !fault.Is(err, fault.Internal) {
		t.Errorf("track: %v", err)
	}
	if _, err := s.Submit(b.ctx, guest, b.draft("anonymous")); !fault.Is(err, fault.Internal) {
		t.Errorf("submit: %v", err)
	}
}

func TestReadingAFileIsInTheChain(t *testing.T) {
	b := newBench(t)
	d := b.draft("named")
	d.Uploads = []complaint.Upload{{Kind: complaint.KindPhoto, Content: photo(t)}}
	r := b.submit(guest, d)
	var file model.PetitionFile
	if err := b.db.Where("petition_id = ?", r.ID).Take(&file).Error; err != nil {
		t.Fatal(err)
	}
	for view, action := range map[complaint.View]string{
		complaint.ViewClean: "petition.file", "anything": "petition.file", complaint.ViewOriginal: "petition.original", complaint.ViewThumb: "",
	} {
		var before, after int64
		count := func(n *int64) {
			if err := b.db.Model(&model.AuditEntry{}).Where("action = ?", action).Count(n).Error; err != nil {
				t.Fatal(err)
			}
		}
		count(&before)
		if _, err := b.File(b.ctx, officer, r.ID, file.ID, view); err != nil {
			t.Fatal(err)
		}
		if count(&after); action != "" && after != before+1 {
			t.Errorf("reading %q leaves no trace", view)
		}
	}
}

// TestQueueInEveryOrder: what waits for this office comes before what does not,
// and each order of the list is one the databases know.
func TestQueueInEveryOrder(t *testing.T) {
	b := newBench(t)
	named := b.submit(guest, b.draft("named"))
	b.submit(guest, b.draft("anonymous"))
	b.now = b.now.AddDate(0, 0, 1)
	late := b.submit(guest, b.draft("anonymous"))
	for order, want := range map[string]int64{"": named.ID, "due": named.ID, "new": late.ID, "old": named.ID, "nonsense": named.ID} {
		q, err := b.Queue(b.ctx, officer, complaint.Filter{State: "all", Sort: order}, page.Request{})
		if err != nil || q.Total != 3 || q.Items[0].ID != want {
			t.Errorf("%q: %+v %v", order, q.Items, err)
		}
	}
	b.now = b.now.AddDate(0, 0, 9) // working days: from the 9th to the 12th of March
	q, err := b.Queue(b.ctx, officer, complaint.Filter{Due: "overdue", Sort: "due"}, page.Request{})
	if err != nil || len(q.Items) != 3 || q.Items[0].Clock.Left != -3 || q.Items[0].Clock.Kind != timer.Screen {
		t.Errorf("%+v %v", q.Items, err)
	}
}
