package office

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/fieldcheck"
	"yangguang/service/kernel/actor"
	"yangguang/service/lookup"
	"yangguang/templates"
)

func (h *Fieldchecks) plans(c *gin.Context) error {
	f, err := h.checks.UsualPlan(c.Request.Context())
	if err != nil {
		return err
	}
	return h.showPlans(c, http.StatusOK, f, nil)
}

func (h *Fieldchecks) showPlans(c *gin.Context, code int, f fieldcheck.PlanForm, bad templates.Errors) error {
	by := web.Actor(c)
	list, err := h.checks.Plans(c.Request.Context(), by)
	if err != nil {
		return err
	}
	d := templates.OfficeFieldPlansData{MayDraw: by.Is(actor.RoleSupervision), Top: f.Top, Share: f.Share, Days: f.Days, Seed: f.Seed, Note: f.Note, Errors: bad}
	for _, p := range list {
		row := templates.FieldPlanRow{URL: fieldPlanURL(p.ID), Number: p.Number, Made: clock(p.MadeAt) + " " + p.MadeBy, Drawn: fmt.Sprintf("从%d个项目里抽%d个", p.Candidates, p.Drawn), State: planBadge(p.State)}
		if p.State == "agreed" {
			row.Done = fmt.Sprintf("去过%d个，认可%d个", p.Visited, p.Settled)
		}
		d.Rows = append(d.Rows, row)
	}
	return web.RenderAt(h.front, c, code, under(fieldHome), templates.OfficeFieldPlans, fieldPlans.Text, d)
}

func planBadge(state string) templates.Badge {
	tones := map[string]templates.Tone{"proposed": templates.Warning, "agreed": templates.Good}
	return templates.Badge{Tone: tones[state], Text: fieldcheck.PlanText(state)}
}

func (h *Fieldchecks) propose(c *gin.Context) error {
	f := fieldcheck.PlanForm{Top: c.PostForm("top"), Share: c.PostForm("share"), Days: c.PostForm("days"), Seed: c.PostForm("seed"), Note: c.PostForm("note")}
	id, err := h.checks.Propose(c.Request.Context(), web.Actor(c), f)
	if err != nil {
		return askAgain(err, func(bad templates.Errors) error { return h.showPlans(c, http.StatusUnprocessableEntity, f, bad) })
	}
	h.front.Flash(c, templates.Good, "已抽取，等委领导同意。")
	return web.Redirect(c, fieldPlanURL(id))
}

func (h *Fieldchecks) plan(c *gin.Context) error {
	return h.showPlan(c, http.StatusOK, findingForms{})
}

// pointWords tell how the points of a plan come about.
var pointWords = []string{
	"没有办完的疑点：红30分、橙20分、黄10分、蓝3分一条，合计不超过60分。", "资金500万元以上20分，100万元以上15分，30万元以上8分。", "过了计划完工没有完工，5到20分；进度比计划慢20个百分点以上，15分。",
	"群众的疑问一个5分，不超过15分；只算个数，不看是谁问的。", "没有现场核查过10分；一年以上没有去过5分。", "随机的一部分用写下的种子抽，同样的数据和种子，抽出来的一样。",
}

func (h *Fieldchecks) showPlan(c *gin.Context, code int, f findingForms) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	p, err := h.checks.Plan(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	tree, err := h.places.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	d := templates.OfficeFieldPlanData{State: planBadge(p.State), Note: p.Note, Points: pointWords, Waits: planWaits(p), Facts: planFacts(p), Items: planItems(p, tree)}
	f.base, f.version = fieldPlanURL(id), p.Version
	if p.MayDecide {
		d.Deeds = planDeeds(f)
	}
	return web.RenderAt(h.front, c, code, under(fieldHome, fieldPlans), templates.OfficeFieldPlan, "抽查计划 "+p.Number, d)
}

func planFacts(p fieldcheck.PlanDetail) []templates.Fact {
	facts := []templates.Fact{{Label: "抽取", Value: clock(p.MadeAt) + " " + p.MadeBy}, {Label: "项目", Value: fmt.Sprintf("从%d个里抽%d个", p.Candidates, p.Drawn)}, {Label: "其中随机", Value: strconv.Itoa(p.Share) + "%"}, {Label: "种子", Value: strconv.FormatInt(p.Seed, 10)}, {Label: "给各镇", Value: strconv.Itoa(p.Days) + "个工作日"}}
	if p.DecidedAt == nil {
		return facts
	}
	return append(facts, templates.Fact{Label: fieldcheck.PlanText(p.State), Value: clock(*p.DecidedAt) + " " + p.DecidedBy + " " + p.DecidedNote}, templates.Fact{Label: "办到", Value: fmt.Sprintf("去过%d个，认可%d个", p.Visited, p.Settled)})
}

func planItems(p fieldcheck.PlanDetail, tree *lookup.Tree) []templates.FieldPlanItem {
	var out []templates.FieldPlanItem
	for _, i := range p.Items {
		item := templates.FieldPlanItem{Rank: strconv.Itoa(i.Rank), Points: strconv.Itoa(i.Points), Project: i.Name, No: i.No, Place: tree.FullName(i.Village), Chance: i.ByChance, Reasons: i.Reasons}
		switch {
		case i.Check != 0:
			item.Check, item.State = templates.Link{Text: fieldcheck.Number(i.Check), URL: fieldURL(i.Check)}, fieldBadge(i.State)
		case p.State == "agreed":
			item.State = templates.Badge{Text: "同意时已有核查在办，没有再派"}
		}
		out = append(out, item)
	}
	return out
}

func planDeeds(f findingForms) []templates.Deed {
	agree, refuse := f.deed("agree", "", "同意", "同意，派给各镇", "同意以后，各镇就有了任务和期限。"), f.deed("refuse", "", "不同意", "不同意", "")
	agree.Open = f.tried == "" || f.tried == "agree"
	agree.Fields = []templates.Field{f.field("agree", "textarea", "note", "意见", "可以不写", "")}
	refuse.Fields, refuse.Primary = []templates.Field{f.field("refuse", "textarea", "note", "为什么不同意", "", "")}, false
	return []templates.Deed{agree, refuse}
}

func planWaits(p fieldcheck.PlanDetail) string {
	switch {
	case p.Kept > 0:
		return fmt.Sprintf("有%d个项目有您本人或者亲属的企业参加，这里不列出，由别人看和决定。", p.Kept)
	case p.MayDecide:
		return "看看抽了哪些、为什么，同意或者不同意。"
	case p.State == "proposed":
		return "等委领导同意，同意以后派给各镇。"
	case p.State == "dropped":
		return "没有同意。可以改了再抽。"
	}
	return ""
}

func (h *Fieldchecks) decide(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	version := versionOf(c)
	key := c.PostForm("action")
	err = h.checks.Decide(c.Request.Context(), web.Actor(c), id, version, key == "agree", c.PostForm(key+"-note"))
	if err != nil {
		return askAgain(err, func(bad templates.Errors) error {
			return h.showPlan(c, http.StatusUnprocessableEntity, findingForms{tried: key, say: c.PostForm, wrong: bad})
		})
	}
	h.front.Flash(c, templates.Good, map[bool]string{true: "已同意，任务派给各镇了。", false: "已记下不同意。"}[key == "agree"])
	return web.Redirect(c, fieldPlanURL(id))
}
