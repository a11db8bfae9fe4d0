package complaint_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
	"yangguang/service/store/dbtest"
)

func (b *bench) into(r complaint.Receipt) complaint.Decision {
	return complaint.Decision{Action: complaint.ActDuplicate, Duplicate: b.row(r.ID).Number}
}

func (b *bench) progress(by actor.Actor, r complaint.Receipt) complaint.Progress {
	b.t.Helper()
	h := complaint.Handle{ID: r.ID}
	if by.Kind == actor.Guest {
		h = b.slip(r)
	}
	g, err := b.Progress(b.ctx, by, h)
	b.ok(err)
	return g
}

// TestAMergedReporterIsToldInTime: the letter of a second person is handled along
// with the first, but that it came in is told to its writer all the same (检规§26).
func TestAMergedReporterIsToldInTime(t *testing.T) {
	b := newBench(t)
	first := b.handled(villager, b.road("named", 0))
	letter := b.letter()
	b.must(officer, letter.ID, claim, b.into(first))
	b.clocks(letter.ID, "T1 2026-03-23")
	web := b.submit(b.bound(1), b.road("named", 1))
	again := b.submit(villager, b.road("named", 2))
	for _, r := range []complaint.Receipt{web, again} { // told by the page; not told again
		b.must(officer, r.ID, claim, b.into(first))
		b.clocks(r.ID)
	}
	open := func() []int64 {
		q, err := b.Queue(b.ctx, officer, complaint.Filter{}, page.Request{})
		b.ok(err)
		var ids []int64
		for _, r := range q.Items {
			if r.ID == letter.ID && r.Next != "告知" {
				t.Errorf("next is %q", r.Next)
			}
			ids = append(ids, r.ID)
		}
		if q.Total-q.Counts[model.PetitionAccepted] != q.ToTell {
			t.Errorf("%d to tell of %d", q.ToTell, q.Total)
		}
		return ids
	}
	if got := open(); !slices.Contains(got, letter.ID) || slices.Contains(got, web.ID) {
		t.Errorf("the open queue has %v", got)
	}
	d, err := b.Open(b.ctx, officer, first.ID)
	if err != nil || !slices.ContainsFunc(d.Company.Merged, func(m complaint.Merged) bool { return m.ID == letter.ID && m.Untold }) {
		t.Errorf("%+v %v", d.Company, err)
	}
	b.now = b.now.AddDate(0, 1, 0) // late, and red until it is done
	if d, err = b.Open(b.ctx, officer, letter.ID); err != nil || d.Colour != timer.ColourRed || !d.Can[complaint.ActNotify] {
		t.Errorf("%q %v", d.Colour, err)
	}
	b.must(officer, letter.ID, complaint.Decision{Action: complaint.ActNotify, How: model.ChannelLetter})
	b.clocks(letter.ID)
	if d, err = b.Open(b.ctx, officer, letter.ID); err != nil || d.Colour != "" || slices.Contains(open(), letter.ID) {
		t.Errorf("%q %v", d.Colour, err)
	}
	// What was taken for a repeat and is none is told after all, counted from its day.
	b.must(officer, again.ID, complaint.Decision{Action: complaint.ActReopen, Note: note("不是同一件事")})
	b.clocks(again.ID, "T1 2026-03-23", "T0 2026-04-10")
	if b.row(again.ID).AnsweredAt != nil {
		t.Error("told already")
	}
}

// TestAMergedReporterHasTheirSay: whoever is merged reads how the kept one ended,
// rates it, has it looked at again and is answered alone.
func TestAMergedReporterHasTheirSay(t *testing.T) {
	b := newBench(t)
	first := b.handled(villager, b.road("named", 0))
	second, letter := b.submit(b.bound(1), b.road("named", 1)), b.letter()
	joined := b.bound(1)
	h := complaint.Handle{ID: second.ID}
	b.must(officer, second.ID, claim, b.into(first))
	b.must(officer, letter.ID, claim, b.into(first))
	if g := b.progress(joined, second); g.CanRate || g.CanObject {
		t.Error("a say before there is a result")
	}
	if err := b.Rate(b.ctx, joined, h, "bad", seal.Secret{}); !fault.Is(err, fault.Conflict) {
		t.Errorf("rated before there is a result: %v", err)
	}
	if n, err := b.ToRate(b.ctx, joined); err != nil || n != 0 {
		t.Errorf("%d to rate: %v", n, err)
	}
	b.must(officer, first.ID, complaint.Decision{Action: complaint.ActClose, Text: "您家门口那段已经返工。", Others: "六屯的路已经责令返工。"})
	g := b.progress(joined, second)
	if !g.CanRate || !g.CanObject || g.State != complaint.CoarseDone || !strings.Contains(fmt.Sprint(g.Steps), "责令返工") || strings.Contains(fmt.Sprint(g.Steps), "您家门口") {
		t.Errorf("%v %v %s %v", g.CanRate, g.CanObject, g.State, g.Steps)
	}
	dbtest.AtMost(t, b.db, 1, func(db *gorm.DB) {
		s := b.with(func(d *complaint.Deps) { d.DB = db })
		if n, err := s.ToRate(b.ctx, joined); err != nil || n != 1 {
			t.Errorf("%d to rate: %v", n, err)
		}
	})

	const why = "我家那一段没有人来看"
	b.ok(b.Rate(b.ctx, joined, h, "bad", seal.NewSecret(why)))
	b.ok(b.Rate(b.ctx, joined, h, "good", seal.Secret{})) // sent twice: the first stands
	b.state(first.ID, model.PetitionObjection)
	b.state(second.ID, model.PetitionDuplicate)
	kept := b.progress(villager, first)
	if said := fmt.Sprint(kept); strings.Contains(said, why) || strings.Contains(kept.Meaning, "您有不同意见") || !strings.Contains(said, "再看一遍") {
		t.Errorf("the first reporter reads %s %v", kept.Meaning, kept.Steps)
	}
	d, err := b.Open(b.ctx, officer, first.ID)
	if err != nil || len(d.Objections) != 1 || d.Objections[0].Text.Reveal() != why || d.Objections[0].Through != b.row(second.ID).Number {
		t.Errorf("%+v %v", d.Objections, err)
	}
	if d, err := b.Open(b.ctx, head, first.ID); err != nil || d.Objections[0].Through != "" {
		t.Errorf("the head reads whose it is: %+v %v", d.Objections, err)
	}
	const answer = "三月五日到您家那一段看过，也已经返工。"
	b.must(officer, first.ID, complaint.Decision{Action: complaint.ActExplain, Text: answer})
	b.state(first.ID, model.PetitionFeedback)
	if said := fmt.Sprint(b.progress(villager, first).Steps); strings.Contains(said, answer) || !strings.Contains(said, "维持原来的结果") {
		t.Errorf("the first reporter reads %s", said)
	}
	if g = b.progress(joined, second); !strings.Contains(fmt.Sprint(g.Steps), answer) || !g.CanRate {
		t.Errorf("%v %v", g.Steps, g.CanRate)
	}
	b.ok(b.Rate(b.ctx, joined, h, "fair", seal.Secret{}))
	if p := b.row(second.ID); p.Rating != "bad" || p.Rating2 != "fair" || b.row(first.ID).Rating != "" {
		t.Errorf("%q %q", p.Rating, p.Rating2)
	}

	b.ok(b.Object(b.ctx, joined, h, "form", seal.NewSecret("水沟边上还是裂的")))
	b.ok(b.Object(b.ctx, joined, h, "form", seal.NewSecret("水沟边上还是裂的")))
	b.state(first.ID, model.PetitionObjection)
	b.must(officer, first.ID, complaint.Decision{Action: complaint.ActReopen, Again: model.PetitionAccepted, Note: note("有新的照片")})
	if said := fmt.Sprint(b.progress(joined, second).Steps); !strings.Contains(said, "重新办理") {
		t.Errorf("%s", said)
	}
	b.must(officer, first.ID, complaint.Decision{Action: complaint.ActClose, Text: "都返工了。"})
	b.must(officer, letter.ID, complaint.Decision{Action: complaint.ActObjection, How: model.ChannelCall, Note: note("说厚度还不够")})
	b.state(first.ID, model.PetitionObjection)
	b.state(letter.ID, model.PetitionDuplicate)
	if err := b.decide(officer, letter.ID, complaint.Decision{Action: complaint.ActObjection, How: model.ChannelCall, Note: note("又来电话")}); !fault.Is(err, fault.Conflict) {
		t.Errorf("objected while it is looked at: %v", err)
	}

	// Whoever comes after the end learns that there is one.
	b.must(officer, first.ID, complaint.Decision{Action: complaint.ActExplain, Text: "再量过，够了。"})
	late := b.submit(guest, b.road("anonymous", 3))
	b.must(officer, late.ID, claim, b.into(first))
	if said := fmt.Sprint(b.progress(guest, late).Steps); !strings.Contains(said, "已经办结") {
		t.Errorf("%s", said)
	}
	b.ok(b.Rate(b.ctx, guest, b.slip(late), "good", seal.Secret{})) // by the receipt alone
}

// TestFilesComeWithTheResult: what the office gives with its closing words is
// cleaned like every file of an answer, and the receipt alone opens it.
func TestFilesComeWithTheResult(t *testing.T) {
	b := newBench(t)
	uploads := func() []complaint.Upload {
		return []complaint.Upload{{Kind: complaint.KindPhoto, Content: tellingPhoto(t)}, {Kind: complaint.KindPaper, Content: pdf("经办人王")}}
	}
	for name, second := range map[string]bool{"at once": false, "read by a second person": true} {
		s := b.with(func(d *complaint.Deps) {
			d.Number = func(_ context.Context, name string, standard int) (int, error) {
				if second && name == "answer.second_eyes" {
					return 1, nil
				}
				return standard, nil
			}
		})
		r := b.submit(guest, b.draft("anonymous"))
		b.must(officer, r.ID, claim, accept)
		b.ok(s.Decide(b.ctx, officer, r.ID, complaint.Decision{Version: b.row(r.ID).Version, Action: complaint.ActClose, Text: "查清楚了，见附件。", Uploads: uploads()}))
		if second {
			if g := b.progress(guest, r); len(g.Results) != 0 {
				t.Errorf("%s: given before it was agreed", name)
			}
			waiting, err := s.Requests(b.ctx, colleague)
			if err != nil || len(waiting) != 1 || waiting[0].Proposal.Files != 2 {
				t.Fatalf("%+v %v", waiting, err)
			}
			for n, by := range map[int64]actor.Actor{1: officer, 3: colleague, 2: head} { // their own, one too many, not theirs to read
				if _, err := s.ProposalFile(b.ctx, by, r.ID, waiting[0].ID, n); !fault.Is(err, fault.NotFound) {
					t.Errorf("%s reads file %d: %v", by.Name, n, err)
				}
			}
			if c, err := s.ProposalFile(b.ctx, colleague, r.ID, waiting[0].ID, 2); err != nil || c.Kind != complaint.KindPaper || len(c.Data) == 0 {
				t.Errorf("the second person cannot read it: %v", err)
			}
			b.ok(s.DecideAnswer(b.ctx, colleague, r.ID, waiting[0].ID, true, seal.Secret{}))
		}
		b.state(r.ID, model.PetitionFeedback)
		g := b.progress(guest, r)
		d, err := b.Open(b.ctx, officer, r.ID)
		if err != nil || len(g.Results) != 2 || len(d.Results) != 2 || len(g.Files)+len(d.Files)+len(g.Talk) != 0 {
			t.Fatalf("%s: %+v %+v %v", name, g.Results, d.Results, err)
		}
		for _, f := range g.Results {
			c, err := b.OwnFile(b.ctx, guest, b.slip(r), f.ID, false)
			if err != nil || strings.Contains(string(c.Data), wroteIn) || strings.Contains(string(c.Data), "经办人王") {
				t.Errorf("%s: %s tells who made it: %v", name, f.Kind, err)
			}
		}
	}
	r := b.submit(guest, b.draft("anonymous"))
	b.must(officer, r.ID, claim, accept)
	b.refused(officer, r.ID, complaint.Decision{Action: complaint.ActClose, Text: "见附件。", Uploads: []complaint.Upload{{Kind: complaint.KindPaper, Content: []byte("no paper")}}}, complaint.KindPaper)
}

// TestAWishForMoreTimeEndsWithItsClock: nobody is left to decide about a clock
// that runs no more.
func TestAWishForMoreTimeEndsWithItsClock(t *testing.T) {
	b := newBench(t)
	r := b.submit(guest, b.draft("named"))
	b.must(officer, r.ID, claim, complaint.Decision{Action: complaint.ActForward, Category: "out_of_scope", Unit: "民政局"})
	ask := func(k timer.Kind, timed bool) {
		t.Helper()
		var c model.Timer
		b.ok(b.db.Where("object_id = ? AND kind = ? AND running = 1", r.ID, k).Take(&c).Error)
		if !timed {
			c.ID = 0 // from before requests named their clock
		}
		b.ok(b.db.Transaction(func(tx *gorm.DB) error {
			_, err := approval.Ask(tx, b.Box, officer, b.now, approval.Request{Object: model.ObjectPetition, ID: r.ID, Kind: complaint.ApprovalExtend, Timer: c.ID, To: actor.RoleHead, Reason: note("部门还在核实")})
			return err
		}))
	}
	waiting := func() int64 {
		n, err := gorm.G[model.Approval](b.db).Where("object_id = ? AND waiting = 1", r.ID).Count(b.ctx, "*")
		b.ok(err)
		return n
	}
	lapses := func() (n int) {
		d, err := b.Open(b.ctx, officer, r.ID)
		b.ok(err)
		for _, e := range d.Events {
			if e.Kind == complaint.ActExtendLapse && e.Who == "系统" && e.Public == "" {
				n++
			}
		}
		return n
	}
	ask(timer.OutsideDone, true)
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActAnswer, Text: "还在问部门。"})
	if waiting() != 1 || lapses() != 0 {
		t.Error("taken back while its clock runs")
	}
	b.must(officer, r.ID, complaint.Decision{Action: complaint.ActReopen, Note: note("转错了部门")})
	if waiting() != 0 || lapses() != 1 {
		t.Errorf("%d wait, %d lapsed", waiting(), lapses())
	}
	ask(timer.Screen, false)
	b.must(officer, r.ID, accept)
	if waiting() != 0 || lapses() != 2 {
		t.Errorf("%d wait, %d lapsed", waiting(), lapses())
	}
	var entries int64
	b.ok(b.db.Model(&model.AuditEntry{}).Where("action = ?", "petition.extend_lapse").Count(&entries).Error)
	if entries != 2 {
		t.Errorf("%d entries in the chain", entries)
	}
}

// TestALettersWriterMayAgreeThatABureauKnows: the form of the office has the tick
// of the villagers' form.
func TestALettersWriterMayAgreeThatABureauKnows(t *testing.T) {
	b := newBench(t)
	for _, agreed := range []bool{true, false} {
		e := &complaint.Entry{Draft: *b.draft("named"), Channel: model.ChannelVisit, ReceivedOn: "2026-03-02"}
		e.Share = agreed
		r, err := b.Enter(b.ctx, officer, e)
		b.ok(err)
		b.must(officer, r.ID, claim)
		if d, err := b.Open(b.ctx, officer, r.ID); err != nil || d.Shares != agreed {
			t.Errorf("agreed %v, shares %v: %v", agreed, d.Shares, err)
		}
	}
}
