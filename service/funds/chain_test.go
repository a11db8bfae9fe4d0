package funds

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// told is a chain as the tests write it: legs and rests, one a line.
func told(c Chain) []string {
	var out []string
	for _, g := range sortedLegs(c.Legs) {
		days := "?"
		if n, ok := g.Days(); ok {
			days = fmt.Sprint(n)
		}
		out = append(out, fmt.Sprintf("%s %s→%s %d 第%d天 等%s", g.Doc, g.From.Words(), g.To.Words(), g.Amount, g.On, days))
	}
	for _, r := range c.Rests {
		out = append(out, fmt.Sprintf("%s 闲置在%s %d 从第%d天", r.Doc, r.At.Words(), r.Amount, r.Since))
	}
	return out
}

func TestChain(t *testing.T) {
	t.Parallel()
	at := func(doc string, fen money.Fen, issued, arrived period.Day, level Place) Allotment {
		return Allotment{Doc: doc, Amount: fen, Issued: issued, Arrived: arrived, Level: level}
	}
	for _, c := range []struct {
		name string
		a    Account
		want []string
	}{
		{"the same sum at a further level is the same money", Account{Allotments: []Allotment{at("甲", 100, 0, 5, County), at("甲", 100, 0, 9, Bureau), at("甲", 100, 0, 12, Town)}, Payments: []Payment{{On: 20, Amount: 70}}},
			[]string{"甲 指标文件→县财政 100 第5天 等5", "甲 县财政→部门 100 第9天 等4", "甲 部门→镇 100 第12天 等3", "甲 镇→收款方 70 第20天 等8", "甲 闲置在镇 30 从第12天"}},
		{"parts are taken from the county", Account{Allotments: []Allotment{at("甲", 100, 0, 5, County), at("甲", 60, 0, 9, Town), at("甲", 50, 0, 10, Town)}},
			[]string{"甲 指标文件→县财政 100 第5天 等5", "甲 县财政→镇 60 第9天 等4", "甲 县财政→镇 40 第10天 等5", "甲 指标文件→镇 10 第10天 等10", "甲 闲置在镇 60 从第9天", "甲 闲置在镇 40 从第10天", "甲 闲置在镇 10 从第10天"}},
		{"what came to the county later did not go on before", Account{Allotments: []Allotment{at("甲", 100, 0, 9, County), at("甲", 60, 0, 5, Town)}},
			[]string{"甲 指标文件→镇 60 第5天 等5", "甲 指标文件→县财政 100 第9天 等9", "甲 闲置在镇 60 从第5天", "甲 闲置在县财政 100 从第9天"}},
		{"first in, first out, by the day of the payment", Account{Allotments: []Allotment{at("乙", 50, 0, 10, County), at("甲", 30, 0, 5, County)}, Payments: []Payment{{On: 6, Amount: 40}, {On: 12, Amount: 45}}},
			[]string{"甲 指标文件→县财政 30 第5天 等5", "甲 县财政→收款方 30 第6天 等1", " 没有对上指标文件→收款方 10 第6天 等?", "乙 指标文件→县财政 50 第10天 等10", "乙 县财政→收款方 45 第12天 等2", "乙 闲置在县财政 5 从第10天"}},
		{"a project's account", Account{OfProject: true, Allotments: []Allotment{at("甲", 100, 0, 5, Bureau)}, Entries: []Entry{{On: 8, Amount: 120}}, Payments: []Payment{{On: 20, Amount: 90}}},
			[]string{"甲 指标文件→部门 100 第5天 等5", "甲 部门→项目账户 100 第8天 等3", " 没有对上指标文件→项目账户 20 第8天 等?", "甲 项目账户→收款方 90 第20天 等12", "甲 闲置在项目账户 10 从第8天", " 闲置在项目账户 20 从第8天"}},
		{"paid before the money came", Account{OfProject: true, Entries: []Entry{{On: 8, Amount: 50}}, Payments: []Payment{{On: 2, Amount: 60}}},
			[]string{" 项目账户→收款方 50 第2天 等?", " 没有对上指标文件→收款方 10 第2天 等?", " 没有对上指标文件→项目账户 50 第8天 等?"}},
		{"paid straight from the bureau", Account{OfProject: true, Allotments: []Allotment{at("甲", 100, 0, 5, Bureau)}, Payments: []Payment{{On: 9, Amount: 60}}},
			[]string{"甲 指标文件→部门 100 第5天 等5", "甲 部门→收款方 60 第9天 等4", "甲 闲置在部门 40 从第5天"}},
		{"filed with its document", Account{OfProject: true, Allotments: []Allotment{at("甲", 40, 0, 9, Bureau)}, Entries: []Entry{{Doc: "甲", On: 8, Amount: 50}}, Payments: []Payment{{On: 12, Amount: 20}}},
			[]string{"甲 指标文件→部门 40 第9天 等9", "甲 部门→项目账户 40 第8天 等?", "甲 指标文件→项目账户 10 第8天 等?", "甲 项目账户→收款方 20 第12天 等4", "甲 闲置在项目账户 20 从第8天", "甲 闲置在项目账户 10 从第8天"}},
		{"red figures", Account{Allotments: []Allotment{at("甲", 100, 0, 5, County), at("甲", -20, 0, 7, County)}, Payments: []Payment{{On: 9, Amount: 90}, {On: 10, Amount: -30}}},
			[]string{"甲 指标文件→县财政 80 第5天 等5", "甲 县财政→收款方 60 第9天 等4", "甲 闲置在县财政 20 从第5天"}},
	} {
		got := told(c.a.Chain())
		slices.Sort(got)
		want := slices.Sorted(slices.Values(c.want))
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, want)
		}
	}
}

// someAccount is random rows: few documents, few days and round sums, so that
// equal sums, equal days and shortages come up often; some figures are red.
func someAccount(r *rand.Rand, i int) *account {
	fen := func() money.Fen {
		n := money.Fen(1+r.IntN(20)) * 50
		if r.IntN(12) == 0 {
			n = -n
		}
		return n + money.Fen(r.IntN(3))
	}
	a := &account{Account: Account{Code: fmt.Sprint("C", i), OfProject: i%2 == 0}, title: fmt.Sprint("用途", i), bureau: fmt.Sprint("局", i%4)}
	for range r.IntN(7) {
		issued := period.Day(r.IntN(30))                                                                                                                                                          //nolint:gosec // small
		a.Allotments = append(a.Allotments, Allotment{Doc: fmt.Sprint("文", r.IntN(4)), Amount: fen(), Issued: issued, Arrived: issued + period.Day(r.IntN(9)), Level: County + Place(r.IntN(3))}) //nolint:gosec // small
	}
	if a.OfProject {
		for range r.IntN(6) {
			e := Entry{On: period.Day(r.IntN(50)), Amount: fen()} //nolint:gosec // small
			if r.IntN(4) == 0 {
				e.Doc = fmt.Sprint("文", r.IntN(6))
			}
			a.Entries = append(a.Entries, e)
		}
	}
	for range r.IntN(9) {
		on := period.Day(r.IntN(60)) //nolint:gosec // small
		a.Payments, a.days = append(a.Payments, Payment{On: on, Amount: fen(), Payee: fmt.Sprint("单位", r.IntN(12))}), append(a.days, on)
	}
	return a
}

// TestNoViewLosesOrDoublesAFen follows random money and adds it up in every
// view: by place and document, by document, by project, by bureau, over the
// county, in the drawings and in the workbook.
func TestNoViewLosesOrDoublesAFen(t *testing.T) {
	t.Parallel()
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 5)) //nolint:gosec // a test
		var accounts []*account
		for i := range 1 + r.IntN(8) {
			accounts = append(accounts, someAccount(r, i))
		}
		if msg := addUp(accounts); msg != "" {
			t.Fatalf("seed %d: %s", seed, msg)
		}
	}
}

// addUp says in which view a fen is missing or too much; "" when in none.
func addUp(accounts []*account) string {
	judge := func(_, _ period.Day) (int, int) { return 0, 0 }
	l := Lags{judge, judge}
	var county, ways, rows Sums
	byBureau, byDoc, wayDoc := map[string]Sums{}, map[string]Sums{}, map[string]Sums{}
	drawn := newEdges()
	plus := func(m map[string]Sums, key string, s Sums) { x := m[key]; x.Add(s); m[key] = x }
	for _, a := range accounts {
		c := a.Chain()
		if msg := a.balance(c); msg != "" {
			return a.Code + ": " + msg
		}
		kept := map[string]bool{}
		for _, line := range a.lines(c, l, 100) {
			if line.Came != line.Went+line.Idle {
				return fmt.Sprintf("%s %q: %d came, %d went, %d idle", a.Code, line.Doc, line.Came, line.Went, line.Idle)
			}
			county.Add(line.Sums)
			plus(byBureau, line.Bureau, line.Sums)
			plus(byDoc, line.Doc, line.Sums)
			kept[line.Doc] = true
			row := line.row(1, 0)
			fen := func(i int) money.Fen { return money.Fen(mustCell(row[i])*100 + half(mustCell(row[i]))) }
			rows.Add(Sums{fen(9), fen(10), fen(11)})
		}
		drawn.county(a, c, kept, false)
		var w Way
		w.follow(a, l, 100, nil, func(string) bool { return true }, newEdges())
		ways.Add(w.Sums)
		for _, line := range w.Lines {
			plus(wayDoc, line.Doc, line.Sums)
		}
		var steps Sums
		for _, p := range w.Steps {
			steps.Add(p.sums())
		}
		for _, i := range w.Rests {
			steps.Idle += i.Amount
		}
		if steps != w.Sums {
			return fmt.Sprintf("%s: steps %+v, way %+v", a.Code, steps, w.Sums)
		}
	}
	var bureaus, docs Sums
	for _, s := range byBureau {
		bureaus.Add(s)
	}
	for doc, s := range byDoc {
		docs.Add(s)
		if wayDoc[doc] != s {
			return fmt.Sprintf("document %q: %+v in the table, %+v on its page", doc, s, wayDoc[doc])
		}
	}
	for name, s := range map[string]Sums{"projects and items": ways, "bureaus": bureaus, "documents": docs, "workbook": rows} {
		if s != county {
			return fmt.Sprintf("%s: %+v, county %+v", name, s, county)
		}
	}
	for _, most := range []int{2, mostNodes} {
		var came, left money.Fen
		for _, e := range drawn.list(most) {
			if e.Column == 0 {
				came += e.Amount
			} else {
				left += e.Amount
			}
		}
		if came != county.Came || left != county.Went+county.Idle {
			return fmt.Sprintf("drawing with %d names: %d in, %d out, county %+v", most, came, left, county)
		}
	}
	return ""
}

// balance holds a chain against the rows it was made of and every place of it
// against what rests there.
func (a *account) balance(c Chain) string {
	type key struct {
		doc string
		at  Place
	}
	left := map[key]money.Fen{}
	var allotted, entered, paid money.Fen
	for _, g := range c.Legs {
		left[key{g.Doc, g.From}] -= g.Amount
		left[key{g.Doc, g.To}] += g.Amount
		switch g.To {
		case County, Bureau, Town:
			allotted += g.Amount
		case Project:
			entered += g.Amount
		case Payee:
			paid += g.Amount
		case Document, Unsourced:
			return "money went back to where it came from"
		}
	}
	for _, r := range c.Rests {
		left[key{r.Doc, r.At}] -= r.Amount
	}
	for k, fen := range left {
		if k.at != Document && k.at != Unsourced && k.at != Payee && fen != 0 {
			return fmt.Sprintf("%d too much at %s of %q", fen, k.at.Words(), k.doc)
		}
	}
	for _, r := range a.Allotments {
		allotted -= r.Amount
	}
	for _, r := range a.Entries {
		entered -= r.Amount
	}
	for _, r := range a.Payments {
		paid -= r.Amount
	}
	if allotted != 0 || entered != 0 || paid != 0 {
		return fmt.Sprintf("beyond the rows: %d by documents, %d entered, %d paid", allotted, entered, paid)
	}
	return ""
}

// mustCell is the number of a cell of money, half what makes it round.
func mustCell(cell any) float64 { return cell.(excelize.Cell).Value.(float64) }

func half(f float64) float64 {
	if f < 0 {
		return -0.5
	}
	return 0.5
}
