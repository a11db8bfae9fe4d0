package casework

import (
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/timer"
)

// talkPlans are the steps of 谈话函询.
var talkPlans = map[Action]func(j *job) error{
	ActTalkPlan: func(j *job) error {
		plan := j.text("note", j.step.Note, 5, maxNote, "请写明谈话函询的方案：谁来谈、问什么、什么时候")
		row := model.ClueTalk{ClueID: j.m.clue.ID, Kind: j.choice("kind", TalkKinds(), j.step.Kind), PlanSealed: j.seal(plan, "talk_plan"), PlannedBy: j.d.by.StaffID, CreatedAt: j.d.at}
		j.d.detail = map[string]any{"kind": row.Kind}
		j.d.also = func(tx *gorm.DB) error {
			r := row
			if err := tx.Create(&r).Error; err != nil {
				return fmt.Errorf("talk: %w", err)
			}
			return nil
		}
		return nil
	},
	ActTalkApprove: func(j *job) error { j.decided(); return nil },
	ActTalkRefuse:  func(j *job) error { j.decided(); return nil },
	ActTalkSend: func(j *job) error {
		day := j.day("on", j.step.On, "函询通知书送达的日期", nil)
		if j.d.reference == "" {
			j.bad["reference"] = "请填写函询通知书的文号"
		}
		j.d.on, j.d.start[timer.InquiryReply] = day, day
		return j.setTalk(map[string]any{"sent_on": dayOf(day), "letter_no": j.d.reference})
	},
	ActTalkHeld: func(j *job) error {
		day := j.day("on", j.step.On, "谈话的日期", nil)
		j.d.on, j.d.start[timer.InquiryReport] = day, day
		return j.setTalk(map[string]any{"sent_on": dayOf(day), "replied_on": dayOf(day)})
	},
	ActTalkReply: func(j *job) error {
		day := j.day("on", j.step.On, "收到答复的日期", j.m.talk.SentOn)
		if !j.step.Flag {
			j.bad["flag"] = "函询的答复要由所在党组织主要负责人签署意见，没有签的退回补签"
		}
		j.d.on, j.d.stop, j.d.start[timer.InquiryReport] = day, []timer.Kind{timer.InquiryReply}, day
		return j.setTalk(map[string]any{"replied_on": dayOf(day), "commented": true})
	},
	ActTalkReport: func(j *job) error {
		report := j.text("note", j.step.Note, 5, maxNote, "请写明谈话函询的情况和处理意见")
		opinion, measure := j.choice("opinion", TalkOpinions(), j.step.Opinion), ""
		if opinion == talkMeasure {
			measure = j.choice("measure", Measures(), j.step.Measure)
		}
		j.d.detail = map[string]any{"opinion": opinion}
		return j.setTalk(map[string]any{"opinion": opinion, "measure": measure, "report_sealed": j.seal(report, "talk_report")})
	},
	ActTalkClear:   func(j *job) error { j.decided(timer.InquiryReport); j.closing(model.ClosedCleared); return nil },
	ActTalkMeasure: func(j *job) error { j.decided(timer.InquiryReport); j.closing(model.ClosedMeasure); return nil },
	ActTalkAgain:   func(j *job) error { j.decided(timer.InquiryReport); return nil },
	ActTalkVerify: func(j *job) error {
		j.decided(timer.InquiryReport)
		j.d.set["opinion"] = model.OpinionVerify
		return nil
	},
	ActTalkReturn: func(j *job) error { j.decided(); return nil },
}

func (j *job) setTalk(set map[string]any) error {
	id := j.m.talk.ID
	j.d.also = func(tx *gorm.DB) error {
		if err := tx.Model(&model.ClueTalk{}).Where("id = ?", id).Updates(set).Error; err != nil {
			return fmt.Errorf("talk: %w", err)
		}
		return nil
	}
	return nil
}
