package office

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/complaint"
	"yangguang/service/handover"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/clip"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
	"yangguang/templates"
)

// recipients is what these pages need of the keys of those who are handed to.
type recipients interface {
	List(ctx context.Context, by actor.Actor) ([]handover.Key, error)
	Add(ctx context.Context, by actor.Actor, d handover.Draft) error
	Retire(ctx context.Context, by actor.Actor, id int64) error
}

// outside is what these pages need of the complaint service.
type outside interface {
	Handovers(ctx context.Context, by actor.Actor, r page.Request) (page.Page[complaint.Handover], error)
	Parcel(ctx context.Context, by actor.Actor, id int64) (content io.ReadCloser, size int64, name string, err error)
	Handed(ctx context.Context, by actor.Actor, id int64) error
	ReportedUp(ctx context.Context, by actor.Actor, id int64) error
	Referrals(ctx context.Context, by actor.Actor, r page.Request) (page.Page[complaint.Referral], error)
	Referral(ctx context.Context, by actor.Actor, id int64) (complaint.Referral, error)
	Refer(ctx context.Context, by actor.Actor, id int64, d complaint.ReferralStep) error
}

// Outside is the pages of what leaves this platform: matters that were sealed
// up, the keys they are sealed to, and matters that were forwarded to bureaus.
type Outside struct {
	front   *web.Front
	offices recipients
	outside outside
}

// NewOutside makes the pages.
func NewOutside(front *web.Front, k recipients, o outside) *Outside { return &Outside{front, k, o} }

// Routes lists the addresses.
func (h *Outside) Routes() []web.Route {
	petition, bureau := roles(actor.RolePetition), roles(actor.RoleBureauOfficer)
	keep := roles(actor.RoleSecurityAdmin)
	return []web.Route{
		get("/office/handover-keys", roles(actor.RoleSecurityAdmin, actor.RoleAuditor), h.keys),
		post("/office/handover-keys", keep, h.addKey),
		post("/office/handover-keys/:id/retire", keep, h.retireKey),
		get("/office/handovers", petition, h.handovers),
		get("/office/handovers/:id/parcel", petition, h.parcel),
		post("/office/handovers/:id/handed", petition, h.handed),
		post("/office/handovers/:id/reported", petition, h.reported),
		get("/office/referrals", bureau, h.referrals),
		get("/office/referrals/:id", bureau, h.referral),
		post("/office/referrals/:id", bureau, h.refer),
	}
}

func (h *Outside) keys(c *gin.Context) error {
	return h.showKeys(c, http.StatusOK, templates.OfficeHandoverKeysData{})
}

func (h *Outside) showKeys(c *gin.Context, code int, d templates.OfficeHandoverKeysData) error {
	all, err := h.offices.List(c.Request.Context(), web.Actor(c))
	if err != nil {
		return err
	}
	d.Editable = web.Actor(c).Is(actor.RoleSecurityAdmin)
	for _, k := range all {
		row := templates.HandoverKeyRow{
			ID: strconv.FormatInt(k.ID, 10), Office: k.Office, Fingerprint: k.Fingerprint, From: k.ValidFrom.String(), Added: k.Added + " " + clock(k.AddedAt),
			State: templates.Badge{Tone: templates.Good, Text: "在用"}, Live: k.RetiredAt == nil,
		}
		if k.RetiredAt != nil {
			row.State = templates.Badge{Text: clock(*k.RetiredAt) + " 停用"}
		}
		d.Rows = append(d.Rows, row)
	}
	return web.RenderAt(h.front, c, code, under(), templates.OfficeHandoverKeys, "密封接收公钥", d)
}

func (h *Outside) addKey(c *gin.Context) error {
	draft := handover.Draft{Office: c.PostForm("office"), PublicKey: c.PostForm("key"), Fingerprint: c.PostForm("fingerprint"), ValidFrom: c.PostForm("from")}
	if err := h.offices.Add(c.Request.Context(), web.Actor(c), draft); err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.showKeys(c, http.StatusUnprocessableEntity, templates.OfficeHandoverKeysData{
				Office: draft.Office, PublicKey: draft.PublicKey, Fingerprint: draft.Fingerprint, From: draft.ValidFrom, Errors: wrong,
			})
		})
	}
	h.front.Flash(c, templates.Good, "公钥已经登记。")
	return web.Redirect(c, "/office/handover-keys")
}

// stepped runs a step on the row of the address and goes back to the list.
func (h *Outside) stepped(c *gin.Context, back, said string, step func(ctx context.Context, by actor.Actor, id int64) error) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	if err := step(c.Request.Context(), web.Actor(c), id); err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, said)
	return web.Redirect(c, back)
}

func (h *Outside) retireKey(c *gin.Context) error {
	return h.stepped(c, "/office/handover-keys", "公钥已经停用。", h.offices.Retire)
}

func (h *Outside) handed(c *gin.Context) error {
	return h.stepped(c, "/office/handovers", "已登记移交，密封文件已经删除。", h.outside.Handed)
}

func (h *Outside) reported(c *gin.Context) error {
	return h.stepped(c, "/office/handovers", "已登记上报。", h.outside.ReportedUp)
}

func (h *Outside) handovers(c *gin.Context) error {
	list, err := h.outside.Handovers(c.Request.Context(), web.Actor(c), pageOf(c))
	if err != nil {
		return err
	}
	d := templates.OfficeHandoversData{Pager: pager(c, list), Empty: templates.Empty{Text: "没有密封上报的信访件", Advice: "在信访件页面办“密封上报”。"}}
	for _, s := range list.Items {
		d.Rows = append(d.Rows, handoverRow(s))
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeHandovers, "密封上报", d)
}

// handoverRow offers the next step and no other.
func handoverRow(s complaint.Handover) templates.HandoverRow {
	base := "/office/handovers/" + strconv.FormatInt(s.ID, 10)
	r := templates.HandoverRow{ID: strconv.FormatInt(s.ID, 10), Number: s.Number, Received: dateOf(s.ReceivedAt), Sealed: clock(s.SealedAt), Office: s.Office, Digest: s.Digest}
	switch {
	case s.ReportedAt != nil:
		r.State = templates.Badge{Tone: templates.Good, Text: clock(*s.ReportedAt) + " 已上报"}
	case s.HandedAt != nil:
		r.State, r.ReportedURL = templates.Badge{Tone: templates.Info, Text: clock(*s.HandedAt) + " 已移交"}, base+"/reported"
	case s.DownloadedAt != nil:
		r.State, r.HandedURL, r.ParcelURL = templates.Badge{Tone: templates.Warning, Text: "已下载，待移交"}, base+"/handed", base+"/parcel"
	default:
		r.State, r.ParcelURL = templates.Badge{Tone: templates.Warning, Text: "待下载"}, base+"/parcel"
	}
	if s.Clock.Kind != "" {
		r.Due, r.Lamp = dateOf(s.Clock.At), lamp(s.Clock)
	}
	return r
}

// parcel sends the sealed file. It is read as a stream and kept nowhere.
func (h *Outside) parcel(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	content, size, name, err := h.outside.Parcel(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	defer content.Close()
	c.DataFromReader(http.StatusOK, size, "application/octet-stream", content, map[string]string{
		"Content-Disposition": `attachment; filename="` + name + `"`, "Cache-Control": "no-store",
	})
	return nil
}

func (h *Outside) referrals(c *gin.Context) error {
	by := web.Actor(c)
	list, err := h.outside.Referrals(c.Request.Context(), by, pageOf(c))
	if err != nil {
		return err
	}
	d := templates.OfficeReferralsData{Bureau: by.Bureau, Pager: pager(c, list), Empty: templates.Empty{Text: "没有转来的事项", Advice: "县纪委监委转来的、归本部门办的事项会出现在这里。"}}
	for _, r := range list.Items {
		row := templates.ReferralRow{
			URL: referralURL(r.ID), Number: r.Number, Text: shortened(r.Text.Reveal()), Sent: dateOf(r.SentAt), State: referralBadge(r.State),
		}
		if len(r.Clocks) > 0 {
			row.What, row.Due, row.Lamp = timer.Text(r.Clocks[0].Kind), dateOf(r.Clocks[0].At), lamp(r.Clocks[0])
		}
		d.Rows = append(d.Rows, row)
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeReferrals, "转来的事项", d)
}

// shortened is the beginning of a text, for a list.
func shortened(text string) string {
	const most = 40
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return clip.Runes(text, most) + "……"
}

func referralURL(id int64) string { return "/office/referrals/" + strconv.FormatInt(id, 10) }

func referralBadge(state string) templates.Badge {
	b := templates.Badge{Tone: templates.Info, Text: complaint.ReferralStateText(state)}
	switch state {
	case "sent":
		b.Tone = templates.Warning
	case "answered", "passed":
		b.Tone = templates.Good
	case "returned":
		b.Tone = templates.Plain
	}
	return b
}

func (h *Outside) referral(c *gin.Context) error { return h.showReferral(c, http.StatusOK, nil) }

func (h *Outside) showReferral(c *gin.Context, code int, wrong templates.Errors) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	r, err := h.outside.Referral(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	d := templates.OfficeReferralData{State: referralBadge(r.State), Text: r.Text.Reveal(), Facts: referralFacts(r), Deeds: referralDeeds(c, r, wrong)}
	for _, k := range r.Clocks {
		d.Dues = append(d.Dues, templates.DueRow{What: timer.Text(k.Kind), At: dateOf(k.At), Lamp: lamp(k)})
	}
	crumbs := under(templates.Link{Text: "转来的事项", URL: "/office/referrals"})
	return web.RenderAt(h.front, c, code, crumbs, templates.OfficeReferral, r.Number, d)
}

func referralFacts(r complaint.Referral) []templates.Fact {
	facts := []templates.Fact{{Label: "编号", Value: r.Number}, {Label: "转来", Value: clock(r.SentAt)}}
	who := "没有告知。不要打听；要核实情况，请写在答复里由转办单位联系"
	if !r.Who.Empty() {
		who = r.Who.Reveal() + "（本人同意告知，不要外传）"
	}
	facts = append(facts, templates.Fact{Label: "反映人", Value: who})
	for _, f := range []struct {
		label string
		v     seal.Secret
		at    string
	}{
		{"本部门意见", r.Taken, maybeClock(r.TakenAt)}, {"延长理由", r.Extension, ""}, {"办理结果", r.Answer, maybeClock(r.AnsweredAt)},
	} {
		if !f.v.Empty() {
			facts = append(facts, templates.Fact{Label: f.label, Value: joined(f.v.Reveal(), f.at)})
		}
	}
	return facts
}

// referralDeeds are the forms of what a bureau may do now, the obvious one open.
func referralDeeds(c *gin.Context, r complaint.Referral, wrong templates.Errors) []templates.Deed {
	var out []templates.Deed
	for _, f := range []struct{ deed, title, button, hint, label string }{
		{complaint.ReferralAnswer, "答复办理结果", "答复", "交给转办单位，由他们核对后转告反映人。不要写别人的信息。", "办理结果"},
		{complaint.ReferralTake, "接收办理", "接收", "15 日内答复是否受理。", "受理意见"},
		{complaint.ReferralExtend, "延长办理期限", "延长 30 日", "只能延长一次，要经本部门负责人批准。", "理由和批准人"},
		{complaint.ReferralReturn, "退回", "退回", "不归本部门管的。", "退回的原因，该转哪里"},
	} {
		if !r.Can[f.deed] {
			continue
		}
		d := templates.Deed{URL: referralURL(r.ID), Action: f.deed, Version: r.Version, Title: f.title, Button: f.button, Hint: f.hint}
		field := templates.Field{Name: f.deed + "-words", Label: f.label, Type: "textarea", Max: 500}
		if c.PostForm("action") == f.deed && wrong != nil {
			d.Open, field.Value, field.Error = true, c.PostForm(f.deed+"-words"), wrong[f.deed]
			if m := wrong[""]; m != "" {
				d.Errors = templates.Errors{"": m}
			}
		}
		d.Fields = []templates.Field{field}
		out = append(out, d)
	}
	if len(out) > 0 && wrong == nil {
		first := 0
		if r.State == "sent" && len(out) > 1 {
			first = 1
		}
		out[first].Open, out[first].Primary = true, true
	}
	return out
}

func (h *Outside) refer(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	deed := c.PostForm("action")
	err = h.outside.Refer(c.Request.Context(), web.Actor(c), id, complaint.ReferralStep{Version: versionOf(c), Deed: deed, Words: seal.NewSecret(c.PostForm(deed + "-words"))})
	if fault.Is(err, fault.Invalid) {
		wrong, _ := refusal(err)
		return h.showReferral(c, http.StatusUnprocessableEntity, wrong)
	}
	if err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, fmt.Sprintf("已办：%s。", complaint.ActionText("referral_"+deed)))
	return web.Redirect(c, referralURL(id))
}
