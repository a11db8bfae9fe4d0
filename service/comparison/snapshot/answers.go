package snapshot

import (
	"yangguang/model"
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// silenceFor is how many days of silence are read: who was told longer ago has
// no reason to look any more.
const silenceFor = 365

// readAnswers reads what households say of their payments, and if asked for who
// was told and says nothing. Only the whole county shows how many of one
// handler's households say the same: a scope leaves them out.
func (l *loader) readAnswers() error {
	if l.scope != nil {
		return nil
	}
	words := map[string]dossier.Said{model.SaidReceived: dossier.SaidReceived, model.SaidMissing: dossier.SaidMissing, model.SaidWrong: dossier.SaidWrong, "": dossier.SaidNothing}
	var payout, person, item, fen, batch number
	var village, bank, said text
	banks := map[string]int32{"": dossier.None, model.OtherBank: dossier.None}
	var from, to, paid day
	on, told := day{none: period.Past}, day{none: period.Past}
	word, which, args := "said", "said <> ''", []any(nil)
	if l.past != nil { // what was first said later was not said
		spoken := "EXISTS (SELECT 1 FROM payout_answers w WHERE w.payout_id = payout_asks.payout_id AND w.created_at <= ?)"
		word, which, args = "CASE WHEN "+spoken+" THEN said ELSE '' END", which+" AND "+spoken, []any{l.past.At, l.past.At}
	}
	if l.o.Silence {
		told := "told_at >= ?"
		args = append(args, (l.o.AsOf - silenceFor).Time())
		if l.past != nil {
			told, args = told+" AND told_at <= ?", append(args, l.past.At)
		}
		which = "(" + which + " OR " + told + ")"
	}
	return l.with("SELECT payout_id, payee_id, item_id, amount_fen, batch_id, village_code, bank, "+word+", "+l.dates("period_start", "period_end", "paid_on", "said_at", "told_at")+
		" FROM payout_asks WHERE "+which+" ORDER BY payout_id", args, func() {
		p, i := l.people.of(person), l.items.of(item)
		answer, ok := words[said.String()]
		if answer == dossier.SaidNothing {
			on.on = told.on
		}
		if p == dossier.None || i == dossier.None || !ok || !l.alive(batch) {
			return
		}
		through, known := banks[bank.String()]
		if !known {
			through = int32(len(l.s.Banks)) //nolint:gosec // some dozens
			banks[bank.String()] = through
			l.s.Banks = append(l.s.Banks, bank.String())
		}
		l.s.Answers = append(l.s.Answers, dossier.Answer{AmountFen: int64(fen), Src: ref(batch, payout&(1<<24-1)), Period: period.Interval{From: from.on, To: to.after()}, PaidOn: paid.on, On: on.on,
			Person: p, Village: l.village(&village), Bank: through, Item: uint16(i), Said: answer}) //nolint:gosec // some dozens
	}, &payout, &person, &item, &fen, &batch, &village, &bank, &said, &from, &to, &paid, &on, &told)
}
