package county

import (
	"fmt"
	"strconv"
)

// The roles of a plant.
const (
	violation = "violation"
	innocent  = "innocent"
	tolerated = "tolerated"
)

// plot is the ground on which one plant is planted.
type plot struct {
	w                       *world
	d                       *dice
	k                       int // how many of this plant came before
	model, role, trap, note string
}

// home is a planted household.
type home struct {
	index   int32
	members []int32
	hukou   string // number in the hukou book
	own     string // number on the roster
	village village
	place   int
}

func (h *home) head() int32 { return h.members[0] }

// kin is a member to be: its age is that of the day of the data.
type kin struct {
	relation string
	age      int
	female   bool
}

func man(age int) kin      { return kin{"户主", age, false} }
func woman(age int) kin    { return kin{"户主", age, true} }
func wife(age int) kin     { return kin{"配偶", age, true} }
func son(age int) kin      { return kin{"子", age, false} }
func daughter(age int) kin { return kin{"女", age, true} }
func father(age int) kin   { return kin{"父亲", age, false} }
func mother(age int) kin   { return kin{"母亲", age, true} }

// home settles a household in the next village of the country.
func (s *plot) home(kins ...kin) *home { return s.homeIn(s.w.countryside(), kins...) }

func (w *world) countryside() int {
	for {
		w.nextPlace = (w.nextPlace + 7) % len(w.villages)
		if !w.villages[w.nextPlace].urban {
			return w.nextPlace
		}
	}
}

func (s *plot) homeIn(place int, kins ...kin) *home {
	w := s.w
	index := int32(len(w.homes))                                                                                                                 //nolint:gosec // small
	h := household{first: int32(len(w.people)), size: uint8(len(kins)), class: planted, village: int16(place), group: uint8(s.d.between(1, 20))} //nolint:gosec // small
	w.homes = append(w.homes, h)
	out := &home{index: index, hukou: number("H", index), own: number("DB", index), village: w.villages[place], place: place}
	m := maker{w: w, d: s.d, home: index, surname: w.names.surname(s.d)}
	for _, k := range kins {
		out.members = append(out.members, int32(len(w.people))) //nolint:gosec // small
		m.born(k.relation, w.asOf.plusYears(-k.age)-day(s.d.between(5, 340)), k.female)
	}
	return out
}

// born is maker.add with a birthday, and nobody dies of it.
func (m maker) born(relation string, birth day, female bool) int32 {
	area, surname := bobai, m.surname
	switch relation {
	case "配偶", "母亲":
		surname = m.w.names.surname(m.d)
	}
	if birth < date(1985, 1, 1) && m.d.in1000(400) {
		area = oldBobai
	}
	y, _, _ := birth.civil()
	m.w.people = append(m.w.people, person{
		id: m.w.numbers.resident(area, birth, female), name: m.w.names.call(m.d, surname, female, y), relation: relation,
		home: m.home, birth: birth, female: female, status: "正常",
	})
	return int32(len(m.w.people) - 1) //nolint:gosec // small
}

// rebirth gives a person another birthday, and with it another number.
func (s *plot) rebirth(p int32, birth day) {
	q := &s.w.people[p]
	q.birth = birth
	q.id = s.w.numbers.resident(bobai, birth, q.female)
}

func (s *plot) id(p int32) string   { return s.w.people[p].id }
func (s *plot) name(p int32) string { return s.w.people[p].name }

func (s *plot) ids(ps []int32) (out []string) {
	for _, p := range ps {
		out = append(out, s.id(p))
	}
	return out
}

// start is a month that wanders from plant to plant, at the start of a quarter.
func (s *plot) start() month { return ym(2021, 1) + month(s.k%6*3) }

// payment is how a plant's payments differ from the rule.
type payment struct {
	tenths        int
	class         string
	account, name string // of the account
	village       string
	fen           int64 // instead of the standard
	payee         string
	batch, again  string
	paid          day
	returned      bool
}

// row makes the payment for the period that starts in m.
func (s *plot) row(code string, p int32, m month, o payment) payout {
	it := itemOf[code]
	who := &s.w.people[p]
	x := payout{
		batch: it.batch(m), item: it, from: m, to: m + it.length() - 1, id: who.id, name: who.name, tenths: o.tenths, class: o.class, paid: it.paid(m),
		account: account(p), accountName: who.name, village: s.w.villages[s.w.homes[who.home].village].code, again: o.again, returned: o.returned,
	}
	if x.tenths == 0 {
		x.tenths = 10
		if it.unit == "人月" {
			x.tenths = 10 * int(it.length())
		}
	}
	x.fen = it.at(o.class, m) * int64(x.tenths) / 10
	for _, c := range []struct {
		from string
		to   *string
	}{{o.account, &x.account}, {o.name, &x.accountName}, {o.village, &x.village}, {o.payee, &x.name}, {o.batch, &x.batch}} {
		if c.from != "" {
			*c.to = c.from
		}
	}
	if o.fen != 0 {
		x.fen = o.fen
	}
	if o.paid != 0 {
		x.paid = o.paid
	}
	return x
}

func (s *plot) emit(x payout) int64 {
	if x.paid < s.w.first.first() || x.paid > s.w.last.last() {
		s.w.outside++
	}
	s.w.extra[x.item.code] = append(s.w.extra[x.item.code], x)
	if x.returned {
		return 0
	}
	return x.fen
}

// pay pays an item for the periods that lie within from and to, and says how
// much that is.
func (s *plot) pay(code string, p int32, from, to month, o payment) (fen int64) {
	it := itemOf[code]
	if it.frequency == "一次" {
		return s.emit(s.row(code, p, from, o))
	}
	if to == 0 || to > s.w.last && it.frequency != "年" {
		to = s.w.last
	}
	for m := max(from, s.w.first-12); m+it.length()-1 <= to; m++ {
		if paid := it.paid(m); it.starts(m) && paid >= s.w.first.first() {
			fen += s.emit(s.row(code, p, m, o))
		}
	}
	return fen
}

// listing is a row of a roster.
type listing struct {
	class, amount, account, clerk string
	approved                      day
	relation, home                string
}

func (s *plot) list(code string, h *home, p int32, from, to month, l listing) {
	q := &s.w.people[p]
	if l.approved == 0 {
		l.approved = (from - 1).on(20)
	}
	if l.relation == "" {
		l.relation = q.relation
	}
	if l.home == "" {
		l.home = h.hukou
		if itemOf[code].unit == "人月" && itemOf[code].target == "户" {
			l.home = h.own
		}
	}
	s.w.register("rosters", code, l.home, q.id, q.name, l.relation, l.class, l.amount, from.String(), to.String(), l.approved.String(), l.clerk, l.account)
}

// benefit gives one person an item, listed and paid.
func (s *plot) benefit(code string, h *home, p int32, class string, from, to month) int64 {
	if hasRoster(code) {
		s.list(code, h, p, from, to, listing{class: class, account: account(p)})
	}
	return s.pay(code, p, from, to, payment{class: class})
}

// allow gives 农村低保 to these members in the name of the first.
func (s *plot) allow(h *home, members []int32, class string, from, to month) int64 {
	return s.allowance(ruralAllowance, h, members, class, from, to)
}

func (s *plot) allowance(code string, h *home, members []int32, class string, from, to month) int64 {
	for i, p := range members {
		l := listing{class: class}
		if i == 0 {
			l.account = account(p)
			l.relation = "户主"
		}
		s.list(code, h, p, from, to, l)
	}
	return s.pay(code, members[0], from, to, payment{tenths: 10 * len(members), class: class})
}

// once pays a one-off item to the head, with its listing.
func (s *plot) once(code string, h *home, p int32, class string, m month) int64 {
	if hasRoster(code) {
		s.list(code, h, p, m, m, listing{class: class, approved: m.on(5), account: account(p)})
	}
	return s.pay(code, p, m, m, payment{class: class})
}

// aid enters the household among the 脱贫户 or 监测户, with good indicators.
func (s *plot) aid(h *home, kind string, since day) {
	s.aidBadly(h, kind, since, indicator{})
}

// indicator is what differs in the last year's indicators from a good life.
type indicator struct {
	income                               int64 // yuan
	grade, rebuilt, water, school, cover string
	years                                int // how many of the last years; 0 is one
}

func (s *plot) aidBadly(h *home, kind string, since day, bad indicator) {
	w := s.w
	head := &w.people[h.head()]
	out := ""
	if kind == "脱贫户" {
		out = "2020-11-12"
	}
	w.register("households", h.hukou, head.id, head.name, h.village.code, kind, since.String(), out, "因病")
	w.aidedPlants[h.index] = true
	last := w.asOf.month().year()
	for y := max(2021, since.month().year()); y <= last; y++ {
		in := indicator{income: int64(14000 + (y-2021)*700), grade: "B", rebuilt: "无", water: "是", school: "是", cover: "是"}
		if y > last-max(bad.years, 1) {
			in = bad.over(in)
		}
		w.register("indicators", indicatorRow(h.hukou, y, in, date(y, 8, 20), "陈正平")...)
	}
}

// indicatorRow is a row of the yearly checks, with the parts of the income and the
// four values of the water.
func indicatorRow(household string, y int, in indicator, on day, checker string) []string {
	fen := in.income * 100
	wages, transfer := in.income*60/100*100, in.income*12/100*100
	business := (fen - wages - transfer) * 9 / 1000 * 100
	supply := "是"
	if in.water != "是" {
		supply = "否"
	}
	return []string{household, strconv.Itoa(y), yuan(fen), in.grade, in.rebuilt, in.water, in.school, in.cover, on.String(), checker,
		yuan(wages), yuan(business), yuan(fen - wages - transfer - business), yuan(transfer), "是", "是", "是", supply}
}

func (bad indicator) over(in indicator) indicator {
	if bad.income != 0 {
		in.income = bad.income
	}
	for _, c := range []struct {
		bad string
		to  *string
	}{{bad.grade, &in.grade}, {bad.rebuilt, &in.rebuilt}, {bad.water, &in.water}, {bad.school, &in.school}, {bad.cover, &in.cover}} {
		if c.bad != "" {
			*c.to = c.bad
		}
	}
	return in
}

// die enters a death; with registered 0 the hukou is closed a week later.
func (s *plot) die(p int32, on, registered day, source string) {
	q := &s.w.people[p]
	q.died, q.status = on, "注销"
	if registered == 0 {
		registered = on + 7
	}
	s.w.register("deaths", q.id, q.name, on.String(), registered.String(), source, "否")
}

// official enters the payroll.
func (s *plot) official(p int32, kind, unit, post string, from, to day) {
	at := ""
	if kind == "村干部" {
		at = s.w.villages[s.w.homes[s.w.people[p].home].village].code
	}
	s.w.register("officials", s.id(p), s.name(p), unit, post, kind, from.String(), to.String(), at)
}

func (s *plot) relative(official, p int32, relation, filed string) {
	s.w.register("relatives", s.id(official), s.id(p), s.name(p), relation, "2023-03-10", filed)
}

func (s *plot) inmate(p int32, kind string, in, out day) {
	s.w.register("inmates", s.id(p), s.name(p), kind, in.String(), out.String())
}

// car enters a vehicle worth that many yuan.
func (s *plot) car(p int32, kind, use string, from, sold day, state string, worth int) {
	s.w.plates++
	s.w.register("vehicles", s.id(p), s.name(p), plate(10_000_000+s.w.plates), kind, use, from.String(), sold.String(), state, yuan(int64(worth)*100))
}

func (s *plot) property(p int32, use string, area int, share string, at day, how string) {
	s.w.units++
	s.w.register("properties", s.id(p), s.name(p), propertyUnit(40_000_000+s.w.units), "博白县博白镇"+strconv.Itoa(s.w.units)+"号", use, strconv.Itoa(area), share, at.String(), "", how)
}

// disable enters a certificate.
func (s *plot) disable(p int32, kind, grade int, issued, expires day) {
	s.w.register("disabilities", s.id(p), s.name(p), certificate(s.id(p), kind, grade), impairments[kind], strconv.Itoa(grade), issued.String(), expires.String(), "正常")
}

func (s *plot) enrol(p int32, school, stage, full, state string, from, to month) {
	s.w.noSchool[p] = true
	s.w.register("enrolments", s.id(p), s.name(p), school, stage, full, state, from.String(), to.String())
}

// hit says what must be found.
func (s *plot) hit(f Fact) { s.fact(f, s.model, violation, s.trap) }

// side says what else must be found because of the same plant.
func (s *plot) side(model string, f Fact) { s.fact(f, model, violation, "side") }

// may says what can be found or not.
func (s *plot) may(model string, f Fact) { s.fact(f, model, tolerated, s.trap) }

// miss says who must not be found.
func (s *plot) miss(subjects ...string) {
	for _, id := range subjects {
		s.fact(Fact{SubjectID: id}, s.model, innocent, s.trap)
	}
}

func (s *plot) fact(f Fact, model, role, trap string) {
	f.Model, f.Role, f.Trap, f.Note = model, role, trap, s.note
	s.w.truth = append(s.w.truth, f)
}

// of is a fact about a person, an item and a stretch of months.
func (s *plot) of(p int32, code string, from, to month, fen int64) Fact {
	return Fact{SubjectID: s.id(p), ItemCode: code, PeriodStart: from.String(), PeriodEnd: to.String(), AmountFen: fen}
}

// any is a fact about a household: each counted member will do as subject.
func (s *plot) any(h *home, first int32, code string, from, to month, fen int64) Fact {
	f := s.of(first, code, from, to, fen)
	f.SubjectAny = s.ids(h.members)
	return f
}

func (s *plot) String() string { return fmt.Sprintf("%s %s %s %d", s.model, s.role, s.trap, s.k) }
