package identity

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// The facts a person may be proved by, and the methods a binding is kept with.
const (
	MethodAccount = "account_tail"
	MethodSMS     = "sms"
)

// TopicBindingMade is the outbox topic of a new binding: earlier devices are told.
const TopicBindingMade = "binding.made"

// BindingMade is its payload.
type BindingMade struct {
	PersonID  int64 `json:"person_id"`
	BindingID int64 `json:"binding_id"`
}

// BindInput is what a person types to be recognised.
type BindInput struct {
	Name   seal.Secret
	ID     seal.Secret
	Method string      // MethodAccount or MethodSMS
	Fact   seal.Secret // last four of the account, or the code
}

// The names of the fields that messages refer to.
const (
	FieldName   = "name"
	FieldID     = "id"
	FieldMethod = "method"
	FieldFact   = "fact"
)

// check finds what is wrong with the form of the input, in plain words, and
// gives the resident ID as it is kept. It looks nothing up.
func (in BindInput) check(today period.Day, fact bool) (seal.Secret, error) {
	wrong := map[string]string{}
	name := idnumber.NormName(in.Name.Reveal())
	switch {
	case name == "":
		wrong[FieldName] = "请填写姓名，和身份证上的一样"
	case utf8.RuneCountInString(name) < 2 || utf8.RuneCountInString(name) > 30 || strings.ContainsAny(name, "0123456789<>"):
		wrong[FieldName] = "姓名看起来不对，请照身份证上的写"
	}
	r, err := idnumber.ParseResident(in.ID.Reveal(), today)
	if err != nil {
		wrong[FieldID] = fault.Of(err).Public
	}
	if fact {
		typed := idnumber.Code(in.Fact.Reveal())
		switch {
		case in.Method != MethodAccount && in.Method != MethodSMS:
			wrong[FieldMethod] = "请选择用哪一种方法核对"
		case in.Method == MethodAccount && !isDigits(typed, 4):
			wrong[FieldFact] = "请填写领补贴的存折或银行卡号的最后4位数字"
		case in.Method == MethodSMS && !isDigits(typed, codeDigits):
			wrong[FieldFact] = "请填写短信里的6位数字验证码"
		}
	}
	if len(wrong) > 0 {
		return seal.Secret{}, fault.Fields(wrong)
	}
	return seal.NewSecret(r.Number), nil
}

func isDigits(s string, n int) bool {
	return len(s) == n && strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' }) < 0
}

// Bind ties the actor's WeChat account to the person the input proves, and
// gives the actor as it is from now on. A wrong name, a wrong ID and a wrong
// fact get the same answer after the same work.
func (s *Service) Bind(ctx context.Context, by actor.Actor, in BindInput) (actor.Actor, error) {
	if err := account(by); err != nil {
		return by, err
	}
	number, err := in.check(s.today(), true)
	if err != nil {
		return by, err
	}
	if err := s.unbound(ctx, by); err != nil {
		return by, err
	}
	limit, err := s.number(ctx, ParamFailures, standardFailures)
	if err != nil {
		return by, err
	}
	subjects := []subject{s.accountSubject("bind", by.WechatUserID), s.residentSubject("bind", number, accountsToLock)}
	if err := s.reserve(ctx, subjects, limit); err != nil {
		return by, err
	}
	p, ok, err := s.proved(ctx, by, in, number)
	if err == nil && !ok {
		return by, s.refuse(ctx, by, subjects, limit)
	}
	// Right answers and failures of ours are no attempts at guessing.
	if err := errors.Join(err, giveBack(s.db.WithContext(ctx), s.today(), subjects)); err != nil {
		return by, err
	}
	if err := s.bind(ctx, by, p.ID, in.Method); err != nil {
		return by, err
	}
	by.PersonID = p.ID
	return by, nil
}

// unbound refuses an account that belongs to somebody already.
func (s *Service) unbound(ctx context.Context, by actor.Actor) error {
	now, err := s.Current(ctx, by.WechatUserID)
	if err != nil {
		return err
	}
	if now.PersonID != 0 {
		return errBoundAlready
	}
	return nil
}

var errBoundAlready = fault.New(fault.Conflict, "这个微信已经绑定过了。要换成另一个人，请先到“我的”里解除绑定")

// proved asks all three questions whatever the first answers were.
func (s *Service) proved(ctx context.Context, by actor.Actor, in BindInput, number seal.Secret) (model.Person, bool, error) {
	p, err := s.person(ctx, number)
	if err != nil {
		return p, false, err
	}
	sameName := idnumber.SameName(p.Name, in.Name.Reveal())
	fact, err := s.fact(ctx, by, in, number, p.ID)
	if err != nil {
		return p, false, err
	}
	return p, p.ID != 0 && sameName && fact, nil
}

// person finds the person of a resident ID; the zero Person is nobody.
func (s *Service) person(ctx context.Context, number seal.Secret) (model.Person, error) {
	p, err := gorm.G[model.Person](s.db).Select("id", "name").Where("id_digest IN ?", s.people.Indexes(number, seal.PurposeResidentID)).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return model.Person{}, nil
	}
	return p, err
}

// fact checks what only the person knows or has. It asks the same of a person
// who does not exist.
func (s *Service) fact(ctx context.Context, by actor.Actor, in BindInput, number seal.Secret, personID int64) (bool, error) {
	typed := idnumber.Code(in.Fact.Reveal())
	if in.Method == MethodSMS {
		if !s.CanText() {
			return false, fault.New(fault.Unavailable, "暂时不能用短信验证码，请改用存折或银行卡的后四位核对")
		}
		ok, err := s.codes.Take(ctx, s.codeKey(by, number), s.codeDigest(by, number, typed))
		if err != nil {
			return false, fault.Wrap(fault.Unavailable, "暂时核对不了验证码，请过几分钟再试", err)
		}
		return ok, nil
	}
	var n int64
	// A payment that came back proves nothing: its account was wrong.
	err := s.db.WithContext(ctx).Raw(`SELECT COUNT(*) FROM payouts AS p JOIN batches AS b ON b.id = p.batch_id AND b.status = ?
WHERE p.person_id = ? AND p.account_tail = ? AND p.result = '成功'`, model.BatchLoaded, personID, typed).Scan(&n).Error
	if err != nil {
		return false, fmt.Errorf("account tail: %w", err)
	}
	return n > 0, nil
}

// refuse says the same of every mismatch.
func (s *Service) refuse(ctx context.Context, by actor.Actor, subjects []subject, limit int) error {
	left := 0
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) (err error) {
		if left, err = s.failed(tx, subjects, limit); err != nil {
			return err
		}
		return audit.Record(tx, by, s.instant(), "identity.bind_failed", fmt.Sprintf("wechat_user:%d", by.WechatUserID),
			map[string]any{"locked": left == 0})
	})
	if err != nil {
		return fmt.Errorf("bind refused: %w", err)
	}
	if left == 0 {
		return s.locked()
	}
	return fault.Newf(fault.Invalid, "姓名、身份证号和核对的数字对不上。请对照身份证和存折（或短信）再看一遍，今天还可以试%d次", left)
}

// bind writes the binding, its record and the promise to tell earlier devices.
func (s *Service) bind(ctx context.Context, by actor.Actor, personID int64, method string) error {
	most, err := s.number(ctx, ParamDevices, standardDevices)
	if err != nil {
		return err
	}
	now := s.instant()
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		devices, err := lockDevices(tx, personID)
		if err != nil {
			return err
		}
		if devices >= most {
			return fault.Newf(fault.Conflict, "您已经在%d个微信上绑定过了。请先在其中一个的“我的”里解除绑定，再来绑定这一个", devices)
		}
		b := model.Binding{WechatUserID: by.WechatUserID, PersonID: personID, Method: method, BoundAt: now}
		if err := tx.Create(&b).Error; err != nil {
			if errors.Is(err, gorm.ErrDuplicatedKey) {
				return errBoundAlready
			}
			return fmt.Errorf("binding: %w", err)
		}
		if err := outbox.Add(tx, TopicBindingMade, strconv.FormatInt(b.ID, 10), now, BindingMade{personID, b.ID}); err != nil {
			return err
		}
		return audit.Record(tx, by, now, "identity.bind", fmt.Sprintf("binding:%d", b.ID), map[string]any{"method": method, "person": personID})
	})
	if err != nil {
		return fmt.Errorf("bind: %w", err)
	}
	return nil
}

// lockDevices counts the live bindings of a person, whose row it locks: two
// phones that bind at once are counted one after the other.
func lockDevices(tx *gorm.DB, personID int64) (int, error) {
	var p model.Person
	if err := transact.Locked(tx).Select("id").Where("id = ?", personID).Take(&p).Error; err != nil {
		return 0, fmt.Errorf("locking a person: %w", err)
	}
	var n int64
	if err := tx.Model(&model.Binding{}).Where("person_id = ? AND active_mark = 0", personID).Count(&n).Error; err != nil {
		return 0, fmt.Errorf("counting devices: %w", err)
	}
	return int(n), nil
}

// Unbind ends one of the bindings of the actor's person: bindingID 0 is the
// one of this very WeChat account, another is a phone that was lost or lent.
func (s *Service) Unbind(ctx context.Context, by actor.Actor, bindingID int64) error {
	mine, err := bound(ctx, s.db, by)
	if err != nil {
		return err
	}
	if bindingID == 0 {
		bindingID = mine.ID
	}
	why := "own"
	if bindingID != mine.ID {
		why = "from another device"
	}
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		now := s.instant()
		r := tx.Model(&model.Binding{}).Where("id = ? AND person_id = ? AND active_mark = 0", bindingID, mine.PersonID).
			Updates(map[string]any{"active_mark": bindingID, "unbound_at": now, "unbound_why": why})
		if r.Error != nil {
			return r.Error
		}
		if r.RowsAffected != 1 {
			return errCannotSee
		}
		return audit.Record(tx, by, now, "identity.unbind", fmt.Sprintf("binding:%d", bindingID), map[string]any{"why": why})
	})
	if err != nil {
		return fmt.Errorf("unbind: %w", err)
	}
	return nil
}

// Greeting is what the first page says of a bound person.
type Greeting struct {
	MaskedName  string
	VillageCode string // "" when the person is not in the register
}

// Greeting is one statement: the first page is opened more often than any other.
func (s *Service) Greeting(ctx context.Context, by actor.Actor) (Greeting, error) {
	if err := account(by); err != nil {
		return Greeting{}, err
	}
	var rows []struct{ Name, VillageCode string }
	err := s.db.WithContext(ctx).Raw(`SELECT p.name, COALESCE((SELECT r.village_code FROM residents AS r JOIN batches AS b ON b.id = r.batch_id AND b.status = ?
WHERE r.person_id = p.id AND r.closed_by = 0 ORDER BY r.id DESC LIMIT 1), '') AS village_code
FROM bindings AS m JOIN people AS p ON p.id = m.person_id WHERE m.wechat_user_id = ? AND m.active_mark = 0 AND m.person_id = ?`,
		model.BatchLoaded, by.WechatUserID, by.PersonID).Scan(&rows).Error
	if err != nil {
		return Greeting{}, fmt.Errorf("greeting: %w", err)
	}
	if len(rows) != 1 {
		return Greeting{}, errUnbound
	}
	return Greeting{MaskedName: idnumber.MaskName(rows[0].Name), VillageCode: rows[0].VillageCode}, nil
}

// Device is one WeChat account bound to the person.
type Device struct {
	BindingID int64
	BoundAt   time.Time
	Method    string
	This      bool // the one that asks
}

// Profile is what a bound person sees of themselves.
type Profile struct {
	Name        string // in full, for the person's own page
	MaskedName  string
	PhoneTail   string // "" when no telephone is registered
	VillageCode string // "" when the person is not in the register
	HouseholdNo string
	Devices     []Device
}

// Profile gives the bound person's own data and devices. It opens nothing sealed.
func (s *Service) Profile(ctx context.Context, by actor.Actor) (Profile, error) {
	mine, err := bound(ctx, s.db, by)
	if err != nil {
		return Profile{}, err
	}
	var row struct{ Name, PhoneTail, VillageCode, HouseholdNo string }
	err = s.db.WithContext(ctx).Table("people AS p").
		Select("p.name, COALESCE(r.phone_tail, '') AS phone_tail, COALESCE(r.village_code, '') AS village_code, COALESCE(r.household_no, '') AS household_no").
		Joins("LEFT JOIN residents AS r ON r.person_id = p.id AND r.closed_by = 0 AND EXISTS (SELECT 1 FROM batches AS b WHERE b.id = r.batch_id AND b.status = ?)", model.BatchLoaded).
		Where("p.id = ?", mine.PersonID).Order("r.id DESC").Limit(1).Scan(&row).Error
	if err != nil {
		return Profile{}, fmt.Errorf("profile: %w", err)
	}
	bindings, err := gorm.G[model.Binding](s.db).Where("person_id = ? AND active_mark = 0", mine.PersonID).Order("id").Find(ctx)
	if err != nil {
		return Profile{}, fmt.Errorf("profile: %w", err)
	}
	p := Profile{
		Name: row.Name, MaskedName: idnumber.MaskName(row.Name), PhoneTail: row.PhoneTail, VillageCode: row.VillageCode, HouseholdNo: row.HouseholdNo,
	}
	for _, b := range bindings {
		p.Devices = append(p.Devices, Device{BindingID: b.ID, BoundAt: b.BoundAt, Method: b.Method, This: b.ID == mine.ID})
	}
	return p, nil
}
