package office

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/filing"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/clip"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// filings is what these pages need of the filing service.
type filings interface {
	List(ctx context.Context, by actor.Actor, q filing.Query) (filing.List, error)
	One(ctx context.Context, by actor.Actor, no string) (filing.Detail, error)
	NewForm(ctx context.Context, by actor.Actor) (filing.Beginning, error)
	Begin(ctx context.Context, by actor.Actor, typed map[string]string, uploads []filing.Upload) (string, error)
	File(ctx context.Context, by actor.Actor, st filing.Step) error
	Document(ctx context.Context, by actor.Actor, no string, id int64) (filing.Document, error)
	Download(ctx context.Context, by actor.Actor, no string, id int64) (filing.Document, error)
	About(ctx context.Context, by actor.Actor, no string, id int64) (filing.Document, error)
	Publish(ctx context.Context, by actor.Actor, no string, version int, ids []int64, sure bool) error
}

// places names divisions.
type places interface {
	Divisions(ctx context.Context) (*lookup.Tree, error)
}

// Filings are the pages on which owners file their projects.
type Filings struct {
	front   *web.Front
	filings filings
	places  places
	board   SiteBoard
}

// NewFilings makes the pages.
func NewFilings(front *web.Front, f filings, p places) *Filings {
	return &Filings{front: front, filings: f, places: p}
}

// Routes lists the addresses.
func (h *Filings) Routes() []web.Route {
	owner := roles(actor.RoleVillageCadre, actor.RoleBureauOfficer)
	see := roles(actor.RoleVillageCadre, actor.RoleBureauOfficer, actor.RoleBureauHead, actor.RoleTownInspector, actor.RoleSupervision, actor.RoleHead)
	return []web.Route{
		get("/office/filings", see, h.list),
		get("/office/filings/new", owner, h.form),
		post("/office/filings/new", owner, h.begin),
		get("/office/filings/of/:no", see, h.one),
		get("/office/filings/of/:no/sheet", see, h.sheet),
		post("/office/filings/of/:no/public", owner, h.publish),
		post("/office/filings/of/:no/:stage", owner, h.file),
		get("/office/filings/of/:no/papers/:file", see, h.paper),
		get("/office/filings/of/:no/papers/:file/content", see, h.content),
	}
}

var filingsCrumb = templates.Link{Text: "项目备案", URL: "/office/filings"}

func filingURL(no string) string { return filingsCrumb.URL + "/of/" + url.PathEscape(no) }

func (h *Filings) list(c *gin.Context) error {
	by := web.Actor(c)
	q := filing.Query{View: c.Query("view"), Stage: filing.Stage(c.Query("stage")), Town: c.Query("town"), Bureau: c.Query("bureau"), Words: clip.Runes(c.Query("q"), 40), Request: pageOf(c)}
	l, err := h.filings.List(c.Request.Context(), by, q)
	if err != nil {
		return err
	}
	tree, err := h.places.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	d := filingsPage(by, q, l, tree)
	d.Pager = pager(c, l.Page)
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeFilings, filingsCrumb.Text, d)
}

func (h *Filings) form(c *gin.Context) error { return h.showForm(c, http.StatusOK, nil, nil) }

// showForm shows the form of a new project, with what was typed and refused.
func (h *Filings) showForm(c *gin.Context, code int, typed map[string]string, bad templates.Errors) error {
	b, err := h.filings.NewForm(c.Request.Context(), web.Actor(c))
	if err != nil {
		return err
	}
	tree, err := h.places.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	if typed == nil {
		typed = b.Typed
	}
	f := formOf(filing.Approval, b.Fields, b.Papers, typed, bad, tree)
	f.URL, f.Button = "/office/filings/new", "登记立项"
	for i, x := range b.Fields {
		if b.Fixed[x.Name] {
			f.Fields[i].Fixed = b.Typed[x.Name]
			if x.Sort == filing.Village {
				f.Fields[i].Fixed = tree.FullName(b.Typed[x.Name])
			}
		}
	}
	return web.RenderAt(h.front, c, code, under(filingsCrumb), templates.OfficeFilingNew, "登记新项目", templates.OfficeFilingNewData{Form: f})
}

func (h *Filings) begin(c *gin.Context) error {
	v, uploads, err := formWithPapers(c)
	if err != nil {
		return err
	}
	typed := typedOf(v, filing.Approval)
	no, err := h.filings.Begin(c.Request.Context(), web.Actor(c), typed, uploads)
	if err != nil {
		return askAgain(err, func(bad templates.Errors) error { return h.showForm(c, http.StatusUnprocessableEntity, typed, bad) })
	}
	h.front.Flash(c, templates.Good, "已登记立项，项目编号 "+no+"。接着报资金下达。")
	return web.Redirect(c, filingURL(no))
}

func (h *Filings) one(c *gin.Context) error { return h.show(c, http.StatusOK, refused{}) }

// refused is a form that was not taken, with what was typed.
type refused struct {
	stage filing.Stage
	only  bool
	typed map[string]string
	bad   templates.Errors
	shown *shownAgain // of the photos to be made public
}

func (h *Filings) show(c *gin.Context, code int, r refused) error {
	by := web.Actor(c)
	o, err := h.filings.One(c.Request.Context(), by, c.Param("no"))
	if err != nil {
		return err
	}
	tree, err := h.places.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	return web.RenderAt(h.front, c, code, under(filingsCrumb), templates.OfficeFiling, o.Name, filingPage(by, o, tree, r))
}

func (h *Filings) file(c *gin.Context) error {
	v, uploads, err := formWithPapers(c)
	if err != nil {
		return err
	}
	st := filing.Step{No: c.Param("no"), Stage: filing.Stage(c.Param("stage")), Version: versionIn(v.Get), Papers: v.Get("only") != "", Uploads: uploads}
	st.Typed = typedOf(v, st.Stage)
	if err := h.filings.File(c.Request.Context(), web.Actor(c), st); err != nil {
		return askAgain(err, func(bad templates.Errors) error {
			return h.show(c, http.StatusUnprocessableEntity, refused{stage: st.Stage, only: st.Papers, typed: st.Typed, bad: bad})
		})
	}
	done := "已报“" + st.Stage.Title() + "”。"
	if st.Papers {
		done = "已补交材料。"
	}
	h.front.Flash(c, templates.Good, done)
	return web.Redirect(c, filingURL(st.No))
}

// typedOf takes the fields of a stage's form out of what was posted.
func typedOf(v url.Values, s filing.Stage) map[string]string {
	typed := map[string]string{}
	for name := range v {
		if field, ok := strings.CutPrefix(name, string(s)+"-"); ok {
			typed[field] = v.Get(name)
		}
	}
	return typed
}

// formWithPapers reads a form with its documents.
func formWithPapers(c *gin.Context) (v url.Values, uploads []filing.Upload, err error) {
	v, err = partsOf(c, func(f sentFile) {
		if _, kind, ok := strings.Cut(f.field, filing.FieldPaper("")); ok && len(uploads) <= filing.MaxPapers {
			uploads = append(uploads, filing.Upload{Kind: kind, Name: f.name, Content: f.content})
		}
	})
	return v, uploads, err
}

func (h *Filings) paper(c *gin.Context) error {
	id, err := idOf(c, "file")
	if err != nil {
		return err
	}
	doc, err := h.filings.About(c.Request.Context(), web.Actor(c), c.Param("no"), id)
	if err != nil {
		return err
	}
	d := paperPage(c.Param("no"), doc)
	return web.RenderAt(h.front, c, http.StatusOK, under(filingsCrumb, templates.Link{Text: c.Param("no"), URL: filingURL(c.Param("no"))}), templates.OfficeFilingPaper, doc.Label, d)
}

// framed lets a browser's own reader show a PDF inside the page around it, and
// lets the PDF do nothing else.
const framed = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"

// inPage reports whether a browser asks for a document for the marked page around
// it: only there is a PDF shown, anywhere else it is a file to keep. A browser too
// old to say what it asks for is believed by the address.
func inPage(c *gin.Context) bool {
	if where := c.GetHeader("Sec-Fetch-Dest"); where != "" {
		return where == "iframe" || where == "image"
	}
	return c.Query("in") == "page"
}

func (h *Filings) content(c *gin.Context) error {
	id, err := idOf(c, "file")
	if err != nil {
		return err
	}
	get, how := h.filings.Download, "attachment"
	if inPage(c) {
		get, how = h.filings.Document, "inline"
	}
	doc, err := get(c.Request.Context(), web.Actor(c), c.Param("no"), id)
	if err != nil {
		return err
	}
	if doc.PDF {
		c.Header("Content-Security-Policy", framed)
		c.Header("Content-Disposition", how+"; filename*=UTF-8''"+url.PathEscape(doc.Label+".pdf"))
	}
	return unsealed(c, doc.Mime, doc.Content)
}
