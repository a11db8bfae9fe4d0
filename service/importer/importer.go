// Package importer takes the bureaus' files in: it reads them without trust,
// gives back every row that does not pass, and makes the rest visible as one
// batch — whole or not at all.
//
// A batch lives through uploaded → checked → loading → loaded, and may be
// withdrawn. Its rows are written while nobody can see them; the last step, one
// transaction, makes them visible. A load that was interrupted anywhere starts
// again and leaves no trace of the first attempt. History is never overwritten:
// payouts add, registers keep what was true from when to when.
package importer

import (
	"context"
	"io"
	"log/slog"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/importer/kind"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/outbox"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// MaxUpload is the largest file taken, in bytes.
const MaxUpload = 512 << 20

// Topics of the outbox.
const (
	TopicCheck         = "import.check"      // payload: BatchEvent
	TopicLoad          = "import.load"       // payload: BatchEvent
	TopicLook          = "matching.look"     // payload: BatchEvent; performed by matching
	TopicPayoutsLoaded = "payouts.loaded"    // payload: BatchEvent; performed by notify
	TopicListLoaded    = "prepayouts.loaded" // payload: BatchEvent; performed by prepayment
	TopicImported      = "import.loaded"     // payload: ChangeEvent; performed by comparison
	TopicWithdrawn     = "import.withdrawn"  // payload: ChangeEvent; performed by comparison
)

// BatchEvent names a batch in an outbox event.
type BatchEvent struct {
	BatchID int64 `json:"batch_id"`
}

// ChangeEvent names a batch of any kind whose rows came or went.
type ChangeEvent struct {
	Batch int64  `json:"batch"`
	Kind  string `json:"kind"`
}

// Vault keeps the original files, sealed.
type Vault interface {
	Put(ctx context.Context, r io.Reader, limit int64) (name string, digest []byte, size int64, err error)
	Open(name string) (io.ReadCloser, error)
	Remove(name string) error
}

// Service is the importer. Make it with New.
type Service struct {
	db    *gorm.DB
	box   *seal.Box
	vault Vault
	log   *slog.Logger
	now   func() time.Time
	tmp   string
	slow  func() // called between chunks; lets a test stop a load half way
}

// New makes an importer. tmp is a private folder for the short time a sealed
// file is read back; what is in it is unlinked while it is open.
func New(db *gorm.DB, box *seal.Box, v Vault, log *slog.Logger, now func() time.Time, tmp string) *Service {
	return &Service{db: db, box: box, vault: v, log: log, now: now, tmp: tmp, slow: func() {}}
}

// Handlers are the importer's promises for the worker.
func (s *Service) Handlers() map[string]outbox.Do {
	perform := func(do func(context.Context, int64, Progress) error) outbox.Do {
		return func(ctx context.Context, e model.OutboxEvent) error {
			b, err := outbox.Decode[BatchEvent](e)
			if err != nil {
				return err
			}
			return s.settle(ctx, b.BatchID, do(ctx, b.BatchID, nil))
		}
	}
	return map[string]outbox.Do{
		TopicCheck: perform(func(ctx context.Context, id int64, p Progress) error { _, err := s.check(ctx, id, p); return err }),
		TopicLoad:  perform(func(ctx context.Context, id int64, p Progress) error { return s.load(ctx, id, nil, p) }),
	}
}

// Progress is told how many rows are done of how many. While a file is checked
// nobody knows how many there are: total is then negative, about how many, by
// how much of the file was read.
type Progress func(done, total int)

// mayImport says who hands files in: bureaus their own, administrators any.
func mayImport(by actor.Actor) error {
	if by.Kind == actor.System || by.Is(actor.RoleBureauOfficer, actor.RoleAdministrator) {
		return nil
	}
	return fault.New(fault.NotFound, "没有找到这个页面")
}

// mayHandIn says who hands in files of a kind: what is said of bureaus does not
// come from them.
func mayHandIn(by actor.Actor, k kind.Kind) error {
	if k.Inside && by.Is(actor.RoleBureauOfficer) {
		return fault.Newf(fault.Forbidden, "%s说的是部门自己办的事，由系统管理员导入；有纸质的核查结果，请交给县纪委监委", k.Title)
	}
	return mayImport(by)
}

// today is the day in Shanghai.
func (s *Service) today() period.Day { return period.Here(s.now()) }

func (s *Service) at() time.Time { return s.now().UTC().Truncate(time.Second) }

func lookupKind(key string) (kind.Kind, error) {
	k, ok := kind.Lookup(key)
	if _, can := loaders[key]; !ok || !can {
		return kind.Kind{}, fault.New(fault.Invalid, "不认识这种数据，请从列表里选择数据种类")
	}
	return k, nil
}

// Kinds lists the kinds of files that can be loaded, in loading order.
func Kinds() []kind.Kind {
	var out []kind.Kind
	for _, k := range kind.Kinds() {
		if _, ok := loaders[k.Key]; ok {
			out = append(out, k)
		}
	}
	return out
}

// KindsOf lists of them those that by hands in.
func KindsOf(by actor.Actor) []kind.Kind {
	return slices.DeleteFunc(Kinds(), func(k kind.Kind) bool { return mayHandIn(by, k) != nil })
}

// Title is a kind's name on screen.
func Title(key string) string {
	if k, ok := kind.Lookup(key); ok {
		return k.Title
	}
	return key
}
