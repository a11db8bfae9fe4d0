package office

import (
	"context"
	"io"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/funds"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/clip"
	"yangguang/templates"
)

// moneyWays is what these pages need of the service that follows money.
type moneyWays interface {
	Overview(ctx context.Context, by actor.Actor, q funds.Query) (funds.Overview, error)
	Document(ctx context.Context, by actor.Actor, doc, code string) (funds.Way, error)
	Project(ctx context.Context, by actor.Actor, no string) (funds.Way, error)
	Links(ctx context.Context, by actor.Actor, no string) (funds.Links, error)
	Export(ctx context.Context, by actor.Actor, q funds.Query, reason string, w io.Writer) error
}

// Funds are the pages of the way of public money.
type Funds struct {
	front  *web.Front
	access *Access
	ways   moneyWays
	places places
	today  func() string
}

// NewFunds makes the pages; today is the day in the name of a workbook.
func NewFunds(front *web.Front, access *Access, w moneyWays, p places, today func() string) *Funds {
	return &Funds{front, access, w, p, today}
}

// Routes lists the addresses.
func (h *Funds) Routes() []web.Route {
	see := roles(actor.RoleSupervision, actor.RoleHead, actor.RoleBureauOfficer, actor.RoleBureauHead, actor.RoleTownInspector)
	return []web.Route{
		get("/office/funds", see, h.overview),
		post("/office/funds/export", see, h.export),
		get("/office/funds/of", see, h.document),
		get("/office/funds/projects/:no", see, h.project),
		get("/office/funds/links/:no", roles(actor.RoleSupervision, actor.RoleHead), h.links),
	}
}

var fundsCrumb = templates.Link{Text: "资金流向", URL: "/office/funds"}

// fundURL is the page of one document's money, for one item or project.
func fundURL(doc, code string) string {
	return fundsCrumb.URL + "/of?" + url.Values{"doc": {doc}, "code": {code}}.Encode()
}

func fundProjectURL(no string) string { return fundsCrumb.URL + "/projects/" + url.PathEscape(no) }

func fundLinksURL(no string) string { return fundsCrumb.URL + "/links/" + url.PathEscape(no) }

func (h *Funds) overview(c *gin.Context) error {
	return h.show(c, http.StatusOK, c.Request.URL.Query(), nil)
}

// fundsQuery reads the filters from a query or from a form.
func fundsQuery(v url.Values) funds.Query {
	return funds.Query{View: v.Get("view"), Sort: v.Get("sort"), Bureau: v.Get("bureau"), Words: clip.Runes(v.Get("q"), 40)}
}

// show renders the overview, with why an export was refused.
func (h *Funds) show(c *gin.Context, code int, v url.Values, bad templates.Errors) error {
	q := fundsQuery(v)
	q.Request = pageOf(c)
	by := web.Actor(c)
	o, err := h.ways.Overview(c.Request.Context(), by, q)
	if err != nil {
		return err
	}
	d := fundsPage(by, q, o)
	d.Pager, d.Reason, d.Errors = pager(c, o.Lines), v.Get("reason"), bad
	return web.RenderAt(h.front, c, code, under(), templates.OfficeFunds, fundsCrumb.Text, d)
}

func (h *Funds) export(c *gin.Context) error {
	if err := c.Request.ParseForm(); err != nil {
		return err
	}
	v := c.Request.PostForm
	err := workbook(c, "资金流向-"+h.today()+".xlsx", func(w io.Writer) error {
		return h.ways.Export(c.Request.Context(), web.Actor(c), fundsQuery(v), v.Get("reason"), w)
	})
	if err != nil {
		return askAgain(err, func(bad templates.Errors) error { return h.show(c, http.StatusUnprocessableEntity, v, bad) })
	}
	return nil
}

func (h *Funds) document(c *gin.Context) error {
	way, err := h.ways.Document(c.Request.Context(), web.Actor(c), c.Query("doc"), c.Query("code"))
	if err != nil {
		return err
	}
	d, err := h.wayPage(c, way)
	if err != nil {
		return err
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(fundsCrumb), templates.OfficeFundsWay, way.Doc, d)
}

func (h *Funds) project(c *gin.Context) error {
	no := c.Param("no")
	way, err := h.ways.Project(c.Request.Context(), web.Actor(c), no)
	if err != nil {
		return err
	}
	d, err := h.wayPage(c, way)
	if err != nil {
		return err
	}
	d.Links = append(d.Links, templates.Link{Text: "看这个项目的备案", URL: filingURL(no)})
	if h.access.May(web.Actor(c), "/office/funds/links/:no") {
		d.Links = append(d.Links, templates.Link{Text: "看投标单位的关联图", URL: fundLinksURL(no)})
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(fundsCrumb), templates.OfficeFundsWay, way.Title, d)
}

func (h *Funds) wayPage(c *gin.Context, w funds.Way) (templates.OfficeFundsWayData, error) {
	tree, err := h.places.Divisions(c.Request.Context())
	if err != nil {
		return templates.OfficeFundsWayData{}, err
	}
	return fundsWay(w, tree), nil
}

func (h *Funds) links(c *gin.Context) error {
	no := c.Param("no")
	l, err := h.ways.Links(c.Request.Context(), web.Actor(c), no)
	if err != nil {
		return err
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(fundsCrumb, templates.Link{Text: no, URL: fundProjectURL(no)}), templates.OfficeFundLinks, "关联图", linksPage(l))
}
