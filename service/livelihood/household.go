package livelihood

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
)

// Person is one member of a household.
type Person struct {
	id       int64
	Name     string
	Relation string
	Birth    period.Day // period.Past when unknown
	Until    period.Day // the day of death or of moving away; period.Future when neither
	Why      string     // 去世, 迁出 or 注销; "" while here
	Years    map[int]*MemberYear
}

// year is a member's year, made when it is asked for.
func (p *Person) year(y int) *MemberYear {
	if p.Years == nil {
		p.Years = map[int]*MemberYear{}
	}
	if p.Years[y] == nil {
		p.Years[y] = &MemberYear{}
	}
	return p.Years[y]
}

// Benefit is one item over the years.
type Benefit struct {
	item    int64
	Item    string
	Spans   []period.Interval // entitled, by the rosters
	Paid    []Paid            // by year
	Stretch []period.Interval // the periods that were paid, joined
}

// Paid is what a household got of one item for one year.
type Paid struct {
	Year int
	Fen  money.Fen
	Rows int
}

// Happening is one thing that happened on a day.
type Happening struct {
	On   period.Day
	Sort string // 识别, 出生, 去世, 户口, 务工, 服刑, 残疾, 任务
	What string
	Who  string
}

// Year is how a household stood in one year.
type Year struct {
	Year     int
	Known    bool      // there is a record of the year
	Income   money.Fen // per head
	Line     money.Fen // the county's line; 0 none
	National money.Fen // the national line; 0 none
	House    string    // A to D, "" not graded
	Rebuilt  string
	Water    bool
	School   bool
	Insured  bool
	Checked  string
	Covered  int // members with insurance of the year
	Members  int // members alive at the end of the year
	Pupils   int // children of 6 to 15
	Enrolled int // of them, those at a school
	Parts    IncomeParts
	Values   WaterValues
	// Whether the registers of insurance and of schools speak of the year.
	InsuranceKnown, SchoolKnown bool
}

// Household is everything the registers say of one household over the years.
type Household struct {
	No         string
	Kind       string // 户类型; "" when it is not on the register of aided households
	Place      string
	Cause      string
	Identified period.Day // period.Past when it is not
	Lifted     period.Day
	Members    []Person
	From, To   int // the years that are shown
	Benefits   []Benefit
	Events     []Happening
	Years      []Year
	Vetoes     []Veto
	Tasks      []Row
}

// mostYears bounds the years of the drawing, mostMembers the members.
const (
	mostYears   = 16
	mostMembers = 20
)

// Household shows a household to who may see it and gives a reason, which is
// recorded. Keys of its errors: reason.
func (s *Service) Household(ctx context.Context, by actor.Actor, no, reason string) (Household, error) {
	h, err := s.found(ctx, by, no)
	if err != nil {
		return Household{}, err
	}
	why, err := audit.Reason(reason, 100, "请写明为什么要看这一户")
	if err != nil {
		return Household{}, err
	}
	if err := audit.RecordAlone(ctx, s.DB, by, s.clock(), "household.read", "household", map[string]any{"household": no, "reason": why}); err != nil {
		return Household{}, err
	}
	for _, part := range []func(context.Context, *home) error{s.people, s.moves, s.indicators, s.payments, s.rosters, s.insurance, s.schooling, s.happenings, s.vetoes, s.visits} {
		if err := part(ctx, h); err != nil {
			return Household{}, fmt.Errorf("household: %w", err)
		}
	}
	if err := s.homeTasks(ctx, by, h); err != nil {
		return Household{}, err
	}
	h.finish(s.today())
	return h.Household, nil
}

// MayOpen reports, as an error or none, whether the actor may ask for a household.
func (s *Service) MayOpen(ctx context.Context, by actor.Actor, no string) error {
	_, err := s.found(ctx, by, no)
	return err
}

// home is a household while it is put together.
type home struct {
	Household
	ids     []int64
	village string
	years   map[int]*Year
}

func (h *home) year(y int) *Year {
	if h.years[y] == nil {
		h.years[y] = &Year{Year: y}
	}
	return h.years[y]
}

func (h *home) name(id int64) string {
	for _, p := range h.Members {
		if p.id == id {
			return p.Name
		}
	}
	return ""
}

func noHousehold() error {
	return fault.New(fault.NotFound, "没有找到这一户，或者不在您负责的范围")
}

// found resolves a number to its people, for who may see them: the register of
// aided households first, then the rosters, then the population register. What
// the actor may not see does not exist.
func (s *Service) found(ctx context.Context, by actor.Actor, no string) (*home, error) {
	if no == "" || len(no) > 64 || !by.Is(actor.RoleSupervision, actor.RoleHead, actor.RoleBureauOfficer, actor.RoleTownInspector) {
		return nil, noHousehold()
	}
	h := &home{Household: Household{No: no, Identified: period.Past, Lifted: period.Past}, years: map[int]*Year{}}
	db := s.DB.WithContext(ctx)
	var aided []model.AidedHousehold
	if err := db.Where("household_no = ? AND "+recuse.Loaded("aided_households"), no).Order("id DESC").Limit(1).Find(&aided).Error; err != nil {
		return nil, fmt.Errorf("household: %w", err)
	}
	var rows []struct {
		PersonID    int64
		VillageCode string
	}
	if len(aided) == 1 {
		a := aided[0]
		h.Kind, h.Cause, h.village, h.ids, h.Identified = a.Category, a.Cause, a.VillageCode, []int64{a.PersonID}, period.Stored(a.IdentifiedOn)
		if a.LiftedOn != nil {
			h.Lifted = period.Stored(*a.LiftedOn)
		}
	}
	err := db.Raw("SELECT r.person_id, '' AS village_code FROM rosters r JOIN items i ON i.id = r.item_id WHERE r.household_no = ? AND i.target = '户' AND "+recuse.Loaded("r")+" ORDER BY CASE r.relation WHEN '户主' THEN 0 ELSE 1 END, r.id LIMIT 200", no).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("household: %w", err)
	}
	if len(rows) == 0 {
		where, arg := "r.household_no = ?", any(no)
		if len(h.ids) > 0 {
			where, arg = "r.household_no IN (SELECT q.household_no FROM residents q WHERE q.person_id = ? AND q.household_no <> '' AND "+recuse.Loaded("q")+")", h.ids[0]
		}
		err = db.Raw("SELECT r.person_id, r.village_code FROM residents r WHERE "+where+" AND "+recuse.Loaded("r")+" ORDER BY CASE r.relation WHEN '户主' THEN 0 ELSE 1 END, r.id LIMIT 200", arg).Scan(&rows).Error
		if err != nil {
			return nil, fmt.Errorf("household: %w", err)
		}
	}
	for _, r := range rows {
		if !slices.Contains(h.ids, r.PersonID) {
			h.ids = append(h.ids, r.PersonID)
		}
		if h.village == "" {
			h.village = r.VillageCode
		}
	}
	h.ids = h.ids[:min(len(h.ids), mostMembers)]
	if len(h.ids) == 0 {
		return nil, noHousehold()
	}
	return h, s.mayOpen(ctx, by, h)
}

// mayOpen lets a bureau open the households of its tasks, a town's inspector
// those of the town, and nobody their own.
func (s *Service) mayOpen(ctx context.Context, by actor.Actor, h *home) error {
	own, err := recuse.Circle(ctx, s.DB, by)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(h.ids, func(id int64) bool { return slices.Contains(own, id) }) {
		return noHousehold()
	}
	if h.village == "" {
		var codes []string
		err := s.DB.WithContext(ctx).Raw("SELECT r.village_code FROM residents r WHERE r.person_id = ? AND "+recuse.Loaded("r")+" LIMIT 1", h.ids[0]).Scan(&codes).Error
		if err != nil {
			return fmt.Errorf("household: %w", err)
		}
		h.village = strings.Join(codes, "")
	}
	switch {
	case by.Is(actor.RoleSupervision, actor.RoleHead):
		return nil
	case by.Is(actor.RoleTownInspector):
		if by.Division == "" || h.village == "" || !by.Covers(h.village) {
			return noHousehold()
		}
		return nil
	}
	where, args, err := s.sees(ctx, by)
	if fault.Is(err, fault.NotFound) { // nobody who sees any
		return noHousehold()
	}
	if err != nil {
		return err
	}
	n, err := gorm.G[model.LivelihoodTask](s.DB).Where(where, args...).Where("livelihood_tasks.household_no = ? OR livelihood_tasks.person_id IN ?", h.No, h.ids).Count(ctx, "*")
	if err != nil {
		return fmt.Errorf("household: %w", err)
	}
	if n == 0 {
		return noHousehold()
	}
	return nil
}

// homeTasks are the tasks about the household that the actor may see.
func (s *Service) homeTasks(ctx context.Context, by actor.Actor, h *home) error {
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return err
	}
	found, err := gorm.G[model.LivelihoodTask](s.DB).Where(where, args...).Where("livelihood_tasks.household_no = ? OR livelihood_tasks.person_id IN ?", h.No, h.ids).Order("id").Limit(100).Find(ctx)
	if err != nil {
		return fmt.Errorf("household: %w", err)
	}
	if h.Tasks, err = s.rows(ctx, found); err != nil {
		return err
	}
	for _, t := range found {
		h.Events = append(h.Events, Happening{period.Here(t.CreatedAt), "任务", "列入任务：" + KindText(t.Kind), h.name(t.PersonID)})
		if t.State == model.LivelihoodMet && t.ClosedAt != nil {
			h.Events = append(h.Events, Happening{period.Here(*t.ClosedAt), "任务", KindText(t.Kind) + "已达标（" + checkText(t.MetBy) + "）", h.name(t.PersonID)})
		}
	}
	return nil
}

// finish puts the years in order, draws the bounds and counts who was there.
func (h *home) finish(today period.Day) {
	if h.Identified != period.Past {
		h.Events = append(h.Events, Happening{h.Identified, "识别", "识别为" + h.Kind, ""})
	}
	if h.Lifted != period.Past {
		h.Events = append(h.Events, Happening{h.Lifted, "识别", "脱贫", ""})
	}
	h.To = today.Year()
	h.From = h.To - 7
	earlier := func(y int) { h.From = min(h.From, y) }
	if h.Identified != period.Past {
		earlier(h.Identified.Year())
	}
	for y, v := range h.years {
		if v.Known {
			earlier(y)
		}
	}
	for _, b := range h.Benefits {
		for _, p := range b.Paid {
			earlier(p.Year)
		}
	}
	h.From = max(h.From, h.To-mostYears+1)
	for y := h.From; y <= h.To; y++ {
		v := h.year(y)
		for i := range h.Members {
			p := &h.Members[i]
			if end := min(period.Date(y, 12, 31), today); p.Birth <= end && p.Until > end {
				v.Members++
				p.year(y).Here = true
			}
		}
		h.Years = append(h.Years, *v)
	}
	slices.SortStableFunc(h.Events, func(a, b Happening) int { return int(a.On) - int(b.On) })
}
