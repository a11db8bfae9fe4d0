package importer

import (
	"context"
	"fmt"
	"slices"
	"strings"

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
	id     int64
	name   string
	judged bool // the ID is another's, and people have judged whose
}

// idColumn is a column that holds resident IDs, and the one beside it that
// holds the person's name; "" where a kind has none.
type idColumn struct{ id, name string }

// digest is the keyed digest of a resident ID under the newest index key.
type digest = [32]byte

// claim is what a row says about a person.
type claim struct {
	number, name string
	upgraded     bool // from 15 digits
}

// people finds the number of each person by resident ID, and adds those not yet
// known. A person without any visible row is no harm: nothing refers to it.
type people struct {
	s       *Service
	batch   int64
	cache   map[digest]known
	aliases map[digest]known // by the digest that was stored; nil before they are read
}

func newPeople(s *Service, batch int64) *people {
	return &people{s: s, batch: batch, cache: map[digest]known{}}
}

// resolve gives the person in one column of every record, in their order; the
// zero known where the cell is empty.
func (p *people) resolve(ctx context.Context, recs []sheet.Record, column idColumn) ([]known, error) {
	out := make([]known, 0, len(recs))
	for part := range slices.Chunk(recs, chunk) {
		persons, err := p.resolveChunk(ctx, claimsOf(part, column))
		if err != nil {
			return nil, err
		}
		if err := p.mark(ctx, part, persons, column.id); err != nil {
			return nil, err
		}
		out = append(out, persons...)
	}
	return out, nil
}

// peek is resolve without writing: whoever is not known is the zero known.
func (p *people) peek(ctx context.Context, recs []sheet.Record, column idColumn) ([]known, error) {
	out := make([]known, 0, len(recs))
	for part := range slices.Chunk(recs, chunk) {
		digests, _, err := p.seek(ctx, claimsOf(part, column))
		if err != nil {
			return nil, err
		}
		for _, d := range digests {
			out = append(out, p.cache[d])
		}
	}
	return out, nil
}

func claimsOf(recs []sheet.Record, column idColumn) []claim {
	claims := make([]claim, len(recs))
	for i, rec := range recs {
		claims[i] = claim{number: rec.Get(column.id), name: rec.Get(column.name), upgraded: rec.Upgraded(column.id)}
	}
	return claims
}

// mark notes the rows that are their persons' by an ID that they do not hold as
// it is, so that evidence says 身份证升位. Most files have none.
func (p *people) mark(ctx context.Context, recs []sheet.Record, persons []known, column string) error {
	var rows []model.RowGrade
	for i, rec := range recs {
		row := model.RowGrade{BatchID: p.batch, RowNo: rec.Number(), ColumnName: column, How: model.RowUpgraded}
		switch {
		case persons[i].judged || rec.Meant(column):
			row.How = model.RowJudged
		case !rec.Upgraded(column):
			continue
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		return nil
	}
	// A household that stands in one row has several members in it.
	if err := p.s.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).Create(&rows).Error; err != nil {
		return fmt.Errorf("row grades: %w", err)
	}
	return nil
}

// readAliases reads the IDs that people have judged to be somebody else's. They
// are made one by one by hand, so there are not many.
func (p *people) readAliases(ctx context.Context) error {
	var rows []struct {
		IDDigest []byte
		PersonID int64
		Name     string
	}
	err := p.s.db.WithContext(ctx).Table("people_aliases a").Select("a.id_digest, a.person_id, p.name").Joins("JOIN people p ON p.id = a.person_id").Scan(&rows).Error
	if err != nil {
		return fmt.Errorf("aliases: %w", err)
	}
	p.aliases = make(map[digest]known, len(rows))
	for _, r := range rows {
		p.aliases[digest(r.IDDigest)] = known{r.PersonID, r.Name, true}
	}
	return nil
}

func (p *people) resolveChunk(ctx context.Context, claims []claim) ([]known, error) {
	digests, missing, err := p.seek(ctx, claims)
	if err != nil {
		return nil, err
	}
	if len(missing) > 0 {
		if err := p.add(ctx, missing); err != nil {
			return nil, err
		}
	}
	return p.named(ctx, claims, digests)
}

// seek puts those of claims into the cache whom the database knows, and gives
// the digests of all and the claims of the others.
func (p *people) seek(ctx context.Context, claims []claim) ([]digest, map[digest]claim, error) {
	if p.aliases == nil {
		if err := p.readAliases(ctx); err != nil {
			return nil, nil, err
		}
	}
	digests := make([]digest, len(claims))
	if len(p.cache) > maxKnown {
		clear(p.cache)
	}
	missing := map[digest]claim{}
	for i, c := range claims {
		if c.number == "" {
			continue
		}
		digests[i] = digest(p.s.box.Index(seal.NewSecret(c.number), seal.PurposeResidentID))
		if _, ok := p.cache[digests[i]]; !ok {
			missing[digests[i]] = c
		}
	}
	p.rename(missing)
	if len(missing) > 0 {
		if err := p.find(ctx, missing); err != nil {
			return nil, nil, err
		}
	}
	return digests, missing, nil
}

// rename moves those whose ID stands for somebody else from missing to the cache.
func (p *people) rename(missing map[digest]claim) {
	if len(p.aliases) == 0 {
		return
	}
	for d, c := range missing {
		for _, x := range p.s.box.Indexes(seal.NewSecret(c.number), seal.PurposeResidentID) {
			if k, ok := p.aliases[digest(x)]; ok {
				p.cache[d] = k
				delete(missing, d)
				break
			}
		}
	}
}

// find moves those the database knows from missing, which goes by the newest
// index key, to the cache. A person added under an older key is found under
// that one: rotating the index key makes nobody twice.
func (p *people) find(ctx context.Context, missing map[digest]claim) error {
	newest := make(map[digest]digest, len(missing))
	want := make([][]byte, 0, len(missing))
	for d, c := range missing {
		for _, x := range p.s.box.Indexes(seal.NewSecret(c.number), seal.PurposeResidentID) {
			newest[digest(x)] = d
			want = append(want, x)
		}
	}
	rows, err := gorm.G[model.Person](p.s.db).Select("id", "id_digest", "name").Where("id_digest IN ?", want).Find(ctx)
	if err != nil {
		return fmt.Errorf("people: %w", err)
	}
	for _, r := range rows {
		d := newest[digest(r.IDDigest)]
		p.cache[d] = known{id: r.ID, name: r.Name}
		delete(missing, d)
	}
	return nil
}

func (p *people) add(ctx context.Context, missing map[digest]claim) error {
	rows := make([]model.Person, 0, len(missing))
	for d, c := range missing {
		rows = append(rows, p.person(d[:], c))
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

func (p *people) person(digest []byte, c claim) model.Person {
	m := model.Person{
		IDDigest: append([]byte(nil), digest...), IDSealed: p.s.box.Seal(seal.NewSecret(c.number), seal.PlaceResidentID(digest)),
		IDGrade: "A", Name: c.name, CreatedAt: p.s.at(),
	}
	if c.upgraded {
		m.IDGrade = "B"
	}
	r, err := idnumber.ParseResident(c.number, p.s.today())
	if err != nil { // other papers: accepted by the kind, without birthday and sex
		m.IDGrade = "X"
		return m
	}
	born := r.Birth.Time()
	m.BirthOn, m.Sex = &born, string(r.Sex)
	return m
}

// named gives the person of every claim. Who was known by number only, as a
// handler in a roster is, gets the name the row gives.
func (p *people) named(ctx context.Context, claims []claim, digests []digest) ([]known, error) {
	out := make([]known, len(claims))
	var sql strings.Builder
	var args []any
	var ids []int64
	for i, d := range digests {
		k := p.cache[d]
		if name := claims[i].name; k.id != 0 && k.name == "" && name != "" {
			k.name = name
			p.cache[d] = k
			sql.WriteString(" WHEN ? THEN ?")
			args, ids = append(args, k.id, name), append(ids, k.id)
		}
		out[i] = k
	}
	if len(ids) == 0 {
		return out, nil
	}
	// A comparison that is made again reads them as they were.
	if err := p.s.db.WithContext(ctx).Exec("INSERT INTO person_renames (person_id, name, batch_id) SELECT id, name, ? FROM people WHERE id IN ? AND name = '' ORDER BY id", p.batch, ids).Error; err != nil {
		return nil, fmt.Errorf("people: %w", err)
	}
	err := p.s.db.WithContext(ctx).Exec("UPDATE people SET name = CASE id"+sql.String()+" ELSE name END WHERE id IN ? AND name = ''", append(args, ids)...).Error
	if err != nil {
		return nil, fmt.Errorf("people: %w", err)
	}
	return out, nil
}

// insert writes rows of one table in one transaction.
func insert[T any](ctx context.Context, s *Service, rows []T) error {
	return transact.Do(ctx, s.db, func(tx *gorm.DB) error { return tx.CreateInBatches(rows, chunk).Error })
}
