package office

import (
	"fmt"
	"net/http"
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

func (h *Petitions) one(c *gin.Context) error {
	return h.show(c, http.StatusOK, attempt{})
}

// attempt is a form that was refused: which one, what it said, what is wrong.
type attempt struct {
	action complaint.Action
	said   func(name string) string
	wrong  templates.Errors
	doubts []string // about the words, to be mended or confirmed
	mark   string   // of the confirmation
	held   []string // files that are here already
}

// decide makes the handler of one address for the steps it may take.
func (h *Petitions) decide(may ...complaint.Action) web.Action {
	return func(c *gin.Context) error {
		id, err := idOf(c, "id")
		if err != nil {
			return err
		}
		files, err := takeFiles(c)
		if err != nil {
			return err
		}
		d := decisionOf(c)
		d.Uploads = files
		if !contains(may, d.Action) {
			return fault.New(fault.Invalid, "请选要办的事")
		}
		err = h.petitions.Decide(c.Request.Context(), web.Actor(c), id, d)
		if fault.Is(err, fault.Invalid) {
			wrong, _ := refusal(err)
			try := attempt{action: d.Action, said: c.PostForm, wrong: wrong, held: d.Held}
			doubtsOf(err, &try)
			return h.show(c, http.StatusUnprocessableEntity, try)
		}
		if err != nil {
			return err
		}
		h.front.Flash(c, templates.Good, "已办："+complaint.ActionText(string(d.Action))+"。")
		return web.Redirect(c, petitionURL(id))
	}
}

func contains(list []complaint.Action, a complaint.Action) bool {
	for _, v := range list {
		if v == a {
			return true
		}
	}
	return false
}

// decisionOf reads a form of the page. The names of its fields begin with the
// action, because several forms stand on one page.
func decisionOf(c *gin.Context) complaint.Decision {
	a := c.PostForm("action")
	f := func(name string) string { return c.PostForm(a + "-" + name) }
	return complaint.Decision{
		Version: versionOf(c), Action: complaint.Action(a), Category: f("category"), Text: f("text"), Note: seal.NewSecret(f("note")),
		Duplicate: f("duplicate"), Town: f("town"), Clear: f("clear") != "", Unit: f("unit"), Title: seal.NewSecret(f("title")),
		Summary: seal.NewSecret(f("summary")), Token: c.PostForm("token"), Typed: true, Confirmed: f("confirmed"), How: f("how"), On: f("on"), Held: c.PostFormArray("kept"),
	}
}

// show renders the petition with the forms of what this reader may do.
func (h *Petitions) show(c *gin.Context, code int, try attempt) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	p, err := h.petitions.Open(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	tree, err := h.divisions.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	d := petitionPage(p)
	h.deedsOf(c, &d, p, tree, try)
	if len(d.Deeds)+len(d.Claim)+len(d.Answer) == 0 {
		d.ReadOnly = "这件信访件现在没有需要您办的事。"
	}
	crumbs := under(petitionList)
	if web.Actor(c).Is(actor.RoleSupervision) {
		crumbs = under(templates.Link{Text: "问题线索", URL: "/office/clues"})
		d.ReadOnly = "您通过分办给本部门的线索看到这件信访件。"
	}
	return web.RenderAt(h.front, c, code, crumbs, templates.OfficePetition, p.Number, d)
}

func petitionPage(p complaint.Detail) templates.OfficePetitionData {
	base := petitionURL(p.ID)
	d := templates.OfficePetitionData{
		Number: p.Number, Subject: p.SubjectText, State: petitionBadge(p.State, complaint.StateText(p.State)), Mode: modeBadge(p.Mode), About: p.About,
		Body: p.Body.Reveal(), Anonymous: p.Mode == "anonymous", Outcome: p.Outcome.Reveal(), Rating: p.Rating, Materials: p.MaterialsOnly,
		Facts: []templates.Fact{
			{Label: "反映的问题", Value: p.SubjectText}, {Label: "发生地", Value: p.Place}, {Label: "发生时间", Value: p.When}, {Label: "被反映人", Value: p.Who.Reveal()},
			{Label: "渠道", Value: p.Channel}, {Label: "收到", Value: clock(p.ReceivedAt)}, {Label: "业务类别", Value: complaint.CategoryText(p.Category)},
		},
	}
	if p.MaterialsOnly {
		d.Facts = d.Facts[:5]
	} else {
		d.Facts = append(d.Facts, templates.Fact{Label: "承办人", Value: p.Handler})
	}
	if p.Assigned != "" {
		d.Facts = append(d.Facts, templates.Fact{Label: "转往", Value: p.Assigned})
	}
	if p.DuplicateOf != "" {
		d.Facts = append(d.Facts, templates.Fact{Label: "重复于", Value: p.DuplicateOf})
	}
	if !p.RatingNote.Empty() {
		d.Rating += "。" + p.RatingNote.Reveal()
	}
	d.Photos, d.Voices = officeFiles(base, p.Files)
	for _, m := range p.Talk {
		item := templates.OfficeTalk{Office: !m.Mine, Who: "来信人", At: clock(m.At), Text: m.Body.Reveal()}
		if !m.Mine {
			item.Who = m.Staff
		}
		item.Photos, _ = officeFiles(base, m.Files)
		item.Papers = paperLinks(base, m.Files)
		d.Talk = append(d.Talk, item)
	}
	for i := len(p.Events) - 1; i >= 0; i-- { // the latest first
		e := p.Events[i]
		note := e.Note.Reveal()
		if e.Public != "" {
			note = joined("告知来信人："+e.Public, note)
		}
		d.Timeline = append(d.Timeline, templates.TimelineItem{At: clock(e.At), What: e.What, Who: e.Who, Note: note, Done: true})
	}
	for _, u := range p.Dues {
		d.Dues = append(d.Dues, templates.DueRow{What: u.What, At: dueText(u), Lamp: lamp(u)})
	}
	for _, o := range p.Openings {
		line := fmt.Sprintf("%s %s：%s", clock(o.At), o.By, o.Reason)
		if o.AgreedBy != "" {
			line += "（" + o.AgreedBy + "同意）"
		}
		d.Openings = append(d.Openings, line)
	}
	return d
}

func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "\n" + b
}

func officeFiles(base string, files []complaint.Attachment) (photos []templates.OfficePhoto, voices []string) {
	for _, f := range files {
		url := fmt.Sprintf("%s/files/%d", base, f.ID)
		switch f.Kind {
		case complaint.KindVoice:
			voices = append(voices, url)
			continue
		case complaint.KindPaper:
			continue
		}
		photo := templates.OfficePhoto{URL: url, Thumb: url + "?v=thumb", Alt: fmt.Sprintf("照片%d", len(photos)+1)}
		if f.Original {
			photo.Original = url + "?v=original"
		}
		photos = append(photos, photo)
	}
	return photos, voices
}

// paperLinks are the ways to the PDFs among files.
func paperLinks(base string, files []complaint.Attachment) []templates.Link {
	var out []templates.Link
	for _, f := range files {
		if f.Kind == complaint.KindPaper {
			out = append(out, templates.Link{Text: fmt.Sprintf("附件%d（PDF）", len(out)+1), URL: fmt.Sprintf("%s/files/%d", base, f.ID)})
		}
	}
	return out
}

func modeBadge(mode string) templates.Badge {
	b := templates.Badge{Text: complaint.ModeText(mode)}
	switch mode {
	case "real_claimed":
		b.Tone = templates.Info
	case "real_verified":
		b.Tone = templates.Good
	}
	return b
}

func petitionBadge(state, text string) templates.Badge {
	b := templates.Badge{Text: text, Tone: templates.Info}
	switch state {
	case "received", "need_info", "closed", "objection", "returned":
		b.Tone = templates.Warning
	case "feedback", "archived":
		b.Tone = templates.Good
	case "notified", "duplicate", "withdrawn", "sealed_up":
		b.Tone = templates.Plain
	}
	return b
}

// lamp is a deadline as it shines.
func lamp(d complaint.Deadline) templates.Lamp {
	var l templates.Lamp
	switch d.Lamp {
	case complaint.LampNone:
		return l
	case complaint.LampOK:
		l.Tone = templates.Good
	case complaint.LampSoon:
		l.Tone = templates.Warning
	case complaint.LampOverdue:
		l.Tone = templates.Bad
	}
	switch {
	case d.Left < 0:
		l.Text = fmt.Sprintf("超期%d个工作日", -d.Left)
	case d.Left == 0:
		l.Text = "今天到期"
	default:
		l.Text = fmt.Sprintf("还有%d个工作日", d.Left)
	}
	if d.Provisional {
		l.Text += "(暂定)"
	}
	return l
}

func dueText(d complaint.Deadline) string {
	if d.Provisional {
		return dateOf(d.At) + "(暂定)"
	}
	return dateOf(d.At)
}

func dateOf(t time.Time) string { return period.Here(t).String() }
