package office

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/complaint"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/seal"
	"yangguang/service/lookup"
	"yangguang/templates"
)

// petitions is what these pages need of the complaint service.
type petitions interface {
	Queue(ctx context.Context, by actor.Actor, f complaint.Filter, r page.Request) (complaint.Queue, error)
	Open(ctx context.Context, by actor.Actor, id int64) (complaint.Detail, error)
	Decide(ctx context.Context, by actor.Actor, id int64, d complaint.Decision) error
	AskIdentity(ctx context.Context, by actor.Actor, id int64, reason seal.Secret) error
	TakeBackIdentity(ctx context.Context, by actor.Actor, id int64) error
	SeeIdentity(ctx context.Context, by actor.Actor, id int64) (complaint.Opened, error)
	Requests(ctx context.Context, by actor.Actor) ([]complaint.Request, error)
	DecideIdentity(ctx context.Context, by actor.Actor, id, request int64, agree bool, words seal.Secret) error
	DecideAnswer(ctx context.Context, by actor.Actor, id, request int64, agree bool, words seal.Secret) error
	VisitorSlip(ctx context.Context, by actor.Actor, typed string) (complaint.Receipt, error)
	Grant(ctx context.Context, by actor.Actor, id int64, r complaint.Rule) error
	File(ctx context.Context, by actor.Actor, petitionID, id int64, v complaint.View) (complaint.Content, error)
	ProposalFile(ctx context.Context, by actor.Actor, id, request, n int64) (complaint.Content, error)
	Enter(ctx context.Context, by actor.Actor, e *complaint.Entry) (complaint.Receipt, error)
	HeldFiles(refs []string) []complaint.Held
	Beside(ctx context.Context, by actor.Actor, id, other int64) (complaint.Beside, error)
	MarkKnown(ctx context.Context, by actor.Actor, id int64, version int, on bool, reason seal.Secret) error
}

// divisions knows the county's towns and villages.
type divisions interface {
	Divisions(ctx context.Context) (*lookup.Tree, error)
}

// units knows the supervision offices a petition may be handed over to.
type units interface {
	Names(ctx context.Context, name string) ([]string, error)
}

// Petitions is the pages of the petition office 信访室, of the heads, of the
// towns for what was sent to them, and of supervision for what hangs on its clues.
type Petitions struct {
	exits     *exits // nil: there are none
	front     *web.Front
	petitions petitions
	divisions divisions
	units     units
	now       func() time.Time
}

// NewPetitions makes the pages.
func NewPetitions(front *web.Front, p petitions, d divisions, u units, now func() time.Time) *Petitions {
	return &Petitions{front: front, petitions: p, divisions: d, units: u, now: now}
}

// entryBody is the largest form of a letter with its scans.
const entryBody = 64 << 20

// Routes lists the addresses.
func (h *Petitions) Routes() []web.Route {
	office := roles(actor.RolePetition)
	town := roles(actor.RolePetition, actor.RoleTownInspector)
	read := roles(actor.RolePetition, actor.RoleHead, actor.RoleTownInspector, actor.RoleSupervision)
	handed := roles(actor.RolePetition, actor.RoleSupervision)
	enter := post("/office/petitions/new", office, h.enter)
	enter.Body = entryBody
	one := "/office/petitions/:id"
	withFiles := func(r web.Route) web.Route { r.Body = answerBody; return r }
	return append(h.talkRoutes(), []web.Route{
		get("/office/petitions", read, h.queue),
		get("/office/petitions/new", office, h.entryForm),
		enter,
		get(one, read, h.one),
		get(one+"/files/:file", read, h.file),
		post(one+"/claim", office, h.decide(complaint.ActClaim)),
		withFiles(post(one+"/triage", office, h.decide(complaint.ActAccept, complaint.ActReject, complaint.ActDuplicate, complaint.ActTransfer, complaint.ActTransferOther,
			complaint.ActForward, complaint.ActSuggestion, complaint.ActAppeal, complaint.ActNeedInfo))),
		withFiles(post(one+"/messages", town, h.decide(complaint.ActAnswer))),
		withFiles(post(one+"/close", town, h.decide(complaint.ActClose, complaint.ActGiveBack, complaint.ActReceiveLower))),
		post(one+"/told", town, h.decide(complaint.ActNotify, complaint.ActFeedback)),
		post(one+"/reopen", office, h.decide(complaint.ActReopen)),
		post(one+"/clue", handed, h.decide(complaint.ActClue)),
		post(one+"/handover", office, h.decide(complaint.ActHandOver)),
		post(one+"/return", roles(actor.RoleSupervision), h.decide(complaint.ActReturnAsk)),
		post(one+"/suggestion", office, h.decide(complaint.ActSuggestionAnswer)),
		post(one+"/appeal", office, h.decide(complaint.ActAppealAsk)),
		post(one+"/objection", office, h.decide(complaint.ActObjection, complaint.ActExplain)),
		post(one+"/callback", roles(actor.RolePetition, actor.RoleHead), h.decide(complaint.ActCallBack)),
		post(one+"/archive", office, h.decide(complaint.ActArchive)),
		post(one+"/requests/:request", roles(actor.RoleHead), h.rule),
		get(one+"/beside/:other", office, h.beside),
		post(one+"/known", office, h.markKnown),
		post(one+"/own-head", office, h.ownHead),
		post(one+"/seal", office, h.sealUp),
		post(one+"/result", office, h.decide(complaint.ActForwardResult)),
	}...)
}

var petitionList = templates.Link{Text: "信访件", URL: "/office/petitions"}

func petitionURL(id int64) string { return "/office/petitions/" + strconv.FormatInt(id, 10) }

// formToken makes a form that is sent twice one deed.
func formToken() string { return rand.Text() }

func (h *Petitions) queue(c *gin.Context) error {
	by, f := web.Actor(c), queueFilter(c)
	q, err := h.petitions.Queue(c.Request.Context(), by, f, pageOf(c))
	if err != nil {
		return err
	}
	tree, err := h.divisions.Divisions(c.Request.Context())
	if err != nil {
		return err
	}
	d := queueFilters(f)
	d.Narrowed = narrowed(c.Request.URL.Query(), f.Counted(), d.ClearURL)
	d.Tabs, d.Pager, d.ShowMine = queueTabs(by, f, q), pager(c, q.Page), by.Is(actor.RolePetition)
	if by.Is(actor.RolePetition) {
		d.EntryURL = "/office/petitions/new"
	}
	if !by.Is(actor.RoleTownInspector) {
		d.Towns = options(tree.Towns(), f.Town, func(t lookup.Division) (string, string) { return t.Code, t.Name })
	}
	for _, r := range q.Items {
		d.Rows = append(d.Rows, petitionRow(r))
	}
	d.Empty = templates.Empty{Text: "这里没有信访件"}
	if d.ClearURL != "" {
		d.Empty.Advice, d.Empty.Action = "换个筛选条件看看。", templates.Link{Text: "清除筛选", URL: d.ClearURL}
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficePetitions, "信访件", d)
}

func queueFilter(c *gin.Context) complaint.Filter {
	age, err := strconv.Atoi(c.Query("age"))
	if err != nil {
		age = 0
	}
	return complaint.Filter{
		State: c.Query("state"), Category: c.Query("category"), Town: c.Query("town"), Mode: c.Query("mode"), Due: c.Query("due"),
		Mine: c.Query("mine") != "", Replied: c.Query("replied") != "", Call: c.Query("call") != "", Asked: c.Query("asked") != "", OlderBy: age, Number: strings.TrimSpace(c.Query("number")), Sort: c.Query("sort"),
		From: dayIn(c, "from"), To: dayIn(c, "to"), Channel: c.Query("channel"), Subject: c.Query("subject"), Repeat: c.Query("repeat"),
	}
}

func choices(list []complaint.Choice, chosen string) []templates.Option {
	return options(list, chosen, func(v complaint.Choice) (string, string) { return v.Value, v.Text })
}

func queueFilters(f complaint.Filter) templates.OfficePetitionsData {
	d := templates.OfficePetitionsData{
		State: f.State, Number: f.Number, Sorts: choices(complaint.Sorts(), f.Sort), Mine: f.Mine, Categories: choices(complaint.Categories(), f.Category),
		Modes: choices([]complaint.Choice{{Value: "real", Text: "实名"}, {Value: "anonymous", Text: "匿名"}}, f.Mode),
		Dues:  choices([]complaint.Choice{{Value: "overdue", Text: "已超期"}, {Value: "soon", Text: "临近到期（含超期）"}}, f.Due),
		Ages: choices([]complaint.Choice{{Value: "7", Text: "7天以上"}, {Value: "15", Text: "15天以上"}, {Value: "30", Text: "30天以上"}, {Value: "90", Text: "90天以上"}},
			strconv.Itoa(f.OlderBy)),
	}
	if f.Number != "" || f.Category != "" || f.Town != "" || f.Mode != "" || f.Due != "" || f.OlderBy > 0 || f.Mine || f.Replied || f.Call || f.Asked || f.Counted() != "" {
		d.ClearURL = petitionList.URL
		if f.State != "" {
			d.ClearURL += "?state=" + url.QueryEscape(f.State)
		}
	}
	return d
}

// queueTabs are the states with how much lies in each, and what is late.
func queueTabs(by actor.Actor, f complaint.Filter, q complaint.Queue) []templates.OfficeTab {
	open, all := q.ToTell, 0
	for state, n := range q.Counts {
		all += n
		if complaint.IsOpen(state) {
			open += n
		}
	}
	late := f.State == "" && f.Due == "overdue"
	tabs := []templates.OfficeTab{{Text: "未办结", URL: petitionList.URL, Count: open, Active: (f.State == "" || f.State == "open") && !late}}
	if q.Overdue > 0 {
		tabs = append(tabs, templates.OfficeTab{Text: "超期", URL: petitionList.URL + "?due=overdue", Count: q.Overdue, Late: true, Active: late})
	}
	for _, s := range complaint.States() {
		if q.Counts[s.Value] > 0 && (!by.Is(actor.RoleTownInspector) || s.Value != "received") {
			tabs = append(tabs, templates.OfficeTab{Text: s.Text, URL: petitionList.URL + "?state=" + s.Value, Count: q.Counts[s.Value], Active: f.State == s.Value})
		}
	}
	return append(tabs, templates.OfficeTab{Text: "全部", URL: petitionList.URL + "?state=all", Count: all, Active: f.State == "all"})
}

func petitionRow(r complaint.QueueRow) templates.PetitionRow {
	row := templates.PetitionRow{
		URL: petitionURL(r.ID), Number: r.Number, Subject: r.Subject, Place: r.Place, Channel: r.Channel, Category: r.Category, Mode: modeBadge(r.Mode),
		State: petitionBadge(r.State, r.StateText), At: dateOf(r.ReceivedAt), Days: "今天", What: clockText(r.Clock), Lamp: lamp(r.Clock), Handler: r.Handler,
		Mine: r.Mine, Next: r.Next, Act: r.Next != "查看" && r.Next != "等补充",
	}
	if !r.Clock.At.IsZero() {
		row.Due = dateOf(r.Clock.At)
	}
	row.Red = matterBadge(r.Red, r.Colour)
	if r.Urged > 0 {
		row.Urged = fmt.Sprintf("催办%d次", r.Urged)
	}
	if r.Days > 0 {
		row.Days = fmt.Sprintf("%d天前", r.Days)
	}
	var files []string
	if r.Photos > 0 {
		files = append(files, fmt.Sprintf("%d图", r.Photos))
	}
	if r.Voice {
		files = append(files, "录音")
	}
	row.Files = strings.Join(files, " · ")
	return row
}

func (h *Petitions) file(c *gin.Context) error {
	id, file, err := fileOf(c)
	if err != nil {
		return err
	}
	v := complaint.View(c.DefaultQuery("v", string(complaint.ViewClean)))
	f, err := h.petitions.File(c.Request.Context(), web.Actor(c), id, file, v)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "private, max-age=600")
	if f.Kind == complaint.KindPaper {
		c.Header("Content-Disposition", fmt.Sprintf(`attachment; filename="%d-%d.pdf"`, id, file))
	}
	if v == complaint.ViewOriginal {
		// What was sent is never shown by the browser itself.
		c.Header("Cache-Control", "no-store")
		c.Header("Content-Disposition", fmt.Sprintf(`attachment; filename="%d-%d.%s"`, id, file, extension(f.Mime)))
	}
	c.Data(http.StatusOK, f.Mime, f.Data)
	return nil
}

func extension(mime string) string {
	_, ext, _ := strings.Cut(mime, "/")
	if ext == "jpeg" {
		return "jpg"
	}
	return ext
}
