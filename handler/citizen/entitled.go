package citizen

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/entitle"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/period"
	"yangguang/templates"
)

// entitlements is what this page needs of the service that says what one may ask for.
type entitlements interface {
	Offers(ctx context.Context, f entitle.Facts) ([]entitle.Offer, error)
	Own(ctx context.Context, by actor.Actor) (entitle.Own, error)
}

// Entitled is the page 我能享受什么. Nothing of what is answered there is kept.
type Entitled struct {
	lookup   *Lookup
	entitled entitlements
	hotline  string
}

// NewEntitled makes the page.
func NewEntitled(l *Lookup, e entitlements, hotline string) *Entitled {
	return &Entitled{l, e, hotline}
}

// Routes adds the page to the site; r carries the citizen session.
func (h *Entitled) Routes(r gin.IRouter) {
	g := r.Group("/h5", h.lookup.front.LoadCitizen())
	g.GET(entitledPath, h.lookup.front.Serve(h.page))
	g.POST(entitledPath, h.lookup.front.ServeBody(maxForm, h.answer))
}

const (
	entitledPath  = "/entitled"
	entitledTitle = "我能享受什么"
)

var limitEntitled = limit{"entitled", 60, 1200, 10 * time.Minute}

// page asks; whoever is bound reads what the registers say, and may have
// somebody else's answers looked at.
func (h *Entitled) page(c *gin.Context) error {
	by := web.Actor(c)
	if by.PersonID == 0 || by.Snapshot || c.Query("ask") == "1" {
		public(c)
		return h.show(c, templates.EntitledData{Ask: true, Bound: by.PersonID != 0 && !by.Snapshot, Questions: entitledQuestions(func(string) string { return "" })})
	}
	own, err := h.entitled.Own(c.Request.Context(), by)
	if fault.Is(err, fault.Unauthenticated) { // unbound meanwhile
		return h.lookup.stale(c, err, templates.TabHome, "看自己能享受什么")
	}
	if err != nil {
		return err
	}
	return h.show(c, ownData(own))
}

// ownData is what the registers say of somebody, for the page.
func ownData(own entitle.Own) templates.EntitledData {
	d := templates.EntitledData{Bound: true, Own: true, MoneyURL: "/h5/payouts", Offers: offerRows(own.Offers)}
	for _, g := range own.Gets {
		row := templates.EntitledGet{Name: g.Name}
		if g.Since != period.Past {
			row.Since = g.Since.Month().Chinese()
		}
		if g.Last > 0 {
			row.Last, row.LastOn = g.Last.String(), g.LastOn.Chinese()
		}
		d.Gets = append(d.Gets, row)
	}
	return d
}

// answer looks at what was answered and forgets it.
func (h *Entitled) answer(c *gin.Context) error {
	if err := h.lookup.allow(c, limitEntitled); err != nil {
		return err
	}
	offers, err := h.entitled.Offers(c.Request.Context(), entitle.Answered(c.PostForm))
	if err != nil {
		return err
	}
	return h.show(c, templates.EntitledData{Answered: true, Questions: entitledQuestions(c.PostForm), Offers: offerRows(offers)})
}

func (h *Entitled) show(c *gin.Context, d templates.EntitledData) error {
	d.Action, d.Hotline = "/h5"+entitledPath, h.hotline
	return web.RenderIn(h.lookup.front, c, http.StatusOK, templates.TabHome, templates.Entitled, entitledTitle, d)
}

func entitledQuestions(said func(string) string) []templates.Choice {
	var out []templates.Choice
	for _, q := range entitle.Questions() {
		one := templates.Choice{Name: q.Name, Label: q.Text, Hint: q.Hint}
		for _, c := range q.Choices {
			one.Options = append(one.Options, templates.Option{Value: c.Value, Text: c.Text, Selected: said(q.Name) == c.Value})
		}
		out = append(out, one)
	}
	return out
}

func offerRows(offers []entitle.Offer) []templates.EntitledOffer {
	out := make([]templates.EntitledOffer, len(offers))
	for i, o := range offers {
		out[i] = templates.EntitledOffer{Title: o.Title, URL: policyURL(o.PolicyID), Who: firstSentence(o.Eligibility), HowMuch: firstSentence(o.Standard), Papers: o.Materials, Place: o.Place, Phone: o.Phone}
	}
	return out
}
