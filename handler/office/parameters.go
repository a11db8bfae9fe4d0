package office

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/workday"
	"yangguang/service/parameter"
	"yangguang/templates"
)

// settings is what these pages need of the parameter service.
type settings interface {
	All(ctx context.Context, by actor.Actor) ([]parameter.Setting, error)
	One(ctx context.Context, by actor.Actor, name string) (parameter.Setting, error)
	Change(ctx context.Context, by actor.Actor, c parameter.Change) error
	Calendar(ctx context.Context) (*workday.Calendar, error)
	Holidays(ctx context.Context, by actor.Actor) ([]parameter.Holiday, error)
	SetHoliday(ctx context.Context, by actor.Actor, h parameter.Holiday) error
	RemoveHoliday(ctx context.Context, by actor.Actor, day period.Day) error
}

// Parameters is the pages about the county's numbers and the calendar.
type Parameters struct {
	front    *web.Front
	settings settings
}

// NewParameters makes the pages.
func NewParameters(front *web.Front, settings settings) *Parameters {
	return &Parameters{front, settings}
}

// Routes lists the addresses. The auditor reads and does not change.
func (h *Parameters) Routes() []web.Route {
	read, change := roles(actor.RoleAdministrator, actor.RoleAuditor), roles(actor.RoleAdministrator)
	return []web.Route{
		get("/office/parameters", read, h.list),
		get("/office/parameters/:name", read, h.one),
		post("/office/parameters/:name", change, h.change),
		get("/office/holidays", read, h.holidays),
		post("/office/holidays", change, h.setHoliday),
		post("/office/holidays/remove", change, h.removeHoliday),
	}
}

var parametersCrumb = templates.Link{Text: "参数", URL: "/office/parameters"}

func (h *Parameters) list(c *gin.Context) error {
	all, err := h.settings.All(c.Request.Context(), web.Actor(c))
	if err != nil {
		return err
	}
	years, err := h.years(c)
	if err != nil {
		return err
	}
	d := templates.OfficeParametersData{Years: years, Query: strings.TrimSpace(c.Query("q"))}
	d.Groups = parameterGroups(all, d.Query)
	if len(d.Groups) == 0 {
		d.Empty = templates.Empty{Text: "没有找到这样的参数", Advice: "换个词，例如模型的编号、补贴或身份的名称。", Action: templates.Link{Text: "看全部", URL: parametersCrumb.URL}}
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeParameters, "参数", d)
}

// parameterGroups puts parameters under their headings, those that a query
// finds. Without a query the many that the comparison brings are folded.
func parameterGroups(all []parameter.Setting, query string) []templates.ParameterGroup {
	var out []templates.ParameterGroup
	at := map[string]int{}
	for _, s := range all {
		text := strings.ToLower(s.Group + "\n" + s.Label + "\n" + s.Name)
		if !strings.Contains(text, strings.ToLower(query)) {
			continue
		}
		i, ok := at[s.Group]
		if !ok {
			i = len(out)
			at[s.Group] = i
			out = append(out, templates.ParameterGroup{Title: s.Group, Open: query != "" || slices.ContainsFunc(parameter.Definitions, func(d parameter.Definition) bool { return d.Name == s.Name && d.Unit != parameter.Each })})
		}
		out[i].Rows = append(out[i].Rows, parameterRow(s))
		if s.Source.ID != 0 {
			out[i].Changed++
		}
	}
	return out
}

func (h *Parameters) years(c *gin.Context) (string, error) {
	cal, err := h.settings.Calendar(c.Request.Context())
	if err != nil {
		return "", err
	}
	years := cal.Years()
	if len(years) == 0 {
		return "没有", nil
	}
	return strconv.Itoa(years[0]) + "—" + strconv.Itoa(years[len(years)-1]), nil
}

// valued writes a value with its unit; a list of years has none.
func valued(s parameter.Setting, text string) string {
	switch {
	case s.Unit == parameter.Years && text == "":
		return "没有"
	case s.Unit == parameter.Each && text == "":
		return "没有另外约定"
	case s.Unit.Text():
		return text
	}
	return measured(text, string(s.Unit))
}

func parameterRow(s parameter.Setting) templates.ParameterRow {
	r := templates.ParameterRow{Name: s.Name, Label: s.Label, Value: valued(s, s.Value), Since: "平台默认", Basis: s.Basis}
	r.State = templates.Badge{Tone: templates.Warning, Text: "待确认"}
	if s.Unit == parameter.Years || s.Unit == parameter.Each && s.Value == "" {
		r.State = templates.Badge{}
	}
	if s.Source.ID != 0 {
		r.Since, r.Basis = s.Source.From.String(), s.Source.Basis
	}
	if s.Confirmed() {
		r.State = templates.Badge{Tone: templates.Good, Text: "已确认"}
	}
	if s.Planned != nil {
		r.Planned = s.Planned.From.String() + " 起 " + valued(s, s.Planned.Text)
	}
	return r
}

func (h *Parameters) one(c *gin.Context) error {
	return h.showOne(c, http.StatusOK, templates.ParameterForm{}, nil)
}

func (h *Parameters) showOne(c *gin.Context, status int, form templates.ParameterForm, wrong templates.Errors) error {
	by := web.Actor(c)
	s, err := h.settings.One(c.Request.Context(), by, c.Param("name"))
	if err != nil {
		return err
	}
	d := templates.OfficeParameterData{
		ParameterRow: parameterRow(s), Default: valued(s, s.Default), Editable: by.Is(actor.RoleAdministrator), Form: form, Errors: wrong,
		Range: strconv.Itoa(s.Min) + " 到 " + strconv.Itoa(s.Max) + " " + string(s.Unit),
	}
	if s.Hint != "" {
		d.Range = s.Hint
	}
	if s.Dated {
		d.When = "政策文件写的生效日期，可以早于今天；以前的月份和项目按当时的数比对"
	}
	switch s.Unit {
	case parameter.Years:
		d.Range = "四位年份，多个用逗号隔开"
	case parameter.Names:
		d.Range = "1 到 12 个名称，用顿号隔开"
	case parameter.Each:
		d.Range = "部门名称和天数，例如 民政局:31、教育局:184；没有另外约定的留空"
	default:
	}
	for _, v := range s.History {
		row := templates.ParameterValue{Value: valued(s, v.Text), From: v.From.String(), Basis: v.Basis, Confirmed: "待确认", Changed: clock(v.ChangedAt)}
		if v.ConfirmedBy != "" {
			row.Confirmed = v.ConfirmedBy + " " + v.ConfirmedOn.String()
		}
		d.History = append(d.History, row)
	}
	return web.RenderAt(h.front, c, status, under(parametersCrumb), templates.OfficeParameter, s.Label, d)
}

func (h *Parameters) change(c *gin.Context) error {
	form := templates.ParameterForm{Value: c.PostForm("value"), From: c.PostForm("from"), Basis: c.PostForm("basis"), ConfirmedBy: c.PostForm("confirmed_by")}
	from, err := period.ParseDay(form.From)
	if err != nil {
		return h.showOne(c, http.StatusUnprocessableEntity, form, templates.Errors{"from": "请选择生效日期"})
	}
	err = h.settings.Change(c.Request.Context(), web.Actor(c), parameter.Change{
		Name: c.Param("name"), Value: form.Value, From: from, Basis: form.Basis, ConfirmedBy: form.ConfirmedBy,
	})
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error { return h.showOne(c, http.StatusUnprocessableEntity, form, wrong) })
	}
	h.front.Flash(c, templates.Good, "新的值已经保存，"+from.Chinese()+"起生效。")
	return web.Redirect(c, "/office/parameters/"+c.Param("name"))
}

func (h *Parameters) holidays(c *gin.Context) error {
	return h.showHolidays(c, http.StatusOK, templates.OfficeHolidaysData{})
}

func (h *Parameters) showHolidays(c *gin.Context, status int, d templates.OfficeHolidaysData) error {
	by := web.Actor(c)
	list, err := h.settings.Holidays(c.Request.Context(), by)
	if err != nil {
		return err
	}
	if d.Years, err = h.years(c); err != nil {
		return err
	}
	d.Editable = by.Is(actor.RoleAdministrator)
	d.Kinds = options([]string{"off", "work"}, c.PostForm("off"), func(v string) (string, string) {
		return v, map[string]string{"off": "放假", "work": "调休上班"}[v]
	})
	for _, one := range list {
		row := templates.HolidayRow{Day: one.Day.String(), Weekday: "星期" + weekday(one.Day), Note: one.Note, State: templates.Badge{Tone: templates.Info, Text: "上班"}}
		if one.Off {
			row.State = templates.Badge{Tone: templates.Good, Text: "放假"}
		}
		d.Rows = append(d.Rows, row)
	}
	return web.RenderAt(h.front, c, status, under(parametersCrumb), templates.OfficeHolidays, "工作日历", d)
}

func (h *Parameters) setHoliday(c *gin.Context) error {
	d := templates.OfficeHolidaysData{Day: c.PostForm("day"), Note: c.PostForm("note")}
	day, err := period.ParseDay(d.Day)
	if err != nil {
		d.Errors = templates.Errors{"day": "请选择日期"}
		return h.showHolidays(c, http.StatusUnprocessableEntity, d)
	}
	err = h.settings.SetHoliday(c.Request.Context(), web.Actor(c), parameter.Holiday{Day: day, Off: c.PostForm("off") != "work", Note: d.Note})
	if err != nil {
		if d.Errors, err = refusal(err); err != nil {
			return err
		}
		return h.showHolidays(c, http.StatusUnprocessableEntity, d)
	}
	h.front.Flash(c, templates.Good, day.Chinese()+"已经调整。期限按新的日历计算。")
	return web.Redirect(c, "/office/holidays")
}

func (h *Parameters) removeHoliday(c *gin.Context) error {
	day, err := period.ParseDay(strings.TrimSpace(c.PostForm("day")))
	if err != nil {
		return fault.Wrap(fault.Invalid, "没有这个日期，请返回页面重新点", err)
	}
	if err := h.settings.RemoveHoliday(c.Request.Context(), web.Actor(c), day); err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, day.Chinese()+"的调整已经撤销。")
	return web.Redirect(c, "/office/holidays")
}
