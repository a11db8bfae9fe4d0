// Package kiosk keeps the screens in village offices on which villagers without
// a telephone look things up.
//
// A screen becomes one by a code that the village office or the administrator
// makes and somebody types on it within minutes, once. From then on it is known
// by a secret in its cookie, of which only the keyed digest is stored, until
// somebody takes it off again. A screen has no rights of its own: it is only
// where a person may prove who they are without a telephone.
package kiosk

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math/big"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Purposes of the keyed digests that only this package makes.
const (
	indexCode  = "kiosk_code"
	indexToken = "kiosk_token"
)

// The parameters of this package and their values until the county sets others.
const (
	ParamIdle    = "kiosk.idle"
	ParamMinutes = "kiosk.minutes"

	standardIdle    = 60
	standardMinutes = 5
)

// How a code behaves.
const (
	codeLives  = 10 * time.Minute
	codeDigits = 8
	codeDraws  = 5
)

// mostDevices bounds the list of one village, or of the county.
const mostDevices = 1000

// The bounds of the words where a screen stands.
const (
	shortPlace = 2
	longPlace  = 30
)

// Options are what the service needs.
type Options struct {
	DB     *gorm.DB
	Box    *seal.Box
	Number func(ctx context.Context, name string, standard int) (int, error)
	Now    func() time.Time
}

// Service is safe for use by several goroutines.
type Service struct{ Options }

// New makes the service.
func New(o Options) *Service { return &Service{o} }

func (s *Service) instant() time.Time { return s.Now().UTC().Truncate(time.Second) }

var (
	errNotHere = fault.New(fault.NotFound, "没有找到，或者不在您负责的地方")
	errGone    = fault.New(fault.NotFound, "这台机器不是村里登记的自助机，或者已经停用。请找村委会重新登记")
)

// keeps refuses whoever must not keep screens of a village.
func keeps(by actor.Actor, village string) error {
	if by.Is(actor.RoleAdministrator) {
		return nil
	}
	if !by.Is(actor.RoleVillageCadre) || by.Division == "" || len(village) != 12 || !by.Covers(village) {
		return errNotHere
	}
	return nil
}

// Code is what has to be typed on the screen, once.
type Code struct {
	Digits seal.Secret
	Until  time.Time
}

// Fields that messages refer to.
const (
	FieldPlace = "place"
	FieldCode  = "code"
)

// Issue enters a screen that is to be and gives its code. Only its digest is stored.
func (s *Service) Issue(ctx context.Context, by actor.Actor, village, place string) (Code, error) {
	if err := keeps(by, village); err != nil {
		return Code{}, err
	}
	place = strings.TrimSpace(place)
	if n := utf8.RuneCountInString(place); n < shortPlace || n > longPlace {
		return Code{}, fault.Fields(map[string]string{FieldPlace: fmt.Sprintf("请写明机器放在哪里，%d 到 %d 个字", shortPlace, longPlace)})
	}
	now := s.instant()
	out := Code{Until: now.Add(codeLives)}
	var err error
	for range codeDraws {
		out.Digits = seal.NewSecret(draw())
		row := model.KioskDevice{VillageCode: village, Place: place, CodeDigest: s.Box.Index(out.Digits, indexCode), CodeExpiresAt: out.Until, AddedBy: by.StaffID, AddedAt: now}
		err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
			var n int64
			if err := tx.Model(&model.Division{}).Where("code = ? AND level = 'village'", village).Count(&n).Error; err != nil {
				return err
			}
			if n == 0 {
				return errNotHere
			}
			if err := tx.Create(&row).Error; err != nil {
				return err
			}
			return audit.Record(tx, by, now, "kiosk.issue", object(row.ID), map[string]any{"village": village})
		})
		if !errors.Is(err, gorm.ErrDuplicatedKey) { // these digits were drawn before
			break
		}
	}
	if err != nil {
		return Code{}, fmt.Errorf("kiosk code: %w", err)
	}
	return out, nil
}

func object(id int64) string { return fmt.Sprintf("kiosk:%d", id) }

func draw() string {
	limit := new(big.Int).Exp(big.NewInt(10), big.NewInt(codeDigits), nil)
	v, _ := rand.Int(rand.Reader, limit) // never fails: crypto/rand aborts the process instead
	return fmt.Sprintf("%0*d", codeDigits, v)
}

// Enrol makes the screen on which a code was typed one of the village's and
// gives the secret for its cookie. A code is good once.
func (s *Service) Enrol(ctx context.Context, code seal.Secret) (seal.Secret, error) {
	wrong := fault.Fields(map[string]string{FieldCode: "这个号码不对或者已经过期。号码只能用一次，10分钟内有效，请村委会重新生成一个"})
	typed := idnumber.Code(code.Reveal())
	if len(typed) != codeDigits {
		return seal.Secret{}, wrong
	}
	token := seal.NewSecret(rand.Text() + rand.Text())
	now := s.instant()
	err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		var found []model.KioskDevice
		err := tx.Select("id", "added_by").Where("code_digest IN ? AND code_expires_at > ? AND revoked_at IS NULL AND enrolled_at IS NULL", s.Box.Indexes(seal.NewSecret(typed), indexCode), now).Limit(1).Find(&found).Error
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return wrong
		}
		r := tx.Model(&model.KioskDevice{}).Where("id = ? AND enrolled_at IS NULL AND revoked_at IS NULL", found[0].ID).
			Updates(map[string]any{"code_digest": nil, "token_digest": s.Box.Index(token, indexToken), "enrolled_at": now})
		if r.Error != nil {
			return r.Error
		}
		if r.RowsAffected != 1 {
			return wrong
		}
		return audit.Record(tx, actor.Actor{Kind: actor.Guest}, now, "kiosk.enrol", object(found[0].ID), nil)
	})
	if err != nil {
		return seal.Secret{}, fmt.Errorf("kiosk: %w", err)
	}
	return token, nil
}

// Device is a screen that is in use.
type Device struct {
	ID      int64
	Village string
}

// Device gives the screen behind a cookie. One that was taken off is none.
func (s *Service) Device(ctx context.Context, token seal.Secret) (Device, error) {
	if token.Empty() {
		return Device{}, errGone
	}
	var found []model.KioskDevice
	err := s.DB.WithContext(ctx).Select("id", "village_code").Where("token_digest IN ? AND revoked_at IS NULL", s.Box.Indexes(token, indexToken)).Limit(1).Find(&found).Error
	if err != nil {
		return Device{}, fmt.Errorf("kiosk: %w", err)
	}
	if len(found) == 0 {
		return Device{}, errGone
	}
	return Device{found[0].ID, found[0].VillageCode}, nil
}

// Entry is a screen in the list of those who keep them.
type Entry struct {
	ID       int64
	Village  string
	Place    string
	AddedAt  time.Time
	Enrolled *time.Time
	Revoked  *time.Time
	Waiting  bool // its code can still be typed
}

// Entries lists the screens of the places that an account keeps, those in use first.
func (s *Service) Entries(ctx context.Context, by actor.Actor) ([]Entry, error) {
	if !by.Is(actor.RoleAdministrator) && (!by.Is(actor.RoleVillageCadre) || by.Division == "") {
		return nil, errNotHere
	}
	var rows []model.KioskDevice
	err := s.DB.WithContext(ctx).Select("id", "village_code", "place", "added_at", "enrolled_at", "revoked_at", "code_expires_at").
		Where("village_code LIKE ?", actor.DivisionPrefix(by.Division)+"%").
		Order("CASE WHEN revoked_at IS NULL THEN 0 ELSE 1 END, id DESC").Limit(mostDevices).Find(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("kiosks: %w", err)
	}
	out := make([]Entry, 0, len(rows))
	for _, r := range rows {
		out = append(out, Entry{
			ID: r.ID, Village: r.VillageCode, Place: r.Place, AddedAt: r.AddedAt, Enrolled: r.EnrolledAt, Revoked: r.RevokedAt,
			Waiting: r.EnrolledAt == nil && r.RevokedAt == nil && r.CodeExpiresAt.After(s.instant()),
		})
	}
	return out, nil
}

// Revoke takes a screen off: what its cookie holds is worth nothing from now on.
func (s *Service) Revoke(ctx context.Context, by actor.Actor, id int64) error {
	now := s.instant()
	err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		var found []model.KioskDevice
		if err := tx.Select("id", "village_code").Where("id = ?", id).Limit(1).Find(&found).Error; err != nil {
			return err
		}
		if len(found) == 0 || keeps(by, found[0].VillageCode) != nil {
			return errNotHere
		}
		r := tx.Model(&model.KioskDevice{}).Where("id = ? AND revoked_at IS NULL", id).
			Updates(map[string]any{"revoked_at": now, "revoked_by": by.StaffID, "code_digest": nil, "token_digest": nil})
		if r.Error != nil {
			return r.Error
		}
		if r.RowsAffected != 1 {
			return fault.New(fault.Conflict, "这台机器已经停用了")
		}
		return audit.Record(tx, by, now, "kiosk.revoke", object(id), nil)
	})
	if err != nil {
		return fmt.Errorf("kiosk: %w", err)
	}
	return nil
}

// Idle is after how many seconds without a touch a screen shows its first page.
func (s *Service) Idle(ctx context.Context) (int, error) {
	return s.Number(ctx, ParamIdle, standardIdle)
}

// Lives is how long a person who signed in at a screen stays signed in at most.
func (s *Service) Lives(ctx context.Context) (time.Duration, error) {
	n, err := s.Number(ctx, ParamMinutes, standardMinutes)
	return time.Duration(n) * time.Minute, err
}
