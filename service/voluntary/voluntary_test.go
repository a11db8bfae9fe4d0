package voluntary_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
	"yangguang/service/store/dbtest/workbench"
	"yangguang/service/voluntary"
)

type bench struct {
	*voluntary.Service
	t      *testing.T
	db     *gorm.DB
	rows   *registers.Registers
	now    time.Time
	second int
	item   int64
	owners map[int64]string // whose the accounts are, as an administrator saw
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, db: dbtest.New(t), now: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC), second: 1, owners: map[int64]string{}}
	b.rows = registers.New(t, b.db, b.now)
	clock := func() time.Time { return b.now }
	proof, err := files.New(t.TempDir(), b.rows.People, clock)
	b.ok(err)
	b.Service = voluntary.New(voluntary.Deps{DB: b.db, Box: b.rows.People, Files: proof, Now: clock, Owner: b.owner, Number: func(context.Context, string, int) (int, error) { return b.second, nil }})
	b.item = b.rows.Item("DB01", "农村低保")
	return b
}

func (b *bench) owner(_ context.Context, id int64, number seal.Secret) (known, same bool, err error) {
	n, ok := b.owners[id]
	return ok, n == number.Reveal(), nil
}

func (b *bench) ok(err error) {
	b.t.Helper()
	workbench.OK(b.t, err)
}

func (b *bench) refused(what string, err error, k fault.Kind, field string) {
	b.t.Helper()
	if !fault.Is(err, k) || field != "" && fault.Of(err).Fields[field] == "" {
		b.t.Errorf("%s: want kind %d %q, got %v %v", what, k, field, err, fault.Of(err).Fields)
	}
}

func (b *bench) staff(name string, role actor.Role, bureau, division string, person int64) actor.Actor {
	b.t.Helper()
	var n int64
	b.ok(b.db.Model(&model.Staff{}).Count(&n).Error)
	row := model.Staff{Login: fmt.Sprintf("a%d", n), Name: name, Role: string(role), Bureau: bureau, Division: division, SessionEpoch: 1, CreatedAt: b.now, PersonID: person}
	b.ok(b.db.Create(&row).Error)
	return actor.Actor{Kind: actor.Staff, StaffID: row.ID, Role: role, Name: name, Bureau: bureau, Division: division}
}

func words(s string) seal.Secret { return seal.NewSecret(s) }

func (b *bench) draft() voluntary.Draft {
	return voluntary.Draft{Whom: "self", Item: fmt.Sprint(b.item), From: "2025-01-01", To: "2025-06-30", Amount: "1600", Reason: words("任职以后没有停领")}
}

func (b *bench) row(id int64) model.VoluntaryReturn {
	b.t.Helper()
	v, err := gorm.G[model.VoluntaryReturn](b.db).Where("id = ?", id).Take(b.t.Context())
	b.ok(err)
	return v
}

func (b *bench) do(by actor.Actor, id int64, d voluntary.Deed) error {
	b.t.Helper()
	d.Version = b.row(id).Version
	return b.Do(b.t.Context(), by, id, d)
}

func (b *bench) payment(amount, on string) voluntary.Deed {
	b.t.Helper()
	return voluntary.Deed{Action: voluntary.ActPay, Voucher: "PZ0001", Amount: amount, On: on, Uploads: []attach.Upload{{Kind: attach.Photo, Content: workbench.Photo(b.t)}}}
}

// agreed is a period that a head agreed to.
func (b *bench) agreed(manager, head actor.Actor) {
	b.t.Helper()
	n := voluntary.Notice{Title: "限期主动退缴通告", DocNo: "演纪发〔2026〕1号", Notice: "凡违规领取惠民补贴的，请在期限内主动退缴。", Promise: "期限内主动退清的，按规定从轻处理。", From: "2026-03-01", To: "2026-03-31"}
	b.ok(b.SavePeriod(b.t.Context(), manager, 0, 0, n))
	list, err := b.Periods(b.t.Context(), manager)
	b.ok(err)
	b.ok(b.AskPeriod(b.t.Context(), manager, list[0].ID, list[0].Version, words("县里定的期限")))
	b.ok(b.DecidePeriod(b.t.Context(), head, list[0].ID, list[0].Version+1, true, words("同意")))
}

// TestMoneyGivenBackByTwo: declared, paid, found right, confirmed by a second.
func TestMoneyGivenBackByTwo(t *testing.T) {
	b := newBench(t)
	person := b.rows.Person("甲示例", registers.Number("45092319800101001"))
	cadre := b.staff("甲示例", actor.RoleVillageCadre, "", registers.Silian, person)
	manager, head := b.staff("乙示例", actor.RoleCaseManagement, "", "", 0), b.staff("丙示例", actor.RoleHead, "", "", 0)
	other, inspector := b.staff("丁示例", actor.RoleBureauOfficer, "民政局", "", 0), b.staff("戊示例", actor.RoleSupervision, "", "", 0)
	b.agreed(manager, head)
	id, err := b.Declare(t.Context(), cadre, b.draft())
	b.ok(err)
	for what, c := range map[string]struct {
		by   actor.Actor
		d    voluntary.Deed
		want fault.Kind
	}{
		"another official":     {other, voluntary.Deed{Action: voluntary.ActPay}, fault.NotFound},
		"supervision":          {inspector, voluntary.Deed{Action: voluntary.ActCheck}, fault.NotFound},
		"check before payment": {manager, voluntary.Deed{Action: voluntary.ActCheck}, fault.Conflict},
		"pay for another":      {manager, b.payment("1600", "2026-03-02"), fault.Forbidden},
		"a payment to come":    {cadre, b.payment("1600", "2026-03-03"), fault.Invalid},
		"a payment of nothing": {cadre, b.payment("0", "2026-03-02"), fault.Invalid},
		"a payment unproven":   {cadre, voluntary.Deed{Action: voluntary.ActPay, Voucher: "PZ1", Amount: "1", On: "2026-03-02"}, fault.Invalid},
		"a step that is none":  {cadre, voluntary.Deed{Action: "nothing"}, fault.Conflict},
		"confirm one's own":    {cadre, voluntary.Deed{Action: voluntary.ActConfirm}, fault.Conflict},
	} {
		b.refused(what, b.do(c.by, id, c.d), c.want, "")
	}
	_, err = b.One(t.Context(), other, id)
	b.refused("a look by another", err, fault.NotFound, "")
	b.ok(b.do(cadre, id, b.payment("1500", "2026-03-02")))
	b.refused("send back without a word", b.do(manager, id, voluntary.Deed{Action: voluntary.ActBack}), fault.Invalid, "note")
	b.ok(b.do(manager, id, voluntary.Deed{Action: voluntary.ActBack, Note: words("少了一百元")}))
	b.ok(b.do(cadre, id, b.payment("1600", "2026-03-02")))
	_, err = b.Receipt(t.Context(), cadre, id)
	b.refused("a receipt too early", err, fault.NotFound, "")
	b.ok(b.do(manager, id, voluntary.Deed{Action: voluntary.ActCheck}))
	b.refused("the same person twice", b.do(manager, id, voluntary.Deed{Action: voluntary.ActConfirm}), fault.Forbidden, "")
	b.ok(b.do(head, id, voluntary.Deed{Action: voluntary.ActConfirm}))
	r, err := b.Receipt(t.Context(), cadre, id)
	if err != nil || r.ReceiptNo != "退缴收〔2026〕0001" || r.Paid != 160000 || !r.Inside || r.Name.Reveal() != "甲示例" || r.Unit != "四联村委会" {
		t.Errorf("%+v %v", r, err)
	}
	for span, want := range map[period.Interval]int{period.Through(period.Date(2025, 6, 30), period.Future): 1, period.Through(period.Date(2025, 7, 1), period.Future): 0} {
		notes, err := b.Notes(t.Context(), person, b.item, span)
		if err != nil || len(notes) != want {
			t.Errorf("%s: %+v %v", span, notes, err)
		}
	}
	if notes, err := b.Notes(t.Context(), person, b.item+1, period.Since(period.Past)); err != nil || len(notes) != 0 {
		t.Errorf("another item: %+v %v", notes, err)
	}
	var n int64
	b.ok(b.db.Raw("SELECT COUNT(*) FROM audit_entries WHERE object = ?", fmt.Sprintf("voluntary:%d", id)).Scan(&n).Error)
	if n != 7 { // six steps and a receipt
		t.Errorf("%d entries of the chain", n)
	}
	_, err = audit.Verify(t.Context(), b.db)
	b.ok(err)
}

// TestAConfirmedReturnIsVoided: not by who confirmed it, and not without a
// reason; it is kept, in no figure any more, and whoever declared it is told.
func TestAConfirmedReturnIsVoided(t *testing.T) {
	b, ctx := newBench(t), t.Context()
	person := b.rows.Person("甲示例", registers.Number("45092319600101001"))
	cadre := b.staff("甲示例", actor.RoleVillageCadre, "", registers.Silian, person)
	manager, head, inspector := b.staff("乙示例", actor.RoleCaseManagement, "", "", 0), b.staff("丙示例", actor.RoleHead, "", "", 0), b.staff("戊示例", actor.RoleSupervision, "", "", 0)
	d := b.draft()
	var ids [2]int64
	for i := range ids {
		id, err := b.Declare(ctx, cadre, d)
		b.ok(err)
		b.ok(b.do(cadre, id, b.payment("1600", "2026-03-02")))
		b.refused("void what is not confirmed", b.do(manager, id, voluntary.Deed{Action: voluntary.ActVoid, Note: words("登记错了")}), fault.Conflict, "")
		b.ok(b.do(manager, id, voluntary.Deed{Action: voluntary.ActCheck}))
		b.ok(b.do(head, id, voluntary.Deed{Action: voluntary.ActConfirm}))
		ids[i] = id
	}
	id := ids[1]
	void := voluntary.Deed{Action: voluntary.ActVoid, Note: words("同一张凭证登记了两次")}
	b.refused("who confirmed it", b.do(head, id, void), fault.Forbidden, "")
	b.refused("who declared it", b.do(cadre, id, void), fault.Forbidden, "")
	b.refused("supervision", b.do(inspector, id, void), fault.NotFound, "")
	b.refused("no reason", b.do(manager, id, voluntary.Deed{Action: voluntary.ActVoid}), fault.Invalid, "note")
	b.ok(b.do(manager, id, void))
	b.refused("twice", b.do(manager, id, void), fault.Conflict, "")
	years, err := b.Totals(ctx, head)
	if err != nil || len(years) != 1 || years[0].Sum.All != (voluntary.Sum{Persons: 1, Returns: 1, Fen: 160000}) {
		t.Errorf("%+v %v", years, err)
	}
	_, err = b.Receipt(ctx, cadre, id)
	b.refused("its receipt", err, fault.NotFound, "")
	o, err := b.One(ctx, cadre, id)
	if err != nil || o.ReceiptNo == "" || o.StateText != "已作废" || o.Paid != 160000 || o.Events[len(o.Events)-1].Note.Reveal() != "同一张凭证登记了两次" || !o.Can[voluntary.ActTold] {
		t.Errorf("%+v %v", o, err)
	}
	waits := func(want int) {
		t.Helper()
		tasks, err := b.Work(ctx, cadre)
		if err != nil || len(tasks) != want {
			t.Errorf("%+v %v, want %d", tasks, err, want)
		}
	}
	waits(1)
	b.ok(b.do(cadre, id, voluntary.Deed{Action: voluntary.ActTold}))
	waits(0)
	list, err := b.List(ctx, manager, voluntary.Filter{View: model.VoluntaryVoided}, page.Request{Number: 1, Size: 50})
	if err != nil || list.Total != 1 || list.Items[0].ID != id {
		t.Errorf("%+v %v", list, err)
	}
	notes, err := b.Notes(ctx, person, b.item, period.Since(period.Past))
	if err != nil || len(notes) != 2 || notes[1].State != "已作废" {
		t.Errorf("%+v %v", notes, err)
	}
}

// TestTheCounterIsOneOfTwo: whoever entered a declaration is the first, who
// checks it the second; a relative of the declarer sees neither.
func TestTheCounterIsOneOfTwo(t *testing.T) {
	b := newBench(t)
	number, hers := registers.Number("45092319700101001"), registers.Number("45092319720101002")
	person, wife := b.rows.Person("己示例", number), b.rows.Person("庚示例", hers)
	b.rows.Relative(person, wife)
	inspector, manager := b.staff("戊示例", actor.RoleSupervision, "", "", 0), b.staff("乙示例", actor.RoleCaseManagement, "", "", 0)
	near := b.staff("庚示例", actor.RoleCaseManagement, "", "", wife)
	d := b.draft()
	d.Counter, d.Name, d.Number, d.UnitKind, d.Unit, d.On, d.Item, d.ItemText = true, words("己示例"), words(number), "town", "江宁镇", "2026-02-28", "", "村集体分红"
	d.Whom, d.WhomName, d.WhomNumber = "spouse", words("庚示例"), words(hers)
	_, err := b.Declare(t.Context(), b.staff("辛示例", actor.RoleTrial, "", "", 0), d)
	b.refused("no counter", err, fault.NotFound, "")
	for field, spoil := range map[string]func(*voluntary.Draft){
		"id": func(d *voluntary.Draft) { d.Name = words("别人") }, "whom_id": func(d *voluntary.Draft) { d.WhomNumber = words("1") }, "unit": func(d *voluntary.Draft) { d.Unit = "" }, "unit_kind": func(d *voluntary.Draft) { d.UnitKind = "x" },
		"to": func(d *voluntary.Draft) { d.To = "2024-01-01" }, "amount": func(d *voluntary.Draft) { d.Amount = "-5" }, "item": func(d *voluntary.Draft) { d.ItemText = "" }, "reason": func(d *voluntary.Draft) { d.Reason = words("") },
		"whom": func(d *voluntary.Draft) { d.Whom = "friend" }, "on": func(d *voluntary.Draft) { d.On = "2026-03-09" },
	} {
		bad := d
		spoil(&bad)
		_, err := b.Declare(t.Context(), inspector, bad)
		b.refused("without "+field, err, fault.Invalid, field)
	}
	asked := d
	asked.Name, asked.Reason = words("别人"), words("")
	if _, err = b.Declare(t.Context(), inspector, asked); fault.Of(err).Fields["reason"] == "" || fault.Of(err).Fields["id"] != "" {
		t.Errorf("whose a number is is told before all else is right: %v", fault.Of(err).Fields)
	}
	id, err := b.Declare(t.Context(), inspector, d)
	b.ok(err)
	b.ok(b.do(inspector, id, b.payment("88.80", "2026-03-01")))
	b.refused("a relative", b.do(near, id, voluntary.Deed{Action: voluntary.ActCheck}), fault.NotFound, "")
	if list, err := b.List(t.Context(), near, voluntary.Filter{}, page.Request{Number: 1, Size: 50}); err != nil || len(list.Items) != 0 {
		t.Errorf("a relative sees %d %v", len(list.Items), err)
	}
	b.ok(b.do(manager, id, voluntary.Deed{Action: voluntary.ActCheck}))
	if v := b.row(id); v.State != model.VoluntaryConfirmed || v.PeriodID != 0 || v.PersonID != wife || v.DeclarerID != person {
		t.Errorf("%+v", v)
	}
}

// TestNobodyDeclaresInANamesakesName: of an account whose owner no administrator
// identified nothing is declared, nor with another number than the owner's.
func TestNobodyDeclaresInANamesakesName(t *testing.T) {
	b := newBench(t)
	namesake, own := registers.Number("45092319800101001"), registers.Number("45092319810101002")
	b.rows.Person("甲示例", namesake)
	officer := b.staff("甲示例", actor.RoleBureauOfficer, "民政局", "", 0)
	d := b.draft()
	for what, c := range map[string]struct{ owner, number, want string }{
		"nobody identified": {"", namesake, "系统管理员"}, "nor with one's own": {"", own, "系统管理员"}, "a namesake's": {own, namesake, "不一样"}, "no number": {own, "12", "身份证"},
	} {
		delete(b.owners, officer.StaffID)
		if c.owner != "" {
			b.owners[officer.StaffID] = c.owner
		}
		d.Number = words(c.number)
		_, err := b.Declare(t.Context(), officer, d)
		if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Fields["id"], c.want) {
			t.Errorf("%s: %v %v", what, err, fault.Of(err).Fields)
		}
	}
	b.owners[officer.StaffID], d.Number = own, words(own)
	id, err := b.Declare(t.Context(), officer, d)
	b.ok(err)
	if v := b.row(id); v.DeclarerID != 0 || v.StaffID != officer.StaffID {
		t.Errorf("%+v", v)
	}
}

// TestTheFiguresAddUp: persons, returns and yuan by year, kind of unit, inside
// and outside; the ledger has a line for each.
func TestTheFiguresAddUp(t *testing.T) {
	b := newBench(t)
	b.second = 0
	manager, head := b.staff("乙示例", actor.RoleCaseManagement, "", "", 0), b.staff("丙示例", actor.RoleHead, "", "", 0)
	b.agreed(manager, head)
	officer, cadre := b.staff("丁示例", actor.RoleBureauOfficer, "民政局", "", 0), b.staff("己示例", actor.RoleVillageCadre, "", registers.Silian, 0)
	give := func(by actor.Actor, number, amount, on string) {
		d := b.draft()
		d.Number = words(registers.Number(number))
		b.owners[by.StaffID] = d.Number.Reveal()
		id, err := b.Declare(t.Context(), by, d)
		b.ok(err)
		b.ok(b.do(by, id, b.payment(amount, on)))
		b.ok(b.do(manager, id, voluntary.Deed{Action: voluntary.ActCheck}))
	}
	give(officer, "45092319800101001", "100.01", "2026-03-01")
	give(officer, "45092319800101001", "200.02", "2026-02-28") // the same person, before the period
	give(cadre, "45092319810101001", "300.03", "2026-03-02")
	give(cadre, "45092319810101001", "400", "2025-12-31")
	if _, err := b.Declare(t.Context(), cadre, voluntary.Draft{Whom: "self"}); !fault.Is(err, fault.Invalid) {
		t.Error(err)
	}
	years, err := b.Totals(t.Context(), head)
	b.ok(err)
	if len(years) != 2 || years[0].Year != 2026 || years[1].Year != 2025 {
		t.Fatalf("%+v", years)
	}
	y := years[0]
	if y.Sum.All != (voluntary.Sum{Persons: 2, Returns: 3, Fen: 60006}) || y.Sum.Inside != (voluntary.Sum{Persons: 2, Returns: 2, Fen: 40004}) || y.Sum.Outside != (voluntary.Sum{Persons: 1, Returns: 1, Fen: 20002}) {
		t.Errorf("%+v", y.Sum)
	}
	for _, y := range years {
		var kinds voluntary.Sum
		for _, k := range y.Kinds {
			kinds.Returns, kinds.Fen = kinds.Returns+k.All.Returns, kinds.Fen+k.All.Fen
			if k.All.Fen != k.Inside.Fen+k.Outside.Fen || k.All.Returns != k.Inside.Returns+k.Outside.Returns {
				t.Errorf("%d %s: %+v", y.Year, k.Text, k)
			}
		}
		if kinds.Fen != y.Sum.All.Fen || kinds.Returns != y.Sum.All.Returns {
			t.Errorf("%d: kinds %+v, sum %+v", y.Year, kinds, y.Sum.All)
		}
	}
	if _, err := b.Totals(t.Context(), officer); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
	var out bytes.Buffer
	for _, why := range []string{"看", "     ", "核对13800000000"} {
		b.refused(why, b.Export(t.Context(), head, voluntary.Filter{}, why, &out), fault.Invalid, "reason")
	}
	b.ok(b.Export(t.Context(), head, voluntary.Filter{}, "季度汇总用", &out))
	book, err := excelize.OpenReader(&out)
	b.ok(err)
	lines, err := book.GetRows("主动退缴台账")
	if err != nil || len(lines) != 5 || lines[1][13] != "100.01" {
		t.Errorf("%v %v", lines, err)
	}
	for by, want := range map[*actor.Actor]int{&officer: 2, &cadre: 2, &manager: 4} {
		list, err := b.List(t.Context(), *by, voluntary.Filter{View: voluntary.ViewAll}, page.Request{Number: 1, Size: 50})
		if err != nil || len(list.Items) != want || list.Total != want {
			t.Errorf("%s sees %d of %d %v", by.Name, len(list.Items), list.Total, err)
		}
	}
}

// TestAnExportIsWhole: a ledger that is too long is refused and not cut.
func TestAnExportIsWhole(t *testing.T) {
	b := newBench(t)
	head := b.staff("丙示例", actor.RoleHead, "", "", 0)
	rows := make([]model.VoluntaryReturn, 20_001)
	for i := range rows {
		rows[i] = model.VoluntaryReturn{Number: fmt.Sprint(i), WhoDigest: []byte{1}, NameSealed: []byte{1}, UnitKind: "village", Whom: "self", ReasonSealed: []byte{1}, SpanFrom: b.now, SpanTo: b.now, DeclaredOn: b.now, State: "open", CreatedAt: b.now, UpdatedAt: b.now}
	}
	b.ok(b.db.CreateInBatches(rows, 500).Error)
	var out bytes.Buffer
	b.refused("too long", b.Export(t.Context(), head, voluntary.Filter{}, "季度汇总用", &out), fault.Invalid, "reason")
	if out.Len() > 0 {
		t.Errorf("%d bytes", out.Len())
	}
}

// TestAPeriodIsAgreedTo: nobody decides what they wrote, and what was agreed to
// stays as it is.
func TestAPeriodIsAgreedTo(t *testing.T) {
	b := newBench(t)
	manager, head, cadre := b.staff("乙示例", actor.RoleCaseManagement, "", "", 0), b.staff("丙示例", actor.RoleHead, "", "", 0), b.staff("己示例", actor.RoleVillageCadre, "", registers.Silian, 0)
	n := voluntary.Notice{Title: "通告", DocNo: "1号", Notice: "请在期限内主动退缴违规领取的补贴。", Promise: "按规定处理。", From: "2026-03-01", To: "2026-02-01"}
	b.refused("ends before it begins", b.SavePeriod(t.Context(), manager, 0, 0, n), fault.Invalid, "to")
	n.To = "2026-03-31"
	b.refused("a head writes", b.SavePeriod(t.Context(), head, 0, 0, n), fault.NotFound, "")
	b.ok(b.SavePeriod(t.Context(), manager, 0, 0, n))
	list := func(by actor.Actor) []voluntary.Period {
		t.Helper()
		p, err := b.Periods(t.Context(), by)
		b.ok(err)
		return p
	}
	if len(list(cadre)) != 0 {
		t.Error("a draft is seen")
	}
	p := list(manager)[0]
	b.refused("decide before it is asked", b.DecidePeriod(t.Context(), head, p.ID, p.Version, true, words("")), fault.NotFound, "")
	b.ok(b.AskPeriod(t.Context(), manager, p.ID, p.Version, words("县里定的")))
	b.refused("write while it waits", b.SavePeriod(t.Context(), manager, p.ID, p.Version+1, n), fault.Conflict, "")
	b.ok(b.DecidePeriod(t.Context(), head, p.ID, p.Version+1, false, words("太短")))
	b.ok(b.SavePeriod(t.Context(), manager, p.ID, p.Version+2, n))
	b.ok(b.AskPeriod(t.Context(), manager, p.ID, p.Version+3, words("改好了再报")))
	if tasks, err := b.Work(t.Context(), head); err != nil || len(tasks) != 1 || tasks[0].Key != "voluntary.period" {
		t.Errorf("%+v %v", tasks, err)
	}
	b.ok(b.DecidePeriod(t.Context(), head, p.ID, p.Version+4, true, words("")))
	b.refused("write what was agreed to", b.SavePeriod(t.Context(), manager, p.ID, p.Version+5, n), fault.Conflict, "")
	if l := list(cadre); len(l) != 1 || !l[0].Now || l[0].Promise != n.Promise || len(l[0].Approvals) != 0 {
		t.Errorf("%+v", l)
	}
	if now, err := b.Current(t.Context(), cadre); err != nil || now.ID != p.ID {
		t.Errorf("%+v %v", now, err)
	}
}
