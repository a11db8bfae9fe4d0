// Package registers fills a test's database with a small county: divisions,
// people, payouts, policies, projects. Everybody in it is evidently invented.
package registers

import (
	"fmt"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/seal"
)

// The divisions every test county has. 李村 is in both towns.
const (
	County     = "450923000000"
	Jiangning  = "450923108000"
	Santan     = "450923109000"
	Silian     = "450923108210" // 四联村委会 in 江宁镇
	LiJiangnig = "450923108211" // 李村村委会 in 江宁镇
	LiSantan   = "450923109201" // 李村村委会 in 三滩镇
)

// Registers writes rows. Its methods end the test when the database refuses.
type Registers struct {
	t      testing.TB
	db     *gorm.DB
	People *seal.Box
	Batch  int64 // a loaded batch that every row belongs to
	row    int
	serial int
	now    time.Time
}

// New makes the divisions and a loaded batch; now is the time of all rows.
func New(t testing.TB, db *gorm.DB, now time.Time) *Registers {
	t.Helper()
	r := &Registers{t: t, db: db, People: Box(t), now: now.UTC().Truncate(time.Second)}
	r.Batch = r.NewBatch(model.BatchLoaded)
	for _, d := range []model.Division{
		{Code: County, Name: "博白县", Level: "county", ParentCode: "450900000000"},
		{Code: Jiangning, Name: "江宁镇", Level: "town", ParentCode: County},
		{Code: Santan, Name: "三滩镇", Level: "town", ParentCode: County},
		{Code: Silian, Name: "四联村委会", Level: "village", ParentCode: Jiangning},
		{Code: LiJiangnig, Name: "李村村委会", Level: "village", ParentCode: Jiangning},
		{Code: LiSantan, Name: "李村村委会", Level: "village", ParentCode: Santan},
	} {
		d.BatchID = r.Batch
		r.create(&d)
	}
	return r
}

// Box is a box with fixed keys: tests of one process share it.
func Box(t testing.TB) *seal.Box {
	t.Helper()
	parse := func(s string, size int) []seal.Key {
		keys, err := seal.ParseKeys(s, size)
		if err != nil {
			t.Fatal(err)
		}
		return keys
	}
	b, err := seal.NewBox(parse("1:MDEyMzQ1Njc4OWFiY2RlZg==", 16), parse("1:MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", 32))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (r *Registers) create(row any) {
	r.t.Helper()
	if err := r.db.Create(row).Error; err != nil {
		r.t.Fatalf("%T: %v", row, err)
	}
}

// NewBatch makes a batch in a state of its own.
func (r *Registers) NewBatch(status string) int64 {
	r.t.Helper()
	r.serial++
	digest := make([]byte, 32)
	copy(digest, fmt.Sprintf("registers %d", r.serial))
	b := model.Batch{Kind: "payouts", FileName: "test.xlsx", FileDigest: digest, Status: status, AsOf: r.now, CreatedAt: r.now}
	r.create(&b)
	return b.ID
}

// rowID is the next row of the batch.
func (r *Registers) rowID() int64 {
	r.row++
	return r.Batch<<24 | int64(r.row)
}

// Number makes a valid resident ID from its first 17 digits.
func Number(first17 string) string { return first17 + string(idnumber.CheckDigit(first17)) }

// Person adds a person with a valid resident ID.
func (r *Registers) Person(name, number string) int64 {
	r.t.Helper()
	birth, err := time.Parse("20060102", number[6:14])
	if err != nil {
		r.t.Fatal(err)
	}
	id := seal.NewSecret(number)
	digest := r.People.Index(id, seal.PurposeResidentID)
	p := model.Person{
		IDDigest: digest, IDSealed: r.People.Seal(id, seal.PlaceResidentID(digest)), IDGrade: "A", Name: name, BirthOn: &birth, Sex: "男", CreatedAt: r.now,
	}
	r.create(&p)
	return p.ID
}

// Resident puts a person into the population register; phone may be empty.
func (r *Registers) Resident(person int64, household, village, phone string) int64 {
	r.t.Helper()
	row := model.Resident{
		ID: r.rowID(), PersonID: person, HouseholdNo: household, Relation: "户主", VillageCode: village, GroupNo: "3组", Status: "正常",
		BatchID: r.Batch, RowNo: r.row, ValidFrom: r.now,
	}
	if phone != "" {
		row.PhoneSealed = r.People.Seal(seal.NewSecret(phone), seal.PlaceResidentPhone(row.ID))
		row.PhoneTail = phone[7:]
	}
	r.create(&row)
	return row.ID
}

// Item adds a subsidy item.
func (r *Registers) Item(code, name string) int64 {
	r.t.Helper()
	it := model.Item{Code: code, Name: name, Bureau: "县民政局", Target: "个人", Frequency: "月"}
	r.create(&it)
	return it.ID
}

// Payout is a payment to add; what is left out gets a usual value.
type Payout struct {
	Person, Item int64
	Month        string // 2025-03
	PaidOn       string // 2025-03-10; "" is the tenth of Month
	Fen          int64
	Tail         string
	Result       string
	Village      string
	Batch        int64
}

// Pay adds a payment and gives its row ID.
func (r *Registers) Pay(p Payout) int64 {
	r.t.Helper()
	start, err := time.Parse("2006-01", p.Month)
	if err != nil {
		r.t.Fatal(err)
	}
	paid := start.AddDate(0, 0, 9)
	if p.PaidOn != "" {
		if paid, err = time.Parse(time.DateOnly, p.PaidOn); err != nil {
			r.t.Fatal(err)
		}
	}
	or := func(s, usual string) string {
		if s == "" {
			return usual
		}
		return s
	}
	tail := or(p.Tail, "0128")
	account := seal.NewSecret("622202123456789" + tail)
	row := model.Payout{
		PersonID: p.Person, ItemID: p.Item, PeriodStart: start, ID: r.rowID(), PeriodEnd: start.AddDate(0, 1, -1), BatchNo: "P" + p.Month,
		QuantityMilli: 1000, Class: "A", AmountFen: p.Fen, AccountDigest: r.People.Index(account, seal.PurposeAccount), AccountTail: tail, AccountName: "本人",
		PaidOn: paid, Result: or(p.Result, "成功"), VillageCode: or(p.Village, Silian), BatchID: r.Batch, RowNo: r.row,
	}
	if p.Batch != 0 {
		row.BatchID = p.Batch
	}
	row.AccountSealed = r.People.Seal(account, seal.PlaceAccount("payouts", row.ID))
	r.create(&row)
	return row.ID
}

// AddPolicy adds a policy.
func (r *Registers) AddPolicy(p model.Policy) int64 {
	r.t.Helper()
	p.ID, p.BatchID, p.RowNo = r.rowID(), r.Batch, r.row
	if p.EffectiveFrom.IsZero() {
		p.EffectiveFrom = r.now.AddDate(-1, 0, 0)
	}
	r.create(&p)
	return p.ID
}

// AddProject adds a project.
func (r *Registers) AddProject(p model.Project) int64 {
	r.t.Helper()
	p.ID, p.BatchID, p.RowNo = r.rowID(), r.Batch, r.row
	r.create(&p)
	return p.ID
}
