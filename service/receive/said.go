package receive

import (
	"time"

	"yangguang/model"
)

// weight puts what can be said in order: of two people who are not the payee,
// who misses the money is heard first.
func weight(answer string) int {
	switch answer {
	case model.SaidMissing:
		return 3
	case model.SaidWrong:
		return 2
	case model.SaidReceived:
		return 1
	}
	return 0
}

// together is what all that was said of a payment comes to: the payee's own word,
// where there is none the one that asks for more.
func together(payee int64, all []model.PayoutAnswer) (said string, at *time.Time) {
	for i, a := range all {
		if a.PersonID == payee {
			return a.Answer, &all[i].AnsweredAt
		}
		if weight(a.Answer) > weight(said) {
			said, at = a.Answer, &all[i].AnsweredAt
		}
	}
	return said, at
}

// move is what a word does to the inquiry of its payment.
type move int8

const (
	moveNone   move = iota
	moveAsk         // there is none yet
	moveReopen      // it was closed before anybody had answered, or after: asked anew
	moveAgain       // the household read the answer and still has not got it
	moveChange      // it misses all of it now, or a part
	moveClose       // it has the money
	moveRefuse      // it was asked often enough
)

// next says what becomes of a payment's inquiry when the household's word for it
// is said. q is nil when there is none.
func next(q *model.BankInquiry, said string) move {
	missing := said == model.SaidMissing || said == model.SaidWrong
	switch {
	case q == nil && missing:
		return moveAsk
	case q == nil:
		return moveNone
	case !missing && q.State == model.InquiryClosed:
		return moveNone
	case !missing:
		return moveClose
	case q.State == model.InquiryOpen && q.Kind == said:
		return moveNone
	case q.State == model.InquiryOpen:
		return moveChange
	case q.Rounds >= mostRounds:
		return moveRefuse
	case q.State == model.InquiryAnswered:
		return moveAgain
	}
	return moveReopen
}

// figure is what a payment is counted under on a day: what was said of it, or for
// how long nothing was.
func figure(said string, told *time.Time, silentSince time.Time) string {
	switch {
	case said != "":
		return said
	case told == nil:
		return ""
	case !told.After(silentSince):
		return Silent
	}
	return Waiting
}
