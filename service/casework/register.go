package casework

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/recuse"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/series"
	"yangguang/service/kernel/timer"
	"yangguang/service/kernel/transact"
)

// The sources of clues that other capabilities hand over.
const (
	SourcePetition = model.ClueFromPetition
	SourceFinding  = model.ClueFromFinding
)

// Ledger takes clues over from the petition office and from the comparison. It
// registers inside the other's transaction, so that no petition or finding says
// it became a clue that is not there.
type Ledger struct {
	db  *gorm.DB
	box *seal.Box
}

// NewLedger makes the ledger's entrance. box is that of the service.
func NewLedger(db *gorm.DB, box *seal.Box) *Ledger { return &Ledger{db, box} }

// Register enters a clue inside tx and gives its number. A petition makes one
// clue: a second try is a conflict. Whoever the petition is kept from, the clue
// is kept from.
func (l *Ledger) Register(tx *gorm.DB, by actor.Actor, at time.Time, petitionID int64, village string, title, summary seal.Secret) (string, error) {
	c, err := register(tx, l.box, by, at, model.Clue{Source: SourcePetition, PetitionID: petitionID, VillageCode: village}, title, summary)
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return "", fault.Wrap(fault.Conflict, "这件信访件已经转过线索了", err)
	}
	if err != nil {
		return "", err
	}
	return c.Number, recuse.Inherit(tx, at, model.ObjectPetition, petitionID, objectClue, c.ID)
}

// RegisterFinding enters the clue of a finding inside tx and gives its row and
// number. A finding makes one clue: a second try is a conflict.
func (l *Ledger) RegisterFinding(tx *gorm.DB, by actor.Actor, at time.Time, findingID int64, village string, title, summary seal.Secret) (int64, string, error) {
	c, err := register(tx, l.box, by, at, model.Clue{Source: SourceFinding, PetitionID: findingID, VillageCode: village}, title, summary)
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return 0, "", fault.Wrap(fault.Conflict, "这条疑点已经转过线索了", err)
	}
	return c.ID, c.Number, err
}

func register(tx *gorm.DB, box *seal.Box, by actor.Actor, at time.Time, c model.Clue, title, summary seal.Secret) (model.Clue, error) {
	year := period.Here(at).Year()
	n, err := series.Next(tx, "clue/"+strconv.Itoa(year))
	if err != nil {
		return c, err
	}
	c.Number = fmt.Sprintf("线索〔%d〕%04d", year, n)
	c.State, c.CreatedBy, c.Version, c.CreatedAt, c.UpdatedAt = model.ClueRegistered, by.StaffID, 1, at, at
	c.TitleSealed = box.Seal(title, place("clues.title", c.Number))
	c.SummarySealed = box.Seal(summary, place("clues.summary", c.Number))
	if err := tx.Create(&c).Error; err != nil {
		return c, fmt.Errorf("clue: %w", err)
	}
	d := deed{by: by, at: at, act: ActRegister, detail: map[string]any{"source": c.Source}}
	return c, record(tx, box, objectClue, c.ID, "", c.State, 0, d)
}

// Reads reports whether the clue of a petition is the actor's to work on.
func (l *Ledger) Reads(ctx context.Context, by actor.Actor, petitionID int64) (bool, error) {
	where, args, ok := sees(by)
	if !ok || petitionID == 0 {
		return false, nil
	}
	n, err := gorm.G[model.Clue](l.db).Where("source = ? AND petition_id = ?", SourcePetition, petitionID).Where(where, args...).Count(ctx, "*")
	if err != nil {
		return false, fmt.Errorf("clue of petition: %w", err)
	}
	return n > 0, nil
}

// Entry is a clue that case management enters itself. The keys of its errors:
// source, ref, village, title, summary.
type Entry struct {
	Token    string // of the form: the same form sent twice makes one clue
	Source   string // of DirectSources
	Ref      seal.Secret
	Superior bool // 交办件: the result is wanted by a day
	Village  string
	Title    seal.Secret
	Summary  seal.Secret
}

// Enter registers a clue from a project, a field check, another organ or a
// leader, and gives its row.
func (s *Service) Enter(ctx context.Context, by actor.Actor, e Entry) (int64, error) {
	if !by.Is(actor.RoleCaseManagement) {
		return 0, fault.New(fault.Forbidden, "线索由案管室登记")
	}
	e.Ref, e.Title, e.Summary = trimmed(e.Ref), trimmed(e.Title), trimmed(e.Summary)
	if err := s.checkEntry(ctx, e); err != nil {
		return 0, err
	}
	book, err := s.Clocks(ctx)
	if err != nil {
		return 0, fmt.Errorf("enter: %w", err)
	}
	// The form's token takes the place that a petition's number has: the two
	// together are unique.
	sum := sha256.Sum256([]byte(strconv.FormatInt(by.StaffID, 10) + "/" + e.Token))
	once := int64(binary.BigEndian.Uint64(sum[:8]) >> 1) //nolint:gosec // 63 bits fit
	at, id := s.clock(), int64(0)
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		c := model.Clue{Source: e.Source, PetitionID: once, VillageCode: e.Village, Superior: e.Superior}
		c, err := register(tx, s.Box, by, at, c, e.Title, e.Summary)
		if err != nil {
			return err
		}
		id = c.ID
		if !e.Ref.Empty() {
			if err := tx.Model(&model.Clue{}).Where("id = ?", c.ID).Update("source_ref_sealed", s.Box.Seal(e.Ref, place("clues.source_ref", c.Number))).Error; err != nil {
				return fmt.Errorf("clue: %w", err)
			}
		}
		if s.Recusal != nil {
			if err := s.Recusal.Clue(ctx, tx, at, c.ID, e.Village, e.Title, e.Summary); err != nil {
				return err
			}
		}
		if !e.Superior {
			return nil
		}
		return timer.Start(tx, book, timer.Ref{Object: objectClue, ID: c.ID}, timer.Assigned, period.Here(at), at)
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		c, err := gorm.G[model.Clue](s.DB).Where("source = ? AND petition_id = ?", e.Source, once).Take(ctx)
		if err != nil {
			return 0, fmt.Errorf("clue: %w", err)
		}
		return c.ID, nil
	}
	return id, err
}

func (s *Service) checkEntry(ctx context.Context, e Entry) error {
	bad := map[string]string{}
	within := func(field string, v seal.Secret, least, most int, words string) {
		if n := utf8.RuneCountInString(v.Reveal()); n < least || n > most {
			bad[field] = words
		}
	}
	if text(DirectSources(), e.Source) == "" {
		bad["source"] = "请选线索的来源"
	}
	within("title", e.Title, 4, 60, "请写标题（4到60个字）")
	within("summary", e.Summary, 10, maxNote, "请写反映的主要问题（10到2000个字）")
	within("ref", e.Ref, 0, 100, "请不要超过100个字")
	if e.Ref.Empty() && (e.Source == model.ClueFromOrgan || e.Source == model.ClueFromLeader) {
		bad["ref"] = "请写移送机关或批办领导，以及文号"
	}
	if e.Village = strings.TrimSpace(e.Village); e.Village != "" {
		n, err := gorm.G[model.Division](s.DB).Where("code = ?", e.Village).Count(ctx, "*")
		if err != nil {
			return fmt.Errorf("division: %w", err)
		}
		if n == 0 {
			bad["village"] = "请选发生的地方"
		}
	}
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	return nil
}
