package complaint

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
)

// Outside counts what waits on its way out of this platform: matters at a
// bureau, results for the petition office, and what is to be reported up.
type Outside struct{ *Service }

// Today counts for one person.
func (o Outside) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	if where, args, ok := ofBureau(by); ok {
		n, err := gorm.G[model.Referral](o.DB).Where(where, args...).Where("state IN ?", []string{model.ReferralSent, model.ReferralTaken}).Count(ctx, "*")
		return []agenda.Count{{Key: "referrals.mine", N: int(n)}}, err
	}
	if !by.Is(actor.RolePetition) {
		return nil, nil
	}
	where, args := notKept(by)
	results, err := gorm.G[model.Referral](o.DB).Where("state IN ?", []string{model.ReferralAnswered, model.ReferralReturned}).Where(where, args...).
		Where("petition_id IN (SELECT id FROM petitions WHERE state IN ?)", outsideStates).Count(ctx, "*")
	if err != nil {
		return nil, fmt.Errorf("outside: %w", err)
	}
	open, err := gorm.G[model.SealedHandover](o.DB).Where("reported_at IS NULL").Where(where, args...).Count(ctx, "*")
	if err != nil {
		return nil, fmt.Errorf("outside: %w", err)
	}
	return []agenda.Count{{Key: "referrals.results", N: int(results)}, {Key: "handovers.open", N: int(open)}}, nil
}

// Work lists what Today counts: one statement for each sort, and one for the
// clocks.
func (o Outside) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	if where, args, ok := ofBureau(by); ok {
		return o.atBureau(ctx, where, args)
	}
	if !by.Is(actor.RolePetition) {
		return nil, nil
	}
	where, args := notKept(by)
	results, err := gorm.G[model.Referral](o.DB).Select("id", "petition_id", "number", "state", "sent_at").Where("state IN ?", []string{model.ReferralAnswered, model.ReferralReturned}).Where(where, args...).
		Where("petition_id IN (SELECT id FROM petitions WHERE state IN ?)", outsideStates).Order("id").Limit(agenda.MaxTasks).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("outside: %w", err)
	}
	var out []agenda.Task
	for _, r := range results {
		do := "转告部门的结果：转办件 "
		if r.State == model.ReferralReturned {
			do = "部门退回，重新分流：转办件 "
		}
		out = append(out, agenda.Task{Key: "referrals.results", Title: do + r.Number, URL: petitionURL(r.PetitionID), Due: period.Past, Since: period.Here(r.SentAt)})
	}
	sealed, err := o.sealedWork(ctx, where, args)
	return append(out, sealed...), err
}

// atBureau lists what a bureau has to answer, with the end of the clock that
// runs for it.
func (o Outside) atBureau(ctx context.Context, where string, args []any) ([]agenda.Task, error) {
	found, err := gorm.G[model.Referral](o.DB).Select("id", "petition_id", "number", "state", "sent_at").Where(where, args...).Where("state IN ?", []string{model.ReferralSent, model.ReferralTaken}).
		Order("sent_at, id").Limit(agenda.MaxTasks).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("outside: %w", err)
	}
	out, ids := make([]agenda.Task, len(found)), make([]int64, len(found))
	for i, r := range found {
		do := "接收或退回"
		if r.State == model.ReferralTaken {
			do = "答复"
		}
		out[i] = agenda.Task{Key: "referrals.mine", Title: do + "：转来的事项 " + r.Number, URL: fmt.Sprintf("/office/referrals/%d", r.ID), Due: period.Past, Since: period.Here(r.SentAt)}
		ids[i] = r.PetitionID
	}
	return out, o.dates(ctx, out, ids, []timer.Kind{timer.OutsideTell, timer.OutsideDone})
}

// sealedWork lists what was sealed up and is not reported yet.
func (o Outside) sealedWork(ctx context.Context, where string, args []any) ([]agenda.Task, error) {
	var found []struct {
		ID, PetitionID int64
		Number         string
		SealedAt       time.Time
	}
	err := o.DB.WithContext(ctx).Model(&model.SealedHandover{}).Select("sealed_handovers.id, petition_id, petitions.number, sealed_at").Joins("JOIN petitions ON petitions.id = petition_id").
		Where("reported_at IS NULL").Where(where, args...).Order("sealed_at, sealed_handovers.id").Limit(agenda.MaxTasks).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("outside: %w", err)
	}
	out, ids := make([]agenda.Task, len(found)), make([]int64, len(found))
	for i, h := range found {
		out[i] = agenda.Task{Key: "handovers.open", Title: "上报密封件 " + h.Number, URL: fmt.Sprintf("/office/handovers#h%d", h.ID), Due: period.Past, Since: period.Here(h.SealedAt)}
		ids[i] = h.PetitionID
	}
	return out, o.dates(ctx, out, ids, nil)
}
