package entitle

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bound"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// Get is a benefit that somebody draws now.
type Get struct {
	Code, Name string
	Since      period.Day // on the roster; period.Past where only payments tell
	Last       money.Fen  // the last payment; 0 none known
	LastOn     period.Day // of it
}

// Own is what the registers say of a bound person.
type Own struct {
	Facts  Facts
	Gets   []Get
	Offers []Offer // what the person may ask for and does not draw
}

// loaded is the condition that a register's row counts.
func loaded(t string) string {
	return t + ".closed_by = 0 AND EXISTS (SELECT 1 FROM batches b WHERE b.id = " + t + ".batch_id AND b.status = '" + model.BatchLoaded + "')"
}

// Own says what a bound person draws and may ask for, from the registers.
func (s *Service) Own(ctx context.Context, by actor.Actor) (Own, error) {
	if err := bound.Check(ctx, s.o.DB, by); err != nil {
		return Own{}, err
	}
	return s.own(ctx, by)
}

// AtKiosk is Own for a person who proved who they are at a screen in a village
// office. Such an actor has a person and no WeChat account; anybody else is
// refused.
func (s *Service) AtKiosk(ctx context.Context, by actor.Actor) (Own, error) {
	if by.Kind != actor.Villager || by.WechatUserID != 0 || by.PersonID == 0 || by.Snapshot {
		return Own{}, fault.New(fault.Unauthenticated, "请先在自助机上登录")
	}
	return s.own(ctx, by)
}

func (s *Service) own(ctx context.Context, by actor.Actor) (Own, error) {
	var out Own
	var err error
	if out.Gets, err = s.gets(ctx, by.PersonID); err != nil {
		return out, err
	}
	if out.Facts, err = s.facts(ctx, by.PersonID, out.Gets); err != nil {
		return out, err
	}
	offers, err := s.Offers(ctx, out.Facts)
	if err != nil {
		return out, err
	}
	out.Offers, err = s.fitting(ctx, by.PersonID, out.Gets, offers)
	return out, err
}

// mostGets bounds the benefits of one household.
const mostGets = 50

// gets lists the items that the person draws today: those on whose rosters they
// stand, and those that were paid for one of the last periods. What the register
// of one bureau lacks, the payments know.
func (s *Service) gets(ctx context.Context, person int64) ([]Get, error) {
	today := period.Here(s.o.Now())
	var rows []struct {
		ID         int64
		Code, Name string
		FromOn     time.Time
	}
	err := s.o.DB.WithContext(ctx).Raw("SELECT i.id, i.code, i.name, r.from_on FROM rosters r JOIN items i ON i.id = r.item_id WHERE r.person_id = ? AND r.from_on <= ? AND (r.to_on IS NULL OR r.to_on >= ?) AND "+loaded("r")+
		" ORDER BY i.code, r.from_on LIMIT ?", person, today.Time(), today.Time(), mostGets).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("benefits: %w", err)
	}
	var out []Get
	for _, r := range rows {
		if n := len(out); n == 0 || out[n-1].Code != r.Code { // the earliest of an item
			out = append(out, Get{Code: r.Code, Name: r.Name, Since: period.Stored(r.FromOn)})
		}
	}
	paid, err := s.paid(ctx, "p.person_id = ?", person)
	if err != nil {
		return nil, err
	}
	for _, p := range paid { // the last one stays
		i := slices.IndexFunc(out, func(g Get) bool { return g.Code == p.Code })
		if i < 0 && !p.current(today) {
			continue
		}
		if i < 0 {
			out = append(out, Get{Code: p.Code, Name: p.Name, Since: period.Past})
			i = len(out) - 1
		}
		out[i].Last, out[i].LastOn = money.Fen(p.AmountFen), period.Stored(p.PaidOn)
	}
	slices.SortStableFunc(out, func(a, b Get) int { return strings.Compare(a.Code, b.Code) })
	return out, nil
}

// payment is one payment with its item.
type payment struct {
	Code, Name, Frequency string
	AmountFen             int64
	PeriodEnd, PaidOn     time.Time
}

// paid lists the payments of the last years that arrived, the oldest first.
func (s *Service) paid(ctx context.Context, where string, args ...any) ([]payment, error) {
	var out []payment
	args = append(args, period.Here(s.o.Now()).AddMonths(-oldest).Time())
	err := s.o.DB.WithContext(ctx).Raw("SELECT i.code, i.name, i.frequency, p.amount_fen, p.period_end, p.paid_on FROM payouts p JOIN items i ON i.id = p.item_id JOIN batches b ON b.id = p.batch_id AND b.status = 'loaded' WHERE "+
		where+" AND p.result = '成功' AND p.period_end >= ? ORDER BY p.paid_on, p.id", args...).Scan(&out).Error
	if err != nil {
		return nil, fmt.Errorf("payments: %w", err)
	}
	return out, nil
}

// lastPeriods is how many months ago the last but one period of an item may have
// ended, by how often the item is paid. What is paid once is not drawn.
var lastPeriods = map[string]int{"月": 3, "季": 7, "半年": 13, "学期": 13, "年": oldest}

// oldest is the longest of them.
const oldest = 25

// current reports whether a payment is for one of the last two periods.
func (p payment) current(today period.Day) bool {
	months := lastPeriods[p.Frequency]
	return months > 0 && period.Stored(p.PeriodEnd) > today.AddMonths(-months)
}

// facts reads what the registers say of a person; what no register says is not known.
func (s *Service) facts(ctx context.Context, person int64, gets []Get) (Facts, error) {
	f := Facts{Age: Unknown}
	today := period.Here(s.o.Now())
	var p model.Person
	if err := s.o.DB.WithContext(ctx).Select("id", "birth_on").Where("id = ?", person).Take(&p).Error; err != nil {
		return f, fmt.Errorf("birthday: %w", err)
	}
	if p.BirthOn != nil {
		f.Age = period.Stored(*p.BirthOn).AgeOn(today)
	}
	var says struct {
		Disability           int
		Stage, Kind          string
		Land, Forest, Unsafe int
	}
	// One statement: each part is a look at one index.
	err := s.o.DB.WithContext(ctx).Raw(`SELECT
 COALESCE((SELECT MIN(d.level) FROM disabilities d WHERE d.person_id = ? AND d.state = '正常' AND (d.expires_on IS NULL OR d.expires_on > ?) AND `+loaded("d")+`), 0) AS disability,
 COALESCE((SELECT MAX(e.stage) FROM enrolments e WHERE e.person_id = ? AND e.state = '在籍' AND (e.to_on IS NULL OR e.to_on >= ?) AND `+loaded("e")+`), '') AS stage,
 COALESCE((SELECT MAX(a.category) FROM residents me JOIN residents z ON z.household_no = me.household_no AND z.village_code = me.village_code AND z.closed_by = 0
  JOIN aided_households a ON a.person_id = z.person_id WHERE me.person_id = ? AND me.household_no <> '' AND `+loaded("me")+` AND `+loaded("a")+`), '') AS kind,
 (SELECT COUNT(*) FROM parcels c WHERE c.person_id = ? AND c.category = '承包地' AND `+loaded("c")+`) AS land,
 (SELECT COUNT(*) FROM parcels c WHERE c.person_id = ? AND c.category <> '承包地' AND `+loaded("c")+`) AS forest,
 (SELECT COUNT(*) FROM aided_households a JOIN indicators n ON n.household_no = a.household_no AND n.housing_grade IN ('C', 'D') AND n.year >= ? WHERE a.person_id = ? AND `+loaded("a")+` AND `+loaded("n")+`) AS unsafe`,
		person, today.Time(), person, today.Time(), person, person, person, today.Year()-1, person).Scan(&says).Error
	if err != nil {
		return f, fmt.Errorf("registers: %w", err)
	}
	f.Disability, f.School, f.Hardship = says.Disability, schools[says.Stage], hardship(says.Kind, gets)
	if says.Land > 0 {
		f.Land = "是"
	}
	if says.Forest > 0 {
		f.Forest = "是"
	}
	if says.Unsafe > 0 {
		f.House = "危房"
	}
	return f, nil
}

// schools are the stages of the school register in the words of the questions.
var schools = map[string]string{"小学": "中小学", "初中": "中小学", "高中": "中小学", "中职": "中职", "高职": "中职", "技工": "中职", "本科": "大学"}

// hardship is a household's kind by what it draws and by the register of aided
// households.
func hardship(kind string, gets []Get) string {
	draws := func(word string) bool {
		return slices.ContainsFunc(gets, func(g Get) bool { return strings.Contains(g.Name, word) })
	}
	switch {
	case draws("特困"):
		return "特困"
	case draws("最低生活保障") || draws("低保"):
		return "低保"
	case kind != "":
		return "脱贫"
	}
	return ""
}
