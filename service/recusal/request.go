package recusal

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// KindRequest is the kind of a reporter's request in the register of approvals.
const KindRequest = "petition.recuse"

// guest stands for every reporter: nothing here says who complained.
var guest = actor.Actor{Kind: actor.Guest}

// Ask takes in a reporter's request that somebody keep out, inside the
// transaction that writes it into the timeline. A head whom the words name does
// not decide about it, as long as there is another.
func (s *Service) Ask(ctx context.Context, tx *gorm.DB, at time.Time, petitionID int64, words seal.Secret) error {
	_, err := approval.Ask(tx, s.Box, guest, at, approval.Request{Object: model.ObjectPetition, ID: petitionID, Kind: KindRequest, To: actor.RoleHead, Reason: words})
	if err != nil {
		return err
	}
	heads, err := gorm.G[model.Staff](tx).Select("id", "name").
		Where("role = ? AND disabled_at IS NULL AND NOT EXISTS (SELECT 1 FROM conflicts c WHERE c.object = ? AND c.object_id = ? AND c.staff_id = staff.id)",
			string(actor.RoleHead), model.ObjectPetition, petitionID).Find(ctx)
	if err != nil {
		return fmt.Errorf("heads: %w", err)
	}
	t, left := readText(words.Reveal()), len(heads)
	for _, h := range heads {
		if left < 2 || !t.holds(h.Name) {
			continue
		}
		left--
		if err := s.insist(ctx, tx, at, petitionID, h.ID, recuse.Requested); err != nil {
			return err
		}
	}
	return nil
}

// insist keeps a petition, its clue and its case from somebody, whatever the
// registers say.
func (s *Service) insist(ctx context.Context, tx *gorm.DB, at time.Time, petitionID, staffID int64, reason string) error {
	if err := recuse.Insist(tx, at, model.ObjectPetition, petitionID, staffID, reason); err != nil {
		return err
	}
	clues, err := gorm.G[model.Clue](tx).Select("id").Where("source = ? AND petition_id = ?", model.ClueFromPetition, petitionID).Find(ctx)
	if err != nil {
		return fmt.Errorf("clues: %w", err)
	}
	for _, c := range clues {
		if err := insistClue(ctx, tx, at, c.ID, staffID, reason); err != nil {
			return err
		}
	}
	return s.release(tx, at, petitionID)
}

func insistClue(ctx context.Context, tx *gorm.DB, at time.Time, clueID, staffID int64, reason string) error {
	if err := recuse.Insist(tx, at, model.ObjectClue, clueID, staffID, reason); err != nil {
		return err
	}
	cases, err := gorm.G[model.Case](tx).Select("id").Where("clue_id = ?", clueID).Find(ctx)
	if err != nil {
		return fmt.Errorf("cases: %w", err)
	}
	for _, k := range cases {
		if err := recuse.Insist(tx, at, model.ObjectCase, k.ID, staffID, reason); err != nil {
			return err
		}
	}
	return nil
}

// Ruling is the head's word on a reporter's request. Keep is the account that is
// kept out where it is agreed to; Words go to the reporter.
type Ruling struct {
	Agree bool
	Keep  int64
	Words string
}

// Rule decides about a reporter's request; the reporter is told. The fields of
// its errors are keep and words.
func (s *Service) Rule(ctx context.Context, by actor.Actor, petitionID, approvalID int64, r Ruling) error {
	if _, err := s.may(ctx, by, petitionID, actor.RoleHead); err != nil {
		return err
	}
	// Nothing is told of a request about another petition, not even that it is decided.
	n, err := gorm.G[model.Approval](s.DB).Where("id = ? AND object = ? AND object_id = ? AND kind = ?", approvalID, model.ObjectPetition, petitionID, KindRequest).Count(ctx, "*")
	if err != nil {
		return fmt.Errorf("recusal request: %w", err)
	}
	if n == 0 {
		return notFound()
	}
	r.Words = strings.TrimSpace(r.Words)
	bad := map[string]string{}
	if utf8.RuneCountInString(r.Words) > 300 {
		bad["words"] = "请不要超过300个字"
	}
	if !r.Agree && utf8.RuneCountInString(r.Words) < 2 {
		bad["words"] = "不同意请写明原因，来信人会看到"
	}
	if r.Agree {
		if err := s.keepable(ctx, by, r.Keep, bad); err != nil {
			return err
		}
	}
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		a, _, err := approval.Decide(tx, s.Box, by, at, approvalID, r.Agree, seal.NewSecret(r.Words))
		if err != nil {
			return err
		}
		if a.Object != model.ObjectPetition || a.ObjectID != petitionID || a.Kind != KindRequest {
			return notFound()
		}
		public := "您要求有人回避，经研究不需要回避。" + r.Words
		if r.Agree {
			public = "您要求有人回避，已经同意，换人办理。" + r.Words
			if err := s.insist(ctx, tx, at, petitionID, r.Keep, recuse.Requested); err != nil {
				return err
			}
		}
		if err := s.Petitions.Told(tx, by, at, petitionID, a.ID, public, seal.Secret{}); err != nil {
			return err
		}
		return audit.Record(tx, by, at, "petition.recusal_decided", "petition:"+strconv.FormatInt(petitionID, 10), map[string]any{"agree": r.Agree, "approval": a.ID, "staff": r.Keep})
	})
}

// keepable checks the account that is to be kept out.
func (s *Service) keepable(ctx context.Context, by actor.Actor, staffID int64, bad map[string]string) error {
	n, err := gorm.G[model.Staff](s.DB).Where("id = ?", staffID).Count(ctx, "*")
	if err != nil {
		return fmt.Errorf("account: %w", err)
	}
	switch {
	case n == 0:
		bad["keep"] = "请选要回避的人"
	case staffID == by.StaffID:
		bad["keep"] = "自己回避请点“我应当回避”"
	}
	return nil
}

// Colleague is an account that may have to keep out.
type Colleague struct {
	ID   int64
	Name string
	Role actor.Role
	Unit string
}

// handling are the roles that may come to handle a matter.
var handling = []string{
	string(actor.RolePetition), string(actor.RoleCaseManagement), string(actor.RoleSupervision), string(actor.RoleTrial), string(actor.RoleHead), string(actor.RoleTownInspector),
}

// Colleagues are those who may come to handle a petition, for the head to pick
// from.
func (s *Service) Colleagues(ctx context.Context, by actor.Actor) ([]Colleague, error) {
	if !by.Is(actor.RoleHead) {
		return nil, notFound()
	}
	var out []Colleague
	err := s.DB.WithContext(ctx).Raw("SELECT s.id, s.name, s.role, COALESCE(NULLIF(s.bureau, ''), d.name, '') AS unit FROM staff s LEFT JOIN divisions d ON d.code = s.division"+
		" WHERE s.role IN ? AND s.disabled_at IS NULL AND s.id <> ? ORDER BY s.role, s.id LIMIT ?", handling, by.StaffID, most).Scan(&out).Error
	if err != nil {
		return nil, fmt.Errorf("colleagues: %w", err)
	}
	return out, nil
}

// Keep keeps a petition from a member of staff by the head's word.
func (s *Service) Keep(ctx context.Context, by actor.Actor, petitionID, staffID int64, reason seal.Secret) error {
	if _, err := s.may(ctx, by, petitionID, actor.RoleHead); err != nil {
		return err
	}
	bad := map[string]string{}
	if err := s.keepable(ctx, by, staffID, bad); err != nil {
		return err
	}
	if err := needReason(reason); err != nil {
		bad["reason"] = fault.Of(err).Fields["reason"]
	}
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if err := s.insist(ctx, tx, at, petitionID, staffID, recuse.Requested); err != nil {
			return err
		}
		if err := s.Petitions.Told(tx, by, at, petitionID, 0, "", seal.NewSecret("决定有人回避。"+reason.Reveal())); err != nil {
			return err
		}
		return audit.Record(tx, by, at, "petition.recusal_ordered", "petition:"+strconv.FormatInt(petitionID, 10), map[string]any{"staff": staffID})
	})
}

// Declare is a member of staff saying that they have an interest in a matter.
// From then on it is not there for them, and neither is what grew out of it.
func (s *Service) Declare(ctx context.Context, by actor.Actor, object string, id int64, reason seal.Secret) error {
	if by.Kind != actor.Staff {
		return notFound()
	}
	if err := s.Sees(ctx, by, object, id); err != nil {
		return err
	}
	if err := needReason(reason); err != nil {
		return err
	}
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if err := s.declare(ctx, tx, by, at, object, id, reason); err != nil {
			return err
		}
		return audit.Record(tx, by, at, object+".recused", object+":"+strconv.FormatInt(id, 10), nil)
	})
}

// declare keeps the matter, and the whole line of petition, clue and case it
// belongs to, from the actor.
func (s *Service) declare(ctx context.Context, tx *gorm.DB, by actor.Actor, at time.Time, object string, id int64, reason seal.Secret) error {
	clueID := int64(0)
	switch object {
	case model.ObjectPetition:
		if err := s.Petitions.Told(tx, by, at, id, 0, "", seal.NewSecret("本人申请回避。"+reason.Reveal())); err != nil {
			return err
		}
		return s.insist(ctx, tx, at, id, by.StaffID, recuse.Declared)
	case model.ObjectClue:
		clueID = id
	case model.ObjectCase:
		cases, err := gorm.G[model.Case](tx).Select("clue_id").Where("id = ?", id).Limit(1).Find(ctx)
		if err != nil {
			return fmt.Errorf("case: %w", err)
		}
		if len(cases) == 0 {
			return notFound()
		}
		clueID = cases[0].ClueID
	default:
		return notFound()
	}
	clues, err := gorm.G[model.Clue](tx).Select("id", "source", "petition_id").Where("id = ?", clueID).Limit(1).Find(ctx)
	if err != nil {
		return fmt.Errorf("clue: %w", err)
	}
	if len(clues) == 1 && clues[0].Petition() != 0 {
		return s.insist(ctx, tx, at, clues[0].Petition(), by.StaffID, recuse.Declared)
	}
	return insistClue(ctx, tx, at, clueID, by.StaffID, recuse.Declared)
}

// waiting selects the requests that wait for a head, about petitions that heads
// may see and that are not kept from this one.
func waiting(by actor.Actor) (from string, args []any) {
	hide, hidden := recuse.Hide("petitions", model.ObjectPetition, by)
	return "FROM approvals JOIN petitions ON petitions.id = approvals.object_id AND " + recuse.NotForHeads + " WHERE approvals.kind = ? AND approvals.waiting = 1 AND " + hide,
		append([]any{false, KindRequest}, hidden...)
}

// Today tells a head how many requests wait.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	if !by.Is(actor.RoleHead) {
		return nil, nil
	}
	from, args := waiting(by)
	n := 0
	if err := s.DB.WithContext(ctx).Raw("SELECT COUNT(*) "+from, args...).Scan(&n).Error; err != nil {
		return nil, fmt.Errorf("recusals today: %w", err)
	}
	return []agenda.Count{{Key: "recusals.waiting", N: n}}, nil
}

// Waiting is a request in the head's list.
type Waiting struct {
	PetitionID int64
	Number     string
	AskedAt    time.Time
}

// List gives the requests that wait for a head, the oldest first.
func (s *Service) List(ctx context.Context, by actor.Actor) ([]Waiting, error) {
	if !by.Is(actor.RoleHead) {
		return nil, notFound()
	}
	var out []Waiting
	from, args := waiting(by)
	err := s.DB.WithContext(ctx).Raw("SELECT petitions.id AS petition_id, petitions.number, approvals.asked_at "+from+" ORDER BY approvals.id LIMIT ?", append(args, most)...).Scan(&out).Error
	if err != nil {
		return nil, fmt.Errorf("recusals: %w", err)
	}
	return out, nil
}

// Work lists what Today counts.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	if !by.Is(actor.RoleHead) {
		return nil, nil
	}
	found, err := s.List(ctx, by)
	if err != nil {
		return nil, err
	}
	out := make([]agenda.Task, len(found))
	for i, w := range found {
		out[i] = agenda.Task{Key: "recusals.waiting", Title: "决定回避申请：信访件 " + w.Number, URL: fmt.Sprintf("/office/petitions/%d/recusal", w.PetitionID), Due: period.Past, Since: period.Here(w.AskedAt)}
	}
	return out, nil
}
