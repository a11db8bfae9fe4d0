package identity

import (
	"context"
	"crypto/rand"
	"fmt"
	"math/big"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/seal"
)

// Codes keeps short-lived codes outside the database. It sees digests only.
type Codes interface {
	// Put keeps digest under key for ttl. It reports false, and keeps what was
	// there, when something was put under key less than gap ago.
	Put(ctx context.Context, key string, digest []byte, ttl, gap time.Duration, tries int) (bool, error)
	// Take reports whether digest is what was put under key. A right answer
	// uses it up; so does the last wrong one.
	Take(ctx context.Context, key string, digest []byte) (bool, error)
}

// Texter sends a text message. It must not log either argument.
type Texter interface {
	Text(ctx context.Context, phone, words seal.Secret) error
}

// How codes by text message behave.
const (
	codeLives    = 5 * time.Minute
	codeGap      = time.Minute
	codeTries    = 5
	codeDigits   = 6
	textsWaiting = 256
)

// text is one message on its way. Without a phone it is sent to nobody: it
// stands for a person who does not exist.
type text struct{ phone, words seal.Secret }

// CanText reports whether a code by text message can be offered.
func (s *Service) CanText() bool { return s.texter != nil && s.codes != nil }

// CodeAsked are the words after every request for a code that was well formed,
// whether there is such a person or not.
const CodeAsked = "如果姓名和身份证号与登记的一致，验证码会在一分钟内发到登记的手机上，5分钟内有效。没有收到，可能是登记的手机号变了，请改用存折核对，或到村委会更新手机号"

// SendCode sends a code to the telephone registered for the person. Whether
// anything was sent cannot be told from the answer or the time it takes: the
// message itself leaves later, through Run.
func (s *Service) SendCode(ctx context.Context, by actor.Actor, name, id seal.Secret) error {
	if err := account(by); err != nil {
		return err
	}
	if !s.CanText() {
		return fault.New(fault.Unavailable, "暂时不能发送短信验证码，请改用存折或银行卡的后四位核对")
	}
	in := BindInput{Name: name, ID: id}
	number, err := in.check(s.today(), false)
	if err != nil {
		return err
	}
	limit, err := s.number(ctx, ParamCodes, standardCodes)
	if err != nil {
		return err
	}
	if err := s.hold(ctx, by, number); err != nil {
		return err
	}
	if err := s.reserve(ctx, []subject{s.accountSubject("sms", by.WechatUserID), s.residentSubject("sms", number, 1)}, limit); err != nil {
		return err
	}
	code := digits(codeDigits)
	if _, err := s.codes.Put(ctx, s.codeKey(by, number), s.codeDigest(by, number, code), codeLives, 0, codeTries); err != nil {
		return fault.Wrap(fault.Unavailable, "暂时不能发送短信验证码，请过几分钟再试", err)
	}
	phone, err := s.registeredPhone(ctx, in.Name, number)
	if err != nil {
		return err
	}
	err = audit.RecordAlone(ctx, s.db, by, s.instant(), "identity.code_asked", fmt.Sprintf("wechat_user:%d", by.WechatUserID), nil)
	if err != nil {
		return fmt.Errorf("code: %w", err)
	}
	select {
	case s.texts <- text{phone: phone, words: seal.NewSecret("您的验证码是" + code + ",5分钟内有效。绑定本人身份用，不要告诉任何人。")}:
		return nil
	default:
		return fault.New(fault.Unavailable, "现在要验证码的人太多，请过几分钟再试")
	}
}

// hold lets one account, and the people asking about one resident ID, ask once a minute.
func (s *Service) hold(ctx context.Context, by actor.Actor, number seal.Secret) error {
	for _, key := range []string{fmt.Sprintf("asked/user/%d", by.WechatUserID), fmt.Sprintf("asked/id/%x", s.people.Index(number, indexSMS))} {
		ok, err := s.codes.Put(ctx, key, []byte{1}, codeGap, codeGap, 1)
		if err != nil {
			return fault.Wrap(fault.Unavailable, "暂时不能发送短信验证码，请过几分钟再试", err)
		}
		if !ok {
			return fault.New(fault.TooMany, "一分钟内只能要一次验证码，请等一分钟再试")
		}
	}
	return nil
}

// registeredPhone gives the number the register has for the person; it is
// empty when the name is another, the person unknown or no number registered.
// The number goes to the sender of messages and nowhere else, at the person's
// own asking: that is no look at it by anybody, and the asking is in the audit chain.
func (s *Service) registeredPhone(ctx context.Context, name, number seal.Secret) (seal.Secret, error) {
	p, err := s.person(ctx, number)
	if err != nil {
		return seal.Secret{}, err
	}
	phone, err := s.phone(ctx, p.ID)
	if err != nil || !idnumber.SameName(p.Name, name.Reveal()) {
		return seal.Secret{}, err
	}
	return phone, nil
}

func (s *Service) phone(ctx context.Context, personID int64) (seal.Secret, error) {
	var r model.Resident
	err := s.db.WithContext(ctx).Table("residents AS r").Select("r.id, r.phone_sealed").
		Joins("JOIN batches AS b ON b.id = r.batch_id AND b.status = ?", model.BatchLoaded).
		Where("r.person_id = ? AND r.closed_by = 0 AND r.phone_sealed IS NOT NULL", personID).Order("r.id DESC").Limit(1).Scan(&r).Error
	if err != nil || r.ID == 0 {
		return seal.Secret{}, err
	}
	return s.people.Open(r.PhoneSealed, seal.PlaceResidentPhone(r.ID))
}

// Contact gives the name and the registered telephone of a person who is about
// to sign a complaint with them: it is sealed there under another key. phone
// is empty when none is registered. Handlers have no use for it.
func (s *Service) Contact(ctx context.Context, personID int64) (name, phone seal.Secret, err error) {
	p, err := gorm.G[model.Person](s.db).Select("name").Where("id = ?", personID).Take(ctx)
	if err != nil {
		return name, phone, fmt.Errorf("contact: %w", err)
	}
	phone, err = s.phone(ctx, personID)
	if err != nil {
		return name, phone, fmt.Errorf("contact: %w", err)
	}
	return seal.NewSecret(p.Name), phone, nil
}

// Run sends text messages until ctx ends.
func (s *Service) Run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case t := <-s.texts:
			s.send(ctx, t)
		}
	}
}

// SendWaiting sends what waits and returns; tests call it in place of Run.
func (s *Service) SendWaiting(ctx context.Context) {
	for {
		select {
		case t := <-s.texts:
			s.send(ctx, t)
		default:
			return
		}
	}
}

// send tries once: a code that comes late is of no use, and the person can ask again.
func (s *Service) send(ctx context.Context, t text) {
	if t.phone.Empty() {
		return
	}
	if err := s.texter.Text(ctx, t.phone, t.words); err != nil {
		s.log.WarnContext(ctx, "a text message was not sent", "err", err)
	}
}

// codeKey is where the code lies that an account asked for a resident ID; it
// tells nothing of the ID. Each account has a code of its own: another that asks
// or guesses neither replaces it nor uses up its tries.
func (s *Service) codeKey(by actor.Actor, number seal.Secret) string {
	return fmt.Sprintf("code/%x", s.people.Index(seal.NewSecret(fmt.Sprintf("%d:%s", by.WechatUserID, number.Reveal())), indexSMS))
}

// codeDigest binds a code to who asked for it: it is of no use to another account.
func (s *Service) codeDigest(by actor.Actor, number seal.Secret, code string) []byte {
	return s.people.Index(seal.NewSecret(fmt.Sprintf("%d:%s:%s", by.WechatUserID, number.Reveal(), code)), indexSMS)
}

// digits is a random number of n digits.
func digits(n int) string {
	limit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
	v, _ := rand.Int(rand.Reader, limit) // never fails: crypto/rand aborts the process instead
	return fmt.Sprintf("%0*d", n, v)
}
