package complaint

import (
	"context"

	"yangguang/model"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
)

// Ahead is a step that is still to come, in a villager's words. Note says by when
// it is taken, where a day was named for it.
type Ahead struct{ What, Note string }

// promise is what the office said about the days of a petition.
type promise struct {
	looked  period.Day // by which it looks at what came, as the receipt says, or later where it got more time
	looking bool       // it still looks
	told    period.Day // by which the reporter is told whether it is taken up; 0 none is named
	code    bool       // the reporter has nothing but a code to look it up
}

// promised reads what the office said about the days of a petition. The day of
// looking stays what it was once the clock of it has ended.
func (s *Service) promised(ctx context.Context, p model.Petition) (promise, error) {
	w, err := s.watch(ctx)
	if err != nil {
		return promise{}, err
	}
	clocks, err := s.clocksOf(ctx, w, p.ID)
	if err != nil {
		return promise{}, err
	}
	out := promise{code: p.Mode == model.ReporterAnonymous, looked: w.book.Limits[timer.Screen].Due(w.book.Calendar, period.Here(p.ReceivedAt)).Day}
	for _, c := range clocks[p.ID] {
		switch c.Kind {
		case timer.Screen:
			out.looking, out.looked = true, max(out.looked, period.Here(c.At))
		case timer.TellAccepted:
			out.told = period.Here(c.At)
		}
	}
	return out, nil
}

// ahead lists the steps that are still to come of a petition, in the order they
// are taken. It is a pure rule.
func ahead(state Coarse, due promise) []Ahead {
	result := Ahead{What: "办完，告诉您结果"}
	switch state {
	case CoarseReceived:
		var out []Ahead
		if due.looking {
			out = append(out, Ahead{"工作人员看您写的", "最晚" + due.looked.Chinese() + "看完。"})
		}
		tell := Ahead{What: "告诉您受不受理", Note: "看完就写在这件事的页面上。"}
		switch {
		case due.told != 0:
			tell.Note = "最晚" + due.told.Chinese() + "告诉您。"
		case due.code:
			tell.Note = "看完就写在页面上，凭查询码看。"
		}
		return append(out, tell, Ahead{What: "受理的，开始办理"}, result)
	case CoarseAccepted:
		return []Ahead{{What: "开始办理"}, result}
	case CoarseInProgress:
		return []Ahead{result}
	case CoarseNotOurs, CoarseDone, CoarseWithdrawn, CoarseHandedUp:
	}
	return nil
}
