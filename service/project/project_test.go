package project_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/project"
	"yangguang/service/store/dbtest"
	"yangguang/service/store/dbtest/registers"
)

// disk is a file store in memory.
type disk map[string][]byte

func (d disk) Write(content []byte, f model.File) (model.File, error) {
	f.Path, f.Size, f.Digest = "p"+string(rune('a'+len(d))), int64(len(content)), make([]byte, 32)
	f.CreatedAt = time.Unix(0, 0).UTC()
	d[f.Path] = content
	return f, nil
}
func (d disk) Add(tx *gorm.DB, f *model.File) error { return tx.Create(f).Error }
func (d disk) Read(f model.File) ([]byte, error)    { return d[f.Path], nil }
func (d disk) Remove(f model.File) error            { delete(d, f.Path); return nil }

type world struct {
	*project.Service
	*registers.Registers
	db   *gorm.DB
	disk disk
	now  time.Time
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{db: dbtest.New(t), disk: disk{}, now: time.Date(2026, 6, 1, 2, 0, 0, 0, time.UTC)}
	w.Registers = registers.New(t, w.db, w.now)
	w.Service = w.on(w.db)
	return w
}

func (w *world) on(db *gorm.DB) *project.Service {
	clean := func(b []byte) ([]byte, error) {
		if !bytes.HasPrefix(b, []byte("photo")) {
			return nil, fault.New(fault.Invalid, "这张照片打不开")
		}
		return append([]byte("clean "), b...), nil
	}
	return project.New(project.Options{DB: db, Files: w.disk, Clean: clean, Now: func() time.Time { return w.now }})
}

func wants(t *testing.T, err error, k fault.Kind) {
	t.Helper()
	if !fault.Is(err, k) {
		t.Fatalf("got %v, want a failure of kind %q", err, k)
	}
}

func at(s string) *time.Time {
	v, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return nil
	}
	return &v
}

func sampleProject(no, village string) model.Project {
	return model.Project{
		ProjectNo: no, Name: "四联村道路硬化", Kind: "道路", VillageCode: village, Bureau: "县交通运输局", OwnerUnit: "江宁镇政府", ApprovedOn: *at("2025-01-10"),
		PlannedFen: 50000000, FiscalFen: 40000000, PlanStart: *at("2025-03-01"), PlanEnd: *at("2025-12-31"), Procurement: "施工", BidMethod: "公开",
	}
}

func TestStageAndDelay(t *testing.T) {
	on := period.Date(2026, 6, 1)
	d := func(y int, m time.Month, day int) *period.Day { v := period.Date(y, m, day); return &v }
	if words := project.Tender.Label() + project.Settled.Label(); strings.Contains(words, "正在招标") || strings.Contains(words, "结清") {
		t.Errorf("a contract is no tender and a settled price is not paid yet: %s", words)
	}
	plan := project.Dates{PlanStart: period.Date(2026, 3, 1), PlanEnd: period.Date(2026, 5, 1)}
	for name, c := range map[string]struct {
		change func(*project.Dates)
		stage  project.Stage
		delay  project.Delay
		words  string
	}{
		"nothing yet":              {func(*project.Dates) {}, project.Approved, project.Delay{Start: 92, End: 31}, "比计划完工晚了31天，还没有完工"},
		"plan ahead":               {func(p *project.Dates) { p.PlanStart, p.PlanEnd = period.Date(2026, 6, 1), period.Date(2026, 9, 1) }, project.Approved, project.Delay{}, ""},
		"not begun":                {func(p *project.Dates) { p.PlanEnd = period.Date(2026, 9, 1) }, project.Approved, project.Delay{Start: 92}, "比计划开工晚了92天，还没有开工"},
		"announced":                {func(p *project.Dates) { p.Notice = d(2026, 2, 1) }, project.Tender, project.Delay{Start: 92, End: 31}, "比计划完工晚了31天，还没有完工"},
		"announced for tomorrow":   {func(p *project.Dates) { p.Notice = d(2026, 6, 2) }, project.Approved, project.Delay{Start: 92, End: 31}, "比计划完工晚了31天，还没有完工"},
		"only a contract":          {func(p *project.Dates) { p.Contract = d(2026, 2, 1); p.PlanEnd = period.Date(2026, 9, 1) }, project.Tender, project.Delay{Start: 92}, "比计划开工晚了92天，还没有开工"},
		"begun in time":            {func(p *project.Dates) { p.RealStart = d(2026, 3, 1); p.PlanEnd = period.Date(2026, 9, 1) }, project.Building, project.Delay{}, ""},
		"begun late":               {func(p *project.Dates) { p.RealStart = d(2026, 3, 11); p.PlanEnd = period.Date(2026, 9, 1) }, project.Building, project.Delay{Start: 10}, "比计划晚开工10天"},
		"finished late":            {func(p *project.Dates) { p.RealStart = d(2026, 3, 1); p.RealEnd = d(2026, 5, 6) }, project.Finished, project.Delay{End: 5}, "比计划晚完工5天"},
		"finished on the day":      {func(p *project.Dates) { p.RealEnd = d(2026, 5, 1) }, project.Finished, project.Delay{}, ""},
		"accepted, nothing before": {func(p *project.Dates) { p.Check = d(2026, 4, 1) }, project.Accepted, project.Delay{}, ""},
		"settled":                  {func(p *project.Dates) { p.Check, p.Settled = d(2026, 4, 1), true }, project.Settled, project.Delay{}, ""},
		"price before acceptance":  {func(p *project.Dates) { p.RealStart, p.Settled = d(2026, 3, 1), true }, project.Building, project.Delay{End: 31}, "比计划完工晚了31天，还没有完工"},
	} {
		t.Run(name, func(t *testing.T) {
			p := plan
			c.change(&p)
			if s, l := p.StageOn(on), p.DelayOn(on); s != c.stage || l != c.delay || l.Words(s) != c.words {
				t.Errorf("%s %+v %q, want %s %+v %q", s, l, l.Words(s), c.stage, c.delay, c.words)
			}
		})
	}
}

// TestNoMarkInPublicIsHarsherThanTheOffice: what P03 does not ask about is not
// called late to the village either.
func TestNoMarkInPublicIsHarsherThanTheOffice(t *testing.T) {
	for name, c := range map[string]struct {
		delay project.Delay
		stage project.Stage
		want  bool
	}{
		"one day after the plan":      {project.Delay{Start: 1}, project.Tender, false},
		"on the last day":             {project.Delay{Start: 60}, project.Approved, false},
		"a day more":                  {project.Delay{Start: 61}, project.Approved, true},
		"begun late, under way":       {project.Delay{Start: 90}, project.Building, false},
		"not ended on its day":        {project.Delay{End: 1}, project.Building, true},
		"ended late":                  {project.Delay{End: 30}, project.Finished, false},
		"accepted, everything was so": {project.Delay{Start: 90, End: 90}, project.Accepted, false},
	} {
		if got := c.delay.Late(c.stage, 60); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Every combination of dates must be listed under the stage its page shows.
func TestTheListAgreesWithThePage(t *testing.T) {
	w := newWorld(t)
	days := []*time.Time{nil, at("2026-05-01"), at("2026-07-01")}
	n := 0
	for _, notice := range days {
		for _, start := range days {
			for _, end := range days {
				for _, check := range days {
					for _, settled := range []int64{0, 1} {
						n++
						p := sampleProject("X"+strings.Repeat("0", n%3)+string(rune('A'+n%26))+string(rune('A'+n/26)), registers.Silian)
						p.NoticeOn, p.RealStart, p.RealEnd, p.AcceptedOn, p.SettledFen = notice, start, end, check, settled
						w.AddProject(p)
					}
				}
			}
		}
	}
	seen := 0
	for _, s := range project.Stages {
		for number := 1; ; number++ {
			l, err := w.List(t.Context(), project.Query{Stage: s, Page: number})
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range l.Items {
				seen++
				if c.Stage != s {
					t.Errorf("%s is listed under %s and shows %s", c.No, s, c.Stage)
				}
			}
			if !l.HasNext() {
				break
			}
		}
	}
	if seen != n {
		t.Errorf("%d of %d projects are in some stage", seen, n)
	}
}

func TestListByPlaceAndWords(t *testing.T) {
	w := newWorld(t)
	w.AddProject(sampleProject("P1", registers.Silian))
	second := sampleProject("P2", registers.LiSantan)
	second.Name, second.Kind, second.WinnerName = "李村饮水_工程", "饮水", "示例建筑公司"
	w.AddProject(second)
	old := sampleProject("P3", registers.Silian)
	old.ClosedBy = 7
	w.AddProject(old)
	withdrawn := w.AddProject(sampleProject("P4", registers.Silian))
	if err := w.db.Exec("UPDATE projects SET batch_id = ? WHERE id = ?", w.NewBatch(model.BatchWithdrawn), withdrawn).Error; err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		q    project.Query
		want string
	}{
		"all":            {project.Query{}, "P1 P2"},
		"the county":     {project.Query{Place: registers.County}, "P1 P2"},
		"a town":         {project.Query{Place: registers.Jiangning}, "P1"},
		"a village":      {project.Query{Place: registers.LiSantan}, "P2"},
		"an empty place": {project.Query{Place: registers.LiJiangnig}, ""},
		"words":          {project.Query{Words: "道路"}, "P1"},
		"the builder":    {project.Query{Words: "示例 饮水"}, "P2"},
		"an underscore":  {project.Query{Words: "_"}, "P2"},
		"a percent sign": {project.Query{Words: "%"}, ""},
		"injection":      {project.Query{Words: "' OR 1=1 --", Place: "' OR 1=1 --"}, ""},
		"a bureau":       {project.Query{Bureau: "县交通运输局"}, "P1 P2"},
		"another bureau": {project.Query{Bureau: "县水利局"}, ""},
		"no such stage":  {project.Query{Stage: "x"}, "P1 P2"},
		"beyond the end": {project.Query{Page: 99}, ""},
		"a hostile page": {project.Query{Page: -5}, "P1 P2"},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := w.List(t.Context(), c.q)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, card := range l.Items {
				got = append(got, card.No)
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
	dbtest.AtMost(t, w.db, 2, func(db *gorm.DB) {
		if _, err := w.on(db).List(t.Context(), project.Query{}); err != nil {
			t.Fatal(err)
		}
	})
}

func TestDetail(t *testing.T) {
	w := newWorld(t)
	p := sampleProject("P1", registers.Silian)
	p.RealStart, p.WinnerName, p.ContractFen = at("2025-03-11"), "示例建筑公司", 48000000
	w.AddProject(p)
	for i, day := range []string{"2026-03-01", "2026-05-01", "2026-07-01"} {
		g := model.ProjectProgress{ID: int64(i + 1), ProjectNo: "P1", OnDay: *at(day), PercentMilli: 20000 * (i + 1), Note: "路基", BatchID: w.Batch}
		if err := w.db.Create(&g).Error; err != nil {
			t.Fatal(err)
		}
	}
	for i, f := range []model.ProjectFund{{Kind: "到账", AmountFen: 30000000}, {Kind: "到账", AmountFen: 5000000}, {Kind: "拨付", AmountFen: 12345600}, {Kind: "拨付", AmountFen: 99, ClosedBy: 7}} {
		f.ID, f.ProjectNo, f.OnDay, f.BatchID = int64(i+1), "P1", *at("2026-01-10"), w.Batch
		if err := w.db.Create(&f).Error; err != nil {
			t.Fatal(err)
		}
	}
	dbtest.AtMost(t, w.db, 4, func(db *gorm.DB) {
		d, err := w.on(db).Detail(t.Context(), "P1")
		if err != nil {
			t.Fatal(err)
		}
		if d.Stage != project.Building || d.Percent != 40 || len(d.Reports) != 2 || d.Builder != "示例建筑公司" || d.Delay.Start != 10 || d.Days.RealEnd != nil || d.Arrived.Sum != 35000000 || d.Paid.Sum != 12345600 || d.Paid.Last == nil {
			t.Errorf("%+v", d)
		}
	})
	for _, no := range []string{"", "P2", "%", "' OR 1=1"} {
		_, err := w.Detail(t.Context(), no)
		wants(t, err, fault.NotFound)
	}
}

func TestPhotos(t *testing.T) {
	w := newWorld(t)
	w.AddProject(sampleProject("P1", registers.Silian))
	officer := actor.Actor{Kind: actor.Staff, StaffID: 4, Role: actor.RoleBureauOfficer, Bureau: "县交通运输局"}
	water, town, cadre := officer, officer, officer
	water.Bureau, town.Division, cadre.Role = "县水利局", registers.Santan, actor.RoleVillageCadre
	good := project.PhotoInput{Content: []byte("photo of a road"), Caption: " 路基完成 "}
	tomorrow := period.Date(2026, 6, 2)
	for name, c := range map[string]struct {
		by   actor.Actor
		no   string
		in   project.PhotoInput
		want fault.Kind
	}{
		"a cadre":         {cadre, "P1", good, fault.Forbidden},
		"a villager":      {actor.Actor{Kind: actor.Villager, WechatUserID: 1}, "P1", good, fault.Forbidden},
		"another bureau":  {water, "P1", good, fault.NotFound},
		"another town":    {town, "P1", good, fault.NotFound},
		"no such project": {officer, "P9", good, fault.NotFound},
		"no file":         {officer, "P1", project.PhotoInput{}, fault.Invalid},
		"no photo":        {officer, "P1", project.PhotoInput{Content: []byte("MZ")}, fault.Invalid},
		"a long caption":  {officer, "P1", project.PhotoInput{Content: []byte("photo"), Caption: strings.Repeat("长", 61)}, fault.Invalid},
		"taken tomorrow":  {officer, "P1", project.PhotoInput{Content: []byte("photo"), TakenOn: &tomorrow}, fault.Invalid},
	} {
		t.Run(name, func(t *testing.T) { wants(t, w.AddPhoto(t.Context(), c.by, c.no, c.in), c.want) })
	}
	if err := w.AddPhoto(t.Context(), officer, "P1", good); err != nil {
		t.Fatal(err)
	}
	d, err := w.Detail(t.Context(), "P1")
	if err != nil || len(d.Pictures) != 1 || d.Pictures[0].Caption != "路基完成" {
		t.Fatalf("%+v %v", d.Pictures, err)
	}
	b, err := w.Photo(t.Context(), d.Pictures[0].ID)
	if err != nil || string(b) != "clean photo of a road" {
		t.Errorf("%q %v", b, err)
	}
	_, err = w.Photo(t.Context(), 99)
	wants(t, err, fault.NotFound)
	if err := w.db.Exec("UPDATE files SET purpose = 'petition'").Error; err != nil {
		t.Fatal(err)
	}
	_, err = w.Photo(t.Context(), d.Pictures[0].ID) // nobody's complaint is reached this way
	wants(t, err, fault.NotFound)
	if n, err := audit.Verify(t.Context(), w.db); err != nil || n != 1 {
		t.Errorf("%d entries, %v", n, err)
	}
}

func TestAFailedPhotoLeavesNoFile(t *testing.T) {
	w := newWorld(t)
	w.AddProject(sampleProject("P1", registers.Silian))
	officer := actor.Actor{Kind: actor.Staff, StaffID: 4, Role: actor.RoleBureauOfficer, Bureau: "县交通运输局"}
	if err := w.db.Exec("DROP TABLE project_photos").Error; err != nil {
		t.Fatal(err)
	}
	err := w.AddPhoto(t.Context(), officer, "P1", project.PhotoInput{Content: []byte("photo")})
	wants(t, err, fault.Internal)
	if len(w.disk) != 0 {
		t.Errorf("%d files left behind", len(w.disk))
	}
}

func TestABrokenDatabaseIsAFailure(t *testing.T) {
	w := newWorld(t)
	s := w.on(dbtest.Broken(t))
	_, list := s.List(t.Context(), project.Query{})
	_, detail := s.Detail(t.Context(), "P1")
	_, photo := s.Photo(t.Context(), 1)
	for _, err := range []error{list, detail, photo} {
		wants(t, err, fault.Internal)
	}
	if errors.Is(list, gorm.ErrRecordNotFound) {
		t.Error("a failure is shown as nothing found")
	}
}
