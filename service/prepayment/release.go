package prepayment

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Decide is the bureau head's word: release the list, or return it with the
// reason. Releasing fixes the list: its digest is kept, and payouts that come
// later are compared with it.
func (s *Service) Decide(ctx context.Context, by actor.Actor, listID int64, release bool, note string) error {
	if !by.Is(actor.RoleBureauHead) {
		return errAbsent
	}
	l, err := s.find(ctx, by, listID)
	if err != nil {
		return err
	}
	if l.State != model.PrepaymentSubmitted {
		return fault.New(fault.Conflict, "这份名单现在不等您确认，请刷新页面再看")
	}
	note = strings.TrimSpace(note)
	if !release && len([]rune(note)) < 4 {
		return fault.Fields(map[string]string{"note": "请写明退回的原因（至少 4 个字）"})
	}
	if release {
		if err := s.disinterested(ctx, by, l); err != nil {
			return err
		}
	}
	at := s.at()
	set := map[string]any{"state": model.PrepaymentChecked, "decided_by": by.StaffID, "decided_name": by.Name, "decided_at": at, "decide_note": clip.Runes(note, 200)}
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		if release {
			if err := s.fix(tx, l, set); err != nil {
				return err
			}
		}
		if err := touch(tx, l, at, set); err != nil {
			return err
		}
		detail := map[string]any{"release": release}
		if d, ok := set["released_digest"].([]byte); ok {
			detail["sm3"], detail["rows"] = hex.EncodeToString(d), set["released_rows"]
		}
		return audit.Record(tx, by, at, "prepayment.decide", object(l.ID), detail)
	})
	if err != nil {
		return fmt.Errorf("prepayment decide: %w", err)
	}
	return nil
}

// fix makes sure that the batch was not withdrawn meanwhile, writes the names
// into the rows, so that the register may correct a name later without changing
// what was released, and adds the digest and the sums of the list to set.
func (s *Service) fix(tx *gorm.DB, l model.PrepaymentList, set map[string]any) error {
	var b model.Batch
	err := transact.Locked(tx).Select("id", "status").Where("id = ?", l.BatchID).Take(&b).Error // gorm.G would drop the lock
	if err != nil {
		return err
	}
	if b.Status != model.BatchLoaded {
		return fault.New(fault.Conflict, "这份名单已经撤回，请刷新页面")
	}
	err = tx.Exec("UPDATE prepayouts SET name_given = (SELECT e.name FROM people AS e WHERE e.id = prepayouts.person_id) WHERE batch_id = ? AND name_given = ''", l.BatchID).Error
	if err != nil {
		return err
	}
	var text bytes.Buffer
	rows, fen, err := s.write(tx, &text, l, orders[0])
	if err != nil {
		return err
	}
	digest := sm3.Sum(text.Bytes())
	set["state"], set["released_digest"], set["released_rows"], set["released_fen"] = model.PrepaymentReleased, digest[:], rows, fen
	set["withdrawn_rows"], set["withdrawn_fen"] = l.TotalRows-rows, l.AmountFen-fen
	return nil
}

// File writes the released list as CSV (UTF-8 with BOM, the columns of
// prepayouts) for the bank. Every download is recorded. A list whose bytes are
// not those that were released is refused. Nothing is put before what a
// spreadsheet would calculate, for the bank reads the file byte for byte: the
// importer lets no such name or code in.
func (s *Service) File(ctx context.Context, by actor.Actor, listID int64, w io.Writer) error {
	if !by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead) {
		return errAbsent
	}
	l, err := s.find(ctx, by, listID)
	if err != nil {
		return err
	}
	if l.State != model.PrepaymentReleased {
		return fault.New(fault.Conflict, "这份名单还没有放行")
	}
	text, rows, err := s.released(ctx, l)
	if err != nil {
		return fmt.Errorf("prepayment file: %w", err)
	}
	if err := audit.RecordAlone(ctx, s.db, by, s.at(), "prepayment.download", object(l.ID), map[string]any{"rows": rows}); err != nil {
		return fmt.Errorf("prepayment file: %w", err)
	}
	_, err = w.Write(text)
	return err
}

// orders are those in which a list is written: that of the bureau's file, sheet
// after sheet and row after row, in which its rows are numbered; and the one in
// which lists were released before, by which their digests still hold.
var orders = []string{"p.id", "p.row_no, p.id"}

// released gives the bytes of a list as they were released.
func (s *Service) released(ctx context.Context, l model.PrepaymentList) (text []byte, rows int, err error) {
	for _, order := range orders {
		var b bytes.Buffer
		if rows, _, err = s.write(s.db.WithContext(ctx), &b, l, order); err != nil {
			return nil, 0, err
		}
		if digest := sm3.Sum(b.Bytes()); bytes.Equal(digest[:], l.ReleasedDigest) {
			return b.Bytes(), rows, nil
		}
	}
	return nil, 0, errors.New("the list is not the one that was released")
}

var header = []string{"批次号", "项目编码", "所属期起", "所属期止", "身份证号", "姓名", "数量", "档次", "金额", "账号", "账户名", "村代码", "补发原批次"}

// line is one row of the released list with what belongs to it.
type line struct {
	model.Prepayout
	Code     string
	IDDigest []byte
	IDSealed []byte
	Name     string
}

// write writes the rows that were not taken out, in one of orders, and gives
// their number and sum in 分.
func (s *Service) write(db *gorm.DB, w io.Writer, l model.PrepaymentList, order string) (rows int, fen int64, err error) {
	var lines []line
	err = db.Table("prepayouts AS p").
		Select("p.*, i.code, e.id_digest, e.id_sealed, e.name").
		Joins("JOIN items AS i ON i.id = p.item_id").Joins("JOIN people AS e ON e.id = p.person_id").
		Where("p.batch_id = ? AND NOT EXISTS (SELECT 1 FROM prepayment_rows AS r WHERE r.list_id = ? AND r.payout_id = p.id AND r.answer = ?)", l.BatchID, l.ID, model.AnswerWithdraw).
		Order(order).Scan(&lines).Error
	if err != nil {
		return 0, 0, err
	}
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return 0, 0, err
	}
	cw := csv.NewWriter(w)
	if err := cw.Write(header); err != nil {
		return 0, 0, err
	}
	for _, r := range lines {
		id, err := s.box.Open(r.IDSealed, seal.PlaceResidentID(r.IDDigest))
		if err != nil {
			return 0, 0, err
		}
		account, err := s.box.Open(r.AccountSealed, "prepayouts.account/"+strconv.FormatInt(r.ID, 10))
		if err != nil {
			return 0, 0, err
		}
		name := r.Name
		if r.NameGiven != "" {
			name = r.NameGiven
		}
		err = cw.Write([]string{r.BatchNo, r.Code, date(r.PeriodStart), date(r.PeriodEnd), id.Reveal(), name, milli(r.QuantityMilli), r.Class, money.Fen(r.AmountFen).Yuan(),
			account.Reveal(), r.AccountName, r.VillageCode, r.RepayOf})
		if err != nil {
			return 0, 0, err
		}
		fen += r.AmountFen
	}
	cw.Flush()
	return len(lines), fen, cw.Error()
}

func date(t time.Time) string { return period.Stored(t).String() }

// milli writes thousandths without idle zeros: 2500 is 2.5.
func milli(n int64) string {
	text := fmt.Sprintf("%d.%03d", n/1000, n%1000)
	return strings.TrimRight(strings.TrimRight(text, "0"), ".")
}
