package main

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/seal"
	"yangguang/service/livelihood"
)

// demoTask is what becomes of one livelihood task of the demonstration: steps
// of the officer of its bureau and of supervision.
type demoTask []livelihood.Action

// demoTasks are taken in turn by the first tasks of each kind, so that some lie
// in each state; the rest wait for their bureaus.
var demoTasks = []demoTask{
	{livelihood.ActRemedy, livelihood.ActMet},
	{livelihood.ActRemedy},
	{livelihood.ActRemedy, livelihood.ActUnmet},
	{livelihood.ActAsk},
	{livelihood.ActAsk, livelihood.ActAgree},
	{},
	{livelihood.ActRemedy, livelihood.ActMet},
}

// moveTasks shows some of the new tasks further on, once: the services do it
// the way the pages do.
func (d *demo) moveTasks(ctx context.Context) error {
	steps, err := gorm.G[model.LivelihoodEvent](d.db).Where("staff_id <> 0").Count(ctx, "*")
	if err != nil || steps > 0 {
		return err
	}
	var tasks []model.LivelihoodTask
	if err := d.db.WithContext(ctx).Order("kind, id").Limit(2000).Find(&tasks).Error; err != nil {
		return fmt.Errorf("demonstration's tasks: %w", err)
	}
	staff, err := d.demoActors(ctx)
	if err != nil {
		return err
	}
	photo, err := demoProof()
	if err != nil {
		return err
	}
	seen := map[string]int{}
	for _, t := range tasks {
		n := seen[t.Kind]
		if seen[t.Kind]++; n >= len(demoTasks) {
			continue
		}
		officer := staff["minzheng"]
		officer.Bureau, officer.Name = t.Bureau, "演示经办员"
		for _, act := range demoTasks[n] {
			by, upload := staff["jiandu"], photo
			if act == livelihood.ActRemedy || act == livelihood.ActAsk {
				by = officer
			}
			if act == livelihood.ActAgree {
				upload = nil
			}
			if err := d.moveTask(ctx, by, t, act, upload); err != nil {
				return fmt.Errorf("demonstration's task %d: %w", t.ID, err)
			}
		}
	}
	return nil
}

// demoWords are what the demonstration's people write with each step.
var demoWords = map[livelihood.Action]string{
	livelihood.ActRemedy: "【演示】已经上门办好，户主在场。", livelihood.ActMet: "【演示】入户看过，确实办好了。", livelihood.ActUnmet: "【演示】入户看过，还没有办完。",
	livelihood.ActAsk: "【演示】上门核实，情况与登记的不一样。", livelihood.ActAgree: "【演示】材料齐全，同意。",
}

func (d *demo) moveTask(ctx context.Context, by actor.Actor, t model.LivelihoodTask, act livelihood.Action, photo []livelihood.Upload) error {
	now, err := gorm.G[model.LivelihoodTask](d.db).Where("id = ?", t.ID).Take(ctx)
	if err != nil {
		return err
	}
	deed := livelihood.Deed{Version: now.Version, Action: act, Note: seal.NewSecret(demoWords[act]), Reason: "data_error", Uploads: photo, Way: livelihood.Ways(t.Kind)[0].Value}
	if t.Kind == model.LivelihoodIncome {
		deed.Jobs = "1"
	}
	return d.livelihood.Do(ctx, by, t.ID, deed)
}

// demoProof is the photo that comes with each step: a plain wall.
func demoProof() ([]livelihood.Upload, error) {
	img := image.NewRGBA(image.Rect(0, 0, 480, 320))
	for y := range 320 {
		for x := range 480 {
			img.Set(x, y, color.RGBA{R: uint8(190 - y/4), G: uint8(180 - y/5), B: uint8(160 - (x+y)/8), A: 255}) //nolint:gosec // all below 256
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 80}); err != nil {
		return nil, fmt.Errorf("demonstration's photo: %w", err)
	}
	return []livelihood.Upload{{Kind: livelihood.KindPhoto, Content: b.Bytes()}}, nil
}
