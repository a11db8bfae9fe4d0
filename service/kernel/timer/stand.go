package timer

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"yangguang/model"
	"yangguang/service/kernel/period"
)

// Lamp is how a clock stands.
type Lamp string

// The lamps. None is dark: nothing is due.
const (
	LampNone    Lamp = ""
	LampOK      Lamp = "ok"
	LampSoon    Lamp = "soon"
	LampOverdue Lamp = "overdue"
)

// Clock is a running clock as it stands now.
type Clock struct {
	Kind        Kind
	At          time.Time // when it ends
	Provisional bool
	Extensions  int
	Lamp        Lamp
	Left        int // working days until it ends; negative when it has
}

// Stand is how a clock stands at a moment.
func (b Book) Stand(t model.Timer, now time.Time) Clock {
	c := Clock{Kind: Kind(t.Kind), At: t.DueAt, Provisional: t.Provisional, Extensions: t.Extensions, Lamp: LampOK}
	today, due := period.Here(now), period.Here(t.DueAt)
	c.Left = b.Calendar.Between(today, due)
	switch {
	case now.After(t.DueAt):
		c.Lamp, c.Left = LampOverdue, -max(1, b.Calendar.Between(due, today))
	case !t.DueAt.After(b.Soon(now)):
		c.Lamp = LampSoon
	}
	return c
}

// Soon is the instant by which what ends is yellow.
func (b Book) Soon(now time.Time) time.Time {
	return b.Calendar.Add(period.Here(now), b.Warn).At().UTC()
}

// Running gives the running clocks of some matters of one sort, by matter, the
// earliest end first.
func Running(ctx context.Context, db *gorm.DB, b Book, object string, ids []int64, now time.Time) (map[int64][]Clock, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	found, err := gorm.G[model.Timer](db).Where("object = ? AND object_id IN ? AND running = 1", object, ids).Order("due_at, id").Find(ctx)
	if err != nil {
		return nil, fmt.Errorf("timers: %w", err)
	}
	out := map[int64][]Clock{}
	for _, t := range found {
		out[t.ObjectID] = append(out[t.ObjectID], b.Stand(t, now))
	}
	return out, nil
}

// Text is what a clock waits for, in the office's words.
func Text(k Kind) string {
	switch k {
	case Screen:
		return "筛查分流"
	case TellAccepted:
		return "告知受理"
	case TellResult:
		return "反馈结果"
	case ReportUp:
		return "按规定上报"
	case Transfer:
		return "转送办理"
	case Opinion:
		return "提出处置意见"
	case InquiryReply:
		return "函询答复"
	case InquiryReport:
		return "谈话函询报告"
	case Verification:
		return "初步核实"
	case Assigned:
		return "交办件办结"
	case Trial:
		return "审理"
	case Review:
		return "监察复审"
	case Recheck:
		return "监察复核"
	case PartyReview:
		return "党纪申诉复查"
	case Quarter:
		return "季度反馈"
	case OutsideTell:
		return "转出件告知"
	case OutsideDone:
		return "转出件办结"
	case HoldReview:
		return "暂存件复查"
	}
	return string(k)
}
