package office

import (
	"fmt"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/question"
	"yangguang/templates"
)

// The forms of a question's page.
const (
	keyAnswer = "answer"
	keyHide   = "hide"
	keyShow   = "show"
)

// show renders a question with the forms of what this reader may do; f is the
// form that was refused.
func (h *ProjectQuestions) show(c *gin.Context, code int, f findingForms) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	o, err := h.questions.One(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	tree, err := h.places.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	d := questionPage(o, tree.FullName(o.Village))
	f.base, f.version = questionURL(id), o.Version
	d.Deeds = questionDeeds(f, o)
	if len(d.Deeds) == 0 {
		d.ReadOnly = "由业主单位或者主管部门答复，这里只看。"
	}
	return web.RenderAt(h.front, c, code, under(questionsCrumb), templates.OfficeProjectQuestion, o.Number, d)
}

func questionPage(o question.Detail, place string) templates.OfficeProjectQuestionData {
	d := templates.OfficeProjectQuestionData{State: questionBadge(o.Row), Lamp: questionLamp(o.Row), Text: o.Text.Reveal(), AskedAt: dateOf(o.AskedAt), Act: o.CanAnswer,
		Facts: []templates.Fact{{Label: "项目", Value: o.Project}, {Label: "编号", Value: o.ProjectNo}, {Label: "地点", Value: place}, {Label: "业主单位", Value: o.Owner}},
		Links: []templates.Link{{Text: "看项目备案", URL: filingURL(o.ProjectNo)}, {Text: "群众看到的页面", URL: projectPage(o.ProjectNo) + "#board"}}}
	switch {
	case o.Hidden:
		d.Facts = append(d.Facts, templates.Fact{Label: "不公开的原因", Value: o.Reason})
		d.Report = o.Report
	case !o.Answered:
		d.Next = dateOf(o.Due) + "以前答复。到期没有答复，项目的公开页面上会写明。"
		if !o.CanAnswer {
			d.Next = "等" + o.Owner + dateOf(o.Due) + "以前答复。"
		}
	}
	for _, e := range o.Events { // the latest first
		item := templates.TimelineItem{At: clock(e.At), What: e.What, Who: e.Who, Note: e.Reason, Done: true}
		if e.Kind == "asked" {
			item.At = dateOf(e.At)
		}
		d.Timeline = append(d.Timeline, item)
		if e.Text.Empty() {
			continue
		}
		a := templates.ProjectAnswer{Text: e.Text.Reveal(), Who: e.Who, At: clock(e.At)}
		if e.Photo {
			address := fmt.Sprintf("%s/photos/%d", questionURL(o.ID), e.ID)
			a.Photo = templates.OfficePhoto{URL: address, Thumb: address, Alt: "答复的照片"}
		}
		switch {
		case !e.Holds:
			d.Older = append(d.Older, a)
		case e.Photo:
			d.Answer, d.Photos = a, []templates.OfficePhoto{a.Photo}
		default:
			d.Answer = a
		}
	}
	return d
}

func questionDeeds(f findingForms, o question.Detail) []templates.Deed {
	var out []templates.Deed
	if o.CanAnswer || o.CanCorrect {
		title, button, now := "答复", "答复", ""
		if o.CanCorrect {
			title, button, now = "更正答复", "更正", currentAnswer(o)
		}
		d := f.deed(keyAnswer, "", title, button, "答复马上公开，群众都看得到。不要写人名、手机号。用平常话，写清楚时间、数字和怎么办。更正的，要带照片就重新选一次；以前的答复留在这里，群众看不到。")
		d.Fields = []templates.Field{f.field(keyAnswer, "textarea", question.FieldText, "答复", "", now)}
		d.Photos, d.Photo = 1, f.wrong[question.FieldPhoto]
		d.Open = d.Open || o.CanAnswer
		out = append(out, d)
	}
	if o.CanHide {
		d := f.deed(keyHide, "", "不公开这个提问", "不公开", "只能因为下面的原因。提问不会删除，项目页面上会写明有几个问题没有公开。")
		d.Primary = false
		_, wrong := f.said(keyHide, "reason", "")
		d.Radios = []templates.Choice{{Name: keyHide + "-reason", Label: "原因", Error: wrong, Options: options(question.Reasons(), "", func(r question.Choice) (string, string) { return r.Value, r.Text })}}
		out = append(out, d)
	}
	if o.CanShow {
		out = append(out, f.deed(keyShow, "", "恢复公开", "恢复公开", "还没有答复的，答复期限从今天重新算。"))
	}
	return out
}

func currentAnswer(o question.Detail) string {
	for _, e := range o.Events {
		if e.Holds {
			return e.Text.Reveal()
		}
	}
	return ""
}
