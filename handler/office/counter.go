package office

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/counter"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/templates"
)

// looks is what these pages need of the counter service.
type looks interface {
	Look(ctx context.Context, by actor.Actor, a counter.Ask) (counter.Slip, error)
	Entries(ctx context.Context, by actor.Actor) ([]counter.Entry, error)
	Consent(ctx context.Context, by actor.Actor, id int64) ([]byte, error)
}

// Counter is the pages on which a village office looks up for a villager who
// stands at its counter.
type Counter struct {
	front     *web.Front
	looks     looks
	divisions divisions
	organ     string
	hotline   string
	now       func() time.Time
}

// NewCounter makes the pages.
func NewCounter(front *web.Front, l looks, d divisions, organ, hotline string, now func() time.Time) *Counter {
	return &Counter{front, l, d, organ, hotline, now}
}

// Routes lists the addresses.
func (h *Counter) Routes() []web.Route {
	read := roles(actor.RoleVillageCadre, actor.RoleTownInspector, actor.RoleSupervision)
	look := post("/office/counter", roles(actor.RoleVillageCadre), h.look)
	look.Body = feedbackBody
	return []web.Route{
		get("/office/counter", read, h.list),
		look,
		get("/office/counter/:id/form", read, h.consent),
	}
}

func (h *Counter) list(c *gin.Context) error {
	return h.show(c, http.StatusOK, templates.OfficeCounterData{}, "")
}

// counterYears is how many years back may be looked up.
const counterYears = 5

func (h *Counter) show(c *gin.Context, status int, d templates.OfficeCounterData, year string) error {
	by := web.Actor(c)
	rows, err := h.looks.Entries(c.Request.Context(), by)
	if err != nil {
		return err
	}
	d.Form = by.Is(actor.RoleVillageCadre)
	this := period.Here(h.now()).Year()
	for y := this; y > this-counterYears; y-- {
		n := strconv.Itoa(y)
		d.Years = append(d.Years, templates.Option{Value: n, Text: n + "年", Selected: n == year})
	}
	for _, r := range rows {
		d.Rows = append(d.Rows, templates.CounterRow{
			URL: "/office/counter/" + strconv.FormatInt(r.ID, 10) + "/form", At: clock(r.At), Name: r.Name, Staff: r.Staff, Reason: r.Reason.Reveal(),
		})
	}
	c.Header("Cache-Control", "no-store")
	return web.RenderAt(h.front, c, status, under(), templates.OfficeCounter, "窗口代查", d)
}

func (h *Counter) look(c *gin.Context) error {
	said, uploads, err := formWithFiles(c)
	if err != nil {
		return err
	}
	a := counter.Ask{Name: seal.NewSecret(said("name")), ID: seal.NewSecret(said("id")), Reason: seal.NewSecret(said("reason")), Consent: photoIn(uploads)}
	a.Year, _ = strconv.Atoi(said("year")) // what is no year is the latest
	slip, err := h.looks.Look(c.Request.Context(), web.Actor(c), a)
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.show(c, http.StatusUnprocessableEntity, templates.OfficeCounterData{Name: said("name"), ID: said("id"), Reason: said("reason"), Errors: wrong}, said("year"))
		})
	}
	return h.slip(c, slip)
}

// slip shows what was found, once: the page is kept by no cache and stands at no address.
func (h *Counter) slip(c *gin.Context, s counter.Slip) error {
	tree, err := h.divisions.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	d := templates.CounterSlipData{
		Place: tree.FullName(web.Actor(c).Division), Name: s.Name, At: s.At.In(period.Shanghai).Format("2006年1月2日"), Staff: s.Staff, Year: strconv.Itoa(s.Year) + "年", Amount: s.Amount.String(),
		Organ: h.organ, Hotline: h.hotline, BackURL: "/office/counter",
	}
	for _, p := range s.Paid {
		row := templates.SlipRow{Item: p.Item, For: stretch(p.Days.From, p.Days.Last()), PaidOn: p.PaidOn.Chinese(), Tail: p.Tail, Amount: p.Amount.String()}
		if p.Returned {
			row.Note = " 被银行退回"
		}
		d.Rows = append(d.Rows, row)
	}
	c.Header("Cache-Control", "no-store")
	return web.RenderAt(h.front, c, http.StatusOK, under(templates.Link{Text: "窗口代查", URL: "/office/counter"}), templates.CounterSlip, "代查结果", d)
}

func (h *Counter) consent(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	photo, err := h.looks.Consent(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	return unsealed(c, "image/jpeg", photo)
}
