package office

import (
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/templates"
)

// talkRoutes are the addresses about the reporter: who it is, with a second
// person's consent, what waits for such a consent, and the neutral slip.
func (h *Petitions) talkRoutes() []web.Route {
	office := roles(actor.RolePetition)
	second := roles(actor.RolePetition, actor.RoleHead)
	one := "/office/petitions/:id"
	return []web.Route{
		post(one+"/identity", office, h.askIdentity),
		post(one+"/identity/back", office, h.takeBackIdentity),
		get(one+"/identity", office, h.seeIdentity),
		post(one+"/verify", office, h.verify),
		get(requestList.URL, second, h.requests),
		post(requestList.URL+"/:request", second, h.decideRequest),
		get(one+"/requests/:request/files/:file", office, h.proposalFile),
		post("/office/petitions/slip", office, h.slip),
	}
}

var requestList = templates.Link{Text: "等我同意的", URL: "/office/petitions/requests"}

func (h *Petitions) askIdentity(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	err = h.petitions.AskIdentity(c.Request.Context(), web.Actor(c), id, seal.NewSecret(c.PostForm("identity-reason")))
	if fault.Is(err, fault.Invalid) {
		wrong, _ := refusal(err)
		return h.show(c, http.StatusUnprocessableEntity, attempt{action: complaint.ActIdentity, said: c.PostForm, wrong: wrong})
	}
	if err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, "申请已提出，等另一人同意。")
	return web.Redirect(c, petitionURL(id))
}

func (h *Petitions) takeBackIdentity(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	if err := h.petitions.TakeBackIdentity(c.Request.Context(), web.Actor(c), id); err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, "申请已收回。")
	return web.Redirect(c, petitionURL(id))
}

func (h *Petitions) seeIdentity(c *gin.Context) error {
	return h.showIdentity(c, http.StatusOK, attempt{})
}

// showIdentity shows the reporter on a page of its own. The browser is told to
// keep nothing, and to ask again when the time is over: by then there is nothing.
func (h *Petitions) showIdentity(c *gin.Context, code int, try attempt) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	who, err := h.petitions.SeeIdentity(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store, max-age=0")
	c.Header("Referrer-Policy", "no-referrer")
	c.Header("Permissions-Policy", "display-capture=(), clipboard-write=(), clipboard-read=()")
	if left := who.Until.Sub(who.At); left > 0 && code == http.StatusOK {
		c.Header("Refresh", strconv.Itoa(int(left.Seconds())+1)+"; url="+petitionURL(id))
	}
	return web.RenderAt(h.front, c, code, under(petitionList, templates.Link{Text: who.Number, URL: petitionURL(id)}), templates.OfficeIdentity, "来信人身份",
		identityPage(who, web.Actor(c), try))
}

// marks is how many times the watermark stands on the page.
const marks = 24

func identityPage(who complaint.Opened, by actor.Actor, try attempt) templates.OfficeIdentityData {
	d := templates.OfficeIdentityData{
		Number: who.Number, Until: hourOf(who.Until), AgreedBy: who.AgreedBy, BackURL: petitionURL(who.PetitionID),
		Mark: fmt.Sprintf("%s %d %s", by.Name, by.StaffID, clock(who.At)), Marks: make([]struct{}, marks),
		Facts: []templates.Fact{
			{Label: "姓名", Value: who.Name.Reveal()}, {Label: "电话", Value: who.Phone.Reveal()}, {Label: "地址", Value: who.Address.Reveal()},
			{Label: "身份证号", Value: who.ResidentID.Reveal()}, {Label: "实名", Value: "未核实"},
		},
	}
	if who.Verified {
		d.Facts[4].Value = fmt.Sprintf("已核实（%s，%s）", who.VerifyHow, who.VerifiedOn)
		d.Facts = append(d.Facts, templates.Fact{Label: "核实情况", Value: who.VerifyNote.Reveal()})
	}
	if who.MayVerify {
		a := complaint.ActVerify
		b := stepForms{base: petitionURL(who.PetitionID), version: who.Version, try: try}
		form := b.deed(a, "/verify", "核实实名", "登记核实结果", "电话或者当面问过本人、确实是本人署名的，才登记。")
		how, wrong := b.said(a, "how", "")
		form.Selects = []templates.Choice{{Name: "verify-how", Label: "怎样核实的", Options: choices(complaint.Verifications(), how), Blank: "请选", Error: wrong}}
		on, wrongOn := b.said(a, "on", period.Here(who.At).String())
		form.Fields = []templates.Field{
			{Name: "verify-on", Label: "哪天核实的", Type: "date", Value: on, Error: wrongOn}, b.line(a, "note", "核实情况", "例如：姓名、事由与来信一致", 500),
		}
		d.Verify = []templates.Deed{form}
	}
	return d
}

// identity adds what can be done about seeing the reporter.
func (b stepForms) identity(d *templates.OfficePetitionData, p complaint.Detail) {
	o := p.Openness
	a := complaint.ActIdentity
	switch {
	case !o.Until.IsZero():
		d.See = templates.Link{Text: "查看身份（" + hourOf(o.Until) + "前）", URL: b.base + "/identity"}
	case o.Mine:
		form := b.deed(a, "/identity/back", "收回申请", "收回申请", "")
		d.Identity, d.Waiting = []templates.Deed{form}, "您申请查看来信人身份，正等信访室另一人同意。"
	case o.Waiting:
		d.Waiting = "有人申请查看来信人身份，正等另一人同意。"
	case o.MayAsk:
		form := b.deed(a, "/identity", "申请查看身份", "提出申请", "要信访室另一人同意，同意后只有您能看，到时间就看不了。每次查看都记录在案，并告知来信人。")
		form.Fields = []templates.Field{b.line(a, "reason", "查看的理由", "例如：电话核实署名", 200)}
		d.Identity = []templates.Deed{form}
	}
}

func hourOf(t time.Time) string { return t.In(period.Shanghai).Format("15:04") }

// verify registers that somebody spoke to the reporter; it hangs on the page
// where the reporter is seen.
func (h *Petitions) verify(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	d := decisionOf(c)
	d.Action = complaint.ActVerify
	err = h.petitions.Decide(c.Request.Context(), web.Actor(c), id, d)
	if fault.Is(err, fault.Invalid) {
		wrong, _ := refusal(err)
		return h.showIdentity(c, http.StatusUnprocessableEntity, attempt{action: complaint.ActVerify, said: c.PostForm, wrong: wrong})
	}
	if err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, "已登记：实名已核实。")
	return web.Redirect(c, petitionURL(id))
}

func (h *Petitions) requests(c *gin.Context) error { return h.showRequests(c, http.StatusOK, 0, nil) }

// showRequests lists what waits for this person; refused is the request whose
// form was.
func (h *Petitions) showRequests(c *gin.Context, code int, refused int64, wrong templates.Errors) error {
	list, err := h.petitions.Requests(c.Request.Context(), web.Actor(c))
	if err != nil {
		return err
	}
	var d templates.OfficeRequestsData
	for _, r := range list {
		row := templates.RequestRow{
			URL: requestList.URL + "/" + strconv.FormatInt(r.ID, 10), Petition: strconv.FormatInt(r.PetitionID, 10), PetitionURL: petitionURL(r.PetitionID),
			Number: r.Number, Subject: r.Subject, Mode: modeBadge(r.Mode), AskedBy: r.AskedBy, AskedAt: clock(r.AskedAt), Kind: "查看来信人身份", Reason: r.Reason.Reveal(), Which: r.Kind,
		}
		if r.Kind == complaint.KindAnswer {
			row.Kind, row.Reason, row.Text, row.Moved = "复核答复："+complaint.ActionText(string(r.Proposal.Action)), "", r.Proposal.Text, r.Proposal.Moved
			if r.Proposal.Files > 0 {
				row.Reason = fmt.Sprintf("附%d个文件", r.Proposal.Files)
			}
			for n := 1; n <= r.Proposal.Files; n++ {
				row.Files = append(row.Files, templates.Link{Text: fmt.Sprintf("看附件%d", n), URL: fmt.Sprintf("%s/requests/%d/files/%d", petitionURL(r.PetitionID), r.ID, n)})
			}
		}
		if r.ID == refused {
			row.Words, row.Errors = c.PostForm("words"), wrong
		}
		d.Rows = append(d.Rows, row)
	}
	return web.RenderAt(h.front, c, code, under(petitionList), templates.OfficeRequests, requestList.Text, d)
}

// proposalFile shows what comes with an answer to the second person who reads it.
func (h *Petitions) proposalFile(c *gin.Context) error {
	var ids [3]int64
	for i, name := range []string{"id", "request", "file"} {
		var err error
		if ids[i], err = idOf(c, name); err != nil {
			return err
		}
	}
	f, err := h.petitions.ProposalFile(c.Request.Context(), web.Actor(c), ids[0], ids[1], ids[2])
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "no-store")
	if f.Kind == complaint.KindPaper {
		c.Header("Content-Disposition", fmt.Sprintf(`attachment; filename="%d-%d.pdf"`, ids[1], ids[2]))
	}
	c.Data(http.StatusOK, f.Mime, f.Data)
	return nil
}

func (h *Petitions) decideRequest(c *gin.Context) error {
	request, err := idOf(c, "request")
	if err != nil {
		return err
	}
	petition, err := strconv.ParseInt(c.PostForm("petition"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "没有找到这份申请")
	}
	decide, agree := h.petitions.DecideIdentity, c.PostForm("agree") == "1"
	if c.PostForm("which") == complaint.KindAnswer {
		decide = h.petitions.DecideAnswer
	}
	err = decide(c.Request.Context(), web.Actor(c), petition, request, agree, seal.NewSecret(c.PostForm("words")))
	if wrong, err := refusal(err); err != nil {
		return err
	} else if wrong != nil {
		return h.showRequests(c, http.StatusUnprocessableEntity, request, wrong)
	}
	said := "已退回申请人。"
	if agree {
		said = "已同意。"
	}
	h.front.Flash(c, templates.Good, said)
	return web.Redirect(c, requestList.URL)
}

// slip prints the receipt of a visitor on a page that says nothing about whose
// it is; the number comes in the form, so that it stands in no address.
func (h *Petitions) slip(c *gin.Context) error {
	r, err := h.petitions.VisitorSlip(c.Request.Context(), web.Actor(c), c.PostForm("receipt"))
	if err != nil {
		return err
	}
	return web.Render(h.front, c, http.StatusOK, templates.NeutralSlip, "查询码", templates.NeutralSlipData{Receipt: r.Number, At: dateOf(r.At), BackURL: "/office/petitions/new"})
}
