// Package handover keeps the public keys of the offices that sealed matters are
// handed to (检规§15): the commission's own head, and the higher office.
//
// The security administrator enters a key after comparing its fingerprint with
// the office itself. A key is never changed: a new one is entered and the old
// one retired. The private half never comes here; nothing that was sealed to a
// key can be read on this machine.
package handover

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
	"yangguang/service/kernel/keypair"
	"yangguang/service/kernel/naming"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/transact"
)

// Key is a public key as it is shown.
type Key struct {
	ID          int64
	Office      string
	Fingerprint string
	ValidFrom   period.Day
	Added       string // by whom
	AddedAt     time.Time
	RetiredAt   *time.Time
}

// Recipient is whom a matter can be sealed to now.
type Recipient struct {
	ID          int64
	Office      string
	Fingerprint string
	PublicKey   string // PEM
}

// Draft is a key that is to be entered. The keys of its errors are office, key,
// fingerprint and from.
type Draft struct {
	Office      string
	PublicKey   string
	Fingerprint string // as the office read it out
	ValidFrom   string
}

// Service keeps the keys.
type Service struct {
	db  *gorm.DB
	now func() time.Time
}

// New makes the service.
func New(db *gorm.DB, now func() time.Time) *Service { return &Service{db, now} }

func (s *Service) clock() time.Time { return s.now().UTC().Truncate(time.Second) }

func notFound() error { return fault.New(fault.NotFound, "没有找到这个公钥") }

// List shows every key to the security administrator and the auditor, newest first.
func (s *Service) List(ctx context.Context, by actor.Actor) ([]Key, error) {
	if !by.Is(actor.RoleSecurityAdmin, actor.RoleAuditor) {
		return nil, notFound()
	}
	found, err := gorm.G[model.HandoverKey](s.db).Order("id DESC").Limit(200).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("handover keys: %w", err)
	}
	ids := []int64{0}
	for _, k := range found {
		ids = append(ids, k.AddedBy)
	}
	names, err := naming.Staff(ctx, s.db, ids)
	if err != nil {
		return nil, fmt.Errorf("handover keys: %w", err)
	}
	var out []Key
	for _, k := range found {
		out = append(out, Key{
			ID: k.ID, Office: k.Office, Fingerprint: k.Fingerprint, ValidFrom: period.Stored(k.ValidFrom), Added: names[k.AddedBy], AddedAt: k.AddedAt,
			RetiredAt: k.RetiredAt,
		})
	}
	return out, nil
}

// Add enters a key. The fingerprint has to be typed as the office read it out:
// a key that came over the same way as its fingerprint proves nothing.
func (s *Service) Add(ctx context.Context, by actor.Actor, d Draft) error {
	if !by.Is(actor.RoleSecurityAdmin) {
		return notFound()
	}
	row, bad := s.check(d)
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	at := s.clock()
	row.AddedBy, row.AddedAt = by.StaffID, at
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		one := row
		if err := tx.Create(&one).Error; err != nil {
			return fmt.Errorf("handover key: %w", err)
		}
		return audit.Record(tx, by, at, "handover.key.add", object(one.ID), map[string]any{"fingerprint": one.Fingerprint})
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.Fields(map[string]string{"key": "这个公钥已经登记过了"})
	}
	return err
}

func object(id int64) string { return "handover_key:" + strconv.FormatInt(id, 10) }

func (s *Service) check(d Draft) (model.HandoverKey, map[string]string) {
	bad := map[string]string{}
	row := model.HandoverKey{Office: strings.TrimSpace(d.Office)}
	if n := utf8.RuneCountInString(row.Office); n < 2 || n > 60 {
		bad["office"] = "请写接收单位或者领导职务的名称，2到60个字"
	}
	from, err := period.ParseDay(d.ValidFrom)
	if err != nil {
		bad["from"] = "请选择从哪天起用"
	}
	row.ValidFrom = from.Time()
	pub, err := keypair.ParsePublic(d.PublicKey)
	if err != nil {
		bad["key"] = "这不是 SM2 公钥文件的内容。公钥文件以“-----BEGIN PUBLIC KEY-----”开头，不要把私钥交到这里来"
		return row, bad
	}
	mark, err := keypair.MarkOf(pub)
	if err == nil {
		row.PublicKey, err = keypair.PublicPEM(pub)
	}
	if err != nil {
		bad["key"] = "这个公钥不能用，请接收单位重新生成"
	}
	row.Fingerprint = mark.String()
	if squeezed(d.Fingerprint) != squeezed(row.Fingerprint) {
		bad["fingerprint"] = "和公钥的指纹对不上。请打电话向接收单位逐字核对指纹，对不上就不要登记"
	}
	return row, bad
}

func squeezed(mark string) string {
	return strings.ToUpper(strings.NewReplacer(" ", "", "-", "", ":", "").Replace(mark))
}

// Retire ends the use of a key.
func (s *Service) Retire(ctx context.Context, by actor.Actor, id int64) error {
	if !by.Is(actor.RoleSecurityAdmin) {
		return notFound()
	}
	at := s.clock()
	return transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		r := tx.Model(&model.HandoverKey{}).Where("id = ? AND retired_at IS NULL", id).Update("retired_at", at)
		if r.Error != nil {
			return fmt.Errorf("handover key: %w", r.Error)
		}
		if r.RowsAffected != 1 {
			return fault.New(fault.Conflict, "这个公钥已经停用了，请刷新页面")
		}
		return audit.Record(tx, by, at, "handover.key.retire", object(id), nil)
	})
}

// Recipients lists whom a matter can be sealed to today.
func (s *Service) Recipients(ctx context.Context) ([]Recipient, error) {
	found, err := gorm.G[model.HandoverKey](s.db).Where("retired_at IS NULL AND valid_from <= ?", period.Here(s.now()).Time()).Order("office, id DESC").Limit(100).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("handover recipients: %w", err)
	}
	var out []Recipient
	for _, k := range found {
		out = append(out, Recipient{k.ID, k.Office, k.Fingerprint, k.PublicKey})
	}
	return out, nil
}

// Office is the name behind a key, retired or not.
func (s *Service) Office(ctx context.Context, id int64) (string, error) {
	found, err := gorm.G[model.HandoverKey](s.db).Select("office", "fingerprint").Where("id = ?", id).Limit(1).Find(ctx)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0].Office, nil
}
