package matching

import (
	"context"
	"slices"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

var (
	monday = time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)
	judge  = actor.Actor{Kind: actor.Staff, StaffID: 7, Role: actor.RoleSupervision, Name: "甲"}
)

func none(context.Context, int64, int) ([]Refusal, error) { return nil, nil }

// county has one man in the register, and people in payouts who may be him.
type county struct {
	*Service
	db   *gorm.DB
	rows *registers.Registers
	item int64
	him  int64
}

func newCounty(t *testing.T) *county {
	t.Helper()
	db := dbtest.New(t)
	r := registers.New(t, db, monday)
	c := &county{db: db, rows: r, item: r.Item("MZ01", "农村低保"), Service: New(db, r.People, func(k string) string { return k }, none, func() time.Time { return monday })}
	c.him = r.Person("陈演一", registers.Number("45092319900307001"))
	r.Resident(c.him, "H1", registers.Silian, "")
	return c
}

// paid adds a payout to somebody whom the register does not know.
func (c *county) paid(name, first17, village string) int64 {
	id := c.rows.Person(name, registers.Number(first17))
	c.rows.Pay(registers.Payout{Person: id, Item: c.item, Month: "2025-01", Fen: 1, Village: village})
	return id
}

func (c *county) look(t *testing.T) {
	t.Helper()
	for range 2 { // a promise may be kept twice
		if err := c.Look(t.Context(), c.rows.Batch); err != nil {
			t.Fatal(err)
		}
	}
}

func TestGrades(t *testing.T) {
	c := newCounty(t)
	want := map[int64]string{}
	want[c.paid("陈演一", "45092319900307003", registers.Silian)] = GradeC     // one digit
	want[c.paid("陈演一", "45092319900307010", registers.LiJiangnig)] = GradeC // neighbours swapped, same town
	want[c.paid("陈演一", "45092319900307004", registers.LiSantan)] = ""       // another town
	want[c.paid("陈演一", "45092319900307055", registers.Silian)] = GradeD     // same village and birthday
	want[c.paid("陈演一", "45092319900307066", registers.LiJiangnig)] = ""     // another village
	want[c.paid("陈演一", "45092319910407077", registers.Silian)] = ""         // another birthday: a namesake
	want[c.paid("陈演二", "45092319900307005", registers.Silian)] = ""         // another name
	c.look(t)
	for id, grade := range want {
		var pairs []model.MatchPair
		if err := c.db.Where("person_id = ?", id).Find(&pairs).Error; err != nil {
			t.Fatal(err)
		}
		switch {
		case grade == "" && len(pairs) > 0:
			t.Errorf("%d is paired: %+v", id, pairs)
		case grade != "" && (len(pairs) != 1 || pairs[0].Grade != grade || pairs[0].OtherPersonID != c.him || pairs[0].Reason == ""):
			t.Errorf("%d: %+v, want %s", id, pairs, grade)
		}
	}
	var q model.BatchQuality
	if err := c.db.Where("batch_id = ?", c.rows.Batch).Take(&q).Error; err != nil || q.Persons != 7 || q.PersonsKnown != 0 {
		t.Errorf("%+v %v", q, err)
	}
}

// TestRefusedRowsAreCountedBySheet: every sheet of a workbook has a row 2, and a row
// may be wrong twice.
func TestRefusedRowsAreCountedBySheet(t *testing.T) {
	c := newCounty(t)
	for _, e := range []model.ImportError{{Sheet: "城厢", RowNo: 2, ColumnName: "身份证号"}, {Sheet: "东平", RowNo: 2, ColumnName: "身份证号"}, {Sheet: "东平", RowNo: 2, ColumnName: "经办人身份证号"}, {Sheet: "东平", RowNo: 3, ColumnName: "金额"}} {
		e.BatchID, e.ValueSealed, e.Rule, e.Message = c.rows.Batch, []byte{1}, "digits", "请核对"
		if err := c.db.Create(&e).Error; err != nil {
			t.Fatal(err)
		}
	}
	c.look(t)
	var q model.BatchQuality
	if err := c.db.Where("batch_id = ?", c.rows.Batch).Take(&q).Error; err != nil || q.IDRefused != 2 {
		t.Errorf("%d rows refused for a resident ID, want 2: %v", q.IDRefused, err)
	}
}

func TestJudgedOnceAndRemembered(t *testing.T) {
	c := newCounty(t)
	same := c.paid("陈演一", "45092319900307002", registers.Silian)
	other := c.paid("陈演一", "45092319900307003", registers.Silian)
	twin := c.rows.Person("陈演一", registers.Number("45092319900307012"))
	c.rows.Resident(twin, "H2", registers.Silian, "")
	c.look(t)
	list := func(verdict string) []Pair {
		t.Helper()
		p, err := c.Pairs(t.Context(), judge, verdict, page.Request{})
		if err != nil {
			t.Fatal(err)
		}
		return p.Items
	}
	find := func(person, register int64) int64 {
		t.Helper()
		var p model.MatchPair
		if err := c.db.Where("person_id = ? AND other_person_id = ?", person, register).Take(&p).Error; err != nil {
			t.Fatal(err)
		}
		return p.ID
	}
	before := len(list(Open))
	if before != 4 || len(list(All)) != before {
		t.Fatalf("%d open pairs, want 4", before)
	}
	first := list(Open)[0]
	if first.Register.Village != "四联村委会" || first.Given.ID == first.Register.ID || len(first.Given.ID) != 18 || first.Given.Birth == nil {
		t.Errorf("%+v", first)
	}
	ctx := t.Context()
	if err := c.Judge(ctx, judge, find(same, c.him), Same, "对"); !fault.Is(err, fault.Invalid) {
		t.Errorf("without a basis: %v", err)
	}
	if err := c.Judge(ctx, judge, find(same, c.him), Same, "核对了户口簿原件"); err != nil {
		t.Fatal(err)
	}
	if err := c.Judge(ctx, judge, find(same, c.him), Different, ""); !fault.Is(err, fault.Conflict) {
		t.Errorf("judged twice: %v", err)
	}
	if err := c.Judge(ctx, judge, find(other, c.him), Undecided, ""); err != nil {
		t.Fatal(err)
	}
	if err := c.Judge(ctx, judge, find(other, c.him), Different, ""); err != nil {
		t.Errorf("undecided may be judged again: %v", err)
	}
	var alias model.PersonAlias
	if err := c.db.Take(&alias).Error; err != nil || alias.PersonID != c.him || alias.FormerID != same || alias.Basis == "" {
		t.Errorf("%+v %v", alias, err)
	}
	if got := list(Different); len(got) != 2 || list(Same)[0].JudgedAt == nil {
		t.Errorf("the other pair of the same ID is not settled: %+v", got)
	}
	c.look(t) // what was judged is not asked again
	if n := len(list(All)); n != before {
		t.Errorf("%d pairs after another look, %d before", n, before)
	}
	if _, err := audit.Verify(ctx, c.db); err != nil {
		t.Error(err)
	}
}

func TestWhoSeesThePool(t *testing.T) {
	c := newCounty(t)
	may := []actor.Role{actor.RoleAdministrator, actor.RoleSupervision}
	for _, role := range actor.Roles {
		by := actor.Actor{Kind: actor.Staff, StaffID: 1, Role: role}
		_, err := c.Pairs(t.Context(), by, Open, page.Request{})
		if (err == nil) != slices.Contains(may, role) {
			t.Errorf("%s: %v", role, err)
		}
		if err := c.Judge(t.Context(), by, 1, Different, ""); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", role, err)
		}
	}
}

func TestAListTakesTwoStatements(t *testing.T) {
	c := newCounty(t)
	for i := range 5 {
		c.paid("陈演一", "4509231990030700"+string(rune('2'+i)), registers.Silian)
	}
	c.look(t)
	dbtest.AtMost(t, c.db, 2, func(db *gorm.DB) {
		s := *c.Service
		s.db = db
		if p, err := s.Pairs(t.Context(), judge, Open, page.Request{}); err != nil || p.Total != 5 {
			t.Errorf("%+v %v", p, err)
		}
	})
}
