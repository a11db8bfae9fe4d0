package citizen

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

// ask asks for a receipt; who comes by a link of the official account need not
// type it again.
func (h *Complaints) ask(c *gin.Context) error {
	if ticket := c.Query("t"); ticket != "" {
		return h.redeem(c, ticket)
	}
	return h.showAsk(c, http.StatusOK, "", nil)
}

func (h *Complaints) redeem(c *gin.Context, ticket string) error {
	receipt, err := h.Tickets.Redeem(c.Request.Context(), ticket)
	if fault.Is(err, fault.NotFound) {
		return h.showAsk(c, http.StatusNotFound, "", templates.Errors{"receipt": fault.Of(err).Public})
	}
	if err != nil {
		return err
	}
	return h.follow(c, receipt.Reveal())
}

func (h *Complaints) showAsk(c *gin.Context, code int, typed string, wrong templates.Errors) error {
	data := templates.ProgressData{Receipt: typed, Errors: wrong}
	if by := web.Actor(c); by.Kind == actor.Villager && !by.Snapshot {
		data.MineURL = "/h5/complaints"
	}
	return web.RenderIn(h.Front, c, code, templates.TabComplain, templates.Progress, "查进度", data)
}

func (h *Complaints) track(c *gin.Context) error { return h.follow(c, c.PostForm("receipt")) }

// follow shows the complaint of a receipt. It is counted, or receipts could be
// guessed: also by asking the official account for links to guesses.
func (h *Complaints) follow(c *gin.Context, typed string) error {
	if err := h.once(c, "receipt", 60, time.Hour); err != nil {
		return err
	}
	slip, err := h.Complaints.Track(c.Request.Context(), typed)
	if fault.Is(err, fault.Invalid) {
		return h.showAsk(c, http.StatusUnprocessableEntity, typed, fault.Of(err).Fields)
	}
	if err != nil {
		return err
	}
	h.keepSlip(c, slip)
	return web.Redirect(c, "/h5/progress/detail")
}

// typed is what a refused form on the detail page said.
type typed struct {
	token, text, reason, grade, words, objection, recuse string
	wrong                                                templates.Errors
}

func (h *Complaints) detail(c *gin.Context) error {
	if c.Param("id") != "" && h.Front.RequireWechat(c) {
		return nil
	}
	if _, _, err := handleOf(c); err != nil && c.Param("id") == "" {
		return web.Redirect(c, "/h5/progress") // the browser forgot its slip
	}
	return h.showDetail(c, http.StatusOK, typed{})
}

// showDetail shows a complaint; without the slip it asks for the receipt.
func (h *Complaints) showDetail(c *gin.Context, code int, t typed) error {
	handle, base, err := handleOf(c)
	if err != nil {
		return err
	}
	p, err := h.Complaints.Progress(c.Request.Context(), web.Actor(c), handle)
	if fault.Is(err, fault.NotFound) && handle.Slip != "" {
		return web.Redirect(c, "/h5/progress")
	}
	if err != nil {
		return err
	}
	if t.token == "" {
		t.token = h.Token()
	}
	return web.RenderIn(h.Front, c, code, templates.TabComplain, templates.ComplaintDetail, "投诉进度", detailPage(p, base, t))
}

func detailPage(p complaint.Progress, base string, t typed) templates.ComplaintDetailData {
	data := templates.ComplaintDetailData{
		Base: base, Token: t.token, About: p.Subject, SentAt: clockText(p.ReceivedAt), Anonymous: p.Anonymous, State: coarseBadge(p.State),
		Meaning: p.Meaning, Outcome: p.Outcome, Place: p.Place, When: p.When, Body: p.Body.Reveal(), Who: p.Who.Reveal(), CanAdd: p.CanAdd, AddText: t.text,
		CanWithdraw: p.CanRecall, Reason: t.reason, CanEvaluate: p.CanRate, Words: t.words, Evaluated: p.Rating, CanObject: p.CanObject,
		CanRecuse: p.CanRecuse, Recuse: t.recuse,
		Objection: t.objection, Again: p.CanRate && p.Rating != "", Errors: t.wrong,
	}
	if p.About != "" {
		data.About += "(" + p.About + ")"
	}
	if p.Rating != "" && !p.RatingNote.Empty() {
		data.Evaluated += "。" + p.RatingNote.Reveal()
	}
	if p.Again != "" {
		data.EvaluatedAgain = p.Again
		if !p.AgainNote.Empty() {
			data.EvaluatedAgain += "。" + p.AgainNote.Reveal()
		}
	}
	data.CanUrge = p.Urge.May
	if p.Urge.Again != 0 {
		data.Urged = "您催过了，工作人员已经收到提醒。" + p.Urge.Again.Chinese() + "以后可以再催。"
	}
	for _, s := range p.Steps {
		if s.Outcome {
			s.Text = "有结果了，写在上面。"
		}
		data.Timeline = append(data.Timeline, templates.TimelineItem{At: clockText(s.At), What: s.Text, Done: true})
	}
	data.Timeline = append(data.Timeline, aheadOf(p.Ahead)...)
	data.Photos, data.VoiceURL = filesOf(base, p.Files)
	data.ResultPhotos, _ = filesOf(base, p.Results)
	data.ResultPapers = papersOf(base, p.Results)
	for _, m := range p.Talk {
		item := templates.TalkItem{Mine: m.Mine, At: clockText(m.At), Text: m.Body.Reveal()}
		item.Photos, _ = filesOf(base, m.Files)
		item.Papers = papersOf(base, m.Files)
		data.Talk = append(data.Talk, item)
	}
	for _, r := range complaint.Ratings() {
		data.Grades = append(data.Grades, templates.Option{Value: r.Value, Text: r.Text, Selected: r.Value == t.grade})
	}
	return data
}

// aheadOf are the steps that are still to come.
func aheadOf(steps []complaint.Ahead) []templates.TimelineItem {
	out := make([]templates.TimelineItem, len(steps))
	for i, s := range steps {
		out[i] = templates.TimelineItem{What: s.What, Note: s.Note}
	}
	return out
}

// filesOf are the addresses of photos and of the voice message.
func filesOf(base string, files []complaint.Attachment) (photos []templates.Photo, voice string) {
	for _, f := range files {
		url := fmt.Sprintf("%s/files/%d", base, f.ID)
		switch f.Kind {
		case complaint.KindVoice:
			voice = url
			continue
		case complaint.KindPaper:
			continue
		}
		photos = append(photos, templates.Photo{URL: url, Thumb: url + "?thumb=1", Alt: fmt.Sprintf("照片%d", len(photos)+1)})
	}
	return photos, voice
}

// papersOf are the ways to the PDFs among files.
func papersOf(base string, files []complaint.Attachment) []templates.Link {
	var out []templates.Link
	for _, f := range files {
		if f.Kind == complaint.KindPaper {
			out = append(out, templates.Link{Text: fmt.Sprintf("下载附件%d（PDF）", len(out)+1), URL: fmt.Sprintf("%s/files/%d", base, f.ID)})
		}
	}
	return out
}

func (h *Complaints) add(c *gin.Context) error {
	if err := h.once(c, "add", 40, time.Hour); err != nil {
		return err
	}
	handle, base, err := handleOf(c)
	if err != nil {
		return err
	}
	f, err := readForm(c)
	if err != nil {
		return err
	}
	a := &complaint.Addition{Token: f.value("token"), Text: f.secret("text"), Held: f.values["kept"], Uploads: f.draft().Uploads}
	if f.cut {
		return h.showDetail(c, http.StatusRequestEntityTooLarge, typed{token: a.Token, text: a.Text.Reveal(), wrong: templates.Errors{"photo": "照片加起来太大了，请少放几张"}})
	}
	err = h.Complaints.Add(c.Request.Context(), web.Actor(c), handle, a)
	if fault.Is(err, fault.Invalid) {
		return h.showDetail(c, http.StatusUnprocessableEntity, typed{token: a.Token, text: f.value("text"), wrong: fieldsOf(err)})
	}
	return h.after(c, base, "已经收到您补充的情况。", err)
}

func (h *Complaints) withdraw(c *gin.Context) error {
	handle, base, err := handleOf(c)
	if err != nil {
		return err
	}
	err = h.Complaints.Withdraw(c.Request.Context(), web.Actor(c), handle, seal.NewSecret(c.PostForm("reason")))
	return h.after(c, base, "已经撤回。", err)
}

func (h *Complaints) evaluate(c *gin.Context) error {
	handle, base, err := handleOf(c)
	if err != nil {
		return err
	}
	grade, words := c.PostForm("grade"), c.PostForm("words")
	err = h.Complaints.Rate(c.Request.Context(), web.Actor(c), handle, grade, seal.NewSecret(words))
	if fault.Is(err, fault.Invalid) {
		return h.showDetail(c, http.StatusUnprocessableEntity, typed{grade: grade, words: words, wrong: fieldsOf(err)})
	}
	return h.after(c, base, "谢谢您的评价。", err)
}

func (h *Complaints) object(c *gin.Context) error {
	if err := h.once(c, "add", 40, time.Hour); err != nil {
		return err
	}
	handle, base, err := handleOf(c)
	if err != nil {
		return err
	}
	token, words := c.PostForm("token"), c.PostForm("objection")
	err = h.Complaints.Object(c.Request.Context(), web.Actor(c), handle, token, seal.NewSecret(words))
	if fault.Is(err, fault.Invalid) {
		return h.showDetail(c, http.StatusUnprocessableEntity, typed{token: token, objection: words, wrong: fieldsOf(err)})
	}
	return h.after(c, base, "已经收到您的不同意见，我们会再看一遍。", err)
}

// urge presses for the complaint 催一下.
func (h *Complaints) urge(c *gin.Context) error {
	if err := h.once(c, "urge", 20, time.Hour); err != nil {
		return err
	}
	handle, base, err := handleOf(c)
	if err != nil {
		return err
	}
	err = h.Complaints.Urge(c.Request.Context(), web.Actor(c), handle)
	if fault.Is(err, fault.Conflict) { // too soon, or done meanwhile: the page says how it stands
		h.Front.Flash(c, templates.Warning, fault.Of(err).Public+"。")
		return h.after(c, base, "", nil)
	}
	return h.after(c, base, "已经提醒工作人员。", err)
}

// after leads back to the complaint.
func (h *Complaints) after(c *gin.Context, base, said string, err error) error {
	if err != nil {
		return err
	}
	if said != "" {
		h.Front.Flash(c, templates.Good, said)
	}
	if base == "/h5/progress" {
		base += "/detail"
	}
	return web.Redirect(c, base)
}

func (h *Complaints) file(c *gin.Context) error {
	handle, _, err := handleOf(c)
	if err != nil {
		return err
	}
	id, err := strconv.ParseInt(c.Param("file"), 10, 64)
	if err != nil {
		return fault.New(fault.NotFound, "没有找到这个文件")
	}
	f, err := h.Complaints.OwnFile(c.Request.Context(), web.Actor(c), handle, id, c.Query("thumb") != "")
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "private, max-age=600")
	if f.Kind == complaint.KindPaper {
		c.Header("Content-Disposition", fmt.Sprintf(`attachment; filename="%d.pdf"`, id))
	}
	c.Data(http.StatusOK, f.Mime, f.Data)
	return nil
}

func fieldsOf(err error) templates.Errors {
	fe := fault.Of(err)
	if len(fe.Fields) == 0 {
		return templates.Errors{"": fe.Public}
	}
	return fe.Fields
}

func keptText(kind string, n int) string {
	if kind == complaint.KindVoice {
		return "录音"
	}
	return fmt.Sprintf("照片%d", n)
}

// coarseBadge is a state as a villager sees it.
func coarseBadge(s complaint.Coarse) templates.Badge {
	tone := templates.Info
	switch s {
	case complaint.CoarseDone:
		tone = templates.Good
	case complaint.CoarseNotOurs, complaint.CoarseWithdrawn:
		tone = templates.Plain
	case complaint.CoarseReceived, complaint.CoarseAccepted, complaint.CoarseInProgress:
	}
	return templates.Badge{Tone: tone, Text: string(s)}
}

func dayText(t time.Time) string { return period.Here(t).Chinese() }

func clockText(t time.Time) string { return t.In(period.Shanghai).Format("2006年1月2日 15:04") }
