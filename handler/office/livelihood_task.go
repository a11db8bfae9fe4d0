package office

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/livelihood"
	"yangguang/templates"
)

func (h *Livelihood) one(c *gin.Context) error {
	return h.showTask(c, http.StatusOK, findingForms{})
}

// showTask renders a task with the forms of what this reader may do; f is the
// form that was refused.
func (h *Livelihood) showTask(c *gin.Context, code int, f findingForms) error {
	n, err := idOf(c, "id")
	if err != nil {
		return err
	}
	by := web.Actor(c)
	o, err := h.tasks.One(c.Request.Context(), by, n)
	if err != nil {
		return err
	}
	d := taskData(by, o)
	f.base, f.version = livelihoodURL(n), o.Version
	d.Deeds = taskForms{f}.deeds(o)
	d.Next, d.Act = nextOfTask(o, by), len(d.Deeds) > 0
	if len(d.Deeds) == 0 {
		d.ReadOnly = "这项任务现在没有需要您办的事。"
	}
	return web.RenderAt(h.front, c, code, under(livelihoodHome, livelihoodTasks), templates.OfficeLivelihoodTask, o.Number+" "+o.KindText, d)
}

// taskData is a task as it is shown, without its forms.
func taskData(by actor.Actor, o livelihood.Detail) templates.OfficeLivelihoodTaskData {
	base := livelihoodURL(o.ID)
	d := templates.OfficeLivelihoodTaskData{Number: o.Number, Kind: taskTitle(o.KindText, o.Title), Sentence: o.Sentence, State: taskBadge(o.Row), Lamp: taskLamp(o.Row), Model: modelBox(o.Model), Outcome: taskOutcome(o),
		Facts: []templates.Fact{{Label: "对象", Value: o.Subject}, {Label: "地点", Value: o.Place}, {Label: "户编号", Value: o.Household}, {Label: "办理部门", Value: o.Bureau},
			{Label: "列入任务", Value: dateOf(o.CreatedAt)}, {Label: "办理期限", Value: dateOf(o.Due)}}}
	if o.Warning != "" {
		d.Warnings = append(d.Warnings, o.Warning+"。")
	}
	for _, e := range o.Evidence {
		row := templates.EvidenceRow{Register: registerTitle(e.Kind), Source: sourceOf(e.Kind, e.File, e.Sheet, e.Row), AsOf: asOfText(e.AsOf), Withdrawn: e.Withdrawn}
		for _, f := range e.Fields {
			row.Fields = append(row.Fields, templates.Fact{Label: f[0], Value: f[1]})
		}
		d.Evidence = append(d.Evidence, row)
	}
	taskFiles(base, o.Files, &d)
	for i := len(o.Events) - 1; i >= 0; i-- { // the latest first
		e := o.Events[i]
		d.Timeline = append(d.Timeline, templates.TimelineItem{At: clock(e.At), What: e.What, Who: e.Who, Note: e.Note.Reveal(), Done: true})
	}
	if o.Household != "" && !by.Is(actor.RoleBureauHead) {
		d.Households = templates.Link{Text: "这一户多年的情况", URL: householdURL(o.Household) + "?task=" + o.Number}
	}
	if by.Is(actor.RoleSupervision, actor.RoleHead) {
		d.Finding = templates.Link{Text: "疑点", URL: findingURL(o.FindingID)}
	}
	return d
}

func taskFiles(base string, files []livelihood.Attachment, d *templates.OfficeLivelihoodTaskData) {
	for _, f := range files {
		address := fmt.Sprintf("%s/files/%d", base, f.ID)
		switch {
		case f.Kind == livelihood.KindPaper:
			d.Papers = append(d.Papers, templates.Link{Text: fmt.Sprintf("文件%d（PDF）", len(d.Papers)+1), URL: address})
		case f.Visit:
			d.Visits = append(d.Visits, templates.OfficePhoto{URL: address, Thumb: address + "?v=thumb", Alt: fmt.Sprintf("复核照片%d", len(d.Visits)+1)})
		default:
			d.Photos = append(d.Photos, templates.OfficePhoto{URL: address, Thumb: address + "?v=thumb", Alt: fmt.Sprintf("整改照片%d", len(d.Photos)+1)})
		}
	}
}

// taskOutcome says what was done about a task.
func taskOutcome(o livelihood.Detail) []templates.Fact {
	var facts []templates.Fact
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, templates.Fact{Label: label, Value: value})
		}
	}
	add("整改方式", o.Way)
	add("饮水工程", o.Project)
	if o.Jobs > 0 {
		add("帮助就业", strconv.Itoa(o.Jobs)+"人")
	}
	add("报告整改", maybeClock(o.RemediedAt))
	add("不用办的原因", o.Reason)
	add("申请不办", maybeClock(o.AskedAt))
	add("达标的依据", o.MetBy)
	add("复核", maybeClock(o.CheckedAt))
	add("办结", maybeClock(o.ClosedAt))
	if o.Rounds > 0 {
		add("退回重办", strconv.Itoa(o.Rounds)+"次")
	}
	return facts
}

// nextOfTask says what is to be done now, and by whom.
func nextOfTask(o livelihood.Detail, by actor.Actor) string {
	switch {
	case o.Can[livelihood.ActRemedy]:
		return "整改，报告结果，附上照片或文件。"
	case o.Can[livelihood.ActMet]:
		return "入户复核，或者等登记数据更新后自动复核。"
	case o.Can[livelihood.ActAgree]:
		return "同意不办，或者让部门继续办。"
	case o.State == "open" || o.State == "reopened":
		return "等" + o.Bureau + "整改。"
	case o.State == "remedied":
		return "等复核：登记数据更新后自动复核，或者镇纪委、监督检查室入户。"
	case o.State == "asking":
		return "等监督检查室同意。"
	}
	return ""
}

// taskForms builds the forms on the page of a task.
type taskForms struct{ findingForms }

func (f taskForms) choice(key, name, label, blank string, list []livelihood.Choice) templates.Choice {
	v, wrong := f.said(key, name, "")
	return templates.Choice{Name: key + "-" + name, Label: label, Blank: blank, Error: wrong, Options: taskChoices(list, v)}
}

// deeds are the forms of what this reader may do, the obvious one open.
func (f taskForms) deeds(o livelihood.Detail) []templates.Deed {
	var out []templates.Deed
	add := func(a livelihood.Action, title, button, note, hint string, more func(key string, d *templates.Deed)) {
		if !o.Can[a] {
			return
		}
		key := string(a)
		d := f.deed(key, "", title, button, hint)
		d.Fields = []templates.Field{f.field(key, "textarea", "note", note, "", "")}
		if more != nil {
			more(key, &d)
		}
		d.Primary, d.Open = len(out) == 0, d.Open || f.tried == "" && len(out) == 0
		out = append(out, d)
	}
	photos := func(papers int) func(string, *templates.Deed) {
		return func(key string, d *templates.Deed) {
			d.Photos, d.Papers = livelihood.MaxPhotos, papers
			if f.tried == key {
				d.Photo, d.Paper = f.wrong[livelihood.KindPhoto], f.wrong[livelihood.KindPaper]
			}
		}
	}
	add(livelihood.ActRemedy, "报告整改", "报告整改", "什么时候、做了什么", "照片或者 PDF 证明至少要一个。", func(key string, d *templates.Deed) {
		d.Radios = []templates.Choice{f.choice(key, "way", "怎样整改的", "", livelihood.Ways(o.Kind))}
		if o.Kind == "income" {
			d.Fields = append(d.Fields, f.field(key, "text", "jobs", "有几个人找到了工作", "没有就填 0", ""))
		}
		if o.Kind == "water" {
			d.Fields = append(d.Fields, f.field(key, "text", "project", "是哪个饮水工程（可以不填）", "写项目编号或名称；几户是同一个工程的，写同样的，统计时算一处", ""))
		}
		photos(livelihood.MaxPapers)(key, d)
	})
	add(livelihood.ActMet, "入户复核：已经达标", "已达标", "什么时候去的、看到什么", "要放照片。办结以后对应的疑点也一起办结。", photos(0))
	add(livelihood.ActUnmet, "入户复核：没有达标", "没有达标，退回重办", "什么时候去的、看到什么、还差什么", "要放照片。期限重新计算。", photos(0))
	add(livelihood.ActAgree, "同意不办", "同意不办", "意见", "同意以后任务结束，对应的疑点按数据纠错办结。", nil)
	add(livelihood.ActRefuse, "不同意，继续办", "继续办", "不同意的原因", "", nil)
	add(livelihood.ActAsk, "申请不办", "提出申请", "怎样核实的", "由监督检查室同意。", func(key string, d *templates.Deed) {
		d.Radios = []templates.Choice{f.choice(key, "reason", "为什么不用办", "", livelihood.Reasons())}
		photos(livelihood.MaxPapers)(key, d)
	})
	add(livelihood.ActReassign, "改派", "改派", "原因", "", func(key string, d *templates.Deed) {
		d.Fields = append([]templates.Field{f.field(key, "text", "bureau", "改由哪个部门办", "写部门的全名", "")}, d.Fields...)
		d.Open = f.tried == key
	})
	return out
}

// step takes one step on a task and answers for it: back to the page with what
// was done, or the page with the refused form.
func (h *Livelihood) step(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	said, uploads, err := formWithFiles(c)
	if err != nil {
		return err
	}
	key := said("action")
	version := versionIn(said)
	err = h.tasks.Do(c.Request.Context(), web.Actor(c), id, livelihood.Deed{Version: version, Action: livelihood.Action(key), Note: secretOf(said(key + "-note")), Way: said(key + "-way"), Jobs: said(key + "-jobs"), Project: said(key + "-project"),
		Reason: said(key + "-reason"), Bureau: said(key + "-bureau"), Uploads: uploads})
	if err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.showTask(c, http.StatusUnprocessableEntity, findingForms{tried: key, say: said, wrong: wrong})
		})
	}
	h.front.Flash(c, templates.Good, "已办："+livelihood.ActionText(key)+"。")
	return web.Redirect(c, livelihoodURL(id))
}

func (h *Livelihood) file(c *gin.Context) error { return showFile(c, h.tasks.File) }

// taskTitle is what a task is about, said once.
func taskTitle(kind, title string) string {
	if strings.Contains(strings.ReplaceAll(title, "、", ""), kind) {
		return title
	}
	return kind + "：" + title
}
