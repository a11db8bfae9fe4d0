package comparison_test

import (
	"fmt"
	"strings"
	"testing"

	"yangguang/model"
	"yangguang/service/comparison"
	"yangguang/service/store/dbtest/registers"
)

// TestWhatHouseholdsSayIsNoQuestionToTheHandler makes a finding of what five
// households say, about who handled their money: nobody is asked, no village
// checks it, and one that has its money in the end counts no more.
func TestWhatHouseholdsSayIsNoQuestionToTheHandler(t *testing.T) {
	c := newCounty(t)
	handler := c.r.Person("测手", registers.Number("45092319700101099"))
	rosters := c.batch("rosters", "2024-07-01")
	for n := range 5 {
		p := c.r.Person("测户", registers.Number(fmt.Sprintf("45092319700101%03d", n+1)))
		c.r.Resident(p, fmt.Sprintf("S%d", n), registers.Silian, "")
		c.create(&model.Roster{ID: rosters<<24 | int64(n+1), ItemID: c.item, PersonID: p, Relation: "户主", FromOn: on("2023-01-01"), HandlerID: handler, BatchID: rosters, RowNo: n + 1})
		id := c.r.Pay(registers.Payout{Person: p, Item: c.item, Month: "2024-05", Fen: 5000})
		said := c.now
		c.create(&model.PayoutAsk{PayoutID: id, BatchID: c.r.Batch, PayeeID: p, ItemID: c.item, PeriodStart: on("2024-05-01"), PeriodEnd: on("2024-05-31"), PaidOn: on("2024-05-10"), AmountFen: 5000,
			Home: fmt.Sprintf("S%d", n), VillageCode: registers.Silian, HandlerID: handler, Bank: "其他银行", Said: model.SaidMissing, SaidAt: &said, CreatedAt: c.now})
	}
	c.batch("residents", "2024-07-01")
	run := func() []model.Finding {
		t.Helper()
		if _, err := c.s.Compare(t.Context(), cli, comparison.Request{Choice: comparison.Choice{Models: []string{"S30"}}}); err != nil {
			t.Fatal(err)
		}
		return c.findings()
	}
	all := run()
	if len(all) != 1 {
		t.Fatalf("%d findings: %+v", len(all), all)
	}
	f := all[0]
	if f.SubjectKind != model.SubjectPerson || f.PersonID != handler || f.ItemID != 0 || f.Askable || f.VillageChecks || f.Owed != "" || f.AmountFen != 25000 || c.evidence(f.ID) != 5 || !strings.Contains(f.Sentence, "有5户说没有收到") {
		t.Errorf("%+v with %d records", f, c.evidence(f.ID))
	}
	one := c.db.Model(&model.PayoutAsk{}).Where("payout_id = (SELECT id FROM (SELECT MAX(payout_id) AS id FROM payout_asks) AS last)")
	if err := one.Update("said", model.SaidReceived).Error; err != nil {
		t.Fatal(err)
	}
	if all = run(); len(all) != 1 || all[0].GoneAt == nil {
		t.Errorf("four households are enough: %+v", all)
	}
	for table, set := range map[any]string{&model.PayoutAsk{}: "said", &model.Roster{}: "handler_id"} {
		if err := c.db.Model(table).Where("1 = 1").Update(set, map[string]any{"said": model.SaidMissing, "handler_id": 0}[set]).Error; err != nil {
			t.Fatal(err)
		}
	}
	if all = run(); len(all) != 2 || all[1].SubjectKind != model.SubjectVillage || all[1].SubjectNo != registers.Silian || all[1].VillageCode != registers.Silian || all[1].ItemID != c.item || all[1].VillageChecks {
		t.Errorf("the village and item: %+v", all)
	}
	var asks []model.PayoutAsk
	if err := c.db.Order("payout_id").Find(&asks).Error; err != nil {
		t.Fatal(err)
	}
	for n, a := range asks { // no handler and no village has enough, the bank has
		set := map[string]any{"village_code": fmt.Sprintf("4509231082%02d", 20+n), "bank": "农业银行"}
		if err := c.db.Model(&model.PayoutAsk{}).Where("payout_id = ?", a.PayoutID).Updates(set).Error; err != nil {
			t.Fatal(err)
		}
	}
	if all = run(); len(all) != 3 || all[2].SubjectKind != model.SubjectBank || all[2].SubjectNo != "农业银行" || all[2].Askable || all[2].VillageChecks || !strings.Contains(all[2].Sentence, "同一银行代发的") {
		t.Errorf("the bank: %+v", all)
	}
	var out strings.Builder
	if _, err := c.s.Export(t.Context(), cli, "核对银行的疑点", &out); err != nil || !strings.Contains(out.String(), ",农业银行,") {
		t.Errorf("%s %v", out.String(), err)
	}
}

// TestSilenceCountsWhereACountySaysSo finds nothing in households that were told
// and say nothing, until a county sets how many of them are a question; a run
// that was made so is repeated so, however they answer later.
func TestSilenceCountsWhereACountySaysSo(t *testing.T) {
	c := newCounty(t)
	told := c.now.AddDate(0, 0, -20)
	var ids []int64
	for n := range 5 {
		p := c.r.Person("测户", registers.Number(fmt.Sprintf("45092319700101%03d", n+1)))
		c.r.Resident(p, fmt.Sprintf("S%d", n), registers.Silian, "")
		id := c.r.Pay(registers.Payout{Person: p, Item: c.item, Month: "2024-05", Fen: 5000})
		ids = append(ids, id)
		c.create(&model.PayoutAsk{PayoutID: id, BatchID: c.r.Batch, PayeeID: p, ItemID: c.item, PeriodStart: on("2024-05-01"), PeriodEnd: on("2024-05-31"), PaidOn: on("2024-05-10"), AmountFen: 5000,
			Home: fmt.Sprintf("S%d", n), VillageCode: registers.Silian, Bank: "其他银行", ToldAt: &told, CreatedAt: c.now})
	}
	c.batch("rosters", "2024-07-01")
	c.batch("residents", "2024-07-01")
	run := func() comparison.Run {
		t.Helper()
		r, err := c.s.Compare(t.Context(), cli, comparison.Request{Choice: comparison.Choice{Models: []string{"S30"}}})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	if run(); len(c.findings()) != 0 {
		t.Fatalf("silence alone: %+v", c.findings())
	}
	c.values["S30.silent_answers"] = "5"
	r := run()
	all := c.findings()
	if len(all) != 1 || all[0].SubjectKind != model.SubjectVillage || all[0].AmountFen != 25000 || c.evidence(all[0].ID) != 5 || !strings.Contains(all[0].Sentence, "有5户收到提醒以后一直没有回音") {
		t.Fatalf("%+v", all)
	}
	c.now = c.now.AddDate(0, 0, 1)
	said := c.now
	c.create(&model.PayoutAnswer{PayoutID: ids[0], PersonID: 1, Answer: model.SaidReceived, AnsweredAt: said, CreatedAt: said})
	if err := c.db.Model(&model.PayoutAsk{}).Where("payout_id = ?", ids[0]).Updates(map[string]any{"said": model.SaidReceived, "said_at": said}).Error; err != nil {
		t.Fatal(err)
	}
	if a, err := c.s.Repeat(t.Context(), cli, r.ID, nil); err != nil || a.Outcome != model.OutcomeSame {
		t.Errorf("made again: %+v %v", a, err)
	}
	if run(); c.findings()[0].GoneAt == nil {
		t.Errorf("one of five spoke: %+v", c.findings())
	}
}
