package casework_test

import (
	"context"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/casework"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/workday"
	"yangguang/service/store/dbtest"
)

const (
	firstUnit = "第一监督检查室"
	silian    = "450923101201"
)

var (
	officer    = staff(1, actor.RolePetition, "")
	manager    = staff(2, actor.RoleCaseManagement, "")
	supervisor = staff(3, actor.RoleSupervision, firstUnit)
	other      = staff(4, actor.RoleSupervision, "第二监督检查室")
	head       = staff(5, actor.RoleHead, "")
	partner    = staff(6, actor.RoleSupervision, firstUnit)
	judge      = staff(7, actor.RoleTrial, "")
	assessor   = staff(8, actor.RoleTrial, "")
	reviewer   = staff(9, actor.RoleTrial, "")
)

func staff(id int64, role actor.Role, bureau string) actor.Actor {
	return actor.Actor{Kind: actor.Staff, StaffID: id, Role: role, Name: role.Label() + "甲", Bureau: bureau}
}

// told is what the petition office would hear.
type told struct {
	words []string
	due   []string
	notes []string
	fail  error
}

func (p *told) CaseResult(_ context.Context, _ *gorm.DB, _ actor.Actor, at time.Time, _ int64, words string, book timer.Book) error {
	due := book.Limits[timer.TellResult].Due(book.Calendar, period.Here(at))
	if p.fail != nil {
		return p.fail
	}
	p.words, p.due = append(p.words, words), append(p.due, due.Day.String())
	return nil
}

func (p *told) Quarter(_ context.Context, _ *gorm.DB, _ actor.Actor, _ time.Time, _ int64, note seal.Secret) error {
	p.notes = append(p.notes, note.Reveal())
	return nil
}

type bench struct {
	*casework.Service
	t      *testing.T
	ctx    context.Context
	db     *gorm.DB
	ledger *casework.Ledger
	told   *told
	now    time.Time
	n      int64
}

func newBench(t *testing.T) *bench {
	t.Helper()
	box := dbtest.Box(t)
	cal, err := workday.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	db := dbtest.New(t)
	b := &bench{t: t, ctx: t.Context(), db: db, told: &told{}, now: time.Date(2026, 3, 31, 2, 0, 0, 0, time.UTC), ledger: casework.NewLedger(db, box)}
	book := timer.Book{Calendar: cal, Warn: 3, Limits: map[timer.Kind]timer.Limit{timer.Quarter: {Unit: timer.Quarters}}}
	for _, k := range timer.Kinds() {
		if k != timer.Quarter {
			book.Limits[k] = timer.Limit{Amount: 15, Unit: timer.WorkDays}
		}
	}
	for _, k := range []timer.Kind{timer.Opinion, timer.InquiryReport, timer.Trial, timer.Review} {
		book.Limits[k] = timer.Limit{Amount: 1, Unit: timer.Months}
	}
	b.Service = casework.New(casework.Deps{DB: db, Box: box, Petitions: b.told, Clocks: func(context.Context) (timer.Book, error) { return book, nil }, Now: func() time.Time { return b.now }})
	for _, d := range []model.Division{{Code: "450923101000", Name: "双旺镇", Level: "town"}, {Code: silian, Name: "四联村", Level: "village"}} {
		b.create(&d)
	}
	for _, a := range []actor.Actor{supervisor, other, partner, judge, assessor, reviewer} {
		b.create(&model.Staff{ID: a.StaffID, Login: a.ID(), Name: a.Name, Role: string(a.Role), Bureau: a.Bureau, CreatedAt: b.now})
	}
	return b
}

func (b *bench) create(row any) {
	b.t.Helper()
	if err := b.db.Create(row).Error; err != nil {
		b.t.Fatal(err)
	}
}

// clue registers one more and returns its row.
func (b *bench) clue() int64 {
	b.t.Helper()
	b.n++
	err := b.db.Transaction(func(tx *gorm.DB) error {
		_, err := b.ledger.Register(tx, officer, b.now, b.n, silian, seal.NewSecret("危房改造资金"), seal.NewSecret("有人反映名字被冒用"))
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return one[model.Clue](b, "petition_id = ?", b.n).ID
}

// one reads the row that a condition is about.
func one[T any](b *bench, where string, arg any) T {
	b.t.Helper()
	row, err := gorm.G[T](b.db).Where(where, arg).Take(b.ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	return row
}

func (b *bench) row(id int64) model.Clue { b.t.Helper(); return one[model.Clue](b, "id = ?", id) }

func (b *bench) kase(id int64) model.Case { b.t.Helper(); return one[model.Case](b, "id = ?", id) }

// took wants a step to have been taken.
func (b *bench) took(a casework.Action, err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatalf("%s: %v %v", a, err, fault.Of(err).Fields)
	}
}

// step is a step with what every one of its kind needs.
func (b *bench) step(a casework.Action) casework.Step {
	return casework.Step{
		Action: a, Note: seal.NewSecret("理由写在这里，至少十个字"), Unit: firstUnit, On: period.Here(b.now).String(), Reference: "文〔2026〕1号",
		StudiedOn: period.Here(b.now).String(), Study: seal.NewSecret("三人研究，一致同意"), Team: []int64{supervisor.StaffID, partner.StaffID},
	}
}

// try takes a step on a clue as it is now.
func (b *bench) try(by actor.Actor, id int64, a casework.Action, change ...func(*casework.Step)) error {
	b.t.Helper()
	s := b.step(a)
	s.Version = b.row(id).Version
	for _, c := range change {
		c(&s)
	}
	return b.Act(b.ctx, by, id, s)
}

func (b *bench) do(by actor.Actor, id int64, a casework.Action, change ...func(*casework.Step)) {
	b.t.Helper()
	b.took(a, b.try(by, id, a, change...))
}

func opinion(v string) func(*casework.Step) { return func(s *casework.Step) { s.Opinion = v } }

// tryCase takes a step on a case as it is now.
func (b *bench) tryCase(by actor.Actor, id int64, a casework.Action, change ...func(*casework.CaseStep)) error {
	b.t.Helper()
	s := casework.CaseStep{
		Action: a, Version: b.kase(id).Version, Note: seal.NewSecret("理由写在这里"), On: period.Here(b.now).String(), Reference: "文〔2026〕2号",
		Team: []int64{judge.StaffID, assessor.StaffID}, Party: "warning", Form: "2", Rank: casework.RankVillage, Level: "town_commission", Found: "1,300.50", Ordered: "1300.5",
		Words: "有关责任人已受到处分。", Kind: "T10", Amount: "1300.50",
	}
	for _, c := range change {
		c(&s)
	}
	return b.ActOnCase(b.ctx, by, id, s)
}

func (b *bench) doCase(by actor.Actor, id int64, a casework.Action, change ...func(*casework.CaseStep)) {
	b.t.Helper()
	b.took(a, b.tryCase(by, id, a, change...))
}

// assigned hands a clue to the first office.
func (b *bench) assigned() int64 {
	b.t.Helper()
	id := b.clue()
	b.do(manager, id, casework.ActAssignPropose)
	b.do(head, id, casework.ActAssignApprove)
	b.do(supervisor, id, casework.ActTake)
	return id
}

// approved has an opinion approved.
func (b *bench) approved(way string) int64 {
	b.t.Helper()
	id := b.assigned()
	b.do(supervisor, id, casework.ActPropose, opinion(way))
	b.do(head, id, casework.ActApprove)
	return id
}

// verifying has a team at work.
func (b *bench) verifying() int64 {
	b.t.Helper()
	id := b.approved(model.OpinionVerify)
	b.do(supervisor, id, casework.ActVerifyPlan)
	b.do(head, id, casework.ActVerifyApprove)
	b.do(supervisor, id, casework.ActVerifyStart)
	return id
}

// reported has the team's report before the head.
func (b *bench) reported(conclusion string) int64 {
	b.t.Helper()
	id := b.verifying()
	b.do(supervisor, id, casework.ActVerifyDraft, opinion(conclusion))
	b.do(supervisor, id, casework.ActVerifySign)
	b.do(partner, id, casework.ActVerifySign)
	b.do(supervisor, id, casework.ActVerifyReport)
	return id
}

// filed has a case opened.
func (b *bench) filed() (clueID, caseID int64) {
	b.t.Helper()
	id := b.reported("file")
	b.do(head, id, casework.ActVerifyFile)
	b.do(supervisor, id, casework.ActOpenCase)
	k := one[model.Case](b, "clue_id = ?", id).ID
	b.doCase(head, k, casework.ActFileApprove)
	return id, k
}

// inTrial has a case before the trial office.
func (b *bench) inTrial() (clueID, caseID int64) {
	b.t.Helper()
	id, k := b.filed()
	b.doCase(supervisor, k, casework.ActInvestigate)
	b.doCase(supervisor, k, casework.ActToTrial)
	b.doCase(judge, k, casework.ActTrialAccept)
	b.doCase(judge, k, casework.ActTrialStart)
	return id, k
}

// announced has the decision given.
func (b *bench) announced() (clueID, caseID int64) {
	b.t.Helper()
	id, k := b.inTrial()
	b.doCase(judge, k, casework.ActSanctionAsk)
	b.doCase(head, k, casework.ActSanctionApprove)
	b.doCase(judge, k, casework.ActAnnounce)
	return id, k
}

// running names the clocks that run on a matter.
func (b *bench) running(object string, id int64) map[string]string {
	b.t.Helper()
	found, err := gorm.G[model.Timer](b.db).Where("object = ? AND object_id = ? AND running = 1", object, id).Find(b.ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range found {
		out[f.Kind] = period.Here(f.DueAt).String()
	}
	return out
}

func (b *bench) runs(object string, id int64, want ...string) {
	b.t.Helper()
	got := b.running(object, id)
	if len(got) != len(want) {
		b.t.Errorf("clocks of %s %d: %v, want %v", object, id, got, want)
		return
	}
	for _, k := range want {
		if got[k] == "" {
			b.t.Errorf("clocks of %s %d: %v, want %v", object, id, got, want)
		}
	}
}

func (b *bench) ok(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}
