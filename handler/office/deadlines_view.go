package office

import (
	"fmt"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/service/deadline"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/timer"
	"yangguang/templates"
)

// matterURLs is where the matters of each sort are.
var matterURLs = map[string]func(id int64) string{"petition": petitionURL, "clue": clueURL, "case": caseURL}

func matterLink(object string, id int64, number string) templates.Link {
	l := templates.Link{Text: number}
	if l.Text == "" {
		l.Text = "已经不在"
	}
	if of, ok := matterURLs[object]; ok {
		l.URL = of(id)
	}
	return l
}

func deadlineTabs(f deadline.Filter, counts map[deadline.When]int, view string) []templates.OfficeTab {
	all := 0
	for _, n := range counts {
		all += n
	}
	base := deadlinesCrumb.URL
	tabs := []templates.OfficeTab{{Text: "按到期先后", URL: base, Count: all, Active: f.When == "" && f.Day == 0 && view == ""}}
	for _, w := range deadline.Whens() {
		tabs = append(tabs, templates.OfficeTab{
			Text: w.Text(), URL: base + "?when=" + string(w), Count: counts[w], Active: f.When == w, Late: w == deadline.Overdue && counts[w] > 0,
		})
	}
	return append(tabs, templates.OfficeTab{Text: "月历", URL: base + "?view=month", Active: view == "month"}, templates.OfficeTab{Text: "延期申请", URL: extensionsURL})
}

// standing is how a clock stands, in words.
func standing(c timer.Clock) templates.Lamp {
	l := templates.Lamp{Tone: templates.Good, Text: fmt.Sprintf("还有%d个工作日", c.Left)}
	switch {
	case c.Lamp == timer.LampOverdue:
		l = templates.Lamp{Tone: templates.Bad, Text: fmt.Sprintf("超期%d个工作日", -c.Left)}
	case c.Lamp == timer.LampSoon && c.Left <= 0:
		l = templates.Lamp{Tone: templates.Warning, Text: "今天到期"}
	case c.Lamp == timer.LampSoon:
		l.Tone = templates.Warning
	}
	return l
}

// endOf is the day a clock ends.
func endOf(c timer.Clock) string {
	if c.Provisional {
		return dateOf(c.At) + "（暂定）"
	}
	return dateOf(c.At)
}

// colourBadge is the colour of a whole matter.
func colourBadge(c timer.Colour) templates.Badge {
	return templates.Badge{Tone: templates.Tone(c), Text: c.Text()}
}

// matterBadge is the colour of a petition, with the reason where it is that the
// second look satisfied nobody either.
func matterBadge(unhappy bool, c timer.Colour) templates.Badge {
	if unhappy {
		return templates.Badge{Tone: templates.Red, Text: "红：复核后仍不满意"}
	}
	return colourBadge(c)
}

func deadlineGroups(by actor.Actor, rows []deadline.Row) []templates.DeadlineGroup {
	var out []templates.DeadlineGroup
	last := deadline.When("")
	for _, r := range rows {
		if r.When != last || len(out) == 0 {
			out = append(out, templates.DeadlineGroup{Title: r.When.Text(), Late: r.When == deadline.Overdue})
			last = r.When
		}
		g := &out[len(out)-1]
		g.Rows = append(g.Rows, deadlineRow(by, r))
	}
	return out
}

func deadlineRow(by actor.Actor, r deadline.Row) templates.DeadlineRow {
	out := templates.DeadlineRow{
		Matter: matterLink(r.Object, r.ID, r.Number), What: r.What, State: r.State, Unit: r.Unit, Clock: timer.Text(r.Kind), At: endOf(r.Clock),
		Lamp: standing(r.Clock), Colour: colourBadge(r.Colour), Mine: r.Mine,
	}
	if r.Extensions > 0 {
		out.Extensions = fmt.Sprintf("已延期%d次", r.Extensions)
	}
	if r.Urged > 0 {
		out.Urged = fmt.Sprintf("来信人催了%d次", r.Urged)
	}
	if deadline.Extendable(r.Kind, r.Extensions) && r.Asks {
		out.ExtendURL = deadlinesCrumb.URL + "/" + strconv.FormatInt(r.TimerID, 10) + "/extend"
	}
	return out
}

func deadlineNotice(n deadline.Notice) templates.DeadlineNotice {
	out := templates.DeadlineNotice{
		ID: strconv.FormatInt(n.ID, 10), At: clock(n.At), Matter: matterLink(n.Object, n.RefID, n.Matter.Number), What: n.Matter.What,
		Tone: templates.Warning, Text: timer.Text(n.Kind) + "快到期",
	}
	switch n.Sort {
	case "overdue":
		out.Tone, out.Text = templates.Bad, timer.Text(n.Kind)+"已超期"
	case "urge":
		out.Tone, out.Text = templates.Info, "来信人催办"
	}
	return out
}

// deadlineMonth puts days into weeks that begin on Monday.
func deadlineMonth(m period.Month, days []deadline.DayCount, today period.Day) *templates.DeadlineMonth {
	at := func(m period.Month) string { return deadlinesCrumb.URL + "?view=month&m=" + m.String() }
	out := &templates.DeadlineMonth{Title: m.Chinese(), Prev: at(m - 1), Next: at(m + 1)}
	week := make([]templates.DeadlineDay, (int(m.First().Weekday())+6)%7, 7)
	for _, d := range days {
		one := templates.DeadlineDay{Text: strconv.Itoa(int(d.Day-m.First()) + 1), Count: d.N, Off: d.Off, Holiday: d.Holiday, Today: d.Day == today}
		if d.N > 0 {
			one.URL, one.Late = deadlinesCrumb.URL+"?day="+d.Day.String(), d.Day < today
			one.Label = fmt.Sprintf("%s，%d件到期", d.Day.Chinese(), d.N)
		}
		week = append(week, one)
		if len(week) == 7 {
			out.Weeks, week = append(out.Weeks, week), nil
		}
	}
	if len(week) > 0 {
		out.Weeks = append(out.Weeks, append(week, make([]templates.DeadlineDay, 7-len(week))...))
	}
	return out
}

// extendForm is the form for more time with what was typed.
func extendForm(c *gin.Context, e deadline.Extending, wrong templates.Errors) templates.OfficeExtendData {
	unit := deadline.UnitText(e.Unit)
	d := templates.OfficeExtendData{
		Lamp: standing(e.Clock), Superior: e.Superior, Waiting: e.Waiting, Errors: wrong,
		Facts: []templates.Fact{
			{Label: "编号", Value: e.Number}, {Label: "事项", Value: e.What}, {Label: "要办的", Value: timer.Text(e.Kind)}, {Label: "现在到期", Value: endOf(e.Clock)},
		},
		Hint:     fmt.Sprintf("可以申请延长%d%s，延长以后%s到期。", e.More, unit, e.Until.Chinese()),
		Reason:   templates.Field{Name: "reason", Label: "为什么要延期", Type: "textarea", Value: c.PostForm("reason"), Error: wrong["reason"], Hint: "写明还差什么、打算怎么办，4到500个字", Required: true},
		Document: templates.Field{Name: "document", Label: "上级机关文件的文号", Type: "text", Value: c.PostForm("document"), Error: wrong["document"], Required: true},
		More:     templates.Field{Name: "more", Label: "文件同意延长多少" + unit, Type: "text", Mode: "numeric", Value: c.PostForm("more"), Error: wrong["more"], Max: 2, Required: true},
	}
	if e.Extensions > 0 {
		d.Facts = append(d.Facts, templates.Fact{Label: "已经延期", Value: fmt.Sprintf("%d次", e.Extensions)})
	}
	if e.Superior {
		d.Hint = "已经按规定延长过。再延长要由交办的上级机关同意，请写文件的文号和同意延长的时间。"
	}
	return d
}

func extensionRow(r deadline.Request) templates.ExtensionRow {
	out := templates.ExtensionRow{
		ID: strconv.FormatInt(r.ID, 10), Matter: matterLink(r.Object, r.ObjectID, r.Matter.Number), What: r.Matter.What, Reason: r.Reason.Reveal(), Gone: r.Due == 0,
		Facts: []templates.Fact{
			{Label: "要办的", Value: timer.Text(r.Kind)}, {Label: "申请", Value: fmt.Sprintf("第%d次延期，%d%s", r.Nth, r.More, deadline.UnitText(r.Unit))},
			{Label: "申请人", Value: r.AskedBy + " " + clock(r.AskedAt)},
		},
	}
	if r.Due != 0 {
		out.Facts = append(out.Facts, templates.Fact{Label: "到期", Value: r.Due.Chinese() + " → " + r.Until.Chinese()})
	}
	if r.Document != "" {
		out.Facts = append(out.Facts, templates.Fact{Label: "上级文号", Value: r.Document})
	}
	if r.MayDecide {
		id := strconv.FormatInt(r.ID, 10)
		out.URL = extensionsURL + "/" + id
		out.Words = templates.Field{Name: "words-" + id, Label: "审批意见", Type: "text", Hint: "不同意要写原因"}
	}
	return out
}
