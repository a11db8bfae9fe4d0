package office

import (
	"context"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/account"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/templates"
)

// guards is what the security administrator's page needs of the account service.
type guards interface {
	Watch(ctx context.Context, by actor.Actor) (account.Watch, error)
	List(ctx context.Context, by actor.Actor, f account.Filter) (page.Page[account.Summary], error)
	Enable(ctx context.Context, by actor.Actor, id int64) error
	Disable(ctx context.Context, by actor.Actor, id int64) error
	Unlock(ctx context.Context, by actor.Actor, id int64) error
	EndSessions(ctx context.Context, by actor.Actor, id int64) error
}

// Locks is the security administrator's page.
type Locks struct {
	front  *web.Front
	guards guards
}

// NewLocks makes the page.
func NewLocks(front *web.Front, guards guards) *Locks { return &Locks{front, guards} }

// Routes lists the addresses.
func (h *Locks) Routes() []web.Route {
	may := roles(actor.RoleSecurityAdmin)
	return []web.Route{get("/office/locks", may, h.show), post("/office/locks/:id", may, h.act)}
}

func (h *Locks) show(c *gin.Context) error {
	ctx, by := c.Request.Context(), web.Actor(c)
	w, err := h.guards.Watch(ctx, by)
	if err != nil {
		return err
	}
	d := templates.OfficeLocksData{Waiting: staffRows(w.Waiting), Locked: staffRows(w.Locked), Q: strings.TrimSpace(c.Query("q"))}
	if d.Q != "" {
		found, err := h.guards.List(ctx, by, account.Filter{Q: d.Q, Page: pageOf(c)})
		if err != nil {
			return err
		}
		d.Found, d.Pager = staffRows(found.Items), pager(c, found)
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeLocks, "账号安全", d)
}

func (h *Locks) act(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	deeds := map[string]struct {
		do   func(context.Context, actor.Actor, int64) error
		done string
	}{
		"enable":  {h.guards.Enable, "账号已启用。"},
		"disable": {h.guards.Disable, "账号已停用，登录已退出。"},
		"unlock":  {h.guards.Unlock, "已解锁，输错次数清零。"},
		"end":     {h.guards.EndSessions, "这个账号的登录都已结束。"},
	}
	deed, ok := deeds[c.PostForm("do")]
	if !ok {
		return fault.New(fault.Invalid, "没有这个操作，请返回页面重新点")
	}
	err = deed.do(c.Request.Context(), web.Actor(c), id)
	switch {
	case fault.Is(err, fault.Conflict):
		h.front.Flash(c, templates.Warning, fault.Of(err).Public)
	case err != nil:
		return err
	default:
		h.front.Flash(c, templates.Good, deed.done)
	}
	return web.Redirect(c, "/office/locks")
}
