package matching

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/transact"
)

// What one look may cost. A file of which most people are unknown is not a file
// with typing errors; its quality says so.
const (
	maxUnknown    = 20_000 // persons looked at
	maxCandidates = 50_000 // likenesses compared
	maxPairs      = 5_000  // pairs kept
	chunk         = 500    // rows of a statement
)

// source is where the persons of a kind's rows stand.
type source struct{ table, person, village string }

// sources are the kinds whose rows are about persons.
var sources = map[string]source{
	"residents": {"residents", "person_id", "village_code"}, "payouts": {"payouts", "person_id", "village_code"}, "prepayouts": {"prepayouts", "person_id", "village_code"},
	"rosters": {"rosters", "person_id", ""}, "officials": {"officials", "person_id", "village_code"}, "relatives": {"official_relatives", "relative_id", ""},
	"deaths": {"deaths", "person_id", ""}, "inmates": {"inmates", "person_id", ""}, "vehicles": {"vehicles", "person_id", ""},
	"company_roles": {"company_roles", "person_id", ""}, "properties": {"properties", "person_id", ""}, "employment": {"employment", "person_id", ""},
	"pensions": {"pensions", "person_id", ""}, "disabilities": {"disabilities", "person_id", ""}, "enrolments": {"enrolments", "person_id", ""},
	"assessments": {"assessments", "person_id", ""}, "parcels": {"parcels", "person_id", ""}, "households": {"aided_households", "person_id", "village_code"}, "insurance": {"insurance", "person_id", ""},
}

// known is the condition that the population register has the person.
const known = `EXISTS (SELECT 1 FROM residents r JOIN batches rb ON rb.id = r.batch_id AND rb.status = 'loaded' WHERE r.person_id = %s AND r.closed_by = 0)`

// unknown is a person of a batch whom the population register does not have.
type unknown struct {
	PersonID int64
	RowNo    int
	Village  string
}

// Look counts how good the identities of a loaded batch are and puts those that
// may be a person of the population register into the pool. It may be repeated.
func (s *Service) Look(ctx context.Context, batchID int64) error {
	b, err := gorm.G[model.Batch](s.db).Select("id", "kind", "status").Where("id = ?", batchID).Take(ctx)
	if errors.Is(err, gorm.ErrRecordNotFound) || err == nil && b.Status != model.BatchLoaded {
		return nil // withdrawn meanwhile
	}
	if err != nil {
		return fmt.Errorf("matching: %w", err)
	}
	from, ok := sources[b.Kind]
	if err := s.measure(ctx, b, from); err != nil {
		return fmt.Errorf("matching: %w", err)
	}
	if !ok || b.Kind == "residents" {
		return nil
	}
	list, err := s.unknown(ctx, b, from)
	if err != nil {
		return fmt.Errorf("matching: %w", err)
	}
	pairs, err := s.pairs(ctx, b, list)
	if err != nil {
		return fmt.Errorf("matching: %w", err)
	}
	refused, err := s.refusedPairs(ctx, b)
	if err != nil {
		return fmt.Errorf("matching: %w", err)
	}
	return s.keep(ctx, append(pairs, refused...))
}

// measure writes down the batch's quality.
func (s *Service) measure(ctx context.Context, b model.Batch, from source) error {
	q := model.BatchQuality{BatchID: b.ID, MadeAt: s.at()}
	err := s.db.WithContext(ctx).Raw("SELECT COUNT(*) FROM (SELECT DISTINCT sheet, row_no FROM import_errors WHERE batch_id = ? AND column_name LIKE '%身份证号') AS refused", b.ID).Scan(&q.IDRefused).Error
	if err != nil {
		return err
	}
	if from.table != "" {
		var n struct{ Persons, PersonsKnown int }
		sql := fmt.Sprintf("SELECT COUNT(*) AS persons, COALESCE(SUM(CASE WHEN "+known+" THEN 1 ELSE 0 END), 0) AS persons_known FROM (SELECT DISTINCT %s AS person_id FROM %s WHERE batch_id = ?) AS p",
			"p.person_id", from.person, from.table)
		if err := s.db.WithContext(ctx).Raw(sql, b.ID).Scan(&n).Error; err != nil {
			return err
		}
		q.Persons, q.PersonsKnown = n.Persons, n.PersonsKnown
	}
	return s.db.WithContext(ctx).Clauses(clause.OnConflict{UpdateAll: true}).Create(&q).Error
}

// unknown lists the persons of a batch whom the population register does not
// have and about whom nothing was judged.
func (s *Service) unknown(ctx context.Context, b model.Batch, from source) ([]unknown, error) {
	village := "''"
	if from.village != "" {
		village = "MAX(" + from.village + ")"
	}
	sql := fmt.Sprintf(`SELECT p.* FROM (SELECT %[1]s AS person_id, MIN(row_no) AS row_no, %[2]s AS village FROM %[3]s WHERE batch_id = ? GROUP BY %[1]s) AS p
		WHERE NOT %[4]s AND NOT EXISTS (SELECT 1 FROM people_aliases a WHERE a.former_id = p.person_id) ORDER BY p.person_id LIMIT ?`,
		from.person, village, from.table, fmt.Sprintf(known, "p.person_id"))
	var list []unknown
	return list, s.db.WithContext(ctx).Raw(sql, b.ID, maxUnknown).Scan(&list).Error
}

// candidate is an unknown person beside somebody of the register of that name.
type candidate struct {
	PersonID, OtherID             int64
	PersonDigest, PersonSealed    []byte
	OtherDigest, OtherSealed      []byte
	PersonBirth, OtherBirth, Home string
}

// pairs compares the unknown with those in the register who have their names.
func (s *Service) pairs(ctx context.Context, b model.Batch, list []unknown) ([]model.MatchPair, error) {
	var pairs []model.MatchPair
	compared := 0
	for part := range slices.Chunk(list, chunk) {
		rows := map[int64]unknown{}
		ids := make([]int64, len(part))
		for i, u := range part {
			rows[u.PersonID], ids[i] = u, u.PersonID
		}
		found, err := s.namesakes(ctx, ids, maxCandidates-compared)
		if err != nil {
			return nil, err
		}
		compared += len(found)
		for _, c := range found {
			p, ok, err := s.compare(c, rows[c.PersonID])
			if err != nil {
				return nil, err
			}
			if !ok {
				continue
			}
			p.Kind, p.BatchID, p.CreatedAt = b.Kind, b.ID, s.at()
			pairs = append(pairs, p)
		}
		if compared >= maxCandidates || len(pairs) >= maxPairs {
			break
		}
	}
	return pairs[:min(len(pairs), maxPairs)], nil
}

func (s *Service) namesakes(ctx context.Context, ids []int64, most int) ([]candidate, error) {
	const sql = `SELECT u.id AS person_id, u.id_digest AS person_digest, u.id_sealed AS person_sealed, COALESCE(u.birth_on, '') AS person_birth,
		p.id AS other_id, p.id_digest AS other_digest, p.id_sealed AS other_sealed, COALESCE(p.birth_on, '') AS other_birth, r.village_code AS home
		FROM people u JOIN people p ON p.name = u.name AND p.id <> u.id
		JOIN residents r ON r.person_id = p.id AND r.closed_by = 0
		JOIN batches b ON b.id = r.batch_id AND b.status = 'loaded'
		WHERE u.id IN ? AND u.name <> '' LIMIT ?`
	var found []candidate
	return found, s.db.WithContext(ctx).Raw(sql, ids, most).Scan(&found).Error
}

// compare gives the grade of two persons of one name; ok is false for namesakes.
func (s *Service) compare(c candidate, row unknown) (p model.MatchPair, ok bool, err error) {
	p = model.MatchPair{RowNo: row.RowNo, PersonID: c.PersonID, OtherPersonID: c.OtherID}
	if row.Village != "" && town(row.Village) != town(c.Home) {
		return p, false, nil
	}
	if row.Village != "" && row.Village == c.Home && c.PersonBirth != "" && c.PersonBirth == c.OtherBirth {
		p.Grade, p.Reason = GradeD, "姓名、村和出生日期一样，身份证号不一样"
	}
	a, err := s.box.Open(c.PersonSealed, seal.PlaceResidentID(c.PersonDigest))
	if err != nil {
		return p, false, err
	}
	b, err := s.box.Open(c.OtherSealed, seal.PlaceResidentID(c.OtherDigest))
	if err != nil {
		return p, false, err
	}
	if how := slip(a.Reveal(), b.Reveal()); how != "" {
		p.Grade, p.Reason = GradeC, "姓名一样，身份证号"+how
		if row.Village == "" {
			p.Reason += "；文件里没有写村，乡镇没有核对"
		}
	}
	return p, p.Grade != "", nil
}

// town is the part of a division code that its villages share.
func town(code string) string { return code[:min(9, len(code))] }

// slip says how two IDs differ when a slip of the hand may be the reason: one
// digit, or two neighbours swapped. The last character follows from the others
// and is compared only where it alone differs.
func slip(a, b string) string {
	if len(a) != 18 || len(b) != 18 || a == b {
		return ""
	}
	var at []int
	for i := range 17 {
		if a[i] != b[i] {
			at = append(at, i)
		}
	}
	switch {
	case len(at) <= 1:
		return "只有一位不同"
	case len(at) == 2 && at[1] == at[0]+1 && a[at[0]] == b[at[1]] && a[at[1]] == b[at[0]]:
		return "相邻两位对调"
	}
	return ""
}

// keep stores pairs; one that is known already stays as it is.
func (s *Service) keep(ctx context.Context, pairs []model.MatchPair) error {
	if len(pairs) == 0 {
		return nil
	}
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		for i := range pairs {
			pairs[i].ID = 0
		}
		return tx.Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&pairs, chunk).Error
	})
	if err != nil {
		return fmt.Errorf("matching: %w", err)
	}
	return nil
}
