package prepayment_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/prepayment"
	"yangguang/service/store/dbtest"
)

var (
	officer = actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleBureauOfficer, Bureau: "民政局", Name: "甲"}
	chief   = actor.Actor{Kind: actor.Staff, StaffID: 2, Role: actor.RoleBureauHead, Bureau: "民政局", Name: "乙"}
	other   = actor.Actor{Kind: actor.Staff, StaffID: 3, Role: actor.RoleBureauOfficer, Bureau: "水利局", Name: "丙"}
	inspect = actor.Actor{Kind: actor.Staff, StaffID: 4, Role: actor.RoleSupervision, Name: "丁"}
	stop    = prepayment.Reason{Model: "S01", Title: "死亡人员继续领取", Severity: 2, Sentence: "登记的死亡日期是2026年3月1日。"}
	doubt   = prepayment.Reason{Model: "S26", Title: "户名不符", Severity: 1, Sentence: "账户户名不是本人。"}
)

// comparison answers as the engine would.
type comparison struct {
	reasons map[int64][]prepayment.Reason
	err     error
}

func (c *comparison) CheckList(context.Context, int64) (map[int64][]prepayment.Reason, error) {
	return c.reasons, c.err
}

type world struct {
	*prepayment.Service
	db  *gorm.DB
	cmp *comparison
}

// newWorld has one loaded list of four rows, 100 yuan each: row 3 stopped, row
// 4 to be verified.
func newWorld(t *testing.T) world {
	t.Helper()
	db, box := dbtest.New(t), dbtest.Box(t)
	at := time.Date(2026, 7, 1, 1, 0, 0, 0, time.UTC)
	for _, row := range []any{
		&model.Batch{ID: 7, Kind: "prepayouts", FileName: "六月高龄津贴.xlsx", Status: model.BatchLoaded, Bureau: "民政局", FileDigest: make([]byte, 32), AsOf: at, CreatedAt: at, PreviewSealed: []byte{}},
		&model.Item{ID: 1, Code: "GL", Name: "高龄津贴", Target: "个人", Frequency: "月"},
	} {
		if err := db.Create(row).Error; err != nil {
			t.Fatal(err)
		}
	}
	for i := range int64(4) {
		id := 7<<24 | (i + 1)
		digest := box.Index(seal.NewSecret("11010519491231002X"+strconv.FormatInt(i, 10)), seal.PurposeResidentID)
		p := model.Person{ID: i + 1, IDDigest: digest, IDSealed: box.Seal(seal.NewSecret("11010519491231002X"), seal.PlaceResidentID(digest)), IDGrade: "A", Name: "演某" + strconv.FormatInt(i, 10), CreatedAt: at}
		account := seal.NewSecret("6222021234567890128")
		r := model.Prepayout{PersonID: p.ID, ItemID: 1, PeriodStart: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), PeriodEnd: time.Date(2026, 6, 30, 0, 0, 0, 0, time.UTC), ID: id, BatchNo: "GL202606",
			QuantityMilli: 1000, AmountFen: 10000, AccountDigest: box.Index(account, "account"), AccountSealed: box.Seal(account, "prepayouts.account/"+strconv.FormatInt(id, 10)), AccountTail: "0128", AccountName: p.Name, BatchID: 7, RowNo: int(i) + 2}
		for _, row := range []any{&p, &r} {
			if err := db.Create(row).Error; err != nil {
				t.Fatal(err)
			}
		}
	}
	c := &comparison{reasons: map[int64][]prepayment.Reason{7<<24 | 2: {doubt, stop}, 7<<24 | 3: {doubt}}}
	return world{prepayment.New(db, box, c, slog.New(slog.DiscardHandler), func() time.Time { return at }), db, c}
}

func (w world) rows(t *testing.T) []prepayment.Row {
	t.Helper()
	p, err := w.Rows(t.Context(), officer, 1, "", page.Request{})
	if err != nil {
		t.Fatal(err)
	}
	return p.Items
}

// TestARowThatPassesIsTakenOut: and put back, and taken out again.
func TestARowThatPassesIsTakenOut(t *testing.T) {
	t.Parallel()
	w, ctx := newWorld(t), t.Context()
	w.cmp.reasons = map[int64][]prepayment.Reason{7<<24 | 2: {stop}}
	if err := w.Compare(ctx, 7); err != nil {
		t.Fatal(err)
	}
	passing := func() []prepayment.Row {
		t.Helper()
		p, err := w.Rows(ctx, officer, 1, model.VerdictPass, page.Request{})
		if err != nil || len(p.Items) != 3 {
			t.Fatalf("%+v %v", p, err)
		}
		return p.Items
	}
	row := passing()[0].ID
	for _, c := range []struct {
		answer string
		rows   []int64
		kind   fault.Kind
	}{
		{model.AnswerWithdraw, []int64{row}, fault.Internal}, {model.AnswerKeep, []int64{row}, fault.Internal}, {model.AnswerWithdraw, []int64{row}, fault.Internal},
		{model.AnswerWithdraw, []int64{7<<24 | 2}, fault.NotFound}, {"", []int64{row}, fault.Invalid},
	} {
		err := w.Answer(ctx, officer, 1, prepayment.Answer{Rows: c.rows, Answer: c.answer, Passing: true})
		if (c.kind == fault.Internal) != (err == nil) || err != nil && !fault.Is(err, c.kind) {
			t.Fatalf("%q %v: %v", c.answer, c.rows, err)
		}
	}
	if got := passing()[0]; got.Answer != model.AnswerWithdraw || got.AnsweredName != "甲" {
		t.Errorf("%+v", got)
	}
	if rows := w.rows(t); len(rows) != 1 {
		t.Errorf("%+v", rows)
	}
	stopped := w.rows(t)[0].ID
	for _, err := range []error{
		w.Answer(ctx, officer, 1, prepayment.Answer{Rows: []int64{stopped}, Answer: model.AnswerWithdraw}), w.Submit(ctx, officer, 1), w.Decide(ctx, chief, 1, true, ""),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if one, err := w.One(ctx, officer, 1); err != nil || one.ReleasedRows != 2 || one.WithdrawnFen != 20000 || one.PassRows() != 3 {
		t.Errorf("%+v %v", one, err)
	}
}

// TestSheetsOfOneListDoNotMix: a workbook with a sheet per town has a row 2 in
// each, and only the row that is meant is stopped.
func TestSheetsOfOneListDoNotMix(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for n, sheet := range map[int64]string{1: "江宁镇", 2: "江宁镇", 3: "顿谷镇", 4: "顿谷镇"} {
		set := map[string]any{"sheet": sheet, "row_no": 2 + (n-1)%2}
		if err := w.db.Model(&model.Prepayout{}).Where("id = ?", 7<<24|n).Updates(set).Error; err != nil {
			t.Fatal(err)
		}
	}
	w.cmp.reasons = map[int64][]prepayment.Reason{7<<24 | 3: {stop}}
	if err := w.Compare(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	rows := w.rows(t)
	if len(rows) != 1 || rows[0].Name != "演某2" || rows[0].RowNo != 2 || rows[0].Sheet != "顿谷镇" || rows[0].Verdict != model.VerdictStop {
		t.Errorf("%+v", rows)
	}
}

// TestAReleasedListKeepsTheOrderOfTheFile: of a workbook with a sheet per town
// the bank gets one town after the other. A list that was released in the order
// of row numbers is given out as it was.
func TestAReleasedListKeepsTheOrderOfTheFile(t *testing.T) {
	t.Parallel()
	w, ctx := newWorld(t), t.Context()
	w.cmp.reasons = nil
	for n, row := range map[int64]int{1: 3, 2: 4, 3: 2, 4: 3} {
		set := map[string]any{"sheet": []string{"江宁镇", "顿谷镇"}[n/3], "row_no": row, "amount_fen": n * 100}
		if err := w.db.Model(&model.Prepayout{}).Where("id = ?", 7<<24|n).Updates(set).Error; err != nil {
			t.Fatal(err)
		}
	}
	for _, err := range []error{w.Compare(ctx, 7), w.Submit(ctx, officer, 1), w.Decide(ctx, chief, 1, true, "")} {
		if err != nil {
			t.Fatal(err)
		}
	}
	amounts := func() (out []string) {
		var file bytes.Buffer
		if err := w.File(ctx, officer, 1, &file); err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.String(), "\ufeff"))).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records[1:] {
			out = append(out, r[8])
		}
		return out
	}
	if got := strings.Join(amounts(), " "); got != "1.00 2.00 3.00 4.00" {
		t.Errorf("released in the order %s", got)
	}
	before, err := w.ByRowNumber(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.db.Model(&model.PrepaymentList{}).Where("id = 1").Update("released_digest", before).Error; err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(amounts(), " "); got != "3.00 1.00 4.00 2.00" {
		t.Errorf("a list released by row number is now %s", got)
	}
}

func TestAListIsAnsweredAndReleased(t *testing.T) {
	t.Parallel()
	w, ctx := newWorld(t), t.Context()
	if err := w.Compare(ctx, 7); err != nil {
		t.Fatal(err)
	}
	rows := w.rows(t)
	if len(rows) != 2 || rows[0].Verdict != model.VerdictStop || rows[0].RowNo != 3 || rows[1].Verdict != model.VerdictVerify || len(rows[0].Reasons) != 2 {
		t.Fatalf("%+v", rows)
	}
	if err := w.Submit(ctx, officer, 1); !fault.Is(err, fault.Invalid) {
		t.Fatalf("submitting with open rows: %v", err)
	}
	keep := prepayment.Answer{Rows: []int64{rows[0].ID}, Answer: model.AnswerKeep, Reason: "data"}
	if err := w.Answer(ctx, officer, 1, keep); fault.Of(err).Fields["doc"] == "" || fault.Of(err).Fields["note"] == "" {
		t.Fatalf("keeping a stopped row without a document: %v", err)
	}
	if err := w.Answer(ctx, officer, 1, prepayment.Answer{Rows: []int64{rows[0].ID}, Answer: model.AnswerWithdraw}); err != nil {
		t.Fatal(err)
	}
	if err := w.Answer(ctx, officer, 1, prepayment.Answer{Rows: []int64{rows[1].ID}, Answer: model.AnswerKeep, Reason: "verified", Note: seal.NewSecret("户名少一个字，银行已更正")}); err != nil {
		t.Fatal(err)
	}
	if err := w.Decide(ctx, chief, 1, true, ""); !fault.Is(err, fault.Conflict) {
		t.Fatalf("releasing before it was submitted: %v", err)
	}
	if err := w.Submit(ctx, officer, 1); err != nil {
		t.Fatal(err)
	}
	if err := w.Answer(ctx, officer, 1, keep); !fault.Is(err, fault.Conflict) {
		t.Fatalf("answering a submitted list: %v", err)
	}
	if err := w.Decide(ctx, chief, 1, false, "请再核实第四行"); err != nil {
		t.Fatal(err)
	}
	if err := w.Submit(ctx, officer, 1); err != nil {
		t.Fatal(err)
	}
	if err := w.Decide(ctx, chief, 1, true, ""); err != nil {
		t.Fatal(err)
	}
	one, err := w.One(ctx, inspect, 1)
	if err != nil || one.State != model.PrepaymentReleased || one.ReleasedRows != 3 || one.ReleasedFen != 30000 || one.WithdrawnFen != 10000 || len(one.Digest) != 64 || one.FileName == "" {
		t.Fatalf("%+v %v", one, err)
	}
	_, sums, err := w.Lists(ctx, inspect, prepayment.Filter{}, page.Request{})
	if err != nil || sums.StoppedFen != 10000 || sums.StoppedRows != 1 || sums.Lists != 1 || sums.Rows != 4 {
		t.Fatalf("%+v %v", sums, err)
	}
	var file bytes.Buffer
	if err := w.File(ctx, officer, 1, &file); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(file.String(), "\ufeff"))).ReadAll()
	if err != nil || len(records) != 4 || records[1][4] != "11010519491231002X" || records[1][8] != "100.00" || records[1][9] != "6222021234567890128" {
		t.Fatalf("%q %v", records, err)
	}
	// The register corrects a name: what was released stays as it was.
	if err := w.db.Exec("UPDATE people SET name = '演更名' WHERE id = 1").Error; err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := w.File(ctx, chief, 1, &again); err != nil || again.String() != file.String() {
		t.Fatalf("a released list is another one after a name was corrected: %v", err)
	}
	if err := w.db.Exec("UPDATE prepayouts SET amount_fen = 99999 WHERE row_no = 2").Error; err != nil {
		t.Fatal(err)
	}
	if err := w.File(ctx, officer, 1, &file); err == nil {
		t.Error("a list that was changed after its release is given out")
	}
}

func TestOthersListsDoNotExist(t *testing.T) {
	t.Parallel()
	w, ctx := newWorld(t), t.Context()
	if err := w.Compare(ctx, 7); err != nil {
		t.Fatal(err)
	}
	cadre := actor.Actor{Kind: actor.Staff, StaffID: 9, Role: actor.RoleVillageCadre, Division: "450923108210"}
	for name, by := range map[string]actor.Actor{"another bureau": other, "a cadre": cadre, "nobody": {}} {
		_, err1 := w.One(ctx, by, 1)
		_, err2 := w.Rows(ctx, by, 1, "", page.Request{})
		for i, err := range []error{err1, err2, w.Submit(ctx, by, 1), w.Decide(ctx, by, 1, true, ""), w.File(ctx, by, 1, &bytes.Buffer{}), w.Answer(ctx, by, 1, prepayment.Answer{})} {
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s, call %d: %v", name, i, err)
			}
		}
	}
	if err := w.Submit(ctx, chief, 1); !fault.Is(err, fault.NotFound) {
		t.Errorf("the head does not answer in the officer's place: %v", err)
	}
	if err := w.Decide(ctx, officer, 1, true, ""); !fault.Is(err, fault.NotFound) {
		t.Errorf("the officer does not release: %v", err)
	}
	if err := w.db.Model(&model.Batch{}).Where("id = 7").Update("status", model.BatchWithdrawn).Error; err != nil {
		t.Fatal(err)
	}
	if _, err := w.One(ctx, officer, 1); !fault.Is(err, fault.NotFound) {
		t.Errorf("the list of a withdrawn batch: %v", err)
	}
}

func TestAComparisonThatFailsIsMadeAgain(t *testing.T) {
	t.Parallel()
	w, ctx := newWorld(t), t.Context()
	w.cmp.err = errors.New("no registers")
	if err := w.Compare(ctx, 7); err == nil {
		t.Fatal("a failed comparison is told as done")
	}
	if one, err := w.One(ctx, officer, 1); err != nil || one.State != model.PrepaymentFailed || !one.Busy() {
		t.Fatalf("%+v %v", one, err)
	}
	w.cmp.err = nil
	for range 2 { // the promise may be performed twice
		if err := w.Compare(ctx, 7); err != nil {
			t.Fatal(err)
		}
	}
	if rows := w.rows(t); len(rows) != 2 {
		t.Errorf("%d rows", len(rows))
	}
	dbtest.AtMost(t, w.db, 3, func(*gorm.DB) { w.rows(t) })
	if n, err := w.Today(ctx, officer); err != nil || len(n) != 1 || n[0].N != 1 {
		t.Errorf("%+v %v", n, err)
	}
}

// TestOnesOwnRowIsAnotherOfficers: what concerns an officer or their kin is
// neither shown to them nor answered by them; a colleague does both.
func TestOnesOwnRowIsAnotherOfficers(t *testing.T) {
	t.Parallel()
	w, ctx := newWorld(t), t.Context()
	if err := w.Compare(ctx, 7); err != nil {
		t.Fatal(err)
	}
	rows := w.rows(t)
	at := time.Date(2026, 7, 1, 1, 0, 0, 0, time.UTC)
	stopped := rows[0].ID // about person 2
	for _, row := range []any{
		&model.Staff{ID: officer.StaffID, Login: "jia", Name: officer.Name, Role: string(officer.Role), Bureau: officer.Bureau, SessionEpoch: 1, PersonID: 1, CreatedAt: at},
		&model.OfficialRelative{ID: 1, OfficialID: 1, RelativeID: 2, Relation: "兄弟", BatchID: 7},
	} {
		if err := w.db.Create(row).Error; err != nil {
			t.Fatal(err)
		}
	}
	if got := w.rows(t); len(got) != 1 || got[0].ID == stopped {
		t.Errorf("the officer sees %+v", got)
	}
	if l, err := w.One(ctx, officer, 1); err != nil || l.Kept != 1 {
		t.Errorf("kept %d: %v", l.Kept, err)
	}
	take := prepayment.Answer{Rows: []int64{stopped}, Answer: model.AnswerWithdraw}
	if err := w.Answer(ctx, officer, 1, take); !fault.Is(err, fault.NotFound) {
		t.Errorf("the officer answers: %v", err)
	}
	colleague := officer
	colleague.StaffID, colleague.Name = 9, "戊"
	if err := w.Answer(ctx, colleague, 1, take); err != nil {
		t.Error(err)
	}
}

// TestOnesOwnRowIsNotOnesToRelease: a head does not release a list in which a
// doubtful row about themselves or their kin is to be paid. They may send it back,
// another head may release it, and so may they once the row is taken out.
func TestOnesOwnRowIsNotOnesToRelease(t *testing.T) {
	t.Parallel()
	w, ctx := newWorld(t), t.Context()
	at := time.Date(2026, 7, 1, 1, 0, 0, 0, time.UTC)
	for _, row := range []any{
		&model.Staff{ID: chief.StaffID, Login: "yi", Name: chief.Name, Role: string(chief.Role), Bureau: chief.Bureau, SessionEpoch: 1, PersonID: 1, CreatedAt: at},
		&model.OfficialRelative{ID: 1, OfficialID: 1, RelativeID: 2, Relation: "兄弟", BatchID: 7},
	} {
		if err := w.db.Create(row).Error; err != nil {
			t.Fatal(err)
		}
	}
	answer := func(what string) {
		t.Helper()
		for _, r := range w.rows(t) {
			a := prepayment.Answer{Rows: []int64{r.ID}, Answer: what, Reason: "verified", Doc: "民发〔2026〕1号", Note: seal.NewSecret("上门看过，人在")}
			if err := w.Answer(ctx, officer, 1, a); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Submit(ctx, officer, 1); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Compare(ctx, 7); err != nil {
		t.Fatal(err)
	}
	answer(model.AnswerKeep)
	if err := w.Decide(ctx, chief, 1, true, ""); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields["note"] == "" {
		t.Errorf("the head releases: %v", err)
	}
	if err := w.Decide(ctx, chief, 1, false, "请再核实一遍"); err != nil {
		t.Errorf("the head sends it back: %v", err)
	}
	answer(model.AnswerWithdraw)
	if err := w.Decide(ctx, chief, 1, true, ""); err != nil {
		t.Errorf("without the row: %v", err)
	}
}

// TestARowIntoOnesAccountIsAnothers: what is paid to somebody else, but into an
// account that the officer's own money goes to, is the officer's own.
func TestARowIntoOnesAccountIsAnothers(t *testing.T) {
	t.Parallel()
	w, ctx := newWorld(t), t.Context()
	if err := w.Compare(ctx, 7); err != nil {
		t.Fatal(err)
	}
	stopped := w.rows(t)[0].ID
	var row model.Prepayout
	if err := w.db.Where("id = ?", 7<<24|2).Take(&row).Error; err != nil {
		t.Fatal(err)
	}
	at := row.PeriodStart
	for _, r := range []any{
		&model.Staff{ID: officer.StaffID, Login: "jia", Name: officer.Name, Role: string(officer.Role), Bureau: officer.Bureau, SessionEpoch: 1, PersonID: 1, CreatedAt: at},
		&model.Payout{ID: 1, PersonID: 1, ItemID: 1, PeriodStart: at, PeriodEnd: at, PaidOn: at, AccountDigest: row.AccountDigest, AccountSealed: row.AccountSealed, Result: "成功", BatchID: 7},
	} {
		if err := w.db.Create(r).Error; err != nil {
			t.Fatal(err)
		}
	}
	if got := w.rows(t); len(got) != 0 {
		t.Errorf("the officer sees %+v", got)
	}
	if err := w.Answer(ctx, officer, 1, prepayment.Answer{Rows: []int64{stopped}, Answer: model.AnswerWithdraw}); !fault.Is(err, fault.NotFound) {
		t.Errorf("the officer answers: %v", err)
	}
	if l, err := w.One(ctx, officer, 1); err != nil || l.Kept != 2 {
		t.Errorf("kept %d: %v", l.Kept, err)
	}
}
