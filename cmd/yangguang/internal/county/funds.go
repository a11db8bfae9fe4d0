package county

import "fmt"

// fundRows are the money that arrived for the subsidies, a fortnight before a
// regular payment, and for the projects.
func (w *world) fundRows(emit func(...string) error) error {
	n := 0
	for _, it := range catalogue {
		if it.frequency == "一次" || len(w.grants[it.code]) == 0 {
			continue
		}
		for m := w.first - 12; m <= w.last; m++ {
			paid := it.paid(m)
			if !it.starts(m) || paid < w.first.first() || paid > w.last.last() || it.frequency == "月" && m%6 != 0 || !w.anyPaid(it, m) {
				continue
			}
			n++
			arrived := paid - day(8+n%12)
			title := fmt.Sprintf("玉财社〔%d〕%d号", arrived.month().year(), n)
			if err := emit(title, it.name+"资金", it.code, yuan(int64(n%90+10)*1_000_000_0), (arrived - 6).String(), arrived.String(), pickLevel(n)); err != nil {
				return err
			}
		}
	}
	for i := range w.works {
		x := &w.works[i]
		if len(x.flows) == 0 || x.flows[0].paid || w.fundedApart[x.number] {
			continue
		}
		arrived := x.flows[0].on
		if err := emit(fmt.Sprintf("博财农〔%d〕%s号", arrived.month().year(), x.number[2:]), x.name+"资金", x.number, yuan(x.flows[0].fen), (arrived - 5).String(), arrived.String(), "部门"); err != nil {
			return err
		}
	}
	return nil
}

func pickLevel(n int) string { return []string{"县", "部门", "镇"}[n%3] }

// anyPaid reports whether the regular batch of a period has a payment.
func (w *world) anyPaid(it *item, m month) bool {
	end := m + it.length() - 1
	for i := range w.grants[it.code] {
		if g := &w.grants[it.code][i]; g.from <= m && (g.to == 0 || end <= g.to) {
			return true
		}
	}
	return false
}
