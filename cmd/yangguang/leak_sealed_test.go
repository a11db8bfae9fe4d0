package main

import (
	"strings"
	"testing"
	"time"

	"yangguang/service/complaint"
	"yangguang/service/handover"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/keypair"
)

// What was said of a leader, by the reporter and by the office.
var saidOfLeader = []string{"领导收了水库工程老板的钱", "茶叶盒里装的", "某某副书记", "县城的茶庄门口", "还有一张转账的截图", "请问是哪一年的事"}

// recipient registers the key of an office that sealed matters go to.
func (l *leak) recipient() int64 {
	l.t.Helper()
	ctx, by := l.t.Context(), l.clerk(actor.RoleSecurityAdmin)
	key, err := keypair.Generate()
	if err != nil {
		l.t.Fatal(err)
	}
	public, err := keypair.PublicPEM(&key.PublicKey)
	if err != nil {
		l.t.Fatal(err)
	}
	mark, err := keypair.MarkOf(&key.PublicKey)
	if err != nil {
		l.t.Fatal(err)
	}
	if err := l.p.offices.Add(ctx, by, handover.Draft{Office: "演示市纪委监委", PublicKey: public, Fingerprint: mark.String(), ValidFrom: "2026-01-01"}); err != nil {
		l.t.Fatal(err)
	}
	known, err := l.p.offices.Recipients(ctx)
	if err != nil || len(known) != 1 {
		l.t.Fatalf("%d recipients, %v", len(known), err)
	}
	return known[0].ID
}

// reports sends a complaint about a leader under the sender's own name, and adds
// to it what the office asks for.
func (b *leakBrowser) reports(office actor.Actor) (id int64) {
	b.t.Helper()
	ctx := b.t.Context()
	form := map[string]string{
		"token": b.find(leakToken, b.get("/h5/complaints/new")), "about": complaint.SubjectOwnHead, "village": leakVillage, "place": saidOfLeader[3], "when": "去年冬天",
		"body": saidOfLeader[0] + "，" + saidOfLeader[1] + "。", "who": saidOfLeader[2], "named": "named", "phone": leakPhone,
	}
	receipt := b.find(leakReceipt, b.send("/h5/complaints", form, map[string][]byte{"photo": leakPhoto(b.t), "voice": leakVoice()}))
	r, err := b.p.complaints.VisitorSlip(ctx, office, receipt)
	if err != nil {
		b.t.Fatal(err)
	}
	for i, d := range []complaint.Decision{{Action: complaint.ActClaim}, {Action: complaint.ActNeedInfo, Category: "accusation", Text: saidOfLeader[5] + "？"}} {
		d.Version, d.Token = i+1, "office-asks"
		if err := b.p.complaints.Decide(ctx, office, r.ID, d); err != nil {
			b.t.Fatal(d.Action, err)
		}
	}
	b.post("/h5/progress", "receipt", receipt)
	b.addsTo(saidOfLeader[4] + "。")
	return r.ID
}

// TestWhatIsSealedUpIsNowhere: once a complaint was sealed up, its words, those of
// the talk, and the bytes that it was kept in are in no table, no key of Redis,
// no file, no line of the log.
func TestWhatIsSealedUpIsNowhere(t *testing.T) {
	l := leakProgram(t)
	ctx, office, to := t.Context(), l.clerk(actor.RolePetition), l.recipient()
	l.clerk(actor.RoleHead)
	reporter := l.browser(leakIP, leakAgent)
	reporter.signIn()
	l.before = l.look()
	id := reporter.reports(office)
	promised := func() {
		t.Helper()
		if _, err := l.p.worker.Once(ctx); err != nil {
			t.Fatal(err)
		}
	}
	promised()
	l.traces = append(words(saidOfLeader...), l.blobs(id)...)
	found := strings.Join(l.found(l.look()), "\n")
	for _, text := range saidOfLeader {
		if !strings.Contains(found, words(text)[0].what) {
			t.Errorf("%q cannot be found even before", text)
		}
	}
	p, err := l.p.complaints.Open(ctx, office, id)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.p.complaints.SealUp(ctx, office, id, complaint.SealOrder{Version: p.Version, Reason: complaint.SealOwnHead, Recipient: to, Sure: true}); err != nil {
		t.Fatal(err)
	}
	promised()
	if text := reporter.get("/h5/progress/detail"); !strings.Contains(text, string(complaint.CoarseHandedUp)) {
		t.Errorf("the reporter reads %.800s", text)
	}
	if found := l.found(l.look()); len(found) > 0 {
		t.Errorf("%d traces:\n%s", len(found), strings.Join(found[:min(len(found), 40)], "\n"))
	}
	// Proof that Redis is looked into.
	if err := l.p.redis.Set(ctx, "planted", "反映："+saidOfLeader[1], time.Minute).Err(); err != nil {
		t.Fatal(err)
	}
	if len(l.found(l.look())) == 0 {
		t.Error("planted in Redis and not found")
	}
}
