package citizen

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/complaint"
	"yangguang/service/identity"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// complaints is what these pages need of the complaint service.
type complaints interface {
	Submit(ctx context.Context, by actor.Actor, d *complaint.Draft) (complaint.Receipt, error)
	Filed(ctx context.Context, h complaint.Handle) (seal.Secret, error)
	HeldFiles(refs []string) []complaint.Held
	Slip(receipt string) string
	ReceiptOf(ctx context.Context, h complaint.Handle) (complaint.Receipt, error)
	Track(ctx context.Context, typed string) (slip string, err error)
	Own(ctx context.Context, by actor.Actor, r page.Request) (page.Page[complaint.OwnRow], error)
	Progress(ctx context.Context, by actor.Actor, h complaint.Handle) (complaint.Progress, error)
	OwnFile(ctx context.Context, by actor.Actor, h complaint.Handle, id int64, thumb bool) (complaint.Content, error)
	Add(ctx context.Context, by actor.Actor, h complaint.Handle, a *complaint.Addition) error
	Withdraw(ctx context.Context, by actor.Actor, h complaint.Handle, reason seal.Secret) error
	Object(ctx context.Context, by actor.Actor, h complaint.Handle, token string, words seal.Secret) error
	AskRecusal(ctx context.Context, by actor.Actor, h complaint.Handle, words seal.Secret) error
	Rate(ctx context.Context, by actor.Actor, h complaint.Handle, rating string, words seal.Secret) error
	Urge(ctx context.Context, by actor.Actor, h complaint.Handle) error
}

// registers knows the payments a complaint may be about, and the villages.
type registers interface {
	PayoutForComplaint(ctx context.Context, by actor.Actor, key string) (lookup.Payout, error)
	Divisions(ctx context.Context) (*lookup.Tree, error)
}

// works knows the projects a complaint may be about.
type works interface {
	Exists(ctx context.Context, no string) (name, village string, err error)
}

// profiles knows what a bound person need not type.
type profiles interface {
	Profile(ctx context.Context, by actor.Actor) (identity.Profile, error)
}

// tickets knows the receipts behind the links that the official account answers with.
type tickets interface {
	Redeem(ctx context.Context, ticket string) (receipt seal.Secret, err error)
}

// ComplaintOptions is what the complaint pages are made of.
type ComplaintOptions struct {
	Front       *web.Front
	Complaints  complaints
	Registers   registers
	Works       works
	Profiles    profiles
	Tickets     tickets
	Limiter     web.Limiter
	Token       func() string // of a form: a fresh random text
	Hotline     string
	Address     string // where this service is found without WeChat
	Doors       shown
	ReceiptPage string // where a signed receipt is checked; "" is not known
}

// Complaints is the pages on which a villager complains and follows it.
type Complaints struct{ ComplaintOptions }

// NewComplaints makes the pages.
func NewComplaints(o ComplaintOptions) *Complaints { return &Complaints{o} }

// complaintBody is the largest form: six photos, a voice message and the words.
const complaintBody = 80 << 20

// Routes adds the pages to the site; r carries the citizen session.
func (h *Complaints) Routes(r gin.IRouter) {
	g := r.Group("/h5", h.Front.LoadCitizen())
	get := func(path string, a web.Action) { g.GET(path, h.Front.Serve(a)) }
	post := func(path string, a web.Action) { g.POST(path, h.Front.ServeBody(maxForm, a)) }
	send := func(path string, a web.Action) { g.POST(path, h.Front.ServeBody(complaintBody, a)) }
	get("/complaint", h.form) // the address that messages and the menu carry
	get("/complaints/new", h.form)
	send("/complaint", h.submit)
	send("/complaints", h.submit)
	get("/complaints/done", h.done)
	get("/complaints/slip", h.slip)
	get("/complaints", h.mine)
	get("/progress", h.ask)
	post("/progress", h.track)
	get("/progress/detail", h.detail)
	get("/progress/filed", h.filed)
	get("/complaints/:id", h.detail)
	for _, base := range []string{"/progress", "/complaints/:id"} {
		send(base+"/add", h.add)
		post(base+"/withdraw", h.withdraw)
		post(base+"/evaluate", h.evaluate)
		post(base+"/object", h.object)
		post(base+"/urge", h.urge)
		post(base+"/recuse", h.recuse)
		get(base+"/files/:file", h.file)
	}
}

// slipCookie holds the sealed receipt of the complaint this browser follows.
// It is the browser's alone: no session of ours says who follows which.
const slipCookie = "yg_r"

func (h *Complaints) keepSlip(c *gin.Context, slip string) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: slipCookie, Value: slip, Path: "/h5", HttpOnly: true, Secure: h.Front.Citizen.Cookie.Secure, SameSite: http.SameSiteLaxMode,
	})
}

// handleOf is the complaint this address is about: one's own by its number, or
// the one whose slip the browser holds.
func handleOf(c *gin.Context) (h complaint.Handle, base string, err error) {
	if c.Param("id") != "" {
		id, err := strconv.ParseInt(c.Param("id"), 10, 64)
		if err != nil || id <= 0 {
			return h, "", fault.New(fault.NotFound, "没有找到这个页面")
		}
		return complaint.Handle{ID: id}, "/h5/complaints/" + c.Param("id"), nil
	}
	slip, err := c.Cookie(slipCookie)
	if err != nil || slip == "" {
		return h, "", fault.New(fault.NotFound, "请重新填一次查询码")
	}
	return complaint.Handle{Slip: slip}, "/h5/progress", nil
}

// once counts a use and refuses what is too much from one address, which a
// whole village may share.
func (h *Complaints) once(c *gin.Context, name string, n int, per time.Duration) error {
	ok, wait, err := h.Limiter.Allow(c.Request.Context(), name, web.ClientKey(c), n, per)
	if err != nil {
		return fault.Wrap(fault.Unavailable, "系统有点忙，请过一会儿再试", err)
	}
	if !ok {
		minutes := int(wait.Minutes()) + 1
		c.Header("Retry-After", strconv.Itoa(minutes*60))
		return fault.Newf(fault.TooMany, "试得太多了，请等%d分钟再试", minutes)
	}
	return nil
}

func (h *Complaints) form(c *gin.Context) error {
	by := web.Actor(c)
	if h.Front.RequireWechat(c) {
		return nil
	}
	if by.Snapshot {
		return web.RenderIn(h.Front, c, http.StatusOK, templates.TabComplain, templates.Snapshot, "请打开完整服务", templates.SnapshotData{Want: "投诉"})
	}
	about, err := h.aboutOf(c, askedFor(c))
	if err != nil {
		return err
	}
	return h.showForm(c, http.StatusOK, about, &complaint.Draft{Token: h.Token(), Village: about.village, Subject: about.subject}, nil)
}

func (h *Complaints) submit(c *gin.Context) error {
	if err := h.once(c, "complaint", 40, time.Hour); err != nil {
		return err
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	about, err := h.aboutOf(c, asked{f.value("payout"), f.value("project")})
	if err != nil {
		return err
	}
	d := f.draft()
	d.AboutKind, d.About = about.kind, seal.NewSecret(about.text())
	if f.cut || d.Answer == answerBack {
		return h.unsent(c, f.cut, about, d)
	}
	if d.Subject == complaint.SubjectElsewhere && f.value("doors") == "" {
		return h.elsewhere(c, about, d)
	}
	d.Ask = h.mayAsk(c, d)
	r, err := h.Complaints.Submit(c.Request.Context(), web.Actor(c), d)
	if err != nil {
		return h.refused(c, about, d, err)
	}
	h.keepSlip(c, h.Complaints.Slip(r.Number))
	return web.Redirect(c, "/h5/complaints/done")
}

// refuse shows the form again with every word and every file that was fine.
func (h *Complaints) refuse(c *gin.Context, about matter, d *complaint.Draft, err error) error {
	if !fault.Is(err, fault.Invalid) {
		return err
	}
	wrong := templates.Errors(fault.Of(err).Fields)
	if len(wrong) == 0 {
		wrong = templates.Errors{"": fault.Of(err).Public}
	}
	if d.Token == "" {
		d.Token = h.Token()
	}
	return h.showForm(c, http.StatusUnprocessableEntity, about, d, wrong)
}

func (h *Complaints) done(c *gin.Context) error {
	handle, _, err := handleOf(c)
	if err != nil {
		return err
	}
	r, err := h.Complaints.ReceiptOf(c.Request.Context(), handle)
	if err != nil {
		return err
	}
	block, err := receiptBlock(r.Proof, h.ReceiptPage)
	if err != nil {
		return err
	}
	data := templates.ComplaintDoneData{
		Proof:   block,
		Receipt: r.Number, Anonymous: r.Anonymous, About: r.Subject, SentAt: clockText(r.At), Hotline: h.Hotline, Address: h.Address,
		Steps: append([]templates.TimelineItem{{What: "我们收到了", At: clockText(r.At), Done: true}}, aheadOf(r.Ahead)...),
	}
	if by := web.Actor(c); !r.Anonymous && by.WechatUserID != 0 {
		data.DetailURL = fmt.Sprintf("/h5/complaints/%d", r.ID)
	}
	return web.RenderIn(h.Front, c, http.StatusOK, templates.TabComplain, templates.ComplaintDone, "投诉已收到", data)
}

// slip is a piece of paper to print, with the receipt and nothing that says
// what it is for.
func (h *Complaints) slip(c *gin.Context) error {
	handle, _, err := handleOf(c)
	if err != nil {
		return err
	}
	r, err := h.Complaints.ReceiptOf(c.Request.Context(), handle)
	if err != nil {
		return err
	}
	return web.Render(h.Front, c, http.StatusOK, templates.NeutralSlip, "查询码", templates.NeutralSlipData{Receipt: r.Number, At: dayText(r.At), BackURL: "/h5/complaints/done"})
}

func (h *Complaints) mine(c *gin.Context) error {
	if h.Front.RequireWechat(c) {
		return nil
	}
	n, err := strconv.Atoi(c.Query("page"))
	if err != nil {
		n = 1
	}
	p, err := h.Complaints.Own(c.Request.Context(), web.Actor(c), page.Request{Number: n})
	if err != nil {
		return err
	}
	data := templates.MyComplaintsData{Pager: templates.Pager{Page: p.Number, Pages: p.Pages(), Total: p.Total}}
	if p.HasPrevious() {
		data.Pager.Prev = fmt.Sprintf("/h5/complaints?page=%d", p.Number-1)
	}
	if p.HasNext() {
		data.Pager.Next = fmt.Sprintf("/h5/complaints?page=%d", p.Number+1)
	}
	for _, r := range p.Items {
		data.Rows = append(data.Rows, templates.ComplaintRow{
			About: r.Subject, Place: r.Place, SentAt: dayText(r.ReceivedAt), URL: fmt.Sprintf("/h5/complaints/%d", r.ID), State: coarseBadge(r.State),
		})
	}
	return web.RenderIn(h.Front, c, http.StatusOK, templates.TabComplain, templates.MyComplaints, "我的投诉", data)
}
