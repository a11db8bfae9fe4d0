package casework

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/series"
	"yangguang/service/kernel/transact"
	"yangguang/service/kernel/workday"
)

// OpenCase files a case on a clue whose 立案 the head approved, and gives its
// number of the register.
func (s *Service) OpenCase(ctx context.Context, by actor.Actor, clueID int64, version int, filedOn string) (caseID int64, err error) {
	c, err := s.at(ctx, by, clueID, version, ActOpenCase)
	if err != nil {
		return 0, err
	}
	at := s.clock()
	day, err := pastDay(filedOn, period.Here(at), "filed_on", "请填写立案日期，例如2026-03-05")
	if err != nil {
		return 0, err
	}
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		n, err := series.Next(tx, "case/"+strconv.Itoa(day.Year()))
		if err != nil {
			return err
		}
		k := model.Case{
			Number: fmt.Sprintf("案〔%d〕%04d", day.Year(), n), ClueID: c.ID, State: model.CaseFiled, FiledOn: day.Time(), FiledBy: by.StaffID,
			Version: 1, CreatedAt: at, UpdatedAt: at,
		}
		if err := tx.Create(&k).Error; err != nil {
			return fmt.Errorf("case: %w", err)
		}
		caseID = k.ID
		d := deed{by: by, at: at, act: ActOpenCase, detail: map[string]any{"case": k.Number}}
		if err := record(tx, s.box, objectCase, k.ID, "", k.State, d); err != nil {
			return err
		}
		return advance(tx, s.box, c, d)
	})
	return caseID, err
}

// pastDay reads a day that is not in the future and not more than five years ago.
func pastDay(typed string, now period.Day, field, words string) (period.Day, error) {
	day, err := period.ParseDay(typed)
	if err != nil || day > now || day < now-5*366 {
		return 0, fault.Fields(map[string]string{field: words})
	}
	return day, nil
}

// Outcome is what a case led to. Keys of its errors: party, admin, other, form,
// found, recovered, returned, words, concluded_on.
type Outcome struct {
	Version     int
	Party       string // of PartyOutcomes, or empty
	Admin       string // of AdminOutcomes, or empty
	Other       string // of OtherOutcomes, or empty
	Form        string // 1–4 of 四种形态
	Found       string // yuan
	Recovered   string // yuan: 追缴
	Returned    string // yuan: given back to people
	Words       string // what the reporter may read, approved
	Note        seal.Secret
	ConcludedOn string
}

// Conclude writes the outcome of a case, closes its clue and lets the petition
// tell its reporter, all or nothing.
func (s *Service) Conclude(ctx context.Context, by actor.Actor, caseID int64, o Outcome) error {
	k, c, err := s.caseOf(ctx, by, caseID)
	if err != nil {
		return err
	}
	if k.Version != o.Version {
		return stale()
	}
	if err := may(c, by, c.Version, ActConclude); err != nil {
		return err
	}
	at := s.clock()
	set, err := s.outcome(o, k, period.Here(at))
	if err != nil {
		return err
	}
	set["version"], set["updated_at"] = k.Version+1, at
	cal, err := s.calendar(ctx)
	if err != nil {
		return fmt.Errorf("conclude: %w", err)
	}
	due := cal.Add(period.Here(at), daysFeedback)
	d := deed{by: by, at: at, act: ActConclude, note: o.Note, detail: map[string]any{"case": k.Number}}
	return transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		return conclude(ctx, tx, s.box, s.petitions, k, c, set, d, strings.TrimSpace(o.Words), due)
	})
}

func conclude(ctx context.Context, tx *gorm.DB, box *seal.Box, petitions Petitions, k model.Case, c model.Clue, set map[string]any, d deed, words string, due workday.Due) error {
	r := tx.Model(&model.Case{}).Where("id = ? AND version = ?", k.ID, k.Version).Updates(set)
	if r.Error != nil {
		return fmt.Errorf("case: %w", r.Error)
	}
	if r.RowsAffected != 1 {
		return stale()
	}
	state, _ := set["state"].(string)
	if err := record(tx, box, objectCase, k.ID, k.State, state, d); err != nil {
		return err
	}
	if err := advance(tx, box, c, d); err != nil || c.Petition() == 0 {
		return err
	}
	return petitions.CaseResult(ctx, tx, d.by, d.at, c.Petition(), words, due)
}

// outcome checks what was typed and makes the columns of it.
func (s *Service) outcome(o Outcome, k model.Case, now period.Day) (map[string]any, error) {
	bad := map[string]string{}
	pick := func(field string, list []Choice, v string) {
		if v != "" && text(list, v) == "" {
			bad[field] = "请从列表里选"
		}
	}
	pick("party", PartyOutcomes(), o.Party)
	pick("admin", AdminOutcomes(), o.Admin)
	pick("other", OtherOutcomes(), o.Other)
	if o.Party == "" && o.Admin == "" && o.Other == "" {
		bad["party"] = "党纪处分、政务处分、其他处理至少填一项"
	}
	state, form := model.CaseConcluded, 0
	switch {
	case o.Other == outcomeCancelled && (o.Party != "" || o.Admin != ""):
		bad["other"] = "撤销案件的不能再有处分"
	case o.Other == outcomeCancelled:
		state = model.CaseCancelled
	case text(Forms(), o.Form) == "":
		bad["form"] = "请选四种形态中的一种"
	default:
		form, _ = strconv.Atoi(o.Form) // one of Forms
	}
	fen := func(field, typed string) int64 {
		if strings.TrimSpace(typed) == "" {
			return 0
		}
		f, err := money.Parse(typed)
		if err != nil || f < 0 {
			bad[field] = "请填写金额(元)，例如12000.50，没有的留空"
		}
		return int64(f)
	}
	found, recovered, returned := fen("found", o.Found), fen("recovered", o.Recovered), fen("returned", o.Returned)
	if n := utf8.RuneCountInString(strings.TrimSpace(o.Words)); n < 5 || n > 500 {
		bad["words"] = "请写可以告诉来信人的结果(5到500个字)"
	}
	day, err := pastDay(o.ConcludedOn, now, "concluded_on", "请填写决定日期，例如2026-03-05，不能在今天之后")
	if err != nil {
		bad["concluded_on"] = fault.Of(err).Fields["concluded_on"]
	} else if day.Time().Before(k.FiledOn) {
		bad["concluded_on"] = "决定日期不能在立案之前"
	}
	if len(bad) > 0 {
		return nil, fault.Fields(bad)
	}
	return map[string]any{
		"state": state, "outcome_party": o.Party, "outcome_admin": o.Admin, "outcome_other": o.Other, "form_of_four": form,
		"found_fen": found, "recovered_fen": recovered, "returned_fen": returned, "result_public": strings.TrimSpace(o.Words),
		"result_note_sealed": s.box.Seal(o.Note, place("cases.result", k.Number)), "concluded_on": day.Time(),
	}, nil
}

// caseOf finds a case and its clue, when the clue is visible to the actor.
func (s *Service) caseOf(ctx context.Context, by actor.Actor, caseID int64) (model.Case, model.Clue, error) {
	k, err := gorm.G[model.Case](s.db).Where("id = ?", caseID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return k, model.Clue{}, notFound()
	}
	if err != nil {
		return k, model.Clue{}, fmt.Errorf("case: %w", err)
	}
	c, err := visible(ctx, s.db, by, k.ClueID)
	return k, c, err
}
