package dossier

import "testing"

func TestAllowancesAreToldByTheirManyNames(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Category{
		"农村居民最低生活保障": RuralAllowance, "城市居民最低生活保障": UrbanAllowance, "农村低保": RuralAllowance, "城镇低保金": UrbanAllowance, "城乡低保": RuralAllowance,
		"农村最低生活保障金": RuralAllowance, "城市低保": UrbanAllowance, "低保家庭学费补助": Other, "低保边缘家庭救助": Other, "低保户危房改造": Housing, "城市特困人员基本生活供养": Destitute,
		"高龄津贴": OldAge, "稻谷补贴": Other,
		"城镇居民最低生活保障金": UrbanAllowance, "大中型水库移民后期扶持直补": Reservoir, "森林生态效益补偿(公益林)": PublicForest,
	} {
		if got := CategoryOf(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}
