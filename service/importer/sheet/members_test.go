package sheet

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// people lists the records of a roster as 户编号/姓名/关系/核定金额/tail of the ID.
func people(t *testing.T, recs []Record) []string {
	t.Helper()
	var out []string
	for _, r := range recs {
		for _, e := range r.Errors {
			t.Errorf("%s %s: %s", r.Place(), e.Column, e.Message)
		}
		id := r.Get("身份证号")
		out = append(out, fmt.Sprintf("%d %s/%s/%s/%s/%s", r.Row, r.Get("户编号"), r.Get("姓名"), r.Get("与户主关系"), r.Get("核定金额"), id[max(0, len(id)-4):]))
	}
	return out
}

func TestOneRowPerHousehold(t *testing.T) {
	t.Parallel()
	const one, two, three = "450923199003070011", "45092319900307002X", "452527196508121218"
	for name, c := range map[string]struct {
		text string
		want []string
	}{
		"head and members": {
			"2025年低保名册\n序号,户主姓名,户主身份证号,低保证号,成员1姓名,成员1身份证号,成员1与户主关系,成员2姓名,成员2身份证号,成员2与户主关系,项目编码,保障类别,月保障金额,开始享受年月\n" +
				"1,陈演一," + one + ",D1,陈样二," + two + ",配偶,梁样三," + three + ",父亲,MZ01,A,700,2025-01\n" +
				"2,陈样二," + two + ",D2,,,,,,,MZ01,B,350,2025-01\n合计,,,,,,,,,,,,1050,\n",
			[]string{"3 D1/陈演一/户主/700.00/0011", "3 D1/陈样二/配偶//002X", "3 D1/梁样三/父亲//1218", "4 D2/陈样二/户主/350.00/002X"},
		},
		"the head is a member too": {
			"项目编码,户编号,户主,户主身份证号码,家庭成员1,家庭成员1身份证,家庭成员2,家庭成员2身份证,核定金额,开始年月\n" +
				"MZ01,D1,陈演一," + one + ",陈演一," + one + ",陈样二," + strings.ToLower(two) + ",700,2025-01\n",
			[]string{"2 D1/陈演一/户主/700.00/0011", "2 D1/陈样二///002X"},
		},
		"no head column": {
			"项目编码,户编号,成员一姓名,成员一身份证号,成员一关系,成员二姓名,成员二身份证号,成员二关系,核定金额,开始年月\n" +
				"MZ01,D1,陈样二," + two + ",配偶,陈演一," + one + ",户主,700,2025-01\n",
			[]string{"2 D1/陈样二/配偶//002X", "2 D1/陈演一/户主/700.00/0011"},
		},
		"numbers beside names": {
			"项目编码,户编号,姓名,身份证号,成员1,身份证号,成员2,身份证号,核定金额,开始年月\n" +
				"MZ01,D1,陈演一," + one + ",陈样二," + two + ",,,700,2025-01\n",
			[]string{"2 D1/陈演一/户主/700.00/0011", "2 D1/陈样二///002X"},
		},
		"one row per person": {
			"项目编码,户编号,户主姓名,户主身份证号,家庭成员姓名,身份证号,与户主关系,核定金额,开始年月\n" +
				"MZ01,D1,陈演一," + one + ",陈演一," + one + ",户主,700,2025-01\nMZ01,D1,陈演一," + one + ",陈样二," + two + ",配偶,,2025-01\n",
			[]string{"2 D1/陈演一/户主/700.00/0011", "3 D1/陈样二/配偶//002X"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			recs, _, err := read(t, save(t, "r.csv", []byte(c.text)), "r.csv", "rosters")
			must(t, err)
			if got := people(t, recs); !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestOneRowPerHouseholdInTwoHeaderLines(t *testing.T) {
	t.Parallel()
	for _, merged := range []bool{false, true} {
		recs, _, err := read(t, twoLines(t, merged), "r.xlsx", "rosters")
		must(t, err)
		want := []string{"4 D1/陈演一/户主/700.00/0011", "4 D1/陈样二/配偶//002X"}
		if got := people(t, recs); !slices.Equal(got, want) {
			t.Errorf("merged %v: got %q", merged, got)
		}
	}
}

// twoLines is a roster with 成员1 above 姓名; merged says whether the other
// headers are merged over both lines.
func twoLines(t *testing.T, merged bool) string {
	t.Helper()
	return book(t, func(f *excelize.File) {
		rowsAt(t, f, "Sheet1", 1,
			[]any{"博白县低保名册"},
			[]any{"项目编码", "户编号", "户主姓名", "户主身份证号", "成员1", nil, nil, "成员2", nil, nil, "月保障金额", "开始年月"},
			[]any{nil, nil, nil, nil, "姓名", "身份证号", "与户主关系", "姓名", "身份证号", "与户主关系", nil, nil},
			[]any{"MZ01", "D1", "陈演一", "450923199003070011", "陈样二", "45092319900307002X", "配偶", nil, nil, nil, 700, "2025-01"})
		must(t, f.MergeCell("Sheet1", "E2", "G2"))
		must(t, f.MergeCell("Sheet1", "H2", "J2"))
		for _, c := range []string{"A", "B", "C", "D", "K", "L"} {
			if merged {
				must(t, f.MergeCell("Sheet1", c+"2", c+"3"))
			}
		}
	})
}

// TestTheHeadsNumberIsNoMembers: whoever stands in a row under another's number
// is given back and not left out.
func TestTheHeadsNumberIsNoMembers(t *testing.T) {
	t.Parallel()
	const one, two = "450923199003070011", "45092319900307002X"
	text := "项目编码,户编号,户主姓名,户主身份证号,成员1,身份证号,成员2,身份证号,成员3,身份证号,核定金额,开始年月\n" +
		"MZ01,D1,陈演一," + one + ",陈样二," + one + ",陈 演一," + one + ",梁样三," + two + ",700,2025-01\n"
	recs, _, err := read(t, save(t, "r.csv", []byte(text)), "r.csv", "rosters")
	must(t, err)
	var got []string
	for _, r := range recs {
		got = append(got, fmt.Sprint(r.Get("姓名"), len(r.Errors)))
	}
	if want := []string{"陈演一0", "陈样二1", "梁样三0"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestAHouseholdsCellsStandForItsMembers: in the layout of one row per person
// the class and the months of a household are merged over its rows; its amount
// is the head's alone.
func TestAHouseholdsCellsStandForItsMembers(t *testing.T) {
	t.Parallel()
	path := book(t, func(f *excelize.File) {
		rowsAt(t, f, "Sheet1", 1,
			[]any{"项目编码", "低保证号", "姓名", "身份证号", "与户主关系", "类别", "月保障金额", "开始享受年月", "停发年月", "批准时间"},
			[]any{"MZ01", "D1", "陈演一", "450923199003070011", "户主", "A", 700, "2025-01", "2025-06", "2024.12"},
			[]any{nil, nil, "陈样二", "45092319900307002X", "配偶", nil, nil, nil, nil, nil})
		for _, c := range []string{"A", "B", "F", "G", "H", "I", "J"} {
			must(t, f.MergeCell("Sheet1", c+"2", c+"3"))
		}
	})
	recs, _, err := read(t, path, "r.xlsx", "rosters")
	must(t, err)
	if len(recs) != 2 {
		t.Fatal(recs)
	}
	for i, amount := range []string{"700.00", ""} {
		r := recs[i]
		got := fmt.Sprint(len(r.Errors), r.Get("档次"), r.Get("核定金额"), r.Get("开始年月"), r.Get("终止年月"), r.Get("批准日期"))
		if want := fmt.Sprint(0, "A", amount, "2025-01", "2025-06", "2024-12-31"); got != want {
			t.Errorf("%s: %s, want %s", r.Get("姓名"), got, want)
		}
	}
}
