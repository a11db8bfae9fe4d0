package office

import (
	"fmt"

	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/prepayment"
	"yangguang/templates"
)

// The states of a list, in the order of its way.
const (
	listChecking  = "checking"
	listChecked   = "checked"
	listSubmitted = "submitted"
	listReleased  = "released"
	rowStopped    = "stop"
	rowDoubtful   = "verify"
	rowPassing    = "pass"
	answerKeep    = "keep"
	answerTakeOut = "withdraw"
)

var prepaymentStates = []string{listChecking, listChecked, listSubmitted, listReleased}

var prepaymentTones = map[string]templates.Tone{
	listChecking: templates.Info, "failed": templates.Bad, listChecked: templates.Warning, listSubmitted: templates.Warning, listReleased: templates.Good,
}

func prepaymentLabel(state string) string {
	var l prepayment.List
	l.State = state
	return l.StateLabel()
}

func prepaymentFigures(t prepayment.Totals) []templates.Figure {
	return []templates.Figure{
		{Label: "比对过的名单", Value: grouped(t.Lists) + " 份", Note: grouped(t.Rows) + " 行", Tone: templates.Info},
		{Label: "拟发放", Value: money.Fen(t.AmountFen).Short()},
		{Label: "拦下没有发的", Value: money.Fen(t.StoppedFen).Short(), Note: grouped(t.StoppedRows) + " 行", Tone: templates.Bad},
		{Label: "放行", Value: money.Fen(t.ReleasedFen).Short(), Tone: templates.Good},
	}
}

func prepaymentListRow(l prepayment.List) templates.PrepaymentListRow {
	r := templates.PrepaymentListRow{URL: prepaymentURL(l.ID), FileName: l.FileName, Bureau: l.Bureau, State: templates.Badge{Tone: prepaymentTones[l.State], Text: l.StateLabel()}, At: clock(l.CreatedAt)}
	if l.TotalRows > 0 {
		r.Rows, r.Amount, r.Share = grouped(l.TotalRows), money.Fen(l.AmountFen).String(), prepaymentShare(l)
	}
	if l.WithdrawnFen > 0 {
		r.Stopped = money.Fen(l.WithdrawnFen).String()
	}
	return r
}

// prepaymentShare makes widths that add up to 100, and no part that has rows is
// too thin to be seen.
func prepaymentShare(l prepayment.List) templates.PrepaymentShare {
	s := templates.PrepaymentShare{Pass: grouped(l.PassRows()), Verify: grouped(l.VerifyRows), Stop: grouped(l.StopRows)}
	part := func(n int) int {
		if n == 0 || l.TotalRows == 0 {
			return 0
		}
		return max(1, n*100/l.TotalRows)
	}
	s.VerifyPart, s.StopPart = part(l.VerifyRows), part(l.StopRows)
	s.PassPart = max(0, 100-s.VerifyPart-s.StopPart)
	return s
}

// prepaymentPage is everything of a list but its rows.
func prepaymentPage(l prepayment.List, by actor.Actor, f prepaymentForm, bad templates.Errors) templates.OfficePrepaymentData {
	d := templates.OfficePrepaymentData{URL: prepaymentURL(l.ID), State: templates.Badge{Tone: prepaymentTones[l.State], Text: l.StateLabel()}, Errors: bad, Reason: f.note,
		Empty: templates.Empty{Text: "没有一行被拦截或需要核实", Advice: "所有行都可以放行。"}}
	d.Facts = []templates.Fact{{Label: "部门", Value: l.Bureau}, {Label: "交来", Value: clock(l.CreatedAt)}}
	if l.Busy() {
		d.Busy = "正在和各种登记簿比对……"
		if l.Message != "" {
			d.Busy = l.Message
		}
		return d
	}
	d.Share = prepaymentShare(l)
	d.Facts = append(d.Facts, templates.Fact{Label: "行数", Value: grouped(l.TotalRows)}, templates.Fact{Label: "金额", Value: money.Fen(l.AmountFen).String() + " 元"})
	if l.SubmittedAt != nil {
		d.Facts = append(d.Facts, templates.Fact{Label: "送审", Value: maybeClock(l.SubmittedAt) + " " + l.SubmittedName})
	}
	switch l.State {
	case listChecked:
		prepaymentToAnswer(&d, l, by, f)
	case listSubmitted:
		d.Next = "等部门负责人确认。"
		if by.Is(actor.RoleBureauHead) {
			d.Next = fmt.Sprintf("请看每一行的答复。放行以后发放 %s 行，撤下的 %s 行不发。", grouped(l.TotalRows-l.TakenOut), grouped(l.TakenOut))
			d.Decide, d.Release = true, "放行这份名单"
		}
	case listReleased:
		prepaymentReleased(&d, l, by)
	}
	if l.Kept > 0 {
		d.Next += fmt.Sprintf("有 %d 行涉及您本人或亲属，由本部门其他经办人看和答复。", l.Kept)
	}
	return d
}

func prepaymentToAnswer(d *templates.OfficePrepaymentData, l prepayment.List, by actor.Actor, f prepaymentForm) {
	d.Note = l.DecideNote
	d.Next = "部门正在逐行答复。"
	if !by.Is(actor.RoleBureauOfficer) {
		return
	}
	d.Next = fmt.Sprintf("还有 %d 行没有答复：勾选下面的行，选照发或者撤下。", l.Open)
	if l.Open == 0 {
		d.Next, d.Submit = "都答复过了，可以交给部门负责人确认。", "交部门负责人确认"
	}
	d.Answer = templates.PrepaymentAnswer{On: l.StopRows+l.VerifyRows > 0, Doc: f.answer.Doc, Note: f.answer.Note.Reveal(),
		Answers: []templates.Option{
			{Value: answerTakeOut, Text: "撤下，这次不发", Selected: f.answer.Answer == answerTakeOut},
			{Value: answerKeep, Text: "照发", Note: "拦截的行要写依据和核实的情况", Selected: f.answer.Answer == answerKeep}},
		Reasons: options(prepayment.KeepReasons(), f.answer.Reason, func(r prepayment.KeepReason) (string, string) { return r.Code, r.Text })}
}

// prepaymentPassing makes the form that of rows which nothing speaks against.
func prepaymentPassing(d *templates.OfficePrepaymentData, f prepaymentForm) {
	d.Empty = templates.Empty{Text: "没有可以直接放行的行"}
	if d.Answer.Answers == nil {
		return
	}
	d.Answer = templates.PrepaymentAnswer{On: true, Passing: true, Answers: []templates.Option{
		{Value: answerTakeOut, Text: "撤下，这次不发", Selected: f.answer.Answer == answerTakeOut},
		{Value: answerKeep, Text: "放回名单，照发", Selected: f.answer.Answer == answerKeep}}}
}

func prepaymentReleased(d *templates.OfficePrepaymentData, l prepayment.List, by actor.Actor) {
	d.Facts = append(d.Facts, templates.Fact{Label: "放行", Value: maybeClock(l.DecidedAt) + " " + l.DecidedName},
		templates.Fact{Label: "放行的", Value: grouped(l.ReleasedRows) + " 行，" + money.Fen(l.ReleasedFen).String() + " 元"},
		templates.Fact{Label: "拦下的", Value: grouped(l.WithdrawnRows) + " 行，" + money.Fen(l.WithdrawnFen).String() + " 元"},
		templates.Fact{Label: "名单摘要（SM3）", Value: l.Digest})
	d.Next = "已经放行。实际发放的数据导入以后，会和这份名单逐笔比对，多发、漏发、改动的会成为疑点。"
	if by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead) {
		d.FileURL = d.URL + "/list.csv"
	}
}

func prepaymentTabs(l prepayment.List, verdict string) []templates.OfficeTab {
	url := prepaymentURL(l.ID)
	return []templates.OfficeTab{
		{Text: "要答复的", URL: url, Count: l.StopRows + l.VerifyRows, Active: verdict == ""},
		{Text: "拦截", URL: url + "?verdict=" + rowStopped, Count: l.StopRows, Active: verdict == rowStopped, Late: l.StopRows > 0},
		{Text: "需核实", URL: url + "?verdict=" + rowDoubtful, Count: l.VerifyRows, Active: verdict == rowDoubtful},
		{Text: "放行", URL: url + "?verdict=" + rowPassing, Count: l.PassRows(), Active: verdict == rowPassing},
	}
}

func prepaymentRow(r prepayment.Row, pick, checked bool) templates.PrepaymentRowData {
	out := templates.PrepaymentRowData{ID: r.ID, RowNo: fmt.Sprint(r.RowNo), Name: r.Name, Item: r.Item, Sum: money.Fen(r.AmountFen).String(), Pick: pick, Checked: checked,
		Period: period.Through(period.Stored(r.Start), period.Stored(r.End)).Chinese(), Verdict: templates.Badge{Tone: templates.Warning, Text: "需核实"}}
	if r.Sheet != "" {
		out.RowNo = "“" + r.Sheet + "” " + out.RowNo
	}
	if r.Verdict == rowPassing {
		out.Verdict, out.Answer = templates.Badge{Tone: templates.Good, Text: "放行"}, templates.Badge{Tone: templates.Plain, Text: "照发"}
		if r.Answer == answerTakeOut {
			out.Answer, out.AnsweredBy, out.AnsweredAt = templates.Badge{Tone: templates.Plain, Text: "撤下"}, r.AnsweredName, maybeClock(r.AnsweredAt)
		}
		return out
	}
	if r.Verdict == rowStopped {
		out.Verdict = templates.Badge{Tone: templates.Bad, Text: "拦截"}
	}
	for _, why := range r.Reasons {
		tone := templates.Warning
		if why.Stops() {
			tone = templates.Bad
		}
		out.Reasons = append(out.Reasons, templates.PrepaymentReason{Title: why.Title, Sentence: why.Sentence, Held: why.Held, Tone: tone})
	}
	switch r.Answer {
	case answerTakeOut:
		out.Answer, out.AnsweredBy, out.AnsweredAt = templates.Badge{Tone: templates.Plain, Text: "撤下"}, r.AnsweredName, maybeClock(r.AnsweredAt)
	case answerKeep:
		out.Answer = templates.Badge{Tone: templates.Good, Text: "照发"}
		out.Answered = prepayment.KeepText(r.AnswerReason)
		if r.AnswerDoc != "" {
			out.Answered += "（" + r.AnswerDoc + "）"
		}
		if note := r.Note.Reveal(); note != "" {
			out.Answered += "：" + note
		}
		out.AnsweredBy, out.AnsweredAt = r.AnsweredName, maybeClock(r.AnsweredAt)
	default:
		out.Answer = templates.Badge{Tone: templates.Warning, Text: "未答复"}
	}
	return out
}
