package prepayment

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/recuse"
)

// mostOwn bounds the rows of a list that go to the accounts around one person.
const mostOwn = 2000

// foreign narrows rows of a batch, by the name or alias of their table and the
// column with the row's number, to those that do not concern the actor: a row
// about an officer or their kin, or paid into an account of theirs, is seen and
// answered by another officer of the bureau.
func (s *Service) foreign(ctx context.Context, by actor.Actor, batch int64, table, column string) (where string, args []any, err error) {
	own, err := recuse.InterestOf(ctx, s.db, by)
	if err != nil || len(own.People) == 0 {
		return "1 = 1", nil, err
	}
	where, args = table+".person_id NOT IN ?", []any{own.People}
	if len(own.Accounts) == 0 {
		return where, args, nil
	}
	var rows []int64
	err = s.db.WithContext(ctx).Model(&model.Prepayout{}).Where("batch_id = ? AND account_digest IN ?", batch, own.Accounts).Limit(mostOwn).Pluck("id", &rows).Error
	if err != nil {
		return "", nil, fmt.Errorf("own accounts: %w", err)
	}
	if len(rows) > 0 {
		where, args = where+" AND "+table+"."+column+" NOT IN ?", append(args, rows)
	}
	return where, args, nil
}

// kept counts the rows of a list that concern the actor.
func (s *Service) kept(ctx context.Context, by actor.Actor, l model.PrepaymentList) (int, error) {
	return s.own(ctx, by, l, "1 = 1")
}

// own counts those of them that what says.
func (s *Service) own(ctx context.Context, by actor.Actor, l model.PrepaymentList, what string, more ...any) (int, error) {
	where, args, err := s.foreign(ctx, by, l.BatchID, "prepayment_rows", "payout_id")
	if err != nil || len(args) == 0 {
		return 0, err
	}
	n, err := gorm.G[model.PrepaymentRow](s.db).Where("list_id = ?", l.ID).Where(what, more...).Where("NOT ("+where+")", args...).Count(ctx, "id")
	if err != nil {
		return 0, fmt.Errorf("own rows: %w", err)
	}
	return int(n), nil
}

// disinterested refuses a head who is about to release a list in which a row
// about themselves or their kin is to be paid although something speaks against
// it: that is not theirs to decide. They may send the list back.
func (s *Service) disinterested(ctx context.Context, by actor.Actor, l model.PrepaymentList) error {
	n, err := s.own(ctx, by, l, "verdict <> ? AND answer <> ?", model.VerdictPass, model.AnswerWithdraw)
	if err != nil || n == 0 {
		return err
	}
	return fault.Fields(map[string]string{"note": fmt.Sprintf("名单里有 %d 行需要核实的钱是发给您本人、亲属或者您的账户的，不能由您放行。请本部门另一位负责人放行；没有别人的，请退回名单，让经办人把这几行撤下", n)})
}
