package office

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/doors"
	"yangguang/service/kernel/actor"
	"yangguang/templates"
)

// doorList is what these pages need of the list 该找谁.
type doorList interface {
	All(ctx context.Context, by actor.Actor) ([]doors.Door, error)
	One(ctx context.Context, by actor.Actor, id int64) (doors.Door, error)
	Put(ctx context.Context, by actor.Actor, d doors.Door) (int64, error)
	Remove(ctx context.Context, by actor.Actor, id int64) error
}

// Doors is the pages on which the list 该找谁 is edited.
type Doors struct {
	front *web.Front
	doors doorList
}

// NewDoors makes the pages.
func NewDoors(front *web.Front, d doorList) *Doors { return &Doors{front, d} }

// Routes lists the addresses.
func (h *Doors) Routes() []web.Route {
	may := roles(actor.RoleAdministrator)
	return []web.Route{
		get("/office/doors", may, h.list),
		get("/office/doors/new", may, h.blank),
		post("/office/doors/new", may, h.put),
		get("/office/doors/:id", may, h.one),
		post("/office/doors/:id", may, h.put),
		post("/office/doors/:id/remove", may, h.remove),
	}
}

var doorsCrumb = templates.Link{Text: "该找谁", URL: "/office/doors"}

func doorRow(d doors.Door) templates.DoorRow {
	return templates.DoorRow{Matter: d.Matter, Office: d.Office, Phone: d.Phone, Address: d.Address, Hours: d.Hours}
}

func (h *Doors) list(c *gin.Context) error {
	all, err := h.doors.All(c.Request.Context(), web.Actor(c))
	if err != nil {
		return err
	}
	var d templates.OfficeDoorsData
	for _, one := range all {
		row := templates.OfficeDoorRow{URL: "/office/doors/" + strconv.FormatInt(one.ID, 10), DoorRow: doorRow(one), Shown: templates.Badge{Text: "不显示"}}
		if one.Shown {
			row.Shown = templates.Badge{Tone: templates.Good, Text: "显示"}
		}
		d.Rows = append(d.Rows, row)
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeDoors, "该找谁", d)
}

func (h *Doors) blank(c *gin.Context) error {
	return h.show(c, http.StatusOK, templates.OfficeDoorData{URL: "/office/doors/new", Shown: true, Position: "100"})
}

func (h *Doors) show(c *gin.Context, code int, d templates.OfficeDoorData) error {
	title := d.Matter
	if d.RemoveURL == "" {
		title = "加一条"
	}
	return web.RenderAt(h.front, c, code, under(doorsCrumb), templates.OfficeDoor, title, d)
}

func (h *Doors) one(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	one, err := h.doors.One(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	url := "/office/doors/" + strconv.FormatInt(id, 10)
	return h.show(c, http.StatusOK, templates.OfficeDoorData{
		URL: url, RemoveURL: url + "/remove", DoorRow: doorRow(one), Position: strconv.Itoa(one.Position), Shown: one.Shown,
	})
}

func (h *Doors) put(c *gin.Context) error {
	d := templates.OfficeDoorData{URL: c.Request.URL.Path, Position: strings.TrimSpace(c.PostForm("position")), Shown: c.PostForm("shown") != ""}
	d.Matter, d.Office, d.Phone, d.Address, d.Hours = c.PostForm("matter"), c.PostForm("office"), c.PostForm("phone"), c.PostForm("address"), c.PostForm("hours")
	row := doors.Door{Matter: d.Matter, Office: d.Office, Phone: d.Phone, Address: d.Address, Hours: d.Hours, Shown: d.Shown, Position: -1}
	if n, err := strconv.Atoi(d.Position); err == nil {
		row.Position = n
	}
	if c.Param("id") != "" {
		id, err := idOf(c, "id")
		if err != nil {
			return err
		}
		row.ID, d.RemoveURL = id, d.URL+"/remove"
	}
	if _, err := h.doors.Put(c.Request.Context(), web.Actor(c), row); err != nil {
		if d.Errors, err = refusal(err); err != nil {
			return err
		}
		return h.show(c, http.StatusUnprocessableEntity, d)
	}
	h.front.Flash(c, templates.Good, "已经保存，群众马上能看到。")
	return web.Redirect(c, doorsCrumb.URL)
}

func (h *Doors) remove(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	if err := h.doors.Remove(c.Request.Context(), web.Actor(c), id); err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, "已经删除。")
	return web.Redirect(c, doorsCrumb.URL)
}
