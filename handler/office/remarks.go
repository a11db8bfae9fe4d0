package office

import (
	"context"
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/village"
	"yangguang/templates"
)

// remarks is what the pages about wrong rows need of the village service.
type remarks interface {
	RowOf(ctx context.Context, by actor.Actor, kind village.Kind, code string, id int64) (village.Row, error)
	Add(ctx context.Context, by actor.Actor, code string, d village.Draft) (int64, error)
	Remarks(ctx context.Context, by actor.Actor, f village.RemarkFilter) (page.Page[village.Remark], error)
	Remark(ctx context.Context, by actor.Actor, id int64) (village.Detail, error)
	Answer(ctx context.Context, by actor.Actor, id int64, a village.Answer) error
}

// Remarks is the pages on which a cadre says that a row is wrong and the
// bureau answers.
type Remarks struct {
	front   *web.Front
	remarks remarks
}

// NewRemarks makes the pages.
func NewRemarks(front *web.Front, r remarks) *Remarks { return &Remarks{front, r} }

// Routes lists the addresses: the cadre's and the bureau's.
func (h *Remarks) Routes() []web.Route {
	cadre, bureau := roles(actor.RoleVillageCadre), roles(actor.RoleBureauOfficer)
	return []web.Route{
		get("/office/village/remarks", cadre, h.list),
		get("/office/village/remarks/new", cadre, h.form),
		post("/office/village/remarks/new", cadre, h.add),
		get("/office/village/remarks/:id", cadre, h.one),
		get("/office/remarks", bureau, h.list),
		get("/office/remarks/:id", bureau, h.one),
		post("/office/remarks/:id", bureau, h.answer),
	}
}

// remarksBase is where this reader's remarks are.
func remarksBase(by actor.Actor) templates.Link {
	if by.Is(actor.RoleBureauOfficer) {
		return templates.Link{Text: "村级核对意见", URL: "/office/remarks"}
	}
	return templates.Link{Text: "我的核对意见", URL: "/office/village/remarks"}
}

var remarkStates = []village.Status{village.StatusOpen, village.StatusCorrected, village.StatusKept}

func remarkBadge(s village.Status) templates.Badge {
	switch s {
	case village.StatusOpen:
		return templates.Badge{Tone: templates.Warning, Text: "待答复"}
	case village.StatusCorrected:
		return templates.Badge{Tone: templates.Good, Text: "部门更正"}
	case village.StatusKept:
		return templates.Badge{Tone: templates.Info, Text: "核对无误"}
	}
	return templates.Badge{}
}

func (h *Remarks) list(c *gin.Context) error {
	by, status := web.Actor(c), c.Query("status")
	list, err := h.remarks.Remarks(c.Request.Context(), by, village.RemarkFilter{Status: village.Status(status), Page: pageOf(c)})
	if err != nil {
		return err
	}
	base := remarksBase(by)
	d := templates.OfficeRemarksData{
		Bureau: by.Is(actor.RoleBureauOfficer), Pager: pager(c, list), Empty: templates.Empty{Text: "没有核对意见"},
		Statuses: options(remarkStates, status, func(s village.Status) (string, string) { return string(s), remarkBadge(s).Text }),
	}
	if !d.Bureau {
		d.Empty.Advice = "在户籍人口、发放记录、项目里看到不对的一行，点“这行不对”。"
	}
	for _, r := range list.Items {
		d.Rows = append(d.Rows, remarkRow(base.URL, r))
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeRemarks, base.Text, d)
}

func remarkRow(base string, r village.Remark) templates.RemarkRow {
	row := templates.RemarkRow{
		URL: base + "/" + strconv.FormatInt(r.ID, 10), Summary: r.Summary, Village: r.Village, Bureau: r.Bureau, At: clock(r.CreatedAt), State: remarkBadge(r.Status),
	}
	if r.Status != village.StatusOpen {
		return row
	}
	switch {
	case r.Left < 0:
		row.Lamp = templates.Lamp{Tone: templates.Bad, Text: fmt.Sprintf("超期 %d 天", -r.Left)}
	case r.Left <= 3:
		row.Lamp = templates.Lamp{Tone: templates.Warning, Text: r.Due.String() + " 前"}
	default:
		row.Lamp = templates.Lamp{Tone: templates.Good, Text: r.Due.String() + " 前"}
	}
	return row
}

func (h *Remarks) form(c *gin.Context) error {
	return h.showForm(c, http.StatusOK, templates.OfficeRemarkFormData{
		Kind: c.Query("kind"), Row: c.Query("row"), Village: c.Query("village"), Back: c.Query("back"),
	})
}

func (h *Remarks) showForm(c *gin.Context, status int, d templates.OfficeRemarkFormData) error {
	id, _ := strconv.ParseInt(d.Row, 10, 64) // what is no number is no row
	row, err := h.remarks.RowOf(c.Request.Context(), web.Actor(c), village.Kind(d.Kind), d.Village, id)
	if err != nil {
		return err
	}
	d.Back, d.Bureau, d.Facts = web.LocalPath(d.Back, "/office/village/remarks"), row.Bureau, facts(row.Facts)
	return web.RenderAt(h.front, c, status, under(), templates.OfficeRemarkForm, "这行不对", d)
}

func facts(list []village.Fact) []templates.Fact {
	out := make([]templates.Fact, len(list))
	for i, f := range list {
		out[i] = templates.Fact{Label: f.Label, Value: f.Value}
	}
	return out
}

func (h *Remarks) add(c *gin.Context) error {
	d := templates.OfficeRemarkFormData{Kind: c.PostForm("kind"), Row: c.PostForm("row"), Village: c.PostForm("village"), Back: c.PostForm("back"), Text: c.PostForm("text")}
	id, _ := strconv.ParseInt(d.Row, 10, 64) // what is no number is no row
	_, err := h.remarks.Add(c.Request.Context(), web.Actor(c), d.Village, village.Draft{Kind: village.Kind(d.Kind), ID: id, Text: seal.NewSecret(d.Text)})
	if err != nil {
		if d.Errors, err = refusal(err); err != nil {
			return err
		}
		return h.showForm(c, http.StatusUnprocessableEntity, d)
	}
	h.front.Flash(c, templates.Good, "意见已经交给部门，答复后会显示在“我的核对意见”里。")
	return web.Redirect(c, web.LocalPath(d.Back, "/office/village/remarks"))
}

func (h *Remarks) one(c *gin.Context) error {
	return h.showOne(c, http.StatusOK, "", "", nil)
}

func (h *Remarks) showOne(c *gin.Context, status int, outcome, reply string, wrong templates.Errors) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	by := web.Actor(c)
	r, err := h.remarks.Remark(c.Request.Context(), by, id)
	if err != nil {
		return err
	}
	base := remarksBase(by)
	return web.RenderAt(h.front, c, status, under(base), templates.OfficeRemark, r.Summary, templates.OfficeRemarkData{
		RemarkRow: remarkRow(base.URL, r.Remark), By: r.By, Text: r.Text.Reveal(), Facts: facts(r.Facts), Answer: r.Answer.Reveal(),
		Answerer: r.Answerer, Answered: maybeClock(r.AnsweredAt), Form: r.Mine, Reply: reply, Errors: wrong,
		Outcomes: []templates.Option{
			{Value: string(village.StatusCorrected), Text: "确实不对，部门更正", Note: "更正后的数据重新报来，名单随之更新", Selected: outcome == string(village.StatusCorrected)},
			{Value: string(village.StatusKept), Text: "核对无误，不改", Note: "请写明依据", Selected: outcome == string(village.StatusKept)},
		},
	})
}

func (h *Remarks) answer(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	err = h.remarks.Answer(c.Request.Context(), web.Actor(c), id, village.Answer{Outcome: village.Status(c.PostForm("outcome")), Text: seal.NewSecret(c.PostForm("text"))})
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.showOne(c, http.StatusUnprocessableEntity, c.PostForm("outcome"), c.PostForm("text"), wrong)
		})
	}
	h.front.Flash(c, templates.Good, "答复已经提交，村里能看到。")
	return web.Redirect(c, "/office/remarks")
}
