package statistics

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/recuse"
)

// Deeds is what was done on the spot, for households, before payment and
// together with other offices, in a span. Each figure equals what the list shows
// that it leads to: the same rows count there, and nobody is told of what lies
// around themselves.
type Deeds struct {
	FieldAsked, FieldDone  int64 // checks of projects that were asked for and not called off, and that were accepted
	TasksMade, TasksMet    int64 // what a household lacked, and what it has by now
	StoppedRows, StopLists int64 // payments kept back before they were paid, and the lists they stood on
	StoppedFen             int64
	IssuesRaised, IssuesOK int64 // matters of the joint meeting, and those put right
}

// made counts the rows of a query that began in a span and were not taken back,
// and those that ended well in it; state is how they are when they did.
type made struct {
	begun, ended, state, back string
	asked, done               *int64
}

func (m made) count(q *gorm.DB, start, end time.Time) error {
	var n struct{ Made, Met int64 }
	begun, ended := m.begun+" >= ? AND "+m.begun+" < ?", "state = ? AND "+m.ended+" >= ? AND "+m.ended+" < ?"
	err := q.Select("COALESCE(SUM(CASE WHEN "+begun+" THEN 1 ELSE 0 END), 0) AS made, COALESCE(SUM(CASE WHEN "+ended+" THEN 1 ELSE 0 END), 0) AS met", start, end, m.state, start, end).
		Where("state <> ?", m.back).Scan(&n).Error
	*m.asked, *m.done = n.Made, n.Met
	return err
}

// deeds counts them, one statement each.
func (s *Service) deeds(ctx context.Context, by actor.Actor, start, end time.Time) (Deeds, error) {
	var d Deeds
	own, err := recuse.InterestOf(ctx, s.DB, by)
	if err != nil {
		return d, err
	}
	db := s.DB.WithContext(ctx)
	projects, args := own.Foreign("field_checks.project_no")
	err = made{"made_at", "closed_at", model.FieldAccepted, model.FieldClosed, &d.FieldAsked, &d.FieldDone}.count(db.Model(&model.FieldCheck{}).Where(projects, args...), start, end)
	if err != nil {
		return d, fmt.Errorf("statistics of field checks: %w", err)
	}
	tasks := db.Model(&model.LivelihoodTask{})
	if len(own.People) > 0 {
		tasks = tasks.Where("livelihood_tasks.person_id NOT IN ?", own.People)
	}
	err = made{"created_at", "closed_at", model.LivelihoodMet, model.LivelihoodWithdrawn, &d.TasksMade, &d.TasksMet}.count(tasks, start, end)
	if err != nil {
		return d, fmt.Errorf("statistics of livelihood tasks: %w", err)
	}
	issues := db.Model(&model.MeetingIssue{})
	if not, more := own.Findings("f"); len(more) > 0 {
		issues = issues.Where("(meeting_issues.finding_id = 0 OR NOT EXISTS (SELECT 1 FROM findings f WHERE f.id = meeting_issues.finding_id AND NOT ("+not+")))", more...)
	}
	err = made{"created_at", "confirmed_at", model.MeetingConfirmed, model.MeetingWithdrawn, &d.IssuesRaised, &d.IssuesOK}.count(issues, start, end)
	if err != nil {
		return d, fmt.Errorf("statistics of joint meetings: %w", err)
	}
	var stopped struct{ Lists, Kept, Fen int64 }
	err = db.Model(&model.PrepaymentList{}).Select("COUNT(*) AS lists, COALESCE(SUM(withdrawn_rows), 0) AS kept, COALESCE(SUM(withdrawn_fen), 0) AS fen").
		Where("state = ? AND decided_at >= ? AND decided_at < ?", model.PrepaymentReleased, start, end).
		Where("batch_id IN (SELECT id FROM batches WHERE status = ?)", model.BatchLoaded).Scan(&stopped).Error
	if err != nil {
		return d, fmt.Errorf("statistics of lists before payment: %w", err)
	}
	d.StopLists, d.StoppedRows, d.StoppedFen = stopped.Lists, stopped.Kept, stopped.Fen
	return d, nil
}
