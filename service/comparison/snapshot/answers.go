package snapshot

import (
	"yangguang/model"
	"yangguang/service/comparison/dossier"
	"yangguang/service/kernel/period"
)

// readAnswers reads what households say of their payments. Only the whole county
// shows how many of one handler's households say the same: a scope leaves them out.
func (l *loader) readAnswers() error {
	if l.scope != nil {
		return nil
	}
	words := map[string]dossier.Said{model.SaidReceived: dossier.SaidReceived, model.SaidMissing: dossier.SaidMissing, model.SaidWrong: dossier.SaidWrong}
	var payout, person, item, fen, batch number
	var village, bank, said text
	banks := map[string]int32{"": dossier.None, model.OtherBank: dossier.None}
	var from, to, paid day
	on := day{none: period.Past}
	then, args := "", []any(nil)
	if l.past != nil { // what was first said later was not said
		then, args = " AND EXISTS (SELECT 1 FROM payout_answers w WHERE w.payout_id = payout_asks.payout_id AND w.created_at <= ?)", []any{l.past.At}
	}
	return l.with("SELECT payout_id, payee_id, item_id, amount_fen, batch_id, village_code, bank, said, "+l.dates("period_start", "period_end", "paid_on", "said_at")+
		" FROM payout_asks WHERE said <> ''"+then+" ORDER BY payout_id", args, func() {
		p, i := l.people.of(person), l.items.of(item)
		word, ok := words[said.String()]
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
			Person: p, Village: l.village(&village), Bank: through, Item: uint16(i), Said: word}) //nolint:gosec // some dozens
	}, &payout, &person, &item, &fen, &batch, &village, &bank, &said, &from, &to, &paid, &on)
}
