package office

import (
	"context"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/account"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/templates"
)

// accounts is what the pages about accounts need of the account service.
type accounts interface {
	List(ctx context.Context, by actor.Actor, f account.Filter) (page.Page[account.Summary], error)
	One(ctx context.Context, by actor.Actor, id int64) (account.Summary, error)
	Add(ctx context.Context, by actor.Actor, d account.Draft) (account.Issued, error)
	Passwd(ctx context.Context, by actor.Actor, id int64, password seal.Secret) (account.Issued, error)
	ResetTOTP(ctx context.Context, by actor.Actor, id int64) (waits bool, err error)
	Disable(ctx context.Context, by actor.Actor, id int64) error
	Enable(ctx context.Context, by actor.Actor, id int64) error
	Identify(ctx context.Context, by actor.Actor, id int64, name, number seal.Secret) error
}

// Staff is the administrator's pages about accounts.
type Staff struct {
	front    *web.Front
	accounts accounts
}

// NewStaff makes the pages.
func NewStaff(front *web.Front, accounts accounts) *Staff { return &Staff{front, accounts} }

// Routes lists the addresses.
func (h *Staff) Routes() []web.Route {
	may := roles(actor.RoleAdministrator)
	return []web.Route{
		get("/office/staff", may, h.list),
		get("/office/staff/new", may, h.form),
		post("/office/staff/new", may, h.add),
		get("/office/staff/:id", may, h.one),
		post("/office/staff/:id/reset", may, h.reset),
		post("/office/staff/:id/disable", may, h.disable),
		post("/office/staff/:id/enable", may, h.enable),
		post("/office/staff/:id/person", may, h.identify),
	}
}

var staffCrumb = templates.Link{Text: "账号", URL: "/office/staff"}

func (h *Staff) list(c *gin.Context) error {
	f := account.Filter{Role: actor.Role(c.Query("role")), Q: c.Query("q"), Page: pageOf(c)}
	list, err := h.accounts.List(c.Request.Context(), web.Actor(c), f)
	if err != nil {
		return err
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeStaff, "账号", templates.OfficeStaffData{
		Q: f.Q, Roles: roleOptions(f.Role), Rows: staffRows(list.Items), Pager: pager(c, list),
		Empty: templates.Empty{Text: "没有符合条件的账号", Advice: "换个条件，或者看全部。", Action: templates.Link{Text: "看全部", URL: "/office/staff"}},
	})
}

func roleOptions(selected actor.Role) []templates.Option {
	return options(actor.Roles, string(selected), func(r actor.Role) (string, string) { return string(r), r.Label() })
}

func staffRows(list []account.Summary) []templates.StaffRow {
	out := make([]templates.StaffRow, len(list))
	for i, s := range list {
		out[i] = staffRow(s)
	}
	return out
}

func staffRow(s account.Summary) templates.StaffRow {
	r := templates.StaffRow{
		ID: strconv.FormatInt(s.ID, 10), Login: s.Login, Name: s.Name, Role: s.Role.Label(), Unit: s.Unit, LastSeen: maybeClock(s.LastSeenAt),
		Created: clock(s.CreatedAt), Paired: s.Paired, MustChange: s.MustChange, Failures: s.Failures, State: stateBadge(s.State),
	}
	if s.State == account.StateLocked {
		r.LockedUntil = maybeClock(s.LockedUntil)
	}
	return r
}

func stateBadge(s account.State) templates.Badge {
	switch s {
	case account.StateActive:
		return templates.Badge{Tone: templates.Good, Text: "使用中"}
	case account.StateLocked:
		return templates.Badge{Tone: templates.Bad, Text: "已锁定"}
	case account.StateWaiting:
		return templates.Badge{Tone: templates.Warning, Text: "等待启用"}
	case account.StateDisabled:
		return templates.Badge{Text: "已停用"}
	}
	return templates.Badge{}
}

func (h *Staff) form(c *gin.Context) error {
	return h.showForm(c, http.StatusOK, account.Draft{}, nil)
}

func (h *Staff) showForm(c *gin.Context, status int, d account.Draft, wrong templates.Errors) error {
	return web.RenderAt(h.front, c, status, under(staffCrumb), templates.OfficeStaffForm, "新建账号", templates.OfficeStaffFormData{
		Login: d.Login, Name: d.Name, Division: d.Division, Bureau: d.Bureau, Roles: roleOptions(d.Role), Errors: wrong,
	})
}

func (h *Staff) add(c *gin.Context) error {
	d := account.Draft{
		Login: c.PostForm("login"), Name: c.PostForm("name"), Role: actor.Role(c.PostForm("role")),
		Division: c.PostForm("division"), Bureau: c.PostForm("bureau"),
	}
	one, err := h.accounts.Add(c.Request.Context(), web.Actor(c), d)
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error { return h.showForm(c, http.StatusUnprocessableEntity, d, wrong) })
	}
	return h.issued(c, one, true)
}

// issued shows a password once: it is nowhere to be read again, so there is no
// address to lead to.
func (h *Staff) issued(c *gin.Context, one account.Issued, fresh bool) error {
	return web.RenderAt(h.front, c, http.StatusOK, under(staffCrumb), templates.OfficeIssued, "交给本人的密码",
		templates.OfficeIssuedData{Login: one.Login, Password: one.Password.Reveal(), New: fresh, Waits: one.Waits})
}

func (h *Staff) one(c *gin.Context) error { return h.show(c, http.StatusOK, nil) }

func (h *Staff) show(c *gin.Context, status int, wrong templates.Errors) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	by := web.Actor(c)
	s, err := h.accounts.One(c.Request.Context(), by, id)
	if err != nil {
		return err
	}
	d := templates.OfficeStaffOneData{
		StaffRow: staffRow(s), Division: s.Division, Guarded: s.Guarded, Own: s.ID == by.StaffID,
		CanDisable: s.State == account.StateActive || s.State == account.StateLocked,
		CanEnable:  s.State == account.StateDisabled && !s.Guarded, Errors: wrong,
	}
	if s.PersonAt != nil {
		d.Person = clock(*s.PersonAt) + " 已核实（" + or(s.PersonBy, "系统") + "）"
		if !s.Registered {
			d.Person += "，全县名册里还没有这个人，回避只按姓名判断"
		}
	}
	return web.RenderAt(h.front, c, status, under(staffCrumb), templates.OfficeStaffOne, s.Name, d)
}

// identify says who of the registers the owner of an account is. What was typed
// is not shown again: an ID number stands on no page.
func (h *Staff) identify(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	err = h.accounts.Identify(c.Request.Context(), web.Actor(c), id, seal.NewSecret(c.PostForm("name")), seal.NewSecret(c.PostForm("id")))
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error { return h.show(c, http.StatusUnprocessableEntity, wrong) })
	}
	h.front.Flash(c, templates.Good, "已登记本人身份，回避范围正在重新计算。")
	return web.Redirect(c, "/office/staff/"+c.Param("id"))
}

func (h *Staff) reset(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	if c.PostForm("what") != "totp" {
		one, err := h.accounts.Passwd(c.Request.Context(), web.Actor(c), id, seal.Secret{})
		if err != nil {
			return err
		}
		return h.issued(c, one, false)
	}
	waits, err := h.accounts.ResetTOTP(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	text := "动态口令已重置，下次登录时重新绑定。"
	if waits {
		text = "动态口令已重置，账号已停用，等安全管理员核对后启用。"
	}
	h.front.Flash(c, templates.Good, text)
	return web.Redirect(c, "/office/staff/"+c.Param("id"))
}

func (h *Staff) disable(c *gin.Context) error {
	return h.act(c, h.accounts.Disable, "账号已停用，登录已退出。")
}

func (h *Staff) enable(c *gin.Context) error {
	return h.act(c, h.accounts.Enable, "账号已启用。")
}

// act does one deed to the account in the address and says so on its page.
func (h *Staff) act(c *gin.Context, deed func(context.Context, actor.Actor, int64) error, done string) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	if err := deed(c.Request.Context(), web.Actor(c), id); err != nil {
		if !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Forbidden) {
			return err
		}
		h.front.Flash(c, templates.Warning, fault.Of(err).Public)
		return web.Redirect(c, "/office/staff/"+c.Param("id"))
	}
	h.front.Flash(c, templates.Good, done)
	return web.Redirect(c, "/office/staff/"+c.Param("id"))
}
