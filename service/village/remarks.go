package village

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/workday"
)

// answerDeadline is the parameter that says how long a bureau may take.
const answerDeadline = "remark.answer"

func payoutLines(r payoutRow) []Fact {
	return []Fact{
		{"姓名", r.Name}, {"补贴项目", r.ItemName}, {"所属期", span(r.PeriodStart, r.PeriodEnd)}, {"金额", money.Fen(r.AmountFen).String()},
		{"发放日期", period.Stored(r.PaidOn).Chinese()}, {"账号尾号", r.AccountTail}, {"发放结果", r.Result},
	}
}

// Remark is one remark in a list.
type Remark struct {
	ID         int64
	Kind       Kind
	Village    string // name
	Summary    string
	Bureau     string
	Status     Status
	CreatedAt  time.Time
	AnsweredAt *time.Time
	Due        workday.Due // of an open one
	Left       int         // days until due; negative when overdue
}

// RemarkFilter narrows the list of remarks.
type RemarkFilter struct {
	Status Status // empty is every state
	Page   page.Request
}

type remarkRow struct {
	model.Remark
	VillageName          string
	ByName, AnswererName string // of one remark only
}

// theirs is which remarks an actor may see: a cadre those of the own villages,
// an officer those that went to the own bureau.
func theirs(by actor.Actor) (string, []any, error) {
	switch {
	case isCadre(by):
		return "r.village_code LIKE ? ESCAPE '!'", []any{page.LikeEscape(actor.DivisionPrefix(by.Division)) + "%"}, nil
	case isOfficer(by):
		where, args := bureaus.Where("r.bureau", by.Bureau)
		return where, args, nil
	}
	return "", nil, errElsewhere()
}

// Remarks lists remarks, open ones first, two statements.
func (s *Service) Remarks(ctx context.Context, by actor.Actor, f RemarkFilter) (page.Page[Remark], error) {
	where, args, err := theirs(by)
	if err != nil {
		return page.Page[Remark]{}, err
	}
	q := query{from: "remarks r", joins: []string{"LEFT JOIN divisions d ON d.code = r.village_code"}, where: where, args: args}
	if f.Status != "" {
		q.and("r.status = ?", string(f.Status))
	}
	var total int64
	if err := q.on(ctx, s.db).Count(&total).Error; err != nil {
		return page.Page[Remark]{}, fmt.Errorf("remarks: %w", err)
	}
	var rows []remarkRow
	err = q.on(ctx, s.db).Select("r.id, r.kind, r.summary, r.bureau, r.status, r.created_at, r.answered_at, COALESCE(d.name, '') AS village_name").
		Order("CASE WHEN r.status = 'open' THEN 0 ELSE 1 END, r.id DESC").Limit(f.Page.Limit()).Offset(f.Page.Offset()).Find(&rows).Error
	if err != nil {
		return page.Page[Remark]{}, fmt.Errorf("remarks: %w", err)
	}
	items := make([]Remark, len(rows))
	for i, r := range rows {
		if items[i], err = s.remark(ctx, r); err != nil {
			return page.Page[Remark]{}, err
		}
	}
	return page.Of(f.Page, items, int(total)), nil
}

func (s *Service) remark(ctx context.Context, r remarkRow) (Remark, error) {
	out := Remark{
		ID: r.ID, Kind: Kind(r.Kind), Village: r.VillageName, Summary: r.Summary, Bureau: r.Bureau, Status: Status(r.Status),
		CreatedAt: r.CreatedAt, AnsweredAt: r.AnsweredAt,
	}
	if out.Status != StatusOpen {
		return out, nil
	}
	due, err := s.deadlines.Due(ctx, answerDeadline, period.Here(r.CreatedAt))
	if err != nil {
		return out, fmt.Errorf("remark deadline: %w", err)
	}
	out.Due = due
	// Natural days are near enough for a lamp, and need no second calendar.
	out.Left = int(due.Day - s.today())
	return out, nil
}

// Detail is a remark with its texts and the row it is about.
type Detail struct {
	Remark
	Text     seal.Secret
	Answer   seal.Secret
	By       string // the cadre
	Answerer string
	Facts    []Fact // empty when the row was replaced since
	Mine     bool   // this actor may answer it
}

// Remark opens one remark for the cadre or the bureau.
func (s *Service) Remark(ctx context.Context, by actor.Actor, id int64) (Detail, error) {
	where, args, err := theirs(by)
	if err != nil {
		return Detail{}, err
	}
	var r remarkRow
	err = s.db.WithContext(ctx).Table("remarks r").
		Select("r.*, COALESCE(d.name, '') AS village_name, COALESCE(w.name, '') AS by_name, COALESCE(a.name, '') AS answerer_name").
		Joins("LEFT JOIN divisions d ON d.code = r.village_code").
		Joins("LEFT JOIN staff w ON w.id = r.staff_id").Joins("LEFT JOIN staff a ON a.id = r.answered_by").
		Where("r.id = ?", id).Where(where, args...).Limit(1).Find(&r).Error
	if err != nil {
		return Detail{}, fmt.Errorf("remark: %w", err)
	}
	if r.ID == 0 {
		return Detail{}, errElsewhere()
	}
	out := Detail{By: r.ByName, Answerer: r.AnswererName, Mine: isOfficer(by) && r.Status == string(StatusOpen)}
	if out.Remark, err = s.remark(ctx, r); err != nil {
		return Detail{}, err
	}
	if out.Text, err = s.box.Open(r.TextSealed, textPlace(id)); err != nil {
		return Detail{}, fmt.Errorf("remark: %w", err)
	}
	if out.Answer, err = s.box.Open(r.AnswerSealed, answerPlace(id)); err != nil {
		return Detail{}, fmt.Errorf("remark: %w", err)
	}
	row, err := findRow(s.db.WithContext(ctx), out.Kind, r.VillageCode, r.ObjectID)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Detail{}, err
	}
	out.Facts = row.Facts
	return out, nil
}

// openRemarks tells which of these rows have a remark without an answer.
func (s *Service) openRemarks(ctx context.Context, kind Kind, village string, ids []int64) (map[int64]bool, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	rows, err := gorm.G[model.Remark](s.db).Select("object_id").
		Where("village_code = ? AND status = ? AND kind = ? AND object_id IN ?", village, string(StatusOpen), string(kind), ids).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("open remarks: %w", err)
	}
	out := make(map[int64]bool, len(rows))
	for _, r := range rows {
		out[r.ObjectID] = true
	}
	return out, nil
}
