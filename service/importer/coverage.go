package importer

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/importer/kind"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

// Coverage tells how far the county's data reach and how good they are.
type Coverage struct {
	db     *gorm.DB
	agreed Agreed
	now    func() time.Time
	memory reachMemory
}

// Agreed gives how many days old data of a kind may be, and what was agreed
// with single bureaus instead.
type Agreed func(ctx context.Context, kind string) (days int, bureaus map[string]int, err error)

// NewCoverage makes it.
func NewCoverage(db *gorm.DB, agreed Agreed, now func() time.Time) *Coverage {
	return &Coverage{db: db, agreed: agreed, now: now}
}

// Covered is what one bureau has handed in of one kind.
type Covered struct {
	Kind, Title string
	Bureau      string // "" for the command line, and where nothing was handed in
	Batches     int    // 0 where nothing was handed in
	AsOf        period.Day
	Rows        int // loaded
	Refused     int // given back
	Persons     int // that the files are about; 0 for a kind without persons, or while they are being counted
	Known       int // of them, those whom the population register has
	HasID       bool
	IDRefused   int  // rows given back for a resident ID
	Cadence     int  // days
	Own         bool // the cadence was agreed with this bureau
	Late        int  // days past the agreed; 0 in time
}

// ValidIDs is the share of rows with a valid resident ID, in percent; ok is
// false where there is nothing to share.
func (c Covered) ValidIDs() (percent int, ok bool) {
	return share(c.Rows, c.Rows+c.IDRefused, c.HasID)
}

// KnownPersons is the share of persons whom the population register has.
func (c Covered) KnownPersons() (percent int, ok bool) {
	return share(c.Known, c.Persons, c.Persons > 0)
}

// share rounds down: 100 is said only of all.
func share(part, whole int, is bool) (int, bool) {
	if !is || whole == 0 {
		return 0, false
	}
	return part * 100 / whole, true
}

// mayCover says who sees the table: who hands in, who compares, who answers for it.
func mayCover(by actor.Actor) error {
	if ownOnly(by) || by.Is(actor.RoleAdministrator, actor.RoleSupervision, actor.RoleCaseManagement, actor.RoleHead, actor.RoleAuditor) {
		return nil
	}
	return fault.New(fault.NotFound, "没有找到这个页面")
}

// ownOnly reports whether by sees own bureau's data only.
func ownOnly(by actor.Actor) bool { return by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead) }

// covering is one line of the table as the database sums it.
type covering struct {
	Kind, Bureau, AsOf                                   string
	Batches, Rows, Refused, Persons, PersonsKnown, Wrong int
}

// Table lists every kind in loading order with one line for each bureau that
// handed it in. A bureau sees its own lines only.
func (c *Coverage) Table(ctx context.Context, by actor.Actor) ([]Covered, error) {
	if err := mayCover(by); err != nil {
		return nil, err
	}
	where, args := "1 = 1", []any(nil)
	if ownOnly(by) {
		where, args = "b.bureau = ?", []any{by.Bureau}
	}
	var rows []covering
	err := c.db.WithContext(ctx).Table("batches b").Joins("LEFT JOIN batch_qualities q ON q.batch_id = b.id").
		Select(`b.kind, b.bureau, COALESCE(MAX(CASE WHEN b.origin = '' THEN b.as_of END), MAX(b.as_of)) AS as_of, COUNT(*) AS batches, SUM(b.rows_good) AS `+"`rows`"+`, SUM(b.rows_bad) AS refused,
			COALESCE(SUM(q.persons), 0) AS persons, COALESCE(SUM(q.persons_known), 0) AS persons_known, COALESCE(SUM(q.id_refused), 0) AS wrong`).
		Where("b.status = ?", model.BatchLoaded).Where(where, args...).Group("b.kind, b.bureau").Order("b.bureau").Scan(&rows).Error
	if err != nil {
		return nil, fmt.Errorf("coverage: %w", err)
	}
	var out []Covered
	for _, k := range kind.Kinds() {
		days, bureaus, err := c.agreed(ctx, k.Key)
		if err != nil {
			return nil, fmt.Errorf("coverage: %w", err)
		}
		before := len(out)
		for _, r := range rows {
			if r.Kind == k.Key {
				out = append(out, c.covered(k, r, days, bureaus))
			}
		}
		for _, bureau := range slices.Sorted(maps.Keys(bureaus)) {
			if (!ownOnly(by) || bureau == by.Bureau) && !slices.ContainsFunc(out[before:], func(r Covered) bool { return r.Bureau == bureau }) {
				out = append(out, Covered{Kind: k.Key, Title: k.Title, Bureau: bureau, Cadence: bureaus[bureau], Own: true}) // agreed, and never handed in
			}
		}
		if len(out) == before && !ownOnly(by) {
			out = append(out, Covered{Kind: k.Key, Title: k.Title, Cadence: days})
		}
	}
	return out, nil
}

func (c *Coverage) covered(k kind.Kind, r covering, days int, bureaus map[string]int) Covered {
	cadence, own := bureaus[r.Bureau]
	if !own {
		cadence = days
	}
	hasID := slices.ContainsFunc(k.Columns, func(c kind.Column) bool { return c.Type == kind.ID })
	out := Covered{Kind: k.Key, Title: k.Title, Bureau: r.Bureau, Batches: r.Batches, Rows: r.Rows, Refused: r.Refused, Persons: r.Persons, Known: r.PersonsKnown,
		HasID: hasID, IDRefused: r.Wrong, Cadence: cadence, Own: own}
	if out.AsOf = dayOf(r.AsOf); out.AsOf != 0 {
		out.Late = max(0, int(period.Here(c.now())-out.AsOf)-cadence)
	}
	return out
}
