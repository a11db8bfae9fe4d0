package complaint

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// Identity is who a real-name reporter is, and how that was verified.
type Identity struct {
	Name, Phone, ResidentID, Address seal.Secret
	Verified                         bool
	VerifyHow                        string // in words
	VerifiedOn                       period.Day
	VerifyNote                       seal.Secret
}

func (s *Service) openReporter(r model.Reporter) (Identity, error) {
	plain, err := s.Box.OpenBytes(r.Sealed, placeOf("reporters.sealed", r.PetitionID))
	if err != nil {
		return Identity{}, fmt.Errorf("reporter: %w", err)
	}
	var w identity
	if err := json.Unmarshal(plain, &w); err != nil {
		return Identity{}, errors.New("reporter: not readable")
	}
	note, err := s.Box.Open(r.VerifyNoteSealed, placeOf("reporters.verify", r.PetitionID))
	if err != nil {
		return Identity{}, fmt.Errorf("reporter: %w", err)
	}
	who := Identity{
		Name: seal.NewSecret(w.Name), Phone: seal.NewSecret(w.Phone), ResidentID: seal.NewSecret(w.ResidentID), Address: seal.NewSecret(w.Address),
		Verified: r.VerifiedAt != nil, VerifyHow: text(Verifications(), r.VerifyHow), VerifyNote: note,
	}
	if r.VerifiedOn != nil {
		who.VerifiedOn = period.Stored(*r.VerifiedOn)
	}
	return who, nil
}

// Verifications lists how a real name may be verified (检规§24).
func Verifications() []Choice { return []Choice{{"telephone", "电话"}, {"meeting", "当面"}} }

// verification checks how and when somebody spoke to the reporter. Who has
// not seen the name and number cannot have verified them.
func verification(ctx context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	if p.Mode != model.ReporterRealClaimed {
		return fault.New(fault.Conflict, "这件不是待核实的实名件")
	}
	n, err := gorm.G[model.IdentityOpening](s.DB).Where("petition_id = ? AND opened_by = ?", p.ID, step.by.StaffID).Count(ctx, "*")
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	if n == 0 {
		return fault.New(fault.Conflict, "核实要先看到来信人的姓名和电话。请先申请查看身份，信访室另一人同意后再核实")
	}
	if text(Verifications(), d.How) == "" {
		bad["how"] = "请选是电话核实还是当面核实"
	}
	on, err := period.ParseDay(d.On)
	switch today := period.Here(step.at); {
	case err != nil:
		bad["on"] = "请填写核实的日期，例如2026-03-05"
	case on > today:
		bad["on"] = "核实的日期不能在今天之后"
	case on < period.Here(p.ReceivedAt):
		bad["on"] = "核实的日期早于收到来信的日期，请核对"
	}
	if utf8.RuneCountInString(d.Note.Reveal()) > 500 {
		bad["note"] = "这里请不要超过500个字"
	}
	step.set["mode"] = model.ReporterRealVerified
	step.detail = map[string]any{"how": d.How, "on": d.On}
	return nil
}

// verified marks the reporter as somebody the office has spoken to (检规§24).
func verified(tx *gorm.DB, box *seal.Box, petitionID int64, d deed, how, on string) error {
	day, err := time.Parse(time.DateOnly, on)
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	r := tx.Model(&model.Reporter{}).Where("petition_id = ?", petitionID).Updates(map[string]any{
		"verified_at": d.at, "verified_by": d.by.StaffID, "verify_how": how, "verified_on": day,
		"verify_note_sealed": box.Seal(d.note, placeOf("reporters.verify", petitionID)),
	})
	if r.Error != nil {
		return fmt.Errorf("verify: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return errors.New("verify: no reporter")
	}
	return nil
}
