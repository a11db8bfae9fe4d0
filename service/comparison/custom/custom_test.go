package custom

import (
	"strings"
	"testing"

	"yangguang/service/comparison/fixture"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/fault"
)

var catalogue = []string{"农村低保", "高龄津贴", "城乡居民养老"}

func definition(expression string) Definition {
	return Definition{Key: "Z01", Title: "试一试", Says: "符合条件的人", Basis: "会议纪要", Severity: rule.Yellow, Expression: expression}
}

func TestExpressionsThatAreRefused(t *testing.T) {
	t.Parallel()
	for source, message := range map[string]string{
		"":                         "请写条件",
		"年龄 >":                     "看不懂",
		"年岁 > 60":                  "没有“年岁”这个字段",
		"年龄 > \"六十\"":              "不是同一类",
		"年龄 + 1":                   "“是”或“否”",
		"领取(\"没有这个\") > 0":         "补贴项目",
		"领取(性别) > 0":               "补贴项目",
		"len(性别) > 1":              "只能用",
		"any(1..1000000, # > 5)":   "只能用",
		"年龄 in 1..1000000":         "不能用 ..",
		"性别 matches \"(a+)+$\"":    "不能用 matches",
		"let x = 1; x > 0":         "只能用",
		"env[\"年龄\"] > 1":          "只能用",
		"$env.年龄 > 1":              "只能用",
		"年龄 == 2 ** 2 ** 2 ** 100": "不能用 **",
		"年龄 % 车辆数 == 0":            "不能用 %", // who has no car would never be found
		"\"Age\" in $env":          "只能用",
		"(性别" + strings.Repeat("+村代码", 190) + ") contains \"女\"": "文字不能相加", // 200 KB for every person of the county
		strings.Repeat("年龄 > 1 and ", 300) + "年龄 > 1":            "太长",
	} {
		_, err := Compile(definition(source), catalogue)
		if err == nil {
			t.Errorf("%.40q is accepted", source)
			continue
		}
		if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Fields["expression"], message) {
			t.Errorf("%.40q: %v %v", source, err, fault.Of(err).Fields)
		}
	}
	bad := definition("年龄 > 60")
	bad.Title, bad.Items, bad.Registers = "", []string{"没有"}, []string{"nothing"}
	_, err := Compile(bad, catalogue)
	if f := fault.Of(err).Fields; len(f) != 3 {
		t.Errorf("every mistake at once: %v", f)
	}
}

func TestExpressionsFindPeople(t *testing.T) {
	t.Parallel()
	cases, err := fixture.Parse(`
== 甲八十五岁没有领高龄津贴，乙领了，丙不到八十
居民 甲 生=1941-03-01
居民 乙女 生=1940-01-01 性别=女
居民 丙 生=1980-01-01
发放 乙女 高龄津贴 2026-01..2026-05 金额=50
发放 甲 城乡居民养老 2025-07..2026-05 金额=131
发放 丙 农村低保 2026-05 金额=350
车辆 丙 2020-01-01.. 估值=80000
公职 丙 2020-01-01..
社保 丙 2026-01..2026-04 基数=4200
名册 丙 农村低保 2020-01.. 
死亡 丁 2026-06-01
无疑点`)
	if err != nil {
		t.Fatal(err)
	}
	s := cases[0].Snapshot
	for source, want := range map[string]string{
		`年龄 >= 80 and 领取("高龄津贴") == 0`:                                      "甲",
		`次数("高龄津贴") == 5 and 性别 == "女"`:                                     "乙女",
		`在册("农村低保") and 车辆数 > 0 and 车辆估值 >= 80000`:                          "丙",
		`财政供养 and not 已去世`:                                                  "丙",
		`社保月数 == 4 and 缴费基数 == 4200`:                                        "丙",
		`已去世 and 去世天数 == 29`:                                                "丁",
		`补贴总额 == 1441 and 补贴种类 == 1 and 账户数 == 1`:                           "甲",
		`户籍状态 == "正常" and 镇代码 == "450923108" and 年龄 > 80`:                   "甲乙女",
		`村干部 or 服刑强戒 or 残疾等级 > 0 or 在学 or 承包地 > 1 or 企业数 + 住房数 + 商业用房数 > 0`: "",
	} {
		m, err := Compile(definition(source), catalogue)
		if err != nil {
			t.Errorf("%s: %v %v", source, err, fault.Of(err).Fields)
			continue
		}
		bound, err := rule.Bind([]rule.Model{m}, nil, rule.DefaultMatrix())
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, h := range rule.All(s, bound)["Z01"] {
			got += cases[0].Token(h.Subject.Index)
			if h.Sentence == "" || len(h.Evidence) == 0 {
				t.Errorf("%s: %+v", source, h)
			}
		}
		if got != want {
			t.Errorf("%s: found %q, want %q", source, got, want)
		}
	}
	d := definition(`年龄 > 0`)
	d.Items, d.Registers = []string{"农村低保"}, []string{"vehicles", "officials"}
	m, err := Compile(d, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	bound, _ := rule.Bind([]rule.Model{m}, nil, rule.DefaultMatrix())
	hits := rule.All(s, bound)["Z01"]
	if len(hits) != 1 || hits[0].AmountFen != 35000 || len(hits[0].Evidence) != 3 {
		t.Errorf("declared items and registers: %+v", hits)
	}
}

// TestEveryFieldWorks proves that the page's list and the expression's words agree.
func TestEveryFieldWorks(t *testing.T) {
	t.Parallel()
	for _, f := range Fields() {
		source := map[string]string{whole: f.Name + " > 0", yuans: f.Name + " > 0", areas: f.Name + " > 0", truth: f.Name, words: f.Name + ` == "某"`}[f.Type]
		if _, err := compile(strings.Replace(source, "项目", "农村低保", 1), func(string) bool { return true }); err != nil {
			t.Errorf("%s: %v", source, err)
		}
	}
}
