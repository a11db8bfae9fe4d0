package identity

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// How a villager said by a code that the office of their village may look for
// them once.
const (
	ConsentText = "text" // it came to their registered telephone
	ConsentPage = "page" // they read it on their own page in WeChat
)

// How such a code behaves.
const (
	consentLives = 10 * time.Minute
	staffShare   = 6 // how many times a person's codes one account of an office may ask for in a day
)

// indexConsent is the purpose of the digests of these codes.
const indexConsent = "consent_code"

// ConsentAsked are the words after every request for such a code that was well
// formed, whether there is such a person or not.
const ConsentAsked = "如果姓名和身份证号与本村登记的一致，代查码会在一分钟内发到本人登记的手机上，10分钟内有效，请本人念给您听。没有收到的，请用签字的同意书"

// IssueConsent gives the bound person a code for the office of their village. It
// is good once; an earlier one ends.
func (s *Service) IssueConsent(ctx context.Context, by actor.Actor) (code seal.Secret, until time.Time, err error) {
	mine, err := bound(ctx, s.db, by)
	if err != nil {
		return code, until, err
	}
	if s.codes == nil {
		return code, until, errNoConsent
	}
	now := s.instant()
	code, until = seal.NewSecret(digits(codeDigits)), now.Add(consentLives)
	if err := s.putConsent(ctx, ConsentPage, mine.PersonID, 0, code); err != nil {
		return seal.Secret{}, until, err
	}
	if err := audit.RecordAlone(ctx, s.db, by, now, "identity.consent_code", fmt.Sprintf("person:%d", mine.PersonID), nil); err != nil {
		return seal.Secret{}, until, fmt.Errorf("consent: %w", err)
	}
	return code, until, nil
}

var errNoConsent = fault.New(fault.Unavailable, "暂时不能用代查码，请用签字的同意书")

// SendConsent sends a code to the registered telephone of a villager of the
// cadre's own village. As with SendCode nothing tells whether anything was sent.
func (s *Service) SendConsent(ctx context.Context, by actor.Actor, name, id seal.Secret) error {
	if err := atCounter(by); err != nil {
		return err
	}
	number, err := BindInput{Name: name, ID: id}.check(s.today(), false)
	if err != nil {
		return err
	}
	if !s.CanText() {
		return fault.New(fault.Unavailable, "暂时不能发短信，请用签字的同意书，或者请本人在微信上拿代查码")
	}
	limit, err := s.number(ctx, ParamCodes, standardCodes)
	if err != nil {
		return err
	}
	ok, err := s.codes.Put(ctx, fmt.Sprintf("consent/asked/%x", s.people.Index(number, indexConsent)), []byte{1}, codeGap, codeGap, 1)
	if err != nil {
		return fault.Wrap(fault.Unavailable, "暂时不能发短信，请过几分钟再试", err)
	}
	if !ok {
		return fault.New(fault.TooMany, "一分钟内只能给一个人发一次，请等一分钟再试")
	}
	if err := s.reserve(ctx, []subject{s.staffSubject("consent", by), s.residentSubject("consent", number, 1)}, limit); err != nil {
		return err
	}
	p, err := s.villager(ctx, by, name, number)
	if err != nil {
		return err
	}
	code := seal.NewSecret(digits(codeDigits))
	if err := s.putConsent(ctx, ConsentText, p.ID, by.StaffID, code); err != nil {
		return err
	}
	phone, err := s.phone(ctx, p.ID)
	if err != nil {
		return err
	}
	if err := audit.RecordAlone(ctx, s.db, by, s.instant(), "identity.consent_asked", fmt.Sprintf("person:%d", p.ID), nil); err != nil {
		return fmt.Errorf("consent: %w", err)
	}
	select {
	case s.texts <- text{phone: phone, words: seal.NewSecret("村委会要代您查一次领到的补贴。同意的话，把代查码" + code.Reveal() + "告诉工作人员，10分钟内有效。没有请人代查，请不要告诉任何人。")}:
		return nil
	default:
		return fault.New(fault.Unavailable, "现在要代查码的人太多，请过几分钟再试")
	}
}

// Consented finds the villager at the counter who gave a code, and tells how they
// got it. A wrong code and a person who is none get the same answer; a right one
// is used up.
func (s *Service) Consented(ctx context.Context, by actor.Actor, name, id, code seal.Secret) (person int64, how string, err error) {
	if err := atCounter(by); err != nil {
		return 0, "", err
	}
	number, err := BindInput{Name: name, ID: id}.check(s.today(), false)
	if err != nil {
		return 0, "", err
	}
	typed := seal.NewSecret(idnumber.Code(code.Reveal()))
	if !isDigits(typed.Reveal(), codeDigits) {
		return 0, "", fault.Fields(map[string]string{FieldCode: "代查码是6位数字，请再看一遍"})
	}
	if s.codes == nil {
		return 0, "", errNoConsent
	}
	limit, err := s.number(ctx, ParamFailures, standardFailures)
	if err != nil {
		return 0, "", err
	}
	subjects := []subject{s.staffSubject("consented", by), s.residentSubject("consented", number, accountsToLock)}
	if err := s.reserve(ctx, subjects, limit); err != nil {
		return 0, "", err
	}
	p, err := s.villager(ctx, by, name, number)
	if err == nil {
		how, err = s.takeConsent(ctx, p.ID, by.StaffID, typed)
	}
	if err == nil && (p.ID == 0 || how == "") {
		return 0, "", s.refuseConsent(ctx, by, subjects, limit)
	}
	if err := errors.Join(err, giveBack(s.db.WithContext(ctx), s.today(), subjects)); err != nil {
		return 0, "", err
	}
	return p.ID, how, nil
}

// atCounter refuses whoever is not in charge of a village.
func atCounter(by actor.Actor) error {
	if !by.Is(actor.RoleVillageCadre) || by.Division == "" {
		return fault.New(fault.Forbidden, "只有村干部可以为本村村民代查")
	}
	return nil
}

func (s *Service) staffSubject(what string, by actor.Actor) subject {
	return subject{s.people.Index(seal.NewSecret(fmt.Sprintf("%s:staff:%d", what, by.StaffID)), indexSubject), staffShare}
}

// consentKey is where a person's code lies: one of their own for any account of
// their village, one by text for the account that asked for it.
func (s *Service) consentKey(how string, person, staff int64) string {
	if how == ConsentPage {
		staff = 0
	}
	return fmt.Sprintf("consent/%s/%x", how, s.people.Index(seal.NewSecret(fmt.Sprintf("%d:%d", person, staff)), indexConsent))
}

func (s *Service) consentDigest(person int64, code seal.Secret) []byte {
	return s.people.Index(seal.NewSecret(fmt.Sprintf("%d:%s", person, code.Reveal())), indexConsent)
}

func (s *Service) putConsent(ctx context.Context, how string, person, staff int64, code seal.Secret) error {
	_, err := s.codes.Put(ctx, s.consentKey(how, person, staff), s.consentDigest(person, code), consentLives, 0, codeTries)
	if err != nil {
		return fault.Wrap(fault.Unavailable, "暂时不能用代查码，请过几分钟再试", err)
	}
	return nil
}

// takeConsent uses a person's code up and tells how they got it; "" is none of theirs.
func (s *Service) takeConsent(ctx context.Context, person, staff int64, code seal.Secret) (string, error) {
	for _, how := range []string{ConsentText, ConsentPage} {
		ok, err := s.codes.Take(ctx, s.consentKey(how, person, staff), s.consentDigest(person, code))
		if err != nil {
			return "", fault.Wrap(fault.Unavailable, "暂时核对不了代查码，请过几分钟再试，或者用签字的同意书", err)
		}
		if ok {
			return how, nil
		}
	}
	return "", nil
}

// refuseConsent says the same of every mismatch, and closes who tried too often.
func (s *Service) refuseConsent(ctx context.Context, by actor.Actor, subjects []subject, limit int) error {
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		if _, err := s.failed(tx, subjects, limit); err != nil {
			return err
		}
		return audit.Record(tx, by, s.instant(), "identity.consent_failed", fmt.Sprintf("staff:%d", by.StaffID), nil)
	})
	if err != nil {
		return fmt.Errorf("consent refused: %w", err)
	}
	return fault.Fields(map[string]string{FieldCode: "代查码和姓名、身份证号对不上，或者过期、用过了。请本人再拿一个，或者用签字的同意书"})
}
