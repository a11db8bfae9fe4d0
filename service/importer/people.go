package importer

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// maxKnown bounds the memory of known; past it the memory starts afresh.
const maxKnown = 500_000

// known is a person met in this load.
type known struct {
	id   int64
	name string
}

// people finds the number of each person by resident ID, and adds those not yet
// known. A person without any visible row is no harm: nothing refers to it.
type people struct {
	s     *Service
	cache map[[32]byte]known
}

func newPeople(s *Service) *people { return &people{s: s, cache: map[[32]byte]known{}} }

// resolve gives the person of every record, in their order.
func (p *people) resolve(ctx context.Context, recs []sheet.Record) ([]known, error) {
	out := make([]known, 0, len(recs))
	for part := range slices.Chunk(recs, chunk) {
		persons, err := p.resolveChunk(ctx, part)
		if err != nil {
			return nil, err
		}
		out = append(out, persons...)
	}
	return out, nil
}

func (p *people) resolveChunk(ctx context.Context, recs []sheet.Record) ([]known, error) {
	digests := make([][32]byte, len(recs))
	if len(p.cache) > maxKnown {
		clear(p.cache)
	}
	missing := map[[32]byte]sheet.Record{}
	for i, rec := range recs {
		copy(digests[i][:], p.s.box.Index(seal.NewSecret(rec.Get(colID)), seal.PurposeResidentID))
		if _, ok := p.cache[digests[i]]; !ok {
			missing[digests[i]] = rec
		}
	}
	if len(missing) > 0 {
		if err := p.find(ctx, missing); err != nil {
			return nil, err
		}
	}
	if len(missing) > 0 {
		if err := p.add(ctx, missing); err != nil {
			return nil, err
		}
	}
	out := make([]known, len(recs))
	for i, d := range digests {
		out[i] = p.cache[d]
	}
	return out, nil
}

// find moves those the database knows from missing, which goes by the newest
// index key, to the cache. A person added under an older key is found under
// that one: rotating the index key makes nobody twice.
func (p *people) find(ctx context.Context, missing map[[32]byte]sheet.Record) error {
	newest := make(map[[32]byte][32]byte, len(missing))
	want := make([][]byte, 0, len(missing))
	for d, rec := range missing {
		for _, x := range p.s.box.Indexes(seal.NewSecret(rec.Get(colID)), seal.PurposeResidentID) {
			newest[[32]byte(x)] = d
			want = append(want, x)
		}
	}
	rows, err := gorm.G[model.Person](p.s.db).Select("id", "id_digest", "name").Where("id_digest IN ?", want).Find(ctx)
	if err != nil {
		return fmt.Errorf("people: %w", err)
	}
	for _, r := range rows {
		d := newest[[32]byte(r.IDDigest)]
		p.cache[d] = known{r.ID, r.Name}
		delete(missing, d)
	}
	return nil
}

func (p *people) add(ctx context.Context, missing map[[32]byte]sheet.Record) error {
	rows := make([]model.Person, 0, len(missing))
	for d, rec := range missing {
		rows = append(rows, p.person(d[:], rec))
	}
	// Another load may add the same person at the same moment.
	if err := p.s.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error; err != nil {
		return fmt.Errorf("people: %w", err)
	}
	if err := p.find(ctx, missing); err != nil {
		return err
	}
	if len(missing) > 0 {
		return fmt.Errorf("people: %d of %d added are not found again", len(missing), len(rows))
	}
	return nil
}

func (p *people) person(digest []byte, rec sheet.Record) model.Person {
	id := rec.Get(colID)
	m := model.Person{
		IDDigest: append([]byte(nil), digest...), IDSealed: p.s.box.Seal(seal.NewSecret(id), seal.PlaceResidentID(digest)),
		IDGrade: "A", Name: rec.Get(colName), CreatedAt: p.s.at(),
	}
	if rec.Upgraded(colID) {
		m.IDGrade = "B"
	}
	r, err := idnumber.ParseResident(id, p.s.today())
	if err != nil { // other papers: accepted by the kind, without birthday and sex
		m.IDGrade = "X"
		return m
	}
	born := r.Birth.Time()
	m.BirthOn, m.Sex = &born, string(r.Sex)
	return m
}

// insert writes rows of one table in one transaction.
func insert[T any](ctx context.Context, s *Service, rows []T) error {
	return transact.Do(ctx, s.db, func(tx *gorm.DB) error { return tx.CreateInBatches(rows, chunk).Error })
}

// day gives a column's day as the database keeps it; nil when empty.
func day(rec sheet.Record, column string) *time.Time {
	d, ok := rec.Day(column)
	if !ok {
		return nil
	}
	t := d.Time()
	return &t
}

// mustDay is day for a column that may not be empty.
func mustDay(rec sheet.Record, column string) time.Time {
	d, _ := rec.Day(column) // the check refused rows without
	return d.Time()
}

// fen is a money column in 分; 0 when empty.
func fen(rec sheet.Record, column string) int64 {
	m, _ := rec.Money(column) // empty is 0
	return int64(m)
}
