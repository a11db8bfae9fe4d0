package citizen

import (
	"errors"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/complaint"
	"yangguang/templates"
)

// How often one address may be asked whether a complaint is about what is being
// handled already. From then on complaints are received without the question:
// nobody learns that it was not asked.
const (
	askedMost = 20
	askedPer  = 24 * time.Hour
)

// answerBack is the choice to change what was typed.
const answerBack = "back"

// mayAsk reports whether the person behind this form may be asked.
func (h *Complaints) mayAsk(c *gin.Context, d *complaint.Draft) bool {
	if d.Answer != "" || !complaint.PublicSubject(d.Subject) {
		return false
	}
	ok, _, err := h.Limiter.Allow(c.Request.Context(), "complaint.same", web.ClientKey(c), askedMost, askedPer)
	return ok && err == nil
}

// unsent shows the form again to whoever wants to change something, or sent more
// than fits.
func (h *Complaints) unsent(c *gin.Context, cut bool, about matter, d *complaint.Draft) error {
	if cut {
		return h.showForm(c, http.StatusRequestEntityTooLarge, about, d, templates.Errors{"photo": "照片加起来太大了，请少放几张，或者发截图"})
	}
	return h.showForm(c, http.StatusOK, about, d, nil)
}

// refused answers a complaint that was not received: with the form again, or
// with the question whether it is the matter that is being handled.
func (h *Complaints) refused(c *gin.Context, about matter, d *complaint.Draft, err error) error {
	if asked, ok := errors.AsType[*complaint.Asked](err); ok {
		return h.same(c, about, d, asked.Ref)
	}
	return h.refuse(c, about, d, err)
}

// same asks, and carries everything that was typed.
func (h *Complaints) same(c *gin.Context, about matter, d *complaint.Draft, ref string) error {
	data := templates.ComplaintSameData{Anonymous: d.Named == "anonymous"}
	hide := func(name, value string) {
		if value != "" {
			data.Hidden = append(data.Hidden, templates.Hidden{Name: name, Value: value})
		}
	}
	hide("token", d.Token)
	hide("same", ref)
	hide("named", d.Named)
	hide("about", d.Subject)
	hide("village", d.Village)
	hide("place", d.Place)
	hide("when", d.When)
	hide("body", d.Body.Reveal())
	hide("who", d.Who.Reveal())
	hide("name", d.Name.Reveal())
	hide("phone", d.Phone.Reveal())
	if about.ID != "" {
		hide(about.Kind, about.ID)
	}
	for _, k := range d.Held {
		hide("kept", k)
	}
	return web.RenderIn(h.Front, c, http.StatusOK, templates.TabComplain, templates.ComplaintSame, "正在办理", data)
}
