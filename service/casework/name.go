package casework

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// The states of a notice that clears a name.
const (
	clearAsked   = "asked"
	clearAgreed  = "agreed"
	clearRefused = "refused"
	clearDone    = "done"
	clearBack    = "withdrawn"
)

// slanderReported marks a clue as 疑似诬告，报市级. Whether it was, the city decides.
const slanderReported = "reported"

// namePlans are the steps about somebody's good name: 澄清, and 疑似诬告 (检规§39–45).
var namePlans = map[Action]func(j *job) error{
	ActClarifyAsk: func(j *job) error {
		words := j.text("note", j.step.Note, 10, 500, "请用大白话写澄清的内容（10到500个字），不写举报人的情况")
		told := j.text("told", j.step.Told, 10, 500, "请用大白话写给来信人的说明（10到500个字）")
		row := model.Clarification{ClueID: j.m.clue.ID, Scope: j.choice("scope", Scopes(), j.step.Scope), WordsSealed: j.seal(words, "clear"), ToldSealed: j.seal(told, "clear_told"),
			State: clearAsked, AskedBy: j.d.by.StaffID, AskedAt: j.d.at}
		if row.Scope == scopeVillage && !isVillage(j.m.clue.VillageCode) {
			j.bad["scope"] = "这条线索没有写明是哪个村，不能在村里公开，请选别的范围"
		}
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
	ActClarifyBack: func(j *job) error {
		needNote(j.bad, j.d.note, "请写明为什么撤回")
		return j.setClear(map[string]any{"state": clearBack})
	},
	ActSlanderAsk: func(j *job) error {
		j.text("note", j.step.Note, 10, maxNote, "请写明捏造了什么、依据是什么（10个字以上）。错告、失实的不算诬告")
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

// scopeVillage is that a notice is shown to everybody on the page of the village.
const scopeVillage = "village"

// isVillage reports whether a code is that of a village and not of a town.
func isVillage(code string) bool { return len(code) == 12 && code[9:] != "000" }

// paramCleared is how many days a notice stands on the page of a village, and
// standardCleared what holds until the county says so.
const (
	paramCleared    = "clarify.days"
	standardCleared = 30
)

// Cleared is a notice that clears a name, as everybody of the village reads it:
// the words that were approved and nothing else of the matter.
type Cleared struct {
	Words seal.Secret
	On    period.Day
	Until period.Day // the last day it is shown
}

// Cleared lists the notices that stand on the page of a village today, the
// latest first, in one statement. One that was taken back, or is older than the
// county shows them, is not there.
func (s *Service) Cleared(ctx context.Context, village string) ([]Cleared, error) {
	if !isVillage(village) {
		return nil, nil
	}
	days := standardCleared
	if s.Number != nil {
		var err error
		if days, err = s.Number(ctx, paramCleared, standardCleared); err != nil {
			return nil, fmt.Errorf("notices of a village: %w", err)
		}
	}
	today := period.Here(s.clock())
	var found []struct {
		Number      string
		WordsSealed []byte
		DoneOn      time.Time
	}
	err := s.DB.WithContext(ctx).Model(&model.Clarification{}).Select("c.number, clarifications.words_sealed, clarifications.done_on").
		Joins("JOIN clues c ON c.id = clarifications.clue_id AND c.village_code = ?", village).
		Where("clarifications.scope = ? AND clarifications.state = ? AND clarifications.done_on > ?", scopeVillage, clearDone, (today - period.Day(days)).Time()).
		Order("clarifications.done_on DESC, clarifications.id DESC").Limit(20).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("notices of a village: %w", err)
	}
	out := make([]Cleared, 0, len(found))
	for _, f := range found {
		on := period.Stored(f.DoneOn)
		one := Cleared{On: on, Until: on + period.Day(days) - 1}
		if err := s.open(&one.Words, f.WordsSealed, f.Number, "clear"); err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}
