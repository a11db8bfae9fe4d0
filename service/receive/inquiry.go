package receive

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/agenda"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/naming"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// The views of the list of inquiries besides its states.
const (
	ViewLate = "late"
	ViewAll  = "all"
)

// Filter narrows the list of inquiries. The zero View is what waits.
type Filter struct {
	View string // a state or a View
	Kind string // Missing or Wrong
}

// Row is one inquiry in a list.
type Row struct {
	ID          int64
	Version     int
	Number      string
	Kind        string
	KindText    string
	Subject     string
	Item        string
	Start, End  period.Day
	PaidOn      period.Day
	Amount      money.Fen
	Place       string
	Bureau      string
	Nobody      string // what to do where the bureau has no account that could answer; "" else
	State       string
	StateText   string
	Outcome     string
	OutcomeText string
	Asked       time.Time
	Due         time.Time
	Provisional bool
	Open        bool
	Left        int // working days until Due, negative when it is past
	Rounds      int
}

// List is a page of inquiries and how many there are in each state.
type List struct {
	page.Page[Row]
	View   string
	Counts map[string]int
}

// Step is one entry of an inquiry's course.
type Step struct {
	At       time.Time
	What     string
	Who      string
	Note     seal.Secret
	File     int64 // the event whose proof it is; 0 without
	FileKind string
}

// Detail is one inquiry in full.
type Detail struct {
	Row
	Tail     string
	BatchNo  string
	Quantity string
	Class    string
	Standard string    // the catalogue's, in words; "" unknown
	Ought    money.Fen // by the standard and the quantity; 0 unknown
	Came     money.Fen // what the household says came; 0 it did not say
	On       *period.Day
	Outcomes []Choice
	May      bool // the reader may answer it now
	Steps    []Step
}

func (s *Service) viewWhere(view string) (string, []any) {
	switch view {
	case ViewAll:
		return "1 = 1", nil
	case ViewLate:
		return "bank_inquiries.state = ? AND bank_inquiries.due_at < ?", []any{model.InquiryOpen, s.clock()}
	}
	return "bank_inquiries.state = ?", []any{view}
}

// inquiries is the base of every statement over what an actor may see.
func (s *Service) inquiries(ctx context.Context, by actor.Actor) (func() *gorm.DB, error) {
	where, args, err := s.sees(ctx, by, "bank_inquiries", func(bureau string) (string, []any) { return bureaus.Where("bank_inquiries.bureau", bureau) })
	if err != nil {
		return nil, err
	}
	return func() *gorm.DB {
		return s.DB.WithContext(ctx).Model(&model.BankInquiry{}).Where(where, args...).
			Where("EXISTS (SELECT 1 FROM payout_asks a JOIN batches b ON b.id = a.batch_id AND b.status = 'loaded' WHERE a.payout_id = bank_inquiries.payout_id)")
	}, nil
}

// List shows the inquiries the actor may see, the first due first.
func (s *Service) List(ctx context.Context, by actor.Actor, f Filter, r page.Request) (List, error) {
	out := List{Counts: map[string]int{}, View: f.View}
	if out.View == "" {
		out.View = StateOpen
	}
	all, err := s.inquiries(ctx, by)
	if err != nil {
		return out, err
	}
	base := all
	if f.Kind != "" {
		base = func() *gorm.DB { return all().Where("bank_inquiries.kind = ?", f.Kind) }
	}
	var sums []struct {
		State   string
		N, Late int
	}
	err = base().Select("state, COUNT(*) AS n, SUM(CASE WHEN state = ? AND due_at < ? THEN 1 ELSE 0 END) AS late", model.InquiryOpen, s.clock()).Group("state").Scan(&sums).Error
	if err != nil {
		return out, fmt.Errorf("inquiries: %w", err)
	}
	for _, c := range sums {
		out.Counts[c.State] = c.N
		out.Counts[ViewAll] += c.N
		out.Counts[ViewLate] += c.Late
	}
	view, args := s.viewWhere(out.View)
	var found []model.BankInquiry
	if err := base().Where(view, args...).Order("due_at, id").Limit(r.Limit()).Offset(r.Offset()).Find(&found).Error; err != nil {
		return out, fmt.Errorf("inquiries: %w", err)
	}
	rows, err := s.rows(ctx, by, found)
	out.Page = page.Of(r, rows, out.Counts[out.View])
	return out, err
}

// named is what inquiries and answers refer to.
type named struct {
	people map[int64]string
	items  map[int64]string
	places map[string]string
}

// masked hides a name from a town: who says that money is missing is a witness.
func masked(by actor.Actor, name string) string {
	if by.Is(actor.RoleTownInspector) {
		return idnumber.MaskName(name)
	}
	return name
}

func (s *Service) names(ctx context.Context, people, items []int64, codes []string) (named, error) {
	var n named
	var err error
	if n.people, err = naming.People(ctx, s.DB, people); err != nil {
		return n, err
	}
	if n.items, err = naming.Items(ctx, s.DB, items); err != nil {
		return n, err
	}
	for _, c := range codes {
		if len(c) == 12 {
			codes = append(codes, c[:9]+"000")
		}
	}
	n.places, err = naming.Divisions(ctx, s.DB, codes)
	return n, err
}

func (n named) placeOf(code string) string {
	if len(code) != 12 {
		return "不知道哪个村"
	}
	town := code[:9] + "000"
	if town == code || n.places[code] == "" {
		return n.places[town]
	}
	return n.places[town] + " · " + n.places[code]
}

func (s *Service) rows(ctx context.Context, by actor.Actor, found []model.BankInquiry) ([]Row, error) {
	if len(found) == 0 {
		return nil, nil
	}
	cal, err := s.Calendar(ctx)
	if err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	var payouts, people, items []int64
	var codes, asked []string
	for _, q := range found {
		asked = append(asked, bureaus.Split(q.Bureau)...)
		payouts, people, items, codes = append(payouts, q.PayoutID), append(people, q.PayeeID), append(items, q.ItemID), append(codes, q.VillageCode)
	}
	asks, err := gorm.G[model.PayoutAsk](s.DB).Where("payout_id IN ?", payouts).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("payments: %w", err)
	}
	n, err := s.names(ctx, people, items, codes)
	if err != nil {
		return nil, err
	}
	staffed, err := bureaus.Staffed(s.DB.WithContext(ctx), asked)
	if err != nil {
		return nil, err
	}
	out := make([]Row, len(found))
	for i, q := range found {
		r := Row{ID: q.ID, Version: q.Version, Number: Number(q.ID), Kind: q.Kind, KindText: text(Answers(), q.Kind), Subject: masked(by, n.people[q.PayeeID]), Item: n.items[q.ItemID], Place: n.placeOf(q.VillageCode), Bureau: q.Bureau,
			State: q.State, StateText: StateText(q.State), Outcome: q.Outcome, OutcomeText: OutcomeText(q.Outcome), Asked: q.AskedAt, Due: q.DueAt, Provisional: q.DueProvisional,
			Open: q.State == model.InquiryOpen, Left: cal.Between(s.today(), period.Here(q.DueAt)), Rounds: q.Rounds}
		if k := slices.IndexFunc(asks, func(a model.PayoutAsk) bool { return a.PayoutID == q.PayoutID }); k >= 0 {
			a := asks[k]
			r.Start, r.End, r.PaidOn, r.Amount = period.Stored(a.PeriodStart), period.Stored(a.PeriodEnd), period.Stored(a.PaidOn), money.Fen(a.AmountFen)
		}
		if q.State == model.InquiryOpen && !slices.ContainsFunc(bureaus.Split(q.Bureau), func(b string) bool { return slices.Contains(staffed, b) }) {
			r.Nobody = bureaus.Unstaffed(q.Bureau)
		}
		out[i] = r
	}
	return out, nil
}

// visible finds an inquiry within what the actor may see.
func (s *Service) visible(ctx context.Context, by actor.Actor, id int64) (model.BankInquiry, error) {
	base, err := s.inquiries(ctx, by)
	if err != nil {
		return model.BankInquiry{}, err
	}
	var q model.BankInquiry
	err = base().Where("bank_inquiries.id = ?", id).Take(&q).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return q, notFound()
	}
	return q, wrap("inquiry", err)
}

// may reports whether an actor answers an inquiry in its state.
func may(by actor.Actor, q model.BankInquiry) bool {
	return by.Is(actor.RoleBureauOfficer) && bureaus.In(q.Bureau, by.Bureau) && q.State == model.InquiryOpen
}

// One shows an inquiry with the payment, the standard and its course.
func (s *Service) One(ctx context.Context, by actor.Actor, id int64) (Detail, error) {
	q, err := s.visible(ctx, by, id)
	if err != nil {
		return Detail{}, err
	}
	rows, err := s.rows(ctx, by, []model.BankInquiry{q})
	if err != nil {
		return Detail{}, err
	}
	d := Detail{Row: rows[0], Outcomes: Outcomes(q.Kind), May: may(by, q)}
	if q.OutcomeOn != nil {
		on := period.Stored(*q.OutcomeOn)
		d.On = &on
	}
	if err := s.reckon(ctx, q, &d); err != nil {
		return d, err
	}
	var wrong []model.PayoutAnswer
	if err := s.DB.WithContext(ctx).Where("payout_id = ? AND answer = ? AND came_fen > 0", q.PayoutID, model.SaidWrong).Order("answered_at DESC").Limit(1).Find(&wrong).Error; err != nil {
		return d, fmt.Errorf("answers: %w", err)
	}
	for _, a := range wrong {
		d.Came = money.Fen(a.CameFen)
	}
	events, err := gorm.G[model.InquiryEvent](s.DB).Where("inquiry_id = ?", q.ID).Order("id").Find(ctx)
	if err != nil {
		return d, fmt.Errorf("course: %w", err)
	}
	for _, e := range events {
		note, err := s.Box.Open(e.NoteSealed, place(columnNote, q.ID))
		if err != nil {
			return d, fmt.Errorf("note: %w", err)
		}
		one := Step{At: e.At, What: stepText(e.Kind, e.Outcome), Who: "本户", Note: note, FileKind: e.FileKind}
		if e.StaffID != 0 {
			one.Who = e.StaffName + "（" + actor.Role(e.StaffRole).Label() + "）"
		}
		if e.FileID != 0 {
			one.File = e.ID
		}
		d.Steps = append(d.Steps, one)
	}
	return d, nil
}

// Today counts the inquiries that wait for this officer.
func (s *Service) Today(ctx context.Context, by actor.Actor) ([]agenda.Count, error) {
	if !by.Is(actor.RoleBureauOfficer) || by.Bureau == "" {
		return nil, nil
	}
	base, err := s.inquiries(ctx, by)
	if err != nil {
		return nil, err
	}
	var n struct{ N, Late int }
	err = base().Select("COUNT(*) AS n, COALESCE(SUM(CASE WHEN due_at < ? THEN 1 ELSE 0 END), 0) AS late", s.clock()).Where("state = ?", model.InquiryOpen).Scan(&n).Error
	return []agenda.Count{{Key: "inquiries.mine", N: n.N, Overdue: n.Late}}, wrap("inquiries today", err)
}

// Work lists them, the first due first.
func (s *Service) Work(ctx context.Context, by actor.Actor) ([]agenda.Task, error) {
	if !by.Is(actor.RoleBureauOfficer) || by.Bureau == "" {
		return nil, nil
	}
	base, err := s.inquiries(ctx, by)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		ID             int64
		Kind, Name     string
		DueAt, AskedAt time.Time
	}
	err = base().Joins("JOIN items ON items.id = bank_inquiries.item_id").Select("bank_inquiries.id, bank_inquiries.kind, items.name, bank_inquiries.due_at, bank_inquiries.asked_at").
		Where("bank_inquiries.state = ?", model.InquiryOpen).Order("bank_inquiries.due_at, bank_inquiries.id").Limit(agenda.MaxTasks).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("work: %w", err)
	}
	out := make([]agenda.Task, len(rows))
	for i, r := range rows {
		out[i] = agenda.Task{Key: "inquiries.mine", Title: "答复 " + Number(r.ID) + " " + r.Name + "：群众说" + text(Answers(), r.Kind), URL: "/office/inquiries/" + fmt.Sprint(r.ID),
			Due: period.Here(r.DueAt), Since: period.Here(r.AskedAt)}
	}
	return out, nil
}
