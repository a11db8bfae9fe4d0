package village

import (
	"context"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Kind is the list that a row is in.
type Kind string

// The lists.
const (
	KindResident Kind = "resident"
	KindPayout   Kind = "payout"
	KindProject  Kind = "project"
)

// Status is how far a remark is.
type Status string

// The states of a remark.
const (
	StatusOpen      Status = "open"
	StatusCorrected Status = "corrected" // the bureau mends the row
	StatusKept      Status = "kept"      // the bureau says that the row is right, and why
)

// registerBureau answers for the population register where the batch names
// no bureau.
const registerBureau = "公安局"

// the bounds of a remark's and an answer's text, in characters.
const (
	shortText = 5
	longText  = 500
)

// Draft is a remark that a row is wrong.
type Draft struct {
	Kind Kind
	ID   int64 // the row
	Text seal.Secret
}

// Fact is one line about a row.
type Fact struct{ Label, Value string }

// Row is a row that a remark is about, or may be.
type Row struct {
	Kind    Kind
	ID      int64
	Village string
	Bureau  string // who answers
	Summary string // nothing personal: it is kept in clear
	Facts   []Fact
}

// RowOf gives the row that a cadre wants to say something about.
func (s *Service) RowOf(ctx context.Context, by actor.Actor, kind Kind, village string, id int64) (Row, error) {
	if err := reads(by, village); err != nil {
		return Row{}, err
	}
	return findRow(s.db.WithContext(ctx), kind, village, id)
}

// Add records that a row of the cadre's village is wrong and passes it to the
// bureau that handed the row in. A row has one open remark at a time.
func (s *Service) Add(ctx context.Context, by actor.Actor, village string, d Draft) (int64, error) {
	if err := reads(by, village); err != nil {
		return 0, err
	}
	if problem := checkText(d.Text, "请写清楚哪里不对、应该是什么"); problem != "" {
		return 0, fault.Fields(map[string]string{"text": problem})
	}
	var id int64
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		row, err := findRow(tx, d.Kind, village, d.ID)
		if err != nil {
			return err
		}
		var open int64
		if err := tx.Model(&model.Remark{}).Where("kind = ? AND object_id = ? AND status = ?", string(d.Kind), d.ID, string(StatusOpen)).Count(&open).Error; err != nil {
			return err
		}
		if open > 0 {
			return fault.New(fault.Conflict, "这一行已经提过意见，部门还没有答复，请在“我的核对意见”里查看")
		}
		bureau, _, err := bureaus.Answering(tx, row.Bureau)
		if err != nil {
			return err
		}
		r := model.Remark{
			Kind: string(d.Kind), ObjectID: d.ID, VillageCode: village, Summary: row.Summary, TextSealed: []byte{},
			StaffID: by.StaffID, Bureau: bureau, Status: string(StatusOpen), CreatedAt: s.at(),
		}
		if err := tx.Create(&r).Error; err != nil {
			return err
		}
		id = r.ID
		text := s.box.Seal(seal.NewSecret(strings.TrimSpace(d.Text.Reveal())), textPlace(id))
		if err := set(tx, id, StatusOpen, map[string]any{"text_sealed": text}); err != nil {
			return err
		}
		return audit.Record(tx, by, s.at(), "remark.add", remarkObject(id), map[string]any{"kind": r.Kind, "row": d.ID})
	})
	if err != nil {
		return 0, fmt.Errorf("add remark: %w", err)
	}
	return id, nil
}

// Answer is what a bureau says to a remark.
type Answer struct {
	Outcome Status // StatusCorrected or StatusKept
	Text    seal.Secret
}

// Answer closes a remark. Only an officer of the bureau it went to may, once.
func (s *Service) Answer(ctx context.Context, by actor.Actor, id int64, a Answer) error {
	if !isOfficer(by) {
		return errElsewhere()
	}
	wrong := map[string]string{}
	if a.Outcome != StatusCorrected && a.Outcome != StatusKept {
		wrong["outcome"] = "请选择核对结果"
	}
	if problem := checkText(a.Text, "请写明核对的情况"); problem != "" {
		wrong["text"] = problem
	}
	if len(wrong) > 0 {
		return fault.Fields(wrong)
	}
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		var r model.Remark
		where, args := bureaus.Where("bureau", by.Bureau)
		if err := tx.Select("id", "status").Where("id = ?", id).Where(where, args...).Limit(1).Find(&r).Error; err != nil {
			return err
		}
		if r.ID == 0 {
			return errElsewhere()
		}
		if r.Status != string(StatusOpen) {
			return fault.New(fault.Conflict, "这条意见已经答复过了，请刷新页面查看")
		}
		err := set(tx, id, StatusOpen, map[string]any{
			"status": string(a.Outcome), "answered_by": by.StaffID, "answered_at": s.at(),
			"answer_sealed": s.box.Seal(seal.NewSecret(strings.TrimSpace(a.Text.Reveal())), answerPlace(id)),
		})
		if err != nil {
			return err
		}
		return audit.Record(tx, by, s.at(), "remark.answer", remarkObject(id), map[string]any{"outcome": string(a.Outcome)})
	})
	if err != nil {
		return fmt.Errorf("answer remark: %w", err)
	}
	return nil
}

// set updates one remark that is still in a state.
func set(tx *gorm.DB, id int64, in Status, values map[string]any) error {
	r := tx.Model(&model.Remark{}).Where("id = ? AND status = ?", id, string(in)).Updates(values)
	if r.Error != nil {
		return r.Error
	}
	if r.RowsAffected != 1 {
		return fault.New(fault.Conflict, "这条意见刚刚被别人处理过，请刷新页面查看")
	}
	return nil
}

func isOfficer(by actor.Actor) bool { return by.Is(actor.RoleBureauOfficer) && by.Bureau != "" }

func checkText(v seal.Secret, ask string) string {
	switch n := utf8.RuneCountInString(strings.TrimSpace(v.Reveal())); {
	case n < shortText:
		return fmt.Sprintf("%s，至少 %d 个字", ask, shortText)
	case n > longText:
		return fmt.Sprintf("请不要超过 %d 个字", longText)
	}
	return ""
}

func remarkObject(id int64) string { return fmt.Sprintf("remark:%d", id) }

// textPlace and answerPlace are where the texts are stored, which their seals
// are bound to.
func textPlace(id int64) string   { return fmt.Sprintf("remarks.text_sealed/%d", id) }
func answerPlace(id int64) string { return fmt.Sprintf("remarks.answer_sealed/%d", id) }

// findRow reads a row in force of one village with what a reader has to know
// of it. A payment is looked for among the village's: its number alone is no key.
func findRow(tx *gorm.DB, kind Kind, village string, id int64) (Row, error) {
	row := Row{Kind: kind, ID: id, Village: village}
	var found bool
	var err error
	switch kind {
	case KindResident:
		found, err = residentFacts(tx, &row)
	case KindPayout:
		found, err = payoutFacts(tx, &row)
	case KindProject:
		found, err = projectFacts(tx, &row)
	}
	if err != nil {
		return Row{}, fmt.Errorf("row: %w", err)
	}
	if !found {
		return Row{}, errElsewhere()
	}
	return row, nil
}

func residentFacts(tx *gorm.DB, row *Row) (bool, error) {
	var r struct {
		ID                                                   int64
		Name, HouseholdNo, Relation, GroupNo, Status, Bureau string
	}
	err := tx.Table("residents x").Select("x.id, p.name, x.household_no, x.relation, x.group_no, x.status, b.bureau").Joins(current).
		Joins("JOIN people p ON p.id = x.person_id").Where("x.id = ? AND x.village_code = ? AND x.closed_by = 0", row.ID, row.Village).Limit(1).Find(&r).Error
	row.Bureau, row.Summary = r.Bureau, "户籍人口"
	if r.Bureau == "" {
		row.Bureau = registerBureau
	}
	row.Facts = []Fact{{"姓名", r.Name}, {"户编号", r.HouseholdNo}, {"与户主关系", r.Relation}, {"组", r.GroupNo}, {"状态", r.Status}}
	return r.ID != 0, err
}

func payoutFacts(tx *gorm.DB, row *Row) (bool, error) {
	var r payoutRow
	err := tx.Table("payouts x").
		Select("x.id, p.name, i.name AS item_name, x.class, x.account_tail, x.result, x.period_start, x.period_end, x.paid_on, x.amount_fen, i.bureau").
		Joins(current).Joins("JOIN people p ON p.id = x.person_id").Joins("JOIN items i ON i.id = x.item_id").
		Where("x.village_code = ? AND x.id = ?", row.Village, row.ID).Limit(1).Find(&r).Error
	row.Bureau, row.Summary = r.Bureau, "发放记录 · "+r.ItemName+" · "+span(r.PeriodStart, r.PeriodEnd)
	row.Facts = payoutLines(r)
	return r.ID != 0, err
}

func projectFacts(tx *gorm.DB, row *Row) (bool, error) {
	var r model.Project
	err := tx.Table("projects x").Select("x.id, x.project_no, x.name, x.kind, x.bureau, x.planned_fen, x.plan_start, x.plan_end").Joins(current).
		Where("x.id = ? AND x.village_code = ? AND x.closed_by = 0", row.ID, row.Village).Limit(1).Find(&r).Error
	row.Bureau, row.Summary = r.Bureau, "项目 · "+clip.Words(r.Name, 80)
	row.Facts = []Fact{{"项目编号", r.ProjectNo}, {"项目名称", r.Name}, {"类型", r.Kind}, {"主管部门", r.Bureau}, {"计划工期", span(r.PlanStart, r.PlanEnd)}}
	return r.ID != 0, err
}

// span writes a stretch of whole months as months and any other as days.
func span(from, to time.Time) string {
	f, t := period.Stored(from), period.Stored(to)
	if f != f.Month().First() || t != t.Month().Last() {
		return f.String() + " 至 " + t.String()
	}
	if f.Month() == t.Month() {
		return f.Month().Chinese()
	}
	return f.Month().Chinese() + " 至 " + t.Month().Chinese()
}
