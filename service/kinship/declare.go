package kinship

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/naming"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// Person begins an entry: the actor's own, where Name is empty, or one of
// somebody of the unit who has no account.
type Person struct {
	Name   string
	Post   string
	Number seal.Secret
}

// clerks enter for those of their unit who have no account.
func clerks(by actor.Actor) bool {
	return by.Is(actor.RoleBureauOfficer, actor.RoleVillageCadre, actor.RoleCaseManagement)
}

// Begin makes an entry and gives its number. The keys of its errors: name, post, id.
func (s *Service) Begin(ctx context.Context, by actor.Actor, p Person) (int64, error) {
	if by.Kind != actor.Staff || p.Name != "" && !clerks(by) {
		return 0, notFound()
	}
	at, own := s.clock(), p.Name == ""
	u := unitOf(by.Role, by.Bureau, by.Division)
	e := model.KinshipEntry{Name: by.Name, Role: string(by.Role), UnitKind: u.kind, Unit: u.name, State: model.KinshipOpen, EnteredBy: by.StaffID, Version: 1, CreatedAt: at, UpdatedAt: at}
	bad := map[string]string{}
	if own {
		e.StaffID = &by.StaffID
	} else {
		e.Name, e.Role, e.Post = strings.TrimSpace(p.Name), "", strings.TrimSpace(p.Post)
		if n := utf8.RuneCountInString(e.Name); n < 2 || n > 30 {
			bad["name"] = "请填写姓名，和身份证上的一样"
		}
		if n := utf8.RuneCountInString(e.Post); n < 2 || n > 60 {
			bad["post"] = "请填写职务，2 到 60 个字"
		}
	}
	if err := s.own(ctx, &e, p.Number, bad); err != nil {
		return 0, err
	}
	if len(bad) > 0 {
		return 0, fault.Fields(bad)
	}
	err := transact.Do(ctx, s.DB, func(tx *gorm.DB) error {
		row := e
		if err := tx.Create(&row).Error; errors.Is(err, gorm.ErrDuplicatedKey) {
			return fault.Fields(map[string]string{"id": "这个人已经有一份申报了，不用再建。本人的从“我的家属申报”打开，没有账号的在本单位的名单里找"})
		} else if err != nil {
			return fmt.Errorf("kinship: %w", err)
		}
		e.ID = row.ID
		return audit.Record(tx, by, at, "kinship.begin", object(row.ID), map[string]any{"own": own})
	})
	return e.ID, err
}

// own checks and seals the official's own number. Whose it is is told only when
// all else is right.
func (s *Service) own(ctx context.Context, e *model.KinshipEntry, number seal.Secret, bad map[string]string) error {
	r, err := idnumber.ParseResident(number.Reveal(), s.today())
	if err != nil {
		bad["id"] = fault.Of(err).Public
	}
	if len(bad) > 0 {
		return nil
	}
	v := seal.NewSecret(r.Number)
	wrong, err := s.stolen(ctx, *e, v)
	if err != nil {
		return err
	}
	if wrong != "" {
		bad["id"] = wrong
		return nil
	}
	taken, err := gorm.G[model.KinshipEntry](s.DB).Where("id_digest IN ? AND id <> ?", s.Box.Indexes(v, seal.PurposeResidentID), e.ID).Count(ctx, "*")
	if err != nil {
		return fmt.Errorf("kinship: %w", err)
	}
	if taken > 0 {
		bad["id"] = "这个身份证号已经有一份申报了，请核对"
	}
	known, err := s.person(ctx, s.DB, v)
	if err != nil {
		return err
	}
	if known.ID != 0 && known.Name != "" && !idnumber.SameName(known.Name, e.Name) {
		bad["id"] = "这个身份证号在全县名册里不是这个姓名，请对照身份证核对"
	}
	e.IDDigest = s.Box.Index(v, seal.PurposeResidentID)
	e.IDSealed = s.Box.Seal(v, placeOwn(e.IDDigest))
	return nil
}

// stolen says why a number is not that of the owner of the entry's account; ""
// is nothing. Whoever has a namesake could declare the namesake's relatives as
// their own, and be taken for somebody else from then on: an administrator has to
// have seen the card first.
func (s *Service) stolen(ctx context.Context, e model.KinshipEntry, number seal.Secret) (string, error) {
	if e.StaffID == nil {
		return "", nil
	}
	known, same, err := s.Accounts.Owner(ctx, *e.StaffID, number)
	switch {
	case err != nil:
		return "", err
	case !known:
		return "系统管理员还没有照身份证核实这个账号是谁。请带身份证找系统管理员，在“账号”里核实本人身份，再来申报", nil
	case !same:
		return "和系统管理员核实的本人身份证号不一样，请对照身份证核对；核实错了的，请系统管理员重新核实", nil
	}
	return "", nil
}

// person finds whom of the registers a number names; the zero person is nobody.
func (s *Service) person(ctx context.Context, db *gorm.DB, number seal.Secret) (model.Person, error) {
	return naming.Numbered(ctx, db, s.Box.Indexes(number, seal.PurposeResidentID))
}

// Deed is one step on an entry.
type Deed struct {
	Version  int
	Action   Action
	Line     int64       // the relative that a change is about
	Name     seal.Secret // of a relative
	Number   seal.Secret // a relative's, or the official's own
	Relation string
	Work     seal.Secret
	Recorded bool
	Alone    bool        // there is nobody to name
	Note     seal.Secret // why it is sent back
}

// Do takes one step. The keys of its errors: name, id, relation, work, alone, note.
func (s *Service) Do(ctx context.Context, by actor.Actor, id int64, d Deed) error {
	e, who, err := s.one(ctx, by, id)
	if err != nil {
		return err
	}
	if e.Version != d.Version {
		return stale()
	}
	to, err := next(e.State, d.Action, who)
	if err != nil {
		return err
	}
	bad := map[string]string{}
	set := map[string]any{"state": to}
	var work func(tx *gorm.DB) error
	switch d.Action {
	case ActNumber:
		if e.ConfirmedAt != nil {
			return fault.New(fault.Conflict, "单位已经确认过，身份证号不能再改。确实错了请系统管理员登记正确的人")
		}
		err = s.own(ctx, &e, d.Number, bad)
		set["id_digest"], set["id_sealed"] = e.IDDigest, e.IDSealed
	case ActAdd, ActChange, ActEnd, ActUndo:
		work, err = s.write(ctx, e, d, set, bad)
	case ActDeclare:
		work, err = s.declare(ctx, e, d, set, bad)
		if e.StaffID != nil { // the account may have moved since
			u := unitOf(by.Role, by.Bureau, by.Division)
			set["name"], set["role"], set["unit_kind"], set["unit"] = by.Name, string(by.Role), u.kind, u.name
		}
	case ActKeep:
		set["kept_on"] = s.today().Time()
	case ActConfirm:
		work, err = s.confirm(ctx, by, e, set)
	case ActReturn:
		note := strings.TrimSpace(d.Note.Reveal())
		if n := utf8.RuneCountInString(note); n < 2 || n > 500 {
			bad["note"] = "请写明哪里要改，2 到 500 个字"
		}
		set["returned_sealed"] = s.Box.Seal(seal.NewSecret(note), placeReturned(e.ID))
	case ActRecall:
	}
	if err != nil {
		return err
	}
	if len(bad) > 0 {
		return fault.Fields(bad)
	}
	return transact.Do(ctx, s.DB, func(tx *gorm.DB) error { return s.take(tx, by, e, d.Action, set, work) })
}

// take writes one step inside tx: the row under its version first, then what the
// step does besides.
func (s *Service) take(tx *gorm.DB, by actor.Actor, e model.KinshipEntry, a Action, set map[string]any, work func(tx *gorm.DB) error) error {
	at := s.clock()
	set["version"], set["updated_at"] = e.Version+1, at
	r := tx.Model(&model.KinshipEntry{}).Where("id = ? AND version = ?", e.ID, e.Version).Updates(set)
	if errors.Is(r.Error, gorm.ErrDuplicatedKey) {
		return fault.Fields(map[string]string{"id": "这个身份证号已经有一份申报了，请核对"})
	}
	if r.Error != nil {
		return fmt.Errorf("kinship %s: %w", a, r.Error)
	}
	if r.RowsAffected != 1 {
		return stale()
	}
	if work != nil {
		if err := work(tx); err != nil {
			return err
		}
	}
	return audit.Record(tx, by, at, "kinship."+string(a), object(e.ID), nil)
}

// lines are the relatives of an entry that are not gone.
func (s *Service) lines(ctx context.Context, e model.KinshipEntry) ([]model.KinshipRelative, error) {
	found, err := gorm.G[model.KinshipRelative](s.DB).Where("entry_id = ? AND state <> ?", e.ID, model.RelativeGone).Order("id").Limit(4 * maxRelatives).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("kinship relatives: %w", err)
	}
	return found, nil
}

// write prepares a change of the relatives.
func (s *Service) write(ctx context.Context, e model.KinshipEntry, d Deed, set map[string]any, bad map[string]string) (func(tx *gorm.DB) error, error) {
	lines, err := s.lines(ctx, e)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(lines, func(l model.KinshipRelative) bool { return l.ID == d.Line })
	if d.Action != ActAdd && i < 0 {
		return nil, stale()
	}
	switch d.Action {
	case ActUndo:
		return s.undo(e, lines, i, set)
	case ActEnd:
		if lines[i].State != model.RelativeCurrent || corrected(lines, d.Line) {
			return nil, pending()
		}
		return func(tx *gorm.DB) error { return move(tx, lines[i].ID, model.RelativeEnding) }, nil
	}
	row := model.KinshipRelative{EntryID: e.ID, State: model.RelativeDraft, CreatedAt: s.clock()}
	if d.Action == ActChange {
		if lines[i].State != model.RelativeCurrent || corrected(lines, d.Line) {
			return nil, pending()
		}
		row.ReplacesID = d.Line
	}
	if len(lines) >= maxRelatives {
		return nil, fault.Newf(fault.Conflict, "最多申报%d位", maxRelatives)
	}
	s.read(e, d, lines, &row, bad)
	set["alone"] = false
	return func(tx *gorm.DB) error { return tx.Create(&row).Error }, nil
}

func corrected(lines []model.KinshipRelative, id int64) bool {
	return slices.ContainsFunc(lines, func(l model.KinshipRelative) bool { return l.ReplacesID == id })
}

func pending() error {
	return fault.New(fault.Conflict, "这一位有一份没有确认的改动，请先撤销它")
}

// read checks what was typed of a relative and seals it.
func (s *Service) read(e model.KinshipEntry, d Deed, lines []model.KinshipRelative, row *model.KinshipRelative, bad map[string]string) {
	name, work := seal.NewSecret(strings.TrimSpace(d.Name.Reveal())), seal.NewSecret(strings.TrimSpace(d.Work.Reveal()))
	if n := utf8.RuneCountInString(name.Reveal()); n < 2 || n > 30 {
		bad["name"] = "请填写姓名，和身份证上的一样"
	}
	if utf8.RuneCountInString(work.Reveal()) > 60 {
		bad["work"] = "请不要超过60个字"
	}
	if !isRelation(d.Relation) {
		bad["relation"] = "请选是本人的什么人"
	}
	r, err := idnumber.ParseResident(d.Number.Reveal(), s.today())
	if err != nil {
		bad["id"] = fault.Of(err).Public
		return
	}
	v := seal.NewSecret(r.Number)
	for _, digest := range s.Box.Indexes(v, seal.PurposeResidentID) {
		if bytes.Equal(digest, e.IDDigest) {
			bad["id"] = "这是本人的身份证号，请核对"
		}
		if slices.ContainsFunc(lines, func(l model.KinshipRelative) bool {
			return l.ID != row.ReplacesID && bytes.Equal(l.IDDigest, digest)
		}) {
			bad["id"] = "这个身份证号已经申报过了，请核对"
		}
	}
	row.IDDigest, row.Relation, row.Recorded = s.Box.Index(v, seal.PurposeResidentID), d.Relation, d.Recorded
	for column, text := range map[string]seal.Secret{"name": name, "id": v, "work": work} {
		sealed := s.Box.Seal(text, placeLine(column, e.ID, row.IDDigest))
		switch column {
		case "name":
			row.NameSealed = sealed
		case "id":
			row.IDSealed = sealed
		case "work":
			row.WorkSealed = sealed
		}
	}
}

func move(tx *gorm.DB, line int64, state string) error {
	if err := tx.Model(&model.KinshipRelative{}).Where("id = ?", line).Update("state", state).Error; err != nil {
		return fmt.Errorf("kinship relative: %w", err)
	}
	return nil
}

// undo takes a change back that nobody confirmed. When none is left, what was
// confirmed is confirmed again.
func (s *Service) undo(e model.KinshipEntry, lines []model.KinshipRelative, i int, set map[string]any) (func(tx *gorm.DB) error, error) {
	to := map[string]string{model.RelativeDraft: model.RelativeGone, model.RelativeEnding: model.RelativeCurrent}[lines[i].State]
	if to == "" {
		return nil, stale()
	}
	left := slices.ContainsFunc(lines, func(l model.KinshipRelative) bool {
		return l.ID != lines[i].ID && l.State != model.RelativeCurrent
	})
	if !left && e.ConfirmedAt != nil {
		set["state"] = model.KinshipConfirmed
	}
	return func(tx *gorm.DB) error { return move(tx, lines[i].ID, to) }, nil
}

// declare hands an entry to the unit.
func (s *Service) declare(ctx context.Context, e model.KinshipEntry, d Deed, set map[string]any, bad map[string]string) (func(tx *gorm.DB) error, error) {
	number, err := s.Box.Open(e.IDSealed, placeOwn(e.IDDigest))
	if err != nil {
		return nil, fmt.Errorf("kinship: %w", err)
	}
	wrong, err := s.stolen(ctx, e, number)
	if err != nil {
		return nil, err
	}
	if wrong != "" {
		return nil, fault.New(fault.Conflict, wrong)
	}
	lines, err := s.lines(ctx, e)
	if err != nil {
		return nil, err
	}
	if len(lines) == 0 && !d.Alone {
		bad["alone"] = "请加上亲属；确实没有要申报的，请勾选“没有要申报的亲属”"
	}
	today := s.today().Time()
	set["alone"], set["declared_at"], set["kept_on"], set["returned_sealed"] = len(lines) == 0, s.clock(), today, nil
	return func(tx *gorm.DB) error {
		err := tx.Model(&model.KinshipRelative{}).Where("entry_id = ? AND state = ?", e.ID, model.RelativeDraft).Update("declared_on", today).Error
		if err != nil {
			return fmt.Errorf("kinship relatives: %w", err)
		}
		return nil
	}, nil
}
