package citizen

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/complaint"
	"yangguang/service/finding"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/templates"
)

// questions is what these pages need of the finding service.
type questions interface {
	OwnQuestions(ctx context.Context, by actor.Actor) ([]finding.OwnQuestion, error)
	OwnQuestion(ctx context.Context, by actor.Actor, id int64) (finding.OwnQuestion, error)
	Reply(ctx context.Context, by actor.Actor, id int64, r finding.Reply) error
}

// Questions is the pages on which a household is heard before its money stops,
// or told of what it may be owed.
type Questions struct {
	lookup    *Lookup
	questions questions
	hotline   string
	now       func() time.Time
}

// NewQuestions makes the pages; l answers for whoever is not bound.
func NewQuestions(l *Lookup, q questions, hotline string, now func() time.Time) *Questions {
	return &Questions{l, q, hotline, now}
}

// Routes adds the pages to the site; r carries the citizen session.
func (h *Questions) Routes(r gin.IRouter) {
	g := r.Group("/h5", h.lookup.front.LoadCitizen())
	g.GET("/questions", h.lookup.front.Serve(h.list))
	g.GET("/questions/:id", h.lookup.front.Serve(h.one))
	g.POST("/questions/:id", h.lookup.front.ServeBody(complaintBody, h.reply))
}

const wantQuestions = "看要您核对的事"

func (h *Questions) list(c *gin.Context) error {
	if done, err := h.lookup.personal(c, templates.TabMe, wantQuestions); done {
		return err
	}
	all, err := h.questions.OwnQuestions(c.Request.Context(), web.Actor(c))
	if err != nil {
		return h.lookup.stale(c, err, templates.TabMe, wantQuestions)
	}
	var d templates.QuestionsData
	for _, q := range all {
		d.Rows = append(d.Rows, questionRow(q))
	}
	return web.RenderIn(h.lookup.front, c, http.StatusOK, templates.TabMe, templates.Questions, "请您核对", d)
}

func questionRow(q finding.OwnQuestion) templates.QuestionRow {
	row := templates.QuestionRow{URL: questionURL(q.ID), Title: "有一件事请您核对", At: dayText(q.AskedAt), State: templates.Badge{Tone: templates.Good, Text: "已答复"}}
	if q.Owed != "" {
		row.Title = owedLead(q.Owed)
	}
	switch {
	case q.CanAnswer && q.Owed != "":
		row.State = templates.Badge{Tone: templates.Info, Text: "想听您说一声"}
	case q.CanAnswer:
		row.State, row.Due = templates.Badge{Tone: templates.Warning, Text: "等您答复"}, "请在 "+dayText(q.Due)+" 前答复"
	case q.Answer == "":
		row.State = templates.Badge{Text: "已经办结"}
	}
	return row
}

// owedLead says in one line what a household may be owed.
func owedLead(owed string) string {
	if owed == finding.OwedBenefit {
		return "登记显示您家可能还有一项补贴没有办"
	}
	return "登记显示您可能还有一笔补贴没有发"
}

func questionURL(id int64) string { return "/h5/questions/" + strconv.FormatInt(id, 10) }

func (h *Questions) one(c *gin.Context) error {
	return h.show(c, http.StatusOK, templates.QuestionData{}, "")
}

// show renders a question; d holds what was typed when it was refused.
func (h *Questions) show(c *gin.Context, code int, d templates.QuestionData, chosen string) error {
	if done, err := h.lookup.personal(c, templates.TabMe, wantQuestions); done {
		return err
	}
	id, err := number(c, "id")
	if err != nil {
		return err
	}
	q, err := h.questions.OwnQuestion(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return h.lookup.stale(c, err, templates.TabMe, wantQuestions)
	}
	d.Action, d.Lines, d.At = questionURL(id), strings.Split(strings.ReplaceAll(q.Text.Reveal(), "\r\n", "\n"), "\n"), dayText(q.AskedAt)
	if q.Owed != "" {
		d.Owed = owedLead(q.Owed)
	} else {
		d.Due, d.Late = dayText(q.Due), h.now().After(q.Due)
	}
	d.CanAnswer, d.Decision, d.Hotline = q.CanAnswer, q.Decision, h.hotline
	if q.AnsweredAt != nil {
		d.Answered, d.Said, d.AnsweredAt = q.Answer, q.AnswerText.Reveal(), clockText(*q.AnsweredAt)
	}
	d.Answers = answerOptions(q, chosen)
	return web.RenderIn(h.lookup.front, c, code, templates.TabMe, templates.Question, "请您核对", d)
}

// answerOptions are the answers to choose from; before money stops in the words
// of the page, which asks whether what was matched is right.
func answerOptions(q finding.OwnQuestion, chosen string) []templates.Option {
	if q.Owed == "" {
		return []templates.Option{
			{Value: "objected", Text: "不对", Note: "在下面说说实际情况", Selected: chosen == "objected"},
			{Value: "agreed", Text: "对，没有意见", Selected: chosen == "agreed"},
		}
	}
	var out []templates.Option
	for _, a := range q.Choices {
		out = append(out, templates.Option{Value: a.Value, Text: a.Text, Selected: a.Value == chosen})
	}
	return out
}

func (h *Questions) reply(c *gin.Context) error {
	if done, err := h.lookup.personal(c, templates.TabMe, wantQuestions); done {
		return err
	}
	id, err := number(c, "id")
	if err != nil {
		return err
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	return h.take(c, id, &f)
}

// take takes the answer that a form brought.
func (h *Questions) take(c *gin.Context, id int64, f *sent) error {
	again := templates.QuestionData{Text: f.value("text"), FilesLost: len(f.uploads) > 0}
	if f.cut {
		again.Errors = templates.Errors{"photo": "照片加起来太大了，请少放几张，或者发截图"}
		return h.show(c, http.StatusRequestEntityTooLarge, again, f.value("answer"))
	}
	err := h.questions.Reply(c.Request.Context(), web.Actor(c), id, finding.Reply{Answer: f.value("answer"), Text: f.secret("text"), Uploads: uploadsOf(f.uploads)})
	if fault.Is(err, fault.Invalid) {
		again.Errors = fieldsOf(err)
		return h.show(c, http.StatusUnprocessableEntity, again, f.value("answer"))
	}
	if err != nil {
		return h.lookup.stale(c, err, templates.TabMe, wantQuestions)
	}
	h.lookup.front.Flash(c, templates.Good, "收到您的答复了。结果会在这一页告诉您。")
	return web.Redirect(c, questionURL(id))
}

// uploadsOf passes on what a form brought.
func uploadsOf(list []complaint.Upload) []finding.Upload {
	var out []finding.Upload
	for _, u := range list {
		if u.Kind == complaint.KindPhoto || u.Kind == complaint.KindVoice {
			out = append(out, finding.Upload{Kind: u.Kind, Content: u.Content})
		}
	}
	return out
}
