package kinship

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Look is why somebody opens another's entry.
type Look struct {
	Reason string
	Matter string // the number of the running clue or case it is for; "" none
}

// ConfirmReason is what a unit's confirmer looks for, as the form proposes it.
const ConfirmReason = "核对申报，确认或者退回"

// Open shows an entry to whoever may see it and gives a reason. The look is in
// the audit chain and in the official's own list before anything is shown. The
// keys of its errors: reason, matter.
func (s *Service) Open(ctx context.Context, by actor.Actor, id int64, l Look) (Entry, error) {
	e, a, err := s.one(ctx, by, id)
	if err != nil {
		return Entry{}, err
	}
	if !a.opens {
		return Entry{}, notFound()
	}
	bad := map[string]string{}
	l.Reason, l.Matter = reasonOf(l.Reason, bad), strings.TrimSpace(l.Matter)
	shown, err := s.shownOn(ctx, by, e, &l, bad)
	if err != nil {
		return Entry{}, err
	}
	if len(bad) > 0 {
		return Entry{}, fault.Fields(bad)
	}
	towns, err := s.unitNames(ctx)
	if err != nil {
		return Entry{}, err
	}
	o := s.opening(by, e.ID, l, shown, towns)
	// The reason is sealed in the row: whoever reads the chain may be the official.
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return s.keep(tx, by, o, "kinship.read", object(e.ID), nil) })
	if err != nil {
		return Entry{}, err
	}
	return s.whole(ctx, e, a, false)
}

// opening is a look as it is written down; entry 0 is a search.
func (s *Service) opening(by actor.Actor, entry int64, l Look, shown period.Day, towns map[string]string) model.KinshipOpening {
	at := s.clock()
	return model.KinshipOpening{
		EntryID: entry, StaffID: by.StaffID, StaffRole: string(by.Role), StaffUnit: unitOf(by.Role, by.Bureau, by.Division).text(towns), At: at, ShownOn: shown.Time(),
		ReasonSealed: s.Box.Seal(seal.NewSecret(l.Reason), placeOpening("reason", entry, at)), MatterSealed: s.Box.Seal(seal.NewSecret(l.Matter), placeOpening("matter", entry, at)),
	}
}

// keep writes a look down inside tx: the row and the chain.
func (s *Service) keep(tx *gorm.DB, by actor.Actor, o model.KinshipOpening, action, object string, detail map[string]any) error {
	row := o
	if err := tx.Create(&row).Error; err != nil {
		return fmt.Errorf("kinship opening: %w", err)
	}
	return audit.Record(tx, by, o.At, action, object, detail)
}

func reasonOf(v string, bad map[string]string) string {
	v = strings.TrimSpace(v)
	if n := utf8.RuneCountInString(v); n < minReason || n > maxReason {
		bad["reason"] = fmt.Sprintf("请写明为什么要看，%d 到 %d 个字。申报人会看到", minReason, maxReason)
	}
	return v
}

// shownOn is the day from which the official sees a look: at once, or some days
// later for a clue or case that runs and is about them or their relatives. The
// number kept is the clue's own, whose end shows the look before that day.
func (s *Service) shownOn(ctx context.Context, by actor.Actor, e model.KinshipEntry, l *Look, bad map[string]string) (period.Day, error) {
	if l.Matter == "" {
		return s.today(), nil
	}
	if !inspects(by) {
		bad["matter"] = "您的岗位不办线索和案件，请不要填"
		return 0, nil
	}
	clue, number, err := s.Matters.Running(ctx, by, l.Matter)
	if err != nil {
		return 0, err
	}
	if clue == 0 {
		bad["matter"] = "没有找到正在办的这一件，请核对线索或者案件的编号"
		return 0, nil
	}
	people, names, err := s.around(ctx, e)
	if err != nil {
		return 0, err
	}
	about, err := s.Matters.About(ctx, clue, people, names)
	if err != nil {
		return 0, err
	}
	if !about {
		bad["matter"] = "这一件反映的不是申报人，也不是他申报的亲属，不能推迟告诉他。请核对编号；和哪一件都没有关系的，不填编号"
		return 0, nil
	}
	l.Matter = number
	days, err := s.Number(ctx, ParamLater, daysLater)
	return s.today() + period.Day(days), err
}

// around gives the official and the relatives of an entry, as far as the
// registers know them, and all their names.
func (s *Service) around(ctx context.Context, e model.KinshipEntry) (people []int64, names []string, err error) {
	own, err := s.Box.Open(e.IDSealed, placeOwn(e.IDDigest))
	if err != nil {
		return nil, nil, fmt.Errorf("kinship: %w", err)
	}
	lines, err := s.lines(ctx, e)
	if err != nil {
		return nil, nil, err
	}
	names = []string{e.Name}
	digests := s.Box.Indexes(own, seal.PurposeResidentID)
	for _, l := range lines {
		one, err := s.line(l, false)
		if err != nil {
			return nil, nil, err
		}
		names, digests = append(names, one.Name.Reveal()), append(digests, s.Box.Indexes(one.Number, seal.PurposeResidentID)...)
	}
	err = s.DB.WithContext(ctx).Raw("SELECT p.id FROM people p WHERE p.id_digest IN ? UNION SELECT a.person_id FROM people_aliases a WHERE a.id_digest IN ?", digests, digests).Scan(&people).Error
	if err != nil {
		return nil, nil, fmt.Errorf("kinship: people: %w", err)
	}
	return people, names, nil
}

// Search finds entries by the official's name or number, for a reason that is
// recorded. The keys of its errors: q, reason.
func (s *Service) Search(ctx context.Context, by actor.Actor, q seal.Secret, reason string) ([]Entry, error) {
	if !inspects(by) {
		return nil, notFound()
	}
	bad := map[string]string{}
	reason = reasonOf(reason, bad)
	typed := strings.TrimSpace(q.Reveal())
	r, err := idnumber.ParseResident(typed, s.today())
	byNumber := err == nil
	if !byNumber && (utf8.RuneCountInString(typed) < 2 || utf8.RuneCountInString(typed) > 30 || strings.ContainsAny(typed, "0123456789")) {
		bad["q"] = "请写公职人员的姓名（至少两个字），或者18位身份证号"
	}
	if len(bad) > 0 {
		return nil, fault.Fields(bad)
	}
	towns, err := s.unitNames(ctx)
	if err != nil {
		return nil, err
	}
	o := s.opening(by, 0, Look{Reason: reason}, s.today(), towns)
	err = transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		return s.keep(tx, by, o, "kinship.search", "kinship", map[string]any{"number": byNumber})
	})
	if err != nil {
		return nil, err
	}
	where, args := "name LIKE ? ESCAPE '!'", []any{page.LikeEscape(typed) + "%"}
	if byNumber {
		where, args = "id_digest IN ?", []any{s.Box.Indexes(seal.NewSecret(r.Number), seal.PurposeResidentID)}
	}
	found, err := gorm.G[model.KinshipEntry](s.DB).Where(where, args...).Order("unit_kind, unit, id").Limit(50).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("kinship search: %w", err)
	}
	return s.covers(ctx, by, found)
}

// covers are entries as a list shows them.
func (s *Service) covers(ctx context.Context, by actor.Actor, found []model.KinshipEntry) ([]Entry, error) {
	towns, err := s.unitNames(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]Entry, len(found))
	for i, e := range found {
		out[i] = s.cover(e, access{owner: owner(by, e)}, towns, daysRenew)
	}
	return out, nil
}
