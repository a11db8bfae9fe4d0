package complaint

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// The kinds and outcomes of an objection.
const (
	kindObjection    = "objection"
	kindDissatisfied = "dissatisfied"
	outcomeExplained = "explained"
	outcomeReopened  = "reopened"
)

// Objection is a word against a result, as the office sees it.
type Objection struct {
	At           time.Time
	Dissatisfied bool // it came with the first 不满意
	ByOffice     bool // written down by the office
	How          string
	Text         seal.Secret
	Outcome      string // in words; "" while it waits
	Answer       seal.Secret
	Through      string // the number of the merged petition whose reporter said it, for the petition office
	By           string
	DecidedAt    *time.Time
}

func (s *Service) sealObjection(p model.Petition, words seal.Secret) []byte {
	return s.Box.Seal(words, placeOf("petition_objections.text", p.ID))
}

// failed wraps a statement's error with what it was about.
func failed(what string, err error) error { return fmt.Errorf("%s: %w", what, err) }

// Object takes in the reporter's objection to a result. The same form sent
// twice is one objection. The key of its error is "objection".
func (s *Service) Object(ctx context.Context, by actor.Actor, h Handle, token string, words seal.Secret) error {
	p, err := s.own(ctx, s.DB, by, h)
	if err != nil {
		return err
	}
	if token == "" {
		return fault.New(fault.Invalid, "页面放得太久了，请再点一次提交")
	}
	keys := s.Box.Indexes(seal.NewSecret(token), purposeSubmit)
	n, err := gorm.G[model.Objection](s.DB).Where("submit_key IN ?", keys).Count(ctx, "*")
	if err != nil {
		return failed("objection", err)
	}
	if n > 0 {
		return nil
	}
	words = trimmed(words)
	if n := utf8.RuneCountInString(words.Reveal()); n < 4 || n > 1000 {
		return fault.Fields(map[string]string{"objection": "请写清楚哪里不同意、为什么（4到1000个字）"})
	}
	lead, err := s.leading(ctx, p)
	if err != nil {
		return err
	}
	if err := ready(p, lead, ActObjection); err != nil {
		return err
	}
	d := deed{by: guest, role: RoleReporter, at: s.clock(), act: ActObjection, public: "您对办理结果提出了不同意见。"}
	o := model.Objection{
		PetitionID: p.ID, At: d.at, Kind: kindObjection, Side: sideReporter, FromState: lead.State, TextSealed: s.sealObjection(lead, words),
		SubmitKey: s.Box.Index(seal.NewSecret(token), purposeSubmit),
	}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if err := objected(tx, s.Box, p, lead, o, d); err != nil {
			return err
		}
		return advance(tx, s.Box, p, d)
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return nil // the other submission of the same form was faster
	}
	return err
}

// objected writes an objection inside tx. That of a petition that is merged into
// another is one against the result of that one, which is looked at again; the
// step of p itself is the caller's.
func objected(tx *gorm.DB, box *seal.Box, p, lead model.Petition, o model.Objection, d deed) error {
	if lead.ID != p.ID {
		o.PetitionID, o.ThroughID = lead.ID, p.ID
	}
	if err := tx.Create(&o).Error; err != nil {
		return failed("objection", err)
	}
	if lead.ID == p.ID {
		return nil
	}
	d = deed{by: d.by, role: d.role, at: d.at, act: ActObjection, public: wordsLookedAt, others: wordsLookedAt, through: true, apart: p.ID}
	return advance(tx, box, lead, d)
}

// objecting plans an objection that came by letter, visit or call.
func objecting(ctx context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	needHow(bad, d)
	needNote(bad, d.Note, "请写来信人的意见")
	lead, err := s.leading(ctx, p)
	if err != nil {
		return err
	}
	if err := ready(p, lead, ActObjection); err != nil {
		return err
	}
	step.public = "我们登记了您的不同意见。"
	step.inTx = func(tx *gorm.DB) error {
		return objected(tx, s.Box, p, lead, model.Objection{
			PetitionID: p.ID, At: step.at, Kind: kindObjection, Side: sideOffice, How: clip.Runes(d.How, 60), FromState: lead.State,
			TextSealed: s.sealObjection(lead, d.Note), SubmitKey: s.Box.Index(seal.NewSecret(fmt.Sprintf("objection/%d/%d", p.ID, p.Version)), purposeSubmit),
		}, *step)
	}
	return nil
}

// explaining plans the explanation of an objection that brought nothing new:
// the result stands.
func explaining(ctx context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	need(bad, "text", d.Text, "请写给来信人的解释")
	step.public = d.Text
	o, err := s.openObjection(ctx, p.ID)
	if err != nil {
		return err
	}
	step.to = o.FromState
	if o.ThroughID != 0 { // the words are for whoever objected, and for nobody else
		step.public, step.others, step.apart = wordsUpheld, wordsUpheld, o.ThroughID
	}
	step.inTx = func(tx *gorm.DB) error {
		if err := answered(tx, s.Box, o, outcomeExplained, seal.NewSecret(d.Text), *step); err != nil || o.ThroughID == 0 {
			return err
		}
		return explained(tx, s.Box, o.ThroughID, d.Text, *step)
	}
	return nil
}

// reopening plans that a petition is taken up again: from the beginning, or,
// after an objection to a result, as accepted.
func reopening(ctx context.Context, s *Service, p model.Petition, d *Decision, step *deed, bad map[string]string) error {
	needNote(bad, d.Note, "请写明重新办理的原因")
	tell(step, p, d, UsualWords(ActReopen))
	step.set["closed_at"], step.set["duplicate_of"], step.set["repeat_of"], step.set["joined"] = nil, 0, 0, false
	if p.RepeatOf != 0 { // no repeat after all: its reporter was not told yet
		toldAgain(p, step)
	}
	if p.AssignedTo != "" {
		step.set["assigned_to"], step.set["assigned_unit"], step.set["assigned_division"] = "", "", ""
	}
	if p.State != model.PetitionObjection {
		return nil
	}
	if step.to = d.Again; !slices.Contains([]string{model.PetitionScreening, model.PetitionAccepted}, step.to) {
		bad["again"] = "请选从哪一步重新办理"
	}
	o, err := s.openObjection(ctx, p.ID)
	if err != nil {
		return err
	}
	step.inTx = func(tx *gorm.DB) error { return answered(tx, s.Box, o, outcomeReopened, d.Note, *step) }
	return nil
}

// openObjection is the objection that a petition waits on.
func (s *Service) openObjection(ctx context.Context, petitionID int64) (model.Objection, error) {
	o, err := gorm.G[model.Objection](s.DB).Where("petition_id = ? AND outcome = ''", petitionID).Order("id DESC").Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return o, stale()
	}
	if err != nil {
		return o, failed("objection", err)
	}
	return o, nil
}

func answered(tx *gorm.DB, box *seal.Box, o model.Objection, outcome string, words seal.Secret, d deed) error {
	r := tx.Model(&model.Objection{}).Where("id = ? AND outcome = ''", o.ID).Updates(map[string]any{
		"outcome": outcome, "decided_by": d.by.StaffID, "decided_at": d.at,
		"outcome_sealed": box.Seal(words, placeOf("petition_objections.outcome", o.PetitionID)),
	})
	if r.Error != nil {
		return failed("objection", r.Error)
	}
	if r.RowsAffected != 1 {
		return stale()
	}
	return nil
}

// objections lists what was said against the results of a petition.
func (s *Service) objections(ctx context.Context, by actor.Actor, petitionID int64) ([]Objection, error) {
	found, err := gorm.G[model.Objection](s.DB).Where("petition_id = ?", petitionID).Order("id DESC").Limit(50).Find(ctx)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	var ids []int64
	for _, o := range found {
		ids = append(ids, o.DecidedBy)
	}
	names, err := namesOf(ctx, s.DB, ids)
	if err != nil {
		return nil, err
	}
	merged, err := s.throughOf(ctx, by, found)
	if err != nil {
		return nil, err
	}
	out := make([]Objection, 0, len(found))
	for _, o := range found {
		v := Objection{
			At: o.At, Dissatisfied: o.Kind == kindDissatisfied, ByOffice: o.Side == sideOffice, How: o.How, Outcome: outcomeText(o.Outcome),
			By: names[o.DecidedBy], DecidedAt: o.DecidedAt, Through: merged[o.ThroughID],
		}
		if v.Text, err = s.Box.Open(o.TextSealed, placeOf("petition_objections.text", petitionID)); err != nil {
			return nil, failed("objection", err)
		}
		if v.Answer, err = s.Box.Open(o.OutcomeSealed, placeOf("petition_objections.outcome", petitionID)); err != nil {
			return nil, failed("objection", err)
		}
		out = append(out, v)
	}
	return out, nil
}

func outcomeText(v string) string {
	switch v {
	case outcomeExplained:
		return "已解释说明"
	case outcomeReopened:
		return "已重新办理"
	}
	return ""
}

// needHow wants to know how something reached the office or the reporter.
func needHow(bad map[string]string, d *Decision) {
	d.How = strings.TrimSpace(d.How)
	if text(Ways(), d.How) == "" {
		bad["how"] = "请选方式"
	}
}
