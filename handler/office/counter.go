package office

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/counter"
	"yangguang/service/identity"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/templates"
)

// looks is what these pages need of the counter service.
type looks interface {
	Look(ctx context.Context, by actor.Actor, a counter.Ask) (counter.Slip, error)
	SendCode(ctx context.Context, by actor.Actor, a counter.Ask) error
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
	code := post("/office/counter/code", roles(actor.RoleVillageCadre), h.sendCode)
	look.Body, code.Body = feedbackBody, feedbackBody
	return []web.Route{
		get("/office/counter", read, h.list),
		look,
		code,
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
			URL: consentURL(r), How: consentWords[r.How], At: clock(r.At), Name: r.Name, Staff: r.Staff, Reason: r.Reason.Reveal(),
		})
	}
	c.Header("Cache-Control", "no-store")
	return web.RenderAt(h.front, c, status, under(), templates.OfficeCounter, "窗口代查", d)
}

// consentWords say how somebody consented.
var consentWords = map[string]string{counter.ByPaper: "签字的同意书", counter.ByText: "短信代查码", counter.ByPage: "本人微信上的代查码"}

// consentURL is where the signed form is shown; "" where a code was given.
func consentURL(e counter.Entry) string {
	if e.How != counter.ByPaper {
		return ""
	}
	return "/office/counter/" + strconv.FormatInt(e.ID, 10) + "/form"
}

// askOf reads the form. What is no year is the latest.
func askOf(said func(string) string, photo []byte) counter.Ask {
	a := counter.Ask{Name: secretOf(said("name")), ID: secretOf(said("id")), Reason: secretOf(said("reason")), Consent: photo, Code: secretOf(said("code"))}
	a.Year, _ = strconv.Atoi(said("year"))
	return a
}

// typed is the form as it comes back; the code is not.
func typed(said func(string) string, wrong templates.Errors) templates.OfficeCounterData {
	return templates.OfficeCounterData{Name: said("name"), ID: said("id"), Reason: said("reason"), Errors: wrong}
}

func (h *Counter) look(c *gin.Context) error {
	said, uploads, err := formWithFiles(c)
	if err != nil {
		return err
	}
	slip, err := h.looks.Look(c.Request.Context(), web.Actor(c), askOf(said, photoIn(uploads)))
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.show(c, http.StatusUnprocessableEntity, typed(said, wrong), said("year"))
		})
	}
	return h.slip(c, slip)
}

// sendCode asks for a code by text message and shows the form again, to fill it in.
func (h *Counter) sendCode(c *gin.Context) error {
	said, _, err := formWithFiles(c)
	if err != nil {
		return err
	}
	if err := h.looks.SendCode(c.Request.Context(), web.Actor(c), askOf(said, nil)); err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.show(c, http.StatusUnprocessableEntity, typed(said, wrong), said("year"))
		})
	}
	d := typed(said, nil)
	d.Sent = identity.ConsentAsked
	return h.show(c, http.StatusOK, d, said("year"))
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
