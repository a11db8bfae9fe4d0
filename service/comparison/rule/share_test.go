package rule

import "testing"

// TestAShareIsTypedInPerCent: what is kept as 0.05 is written 5%, and a number
// without the sign, which may mean either, is asked about.
func TestAShareIsTypedInPerCent(t *testing.T) {
	t.Parallel()
	share := Parameter{Key: "tolerance", Label: "误差", Unit: ShareUnit, Sort: Decimal, Default: "0.05"}
	for text, want := range map[string]string{"5%": "0.05", " 0.3 ％ ": "0.003", "0%": "0", "100%": "1", "7%": "0.07", "12.34%": "0.1234", "0.05": "", "5": "", "101%": "", "-1%": "", "%": "", "NaN%": "", "": ""} {
		got, err := share.Kept(text)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("%q is kept as %q, want %q: %v", text, got, want, err)
		}
	}
	other := Parameter{Key: "ratio", Label: "倍数", Unit: "倍", Sort: Decimal, Default: "1.5"}
	if got, err := other.Kept(" 1.2 "); got != "1.2" || err != nil {
		t.Errorf("%q %v", got, err)
	}
	for _, m := range Models() {
		for _, p := range m.Parameters {
			if p.Unit == ShareUnit && p.Sort != Decimal {
				t.Errorf("%s.%s is a share and no decimal", m.Key, p.Key)
			}
		}
	}
}
