package office

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/complaint"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/templates"
)

// alikeOf is what stands beside a petition on its page.
func alikeOf(p complaint.Detail, try attempt) templates.Alike {
	var a templates.Alike
	for _, s := range p.Alike {
		what := strings.Join([]string{s.Subject, s.Place, dateOf(s.ReceivedAt) + "收到"}, "，")
		if s.Into != "" {
			what += "，已并入" + s.Into
		}
		a.Rows = append(a.Rows, templates.AlikeRow{
			URL: fmt.Sprintf("%s/beside/%d", petitionURL(p.ID), s.ID), Number: s.Number, What: what, Why: strings.Join(s.Reasons, "、"),
			State: petitionBadge(s.State, s.StateText), Score: s.Score, Same: s.SameReporter,
		})
	}
	for _, m := range p.Company.Merged {
		what := m.Channel + "，" + m.Mode
		if m.Repeat {
			what += "，同一人重复反映"
		}
		if m.ByHand {
			what += "，进展要由您写信、打电话或当面告知"
		}
		if m.Untold {
			what += "，还没有告知收到"
		}
		if m.Rating != "" {
			what += "，评价" + m.Rating
		}
		a.Merged = append(a.Merged, templates.MergedRow{URL: petitionURL(m.ID), Number: m.Number, What: what})
	}
	if p.Company.Joined > 0 {
		a.Joined = fmt.Sprintf("另有%d人反映同一件事。", p.Company.Joined)
	}
	if p.Company.Repeats > 0 {
		a.Repeats = fmt.Sprintf("来信人重复反映%d次，已登记保存。", p.Company.Repeats)
	}
	if p.Known.At != nil {
		a.Known = dateOf(*p.Known.At) + "起公开在办：再来反映同一件事的人，会看到“类似的事已经有人反映，正在办理”。"
	}
	if p.Known.CanChange {
		a.KnownDeeds = []templates.Deed{knownDeed(p, try)}
	}
	return a
}

// knownDeed is the form that makes it known that a matter is handled, or takes
// that back.
func knownDeed(p complaint.Detail, try attempt) templates.Deed {
	b, a := stepForms{base: petitionURL(p.ID), version: p.Version, try: try}, complaint.ActKnown
	d := b.deed(a, "/known", "公开在办", "公开在办", "村里已经知道有人反映、正在办理的，才能公开，例如已经公告。公开后，再来反映同一件事的人会被问要不要一起办；不说是谁、有几个人。")
	if p.Known.At != nil {
		a = complaint.ActUnknown
		d = b.deed(a, "/known", "取消公开在办", "取消公开", "以后再来反映的人不再被问。")
	}
	d.Fields = []templates.Field{b.line(a, "reason", "理由", "例如：村务公开栏已公告", 200)}
	return d
}

func (h *Petitions) markKnown(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	a := complaint.Action(c.PostForm("action"))
	if a != complaint.ActKnown && a != complaint.ActUnknown {
		return fault.New(fault.Invalid, "请选要办的事")
	}
	err = h.petitions.MarkKnown(c.Request.Context(), web.Actor(c), id, versionOf(c), a == complaint.ActKnown, seal.NewSecret(c.PostForm(string(a)+"-reason")))
	if fault.Is(err, fault.Invalid) {
		wrong, _ := refusal(err)
		return h.show(c, http.StatusUnprocessableEntity, attempt{action: a, said: c.PostForm, wrong: wrong})
	}
	if err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, "已办："+complaint.ActionText(string(a))+"。")
	return web.Redirect(c, petitionURL(id))
}

func (h *Petitions) beside(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	other, err := idOf(c, "other")
	if err != nil {
		return err
	}
	b, err := h.petitions.Beside(c.Request.Context(), web.Actor(c), id, other)
	if err != nil {
		return err
	}
	crumbs := under(petitionList, templates.Link{Text: b.This.Number, URL: petitionURL(id)})
	return web.RenderAt(h.front, c, http.StatusOK, crumbs, templates.OfficePetitionBeside, "并排对照", besidePage(b))
}

func besidePage(b complaint.Beside) templates.OfficePetitionBesideData {
	d := templates.OfficePetitionBesideData{Score: b.Score, Why: strings.Join(b.Reasons, "、") + "。", Same: b.SameReporter, Sides: [2]templates.BesideSide{besideOf(b.This), besideOf(b.Other)}}
	for _, f := range []struct {
		label string
		of    func(p complaint.Detail) string
	}{
		{"反映的问题", func(p complaint.Detail) string { return p.SubjectText }},
		{"发生地", func(p complaint.Detail) string { return p.Place }},
		{"发生时间", func(p complaint.Detail) string { return p.When }},
		{"被反映人", func(p complaint.Detail) string { return p.Who.Reveal() }},
		{"涉及", func(p complaint.Detail) string { return p.About }},
		{"渠道", func(p complaint.Detail) string { return p.Channel }},
		{"来信人", func(p complaint.Detail) string { return complaint.ModeText(p.Mode) }},
		{"收到", func(p complaint.Detail) string { return clock(p.ReceivedAt) }},
	} {
		d.Fields = append(d.Fields, templates.BesideField{Label: f.label, This: f.of(b.This), Other: f.of(b.Other)})
	}
	if b.CanMerge {
		d.Merge = []templates.Deed{mergeDeed(b)}
	}
	return d
}

func besideOf(p complaint.Detail) templates.BesideSide {
	s := templates.BesideSide{URL: petitionURL(p.ID), Number: p.Number, State: petitionBadge(p.State, complaint.StateText(p.State)), Body: p.Body.Reveal()}
	s.Photos, _ = officeFiles(s.URL, p.Files)
	return s
}

// mergeDeed merges this petition into the other one.
func mergeDeed(b complaint.Beside) templates.Deed {
	a := complaint.ActDuplicate
	f := stepForms{base: petitionURL(b.This.ID), version: b.This.Version}
	hint := "登记保存，和" + b.Other.Number + "一起办理；那一件有了进展，会一并告诉这件的来信人。" + willRead(a)
	if b.SameReporter {
		hint = "同一个实名来信人，按重复反映登记保存，不再告知受理；有了进展照样告诉。"
	}
	d := f.deed(a, "/triage", "并入"+b.Other.Number, "认定重复，并入", hint)
	d.Primary = true
	number := f.line(a, "duplicate", "与哪一件重复（编号）", "", 32)
	number.Value = b.Other.Number
	d.Fields = []templates.Field{number, f.area(a, "note", "内部说明", "", 500)}
	return d
}
