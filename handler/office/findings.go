package office

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/comparison"
	"yangguang/service/comparison/rule"
	"yangguang/service/finding"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// findings is what these pages need of the finding service.
type findings interface {
	List(ctx context.Context, by actor.Actor, f finding.Filter, r page.Request) (finding.List, error)
	One(ctx context.Context, by actor.Actor, id int64) (finding.Detail, error)
	Unseal(ctx context.Context, by actor.Actor, id int64, reason string) (seal.Secret, error)
	File(ctx context.Context, by actor.Actor, findingID, id int64, thumb bool) (finding.Content, error)
	Bureaus(ctx context.Context) ([]string, error)
	Dispatch(ctx context.Context, by actor.Actor, picks []finding.Pick, o finding.Order) (finding.Sent, error)
	Recall(ctx context.Context, by actor.Actor, id int64, version int, note seal.Secret) error
	Answer(ctx context.Context, by actor.Actor, id int64, a finding.Feedback) error
	Review(ctx context.Context, by actor.Actor, id int64, r finding.Review) error
	Decide(ctx context.Context, by actor.Actor, id int64, version int, act finding.Action, note seal.Secret) error
	Rectified(ctx context.Context, by actor.Actor, id int64, version int, note seal.Secret) error
	Ask(ctx context.Context, by actor.Actor, id int64, q finding.Question) error
	WriteDown(ctx context.Context, by actor.Actor, id int64, version int, hearing int64, r finding.Reply) error
	DecideHearing(ctx context.Context, by actor.Actor, id int64, version int, hearing int64, decision string, note seal.Secret) error
	OrderRefund(ctx context.Context, by actor.Actor, id int64, o finding.RefundOrder) error
	PayRefund(ctx context.Context, by actor.Actor, id, refund int64, p finding.Payment) error
	ReturnRefund(ctx context.Context, by actor.Actor, id, refund int64, p finding.Payment) error
}

// heldModels is what the list and the sheet to print need of the comparison.
type heldModels interface {
	Held(ctx context.Context, by actor.Actor) ([]comparison.RunModel, error)
	Asked(ctx context.Context, key string) (questions, papers []string, err error)
}

// Findings is the pages of 疑点: the list of supervision and the heads, the
// tasks of whoever checks, and one finding for all of them.
type Findings struct {
	front     *web.Front
	findings  findings
	models    heldModels
	divisions divisions
	organ     string
}

// NewFindings makes the pages; organ heads the sheet to print.
func NewFindings(front *web.Front, f findings, m heldModels, d divisions, organ string) *Findings {
	return &Findings{front, f, m, d, organ}
}

// feedbackBody is the largest form of a field check with its photos.
const feedbackBody = 80 << 20

// Routes lists the addresses.
func (h *Findings) Routes() []web.Route {
	desk := roles(actor.RoleSupervision, actor.RoleHead)
	supervision := roles(actor.RoleSupervision)
	heads := roles(actor.RoleHead)
	check := roles(actor.RoleBureauOfficer, actor.RoleTownInspector, actor.RoleVillageCadre)
	read := slices.Concat(desk, check)
	one := "/office/findings/:id"
	feedback := post(one+"/feedback", check, h.feedback)
	feedback.Body = feedbackBody
	return []web.Route{
		get("/office/findings", desk, h.list),
		get("/office/checks", check, h.list),
		post("/office/findings/dispatch", supervision, h.dispatch),
		get(one, read, h.one),
		get(one+"/sheet", read, h.sheet),
		get(one+"/files/:file", read, h.file),
		post(one+"/unseal", desk, h.unseal),
		post(one+"/send", supervision, h.send),
		post(one+"/recall", supervision, h.recall),
		feedback,
		post(one+"/review", supervision, h.review),
		post(one+"/decide", heads, h.decide),
		post(one+"/rectified", supervision, h.rectified),
		post(one+"/ask", supervision, h.ask),
		post(one+"/hearings/:hearing/answer", supervision, h.writeDown),
		post(one+"/hearings/:hearing/decide", supervision, h.decideHearing),
		post(one+"/refunds", supervision, h.orderRefund),
		post(one+"/refunds/:refund/pay", supervision, h.payRefund),
		post(one+"/refunds/:refund/back", supervision, h.returnRefund),
	}
}

var (
	findingList = templates.Link{Text: "疑点", URL: "/office/findings"}
	checkList   = templates.Link{Text: "核查任务", URL: "/office/checks"}
)

func findingURL(id int64) string { return findingList.URL + "/" + strconv.FormatInt(id, 10) }

// homeOf is the list that a finding hangs below for this reader.
func homeOf(by actor.Actor) templates.Link {
	if by.Is(actor.RoleSupervision, actor.RoleHead) {
		return findingList
	}
	return checkList
}

func findingFilter(q url.Values) finding.Filter {
	return finding.Filter{
		View: q.Get("view"), Model: q.Get("model"), Severity: q.Get("severity"), Town: q.Get("town"), Bureau: q.Get("bureau"), Name: strings.TrimSpace(q.Get("name")),
	}
}

func (h *Findings) list(c *gin.Context) error {
	return h.showList(c, http.StatusOK, c.Request.URL.Query(), pageOf(c), tried{})
}

// tried is a dispatch that was not, or not wholly, done.
type tried struct {
	picks   []string
	said    func(string) string
	wrong   templates.Errors
	refused []string
}

// showList renders the list that the query asks for.
func (h *Findings) showList(c *gin.Context, code int, q url.Values, r page.Request, t tried) error {
	ctx, by, f := c.Request.Context(), web.Actor(c), findingFilter(q)
	list, err := h.findings.List(ctx, by, f, r)
	if err != nil {
		return err
	}
	base := homeOf(by)
	d := templates.OfficeFindingsData{
		Tabs: findingTabs(by, base.URL, f.View, list), Severities: severityBars(base.URL, q, list), Sum: list.Sum.String(), View: f.View, Name: f.Name,
		Models: modelOptions(f.Model), Colours: findingChoices(finding.Severities(), f.Severity), Full: base == findingList, Pager: pager(c, list.Page),
		Empty: templates.Empty{Text: "这里没有疑点"}, Errors: t.wrong, Refused: t.refused,
	}
	if f.Name+f.Model+f.Severity+f.Town+f.Bureau != "" {
		d.ClearURL = base.URL + "?view=" + url.QueryEscape(f.View)
		d.Empty.Advice, d.Empty.Action = "换个筛选条件看看。", templates.Link{Text: "清除筛选", URL: d.ClearURL}
	}
	if f.View == finding.ViewHeld && d.Full {
		if d.Held, err = h.heldNotes(ctx, by); err != nil {
			return err
		}
	}
	bureaus, err := h.findings.Bureaus(ctx)
	if err != nil {
		return err
	}
	tree, err := h.divisions.Divisions(ctx)
	if err != nil {
		return err
	}
	plain := func(s string) (string, string) { return s, s }
	d.Bureaus, d.Towns = options(bureaus, f.Bureau, plain), options(tree.Towns(), f.Town, func(t lookup.Division) (string, string) { return t.Code, t.Name })
	send := false
	for _, row := range list.Items {
		one := findingRow(row)
		one.Picked = q.Get("pick") == "all" || slices.Contains(t.picks, one.Pick)
		send = send || row.CanDispatch
		d.Rows = append(d.Rows, one)
	}
	if send {
		d.Target, d.Bureau, d.Note = orderForm("", t.said, t.wrong, bureaus)
		all := url.Values{}
		for k, v := range q {
			all[k] = v
		}
		all.Set("pick", "all")
		d.PickAll, d.Back = base.URL+"?"+all.Encode(), q.Encode()
	}
	return web.RenderAt(h.front, c, code, under(), templates.OfficeFindings, base.Text, d)
}

// heldNotes says of each model that waits for data what it waits for, once.
func (h *Findings) heldNotes(ctx context.Context, by actor.Actor) ([]string, error) {
	held, err := h.models.Held(ctx, by)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, m := range held {
		title := m.Title
		if known, ok := rule.Lookup(m.Key); ok {
			title = known.Title
		}
		out = append(out, strings.TrimSpace(m.Key+" "+title)+"："+m.Held)
	}
	return out, nil
}

// orderForm is the fields that say whom findings are sent to.
func orderForm(prefix string, said func(string) string, wrong templates.Errors, bureaus []string) (templates.Choice, templates.Choice, templates.Field) {
	if said == nil {
		said = func(string) string { return "" }
	}
	target := said(prefix + "target")
	if target == "" {
		target = "bureau"
	}
	return templates.Choice{Name: prefix + "target", Label: "下发给", Options: findingChoices(finding.Targets(), target), Error: wrong["target"]},
		templates.Choice{Name: prefix + "bureau", Label: "部门", Hint: "不选就下发给补贴项目自己的主管部门", Blank: "项目的主管部门", Error: wrong["bureau"],
			Options: options(bureaus, said(prefix+"bureau"), func(s string) (string, string) { return s, s })},
		templates.Field{Name: prefix + "note", Label: "核查要求", Hint: "可以不填", Type: "textarea", Value: said(prefix + "note"), Error: wrong["note"], Max: 2000}
}

func findingChoices(list []finding.Choice, chosen string) []templates.Option {
	return options(list, chosen, func(v finding.Choice) (string, string) { return v.Value, v.Text })
}

func modelOptions(chosen string) []templates.Option {
	return options(rule.Models(), chosen, func(m rule.Model) (string, string) { return m.Key, m.Key + " " + m.Title })
}

// findingTabs are the states with how much lies in each, and what is late.
func findingTabs(by actor.Actor, base, view string, list finding.List) []templates.OfficeTab {
	desk := by.Is(actor.RoleSupervision, actor.RoleHead)
	if view == "" {
		view = "generated"
		if !desk {
			view = "dispatched"
		}
	}
	var tabs []templates.OfficeTab
	add := func(value, text string, n int, late bool) {
		if n > 0 || value == view || !late && value == "all" {
			tabs = append(tabs, templates.OfficeTab{Text: text, URL: base + "?view=" + value, Count: n, Active: value == view, Late: late})
		}
	}
	for _, s := range finding.Statuses() {
		switch {
		case desk:
			add(s.Value, s.Text, list.Counts[s.Value], false)
		case s.Value == "dispatched":
			add(s.Value, "待核查", list.Counts[s.Value], false)
		case s.Value == "answered":
			add(s.Value, "已反馈", list.Counts[s.Value], false)
		}
	}
	add(finding.ViewLate, "超期", list.Late, true)
	if desk {
		add(finding.ViewTask, "保障任务", list.Counts[finding.ViewTask], false)
		add(finding.ViewHeld, "暂缓", list.Counts[finding.ViewHeld], false)
		add(finding.ViewGone, "不再成立", list.Counts[finding.ViewGone], false)
	}
	add(finding.ViewAll, "全部", list.Counts[finding.ViewAll], false)
	return tabs
}

var severityTones = map[int]templates.Tone{3: templates.Red, 2: templates.Orange, 1: templates.Yellow, 0: templates.Blue}

// severityBars show how the list falls into colours; each narrows the list.
func severityBars(base string, q url.Values, list finding.List) []templates.Bar {
	most := 0
	for _, n := range list.Severities {
		most = max(most, n)
	}
	var bars []templates.Bar
	for _, s := range finding.Severities() {
		n, _ := strconv.Atoi(s.Value) // one of ours
		count := list.Severities[n]
		if count == 0 {
			continue
		}
		to := url.Values{}
		for _, k := range []string{"view", "model", "town", "bureau", "name"} {
			if v := q.Get(k); v != "" {
				to.Set(k, v)
			}
		}
		active := q.Get("severity") == s.Value
		if !active {
			to.Set("severity", s.Value)
		}
		bars = append(bars, templates.Bar{Text: s.Text, Count: strconv.Itoa(count), Percent: max(2, count*100/most), Tone: string(severityTones[n]), URL: base + "?" + to.Encode(), Active: active})
	}
	return bars
}

// amountOr is an amount of a list; none is a dash.
func amountOr(f money.Fen) string {
	if f == 0 {
		return "—"
	}
	return f.String()
}

func findingRow(r finding.Row) templates.FindingRow {
	row := templates.FindingRow{
		URL: findingURL(r.ID), Number: r.Number, Model: r.Model, Title: r.Title, Subject: r.Subject, Place: r.Place, Item: r.Item, Period: r.Period, Amount: amountOr(r.Amount),
		Severity: severityBadge(r.Severity), State: findingBadge(r), Verdict: r.Verdict, Target: r.Target, What: r.What, Lamp: findingLamp(r), Warning: r.Held, Next: nextStep(r.Status),
	}
	if r.Warning != "" {
		row.Warning = r.Warning
	}
	if r.Due != nil {
		row.Due = dateOf(*r.Due)
	}
	if r.CanDispatch {
		row.Pick = fmt.Sprintf("%d:%d", r.ID, r.Version)
		if r.Status == "generated" {
			row.Next = "下发"
		}
	}
	row.Act = row.Next != "查看"
	return row
}

func nextStep(status string) string {
	switch status {
	case "dispatched":
		return "核查"
	case "answered":
		return "复核"
	case "reviewing":
		return "审批"
	}
	return "查看"
}

func severityBadge(n int) templates.Badge {
	return templates.Badge{Tone: severityTones[n], Text: finding.SeverityText(n)}
}

func findingBadge(r finding.Row) templates.Badge {
	b := templates.Badge{Text: r.StatusText, Tone: templates.Info}
	if r.Task != 0 && r.Status == "generated" {
		b.Text = "保障任务"
		return b
	}
	switch r.Status {
	case "generated", "answered", "reviewing":
		b.Tone = templates.Warning
	case "closed", "exempted":
		b.Tone = templates.Plain
		if r.ClosedText != "" {
			b.Text = r.ClosedText
		}
	}
	return b
}

// findingLamp is how the deadline stands.
func findingLamp(r finding.Row) templates.Lamp {
	if r.Due == nil {
		return templates.Lamp{}
	}
	return lampOf(r.Left, 3, workingDays, r.Provisional)
}

// dispatch sends what was ticked. What could not be sent is told on the list.
func (h *Findings) dispatch(c *gin.Context) error {
	t := tried{picks: c.PostFormArray("pick"), said: c.PostForm}
	o := finding.Order{Target: c.PostForm("target"), Bureau: c.PostForm("bureau"), Note: seal.NewSecret(c.PostForm("note"))}
	sent, err := h.findings.Dispatch(c.Request.Context(), web.Actor(c), picksOf(t.picks), o)
	back, _ := url.ParseQuery(c.PostForm("back")) // what is no query shows the usual list
	back.Del("pick")
	code := http.StatusOK
	if err != nil {
		if t.wrong, err = refusal(err); err != nil {
			return err
		}
		code = http.StatusUnprocessableEntity
	} else if len(sent.Refused) == 0 {
		h.front.Flash(c, templates.Good, sentText(fmt.Sprintf("已下发%d条", sent.Done), sent))
		return web.Redirect(c, findingList.URL+"?"+back.Encode())
	}
	t.refused = append(sent.Refused, sent.Nobody...)
	return h.showList(c, code, back, page.Request{Number: 1, Size: 50}, t)
}

// sentText says what went out, and what to do where it went to nobody.
func sentText(done string, sent finding.Sent) string {
	return strings.Join(append([]string{done}, sent.Nobody...), "。") + "。"
}

// picksOf reads the boxes: number and version of each finding.
func picksOf(boxes []string) []finding.Pick {
	var out []finding.Pick
	for _, b := range boxes {
		id, version, _ := strings.Cut(b, ":")
		n, err := strconv.ParseInt(id, 10, 64)
		v, err2 := strconv.Atoi(version)
		if err == nil && err2 == nil {
			out = append(out, finding.Pick{ID: n, Version: v})
		}
	}
	return out
}
