package county

import (
	"fmt"
	"sort"
	"strconv"
)

// work is a project with everything that is filed about it.
type work struct {
	number, name, kind, village, office, owner, approval string
	approved                                             day
	estimate, total, state                               int64 // 分
	purchase, method                                     string
	notice, opened                                       day
	ceiling                                              int64
	winner                                               int // firm, -1 none
	won, price                                           int64
	contract, planStart, planEnd, start, end, accepted   day
	settled                                              int64
	lon, lat                                             float64

	unpaid  bool // a plant wants no payments
	flows   []flow
	reports []report
	bids    []bid
}

type flow struct {
	on   day
	fen  int64
	paid bool // to the builder; else arrived
}

type report struct {
	on  day
	pct int
}

type bid struct {
	firm           int
	price          int64
	score, rank    int
	phone, account string
	void           bool
}

// trade is a type of project; cost in 万元.
type trade struct {
	name, pattern, office, purchase string
	from, to, days                  int
}

var projectTrades = []trade{
	{"道路", "%s屯级道路硬化工程", "交通运输局", "施工", 30, 190, 150},
	{"饮水", "%s农村饮水安全巩固提升工程", "水利局", "施工", 40, 240, 180},
	{"学校", "%s小学综合楼建设项目", "教育局", "施工", 180, 720, 300},
	{"产业", "%s百香果产业示范基地", "农业农村局", "施工", 60, 280, 150},
	{"亮化", "%s太阳能路灯安装项目", "农业农村局", "货物", 12, 60, 90},
	{"环境卫生", "%s生活污水处理设施工程", "生态环境局", "施工", 70, 260, 180},
	{"水利", "%s灌溉渠道维修工程", "水利局", "施工", 30, 180, 150},
	{"卫生", "%s标准化村卫生室建设项目", "卫生健康局", "施工", 16, 42, 120},
	{"文化", "%s村级公共服务中心项目", "文化广电体育和旅游局", "施工", 35, 90, 150},
	{"桥梁", "%s便民桥工程", "交通运输局", "施工", 50, 520, 180},
	{"设备", "%s粮食烘干冷藏设备采购项目", "农业农村局", "货物", 30, 260, 120},
	{"保洁", "%s生活垃圾分类收运服务项目", "住房和城乡建设局", "服务", 15, 60, 300},
	{"库区", "%s库区移民新村基础设施项目", "水库移民工作机构", "施工", 60, 300, 180},
}

const wan = int64(1_000_000) // 分 in a 万元

// tender is the estimate from which each purchase has to be put out to tender.
var tender = map[string]int64{"施工": 400 * wan, "货物": 200 * wan, "服务": 100 * wan}

// planWorks makes the innocent projects, by day of approval.
func (w *world) planWorks() {
	total := max(int(5442*w.scale), 24)
	span := int(w.last.last() - w.first.first())
	for i := range total {
		d := roll(w.seed, "work", i)
		approved := w.first.first() + day(i*span/total)
		v := (i*97 + i/len(w.villages)) % len(w.villages)
		k := (i/len(w.villages) + v*5) % len(projectTrades)
		if w.villages[v].urban {
			k = []int{4, 8, 11}[(i/len(w.villages)+v)%3]
		}
		t := projectTrades[k]
		cost := int64(d.between(t.from, t.to)) * wan
		x := w.work(d, t, v, approved, cost)
		w.file(d, x)
	}
	w.baseWorks = len(w.works)
}

// work is a lawful project that nobody has worked on yet.
func (w *world) work(d *dice, t trade, v int, approved day, cost int64) *work {
	n := len(w.works) + 1
	vil := w.villages[v]
	place := w.places[v]
	w.places[v]++
	x := work{
		number: fmt.Sprintf("BB%06d", n), name: fmt.Sprintf(t.pattern, vil.town+vil.name) + "（" + strconv.Itoa(approved.month().year()) + "年）", kind: t.name,
		village: vil.code, office: t.office, owner: vil.town + committee(vil), approval: fmt.Sprintf("博发改〔%d〕%d号", approved.month().year(), n),
		approved: approved, estimate: cost, total: cost + cost/50, purchase: t.purchase, winner: -1,
		lon: 109.62 + float64(v%20)*0.034 + float64(place%8)*0.004, lat: 21.65 + float64(v/20)*0.045 + float64(place/8%8)*0.004,
	}
	x.state = x.total
	if d.in1000(300) {
		x.state = x.total * 6 / 10
	}
	x.ceiling = cost - int64(d.n(20))*cost/1000
	switch {
	case x.ceiling >= tender[t.purchase] || x.estimate >= tender[t.purchase]:
		x.method, x.owner = "公开", vil.town+"人民政府"
		x.notice, x.opened = approved+20, approved+48
	case d.in1000(500):
		x.method = "竞争性谈判"
		x.notice, x.opened = approved+15, approved+36
	case d.in1000(500):
		x.method, x.notice, x.opened = "公开", approved+20, approved+48
	default:
		x.method = "直接发包"
	}
	x.contract = approved + 66
	x.planStart = approved + 80
	x.planEnd = x.planStart + day(t.days)
	x.start = x.planStart + day(d.n(5))
	x.end = x.planEnd - day(d.between(1, 9))
	x.accepted = x.end + 20
	x.won = x.ceiling * int64(960+d.n(37)) / 1000 / 10000 * 10000
	x.price = x.won
	x.settled = x.price * int64(972+d.n(28)) / 1000 / 100 * 100
	x.winner = w.nextBuilder()
	return &x
}

// nextBuilder goes round, so that nobody wins often in a short time.
func (w *world) nextBuilder() int {
	w.turn++
	return w.turn % w.builders
}

// file adds what is reported of a project up to the day of the data.
func (w *world) file(d *dice, x *work) {
	w.compete(d, x)
	w.progress(d, x)
	w.pay(x)
	w.cut(x)
	w.works = append(w.works, *x)
}

// compete gives a tender its bidders; the winner asks least.
func (w *world) compete(d *dice, x *work) {
	if x.method == "直接发包" || x.method == "无" || x.opened == 0 || len(x.bids) > 0 {
		return
	}
	price := x.won
	for rank := range d.between(3, 5) {
		f := x.winner
		if rank > 0 {
			f = (x.winner + rank*17 + d.n(9)) % w.builders
			price += price*int64(3+d.n(19))/1000/100*100 + int64(d.n(900))*100
		}
		if f == x.winner && rank > 0 {
			f = (x.winner + 11) % w.builders
		}
		taken := false
		for _, b := range x.bids {
			taken = taken || b.firm == f
		}
		if !taken {
			x.bids = append(x.bids, bid{firm: f, price: price, score: 92 - rank*3 - d.n(3), rank: len(x.bids) + 1, phone: w.firms[f].phone, account: w.firms[f].account})
		}
	}
}

// planned is the linear plan's progress on a day, in percent.
func (x *work) planned(on day) int {
	if on <= x.planStart {
		return 0
	}
	return min(100, int(on-x.planStart)*100/int(x.planEnd-x.planStart))
}

// progress writes a report every four weeks, a little ahead of the plan.
func (w *world) progress(d *dice, x *work) {
	if len(x.reports) > 0 || x.start == 0 {
		return
	}
	last := x.end
	if last == 0 || last > w.asOf {
		last = w.asOf
	}
	for on := x.start; on < last-5; on += 27 {
		x.reports = append(x.reports, report{on, min(97, x.planned(on)+1+d.n(2))})
	}
	if last == x.end {
		x.reports = append(x.reports, report{x.end, 100})
	} else if last >= x.start {
		on := w.asOf - day(d.between(1, 4))
		x.reports = append(x.reports, report{on, min(97, x.planned(on)+2)})
	}
	sort.Slice(x.reports, func(i, j int) bool { return x.reports[i].on < x.reports[j].on })
}

// pay pays behind the work: 30 of a hundred at half of it, 60 at four fifths, 80 at the
// end, 97 after the account and the rest a year later. Money arrives shortly
// before it is paid.
func (w *world) pay(x *work) {
	if len(x.flows) > 0 || x.contract == 0 || x.unpaid {
		return
	}
	length := x.planEnd - x.planStart
	steps := []struct {
		on  day
		fen int64
	}{
		{x.start + length*50/100, x.price * 30 / 100},
		{x.start + length*80/100, x.price * 60 / 100},
		{x.end + 12, x.price * 80 / 100},
		{x.end + 50, x.settled * 97 / 100},
		{x.end + 50 + 365, x.settled},
	}
	paid := int64(0)
	for _, s := range steps {
		if part := s.fen - paid; part > 0 {
			x.flows = append(x.flows, flow{s.on - 20, part, false}, flow{s.on, part, true})
			paid = s.fen
		}
	}
}

// cut drops what lies after the day of the data.
func (w *world) cut(x *work) {
	for _, d := range []*day{&x.notice, &x.opened, &x.contract, &x.start, &x.end, &x.accepted} {
		if *d > w.asOf {
			*d = 0
		}
	}
	if x.opened == 0 && x.method != "直接发包" && x.method != "无" || x.contract == 0 {
		x.winner, x.won, x.bids = -1, 0, nil
	}
	if x.contract == 0 {
		x.price = 0
	}
	if x.end == 0 || x.end+35 > w.asOf {
		x.settled = 0
	}
	flows := x.flows[:0]
	for i := 0; i+1 < len(x.flows); i++ {
		if f := x.flows[i]; f.on <= w.asOf {
			flows = append(flows, f)
		}
	}
	if n := len(x.flows); n > 0 && x.flows[n-1].on <= w.asOf {
		flows = append(flows, x.flows[n-1])
	}
	x.flows = flows
	for len(x.reports) > 0 && x.reports[len(x.reports)-1].on > w.asOf {
		x.reports = x.reports[:len(x.reports)-1]
	}
}

var projectHeader = []string{
	"项目编号", "名称", "类型", "村代码", "主管部门", "业主单位", "批复文号", "批复日期", "概算", "计划总投资", "财政资金", "采购类型", "招标方式", "公告日期", "开标日期",
	"控制价", "中标单位代码", "中标价", "合同价", "合同日期", "计划开工", "计划完工", "实际开工", "实际完工", "验收日期", "结算价", "经度", "纬度",
}

func money(fen int64) string {
	if fen == 0 {
		return ""
	}
	return yuan(fen)
}

func (w *world) projectRows(emit func(...string) error) error {
	for i := range w.works {
		x := &w.works[i]
		winner := ""
		if x.winner >= 0 {
			winner = w.firms[x.winner].code
		}
		if err := emit(x.number, x.name, x.kind, x.village, x.office, x.owner, x.approval, x.approved.String(), money(x.estimate), money(x.total), money(x.state), x.purchase, x.method,
			x.notice.String(), x.opened.String(), money(x.ceiling), winner, money(x.won), money(x.price), x.contract.String(), x.planStart.String(), x.planEnd.String(),
			x.start.String(), x.end.String(), x.accepted.String(), money(x.settled), fmt.Sprintf("%.5f", x.lon), fmt.Sprintf("%.5f", x.lat)); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) projectFundRows(emit func(...string) error) error {
	for i := range w.works {
		x := &w.works[i]
		for k, f := range x.flows {
			kind, to := "到账", ""
			if f.paid {
				kind = "拨付"
				if x.winner >= 0 {
					to = w.firms[x.winner].code
				}
			}
			if err := emit(x.number, f.on.String(), yuan(f.fen), kind, to, fmt.Sprintf("PZ%s-%02d", x.number, k+1)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *world) progressRows(emit func(...string) error) error {
	for i := range w.works {
		x := &w.works[i]
		for _, r := range x.reports {
			text := "按计划推进"
			if r.pct == 100 {
				text = "已完工"
			}
			if err := emit(x.number, r.on.String(), strconv.Itoa(r.pct), text, "陈工"); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *world) bidRows(emit func(...string) error) error {
	for i := range w.works {
		x := &w.works[i]
		for _, b := range x.bids {
			void := "否"
			if b.void {
				void = "是"
			}
			if err := emit(x.number, w.firms[b.firm].code, yuan(b.price), strconv.Itoa(b.score), strconv.Itoa(b.rank), b.phone, b.account, void); err != nil {
				return err
			}
		}
	}
	return nil
}
