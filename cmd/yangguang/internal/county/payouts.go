package county

import (
	"fmt"
	"slices"
)

// payout is a row that a plant writes; the innocent ones are never kept.
type payout struct {
	batch       string
	item        *item
	from, to    month
	id, name    string
	tenths      int
	class       string
	fen         int64
	account     string
	accountName string
	paid        day
	returned    bool
	village     string
	again       string // 补发原批次
}

var payoutHeader = []string{"批次号", "项目编码", "所属期起", "所属期止", "身份证号", "姓名", "数量", "档次", "金额", "账号", "账户名", "发放日期", "发放结果", "村代码", "补发原批次"}

func (p *payout) append(b []byte) []byte {
	b = append(append(b, p.batch...), ',')
	b = append(append(b, p.item.code...), ',')
	b = append(p.from.append(b), ',')
	b = append(p.to.append(b), ',')
	b = append(append(b, p.id...), ',')
	b = append(append(b, p.name...), ',')
	b = append(appendTenths(b, p.tenths), ',')
	b = append(append(b, p.class...), ',')
	b = append(appendYuan(b, p.fen), ',')
	b = append(append(b, p.account...), ',')
	b = append(append(b, p.accountName...), ',')
	b = append(p.paid.append(b), ',')
	if p.returned {
		b = append(b, "退票,"...)
	} else {
		b = append(b, "成功,"...)
	}
	b = append(append(b, p.village...), ',')
	return append(append(b, p.again...), '\n')
}

// payoutFiles are the half-years of the payments.
func (w *world) payoutFiles() (halves [][2]day) {
	for m := w.first; m <= w.last; {
		next := (m/6 + 1) * 6
		halves = append(halves, [2]day{m.first(), min(next-1, w.last).last()})
		m = next
	}
	return halves
}

// writePayouts writes all payments made within the days of a file.
func (w *world) writePayouts(out *output, days [2]day) error {
	name := fmt.Sprintf("一卡通发放明细-%04d年%s半年", days[0].month().year(), map[bool]string{true: "上", false: "下"}[days[0].month().inYear() <= 6])
	t, err := out.sized("payouts", name, payoutHeader, w.countPayouts(days), out.asOf)
	if err != nil {
		return err
	}
	p := &pen{w: w, t: t}
	for _, it := range catalogue {
		for m := days[0].month() - 12; m <= days[1].month()+12; m++ {
			if paid := it.paid(m); it.starts(m) && paid >= days[0] && paid <= days[1] {
				if err := p.period(it, m, paid); err != nil {
					return err
				}
			}
		}
		for _, m := range monthsOf(days) {
			for i := range w.oneOffs[key{it.code, m}] {
				if err := p.write(&w.grants[it.code][w.oneOffs[key{it.code, m}][i]], m, it.paid(m)); err != nil {
					return err
				}
			}
		}
		for i := range w.extra[it.code] {
			if x := &w.extra[it.code][i]; x.paid >= days[0] && x.paid <= days[1] {
				if err := p.put(x); err != nil {
					return err
				}
			}
		}
	}
	return t.close()
}

func monthsOf(days [2]day) (out []month) {
	for m := days[0].month(); m <= days[1].month(); m++ {
		out = append(out, m)
	}
	return out
}

// key finds the one-offs of a month.
type key struct {
	code string
	m    month
}

func (w *world) indexOneOffs() {
	w.oneOffs = map[key][]int32{}
	for _, it := range catalogue {
		if it.frequency != "一次" {
			continue
		}
		for i, g := range w.grants[it.code] {
			w.oneOffs[key{it.code, g.from}] = append(w.oneOffs[key{it.code, g.from}], int32(i)) //nolint:gosec // small
		}
	}
}

// pen writes payments to one file.
type pen struct {
	w    *world
	t    *table
	line []byte
	x    payout
	n    int // rows
}

func (p *pen) period(it *item, m month, paid day) error {
	end := m + it.length() - 1
	grants := p.w.grants[it.code]
	for i := range grants {
		if g := &grants[i]; g.from <= m && (g.to == 0 || end <= g.to) {
			if err := p.write(g, m, paid); err != nil {
				return err
			}
		}
	}
	return nil
}

// write writes an innocent payment; one in some thousands bounces and is paid
// again.
func (p *pen) write(g *grant, m month, paid day) error {
	it := g.item
	who := &p.w.people[g.payee]
	h := &p.w.homes[who.home]
	tenths := int(g.tenths)
	if tenths == 0 {
		tenths = 10 * int(it.length())
		if it.target == "户" {
			tenths = 10 * p.w.counted(h, m)
		}
	}
	x := &p.x
	*x = payout{
		batch: it.batch(m), item: it, from: m, to: m + it.length() - 1, id: who.id, name: who.name, tenths: tenths, class: g.class,
		fen: it.at(g.class, m) * int64(tenths) / 10, accountName: who.name, paid: paid, village: p.w.villages[h.village].code,
	}
	x.account = string(appendAccount(nil, int(g.payee)))
	if it.frequency == "月" && (int(g.payee)*31+int(m)*17)%4001 == 0 && m < p.w.last-2 {
		x.returned = true
		if err := p.put(x); err != nil {
			return err
		}
		x.returned, x.again, x.batch, x.paid = false, x.batch, x.batch+"B", paid+9
	}
	return p.put(x)
}

func (p *pen) put(x *payout) error {
	p.n++
	soil := p.n%2003 == 0
	if p.t.stream != nil || soil {
		result := "成功"
		if x.returned {
			result = "退票"
		}
		row := []string{
			x.batch, x.item.code, x.from.String(), x.to.String(), x.id, x.name, tenths(x.tenths), x.class, yuan(x.fen),
			x.account, x.accountName, x.paid.String(), result, x.village, x.again,
		}
		if soil { // all that a careless hand can do to one row
			for i, c := range map[int]column{2: monthColumn, 4: givenID, 5: nameColumn, 8: moneyColumn, 11: dayColumn} {
				row[i] = soiled(c, row[i], p.n/2003%3)
			}
		}
		return p.t.row(row...)
	}
	p.line = x.append(p.line[:0])
	return p.t.raw(p.line)
}

// countPayouts guesses the rows of a file from the grants.
func (w *world) countPayouts(days [2]day) (n int) {
	for _, it := range catalogue {
		for _, m := range monthsOf(days) {
			n += len(w.oneOffs[key{it.code, m}])
		}
		for m := days[0].month() - 12; m <= days[1].month()+12; m++ {
			if paid := it.paid(m); it.starts(m) && paid >= days[0] && paid <= days[1] {
				n += len(w.grants[it.code])
			}
		}
	}
	return n
}

// rosterOrder keeps the rows of an item together.
func rosterOrder() []string {
	codes := make([]string, 0, len(catalogue))
	for _, it := range catalogue {
		codes = append(codes, it.code)
	}
	slices.Sort(codes)
	return codes
}
