package office

import (
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/timer"
	"yangguang/service/parameter"
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
		if !slices.Contains(may, d.Action) {
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
		if web.Actor(c).Is(actor.RoleSupervision) && d.Action == complaint.ActClue { // gone until the clue comes to this office
			return web.Redirect(c, petitionList.URL)
		}
		return web.Redirect(c, petitionURL(id))
	}
}

// decisionOf reads a form of the page. The names of its fields begin with the
// action, because several forms stand on one page.
func decisionOf(c *gin.Context) complaint.Decision {
	a := c.PostForm("action")
	f := func(name string) string { return c.PostForm(a + "-" + name) }
	return complaint.Decision{
		Version: versionOf(c), Action: complaint.Action(a), Category: f("category"), Text: joined(f("text"), f("door")), Refer: seal.NewSecret(f("refer")), Share: f("share") != "", Note: seal.NewSecret(f("note")),
		Duplicate: f("duplicate"), Town: f("town"), Clear: f("clear") != "", Unit: f("unit"), Title: seal.NewSecret(f("title")),
		Summary: seal.NewSecret(f("summary")), Token: c.PostForm("token"), How: f("how"), Kind: f("kind"), Outcome: f("outcome"), Again: f("again"),
		Reached: f("reached"), Rating: f("rating"), Others: f("others"), Typed: true, Confirmed: f("confirmed"), On: f("on"), Held: c.PostFormArray("kept"),
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
	units, err := h.units.Names(c.Request.Context(), parameter.SupervisionOffices)
	if err != nil {
		return err
	}
	d := petitionPage(p)
	recusalLinks(&d, web.Actor(c), id)
	d.Requests, d.Alike = requestsOf(p, try), alikeOf(p, try)
	h.deedsOf(c, &d, p, tree, units, try)
	if err := h.outsideForms(c, &d, p, try); err != nil {
		return err
	}
	crumbs := under(petitionList)
	switch supervises := web.Actor(c).Is(actor.RoleSupervision); {
	case supervises && p.State != "handed_over":
		crumbs = under(templates.Link{Text: "问题线索", URL: "/office/clues"})
		d.ReadOnly = "您通过分办给本部门的线索看到这件信访件。"
	case len(d.Deeds)+len(d.Claim)+len(d.Answer)+decisions(d.Requests) == 0 && !supervises:
		d.ReadOnly = "这件信访件现在没有需要您办的事。"
	}
	return web.RenderAt(h.front, c, code, crumbs, templates.OfficePetition, p.Number, d)
}

func petitionPage(p complaint.Detail) templates.OfficePetitionData {
	base := petitionURL(p.ID)
	d := templates.OfficePetitionData{
		Number: p.Number, Subject: p.SubjectText, State: petitionBadge(p.State, complaint.StateText(p.State)), Mode: modeBadge(p.Mode), About: p.About,
		Body: p.Body.Reveal(), Anonymous: p.Mode == "anonymous", Outcome: p.Outcome.Reveal(), Materials: p.MaterialsOnly,
		Facts: []templates.Fact{
			{Label: "反映的问题", Value: p.SubjectText}, {Label: "发生地", Value: p.Place}, {Label: "发生时间", Value: p.When}, {Label: "被反映人", Value: p.Who.Reveal()},
			{Label: "渠道", Value: p.Channel}, {Label: "收到", Value: clock(p.ReceivedAt)}, {Label: "业务类别", Value: complaint.CategoryText(p.Category)},
		},
	}
	if p.AppealKind != "" {
		d.Facts = append(d.Facts, templates.Fact{Label: "申诉种类", Value: p.AppealKind})
	}
	d.Red = matterBadge(p.Red, p.Colour)
	if p.Urged > 0 {
		d.Facts = append(d.Facts, templates.Fact{Label: "来信人催办", Value: fmt.Sprintf("%d次", p.Urged)})
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
	d.Rating = ratingText(p.Rating, p.RatingNote)
	d.Rating2 = ratingText(p.Rating2, p.Rating2Note)
	d.Photos, d.Voices = officeFiles(base, p.Files)
	d.ResultPhotos, _ = officeFiles(base, p.Results)
	d.ResultPapers = paperLinks(base, p.Results)
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
			told := "告知来信人："
			if p.ByHand {
				told = "写给来信人：" // a person tells them
			}
			note = joined(told+e.Public, note)
		}
		d.Timeline = append(d.Timeline, templates.TimelineItem{At: clock(e.At), What: e.What, Who: e.Who, Note: note, Done: true})
	}
	for _, u := range p.Clocks {
		d.Dues = append(d.Dues, templates.DueRow{What: timer.Text(u.Kind), At: dueText(u), Lamp: lamp(u)})
	}
	d.Objections, d.Call = objectionsOf(p), callOf(p.Call)
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

func dateOf(t time.Time) string { return period.Here(t).String() }
