package importer

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/importer/kind"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/transact"
)

// Upload is a file that is handed in.
type Upload struct {
	Kind string     // KIND of the data set contract
	Name string     // the file's own name, shown in the history
	AsOf period.Day // the day the data describe; 0 is today
	Ends int        // with Full, for Run: how many rows the caller knows to end; another number waits for a confirmation
	Full bool       // everybody who is in force is in it: who is not has ended by AsOf
	File io.Reader
}

// Upload keeps the file sealed and queues its reading. The same bytes of the
// same kind are refused as the batch they already are (fault.Conflict) while
// that batch is live; a batch whose reading or loading was cut short is taken up
// again under its old number, and one that waits with rows that did not pass is
// checked again.
func (s *Service) Upload(ctx context.Context, by actor.Actor, u Upload) (int64, error) {
	id, _, err := s.receive(ctx, by, u)
	return id, err
}

// receive stores the file and its batch; fresh is false when an unfinished
// batch of the same file was found instead.
func (s *Service) receive(ctx context.Context, by actor.Actor, u Upload) (id int64, fresh bool, err error) {
	if err := mayImport(by); err != nil {
		return 0, false, err
	}
	k, err := lookupKind(u.Kind)
	if err != nil {
		return 0, false, err
	}
	if err := mayHandIn(by, k); err != nil {
		return 0, false, err
	}
	if err := mayBeFull(u, s.today()); err != nil {
		return 0, false, err
	}
	if u.AsOf == 0 {
		u.AsOf = s.today()
	}
	name, digest, size, err := s.vault.Put(ctx, u.File, MaxUpload)
	if err != nil {
		return 0, false, fmt.Errorf("import upload: %w", err)
	}
	if size == 0 {
		return 0, false, errors.Join(fault.New(fault.Invalid, "这个文件是空的，请检查后重新上传"), s.vault.Remove(name))
	}
	id, err = s.enter(ctx, by, k, u, name, digest, size)
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		id, err = s.known(ctx, by, u, digest)
		return id, false, errors.Join(err, s.vault.Remove(name))
	}
	if err != nil {
		return 0, false, errors.Join(fmt.Errorf("import upload: %w", err), s.vault.Remove(name))
	}
	return id, true, nil
}

// enter writes the batch, its file and the promise to read it.
func (s *Service) enter(ctx context.Context, by actor.Actor, k kind.Kind, u Upload, name string, digest []byte, size int64) (int64, error) {
	at := s.at()
	b := model.Batch{
		Kind: k.Key, FileName: cleanName(u.Name), FileDigest: digest, FileSize: size, Status: model.BatchUploaded,
		Bureau: by.Bureau, AsOf: u.AsOf.Time(), FullList: u.Full, CreatedBy: by.StaffID, CreatedAt: at,
	}
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		f := model.File{Digest: digest, Size: size, Mime: "application/octet-stream", Purpose: "import", Variant: "original", Path: name, CreatedAt: at}
		if err := tx.Create(&f).Error; err != nil {
			return err
		}
		b.ID, b.FileID = 0, f.ID
		if err := tx.Create(&b).Error; err != nil {
			return err
		}
		if err := outbox.Add(tx, TopicCheck, fmt.Sprint(b.ID), at, BatchEvent{b.ID}); err != nil {
			return err
		}
		return audit.Record(tx, by, at, "import.upload", object(b.ID), map[string]any{"kind": k.Key, "sm3": hex.EncodeToString(digest), "bytes": size, "full": u.Full})
	})
	return b.ID, err
}

// known finds the live batch of the same bytes: finished, it is a conflict;
// unfinished, it goes on.
func (s *Service) known(ctx context.Context, by actor.Actor, u Upload, digest []byte) (int64, error) {
	b, err := gorm.G[model.Batch](s.db).Where("kind = ? AND file_digest = ? AND withdrawn_mark = 0", u.Kind, digest).Take(ctx)
	if err != nil {
		return 0, fmt.Errorf("import upload: %w", err)
	}
	if by.Is(actor.RoleBureauOfficer) && b.Bureau != by.Bureau {
		return 0, fault.New(fault.Conflict, "别的部门已经上传过这个文件，请先和他们核对；要上传，请用改过的文件")
	}
	if b.Status == model.BatchLoaded {
		return b.ID, fault.Newf(fault.Conflict, "这个文件已经在 %s 导入过（批次 %d），不用再导。要更正，请先撤回那一批，或上传改正后的文件。",
			b.CreatedAt.In(period.Shanghai).Format("2006年1月2日"), b.ID)
	}
	if b.Status == model.BatchRefused {
		return b.ID, fault.Newf(fault.Conflict, "这个文件之前上传过（批次 %d），没有读成：%s", b.ID, b.Message)
	}
	if b.FullList != u.Full || u.Full && period.Stored(b.AsOf) != u.AsOf {
		return b.ID, fault.Newf(fault.Conflict, "这个文件已经上传（批次 %d），%s，还没有导入。要改，请先放弃那一批，再上传一次", b.ID, asHandedIn(b))
	}
	if b.Status == model.BatchChecked && b.RowsBad > 0 {
		return b.ID, s.checkAgain(ctx, by, b)
	}
	return b.ID, nil
}

// checkAgain has rows judged anew that did not pass: what they lacked, such as
// the project they name, may have been loaded since.
func (s *Service) checkAgain(ctx context.Context, by actor.Actor, b model.Batch) error {
	at := s.at()
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		if err := readAgain(tx, b, at); err != nil {
			return err
		}
		return audit.Record(tx, by, at, "import.again", object(b.ID), map[string]any{"kind": b.Kind, "rows_bad": b.RowsBad})
	})
	if err != nil {
		return fmt.Errorf("import upload: %w", err)
	}
	return nil
}

// asHandedIn says how a batch was handed in.
func asHandedIn(b model.Batch) string {
	if b.FullList {
		return "按全量名单，截至 " + period.Stored(b.AsOf).Chinese()
	}
	return "没有按全量名单"
}

// cleanName keeps the last part of a file name, without control characters.
func cleanName(name string) string {
	name = filepath.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, name)
	if r := []rune(name); len(r) > 120 {
		name = string(r[len(r)-120:])
	}
	return name
}

func object(batchID int64) string { return fmt.Sprintf("batch:%d", batchID) }

// Confirm queues the loading of a checked batch. Of a full list, ends is how
// many rows whoever confirms was told that it ends; of any other it is 0.
func (s *Service) Confirm(ctx context.Context, by actor.Actor, id int64, ends int) error {
	b, err := s.visible(ctx, by, id)
	if err != nil {
		return err
	}
	if b.Status != model.BatchChecked {
		return fault.New(fault.Conflict, "这一批现在不能导入，请刷新页面看看它的状态")
	}
	if b.RowsTotal == 0 {
		return fault.New(fault.Invalid, "文件里只有表头，没有一行数据，请填好后重新上传")
	}
	if b.RowsGood == 0 {
		return fault.New(fault.Invalid, "这一批没有一行能导入，请按错误表改好后重新上传")
	}
	if err := agreed(b, ends); err != nil {
		return err
	}
	at := s.at()
	var said map[string]any
	if b.FullList {
		said = map[string]any{"ends": b.Ends, "in_force": b.InForce}
	}
	err = transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		r := tx.Model(&model.Batch{}).Where("id = ? AND status = ? AND ends = ?", id, model.BatchChecked, b.Ends).
			Updates(map[string]any{"status": model.BatchLoading, "progress": 0, "message": ""})
		if r.Error != nil {
			return r.Error
		}
		if r.RowsAffected == 0 {
			return fault.New(fault.Conflict, "这一批已经在导入了，请刷新页面")
		}
		if err := outbox.Add(tx, TopicLoad, loadOnce(b, at), at, BatchEvent{id}); err != nil {
			return err
		}
		return audit.Record(tx, by, at, "import.confirm", object(id), said)
	})
	if err != nil {
		return fmt.Errorf("import confirm: %w", err)
	}
	return nil
}

// Run takes one file all the way in at once, for the command line: upload,
// check, and — when allowBad or no row is bad, and a full list ends as many rows
// as the caller says — load. It gives the batch as it
// then is; of a file that was loaded before, that batch and fault.Conflict.
func (s *Service) Run(ctx context.Context, by actor.Actor, u Upload, allowBad bool, progress Progress) (Batch, error) {
	id, _, err := s.receive(ctx, by, u)
	if fault.Is(err, fault.Conflict) && id != 0 { // the caller may want to say something of the batch that it is
		b, berr := s.Batch(ctx, by, id)
		return b, errors.Join(err, berr)
	}
	if err != nil {
		return Batch{}, err
	}
	kept, err := s.check(ctx, id, progress)
	if err := s.settle(ctx, id, err); err != nil {
		return Batch{}, err
	}
	b, err := s.Batch(ctx, by, id)
	if err != nil || b.Status != model.BatchChecked && b.Status != model.BatchLoading || b.RowsBad > 0 && !allowBad {
		return b, err
	}
	if b.Status == model.BatchChecked {
		if b.Full && b.Ends != u.Ends {
			return b, nil
		}
		if err := s.Confirm(ctx, by, id, b.Ends); err != nil {
			return b, err
		}
	}
	if err := s.settle(ctx, id, s.load(ctx, id, kept, progress)); err != nil {
		return b, err
	}
	if err := s.done(ctx, id); err != nil {
		return b, err
	}
	return s.Batch(ctx, by, id)
}

// done marks the promises of a batch as kept that Run kept itself.
func (s *Service) done(ctx context.Context, id int64) error {
	err := s.db.WithContext(ctx).Model(&model.OutboxEvent{}).
		Where("topic IN ? AND (dedupe = ? OR dedupe LIKE ?) AND done_at IS NULL", []string{TopicCheck, TopicLoad}, fmt.Sprint(id), fmt.Sprintf("%d/%%", id)).
		Update("done_at", s.at()).Error
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	return nil
}

// loadOnce is the promise to load a batch. A full list may go back to be
// confirmed anew, and is then loaded by another promise.
func loadOnce(b model.Batch, at time.Time) string {
	if b.FullList {
		return fmt.Sprintf("%d/%d", b.ID, at.Unix())
	}
	return fmt.Sprint(b.ID)
}

// settle turns a failure that is the file's own into the batch's state; any
// other failure goes back to the caller, and the step is tried again.
func (s *Service) settle(ctx context.Context, id int64, err error) error {
	if !fault.Is(err, fault.Invalid) && !fault.Is(err, fault.TooLarge) {
		return err
	}
	if uerr := s.db.WithContext(context.WithoutCancel(ctx)).Model(&model.Batch{}).Where("id = ?", id).
		Updates(map[string]any{"status": model.BatchRefused, "message": clip.Runes(fault.Of(err).Public, 480), "preview_sealed": s.question(id, err)}).Error; uerr != nil {
		return fmt.Errorf("import: %w", uerr)
	}
	return nil
}

// leaseTime is how long a batch belongs to whoever works on it without a sign
// of life.
const leaseTime = 2 * time.Minute
