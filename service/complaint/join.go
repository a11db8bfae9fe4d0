package complaint

import (
	"errors"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// joins is 我也是: it makes a petition one that is handled along with another: sealed, kept,
// with a receipt of its own. No clock of acceptance runs, for that is not told
// again.
func joins(row *model.Petition, n arrival) {
	if n.first == 0 {
		return
	}
	row.State, row.DuplicateOf, row.Joined = model.PetitionDuplicate, n.first, true
	row.AnsweredAt = &n.at
}

// errApart says that what was to be joined is not handled any more: it was
// withdrawn or handed over while this one was on its way.
var errApart = errors.New("complaint: nothing to join")

// arrived writes down that a petition came. Of one that joins another nothing
// is written there: not even that one more did.
func arrived(tx *gorm.DB, box *seal.Box, p model.Petition, d deed) error {
	if !p.Joined {
		return follow(tx, box, p, "", d)
	}
	var lead []model.Petition
	if err := transact.Locked(tx).Select("id").Where(mayJoin, p.DuplicateOf, false, handledStates).Limit(1).Find(&lead).Error; err != nil {
		return fmt.Errorf("join: %w", err)
	}
	if len(lead) == 0 {
		return errApart
	}
	d.act, d.start, d.public = ActJoin, nil, "我们收到了您反映的事，和正在办理的同一件事一起办。有了进展会在这里告诉您。"
	if err := recuse.Inherit(tx, d.at, model.ObjectPetition, p.DuplicateOf, model.ObjectPetition, p.ID); err != nil {
		return err
	}
	return follow(tx, box, p, "", d)
}
