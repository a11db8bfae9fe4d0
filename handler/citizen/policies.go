package citizen

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/clip"
	"yangguang/service/lookup"
	"yangguang/templates"
)

func (h *Lookup) policies(c *gin.Context) error {
	public(c)
	ctx := c.Request.Context()
	q := lookup.PolicyQuery{Words: clip.Runes(c.Query("q"), longestQuery), Item: c.Query("item"), Category: c.Query("category"), Page: pageNumber(c)}
	list, err := h.lookup.Policies(ctx, q)
	if err != nil {
		return err
	}
	categories, err := h.lookup.Categories(ctx)
	if err != nil {
		return err
	}
	data := templates.PoliciesData{Query: q.Words, Category: q.Category, Pager: pager(c, list.Number, list.Pages(), list.Total)}
	data.Categories = []templates.Chip{{Text: "全部", URL: with(c, "category", ""), Active: q.Category == ""}}
	for _, name := range categories {
		data.Categories = append(data.Categories, templates.Chip{Text: name, URL: with(c, "category", name), Active: name == q.Category})
	}
	for _, p := range list.Items {
		data.Rows = append(data.Rows, templates.PolicyCard{
			Title: p.Title, Category: p.Category, Who: firstLine(p.Eligibility), HowMuch: firstLine(p.Standard), URL: policyURL(p.ID),
		})
	}
	return web.RenderIn(h.front, c, http.StatusOK, templates.TabHome, templates.Policies, "查政策", data)
}

func (h *Lookup) policy(c *gin.Context) error {
	id, err := number(c, "id")
	if err != nil {
		return err
	}
	p, err := h.lookup.Policy(c.Request.Context(), id)
	if err != nil {
		return err
	}
	public(c)
	data := templates.PolicyData{
		Category: p.Category, Who: lines(p.Eligibility), HowMuch: lines(p.Standard), Papers: lines(p.Materials), Where: p.Place, Phone: p.Phone,
		Dept: p.Issuer, Body: lines(p.Body), Updated: p.From.Chinese(),
	}
	if p.DocNo != "" {
		data.Basis = []string{p.DocNo}
	}
	if p.To != nil {
		data.Summary = "这项政策执行到" + p.To.Chinese()
	}
	if p.Item != "" && web.Actor(c).PersonID != 0 {
		data.MineURL = "/h5/payouts"
	}
	return web.RenderIn(h.front, c, http.StatusOK, templates.TabHome, templates.Policy, p.Title, data)
}
