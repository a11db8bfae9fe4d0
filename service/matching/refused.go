package matching

import (
	"context"
	"maps"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/kernel/seal"
)

// registered is somebody of the population register.
type registered struct {
	ID                 int64
	Name, Birth, Home  string
	IDDigest, IDSealed []byte
}

// likeness is a refused row beside somebody of the register.
type likeness struct {
	row   *Refusal
	other int64
	grade string
	how   string
}

// refusedPairs compares rows that were given back for their resident ID with
// those of the register who have their names.
func (s *Service) refusedPairs(ctx context.Context, b model.Batch) ([]model.MatchPair, error) {
	rows, err := s.refused(ctx, b.ID, maxUnknown)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	byName := map[string][]*Refusal{}
	for i := range rows {
		byName[rows[i].Name] = append(byName[rows[i].Name], &rows[i])
	}
	var found []likeness
	compared := 0
	for part := range slices.Chunk(slices.Sorted(maps.Keys(byName)), chunk) {
		people, err := s.called(ctx, part, maxCandidates-compared)
		if err != nil {
			return nil, err
		}
		compared += len(people)
		for _, p := range people {
			id, err := s.box.Open(p.IDSealed, seal.PlaceResidentID(p.IDDigest))
			if err != nil {
				return nil, err
			}
			for _, r := range byName[p.Name] {
				if grade, how := alike(r, p, id); grade != "" {
					found = append(found, likeness{r, p.ID, grade, how})
				}
			}
		}
		if compared >= maxCandidates || len(found) >= maxPairs {
			break
		}
	}
	return s.nameless(ctx, b, found[:min(len(found), maxPairs)])
}

// called finds those of the register who have one of these names.
func (s *Service) called(ctx context.Context, names []string, most int) ([]registered, error) {
	var found []registered
	return found, s.db.WithContext(ctx).Raw(`SELECT p.id, p.name, COALESCE(p.birth_on, '') AS birth, r.village_code AS home, p.id_digest, p.id_sealed FROM people p
		JOIN residents r ON r.person_id = p.id AND r.closed_by = 0 JOIN batches b ON b.id = r.batch_id AND b.status = 'loaded' WHERE p.name IN ? LIMIT ?`, names, most).Scan(&found).Error
}

// alike gives the grade of a refused row and a namesake of the register, "" for
// a namesake and no more. C is the same town and one sign of the ID wrong or two
// neighbours swapped; D the same village and birthday.
func alike(r *Refusal, p registered, id seal.Secret) (grade, how string) {
	if r.Village != "" && town(r.Village) != town(p.Home) {
		return "", ""
	}
	given := r.Number.Reveal()
	if slip := oneWrong(given, id.Reveal()); slip != "" {
		how = "这一行的证号不对，没有导入；姓名一样，身份证号" + slip
		if r.Village == "" {
			how += "；文件里没有写村，乡镇没有核对"
		}
		return GradeC, how
	}
	if r.Village == "" || r.Village != p.Home || r.Birth == nil || len(p.Birth) < 10 || r.Birth.String() != p.Birth[:10] {
		return "", ""
	}
	if given == "" {
		return GradeD, "这一行没有填证号，没有导入；姓名、村和出生日期一样"
	}
	return GradeD, "这一行的证号不对，没有导入；姓名、村和出生日期一样"
}

// oneWrong says how a number that does not pass differs from one that does when
// a slip of the hand is the reason: exactly one sign, or two neighbours swapped.
func oneWrong(a, b string) string {
	if len(a) != 18 || len(b) != 18 {
		return ""
	}
	var at []int
	for i := range 18 {
		if a[i] != b[i] {
			at = append(at, i)
		}
	}
	switch {
	case len(at) == 1:
		return "只有一位不同"
	case len(at) == 2 && at[1] == at[0]+1 && a[at[0]] == b[at[1]] && a[at[1]] == b[at[0]]:
		return "相邻两位对调"
	}
	return ""
}

// nameless makes pairs of likenesses. Whoever is in the row gets a number, so
// that what is judged of the pair is remembered; nothing else is theirs. A row
// about which people have said whose it is is not asked about again.
func (s *Service) nameless(ctx context.Context, b model.Batch, found []likeness) ([]model.MatchPair, error) {
	if len(found) == 0 {
		return nil, nil
	}
	var people []model.Person
	var digests [][]byte
	of, seen := make([]string, len(found)), map[string]bool{}
	for i, l := range found {
		digest := s.box.Index(l.row.Key, seal.PurposeResidentID)
		of[i] = string(digest)
		if seen[of[i]] {
			continue
		}
		seen[of[i]] = true
		sealed := s.box.Seal(l.row.Number, seal.PlaceResidentID(digest))
		if sealed == nil {
			sealed = []byte{}
		}
		p := model.Person{IDDigest: digest, IDSealed: sealed, IDGrade: model.GradeRefused, Name: l.row.Name, CreatedAt: s.at()}
		if l.row.Birth != nil {
			born := l.row.Birth.Time()
			p.BirthOn = &born
		}
		people, digests = append(people, p), append(digests, digest)
	}
	if err := s.db.WithContext(ctx).Clauses(clause.OnConflict{DoNothing: true}).CreateInBatches(&people, chunk).Error; err != nil {
		return nil, err
	}
	numbers, err := s.open(ctx, digests)
	if err != nil {
		return nil, err
	}
	var pairs []model.MatchPair
	for i, l := range found {
		if id := numbers[of[i]]; id != 0 {
			pairs = append(pairs, model.MatchPair{Grade: l.grade, Kind: b.Kind, BatchID: b.ID, RowNo: l.row.RowNo, PersonID: id, OtherPersonID: l.other, Reason: l.how, CreatedAt: s.at()})
		}
	}
	return pairs, nil
}

// open finds the numbers of those of refused rows of whom nobody has said who
// they are.
func (s *Service) open(ctx context.Context, digests [][]byte) (map[string]int64, error) {
	numbers := make(map[string]int64, len(digests))
	for part := range slices.Chunk(digests, chunk) {
		rows, err := gorm.G[model.Person](s.db).Select("id", "id_digest").Where("id_digest IN ? AND id NOT IN (SELECT former_id FROM people_aliases)", part).Find(ctx)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			numbers[string(r.IDDigest)] = r.ID
		}
	}
	return numbers, nil
}

// markRows notes, of the rows that a former ID brought, that they are the
// person's by judgement: evidence says so.
func markRows(tx *gorm.DB, former int64) error {
	for _, kind := range slices.Sorted(maps.Keys(sources)) {
		from := sources[kind]
		err := tx.Exec("INSERT INTO row_grades (batch_id, row_no, column_name, how) SELECT DISTINCT t.batch_id, t.row_no, '', '"+model.RowJudged+"' FROM "+from.table+" t WHERE t."+from.person+" = ?"+
			" AND NOT EXISTS (SELECT 1 FROM row_grades g WHERE g.batch_id = t.batch_id AND g.row_no = t.row_no AND g.column_name = '')", former).Error
		if err != nil {
			return err
		}
	}
	return nil
}
