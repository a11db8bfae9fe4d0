package citizen

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/fault"
	"yangguang/service/receive"
	"yangguang/templates"
)

const kioskConfirmURL = "/h5/kiosk/confirm"

// confirm asks the person at this screen whether their money came.
func (h *Kiosks) confirm(c *gin.Context) error { return h.showConfirm(c, http.StatusOK, "", "", nil) }

// showConfirm lists the person's payments; key is the one whose form was refused.
func (h *Kiosks) showConfirm(c *gin.Context, code int, key, came string, wrong templates.Errors) error {
	by, done, err := h.person(c)
	if done {
		return err
	}
	all, err := h.payments.Recent(c.Request.Context(), by)
	if err != nil {
		return err
	}
	d := templates.ConfirmsData{MoneyURL: "/h5/kiosk/money", Hotline: h.pages.office.Hotline}
	for _, p := range all {
		row := confirmRow(p)
		row.Action, row.ReportURL = kioskConfirmURL+"/"+p.Key, "/h5/complaint"
		if p.Key == key {
			row.Came, row.Errors = came, wrong
		}
		d.Rows = append(d.Rows, row)
	}
	c.Header("Cache-Control", "no-store")
	return web.RenderIn(h.pages.front, c, code, templates.TabMoney, templates.Confirms, "钱收到没有", d)
}

func (h *Kiosks) say(c *gin.Context) error {
	by, done, err := h.person(c)
	if done {
		return err
	}
	if err := h.pages.allow(c, limitSay); err != nil {
		return err
	}
	key, w := c.Param("key"), receive.Word{Answer: c.PostForm("answer"), Came: c.PostForm("came")}
	err = h.payments.Say(c.Request.Context(), by, key, w)
	if fault.Is(err, fault.Invalid) {
		return h.showConfirm(c, http.StatusUnprocessableEntity, key, w.Came, fieldsOf(err))
	}
	if err != nil {
		return err
	}
	h.pages.front.Flash(c, templates.Good, saidThanks(w.Answer))
	return web.Redirect(c, kioskConfirmURL+"#p-"+key)
}

// entitlement says what the person at this screen draws and may ask for.
func (h *Kiosks) entitlement(c *gin.Context) error {
	by, done, err := h.person(c)
	if done {
		return err
	}
	own, err := h.entitled.AtKiosk(c.Request.Context(), by)
	if err != nil {
		return err
	}
	d := ownData(own)
	d.Action, d.MoneyURL, d.Hotline = "/h5"+entitledPath, "/h5/kiosk/money", h.pages.office.Hotline
	c.Header("Cache-Control", "no-store")
	return web.RenderIn(h.pages.front, c, http.StatusOK, templates.TabHome, templates.Entitled, entitledTitle, d)
}
