package office

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/attach"
	"yangguang/service/kernel/page"
	"yangguang/service/receive"
	"yangguang/templates"
)

// inquiries is what these pages need of the service that asks whether money came.
type inquiries interface {
	List(ctx context.Context, by actor.Actor, f receive.Filter, r page.Request) (receive.List, error)
	One(ctx context.Context, by actor.Actor, id int64) (receive.Detail, error)
	Answer(ctx context.Context, by actor.Actor, id int64, r receive.Reply) error
	Proof(ctx context.Context, by actor.Actor, id, event int64) (attach.Content, error)
	Counts(ctx context.Context, by actor.Actor, c receive.Scope) (receive.Counts, error)
	Listed(ctx context.Context, by actor.Actor, b receive.Behind, r page.Request) (receive.Listed, error)
}

// Inquiries is the pages on which a bureau says what the bank says of money that
// did not come, and what households said is counted.
type Inquiries struct {
	front     *web.Front
	inquiries inquiries
}

// NewInquiries makes the pages.
func NewInquiries(front *web.Front, i inquiries) *Inquiries { return &Inquiries{front, i} }

// Routes lists the addresses.
func (h *Inquiries) Routes() []web.Route {
	read := roles(actor.RoleSupervision, actor.RoleHead, actor.RoleBureauOfficer, actor.RoleBureauHead, actor.RoleTownInspector)
	one := inquiryList.URL + "/:id"
	answer := post(one, roles(actor.RoleBureauOfficer), h.answer)
	answer.Body = feedbackBody
	return []web.Route{
		get(answersHome.URL, read, h.counts),
		get(answersHome.URL+"/list", read, h.listed),
		get(inquiryList.URL, read, h.list),
		get(one, read, h.one),
		answer,
		get(one+"/files/:file", read, h.proof),
	}
}

var (
	answersHome = templates.Link{Text: "收款回访", URL: "/office/answers"}
	inquiryList = templates.Link{Text: "收款查询", URL: "/office/inquiries"}
)

func inquiryURL(id int64) string { return inquiryList.URL + "/" + strconv.FormatInt(id, 10) }

func (h *Inquiries) list(c *gin.Context) error {
	by, q := web.Actor(c), c.Request.URL.Query()
	f := receive.Filter{View: q.Get("view"), Kind: q.Get("kind")}
	list, err := h.inquiries.List(c.Request.Context(), by, f, pageOf(c))
	if err != nil {
		return err
	}
	d := templates.OfficeInquiriesData{Tabs: inquiryTabs(list, f.Kind), Pager: pager(c, list.Page),
		Empty: templates.Empty{Text: "这里没有要查的", Advice: "群众在手机上点了“没收到”“数不对”，就会列在这里。"}}
	for _, k := range []string{"", receive.Missing, receive.Wrong} {
		chip := templates.Chip{Text: "全部", URL: inquiriesBy(list.View, k), Active: k == f.Kind}
		if k != "" {
			chip.Text = receive.FigureText(k)
		}
		d.Kinds = append(d.Kinds, chip)
	}
	for _, r := range list.Items {
		d.Rows = append(d.Rows, inquiryRow(by, r))
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(answersHome), templates.OfficeInquiries, inquiryList.Text, d)
}

func inquiriesBy(view, kind string) string {
	q := url.Values{"view": {view}}
	if kind != "" {
		q.Set("kind", kind)
	}
	return inquiryList.URL + "?" + q.Encode()
}

func inquiryTabs(list receive.List, kind string) []templates.OfficeTab {
	var tabs []templates.OfficeTab
	for _, t := range []struct {
		view, text string
		late       bool
	}{{receive.StateOpen, "等答复", false}, {receive.ViewLate, "超期", true}, {receive.StateAnswered, "已答复", false}, {receive.StateClosed, "已经收到", false}, {receive.ViewAll, "全部", false}} {
		if n := list.Counts[t.view]; !t.late || n > 0 || list.View == t.view {
			tabs = append(tabs, templates.OfficeTab{Text: t.text, URL: inquiriesBy(t.view, kind), Count: n, Active: t.view == list.View, Late: t.late})
		}
	}
	return tabs
}

func inquiryRow(by actor.Actor, r receive.Row) templates.LivelihoodRow {
	row := templates.LivelihoodRow{URL: inquiryURL(r.ID), Number: r.Number, Kind: r.KindText, Subject: r.Subject, Place: r.Place, Bureau: r.Bureau, State: inquiryBadge(r), Lamp: inquiryLamp(r),
		Sentence: fmt.Sprintf("%s %s %s元，%s发。", r.Item, spanOf(r.Start, r.End), r.Amount, r.PaidOn.Chinese())}
	if by.Is(actor.RoleBureauOfficer, actor.RoleBureauHead) {
		row.Bureau = ""
	}
	if r.Open {
		row.Due = dateOf(r.Due)
	}
	if r.Rounds > 1 {
		row.Warning = fmt.Sprintf("第%d次查", r.Rounds)
	}
	return row
}

func inquiryBadge(r receive.Row) templates.Badge {
	switch {
	case r.State == receive.StateClosed:
		return templates.Badge{Tone: templates.Good, Text: r.StateText}
	case r.OutcomeText != "":
		return templates.Badge{Tone: templates.Info, Text: r.OutcomeText}
	}
	return templates.Badge{Tone: templates.Warning, Text: r.StateText}
}

// inquiryLamp is how the day of an inquiry that waits stands.
func inquiryLamp(r receive.Row) templates.Lamp {
	if !r.Open {
		return templates.Lamp{}
	}
	return lampOf(r.Left, 2, workingDays, r.Provisional)
}

func (h *Inquiries) one(c *gin.Context) error { return h.show(c, http.StatusOK, findingForms{}) }

// show renders an inquiry; f is the form that was refused.
func (h *Inquiries) show(c *gin.Context, code int, f findingForms) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	o, err := h.inquiries.One(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	d := inquiryData(o)
	f.base, f.version = inquiryURL(id), o.Version
	if o.May {
		d.Deeds = []templates.Deed{answerForm(f, o)}
	}
	return web.RenderAt(h.front, c, code, under(answersHome, inquiryList), templates.OfficeInquiry, o.Number+" "+o.KindText, d)
}

func inquiryData(o receive.Detail) templates.OfficeInquiryData {
	d := templates.OfficeInquiryData{Says: "群众说" + o.KindText, State: inquiryBadge(o.Row), Lamp: inquiryLamp(o.Row), Paid: o.Amount.String(), Standard: o.Standard, Quantity: o.Quantity, Open: o.Open,
		Facts: []templates.Fact{{Label: "领款人", Value: o.Subject}, {Label: "地点", Value: o.Place}, {Label: "补贴项目", Value: o.Item}, {Label: "所属期", Value: spanOf(o.Start, o.End)}, {Label: "档次", Value: o.Class},
			{Label: "发放日期", Value: o.PaidOn.Chinese()}, {Label: "批次号", Value: o.BatchNo}, {Label: "账号尾号", Value: o.Tail}, {Label: "发放部门", Value: payingBureau(o)}, {Label: "答复期限", Value: dateOf(o.Due)}}}
	if o.Ought > 0 {
		d.Ought = o.Ought.String()
	}
	if o.Came > 0 {
		d.Came = o.Came.String()
	}
	if o.On != nil {
		d.On = o.On.Chinese()
	}
	for i := len(o.Steps) - 1; i >= 0; i-- { // the latest first
		e := o.Steps[i]
		d.Timeline = append(d.Timeline, templates.TimelineItem{At: clock(e.At), What: e.What, Who: e.Who, Note: e.Note.Reveal(), Done: true})
		if e.File != 0 {
			d.Proofs = append(d.Proofs, templates.Link{Text: clock(e.At) + " 的证明", URL: fmt.Sprintf("%s/files/%d", inquiryURL(o.ID), e.File)})
		}
	}
	return d
}

func answerForm(f findingForms, o receive.Detail) templates.Deed {
	d := f.deed(keyAnswer, "", "答复群众", "答复", "答复会原样给这一户看，请写群众听得懂的话。说“已入账”要有入账日期和银行的回单。")
	v, wrong := f.said(keyAnswer, "outcome", "")
	d.Radios = []templates.Choice{{Name: keyAnswer + "-outcome", Label: "银行怎么说", Error: wrong, Options: options(o.Outcomes, v, func(c receive.Choice) (string, string) { return c.Value, c.Text })}}
	if o.Kind == receive.Missing {
		d.Fields = append(d.Fields, f.field(keyAnswer, "date", "on", "入账日期", "只有“已入账”要填", ""))
	}
	d.Fields = append(d.Fields, f.field(keyAnswer, "textarea", "note", "写给群众看的说明", "例如哪一天退回、要带什么去办", ""))
	d.Photos, d.Papers, d.Open, d.Primary = 1, 1, true, true
	if f.tried == keyAnswer {
		d.Photo, d.Paper = f.wrong[attach.Photo], f.wrong[attach.Paper]
	}
	return d
}

func (h *Inquiries) answer(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	said, files, err := formWithFiles(c)
	if err != nil {
		return err
	}
	r := receive.Reply{Version: versionIn(said), Outcome: said(keyAnswer + "-outcome"), On: said(keyAnswer + "-on"), Note: secretOf(said(keyAnswer + "-note")), Uploads: files}
	if err := h.inquiries.Answer(c.Request.Context(), web.Actor(c), id, r); err != nil {
		return askAgain(err, func(wrong templates.Errors) error {
			return h.show(c, http.StatusUnprocessableEntity, findingForms{tried: keyAnswer, say: said, wrong: wrong})
		})
	}
	h.front.Flash(c, templates.Good, "已经答复，这一户在手机上看得到。")
	return web.Redirect(c, inquiryURL(id))
}

func (h *Inquiries) proof(c *gin.Context) error {
	return showFile(c, func(ctx context.Context, by actor.Actor, id, file int64, _ bool) (attach.Content, error) {
		return h.inquiries.Proof(ctx, by, id, file)
	})
}

// payingBureau is the bureau that is asked, and what to do where nobody of it
// could answer.
func payingBureau(o receive.Detail) string {
	if o.Nobody == "" {
		return o.Bureau
	}
	return o.Bureau + "（" + o.Nobody + "）"
}
