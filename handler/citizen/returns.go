package citizen

import (
	"context"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/casework"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/templates"
)

// returns is what these pages need of the casework service.
type returns interface {
	OwnReturns(ctx context.Context, by actor.Actor) ([]casework.OwnReturn, error)
	OwnReturn(ctx context.Context, by actor.Actor, id int64) (casework.OwnReturn, error)
	Confirm(ctx context.Context, by actor.Actor, id int64, answer string, words seal.Secret) error
}

// Returns is the pages on which a household says whether money that was given
// back arrived.
type Returns struct {
	lookup  *Lookup
	returns returns
	hotline string
}

// NewReturns makes the pages; l answers for whoever is not bound.
func NewReturns(l *Lookup, r returns, hotline string) *Returns { return &Returns{l, r, hotline} }

// Routes adds the pages to the site; r carries the citizen session.
func (h *Returns) Routes(r gin.IRouter) {
	g := r.Group("/h5", h.lookup.front.LoadCitizen())
	g.GET("/returns", h.lookup.front.Serve(h.list))
	g.GET("/returns/:id", h.lookup.front.Serve(h.one))
	g.POST("/returns/:id", h.lookup.front.Serve(h.confirm))
}

const wantReturns = "看退还给您家的钱"

func returnURL(id int64) string { return "/h5/returns/" + strconv.FormatInt(id, 10) }

func (h *Returns) list(c *gin.Context) error {
	if done, err := h.lookup.personal(c, templates.TabMe, wantReturns); done {
		return err
	}
	all, err := h.returns.OwnReturns(c.Request.Context(), web.Actor(c))
	if err != nil {
		return h.lookup.stale(c, err, templates.TabMe, wantReturns)
	}
	var d templates.ReturnsData
	for _, r := range all {
		row := templates.OwnReturnRow{URL: returnURL(r.ID), Name: r.Name, Amount: r.Amount.String(), At: r.On.Chinese(), State: templates.Badge{Tone: templates.Warning, Text: "等您确认"}}
		switch {
		case r.Void:
			row.State = templates.Badge{Tone: templates.Plain, Text: "登记有误，已作废"}
		case r.Answer == "":
		case r.Answer == casework.AnswerReceived:
			row.State = templates.Badge{Tone: templates.Good, Text: r.AnswerText}
		default:
			row.State = templates.Badge{Tone: templates.Bad, Text: r.AnswerText}
		}
		d.Rows = append(d.Rows, row)
	}
	return web.RenderIn(h.lookup.front, c, http.StatusOK, templates.TabMe, templates.Returns, "退还给我家的钱", d)
}

func (h *Returns) one(c *gin.Context) error {
	return h.show(c, http.StatusOK, templates.ReturnData{})
}

// show fills in what the form is about; d holds what was typed.
func (h *Returns) show(c *gin.Context, code int, d templates.ReturnData) error {
	if done, err := h.lookup.personal(c, templates.TabMe, wantReturns); done {
		return err
	}
	id, err := number(c, "id")
	if err != nil {
		return err
	}
	r, err := h.returns.OwnReturn(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return h.lookup.stale(c, err, templates.TabMe, wantReturns)
	}
	d.Action, d.Name, d.Amount, d.At, d.Hotline = returnURL(id), r.Name, r.Amount.String(), r.On.Chinese(), h.hotline
	d.Answered, d.Received, d.Void = r.AnswerText, r.Answer == casework.AnswerReceived, r.Void
	d.CanAnswer = !d.Received && !r.Void
	if r.AnsweredAt != nil {
		d.Said, d.AnsweredAt = r.Words.Reveal(), clockText(*r.AnsweredAt)
	}
	return web.RenderIn(h.lookup.front, c, code, templates.TabMe, templates.Return, "退还给我家的钱", d)
}

func (h *Returns) confirm(c *gin.Context) error {
	if done, err := h.lookup.personal(c, templates.TabMe, wantReturns); done {
		return err
	}
	id, err := number(c, "id")
	if err != nil {
		return err
	}
	answer, words := c.PostForm("answer"), c.PostForm("words")
	err = h.returns.Confirm(c.Request.Context(), web.Actor(c), id, answer, seal.NewSecret(words))
	if fault.Is(err, fault.Invalid) {
		return h.show(c, http.StatusUnprocessableEntity, templates.ReturnData{Words: words, Errors: fieldsOf(err)})
	}
	if err != nil {
		return h.lookup.stale(c, err, templates.TabMe, wantReturns)
	}
	h.lookup.front.Flash(c, templates.Good, "记下了，谢谢您。")
	return web.Redirect(c, returnURL(id))
}
