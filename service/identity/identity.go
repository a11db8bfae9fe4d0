// Package identity knows which WeChat account belongs to which person.
//
// A person is proved by name, resident ID and one fact that only they have.
// Whatever of the three is wrong, the answer and the work are the same, so that
// nobody learns from it who is in the register or what is known of them; five
// wrong answers in a day close the account until midnight, and those of several
// accounts the resident ID.
// A person may let a relative see their records, and either side may end it.
// Every step is in the audit chain. Resident IDs, openids and telephone numbers
// enter as seal.Secret and leave only to the sender of text messages.
package identity

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// Purposes of the keyed digests that only this package makes.
const (
	indexSubject  = "bind_subject"
	indexRelative = "relative_code"
	indexSMS      = "sms_code"
)

// Number gives the value of a dated parameter, or standard where the county
// has set none.
type Number func(ctx context.Context, name string, standard int) (int, error)

// The parameters of this package and their values until the county sets others.
const (
	ParamFailures  = "bind.failures_per_day"
	ParamCodes     = "bind.codes_per_day"
	ParamDevices   = "bind.devices"
	ParamConsent   = "relative.office_months"
	ParamRelatives = "relative.most"

	standardFailures  = 5
	standardCodes     = 5
	standardDevices   = 3
	standardConsent   = 12
	standardRelatives = 10
)

// Options are what the service needs. Codes and Texter may both be nil: then
// a text message is not offered as proof.
type Options struct {
	DB     *gorm.DB
	People *seal.Box
	Codes  Codes
	Texter Texter
	Number Number // nil: the standard values
	Now    func() time.Time
	Log    *slog.Logger
}

// Service is safe for use by several goroutines.
type Service struct {
	db     *gorm.DB
	people *seal.Box
	codes  Codes
	texter Texter
	number Number
	now    func() time.Time
	log    *slog.Logger
	texts  chan text
}

// New makes the service. Run sends its text messages.
func New(o Options) *Service {
	if o.Number == nil {
		o.Number = func(_ context.Context, _ string, standard int) (int, error) { return standard, nil }
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Service{
		db: o.DB, people: o.People, codes: o.Codes, texter: o.Texter, number: o.Number, now: o.Now, log: o.Log,
		texts: make(chan text, textsWaiting),
	}
}

// instant is the present as the database keeps it.
func (s *Service) instant() time.Time { return s.now().UTC().Truncate(time.Second) }

// today is the date people here live on.
func (s *Service) today() period.Day { return period.Here(s.now()) }

// SignIn gives the actor behind an openid, making a row for it the first time.
// The openid of a snapshot page is not a real one: it is not kept, and the
// actor may look at what is public and nothing else.
func (s *Service) SignIn(ctx context.Context, openid seal.Secret, snapshot bool) (actor.Actor, error) {
	if snapshot {
		return actor.Actor{Kind: actor.Villager, Snapshot: true}, nil
	}
	if openid.Empty() {
		return actor.Actor{}, errors.New("sign in: no openid")
	}
	id, err := s.user(ctx, openid)
	if err != nil {
		return actor.Actor{}, fmt.Errorf("sign in: %w", err)
	}
	return s.Current(ctx, id)
}

// Current is the actor of a WeChat account as its binding stands now. A session
// refreshes itself with it.
func (s *Service) Current(ctx context.Context, wechatUserID int64) (actor.Actor, error) {
	by := actor.Actor{Kind: actor.Villager, WechatUserID: wechatUserID}
	b, err := gorm.G[model.Binding](s.db).Select("person_id").Where("wechat_user_id = ? AND active_mark = 0", wechatUserID).Take(ctx)
	switch {
	case err == nil:
		by.PersonID = b.PersonID
	case !errors.Is(err, gorm.ErrRecordNotFound):
		return actor.Actor{}, fmt.Errorf("current binding: %w", err)
	}
	return by, nil
}

// Follow records that an account follows the official account.
func (s *Service) Follow(ctx context.Context, openid seal.Secret) (actor.Actor, error) {
	by, err := s.SignIn(ctx, openid, false)
	if err != nil {
		return by, err
	}
	return by, s.subscribed(ctx, by.WechatUserID, map[string]any{"subscribed": true, "subscribed_at": s.instant(), "unsubscribed_at": nil})
}

// Unfollow records that an account no longer follows. Its binding holds: a
// person who follows again need not prove themselves again.
func (s *Service) Unfollow(ctx context.Context, openid seal.Secret) (actor.Actor, error) {
	by, err := s.SignIn(ctx, openid, false)
	if err != nil {
		return by, err
	}
	return by, s.subscribed(ctx, by.WechatUserID, map[string]any{"subscribed": false, "unsubscribed_at": s.instant()})
}

func (s *Service) subscribed(ctx context.Context, id int64, set map[string]any) error {
	r := s.db.WithContext(ctx).Model(&model.WechatUser{}).Where("id = ?", id).Updates(set)
	if r.Error != nil {
		return fmt.Errorf("subscription: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return errors.New("subscription: the account is gone")
	}
	return nil
}

// user finds the row of an openid under any index key, or makes it under the newest.
func (s *Service) user(ctx context.Context, openid seal.Secret) (int64, error) {
	id, err := s.findUser(ctx, openid)
	if err != nil || id != 0 {
		return id, err
	}
	digest := s.people.Index(openid, seal.PurposeOpenid)
	u := model.WechatUser{OpenidDigest: digest, OpenidSealed: s.people.Seal(openid, seal.PlaceOpenid(digest)),
		CreatedAt: s.today().Time()} // the day only: the minute of a first visit would point at an anonymous complaint
	// Two pages opened at once meet here: the second finds the first's row.
	if err := s.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&u).Error; err != nil {
		return 0, fmt.Errorf("wechat user: %w", err)
	}
	return s.findUser(ctx, openid)
}

func (s *Service) findUser(ctx context.Context, openid seal.Secret) (int64, error) {
	u, err := gorm.G[model.WechatUser](s.db).Select("id").Where("openid_digest IN ?", s.people.Indexes(openid, seal.PurposeOpenid)).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return 0, nil
	}
	return u.ID, err
}

// PlaceConsent is where the consent note of a grant is sealed to. holder and
// person tell it apart before the grant has a number.
func PlaceConsent(holder, person int64) string {
	return fmt.Sprintf("relative_grants.consent/%d-%d", holder, person)
}

// Words said in more than one place.
var (
	errSnapshot  = fault.New(fault.Forbidden, "您现在看到的是微信的快照页，不能办理。请点页面上的“使用完整服务”，或从公众号菜单重新进入")
	errNoWechat  = fault.New(fault.Unauthenticated, "请从微信公众号的菜单进入，再来办理")
	errUnbound   = fault.New(fault.Unauthenticated, "请先绑定本人身份，再来查看")
	errCannotSee = fault.New(fault.NotFound, "没有找到这条记录")
)

// account refuses whoever has no WeChat account of their own here.
func account(by actor.Actor) error {
	switch {
	case by.Kind == actor.Villager && by.Snapshot:
		return errSnapshot
	case by.Kind != actor.Villager || by.WechatUserID == 0:
		return errNoWechat
	}
	return nil
}

// bound gives the live binding of the actor. A session may be older than an
// unbinding made on another phone, so the actor's word is not enough.
func bound(ctx context.Context, db *gorm.DB, by actor.Actor) (model.Binding, error) {
	if err := account(by); err != nil {
		return model.Binding{}, err
	}
	b, err := gorm.G[model.Binding](db).Where("wechat_user_id = ? AND active_mark = 0", by.WechatUserID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) || (err == nil && by.PersonID != b.PersonID) {
		return model.Binding{}, errUnbound
	}
	return b, err
}
