package office

import (
	"context"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/meeting"
	"yangguang/templates"
)

func (h *Meetings) heldList(c *gin.Context) error {
	return h.showHeld(c, http.StatusOK, meeting.MeetingDraft{On: dateOf(h.now())}, nil)
}

// showHeld lists the meetings; d is the form of a new one.
func (h *Meetings) showHeld(c *gin.Context, code int, d meeting.MeetingDraft, wrong templates.Errors) error {
	ctx, by := c.Request.Context(), web.Actor(c)
	list, err := h.meetings.Meetings(ctx, by, pageOf(c))
	if err != nil {
		return err
	}
	out := templates.OfficeMeetingsHeldData{Pager: pager(c, list), Empty: templates.Empty{Text: "还没有登记会议"}}
	for _, m := range list.Items {
		out.Rows = append(out.Rows, templates.HeldRow{URL: heldURL(m.ID), Title: m.Title, On: m.On.Chinese(), Place: m.Place, Units: len(m.Units), Issues: m.Issues, Mended: m.Mended})
	}
	if by.Is(actor.RoleSupervision, actor.RoleCaseManagement) {
		if out.Form, err = h.heldForm(ctx, heldCrumb.URL, d, wrong); err != nil {
			return err
		}
	}
	return web.RenderAt(h.front, c, code, under(meetingsHome), templates.OfficeMeetingsHeld, heldCrumb.Text, out)
}

// heldForm is the form of a meeting.
func (h *Meetings) heldForm(ctx context.Context, to string, d meeting.MeetingDraft, wrong templates.Errors) (*templates.HeldForm, error) {
	units, err := h.meetings.Units(ctx)
	if err != nil {
		return nil, err
	}
	for _, u := range append([]string{meeting.Commission}, d.Units...) { // those that came and have no account any more
		if !slices.Contains(units, u) {
			units = append(units, u)
		}
	}
	f := &templates.HeldForm{URL: to, Version: d.Version, On: d.On, Title: d.Title, Place: d.Place, Said: d.Said.Reveal(), Errors: wrong, Open: wrong != nil}
	f.Units = templates.Choice{Name: "units", Label: "参会单位", Error: wrong["units"]}
	for _, u := range units {
		f.Units.Options = append(f.Units.Options, templates.Option{Value: u, Text: u, Selected: slices.Contains(d.Units, u)})
	}
	return f, nil
}

// heldDraft reads the form of a meeting.
func heldDraft(c *gin.Context) meeting.MeetingDraft {
	version := versionOf(c)
	return meeting.MeetingDraft{Version: version, On: c.PostForm("on"), Title: c.PostForm("title"), Place: c.PostForm("place"), Units: c.PostFormArray("units"), Said: secretOf(c.PostForm("said"))}
}

func (h *Meetings) hold(c *gin.Context) error {
	d := heldDraft(c)
	id, err := h.meetings.Write(c.Request.Context(), web.Actor(c), 0, d)
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error { return h.showHeld(c, http.StatusUnprocessableEntity, d, wrong) })
	}
	h.front.Flash(c, templates.Good, "已登记会议。")
	return web.Redirect(c, heldURL(id))
}

func (h *Meetings) minutes(c *gin.Context) error { return h.showMinutes(c, http.StatusOK, nil, nil) }

// showMinutes shows a meeting; try is its form as it was refused.
func (h *Meetings) showMinutes(c *gin.Context, code int, try *meeting.MeetingDraft, wrong templates.Errors) error {
	m, err := h.read(c)
	if err != nil {
		return err
	}
	d := templates.OfficeMeetingData{Facts: heldFacts(m), Said: m.Said.Reveal(), Rows: issueRows(m.Issues), Sheet: heldURL(m.ID) + "/sheet"}
	if m.May {
		draft := meeting.MeetingDraft{Version: m.Version, On: m.On.String(), Title: m.Title, Place: m.Place, Units: m.Units, Said: m.Said}
		if try != nil {
			draft = *try
		}
		if d.Form, err = h.heldForm(c.Request.Context(), heldURL(m.ID), draft, wrong); err != nil {
			return err
		}
	}
	return web.RenderAt(h.front, c, code, under(meetingsHome, heldCrumb), templates.OfficeMeeting, m.Title, d)
}

func (h *Meetings) read(c *gin.Context) (meeting.Minutes, error) {
	id, err := idOf(c, "id")
	if err != nil {
		return meeting.Minutes{}, err
	}
	return h.meetings.Minutes(c.Request.Context(), web.Actor(c), id)
}

func heldFacts(m meeting.Minutes) []templates.Fact {
	out := []templates.Fact{{Label: "日期", Value: m.On.Chinese()}}
	if m.Place != "" {
		out = append(out, templates.Fact{Label: "地点", Value: m.Place})
	}
	units := ""
	for i, u := range m.Units {
		if i > 0 {
			units += "、"
		}
		units += u
	}
	return append(out, templates.Fact{Label: "参会单位", Value: units})
}

func (h *Meetings) change(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	d := heldDraft(c)
	if _, err := h.meetings.Write(c.Request.Context(), web.Actor(c), id, d); err != nil {
		return askAgain(err, func(wrong templates.Errors) error { return h.showMinutes(c, http.StatusUnprocessableEntity, &d, wrong) })
	}
	h.front.Flash(c, templates.Good, "已保存。")
	return web.Redirect(c, heldURL(id))
}

// sheet is the minutes as they are printed and signed.
func (h *Meetings) sheet(c *gin.Context) error {
	m, err := h.read(c)
	if err != nil {
		return err
	}
	d := templates.OfficeMeetingSheetData{Organ: h.organ, Title: m.Title, Facts: heldFacts(m), Said: m.Said.Reveal(), Back: heldURL(m.ID)}
	for _, r := range m.Issues {
		due := "—"
		if r.Due != period.Past {
			due = r.Due.String()
		}
		d.Rows = append(d.Rows, templates.SheetIssue{Number: r.Number, Title: r.Title, Raised: r.RaisedUnit, Unit: r.Unit, Due: due, State: r.StateText})
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(meetingsHome, heldCrumb), templates.OfficeMeetingSheet, "会议纪要", d)
}
