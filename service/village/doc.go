// Package village lets a village's cadres check the lists of their own village.
//
// A cadre sees who is registered there, what was paid to whom and what is being
// built, in the rows that count now, and may say that a row is wrong; the bureau
// that handed the row in answers. Nothing here is ever changed: the bureau mends
// its data and hands it in again. Resident IDs are shown masked, and every page
// of them leaves an entry in the audit chain. Other villages do not exist, and
// the package knows nothing of what villagers report.
package village

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/workday"
)

// deadlines says when an answer is due.
type deadlines interface {
	Due(ctx context.Context, name string, start period.Day) (workday.Due, error)
}

// Service reads a village's lists and keeps remarks about them.
type Service struct {
	db        *gorm.DB
	box       *seal.Box
	deadlines deadlines
	now       func() time.Time
}

// New makes the service. people is the box of personal data.
func New(db *gorm.DB, people *seal.Box, d deadlines, now func() time.Time) *Service {
	return &Service{db: db, box: people, deadlines: d, now: now}
}

func (s *Service) at() time.Time { return s.now().UTC().Truncate(time.Second) }

func (s *Service) today() period.Day { return period.Here(s.now()) }

// errElsewhere is the answer about every row that is not the cadre's.
func errElsewhere() error {
	return fault.New(fault.NotFound, "没有找到，或者不在您负责的村")
}

// isCadre reports whether by is a cadre with a place. A cadre's account
// without one would otherwise cover the whole county.
func isCadre(by actor.Actor) bool { return by.Is(actor.RoleVillageCadre) && by.Division != "" }

// Village is one village that an account is for.
type Village struct {
	Code string
	Name string
	Town string
}

// most bounds the villages of a town; the largest here has two dozen.
const most = 200

// Villages lists the villages a cadre's account is for: one, or those of a town.
func (s *Service) Villages(ctx context.Context, by actor.Actor) ([]Village, error) {
	if !isCadre(by) {
		return nil, errElsewhere()
	}
	var out []Village
	err := s.db.WithContext(ctx).Table("divisions v").Select("v.code, v.name, COALESCE(t.name, '') AS town").
		Joins("LEFT JOIN divisions t ON t.code = v.parent_code").
		Where("v.level = 'village' AND v.code LIKE ? ESCAPE '!'", page.LikeEscape(actor.DivisionPrefix(by.Division))+"%").
		Order("v.code").Limit(most).Find(&out).Error
	if err != nil {
		return nil, fmt.Errorf("villages: %w", err)
	}
	return out, nil
}

// reads refuses everybody but a cadre whose account covers the village.
func reads(by actor.Actor, code string) error {
	if !isCadre(by) || len(code) != 12 || !by.Covers(code) {
		return errElsewhere()
	}
	return nil
}

// current is the condition that every list shares: rows of batches in force.
const current = "JOIN batches b ON b.id = x.batch_id AND b.status = 'loaded'"

// query is a list's conditions, put together once and used for its rows and
// its totals.
type query struct {
	from  string
	joins []string
	where string
	args  []any
}

func (q *query) and(condition string, args ...any) {
	q.where, q.args = q.where+" AND "+condition, append(q.args, args...)
}

// on makes a fresh statement each time: one that is used twice remembers.
func (q *query) on(ctx context.Context, db *gorm.DB) *gorm.DB {
	tx := db.WithContext(ctx).Table(q.from)
	for _, j := range q.joins {
		tx = tx.Joins(j)
	}
	return tx.Where(q.where, q.args...)
}
