package sample

import (
	"strconv"
	"time"
)

var (
	aidedHeader     = []string{"户编号", "户主身份证号", "户主姓名", "村代码", "户类型", "识别日期", "脱贫日期", "致贫原因"}
	indicatorHeader = []string{"户编号", "年度", "人均纯收入", "住房等级", "危改验收", "饮水达标", "义务教育达标", "医保覆盖", "核查日期", "核查人",
		"工资性收入", "经营净收入", "财产净收入", "转移净收入", "水量", "水质", "用水方便程度", "供水保证率"}
	insuranceHeader = []string{"身份证号", "姓名", "险种", "年度", "资助参保"}
)

// firstChecked is the first year of the yearly checks of households.
const firstChecked = 2019

// livelihoodParts are the register of households that were poor, their yearly
// checks and their health insurance. Most lack nothing; a few lack one thing
// each, which the models of 保障监督 find.
func livelihoodParts(c *county, today time.Time) []Part {
	return []Part{
		{Kind: "households", Name: "脱贫户和监测户.csv", Write: table(aidedHeader, func() [][]string { return aidedRows(c) })},
		{Kind: "indicators", Name: "两不愁三保障指标.csv", Write: table(indicatorHeader, func() [][]string { return indicatorRows(c, today) })},
		{Kind: "insurance", Name: "医保参保.csv", Write: table(insuranceHeader, func() [][]string { return insuranceRows(c, today) })},
	}
}

func aidedRows(c *county) (rows [][]string) {
	for _, h := range c.households {
		if h.relieved {
			d := roll("aided", h.code)
			rows = append(rows, []string{h.code, h.head().id, h.head().name, h.village, "脱贫户", "2015-12-31", iso(date(2016+d.n(5), 11, 30)), pick(d, []string{"因病", "因残", "缺劳力", "缺技术", "因学"})})
		}
	}
	return rows
}

// lack is what a household's newest check finds wanting.
func lack(h *household) string {
	if h.key != "" {
		return ""
	}
	switch n := roll("lack", h.code).n(100); {
	case n < 5:
		return "income"
	case n < 9:
		return "house"
	case n < 13:
		return "water"
	}
	return ""
}

func indicatorRows(c *county, today time.Time) (rows [][]string) {
	for _, h := range c.households {
		if !h.relieved {
			continue
		}
		d, wants := roll("indicators", h.code), lack(h)
		income, grade := 6500+d.n(2500), pick(d, []string{"A", "A", "B"})
		for y := firstChecked; y < today.Year(); y++ {
			income += 500 + d.n(700)
			last := y == today.Year()-1
			yuan, house, water := income, grade, "是"
			if last && wants == "income" {
				yuan = 6100 + d.n(900)
			}
			if last && wants == "house" {
				house = "D"
			}
			if last && wants == "water" {
				water = "否"
			}
			row := []string{h.code, strconv.Itoa(y), strconv.Itoa(yuan) + ".00", house, "无", water, "是", "是", iso(date(y, 11, 5+d.n(20))), ""}
			rows = append(rows, append(row, partsOf(h.code, y, yuan, water)...))
		}
	}
	return rows
}

// partsOf are the parts of a household's income per head, and the four values of
// its water, of which one fails where the water does.
func partsOf(code string, year, yuan int, water string) []string {
	d := roll("parts", code)
	wages, transfer := yuan*(45+d.n(25))/100, yuan*(8+(year+d.n(9))%9)/100
	business := (yuan - wages - transfer) * 95 / 100
	out := []string{"是", "是", "是", "是"}
	if water != "是" {
		out[d.n(4)] = "否"
	}
	whole := func(n int) string { return strconv.Itoa(n) + ".00" }
	return append([]string{whole(wages), whole(business), whole(yuan - wages - transfer - business), whole(transfer)}, out...)
}

// insuranceRows insure everybody who draws aid, for last year and this, but a
// few this year.
func insuranceRows(c *county, today time.Time) (rows [][]string) {
	for _, h := range c.households {
		if !h.relieved && h.allowance.from == 0 && h.support == 0 {
			continue
		}
		for _, p := range h.members {
			for y := max(today.Year()-1, p.birth.Year()); y <= today.Year(); y++ {
				if y == today.Year() && h.key == "" && h.relieved && roll("insured", p.id).in1000(8) {
					continue
				}
				rows = append(rows, []string{p.id, p.name, "居民", strconv.Itoa(y), "是"})
			}
		}
	}
	return rows
}

// pupilRows enrol the children of the households that were poor, but a few.
func pupilRows(c *county, now month) (rows [][]string) {
	for _, h := range c.households {
		for _, p := range h.members {
			age := p.ageIn(now.year())
			if !h.relieved || age < 6 || age > 16 || h.key == "" && roll("pupil", p.id).in1000(12) {
				continue
			}
			begin := ym(p.birth.Year()+6, 9) // the September in which the child is six by its first day
			if p.birth.Month() >= time.September {
				begin += 12
			}
			add := func(school, stage string, from, to month) {
				switch {
				case from > now:
				case to < now:
					rows = append(rows, []string{p.id, p.name, school, stage, "是", "毕业", from.String(), to.String()})
				default:
					rows = append(rows, []string{p.id, p.name, school, stage, "是", "在读", from.String(), ""})
				}
			}
			add("博白县样例小学", "小学", begin, begin+70)
			add("博白县样例中学", "初中", begin+72, begin+106)
		}
	}
	return rows
}
