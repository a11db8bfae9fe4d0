package village

import (
	"context"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/workday"
	"yangguang/service/store/dbtest"
)

const (
	here  = "450923101201"
	there = "450923101202"
	far   = "450923102201"
)

var (
	cadre   = actor.Actor{Kind: actor.Staff, StaffID: 1, Role: actor.RoleVillageCadre, Division: here}
	town    = actor.Actor{Kind: actor.Staff, StaffID: 2, Role: actor.RoleVillageCadre, Division: "450923101000"}
	officer = actor.Actor{Kind: actor.Staff, StaffID: 3, Role: actor.RoleBureauOfficer, Bureau: "民政局"}
	other   = actor.Actor{Kind: actor.Staff, StaffID: 4, Role: actor.RoleBureauOfficer, Bureau: "林业局"}
	lost    = actor.Actor{Kind: actor.Staff, StaffID: 5, Role: actor.RoleVillageCadre}
)

type tenDays struct{}

func (tenDays) Due(_ context.Context, _ string, start period.Day) (workday.Due, error) {
	return workday.Due{Day: start + 10}, nil
}

type bench struct {
	*Service
	db   *gorm.DB
	box  *seal.Box
	time time.Time
}

func row(batch, no int64) int64 { return batch<<24 | no }

// newBench makes a town of two villages and a village elsewhere: three
// residents here, one there; batch 1 is loaded, batch 2 withdrawn.
func newBench(t *testing.T) *bench {
	t.Helper()
	box := dbtest.Box(t)
	b := &bench{db: dbtest.New(t), box: box, time: time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)}
	b.Service = New(b.db, box, tenDays{}, func() time.Time { return b.time })
	day := period.Date(2025, 1, 1).Time()
	put := func(rows any) {
		t.Helper()
		if err := b.db.Create(rows).Error; err != nil {
			t.Fatal(err)
		}
	}
	put([]model.Division{
		{Code: "450923101000", Name: "演示镇", Level: "town", ParentCode: "450923000000"},
		{Code: here, Name: "甲村", Level: "village", ParentCode: "450923101000"},
		{Code: there, Name: "乙村", Level: "village", ParentCode: "450923101000"},
		{Code: far, Name: "丙村", Level: "village", ParentCode: "450923102000"},
	})
	for id, status := range map[int64]string{1: model.BatchLoaded, 2: model.BatchWithdrawn} {
		put(&model.Batch{ID: id, Kind: "residents", FileDigest: make([]byte, 32), Status: status, WithdrawnMark: id - 1, AsOf: day, CreatedAt: b.time})
	}
	put(&model.Item{ID: 1, Code: "DB", Name: "农村低保", Bureau: "民政局", Target: "户", Frequency: "月"})
	put(&model.Item{ID: 2, Code: "GYL", Name: "公益林补偿", Bureau: "林业局", Target: "地块", Frequency: "年"})
	for i, v := range []struct {
		name, village, group string
		batch                int64
	}{{"演示甲", here, "1组", 1}, {"演示乙", here, "2组", 1}, {"示例%丙", here, "2组", 1}, {"演示丁", there, "1组", 1}, {"撤回戊", here, "3组", 2}} {
		id := int64(i + 1)
		number := seal.NewSecret("45092319900307001" + string(rune('0'+i)))
		digest := box.Index(number, seal.PurposeResidentID)
		put(&model.Person{ID: id, IDDigest: digest, IDSealed: box.Seal(number, seal.PlaceResidentID(digest)), IDGrade: "A", Name: v.name, Sex: "男", CreatedAt: b.time})
		put(&model.Resident{ID: row(v.batch, id), PersonID: id, HouseholdNo: "H00" + string(rune('0'+i)), Relation: "户主", VillageCode: v.village, GroupNo: v.group,
			PhoneTail: "1234", Status: "正常", BatchID: v.batch, RowNo: i + 1, ValidFrom: day})
		for m := range 3 {
			start := period.Date(2025, time.Month(m+1), 1)
			result := "成功"
			if m == 2 {
				result = "退票"
			}
			put(&model.Payout{PersonID: id, ItemID: 1 + int64(m)/2, PeriodStart: start.Time(), ID: row(v.batch, int64(100+10*i+m)), PeriodEnd: start.Month().Last().Time(),
				BatchNo: "B1", AmountFen: 30000, AccountDigest: make([]byte, 32), AccountSealed: []byte{1}, AccountTail: "0128", AccountName: v.name,
				PaidOn: start.Time(), Result: result, VillageCode: v.village, BatchID: v.batch})
		}
	}
	for i, village := range []string{here, there} {
		put(&model.Project{ID: row(1, int64(200+i)), ProjectNo: "P" + string(rune('1'+i)), Name: "演示道路硬化", Kind: "道路", VillageCode: village, Bureau: "交通局",
			ApprovedOn: day, PlanStart: day, PlanEnd: period.Date(2025, 6, 30).Time(), PlannedFen: 100000, BatchID: 1})
	}
	return b
}

func TestVillages(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for name, v := range map[string]struct {
		by   actor.Actor
		want int
	}{"one village": {cadre, 1}, "a town": {town, 2}} {
		list, err := b.Villages(t.Context(), v.by)
		if err != nil || len(list) != v.want || list[0].Name != "甲村" || list[0].Town != "演示镇" {
			t.Errorf("%s: %v %v", name, list, err)
		}
	}
}

func TestOnlyTheOwnVillage(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	for name, v := range map[string]struct {
		by      actor.Actor
		village string
	}{
		"the neighbours":      {cadre, there},
		"another town":        {town, far},
		"a prefix":            {town, "450923101"},
		"nothing":             {cadre, ""},
		"a pattern":           {cadre, "4509231012__"},
		"cadre without place": {lost, here},
		"bureau":              {officer, here},
		"administrator":       {actor.Actor{Kind: actor.Staff, Role: actor.RoleAdministrator}, here},
		"petition office":     {actor.Actor{Kind: actor.Staff, Role: actor.RolePetition}, here},
		"villager":            {actor.Actor{Kind: actor.Villager, PersonID: 1}, here},
		"nobody":              {actor.Actor{}, here},
	} {
		_, err1 := b.Residents(ctx, v.by, ResidentFilter{Village: v.village})
		_, err2 := b.Payouts(ctx, v.by, PayoutFilter{Village: v.village})
		_, err3 := b.Projects(ctx, v.by, ProjectFilter{Village: v.village})
		_, err4 := b.RowOf(ctx, v.by, KindPayout, v.village, row(1, 100))
		_, err5 := b.Add(ctx, v.by, v.village, Draft{Kind: KindPayout, ID: row(1, 100), Text: seal.NewSecret("金额不对应为叁佰")})
		for i, err := range []error{err1, err2, err3, err4, err5} {
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s, read %d: %v", name, i+1, err)
			}
		}
	}
}

func TestResidents(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	for name, v := range map[string]struct {
		f    ResidentFilter
		want string
	}{
		"all in force":  {ResidentFilter{}, "演示甲 演示乙 示例%丙"},
		"a group":       {ResidentFilter{Group: "2组"}, "演示乙 示例%丙"},
		"a name":        {ResidentFilter{Q: "演示"}, "演示甲 演示乙"},
		"a household":   {ResidentFilter{Q: "H002"}, "示例%丙"},
		"no pattern":    {ResidentFilter{Q: "%"}, "示例%丙"},
		"a second page": {ResidentFilter{Page: page.Request{Number: 2, Size: 2}}, "示例%丙"},
		"quote":         {ResidentFilter{Q: "' OR 1=1 --"}, ""},
	} {
		v.f.Village = here
		list, err := b.Residents(ctx, cadre, v.f)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var names []string
		for _, r := range list.Items {
			names = append(names, r.Name)
		}
		if got := strings.Join(names, " "); got != v.want {
			t.Errorf("%s: %q, want %q", name, got, v.want)
		}
		if len(list.Groups) != 2 {
			t.Errorf("%s: groups %v", name, list.Groups)
		}
	}
	list, err := b.Residents(ctx, cadre, ResidentFilter{Village: here})
	if err != nil || list.Items[0].MaskedID != "450923********0010" || list.Total != 3 {
		t.Errorf("%+v %v", list, err)
	}
	seen, err := gorm.G[model.AuditEntry](b.db).Where("action = 'person.unseal'").Count(ctx, "*")
	if err != nil || seen != 7 {
		t.Errorf("%d pages of IDs recorded, %v", seen, err)
	}
	dbtest.AtMost(t, b.db, 8, func(db *gorm.DB) {
		s := New(db, b.box, tenDays{}, b.now)
		if _, err := s.Residents(ctx, cadre, ResidentFilter{Village: here}); err != nil {
			t.Error(err)
		}
	})
}

func TestPayouts(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	feb := period.MonthOf(2025, time.February)
	for name, v := range map[string]struct {
		f   PayoutFilter
		n   int
		sum string
	}{
		"all":            {PayoutFilter{}, 9, "1800.00"},
		"an item":        {PayoutFilter{ItemID: 1}, 6, "1800.00"},
		"one month":      {PayoutFilter{From: &feb, To: &feb}, 3, "900.00"},
		"returned":       {PayoutFilter{Result: "退票"}, 3, "0.00"},
		"a name":         {PayoutFilter{Q: "甲"}, 3, "600.00"},
		"unknown item":   {PayoutFilter{ItemID: 99}, 0, "0.00"},
		"beyond the end": {PayoutFilter{Page: page.Request{Number: 9}}, 9, "1800.00"},
	} {
		v.f.Village = here
		list, err := b.Payouts(ctx, cadre, v.f)
		if err != nil || list.Total != v.n || strings.ReplaceAll(list.Sum.String(), ",", "") != v.sum {
			t.Errorf("%s: %d %s %v", name, list.Total, list.Sum, err)
		}
	}
	dbtest.AtMost(t, b.db, 4, func(db *gorm.DB) {
		s := New(db, b.box, tenDays{}, b.now)
		if _, err := s.Payouts(ctx, cadre, PayoutFilter{Village: here}); err != nil {
			t.Error(err)
		}
	})
	if list, err := b.Projects(ctx, cadre, ProjectFilter{Village: here, Q: "硬化"}); err != nil || list.Total != 1 || list.Items[0].No != "P1" {
		t.Errorf("%+v %v", list, err)
	}
}

func TestRemarkAndAnswer(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	ctx := t.Context()
	text := seal.NewSecret("二月的金额应该是三百五十元")
	id, err := b.Add(ctx, cadre, here, Draft{Kind: KindPayout, ID: row(1, 101), Text: text})
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range map[string]Draft{
		"again":               {KindPayout, row(1, 101), text},
		"row of a neighbour":  {KindPayout, row(1, 130), text},
		"row of withdrawn":    {KindPayout, row(2, 140), text},
		"no such row":         {KindProject, 12345, text},
		"invented kind":       {"petition", 1, text},
		"nothing to say":      {KindPayout, row(1, 100), seal.NewSecret(" 错 ")},
		"far too much to say": {KindPayout, row(1, 100), seal.NewSecret(strings.Repeat("错", 501))},
	} {
		if _, err := b.Add(ctx, cadre, here, d); err == nil || fault.Is(err, fault.Internal) {
			t.Errorf("%s: %v", name, err)
		}
	}
	list, err := b.Payouts(ctx, cadre, PayoutFilter{Village: here, Q: "演示甲"})
	if err != nil || !list.Items[1].Remarked || list.Items[0].Remarked {
		t.Errorf("%+v %v", list.Items, err)
	}
	b.time = b.time.Add(11 * 24 * time.Hour)
	for name, v := range map[string]struct {
		by   actor.Actor
		n    int
		fail bool
	}{
		"cadre": {cadre, 1, false}, "town": {town, 1, false}, "bureau": {officer, 1, false}, "other bureau": {other, 0, false},
		"cadre without place": {lost, 0, true}, "head": {actor.Actor{Kind: actor.Staff, Role: actor.RoleHead}, 0, true},
	} {
		got, err := b.Remarks(ctx, v.by, RemarkFilter{})
		if got.Total != v.n || (err != nil) != v.fail {
			t.Errorf("%s: %d %v", name, got.Total, err)
		}
		_, err = b.Remark(ctx, v.by, id)
		if (err == nil) != (v.n == 1) {
			t.Errorf("%s opens it: %v", name, err)
		}
	}
	if counts, err := b.Today(ctx, officer); err != nil || counts[0].N != 1 || counts[0].Overdue != 1 {
		t.Errorf("%v %v", counts, err)
	}
	answer := Answer{StatusCorrected, seal.NewSecret("已核实，下月补发差额")}
	for name, by := range map[string]actor.Actor{"other bureau": other, "the cadre": cadre} {
		if err := b.Answer(ctx, by, id, answer); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s answers: %v", name, err)
		}
	}
	if err := b.Answer(ctx, officer, id, Answer{"open", answer.Text}); !fault.Is(err, fault.Invalid) {
		t.Errorf("no outcome: %v", err)
	}
	if err := b.Answer(ctx, officer, id, answer); err != nil {
		t.Fatal(err)
	}
	if err := b.Answer(ctx, officer, id, answer); !fault.Is(err, fault.Conflict) {
		t.Errorf("answered twice: %v", err)
	}
	d, err := b.Remark(ctx, cadre, id)
	if err != nil || d.Answer.Reveal() != answer.Text.Reveal() || d.Text.Reveal() != text.Reveal() || d.Status != StatusCorrected || len(d.Facts) == 0 {
		t.Errorf("%+v %v", d, err)
	}
	if strings.Contains(d.Summary, "演示甲") {
		t.Error("the summary is kept in clear and must name nobody")
	}
	if _, err := audit.Verify(ctx, b.db); err != nil {
		t.Error(err)
	}
}
