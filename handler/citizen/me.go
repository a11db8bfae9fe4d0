package citizen

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/identity"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/idnumber"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/lookup"
	"yangguang/templates"
)

const wantMe = "管理自己的绑定"

func (h *Lookup) me(c *gin.Context) error {
	by := web.Actor(c)
	if h.front.RequireWechat(c) {
		return nil
	}
	if by.PersonID == 0 {
		return h.showMe(c, http.StatusOK, templates.MeData{})
	}
	return h.ownPage(c, http.StatusOK, templates.MeData{})
}

func (h *Lookup) showMe(c *gin.Context, status int, data templates.MeData) error {
	return web.RenderIn(h.front, c, status, templates.TabMe, templates.Me, "我的", data)
}

// ownPage shows the page of a bound person around what data already says.
func (h *Lookup) ownPage(c *gin.Context, status int, data templates.MeData) error {
	ctx, by := c.Request.Context(), web.Actor(c)
	p, err := h.identity.Profile(ctx, by)
	if err != nil {
		return h.stale(c, err, templates.TabMe, wantMe)
	}
	relatives, err := h.identity.Relatives(ctx, by)
	if err != nil {
		return err
	}
	tree, err := h.lookup.Divisions(ctx)
	if err != nil {
		return err
	}
	if data.Unread, err = h.inbox.Unread(ctx, by); err != nil {
		return err
	}
	data.Bound, data.MaskedName, data.Village = true, p.MaskedName, tree.FullName(p.VillageCode)
	if data.Looks, err = h.seen(ctx, by, tree); err != nil {
		return err
	}
	fillDevices(&data, p.Devices)
	fillRelatives(&data, relatives)
	return h.showMe(c, status, data)
}

// mostLooks bounds the list of who looked.
const mostLooks = 20

// seen lists who looked at the payments of a bound person, at a counter or at a
// screen, the latest first.
func (h *Lookup) seen(ctx context.Context, by actor.Actor, tree *lookup.Tree) ([]templates.Fact, error) {
	type look struct {
		at    time.Time
		where string
	}
	var all []look
	if h.looks != nil {
		counters, err := h.looks.Mine(ctx, by)
		if err != nil {
			return nil, err
		}
		for _, l := range counters {
			all = append(all, look{l.At, tree.FullName(l.Village) + "村委会代查，" + l.Staff})
		}
	}
	screens, err := h.identity.KioskLooks(ctx, by)
	if err != nil {
		return nil, err
	}
	for _, l := range screens {
		all = append(all, look{l.At, tree.FullName(l.Village) + "自助机（" + l.Place + "）"})
	}
	slices.SortStableFunc(all, func(a, b look) int { return b.at.Compare(a.at) })
	out := make([]templates.Fact, 0, len(all))
	for _, l := range all[:min(len(all), mostLooks)] {
		out = append(out, templates.Fact{Label: clockText(l.at), Value: l.where})
	}
	return out, nil
}

func fillDevices(data *templates.MeData, devices []identity.Device) {
	for _, d := range devices {
		since := when(d.BoundAt)
		if d.This {
			data.Since = since
		}
		data.Devices = append(data.Devices, templates.Device{ID: strconv.FormatInt(d.BindingID, 10), Text: "微信用户", Since: since, Current: d.This})
	}
}

func fillRelatives(data *templates.MeData, relatives []identity.Relative) {
	for _, r := range relatives {
		row := templates.Relative{ID: strconv.FormatInt(r.GrantID, 10), MaskedName: idnumber.MaskName(r.Name), Since: when(r.GrantedAt), Until: dayOr(r.ExpiresOn)}
		if r.ISee {
			row.Relation, row.URL = r.Relation, "/h5/payouts?whose="+lookup.RelativeOf(r.GrantID)
			data.Relatives = append(data.Relatives, row)
			continue
		}
		data.Watchers = append(data.Watchers, row)
	}
	if data.Relations == nil {
		data.Relations = relations("")
	}
}

func relations(chosen string) []templates.Option {
	out := make([]templates.Option, 0, len(identity.Relations))
	for _, r := range identity.Relations {
		out = append(out, templates.Option{Value: r, Text: r, Selected: r == chosen})
	}
	return out
}

// ownCode shows a new code at once and only here: it stands in no session.
func (h *Lookup) ownCode(c *gin.Context) error {
	code, err := h.identity.IssueRelativeCode(c.Request.Context(), web.Actor(c))
	if err != nil {
		return h.stale(c, err, templates.TabMe, wantMe)
	}
	digits := code.Code.Reveal()
	return h.ownPage(c, http.StatusOK, templates.MeData{
		OwnCode: digits[:4] + " " + digits[4:], OwnCodeUntil: code.ExpiresAt.In(period.Shanghai).Format("15:04") + " 前有效",
	})
}

// ownConsent shows a new code for the village office at once and only here.
func (h *Lookup) ownConsent(c *gin.Context) error {
	code, until, err := h.identity.IssueConsent(c.Request.Context(), web.Actor(c))
	if err != nil {
		return h.stale(c, err, templates.TabMe, wantMe)
	}
	digits := code.Reveal()
	return h.ownPage(c, http.StatusOK, templates.MeData{Consent: digits[:3] + " " + digits[3:], ConsentUntil: until.In(period.Shanghai).Format("15:04") + " 前有效"})
}

func (h *Lookup) addRelative(c *gin.Context) error {
	if err := h.allow(c, limitBind); err != nil {
		return err
	}
	code, relation := c.PostForm("code"), c.PostForm("relation")
	name, err := h.identity.AddRelative(c.Request.Context(), web.Actor(c), seal.NewSecret(code), relation)
	fe := fault.Of(err)
	switch {
	case err == nil:
		h.front.Flash(c, templates.Good, "加好了，现在能看到"+idnumber.MaskName(name)+"领的钱")
		return web.Redirect(c, "/h5/me")
	case fe.Kind == fault.Invalid || fe.Kind == fault.Conflict || fe.Kind == fault.TooMany:
		data := templates.MeData{RelativeCode: code, Relations: relations(relation), Errors: fe.Fields}
		if len(fe.Fields) == 0 {
			data.Errors = templates.Errors{identity.FieldCode: fe.Public}
		}
		return h.ownPage(c, web.StatusOf(fe.Kind), data)
	}
	return h.stale(c, err, templates.TabMe, wantMe)
}

func (h *Lookup) revokeRelative(c *gin.Context) error {
	id, err := number(c, "id")
	if err != nil {
		return err
	}
	if err := h.identity.RevokeRelative(c.Request.Context(), web.Actor(c), id); err != nil {
		return h.stale(c, err, templates.TabMe, wantMe)
	}
	h.front.Flash(c, templates.Good, "已经取消")
	return web.Redirect(c, "/h5/me")
}

// unbindDevice ends a binding: usually that of a phone that was lost.
func (h *Lookup) unbindDevice(c *gin.Context) error {
	id, err := number(c, "id")
	if err != nil {
		return err
	}
	ctx, by := c.Request.Context(), web.Actor(c)
	if err := h.identity.Unbind(ctx, by, id); err != nil {
		return h.stale(c, err, templates.TabMe, wantMe)
	}
	now, err := h.identity.Current(ctx, by.WechatUserID) // it may have been this one
	if err != nil {
		return err
	}
	if err := h.front.SetPerson(ctx, now.PersonID); err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, "已经解除那个微信的绑定")
	return web.Redirect(c, "/h5/me")
}
