package office

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/comparison/rule"
	"yangguang/service/fieldcheck"
	"yangguang/service/kernel/fault"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// fieldWorker is the address of the script that keeps the telephone's page; its
// folder is what it may keep.
const fieldWorker = "/office/field/worker.js"

func (h *Fieldchecks) phone(c *gin.Context) error { return h.showPhone(c, http.StatusOK, nil, nil) }

// showPhone shows the tasks of whoever is signed in, with a form for each; v is
// the form that was refused.
func (h *Fieldchecks) showPhone(c *gin.Context, code int, v *fieldcheck.Visit, bad templates.Errors) error {
	ctx, by := c.Request.Context(), web.Actor(c)
	list, total, err := h.checks.Errands(ctx, by)
	if err != nil {
		return err
	}
	tree, err := h.places.Divisions(ctx)
	if err != nil {
		return err
	}
	staff := strconv.FormatInt(by.StaffID, 10)
	d := templates.OfficeFieldData{Staff: staff, Name: by.Name, Worker: fieldWorker, Refused: bad != nil, Empty: templates.Empty{Text: "没有要去的现场", Advice: "派来的现场核查会列在这里。", Action: templates.Link{Text: "看核查过的", URL: fieldsBy("view", "all")}}}
	for _, e := range list {
		form := templates.FieldForm{Check: strconv.FormatInt(e.ID, 10), UUID: fieldcheck.NewUUID(), Staff: staff, Filed: orNone("报的是", filedPercent(e.Filed), "还没有报过进度"), Scale: orNone("备案的是", e.Filed.Scale(), "备案里没有填规模"), Unit: e.Filed.ScaleUnit, Photos: fieldcheck.MaxPhotos}
		verdict := ""
		if v != nil && v.Check == e.ID {
			verdict = v.Verdict
			form.Percent, form.Quantity, form.Unit, form.Note, form.Errors, form.Open = v.Percent, v.Quantity, v.Unit, v.Note, bad, true
		}
		form.Verdicts = options(fieldcheck.Verdicts(), verdict, func(x fieldcheck.Choice) (string, string) { return x.Value, x.Text })
		d.Tasks = append(d.Tasks, errand(e, form, tree))
	}
	if total > len(list) {
		d.More = templates.Link{Text: "还有" + strconv.Itoa(total-len(list)) + "项没有列在这里，先去期限近的", URL: fieldHome.URL}
	}
	return web.RenderAt(h.front, c, code, under(fieldHome), templates.OfficeField, "现场核查（手机）", d)
}

// orNone says what there is, or that there is none.
func orNone(says, v, none string) string {
	if v == "" {
		return none
	}
	return says + v
}

func errand(e fieldcheck.Errand, form templates.FieldForm, tree *lookup.Tree) templates.FieldErrand {
	out := templates.FieldErrand{ID: form.Check, Number: e.Number, Project: e.Project, Place: tree.FullName(e.Village), State: fieldBadge(e.State), Lamp: fieldLamp(e.Row), Why: reasonsOf(e.Why), Facts: filedFacts(e.Filed, tree)[1:], Questions: questionsOf(e.Model), Form: form}
	if e.Filed.At.Known() {
		out.Longitude, out.Latitude = e.Filed.At.Kept()
	}
	return out
}

// questionsOf are what a model asks about; those of 现场不实 for one that is not
// the program's.
func questionsOf(key string) []string {
	m, ok := rule.Lookup(key)
	if !ok {
		m, _ = rule.Lookup("P12") // the program's own
	}
	return m.Questions
}

// worker serves the script that keeps the telephone's page: its address decides
// which pages it may keep.
func (h *Fieldchecks) worker(c *gin.Context) error {
	script, err := h.front.Set.Assets.File("js/field-worker.js")
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "no-cache")
	c.Data(http.StatusOK, "text/javascript; charset=utf-8", script)
	return nil
}

// queued marks what the telephone's script sends; without it a form was sent.
const queued = "X-Field"

// visit keeps what somebody found. The script is answered in JSON, a plain form
// with a page.
func (h *Fieldchecks) visit(c *gin.Context) error {
	v, err := visitForm(c)
	if err != nil {
		return err
	}
	kept, err := h.checks.Arrive(c.Request.Context(), web.Actor(c), v)
	if c.GetHeader(queued) != "" {
		return answerQueue(c, kept, err)
	}
	if err != nil {
		return askAgain(err, func(bad templates.Errors) error { return h.showPhone(c, http.StatusUnprocessableEntity, &v, bad) })
	}
	h.front.Flash(c, templates.Good, keptWords[kept])
	return web.Redirect(c, "/office/field/")
}

var keptWords = map[fieldcheck.Kept]string{
	fieldcheck.KeptFirst: "已交。等监督检查室审核。", fieldcheck.KeptAgain: "这一次已经交过了，只算一次。",
	fieldcheck.KeptSecond: "已交。别人已经去核查过，这一次也留着，由监督检查室一起看。",
}

// queueAnswer is what the telephone's script reads.
type queueAnswer struct {
	Kept  fieldcheck.Kept `json:"kept,omitempty"`
	Error string          `json:"error,omitempty"`
}

// queueStatus are the refusals that the script shows beside what it keeps.
var queueStatus = map[fault.Kind]int{
	fault.Invalid: http.StatusUnprocessableEntity, fault.NotFound: http.StatusNotFound, fault.Conflict: http.StatusConflict, fault.Forbidden: http.StatusForbidden,
}

func answerQueue(c *gin.Context, kept fieldcheck.Kept, err error) error {
	c.Header("Cache-Control", "no-store")
	if err == nil {
		c.JSON(http.StatusOK, queueAnswer{Kept: kept})
		return nil
	}
	fe := fault.Of(err)
	code, ok := queueStatus[fe.Kind]
	if !ok {
		return err
	}
	words := fe.Public
	for _, field := range []string{"", "verdict", "percent", "quantity", "unit", "note", "photo"} {
		if w := fe.Fields[field]; w != "" {
			words = w
			break
		}
	}
	c.JSON(code, queueAnswer{Error: words})
	return nil
}

// visitForm reads a visit with its photos.
func visitForm(c *gin.Context) (fieldcheck.Visit, error) {
	var photos []fieldcheck.Photo
	v, err := partsOf(c, func(f sentFile) {
		if f.field == "photo" && len(photos) <= fieldcheck.MaxPhotos {
			photos = append(photos, fieldcheck.Photo{Content: f.content})
		}
	})
	if err != nil {
		return fieldcheck.Visit{}, err
	}
	return visitOf(v, photos), nil
}

func visitOf(v url.Values, photos []fieldcheck.Photo) fieldcheck.Visit {
	number := func(name string) int64 {
		n, err := strconv.ParseInt(v.Get(name), 10, 64)
		if err != nil {
			return -1 // nobody's
		}
		return n
	}
	out := fieldcheck.Visit{
		Check: number("check"), Staff: number("staff"), UUID: v.Get("uuid"), Verdict: v.Get("verdict"), Percent: v.Get("percent"), Quantity: v.Get("quantity"), Unit: v.Get("unit"), Note: v.Get("note"),
		Longitude: v.Get("longitude"), Latitude: v.Get("latitude"), Accuracy: v.Get("accuracy"), Queued: v.Get("queued") != "", Photos: photos,
	}
	if out.Quantity == "" {
		out.Unit = "" // the form brings the filed unit
	}
	if at, err := time.Parse(time.RFC3339, v.Get("captured")); err == nil {
		out.Captured = at
	}
	for i, made := range v["made"] {
		if at, err := time.Parse(time.RFC3339, made); err == nil && i < len(out.Photos) {
			out.Photos[i].Made = at
		}
	}
	return out
}
