package sample

import (
	"bytes"
	"image/png"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"yangguang/service/importer/kind"
	"yangguang/service/kernel/idnumber"
)

func TestRowsPassTheTableOfKinds(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"divisions", "subsidies", "policies", "residents", "projects", "project_progress", "project_funds", "payouts", "prepayouts", "rosters", "officials", "deaths", "vehicles", "disabilities", "enrolments", "parcels", "households", "indicators", "insurance", "funds", "companies", "company_roles", "relatives", "bids", "employment", "pensions", "inmates", "properties"} {
		k, ok := kind.Lookup(key)
		if !ok {
			t.Fatalf("no kind %s", key)
		}
		for _, r := range rows(t, key) {
			for _, c := range k.Columns {
				v, there := r[c.Name]
				switch {
				case !there:
					t.Fatalf("%s: no column %s", key, c.Name)
				case c.Required && !c.MayBeEmpty && v == "":
					t.Fatalf("%s: no %s in %v", key, c.Name, r)
				case c.Type == kind.Enum && v != "" && !slices.Contains(c.Values, v):
					t.Fatalf("%s: %s is %s", key, c.Name, v)
				case c.Type == kind.Code && strings.ContainsFunc(v, func(r rune) bool { return r > unicode.MaxASCII }):
					t.Fatalf("%s: %s is %s, hard to type", key, c.Name, v)
				case c.After != "" && v != "" && v < r[c.After]:
					t.Fatalf("%s: %s comes before %s in %v", key, c.Name, c.After, r)
				}
			}
		}
	}
}

func TestProjectsAreConsistent(t *testing.T) {
	t.Parallel()
	list := rows(t, "projects")
	reports := rows(t, "project_progress")
	reported := map[string]string{}
	for _, r := range reports {
		percent, err := strconv.Atoi(r["形象进度"])
		if before, _ := strconv.Atoi(reported[r["项目编号"]]); err != nil || percent < before || percent > 100 || r["日期"] > day.Format(time.DateOnly) {
			t.Errorf("report %v", r)
		}
		reported[r["项目编号"]] = r["形象进度"]
	}
	types, villages, stages, numbers := map[string]int{}, map[string]int{}, map[string]int{}, map[string]bool{}
	today := day.Format(time.DateOnly)
	for _, p := range list {
		types[p["类型"]]++
		villages[p["村代码"]]++
		if numbers[p["项目编号"]] {
			t.Errorf("%s twice", p["项目编号"])
		}
		numbers[p["项目编号"]] = true
		if code := p["中标单位代码"]; (code == "") != (p["中标单位名称"] == "") || code != "" && !verified(code) {
			t.Errorf("%s: builder %s %s", p["项目编号"], code, p["中标单位名称"])
		}
		if n := p["中标单位名称"]; n != "" && !strings.Contains(n, "演示") && !strings.Contains(n, "样例") {
			t.Errorf("%s could be taken for a real company", n)
		}
		if !slices.Contains([]string{"施工", "货物", "服务"}, p["采购类型"]) || !slices.Contains([]string{"公开", "邀请", "竞争性谈判", "直接发包", "无"}, p["招标方式"]) {
			t.Errorf("%s: %s, %s", p["项目编号"], p["采购类型"], p["招标方式"])
		}
		last := ""
		for _, c := range []string{"批复日期", "公告日期", "开标日期", "合同日期", "实际开工", "实际完工", "验收日期"} {
			if d := p[c]; d != "" {
				if d < last || d > today {
					t.Errorf("%s: %s %s comes before %s or after today", p["项目编号"], c, d, last)
				}
				last = d
			}
		}
		if p["计划完工"] <= p["计划开工"] || p["计划开工"] < p["批复日期"] {
			t.Errorf("%s: planned %s to %s", p["项目编号"], p["计划开工"], p["计划完工"])
		}
		stages[stageOf(p, today)]++
		if begun := p["实际开工"] != ""; begun != (reported[p["项目编号"]] != "") || (p["实际完工"] != "") != (reported[p["项目编号"]] == "100") {
			t.Errorf("%s: progress %s", p["项目编号"], reported[p["项目编号"]])
		}
		if amount := p["中标价"]; amount != "" && (number(t, amount) > number(t, p["控制价"]) || number(t, p["控制价"]) > number(t, p["概算"]) || number(t, p["财政资金"]) > number(t, p["概算"])) {
			t.Errorf("%s: sums", p["项目编号"])
		}
	}
	if len(types) < 10 {
		t.Errorf("types %v", types)
	}
	for _, v := range named {
		if villages[v] < 3 {
			t.Errorf("%s has %d projects", v, villages[v])
		}
	}
	for _, s := range []string{"planned", "late to begin", "underway", "late", "accepted", "settled"} {
		if stages[s] < 3 {
			t.Errorf("%d projects are %s", stages[s], s)
		}
	}
}

func stageOf(p map[string]string, today string) string {
	switch {
	case p["结算价"] != "":
		return "settled"
	case p["验收日期"] != "":
		return "accepted"
	case p["实际开工"] == "" && p["计划开工"] < today:
		return "late to begin"
	case p["实际开工"] == "":
		return "planned"
	case p["计划完工"] < today:
		return "late"
	}
	return "underway"
}

func TestPoliciesSpeakOfTheCatalogue(t *testing.T) {
	t.Parallel()
	catalogue := rows(t, "subsidies")
	policies := rows(t, "policies")
	titles, explained := map[string]bool{}, map[string]string{}
	for _, p := range policies {
		if titles[p["标题"]] {
			t.Errorf("%s twice", p["标题"])
		}
		titles[p["标题"]] = true
		for _, c := range []string{"标题", "类别", "发文机关", "享受条件", "标准", "申请材料", "办理地点", "咨询电话", "正文"} {
			if strings.TrimSpace(p[c]) == "" {
				t.Errorf("%s: no %s", p["标题"], c)
			}
		}
		if _, err := time.Parse(time.DateOnly, p["生效日期"]); err != nil {
			t.Errorf("%s: %v", p["标题"], err)
		}
		if !slices.Contains([]string{"12345", "12388", "12333"}, p["咨询电话"]) {
			t.Errorf("%s: telephone %s is not a public hotline", p["标题"], p["咨询电话"])
		}
		if p["项目编码"] != "" {
			explained[p["项目编码"]] = p["标准"]
		}
	}
	for _, s := range catalogue {
		text, ok := explained[s["项目编码"]]
		if !ok {
			t.Errorf("no policy explains %s", s["项目名称"])
		}
		current := s["失效日期"] == "" || s["项目编码"] == "SL01"
		if amount := strings.TrimSuffix(s["标准"], ".00"); current && !strings.Contains(text, amount+"元") {
			t.Errorf("the policy on %s %s does not name %s元", s["项目名称"], s["档次"], amount)
		}
	}
}

func TestVillagersLiveInTheCounty(t *testing.T) {
	t.Parallel()
	people := rows(t, "residents")
	paid := rows(t, "payouts")
	villagers := Villagers(day)
	if len(villagers) != 6 {
		t.Fatalf("%d villagers", len(villagers))
	}
	for _, v := range villagers {
		i := slices.IndexFunc(people, func(p map[string]string) bool { return p["身份证号"] == v.ID })
		if i < 0 {
			t.Errorf("%s is not in the register", v.Key)
			continue
		}
		if p := people[i]; p["姓名"] != v.Name || p["手机号"] != v.Phone || v.Phone == "" || p["村代码"] != v.Village || p["户编号"] != v.Household {
			t.Errorf("%s is %v in the register", v.Key, p)
		}
		items, household := map[string]bool{}, 0
		members := map[string]bool{}
		for _, p := range people {
			members[p["身份证号"]] = members[p["身份证号"]] || p["户编号"] == v.Household
		}
		for _, r := range paid {
			if r["身份证号"] == v.ID {
				items[r["项目编码"]] = true
				if !strings.HasSuffix(r["账号"], v.AccountTail) {
					t.Errorf("%s: account %s does not end in %s", v.Key, r["账号"], v.AccountTail)
				}
			}
			if members[r["身份证号"]] {
				household++
			}
		}
		for _, want := range map[string][]string{
			"elder": {"MZ02", "MZ07", "NY03"}, "relieved": {"LY01", "SL01", "ZJ01", "NY03", "LY02"}, "parent": {"NY03", "NY04"},
			"disabled": {"MZ02", "MZ05", "MZ06"}, "away": {"RS02", "NY03", "SL01"},
		}[v.Key] {
			if !items[want] {
				t.Errorf("%s never received %s, only %v", v.Key, want, items)
			}
		}
		if household < 16 || strings.Contains(v.About, "%!") {
			t.Errorf("%s: %d payments to the household; %s", v.Key, household, v.About)
		}
	}
}

// The visitor's notes of an earlier version must still work in a later one.
func TestVillagersDoNotDependOnTheDay(t *testing.T) {
	t.Parallel()
	for i, v := range Villagers(day) {
		later := Villagers(day.AddDate(3, 0, 0))[i]
		if later.About = v.About; later != v {
			t.Errorf("%v became %v", v, later)
		}
	}
	if v := Villagers(day)[0]; v.Name != "陈演福" || v.ID != "450923194303129019" || v.AccountTail != "7873" || v.Phone != "19900007919" {
		t.Errorf("the first villager became %v", v)
	}
}

func TestPhotosAreOfTheirProjects(t *testing.T) {
	t.Parallel()
	projects := rows(t, "projects")
	kinds := map[string]string{}
	for _, p := range projects {
		kinds[p["项目编号"]] = p["类型"]
	}
	for i, p := range Photos() {
		if want := []string{"道路", "饮水", "危房改造"}[i]; kinds[p.Project] != want {
			t.Errorf("%s shows a %s project", p.Name, kinds[p.Project])
		}
		var b bytes.Buffer
		if err := p.Write(&b); err != nil {
			t.Fatal(err)
		}
		size := b.Len()
		img, err := png.Decode(&b)
		if err != nil || img.Bounds().Dx() != photoWidth || size > 20_000 {
			t.Errorf("%s: %d bytes, %v", p.Name, size, err)
		}
	}
}

func verified(code string) bool {
	c, err := idnumber.ParseCreditCode(code)
	return err == nil && c.Verified && c.Number == code
}
