package sample

import (
	"slices"
	"time"
)

// grant is one person's right to one item over a stretch of months, both
// included. A zero end is open.
type grant struct {
	item     *item
	class    string
	payee    *person
	account  *person // whose account receives it
	from, to month
	tenths   int // area or pieces in tenths; 0 = persons and months as the item counts them
}

// ageIn is the age a person reaches in that year.
func (p *person) ageIn(year int) int { return year - p.birth.Year() }

// keeper is whose account receives a person's money: the head's for minors.
func (p *person) keeper(m month) *person {
	if m < p.turns(16) {
		return p.home.head()
	}
	return p
}

// book collects the grants of the county.
type book struct {
	grants []grant
	last   month
}

func (b *book) add(code, class string, p *person, from, to month, tenths int) {
	b.grants = append(b.grants, grant{lookUp(code), class, p, p.keeper(from), from, to, tenths})
}

// once grants a one-off.
func (b *book) once(code, class string, p *person, m month, pieces int) {
	if m <= b.last {
		b.add(code, class, p, m, m, pieces*10)
	}
}

// entitle decides who may have what up to the month of last. Every decision is
// thrown for itself, so that none depends on the day the sample is made.
func entitle(c *county, last month) []grant {
	b := &book{last: last}
	for _, h := range c.households {
		b.needy(h)
		b.fields(h)
		b.relief(h)
		b.oneOff(h)
		for _, p := range h.members {
			if p.status == "正常" {
				b.person(p)
			}
		}
	}
	b.oddities()
	slices.SortStableFunc(b.grants, func(x, y grant) int { return slices.Index(catalogue, x.item) - slices.Index(catalogue, y.item) })
	return b.grants
}

// needy are 低保, 特困 and the two subsidies for the disabled, which exclude
// each other as the domain guide §3.1 has it.
func (b *book) needy(h *household) {
	a, head := h.allowance, h.head()
	if a.from > 0 {
		code := "MZ02"
		if h.town {
			code = "MZ01"
		}
		b.add(code, a.class, head, a.from, a.to, 0)
	}
	if h.support > 0 {
		code := "MZ04"
		if h.town {
			code = "MZ03"
		}
		b.add(code, "", head, h.support, 0, 0)
	}
	for _, p := range h.members {
		if p.disability == 0 || p.status != "正常" || h.support > 0 {
			continue
		}
		from := max(ym(2016, 1), p.turns(2)) + month(roll("certificate", p.id).n(70))
		if a.from > 0 && (a.to == 0 || a.to > from) {
			b.add("MZ05", "", p, max(from, a.from), a.to, 0)
		}
		if p.disability <= 2 {
			b.add("MZ06", "", p, from, 0, 0)
		}
	}
}

// fields are what a household has for its land.
func (b *book) fields(h *household) {
	head, first := h.head(), h.head().turns(20)
	yearly := func(code, class string, from, to month, tenths int) {
		if tenths > 0 {
			b.add(code, class, head, max(from, first), to, tenths)
		}
	}
	yearly("NY03", "", ym(2016, 1), 0, h.land)
	yearly("NY04", "", ym(2018, 1), 0, h.rice)
	yearly("NY05", "", ym(2019, 1), 0, h.cane)
	yearly("LY02", "", ym(2016, 1), 0, h.forest)
	if h.retired > 0 {
		start := 2016 + roll("trees", h.code).n(5)
		for i, class := range []string{"第一次", "第二次", "第三次"} {
			yearly("LY03", class, ym(start+2*i, 1), ym(start+2*i, 12), h.retired)
		}
	}
}

// relief are the items for households that were lifted out of poverty.
func (b *book) relief(h *household) {
	if !h.relieved {
		return
	}
	d, head := roll("relief", h.code), h.head()
	adult := func(p *person, year int) bool {
		return p.status == "正常" && p.ageIn(year) >= 19 && p.ageIn(year) <= 57
	}
	switch worker := h.members[min(len(h.members)-1, d.n(2))]; {
	case h.key == "relieved":
		b.add("LY01", "", head, ym(2019, 1), 0, 10)
	case adult(worker, 2019) && d.in1000(140):
		b.add("LY01", "", worker, ym(2018+d.n(4), 1), 0, 10)
	case adult(worker, 2020) && d.in1000(200):
		from := ym(2019, 1) + month(d.n(60))
		b.add("RS01", "", worker, from, from+month(d.between(23, 47)), 0)
	}
	if from := ym(2016+d.n(8), 1); d.in1000(170) && from >= head.turns(20) && head.ageIn(from.year()) < 62 {
		b.add("NY08", "", head, from, from+35, 10)
	}
	kinds := []string{"养牛(头)", "养猪(头)", "养鸡(百羽)", "百香果(亩)"}
	for year := 2016; year <= b.last.year(); year++ {
		if y := roll("reward", h.code, month(year).String()); y.in1000(260) && head.ageIn(year) >= 20 && head.ageIn(year) <= 72 {
			kind := pick(y, kinds)
			b.once("NY07", kind, head, ym(year, y.between(4, 11)), y.between(1, 5))
		}
		for _, p := range h.members {
			if y := roll("journey", p.id, month(year).String()); year >= 2021 && adult(p, year) && p.disability == 0 && (y.in1000(230) || h.key == "away" && p == head) {
				class := "省内"
				if y.in1000(700) || h.key == "away" {
					class = "跨省"
				}
				b.once("RS02", class, p, ym(year, y.between(2, 6)), 1)
			}
		}
	}
	for _, p := range h.members {
		if p.status == "正常" {
			b.study(p)
		}
	}
}

// study is the 雨露计划: six terms of vocational school, or once for a bachelor.
func (b *book) study(p *person) {
	d := roll("study", p.id)
	start := p.birth.Year() + 15
	if p.birth.Month() > 8 {
		start++
	}
	switch {
	case p.home.key == "relieved": // a vocational college at eighteen
		if p.relation == "女" {
			b.add("NY01", "", p, ym(start+3, 9), ym(start+6, 7), 0)
		}
	case p.home.key == "parent" || d.in1000(480):
		b.add("NY01", "", p, ym(start, 9), ym(start+3, 7), 0)
	case d.in1000(160) && start+3 <= 2020:
		b.once("NY02", "", p, ym(start+3, 10), 1)
	}
}

// oneOff are emergency help, machines and houses.
func (b *book) oneOff(h *household) {
	d, head := roll("once", h.code), h.head()
	poor := h.allowance.from > 0 || h.relieved
	for year := 2016; year <= b.last.year(); year++ {
		y := roll("year", h.code, month(year).String())
		if head.ageIn(year) < 20 {
			continue
		}
		if poor && y.in1000(45) || y.in1000(7) {
			b.once("MZ10", pick(y, []string{"一般困难", "一般困难", "较重困难", "重大困难"}), head, ym(year, y.between(1, 12)), 1)
		}
		if h.land > 15 && y.in1000(6) {
			b.once("NY06", pick(y, []string{"微耕机", "微耕机", "插秧机", "烘干机"}), head, ym(year, y.between(3, 9)), 1)
		}
	}
	if h.town || !poor {
		return
	}
	if m := ym(2016+d.n(8), d.between(3, 11)); h.key == "relieved" {
		b.once("ZJ01", "建档立卡", head, ym(2020, 6), 1)
	} else if d.in1000(150) && head.ageIn(m.year()) >= 22 {
		class := "其他重点对象"
		if h.relieved {
			class = "建档立卡"
		}
		b.once("ZJ01", class, head, m, 1)
	}
}

// person are the items that ask for the person's own age, place or service.
func (b *book) person(p *person) {
	d, h := roll("person", p.id), p.home
	quarter := func(m month) month { return (m + 2) / 3 * 3 } // the first whole quarter
	for i, class := range []string{"80", "90", "100"} {
		to := month(0)
		if i < 2 {
			to = quarter(p.turns(90+10*i)) - 1
		}
		if from := max(ym(2015, 1), quarter(p.turns(80+10*i))); to == 0 || to >= from {
			b.add("MZ07", class, p, from, to, 0)
		}
	}
	if h.reservoir && p.birth.Before(date(2006, 7, 1)) {
		b.add("SL01", "", p, ym(2006, 7), ym(2026, 6), 0)
	}
	if h.shape == grandchildren && p != h.head() {
		switch c := roll("orphan", h.code).n(10); {
		case c == 0:
			b.add("MZ08", "", p, max(ym(2015, 1), p.turns(3)), p.turns(18)-1, 0)
		case c <= 3:
			b.add("MZ09", "", p, max(ym(2020, 1), p.turns(3)), p.turns(18)-1, 0)
		}
	}
	if h.key != "" || h.town {
		return
	}
	sixty := p.turns(60) + 1
	switch n := d.n(1000); {
	case n < 110:
		if p.relation != "父亲" && len(h.members) > 1 {
			b.add("WJ01", "", p, ym(max(2015, sixty.year()+1), 1), 0, 0)
		}
	case n < 118:
		if h.shape == oldCouple || h.shape == grownChildren {
			b.add("WJ02", "", p, ym(max(2015, p.turns(49).year()+1), 1), 0, 0)
		}
	case n < 124:
		b.add("WJ03", "", p, max(ym(2015, 1), sixty), 0, 0)
	case n < 148 && !p.female:
		b.add("TY01", "", p, max(ym(2015, 1), quarter(sixty)), 0, 0)
	}
}

// oddities plants a few rows for later comparison: one person with 特困供养 and
// 护理补贴 at once (S11), and three old people of one village whose money goes to
// a fourth's account (S25). A double payment (S29) is planted with the payments.
// No sample villager is among them.
func (b *book) oddities() {
	var both *person
	old := map[string][]int{} // village → grants of 高龄津贴, one a household
	shared := false
	for i, g := range b.grants {
		home := g.payee.home
		switch {
		case home.key != "":
		case g.item.code == "MZ04" && both == nil:
			both = g.payee
		case g.item.code == "MZ07" && g.from <= ym(2022, 1) && g.to >= ym(2023, 12) && !shared:
			mine := old[home.village]
			if len(mine) > 0 && b.grants[mine[len(mine)-1]].payee.home == home {
				continue
			}
			mine = append(mine, i)
			old[home.village] = mine
			if shared = len(mine) == 4; shared {
				for _, j := range mine[1:] {
					b.grants[j].account = b.grants[mine[0]].payee
				}
			}
		}
	}
	if both != nil {
		b.add("MZ06", "", both, ym(2021, 1), ym(2022, 12), 0)
	}
}

// due is the day on which a payment for a period that ends with m is made.
func due(it *item, start, end month) time.Time {
	d := 9 + slices.Index(catalogue, it)%12
	day := end.day(d)
	switch it.frequency {
	case "季", "一次":
		day = (end + 1).day(d + 4)
	case "学期":
		day = (start + 3).day(d)
	case "年":
		day = ym(end.year(), map[string]int{"NY03": 6, "NY04": 9, "NY05": 11, "LY02": 12, "LY03": 11, "WJ01": 10, "WJ02": 10}[it.code]).day(d)
	}
	switch day.Weekday() { // banks credit on Mondays what falls on a weekend
	case time.Saturday:
		return day.AddDate(0, 0, 2)
	case time.Sunday:
		return day.AddDate(0, 0, 1)
	}
	return day
}
