package prepayment

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
)

// List is a list as the office sees it.
type List struct {
	model.PrepaymentList
	FileName string
	Digest   string // of the released file, hex
	Open     int    // rows without an answer
	TakenOut int    // rows the bureau took out
	Kept     int    // rows about the reader or their kin: others see and answer them
}

// Busy reports whether the comparison is still at work.
func (l List) Busy() bool {
	return l.State == model.PrepaymentChecking || l.State == model.PrepaymentFailed
}

// PassRows is how many rows nothing speaks against.
func (l List) PassRows() int { return l.TotalRows - l.StopRows - l.VerifyRows }

// StateLabel is the state in words.
func (l List) StateLabel() string {
	switch l.State {
	case model.PrepaymentChecking:
		return "正在比对"
	case model.PrepaymentFailed:
		return "比对未完成"
	case model.PrepaymentChecked:
		return "待部门答复"
	case model.PrepaymentSubmitted:
		return "待负责人确认"
	case model.PrepaymentReleased:
		return "已放行"
	}
	return l.State
}

// Row is one row that does not simply pass.
type Row struct {
	ID, RowNo            int64
	Sheet                string // where the list has several
	Name, Item           string
	Start, End           time.Time
	AmountFen            int64
	Verdict              string
	Reasons              []Reason
	Answer, AnswerReason string
	AnswerDoc            string
	Note                 seal.Secret
	AnsweredName         string
	AnsweredAt           *time.Time
}

// Totals are the sums over all lists somebody sees.
type Totals struct {
	Lists                              int
	Rows                               int `gorm:"column:row_total"`
	AmountFen, StoppedFen, ReleasedFen int64
	StoppedRows                        int
}

// loadedOnly leaves out lists whose batch was withdrawn.
const loadedOnly = "prepayment_lists.batch_id IN (SELECT id FROM batches WHERE status = 'loaded')"

// Filter narrows the lists. The zero Filter is all of them.
type Filter struct {
	State string
	page.Counted
}

// Narrowed says which figure of the statistics the lists are narrowed to; "" is none.
func (f Filter) Narrowed() string { return f.Counted.Words("", "放行") }

// Lists gives lists, newest first.
func (s *Service) Lists(ctx context.Context, by actor.Actor, f Filter, r page.Request) (page.Page[List], Totals, error) {
	var sums Totals
	where, args, err := scope(by)
	if err != nil {
		return page.Page[List]{}, sums, err
	}
	base := func() *gorm.DB {
		counted, days := f.Counted.Where("", "prepayment_lists.decided_at")
		q := s.db.WithContext(ctx).Table("prepayment_lists").Where(where, args...).Where(loadedOnly).Where(counted, days...)
		if f.State != "" {
			q = q.Where("prepayment_lists.state = ?", f.State)
		}
		return q
	}
	err = base().Select("COUNT(*) AS lists, COALESCE(SUM(total_rows), 0) AS row_total, COALESCE(SUM(amount_fen), 0) AS amount_fen, COALESCE(SUM(withdrawn_fen), 0) AS stopped_fen, " +
		"COALESCE(SUM(withdrawn_rows), 0) AS stopped_rows, COALESCE(SUM(released_fen), 0) AS released_fen").Scan(&sums).Error
	if err != nil {
		return page.Page[List]{}, sums, fmt.Errorf("prepayment lists: %w", err)
	}
	var rows []List
	err = base().Joins("JOIN batches AS b ON b.id = prepayment_lists.batch_id").Select("prepayment_lists.*, b.file_name").Order("prepayment_lists.id DESC").
		Limit(r.Limit()).Offset(r.Offset()).Scan(&rows).Error
	if err != nil {
		return page.Page[List]{}, sums, fmt.Errorf("prepayment lists: %w", err)
	}
	return page.Of(r, rows, sums.Lists), sums, nil
}

// One gives a list.
func (s *Service) One(ctx context.Context, by actor.Actor, id int64) (List, error) {
	l, err := s.find(ctx, by, id)
	if err != nil {
		return List{}, err
	}
	out := List{PrepaymentList: l, Digest: hex.EncodeToString(l.ReleasedDigest)}
	var about struct {
		FileName       string
		Open, TakenOut int
	}
	err = s.db.WithContext(ctx).Raw("SELECT b.file_name, (SELECT COUNT(*) FROM prepayment_rows WHERE list_id = ? AND answer = '') AS open, "+
		"(SELECT COUNT(*) FROM prepayment_rows WHERE list_id = ? AND answer = ?) AS taken_out FROM batches AS b WHERE b.id = ?", l.ID, l.ID, model.AnswerWithdraw, l.BatchID).Scan(&about).Error
	if err != nil {
		return List{}, fmt.Errorf("prepayment list: %w", err)
	}
	out.FileName, out.Open, out.TakenOut = about.FileName, about.Open, about.TakenOut
	out.Kept, err = s.kept(ctx, by, l)
	return out, err
}

// OfBatch gives the list of a batch; ok is false while there is none.
func (s *Service) OfBatch(ctx context.Context, by actor.Actor, batchID int64) (id int64, ok bool, err error) {
	where, args, err := scope(by)
	if err != nil {
		return 0, false, err
	}
	l, err := gorm.G[model.PrepaymentList](s.db).Select("id").Where("batch_id = ?", batchID).Where(where, args...).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return 0, false, nil
	}
	if err != nil {
		return 0, false, fmt.Errorf("prepayment of batch: %w", err)
	}
	return l.ID, true, nil
}

// Rows gives the rows of a list that do not pass, stopped ones first, or with
// model.VerdictPass those that do. verdict may be empty.
func (s *Service) Rows(ctx context.Context, by actor.Actor, id int64, verdict string, r page.Request) (page.Page[Row], error) {
	l, err := s.find(ctx, by, id)
	if err != nil {
		return page.Page[Row]{}, err
	}
	if verdict == model.VerdictPass {
		return s.passing(ctx, by, l, r)
	}
	where, args, err := s.foreign(ctx, by, l.BatchID, "r", "payout_id")
	if err != nil {
		return page.Page[Row]{}, fmt.Errorf("prepayment rows: %w", err)
	}
	base := func() *gorm.DB {
		q := s.db.WithContext(ctx).Table("prepayment_rows AS r").Where("r.list_id = ? AND r.verdict <> ?", l.ID, model.VerdictPass).Where(where, args...)
		if verdict != "" {
			q = q.Where("r.verdict = ?", verdict)
		}
		return q
	}
	var total int64
	if err := base().Count(&total).Error; err != nil {
		return page.Page[Row]{}, fmt.Errorf("prepayment rows: %w", err)
	}
	var found []struct {
		model.PrepaymentRow
		Name, Item string
	}
	err = base().Select("r.*, e.name, i.name AS item").Joins("JOIN people AS e ON e.id = r.person_id").Joins("JOIN items AS i ON i.id = r.item_id").
		Order("r.verdict, r.payout_id").Limit(r.Limit()).Offset(r.Offset()).Scan(&found).Error
	if err != nil {
		return page.Page[Row]{}, fmt.Errorf("prepayment rows: %w", err)
	}
	rows := make([]Row, len(found))
	for i, f := range found {
		rows[i] = Row{ID: f.ID, RowNo: int64(f.RowNo), Sheet: f.Sheet, Name: f.Name, Item: f.Item, Start: f.PeriodStart, End: f.PeriodEnd, AmountFen: f.AmountFen, Verdict: f.Verdict,
			Answer: f.Answer, AnswerReason: f.AnswerReason, AnswerDoc: f.AnswerDoc, AnsweredName: f.AnsweredName, AnsweredAt: f.AnsweredAt}
		if err := json.Unmarshal(f.Reasons, &rows[i].Reasons); err != nil {
			return page.Page[Row]{}, fmt.Errorf("prepayment rows: %w", err)
		}
		if f.NoteSealed != nil {
			if rows[i].Note, err = s.box.Open(f.NoteSealed, notePlace(f.ID)); err != nil {
				return page.Page[Row]{}, fmt.Errorf("prepayment rows: %w", err)
			}
		}
	}
	return page.Of(r, rows, int(total)), nil
}

// find gives a list that somebody may see, as its row.
func (s *Service) find(ctx context.Context, by actor.Actor, id int64) (model.PrepaymentList, error) {
	where, args, err := scope(by)
	if err != nil {
		return model.PrepaymentList{}, err
	}
	l, err := gorm.G[model.PrepaymentList](s.db).Where("id = ?", id).Where(where, args...).Where(loadedOnly).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return l, errAbsent
	}
	if err != nil {
		return l, fmt.Errorf("prepayment: %w", err)
	}
	return l, nil
}

// touch changes a list that is still as it was read.
func touch(tx *gorm.DB, l model.PrepaymentList, at time.Time, set map[string]any) error {
	set["updated_at"], set["version"] = at, l.Version+1
	r := tx.Model(&model.PrepaymentList{}).Where("id = ? AND version = ?", l.ID, l.Version).Updates(set)
	if r.Error != nil {
		return r.Error
	}
	if r.RowsAffected != 1 {
		return fault.New(fault.Conflict, "这份名单刚被别人改过，请刷新页面再试")
	}
	return nil
}

// Place says where a row of a list stands.
type Place struct {
	ID    int64 // prepayouts.id
	Sheet string
	RowNo int
}

// String is the place in words.
func (p Place) String() string {
	if p.Sheet == "" {
		return fmt.Sprintf("第 %d 行", p.RowNo)
	}
	return fmt.Sprintf("“%s”第 %d 行", p.Sheet, p.RowNo)
}

// Places gives where every row of a list stands, in the order of the file.
func Places(ctx context.Context, db *gorm.DB, batchID int64) ([]Place, error) {
	var out []Place
	if err := db.WithContext(ctx).Table("prepayouts").Select("id, sheet, row_no").Where("batch_id = ?", batchID).Order("id").Scan(&out).Error; err != nil {
		return nil, fmt.Errorf("prepayment places: %w", err)
	}
	return out, nil
}
