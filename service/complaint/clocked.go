package complaint

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
)

// Clocked is what whoever watches over clocks may ask of petitions.
type Clocked struct{ s *Service }

// Clocked gives the narrow side of the service for whoever watches over clocks.
func (s *Service) Clocked() Clocked { return Clocked{s} }

// Seen selects the petitions that an actor may see.
func (Clocked) Seen(by actor.Actor) (query string, args []any, ok bool) {
	where, args, ok := sees(by)
	return "SELECT id FROM petitions WHERE " + where, args, ok
}

// Titles describes petitions without anything that is sealed.
func (c Clocked) Titles(ctx context.Context, b timer.Book, ids []int64, now time.Time) (map[int64]timer.Matter, error) {
	found, err := gorm.G[model.Petition](c.s.DB).Where("id IN ?", ids).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("petitions: %w", err)
	}
	places, err := placeNames(ctx, c.s.DB, villagesOf(found))
	if err != nil {
		return nil, err
	}
	var staff []int64
	for _, p := range found {
		if p.ClaimedBy != 0 {
			staff = append(staff, p.ClaimedBy)
		}
	}
	names, err := namesOf(ctx, c.s.DB, staff)
	if err != nil {
		return nil, err
	}
	stand, err := standings(ctx, c.s.DB, b, found, now)
	if err != nil {
		return nil, err
	}
	out := make(map[int64]timer.Matter, len(found))
	for _, p := range found {
		m := timer.Matter{
			Number: p.Number, What: join(SubjectText(p.Subject), places[p.VillageCode]), State: StateText(p.State), Unit: p.AssignedUnit,
			Colour: stand[p.ID].colour, Urged: stand[p.ID].urged, StaffID: p.ClaimedBy,
			Desk: func(timer.Kind) timer.Desk { return deskOf(p) },
		}
		if m.Unit == "" {
			m.Unit = names[p.ClaimedBy]
		}
		out[p.ID] = m
	}
	return out, nil
}

// Desk says inside tx where a petition lies.
func (Clocked) Desk(tx *gorm.DB, id int64, _ timer.Kind) (timer.Desk, error) {
	p, err := take(gorm.G[model.Petition](tx).Select("id", "state", "claimed_by", "assigned_to").Where("id = ?", id).Take(tx.Statement.Context))
	return deskOf(p), err
}

// deskOf is where a petition lies: with the town or the office it was handed
// to, else with the petition office.
func deskOf(p model.Petition) timer.Desk {
	switch p.State {
	case model.PetitionTransferredDown:
		return timer.Desk{Role: actor.RoleTownInspector}
	case model.PetitionHandedOver:
		return timer.Desk{Role: actor.RoleSupervision}
	}
	return timer.Desk{Role: actor.RolePetition, StaffID: p.ClaimedBy}
}

// Ask writes a request about a petition inside tx.
func (c Clocked) Ask(tx *gorm.DB, by actor.Actor, at time.Time, r approval.Request) (model.Approval, error) {
	return approval.Ask(tx, c.s.Box, by, at, r)
}

// Decide writes the word on a request about a petition inside tx.
func (c Clocked) Decide(tx *gorm.DB, by actor.Actor, at time.Time, id int64, agree bool, words seal.Secret) (model.Approval, []byte, error) {
	return approval.Decide(tx, c.s.Box, by, at, id, agree, words)
}

// Requests opens requests about petitions.
func (c Clocked) Requests(by actor.Actor, found []model.Approval) ([]approval.View, error) {
	return approval.Open(c.s.Box, by, found)
}

// Extended writes inside tx that a clock of a petition, or of what became of
// it, got more time; the reporter reads so.
func (c Clocked) Extended(tx *gorm.DB, by actor.Actor, at time.Time, e timer.Extended) (int64, error) {
	p, err := take(gorm.G[model.Petition](tx).Where("id = ?", e.ID).Take(tx.Statement.Context))
	if err != nil {
		return 0, err
	}
	d := deed{by: by, role: by.Role, at: at, act: ActExtend, approval: e.Approval, public: e.Public, note: seal.NewSecret(e.Note)}
	if _, err := leads(p.State, d); err != nil {
		if e.Behind { // it has its answer: nothing is to be told any more
			return 0, nil
		}
		return 0, err
	}
	return 0, record(tx, c.s.Box, p, p.State, d)
}
