package meeting_test

import (
	"testing"

	"yangguang/model"
	"yangguang/service/kernel/page"
	"yangguang/service/meeting"
	"yangguang/service/store/dbtest/registers"
)

// TestAnIssueAboutOnesOwnIsNotThere: an issue from a finding about a person near
// to the reader, an account of theirs or a project of their company is neither
// listed, counted nor shown to them, as in the list of findings.
func TestAnIssueAboutOnesOwnIsNotThere(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	rows := registers.New(t, b.db, b.now)
	me, stranger := rows.Person("甲示例", registers.Number("45092319800101001")), rows.Person("乙示例", registers.Number("45092319820202002"))
	b.ok(b.db.Create(&model.Staff{ID: 100, Login: "me", Name: "甲示例", Role: string(other.Role), SessionEpoch: 1, PersonID: me, CreatedAt: b.now}).Error)
	mine := other
	mine.StaffID = 100
	item := rows.Item("DB", "农村低保")
	rows.Pay(registers.Payout{Person: me, Item: item, Month: "2026-01", Fen: 1})
	var accounts [][]byte
	b.ok(b.db.Model(&model.Payout{}).Where("person_id = ?", me).Limit(1).Pluck("account_digest", &accounts).Error)
	batch := rows.NewBatch(model.BatchLoaded)
	b.ok(b.db.Create(&model.CompanyRole{ID: batch<<24 | 1, Code: "91", PersonID: me, Role: "股东", BatchID: batch}).Error)
	b.ok(b.db.Create(&model.Bid{ID: batch<<24 | 2, ProjectNo: "X1", BidderCode: "91", BidFen: 1, BatchID: batch}).Error)
	findings := map[string]int64{
		"a person":  rows.Finding(registers.Finding{Person: me}),
		"a project": rows.Finding(registers.Finding{Kind: model.SubjectProject, No: "X1"}),
		"account":   rows.Finding(registers.Finding{Kind: model.SubjectAccount, No: "0128"}),
		"":          rows.Finding(registers.Finding{Person: stranger}),
		"another's": rows.Finding(registers.Finding{Kind: model.SubjectProject, No: "X2"}),
	}
	b.ok(b.db.Model(&model.Finding{}).Where("id = ?", findings["account"]).Update("subject_digest", accounts[0]).Error)
	issues := map[string]int64{}
	for name, finding := range findings {
		issues[name] = b.raise(welfare, "subsidy")
		b.ok(b.db.Model(&model.MeetingIssue{}).Where("id = ?", issues[name]).Update("finding_id", finding).Error)
	}
	for by, want := range map[int64]int{mine.StaffID: 2, other.StaffID: 5} {
		reader := other
		reader.StaffID = by
		list, err := b.List(ctx, reader, meeting.Filter{}, page.Request{})
		b.ok(err)
		figures, err := b.Figures(ctx, reader, 0)
		b.ok(err)
		if list.Total != want || len(list.Items) != want || list.Counts[meeting.ViewAll] != want || figures.All.Found != want {
			t.Errorf("staff %d: %d listed, %v counted, %+v", by, list.Total, list.Counts, figures.All)
		}
	}
	held := b.hold()
	b.ok(b.db.Exec("UPDATE meeting_issues SET meeting_id = ?", held).Error)
	for by, want := range map[int64]int{mine.StaffID: 2, other.StaffID: 5} {
		reader := other
		reader.StaffID = by
		if list, err := b.Meetings(ctx, reader, page.Request{}); err != nil || list.Items[0].Issues != want {
			t.Errorf("staff %d: the meeting assigned %+v %v", by, list.Items, err)
		}
	}
	for name, id := range issues {
		_, err := b.One(ctx, mine, id)
		if hidden := name != "" && name != "another's"; hidden != (err != nil) {
			t.Errorf("%q: %v", name, err)
		}
	}
}
