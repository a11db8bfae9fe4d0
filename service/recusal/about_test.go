package recusal_test

import (
	"maps"
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/casework"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
	"yangguang/service/store/dbtest/registers"
)

// ofFinding is the clue that a finding became.
func (b *bench) ofFinding(finding int64) (clue int64) {
	b.t.Helper()
	ledger := casework.NewLedger(b.db, b.rows.People)
	b.ok(transact.Do(b.t.Context(), b.db, func(tx *gorm.DB) (err error) {
		clue, _, err = ledger.RegisterFinding(tx, b.staff["领导甲"], b.now, finding, registers.Silian, seal.NewSecret("题目"), seal.NewSecret("反映陈某的事"))
		if err != nil {
			return err
		}
		return b.ClueOfFinding(b.t.Context(), tx, b.now, finding, clue)
	}))
	return clue
}

// TestAClueAboutAnAccountOrAProject: it is kept from whose money goes into the
// account, from those behind the companies that won or bid, and from the kin of
// all of them, as from the person of a finding about a person.
func TestAClueAboutAnAccountOrAProject(t *testing.T) {
	b := newBench(t)
	ctx := t.Context()
	payee, owner, bidder := b.official("韦国强", "博白县林业局"), b.official("韦国胜", "博白县水利局"), b.official("韦国富", "博白县农业局")
	for name, of := range map[string]int64{"信访乙": payee, "案管甲": owner, "案管乙": bidder} {
		if _, there := b.staff[name]; !there {
			b.account(name, actor.RoleCaseManagement, "", "")
		}
		b.rows.Relative(b.official(name, "博白县纪委监委"), of)
	}
	item := b.rows.Item("DB", "农村低保")
	b.rows.Pay(registers.Payout{Person: payee, Item: item, Month: "2026-01", Fen: 1})
	var accounts [][]byte
	b.ok(b.db.Model(&model.Payout{}).Where("person_id = ?", payee).Limit(1).Pluck("account_digest", &accounts).Error)
	batch := b.rows.NewBatch(model.BatchLoaded)
	for _, row := range []any{
		&model.CompanyRole{ID: batch<<24 | 1, Code: "91A", PersonID: owner, Role: "法定代表人", BatchID: batch}, &model.CompanyRole{ID: batch<<24 | 2, Code: "91B", PersonID: bidder, Role: "股东", BatchID: batch},
		&model.Bid{ID: batch<<24 | 3, ProjectNo: "X1", BidderCode: "91A", BidFen: 1, Place: 1, BatchID: batch}, &model.Bid{ID: batch<<24 | 4, ProjectNo: "X1", BidderCode: "91B", BidFen: 2, Place: 2, BatchID: batch},
	} {
		b.ok(b.db.Create(row).Error)
	}
	b.rows.AddProject(model.Project{ProjectNo: "X1", Name: "道路", WinnerCode: "91A", VillageCode: registers.Silian, ApprovedOn: b.now, PlanStart: b.now, PlanEnd: b.now})
	ofAccount := b.rows.Finding(registers.Finding{Kind: model.SubjectAccount, No: "0128"})
	b.ok(b.db.Model(&model.Finding{}).Where("id = ?", ofAccount).Update("subject_digest", accounts[0]).Error)
	ofProject := b.rows.Finding(registers.Finding{Kind: model.SubjectProject, No: "X1"})
	account1, project1 := b.ofFinding(ofAccount), b.ofFinding(ofProject)
	for clue, want := range map[int64]map[string]string{
		account1: {"信访乙": recuse.Relative}, project1: {"案管甲": recuse.Relative, "案管乙": recuse.Relative},
	} {
		if got := b.kept(model.ObjectClue, clue); !maps.Equal(got, want) {
			t.Errorf("clue %d is kept from %v, want %v", clue, got, want)
		}
	}
	r := b.submit("那个管事的", "江宁镇政府的韦四联拿了危房改造的钱。")
	named := b.official("韦四联", "江宁镇人民政府")
	c := model.Clue{Number: "线索〔2026〕9001", Source: model.ClueFromPetition, PetitionID: r.ID, State: model.ClueRegistered, Version: 1, CreatedAt: b.now, UpdatedAt: b.now}
	c.TitleSealed, c.SummarySealed = b.rows.People.Seal(seal.NewSecret("题目"), "clues.title/"+c.Number), b.rows.People.Seal(seal.NewSecret("摘要"), "clues.summary/"+c.Number)
	b.ok(b.db.Create(&c).Error)
	for what, q := range map[string]struct {
		clue   int64
		people []int64
		names  []string
		want   bool
	}{
		"whose account":       {account1, []int64{payee}, nil, true},
		"another":             {account1, []int64{owner}, []string{"韦国胜"}, false},
		"the winner":          {project1, []int64{owner}, nil, true},
		"a bidder":            {project1, []int64{7777, bidder}, nil, true},
		"a name in the text":  {project1, nil, []string{"陈某"}, true},
		"nobody":              {project1, nil, []string{""}, false},
		"whom a letter names": {c.ID, []int64{named}, nil, true},
		"by name only":        {c.ID, nil, []string{"韦四联"}, true},
		"whom it does not":    {c.ID, []int64{payee}, []string{"韦国强"}, false},
		"no such clue":        {9999, []int64{payee}, nil, false},
	} {
		got, err := b.About(ctx, q.clue, q.people, q.names)
		if err != nil || got != q.want {
			t.Errorf("%s: %v %v", what, got, err)
		}
	}
}
