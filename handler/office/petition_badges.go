package office

import (
	"fmt"

	"yangguang/service/complaint"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
	"yangguang/templates"
)

func modeBadge(mode string) templates.Badge {
	b := templates.Badge{Text: complaint.ModeText(mode)}
	switch mode {
	case "real_claimed":
		b.Tone = templates.Info
	case "real_verified":
		b.Tone = templates.Good
	}
	return b
}

func petitionBadge(state, text string) templates.Badge {
	b := templates.Badge{Text: text, Tone: templates.Info}
	switch state {
	case "received", "need_info", "closed", "objection", "returned":
		b.Tone = templates.Warning
	case "feedback", "archived":
		b.Tone = templates.Good
	case "notified", "duplicate", "withdrawn", "sealed_up":
		b.Tone = templates.Plain
	}
	return b
}

// lamp is a deadline as it shines.
func lamp(d timer.Clock) templates.Lamp {
	var l templates.Lamp
	switch d.Lamp {
	case timer.LampNone:
		return l
	case timer.LampOK:
		l.Tone = templates.Good
	case timer.LampSoon:
		l.Tone = templates.Warning
	case timer.LampOverdue:
		l.Tone = templates.Bad
	}
	switch {
	case d.Left < 0:
		l.Text = fmt.Sprintf("超期%d个工作日", -d.Left)
	case d.Left == 0:
		l.Text = "今天到期"
	default:
		l.Text = fmt.Sprintf("还有%d个工作日", d.Left)
	}
	if d.Provisional {
		l.Text += "（暂定）"
	}
	return l
}

// clockText is what a clock waits for; nothing when none runs.
func clockText(c timer.Clock) string {
	if c.Kind == "" {
		return ""
	}
	return timer.Text(c.Kind)
}

func dueText(d timer.Clock) string {
	if d.Provisional {
		return dateOf(d.At) + "（暂定）"
	}
	return dateOf(d.At)
}

// ratingText is what a reporter said of the result.
func ratingText(rating string, words seal.Secret) string {
	if rating == "" || words.Empty() {
		return rating
	}
	return rating + "。" + words.Reveal()
}

// objectionsOf are the words against the results, the latest first.
func objectionsOf(p complaint.Detail) []templates.ObjectionRow {
	var out []templates.ObjectionRow
	for _, o := range p.Objections {
		row := templates.ObjectionRow{What: "来信人提出异议", At: clock(o.At), Text: o.Text.Reveal(), Outcome: o.Outcome, Answer: o.Answer.Reveal()}
		switch {
		case o.Dissatisfied:
			row.What = "来信人评价不满意，再看一遍"
		case o.ByOffice:
			row.What = "登记来信人的异议"
		}
		if o.Through != "" {
			row.What += "（并入的" + o.Through + "，解释只告诉这一位）"
		}
		if o.DecidedAt != nil {
			row.Outcome += "，" + o.By + " " + clock(*o.DecidedAt)
		}
		out = append(out, row)
	}
	return out
}

// callOf is the call-back of the sample; none when it is not in it.
func callOf(c *complaint.Call) []templates.Fact {
	if c == nil {
		return nil
	}
	facts := []templates.Fact{{Label: "抽到", Value: dateOf(c.PickedAt)}}
	if c.CalledAt == nil {
		return append(facts, templates.Fact{Label: "回访", Value: "等没有经办的人回访"})
	}
	reached := "没有联系上"
	if c.Reached {
		reached = "联系上了，评价：" + c.Rating
	}
	return append(facts, templates.Fact{Label: "回访", Value: c.By + " " + clock(*c.CalledAt)}, templates.Fact{Label: "结果", Value: reached}, templates.Fact{Label: "情况", Value: c.Note.Reveal()})
}
