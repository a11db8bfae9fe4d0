package citizen

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/templates"
)

// home is the first page. Outside WeChat, and before binding, it works too.
func (h *Lookup) home(c *gin.Context) error {
	if !web.KioskToken(c).Empty() {
		return web.Redirect(c, "/h5/kiosk/start")
	}
	if h.front.RequireWechat(c) {
		return nil
	}
	ctx, by := c.Request.Context(), web.Actor(c)
	tree, err := h.lookup.Divisions(ctx)
	if err != nil {
		return err
	}
	data := templates.HomeData{County: tree.County().Name, Hotline: h.office.Hotline, Notice: h.office.Notice}
	if by.PersonID != 0 {
		err := h.greet(ctx, by, &data)
		if fault.Is(err, fault.Unauthenticated) { // unbound meanwhile, on another phone
			err = h.front.SetPerson(ctx, 0)
		}
		if err != nil {
			return err
		}
	}
	return web.RenderIn(h.front, c, http.StatusOK, templates.TabHome, templates.Home, "首页", data)
}

// greet adds what the first page shows to whoever is bound.
func (h *Lookup) greet(ctx context.Context, by actor.Actor, data *templates.HomeData) error {
	g, err := h.identity.Greeting(ctx, by)
	if err != nil {
		return err
	}
	data.Bound, data.MaskedName = true, g.MaskedName
	if data.Unread, err = h.inbox.Unread(ctx, by); err != nil {
		return err
	}
	data.Waiting, err = h.waiting(ctx, by)
	return err
}

func (h *Lookup) about(c *gin.Context) error {
	public(c)
	return web.RenderIn(h.front, c, http.StatusOK, templates.TabMe, templates.About, "帮助和隐私", templates.AboutData{
		Organ: h.office.Organ, Hotline: h.office.Hotline, Address: h.office.Address, Hours: h.office.Hours, Retention: h.office.Retention,
	})
}

// large keeps the choice of larger type. It is a link and not a form: a choice
// that harms nobody needs no button.
func (h *Lookup) large(c *gin.Context) error {
	web.SetLarge(c, c.Query("on") == "1")
	back := c.Query("back")
	if back == "" {
		back = c.Query("next")
	}
	return web.Redirect(c, web.LocalPath(back, "/h5/"))
}

func (h *Lookup) messages(c *gin.Context) error {
	const want = "看自己的消息"
	if done, err := h.personal(c, templates.TabMe, want); done {
		return err
	}
	list, err := h.inbox.Messages(c.Request.Context(), web.Actor(c), page.Request{Number: pageNumber(c)})
	if err != nil {
		return h.stale(c, err, templates.TabMe, want)
	}
	data := templates.MessagesData{Pager: pager(c, list.Number, list.Pages(), list.Total)}
	for _, m := range list.Items {
		data.Rows = append(data.Rows, templates.MessageRow{
			At: m.At.In(period.Shanghai).Format("1月2日 15:04"), Text: m.Text, URL: m.Link, Unread: m.Unread,
		})
	}
	return web.RenderIn(h.front, c, http.StatusOK, templates.TabMe, templates.Messages, "我的消息", data)
}
