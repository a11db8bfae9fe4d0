package receive

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
	"yangguang/service/kernel/workday"
)

// Word is what somebody says of a payment. Keys of its errors: answer, came.
type Word struct {
	Answer string // one of Answers
	Came   string // of Wrong, in yuan; may be empty
}

// mostCame bounds what somebody may say that came: more is a slip.
const mostCame = 100_000_000

// Say keeps what a member of the household says of a payment, and asks the
// bureau where money is missing. Somebody else's payment does not exist. The same
// word said again changes nothing.
func (s *Service) Say(ctx context.Context, by actor.Actor, key string, w Word) error {
	p, item, err := s.paid(ctx, by, key)
	if err != nil {
		return err
	}
	came, err := w.clean()
	if err != nil {
		return err
	}
	asks, err := s.asksOf(ctx, []model.Payout{p}, nil)
	if err != nil {
		return err
	}
	due, err := s.due(ctx)
	if err != nil {
		return err
	}
	at := s.clock()
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		if err := keep(tx, asks); err != nil {
			return fmt.Errorf("payment: %w", err)
		}
		// Whoever speaks of this payment at the same time waits here.
		var ask model.PayoutAsk
		if err := transact.Locked(tx).Where("payout_id = ?", p.ID).Take(&ask).Error; err != nil {
			return fmt.Errorf("payment: %w", err)
		}
		return s.said(tx, saying{by: by, at: at, ask: ask, bureau: item.Bureau, answer: w.Answer, came: came, due: due})
	})
}

func (w Word) clean() (int64, error) {
	bad := map[string]string{}
	if text(Answers(), w.Answer) == "" {
		bad["answer"] = "请点一个"
	}
	var came int64
	if typed := strings.TrimSpace(w.Came); w.Answer == model.SaidWrong && typed != "" {
		m, err := money.Parse(typed)
		if err != nil || m < 0 || m > mostCame {
			bad["came"] = "请写实际收到多少元，例如 230 或者 230.50；记不清可以不写"
		}
		came = int64(m)
	}
	if len(bad) > 0 {
		return 0, fault.Fields(bad)
	}
	return came, nil
}

// paid finds a payment that the household is asked about.
func (s *Service) paid(ctx context.Context, by actor.Actor, key string) (model.Payout, model.Item, error) {
	id, err := payoutID(key)
	if err != nil {
		return model.Payout{}, model.Item{}, err
	}
	home, err := s.home(ctx, by)
	if err != nil {
		return model.Payout{}, model.Item{}, err
	}
	since, err := s.since(ctx)
	if err != nil {
		return model.Payout{}, model.Item{}, err
	}
	var found []model.Payout
	err = s.DB.WithContext(ctx).Raw("SELECT p.* FROM payouts p JOIN batches b ON b.id = p.batch_id AND b.status = 'loaded' WHERE p.id = ? AND "+asked, id, slices.Collect(maps.Keys(home)), since).Scan(&found).Error
	if err != nil {
		return model.Payout{}, model.Item{}, fmt.Errorf("payment: %w", err)
	}
	if len(found) != 1 {
		return model.Payout{}, model.Item{}, notFound()
	}
	item, err := gorm.G[model.Item](s.DB).Where("id = ?", found[0].ItemID).Take(ctx)
	return found[0], item, wrap("item", err)
}

// saying is one word inside its transaction.
type saying struct {
	by     actor.Actor
	at     time.Time
	ask    model.PayoutAsk
	bureau string
	answer string
	came   int64
	due    workday.Due
}

func (s *Service) said(tx *gorm.DB, w saying) error {
	var before []model.PayoutAnswer
	if err := tx.Where("payout_id = ?", w.ask.PayoutID).Order("id").Find(&before).Error; err != nil {
		return fmt.Errorf("answers: %w", err)
	}
	q, err := inquiry(tx, w.ask.PayoutID)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(before, func(a model.PayoutAnswer) bool { return a.PersonID == w.by.PersonID })
	if i >= 0 && before[i].Answer == w.answer && before[i].CameFen == w.came && (q == nil || q.State != model.InquiryAnswered) {
		return nil // said already
	}
	row := model.PayoutAnswer{PayoutID: w.ask.PayoutID, PersonID: w.by.PersonID, Answer: w.answer, CameFen: w.came, AnsweredAt: w.at, CreatedAt: w.at}
	if i >= 0 {
		before[i].Answer, before[i].CameFen, before[i].AnsweredAt = w.answer, w.came, w.at
	} else {
		before = append(before, row)
	}
	said, since := together(w.ask.PayeeID, before)
	if err := s.move(tx, w, q, said); err != nil {
		return err
	}
	if err := tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "payout_id"}, {Name: "person_id"}}, DoUpdates: clause.AssignmentColumns([]string{"answer", "came_fen", "answered_at"})}).Create(&row).Error; err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	if err := tx.Model(&model.PayoutAsk{}).Where("payout_id = ?", w.ask.PayoutID).Updates(map[string]any{"said": said, "said_at": since}).Error; err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	return audit.Record(tx, w.by, w.at, "payout.answer", "payout:"+strconv.FormatInt(w.ask.PayoutID, 10), nil)
}

// inquiry reads the inquiry of a payment, nil when there is none.
func inquiry(tx *gorm.DB, payout int64) (*model.BankInquiry, error) {
	var q model.BankInquiry
	err := transact.Locked(tx).Where("payout_id = ?", payout).Take(&q).Error
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil //nolint:nilnil // there may be none
	}
	return &q, wrap("inquiry", err)
}

// move does to the inquiry what the household's word asks for.
func (s *Service) move(tx *gorm.DB, w saying, q *model.BankInquiry, said string) error {
	set := map[string]any{"updated_at": w.at, "said_after": said}
	step := ""
	switch next(q, said) {
	case moveNone:
		return nil
	case moveRefuse:
		return fault.New(fault.Conflict, "这一笔已经请部门查过几次了。还是没有收到的，请点“向纪委反映”，我们来查")
	case moveAsk:
		return s.ask(tx, w, said)
	case moveClose:
		step, set["state"] = stepReceived, model.InquiryClosed
	case moveChange:
		step, set["kind"], set["said_after"] = stepChanged, said, ""
		if q.Kind != said {
			set["outcome"], set["outcome_on"] = "", nil
		}
	case moveAgain, moveReopen:
		step = stepAgain
		set["state"], set["kind"], set["rounds"], set["outcome"], set["outcome_on"] = model.InquiryOpen, said, q.Rounds+1, "", nil
		set["due_at"], set["due_provisional"], set["asked_at"] = w.due.At().UTC(), w.due.Provisional, w.at
	}
	set["version"] = q.Version + 1
	r := tx.Model(&model.BankInquiry{}).Where("id = ? AND version = ?", q.ID, q.Version).Updates(set)
	if r.Error != nil {
		return fmt.Errorf("inquiry: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return stale()
	}
	return s.event(tx, model.InquiryEvent{InquiryID: q.ID, At: w.at, Kind: step}, seal.Secret{})
}

// ask makes the inquiry of a payment: of the first of its bureaus that has
// somebody to answer.
func (s *Service) ask(tx *gorm.DB, w saying, said string) error {
	bureau, _, err := bureaus.Answering(tx, w.bureau)
	if err != nil {
		return err
	}
	q := model.BankInquiry{PayoutID: w.ask.PayoutID, PayeeID: w.ask.PayeeID, ItemID: w.ask.ItemID, HandlerID: w.ask.HandlerID, Kind: said, Bureau: bureau, VillageCode: w.ask.VillageCode,
		State: model.InquiryOpen, AskedAt: w.at, DueAt: w.due.At().UTC(), DueProvisional: w.due.Provisional, Rounds: 1, Version: 1, CreatedAt: w.at, UpdatedAt: w.at}
	if err := tx.Create(&q).Error; err != nil {
		return fmt.Errorf("inquiry: %w", err)
	}
	return s.event(tx, model.InquiryEvent{InquiryID: q.ID, At: w.at, Kind: stepAsked}, seal.Secret{})
}

func (s *Service) event(tx *gorm.DB, e model.InquiryEvent, note seal.Secret) error {
	e.NoteSealed = s.Box.Seal(note, place(columnNote, e.InquiryID))
	return wrap("inquiry event", tx.Create(&e).Error)
}
