package recusal

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
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Subject is somebody or something a petition is about.
type Subject struct {
	ID    int64
	Kind  string // person, unit, village or namesake
	Label seal.Secret
	Found bool // in the text, by the program; a person has not looked at it
}

// Kept is a member of staff from whom the petition is kept.
type Kept struct {
	StaffID int64
	Name    string
	Role    actor.Role
	Reason  string // in words
	CanLift bool   // a namesake can be let in again
}

// Overview is who a petition is about and from whom it is kept.
type Overview struct {
	Number   string
	Subjects []Subject
	Kept     []Kept
	Requests []approval.View // of the reporter
	CanName  bool            // the actor may name who is accused
	CanRule  bool            // the actor may decide about recusals
}

// ReasonText is why a matter is kept from somebody, in words.
func ReasonText(reason string) string {
	switch reason {
	case recuse.Accused:
		return "被反映人本人或文中有同名"
	case recuse.Relative:
		return "被反映人的亲属"
	case recuse.SameUnit:
		return "与被反映人同单位"
	case recuse.SameVillage:
		return "与被反映人同村委会或同镇"
	case recuse.Requested:
		return "来信人申请，领导同意"
	case recuse.Declared:
		return "本人申请回避"
	}
	return reason
}

// may finds a petition for those who look after recusals: the petition office
// and the heads, unless it is kept from them.
func (s *Service) may(ctx context.Context, by actor.Actor, petitionID int64, roles ...actor.Role) (model.Petition, error) {
	if !by.Is(roles...) {
		return model.Petition{}, notFound()
	}
	if err := s.Sees(ctx, by, model.ObjectPetition, petitionID); err != nil {
		return model.Petition{}, err
	}
	p, err := gorm.G[model.Petition](s.DB).Select("id", "number", "state", "village_code").Where("id = ?", petitionID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return p, notFound()
	}
	if err != nil {
		return p, fmt.Errorf("petition: %w", err)
	}
	return p, nil
}

var both = []actor.Role{actor.RolePetition, actor.RoleHead}

// Open shows who a petition is about and from whom it is kept.
func (s *Service) Open(ctx context.Context, by actor.Actor, petitionID int64) (Overview, error) {
	p, err := s.may(ctx, by, petitionID, both...)
	if err != nil {
		return Overview{}, err
	}
	out := Overview{Number: p.Number, CanName: by.Is(actor.RolePetition), CanRule: by.Is(actor.RoleHead)}
	known, rows, err := s.subjects(ctx, s.DB, petitionID)
	if err != nil {
		return out, err
	}
	for i, k := range known {
		out.Subjects = append(out.Subjects, Subject{rows[i].ID, k.Kind, seal.NewSecret(k.Label), rows[i].Source == model.SubjectFound})
	}
	var kept []struct {
		ID         int64
		Name, Role string
		Reason     string
	}
	err = s.DB.WithContext(ctx).Raw("SELECT s.id, s.name, s.role, c.reason FROM conflicts c JOIN staff s ON s.id = c.staff_id WHERE c.object = ? AND c.object_id = ? ORDER BY c.id LIMIT ?",
		model.ObjectPetition, petitionID, most).Scan(&kept).Error
	if err != nil {
		return out, fmt.Errorf("kept from: %w", err)
	}
	for _, k := range kept {
		out.Kept = append(out.Kept, Kept{k.ID, k.Name, actor.Role(k.Role), ReasonText(k.Reason), out.CanRule && k.Reason == recuse.Accused})
	}
	asked, err := approval.Of(ctx, s.DB, s.Box, by, model.ObjectPetition, petitionID)
	if err != nil {
		return out, err
	}
	for _, a := range asked {
		if a.Kind == KindRequest {
			out.Requests = append(out.Requests, a)
		}
	}
	return out, nil
}

// Candidate is somebody of the registers who may be the accused.
type Candidate struct {
	PersonID int64
	Name     string
	About    string // unit and post, or the village
}

// Search finds people by name among the county's officials, and among the
// residents of the petition's town.
func (s *Service) Search(ctx context.Context, by actor.Actor, petitionID int64, name string) ([]Candidate, error) {
	p, err := s.may(ctx, by, petitionID, actor.RolePetition)
	if err != nil {
		return nil, err
	}
	name = idnumber.NormName(name)
	if utf8.RuneCountInString(name) < shortName {
		return nil, fault.Fields(map[string]string{"q": "请填写姓名，至少两个字"})
	}
	var out []Candidate
	var found []struct {
		ID                      int64
		Name, Unit, Post, Place string
	}
	err = s.DB.WithContext(ctx).Raw("SELECT p.id, p.name, o.unit, o.post FROM people p JOIN officials o ON o.person_id = p.id WHERE p.name = ? AND "+recuse.Loaded("o")+" ORDER BY p.id, o.id LIMIT 50", name).Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("search officials: %w", err)
	}
	for _, f := range found {
		out = append(out, Candidate{f.ID, f.Name, strings.TrimSpace(f.Unit + " " + f.Post)})
	}
	if len(p.VillageCode) != 12 {
		return out, nil
	}
	found = nil
	err = s.DB.WithContext(ctx).Raw("SELECT p.id, p.name, d.name AS place FROM people p JOIN residents r ON r.person_id = p.id LEFT JOIN divisions d ON d.code = r.village_code"+
		" WHERE p.name = ? AND r.village_code LIKE ? AND "+recuse.Loaded("r")+" ORDER BY p.id LIMIT 50", name, p.VillageCode[:9]+"%").Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("search residents: %w", err)
	}
	for _, f := range found {
		out = append(out, Candidate{f.ID, f.Name, "户籍在" + f.Place})
	}
	return out, nil
}

// Name writes down at triage who or what a petition is about: a person of the
// registers by number, a unit by name, or a village or town office by its code.
// From that moment it is kept from everybody whom that concerns. The fields of
// its errors are person, unit and village.
func (s *Service) Name(ctx context.Context, by actor.Actor, petitionID int64, kind, key string) error {
	if _, err := s.may(ctx, by, petitionID, actor.RolePetition); err != nil {
		return err
	}
	v, err := s.subjectOf(ctx, kind, strings.TrimSpace(key))
	if err != nil {
		return err
	}
	return s.change(ctx, by, petitionID, "petition.subject", map[string]any{"kind": kind}, recuse.LiftNobody, func(tx *gorm.DB, at time.Time) error {
		digests := s.Box.Indexes(seal.NewSecret(v.Kind+":"+v.Key), purposeSubject)
		r := tx.Model(&model.PetitionSubject{}).Where("petition_id = ? AND subject_digest IN ?", petitionID, digests).
			Updates(map[string]any{"source": model.SubjectNamed, "added_by": by.StaffID, "added_at": at})
		if r.Error != nil || r.RowsAffected > 0 {
			return r.Error
		}
		return keep(tx, s.Box, at, petitionID, by.StaffID, model.SubjectNamed, v)
	})
}

// subjectOf checks what was picked.
func (s *Service) subjectOf(ctx context.Context, kind, key string) (subject, error) {
	switch kind {
	case model.SubjectIsPerson:
		id, err := strconv.ParseInt(key, 10, 64)
		if err != nil || id <= 0 {
			return subject{}, fault.Fields(map[string]string{"person": "请从查到的人里选"})
		}
		found, err := people(ctx, s.DB, period.Here(s.clock()).Time(), []int64{id})
		if err != nil {
			return subject{}, err
		}
		if len(found) == 0 {
			return subject{}, fault.Fields(map[string]string{"person": "请从查到的人里选"})
		}
		return subject{kind, key, label(found[0])}, nil
	case model.SubjectIsUnit:
		if n := utf8.RuneCountInString(key); n < minUnit || n > 60 {
			return subject{}, fault.Fields(map[string]string{"unit": "请填写单位名称，例如：民政局"})
		}
		return subject{kind, key, key}, nil
	case model.SubjectIsVillage:
		found, err := gorm.G[model.Division](s.DB).Where("code = ? AND level IN ?", key, []string{"village", "town"}).Limit(1).Find(ctx)
		if err != nil {
			return subject{}, fmt.Errorf("division: %w", err)
		}
		if len(found) == 0 {
			return subject{}, fault.Fields(map[string]string{"village": "请选哪个村或镇"})
		}
		return subject{kind, key, found[0].Name}, nil
	}
	return subject{}, fault.New(fault.Invalid, "请选被反映的是人、单位还是村")
}

// Strike takes back a subject that the petition is not about, with the reason.
// A person found in the text stays known as a namesake.
func (s *Service) Strike(ctx context.Context, by actor.Actor, petitionID, subjectID int64, reason seal.Secret) error {
	if _, err := s.may(ctx, by, petitionID, actor.RolePetition); err != nil {
		return err
	}
	if err := needReason(reason); err != nil {
		return err
	}
	rows, err := gorm.G[model.PetitionSubject](s.DB).Where("id = ? AND petition_id = ?", subjectID, petitionID).Limit(1).Find(ctx)
	if err != nil {
		return fmt.Errorf("subject: %w", err)
	}
	if len(rows) == 0 {
		return fault.New(fault.Conflict, "这一项已经有人改过了，请刷新页面")
	}
	v, err := open(s.Box, rows[0])
	if err != nil {
		return err
	}
	return s.change(ctx, by, petitionID, "petition.subject_struck", map[string]any{"kind": v.Kind}, recuse.LiftAll, func(tx *gorm.DB, at time.Time) error {
		if err := tx.Where("id = ?", subjectID).Delete(&model.PetitionSubject{}).Error; err != nil {
			return fmt.Errorf("subject: %w", err)
		}
		if err := s.Petitions.Told(tx, by, at, petitionID, 0, "", seal.NewSecret("不是被反映人："+v.Label+"。"+reason.Reveal())); err != nil {
			return err
		}
		if v.Kind != model.SubjectIsPerson {
			return nil
		}
		return keep(tx, s.Box, at, petitionID, by.StaffID, model.SubjectNamed, subject{model.SubjectIsNamesake, namesakePerson + v.Key, v.Label})
	})
}

// Lift lets a member of staff in again whose name only happens to stand in the
// text. The head decides, with the reason.
func (s *Service) Lift(ctx context.Context, by actor.Actor, petitionID, staffID int64, reason seal.Secret) error {
	if _, err := s.may(ctx, by, petitionID, actor.RoleHead); err != nil {
		return err
	}
	if err := needReason(reason); err != nil {
		return err
	}
	found, err := gorm.G[model.Staff](s.DB).Select("id", "name").Where("id = ?", staffID).Limit(1).Find(ctx)
	if err != nil {
		return fmt.Errorf("account: %w", err)
	}
	if len(found) == 0 || staffID == by.StaffID {
		return fault.New(fault.NotFound, "没有这个账号")
	}
	return s.change(ctx, by, petitionID, "petition.recusal_lifted", map[string]any{"staff": staffID}, recuse.Lift(staffID), func(tx *gorm.DB, at time.Time) error {
		key := namesakeStaff + strconv.FormatInt(staffID, 10)
		if err := s.Petitions.Told(tx, by, at, petitionID, 0, "", seal.NewSecret("同名，不需要回避："+found[0].Name+"。"+reason.Reveal())); err != nil {
			return err
		}
		return keep(tx, s.Box, at, petitionID, by.StaffID, model.SubjectNamed, subject{model.SubjectIsNamesake, key, found[0].Name})
	})
}

func needReason(reason seal.Secret) error {
	if n := utf8.RuneCountInString(strings.TrimSpace(reason.Reveal())); n < 2 || n > 300 {
		return fault.Fields(map[string]string{"reason": "请写明理由（2到300个字）"})
	}
	return nil
}

// change does a deed about a petition's subjects and settles anew from whom it
// is kept, all or nothing.
func (s *Service) change(ctx context.Context, by actor.Actor, petitionID int64, action string, detail map[string]any, lift recuse.Lift, deed func(tx *gorm.DB, at time.Time) error) error {
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if err := deed(tx, at); err != nil {
			return err
		}
		if err := s.settle(ctx, tx, at, petitionID, lift); err != nil {
			return err
		}
		return audit.Record(tx, by, at, action, "petition:"+strconv.FormatInt(petitionID, 10), detail)
	})
}
