package citizen

import (
	"strings"
	"testing"
)

func TestFirstLineNeverCutsANumber(t *testing.T) {
	long := "建档立卡户每户不低于26500元，其他三类每户不低于15000元，拆了重建的每平方米不低于800元，加固的每平方米不低于300元，具体多少以县里公布的为准，每年都可能不一样"
	for name, c := range map[string]struct{ in, want string }{
		"nothing":       {"", ""},
		"short":         {"每人每月80元。", "每人每月80元。"},
		"second line":   {"第一行\n第二行", "第一行"},
		"long":          {long, "建档立卡户每户不低于26500元，其他三类每户不低于15000元，拆了重建的每平方米不低于800元……"},
		"thousands":     {strings.Repeat("钱", 55) + "12,345,678元", strings.Repeat("钱", 55) + "……"},
		"without marks": {strings.Repeat("田", 80), strings.Repeat("田", longestGlance) + "……"},
	} {
		if got := firstLine(c.in); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestFirstSentenceIsWhole(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "每人每月80元": "每人每月80元", "满80岁。到90岁升一档。": "满80岁", "一般800元；较重2000元。": "一般800元",
		"每人每月650元(借用邻县的数，作演示；以县里公布的为准)。": "每人每月650元(借用邻县的数，作演示；以县里公布的为准)",
		"每人每月650元（借用邻县的数；作演示）；再说":        "每人每月650元（借用邻县的数；作演示）", "一行\n二行": "一行",
	} {
		if got := firstSentence(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
