package similar

import "testing"

func TestNumbers(t *testing.T) {
	for says, want := range map[string]int64{
		"3600元": 3600, "三千六百元": 3600, "三千六": 3600, "3千6": 3600, "一万八": 18000, "二万一千元": 21000, "1.5万元": 15000, "12.35元": 12,
		"一万零五": 10005, "三百六十": 360, "二〇二三年": 2023, "十五": 15, "两百亩": 200, "2万5千": 25000, "120000": 120000,
		"一个人": 0, "万寿村": 0, "千万": 0, "十": 0, "": 0, "零": 0, "四三千": 0, "四3600": 0,
	} {
		got := int64(0)
		if says != "" {
			got, _ = number([]rune(says))
		}
		if got != want {
			t.Errorf("%s: %d, want %d", says, got, want)
		}
	}
}

func TestOneForm(t *testing.T) {
	for typed, want := range map[string]string{
		"　王　大富，（支书）": "王 大富 支书 ", "ＡＢ２０２５－０１": "ab2025 01", "<b>钱</b>": "b 钱 b ", "3．5": "3.5", "好。。。坏": "好 坏",
	} {
		if got := string(normalise(typed, 100)); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func TestWhoIsMeant(t *testing.T) {
	for field, want := range map[string]string{
		"王大富": "王大富", "四联村王大富": "王大富", "支书王大富": "王大富", "王大富(村支书)": "王大富", "王支书": "", "村主任": "", "李四、张三丰": "李四 张三丰", "不知道": "",
	} {
		w, got := whoIn(normalise(field, 100), nil), ""
		for _, n := range w.names {
			if got != "" {
				got += " "
			}
			got += n
		}
		if got != want {
			t.Errorf("%s: %q, want %q", field, got, want)
		}
	}
}
