package meeting_test

import (
	"bytes"
	"context"
	"errors"
	"strconv"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/gateway/files"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/meeting"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/workbench"
)

func staff(id int64, role actor.Role, bureau string) actor.Actor {
	return workbench.Staff(id, role, bureau, "")
}

var (
	keeper  = staff(1, actor.RoleCaseManagement, "")
	other   = staff(2, actor.RoleSupervision, "第一监督检查室")
	head    = staff(3, actor.RoleHead, "")
	welfare = staff(4, actor.RoleBureauOfficer, "民政局")
	roads   = staff(5, actor.RoleBureauHead, "交通运输局")
	water   = staff(6, actor.RoleBureauOfficer, "水利局")
	cadre   = staff(7, actor.RoleVillageCadre, "")
)

type named struct{}

func (named) Named(_ context.Context, by actor.Actor, id int64) (string, error) {
	if id == 12 && !by.Is(actor.RoleBureauOfficer) {
		return "死亡人员领取补贴", nil
	}
	return "", fault.New(fault.NotFound, "没有找到这条疑点")
}

type bench struct {
	*meeting.Service
	t   *testing.T
	db  *gorm.DB
	now time.Time
}

func newBench(t *testing.T) *bench {
	t.Helper()
	b := &bench{t: t, db: dbtest.New(t), now: time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)}
	box := dbtest.Box(t)
	clock := func() time.Time { return b.now }
	proof, err := files.New(t.TempDir(), box, clock)
	b.ok(err)
	b.Service = meeting.New(meeting.Deps{DB: b.db, Box: box, Files: proof, Findings: named{}, Now: clock})
	for _, by := range []actor.Actor{welfare, roads, water} {
		b.ok(b.db.Create(&model.Staff{Login: strconv.FormatInt(by.StaffID, 10), Name: by.Name, Role: string(by.Role), Bureau: by.Bureau, CreatedAt: b.now}).Error)
	}
	return b
}

func (b *bench) ok(err error) {
	b.t.Helper()
	workbench.OK(b.t, err)
}

func photo(t testing.TB) []attach.Upload {
	t.Helper()
	return []attach.Upload{{Kind: attach.Photo, Content: workbench.Photo(t)}}
}

func (b *bench) raise(by actor.Actor, kind string) int64 {
	b.t.Helper()
	id, err := b.Raise(b.t.Context(), by, meeting.Draft{Title: "村道养护资金没有拨到村", Facts: seal.NewSecret("第三季度的养护资金到县两个月没有拨到村。"), Kind: kind, Origin: "own"})
	b.ok(err)
	return id
}

func (b *bench) hold() int64 {
	b.t.Helper()
	id, err := b.Write(b.t.Context(), keeper, 0, meeting.MeetingDraft{On: "2026-03-01", Title: "2026年第一季度联席会议", Units: []string{meeting.Commission, "民政局", "交通运输局"}, Said: seal.NewSecret("按期限整改")})
	b.ok(err)
	return id
}

func (b *bench) row(id int64) model.MeetingIssue {
	b.t.Helper()
	i, err := gorm.G[model.MeetingIssue](b.db).Where("id = ?", id).Take(b.t.Context())
	b.ok(err)
	return i
}

// deed is a step with everything that any step asks for.
func (b *bench) deed(id int64, a meeting.Action, held int64) meeting.Deed {
	b.t.Helper()
	d := meeting.Deed{Version: b.row(id).Version, Action: a, Note: seal.NewSecret("看过证明，写清楚了"), Unit: "交通运输局", Due: "2026-03-10", Meeting: held}
	if a == meeting.ActReport {
		d.Uploads = photo(b.t)
	}
	return d
}

// TestWhoMayTakeWhichStep walks every step from every state as everybody: the
// table is the whole law.
func TestWhoMayTakeWhichStep(t *testing.T) {
	b := newBench(t)
	held, ctx := b.hold(), t.Context()
	allowed := map[string]map[meeting.Action]struct {
		to string
		by []actor.Actor
	}{
		"raised":    {meeting.ActAssign: {"assigned", []actor.Actor{keeper, other}}, meeting.ActWithdraw: {"withdrawn", []actor.Actor{welfare}}},
		"assigned":  {meeting.ActReport: {"done", []actor.Actor{roads}}, meeting.ActAssign: {"assigned", []actor.Actor{keeper, other}}},
		"returned":  {meeting.ActReport: {"done", []actor.Actor{roads}}, meeting.ActAssign: {"returned", []actor.Actor{keeper, other}}},
		"done":      {meeting.ActConfirm: {"confirmed", []actor.Actor{keeper, other}}, meeting.ActReturn: {"returned", []actor.Actor{keeper, other}}},
		"confirmed": {}, "withdrawn": {},
	}
	id := b.raise(welfare, "subsidy")
	for state, steps := range allowed {
		for _, a := range []meeting.Action{meeting.ActAssign, meeting.ActReport, meeting.ActConfirm, meeting.ActReturn, meeting.ActWithdraw, "raise", "none"} {
			for _, by := range []actor.Actor{keeper, other, head, welfare, roads, water, cadre} {
				b.ok(b.db.Model(&model.MeetingIssue{}).Where("id = ?", id).Updates(map[string]any{"state": state, "unit": "交通运输局"}).Error)
				rule, want := steps[a], false
				for _, who := range rule.by {
					want = want || who == by
				}
				err := b.Do(ctx, by, id, b.deed(id, a, held))
				if got := b.row(id).State; (err == nil) != want || want && got != rule.to || !want && got != state {
					t.Errorf("%s from %s by %s of %s: %s, %v", a, state, by.Role, by.Bureau, got, err)
				}
				if err != nil && (by == water || by == cadre) && !fault.Is(err, fault.NotFound) {
					t.Errorf("%s sees what is not theirs: %v", by.Role, err)
				}
			}
		}
	}
	if _, err := audit.Verify(ctx, b.db); err != nil {
		t.Error(err)
	}
}

func TestFormsAreChecked(t *testing.T) {
	b := newBench(t)
	ctx, held := t.Context(), b.hold()
	good := meeting.Draft{Title: "光伏收益没有公示", Facts: seal.NewSecret("四联村去年的光伏收益没有在公开栏公示。"), Kind: "assets", Origin: "own"}
	for field, change := range map[string]func(*meeting.Draft){
		"title": func(d *meeting.Draft) { d.Title = " 短 " }, "facts": func(d *meeting.Draft) { d.Facts = seal.NewSecret("没有") }, "kind": func(d *meeting.Draft) { d.Kind = "x" },
		"origin": func(d *meeting.Draft) { d.Origin = "" }, "finding": func(d *meeting.Draft) { d.Origin, d.Finding = "finding", "YD000013" }, "source": func(d *meeting.Draft) { d.Origin = "statistics" },
	} {
		d := good
		change(&d)
		if _, err := b.Raise(ctx, keeper, d); fault.Of(err).Fields[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	good.Origin, good.Finding = "finding", "yd000012"
	id, err := b.Raise(ctx, keeper, good)
	b.ok(err)
	o, err := b.One(ctx, head, id)
	if err != nil || o.FindingTitle != "死亡人员领取补贴" || o.RaisedUnit != meeting.Commission || o.Facts.Reveal() != good.Facts.Reveal() || len(o.Events) != 1 {
		t.Errorf("%+v %v", o, err)
	}
	if _, err := b.Raise(ctx, head, good); !fault.Is(err, fault.NotFound) {
		t.Errorf("a head raises: %v", err)
	}
	for field, change := range map[string]func(*meeting.Deed){
		"unit": func(d *meeting.Deed) { d.Unit = "没有的局" }, "meeting": func(d *meeting.Deed) { d.Meeting = 99 }, "due": func(d *meeting.Deed) { d.Due = "2026-03-01" },
		attach.Photo: func(d *meeting.Deed) { d.Uploads = photo(t) },
	} {
		d := b.deed(id, meeting.ActAssign, held)
		change(&d)
		if err := b.Do(ctx, keeper, id, d); fault.Of(err).Fields[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	stale := b.deed(id, meeting.ActAssign, held)
	stale.Version++
	if err := b.Do(ctx, keeper, id, stale); !fault.Is(err, fault.Conflict) {
		t.Error(err)
	}
	b.ok(b.Do(ctx, keeper, id, b.deed(id, meeting.ActAssign, held)))
	bare := b.deed(id, meeting.ActReport, held)
	bare.Uploads = nil
	if err := b.Do(ctx, roads, id, bare); fault.Of(err).Fields[attach.Photo] == "" {
		t.Errorf("done without proof: %v", err)
	}
	b.ok(b.Do(ctx, roads, id, b.deed(id, meeting.ActReport, held)))
	o, err = b.One(ctx, roads, id)
	b.ok(err)
	if len(o.Files) != 1 || o.Meeting.ID != held {
		t.Errorf("%+v", o)
	}
	for _, thumb := range []bool{true, false} {
		if c, err := b.File(ctx, roads, id, o.Files[0].ID, thumb); err != nil || c.Mime != "image/jpeg" || len(c.Data) == 0 {
			t.Errorf("%v %v", c.Mime, err)
		}
	}
	if _, err := b.File(ctx, water, id, o.Files[0].ID, false); !fault.Is(err, fault.NotFound) {
		t.Error(err)
	}
}

// TestEveryFigureIsAListOfAsMany: every number of the figures, for everybody,
// is as long as the list it leads to.
func TestEveryFigureIsAListOfAsMany(t *testing.T) {
	b := newBench(t)
	ctx, held := t.Context(), b.hold()
	units, kinds := []string{"", "民政局", "交通运输局"}, meeting.Kinds()
	n := 0
	for _, state := range append(meeting.States(), meeting.Choice{Value: "withdrawn"}) {
		for i := range 5 {
			n++
			row := model.MeetingIssue{Title: "问题" + strconv.Itoa(n), FactsSealed: []byte{}, Kind: kinds[n%len(kinds)].Value, Origin: "own", RaisedYear: 2025 + n%2, RaisedUnit: []string{"民政局", meeting.Commission}[n%2],
				State: state.Value, CreatedAt: b.now, UpdatedAt: b.now, Version: 1}
			if state.Value != "raised" && state.Value != "withdrawn" {
				due := b.now.AddDate(0, 0, i-2).Truncate(24 * time.Hour)
				row.Unit, row.DueOn, row.MeetingID = units[1+n%2], &due, held
			}
			b.ok(b.db.Create(&row).Error)
		}
	}
	check := func(by actor.Actor, l meeting.Line, f meeting.Filter) {
		t.Helper()
		for view, want := range map[string]int{meeting.ViewAll: l.Found, "confirmed": l.Mended, meeting.ViewDoing: l.Open, meeting.ViewLate: l.Late, "raised": l.Raised, "done": l.Done} {
			f.View = view
			list, err := b.List(ctx, by, f, page.Request{Number: 1, Size: 200})
			if err != nil || list.Total != want || len(list.Items) != want {
				t.Errorf("%s %+v: %d of %d, counted %d, %v", by.Role, f, len(list.Items), list.Total, want, err)
			}
		}
	}
	for _, by := range []actor.Actor{keeper, other, head, welfare, roads, water} {
		for _, year := range []int{0, 2025, 2026} {
			var f meeting.Figures
			dbtest.AtMost(t, b.db, 3, func(db *gorm.DB) {
				d := b.Deps
				d.DB = db
				var err error
				f, err = meeting.New(d).Figures(ctx, by, year)
				b.ok(err)
			})
			check(by, f.All, meeting.Filter{Year: year})
			sums := map[string]meeting.Line{}
			for name, lines := range map[string][]meeting.Line{"kind": f.Kinds, "unit": f.Units} {
				for _, l := range lines {
					filter := meeting.Filter{Year: year}
					if name == "kind" {
						filter.Kind = l.Value
					} else {
						filter.Unit = l.Value
					}
					check(by, l, filter)
					s := sums[name]
					s.Found, s.Mended, s.Open, s.Late = s.Found+l.Found, s.Mended+l.Mended, s.Open+l.Open, s.Late+l.Late
					s.Raised, s.Done = s.Raised+l.Raised, s.Done+l.Done
					if l.Found != l.Mended+l.Open+l.Raised+l.Done {
						t.Errorf("%s %d: %+v do not add up", by.Role, year, l)
					}
					sums[name] = s
				}
			}
			all := f.All
			all.Text = ""
			if sums["kind"] != all || sums["unit"] != all {
				t.Errorf("%s %d: %+v do not add up to %+v", by.Role, year, sums, all)
			}
			for _, l := range f.Years {
				y, err := strconv.Atoi(l.Value)
				b.ok(err)
				check(by, l, meeting.Filter{Year: y})
			}
		}
		counts, err := b.Today(ctx, by)
		b.ok(err)
		tasks, err := b.Work(ctx, by)
		b.ok(err)
		listed, late := map[string]int{}, map[string]int{}
		for _, task := range tasks {
			listed[task.Key]++
			if task.Due != period.Past && task.Due < period.Here(b.now) {
				late[task.Key]++
			}
		}
		for _, c := range counts {
			if c.N > agenda.MaxTasks || listed[c.Key] != c.N || late[c.Key] != c.Overdue {
				t.Errorf("%s %s: %d listed, %d late, counted %+v", by.Role, c.Key, listed[c.Key], late[c.Key], c)
			}
		}
	}
	for _, q := range []struct {
		most int
		do   func(s *meeting.Service) error
	}{
		{4, func(s *meeting.Service) error { // two of them ask who is near to the reader
			_, err := s.List(ctx, keeper, meeting.Filter{}, page.Request{Number: 1, Size: 50})
			return err
		}},
		{4, func(s *meeting.Service) error { _, err := s.Work(ctx, keeper); return err }},
		{4, func(s *meeting.Service) error {
			_, err := s.Meetings(ctx, roads, page.Request{})
			return err
		}},
	} {
		dbtest.AtMost(t, b.db, q.most, func(db *gorm.DB) {
			d := b.Deps
			d.DB = db
			b.ok(q.do(meeting.New(d)))
		})
	}
}

func TestMeetingsAndTheirMinutes(t *testing.T) {
	b := newBench(t)
	ctx, held := t.Context(), b.hold()
	mine, theirs := b.raise(roads, "project"), b.raise(welfare, "subsidy")
	d := b.deed(mine, meeting.ActAssign, held)
	d.Unit = "水利局"
	b.ok(b.Do(ctx, keeper, mine, d))
	b.ok(b.Do(ctx, keeper, theirs, b.deed(theirs, meeting.ActAssign, held)))
	for by, want := range map[actor.Actor]int{keeper: 2, head: 2, roads: 2, welfare: 1, water: 1} { // water did not come, and answers for something
		list, err := b.Meetings(ctx, by, page.Request{})
		b.ok(err)
		m, err := b.Minutes(ctx, by, held)
		b.ok(err)
		if len(list.Items) != 1 || list.Items[0].Issues != want || len(m.Issues) != want || m.May != (by == keeper) || m.Said.Reveal() != "按期限整改" || len(m.Units) != 3 {
			t.Errorf("%s of %s: %+v %d", by.Role, by.Bureau, list.Items, len(m.Issues))
		}
	}
	stranger := staff(9, actor.RoleBureauOfficer, "林业局")
	if list, err := b.Meetings(ctx, stranger, page.Request{}); err != nil || list.Total != 0 {
		t.Errorf("%d %v", list.Total, err)
	}
	for _, by := range []actor.Actor{stranger, cadre} {
		if _, err := b.Minutes(ctx, by, held); !fault.Is(err, fault.NotFound) {
			t.Errorf("%s: %v", by.Role, err)
		}
	}
	good := meeting.MeetingDraft{Version: 1, On: "2026-03-01", Title: "改过的名称", Units: []string{"民政局"}}
	for field, change := range map[string]func(*meeting.MeetingDraft){
		"on": func(d *meeting.MeetingDraft) { d.On = "2026-03-09" }, "title": func(d *meeting.MeetingDraft) { d.Title = "短" }, "units": func(d *meeting.MeetingDraft) { d.Units = nil },
	} {
		d := good
		change(&d)
		if _, err := b.Write(ctx, keeper, held, d); fault.Of(err).Fields[field] == "" {
			t.Errorf("%s: %v", field, err)
		}
	}
	_, err := b.Write(ctx, keeper, held, good)
	b.ok(err)
	if _, err := b.Write(ctx, keeper, held, good); !fault.Is(err, fault.Conflict) {
		t.Errorf("written over: %v", err)
	}
	if _, err := b.Write(ctx, welfare, 0, good); !fault.Is(err, fault.NotFound) {
		t.Errorf("a bureau keeps the meeting: %v", err)
	}
}

func TestTheWorkbookHasWhatTheListHas(t *testing.T) {
	b := newBench(t)
	b.raise(welfare, "subsidy")
	b.raise(roads, "project")
	for _, why := range []string{"短", "核对13800000000"} {
		if err := b.Export(t.Context(), keeper, meeting.Filter{}, why, &bytes.Buffer{}); fault.Of(err).Fields["reason"] == "" {
			t.Errorf("%s: %v", why, err)
		}
	}
	for by, want := range map[actor.Actor]int{keeper: 2, welfare: 1} {
		var out bytes.Buffer
		b.ok(b.Export(t.Context(), by, meeting.Filter{}, "季度总结", &out))
		book, err := excelize.OpenReader(&out)
		b.ok(err)
		rows, err := book.GetRows("联席会议问题")
		b.ok(errors.Join(err, book.Close()))
		if len(rows) != want+1 || rows[1][1] != "村道养护资金没有拨到村" {
			t.Errorf("%s: %v", by.Role, rows)
		}
	}
}
