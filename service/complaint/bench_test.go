package complaint_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"slices"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/casework"
	"yangguang/service/complaint"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/workday"
	"yangguang/service/store/dbtest"
)

const (
	townCode    = "450923101000"
	villageCode = "450923101201"
	otherTown   = "450923102000"
)

// bench is a petition office with everything real around it.
type bench struct {
	*complaint.Service
	t      *testing.T
	ctx    context.Context
	db     *gorm.DB
	drawn  int // what chance gives
	now    time.Time
	dir    string
	n      int
	people contacts
}

// contacts are the people who are bound, by the WeChat account they are bound with.
type contacts struct {
	bound map[int64]int64
	known map[int64][2]string
}

// Current is the binding of a WeChat account as it stands now.
func (c contacts) Current(_ context.Context, wechatUserID int64) (actor.Actor, error) {
	return actor.Actor{Kind: actor.Villager, WechatUserID: wechatUserID, PersonID: c.bound[wechatUserID]}, nil
}

func (c contacts) Contact(_ context.Context, id int64) (name, phone seal.Secret, err error) {
	return seal.NewSecret(c.known[id][0]), seal.NewSecret(c.known[id][1]), nil
}

func newBench(t *testing.T) *bench {
	t.Helper()
	return newBenchOn(t, dbtest.New(t))
}

func newBenchOn(t *testing.T, db *gorm.DB) *bench {
	t.Helper()
	b := &bench{t: t, ctx: t.Context(), db: db, now: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC), dir: t.TempDir(), drawn: 99}
	b.people = contacts{bound: map[int64]int64{villager.WechatUserID: villager.PersonID}, known: map[int64][2]string{7: {"甲演示", "13800001111"}}}
	clock := func() time.Time { return b.now }
	cal, err := workday.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	limits := map[timer.Kind]timer.Limit{timer.OutsideTell: {Amount: 15, Unit: timer.Days}, timer.OutsideDone: {Amount: 60, Unit: timer.Days}}
	for k, n := range map[timer.Kind]int{timer.Screen: 5, timer.TellAccepted: 15, timer.TellResult: 15, timer.ReportUp: 5, timer.Transfer: 5} {
		limits[k] = timer.Limit{Amount: n, Unit: timer.WorkDays}
	}
	for k, n := range map[timer.Kind]int{timer.Review: 1, timer.Recheck: 2, timer.PartyReview: 3} {
		limits[k] = timer.Limit{Amount: n, Unit: timer.Months}
	}
	clocks := func(context.Context) (timer.Book, error) {
		return timer.Book{Calendar: cal, Limits: limits, Warn: 3}, nil
	}
	petitionBox, caseBox := dbtest.Box(t), dbtest.Box(t)
	store, err := files.New(b.dir, petitionBox, clock)
	if err != nil {
		t.Fatal(err)
	}
	b.Service = complaint.New(complaint.Deps{
		DB: db, Box: petitionBox, Files: store, Clues: casework.NewLedger(db, caseBox), People: b.people,
		Clocks: clocks, Offices: func(context.Context) ([]string, error) {
			return []string{supervisor.Bureau, "第二监督检查室"}, nil
		}, Now: clock,
		Draw: func(int) int { return b.drawn },
	})
	for _, d := range []model.Division{
		{Code: townCode, Name: "双旺镇", Level: "town", ParentCode: "450923000000"},
		{Code: otherTown, Name: "松旺镇", Level: "town", ParentCode: "450923000000"},
		{Code: villageCode, Name: "四联村", Level: "village", ParentCode: townCode},
	} {
		if err := db.Create(&d).Error; err != nil {
			t.Fatal(err)
		}
	}
	for id, s := range []actor.Actor{officer, colleague, townInspector, supervisor, head, manager} {
		st := model.Staff{ID: s.StaffID, Login: fmt.Sprintf("s%d", id), Name: s.Name, Role: string(s.Role), CreatedAt: b.now}
		if err := db.Create(&st).Error; err != nil {
			t.Fatal(err)
		}
	}
	return b
}

var (
	guest         = actor.Actor{Kind: actor.Guest}
	villager      = actor.Actor{Kind: actor.Villager, WechatUserID: 31, PersonID: 7}
	unbound       = actor.Actor{Kind: actor.Villager, WechatUserID: 32}
	officer       = actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RolePetition, Name: "信访甲"}
	colleague     = actor.Actor{Kind: actor.Staff, StaffID: 2, Role: actor.RolePetition, Name: "信访乙"}
	townInspector = actor.Actor{Kind: actor.Staff, StaffID: 3, Role: actor.RoleTownInspector, Name: "镇纪委甲", Division: townCode}
	supervisor    = actor.Actor{Kind: actor.Staff, StaffID: 4, Role: actor.RoleSupervision, Name: "监督甲", Bureau: "第一监督检查室"}
	head          = actor.Actor{Kind: actor.Staff, StaffID: 5, Role: actor.RoleHead, Name: "领导甲"}
	manager       = actor.Actor{Kind: actor.Staff, StaffID: 6, Role: actor.RoleCaseManagement, Name: "案管甲"}
)

func (b *bench) draft(named string) *complaint.Draft {
	b.n++
	return &complaint.Draft{
		Token: fmt.Sprintf("token-%d", b.n), Named: named, Subject: "housing", Village: villageCode, Place: "村头", When: "去年冬天",
		Who: seal.NewSecret("村里的管事人"), Body: seal.NewSecret("危房改造的钱报了我家的名字，可是房子没有修过。"),
		Name: seal.NewSecret("乙演示"), Phone: seal.NewSecret("0775-8331234"),
	}
}

func (b *bench) submit(by actor.Actor, d *complaint.Draft) complaint.Receipt {
	b.t.Helper()
	r, err := b.Submit(b.ctx, by, d)
	if err != nil {
		b.t.Fatalf("submit: %v %v", err, fault.Of(err).Fields)
	}
	return r
}

// decide takes a step on the petition as it is now.
func (b *bench) decide(by actor.Actor, id int64, d complaint.Decision) error {
	b.n++
	d.Version, d.Token = b.row(id).Version, fmt.Sprintf("answer-%d", b.n)
	return b.Decide(b.ctx, by, id, d)
}

func (b *bench) must(by actor.Actor, id int64, decisions ...complaint.Decision) {
	b.t.Helper()
	for _, d := range decisions {
		if err := b.decide(by, id, d); err != nil {
			b.t.Fatalf("%s: %v %v", d.Action, err, fault.Of(err).Fields)
		}
	}
}

func (b *bench) row(id int64) model.Petition {
	b.t.Helper()
	p, err := gorm.G[model.Petition](b.db).Where("id = ?", id).Take(b.ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	return p
}

func (b *bench) topics() map[string]int {
	b.t.Helper()
	found, err := gorm.G[model.OutboxEvent](b.db).Find(b.ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	m := map[string]int{}
	for _, e := range found {
		m[e.Topic]++
	}
	return m
}

func (b *bench) slip(r complaint.Receipt) complaint.Handle {
	b.t.Helper()
	s, err := b.Track(b.ctx, r.Number)
	if err != nil {
		b.t.Fatal(err)
	}
	return complaint.Handle{Slip: s}
}

var (
	claim  = complaint.Decision{Action: complaint.ActClaim}
	accept = complaint.Decision{Action: complaint.ActAccept, Category: "accusation"}
	clue   = complaint.Decision{Action: complaint.ActClue, Title: seal.NewSecret("四联村危房改造资金问题")}
)

func photo(t testing.TB) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for i := range img.Pix {
		img.Pix[i] = byte(i)
	}
	img.Set(1, 1, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// clocks are the running clocks of a petition and the days they end, the
// earliest first.
func (b *bench) clocks(id int64, want ...string) {
	b.t.Helper()
	var found []model.Timer
	b.ok(b.db.Where("object = ? AND object_id = ? AND running = 1", model.ObjectPetition, id).Order("due_at, id").Find(&found).Error)
	var got []string
	for _, c := range found {
		got = append(got, c.Kind+" "+period.Here(c.DueAt).String())
	}
	if !slices.Equal(got, want) {
		b.t.Errorf("clocks %v, want %v", got, want)
	}
}

func (b *bench) ok(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}
