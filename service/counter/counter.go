// Package counter lets a village office look up a villager's payments at the
// counter, for a villager who has no telephone and is there.
//
// It takes the person's name, resident ID and consent, and a reason. They consent
// by a signed form, of which a photo is kept, or by a code that is good once: it
// comes to their registered telephone, or they read it on their own page. The look is in the audit chain before anything is
// shown; what is shown is that person's own payments and nothing else. The
// person is told: on the telephones bound to them, on their own page, in the
// slip that is printed and in the next letter to the household.
package counter

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
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/picture"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// TopicLooked is the outbox topic of a look: the person's telephones are told.
const TopicLooked = "counter.looked"

// Looked is its payload.
type Looked struct {
	LookupID int64 `json:"lookup_id"`
	PersonID int64 `json:"person_id"`
}

// ParamPerDay bounds how many people one account looks up in a day.
const (
	ParamPerDay    = "counter.per_day"
	standardPerDay = 30
)

// Files keeps photos sealed; rows are added inside the transaction of the deed.
type Files interface {
	Write(content []byte, f model.File) (model.File, error)
	Add(tx *gorm.DB, f *model.File) error
	Read(f model.File) ([]byte, error)
	Remove(f model.File) error
}

// Paid is one payment on the slip.
type Paid struct {
	Item     string
	Days     period.Interval
	PaidOn   period.Day
	Amount   money.Fen
	Tail     string
	Returned bool
}

// Money is a year of a person's payments.
type Money struct {
	Year   int
	Amount money.Fen
	Paid   []Paid
}

// Deps are what the service needs.
type Deps struct {
	DB     *gorm.DB
	Box    *seal.Box
	Files  Files
	Person func(ctx context.Context, by actor.Actor, name, id seal.Secret) (int64, error) // the villager at the counter
	Codes  Codes                                                                          // nil: consent is on paper
	Money  func(ctx context.Context, person int64, year int) (Money, error)
	Number func(ctx context.Context, name string, standard int) (int, error)
	Now    func() time.Time
}

// Codes knows villagers by a code that they gave.
type Codes interface {
	// SendConsent sends one to the registered telephone of somebody of the cadre's
	// village; whether there is such a person, nothing tells.
	SendConsent(ctx context.Context, by actor.Actor, name, id seal.Secret) error
	// Consented finds whose code it is and tells how they got it, ByText or ByPage.
	Consented(ctx context.Context, by actor.Actor, name, id, code seal.Secret) (person int64, how string, err error)
}

// How somebody consented.
const (
	ByPaper = "paper"
	ByText  = "text"
	ByPage  = "page"
)

// Service is safe for use by several goroutines.
type Service struct {
	Deps
	photos *picture.Turns
}

// New makes the service.
func New(d Deps) *Service { return &Service{d, picture.NewTurns()} }

func (s *Service) instant() time.Time { return s.Now().UTC().Truncate(time.Second) }

// Ask is what the cadre fills in.
type Ask struct {
	Name, ID seal.Secret
	Year     int // 0 is the latest with a payment
	Reason   seal.Secret
	Consent  []byte      // a photo of the signed form
	Code     seal.Secret // or a code that the person gave
}

// The names of the fields that messages refer to.
const (
	FieldReason  = "reason"
	FieldConsent = "photo"
	FieldCode    = "code"
)

// The bounds of a reason, in characters.
const (
	shortReason = 4
	longReason  = 100
)

// Slip is what the person is shown, and takes home.
type Slip struct {
	Name  string // masked
	At    time.Time
	Staff string
	Money
}

const (
	purpose      = "counter"
	variantClean = "clean"
)

// check finds what is wrong with reason and consent, before a photo is decoded.
func (a Ask) check() error {
	wrong := map[string]string{}
	if n := utf8.RuneCountInString(strings.TrimSpace(a.Reason.Reveal())); n < shortReason || n > longReason {
		wrong[FieldReason] = fmt.Sprintf("请写明为什么代查，%d 到 %d 个字", shortReason, longReason)
	}
	switch code := strings.TrimSpace(a.Code.Reveal()) != ""; {
	case code && len(a.Consent) > 0:
		wrong[FieldCode] = "同意书和代查码只用一种"
	case !code && len(a.Consent) == 0:
		wrong[FieldConsent] = "请拍下本人签字的同意书，或者填本人给的代查码"
	}
	if len(wrong) > 0 {
		return fault.Fields(wrong)
	}
	return nil
}

// clean gives a photo as it is kept: re-encoded, without metadata.
func (s *Service) clean(ctx context.Context, photo []byte) ([]byte, error) {
	clean, err := s.photos.Make(ctx, photo)
	if fault.Is(err, fault.Invalid) {
		return nil, fault.Fields(map[string]string{FieldConsent: fault.Of(err).Public})
	}
	return clean.Full, err
}

// enough refuses whoever made all the looks of the day that at lies in.
func enough(db *gorm.DB, by actor.Actor, at time.Time, most int) error {
	var made int64
	start := period.Here(at).Start(period.Shanghai).UTC()
	if err := db.Model(&model.CounterLookup{}).Where("staff_id = ? AND at >= ?", by.StaffID, start).Count(&made).Error; err != nil {
		return fmt.Errorf("counter: %w", err)
	}
	if int(made) >= most {
		return fault.Newf(fault.TooMany, "一天最多代查%d次，请明天再办，或者请村民用自助机自己查", most)
	}
	return nil
}

// consent is who consented and how, with the signed form where there is one.
type consent struct {
	person int64
	how    string
	paper  *model.File // on the disk, not in the table yet
}

// consented finds the villager who consented. Whether there is such a person is
// told last, to whoever has a signed form, and to nobody by a code.
func (s *Service) consented(ctx context.Context, by actor.Actor, a Ask) (consent, error) {
	if len(a.Consent) == 0 {
		if s.Codes == nil {
			return consent{}, errNoCodes
		}
		person, how, err := s.Codes.Consented(ctx, by, a.Name, a.ID, a.Code)
		return consent{person: person, how: how}, err
	}
	photo, err := s.clean(ctx, a.Consent)
	if err != nil {
		return consent{}, err
	}
	person, err := s.Person(ctx, by, a.Name, a.ID)
	if err != nil {
		return consent{}, err
	}
	file, err := s.Files.Write(photo, model.File{Mime: "image/jpeg", Purpose: purpose, Variant: variantClean})
	return consent{person, ByPaper, &file}, err
}

var errNoCodes = fault.New(fault.Unavailable, "暂时不能用代查码，请用签字的同意书")

// SendCode asks for a code by text message, by which the person consents.
func (s *Service) SendCode(ctx context.Context, by actor.Actor, a Ask) error {
	if s.Codes == nil {
		return errNoCodes
	}
	return s.Codes.SendConsent(ctx, by, a.Name, a.ID)
}

// Look looks a villager's payments up for them, once, and promises to tell them.
func (s *Service) Look(ctx context.Context, by actor.Actor, a Ask) (Slip, error) {
	if err := a.check(); err != nil {
		return Slip{}, err
	}
	most, err := s.Number(ctx, ParamPerDay, standardPerDay)
	if err != nil {
		return Slip{}, err
	}
	if err := enough(s.DB.WithContext(ctx), by, s.instant(), most); err != nil {
		return Slip{}, err
	}
	who, err := s.consented(ctx, by, a)
	if err != nil {
		return Slip{}, err
	}
	now := s.instant()
	row := model.CounterLookup{PersonID: who.person, VillageCode: by.Division, StaffID: by.StaffID, At: now, Year: a.Year, Consent: who.how}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return s.keep(tx, by, a, row, who.paper, most) })
	if err != nil {
		err = fmt.Errorf("counter: %w", err)
		if who.paper != nil {
			err = errors.Join(err, s.Files.Remove(*who.paper))
		}
		return Slip{}, err
	}
	m, err := s.Money(ctx, who.person, a.Year)
	if err != nil {
		return Slip{}, err
	}
	return Slip{Name: idnumber.MaskName(idnumber.NormName(a.Name.Reveal())), At: now, Staff: by.Name, Money: m}, nil
}

// keep writes a look down: the row, the photo, the promise, the chain. Looks of
// one account wait for each other, so that the last of a day is counted.
func (s *Service) keep(tx *gorm.DB, by actor.Actor, a Ask, row model.CounterLookup, paper *model.File, most int) error {
	var me []model.Staff
	if err := transact.Locked(tx).Select("id").Where("id = ?", by.StaffID).Find(&me).Error; err != nil {
		return err
	}
	if err := enough(tx, by, row.At, most); err != nil {
		return err
	}
	if paper != nil {
		file := *paper // a transaction may run again
		if err := s.Files.Add(tx, &file); err != nil {
			return err
		}
		row.FileID = file.ID
	}
	row.ReasonSealed = s.Box.Seal(seal.NewSecret(strings.TrimSpace(a.Reason.Reveal())), place(row))
	if err := tx.Create(&row).Error; err != nil {
		return err
	}
	if err := outbox.Add(tx, TopicLooked, strconv.FormatInt(row.ID, 10), row.At, Looked{LookupID: row.ID, PersonID: row.PersonID}); err != nil {
		return err
	}
	return audit.Record(tx, by, row.At, "counter.look", object(row.ID), map[string]any{"person": row.PersonID, "year": row.Year, "consent": row.Consent})
}

// place is where a reason is stored, which its seal is bound to.
func place(l model.CounterLookup) string {
	if l.FileID != 0 {
		return fmt.Sprintf("counter_lookups.reason/%d", l.FileID)
	}
	return fmt.Sprintf("counter_lookups.reason/%d/%d/%d", l.PersonID, l.StaffID, l.At.Unix())
}

func object(id int64) string { return fmt.Sprintf("counter:%d", id) }

// Entry is one look in the list of a village's looks.
type Entry struct {
	ID     int64
	Name   string // masked
	Staff  string
	At     time.Time
	Reason seal.Secret
	How    string // ByPaper, ByText or ByPage
}

// mostEntries bounds the list.
const mostEntries = 100

// readers may see which looks there were, and the signed forms.
var readers = []actor.Role{actor.RoleVillageCadre, actor.RoleTownInspector, actor.RoleSupervision}

// reads reports whether an actor is one of them. A cadre and a town's inspector
// without a place have none, and not the county.
func reads(by actor.Actor) bool {
	return by.Is(readers...) && (by.Division != "" || by.Is(actor.RoleSupervision))
}

var errNotHere = fault.New(fault.NotFound, "没有找到，或者不在您负责的地方")

// Entries lists the latest looks where an account is in charge.
func (s *Service) Entries(ctx context.Context, by actor.Actor) ([]Entry, error) {
	if !reads(by) {
		return nil, errNotHere
	}
	var rows []struct {
		model.CounterLookup
		Name, Staff string
	}
	err := s.DB.WithContext(ctx).Raw(`SELECT l.id, l.file_id, l.person_id, l.staff_id, l.consent, p.name, COALESCE(f.name, '') AS staff, l.at, l.reason_sealed FROM counter_lookups AS l
JOIN people AS p ON p.id = l.person_id LEFT JOIN staff AS f ON f.id = l.staff_id WHERE l.village_code LIKE ? ORDER BY l.at DESC, l.id DESC LIMIT ?`,
		actor.DivisionPrefix(by.Division)+"%", mostEntries).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("counter: %w", err)
	}
	out := make([]Entry, 0, len(rows))
	for _, r := range rows {
		reason, err := s.Box.Open(r.ReasonSealed, place(r.CounterLookup))
		if err != nil {
			return nil, fmt.Errorf("counter: look %d: %w", r.ID, err)
		}
		out = append(out, Entry{ID: r.ID, Name: idnumber.MaskName(r.Name), Staff: r.Staff, At: r.At, Reason: reason, How: r.Consent})
	}
	return out, nil
}

// Consent gives the photo of the signed form of a look, and records who saw it.
func (s *Service) Consent(ctx context.Context, by actor.Actor, id int64) ([]byte, error) {
	if !reads(by) {
		return nil, errNotHere
	}
	var found []model.File
	err := s.DB.WithContext(ctx).Raw(`SELECT f.* FROM counter_lookups AS l JOIN files AS f ON f.id = l.file_id AND f.purpose = ? AND f.deleted_at IS NULL
WHERE l.id = ? AND l.village_code LIKE ?`, purpose, id, actor.DivisionPrefix(by.Division)+"%").Scan(&found).Error
	if err != nil {
		return nil, fmt.Errorf("counter: %w", err)
	}
	if len(found) != 1 {
		return nil, errNotHere
	}
	if err := audit.RecordAlone(ctx, s.DB, by, s.instant(), "counter.consent", object(id), nil); err != nil {
		return nil, fmt.Errorf("counter: %w", err)
	}
	content, err := s.Files.Read(found[0])
	if err != nil {
		return nil, fmt.Errorf("counter: look %d: %w", id, err)
	}
	return content, nil
}

// Seen is one look as the person it was about sees it.
type Seen struct {
	At      time.Time
	Village string // code
	Staff   string
}

// Mine lists who looked the bound villager's payments up at a counter, the
// latest first.
func (s *Service) Mine(ctx context.Context, by actor.Actor) ([]Seen, error) {
	if by.Kind != actor.Villager || by.WechatUserID == 0 || by.PersonID == 0 || by.Snapshot {
		return nil, nil
	}
	var rows []struct {
		At                 time.Time
		VillageCode, Staff string
	}
	err := s.DB.WithContext(ctx).Raw(`SELECT l.at, l.village_code, COALESCE(f.name, '') AS staff FROM counter_lookups AS l LEFT JOIN staff AS f ON f.id = l.staff_id
WHERE l.person_id = ? AND EXISTS (SELECT 1 FROM bindings AS m WHERE m.wechat_user_id = ? AND m.active_mark = 0 AND m.person_id = l.person_id)
ORDER BY l.at DESC, l.id DESC LIMIT 20`, by.PersonID, by.WechatUserID).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("counter: %w", err)
	}
	out := make([]Seen, 0, len(rows))
	for _, r := range rows {
		out = append(out, Seen{At: r.At, Village: r.VillageCode, Staff: r.Staff})
	}
	return out, nil
}
