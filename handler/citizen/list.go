package citizen

import (
	"context"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/fault"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// villageList is the public list of a village. It is leafed through page by
// page, at a reader's pace.
func (h *Lookup) villageList(c *gin.Context) error {
	if err := h.allowList(c); err != nil {
		return err
	}
	ctx, code := c.Request.Context(), c.Param("code")
	items, err := h.lookup.ListItems(ctx, code)
	if err != nil {
		return err
	}
	tree, err := h.lookup.Divisions(ctx)
	if err != nil {
		return err
	}
	data := templates.VillageListData{
		Village: tree.FullName(code), Action: c.Request.URL.Path, OtherURL: "/h5/villages", AskURL: "/h5/complaint?village=" + code,
		BoardURL: "/h5/villages/" + code,
	}
	if data.Cleared, err = h.cleared(ctx, code); err != nil {
		return err
	}
	q := lookup.ListQuery{Village: code, Item: c.Query("item"), Period: c.Query("period"), Page: pageNumber(c)}
	found := chooseList(&data, items, &q)
	if found {
		l, err := h.lookup.VillageList(ctx, web.Actor(c), q)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		if err == nil {
			fillList(c, &data, l)
		}
	}
	return web.RenderIn(h.front, c, http.StatusOK, templates.TabHome, templates.VillageList, "村里公示", data)
}

// chooseList fills the two selects and reports whether there is a list to
// show. Without a period the latest is meant.
func chooseList(data *templates.VillageListData, items []lookup.ListItem, q *lookup.ListQuery) bool {
	data.Chosen = q.Item != ""
	found := false
	for _, it := range items {
		chosen := it.Code == q.Item
		data.Items = append(data.Items, templates.Option{Value: it.Code, Text: it.Name, Selected: chosen})
		if !chosen {
			continue
		}
		if q.Period == "" {
			q.Period = it.Periods[0].Key
		}
		for _, p := range it.Periods {
			data.Periods = append(data.Periods, templates.Option{Value: p.Key, Text: span(p.Start, p.End), Selected: p.Key == q.Period})
			found = found || p.Key == q.Period
		}
	}
	return found
}

func fillList(c *gin.Context, data *templates.VillageListData, l lookup.List) {
	when := span(l.Period.Start, l.Period.End)
	for _, r := range l.Rows.Items {
		data.Rows = append(data.Rows, templates.PublicRow{
			Group: r.Group, Name: r.Name, Tell: r.ID, Item: l.Item.Name, Period: when, Amount: r.Amount.String(),
		})
	}
	data.Sum = fmt.Sprintf("共%d笔，%s元", l.Total, l.Amount)
	if l.Cut {
		data.Sum += fmt.Sprintf("；这里只能翻看前%d笔，其余请看村务公开栏", l.Rows.Total)
	}
	data.PostedAt, data.ExpiresAt = l.PostedOn.Chinese(), l.Expires.Chinese()
	data.Pager = pager(c, l.Rows.Number, l.Rows.Pages(), 0)
}

// cleared is the notices that stand on a village's page.
func (h *Lookup) cleared(ctx context.Context, village string) ([]templates.ClearedNotice, error) {
	if h.notices == nil {
		return nil, nil
	}
	found, err := h.notices.Cleared(ctx, village)
	if err != nil {
		return nil, err
	}
	var out []templates.ClearedNotice
	for _, n := range found {
		out = append(out, templates.ClearedNotice{Words: n.Words.Reveal(), At: n.On.Chinese(), Until: n.Until.Chinese()})
	}
	return out, nil
}
