package funds

import (
	"cmp"
	"slices"

	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// Place is where money is on its way.
type Place int

// The places in the order of the way. Money at Unsourced is accounted for by no
// document and by no arrival.
const (
	Document Place = iota
	Unsourced
	County
	Bureau
	Town
	Project
	Payee
)

// Allotment is one arrival of money by a document, as the register has it.
type Allotment struct {
	Doc, Name       string
	Amount          money.Fen
	Issued, Arrived period.Day
	Level           Place // County, Bureau or Town
}

// Entry is money that came to a project; Doc is the document that whoever filed
// it named, "" where none is known.
type Entry struct {
	Doc     string
	On      period.Day
	Amount  money.Fen
	Voucher string
}

// Payment is money that left: of a project to a company, or of an item on one
// day to households.
type Payment struct {
	On      period.Day
	Amount  money.Fen
	Voucher string
	Payee   string
	Rows    int // payments to households that are summed up in it
}

// Account is everything that is registered about the money of one item or
// project.
type Account struct {
	Code       string
	OfProject  bool
	Allotments []Allotment
	Entries    []Entry
	Payments   []Payment
}

// Leg is one piece of the way: of one document's money ("" where there is none)
// from one place to the next. Since is the day from which it lay at From.
type Leg struct {
	Doc       string
	From, To  Place
	Amount    money.Fen
	On, Since period.Day // Since is Past where nothing is known before
	Voucher   string
	Payee     string
	Rows      int
}

// Days is how long the money lay before this leg.
func (l Leg) Days() (days int, known bool) {
	if l.Since == period.Past || l.On < l.Since {
		return 0, false
	}
	return int(l.On - l.Since), true
}

// Rest is money that came to a place and did not leave it.
type Rest struct {
	Doc    string
	At     Place
	Amount money.Fen
	Since  period.Day // it lies there since
	First  period.Day // when it first arrived anywhere
}

// Chain is the way of all money of one account. At every place and of every
// document what came is what went and what rests; nothing is lost or counted twice.
type Chain struct {
	Legs  []Leg
	Rests []Rest
}

// parcel is money of one document that lies at a place.
type parcel struct {
	doc          string
	at           Place
	fen          money.Fen
	since, first period.Day
}

// Chain follows the money. Its rules, which the pages state in words:
//
// The same sum of the same document at a further level is the same money passed
// on; another sum is taken from what had arrived at the county by then, and what
// is beyond that came straight from the document. Whatever arrived first is
// used first; a payment uses only what had arrived by its day, money that was
// filed with its document uses that document's. What a project
// paid before money came is made good by the next that comes. Red figures are
// booked off against the latest before them.
func (a Account) Chain() Chain {
	var c Chain
	pool := c.arrive(a.Allotments)
	if a.OfProject {
		c.build(pool, sorted(a.Entries, entryDay), sorted(a.Payments, paymentDay))
	} else {
		c.payOut(pool, sorted(a.Payments, paymentDay))
	}
	for _, p := range pool {
		c.rest(*p)
	}
	return c
}

func entryDay(e Entry) period.Day     { return e.On }
func paymentDay(p Payment) period.Day { return p.On }

// sorted is a copy by day; rows of one day stay in the order of the register.
func sorted[T any](rows []T, day func(T) period.Day) []T {
	out := slices.Clone(rows)
	slices.SortStableFunc(out, func(a, b T) int { return cmp.Compare(day(a), day(b)) })
	return out
}

// netted books negative rows off against the latest before them, else against
// those after them; what nothing is left for stays one negative row.
func netted[T any](rows []T, fen func(*T) *money.Fen) []T {
	var out, red []T
	var owed money.Fen
	for _, r := range rows {
		f := fen(&r)
		if *f < 0 {
			owed, red = owed-*f, []T{r}
			for owed > 0 && len(out) > 0 {
				last := fen(&out[len(out)-1])
				cut := min(owed, *last)
				*last, owed = *last-cut, owed-cut
				if *last == 0 {
					out = out[:len(out)-1]
				}
			}
			continue
		}
		cut := min(owed, *f)
		*f, owed = *f-cut, owed-cut
		if *f > 0 {
			out = append(out, r)
		}
	}
	if owed > 0 {
		*fen(&red[0]) = -owed
		out = append(out, red[0])
	}
	return out
}

// arrive makes the legs from the documents to the lowest level that is known,
// and gives what lies there, the first that arrived in front.
func (c *Chain) arrive(rows []Allotment) []*parcel {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b Allotment) int {
		return cmp.Or(cmp.Compare(a.Doc, b.Doc), cmp.Compare(a.Level, b.Level), cmp.Compare(a.Arrived, b.Arrived))
	})
	var pool []*parcel
	var one []Allotment // of one document
	for i := 0; i < len(rows); {
		n := i + 1
		for n < len(rows) && rows[n].Doc == rows[i].Doc && rows[n].Level == rows[i].Level {
			n++
		}
		one = append(one, netted(rows[i:n], func(r *Allotment) *money.Fen { return &r.Amount })...)
		if n == len(rows) || rows[n].Doc != rows[i].Doc {
			pool, one = append(pool, c.document(one)...), nil
		}
		i = n
	}
	slices.SortStableFunc(pool, func(a, b *parcel) int {
		return cmp.Or(cmp.Compare(a.first, b.first), cmp.Compare(a.doc, b.doc), cmp.Compare(a.at, b.at))
	})
	return pool
}

// document follows one document's money down the levels; its rows are in the
// order of level and day.
func (c *Chain) document(rows []Allotment) []*parcel {
	from, passed := sameMoney(rows)
	lies := make([][]*parcel, len(rows)) // what each row brought, as far as it was not passed on
	var pool []*parcel
	for i, r := range rows {
		left := r.Amount
		bring := func(p *parcel, fen money.Fen) {
			if p != nil {
				c.leg(Leg{Doc: r.Doc, From: p.at, To: r.Level, Amount: fen, On: r.Arrived, Since: p.since}, p.first)
				p.fen, left = p.fen-fen, left-fen
				lies[i] = append(lies[i], &parcel{r.Doc, r.Level, fen, r.Arrived, min(p.first, r.Arrived)})
				return
			}
			c.leg(Leg{Doc: r.Doc, From: Document, To: r.Level, Amount: fen, On: r.Arrived, Since: r.Issued}, period.Past)
			lies[i], left = append(lies[i], &parcel{r.Doc, r.Level, fen, r.Arrived, r.Arrived}), left-fen
		}
		switch {
		case from[i] >= 0:
			for _, p := range lies[from[i]] {
				bring(p, p.fen)
			}
		case r.Level > County && r.Amount > 0:
			for k := range i {
				for _, p := range lies[k] {
					if cut := min(left, p.fen); p.at == County && !passed[k] && cut > 0 && p.since <= r.Arrived {
						bring(p, cut)
					}
				}
			}
		}
		if left != 0 {
			bring(nil, left)
		}
		pool = append(pool, lies[i]...)
	}
	return pool
}

// sameMoney finds for each row the row of a level above that is the same sum,
// the nearest level and the earliest first; passed says which rows went on whole.
func sameMoney(rows []Allotment) (from []int, passed []bool) {
	from, passed = make([]int, len(rows)), make([]bool, len(rows))
	for i, r := range rows {
		from[i] = -1
		for k := range i {
			above := rows[k].Level < r.Level && rows[k].Amount == r.Amount && !passed[k]
			if above && (from[i] < 0 || rows[k].Level > rows[from[i]].Level) {
				from[i] = k
			}
		}
		if from[i] >= 0 {
			passed[from[i]] = true
		}
	}
	return from, passed
}

// leg adds one; money that seems to leave before it came is measured from when
// it first arrived.
func (c *Chain) leg(l Leg, first period.Day) {
	if l.On < l.Since {
		l.Since = first
	}
	if l.Amount != 0 {
		c.Legs = append(c.Legs, l)
	}
}

func (c *Chain) rest(p parcel) {
	if p.fen != 0 {
		c.Rests = append(c.Rests, Rest{Doc: p.doc, At: p.at, Amount: p.fen, Since: p.since, First: p.first})
	}
}

// take uses what had arrived by a day, the first first, and gives what is
// lacking.
func take(pool []*parcel, want money.Fen, by period.Day, use func(p *parcel, fen money.Fen)) money.Fen {
	for _, p := range pool {
		if want <= 0 {
			break
		}
		if p.first > by || p.fen <= 0 {
			continue
		}
		cut := min(want, p.fen)
		p.fen, want = p.fen-cut, want-cut
		use(p, cut)
	}
	return want
}

// payOut follows payments to households.
func (c *Chain) payOut(pool []*parcel, rows []Payment) {
	for _, r := range netted(rows, func(r *Payment) *money.Fen { return &r.Amount }) {
		l := Leg{To: Payee, On: r.On, Voucher: r.Voucher, Payee: r.Payee, Rows: r.Rows}
		pay := func(p *parcel, fen money.Fen) {
			x := l
			x.Doc, x.From, x.Amount, x.Since = p.doc, p.at, fen, p.since
			c.leg(x, p.first)
		}
		l.From, l.Since, l.Amount = Unsourced, period.Past, take(pool, r.Amount, r.On, pay)
		c.leg(l, period.Past)
		pool = used(pool)
	}
}

// used drops what is used up in front: it is asked for no more.
func used(pool []*parcel) []*parcel {
	for len(pool) > 0 && pool[0].fen == 0 {
		pool = pool[1:]
	}
	return pool
}

// debt is what a project paid before money came.
type debt struct {
	Payment
	left money.Fen
}

// build follows the money of a project through its account to companies.
func (c *Chain) build(pool []*parcel, in []Entry, out []Payment) {
	in = netted(in, func(r *Entry) *money.Fen { return &r.Amount })
	out = netted(out, func(r *Payment) *money.Fen { return &r.Amount })
	var own []*parcel
	var debts []*debt
	pay := func(d *debt) func(p *parcel, fen money.Fen) {
		return func(p *parcel, fen money.Fen) {
			d.left -= fen
			c.leg(Leg{Doc: p.doc, From: p.at, To: Payee, Amount: fen, On: d.On, Since: p.since, Voucher: d.Voucher, Payee: d.Payee}, period.Past)
		}
	}
	for len(in) > 0 || len(out) > 0 {
		if len(out) == 0 || len(in) > 0 && in[0].On <= out[0].On { // of one day, what came is there before it is paid
			came := c.enter(pool, in[0])
			for _, d := range debts {
				take(came, d.left, in[0].On, pay(d))
			}
			own, in = append(own, came...), in[1:]
			continue
		}
		d := &debt{out[0], out[0].Amount}
		take(own, d.left, d.On, pay(d))
		debts, own, out = append(debts, d), used(own), out[1:]
	}
	for _, d := range debts {
		take(pool, d.left, d.On, pay(d))
		c.leg(Leg{From: Unsourced, To: Payee, Amount: d.left, On: d.On, Since: period.Past, Voucher: d.Voucher, Payee: d.Payee}, period.Past)
	}
	for _, p := range own {
		c.rest(*p)
	}
}

// enter brings money into a project's account and gives it, by document.
func (c *Chain) enter(pool []*parcel, e Entry) []*parcel {
	var came []*parcel
	add := func(doc string, from Place, fen money.Fen, since, first period.Day) {
		c.leg(Leg{Doc: doc, From: from, To: Project, Amount: fen, On: e.On, Since: since, Voucher: e.Voucher}, first)
		came = append(came, &parcel{doc, Project, fen, e.On, e.On})
	}
	from := func(p *parcel, fen money.Fen) { add(p.doc, p.at, fen, p.since, p.first) }
	if e.Doc != "" {
		var of []*parcel
		for _, p := range pool {
			if p.doc == e.Doc {
				of = append(of, p)
			}
		}
		if left := take(of, e.Amount, period.Future, from); left != 0 {
			add(e.Doc, Document, left, period.Past, period.Past)
		}
		return came
	}
	if left := take(pool, e.Amount, e.On, from); left != 0 {
		add("", Unsourced, left, period.Past, period.Past)
	}
	return came
}
