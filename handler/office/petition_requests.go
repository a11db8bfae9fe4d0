package office

import (
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/complaint"
	"yangguang/service/kernel/approval"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/seal"
	"yangguang/templates"
)

// ruling names the form of one request: several may wait on a page.
func ruling(id int64) complaint.Action { return complaint.Action(fmt.Sprintf("rule-%d", id)) }

// rule takes the head's word on a request.
func (h *Petitions) rule(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	request, err := idOf(c, "request")
	if err != nil {
		return err
	}
	a := ruling(request)
	agree := c.PostForm(string(a) + "-agree")
	if agree != "yes" && agree != "no" {
		err = fault.Fields(map[string]string{"agree": "请选同意还是不同意"})
	} else {
		err = h.petitions.Grant(c.Request.Context(), web.Actor(c), id, complaint.Rule{Request: request, Agree: agree == "yes", Words: seal.NewSecret(c.PostForm(string(a) + "-words"))})
	}
	if fault.Is(err, fault.Invalid) {
		wrong, _ := refusal(err)
		return h.show(c, http.StatusUnprocessableEntity, attempt{action: a, said: c.PostForm, wrong: wrong})
	}
	if err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, "已审批。")
	return web.Redirect(c, petitionURL(id))
}

// requestsOf are the requests on a petition, those that wait with their form.
func requestsOf(p complaint.Detail, try attempt) []templates.RequestBox {
	b := stepForms{base: petitionURL(p.ID), version: p.Version, try: try}
	out := make([]templates.RequestBox, 0, len(p.Requests))
	for _, r := range p.Requests {
		box := templates.RequestBox{What: requestText(r.Kind), Asked: r.AskedBy + " " + clock(r.AskedAt), Reason: r.Reason.Reveal(), State: requestBadge(r.State), Words: r.Words.Reveal()}
		if r.DecidedAt != nil && r.DecidedBy != "" {
			box.Decided = r.DecidedBy + " " + clock(*r.DecidedAt)
		}
		if r.MayDecide && (r.Kind == complaint.ApprovalReturn || r.Kind == complaint.ApprovalAppeal) {
			box.Deeds = []templates.Deed{b.ruling(r)}
		}
		out = append(out, box)
	}
	return out
}

func (b stepForms) ruling(r approval.View) templates.Deed {
	a := ruling(r.ID)
	d := b.deed(a, fmt.Sprintf("/requests/%d", r.ID), "审批", "提交审批", "")
	d.Primary = true
	d.Radios = []templates.Choice{b.radios(a, "agree", "审批意见", "", "", []complaint.Choice{{Value: "yes", Text: "同意"}, {Value: "no", Text: "不同意"}})}
	d.Fields = []templates.Field{b.area(a, "words", "批示", "不同意的要写明原因", 500)}
	return d
}

func requestText(kind string) string {
	switch kind {
	case complaint.ApprovalReturn:
		return "申请退回信访室"
	case complaint.ApprovalAppeal:
		return "申诉处理意见"
	case complaint.ApprovalExtend:
		return "申请延长期限"
	case complaint.ApprovalIdentity:
		return "申请查看来信人身份"
	case complaint.KindAnswer:
		return "答复送复核"
	}
	return "申请"
}

func requestBadge(state string) templates.Badge {
	switch state {
	case approval.Waiting:
		return templates.Badge{Tone: templates.Warning, Text: "等待审批"}
	case approval.Agreed:
		return templates.Badge{Tone: templates.Good, Text: "同意"}
	case approval.Refused:
		return templates.Badge{Tone: templates.Bad, Text: "不同意"}
	}
	return templates.Badge{Text: "已撤销"}
}

// decisions counts the requests that wait for the reader's word.
func decisions(requests []templates.RequestBox) int {
	n := 0
	for _, r := range requests {
		n += len(r.Deeds)
	}
	return n
}
