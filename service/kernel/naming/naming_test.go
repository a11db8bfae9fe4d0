package naming_test

import (
	"testing"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/naming"
	"yangguang/service/store/dbtest"
)

// TestWhoeverWasJudgedTwice: an ID that was judged to be a person's who was
// judged to be another's later names the other, and verdicts that contradict
// each other name somebody.
func TestWhoeverWasJudgedTwice(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	at := time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)
	digest := func(n byte) []byte { return append(make([]byte, 31), n) }
	for n, name := range []string{"陈演一", "陈演二", "陈演三", "陈样四", "陈样五"} {
		if err := db.Create(&model.Person{ID: int64(n + 1), IDDigest: digest(byte(n + 1)), IDSealed: []byte{1}, IDGrade: "A", Name: name, CreatedAt: at}).Error; err != nil {
			t.Fatal(err)
		}
	}
	for former, person := range map[int64]int64{1: 2, 2: 3, 4: 5, 5: 4} {
		if err := db.Create(&model.PersonAlias{IDDigest: digest(byte(former)), PersonID: person, FormerID: former, Basis: "核对了户口簿", MadeAt: at.AddDate(0, 0, -int(former))}).Error; err != nil {
			t.Fatal(err)
		}
	}
	dbtest.AtMost(t, db, 3, func(db *gorm.DB) {
		if p, err := naming.Numbered(t.Context(), db, [][]byte{digest(1)}); err != nil || p.ID != 3 || p.Name != "陈演三" {
			t.Errorf("%+v %v", p, err)
		}
	})
	for n, want := range map[byte]int64{2: 3, 3: 3, 9: 0} {
		if p, err := naming.Numbered(t.Context(), db, [][]byte{digest(n)}); err != nil || p.ID != want {
			t.Errorf("%d: %+v %v", n, p, err)
		}
	}
	if p, err := naming.Numbered(t.Context(), db, [][]byte{digest(4)}); err != nil || p.ID != 4 && p.ID != 5 {
		t.Errorf("contradicting verdicts: %+v %v", p, err)
	}
}
