package office

import (
	"strconv"

	"yangguang/templates"
)

// The units that days are counted in.
const (
	workingDays  = "个工作日"
	calendarDays = "天"
)

// lampOf is how the day stands of something that waits: how many days are left,
// yellow when no more than soon are. A provisional day is told as one: the
// calendar of its year is not known yet.
func lampOf(left, soon int, unit string, provisional bool) templates.Lamp {
	l := templates.Lamp{Tone: templates.Good, Text: "还有" + strconv.Itoa(left) + unit}
	switch {
	case left < 0:
		l = templates.Lamp{Tone: templates.Bad, Text: "超期" + strconv.Itoa(-left) + unit}
	case left == 0:
		l = templates.Lamp{Tone: templates.Warning, Text: "今天到期"}
	case left <= soon:
		l.Tone = templates.Warning
	}
	if provisional {
		l.Text += "（暂定）"
	}
	return l
}
