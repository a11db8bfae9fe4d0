package kind

import (
	"strings"
	"testing"
	"time"

	"yangguang/service/kernel/period"
)

func TestTableIsSound(t *testing.T) {
	t.Parallel()
	want := "divisions residents subsidies policies payouts prepayouts rosters officials relatives deaths inmates vehicles companies company_roles " +
		"properties employment pensions disabilities enrolments assessments parcels households indicators insurance projects funds project_funds project_progress bids field_checks"
	var keys []string
	for _, k := range Kinds() {
		keys = append(keys, k.Key)
		seen := map[string]string{}
		for _, c := range k.Columns {
			for _, n := range append([]string{c.Name}, c.Aliases...) {
				if other, ok := seen[Header(n)]; ok && other != c.Name {
					t.Errorf("%s: header %q stands for %s and for %s", k.Key, n, other, c.Name)
				}
				seen[Header(n)] = c.Name
			}
			if (c.Type == Enum) != (len(c.Values) > 0) {
				t.Errorf("%s.%s: only an enum has a list of values", k.Key, c.Name)
			}
			if c.After != "" {
				if _, ok := k.Column(c.After); !ok {
					t.Errorf("%s.%s comes after %q, which is no column", k.Key, c.Name, c.After)
				}
			}
			if c.MayBeEmpty && !c.Required {
				t.Errorf("%s.%s: every optional column may be empty", k.Key, c.Name)
			}
		}
		if len(k.Required()) < 3 {
			t.Errorf("%s: too few required columns to know its header by", k.Key)
		}
	}
	if got := strings.Join(keys, " "); got != want {
		t.Errorf("kinds are\n%s, want\n%s", got, want)
	}
	if _, ok := Lookup("payouts"); !ok {
		t.Error("payouts are not found")
	}
	if _, ok := Lookup("Payouts"); ok {
		t.Error("an unknown kind is found")
	}
	if pre, _ := Lookup("prepayouts"); len(pre.Columns) != 13 {
		t.Errorf("prepayouts have %d columns", len(pre.Columns))
	}
}

func TestMatch(t *testing.T) {
	t.Parallel()
	payouts, _ := Lookup("payouts")
	for header, want := range map[string]string{
		"金额": "金额", "金额(元)": "金额", "金 额": "金额", "*金额": "金额", "发放金额\n(元)": "金额", "金额【万元】": "金额", "金额:": "金额",
		"身份证号码": "身份证号", "公民身份号码": "身份证号", "备注": "", "": "", "(元)": "", "((((": "",
	} {
		i, exact, ok := payouts.Match(header)
		switch {
		case want == "" && ok:
			t.Errorf("%q matches %s", header, payouts.Columns[i].Name)
		case want != "" && (!ok || payouts.Columns[i].Name != want):
			t.Errorf("%q does not match %s", header, want)
		case ok && exact != (Header(header) == want):
			t.Errorf("%q: exact is %v", header, exact)
		}
	}
	for header, want := range map[string]string{"面积(平方米)": SquareMetre, "面积（㎡）": SquareMetre, "面积【公顷】": Hectare, "面积(亩)": Mu, "补贴面积": "", "亩数": "", "数量(单位:亩)": Mu} {
		if got := AreaUnit(header); got != want {
			t.Errorf("AreaUnit(%q) = %q, want %q", header, got, want)
		}
	}
	for header, want := range map[string]string{"金额(万元)": "万元", "单位:万 元": "万元", "金额(元)": "元", "金额": "", "单元号": ""} {
		if got := Unit(header); got != want {
			t.Errorf("unit of %q = %q, want %q", header, got, want)
		}
	}
}

func TestParse(t *testing.T) {
	t.Parallel()
	today := period.Date(2026, time.November, 22)
	for _, c := range []struct {
		name   string
		column Column
		in     Value
		want   string
		rule   string
	}{
		{"id", Column{Type: ID}, Value{Text: "45092319900307002x"}, "45092319900307002X", ""},
		{"id of fifteen digits", Column{Type: ID}, Value{Text: "452527650812121", Number: true}, "452527196508121218", ""},
		{"id as a number", Column{Type: ID}, Value{Text: "450923199003070016", Number: true}, "", RuleDigits},
		{"id in exponents", Column{Type: ID}, Value{Text: "4.50923E+17"}, "", RuleDigits},
		{"id with a wrong check", Column{Type: ID}, Value{Text: "450923199003070012"}, "", RuleSyntax},
		{"account", Column{Type: Account}, Value{Text: "6222 0212 3456 7890 128"}, "6222021234567890128", ""},
		{"account as a number", Column{Type: Account}, Value{Text: "6222021234567890000", Number: true}, "", RuleDigits},
		{"account through a spreadsheet", Column{Type: Account}, Value{Text: "6217003320000001000", Untyped: true}, "", RuleDigits},
		{"passbook as a text", Column{Type: Account}, Value{Text: "6217003320000001000"}, "6217003320000001000", ""},
		{"short account as a number", Column{Type: Account}, Value{Text: "123456789012", Number: true}, "123456789012", ""},
		{"division", Column{Type: Division}, Value{Text: "450923108210", Number: true}, "450923108210", ""},
		{"short division", Column{Type: Division}, Value{Text: "450923"}, "", RuleSyntax},
		{"code with an exponent's look", Column{Type: Code}, Value{Text: "2024E05"}, "2024E05", ""},
		{"money", Column{Type: Money}, Value{Text: "1,300.5元"}, "1300.50", ""},
		{"money in wan", Column{Type: Money}, Value{Text: "12.3", Wan: true}, "123000.00", ""},
		{"money with wan in yuan", Column{Type: Money}, Value{Text: "12.3万"}, "", RuleSyntax},
		{"day", Column{Type: Day}, Value{Text: "2024年5月1日"}, "2024-05-01", ""},
		{"serial", Column{Type: Day}, Value{Text: "45413", Number: true}, "2024-05-01", ""},
		{"month as a day", Column{Type: Day}, Value{Text: "2024.5"}, "", RuleSyntax},
		{"month where a month will do", Column{Type: Day, Vague: FirstDay}, Value{Text: "2015.07"}, "2015-07-01", ""},
		{"month of an end", Column{Type: Day, End: true, Vague: LastDay}, Value{Text: "2024年2月"}, "2024-02-29", ""},
		{"year where a month will do", Column{Type: Day, Vague: FirstDay}, Value{Text: "2015年"}, "", RuleSyntax},
		{"village by its name", Column{Type: Division, Called: []string{"村"}}, Value{Text: "四联 村委会"}, "四联村委会", ""},
		{"division by a name", Column{Type: Division}, Value{Text: "四联村委会"}, "", RuleSyntax},
		{"more money than there is", Column{Type: Money}, Value{Text: "6222021234567890"}, "", RuleSyntax},
		{"more money in wan than there is", Column{Type: Money}, Value{Text: "-10000001", Wan: true}, "", RuleSyntax},
		{"name of a trial", Column{Type: Name}, Value{Text: "测试员1"}, "", RuleSyntax},
		{"name of another trial", Column{Type: Name}, Value{Text: "Test02"}, "", RuleSyntax},
		{"month", Column{Type: Month}, Value{Text: "2024.5", Number: true}, "2024-05", ""},
		{"october that lost its zero", Column{Type: Month}, Value{Text: "2024.1", Number: true}, "", RuleAmbiguous},
		{"january as text", Column{Type: Month}, Value{Text: "2024.1"}, "2024-01", ""},
		{"period from a month", Column{Type: PeriodFrom}, Value{Text: "2024-02"}, "2024-02-01", ""},
		{"period to a month", Column{Type: PeriodTo}, Value{Text: "202402"}, "2024-02-29", ""},
		{"period to a day", Column{Type: PeriodTo}, Value{Text: "2024-02-15"}, "2024-02-15", ""},
		{"months in one cell, from", Column{Type: PeriodFrom}, Value{Text: "2024年1月至3月"}, "2024-01-01", ""},
		{"months in one cell, to", Column{Type: PeriodTo}, Value{Text: "2024年1月至3月"}, "2024-03-31", ""},
		{"months with years", Column{Type: PeriodTo}, Value{Text: "2023.11-2024.02"}, "2024-02-29", ""},
		{"months without a word", Column{Type: PeriodTo}, Value{Text: "2024.1-3"}, "2024-03-31", ""},
		{"packed months", Column{Type: PeriodFrom}, Value{Text: "202401—202406"}, "2024-01-01", ""},
		{"quarter", Column{Type: PeriodTo}, Value{Text: "2024年第二季度"}, "2024-06-30", ""},
		{"quarter as Q4", Column{Type: PeriodFrom}, Value{Text: "2024Q4"}, "2024-10-01", ""},
		{"half a year", Column{Type: PeriodFrom}, Value{Text: "2024年下半年"}, "2024-07-01", ""},
		{"a whole year", Column{Type: PeriodTo}, Value{Text: "2024年度"}, "2024-12-31", ""},
		{"months backwards", Column{Type: PeriodTo}, Value{Text: "2024年5月至3月"}, "", RuleSyntax},
		{"months of no year", Column{Type: PeriodTo}, Value{Text: "1月至3月"}, "", RuleSyntax},
		{"month that is none", Column{Type: PeriodTo}, Value{Text: "2024年1月至13月"}, "", RuleSyntax},
		{"open end", Column{Type: Month, End: true}, Value{Text: "至今"}, "", ""},
		{"open where it cannot be", Column{Type: Month}, Value{Text: "至今"}, "", RuleSyntax},
		{"required", Column{Type: Text, Required: true}, Value{Text: " \u3000"}, "", RuleRequired},
		{"column may be empty", Column{Type: Text, Required: true, MayBeEmpty: true}, Value{Text: ""}, "", ""},
		{"area", Column{Type: Decimal}, Value{Text: "3.50亩"}, "3.5", ""},
		{"square metres by the header", Column{Type: Decimal, Area: Mu}, Value{Text: "3,333.5", Area: SquareMetre}, "5", ""},
		{"square metres by the cell", Column{Type: Decimal, Area: Mu}, Value{Text: "2000㎡"}, "3", ""},
		{"the cell knows better", Column{Type: Decimal, Area: Mu}, Value{Text: "2亩", Area: SquareMetre}, "2", ""},
		{"hectares", Column{Type: Decimal, Area: Mu}, Value{Text: "0.2公顷"}, "3", ""},
		{"a flat in 亩", Column{Type: Decimal, Area: SquareMetre}, Value{Text: "0.3", Area: Mu}, "200", ""},
		{"square metres where they belong", Column{Type: Decimal, Area: SquareMetre}, Value{Text: "98.50平方米"}, "98.5", ""},
		{"people", Column{Type: Int}, Value{Text: "4人"}, "4", ""},
		{"half a person", Column{Type: Int}, Value{Text: "4.5"}, "", RuleSyntax},
		{"negative", Column{Type: Decimal}, Value{Text: "-1"}, "", RuleSyntax},
		{"percent", Column{Type: Percent}, Value{Text: "80%"}, "80", ""},
		{"too many percent", Column{Type: Percent}, Value{Text: "120"}, "", RuleSyntax},
		{"year", Column{Type: Year}, Value{Text: "2024年度"}, "2024", ""},
		{"year 24", Column{Type: Year}, Value{Text: "24"}, "", RuleSyntax},
		{"longitude", Column{Type: Coordinate}, Value{Text: "109.97"}, "109.97", ""},
		{"enum", Column{Type: Enum, Values: []string{"成功", "退票"}}, Value{Text: "成 功"}, "成功", ""},
		{"enum, other word", Column{Type: Enum, Values: []string{"成功", "退票"}}, Value{Text: "失败"}, "", RuleList},
		{"enum, lower case", Column{Type: Enum, Values: []string{"A", "B"}}, Value{Text: "b"}, "B", ""},
		{"name", Column{Type: Name}, Value{Text: "陈 三(户主)"}, "陈三", ""},
		{"name with a lost character", Column{Type: Name}, Value{Text: "陈?"}, "", RuleGarbled},
		{"name that a spreadsheet calculates", Column{Type: Name}, Value{Text: "＝HYPERLINK(1)"}, "", RuleSyntax},
		{"code that a spreadsheet calculates", Column{Type: Code}, Value{Text: "-2+3"}, "", RuleSyntax},
		{"code that says there is none", Column{Type: Code}, Value{Text: "-"}, "-", ""},
		{"name of digits", Column{Type: Name}, Value{Text: "0"}, "", RuleSyntax},
		{"garbled", Column{Type: Text}, Value{Text: "\ufffd\ufffd"}, "", RuleGarbled},
		{"prose", Column{Type: Prose}, Value{Text: " 一、条件：\r\n二、材料，\u200b "}, "一、条件：\n二、材料，", ""},
		{"line breaks", Column{Type: Text}, Value{Text: "四联\n村\t"}, "四联 村", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.column.Name, c.in.Today = "栏目", today
			got, p := c.column.Parse(c.in)
			rule := ""
			if p != nil {
				rule = p.Rule
				if strings.Contains(p.Message, c.in.Text) && len(c.in.Text) > 3 {
					t.Errorf("the message tells the value: %s", p.Message)
				}
			}
			if got != c.want || rule != c.rule {
				t.Errorf("%+v = %q, %+v; want %q, %q", c.in, got, p, c.want, c.rule)
			}
		})
	}
}
