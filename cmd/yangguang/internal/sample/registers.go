package sample

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// How many of each sort are planted among the registers, each where a model
// looks: people who died and are paid on (S01), people on the payroll (S02),
// village cadres (S04) and cars (S06) in 低保 households. No sample villager is
// among them.
const (
	plantedDeaths   = 8
	plantedPayroll  = 6
	plantedCadres   = 3
	plantedVehicles = 8
)

var (
	rosterHeader    = []string{"项目编码", "户编号", "身份证号", "姓名", "与户主关系", "档次", "核定金额", "开始年月", "终止年月", "批准日期", "经办人身份证号", "账号"}
	deathHeader     = []string{"身份证号", "姓名", "死亡日期", "注销日期", "来源", "撤销"}
	officialHeader  = []string{"身份证号", "姓名", "单位", "职务", "人员类别", "开始日期", "终止日期", "村代码"}
	vehicleHeader   = []string{"身份证号", "所有人", "号牌号码", "车辆类型", "使用性质", "初次登记日期", "转出日期", "状态", "估值"}
	prepayoutHeader = slices.DeleteFunc(slices.Clone(payoutHeader), func(h string) bool { return h == "发放日期" || h == "发放结果" })
)

// registerParts are what other bureaus hand in, and the list of 农村低保 that is
// to be paid next and nobody has answered yet.
func registerParts(c *county, p *planting, today time.Time) []Part {
	officials, deaths := misfitRows(c, p, monthOf(today))
	return []Part{
		{Kind: "prepayouts", Name: "拟发放名单-农村低保-" + monthOf(today).String() + ".csv", Bureau: civil,
			Write: table(prepayoutHeader, func() [][]string { return proposedRows(c, monthOf(today)) })},
		{Kind: "rosters", Name: "低保对象名册.csv", Write: table(rosterHeader, func() [][]string { return rosterRows(c, monthOf(today)) })},
		{Kind: "officials", Name: "财政供养人员.csv", Write: table(officialHeader, func() [][]string { return slices.Concat(p.officials, officials) })},
		{Kind: "deaths", Name: "死亡人口.csv", Write: table(deathHeader, func() [][]string { return slices.Concat(p.deaths, deaths) })},
		{Kind: "vehicles", Name: "机动车.csv", Write: table(vehicleHeader, func() [][]string { return p.vehicles })},
	}
}

// allowanceCode is the item a household's 低保 is paid as.
func (h *household) allowanceCode() string {
	if h.town {
		return "MZ01"
	}
	return "MZ02"
}

// rosterRows are everybody who counts in a household with 低保, as they are paid
// for; an end that is still to come is not known yet.
func rosterRows(c *county, now month) (rows [][]string) {
	hand := handlers(c)
	for _, h := range c.households {
		a := h.allowance
		if a.from == 0 {
			continue
		}
		to := ""
		if a.to != 0 && a.to < now {
			to = a.to.String()
		}
		for _, p := range h.members {
			from := max(a.from, monthOf(p.birth))
			if p.status != "正常" || a.to != 0 && from > a.to {
				continue
			}
			rows = append(rows, []string{h.allowanceCode(), h.code, p.id, p.name, p.relation, a.class, "", from.String(), to, iso((a.from - 1).day(20)), hand[h.village], h.head().account})
		}
	}
	return rows
}

// handlers are who handles the 低保 of each village: one of its people, who
// draws nothing of the kind.
func handlers(c *county) map[string]string {
	out := map[string]string{}
	for _, h := range c.households {
		if head := h.head(); out[h.village] == "" && h.key == "" && h.ordinary() && head.status == "正常" && head.ageIn(sampleYear) >= 28 && head.ageIn(sampleYear) <= 58 {
			out[h.village] = head.id
		}
	}
	return out
}

// ordinary reports whether a household draws nothing that a post or a car would
// clash with.
func (h *household) ordinary() bool {
	return h.allowance.from == 0 && h.support == 0 && !h.relieved && !h.reservoir
}

// proposedRows are the 农村低保 of a month.
func proposedRows(c *county, m month) (rows [][]string) {
	it := lookUp("MZ02")
	for _, h := range c.households {
		a, n := h.allowance, h.counted(m)
		standard, ok := it.at(a.class, m.day(1))
		if a.from == 0 || a.from > m || a.to != 0 && a.to < m || h.town || n == 0 || !ok {
			continue
		}
		head := h.head()
		rows = append(rows, []string{it.code + "-" + label(it.frequency, m), it.code, m.String(), m.String(), head.id, head.name, strconv.Itoa(n), a.class,
			yuan(standard * int64(n)), head.account, head.name, h.village, ""})
	}
	return rows
}

// planting collects the rows of the registers.
type planting struct{ deaths, officials, vehicles [][]string }

// plantAmong draws the registers: ordinary people, and among them the planted.
func plantAmong(c *county, today time.Time) *planting {
	var p planting
	for _, h := range c.households {
		p.ordinary(h)
	}
	now := monthOf(today)
	var needy []*household // with 低保 for years and still, in order
	for _, h := range c.households {
		if a := h.allowance; h.key == "" && a.from > 0 && a.from < ym(2024, 1) && (a.to == 0 || a.to > now) && h.head().ageIn(now.year()) < 85 {
			needy = append(needy, h)
		}
	}
	kinds := plantedPayroll + plantedCadres + plantedVehicles
	for i, h := range needy[:min(kinds, len(needy))] {
		who := h.members[min(len(h.members)-1, 1)]
		if who.ageIn(now.year()) < 24 {
			who = h.head()
		}
		switch {
		case i < plantedPayroll:
			kind := []string{"事业", "公务员"}[i%2]
			p.official(who, "博白县演示"+map[string]string{"事业": "中心小学", "公务员": "镇人民政府"}[kind], map[string]string{"事业": "教师", "公务员": "科员"}[kind], kind, date(2022, 9, 1), "")
		case i < plantedPayroll+plantedCadres:
			p.official(who, c.names[h.village], "村委会委员", "村干部", date(2021, 3, 1), h.village)
		default:
			p.vehicle(who, i, "小型轿车", date(2022, 5, 10+i), 60_000+5_000*i)
		}
	}
	// The village whose cadre a visitor may be has one to check itself.
	if i := slices.IndexFunc(needy, func(h *household) bool { return h.village == named[0] }); i >= kinds {
		p.vehicle(needy[i].head(), kinds, "小型普通客车", date(2022, 6, 18), 82_000)
	}
	p.bury(c, now)
	return &p
}

// ordinary enters what anybody may have: a post or a car in a household that
// draws nothing it would clash with.
func (p *planting) ordinary(h *household) {
	d := roll("registers", h.code)
	if h.key != "" || !h.ordinary() {
		return
	}
	head := h.head()
	if age := head.ageIn(sampleYear); age < 28 || age > 58 || head.status != "正常" {
		return
	}
	switch n := d.n(1000); {
	case n < 25:
		p.official(head, "博白县样例中学", "教师", "事业", date(2012, 9, 1), "")
	case n < 110:
		p.vehicle(head, 1000+len(p.vehicles), pick(d, []string{"小型轿车", "小型普通客车", "普通二轮摩托车"}), date(2018, 1+d.n(12), 1+d.n(28)), 20_000+1000*d.n(90))
	}
}

func (p *planting) official(who *person, unit, post, kind string, from time.Time, village string) {
	p.officials = append(p.officials, []string{who.id, who.name, unit, post, kind, iso(from), "", village})
}

func (p *planting) vehicle(who *person, n int, kind string, from time.Time, yuan int) {
	p.vehicles = append(p.vehicles, []string{who.id, who.name, fmt.Sprintf("桂K%05d", 90_000+n), kind, "非营运", iso(from), "", "正常", strconv.Itoa(yuan) + ".00"})
}

// bury lets people who live alone or draw 高龄津贴 die, and be paid on.
func (p *planting) bury(c *county, now month) {
	n := 0
	for _, h := range c.households {
		head := h.head()
		old := head.turns(80) < now-24
		alone := len(h.members) == 1 && h.allowance.from > 0 && (h.allowance.to == 0 || h.allowance.to > now) && h.allowance.from < now-24
		if h.key != "" || head.status != "正常" || !old && !alone || !roll("death", head.id).in1000(120) {
			continue
		}
		if n++; n > plantedDeaths {
			return
		}
		died := (now - month(6+n)).day(3 + n)
		p.deaths = append(p.deaths, []string{head.id, head.name, iso(died), iso(died.AddDate(0, 0, 40)), []string{"公安", "民政", "卫健"}[n%3], "否"})
	}
}
