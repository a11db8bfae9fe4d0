package main

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/fieldcheck"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
)

// demoPlan is the plan of the demonstration: the same is drawn in every one.
var demoPlan = fieldcheck.PlanForm{Top: "10", Share: "20", Days: "10", Seed: "20261", Note: "【演示】本季度抽查"}

// loadFieldchecks draws a plan that a head agrees to, asks for two checks by hand
// and lets the town's inspector find less than was filed there. Nothing of it is
// accepted yet: whoever looks at the demonstration can do that.
func (d *demo) loadFieldchecks(ctx context.Context) error {
	made, err := gorm.G[model.FieldCheck](d.db).Count(ctx, "*")
	if err != nil || made > 0 {
		return err // made before the first start was cut short
	}
	staff, err := d.demoActors(ctx)
	if err != nil {
		return err
	}
	today, at := period.DayOf(d.state.AsOf, period.Shanghai), time.Time{}
	checks, err := d.fieldcheckService(func() time.Time { return at })
	if err != nil {
		return err
	}
	for _, c := range [][2]string{{demoRoom, "【演示】报的进度比上次多了一倍，去看看墙面和门窗做了没有。"}, {demoBridge, "【演示】移交两个月了，去看桥面和栏杆有没有损坏。"}} {
		name, why := c[0], c[1]
		at = clockOn(today, 3)
		id, err := d.demoCheck(ctx, checks, staff["jiandu"], name, why)
		if err != nil {
			return fmt.Errorf("field check of %s: %w", name, err)
		}
		if at = clockOn(today, 1); name == demoRoom {
			if err := demoVisit(ctx, checks, staff["zhen"], id, at); err != nil {
				return fmt.Errorf("field visit: %w", err)
			}
		}
	}
	at = clockOn(today, 2)
	plan, err := checks.Propose(ctx, staff["jiandu"], demoPlan)
	if err != nil {
		return fmt.Errorf("sampling plan: %w", err)
	}
	return checks.Decide(ctx, staff["lingdao"], plan, 1, true, "【演示】同意。")
}

func (d *demo) demoCheck(ctx context.Context, checks *fieldcheck.Service, by actor.Actor, name, why string) (int64, error) {
	p, err := gorm.G[model.Project](d.db).Select("project_no").Where("name = ? AND closed_by = 0", name).Take(ctx)
	if err != nil {
		return 0, err
	}
	return checks.Make(ctx, by, fieldcheck.Order{ProjectNo: p.ProjectNo, Why: why})
}

// demoVisit finds less than was filed.
func demoVisit(ctx context.Context, checks *fieldcheck.Service, by actor.Actor, check int64, at time.Time) error {
	photo, err := demoProof()
	if err != nil {
		return err
	}
	_, err = checks.Arrive(ctx, by, fieldcheck.Visit{
		Check: check, UUID: "00000000-0000-4000-8000-000000000001", Verdict: model.FieldDiffers, Percent: "40", Note: "【演示】屋面做好了，墙面还没有粉刷，门窗没有装。", Captured: at.Add(-2 * time.Hour), Queued: true,
		Photos: []fieldcheck.Photo{{Content: photo[0].Content, Made: at.Add(-2 * time.Hour)}},
	})
	return err
}
