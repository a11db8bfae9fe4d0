package receive

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// OwnInquiry is what the bank says of a payment, as the household reads it.
type OwnInquiry struct {
	Bureau   string
	Nobody   bool // it waits, and none of the bureaus has anybody here to answer it
	State    string
	Outcome  string // in words; "" none yet
	Says     string // what it means
	Next     string // what to do now
	On       *period.Day
	Note     seal.Secret // what the bureau wrote to the household
	Due      period.Day
	Late     bool
	Answered *time.Time
	Again    bool // it was asked before
	Enough   bool // it was asked as often as it may be
}

// Own is one payment of the household, and what was said of it.
type Own struct {
	Key        string
	Who        string // masked; "" is the reader's own
	Item       string
	Start, End period.Day
	PaidOn     period.Day
	Amount     money.Fen
	Tail       string
	Answer     string // what the reader said: one of Answers; "" nothing yet
	AnswerText string
	Came       money.Fen // of Wrong, what came; 0 where it was not said
	At         *time.Time
	Change     bool        // the answer may still be changed as it was given
	Inquiry    *OwnInquiry // nil when nobody was asked
}

// ownRow is a payment as it is read.
type ownRow struct {
	ID, PersonID           int64
	Name                   string
	PeriodStart, PeriodEnd time.Time
	PaidOn                 time.Time
	AmountFen              int64
	AccountTail            string
}

const ownColumns = `SELECT p.id, p.person_id, i.name, p.period_start, p.period_end, p.paid_on, p.amount_fen, p.account_tail
FROM payouts p JOIN items i ON i.id = p.item_id JOIN batches b ON b.id = p.batch_id AND b.status = 'loaded' `

// asked is the condition that a household is asked about a payment: it was paid
// lately, or the bank was asked about it and the matter is not done.
const asked = `p.person_id IN ? AND p.result = '成功' AND (p.paid_on >= ? OR EXISTS (SELECT 1 FROM bank_inquiries q WHERE q.payout_id = p.id AND q.state <> 'closed'))`

// Recent lists what was paid to the bound person and the household lately, the
// newest first, with what the reader said of it and what the bank says.
func (s *Service) Recent(ctx context.Context, by actor.Actor) ([]Own, error) {
	home, err := s.home(ctx, by)
	if err != nil {
		return nil, err
	}
	since, err := s.since(ctx)
	if err != nil {
		return nil, err
	}
	var rows []ownRow
	err = s.DB.WithContext(ctx).Raw(ownColumns+"WHERE "+asked+" ORDER BY p.paid_on DESC, p.person_id, p.id DESC LIMIT ?", slices.Collect(maps.Keys(home)), since, mostAsked).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("recent payments: %w", err)
	}
	return s.own(ctx, by, home, rows)
}

func (s *Service) since(ctx context.Context) (time.Time, error) {
	days, err := s.number(ctx, paramDays, daysAsked)
	return (s.today() - period.Day(days)).Time(), err
}

// home is everybody whose payments the actor may speak of.
func (s *Service) home(ctx context.Context, by actor.Actor) (map[int64]string, error) {
	if by.Kind != actor.Villager || by.PersonID == 0 || by.Snapshot {
		return nil, fault.New(fault.Unauthenticated, "请先实名绑定")
	}
	if by.WechatUserID == 0 { // at a screen in a village office: only the person's own
		return map[int64]string{by.PersonID: ""}, nil
	}
	home, err := s.Homes.Home(ctx, by)
	if err != nil {
		return nil, err
	}
	if _, ok := home[by.PersonID]; !ok {
		return nil, notFound()
	}
	return home, nil
}

// own adds to payments what was said of them: three statements.
func (s *Service) own(ctx context.Context, by actor.Actor, home map[int64]string, rows []ownRow) ([]Own, error) {
	if len(rows) == 0 {
		return nil, nil
	}
	ids := make([]int64, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	answers, err := gorm.G[model.PayoutAnswer](s.DB).Where("payout_id IN ? AND person_id = ?", ids, by.PersonID).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("answers: %w", err)
	}
	said := map[int64]model.PayoutAnswer{}
	for _, a := range answers {
		said[a.PayoutID] = a
	}
	inquiries, err := s.inquiriesOf(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Own, len(rows))
	for i, r := range rows {
		a, q := said[r.ID], inquiries[r.ID]
		out[i] = Own{Key: payoutKey(r.ID), Who: home[r.PersonID], Item: r.Name, Start: period.Stored(r.PeriodStart), End: period.Stored(r.PeriodEnd), PaidOn: period.Stored(r.PaidOn),
			Amount: money.Fen(r.AmountFen), Tail: r.AccountTail, Answer: a.Answer, AnswerText: text(Answers(), a.Answer), Came: money.Fen(a.CameFen), Inquiry: q}
		if a.Answer != "" {
			at := a.AnsweredAt
			out[i].At = &at
		}
		out[i].Change = a.Answer != "" && (q == nil || q.State == StateOpen)
	}
	return out, nil
}

// inquiriesOf reads what the bank says of payments.
func (s *Service) inquiriesOf(ctx context.Context, payouts []int64) (map[int64]*OwnInquiry, error) {
	found, err := gorm.G[model.BankInquiry](s.DB).Where("payout_id IN ?", payouts).Find(ctx)
	if err != nil || len(found) == 0 {
		return nil, wrap("inquiries", err)
	}
	ids := make([]int64, len(found))
	for i, q := range found {
		ids[i] = q.ID
	}
	events, err := gorm.G[model.InquiryEvent](s.DB).Where("inquiry_id IN ? AND kind = ?", ids, stepAnswered).Order("id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("answers of the bank: %w", err)
	}
	var asked []string
	for _, q := range found {
		if q.State == model.InquiryOpen {
			asked = append(asked, bureaus.Split(q.Bureau)...)
		}
	}
	staffed, err := bureaus.Staffed(s.DB.WithContext(ctx), asked)
	if err != nil {
		return nil, err
	}
	last := map[int64]model.InquiryEvent{}
	for _, e := range events {
		last[e.InquiryID] = e
	}
	out := map[int64]*OwnInquiry{}
	for _, q := range found {
		o := outcomeOf(q.Outcome)
		one := &OwnInquiry{Bureau: q.Bureau, State: q.State, Outcome: o.text, Says: o.says, Next: o.next, Due: period.Here(q.DueAt), Late: q.State == model.InquiryOpen && s.clock().After(q.DueAt),
			Nobody:   q.State == model.InquiryOpen && !slices.ContainsFunc(bureaus.Split(q.Bureau), func(b string) bool { return slices.Contains(staffed, b) }),
			Answered: q.AnsweredAt, Again: q.Rounds > 1, Enough: q.Rounds >= mostRounds && q.State != model.InquiryOpen}
		if q.OutcomeOn != nil {
			on := period.Stored(*q.OutcomeOn)
			one.On = &on
		}
		if e, ok := last[q.ID]; ok && q.Outcome != "" {
			if one.Note, err = s.Box.Open(e.NoteSealed, place(columnNote, q.ID)); err != nil {
				return nil, fmt.Errorf("note of an inquiry: %w", err)
			}
		}
		out[q.PayoutID] = one
	}
	return out, nil
}

// Unanswered counts the payments that the person was told of lately and said
// nothing to.
func (s *Service) Unanswered(ctx context.Context, by actor.Actor) (int, error) {
	since, err := s.since(ctx)
	if err != nil {
		return 0, err
	}
	var n int64
	err = s.DB.WithContext(ctx).Model(&model.PayoutAsk{}).Where("payee_id = ? AND said = '' AND told_at IS NOT NULL AND paid_on >= ? AND "+loaded("payout_asks"), by.PersonID, since).Count(&n).Error
	return int(n), wrap("unanswered payments", err)
}

// Answered counts the payments of the person of which the bank has said
// something that the household has not spoken to yet.
func (s *Service) Answered(ctx context.Context, by actor.Actor) (int, error) {
	var n int64
	err := s.DB.WithContext(ctx).Model(&model.BankInquiry{}).Where("payee_id = ? AND state = ?", by.PersonID, model.InquiryAnswered).Count(&n).Error
	return int(n), wrap("answers of the bank", err)
}

func wrap(what string, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}
