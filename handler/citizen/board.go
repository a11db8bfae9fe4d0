package citizen

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"

	"yangguang/handler/web"
	"yangguang/service/board"
	"yangguang/service/kernel/money"
	"yangguang/service/project"
	"yangguang/templates"
)

// boards reads what is public in a village.
type boards interface {
	Board(ctx context.Context, village string) (board.Board, error)
}

// Boards is the page of what is public in a village. It keeps the pace of the
// public lists.
type Boards struct {
	pages  *Lookup
	boards boards
}

// NewBoards makes the page; it shares limits and frame with the others.
func NewBoards(pages *Lookup, b boards) *Boards { return &Boards{pages, b} }

// Routes adds the page to the site; r carries the citizen session.
func (h *Boards) Routes(r gin.IRouter) {
	r.Group("/h5", h.pages.front.LoadCitizen()).GET("/villages/:code", h.pages.front.Serve(h.board))
}

func (h *Boards) board(c *gin.Context) error {
	if err := h.pages.allowList(c); err != nil {
		return err
	}
	b, err := h.boards.Board(c.Request.Context(), c.Param("code"))
	if err != nil {
		return err
	}
	public(c)
	d := boardData(b)
	d.Hotline = h.pages.office.Hotline
	return web.RenderIn(h.pages.front, c, http.StatusOK, templates.TabHome, templates.VillageBoard, "村务公开", d)
}

func boardData(b board.Board) templates.VillageBoardData {
	code := b.Place.Code
	d := templates.VillageBoardData{
		Village: b.Place.Full(), Since: b.Since.Chinese(), Sum: b.Amount.String(), Items: boardItems(b), ListURL: "/h5/villages/" + code + "/list",
		ProjectsURL: "/h5/projects?village=" + code, OtherURL: "/h5/villages?for=board", AskURL: "/h5/complaint?village=" + code,
	}
	for _, it := range b.Items {
		d.Count += it.Count
	}
	most := max(b.Money.Planned, b.Money.Came, b.Money.Paid)
	for _, m := range []struct {
		text   string
		amount money.Fen
	}{{"计划投资", b.Money.Planned}, {"已经到账", b.Money.Came}, {"已经付出去", b.Money.Paid}} {
		d.Money = append(d.Money, templates.MoneySource{From: m.text, Amount: m.amount.String(), Percent: share(m.amount, most)})
	}
	for _, p := range b.Projects {
		d.Projects = append(d.Projects, boardProject(p))
	}
	if b.More {
		d.MoreURL = d.ProjectsURL
	}
	for _, a := range b.Answers {
		d.Answers = append(d.Answers, templates.VillageAnswer{
			About: templates.Link{Text: a.Name, URL: projectURL(a.Project)}, Question: a.Question.Reveal(), Answer: a.Answer.Reveal(), At: a.Unit + " " + a.On.Chinese(),
		})
	}
	return d
}

// boardItems sets each item against the largest, and each of its periods
// against the largest of the item.
func boardItems(b board.Board) []templates.BoardItem {
	var most money.Fen
	for _, it := range b.Items {
		most = max(most, it.Amount)
	}
	out := make([]templates.BoardItem, 0, len(b.Items))
	for _, it := range b.Items {
		item := templates.BoardItem{Name: it.Name, Amount: it.Amount.String(), Count: it.Count, Percent: share(it.Amount, most)}
		var largest money.Fen
		for _, p := range it.Periods {
			largest = max(largest, p.Amount)
		}
		for _, p := range it.Periods {
			item.Periods = append(item.Periods, templates.BoardPeriod{
				Text: span(p.Days.From, p.Days.Last()), Amount: p.Amount.String(), People: p.People, Count: p.Count, Percent: share(p.Amount, largest),
				URL: "/h5/villages/" + b.Place.Code + "/list?item=" + it.Code + "&period=" + p.Key,
			})
		}
		out = append(out, item)
	}
	return out
}

func boardProject(p board.Project) templates.BoardProject {
	words := project.Stage(p.Stage).Label()
	out := templates.BoardProject{Name: p.Name, URL: projectURL(p.No), Stage: templates.Badge{Tone: templates.Info, Text: words}, Percent: p.Percent, Planned: p.Planned.String(), PaidOf: share(p.Paid, p.Came)}
	switch {
	case p.Done:
		out.Stage.Tone = templates.Good
	case p.Late:
		out.Stage = templates.Badge{Tone: templates.Warning, Text: words + "，晚了"}
	}
	if p.Came > 0 {
		out.Came = p.Came.String()
	}
	if p.Paid > 0 {
		out.Paid = p.Paid.String()
	}
	return out
}
