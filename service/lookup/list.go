package lookup

import (
	"context"
	"fmt"
	"strings"
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

// listPage is the size of a page of the public list.
const listPage = 20

// ListItem is an item that a village has a public list of, with its periods.
type ListItem struct {
	Code, Name string
	Periods    []ListPeriod // latest first
}

// ListPeriod is one entitlement period.
type ListPeriod struct {
	Key        string // 20250301-20250331, for addresses
	Start, End period.Day
}

// ListQuery asks for a page of a village's public list.
type ListQuery struct {
	Village string // 12-digit code
	Item    string // code
	Period  string // a ListPeriod's Key
	Page    int
}

// ListRow is one line of the notice on the village's wall.
type ListRow struct {
	Group  string
	Name   string // masked where the law protects the person
	ID     string // 450923********0011, only to tell two of one name apart
	Amount money.Fen
}

// List is one page of a village's public list.
type List struct {
	Village           Division
	Town              Division
	Item              ListItem
	Period            ListPeriod
	Rows              page.Page[ListRow]
	Amount            money.Fen // of the whole list
	Total             int       // payments in the whole list
	Cut               bool      // the list is longer than may be leafed through here
	PostedOn, Expires period.Day
}

// ListItems gives what a village has public lists of. Lists end after a year.
func (s *Service) ListItems(ctx context.Context, village string) ([]ListItem, error) {
	if _, _, err := s.village(ctx, village); err != nil {
		return nil, err
	}
	return s.lists.or(village, func() ([]ListItem, error) { return s.loadListItems(ctx, village) })
}

func (s *Service) village(ctx context.Context, code string) (village, town Division, err error) {
	tree, err := s.Divisions(ctx)
	if err != nil {
		return village, town, err
	}
	village, ok := tree.Village(code)
	if !ok {
		return village, town, errVillage
	}
	town, _ = tree.Get(village.Parent)
	return village, town, nil
}

// since is the first day of payment that is still public, and the earliest
// entitlement looked for: what is paid later than a year after is not listed.
func (s *Service) since(ctx context.Context) (paid, entitled period.Day, months int, err error) {
	months, err = s.number(ctx, ParamListMonths, standardListMonths)
	if err != nil {
		return 0, 0, 0, err
	}
	paid = s.today().AddMonths(-months)
	return paid, paid.AddMonths(-12), months, nil
}

func (s *Service) loadListItems(ctx context.Context, village string) ([]ListItem, error) {
	paid, entitled, _, err := s.since(ctx)
	if err != nil {
		return nil, err
	}
	var rows []struct {
		Code, Name             string
		PeriodStart, PeriodEnd time.Time
	}
	err = s.db.WithContext(ctx).Raw(`SELECT i.code, i.name, p.period_start, p.period_end
FROM payouts AS p JOIN batches AS b ON b.id = p.batch_id AND b.status = 'loaded' JOIN items AS i ON i.id = p.item_id
WHERE p.village_code = ? AND p.period_start >= ? AND p.paid_on >= ? AND p.result = '成功'
GROUP BY i.code, i.name, p.period_start, p.period_end ORDER BY i.code, p.period_start DESC, p.period_end DESC`,
		village, entitled.Time(), paid.Time()).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("public lists: %w", err)
	}
	var out []ListItem
	for _, r := range rows {
		if n := len(out); n == 0 || out[n-1].Code != r.Code {
			out = append(out, ListItem{Code: r.Code, Name: r.Name})
		}
		it := &out[len(out)-1]
		it.Periods = append(it.Periods, newListPeriod(period.Stored(r.PeriodStart), period.Stored(r.PeriodEnd)))
	}
	return out, nil
}

const compactDay = "20060102"

func newListPeriod(start, end period.Day) ListPeriod {
	return ListPeriod{Key: start.Time().Format(compactDay) + "-" + end.Time().Format(compactDay), Start: start, End: end}
}

func parseListPeriod(key string) (ListPeriod, bool) {
	from, to, _ := strings.Cut(key, "-")
	start, err1 := time.Parse(compactDay, from)
	end, err2 := time.Parse(compactDay, to)
	if err1 != nil || err2 != nil {
		return ListPeriod{}, false
	}
	return newListPeriod(period.Stored(start), period.Stored(end)), true
}

// listRow is a payment of the list before it is masked.
type listRow struct {
	PersonID  int64
	Name      string
	BirthOn   *time.Time
	GroupNo   string
	AmountFen int64
}

const listFrom = ` FROM payouts AS p JOIN batches AS b ON b.id = p.batch_id AND b.status = 'loaded'
JOIN items AS i ON i.id = p.item_id JOIN people AS h ON h.id = p.person_id `

const listWhere = `WHERE p.village_code = ? AND i.code = ? AND p.period_start = ? AND p.period_end = ? AND p.paid_on >= ? AND p.result = '成功' `

// VillageList gives a page of a village's public list. by is who asks, for the
// record when IDs are opened to tell namesakes apart.
func (s *Service) VillageList(ctx context.Context, by actor.Actor, q ListQuery) (List, error) {
	var l List
	var err error
	if l.Village, l.Town, err = s.village(ctx, q.Village); err != nil {
		return l, err
	}
	per, ok := parseListPeriod(q.Period)
	if !ok {
		return l, fault.New(fault.NotFound, "没有找到这一期的公示，请重新选择项目和时间")
	}
	catalog, err := s.items(ctx)
	if err != nil {
		return l, err
	}
	l.Item, l.Period = ListItem{Code: q.Item, Name: catalog.items[q.Item].name}, per
	paid, _, months, err := s.since(ctx)
	if err != nil {
		return l, err
	}
	args := []any{q.Village, q.Item, per.Start.Time(), per.End.Time(), paid.Time()}
	if err := s.listTotals(ctx, &l, months, args); err != nil {
		return l, err
	}
	if err := s.listPage(ctx, by, &l, q.Page, args); err != nil {
		return l, err
	}
	s.Count(CountList, q.Village)
	return l, nil
}

func (s *Service) listTotals(ctx context.Context, l *List, months int, args []any) error {
	var total struct {
		N      int
		Amount int64
	}
	err := s.db.WithContext(ctx).Raw("SELECT COUNT(*) AS n, COALESCE(SUM(p.amount_fen), 0) AS amount"+listFrom+listWhere, args...).Scan(&total).Error
	if err != nil {
		return fmt.Errorf("public list: %w", err)
	}
	if total.N == 0 {
		return fault.Newf(fault.NotFound, "没有这一期的公示。公示保留%d个月，更早的请到村务公开栏或村委会查看", months)
	}
	var last []model.Payout // MAX of a DATE comes back as text on one engine and as a day on the other
	err = s.db.WithContext(ctx).Raw("SELECT p.paid_on"+listFrom+listWhere+"ORDER BY p.paid_on DESC LIMIT 1", args...).Scan(&last).Error
	if err != nil {
		return fmt.Errorf("public list: %w", err)
	}
	l.Total, l.Amount = total.N, money.Fen(total.Amount)
	if len(last) == 1 {
		l.PostedOn = period.Stored(last[0].PaidOn)
		l.Expires = l.PostedOn.AddMonths(months)
	}
	return nil
}

// listPage reads one page; what lies behind the last page that may be leafed
// to is on the village's wall and not here. Who is masked for their age stands
// behind the others: the neighbours in a list are often the household's.
func (s *Service) listPage(ctx context.Context, by actor.Actor, l *List, number int, args []any) error {
	most, err := s.number(ctx, ParamListPages, standardListPages)
	if err != nil {
		return err
	}
	shown := min(l.Total, most*listPage)
	l.Cut = shown < l.Total
	req := page.Request{Number: number, Size: listPage}.Clamp()
	if (req.Number-1)*listPage >= shown {
		return fault.New(fault.NotFound, "公示名单没有这一页")
	}
	var rows []listRow
	err = s.db.WithContext(ctx).Raw(`SELECT p.person_id, h.name, h.birth_on, COALESCE((SELECT r.group_no FROM residents AS r
WHERE r.person_id = p.person_id AND r.closed_by = 0 AND r.village_code = p.village_code ORDER BY r.id DESC LIMIT 1), '') AS group_no, p.amount_fen`+
		listFrom+listWhere+"ORDER BY CASE WHEN h.birth_on IS NULL OR h.birth_on > ? THEN 1 ELSE 0 END, p.person_id, p.id LIMIT ? OFFSET ?",
		append(args[:len(args):len(args)], s.today().AddMonths(-12*adult).Time(), req.Limit(), req.Offset())...).Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("public list: %w", err)
	}
	out, err := s.publish(ctx, by, l, rows, args)
	if err != nil {
		return err
	}
	l.Rows = page.Of(req, out, shown)
	return nil
}

// publish masks names and tells namesakes apart.
func (s *Service) publish(ctx context.Context, by actor.Actor, l *List, rows []listRow, args []any) ([]ListRow, error) {
	out := make([]ListRow, 0, len(rows))
	var open []string // names shown in full
	for _, r := range rows {
		row := ListRow{Group: r.GroupNo, Name: r.Name, Amount: money.Fen(r.AmountFen)}
		if Protected(l.Item.Name, r.BirthOn, s.today()) {
			row.Name, row.Group = idnumber.MaskName(r.Name), "" // with the group, another list would tell who it is
		} else {
			open = append(open, r.Name)
		}
		out = append(out, row)
	}
	if len(open) == 0 {
		return out, nil
	}
	var twice []string
	err := s.db.WithContext(ctx).Raw("SELECT h.name"+listFrom+listWhere+"AND h.name IN ? GROUP BY h.name HAVING COUNT(DISTINCT p.person_id) > 1",
		append(args[:len(args):len(args)], open)...).Scan(&twice).Error
	if err != nil {
		return nil, fmt.Errorf("namesakes: %w", err)
	}
	if len(twice) == 0 {
		return out, nil
	}
	shared := map[string]bool{}
	for _, n := range twice {
		shared[n] = true
	}
	var ids []int64
	for i, r := range rows {
		if shared[out[i].Name] {
			ids = append(ids, r.PersonID)
		}
	}
	masks, err := s.maskedIDs(ctx, by, l.Village.Code, ids)
	if err != nil {
		return nil, err
	}
	for i, r := range rows {
		if shared[out[i].Name] {
			out[i].ID = masks[r.PersonID]
		}
	}
	return out, nil
}

// maskedIDs gives the masked resident IDs of people. IDs not in memory are
// opened, and that is recorded, before anything is shown.
func (s *Service) maskedIDs(ctx context.Context, by actor.Actor, village string, ids []int64) (map[int64]string, error) {
	out, missing := map[int64]string{}, []int64{}
	for _, id := range ids {
		if m, ok := s.masked.get(id); ok {
			out[id] = m
		} else {
			missing = append(missing, id)
		}
	}
	if len(missing) == 0 {
		return out, nil
	}
	people, err := gorm.G[model.Person](s.db).Select("id", "id_digest", "id_sealed").Where("id IN ?", missing).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("namesakes: %w", err)
	}
	err = audit.RecordAlone(ctx, s.db, by, s.instant(), "person.unseal", "village_list:"+village,
		map[string]any{"count": len(people), "people": missing, "reason": "公示名单同名区分"})
	if err != nil {
		return nil, err
	}
	for _, p := range people {
		id, err := s.people.Open(p.IDSealed, seal.PlaceResidentID(p.IDDigest))
		if err != nil {
			return nil, fmt.Errorf("namesakes: person %d: %w", p.ID, err)
		}
		out[p.ID] = idnumber.MaskID(id.Reveal())
		s.masked.put(p.ID, out[p.ID])
	}
	return out, nil
}

// protectedItems are words in the name of an item whose beneficiaries are not
// named in full: orphans, disability, illness, hardship of the moment, family
// planning (domain guide §8.4).
var protectedItems = []string{
	"孤儿", "无人抚养", "困境儿童", "残疾", "残补", "护理补贴", "临时救助", "医疗", "大病", "疾病", "艾滋", "精神", "计生", "计划生育", "奖扶", "特扶", "失独",
}

const adult = 18

// Protected reports whether a person's name is masked in a public list: for
// minors, for those whose age is not known, and for items that tell what the
// law protects.
func Protected(item string, birth *time.Time, on period.Day) bool {
	if birth == nil || period.Stored(*birth).AgeOn(on) < adult {
		return true
	}
	for _, word := range protectedItems {
		if strings.Contains(item, word) {
			return true
		}
	}
	return false
}
