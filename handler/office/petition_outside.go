package office

import (
	"context"
	"fmt"
	"html/template"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/complaint"
	"yangguang/service/doors"
	"yangguang/service/handover"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/proof"
	"yangguang/service/kernel/seal"
	"yangguang/templates"
)

// ways is what the petition's page needs for the ways out of this platform.
type ways interface {
	Recipients(ctx context.Context) ([]handover.Recipient, error)
}

// leaving is what it needs of the complaint service for them.
type leaving interface {
	SealUp(ctx context.Context, by actor.Actor, id int64, o complaint.SealOrder) error
	OwnHead(ctx context.Context, by actor.Actor, id int64, version int, note seal.Secret) error
	Bureaus(ctx context.Context) ([]string, error)
	ReferralOf(ctx context.Context, by actor.Actor, petitionID int64) (complaint.Referral, bool, error)
}

// doorWords is the list 该找谁, for the words of a refusal.
type doorWords interface {
	Shown(ctx context.Context) ([]doors.Door, error)
}

// exits are the ways out of this platform on a petition's page.
type exits struct {
	ways    ways
	leaving leaving
	doors   doorWords
	page    string // the address that checks receipts; "" is not known
}

// Exits gives the page its ways out: sealing up, bureaus, the list 该找谁.
func (h *Petitions) Exits(w ways, l leaving, d doorWords, page string) *Petitions {
	h.exits = &exits{w, l, d, page}
	return h
}

// outsideForms adds the forms of the ways out.
func (h *Petitions) outsideForms(c *gin.Context, d *templates.OfficePetitionData, p complaint.Detail, try attempt) error {
	if h.exits == nil || !web.Actor(c).Is(actor.RolePetition) {
		return nil
	}
	ctx, b := c.Request.Context(), stepForms{base: petitionURL(p.ID), version: p.Version, try: try}
	list, err := h.exits.doors.Shown(ctx)
	if err != nil {
		return err
	}
	bureaus, err := h.exits.leaving.Bureaus(ctx)
	if err != nil {
		return err
	}
	to, err := h.exits.ways.Recipients(ctx)
	if err != nil {
		return err
	}
	r, ok, err := h.exits.leaving.ReferralOf(ctx, web.Actor(c), p.ID)
	if err != nil {
		return err
	}
	for i := range d.Deeds {
		switch complaint.Action(d.Deeds[i].Action) {
		case complaint.ActReject:
			d.Deeds[i].Selects = append(d.Deeds[i].Selects, doorChoice(b, list))
		case complaint.ActForward:
			b.online(&d.Deeds[i], p, bureaus)
		default:
		}
	}
	if ok {
		d.Referral = referralOf(r)
	}
	if p.Can[complaint.ActForwardResult] && p.AssignedTo == "bureau" {
		d.Deeds = append([]templates.Deed{b.result(r)}, d.Deeds...)
	}
	if p.Can[complaint.ActOwnHead] && !p.OwnHead {
		form := b.deed(complaint.ActOwnHead, "/own-head", "反映的是本机关领导", "标明，不让领导看到", "标明以后，委领导的账号都看不到这件，也查不到、数不到。5 个工作日内要按规定上报。")
		form.Fields = []templates.Field{b.line(complaint.ActOwnHead, "note", "为什么", "例如：反映本机关领导。不要写出姓名", 100)}
		d.Deeds = append(d.Deeds, form)
	}
	if p.Can[complaint.ActSealUp] {
		d.Deeds = append(d.Deeds, b.sealUp(to))
	}
	return nil
}

// doorChoice offers a sentence of the list 该找谁 to go with a refusal.
func doorChoice(b stepForms, list []doors.Door) templates.Choice {
	v, _ := b.said(complaint.ActReject, "door", "")
	return templates.Choice{
		Name: "reject-door", Label: "该找谁", Hint: "选一句，加在您写的话后面", Blank: "不加",
		Options: options(list, v, func(d doors.Door) (string, string) { return d.Sentence(), d.Matter + "：" + d.Office }),
	}
}

// online adds to a forwarding what the bureau reads of it here.
func (b stepForms) online(d *templates.Deed, p complaint.Detail, bureaus []string) {
	a := complaint.ActForward
	d.Hint = "部门看不到信访件。在线转办只把下面写的内容发给部门，部门的答复回到这里，由您核对后转告。" + willRead(a)
	names := "现在没有"
	if len(bureaus) > 0 {
		names = strings.Join(bureaus, "、")
	}
	refer := b.area(a, "refer", "发给部门的内容", "不填就走纸质函。用自己的话写清要办的事，不写来信人、不抄原文。能在线转办的部门："+names, 5000)
	d.Fields = append(d.Fields, refer)
	if p.Shares {
		on, wrong := b.said(a, "share", "")
		d.Check = templates.Check{Name: "forward-share", Label: "一并告知来信人的姓名和电话（来信人填表时同意）", On: on != "", Error: wrong}
	}
}

// result is the form that passes a bureau's result on, in reviewed words.
func (b stepForms) result(r complaint.Referral) templates.Deed {
	a := complaint.ActForwardResult
	d := b.deed(a, "/result", "转告部门的办理结果", "转告来信人", "先核对：答的是不是所问，有没有别人的信息。")
	text := b.area(a, "text", "转告来信人的话", "", 500)
	if b.try.action != a {
		text.Value = r.Answer.Reveal()
	}
	d.Primary, d.Open, d.Fields = !r.Answer.Empty(), d.Open || !r.Answer.Empty(), []templates.Field{text}
	return d
}

// sealUp is the form of 检规§15.
func (b stepForms) sealUp(to []handover.Recipient) templates.Deed {
	a := complaint.ActSealUp
	d := b.deed(a, "/seal", "密封上报", "密封，清除本平台内容", "反映本机关主要负责人的，报上一级；反映上级管理干部的，报本机关主要负责人并上报。内容、附件、来信人、对话全部加密给接收单位，本平台只留编号和时间，不能恢复。")
	reason, wrong := b.said(a, "reason", "")
	recipient, unknown := b.said(a, "recipient", "")
	d.Selects = []templates.Choice{
		{Name: "seal_up-reason", Label: "原因", Blank: "请选", Error: wrong, Options: choices(complaint.SealReasons(), reason)},
		{Name: "seal_up-recipient", Label: "接收单位", Blank: "请选", Error: unknown, Options: options(to, recipient, func(r handover.Recipient) (string, string) {
			return strconv.FormatInt(r.ID, 10), r.Office + " " + r.Fingerprint
		})},
	}
	if len(to) == 0 {
		d.Selects[1].Hint = "还没有可以选的接收单位。请安全管理员先在“密封接收公钥”里登记，再来办。"
	}
	on, unsure := b.said(a, "sure", "")
	d.Check = templates.Check{Name: "seal_up-sure", Label: "已核对接收单位；知道密封以后本平台不再有这件的内容", On: on != "", Error: unsure}
	return d
}

func referralOf(r complaint.Referral) []templates.Fact {
	facts := []templates.Fact{
		{Label: "部门", Value: r.Bureau}, {Label: "转办编号", Value: r.Number}, {Label: "状态", Value: complaint.ReferralStateText(r.State)},
		{Label: "发去的内容", Value: r.Text.Reveal()},
	}
	for _, f := range []struct {
		label string
		v     seal.Secret
	}{{"部门意见", r.Taken}, {"延长理由", r.Extension}, {"办理结果", r.Answer}} {
		if !f.v.Empty() {
			facts = append(facts, templates.Fact{Label: f.label, Value: f.v.Reveal()})
		}
	}
	return facts
}

func (h *Petitions) sealUp(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	o := complaint.SealOrder{Version: versionOf(c), Reason: c.PostForm("seal_up-reason"), Sure: c.PostForm("seal_up-sure") != ""}
	o.Recipient, _ = strconv.ParseInt(c.PostForm("seal_up-recipient"), 10, 64) // what is no number is no recipient
	err = h.exits.leaving.SealUp(c.Request.Context(), web.Actor(c), id, o)
	if fault.Is(err, fault.Invalid) {
		wrong, _ := refusal(err)
		return h.show(c, http.StatusUnprocessableEntity, attempt{action: complaint.ActSealUp, said: c.PostForm, wrong: wrong})
	}
	if err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, "已密封。请下载密封文件交给接收单位。")
	return web.Redirect(c, "/office/handovers")
}

func (h *Petitions) ownHead(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	err = h.exits.leaving.OwnHead(c.Request.Context(), web.Actor(c), id, versionOf(c), seal.NewSecret(c.PostForm("own_head-note")))
	if fault.Is(err, fault.Invalid) {
		wrong, _ := refusal(err)
		return h.show(c, http.StatusUnprocessableEntity, attempt{action: complaint.ActOwnHead, said: c.PostForm, wrong: wrong})
	}
	if err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, "已标明，委领导看不到这件。")
	return web.Redirect(c, petitionURL(id))
}

// receiptBlock is the signed receipt for the slip that a visitor takes along.
func (h *Petitions) receiptBlock(token string) (templates.ReceiptBlock, error) {
	if token == "" {
		return templates.ReceiptBlock{}, nil
	}
	r, err := proof.Parse(token)
	if err != nil {
		return templates.ReceiptBlock{}, fmt.Errorf("receipt: %w", err)
	}
	page := ""
	if h.exits != nil {
		page = h.exits.page
	}
	picture, err := r.Picture(page)
	return templates.ReceiptBlock{Text: r.Block(), QR: template.URL(picture)}, err //nolint:gosec // a picture our own service drew
}
