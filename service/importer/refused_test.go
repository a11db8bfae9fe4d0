package importer

import (
	"bytes"
	"testing"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/seal"
)

const refusedHead = "身份证号,姓名,单位,人员类别,开始日期,村代码,出生日期\n"

// say enters what somebody judged of a refused row.
func say(t *testing.T, s *Service, db *gorm.DB, r Refusal, whose string) {
	t.Helper()
	var him model.Person
	if err := db.Where("id_digest = ?", s.box.Index(seal.NewSecret(whose), seal.PurposeResidentID)).Take(&him).Error; err != nil {
		t.Fatal(err)
	}
	p := model.Person{IDDigest: s.box.Index(r.Key, seal.PurposeResidentID), IDSealed: []byte{}, IDGrade: model.GradeRefused, Name: r.Name, CreatedAt: monday}
	if err := db.Create(&p).Error; err != nil {
		t.Fatal(err)
	}
	if err := db.Create(&model.PersonAlias{IDDigest: p.IDDigest, PersonID: him.ID, FormerID: p.ID, Basis: "核对了户口簿", MadeAt: monday}).Error; err != nil {
		t.Fatal(err)
	}
}

func TestARefusedRowComesBackJudged(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	first, err := s.Run(t.Context(), cli, upload("officials", refusedHead+
		idThree+",梁样三,甲局,公务员,2015-01-01,,\n"+
		"45092319900307 0012,陈 演一,甲局,公务员,2015-01-01,"+village+",\n"+ // a wrong check digit
		",陈演一,乙局,公务员,2015-01-01,"+village+",1990-03-07\n"+ // no number
		"45092319900307002X,陈样二,丙局,编外,2015-01-01,"+village+",\n"+ // another mistake
		"450923199003070013,陈样二,丙局,编外,2015-01-01,"+village+",\n"+ // both
		"不详,陈样二,丁局,公务员,2015-01-01,"+village+",\n"+
		idThree+",梁样三,甲局,公务员,2015-01-01,,\n"), true, nil) // twice
	if err != nil || first.RowsGood != 1 || first.RowsBad != 6 {
		t.Fatalf("%+v %v", first, err)
	}
	rows, err := s.Refusals(t.Context(), first.ID, 10)
	if err != nil || len(rows) != 3 {
		t.Fatalf("%+v %v", rows, err)
	}
	if r := rows[0]; r.Row != 3 || r.Number.Reveal() != "450923199003070012" || r.Name != "陈演一" || r.Village != village || r.Birth == nil || r.Birth.String() != "1990-03-07" {
		t.Errorf("%+v", r)
	}
	if r := rows[1]; r.Row != 4 || r.Number.Reveal() != "" || r.Birth == nil || r.Birth.String() != "1990-03-07" {
		t.Errorf("%+v", r)
	}
	if r := rows[2]; r.Birth != nil {
		t.Errorf("%+v", r)
	}
	// Before anybody has judged, the same rows are refused again; then the rows
	// given back go in as they are.
	var mended bytes.Buffer
	if err := s.WriteErrors(t.Context(), cli, first.ID, &mended); err != nil {
		t.Fatal(err)
	}
	say(t, s, db, rows[0], idOne)
	say(t, s, db, rows[1], idOne)
	again, err := s.Run(t.Context(), cli, Upload{Kind: "officials", Name: "错误表.xlsx", File: bytes.NewReader(mended.Bytes())}, true, nil)
	if err != nil || again.RowsGood != 3 || again.RowsBad != 3 { // the row that came twice is good once
		t.Fatalf("%+v %v", again, err)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM officials o JOIN people p ON p.id = o.person_id WHERE o.batch_id = ? AND p.name = '陈演一' AND o.unit IN ('甲局','乙局') AND o.name_given = ''", again.ID); n != 2 {
		t.Errorf("%d rows landed on the person", n)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM row_grades WHERE batch_id = ? AND how = 'judged' AND column_name = '身份证号'", again.ID); n != 2 {
		t.Errorf("%d rows are marked", n)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM people WHERE id_grade = 'R' AND id IN (SELECT person_id FROM officials)"); n != 0 {
		t.Error("a row is of nobody")
	}
}

func TestRowsWithFifteenDigitsAreMarked(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	b := mustRun(t, s, "officials", refusedHead+"452527650812121,梁样三,甲局,公务员,2015-01-01,,\n"+idOne+",陈演一,甲局,公务员,2015-01-01,,\n")
	var marks []model.RowGrade
	if err := db.Find(&marks).Error; err != nil || len(marks) != 1 || marks[0] != (model.RowGrade{BatchID: b.ID, RowNo: 2, ColumnName: "身份证号", How: model.RowUpgraded}) {
		t.Errorf("%+v %v", marks, err)
	}
}

func TestBureausDoNotReportOnThemselves(t *testing.T) {
	s, _ := newService(t)
	mustCounty(t, s)
	mustRun(t, s, "projects", fileProjects)
	text := "项目编号,核查日期,核查单位,看到的情况\nX1,2025-03-01,本局,与备案一致\n"
	if b, err := s.Run(t.Context(), officer, upload("field_checks", text), false, nil); err == nil {
		t.Errorf("a bureau says of its own project that it is as filed: %+v", b)
	}
	for _, k := range KindsOf(officer) {
		if k.Inside {
			t.Errorf("a bureau is offered %s", k.Key)
		}
	}
	if got, all := len(KindsOf(officer)), len(KindsOf(cli)); got != all-1 {
		t.Errorf("%d kinds of %d", got, all)
	}
	mustRun(t, s, "field_checks", text)
}
