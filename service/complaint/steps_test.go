package complaint_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest"
)

func note(words string) seal.Secret { return seal.NewSecret(words) }

// letter is a real-name letter, whose writer is told by a person.
func (b *bench) letter() complaint.Receipt {
	b.t.Helper()
	r, err := b.Enter(b.ctx, officer, &complaint.Entry{Draft: *b.draft("named"), Channel: model.ChannelLetter, ReceivedOn: "2026-03-02"})
	b.ok(err)
	return r
}

func (b *bench) state(id int64, want string) {
	b.t.Helper()
	if got := b.row(id).State; got != want {
		b.t.Errorf("it is %s, want %s", got, want)
	}
}

// refused wants a step to be refused with a word in one field.
func (b *bench) refused(by actor.Actor, id int64, d complaint.Decision, field string) {
	b.t.Helper()
	if err := b.decide(by, id, d); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[field] == "" {
		b.t.Errorf("%s without %s: %v %v", d.Action, field, err, fault.Of(err).Fields)
	}
}

// TestWhoeverWroteIsToldByAPerson: a letter's reporter is told by somebody, and
// until then the clock of telling runs.
func TestWhoeverWroteIsToldByAPerson(t *testing.T) {
	b := newBench(t)
	told := complaint.Decision{Action: complaint.ActNotify, How: model.ChannelCall, Note: note("本人接听")}
	r := b.letter()
	b.must(officer, r.ID, claim, accept)
	b.clocks(r.ID, "T1 2026-03-23")
	b.refused(officer, r.ID, complaint.Decision{Action: complaint.ActNotify}, "how")
	b.must(officer, r.ID, told)
	b.clocks(r.ID)
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActClose, Text: "查清楚了，钱已经补发。"})
	b.state(r.ID, model.PetitionClosed)
	b.clocks(r.ID, "T2 2026-03-23")
	b.refused(officer, r.ID, complaint.Decision{Action: complaint.ActFeedback, How: model.ChannelVisit}, "note")
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActFeedback, How: model.ChannelVisit, Note: note("当面反馈，本人没有意见")})
	b.state(r.ID, model.PetitionFeedback)
	b.clocks(r.ID)

	no := b.letter()
	b.must(officer, no.ID, claim, complaint.Decision{Action: complaint.ActReject, Category: "out_of_scope", Text: "请到法院起诉。"})
	b.state(no.ID, model.PetitionRejected)
	b.clocks(no.ID, "T1 2026-03-23")
	b.must(officer, no.ID, told)
	b.state(no.ID, model.PetitionNotified)
	b.clocks(no.ID)

	// Whoever reads the page was told at once.
	web := b.submit(guest, b.draft("named"))
	b.must(officer, web.ID, claim, accept)
	b.clocks(web.ID)
	if err := b.decide(officer, web.ID, told); !fault.Is(err, fault.Conflict) {
		t.Errorf("told twice: %v", err)
	}
}

// TestClocksOfTheWays follows the clocks of each way out of triage.
func TestClocksOfTheWays(t *testing.T) {
	b := newBench(t)
	for name, c := range map[string]struct {
		d     complaint.Decision
		state string
		want  []string
	}{
		"town":       {complaint.Decision{Action: complaint.ActTransfer, Category: "accusation", Town: townCode, Clear: true}, model.PetitionTransferredDown, []string{"T3 2026-03-09"}},
		"organ":      {complaint.Decision{Action: complaint.ActTransferOther, Category: "accusation", Unit: "玉林市纪委监委"}, model.PetitionTransferredOther, []string{"T3 2026-03-09"}},
		"bureau":     {complaint.Decision{Action: complaint.ActForward, Category: "out_of_scope", Unit: "民政局"}, model.PetitionNotified, []string{"T13 2026-03-17", "T13.handle 2026-05-06"}},
		"duplicate":  {complaint.Decision{Action: complaint.ActDuplicate, Duplicate: "信访〔2026〕00001"}, model.PetitionDuplicate, nil},
		"suggestion": {complaint.Decision{Action: complaint.ActSuggestion}, model.PetitionSuggestion, nil},
		"review":     {complaint.Decision{Action: complaint.ActAppeal, Kind: "review"}, model.PetitionAppeal, []string{"T10 2026-04-02"}},
		"recheck":    {complaint.Decision{Action: complaint.ActAppeal, Kind: "recheck"}, model.PetitionAppeal, []string{"T11 2026-05-06"}},
		"party":      {complaint.Decision{Action: complaint.ActAppeal, Kind: "party"}, model.PetitionAppeal, []string{"T11.party 2026-06-02"}},
		"asking":     {complaint.Decision{Action: complaint.ActNeedInfo, Text: "是哪一年的事？"}, model.PetitionNeedInfo, []string{"T0 2026-03-09", "T1 2026-03-23"}},
	} {
		b.submit(guest, b.draft("anonymous"))
		r := b.submit(guest, b.draft("named"))
		b.must(officer, r.ID, claim, c.d)
		if got := b.row(r.ID); got.State != c.state {
			t.Errorf("%s: %s", name, got.State)
		}
		t.Run(name, func(t *testing.T) { b.clocks(r.ID, c.want...) })
	}
	// The town has it: its clock ends. It gives it back: sorted again.
	r := b.submit(guest, b.draft("named"))
	b.must(officer, r.ID, claim, complaint.Decision{Action: complaint.ActTransfer, Category: "accusation", Town: townCode, Clear: true})
	b.must(townInspector, r.ID, complaint.Decision{Action: complaint.ActReceiveLower})
	b.clocks(r.ID)
	if err := b.decide(townInspector, r.ID, complaint.Decision{Action: complaint.ActReceiveLower}); !fault.Is(err, fault.Conflict) {
		t.Errorf("received twice: %v", err)
	}
	b.must(townInspector, r.ID, complaint.Decision{Action: complaint.ActGiveBack, Note: note("不归我镇管")})
	b.clocks(r.ID, "T0 2026-03-09")
	b.refused(officer, r.ID, complaint.Decision{Action: complaint.ActAppeal}, "kind")
	b.refused(officer, r.ID, complaint.Decision{Action: complaint.ActTransferOther, Category: "accusation"}, "unit")
}

// TestHandedOverAndReturned: a supervision office reads the body, asks to give
// it back, and the head agrees.
func TestHandedOverAndReturned(t *testing.T) {
	b := newBench(t)
	r := b.submit(guest, b.draft("named"))
	b.must(officer, r.ID, claim, accept)
	over := complaint.Decision{Action: complaint.ActHandOver, Unit: supervisor.Bureau, Note: note("请依规办理")}
	b.refused(officer, r.ID, complaint.Decision{Action: complaint.ActHandOver, Unit: "没有的室", Note: note("请办")}, "unit")
	b.must(officer, r.ID, over)
	other := supervisor
	other.Bureau, other.StaffID = "第二监督检查室", 9
	if _, err := b.Open(b.ctx, other, r.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("another office: %v", err)
	}
	d, err := b.Open(b.ctx, supervisor, r.ID)
	if err != nil || d.Body.Empty() || !d.MaterialsOnly || len(d.Talk)+len(d.Events) != 0 || !d.Can[complaint.ActReturnAsk] || !d.Can[complaint.ActClue] || d.Can[complaint.ActIdentity] {
		t.Fatalf("%+v %v", d, err)
	}
	b.refused(supervisor, r.ID, complaint.Decision{Action: complaint.ActReturnAsk, Note: note("退")}, "note")
	ask := complaint.Decision{Action: complaint.ActReturnAsk, Note: note("没有实质内容，建议退回")}
	b.must(supervisor, r.ID, ask)
	if err := b.decide(supervisor, r.ID, ask); !fault.Is(err, fault.Conflict) {
		t.Errorf("asked twice: %v", err)
	}
	request := b.request(r.ID)
	if !request.MayDecide || request.Reason.Reveal() != "没有实质内容，建议退回" {
		t.Errorf("%+v", request)
	}
	if err := b.Grant(b.ctx, officer, r.ID, complaint.Rule{Request: request.ID, Agree: true}); !fault.Is(err, fault.NotFound) {
		t.Errorf("the office agrees: %v", err)
	}
	if err := b.Grant(b.ctx, head, r.ID, complaint.Rule{Request: request.ID}); !fault.Is(err, fault.Invalid) {
		t.Errorf("refused without a word: %v", err)
	}
	b.ok(b.Grant(b.ctx, head, r.ID, complaint.Rule{Request: request.ID, Words: note("再看看")}))
	b.state(r.ID, model.PetitionHandedOver)
	b.must(supervisor, r.ID, ask)
	b.ok(b.Grant(b.ctx, head, r.ID, complaint.Rule{Request: b.request(r.ID).ID, Agree: true, Words: note("同意")}))
	b.state(r.ID, model.PetitionReturned)
	var e model.PetitionEvent
	b.ok(b.db.Where("petition_id = ?", r.ID).Order("id DESC").Take(&e).Error)
	if e.ApprovalID == 0 || e.FromState != model.PetitionHandedOver || e.StaffID != head.StaffID {
		t.Errorf("%+v", e)
	}
	if _, err := b.Open(b.ctx, supervisor, r.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("given back and still read: %v", err)
	}
	// Handed over again, asked for again, and made a clue before anybody decided.
	b.must(officer, r.ID, over)
	b.must(supervisor, r.ID, ask, clue)
	b.state(r.ID, model.PetitionLinkedClue)
	if got := b.request(r.ID); got.State != model.ApprovalWithdrawn {
		t.Errorf("a moved petition leaves %s", got.State)
	}
}

// request is the newest request on a petition, as the head sees it.
func (b *bench) request(id int64) approval.View {
	b.t.Helper()
	d, err := b.Open(b.ctx, head, id)
	b.ok(err)
	if len(d.Requests) == 0 {
		b.t.Fatal("no request")
	}
	return d.Requests[0]
}

func TestSuggestionIsAnswered(t *testing.T) {
	b := newBench(t)
	r := b.submit(guest, b.draft("anonymous"))
	b.must(officer, r.ID, claim, complaint.Decision{Action: complaint.ActSuggestion})
	b.refused(officer, r.ID, complaint.Decision{Action: complaint.ActSuggestionAnswer}, "text")
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActSuggestionAnswer, Text: "您的建议已经采纳，下个月起每月公布。"})
	if p := b.row(r.ID); p.State != model.PetitionAnswered || p.Category != "suggestion" {
		t.Errorf("%s %s", p.State, p.Category)
	}
	g, err := b.Progress(b.ctx, guest, b.slip(r))
	if err != nil || g.State != complaint.CoarseDone || g.CanRate || g.CanObject {
		t.Errorf("%+v %v", g, err)
	}
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActArchive})
	b.state(r.ID, model.PetitionArchived)
}

func TestAnAppealIsDecidedByTheHead(t *testing.T) {
	b := newBench(t)
	r := b.submit(villager, b.draft("named"))
	b.must(officer, r.ID, claim, complaint.Decision{Action: complaint.ActAppeal, Kind: "party"})
	opinion := complaint.Decision{Action: complaint.ActAppealAsk, Outcome: "upheld", Text: "经复查，原处分事实清楚、定性准确，予以维持。", Note: note("复查组意见"), Clear: true}
	unchecked := opinion
	unchecked.Clear = false
	b.refused(officer, r.ID, unchecked, "clear")
	b.must(officer, r.ID, opinion)
	if got := b.request(r.ID); !strings.Contains(got.Reason.Reveal(), "维持原决定") || !strings.Contains(got.Reason.Reveal(), "事实清楚") {
		t.Errorf("the head reads %q", got.Reason.Reveal())
	}
	b.drawn = 0
	b.ok(b.Grant(b.ctx, head, r.ID, complaint.Rule{Request: b.request(r.ID).ID, Agree: true}))
	b.state(r.ID, model.PetitionFeedback)
	b.clocks(r.ID)
	d, err := b.Open(b.ctx, officer, r.ID)
	if err != nil || d.Call == nil || d.Outcome.Empty() || d.AppealKind == "" {
		t.Errorf("%+v %v", d, err)
	}
}

// TestSecondLook: the first 不满意 has the matter looked at again and asks once
// more; the second turns it red.
func TestSecondLook(t *testing.T) {
	b := newBench(t)
	r := b.submit(villager, b.draft("named"))
	h := complaint.Handle{ID: r.ID}
	b.must(officer, r.ID, claim, accept, complaint.Decision{Action: complaint.ActClose, Text: "经核查，没有发现问题。"})
	b.ok(b.Rate(b.ctx, villager, h, "bad", note("没有问过我")))
	b.ok(b.Rate(b.ctx, villager, h, "bad", note("没有问过我"))) // sent twice
	b.state(r.ID, model.PetitionObjection)
	if p := b.row(r.ID); p.Rating != "bad" || p.Rating2 != "" {
		t.Errorf("%q %q", p.Rating, p.Rating2)
	}
	g, err := b.Progress(b.ctx, villager, h)
	if err != nil || g.CanRate || g.State != complaint.CoarseInProgress {
		t.Errorf("%+v %v", g, err)
	}
	b.refused(officer, r.ID, complaint.Decision{Action: complaint.ActExplain}, "text")
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActExplain, Text: "我们又找您和同组的三户核对过，账目相符。"})
	b.state(r.ID, model.PetitionFeedback)
	if g, err = b.Progress(b.ctx, villager, h); err != nil || !g.CanRate {
		t.Errorf("not asked again: %v", err)
	}
	b.ok(b.Rate(b.ctx, villager, h, "bad", note("还是不满意")))
	b.state(r.ID, model.PetitionFeedback)
	d, err := b.Open(b.ctx, officer, r.ID)
	if err != nil || !d.Red || d.Rating2 != "不满意" || len(d.Objections) != 1 || d.Objections[0].Outcome != "已解释说明" || d.Objections[0].Text.Reveal() != "没有问过我" {
		t.Errorf("%+v %v", d, err)
	}
	q, err := b.Queue(b.ctx, officer, complaint.Filter{State: "all"}, page.Request{})
	if err != nil || !q.Items[0].Red {
		t.Errorf("not red: %v", err)
	}
	if g, err = b.Progress(b.ctx, villager, h); err != nil || g.CanRate || g.Again != "不满意" {
		t.Errorf("asked a third time: %v", err)
	}
	b.ok(b.Rate(b.ctx, villager, h, "good", seal.Secret{})) // the second stands
	if b.row(r.ID).Rating2 != "bad" {
		t.Error("a third word counts")
	}
}

// TestObjection: by the page and by letter, explained or taken up again.
func TestObjection(t *testing.T) {
	b := newBench(t)
	r := b.submit(guest, b.draft("anonymous"))
	h := b.slip(r)
	b.must(officer, r.ID, claim, complaint.Decision{Action: complaint.ActReject, Category: "no_substance", Text: "没有写明具体的事。"})
	if err := b.Object(b.ctx, guest, h, "t1", note("不")); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields["objection"] == "" {
		t.Errorf("without words: %v", err)
	}
	for range 2 { // the same form twice
		b.ok(b.Object(b.ctx, guest, h, "t1", note("我写明了是哪一户、哪一年。")))
	}
	b.state(r.ID, model.PetitionObjection)
	if err := b.Object(b.ctx, guest, h, "t2", note("再说一遍，我写明了。")); !fault.Is(err, fault.Conflict) {
		t.Errorf("a second objection while one waits: %v", err)
	}
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActExplain, Text: "请补充钱是谁领的。"})
	b.state(r.ID, model.PetitionNotified) // not ours still
	b.ok(b.Object(b.ctx, guest, h, "t3", note("存折在村文书手里，有照片。")))
	b.refused(officer, r.ID, complaint.Decision{Action: complaint.ActReopen, Note: note("有新证据")}, "again")
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActReopen, Note: note("有新证据"), Again: model.PetitionScreening})
	b.state(r.ID, model.PetitionScreening)
	b.clocks(r.ID, "T0 2026-03-09")

	l := b.letter()
	b.must(officer, l.ID, claim, accept, complaint.Decision{Action: complaint.ActClose, Text: "查清楚了。"}, complaint.Decision{Action: complaint.ActFeedback, How: model.ChannelCall, Note: note("电话反馈")})
	b.refused(officer, l.ID, complaint.Decision{Action: complaint.ActObjection, Note: note("来信说不同意")}, "how")
	b.must(officer, l.ID, complaint.Decision{Action: complaint.ActObjection, How: model.ChannelLetter, Note: note("来信说数目不对，附了存折")})
	b.must(officer, l.ID, complaint.Decision{Action: complaint.ActReopen, Note: note("附了存折"), Again: model.PetitionAccepted})
	b.state(l.ID, model.PetitionAccepted)
	if p := b.row(l.ID); p.ClosedAt != nil {
		t.Error("taken up again and still closed")
	}
}

// TestCallBack: somebody else asks a sample of those whose matter was closed.
func TestCallBack(t *testing.T) {
	b := newBench(t)
	b.drawn = 10 // of a tenth, just not
	out := b.submit(guest, b.draft("named"))
	b.drawn = 9
	nobody := b.submit(guest, b.draft("anonymous"))
	in := b.submit(guest, b.draft("named"))
	done := complaint.Decision{Action: complaint.ActClose, Text: "查清楚了。"}
	b.must(officer, in.ID, claim, accept, done)
	b.must(officer, nobody.ID, claim, accept, done)
	b.drawn = 10
	b.must(officer, out.ID, claim, accept, done)
	call := complaint.Decision{Action: complaint.ActCallBack, Reached: "yes", Rating: "fair", Note: note("电话接通，钱已收到")}
	for id, want := range map[int64]fault.Kind{out.ID: fault.Conflict, nobody.ID: fault.Conflict, in.ID: fault.Forbidden} {
		if err := b.decide(officer, id, call); !fault.Is(err, want) {
			t.Errorf("%d called back by its handler: %v", id, err)
		}
	}
	b.refused(colleague, in.ID, complaint.Decision{Action: complaint.ActCallBack, Reached: "yes", Note: note("接通了")}, "rating")
	q, err := b.Queue(b.ctx, colleague, complaint.Filter{Call: true, State: "all"}, page.Request{})
	if err != nil || q.Total != 1 || q.Items[0].ID != in.ID {
		t.Errorf("to be called: %+v %v", q.Items, err)
	}
	b.must(colleague, in.ID, call)
	d, err := b.Open(b.ctx, officer, in.ID)
	if err != nil || d.Call == nil || d.Call.CalledAt == nil || d.Call.By != colleague.Name || d.Call.Rating != "基本满意" || d.Call.Note.Empty() {
		t.Errorf("%+v %v", d.Call, err)
	}
	if err := b.decide(colleague, in.ID, call); !fault.Is(err, fault.Conflict) {
		t.Errorf("called twice: %v", err)
	}
	b.drawn = 9 // a bureau's result, passed on by one who did not have the petition and told by the one who had
	on := b.letter()
	b.must(officer, on.ID, claim, complaint.Decision{Action: complaint.ActForward, Category: "out_of_scope", Unit: "民政局"})
	b.must(colleague, on.ID, complaint.Decision{Action: complaint.ActForwardResult, Text: "民政局已经办结。"})
	b.must(officer, on.ID, complaint.Decision{Action: complaint.ActFeedback, How: model.ChannelCall, Note: note("来信人说知道了")})
	if err := b.decide(colleague, on.ID, call); !fault.Is(err, fault.Forbidden) {
		t.Errorf("called back by who passed the result on: %v", err)
	}
}

// TestArchivedAtNight: once nobody may object any more, and nothing waits.
func TestArchivedAtNight(t *testing.T) {
	b := newBench(t)
	done := b.submit(guest, b.draft("anonymous"))
	b.must(officer, done.ID, claim, accept, complaint.Decision{Action: complaint.ActClose, Text: "查清楚了。"})
	away := b.submit(guest, b.draft("anonymous"))
	b.must(officer, away.ID, claim, complaint.Decision{Action: complaint.ActForward, Category: "out_of_scope", Unit: "民政局"})
	if err := b.decide(officer, away.ID, complaint.Decision{Action: complaint.ActArchive}); !fault.Is(err, fault.Conflict) {
		t.Errorf("archived while the bureau owes an answer: %v", err)
	}
	for days, want := range map[int]int{29: 0} {
		b.now = b.now.AddDate(0, 0, days)
		if n, err := b.ArchiveOld(b.ctx); err != nil || n != want {
			t.Errorf("after %d days: %d %v", days, n, err)
		}
	}
	b.now = b.now.AddDate(0, 0, 2)
	if n, err := b.ArchiveOld(b.ctx); err != nil || n != 1 {
		t.Errorf("archived %d, %v", n, err)
	}
	b.state(done.ID, model.PetitionArchived)
	b.state(away.ID, model.PetitionNotified)
	g, err := b.Progress(b.ctx, guest, b.slip(done))
	if err != nil || g.State != complaint.CoarseDone || g.CanObject || g.CanRate || !g.CanAdd {
		t.Errorf("%+v %v", g, err)
	}
}

// TestKeptFromWhoeverHasAnInterest: a petition that is kept from somebody is in
// no list, no count, no search and behind no number for them.
func TestKeptFromWhoeverHasAnInterest(t *testing.T) {
	b := newBench(t)
	r := b.submit(guest, b.draft("named"))
	mine := b.submit(guest, b.draft("named"))
	b.must(officer, mine.ID, claim)
	b.now = b.now.AddDate(0, 0, 14) // late
	b.ok(b.db.Transaction(func(tx *gorm.DB) error {
		return recuse.Put(tx, b.now, model.ObjectPetition, r.ID, officer.StaffID, recuse.Relative)
	}))
	b.ok(b.db.Transaction(func(tx *gorm.DB) error {
		return recuse.Put(tx, b.now, model.ObjectPetition, r.ID, head.StaffID, recuse.Declared)
	}))
	for _, by := range []actor.Actor{officer, head} {
		for _, f := range []complaint.Filter{{State: "all"}, {}, {Number: "00001", State: "all"}, {Due: "overdue"}, {Due: "soon"}, {Mode: "real"}} {
			q, err := b.Queue(b.ctx, by, f, page.Request{})
			if err != nil || slices.ContainsFunc(q.Items, func(x complaint.QueueRow) bool { return x.ID == r.ID }) || q.Total != len(q.Items) || q.Counts[model.PetitionReceived] != 0 || q.Overdue != 1 {
				t.Errorf("%s with %+v: %+v %v", by.Name, f, q, err)
			}
		}
		if _, err := b.Open(b.ctx, by, r.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s opens it: %v", by.Name, err)
		}
		if err := b.decide(by, r.ID, claim); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s decides: %v", by.Name, err)
		}
	}
	if err := b.AskIdentity(b.ctx, officer, r.ID, seal.NewSecret("电话核实署名")); !fault.Is(err, fault.NotFound) {
		t.Errorf("identity: %v", err)
	}
	b.refused(officer, mine.ID, complaint.Decision{Action: complaint.ActDuplicate, Duplicate: b.row(r.ID).Number}, "duplicate")
	counts, err := b.Today(b.ctx, officer)
	if err != nil || counts[0].Key != "petitions.unclaimed" || counts[0].N != 0 || counts[0].Overdue != 0 {
		t.Errorf("%+v %v", counts, err)
	}
	if q, err := b.Queue(b.ctx, colleague, complaint.Filter{State: "all"}, page.Request{}); err != nil || q.Total != 2 {
		t.Errorf("kept from everybody: %v", err)
	}
}

// TestOnePageIsFewStatements: however long the history of a petition is.
func TestOnePageIsFewStatements(t *testing.T) {
	b := newBench(t)
	r := b.submit(guest, b.draft("named"))
	b.must(officer, r.ID, claim)
	for range 10 {
		b.now = b.now.Add(time.Minute)
		b.must(officer, r.ID, complaint.Decision{Action: complaint.ActAnswer, Text: "请看一下。"})
	}
	dbtest.AtMost(t, b.db, 25, func(db *gorm.DB) {
		d := b.Deps
		d.DB = db
		if _, err := complaint.New(d).Open(b.ctx, officer, r.ID); err != nil {
			t.Error(err)
		}
	})
}
