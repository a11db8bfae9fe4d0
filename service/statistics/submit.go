package statistics

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/emmansun/gmsm/sm3"
	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/transact"
)

// Reasons lists why a submitted form may be corrected. They are a list and no
// free words, because words about one matter would tell whoever must not know.
func Reasons() []Choice {
	return []Choice{
		{"late", "补录漏登的件"}, {"sorted", "更正类别、来源、地点等登记"}, {"twice", "剔除重复登记的件"}, {"outcome", "处置、处分、金额有变化"},
		{"told", "按上级要求更正"},
	}
}

func reasonText(v string) string {
	for _, c := range Reasons() {
		if c.Value == v {
			return c.Text
		}
	}
	return ""
}

// stored is a form as it was submitted or corrected.
type stored struct {
	Version
	figures Figures
}

// stored reads the versions of a span's form, the first first; none is no error.
func (s *Service) stored(ctx context.Context, db *gorm.DB, p Span) ([]stored, error) {
	first, err := gorm.G[model.StatisticsReport](db).Where("span = ?", p.String()).Limit(1).Find(ctx)
	if err != nil || len(first) == 0 {
		return nil, err
	}
	later, err := gorm.G[model.StatisticsCorrection](db).Where("span = ?", p.String()).Order("version").Limit(most).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("statistics %s: %w", p, err)
	}
	r := first[0]
	out := []stored{{Version: Version{Number: 1, By: r.SubmittedName, At: r.SubmittedAt, Digest: hex.EncodeToString(r.Digest)}}}
	texts := []string{r.Figures}
	for _, c := range later {
		out = append(out, stored{Version: Version{Number: c.Version, By: c.SubmittedName, At: c.SubmittedAt, Reason: reasonText(c.Reason), Digest: hex.EncodeToString(c.Digest)}})
		texts = append(texts, c.Figures)
	}
	for i, text := range texts {
		if err := json.Unmarshal([]byte(text), &out[i].figures); err != nil {
			return nil, fmt.Errorf("statistics %s: %w", p, err)
		}
	}
	return out, nil
}

// most bounds the corrections of one form.
const most = 99

// petitionGroups are the groups that a head is always shown as they are.
var petitionGroups = []string{GroupPetitions, GroupCategory, GroupChannel, GroupSubject, GroupTown}

// shows turns what was submitted into what a reader may see of it.
func shows(by actor.Actor, then, now Figures) Figures {
	if !by.Is(actor.RoleHead) {
		return then
	}
	out := slices.DeleteFunc(slices.Clone(then), func(l Line) bool { return slices.Contains(petitionGroups, l.Group) })
	for _, l := range now {
		if slices.Contains(petitionGroups, l.Group) {
			out = append(out, l)
		}
	}
	return out
}

// frozen puts what was submitted into a form, as far as it betrays nothing to
// the reader. version is the one to show; 0 is the last.
func (s *Service) frozen(ctx context.Context, by actor.Actor, f *Form, version int) error {
	kept, err := s.stored(ctx, s.DB, f.Span)
	if err != nil || len(kept) == 0 {
		return err
	}
	if version <= 0 || version > len(kept) {
		version = len(kept)
	}
	live := by.Is(actor.RolePetition) // sees a part only
	if !live {
		if live, err = s.interested(ctx, by); err != nil {
			return err
		}
	}
	f.Submitted, f.CanSubmit, f.Shown, f.Latest = true, false, version, len(kept)
	f.Versions = make([]Version, len(kept))
	for i, k := range kept {
		f.Versions[i] = k.Version
		if !live && i > 0 {
			f.Versions[i].Changes = Corrections(shows(by, kept[i-1].figures, f.Figures), shows(by, k.figures, f.Figures))
		}
	}
	shown := kept[version-1]
	f.By, f.At, f.Digest = shown.By, shown.At, shown.Digest
	if live {
		return nil
	}
	now := f.Figures
	f.Figures = shows(by, shown.figures, now)
	f.Corrections = Corrections(shows(by, kept[len(kept)-1].figures, now), now)
	f.CanCorrect = by.Is(actor.RoleCaseManagement) && len(f.Corrections) > 0
	return nil
}

// seal makes the text of figures with its digest.
func seal(all Figures) (text, salt string, digest []byte, err error) {
	b, err := json.Marshal(all)
	if err != nil {
		return "", "", nil, fmt.Errorf("statistics: %w", err)
	}
	salt = rand.Text()
	sum := sm3.Sum(append([]byte(salt), b...))
	return string(b), salt, sum[:], nil
}

// Submit freezes a span that is over: the figures of everything there is, with
// their digest. It is done once; what changes later is shown as a correction.
func (s *Service) Submit(ctx context.Context, by actor.Actor, p Span) error {
	if !by.Is(actor.RoleCaseManagement, actor.RoleHead) {
		return notFound()
	}
	if !p.Over(s.Now()) {
		return fault.New(fault.Conflict, "这个时段还没有过完，过完以后才能报送")
	}
	all, err := s.count(ctx, everything(), row{p})
	if err != nil {
		return err
	}
	r := model.StatisticsReport{Span: p.String(), SubmittedBy: by.StaffID, SubmittedName: by.Name, SubmittedAt: s.now()}
	if r.Figures, r.Salt, r.Digest, err = seal(all[0]); err != nil {
		return err
	}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		row := r // a transaction may run again
		if err := tx.Create(&row).Error; err != nil {
			return fmt.Errorf("statistics: %w", err)
		}
		return audit.Record(tx, by, r.SubmittedAt, "statistics.submit", "statistics:"+r.Span, map[string]any{"digest": hex.EncodeToString(r.Digest)})
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.New(fault.Conflict, "这个时段已经报送过了，改动在页面上显示为更正")
	}
	return err
}

func (s *Service) now() time.Time { return s.Now().UTC().Truncate(time.Second) }

// nothingToCorrect is also what somebody with an interest in a matter is told.
func nothingToCorrect() error {
	return fault.New(fault.Conflict, "现在的数字和最后报送的一样，没有要更正的")
}

// Correct submits a span's form again with the figures as they are now. after is
// the number of the version that is corrected: somebody else's correction in
// between refuses this one. Both stay. Keys of its errors: reason.
func (s *Service) Correct(ctx context.Context, by actor.Actor, p Span, after int, reason string) error {
	if !by.Is(actor.RoleCaseManagement) {
		return notFound()
	}
	if reasonText(reason) == "" {
		return fault.Fields(map[string]string{"reason": "请选更正的原因"})
	}
	kept, err := s.stored(ctx, s.DB, p)
	if err != nil {
		return err
	}
	interested, err := s.interested(ctx, by)
	if err != nil {
		return err
	}
	switch {
	case len(kept) == 0:
		return fault.New(fault.Conflict, "这个时段还没有报送，请先报送")
	case len(kept) != after:
		return fault.New(fault.Conflict, "刚刚有人更正过，请看了新的一版再决定")
	case len(kept) > most:
		return fault.New(fault.Conflict, "这个时段更正的次数太多，请和上级核对以后再办")
	case interested:
		return nothingToCorrect()
	}
	all, err := s.count(ctx, everything(), row{p})
	if err != nil {
		return err
	}
	if len(Corrections(kept[len(kept)-1].figures, all[0])) == 0 {
		return nothingToCorrect()
	}
	return s.correct(ctx, by, p, after+1, reason, all[0])
}

func (s *Service) correct(ctx context.Context, by actor.Actor, p Span, version int, reason string, all Figures) (err error) {
	c := model.StatisticsCorrection{Span: p.String(), Version: version, Reason: reason, SubmittedBy: by.StaffID, SubmittedName: by.Name, SubmittedAt: s.now()}
	if c.Figures, c.Salt, c.Digest, err = seal(all); err != nil {
		return err
	}
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		row := c // a transaction may run again
		if err := tx.Create(&row).Error; err != nil {
			return fmt.Errorf("statistics: %w", err)
		}
		return audit.Record(tx, by, c.SubmittedAt, "statistics.correct", "statistics:"+c.Span, map[string]any{"version": version, "reason": reason, "digest": hex.EncodeToString(c.Digest)})
	})
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.New(fault.Conflict, "刚刚有人更正过，请看了新的一版再决定")
	}
	return err
}
