package citizen

import (
	"cmp"
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/receive"
	"yangguang/templates"
)

// receipts is what this page needs of the service that asks whether money came.
type receipts interface {
	Recent(ctx context.Context, by actor.Actor) ([]receive.Own, error)
	Say(ctx context.Context, by actor.Actor, key string, w receive.Word) error
}

// Confirm is the page on which a household says whether what was paid came.
type Confirm struct {
	lookup   *Lookup
	payments receipts
	hotline  string
}

// NewConfirm makes the page; l answers for whoever is not bound.
func NewConfirm(l *Lookup, r receipts, hotline string) *Confirm { return &Confirm{l, r, hotline} }

// Routes adds the page to the site; r carries the citizen session.
func (h *Confirm) Routes(r gin.IRouter) {
	g := r.Group("/h5", h.lookup.front.LoadCitizen())
	g.GET("/payouts/confirm", h.lookup.front.Serve(h.list))
	g.POST("/payouts/confirm/:key", h.lookup.front.ServeBody(maxForm, h.say))
}

const (
	wantConfirm = "说钱收到没有"
	confirmURL  = "/h5/payouts/confirm"
)

var limitSay = limit{"say", 60, 1200, 10 * time.Minute}

func (h *Confirm) list(c *gin.Context) error { return h.show(c, http.StatusOK, "", "", nil) }

// show lists the payments; key is the one whose form was refused, came what was
// typed into it.
func (h *Confirm) show(c *gin.Context, code int, key, came string, wrong templates.Errors) error {
	if done, err := h.lookup.personal(c, templates.TabMoney, wantConfirm); done {
		return err
	}
	all, err := h.payments.Recent(c.Request.Context(), web.Actor(c))
	if err != nil {
		return h.lookup.stale(c, err, templates.TabMoney, wantConfirm)
	}
	d := templates.ConfirmsData{MoneyURL: "/h5/payouts", Hotline: h.hotline}
	for _, p := range all {
		row := confirmRow(p)
		if p.Key == key {
			row.Came, row.Errors = came, wrong
		}
		d.Rows = append(d.Rows, row)
	}
	return web.RenderIn(h.lookup.front, c, code, templates.TabMoney, templates.Confirms, "钱收到没有", d)
}

func (h *Confirm) say(c *gin.Context) error {
	if done, err := h.lookup.personal(c, templates.TabMoney, wantConfirm); done {
		return err
	}
	if err := h.lookup.allow(c, limitSay); err != nil {
		return err
	}
	key := c.Param("key")
	w := receive.Word{Answer: c.PostForm("answer"), Came: c.PostForm("came")}
	err := h.payments.Say(c.Request.Context(), web.Actor(c), key, w)
	if fault.Is(err, fault.Invalid) {
		return h.show(c, http.StatusUnprocessableEntity, key, w.Came, fieldsOf(err))
	}
	if err != nil {
		return h.lookup.stale(c, err, templates.TabMoney, wantConfirm)
	}
	h.lookup.front.Flash(c, templates.Good, saidThanks(w.Answer))
	return web.Redirect(c, confirmURL+"#p-"+key)
}

// saidThanks says what happens now.
func saidThanks(answer string) string {
	if answer == receive.Received {
		return "记下了，谢谢您。"
	}
	return "记下了。接下来怎么办，写在下面这一笔里。"
}

func confirmRow(p receive.Own) templates.ConfirmRow {
	row := templates.ConfirmRow{ID: "p-" + p.Key, Action: confirmURL + "/" + p.Key, Who: p.Who, Item: p.Item, Period: span(p.Start, p.End), PaidOn: p.PaidOn.Chinese(), Amount: p.Amount.String(), Tail: p.Tail,
		Ask: p.Answer == "" && (p.Inquiry == nil || p.Inquiry.State == receive.StateOpen), Change: p.Change, ReportURL: "/h5/complaint?about=payout&p=" + p.Key}
	if p.At != nil {
		row.Said, row.SaidAt = templates.Badge{Tone: saidTone(p.Answer), Text: p.AnswerText}, clockText(*p.At)
		if p.Came > 0 {
			row.SaidCame = p.Came.String()
		}
	}
	if q := p.Inquiry; q != nil {
		row.Bank = bankSays(q)
		row.Again = q.State == receive.StateAnswered && !q.Enough
		row.Only = q.State == receive.StateAnswered && q.Enough
	}
	return row
}

func saidTone(answer string) templates.Tone {
	if answer == receive.Received {
		return templates.Good
	}
	return templates.Bad
}

// bankSays is what the bureau answered, and what to do now.
func bankSays(q *receive.OwnInquiry) templates.BankSays {
	b := templates.BankSays{Bureau: cmp.Or(q.Bureau, "发钱的部门"), Says: q.Says, Next: q.Next, Note: q.Note.Reveal(), Closed: q.State == receive.StateClosed}
	if q.On != nil {
		b.On = q.On.Chinese()
	}
	if q.Answered != nil && q.Says != "" {
		b.At = clockText(*q.Answered)
	}
	if b.Nobody = q.Nobody; q.Nobody { // no day is promised where nobody can keep it
		return b
	}
	if q.State == receive.StateOpen {
		b.Due, b.Late, b.Again = q.Due.Chinese(), q.Late, q.Again
	}
	return b
}
