package identity

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// How a relative's code behaves.
const (
	relativeLives  = 10 * time.Minute
	relativeDigits = 8
	relativeDraws  = 5
)

// How a grant came about.
const (
	GrantedByCode   = "code"
	GrantedByOffice = "office"
)

// Relations are the words a grant may be described with.
var Relations = []string{"配偶", "父母", "子女", "祖父母", "孙子女", "兄弟姐妹", "其他亲属"}

// FieldCode and FieldRelation name fields of the forms about relatives.
const (
	FieldCode     = "code"
	FieldRelation = "relation"
)

// RelativeCode is a one-time code to be read out to a relative.
type RelativeCode struct {
	Code      seal.Secret // eight digits; shown once, only its digest is stored
	ExpiresAt time.Time
}

// IssueRelativeCode makes a code by which one relative may see the bound
// person's records. Earlier unused codes of the person end.
func (s *Service) IssueRelativeCode(ctx context.Context, by actor.Actor) (RelativeCode, error) {
	mine, err := bound(ctx, s.db, by)
	if err != nil {
		return RelativeCode{}, err
	}
	now := s.instant()
	out := RelativeCode{ExpiresAt: now.Add(relativeLives)}
	for range relativeDraws {
		out.Code = seal.NewSecret(digits(relativeDigits))
		row := model.RelativeCode{
			CodeDigest: s.people.Index(out.Code, indexRelative), PersonID: mine.PersonID,
			IssuedByKind: string(by.Kind), IssuedBy: by.WechatUserID, ExpiresAt: out.ExpiresAt,
		}
		err = transact.Do(ctx, s.db, func(tx *gorm.DB) error { return issue(tx, by, now, row) })
		if !errors.Is(err, gorm.ErrDuplicatedKey) { // these digits were drawn before
			break
		}
	}
	if err != nil {
		return RelativeCode{}, fmt.Errorf("relative code: %w", err)
	}
	return out, nil
}

func issue(tx *gorm.DB, by actor.Actor, now time.Time, row model.RelativeCode) error {
	err := tx.Model(&model.RelativeCode{}).Where("person_id = ? AND used_at IS NULL AND expires_at > ?", row.PersonID, now).
		Update("expires_at", now).Error
	if err != nil {
		return err
	}
	if err := tx.Create(&row).Error; err != nil {
		return err
	}
	return audit.Record(tx, by, now, "identity.relative_code", fmt.Sprintf("relative_code:%d", row.ID), nil)
}

var errWrongCode = fault.Fields(map[string]string{FieldCode: "这个号码不对或者已经过期。号码只能用一次，10分钟内有效，请家人重新生成一个"})

// AddRelative uses a code that a relative read out: from now on the actor's
// person sees that relative's records. It gives the relative's name.
func (s *Service) AddRelative(ctx context.Context, by actor.Actor, code seal.Secret, relation string) (string, error) {
	mine, err := bound(ctx, s.db, by)
	if err != nil {
		return "", err
	}
	typed := seal.NewSecret(idnumber.Code(code.Reveal()))
	wrong := map[string]string{}
	if !isDigits(typed.Reveal(), relativeDigits) {
		wrong[FieldCode] = "请填写家人手机上显示的8位数字"
	}
	if !isRelation(relation) {
		wrong[FieldRelation] = "请选择他（她）是您的什么人"
	}
	if len(wrong) > 0 {
		return "", fault.Fields(wrong)
	}
	limit, err := s.number(ctx, ParamFailures, standardFailures)
	if err != nil {
		return "", err
	}
	subjects := []subject{s.accountSubject("relative", by.WechatUserID)}
	if err := s.reserve(ctx, subjects, limit); err != nil {
		return "", err
	}
	personID, err := s.useCode(ctx, by, mine.PersonID, typed, relation)
	if fault.Is(err, fault.Invalid) {
		return "", err
	}
	if err := errors.Join(err, giveBack(s.db.WithContext(ctx), s.today(), subjects)); err != nil {
		return "", fmt.Errorf("add relative: %w", err)
	}
	p, err := gorm.G[model.Person](s.db).Select("name").Where("id = ?", personID).Take(ctx)
	if err != nil {
		return "", fmt.Errorf("add relative: %w", err)
	}
	return p.Name, nil
}

func isRelation(r string) bool {
	for _, known := range Relations {
		if r == known {
			return true
		}
	}
	return false
}

// useCode turns a code into a grant.
func (s *Service) useCode(ctx context.Context, by actor.Actor, holderID int64, code seal.Secret, relation string) (int64, error) {
	most, err := s.number(ctx, ParamRelatives, standardRelatives)
	if err != nil {
		return 0, err
	}
	now, today := s.instant(), s.today()
	var found model.RelativeCode
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) (err error) {
		found, err = gorm.G[model.RelativeCode](tx).Where("code_digest IN ?", s.people.Indexes(code, indexRelative)).Take(ctx)
		switch {
		case errors.Is(err, gorm.ErrRecordNotFound):
			return errWrongCode
		case err != nil:
			return err
		case found.PersonID == holderID:
			return fault.New(fault.Conflict, "这是您自己的号码。请把它告诉家人，由家人在他的手机上填写")
		}
		r := tx.Model(&model.RelativeCode{}).Where("id = ? AND used_at IS NULL AND expires_at > ?", found.ID, now).
			Updates(map[string]any{"used_at": now, "used_by": holderID})
		if r.Error != nil {
			return r.Error
		}
		if r.RowsAffected != 1 {
			return errWrongCode
		}
		g := model.RelativeGrant{
			HolderID: holderID, PersonID: found.PersonID, Relation: relation, GrantedKind: GrantedByCode, GrantedBy: found.PersonID, GrantedAt: now,
		}
		return grant(tx, by, now, today, most, g)
	})
	return found.PersonID, err
}

// grant writes a grant within the bounds of how many one person may hold.
func grant(tx *gorm.DB, by actor.Actor, now time.Time, today period.Day, most int, g model.RelativeGrant) error {
	// What ran out must not stand in the way of a new one.
	err := tx.Model(&model.RelativeGrant{}).Where("holder_id = ? AND person_id = ? AND active_mark = 0 AND expires_on < ?", g.HolderID, g.PersonID, today.Time()).
		Updates(map[string]any{"active_mark": gorm.Expr("id"), "revoked_at": now}).Error
	if err != nil {
		return fmt.Errorf("ending an old grant: %w", err)
	}
	var held int64
	err = tx.Model(&model.RelativeGrant{}).Where("holder_id = ? AND active_mark = 0 AND (expires_on IS NULL OR expires_on >= ?)", g.HolderID, today.Time()).Count(&held).Error
	if err != nil {
		return fmt.Errorf("counting grants: %w", err)
	}
	if int(held) >= most {
		return fault.Newf(fault.Conflict, "最多只能查看%d位家人的记录，请先取消不再需要的", most)
	}
	if err := tx.Create(&g).Error; err != nil {
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return fault.New(fault.Conflict, "已经可以查看这位家人的记录了，不用再添加")
		}
		return fmt.Errorf("grant: %w", err)
	}
	return audit.Record(tx, by, now, "identity.relative_add", fmt.Sprintf("relative_grant:%d", g.ID),
		map[string]any{"holder": g.HolderID, "person": g.PersonID, "how": g.GrantedKind})
}

// Relative is one grant as one of its two sides sees it.
type Relative struct {
	GrantID   int64
	Name      string // of the other side
	Relation  string
	How       string // GrantedByCode or GrantedByOffice
	GrantedAt time.Time
	ExpiresOn *period.Day
	ISee      bool // true: I see their records; false: they see mine
}

// relativeRow is one row of a list of grants.
type relativeRow struct {
	ID         int64
	HolderID   int64
	PersonID   int64
	HolderName string
	PersonName string
	Relation   string
	How        string
	GrantedAt  time.Time
	ExpiresOn  *time.Time
}

const selectGrants = `SELECT g.id, g.holder_id, g.person_id, h.name AS holder_name, p.name AS person_name, g.relation,
g.granted_kind AS how, g.granted_at, g.expires_on
FROM relative_grants AS g JOIN people AS h ON h.id = g.holder_id JOIN people AS p ON p.id = g.person_id
WHERE g.active_mark = 0 AND (g.expires_on IS NULL OR g.expires_on >= ?) AND `

// Relatives lists whose records the actor's person may see, and who may see theirs.
func (s *Service) Relatives(ctx context.Context, by actor.Actor) ([]Relative, error) {
	mine, err := bound(ctx, s.db, by)
	if err != nil {
		return nil, err
	}
	var rows []relativeRow
	err = s.db.WithContext(ctx).Raw(selectGrants+"(g.holder_id = ? OR g.person_id = ?) ORDER BY g.id", s.today().Time(), mine.PersonID, mine.PersonID).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("relatives: %w", err)
	}
	out := make([]Relative, 0, len(rows))
	for _, r := range rows {
		v := Relative{GrantID: r.ID, Name: r.HolderName, Relation: r.Relation, How: r.How, GrantedAt: r.GrantedAt, ExpiresOn: period.StoredOrNil(r.ExpiresOn)}
		if r.HolderID == mine.PersonID {
			v.Name, v.ISee = r.PersonName, true
		}
		out = append(out, v)
	}
	return out, nil
}

// RevokeRelative ends a grant; either side may. Somebody else's does not exist.
func (s *Service) RevokeRelative(ctx context.Context, by actor.Actor, grantID int64) error {
	mine, err := bound(ctx, s.db, by)
	if err != nil {
		return err
	}
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		return revoke(tx.Where("holder_id = ? OR person_id = ?", mine.PersonID, mine.PersonID), tx, by, s.instant(), grantID)
	})
	if err != nil {
		return fmt.Errorf("revoke: %w", err)
	}
	return nil
}

func revoke(whose, tx *gorm.DB, by actor.Actor, now time.Time, grantID int64) error {
	r := tx.Model(&model.RelativeGrant{}).Where(whose).Where("id = ? AND active_mark = 0", grantID).
		Updates(map[string]any{"active_mark": grantID, "revoked_at": now})
	if r.Error != nil {
		return r.Error
	}
	if r.RowsAffected != 1 {
		return errCannotSee
	}
	return audit.Record(tx, by, now, "identity.relative_revoke", fmt.Sprintf("relative_grant:%d", grantID), nil)
}
