package office

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/village"
	"yangguang/templates"
)

// lists is what a cadre's pages need of the village service.
type lists interface {
	Villages(ctx context.Context, by actor.Actor) ([]village.Village, error)
	Residents(ctx context.Context, by actor.Actor, f village.ResidentFilter) (village.Residents, error)
	Payouts(ctx context.Context, by actor.Actor, f village.PayoutFilter) (village.Payouts, error)
	Projects(ctx context.Context, by actor.Actor, f village.ProjectFilter) (page.Page[village.Project], error)
}

// Village is a cadre's pages: the lists of the own village.
type Village struct {
	front *web.Front
	lists lists
}

// NewVillage makes the pages.
func NewVillage(front *web.Front, lists lists) *Village { return &Village{front, lists} }

// Routes lists the addresses.
func (h *Village) Routes() []web.Route {
	may := roles(actor.RoleVillageCadre)
	return []web.Route{
		get("/office/village/residents", may, h.residents),
		get("/office/village/payouts", may, h.payouts),
		get("/office/village/projects", may, h.projects),
	}
}

// chosen is the village whose lists are looked at: the one in the address, or
// the first of the account's.
type chosen struct {
	Code    string
	Label   string
	Options []templates.Option // empty when there is no choice
}

func (h *Village) chosen(c *gin.Context) (chosen, error) {
	all, err := h.lists.Villages(c.Request.Context(), web.Actor(c))
	if err != nil {
		return chosen{}, err
	}
	if len(all) == 0 {
		return chosen{}, fault.New(fault.Conflict, "还没有导入您所在村的行政区划，请联系系统管理员")
	}
	one := chosen{Code: c.DefaultQuery("village", all[0].Code)}
	for _, v := range all {
		if v.Code == one.Code {
			one.Label = v.Town + " " + v.Name
		}
	}
	if one.Label == "" {
		return chosen{}, fault.New(fault.NotFound, "没有找到，或者不在您负责的村")
	}
	if len(all) > 1 {
		one.Options = options(all, one.Code, func(v village.Village) (string, string) { return v.Code, v.Name })
	}
	return one, nil
}

// remarkURL leads to the form about one row, and from there back to this page.
func remarkURL(c *gin.Context, kind village.Kind, code string, id int64, open bool) string {
	if open {
		return ""
	}
	q := url.Values{"kind": {string(kind)}, "village": {code}, "row": {strconv.FormatInt(id, 10)}, "back": {c.Request.URL.RequestURI()}}
	return "/office/village/remarks/new?" + q.Encode()
}

func (h *Village) residents(c *gin.Context) error {
	v, err := h.chosen(c)
	if err != nil {
		return err
	}
	f := village.ResidentFilter{Village: v.Code, Q: c.Query("q"), Group: c.Query("group"), Page: pageOf(c)}
	list, err := h.lists.Residents(c.Request.Context(), web.Actor(c), f)
	if err != nil {
		return err
	}
	d := templates.OfficeResidentsData{
		Villages: v.Options, Village: v.Label, Q: f.Q, Pager: pager(c, list.Page), Empty: nothing("户籍人口", "/office/village/residents"),
		Groups: options(list.Groups, f.Group, func(g string) (string, string) { return g, g }),
	}
	for _, r := range list.Items {
		d.Rows = append(d.Rows, templates.ResidentRow{
			Name: r.Name, ID: r.MaskedID, Household: r.Household, Relation: r.Relation, Group: r.Group, Phone: r.PhoneTail, Status: r.Status,
			RemarkURL: remarkURL(c, village.KindResident, v.Code, r.ID, r.Remarked),
		})
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeResidents, "户籍人口", d)
}

func nothing(what, all string) templates.Empty {
	return templates.Empty{Text: "没有符合条件的" + what, Advice: "换个条件，或者看全部。", Action: templates.Link{Text: "看全部", URL: all}}
}

func (h *Village) payouts(c *gin.Context) error {
	v, err := h.chosen(c)
	if err != nil {
		return err
	}
	f := village.PayoutFilter{Village: v.Code, Q: c.Query("q"), Result: c.Query("result"), Page: pageOf(c)}
	f.ItemID, _ = strconv.ParseInt(c.Query("item"), 10, 64) // what is no number means every item
	wrong := templates.Errors{}
	f.From, f.To = monthOf(c, "from", wrong), monthOf(c, "to", wrong)
	list, err := h.lists.Payouts(c.Request.Context(), web.Actor(c), f)
	if err != nil {
		return err
	}
	d := templates.OfficePayoutsData{
		Villages: v.Options, Village: v.Label, Q: f.Q, From: c.Query("from"), To: c.Query("to"), Sum: list.Sum.String(), Errors: wrong,
		Items:   options(list.Choices, c.Query("item"), func(i village.Item) (string, string) { return strconv.FormatInt(i.ID, 10), i.Name }),
		Results: options([]string{"成功", "退票"}, f.Result, func(r string) (string, string) { return r, r }),
		Pager:   pager(c, list.Page), Empty: nothing("发放记录", "/office/village/payouts"),
	}
	for _, p := range list.Items {
		d.Rows = append(d.Rows, payoutRow(c, v.Code, p))
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficePayouts, "发放记录", d)
}

// monthOf reads a month of the filters; nil where there is none.
func monthOf(c *gin.Context, name string, wrong templates.Errors) *period.Month {
	text := c.Query(name)
	if text == "" {
		return nil
	}
	m, err := period.ParseMonth(text)
	if err != nil {
		wrong[name] = "请选择年月，例如 2025-03"
		return nil
	}
	return &m
}

func payoutRow(c *gin.Context, code string, p village.Payout) templates.VillagePayoutRow {
	result := templates.Badge{Tone: templates.Good, Text: p.Result}
	if p.Result != "成功" {
		result.Tone = templates.Bad
	} else if p.Again {
		result.Text = "成功（补发）"
	}
	return templates.VillagePayoutRow{
		Name: p.Name, Item: p.ItemName, Class: p.Class, Period: stretch(p.PeriodStart, p.PeriodEnd), Amount: p.Amount.String(),
		PaidOn: p.PaidOn.String(), Tail: p.AccountTail, Result: result, RemarkURL: remarkURL(c, village.KindPayout, code, p.ID, p.Remarked),
	}
}

// stretch writes whole months as months and everything else as days.
func stretch(from, to period.Day) string {
	switch {
	case from != from.Month().First() || to != to.Month().Last():
		return from.String() + " 至 " + to.String()
	case from.Month() == to.Month():
		return from.Month().String()
	}
	return from.Month().String() + " 至 " + to.Month().String()
}

func (h *Village) projects(c *gin.Context) error {
	v, err := h.chosen(c)
	if err != nil {
		return err
	}
	f := village.ProjectFilter{Village: v.Code, Q: c.Query("q"), Page: pageOf(c)}
	list, err := h.lists.Projects(c.Request.Context(), web.Actor(c), f)
	if err != nil {
		return err
	}
	d := templates.OfficeProjectsData{Villages: v.Options, Village: v.Label, Q: f.Q, Pager: pager(c, list), Empty: nothing("项目", "/office/village/projects")}
	for _, p := range list.Items {
		row := templates.VillageProjectRow{
			No: p.No, Name: p.Name, Kind: p.Kind, Bureau: p.Bureau, Planned: p.Planned.String(), Plan: p.PlanStart.String() + " 至 " + p.PlanEnd.String(),
			State: templates.Badge{Text: "未开工"}, RemarkURL: remarkURL(c, village.KindProject, v.Code, p.ID, p.Remarked),
		}
		if p.RealStart != nil {
			row.Real, row.State = p.RealStart.String()+" 开工", templates.Badge{Tone: templates.Info, Text: "在建"}
		}
		if p.RealEnd != nil {
			row.Real, row.State = row.Real+" "+p.RealEnd.String()+" 完工", templates.Badge{Tone: templates.Good, Text: "已完工"}
		}
		d.Rows = append(d.Rows, row)
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeProjects, "本村项目", d)
}
