package complaint

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// KindIdentity is the request to see who a reporter is.
const KindIdentity = ApprovalIdentity

// The steps of such a request in a petition's timeline.
const (
	ActIdentityAsk    Action = "identity_ask"
	ActIdentityAllow  Action = "identity_allow"
	ActIdentityRefuse Action = "identity_refuse"
)

// paramOpenMinutes is for how many minutes an agreed look lasts, and
// standardOpenMinutes what holds until the county sets another number.
const (
	paramOpenMinutes    = "identity.minutes"
	standardOpenMinutes = 30
)

// AskIdentity asks a second person of the petition office to let the actor see
// who a reporter is. Where there is no second person, a head decides.
func (s *Service) AskIdentity(ctx context.Context, by actor.Actor, id int64, reason seal.Secret) error {
	p, err := s.identified(ctx, by, id)
	if err != nil {
		return err
	}
	at := s.clock()
	if _, ok, err := s.grantOf(ctx, by, id, at); err != nil {
		return err
	} else if ok {
		return fault.New(fault.Conflict, "您的申请已经同意，现在就可以看，不用再申请")
	}
	to := actor.RolePetition
	if n, err := s.seconds(ctx, id, by.StaffID); err != nil {
		return err
	} else if n == 0 {
		to = actor.RoleHead
	}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		a, err := approval.Ask(tx, s.Box, by, at, approval.Request{Object: model.ObjectPetition, ID: id, Kind: KindIdentity, To: to, Reason: reason})
		if err != nil {
			return err
		}
		return record(tx, s.Box, p, p.State, deed{by: by, role: by.Role, at: at, act: ActIdentityAsk, note: reason, detail: map[string]any{"approval": a.ID, "to": string(to)}})
	})
}

// identified finds a petition that has a reporter, for the petition office.
func (s *Service) identified(ctx context.Context, by actor.Actor, id int64) (model.Petition, error) {
	if !by.Is(actor.RolePetition) {
		return model.Petition{}, notFound()
	}
	p, err := s.visible(ctx, by, id)
	if err != nil {
		return p, err
	}
	if p.Mode == model.ReporterAnonymous {
		return p, fault.New(fault.Conflict, "这件是匿名件，没有来信人身份")
	}
	_, err = next(p.State, ActIdentity, by.Role)
	return p, err
}

// seconds counts who else of the petition office could agree about a petition:
// accounts in use that it is not kept from.
func (s *Service) seconds(ctx context.Context, petitionID, besides int64) (int64, error) {
	n, err := gorm.G[model.Staff](s.DB).
		Where("role = ? AND disabled_at IS NULL AND id <> ?", string(actor.RolePetition), besides).
		Where("NOT EXISTS (SELECT 1 FROM conflicts c WHERE c.object = ? AND c.object_id = ? AND c.staff_id = staff.id)", model.ObjectPetition, petitionID).
		Count(ctx, "*")
	if err != nil {
		return 0, fmt.Errorf("second person: %w", err)
	}
	return n, nil
}

// DecideIdentity agrees to a request to see a reporter, or refuses it. Whoever
// asked may then look for a limited time, and nobody else may.
func (s *Service) DecideIdentity(ctx context.Context, by actor.Actor, id, request int64, agree bool, words seal.Secret) error {
	if !by.Is(actor.RolePetition, actor.RoleHead) {
		return notFound()
	}
	p, err := s.visible(ctx, by, id)
	if err != nil {
		return err
	}
	minutes, err := s.number(ctx, paramOpenMinutes, standardOpenMinutes)
	if err != nil {
		return err
	}
	if err := s.headMayAgree(ctx, by, id, request); err != nil {
		return err
	}
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		a, _, err := approval.Decide(tx, s.Box, by, at, request, agree, words)
		if err != nil {
			return err
		}
		if a.Object != model.ObjectPetition || a.ObjectID != id || a.Kind != KindIdentity {
			return fault.New(fault.NotFound, "没有找到这份申请")
		}
		d := deed{by: by, role: by.Role, at: at, act: ActIdentityRefuse, approval: request, note: words, detail: map[string]any{"approval": request}}
		if agree {
			d.act = ActIdentityAllow
			g := model.IdentityGrant{
				PetitionID: id, ApprovalID: request, StaffID: a.AskedBy, GrantedBy: by.StaffID, GrantedName: by.Name, GrantedAt: at,
				UntilAt: at.Add(time.Duration(minutes) * time.Minute),
			}
			if err := tx.Create(&g).Error; err != nil {
				return fmt.Errorf("identity grant: %w", err)
			}
		}
		return record(tx, s.Box, p, p.State, d)
	})
}

// headMayAgree finds the request among those about the petition, so that nothing
// is told of another one's, and keeps a head from deciding what a second person of
// the petition office can decide by now.
func (s *Service) headMayAgree(ctx context.Context, by actor.Actor, id, request int64) error {
	found, err := gorm.G[model.Approval](s.DB).Select("asked_by").
		Where("id = ? AND object = ? AND object_id = ? AND kind = ?", request, model.ObjectPetition, id, KindIdentity).Limit(1).Find(ctx)
	if err != nil {
		return fmt.Errorf("identity request: %w", err)
	}
	if len(found) == 0 {
		return fault.New(fault.NotFound, "没有找到这份申请")
	}
	if !by.Is(actor.RoleHead) {
		return nil
	}
	n, err := s.seconds(ctx, id, found[0].AskedBy)
	if err != nil || n == 0 {
		return err
	}
	return fault.New(fault.Conflict, "信访室现在有第二个人，应由信访室的另一人决定。请申请人收回后重新申请")
}

// TakeBackIdentity withdraws the actor's own waiting request.
func (s *Service) TakeBackIdentity(ctx context.Context, by actor.Actor, id int64) error {
	p, err := s.identified(ctx, by, id)
	if err != nil {
		return err
	}
	n, err := gorm.G[model.Approval](s.DB).
		Where("object = ? AND object_id = ? AND kind = ? AND waiting = 1 AND asked_by = ?", model.ObjectPetition, id, KindIdentity, by.StaffID).Count(ctx, "*")
	if err != nil {
		return fmt.Errorf("identity request: %w", err)
	}
	if n == 0 {
		return fault.New(fault.Conflict, "没有等待决定的申请，请刷新页面")
	}
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if err := approval.Withdraw(tx, at, model.ObjectPetition, id, KindIdentity); err != nil {
			return err
		}
		return record(tx, s.Box, p, p.State, deed{by: by, role: by.Role, at: at, act: ActIdentityRefuse, note: seal.NewSecret("申请人收回"), detail: map[string]any{"withdrawn": true}})
	})
}

// grantOf finds the grant that lets an actor look at this moment.
func (s *Service) grantOf(ctx context.Context, by actor.Actor, id int64, at time.Time) (model.IdentityGrant, bool, error) {
	found, err := gorm.G[model.IdentityGrant](s.DB).Where("petition_id = ? AND staff_id = ? AND until_at > ?", id, by.StaffID, at).
		Order("id DESC").Limit(1).Find(ctx)
	if err != nil {
		return model.IdentityGrant{}, false, fmt.Errorf("identity grant: %w", err)
	}
	if len(found) == 0 {
		return model.IdentityGrant{}, false, nil
	}
	return found[0], true, nil
}

// Opened is a reporter as one person sees them for a while.
type Opened struct {
	Identity
	PetitionID int64
	Number     string
	Version    int
	At         time.Time // of this look
	Until      time.Time
	AgreedBy   string
	MayVerify  bool
}

// SeeIdentity is the only way to a reporter's name: for whoever asked, while
// the consent lasts. Every look is a row and an entry of the audit chain; the
// first is told to the reporter.
func (s *Service) SeeIdentity(ctx context.Context, by actor.Actor, id int64) (Opened, error) {
	p, err := s.identified(ctx, by, id)
	if err != nil {
		return Opened{}, err
	}
	at := s.clock()
	g, ok, err := s.grantOf(ctx, by, id, at)
	if err != nil {
		return Opened{}, err
	}
	if !ok {
		return Opened{}, fault.New(fault.Conflict, "现在不能看来信人身份：还没有人同意，或者查看的时间已经到了。要看请在信访件页面申请")
	}
	r, err := gorm.G[model.Reporter](s.DB).Where("petition_id = ?", id).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return Opened{}, notFound()
	}
	if err != nil {
		return Opened{}, fmt.Errorf("reporter: %w", err)
	}
	who, err := s.openReporter(r)
	if err != nil {
		return Opened{}, err
	}
	if err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return s.look(tx, by, at, p, g) }); err != nil {
		return Opened{}, err
	}
	can := allowed(p.State, by.Role)
	return Opened{
		Identity: who, PetitionID: id, Number: p.Number, Version: p.Version, At: at, Until: g.UntilAt, AgreedBy: g.GrantedName,
		MayVerify: can[ActVerify] && p.Mode == model.ReporterRealClaimed,
	}, nil
}

// look writes one look down inside tx. The petition's row does not move:
// looking must not make a colleague's open page stale.
func (s *Service) look(tx *gorm.DB, by actor.Actor, at time.Time, p model.Petition, g model.IdentityGrant) error {
	o := model.IdentityOpening{PetitionID: p.ID, OpenedBy: by.StaffID, At: at, GrantID: g.ID}
	if err := tx.Create(&o).Error; err != nil {
		return fmt.Errorf("identity opening: %w", err)
	}
	detail := map[string]any{"approval": g.ApprovalID, "opening": o.ID}
	r := tx.Model(&model.IdentityGrant{}).Where("id = ? AND opened_at IS NULL", g.ID).Update("opened_at", at)
	if r.Error != nil {
		return fmt.Errorf("identity grant: %w", r.Error)
	}
	if r.RowsAffected == 0 {
		return audit.Record(tx, by, at, "petition."+string(ActIdentity), object(p.ID), detail)
	}
	if err := outbox.Add(tx, TopicIdentity, fmt.Sprintf("grant:%d", g.ID), at, IdentityPayload{p.ID}); err != nil {
		return err
	}
	return record(tx, s.Box, p, p.State, deed{
		by: by, role: RoleReporter, at: at, act: ActIdentity, approval: g.ApprovalID, detail: detail, // as the reporter's: the notice is TopicIdentity's
		public: "工作人员因办理需要查看了您的身份信息，已记录在案。",
	})
}

// Openness is how things stand about looking at a reporter, on the petition's page.
type Openness struct {
	MayAsk  bool
	Waiting bool      // somebody's request waits
	Mine    bool      // it is the actor's own
	Until   time.Time // the actor may look until then; zero when not now
}

// openness tells how things stand about a petition's reporter.
func (s *Service) openness(ctx context.Context, by actor.Actor, p model.Petition, requests []approval.View) (Openness, error) {
	if !by.Is(actor.RolePetition) || p.Mode == model.ReporterAnonymous || !allowed(p.State, by.Role)[ActIdentity] {
		return Openness{}, nil
	}
	g, ok, err := s.grantOf(ctx, by, p.ID, s.clock())
	if err != nil {
		return Openness{}, err
	}
	if ok {
		return Openness{Until: g.UntilAt}, nil
	}
	if !slices.ContainsFunc(requests, func(v approval.View) bool { return v.Waiting && v.Kind == KindIdentity }) {
		return Openness{MayAsk: true}, nil
	}
	waiting, err := gorm.G[model.Approval](s.DB).Select("asked_by").
		Where("object = ? AND object_id = ? AND kind = ? AND waiting = 1", model.ObjectPetition, p.ID, KindIdentity).Limit(1).Find(ctx)
	if err != nil {
		return Openness{}, fmt.Errorf("identity request: %w", err)
	}
	if len(waiting) > 0 {
		return Openness{Waiting: true, Mine: waiting[0].AskedBy == by.StaffID}, nil
	}
	return Openness{MayAsk: true}, nil
}

// openings lists who looked at a reporter and why, the latest first.
func (s *Service) openings(ctx context.Context, by actor.Actor, petitionID int64) ([]Opening, error) {
	found, err := gorm.G[model.IdentityOpening](s.DB).Where("petition_id = ?", petitionID).Order("id DESC").Limit(50).Find(ctx)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	grants, err := gorm.G[model.IdentityGrant](s.DB).Where("petition_id = ?", petitionID).Limit(500).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("identity grants: %w", err)
	}
	asked, err := approval.Of(ctx, s.DB, s.Box, by, model.ObjectPetition, petitionID)
	if err != nil {
		return nil, err
	}
	reasons, agreed := map[int64]string{}, map[int64]string{}
	for _, a := range asked {
		reasons[a.ID] = a.Reason.Reveal()
	}
	of := map[int64]int64{}
	for _, g := range grants {
		of[g.ID], agreed[g.ID] = g.ApprovalID, g.GrantedName
	}
	var ids []int64
	for _, o := range found {
		ids = append(ids, o.OpenedBy)
	}
	names, err := namesOf(ctx, s.DB, ids)
	if err != nil {
		return nil, err
	}
	var out []Opening
	for _, o := range found {
		reason := o.Reason
		if reason == "" {
			reason = reasons[of[o.GrantID]]
		}
		out = append(out, Opening{o.At, names[o.OpenedBy], reason, agreed[o.GrantID]})
	}
	return out, nil
}
