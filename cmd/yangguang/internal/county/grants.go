package county

// grant is one person's right to one item over a stretch of months, both
// included; a zero end is open.
type grant struct {
	item     *item
	class    string
	payee    int32
	tenths   int32 // area or pieces; 0 as the item counts: months, or members of the household
	from, to month
}

func (w *world) grant(code, class string, payee int32, from, to month, tenths int) {
	if to != 0 && to < from {
		return
	}
	w.grants[code] = append(w.grants[code], grant{itemOf[code], class, payee, int32(tenths), from, to}) //nolint:gosec // small
}

// once grants a one-off within the years of the data.
func (w *world) once(code, class string, payee int32, m month, pieces int) {
	if m >= w.first && m <= w.last {
		w.grant(code, class, payee, m, m, pieces*10)
	}
}

// entitle decides who among the innocent may have what.
func (w *world) entitle() {
	for i := range w.baseHomes {
		h := &w.homes[i]
		d := roll(w.seed, "grants", i)
		switch h.class {
		case needy, needyTown:
			w.needyGrants(h)
			w.emergencies(h, d)
			w.rebuild(h, d)
		case supported:
			p := &w.people[h.first]
			to := month(0)
			if p.died != 0 {
				to = p.died.month()
			}
			code := ruralSupport
			if w.villages[h.village].urban {
				code = urbanSupport
			}
			w.grant(code, "", h.first, h.cert, to, 0)
		case aided:
			w.aidedGrants(h, d)
			w.emergencies(h, d)
			w.rebuild(h, d)
		case moved:
			w.reservoirGrants(h)
		case orphaned:
			child := h.first + 1
			p := &w.people[child]
			if p.died == 0 {
				code := orphan
				if d.in1000(400) {
					code = abandoned
				}
				w.grant(code, "", child, max(p.birth.month()+2, ym(2019, 1)+month(d.n(30))), w.open(p.turns(18)-1), 0)
			}
		case plain:
			w.plainGrants(h, d)
		}
		w.landGrants(h)
		w.elders(h)
	}
}

// open makes an end after the data none.
func (w *world) open(m month) month {
	if m > w.last {
		return 0
	}
	return m
}

// stay is the stretch in which a member counts towards the household's 低保.
func (h *household) stay(p *person) (from, to month) {
	from, to = max(h.cert, p.birth.month()+1), h.until
	if p.died != 0 && (to == 0 || p.died.month() < to) {
		to = p.died.month()
	}
	return from, to
}

// counted is the number of members that count in a month.
func (w *world) counted(h *household, m month) int {
	n := 0
	for i := range w.members(h) {
		if from, to := h.stay(&w.members(h)[i]); from <= m && (to == 0 || m <= to) {
			n++
		}
	}
	return n
}

func allowanceOf(h *household) string {
	if h.class == needyTown {
		return urbanAllowance
	}
	return ruralAllowance
}

func (w *world) needyGrants(h *household) {
	w.grant(allowanceOf(h), h.grade, h.first, h.cert, h.until, 0)
	for j := range w.members(h) {
		p := &w.members(h)[j]
		if p.disabled == 0 {
			continue
		}
		from, _ := h.stay(p)
		from = max(from, ym(2017, 6))
		who := h.first + int32(j) //nolint:gosec // small
		w.grant(livingSubsidy, "", who, from, 0, 0)
		if p.disabled <= 2 {
			w.grant(nursingSubsidy, "", who, from, 0, 0)
		}
	}
}

func (w *world) emergencies(h *household, d *dice) {
	for y := 2019; y <= w.last.year(); y++ {
		if m := ym(y, d.between(1, 9)); d.in1000(40) && m > h.cert && h.until == 0 {
			w.once(emergency, pick(d, "一般困难", "一般困难", "较重困难", "重大困难"), h.first, m, 1)
		}
	}
}

// rebuild is a house renewed once.
func (w *world) rebuild(h *household, d *dice) {
	m := ym(2019+d.n(7), d.between(3, 11))
	if !d.in1000(150) || h.class == needyTown || h.until != 0 || m <= h.cert || m > w.last-8 {
		return
	}
	class := "其他重点对象"
	if h.grade == "脱贫户" {
		class = "建档立卡"
	}
	w.once(dangerous, class, h.first, m, 1)
}

func (w *world) aidedGrants(h *household, d *dice) {
	head := &w.people[h.first]
	from := max(h.cert+2, ym(2016, 1)+month(d.n(90)))
	to := w.open(min(from+24+month(d.n(50)), head.turns(60)-1))
	if head.disabled == 0 && from > head.turns(20) && (to == 0 || to > from+3) && from < w.last-6 {
		switch n := d.n(1000); {
		case n < 70:
			w.grant(ranger, "", h.first, from, to, 0)
		case n < 150:
			w.grant(publicPost, "", h.first, from, to, 0)
		}
	}
	parity := d.n(2)
	for y := 2019; y <= w.last.year(); y++ {
		m := ym(y, d.between(4, 8))
		if d.in1000(240) && y%2 == parity && m > h.cert+2 && head.age(m.last()) <= 70 {
			w.once(reward, pick(d, "养牛", "养猪", "养鸡", "百香果"), h.first, m, d.between(1, 4))
		}
	}
	for j := range w.members(h) {
		p := &w.members(h)[j]
		start := schoolYear(p.birth, 15)
		if p.relation != "子" && p.relation != "女" || p.died != 0 || start <= h.cert || start < ym(2015, 9) || start > w.last || !d.in1000(500) {
			continue
		}
		w.grant(schooling, "", h.first+int32(j), start, w.open(start+34), 0) //nolint:gosec // small
	}
}

// schoolYear is the September in which a child of that age moves up.
func schoolYear(birth day, age int) month {
	y, m, _ := birth.civil()
	if m > 8 {
		y++
	}
	return ym(y+age, 9)
}

func (w *world) reservoirGrants(h *household) {
	for j := range w.members(h) {
		p := &w.members(h)[j]
		if p.birth >= date(2006, 7, 1) {
			continue
		}
		to := ym(2026, 6)
		if p.died != 0 {
			to = min(to, p.died.month().quarter()+2)
		}
		w.grant(reservoir, "", h.first+int32(j), ym(2006, 7), to, 0) //nolint:gosec // small
	}
}

// plainGrants are the items that ask for nothing the comparison looks at.
func (w *world) plainGrants(h *household, d *dice) {
	for j := range w.members(h) {
		p := &w.members(h)[j]
		who := h.first + int32(j) //nolint:gosec // small
		if p.age(w.asOf) < 62 {
			continue
		}
		to := month(0)
		if p.died != 0 {
			to = p.died.month()
		}
		switch n := d.n(1000); {
		case n < 60:
			if to != 0 {
				to = ym(to.year(), 12)
			}
			w.grant(birthControl, "", who, ym(p.turns(60).year()+1, 1), to, 0)
		case n < 80 && !p.female:
			if to != 0 {
				to = to.quarter() + 2
			}
			w.grant(veteran, "", who, (p.turns(60) + 3).quarter(), to, 0)
		}
	}
}

// landGrants go to the head, and after his death to the next of age.
func (w *world) landGrants(h *household) {
	owner := func(code string, tenths uint8) {
		if tenths == 0 {
			return
		}
		from := ym(2016, 1)
		for j := range w.members(h) {
			p := &w.members(h)[j]
			if p.turns(18) > from {
				continue
			}
			to := month(0)
			if p.died != 0 {
				to = ym(p.died.month().year(), 12)
			}
			w.grant(code, "", h.first+int32(j), from, to, int(tenths)) //nolint:gosec // small
			if to == 0 {
				return
			}
			from = to + 1
		}
	}
	owner(arable, h.land)
	owner(forest, h.woods)
	owner(retired, h.retired)
}

// elders have 高龄津贴 from the quarter after the birthday on, and everybody
// over sixty the residents' pension, unless he has another.
func (w *world) elders(h *household) {
	for j := range w.members(h) {
		p := &w.members(h)[j]
		who := h.first + int32(j) //nolint:gosec // small
		if w.pensionKind(h, who) == "居民" {
			to := month(0)
			if p.died != 0 {
				to = p.died.month()
			}
			w.grant(pension, "", who, max(p.turns(60)+1, w.last-2), to, 0)
		}
		if p.disabled != 0 && p.disabled <= 2 || p.age(w.asOf) < 80 || h.class == supported {
			continue
		}
		for i, class := range []string{"80", "90", "100"} {
			from := (p.turns(80+10*i) + 2).quarter()
			to := month(0)
			if i < 2 {
				to = w.open((p.turns(90+10*i) + 2).quarter() - 1)
			}
			if p.died != 0 {
				if end := p.died.month().quarter() + 2; to == 0 || end < to {
					to = end
				}
			}
			if from <= w.last {
				w.grant(oldAge, class, who, from, to, 0)
			}
		}
	}
}

// pensionKind is which pension a person draws, if any.
func (w *world) pensionKind(h *household, who int32) string {
	p := &w.people[who]
	if p.turns(60) >= w.last {
		return ""
	}
	if h.class == serving && p.relation == "户主" {
		return "机关"
	}
	if (h.class == trading || h.class == serving) && roll(w.seed, "pension", int(who)).in1000(500) {
		return "职工"
	}
	return "居民"
}
