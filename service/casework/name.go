package casework

import (
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
)

// The states of a notice that clears a name.
const (
	clearAsked   = "asked"
	clearAgreed  = "agreed"
	clearRefused = "refused"
	clearDone    = "done"
)

// slanderReported marks a clue as 疑似诬告，报市级. Whether it was, the city decides.
const slanderReported = "reported"

// namePlans are the steps about somebody's good name: 澄清, and 疑似诬告 (检规§39–45).
var namePlans = map[Action]func(j *job) error{
	ActClarifyAsk: func(j *job) error {
		words := j.text("note", j.step.Note, 10, 500, "请用大白话写澄清的内容(10到500个字)，不写举报人的情况")
		told := j.text("told", j.step.Told, 10, 500, "请用大白话写给来信人的说明(10到500个字)")
		row := model.Clarification{ClueID: j.m.clue.ID, Scope: j.choice("scope", Scopes(), j.step.Scope), WordsSealed: j.seal(words, "clear"), ToldSealed: j.seal(told, "clear_told"),
			State: clearAsked, AskedBy: j.d.by.StaffID, AskedAt: j.d.at}
		j.d.detail = map[string]any{"scope": row.Scope}
		j.d.also = func(tx *gorm.DB) error {
			r := row
			if err := tx.Create(&r).Error; err != nil {
				return fmt.Errorf("clarification: %w", err)
			}
			return nil
		}
		return nil
	},
	ActClarifyAgree:  func(j *job) error { return j.setClear(map[string]any{"state": clearAgreed}) },
	ActClarifyRefuse: func(j *job) error { return j.setClear(map[string]any{"state": clearRefused}) },
	ActClarifyDone: func(j *job) error {
		needNote(j.bad, j.d.note, "请写明怎么澄清的，例如在村务公开栏张贴7天")
		j.d.on = j.day("on", j.step.On, "澄清的日期", nil)
		if err := j.setClear(map[string]any{"state": clearDone, "done_on": dayOf(j.d.on), "done_by": j.d.by.StaffID}); err != nil {
			return err
		}
		told, err := j.s.Box.Open(j.m.clear.ToldSealed, place("clues.clear_told", j.m.clue.Number))
		if err != nil {
			return fmt.Errorf("clarification: %w", err)
		}
		j.tell(told.Reveal())
		return nil
	},
	ActSlanderAsk: func(j *job) error {
		j.text("note", j.step.Note, 10, maxNote, "请写明捏造了什么、依据是什么(10个字以上)。错告、失实的不算诬告")
		return nil
	},
	ActSlanderAgree: func(j *job) error { j.d.set["slander"] = slanderReported; return nil },
}

func (j *job) setClear(set map[string]any) error {
	id := j.m.clear.ID
	j.d.also = func(tx *gorm.DB) error {
		if err := tx.Model(&model.Clarification{}).Where("id = ?", id).Updates(set).Error; err != nil {
			return fmt.Errorf("clarification: %w", err)
		}
		return nil
	}
	return nil
}
