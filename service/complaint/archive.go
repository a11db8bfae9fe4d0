package complaint

import (
	"context"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// paramObjection is the county's number of days in which a reporter may object
// to a result, and standardObjection what holds until it sets one.
const (
	paramObjection    = "petition.objection"
	standardObjection = 30
	archivedAtOnce    = 200
)

// ArchiveOld archives what was told so long ago that no objection comes any
// more and on which nothing waits, and says how many. What somebody moves in
// the same moment is left for the next night.
func (s *Service) ArchiveOld(ctx context.Context) (int, error) {
	days, err := s.number(ctx, paramObjection, standardObjection)
	if err != nil {
		return 0, err
	}
	at := s.clock()
	found, err := gorm.G[model.Petition](s.DB).
		Where("state IN ?", []string{model.PetitionFeedback, model.PetitionNotified, model.PetitionAnswered}).
		Where("updated_at <= ?", at.Add(-time.Duration(days)*24*time.Hour)).Where("NOT " + stillRuns).
		Where("NOT " + toCall).
		Where("NOT " + replied).Order("id").Limit(archivedAtOnce).Find(ctx)
	if err != nil {
		return 0, failed("archive", err)
	}
	n := 0
	for _, p := range found {
		d := deed{by: actor.Sys("archive"), role: RoleProgram, at: at, act: ActArchive, note: seal.NewSecret("异议期已过，自动归档")}
		err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return advance(tx, s.Box, p, d) })
		if fault.Is(err, fault.Conflict) {
			continue
		}
		if err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
