package receive

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// TopicPayoutsLoaded is promised by importer: {batch_id}. The notices of the
// batch are written before this package hears of it.
const TopicPayoutsLoaded = "payouts.loaded"

// Handlers are this package's promises for the worker. They come after those of
// the package that writes the notices.
func (s *Service) Handlers() map[string]outbox.Do {
	return map[string]outbox.Do{TopicLoaded: s.registersChanged, TopicWithdrawn: s.registersChanged, TopicPayoutsLoaded: func(ctx context.Context, e model.OutboxEvent) error {
		p, err := outbox.Decode[struct {
			BatchID int64 `json:"batch_id"`
		}](e)
		if err != nil {
			return err
		}
		return s.Told(ctx, p.BatchID)
	}}
}

// chunk is how many people are looked at in one transaction.
const chunk = 300

// Told notes the payments of a batch that somebody was told of. It may run again.
func (s *Service) Told(ctx context.Context, batch int64) error {
	days, err := s.number(ctx, paramDays, daysAsked)
	if err != nil {
		return err
	}
	since := (s.today() - period.Day(days)).Time()
	cause, after := "payout/"+strconv.FormatInt(batch, 10), int64(0)
	for {
		var people []int64
		err := s.DB.WithContext(ctx).Model(&model.Notice{}).Distinct("person_id").Where("dedupe > ? AND dedupe < ? AND person_id > ?", cause+"/", cause+"0", after).
			Order("person_id").Limit(chunk).Pluck("person_id", &people).Error
		if err != nil {
			return fmt.Errorf("who was told: %w", err)
		}
		if len(people) == 0 {
			return nil
		}
		after = people[len(people)-1]
		var paid []model.Payout
		err = s.DB.WithContext(ctx).Where("person_id IN ? AND batch_id = ? AND result = '成功' AND paid_on >= ? AND "+loaded("payouts"), people, batch, since).
			Order("person_id, item_id, period_start, id").Find(&paid).Error
		if err != nil {
			return fmt.Errorf("payments told: %w", err)
		}
		at := s.clock()
		asks, err := s.asksOf(ctx, paid, &at)
		if err != nil {
			return err
		}
		if err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return keep(tx, asks) }); err != nil {
			return fmt.Errorf("payments told: %w", err)
		}
	}
}

// keep writes asks that are not there yet.
func keep(tx *gorm.DB, asks []model.PayoutAsk) error {
	if len(asks) == 0 {
		return nil
	}
	return tx.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&asks, 200).Error
}

// asksOf says of payments whose they are, who handled them and which bank they
// went to: four statements, however many payments.
func (s *Service) asksOf(ctx context.Context, paid []model.Payout, told *time.Time) ([]model.PayoutAsk, error) {
	if len(paid) == 0 {
		return nil, nil
	}
	banks, err := s.banks(ctx)
	if err != nil {
		return nil, err
	}
	people := make([]int64, len(paid))
	for i, p := range paid {
		people[i] = p.PersonID
	}
	homes, err := s.homesOf(ctx, people)
	if err != nil {
		return nil, err
	}
	hands, err := s.handlersOf(ctx, people)
	if err != nil {
		return nil, err
	}
	out, at := make([]model.PayoutAsk, len(paid)), s.clock()
	for i, p := range paid {
		account, err := s.Box.Open(p.AccountSealed, seal.PlaceAccount("payouts", p.ID))
		if err != nil {
			return nil, fmt.Errorf("account: %w", err)
		}
		home := homes[p.PersonID]
		out[i] = model.PayoutAsk{PayoutID: p.ID, BatchID: p.BatchID, PayeeID: p.PersonID, ItemID: p.ItemID, PeriodStart: p.PeriodStart, PeriodEnd: p.PeriodEnd, PaidOn: p.PaidOn, AmountFen: p.AmountFen,
			Home: home.key, VillageCode: p.VillageCode, HandlerID: hands.of(p), Bank: bankOf(banks, account.Reveal()), ToldAt: told, CreatedAt: at}
		if out[i].Home == "" {
			out[i].Home = "人" + strconv.FormatInt(p.PersonID, 10)
		}
		if home.village != "" {
			out[i].VillageCode = home.village
		}
	}
	return out, nil
}

// dwelling is where somebody is registered.
type dwelling struct{ village, key string }

func (s *Service) homesOf(ctx context.Context, people []int64) (map[int64]dwelling, error) {
	var rows []struct {
		PersonID    int64
		VillageCode string
		HouseholdNo string
	}
	err := s.DB.WithContext(ctx).Model(&model.Resident{}).Select("person_id, village_code, household_no").
		Where("person_id IN ? AND closed_by = 0 AND "+loaded("residents"), people).Order("id").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("households: %w", err)
	}
	out := map[int64]dwelling{}
	for _, r := range rows {
		d := dwelling{village: r.VillageCode}
		if r.HouseholdNo != "" {
			d.key = r.VillageCode + "/" + r.HouseholdNo
		}
		out[r.PersonID] = d
	}
	return out, nil
}

// hand is who handled one place on a roster.
type hand struct {
	HouseholdNo string
	HandlerID   int64
	FromOn      time.Time
	ToOn        *time.Time
}

type household struct {
	item int64
	no   string
}

// hands are the handlers of rosters: by person and item, and by household for
// whose own place names none.
type hands struct {
	own  map[[2]int64][]hand
	home map[household][]hand
}

func (s *Service) handlersOf(ctx context.Context, people []int64) (hands, error) {
	h := hands{map[[2]int64][]hand{}, map[household][]hand{}}
	type row struct {
		Hand             hand `gorm:"embedded"`
		PersonID, ItemID int64
	}
	read := func(where string, in any) ([]row, error) {
		var rows []row
		err := s.DB.WithContext(ctx).Model(&model.Roster{}).Select("person_id, item_id, household_no, handler_id, from_on, to_on").
			Where(where+" AND closed_by = 0 AND "+loaded("rosters"), in).Order("id").Scan(&rows).Error
		if err != nil {
			return nil, fmt.Errorf("handlers: %w", err)
		}
		return rows, nil
	}
	rows, err := read("person_id IN ?", people)
	if err != nil {
		return h, err
	}
	var ask []string
	for _, r := range rows {
		key := [2]int64{r.PersonID, r.ItemID}
		h.own[key] = append(h.own[key], r.Hand)
		if r.Hand.HandlerID == 0 && r.Hand.HouseholdNo != "" {
			ask = append(ask, r.Hand.HouseholdNo)
		}
	}
	if len(ask) == 0 {
		return h, nil
	}
	rows, err = read("household_no IN ? AND handler_id <> 0", ask)
	for _, r := range rows {
		key := household{r.ItemID, r.Hand.HouseholdNo}
		h.home[key] = append(h.home[key], r.Hand)
	}
	return h, err
}

// of is who handled a payment: the one of the payee's place on the item's roster
// in its period, else of the household's; 0 where the roster names nobody.
func (h hands) of(p model.Payout) int64 {
	covers := func(o hand) bool {
		return !o.FromOn.After(p.PeriodEnd) && (o.ToOn == nil || !o.ToOn.Before(p.PeriodStart))
	}
	for _, o := range h.own[[2]int64{p.PersonID, p.ItemID}] {
		if !covers(o) {
			continue
		}
		if o.HandlerID != 0 {
			return o.HandlerID
		}
		for _, other := range h.home[household{p.ItemID, o.HouseholdNo}] {
			if o.HouseholdNo != "" && covers(other) {
				return other.HandlerID
			}
		}
	}
	return 0
}
