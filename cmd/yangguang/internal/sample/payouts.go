package sample

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// years is how far back the payments go.
const years = 8

// payout is one row of 一卡通发放明细.
type payout struct {
	batch, again string // again: the batch whose returned row this one repeats
	grant        *grant
	start, end   month
	tenths       int
	fen          int64
	paid         time.Time
	returned     bool
}

// payments are all payments of the eight years before the month of today, in
// the order of their days.
func payments(c *county, today time.Time) []payout {
	until := monthOf(today).day(1)
	since := (monthOf(today) - 12*years).day(1)
	grants := entitle(c, monthOf(today)-1)
	rows := make([]payout, 0, 80_000)
	keep := func(p payout) {
		if !p.paid.Before(since) && p.paid.Before(until) {
			rows = append(rows, p)
		}
	}
	doubled := false
	for i := range grants {
		g := &grants[i]
		for _, s := range g.periods(monthOf(since)-12, monthOf(until)) {
			p, ok := g.pay(s[0], s[1])
			if !ok {
				continue
			}
			if roll("returned", p.batch, g.payee.id).in1000(3) {
				p.returned = true
				keep(p)
				second := p
				second.returned, second.again, second.batch = false, p.batch, p.batch+"-R"
				second.paid = p.paid.AddDate(0, 0, 21)
				p = second
			}
			keep(p)
			if !doubled && g.item.code == "NY03" && g.payee.home.key == "" && s[0].year() == 2023 {
				doubled = true // S29: the same right paid twice
				p.batch, p.paid = p.batch+"-2", p.paid.AddDate(0, 0, 28)
				keep(p)
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b payout) int { return a.paid.Compare(b.paid) })
	return rows
}

// periods are the stretches of months, from a to before b, for which a grant is
// paid.
func (g *grant) periods(a, b month) (out [][2]month) {
	length, step := month(1), month(1)
	switch g.item.frequency {
	case "季":
		length, step = 3, 3
	case "年":
		length, step = 12, 12
	case "学期":
		length, step = 5, 6
	}
	first := max(a, g.from)
	switch g.item.frequency {
	case "学期": // 2023-09 to 2024-01 and 2024-03 to 2024-07
		first = (first-2+5)/6*6 + 2
	default:
		first = (first + step - 1) / step * step
	}
	for m := first; m < b && (g.to == 0 || m+length-1 <= g.to); m += step {
		out = append(out, [2]month{m, m + length - 1})
	}
	return out
}

// pay computes what is due for a period; there is none where the catalogue has
// no standard or the household no member.
func (g *grant) pay(start, end month) (payout, bool) {
	standard, ok := g.item.at(g.class, start.day(1))
	tenths := g.tenths
	switch {
	case tenths > 0:
	case g.item.target == "户":
		tenths = 10 * g.payee.home.counted(start)
	case g.item.unit == "人月":
		tenths = 10 * int(end-start+1)
	default:
		tenths = 10
	}
	return payout{
		batch: g.item.code + "-" + label(g.item.frequency, start), grant: g, start: start, end: end, tenths: tenths,
		fen: standard * int64(tenths) / 10, paid: due(g.item, start, end),
	}, ok && tenths > 0
}

// label names a period in a batch number.
func label(frequency string, m month) string {
	switch frequency {
	case "年":
		return strconv.Itoa(m.year())
	case "季":
		return fmt.Sprintf("%dQ%d", m.year(), (m.inYear()+2)/3)
	case "学期":
		return fmt.Sprintf("%dS%d", m.year(), (m.inYear()+5)/6)
	}
	return fmt.Sprintf("%d%02d", m.year(), m.inYear())
}

var payoutHeader = []string{"批次号", "项目编码", "所属期起", "所属期止", "身份证号", "姓名", "数量", "档次", "金额", "账号", "账户名", "发放日期", "发放结果", "村代码", "补发原批次"}

func (p *payout) row() []string {
	result := "成功"
	if p.returned {
		result = "退票"
	}
	quantity := strconv.Itoa(p.tenths / 10)
	if p.tenths%10 != 0 {
		quantity += "." + strconv.Itoa(p.tenths%10)
	}
	g := p.grant
	return []string{
		p.batch, g.item.code, p.start.String(), p.end.String(), g.payee.id, g.payee.name, quantity, g.class, yuan(p.fen),
		g.account.account, g.account.name, iso(p.paid), result, g.payee.home.village, p.again,
	}
}

// payoutParts are a file for each year, and for the last year one for each
// item, the way the bureaus hand them in.
func payoutParts(rows []payout) []Part {
	if len(rows) == 0 {
		return nil
	}
	lastYear := rows[len(rows)-1].paid.Year()
	var parts []Part
	add := func(name string, of func(*payout) bool) {
		var mine []*payout
		for i := range rows {
			if of(&rows[i]) {
				mine = append(mine, &rows[i])
			}
		}
		if len(mine) == 0 {
			return
		}
		parts = append(parts, Part{Kind: "payouts", Name: "一卡通发放明细-" + name + ".csv", Write: table(payoutHeader, func() [][]string {
			out := make([][]string, len(mine))
			for i, p := range mine {
				out[i] = p.row()
			}
			return out
		})})
	}
	for year := rows[0].paid.Year(); year < lastYear; year++ {
		add(strconv.Itoa(year)+"年", func(p *payout) bool { return p.paid.Year() == year })
	}
	for _, it := range catalogue {
		add(fmt.Sprintf("%d年-%s", lastYear, it.name), func(p *payout) bool { return p.paid.Year() == lastYear && p.grant.item == it })
	}
	return parts
}
