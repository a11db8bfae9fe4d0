package rule

import (
	"fmt"
	"strings"
	"time"

	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
)

// Stretch is payouts of one item whose periods follow each other without a gap.
type Stretch struct {
	Item      uint16
	Period    period.Interval
	AmountFen int64
	Periods   int // different periods in it
	Rows      []*dossier.Payout
}

// Stretches gathers the payouts that keep accepts into unbroken stretches of
// one item. rows are in a dossier's order: by item, then period.
func Stretches(rows []dossier.Payout, keep func(*dossier.Payout) bool) []Stretch {
	var out []Stretch
	for i := range rows {
		if r := &rows[i]; keep(r) {
			out = extend(out, r)
		}
	}
	return out
}

// extend adds a row to the last stretch or begins another.
func extend(out []Stretch, r *dossier.Payout) []Stretch {
	if n := len(out); n > 0 && out[n-1].Item == r.Item && r.Period.From <= out[n-1].Period.To {
		s := &out[n-1]
		if r.Period.From != s.Rows[len(s.Rows)-1].Period.From {
			s.Periods++
		}
		s.Period.To = max(s.Period.To, r.Period.To)
		s.AmountFen += r.AmountFen
		s.Rows = append(s.Rows, r)
		return out
	}
	return append(out, Stretch{Item: r.Item, Period: r.Period, AmountFen: r.AmountFen, Periods: 1, Rows: []*dossier.Payout{r}})
}

// payoutEvidence is what a matched payout shows.
func payoutEvidence(s *dossier.Snapshot, r *dossier.Payout) Evidence {
	f := []Field{{"补贴项目", s.Items[r.Item].Name}, {"所属期", r.Period.Chinese()}, {"金额", yuan(r.AmountFen)}}
	if r.PaidOn != period.Future {
		f = append(f, Field{"发放日期", r.PaidOn.Chinese()})
	}
	if r.Batch != 0 {
		f = append(f, Field{"批次号", s.Text(r.Batch)})
	}
	return Evidence{Kind: r.Kind(), Src: r.Src, Who: Of(r.Person), Fields: f}
}

// mostPayouts is how many payments a finding lists: five years of a monthly
// benefit. What is beyond is counted and summed.
const mostPayouts = 60

// payoutsEvidence is payoutEvidence of every row of a stretch, at most
// mostPayouts; the last one tells how many more there are. Rows that are still to
// be paid come first, since they can still be stopped.
func payoutsEvidence(s *dossier.Snapshot, rows []*dossier.Payout) []Evidence {
	out := make([]Evidence, 0, min(len(rows), mostPayouts))
	for _, proposed := range []bool{true, false} {
		for _, r := range rows {
			switch {
			case (r.State&dossier.Proposed != 0) != proposed:
			case len(out) < mostPayouts:
				out = append(out, payoutEvidence(s, r))
			default:
				out[len(out)-1].leave(r.AmountFen)
			}
		}
	}
	return out
}

// leave counts a payment that is not listed.
func (e *Evidence) leave(fen int64) {
	e.Rest++
	e.RestFen += fen
}

// yuan writes 分 as people read it: 1,275.00元.
func yuan(fen int64) string { return money.Fen(fen).String() + "元" }

// spell is a stretch in words: 2024年6月至8月的农村低保3期，共 750.00 元.
func (st *Stretch) spell(s *dossier.Snapshot) string {
	return fmt.Sprintf("%s的%s%d期，共%s", st.Period.Chinese(), s.Items[st.Item].Name, st.Periods, yuan(st.AmountFen))
}

// parseDay reads 2026-06-30.
func parseDay(text string) (period.Day, bool) {
	t, err := time.Parse(time.DateOnly, strings.TrimSpace(text))
	if err != nil {
		return 0, false
	}
	return period.Stored(t), true
}
