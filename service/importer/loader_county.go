package importer

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"yangguang/model"
	"yangguang/service/importer/sheet"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
)

func init() { //nolint:gochecknoinits // the table's functions refer to methods that refer to the table
	loaders = map[string]func(ctx context.Context, s *Service, b model.Batch) (loader, error){
		"divisions":        newDivisions,
		"residents":        newResidents,
		"subsidies":        newSubsidies,
		"policies":         newPolicies,
		"payouts":          newPayouts,
		"prepayouts":       newPrepayouts,
		"rosters":          newRegister(rostersKind),
		"officials":        newRegister(officialsKind),
		"relatives":        newRegister(relativesKind),
		"deaths":           newRegister(deathsKind),
		"inmates":          newRegister(inmatesKind),
		"vehicles":         newRegister(vehiclesKind),
		"companies":        newRegister(companiesKind),
		"company_roles":    newRegister(companyRolesKind),
		"properties":       newRegister(propertiesKind),
		"employment":       newRegister(employmentKind),
		"pensions":         newRegister(pensionsKind),
		"disabilities":     newRegister(disabilitiesKind),
		"enrolments":       newRegister(enrolmentsKind),
		"assessments":      newRegister(assessmentsKind),
		"parcels":          newRegister(parcelsKind),
		"households":       newRegister(householdsKind),
		"indicators":       newRegister(indicatorsKind),
		"insurance":        newRegister(insuranceKind),
		"funds":            newRegister(fundsKind),
		"projects":         newProjects,
		"project_funds":    newRegister(projectFundsKind),
		"project_progress": newProgress,
		"bids":             newRegister(bidsKind),
		"field_checks":     newRegister(fieldChecksKind),
	}
}

// plain is the part of a loader that most kinds do not need.
type plain struct {
	s     *Service
	batch model.Batch
	seen  map[string]bool
}

func (plain) amount(sheet.Record) int64 { return 0 }
func (plain) publish(*gorm.DB) error    { return nil }
func (plain) retract(*gorm.DB) error    { return nil }

// once refuses a key that occurred before in the same file.
func (p *plain) once(rec sheet.Record, column, key, message string) []sheet.RowError {
	if p.seen == nil {
		p.seen = map[string]bool{}
	}
	if p.seen[key] {
		return []sheet.RowError{rowError(rec, column, ruleTwice, message)}
	}
	p.seen[key] = true
	return nil
}

func rowError(rec sheet.Record, column, rule, message string) sheet.RowError {
	return sheet.RowError{Sheet: rec.Sheet, Row: rec.Row, Column: column, Value: seal.NewSecret(rec.Given(column)), Rule: rule, Message: message}
}

// divisions are keyed by their code for good: a file adds and renames, and rows
// that data refer to cannot be taken back.
type divisions struct {
	plain
	codes map[string]bool
	rows  []model.Division
}

func newDivisions(ctx context.Context, s *Service, b model.Batch) (loader, error) {
	codes, err := divisionCodes(ctx, s.db, "")
	return &divisions{plain: plain{s: s, batch: b}, codes: codes}, err
}

func divisionCodes(ctx context.Context, db *gorm.DB, level string) (map[string]bool, error) {
	rows, err := gorm.G[model.Division](db).Select("code").Where("level = ? OR ? = ''", level, level).Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("divisions: %w", err)
	}
	codes := make(map[string]bool, len(rows))
	for _, r := range rows {
		codes[r.Code] = true
	}
	return codes, nil
}

func (d *divisions) tables() []string { return nil }

func (d *divisions) check(rec sheet.Record) []sheet.RowError {
	if errs := d.once(rec, "代码", rec.Get("代码"), "这个代码在文件里出现了两次，请只留一行"); errs != nil {
		return errs
	}
	d.codes[rec.Get("代码")] = true
	parent := rec.Get("上级代码")
	if rec.Get("级别") == "county" || parent == "" || d.codes[parent] {
		return nil
	}
	return []sheet.RowError{rowError(rec, "上级代码", ruleUnknown, "没有这个上级代码，请把上级放在前面，或先导入上级")}
}

func (d *divisions) write(_ context.Context, recs []sheet.Record, _ int) error {
	from := d.batch.AsOf
	for _, rec := range recs {
		d.rows = append(d.rows, model.Division{Code: rec.Get("代码"), Name: rec.Get("名称"), Level: rec.Get("级别"),
			ParentCode: rec.Get("上级代码"), ValidFrom: &from, BatchID: d.batch.ID})
	}
	return nil
}

func (d *divisions) publish(tx *gorm.DB) error {
	for rows := range slices.Chunk(d.rows, chunk) {
		err := tx.Clauses(clause.OnConflict{Columns: []clause.Column{{Name: "code"}},
			DoUpdates: clause.AssignmentColumns([]string{"name", "level", "parent_code"})}).Create(&rows).Error
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *divisions) retract(tx *gorm.DB) error {
	for _, table := range []string{"residents", "projects", "payouts", "prepayouts", "officials", "aided_households", "petitions"} {
		var n int64
		sql := "SELECT COUNT(*) FROM (SELECT 1 FROM " + table + " WHERE village_code IN (SELECT code FROM divisions WHERE batch_id = ?) LIMIT 1) AS used"
		if err := tx.Raw(sql, d.batch.ID).Scan(&n).Error; err != nil {
			return err
		}
		if n > 0 {
			return fault.New(fault.Conflict, "已经有数据用到这一批的村镇，不能撤回；要更正名称，请导入改好的行政区划文件")
		}
	}
	return tx.Where("batch_id = ?", d.batch.ID).Delete(&model.Division{}).Error
}

// residents are the population register.
type residents struct {
	plain
	villages map[string]bool
	people   *people
	renamed  map[int64]string
}

func newResidents(ctx context.Context, s *Service, b model.Batch) (loader, error) {
	villages, err := divisionCodes(ctx, s.db, "village")
	return &residents{plain: plain{s: s, batch: b}, villages: villages, people: newPeople(s, b.ID), renamed: map[int64]string{}}, err
}

func (r *residents) tables() []string { return []string{"residents"} }

func (r *residents) check(rec sheet.Record) []sheet.RowError {
	if !r.villages[rec.Get(colVillage)] {
		return []sheet.RowError{rowError(rec, colVillage, ruleUnknown, "没有这个村代码，请核对12位代码，或先导入行政区划")}
	}
	return r.once(rec, colID, rec.Get(colID), "这个身份证号在文件里出现了两次，请只留一行")
}

func (r *residents) write(ctx context.Context, recs []sheet.Record, first int) error {
	persons, err := r.people.resolve(ctx, recs, whose)
	if err != nil {
		return err
	}
	rows := make([]model.Resident, len(recs))
	for i, rec := range recs {
		id, p := rowID(r.batch.ID, first+i), persons[i]
		status, phone := rec.Get("状态"), rec.Get("手机号")
		if status == "" {
			status = "正常"
		}
		if name := rec.Get(colName); name != p.name {
			r.renamed[p.id] = name
		}
		rows[i] = model.Resident{
			ID: id, PersonID: p.id, HouseholdNo: rec.Get("户编号"), Relation: rec.Get("与户主关系"), VillageCode: rec.Get(colVillage),
			GroupNo: rec.Get("组"), PhoneSealed: r.s.box.Seal(seal.NewSecret(phone), seal.PlaceResidentPhone(id)), PhoneTail: tail(phone),
			Status: status, BatchID: r.batch.ID, RowNo: rec.Number(), ValidFrom: r.batch.AsOf,
		}
	}
	return insert(ctx, r.s, rows)
}

// publish makes the register's names the persons' names: it is the authority.
// Those they had are kept, for a comparison that is made again.
func (r *residents) publish(tx *gorm.DB) error {
	for part := range slices.Chunk(slices.Sorted(maps.Keys(r.renamed)), chunk) {
		if err := tx.Exec("INSERT INTO person_renames (person_id, name, batch_id) SELECT id, name, ? FROM people WHERE id IN ? ORDER BY id", r.batch.ID, part).Error; err != nil {
			return err
		}
	}
	for id, name := range r.renamed {
		if err := tx.Model(&model.Person{}).Where("id = ?", id).Update("name", name).Error; err != nil {
			return err
		}
	}
	return residentsRegister.supersede(tx, r.batch)
}

func (r *residents) retract(tx *gorm.DB) error { return residentsRegister.reopen(tx, r.batch) }
