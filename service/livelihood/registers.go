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

// people reads who the members are, and who died.
func (s *Service) people(ctx context.Context, h *home) error {
	var rows []model.Person
	if err := s.DB.WithContext(ctx).Select("id", "name", "birth_on").Where("id IN ?", h.ids).Find(&rows).Error; err != nil {
		return err
	}
	for _, id := range h.ids {
		i := slices.IndexFunc(rows, func(p model.Person) bool { return p.ID == id })
		if i < 0 {
			continue
		}
		p := Person{id: id, Name: rows[i].Name, Birth: period.Past, Until: period.Future}
		if rows[i].BirthOn != nil {
			p.Birth = period.Stored(*rows[i].BirthOn)
			h.Events = append(h.Events, Happening{p.Birth, "出生", "出生", p.Name})
		}
		h.Members = append(h.Members, p)
	}
	var deaths []model.Death
	if err := s.DB.WithContext(ctx).Where("person_id IN ? AND revoked = ? AND "+recuse.Loaded("deaths"), h.ids, false).Order("died_on").Find(&deaths).Error; err != nil {
		return err
	}
	for _, d := range deaths {
		if p := h.member(d.PersonID); p != nil && p.Why == "" {
			p.Until, p.Why = period.Stored(d.DiedOn), "去世"
			h.Events = append(h.Events, Happening{p.Until, "去世", "去世（" + d.Source + "）", p.Name})
		}
	}
	var place []string
	err := s.DB.WithContext(ctx).Raw("SELECT name FROM divisions WHERE code IN ? ORDER BY code", []string{town(h.village), h.village}).Scan(&place).Error
	h.Place = strings.Join(place, " · ")
	return err
}

func town(code string) string {
	if len(code) != 12 {
		return ""
	}
	return code[:9] + "000"
}

func (h *home) member(id int64) *Person {
	for i := range h.Members {
		if h.Members[i].id == id {
			return &h.Members[i]
		}
	}
	return nil
}

// moves reads how the population register changed: relations, and whose
// household or village became another one.
func (s *Service) moves(ctx context.Context, h *home) error {
	var rows []struct {
		PersonID                                   int64
		HouseholdNo, Relation, VillageCode, Status string
		ValidFrom                                  time.Time
		ClosedBy                                   int64
		Village                                    string
	}
	err := s.DB.WithContext(ctx).Raw("SELECT r.person_id, r.household_no, r.relation, r.village_code, r.status, r.valid_from, r.closed_by, COALESCE(d.name, '') AS village FROM residents r"+
		" JOIN batches b ON b.id = r.batch_id AND b.status = 'loaded' LEFT JOIN divisions d ON d.code = r.village_code WHERE r.person_id IN ? ORDER BY r.person_id, r.valid_from, r.id LIMIT 2000", h.ids).Scan(&rows).Error
	if err != nil {
		return err
	}
	for i, r := range rows {
		p := h.member(r.PersonID)
		if p == nil {
			continue
		}
		on := period.Stored(r.ValidFrom)
		if r.ClosedBy == 0 {
			p.Relation = r.Relation
		}
		if r.Status != "正常" && r.Status != "" && p.Why == "" && r.ClosedBy == 0 {
			p.Until, p.Why = on, r.Status
			h.Events = append(h.Events, Happening{on, "户口", "户籍状态是" + r.Status, p.Name})
		}
		if i == 0 || rows[i-1].PersonID != r.PersonID {
			continue
		}
		switch was := rows[i-1]; {
		case was.VillageCode != r.VillageCode:
			h.Events = append(h.Events, Happening{on, "户口", "户口由" + was.Village + "迁到" + r.Village, p.Name})
		case was.HouseholdNo != r.HouseholdNo:
			h.Events = append(h.Events, Happening{on, "户口", "户编号变动（分户或合户）", p.Name})
		}
	}
	return nil
}

// indicators reads the yearly checks, of several in one year the newest, and
// the lines they are held against.
func (s *Service) indicators(ctx context.Context, h *home) error {
	var rows []model.Indicator
	if err := s.DB.WithContext(ctx).Where("household_no = ? AND "+recuse.Loaded("indicators"), h.No).Order("year, verified_on, id").Limit(200).Find(&rows).Error; err != nil {
		return err
	}
	for _, r := range rows {
		y := h.year(r.Year)
		y.Known, y.Income, y.House, y.Rebuilt, y.Water, y.School, y.Insured = true, money.Fen(r.IncomeFen), r.HousingGrade, r.RebuildAccepted, r.WaterMet, r.SchoolingMet, r.InsuranceMet
		y.Parts = IncomeParts{fenOf(r.IncomeWagesFen), fenOf(r.IncomeBusinessFen), fenOf(r.IncomePropertyFen), fenOf(r.IncomeTransferFen)}
		y.Values = WaterValues{r.WaterQuantity, r.WaterQuality, r.WaterAccess, r.WaterSupply}
		if r.VerifiedOn != nil {
			y.Checked = period.Stored(*r.VerifiedOn).String()
		}
	}
	for name, set := range map[string]func(y *Year, fen int64){
		ParamLines: func(y *Year, fen int64) { y.Line = money.Fen(fen) }, ParamNational: func(y *Year, fen int64) { y.National = money.Fen(fen) },
	} {
		v, err := s.Text(ctx, name, s.today())
		if err != nil {
			return fmt.Errorf("parameter: %w", err)
		}
		for y, fen := range years(v) {
			set(h.year(y), fen)
		}
	}
	return nil
}

// payments reads what was paid, by item and period.
func (s *Service) payments(ctx context.Context, h *home) error {
	var rows []struct {
		ItemID      int64
		Name        string
		PeriodStart time.Time
		PeriodEnd   time.Time
		Fen         int64
		N           int
	}
	// One period may have been paid in parts, or to several members.
	err := s.DB.WithContext(ctx).Raw("SELECT p.item_id, i.name, p.period_start, p.period_end, SUM(p.amount_fen) AS fen, COUNT(*) AS n FROM payouts p JOIN batches b ON b.id = p.batch_id AND b.status = 'loaded'"+
		" JOIN items i ON i.id = p.item_id WHERE p.person_id IN ? AND p.result <> '退票' GROUP BY p.item_id, i.name, p.period_start, p.period_end ORDER BY p.item_id, p.period_start LIMIT 20000", h.ids).Scan(&rows).Error
	if err != nil {
		return err
	}
	for _, r := range rows {
		b := h.benefit(r.ItemID, r.Name)
		span := period.Through(period.Stored(r.PeriodStart), period.Stored(r.PeriodEnd))
		if n := len(b.Stretch); n > 0 && span.From <= b.Stretch[n-1].To {
			b.Stretch[n-1].To = max(b.Stretch[n-1].To, span.To)
		} else {
			b.Stretch = append(b.Stretch, span)
		}
		y := span.From.Year()
		if n := len(b.Paid); n == 0 || b.Paid[n-1].Year != y {
			b.Paid = append(b.Paid, Paid{Year: y})
		}
		last := &b.Paid[len(b.Paid)-1]
		last.Fen, last.Rows = last.Fen+money.Fen(r.Fen), last.Rows+r.N
	}
	return nil
}

func (h *home) benefit(item int64, name string) *Benefit {
	for i := range h.Benefits {
		if h.Benefits[i].item == item {
			return &h.Benefits[i]
		}
	}
	h.Benefits = append(h.Benefits, Benefit{item: item, Item: name})
	return &h.Benefits[len(h.Benefits)-1]
}

// rosters reads what the household was entitled to.
func (s *Service) rosters(ctx context.Context, h *home) error {
	var rows []struct {
		ItemID int64
		Name   string
		FromOn time.Time
		ToOn   *time.Time
	}
	err := s.DB.WithContext(ctx).Raw("SELECT DISTINCT r.item_id, i.name, r.from_on, r.to_on FROM rosters r JOIN items i ON i.id = r.item_id WHERE r.person_id IN ? AND "+recuse.Loaded("r")+" ORDER BY r.item_id, r.from_on LIMIT 2000", h.ids).Scan(&rows).Error
	if err != nil {
		return err
	}
	for _, r := range rows {
		span := period.Since(period.Stored(r.FromOn))
		if r.ToOn != nil {
			span.To = period.Stored(*r.ToOn) + 1
		}
		b := h.benefit(r.ItemID, r.Name)
		if n := len(b.Spans); n > 0 && span.From <= b.Spans[n-1].To {
			b.Spans[n-1].To = max(b.Spans[n-1].To, span.To)
			continue
		}
		b.Spans = append(b.Spans, span)
	}
	return nil
}

// happenings reads work, custody and certificates.
func (s *Service) happenings(ctx context.Context, h *home) error {
	var rows []struct {
		PersonID int64
		Sort     string
		What     string
		FromOn   *time.Time
		ToOn     *time.Time
	}
	err := s.DB.WithContext(ctx).Raw("SELECT person_id, '务工' AS sort, employer AS what, from_on, to_on FROM employment WHERE person_id IN ? AND "+recuse.Loaded("employment")+
		" UNION ALL SELECT person_id, '服刑', category, in_on, out_on FROM inmates WHERE person_id IN ? AND "+recuse.Loaded("inmates")+
		" UNION ALL SELECT person_id, '残疾', category, issued_on, NULL FROM disabilities WHERE person_id IN ? AND "+recuse.Loaded("disabilities")+" LIMIT 500", h.ids, h.ids, h.ids).Scan(&rows).Error
	if err != nil {
		return err
	}
	words := map[string][2]string{"务工": {"参保就业：", "停保离职："}, "服刑": {"入监：", "出监："}, "残疾": {"领残疾人证：", ""}}
	for _, r := range rows {
		if r.FromOn != nil {
			h.Events = append(h.Events, Happening{period.Stored(*r.FromOn), r.Sort, words[r.Sort][0] + r.What, h.name(r.PersonID)})
		}
		if r.ToOn != nil {
			h.Events = append(h.Events, Happening{period.Stored(*r.ToOn), r.Sort, words[r.Sort][1] + r.What, h.name(r.PersonID)})
		}
	}
	return nil
}
