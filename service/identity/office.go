package identity

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// OfficeRelative is what a village office writes down when a villager without
// a telephone lets a relative see their records.
type OfficeRelative struct {
	PersonName, PersonID seal.Secret // whose records
	HolderName, HolderID seal.Secret // who may see them
	Relation             string
	Consent              seal.Secret // which form was signed, when, and where it is kept
	ExpiresOn            period.Day
}

// The fields of OfficeRelative that messages refer to.
const (
	FieldPersonName = "person_name"
	FieldPersonID   = "person_id"
	FieldHolderName = "holder_name"
	FieldHolderID   = "holder_id"
	FieldConsent    = "consent"
	FieldExpires    = "expires_on"
)

// AddOfficeRelative records the consent of a villager of the cadre's own
// village. It has an end and says which signed form it rests on.
func (s *Service) AddOfficeRelative(ctx context.Context, by actor.Actor, in OfficeRelative) error {
	if !by.Is(actor.RoleVillageCadre) {
		return fault.New(fault.Forbidden, "只有村干部可以登记村民委托亲属查询")
	}
	person, holder, err := s.checkOffice(ctx, in)
	if err != nil {
		return err
	}
	most, err := s.number(ctx, ParamRelatives, standardRelatives)
	if err != nil {
		return err
	}
	p, err := s.villager(ctx, by, in.PersonName, person)
	if err != nil {
		return err
	}
	h, err := s.person(ctx, holder)
	if err != nil {
		return err
	}
	switch {
	case p.ID == 0:
		return fault.Fields(map[string]string{FieldPersonID: "本村户籍名册里没有这个姓名和身份证号的人，请对照身份证核对"})
	case h.ID == 0 || !idnumber.SameName(h.Name, in.HolderName.Reveal()):
		return fault.Fields(map[string]string{FieldHolderID: "全县名册里没有这个姓名和身份证号的人，请对照身份证核对"})
	case h.ID == p.ID:
		return fault.Fields(map[string]string{FieldHolderID: "两个人的身份证号是同一个，请核对"})
	}
	now, today := s.instant(), s.today()
	expires := in.ExpiresOn.Time()
	g := model.RelativeGrant{
		HolderID: h.ID, PersonID: p.ID, Relation: in.Relation, GrantedKind: GrantedByOffice, GrantedBy: by.StaffID, GrantedAt: now,
		ExpiresOn: &expires, ConsentSealed: s.people.Seal(in.Consent, PlaceConsent(h.ID, p.ID)),
	}
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error { return grant(tx, by, now, today, most, g) })
	if err != nil {
		return fmt.Errorf("office relative: %w", err)
	}
	return nil
}

// checkOffice checks the form and gives both resident IDs as they are kept.
func (s *Service) checkOffice(ctx context.Context, in OfficeRelative) (person, holder seal.Secret, err error) {
	months, err := s.number(ctx, ParamConsent, standardConsent)
	if err != nil {
		return person, holder, err
	}
	today := s.today()
	wrong := map[string]string{}
	if idnumber.NormName(in.PersonName.Reveal()) == "" {
		wrong[FieldPersonName] = "请填写村民姓名"
	}
	if idnumber.NormName(in.HolderName.Reveal()) == "" {
		wrong[FieldHolderName] = "请填写亲属姓名"
	}
	p, err := idnumber.ParseResident(in.PersonID.Reveal(), today)
	if err != nil {
		wrong[FieldPersonID] = fault.Of(err).Public
	}
	h, err := idnumber.ParseResident(in.HolderID.Reveal(), today)
	if err != nil {
		wrong[FieldHolderID] = fault.Of(err).Public
	}
	if !isRelation(in.Relation) {
		wrong[FieldRelation] = "请选择亲属关系"
	}
	note := strings.TrimSpace(in.Consent.Reveal())
	if n := utf8.RuneCountInString(note); n < 6 || n > 200 {
		wrong[FieldConsent] = "请写明同意书的签署日期和存放处（6至200字）"
	}
	if in.ExpiresOn < today || in.ExpiresOn > today.AddMonths(months) {
		wrong[FieldExpires] = fmt.Sprintf("截止日期应在今天以后、%s以前（最长%d个月）", today.AddMonths(months).Chinese(), months)
	}
	if len(wrong) > 0 {
		return person, holder, fault.Fields(wrong)
	}
	return seal.NewSecret(p.Number), seal.NewSecret(h.Number), nil
}

// villager finds a person who lives where the cadre is in charge; the zero
// Person is nobody there.
func (s *Service) villager(ctx context.Context, by actor.Actor, name, number seal.Secret) (model.Person, error) {
	p, err := s.person(ctx, number)
	if err != nil || p.ID == 0 || !idnumber.SameName(p.Name, name.Reveal()) || by.Division == "" {
		return model.Person{}, err
	}
	var n int64
	err = s.db.WithContext(ctx).Raw(`SELECT COUNT(*) FROM residents AS r JOIN batches AS b ON b.id = r.batch_id AND b.status = ?
WHERE r.person_id = ? AND r.closed_by = 0 AND r.village_code = ?`, model.BatchLoaded, p.ID, by.Division).Scan(&n).Error
	if err != nil {
		return model.Person{}, fmt.Errorf("villager: %w", err)
	}
	if n == 0 {
		return model.Person{}, nil
	}
	return p, nil
}

// OfficeGrant is a grant as the village office sees it.
type OfficeGrant struct {
	GrantID                int64
	PersonName, HolderName string
	Relation               string
	GrantedAt              time.Time
	ExpiresOn              *period.Day
}

// inVillage picks the grants made by an office whose person lives in a village.
const inVillage = `g.granted_kind = 'office' AND EXISTS (SELECT 1 FROM residents AS r JOIN batches AS b ON b.id = r.batch_id AND b.status = 'loaded'
WHERE r.person_id = g.person_id AND r.closed_by = 0 AND r.village_code = ?)`

// OfficeRelatives lists what the cadre's village office has recorded.
func (s *Service) OfficeRelatives(ctx context.Context, by actor.Actor) ([]OfficeGrant, error) {
	if !by.Is(actor.RoleVillageCadre) {
		return nil, fault.New(fault.Forbidden, "只有村干部可以查看本村登记的委托")
	}
	var rows []relativeRow
	if err := s.db.WithContext(ctx).Raw(selectGrants+inVillage+" ORDER BY g.id DESC LIMIT 500", s.today().Time(), by.Division).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("office relatives: %w", err)
	}
	out := make([]OfficeGrant, 0, len(rows))
	for _, r := range rows {
		out = append(out, OfficeGrant{r.ID, r.PersonName, r.HolderName, r.Relation, r.GrantedAt, period.StoredOrNil(r.ExpiresOn)})
	}
	return out, nil
}

// RevokeOfficeRelative ends a grant that the cadre's village office recorded.
func (s *Service) RevokeOfficeRelative(ctx context.Context, by actor.Actor, grantID int64) error {
	grants, err := s.OfficeRelatives(ctx, by)
	if err != nil {
		return err
	}
	for _, g := range grants {
		if g.GrantID != grantID {
			continue
		}
		err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
			return revoke(tx.Where("granted_kind = ?", GrantedByOffice), tx, by, s.instant(), grantID)
		})
		if err != nil {
			return fmt.Errorf("revoke: %w", err)
		}
		return nil
	}
	return errCannotSee
}
