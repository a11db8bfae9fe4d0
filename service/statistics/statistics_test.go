package statistics_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/recuse"
	"yangguang/service/statistics"
	"yangguang/service/store/dbtest"
)

var (
	manager  = actor.Actor{Kind: actor.Staff, StaffID: 6, Role: actor.RoleCaseManagement, Name: "案管甲"}
	head     = actor.Actor{Kind: actor.Staff, StaffID: 5, Role: actor.RoleHead, Name: "领导甲"}
	petition = actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RolePetition, Name: "信访甲"}
	quarter  = statistics.Span{Year: 2026, Quarter: 1}
)

// county is a quarter with one of everything.
func county(t *testing.T) (*gorm.DB, *statistics.Service) {
	t.Helper()
	db := dbtest.New(t)
	now := time.Date(2026, 4, 2, 2, 0, 0, 0, time.UTC)
	at := func(month time.Month, day, hour int) time.Time {
		return time.Date(2026, month, day, hour, 0, 0, 0, time.UTC)
	}
	create := func(row any) {
		if err := db.Create(row).Error; err != nil {
			t.Fatal(err)
		}
	}
	for i, p := range []model.Petition{
		{Category: "accusation", Channel: model.ChannelWechat, Mode: model.ReporterRealVerified, Subject: "project", VillageCode: "450923101201", ReceivedAt: at(1, 5, 1)},
		{Category: "accusation", Channel: model.ChannelWechat, Mode: model.ReporterRealVerified, Subject: "project", VillageCode: "450923101202", ReceivedAt: at(2, 5, 1), RepeatOf: 1},
		{Channel: model.ChannelLetter, Mode: model.ReporterAnonymous, Subject: "other", VillageCode: "450923102201", ReceivedAt: at(3, 31, 15)}, // 23:00 there
		{Channel: model.ChannelLetter, Mode: model.ReporterAnonymous, Subject: "other", VillageCode: "450923102201", ReceivedAt: at(3, 31, 16)}, // the next quarter
	} {
		p.Number, p.State, p.ReceiptDigest, p.SubmitKey = fmt.Sprint(i+1), model.PetitionReceived, random(), random()
		p.ReceiptSealed, p.BodySealed, p.UpdatedAt, p.Version = random(), random(), p.ReceivedAt, 1
		create(&p)
	}
	decided := at(3, 2, 1)
	for i, c := range []model.Clue{
		{State: model.ClueApproved, Source: model.ClueFromPetition, Opinion: model.OpinionFile, DecidedAt: &decided, CreatedAt: at(1, 9, 1)},
		{State: model.ClueAssigned, Source: model.ClueFromFinding, CreatedAt: at(3, 9, 1)},
		{State: model.ClueReturned, Source: model.ClueFromOrgan, Opinion: model.OpinionEnd, DecidedAt: &decided, CreatedAt: at(4, 1, 1)}, // sent back, and of the next quarter
	} {
		c.Number, c.TitleSealed, c.SummarySealed, c.UpdatedAt, c.Version, c.PetitionID = fmt.Sprint(i+1), random(), random(), c.CreatedAt, 1, int64(i+1)
		create(&c)
	}
	filed, day := at(3, 10, 1), time.Date(2026, 3, 31, 0, 0, 0, 0, time.UTC)
	create(&model.Case{
		Number: "1", ClueID: 1, State: model.CaseExecuting, FiledOn: day, FiledAt: &filed, ConcludedOn: &day, OutcomeParty: "warning", OutcomeOther: "prosecution", FormOfFour: 2,
		PersonRank: "village", FoundFen: 120000, OrderedFen: 110000, RecoveredFen: 100000, ReturnedFen: 90000, Version: 1, CreatedAt: filed, UpdatedAt: filed,
	})
	return db, &statistics.Service{DB: db, Now: func() time.Time { return now }}
}

func random() []byte {
	b := make([]byte, 32)
	_, _ = rand.Read(b)
	return b
}

func TestAQuarterAddsUp(t *testing.T) {
	db, s := county(t)
	var f statistics.Figures
	dbtest.AtMost(t, db, 5, func(db *gorm.DB) {
		var err error
		if f, err = (&statistics.Service{DB: db, Now: s.Now}).Figures(t.Context(), manager, quarter); err != nil {
			t.Fatal(err)
		}
	})
	for _, want := range []statistics.Line{
		{Group: "petitions", Key: "received", N: 3}, {Group: "petitions", Key: "first", N: 2}, {Group: "petitions", Key: "repeat", N: 1}, {Group: "petitions", Key: "anonymous", N: 1},
		{Group: "petitions", Key: "real", N: 2}, {Group: "category", Key: "accusation", N: 2}, {Group: "category", Key: "", N: 1}, {Group: "channel", Key: "wechat", N: 2},
		{Group: "subject", Key: "project", N: 2}, {Group: "town", Key: "450923101", N: 2}, {Group: "town", Key: "450923102", N: 1},
		{Group: "clues", Key: "registered", N: 2}, {Group: "clues", Key: "disposed", N: 1}, {Group: "source", Key: "finding", N: 1}, {Group: "disposal", Key: "verify", N: 1},
		{Group: "cases", Key: "filed", N: 1}, {Group: "cases", Key: "punished", N: 1}, {Group: "cases", Key: "transferred", N: 1}, {Group: "party", Key: "warning", N: 1},
		{Group: "rank", Key: "village", N: 1}, {Group: "form", Key: "2", N: 1}, {Group: "money", Key: "found", N: 120000}, {Group: "money", Key: "returned", N: 90000},
	} {
		if got := f.Get(want.Group, want.Key); got != want.N {
			t.Errorf("%s %q: %d, want %d", want.Group, want.Key, got, want.N)
		}
	}
	for _, group := range []string{statistics.GroupCategory, statistics.GroupChannel, statistics.GroupSubject, statistics.GroupTown} {
		var sum int64
		for _, l := range f.Of(group) {
			sum += l.N
		}
		if sum != f.Get("petitions", "received") {
			t.Errorf("%s adds up to %d", group, sum)
		}
	}
	months := int64(0)
	for m := 1; m <= 3; m++ {
		one, err := s.Figures(t.Context(), manager, statistics.Span{Year: 2026, Month: m})
		if err != nil {
			t.Fatal(err)
		}
		months += one.Get("petitions", "received")
	}
	if months != 3 {
		t.Errorf("three months add up to %d", months)
	}
}

func TestWhoMayCount(t *testing.T) {
	_, s := county(t)
	f, err := s.Figures(t.Context(), petition, quarter)
	if err != nil || f.Get("petitions", "received") != 3 || len(f.Of("clues"))+len(f.Of("cases"))+len(f.Of("money")) != 0 {
		t.Errorf("the petition office: %v %v", f, err)
	}
	for _, role := range actor.Roles {
		if role == actor.RolePetition || role == actor.RoleHead || role == actor.RoleCaseManagement {
			continue
		}
		by := actor.Actor{Kind: actor.Staff, StaffID: 9, Role: role, Division: "450923101000"}
		if _, err := s.Open(t.Context(), by, quarter, 0); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", role, err)
		}
		if err := s.Submit(t.Context(), by, quarter); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s submits: %v", role, err)
		}
	}
}

// TestATotalBetraysNothing has a head with an interest in a petition, a clue and
// a case: neither their figures nor the submitted form differ by them.
func TestATotalBetraysNothing(t *testing.T) {
	db, s := county(t)
	for _, object := range []string{model.ObjectPetition, model.ObjectClue, model.ObjectCase} {
		if err := recuse.Put(db, s.Now(), object, 1, head.StaffID, recuse.Relative); err != nil {
			t.Fatal(err)
		}
	}
	before, err := s.Open(t.Context(), head, quarter, 0)
	if err != nil || before.Figures.Get("petitions", "received") != 2 || before.Figures.Get("clues", "registered") != 1 || before.Figures.Get("cases", "filed") != 0 {
		t.Errorf("%+v %v", before, err)
	}
	if err := s.Submit(t.Context(), head, quarter); err != nil { // counts everything, whoever submits
		t.Fatal(err)
	}
	after, err := s.Open(t.Context(), head, quarter, 0)
	if err != nil || !after.Submitted || len(after.Corrections) != 0 || after.Figures.Get("petitions", "received") != 2 {
		t.Errorf("%+v %v", after, err)
	}
	whole, err := s.Open(t.Context(), manager, quarter, 0)
	if err != nil || whole.Figures.Get("petitions", "received") != 3 || whole.Figures.Get("cases", "filed") != 1 || len(whole.Corrections) != 0 {
		t.Errorf("%+v %v", whole, err)
	}
}

func TestASubmittedFormStays(t *testing.T) {
	db, s := county(t)
	if err := s.Submit(t.Context(), manager, statistics.Span{Year: 2026, Quarter: 2}); !fault.Is(err, fault.Conflict) {
		t.Errorf("a quarter that is not over: %v", err)
	}
	if err := s.Submit(t.Context(), manager, quarter); err != nil {
		t.Fatal(err)
	}
	if err := s.Submit(t.Context(), manager, quarter); !fault.Is(err, fault.Conflict) {
		t.Errorf("twice: %v", err)
	}
	if err := db.Model(&model.Petition{}).Where("id = 3").Update("category", "suggestion").Error; err != nil {
		t.Fatal(err)
	}
	f, err := s.Open(t.Context(), manager, quarter, 0)
	if err != nil || f.Figures.Get("category", "suggestion") != 0 || f.By != manager.Name || len(f.Digest) != 64 || f.CanSubmit {
		t.Errorf("%+v %v", f, err)
	}
	want := []statistics.Correction{{Group: "category", Key: "", Was: 1, Now: 0}, {Group: "category", Key: "suggestion", Was: 0, Now: 1}}
	if len(f.Corrections) != 2 || f.Corrections[0] != want[0] || f.Corrections[1] != want[1] {
		t.Errorf("%+v", f.Corrections)
	}
}

// TestBothVersionsStay corrects a form: the first version can still be looked at,
// and nobody corrects what did not change, or what somebody else just corrected.
func TestBothVersionsStay(t *testing.T) {
	db, s := county(t)
	if err := s.Correct(t.Context(), manager, quarter, 0, "sorted"); !fault.Is(err, fault.Conflict) {
		t.Errorf("what was not submitted: %v", err)
	}
	if err := s.Submit(t.Context(), manager, quarter); err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"no reason": s.Correct(t.Context(), manager, quarter, 1, "because"), "no difference": s.Correct(t.Context(), manager, quarter, 1, "sorted"), "a head": s.Correct(t.Context(), head, quarter, 1, "sorted"),
	} {
		if !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	for _, q := range []string{"UPDATE petitions SET category = 'suggestion' WHERE id = 3", "UPDATE cases SET form_of_four = 3"} {
		if err := db.Exec(q).Error; err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Correct(t.Context(), manager, quarter, 1, "sorted"); err != nil {
		t.Fatal(err)
	}
	if err := s.Correct(t.Context(), manager, quarter, 1, "sorted"); !fault.Is(err, fault.Conflict) {
		t.Errorf("a version that is not the last: %v", err)
	}
	var last statistics.Form
	dbtest.AtMost(t, db, 18, func(db *gorm.DB) {
		var err error
		if last, err = (&statistics.Service{DB: db, Now: s.Now}).Open(t.Context(), manager, quarter, 0); err != nil {
			t.Fatal(err)
		}
	})
	first, err := s.Open(t.Context(), manager, quarter, 1)
	if err != nil || first.Shown != 1 || first.Latest != 2 || first.Figures.Get("form", "2") != 1 || last.Figures.Get("form", "3") != 1 || first.Digest == last.Digest {
		t.Errorf("%+v %v", first, err)
	}
	if v := last.Versions; len(v) != 2 || v[1].Reason == "" || len(v[1].Changes) != 4 || len(last.Corrections) != 0 || last.CanCorrect {
		t.Errorf("%+v", last)
	}
	// A head is shown no changes of petitions, and somebody with an interest none at all.
	f, err := s.Open(t.Context(), head, quarter, 1)
	if err != nil || len(f.Versions[1].Changes) != 2 || f.Figures.Get("category", "suggestion") != 1 || f.Figures.Get("form", "2") != 1 {
		t.Errorf("%+v %v", f, err)
	}
	if err := recuse.Put(db, s.Now(), model.ObjectPetition, 2, manager.StaffID, recuse.Declared); err != nil {
		t.Fatal(err)
	}
	f, err = s.Open(t.Context(), manager, quarter, 1)
	if err != nil || len(f.Versions) != 2 || len(f.Versions[1].Changes)+len(f.Corrections) != 0 || f.Figures.Get("form", "3") != 1 || f.CanCorrect {
		t.Errorf("%+v %v", f, err)
	}
	if err := db.Exec("UPDATE cases SET form_of_four = 4").Error; err != nil {
		t.Fatal(err)
	}
	if err := s.Correct(t.Context(), manager, quarter, 2, "sorted"); !fault.Is(err, fault.Conflict) {
		t.Errorf("with an interest: %v", err)
	}
}

// TestOwnHeadsAreCountedElsewhere: what is about the commission's own heads is in
// the petition office's figures and in nobody else's.
func TestOwnHeadsAreCountedElsewhere(t *testing.T) {
	db, s := county(t)
	if err := s.Submit(t.Context(), manager, quarter); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"UPDATE petitions SET own_head = 1 WHERE id = 1", "UPDATE petitions SET state = 'sealed_up' WHERE id = 2"} {
		if err := db.Exec(q).Error; err != nil {
			t.Fatal(err)
		}
	}
	for by, want := range map[*actor.Actor]int64{&petition: 3, &head: 1} {
		f, err := s.Open(t.Context(), *by, quarter, 0)
		if err != nil || f.Figures.Get("petitions", "received") != want || len(f.Corrections) != 0 {
			t.Errorf("%s: %+v %v", by.Role, f.Figures, err)
		}
	}
	if f, err := s.Figures(t.Context(), manager, quarter); err != nil || f.Get("petitions", "received") != 1 {
		t.Errorf("case management: %v %v", f, err)
	}
}

// TestAHeadReadsTheSameBesideAPetitionAboutHeads: that one came shows nowhere, not
// even in that the list of corrections is missing.
func TestAHeadReadsTheSameBesideAPetitionAboutHeads(t *testing.T) {
	db, s := county(t)
	if err := s.Submit(t.Context(), manager, quarter); err != nil {
		t.Fatal(err)
	}
	exec := func(q string) {
		t.Helper()
		if err := db.Exec(q).Error; err != nil {
			t.Fatal(err)
		}
	}
	exec("UPDATE cases SET form_of_four = 3")
	if err := s.Correct(t.Context(), manager, quarter, 1, "sorted"); err != nil {
		t.Fatal(err)
	}
	exec("UPDATE cases SET form_of_four = 4")
	read := func() string {
		t.Helper()
		f, err := s.Open(t.Context(), head, quarter, 1)
		if err != nil || len(f.Corrections) == 0 || len(f.Versions[1].Changes) == 0 {
			t.Fatalf("%+v %v", f, err)
		}
		return fmt.Sprintf("%+v", f)
	}
	before := read()
	p := model.Petition{
		Number: "9", State: model.PetitionReceived, OwnHead: true, ReceiptDigest: random(), SubmitKey: random(), ReceiptSealed: random(), BodySealed: random(), Channel: model.ChannelH5,
		Mode: model.ReporterAnonymous, Subject: "own_head", ReceivedAt: s.Now().AddDate(0, 0, -20), UpdatedAt: s.Now(), Version: 1,
	}
	if err := db.Create(&p).Error; err != nil {
		t.Fatal(err)
	}
	if err := recuse.Put(db, s.Now(), model.ObjectPetition, p.ID, head.StaffID, recuse.Accused); err != nil {
		t.Fatal(err)
	}
	if after := read(); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
}

// TestTheWorkbookHasTheLayoutOfTheForm reads it back, cell by cell.
func TestTheWorkbookHasTheLayoutOfTheForm(t *testing.T) {
	_, s := county(t)
	s.Organ, s.Words = "演示县纪委监委", statistics.Words{statistics.GroupForm: {{Value: "1", Text: "第一种"}, {Value: "2", Text: "第二种"}}}
	if err := s.Submit(t.Context(), manager, quarter); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := s.Export(t.Context(), head, quarter, 0, &b); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows("统计表")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, r := range rows {
		all.WriteString(strings.Join(r, "|") + "\n")
	}
	for _, want := range []string{
		"演示县纪委监委信访举报和执纪执法情况统计表", "2026年第一季度（2026-01-01 至 2026-03-31）", "项目|指标|单位|本期|占比|上期|上年同期", "接收信访举报|接收信访举报|件次|3|—|0|0",
		"|第二种|人|1|100.0%|0|0", "|查实金额|元|1,200.00|—|0.00|0.00", "填表人：案管甲", "报送摘要（SM3）：",
	} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("%s is missing:\n%s", want, all.String())
		}
	}
	merged, err := book.GetMergeCells("统计表")
	if err != nil || len(merged) < 10 {
		t.Errorf("%d cells are merged: %v", len(merged), err)
	}
	if file := os.Getenv("STATISTICS_XLSX"); file != "" { // to be looked at
		if err := book.SaveAs(file); err != nil {
			t.Fatal(err)
		}
	}
}

func TestSpans(t *testing.T) {
	for says, want := range map[string]statistics.Span{"2026Q1": quarter, "2026-03": {Year: 2026, Month: 3}, " 2026-12 ": {Year: 2026, Month: 12}} {
		if got, err := statistics.ParseSpan(says); err != nil || got != want {
			t.Errorf("%s: %v %v", says, got, err)
		}
	}
	for _, c := range []struct {
		from, to statistics.Span
		n        int
	}{{quarter, statistics.Span{Year: 2025, Quarter: 4}, -1}, {quarter, statistics.Span{Year: 2025, Quarter: 1}, -4}, {statistics.Span{Year: 2026, Month: 12}, statistics.Span{Year: 2027, Month: 1}, 1}} {
		if got := c.from.Add(c.n); got != c.to {
			t.Errorf("%s and %d: %s", c.from, c.n, got)
		}
	}
	if got := statistics.Latest(time.Date(2026, 3, 31, 15, 0, 0, 0, time.UTC), true); got != (statistics.Span{Year: 2025, Quarter: 4}) {
		t.Errorf("before midnight: %s", got)
	}
	if got := statistics.Latest(time.Date(2026, 3, 31, 16, 0, 0, 0, time.UTC), true); got != quarter {
		t.Errorf("after midnight: %s", got)
	}
	for _, says := range []string{"", "2026", "2026Q0", "2026Q5", "2026-13", "2026-00", "2026-3", "26Q1", "2026Q1x", "Q1", "1999Q1"} {
		if got, err := statistics.ParseSpan(says); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v %v", says, got, err)
		}
	}
}
