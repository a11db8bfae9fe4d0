package office

import (
	"context"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/finding"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/period"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// books is what these pages need of the finding service.
type books interface {
	Ledger(ctx context.Context, by actor.Actor, k finding.LedgerKind, f finding.LedgerFilter, r page.Request) (finding.Ledger, error)
	Export(ctx context.Context, by actor.Actor, k finding.LedgerKind, f finding.LedgerFilter, reason string, w io.Writer) error
}

// Ledgers is the pages of 预警台账, 整改台账 and 退缴台账.
type Ledgers struct {
	front     *web.Front
	books     books
	divisions divisions
	now       func() time.Time
}

// NewLedgers makes the pages.
func NewLedgers(front *web.Front, b books, d divisions, now func() time.Time) *Ledgers {
	return &Ledgers{front, b, d, now}
}

// ledgers is every ledger, with what is not done yet in its words.
var ledgers = []struct {
	kind finding.LedgerKind
	open string
}{{finding.Warnings, "只看没有办结的"}, {finding.Rectifications, "只看没有整改完的"}, {finding.Refunds, "只看没有退清的"}}

// ledgerRoot is what the addresses of all ledgers begin with.
const ledgerRoot = "/office/ledgers/"

func ledgerURL(k finding.LedgerKind) string { return ledgerRoot + string(k) }

// Routes lists the addresses.
func (h *Ledgers) Routes() []web.Route {
	desk := roles(actor.RoleSupervision, actor.RoleHead)
	var out []web.Route
	for _, l := range ledgers {
		out = append(out, get(ledgerURL(l.kind), desk, h.page(l.kind, l.open)), post(ledgerURL(l.kind)+"/export", desk, h.export(l.kind, l.open)))
	}
	return out
}

func (h *Ledgers) page(k finding.LedgerKind, open string) web.Action {
	return func(c *gin.Context) error { return h.show(c, http.StatusOK, k, open, c.Request.URL.Query(), nil) }
}

// ledgerFilter reads the filters from a query or from a form.
func ledgerFilter(v url.Values) (finding.LedgerFilter, templates.Errors) {
	f := finding.LedgerFilter{Town: v.Get("town"), Open: v.Get("open") != ""}
	wrong := templates.Errors{}
	for name, into := range map[string]**period.Day{"from": &f.From, "to": &f.To} {
		if v.Get(name) == "" {
			continue
		}
		day, err := period.ParseDay(v.Get(name))
		if err != nil {
			wrong[name] = "请选择日期"
			continue
		}
		*into = &day
	}
	return f, wrong
}

func (h *Ledgers) show(c *gin.Context, code int, k finding.LedgerKind, open string, v url.Values, refused templates.Errors) error {
	f, wrong := ledgerFilter(v)
	for field, words := range refused {
		wrong[field] = words
	}
	list, err := h.books.Ledger(c.Request.Context(), web.Actor(c), k, f, pageOf(c))
	if err != nil {
		return err
	}
	tree, err := h.divisions.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	d := templates.OfficeLedgerData{
		Towns: options(tree.Towns(), f.Town, func(t lookup.Division) (string, string) { return t.Code, t.Name }), From: v.Get("from"), To: v.Get("to"), Open: f.Open, OpenText: open,
		Header: list.Header, Pager: pager(c, list.Page), Empty: templates.Empty{Text: "台账里没有这样的记录"}, Export: ledgerURL(k) + "/export", Reason: v.Get("reason"), Errors: wrong,
	}
	for _, l := range ledgers {
		d.Tabs = append(d.Tabs, templates.OfficeTab{Text: l.kind.Title(), URL: ledgerURL(l.kind), Active: l.kind == k})
	}
	for _, r := range list.Items {
		line := templates.LedgerLine{URL: findingURL(r.ID)}
		for i, cell := range r.Cells {
			line.Cells = append(line.Cells, templates.LedgerCell{Text: cell.Text, Figure: cell.Figure, Link: i == 1})
		}
		d.Rows = append(d.Rows, line)
	}
	return web.RenderAt(h.front, c, code, under(), templates.OfficeLedger, k.Title(), d)
}

func (h *Ledgers) export(k finding.LedgerKind, open string) web.Action {
	return func(c *gin.Context) error {
		if err := c.Request.ParseForm(); err != nil {
			return err
		}
		f, _ := ledgerFilter(c.Request.PostForm)
		name := k.Title() + "-" + dateOf(h.now()) + ".xlsx"
		err := workbook(c, name, func(w io.Writer) error {
			return h.books.Export(c.Request.Context(), web.Actor(c), k, f, c.PostForm("reason"), w)
		})
		if err != nil {
			wrong, err := refusal(err)
			if err != nil {
				return err
			}
			return h.show(c, http.StatusUnprocessableEntity, k, open, c.Request.PostForm, wrong)
		}
		return nil
	}
}
