package office

import (
	"fmt"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/fieldcheck"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/measure"
	"yangguang/templates"
)

func (h *Fieldchecks) one(c *gin.Context) error { return h.show(c, http.StatusOK, findingForms{}) }

// show renders a check with the forms of what this reader may do; f is the form
// that was refused.
func (h *Fieldchecks) show(c *gin.Context, code int, f findingForms) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	by := web.Actor(c)
	o, err := h.checks.One(c.Request.Context(), by, id)
	if err != nil {
		return err
	}
	tree, err := h.places.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	f.base, f.version = fieldURL(id), o.Version
	d := templates.OfficeFieldcheckData{Number: o.Number, Project: o.Project, State: fieldBadge(o.State), Lamp: fieldLamp(o.Row), Why: reasonsOf(o.Why), Facts: filedFacts(o.Filed, tree), Map: fieldMap(o), Questions: questionsOf(o.Model), MayCallOff: o.CallOff}
	d.Facts = append(d.Facts, templates.Fact{Label: "派出", Value: clock(o.MadeAt) + " " + o.MadeBy})
	if o.Open {
		d.Facts = append(d.Facts, templates.Fact{Label: "期限", Value: dateOf(o.Due)})
	}
	d.Next, d.Conflict, d.Empty = fieldNext(o, by)
	d.Links = fieldLinks(by, o)
	if o.CallOff {
		d.CallOff = f.deed("call_off", "", "撤销", "撤销", "以后要去可以再派。")
		d.CallOff.Fields, d.CallOff.Primary = []templates.Field{f.field("call_off", "textarea", "note", "为什么不用去了", "", "")}, false
	}
	for i, v := range o.Visits {
		d.Visits = append(d.Visits, visitBox(id, i+1, v, o, f))
	}
	c.Header("Cache-Control", "no-store") // photos that were sealed lie on it
	return web.RenderAt(h.front, c, code, under(fieldHome), templates.OfficeFieldcheck, o.Number+" "+o.Project, d)
}

func reasonsOf(why string) []string {
	return strings.Split(strings.ReplaceAll(why, "\r\n", "\n"), "\n")
}

func fieldNext(o fieldcheck.Detail, by actor.Actor) (next templates.Link, conflict, empty string) {
	unread := 0
	for _, v := range o.Visits {
		if v.State == "arrived" {
			unread++
		}
	}
	switch {
	case unread > 1:
		conflict = fmt.Sprintf("有%d次核查等审核，都列在下面。看清楚以后认可一次，别的只作参考。", unread)
	case unread == 1 && !(o.State == "arrived"):
		conflict = "办完以后又到了一次核查，留在下面，没有改动已经认可的。"
	}
	switch {
	case o.State == "closed":
		empty = "已撤销：" + o.Closed
	case len(o.Visits) == 0:
		empty = "还没有人去过。"
	}
	switch {
	case o.Go:
		next = templates.Link{Text: "到现场核查，用手机填", URL: "/office/field/#check-" + strconv.FormatInt(o.ID, 10)}
	case unread > 0 && by.Is(actor.RoleSupervision):
		next.Text = "审核下面的核查：认可，或者退回重查。"
	case unread > 0:
		next.Text = "等监督检查室审核。"
	case o.Open:
		next.Text = "等镇纪委到现场核查。"
	}
	return next, conflict, empty
}

func fieldLinks(by actor.Actor, o fieldcheck.Detail) []templates.Link {
	links := []templates.Link{{Text: "项目备案", URL: filingURL(o.ProjectNo)}}
	if o.Plan != 0 && by.Is(actor.RoleSupervision, actor.RoleHead) {
		links = append(links, templates.Link{Text: "抽查计划 " + fieldcheck.PlanNumber(o.Plan), URL: fieldPlanURL(o.Plan)})
	}
	if o.Finding != 0 {
		links = append(links, templates.Link{Text: "疑点", URL: findingURL(o.Finding)})
	}
	return links
}

var verdictTones = map[string]templates.Tone{"same": templates.Good, "differs": templates.Warning, "missing": templates.Bad, "notbegun": templates.Bad}

var visitTones = map[string]templates.Tone{"arrived": templates.Warning, "accepted": templates.Good, "returned": templates.Bad}

// visitBox is one visit, as it is reviewed.
func visitBox(check int64, no int, v fieldcheck.Seen, o fieldcheck.Detail, f findingForms) templates.FieldVisit {
	out := templates.FieldVisit{ID: strconv.FormatInt(v.ID, 10), Who: fmt.Sprintf("%d．%s（%s）", no, v.Who, v.Role.Label()), Note: v.Note,
		Verdict: templates.Badge{Tone: verdictTones[v.Verdict], Text: fieldcheck.VerdictText(v.Verdict)}, State: templates.Badge{Tone: visitTones[v.State], Text: fieldcheck.VisitText(v.State)}}
	if v.Second {
		out.Second = "到的时候这项核查已经有人去过或者办完了，所以另外留着，没有改动前一次。"
	}
	if v.ClockWrong {
		out.Warnings = append(out.Warnings, "手机的时间比到达的时间还晚，手机的钟不准。")
	}
	if v.Own {
		out.Warnings = append(out.Warnings, "自己交的核查要由另一位审核。")
	}
	out.Compared = comparedRows(v, o.Far)
	fact := func(label, value string) { out.Facts = append(out.Facts, templates.Fact{Label: label, Value: value}) }
	fact("填写", clock(v.Captured))
	arrived := clock(v.Arrived)
	if v.Queued {
		arrived += "（没有网，存在手机里后来送的）"
	}
	fact("送到", arrived)
	if v.At.Known() {
		lng, lat := v.At.Kept()
		where := "东经" + lng + "，北纬" + lat
		if v.Accuracy != nil {
			where += fmt.Sprintf("，误差约%d米", *v.Accuracy)
		}
		fact("填写的位置", where)
	} else {
		fact("填写的位置", "手机没有给")
	}
	base := fmt.Sprintf("%s/files/", fieldURL(check))
	for i, p := range v.Photos {
		address := base + strconv.FormatInt(p.ID, 10)
		photo := templates.OfficePhoto{URL: address, Thumb: address + "?v=thumb", Alt: fmt.Sprintf("第%d张现场照片", i+1)}
		if len(v.Can) > 0 {
			photo.Original = address + "?v=original"
		}
		out.Photos, out.PhotoNotes = append(out.Photos, photo), append(out.PhotoNotes, photoNote(p))
	}
	if v.ReviewedAt != nil {
		out.Review = fmt.Sprintf("%s %s：%s", clock(*v.ReviewedAt), v.ReviewedBy, fieldcheck.VisitText(v.State))
		if v.ReviewNote != "" {
			out.Review += "，" + v.ReviewNote
		}
	}
	out.Deeds = visitDeeds(v, f)
	return out
}

func photoNote(p fieldcheck.Picture) string {
	var parts []string
	switch {
	case p.TakenAt == nil:
		parts = append(parts, "照片没有写拍摄时间")
	case p.FromExif:
		parts = append(parts, "拍摄时间"+clock(*p.TakenAt)+"（照片里写的）")
	default:
		parts = append(parts, "文件时间"+clock(*p.TakenAt))
	}
	switch {
	case p.Distance != nil:
		parts = append(parts, fmt.Sprintf("拍摄地点距备案坐标%d米", *p.Distance))
	case p.At.Known():
		parts = append(parts, "照片写了拍摄地点")
	}
	return strings.Join(parts, "，")
}

// comparedRows hold what was found against what was filed then.
func comparedRows(v fieldcheck.Seen, far int) []templates.FieldCompared {
	var rows []templates.FieldCompared
	if v.Percent != nil || v.FiledPercent != nil {
		row := templates.FieldCompared{What: "进度"}
		if v.Percent != nil {
			row.Found = strconv.Itoa(*v.Percent) + "%"
		}
		if v.FiledPercent != nil {
			row.Filed = strconv.Itoa(*v.FiledPercent/1000) + "%"
			row.Wrong = v.Percent != nil && *v.Percent*1000 < *v.FiledPercent
		}
		rows = append(rows, row)
	}
	if v.Found != nil || v.FiledScale != nil {
		row := templates.FieldCompared{What: "数量"}
		if v.Found != nil {
			row.Found = measure.Text(*v.Found, v.Unit)
		}
		if v.FiledScale != nil {
			row.Filed = measure.Text(*v.FiledScale, v.FiledUnit)
			row.Wrong = v.Found != nil && v.Unit == v.FiledUnit && *v.Found < *v.FiledScale
		}
		rows = append(rows, row)
	}
	if v.Distance != nil {
		rows = append(rows, templates.FieldCompared{What: "距备案的地点", Found: fmt.Sprintf("%d米", *v.Distance), Filed: fmt.Sprintf("%d米以内", far), Wrong: *v.Distance > far})
	}
	return rows
}

// visitDeeds are the forms of a visit; each names its visit, since a page holds
// several.
func visitDeeds(v fieldcheck.Seen, f findingForms) []templates.Deed {
	words := map[fieldcheck.Action][4]string{
		fieldcheck.ActAccept: {"认可", "认可", "说明", "认可以后进入比对，和备案不一样的会成为疑点。"},
		fieldcheck.ActReturn: {"退回重查", "退回重查", "哪里要重新看", "镇纪委再去一次。"},
		fieldcheck.ActAside:  {"只作参考", "只作参考", "为什么不算", "留着，不进入比对。"},
	}
	var out []templates.Deed
	for _, a := range v.Can {
		w, key := words[a], string(a)+strconv.FormatInt(v.ID, 10)
		d := f.deed(key, "", w[0], w[1], w[3])
		d.Fields = []templates.Field{f.field(key, "textarea", "note", w[2], "", "")}
		d.Primary, d.Open = len(out) == 0, d.Open || f.tried == "" && len(out) == 0
		out = append(out, d)
	}
	return out
}

// review takes a step on a visit, or calls the check off. The form's action is
// the step with the number of the visit.
func (h *Fieldchecks) review(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	ctx, by, key := c.Request.Context(), web.Actor(c), c.PostForm("action")
	version := versionOf(c)
	note, done := c.PostForm(key+"-note"), "已撤销。"
	if key == "call_off" {
		err = h.checks.CallOff(ctx, by, id, version, note)
	} else {
		act := strings.TrimRight(key, "0123456789")
		visit, _ := strconv.ParseInt(strings.TrimPrefix(key, act), 10, 64) // 0 is no visit
		done = map[string]string{"accept": "已认可。", "return": "已退回重查。", "aside": "已记为只作参考。"}[act]
		err = h.checks.Review(ctx, by, id, version, visit, fieldcheck.Action(act), note)
	}
	if err != nil {
		return askAgain(err, func(bad templates.Errors) error {
			return h.show(c, http.StatusUnprocessableEntity, findingForms{tried: key, say: c.PostForm, wrong: bad})
		})
	}
	h.front.Flash(c, templates.Good, done)
	return web.Redirect(c, fieldURL(id))
}

func (h *Fieldchecks) file(c *gin.Context) error {
	id, file, err := fileOf(c)
	if err != nil {
		return err
	}
	how := c.Query("v")
	f, err := h.checks.File(c.Request.Context(), web.Actor(c), id, file, how)
	if err != nil {
		return err
	}
	if how == fieldcheck.ShowOriginal {
		c.Header("Content-Disposition", "attachment; filename*=UTF-8''"+url.PathEscape(fmt.Sprintf("现场照片%d", file)))
	}
	return unsealed(c, f.Mime, f.Data)
}

// The drawing of places: its middle, and how far from it something may lie.
const (
	mapMiddle = 160.0
	mapReach  = 130.0
)

// fieldMap draws where people and photos were around the filed place. Without a
// filed place, or with nothing else, there is none.
func fieldMap(o fieldcheck.Detail) templates.FieldMap {
	type spot struct {
		east, north float64
		dot         templates.FieldDot
	}
	var spots []spot
	most := float64(o.Far)
	var words []string
	add := func(from, at fieldcheck.Point, tone, no, what string) {
		if !from.Known() || !at.Known() {
			return
		}
		east, north := at.From(from)
		d := math.Hypot(east, north)
		most = max(most, d)
		words = append(words, fmt.Sprintf("%s距备案的地点%.0f米", what, d))
		spots = append(spots, spot{east, north, templates.FieldDot{Tone: tone, No: no, Title: words[len(words)-1]}})
	}
	for i, v := range o.Visits {
		no := strconv.Itoa(i + 1)
		for k, p := range v.Photos {
			add(v.FiledAt, p.At, "photo", no, fmt.Sprintf("第%s次核查的第%d张照片", no, k+1))
		}
		add(v.FiledAt, v.At, "visit", no, "第"+no+"次核查的人")
	}
	if len(spots) == 0 {
		return templates.FieldMap{}
	}
	scale := mapReach / most
	m := templates.FieldMap{Title: "核查的位置和备案的地点", Desc: strings.Join(words, "；") + "。", Ring: round(float64(o.Far) * scale), RingText: fmt.Sprintf("虚线以内：%d米", o.Far)}
	for _, s := range spots {
		s.dot.X, s.dot.Y = round(mapMiddle+s.east*scale), round(mapMiddle-s.north*scale)
		m.Dots = append(m.Dots, s.dot)
	}
	bar := math.Pow(10, math.Floor(math.Log10(most)))
	if bar*scale < 20 {
		bar *= 2
	}
	m.BarWidth, m.BarText = round(bar*scale), fmt.Sprintf("%.0f米", bar)
	return m
}
