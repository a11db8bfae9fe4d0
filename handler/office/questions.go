package office

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/picture"
	"yangguang/service/lookup"
	"yangguang/service/question"
	"yangguang/templates"
)

// projectQuestions is what these pages need of the question service.
type projectQuestions interface {
	List(ctx context.Context, by actor.Actor, q question.Query) (question.List, error)
	One(ctx context.Context, by actor.Actor, id int64) (question.Detail, error)
	Answer(ctx context.Context, by actor.Actor, id int64, r question.Reply) error
	Hide(ctx context.Context, by actor.Actor, id int64, version int, reason string) error
	Show(ctx context.Context, by actor.Actor, id int64, version int) error
	Photo(ctx context.Context, by actor.Actor, id, event int64) ([]byte, error)
}

// ProjectQuestions are the pages on which owners answer what villagers ask
// about their projects, and supervision hides what is no question.
type ProjectQuestions struct {
	front     *web.Front
	questions projectQuestions
	places    places
}

// NewProjectQuestions makes the pages.
func NewProjectQuestions(front *web.Front, q projectQuestions, p places) *ProjectQuestions {
	return &ProjectQuestions{front, q, p}
}

// Routes lists the addresses.
func (h *ProjectQuestions) Routes() []web.Route {
	see := roles(actor.RoleVillageCadre, actor.RoleBureauOfficer, actor.RoleBureauHead, actor.RoleTownInspector, actor.RoleSupervision, actor.RoleHead)
	act := roles(actor.RoleVillageCadre, actor.RoleBureauOfficer, actor.RoleSupervision)
	step := post("/office/questions/:id", act, h.step)
	step.Body = picture.MaxBytes + 1<<20
	return []web.Route{
		get(questionsCrumb.URL, see, h.list),
		get("/office/questions/:id", see, h.one),
		step,
		get("/office/questions/:id/photos/:event", see, h.photo),
	}
}

var questionsCrumb = templates.Link{Text: "项目提问", URL: "/office/questions"}

func questionURL(id int64) string { return questionsCrumb.URL + "/" + strconv.FormatInt(id, 10) }

var questionViews = []struct{ key, text string }{
	{"", "等答复"}, {question.ViewLate, "超期"}, {question.ViewAnswered, "已答复"}, {question.ViewHidden, "不公开"}, {question.ViewAll, "全部"},
}

func (h *ProjectQuestions) list(c *gin.Context) error {
	by := web.Actor(c)
	q := question.Query{View: c.Query("view"), Town: c.Query("town"), Words: clip.Runes(c.Query("q"), 40), Project: clip.Runes(c.Query("project"), 64), Request: pageOf(c)}
	l, err := h.questions.List(c.Request.Context(), by, q)
	if err != nil {
		return err
	}
	tree, err := h.places.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	d := questionsPage(by, q, l, tree)
	d.Pager = pager(c, l.Page)
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeProjectQuestions, questionsCrumb.Text, d)
}

func questionsPage(by actor.Actor, q question.Query, l question.List, tree *lookup.Tree) templates.OfficeProjectQuestionsData {
	d := templates.OfficeProjectQuestionsData{View: q.View, Words: q.Words, Project: q.Project}
	keep := url.Values{}
	for k, v := range map[string]string{"town": q.Town, "q": q.Words, "project": q.Project} {
		if v != "" {
			keep.Set(k, v)
		}
	}
	d.Empty = templates.Empty{Text: "没有等答复的提问", Advice: "群众扫工地上的二维码，就能对项目提问。"}
	if q.View != "" {
		d.Empty = templates.Empty{Text: "这里没有提问"}
	}
	if len(keep) > 0 {
		d.Clear = questionsCrumb.URL + "?" + url.Values{"view": {q.View}}.Encode()
		d.Empty.Advice, d.Empty.Action = "换个筛选条件看看。", templates.Link{Text: "清除筛选", URL: d.Clear}
	}
	for _, v := range questionViews {
		keep.Set("view", v.key)
		d.Tabs = append(d.Tabs, templates.OfficeTab{Text: v.text, URL: questionsCrumb.URL + "?" + keep.Encode(), Count: l.Counts[v.key], Active: v.key == q.View, Late: v.key == question.ViewLate})
	}
	if by.Division == "" {
		d.Towns = options(tree.Towns(), q.Town, func(x lookup.Division) (string, string) { return x.Code, x.Name })
	}
	for _, r := range l.Items {
		row := templates.ProjectQuestionRow{URL: questionURL(r.ID), Number: r.Number, Project: r.Project, Place: tree.FullName(r.Village), Owner: r.Owner, Text: clip.Words(r.Text.Reveal(), 80), AskedAt: dateOf(r.AskedAt), State: questionBadge(r), Lamp: questionLamp(r)}
		if !r.Answered && !r.Hidden {
			row.Due = dateOf(r.Due)
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}

func questionBadge(r question.Row) templates.Badge {
	switch {
	case r.Hidden:
		return templates.Badge{Tone: templates.Plain, Text: "不公开"}
	case r.Answered:
		return templates.Badge{Tone: templates.Good, Text: "已答复"}
	}
	return templates.Badge{Tone: templates.Info, Text: "等答复"}
}

// questionLamp is how the day of a question stands that waits for its answer.
func questionLamp(r question.Row) templates.Lamp {
	if r.Answered || r.Hidden {
		return templates.Lamp{}
	}
	return lampOf(r.Left, 3, workingDays, r.Provisional)
}

func (h *ProjectQuestions) one(c *gin.Context) error {
	return h.show(c, http.StatusOK, findingForms{})
}

// step answers a question, hides it or shows it again.
func (h *ProjectQuestions) step(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	said, uploads, err := formWithFiles(c)
	if err != nil {
		return err
	}
	done, err := h.do(c.Request.Context(), web.Actor(c), id, said, photoIn(uploads))
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.show(c, http.StatusUnprocessableEntity, findingForms{tried: said("action"), say: said, wrong: wrong})
		})
	}
	h.front.Flash(c, templates.Good, done)
	return web.Redirect(c, questionURL(id))
}

// do takes the step that a form asks for and says that it is done.
func (h *ProjectQuestions) do(ctx context.Context, by actor.Actor, id int64, said func(string) string, photo []byte) (string, error) {
	version := versionIn(said)
	switch said("action") {
	case keyAnswer:
		return "已答复，群众马上看得到。", h.questions.Answer(ctx, by, id, question.Reply{Version: version, Text: secretOf(said(keyAnswer + "-" + question.FieldText)), Photo: photo})
	case keyHide:
		return "这个提问不再公开。", h.questions.Hide(ctx, by, id, version, said(keyHide+"-reason"))
	case keyShow:
		return "已恢复公开。", h.questions.Show(ctx, by, id, version)
	}
	return "", fault.New(fault.Invalid, "请选要办的事")
}

func (h *ProjectQuestions) photo(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	event, err := idOf(c, "event")
	if err != nil {
		return err
	}
	jpeg, err := h.questions.Photo(c.Request.Context(), web.Actor(c), id, event)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "private, max-age=3600")
	c.Data(http.StatusOK, "image/jpeg", jpeg)
	return nil
}
