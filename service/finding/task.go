package finding

import (
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// Tasks lets livelihood tasks take findings over, so that a bureau is asked once
// for each thing: a finding with a task is not dispatched, and what becomes of
// the task closes it and counts on its model's scorecard.
type Tasks struct{ box *seal.Box }

// NewTasks makes it. box is the one of people.
func NewTasks(box *seal.Box) Tasks { return Tasks{box} }

// Taken hands fresh findings to the tasks that were made of them in tx. It
// fails, so that nothing is made twice, when somebody took one up meanwhile.
func (t Tasks) Taken(tx *gorm.DB, by actor.Actor, at time.Time, findings []int64) error {
	done := tx.Model(&model.Finding{}).Where("id IN ? AND status = ? AND task_id = 0", findings, model.FindingGenerated).Updates(map[string]any{
		"task_id": gorm.Expr("(SELECT t.id FROM livelihood_tasks t WHERE t.finding_id = findings.id)"), "version": gorm.Expr("version + 1"), "updated_at": at,
	})
	if done.Error != nil {
		return fmt.Errorf("findings for tasks: %w", done.Error)
	}
	if int(done.RowsAffected) != len(findings) {
		return errors.New("findings for tasks: somebody took one up")
	}
	events := make([]model.FindingEvent, len(findings))
	for i, id := range findings {
		events[i] = model.FindingEvent{FindingID: id, At: at, Kind: string(ActTask), FromStatus: model.FindingGenerated, ToStatus: model.FindingGenerated, Note: "由保障任务办理，不另外下发"}
	}
	if err := tx.CreateInBatches(&events, 200).Error; err != nil {
		return fmt.Errorf("finding events: %w", err)
	}
	return audit.Record(tx, by, at, "findings.tasks", "findings", map[string]any{"findings": len(findings)})
}

// Settled closes a finding as its task ended: with VerdictTrue it was put right,
// with any other verdict there was nothing to put right. A finding that people
// took further meanwhile stays as they left it.
func (t Tasks) Settled(tx *gorm.DB, by actor.Actor, at time.Time, finding int64, verdict, reason string) error {
	var found []model.Finding
	if err := tx.Where("id = ? AND status = ? AND task_id <> 0", finding, model.FindingGenerated).Find(&found).Error; err != nil {
		return fmt.Errorf("finding of a task: %w", err)
	}
	if len(found) == 0 {
		return nil
	}
	d := deed{by: by, at: at, act: ActSettle, note: seal.NewSecret("经保障任务办结"), detail: map[string]any{"verdict": verdict}}
	d.set = map[string]any{"closed_as": model.ClosedDataCorrection, "closed_by": by.StaffID, "closed_at": at, "reviewed_by": by.StaffID, "reviewed_at": at}
	if verdict == model.VerdictTrue {
		d.set["closed_as"], d.set["rectify_due_at"], d.set["rectified_at"] = model.ClosedRectification, period.Here(at).End(period.Shanghai).UTC(), at
	}
	judge(&d, verdict, reason)
	s := Service{Deps: Deps{Box: t.box}}
	if _, err := s.advance(tx, found[0], d); err != nil {
		return err
	}
	return judged(tx, found[0], d)
}
