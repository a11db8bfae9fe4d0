package idnumber

import (
	"slices"
	"strings"
	"testing"
	"time"

	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
)

var today = period.Date(2026, time.November, 22)

func TestParseResident(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, in, number, birth string
		sex                     Sex
		upgraded                bool
	}{
		{"with X", "11010519491231002X", "11010519491231002X", "1949-12-31", Female, false},
		{"born 1880", "440524188001010014", "440524188001010014", "1880-01-01", Male, false},
		{"male", "450923199003070011", "450923199003070011", "1990-03-07", Male, false},
		{"female", "45092319900307002x", "45092319900307002X", "1990-03-07", Female, false},
		{"fifteen digits", "452527650812121", "452527196508121218", "1965-08-12", Male, true},
		{"full width", "45092319900307002X", "45092319900307002X", "1990-03-07", Female, false},
		{"multiplication sign", "11010519491231002×", "11010519491231002X", "1949-12-31", Female, false},
		{"star", "11010519491231002*", "11010519491231002X", "1949-12-31", Female, false},
		{"greek chi", "11010519491231002χ", "11010519491231002X", "1949-12-31", Female, false},
		{"letter O", "45O923199OO3O7OO11", "450923199003070011", "1990-03-07", Male, false},
		{"quote, spaces, zero width", "'450923\u00a019900307\u3000\u200b0011\ufeff\n", "450923199003070011", "1990-03-07", Male, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := ParseResident(c.in, today)
			if err != nil || got.Number != c.number || got.Birth.String() != c.birth || got.Sex != c.sex || got.Upgraded != c.upgraded || got.Permit {
				t.Errorf("ParseResident(%q) = %+v, %v", c.in, got, err)
			}
		})
	}
	permit := "81000019900307001"
	got, err := ParseResident(permit+string(CheckDigit(permit)), today)
	if err != nil || !got.Permit {
		t.Errorf("permit of Hong Kong: %+v, %v", got, err)
	}
}

func TestParseResidentRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, in, says string }{
		{"nothing", " \u3000", "没有填"},
		{"seventeen", "45092319900307001", "应为18位，现在是17位"},
		{"nineteen", "4509231990030700111", "现在是19位"},
		{"wrong check", "450923199003070012", "对不上"},
		{"one digit off", "450923199003080011", "对不上"},
		{"X in the middle", "4509231990X3070011", "全是数字"},
		{"birthday of no calendar", "450923199002300018", "出生日期"},
		{"not born yet", "450923203003070018", "出生日期"},
		{"no region", "050923199003070011", "地区码"},
		{"float", "4.50923E+17", "现在是11位"},
		{"chinese", "四五零九二三一九九零零三零七零零一一", "全是数字"},
		{"eighteen bytes of six runes", "四五零九二三", "现在是6位"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := ParseResident(c.in, today)
			if !fault.Is(err, fault.Invalid) || !strings.Contains(fault.Of(err).Public, c.says) {
				t.Fatalf("ParseResident(%q): %v, want %q", c.in, err, c.says)
			}
			if n := Normalize(c.in); n != "" && strings.Contains(err.Error(), n) {
				t.Errorf("the error tells the number: %v", err)
			}
		})
	}
}

func TestCreditCode(t *testing.T) {
	t.Parallel()
	for _, ok := range []string{"91350100M000100Y43", "91110108551385082Q", "914403001922038216", " 91350100m000100y43 "} {
		if got, err := ParseCreditCode(ok); err != nil || !got.Verified {
			t.Errorf("ParseCreditCode(%q) = %+v, %v", ok, got, err)
		}
	}
	for _, old := range []string{"450923000012345", "55138508-2"} {
		if got, err := ParseCreditCode(old); err != nil || got.Verified {
			t.Errorf("old code %q = %+v, %v", old, got, err)
		}
	}
	for in, says := range map[string]string{
		"": "没有填", "91350100M000100Y44": "对不上", "9135010OM000100Y43": "I、O", "91350100M000100Y4": "现在是17位",
	} {
		if _, err := ParseCreditCode(in); err == nil || !strings.Contains(fault.Of(err).Public, says) {
			t.Errorf("ParseCreditCode(%q): %v, want %q", in, err, says)
		}
	}
}

func TestAccountAndPhone(t *testing.T) {
	t.Parallel()
	if a, err := ParseAccount("6222 0212 3456 7890 128"); err != nil || !a.Luhn || a.Number != "6222021234567890128" {
		t.Errorf("card: %+v, %v", a, err)
	}
	if a, err := ParseAccount("6217003320000000005"); err != nil || a.Luhn {
		t.Errorf("passbook: %+v, %v", a, err)
	}
	for _, bad := range []string{"", "1234567", "6.22202E+18", "六二二"} {
		if a, err := ParseAccount(bad); err == nil {
			t.Errorf("account %q = %+v", bad, a)
		}
	}
	for _, in := range []string{"13800001234", "+86 138-0000-1234", "13800001234", "8613800001234"} {
		if p, err := ParsePhone(in); err != nil || p != "13800001234" {
			t.Errorf("phone %q = %q, %v", in, p, err)
		}
	}
	for _, bad := range []string{"", "1380000123", "12800001234", "0775-8221234", "138000O1234"} {
		if p, err := ParsePhone(bad); err == nil {
			t.Errorf("phone %q = %q", bad, p)
		}
	}
}

func TestNames(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"陈 三": "陈三", "陈\u3000三\u00a0": "陈三", "阿卜杜拉•买买提": "阿卜杜拉·买买提", "阿卜杜拉.买买提": "阿卜杜拉·买买提", "阿卜杜拉．买买提": "阿卜杜拉·买买提",
		"李四(户主)": "李四", "\u200b王五\ufeff": "王五", "𬭎龙": "𬭎龙", "\ue001氏": "\ue001氏", "": "", "(户主)": "(户主)",
	} {
		if got := NormName(in); got != want {
			t.Errorf("NormName(%q) = %q, want %q", in, got, want)
		}
	}
	if !SameName("陈 三", "陈三") || SameName("陈三", "陈叁") {
		t.Error("SameName is wrong")
	}
}

func TestMasks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ got, want string }{
		{MaskID("450923199003070011"), "450923********0011"},
		{MaskID("4509"), "****"},
		{MaskID(""), ""},
		{MaskAccount("6222021234567890128"), "尾号0128"},
		{MaskAccount("1234567"), ""},
		{MaskPhone("13800001234"), "138****1234"},
		{MaskPhone("8221234"), "*******"},
		{MaskName("张三"), "张*"},
		{MaskName("欧阳 修远"), "欧**"},
		{MaskName("阿卜杜拉·买买提"), "阿**"},
		{MaskName("张"), "*"},
		{MaskName(""), ""},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}

func FuzzParseResident(f *testing.F) {
	for _, s := range []string{"450923199003070011", "452527650812121", "11010519491231002×", "四五零九二三一九九零零三零七零零一一", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := ParseResident(s, today)
		if err != nil {
			return
		}
		again, err := ParseResident(r.Number, today)
		if err != nil || again.Number != r.Number || again.Birth != r.Birth {
			t.Errorf("%q reads as %+v, which reads as %+v (%v)", s, r, again, err)
		}
	})
}

func TestFound(t *testing.T) {
	for text, want := range map[string][]Sort{
		"路什么时候修好": nil, "2025年3月，长2300米，款86万元": nil, "打138 0000 0000或0775-8300001": {SortMobile, SortLandline}, "４５０９２３１９６００１０１００１X": {SortResident},
		"450923600101001": {SortResident}, "6228480000000000000": {SortBank}, "12388": nil, "打0775-8300002": nil,
	} {
		if got := Found(text, "0775-8300002"); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

func TestSameNameInOtherShapes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"陳麗華", "陈丽华", true},
		{"鍾國強", "钟国强", true},
		{"陈\ue123三", "陈喆三", true}, // a character the bureau's system keeps in its private area
		{"陈\ue123", "李\ue123", false},
		{"\ue123\ue124", "陈三", false},
		{"陳三", "陈四", false},
		{"陳三", "陈三四", false},
		{"王昇", "王升", false}, // two names
	} {
		if got := SameName(c.a, c.b); got != c.want || SameName(c.b, c.a) != c.want {
			t.Errorf("%q and %q: %v", c.a, c.b, got)
		}
	}
	for from, to := range simplified {
		if _, twice := simplified[to]; twice || from == to {
			t.Errorf("%c goes on to %c", from, to)
		}
	}
}
