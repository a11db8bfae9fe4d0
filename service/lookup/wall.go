package lookup

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// mostWall bounds the payments of one notice. The largest village here has a
// fifth of that in a quarter.
const mostWall = 20_000

// WallRow is one person's line of a notice: what they were paid of one item.
type WallRow struct {
	Group  string
	Name   string // masked where the public list masks it
	ID     string // 450923********0011, only to tell two of one name apart
	Count  int
	Amount money.Fen
}

// WallItem is the list of one item in a notice.
type WallItem struct {
	Code, Name string
	Periods    []ListPeriod // what the payments were for, latest first
	Rows       []WallRow
	Count      int // payments
	Amount     money.Fen
}

// walled is a payment of a notice before it is masked.
type walled struct {
	Code, ItemName, Name, GroupNo string
	PeriodStart, PeriodEnd        time.Time
	BirthOn                       *time.Time
	PersonID, AmountFen           int64
}

// Wall gives what was paid to a village's people from one day to another, both
// inclusive, for the notice on its wall: item by item, a line for each person,
// names as in the public list on the telephone. by is who prints it, for the
// record when IDs are opened to tell namesakes apart.
func (s *Service) Wall(ctx context.Context, by actor.Actor, village, item string, from, to period.Day) ([]WallItem, error) {
	if _, _, err := s.village(ctx, village); err != nil {
		return nil, err
	}
	only, args := "", []any{village, from.Time(), to.Time()}
	if item != "" {
		only, args = "AND i.code = ? ", append(args, item)
	}
	var rows []walled
	err := s.db.WithContext(ctx).Raw(`SELECT i.code, i.name AS item_name, p.period_start, p.period_end, p.person_id, h.name, h.birth_on, COALESCE((SELECT r.group_no FROM residents AS r
WHERE r.person_id = p.person_id AND r.closed_by = 0 AND r.village_code = p.village_code ORDER BY r.id DESC LIMIT 1), '') AS group_no, p.amount_fen`+
		listFrom+"WHERE p.village_code = ? AND p.paid_on >= ? AND p.paid_on <= ? AND p.result = '成功' "+only+
		"ORDER BY i.code, group_no, p.person_id, p.period_start DESC, p.id LIMIT ?", append(args, mostWall+1)...).Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("notice: %w", err)
	}
	if len(rows) > mostWall {
		return nil, fault.New(fault.Conflict, "这个村这一季的发放记录太多，一次印不下。请按补贴项目分开打印")
	}
	var out []WallItem
	for len(rows) > 0 {
		n := 1
		for n < len(rows) && rows[n].Code == rows[0].Code {
			n++
		}
		it, err := s.wallItem(ctx, by, village, rows[:n])
		if err != nil {
			return nil, err
		}
		out, rows = append(out, it), rows[n:]
	}
	return out, nil
}

// wallItem makes the list of one item out of its payments.
func (s *Service) wallItem(ctx context.Context, by actor.Actor, village string, rows []walled) (WallItem, error) {
	it := WallItem{Code: rows[0].Code, Name: rows[0].ItemName, Count: len(rows)}
	seen, bearers := map[string]bool{}, map[string]map[int64]bool{}
	var people []int64
	for i, r := range rows {
		it.Amount += money.Fen(r.AmountFen)
		if p := newListPeriod(period.Stored(r.PeriodStart), period.Stored(r.PeriodEnd)); !seen[p.Key] {
			seen[p.Key], it.Periods = true, append(it.Periods, p)
		}
		if i == 0 || r.PersonID != rows[i-1].PersonID {
			row := WallRow{Group: r.GroupNo, Name: r.Name}
			if Protected(it.Name, r.BirthOn, s.today()) {
				row.Name, row.Group = idnumber.MaskName(r.Name), "" // with the group, another list of the wall would tell who it is
			} else {
				if bearers[r.Name] == nil {
					bearers[r.Name] = map[int64]bool{}
				}
				bearers[r.Name][r.PersonID] = true
			}
			it.Rows, people = append(it.Rows, row), append(people, r.PersonID)
		}
		last := &it.Rows[len(it.Rows)-1]
		last.Count, last.Amount = last.Count+1, last.Amount+money.Fen(r.AmountFen)
	}
	it.Rows, people = maskedLast(it.Rows, people)
	var namesakes []int64
	for _, same := range bearers {
		if len(same) > 1 {
			for id := range same {
				namesakes = append(namesakes, id)
			}
		}
	}
	if len(namesakes) == 0 {
		return it, nil
	}
	masks, err := s.maskedIDs(ctx, by, village, namesakes)
	if err != nil {
		return WallItem{}, err
	}
	for i, id := range people {
		it.Rows[i].ID = masks[id]
	}
	return it, nil
}

// maskedLast puts the masked lines of a list behind the others, by their names:
// the place among the groups would tell the group.
func maskedLast(rows []WallRow, people []int64) ([]WallRow, []int64) {
	masked := func(i int) bool { return strings.Contains(rows[i].Name, "*") }
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch ma, mb := masked(a), masked(b); {
		case ma && mb:
			return strings.Compare(rows[a].Name, rows[b].Name)
		case ma:
			return 1
		case mb:
			return -1
		}
		return 0
	})
	outRows, outPeople := make([]WallRow, len(rows)), make([]int64, len(rows))
	for to, from := range order {
		outRows[to], outPeople[to] = rows[from], people[from]
	}
	return outRows, outPeople
}
