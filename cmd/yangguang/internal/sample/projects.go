package sample

import (
	"fmt"
	"strings"
	"time"
)

// work is a project of the sample county.
type work struct {
	number, name, village string
	kind                  projectKind
	owner                 string
	estimate, state       int64 // 概算 and 财政资金 in 分
	method                string
	builder               *company
	ceiling, won, settled int64
	approved, notice, opened, contract,
	planStart, planEnd, start, end, accepted time.Time
	percent int // 形象进度 at the day of the sample
	silent  int // days without a report before that day
	lon     float64
	lat     float64
}

// projectKind is a type of project.
type projectKind struct {
	name, pattern, office, purchase string
	from, to                        int // 概算 in 万元
	days                            int // planned duration
}

const (
	building = "施工"
	goods    = "货物"
	services = "服务"
)

var kinds = []projectKind{
	{"道路", "%s屯级道路硬化工程", "交通运输局", building, 45, 190, 120},
	{"饮水", "%s农村饮水安全巩固提升工程", "水利局", building, 40, 240, 150},
	{"学校", "%s小学综合楼建设项目", "教育局", building, 180, 560, 240},
	{"危房改造", "%s农村危房改造项目", housing, building, 18, 90, 180},
	{"产业", "%s百香果产业示范基地", farming, building, 60, 280, 150},
	{"亮化", "%s太阳能路灯安装项目", farming, goods, 12, 60, 60},
	{"环境卫生", "%s生活污水处理设施工程", "生态环境局", building, 70, 260, 180},
	{"水利", "%s灌溉渠道维修工程", "水利局", building, 30, 180, 120},
	{"卫生", "%s标准化村卫生室建设项目", health, building, 16, 42, 90},
	{"文化", "%s村级公共服务中心项目", "文化广电体育和旅游局", building, 35, 90, 120},
	{"桥梁", "%s便民桥工程", "交通运输局", building, 50, 320, 150},
	{"产业", "%s粮食烘干冷藏设备采购项目", farming, goods, 30, 220, 90},
	{"环境卫生", "%s生活垃圾分类收运服务项目", "住房和城乡建设局", services, 15, 60, 300},
	{"库区移民", "%s库区移民新村基础设施项目", resettled, building, 60, 300, 150},
}

// stage is how far a project has come on the day of the sample.
type stage int

const (
	settled stage = iota
	accepted
	underway
	late       // past its planned end, unfinished
	notStarted // past its planned start, not begun
	tendering
	planned
)

// mix is the order in which stages are given out.
var mix = []stage{settled, underway, settled, accepted, settled, late, planned, settled, underway, settled, accepted, notStarted, settled, tendering, settled, underway}

// company is an invented enterprise.
type company struct{ code, name string }

var companies = func() (out []*company) {
	for i, name := range []string{
		"玉林演示路桥工程有限公司", "博白样例建筑工程有限公司", "广西演示水利建设有限公司", "玉林样例市政工程有限公司", "博白演示农业设施有限公司",
		"广西样例照明设备有限公司", "博白演示环保科技有限公司", "玉林演示建设集团有限公司", "博白样例土石方工程有限公司", "广西演示机电设备有限公司",
		"玉林样例物业服务有限公司", "博白演示园林工程有限公司",
	} {
		out = append(out, &company{creditCode(i + 1), name})
	}
	return out
}()

// pictured are the projects that Photos belong to; they come first and keep
// their numbers.
var pictured = []struct {
	village string
	kind    int
	stage   stage
}{
	{"450923108210", 0, settled},
	{"450923109207", 1, underway},
	{"450923112205", 3, accepted},
	{"450923121205", 2, late},
}

// planWorks makes the projects: the pictured ones, then two in each village of
// the full towns and one elsewhere.
func planWorks(c *county, today time.Time) []*work {
	var works []*work
	add := func(village string, k projectKind, s stage) {
		w := &work{number: fmt.Sprintf("YS%04d", len(works)+1), village: village, kind: k}
		w.plan(c, s, roll("work", w.number), today)
		works = append(works, w)
	}
	for _, p := range pictured {
		add(p.village, kinds[p.kind], p.stage)
	}
	for i, v := range c.villages {
		k := (i*5 + 3) % len(kinds)
		if v[:9] == seat[:9] { // street lamps, a hall and refuse: there are no fields
			k = []int{5, 9, 12}[i%3]
		}
		add(v, kinds[k], mix[i%len(mix)])
		if isFull(v) {
			add(v, kinds[(i*5+10)%len(kinds)], mix[(i*3+7)%len(mix)])
		}
	}
	return works
}

func isFull(village string) bool {
	for _, t := range fullTowns {
		if village[:9] == t[:9] {
			return true
		}
	}
	return false
}

func short(name string) string {
	return strings.TrimSuffix(strings.TrimSuffix(name, "居委会"), "委会")
}

// round rounds to 100 yuan.
func round(fen int64) int64 { return fen / 10_000 * 10_000 }

func (w *work) plan(c *county, s stage, d *dice, today time.Time) {
	town := c.names[w.village[:9]+"000"]
	place := short(c.names[w.village])
	if strings.Contains(w.kind.pattern, "%s村级") {
		place = strings.TrimSuffix(strings.TrimSuffix(place, "村"), "社区")
	}
	w.name = town + fmt.Sprintf(w.kind.pattern, place)
	w.owner = town + "人民政府"
	if w.kind.name == "学校" {
		w.owner = "博白县教育局"
	}
	w.estimate = round(int64(d.between(w.kind.from*100, w.kind.to*100)) * 10_000)
	w.state = w.estimate
	if d.in1000(300) {
		w.state = round(w.estimate * int64(d.between(80, 97)) / 100)
	}
	w.method = method(w.kind, w.estimate)
	// Invented places: anywhere in the middle of the county.
	w.lon, w.lat = 109.75+float64(d.n(4500))/10_000, 21.95+float64(d.n(4800))/10_000
	w.dates(s, d, today)
	if w.method == "无" { // the households build for themselves
		if w.contract = (time.Time{}); s == settled {
			w.settled = round(w.estimate * int64(d.between(940, 995)) / 1000)
		}
		return
	}
	if w.opened.IsZero() && w.contract.IsZero() {
		return
	}
	w.builder = companies[builderFor(w.kind, d)]
	w.ceiling = round(w.estimate * int64(d.between(960, 995)) / 1000)
	w.won = round(w.ceiling * int64(d.between(900, 985)) / 1000)
	if s == settled {
		w.settled = round(w.won * int64(d.between(955, 1020)) / 1000)
	}
}

// method follows the thresholds of the domain guide, P01.
func method(k projectKind, estimate int64) string {
	limit := map[string]int64{building: 4_000_000_00, goods: 2_000_000_00, services: 1_000_000_00}[k.purchase]
	switch {
	case estimate >= limit:
		return "公开"
	case k.name == "危房改造":
		return "无"
	case estimate < 40_0000_00:
		return "直接发包"
	}
	return "竞争性谈判"
}

func builderFor(k projectKind, d *dice) int {
	suits := map[string][]int{
		"道路": {0, 3, 8}, "桥梁": {0, 7}, "饮水": {2, 7}, "水利": {2, 8}, "学校": {1, 7}, "卫生": {1, 8}, "文化": {1, 11}, "危房改造": {1},
		"产业": {4, 9}, "亮化": {5}, "环境卫生": {6, 10}, "库区移民": {2, 3},
	}[k.name]
	return pick(d, suits)
}

// dates lays the project along the calendar so that it is at stage s today.
func (w *work) dates(s stage, d *dice, today time.Time) {
	tender := w.method == "公开" || w.method == "竞争性谈判"
	prepare := 45 // from approval to the planned start
	if tender {
		prepare = 95
	}
	length := w.kind.days
	since := map[stage]int{ // days from approval to today
		settled: prepare + length + 150 + d.n(1900), accepted: prepare + length + 70 + d.n(40),
		underway: prepare + length*d.between(25, 85)/100, late: prepare + length + d.between(40, 120),
		notStarted: prepare + d.between(70, 150), tendering: 45, planned: d.between(5, 25),
	}[s]
	day := func(n int) time.Time {
		t := today.AddDate(0, 0, n-since)
		return date(t.Year(), int(t.Month()), t.Day())
	}
	w.approved, w.planStart, w.planEnd = day(0), day(prepare), day(prepare+length)
	if tender && s != planned {
		w.notice = day(30)
		if s != tendering {
			w.opened = day(30 + 21)
		}
	}
	if s == planned || s == tendering {
		return
	}
	w.contract = day(prepare - 15)
	if s == notStarted {
		return
	}
	slip := d.n(10)
	w.start = day(prepare + slip)
	switch s {
	case underway:
		w.percent = min(98, max(5, 100*(since-prepare-slip)/length))
	case late:
		w.percent, w.silent = d.between(45, 85), 20+d.n(40)
	default:
		w.percent = 100
		w.end = day(prepare + slip + length - d.n(8))
		w.accepted = w.end.AddDate(0, 0, d.between(12, 30))
	}
}

var projectHeader = []string{
	"项目编号", "名称", "类型", "村代码", "主管部门", "业主单位", "批复文号", "批复日期", "概算", "计划总投资", "财政资金", "采购类型", "招标方式",
	"公告日期", "开标日期", "控制价", "中标单位代码", "中标单位名称", "中标价", "合同价", "合同日期", "计划开工", "计划完工", "实际开工", "实际完工",
	"验收日期", "结算价", "经度", "纬度",
}

// projectRows has one column more than the contract asks for, 中标单位名称: people
// ask who builds, not for a code.
func projectRows(works []*work) [][]string {
	amount := func(fen int64) string {
		if fen == 0 {
			return ""
		}
		return yuan(fen)
	}
	rows := make([][]string, 0, len(works))
	for i, w := range works {
		b := company{}
		if w.builder != nil {
			b = *w.builder
		}
		rows = append(rows, []string{
			w.number, w.name, w.kind.name, w.village, w.kind.office, w.owner,
			fmt.Sprintf("演示批〔%d〕%d号", w.approved.Year(), i+1), iso(w.approved), yuan(w.estimate), yuan(w.estimate), yuan(w.state), w.kind.purchase, w.method,
			iso(w.notice), iso(w.opened), amount(w.ceiling), b.code, b.name, amount(w.won), amount(w.won), iso(w.contract),
			iso(w.planStart), iso(w.planEnd), iso(w.start), iso(w.end), iso(w.accepted), amount(w.settled),
			fmt.Sprintf("%.4f", w.lon), fmt.Sprintf("%.4f", w.lat),
		})
	}
	return rows
}

var progressHeader = []string{"项目编号", "日期", "形象进度", "说明", "填报人"}

// progressRows reports each begun project about once a month.
func progressRows(works []*work, today time.Time) [][]string {
	var rows [][]string
	for _, w := range works {
		if w.start.IsZero() {
			continue
		}
		last := w.end
		if last.IsZero() {
			last = today.AddDate(0, 0, -w.silent)
		}
		reporter := call(roll("reporter", w.number), surnames[len(w.name)%len(surnames)], false, 1985)
		days := int(last.Sub(w.start).Hours() / 24)
		steps := max(1, days/30)
		for i := 0; i <= steps; i++ {
			percent := w.percent * i / steps
			rows = append(rows, []string{w.number, iso(w.start.AddDate(0, 0, days*i/steps)), fmt.Sprint(percent), remark(w, percent, i == steps), reporter})
		}
	}
	return rows
}

func remark(w *work, percent int, last bool) string {
	switch {
	case percent == 100:
		return "已完工,等待或已经验收"
	case last && w.silent > 0:
		return "进度慢于计划,材料和工人没有到齐,正在催促"
	case percent == 0:
		return "施工单位进场"
	case percent < 35:
		return "基础部分施工"
	case percent < 80:
		return "主体部分施工"
	}
	return "收尾"
}
