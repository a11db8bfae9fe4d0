package office

import (
	"fmt"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/complaint"
	"yangguang/service/kernel/seal"
	"yangguang/templates"
)

func (h *Petitions) entryForm(c *gin.Context) error {
	e := &complaint.Entry{}
	e.Token, e.ReceivedOn = formToken(), dateOf(h.now())
	return h.showEntry(c, http.StatusOK, e, nil)
}

func (h *Petitions) enter(c *gin.Context) error {
	e, err := entryOf(c)
	if err != nil {
		return err
	}
	r, err := h.petitions.Enter(c.Request.Context(), web.Actor(c), e)
	if err != nil {
		wrong, err := refusal(err)
		if err != nil {
			return err
		}
		if e.Token == "" {
			e.Token = formToken()
		}
		return h.showEntry(c, http.StatusUnprocessableEntity, e, wrong)
	}
	block, err := h.receiptBlock(r.Proof)
	if err != nil {
		return err
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(petitionList), templates.OfficePetitionSlip, "已登记", templates.OfficePetitionSlipData{
		Proof:   block,
		Receipt: r.Number, At: dateOf(r.At), Subject: r.Subject, URL: petitionURL(r.ID),
	})
}

// entryOf reads a petition as it was typed in, with its scans.
func entryOf(c *gin.Context) (*complaint.Entry, error) {
	e := &complaint.Entry{}
	v, err := partsOf(c, func(f sentFile) {
		if len(e.Uploads) < 2*complaint.MaxPhotos {
			e.Uploads = append(e.Uploads, complaint.Upload{Kind: complaint.KindPhoto, Content: f.content})
		}
	})
	if err != nil {
		return nil, err
	}
	fill(e, v)
	return e, nil
}

func fill(e *complaint.Entry, v url.Values) {
	secret := func(name string) seal.Secret { return seal.NewSecret(v.Get(name)) }
	e.Token, e.Named, e.Subject, e.Village, e.Place, e.When = v.Get("token"), v.Get("named"), v.Get("about"), v.Get("village"), v.Get("place"), v.Get("when")
	e.Who, e.Body, e.Name, e.Phone, e.Address, e.ResidentID = secret("who"), secret("body"), secret("name"), secret("phone"), secret("address"), secret("resident_id")
	e.Share = v.Get("share") != ""
	e.Channel, e.ReceivedOn, e.Held = v.Get("channel"), v.Get("received"), v["kept"]
}

func (h *Petitions) showEntry(c *gin.Context, code int, e *complaint.Entry, wrong templates.Errors) error {
	tree, err := h.divisions.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	d := templates.OfficePetitionEntryData{
		Token: e.Token, Channels: choices(complaint.Channels(), e.Channel), Received: e.ReceivedOn, Subjects: choices(complaint.Subjects(), e.Subject), Place: e.Place,
		When: e.When, Who: e.Who.Reveal(), Body: e.Body.Reveal(), Name: e.Name.Reveal(), Phone: e.Phone.Reveal(), Address: e.Address.Reveal(),
		ResidentID: e.ResidentID.Reveal(), Share: e.Share, Errors: wrong,
		Named: choices([]complaint.Choice{{Value: "named", Text: "实名"}, {Value: "anonymous", Text: "匿名"}}, e.Named),
	}
	for _, t := range tree.Towns() {
		town := templates.Town{Name: t.Name, Villages: []templates.Option{{Value: t.Code, Text: t.Name + "（村不详）", Selected: t.Code == e.Village}}}
		for _, v := range tree.Villages(t.Code) {
			town.Villages = append(town.Villages, templates.Option{Value: v.Code, Text: v.Short, Selected: v.Code == e.Village})
		}
		d.Places = append(d.Places, town)
	}
	for i, k := range h.petitions.HeldFiles(e.Held) {
		d.Kept = append(d.Kept, templates.Kept{Ref: k.Ref, Text: fmt.Sprintf("照片%d", i+1)})
	}
	return web.RenderAt(h.front, c, code, under(petitionList), templates.OfficePetitionEntry, "登记来信来访来电", d)
}
