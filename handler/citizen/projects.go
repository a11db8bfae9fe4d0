package citizen

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/lookup"
	"yangguang/service/project"
	"yangguang/templates"
)

func (h *Lookup) projectList(c *gin.Context) error {
	public(c)
	ctx := c.Request.Context()
	tree, err := h.lookup.Divisions(ctx)
	if err != nil {
		return err
	}
	place, known := tree.Get(c.Query("village"))
	q := project.Query{Words: clip.Runes(c.Query("q"), longestQuery), Stage: project.Stage(c.Query("stage")), Page: pageNumber(c)}
	data := templates.ProjectsData{ChooseURL: "/h5/villages?for=projects", Query: q.Words}
	if known && place.Level != lookup.LevelCounty {
		q.Place = place.Code
		data.Place, data.PlaceCode, data.AnywhereOf = tree.FullName(place.Code), place.Code, with(c, "village", "")
	}
	list, err := h.projects.List(ctx, q)
	if err != nil {
		return err
	}
	h.lookup.Count(lookup.CountProjects, q.Place)
	data.Pager = pager(c, list.Number, list.Pages(), list.Total)
	for _, s := range project.Stages {
		data.Stages = append(data.Stages, templates.Option{Value: string(s), Text: s.Label(), Selected: s == q.Stage})
	}
	for _, p := range list.Items {
		data.Rows = append(data.Rows, projectCard(p, tree))
	}
	return web.RenderIn(h.front, c, http.StatusOK, templates.TabProjects, templates.Projects, "看项目", data)
}

func projectCard(p project.Card, tree *lookup.Tree) templates.ProjectCard {
	card := templates.ProjectCard{
		Name: p.Name, Place: tree.FullName(p.Village), Stage: stageBadge(p), Percent: p.Percent, Money: p.Planned.String(), URL: projectURL(p.No),
		Dates: "计划 " + p.PlanStart.Chinese() + " 到 " + p.PlanEnd.Chinese(),
	}
	if words := p.Delay.Words(p.Stage); words != "" {
		card.Dates += "，" + words
	}
	return card
}

func stageBadge(p project.Card) templates.Badge {
	switch {
	case p.Late:
		return templates.Badge{Tone: templates.Warning, Text: p.Stage.Label() + "，晚了"}
	case p.Stage == project.Accepted || p.Stage == project.Settled:
		return templates.Badge{Tone: templates.Good, Text: p.Stage.Label()}
	}
	return templates.Badge{Tone: templates.Info, Text: p.Stage.Label()}
}

func projectURL(no string) string { return "/h5/projects/" + url.PathEscape(no) }

func (h *Lookup) project(c *gin.Context) error {
	ctx := c.Request.Context()
	p, err := h.projects.Detail(ctx, c.Param("no"))
	if err != nil {
		return err
	}
	tree, err := h.lookup.Divisions(ctx)
	if err != nil {
		return err
	}
	data := projectPage(p, tree)
	if err := h.beside(ctx, p, &data); err != nil {
		return err
	}
	c.Header("Cache-Control", "private, no-cache") // whoever has just asked looks again
	h.lookup.Count(lookup.CountProjects, p.Village)
	return web.RenderIn(h.front, c, http.StatusOK, templates.TabProjects, templates.Project, p.Name, data)
}

// projectPage is what the registers know of a project.
func projectPage(p project.Detail, tree *lookup.Tree) templates.ProjectData {
	data := templates.ProjectData{
		Place: tree.FullName(p.Village), Stage: stageBadge(p.Card), What: kindWords(p.Kind), Money: p.Planned.String(), Owner: p.Owner, Builder: p.Builder,
		Percent: p.Percent, Dates: projectDates(p), Span: projectSpan(p), Curve: projectCurve(p), AskURL: "/h5/complaint?about=project&no=" + url.QueryEscape(p.No),
	}
	source := func(from string, fen money.Fen) templates.MoneySource {
		return templates.MoneySource{From: from, Amount: fen.String(), Percent: share(fen, p.Planned)}
	}
	if p.Fiscal > 0 {
		data.Sources = append(data.Sources, source("财政资金", p.Fiscal))
	}
	if rest := p.Planned - p.Fiscal; rest > 0 && p.Fiscal > 0 {
		data.Sources = append(data.Sources, source("其他资金", rest))
	}
	flow := func(what string, f project.Flow) {
		row := source(what, f.Sum)
		if f.Last != nil {
			row.Last = "最近一笔" + f.Last.Chinese()
		}
		data.Flows = append(data.Flows, row)
	}
	if p.Arrived.Sum > 0 || p.Paid.Sum > 0 {
		flow("到了账的", p.Arrived)
		flow("付出去的", p.Paid)
	}
	if p.Contract > 0 {
		data.Prices = append(data.Prices, templates.Fact{Label: "合同价", Value: p.Contract.String() + " 元"})
	}
	if p.Settled > 0 {
		data.Prices = append(data.Prices, templates.Fact{Label: "结算价", Value: p.Settled.String() + " 元"})
	}
	for _, r := range p.Reports {
		data.Progress = append(data.Progress, templates.TimelineItem{At: r.On.Chinese(), What: fmt.Sprintf("做了%d%%", r.Percent), Note: r.Note, Done: true})
	}
	if len(p.Reports) > 0 {
		data.AsOf = "按" + p.Reports[0].On.Chinese() + "的进度报告"
	}
	for _, f := range p.Pictures {
		data.Photos = append(data.Photos, photo(f))
	}
	return data
}

func photo(f project.Photo) templates.Photo {
	v := templates.Photo{URL: "/h5/photos/" + strconv.FormatInt(f.ID, 10), Alt: f.Caption, Caption: f.Caption}
	if v.Alt == "" {
		v.Alt = "项目现场照片"
	}
	if f.TakenOn != nil {
		v.Caption += " " + f.TakenOn.Chinese()
	}
	return v
}

// projectDates sets the plan beside what happened.
func projectDates(p project.Detail) []templates.ProjectDate {
	tone := templates.Plain
	if p.Late {
		tone = templates.Warning
	}
	late := func(days int) templates.Badge {
		if days <= 0 {
			return templates.Badge{}
		}
		return templates.Badge{Tone: tone, Text: fmt.Sprintf("晚%d天", days)}
	}
	return []templates.ProjectDate{
		{What: "开工", Planned: p.Days.PlanStart.Chinese(), Real: dayOr(p.Days.RealStart), Note: late(p.Delay.Start)},
		{What: "完工", Planned: p.Days.PlanEnd.Chinese(), Real: dayOr(p.Days.RealEnd), Note: late(p.Delay.End)},
		{What: "验收", Planned: "完工以后", Real: dayOr(p.Days.Check)},
	}
}

// projectSpan lays plan and reality on one scale.
func projectSpan(p project.Detail) templates.Span {
	d := p.Days
	from, to := d.PlanStart, d.PlanEnd
	realEnd := p.AsOf
	if d.RealEnd != nil {
		realEnd = *d.RealEnd
	}
	if d.RealStart != nil {
		from, to = min(from, *d.RealStart), max(to, realEnd)
	}
	if to <= from {
		return templates.Span{}
	}
	at := func(day period.Day) int { return int(day-from) * 100 / int(to-from) }
	s := templates.Span{
		From: from.Month().Chinese(), To: to.Month().Chinese(), PlanX: at(d.PlanStart), PlanWidth: max(1, at(d.PlanEnd)-at(d.PlanStart)),
		Words: "计划" + d.PlanStart.Chinese() + "到" + d.PlanEnd.Chinese(),
	}
	if d.RealStart != nil && realEnd >= *d.RealStart {
		s.RealX, s.RealWidth = at(*d.RealStart), max(1, at(realEnd)-at(*d.RealStart))
		s.Words += "，实际" + d.RealStart.Chinese() + "开工"
	}
	if p.AsOf > from && p.AsOf < to {
		s.TodayX = at(p.AsOf)
	}
	if words := p.Delay.Words(p.Stage); words != "" {
		s.Words += "，" + words
	}
	return s
}

// photo gives a picture. It never changes under its number.
func (h *Lookup) photo(c *gin.Context) error {
	if err := h.allow(c, limitPhotos); err != nil {
		return err
	}
	id, err := number(c, "id")
	if err != nil {
		return err
	}
	jpeg, err := h.projects.Photo(c.Request.Context(), id)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "private, max-age=86400")
	c.Data(http.StatusOK, "image/jpeg", jpeg)
	return nil
}
