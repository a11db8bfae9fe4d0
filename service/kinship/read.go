package kinship

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
)

// Entry is one official's declaration.
type Entry struct {
	ID          int64 // 0: nothing is declared yet
	Name        string
	Post        string
	Unit        string
	Mine        bool // whoever asked writes it
	Account     bool // it belongs to an account
	State       string
	StateText   string
	Number      seal.Secret // masked for whoever writes it
	Alone       bool
	Version     int
	DeclaredAt  *time.Time
	ConfirmedAt *time.Time
	KeptOn      period.Day // period.Past: never
	RenewBy     period.Day // until when it has to be said again that it is so; period.Past: never declared
	Returned    seal.Secret
	Relatives   []Relative
	Openings    []Opening // only on the official's own page
	Can         map[Action]bool
}

// Relative is one of them.
type Relative struct {
	ID         int64
	Name       seal.Secret
	Number     seal.Secret // masked for whoever writes it
	Relation   string
	Work       seal.Secret
	Recorded   bool
	State      string
	StateText  string
	Corrects   bool
	DeclaredOn period.Day // period.Past: not yet
}

// Opening is one look by somebody else.
type Opening struct {
	At     time.Time
	Who    string // role and unit
	Reason seal.Secret
}

// maxOpenings bounds the list on a page.
const maxOpenings = 200

// Mine gives the actor's own entry; without one its ID is 0.
func (s *Service) Mine(ctx context.Context, by actor.Actor) (Entry, error) {
	if by.Kind != actor.Staff {
		return Entry{}, notFound()
	}
	e, err := gorm.G[model.KinshipEntry](s.DB).Where("staff_id = ?", by.StaffID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		towns, err := s.unitNames(ctx)
		return Entry{Name: by.Name, Unit: unitOf(by.Role, by.Bureau, by.Division).text(towns), Mine: true, Account: true, KeptOn: period.Past, RenewBy: period.Past}, err
	}
	if err != nil {
		return Entry{}, fmt.Errorf("kinship: %w", err)
	}
	return s.written(ctx, e)
}

// One gives an entry to whoever writes it; others have to ask (see Open), and
// get it without its content.
func (s *Service) One(ctx context.Context, by actor.Actor, id int64) (Entry, error) {
	e, who, err := s.one(ctx, by, id)
	if err != nil {
		return Entry{}, err
	}
	if who.owner {
		return s.written(ctx, e)
	}
	towns, err := s.unitNames(ctx)
	if err != nil {
		return Entry{}, err
	}
	return s.cover(e, who, towns, daysRenew), nil
}

// written is an entry for whoever writes it.
func (s *Service) written(ctx context.Context, e model.KinshipEntry) (Entry, error) {
	out, err := s.whole(ctx, e, access{owner: true}, true)
	if err != nil {
		return out, err
	}
	rows, err := gorm.G[model.KinshipOpening](s.DB).Where("entry_id = ?", e.ID).Order("id DESC").Limit(maxOpenings).Find(ctx)
	if err != nil {
		return out, fmt.Errorf("kinship openings: %w", err)
	}
	later, err := s.later(ctx, rows)
	if err != nil {
		return out, err
	}
	for _, r := range rows {
		if later[r.ID] {
			continue
		}
		reason, err := s.Box.Open(r.ReasonSealed, placeOpening("reason", e.ID, r.At))
		if err != nil {
			return out, fmt.Errorf("kinship opening: %w", err)
		}
		out.Openings = append(out.Openings, Opening{At: r.At, Who: who(r.StaffRole, r.StaffUnit), Reason: reason})
	}
	return out, nil
}

// later tells which looks are not shown yet: those whose day has not come, and
// whose clue is not closed.
func (s *Service) later(ctx context.Context, rows []model.KinshipOpening) (map[int64]bool, error) {
	matters := map[int64]string{}
	var numbers []string
	for _, r := range rows {
		if period.Stored(r.ShownOn) <= s.today() {
			continue
		}
		number, err := s.Box.Open(r.MatterSealed, placeOpening("matter", r.EntryID, r.At))
		if err != nil {
			return nil, fmt.Errorf("kinship opening: %w", err)
		}
		matters[r.ID] = number.Reveal()
		numbers = append(numbers, number.Reveal())
	}
	out := map[int64]bool{}
	if len(matters) == 0 {
		return out, nil
	}
	closed, err := s.Matters.Closed(ctx, numbers)
	if err != nil {
		return nil, err
	}
	for id, number := range matters {
		out[id] = !closed[number]
	}
	return out, nil
}

func who(role, unit string) string { return unit + " " + actor.Role(role).Label() }

// cover is what an entry's list shows of it: no number, no relatives.
func (s *Service) cover(e model.KinshipEntry, a access, towns map[string]string, renew int) Entry {
	out := Entry{
		ID: e.ID, Name: e.Name, Post: e.Post, Unit: unit{e.UnitKind, e.Unit}.text(towns), Mine: a.owner, Account: e.StaffID != nil, State: e.State, StateText: stateTexts[e.State], Alone: e.Alone, Version: e.Version,
		DeclaredAt: e.DeclaredAt, ConfirmedAt: e.ConfirmedAt, KeptOn: period.Past, RenewBy: period.Past, Can: allowed(e, a),
	}
	if e.KeptOn != nil {
		out.KeptOn = period.Stored(*e.KeptOn)
		out.RenewBy = out.KeptOn + period.Day(renew)
	}
	return out
}

// whole is an entry with what is sealed, numbers masked where they need not be read.
func (s *Service) whole(ctx context.Context, e model.KinshipEntry, a access, masked bool) (Entry, error) {
	towns, err := s.unitNames(ctx)
	if err != nil {
		return Entry{}, err
	}
	renew, err := s.Number(ctx, ParamRenew, daysRenew)
	if err != nil {
		return Entry{}, err
	}
	out := s.cover(e, a, towns, renew)
	number, err := s.Box.Open(e.IDSealed, placeOwn(e.IDDigest))
	if err != nil {
		return out, fmt.Errorf("kinship: %w", err)
	}
	out.Number = mask(number, masked)
	if out.Returned, err = s.Box.Open(e.ReturnedSealed, placeReturned(e.ID)); err != nil {
		return out, fmt.Errorf("kinship: %w", err)
	}
	rows, err := gorm.G[model.KinshipRelative](s.DB).Where("entry_id = ? AND state <> ?", e.ID, model.RelativeGone).Order("id").Limit(4 * maxRelatives).Find(ctx)
	if err != nil {
		return out, fmt.Errorf("kinship relatives: %w", err)
	}
	for _, r := range rows {
		one, err := s.line(r, masked)
		if err != nil {
			return out, err
		}
		out.Relatives = append(out.Relatives, one)
	}
	return out, nil
}

func (s *Service) line(r model.KinshipRelative, masked bool) (Relative, error) {
	out := Relative{ID: r.ID, Relation: r.Relation, Recorded: r.Recorded, State: r.State, StateText: lineTexts[r.State], Corrects: r.ReplacesID != 0, DeclaredOn: period.Past}
	if r.DeclaredOn != nil {
		out.DeclaredOn = period.Stored(*r.DeclaredOn)
	}
	for column, into := range map[string]*seal.Secret{"name": &out.Name, "id": &out.Number, "work": &out.Work} {
		sealed := map[string][]byte{"name": r.NameSealed, "id": r.IDSealed, "work": r.WorkSealed}[column]
		v, err := s.Box.Open(sealed, placeLine(column, r.EntryID, r.IDDigest))
		if err != nil {
			return out, fmt.Errorf("kinship relative: %w", err)
		}
		*into = v
	}
	out.Number = mask(out.Number, masked)
	return out, nil
}

func mask(v seal.Secret, masked bool) seal.Secret {
	if !masked || v.Empty() {
		return v
	}
	return seal.NewSecret(idnumber.MaskID(v.Reveal()))
}
