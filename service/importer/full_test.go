package importer

import (
	"fmt"
	"strings"
	"testing"

	"yangguang/model"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/audit"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
)

const officialsHead = "身份证号,姓名,单位,职务,人员类别,开始日期,终止日期,村代码\n"

// numbered makes a valid resident ID.
func numbered(n int) string {
	body := fmt.Sprintf("45092319800101%03d", n)
	return body + string(idnumber.CheckDigit(body))
}

// officialRows are rows of officials from first to last, in order.
func officialRows(first, last int, category string) string {
	var b strings.Builder
	for n := first; n <= last; n++ {
		fmt.Fprintf(&b, "%s,陈演%s,教育局,,%s,2020-01-01,,\n", numbered(n), string(rune('一'+n)), category)
	}
	return b.String()
}

// fullList runs a full list of officials as somebody.
func fullList(t *testing.T, s *Service, by actor.Actor, asOf period.Day, ends int, rows string) Batch {
	t.Helper()
	b, err := s.Run(t.Context(), by, Upload{Kind: "officials", Name: "全量.csv", AsOf: asOf, Full: true, Ends: ends, File: strings.NewReader(officialsHead + rows)}, true, nil)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestAFullListEndsWhoIsNotInIt(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	february, march := period.Date(2026, 2, 1), period.Date(2026, 3, 1)
	early := func(by actor.Actor, rows string) Batch {
		t.Helper()
		b, err := s.Run(t.Context(), by, Upload{Kind: "officials", Name: "旧.csv", AsOf: period.Date(2026, 1, 1), File: strings.NewReader(officialsHead + rows)}, false, nil)
		if err != nil || !b.Loaded() {
			t.Fatal(b, err)
		}
		return b
	}
	first := early(officer, officialRows(1, 10, "事业"))
	early(officer, officialRows(11, 12, "村干部")) // no village cadre is in the list: it does not speak of them
	early(other, officialRows(13, 14, "事业"))    // another bureau's
	early(cli, officialRows(15, 15, "事业"))      // loaded for the bureaus
	ended := func() string {
		t.Helper()
		var days []string
		if err := db.Raw("SELECT CONCAT(p.name, ' ', SUBSTR(o.to_on, 1, 10)) FROM officials o JOIN people p ON p.id = o.person_id WHERE o.closed_by = 0 AND o.to_on IS NOT NULL AND o.batch_id IN (SELECT id FROM batches WHERE status = 'loaded') ORDER BY p.id").Scan(&days).Error; err != nil {
			t.Fatal(err)
		}
		return strings.Join(days, ",")
	}

	// It waits until whoever hands it in knows how many it ends: 1 of 11.
	march1 := fullList(t, s, officer, march, 0, officialRows(1, 9, "事业")+officialRows(15, 15, "事业"))
	if !march1.Waiting() || march1.Ends != 1 || march1.InForce != 11 || march1.ManyEnd() || ended() != "" {
		t.Fatalf("%+v %s", march1, ended())
	}
	if p, err := s.Preview(t.Context(), officer, march1.ID); err != nil || len(p.Ends) != 1 || strings.Join(p.Ends[0], " ") != "陈演"+string(rune('一'+10))+" 教育局 2020-01-01" {
		t.Errorf("%+v %v", p.Ends, err)
	}
	if err := s.Confirm(t.Context(), officer, march1.ID, 2); !fault.Is(err, fault.Conflict) {
		t.Errorf("confirmed by another number: %v", err)
	}
	march1 = fullList(t, s, officer, march, 1, officialRows(1, 9, "事业")+officialRows(15, 15, "事业"))
	ten := "陈演" + string(rune('一'+10))
	if !march1.Loaded() || ended() != ten+" 2026-03-01" {
		t.Fatalf("%+v %s", march1, ended())
	}
	// An older list of the same says so of an earlier day; each is taken back alone.
	february1 := fullList(t, s, officer, february, 1, officialRows(1, 9, "事业")+officialRows(15, 15, "事业")+"\n")
	if !february1.Loaded() || ended() != ten+" 2026-02-01" {
		t.Fatalf("%+v %s", february1, ended())
	}
	for _, step := range []struct {
		batch int64
		want  string
	}{{february1.ID, ten + " 2026-03-01"}, {march1.ID, ""}} {
		if err := s.Withdraw(t.Context(), officer, step.batch, "名单拿错了"); err != nil {
			t.Fatal(err)
		}
		if ended() != step.want {
			t.Errorf("after taking %d back: %s, want %s", step.batch, ended(), step.want)
		}
	}
	// Whoever is in a later list again is in force again.
	fullList(t, s, officer, march, 1, officialRows(1, 9, "事业")+officialRows(15, 15, "事业"))
	if fullList(t, s, officer, period.Date(2026, 3, 2), 0, officialRows(1, 10, "事业")+officialRows(15, 15, "事业")); ended() != "" {
		t.Errorf("back again: %s", ended())
	}
	if n := count(t, db, "SELECT COUNT(*) FROM officials WHERE batch_id = ?", first.ID); n != 10 {
		t.Errorf("%d rows of the first batch", n)
	}
	if _, err := audit.Verify(t.Context(), db); err != nil {
		t.Error(err)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM audit_entries WHERE action = 'import.load' AND detail LIKE '%\"ended\":1%'"); n != 3 {
		t.Errorf("%d loads of lists that ended somebody are written down", n)
	}
}

func TestAFullListIsAskedAboutAgain(t *testing.T) {
	s, _ := newService(t)
	mustCounty(t, s)
	at := period.Date(2026, 3, 1)
	before, err := s.Run(t.Context(), officer, Upload{Kind: "officials", Name: "旧.csv", AsOf: at, File: strings.NewReader(officialsHead + officialRows(1, 10, "事业"))}, false, nil)
	if err != nil || !before.Loaded() {
		t.Fatal(before, err)
	}
	// More than a fifth: the number has to be said.
	b := fullList(t, s, officer, at, 0, officialRows(1, 7, "事业"))
	if b.Ends != 3 || b.InForce != 10 || !b.ManyEnd() {
		t.Fatalf("%+v", b)
	}
	if err := s.Confirm(t.Context(), officer, b.ID, 0); !fault.Is(err, fault.Invalid) || fault.Of(err).Fields["ends"] == "" {
		t.Errorf("%v", err)
	}
	// What came since it was confirmed would end as well: it is confirmed anew.
	if err := s.Confirm(t.Context(), officer, b.ID, 3); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Run(t.Context(), officer, Upload{Kind: "officials", Name: "新.csv", AsOf: at, File: strings.NewReader(officialsHead + officialRows(20, 21, "事业"))}, false, nil); err != nil {
		t.Fatal(err)
	}
	if err := s.load(t.Context(), b.ID, nil, nil); err != nil {
		t.Fatal(err)
	}
	b, err = s.Batch(t.Context(), officer, b.ID)
	if err != nil || !b.Waiting() || b.Ends != 5 || b.InForce != 12 || !strings.Contains(b.Message, "从 3 条变成 5 条") {
		t.Fatalf("%+v %v", b, err)
	}
	if err := s.Confirm(t.Context(), officer, b.ID, 5); err != nil {
		t.Fatal(err)
	}
	if err := s.load(t.Context(), b.ID, nil, nil); err != nil {
		t.Fatal(err)
	}
	if b, err = s.Batch(t.Context(), officer, b.ID); err != nil || !b.Loaded() || b.Ends != 5 || b.Message != "" {
		t.Errorf("%+v %v", b, err)
	}
}

func TestWhoIsGivenBackStaysInForce(t *testing.T) {
	s, db := newService(t)
	mustCounty(t, s)
	at := period.Date(2026, 3, 1)
	if _, err := s.Run(t.Context(), officer, Upload{Kind: "officials", Name: "旧.csv", AsOf: at, File: strings.NewReader(officialsHead + officialRows(1, 10, "事业"))}, false, nil); err != nil {
		t.Fatal(err)
	}
	wrong := "450923198001011234,陈演" + string(rune('一'+10)) + ",教育局,,事业,2020-01-01,,\n"
	b := fullList(t, s, officer, at, 1, officialRows(1, 8, "事业")+wrong) // the ninth leaves, the tenth's number is wrong
	if !b.Loaded() || b.Ends != 1 || b.RowsBad != 1 {
		t.Fatalf("%+v", b)
	}
	if p, err := s.Preview(t.Context(), officer, b.ID); err != nil || p.Spared != 1 {
		t.Errorf("%+v %v", p, err)
	}
	if n := count(t, db, "SELECT COUNT(*) FROM register_endings WHERE batch_id = ?", b.ID); n != 1 {
		t.Errorf("%d endings", n)
	}
	// A row without a name may be anybody's.
	b = fullList(t, s, officer, at, 0, officialRows(1, 7, "事业")+"450923198001011234,,教育局,,事业,2020-01-01,,\n")
	if err := s.Confirm(t.Context(), officer, b.ID, b.Ends); b.Ends != -1 || !fault.Is(err, fault.Invalid) {
		t.Errorf("%+v %v", b, err)
	}
}

func TestWhatMayBeAFullList(t *testing.T) {
	t.Parallel()
	today := period.Date(2026, 3, 2)
	for name, c := range map[string]struct {
		u    Upload
		want string // field
	}{
		"with a day":         {Upload{Kind: "officials", Full: true, AsOf: today}, ""},
		"without one":        {Upload{Kind: "officials", Full: true}, "as_of"},
		"of tomorrow":        {Upload{Kind: "rosters", Full: true, AsOf: today + 1}, "as_of"},
		"payments":           {Upload{Kind: "payouts", Full: true, AsOf: today}, "full"},
		"deaths":             {Upload{Kind: "deaths", Full: true, AsOf: today}, "full"},
		"not a full list":    {Upload{Kind: "deaths"}, ""},
		"an ordinary roster": {Upload{Kind: "rosters", AsOf: today + 1}, ""},
	} {
		err := mayBeFull(c.u, today)
		if c.want == "" && err != nil || c.want != "" && fault.Of(err).Fields[c.want] == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for asOf, want := range map[period.Day]period.Day{period.Date(2026, 3, 1): period.Date(2026, 2, 28), period.Date(2026, 3, 2): period.Date(2026, 3, 31), period.Date(2026, 3, 31): period.Date(2026, 3, 31)} {
		if got := rostersKind.full.day(asOf); got != want {
			t.Errorf("by the month, a list of %s ends on %s, want %s", asOf, got, want)
		}
	}
	if len(fullLists) != 10 {
		t.Errorf("%d kinds know full lists", len(fullLists))
	}
}

// TestEveryFullListEndsItsRows: for each kind that knows full lists, a list that
// has another row instead ends the first one's, and gives it back.
func TestEveryFullListEndsItsRows(t *testing.T) {
	for _, c := range registerCases {
		if _, ok := FullList(c.kind); !ok {
			continue
		}
		t.Run(c.kind, func(t *testing.T) {
			s, db := newService(t)
			mustCounty(t, s)
			good := strings.Replace(c.good, "2025-06,", ",", 1) // the roster's row is closed
			mustRun(t, s, c.kind, c.head+"\n"+good+"\n")
			elsewhere := strings.NewReplacer(idOne, idTwo, idThree, idTwo, "陈演一", "陈样二", "梁样三", "陈样二", "D1", "D2").Replace(good)
			run := func(ends int) Batch {
				b, err := s.Run(t.Context(), cli, Upload{Kind: c.kind, Name: "全量.csv", AsOf: s.today(), Full: true, Ends: ends, File: strings.NewReader(c.head + "\n" + elsewhere + "\n")}, false, nil)
				if err != nil {
					t.Fatal(err)
				}
				return b
			}
			if b := run(0); !b.Waiting() || b.Ends != 1 || b.InForce != 1 {
				t.Fatalf("%+v", b)
			}
			b := run(1)
			if !b.Loaded() {
				t.Fatalf("%+v", b)
			}
			to := map[string]string{"inmates": "out_on", "vehicles": "transferred_on", "properties": "cancelled_on", "disabilities": "expires_on"}[c.kind]
			if to == "" {
				to = "to_on"
			}
			sql := "SELECT COUNT(*) FROM " + c.table + " WHERE batch_id <> ? AND DATE(" + to + ") IN ('2026-03-02', '2026-03-31')"
			if n := count(t, db, sql, b.ID); n != 1 {
				t.Errorf("%d rows ended", n)
			}
			if err := s.Withdraw(t.Context(), cli, b.ID, "名单拿错了"); err != nil {
				t.Fatal(err)
			}
			if n := count(t, db, sql, b.ID); n != 0 {
				t.Errorf("%d rows ended after it was taken back", n)
			}
			if n := count(t, db, "SELECT COUNT(*) FROM batches WHERE status = ?", model.BatchWithdrawn); n != 1 {
				t.Errorf("%d batches", n)
			}
		})
	}
}
