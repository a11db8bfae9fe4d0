package deadline

import (
	"context"
	"fmt"
	"strings"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
)

// Today counts what waits for an actor: clocks about to end or ended, notices,
// and for the heads the requests for more time.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	where, args, ok := s.seen(by)
	if !ok {
		return nil, nil
	}
	b, err := s.Book(ctx)
	if err != nil {
		return nil, err
	}
	now := s.clock()
	var sums struct{ Soon, Late int64 }
	err = s.DB.WithContext(ctx).Model(&model.Timer{}).Select("COUNT(*) AS soon, COALESCE(SUM(CASE WHEN due_at < ? THEN 1 ELSE 0 END), 0) AS late", now).
		Where("running = 1 AND due_at <= ?", b.Soon(now)).Where(where, args...).Scan(&sums).Error
	if err != nil {
		return nil, fmt.Errorf("clocks today: %w", err)
	}
	out := []agenda.Count{{Key: "deadlines.soon", N: int(sums.Soon), Overdue: int(sums.Late)}}
	mine, args2, _ := s.toMe(by)
	n, err := gorm.G[model.Reminder](s.DB).Where(mine, args2...).Count(ctx, "*")
	if err != nil {
		return nil, fmt.Errorf("reminders today: %w", err)
	}
	out = append(out, agenda.Count{Key: "deadlines.reminders", N: int(n)})
	if by.Is(actor.RoleHead) {
		n, err := gorm.G[model.Approval](s.DB).Where("waiting = 1 AND kind IN ? AND asked_by <> ?", extendKinds(), by.StaffID).Where(where, args...).Count(ctx, "*")
		if err != nil {
			return nil, fmt.Errorf("extensions today: %w", err)
		}
		out = append(out, agenda.Count{Key: "extensions.decide", N: int(n)})
	}
	return out, nil
}

// Work lists what Today counts: one statement for each sort, and what it takes
// to say of all their matters what they are called.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	where, args, ok := s.seen(by)
	if !ok {
		return nil, nil
	}
	b, err := s.Book(ctx)
	if err != nil {
		return nil, err
	}
	now := s.clock()
	soon, err := gorm.G[model.Timer](s.DB).Where("running = 1 AND due_at <= ?", b.Soon(now)).Where(where, args...).Order("due_at, id").Limit(agenda.MaxTasks).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("clocks that end: %w", err)
	}
	mine, more, _ := s.toMe(by)
	told, err := gorm.G[model.Reminder](s.DB).Where(mine, more...).Order("id DESC").Limit(agenda.MaxTasks).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("reminders that wait: %w", err)
	}
	var asked []model.Approval
	if by.Is(actor.RoleHead) {
		asked, err = gorm.G[model.Approval](s.DB).Where("waiting = 1 AND kind IN ? AND asked_by <> ?", extendKinds(), by.StaffID).Where(where, args...).Order("id").Limit(agenda.MaxTasks).Find(ctx)
		if err != nil {
			return nil, fmt.Errorf("extensions that wait: %w", err)
		}
	}
	var refs []timer.Ref
	var out []agenda.Task
	add := func(object string, id int64, t agenda.Task) {
		refs, out = append(refs, timer.Ref{Object: object, ID: id}), append(out, t)
	}
	for _, t := range soon {
		add(t.Object, t.ObjectID, agenda.Task{Key: "deadlines.soon", Title: timer.Text(timer.Kind(t.Kind)), URL: urlOf(t.Object, t.ObjectID), Due: period.Here(t.DueAt), Since: period.Here(t.StartedAt)})
	}
	for _, r := range told {
		add(r.Object, r.ObjectID, agenda.Task{Key: "deadlines.reminders", Title: "看提醒", URL: urlOf(r.Object, r.ObjectID), Due: period.Past, Since: period.Here(r.At)})
	}
	for _, a := range asked {
		add(a.Object, a.ObjectID, agenda.Task{Key: "extensions.decide", Title: "审批延期申请", URL: fmt.Sprintf("/office/extensions#x%d", a.ID), Due: period.Past, Since: period.Here(a.AskedAt)})
	}
	titles, err := s.titles(ctx, b, refs, now)
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Title += "：" + numbered(objectText(refs[i].Object), titles[refs[i]].Number)
	}
	return out, nil
}

// numbered puts the sort of a matter before its number, unless that says it.
func numbered(sort, number string) string {
	if strings.HasPrefix(number, sort) {
		return number
	}
	return sort + " " + number
}

// urlOf is the page of a matter in the office.
func urlOf(object string, id int64) string { return fmt.Sprintf("/office/%ss/%d", object, id) }

func objectText(object string) string {
	return map[string]string{model.ObjectPetition: "信访件", model.ObjectClue: "线索", model.ObjectCase: "案件"}[object]
}
