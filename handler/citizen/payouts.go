package citizen

import (
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/money"
	"yangguang/service/lookup"
	"yangguang/templates"
)

const wantPayouts = "看自己领到的钱"

// returnedAdvice is what to do about a payment that came back.
const returnedAdvice = "银行没能打进您的账户，多半是账号不对或者卡停用了。请带存折或银行卡到村委会核对账号，核对后会补发。"

func (h *Lookup) payouts(c *gin.Context) error {
	if done, err := h.personal(c, templates.TabMoney, wantPayouts); done {
		return err
	}
	year, err := strconv.Atoi(c.Query("year"))
	if err != nil {
		year = 0
	}
	m, err := h.lookup.Payouts(c.Request.Context(), web.Actor(c), c.Query("whose"), year)
	if err != nil {
		return h.stale(c, err, templates.TabMoney, wantPayouts)
	}
	return web.RenderIn(h.front, c, http.StatusOK, templates.TabMoney, templates.Payouts, "我的钱", payoutsPage(m, h.office.Hotline))
}

// payoutsPage turns a year of money into what is shown.
func payoutsPage(m lookup.Money, hotline string) templates.PayoutsData {
	data := templates.PayoutsData{
		Whose: whoseChips(m), Year: strconv.Itoa(m.Year) + "年", Total: m.Amount.String(), Count: m.Count, Hotline: hotline,
	}
	if m.Returned > 0 {
		data.Failed = m.Returned.String()
	}
	if m.Relative == "" {
		data.Confirm = templates.Link{Text: "刚发的钱收到没有？说一声", URL: confirmURL}
	}
	data.Years = yearBars(m)
	data.Items = make([]templates.PayoutItem, 0, len(m.Items))
	for _, it := range m.Items {
		item := templates.PayoutItem{Name: it.Name, For: it.Purpose, Total: it.Amount.String(), Rows: make([]templates.PayoutRow, 0, len(it.Payouts))}
		if it.PolicyID != 0 {
			item.More = templates.Link{Text: "看政策", URL: policyURL(it.PolicyID)}
		}
		for i := range it.Payouts {
			item.Rows = append(item.Rows, payoutRow(&it.Payouts[i]))
		}
		data.Items = append(data.Items, item)
	}
	return data
}

func payoutRow(p *lookup.Payout) templates.PayoutRow {
	row := templates.PayoutRow{
		Who: p.Who, Period: span(p.Start, p.End), PaidOn: p.PaidOn.Chinese(), Amount: p.Amount.String(), Tail: p.Tail,
		Result: templates.Badge{Tone: templates.Good, Text: "已到账"}, AskURL: "/h5/complaint?about=payout&p=" + p.Key,
	}
	switch {
	case p.Repaid:
		row.Result = templates.Badge{Tone: templates.Plain, Text: "被银行退回过，已补发"}
	case p.Returned:
		row.Result, row.Reason = templates.Badge{Tone: templates.Bad, Text: "被银行退回"}, returnedAdvice
	case p.Repays:
		row.Result.Text = "已到账（补发）"
	}
	return row
}

func yearBars(m lookup.Money) []templates.YearBar {
	var most money.Fen
	for _, y := range m.Years {
		most = max(most, y.Amount)
	}
	whose := ""
	if m.Whose != lookup.Self {
		whose = "&whose=" + m.Whose
	}
	bars := make([]templates.YearBar, 0, len(m.Years))
	for _, y := range m.Years {
		n := strconv.Itoa(y.Year)
		bars = append(bars, templates.YearBar{
			Label: n + "年", Amount: y.Amount.String(), Percent: share(y.Amount, most), URL: "/h5/payouts?year=" + n + whose, Active: y.Year == m.Year,
		})
	}
	return bars
}

// whoseChips is the switch between one's own money, the household's and a
// relative's. Relatives are chosen on the person's own page.
func whoseChips(m lookup.Money) []templates.Chip {
	chips := []templates.Chip{
		{Text: "我自己", URL: "/h5/payouts", Active: m.Whose == lookup.Self},
		{Text: "全家", URL: "/h5/payouts?whose=" + lookup.Household, Active: m.Whose == lookup.Household},
	}
	if m.Relative != "" {
		return append(chips, templates.Chip{Text: m.Relative, URL: "/h5/payouts?whose=" + m.Whose, Active: true})
	}
	return append(chips, templates.Chip{Text: "别的家人", URL: "/h5/me#family"})
}

// villages leads from town to village; for=projects leads on to its projects.
func (h *Lookup) villages(c *gin.Context) error {
	public(c)
	ctx, by := c.Request.Context(), web.Actor(c)
	tree, err := h.lookup.Divisions(ctx)
	if err != nil {
		return err
	}
	data := templates.VillagesData{Action: "/h5/villages", For: "看公示", Query: clip.Runes(c.Query("q"), longestQuery)}
	leads := func(d lookup.Division) string { return "/h5/villages/" + d.Code + "/list" }
	switch c.Query("for") {
	case "board":
		data.For = "看村务公开"
		leads = func(d lookup.Division) string { return "/h5/villages/" + d.Code }
	case "projects":
		data.For = "看项目"
		leads = func(d lookup.Division) string { return "/h5/projects?village=" + d.Code }
	}
	if by.PersonID != 0 {
		c.Header("Cache-Control", "no-store")
		g, err := h.identity.Greeting(ctx, by)
		if err != nil && !fault.Is(err, fault.Unauthenticated) {
			return err
		}
		if v, ok := tree.Village(g.VillageCode); ok {
			data.Mine = templates.Link{Text: tree.FullName(v.Code), URL: "/h5/villages/" + v.Code}
			if c.Query("for") == "projects" {
				data.Mine.URL = leads(v)
			}
		}
	}
	h.chooseVillage(c, tree, &data, leads)
	return web.RenderIn(h.front, c, http.StatusOK, templates.TabHome, templates.Villages, "选村", data)
}

// mostFound bounds the villages a search shows.
const mostFound = 60

func (h *Lookup) chooseVillage(c *gin.Context, tree *lookup.Tree, data *templates.VillagesData, leads func(lookup.Division) string) {
	var villages []lookup.Division
	town, isTown := tree.Get(c.Query("town"))
	switch {
	case data.Query != "":
		for _, d := range tree.Search(data.Query, mostFound) {
			if d.Level == lookup.LevelTown {
				villages = append(villages, tree.Villages(d.Code)...)
				continue
			}
			villages = append(villages, d)
		}
	case isTown && town.Level == lookup.LevelTown:
		data.Town, data.TownsURL = town.Name, with(c, "town", "")
		for _, v := range tree.Villages(town.Code) {
			data.Villages = append(data.Villages, templates.Link{Text: v.Short, URL: leads(v)})
		}
		return
	default:
		for _, t := range tree.Towns() {
			data.Towns = append(data.Towns, templates.Link{Text: t.Name, URL: with(c, "town", t.Code)})
		}
		return
	}
	for _, v := range villages {
		data.Villages = append(data.Villages, templates.Link{Text: tree.FullName(v.Code), URL: leads(v)})
	}
}

const longestQuery = 40
