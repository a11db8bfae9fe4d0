package voluntary

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/series"
	"yangguang/service/kernel/transact"
)

// Draft is a declaration as it is written.
type Draft struct {
	Counter    bool        // for somebody without an account
	Name       seal.Secret // of the declarer, at the counter
	Number     seal.Secret // of the declarer, where the account does not tell
	UnitKind   string      // at the counter
	Unit       string      // at the counter
	Whom       string
	WhomName   seal.Secret // unless it is the declarer
	WhomNumber seal.Secret
	Item       string // an item's number; "" or 0 what is in no catalogue
	ItemText   string
	From, To   string // months or days
	Amount     string
	Reason     seal.Secret
	On         string // the day of the declaration; "" today
}

// Form is what whoever declares may choose from.
type Form struct {
	Items       []Choice
	Period      Period // the one that holds today; its ID is 0 where there is none
	NeedsNumber bool   // the account does not tell who it is
	MayCounter  bool
}

// NewForm is what is asked of whoever declares.
func (s *Service) NewForm(ctx context.Context, by actor.Actor) (Form, error) {
	if by.Kind != actor.Staff {
		return Form{}, notFound()
	}
	f := Form{MayCounter: counter(by)}
	items, err := gorm.G[model.Item](s.DB).Select("id", "name").Order("name, id").Limit(500).Find(ctx)
	if err != nil {
		return f, fmt.Errorf("items: %w", err)
	}
	for _, i := range items {
		f.Items = append(f.Items, Choice{fmt.Sprint(i.ID), i.Name})
	}
	if f.Period, err = s.Current(ctx, by); err != nil {
		return f, err
	}
	p, err := s.account(ctx, by)
	f.NeedsNumber = p.ID == 0
	return f, err
}

// account is the person that the actor's account belongs to; the zero person is
// not known yet.
func (s *Service) account(ctx context.Context, by actor.Actor) (model.Person, error) {
	found, err := gorm.G[model.Person](s.DB).Select("id", "id_digest", "name").Where("id <> 0 AND id = (SELECT person_id FROM staff WHERE id = ?)", by.StaffID).Limit(1).Find(ctx)
	if err != nil {
		return model.Person{}, fmt.Errorf("account: %w", err)
	}
	if len(found) == 0 {
		return model.Person{}, nil
	}
	return found[0], nil
}

// Declare takes a declaration down and gives its row's number. The keys of its
// errors: name, id, unit_kind, unit, whom, whom_name, whom_id, item, from, to,
// amount, reason, on.
func (s *Service) Declare(ctx context.Context, by actor.Actor, d Draft) (int64, error) {
	if by.Kind != actor.Staff || d.Counter && !counter(by) {
		return 0, notFound()
	}
	bad := map[string]string{}
	at := s.clock()
	v := model.VoluntaryReturn{EnteredBy: by.StaffID, State: model.VoluntaryDeclared, Version: 1, CreatedAt: at, UpdatedAt: at}
	p := people{s: s, texts: map[string]seal.Secret{}, others: map[string]string{}}
	if err := p.declarer(ctx, by, d, &v, bad); err != nil {
		return 0, err
	}
	if err := p.whom(ctx, d, &v, bad); err != nil {
		return 0, err
	}
	if err := s.what(ctx, d, &v, bad); err != nil {
		return 0, err
	}
	reason := trimmed(d.Reason)
	if n := textLength(reason); n < 4 || n > maxText {
		bad["reason"] = "请写明为什么退，4 到 2000 个字"
	}
	p.texts["reason"] = reason
	if len(bad) == 0 {
		bad = p.others
	}
	if len(bad) > 0 {
		return 0, fault.Fields(bad)
	}
	held, err := s.periodOn(ctx, period.Stored(v.DeclaredOn))
	if err != nil {
		return 0, err
	}
	v.PeriodID = held.ID
	var id int64
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		row := v
		n, err := series.Next(tx, fmt.Sprintf("voluntary/%d", s.today().Year()))
		if err != nil {
			return err
		}
		row.Number = fmt.Sprintf("退缴〔%d〕%04d", s.today().Year(), n)
		p.seal(&row)
		if err := tx.Create(&row).Error; err != nil {
			return fmt.Errorf("voluntary: %w", err)
		}
		id = row.ID
		return s.event(tx, row.ID, "", deed{by: by, at: at, act: ActDeclare, to: row.State})
	})
	return id, err
}

// people reads who declares and for whom.
type people struct {
	s      *Service
	texts  map[string]seal.Secret // by column, sealed once the number is known
	others map[string]string      // by field, numbers that are somebody else's: told when all else is right
}

func (p people) seal(v *model.VoluntaryReturn) {
	for column, into := range map[string]*[]byte{"name": &v.NameSealed, "id": &v.IDSealed, "whom_name": &v.WhomNameSealed, "whom_id": &v.WhomIDSealed, "reason": &v.ReasonSealed} {
		*into = p.s.Box.Seal(p.texts[column], place(column, v.Number))
	}
}

// declarer fills in who declares.
func (p people) declarer(ctx context.Context, by actor.Actor, d Draft, v *model.VoluntaryReturn, bad map[string]string) error {
	name := seal.NewSecret(by.Name)
	if d.Counter {
		name = trimmed(d.Name)
		if n := textLength(name); n < 2 || n > 30 {
			bad["name"] = "请填写姓名，和身份证上的一样"
		}
		v.UnitKind, v.Unit = d.UnitKind, strings.TrimSpace(d.Unit)
		if !slices.ContainsFunc(UnitKinds(), func(c Choice) bool { return c.Value == d.UnitKind }) {
			bad["unit_kind"] = "请选单位的类别"
		}
		if n := utf8.RuneCountInString(v.Unit); n < 2 || n > 60 {
			bad["unit"] = "请填写单位，2 到 60 个字"
		}
	} else {
		v.StaffID = by.StaffID
		if err := p.unit(ctx, by, v); err != nil {
			return err
		}
		known, err := p.s.account(ctx, by)
		if err != nil {
			return err
		}
		if known.ID != 0 {
			v.DeclarerID, v.WhoDigest = known.ID, known.IDDigest
			p.texts["name"] = name
			return nil
		}
	}
	if !d.Counter {
		wrong, err := p.s.stolen(ctx, by, d.Number)
		if err != nil {
			return err
		}
		if wrong != "" {
			bad["id"] = wrong
			return nil
		}
	}
	number, person, err := p.number(ctx, d.Number, name, "id", bad)
	p.texts["name"], p.texts["id"] = name, number
	v.DeclarerID, v.WhoDigest = person, p.s.Box.Index(number, seal.PurposeResidentID)
	return err
}

// stolen says why a number is not that of the owner of the account; "" is
// nothing. Money is given back in one's own name: an administrator has to have
// seen whose the account is, so that nobody does it in a namesake's.
func (s *Service) stolen(ctx context.Context, by actor.Actor, typed seal.Secret) (string, error) {
	var number seal.Secret
	if r, err := idnumber.ParseResident(typed.Reveal(), s.today()); err == nil {
		number = seal.NewSecret(r.Number)
	}
	known, same, err := s.Owner(ctx, by.StaffID, number)
	switch {
	case err != nil:
		return "", err
	case !known:
		return "系统管理员还没有照身份证核实这个账号是谁。请带身份证找系统管理员，在“账号”里核实本人身份，再来声明；急的可以到县纪委监委窗口登记", nil
	case !same && !number.Empty(): // what is no number is told as such
		return "和系统管理员核实的本人身份证号不一样，请对照身份证核对；核实错了的，请系统管理员重新核实", nil
	}
	return "", nil
}

// unit is where an account works, as the figures tell it.
func (p people) unit(ctx context.Context, by actor.Actor, v *model.VoluntaryReturn) error {
	switch {
	case by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead) && by.Bureau != "":
		v.UnitKind, v.Unit = "bureau", by.Bureau
		return nil
	case by.Is(actor.RoleTownInspector, actor.RoleVillageCadre) && by.Division != "":
		v.UnitKind = map[bool]string{true: "village", false: "town"}[by.Is(actor.RoleVillageCadre)]
		found, err := gorm.G[model.Division](p.s.DB).Select("name").Where("code = ?", by.Division).Limit(1).Find(ctx)
		if err != nil {
			return fmt.Errorf("unit: %w", err)
		}
		if v.Unit = by.Division; len(found) == 1 {
			v.Unit = found[0].Name
		}
		return nil
	}
	v.UnitKind, v.Unit = "commission", textOf(UnitKinds(), "commission")
	return nil
}

// number checks a resident ID and finds the person of the registers, 0 where
// there is none.
func (p people) number(ctx context.Context, typed, name seal.Secret, key string, bad map[string]string) (seal.Secret, int64, error) {
	r, err := idnumber.ParseResident(typed.Reveal(), p.s.today())
	if err != nil {
		bad[key] = fault.Of(err).Public
		return seal.Secret{}, 0, nil
	}
	number := seal.NewSecret(r.Number)
	found, err := gorm.G[model.Person](p.s.DB).Select("id", "name").Where("id_digest IN ?", p.s.Box.Indexes(number, seal.PurposeResidentID)).Limit(1).Find(ctx)
	if err != nil {
		return number, 0, fmt.Errorf("person: %w", err)
	}
	switch {
	case len(found) == 0:
		return number, 0, nil
	case found[0].Name != "" && !idnumber.SameName(found[0].Name, name.Reveal()):
		p.others[key] = "这个身份证号在全县名册里不是这个姓名，请对照身份证核对"
	}
	return number, found[0].ID, nil
}

// whom fills in who got the money.
func (p people) whom(ctx context.Context, d Draft, v *model.VoluntaryReturn, bad map[string]string) error {
	if !slices.ContainsFunc(Whom(), func(c Choice) bool { return c.Value == d.Whom }) {
		bad["whom"] = "请选钱是谁领的"
		return nil
	}
	v.Whom = d.Whom
	if d.Whom == "self" {
		v.PersonID = v.DeclarerID
		return nil
	}
	name := trimmed(d.WhomName)
	if n := textLength(name); n < 2 || n > 30 {
		bad["whom_name"] = "请填写领钱的亲属的姓名"
	}
	number, person, err := p.number(ctx, d.WhomNumber, name, "whom_id", bad)
	p.texts["whom_name"], p.texts["whom_id"], v.PersonID = name, number, person
	return err
}

// what fills in which money is given back.
func (s *Service) what(ctx context.Context, d Draft, v *model.VoluntaryReturn, bad map[string]string) error {
	today := s.today()
	if v.ItemText = strings.TrimSpace(d.ItemText); d.Item != "" && d.Item != "0" {
		found, err := gorm.G[model.Item](s.DB).Select("id", "name").Where("id = ?", d.Item).Limit(1).Find(ctx)
		if err != nil {
			return fmt.Errorf("item: %w", err)
		}
		if len(found) == 0 {
			bad["item"] = "请从列表里选项目"
		} else {
			v.ItemID, v.ItemText = found[0].ID, found[0].Name
		}
	} else if n := utf8.RuneCountInString(v.ItemText); n < 2 || n > 60 {
		bad["item"] = "请选项目；列表里没有的，在下面写明是什么钱，2 到 60 个字"
	}
	from, err := period.ParseDay(d.From)
	if err != nil {
		bad["from"] = "请选从哪一天起领的"
	}
	to, err := period.ParseDay(d.To)
	switch {
	case err != nil:
		bad["to"] = "请选领到哪一天"
	case to < from && bad["from"] == "":
		bad["to"] = "早于开始的日期，请核对"
	}
	amount, err := money.Parse(d.Amount)
	if err != nil || amount <= 0 {
		bad["amount"] = "请写金额，单位元，例如 1600.00"
	}
	on := today
	if d.Counter && d.On != "" {
		if on, err = period.ParseDay(d.On); err != nil || on > today {
			bad["on"] = "请选声明的日期，不晚于今天"
		}
	}
	if len(bad) > 0 {
		return nil
	}
	v.SpanFrom, v.SpanTo, v.AmountFen, v.DeclaredOn = from.Time(), to.Time(), int64(amount), on.Time()
	return nil
}
