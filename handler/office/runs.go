package office

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/comparison"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/page"
	"yangguang/templates"
)

// runs is what these pages need of the comparison.
type runs interface {
	Runs(ctx context.Context, by actor.Actor, r page.Request) (page.Page[comparison.Run], error)
	Run(ctx context.Context, by actor.Actor, id int64) (comparison.Run, error)
	RunBatches(ctx context.Context, by actor.Actor, id int64, most int) ([]comparison.RunBatch, int, error)
	StartFull(ctx context.Context, by actor.Actor) (int64, error)
	StartRepeat(ctx context.Context, by actor.Actor, id int64) (int64, error)
	RepeatsOf(ctx context.Context, by actor.Actor, id int64) ([]comparison.Run, error)
}

// Runs is the pages about comparison runs.
type Runs struct {
	front *web.Front
	runs  runs
}

// NewRuns makes the pages.
func NewRuns(front *web.Front, r runs) *Runs { return &Runs{front, r} }

// Routes lists the addresses.
func (h *Runs) Routes() []web.Route {
	see, start := roles(actor.RoleSupervision, actor.RoleHead, actor.RoleAdministrator), roles(actor.RoleSupervision, actor.RoleHead)
	return []web.Route{
		get("/office/runs", see, h.list),
		post("/office/runs", start, h.start),
		get("/office/runs/:id", see, h.one),
		post("/office/runs/:id/repeat", start, h.repeat),
	}
}

var runsCrumb = templates.Link{Text: "比对记录", URL: "/office/runs"}

func runURL(id int64) string { return runsCrumb.URL + "/" + strconv.FormatInt(id, 10) }

func (h *Runs) list(c *gin.Context) error {
	by := web.Actor(c)
	p, err := h.runs.Runs(c.Request.Context(), by, pageOf(c))
	if err != nil {
		return err
	}
	d := templates.OfficeRunsData{URL: runsCrumb.URL, Pager: pager(c, p), MayStart: by.Is(actor.RoleSupervision, actor.RoleHead),
		Empty: templates.Empty{Text: "还没有比对过", Advice: "数据导入以后会自动比对涉及的人，每天夜里比对全部。"}}
	if p.Number > 1 {
		d.URL += "?page=" + strconv.Itoa(p.Number)
	}
	for _, r := range p.Items {
		d.Busy = d.Busy || r.Busy()
		d.Rows = append(d.Rows, runRow(r))
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(), templates.OfficeRuns, runsCrumb.Text, d)
}

func (h *Runs) start(c *gin.Context) error {
	id, err := h.runs.StartFull(c.Request.Context(), web.Actor(c))
	if err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, "全面比对已经排上，马上开始。")
	return web.Redirect(c, runURL(id))
}

// repeat asks for a run to be made again, to see whether it finds the same.
func (h *Runs) repeat(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	again, err := h.runs.StartRepeat(c.Request.Context(), web.Actor(c), id)
	if err != nil {
		return err
	}
	h.front.Flash(c, templates.Good, "重算核对已经排上，马上开始。")
	return web.Redirect(c, runURL(again))
}

// batchesShown is how many of the batches that a run read are listed.
const batchesShown = 200

func (h *Runs) one(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	ctx, by := c.Request.Context(), web.Actor(c)
	r, err := h.runs.Run(ctx, by, id)
	if err != nil {
		return err
	}
	d := runPage(r, by.Is(actor.RoleSupervision, actor.RoleHead))
	if r.Status == runDone {
		batches, n, err := h.runs.RunBatches(ctx, by, id, batchesShown)
		if err != nil {
			return err
		}
		d.Batches, d.BatchCount = batchRows(batches), grouped(n)
		repeats, err := h.runs.RepeatsOf(ctx, by, id)
		if err != nil {
			return err
		}
		d.Repeats = repeatRows(repeats)
	}
	return web.RenderAt(h.front, c, http.StatusOK, under(runsCrumb), templates.OfficeRun, fmt.Sprintf("第 %d 次比对", id), d)
}

// runDone is the status of a run whose findings are visible.
const runDone = "done"

var runTones = map[string]templates.Tone{
	"waiting": templates.Info, "running": templates.Info, runDone: templates.Good, "failed": templates.Bad, "stopped": templates.Warning,
}

func runRow(r comparison.Run) templates.RunRow {
	row := templates.RunRow{
		URL: runURL(r.ID), Kind: r.KindLabel(), AsOf: r.AsOf.String(), Scope: scopeText(r), Started: clock(r.StartedAt), By: starterText(r.StartedBy), State: templates.Badge{Tone: runTones[r.Status], Text: r.StatusLabel()},
	}
	if r.Busy() {
		row.Work = runWork(r)
	}
	switch {
	case r.Status != runDone:
	case r.RepeatOf != 0:
		row.State, row.Took, row.Hits = outcomeBadge(r), tookText(r.Whole()), grouped(r.Hits)
	default:
		row.Took, row.Hits, row.Created, row.Updated, row.Gone = tookText(r.Whole()), grouped(r.Hits), grouped(r.Created), grouped(r.Updated), grouped(r.Gone)
	}
	return row
}

func runWork(r comparison.Run) templates.ImportWork {
	w := templates.ImportWork{Text: r.Progress.Stage, Done: r.Progress.Done, Total: r.Progress.Total}
	if w.Text == "" {
		w.Text = r.StatusLabel()
	}
	return w
}

func scopeText(r comparison.Run) string {
	switch {
	case r.RepeatOf != 0:
		return fmt.Sprintf("重算第 %d 次", r.RepeatOf)
	case r.Batch != 0:
		return fmt.Sprintf("第 %d 批数据涉及的人", r.Batch)
	case r.Scope == "":
		return "全部"
	}
	return r.Scope
}

func starterText(by string) string {
	if strings.HasPrefix(by, "system") {
		return "自动"
	}
	return "人工"
}

// tookText is a length of time for people.
func tookText(d time.Duration) string {
	switch {
	case d < time.Second:
		return strconv.Itoa(int(d.Milliseconds())) + " 毫秒"
	case d < time.Minute:
		return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + " 秒"
	}
	return fmt.Sprintf("%d 分 %d 秒", int(d.Minutes()), int(d.Seconds())%60)
}

func batchRows(batches []comparison.RunBatch) []templates.RunBatchRow {
	out := make([]templates.RunBatchRow, len(batches))
	for i, b := range batches {
		out[i] = templates.RunBatchRow{Number: strconv.FormatInt(b.ID, 10), Title: b.Title, FileName: b.FileName, AsOf: b.AsOf.String(), Rows: grouped(b.Rows), Withdrawn: b.Withdrawn}
	}
	return out
}
