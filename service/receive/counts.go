package receive

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

// By what answers are counted.
const (
	ByVillage = "village"
	ByItem    = "item"
	ByHandler = "handler"
	ByBank    = "bank"
)

// Groupings lists them.
func Groupings() []Choice {
	return []Choice{{ByVillage, "按村"}, {ByItem, "按项目"}, {ByHandler, "按经办人"}, {ByBank, "按银行"}}
}

// columns are what each grouping groups by.
var columns = map[string]string{ByVillage: "a.village_code", ByItem: "a.item_id", ByHandler: "a.handler_id", ByBank: "a.bank"}

// Spans are for how many days of payments answers can be counted.
var Spans = []int{90, 180, 365}

// Scope is what is counted: a grouping and the days of payments.
type Scope struct {
	By   string
	Days int // one of Spans; 0 is the first
}

// tidy gives a scope its defaults.
func (c Scope) tidy() (Scope, error) {
	if c.By == "" {
		c.By = ByVillage
	}
	if c.Days == 0 {
		c.Days = Spans[0]
	}
	if columns[c.By] == "" || c.Days < 1 || c.Days > 3660 {
		return c, fault.New(fault.NotFound, "没有这样的统计")
	}
	return c, nil
}

// Line is one village, item, handler or bank: payments by what was said of them.
type Line struct {
	Key     string // to narrow the list
	Text    string
	Figures map[string]int // by the values of Figures
	Homes   int            // households that miss money
	Spoke   int            // households that said anything
	Total   int
	Crosses bool // as many households and as large a share as make a finding
	Quiet   bool // so many say nothing
}

// Counts is one table, sorted by code and never by how it looks.
type Counts struct {
	Scope     Scope
	Lines     []Line
	All       Line
	Least     int // households that make a finding where they miss money
	Wrong     int // and where they got another sum
	Share     int // and their share of those that spoke, in per cent
	None      int // households that make a finding where they say nothing; 0 where a county does not count that
	Quiet     int // and their share of those that were told, in per cent
	SilentFor int // days
	More      bool
}

// mostLines bounds a table.
const mostLines = 1000

// counted is a row of the statement.
type counted struct {
	Key                                                                   string `gorm:"column:slot"`
	Name                                                                  string
	Received, Missing, Wrong, Silent, Waiting, Homes, Wrongs, Spoke, Told int
}

// base is every payment that an actor may see counted.
func (s *Service) base(ctx context.Context, by actor.Actor, days int) (string, []any, error) {
	where, args, err := s.sees(ctx, by, "a", func(bureau string) (string, []any) {
		where, args := bureaus.Where("bureau", bureau)
		return "a.item_id IN (SELECT id FROM items WHERE " + where + ")", args
	})
	if err != nil {
		return "", nil, err
	}
	since := (s.today() - period.Day(days)).Time() //nolint:gosec // some years
	return where + " AND a.paid_on >= ? AND (a.said <> '' OR a.told_at IS NOT NULL) AND " + loaded("a"), append(args, since), nil
}

// silentSince is before when somebody was told who has said nothing and counts as silent.
func (s *Service) silentSince(ctx context.Context) (time.Time, int, error) {
	n, err := s.number(ctx, paramSilent, daysSilent)
	return s.clock().AddDate(0, 0, -n), n, err
}

// Counts counts what was said, each grouping with one statement.
func (s *Service) Counts(ctx context.Context, by actor.Actor, c Scope) (Counts, error) {
	c, err := c.tidy()
	if err != nil {
		return Counts{}, err
	}
	out := Counts{Scope: c, All: Line{Text: "合计", Figures: map[string]int{}}}
	where, args, err := s.base(ctx, by, c.Days)
	if err != nil {
		return out, err
	}
	since, days, err := s.silentSince(ctx)
	if err != nil {
		return out, err
	}
	out.SilentFor = days
	for _, t := range []struct {
		into *int
		name string
	}{{&out.Least, paramHomes}, {&out.Wrong, paramWrong}, {&out.Share, paramShare}, {&out.None, paramNone}, {&out.Quiet, paramQuiet}} {
		if *t.into, err = s.threshold(ctx, t.name); err != nil {
			return out, err
		}
	}
	var rows []counted
	err = s.DB.WithContext(ctx).Table("payout_asks a").Select(columns[c.By]+" AS slot, "+
		"SUM(CASE WHEN a.said = 'received' THEN 1 ELSE 0 END) AS received, SUM(CASE WHEN a.said = 'missing' THEN 1 ELSE 0 END) AS missing, SUM(CASE WHEN a.said = 'wrong' THEN 1 ELSE 0 END) AS wrong, "+
		"SUM(CASE WHEN a.said = '' AND a.told_at <= ? THEN 1 ELSE 0 END) AS silent, SUM(CASE WHEN a.said = '' AND a.told_at > ? THEN 1 ELSE 0 END) AS waiting, "+
		"COUNT(DISTINCT CASE WHEN a.said = 'missing' THEN a.home END) AS homes, COUNT(DISTINCT CASE WHEN a.said = 'wrong' THEN a.home END) AS wrongs, COUNT(DISTINCT CASE WHEN a.said <> '' THEN a.home END) AS spoke, "+
		"COUNT(DISTINCT CASE WHEN a.said <> '' OR a.told_at <= ? THEN a.home END) AS told", since, since, since).
		Where(where, args...).Group(columns[c.By]).Order(columns[c.By]).Limit(mostLines + 1).Scan(&rows).Error
	if err != nil {
		return out, fmt.Errorf("answers counted: %w", err)
	}
	if out.More = len(rows) > mostLines; out.More {
		rows = rows[:mostLines]
	}
	names, err := s.keyNames(ctx, c.By, rows)
	if err != nil {
		return out, err
	}
	for _, r := range rows {
		out.add(r, names[r.Key])
	}
	return out, nil
}

func (o *Counts) add(r counted, name string) {
	l := Line{Key: r.Key, Text: name, Homes: r.Homes, Spoke: r.Spoke, Figures: map[string]int{Received: r.Received, Missing: r.Missing, Wrong: r.Wrong, Silent: r.Silent, Waiting: r.Waiting}}
	if l.Text == "" {
		l.Text = map[string]string{ByVillage: "不知道哪个村", ByHandler: "名册没有写经办人"}[o.Scope.By]
	}
	for k, n := range l.Figures {
		l.Total += n
		o.All.Figures[k] += n
	}
	o.All.Total += l.Total
	over := func(homes, least int) bool { return homes >= max(1, least) && homes*100 >= o.Share*r.Spoke }
	silent := r.Told - r.Spoke // of a household that says something of one payment nobody says that it is silent
	l.Quiet = o.None > 0 && silent >= o.None && silent*100 >= o.Quiet*r.Told
	l.Crosses = over(r.Homes, o.Least) || over(r.Wrongs, o.Wrong) || l.Quiet
	o.Lines = append(o.Lines, l)
}

func (s *Service) threshold(ctx context.Context, name string) (int, error) {
	text, err := s.Text(ctx, name, s.today())
	if err != nil {
		return 0, fmt.Errorf("parameter: %w", err)
	}
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil {
		return 0, fmt.Errorf("parameter %s is not a number", name)
	}
	return n, nil
}

// keyNames says what the keys of a grouping are called.
func (s *Service) keyNames(ctx context.Context, by string, rows []counted) (map[string]string, error) {
	out, keys := map[string]string{}, make([]string, 0, len(rows))
	for _, r := range rows {
		if r.Key != "" && r.Key != "0" {
			keys = append(keys, r.Key)
		}
		if by == ByBank {
			out[r.Key] = r.Key
		}
	}
	if by == ByBank || len(keys) == 0 {
		return out, nil
	}
	var numbers []int64
	for _, k := range keys {
		if n, err := strconv.ParseInt(k, 10, 64); err == nil && by != ByVillage {
			numbers = append(numbers, n)
		}
	}
	var found []counted
	q := s.DB.WithContext(ctx)
	switch by {
	case ByItem:
		q = q.Table("items").Select("id AS slot, name").Where("id IN ?", numbers)
	case ByHandler:
		q = q.Table("people").Select("id AS slot, name").Where("id IN ?", numbers)
	default:
		n, err := s.names(ctx, nil, nil, keys)
		for _, k := range keys {
			out[k] = n.placeOf(k)
		}
		return out, err
	}
	if err := q.Scan(&found).Error; err != nil {
		return nil, fmt.Errorf("names: %w", err)
	}
	for _, f := range found {
		out[f.Key] = f.Name
	}
	return out, nil
}

// narrow is the condition of one line of a grouping; all of it without a key.
func narrow(q *gorm.DB, by, key string, all bool) *gorm.DB {
	if all {
		return q
	}
	return q.Where(columns[by]+" = ?", key)
}

// saidWhere is the condition of one figure.
func saidWhere(q *gorm.DB, said string, since time.Time) *gorm.DB {
	switch said {
	case "":
		return q
	case Silent:
		return q.Where("a.said = '' AND a.told_at <= ?", since)
	case Waiting:
		return q.Where("a.said = '' AND a.told_at > ?", since)
	}
	return q.Where("a.said = ?", said)
}
