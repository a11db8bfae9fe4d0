package office

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/meeting"
	"yangguang/templates"
)

// meetings is what these pages need of the meeting service.
type meetings interface {
	List(ctx context.Context, by actor.Actor, f meeting.Filter, r page.Request) (meeting.List, error)
	Figures(ctx context.Context, by actor.Actor, year int) (meeting.Figures, error)
	Raise(ctx context.Context, by actor.Actor, d meeting.Draft) (int64, error)
	One(ctx context.Context, by actor.Actor, id int64) (meeting.Detail, error)
	Do(ctx context.Context, by actor.Actor, id int64, d meeting.Deed) error
	File(ctx context.Context, by actor.Actor, issue, id int64, thumb bool) (attach.Content, error)
	Export(ctx context.Context, by actor.Actor, f meeting.Filter, reason string, w io.Writer) error
	Meetings(ctx context.Context, by actor.Actor, r page.Request) (page.Page[meeting.Held], error)
	Minutes(ctx context.Context, by actor.Actor, id int64) (meeting.Minutes, error)
	Write(ctx context.Context, by actor.Actor, id int64, d meeting.MeetingDraft) (int64, error)
	Units(ctx context.Context) ([]string, error)
}

// Meetings is the pages of 联席会议: issues, figures, meetings and their minutes.
type Meetings struct {
	front    *web.Front
	meetings meetings
	organ    string
	now      func() time.Time
}

// NewMeetings makes the pages. organ stands at the head of the minutes.
func NewMeetings(front *web.Front, m meetings, organ string, now func() time.Time) *Meetings {
	return &Meetings{front, m, organ, now}
}

// Routes lists the addresses.
func (h *Meetings) Routes() []web.Route {
	read := roles(actor.RoleSupervision, actor.RoleCaseManagement, actor.RoleHead, actor.RoleBureauOfficer, actor.RoleBureauHead)
	raise := roles(actor.RoleSupervision, actor.RoleCaseManagement, actor.RoleBureauOfficer, actor.RoleBureauHead)
	keep := roles(actor.RoleSupervision, actor.RoleCaseManagement)
	issue, held := meetingsHome.URL+"/issues/:id", heldCrumb.URL+"/:id"
	step := post(issue, raise, h.step)
	step.Body = feedbackBody
	return []web.Route{
		get(meetingsHome.URL, read, h.list),
		post(meetingsHome.URL+"/export", read, h.export),
		get(figuresCrumb.URL, read, h.figures),
		get(meetingsHome.URL+"/issues/new", raise, h.form),
		post(meetingsHome.URL+"/issues/new", raise, h.raise),
		get(issue, read, h.one),
		step,
		get(issue+"/files/:file", read, h.file),
		get(heldCrumb.URL, read, h.heldList),
		post(heldCrumb.URL, keep, h.hold),
		get(held, read, h.minutes),
		post(held, keep, h.change),
		get(held+"/sheet", read, h.sheet),
	}
}

var (
	meetingsHome = templates.Link{Text: "问题和整改", URL: "/office/meetings"}
	figuresCrumb = templates.Link{Text: "发现和整改", URL: "/office/meetings/figures"}
	heldCrumb    = templates.Link{Text: "历次会议", URL: "/office/meetings/held"}
)

func issueURL(id int64) string { return meetingsHome.URL + "/issues/" + strconv.FormatInt(id, 10) }

func heldURL(id int64) string { return heldCrumb.URL + "/" + strconv.FormatInt(id, 10) }

// issuesBy is the list that a count stands for.
func issuesBy(pairs ...string) string {
	q := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			q.Set(pairs[i], pairs[i+1])
		}
	}
	return meetingsHome.URL + "?" + q.Encode()
}

// issueFilter reads the filter from a query or a form.
func issueFilter(v url.Values) meeting.Filter {
	year, _ := strconv.Atoi(v.Get("year"))                // 0 is every year
	held, _ := strconv.ParseInt(v.Get("meeting"), 10, 64) // 0 is every meeting
	return meeting.Filter{View: v.Get("view"), Unit: v.Get("unit"), Kind: v.Get("kind"), Year: year, Meeting: held, Counted: countedIn(v)}
}

func (h *Meetings) list(c *gin.Context) error {
	return h.showList(c, http.StatusOK, c.Request.URL.Query(), nil)
}

// showList shows the issues of a filter; wrong is about the export.
func (h *Meetings) showList(c *gin.Context, code int, v url.Values, wrong templates.Errors) error {
	ctx, by, f := c.Request.Context(), web.Actor(c), issueFilter(v)
	list, err := h.meetings.List(ctx, by, f, pageOf(c))
	if err != nil {
		return err
	}
	all, err := h.meetings.Figures(ctx, by, f.Year)
	if err != nil {
		return err
	}
	d := templates.OfficeMeetingsData{
		Scope: meetingScope(by), Figures: meetingFigures(all.All, v.Get("year")), Tabs: issueTabs(v, list), View: f.View, Kinds: meetingChoices(meeting.Kinds(), f.Kind), Years: lineOptions(all.Years, v.Get("year")), Units: lineOptions(all.Units, f.Unit),
		Rows: issueRows(list.Items), Pager: pager(c, list.Page), Reason: v.Get("reason"), Errors: wrong, Empty: templates.Empty{Text: "这里没有问题", Advice: "工作中、比对中、统计中发现要几家一起办的，可以提到联席会议上。"},
	}
	if !by.Is(actor.RoleHead) {
		d.New = templates.Link{Text: "提出问题", URL: meetingsHome.URL + "/issues/new"}
	}
	if f.Kind+f.Unit+v.Get("year")+v.Get("meeting") != "" {
		d.ClearURL = issuesBy("view", f.View)
	}
	d.Kept, d.Narrowed = f.Meeting, narrowed(v, f.Narrowed(), issuesBy("view", f.View))
	return web.RenderAt(h.front, c, code, under(), templates.OfficeMeetings, meetingsHome.Text, d)
}

// meetingScope says whose issues a reader sees.
func meetingScope(by actor.Actor) string {
	if by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead) {
		return by.Bureau + "提出的，和交给" + by.Bureau + "办的"
	}
	return ""
}

func meetingFigures(l meeting.Line, year string) []templates.MeetingFigure {
	out := []templates.MeetingFigure{
		{Text: "发现问题", Value: strconv.Itoa(l.Found), URL: issuesBy("view", meeting.ViewAll, "year", year)},
		{Text: "已整改", Value: strconv.Itoa(l.Mended), Note: strconv.Itoa(l.Percent()) + "%", URL: issuesBy("view", "confirmed", "year", year), Good: true},
		{Text: "还在办", Value: strconv.Itoa(l.Open), URL: issuesBy("view", meeting.ViewDoing, "year", year)},
	}
	return append(out, templates.MeetingFigure{Text: "超期", Value: strconv.Itoa(l.Late), URL: issuesBy("view", meeting.ViewLate, "year", year), Late: l.Late > 0})
}

// issueTabs are the views with how much lies in each; they keep the filter.
func issueTabs(v url.Values, list meeting.List) []templates.OfficeTab {
	var tabs []templates.OfficeTab
	view := v.Get("view")
	add := func(value, text string, always, late bool) {
		if n := list.Counts[value]; n > 0 || always || value == view {
			to := issuesBy(append(countedPairs(countedIn(v)), "view", value, "kind", v.Get("kind"), "unit", v.Get("unit"), "year", v.Get("year"), "meeting", v.Get("meeting"))...)
			tabs = append(tabs, templates.OfficeTab{Text: text, URL: to, Count: n, Active: value == view || view == "" && value == meeting.ViewAll, Late: late})
		}
	}
	add(meeting.ViewAll, "全部", true, false)
	for _, s := range meeting.States() {
		add(s.Value, s.Text, s.Value == "raised" || s.Value == "confirmed", false)
	}
	add(meeting.ViewDoing, "还在办", view == meeting.ViewDoing, false)
	add(meeting.ViewLate, "超期", false, true)
	add("withdrawn", "已撤回", false, false)
	tabs = append(tabs, templates.OfficeTab{Text: figuresCrumb.Text, URL: figuresCrumb.URL}, templates.OfficeTab{Text: heldCrumb.Text, URL: heldCrumb.URL})
	return tabs
}

func meetingChoices(list []meeting.Choice, chosen string) []templates.Option {
	return options(list, chosen, func(v meeting.Choice) (string, string) { return v.Value, v.Text })
}

func lineOptions(lines []meeting.Line, chosen string) []templates.Option {
	return options(lines, chosen, func(l meeting.Line) (string, string) { return l.Value, l.Text })
}

func issueRows(rows []meeting.Row) []templates.MeetingRow {
	out := make([]templates.MeetingRow, len(rows))
	for i, r := range rows {
		out[i] = templates.MeetingRow{URL: issueURL(r.ID), Number: r.Number, Title: r.Title, Kind: r.Kind, Raised: r.RaisedUnit + " " + r.RaisedOn.String(), Unit: r.Unit, State: issueBadge(r), Lamp: issueLamp(r)}
		if r.Due != period.Past {
			out[i].Due = r.Due.String()
		}
	}
	return out
}

func issueBadge(r meeting.Row) templates.Badge {
	b := templates.Badge{Text: r.StateText, Tone: templates.Info}
	switch r.State {
	case "returned":
		b.Tone = templates.Bad
	case "raised", "done":
		b.Tone = templates.Warning
	case "confirmed":
		b.Tone = templates.Good
	case "withdrawn":
		b.Tone = templates.Plain
	}
	return b
}

// issueLamp is how the day of an issue stands that waits for its unit.
func issueLamp(r meeting.Row) templates.Lamp {
	if !r.Open || r.Due == period.Past {
		return templates.Lamp{}
	}
	return lampOf(r.Left, 7, calendarDays, false)
}

func (h *Meetings) figures(c *gin.Context) error {
	year := c.Query("year")
	n, _ := strconv.Atoi(year) // 0 is every year
	f, err := h.meetings.Figures(c.Request.Context(), web.Actor(c), n)
	if err != nil {
		return err
	}
	d := templates.OfficeMeetingFiguresData{Scope: meetingScope(web.Actor(c)), Figures: meetingFigures(f.All, year), Years: lineOptions(f.Years, year), Empty: templates.Empty{Text: "还没有提到联席会议的问题"}}
	if f.All.Found > 0 || len(f.Years) > 0 {
		d.Tables = []templates.LivelihoodTable{
			issueTable("按责任单位", "责任单位", "unit", year, f.Units, f.All), issueTable("按类别", "类别", "kind", year, f.Kinds, f.All), issueTable("按年份", "年份", "year", "", f.Years, meeting.Line{}),
		}
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(meetingsHome), templates.OfficeMeetingFigures, figuresCrumb.Text, d)
}

// issueTable is a table of what was found and mended; every number leads to the
// list of as many.
func issueTable(title, first, key, year string, lines []meeting.Line, all meeting.Line) templates.LivelihoodTable {
	t := templates.LivelihoodTable{Title: title, First: first, Head: []string{"发现", "整改", "待上会", "还在办", "待确认", "超期", "整改率"}}
	row := func(l meeting.Line, sum bool) {
		cell := func(n int, view string) templates.LivelihoodCell {
			out := templates.LivelihoodCell{Text: strconv.Itoa(n), Late: view == meeting.ViewLate}
			switch {
			case n == 0:
			case key == "year" && !sum:
				out.URL = issuesBy("view", view, "year", l.Value)
			default:
				out.URL = issuesBy("view", view, key, l.Value, "year", year)
			}
			return out
		}
		t.Rows = append(t.Rows, templates.LivelihoodLine{Text: l.Text, Sum: sum, Cells: []templates.LivelihoodCell{
			cell(l.Found, meeting.ViewAll), cell(l.Mended, "confirmed"), cell(l.Raised, "raised"), cell(l.Open, meeting.ViewDoing), cell(l.Done, "done"), cell(l.Late, meeting.ViewLate), {Text: strconv.Itoa(l.Percent()) + "%"},
		}})
	}
	for _, l := range lines {
		row(l, false)
	}
	if key != "year" {
		row(all, true)
	}
	return t
}

func (h *Meetings) export(c *gin.Context) error {
	if err := c.Request.ParseForm(); err != nil {
		return err
	}
	v := c.Request.PostForm
	err := workbook(c, "联席会议问题-"+dateOf(h.now())+".xlsx", func(w io.Writer) error {
		return h.meetings.Export(c.Request.Context(), web.Actor(c), issueFilter(v), v.Get("reason"), w)
	})
	if err == nil {
		return nil
	}
	wrong, err := refusal(err)
	if err != nil {
		return err
	}
	return h.showList(c, http.StatusUnprocessableEntity, v, wrong)
}
