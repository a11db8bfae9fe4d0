package sample

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// person is an invented resident.
type person struct {
	id, name, relation string
	birth              time.Time
	female             bool
	phone              string // empty for those who have none
	account            string
	status             string
	disability         int // grade 1 to 4, 0 for none
	home               *household
}

// turns is the month of a birthday.
func (p *person) turns(age int) month { return monthOf(p.birth) + month(age*12) }

// household is a family with what it owns that subsidies look at.
type household struct {
	code, village string
	key           string // which sample villager lives here, mostly nobody
	group         int
	shape         shape
	members       []*person // the head first
	relieved      bool      // 脱贫户
	town          bool      // lives in the county seat and has no fields
	reservoir     bool      // 库区移民
	// Areas in tenths of a mu.
	land, rice, cane, forest, retired int
	allowance                         allowance
	support                           month // first month of 特困供养 of the head, 0 for none
}

func (h *household) head() *person { return h.members[0] }

// counted is how many members live in the household in that month.
func (h *household) counted(m month) int {
	n := 0
	for _, p := range h.members {
		if monthOf(p.birth) <= m && p.status == "正常" {
			n++
		}
	}
	return n
}

// allowance is a stretch of 低保; a zero end is open, a zero start is none.
type allowance struct {
	class    string
	from, to month
}

// shape is the kind of family a household is.
type shape int

const (
	alone shape = iota
	oldCouple
	grandchildren
	bachelor
	oneParent
	parents
	threeGenerations
	grownChildren
)

// shapes lists each shape as often as it occurs in fifty households.
var shapes = slices.Concat(
	slices.Repeat([]shape{alone}, 4),
	slices.Repeat([]shape{oldCouple}, 4),
	slices.Repeat([]shape{grandchildren}, 1),
	slices.Repeat([]shape{bachelor}, 2),
	slices.Repeat([]shape{oneParent}, 3),
	slices.Repeat([]shape{parents}, 17),
	slices.Repeat([]shape{threeGenerations}, 12),
	slices.Repeat([]shape{grownChildren}, 7),
)

// county is everybody, by village.
type county struct {
	divisions  []division
	names      map[string]string // division code → name
	villages   []string          // the villages people live in, in order
	households []*household
	born       map[string]int // birthday and sex → how many so far
	issued     int            // numbers of accounts and phones given out
	today      time.Time
}

// The six towns that are drawn in full, and the villages of the news that must
// be among theirs.
var (
	fullTowns = []string{"450923108000", "450923109000", "450923112000", "450923121000", "450923107000", "450923105000"}
	named     = []string{"450923108210", "450923109207", "450923112205", "450923121205"}
	seat      = "450923100000"
	// reservoirVillages are where the sample puts its reservoir migrants.
	reservoirVillages = []string{"450923109207", "450923107202", "450923107203", "450923105204"}
)

const villagesPerTown = 7

// settle fills the county. Whoever is born after today is left out.
func settle(today time.Time) *county {
	c := &county{divisions: divisions(), names: map[string]string{}, born: map[string]int{}, today: today}
	byTown := map[string][]string{}
	var towns []string
	for _, d := range c.divisions {
		c.names[d.code] = d.name
		switch d.level {
		case "town":
			towns = append(towns, d.code)
		case "village":
			byTown[d.parent] = append(byTown[d.parent], d.code)
		}
	}
	c.settleByHand()
	for _, town := range towns {
		switch {
		case slices.Contains(fullTowns, town):
			for _, v := range chosen(byTown[town], c.names) {
				c.fill(v, roll("village", v).between(40, 54))
			}
		case town == seat:
			for _, v := range byTown[town][:3] { // 社区居委会
				c.fill(v, 14)
			}
		default:
			c.fill(rural(byTown[town], c.names)[0], roll("village", town).between(4, 8))
		}
	}
	return c
}

func isRural(name string) bool { return strings.HasSuffix(name, "村委会") }

func rural(villages []string, names map[string]string) (out []string) {
	for _, v := range villages {
		if isRural(names[v]) {
			out = append(out, v)
		}
	}
	return out
}

// chosen takes villagesPerTown villages of a town, the named ones and those
// with migrants first, in the order of their codes.
func chosen(villages []string, names map[string]string) []string {
	want := map[string]bool{}
	for _, v := range villages {
		if slices.Contains(named, v) || slices.Contains(reservoirVillages, v) {
			want[v] = true
		}
	}
	for _, v := range rural(villages, names) {
		if len(want) < villagesPerTown {
			want[v] = true
		}
	}
	var out []string
	for _, v := range villages {
		if want[v] {
			out = append(out, v)
		}
	}
	return out
}

// fill brings a village up to n households.
func (c *county) fill(village string, n int) {
	c.villages = append(c.villages, village)
	have := 0
	for _, h := range c.households {
		if h.village == village {
			have++
		}
	}
	for i := have; i < n; i++ {
		h := c.found(village, i+1)
		d := roll("household", h.code)
		h.shape = pick(d, shapes)
		c.raise(h, d)
		endow(h, d)
	}
}

func (c *county) found(village string, number int) *household {
	h := &household{
		code: fmt.Sprintf("%s-%04d", village, number), village: village, group: 1 + (number-1)%9,
		town: !isRural(c.names[village]),
	}
	c.households = append(c.households, h)
	return h
}

// add puts a person into a household and gives out ID, account and phone.
func (c *county) add(h *household, relation, name string, birth time.Time, female bool) {
	key := func() string { return birth.Format("20060102") + fmt.Sprint(female) }
	for firstInDay+1+2*c.born[key()]+1 > lastInDay {
		birth = birth.AddDate(0, 0, 1)
	}
	seq := firstInDay + 1 + 2*c.born[key()]
	if female {
		seq++
	}
	c.born[key()]++
	c.issued++
	for strings.HasSuffix(accountOf(c.issued), "000") { // looks like a number a spreadsheet has cut
		c.issued++
	}
	if birth.After(c.today) { // but the number is gone, so that later people keep theirs
		return
	}
	p := &person{
		id: residentID(birth, seq), name: name, relation: relation, birth: birth, female: female,
		account: accountOf(c.issued), status: "正常", home: h,
	}
	if age := sampleYear - birth.Year(); len(h.members) == 0 || age >= 16 && age < 65 {
		p.phone = phoneOf(c.issued)
	}
	h.members = append(h.members, p)
}

// sampleYear is the year in which the families are as they are drawn.
const sampleYear = 2026

// raise makes the members of a household of its shape.
func (c *county) raise(h *household, d *dice) {
	someone := func(relation, surname string, female bool, age int) {
		year := sampleYear - age
		c.add(h, relation, call(d, surname, female, year), date(year, d.between(1, 12), d.between(1, 28)), female)
	}
	surname := pick(d, surnames)
	children := func(n, youngest, oldest int, son, daughter string) {
		age := d.between(youngest, oldest)
		for range n {
			if age < 0 {
				return
			}
			girl := d.in1000(470)
			someone(map[bool]string{false: son, true: daughter}[girl], surname, girl, age)
			age -= d.between(2, 4)
		}
	}
	var age int
	switch h.shape {
	case alone:
		someone("户主", surname, d.in1000(600), d.between(66, 96))
	case oldCouple:
		age = d.between(62, 88)
		someone("户主", surname, false, age)
		someone("配偶", pick(d, surnames), true, age-d.between(0, 5))
	case grandchildren:
		age = d.between(58, 74)
		someone("户主", surname, d.in1000(500), age)
		children(d.between(1, 3), 6, 17, "孙子", "孙女")
	case bachelor:
		someone("户主", surname, false, d.between(44, 76))
	case oneParent:
		age = d.between(33, 50)
		someone("户主", surname, d.in1000(600), age)
		children(d.between(1, 3), max(4, age-32), age-21, "子", "女")
	case parents:
		age = d.between(30, 50)
		someone("户主", surname, false, age)
		someone("配偶", pick(d, surnames), true, age-d.between(-2, 5))
		children(d.between(1, 3), max(2, age-32), age-22, "子", "女")
	case threeGenerations:
		age = d.between(32, 52)
		someone("户主", surname, false, age)
		someone("配偶", pick(d, surnames), true, age-d.between(-2, 5))
		if d.in1000(600) {
			someone("父亲", surname, false, age+d.between(22, 32))
		}
		someone("母亲", pick(d, surnames), true, age+d.between(20, 30))
		children(d.between(1, 3), max(2, age-32), age-22, "子", "女")
	case grownChildren:
		age = d.between(50, 64)
		someone("户主", surname, false, age)
		someone("配偶", pick(d, surnames), true, age-d.between(0, 5))
		son := age - d.between(24, 28)
		someone("子", surname, false, son)
		if d.in1000(500) {
			someone("儿媳", pick(d, surnames), true, son-d.between(0, 3))
			children(d.between(0, 2), 0, max(0, son-23), "孙子", "孙女")
		} else if d.in1000(600) {
			someone("女", surname, true, son-d.between(2, 4))
		}
	}
}

// endow decides what a household owns and which long-running benefits it has.
func endow(h *household, d *dice) {
	head := h.head()
	for _, p := range h.members {
		if d.in1000(22) {
			p.disability = pick(d, []int{1, 2, 2, 3, 3, 4})
		}
	}
	h.reservoir = slices.Contains(reservoirVillages, h.village) && d.in1000(420)
	if !h.town {
		h.relieved = d.in1000(160)
		if d.in1000(860) {
			h.land = d.between(8, 12+12*len(h.members))
		}
		if h.land > 0 && d.in1000(430) {
			h.rice = d.between(6, h.land)
		}
		if h.land > 20 && d.in1000(60) {
			h.cane = d.between(10, h.land)
		}
		if d.in1000(150) {
			h.forest = d.between(15, 280)
		}
		if d.in1000(30) {
			h.retired = d.between(10, 60)
		}
	}
	frail := map[shape]int{alone: 200, bachelor: 150, oneParent: 170, grandchildren: 200}[h.shape]
	if d.in1000(max(48, frail)) {
		a := allowance{class: pick(d, []string{"A", "B", "B", "B", "C", "C", "C", "C"}), from: ym(2015, 1) + month(d.n(125))}
		a.from = max(a.from, head.turns(20))
		if h.town && a.class == "B" {
			a.class = "C"
		}
		if d.in1000(420) {
			a.to = a.from + month(d.between(23, 110))
		}
		h.allowance = a
		if d.in1000(250) {
			pick(d, h.members).disability = pick(d, []int{1, 2, 2, 3})
		}
		return
	}
	if (h.shape == alone || h.shape == bachelor) && sampleYear-head.birth.Year() >= 61 && d.in1000(260) {
		h.support = max(ym(2016, 1+d.n(12)), head.turns(60)+1)
		return
	}
	// The register also knows people who have gone: none of them is paid.
	if last := h.members[len(h.members)-1]; len(h.members) > 2 && last.disability == 0 && sampleYear-last.birth.Year() > 20 && d.in1000(60) {
		last.status = pick(d, []string{"迁出", "注销"})
		last.phone = ""
	}
}

var residentHeader = []string{"身份证号", "姓名", "户编号", "与户主关系", "村代码", "组", "手机号", "状态"}

func (c *county) residentRows() [][]string {
	var rows [][]string
	for _, h := range c.households {
		for _, p := range h.members {
			rows = append(rows, []string{p.id, p.name, h.code, p.relation, h.village, fmt.Sprintf("%d组", h.group), p.phone, p.status})
		}
	}
	return rows
}
