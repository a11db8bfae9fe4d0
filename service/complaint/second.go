package complaint

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// KindAnswer is the request that a second person of the petition office reads
// an answer before the reporter does.
const KindAnswer = "petition.answer"

// The steps of such a request in a petition's timeline.
const (
	ActAnswerAsk    Action = "answer_ask"
	ActAnswerAllow  Action = "answer_allow"
	ActAnswerRefuse Action = "answer_refuse"
)

// paramSecondEyes is whether results go past a second person, and
// standardSecondEyes what holds until the county says so.
const (
	paramSecondEyes    = "answer.second_eyes"
	standardSecondEyes = 0
)

// twice are the steps whose words a second person reads first.
var twice = map[Action]bool{ActClose: true, ActFeedback: true, ActExplain: true, ActSuggestionAnswer: true, ActForwardResult: true}

// Proposal is an answer that waits for a second person.
type Proposal struct {
	Action  Action
	Version int // of the petition when it was written
	Text    string
	Note    seal.Secret
	Remarks []string // the codes of what its writer confirmed
	Files   int
	Moved   bool // the petition has moved on since
}

// proposal is how a decision lies in the request, sealed as a whole.
type proposal struct {
	By        actor.Actor
	Decision  Decision
	Note      string     `json:",omitempty"`
	Files     []heldFile `json:",omitempty"`
	Confirmed []string   `json:",omitempty"`
}

func readProposal(details []byte) (Proposal, error) {
	w, err := proposalOf(details)
	return Proposal{Action: w.Decision.Action, Version: w.Decision.Version, Text: w.Decision.Text, Note: seal.NewSecret(w.Note), Remarks: w.Confirmed, Files: len(w.Files)}, err
}

func proposalOf(details []byte) (proposal, error) {
	var w proposal
	if err := json.Unmarshal(details, &w); err != nil {
		return w, errors.New("proposed answer: not readable")
	}
	return w, nil
}

// needsSecond reports whether a decision has to go past a second person.
func (s *Service) needsSecond(ctx context.Context, a Action) (bool, error) {
	if !twice[a] {
		return false, nil
	}
	on, err := s.number(ctx, paramSecondEyes, standardSecondEyes)
	return on != 0, err
}

// putForward writes a checked decision down as a request instead of taking it.
func (s *Service) putForward(ctx context.Context, by actor.Actor, p model.Petition, d Decision, step *deed, held []heldFile) error {
	w := proposal{By: by, Decision: d, Note: d.Note.Reveal(), Files: held, Confirmed: step.confirmed}
	details, err := json.Marshal(w)
	if err != nil {
		return fmt.Errorf("proposed answer: %w", err)
	}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		a, err := approval.Ask(tx, s.Box, by, step.at, approval.Request{
			Object: model.ObjectPetition, ID: p.ID, Kind: KindAnswer, To: actor.RolePetition, Reason: seal.NewSecret("请复核给来信人的话：" + ActionText(string(d.Action))), Details: details,
		})
		if err != nil {
			return err
		}
		if err := park(tx, held, purposeHeld, purposeParked); err != nil {
			return err
		}
		return record(tx, s.Box, p, p.State, deed{by: by, role: by.Role, at: step.at, act: ActAnswerAsk, note: seal.NewSecret(ActionText(string(d.Action))), detail: map[string]any{"approval": a.ID}})
	})
}

// park moves the files of an answer between those that wait for a form and
// those that wait for a second person.
func park(tx *gorm.DB, held []heldFile, from, to string) error {
	for _, h := range held {
		r := tx.Model(&model.File{}).Where("(id = ? OR parent_id = ?) AND purpose = ?", h.ID, h.ID, from).Update("purpose", to)
		if r.Error != nil {
			return fmt.Errorf("park: %w", r.Error)
		}
		if r.RowsAffected == 0 {
			return fault.Fields(map[string]string{h.Kind: "先前选的文件放得太久，已经清除，请重新选一次"})
		}
	}
	return nil
}

// parkedWith are the files of the answer about a petition that waits for a second
// person, by their rows. Only the sealed request names them.
func parkedWith(tx *gorm.DB, box *seal.Box, petitionID int64) ([]int64, error) {
	var found []model.Approval
	if err := tx.Where("object = ? AND object_id = ? AND kind = ? AND waiting = 1", model.ObjectPetition, petitionID, KindAnswer).Find(&found).Error; err != nil {
		return nil, failed("proposed answer", err)
	}
	waiting, err := approval.Open(box, actor.Actor{}, found)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, a := range waiting {
		w, err := proposalOf(a.Details)
		if err != nil {
			return nil, err
		}
		for _, f := range w.Files {
			ids = append(ids, f.ID)
		}
	}
	return ids, nil
}

// DecideAnswer lets an answer go, or sends it back to its writer. Who agrees
// is answerable with the writer: the step is the writer's, taken on consent.
func (s *Service) DecideAnswer(ctx context.Context, by actor.Actor, id, request int64, agree bool, words seal.Secret) error {
	if !by.Is(actor.RolePetition) {
		return notFound()
	}
	p, err := s.visible(ctx, by, id)
	if err != nil {
		return err
	}
	a, _, details, err := approval.Read(ctx, s.DB, s.Box, request)
	if err != nil {
		return err
	}
	if a.Object != model.ObjectPetition || a.ObjectID != id || a.Kind != KindAnswer {
		return fault.New(fault.NotFound, "没有找到这份申请")
	}
	w, err := proposalOf(details)
	if err != nil {
		return err
	}
	if !agree {
		return s.sendBack(ctx, by, p, request, w, words)
	}
	if w.Decision.Version != p.Version {
		return fault.New(fault.Conflict, "送来复核以后，这件信访件又有了新情况，这份答复可能不合适了。请退回，由承办人重新写")
	}
	d := w.Decision
	d.Note = seal.NewSecret(w.Note)
	step, err := s.plan(ctx, w.By, p, &d)
	if err != nil {
		return err
	}
	step.confirmed = w.Confirmed
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if _, _, err := approval.Decide(tx, s.Box, by, at, request, true, words); err != nil {
			return err
		}
		if err := record(tx, s.Box, p, p.State, deed{by: by, role: by.Role, at: at, act: ActAnswerAllow, approval: request, note: words, detail: map[string]any{"approval": request}}); err != nil {
			return err
		}
		if err := park(tx, w.Files, purposeParked, purposeHeld); err != nil {
			return err
		}
		step := *step // a transaction may run again
		step.note, step.detail = seal.NewSecret(noted(w.Note, "复核："+by.Name)), map[string]any{"approval": request}
		if step.approval == 0 {
			step.approval = request
		}
		return s.perform(tx, p, &step, d, w.Files)
	})
}

func noted(note, more string) string {
	if note == "" {
		return more
	}
	return note + "\n" + more
}

// sendBack refuses an answer; its files are given up to the sweep.
func (s *Service) sendBack(ctx context.Context, by actor.Actor, p model.Petition, request int64, w proposal, words seal.Secret) error {
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if _, _, err := approval.Decide(tx, s.Box, by, at, request, false, words); err != nil {
			return err
		}
		if err := park(tx, w.Files, purposeParked, purposeHeld); err != nil {
			return err
		}
		return record(tx, s.Box, p, p.State, deed{by: by, role: by.Role, at: at, act: ActAnswerRefuse, approval: request, note: words, detail: map[string]any{"approval": request}})
	})
}

// ProposalFile reads the n-th file of an answer, from 1 on, for the second person
// it waits for: who agrees has seen all that goes. The look is recorded.
func (s *Service) ProposalFile(ctx context.Context, by actor.Actor, id, request, n int64) (Content, error) {
	p, err := s.visible(ctx, by, id)
	if err != nil {
		return Content{}, err
	}
	where, args, ok := waitingFor(by, KindAnswer)
	if !ok {
		return Content{}, notFound()
	}
	found, err := gorm.G[model.Approval](s.DB).Where("id = ? AND object_id = ?", request, p.ID).Where(where, args...).Limit(1).Find(ctx)
	if err != nil {
		return Content{}, failed("proposed answer", err)
	}
	if len(found) == 0 {
		return Content{}, fault.New(fault.NotFound, "没有找到这份申请")
	}
	_, _, details, err := approval.Read(ctx, s.DB, s.Box, request)
	if err != nil {
		return Content{}, err
	}
	w, err := proposalOf(details)
	if err != nil || n < 1 || n > int64(len(w.Files)) {
		return Content{}, notFound()
	}
	h := w.Files[n-1]
	f, err := gorm.G[model.File](s.DB).Where("id = ? AND purpose = ? AND deleted_at IS NULL", h.ID, purposeParked).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Content{}, notFound()
	}
	if err != nil {
		return Content{}, failed("proposed answer", err)
	}
	b, err := s.Files.Read(f)
	if err != nil {
		return Content{}, failed("proposed answer", err)
	}
	return Content{f.Mime, h.Kind, b}, s.reading(ctx, by, "petition.file", id, map[string]any{"request": request, "file": n})
}
