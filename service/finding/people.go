package finding

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
)

// shown is what an audit entry says of the persons a page showed.
func (d *Detail) shown() map[string]any {
	switch {
	case d.MaskedID != "" && d.named:
		return map[string]any{"person": "masked", "records": "named"}
	case d.MaskedID != "":
		return map[string]any{"person": "masked"}
	case d.named:
		return map[string]any{"records": "named"}
	}
	return nil
}

// whose says whose each record of a finding is, in one query. A page whose
// records are all the subject's own repeats no name. Whoever checks in a village
// reads the names of the household that is asked about and nobody else's.
func (s *Service) whose(ctx context.Context, by actor.Actor, f model.Finding, people []int64, out *Detail) error {
	var wanted []int64
	for _, p := range people {
		if p != 0 && p != f.PersonID {
			wanted = append(wanted, p)
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	if by.Is(actor.RoleVillageCadre) {
		wanted = wanted[:0]
		for _, m := range out.Members {
			wanted = append(wanted, m.PersonID)
		}
	}
	found, err := gorm.G[model.Person](s.DB).Select("id", "name").Where("id IN ?", append(wanted, f.PersonID)).Limit(mostEvidence + mostMembers).Find(ctx)
	if err != nil {
		return fmt.Errorf("names of records: %w", err)
	}
	names := make(map[int64]string, len(found))
	for _, p := range found {
		names[p.ID] = p.Name
	}
	for i, p := range people {
		if out.Evidence[i].Person = names[p]; p != 0 && p != f.PersonID && names[p] != "" {
			out.named = true
		}
	}
	return nil
}
