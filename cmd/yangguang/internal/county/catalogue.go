package county

// item is a subsidy with its standards.
type item struct {
	code, name, office, target, unit, frequency string
	counts                                      bool // 收入认定
	payDay                                      int  // of the month in which it is paid
	lag                                         int  // months from the last month of the period to the payment; negative for yearly ones
	standards                                   []standard
}

// standard is an amount from a month on until the next of the same class.
type standard struct {
	class string
	from  month
	fen   int64
}

func since(y int, amounts ...any) (out []standard) {
	for i := 0; i+1 < len(amounts); i += 2 {
		class, _ := amounts[i].(string)
		fen, _ := amounts[i+1].(int)
		out = append(out, standard{class, ym(y, 1), int64(fen) * 100})
	}
	return out
}

func steps(groups ...[]standard) (out []standard) {
	for _, g := range groups {
		out = append(out, g...)
	}
	return out
}

// Codes of the items.
const (
	urbanAllowance = "MZ01"
	ruralAllowance = "MZ02"
	urbanSupport   = "MZ03"
	ruralSupport   = "MZ04"
	livingSubsidy  = "MZ05"
	nursingSubsidy = "MZ06"
	oldAge         = "MZ07"
	orphan         = "MZ08"
	abandoned      = "MZ09"
	emergency      = "MZ10"
	funeral        = "MZ11"
	reservoir      = "SL01"
	schooling      = "NY01"
	arable         = "NY03"
	reward         = "NY07"
	dangerous      = "ZJ01"
	relocation     = "ZJ02"
	disaster       = "ZJ03"
	ranger         = "LY01"
	forest         = "LY02"
	retired        = "LY03"
	publicPost     = "RS01"
	pension        = "RS03"
	birthControl   = "WJ01"
	veteran        = "TY01"
)

const (
	civil    = "民政局"
	farming  = "农业农村局"
	housing  = "住房和城乡建设局"
	forestry = "林业局"
	labour   = "人力资源和社会保障局"
)

var catalogue = []*item{
	{urbanAllowance, "城市低保金", civil, "户", "人月", "月", true, 10, 0, steps(
		since(2010, "A", 560, "C", 340), since(2022, "A", 640, "C", 365), since(2025, "A", 685, "C", 395))},
	{ruralAllowance, "农村低保金", civil, "户", "人月", "月", true, 11, 0, steps(
		since(2010, "A", 290, "B", 230, "C", 200), since(2022, "A", 320, "B", 245, "C", 215), since(2025, "A", 350, "B", 255, "C", 230))},
	{urbanSupport, "城市特困人员供养金", civil, "个人", "人月", "月", false, 12, 0, steps(since(2010, "", 850), since(2023, "", 988))},
	{ruralSupport, "农村特困人员供养金", civil, "个人", "人月", "月", false, 12, 0, steps(since(2010, "", 520), since(2023, "", 650))},
	{livingSubsidy, "困难残疾人生活补贴", civil, "个人", "人月", "月", false, 14, 0, steps(since(2010, "", 50), since(2021, "", 80))},
	{nursingSubsidy, "重度残疾人护理补贴", civil, "个人", "人月", "月", false, 15, 0, steps(since(2010, "", 50), since(2021, "", 80))},
	{oldAge, "高龄津贴", civil, "个人", "人月", "季", false, 20, 0, steps(
		since(2010, "80", 30, "90", 80, "100", 300), since(2021, "80", 50, "90", 100, "100", 300))},
	{orphan, "孤儿基本生活费", civil, "个人", "人月", "月", false, 16, 0, steps(since(2010, "", 700), since(2020, "", 950))},
	{abandoned, "事实无人抚养儿童基本生活费", civil, "个人", "人月", "月", false, 16, 0, since(2010, "", 950)},
	{emergency, "临时救助金", civil, "户", "一次", "一次", false, 22, 0, since(2010, "一般困难", 800, "较重困难", 2000, "重大困难", 5000)},
	{funeral, "丧葬补助金", civil, "个人", "一次", "一次", false, 23, 0, since(2010, "", 2000)},
	{reservoir, "库区移民直补", "水库移民工作机构", "个人", "人月", "季", true, 24, 0, since(2006, "", 50)},
	{schooling, "雨露计划补助", farming, "学生", "人学期", "学期", false, 18, -3, since(2010, "", 1500)},
	{arable, "耕地地力保护补贴", farming, "地块", "亩年", "年", true, 20, -6, steps(since(2010, "", 80), since(2020, "", 90), since(2024, "", 95))},
	{reward, "产业以奖代补", farming, "户", "一次", "一次", true, 19, 0, since(2010, "养牛", 1000, "养猪", 300, "养鸡", 500, "百香果", 600)},
	{dangerous, "农村危房改造补助", housing, "户", "一次", "一次", false, 25, 0, steps(
		since(2010, "建档立卡", 22000, "其他重点对象", 13000), since(2020, "建档立卡", 26500, "其他重点对象", 15000))},
	{relocation, "易地搬迁补助", "发展和改革局", "户", "一次", "一次", false, 25, 0, since(2010, "", 24000)},
	{disaster, "因灾重建补助", "应急管理局", "户", "一次", "一次", false, 26, 0, since(2010, "", 20000)},
	{ranger, "生态护林员补助", forestry, "个人", "人月", "月", true, 17, 0, since(2010, "", 800)},
	{forest, "公益林生态效益补偿", forestry, "地块", "亩年", "年", true, 21, -4, since(2010, "", 16)},
	{retired, "退耕还林补助", forestry, "地块", "亩年", "年", true, 22, -4, since(2010, "", 125)},
	{publicPost, "乡村公益性岗位补贴", labour, "个人", "人月", "月", true, 18, 0, steps(since(2010, "", 800), since(2022, "", 1000))},
	{pension, "城乡居民养老保险待遇", labour, "个人", "人月", "月", true, 13, 0, since(2010, "", 140)},
	{birthControl, "农村部分计划生育家庭奖励扶助", "卫生健康局", "个人", "人月", "年", false, 19, -3, since(2010, "", 80)},
	{veteran, "优抚对象定期抚恤补助", "退役军人事务局", "个人", "人月", "季", false, 23, 0, since(2010, "", 600)},
}

var itemOf = func() map[string]*item {
	m := map[string]*item{}
	for _, it := range catalogue {
		m[it.code] = it
	}
	return m
}()

// at is the standard of a class in a month; 0 where there is none.
func (it *item) at(class string, m month) (fen int64) {
	for _, s := range it.standards {
		if s.class == class && m >= s.from {
			fen = s.fen // the later one of the list replaces the earlier
		}
	}
	return fen
}

// length is how many months a payment covers.
func (it *item) length() month {
	switch it.frequency {
	case "季":
		return 3
	case "年":
		return 12
	case "学期":
		return 5
	}
	return 1
}

// starts reports whether a period of the item begins in m. Terms run from
// September to January and from March to July.
func (it *item) starts(m month) bool {
	switch it.frequency {
	case "季":
		return m%3 == 0
	case "年":
		return m%12 == 0
	case "学期":
		return m.inYear() == 9 || m.inYear() == 3
	case "月":
		return true
	}
	return false
}

// paid is the day on which the county pays the period that starts in m.
func (it *item) paid(m month) day { return (m + it.length() - 1 + month(it.lag)).on(it.payDay) }

// batch names the regular batch of the period that starts in m.
func (it *item) batch(m month) string {
	return it.code + "-" + string(appendPadded(appendPadded(nil, m.year(), 4), m.inYear(), 2)) + "01"
}

var subsidyHeader = []string{"项目编码", "项目名称", "主管部门", "对象", "档次", "标准", "单位", "频次", "收入认定", "生效日期", "失效日期", "文号"}

func subsidyRows() (rows [][]string) {
	for _, it := range catalogue {
		counts := "不计入"
		if it.counts {
			counts = "计入"
		}
		for i, s := range it.standards {
			until := day(0)
			for _, later := range it.standards[i+1:] {
				if later.class == s.class {
					until = later.from.first()
					break
				}
			}
			rows = append(rows, []string{it.code, it.name, it.office, it.target, s.class, yuan(s.fen), it.unit, it.frequency, counts, s.from.first().String(), until.String(), "博政补〔" + s.from.first().String()[:4] + "〕1号"})
		}
	}
	return rows
}

// policyRows are one policy for each item: enough for the kind to be there.
func policyRows() (rows [][]string) {
	for _, it := range catalogue {
		rows = append(rows, []string{
			"关于发放" + it.name + "的通知", it.code, "惠民补贴", "县" + it.office, "博政补〔2010〕1号", "2010-01-01", "",
			"符合" + it.name + "条件的对象", "见补贴项目目录", "身份证、户口簿", "镇便民服务中心", "",
		})
	}
	return rows
}

var policyHeader = []string{"标题", "项目编码", "类别", "发文机关", "文号", "生效日期", "失效日期", "享受条件", "标准", "申请材料", "办理地点", "咨询电话"}
