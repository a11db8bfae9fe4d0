package office

import (
	"context"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/period"
	"yangguang/service/kiosk"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// screens is what this page needs of the kiosk service.
type screens interface {
	Issue(ctx context.Context, by actor.Actor, village, place string) (kiosk.Code, error)
	Entries(ctx context.Context, by actor.Actor) ([]kiosk.Entry, error)
	Revoke(ctx context.Context, by actor.Actor, id int64) error
}

// Kiosks is the page on which screens in village offices are entered and taken off.
type Kiosks struct {
	front     *web.Front
	screens   screens
	divisions divisions
	address   string
}

// NewKiosks makes the page; address is what is opened on a screen.
func NewKiosks(front *web.Front, s screens, d divisions, address string) *Kiosks {
	return &Kiosks{front, s, d, address}
}

// Routes lists the addresses.
func (h *Kiosks) Routes() []web.Route {
	may := roles(actor.RoleVillageCadre, actor.RoleAdministrator)
	return []web.Route{
		get("/office/kiosk", may, h.list),
		post("/office/kiosk", may, h.issue),
		post("/office/kiosk/:id/revoke", may, h.revoke),
	}
}

func (h *Kiosks) list(c *gin.Context) error {
	return h.show(c, http.StatusOK, templates.OfficeKioskData{})
}

// show fills in what the page always shows around what d already says.
func (h *Kiosks) show(c *gin.Context, status int, d templates.OfficeKioskData) error {
	ctx, by := c.Request.Context(), web.Actor(c)
	rows, err := h.screens.Entries(ctx, by)
	if err != nil {
		return err
	}
	tree, err := h.divisions.Divisions(ctx)
	if err != nil {
		return err
	}
	d.Address = h.address
	chooseKept(&d, tree, by, c.PostForm("village"))
	for _, r := range rows {
		d.Rows = append(d.Rows, kioskRow(r, tree))
	}
	c.Header("Cache-Control", "no-store")
	return web.RenderAt(h.front, c, status, under(), templates.OfficeKiosk, "自助机", d)
}

// chooseKept offers the villages whose screens an account keeps.
func chooseKept(d *templates.OfficeKioskData, tree *lookup.Tree, by actor.Actor, chosen string) {
	n := 0
	for _, town := range tree.Towns() {
		group := templates.OptionGroup{Text: town.Name}
		for _, v := range tree.Villages(town.Code) {
			if by.Covers(v.Code) {
				group.Options = append(group.Options, templates.Option{Value: v.Code, Text: v.Short, Selected: v.Code == chosen})
				d.Village, d.Code, n = town.Name+v.Short, v.Code, n+1
			}
		}
		if len(group.Options) > 0 {
			d.Villages = append(d.Villages, group)
		}
	}
	if n == 1 {
		d.Villages = nil
	}
}

func kioskRow(r kiosk.Entry, tree *lookup.Tree) templates.KioskRow {
	row := templates.KioskRow{ID: strconv.FormatInt(r.ID, 10), Village: tree.FullName(r.Village), Place: r.Place, Added: period.Here(r.AddedAt).String(), Live: r.Revoked == nil}
	switch {
	case r.Revoked != nil:
		row.State = templates.Badge{Text: "已停用"}
	case r.Enrolled != nil:
		row.State = templates.Badge{Tone: templates.Good, Text: "在用"}
	case r.Waiting:
		row.State = templates.Badge{Tone: templates.Info, Text: "等填号码"}
	default:
		row.State = templates.Badge{Tone: templates.Warning, Text: "号码过期"}
	}
	return row
}

func (h *Kiosks) issue(c *gin.Context) error {
	code, err := h.screens.Issue(c.Request.Context(), web.Actor(c), c.PostForm("village"), c.PostForm("place"))
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.show(c, http.StatusUnprocessableEntity, templates.OfficeKioskData{Place: c.PostForm("place"), Errors: wrong})
		})
	}
	digits := code.Digits.Reveal()
	return h.show(c, http.StatusOK, templates.OfficeKioskData{Digits: digits[:4] + " " + digits[4:], Until: code.Until.In(period.Shanghai).Format("15:04")})
}

func (h *Kiosks) revoke(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	if err := h.screens.Revoke(c.Request.Context(), web.Actor(c), id); err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, "这台自助机已经停用。")
	return web.Redirect(c, "/office/kiosk")
}
