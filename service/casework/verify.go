package casework

import (
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/timer"
)

// smallest is how many a team has at least (执规§33, §55).
const smallest = 2

// verifyPlans are the steps of 初步核实.
var verifyPlans = map[Action]func(j *job) error{
	ActVerifyPlan: func(j *job) error {
		plan := j.text("note", j.step.Note, 5, maxNote, "请写明初步核实的方案：核实什么、怎么分工、多长时间")
		row := model.ClueCheck{ClueID: j.m.clue.ID, PlanSealed: j.seal(plan, "check_plan"), PlannedBy: j.d.by.StaffID, LeadsParty: j.step.Flag, CreatedAt: j.d.at}
		j.d.detail = map[string]any{"leads_party": row.LeadsParty}
		j.d.also = func(tx *gorm.DB) error {
			r := row
			if err := tx.Create(&r).Error; err != nil {
				return fmt.Errorf("check: %w", err)
			}
			return nil
		}
		return nil
	},
	ActSecretary: func(j *job) error {
		day := j.day("on", j.step.On, "党委书记批准的日期", nil)
		if j.d.reference == "" {
			j.bad["reference"] = "请填写批件的文号"
		}
		j.d.on = day
		return j.setCheck(map[string]any{"secretary_on": dayOf(day), "secretary_no": j.d.reference})
	},
	ActVerifyApprove: func(j *job) error { j.decided(); return nil },
	ActVerifyRefuse:  func(j *job) error { j.decided(); return nil },
	ActVerifyStart: func(j *job) error {
		day := j.day("on", j.step.On, "开始核实的日期", nil)
		j.d.on, j.d.start[timer.Verification] = day, day
		if err := j.team(); err != nil {
			return err
		}
		return j.setCheck(map[string]any{"started_on": dayOf(day)})
	},
	ActVerifyTeam: func(j *job) error {
		needNote(j.bad, j.d.note, "请写明为什么换人")
		return j.team()
	},
	ActVerifyDraft: func(j *job) error {
		report := j.text("note", j.step.Note, 5, maxNote, "请写明核实的结论和处理建议")
		opinion := j.choice("opinion", VerifyOpinions(), j.step.Opinion)
		j.d.detail = map[string]any{"opinion": opinion}
		if err := j.setCheck(map[string]any{"opinion": opinion, "report_sealed": j.seal(report, "check_report"), "drafted_at": j.d.at}); err != nil {
			return err
		}
		j.d.also = then(j.d.also, func(tx *gorm.DB) error { return unsign(tx, j.m.clue.ID) })
		return nil
	},
	ActVerifySign: func(j *job) error {
		id, at, by := j.m.clue.ID, j.d.at, j.d.by.StaffID
		j.d.also = func(tx *gorm.DB) error {
			err := tx.Model(&model.TeamMember{}).Where("object = ? AND object_id = ? AND staff_id = ? AND left_at IS NULL", objectClue, id, by).
				Update("signed_at", at).Error
			if err != nil {
				return fmt.Errorf("signature: %w", err)
			}
			return nil
		}
		return nil
	},
	ActVerifyFile: func(j *job) error {
		j.decided(timer.Verification)
		j.d.set["opinion"] = model.OpinionFile
		return nil
	},
	ActVerifyEnd: func(j *job) error { j.decided(timer.Verification); j.closing(model.ClosedEnded); return nil },
	ActVerifyTalk: func(j *job) error {
		j.decided(timer.Verification)
		j.closing(model.ClosedReminded)
		return nil
	},
	ActVerifyHold: func(j *job) error {
		j.decided(timer.Verification)
		j.d.start[timer.HoldReview] = j.today()
		return nil
	},
	ActVerifyParty: func(j *job) error { j.decided(timer.Verification); j.closing(model.ClosedParty); return nil },
	ActVerifyReturn: func(j *job) error {
		j.decided()
		j.d.also = func(tx *gorm.DB) error { return unsign(tx, j.m.clue.ID) }
		return nil
	},
}

// unsign takes the signatures off a report that is to be written anew.
func unsign(tx *gorm.DB, clue int64) error {
	if err := tx.Model(&model.TeamMember{}).Where("object = ? AND object_id = ? AND left_at IS NULL", objectClue, clue).Update("signed_at", nil).Error; err != nil {
		return fmt.Errorf("signatures: %w", err)
	}
	return nil
}

// then does one thing after another; the first may be nothing.
func then(first, second func(tx *gorm.DB) error) func(tx *gorm.DB) error {
	if first == nil {
		return second
	}
	return func(tx *gorm.DB) error {
		if err := first(tx); err != nil {
			return err
		}
		return second(tx)
	}
}

func (j *job) setCheck(set map[string]any) error {
	id := j.m.check.ID
	j.d.also = then(j.d.also, func(tx *gorm.DB) error {
		if err := tx.Model(&model.ClueCheck{}).Where("id = ?", id).Updates(set).Error; err != nil {
			return fmt.Errorf("check: %w", err)
		}
		return nil
	})
	return nil
}

// team puts the chosen accounts in place of the team there was.
func (j *job) team() error {
	may, err := j.s.candidates(j.ctx, actor.RoleSupervision, objectClue, j.m.clue.ID, j.m.clue.ID)
	if err != nil {
		return err
	}
	rows := chosen(j.bad, may, j.step.Team, model.TeamMember{Object: objectClue, ObjectID: j.m.clue.ID, JoinedAt: j.d.at})
	j.d.also = func(tx *gorm.DB) error { return replaceTeam(tx, rows) }
	j.d.detail = map[string]any{"team": len(rows)}
	return nil
}
