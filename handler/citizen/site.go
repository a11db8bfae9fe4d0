package citizen

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"yangguang/service/kernel/period"
	"yangguang/service/project"
	"yangguang/service/question"
	"yangguang/templates"
)

// beside adds to a project's page what others know of it: the photos that its
// owner made public, and what was asked and answered.
func (h *Lookup) beside(ctx context.Context, p project.Detail, d *templates.ProjectData) error {
	if h.sites != nil {
		pictures, err := h.sites.Published(ctx, p.No)
		if err != nil {
			return err
		}
		for _, x := range pictures {
			d.Photos = append(d.Photos, templates.Photo{URL: fmt.Sprintf("%s/photos/%d", projectURL(p.No), x.ID), Alt: "现场照片，" + x.On.Chinese(), Caption: strings.TrimSpace(x.Note + " " + x.On.Chinese())})
		}
	}
	if h.boards == nil {
		return nil
	}
	b, err := h.boards.Public(ctx, p.No)
	if err != nil {
		return err
	}
	days, err := h.number(ctx, question.ParamDays, answerDays)
	d.Board, d.Promise = boardOf(p.No, b), fmt.Sprintf("%d个工作日", days)
	return err
}

// answerDays is within how many working days an owner answers, where the county
// has set nothing.
const answerDays = 10

// boardOf says in words what was asked about a project. Silence is said, too.
func boardOf(no string, b question.Board) templates.Board {
	out := templates.Board{AskURL: projectURL(no) + "/ask"}
	if b.Late > 0 {
		out.Late = fmt.Sprintf("已提问，还没有答复：有%d个问题过了期限，等得最久的已经等了%d天。", b.Late, b.Oldest)
	}
	if n := b.N - b.Late; n > 0 {
		out.Waiting = fmt.Sprintf("有%d个问题在等答复，最晚%s答复。", n, b.By.Chinese())
	}
	if b.Hidden > 0 {
		out.Hidden = fmt.Sprintf("有%d个问题没有公开：写了人名，或者不是问项目，或者要按举报办。", b.Hidden)
	}
	for _, a := range b.Answered {
		row := templates.BoardAnswer{Question: a.Question.Reveal(), AskedOn: a.AskedOn.Chinese(), Answer: a.Answer.Reveal(), Unit: a.Unit, On: a.On.Chinese(), Corrected: a.Corrected}
		if a.Photo {
			row.Photo = templates.Photo{URL: fmt.Sprintf("%s/answers/%d", projectURL(no), a.ID), Alt: "答复的照片"}
		}
		out.Answers = append(out.Answers, row)
	}
	return out
}

// The drawing of progress: the field of a picture of 320 by 150.
const (
	curveLeft, curveRight = 34, 310
	curveTop, curveFoot   = 20, 130
	curveApart            = 34 // less room than this, and a number would lie on the one before
)

// projectCurve draws how far a project was reported to be over time.
func projectCurve(p project.Detail) templates.Curve {
	if len(p.Reports) == 0 {
		return templates.Curve{}
	}
	first, last := p.Reports[len(p.Reports)-1], p.Reports[0]
	from, to := first.On, max(last.On, p.Days.PlanEnd)
	if p.Days.RealStart != nil {
		from = min(from, *p.Days.RealStart)
	}
	if to <= from {
		return templates.Curve{}
	}
	x := func(d period.Day) int {
		return curveLeft + int(math.Round(float64(int(d-from)*(curveRight-curveLeft))/float64(int(to-from))))
	}
	y := func(percent int) int { return curveFoot - percent*(curveFoot-curveTop)/100 }
	c := templates.Curve{From: from.Chinese(), To: to.Chinese(), Words: fmt.Sprintf("形象进度：%s到%s，报到%d%%", from.Chinese(), last.On.Chinese(), last.Percent)}
	var points []string
	at := func(d period.Day, percent int) { points = append(points, fmt.Sprintf("%d,%d", x(d), y(percent))) }
	if p.Days.RealStart != nil && *p.Days.RealStart < first.On {
		at(*p.Days.RealStart, 0)
	}
	for i := len(p.Reports) - 1; i >= 0; i-- {
		r := p.Reports[i]
		at(r.On, r.Percent)
		dot := templates.CurveDot{X: x(r.On), Y: y(r.Percent), Text: strconv.Itoa(r.Percent) + "%"}
		if i > 0 && x(p.Reports[0].On)-dot.X < curveApart || len(c.Dots) > 0 && dot.X-lastText(c.Dots) < curveApart && i > 0 {
			dot.Text = ""
		}
		c.Dots = append(c.Dots, dot)
	}
	c.Points = strings.Join(points, " ")
	if p.Days.PlanEnd > from && p.Days.PlanEnd <= to {
		c.PlanX = x(p.Days.PlanEnd)
	}
	return c
}

// lastText is where the last number stands.
func lastText(dots []templates.CurveDot) int {
	for i := len(dots) - 1; i >= 0; i-- {
		if dots[i].Text != "" {
			return dots[i].X
		}
	}
	return -curveApart
}

// sitePhoto gives a photo that an owner made public.
func (h *Lookup) sitePhoto(c *gin.Context) error {
	return h.picture(c, func(ctx context.Context, no string, id int64) ([]byte, error) {
		return h.sites.PublishedPhoto(ctx, no, id)
	})
}

// answerPhoto gives the photo of an answer.
func (h *Lookup) answerPhoto(c *gin.Context) error {
	return h.picture(c, func(ctx context.Context, no string, id int64) ([]byte, error) {
		return h.boards.PublicPhoto(ctx, no, id)
	})
}

// picture gives a photo of a project. An owner may take it back, so that it is
// not kept for long.
func (h *Lookup) picture(c *gin.Context, read func(ctx context.Context, no string, id int64) ([]byte, error)) error {
	if err := h.allow(c, limitPhotos); err != nil {
		return err
	}
	id, err := number(c, "id")
	if err != nil {
		return err
	}
	jpeg, err := read(c.Request.Context(), c.Param("no"), id)
	if err != nil {
		return err
	}
	c.Header("Cache-Control", "private, max-age=600")
	c.Data(http.StatusOK, "image/jpeg", jpeg)
	return nil
}
