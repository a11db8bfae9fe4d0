package board_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/board"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// world is a village with payments, projects and two households.
type world struct {
	*board.Service
	*registers.Registers
	t    *testing.T
	db   *gorm.DB
	item int64
	a, b int64
}

var (
	now   = time.Date(2026, 6, 1, 2, 0, 0, 0, time.UTC)
	cadre = actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleVillageCadre, Division: registers.Silian}
	town  = actor.Actor{Kind: actor.Staff, StaffID: 2, Role: actor.RoleTownInspector, Division: registers.Jiangning}
)

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, db: dbtest.New(t)}
	w.Registers = registers.New(t, w.db, now)
	w.item = w.Item("DB", "农村低保")
	w.a, w.b = w.Person("甲示例", registers.Number("45092319800101001")), w.Person("乙示例", registers.Number("45092319820202002"))
	w.Service = w.on(w.db)
	return w
}

// on makes the service on a database; lists and projects come from nowhere but
// the test.
func (w *world) on(db *gorm.DB) *board.Service {
	return board.New(board.Deps{
		DB: db, Now: func() time.Time { return now },
		Place: func(_ context.Context, code string) (board.Place, bool, error) {
			return board.Place{Code: code, Village: "四联村", Town: "江宁镇", County: "博白县"}, code == registers.Silian, nil
		},
		Villages: func(context.Context, string) ([]board.Place, error) { return nil, nil },
		Lists: func(_ context.Context, _ actor.Actor, _, _ string, from, to period.Day) ([]board.List, error) {
			return []board.List{{Code: "DB", Name: "农村低保", People: []board.Person{{Name: "甲示例", Count: 1, Amount: 35000}}, Count: 1, Amount: 35000}}, nil
		},
		Projects: func(context.Context, string, int) ([]board.Project, bool, error) {
			return []board.Project{{No: "XM1", Name: "道路", Planned: 100000}, {No: "XM2", Name: "水池", Planned: 50000}}, false, nil
		},
		Months: func(context.Context) (int, error) { return 12, nil },
		Page:   func(path string) string { return "https://example.test" + path },
	})
}

func (w *world) fund(no, kind string, fen int64) {
	w.t.Helper()
	var n int64
	w.db.Model(&model.ProjectFund{}).Count(&n)
	if err := w.db.Create(&model.ProjectFund{ID: n + 1, ProjectNo: no, Kind: kind, AmountFen: fen, OnDay: now, BatchID: w.Batch}).Error; err != nil {
		w.t.Fatal(err)
	}
}

func wants(t *testing.T, err error, k fault.Kind) {
	t.Helper()
	if !fault.Is(err, k) {
		t.Fatalf("got %v, want a failure of kind %q", err, k)
	}
}

func TestTheBoardCountsWhatThePublicListLists(t *testing.T) {
	w := newWorld(t)
	w.Pay(registers.Payout{Person: w.a, Item: w.item, Month: "2026-03", Fen: 35000})
	w.Pay(registers.Payout{Person: w.b, Item: w.item, Month: "2026-03", Fen: 23000})
	w.Pay(registers.Payout{Person: w.a, Item: w.item, Month: "2026-04", Fen: 35000})
	w.Pay(registers.Payout{Person: w.a, Item: w.item, Month: "2026-04", Fen: 1, Result: "退票"})
	w.Pay(registers.Payout{Person: w.a, Item: w.item, Month: "2026-04", Fen: 1, Village: registers.LiSantan})
	w.Pay(registers.Payout{Person: w.a, Item: w.item, Month: "2026-04", Fen: 1, Batch: w.NewBatch(model.BatchWithdrawn)})
	w.Pay(registers.Payout{Person: w.a, Item: w.item, Month: "2025-01", Fen: 1}) // not public any more
	w.fund("XM1", "到账", 80000)
	w.fund("XM1", "拨付", 30000)
	w.fund("XM1", "拨付", 20000)
	w.fund("XM9", "到账", 7)
	var b board.Board
	dbtest.AtMost(t, w.db, 3, func(db *gorm.DB) {
		var err error
		if b, err = w.on(db).Board(t.Context(), registers.Silian); err != nil {
			t.Fatal(err)
		}
	})
	if len(b.Items) != 1 || b.Items[0].Count != 3 || b.Amount != 93000 || len(b.Items[0].Periods) != 2 {
		t.Fatalf("%+v", b.Items)
	}
	if p := b.Items[0].Periods[1]; p.Key != "20260301-20260331" || p.People != 2 || p.Count != 2 || p.Amount != 58000 {
		t.Errorf("%+v", p)
	}
	if b.Money != (board.Money{Planned: 150000, Came: 80000, Paid: 50000}) || b.Projects[0].Paid != 50000 {
		t.Errorf("%+v", b.Money)
	}
	_, err := w.Board(t.Context(), registers.Jiangning)
	wants(t, err, fault.NotFound)
}

func TestWhoPrints(t *testing.T) {
	w := newWorld(t)
	quarter := board.Span{Year: 2026, Quarter: 2}
	for name, c := range map[string]struct {
		by     actor.Actor
		sheet  bool
		letter bool
	}{
		"cadre":                 {cadre, true, true},
		"town":                  {town, true, true},
		"supervision":           {actor.Actor{Kind: actor.Staff, Role: actor.RoleSupervision, StaffID: 3}, true, false},
		"bureau":                {actor.Actor{Kind: actor.Staff, Role: actor.RoleBureauOfficer, Bureau: "民政局", StaffID: 3}, true, false},
		"another village":       {actor.Actor{Kind: actor.Staff, Role: actor.RoleVillageCadre, Division: registers.LiSantan, StaffID: 3}, false, false},
		"another town":          {actor.Actor{Kind: actor.Staff, Role: actor.RoleTownInspector, Division: registers.Santan, StaffID: 3}, false, false},
		"a cadre without place": {actor.Actor{Kind: actor.Staff, Role: actor.RoleVillageCadre, StaffID: 3}, false, false},
		"petition office":       {actor.Actor{Kind: actor.Staff, Role: actor.RolePetition, StaffID: 3}, false, false},
		"a villager":            {actor.Actor{Kind: actor.Villager, WechatUserID: 1, PersonID: w.a}, false, false},
		"nobody":                {actor.Actor{}, false, false},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.Sheet(t.Context(), c.by, board.SheetQuery{Village: registers.Silian, Quarter: quarter})
			if (err == nil) != c.sheet || err != nil && !fault.Is(err, fault.NotFound) {
				t.Errorf("sheet: %v", err)
			}
			_, err = w.Households(t.Context(), c.by, board.HouseholdFilter{Village: registers.Silian, Span: quarter})
			if (err == nil) != c.letter || err != nil && !fault.Is(err, fault.NotFound) {
				t.Errorf("letters: %v", err)
			}
			_, err = w.Letters(t.Context(), c.by, board.LetterQuery{Village: registers.Silian, Span: quarter})
			if fault.Is(err, fault.Invalid) != c.letter {
				t.Errorf("letters: %v", err)
			}
		})
	}
	var n int64
	if err := w.db.Model(&model.AuditEntry{}).Where("action = 'board.sheet' AND object = ?", "village:"+registers.Silian).Count(&n).Error; err != nil || n != 4 {
		t.Errorf("%d printings in the chain, %v", n, err)
	}
	_, err := w.Sheet(t.Context(), cadre, board.SheetQuery{Village: registers.Silian, Quarter: board.Span{Year: 2024, Quarter: 1}})
	wants(t, err, fault.Invalid)
}

func TestALetterHoldsOneHousehold(t *testing.T) {
	w := newWorld(t)
	c := w.Person("丙示例", registers.Number("45092319900307009"))
	w.Resident(w.a, "H1", registers.Silian, "")
	w.Resident(w.b, "H2", registers.Silian, "")
	w.Resident(c, "H2", registers.Silian, "")
	w.Bound(c)
	w.AddPolicy(model.Policy{Title: "低保", ItemCode: "DB", Phone: "0775-0000001"})
	w.Pay(registers.Payout{Person: w.a, Item: w.item, Month: "2026-04", Fen: 35000, Tail: "0011"})
	w.Pay(registers.Payout{Person: w.a, Item: w.item, Month: "2026-05", Fen: 35000, Result: "退票"})
	w.Pay(registers.Payout{Person: w.a, Item: w.item, Month: "2026-01", Fen: 9}) // another quarter
	w.Pay(registers.Payout{Person: w.b, Item: w.item, Month: "2026-04", Fen: 777})
	quarter := board.Span{Year: 2026, Quarter: 2}
	list, err := w.Households(t.Context(), cadre, board.HouseholdFilter{Village: registers.Silian, Span: quarter, Every: true, Page: page.Request{Number: 1}})
	if err != nil || list.Total != 2 || list.Items[0] != (board.Household{No: "H1", Group: "3组", Head: "甲示例", People: 1, Count: 1, Amount: 35000}) || list.Items[1].Bound != 1 {
		t.Fatalf("%+v %v", list, err)
	}
	dbtest.AtMost(t, w.db, 4, func(db *gorm.DB) {
		if list, err = w.on(db).Households(t.Context(), cadre, board.HouseholdFilter{Village: registers.Silian, Span: quarter}); err != nil || list.Total != 1 || list.Items[0].No != "H1" {
			t.Errorf("nobody bound: %+v %v", list, err)
		}
	})
	looks := []any{
		&model.CounterLookup{PersonID: w.a, VillageCode: registers.Silian, At: now.AddDate(0, 0, -2), ReasonSealed: []byte{1}},
		&model.KioskLook{PersonID: w.a, DeviceID: 1, At: now.AddDate(0, 0, -1)}, &model.KioskLook{PersonID: w.b, DeviceID: 1, At: now}, &model.KioskLook{PersonID: w.a, DeviceID: 1, At: now.AddDate(-2, 0, 0)},
	}
	for _, l := range looks {
		if err := w.db.Create(l).Error; err != nil {
			t.Fatal(err)
		}
	}
	got, err := w.Letters(t.Context(), cadre, board.LetterQuery{Village: registers.Silian, Households: []string{"H1", "H1"}, Span: quarter, Reason: "没有手机的户"})
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Letters) != 1 {
		t.Fatalf("%+v", got)
	}
	l := got.Letters[0]
	if l.Head != "甲示例" || l.Amount != 35000 || l.Count != 1 || l.Returned != 35000 || len(l.Items) != 1 || l.Items[0].Phone != "0775-0000001" || len(l.Items[0].Rows) != 2 || l.Items[0].Rows[0].Tail != "0011" {
		t.Errorf("%+v", l)
	}
	if len(l.Looked) != 2 || !l.Looked[0].Kiosk || l.Looked[1].Kiosk {
		t.Errorf("looks: %+v", l.Looked)
	}
	if len(l.Pages) != 1 || !l.Pages[0].First || !l.Pages[0].Last || strings.Contains(fmt.Sprintf("%+v", l), "乙示例") {
		t.Errorf("%+v", l.Pages)
	}
	var e model.AuditEntry
	if err := w.db.Where("action = 'board.letters'").Take(&e).Error; err != nil || !strings.Contains(e.Detail, "没有手机的户") || strings.Contains(e.Detail, "H1") || !strings.Contains(e.Detail, `"households":1`) {
		t.Errorf("%+v %v", e, err)
	}
	for name, q := range map[string]board.LetterQuery{
		"no household":      {Village: registers.Silian, Span: quarter, Reason: "没有手机的户"},
		"another village's": {Village: registers.Silian, Households: []string{"H9"}, Span: quarter, Reason: "没有手机的户"},
		"too many":          {Village: registers.Silian, Households: numbers(board.MostLetters + 1), Span: quarter, Reason: "没有手机的户"},
		"no reason":         {Village: registers.Silian, Households: []string{"H1"}, Span: quarter},
		"only blanks":       {Village: registers.Silian, Households: []string{"H1"}, Span: quarter, Reason: "　 　  "},
		"a villager's name": {Village: registers.Silian, Households: []string{"H1"}, Span: quarter, Reason: "给甲示例家送信"},
		"a number":          {Village: registers.Silian, Households: []string{"H1"}, Span: quarter, Reason: "按13800000000的来电"},
		"a number in parts": {Village: registers.Silian, Households: []string{"H1"}, Span: quarter, Reason: "按138 0000 0000的来电"},
		"a wide number":     {Village: registers.Silian, Households: []string{"H1"}, Span: quarter, Reason: "查账号６２１０９８７６５"},
		"another year":      {Village: registers.Silian, Households: []string{"H1"}, Span: board.Span{Year: 2019}, Reason: "没有手机的户"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := w.Letters(t.Context(), cadre, q)
			wants(t, err, fault.Invalid)
		})
	}
}

func numbers(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprintf("H%d", i)
	}
	return out
}

func TestABrokenDatabaseIsNoEmptyBoard(t *testing.T) {
	w := newWorld(t)
	s := w.on(dbtest.Broken(t))
	_, err := s.Board(t.Context(), registers.Silian)
	_, err2 := s.Letters(t.Context(), cadre, board.LetterQuery{Village: registers.Silian, Households: []string{"H1"}, Span: board.Span{Year: 2026}, Reason: "没有手机的户"})
	if err == nil || err2 == nil || fault.Is(errors.Join(err, err2), fault.Invalid) {
		t.Errorf("%v %v", err, err2)
	}
}
