package office

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/meeting"
	"yangguang/templates"
)

func (h *Meetings) form(c *gin.Context) error {
	d := meeting.Draft{Origin: "own", Finding: c.Query("finding")}
	if d.Finding != "" {
		d.Origin = "finding"
	}
	return h.showForm(c, http.StatusOK, d, nil)
}

// showForm shows the form of a new issue, with what was typed and refused.
func (h *Meetings) showForm(c *gin.Context, code int, d meeting.Draft, wrong templates.Errors) error {
	return web.RenderAt(h.front, c, code, under(meetingsHome), templates.OfficeMeetingNew, "提出问题", templates.OfficeMeetingNewData{
		Title: d.Title, Facts: d.Facts.Reveal(), Finding: d.Finding, Source: d.Source, Errors: wrong, Kinds: meetingChoices(meeting.Kinds(), d.Kind), Origins: meetingChoices(meeting.Origins(), d.Origin),
	})
}

func (h *Meetings) raise(c *gin.Context) error {
	d := meeting.Draft{Title: c.PostForm("title"), Facts: secretOf(c.PostForm("facts")), Kind: c.PostForm("kind"), Origin: c.PostForm("origin"), Finding: c.PostForm("finding"), Source: c.PostForm("source")}
	id, err := h.meetings.Raise(c.Request.Context(), web.Actor(c), d)
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error { return h.showForm(c, http.StatusUnprocessableEntity, d, wrong) })
	}
	h.front.Flash(c, templates.Good, "已提出，等会议交办。")
	return web.Redirect(c, issueURL(id))
}

func (h *Meetings) one(c *gin.Context) error { return h.showIssue(c, http.StatusOK, findingForms{}) }

// showIssue renders an issue with the forms of what this reader may do; f is
// the form that was refused.
func (h *Meetings) showIssue(c *gin.Context, code int, f findingForms) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	ctx, by := c.Request.Context(), web.Actor(c)
	o, err := h.meetings.One(ctx, by, id)
	if err != nil {
		return err
	}
	d := issueData(o)
	forms := issueForms{findingForms: f}
	forms.base, forms.version = issueURL(id), o.Version
	if o.Can[meeting.ActAssign] {
		if forms.units, err = h.meetings.Units(ctx); err != nil {
			return err
		}
		held, err := h.meetings.Meetings(ctx, by, page.Request{Number: 1, Size: 20})
		if err != nil {
			return err
		}
		forms.held = held.Items
	}
	d.Deeds = forms.deeds(o)
	d.Next, d.Act = nextOfIssue(o), len(d.Deeds) > 0
	return web.RenderAt(h.front, c, code, under(meetingsHome), templates.OfficeMeetingIssue, o.Number+" "+o.Title, d)
}

// issueData is an issue as it is shown, without its forms.
func issueData(o meeting.Detail) templates.OfficeMeetingIssueData {
	d := templates.OfficeMeetingIssueData{State: issueBadge(o.Row), Lamp: issueLamp(o.Row), Facts: o.Facts.Reveal(), Title: o.Title}
	add := func(label, value string) {
		if value != "" {
			d.Basics = append(d.Basics, templates.Fact{Label: label, Value: value})
		}
	}
	add("编号", o.Number)
	add("类别", o.Kind)
	add("提出单位", o.RaisedUnit)
	add("提出日期", o.RaisedOn.Chinese())
	add("从哪里来", o.Origin)
	add("统计", o.Source)
	if o.FindingID != 0 && o.FindingTitle == "" {
		add("疑点", fmt.Sprintf("YD%06d", o.FindingID))
	}
	add("责任单位", o.Unit)
	if o.Due != period.Past {
		add("办理期限", o.Due.Chinese())
	}
	if o.Confirmed != period.Past {
		add("确认整改", o.Confirmed.Chinese())
	}
	if o.Rounds > 0 {
		add("退回重办", strconv.Itoa(o.Rounds)+"次")
	}
	if o.FindingTitle != "" {
		d.Finding = templates.Link{Text: fmt.Sprintf("疑点 YD%06d %s", o.FindingID, o.FindingTitle), URL: findingURL(o.FindingID)}
	}
	if o.Meeting.ID != 0 {
		d.Meeting = templates.Link{Text: o.Meeting.Title + "（" + o.Meeting.On.String() + "）", URL: heldURL(o.Meeting.ID)}
	}
	for _, f := range o.Files {
		address := fmt.Sprintf("%s/files/%d", issueURL(o.ID), f.ID)
		if f.Kind == attach.Paper {
			d.Papers = append(d.Papers, templates.Link{Text: fmt.Sprintf("文件%d（PDF）", len(d.Papers)+1), URL: address})
			continue
		}
		d.Photos = append(d.Photos, templates.OfficePhoto{URL: address, Thumb: address + "?v=thumb", Alt: fmt.Sprintf("整改照片%d", len(d.Photos)+1)})
	}
	for i := len(o.Events) - 1; i >= 0; i-- { // the latest first
		e := o.Events[i]
		d.Timeline = append(d.Timeline, templates.TimelineItem{At: clock(e.At), What: e.What, Who: e.Who, Note: e.Note.Reveal(), Done: true})
	}
	return d
}

// nextOfIssue says what is to be done now, and by whom.
func nextOfIssue(o meeting.Detail) string {
	switch {
	case o.Can[meeting.ActReport]:
		return "整改，报告结果，附上照片或文件。"
	case o.Can[meeting.ActConfirm]:
		return "看证明，确认整改或者退回重办。"
	case o.State == "raised" && o.Can[meeting.ActAssign]:
		return "上会以后交办：定责任单位和期限。"
	case o.State == "raised":
		return "等会议交办。"
	case o.State == "assigned" || o.State == "returned":
		return "等" + o.Unit + "整改。"
	case o.State == "done":
		return "等纪委监委确认。"
	}
	return ""
}

// issueForms builds the forms on the page of an issue.
type issueForms struct {
	findingForms
	units []string
	held  []meeting.Held
}

func (f issueForms) pick(key, name, label, blank string, of func(chosen string) []templates.Option) templates.Choice {
	v, wrong := f.said(key, name, "")
	return templates.Choice{Name: key + "-" + name, Label: label, Blank: blank, Error: wrong, Options: of(v)}
}

// deeds are the forms of what this reader may do, the obvious one open.
func (f issueForms) deeds(o meeting.Detail) []templates.Deed {
	var out []templates.Deed
	add := func(a meeting.Action, title, button, note, hint string, more func(key string, d *templates.Deed)) {
		if !o.Can[a] {
			return
		}
		key := string(a)
		d := f.deed(key, "", title, button, hint)
		d.Fields = []templates.Field{f.field(key, "textarea", "note", note, "", "")}
		if more != nil {
			more(key, &d)
		}
		d.Primary = len(out) == 0
		d.Open = d.Open || f.tried == "" && len(out) == 0 && (a != meeting.ActAssign || o.State == "raised")
		out = append(out, d)
	}
	add(meeting.ActReport, "报告整改", "报告整改", "怎样整改的、什么时候改完的", "照片或者 PDF 证明至少要一个。", func(key string, d *templates.Deed) {
		d.Photos, d.Papers = meeting.MaxPhotos, meeting.MaxPapers
		if f.tried == key {
			d.Photo, d.Paper = f.wrong[attach.Photo], f.wrong[attach.Paper]
		}
	})
	add(meeting.ActConfirm, "确认整改", "确认整改", "看了什么证明", "确认以后计入“已整改”。", nil)
	add(meeting.ActReturn, "退回重办", "退回重办", "还差什么", "", func(key string, d *templates.Deed) {
		d.Fields = append(d.Fields, f.field(key, "date", "due", "新的期限", "", ""))
	})
	title, hint := "交办", "会议定了责任单位和期限以后填。"
	if o.State != "raised" {
		title, hint = "改交办", "改责任单位或者期限。"
	}
	add(meeting.ActAssign, title, title, "会议定的要求（可以不填）", hint, func(key string, d *templates.Deed) {
		d.Selects = []templates.Choice{
			f.pick(key, "meeting", "哪次会议", "请选", func(v string) []templates.Option {
				return options(f.held, v, func(m meeting.Held) (string, string) {
					return strconv.FormatInt(m.ID, 10), m.Title + " " + m.On.String()
				})
			}),
			f.pick(key, "unit", "责任单位", "请选", func(v string) []templates.Option {
				return options(f.units, v, func(u string) (string, string) { return u, u })
			}),
		}
		d.Fields = append([]templates.Field{f.field(key, "date", "due", "办理期限", "", "")}, d.Fields...)
	})
	add(meeting.ActWithdraw, "撤回", "撤回", "为什么撤回", "上会以前可以撤回，撤回的不计数。", func(key string, d *templates.Deed) { d.Open = f.tried == key })
	return out
}

// step takes one step on an issue and answers for it: back to the page with
// what was done, or the page with the refused form.
func (h *Meetings) step(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	said, uploads, err := formWithFiles(c)
	if err != nil {
		return err
	}
	key := said("action")
	version := versionIn(said)
	held, _ := strconv.ParseInt(said(key+"-meeting"), 10, 64) // 0 is none
	err = h.meetings.Do(c.Request.Context(), web.Actor(c), id, meeting.Deed{Version: version, Action: meeting.Action(key), Note: secretOf(said(key + "-note")), Unit: said(key + "-unit"), Due: said(key + "-due"), Meeting: held, Uploads: uploads})
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.showIssue(c, http.StatusUnprocessableEntity, findingForms{tried: key, say: said, wrong: wrong})
		})
	}
	h.front.Flash(c, templates.Good, "已办："+meeting.ActionText(key)+"。")
	return web.Redirect(c, issueURL(id))
}

func (h *Meetings) file(c *gin.Context) error { return showFile(c, h.meetings.File) }
