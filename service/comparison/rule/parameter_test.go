package rule_test

import (
	"strings"
	"testing"

	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/fault"
)

// TestWhatAValueMaySay: a word that nothing goes by is refused where it is
// entered, and does not stop a comparison where it was entered before.
func TestWhatAValueMaySay(t *testing.T) {
	t.Parallel()
	byName := map[string]rule.Parameter{}
	var models = map[string]rule.Model{}
	for _, m := range rule.Models() {
		for _, p := range m.Parameters {
			byName[p.Name(m.Key)], models[p.Name(m.Key)] = p, m
			if err := p.Check(p.Default); err != nil {
				t.Errorf("%s: its own default is refused: %v", p.Name(m.Key), err)
			}
		}
	}
	for _, c := range []struct {
		name, text, wrong string // wrong: a part of what is said; "" passes
	}{
		{"S01.grace_months", "默认:0、农村低保:2", ""},
		{"S01.grace_months", "默认：0，农村低保：2", ""},
		{"S01.grace_months", "默认:0、低保:1", "没有“低保”这一项，可以写的是：默认、农村低保、"},
		{"S01.grace_months", "默认:0、农村低保:1、农村低保:2", "写了两次"},
		{"S01.grace_months", "默认:-1", "请写成"},
		{"S01.grace_months", "默认:一", "请写成“默认:0、农村低保:1”"},
		{"S01.grace_months", "农村低保+特困供养", "请写成"},
		{"S01.grace_months", "、", "请写成"},
		{"S27.grace_months", "默认:0、农村低保:6", ""},
		{"S22.care_grade", "默认:2、精神:4", ""},
		{"S22.care_grade", "默认:2、精神病:4", "没有“精神病”这一项"},
		{"tender.yuan", "施工:4000000、货物:2000000、服务:1000000", ""},
		{"tender.yuan", "工程:4000000", "可以写的是：默认、施工、货物、服务"},
		{"Q01.lines", "2024:8100、2025:8700", ""},
		{"Q01.lines", "24:8100", "可以写的是：2010到2049"},
		{"Q06.items", "2、4", ""},
		{"Q06.items", "1、2", "没有“1”这一项，可以写的是：2、3、4、5、8"},
		{"S02.kinds", "公务员，事业", ""},
		{"S02.kinds", "公务员 事业", "没有“公务员 事业”这一项"},
		{"S02.kinds", "公务员、公务员", "写了两次"},
		{"S04.alone", "低保", "没有“低保”这一项"},
		{"S10.pension_schemes", "职工、机关", ""},
		{"S10.pension_schemes", "职工养老", "没有“职工养老”这一项"},
		{"S20.cadre_posts", "公益性岗位", ""},
		{"S20.cadre_posts", "", ""},
		{"S20.cadre_posts", "保洁员", "可以写的是：生态护林员、公益性岗位"},
		{"S06.exempt_class", "摩托,三轮；代步", ""},
	} {
		err := byName[c.name].Check(c.text)
		if said := fault.Of(err); (err == nil) != (c.wrong == "") || err != nil && !strings.Contains(said.Public, c.wrong) {
			t.Errorf("%s=%q: %v", c.name, c.text, err)
		}
	}
	if _, err := rule.NewValues(models["S01.grace_months"], map[string]string{"S01.grace_months": "默认:0、低保:1"}, rule.DefaultMatrix()); err != nil {
		t.Errorf("a value that was entered before stops the comparison: %v", err)
	}
	v, err := rule.NewValues(models["S06.exempt_class"], map[string]string{"S06.exempt_class": "摩托,三轮；代步"}, rule.DefaultMatrix())
	if got := strings.Join(v.List("S06.exempt_class"), " "); err != nil || got != "摩托 三轮 代步" {
		t.Errorf("a list with other commas is %q %v", got, err)
	}
}
