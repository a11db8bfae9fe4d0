package snapshot_test

import (
	"slices"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/comparison/dossier"
	"yangguang/service/comparison/snapshot"
	"yangguang/service/kernel/period"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

var asOf = period.Date(2026, 6, 30)

func on(text string) time.Time {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		panic(err)
	}
	return t
}

func maybe(text string) *time.Time {
	t := on(text)
	return &t
}

func day(text string) period.Day { return period.Stored(on(text)) }

// county is a database with one row of everything.
type county struct {
	db                 *gorm.DB
	r                  *registers.Registers
	head, son, other   int64
	allowance, old     int64
	payouts            []int64
	withdrawn, replace int64
}

func create[T any](t *testing.T, db *gorm.DB, rows ...T) {
	t.Helper()
	for i := range rows {
		if err := db.Create(&rows[i]).Error; err != nil {
			t.Fatalf("%T: %v", rows[i], err)
		}
	}
}

func newCounty(t *testing.T) *county {
	t.Helper()
	c := &county{db: dbtest.New(t)}
	c.r = registers.New(t, c.db, on("2026-06-01"))
	c.withdrawn, c.replace = c.r.NewBatch(model.BatchWithdrawn), c.r.NewBatch(model.BatchLoaded)
	c.head, c.son, c.other = c.r.Person("测甲", registers.Number("45092319600101001")), c.r.Person("测乙", registers.Number("45092319900101001")), c.r.Person("测丙", registers.Number("45092319700101001"))
	c.r.Resident(c.head, "H1", registers.Silian, "")
	c.r.Resident(c.other, "H1", registers.LiSantan, "")
	create(t, c.db, model.Resident{ID: 900_001, PersonID: c.head, HouseholdNo: "H0", VillageCode: registers.LiSantan, Status: "正常", BatchID: c.r.Batch, RowNo: 9,
		ValidFrom: on("2020-01-01"), ValidTo: maybe("2023-01-01"), ClosedBy: c.replace})
	c.allowance, c.old = c.r.Item("DB", "农村低保"), c.r.Item("GL", "高龄津贴")
	for _, p := range []registers.Payout{{Person: c.son, Item: c.old, Month: "2024-05", Fen: 5000, Tail: "0001"}, {Person: c.head, Item: c.old, Month: "2024-02", Fen: 5000, Result: "退票"},
		{Person: c.head, Item: c.allowance, Month: "2024-02", Fen: 35000}, {Person: c.head, Item: c.allowance, Month: "2024-01", Fen: 35000, Tail: "0001"},
		{Person: c.head, Item: c.allowance, Month: "2024-03", Fen: 99, Batch: c.withdrawn}} {
		c.payouts = append(c.payouts, c.r.Pay(p))
	}
	c.registers(t)
	c.works(t)
	return c
}

func (c *county) registers(t *testing.T) {
	t.Helper()
	b := c.r.Batch
	create(t, c.db, model.Subsidy{ID: 1, ItemID: c.allowance, ItemCode: "DB", Name: "农村低保", Class: "A", StandardFen: 35000, Unit: "人月", Frequency: "月", CountsIncome: true,
		EffectiveFrom: on("2020-01-01"), EffectiveTo: maybe("2025-01-01"), BatchID: b, RowNo: 7})
	create(t, c.db, model.Roster{ID: 1, ItemID: c.allowance, HouseholdNo: "D1", PersonID: c.head, Relation: "户主", Class: "A", ApprovedFen: 70000, FromOn: on("2020-01-01"), ToOn: maybe("2024-12-31"),
		ApprovedOn: maybe("2019-12-20"), HandlerID: c.other, BatchID: b, RowNo: 1},
		model.Roster{ID: 2, ItemID: c.allowance, HouseholdNo: "D1", PersonID: c.son, Relation: "子女", FromOn: on("2020-01-01"), BatchID: b, RowNo: 2, NameGiven: "某某"},
		model.Roster{ID: 3, ItemID: c.allowance, HouseholdNo: "D1", PersonID: c.son, Relation: "子女", FromOn: on("2021-01-01"), BatchID: b, RowNo: 3},
		model.Roster{ID: 4, ItemID: c.allowance, HouseholdNo: "D9", PersonID: c.other, FromOn: on("2021-01-01"), BatchID: b, RowNo: 4, ClosedBy: c.replace})
	create(t, c.db, model.Death{ID: 1, PersonID: c.head, DiedOn: on("2024-03-20"), Source: "民政", Revoked: true, BatchID: b, RowNo: 1},
		model.Death{ID: 2, PersonID: c.head, DiedOn: on("2024-03-21"), DeregisteredOn: maybe("2024-04-01"), Source: "公安", BatchID: b, RowNo: 2},
		model.Death{ID: 3, PersonID: c.son, DiedOn: on("2024-03-21"), Source: "公安", BatchID: c.withdrawn, RowNo: 3})
	create(t, c.db, model.Official{ID: 1, PersonID: c.other, Unit: "某局", Post: "科员", Category: "公务员", FromOn: on("2010-01-01"), ToOn: maybe("2020-01-01"), VillageCode: registers.Silian, BatchID: b, RowNo: 1})
	create(t, c.db, model.OfficialRelative{ID: 1, OfficialID: c.other, RelativeID: c.head, Relation: "父亲", Recorded: true, BatchID: b, RowNo: 1})
	create(t, c.db, model.Inmate{ID: 1, PersonID: c.son, Category: "有期徒刑", InOn: on("2022-01-01"), BatchID: b, RowNo: 1})
	create(t, c.db, model.Vehicle{ID: 1, PersonID: c.son, Plate: "桂K00001", VehicleType: "小型轿车", UsageKind: "非营运", RegisteredOn: on("2022-01-01"), TransferredOn: maybe("2023-01-01"), State: "转出", BatchID: b, RowNo: 1})
	create(t, c.db, model.Property{ID: 1, PersonID: c.son, UnitNo: "F1", Purpose: "住宅", AreaMilli: 90500, RegisteredOn: on("2022-01-01"), BatchID: b, RowNo: 1})
	create(t, c.db, model.Employment{ID: 1, PersonID: c.son, Employer: "某公司", FromOn: on("2022-01-01"), ToOn: maybe("2022-03-31"), BaseFen: 350000, BatchID: b, RowNo: 1})
	create(t, c.db, model.Pension{ID: 1, PersonID: c.other, Scheme: "职工", Place: "450923", FromOn: on("2022-01-01"), MonthlyFen: 200000, BatchID: b, RowNo: 1})
	create(t, c.db, model.Disability{ID: 1, CertSealed: []byte{}, PersonID: c.son, Category: "肢体", Level: 2, IssuedOn: on("2020-02-01"), ExpiresOn: maybe("2030-02-01"), State: "正常", BatchID: b, RowNo: 1})
	create(t, c.db, model.Assessment{ID: 1, PersonID: c.son, Conclusion: "超标", ConcludedOn: on("2025-03-04"), Matter: "金融资产", Explanation: "共有账户", BatchID: b, RowNo: 1})
	create(t, c.db, model.Enrolment{ID: 1, PersonID: c.son, School: "某校", Stage: "中职", State: "在籍", FromOn: on("2020-09-01"), ToOn: maybe("2023-06-30"), BatchID: b, RowNo: 1})
	create(t, c.db, model.Parcel{ID: 1, HouseholdNo: "N1", PersonID: c.head, ParcelNo: "L1", Category: "承包地", AreaMilli: 2500, BatchID: b, RowNo: 1})
	create(t, c.db, model.AidedHousehold{ID: 1, HouseholdNo: "T1", PersonID: c.head, VillageCode: registers.Silian, Category: "脱贫户", IdentifiedOn: on("2015-01-01"), LiftedOn: maybe("2019-01-01"), BatchID: b, RowNo: 1})
	create(t, c.db, model.Indicator{ID: 1, HouseholdNo: "T1", Year: 2024, IncomeFen: 900000, HousingGrade: "C", WaterMet: true, InsuranceMet: true, BatchID: b, RowNo: 1})
	create(t, c.db, model.Insurance{ID: 1, PersonID: c.head, Scheme: "居民", Year: 2024, Aided: true, BatchID: b, RowNo: 1})
}

func (c *county) works(t *testing.T) {
	t.Helper()
	b := c.r.Batch
	create(t, c.db, model.Company{ID: 1, Code: "91X", Name: "某公司", Kind: "有限责任公司", State: "存续", FoundedOn: on("2015-01-01"), CapitalFen: 100, BatchID: b, RowNo: 1})
	create(t, c.db, model.CompanyRole{ID: 1, Code: "91X", PersonID: c.son, Role: "股东", ShareMilli: 30000, BatchID: b, RowNo: 1},
		model.CompanyRole{ID: 2, Code: "91Y", PersonID: c.son, Role: "法定代表人", FromOn: maybe("2015-01-01"), BatchID: b, RowNo: 2})
	create(t, c.db, model.Project{ID: 1, ProjectNo: "P1", Name: "某路", VillageCode: registers.Silian, ApprovedOn: on("2024-01-01"), PlannedFen: 5, WinnerCode: "91X", PlanStart: on("2024-02-01"), PlanEnd: on("2024-12-31"),
		Longitude: "109.98", BatchID: b, RowNo: 1})
	create(t, c.db, model.ProjectFund{ID: 1, ProjectNo: "P1", OnDay: on("2024-03-01"), AmountFen: 7, Kind: "拨付", BatchID: b, RowNo: 1}, model.ProjectFund{ID: 2, ProjectNo: "P9", OnDay: on("2024-03-01"), BatchID: b, RowNo: 2})
	create(t, c.db, model.ProjectProgress{ID: 1, ProjectNo: "P1", OnDay: on("2024-04-01"), PercentMilli: 25000, BatchID: b, RowNo: 1})
	found, filed, distance, accuracy, percent, reported := int64(1500), int64(2000), 230, 12, 20, 25_000
	create(t, c.db, model.FieldVisit{ProjectNo: "P1", UUID: "1", Verdict: model.FieldDiffers, State: model.VisitAccepted, FoundMilli: &found, Unit: "公里", FiledMilli: &filed, FiledUnit: "公里", DistanceM: &distance, AccuracyM: &accuracy, PercentFound: &percent, FiledPercent: &reported, OnDay: on("2024-05-01"), CapturedAt: on("2024-05-01"), ArrivedAt: on("2024-05-01")},
		model.FieldVisit{ProjectNo: "P1", UUID: "2", Verdict: model.FieldNotBegun, State: model.VisitAccepted, FoundMilli: &found, Unit: "米", FiledMilli: &filed, FiledUnit: "公里", OnDay: on("2024-04-01"), CapturedAt: on("2024-04-01"), ArrivedAt: on("2024-04-01")},
		model.FieldVisit{ProjectNo: "P1", UUID: "3", Verdict: model.FieldMissing, State: model.VisitArrived, OnDay: on("2024-06-01"), CapturedAt: on("2024-06-01"), ArrivedAt: on("2024-06-01")},
		model.FieldVisit{ProjectNo: "P9", UUID: "4", Verdict: model.FieldMissing, State: model.VisitAccepted, OnDay: on("2024-06-01"), CapturedAt: on("2024-06-01"), ArrivedAt: on("2024-06-01")})
	create(t, c.db, model.Bid{ID: 1, ProjectNo: "P1", BidderCode: "91X", BidFen: 5, PhoneDigest: make([]byte, 32), BatchID: b, RowNo: 1})
	create(t, c.db, model.Fund{ID: 1, DocNo: "财农1号", ItemCode: "DB", AmountFen: 9, IssuedOn: on("2024-01-01"), ArrivedOn: on("2024-01-05"), ArrivedAt: "县", BatchID: b, RowNo: 1},
		model.Fund{ID: 2, DocNo: "财农2号", ItemCode: "P1", AmountFen: 9, IssuedOn: on("2024-01-01"), ArrivedOn: on("2024-01-05"), BatchID: b, RowNo: 2})
}

func load(t *testing.T, c *county, o snapshot.Options) *snapshot.Loaded {
	t.Helper()
	o.AsOf = asOf
	l, err := snapshot.Load(t.Context(), c.db, o)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// person finds a person of the snapshot by the database's number.
func person(t *testing.T, l *snapshot.Loaded, id int64) dossier.P {
	t.Helper()
	i := slices.IndexFunc(l.People, func(p dossier.Person) bool { return p.ID == id })
	if i < 0 {
		t.Fatalf("person %d is not in the snapshot", id)
	}
	return dossier.P(i)
}

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

func collect[T any](seq func(func(*T) bool)) []T {
	var out []T
	for v := range seq {
		out = append(out, *v)
	}
	return out
}

// TestANameInAnotherShapeIsNoOthers: a bank that writes 陳 for 陈 has not paid
// into another's account.
func TestANameInAnotherShapeIsNoOthers(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	for _, sql := range []string{"UPDATE people SET name = '陈三' WHERE id = ?", "UPDATE payouts SET account_name = '陳三' WHERE person_id = ?"} {
		if err := c.db.Exec(sql, c.son).Error; err != nil {
			t.Fatal(err)
		}
	}
	l := load(t, c, snapshot.Options{})
	rows := l.PayoutsOf(person(t, l, c.son))
	if len(rows) == 0 {
		t.Fatal("no payouts")
	}
	for _, r := range rows {
		equal(t, "holder", r.Holder, int32(0))
	}
}

func TestLoadedIsWhatWasPutIn(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	l := load(t, c, snapshot.Options{})
	head, son, other := person(t, l, c.head), person(t, l, c.son), person(t, l, c.other)
	equal(t, "people", len(l.People), 3)
	if p := l.People[head]; l.Text(p.Name) != "测甲" || p.Birth != day("1960-01-01") || p.Female || p.Status != 'N' || l.Villages[p.Village].Code != registers.Silian || p.Hukou != l.People[other].Hukou {
		t.Errorf("person %+v", p)
	}
	if p := l.People[son]; p.Village != dossier.None || p.Hukou != dossier.None || p.Status != 0 {
		t.Errorf("not in the population register, yet %+v", p)
	}
	rows := l.PayoutsOf(head)
	if len(rows) != 3 || l.Items[rows[0].Item].Code != "DB" || rows[0].Period != (period.Interval{From: day("2024-01-01"), To: day("2024-02-01")}) || rows[1].Period.From != day("2024-02-01") || rows[2].State != dossier.Bounced {
		t.Fatalf("payouts %+v", rows)
	}
	first := rows[0]
	equal(t, "payout", first, dossier.Payout{AmountFen: 35000, Src: dossier.Ref{Batch: int32(c.r.Batch), Row: first.Src.Row}, Period: first.Period, PaidOn: day("2024-01-10"), Person: head, Quantity: 1000,
		Account: l.PayoutsOf(son)[0].Account, Holder: first.Holder, Village: l.People[head].Village, Batch: first.Batch, Item: first.Item, Class: first.Class})
	if l.Text(first.Holder) != "本人" || l.Text(first.Batch) != "P2024-01" || l.Class(first.Class) != "A" || l.AccountLen(first.Account) != 2 || rows[1].Account == first.Account {
		t.Errorf("texts and accounts of %+v", first)
	}
	before := collect(l.ResidencesOf(head))
	if len(before) != 1 || before[0].Span != (period.Interval{From: day("2020-01-01"), To: day("2023-01-01")}) || before[0].Hukou == l.People[head].Hukou || before[0].Hukou == dossier.None ||
		l.Villages[before[0].Village].Code != registers.LiSantan {
		t.Errorf("registered before: %+v", before)
	}
	c.checkRegisters(t, l, head, son, other)
	c.checkWorks(t, l, son)
	cover := l.Coverage["payouts"]
	if cover.AsOf != day("2026-06-01") {
		t.Errorf("coverage %+v", l.Coverage)
	}
}

func (c *county) checkRegisters(t *testing.T, l *snapshot.Loaded, head, son, other dossier.P) {
	t.Helper()
	b := int32(c.r.Batch)
	allowance := l.Items[l.PayoutsOf(head)[0].Item]
	equal(t, "standard", allowance.Standards[0], dossier.Standard{Fen: 35000, Class: l.PayoutsOf(head)[0].Class, Unit: "人月", Span: period.Interval{From: day("2020-01-01"), To: day("2025-01-01")}, Income: true, Src: dossier.Ref{Batch: b, Row: 7}})
	equal(t, "category", allowance.Category, dossier.RuralAllowance)
	places := collect(l.RostersOf(head))
	equal(t, "roster", places[0], dossier.Roster{ApprovedFen: 70000, Src: dossier.Ref{Batch: b, Row: 1}, Span: period.Interval{From: day("2020-01-01"), To: day("2025-01-01")}, ApprovedOn: day("2019-12-20"),
		Household: places[0].Household, Person: head, Handler: other, Account: dossier.None, Relation: "户主", Item: l.PayoutsOf(head)[0].Item, Class: places[0].Class})
	members := collect(l.MembersOf(places[0].Household))
	if len(members) != 2 || members[1].Person != son || members[1].Span != period.Since(day("2021-01-01")) || members[1].ApprovedOn != period.Past || members[1].Handler != dossier.None {
		t.Errorf("members %+v", members)
	}
	if len(l.Households) != 1 || l.Households[0].No != "D1" || len(l.Mismatches) != 1 || l.Mismatches[0].Kind != "rosters" {
		t.Errorf("households %+v, mismatches %+v", l.Households, l.Mismatches)
	}
	died, ok := l.DiedOn(head)
	if !ok || *died != (dossier.Death{Person: head, On: day("2024-03-21"), Registered: day("2024-04-01"), Source: "公安", Src: dossier.Ref{Batch: b, Row: 2}}) {
		t.Errorf("death %+v", died)
	}
	if _, ok := l.DiedOn(son); ok {
		t.Error("a row of a withdrawn batch counts")
	}
	equal(t, "official", collect(l.OfficialsOf(other))[0], dossier.Official{Person: other, Unit: "某局", Post: "科员", Kind: "公务员", Span: period.Interval{From: day("2010-01-01"), To: day("2020-01-01")},
		Village: l.People[head].Village, Src: dossier.Ref{Batch: b, Row: 1}})
	equal(t, "relative", collect(l.DeclaredBy(head))[0], dossier.Relative{Official: other, Relative: head, Relation: "父亲", DeclaredOn: period.Past, Filed: true, Src: dossier.Ref{Batch: b, Row: 1}})
	src := dossier.Ref{Batch: b, Row: 1}
	equal(t, "inmate", collect(l.InmatesOf(son))[0], dossier.Inmate{Person: son, Kind: "有期徒刑", Span: period.Since(day("2022-01-01")), Src: src})
	equal(t, "vehicle", collect(l.VehiclesOf(son))[0], dossier.Vehicle{ValueFen: -1, Person: son, Plate: "桂K00001", Class: "小型轿车", Use: "非营运", Status: "转出", Span: period.Interval{From: day("2022-01-01"), To: day("2023-01-01")}, Src: src})
	equal(t, "property", collect(l.PropertiesOf(son))[0], dossier.Property{AreaMilli: 90500, Person: son, Unit: "F1", Use: "住宅", Span: period.Since(day("2022-01-01")), Src: src})
	equal(t, "employment", collect(l.EmploymentOf(son))[0], dossier.Employment{BaseFen: 350000, Person: son, Employer: "某公司", Span: period.Interval{From: day("2022-01-01"), To: day("2022-04-01")}, Src: src})
	equal(t, "pension", collect(l.PensionsOf(other))[0], dossier.Pension{MonthlyFen: 200000, Person: other, Scheme: "职工", Place: "450923", Span: period.Since(day("2022-01-01")), Src: src})
	equal(t, "disability", collect(l.DisabilitiesOf(son))[0], dossier.Disability{Person: son, Category: "肢体", Grade: 2, Span: period.Interval{From: day("2020-02-01"), To: day("2030-02-01")}, Status: "正常", Src: src})
	equal(t, "assessment", collect(l.AssessmentsOf(son))[0], dossier.Assessment{Person: son, Over: true, On: day("2025-03-04"), Matter: "金融资产", Explanation: "共有账户", Src: src})
	equal(t, "enrolment", collect(l.EnrolmentsOf(son))[0], dossier.Enrolment{Person: son, School: "某校", Level: "中职", FullTime: true, Status: "在籍", Span: period.Interval{From: day("2020-09-01"), To: day("2023-07-01")}, Src: src})
	equal(t, "parcel", collect(l.ParcelsOf(head))[0], dossier.Parcel{AreaMilli: 2500, Person: head, Household: "N1", No: "L1", Kind: "承包地", Src: src})
	equal(t, "aided", collect(l.AidedOf(head))[0], dossier.Aided{No: "T1", Head: head, Village: l.People[head].Village, Kind: "脱贫户", Identified: day("2015-01-01"), Exited: day("2019-01-01"), Src: src})
	equal(t, "indicator", l.Indicators[0], dossier.Indicator{IncomeFen: 900000, Aided: 0, No: "T1", Year: 2024, House: 'C', Water: true, Medical: true, CheckedOn: period.Past, Src: src})
	equal(t, "insurance", collect(l.InsuranceOf(head))[0], dossier.Insurance{Person: head, Year: 2024, Scheme: "居民", Subsidised: true, Src: src})
}

func (c *county) checkWorks(t *testing.T, l *snapshot.Loaded, son dossier.P) {
	t.Helper()
	src := dossier.Ref{Batch: int32(c.r.Batch), Row: 1}
	equal(t, "company", l.Companies[0], dossier.Company{CapitalFen: 100, Code: "91X", Name: "某公司", Type: "有限责任公司", Status: "存续", Span: period.Since(day("2015-01-01")), Src: src})
	roles := collect(l.RolesOf(son))
	equal(t, "role", roles[0], dossier.Role{Company: 0, Person: son, Kind: "股东", ShareMilli: 30000, Span: period.Interval{From: period.Past, To: period.Future}, Src: src})
	if roles[1].Company != dossier.None || roles[1].ShareMilli != -1 {
		t.Errorf("role in a company of no file %+v", roles[1])
	}
	p := l.Projects[0]
	if p.No != "P1" || p.Winner != "91X" || p.WinnerCompany != 0 || p.PlanEnd != day("2024-12-31") || p.RealStart != period.Future || p.Longitude != 109.98 || p.Latitude != 0 || p.Village != l.People[0].Village {
		t.Errorf("project %+v", p)
	}
	equal(t, "project money", len(l.ProjectFunds), 1)
	equal(t, "project money", l.ProjectFunds[0], dossier.ProjectFund{AmountFen: 7, Project: 0, On: day("2024-03-01"), Kind: "拨付", Src: src})
	if len(l.FieldChecks) != 2 {
		t.Fatalf("field checks: %+v", l.FieldChecks)
	}
	equal(t, "what was found", l.FieldChecks[0], dossier.FieldCheck{QuantityFound: 1500, QuantityFiled: 2000, On: day("2024-05-01"), DistanceMetres: 230, AccuracyMetres: 12, PercentFound: 20_000, PercentFiled: 25_000, Src: dossier.Ref{Row: 1}})
	equal(t, "what was measured in another unit", l.FieldChecks[1], dossier.FieldCheck{QuantityFound: -1, On: day("2024-04-01"), DistanceMetres: -1, PercentFound: -1, PercentFiled: -1, NotBegun: true, Src: dossier.Ref{Row: 2}})
	equal(t, "progress", l.Progress[0], dossier.Progress{Project: 0, On: day("2024-04-01"), PercentMilli: 25000, Src: src})
	equal(t, "bid", l.Bids[0], dossier.Bid{PriceFen: 5, Project: 0, Bidder: "91X", Company: 0, Src: src})
	equal(t, "fund of an item", l.Funds[0].Item, int32(0))
	equal(t, "fund of a project", l.Funds[1].Project, int32(0))
	if l.Funds[0].Project != dossier.None || l.Funds[1].Item != dossier.None {
		t.Errorf("funds %+v", l.Funds)
	}
}

func TestScopeBringsWhatDossiersLeanOn(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	lone := c.r.Person("测丁", registers.Number("45092319800101001"))
	c.r.Pay(registers.Payout{Person: lone, Item: c.old, Month: "2024-05", Fen: 5000, Tail: "7777"})
	l := load(t, c, snapshot.Options{People: []int64{c.son}})
	head, son, other := person(t, l, c.head), person(t, l, c.son), person(t, l, c.other)
	if len(l.People) != 3 || !l.InCore(son) || !l.InCore(head) || l.InCore(other) || len(l.PayoutsOf(head)) != 3 || len(l.Projects) != 0 || len(l.Companies) != 1 {
		t.Errorf("%d people, core %v, %d projects", len(l.People), l.Core, len(l.Projects))
	}
	alone := load(t, c, snapshot.Options{People: []int64{lone}})
	if len(alone.People) != 1 || len(alone.Payouts) != 1 || len(alone.Households) != 0 || len(alone.Indicators) != 0 {
		t.Errorf("alone, yet %d people, %d payouts", len(alone.People), len(alone.Payouts))
	}
	if none := load(t, c, snapshot.Options{People: []int64{}}); len(none.People) != 0 || len(none.Payouts) != 0 {
		t.Errorf("nobody asked for, yet %d people", len(none.People))
	}
}

func TestListToBePaid(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	list := c.r.NewBatch(model.BatchLoaded)
	create(t, c.db, model.Prepayout{PersonID: c.head, ItemID: c.allowance, PeriodStart: on("2024-01-01"), ID: list<<24 | 1, PeriodEnd: on("2024-01-31"), BatchNo: "N1", QuantityMilli: 2000, AmountFen: 70000,
		AccountDigest: slices.Repeat([]byte{9}, 32), AccountSealed: []byte{}, AccountName: "测甲", BatchID: list, RowNo: 5})
	l := load(t, c, snapshot.Options{List: list})
	rows := l.PayoutsOf(person(t, l, c.head))
	if len(rows) != 4 || rows[1].State != dossier.Proposed || l.Listed[rows[1].Src.Row] != list<<24|1 || rows[1].PaidOn != period.Future || rows[1].Holder != 0 || rows[1].Kind() != "prepayouts" {
		t.Errorf("%+v", rows)
	}
	if !l.InCore(person(t, l, c.head)) || l.InCore(person(t, l, c.son)) {
		t.Errorf("core %v", l.Core)
	}
	if full := load(t, c, snapshot.Options{}); len(full.Payouts) != 4 {
		t.Errorf("a list is no payout: %d rows", len(full.Payouts))
	}
}

// TestReleasedLists reads the lines of a released list that were not taken out,
// and nothing of a list that nobody released.
func TestReleasedLists(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	line := func(batch int64, row int, person int64) model.Prepayout {
		return model.Prepayout{PersonID: person, ItemID: c.allowance, PeriodStart: on("2026-06-01"), PeriodEnd: on("2026-06-30"), ID: batch<<24 | int64(row), BatchNo: "F6",
			QuantityMilli: 1000, AmountFen: 35000, AccountDigest: make([]byte, 32), AccountSealed: []byte{1}, BatchID: batch, RowNo: row}
	}
	released, open := c.r.NewBatch(model.BatchLoaded), c.r.NewBatch(model.BatchLoaded)
	create(t, c.db, line(released, 2, c.head), line(released, 3, c.son), line(open, 2, c.other))
	create(t, c.db, model.PrepaymentList{BatchID: released, State: model.PrepaymentReleased, CreatedAt: on("2026-06-01"), UpdatedAt: on("2026-06-01")},
		model.PrepaymentList{BatchID: open, State: model.PrepaymentSubmitted, CreatedAt: on("2026-06-01"), UpdatedAt: on("2026-06-01")})
	create(t, c.db, model.PrepaymentRow{ListID: 1, PayoutID: released<<24 | 3, RowNo: 3, PersonID: c.son, ItemID: c.allowance, PeriodStart: on("2026-06-01"), PeriodEnd: on("2026-06-30"),
		Verdict: model.VerdictStop, Reasons: []byte("[]"), Answer: model.AnswerWithdraw})
	l := load(t, c, snapshot.Options{AsOf: asOf})
	equal(t, "released lines", len(l.Released), 1)
	equal(t, "whose", l.Released[0].Person, person(t, l, c.head))
	equal(t, "its batch", l.Text(l.Released[0].Batch), "F6")
}
