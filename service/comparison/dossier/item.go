package dossier

import (
	"strings"

	"yangguang/service/kernel/period"
)

// Item is a subsidy item with its standards over time.
type Item struct {
	ID         int64
	Code, Name string
	Bureau     string
	Target     string // 个人 户 地块 学生
	Frequency  string // 月 季 半年 年 学期 一次
	Category   Category
	Standards  []Standard
}

// Standard is what one class of an item is worth in a stretch of time.
type Standard struct {
	Fen    int64 // 分 per Unit
	Class  uint16
	Unit   string // 人月 户年 亩年 人学期 一次
	Span   period.Interval
	Income bool // 收入认定: counts as income
	Src    Ref
}

// Household reports whether the item is paid to a household.
func (i *Item) Household() bool { return i.Target == "户" }

// Standard is the standard of a class on a day.
func (i *Item) Standard(class uint16, on period.Day) (*Standard, bool) {
	for k := range i.Standards {
		if s := &i.Standards[k]; s.Class == class && s.Span.Contains(on) {
			return s, true
		}
	}
	return nil, false
}

// Category is what sort of benefit an item is; models and the exclusion matrix
// go by it, not by the county's codes.
type Category uint8

// The categories, in the order of the exclusion matrix.
const (
	Other           Category = iota
	RuralAllowance           // 农村低保
	UrbanAllowance           // 城市低保
	Destitute                // 特困
	Temporary                // 临时救助
	Housing                  // 危房改造
	Relocation               // 易地搬迁
	DisasterHousing          // 因灾重建
	Reservoir                // 库区移民
	Industry                 // 产业以奖代补
	Farmland                 // 耕地地力保护
	PublicForest             // 公益林
	FarmToForest             // 退耕还林
	VocationalAid            // 雨露计划
	Ranger                   // 生态护林员
	PublicPost               // 公益性岗位
	ResidentPension          // 城乡居民养老
	DisabledLiving           // 困难残疾人生活补贴
	DisabledCare             // 重度残疾人护理补贴
	OldAge                   // 高龄津贴
	Orphan                   // 孤儿和事实无人抚养儿童
	Aiding                   // 脱贫户和监测户识别: a judgement and no payment, so no item is of it
	categories
)

// categoryNames gives each category's Chinese name and the words by which an
// item's name tells it; the first match in this order holds.
var categoryNames = [...]struct {
	category Category
	name     string
	words    []string
}{
	{RuralAllowance, "农村低保", nil}, // allowanceOf tells these two
	{UrbanAllowance, "城市低保", nil},
	{Destitute, "特困供养", []string{"特困"}},
	{Temporary, "临时救助", []string{"临时救助"}},
	{Housing, "危房改造", []string{"危房改造", "危改", "抗震改造"}},
	{Relocation, "易地搬迁", []string{"易地搬迁", "易地扶贫搬迁"}},
	{DisasterHousing, "因灾重建", []string{"因灾重建", "因灾倒损"}},
	{Reservoir, "库区移民直补", []string{"移民"}},
	{VocationalAid, "雨露计划", []string{"雨露"}},
	{Ranger, "生态护林员", []string{"护林员"}},
	{PublicPost, "公益性岗位", []string{"公益性岗位", "公益岗"}},
	{Farmland, "耕地地力保护", []string{"耕地地力"}},
	{FarmToForest, "退耕还林", []string{"退耕"}},
	{PublicForest, "公益林", []string{"公益林"}},
	{Industry, "产业以奖代补", []string{"产业"}},
	{ResidentPension, "城乡居民养老", []string{"居民养老", "居民基本养老"}},
	{DisabledLiving, "困难残疾人生活补贴", []string{"残疾人生活"}},
	{DisabledCare, "重度残疾人护理补贴", []string{"残疾人护理"}},
	{OldAge, "高龄津贴", []string{"高龄"}},
	{Orphan, "孤儿和事实无人抚养儿童", []string{"孤儿", "事实无人抚养"}},
	{Aiding, "脱贫户和监测户识别", nil},
}

// CategoryOf tells an item's category by its name.
func CategoryOf(name string) Category {
	if c := allowanceOf(name); c != Other {
		return c
	}
	for _, c := range categoryNames {
		for _, w := range c.words {
			if strings.Contains(name, w) {
				return c.category
			}
		}
	}
	return Other
}

// allowanceOf tells 低保 under the many names that bureaus give it: 农村居民最低
// 生活保障, 城乡低保金. What is only given to families that have it, such as
// 低保家庭学费补助, is something else. Of no place it is the countryside's.
func allowanceOf(name string) Category {
	for _, w := range []string{"低保", "最低生活保障"} {
		_, rest, ok := strings.Cut(name, w)
		if !ok {
			continue
		}
		for _, of := range []string{"家庭", "对象", "户", "人员", "边缘", "、", "和"} {
			if strings.HasPrefix(rest, of) {
				return Other
			}
		}
		if strings.Contains(name, "城市") || strings.Contains(name, "城镇") {
			return UrbanAllowance
		}
		return RuralAllowance
	}
	return Other
}

// String is the category's Chinese name.
func (c Category) String() string {
	for _, n := range categoryNames {
		if n.category == c {
			return n.name
		}
	}
	return "其他"
}

// Categories lists all but Other.
func Categories() []Category {
	out := make([]Category, len(categoryNames))
	for i, n := range categoryNames {
		out[i] = n.category
	}
	return out
}

// Allowance reports 低保, rural or urban.
func (c Category) Allowance() bool { return c == RuralAllowance || c == UrbanAllowance }

// Hardship reports the household benefits of the poor: 低保 and 特困.
func (c Category) Hardship() bool { return c.Allowance() || c == Destitute }

// Rebuilding reports the benefits of which a house may have one: 危房改造, 易地搬迁, 因灾重建.
func (c Category) Rebuilding() bool {
	return c == Housing || c == Relocation || c == DisasterHousing
}

// Discretionary reports benefits that somebody decides on case by case, where
// favour is possible (S03).
func (c Category) Discretionary() bool {
	switch c {
	case RuralAllowance, UrbanAllowance, Destitute, Temporary, Housing, Industry, VocationalAid, Ranger, PublicPost:
		return true
	default:
		return false
	}
}
