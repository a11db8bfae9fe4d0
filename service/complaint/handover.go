package complaint

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
)

// assign sets who has a petition outside the petition office.
func assign(step *deed, to, unit string) {
	step.set["assigned_to"], step.set["assigned_unit"], step.set["assigned_division"] = to, clip.Runes(unit, 64), ""
}

func unitOf(d *Decision, bad map[string]string, words string) {
	d.Unit = strings.TrimSpace(d.Unit)
	need(bad, "unit", d.Unit, words)
}

// handingOver plans that a supervision office gets the body, not the identity.
func handingOver(ctx context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	unitOf(d, bad, "请选交给哪个部门办理")
	if s.Offices != nil {
		names, err := s.Offices(ctx)
		if err != nil {
			return fmt.Errorf("hand over: %w", err)
		}
		if !slices.Contains(names, d.Unit) {
			bad["unit"] = "请选交给哪个部门办理"
		}
	}
	kept, err := recuse.UnitKept(ctx, s.DB, model.ObjectPetition, p.ID, recuse.Unit{Role: actor.RoleSupervision, Bureau: d.Unit})
	if err != nil {
		return fmt.Errorf("hand over: %w", err)
	}
	if kept {
		bad["unit"] = "这个部门的人都应当回避，请选别的部门"
	}
	needNote(bad, d.Note, "请写交办的意见")
	step.public = UsualWords(ActHandOver)
	step.detail = map[string]any{"unit": d.Unit}
	assign(step, assignedOffice, d.Unit)
	return nil
}

// askingReturn plans the request of a supervision office to give a petition
// back: without substance, or another level's (检规§17).
func askingReturn(_ context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	needReason(bad, d.Note, "请写明为什么要退回，例如“没有实质内容”“属于其他层级管辖”")
	step.inTx = ask(s.Box, p.ID, step, ApprovalReturn, d.Note, nil)
	return nil
}

// ask puts a request before the head inside the transaction of its step.
func ask(box *seal.Box, id int64, step *deed, kind string, reason seal.Secret, details []byte) func(tx *gorm.DB) error {
	return func(tx *gorm.DB) error {
		_, err := approval.Ask(tx, box, step.by, step.at, approval.Request{
			Object: model.ObjectPetition, ID: id, Kind: kind, To: actor.RoleHead, Reason: reason, Details: details,
		})
		return err
	}
}

func needReason(bad map[string]string, note seal.Secret, words string) {
	if n := utf8.RuneCountInString(strings.TrimSpace(note.Reveal())); n < 4 || n > 500 {
		bad["note"] = words
	}
}

// returned is the step once the head agrees to a return.
func returned(_ context.Context, _ *Service, _ model.Petition, _ []byte, step *deed) error {
	step.act = ActReturn
	assign(step, "", "")
	return nil
}
