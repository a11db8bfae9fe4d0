package doors_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/doors"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/store/dbtest"
)

var admin = actor.Actor{Kind: actor.Staff, StaffID: 9, Role: actor.RoleAdministrator}

// bench is the service on a database with the list that a county begins with.
type bench struct {
	*doors.Service
	t   *testing.T
	ctx context.Context
	db  *gorm.DB
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, ctx: t.Context(), db: dbtest.New(t)}
	b.Service = doors.New(b.db, func() time.Time { return time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC) })
	return b
}

func (b *bench) put(d doors.Door) int64 {
	b.t.Helper()
	id, err := b.Put(b.ctx, admin, d)
	if err != nil {
		b.t.Fatal(err, fault.Of(err).Fields)
	}
	return id
}

// mediation is a line that passes.
func mediation() doors.Door {
	return doors.Door{Position: 3, Matter: "邻居吵架要调解", Office: "镇司法所", Phone: "0775-8330001", Address: "镇政府一楼", Hours: "工作日", Shown: true}
}

// TestACountyBeginsWithAList: every line of it could have been typed in, and
// says where to go.
func TestACountyBeginsWithAList(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	shown, err := b.Shown(b.ctx)
	if err != nil || len(shown) < 10 {
		t.Fatalf("%d lines, %v", len(shown), err)
	}
	for i, d := range shown {
		if i > 0 && shown[i-1].Position > d.Position {
			t.Errorf("%q is out of order", d.Matter)
		}
		if got := b.put(d); got != d.ID {
			t.Errorf("line %d became %d", d.ID, got)
		}
	}
}

func TestALineSaysWhereToGo(t *testing.T) {
	t.Parallel()
	for want, d := range map[string]doors.Door{
		"“邻居吵架要调解”请找镇司法所，电话0775-8330001，地址：镇政府一楼，时间：工作日。": mediation(),
		"“上学”请找县教育局，电话12345。":                             {Matter: "上学", Office: "县教育局", Phone: "12345"},
		"“上学”请找县教育局，地址：人民路1号。":                            {Matter: "上学", Office: "县教育局", Address: "人民路1号"},
	} {
		if got := d.Sentence(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestALineIsChecked(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	before, err := b.All(b.ctx, admin)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(d *doors.Door)
		wrong  []string
	}{
		"no matter":           {func(d *doors.Door) { d.Matter = " \t" }, []string{"matter"}},
		"no office":           {func(d *doors.Door) { d.Office = "" }, []string{"office"}},
		"nowhere to be found": {func(d *doors.Door) { d.Phone, d.Address = "", "　" }, []string{"phone"}},
		"too long":            {func(d *doors.Door) { d.Matter, d.Hours = strings.Repeat("吵", 61), strings.Repeat("早", 41) }, []string{"matter", "hours"}},
		"before the first":    {func(d *doors.Door) { d.Position = -1 }, []string{"position"}},
		"after the last":      {func(d *doors.Door) { d.Position = 10000 }, []string{"position"}},
		"nothing":             {func(d *doors.Door) { *d = doors.Door{} }, []string{"matter", "office", "phone"}},
	} {
		d := mediation()
		c.change(&d)
		_, err := b.Put(b.ctx, admin, d)
		wrong := fault.Of(err).Fields
		if !fault.Is(err, fault.Invalid) || len(wrong) != len(c.wrong) {
			t.Errorf("%s: %v %v", name, err, wrong)
		}
		for _, field := range c.wrong {
			if wrong[field] == "" {
				t.Errorf("%s: nothing is said of %s: %v", name, field, wrong)
			}
		}
	}
	if after, err := b.All(b.ctx, admin); err != nil || len(after) != len(before) {
		t.Errorf("refused, and %d lines became %d: %v", len(before), len(after), err)
	}
	longest := mediation()
	longest.Matter, longest.Office, longest.Phone = strings.Repeat("吵", 60), strings.Repeat("所", 40), strings.Repeat("1", 30)
	longest.Address, longest.Hours, longest.Position = strings.Repeat("楼", 80), strings.Repeat("早", 40), 9999
	longest.ID = b.put(longest)
	if got, err := b.One(b.ctx, admin, longest.ID); err != nil || got != longest {
		t.Errorf("%+v %v", got, err)
	}
}

// TestALineIsWrittenChangedHiddenAndRemoved follows one line, what villagers
// see of it, and what is written down.
func TestALineIsWrittenChangedHiddenAndRemoved(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	d := mediation()
	d.Matter = "  邻居吵架  要调解 "
	d.ID = b.put(d)
	seen := func() *doors.Door {
		t.Helper()
		all, err := b.Shown(b.ctx)
		if err != nil {
			t.Fatal(err)
		}
		for i, one := range all {
			if one.ID != d.ID {
				continue
			}
			if i == 0 || all[i-1].Position > one.Position {
				t.Errorf("position %d is line %d", one.Position, i)
			}
			return &one
		}
		return nil
	}
	if got := seen(); got == nil || got.Matter != "邻居吵架 要调解" || got.Office != d.Office {
		t.Fatalf("%+v", got)
	}
	d.Matter = "邻居吵架要调解"
	for range 2 { // saved twice within a second, and nothing changed
		if id := b.put(d); id != d.ID {
			t.Errorf("line %d became %d", d.ID, id)
		}
	}
	if got := seen(); got == nil || *got != d {
		t.Errorf("%+v", got)
	}
	d.Shown = false
	b.put(d)
	if seen() != nil {
		t.Error("a hidden line is shown")
	}
	if got, err := b.One(b.ctx, admin, d.ID); err != nil || got != d {
		t.Errorf("%+v %v", got, err)
	}
	if err := b.Remove(b.ctx, admin, d.ID); err != nil {
		t.Fatal(err)
	}
	for what, do := range map[string]func() error{
		"removed twice":        func() error { return b.Remove(b.ctx, admin, d.ID) },
		"read once removed":    func() error { _, err := b.One(b.ctx, admin, d.ID); return err },
		"changed once removed": func() error { _, err := b.Put(b.ctx, admin, d); return err },
	} {
		if err := do(); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", what, err)
		}
	}
	entries, err := gorm.G[model.AuditEntry](b.db).Where("object = ?", fmt.Sprint("door:", d.ID)).Order("seq").Find(b.ctx)
	var did []string
	for _, e := range entries {
		did = append(did, e.Action+e.Detail)
	}
	want := `door.put{"shown":true} door.put{"shown":true} door.put{"shown":true} door.put{"shown":false} door.remove{}`
	if err != nil || strings.Join(did, " ") != want {
		t.Errorf("%v %v", did, err)
	}
	if _, err := audit.Verify(b.ctx, b.db); err != nil {
		t.Error(err)
	}
}

// TestOnlyTheAdministratorEdits: everybody reads what is shown, one role edits.
func TestOnlyTheAdministratorEdits(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	people := []actor.Actor{{Kind: actor.Guest}, {Kind: actor.Villager, PersonID: 1}}
	for _, role := range actor.Roles {
		if role != actor.RoleAdministrator {
			people = append(people, actor.Actor{Kind: actor.Staff, StaffID: 20, Role: role})
		}
	}
	for _, by := range people {
		_, all := b.All(b.ctx, by)
		_, one := b.One(b.ctx, by, 1)
		_, put := b.Put(b.ctx, by, mediation())
		for what, err := range map[string]error{"lists": all, "reads": one, "writes": put, "removes": b.Remove(b.ctx, by, 1)} {
			if !fault.Is(err, fault.NotFound) {
				t.Errorf("%s %s %s: %v", by.Kind, by.Role, what, err)
			}
		}
	}
	broken := doors.New(dbtest.Broken(t), time.Now)
	if _, err := broken.Shown(t.Context()); err == nil {
		t.Error("a broken list is an empty one")
	}
}
