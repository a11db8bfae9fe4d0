package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/burden"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
)

// demoForms are forms that the demonstration's people are taken to have sent in
// each of the last months, so that a head sees what the program asks of whom.
var demoForms = []struct {
	role                   actor.Role
	path                   string
	times, fields, minutes int
}{
	{actor.RoleVillageCadre, "/office/filings/of/:no/:stage", 3, 5, 6},
	{actor.RoleVillageCadre, "/office/questions/:id", 4, 1, 4},
	{actor.RoleVillageCadre, "/office/counter", 9, 5, 3},
	{actor.RoleBureauOfficer, "/office/imports/new", 12, 4, 4},
	{actor.RoleBureauOfficer, "/office/filings/of/:no/:stage", 7, 6, 7},
	{actor.RoleBureauOfficer, "/office/findings/:id/feedback", 14, 6, 8},
	{actor.RoleBureauOfficer, "/office/livelihood/tasks/:id", 10, 3, 5},
	{actor.RoleTownInspector, "/office/field/visits", 5, 5, 6},
	{actor.RoleTownInspector, "/office/findings/:id/feedback", 6, 6, 9},
	{actor.RoleSupervision, "/office/findings/:id/send", 16, 3, 2},
	{actor.RoleSupervision, "/office/findings/:id/review", 13, 3, 4},
}

// demoMonths is for how many months back they are counted.
const demoMonths = 6

// loadBurden counts them through the same service as the pages.
func (d *demo) loadBurden(ctx context.Context) error {
	there, err := gorm.G[model.BurdenMonthly](d.db).Count(ctx, "*")
	if err != nil || there > 0 {
		return err
	}
	var at time.Time
	s := burden.New(burden.Deps{DB: d.db, Salt: make([]byte, 32), Now: func() time.Time { return at },
		Number: func(context.Context, string, int) (int, error) { return burden.Standard, nil }})
	this := period.DayOf(d.state.AsOf, period.Shanghai).Month()
	for ago := range demoMonths {
		morning := (this - period.Month(ago)).First().Start(period.Shanghai).Add(9 * time.Hour) //nolint:gosec // some months
		for i, f := range demoForms {
			by, page := actor.Actor{Kind: actor.Staff, StaffID: int64(i + 1), Role: f.role}, strings.ReplaceAll(f.path, ":", "")
			for n := range f.times + (ago*i)%3 { // no month is like the other
				at = morning.Add(time.Duration(n) * 15 * time.Minute)
				s.Shown(by, page)
				at = at.Add(time.Duration(f.minutes) * time.Minute)
				s.Sent(ctx, by, "POST "+f.path, page, f.fields)
			}
		}
	}
	if err := s.Flush(ctx); err != nil {
		return fmt.Errorf("demonstration's counts of forms: %w", err)
	}
	return nil
}
