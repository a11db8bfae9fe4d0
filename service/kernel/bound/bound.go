// Package bound tells whether whoever asks is a villager whose WeChat account
// still belongs to the person the session names. A binding can be undone on
// another telephone, or by whom it was stolen from, while a session lives.
package bound

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
)

// Check refuses everybody but a villager with a living binding, in one
// statement; the visitor of a snapshot page, whose openid is not real, has
// none. What it refuses has the kind Unauthenticated.
func Check(ctx context.Context, db *gorm.DB, by actor.Actor) error {
	refused := fault.New(fault.Unauthenticated, "请先实名绑定")
	if by.Kind != actor.Villager || by.PersonID == 0 || by.Snapshot {
		return refused
	}
	n, err := gorm.G[model.Binding](db).Where("wechat_user_id = ? AND person_id = ? AND active_mark = 0", by.WechatUserID, by.PersonID).Count(ctx, "*")
	if err != nil {
		return fmt.Errorf("binding: %w", err)
	}
	if n == 0 {
		return refused
	}
	return nil
}
