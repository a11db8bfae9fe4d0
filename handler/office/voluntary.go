package office

import (
	"context"
	"io"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/voluntary"
	"yangguang/templates"
)

// givers is what these pages need of the voluntary service.
type givers interface {
	List(ctx context.Context, by actor.Actor, f voluntary.Filter, r page.Request) (page.Page[voluntary.Row], error)
	Totals(ctx context.Context, by actor.Actor) ([]voluntary.Year, error)
	Export(ctx context.Context, by actor.Actor, f voluntary.Filter, reason string, w io.Writer) error
	NewForm(ctx context.Context, by actor.Actor) (voluntary.Form, error)
	Declare(ctx context.Context, by actor.Actor, d voluntary.Draft) (int64, error)
	One(ctx context.Context, by actor.Actor, id int64) (voluntary.Detail, error)
	Do(ctx context.Context, by actor.Actor, id int64, d voluntary.Deed) error
	File(ctx context.Context, by actor.Actor, of, id int64, thumb bool) (attach.Content, error)
	Receipt(ctx context.Context, by actor.Actor, id int64) (voluntary.Row, error)
	Current(ctx context.Context, by actor.Actor) (voluntary.Period, error)
	Periods(ctx context.Context, by actor.Actor) ([]voluntary.Period, error)
	SavePeriod(ctx context.Context, by actor.Actor, id int64, version int, n voluntary.Notice) error
	AskPeriod(ctx context.Context, by actor.Actor, id int64, version int, reason seal.Secret) error
	DecidePeriod(ctx context.Context, by actor.Actor, id int64, version int, agree bool, words seal.Secret) error
}

// Voluntary is the pages of 主动退缴.
type Voluntary struct {
	front  *web.Front
	givers givers
	organ  string
}

// NewVoluntary makes the pages; organ stands on the receipt.
func NewVoluntary(front *web.Front, g givers, organ string) *Voluntary {
	return &Voluntary{front, g, organ}
}

var (
	voluntaryHome    = templates.Link{Text: "主动退缴", URL: "/office/voluntary"}
	voluntaryPeriods = templates.Link{Text: "退缴期限", URL: "/office/voluntary/periods"}
)

func voluntaryURL(id int64) string {
	return "/office/voluntary/returns/" + strconv.FormatInt(id, 10)
}

// Routes lists the addresses.
func (h *Voluntary) Routes() []web.Route {
	desk := roles(actor.RoleCaseManagement, actor.RoleHead)
	counter := roles(actor.RoleCaseManagement, actor.RoleSupervision)
	one := "/office/voluntary/returns/:id"
	step := post(one, actor.Roles, h.step)
	step.Body = feedbackBody
	return []web.Route{
		get(voluntaryHome.URL, actor.Roles, h.list),
		post(voluntaryHome.URL+"/export", desk, h.export),
		get(voluntaryHome.URL+"/new", actor.Roles, h.new(false)),
		post(voluntaryHome.URL+"/new", actor.Roles, h.declare(false)),
		get(voluntaryHome.URL+"/counter", counter, h.new(true)),
		post(voluntaryHome.URL+"/counter", counter, h.declare(true)),
		get(voluntaryPeriods.URL, actor.Roles, h.periods),
		post(voluntaryPeriods.URL, desk, h.period),
		get(one, actor.Roles, h.one),
		step,
		get(one+"/files/:file", actor.Roles, h.file),
		get(one+"/receipt", actor.Roles, h.receipt),
	}
}

func (h *Voluntary) list(c *gin.Context) error {
	return h.show(c, http.StatusOK, templates.OfficeVoluntaryData{})
}

// show renders the list; d brings what was typed into a refused form.
func (h *Voluntary) show(c *gin.Context, code int, d templates.OfficeVoluntaryData) error {
	ctx, by := c.Request.Context(), web.Actor(c)
	f := voluntary.Filter{View: c.Query("view")}
	list, err := h.givers.List(ctx, by, f, pageOf(c))
	if err != nil {
		return err
	}
	now, err := h.givers.Current(ctx, by)
	if err != nil {
		return err
	}
	if d.Desk = by.Is(actor.RoleCaseManagement, actor.RoleHead); d.Desk {
		years, err := h.givers.Totals(ctx, by)
		if err != nil {
			return err
		}
		voluntaryFigures(years, &d)
	}
	voluntaryList(by, f.View, list.Items, &d)
	if now.ID != 0 {
		d.Notice = []templates.VoluntaryNotice{voluntaryNotice(now)}
	}
	d.Pager = pager(c, list)
	return web.RenderAt(h.front, c, code, under(), templates.OfficeVoluntary, voluntaryHome.Text, d)
}

func (h *Voluntary) export(c *gin.Context) error {
	year, err := strconv.Atoi(c.PostForm("year"))
	if err != nil {
		year = 0 // all
	}
	name := "主动退缴台账.xlsx"
	err = workbook(c, name, func(w io.Writer) error {
		return h.givers.Export(c.Request.Context(), web.Actor(c), voluntary.Filter{Year: year}, c.PostForm("reason"), w)
	})
	wrong, err := refusal(err)
	if err != nil || wrong == nil {
		return err
	}
	return h.show(c, http.StatusUnprocessableEntity, templates.OfficeVoluntaryData{Year: c.PostForm("year"), Reason: c.PostForm("reason"), Errors: wrong})
}

// voluntaryFields are the fields of a declaration that come back as they were typed.
var voluntaryFields = []string{"name", "id", "unit", "on", "whom_name", "whom_id", "item_text", "from", "to", "amount", "reason"}

func (h *Voluntary) new(counter bool) web.Action {
	return func(c *gin.Context) error { return h.form(c, http.StatusOK, counter, nil) }
}

func (h *Voluntary) form(c *gin.Context, code int, counter bool, wrong templates.Errors) error {
	f, err := h.givers.NewForm(c.Request.Context(), web.Actor(c))
	if err != nil {
		return err
	}
	of := func(v voluntary.Choice) (string, string) { return v.Value, v.Text }
	d := templates.OfficeVoluntaryNewData{
		Counter: counter, NeedsNumber: f.NeedsNumber, Errors: wrong, F: map[string]string{}, Kinds: options(voluntary.UnitKinds(), c.PostForm("unit_kind"), of),
		Whom: options(voluntary.Whom(), c.PostForm("whom"), of), Items: options(f.Items, c.PostForm("item"), of),
	}
	for _, name := range voluntaryFields {
		d.F[name] = c.PostForm(name)
	}
	title := "声明退缴"
	if counter {
		title, d.Switch = "窗口登记退缴", templates.Link{Text: "声明本人的", URL: voluntaryHome.URL + "/new"}
	} else if f.MayCounter {
		d.Switch = templates.Link{Text: "登记来人的（没有账号）", URL: voluntaryHome.URL + "/counter"}
	}
	if f.Period.ID != 0 {
		d.Notice = []templates.VoluntaryNotice{voluntaryNotice(f.Period)}
	}
	c.Header("Cache-Control", "no-store")
	return web.RenderAt(h.front, c, code, under(voluntaryHome), templates.OfficeVoluntaryNew, title, d)
}

func (h *Voluntary) declare(counter bool) web.Action {
	return func(c *gin.Context) error {
		f := c.PostForm
		id, err := h.givers.Declare(c.Request.Context(), web.Actor(c), voluntary.Draft{
			Counter: counter, Name: secretOf(f("name")), Number: secretOf(f("id")), UnitKind: f("unit_kind"), Unit: f("unit"), Whom: f("whom"), WhomName: secretOf(f("whom_name")), WhomNumber: secretOf(f("whom_id")),
			Item: f("item"), ItemText: f("item_text"), From: f("from"), To: f("to"), Amount: f("amount"), Reason: secretOf(f("reason")), On: f("on"),
		})
		if err != nil {
			return askAgain(err, func(wrong templates.Errors) error { return h.form(c, http.StatusUnprocessableEntity, counter, wrong) })
		}
		h.front.Flash(c, templates.Good, "已声明。缴款以后请回来登记凭证。")
		return web.Redirect(c, voluntaryURL(id))
	}
}

func (h *Voluntary) one(c *gin.Context) error {
	return h.showOne(c, http.StatusOK, findingForms{})
}

// showOne renders a declaration with the forms of what this reader may do; f is
// the form that was refused.
func (h *Voluntary) showOne(c *gin.Context, code int, f findingForms) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	o, err := h.givers.One(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	f.base, f.version = voluntaryURL(id), o.Version
	d := voluntaryData(o)
	d.Deeds = voluntaryForms{f}.deeds(o)
	if d.Act = len(d.Deeds) > 0; !d.Act {
		d.ReadOnly = "这份声明现在没有需要您办的事。"
	}
	c.Header("Cache-Control", "no-store") // looking at it is recorded
	return web.RenderAt(h.front, c, code, under(voluntaryHome), templates.OfficeVoluntaryOne, o.Number, d)
}

func (h *Voluntary) step(c *gin.Context) error {
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
	err = h.givers.Do(c.Request.Context(), web.Actor(c), id, voluntary.Deed{Version: version, Action: voluntary.Action(key), Voucher: said(key + "-voucher"), Amount: said(key + "-amount"), On: said(key + "-on"), Note: secretOf(said(key + "-note")), Uploads: uploads})
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.showOne(c, http.StatusUnprocessableEntity, findingForms{tried: key, say: said, wrong: wrong})
		})
	}
	h.front.Flash(c, templates.Good, "已办："+voluntary.ActionText(key)+"。")
	return web.Redirect(c, voluntaryURL(id))
}

func (h *Voluntary) file(c *gin.Context) error { return showFile(c, h.givers.File) }

func (h *Voluntary) receipt(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	r, err := h.givers.Receipt(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	d := templates.OfficeVoluntaryReceiptData{
		Organ: h.organ, Receipt: r.ReceiptNo, Number: r.Number, Name: r.Name.Reveal(), Unit: r.Unit, Whom: whomText(r), Item: r.Item, Span: r.Span.Chinese(), Yuan: r.Paid.String(), Words: r.Paid.Capital(),
		PaidOn: r.PaidOn.Chinese(), Voucher: r.Voucher, On: dayOf(r.Confirmed), BackURL: voluntaryURL(id),
	}
	c.Header("Cache-Control", "no-store")
	return web.Render(h.front, c, http.StatusOK, templates.OfficeVoluntaryReceipt, "主动退缴收据", d)
}

func dayOf(t *time.Time) string {
	if t == nil {
		return ""
	}
	return dateOf(*t)
}

func (h *Voluntary) periods(c *gin.Context) error {
	return h.showPeriods(c, http.StatusOK, findingForms{})
}

func (h *Voluntary) showPeriods(c *gin.Context, code int, f findingForms) error {
	by := web.Actor(c)
	list, err := h.givers.Periods(c.Request.Context(), by)
	if err != nil {
		return err
	}
	f.base = voluntaryPeriods.URL
	d := templates.OfficeVoluntaryPeriodsData{Empty: templates.Empty{Text: "还没有公布过退缴期限"}}
	if by.Is(actor.RoleCaseManagement) {
		d.New = []templates.Deed{voluntaryForms{f}.write("save0", "起草新的期限", voluntary.Period{})}
	}
	for _, p := range list {
		n := voluntaryNotice(p)
		n.Deeds = voluntaryForms{f}.period(p)
		d.Periods = append(d.Periods, n)
	}
	return web.RenderAt(h.front, c, code, under(voluntaryHome), templates.OfficeVoluntaryPeriods, voluntaryPeriods.Text, d)
}

// period takes one step on a period. A form's key is its action with the number
// of the period behind it.
func (h *Voluntary) period(c *gin.Context) error {
	key := c.PostForm("action")
	done, err := h.decide(c, key)
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.showPeriods(c, http.StatusUnprocessableEntity, findingForms{tried: key, say: c.PostForm, wrong: wrong})
		})
	}
	h.front.Flash(c, templates.Good, done)
	return web.Redirect(c, voluntaryPeriods.URL)
}
