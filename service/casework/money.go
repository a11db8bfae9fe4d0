package casework

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
)

// TopicReturned promises that a household is told that there is money to look
// at; its payload names people by number and says nothing else.
const TopicReturned = "case.returned"

// Returned is the payload of TopicReturned.
type Returned struct {
	ReturnID int64   `json:"return_id"`
	People   []int64 `json:"people"`
}

// moneyPlans are what is paid in, and given back to households.
var moneyPlans = map[Action]func(j *caseJob) error{
	ActPaid: func(j *caseJob) error {
		fen := j.fen("amount", j.step.Amount, false)
		j.d.on = j.day("on", j.step.On, "上缴的日期", nil)
		j.d.set["recovered_fen"] = j.m.k.RecoveredFen + fen
		j.d.note = seal.NewSecret(money.Fen(fen).String() + "元")
		j.d.detail = map[string]any{"fen": fen}
		return nil
	},
	ActGiveBack: func(j *caseJob) error {
		fen := j.fen("amount", j.step.Amount, false)
		day := j.day("on", j.step.On, "退还的日期", nil)
		if j.m.k.ReturnedFen+fen > j.m.k.RecoveredFen && j.bad["amount"] == "" {
			j.bad["amount"] = "退还的钱不能多于已经上缴的：还可以退" + money.Fen(j.m.k.RecoveredFen-j.m.k.ReturnedFen).String() + "元"
		}
		who, err := j.s.resident(j.ctx, j.step.Village, j.step.Person)
		if err != nil {
			return err
		}
		if who.PersonID == 0 {
			j.bad["person"] = "请选退还给谁"
			return nil
		}
		people, err := j.s.household(j.ctx, who.PersonID)
		if err != nil {
			return err
		}
		row := model.CaseReturn{
			CaseID: j.m.k.ID, VillageCode: j.step.Village, PersonID: who.PersonID, NameGiven: who.Name, AmountFen: fen, ReturnedOn: day.Time(),
			AddedBy: j.d.by.StaffID, AddedAt: j.d.at, Version: 1,
		}
		j.d.on, j.d.set["returned_fen"], j.d.note = day, j.m.k.ReturnedFen+fen, seal.NewSecret(returned(row))
		j.d.detail = map[string]any{"fen": fen}
		j.d.also = func(tx *gorm.DB) error {
			r := row
			if err := tx.Create(&r).Error; err != nil {
				return fmt.Errorf("return: %w", err)
			}
			return outbox.Add(tx, TopicReturned, fmt.Sprintf("return/%d", r.ID), j.d.at, Returned{r.ID, people})
		}
		return nil
	},
}

// Resident is somebody of a village that money can be given back to.
type Resident struct {
	PersonID  int64
	Name      string
	Group     string
	Household string
	Relation  string
}

const residents = `SELECT x.person_id, p.name, x.group_no, x.household_no, x.relation FROM residents x
 JOIN batches b ON b.id = x.batch_id AND b.status = ? JOIN people p ON p.id = x.person_id WHERE x.closed_by = 0 AND x.village_code = ?`

// Residents finds people of a village by name, for a case that the actor may see.
func (s *Service) Residents(ctx context.Context, by actor.Actor, caseID int64, village, name string) ([]Resident, error) {
	if _, _, err := s.visibleCase(ctx, by, caseID); err != nil {
		return nil, err
	}
	name = strings.TrimSpace(name)
	if village == "" || utf8.RuneCountInString(name) < 2 {
		return nil, nil
	}
	return s.findResidents(ctx, residents+" AND p.name LIKE ? ESCAPE '!' ORDER BY x.household_no, x.id LIMIT 20", village, page.LikeEscape(name)+"%")
}

func (s *Service) resident(ctx context.Context, village string, person int64) (Resident, error) {
	found, err := s.findResidents(ctx, residents+" AND x.person_id = ? LIMIT 1", village, person)
	if err != nil || len(found) == 0 {
		return Resident{}, err
	}
	return found[0], nil
}

func (s *Service) findResidents(ctx context.Context, sql, village string, arg any) ([]Resident, error) {
	var rows []struct {
		PersonID                             int64
		Name, GroupNo, HouseholdNo, Relation string
	}
	if err := s.DB.WithContext(ctx).Raw(sql, model.BatchLoaded, village, arg).Scan(&rows).Error; err != nil {
		return nil, fmt.Errorf("residents: %w", err)
	}
	out := make([]Resident, len(rows))
	for i, r := range rows {
		out[i] = Resident{r.PersonID, r.Name, r.GroupNo, r.HouseholdNo, r.Relation}
	}
	return out, nil
}

// headsOf gives the head b of the registered household that a lives in.
const headsOf = `SELECT b.person_id FROM residents a JOIN batches x ON x.id = a.batch_id AND x.status = ?
 JOIN residents b ON b.household_no = a.household_no AND a.household_no <> '' AND a.closed_by = 0 AND b.closed_by = 0 AND b.relation = '户主'
 JOIN batches y ON y.id = b.batch_id AND y.status = ?`

// household gives a person and the head of the same household.
func (s *Service) household(ctx context.Context, person int64) ([]int64, error) {
	var heads []int64
	if err := s.DB.WithContext(ctx).Raw(headsOf+" WHERE a.person_id = ?", model.BatchLoaded, model.BatchLoaded, person).Scan(&heads).Error; err != nil {
		return nil, fmt.Errorf("head of household: %w", err)
	}
	people := []int64{person}
	for _, h := range heads {
		if !slices.Contains(people, h) {
			people = append(people, h)
		}
	}
	return people, nil
}
