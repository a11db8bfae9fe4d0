package lookup

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// Whose payouts are asked for, besides RelativePrefix and a grant's number.
const (
	Self           = "self"
	Household      = "household"
	RelativePrefix = "r"
)

// RelativeOf is the word for the records seen through a grant: r12.
func RelativeOf(grantID int64) string { return RelativePrefix + strconv.FormatInt(grantID, 10) }

// Payout is one payment as its owner sees it.
type Payout struct {
	Key        string // stands for this payment in a complaint; of no use to anybody else
	Who        string // masked name; "" among one's own
	ItemCode   string
	Item       string
	Start, End period.Day // entitlement
	PaidOn     period.Day
	Amount     money.Fen
	Tail       string
	Returned   bool // 退票: the bank sent it back
	Repaid     bool // returned, and paid again since
	Repays     bool // 补发: pays a returned one again
}

// YearTotal is what arrived in one year, by day of payment.
type YearTotal struct {
	Year   int
	Amount money.Fen
}

// ItemTotal is the payments of one item in the year asked for.
type ItemTotal struct {
	Code, Name string
	Purpose    string // in a villager's words; "" when unknown
	PolicyID   int64  // the policy behind it; 0 is none
	Amount     money.Fen
	Payouts    []Payout // latest first
}

// Money is one year of payments, and the totals of all years.
type Money struct {
	Whose    string
	Relative string // masked name of the relative, when it is one's
	Year     int
	Years    []YearTotal // latest first
	Items    []ItemTotal
	Amount   money.Fen // of the year
	Count    int       // payments of the year that arrived
	Returned money.Fen // sent back in the year and not paid again
}

// payoutColumns are read by scanPayout, in this order.
const payoutColumns = `SELECT p.id, p.person_id, i.code, i.name, p.period_start, p.period_end, p.paid_on, p.amount_fen, p.account_tail, p.result, p.batch_no, p.repay_of
FROM payouts AS p JOIN items AS i ON i.id = p.item_id JOIN batches AS b ON b.id = p.batch_id AND b.status = 'loaded' `

// ownPayouts reads a person's payments if the WeChat account is theirs now: a
// session may be older than an unbinding. The order is the table's own.
const ownPayouts = payoutColumns + `WHERE p.person_id = ?
AND EXISTS (SELECT 1 FROM bindings AS m WHERE m.wechat_user_id = ? AND m.active_mark = 0 AND m.person_id = ?)
ORDER BY p.item_id, p.period_start, p.id`

const payoutsOf = payoutColumns + "WHERE p.person_id IN ? ORDER BY p.item_id, p.period_start, p.id"

// Payouts gives a year of payments of the actor's person, their household, or
// a relative who agreed. year 0 is the latest with a payment. Somebody else's
// do not exist.
func (s *Service) Payouts(ctx context.Context, by actor.Actor, whose string, year int) (Money, error) {
	if err := person(by); err != nil {
		return Money{}, err
	}
	catalog, err := s.items(ctx)
	if err != nil {
		return Money{}, err
	}
	m := Money{Whose: whose}
	var rows []Payout
	switch {
	case whose == "" || whose == Self:
		m.Whose = Self
		rows, err = s.own(ctx, by)
	case whose == Household:
		rows, err = s.household(ctx, by)
	default:
		rows, m.Relative, err = s.relative(ctx, by, whose)
	}
	if err != nil {
		return Money{}, err
	}
	m.sum(rows, year, catalog)
	s.Count(CountPayouts, "")
	return m, nil
}

// person refuses whoever is not bound by real name.
func person(by actor.Actor) error {
	switch {
	case by.Kind == actor.Villager && by.Snapshot:
		return errSnapshot
	case by.Kind != actor.Villager || by.WechatUserID == 0 || by.PersonID == 0:
		return errUnbound
	}
	return nil
}

func (s *Service) own(ctx context.Context, by actor.Actor) ([]Payout, error) {
	rows, err := s.query(ctx, nil, ownPayouts, by.PersonID, by.WechatUserID, by.PersonID)
	if err != nil || len(rows) > 0 {
		return rows, err
	}
	_, err = s.binding(ctx, by) // no payments, or no binding any more?
	return nil, err
}

// binding makes sure that the account still belongs to the person.
func (s *Service) binding(ctx context.Context, by actor.Actor) (model.Binding, error) {
	b, err := gorm.G[model.Binding](s.db).Select("id").
		Where("wechat_user_id = ? AND active_mark = 0 AND person_id = ?", by.WechatUserID, by.PersonID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return b, errUnbound
	}
	return b, err
}

// member is a person whose payments the actor may see.
type member struct {
	ID   int64
	Name string
}

// membersOf gives everybody registered in the household in which the bound
// person is registered now. A household is the register's, by number and village.
//
// SQLite, which counts nothing beforehand, takes closed_by = 0 for rare and would
// begin with everybody in the county: CROSS JOIN keeps it to the order written
// here, and the plus signs to the household's number. MySQL minds neither.
const membersOf = `SELECT DISTINCT p.id, p.name FROM bindings AS m
CROSS JOIN residents AS own ON own.person_id = m.person_id AND own.closed_by = 0 AND own.household_no <> ''
JOIN batches AS ob ON ob.id = own.batch_id AND ob.status = 'loaded'
CROSS JOIN residents AS r ON r.household_no = own.household_no AND +r.village_code = own.village_code AND +r.closed_by = 0 AND r.status = '正常'
JOIN batches AS rb ON rb.id = r.batch_id AND rb.status = 'loaded'
JOIN people AS p ON p.id = r.person_id
WHERE m.wechat_user_id = ? AND m.active_mark = 0 AND m.person_id = ?`

func (s *Service) members(ctx context.Context, by actor.Actor) ([]member, error) {
	var found []member
	if err := s.db.WithContext(ctx).Raw(membersOf, by.WechatUserID, by.PersonID).Scan(&found).Error; err != nil {
		return nil, fmt.Errorf("household: %w", err)
	}
	return found, nil
}

// home is the actor's household; who is not in the register is one of one, if bound.
func (s *Service) home(ctx context.Context, by actor.Actor) ([]member, error) {
	members, err := s.members(ctx, by)
	if err != nil || len(members) > 0 {
		return members, err
	}
	if _, err := s.binding(ctx, by); err != nil {
		return nil, err
	}
	return []member{{ID: by.PersonID}}, nil
}

// Home gives everybody registered in the bound person's household, the person
// with an empty name and the others masked.
func (s *Service) Home(ctx context.Context, by actor.Actor) (map[int64]string, error) {
	if err := person(by); err != nil {
		return nil, err
	}
	members, err := s.home(ctx, by)
	if err != nil {
		return nil, err
	}
	out := map[int64]string{by.PersonID: ""}
	for _, m := range members {
		if m.ID != by.PersonID {
			out[m.ID] = idnumber.MaskName(m.Name)
		}
	}
	return out, nil
}

func (s *Service) household(ctx context.Context, by actor.Actor) ([]Payout, error) {
	members, err := s.home(ctx, by)
	if err != nil {
		return nil, err
	}
	ids, names := make([]int64, 0, len(members)), map[int64]string{}
	for _, m := range members {
		ids = append(ids, m.ID)
		names[m.ID] = idnumber.MaskName(m.Name)
	}
	return s.query(ctx, names, payoutsOf, ids)
}

// grantOf gives the person a grant opens to the bound holder today.
const grantOf = `SELECT p.id, p.name FROM relative_grants AS g
JOIN bindings AS m ON m.person_id = g.holder_id AND m.active_mark = 0 AND m.wechat_user_id = ? AND m.person_id = ?
JOIN people AS p ON p.id = g.person_id
WHERE g.active_mark = 0 AND (g.expires_on IS NULL OR g.expires_on >= ?)`

func (s *Service) relative(ctx context.Context, by actor.Actor, whose string) ([]Payout, string, error) {
	number, ok := strings.CutPrefix(whose, RelativePrefix)
	grantID, err := strconv.ParseInt(number, 10, 64)
	if !ok || err != nil {
		return nil, "", errNotFound
	}
	var found []member
	err = s.db.WithContext(ctx).Raw(grantOf+" AND g.id = ?", by.WechatUserID, by.PersonID, s.today().Time(), grantID).Scan(&found).Error
	if err != nil {
		return nil, "", fmt.Errorf("relative: %w", err)
	}
	if len(found) != 1 {
		return nil, "", errNotFound
	}
	rows, err := s.query(ctx, nil, payoutsOf, []int64{found[0].ID})
	return rows, idnumber.MaskName(found[0].Name), err
}

// query reads payments. It scans into plain variables: this is the page that
// the whole county opens on a payout day.
func (s *Service) query(ctx context.Context, names map[int64]string, query string, args ...any) ([]Payout, error) {
	rows, err := s.db.WithContext(ctx).Raw(query, args...).Rows()
	if err != nil {
		return nil, fmt.Errorf("payouts: %w", err)
	}
	defer rows.Close()
	var found []scanned
	for rows.Next() {
		var r scanned
		if err := r.scan(rows); err != nil {
			return nil, fmt.Errorf("payouts: %w", err)
		}
		r.Who = names[r.person]
		found = append(found, r)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("payouts: %w", err)
	}
	return settle(found), nil
}

// scanned is a payment with what only the reckoning needs.
type scanned struct {
	Payout
	person          int64
	batchNo, repays string
}

func (r *scanned) scan(rows *sql.Rows) error {
	var id int64
	var start, end, paid time.Time
	var result string
	err := rows.Scan(&id, &r.person, &r.ItemCode, &r.Item, &start, &end, &paid, &r.Amount, &r.Tail, &result, &r.batchNo, &r.repays)
	r.Key = payoutKey(id)
	r.Start, r.End, r.PaidOn = period.Stored(start), period.Stored(end), period.Stored(paid)
	r.Returned = result == resultReturned
	r.Repays = r.repays != ""
	return err
}

// resultReturned is 退票: the bank could not credit the account.
const resultReturned = "退票"

// payoutKey stands for a row in addresses. It needs no signature: whoever
// uses it is asked for what they may see, as everywhere.
func payoutKey(id int64) string { return strconv.FormatInt(id, 36) }

// settle marks the returned payments that were paid again.
func settle(rows []scanned) []Payout {
	type due struct {
		person  int64
		item    string
		start   period.Day
		batchNo string
	}
	var again map[due]bool
	for _, r := range rows {
		if r.Repays && !r.Returned {
			if again == nil {
				again = map[due]bool{}
			}
			again[due{r.person, r.ItemCode, r.Start, r.repays}] = true
		}
	}
	out := make([]Payout, len(rows))
	for i, r := range rows {
		out[i] = r.Payout
		out[i].Repaid = r.Returned && again[due{r.person, r.ItemCode, r.Start, r.batchNo}]
	}
	return out
}

// sum fills the totals in one pass over rows, which lie item by item.
func (m *Money) sum(rows []Payout, year int, catalog *catalog) {
	m.Year = year
	for _, r := range rows {
		m.addYear(r)
	}
	slices.SortFunc(m.Years, func(a, b YearTotal) int { return b.Year - a.Year })
	if year == 0 && len(m.Years) > 0 {
		m.Year = m.Years[0].Year
	}
	for _, r := range rows {
		if r.PaidOn.Year() == m.Year {
			m.addItem(r, catalog)
		}
	}
	for i := range m.Items {
		slices.Reverse(m.Items[i].Payouts)
	}
}

func (m *Money) addYear(r Payout) {
	y := r.PaidOn.Year()
	i := slices.IndexFunc(m.Years, func(t YearTotal) bool { return t.Year == y })
	if i < 0 {
		i, m.Years = len(m.Years), append(m.Years, YearTotal{Year: y})
	}
	if !r.Returned {
		m.Years[i].Amount += r.Amount
	}
}

func (m *Money) addItem(r Payout, catalog *catalog) {
	last := len(m.Items) - 1
	if last < 0 || m.Items[last].Code != r.ItemCode {
		known := catalog.items[r.ItemCode]
		m.Items = append(m.Items, ItemTotal{Code: r.ItemCode, Name: r.Item, Purpose: known.purpose, PolicyID: known.policyID})
		last++
	}
	it := &m.Items[last]
	it.Payouts = append(it.Payouts, r)
	switch {
	case !r.Returned:
		it.Amount += r.Amount
		m.Amount += r.Amount
		m.Count++
	case !r.Repaid:
		m.Returned += r.Amount
	}
}

// PayoutForComplaint gives one payment by its key, among those the actor may
// see. Any other key does not exist.
func (s *Service) PayoutForComplaint(ctx context.Context, by actor.Actor, key string) (Payout, error) {
	if err := person(by); err != nil {
		return Payout{}, err
	}
	id, err := strconv.ParseInt(key, 36, 64)
	if err != nil || len(key) > 13 {
		return Payout{}, errNotFound
	}
	if _, err := s.binding(ctx, by); err != nil {
		return Payout{}, err
	}
	seen, err := s.members(ctx, by)
	if err != nil {
		return Payout{}, err
	}
	var relatives []member
	if err := s.db.WithContext(ctx).Raw(grantOf, by.WechatUserID, by.PersonID, s.today().Time()).Scan(&relatives).Error; err != nil {
		return Payout{}, fmt.Errorf("relatives: %w", err)
	}
	ids, names := []int64{by.PersonID}, map[int64]string{}
	for _, m := range append(seen, relatives...) {
		if m.ID != by.PersonID {
			ids = append(ids, m.ID)
			names[m.ID] = idnumber.MaskName(m.Name)
		}
	}
	rows, err := s.query(ctx, names, payoutColumns+"WHERE p.person_id IN ? AND p.id = ?", ids, id)
	if err != nil {
		return Payout{}, err
	}
	if len(rows) != 1 {
		return Payout{}, errNotFound
	}
	return rows[0], nil
}
