package office

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/kernel/actor"
	"yangguang/service/kernel/fault"
	"yangguang/service/kernel/page"
	"yangguang/service/kernel/sheetrow"
	"yangguang/service/matching"
	"yangguang/templates"
)

// pool is what this page needs of the matching service.
type pool interface {
	Pairs(ctx context.Context, by actor.Actor, verdict string, r page.Request) (page.Page[matching.Pair], error)
	Judge(ctx context.Context, by actor.Actor, id int64, verdict, basis string) error
}

// Matching is the page on which people judge who is whom.
type Matching struct {
	front *web.Front
	pool  pool
}

// NewMatching makes the page.
func NewMatching(front *web.Front, pool pool) *Matching { return &Matching{front, pool} }

// Routes lists the addresses.
func (h *Matching) Routes() []web.Route {
	may := roles(actor.RoleAdministrator, actor.RoleSupervision)
	return []web.Route{get("/office/matching", may, h.list), post("/office/matching/:id", may, h.judge)}
}

// verdicts are the filters of the page; open is first and has no word of its own
// in the database.
var verdicts = []string{"open", matching.Same, matching.Different, matching.Undecided, matching.All}

func verdictText(v string) string {
	switch v {
	case "open":
		return "待认定"
	case matching.Same:
		return "是同一人"
	case matching.Different:
		return "不是同一人"
	case matching.Undecided:
		return "暂时定不了"
	}
	return "全部"
}

func (h *Matching) list(c *gin.Context) error {
	return h.show(c, http.StatusOK, judgement{})
}

// judgement is a form that was refused.
type judgement struct {
	id             int64
	verdict, basis string
	errors         templates.Errors
}

func (h *Matching) show(c *gin.Context, status int, refused judgement) error {
	filter := c.DefaultQuery("verdict", "open")
	verdict := filter
	if verdict == "open" {
		verdict = matching.Open
	}
	r := pageOf(c)
	r.Size = 20
	list, err := h.pool.Pairs(c.Request.Context(), web.Actor(c), verdict, r)
	if err != nil {
		return err
	}
	d := templates.OfficeMatchingData{
		Verdicts: options(verdicts, filter, func(v string) (string, string) { return v, verdictText(v) }), Pager: pager(c, list),
		Empty: templates.Empty{Text: "没有要认定的人", Advice: "导入名册和发放明细以后，系统会把像又不完全像的人放到这里。"},
	}
	for _, p := range list.Items {
		pair := matchPair(p)
		if p.ID == refused.id {
			pair.Basis, pair.Errors = refused.basis, refused.errors
			pair.Choices = verdictChoices(refused.verdict)
		}
		d.Pairs = append(d.Pairs, pair)
	}
	return web.RenderAt(h.front, c, status, under(), templates.OfficeMatching, "人工比对", d)
}

func verdictChoices(selected string) []templates.Option {
	return options(verdicts[1:4], selected, func(v string) (string, string) { return v, verdictText(v) })
}

func matchPair(p matching.Pair) templates.MatchPair {
	out := templates.MatchPair{
		Number: strconv.FormatInt(p.ID, 10), URL: fmt.Sprintf("/office/matching/%d", p.ID), Reason: p.Reason, Choices: verdictChoices(""),
		Grade: templates.Badge{Tone: templates.Info, Text: "级别 " + p.Grade}, Source: p.Title + "：" + sheetrow.Place(p.FileName, p.Sheet, p.Row),
		Given: matchPerson(p.Given), Known: matchPerson(p.Register), Open: p.Verdict == matching.Open || p.Verdict == matching.Undecided,
	}
	if p.Refused && p.Verdict != matching.Different {
		out.Next = nextOf(p)
	}
	if p.Bureau != "" {
		out.Source = p.Bureau + " " + out.Source
	}
	if p.Verdict != matching.Open {
		tones := map[string]templates.Tone{matching.Same: templates.Good, matching.Different: templates.Plain, matching.Undecided: templates.Warning}
		out.State = templates.Badge{Tone: tones[p.Verdict], Text: verdictText(p.Verdict)}
		out.Judged = fmt.Sprintf("%s %s 认定：%s", maybeClock(p.JudgedAt), p.JudgedBy, verdictText(p.Verdict))
	}
	return out
}

// nextOf says what becomes of a row that was given back.
func nextOf(p matching.Pair) string {
	whose := "导入这个文件的人"
	if p.Bureau != "" {
		whose = p.Bureau
	}
	again := fmt.Sprintf("请%s到“数据导入”第 %d 批下载错误表，原样再上传一次（证号不用改）：这一行会导入，记在户籍里的这个人名下。", whose, p.BatchID)
	if p.Verdict == matching.Same {
		return "还没有完：" + again + "再上传以前，这一行仍不作数。"
	}
	return "认定是同一人以后，" + again + "在那以前，这一行不作数，也不会出疑点。"
}

func matchPerson(p matching.Person) templates.MatchPerson {
	out := templates.MatchPerson{Name: p.Name, ID: p.ID, Sex: p.Sex, Place: p.Village}
	if out.ID == "" {
		out.ID = "没有填"
	}
	if p.Birth != nil {
		out.Birth = p.Birth.String()
	}
	if p.Household != "" {
		out.Place = strings.TrimSpace(out.Place + " 户 " + p.Household)
	}
	return out
}

func (h *Matching) judge(c *gin.Context) error {
	id, err := idOf(c, "id")
	if err != nil {
		return err
	}
	verdict, basis := c.PostForm("verdict"), strings.TrimSpace(c.PostForm("basis"))
	err = h.pool.Judge(c.Request.Context(), web.Actor(c), id, verdict, basis)
	if fault.Is(err, fault.Conflict) {
		h.front.Flash(c, templates.Warning, fault.Of(err).Public)
		return web.Redirect(c, "/office/matching")
	}
	if err != nil {
		return askAgain(err, func(bad templates.Errors) error {
			return h.show(c, http.StatusUnprocessableEntity, judgement{id, verdict, basis, bad})
		})
	}
	h.front.Flash(c, templates.Good, "已经记下结论："+verdictText(verdict)+"。")
	return web.Redirect(c, "/office/matching")
}
