package sample

import "time"

// item is a subsidy of the catalogue with all its standards.
type item struct {
	code, name, office, target, unit, frequency string
	counts                                      bool // 收入认定: counted as income
	standards                                   []standard
}

// standard is an amount from a day on, until the next of the same class.
type standard struct {
	class string
	from  time.Time
	fen   int64
	basis string
	until time.Time // set where nothing follows
}

// shown marks the amounts for which no public document was found.
const shown = "演示标准"

// Where a public figure of the neighbouring county 北流 or of another county
// of the region is used, the document column says so.
const (
	beiliu2025 = "演示借用：北流市2025年1月公开标准"
	beiliu2022 = "演示借用：北流市2022年11月公开标准"
)

func since(y, m int, basis string, amounts ...any) (out []standard) {
	for i := 0; i+1 < len(amounts); i += 2 {
		class, _ := amounts[i].(string)
		fen, _ := amounts[i+1].(int)
		out = append(out, standard{class: class, from: date(y, m, 1), fen: int64(fen) * 100, basis: basis})
	}
	return out
}

func steps(groups ...[]standard) (out []standard) {
	for _, g := range groups {
		out = append(out, g...)
	}
	return out
}

func ending(y, m int, s []standard) []standard {
	for i := range s {
		s[i].until = date(y, m, 1)
	}
	return s
}

const (
	civil     = "民政局"
	farming   = "农业农村局"
	forestry  = "林业局"
	housing   = "住房和城乡建设局"
	labour    = "人力资源和社会保障局"
	health    = "卫生健康局"
	resettled = "水库移民工作机构"
	veterans  = "退役军人事务局"
	disabled  = "民政局、残疾人联合会"
)

// catalogue holds the subsidies of the sample county (domain guide §5).
var catalogue = []*item{
	{"MZ01", "城市居民最低生活保障", civil, "户", "人月", "月", true, steps(
		since(2015, 1, shown, "A", 480, "C", 260), since(2019, 1, shown, "A", 560, "C", 320),
		since(2022, 1, shown, "A", 640, "C", 365), since(2025, 1, beiliu2025, "A", 685, "C", 395))},
	{"MZ02", "农村居民最低生活保障", civil, "户", "人月", "月", true, steps(
		since(2015, 1, shown, "A", 210, "B", 150, "C", 130), since(2019, 1, shown, "A", 270, "B", 190, "C", 170),
		since(2022, 1, shown, "A", 310, "B", 225, "C", 200), since(2025, 1, beiliu2025, "A", 350, "B", 255, "C", 230))},
	{"MZ03", "城市特困人员基本生活供养", civil, "个人", "人月", "月", true, steps(
		since(2015, 1, shown, "", 720), since(2019, 1, shown, "", 850), since(2022, 11, beiliu2022, "", 988))},
	{"MZ04", "农村特困人员基本生活供养", civil, "个人", "人月", "月", true, steps(
		since(2015, 1, shown, "", 430), since(2019, 1, shown, "", 520), since(2022, 11, beiliu2022, "", 650))},
	{"MZ05", "困难残疾人生活补贴", disabled, "个人", "人月", "月", false, steps(
		since(2016, 1, "演示借用：梧州市2016年公开标准", "", 50), since(2021, 1, "演示借用：永福县公开标准", "", 80))},
	{"MZ06", "重度残疾人护理补贴", disabled, "个人", "人月", "月", false, steps(
		since(2016, 1, "演示借用：梧州市2016年公开标准", "", 50), since(2021, 1, "演示借用：永福县公开标准", "", 80))},
	{"MZ07", "高龄津贴", civil, "个人", "人月", "季", false, steps(
		since(2015, 1, shown, "80", 30, "90", 80, "100", 300), since(2021, 1, shown, "80", 50, "90", 100, "100", 300))},
	{"MZ08", "孤儿基本生活费", civil, "个人", "人月", "月", false, steps(
		since(2015, 1, shown, "", 700), since(2020, 1, shown, "", 950))},
	{"MZ09", "事实无人抚养儿童基本生活费", civil, "个人", "人月", "月", false, since(2020, 1, shown, "", 950)},
	{"MZ10", "临时救助", civil, "户", "一次", "一次", false, since(2015, 1, shown, "一般困难", 800, "较重困难", 2000, "重大困难", 5000)},
	{"SL01", "大中型水库移民后期扶持直补", resettled, "个人", "人月", "季", true,
		ending(2026, 7, since(2006, 7, "国家标准：每人每年600元，按季发放", "", 50))},
	{"NY01", "雨露计划职业学历教育补助", farming, "学生", "人学期", "学期", false, since(2015, 1, "雨露计划：每学期1500元", "", 1500)},
	{"NY02", "雨露计划本科学历教育补助", farming, "学生", "一次", "一次", false, since(2015, 1, "雨露计划(2015年):一次性5000元", "", 5000)},
	{"NY03", "耕地地力保护补贴", farming, "地块", "亩年", "年", true, steps(
		since(2015, 1, shown, "", 80), since(2020, 1, shown, "", 90), since(2024, 1, shown, "", 95))},
	{"NY04", "稻谷补贴", farming, "地块", "亩年", "年", true, steps(since(2018, 1, shown, "", 30), since(2023, 1, shown, "", 40))},
	{"NY05", "糖料蔗良种补贴", farming, "地块", "亩年", "年", true, since(2019, 1, shown, "", 300)},
	{"NY06", "农机购置补贴", farming, "户", "一次", "一次", false, since(2015, 1, shown, "微耕机", 700, "插秧机", 2800, "烘干机", 6000)},
	{"NY07", "产业以奖代补", farming, "户", "一次", "一次", true, since(2016, 1, shown, "养牛(头)", 1000, "养猪(头)", 300, "养鸡(百羽)", 500, "百香果(亩)", 600)},
	{"NY08", "脱贫人口小额信贷贴息", farming, "户", "一次", "季", false, since(2016, 1, shown, "", 450)},
	{"ZJ01", "农村危房改造补助", housing, "户", "一次", "一次", false, steps(
		since(2015, 1, shown, "建档立卡", 22000, "其他重点对象", 13000),
		since(2020, 1, "广西2020年公开标准：建档立卡户不低于26500元、其他三类不低于15000元", "建档立卡", 26500, "其他重点对象", 15000))},
	{"LY01", "生态护林员补助", forestry, "个人", "一次", "季", true, since(2017, 1, "参照每年约10000元，演示按季2500元", "", 2500)},
	{"LY02", "森林生态效益补偿(公益林)", forestry, "地块", "亩年", "年", true, since(2015, 1, shown+":每亩每年16元，待县里确认", "", 16)},
	{"LY03", "新一轮退耕还林补助", forestry, "地块", "亩年", "年", true,
		since(2015, 1, shown+":每亩共1600元分次发放，待县里确认", "第一次", 800, "第二次", 400, "第三次", 400)},
	{"RS01", "乡村公益性岗位补贴", labour, "个人", "人月", "月", true, steps(since(2018, 1, shown, "", 800), since(2022, 1, shown, "", 1000))},
	{"RS02", "外出务工交通补贴", labour, "个人", "一次", "一次", false, since(2020, 1, shown, "跨省", 300, "省内", 100)},
	{"WJ01", "农村部分计划生育家庭奖励扶助", health, "个人", "人月", "年", false, since(2015, 1, shown, "", 80)},
	{"WJ02", "计划生育家庭特别扶助", health, "个人", "人月", "年", false, since(2015, 1, shown, "", 450)},
	{"WJ03", "老年乡村医生养老补助", health, "个人", "人月", "月", true, since(2015, 1, shown, "", 300)},
	{"TY01", "优抚对象定期抚恤补助", veterans, "个人", "人月", "季", false, steps(since(2015, 1, shown, "", 600), since(2021, 8, shown, "", 800))},
}

// lookUp finds an item by its code.
func lookUp(code string) *item {
	for _, it := range catalogue {
		if it.code == code {
			return it
		}
	}
	return nil
}

// at is the standard of a class on a day, and whether there is one.
func (it *item) at(class string, day time.Time) (fen int64, ok bool) {
	for _, s := range it.standards {
		if s.class == class && !day.Before(s.from) && (s.until.IsZero() || day.Before(s.until)) {
			fen, ok = s.fen, true // the later one of the list replaces the earlier
		}
	}
	return fen, ok
}

var subsidyHeader = []string{"项目编码", "项目名称", "主管部门", "对象", "档次", "标准", "单位", "频次", "收入认定", "生效日期", "失效日期", "文号"}

// subsidyRows writes a row for each standard; a day of 失效日期 is the first on
// which the standard no longer holds.
func subsidyRows() [][]string {
	var rows [][]string
	for _, it := range catalogue {
		counts := "不计入"
		if it.counts {
			counts = "计入"
		}
		for i, s := range it.standards {
			until := s.until
			for _, later := range it.standards[i+1:] {
				if later.class == s.class {
					until = later.from
					break
				}
			}
			rows = append(rows, []string{it.code, it.name, it.office, it.target, s.class, yuan(s.fen), it.unit, it.frequency, counts, iso(s.from), iso(until), s.basis})
		}
	}
	return rows
}
