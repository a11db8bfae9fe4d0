package complaint_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
)

// refusals checks how often the chain says that somebody reached for what is
// kept from them.
func (b *sealBench) refusals(what string, id int64, want int) {
	b.t.Helper()
	found, err := gorm.G[model.AuditEntry](b.db).Where("action = ? AND object = ?", what+".refused", fmt.Sprint(what, ":", id)).Find(b.ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	kept := 0
	for _, e := range found {
		if e.Detail == `{"kept":true}` {
			kept++
		}
	}
	if kept != want {
		b.t.Errorf("%d refused attempts at %s %d are in the chain, want %d", kept, what, id, want)
	}
}

// TestWhatIsMergedGoesAlong: others who reported the same about a leader are
// kept from the leaders with it, and leave the platform with it.
func TestWhatIsMergedGoesAlong(t *testing.T) {
	b := newSealBench(t)
	const words = "工地上的人都说领导的外甥拿了回扣"
	r := b.fullMatter(t)
	mergeInto := func(id, first int64) error {
		return b.decide(officer, id, complaint.Decision{Action: complaint.ActDuplicate, Category: "accusation", Duplicate: b.row(first).Number})
	}
	d := b.draft("anonymous")
	d.Body, d.Uploads = seal.NewSecret(words), []complaint.Upload{{Kind: complaint.KindPhoto, Content: photo(t)}}
	merged, unmarked := b.submit(guest, d), b.submit(guest, b.draft("anonymous"))
	b.must(officer, merged.ID, claim)
	b.must(officer, unmarked.ID, claim)
	if err := mergeInto(merged.ID, r.ID); err != nil {
		t.Fatal(err, fault.Of(err).Fields)
	}
	if _, err := b.Open(b.ctx, head, merged.ID); err != nil {
		t.Fatalf("the leader does not see what is not about leaders: %v", err)
	}
	if err := b.OwnHead(b.ctx, officer, r.ID, b.row(r.ID).Version, seal.NewSecret("反映本机关领导")); err != nil {
		t.Fatal(err)
	}
	later := actor.Actor{Kind: actor.Staff, StaffID: 40, Role: actor.RoleHead, Name: "后来的领导"}
	for _, by := range []actor.Actor{head, later} {
		for _, id := range []int64{r.ID, merged.ID} {
			if _, err := b.Open(b.ctx, by, id); !fault.Is(err, fault.NotFound) {
				t.Errorf("%s opens %d: %v", by.Name, id, err)
			}
		}
		if q, err := b.Queue(b.ctx, by, complaint.Filter{State: "all"}, page.Request{}); err != nil || q.Total != 1 {
			t.Errorf("%s lists %d, %v", by.Name, q.Total, err)
		}
	}
	if err := mergeInto(unmarked.ID, r.ID); fault.Of(err).Fields["duplicate"] == "" {
		t.Errorf("one that leaders see is merged into one that they do not: %v", err)
	}

	slip, traces := b.slip(merged), append(b.traces(t, r.ID), append(b.traces(t, merged.ID), []byte(words))...)
	if err := b.SealUp(b.ctx, officer, r.ID, b.order(r.ID)); err != nil {
		t.Fatal(err, fault.Of(err).Fields)
	}
	left := rows(t, b.db)
	for _, trace := range traces {
		if bytes.Contains(left, trace) {
			t.Errorf("still in the database: %.40q", trace)
		}
	}
	if names, _ := lies(t, b.dir); len(names) != 0 {
		t.Errorf("files left: %v", names)
	}
	if after := b.row(merged.ID); after.State != model.PetitionSealedUp || after.DuplicateOf != 0 || after.Subject != "" {
		t.Errorf("left of the merged one: %+v", after)
	}
	for topic := range b.topics() {
		t.Errorf("a promise is left: %s", topic)
	}
	files := unpacked(t, b, traces)
	if !strings.Contains(string(files["重复件/01/信访件.txt"]), words) || len(files["重复件/01/附件/01.jpg"]) == 0 || len(files) != 5 {
		t.Errorf("%d files in the parcel", len(files))
	}
	if g, err := b.Progress(b.ctx, guest, slip); err != nil || g.State != complaint.CoarseHandedUp || !g.Body.Empty() {
		t.Errorf("the reporter of the merged one sees %+v, %v", g, err)
	}
	if l, err := b.Handovers(b.ctx, officer, page.Request{}); err != nil || l.Total != 1 {
		t.Errorf("%d parcels, %v", l.Total, err)
	}
	if err := mergeInto(unmarked.ID, r.ID); fault.Of(err).Fields["duplicate"] == "" {
		t.Errorf("merged into one that was sealed up: %v", err)
	}
}

// TestWhoHasAnInterestCarriesNoParcel: a clerk from whom a petition was kept is
// kept from what is left of it, and why is forgotten.
func TestWhoHasAnInterestCarriesNoParcel(t *testing.T) {
	b := newSealBench(t)
	r := b.fullMatter(t)
	for who, reason := range map[int64]string{colleague.StaffID: recuse.Relative, supervisor.StaffID: recuse.Accused} {
		if err := recuse.Put(b.db, b.now, model.ObjectPetition, r.ID, who, reason); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.SealUp(b.ctx, officer, r.ID, b.order(r.ID)); err != nil {
		t.Fatal(err)
	}
	found, err := gorm.G[model.Conflict](b.db).Where("object_id = ?", r.ID).Order("staff_id").Find(b.ctx)
	var who []string
	for _, c := range found {
		who = append(who, fmt.Sprint(c.StaffID, c.Reason))
	}
	if err != nil || fmt.Sprint(who) != fmt.Sprintf("[%d%s %d%s]", colleague.StaffID, recuse.Declared, head.StaffID, recuse.Declared) {
		t.Errorf("kept from %v, %v", who, err)
	}
	list := func(by actor.Actor, want int) int64 {
		t.Helper()
		l, err := b.Handovers(b.ctx, by, page.Request{})
		if err != nil || l.Total != want || len(l.Items) != want {
			t.Fatalf("%s lists %d, %v", by.Name, l.Total, err)
		}
		counts, err := complaint.Outside{Service: b.Service}.Today(b.ctx, by)
		if err != nil || counts[1].Key != "handovers.open" || counts[1].N != want {
			t.Errorf("%s counts %+v, %v", by.Name, counts, err)
		}
		tasks, err := complaint.Outside{Service: b.Service}.Work(b.ctx, by)
		b.listed(counts, tasks, err)
		if want == 0 {
			return 0
		}
		return l.Items[0].ID
	}
	list(colleague, 0)
	id := list(officer, 1)
	for what, do := range map[string]func(id int64) error{
		"takes the parcel": func(id int64) error { _, _, _, err := b.Parcel(b.ctx, colleague, id); return err },
		"hands it over":    func(id int64) error { return b.Handed(b.ctx, colleague, id) },
		"reports it":       func(id int64) error { return b.ReportedUp(b.ctx, colleague, id) },
	} {
		got, never := do(id), do(id+99)
		if !fault.Is(got, fault.NotFound) || got.Error() != never.Error() {
			t.Errorf("who has an interest %s: %v, and of none %v", what, got, never)
		}
	}
	b.refusals("handover", id, 3)
	b.refusals("handover", id+99, 0)
}
