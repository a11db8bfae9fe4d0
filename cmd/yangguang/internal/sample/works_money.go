package sample

import (
	"fmt"
	"time"
)

var workMoneyHeader = []string{"项目编号", "日期", "金额", "类型", "收款单位代码", "凭证号"}

// finished reports whether the money of a project is told: what is still being
// built has none in the sample.
func (w *work) finished() bool { return !w.accepted.IsZero() }

// granted is what came for a finished project: what it settled for, or the part
// that is paid before it has settled.
func (w *work) granted() int64 {
	switch {
	case w.settled > 0:
		return w.settled
	case w.won > 0:
		return round(w.won * 9 / 10)
	}
	return round(w.estimate * 9 / 10)
}

// begun is the day from which money comes: that of the contract, or of the start
// where the households build for themselves.
func (w *work) begun() time.Time {
	if w.contract.IsZero() {
		return w.start
	}
	return w.contract
}

// workMoneyRows are the money that came for the finished projects and what was
// paid out of it: in parts as the work went on, the last after it had settled,
// always to whoever built.
func workMoneyRows(works []*work) [][]string {
	var rows [][]string
	for _, w := range works {
		if !w.finished() {
			continue
		}
		builder, n := "", 0
		if w.builder != nil {
			builder = w.builder.code
		}
		move := func(on time.Time, fen int64, kind, to string) {
			n++
			rows = append(rows, []string{w.number, iso(on), yuan(fen), kind, to, fmt.Sprintf("%s-%d", w.number, n)})
		}
		total, begun := w.granted(), w.begun()
		first, start, half := round(total*6/10), round(total*3/10), round(total*5/10)
		middle := w.start.AddDate(0, 0, int(w.end.Sub(w.start).Hours()/48))
		move(begun.AddDate(0, 0, 5), first, "到账", "")
		move(w.start.AddDate(0, 0, 8), start, "拨付", builder)
		move(middle.AddDate(0, 0, -4), total-first, "到账", "")
		move(middle, half, "拨付", builder)
		if w.settled > 0 {
			move(w.accepted.AddDate(0, 0, 35), total-start-half, "拨付", builder)
		}
	}
	return rows
}

// workFundRows are the documents by which the county gave that money.
func workFundRows(works []*work) [][]string {
	var rows [][]string
	for i, w := range works {
		if w.finished() {
			on := w.begun()
			rows = append(rows, []string{fmt.Sprintf("博财农〔%d〕%d号", on.Year(), 101+i), w.name + "资金", w.number, yuan(w.granted()), iso(on.AddDate(0, 0, -12)), iso(on), "县"})
		}
	}
	return rows
}
