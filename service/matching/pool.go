package matching

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/sheetrow"
	"yangguang/service/kernel/transact"
)

// Person is one side of a pair. The ID is masked but for the places where the
// two differ.
type Person struct {
	Name, ID, Sex string
	Birth         *period.Day
	Village       string // of the population register; "" for the side it does not know
	Household     string
}

// Pair is two persons who may be one.
type Pair struct {
	ID          int64
	Grade       string
	Title       string // of the kind of file
	FileName    string
	Bureau      string
	BatchID     int64
	Sheet       string // "" where the file has one
	Row         int
	Given       Person // as the file has it
	Register    Person // of the population register
	Reason      string
	Refused     bool // the row was given back for its ID and is nobody's yet
	Verdict     string
	JudgedBy    string
	JudgedAt    *time.Time
	FirstSeenAt time.Time
}

// pairRow is a pair as it is read.
type pairRow struct {
	model.MatchPair
	FileName, Bureau                     string
	Sheets                               []byte
	GivenName, GivenSex, GivenGrade      string
	GivenDigest, GivenSealed             []byte
	GivenBirth, RegisterBirth            *time.Time
	RegisterName, RegisterSex            string
	RegisterDigest, RegisterSealed       []byte
	VillageName, HouseholdNo, JudgedName string
}

// pairColumns is the select of a pair; the register's row is the current one.
const pairColumns = `m.*, b.file_name, b.bureau, b.sheets, g.name AS given_name, g.sex AS given_sex, g.id_grade AS given_grade, g.id_digest AS given_digest, g.id_sealed AS given_sealed, g.birth_on AS given_birth,
	p.name AS register_name, p.sex AS register_sex, p.id_digest AS register_digest, p.id_sealed AS register_sealed, p.birth_on AS register_birth,
	COALESCE(d.name, '') AS village_name, COALESCE(r.household_no, '') AS household_no, COALESCE(s.name, '') AS judged_name`

// from joins a pair with its two persons; pairs of withdrawn files are left out
// unless they were judged.
func (s *Service) from(ctx context.Context) *gorm.DB {
	return s.db.WithContext(ctx).Table("match_pairs m").Joins("JOIN batches b ON b.id = m.batch_id").Where("b.status = 'loaded' OR m.verdict <> ''")
}

// Pairs lists the pool, grade C before D and newest first. verdict is one of
// the verdicts; All lists everything.
func (s *Service) Pairs(ctx context.Context, by actor.Actor, verdict string, r page.Request) (page.Page[Pair], error) {
	if err := mayJudge(by); err != nil {
		return page.Page[Pair]{}, err
	}
	where := func(q *gorm.DB) *gorm.DB {
		if verdict == All {
			return q
		}
		return q.Where("m.verdict = ?", verdict)
	}
	var total int64
	if err := where(s.from(ctx)).Count(&total).Error; err != nil {
		return page.Page[Pair]{}, fmt.Errorf("match pairs: %w", err)
	}
	var rows []pairRow
	err := where(s.from(ctx)).Select(pairColumns).Joins("JOIN people g ON g.id = m.person_id").Joins("JOIN people p ON p.id = m.other_person_id").
		Joins("LEFT JOIN residents r ON r.person_id = m.other_person_id AND r.closed_by = 0 AND r.batch_id IN (SELECT id FROM batches WHERE status = 'loaded')").
		Joins("LEFT JOIN divisions d ON d.code = r.village_code").Joins("LEFT JOIN staff s ON s.id = m.judged_by").
		Order("m.grade, m.id DESC").Limit(r.Limit()).Offset(r.Offset()).Scan(&rows).Error
	if err != nil {
		return page.Page[Pair]{}, fmt.Errorf("match pairs: %w", err)
	}
	out := make([]Pair, len(rows))
	for i, row := range rows {
		if out[i], err = s.view(row); err != nil {
			return page.Page[Pair]{}, fmt.Errorf("match pairs: %w", err)
		}
	}
	return page.Of(r, out, int(total)), nil
}

// All asks Pairs for pairs of every verdict.
const All = "all"

func (s *Service) view(r pairRow) (Pair, error) {
	given, err := s.box.Open(r.GivenSealed, seal.PlaceResidentID(r.GivenDigest))
	if err != nil {
		return Pair{}, err
	}
	register, err := s.box.Open(r.RegisterSealed, seal.PlaceResidentID(r.RegisterDigest))
	if err != nil {
		return Pair{}, err
	}
	a, b := maskPair(given.Reveal(), register.Reveal())
	sheet, row := sheetrow.Find(r.Sheets, r.RowNo)
	return Pair{
		ID: r.ID, Grade: r.Grade, Title: s.title(r.Kind), FileName: r.FileName, Bureau: r.Bureau, BatchID: r.BatchID, Sheet: sheet, Row: row, Reason: r.Reason,
		Given:    Person{Name: r.GivenName, ID: a, Sex: r.GivenSex, Birth: period.StoredOrNil(r.GivenBirth)},
		Register: Person{Name: r.RegisterName, ID: b, Sex: r.RegisterSex, Birth: period.StoredOrNil(r.RegisterBirth), Village: r.VillageName, Household: r.HouseholdNo},
		Refused:  r.GivenGrade == model.GradeRefused,
		Verdict:  r.Verdict, JudgedBy: r.JudgedName, JudgedAt: r.JudgedAt, FirstSeenAt: r.CreatedAt,
	}, nil
}

// maskPair masks two IDs and shows where they differ: that is what is judged.
func maskPair(a, b string) (string, string) {
	x, y := []byte(idnumber.MaskID(a)), []byte(idnumber.MaskID(b))
	if len(a) != 18 || len(b) != 18 {
		return string(x), string(y)
	}
	for i := range 18 {
		if a[i] != b[i] {
			x[i], y[i] = a[i], b[i]
		}
	}
	return string(x), string(y)
}

// Judge says whether a pair is one person. Same and Different are final and
// remembered: with Same, later rows of the file's ID are the register's
// person's, and other pairs of that ID are settled with it.
func (s *Service) Judge(ctx context.Context, by actor.Actor, id int64, verdict, basis string) error {
	if err := mayJudge(by); err != nil {
		return err
	}
	if verdict != Same && verdict != Different && verdict != Undecided {
		return fault.Fields(map[string]string{"verdict": "请选择是不是同一个人"})
	}
	if verdict == Same && len([]rune(basis)) < 4 {
		return fault.Fields(map[string]string{"basis": "请写明依据（至少4个字），例如：核对了户口簿原件"})
	}
	at := s.at()
	err := transact.Do(ctx, s.db, func(tx *gorm.DB) error {
		var p model.MatchPair
		err := transact.Locked(tx).Where("id = ?", id).Take(&p).Error // gorm.G would drop the lock
		if errors.Is(err, gorm.ErrRecordNotFound) {
			return fault.New(fault.NotFound, "没有找到这一对")
		}
		if err != nil {
			return err
		}
		if p.Verdict != Open && p.Verdict != Undecided {
			return fault.New(fault.Conflict, "这一对已经有结论了，请刷新页面")
		}
		set := map[string]any{"verdict": verdict, "judged_by": by.StaffID, "judged_at": at}
		if err := tx.Model(&model.MatchPair{}).Where("id = ?", id).Updates(set).Error; err != nil {
			return err
		}
		if verdict == Same {
			if err := remember(tx, p, by, basis, at); err != nil {
				return err
			}
		}
		return audit.Record(tx, by, at, "matching.judge", fmt.Sprintf("match_pair:%d", id), map[string]any{"verdict": verdict, "person": p.PersonID, "register": p.OtherPersonID})
	})
	if err != nil {
		return fmt.Errorf("match pair: %w", err)
	}
	return nil
}

// remember makes the file's ID another one of the register's person.
func remember(tx *gorm.DB, p model.MatchPair, by actor.Actor, basis string, at time.Time) error {
	var given model.Person
	if err := tx.Select("id", "id_digest").Where("id = ?", p.PersonID).Take(&given).Error; err != nil {
		return err
	}
	a := model.PersonAlias{IDDigest: given.IDDigest, PersonID: p.OtherPersonID, FormerID: p.PersonID, Basis: clip.Runes(basis, 250), MadeBy: by.StaffID, MadeAt: at}
	if err := tx.Create(&a).Error; errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.New(fault.Conflict, "这个身份证号已经认定是另一个人的，请刷新页面")
	} else if err != nil {
		return err
	}
	if err := markRows(tx, p.PersonID); err != nil {
		return err
	}
	return tx.Model(&model.MatchPair{}).Where("person_id = ? AND id <> ? AND verdict IN ?", p.PersonID, p.ID, []string{Open, Undecided}).
		Updates(map[string]any{"verdict": Different, "judged_by": by.StaffID, "judged_at": at}).Error
}
