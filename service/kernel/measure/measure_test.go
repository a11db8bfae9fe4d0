package measure

import "testing"

func TestNumbersWithThreeDecimals(t *testing.T) {
	for in, want := range map[string]int64{"2": 2000, "2.3": 2300, " 1,250.125 ": 1250125, "0": 0, "0.5": 500, "": -1, ".5": -1, "2.3456": -1, "-1": -1, "1e3": -1, "1.2.3": -1, "+2": -1, "1234567890": -1} {
		got, ok := Parse(in)
		if ok != (want >= 0) || ok && got != want {
			t.Errorf("%q: %d %v", in, got, ok)
		}
	}
	for in, want := range map[int64]string{2000: "2", 2300: "2.3", 1250125: "1250.125", 50: "0.05", 0: "0"} {
		if got := Number(in); got != want {
			t.Errorf("%d: %q", in, got)
		}
	}
	if got := Text(1250, "公里"); got != "1.25公里" {
		t.Error(got)
	}
}
