package county

import (
	"fmt"
	"strings"

	"yangguang/cmd/yangguang/internal/sample"
)

// class is what a household lives on. Each has one, so that nothing the
// comparison looks for comes about by chance.
type class uint8

const (
	plain     class = iota
	needy           // 农村低保
	needyTown       // 城市低保
	supported       // 特困
	aided           // 脱贫户 and 监测户
	serving         // with an official
	trading         // with a company
	moved           // 库区移民
	orphaned
	planted // built by a plant, row by row
)

// shares are of a thousand households.
var shares = []struct {
	class class
	share int
}{{needy, 54}, {needyTown, 8}, {supported, 13}, {aided, 93}, {serving, 84}, {trading, 104}, {moved, 15}, {orphaned, 2}, {plain, 627}}

// household is a page of the hukou book.
type household struct {
	first   int32 // person
	size    uint8
	class   class
	group   uint8
	land    uint8 // 承包地 in tenths of a mu
	woods   uint8 // 公益林
	retired uint8 // 退耕
	village int16
	cert    month // aided: identified; needy: benefit from; a plant keeps its own
	until   month // needy: last month; 0 is open
	grade   string
}

// person is a resident.
type person struct {
	id, name string
	relation string
	home     int32
	birth    day
	died     day // 0 lives
	female   bool
	status   string
	disabled uint8 // grade, 0 none
}

func (p *person) turns(age int) month { return p.birth.plusYears(age).month() }

// age in full years on a day.
func (p *person) age(on day) int {
	y, m, d := on.civil()
	by, bm, bd := p.birth.civil()
	if age := y - by; m > bm || m == bm && d >= bd {
		return age
	}
	return y - by - 1
}

func (p *person) aliveIn(m month) bool { return p.died == 0 || p.died.month() >= m }

// villages and what lies above them.
type village struct {
	code, name, town string
	urban            bool
}

func villages() (out []village) {
	names := map[string]string{}
	lines := strings.Split(strings.TrimSpace(sample.Divisions()), "\n")
	for _, line := range lines[1:] {
		if f := strings.Split(strings.TrimSpace(line), ","); len(f) == 4 {
			names[f[0]] = f[1]
			if f[2] == "village" {
				name := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(f[1], "居委会"), "村民委员会"), "委会")
				out = append(out, village{code: f[0], name: name, town: names[f[3]], urban: strings.Contains(f[1], "社区") || strings.Contains(f[1], "居委会")})
			}
		}
	}
	return out
}

// settle fills the county with innocent households.
func (w *world) settle() {
	w.villages = villages()
	total := max(int(479_000*w.scale), 400)
	w.homes = make([]household, 0, total+2000)
	w.people = make([]person, 0, total*37/10+8000)
	cumulative := 0.0
	thresholds := make([]float64, len(shares))
	for i, s := range shares {
		cumulative += float64(s.share) / 1000
		thresholds[i] = cumulative
	}
	for i := range total {
		const golden = 0.6180339887498949
		u := float64(i)*golden - float64(int(float64(i)*golden))
		c := plain
		for j, t := range thresholds {
			if u < t {
				c = shares[j].class
				break
			}
		}
		v := i * len(w.villages) / total
		w.family(i, c, v)
	}
	w.baseHomes, w.basePeople = len(w.homes), len(w.people)
}

// family makes one household with its members.
func (w *world) family(i int, c class, v int) {
	d := roll(w.seed, "family", i)
	h := household{first: int32(len(w.people)), class: c, village: int16(v), group: uint8(d.between(1, 20))} //nolint:gosec // small
	if w.villages[v].urban && c == needy {
		h.class = needyTown
	}
	w.homes = append(w.homes, h)
	m := maker{w: w, d: d, home: int32(i), surname: w.names.surname(d)} //nolint:gosec // small
	switch {
	case c == supported:
		m.add("户主", d.between(61, 84), d.in1000(350))
	case c == orphaned:
		m.add("户主", d.between(62, 76), d.in1000(500))
		m.add(pick(d, "孙子", "孙女"), d.between(2, 15), false)
	default:
		m.shape(c)
	}
	w.homes[i].size = uint8(len(w.people) - int(w.homes[i].first)) //nolint:gosec // small
	w.livelihood(&w.homes[i], d)
}

// maker adds the members of one household.
type maker struct {
	w       *world
	d       *dice
	home    int32
	surname string
}

// shape throws who lives together.
func (m maker) shape(c class) {
	d := m.d
	switch n := d.n(100); {
	case n < 30:
		m.couple(d.between(28, 48))
	case n < 60:
		age := d.between(29, 47)
		m.couple(age)
		m.add("父亲", age+d.between(23, 33), false)
		if d.in1000(700) {
			m.add("母亲", age+d.between(21, 30), true)
		}
	case n < 75 && c != serving && c != aided:
		age := d.between(61, 84)
		m.add("户主", age, false)
		m.add("配偶", age-d.between(0, 5), true)
	case n < 90 || c == serving || c == aided:
		age := d.between(48, 57)
		m.add("户主", age, false)
		m.add("配偶", age-d.between(0, 4), true)
		for range d.between(1, 2) {
			m.add(pick(d, "子", "女"), d.between(20, age-26), false)
		}
	case n < 95:
		m.add("户主", d.between(25, 58), d.in1000(300))
	default:
		m.add("户主", d.between(62, 92), d.in1000(600))
	}
}

func (m maker) couple(age int) {
	m.add("户主", age, false)
	m.add("配偶", max(22, age-m.d.between(0, 5)), true)
	for range m.d.between(1, 3) {
		m.add(pick(m.d, "子", "女"), m.d.between(0, min(17, age-23)), false)
	}
}

// mothers have their own surname.
func (m maker) add(relation string, age int, female bool) {
	d := m.d
	if age < 1 {
		age = 1
	}
	surname := m.surname
	switch relation {
	case "配偶", "母亲":
		female = true
		surname = m.w.names.surname(d)
	case "子", "孙子":
		female = false
	case "女", "孙女":
		female = true
	}
	birth := m.w.asOf.plusYears(-age) - day(d.between(1, 360))
	area := bobai
	switch {
	case relation == "配偶" && d.in1000(160):
		area = elsewhere[d.n(len(elsewhere))]
	case birth < date(1985, 1, 1) && d.in1000(450):
		area = oldBobai
	}
	y, _, _ := birth.civil()
	p := person{
		id: m.w.numbers.resident(area, birth, female), name: m.w.names.call(d, surname, female, y), relation: relation,
		home: m.home, birth: birth, female: female, status: "正常",
	}
	m.mortal(&p, age)
	m.w.people = append(m.w.people, p)
}

// mortal decides who died in the years of the data. The heads of households
// whose benefit goes on live.
func (m maker) mortal(p *person, age int) {
	c := m.w.homes[m.home].class
	if p.relation == "户主" && (c == needy || c == needyTown || c == aided || c == orphaned || c == serving || c == trading) {
		return
	}
	odds := 2
	switch {
	case age >= 80:
		odds = 380
	case age >= 70:
		odds = 190
	case age >= 60:
		odds = 90
	case age >= 40:
		odds = 18
	}
	if m.d.in1000(odds) {
		p.died = m.w.first.first() + day(m.d.n(int(m.w.last.last()-m.w.first.first())-40))
		p.status = "注销"
		if p.died <= p.birth {
			p.died, p.status = 0, "正常"
		}
	}
}

// livelihood gives a household its land and the time of its benefit.
func (w *world) livelihood(h *household, d *dice) {
	urban := w.villages[h.village].urban
	if !urban && h.class != needyTown && h.class != serving && h.class != supported && h.class != orphaned {
		if odds := map[class]int{plain: 720, needy: 500, aided: 800, moved: 500, trading: 400}[h.class]; d.in1000(odds) {
			h.land = uint8(d.between(5, 80)) //nolint:gosec // small
			if h.class == needy {
				h.land = uint8(d.between(5, 25)) //nolint:gosec // small
			}
			if d.in1000(130) {
				h.woods = uint8(d.between(10, 200)) //nolint:gosec // small
			}
			if d.in1000(25) {
				h.retired = uint8(d.between(10, 60)) //nolint:gosec // small
			}
		}
	}
	switch h.class {
	case needy, needyTown:
		h.grade = pick(d, "A", "C")
		if h.class == needy {
			h.grade = pick(d, "A", "B", "B", "C")
		}
		h.cert = w.first - 40 + month(d.n(100))
		w.disable(h, d, 140)
		if d.in1000(180) && !w.disabledIn(h) {
			h.until = max(h.cert, w.first) + 6 + month(d.n(50))
			if h.until >= w.last-3 {
				h.until = 0
			}
		}
	case supported:
		p := &w.people[h.first]
		h.cert = max(p.turns(60)+1, w.first-40+month(d.n(90)))
		if h.cert > w.last-2 {
			h.cert = w.last - 2 - month(d.n(12))
		}
		if p.died != 0 && p.died.month() <= h.cert {
			p.died, p.status = 0, "正常"
		}
	case aided:
		h.grade = "脱贫户"
		h.cert = ym(2014+d.n(3), d.between(1, 12))
		if d.in1000(150) {
			h.grade = pick(d, "脱贫不稳定户", "边缘易致贫户", "突发严重困难户")
			h.cert = ym(2020, 6) + month(d.n(50))
		}
		w.disable(h, d, 60)
	default:
		w.disable(h, d, 10)
	}
}

// disable gives certificates; grades 1 and 2 only where the household has help.
func (w *world) disable(h *household, d *dice, odds int) {
	for i := range w.members(h) {
		p := &w.members(h)[i]
		if p.died != 0 || p.age(w.asOf) < 12 || p.age(w.asOf) > 77 || !d.in1000(odds*2) {
			continue
		}
		p.disabled = uint8(d.between(3, 4)) //nolint:gosec // small
		if h.class == needy || h.class == needyTown || h.class == aided {
			p.disabled = uint8(d.between(1, 4)) //nolint:gosec // small
		}
	}
}

func (w *world) disabledIn(h *household) bool {
	for _, p := range w.members(h) {
		if p.disabled > 0 {
			return true
		}
	}
	return false
}

// members of a household; the first is its head.
func (w *world) members(h *household) []person {
	return w.people[h.first : int(h.first)+int(h.size)]
}

// number is the household's in the hukou book; its 低保 number is another.
func number(prefix string, home int32) string { return fmt.Sprintf("%s%08d", prefix, home+1) }

var residentHeader = []string{"身份证号", "姓名", "户编号", "与户主关系", "村代码", "组", "手机号", "状态"}

func (w *world) writeResidents(out *output) error {
	t, err := out.table("residents", "户籍人口", residentHeader)
	if err != nil {
		return err
	}
	for i := range w.homes {
		h := &w.homes[i]
		hukou := number("H", int32(i)) //nolint:gosec // small
		for j, p := range w.members(h) {
			mobile := ""
			if n := int(h.first) + j; p.died == 0 && p.age(w.asOf) >= 16 && n%3 != 0 {
				mobile = phone(n)
			}
			relation := p.relation
			if err := t.row(p.id, p.name, hukou, relation, w.villages[h.village].code, fmt.Sprintf("%d组", h.group), mobile, p.status); err != nil {
				return err
			}
		}
	}
	return t.close()
}
