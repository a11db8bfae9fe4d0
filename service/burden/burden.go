// Package burden counts what this program itself asks of people: how often each
// form is sent, how many fields are filled in, and how many minutes that takes,
// by role and month, so that whoever heads the office sees where to ask for less
// (减轻负担).
//
// It knows no person, no village, no content, and ranks nobody. Of whom a form
// was shown to, memory holds a digest under a number drawn when the program
// started, for as long as a form may be open, and nothing is written of it.
// What is in memory when the process dies is lost, which these counts can bear.
package burden

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/transact"
)

// ParamCap is the parameter of how many minutes one form counts at most: who
// goes away from an open form is not at work on it. Standard is what holds until
// the county sets it.
const (
	ParamCap = "burden.cap"
	Standard = 15
)

// open bounds how many pages of one browser are remembered.
const open = 20

// Deps is what the service is made of.
type Deps struct {
	DB     *gorm.DB
	Number func(ctx context.Context, name string, standard int) (int, error) // the county's numbers
	Salt   []byte                                                            // drawn when the program starts
	Now    func() time.Time
}

// Service counts in memory and writes down now and then.
type Service struct {
	Deps
	mu    sync.Mutex
	sums  map[form]sum
	shown map[[sha256.Size]byte]map[string]time.Time // when a page was shown, by its path
}

// form is one form asked of one role in one month.
type form struct{ month, role, route string }

type sum struct{ count, fields, timed, seconds int }

func (s sum) plus(m sum) sum {
	return sum{s.count + m.count, s.fields + m.fields, s.timed + m.timed, s.seconds + m.seconds}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, sums: map[form]sum{}, shown: map[[sha256.Size]byte]map[string]time.Time{}}
}

// mark is somebody without saying who.
func (s *Service) mark(by actor.Actor) [sha256.Size]byte {
	return sha256.Sum256(binary.BigEndian.AppendUint64(slices.Clone(s.Salt), uint64(by.StaffID))) //nolint:gosec // a row's number
}

// Shown remembers that a page is before somebody.
func (s *Service) Shown(by actor.Actor, path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.remember(s.mark(by), path)
}

func (s *Service) remember(who [sha256.Size]byte, path string) {
	pages := s.shown[who]
	if pages == nil {
		pages = map[string]time.Time{}
		s.shown[who] = pages
	}
	pages[path] = s.Now()
	for len(pages) > open {
		oldest := path
		for p, at := range pages {
			if at.Before(pages[oldest]) {
				oldest = p
			}
		}
		delete(pages, oldest)
	}
}

// Sent counts a form that was sent: route is the pattern of its address, path
// the address, fields how many were filled in. Time runs from when the page was
// shown that the form stands on, or from when it was sent before.
func (s *Service) Sent(ctx context.Context, by actor.Actor, route, path string, fields int) {
	most, err := s.Number(ctx, ParamCap, Standard)
	if err != nil { // the count is worth more than the county's number
		most = Standard
	}
	limit, now := time.Duration(most)*time.Minute, s.Now()
	one := sum{count: 1, fields: fields}
	s.mu.Lock()
	defer s.mu.Unlock()
	who := s.mark(by)
	if at, ok := nearest(s.shown[who], path); ok {
		one.timed, one.seconds = 1, int(min(max(now.Sub(at), 0), limit)/time.Second)
	}
	s.remember(who, path)
	k := form{period.Here(now).Month().String(), string(by.Role), coarse(route)}
	s.sums[k] = s.sums[k].plus(one)
}

// matters are what forms are counted of together: which of them was sent may
// say that there is a matter of which the reader must not learn.
var matters = []string{"/office/petitions", "/office/clues", "/office/cases", "/office/handovers", "/office/referrals"}

// own are what people say about themselves and their relatives. Everybody has
// to declare relatives, so a count of all of it together says of nobody that
// money was given back or that somebody asked to be kept out of a matter.
var own = []string{"/office/kinship", "/office/voluntary", "/office/recusals"}

// coarse is a route as it is counted.
func coarse(route string) string {
	method, path, _ := strings.Cut(route, " ")
	for _, o := range own {
		if path == o || strings.HasPrefix(path, o+"/") {
			return method + " " + own[0]
		}
	}
	for _, m := range matters {
		if path == m || strings.HasPrefix(path, m+"/") {
			return method + " " + m
		}
	}
	return route
}

// nearest is when the page was shown that a form stands on: the one whose
// address has most in common with the form's, and of several the latest.
func nearest(pages map[string]time.Time, path string) (time.Time, bool) {
	var at time.Time
	best := 1 // the first part, office, says nothing
	for p, t := range pages {
		if n := alike(p, path); n > best || n == best && n > 1 && t.After(at) {
			best, at = n, t
		}
	}
	return at, best > 1
}

// alike is how many parts two addresses have in common.
func alike(a, b string) int {
	x, y := strings.Split(strings.Trim(a, "/"), "/"), strings.Split(strings.Trim(b, "/"), "/")
	n := 0
	for n < len(x) && n < len(y) && x[n] == y[n] {
		n++
	}
	return n
}

// take empties the counts, and forgets pages that nobody has looked at for long.
func (s *Service) take() map[form]sum {
	s.mu.Lock()
	defer s.mu.Unlock()
	for who, pages := range s.shown {
		for p, at := range pages {
			if s.Now().Sub(at) > time.Hour {
				delete(pages, p)
			}
		}
		if len(pages) == 0 {
			delete(s.shown, who)
		}
	}
	out := s.sums
	s.sums = map[form]sum{}
	return out
}

// Flush writes down what was counted. What could not be written is kept for
// the next time.
func (s *Service) Flush(ctx context.Context) error {
	sums := s.take()
	if len(sums) == 0 {
		return nil
	}
	err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return write(tx, sums) })
	if err != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		for k, v := range sums {
			s.sums[k] = s.sums[k].plus(v)
		}
		return fmt.Errorf("counting forms: %w", err)
	}
	return nil
}

func write(tx *gorm.DB, sums map[form]sum) error {
	keys := make([]form, 0, len(sums))
	for k := range sums {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b form) int { // two processes lock rows in one order
		return cmp.Or(cmp.Compare(a.month, b.month), cmp.Compare(a.role, b.role), cmp.Compare(a.route, b.route))
	})
	for _, k := range keys {
		v := sums[k]
		row := model.BurdenMonthly{Month: k.month, Role: k.role, Form: k.route, Count: v.count, Fields: v.fields, Timed: v.timed, Seconds: v.seconds}
		err := tx.Clauses(clause.OnConflict{
			Columns: []clause.Column{{Name: "month"}, {Name: "role"}, {Name: "form"}},
			DoUpdates: clause.Assignments(map[string]any{
				"count": gorm.Expr("burdens_monthly.count + ?", v.count), "fields": gorm.Expr("burdens_monthly.fields + ?", v.fields),
				"timed": gorm.Expr("burdens_monthly.timed + ?", v.timed), "seconds": gorm.Expr("burdens_monthly.seconds + ?", v.seconds),
			}),
		}).Create(&row).Error
		if err != nil {
			return fmt.Errorf("counts of forms: %w", err)
		}
	}
	return nil
}

// Run writes the counts down every interval until ctx ends, and once more then.
func (s *Service) Run(ctx context.Context, every time.Duration, failed func(error)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			if err := s.Flush(context.WithoutCancel(ctx)); err != nil {
				failed(err)
			}
			return
		case <-tick.C:
			if err := s.Flush(ctx); err != nil {
				failed(err)
			}
		}
	}
}

// Line is what was asked of one role, or by one form, or in one month.
type Line struct {
	Name    string // a role, a route or a month
	Count   int
	Fields  int
	Minutes int // of those whose time is known
	Unknown int // how many of them nobody knows the time of
	seconds int
}

func (l *Line) add(b model.BurdenMonthly) {
	l.Count, l.Fields, l.Unknown, l.seconds = l.Count+b.Count, l.Fields+b.Fields, l.Unknown+b.Count-b.Timed, l.seconds+b.Seconds
	l.Minutes = (l.seconds + 59) / 60
}

// Report is what the program asked in a month.
type Report struct {
	Month  period.Month
	All    Line
	Roles  []Line // in the order of the roles, those that were asked anything
	Forms  []Line // the ten that cost most time
	Months []Line // a year up to this one, each of them
}

// Report shows a month to whoever may ask for less: the heads and the
// administrator. It writes down first what is counted and not written yet.
func (s *Service) Report(ctx context.Context, by actor.Actor, m period.Month) (Report, error) {
	if !by.Is(actor.RoleHead, actor.RoleAdministrator) {
		return Report{}, fault.New(fault.NotFound, "没有找到这个页面")
	}
	if err := s.Flush(ctx); err != nil {
		return Report{}, err
	}
	first := m - 11
	rows, err := gorm.G[model.BurdenMonthly](s.DB).Where("month >= ? AND month <= ?", first.String(), m.String()).Find(ctx)
	if err != nil {
		return Report{}, fmt.Errorf("burdens: %w", err)
	}
	return report(rows, m), nil
}

// report sums rows up.
func report(rows []model.BurdenMonthly, m period.Month) Report {
	out := Report{Month: m, All: Line{Name: m.String()}}
	roles, forms, months := map[string]*Line{}, map[string]*Line{}, map[string]*Line{}
	to := func(lines map[string]*Line, name string, b model.BurdenMonthly) {
		if lines[name] == nil {
			lines[name] = &Line{Name: name}
		}
		lines[name].add(b)
	}
	for _, b := range rows {
		to(months, b.Month, b)
		if b.Month == m.String() {
			out.All.add(b)
			to(roles, b.Role, b)
			to(forms, b.Form, b)
		}
	}
	for _, r := range actor.Roles {
		if l := roles[string(r)]; l != nil {
			out.Roles = append(out.Roles, *l)
		}
	}
	for _, l := range forms {
		out.Forms = append(out.Forms, *l)
	}
	slices.SortFunc(out.Forms, func(a, b Line) int { return cmp.Or(cmp.Compare(b.seconds, a.seconds), cmp.Compare(a.Name, b.Name)) })
	out.Forms = out.Forms[:min(len(out.Forms), 10)]
	for n := m - 11; n <= m; n++ {
		l := Line{Name: n.String()}
		if have := months[n.String()]; have != nil {
			l = *have
		}
		out.Months = append(out.Months, l)
	}
	return out
}
