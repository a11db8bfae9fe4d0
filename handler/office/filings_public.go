package office

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/filing"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/qrcode"
	"yangguang/templates"
)

// SiteBoard is what a sheet for the board at a site says besides the project.
type SiteBoard struct {
	Organ string
	Phone string                   // whom to call
	Page  func(path string) string // the public address of a villagers' page; "" while the county has none
	Today func() period.Day
}

// Sheets says what stands on the sheets for the boards at the sites.
func (h *Filings) Sheets(b SiteBoard) *Filings {
	h.board = b
	return h
}

// projectPage is the villagers' page of a project.
func projectPage(no string) string { return "/h5/projects/" + url.PathEscape(no) }

// shownAgain is a choice of photos that was not taken.
type shownAgain struct {
	ids []int64
	bad templates.Errors
}

// filingPublic is what villagers see of a project, with the form in which its
// owner decides that.
func filingPublic(o filing.Detail, again *shownAgain) templates.FilingPublic {
	out := templates.FilingPublic{Links: []templates.Link{{Text: "群众看到的页面", URL: projectPage(o.No)}, {Text: "打印公示牌（二维码）", URL: filingURL(o.No) + "/sheet"}, {Text: "群众的提问", URL: questionsCrumb.URL + "?" + url.Values{"view": {"all"}, "project": {o.No}}.Encode()}}}
	ticks, public := templates.Choice{Name: "public", Label: "公开这些照片"}, 0
	for _, p := range o.Pictures {
		text := p.On.Chinese() + " " + p.Stage.Title()
		option := templates.Option{Value: strconv.FormatInt(p.ID, 10), Text: text + "（" + p.Name + "）", Selected: p.Public}
		look := templates.Link{Text: text, URL: fmt.Sprintf("%s/papers/%d", filingURL(o.No), p.ID)}
		if p.Public {
			public++
			look.Text += "，已公开"
		}
		if again != nil {
			option.Selected = slices.Contains(again.ids, p.ID)
		}
		ticks.Options, out.Looks = append(ticks.Options, option), append(out.Looks, look)
	}
	switch {
	case len(o.Pictures) == 0:
		out.Says = "还没有现场照片。报开工、进度、验收时放的现场照片，可以在这里公开。"
		return out
	case public == 0:
		out.Says = fmt.Sprintf("有%d张现场照片，都没有公开。", len(o.Pictures))
	default:
		out.Says = fmt.Sprintf("%d张现场照片，公开了%d张。", len(o.Pictures), public)
	}
	if !o.MayFile {
		return out
	}
	d := templates.Deed{URL: filingURL(o.No) + "/public", Action: "publish", Version: o.Version, Title: "公开这些照片", Button: "保存", Hint: "打勾的公开，去掉勾的不再公开。公开的照片里没有拍摄地点和手机型号。", Ticks: []templates.Choice{ticks},
		Check: templates.Check{Name: filing.FieldSure, Label: "已经逐张看过：照片里没有认得出的人脸、车牌和证件"}}
	if again != nil {
		d.Open, d.Check.Error = true, again.bad[filing.FieldSure]
	}
	out.Deeds = []templates.Deed{d}
	return out
}

// publish makes photos of the site public, or no longer.
func (h *Filings) publish(c *gin.Context) error {
	var ids []int64
	for _, v := range c.PostFormArray("public") {
		if id, err := strconv.ParseInt(v, 10, 64); err == nil {
			ids = append(ids, id)
		}
	}
	no := c.Param("no")
	if err := h.filings.Publish(c.Request.Context(), web.Actor(c), no, versionOf(c), ids, c.PostForm(filing.FieldSure) != ""); err != nil {
		return askAgain(err, func(bad templates.Errors) error {
			return h.show(c, http.StatusUnprocessableEntity, refused{shown: &shownAgain{ids, bad}})
		})
	}
	h.front.Flash(c, templates.Good, "已保存。群众看到的页面马上就是这样。")
	return web.Redirect(c, filingURL(no)+"#public")
}

// sheet is a page of A4 for the board at the site, with the way to the
// villagers' page.
func (h *Filings) sheet(c *gin.Context) error {
	o, err := h.filings.One(c.Request.Context(), web.Actor(c), c.Param("no"))
	if err != nil {
		return err
	}
	tree, err := h.places.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	d := templates.OfficeFilingSheetData{Back: filingURL(o.No), Name: o.Name, Facts: sheetFacts(o, tree.FullName(o.Village)), Phone: h.board.Phone, Organ: h.board.Organ, Printed: h.board.Today().Chinese() + "打印"}
	if d.Address = h.board.Page(projectPage(o.No)); d.Address != "" {
		picture, err := qrcode.DataURL(d.Address, 12)
		if err != nil {
			return err
		}
		d.QR = template.URL(picture) //nolint:gosec // a picture our own service drew
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(filingsCrumb, templates.Link{Text: o.Name, URL: filingURL(o.No)}), templates.OfficeFilingSheet, "项目公示牌", d)
}

// sheetFacts are what a passer-by wants to know. What is not known is left out,
// but for who builds.
func sheetFacts(o filing.Detail, place string) []templates.Fact {
	out := []templates.Fact{{Label: "项目编号", Value: o.No}, {Label: "做什么", Value: o.Kind}, {Label: "在哪里", Value: place}, {Label: "计划总投资", Value: yuan(o.Planned)}}
	add := func(label, value string) {
		if value != "" {
			out = append(out, templates.Fact{Label: label, Value: value})
		}
	}
	if o.Fiscal > 0 {
		add("其中财政资金", yuan(o.Fiscal))
	}
	if o.Contract > 0 {
		add("合同价", yuan(o.Contract))
	}
	add("业主单位", o.Owner)
	add("主管部门", o.Bureau)
	builder := o.Builder
	if builder == "" {
		builder = "还没有定"
	}
	add("施工（供货）", builder)
	add("计划工期", o.PlanStart.Chinese()+"至"+o.PlanEnd.Chinese())
	return out
}

func yuan(m money.Fen) string { return m.String() + "元" }
