package parameter

import (
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
	"yangguang/service/store/dbtest"
)

var (
	admin = actor.Actor{Kind: actor.Staff, StaffID: 9, Role: actor.RoleAdministrator}
	today = period.Date(2026, 3, 2) // a Monday
)

type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func service(t *testing.T) (*Service, *clock, *gorm.DB) {
	t.Helper()
	db := dbtest.New(t)
	c := &clock{today.Start(period.Shanghai).Add(9 * time.Hour)}
	return New(db, c.now), c, db
}

func TestDefinitionsAreSound(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, d := range Definitions {
		if seen[d.Name] || d.Label == "" || d.Group == "" || d.Basis == "" || len(d.Name) > 48 {
			t.Errorf("%+v", d)
		}
		seen[d.Name] = true
		if text, err := d.clean(d.Default); err != nil || text != d.Default {
			t.Errorf("%s: its own default is refused: %v", d.Name, err)
		}
	}
}

func TestValueThatHoldsOnADay(t *testing.T) {
	t.Parallel()
	s, c, _ := service(t)
	ctx := t.Context()
	if n, err := s.Int(ctx, "T1", today); err != nil || n != 15 {
		t.Fatalf("default: %d %v", n, err)
	}
	change := func(value string, from period.Day) {
		t.Helper()
		if err := s.Change(ctx, admin, Change{Name: "T1", Value: value, From: from, Basis: "县纪委会议纪要", ConfirmedBy: "甲"}); err != nil {
			t.Fatal(err)
		}
	}
	change("12", today)
	change("10", today+30)
	change("11", today) // entered later for the same day: it holds
	for day, want := range map[period.Day]int{today - 1: 15, today: 11, today + 29: 11, today + 30: 10, today + 400: 10} {
		if n, err := s.Int(ctx, "T1", day); err != nil || n != want {
			t.Errorf("%s: %d %v, want %d", day, n, err, want)
		}
	}
	one, err := s.One(ctx, admin, "T1")
	if err != nil || one.Value != "11" || len(one.History) != 3 || one.Planned == nil || one.Planned.Text != "10" || !one.Confirmed() {
		t.Errorf("%+v %v", one, err)
	}
	due, err := s.Due(ctx, "T1", period.Date(2026, 2, 11))
	if err != nil || due.Day.String() != "2026-03-10" {
		t.Errorf("an event before the change keeps the old deadline: %s %v", due, err)
	}
	c.t = c.t.Add(time.Hour)
	if n, err := s.Current(ctx, "signin.failures"); err != nil || n != 5 {
		t.Errorf("%d %v", n, err)
	}
}

func TestChangeIsRefused(t *testing.T) {
	t.Parallel()
	s, _, db := service(t)
	good := Change{Name: "T1", Value: "10", From: today, Basis: "文件"}
	for name, v := range map[string]struct {
		by    actor.Actor
		bend  func(*Change)
		kind  fault.Kind
		field string
	}{
		"auditor":        {actor.Actor{Kind: actor.Staff, StaffID: 3, Role: actor.RoleAuditor}, func(*Change) {}, fault.NotFound, ""},
		"nobody":         {actor.Actor{}, func(*Change) {}, fault.NotFound, ""},
		"unknown name":   {admin, func(c *Change) { c.Name = "T99" }, fault.NotFound, ""},
		"words":          {admin, func(c *Change) { c.Value = "十" }, fault.Invalid, "value"},
		"zero":           {admin, func(c *Change) { c.Value = "0" }, fault.Invalid, "value"},
		"overflow":       {admin, func(c *Change) { c.Value = "99999999999999999999" }, fault.Invalid, "value"},
		"the past":       {admin, func(c *Change) { c.From = today - 1 }, fault.Invalid, "from"},
		"no basis":       {admin, func(c *Change) { c.Basis = "  " }, fault.Invalid, "basis"},
		"years of words": {admin, func(c *Change) { c.Name, c.Value = CalendarYears, "明年" }, fault.Invalid, "value"},
	} {
		c := good
		v.bend(&c)
		err := s.Change(t.Context(), v.by, c)
		if !fault.Is(err, v.kind) || (v.field != "" && fault.Of(err).Fields[v.field] == "") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if rows, err := gorm.G[model.Parameter](db).Find(t.Context()); err != nil || len(rows) != 0 {
		t.Errorf("%d rows, %v", len(rows), err)
	}
}

func TestAnotherProcessIsSeenWithinHalfAMinute(t *testing.T) {
	t.Parallel()
	s, c, db := service(t)
	ctx := t.Context()
	if _, err := s.Current(ctx, "T1"); err != nil {
		t.Fatal(err)
	}
	other := New(db, c.now)
	if err := other.Change(ctx, admin, Change{Name: "T1", Value: "7", From: today, Basis: "文件"}); err != nil {
		t.Fatal(err)
	}
	dbtest.AtMost(t, db, 0, func(*gorm.DB) {
		if n, _ := s.Current(ctx, "T1"); n != 15 {
			t.Errorf("cached: %d", n)
		}
	})
	c.t = c.t.Add(31 * time.Second)
	if n, err := s.Current(ctx, "T1"); err != nil || n != 7 {
		t.Errorf("after the cache: %d %v", n, err)
	}
}

func TestHolidays(t *testing.T) {
	t.Parallel()
	s, _, _ := service(t)
	ctx, day := t.Context(), period.Date(2027, 1, 4)
	set := func(off bool) {
		t.Helper()
		if err := s.SetHoliday(ctx, admin, Holiday{Day: day, Off: off, Note: "元旦调休"}); err != nil {
			t.Fatal(err)
		}
	}
	working := func() (bool, bool) {
		t.Helper()
		c, err := s.Calendar(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return c.Working(day)
	}
	if w, guess := working(); !w || !guess {
		t.Error("a Monday of a year nobody announced is a guessed working day")
	}
	set(true)
	if w, _ := working(); w {
		t.Error("set as a day off")
	}
	set(false)
	if w, _ := working(); !w {
		t.Error("set again as worked")
	}
	if err := s.Change(ctx, admin, Change{Name: CalendarYears, Value: " 2028\u30012027 ", From: today, Basis: "放假通知"}); err != nil {
		t.Fatal(err)
	}
	if _, guess := working(); guess {
		t.Error("the year was entered in full")
	}
	if err := s.RemoveHoliday(ctx, admin, day); err != nil {
		t.Fatal(err)
	}
	if err := s.RemoveHoliday(ctx, admin, day); !fault.Is(err, fault.NotFound) {
		t.Errorf("removed twice: %v", err)
	}
	if list, err := s.Holidays(ctx, admin); err != nil || len(list) != 0 {
		t.Errorf("%v %v", list, err)
	}
	if err := s.SetHoliday(ctx, admin, Holiday{Day: day}); !fault.Is(err, fault.Invalid) {
		t.Errorf("no note: %v", err)
	}
	if err := s.SetHoliday(ctx, actor.Actor{Kind: actor.Staff, Role: actor.RoleHead}, Holiday{Day: day, Note: "x"}); !fault.Is(err, fault.NotFound) {
		t.Errorf("a head: %v", err)
	}
}

func TestBrokenDatabaseIsAnError(t *testing.T) {
	t.Parallel()
	s := New(dbtest.Broken(t), time.Now)
	if _, err := s.Int(t.Context(), "T1", today); err == nil {
		t.Error("a failure must not look like the default")
	}
	if _, err := s.Calendar(t.Context()); err == nil {
		t.Error("a failure must not look like a calendar")
	}
}

func TestNamesAreAList(t *testing.T) {
	t.Parallel()
	s, _, _ := service(t)
	ctx := t.Context()
	if names, err := s.Names(ctx, SupervisionOffices); err != nil || len(names) != 4 || names[3] != "审查调查室" {
		t.Fatalf("default: %v %v", names, err)
	}
	change := Change{Name: SupervisionOffices, From: today, Basis: "机构改革方案"}
	change.Value = " 第一室、第二室,\n第二室 \uFF0C"
	if err := s.Change(ctx, admin, change); err != nil {
		t.Fatal(err)
	}
	if names, err := s.Names(ctx, SupervisionOffices); err != nil || len(names) != 2 || names[1] != "第二室" {
		t.Errorf("%q %v", names, err)
	}
	for name, value := range map[string]string{
		"nothing": " 、 ", "one character": "甲、第二室", "too long": strings.Repeat("很", 31), "too many": strings.Repeat("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未、", 1) + "一一、二二、三三、四四、五五、六六、七七、八八、九九、十十、百百、千千",
	} {
		change.Value = value
		if err := s.Change(ctx, admin, change); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := s.Names(ctx, "T1"); err == nil {
		t.Error("a number read as names")
	}
}

func TestParametersOfOtherCapabilities(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	c := &clock{today.Start(period.Shanghai)}
	upper := Extra{Definition: Definition{Name: "matrix.农村低保.有车", Group: "互斥矩阵", Label: "农村低保与有车", Default: "R", Basis: "默认"}, Hint: "R、Y 或 -",
		Clean: func(text string) (string, error) {
			if text != "R" && text != "Y" {
				return "", fault.Fields(map[string]string{"value": "请填 R 或 Y"})
			}
			return text, nil
		}}
	s := New(db, c.now, upper)
	ctx := t.Context()
	if err := s.Change(ctx, admin, Change{Name: upper.Name, Value: "X", From: today, Basis: "文件"}); fault.Of(err).Fields["value"] == "" {
		t.Errorf("%v", err)
	}
	if err := s.Change(ctx, admin, Change{Name: upper.Name, Value: "Y", From: today + 5, Basis: "文件"}); err != nil {
		t.Fatal(err)
	}
	for day, want := range map[period.Day]string{today: "R", today + 5: "Y"} {
		if v, err := s.Values(ctx, day); err != nil || v[upper.Name] != want || v["T1"] != "15" {
			t.Errorf("%s: %v %v", day, v[upper.Name], err)
		}
	}
	all, err := s.All(ctx, admin)
	if err != nil || len(all) != len(Definitions)+1 || all[len(Definitions)].Hint != upper.Hint || all[len(Definitions)].Planned == nil {
		t.Errorf("%d settings, %v", len(all), err)
	}
}

// TestAPolicysValueIsEnteredWithItsDay: for days that have passed too, and all of
// them are given, since what is for a time is judged by the value of that time.
func TestAPolicysValueIsEnteredWithItsDay(t *testing.T) {
	_, c, db := service(t)
	kept := func(text string) (string, error) { return text, nil }
	s := New(db, c.now, Extra{Definition: Definition{Name: "S13.annual_yuan", Default: "600"}, Clean: kept, Dated: true}, Extra{Definition: Definition{Name: "S16.max_age", Default: "75"}, Clean: kept})
	ctx := t.Context()
	if err := s.Change(ctx, admin, Change{Name: "S16.max_age", Value: "70", From: today - 1, Basis: "文件"}); fault.Of(err).Fields["from"] == "" {
		t.Errorf("a value that tunes a model is entered for yesterday: %v", err)
	}
	for _, v := range []Change{{Value: "700", From: today - 400}, {Value: "710", From: today - 400}, {Value: "800", From: today + 30}} {
		v.Name, v.Basis = "S13.annual_yuan", "文件"
		if err := s.Change(ctx, admin, v); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Values(ctx, today)
	if err != nil || got["S13.annual_yuan"] != "710" || got["S13.annual_yuan@"+(today-400).String()] != "710" || got["S13.annual_yuan@"+(today+30).String()] != "800" || len(got) != len(Definitions)+4 {
		t.Errorf("%v %v", got, err)
	}
}

// TestNoValueFallsAwayInSilence: a county that set what a newer program knows by
// another name, or would not take, is told.
func TestNoValueFallsAwayInSilence(t *testing.T) {
	s, c, db := service(t)
	for name, value := range map[string]string{"T1": "15", "T3": "很快", "S11.pairs": "农村低保+特困供养"} {
		row := model.Parameter{Name: name, Value: value, EffectiveFrom: today.Time(), Basis: "文件", ChangedAt: c.now()}
		if err := db.Create(&row).Error; err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Unheeded(t.Context())
	if err != nil || len(got) != 2 || got[0] != "S11.pairs=农村低保+特困供养：没有这个参数" || got[1] != "T3=很快：请填整数，例如 5" {
		t.Errorf("%q %v", got, err)
	}
}

func TestEveryClockHasALimit(t *testing.T) {
	s, _, _ := service(t)
	b, err := s.Clocks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range timer.Kinds() {
		if l := b.Limits[k]; l.Unit == "" || l.Amount <= 0 && l.Unit != timer.Quarters {
			t.Errorf("%s: %+v", k, l)
		}
	}
	if b.Warn != 3 || b.Calendar == nil {
		t.Errorf("warn %d", b.Warn)
	}
}

// TestAHolidayMovesTheClocksWithIt: the correction and the ends of all running
// clocks are one transaction, and the chain says how many moved.
func TestAHolidayMovesTheClocksWithIt(t *testing.T) {
	t.Parallel()
	s, c, db := service(t)
	ctx := t.Context()
	b, err := s.Clocks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	ref := timer.Ref{Object: model.ObjectPetition, ID: 1}
	start := func(k timer.Kind, from period.Day) {
		t.Helper()
		if err := db.Transaction(func(tx *gorm.DB) error { return timer.Start(tx, b, ref, k, from, c.now()) }); err != nil {
			t.Fatal(err)
		}
	}
	start(timer.Screen, today)                         // five working days: 2026-03-09
	start(timer.TellResult, period.Date(2026, 12, 21)) // into 2027: 暂定
	ends := func(k timer.Kind, want period.Day, provisional bool) {
		t.Helper()
		row, err := gorm.G[model.Timer](db).Where("kind = ?", k).Take(ctx)
		if err != nil || period.Here(row.DueAt) != want || row.Provisional != provisional {
			t.Errorf("%s ends on %s (暂定 %v), want %s (%v): %v", k, period.Here(row.DueAt), row.Provisional, want, provisional, err)
		}
	}
	ends(timer.Screen, period.Date(2026, 3, 9), false)
	ends(timer.TellResult, period.Date(2027, 1, 12), true)
	off := period.Date(2026, 3, 4)
	if err := s.SetHoliday(ctx, admin, Holiday{Day: off, Off: true, Note: "全县停电"}); err != nil {
		t.Fatal(err)
	}
	ends(timer.Screen, period.Date(2026, 3, 10), false)
	if err := s.SetHoliday(ctx, admin, Holiday{Day: off, Off: true, Note: "停电一天"}); err != nil { // nothing moves
		t.Fatal(err)
	}
	if err := s.RemoveHoliday(ctx, admin, off); err != nil {
		t.Fatal(err)
	}
	ends(timer.Screen, period.Date(2026, 3, 9), false)
	if err := s.SetHoliday(ctx, admin, Holiday{Day: period.Date(2027, 1, 1), Off: true, Note: "元旦"}); err != nil { // was guessed
		t.Fatal(err)
	}
	if err := s.Change(ctx, admin, Change{Name: CalendarYears, Value: "2027", From: today, Basis: "放假通知"}); err != nil {
		t.Fatal(err)
	}
	ends(timer.TellResult, period.Date(2027, 1, 12), false)
	entries, err := gorm.G[model.AuditEntry](db).Where("action IN ?", []string{"holiday.set", "holiday.remove", "parameter.change"}).Order("seq").Find(ctx)
	if err != nil || len(entries) != 5 {
		t.Fatalf("%d entries: %v", len(entries), err)
	}
	for i, want := range []string{`"clocks":1`, `"clocks":0`, `"clocks":1`, `"clocks":0`, `"clocks":1`} {
		if !strings.Contains(entries[i].Detail, want) {
			t.Errorf("%s: %s, want %s", entries[i].Action, entries[i].Detail, want)
		}
	}
}

// TestCadencesAgreedWithBureaus: a kind has its cadence, and single bureaus their own.
func TestCadencesAgreedWithBureaus(t *testing.T) {
	t.Parallel()
	s, c, _ := service(t)
	name := AgreementName("rosters")
	set := func(text string) error {
		return s.Change(t.Context(), admin, Change{Name: name, Value: text, From: period.Here(c.now()), Basis: "数据共享协议"})
	}
	if days, bureaus, err := s.Cadence(t.Context(), "rosters"); days != 31 || bureaus != nil || err != nil {
		t.Error(days, bureaus, err)
	}
	unsigned := func() int {
		t.Helper()
		counts, err := s.Today(t.Context(), admin)
		if err != nil || len(counts) != 1 {
			t.Fatal(counts, err)
		}
		return counts[0].N
	}
	numbers := 0
	for _, d := range Definitions {
		if d.Unit != Years && d.Unit != Each {
			numbers++
		}
	}
	if n := unsigned(); n != numbers {
		t.Errorf("%d wait for a signature, of %d numbers: where nothing was agreed there is nothing to sign", n, numbers)
	}
	for _, wrong := range []string{"民政局", "民政局:0", "民政局:3661", "民:31", "民政局:31、民政局:60", ":31", "民政局:一个月"} {
		if err := set(wrong); fault.Of(err).Fields["value"] == "" {
			t.Errorf("%q is taken: %v", wrong, err)
		}
	}
	if err := set(" 民政局：31天，教育局:184 "); err != nil {
		t.Fatal(err)
	}
	days, bureaus, err := s.Cadence(t.Context(), "rosters")
	if days != 31 || len(bureaus) != 2 || bureaus["民政局"] != 31 || bureaus["教育局"] != 184 || err != nil {
		t.Error(days, bureaus, err)
	}
	if one, err := s.One(t.Context(), admin, name); err != nil || one.Value != "民政局:31、教育局:184" {
		t.Errorf("%+v %v", one, err)
	}
	if n := unsigned(); n != numbers+1 {
		t.Errorf("%d wait for a signature: what was agreed does", n)
	}
	if err := set(""); err != nil {
		t.Error(err)
	}
	if _, bureaus, err := s.Cadence(t.Context(), "rosters"); len(bureaus) != 0 || err != nil {
		t.Error(bureaus, err)
	}
}
