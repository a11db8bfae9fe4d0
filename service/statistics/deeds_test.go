package statistics_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/fieldcheck"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/workday"
	"yangguang/service/livelihood"
	"yangguang/service/meeting"
	"yangguang/service/prepayment"
	"yangguang/service/statistics"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// TestDeedsAreAsManyAsTheListsShow: what was made, or done, on the first and on
// the last day of a span counts, nothing before and behind it, nothing that was
// taken back, and nothing that is about the reader; the list that each figure
// leads to holds as many.
func TestDeedsAreAsManyAsTheListsShow(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	now := time.Date(2026, 4, 2, 2, 0, 0, 0, time.UTC)
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	kin, rows := head, registers.New(t, db, now)
	kin.StaffID, kin.Name = 50, "亲示例"
	me := rows.Person(kin.Name, registers.Number("45092319700101101"))
	batch := rows.NewBatch(model.BatchLoaded)
	ok(db.Create(&model.Staff{ID: kin.StaffID, Login: "kin", Name: kin.Name, Role: string(kin.Role), SessionEpoch: 1, PersonID: me, CreatedAt: now}).Error)
	ok(db.Create(&model.CompanyRole{ID: batch<<24 | 1, Code: "91", PersonID: me, Role: "股东", BatchID: batch}).Error)
	ok(db.Create(&model.Bid{ID: batch<<24 | 2, ProjectNo: "OWN", BidderCode: "91", BidFen: 1, BatchID: batch}).Error)
	about := rows.Finding(registers.Finding{Person: me})

	first, last, after := time.Date(2025, 12, 31, 16, 0, 0, 0, time.UTC), time.Date(2026, 3, 31, 15, 59, 59, 0, time.UTC), time.Date(2026, 3, 31, 16, 0, 0, 0, time.UTC)
	before := first.Add(-time.Second)
	for i, c := range []struct {
		made, done time.Time
		how        int // 0 done, 1 still open, 2 taken back
		own        bool
	}{
		{first, last, 0, false}, {before, first, 0, false}, {last, after, 0, false}, {last, time.Time{}, 1, false}, {first, last, 2, false}, {before, after, 0, false}, {after, after, 0, false}, {first, last, 0, true},
	} {
		done, no, person, finding := &c.done, fmt.Sprint("P", i), int64(1000+i), int64(0)
		if c.how == 1 {
			done = nil
		}
		if c.own {
			no, person, finding = "OWN", me, about
		}
		field := []string{model.FieldAccepted, model.FieldOpen, model.FieldClosed}[c.how]
		ok(db.Create(&model.FieldCheck{ProjectNo: no, VillageCode: registers.Silian, State: field, DueAt: now, MadeAt: c.made, ClosedAt: done, Version: 1, UpdatedAt: now}).Error)
		task := []string{model.LivelihoodMet, model.LivelihoodOpen, model.LivelihoodWithdrawn}[c.how]
		ok(db.Create(&model.LivelihoodTask{Fingerprint: random(), Kind: model.LivelihoodHousing, PersonID: person, State: task, DueAt: now, ClosedAt: done, Version: 1, CreatedAt: c.made, UpdatedAt: now}).Error)
		issue, confirmed := []string{model.MeetingConfirmed, model.MeetingAssigned, model.MeetingWithdrawn}[c.how], done
		if c.how == 2 {
			confirmed = nil
		}
		ok(db.Create(&model.MeetingIssue{Title: "示例", FactsSealed: random(), Kind: "subsidy", Origin: model.MeetingFromOwn, FindingID: finding, RaisedYear: 2026, State: issue, ConfirmedAt: confirmed, Version: 1, CreatedAt: c.made, UpdatedAt: now}).Error)
		list := model.PrepaymentList{BatchID: rows.NewBatch(model.BatchLoaded), State: []string{model.PrepaymentReleased, model.PrepaymentChecked, model.PrepaymentReleased}[c.how], WithdrawnRows: 1 << i, WithdrawnFen: 100 << i, DecidedAt: done, Version: 1, CreatedAt: c.made, UpdatedAt: now}
		if c.how == 2 {
			ok(db.Exec("UPDATE batches SET status = ?, withdrawn_mark = id WHERE id = ?", model.BatchWithdrawn, list.BatchID).Error)
		}
		ok(db.Create(&list).Error)
	}

	s := &statistics.Service{DB: db, Now: func() time.Time { return now }}
	from, to := quarter.Days()
	in := func(by string) page.Counted { return page.Counted{By: by, From: from, To: to - 1} }
	cal, err := workday.New(nil, 2025, 2026)
	ok(err)
	calendar := func(context.Context) (*workday.Calendar, error) { return cal, nil }
	fields := fieldcheck.New(fieldcheck.Deps{DB: db, Calendar: calendar, Now: s.Now})
	homes := livelihood.New(livelihood.Deps{DB: db, Calendar: calendar, Now: s.Now})
	issues := meeting.New(meeting.Deps{DB: db, Now: s.Now})
	lists := prepayment.New(db, nil, nil, nil, s.Now)
	for by, want := range map[actor.Actor]statistics.Deeds{
		head:    {FieldAsked: 4, FieldDone: 3, TasksMade: 4, TasksMet: 3, IssuesRaised: 4, IssuesOK: 3, StopLists: 3, StoppedRows: 131, StoppedFen: 13100},
		kin:     {FieldAsked: 3, FieldDone: 2, TasksMade: 3, TasksMet: 2, IssuesRaised: 3, IssuesOK: 2, StopLists: 3, StoppedRows: 131, StoppedFen: 13100},
		manager: {FieldAsked: 4, FieldDone: 3, TasksMade: 4, TasksMet: 3, IssuesRaised: 4, IssuesOK: 3, StopLists: 3, StoppedRows: 131, StoppedFen: 13100},
	} {
		f, err := s.Open(t.Context(), by, quarter, 0)
		ok(err)
		if f.Platform.Deeds != want || f.Empty() {
			t.Errorf("%s counts %+v, want %+v", by.Name, f.Platform.Deeds, want)
		}
		if by == manager { // none of the lists but that of the joint meeting is theirs
			continue
		}
		var got statistics.Deeds
		count := func(into *int64, n int, err error) {
			t.Helper()
			ok(err)
			*into = int64(n)
		}
		c, err := fields.List(t.Context(), by, fieldcheck.Filter{View: fieldcheck.ViewAll, Counted: in(page.ByMade)}, page.Request{})
		count(&got.FieldAsked, c.Total, err)
		c, err = fields.List(t.Context(), by, fieldcheck.Filter{View: model.FieldAccepted, Counted: in(page.ByDone)}, page.Request{})
		count(&got.FieldDone, c.Total, err)
		h, err := homes.List(t.Context(), by, livelihood.Filter{View: livelihood.ViewAll, Counted: in(page.ByMade)}, page.Request{})
		count(&got.TasksMade, h.Total, err)
		h, err = homes.List(t.Context(), by, livelihood.Filter{View: model.LivelihoodMet, Counted: in(page.ByDone)}, page.Request{})
		count(&got.TasksMet, h.Total, err)
		m, err := issues.List(t.Context(), by, meeting.Filter{View: meeting.ViewAll, Counted: in(page.ByMade)}, page.Request{})
		count(&got.IssuesRaised, m.Total, err)
		m, err = issues.List(t.Context(), by, meeting.Filter{View: model.MeetingConfirmed, Counted: in(page.ByDone)}, page.Request{})
		count(&got.IssuesOK, m.Total, err)
		_, sums, err := lists.Lists(t.Context(), by, prepayment.Filter{State: model.PrepaymentReleased, Counted: in(page.ByDone)}, page.Request{})
		count(&got.StopLists, sums.Lists, err)
		got.StoppedRows, got.StoppedFen = int64(sums.StoppedRows), sums.StoppedFen
		if got != want {
			t.Errorf("the lists of %s show %+v, want %+v", by.Name, got, want)
		}
	}
	f, err := s.Open(t.Context(), petition, quarter, 0)
	if ok(err); f.Platform.Deeds != (statistics.Deeds{}) {
		t.Errorf("the petition office counts %+v", f.Platform.Deeds)
	}
}
