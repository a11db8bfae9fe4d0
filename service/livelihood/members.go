package livelihood

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"yangguang/model"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
)

// IncomeParts are the parts of an income per head; nil where the file does not
// tell them.
type IncomeParts struct{ Wages, Business, Property, Transfer *money.Fen }

// Known reports whether any part is told.
func (p IncomeParts) Known() bool {
	return p.Wages != nil || p.Business != nil || p.Property != nil || p.Transfer != nil
}

// WaterValues are the four values of a household's water: 是, 否, or "" where the
// file does not tell them.
type WaterValues struct{ Quantity, Quality, Access, Supply string }

// Known reports whether any value is told.
func (v WaterValues) Known() bool { return v != WaterValues{} }

// MemberYear is how a member stood in one year by the registers of the schools
// and of the insurance.
type MemberYear struct {
	Here    bool   // alive and in the household at the end of the year, or today
	Pupil   bool   // of 6 to 15
	School  string // the stage and the school; "" is at none
	Insured string // the scheme; "" is no record
}

func fenOf(n *int64) *money.Fen {
	if n == nil {
		return nil
	}
	f := money.Fen(*n)
	return &f
}

// drawn are the first and the last year that may be shown.
func (s *Service) drawn() (from, to int) {
	to = s.today().Year()
	return to - mostYears + 1, to
}

// insurance reads who was insured in each year, and of which years the register
// says anything at all.
func (s *Service) insurance(ctx context.Context, h *home) error {
	var rows []struct {
		PersonID int64
		Year     int
		Scheme   string
	}
	err := s.DB.WithContext(ctx).Raw("SELECT DISTINCT person_id, year, scheme FROM insurance WHERE person_id IN ? AND "+recuse.Loaded("insurance")+" ORDER BY year, person_id, scheme LIMIT 2000", h.ids).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("insurance: %w", err)
	}
	for _, r := range rows {
		y, m := h.year(r.Year), h.member(r.PersonID)
		if m == nil {
			continue
		}
		if m.year(r.Year).Insured == "" {
			y.Covered++
		}
		m.year(r.Year).Insured = r.Scheme
		y.InsuranceKnown = true
	}
	var ask []string
	var args []any
	from, to := s.drawn()
	for y := from; y <= to; y++ {
		if !h.year(y).InsuranceKnown {
			ask, args = append(ask, "SELECT ? AS year"), append(args, y)
		}
	}
	if len(ask) == 0 {
		return nil
	}
	var known []int
	err = s.DB.WithContext(ctx).Raw("SELECT t.year FROM ("+strings.Join(ask, " UNION ALL ")+") t WHERE EXISTS (SELECT 1 FROM batches b JOIN insurance i ON i.batch_id = b.id WHERE b.kind = 'insurance' AND b.status = ? AND i.year = t.year AND i.closed_by = 0)", append(args, model.BatchLoaded)...).Scan(&known).Error
	if err != nil {
		return fmt.Errorf("years of the insurance: %w", err)
	}
	for _, y := range known {
		h.year(y).InsuranceKnown = true
	}
	return nil
}

// enrolment is a stretch of time at a school.
type enrolment struct {
	PersonID      int64
	School, Stage string
	FromOn        time.Time
	ToOn          *time.Time
}

// schooling reads for each year the children of 6 to 15, and those at a school
// in its autumn, and of which years the register says anything at all.
func (s *Service) schooling(ctx context.Context, h *home) error {
	var rows []enrolment
	err := s.DB.WithContext(ctx).Raw("SELECT person_id, school, stage, from_on, to_on FROM enrolments WHERE person_id IN ? AND "+recuse.Loaded("enrolments")+" ORDER BY from_on LIMIT 2000", h.ids).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("enrolments: %w", err)
	}
	first, last, err := s.schoolRegister(ctx)
	if err != nil {
		return err
	}
	from, to := s.drawn()
	for y := from; y <= to; y++ {
		on := period.Date(y, 10, 1)
		h.year(y).SchoolKnown = first <= on && on <= last
		if on > s.today() {
			continue
		}
		for i := range h.Members {
			p := &h.Members[i]
			at := slices.IndexFunc(rows, func(r enrolment) bool {
				return r.PersonID == p.id && period.Stored(r.FromOn) <= on && (r.ToOn == nil || period.Stored(*r.ToOn) >= on)
			})
			if at >= 0 {
				p.year(y).School = rows[at].Stage + " " + rows[at].School
			}
			if age := p.Birth.AgeOn(period.Date(y, 8, 31)); p.Birth == period.Past || age < 6 || age > 15 || p.Until <= on {
				continue
			}
			p.year(y).Pupil = true
			h.year(y).Pupils++
			if at >= 0 {
				h.year(y).Enrolled++
			}
		}
	}
	return nil
}

// schoolRegister is from when to when the register of the schools speaks: from
// its earliest beginning to the day of its newest file.
func (s *Service) schoolRegister(ctx context.Context) (first, last period.Day, err error) {
	var days []time.Time
	if err := s.DB.WithContext(ctx).Raw("SELECT from_on FROM enrolments WHERE " + recuse.Loaded("enrolments") + " ORDER BY from_on LIMIT 1").Scan(&days).Error; err != nil {
		return 0, 0, fmt.Errorf("first enrolment: %w", err)
	}
	if len(days) == 0 {
		return period.Future, period.Past, nil
	}
	first, last, days = period.Stored(days[0]), s.today(), nil
	if err := s.DB.WithContext(ctx).Raw("SELECT as_of FROM batches WHERE kind = 'enrolments' AND status = ? ORDER BY as_of DESC LIMIT 1", model.BatchLoaded).Scan(&days).Error; err != nil {
		return 0, 0, fmt.Errorf("newest register of schools: %w", err)
	}
	if len(days) == 1 {
		last = min(last, period.Stored(days[0]))
	}
	return first, last, nil
}
