package office

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/receive"
	"yangguang/templates"
)

// answerTones are the colours in which answers are drawn.
var answerTones = map[string]string{receive.Received: "met", receive.Missing: "reopened", receive.Wrong: "remedied", receive.Silent: "not_needed", receive.Waiting: "withdrawn"}

func answersBy(c receive.Scope) string {
	return answersHome.URL + "?" + url.Values{"by": {c.By}, "days": {strconv.Itoa(c.Days)}}.Encode()
}

// behind is the list that a figure stands for.
func behind(c receive.Scope, key string, all bool, said string) string {
	q := url.Values{"by": {c.By}, "days": {strconv.Itoa(c.Days)}}
	if all {
		q.Set("all", "1")
	} else {
		q.Set("key", key)
	}
	if said != "" {
		q.Set("said", said)
	}
	return answersHome.URL + "/list?" + q.Encode()
}

// scopeIn reads what is to be counted.
func scopeIn(c *gin.Context) receive.Scope {
	days, err := strconv.Atoi(c.Query("days"))
	if err != nil {
		days = 0
	}
	return receive.Scope{By: c.Query("by"), Days: days}
}

func (h *Inquiries) counts(c *gin.Context) error {
	by := web.Actor(c)
	o, err := h.inquiries.Counts(c.Request.Context(), by, scopeIn(c))
	if err != nil {
		return err
	}
	d := answersData(o)
	d.Scope = payersOf(by)
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeAnswers, answersHome.Text, d)
}

// payersOf says whose payments a reader sees.
func payersOf(by actor.Actor) string {
	switch {
	case by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead):
		return by.Bureau + "发的钱"
	case by.Is(actor.RoleTownInspector):
		return "发给本镇的钱"
	}
	return ""
}

// answersData is a table of counts as it is shown.
func answersData(o receive.Counts) templates.OfficeAnswersData {
	d := templates.OfficeAnswersData{Least: o.Least, Wrong: o.Wrong, None: o.None, Quiet: o.Quiet, Share: o.Share, SilentFor: o.SilentFor, More: o.More, Inquiries: inquiryList, Whole: answerBar(o.All),
		First: map[string]string{receive.ByVillage: "村", receive.ByItem: "补贴项目", receive.ByHandler: "经办人", receive.ByBank: "银行"}[o.Scope.By],
		Empty: templates.Empty{Text: "还没有问过谁", Advice: "发放数据导入以后，绑定的群众收到提醒，点“收到了”“没收到”“数不对”，这里就有数。"}}
	for _, g := range receive.Groupings() {
		d.Tabs = append(d.Tabs, templates.OfficeTab{Text: g.Text, URL: answersBy(receive.Scope{By: g.Value, Days: o.Scope.Days}), Active: g.Value == o.Scope.By})
	}
	for _, n := range receive.Spans {
		d.Spans = append(d.Spans, templates.Chip{Text: "最近" + strconv.Itoa(n) + "天发的", URL: answersBy(receive.Scope{By: o.Scope.By, Days: n}), Active: n == o.Scope.Days})
	}
	for _, f := range receive.Figures() {
		d.Legend = append(d.Legend, templates.Badge{Tone: templates.Tone(answerTones[f.Value]), Text: f.Text})
	}
	var counts []int
	for _, f := range receive.Figures() {
		counts = append(counts, o.All.Figures[f.Value])
	}
	whole := hundred(counts)
	for i, f := range receive.Figures() {
		d.Figures = append(d.Figures, answerFigure(o, f, whole[i]))
	}
	for _, l := range o.Lines {
		d.Rows = append(d.Rows, answerLine(o.Scope, l))
	}
	return d
}

// hundred gives the shares of some counts in whole per cents that add up to a
// hundred: what rounding leaves goes to the largest remainders. Without a count
// every share is 0. It is a pure rule.
func hundred(counts []int) []int {
	sum := 0
	for _, n := range counts {
		sum += n
	}
	out, order, left := make([]int, len(counts)), make([]int, len(counts)), 100
	if sum == 0 {
		return out
	}
	for i, n := range counts {
		out[i], order[i] = n*100/sum, i
		left -= out[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(counts[b]*100%sum, counts[a]*100%sum) })
	for _, i := range order[:left] {
		out[i]++
	}
	return out
}

func answerFigure(o receive.Counts, f receive.Choice, share int) templates.AnswerFigure {
	n := o.All.Figures[f.Value]
	out := templates.AnswerFigure{Text: f.Text, Tone: map[string]templates.Tone{receive.Received: templates.Good, receive.Missing: templates.Bad, receive.Wrong: templates.Warning}[f.Value],
		Count: templates.LivelihoodCell{Text: strconv.Itoa(n)}}
	if n > 0 {
		out.Count.URL = behind(o.Scope, "", true, f.Value)
	}
	if o.All.Total > 0 {
		out.Share = strconv.Itoa(share) + "%"
	}
	return out
}

// answerBar draws a line's payments by what was said, over the whole width.
func answerBar(l receive.Line) []templates.StatePart {
	var out []templates.StatePart
	x := 0.0
	for _, f := range receive.Figures() {
		if n := l.Figures[f.Value]; n > 0 {
			w := percentOf(n, max(1, l.Total))
			out, x = append(out, templates.StatePart{X: x, Width: w, Tone: answerTones[f.Value]}), round(x+w)
		}
	}
	return out
}

func answerLine(c receive.Scope, l receive.Line) templates.AnswerLine {
	out := templates.AnswerLine{Text: l.Text, Bar: answerBar(l), Crosses: l.Crosses, Homes: strconv.Itoa(l.Homes) + "/" + strconv.Itoa(l.Spoke)}
	cell := func(n int, said string) {
		one := templates.LivelihoodCell{Text: strconv.Itoa(n), Late: l.Crosses && (said == receive.Missing || said == receive.Wrong) || l.Quiet && said == receive.Silent}
		if n > 0 {
			one.URL = behind(c, l.Key, false, said)
		}
		out.Cells = append(out.Cells, one)
	}
	for _, f := range receive.Figures() {
		cell(l.Figures[f.Value], f.Value)
	}
	cell(l.Total, "")
	return out
}

func (h *Inquiries) listed(c *gin.Context) error {
	b := receive.Behind{Scope: scopeIn(c), Key: c.Query("key"), All: c.Query("all") == "1", Said: c.Query("said")}
	list, err := h.inquiries.Listed(c.Request.Context(), web.Actor(c), b, pageOf(c))
	if err != nil {
		return err
	}
	d := templates.OfficeAnswersListData{Of: list.Of, Said: receive.FigureText(b.Said), Pager: pager(c, list.Page), Empty: templates.Empty{Text: "这里没有"}}
	for _, r := range list.Items {
		row := templates.AnswerRow{Subject: r.Subject, Place: r.Place, Item: r.Item, Period: spanOf(r.Start, r.End), PaidOn: r.PaidOn.String(), Amount: r.Amount.String(), Bank: r.Bank, Handler: r.Handler,
			Said: templates.Badge{Text: receive.FigureText(r.Figure), Tone: saidTone(r.Figure)}, At: maybeClock(r.At)}
		if r.Inquiry != 0 {
			row.Inquiry = templates.Link{Text: "查询", URL: inquiryURL(r.Inquiry)}
			if r.OutcomeText != "" {
				row.Inquiry.Text = r.OutcomeText
			}
		}
		d.Rows = append(d.Rows, row)
	}
	title := answersHome.Text
	if d.Said != "" {
		title = d.Said
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(answersHome), templates.OfficeAnswersList, title, d)
}

func saidTone(v string) templates.Tone {
	switch v {
	case receive.Received:
		return templates.Good
	case receive.Missing:
		return templates.Bad
	case receive.Wrong:
		return templates.Warning
	}
	return templates.Plain
}

// spanOf is a period as the office reads it.
func spanOf(start, end period.Day) string {
	return period.Interval{From: start, To: end + 1}.Chinese()
}
