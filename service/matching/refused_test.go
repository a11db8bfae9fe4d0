package matching

import (
	"context"
	"strings"
	"testing"
	"time"

	"yangguang/model"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/store/dbtest/registers"
)

// givenBack makes the rows that a batch gave back.
func (c *county) givenBack(rows ...Refusal) {
	for i := range rows {
		r := &rows[i]
		birth := ""
		if r.Birth != nil {
			birth = r.Birth.String()
		}
		r.RowNo, r.Key = i+2, seal.NewSecret(strings.Join([]string{r.Number.Reveal(), r.Name, r.Village, birth}, "|"))
	}
	c.refused = func(context.Context, int64, int) ([]Refusal, error) { return rows, nil }
}

func row(name, number, village string, birth *period.Day) Refusal {
	return Refusal{Name: name, Number: seal.NewSecret(number), Village: village, Birth: birth}
}

func born(y int, m time.Month, d int) *period.Day {
	day := period.Date(y, m, d)
	return &day
}

// swap exchanges two neighbours of a number, replace puts another digit.
func swap(n string, at int) string { return n[:at] + n[at+1:at+2] + n[at:at+1] + n[at+2:] }

func replace(n string, at int) string { return n[:at] + string('0'+(n[at]-'0'+1)%10) + n[at+1:] }

func TestRefusedRows(t *testing.T) {
	c := newCounty(t)
	his := registers.Number("45092319900307001")
	his90 := born(1990, 3, 7)
	cases := []struct {
		what  string
		row   Refusal
		grade string
	}{
		{"one digit", row("陈演一", replace(his, 16), registers.Silian, his90), GradeC},
		{"one digit of the birthday", row("陈演一", replace(his, 13), registers.LiJiangnig, born(1990, 3, 8)), GradeC},
		{"the check digit", row("陈演一", his[:17]+string('0'+(his[17]-'0'+1)%10), registers.Silian, his90), GradeC},
		{"two pairs of neighbours swapped", row("陈演一", swap(swap(his, 15), 12), registers.Silian, born(1990, 3, 9)), ""},
		{"neighbours swapped, same town", row("陈演一", swap(his, 15), registers.LiJiangnig, his90), GradeC},
		{"the village is not said", row("陈演一", replace(his, 15), "", his90), GradeC},
		{"one digit, another town", row("陈演一", replace(his, 16), registers.LiSantan, his90), ""},
		{"two digits, same village and birthday", row("陈演一", replace(replace(his, 16), 15), registers.Silian, his90), GradeD},
		{"two digits, another village", row("陈演一", replace(replace(his, 16), 15), registers.LiJiangnig, his90), ""},
		{"two digits, another birthday", row("陈演一", replace(replace(his, 16), 13), registers.Silian, born(1990, 3, 8)), ""},
		{"no number, same village and birthday", row("陈演一", "", registers.Silian, his90), GradeD},
		{"no number, another village", row("陈演一", "", registers.LiJiangnig, his90), ""},
		{"no number and no birthday: the name alone", row("陈演一", "", registers.Silian, nil), ""},
		{"no number and no village: the name alone", row("陈演一", "", "", his90), ""},
		{"a number cut short", row("陈演一", his[:17], registers.Silian, nil), ""},
		{"another name", row("陈演二", replace(his, 16), registers.Silian, his90), ""},
	}
	var rows []Refusal
	for _, x := range cases {
		rows = append(rows, x.row)
	}
	c.givenBack(rows...)
	c.look(t)
	for i, x := range cases {
		var pairs []model.MatchPair
		if err := c.db.Where("row_no = ?", i+2).Find(&pairs).Error; err != nil {
			t.Fatal(err)
		}
		switch {
		case x.grade == "" && len(pairs) > 0:
			t.Errorf("%s is paired: %+v", x.what, pairs)
		case x.grade != "" && (len(pairs) != 1 || pairs[0].Grade != x.grade || pairs[0].OtherPersonID != c.him || pairs[0].Reason == ""):
			t.Errorf("%s: %+v, want %s", x.what, pairs, x.grade)
		}
	}
	var rowsOf int64
	if err := c.db.Raw("SELECT COUNT(*) FROM people WHERE id_grade = ? AND id IN (SELECT person_id FROM payouts UNION SELECT person_id FROM residents)", model.GradeRefused).Scan(&rowsOf).Error; err != nil || rowsOf != 0 {
		t.Errorf("%d refused rows became somebody's: %v", rowsOf, err)
	}
}

func TestARefusedRowIsJudgedOnce(t *testing.T) {
	c := newCounty(t)
	his := registers.Number("45092319900307001")
	c.paid("陈演一", "45092319900307003", registers.Silian)
	c.givenBack(row("陈演一", replace(his, 16), registers.Silian, born(1990, 3, 7)), row("陈演一", "", registers.Silian, born(1990, 3, 7)))
	c.look(t)
	list, err := c.Pairs(t.Context(), judge, Open, page.Request{})
	if err != nil || len(list.Items) != 3 {
		t.Fatalf("%+v %v", list.Items, err)
	}
	judgedSame, refused := 0, 0
	for _, p := range list.Items {
		if p.Refused {
			refused++
		}
		if p.Refused && p.Grade == GradeD && p.Given.ID != "" {
			t.Errorf("a number out of nowhere: %+v", p.Given)
		}
		if err := c.Judge(t.Context(), judge, p.ID, Same, "核对了户口簿原件"); err != nil {
			t.Fatal(err)
		}
		judgedSame++
	}
	if refused != 2 {
		t.Errorf("%d refused rows of 2", refused)
	}
	c.look(t)
	again, err := c.Pairs(t.Context(), judge, All, page.Request{})
	if err != nil || again.Total != judgedSame {
		t.Errorf("asked again: %+v %v", again.Items, err)
	}
	// What the judged ID brought before is marked for the evidence.
	var marks []model.RowGrade
	if err := c.db.Find(&marks).Error; err != nil || len(marks) != 1 || marks[0].How != model.RowJudged || marks[0].BatchID != c.rows.Batch {
		t.Errorf("%+v %v", marks, err)
	}
}
