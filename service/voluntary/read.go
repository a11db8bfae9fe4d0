package voluntary

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// Row is one declaration of a list.
type Row struct {
	ID         int64
	Number     string
	ReceiptNo  string
	Name       seal.Secret // of the declarer
	Unit       string
	UnitKind   string // in words
	Whom       string // in words
	WhomName   seal.Secret
	Item       string
	Span       period.Interval
	Amount     money.Fen // as declared
	Paid       money.Fen // as paid; 0 before
	PaidOn     period.Day
	Voucher    string
	DeclaredOn period.Day
	Inside     bool // of a period
	State      string
	StateText  string
	Confirmed  *time.Time
	Mine       bool
}

// Event is one step that was taken.
type Event struct {
	At   time.Time
	What string
	Who  string
	Note seal.Secret
}

// Attachment is a proof of payment.
type Attachment struct {
	ID   int64
	Kind string
}

// Detail is one declaration with all that is known of it.
type Detail struct {
	Row
	MaskedID     string // of the declarer; "" where the account tells
	WhomMaskedID string
	Reason       seal.Secret
	Period       string // the notice's title and number; "" outside any
	Events       []Event
	Files        []Attachment
	Version      int
	Can          map[Action]bool
}

// The views of the list.
const (
	ViewPending = "pending" // waits for the actor
	ViewAll     = "all"
)

// Filter narrows the list.
type Filter struct {
	View string // ViewPending, ViewAll or a state
	Year int    // of the declaration; 0 all
}

// List gives the declarations an actor may see, the latest first. Reading it is
// recorded where it is more than the actor's own.
func (s *Service) List(ctx context.Context, by actor.Actor, f Filter, r page.Request) (page.Page[Row], error) {
	where, args, err := s.sees(ctx, by)
	if err != nil {
		return page.Page[Row]{}, err
	}
	q := s.DB.WithContext(ctx).Table("voluntary_returns AS v").Where(where, args...)
	switch f.View {
	case ViewPending:
		pending, targs := pending(by)
		q = q.Where(pending, targs...)
	case ViewAll, "":
	case model.VoluntaryVoided:
		q = q.Where("v.state IN ?", []string{model.VoluntaryVoided, model.VoluntaryVoidTold})
	default:
		q = q.Where("v.state = ?", f.View)
	}
	if f.Year != 0 {
		q = q.Where("v.declared_on >= ? AND v.declared_on <= ?", period.Date(f.Year, 1, 1).Time(), period.Date(f.Year, 12, 31).Time())
	}
	q = q.Session(&gorm.Session{})
	var total int64
	if err := q.Count(&total).Error; err != nil {
		return page.Page[Row]{}, fmt.Errorf("voluntary list: %w", err)
	}
	var found []model.VoluntaryReturn
	if err := q.Select("v.*").Order("v.id DESC").Limit(r.Limit()).Offset(r.Offset()).Scan(&found).Error; err != nil {
		return page.Page[Row]{}, fmt.Errorf("voluntary list: %w", err)
	}
	rows := make([]Row, len(found))
	others := 0
	for i, v := range found {
		if rows[i], err = s.row(by, v); err != nil {
			return page.Page[Row]{}, err
		}
		if !rows[i].Mine {
			others++
		}
	}
	if others > 0 {
		err = audit.RecordAlone(ctx, s.DB, by, s.clock(), "voluntary.list", "voluntary", map[string]any{"rows": others})
	}
	return page.Of(r, rows, int(total)), err
}

// pending are the declarations that wait for an actor.
func pending(by actor.Actor) (where string, args []any) {
	const own = "(v.staff_id = ? OR v.staff_id = 0 AND v.entered_by = ?) AND v.state IN ('declared', 'returned', 'voided')"
	args = []any{by.StaffID, by.StaffID}
	if !desk(by) {
		return own, args
	}
	return "(" + own + " OR v.staff_id <> ? AND NOT (v.staff_id = 0 AND v.entered_by = ?) AND (v.state = 'paid' OR v.state = 'checked' AND v.first_by <> ?))", append(args, by.StaffID, by.StaffID, by.StaffID)
}

func (s *Service) row(by actor.Actor, v model.VoluntaryReturn) (Row, error) {
	r := Row{
		ID: v.ID, Number: v.Number, ReceiptNo: v.ReceiptNo, Unit: v.Unit, UnitKind: textOf(UnitKinds(), v.UnitKind), Whom: textOf(Whom(), v.Whom), Item: v.ItemText,
		Span: period.Through(period.Stored(v.SpanFrom), period.Stored(v.SpanTo)), Amount: money.Fen(v.AmountFen), Paid: money.Fen(v.PaidFen), PaidOn: period.Past, Voucher: v.Voucher, DeclaredOn: period.Stored(v.DeclaredOn),
		Inside: v.PeriodID != 0, State: v.State, StateText: textOf(stateChoices, v.State), Confirmed: v.ConfirmedAt, Mine: accessOf(by, v).owner,
	}
	if v.PaidOn != nil {
		r.PaidOn = period.Stored(*v.PaidOn)
	}
	var err error
	if r.Name, err = s.Box.Open(v.NameSealed, place("name", v.Number)); err == nil {
		r.WhomName, err = s.Box.Open(v.WhomNameSealed, place("whom_name", v.Number))
	}
	if err != nil {
		return r, fmt.Errorf("voluntary: %w", err)
	}
	return r, nil
}

// One shows one declaration and records that it was read.
func (s *Service) One(ctx context.Context, by actor.Actor, id int64) (Detail, error) {
	v, err := s.one(ctx, by, id)
	if err != nil {
		return Detail{}, err
	}
	row, err := s.row(by, v)
	if err != nil {
		return Detail{}, err
	}
	out := Detail{Row: row, Version: v.Version, Can: allowed(v, accessOf(by, v))}
	number, err := s.Box.Open(v.IDSealed, place("id", v.Number))
	if err != nil {
		return out, fmt.Errorf("voluntary: %w", err)
	}
	out.MaskedID = idnumber.MaskID(number.Reveal())
	if number, err = s.Box.Open(v.WhomIDSealed, place("whom_id", v.Number)); err != nil {
		return out, fmt.Errorf("voluntary: %w", err)
	}
	out.WhomMaskedID = idnumber.MaskID(number.Reveal())
	if out.Reason, err = s.Box.Open(v.ReasonSealed, place("reason", v.Number)); err != nil {
		return out, fmt.Errorf("voluntary: %w", err)
	}
	if err := s.around(ctx, v, &out); err != nil {
		return out, err
	}
	return out, audit.RecordAlone(ctx, s.DB, by, s.clock(), "voluntary.read", object(id), nil)
}

// around reads what belongs to a declaration.
func (s *Service) around(ctx context.Context, v model.VoluntaryReturn, out *Detail) error {
	if v.PeriodID != 0 {
		p, err := gorm.G[model.VoluntaryPeriod](s.DB).Where("id = ?", v.PeriodID).Take(ctx)
		if err != nil {
			return fmt.Errorf("voluntary period: %w", err)
		}
		out.Period = p.Title + "（" + p.DocNo + "）"
	}
	events, err := gorm.G[model.VoluntaryEvent](s.DB).Where("return_id = ?", v.ID).Order("id").Limit(200).Find(ctx)
	if err != nil {
		return fmt.Errorf("voluntary events: %w", err)
	}
	for _, e := range events {
		note, err := s.Box.Open(e.NoteSealed, placeNote(v.ID))
		if err != nil {
			return fmt.Errorf("voluntary event: %w", err)
		}
		out.Events = append(out.Events, Event{e.At, ActionText(e.Kind), e.StaffName + "（" + actor.Role(e.StaffRole).Label() + "）", note})
	}
	files, err := gorm.G[model.VoluntaryFile](s.DB).Where("return_id = ?", v.ID).Order("id").Limit(50).Find(ctx)
	if err != nil {
		return fmt.Errorf("voluntary files: %w", err)
	}
	for _, f := range files {
		out.Files = append(out.Files, Attachment{f.ID, f.Kind})
	}
	return nil
}

// Receipt is what the printed slip says.
func (s *Service) Receipt(ctx context.Context, by actor.Actor, id int64) (Row, error) {
	v, err := s.one(ctx, by, id)
	if err != nil {
		return Row{}, err
	}
	if v.State == model.VoluntaryVoided || v.State == model.VoluntaryVoidTold {
		return Row{}, fault.New(fault.NotFound, "这份收据已经作废，原因看退缴声明的经过")
	}
	if v.State != model.VoluntaryConfirmed {
		return Row{}, fault.New(fault.NotFound, "确认以后才有收据")
	}
	row, err := s.row(by, v)
	if err != nil {
		return row, err
	}
	return row, audit.RecordAlone(ctx, s.DB, by, s.clock(), "voluntary.receipt", object(id), nil)
}

// Note is a declaration that belongs to a finding.
type Note struct {
	ID     int64
	Number string
	State  string
	Paid   money.Fen
	PaidOn period.Day
}

// Notes gives what was declared about the money of one person, item and span, in
// whatever state but taken back. It names nobody.
func (s *Service) Notes(ctx context.Context, person, item int64, span period.Interval) ([]Note, error) {
	if person == 0 || item == 0 {
		return nil, nil
	}
	found, err := gorm.G[model.VoluntaryReturn](s.DB).Select("id", "number", "state", "paid_fen", "paid_on").
		Where("person_id = ? AND item_id = ? AND span_from <= ? AND span_to >= ? AND state <> ?", person, item, dayTime(span.Last()), dayTime(span.From), model.VoluntaryCancelled).Order("id").Limit(20).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("voluntary notes: %w", err)
	}
	out := make([]Note, len(found))
	for i, v := range found {
		out[i] = Note{v.ID, v.Number, textOf(stateChoices, v.State), money.Fen(v.PaidFen), period.Past}
		if v.PaidOn != nil {
			out[i].PaidOn = period.Stored(*v.PaidOn)
		}
	}
	return out, nil
}

// dayTime is a day as it is compared with what is stored; the ends of time are
// far enough away.
func dayTime(d period.Day) time.Time {
	return min(max(d, period.Date(1900, 1, 1)), period.Date(2999, 12, 31)).Time()
}
