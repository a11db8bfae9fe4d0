package sample

import (
	"fmt"
	"strconv"
	"time"
)

var (
	employmentHeader = []string{"身份证号", "姓名", "参保单位", "开始年月", "终止年月", "缴费基数"}
	pensionHeader    = []string{"身份证号", "姓名", "险种", "统筹地", "开始年月", "终止年月", "月待遇"}
	inmateHeader     = []string{"身份证号", "姓名", "类别", "入所日期", "出所日期"}
	propertyHeader   = []string{"身份证号", "权利人", "不动产单元号", "坐落", "用途", "面积", "份额", "取得方式", "登记日期", "注销日期"}
)

// earningParts are the registers of who works for wages, draws a pension, is in
// prison or owns a flat in town: all of households that draw nothing it would
// clash with. They tell the models who is looked after already.
func earningParts(c *county, planted *planting, today time.Time) []Part {
	now, dead := monthOf(today), map[string]bool{}
	for _, row := range planted.deaths {
		dead[row[0]] = true
	}
	return []Part{
		{Kind: "employment", Name: "社保缴费.csv", Write: table(employmentHeader, func() [][]string { return employmentRows(c, dead, now) })},
		{Kind: "pensions", Name: "养老待遇.csv", Write: table(pensionHeader, func() [][]string { return pensionRows(c, dead, now) })},
		{Kind: "inmates", Name: "服刑人员.csv", Write: table(inmateHeader, func() [][]string { return inmateRows(c, dead) })},
		{Kind: "properties", Name: "不动产.csv", Write: table(propertyHeader, func() [][]string { return propertyRows(c, dead) })},
	}
}

// unaided are the living members of households without any of what the registers
// would speak against, each with a draw of their own.
func unaided(c *county, dead map[string]bool, name string, each func(h *household, p *person, d *dice)) {
	for _, h := range c.households {
		if h.key != "" || !h.ordinary() {
			continue
		}
		for _, p := range h.members {
			if p.status == "正常" && p.disability == 0 && !dead[p.id] {
				each(h, p, roll(name, p.id))
			}
		}
	}
}

func employmentRows(c *county, dead map[string]bool, now month) (rows [][]string) {
	unaided(c, dead, "employment", func(_ *household, p *person, d *dice) {
		if age := p.ageIn(now.year()); age >= 22 && age <= 55 && d.n(100) < 12 {
			rows = append(rows, []string{p.id, p.name, pick(d, []string{"玉林样例制衣有限公司", "东莞样例电子有限公司", "博白县样例商贸有限公司"}), ym(now.year()-1-d.n(4), 1+d.n(12)).String(), "", strconv.Itoa(3400+100*d.n(20)) + ".00"})
		}
	})
	return rows
}

func pensionRows(c *county, dead map[string]bool, now month) (rows [][]string) {
	unaided(c, dead, "pensions", func(_ *household, p *person, d *dice) {
		if from := p.turns(60) + 1; from < now && p.ageIn(now.year()) < 90 && d.n(100) < 60 {
			rows = append(rows, []string{p.id, p.name, "居民", "450923", max(from, ym(2012, 1)).String(), "", strconv.Itoa(131+d.n(40)) + ".00"})
		}
	})
	return rows
}

// inmatesMost is how many people of the county are in prison.
const inmatesMost = 3

func inmateRows(c *county, dead map[string]bool) (rows [][]string) {
	unaided(c, dead, "inmates", func(h *household, p *person, d *dice) {
		if age := p.ageIn(sampleYear); p != h.head() && age >= 25 && age <= 45 && len(rows) < inmatesMost && d.n(100) < 5 {
			rows = append(rows, []string{p.id, p.name, "有期徒刑", iso(date(2025, 3+d.n(6), 1+d.n(28))), ""})
		}
	})
	return rows
}

func propertyRows(c *county, dead map[string]bool) (rows [][]string) {
	unaided(c, dead, "properties", func(h *household, p *person, d *dice) {
		if h.town && p == h.head() {
			rows = append(rows, []string{p.id, p.name, fmt.Sprintf("450923100001GB%05dF%08d", len(rows)+1, 1), "博白县博白镇样例小区", "住宅", strconv.Itoa(70+d.n(60)) + ".00", "", "购买", iso(date(2008+d.n(10), 1+d.n(12), 1+d.n(28))), ""})
		}
	})
	return rows
}
