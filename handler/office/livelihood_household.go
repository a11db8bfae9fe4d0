package office

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/money"
	"yangguang/service/kernel/period"
	"yangguang/service/livelihood"
	"yangguang/templates"
)

func householdURL(no string) string { return "/office/households/" + url.PathEscape(no) }

// taskNumber is the number of a task as an address may bring it.
var taskNumber = regexp.MustCompile(`^BZ\d{6,12}$`)

// askHousehold asks why somebody opens a household, before anything is shown.
func (h *Livelihood) askHousehold(c *gin.Context) error {
	no := c.Param("no")
	if err := h.tasks.MayOpen(c.Request.Context(), web.Actor(c), no); err != nil {
		return err
	}
	d := templates.OfficeHouseholdAskData{No: no, Action: householdURL(no)}
	if t := c.Query("task"); taskNumber.MatchString(t) {
		d.Reason = "办理保障任务" + t
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(livelihoodHome), templates.OfficeHouseholdAsk, "户情 "+no, d)
}

func (h *Livelihood) household(c *gin.Context) error {
	no, reason := c.Param("no"), c.PostForm("reason")
	o, err := h.tasks.Household(c.Request.Context(), web.Actor(c), no, reason)
	if err != nil {
		wrong, err := refusal(err)
		if err != nil {
			return err
		}
		d := templates.OfficeHouseholdAskData{No: no, Action: householdURL(no), Reason: reason, Errors: wrong}
		return web.RenderAt(h.front, c, http.StatusUnprocessableEntity, under(livelihoodHome), templates.OfficeHouseholdAsk, "户情 "+no, d)
	}
	d := householdData(o)
	if h.tasks.MayLook(c.Request.Context(), web.Actor(c), no) == nil {
		d.Visit = templates.Link{Text: "记一次入户核查", URL: householdURL(no) + "/visit"}
	}
	for _, t := range o.Tasks {
		d.Tasks = append(d.Tasks, taskRow(web.Actor(c), t))
	}
	c.Header("Cache-Control", "no-store") // looking at it is recorded
	return web.RenderAt(h.front, c, http.StatusOK, under(livelihoodHome), templates.OfficeHousehold, "户情 "+no, d)
}

// householdData is a household as its page shows it.
func householdData(o livelihood.Household) templates.OfficeHouseholdData {
	d := templates.OfficeHouseholdData{No: o.No, Line: timeLine(o), Years: yearRows(o), Parts: partRows(o), Schools: schoolRows(o), Insured: insuredRows(o), Benefits: benefitRows(o), Vetoes: vetoRows(o)}
	add := func(label, value string) { d.Facts = append(d.Facts, templates.Fact{Label: label, Value: value}) }
	add("户编号", o.No)
	add("地点", o.Place)
	add("户类型", o.Kind)
	add("识别", lineDay(o.Identified))
	add("脱贫", lineDay(o.Lifted))
	add("致贫原因", o.Cause)
	for _, p := range o.Members {
		now := p.Why
		if now != "" {
			now = p.Until.String() + " " + now
		}
		d.Members = append(d.Members, []string{p.Name, p.Relation, lineDay(p.Birth), now})
	}
	no := 0
	for _, e := range o.Events {
		row := templates.HouseholdEvent{On: e.On.String(), Sort: e.Sort, What: e.What, Who: e.Who}
		if within(o, e.On) {
			no++
			row.No = strconv.Itoa(no)
		}
		d.Events = append(d.Events, row)
	}
	return d
}

func lineDay(d period.Day) string {
	if d == period.Past || d == period.Future {
		return ""
	}
	return d.String()
}

// within reports whether a day lies inside the drawing.
func within(o livelihood.Household, d period.Day) bool { return d.Year() >= o.From && d.Year() <= o.To }

func yuanOf(f money.Fen) string {
	if f == 0 {
		return ""
	}
	return f.String()
}

func yearRows(o livelihood.Household) []templates.HouseholdYear {
	var out []templates.HouseholdYear
	for _, y := range o.Years {
		row := templates.HouseholdYear{Year: strconv.Itoa(y.Year), Line: yuanOf(y.Line), Checked: y.Checked}
		if y.Members > 0 {
			row.Covered = coveredText(y)
		}
		if y.Pupils > 0 {
			row.Pupils = pupilsText(y)
		}
		if y.Known {
			row.Income, row.House, row.Water, row.School, row.Insured = y.Income.String(), houseText(y), metText(y.Water), metText(y.School), metText(y.Insured)
			row.Short, row.Unsafe, row.Dry, row.Away, row.Bare = y.Line > 0 && y.Income < y.Line, unsafeHouse(y), !y.Water, !y.School, !y.Insured
		}
		out = append(out, row)
	}
	return out
}

func ratio(n, of int) string { return strconv.Itoa(n) + "/" + strconv.Itoa(of) }

func metText(met bool) string {
	if met {
		return "达标"
	}
	return "未达标"
}

func houseText(y livelihood.Year) string {
	text := "未评定"
	if y.House != "" {
		text = y.House + "级"
	}
	if y.Rebuilt == "是" {
		text += "，已改造"
	}
	return text
}

func unsafeHouse(y livelihood.Year) bool {
	return y.House != "A" && y.House != "B" && y.Rebuilt != "是"
}

func vetoRows(o livelihood.Household) []templates.HouseholdVeto {
	var out []templates.HouseholdVeto
	for _, v := range o.Vetoes {
		row := templates.HouseholdVeto{No: v.No, Text: v.Text, Source: v.Source, State: templates.Badge{Tone: templates.Plain, Text: "没有登记"}}
		if len(v.Missing) > 0 { // a register that nobody imported says nothing
			row.Source += "（没有导入：" + strings.Join(v.Missing, "、") + "）"
			row.State.Text = "数据不全，不能说没有"
		}
		if v.Bare {
			row.State.Text = "没有数据"
		}
		for _, s := range v.Says {
			said := templates.HouseholdSaid{Text: s.Who + "：" + s.What, Then: s.Then}
			if from := lineDay(s.Span.From); from != "" {
				said.Text += "，" + from + "起"
			}
			if to := lineDay(s.Span.To); to != "" {
				said.Text += "，到" + to
			}
			row.Says = append(row.Says, said)
			row.State = templates.Badge{Tone: templates.Warning, Text: "有登记，要核实"}
		}
		if v.Visit {
			row.State = templates.Badge{Tone: templates.Info, Text: "要入户核查"}
		}
		for i, s := range v.Seen {
			if i == 0 { // the latest counts
				row.State = templates.Badge{Tone: wordTones[s.Answer], Text: livelihood.AnswerText(s.Answer)}
			}
			seen := templates.HouseholdSeen{On: s.On.String(), Who: s.Who + "、" + s.Companion, Answer: livelihood.AnswerText(s.Answer), Note: s.Note.Reveal()}
			if s.Photo {
				seen.Photo = templates.Link{Text: "照片", URL: householdURL(o.No) + "/visit/" + strconv.FormatInt(s.ID, 10) + "/photo"}
			}
			row.Seen = append(row.Seen, seen)
		}
		out = append(out, row)
	}
	return out
}

var wordTones = map[string]templates.Tone{"no": templates.Good, "yes": templates.Warning}

func (h *Livelihood) lookForm(c *gin.Context) error {
	return h.showLook(c, http.StatusOK, func(string) string { return "" }, nil)
}

// showLook asks what two people saw in a household.
func (h *Livelihood) showLook(c *gin.Context, code int, said func(string) string, bad templates.Errors) error {
	no := c.Param("no")
	if err := h.tasks.MayLook(c.Request.Context(), web.Actor(c), no); err != nil {
		return err
	}
	d := templates.OfficeHouseholdVisitData{Action: householdURL(no) + "/visit", Me: web.Actor(c).Name, Items: taskChoices(livelihood.VisitItems(), said("item")), Answers: taskChoices(livelihood.Answers(), said("answer")),
		Companion: said("companion"), Day: said("day"), Note: said("note"), Errors: bad}
	return web.RenderAt(h.front, c, code, under(livelihoodHome, templates.Link{Text: "户情 " + no, URL: householdURL(no)}), templates.OfficeHouseholdVisit, "入户核查", d)
}

func (h *Livelihood) look(c *gin.Context) error {
	said, uploads, err := formWithFiles(c)
	if err != nil {
		return err
	}
	l := livelihood.Look{Item: said("item"), Answer: said("answer"), Companion: said("companion"), Day: said("day"), Note: secretOf(said("note")), Photo: photoIn(uploads)}
	err = h.tasks.Look(c.Request.Context(), web.Actor(c), c.Param("no"), l)
	if err != nil {
		return askAgain(err, func(bad templates.Errors) error { return h.showLook(c, http.StatusUnprocessableEntity, said, bad) })
	}
	h.front.Flash(c, templates.Good, "已记下入户核查。")
	return web.Redirect(c, householdURL(c.Param("no")))
}

func (h *Livelihood) lookPhoto(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	f, err := h.tasks.LookPhoto(c.Request.Context(), web.Actor(c), c.Param("no"), id)
	if err != nil {
		return err
	}
	return unsealed(c, f.Mime, f.Data)
}
