package citizen

import (
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/picture"
	"yangguang/service/kernel/seal"
	"yangguang/service/kernel/sound"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// sent is a form with files. The files are held in memory and never written to
// disk in clear, as the standard parser would.
type sent struct {
	values  url.Values
	uploads []complaint.Upload
	cut     bool // the body was too large: what came after is missing
}

// maxWords is the longest single field.
const maxWords = 64 << 10

// readForm reads a form part by part. Of a file that is too large one byte more
// than allowed is kept, so that the service says so.
func readForm(c *gin.Context) (sent, error) {
	f := sent{values: url.Values{}}
	r, err := c.Request.MultipartReader()
	if errors.Is(err, http.ErrNotMultipart) {
		if err := c.Request.ParseForm(); err != nil {
			return f, fault.Wrap(fault.Invalid, "表单没有传完整，请再试一次", err)
		}
		f.values = c.Request.PostForm
		return f, nil
	}
	if err != nil {
		return f, fault.Wrap(fault.Invalid, "表单没有传完整，请再试一次", err)
	}
	for n := 0; n < 100; n++ {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return f, nil
		}
		if err == nil {
			err = f.take(part)
		}
		if _, large := errors.AsType[*http.MaxBytesError](err); large {
			f.cut = true
			return f, nil
		}
		if err != nil {
			return f, fault.Wrap(fault.Invalid, "表单没有传完整，请再试一次", err)
		}
	}
	return f, fault.New(fault.Invalid, "表单不对，请重新打开页面")
}

func (f *sent) take(part *multipart.Part) error {
	name, limit := part.FormName(), int64(maxWords)
	file := part.FileName() != ""
	switch {
	case file && name == complaint.KindPhoto:
		limit = picture.MaxBytes + 1
	case file && name == complaint.KindVoice:
		limit = sound.MaxBytes + 1
	case name == complaint.KindPhoto || name == complaint.KindVoice:
		return nil // an input nobody filled in
	}
	b, err := io.ReadAll(io.LimitReader(part, limit))
	if err != nil {
		return err
	}
	switch {
	case file && len(f.uploads) < 2*complaint.MaxPhotos:
		f.uploads = append(f.uploads, complaint.Upload{Kind: name, Content: b})
	case !file:
		f.values.Add(name, web.Text(string(b)))
	}
	return nil
}

func (f *sent) value(name string) string {
	return strings.ReplaceAll(f.values.Get(name), "\r\n", "\n")
}

func (f *sent) secret(name string) seal.Secret { return seal.NewSecret(f.value(name)) }

// draft is the complaint in the form.
func (f *sent) draft() *complaint.Draft {
	d := &complaint.Draft{
		Token: f.value("token"), Named: f.value("named"), Subject: f.value("about"), Village: f.value("village"), Place: f.value("place"),
		When: f.value("when"), Share: f.value("share") != "", Who: f.secret("who"), Body: f.secret("body"), Name: f.secret("name"), Phone: f.secret("phone"), Held: f.values["kept"],
		Answer: f.value("answer"), Same: f.value("same"),
	}
	for _, u := range f.uploads {
		if u.Kind == complaint.KindPhoto || u.Kind == complaint.KindVoice {
			d.Uploads = append(d.Uploads, u)
		}
	}
	return d
}

// asked is what the address or the form says the complaint is about.
type asked struct{ payout, project string }

func askedFor(c *gin.Context) asked {
	a := asked{c.Query("payout"), c.Query("project")}
	switch c.Query("about") {
	case "payout":
		a.payout = c.Query("p")
	case "project":
		a.project = c.Query("no")
	}
	return a
}

// matter is a payment or project that the complaint is about.
type matter struct {
	templates.Context
	kind, village, subject string
	elsewhere              []templates.DoorRow // where to go instead
}

// text is the matter in words, as the office reads it.
func (m matter) text() string {
	return strings.Join(append([]string{m.Title}, m.Lines[:min(len(m.Lines), 2)]...), " ")
}

// aboutOf finds the payment or project. One that is not there, or not this
// person's, leaves the complaint without: what somebody wants to say is not
// stopped by an old link.
func (h *Complaints) aboutOf(c *gin.Context, a asked) (matter, error) {
	ctx, by := c.Request.Context(), web.Actor(c)
	var m matter
	var err error
	switch {
	case a.payout != "":
		m, err = h.aboutPayout(ctx, by, a.payout)
	case a.project != "":
		m, err = h.aboutProject(ctx, a.project)
	}
	if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Unauthenticated) {
		return matter{}, nil
	}
	return m, err
}

func (h *Complaints) aboutPayout(ctx context.Context, by actor.Actor, key string) (matter, error) {
	p, err := h.Registers.PayoutForComplaint(ctx, by, key)
	if err != nil {
		return matter{}, err
	}
	return matter{kind: "payout", subject: "subsidy_missing", Context: templates.Context{Kind: "payout", ID: key, Title: p.Item, Lines: []string{
		span(p.Start, p.End) + "，" + p.PaidOn.Chinese() + "发放", p.Amount.String() + "元，账号尾号" + p.Tail,
		"选“不留名字”时，这笔钱的信息不会交上去，因为看了就知道是谁。",
	}}}, nil
}

func (h *Complaints) aboutProject(ctx context.Context, no string) (matter, error) {
	name, village, err := h.Works.Exists(ctx, no)
	if err != nil {
		return matter{}, err
	}
	return matter{kind: "project", village: village, subject: "project", Context: templates.Context{
		Kind: "project", ID: no, Title: name, Lines: []string{"项目编号 " + no},
	}}, nil
}

// showForm fills the form in: what was typed, what was kept, and what is known
// of a bound person.
func (h *Complaints) showForm(c *gin.Context, code int, about matter, d *complaint.Draft, wrong templates.Errors) error {
	ctx, by := c.Request.Context(), web.Actor(c)
	tree, err := h.Registers.Divisions(ctx)
	if err != nil {
		return err
	}
	data := templates.ComplaintFormData{
		Token: d.Token, Context: about.Context, Place: d.Place, When: d.When, Body: d.Body.Reveal(), Who: d.Who.Reveal(), Named: d.Named, Share: d.Share, Elsewhere: about.elsewhere,
		Name: d.Name.Reveal(), Phone: d.Phone.Reveal(), FilesLost: len(wrong) > 0 && (wrong[complaint.KindPhoto] != "" || wrong[complaint.KindVoice] != "") && len(d.Held) == 0,
		Errors: wrong,
	}
	if len(about.elsewhere) > 0 && len(d.Uploads) > 0 {
		data.FilesLost = true
	}
	if by.PersonID != 0 {
		p, err := h.Profiles.Profile(ctx, by)
		if err != nil && !fault.Is(err, fault.Unauthenticated) {
			return err
		}
		if err == nil {
			data.Bound, data.MaskedName = true, p.MaskedName
			if p.PhoneTail != "" {
				data.MaskedPhone = "尾号" + p.PhoneTail
			}
			if d.Village == "" && code == http.StatusOK {
				d.Village = p.VillageCode
			}
		}
	}
	data.Places = placeOptions(tree, d.Village)
	for _, s := range complaint.Subjects() {
		data.About = append(data.About, templates.Option{Value: s.Value, Text: s.Text, Selected: s.Value == d.Subject})
	}
	for i, k := range h.Complaints.HeldFiles(d.Held) {
		data.Kept = append(data.Kept, templates.Kept{Ref: k.Ref, Text: keptText(k.Kind, i+1)})
	}
	return web.RenderIn(h.Front, c, code, templates.TabComplain, templates.ComplaintForm, "我要投诉", data)
}

// placeOptions lists every village under its town, and the town itself for
// whoever does not know the village.
func placeOptions(tree *lookup.Tree, chosen string) []templates.Town {
	var out []templates.Town
	for _, t := range tree.Towns() {
		town := templates.Town{Name: t.Name}
		for _, v := range tree.Villages(t.Code) {
			town.Villages = append(town.Villages, templates.Option{Value: v.Code, Text: v.Short, Selected: v.Code == chosen})
		}
		town.Villages = append(town.Villages, templates.Option{Value: t.Code, Text: t.Name + "（不清楚哪个村）", Selected: t.Code == chosen})
		out = append(out, town)
	}
	return out
}
