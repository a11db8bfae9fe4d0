package office

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/comparison"
	"yangguang/service/comparison/rule"
	"yangguang/service/finding"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/templates"
)

// scores is what these pages need of the finding service.
type scores interface {
	Scores(ctx context.Context, by actor.Actor) (map[string]finding.Score, error)
	ReviewModel(ctx context.Context, by actor.Actor, key, decision, reason string) error
}

// engine is what these pages need of the comparison.
type engine interface {
	asker
	Models(ctx context.Context, by actor.Actor, on period.Day) ([]comparison.ModelState, error)
	Model(ctx context.Context, by actor.Actor, key string) (comparison.ModelDetail, error)
	Held(ctx context.Context, by actor.Actor) ([]comparison.RunModel, error)
}

// Models is the scorecards of the comparison models, and what they would find
// with other values.
type Models struct {
	front  *web.Front
	scores scores
	engine engine
}

// NewModels makes the pages.
func NewModels(front *web.Front, s scores, e engine) *Models { return &Models{front, s, e} }

// Routes lists the addresses.
func (h *Models) Routes() []web.Route {
	desk := roles(actor.RoleSupervision, actor.RoleHead)
	return []web.Route{
		get("/office/models", desk, h.list),
		get("/office/models/:key", desk, h.one),
		post("/office/models/:key/review", desk, h.review),
		post("/office/models/:key/whatif", desk, h.whatIf),
	}
}

var modelList = templates.Link{Text: "模型成绩", URL: "/office/models"}

func modelURL(key string) string { return modelList.URL + "/" + url.PathEscape(key) }

func (h *Models) list(c *gin.Context) error {
	ctx, by := c.Request.Context(), web.Actor(c)
	all, err := h.scores.Scores(ctx, by)
	if err != nil {
		return err
	}
	models, err := h.engine.Models(ctx, by, 0)
	if err != nil {
		return err
	}
	held, err := h.held(ctx, by)
	if err != nil {
		return err
	}
	d := templates.OfficeModelsData{Empty: templates.Empty{Text: "还没有模型"}}
	for _, m := range models {
		s := all[m.Key]
		s.Model, s.Title = m.Key, m.Title
		row := modelRow(s)
		row.State, row.Ground = modelBadge(s, m.Enabled, held[m.Key]), string(m.Ground())
		if row.State.Tone == templates.Warning {
			row.Held = held[m.Key]
		}
		d.Rows = append(d.Rows, row)
		delete(all, m.Key)
	}
	for _, key := range slices.Sorted(maps.Keys(all)) { // the county's own that were retired
		d.Rows = append(d.Rows, modelRow(all[key]))
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeModels, modelList.Text, d)
}

func modelRow(s finding.Score) templates.ModelRow {
	n := strconv.Itoa
	row := templates.ModelRow{
		URL: modelURL(s.Model), Key: s.Model, Title: s.Title, Hits: n(s.Hits), Checked: n(s.Checked), Judged: n(s.Judged), Confirmed: n(s.Confirmed), Clues: n(s.Clues), Cases: n(s.Cases),
		Recovered: s.Recovered.String(), Precision: templates.Bar{Count: "—"}, State: modelBadge(s, false, ""),
	}
	if s.Judged > 0 {
		row.Precision = templates.Bar{Percent: s.Percent(), Count: n(s.Percent()) + "%"}
		if s.Paused {
			row.Precision.Tone = "low"
		}
	}
	return row
}

// held says of each model that waits for data what it waits for, by the last
// full run.
func (h *Models) held(ctx context.Context, by actor.Actor) (map[string]string, error) {
	all, err := h.engine.Held(ctx, by)
	out := make(map[string]string, len(all))
	for _, m := range all {
		out[m.Key] = m.Held
	}
	return out, err
}

// modelBadge is the one thing that a model is: stopped by people or its score,
// not switched on, waiting for data, or running.
func modelBadge(s finding.Score, enabled bool, held string) templates.Badge {
	switch {
	case s.Paused:
		return templates.Badge{Tone: templates.Bad, Text: "暂停"}
	case !enabled:
		return templates.Badge{Tone: templates.Plain, Text: "没有启用"}
	case held != "":
		return templates.Badge{Tone: templates.Warning, Text: "暂缓"}
	}
	return templates.Badge{Tone: templates.Good, Text: "可以运行"}
}

func (h *Models) one(c *gin.Context) error {
	return h.show(c, http.StatusOK, nil, templates.WhatIf{})
}

// show shows a model; tried is the what-if form as it was answered or refused.
func (h *Models) show(c *gin.Context, code int, wrong templates.Errors, tried templates.WhatIf) error {
	ctx, by := c.Request.Context(), web.Actor(c)
	all, err := h.scores.Scores(ctx, by)
	if err != nil {
		return err
	}
	s, known := all[c.Param("key")]
	m, err := h.engine.Model(ctx, by, c.Param("key"))
	retired := known && fault.Is(err, fault.NotFound) // one of the county's own, whose findings stay
	if err != nil && !retired {
		return err
	}
	if retired {
		m.Key, m.Title = s.Model, s.Title
	} else if tried.URL == "" {
		tried = whatIfForm(m, nil, nil)
	}
	held, err := h.held(ctx, by)
	if err != nil {
		return err
	}
	d := templates.OfficeModelData{
		State: modelBadge(s, m.Enabled, held[m.Key]), Why: s.Why, Facts: scoreFacts(s), List: findingList.URL + "?view=all&model=" + url.QueryEscape(m.Key), Cases: m.Cases, WhatIf: tried,
	}
	if d.State.Tone == templates.Warning {
		d.Why = "最近一次全量比对：" + held[m.Key] + "。补上数据以前，它查到的不下发。"
	}
	if !retired {
		d.Box, d.Needed, d.Ground, d.AsOf = boxOf(m.Model), neededFacts(m), string(m.Ground()), neededReach(m)
	}
	if _, ok := rule.Lookup(m.Key); ok { // one of the county's own is stopped on its own page
		d.Review = []templates.Deed{reviewForm(c, m.Key, s, m.Enabled, wrong)}
	}
	refuted := s.Judged - s.Confirmed
	for _, r := range s.Refuted {
		d.Refuted = append(d.Refuted, templates.Bar{Text: r.Text, Count: strconv.Itoa(r.N), Percent: r.N * 100 / max(1, refuted)})
	}
	for _, q := range s.Trend {
		d.Trend = append(d.Trend, templates.Bar{Text: quarterText(q.Quarter), Percent: q.Percent(), Count: fmt.Sprintf("%d%%（%d/%d）", q.Percent(), q.Confirmed, q.Judged)})
	}
	for i := len(s.Reviews) - 1; i >= 0; i-- { // the latest first
		r := s.Reviews[i]
		what := map[string]string{"resume": "恢复运行", "stop": "停用", "pause": "自动暂停"}[r.Decision]
		d.Reviews = append(d.Reviews, templates.TimelineItem{At: clock(r.At), What: what, Who: r.By, Note: fmt.Sprintf("%s\n当时已判定%d条，属实%d条。", r.Reason, r.Judged, r.Confirmed), Done: true})
	}
	return web.RenderAt(h.front, c, code, under(modelList), templates.OfficeModel, m.Key+" "+m.Title, d)
}

func quarterText(q string) string {
	if len(q) != 6 {
		return q
	}
	return q[:4] + "年第" + q[5:] + "季度"
}

func scoreFacts(s finding.Score) []templates.Fact {
	n := func(v int) string { return strconv.Itoa(v) + "条" }
	facts := []templates.Fact{
		{Label: "疑点", Value: n(s.Hits)}, {Label: "已核查", Value: n(s.Checked)}, {Label: "已判定", Value: n(s.Judged)}, {Label: "属实", Value: n(s.Confirmed)},
		{Label: "准确率", Value: "还没有判定"}, {Label: "属实的金额", Value: s.Amount.String() + "元"}, {Label: "移交线索", Value: n(s.Clues)}, {Label: "立案", Value: strconv.Itoa(s.Cases) + "件"},
		{Label: "追回", Value: s.Recovered.String() + "元"},
	}
	if s.Judged > 0 {
		facts[4].Value = strconv.Itoa(s.Percent()) + "%"
	}
	return facts
}

// reviewForm lets a model run again or stops it. It stands open when the model
// waits for it, or what was said was refused.
func reviewForm(c *gin.Context, key string, s finding.Score, enabled bool, wrong templates.Errors) templates.Deed {
	decision, reason := "", ""
	if wrong != nil {
		decision, reason = c.PostForm("decision"), c.PostForm("reason")
	}
	title, resume, hint := "停用或者恢复", "恢复运行", "恢复以后，从这次复核起重新计算准确率。"
	switch {
	case s.Paused:
		title = "复核这个模型"
	case !enabled:
		title, resume, hint = "启用这个模型", "启用", "从今天起参加比对。"
	}
	return templates.Deed{
		URL: modelURL(key) + "/review", Action: "review", Title: title, Button: "确定", Primary: true, Open: s.Paused || wrong != nil, Hint: hint,
		Radios: []templates.Choice{{Name: "decision", Label: "决定", Error: wrong["decision"], Options: findingChoices([]finding.Choice{{Value: "resume", Text: resume}, {Value: "stop", Text: "停用"}}, decision)}},
		Fields: []templates.Field{{Name: "reason", Label: "理由", Hint: "例如调整了哪个参数", Type: "textarea", Value: reason, Error: wrong["reason"]}},
	}
}

func (h *Models) review(c *gin.Context) error {
	key := c.Param("key")
	err := h.scores.ReviewModel(c.Request.Context(), web.Actor(c), key, c.PostForm("decision"), c.PostForm("reason"))
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.show(c, http.StatusUnprocessableEntity, wrong, templates.WhatIf{})
		})
	}
	h.front.Flash(c, templates.Good, "已登记。")
	return web.Redirect(c, modelURL(key))
}

// whatIf says what the model would find with the values that were typed. It
// keeps nothing.
func (h *Models) whatIf(c *gin.Context) error {
	ctx, by := c.Request.Context(), web.Actor(c)
	detail, err := h.engine.Model(ctx, by, c.Param("key"))
	if err != nil {
		return err
	}
	q := comparison.Question{Model: detail.Key, Values: map[string]string{}}
	for _, v := range detail.Values {
		if text, ok := c.GetPostForm(v.Name); ok {
			q.Values[v.Name] = text
		}
	}
	a, err := h.engine.WhatIf(ctx, by, q)
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.show(c, http.StatusUnprocessableEntity, nil, whatIfForm(detail, q.Values, wrong))
		})
	}
	form := whatIfForm(detail, q.Values, nil)
	form.Answer = answerOf(a)
	return h.show(c, http.StatusOK, nil, form)
}
