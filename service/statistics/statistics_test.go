package statistics_test

import (
	"crypto/rand"
	"fmt"
	"testing"
	"time"

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
		{Source: model.ClueFromPetition, Opinion: model.OpinionVerify, DecidedAt: &decided, CreatedAt: at(1, 9, 1)},
		{Source: model.ClueFromFinding, CreatedAt: at(3, 9, 1)},
	} {
		c.Number, c.State, c.TitleSealed, c.SummarySealed, c.UpdatedAt, c.Version, c.PetitionID = fmt.Sprint(i+1), model.ClueAssigned, random(), random(), c.CreatedAt, 1, int64(i+1)
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
		if _, err := s.Open(t.Context(), by, quarter); !fault.Is(err, fault.NotFound) {
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
	before, err := s.Open(t.Context(), head, quarter)
	if err != nil || before.Figures.Get("petitions", "received") != 2 || before.Figures.Get("clues", "registered") != 1 || before.Figures.Get("cases", "filed") != 0 {
		t.Errorf("%+v %v", before, err)
	}
	if err := s.Submit(t.Context(), head, quarter); err != nil { // counts everything, whoever submits
		t.Fatal(err)
	}
	after, err := s.Open(t.Context(), head, quarter)
	if err != nil || !after.Submitted || len(after.Corrections) != 0 || after.Figures.Get("petitions", "received") != 2 {
		t.Errorf("%+v %v", after, err)
	}
	whole, err := s.Open(t.Context(), manager, quarter)
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
	f, err := s.Open(t.Context(), manager, quarter)
	if err != nil || f.Figures.Get("category", "suggestion") != 0 || f.By != manager.Name || len(f.Digest) != 64 || f.CanSubmit {
		t.Errorf("%+v %v", f, err)
	}
	want := []statistics.Correction{{Group: "category", Key: "", Was: 1, Now: 0}, {Group: "category", Key: "suggestion", Was: 0, Now: 1}}
	if len(f.Corrections) != 2 || f.Corrections[0] != want[0] || f.Corrections[1] != want[1] {
		t.Errorf("%+v", f.Corrections)
	}
}

func TestSpans(t *testing.T) {
	for says, want := range map[string]statistics.Span{"2026Q1": quarter, "2026-03": {Year: 2026, Month: 3}, " 2026-12 ": {Year: 2026, Month: 12}} {
		if got, err := statistics.ParseSpan(says); err != nil || got != want {
			t.Errorf("%s: %v %v", says, got, err)
		}
	}
	for _, says := range []string{"", "2026", "2026Q0", "2026Q5", "2026-13", "2026-00", "2026-3", "26Q1", "2026Q1x", "Q1", "1999Q1"} {
		if got, err := statistics.ParseSpan(says); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v %v", says, got, err)
		}
	}
}
