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
// their role, not asked by themselves, about petitions that they may see.
func waitingFor(by actor.Actor, kinds ...string) (where string, args []any, ok bool) {
	seen, more, ok := sees(by)
	return "waiting = 1 AND object = ? AND kind IN ? AND to_role = ? AND asked_by <> ? AND EXISTS (SELECT 1 FROM petitions WHERE petitions.id = approvals.object_id AND " + seen + ")",
		append([]any{model.ObjectPetition, kinds, string(by.Role), by.StaffID}, more...), ok
}

// Requests lists what waits for the actor's consent, the oldest first.
func (s *Service) Requests(ctx context.Context, by actor.Actor) ([]Request, error) {
	if !by.Is(actor.RolePetition, actor.RoleHead) {
		return nil, notFound()
	}
	where, args, ok := waitingFor(by, KindIdentity, KindAnswer)
	if !ok {
		return nil, notFound()
	}
	found, err := gorm.G[model.Approval](s.DB).Where(where, args...).Order("id").Limit(100).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("requests: %w", err)
	}
	waiting, err := approval.Open(s.Box, by, found)
	if err != nil {
		return nil, err
	}
	about, err := s.asked(ctx, found)
	if err != nil {
		return nil, err
	}
	out := make([]Request, 0, len(waiting))
	for _, a := range waiting {
		p := about[a.ObjectID]
		r := Request{
			ID: a.ID, PetitionID: p.ID, Number: p.Number, Subject: SubjectText(p.Subject), Mode: p.Mode, Kind: a.Kind,
			AskedBy: a.AskedBy, AskedAt: a.AskedAt, Reason: a.Reason,
		}
		if a.Kind == KindAnswer {
			if r.Proposal, err = readProposal(a.Details); err != nil {
				return nil, err
			}
			r.Proposal.Moved = r.Proposal.Version != p.Version
		}
		out = append(out, r)
	}
	return out, nil
}

// asked reads the petitions that requests are about, in one statement. Whether
// the actor may see them was asked when the requests were found.
func (s *Service) asked(ctx context.Context, requests []model.Approval) (map[int64]model.Petition, error) {
	ids := make([]int64, len(requests))
	for i, a := range requests {
		ids[i] = a.ObjectID
	}
	found, err := gorm.G[model.Petition](s.DB).Select("id", "number", "subject", "mode", "version").Where("id IN ?", ids).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("requests: %w", err)
	}
	out := make(map[int64]model.Petition, len(found))
	for _, p := range found {
		out[p.ID] = p
	}
	return out, nil
}

// requestsToday counts what waits for the actor's consent, by kind.
func (s *Service) requestsToday(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	if !by.Is(actor.RolePetition, actor.RoleHead) {
		return nil, nil
	}
	var out []agenda.Count
	for _, k := range []struct{ key, kind string }{{"identity.open", KindIdentity}, {"answer.check", KindAnswer}} {
		where, args, ok := waitingFor(by, k.kind)
		if !ok {
			return nil, nil
		}
		n, err := gorm.G[model.Approval](s.DB).Where(where, args...).Count(ctx, "*")
		if err != nil {
			return nil, fmt.Errorf("requests today: %w", err)
		}
		out = append(out, agenda.Count{Key: k.key, N: int(n)})
	}
	return out, nil
}
