package office

import (
	"context"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/comparison"
	"yangguang/service/comparison/custom"
	"yangguang/service/comparison/rule"
	"yangguang/service/kernel/actor"
	"yangguang/templates"
)

// ownModels is what these pages need of the county's own models.
type ownModels interface {
	List(ctx context.Context, by actor.Actor) ([]custom.Entry, error)
	One(ctx context.Context, by actor.Actor, id int64) (custom.Entry, error)
	Items(ctx context.Context, by actor.Actor) ([]string, error)
	Check(ctx context.Context, by actor.Actor, d custom.Definition) (rule.Model, error)
	Write(ctx context.Context, by actor.Actor, id int64, rowVersion int, d custom.Definition) (int64, error)
	Submit(ctx context.Context, by actor.Actor, id int64, rowVersion int) error
	Decide(ctx context.Context, by actor.Actor, id int64, rowVersion int, approve bool, note string) error
	Revise(ctx context.Context, by actor.Actor, id int64) (int64, error)
	Retire(ctx context.Context, by actor.Actor, id int64, rowVersion int, reason string) error
}

// asker answers what a model would find.
type asker interface {
	WhatIf(ctx context.Context, by actor.Actor, q comparison.Question) (comparison.Answer, error)
}

// OwnModels is the pages of the models that the county writes itself.
type OwnModels struct {
	front *web.Front
	own   ownModels
	ask   asker
}

// NewOwnModels makes the pages.
func NewOwnModels(front *web.Front, own ownModels, ask asker) *OwnModels {
	return &OwnModels{front, own, ask}
}

// Routes lists the addresses. 监督检查室 writes, it and the head decide, the
// auditor reads.
func (h *OwnModels) Routes() []web.Route {
	read, desk := roles(actor.RoleSupervision, actor.RoleHead, actor.RoleAuditor), roles(actor.RoleSupervision, actor.RoleHead)
	write := roles(actor.RoleSupervision)
	return []web.Route{
		get("/office/models/own", read, h.list),
		get("/office/models/own/new", write, h.create),
		post("/office/models/own", write, h.write),
		get("/office/models/own/:id", read, h.one),
		get("/office/models/own/:id/edit", write, h.edit),
		post("/office/models/own/:id", write, h.write),
		post("/office/models/own/:id/preview", desk, h.preview),
		post("/office/models/own/:id/submit", write, h.submit),
		post("/office/models/own/:id/decide", desk, h.decide),
		post("/office/models/own/:id/revise", write, h.revise),
		post("/office/models/own/:id/retire", desk, h.retire),
	}
}

var ownCrumb = templates.Link{Text: "自建模型", URL: "/office/models/own"}

func ownURL(id int64) string { return ownCrumb.URL + "/" + strconv.FormatInt(id, 10) }

func (h *OwnModels) list(c *gin.Context) error {
	by := web.Actor(c)
	all, err := h.own.List(c.Request.Context(), by)
	if err != nil {
		return err
	}
	d := templates.OfficeOwnModelsData{Empty: templates.Empty{Text: "还没有自建模型", Advice: "平台自带的模型在“模型成绩”里。"}}
	if custom.MayWrite(by) {
		d.New = templates.Link{Text: "写一个模型", URL: ownCrumb.URL + "/new"}
	}
	for _, e := range all {
		d.Rows = append(d.Rows, ownRow(e))
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeOwnModels, ownCrumb.Text, d)
}

// ownPage is what a page about one version shows besides it.
type ownPage struct {
	opinion string
	answer  templates.WhatIfAnswer
	wrong   templates.Errors
}

func (h *OwnModels) one(c *gin.Context) error { return h.show(c, http.StatusOK, ownPage{}) }

func (h *OwnModels) show(c *gin.Context, status int, p ownPage) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	by := web.Actor(c)
	e, err := h.own.One(c.Request.Context(), by, id)
	if err != nil {
		return err
	}
	d := ownView(e)
	d.Preview = by.Is(actor.RoleSupervision, actor.RoleHead)
	d.Opinion, d.Answer, d.Errors = p.opinion, p.answer, p.wrong
	return web.RenderAt(h.front, c, status, under(ownCrumb), templates.OfficeOwnModel, e.Key+" "+e.Title, d)
}

func (h *OwnModels) preview(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	e, err := h.own.One(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	answer, err := h.try(c, e.Definition)
	if err != nil {
		wrong, err := refusal(err)
		if err != nil {
			return err
		}
		for _, text := range wrong {
			wrong = templates.Errors{"": text}
		}
		return h.show(c, http.StatusUnprocessableEntity, ownPage{wrong: wrong})
	}
	return h.show(c, http.StatusOK, ownPage{answer: answer})
}

// try checks a definition and says what it would find.
func (h *OwnModels) try(c *gin.Context, d custom.Definition) (templates.WhatIfAnswer, error) {
	ctx, by := c.Request.Context(), web.Actor(c)
	m, err := h.own.Check(ctx, by, d)
	if err != nil {
		return templates.WhatIfAnswer{}, err
	}
	a, err := h.ask.WhatIf(ctx, by, comparison.Question{Model: m.Key, Draft: &m})
	if err != nil {
		return templates.WhatIfAnswer{}, err
	}
	return answerOf(a), nil
}

func (h *OwnModels) create(c *gin.Context) error {
	return h.form(c, http.StatusOK, 0, custom.Entry{Definition: custom.Definition{Severity: rule.Yellow}}, ownPage{})
}

func (h *OwnModels) edit(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	e, err := h.own.One(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	return h.form(c, http.StatusOK, id, e, ownPage{})
}

func (h *OwnModels) form(c *gin.Context, status int, id int64, e custom.Entry, p ownPage) error {
	items, err := h.own.Items(c.Request.Context(), web.Actor(c))
	if err != nil {
		return err
	}
	d := ownForm(e, items)
	d.URL, d.Answer, d.Errors = ownCrumb.URL, p.answer, p.wrong
	title := "写一个模型"
	if id != 0 {
		d.URL, title = ownURL(id), "修改草稿"
	}
	return web.RenderAt(h.front, c, status, under(ownCrumb), templates.OfficeOwnModelForm, title, d)
}

// write checks what was typed and shows what it would find, or keeps it.
func (h *OwnModels) write(c *gin.Context) error {
	id, e, err := h.typed(c)
	if err != nil {
		return err
	}
	if c.PostForm("deed") == "save" {
		return h.save(c, id, e)
	}
	answer, err := h.try(c, e.Definition)
	if err != nil {
		return h.refused(c, id, e, err)
	}
	return h.form(c, http.StatusOK, id, e, ownPage{answer: answer})
}

func (h *OwnModels) save(c *gin.Context, id int64, e custom.Entry) error {
	made, err := h.own.Write(c.Request.Context(), web.Actor(c), id, e.RowVersion, e.Definition)
	if err != nil {
		return h.refused(c, id, e, err)
	}
	h.front.Flash(c, templates.Good, "草稿已经保存。送审以后由另一个人批准。")
	return web.Redirect(c, ownURL(made))
}

func (h *OwnModels) refused(c *gin.Context, id int64, e custom.Entry, err error) error {
	wrong, err := refusal(err)
	if err != nil {
		return err
	}
	return h.form(c, http.StatusUnprocessableEntity, id, e, ownPage{wrong: wrong})
}

// typed reads the form; a draft that exists keeps its key.
func (h *OwnModels) typed(c *gin.Context) (int64, custom.Entry, error) {
	e := typedModel(c)
	if c.Param("id") == "" {
		return 0, e, nil
	}
	id, err := idOf(c, "id")
	if err != nil {
		return 0, e, err
	}
	old, err := h.own.One(c.Request.Context(), web.Actor(c), id)
	e.Key, e.Version = old.Key, old.Version
	return id, e, err
}

func (h *OwnModels) submit(c *gin.Context) error {
	return h.deed(c, "已经送审，等另一个人批准。", func(ctx context.Context, by actor.Actor, id int64, version int) error {
		return h.own.Submit(ctx, by, id, version)
	})
}

func (h *OwnModels) decide(c *gin.Context) error {
	approve, done := c.PostForm("approve") == "1", "已经退回，由写的人再改。"
	if approve {
		done = "已经批准，下一次比对就参加。"
	}
	return h.deed(c, done, func(ctx context.Context, by actor.Actor, id int64, version int) error {
		return h.own.Decide(ctx, by, id, version, approve, c.PostForm("note"))
	})
}

func (h *OwnModels) retire(c *gin.Context) error {
	return h.deed(c, "已经停用，以后的比对不再用它。", func(ctx context.Context, by actor.Actor, id int64, version int) error {
		return h.own.Retire(ctx, by, id, version, c.PostForm("note"))
	})
}

// deed does one step and leads back to the version, or shows why it was refused.
func (h *OwnModels) deed(c *gin.Context, done string, do func(ctx context.Context, by actor.Actor, id int64, version int) error) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	version, _ := strconv.Atoi(c.PostForm("version")) // what is no number is no version
	if err := do(c.Request.Context(), web.Actor(c), id, version); err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.show(c, http.StatusUnprocessableEntity, ownPage{opinion: c.PostForm("note"), wrong: wrong})
		})
	}
	h.front.Flash(c, templates.Good, done)
	return web.Redirect(c, ownURL(id))
}

func (h *OwnModels) revise(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	made, err := h.own.Revise(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, "新的一版是草稿，改好以后送审。在批准以前，原来的一版照常使用。")
	return web.Redirect(c, ownURL(made)+"/edit")
}
