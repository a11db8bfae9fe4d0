package dossier

import "testing"

func TestCategoryOfTheNamesBureausUse(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]Category{
		"农村低保": RuralAllowance, "农村居民最低生活保障": RuralAllowance, "城市居民最低生活保障": UrbanAllowance, "城镇居民最低生活保障金": UrbanAllowance,
		"农村特困人员基本生活供养": Destitute, "大中型水库移民后期扶持直补": Reservoir, "森林生态效益补偿(公益林)": PublicForest, "稻谷补贴": Other,
	} {
		if got := CategoryOf(name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}
