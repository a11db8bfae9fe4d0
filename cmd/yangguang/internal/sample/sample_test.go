package sample

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
)

// day is the day the tests draw the county for.
var day = time.Date(2026, 11, 22, 9, 30, 0, 0, china)

// read is a kind of data set as it is read back.
type read struct {
	header []string
	rows   []map[string]string // from header to cell
}

// drawing reads every part of the county of a day back.
func drawing(asOf time.Time) (map[string]read, error) {
	out := map[string]read{}
	for _, p := range County(asOf) {
		var b bytes.Buffer
		if err := p.Write(&b); err != nil {
			return nil, fmt.Errorf("%s: %w", p.Name, err)
		}
		all, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", p.Name, err)
		}
		k := read{all[0], out[p.Kind].rows}
		for _, r := range all[1:] {
			m := make(map[string]string, len(r))
			for i, h := range k.header {
				m[h] = r[i]
			}
			k.rows = append(k.rows, m)
		}
		out[p.Kind] = k
	}
	return out, nil
}

// ofDay is read once for all tests, which do not change it.
var ofDay = sync.OnceValues(func() (map[string]read, error) { return drawing(day) })

func rows(t *testing.T, kind string) []map[string]string {
	t.Helper()
	c, err := ofDay()
	if err != nil {
		t.Fatal(err)
	}
	return c[kind].rows
}

func TestHeadersAreThoseOfTheContract(t *testing.T) {
	t.Parallel()
	for kind, want := range map[string]string{
		"divisions":        "代码,名称,级别,上级代码",
		"residents":        "身份证号,姓名,户编号,与户主关系,村代码,组,手机号,状态",
		"subsidies":        "项目编码,项目名称,主管部门,对象,档次,标准,单位,频次,收入认定,生效日期,失效日期,文号",
		"policies":         "标题,项目编码,类别,发文机关,文号,生效日期,失效日期,享受条件,标准,申请材料,办理地点,咨询电话,正文",
		"payouts":          "批次号,项目编码,所属期起,所属期止,身份证号,姓名,数量,档次,金额,账号,账户名,发放日期,发放结果,村代码,补发原批次",
		"project_progress": "项目编号,日期,形象进度,说明,填报人",
		"projects": "项目编号,名称,类型,村代码,主管部门,业主单位,批复文号,批复日期,概算,计划总投资,财政资金,采购类型,招标方式,公告日期,开标日期," +
			"控制价,中标单位代码,中标单位名称,中标价,合同价,合同日期,计划开工,计划完工,实际开工,实际完工,验收日期,结算价,经度,纬度",
	} {
		if c, err := ofDay(); err != nil || strings.Join(c[kind].header, ",") != want {
			t.Errorf("%s: header is %v, %v", kind, c[kind].header, err)
		}
	}
}

func TestPartsComeInLoadOrder(t *testing.T) {
	t.Parallel()
	var kinds []string
	names := map[string]bool{}
	for _, p := range County(day) {
		kinds = append(kinds, p.Kind)
		if names[p.Name] {
			t.Errorf("two files are called %s", p.Name)
		}
		names[p.Name] = true
	}
	want := []string{"divisions", "subsidies", "policies", "residents", "projects", "project_progress", "project_funds", "payouts", "prepayouts", "rosters", "officials", "deaths", "vehicles", "disabilities", "enrolments", "parcels", "households", "indicators", "insurance", "employment", "pensions", "inmates", "properties", "funds", "companies", "company_roles", "relatives", "bids"}
	if got := slices.Compact(kinds); !slices.Equal(got, want) {
		t.Errorf("order is %v", got)
	}
}

func TestSameDaySameBytes(t *testing.T) {
	t.Parallel()
	hash := func() (out [][32]byte) {
		for _, p := range County(day) {
			var b bytes.Buffer
			if err := p.Write(&b); err != nil {
				t.Fatal(err)
			}
			out = append(out, sha256.Sum256(b.Bytes()))
		}
		return out
	}
	if !slices.Equal(hash(), hash()) {
		t.Error("two drawings of the same day differ")
	}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	for name, asOf := range map[string]time.Time{
		"this year": day, "first of a month": date(2026, 12, 1), "january": date(2027, 1, 3), "years later": date(2030, 2, 28),
	} {
		c, err := drawing(asOf)
		if err != nil {
			t.Fatal(err)
		}
		count := func(kind string) int { return len(c[kind].rows) }
		people := c["residents"].rows
		households, villages, towns := map[string]int{}, map[string]bool{}, map[string]bool{}
		for _, p := range people {
			households[p["户编号"]]++
			villages[p["村代码"]] = true
			towns[p["村代码"][:9]] = true
		}
		items := map[string]bool{}
		for _, s := range c["subsidies"].rows {
			items[s["项目编码"]] = true
		}
		for _, c := range []struct {
			what            string
			got, from, upTo int
		}{
			{"divisions", count("divisions"), 389, 389}, {"persons", len(people), 7000, 9000}, {"households", len(households), 2000, 2500},
			{"villages", len(villages), 60, 80}, {"towns", len(towns), 28, 28}, {"subsidies", len(items), 20, 40}, {"policies", count("policies"), 25, 60},
			{"projects", count("projects"), 80, 150}, {"progress reports", count("project_progress"), 200, 1000}, {"payouts", count("payouts"), 60_000, 80_000},
		} {
			if c.got < c.from || c.got > c.upTo {
				t.Errorf("%s: %d %s, want %d to %d", name, c.got, c.what, c.from, c.upTo)
			}
		}
		for h, n := range households {
			if n > 7 {
				t.Errorf("%s: household %s has %d members", name, h, n)
			}
		}
		for _, v := range named {
			if !villages[v] {
				t.Errorf("%s: nobody lives in %s", name, v)
			}
		}
	}
}

func TestPeopleAreInventedAndValid(t *testing.T) {
	t.Parallel()
	list := rows(t, "divisions")
	villages := map[string]bool{}
	for _, d := range list {
		villages[d["代码"]] = d["级别"] == "village"
	}
	people := rows(t, "residents")
	today := period.DayOf(day, china)
	ids, phones, heads := map[string]bool{}, map[string]bool{}, map[string]int{}
	for _, p := range people {
		id := p["身份证号"]
		resident, err := idnumber.ParseResident(id, today)
		if err != nil || id != resident.Number || id[14:17] < "901" || id[14:17] > "995" || id[:6] != region {
			t.Errorf("resident ID %s is not a valid invented one: %v", id, err)
		}
		if ids[id] {
			t.Errorf("resident ID %s twice", id)
		}
		ids[id] = true
		if name := []rune(p["姓名"]); len(name) != 3 || !strings.ContainsRune("演样", name[1]) {
			t.Errorf("name %s could be taken for a real one", p["姓名"])
		}
		if ph := p["手机号"]; ph != "" {
			if n, err := idnumber.ParsePhone(ph); err != nil || n != ph || phones[ph] || !strings.HasPrefix(ph, phonePrefix) {
				t.Errorf("phone %s", ph)
			}
			phones[ph] = true
		}
		if !villages[p["村代码"]] || !strings.HasPrefix(p["户编号"], p["村代码"]) {
			t.Errorf("household %s in %s", p["户编号"], p["村代码"])
		}
		if p["与户主关系"] == "户主" {
			heads[p["户编号"]]++
			if resident.Birth.AgeOn(today) < 20 {
				t.Errorf("the head of %s is a child", p["户编号"])
			}
		}
		want := map[string]idnumber.Sex{
			"女": idnumber.Female, "母亲": idnumber.Female, "儿媳": idnumber.Female, "孙女": idnumber.Female,
			"子": idnumber.Male, "父亲": idnumber.Male, "孙子": idnumber.Male,
		}[p["与户主关系"]]
		if want != "" && want != resident.Sex {
			t.Errorf("%s: the ID %s says another sex than %s", p["姓名"], id, p["与户主关系"])
		}
	}
	for h, n := range heads {
		if n != 1 {
			t.Errorf("household %s has %d heads", h, n)
		}
	}
}

func TestPayoutsFollowTheCatalogue(t *testing.T) {
	t.Parallel()
	people := rows(t, "residents")
	person, home := map[string]map[string]string{}, map[string][]map[string]string{}
	for _, p := range people {
		person[p["身份证号"]] = p
		home[p["户编号"]] = append(home[p["户编号"]], p)
	}
	catalogue := rows(t, "subsidies")
	paid := rows(t, "payouts")
	lengths := map[string]int{"月": 1, "季": 3, "年": 12, "学期": 5, "一次": 1}
	first, last := date(2018, 11, 1), date(2026, 11, 1)
	returned, seen, repaid := map[string]bool{}, map[string]int{}, 0
	holders := map[string]string{}
	for _, r := range paid {
		who := person[r["身份证号"]]
		if who == nil || who["姓名"] != r["姓名"] || who["村代码"] != r["村代码"] || who["状态"] != "正常" {
			t.Fatalf("payee of %v is not in the register as such", r)
		}
		start, end := parseMonth(t, r["所属期起"]), parseMonth(t, r["所属期止"])
		day, err := time.ParseInLocation(time.DateOnly, r["发放日期"], china)
		if err != nil || day.Before(first) || !day.Before(last) {
			t.Fatalf("pay date of %v", r)
		}
		var price float64
		var item map[string]string
		for _, s := range catalogue {
			if from := r["所属期起"] + "-01"; s["项目编码"] == r["项目编码"] && s["档次"] == r["档次"] && s["生效日期"] <= from && (s["失效日期"] == "" || from < s["失效日期"]) {
				price, item = number(t, s["标准"]), s
			}
		}
		if item == nil {
			t.Fatalf("no standard for %v", r)
		}
		if want := number(t, r["数量"]) * price; want <= 0 || int64(want*100+0.5) != int64(number(t, r["金额"])*100+0.5) {
			t.Fatalf("%s × %.2f is not %s: %v", r["数量"], price, r["金额"], r)
		}
		if int(end-start)+1 != lengths[item["频次"]] || day.Before(start.day(1)) {
			t.Fatalf("period of %v", r)
		}
		if item["对象"] == "户" && who["与户主关系"] != "户主" {
			t.Fatalf("household item not in the head's name: %v", r)
		}
		if item["对象"] == "户" && item["单位"] == "人月" {
			members := 0
			for _, p := range home[who["户编号"]] {
				if p["状态"] == "正常" && p["身份证号"][6:10]+"-"+p["身份证号"][10:12] <= r["所属期起"] {
					members++
				}
			}
			if r["数量"] != strconv.Itoa(members) {
				t.Fatalf("%d members, but paid for %s: %v", members, r["数量"], r)
			}
		}
		if !idnumber.Luhn(r["账号"]) || len(r["账号"]) != 19 || !strings.HasPrefix(r["账号"], accountStart) || strings.HasSuffix(r["账号"], "000") {
			t.Fatalf("account %s", r["账号"])
		}
		if h := holders[r["账号"]]; h != "" && h != r["账户名"] {
			t.Fatalf("account %s has two names", r["账号"])
		}
		holders[r["账号"]] = r["账户名"]
		right := strings.Join([]string{r["身份证号"], r["项目编码"], r["档次"], r["所属期起"]}, " ")
		switch {
		case r["发放结果"] == "退票":
			returned[r["批次号"]+right] = true
		case r["补发原批次"] != "":
			repaid++
			if !returned[r["补发原批次"]+right] && !strings.HasPrefix(r["发放日期"], "2018-11") {
				t.Errorf("re-payment without a return: %v", r)
			}
			fallthrough
		default:
			seen[right]++
		}
	}
	if len(returned) < 20 || repaid < 20 || len(returned) > len(paid)/100 {
		t.Errorf("%d returned, %d paid again", len(returned), repaid)
	}
	twice := 0
	for _, n := range seen {
		if n > 1 {
			twice++
		}
	}
	if twice != 1 {
		t.Errorf("%d rights were paid more than once, one is planted", twice)
	}
}

func TestSharedAccountIsPlanted(t *testing.T) {
	t.Parallel()
	paid := rows(t, "payouts")
	people := rows(t, "residents")
	home := map[string]string{}
	for _, p := range people {
		home[p["身份证号"]] = p["户编号"]
	}
	homes := map[string]map[string]bool{}
	for _, r := range paid {
		if homes[r["账号"]] == nil {
			homes[r["账号"]] = map[string]bool{}
		}
		homes[r["账号"]][home[r["身份证号"]]] = true
	}
	shared := 0
	for _, h := range homes {
		if len(h) > 1 {
			shared++
		}
	}
	if shared != 1 {
		t.Errorf("%d accounts serve several households, one is planted", shared)
	}
}

func parseMonth(t *testing.T, s string) month {
	t.Helper()
	at, err := time.ParseInLocation("2006-01", s, china)
	if err != nil {
		t.Fatal(err)
	}
	return monthOf(at)
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func BenchmarkCounty(b *testing.B) {
	for b.Loop() {
		var out bytes.Buffer
		for _, p := range County(day) {
			if err := p.Write(&out); err != nil {
				b.Fatal(err)
			}
		}
	}
}
