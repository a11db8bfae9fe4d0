package complaint

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
)

// Request is something that waits for a second person's consent.
type Request struct {
	ID         int64
	PetitionID int64
	Number     string
	Subject    string
	Mode       string
	Kind       string // KindIdentity or KindAnswer
	AskedBy    string
	AskedAt    time.Time
	Reason     seal.Secret
	Proposal   Proposal // of an answer
}

// waitingFor is the condition for the requests an actor may decide: put to
// their role, not asked by themselves, about petitions that are not kept from them.
func waitingFor(by actor.Actor, kinds ...string) (string, []any) {
	hide, args := recuse.Hide("petitions", model.ObjectPetition, by)
	return "waiting = 1 AND object = ? AND kind IN ? AND to_role = ? AND asked_by <> ? AND EXISTS (SELECT 1 FROM petitions WHERE petitions.id = approvals.object_id AND " + hide + ")",
		append([]any{model.ObjectPetition, kinds, string(by.Role), by.StaffID}, args...)
}

// Requests lists what waits for the actor's consent, the oldest first.
func (s *Service) Requests(ctx context.Context, by actor.Actor) ([]Request, error) {
	if !by.Is(actor.RolePetition, actor.RoleHead) {
		return nil, notFound()
	}
	where, args := waitingFor(by, KindIdentity, KindAnswer)
	found, err := gorm.G[model.Approval](s.DB).Where(where, args...).Order("id").Limit(100).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("requests: %w", err)
	}
	var out []Request
	for _, a := range found {
		p, err := s.visible(ctx, by, a.ObjectID)
		if err != nil {
			return nil, err
		}
		_, reason, details, err := approval.Read(ctx, s.DB, s.Box, a.ID)
		if err != nil {
			return nil, err
		}
		r := Request{
			ID: a.ID, PetitionID: p.ID, Number: p.Number, Subject: SubjectText(p.Subject), Mode: p.Mode, Kind: a.Kind,
			AskedBy: a.AskedName, AskedAt: a.AskedAt, Reason: reason,
		}
		if a.Kind == KindAnswer {
			if r.Proposal, err = readProposal(details); err != nil {
				return nil, err
			}
			r.Proposal.Moved = r.Proposal.Version != p.Version
		}
		out = append(out, r)
	}
	return out, nil
}

// requestsToday counts what waits for the actor's consent, and the looks that
// the actor may take now.
func (s *Service) requestsToday(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	if !by.Is(actor.RolePetition, actor.RoleHead) {
		return nil, nil
	}
	var out []agenda.Count
	for _, k := range []struct{ key, kind string }{{"identity.open", KindIdentity}, {"answer.check", KindAnswer}} {
		where, args := waitingFor(by, k.kind)
		n, err := gorm.G[model.Approval](s.DB).Where(where, args...).Count(ctx, "*")
		if err != nil {
			return nil, fmt.Errorf("requests today: %w", err)
		}
		out = append(out, agenda.Count{Key: k.key, N: int(n)})
	}
	return out, nil
}
